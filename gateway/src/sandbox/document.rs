//! The rows of the documents in `docs/apis/`, as the page shows them beside a value.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use leadform_spec::{Api, apis};
use serde::Serialize;

/// One row of a document, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct DocumentRow {
    number: String,
    attribute: String,
    required: String,
    kind: String,
    vendor_type: String,
    /// The vendor's note and description, in several lines.
    note: String,
    label_vi: String,
    label_en: String,
}

impl DocumentRow {
    pub(super) fn number(&self) -> &str {
        &self.number
    }
}

/// The row of `api`'s document for the value at `path`; an entry's index counts for nothing.
pub(super) fn row(api: &Api, path: &str) -> Option<&'static DocumentRow> {
    static ROWS: LazyLock<HashMap<(&str, String), DocumentRow>> = LazyLock::new(|| {
        let rows = apis::ALL
            .into_iter()
            .flat_map(|api| read(document(api)).map(|row| (api.id, with_values(api, row))));
        rows.map(|(id, row)| ((id, row.attribute.clone()), row)).collect()
    });
    let parts =
        path.split('.').filter(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()));
    ROWS.get(&(api.id, parts.collect::<Vec<_>>().join(".")))
}

fn document(api: &Api) -> &'static str {
    match api.id {
        "ladiflow-customer" => include_str!("../../../docs/apis/ladiflow-customer.md"),
        "erp-lead" => include_str!("../../../docs/apis/erp-lead.md"),
        "erp-booking" => include_str!("../../../docs/apis/erp-booking.md"),
        "1office-contact" => include_str!("../../../docs/apis/1office-contact.md"),
        "zalo-journey" => include_str!("../../../docs/apis/zalo-journey.md"),
        _ => "",
    }
}

/// How many of a long list of values are shown.
const SHOWN_VALUES: usize = 8;

/// The row with its values in the place where the document's table leaves them to the list below it, as the
/// vendor has them.
fn with_values(api: &Api, mut row: DocumentRow) -> DocumentRow {
    let Some(choices) = api.row(&row.attribute).and_then(|row| row.kind.choices()) else { return row };
    let shown = choices.values.iter().take(SHOWN_VALUES).map(|choice| format!("'{}'", choice.value));
    let mut shown = shown.collect::<Vec<_>>().join(", ");
    if choices.values.len() > SHOWN_VALUES {
        let _ = write!(shown, ", … ({} values)", choices.values.len());
    }
    row.note = row.note.replace("(listed below)", &shown);
    row
}

/// The table rows of a document: eight cells, the first a number.
fn read(document: &'static str) -> impl Iterator<Item = DocumentRow> {
    document.lines().filter_map(|line| {
        let cells: Vec<String> = cells(line.strip_prefix('|')?.strip_suffix('|')?);
        let [number, attribute, required, kind, vendor_type, note, label_vi, label_en] =
            cells.try_into().ok()?;
        number.parse::<u16>().ok()?;
        Some(DocumentRow { number, attribute, required, kind, vendor_type, note, label_vi, label_en })
    })
}

/// The cells of a row of a Markdown table, as plain text. `\|` is a bar inside a cell, and `<br>` a line break.
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut chars = row.chars().peekable();
    while let Some(char) = chars.next() {
        let char = match char {
            '|' => {
                cells.push(String::new());
                continue;
            }
            '\\' => chars.next_if_eq(&'|').unwrap_or('\\'),
            other => other,
        };
        if let Some(cell) = cells.last_mut() {
            cell.push(char);
        }
    }
    cells.iter().map(|cell| cell.trim().replace("<br>", "\n").replace('`', "")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadform_spec::Row;

    fn each(rows: &'static [Row], prefix: &str, found: &mut impl FnMut(&'static Row, String)) {
        for row in rows {
            let path = format!("{prefix}{}", row.name);
            each(row.kind.rows(), &format!("{path}."), found);
            found(row, path);
        }
    }

    #[test]
    fn every_row_of_every_api_stands_in_its_document() {
        for api in apis::ALL {
            each(api.rows, "", &mut |row, path| {
                let found = self::row(api, &path).unwrap_or_else(|| panic!("{}: no row for {path}", api.id));
                assert_eq!(found.number, row.number.to_string(), "{}: {path}", api.id);
                assert_eq!((found.label_vi.as_str(), found.label_en.as_str()), (row.label.vi, row.label.en));
            });
        }
    }

    #[test]
    fn bars_and_line_breaks_in_a_cell_are_understood() {
        assert_eq!(cells(r" a \| b | c<br>d |  "), ["a | b", "c\nd", ""]);
    }
}
