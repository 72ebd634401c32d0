//! What a visitor gives to each row of a table, and what a body has for it.

use leadform_spec::api::{Api, Kind, Row};
use leadform_spec::value::{Date, DateFormat};
use serde_json::{Value, json};

/// One field of the form and what is done to it.
pub(crate) struct Filling {
    /// The field, as the definition has it.
    pub(crate) field: Value,
    /// What is typed or chosen, by the name of the control.
    pub(crate) entries: Vec<(String, Entry)>,
    /// The rows that it covers, by number.
    pub(crate) numbers: Vec<u16>,
    path: String,
    value: Value,
}

/// What is done to one control.
pub(crate) enum Entry {
    /// Typed.
    Typed(String),
    /// Pressed, or chosen from a select.
    Chosen(String),
    /// Searched in a combobox, and taken with Enter.
    Found(String),
    /// Typed one by one, each ended with Enter.
    Listed(Vec<String>),
    /// A file of this name and content.
    File { name: String, content: Vec<u8> },
}

impl Filling {
    /// Puts the value into the body that `leadform encode` is given.
    pub(crate) fn put(&self, body: &mut Value) {
        match self.path.split_once('.') {
            Some((group, name)) => body[group][name] = self.value.clone(),
            None => body[&self.path] = self.value.clone(),
        }
    }
}

/// Every row of the document, those of groups as well.
pub(crate) fn all_rows(api: &Api) -> Vec<&'static Row> {
    let inner = api.rows.iter().flat_map(|row| row.kind.rows());
    api.rows.iter().chain(inner).collect()
}

/// Something for every row of `api`.
pub(crate) fn fillings(api: &'static Api) -> Vec<Filling> {
    api.rows.iter().flat_map(|row| fillings_of(row, api.date_format)).collect()
}

fn fillings_of(row: &'static Row, dates: DateFormat) -> Vec<Filling> {
    let numbers =
        |rows: &[Row]| std::iter::once(row.number).chain(rows.iter().map(|row| row.number)).collect();
    match row.kind {
        Kind::Group(rows) => {
            let mut fillings: Vec<Filling> =
                rows.iter().map(|inner| plain(inner, &format!("{}.", row.name), dates)).collect();
            fillings[0].numbers.push(row.number);
            fillings
        }
        Kind::Groups(rows) => {
            let prefix = format!("{}.0.", row.name);
            let entries = rows
                .iter()
                .map(|inner| (format!("{prefix}{}", inner.name), sample(inner, dates).0))
                .collect();
            let entry: serde_json::Map<String, Value> =
                rows.iter().map(|inner| (inner.name.to_owned(), sample(inner, dates).1)).collect();
            let names: Vec<&str> = rows.iter().map(|inner| inner.name).collect();
            vec![Filling {
                field: json!({ "name": row.name, "fields": names, "min": 1 }),
                entries,
                numbers: numbers(rows),
                path: row.name.to_owned(),
                value: json!([entry]),
            }]
        }
        Kind::Named(rows) => {
            let name = format!("{}.package", row.name);
            vec![Filling {
                field: json!({ "name": name, "label": "Package" }),
                entries: vec![(name, Entry::Typed("PRO & <b>".to_owned()))],
                numbers: numbers(rows),
                path: row.name.to_owned(),
                value: json!([{ rows[0].name: "package", rows[1].name: "PRO & <b>" }]),
            }]
        }
        Kind::Files(rows) => vec![Filling {
            field: json!(row.name),
            entries: vec![(
                row.name.to_owned(),
                Entry::File { name: "hồ sơ.txt".to_owned(), content: b"abc".to_vec() },
            )],
            numbers: numbers(rows),
            path: row.name.to_owned(),
            value: json!([{ rows[0].name: "hồ sơ.txt", rows[1].name: "YWJj" }]),
        }],
        _ => vec![plain(row, "", dates)],
    }
}

fn plain(row: &'static Row, prefix: &str, dates: DateFormat) -> Filling {
    let path = format!("{prefix}{}", row.name);
    let (entry, value) = sample(row, dates);
    Filling {
        field: json!(path),
        entries: vec![(path.clone(), entry)],
        numbers: vec![row.number],
        path,
        value,
    }
}

/// What is typed into a row, and what stands for it in a body.
fn sample(row: &Row, dates: DateFormat) -> (Entry, Value) {
    let typed = |text: &str, value: Value| (Entry::Typed(text.to_owned()), value);
    let listed = |entries: &[&str], value: Value| {
        (Entry::Listed(entries.iter().map(|&entry| entry.into()).collect()), value)
    };
    match row.kind {
        Kind::Choice(choices) | Kind::Choices(choices) => {
            let last = choices.values[choices.values.len() - 1];
            let entry = match choices.values.len() {
                0..=12 => Entry::Chosen(last.value.to_owned()),
                _ => Entry::Found(last.label.en.to_owned()),
            };
            (entry, json!(last.value))
        }
        Kind::Int => typed("42", json!(42)),
        Kind::Number => typed("14.5", json!(14.5)),
        Kind::Hours => typed("08:30", json!(8.5)),
        Kind::Date => {
            let text = if row.from_today { "2031-12-05" } else { "1990-02-13" };
            let date = Date::parse(text, DateFormat::YearFirst).expect("a day of the calendar");
            typed(text, json!(date.write(dates)))
        }
        Kind::Phone => typed("+84 (0)912-345.678", json!("0912345678")),
        Kind::Phones => typed("0912 345 678, 024 3826 1234", json!("0912345678,02438261234")),
        Kind::Email => typed("an@example.vn", json!("an@example.vn")),
        Kind::Emails => typed("an@example.vn, binh@example.vn", json!("an@example.vn,binh@example.vn")),
        Kind::Ints => listed(&["7", "11"], json!([7, 11])),
        Kind::Texts => {
            listed(&["da khô", "\"nám\" & <i>tàn nhang</i>"], json!(["da khô", "\"nám\" & <i>tàn nhang</i>"]))
        }
        Kind::CommaTexts => listed(&["NV06", "Nguyễn Văn C"], json!("NV06,Nguyễn Văn C")),
        Kind::Html => typed("Tôi cần <b>tư vấn</b> & báo giá", json!("Tôi cần <b>tư vấn</b> & báo giá")),
        _ => typed("Nguyễn Thị Ánh – \"số 9\"", json!("Nguyễn Thị Ánh – \"số 9\"")),
    }
}
