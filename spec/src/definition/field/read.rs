//! Reading one field of a definition.

mod values;

use super::{Bound, Control, Field, Options, Width};
use crate::api::{Api, Kind, Presence, Row};
use crate::definition::reader::{Object, Reader, quoted};
use crate::definition::{Fault, path};
use crate::json;
use crate::json::Value;
use crate::value::text::nearest;

const KEYS: [&str; 17] = [
    "name",
    "label",
    "placeholder",
    "help",
    "control",
    "options",
    "default",
    "required",
    "show_if",
    "prefill",
    "min",
    "max",
    "pattern",
    "width",
    "fields",
    "accept",
    "max_bytes",
];

/// What a file may weigh, unless the definition says otherwise: 5 MB.
const MAX_BYTES: usize = 5_000_000;

impl Reader {
    /// A field: a name, or an object with a name. `group` is the repeating group that it is in.
    pub(in crate::definition) fn field(
        &mut self,
        value: &Value,
        at: String,
        api: &'static Api,
        group: Option<&'static Row>,
    ) -> Option<Field> {
        let only_name;
        let value = match value {
            Value::String(name) => {
                only_name = json::object([("name", Value::from(name.as_str()))]);
                &only_name
            }
            value => value,
        };
        if !value.is_object() {
            self.fault(at, Fault::Type.of(&["a field's name, or { \"name\": … }"]));
            return None;
        }
        let object = self.object(value, at, &KEYS)?;
        let Some(name) = self.string(&object, "name") else {
            if object.get("name").is_none() {
                let example = "\"name\": the attribute's path";
                self.fault(object.at.clone(), Fault::MissingKey.of(&["name", example]));
            }
            return None;
        };
        let row = self.row(&object, &name, api, group)?;
        let is_group = matches!(row.kind, Kind::Groups(_));
        let fields = self.group_fields(&object, &name, row, api);
        for key in ["accept", "max_bytes"] {
            if object.get(key).is_some() && !matches!(row.kind, Kind::Files(_)) {
                self.fault(object.at(key), Fault::NotAGroup.of(&[&name, key]));
            }
        }
        let options =
            object.get("options").and_then(|options| self.options(options, object.at("options"), row));
        let choices = match &options {
            Some(Options::Listed(items)) => Some(items.len()),
            Some(Options::From(_)) => Some(usize::MAX),
            None => row.kind.choices().map(|choices| choices.values.len()),
        };
        let control = self.control(&object, &name, row, choices);
        let required = self.boolean(&object, "required");
        if required == Some(false) && row.is_required() && !is_named(row, &name) {
            self.fault(object.at("required"), Fault::Relaxed.of(&[&name]));
        }
        // A row of a repeating group is checked as its own little form; so is what the API requires of it.
        let required_by_api = row.presence == Presence::Required && !is_named(row, &name) && !is_group;
        Some(Field {
            at: object.at.clone(),
            label: self.text(&object, "label"),
            placeholder: self.text(&object, "placeholder"),
            help: self.text(&object, "help"),
            default: object
                .get("default")
                .and_then(|value| self.default(value, object.at("default"), row, api)),
            show_if: object.get("show_if").and_then(|value| self.condition(value, object.at("show_if"))),
            prefill: self.string(&object, "prefill"),
            min: self.bound(&object, "min", &name, row).or_else(|| default_min(&object, row)),
            max: self.bound(&object, "max", &name, row),
            pattern: self.string(&object, "pattern"),
            width: self.width(&object),
            accept: self.string(&object, "accept"),
            max_bytes: self.count(&object, "max_bytes").unwrap_or(MAX_BYTES),
            required: required.unwrap_or(false) || required_by_api,
            name,
            row,
            control,
            options,
            fields,
        })
    }

    fn row(
        &mut self,
        object: &Object<'_>,
        name: &str,
        api: &'static Api,
        group: Option<&'static Row>,
    ) -> Option<&'static Row> {
        let at = if object.map.len() == 1 { object.at.clone() } else { object.at("name") };
        let row = match group {
            Some(group) => {
                let rows = group.kind.rows();
                rows.iter().find(|row| row.name == name).ok_or_else(|| {
                    let nearest = nearest(name, &names(rows)).unwrap_or_default();
                    Fault::UnknownField.of(&[&texts![group.name, ".", name], api.id, nearest])
                })
            }
            None => path::row(api, name),
        };
        let row = row.map_err(|fault| self.fault(at.clone(), fault)).ok()?;
        match row.kind {
            Kind::Group(rows) => {
                let example = texts![name, ".", rows.first().map_or("…", |row| row.name)];
                self.fault(at, Fault::WholeGroup.of(&[name, &example]));
                None
            }
            Kind::Named(_) if !is_named(row, name) => {
                self.fault(at, Fault::WholeGroup.of(&[name, &texts![name, ".plan"]]));
                None
            }
            _ => Some(row),
        }
    }

    fn group_fields(
        &mut self,
        object: &Object<'_>,
        name: &str,
        row: &'static Row,
        api: &'static Api,
    ) -> Vec<Field> {
        let at = object.at("fields");
        match (row.kind, object.get("fields")) {
            (Kind::Groups(rows), fields) => {
                let list = fields.and_then(|fields| self.list(fields, &at)).unwrap_or_default();
                if list.is_empty() {
                    let known = quoted(&names(rows));
                    let at = if fields.is_some() { at } else { object.at.clone() };
                    self.fault(at, Fault::GroupWithoutFields.of(&[name, &known]));
                    return Vec::new();
                }
                self.each_field(list, &at, api, Some(row))
            }
            (_, Some(_)) => {
                self.fault(at, Fault::NotAGroup.of(&[name, "fields"]));
                Vec::new()
            }
            (_, None) => Vec::new(),
        }
    }

    fn control(&mut self, object: &Object<'_>, name: &str, row: &Row, choices: Option<usize>) -> Control {
        let fitting = Control::default_for(row, choices);
        let Some(found) = self.string(object, "control") else { return fitting };
        let names = || Control::NAMED.map(|(name, _)| name);
        let Some((_, control)) = Control::NAMED.iter().find(|(name, _)| *name == found) else {
            let nearest = nearest(&found, &names()).unwrap_or_default();
            self.fault(object.at("control"), Fault::Control.of(&[&found, nearest, &quoted(&names())]));
            return fitting;
        };
        if !control.fits(row.kind, choices.is_some()) {
            let fault = if control.has_choices() && choices.is_none() {
                Fault::NoChoices.of(&[&found, name])
            } else {
                Fault::ControlDoesNotFit.of(&[&found, name, row.kind.name()])
            };
            self.fault(object.at("control"), fault);
        }
        *control
    }

    fn width(&mut self, object: &Object<'_>) -> Width {
        match self.string(object, "width").as_deref() {
            Some("half") => Width::Half,
            None | Some("full") => Width::Full,
            Some(found) => {
                let known = "\"half\" or \"full\"";
                self.fault(object.at("width"), Fault::Choice.of(&["width", found, known]));
                Width::Full
            }
        }
    }

    fn count(&mut self, object: &Object<'_>, key: &'static str) -> Option<usize> {
        let value = object.get(key)?;
        let count = value.as_u64().filter(|count| *count > 0).and_then(|count| usize::try_from(count).ok());
        if count.is_none() {
            self.fault(object.at(key), Fault::Positive.of(&[key]));
        }
        count
    }
}

/// A booking is for a day to come, unless the definition gives another `min`, or `null`.
fn default_min(object: &Object<'_>, row: &Row) -> Option<Bound> {
    (row.from_today && object.get("min").is_none()).then_some(Bound::Today)
}

/// The names of these rows.
fn names(rows: &[Row]) -> Vec<&'static str> {
    rows.iter().map(|row| row.name).collect()
}

/// Whether `name` is one of the tenant's own, below a [`Kind::Named`] row.
fn is_named(row: &Row, name: &str) -> bool {
    matches!(row.kind, Kind::Scalar) && name.contains('.')
}
