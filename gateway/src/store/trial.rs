//! What the tests of the store share: a store in a directory of its own, a clock that jumps, and leads.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;

use super::{Attempt, Class, NewLead, Next, Reason, State, Store};
use crate::clock::Clock;
use crate::{Failure, config};

pub(crate) struct Trial {
    pub(crate) directory: TempDir,
    pub(crate) clock: Clock,
    pub(crate) config: config::Store,
    /// How often the process would have ended.
    pub(crate) ended: Arc<AtomicUsize>,
}

impl Trial {
    pub(crate) fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("leadform.db");
        let config = config::Store { path, min_free_bytes: 0, queue: 4_096, keep_delivered: None };
        Self { directory, clock: Clock::default(), config, ended: Arc::default() }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.config.path.clone()
    }

    pub(crate) fn try_open(&self) -> Result<Store, Failure> {
        let ended = Arc::clone(&self.ended);
        let end = Box::new(move || {
            ended.fetch_add(1, Ordering::SeqCst);
        });
        Store::open_ending(&self.config, self.clock.clone(), end)
    }

    pub(crate) fn open(&self) -> Store {
        self.try_open().unwrap()
    }

    /// Looks into the database beside the store.
    pub(crate) fn look<T: rusqlite::types::FromSql>(&self, query: &str) -> T {
        let connection = Connection::open(self.path()).unwrap();
        connection.query_row(query, [], |row| row.get(0)).unwrap()
    }

    pub(crate) fn change(&self, statement: &str) {
        let connection = Connection::open(self.path()).unwrap();
        connection.busy_timeout(Duration::from_secs(30)).unwrap();
        connection.execute_batch(statement).unwrap();
    }

    pub(crate) fn state(&self, receipt: &str) -> (State, Option<Reason>) {
        let connection = Connection::open(self.path()).unwrap();
        connection
            .query_row("SELECT state, reason FROM lead WHERE receipt = ?1", [receipt], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap()
    }
}

/// A lead with this key and content.
pub(crate) fn lead(key: Option<&str>, content: &str) -> NewLead {
    NewLead {
        form: "consult".into(),
        upstream: "erp".into(),
        target: "ladiflow-customer",
        key: key.map(str::to_owned),
        content: content.as_bytes().to_vec(),
        body: json!({ "any": content }).to_string(),
        context: json!({ "page_url": "https://www.example.vn/" }),
        doubts: Vec::new(),
        hold: false,
    }
}

/// A try that ended so.
pub(crate) fn attempt(class: Class) -> Attempt {
    Attempt { started: 1, ended: 2, class, status: Some(200), said: Some("what it said".to_owned()) }
}

pub(crate) const DELIVERED: Next = Next::End(State::Delivered, None);

/// Waits for something that another thread does.
pub(crate) async fn until(mut is_so: impl FnMut() -> bool) {
    for _ in 0..3_000 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it did not come about in half a minute");
}
