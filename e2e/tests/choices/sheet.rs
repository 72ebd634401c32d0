//! Forms that ask for nothing but choices: each row that lists values, in each control that can offer them.

use leadform_spec::api::{Api, Kind, Presence, Row};
use leadform_spec::definition::{Control, Definition, Field};
use serde_json::{Value, json};

/// One form.
pub(crate) struct Sheet {
    pub(crate) definition: Value,
    pub(crate) offers: Vec<Offer>,
}

/// One control on it, and what it must let a visitor choose.
#[derive(Clone)]
pub(crate) struct Offer {
    pub(crate) name: String,
    pub(crate) control: Control,
    /// Whether several can be chosen at a time.
    pub(crate) several: bool,
    pub(crate) values: Vec<String>,
}

/// The control that a field gets without being asked, and those that may be asked for.
const CONTROLS: [Option<&str>; 5] =
    [None, Some("select"), Some("radio"), Some("checkboxes"), Some("combobox")];

/// All forms of `api`. No row is in the same control twice.
pub(crate) fn sheets(api: &'static Api) -> Vec<Sheet> {
    let mut shown = Vec::new();
    let mut sheets = Vec::new();
    for control in CONTROLS {
        let (mut fields, mut offers) = (Vec::new(), Vec::new());
        for (group, row) in rows_with_choices(api) {
            let field = field_of(group, row, control);
            // The definition itself says which controls fit.
            let Ok(definition) = Definition::parse(&form_of(api, &[&field]).to_string()) else { continue };
            let offer = offer_of(&definition.steps[0].fields[0]);
            if !shown.contains(&(offer.name.clone(), offer.control)) {
                shown.push((offer.name.clone(), offer.control));
                fields.push(field);
                offers.push(offer);
            }
        }
        if !fields.is_empty() {
            let definition = form_of(api, &fields.iter().collect::<Vec<_>>());
            sheets.push(Sheet { definition, offers });
        }
    }
    sheets
}

/// Every row that lists values, and the group that it is in.
pub(crate) fn rows_with_choices(api: &'static Api) -> Vec<(Option<&'static Row>, &'static Row)> {
    let of_row = |row: &'static Row| {
        let inner = row.kind.rows().iter().map(move |inner| (Some(row), inner));
        std::iter::once((None, row)).chain(inner)
    };
    api.rows.iter().flat_map(of_row).filter(|(_, row)| row.kind.choices().is_some()).collect()
}

fn field_of(group: Option<&Row>, row: &Row, control: Option<&str>) -> Value {
    let named = |name: &str| match control {
        Some(control) => json!({ "name": name, "control": control }),
        None => json!({ "name": name }),
    };
    match group {
        None => named(row.name),
        Some(group) if matches!(group.kind, Kind::Group(_)) => named(&format!("{}.{}", group.name, row.name)),
        Some(group) => {
            let others = group.kind.rows().iter().filter(|other| other.number != row.number);
            let required = others.filter(|other| other.presence == Presence::Required);
            let fields: Vec<Value> =
                std::iter::once(named(row.name)).chain(required.map(|other| json!(other.name))).collect();
            json!({ "name": group.name, "fields": fields, "min": 1 })
        }
    }
}

/// A form with these fields; everything else that the API wants comes from the proxy.
fn form_of(api: &Api, fields: &[&Value]) -> Value {
    let is_asked = |row: &Row| fields.iter().any(|field| field["name"] == row.name);
    let wanted = api.rows.iter().filter(|row| matches!(row.presence, Presence::Required | Presence::Either));
    let supplied: Vec<&str> = wanted.filter(|row| !is_asked(row)).map(|row| row.name).collect();
    json!({ "version": 1, "target": api.id, "fields": fields, "supplied": supplied })
}

fn offer_of(field: &Field) -> Offer {
    let (name, field) = match field.fields.first() {
        Some(first) => (format!("{}.0.{}", field.name, first.name), first),
        None => (field.name.clone(), field),
    };
    Offer {
        name,
        control: field.control,
        several: field.row.kind.is_list(),
        values: field.choices().into_iter().map(|item| item.value).collect(),
    }
}
