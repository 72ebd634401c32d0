//! Lists of options that the form would fetch, and that stand on this disk already.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use leadform_spec::Definition;
use leadform_spec::definition::{OptionItem, Options, read_list};

use crate::output;

/// The lists of `definition` that are files in `place`, by their address. What is wrong with one is told; it can be printed without.
pub(super) fn beside(definition: &Definition, place: &Path) -> BTreeMap<String, Vec<OptionItem>> {
    let fields = definition.fields().flat_map(|field| std::iter::once(field).chain(&field.fields));
    let addresses = fields.filter_map(|field| match &field.options {
        Some(Options::From(address)) => Some(address),
        _ => None,
    });
    addresses.filter_map(|address| Some((address.clone(), read(address, place)?))).collect()
}

fn read(address: &str, place: &Path) -> Option<Vec<OptionItem>> {
    // An address of the web, one from the root of a site, or one that depends on an answer is no file here.
    if address.starts_with('/') || address.contains([':', '{', '?', '#', '\\', '%']) {
        return None;
    }
    let file = place.join(address);
    let without = "it is printed without options, which come with JavaScript";
    let Ok(bytes) = fs::read(&file) else {
        output::complain(&format!("leadform: {}: cannot be read; {without}", file.display()));
        return None;
    };
    let list = read_list(&bytes);
    if list.is_none() {
        output::complain(&format!("leadform: {}: this is no list of options; {without}", file.display()));
    }
    list
}
