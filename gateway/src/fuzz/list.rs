//! The target `list`: a list of choices, as an ERP answers it.

use std::collections::{BTreeMap, HashSet};

use leadform_spec::Answers;
use leadform_spec::definition::{Language, Options, read_list};

use super::definition::shown;
use super::forms::forms;
use super::markup;
use crate::page;
use crate::serve;

/// The answer's bytes. What was read can be chosen, is written so that it reads the same again, and stands on a page.
pub fn list(bytes: &[u8]) {
    let Some(items) = read_list(bytes) else { return };
    let mut seen = HashSet::new();
    for item in &items {
        assert!(!item.value.is_empty() && item.value.trim() == item.value, "{item:?}");
        assert!(seen.insert(&item.value), "{:?} can be chosen twice", item.value);
    }
    let again = read_list(serve::written(&items).as_bytes());
    assert_eq!(again.as_ref(), Some(&items), "what is kept is not what was read");
    let mut fetched = forms().iter().flat_map(|form| {
        let fields = form.definition.fields().filter(|field| matches!(field.options, Some(Options::From(_))));
        fields.map(move |field| (form, field.name.clone()))
    });
    let (form, field) = fetched.next().expect("a form with a list that is fetched");
    let choices = BTreeMap::from([(field.clone(), items)]);
    let answers = Answers::new();
    let page = page::form(&page::Shown { choices: &choices, ..shown(form, Language::Vi, &answers, &[]) });
    markup::check(&page);
    let offered = page.matches("<option").count() + page.matches("type=\"checkbox\"").count();
    assert!(offered >= choices[&field].len(), "not every choice is on the page");
}
