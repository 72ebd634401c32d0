//! A fake of the ERP: it keeps a ledger, and fails in every way that a script says.

mod fault;
mod ledger;
mod serve;

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result};

pub(crate) use fault::{FAULTS, Fault};
pub(crate) use ledger::{Ledger, Received};

use crate::random::Random;

/// Which requests meet which fault.
#[derive(Debug, Clone)]
pub(crate) enum Behaviour {
    Healthy,
    /// The first so many tries of each lead meet the fault.
    First(usize, Fault),
    Always(Fault),
    /// So many of a hundred requests meet one of these.
    Mix(u64, Vec<Fault>, Random),
}

impl Behaviour {
    fn fault(&mut self, tries_before: impl FnOnce() -> usize) -> Fault {
        match self {
            Self::Healthy => Fault::None,
            Self::First(times, fault) => {
                if tries_before() < *times {
                    *fault
                } else {
                    Fault::None
                }
            }
            Self::Always(fault) => *fault,
            Self::Mix(share, faults, random) => {
                if random.percent(*share) {
                    let index = random.between(0, faults.len() as u64);
                    usize::try_from(index)
                        .ok()
                        .and_then(|index| faults.get(index))
                        .copied()
                        .unwrap_or(Fault::None)
                } else {
                    Fault::None
                }
            }
        }
    }
}

struct Shared {
    ledger: Ledger,
    behaviour: Mutex<Behaviour>,
    connections: AtomicU64,
    /// How many requests met a fault.
    faults: AtomicU64,
    closing: AtomicBool,
}

/// A fake API that is at work until it is dropped.
pub(crate) struct Upstream {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
}

impl Upstream {
    pub(crate) fn start(directory: &Path, name: &str, behaviour: Behaviour) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").context("cannot listen on loopback")?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            ledger: Ledger::create(&directory.join(format!("received-{name}.log")))?,
            behaviour: Mutex::new(behaviour),
            connections: AtomicU64::new(0),
            faults: AtomicU64::new(0),
            closing: AtomicBool::new(false),
        });
        let for_thread = Arc::clone(&shared);
        std::thread::spawn(move || accept(&listener, &for_thread));
        Ok(Self { address, shared })
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        &self.shared.ledger
    }

    /// How many requests met a fault.
    pub(crate) fn faults(&self) -> u64 {
        self.shared.faults.load(Ordering::Relaxed)
    }

    /// From the next request on.
    pub(crate) fn behave(&self, behaviour: Behaviour) {
        *self.shared.behaviour.lock().unwrap_or_else(PoisonError::into_inner) = behaviour;
    }
}

impl Drop for Upstream {
    fn drop(&mut self) {
        self.shared.closing.store(true, Ordering::Relaxed);
        // So that it wakes up and sees it.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.closing.load(Ordering::Relaxed) {
            return;
        }
        if let Ok(stream) = stream {
            let shared = Arc::clone(shared);
            // A connection that breaks is the business of the scenario.
            std::thread::spawn(move || drop(serve::connection(stream, &shared)));
        }
    }
}

/// Closes with a reset in place of the ordinary end.
pub(crate) fn reset(stream: &TcpStream) {
    // Without it the connection ends in the ordinary way, which is a fault too.
    let _ = rustix::net::sockopt::set_socket_linger(stream, Some(Duration::ZERO));
}
