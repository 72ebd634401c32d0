//! JSON as text: read and written as `serde_json` does.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use leadform_spec::json::{Error, object, read, write};
use serde_json::{Value, json};

const RIGHT: [&str; 34] = [
    "null",
    " true\r\n",
    "\tfalse",
    "0",
    "-0",
    "7",
    "-7",
    "18446744073709551615",
    "-9223372036854775808",
    "1.5",
    "-0.25",
    "8.0",
    "1e3",
    "1E+2",
    "25e-2",
    "0.1",
    "0e9",
    "99999999.999999",
    "\"\"",
    "\"Gửi đăng ký 🌸\"",
    r#""\"\\\/\b\f\n\r\t\u0000\u001f\u007F\u00e9\ud83c\udf38""#,
    "[]",
    "[ ]",
    "[1,[2,[3]],\"4\"]",
    "{}",
    "{ }",
    r#"{"b":1,"a":{"c":[null,{"d":true}]}}"#,
    r#"{ "a" : 1 , "b" : [ 2 , 3 ] }"#,
    r#"{"a":1,"b":2,"a":3}"#,
    "1e22",
    "123456789012345",
    "[0.5,-1.25]",
    "1.000",
    "0.000001",
];

const WRONG: [&str; 40] = [
    "",
    " ",
    "nul",
    "tru",
    "True",
    "+1",
    "01",
    "-",
    "1.",
    ".5",
    "1e",
    "1e+",
    "- 1",
    "0x1",
    "1e999",
    "NaN",
    "'a'",
    "\"",
    "\"a",
    "\"\n\"",
    "\"\t\"",
    r#""\x""#,
    r#""\u12""#,
    r#""\u12g4""#,
    r#""\ud800""#,
    r#""\ud800\u0041""#,
    r#""\udc00""#,
    r#""\ud83c\n""#,
    "[",
    "[1",
    "[1,]",
    "[,1]",
    "[1 2]",
    "{",
    r#"{"a"}"#,
    r#"{"a":}"#,
    r#"{"a":1,}"#,
    "{a:1}",
    "1 2",
    "\u{a0}1",
];

#[test]
fn what_is_json_is_read_and_written_as_serde_json_does() {
    for source in RIGHT {
        let expected: Value = serde_json::from_str(source).expect(source);
        let found = read(source).expect(source);
        assert_eq!(found, expected, "{source}");
        assert_eq!(write(&found), serde_json::to_string(&expected).unwrap(), "{source}");
        assert_eq!(read(&write(&found)).as_ref(), Ok(&found), "{source}");
    }
}

#[test]
fn what_is_none_is_refused_as_serde_json_does() {
    for source in WRONG {
        assert!(serde_json::from_str::<Value>(source).is_err(), "{source}");
        assert!(read(source).is_err(), "{source}");
    }
}

#[test]
fn values_may_be_as_deep_inside_each_other_as_serde_json_has_it_and_no_deeper() {
    for (depth, fits) in [(127, true), (128, false), (100_000, false)] {
        let source = "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(read(&source).is_ok(), fits, "{depth}");
        assert_eq!(serde_json::from_str::<Value>(&source).is_ok(), fits, "{depth}");
    }
}

#[test]
fn an_error_says_where_and_what_should_stand_there() {
    for (source, at, expected) in [
        ("{\"a\": nothing}", 6, "expected a value"),
        ("{\"a\" 1}", 5, "expected `:`"),
        ("{\"a\": 1 \"b\"", 8, "expected `,` or `}`"),
        ("{\"a\": 1, }", 9, "expected a key in double quotes"),
        ("[1; 2]", 2, "expected `,` or `]`"),
        ("\"abc", 4, "expected the quote that ends the text"),
        ("\"a\\x\"", 3, "expected an escape that JSON knows"),
        ("{} {}", 3, "expected nothing more"),
    ] {
        assert_eq!(read(source), Err(Error { at, expected }), "{source}");
    }
}

#[test]
fn an_object_keeps_the_order_of_its_entries() {
    let object = object([("b", 1.into()), ("a", "x".into())]);
    assert_eq!(write(&object), r#"{"b":1,"a":"x"}"#);
    assert_eq!(object, json!({ "b": 1, "a": "x" }));
}

#[cfg(not(target_arch = "wasm32"))]
mod any {
    use super::{Value, read, write};
    use proptest::prelude::*;

    fn value() -> impl Strategy<Value = Value> {
        let number = prop_oneof![any::<i64>().prop_map(Value::from), any::<u64>().prop_map(Value::from)];
        let double = prop_oneof![prop::num::f64::NORMAL, prop::num::f64::SUBNORMAL].prop_map(Value::from);
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            number,
            double,
            any::<String>().prop_map(Value::from)
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::hash_map(any::<String>(), inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn any_value_is_written_as_serde_json_does_and_read_back(value in value()) {
            let text = write(&value);
            prop_assert_eq!(&text, &serde_json::to_string(&value).unwrap());
            prop_assert_eq!(read(&text), Ok(value));
        }

        #[test]
        fn any_text_is_json_for_both_or_for_none(text in "[\\[\\]{}:,\"\\\\0-9eE.+ a-]{0,12}") {
            prop_assert_eq!(read(&text).ok(), serde_json::from_str::<Value>(&text).ok());
        }
    }
}

#[test]
fn a_double_has_the_fewest_digits_that_are_read_as_the_same() {
    for (double, text) in [
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (0.3, "0.3"),
        (23.0 + 34.0 / 60.0, "23.566666666666666"),
        (9_007_199_254_740_993.0, "9007199254740992.0"),
        (1_686_036_447_216_231.0 + 0.25, "1686036447216231.2"),
        (1e15, "1000000000000000.0"),
        (1e16, "1e+16"),
        (-1.5e300, "-1.5e+300"),
        (0.00001, "0.00001"),
        (0.000_001, "1e-6"),
        (2_f64.powi(-44), "5.684341886080802e-14"),
        (f64::MIN_POSITIVE, "2.2250738585072014e-308"),
        (5e-324, "5e-324"),
        (f64::MAX, "1.7976931348623157e+308"),
    ] {
        assert_eq!(write(&Value::from(double)), text);
        assert_eq!(serde_json::to_string(&double).unwrap(), text, "serde_json says otherwise");
    }
}
