//! What several tests need: every row of every API, and a good value for each.
#![allow(dead_code, reason = "each test file uses some of it")]

pub(crate) mod form;

use leadform_spec::api::{Kind, Presence};
use leadform_spec::value::DateFormat;
use leadform_spec::{Api, Issue, Row, Rules, Submission, Valid, apis, encode};
use serde_json::{Map, Value, json};

/// A row, and where it stands in a body: entries of a list of objects are its first.
pub(crate) struct Place {
    pub(crate) api: &'static Api,
    pub(crate) row: &'static Row,
    /// The row of the group or list that it is in.
    pub(crate) parent: Option<&'static Row>,
    pub(crate) path: String,
}

/// Every row of every API.
pub(crate) fn places() -> Vec<Place> {
    apis::ALL.into_iter().flat_map(places_of).collect()
}

pub(crate) fn places_of(api: &'static Api) -> Vec<Place> {
    let mut places = Vec::new();
    for row in api.rows {
        places.push(Place { api, row, parent: None, path: row.name.to_owned() });
        let index = if matches!(row.kind, Kind::Group(_)) { "" } else { "0." };
        places.extend(row.kind.rows().iter().map(|inner| {
            let path = format!("{}.{index}{}", row.name, inner.name);
            Place { api, row: inner, parent: Some(row), path }
        }));
    }
    places
}

impl Place {
    /// A body in which nothing is wrong but, perhaps, `value` here.
    pub(crate) fn body(&self, value: Value) -> Value {
        let mut body = minimal(self.api);
        match self.parent {
            None => body[self.row.name] = value,
            Some(parent) => {
                let mut entry = required(self.api, parent.kind.rows());
                entry[self.row.name] = value;
                let is_list = !matches!(parent.kind, Kind::Group(_));
                body[parent.name] = if is_list { json!([entry]) } else { entry };
            }
        }
        body
    }

    /// The body without this attribute.
    pub(crate) fn body_without(&self) -> Value {
        let mut body = self.body(Value::Null);
        let parent = match self.parent {
            None => &mut body,
            Some(parent) if matches!(parent.kind, Kind::Group(_)) => &mut body[parent.name],
            Some(parent) => &mut body[parent.name][0],
        };
        parent.as_object_mut().expect("an object").retain(|name, _| name != self.row.name);
        body
    }

    pub(crate) fn sample(&self) -> Value {
        sample(self.api, self.row)
    }

    /// For a failed assertion.
    pub(crate) fn name(&self) -> String {
        format!("{} {} (row {})", self.api.id, self.path, self.row.number)
    }
}

/// A good value, written as it is sent.
pub(crate) fn sample(api: &Api, row: &Row) -> Value {
    match row.kind {
        Kind::Text | Kind::TextOrTexts | Kind::Scalar => json!("Nguyễn Thị An"),
        Kind::Html => json!("Tôi cần tư vấn"),
        Kind::Int => json!(12),
        Kind::Number => json!(7.5),
        Kind::Hours => json!(8.5),
        Kind::Date => json!(date(api)),
        Kind::Phone | Kind::Phones => json!(phone(api)),
        Kind::Email | Kind::Emails => json!("an@example.vn"),
        Kind::Choice(choices) | Kind::Choices(choices) => json!(choices.values[0].value),
        Kind::CommaTexts => json!("NV06,NV08"),
        Kind::Texts => json!(["một", "hai"]),
        Kind::Ints => json!([11, 12]),
        Kind::Base64 => json!("QUI="),
        Kind::Group(rows) => all(api, rows),
        Kind::Groups(rows) | Kind::Named(rows) | Kind::Files(rows) => json!([all(api, rows)]),
    }
}

pub(crate) fn date(api: &Api) -> &'static str {
    match api.date_format {
        DateFormat::YearFirst => "1989-11-03",
        DateFormat::DayFirst => "03/11/1989",
    }
}

/// A number as the API is sent it.
pub(crate) fn phone(api: &Api) -> &'static str {
    if api.id == "zalo-journey" { "84912345678" } else { "0912345678" }
}

/// A body with a good value in every row.
pub(crate) fn full(api: &Api) -> Value {
    all(api, api.rows)
}

/// A body with what the API requires, the first of each pair among it.
pub(crate) fn minimal(api: &Api) -> Value {
    let mut body = required(api, api.rows);
    for [one, _] in api.either {
        let row = api.rows.iter().find(|row| row.name == *one).expect("the pair's row");
        body[*one] = sample(api, row);
    }
    body
}

fn all(api: &Api, rows: &[Row]) -> Value {
    object(rows.iter().map(|row| (row.name, sample(api, row))))
}

fn required(api: &Api, rows: &[Row]) -> Value {
    let rows = rows.iter().filter(|row| row.presence == Presence::Required);
    object(rows.map(|row| (row.name, sample(api, row))))
}

fn object<'a>(fields: impl Iterator<Item = (&'a str, Value)>) -> Value {
    Value::Object(fields.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}

/// `check`, by the API's own rules.
pub(crate) fn check(api: &'static Api, body: &Value) -> Result<Valid<Submission>, Vec<Issue>> {
    leadform_spec::check(api, body, &Rules::default())
}

/// The submission of a body in which nothing is wrong.
pub(crate) fn valid(api: &'static Api, body: &Value) -> Valid<Submission> {
    check(api, body).unwrap_or_else(|issues| panic!("{} {body}: {issues:?}", api.id))
}

/// Where the issues of a body are, and their codes.
pub(crate) fn codes(api: &'static Api, body: &Value) -> Vec<(String, &'static str)> {
    let issues = check(api, body).err().unwrap_or_default();
    issues.into_iter().map(|issue| (issue.field, issue.problem.code())).collect()
}

/// The API with this id.
pub(crate) fn api(id: &str) -> &'static Api {
    apis::find(id).expect(id)
}

/// The text that is sent.
pub(crate) fn sent(api: &'static Api, body: &Value) -> String {
    encode(&valid(api, body)).text
}
