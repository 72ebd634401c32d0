//! The examples that the demo, the tests and the documentation share.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use leadform_spec::{Definition, apis};

const EXAMPLES: [(&str, &str); 5] = [
    ("ladiflow-customer", include_str!("../../examples/ladiflow-customer.json")),
    ("erp-lead", include_str!("../../examples/erp-lead.json")),
    ("erp-booking", include_str!("../../examples/erp-booking.json")),
    ("1office-contact", include_str!("../../examples/1office-contact.json")),
    ("zalo-journey", include_str!("../../examples/zalo-journey.json")),
];

const FULL: [(&str, &str); 5] = [
    ("ladiflow-customer", include_str!("../../examples/full/ladiflow-customer.json")),
    ("erp-lead", include_str!("../../examples/full/erp-lead.json")),
    ("erp-booking", include_str!("../../examples/full/erp-booking.json")),
    ("1office-contact", include_str!("../../examples/full/1office-contact.json")),
    ("zalo-journey", include_str!("../../examples/full/zalo-journey.json")),
];

#[test]
fn there_is_an_example_for_every_target_and_nothing_is_wrong_with_it() {
    for (api, (name, source)) in [apis::ALL, apis::ALL].concat().into_iter().zip([EXAMPLES, FULL].concat()) {
        let definition = Definition::parse(source).unwrap_or_else(|mistakes| {
            panic!("{name}: {}", mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        });
        assert_eq!((definition.api.id, api.id), (name, name));
    }
}
