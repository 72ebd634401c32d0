//! Each mistake by itself: the file is broken in one place, and exactly that place is named, with the remedy.

mod forms;
mod tables;
mod upstreams;

use super::{GOOD, Site, printed};

/// What is replaced in the good file, by what; the line of the mistake; words of its problem, and of its remedy.
type Broken = (&'static str, &'static str, usize, &'static [&'static str], &'static [&'static str]);

const MORE: &str = "# more\n";
const LISTEN: &str = "listen = \"127.0.0.1:8787\"";
const KIND: &str = "kind = \"erp\"";
const BASE: &str = "base_url = \"https://erp.example.vn\"";
const SECRET: &str = "secret_file = \"secrets/erp\"";
const DEFINITION: &str = "definition = \"forms/consult.json\"";
const UPSTREAM: &str = "upstream = \"erp\"\n";
const ORIGINS: &str = "allowed_origins = [\"https://www.example.vn\"]";
const USER: &str = "user_id = 7";
const EMAIL: &str = "agent_email = \"sale@example.vn\"";
const OPTIONS: &str = "district_id = \"/api/v1/district?state={state_id}\"";

/// Breaks the good file, and looks at what is said.
pub(super) fn expect(rows: &[Broken]) {
    for (index, (part, by, line, problem, remedy)) in rows.iter().enumerate() {
        assert!(GOOD.contains(part), "row {index}: {part:?}");
        let site = Site::new(&GOOD.replace(part, by));
        let run = site.check();
        let found = printed(&run);
        let [only] = &found[..] else { panic!("row {index}, {by:?}: {}", run.stdout) };
        assert_eq!(only.place, format!("leadform.toml:{line}"), "row {index}, {by:?}: {only:?}");
        for word in *problem {
            assert!(only.problem.contains(word), "row {index}, {by:?}: no {word:?} in {only:?}");
        }
        for word in *remedy {
            assert!(only.remedy.contains(word), "row {index}, {by:?}: no {word:?} in {only:?}");
        }
    }
}
