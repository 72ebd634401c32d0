//! A client for load: it shares the machine with what it measures, so it does as little as possible for each request.
//! A few threads, many keep-alive connections, requests made beforehand, `epoll`.

mod connection;
mod request;

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use rustix::event::{Timespec, epoll};

use connection::Connection;
pub(crate) use request::Request;

/// What is to be done.
#[derive(Clone)]
pub(crate) struct Load {
    pub(crate) address: SocketAddr,
    pub(crate) request: Request,
    pub(crate) connections: usize,
    /// Requests per second, whatever the answers take; without it each connection sends as soon as it was answered.
    pub(crate) rate: Option<u32>,
    pub(crate) duration: Duration,
    /// It ends after so many answers, if that comes first.
    pub(crate) answers: usize,
}

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// By status: 202 for one.
    pub(crate) answers: Vec<(u16, usize)>,
    pub(crate) seconds: f64,
    /// From the moment at which a request was due, in microseconds, sorted.
    pub(crate) latencies_us: Vec<u64>,
}

const THREADS: usize = 2;

impl Load {
    pub(crate) fn run(&self) -> Result<Outcome> {
        let started = Instant::now();
        let threads: Vec<_> = (0..THREADS)
            .map(|_| {
                let load = self.clone();
                std::thread::spawn(move || Worker::new(&load)?.run())
            })
            .collect();
        let mut outcome = Outcome::default();
        for thread in threads {
            let part = thread.join().map_err(|_| anyhow::anyhow!("a thread of the load panicked"))??;
            for (status, count) in part.answers {
                outcome.add(status, count);
            }
            outcome.latencies_us.extend(part.latencies_us);
        }
        outcome.seconds = started.elapsed().as_secs_f64();
        outcome.latencies_us.sort_unstable();
        Ok(outcome)
    }
}

impl Outcome {
    pub(crate) fn count(&self, status: u16) -> usize {
        self.answers.iter().find(|(known, _)| *known == status).map_or(0, |(_, count)| *count)
    }

    #[expect(clippy::cast_precision_loss, reason = "no run has so many answers")]
    pub(crate) fn per_second(&self, status: u16) -> f64 {
        self.count(status) as f64 / self.seconds
    }

    /// So many of a thousand took no longer, in milliseconds.
    #[expect(clippy::cast_precision_loss, reason = "no request takes so long")]
    pub(crate) fn permille_ms(&self, share: usize) -> f64 {
        let index = (self.latencies_us.len() * share / 1000).min(self.latencies_us.len().saturating_sub(1));
        self.latencies_us.get(index).map_or(f64::NAN, |us| *us as f64 / 1000.0)
    }

    fn add(&mut self, status: u16, count: usize) {
        match self.answers.iter_mut().find(|(known, _)| *known == status) {
            Some((_, sum)) => *sum += count,
            None => self.answers.push((status, count)),
        }
    }
}

struct Worker {
    connections: Vec<Connection>,
    epoll: rustix::fd::OwnedFd,
    request: Request,
    /// Between two requests of this thread.
    interval: Option<Duration>,
    end: Instant,
    answers_left: usize,
    outcome: Outcome,
}

impl Worker {
    fn new(load: &Load) -> Result<Self> {
        let epoll = epoll::create(epoll::CreateFlags::CLOEXEC)?;
        let mut connections = Vec::new();
        for index in 0..load.connections / THREADS {
            let connection = Connection::open(load.address).context("cannot connect")?;
            epoll::add(
                &epoll,
                connection.stream(),
                epoll::EventData::new_u64(index as u64),
                epoll::EventFlags::IN,
            )?;
            connections.push(connection);
        }
        let threads = u32::try_from(THREADS)?;
        Ok(Self {
            connections,
            epoll,
            request: load.request.clone(),
            interval: load.rate.map(|rate| Duration::from_secs(1) * threads / rate),
            end: Instant::now() + load.duration,
            answers_left: load.answers / THREADS,
            outcome: Outcome::default(),
        })
    }

    fn run(mut self) -> Result<Outcome> {
        let mut idle: Vec<usize> = (0..self.connections.len()).collect();
        let mut due = Instant::now();
        let mut events: Vec<epoll::Event> = Vec::with_capacity(256);
        loop {
            let now = Instant::now();
            if now >= self.end || self.answers_left == 0 {
                return Ok(self.outcome);
            }
            while !idle.is_empty() && (self.interval.is_none() || due <= now) {
                let Some(index) = idle.pop() else { break };
                // What was due earlier has waited, if only for a free connection.
                let since = if self.interval.is_some() { due } else { now };
                self.connections[index].send(self.request.next(), since)?;
                due += self.interval.unwrap_or_default();
            }
            let wait = match self.interval {
                Some(_) if !idle.is_empty() => due.saturating_duration_since(Instant::now()),
                _ => Duration::from_millis(50),
            };
            let wait = Timespec { tv_sec: 0, tv_nsec: i64::from(wait.subsec_nanos()) };
            events.clear();
            match epoll::wait(&self.epoll, rustix::buffer::spare_capacity(&mut events), Some(&wait)) {
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
            for event in &events {
                let index = usize::try_from(event.data.u64())?;
                if let Some(status) = self.connections[index].receive()? {
                    let since = self.connections[index].since();
                    let waited = u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX);
                    self.outcome.latencies_us.push(waited);
                    self.outcome.add(status, 1);
                    self.answers_left = self.answers_left.saturating_sub(1);
                    idle.push(index);
                }
            }
        }
    }
}
