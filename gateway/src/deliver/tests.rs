//! Delivery as a whole: against an upstream that fails in every way that can be thought of.

mod alerts;
mod delivery;
mod fake;
mod faults;
mod gateway;
mod pauses;
mod secrets;
mod waiting;

use crate::config::{Upstream, testing};

/// The API that most tests deliver to.
pub(super) const TARGET: &str = "erp-booking";

pub(super) fn upstream(base_url: &str) -> Upstream {
    testing::upstream(api(), base_url)
}

fn api() -> &'static leadform_spec::Api {
    leadform_spec::apis::find(TARGET).unwrap()
}
