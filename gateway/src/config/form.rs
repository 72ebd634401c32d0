//! `[form.NAME]`

mod body;
mod definition;
mod options;
mod values;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::outside::Outside;
use super::reader::{self, Reader};
use super::section::Section;
use super::{AllowedOrigins, Doubtful, Form, Upstream, UpstreamKind, address};

/// The settings and tables that have no default.
const OWN: [&str; 4] = ["definition", "upstream", "values", "options"];

/// An upstream that the file has, by name: its kind, if that is known, and all of it, if nothing is wrong with it.
pub(super) type Upstreams = BTreeMap<String, (Option<UpstreamKind>, Option<Arc<Upstream>>)>;

pub(super) fn read<'t>(
    name: &str,
    section: &Section<'t>,
    upstreams: &Upstreams,
    outside: &dyn Outside,
    reader: &mut Reader<'t>,
) -> Option<Form> {
    section.only_known(&OWN, reader);
    let common = Common::read(section, reader);
    let upstream = upstream(section, upstreams, reader);
    let definition = definition::read(section, outside, reader);
    // Everything else depends on the definition; without it nothing can be said of values and options.
    let definition = definition?;
    let kind = upstream.and_then(|(kind, _)| *kind);
    let fits = kind.is_none_or(|kind| fits(section, &definition, kind, reader));
    let values = values::read(section, &definition, reader);
    let options = options::read(section, &definition, reader);
    let max_body_bytes = body::max_bytes(section, &definition, reader);
    let common = common?;
    let upstream = upstream.and_then(|(_, upstream)| upstream.clone())?;
    let form = Form {
        name: name.into(),
        upstream,
        allowed_origins: common.allowed_origins,
        values: values?,
        options: options?,
        options_ttl: common.options_ttl,
        min_fill: common.min_fill,
        doubtful: common.doubtful,
        max_body_bytes: max_body_bytes?,
        source: definition.source,
        definition: definition.definition,
    };
    fits.then_some(form)
}

/// Checks `[defaults.form]`, which no form may read.
pub(super) fn check_defaults<'t>(section: &Section<'t>, reader: &mut Reader<'t>) {
    section.only_known(&[], reader);
    Common::read(section, reader);
}

/// The settings that have a default.
struct Common {
    allowed_origins: AllowedOrigins,
    options_ttl: Duration,
    min_fill: Duration,
    doubtful: Doubtful,
}

impl Common {
    fn read<'t>(section: &Section<'t>, reader: &mut Reader<'t>) -> Option<Self> {
        let allowed_origins = allowed_origins(section, reader);
        let options_ttl = section.number("options_ttl_s", 0..=604_800, reader);
        let min_fill = section.number("min_fill_ms", 0..=600_000, reader);
        let known = [("deliver", Doubtful::Deliver), ("hold", Doubtful::Hold)];
        let doubtful = section.choice("doubtful", &known, reader);
        Some(Self {
            allowed_origins: allowed_origins?,
            options_ttl: Duration::from_secs(options_ttl?),
            min_fill: Duration::from_millis(min_fill?),
            doubtful: doubtful?,
        })
    }
}

fn allowed_origins<'t>(section: &Section<'t>, reader: &mut Reader<'t>) -> Option<AllowedOrigins> {
    let texts = section.texts("allowed_origins", reader)?;
    if let [("*", _)] = texts[..] {
        return Some(AllowedOrigins::Any);
    }
    let mut origins: Vec<String> = Vec::new();
    let mut is_good = true;
    for (text, at) in texts {
        if let Ok(url) = address::origin(text) {
            let origin = url.origin().ascii_serialization();
            if !origins.contains(&origin) {
                origins.push(origin);
            }
            continue;
        }
        is_good = false;
        let (problem, remedy) = match address::origin(text) {
            _ if text == "*" => (
                "\"*\" stands among other entries of `allowed_origins`",
                "Write only [\"*\"] to let any site, or take it out.".to_owned(),
            ),
            Err(Some(meant)) => (
                "this entry of `allowed_origins` is not written as a browser writes an origin",
                format!(
                    "Write \"{meant}\": the scheme and the host, in small letters, and nothing behind them."
                ),
            ),
            _ if text.contains('*') => (
                "this entry of `allowed_origins` has a * in it, and no pattern is understood",
                "Name each site by itself, such as \"https://www.example.vn\".".to_owned(),
            ),
            _ => (
                "this entry of `allowed_origins` is no origin",
                "Write the scheme and the host, such as \"https://www.example.vn\".".to_owned(),
            ),
        };
        reader.say(&at, problem, remedy);
    }
    is_good.then_some(AllowedOrigins::Listed(origins))
}

fn upstream<'t, 'u>(
    section: &Section<'t>,
    upstreams: &'u Upstreams,
    reader: &mut Reader<'t>,
) -> Option<&'u (Option<UpstreamKind>, Option<Arc<Upstream>>)> {
    let (name, at) = section.required("upstream", reader)?;
    let found = upstreams.get(name);
    if found.is_none() {
        let near = reader::near(name, upstreams.keys().map(String::as_str));
        let near = near.map_or("Add".to_owned(), |near| format!("Did you mean \"{near}\"? If not, add"));
        reader.say(
            &at,
            format!("`upstream` is \"{}\", and there is no such upstream", super::reader::plain(name)),
            format!("{near} a table [upstream.NAME] for the API, with `kind`, `base_url` and its key."),
        );
    }
    found
}

/// Whether an upstream takes the leads of this form.
fn fits<'t>(
    section: &Section<'t>,
    definition: &definition::Read,
    kind: UpstreamKind,
    reader: &mut Reader<'t>,
) -> bool {
    let target = definition.definition.api.id;
    if kind.targets().contains(&target) {
        return true;
    }
    let wanted = UpstreamKind::of(definition.definition.api).map_or("", UpstreamKind::name);
    reader.say(
        &section.place("upstream"),
        format!(
            "the upstream of {} is of the kind \"{}\", and the \"target\" of its definition is \"{target}\"",
            section.title,
            kind.name()
        ),
        format!("Name an upstream of the kind \"{wanted}\", or another definition."),
    );
    false
}
