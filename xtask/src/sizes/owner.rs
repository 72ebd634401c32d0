//! Whose a function is, by its name.

/// The crates of this repository that are in the module, and how each begins a path.
const OURS: [&str; 4] = ["leadform::", "leadform_spec::", "leadform_language::", "form::"];

/// The crate whose source a function stands in, as far as its name tells: `<A as B>::f` is where `A` is, if that has a crate.
pub(super) fn of(name: &str) -> &str {
    if let Some(path) = root(name) {
        return path;
    }
    match name {
        "" => "without a name",
        // What a number, a character or a text can do.
        name if name.starts_with('<') => "core",
        // What JavaScript calls, and what stands between.
        _ => "wasm_bindgen",
    }
}

/// Whether the function is generic code of another crate, made once more for a type of ours.
pub(super) fn is_for_us(name: &str) -> bool {
    !is_ours(of(name)) && OURS.iter().any(|path| begins_in(name, path))
}

/// Our crate and at most two modules in it.
pub(super) fn module(name: &str) -> Option<&str> {
    if !is_ours(of(name)) {
        return None;
    }
    let start = OURS.iter().filter_map(|path| position(name, path)).min()?;
    let path = &name[start..];
    let mut end = path.find("::")?;
    for _ in 0..2 {
        let rest = &path[end + 2..];
        let length =
            rest.find(|char: char| !(char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_'));
        // The last one is the function itself; what has a closure or a type for an argument after it is one too.
        let Some(length) = length.filter(|length| *length > 0) else { break };
        let after = &rest[length..];
        if !after.starts_with("::") || after.starts_with("::{") || after.starts_with("::<") {
            break;
        }
        end += 2 + length;
    }
    Some(&path[..end])
}

fn is_ours(owner: &str) -> bool {
    OURS.iter().any(|path| path.strip_suffix("::") == Some(owner))
}

fn begins_in(name: &str, path: &str) -> bool {
    position(name, path).is_some()
}

/// Where a path begins, and not in the middle of another: `leadform::`, not `my_leadform::`.
fn position(name: &str, path: &str) -> Option<usize> {
    let begins = |at: &usize| {
        !name[..*at].ends_with(|char: char| char.is_alphanumeric() || char == '_' || char == ':')
    };
    name.match_indices(path).map(|(at, _)| at).find(begins)
}

/// The first word of a path, if it is one.
fn root(name: &str) -> Option<&str> {
    let name = name.trim_start_matches(|char| "&*[(".contains(char));
    let name =
        ["const ", "mut ", "dyn "].iter().fold(name, |name, word| name.strip_prefix(word).unwrap_or(name));
    if let Some(inner) = name.strip_prefix('<') {
        let (own, of_what) = self_and_trait(inner);
        return root(own).or_else(|| root(of_what?));
    }
    let end = name.find(|char: char| !(char.is_alphanumeric() || char == '_'))?;
    (end > 0 && name[end..].starts_with("::")).then(|| &name[..end])
}

/// `A as B>::f` and `A>::f`, to where this bracket ends.
fn self_and_trait(inner: &str) -> (&str, Option<&str>) {
    let (mut depth, mut before) = (0, ' ');
    for (at, char) in inner.char_indices() {
        match char {
            '<' => depth += 1,
            '>' if before == '-' => {}
            '>' if depth == 0 => return (&inner[..at], None),
            '>' => depth -= 1,
            ' ' if depth == 0 && inner[at..].starts_with(" as ") => {
                return (&inner[..at], Some(&inner[at + 4..]));
            }
            _ => {}
        }
        before = char;
    }
    (inner, None)
}

#[cfg(test)]
mod tests {
    use super::{is_for_us, module, of};

    #[test]
    fn a_function_is_its_types_or_its_traits_crates() {
        for (name, crate_name) in [
            ("leadform::event::tell", "leadform"),
            ("<leadform::state::Form>::check", "leadform"),
            (
                "<alloc::boxed::Box<dyn core::ops::FnMut<(), Output = ()>> as tachys::view::Render>::build",
                "alloc",
            ),
            ("<_ as tachys::view::IntoAny>::into_any::build::<leadform::X>", "tachys"),
            ("<(alloc::vec::Vec<u8>,) as tachys::html::Attribute>::build", "alloc"),
            ("<str as core::fmt::Display>::fmt", "core"),
            ("<fn(u8) -> u8 as tachys::view::Render>::build", "tachys"),
            (
                "<<any_spawner::Executor>::init::{closure#0} as core::ops::FnOnce<()>>::call_once",
                "any_spawner",
            ),
            ("wasm_bindgen::convert::closures::invoke::<leadform::X>", "wasm_bindgen"),
            ("__wbindgen_malloc", "wasm_bindgen"),
            ("handle_reset", "wasm_bindgen"),
            ("<str>::trim_matches::<<char>::is_whitespace>", "core"),
            ("", "without a name"),
        ] {
            assert_eq!(of(name), crate_name, "{name}");
        }
    }

    #[test]
    fn a_generic_function_of_theirs_is_a_copy_for_us_and_ours_is_none() {
        assert!(is_for_us("core::ptr::drop_in_place::<leadform::state::Form>"));
        assert!(!is_for_us("core::ptr::drop_in_place::<my_leadform::X>"));
        assert!(!is_for_us("<leadform::live::Live<leadform_spec::parse::Answer>>::set"));
    }

    #[test]
    fn a_module_ends_before_the_type_or_the_function() {
        for (name, expected) in [
            ("leadform::event::tell", Some("leadform::event")),
            ("leadform::element::mount externref shim", Some("leadform::element")),
            ("leadform::view::note::note::{closure#1}", Some("leadform::view::note")),
            ("leadform::view::text::typed_into::<u8>", Some("leadform::view::text")),
            ("<leadform_spec::definition::read::Reader>::field", Some("leadform_spec::definition::read")),
            ("<leadform::state::Form>::check", Some("leadform::state")),
            ("leadform_spec::check::check", Some("leadform_spec::check")),
            ("main", None),
            ("tachys::view::build::<leadform::view::X>", None),
        ] {
            assert_eq!(module(name), expected, "{name}");
        }
    }
}
