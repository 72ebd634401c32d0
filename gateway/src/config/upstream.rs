//! `[upstream.NAME]`

mod secret;

use std::time::Duration;

use leadform_spec::api::{BodyFormat, Secret};
use leadform_spec::{Api, apis};
use url::Url;

use super::default::example;
use super::outside::Outside;
use super::reader::Reader;
use super::section::Section;
use super::{Auth, OnAmbiguous, Upstream, UpstreamKind, address};

/// The settings that have no default.
const OWN: [&str; 4] = ["kind", "base_url", "secret_file", "secret_env"];

const KINDS: [(&str, UpstreamKind); 4] = [
    ("ladiflow", UpstreamKind::Ladiflow),
    ("erp", UpstreamKind::Erp),
    ("1office", UpstreamKind::Office),
    ("zalo", UpstreamKind::Zalo),
];

impl UpstreamKind {
    /// As the file writes it.
    pub(crate) fn name(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| *name)
    }

    /// The targets that it takes.
    pub(crate) const fn targets(self) -> &'static [&'static str] {
        match self {
            Self::Ladiflow => &["ladiflow-customer"],
            Self::Erp => &["erp-lead", "erp-booking"],
            Self::Office => &["1office-contact"],
            Self::Zalo => &["zalo-journey"],
        }
    }

    /// The kind that takes a target.
    pub(super) fn of(api: &Api) -> Option<Self> {
        KINDS.into_iter().map(|(_, kind)| kind).find(|kind| kind.targets().contains(&api.id))
    }

    /// One of its APIs; they all want the key in the same place.
    fn api(self) -> Option<&'static Api> {
        self.targets().first().and_then(|id| apis::find(id))
    }
}

/// What can be read of an upstream, even if something is wrong with it, so that its forms can be checked.
pub(super) struct Read {
    pub(super) kind: Option<UpstreamKind>,
    pub(super) upstream: Option<Upstream>,
}

pub(super) fn read<'t>(
    name: &str,
    section: &Section<'t>,
    outside: &dyn Outside,
    reader: &mut Reader<'t>,
) -> Read {
    section.only_known(&OWN, reader);
    let kind = section.required("kind", reader).and_then(|_| section.choice("kind", &KINDS, reader));
    let base_url = base_url(section, reader);
    let secret = secret::read(section, outside, reader);
    let common = Common::read(section, reader);
    let auth = auth(section, kind, reader);
    let upstream = || {
        let common = common?;
        Some(Upstream {
            name: name.into(),
            kind: kind?,
            base_url: base_url?,
            path: common.path,
            secret: secret?,
            auth: auth?,
            timeout: common.timeout,
            pace: common.pace,
            concurrency: common.concurrency,
            on_ambiguous: common.on_ambiguous,
        })
    };
    Read { kind, upstream: upstream() }
}

/// Checks `[defaults.upstream]`, which no upstream may read.
pub(super) fn check_defaults<'t>(section: &Section<'t>, reader: &mut Reader<'t>) {
    section.only_known(&[], reader);
    Common::read(section, reader);
    auth(section, None, reader);
}

/// The settings that have a default.
struct Common {
    path: Option<String>,
    timeout: Duration,
    pace: Duration,
    concurrency: usize,
    on_ambiguous: OnAmbiguous,
}

impl Common {
    fn read<'t>(section: &Section<'t>, reader: &mut Reader<'t>) -> Option<Self> {
        let path = path(section, reader);
        let timeout = section.number("timeout_ms", 100..=600_000, reader);
        let pace = section.number("pace_ms", 0..=3_600_000, reader);
        let concurrency = section.number("concurrency", 1..=256, reader);
        let known = [("retry", OnAmbiguous::Retry), ("hold", OnAmbiguous::Hold)];
        let on_ambiguous = section.choice("on_ambiguous", &known, reader);
        Some(Self {
            path,
            timeout: Duration::from_millis(timeout?),
            pace: Duration::from_millis(pace?),
            concurrency: usize::try_from(concurrency?).ok()?,
            on_ambiguous: on_ambiguous?,
        })
    }
}

fn base_url<'t>(section: &Section<'t>, reader: &mut Reader<'t>) -> Option<Url> {
    let (text, at) = section.required("base_url", reader)?;
    let found = match address::private(text) {
        Ok(url) if url.query().is_some() => Err((
            "has a ? in it, and the API's path is put behind it",
            format!("Give only where the API is: {}", example("base_url")),
        )),
        other => other,
    };
    found.map_err(|(problem, remedy)| reader.say(&at, format!("`base_url` {problem}"), remedy)).ok()
}

fn path<'t>(section: &Section<'t>, reader: &mut Reader<'t>) -> Option<String> {
    let (text, at) = section.text("path", reader)?;
    if text.is_empty() {
        return None;
    }
    if !text.starts_with('/') || text.starts_with("//") || !text.bytes().all(is_path_byte) {
        reader.say(
            &at,
            "`path` is no path: it should begin with one /, and have no space, ? or # in it",
            "Write it like this: path = \"/v2/lead\"; or \"\" for the documented one.",
        );
        return None;
    }
    Some(text.to_owned())
}

const fn is_path_byte(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'?' | b'#' | b'\\' | b'"' | b'<' | b'>')
}

/// Where the key goes. Without a `kind` only what is wrong by itself is found.
fn auth<'t>(section: &Section<'t>, kind: Option<UpstreamKind>, reader: &mut Reader<'t>) -> Option<Auth> {
    type Place = fn(String) -> Auth;
    let places = [
        ("", None),
        ("header", Some(Auth::Header as Place)),
        ("query", Some(Auth::Query as Place)),
        ("body", Some(Auth::Body as Place)),
    ];
    let place = section.choice("auth_in", &places, reader);
    let (name, name_at) = section.text("auth_name", reader)?;
    let api = kind.and_then(UpstreamKind::api)?;
    // DIFFERENCE: the document does not say where parameters go; public clients send this one in the address.
    let documented: Place = if let Secret::Header(_) = api.secret { Auth::Header } else { Auth::Query };
    let name = if name.is_empty() { api.secret.name() } else { name };
    let auth = place?.unwrap_or(documented)(name.to_owned());
    if matches!(auth, Auth::Body(_)) && api.body == BodyFormat::Json {
        reader.say(
            &section.place("auth_in"),
            "`auth_in` is \"body\", and this API takes JSON, which has no place for it",
            "Write auth_in = \"header\", and the header's name in `auth_name`; or leave both out.",
        );
        return None;
    }
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if !name.bytes().all(is_token) {
        reader.say(
            &name_at,
            "`auth_name` has a character that no such name can have",
            "Use letters, digits, - and _, such as auth_name = \"X-Api-Key\".",
        );
        return None;
    }
    let reserved = [
        "accept",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "expect",
        "host",
        "te",
        "transfer-encoding",
        "upgrade",
        "user-agent",
    ];
    if matches!(auth, Auth::Header(_)) && reserved.contains(&name.to_ascii_lowercase().as_str()) {
        reader.say(
            &name_at,
            "`auth_name` is a header that HTTP itself needs",
            "Name the header in which the API wants its key.",
        );
        return None;
    }
    Some(auth)
}
