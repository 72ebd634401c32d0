//! Bodies made from the tables.

use leadform_spec::api::Kind;
use leadform_spec::value::Date;
use leadform_spec::{Api, Row, Rules, apis, check, encode};
use serde_json::{Map, Value, json};

/// A body with a good value in every row.
pub(crate) fn good(api: &Api) -> Value {
    object(api, api.rows)
}

fn object(api: &Api, rows: &[Row]) -> Value {
    rows.iter().map(|row| (row.name.to_owned(), good_value(api, row))).collect::<Map<_, _>>().into()
}

fn good_value(api: &Api, row: &Row) -> Value {
    match row.kind {
        Kind::Int | Kind::Number => 12.into(),
        Kind::Hours => 8.5.into(),
        Kind::Date => Date::new(1990, 2, 28).unwrap().write(api.date_format).into(),
        Kind::Phone | Kind::Phones => "0912345678".into(),
        Kind::Email | Kind::Emails => "an@example.vn".into(),
        Kind::Choice(choices) | Kind::Choices(choices) => choices.values.last().unwrap().value.into(),
        Kind::Texts => json!(["một", "hai"]),
        Kind::Ints => json!([11, 12]),
        Kind::Base64 => "bGVhZGZvcm0=".into(),
        Kind::Html => "<b>Xin chào</b> & \"tạm biệt\"\ndòng 2".into(),
        Kind::Text | Kind::CommaTexts | Kind::TextOrTexts | Kind::Scalar => "Nguyễn Thị An".into(),
        Kind::Group(rows) => object(api, rows),
        Kind::Groups(rows) | Kind::Named(rows) | Kind::Files(rows) => json!([object(api, rows)]),
    }
}

/// A good body whose phone numbers are all `phone`.
pub(crate) fn with_phone(api: &Api, phone: &str) -> Value {
    let mut body = good(api);
    for row in api.rows.iter().filter(|row| matches!(row.kind, Kind::Phone | Kind::Phones)) {
        body[row.name] = phone.into();
    }
    body
}

/// The bytes that are sent for `body`.
pub(crate) fn encoded(api: &'static Api, body: &Value) -> String {
    encode(&check(api, body, &Rules::default()).unwrap_or_else(|issues| panic!("{}: {issues:?}", api.id)))
        .text
}

/// The first row of an API that holds what `fits`.
pub(crate) fn row_of(fits: impl Fn(&Kind) -> bool) -> (&'static Api, &'static Row) {
    let rows = apis::ALL.into_iter().flat_map(|api| api.rows.iter().map(move |row| (api, row)));
    rows.into_iter().find(|(_, row)| fits(&row.kind)).unwrap()
}

/// The API with this target id.
pub(crate) fn api(id: &str) -> &'static Api {
    apis::find(id).unwrap()
}

/// The name of the first phone row of `api`.
pub(crate) fn phone_of(api: &Api) -> &'static str {
    api.rows.iter().find(|row| matches!(row.kind, Kind::Phone | Kind::Phones)).unwrap().name
}
