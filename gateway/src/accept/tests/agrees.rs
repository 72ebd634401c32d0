//! Browser and gateway say the same about the same lead.

use leadform_spec::definition::Language;
use proptest::prelude::*;

use crate::fuzz::browser;
use crate::fuzz::forms::forms;
use crate::fuzz::visitor::{Dice, answers};

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_the_browser_proved_is_stored_byte_for_byte_with_the_supplied_values(seed: u64) {
        for form in forms() {
            let mut dice = Dice::Seed(seed);
            let language = if dice.roll(2) == 0 { Language::Vi } else { Language::En };
            let careless = [0, 0, 3][dice.roll(3)];
            browser::same_bytes(form, &answers(form, careless, &mut dice), language);
        }
    }

    #[test]
    fn what_the_browser_finds_wrong_the_gateway_finds_wrong_in_the_same_order(seed: u64) {
        for form in forms() {
            let mut dice = Dice::Seed(seed);
            let careless = [5, 20, 60][dice.roll(3)];
            browser::same_issues(form, &answers(form, careless, &mut dice));
        }
    }
}

#[test]
fn the_dice_make_leads_that_pass_and_leads_that_do_not_for_every_form() {
    for form in forms() {
        let passed = |careless: usize| {
            let check = |seed: u64| {
                let answers = answers(form, careless, &mut Dice::Seed(seed * 7_919));
                browser::open(Language::Vi, |page| form.definition.check(&answers, page)).is_ok()
            };
            (0..100).filter(|seed| check(*seed)).count()
        };
        assert!(passed(0) > 5, "{}: {}", form.definition.api.id, passed(0));
        // A booking without a phone, a form without a name: something is always to be found.
        let all_optional = form.definition.fields().all(|field| !form.definition.is_required(field));
        assert!(all_optional || passed(60) < 60, "{}: {}", form.definition.api.id, passed(60));
    }
}
