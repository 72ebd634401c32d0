//! What needs the types: the default file and the ranges it names, reloading, and text that nobody would write. No disk.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use proptest::prelude::*;
use secrecy::ExposeSecret as _;
use serde_json::json;

use super::default::{DEFAULT, each_table};
use super::outside::Outside;
use super::*;

/// Files and variables by name; every other name without a dot is a directory.
#[derive(Default)]
struct Memory(HashMap<&'static str, String>);

impl Outside for Memory {
    fn read(&self, path: &Path, _limit: usize) -> io::Result<Vec<u8>> {
        let text = path.to_str().and_then(|path| self.0.get(path));
        text.map(|text| text.clone().into_bytes()).ok_or(ErrorKind::NotFound.into())
    }

    fn is_directory(&self, path: &Path) -> bool {
        !self.is_file(path) && path.extension().is_none()
    }

    fn is_file(&self, path: &Path) -> bool {
        path.to_str().is_some_and(|path| self.0.contains_key(path))
    }

    fn variable(&self, name: &str) -> Option<OsString> {
        self.0.get(name).map(OsString::from)
    }
}

const FORM: &str =
    r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["full_name"], "supplied": ["email"] }"#;
const TABLES: &str = "\
[upstream.news]
kind = \"ladiflow\"
base_url = \"https://api.example.vn/base\"
secret_file = \"key\"
[form.news]
definition = \"news.json\"
upstream = \"news\"
values.email = \"a@example.vn\"
";

fn memory() -> Memory {
    Memory(HashMap::from([
        ("etc/news.json", FORM.to_owned()),
        ("etc/key", " the key \n".to_owned()),
        ("etc/today/form.js", String::new()),
        ("etc/before/form.js", String::new()),
    ]))
}

fn parsed(more: &str) -> Result<Config, Vec<Mistake>> {
    parse(Path::new("etc/leadform.toml"), &format!("{TABLES}{more}"), &memory(), None)
}

#[test]
fn what_is_left_out_comes_from_the_default_file() {
    let config = parsed("").unwrap();
    let Server { listen, metrics, public_url, trusted_proxies, .. } = &config.server;
    assert_eq!(
        (listen.to_string(), metrics.unwrap().to_string()),
        ("127.0.0.1:8787".into(), "127.0.0.1:9787".into())
    );
    assert!(public_url.is_none() && trusted_proxies.is_empty());
    let Server { max_connections, header_timeout, body_timeout, shutdown_timeout, .. } = config.server;
    assert_eq!((max_connections, header_timeout.as_millis()), (4096, 10_000));
    assert_eq!((body_timeout.as_millis(), shutdown_timeout.as_millis()), (15_000, 25_000));
    assert_eq!((config.server.requests_per_minute, config.server.burst), (120, 40));
    let store = Store {
        path: PathBuf::from("etc/leadform.db"),
        min_free_bytes: 256 * 1024 * 1024,
        queue: 4096,
        keep_delivered: Some(Duration::from_hours(24 * 90)),
    };
    assert_eq!(config.store, store);
    let upstream = &config.upstreams[0];
    assert_eq!(upstream.timeout, Duration::from_secs(15));
    assert_eq!((upstream.pace, upstream.concurrency), (Duration::ZERO, 4));
    assert_eq!((upstream.on_ambiguous, &upstream.path), (OnAmbiguous::Retry, &None));
    assert_eq!(upstream.auth, Auth::Header("Api-Key".to_owned()));
    assert_eq!(upstream.secret.expose_secret(), "the key");
    let form = &config.forms[0];
    assert_eq!(form.values, [("email".to_owned(), json!("a@example.vn"))]);
    assert_eq!(form.allowed_origins, AllowedOrigins::Listed(Vec::new()));
    assert_eq!((form.options_ttl.as_secs(), form.min_fill.as_millis()), (300, 1000));
    assert_eq!((form.doubtful, form.max_body_bytes), (Doubtful::Deliver, 64 * 1024));
    assert_eq!(form.source.to_string(), FORM.replace(' ', ""));
    assert!(config.widget.is_none() && config.alert.webhook.is_none());
    assert_eq!((config.alert.oldest.as_secs(), config.alert.repeat.as_secs()), (3600, 3600));
}

#[test]
fn what_is_written_is_taken_and_a_table_goes_before_what_all_have_in_common() {
    let config = parsed(
        "allowed_origins = [\"*\"]
        [form.other]\ndefinition = \"news.json\"\nupstream = \"booking\"\nvalues.email = \"a@example.vn\"
        [upstream.booking]\nkind = \"ladiflow\"\nbase_url = \"http://localhost\"\nsecret_file = \"key\"
        timeout_ms = 300\npath = \"/2.0/a\"\nauth_name = \"X-Key\"\non_ambiguous = \"hold\"
        [defaults.upstream]\ntimeout_ms = 200\npace_ms = 50
        [defaults.form]\ndoubtful = \"hold\"\nallowed_origins = [\"https://a.vn\", \"https://a.vn\"]
        [server]\nmetrics = \"\"\npublic_url = \"https://forms.example.vn/\"\ntrusted_proxies = [\"::1\", \"10.1.2.3/8\"]
        [store]\nkeep_delivered_days = 0\nurl = \"sqlite:/var/lib/a.db\"
        [alert]\nwebhook_url = \"https://hooks.example.vn/canary\"
        [widget]\ndir = \"today\"\nprevious_dir = \"before\"",
    )
    .unwrap();
    let [news, booking] = &config.upstreams[..] else { panic!() };
    assert_eq!((news.timeout.as_millis(), news.pace.as_millis()), (200, 50));
    assert_eq!((booking.timeout.as_millis(), booking.pace.as_millis()), (300, 50));
    assert_eq!((booking.path.as_deref(), booking.on_ambiguous), (Some("/2.0/a"), OnAmbiguous::Hold));
    assert_eq!(booking.auth, Auth::Header("X-Key".to_owned()));
    assert_eq!(config.form("news").unwrap().allowed_origins, AllowedOrigins::Any);
    let other = config.form("other").unwrap();
    assert_eq!(other.allowed_origins, AllowedOrigins::Listed(vec!["https://a.vn".to_owned()]));
    assert_eq!((other.doubtful, &*other.upstream.name), (Doubtful::Hold, "booking"));
    assert!(config.server.metrics.is_none());
    assert_eq!(config.server.public_url.as_ref().unwrap().as_str(), "https://forms.example.vn/");
    let proxies: Vec<String> = config.server.trusted_proxies.iter().map(ToString::to_string).collect();
    assert_eq!(proxies, ["::1/128", "10.0.0.0/8"]);
    assert_eq!((config.store.keep_delivered, &*config.store.path), (None, Path::new("/var/lib/a.db")));
    let widget = Widget { dir: "etc/today".into(), previous_dir: Some("etc/before".into()) };
    assert_eq!(config.widget.as_ref(), Some(&widget));
    let debug = format!("{config:?}");
    assert!(!debug.contains("the key") && !debug.contains("canary"), "{debug}");
}

#[test]
fn the_key_goes_where_the_document_has_it_unless_the_file_says_otherwise() {
    for (kind, more, auth) in [
        ("ladiflow", "", Auth::Header("Api-Key".to_owned())),
        ("erp", "", Auth::Header("access_token".to_owned())),
        ("1office", "", Auth::Query("access_token".to_owned())),
        ("zalo", "", Auth::Header("API-KEY".to_owned())),
        ("1office", "auth_in = \"header\"", Auth::Header("access_token".to_owned())),
        ("1office", "auth_name = \"token\"", Auth::Query("token".to_owned())),
        ("1office", "auth_in = \"body\"", Auth::Body("access_token".to_owned())),
        ("erp", "auth_in = \"query\"", Auth::Query("access_token".to_owned())),
        ("erp", "auth_in = \"header\"\nauth_name = \"X-Key\"", Auth::Header("X-Key".to_owned())),
    ] {
        let more = format!(
            "[upstream.other]\nkind = \"{kind}\"\nbase_url = \"https://a.vn\"\nsecret_file = \"key\"\n{more}"
        );
        let config = parsed(&more).unwrap();
        let other = config.upstream("other").unwrap();
        assert_eq!((other.kind.name(), &other.auth), (kind, &auth));
    }
}

#[test]
fn the_widgets_directories_are_two_and_todays_is_one_of_them() {
    for (lines, line, problem) in [
        ("previous_dir = \"before\"", 10, "without `dir`"),
        ("dir = \"today\"\nprevious_dir = \"today\"", 11, "the same directory"),
        ("dir = \"empty\"", 10, "no form.js"),
        ("dir = \"none.d\"\nprevious_dir = \"before\"", 10, "no such directory"),
    ] {
        let mistakes = parsed(&format!("[widget]\n{lines}\n")).unwrap_err();
        let [only] = &mistakes[..] else { panic!("{lines}: {mistakes:?}") };
        assert_eq!(only.line, Some(line), "{lines}");
        assert!(only.problem.contains(problem), "{only}");
    }
}

/// "From 1 to 256" above a setting is what is taken, and one less or more is not.
#[test]
fn the_ranges_in_the_comments_of_the_default_file_hold() {
    let mut checked = 0;
    each_table(&mut |title, table| {
        for (key, value) in table {
            let key: &str = key.get_ref();
            if !value.get_ref().is_integer() {
                continue;
            }
            let (above, _) = DEFAULT.split_once(&format!("\n{key} = ")).unwrap();
            let comment = &above[above.rfind("\n\n").unwrap()..];
            let words: Vec<&str> =
                comment.split_whitespace().map(|word| word.trim_end_matches('.')).collect();
            let range = words.windows(4).find(|words| words[0] == "From" && words[2] == "to");
            let [_, least, _, most] = range.unwrap_or_else(|| panic!("no range above {key}")) else {
                panic!()
            };
            let [least, most] = [least, most].map(|number| number.parse::<i64>().unwrap());
            for (number, is_good) in [(least, true), (most, true), (least - 1, false), (most + 1, false)] {
                let mistakes = parsed(&format!("[{title}]\n{key} = {number}\n")).err().unwrap_or_default();
                assert_eq!(mistakes.is_empty(), is_good, "{key} = {number}: {mistakes:?}");
                checked += 1;
            }
        }
    });
    assert_eq!(checked, 4 * 16);
}

#[test]
fn what_cannot_change_while_it_runs_refuses_the_whole_file() {
    let running = parsed("").unwrap();
    let again = |more: &str| {
        let text = format!("{TABLES}{more}");
        parse(&running.path, &text, &memory(), Some(&running))
    };
    assert!(again("").is_ok());
    assert_eq!(again("[server]\nburst = 7\n").unwrap().server.burst, 7);
    for (table, line) in [
        ("server", "listen = \"127.0.0.1:1\""),
        ("server", "metrics = \"\""),
        ("store", "url = \"sqlite:other.db\""),
        ("store", "queue = 7"),
        ("store", "min_free_mb = 7"),
        ("store", "keep_delivered_days = 7"),
    ] {
        let mistakes = again(&format!("[{table}]\n{line}\n")).unwrap_err();
        let [only] = &mistakes[..] else { panic!("{line}: {mistakes:?}") };
        assert_eq!(only.line, Some(10), "{line}");
        assert!(only.problem.contains("cannot change while") && only.remedy.contains("Restart"), "{only}");
    }
}

#[test]
fn a_file_is_loaded_from_the_disk_with_what_it_names_and_loaded_again() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("leadform.toml");
    std::fs::write(directory.path().join("news.json"), FORM).unwrap();
    std::fs::write(directory.path().join("key"), "k").unwrap();
    assert_eq!(read(&path).unwrap_err().line, None);
    std::fs::write(&path, TABLES).unwrap();
    let config = parse(&path, &read(&path).unwrap(), &outside::Machine, None).unwrap();
    assert_eq!(config.store.path, directory.path().join("leadform.db"));
    std::fs::write(&path, format!("{TABLES}doubtful = \"hold\"\n")).unwrap();
    assert_eq!(reload(&config).unwrap().forms[0].doubtful, Doubtful::Hold);
    std::fs::write(&path, format!("{TABLES}[server]\nlisten = \"127.0.0.1:1\"\n")).unwrap();
    assert_eq!(reload(&config).unwrap_err().len(), 1);
}

proptest! {
    /// A file that was cut, or has other characters somewhere, is read or refused with lines that it has.
    #[test]
    fn no_text_makes_the_reader_fail(start in 0_usize..12_000, length in 0_usize..40, by in "[ -~\n\"\\[\\]{}=.#'đ]{0,12}") {
        let text = super::default::with_examples() + TABLES;
        let floor = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let (start, end) = (floor(start), floor(start + length));
        let text = format!("{}{by}{}", &text[..start], &text[end..]);
        if let Err(mistakes) = parse(Path::new("etc/leadform.toml"), &text, &memory(), None) {
            prop_assert!(!mistakes.is_empty());
            let lines = text.lines().count() + 1;
            for mistake in mistakes {
                prop_assert!(mistake.line.is_none_or(|line| (1..=lines).contains(&line)), "{mistake}");
                prop_assert!(!mistake.problem.is_empty() && !mistake.remedy.is_empty());
            }
        }
    }
}
