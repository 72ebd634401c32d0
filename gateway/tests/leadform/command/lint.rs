use std::fs;
use std::path::Path;

use crate::run::run;

fn examples() -> Vec<std::path::PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect()
}

#[test]
fn the_examples_have_no_mistakes() {
    assert!(examples().len() >= 5);
    for path in examples() {
        let path = path.to_str().unwrap();
        let run = run(&["lint", path], b"");
        assert_eq!((run.status, run.stdout), (0, format!("{path}: no mistakes\n")));
    }
}

#[test]
fn each_mistake_is_a_line_with_its_place() {
    for path in examples() {
        let broken = fs::read_to_string(path).unwrap().replacen("\"title\"", "\"titel\"", 1);
        let run = run(&["lint", "-"], broken.as_bytes());
        assert_eq!((run.status, run.stderr.as_str()), (1, ""));
        let line = run.stdout.lines().next().unwrap();
        assert!(
            line.starts_with("<stdin>:4:3: ") && line.contains("titel") && line.contains("title"),
            "{line}"
        );
    }
}

#[test]
fn what_is_missing_is_listed_with_the_remedy() {
    let run =
        run(&["lint", "-"], br#"{ "version": 1, "target": "ladiflow-customer", "fields": ["full_name"] }"#);
    assert_eq!(run.status, 1);
    for word in ["<stdin>:1:", "\"email\"", "\"phone\"", "supplied"] {
        assert!(run.stdout.contains(word), "{}", run.stdout);
    }
}
