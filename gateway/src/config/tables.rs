//! The tables of the file, and what one says of another.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::form::Upstreams;
use super::outside::Outside;
use super::reader::{self, NOWHERE, Reader, in_order, kind, quoted};
use super::section::Section;
use super::{Config, alert, default, form, reload, server, store, upstream, widget};

/// A name in an address, in a metric and in the database.
const NAME_CHARS: usize = 64;

const TABLES: [&str; 7] = ["server", "store", "alert", "widget", "upstream", "form", "defaults"];

/// Reads every table. What one lacks is said, and the next is read all the same.
pub(super) fn read<'t>(
    root: &'t DeTable<'t>,
    outside: &dyn Outside,
    running: Option<&Config>,
    reader: &mut Reader<'t>,
) -> Option<Config> {
    only_known(root, reader);
    let server_section = plain(root, "server", reader);
    let server = server::read(&server_section, reader);
    let store_section = plain(root, "store", reader);
    let store = store::read(&store_section, outside, reader);
    let alert = alert::read(&plain(root, "alert", reader), reader);
    let widget = widget::read(&plain(root, "widget", reader), outside, reader);

    let [upstream_defaults, form_defaults] = defaults(root, reader);
    upstream::check_defaults(&upstream_defaults, reader);
    form::check_defaults(&form_defaults, reader);
    let mut found = Upstreams::new();
    let mut upstreams = Vec::new();
    for (name, section) in named(root, "upstream", &upstream_defaults, reader) {
        let read = upstream::read(name, &section, outside, reader);
        let upstream = read.upstream.map(Arc::new);
        upstreams.extend(upstream.clone());
        found.insert(name.to_owned(), (read.kind, upstream));
    }
    let sections = named(root, "form", &form_defaults, reader);
    if sections.is_empty() && !root.contains_key("form") {
        reader.say(
            &NOWHERE,
            "there is no form, so there is nothing to do",
            "Add a [form.NAME]; `leadform serve --print-default` shows how.",
        );
    }
    let mut forms = Vec::new();
    for (name, section) in &sections {
        forms.extend(form::read(name, section, &found, outside, reader).map(Arc::new));
    }
    one_target_per_path(&sections, &forms, reader);
    if let (Some(running), Some(server), Some(store)) = (running, &server, &store) {
        reload::server(running, server, &server_section, reader);
        reload::store(running, store, &store_section, reader);
    }
    Some(Config {
        path: reader.file.to_owned(),
        server: server?,
        store: store?,
        upstreams,
        forms,
        alert: alert?,
        widget,
    })
}

/// Names every table that there is not, and every setting that stands above all tables.
fn only_known<'t>(root: &'t DeTable<'t>, reader: &mut Reader<'t>) {
    for (key, value) in in_order(Some(root)) {
        let name: &str = key.get_ref();
        if TABLES.contains(&name) {
            continue;
        }
        let near = reader::near(name, TABLES);
        let (problem, remedy) = match (value.get_ref().is_table(), near, default::home(name)) {
            (false, None, Some(home)) => {
                ("stands outside of its table", format!("It belongs into {home}: move it there."))
            }
            (false, None, None) => ("is no setting", "Remove it, or move it into its table.".to_owned()),
            (_, Some(near), _) => {
                ("is no table of this file", format!("Did you mean [{near}]? If not, remove it."))
            }
            (true, None, _) => {
                ("is no table of this file", format!("Remove it, or use one of [{}].", TABLES.join("], [")))
            }
        };
        reader.say(&key.span(), format!("{} {problem}", quoted(name)), remedy);
    }
}

/// A table without a name of the operator's own.
fn plain<'t>(root: &'t DeTable<'t>, name: &str, reader: &mut Reader<'t>) -> Section<'t> {
    let entry = root.get_key_value(name);
    Section {
        title: format!("[{name}]"),
        at: entry.map_or(NOWHERE, |(key, _)| key.span()),
        own: entry.and_then(|(_, value)| table(value, &format!("[{name}]"), reader)),
        common: None,
        defaults: default::plain(name),
    }
}

/// `[defaults.upstream]` and `[defaults.form]`.
fn defaults<'t>(root: &'t DeTable<'t>, reader: &mut Reader<'t>) -> [Section<'t>; 2] {
    let outer = root.get("defaults").and_then(|value| table(value, "[defaults.upstream]", reader));
    for (key, value) in in_order(outer) {
        if !["upstream", "form"].contains(&&**key.get_ref()) {
            let problem = format!("{} has no defaults", quoted(key.get_ref()));
            let remedy = "Write [defaults.upstream] or [defaults.form], and the settings below it.";
            reader.say(&key.span(), problem, remedy);
        } else if !value.get_ref().is_table() {
            table(value, &format!("[defaults.{}]", key.get_ref()), reader);
        }
    }
    ["upstream", "form"].map(|name| {
        let entry = outer.and_then(|table| table.get_key_value(name));
        Section {
            title: format!("[defaults.{name}]"),
            at: entry.map_or(NOWHERE, |(key, _)| key.span()),
            own: entry.and_then(|(_, value)| value.get_ref().as_table()),
            common: None,
            defaults: default::named(name),
        }
    })
}

/// The tables `[upstream.NAME]` or `[form.NAME]`.
fn named<'t>(
    root: &'t DeTable<'t>,
    of: &str,
    defaults: &Section<'t>,
    reader: &mut Reader<'t>,
) -> Vec<(&'t str, Section<'t>)> {
    let example = format!("[{of}.NAME]");
    let all = root.get(of).and_then(|value| table(value, &example, reader));
    let mut sections = Vec::new();
    for (key, value) in in_order(all) {
        let name: &str = key.get_ref();
        if !value.get_ref().is_table() {
            reader.say(
                &key.span(),
                format!("{} stands below [{of}], which needs a name", quoted(name)),
                format!("Write {example} with a name of your own, and the settings below it."),
            );
            continue;
        }
        if !is_name(name) {
            reader.say(
                &key.span(),
                format!("{} is no name for {example}", quoted(name)),
                format!("Use small letters, digits, - and _, a letter or digit first, {NAME_CHARS} at most."),
            );
        }
        let title = format!("[{of}.{}]", super::reader::plain(name));
        let own = value.get_ref().as_table();
        sections
            .push((name, Section { title, at: key.span(), own, common: defaults.own, ..defaults.clone() }));
    }
    sections
}

/// Whether a name can stand in an address as it is.
fn is_name(name: &str) -> bool {
    let is_first = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    name.len() <= NAME_CHARS
        && name.bytes().next().is_some_and(is_first)
        && name.bytes().all(|byte| is_first(byte) || byte == b'-' || byte == b'_')
}

/// The value as a table.
fn table<'t>(
    value: &'t toml::Spanned<DeValue<'t>>,
    title: &str,
    reader: &mut Reader<'t>,
) -> Option<&'t DeTable<'t>> {
    let table = value.get_ref().as_table();
    if table.is_none() {
        reader.say(
            &value.span(),
            format!("this is {} and should be the table {title}", kind(value.get_ref())),
            format!("Write {title} on a line of its own, in single brackets, and the settings below it."),
        );
    }
    table
}

/// A path of an upstream's own is for one API: with two, the leads of one would go to the other.
fn one_target_per_path(
    sections: &[(&str, Section<'_>)],
    forms: &[Arc<super::Form>],
    reader: &mut Reader<'_>,
) {
    for (index, form) in forms.iter().enumerate() {
        let is_other = |earlier: &&Arc<super::Form>| {
            earlier.upstream.name == form.upstream.name && earlier.definition.api.id != form.definition.api.id
        };
        let Some(other) = forms[..index].iter().find(is_other).filter(|_| form.upstream.path.is_some())
        else {
            continue;
        };
        let Some((_, section)) = sections.iter().find(|(name, _)| *name == &*form.name) else { continue };
        reader.say(
            &section.place("upstream"),
            format!(
                "[upstream.{}] has a `path` of its own, and gets the leads of two APIs: {} and {}",
                form.upstream.name, other.definition.api.id, form.definition.api.id
            ),
            "Give each API an [upstream.NAME] of its own, or take `path` out.",
        );
    }
}
