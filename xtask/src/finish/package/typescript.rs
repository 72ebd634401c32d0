//! Pieces of TypeScript.

use serde_json::Value;

/// A comment for whoever looks at a name in an editor; nothing where there is nothing to say.
pub(super) fn comment(indent: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    // What would end the comment.
    format!("{indent}/** {} */\n", text.replace("*/", "* /"))
}

/// A string, a number or a boolean as the type of itself.
pub(super) fn literal(value: &Value) -> String {
    value.to_string()
}

/// A property's name, in quotes where it needs them.
pub(super) fn key(name: &str) -> String {
    let is_plain = name.chars().all(|char| char.is_ascii_alphanumeric() || "_$".contains(char))
        && !name.starts_with(|char: char| char.is_ascii_digit());
    if is_plain { name.to_owned() } else { literal(&name.into()) }
}

/// One of several types.
pub(super) fn union(types: impl IntoIterator<Item = String>) -> String {
    let mut distinct: Vec<String> = Vec::new();
    for name in types {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct.join(" | ")
}

/// A list that nobody means to change.
pub(super) fn list(entry: &str) -> String {
    // `keyof`, `&` and `|` bind less than what makes it a list.
    if entry.contains(' ') { format!("readonly ({entry})[]") } else { format!("readonly {entry}[]") }
}

#[cfg(test)]
mod tests {
    use super::{comment, key, list, union};

    #[test]
    fn names_and_comments_cannot_break_out() {
        assert_eq!([key("a_1"), key("a.b"), key("1a")], ["a_1", "\"a.b\"", "\"1a\""]);
        assert_eq!(comment("  ", "any */ text"), "  /** any * / text */\n");
    }

    #[test]
    fn a_list_of_several_types_is_one_list() {
        assert_eq!(union(["a", "b", "a"].map(str::to_owned)), "a | b");
        let lists = [list("a"), list("a | b"), list("keyof a")];
        assert_eq!(lists, ["readonly a[]", "readonly (a | b)[]", "readonly (keyof a)[]"]);
    }
}
