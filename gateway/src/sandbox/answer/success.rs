//! The answers to what was taken, echoing what was sent where the documents do.

use leadform_spec::api::{AnswerStyle, Kind};
use leadform_spec::{Api, Submission, Valid};
use serde_json::{Value, json};

use super::Answer;
use crate::clock;

/// The API has taken the request.
pub(in crate::sandbox) fn accepted(api: &Api, submission: &Valid<Submission>, serial: u32) -> Answer {
    let sent = serde_json::to_value(&**submission).unwrap_or_default();
    match api.answer {
        AnswerStyle::LadiFlow => Answer::json(201, &ladiflow(api, sent, serial)),
        AnswerStyle::Erp => Answer::json(200, &erp(api, &sent, serial)),
        AnswerStyle::Office => Answer::json(
            200,
            &json!({ "error": false, "message": "Success", "data": { "id": 20_481 + serial } }),
        ),
        AnswerStyle::Zalo => Answer::json(200, &zalo(api, &sent, serial)),
    }
}

/// `docs/apis/ladiflow-customer.md` echoes what it was sent, dates as times, among much of its own.
fn ladiflow(api: &Api, sent: Value, serial: u32) -> Value {
    let store = "5f9fa8a09b5c4d6ce6e3a77d";
    let now = clock::iso(clock::now());
    let identity = api.either.iter().flatten().find_map(|name| sent[*name].as_str()).unwrap_or_default();
    let mut data = json!({
        "channels": ["API"],
        "tags": [],
        "is_merge": false,
        "is_delete": false,
        "_id": format!("653a3ca502e8ab00{:08x}", 0x0012_2c39 + serial),
        "key": format!("{identity}-{store}"),
    });
    if let Value::Object(sent) = sent {
        for (name, value) in sent {
            let is_date = api.row(&name).is_some_and(|row| matches!(row.kind, Kind::Date));
            data[name] = match value.as_str() {
                Some(day) if is_date => format!("{day}T00:00:00.000Z").into(),
                _ => value,
            };
        }
    }
    data["status"] = "SUBSCRIBER".into();
    data["store_id"] = store.into();
    data["created_at"] = now.as_str().into();
    data["updated_at"] = now.into();
    data["isNewSubscriber"] = true.into();
    json!({ "data": data, "message": "Thành công", "code": 201 })
}

/// `docs/apis/erp-lead.md` and `docs/apis/erp-booking.md`: the group comes back, with `null` where nothing was
/// sent.
fn erp(api: &Api, sent: &Value, serial: u32) -> Value {
    let mut data = json!({});
    let is_booking = api.id == "erp-booking";
    if is_booking {
        // The customer's own number, which the customer may have given or not.
        let account = api.either.first().map_or("", |pair| pair[0]);
        data[account] = sent[account].as_i64().unwrap_or_else(|| i64::from(412_063 + serial)).into();
    }
    for row in api.rows.iter().filter(|row| matches!(row.kind, Kind::Group(_))) {
        let echo =
            row.kind.rows().iter().map(|inner| (inner.name.to_owned(), sent[row.name][inner.name].clone()));
        data[row.name] = echo.collect();
    }
    let (id, link, id_key, link_key) = if is_booking {
        (593_028 + serial, "action=633&menu_id=430", "id_booking", "link_booking_detail")
    } else {
        (594_142 + serial, "action=630&menu_id=430", "id_lead", "link_lead_detail")
    };
    data[id_key] = id.into();
    data[link_key] =
        format!("http://localhost:13000/web#id={id}&model=crm.lead&view_type=form&{link}").into();
    json!({ "error": 0, "message": "Success", "data": data })
}

/// `docs/apis/zalo-journey.md` gives types in place of values; `Z` is "Mới tạo".
fn zalo(api: &Api, sent: &Value, serial: u32) -> Value {
    let (now, tomorrow) = (clock::now(), clock::now() + 24 * 60 * 60 * 1000);
    let phone = api.rows.iter().find(|row| matches!(row.kind, Kind::Phone)).map(|row| &sent[row.name]);
    json!({
        "code": 200,
        "data": {
            "charged": true,
            "created_at": clock::iso(now),
            "error_code": 0,
            "error_message": "",
            "expired_at": clock::iso(tomorrow),
            "id": format!("6abc{:020x}", 0x10_0000 + serial),
            "is_charged": true,
            "journey_id": format!("J{}", 10_000_001 + serial),
            "journey_token": format!("sandbox-journey-{serial}"),
            "phone": phone,
            "status": "Z",
            "updated_at": clock::iso(now),
        },
        "message": "Success",
        "referentId": format!("sandbox-{serial}"),
    })
}
