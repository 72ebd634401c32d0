//! Mistakes in the files that the configuration names, under their own names; and the values that they ask for.

use super::{CONSULT, GOOD, Site, printed};

#[test]
fn mistakes_in_a_definition_are_named_with_its_own_file_and_line() {
    let site = Site::new(GOOD);
    for (broken, line, word) in [
        (CONSULT.replace("\"version\"", "\"versoin\""), 1, "version"),
        (CONSULT.replace("contact_name", "contactname"), 5, "contact_name"),
        (CONSULT.replace("\"values\"", "\"target\": 1, \"values\""), 10, "already has the key"),
        (CONSULT.replace("1,", "1"), 3, "not JSON"),
        (String::new(), 1, "not JSON"),
    ] {
        site.write("forms/consult.json", &broken);
        let found = printed(&site.check());
        let place = format!("forms/consult.json:{line}");
        let is_named = found.iter().any(|one| one.place == place && one.problem.contains(word));
        assert!(is_named && found.iter().all(|one| one.place.starts_with("forms/")), "{found:?}");
    }
}

#[test]
fn a_definition_that_two_forms_share_has_its_mistakes_once() {
    let site = Site::new(
        &GOOD.replace("# more", "[form.again]\ndefinition = \"forms/consult.json\"\nupstream = \"erp\"\n"),
    );
    site.write("forms/consult.json", &CONSULT.replace("contact_name", "contactname"));
    let found = printed(&site.check());
    let places: Vec<&str> = found.iter().map(|one| one.place.as_str()).collect();
    assert_eq!(places.iter().filter(|place| **place == "forms/consult.json:5").count(), 1, "{found:?}");
}

#[test]
fn what_the_api_requires_and_nobody_gives_is_a_mistake() {
    let site = Site::new(&GOOD.replace("user_id = 7\n", ""));
    site.write("forms/consult.json", &CONSULT.replace("\"user_id\", ", ""));
    let found = printed(&site.check());
    assert!(
        found.iter().any(|one| one.problem.contains("\"user_id\"") && one.problem.contains("nobody gives"))
    );
}

/// However it is written in TOML, it is a path.
#[test]
fn values_in_groups_may_be_written_in_three_ways() {
    let group = "customer_portrait.work_start_time";
    let definition =
        CONSULT.replace("\"agent_email\"]", &format!("\"agent_email\", \"{group}\", \"hobby\"]"));
    for (above, below) in [
        ("customer_portrait.work_start_time = 08:30:00", ""),
        ("\"customer_portrait.work_start_time\" = 8.5", ""),
        ("", "[form.consult.values.customer_portrait]\nwork_start_time = 8"),
    ] {
        let site = Site::new(
            &GOOD.replace("user_id = 7", &format!("user_id = 7\n{above}")).replace("# more", below),
        );
        site.write("forms/consult.json", &definition.replace(", \"hobby\"", ""));
        let run = site.check();
        assert_eq!(run.status, 0, "{above}{below}: {}", run.stdout);
    }
    let twice = format!("user_id = 7\n\"{group}\" = 8\n{group} = 8");
    let site = Site::new(&GOOD.replace("user_id = 7", &twice));
    site.write("forms/consult.json", &definition.replace(", \"hobby\"", ""));
    let found = printed(&site.check());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].problem.contains("gets a value twice") && found[0].remedy.contains("Take the other out")
    );
}

#[test]
fn a_value_is_judged_by_the_kind_of_its_row() {
    let supplied = CONSULT
        .replace("\"birth_date\"", "\"email_from\"")
        .replace("\"agent_email\"]", "\"agent_email\", \"birth_date\"]");
    for (value, is_good) in [
        ("1990-01-31", true),
        ("\"1990-01-31\"", true),
        ("\"31/01/1990\"", false),
        ("\"1990-02-30\"", false),
        ("19900131", false),
        ("1990-01-31T00:00:00Z", false),
    ] {
        let site = Site::new(&GOOD.replace("user_id = 7", &format!("user_id = 7\nbirth_date = {value}")));
        site.write("forms/consult.json", &supplied);
        let run = site.check();
        assert_eq!(run.status, i32::from(!is_good), "{value}: {}", run.stdout);
        assert!(is_good || printed(&run)[0].problem.contains("birth_date"), "{}", run.stdout);
    }
}

#[test]
fn more_files_than_memory_can_hold_are_a_mistake() {
    let example = include_str!("../../../../examples/1office-contact.json");
    let config = GOOD
        .replace("kind = \"erp\"", "kind = \"1office\"")
        .split("[form.consult.values]")
        .next()
        .unwrap()
        .to_owned();
    let site = Site::new(&config);
    let with = |files: &str| {
        site.write(
            "forms/consult.json",
            &example.replacen("\"fields\": [", &format!("\"fields\": [ {files},"), 1),
        );
        site.check()
    };
    let good = with(r#"{ "name": "files", "max": 3 }"#);
    assert_eq!(good.status, 0, "{}", good.stdout);
    let found = printed(&with(r#"{ "name": "files", "max": 30 }"#));
    assert_eq!((found.len(), found[0].place.as_str()), (1, "leadform.toml:10"), "{found:?}");
    assert!(found[0].problem.contains("190 MiB") && found[0].problem.contains("32 MiB"), "{found:?}");
    assert!(found[0].remedy.contains("\"files\"") && found[0].remedy.contains("max_bytes"), "{found:?}");
}

/// A field of a group is named with its group, and its choices may depend on what comes before it in the group.
#[test]
fn choices_in_a_repeating_group_are_fetched_too() {
    let example = include_str!("../../../../examples/1office-contact.json");
    let group =
        r#"{ "name": "detail", "fields": ["name", { "name": "phone", "options": { "from": "o" } }] },"#;
    let definition = example.replacen("\"fields\": [", &format!("\"fields\": [ {group}"), 1);
    let config = GOOD.replace("kind = \"erp\"", "kind = \"1office\"");
    let (config, _) = config.split_once("[form.consult.values]").unwrap();
    for (options, problem) in [
        ("\"detail.phone\" = \"/a?b={name}\"", None),
        ("detail.phone = \"/a\"", None),
        ("detail.phone = \"/a?b={phone}\"", Some("`phone`, which is no field before it")),
        ("", Some("`detail.phone` would be looked for at the gateway")),
        ("phone = \"/a\"\ndetail.phone = \"/a\"", Some("`phone` has options here")),
    ] {
        let site = Site::new(&format!("{config}[form.consult.options]\n{options}\n"));
        site.write("forms/consult.json", &definition);
        let run = site.check();
        let Some(problem) = problem else {
            assert_eq!(run.status, 0, "{options}: {}", run.stdout);
            continue;
        };
        let found = printed(&run);
        assert_eq!(found.len(), 1, "{options}: {found:?}");
        assert!(found[0].problem.contains(problem), "{options}: {found:?}");
    }
}
