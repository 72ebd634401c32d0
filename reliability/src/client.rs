//! Clients: they post marked leads, try again with the same key as the widget does, and keep a ledger.

mod ledger;
pub(crate) mod sender;
pub(crate) mod vanish;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

pub(crate) use ledger::{Ledger, Sent};

use crate::lead;
use sender::{Answer, Sender};

/// Tests should not wait as long as the gateway asks people to.
const LONGEST_WAIT: Duration = Duration::from_millis(300);

/// What the clients do.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) address: SocketAddr,
    /// Each connection keeps to one of these, in turn.
    pub(crate) forms: Vec<Arc<str>>,
    pub(crate) connections: usize,
    /// Between two leads of one connection.
    pub(crate) pause: Duration,
    /// All leads, over all connections; then the clients stop by themselves.
    pub(crate) leads: usize,
    /// How long a lead is tried after the clients were told to stop.
    pub(crate) patience: Duration,
    /// Every acknowledged lead is posted once more, with the same key, as after a lost answer.
    pub(crate) repeat: bool,
}

impl Plan {
    /// Clients that go on until they are stopped.
    pub(crate) fn endless(address: SocketAddr, form: &str, connections: usize) -> Self {
        Self {
            address,
            forms: vec![form.into()],
            connections,
            pause: Duration::from_millis(10),
            leads: usize::MAX,
            patience: Duration::from_secs(20),
            repeat: false,
        }
    }
}

/// Clients that are at work.
pub(crate) struct Traffic {
    stopping: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Traffic {
    pub(crate) fn start(plan: &Plan, ledger: &Ledger) -> Self {
        let stopping = Arc::new(AtomicBool::new(false));
        let begun = Arc::new(AtomicUsize::new(0));
        let start = |index: usize| {
            let (plan, ledger) = (plan.clone(), ledger.clone());
            let (stopping, begun) = (Arc::clone(&stopping), Arc::clone(&begun));
            std::thread::spawn(move || work(&plan, index, &ledger, &stopping, &begun))
        };
        Self { threads: (0..plan.connections).map(start).collect(), stopping }
    }

    /// No new leads; those that were begun are tried on for a while.
    pub(crate) fn stop(self) {
        self.stopping.store(true, Ordering::Relaxed);
        self.wait();
    }

    /// Waits until all leads of the plan are through.
    pub(crate) fn wait(self) {
        for thread in self.threads {
            // Its ledger says what it did.
            let _ = thread.join();
        }
    }
}

fn work(plan: &Plan, index: usize, ledger: &Ledger, stopping: &AtomicBool, begun: &AtomicUsize) {
    let mut sender = Sender::new(plan.address, &plan.forms[index % plan.forms.len()], ledger);
    let goes_on = || !stopping.load(Ordering::Relaxed);
    while goes_on() && begun.fetch_add(1, Ordering::Relaxed) < plan.leads {
        let number = lead::next_number();
        if send(&mut sender, number, plan, stopping) {
            if plan.repeat {
                send(&mut sender, number, plan, stopping);
            }
        } else {
            ledger.gives_up(number);
        }
        std::thread::sleep(plan.pause);
    }
}

/// Tries until there is an answer, or nobody would wait any longer.
fn send(sender: &mut Sender, number: u64, plan: &Plan, stopping: &AtomicBool) -> bool {
    let mut last_moment = None;
    let mut wait = Duration::from_millis(20);
    loop {
        match sender.try_once(number) {
            Answer::Accepted => return true,
            Answer::Refused => return false,
            Answer::Later(asked) => wait = asked.min(LONGEST_WAIT),
            Answer::Lost => wait = (wait * 2).min(LONGEST_WAIT),
        }
        if stopping.load(Ordering::Relaxed) {
            let now = Instant::now();
            if now > *last_moment.get_or_insert(now + plan.patience) {
                return false;
            }
        }
        std::thread::sleep(wait);
    }
}
