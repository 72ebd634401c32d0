//! The configuration, checked by the built binary as an operator would.

mod check;
mod default;
mod definitions;
mod mistakes;
mod secrets;

use std::fs;
use std::path::PathBuf;

use crate::run::{Run, leadform};

/// A configuration without a mistake, in a directory of its own.
pub(crate) const GOOD: &str = r#"[server]
listen = "127.0.0.1:8787"

[upstream.erp]
kind = "erp"
base_url = "https://erp.example.vn"
secret_file = "secrets/erp"

[form.consult]
definition = "forms/consult.json"
upstream = "erp"
allowed_origins = ["https://www.example.vn"]

[form.consult.values]
user_id = 7
agent_email = "sale@example.vn"

[form.consult.options]
district_id = "/api/v1/district?state={state_id}"
# more
"#;

/// The form of [`GOOD`].
pub(crate) const CONSULT: &str = r#"{
  "version": 1,
  "target": "erp-lead",
  "fields": [
    "contact_name", "phone_no1", "gender", "crm_line_ids",
    { "name": "state_id", "options": [ { "value": 1, "label": "Hà Nội" } ] },
    { "name": "district_id", "options": { "from": "options" } },
    "birth_date"
  ],
  "values": { "country_id": 241, "company_id": 3, "street": "-", "ticket_id": 1, "price_list_id": 1, "category_source_id": 1, "source_id": 1, "campaign_id": 1 },
  "supplied": ["user_id", "agent_email"]
}
"#;

/// A key that must stand in nothing that is printed.
pub(crate) const KEY: &str = "canary-8f3a91d2";

/// A directory with a configuration and what it names.
pub(crate) struct Site(tempfile::TempDir);

impl Site {
    pub(crate) fn new(config: &str) -> Self {
        let site = Self(tempfile::tempdir().unwrap());
        site.write("leadform.toml", config);
        site.write("forms/consult.json", CONSULT);
        site.write("secrets/erp", &format!("{KEY}\n"));
        site
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// `leadform serve --check`; the name of the directory is left out of what it prints.
    pub(crate) fn check(&self) -> Run {
        self.check_with(&[])
    }

    pub(crate) fn check_with(&self, variables: &[(&str, &str)]) -> Run {
        let file = self.path("leadform.toml");
        let mut command = leadform(&["serve", "--check", "--config", file.to_str().unwrap()]);
        let mut run: Run = command.envs(variables.iter().copied()).output().unwrap().into();
        run.stdout = run.stdout.replace(&format!("{}/", self.0.path().display()), "");
        run
    }
}

/// One mistake, as it is printed.
#[derive(Debug)]
pub(crate) struct Printed {
    pub(crate) place: String,
    pub(crate) problem: String,
    pub(crate) remedy: String,
}

/// The mistakes that a run printed.
pub(crate) fn printed(run: &Run) -> Vec<Printed> {
    assert_eq!((run.status, run.stderr.as_str()), (1, ""), "{run:?}");
    let lines: Vec<&str> = run.stdout.lines().collect();
    lines
        .chunks(2)
        .map(|lines| {
            let (place, problem) = lines[0].split_once(": ").unwrap();
            let remedy = lines[1].strip_prefix("  ").unwrap();
            assert!(!remedy.is_empty() && !problem.is_empty(), "{lines:?}");
            Printed { place: place.to_owned(), problem: problem.to_owned(), remedy: remedy.to_owned() }
        })
        .collect()
}
