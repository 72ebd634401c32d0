//! The APIs that leads are delivered to.

use super::{BASE, Broken, KIND, MORE, SECRET, expect};

const UPSTREAMS: [Broken; 17] = [
    (KIND, "", 4, &["[upstream.erp]", "no `kind`"], &["kind = \"erp\""]),
    (KIND, "kind = \"Erp\"", 5, &["`kind`"], &["Did you mean \"erp\"?", "\"1office\""]),
    (BASE, "", 4, &["no `base_url`"], &["base_url = \"https://erp.example.vn\""]),
    (BASE, "base_url = \"erp.example.vn\"", 6, &["`base_url`", "no URL"], &["https://erp.example.vn"]),
    (BASE, "base_url = \"http://erp.example.vn\"", 6, &["plain http", "key"], &["https://"]),
    (BASE, "base_url = \"ftp://erp.example.vn\"", 6, &["no http or https"], &["https://erp.example.vn"]),
    (BASE, "base_url = \"https://u:p@erp.example.vn\"", 6, &["password"], &["`secret_file`"]),
    (
        BASE,
        "base_url = \"https://erp.example.vn/?db=1\"",
        6,
        &["`base_url` has a ?"],
        &["only where the API is"],
    ),
    (SECRET, "", 4, &["[upstream.erp] has no key"], &["secret_file = ", "secret_env = "]),
    (
        SECRET,
        "secret_file = \"secrets/none\"",
        7,
        &["`secret_file`", "no such file"],
        &["relative to this file"],
    ),
    (SECRET, "secret_file = \"\"", 7, &["`secret_file` is empty"], &["secrets/erp"]),
    (
        SECRET,
        "secret_env = \"LEADFORM_TEST_NO_SUCH\"",
        7,
        &["`secret_env`", "not set"],
        &["EnvironmentFile="],
    ),
    (
        SECRET,
        "secret_file = \"secrets/erp\"\nsecret_env = \"ERP\"",
        8,
        &["both `secret_file` and `secret_env`"],
        &["Take the other out"],
    ),
    (KIND, "kind = \"erp\"\npath = \"api/v2\"", 6, &["`path`"], &["\"/v2/lead\""]),
    (KIND, "kind = \"erp\"\nauth_in = \"body\"", 6, &["\"body\"", "JSON"], &["auth_in = \"header\""]),
    (KIND, "kind = \"erp\"\nauth_name = \"Api Key\"", 6, &["`auth_name`"], &["X-Api-Key"]),
    (
        KIND,
        "kind = \"erp\"\nauth_name = \"Content-Type\"",
        6,
        &["`auth_name`", "HTTP itself"],
        &["wants its key"],
    ),
];

const UPSTREAM_LIMITS: [Broken; 5] = [
    (KIND, "kind = \"erp\"\ntimeout_ms = 15", 6, &["`timeout_ms` is 15"], &["100 to 600000 milliseconds"]),
    (KIND, "kind = \"erp\"\nconcurrency = 0", 6, &["`concurrency`"], &["1 to 256"]),
    (KIND, "kind = \"erp\"\non_ambiguous = \"drop\"", 6, &["`on_ambiguous`"], &["\"retry\" or \"hold\""]),
    // It is said once, however many upstreams take it over.
    (MORE, "[defaults.upstream]\ntimeout_ms = 15\n", 21, &["`timeout_ms` is 15"], &["100 to 600000"]),
    (MORE, "[defaults.form]\ndoubtful = \"drop\"\n", 21, &["`doubtful`"], &["\"deliver\" or \"hold\""]),
];

#[test]
fn a_bad_setting_of_an_upstream_is_named_with_the_remedy() {
    expect(&UPSTREAMS);
    expect(&UPSTREAM_LIMITS);
}
