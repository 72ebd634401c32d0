//! How often one address may ask. The memory for it is an array and never grows, whoever comes.
//!
//! Each address has one of 65,536 cells, chosen by a hash whose key nobody outside knows; a cell is one number, the
//! moment at which its visitor has used up nothing (GCRA, the leaky bucket without a timer). Two addresses may have the
//! same cell and then share one allowance: with a thousand visitors at the same time that happens to about one in
//! sixty-six of them, and hurts only when both are busy. A flood from very many addresses fills the cells of others
//! too; it never frees one, so the limit for each address holds at any time.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::address::Visitor;

const CELLS: usize = 65_536;

/// What each address may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rate {
    /// How long it takes to earn one request, in microseconds.
    each_us: u64,
    /// How far ahead of that a visitor may be.
    ahead_us: u64,
}

impl Rate {
    /// `burst` requests at once, and then `per_minute`. No requests per minute means no limit.
    pub(super) fn new(per_minute: u32, burst: u32) -> Self {
        let each_us = 60_000_000_u64.checked_div(u64::from(per_minute)).unwrap_or(0);
        Self { each_us, ahead_us: each_us * u64::from(burst.saturating_sub(1)) }
    }
}

/// All allowances.
pub(super) struct Limiter {
    cells: Box<[AtomicU64]>,
    hash: RandomState,
    start: Instant,
}

impl Limiter {
    pub(super) fn new() -> Self {
        let cells = (0..CELLS).map(|_| AtomicU64::new(0)).collect();
        Self { cells, hash: RandomState::new(), start: Instant::now() }
    }

    /// Takes one request off the visitor's allowance, or says for how many seconds to wait.
    pub(super) fn take(&self, visitor: Visitor, rate: Rate) -> Result<(), u64> {
        self.take_at(visitor, rate, Instant::now())
    }

    fn take_at(&self, visitor: Visitor, rate: Rate, now: Instant) -> Result<(), u64> {
        if visitor.is_local() {
            return Ok(());
        }
        let now_us = u64::try_from(now.saturating_duration_since(self.start).as_micros()).unwrap_or(u64::MAX);
        // The remainder is below the number of cells.
        #[expect(clippy::cast_possible_truncation, reason = "the hash is cut on purpose")]
        let index = self.hash.hash_one(visitor.key()) as usize % CELLS;
        let Some(cell) = self.cells.get(index) else { return Ok(()) };
        let next = |used_up_to: u64| {
            let from = used_up_to.max(now_us);
            (from - now_us <= rate.ahead_us).then(|| from.saturating_add(rate.each_us))
        };
        match cell.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next) {
            Ok(_) => Ok(()),
            Err(used_up_to) => {
                let wait = Duration::from_micros(used_up_to.saturating_sub(now_us + rate.ahead_us));
                Err(wait.as_secs() + u64::from(wait.subsec_nanos() > 0))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, SocketAddr};

    use axum::http::HeaderMap;

    use super::*;

    fn visitor(address: impl Into<IpAddr>) -> Visitor {
        Visitor::of(SocketAddr::new(address.into(), 1), &HeaderMap::new(), &[])
    }

    /// How many of 100 requests at that moment are let through.
    fn passed(limiter: &Limiter, visitor: Visitor, rate: Rate, now: Instant) -> usize {
        (0..100).filter(|_| limiter.take_at(visitor, rate, now).is_ok()).count()
    }

    #[test]
    fn a_burst_passes_and_then_one_for_each_part_of_the_minute() {
        let (limiter, rate) = (Limiter::new(), Rate::new(120, 40));
        let visitor = visitor([203, 0, 113, 5]);
        let start = limiter.start;
        assert_eq!(passed(&limiter, visitor, rate, start), 40);
        assert_eq!(limiter.take_at(visitor, rate, start), Err(1));
        assert_eq!(passed(&limiter, visitor, rate, start + Duration::from_millis(499)), 0);
        assert_eq!(passed(&limiter, visitor, rate, start + Duration::from_millis(500)), 1);
        assert_eq!(passed(&limiter, visitor, rate, start + Duration::from_secs(3)), 5);
        // Rest earns a burst again, and no more than that.
        assert_eq!(passed(&limiter, visitor, rate, start + Duration::from_hours(1)), 40);
    }

    #[test]
    fn the_wait_that_is_named_is_enough_and_a_second_less_is_not() {
        for (per_minute, burst) in [(1, 1), (7, 3), (120, 40), (60_000, 1)] {
            let (limiter, rate) = (Limiter::new(), Rate::new(per_minute, burst));
            let (visitor, now) = (visitor([203, 0, 113, 5]), limiter.start);
            assert_eq!(passed(&limiter, visitor, rate, now), burst as usize);
            let wait = limiter.take_at(visitor, rate, now).unwrap_err();
            assert!(wait >= 1);
            let early = now + Duration::from_secs(wait - 1);
            assert!(limiter.take_at(visitor, rate, early).is_err(), "{per_minute}");
            let due = now + Duration::from_secs(wait);
            assert_eq!(limiter.take_at(visitor, rate, due), Ok(()), "{per_minute}");
        }
    }

    #[test]
    fn this_machine_and_a_rate_of_nothing_have_no_limit() {
        let limiter = Limiter::new();
        let now = limiter.start;
        assert_eq!(passed(&limiter, visitor([127, 0, 0, 1]), Rate::new(1, 1), now), 100);
        assert_eq!(passed(&limiter, visitor([203, 0, 113, 5]), Rate::new(0, 0), now), 100);
        assert_eq!(passed(&limiter, visitor([203, 0, 113, 5]), Rate::new(1, 0), now), 1);
    }

    #[test]
    fn a_million_forged_addresses_take_no_memory_and_free_nobody() {
        let (limiter, rate) = (Limiter::new(), Rate::new(120, 40));
        let (attacker, now) = (visitor([203, 0, 113, 5]), limiter.start);
        let forge = |serial: u32| {
            let trusted = ["127.0.0.1/32".parse().unwrap()];
            let headers = [(
                "x-forwarded-for".parse().unwrap(),
                IpAddr::from(serial.to_be_bytes()).to_string().parse().unwrap(),
            )];
            let peer = SocketAddr::from(([127, 0, 0, 1], 1));
            Visitor::of(peer, &headers.into_iter().collect(), &trusted)
        };
        assert_eq!(size_of_val(&*limiter.cells), 512 * 1024);
        assert_eq!(passed(&limiter, attacker, rate, now), 40);
        let mut refused = 0;
        for serial in 0..1_000_000_u32 {
            // Sixteen are the visitors' that we look at; the forged ones lie elsewhere.
            refused += u32::from(limiter.take_at(forge(0x0b00_0000 + serial), rate, now).is_err());
            if serial % 1000 == 0 {
                assert!(limiter.take_at(attacker, rate, now).is_err());
            }
        }
        assert!(limiter.take_at(attacker, rate, now).is_err());
        // Fifteen in each cell are fewer than the burst: a million visitors of one request each still pass.
        assert!(refused < 1000, "{refused}");
        assert_eq!(size_of_val(&*limiter.cells), 512 * 1024);
        // The limit comes back as it was.
        assert_eq!(passed(&limiter, attacker, rate, now + Duration::from_hours(1)), 40);
    }

    #[test]
    fn many_threads_together_get_no_more_than_one() {
        let (limiter, rate) = (Limiter::new(), Rate::new(120, 40));
        let now = limiter.start;
        let all: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| passed(&limiter, visitor([203, 0, 113, 5]), rate, now)))
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        assert_eq!(all, 40);
    }

    #[test]
    fn where_an_address_lands_differs_from_start_to_start() {
        let lands = |limiter: &Limiter| limiter.hash.hash_one(IpAddr::from([203, 0, 113, 5]));
        assert_ne!(lands(&Limiter::new()), lands(&Limiter::new()));
    }
}
