//! Erases what a person said, so that the bytes are gone from the files: deleted bytes are overwritten
//! (`secure_delete`), `VACUUM` leaves no copy in unused parts of pages, and the WAL is emptied.

use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior, params};

use super::State;
use super::ledger::Ledger;
use super::open;
use super::person::Person;
use crate::Failure;
use crate::clock::Millis;

/// A lead that is a person's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) id: i64,
    pub(crate) receipt: String,
    pub(crate) state: State,
    /// The API has it, or may have it.
    pub(crate) may_be_there: bool,
}

/// What is a person's: leads, and what an API said about them elsewhere.
#[derive(Debug, Default)]
pub(crate) struct Traces {
    pub(crate) leads: Vec<Found>,
    /// Lead and number of a try.
    pub(crate) said: Vec<(i64, u32)>,
    last: i64,
}

impl Ledger {
    /// Looks through all leads.
    pub(crate) fn traces(&self, person: &Person) -> Result<Traces, Failure> {
        let mut traces = Traces::default();
        search(&self.connection, person, &mut traces).map_err(|error| self.trouble(&error))?;
        Ok(traces)
    }

    /// Erases them, and what came in meanwhile. What cannot be scrubbed from the files now is the next call's to scrub.
    pub(crate) fn erase(&mut self, person: &Person, traces: &mut Traces, now: Millis) -> Result<(), Failure> {
        let path = self.path.clone();
        let mut write = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // Texts of tries are few and short: all of them are looked at again.
            traces.said.clear();
            search(&transaction, person, traces)?;
            for found in &traces.leads {
                wipe(&transaction, found.id, now)?;
            }
            for (lead, number) in &traces.said {
                transaction.execute(
                    "UPDATE attempt SET said = NULL WHERE lead = ?1 AND number = ?2",
                    params![lead, number],
                )?;
            }
            if !traces.leads.is_empty() || !traces.said.is_empty() {
                transaction.execute("INSERT OR REPLACE INTO meta VALUES ('scrub', 1)", [])?;
            }
            transaction.commit()
        };
        write().map_err(|error| open::trouble(&path, &error))?;
        self.scrub()
    }

    fn scrub(&self) -> Result<(), Failure> {
        let is_due = "SELECT EXISTS (SELECT 1 FROM meta WHERE name = 'scrub')";
        let is_due: bool =
            self.connection.query_row(is_due, [], |row| row.get(0)).map_err(|error| self.trouble(&error))?;
        if !is_due {
            return Ok(());
        }
        let scrubbed = self
            .connection
            .execute_batch("VACUUM")
            .map_err(|error| self.trouble(&error))
            .and_then(|()| open::checkpoint(&self.path, &self.connection, Duration::from_secs(30)));
        scrubbed.map_err(|failure| {
            Failure::new(
                format!("erased, but older copies may still stand in the database's files: {failure}"),
                "Then run the same command again: it finishes the work.",
            )
        })?;
        self.connection
            .execute("DELETE FROM meta WHERE name = 'scrub'", [])
            .map(|_| ())
            .map_err(|error| self.trouble(&error))
    }
}

/// Adds what was not looked at yet. One body at a time is in memory.
fn search(connection: &Connection, person: &Person, traces: &mut Traces) -> rusqlite::Result<()> {
    let sql = "SELECT id, receipt, state, attempts > 0, target, body, context
        FROM lead JOIN content ON content.lead = lead.id WHERE id > ?1 ORDER BY id";
    let mut find = connection.prepare(sql)?;
    let mut rows = find.query([traces.last])?;
    while let Some(row) = rows.next()? {
        traces.last = row.get(0)?;
        let (target, body, context) = (row.get_ref(4)?, row.get_ref(5)?, row.get_ref(6)?);
        if person.is_in(target.as_str()?, body.as_str()?, context.as_str()?) {
            let found = Found {
                id: row.get(0)?,
                receipt: row.get(1)?,
                state: row.get(2)?,
                may_be_there: row.get(3)?,
            };
            traces.leads.push(found);
        }
    }
    let mut find = connection.prepare("SELECT lead, number, said FROM attempt WHERE said IS NOT NULL")?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        if person.is_mentioned(row.get_ref(2)?.as_str()?) {
            traces.said.push((row.get(0)?, row.get(1)?));
        }
    }
    Ok(())
}

fn wipe(connection: &Connection, lead: i64, now: Millis) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE lead SET state = 'erased', reason = NULL, key = NULL, fingerprint = NULL, doubts = '',
                due_ms = NULL, claim = NULL, ambiguous = 0, done_ms = ?2 WHERE id = ?1",
        params![lead, now],
    )?;
    connection.execute("DELETE FROM content WHERE lead = ?1", [lead])?;
    connection.execute("UPDATE attempt SET said = NULL WHERE lead = ?1", [lead])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::store::ledger::Ledger;
    use crate::store::person::Person;
    use crate::store::trial::{Trial, attempt, lead};
    use crate::store::{Class, Next, State};

    const MARK: &[u8] = b"MARK-of-the-person";

    /// Whether the bytes stand in any file of the database.
    fn stands(trial: &Trial) -> bool {
        std::fs::read_dir(trial.directory.path()).unwrap().any(|file| {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            bytes.windows(MARK.len()).any(|window| window == MARK)
        })
    }

    #[tokio::test]
    async fn the_bytes_of_a_person_are_gone_from_every_file_while_the_gateway_runs() {
        let trial = Trial::new();
        let store = trial.open();
        for number in 0..300 {
            let mut new = lead(Some(&format!("{:x} key", number * 7_919 % 1_009)), &"x".repeat(number * 7));
            if number % 3 == 0 {
                new.body = r#"{"phone": "0912345678", "full_name": "MARK-of-the-person"}"#.to_owned();
                new.context = serde_json::json!({"page_url": "MARK-of-the-person"});
                new.key = Some(format!("{:x} MARK-of-the-person", number * 7_919 % 1_009));
            }
            store.accept(new).await.unwrap();
        }
        for claim in store.claim("erp", 40).await.unwrap() {
            let mut ended = attempt(Class::NotSent);
            ended.said = Some("MARK-of-the-person".to_owned());
            if claim.lead % 3 == 2 {
                ended.said = Some("0912 345 678 is known (MARK-of-the-person)".to_owned());
            } else if claim.lead % 3 == 0 {
                ended.said = None;
            }
            store.finish(claim.lead, ended, Next::Retry(0)).await.unwrap();
        }
        let under_way = store.claim("erp", 1_000).await.unwrap();
        assert!(stands(&trial));
        let person = Person::phone("+84 912 345 678").unwrap();
        let mut ledger = Ledger::open(&trial.path()).unwrap();
        let mut traces = ledger.traces(&person).unwrap();
        assert_eq!(traces.leads.len(), 100);
        store.accept(lead(Some("late"), "late")).await.unwrap();
        trial.change(
            r#"UPDATE content SET body = '{"phone": "84912345678"}' WHERE lead = (SELECT max(lead) FROM content)"#,
        );
        let clock = trial.clock.clone();
        tokio::task::spawn_blocking(move || {
            ledger.erase(&person, &mut traces, clock.now()).unwrap();
            assert_eq!(traces.leads.len(), 101, "what came meanwhile too");
        })
        .await
        .unwrap();
        assert!(!stands(&trial), "the bytes are still there");
        assert_eq!(
            trial.look::<i64>("SELECT count(*) FROM lead WHERE state = 'erased' AND key IS NULL"),
            101
        );
        assert_eq!(trial.look::<i64>("SELECT count(*) FROM meta WHERE name = 'scrub'"), 0);
        // What was under way ends without bringing anything back.
        let mut ended = attempt(Class::Done);
        ended.said = Some("MARK-of-the-person".to_owned());
        let erased = under_way.iter().find(|claim| claim.lead % 3 == 1).unwrap();
        store.finish(erased.lead, ended, Next::End(State::Delivered, None)).await.unwrap();
        assert!(!stands(&trial));
        assert_eq!(trial.state(&erased.receipt), (State::Erased, None));
        store.accept(lead(Some("next"), "next")).await.unwrap();
    }
}
