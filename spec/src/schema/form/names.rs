//! The attributes of each target, for completion: which paths its definitions can name.

use serde_json::{Value, json};

use crate::Api;
use crate::api::{Kind, Row};

/// In a definition for `api`, names are names of `api`.
pub(super) fn of_target(api: &Api) -> Value {
    let asked = json!({ "items": reference(api, "field") });
    let path = reference(api, "path");
    let consent = json!({ "properties": { "field": path } });
    json!({
        "if": { "properties": { "target": { "const": api.id } }, "required": ["target"] },
        "then": {
            "properties": {
                "fields": asked,
                "steps": { "items": { "properties": { "fields": asked } } },
                "values": { "propertyNames": path },
                "supplied": { "items": path },
                "attribution": { "additionalProperties": path },
                "consent": { "properties": consent["properties"], "items": consent },
            },
        },
    })
}

/// What [`of_target`] refers to.
pub(super) fn definitions(api: &Api) -> Value {
    let groups: Vec<Value> = api.rows.iter().filter_map(group).collect();
    let mut object = json!({ "properties": { "name": reference(api, "name") } });
    if !groups.is_empty() {
        super::add(&mut object, json!({ "allOf": groups }));
    }
    json!({
        key(api, "name"): one_of(&askable(api), api),
        key(api, "path"): one_of(&api.paths().collect::<Vec<_>>(), api),
        key(api, "field"): {
            "if": { "type": "string" },
            "then": reference(api, "name"),
            "else": object,
        },
    })
}

fn key(api: &Api, of: &str) -> String {
    format!("{}-{of}", api.id)
}

fn reference(api: &Api, of: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{}", key(api, of)) })
}

/// In a repeating group, names are those of its rows.
fn group(row: &Row) -> Option<Value> {
    let Kind::Groups(rows) = row.kind else { return None };
    let names: Vec<&str> = rows.iter().map(|row| row.name).collect();
    let name = json!({ "enum": names });
    Some(json!({
        "if": { "properties": { "name": { "const": row.name } }, "required": ["name"] },
        "then": {
            "properties": {
                "fields": {
                    "items": {
                        "if": { "type": "string" },
                        "then": name,
                        "else": { "properties": { "name": name } },
                    },
                },
            },
            "required": ["fields"],
        },
    }))
}

fn one_of(paths: &[String], api: &Api) -> Value {
    let mut any = vec![json!({ "enum": paths })];
    let named = api.rows.iter().filter(|row| matches!(row.kind, Kind::Named(_)));
    any.extend(named.map(|row| {
        json!({
            "description": format!("{}.NAME: the name is the tenant's own", row.name),
            "pattern": format!("^{}\\.[^.]*[^.\\s][^.]*$", row.name),
        })
    }));
    json!({ "type": "string", "anyOf": any })
}

/// The paths that a form can ask for: no group as a whole.
fn askable(api: &Api) -> Vec<String> {
    let whole =
        |path: &str| api.row(path).is_some_and(|row| matches!(row.kind, Kind::Group(_) | Kind::Named(_)));
    api.paths().filter(|path| !whole(path)).collect()
}
