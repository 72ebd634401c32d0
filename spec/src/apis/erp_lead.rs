//! ERP (Odoo), create lead: `docs/apis/erp-lead.md`.
//!
//! Sixteen rows say "True", and two of them mean "one or the other". Most of the rest are the ERP's own ids,
//! which a visitor can at best choose from a list; the proxy supplies them. `hobby` is a list of texts here,
//! and of ids in the booking.

use super::erp::{
    account_id, agent_email, birth_date, campaign_id, category_source_id, company_id, contact_name,
    country_id, crm_line_ids, district_id, email_from, facebook_acc, gender, online_counseling,
    overseas_vietnamese, phone_no1, phone_no2, phone_no3, portrait, price_list_id, send_info_facebook,
    send_info_zalo, shuttle_bus, source_id, state_id, street, ticket_id, user_id, work_online, zalo_acc,
};
use crate::api::{
    AnswerStyle, Api, BodyFormat,
    Kind::{Group, Texts},
    Row, Secret, row,
};
use crate::value::{DateFormat, PhoneFormat};

/// Where it is, what may be in a body, and how it answers.
pub(super) static API: Api = Api {
    id: "erp-lead",
    title: "ERP (Odoo), create lead",
    path: "/api/v1/lead",
    body: BodyFormat::Json,
    secret: Secret::Header("access_token"),
    rows: ROWS,
    either: &[["account_id", "phone_no1"]],
    phone_format: PhoneFormat::National,
    date_format: DateFormat::YearFirst,
    answer: AnswerStyle::Erp,
};

static ROWS: &[Row] = &[
    account_id(1),
    phone_no1(2),
    phone_no2(3),
    phone_no3(4),
    ticket_id(5),
    agent_email(6),
    user_id(7),
    contact_name(8),
    gender(9),
    country_id(10),
    state_id(11),
    district_id(12),
    street(13),
    company_id(14),
    price_list_id(15),
    category_source_id(16),
    source_id(17),
    campaign_id(18),
    crm_line_ids(19),
    birth_date(20),
    email_from(21),
    facebook_acc(22),
    zalo_acc(23),
    send_info_facebook(24),
    send_info_zalo(25),
    overseas_vietnamese(26),
    work_online(27),
    online_counseling(28),
    shuttle_bus(29),
    row(30, "customer_portrait", Group(&PORTRAIT)).label("Về bạn", "About you"),
];

/// Inside row 30.
static PORTRAIT: [Row; 13] = portrait(31, Texts);
