//! Retention: what was delivered long ago is deleted. Nothing that was not delivered ever is.

use std::time::Duration;

use rusqlite::{Connection, params};

use crate::clock::Millis;

/// So many are deleted in one transaction: bodies may be large, and leads are waiting to be stored meanwhile.
const AT_ONCE: u16 = 50;

/// Deletes some that ended longer than `kept` ago, and says whether there were no more.
pub(super) fn sweep(connection: &Connection, kept: Duration, now: Millis) -> rusqlite::Result<bool> {
    let kept = Millis::try_from(kept.as_millis()).unwrap_or(Millis::MAX);
    let sql = "DELETE FROM lead WHERE id IN (
        SELECT id FROM lead INDEXED BY lead_done
        WHERE state IN ('delivered', 'superseded', 'erased') AND done_ms < ?1 ORDER BY done_ms LIMIT ?2)";
    let deleted = connection.prepare_cached(sql)?.execute(params![now.saturating_sub(kept), AT_ONCE])?;
    Ok(deleted < usize::from(AT_ONCE))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::store::State;
    use crate::store::trial::{Trial, lead, until};

    #[tokio::test]
    async fn only_what_was_delivered_superseded_or_erased_long_ago_is_deleted() {
        let mut trial = Trial::new();
        let store = trial.open();
        for number in 0..140 {
            store.accept(lead(Some(&number.to_string()), "x")).await.unwrap();
        }
        drop(store);
        // Twenty of each state, all ended a year ago, as by a mistake those that have not ended too.
        for (number, state) in State::ALL.iter().enumerate() {
            trial.change(&format!(
                "UPDATE lead SET state = '{0}', due_ms = iif('{0}' = 'pending', 1, NULL), done_ms = 1,
                        accepted_ms = 1 WHERE id % 7 = {number}",
                state.word()
            ));
        }
        trial.config.keep_delivered = Some(Duration::from_hours(24));
        let store = trial.open();
        until(|| trial.look::<i64>("SELECT count(*) FROM lead") == 80).await;
        drop(store);
        for state in State::ALL {
            let left: i64 =
                trial.look(&format!("SELECT count(*) FROM lead WHERE state = '{}'", state.word()));
            let is_gone = matches!(state, State::Delivered | State::Superseded | State::Erased);
            assert_eq!(left, if is_gone { 0 } else { 20 }, "{state:?}");
        }
        assert_eq!(trial.look::<i64>("SELECT count(*) FROM content"), 80);
        assert_eq!(trial.look::<i64>("SELECT sum(leads) FROM tally"), 80);
    }

    #[tokio::test]
    async fn what_was_delivered_lately_stays_and_for_ever_is_for_ever() {
        let mut trial = Trial::new();
        let store = trial.open();
        store.accept(lead(None, "x")).await.unwrap();
        drop(store);
        let now = trial.clock.now();
        trial.change(&format!(
            "UPDATE lead SET state = 'delivered', due_ms = NULL, done_ms = {}",
            now - 3_600_000
        ));
        for kept in [None, Some(Duration::from_hours(2))] {
            trial.config.keep_delivered = kept;
            let store = trial.open();
            // A write behind the first turn, in which old leads are looked for.
            store.accept(lead(Some("k"), "y")).await.unwrap();
            assert_eq!(trial.look::<i64>("SELECT count(*) FROM lead WHERE state = 'delivered'"), 1);
        }
    }
}
