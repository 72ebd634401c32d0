//! `GET /f/{form}`: the definition, as the widget needs it.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::tag;
use crate::config::Form;

/// The definition as a browser gets it: told that it talks to our gateway, and where this gateway has a list, asking
/// here for it. What the configuration supplies and where the lead goes was never in it.
pub(super) fn public(form: &Form) -> Value {
    let mut definition = form.source.clone();
    if let Value::Object(keys) = &mut definition {
        keys.insert("gateway".to_owned(), Value::Bool(true));
        // A path on the disk of whoever wrote it.
        keys.shift_remove("$schema");
    }
    let steps = definition.get_mut("steps").and_then(Value::as_array_mut);
    for fields in steps.into_iter().flatten().filter_map(|step| step.get_mut("fields")) {
        point_here(form, fields);
    }
    if let Some(fields) = definition.get_mut("fields") {
        point_here(form, fields);
    }
    definition
}

fn point_here(form: &Form, fields: &mut Value) {
    for entry in fields.as_array_mut().into_iter().flatten() {
        let name = entry.as_str().or_else(|| entry["name"].as_str()).map(str::to_owned);
        let Some(address) = name.as_deref().and_then(|name| address(form, name)) else { continue };
        if entry.is_string() {
            *entry = serde_json::json!({ "name": entry });
        }
        entry["options"] = serde_json::json!({ "from": address });
    }
}

/// Where the list of the field `name` is, relative to the form's own address: `consult/options/FIELD?PARENT={PARENT}`.
fn address(form: &Form, name: &str) -> Option<String> {
    let path = form.options.get(name)?;
    let mut address = format!("{}/options/{name}", form.name);
    for (index, parent) in super::options::placeholders(path).into_iter().enumerate() {
        address.push(if index == 0 { '?' } else { '&' });
        for piece in [parent, "={", parent, "}"] {
            address.push_str(piece);
        }
    }
    Some(address)
}

/// The answer, or `304 Not Modified` if the browser has it.
pub(super) fn answer(form: &Form, headers: &HeaderMap) -> Response {
    let text = public(form).to_string();
    let tag = format!("\"{}\"", tag::of(text.as_bytes()));
    let mut response = if tag::is_known(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        (StatusCode::OK, text).into_response()
    };
    let headers = response.headers_mut();
    super::headers::put_on_answer(headers);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    // Always asked for again, hardly ever sent again: a form that was mended is mended at once.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}
