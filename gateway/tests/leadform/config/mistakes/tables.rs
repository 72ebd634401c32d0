//! Syntax, tables, and what the gateway itself is told.

use super::{Broken, KIND, LISTEN, MORE, expect};

const SYNTAX: [Broken; 6] = [
    (KIND, "kind = \"erp", 5, &["not TOML"], &["NAME = VALUE", "double quotes"]),
    (KIND, "kind = erp", 5, &["not TOML"], &["double quotes"]),
    (KIND, "kind", 5, &["not TOML"], &["NAME = VALUE"]),
    ("[server]", "[server", 1, &["not TOML"], &["brackets"]),
    (MORE, "[upstream.erp]\n", 20, &["`erp`", "second time"], &["another name"]),
    (KIND, "kind = \"erp\"\nkind = \"zalo\"", 6, &["`kind`", "second time"], &["Take the other out"]),
];

const TABLES: [Broken; 13] = [
    (LISTEN, "listne = \"127.0.0.1:1\"", 2, &["[server]", "`listne`"], &["`listen`"]),
    (LISTEN, "colour = 1", 2, &["[server]", "`colour`"], &["one of", "`listen`", "`burst`"]),
    (LISTEN, "keep_delivered_days = 1", 2, &["`keep_delivered_days`"], &["belongs into [store]"]),
    (LISTEN, "timeout_ms = 1000", 2, &["`timeout_ms`"], &["[upstream.NAME]"]),
    (KIND, "kind = \"erp\"\nurl = \"https://a\"", 6, &["[upstream.erp]", "`url`"], &["`base_url`"]),
    (MORE, "[sever]\nlisten = \"127.0.0.1:1\"\n", 20, &["`sever`"], &["[server]"]),
    (MORE, "[telemetry]\n", 20, &["`telemetry`"], &["[store]", "[widget]"]),
    (
        "[server]",
        "listen = \"127.0.0.1:1\"\n[server]",
        1,
        &["`listen`", "outside"],
        &["belongs into [server]"],
    ),
    (MORE, "[[store]]\n", 20, &["a list", "[store]"], &["single brackets"]),
    (
        MORE,
        "[upstream.\"My ERP\"]\nkind = \"zalo\"\nbase_url = \"https://a.vn\"\nsecret_file = \"secrets/erp\"\n",
        20,
        &["`My ERP`", "no name"],
        &["small letters"],
    ),
    (
        "[form.consult]",
        "[form]\nconsul = 1\n[form.consult]",
        10,
        &["`consul`", "needs a name"],
        &["[form.NAME]"],
    ),
    (
        MORE,
        "[defaults.form]\nupstream = \"erp\"\n",
        21,
        &["[defaults.form]", "`upstream`"],
        &["`allowed_origins`"],
    ),
    (MORE, "[defaults.store]\nqueue = 1\n", 20, &["`store`", "no defaults"], &["[defaults.upstream]"]),
];

const SERVER: [Broken; 18] = [
    (LISTEN, "listen = 8787", 2, &["`listen`", "whole number"], &["listen = \"127.0.0.1:8787\""]),
    (LISTEN, "listen = \":80\"", 2, &["`listen`"], &["\"127.0.0.1:80\""]),
    (LISTEN, "listen = \"10.0.0.1\"", 2, &["`listen`"], &["\"10.0.0.1:8787\""]),
    (
        LISTEN,
        "metrics = \"0.0.0.0:9787\"",
        2,
        &["`metrics`", "other machines"],
        &["\"127.0.0.1:9787\"", "\"\""],
    ),
    (LISTEN, "metrics = \"127.0.0.1:8787\"", 2, &["`metrics` and `listen`"], &["a port of its own"]),
    (
        LISTEN,
        "header_timeout_ms = 0",
        2,
        &["`header_timeout_ms` is 0"],
        &["100 to 600000 milliseconds", "10000"],
    ),
    (
        LISTEN,
        "body_timeout_ms = 99999999999999999999999",
        2,
        &["`body_timeout_ms`", "out of range"],
        &["100 to 600000"],
    ),
    (LISTEN, "burst = -1", 2, &["`burst` is -1"], &["1 to 1000000", "burst = 40"]),
    (
        LISTEN,
        "max_connections = \"10\"",
        2,
        &["`max_connections`", "a text", "whole number"],
        &["max_connections = 4096"],
    ),
    (LISTEN, "burst = 1.5", 2, &["`burst`", "a fraction"], &["burst = 40"]),
    (LISTEN, "trusted_proxies = \"127.0.0.1\"", 2, &["`trusted_proxies`", "list"], &["brackets"]),
    (
        LISTEN,
        "trusted_proxies = [\n\"127.0.0.1\",\n7]",
        4,
        &["entry of `trusted_proxies`"],
        &["double quotes"],
    ),
    (LISTEN, "trusted_proxies = [\"0.0.0.0/0\"]", 2, &["every address"], &["your own proxies"]),
    (
        LISTEN,
        "trusted_proxies = [\"proxy.local\"]",
        2,
        &["neither an address nor a network"],
        &["10.0.0.0/8"],
    ),
    (LISTEN, "public_url = \"https://a.vn/forms\"", 2, &["`public_url`"], &["\"https://a.vn\""]),
    (
        MORE,
        "[alert]\nwebhook_url = \"http://alerts.example.vn\"\n",
        21,
        &["`webhook_url`", "plain http"],
        &["https://"],
    ),
    (MORE, "[alert]\noldest_minutes = 0\n", 21, &["`oldest_minutes`"], &["1 to 43200 minutes"]),
    (
        MORE,
        "[widget]\nprevious_dir = \"forms\"\n",
        21,
        &["`previous_dir`", "form.js"],
        &["cargo xtask build"],
    ),
];

const STORE: [Broken; 9] = [
    (
        MORE,
        "[store]\nurl = \"postgres://localhost/leads\"\n",
        21,
        &["`url`", "\"sqlite:\""],
        &["sqlite:leadform.db"],
    ),
    (
        MORE,
        "[store]\nurl = \"sqlite:///var/lib/leadform.db\"\n",
        21,
        &["\"//\""],
        &["\"sqlite:/var/lib/leadform.db\""],
    ),
    (MORE, "[store]\nurl = \"sqlite::memory:\"\n", 21, &["in memory"], &["sqlite:leadform.db"]),
    (MORE, "[store]\nurl = \"sqlite:\"\n", 21, &["plain file"], &["sqlite:leadform.db"]),
    (MORE, "[store]\nurl = \"sqlite:a.db?mode=ro\"\n", 21, &["plain file"], &["without parameters"]),
    (MORE, "[store]\nurl = \"sqlite:nowhere/a.db\"\n", 21, &["nowhere", "does not exist"], &["Make it"]),
    (MORE, "[store]\nurl = \"sqlite:forms\"\n", 21, &["a directory"], &["sqlite:forms/leadform.db"]),
    (MORE, "[store]\nqueue = 0\n", 21, &["`queue`"], &["1 to 1000000"]),
    (MORE, "[widget]\ndir = \"nowhere\"\n", 21, &["`dir`", "no such directory"], &["\"\" serves no files"]),
];

#[test]
fn broken_syntax_is_named_with_its_line() {
    expect(&SYNTAX);
}

#[test]
fn a_table_or_setting_that_there_is_not_is_named_with_the_nearest() {
    expect(&TABLES);
}

#[test]
fn a_bad_setting_of_the_server_is_named_with_the_remedy() {
    expect(&SERVER);
    expect(&STORE);
}
