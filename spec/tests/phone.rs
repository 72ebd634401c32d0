//! What people type, and what a phone number becomes.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use leadform_spec::value::{Numbering, Phone, PhoneError, PhoneFormat};

fn vn(text: &str) -> Result<String, PhoneError> {
    Phone::parse(text, Numbering::Vietnam).map(|phone| phone.write(PhoneFormat::National))
}

fn international(text: &str) -> Result<String, PhoneError> {
    Phone::parse(text, Numbering::International).map(|phone| phone.write(PhoneFormat::National))
}

#[test]
fn every_way_to_write_a_mobile_number_is_understood() {
    for text in [
        "0912345678",
        "+84 (0)912-345.678",
        "0084912345678",
        "84912345678",
        "840912345678",
        "912345678",
        "０９１２３４５６７８",
        "＋８４９１２３４５６７８",
        " 0912 345 678 ",
        "0912\u{a0}345\u{a0}678",
        "0912–345–678",
        "\u{202a}+84 912 345 678\u{202c}",
        "00 84 0912 345 678",
    ] {
        assert_eq!(vn(text).as_deref(), Ok("0912345678"), "{text}");
    }
}

#[test]
fn a_prefix_084_stays_a_mobile_and_is_not_taken_for_the_country_code() {
    assert_eq!(vn("0841234567").as_deref(), Ok("0841234567"));
    assert_eq!(vn("841234567").as_deref(), Ok("0841234567"));
    assert_eq!(vn("84841234567").as_deref(), Ok("0841234567"));
    assert_eq!(vn("+84841234567").as_deref(), Ok("0841234567"));
}

#[test]
fn a_landline_has_eleven_digits() {
    for text in ["02438261234", "024 3826 1234", "+84 24 3826 1234", "842438261234", "2438261234"] {
        assert_eq!(vn(text).as_deref(), Ok("02438261234"), "{text}");
    }
}

#[test]
fn an_eleven_digit_mobile_of_before_2018_is_refused_and_names_the_number_of_today() {
    for (old, new) in [
        ("0162", "032"),
        ("0163", "033"),
        ("0164", "034"),
        ("0165", "035"),
        ("0166", "036"),
        ("0167", "037"),
        ("0168", "038"),
        ("0169", "039"),
        ("0120", "070"),
        ("0121", "079"),
        ("0122", "077"),
        ("0126", "076"),
        ("0128", "078"),
        ("0123", "083"),
        ("0124", "084"),
        ("0125", "085"),
        ("0127", "081"),
        ("0129", "082"),
        ("0186", "056"),
        ("0188", "058"),
        ("0199", "059"),
    ] {
        let repaired = format!("{new}1234567");
        for text in
            [format!("{old}1234567"), format!("+84{}1234567", &old[1..]), format!("{}1234567", &old[1..])]
        {
            assert_eq!(vn(&text), Err(PhoneError::Old { repaired: repaired.clone() }), "{text}");
        }
    }
}

#[test]
fn what_can_be_no_number_is_refused() {
    for text in [
        "",
        "+",
        "abc",
        "0912",
        "091234567",
        "09123456789",
        "0912345678x",
        "1900 1234",
        "18001234",
        "+84912",
        "01011234567",
        "0912+345678",
        "++84912345678",
        "113",
        "000000000000000",
    ] {
        assert_eq!(vn(text), Err(PhoneError::Invalid), "{text}");
    }
}

#[test]
fn an_unknown_prefix_is_taken_and_can_be_warned_of() {
    for (text, known) in [
        ("0312345678", true),
        ("0562345678", true),
        ("0812345678", true),
        ("02438261234", true),
        ("0802345678", false),
        ("0412345678", false),
        ("0212345678", false),
    ] {
        let phone = Phone::parse(text, Numbering::Vietnam).expect(text);
        assert_eq!(phone.has_known_prefix(), known, "{text}");
    }
}

#[test]
fn a_foreign_number_needs_the_international_plan_and_its_plus() {
    assert_eq!(vn("+1 415 555 0100"), Err(PhoneError::Invalid));
    assert_eq!(international("+1 415 555 0100").as_deref(), Ok("+14155550100"));
    assert_eq!(international("0014155550100").as_deref(), Ok("+14155550100"));
    assert_eq!(international("4155550100000"), Err(PhoneError::Invalid));
    assert_eq!(international("+1234567890123456"), Err(PhoneError::Invalid));
    assert_eq!(international("+84 912 345 678").as_deref(), Ok("0912345678"));
}

#[test]
fn each_wire_format_writes_the_same_number_its_own_way() {
    let mobile = Phone::parse("0912345678", Numbering::Vietnam).unwrap();
    assert_eq!(mobile.write(PhoneFormat::E164), "+84912345678");
    assert_eq!(mobile.write(PhoneFormat::CountryCode), "84912345678");
    let foreign = Phone::parse("+14155550100", Numbering::International).unwrap();
    assert_eq!(foreign.write(PhoneFormat::CountryCode), "+14155550100");
}

#[test]
fn what_goes_on_the_wire_is_understood_again_as_the_same_number() {
    for text in ["0912345678", "0841234567", "02438261234", "+14155550100"] {
        let phone = Phone::parse(text, Numbering::International).unwrap();
        for format in [PhoneFormat::National, PhoneFormat::E164, PhoneFormat::CountryCode] {
            assert_eq!(Phone::parse(&phone.write(format), Numbering::International).as_ref(), Ok(&phone));
        }
    }
}
