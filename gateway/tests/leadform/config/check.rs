//! `leadform serve --check` as a whole.

use super::{GOOD, Site, printed};
use crate::run::{leadform, run};

#[test]
fn a_good_configuration_has_no_mistakes() {
    let run = Site::new(GOOD).check();
    assert_eq!((run.status, run.stdout.as_str()), (0, "leadform.toml: no mistakes\n"), "{run:?}");
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_do_no_harm() {
    let site = Site::new(&format!("\u{feff}{}", GOOD.replace('\n', "\r\n")));
    site.write("secrets/erp", "\u{feff}key\r\n");
    assert_eq!(site.check().status, 0);
    site.write("leadform.toml", &format!("\u{feff}{}", GOOD.replace('\n', "\r\n").replace("kind", "knd")));
    let found = printed(&site.check());
    assert_eq!(
        found.iter().map(|one| one.place.as_str()).collect::<Vec<_>>(),
        ["leadform.toml:4", "leadform.toml:5"]
    );
}

#[test]
fn all_mistakes_are_said_at_once_in_the_order_of_the_file() {
    let broken = GOOD
        .replace("listen = ", "lsten = ")
        .replace("kind = \"erp\"", "kind = \"odoo\"")
        .replace("https://erp", "http://erp")
        .replace("secrets/erp", "secrets/none")
        .replace("vn\"]", "vn/\"]")
        .replace("user_id = 7", "user_id = true")
        .replace("/api", "api")
        + "[store]\nurl = \"leads.db\"\nqueue = 0\n[alert]\nrepeat_minutes = -1\n[widgets]\n";
    let site = Site::new(&broken);
    let run = site.check();
    let places: Vec<String> = printed(&run).into_iter().map(|one| one.place).collect();
    let lines = [2, 5, 6, 7, 12, 15, 19, 22, 23, 25, 26];
    assert_eq!(places, lines.map(|line| format!("leadform.toml:{line}")), "{}", run.stdout);
}

#[test]
fn several_broken_lines_are_each_named() {
    let found = printed(&Site::new("a = \nb = tru\nc = 1\nd = 'x\n").check());
    let places: Vec<&str> = found.iter().map(|one| one.place.as_str()).collect();
    assert_eq!(places, ["leadform.toml:1", "leadform.toml:2", "leadform.toml:4"]);
}

#[test]
fn a_file_without_a_form_has_nothing_to_do() {
    let found = printed(&Site::new("").check());
    assert_eq!(found.len(), 1);
    assert!(found[0].problem.contains("no form") && found[0].remedy.contains("--print-default"), "{found:?}");
}

#[test]
fn a_file_that_cannot_be_read_is_status_2_with_the_remedy() {
    run(&["serve", "--check", "--config", "nowhere/leadform.toml"], b"").refused_saying(&[
        "nowhere/leadform.toml: ",
        "no such file",
        "--config",
        "--print-default",
    ]);
    let site = Site::new("");
    let directory = site.path("");
    run(&["serve", "--check", "--config", directory.to_str().unwrap()], b"")
        .refused_saying(&["this is a directory"]);
    std::fs::write(site.path("leadform.toml"), b"a = \"\xff\"").unwrap();
    let file = site.path("leadform.toml");
    run(&["serve", "--check", "--config", file.to_str().unwrap()], b"")
        .refused_saying(&["not UTF-8", "Save"]);
}

#[test]
fn without_a_name_the_file_is_leadform_toml_here() {
    let site = Site::new(GOOD);
    let output = leadform(&["serve", "--check"]).current_dir(site.path("")).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "leadform.toml: no mistakes\n");
    let output = leadform(&["serve", "--check"]).current_dir(site.path("forms")).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

/// A file of another kind, given by mistake: what is said is not endless, and neither is the wait.
#[test]
fn a_file_with_more_mistakes_than_anybody_reads_is_told_in_part() {
    for line in ["a = \"\"\"\n", "a = \n", "[x]\n", "[[form]]\n"] {
        let found = printed(&Site::new(&line.repeat(30_000)).check());
        assert!((1..=200).contains(&found.len()), "{line:?}: {}", found.len());
    }
    for deep in [
        "a.".repeat(200_000) + "a = 1",
        format!("[{}a]", "a.".repeat(200_000)),
        "a = ".to_owned() + &"[".repeat(400_000),
    ] {
        assert!(!printed(&Site::new(&deep).check()).is_empty());
    }
}
