//! Forms, what they are supplied with, and where their choices come from.

use super::{Broken, DEFINITION, EMAIL, KIND, MORE, OPTIONS, ORIGINS, UPSTREAM, USER, expect};

const FORMS: [Broken; 13] = [
    ("form.consult", "form.Consult", 9, &["`Consult`", "no name"], &["small letters"]),
    (DEFINITION, "", 9, &["no `definition`"], &["forms/consult.json"]),
    (
        DEFINITION,
        "definition = \"forms/none.json\"",
        10,
        &["forms/none.json", "no such file"],
        &["relative to this file"],
    ),
    (UPSTREAM, "\n", 9, &["no `upstream`"], &["upstream = \"erp\""]),
    (
        UPSTREAM,
        "upstream = \"erq\"\n",
        11,
        &["\"erq\"", "no such upstream"],
        &["Did you mean \"erp\"?", "[upstream.NAME]"],
    ),
    (KIND, "kind = \"zalo\"", 11, &["\"zalo\"", "\"erp-lead\""], &["kind \"erp\""]),
    (
        ORIGINS,
        "allowed_origins = [\"https://www.example.vn/\"]",
        12,
        &["as a browser writes"],
        &["\"https://www.example.vn\""],
    ),
    (
        ORIGINS,
        "allowed_origins = [\"https://a.vn\",\n\"https://www.example.vn/form\"]",
        13,
        &["as a browser writes"],
        &["\"https://www.example.vn\""],
    ),
    (
        ORIGINS,
        "allowed_origins = [\"www.example.vn\"]",
        12,
        &["as a browser writes"],
        &["\"https://www.example.vn\""],
    ),
    (ORIGINS, "allowed_origins = [\"https://*.example.vn\"]", 12, &["has a *"], &["each site by itself"]),
    (ORIGINS, "allowed_origins = [\"*\", \"https://a.vn\"]", 12, &["\"*\" stands among"], &["only [\"*\"]"]),
    (ORIGINS, "allowed_origins = [\"null\"]", 12, &["no origin"], &["scheme and the host"]),
    (ORIGINS, "min_fill_ms = 3600000", 12, &["`min_fill_ms`"], &["0 to 600000 milliseconds"]),
];

const VALUES: [Broken; 14] = [
    (
        USER,
        "",
        9,
        &["nobody supplies user_id", "[form.consult]"],
        &["[form.consult.values]", "forms/consult.json"],
    ),
    (USER, "user_id = \"7\"", 15, &["`user_id`", "integer"], &["leadform schema erp-lead"]),
    (EMAIL, "agent_email = \"nobody\"", 16, &["`agent_email`", "no e-mail address"], &["leadform schema"]),
    (EMAIL, "agent_email = \" \"", 16, &["`agent_email`", "empty"], &["Mend it"]),
    (USER, "user_id = 99999999999999999999", 15, &["`user_id`", "too large"], &["leadform schema"]),
    (USER, "user_id = nan", 15, &["`user_id`", "JSON does not have"], &["leadform schema"]),
    (USER, "user_id = 7\nuserid = 7", 16, &["`userid`", "no attribute"], &["Did you mean `user_id`?"]),
    (
        USER,
        "user_id = 7\nemail_from = \"a@b.vn\"",
        16,
        &["`email_from`"],
        &["\"supplied\" in", "forms/consult.json"],
    ),
    (
        USER,
        "user_id = 7\ncontact_name = \"A\"",
        16,
        &["`contact_name`", "asks the visitor"],
        &["off the form"],
    ),
    (
        USER,
        "user_id = 7\ncompany_id = 4",
        16,
        &["`company_id`", "gives it a value already"],
        &["out of \"values\""],
    ),
    (USER, "user_id = 7\naccess_token = \"x\"", 16, &["`access_token`", "key"], &["Never write a key here"]),
    (
        USER,
        "user_id = 7\ncustomer_portrait.transport = \"car\"",
        16,
        &["`customer_portrait.transport`"],
        &["\"supplied\""],
    ),
    (
        "[form.consult.values]",
        "[[form.consult.values]]",
        14,
        &["`values`", "a list"],
        &["[form.NAME.values]"],
    ),
    (USER, "user_id = [7]", 15, &["`user_id`", "integer"], &["leadform schema"]),
];

const OPTION_PATHS: [Broken; 10] = [
    (
        OPTIONS,
        "",
        9,
        &["`district_id`", "nothing is served"],
        &["district_id = \"/path/of/the/list\"", "[form.consult.options]", "https://"],
    ),
    (OPTIONS, "district_id = 7", 19, &["`district_id`", "a whole number"], &["double quotes"]),
    (OPTIONS, "district_id = \"api/v1/district\"", 19, &["`district_id`", "no path"], &["one / in front"]),
    (OPTIONS, "district_id = \"//evil.example/a\"", 19, &["`district_id`", "no path"], &["one / in front"]),
    (OPTIONS, "district_id = \"https://erp.example.vn/a\"", 19, &["no path"], &["`base_url`"]),
    (OPTIONS, "district_id = \"/a?b={state_id\"", 19, &["brace"], &["{FIELD}"]),
    (OPTIONS, "district_id = \"/a?b={state}\"", 19, &["`state`", "no field before it"], &["{state_id}"]),
    (
        OPTIONS,
        "district_id = \"/a?b={birth_date}\"",
        19,
        &["`birth_date`", "before"],
        &["a field that comes before"],
    ),
    (MORE, "ward = \"/a\"\n", 20, &["`ward`", "does not ask for it"], &["forms/consult.json"]),
    (MORE, "state_id = \"/a\"\n", 20, &["`state_id`", "lists its choices itself"], &["\"from\""]),
];

const MORE_OPTIONS: [Broken; 3] = [
    (MORE, "birth_date = \"/a\"\n", 20, &["`birth_date`", "not chosen from a list"], &["Take it out"]),
    (MORE, "gender = \"/a\"\n", 20, &["`gender`", "does not fetch any"], &["\"from\""]),
    (
        "[form.consult.options]",
        "[[form.consult.options]]",
        18,
        &["`options`", "a list"],
        &["[form.NAME.options]"],
    ),
];

#[test]
fn a_bad_setting_of_a_form_is_named_with_the_remedy() {
    expect(&FORMS);
}

#[test]
fn a_value_that_is_missing_too_much_or_wrong_is_named_with_the_remedy() {
    expect(&VALUES);
}

#[test]
fn a_list_of_choices_that_cannot_be_fetched_is_named_with_the_remedy() {
    expect(&OPTION_PATHS);
    expect(&MORE_OPTIONS);
}
