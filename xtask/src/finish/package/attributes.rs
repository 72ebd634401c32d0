//! The attributes of each API, from its table, as the types of what a definition may fix.

use leadform_spec::api::{Choices, Kind, Presence};
use leadform_spec::{Api, Row, apis};

use super::typescript::{comment, key, list, literal, union};

/// A text that is filled in when the lead is sent.
const TEMPLATE: &str = "Template";

/// `Attributes`: by target, and by path.
pub(super) fn types() -> String {
    let mut types = String::from(
        "/** A text with templates in it: {submission_id}, {page_url}, {referrer}, {date}, {query.NAME}. */\n\
         export type Template = `${string}{${string}}${string}`;\n\n\
         /** What each API takes, by path. The rows are those of its table in docs/apis. */\n\
         export interface Attributes {\n",
    );
    for api in apis::ALL {
        types.extend(["  ", &literal(&api.id.into()), ": {\n"]);
        for path in api.paths() {
            let Some(row) = api.row(&path) else { continue };
            types.push_str(&comment("    ", &about(api, row)));
            types.extend(["    ", &key(&path), ": ", &value(row), ";\n"]);
            if let Kind::Named([_, .., entry]) = row.kind {
                types.push_str(&comment("    ", "The name is the tenant's own."));
                types.extend(["    [name: `", row.name, ".${string}`]: ", &value(entry), ";\n"]);
            }
        }
        types.push_str("  };\n");
    }
    types.push_str("}\n");
    types
}

fn about(api: &Api, row: &Row) -> String {
    let presence = match row.presence {
        Presence::Required => ", required",
        Presence::Either => ", this or the other of its pair",
        Presence::Optional => "",
        Presence::ExampleOnly => ", known from the example only",
    };
    format!("{} · {} (row {} of {}{presence})", row.label.vi, row.label.en, row.number, api.title)
}

/// What may stand there in `values`.
fn value(row: &Row) -> String {
    let or_template = |exact: &str| union([exact.to_owned(), TEMPLATE.to_owned()]);
    let text = || "string".to_owned();
    match row.kind {
        // A template is a text. And a tenant's list may be replaced by the definition's `options`.
        Kind::Text
        | Kind::Html
        | Kind::Date
        | Kind::Phone
        | Kind::Email
        | Kind::Base64
        | Kind::Choice(Choices { tenant: true, .. }) => text(),
        Kind::Choice(choices) => {
            let values = choices.values.iter().map(|choice| literal(&choice.value.into()));
            or_template(&union(values))
        }
        Kind::Int | Kind::Number | Kind::Hours => or_template("number"),
        Kind::Phones | Kind::Emails | Kind::Choices(_) | Kind::CommaTexts | Kind::TextOrTexts => {
            union([text(), list("string")])
        }
        Kind::Texts => or_template(&list("string")),
        Kind::Ints => or_template(&list("number")),
        Kind::Scalar => "string | number | boolean".to_owned(),
        Kind::Group(rows) => group(rows),
        Kind::Groups(rows) | Kind::Named(rows) | Kind::Files(rows) => list(&group(rows)),
    }
}

fn group(rows: &[Row]) -> String {
    let entry = |row: &Row| {
        let mark = if row.is_required() { "" } else { "?" };
        format!("{}{mark}: {}", key(row.name), value(row))
    };
    format!("{{ {} }}", rows.iter().map(entry).collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use super::{apis, types};

    #[test]
    fn every_attribute_is_there_with_its_labels() {
        let types = types();
        for api in apis::ALL {
            for path in api.paths() {
                assert!(types.contains(&format!("    {}: ", super::key(&path))), "{path}");
            }
        }
        let about = "Họ và tên · Full name (row 3 of ";
        assert!(types.contains("custom_fields.${string}") && types.contains(about), "{types}");
    }
}
