//! A key is never printed: not where it belongs, and not where somebody put it by mistake.

use super::{GOOD, KEY, Site, printed};

#[test]
fn a_key_in_the_configuration_is_refused_and_not_repeated() {
    for (part, by) in [
        ("secret_file = \"secrets/erp\"", "secret = \"KEY\""),
        ("secret_file = \"secrets/erp\"", "api_key = \"KEY\""),
        ("secret_file = \"secrets/erp\"", "access_token = \"KEY\""),
        ("secret_file = \"secrets/erp\"", "secret_key = \"KEY\""),
        ("secret_file = \"secrets/erp\"", "secret_file = \"KEY\""),
        ("secret_file = \"secrets/erp\"", "secret_env = \"KEY\""),
        ("secret_file = \"secrets/erp\"", "secret_env = \"canary_8f3a91d2\""),
        ("secret_file = \"secrets/erp\"", "secret_file = [\"KEY\"]"),
        ("secret_file = \"secrets/erp\"", "secret_file = \"KEY"),
        ("secret_file = \"secrets/erp\"", "secret_file = KEY"),
        ("secret_file = \"secrets/erp\"", "secret_file = \"secrets/erp\"\nauth_name = \"ü KEY\""),
        ("kind = \"erp\"", "kind = \"KEY\""),
        ("https://erp.example.vn", "https://KEY@erp.example.vn"),
        ("https://erp.example.vn", "https://erp.example.vn?key=KEY"),
        ("https://erp.example.vn", "KEY"),
        ("127.0.0.1:8787", "KEY"),
        ("user_id = 7", "user_id = \"KEY\""),
        ("user_id = 7", "user_id = 7\naccess_token = \"KEY\""),
        ("sale@example.vn", "KEY"),
        ("/api/v1/district", "KEY /api"),
        ("https://www.example.vn", "KEY"),
        ("# more", "[alert]\nwebhook_url = \"http://hooks.example.vn/KEY\""),
        ("# more", "[alert]\nwebhook_url = \"KEY\""),
        ("# more", "[store]\nurl = \"mysql://root:KEY@db/leads\""),
    ] {
        let config = GOOD.replace(part, &by.replace("KEY", KEY));
        assert_ne!(config, GOOD, "{part}");
        let run = Site::new(&config).check();
        assert!(!printed(&run).is_empty());
        assert!(!run.stdout.contains("8f3a91d2"), "{by}: {}", run.stdout);
    }
}

#[test]
fn a_key_under_a_name_of_its_own_is_told_where_it_belongs() {
    for name in ["secret", "api_key", "token", "Password"] {
        let line = format!("secret_file = \"secrets/erp\"\n{name} = \"{KEY}\"");
        let found = printed(&Site::new(&GOOD.replace("secret_file = \"secrets/erp\"", &line)).check());
        assert_eq!((found.len(), found[0].place.as_str()), (1, "leadform.toml:8"), "{found:?}");
        for word in ["Never write a key here", "secret_file = ", "secret_env = ", "have the key replaced"] {
            assert!(found[0].remedy.contains(word), "{found:?}");
        }
    }
}

#[test]
fn a_secret_file_holds_one_line_and_nothing_else() {
    let site = Site::new(GOOD);
    for (content, problem) in [
        ("", "is empty"),
        ("\n \n", "is empty"),
        ("canary-8f3a91d2\nanother\n", "several lines"),
        ("ERP_TOKEN=\r\ncanary-8f3a91d2\r\n", "several lines"),
        ("canary-8f3a91d2\u{1}", "no header can carry"),
        ("khóa-8f3a91d2", "no header can carry"),
    ] {
        site.write("secrets/erp", content);
        let run = site.check();
        let found = printed(&run);
        assert_eq!((found.len(), found[0].place.as_str()), (1, "leadform.toml:7"), "{content:?}: {found:?}");
        assert!(found[0].problem.contains(problem), "{content:?}: {found:?}");
        assert!(found[0].remedy.contains("in one line"), "{content:?}: {found:?}");
        assert!(!run.stdout.contains("8f3a91d2"));
    }
    std::fs::write(site.path("secrets/erp"), b"\xff\xfe8f3a91d2").unwrap();
    assert!(printed(&site.check())[0].problem.contains("UTF-8"));
    site.write("secrets/erp", "  one line, with spaces around it \r\n\n");
    assert_eq!(site.check().status, 0);
}

#[test]
fn a_key_may_come_from_the_environment() {
    let site =
        Site::new(&GOOD.replace("secret_file = \"secrets/erp\"", "secret_env = \"LEADFORM_TEST_KEY\""));
    assert_eq!(site.check_with(&[("LEADFORM_TEST_KEY", KEY)]).status, 0);
    for (value, problem) in [("", "is empty"), ("a\nb", "several lines")] {
        let found = printed(&site.check_with(&[("LEADFORM_TEST_KEY", value)]));
        assert!(found[0].problem.contains(problem), "{found:?}");
    }
}
