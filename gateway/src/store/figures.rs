//! What is asked without being written: counts, and lists that were kept.

use rusqlite::{Connection, OptionalExtension as _};

use super::Figures;
use crate::clock::Millis;

/// The counts are kept by triggers, and the oldest is the first of its index: neither looks at many rows.
pub(super) fn figures(connection: &Connection) -> rusqlite::Result<Figures> {
    let sql = "SELECT accepted_ms FROM lead INDEXED BY lead_undelivered
        WHERE state IN ('pending', 'held', 'refused', 'dead') ORDER BY accepted_ms LIMIT 1";
    let oldest_undelivered = connection.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
    let mut tally = connection.prepare_cached("SELECT upstream, state, leads FROM tally")?;
    let leads =
        tally.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?.unsigned_abs())))?;
    Ok(Figures { oldest_undelivered, leads: leads.collect::<Result<_, _>>()? })
}

/// The upstreams that leads are to be delivered to.
pub(super) fn waiting_upstreams(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT upstream FROM tally WHERE state = 'pending' AND leads > 0";
    connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}

pub(super) fn keep_options(
    connection: &Connection,
    key: &str,
    list: &str,
    now: Millis,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO option_list VALUES (?1, ?2, ?3)
        ON CONFLICT DO UPDATE SET list = excluded.list, kept_ms = excluded.kept_ms";
    connection.prepare_cached(sql)?.execute((key, list, now))?;
    Ok(())
}

pub(super) fn kept_options(connection: &Connection, key: &str) -> rusqlite::Result<Option<(String, Millis)>> {
    let sql = "SELECT list, kept_ms FROM option_list WHERE key = ?1";
    connection.prepare_cached(sql)?.query_row([key], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use crate::store::trial::{DELIVERED, Trial, attempt, lead};
    use crate::store::{Class, State, Store};

    #[tokio::test]
    async fn counts_follow_each_lead_and_the_oldest_undelivered_one_is_found() {
        let trial = Trial::new();
        let store = trial.open();
        assert_eq!(store.figures().await.unwrap().oldest_undelivered, None);
        store.accept(lead(Some("a"), "a")).await.unwrap();
        let first = store.figures().await.unwrap().oldest_undelivered.unwrap();
        trial.clock.jump(5_000);
        store.accept(lead(Some("b"), "b")).await.unwrap();
        assert_eq!(store.figures().await.unwrap().oldest_undelivered, Some(first));
        let claim = store.claim("erp", 1).await.unwrap().remove(0);
        store.finish(claim.lead, attempt(Class::Done), DELIVERED).await.unwrap();
        let figures = store.figures().await.unwrap();
        assert!(figures.oldest_undelivered.unwrap() >= first + 5_000);
        let mut leads = figures.leads;
        leads.sort_by_key(|(_, state, _)| state.word());
        let erp = || "erp".to_owned();
        assert_eq!(leads, [(erp(), State::Delivered, 1), (erp(), State::Pending, 1)]);
        assert_eq!(Store::waiting_upstreams(&trial.path()).unwrap(), ["erp"]);
    }

    #[tokio::test]
    async fn no_database_and_an_empty_one_have_nobody_waiting() {
        let trial = Trial::new();
        assert!(Store::waiting_upstreams(&trial.path()).unwrap().is_empty());
        assert!(!trial.path().exists());
        std::fs::write(trial.path(), "").unwrap();
        assert!(Store::waiting_upstreams(&trial.path()).unwrap().is_empty());
    }

    #[tokio::test]
    async fn lists_are_kept_over_a_restart_and_the_last_one_counts() {
        let trial = Trial::new();
        let store = trial.open();
        assert_eq!(store.kept_options("erp /a").await.unwrap(), None);
        store.keep_options("erp /a", "[1]").await.unwrap();
        store.keep_options("erp /a", "[2]").await.unwrap();
        drop(store);
        let (list, kept) = trial.open().kept_options("erp /a").await.unwrap().unwrap();
        assert_eq!(list, "[2]");
        assert!((trial.clock.now() - kept).abs() < 60_000);
    }

    #[tokio::test]
    async fn a_backlog_of_a_hundred_thousand_is_counted_and_claimed_without_looking_at_all_of_it() {
        let trial = Trial::new();
        drop(trial.open());
        trial.change(
            "PRAGMA synchronous = OFF; BEGIN;
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
             INSERT INTO lead (receipt, form, upstream, target, key, fingerprint, doubts, state, accepted_ms, due_ms)
             SELECT i, 'consult', 'erp', 'ladiflow-customer', i, randomblob(32), '', 'pending', i, i FROM n;
             INSERT INTO content SELECT id, '{}', '{}' FROM lead; COMMIT;",
        );
        let store = trial.open();
        let started = Instant::now();
        for _ in 0..100 {
            assert_eq!(store.figures().await.unwrap().leads, [("erp".to_owned(), State::Pending, 100_000)]);
            assert_eq!(store.next_due("erp").await.unwrap(), Some(1));
        }
        let asked = started.elapsed();
        let started = Instant::now();
        let mut claimed = 0;
        for _ in 0..20 {
            claimed += store.claim("erp", 100).await.unwrap().len();
        }
        let took = started.elapsed();
        assert_eq!(claimed, 2_000);
        println!("200 questions: {asked:?}; 2,000 claims: {took:?}");
        // A hundred thousand looked at each time would take many times as long; the limits bear with a slow machine.
        assert!(asked.as_millis() < 2_000, "{asked:?}");
        assert!(took.as_millis() < 4_000, "{took:?}");
    }
}
