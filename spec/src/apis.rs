//! The five APIs, one file each, all of one shape.

mod erp;
mod erp_booking;
mod erp_lead;
mod ladiflow_customer;
mod office_contact;
mod zalo_journey;

use crate::Api;

/// Every API, in the order of the design.
pub static ALL: [&Api; 5] =
    [&ladiflow_customer::API, &erp_lead::API, &erp_booking::API, &office_contact::API, &zalo_journey::API];

/// The API with this target id.
pub fn find(id: &str) -> Option<&'static Api> {
    ALL.into_iter().find(|api| api.id == id)
}
