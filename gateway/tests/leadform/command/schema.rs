use leadform_spec::{apis, schema};
use serde_json::Value;

use crate::run::run;

#[test]
fn every_target_and_the_form_have_a_schema() {
    let mut subjects: Vec<(&str, Value)> = apis::ALL.iter().map(|api| (api.id, schema::body(api))).collect();
    subjects.push(("form", schema::form()));
    for (subject, expected) in subjects {
        let run = run(&["schema", subject], b"");
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        assert!(run.stdout.ends_with("}\n"));
        let printed: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(printed["$schema"], "https://json-schema.org/draft/2020-12/schema", "{subject}");
        assert_eq!(printed, expected);
    }
}
