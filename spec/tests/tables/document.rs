//! Rows as a document writes them, read from the document and written from the code.

use leadform_spec::api::{Choice, Kind, Presence};
use leadform_spec::{Api, Row};

/// A row as a document writes it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    number: u16,
    path: String,
    required: String,
    kind: String,
    vi: String,
    en: String,
    /// Each listed value with its two labels.
    values: Vec<[String; 3]>,
}

/// The document of an API.
pub(super) fn document(api: &Api) -> &'static str {
    match api.id {
        "ladiflow-customer" => include_str!("../../../docs/apis/ladiflow-customer.md"),
        "erp-lead" => include_str!("../../../docs/apis/erp-lead.md"),
        "erp-booking" => include_str!("../../../docs/apis/erp-booking.md"),
        "1office-contact" => include_str!("../../../docs/apis/1office-contact.md"),
        "zalo-journey" => include_str!("../../../docs/apis/zalo-journey.md"),
        id => panic!("docs/apis/{id}.md is not read here"),
    }
}

/// The rows of the tables, in order, each with the values listed below a heading of its number and path.
pub(super) fn lines_of_document(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut list = None;
    for text in text.lines() {
        if let Some(heading) = text.strip_prefix("### ") {
            list = lines.iter().position(|line| format!("{} {}", line.number, line.path) == heading);
            let number = heading.split(' ').next().unwrap_or_default();
            assert!(list.is_some() || number.parse::<u16>().is_err(), "no row for {heading:?}");
        } else if text.starts_with("## ") {
            list = None;
        } else if let (Some(item), Some(index)) = (text.strip_prefix("- "), list) {
            lines[index].values.push(value_of_document(item));
        } else if let Some(row) = text.strip_prefix("| ").and_then(|row| row.strip_suffix(" |")) {
            lines.extend(line_of_document(row));
        }
    }
    lines
}

/// A table's row; none for a head, a rule, or another table.
fn line_of_document(row: &str) -> Option<Line> {
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    let number = cells[0].parse().ok()?;
    let [_, path, required, kind, _type, _note, vi, en] = cells[..] else {
        panic!("not eight cells: {row}");
    };
    let path = path.trim_matches('`');
    let [path, required, kind, vi, en] = [path, required, kind, vi, en].map(str::to_owned);
    Some(Line { number, path, required, kind, vi, en, values: Vec::new() })
}

/// `` `male`: Nam / Male ``, or a value alone, which is its own label.
fn value_of_document(item: &str) -> [String; 3] {
    let (value, labels) = item.strip_prefix('`').and_then(|item| item.split_once('`')).expect("a value");
    let (vi, en) = match labels.strip_prefix(": ") {
        Some(labels) => labels.split_once(" / ").expect("two labels"),
        None => (value, value),
    };
    [value, vi, en].map(str::to_owned)
}

/// The rows of the code, as a document would write them: the top level, then each group in turn.
pub(super) fn lines_of_code(api: &Api) -> Vec<Line> {
    let top = api.rows.iter().map(|row| line_of_code("", row));
    let inner = api
        .rows
        .iter()
        .flat_map(|group| group.kind.rows().iter().map(|row| line_of_code(&format!("{}.", group.name), row)));
    top.chain(inner).collect()
}

fn line_of_code(prefix: &str, row: &Row) -> Line {
    let required = match row.presence {
        Presence::Optional => "no",
        Presence::Required => "yes",
        Presence::Either => "either",
        Presence::ExampleOnly => "example",
    };
    let values = row.kind.choices().map_or(&[][..], |choices| choices.values);
    let texts = |choice: &Choice| [choice.value, choice.label.vi, choice.label.en].map(str::to_owned);
    Line {
        number: row.number,
        path: format!("{prefix}{}", row.name),
        required: required.to_owned(),
        kind: word(&row.kind).to_owned(),
        vi: row.label.vi.to_owned(),
        en: row.label.en.to_owned(),
        values: values.iter().map(texts).collect(),
    }
}

fn word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Html => "html",
        Kind::Int => "int",
        Kind::Number => "number",
        Kind::Hours => "hours",
        Kind::Date => "date",
        Kind::Phone => "phone",
        Kind::Phones => "phones",
        Kind::Email => "email",
        Kind::Emails => "emails",
        Kind::Choice(choices) if choices.tenant => "tenant choice",
        Kind::Choice(_) => "choice",
        Kind::Choices(choices) if choices.tenant => "tenant choices",
        Kind::Choices(_) => "choices",
        Kind::CommaTexts => "comma texts",
        Kind::Texts => "texts",
        Kind::Ints => "ints",
        Kind::TextOrTexts => "text or texts",
        Kind::Scalar => "scalar",
        Kind::Base64 => "base64",
        Kind::Group(_) => "group",
        Kind::Groups(_) => "groups",
        Kind::Named(_) => "named",
        Kind::Files(_) => "files",
    }
}
