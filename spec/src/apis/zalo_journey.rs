//! Zalo journey, create: `docs/apis/zalo-journey.md`.
//!
//! Two rows, and neither is required, although a journey without a phone number goes to nobody. The number
//! must belong to a Zalo account, and is written with the country code and no plus.

use crate::api::{
    AnswerStyle, Api, BodyFormat,
    Kind::{Phone, Text},
    Row, Secret, row,
};
use crate::value::{DateFormat, PhoneFormat};

/// Where it is, what may be in a body, and how it answers.
pub(super) static API: Api = Api {
    id: "zalo-journey",
    title: "Zalo journey, create",
    path: "/api/vendor/v1/zalo/create-journey",
    body: BodyFormat::Json,
    secret: Secret::Header("API-KEY"),
    rows: ROWS,
    either: &[],
    phone_format: PhoneFormat::CountryCode,
    date_format: DateFormat::YearFirst,
    answer: AnswerStyle::Zalo,
};

static ROWS: &[Row] = &[
    row(1, "oa_id", Text).label("Mã Zalo OA", "Zalo Official Account ID"),
    row(2, "phone", Phone).label("Số điện thoại Zalo", "Zalo phone number").autofill("tel"),
];
