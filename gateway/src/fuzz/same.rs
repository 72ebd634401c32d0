//! The target `same`: browser and gateway say the same about the same lead.

use leadform_spec::definition::Language;

use super::browser;
use super::forms::chosen;
use super::visitor::{Dice, answers};

/// A byte for the form, one for the language and for how careless the visitor is, and then the dice.
pub fn same(bytes: &[u8]) {
    compared(bytes);
}

/// The same; and whether the lead was right, and how much was wrong with it.
pub(super) fn compared(bytes: &[u8]) -> (bool, usize) {
    let [form, way, rest @ ..] = bytes else { return (false, 0) };
    let form = chosen(*form);
    let language = if way & 1 == 0 { Language::Vi } else { Language::En };
    let careless = [0, 3, 20, 60][usize::from(way >> 1) % 4];
    let answers = answers(form, careless, &mut Dice::Bytes(rest));
    (browser::same_bytes(form, &answers, language), browser::same_issues(form, &answers))
}
