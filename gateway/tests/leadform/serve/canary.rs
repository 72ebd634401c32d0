//! Canaries: keys and persons that would be recognised anywhere, behind an API that repeats in its answers all that it
//! is sent. They are looked for in everything that comes out of the gateway.

mod echo;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::json;

use super::gateway::{Gateway, MEDIA_TYPE, ORIGIN, until};
use crate::run::leadform;
use crate::sandbox::server::{Reply, client};
use echo::Echo;

const KEYS: [&str; 4] =
    ["canary-key-ladiflow-5d1f", "canary-key/erp+8a2c", "canary key&1office=77b0", "canary-key-zalo=9e44%25"];
/// What is left of each in any notation.
const TRACES: [&str; 4] = ["5d1f", "8a2c", "77b0", "9e44"];
const UPSTREAMS: [&str; 4] = ["ladiflow", "erp", "1office", "zalo"];
const FORMS: [&str; 6] =
    ["erp-lead", "erp-booking", "ladiflow-customer", "1office-contact", "zalo-journey", "place"];

/// A gateway whose keys are canaries, in files, and whose four APIs are `echo`.
fn start(echo: &Echo) -> Gateway {
    let keys = tempfile::tempdir().unwrap();
    let folder = keys.keep();
    let gateway = Gateway::start_with(|config| {
        let mut config = config;
        for (name, key) in UPSTREAMS.iter().zip(KEYS) {
            let file = folder.join(name);
            fs::write(&file, key).unwrap();
            let variable = format!("secret_env = \"SANDBOX_{}_KEY\"", name.to_uppercase());
            assert!(config.contains(&variable), "{variable}");
            config =
                config.replace(&variable, &format!("secret_file = \"{}\"\nconcurrency = 1", file.display()));
        }
        let lines = config.lines().map(|line| match line.strip_prefix("base_url") {
            Some(_) => format!("base_url = \"{}\"", echo.url()),
            None => line.to_owned(),
        });
        lines.collect::<Vec<_>>().join("\n")
    });
    fs::write(gateway.folder.path().join("keys"), folder.display().to_string()).unwrap();
    gateway
}

/// Keys are deleted when the test has ended well; they open nothing anyhow.
fn end(gateway: &Gateway) {
    let folder = fs::read_to_string(gateway.folder.path().join("keys")).unwrap();
    fs::remove_dir_all(Path::new(&folder)).unwrap();
}

/// Each key as it is, and as addresses, JSON and base64 write it.
fn notations(key: &str) -> Vec<String> {
    let query: String = form_urlencoded::byte_serialize(key.as_bytes()).collect();
    let base64 = base64::Engine::encode(&base64::engine::general_purpose::STANDARD_NO_PAD, key);
    let percent = query.replace('+', "%20");
    vec![key.to_owned(), query.clone(), query.to_lowercase(), percent, base64, key.replace('/', "\\/")]
}

#[track_caller]
fn finds_no_key(place: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for notation in KEYS.iter().flat_map(|key| notations(key)) {
        assert!(!text.contains(&notation), "{notation} stands in {place}: {text}");
    }
    // And no other spelling of it.
    assert!(!text.to_lowercase().contains("canary-key") && !text.contains("canary key"), "{place}: {text}");
}

fn said(reply: &Reply) -> Vec<u8> {
    format!("{:?}\n{}", reply.headers, reply.body).into_bytes()
}

/// A lead that each form takes, about a marked person.
fn lead(form: &str, mark: &str, phone: &str) -> String {
    let consent = json!([{ "text": mark, "time": "2026-11-22T08:00:00Z", "agreed": true },
        { "purpose": "news", "text": "x", "time": "2026-11-22T08:00:00Z", "agreed": true }]);
    let payload = match form {
        "ladiflow-customer" => json!({ "full_name": mark, "phone": phone }),
        "erp-lead" => {
            json!({ "contact_name": mark, "phone_no1": phone, "gender": "female", "crm_line_ids": [11], "state_id": 1 })
        }
        "1office-contact" => {
            json!({ "name": mark, "type": "Cá nhân", "phones": phone, "trade_ids": "DỊCH VỤ LUẬT SƯ (TLA)" })
        }
        "place" => json!({ "contact_name": mark, "phone_no1": phone, "state_id": 1, "district_id": 101 }),
        _ => json!({ "phone": phone }),
    };
    let page = format!("https://www.example.vn/{mark}?phone={phone}");
    json!({ "payload": payload, "context": { "consent": consent, "fill_ms": 8000, "page_url": page, "referrer": page,
        "campaign": { "utm_source": mark } } })
    .to_string()
}

#[test]
fn a_key_is_found_in_nothing_that_comes_out() {
    let echo = Echo::start();
    let gateway = start(&echo);
    for form in FORMS {
        for serial in 0..4 {
            let body = lead(form, "Mark", &format!("091234567{serial}"));
            let request = gateway
                .post(&format!("/f/{form}"))
                .header("content-type", MEDIA_TYPE)
                .header("origin", ORIGIN);
            finds_no_key(form, &said(&Reply::from(request.body(body).send().unwrap())));
        }
    }
    // All that can be asked, and all that can be asked wrongly.
    let mut paths: Vec<String> = [
        "/",
        "/healthz",
        "/readyz",
        "/f.css",
        "/form.js",
        "/f/nothing",
        "/metrics",
        "/f/place/options/state_id",
        "/f/place/options/district_id?state_id=1",
        "/f/place/options/none",
        "/f/erp-lead?lang=xx&%ff",
        "/../secrets/erp",
    ]
    .map(str::to_owned)
    .into();
    paths.extend(FORMS.iter().flat_map(|form| [format!("/f/{form}"), format!("/f/{form}/thanks")]));
    let mut asked = 0;
    for path in &paths {
        for method in ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "TRACE"] {
            for (accept, content_type, body) in [
                ("*/*", MEDIA_TYPE, "{"),
                ("text/html", "application/x-www-form-urlencoded", "phone=1"),
                ("*/*", "multipart/form-data; boundary=x", "--x"),
                ("*/*", "text/plain", "x"),
            ] {
                let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
                let request = client().request(method, gateway.url(path)).header("accept", accept);
                let request = request.header("content-type", content_type).body(body);
                finds_no_key(path, &said(&Reply::from(request.send().unwrap())));
                asked += 1;
            }
        }
    }
    let large =
        gateway.post("/f/zalo-journey").header("content-type", MEDIA_TYPE).body("1".repeat(1_000_000));
    finds_no_key("a refusal", &said(&Reply::from(large.send().unwrap())));
    // Every API has answered, with the key in its answer.
    until("every API was asked", || {
        KEYS.iter().all(|key| echo.was_given(&notations(key))) && echo.count() >= 12
    });
    kept_and_printed(&gateway);
    assert!(asked > 500);
    end(&gateway);
}

/// What is on disk and what the operator's commands print.
fn kept_and_printed(gateway: &Gateway) {
    finds_no_key("the metrics", gateway.metrics().as_bytes());
    let backup = gateway.folder.path().join("backup.db");
    let config = gateway.config();
    let commands: [&[&str]; 5] = [
        &["serve", "--check"],
        &["serve"],
        &["leads", "list", "--show"],
        &["leads", "export", "--format", "csv"],
        &["leads", "export", "--format", "json"],
    ];
    let ask = |arguments: &[&str]| {
        let output = leadform(arguments).arg("--config").arg(&config).output().unwrap();
        finds_no_key(&arguments.join(" "), &[output.stdout, output.stderr].concat());
    };
    for arguments in commands {
        ask(arguments);
    }
    let shown: Vec<String> =
        gateway.list().iter().map(|lead| lead["receipt"].as_str().unwrap().to_owned()).collect();
    assert!(shown.len() >= FORMS.len() - 1, "{shown:?}");
    let mut tries = String::new();
    for receipt in &shown {
        ask(&["leads", "show", receipt]);
        let _ = write!(tries, "{}", gateway.leads(&["show", receipt]));
    }
    // The APIs' answers are there, and what stood for the key in them is not.
    assert!(tries.contains("you sent"), "{tries}");
    let output = leadform(&["backup"]).arg(&backup).arg("--config").arg(&config).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let mut files = 0;
    for entry in fs::read_dir(gateway.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().is_some_and(|name| name != "leadform.toml" && name != "keys") {
            finds_no_key(&path.display().to_string(), &fs::read(&path).unwrap());
            files += 1;
        }
    }
    // The database, its log and index, its lock, the backup, the log, a definition.
    assert!(files >= 6, "{files} files");
    gateway.edit(|config| config.replace("base_url", "bse_url") + "\n[upstream.more]\nsecret = \"x\"\n");
    ask(&["serve", "--check"]);
    gateway.signal("HUP");
    let log = || fs::read_to_string(gateway.folder.path().join("log")).unwrap();
    until("the log says why", || log().contains("bse_url"));
    finds_no_key("the log", log().as_bytes());
}

/// How many persons are marked.
const PERSONS: usize = 500;

#[test]
fn of_five_hundred_persons_none_is_in_a_log_or_a_metric() {
    let echo = Echo::start();
    let gateway = start(&echo);
    let forms = ["ladiflow-customer", "erp-lead", "1office-contact", "zalo-journey", "place"];
    let (mut taken, mut turned_away) = (0, 0);
    for serial in 0..PERSONS {
        let (mark, phone) = (format!("Markedperson{serial}x"), format!("0977{:06}", 400_000 + serial));
        let form = forms[serial % forms.len()];
        let body = lead(form, &mark, &phone);
        let request = gateway.post(&format!("/f/{form}?name={mark}&phone={phone}"));
        let request =
            request.header("referer", format!("https://www.example.vn/{mark}")).header("user-agent", &mark);
        let request = match serial % 10 {
            // Wrong in each way that there is.
            5 => request.header("content-type", MEDIA_TYPE).body(body.replace(&phone, &format!("{phone}77"))),
            6 => request.header("content-type", MEDIA_TYPE).body(format!("{body}{mark}")),
            7 => request
                .header("content-type", MEDIA_TYPE)
                .header("origin", format!("https://{mark}.example"))
                .body(body),
            8 => request
                .header("content-type", "application/x-www-form-urlencoded")
                .body(format!("name={mark}&phone={phone}")),
            9 => request.header("content-type", format!("text/{mark}")).body(body),
            _ => request.header("content-type", MEDIA_TYPE).header("idempotency-key", &mark).body(body),
        };
        match request.send().unwrap().status().as_u16() {
            202 => taken += 1,
            _ => turned_away += 1,
        }
    }
    assert!(taken >= 200 && turned_away >= 150, "{taken} taken, {turned_away} turned away");
    until("the APIs were asked for all of them", || echo.count() >= taken);
    let log = fs::read_to_string(gateway.folder.path().join("log")).unwrap();
    assert!(log.lines().count() >= PERSONS, "{log}");
    for text in [&log, &gateway.metrics()] {
        for trace in ["arkedperson", "977400", "977 400", "0977", "127.0.0.1"] {
            assert!(!text.contains(trace), "{trace} stands in {text}");
        }
    }
    // All outcomes were among them.
    let metrics = gateway.metrics();
    for class in ["done", "refused", "ambiguous", "not_sent", "credentials"] {
        assert!(metrics.contains(&format!("class=\"{class}\"")), "no {class} in {metrics}");
    }
    eprintln!("{PERSONS} persons: {taken} taken, {turned_away} turned away, {} tries", echo.count());
    end(&gateway);
}
