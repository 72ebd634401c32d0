//! A gateway of one's own, with a sandbox behind it.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use reqwest::blocking::RequestBuilder;
use serde_json::Value;
use tempfile::TempDir;

use crate::run::leadform;
use crate::sandbox::server::{Reply, Sandbox, client};

/// The type of the envelope and of its answers.
pub(crate) const MEDIA_TYPE: &str = "application/vnd.leadform+json";

/// The page that the forms may be sent from.
pub(crate) const ORIGIN: &str = "https://www.example.vn";

/// A running gateway; it is stopped when this is dropped.
pub(crate) struct Gateway {
    child: Child,
    pub(crate) address: String,
    pub(crate) metrics: String,
    pub(crate) folder: TempDir,
    pub(crate) sandbox: Option<Sandbox>,
}

impl Gateway {
    /// One with the five examples, and a form `place` whose lists come from the ERP.
    pub(crate) fn start() -> Self {
        Self::start_with(|config| config)
    }

    /// One whose configuration is changed before it starts.
    pub(crate) fn start_with(change: impl Fn(String) -> String) -> Self {
        let sandbox = Sandbox::start();
        let folder = tempfile::tempdir().unwrap();
        let examples = format!("{}/../examples", env!("CARGO_MANIFEST_DIR"));
        let config = fs::read_to_string(format!("{examples}/gateway/leadform.toml")).unwrap();
        let config = config
            .replace("127.0.0.1:8787", "127.0.0.1:0")
            .replace("127.0.0.1:9787", "127.0.0.1:0")
            .replace("http://127.0.0.1:8788", &sandbox.url(""))
            .replace("http://127.0.0.1:8080", ORIGIN)
            .replace("\"../", &format!("\"{examples}/"));
        fs::write(folder.path().join("place.json"), PLACE).unwrap();
        fs::write(folder.path().join("leadform.toml"), change(config + PLACE_CONFIG)).unwrap();
        let (child, address, metrics) = run(&folder);
        Self { child, address, metrics, folder, sandbox: Some(sandbox) }
    }

    pub(crate) fn config(&self) -> PathBuf {
        self.folder.path().join("leadform.toml")
    }

    /// Changes the configuration's file, and nothing else.
    pub(crate) fn edit(&self, change: impl Fn(String) -> String) {
        let config = fs::read_to_string(self.config()).unwrap();
        fs::write(self.config(), change(config)).unwrap();
    }

    /// Sends it a signal by its name.
    pub(crate) fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let status = std::process::Command::new("kill").args(["-s", name, &pid]).status().unwrap();
        assert!(status.success());
    }

    /// Ends it without a word, and starts it again on the same files.
    pub(crate) fn kill_and_restart(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        (self.child, self.address, self.metrics) = run(&self.folder);
    }

    /// Starts it again after it has ended.
    pub(crate) fn restart(&mut self) {
        (self.child, self.address, self.metrics) = run(&self.folder);
    }

    /// Waits until it ends by itself; its exit status.
    pub(crate) fn wait(&mut self) -> Option<i32> {
        let mut status = None;
        until("the gateway has ended", || {
            status = self.child.try_wait().unwrap();
            status.is_some()
        });
        status.and_then(|status| status.code())
    }

    pub(crate) fn sandbox(&self) -> &Sandbox {
        self.sandbox.as_ref().expect("the sandbox was not stopped")
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        client().get(self.url(path)).send().unwrap().into()
    }

    pub(crate) fn post(&self, path: &str) -> RequestBuilder {
        client().post(self.url(path))
    }

    /// Posts an envelope with this key.
    pub(crate) fn send(&self, form: &str, key: &str, envelope: &Value) -> Reply {
        let request = self.post(&format!("/f/{form}")).header("content-type", MEDIA_TYPE);
        request.header("idempotency-key", key).body(envelope.to_string()).send().unwrap().into()
    }

    pub(crate) fn metrics(&self) -> String {
        client().get(format!("http://{}/metrics", self.metrics)).send().unwrap().text().unwrap()
    }

    /// What `leadform leads ARGUMENTS` prints.
    pub(crate) fn leads(&self, arguments: &[&str]) -> String {
        let mut command = leadform(&["leads"]);
        let output = command.args(arguments).arg("--config").arg(self.config()).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Every lead, as the operator's list has it.
    pub(crate) fn list(&self) -> Vec<Value> {
        self.leads(&["list", "--json"]).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Waits until the sandbox's APIs have got so many requests, and gives them.
    pub(crate) fn received(&self, count: usize) -> Vec<Value> {
        until(&format!("{count} requests reached the APIs"), || self.sandbox().received().len() >= count);
        self.sandbox().received()
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn run(folder: &TempDir) -> (Child, String, String) {
    let mut command = leadform(&["serve", "--config"]);
    command.arg(folder.path().join("leadform.toml"));
    for name in ["LADIFLOW", "ERP", "1OFFICE", "ZALO"] {
        command.env(format!("SANDBOX_{name}_KEY"), format!("sandbox-{}-key", name.to_lowercase()));
    }
    let log = fs::OpenOptions::new().create(true).append(true).open(folder.path().join("log")).unwrap();
    let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = || {
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        line.trim().to_owned()
    };
    let (first, second) = (line(), line());
    let log = || fs::read_to_string(folder.path().join("log")).unwrap();
    let address = first.strip_prefix("Gateway listening on http://");
    let address = address.unwrap_or_else(|| panic!("it did not start: {first} {}", log())).to_owned();
    let metrics = second.strip_prefix("metrics at http://").and_then(|rest| rest.strip_suffix("/metrics"));
    // What it says later must go somewhere.
    std::thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()));
    (child, address, metrics.expect("a second line with the address of the metrics").to_owned())
}

/// Waits for something that comes sooner or later on a slow machine.
#[track_caller]
pub(crate) fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while !holds() {
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(30));
    }
}

/// A form with lists, one of which depends on the other.
const PLACE: &str = r#"{
  "version": 1, "target": "erp-booking",
  "fields": ["contact_name", "phone_no1",
    { "name": "state_id", "control": "select", "options": { "from": "place/options/state_id" } },
    { "name": "district_id", "control": "select", "options": { "from": "place/options/district_id?state_id={state_id}" } }],
  "values": { "gender": "other", "country_id": 241, "company_id": 3, "street": "-",
              "crm_line_ids": [11], "booking_date": "2031-12-05" },
  "supplied": ["user_id", "agent_email", "ticket_id", "price_list_id", "category_source_id", "source_id", "campaign_id"]
}"#;

const PLACE_CONFIG: &str = r#"
[form.place]
definition = "place.json"
upstream = "erp"
options_ttl_s = 1

[form.place.options]
state_id = "/api/v1/state"
district_id = "/api/v1/district?state_id={state_id}"

[form.place.values]
user_id = 7
agent_email = "sale@example.vn"
ticket_id = 1
price_list_id = 2
category_source_id = 3
source_id = 4
campaign_id = 5
"#;
