//! Opens the store and begins a run of the gateway: its number, what an earlier one left under way, and what the clock did meanwhile.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::health::Health;
use super::queue::Queue;
use super::sabotage::{self, Sabotage};
use super::time::{self, Watch};
use super::writer::{Chores, Writer};
use super::{Inner, claim, open, place};
use crate::clock::{Clock, Millis};
use crate::{Failure, config};

/// Opens everything, in the order in which it may be refused; nothing is written before it is sure that this is the only
/// gateway.
pub(super) fn start(
    config: &config::Store,
    clock: Clock,
    end: Box<dyn Fn() + Send + Sync>,
) -> Result<Inner, Failure> {
    let path = place::resolve(&config.path)?;
    let directory = path.parent().unwrap_or(&path);
    place::refuse_network(directory)?;
    let lock = place::lock(&path)?;
    place::create(&path)?;
    let connection = open::writer(&path)?;
    open::checkpoint(&path, &connection, Duration::from_secs(10))?;
    let sabotage = sabotage::asked()?;
    let now = clock.now();
    let (run, fingerprint_key) =
        begin(&connection, now, sabotage).map_err(|error| open::trouble(&path, &error))?;
    place::sync_directory(&path)?;
    let (reads, bodies) = (Mutex::new(open::reader(&path)?), Mutex::new(open::reader(&path)?));

    let queue = Arc::new(Queue::new(config.queue));
    let health = Arc::new(Health::new(Arc::clone(&queue), path.clone(), end));
    let changed = Arc::default();
    let writer = Writer {
        connection,
        queue: Arc::clone(&queue),
        health: Arc::clone(&health),
        changed: Arc::clone(&changed),
        clock,
        watch: Watch::new(now),
        run,
        keep_delivered: config.keep_delivered,
        sabotage,
        chores: Chores::default(),
    };
    let thread = std::thread::Builder::new().name("store".to_owned()).spawn(move || writer.run());
    let writer = thread.map_err(|error| {
        Failure::new(
            format!("no thread can be started: {error}"),
            "Raise the limit of processes (ulimit -u).",
        )
    })?;
    let room = place::Room::new(directory, config.min_free_bytes);
    let writer = Some(writer);
    Ok(Inner { queue, health, room, changed, reads, bodies, fingerprint_key, writer, _lock: lock })
}

/// Gives the number of the run, and the key of the fingerprints.
fn begin(
    connection: &Connection,
    now: Millis,
    sabotage: Option<Sabotage>,
) -> rusqlite::Result<(i64, [u8; 32])> {
    let transaction = connection.unchecked_transaction()?;
    time::begin(&transaction, now)?;
    let interrupted = claim::interrupted(&transaction, now)?;
    if interrupted > 0 {
        tracing::warn!(leads = interrupted, "an earlier run ended while leads were being delivered");
    }
    let run = transaction.query_row(
        "INSERT INTO meta VALUES ('run', 1) ON CONFLICT DO UPDATE SET value = value + 1 RETURNING value",
        [],
        |row| row.get(0),
    )?;
    let kept = transaction
        .query_row("SELECT value FROM meta WHERE name = 'fingerprint_key'", [], |row| row.get(0))
        .optional()?;
    let key = if let Some(key) = kept {
        key
    } else {
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        transaction.execute("INSERT INTO meta VALUES ('fingerprint_key', ?1)", params![key])?;
        key
    };
    #[cfg(feature = "sabotage")]
    if sabotage == Some(Sabotage::NoUniqueIndex) {
        transaction.execute_batch(&format!("DROP INDEX IF EXISTS {}", super::schema::UNIQUE_INDEX))?;
    }
    transaction.commit()?;
    if sabotage == Some(Sabotage::SynchronousOff) {
        connection.pragma_update(None, "synchronous", "OFF")?;
    }
    Ok((run, key))
}
