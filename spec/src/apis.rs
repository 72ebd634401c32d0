//! The five APIs, one file each, all of one shape.

mod erp;
mod erp_booking;
mod erp_lead;
mod ladiflow_customer;
mod office_contact;
#[cfg(any(test, all(target_arch = "wasm32", feature = "small")))]
mod packed;
mod zalo_journey;

use crate::Api;

/// Every API, in the order of the design.
pub static ALL: [&Api; 5] =
    [&ladiflow_customer::API, &erp_lead::API, &erp_booking::API, &office_contact::API, &zalo_journey::API];

/// Their target ids.
pub const IDS: [&str; 5] = [
    ladiflow_customer::API.id,
    erp_lead::API.id,
    erp_booking::API.id,
    office_contact::API.id,
    zalo_journey::API.id,
];

/// The API with this target id.
#[cfg(not(all(target_arch = "wasm32", feature = "small")))]
pub fn find(id: &str) -> Option<&'static Api> {
    ALL.into_iter().find(|api| api.id == id)
}

/// The API with this target id.
#[cfg(all(target_arch = "wasm32", feature = "small"))]
pub fn find(id: &str) -> Option<&'static Api> {
    packed::find(id)
}
