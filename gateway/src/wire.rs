//! The way back from the wire: a request's body as `check` reads it, and whether it is written as `encode`
//! writes it.

use leadform_spec::api::{BodyFormat, Kind, Secret};
use leadform_spec::value::PhoneFormat;
use leadform_spec::{Api, Row, Rules, check, encode};
use serde_json::{Map, Value};

use crate::json;

/// A body, read.
#[derive(Debug, PartialEq)]
pub(crate) struct Reading {
    /// The body as `check` takes it.
    pub(crate) value: Value,
    /// The secret, if it came as a parameter.
    pub(crate) secret: Option<String>,
}

/// Reads `body` in the API's own format; or says why it cannot be read.
pub(crate) fn read(api: &Api, body: &str) -> Result<Reading, String> {
    match api.body {
        BodyFormat::Json => {
            let value = json::parse(body).map_err(|error| error.to_string())?;
            Ok(Reading { value, secret: None })
        }
        BodyFormat::Form => form(api, body),
    }
}

fn form(api: &Api, body: &str) -> Result<Reading, String> {
    let mut value = Map::new();
    let mut secret = None;
    for (name, text) in form_urlencoded::parse(body.as_bytes()) {
        if matches!(api.secret, Secret::Parameter(secret) if secret == name) {
            secret = Some(text.into_owned());
            continue;
        }
        if value.contains_key(&*name) {
            return Err(format!("the parameter {name:?} stands there twice"));
        }
        let row = api.rows.iter().find(|row| row.name == name);
        let parameter = row.map_or_else(|| Value::from(&*text), |row| parameter(row, &text));
        value.insert(name.into_owned(), parameter);
    }
    Ok(Reading { value: value.into(), secret })
}

/// A parameter is always text. What looks like the kind that the row holds becomes one; what does not stays
/// text, and `check` will say so.
fn parameter(row: &Row, text: &str) -> Value {
    let read = match row.kind {
        Kind::Int => text.parse::<i64>().ok().map(Value::from),
        Kind::Number | Kind::Hours => text.parse::<f64>().ok().map(Value::from),
        Kind::Group(_) | Kind::Groups(_) | Kind::Named(_) | Kind::Files(_) => json::parse(text).ok(),
        _ => None,
    };
    read.unwrap_or_else(|| Value::from(text))
}

/// What `encode` writes for `value`, if that is not what `body` says.
pub(crate) fn rewritten(api: &'static Api, value: &Value, rules: &Rules, body: &str) -> Option<String> {
    let sent = match api.secret {
        Secret::Parameter(name) => without(body, name),
        Secret::Header(_) => body.to_owned(),
    };
    let plain = with_plain_text(api, value);
    let written = |format| {
        let rules = Rules { phone_format: format, ..rules.clone() };
        check(api, &plain, &rules).ok().map(|submission| encode(&submission).text)
    };
    let documented = written(None)?;
    // A definition may ask for another notation of phone numbers, and any of the three is a right one.
    let others = [PhoneFormat::National, PhoneFormat::E164, PhoneFormat::CountryCode].map(Some);
    let same = sent == documented || others.into_iter().any(|format| written(format).as_ref() == Some(&sent));
    (!same).then_some(documented)
}

/// A form body without the parameter `name`, otherwise untouched.
fn without(body: &str, name: &str) -> String {
    let others = body
        .split('&')
        .filter(|pair| form_urlencoded::parse(pair.as_bytes()).next().is_none_or(|(found, _)| found != name));
    others.collect::<Vec<_>>().join("&")
}

/// The value with plain text where HTML arrived: `encode` escapes it again.
pub(crate) fn with_plain_text(api: &Api, value: &Value) -> Value {
    let mut value = value.clone();
    for row in api.rows.iter().filter(|row| matches!(row.kind, Kind::Html)) {
        if let Some(Value::String(html)) = value.get_mut(row.name) {
            *html = plain(html);
        }
    }
    value
}

/// The text of which `to_html` makes `html`.
fn plain(html: &str) -> String {
    let marks =
        [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("<br>", "\n")];
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(next) = rest.chars().next() {
        if let Some((mark, text)) = marks.iter().find(|(mark, _)| rest.starts_with(mark)) {
            plain.push_str(text);
            rest = &rest[mark.len()..];
        } else {
            plain.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadform_spec::apis;
    use leadform_spec::value::text::to_html;
    use serde_json::json;

    fn office() -> &'static Api {
        apis::ALL.into_iter().find(|api| api.body == BodyFormat::Form).unwrap()
    }

    fn name_of(fits: impl Fn(&Kind) -> bool) -> &'static str {
        office().rows.iter().find(|row| fits(&row.kind)).unwrap().name
    }

    #[test]
    fn escaped_text_and_back() {
        let text = "a <b> & \"c\" 'd'\n&lt; <br>";
        assert_eq!(plain(&to_html(text)), text);
    }

    #[test]
    fn a_form_body_becomes_what_check_reads() {
        let (int, groups) =
            (name_of(|kind| matches!(kind, Kind::Int)), name_of(|kind| matches!(kind, Kind::Groups(_))));
        let Secret::Parameter(secret) = office().secret else { unreachable!() };
        let body = format!("{secret}=k&{int}=12&{groups}=%5B%7B%22a%22%3A1%7D%5D&x=%C6%B0+1");
        let reading = read(office(), &body).unwrap();
        assert_eq!(reading.secret.as_deref(), Some("k"));
        assert_eq!(reading.value, json!({ int: 12, groups: [{"a": 1}], "x": "ư 1" }));
    }

    #[test]
    fn a_parameter_that_stands_twice_is_named() {
        assert_eq!(read(office(), "a=1&a=2").unwrap_err(), "the parameter \"a\" stands there twice");
    }

    #[test]
    fn a_body_written_differently_is_noticed_and_one_with_the_secret_in_front_is_not() {
        let zalo = apis::ALL.into_iter().find(|api| api.phone_format == PhoneFormat::CountryCode).unwrap();
        let phone = zalo.rows.iter().find(|row| matches!(row.kind, Kind::Phone)).unwrap().name;
        let rules = Rules::default();
        let rewritten = |text: &str| rewritten(zalo, &read(zalo, text).unwrap().value, &rules, text);
        let documented = format!("{{\"{phone}\":\"84912345678\"}}");
        assert_eq!(rewritten(&documented), None);
        assert_eq!(rewritten(&documented.replace("84912", "+84912")), None);
        assert_eq!(rewritten(&documented.replace(':', ": ")), Some(documented));
        assert_eq!(without("access_token=k&a=1&b=2", "access_token"), "a=1&b=2");
    }
}
