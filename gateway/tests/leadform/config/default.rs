//! The default file, and a configuration for all five APIs.

use std::fmt::Write as _;

use super::{Site, printed};
use crate::run::run;

#[test]
fn the_default_file_is_printed_and_lacks_only_a_form() {
    let default = run(&["serve", "--print-default"], b"");
    assert_eq!((default.status, default.stderr.as_str()), (0, ""));
    assert_eq!(default.stdout, include_str!("../../../src/config/default.toml"));
    let found = printed(&Site::new(&default.stdout).check());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].problem.contains("no form"));
}

/// A line such as `#kind = "erp"` is an example, as the file says: without the # it holds.
#[test]
fn the_examples_of_the_default_file_are_right_once_they_are_uncommented() {
    let default = run(&["serve", "--print-default"], b"").stdout;
    let mut examples = 0;
    let mut uncommented = String::new();
    for line in default.lines() {
        let example = line.strip_prefix('#').filter(|rest| !rest.is_empty() && !rest.starts_with([' ', '-']));
        examples += usize::from(example.is_some());
        // A key stands in a file or in a variable, not in both.
        let is_second = example.is_some_and(|example| example.starts_with("secret_env"));
        uncommented += if is_second { line } else { example.unwrap_or(line) };
        uncommented += "\n";
    }
    assert_eq!(examples, 14, "{uncommented}");
    let site = Site::new(&uncommented);
    site.write(
        "forms/consult.json",
        &super::CONSULT
            .replace(r#""options": [ { "value": 1, "label": "Hà Nội" } ]"#, r#""options": { "from": "o" }"#),
    );
    let run = site.check();
    assert_eq!((run.status, run.stdout.as_str()), (0, "leadform.toml: no mistakes\n"));
    // The other way to give the key.
    let other = uncommented.replace("#secret_env", "secret_env").replace("\nsecret_file", "\n#secret_file");
    site.write("leadform.toml", &other);
    assert_eq!(site.check_with(&[("ERP_TOKEN", "a key")]).status, 0);
}

#[test]
fn the_five_examples_of_the_repository_make_a_configuration() {
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples");
    let supplied = "user_id = 7\nagent_email = \"sale@example.vn\"\nticket_id = 1\nprice_list_id = 2\n\
                    category_source_id = 3\nsource_id = 4\ncampaign_id = 5\n";
    let mut config = String::from("[defaults.form]\nallowed_origins = [\"https://www.example.vn\"]\n");
    for (kind, base) in [
        ("ladiflow", "https://api.service.ladiflow.example"),
        ("erp", "https://erp.example.vn/odoo"),
        ("1office", "https://tenant.1office.example"),
        ("zalo", "http://127.0.0.1:8788"),
    ] {
        let _ = write!(
            config,
            "[upstream.{kind}]\nkind = \"{kind}\"\nbase_url = \"{base}\"\nsecret_file = \"secrets/erp\"\n"
        );
    }
    for (target, kind, values) in [
        ("ladiflow-customer", "ladiflow", ""),
        ("erp-lead", "erp", supplied),
        ("erp-booking", "erp", supplied),
        ("1office-contact", "1office", ""),
        ("zalo-journey", "zalo", ""),
    ] {
        let _ = write!(
            config,
            "[form.{target}]\ndefinition = '{examples}/{target}.json'\nupstream = \"{kind}\"\n[form.{target}.values]\n{values}"
        );
    }
    let site = Site::new(&config);
    let run = site.check();
    assert_eq!((run.status, run.stdout.as_str()), (0, "leadform.toml: no mistakes\n"));
    // A path of its own is for one API, and the ERP has two here.
    site.write("leadform.toml", &config.replace("kind = \"erp\"\n", "kind = \"erp\"\npath = \"/v2/lead\"\n"));
    let found = printed(&site.check());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].problem.contains("erp-lead and erp-booking") && found[0].remedy.contains("of its own"));
}
