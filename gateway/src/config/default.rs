//! The default file: the text that is printed, and the one place from which defaults and examples come.

use std::sync::LazyLock;

use toml::de::DeTable;

/// The commented default file.
pub(crate) const DEFAULT: &str = include_str!("default.toml");

/// The tables that have no name of the operator's own.
const PLAIN: [&str; 4] = ["server", "store", "alert", "widget"];

static TABLES: LazyLock<DeTable<'static>> =
    LazyLock::new(|| DeTable::parse(DEFAULT).map(toml::Spanned::into_inner).unwrap_or_default());

static EMPTY: LazyLock<DeTable<'static>> = LazyLock::new(DeTable::new);

/// The defaults of `[server]`, and of the other tables without a name.
pub(super) fn plain(name: &str) -> &'static DeTable<'static> {
    TABLES.get(name).and_then(|table| table.get_ref().as_table()).unwrap_or(&EMPTY)
}

/// The defaults of every `[upstream.NAME]` or `[form.NAME]`.
pub(super) fn named(kind: &str) -> &'static DeTable<'static> {
    let defaults = TABLES.get("defaults").map(toml::Spanned::get_ref);
    defaults.and_then(|table| table.get(kind)?.get_ref().as_table()).unwrap_or(&EMPTY)
}

/// The line of the default file that sets `key`, or shows how to.
pub(super) fn example(key: &str) -> &'static str {
    let lines = DEFAULT.lines().map(|line| line.strip_prefix('#').unwrap_or(line));
    let mut lines = lines.filter(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(" = ")));
    lines.next().unwrap_or_default()
}

/// The table that a setting belongs to, if it has a default.
pub(super) fn home(key: &str) -> Option<String> {
    let has = |table: &DeTable<'_>| table.contains_key(key);
    let plain = PLAIN.into_iter().find(|name| has(plain(name))).map(|name| format!("[{name}]"));
    plain.or_else(|| {
        let kind = ["upstream", "form"].into_iter().find(|kind| has(named(kind)))?;
        Some(format!("[{kind}.NAME] or [defaults.{kind}]"))
    })
}

/// The default file with its examples uncommented, as it says they may be.
#[cfg(test)]
pub(super) fn with_examples() -> String {
    let uncommented = |line: &str| {
        let example = line.strip_prefix('#').filter(|rest| !rest.is_empty() && !rest.starts_with([' ', '#']));
        example.unwrap_or(line).to_owned() + "\n"
    };
    DEFAULT.lines().map(uncommented).collect()
}

/// Calls `visit` with every table of the default file that has settings, under its title.
#[cfg(test)]
pub(super) fn each_table(visit: &mut impl FnMut(&str, &DeTable<'static>)) {
    for (name, value) in TABLES.iter() {
        let Some(table) = value.get_ref().as_table() else { continue };
        match &**name.get_ref() {
            "defaults" => {
                for (kind, value) in table {
                    if let Some(table) = value.get_ref().as_table() {
                        visit(&format!("defaults.{}", kind.get_ref()), table);
                    }
                }
            }
            plain => visit(plain, table),
        }
    }
}
