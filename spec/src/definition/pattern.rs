//! A look at a regular expression without an engine for it: the browser has one, and so has the gateway. Here
//! only what would make any engine refuse it is found.

/// What is wrong with `pattern`, if its brackets, groups or repetitions cannot be right.
pub(super) fn mistake(pattern: &str) -> Option<&'static str> {
    let mut groups = 0_usize;
    let mut in_class = false;
    let mut nothing_to_repeat = true;
    let mut chars = pattern.chars().peekable();
    while let Some(char) = chars.next() {
        let begins = nothing_to_repeat;
        nothing_to_repeat = false;
        match char {
            '\\' if chars.next().is_none() => {
                return Some("it ends with a single backslash; write \\\\ for one");
            }
            '\\' => {}
            ']' if in_class => in_class = false,
            _ if in_class => {}
            '[' => in_class = true,
            '(' => {
                groups += 1;
                if chars.next_if_eq(&'?').is_some() {
                    chars.next();
                }
                nothing_to_repeat = true;
            }
            ')' if groups == 0 => return Some("a ) has no ( before it; write \\) for the character"),
            ')' => groups -= 1,
            '|' | '^' => nothing_to_repeat = true,
            '*' | '+' | '?' if begins => return Some("there is nothing to repeat before *, + or ?"),
            _ => {}
        }
    }
    if in_class {
        return Some("a [ is never closed; add ] or write \\[ for the character");
    }
    (groups > 0).then_some("a ( is never closed; add ) or write \\( for the character")
}

#[cfg(test)]
mod tests {
    use super::mistake;

    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn patterns_that_an_engine_takes_are_left_alone() {
        for pattern in [
            "[A-Z]{2}\\d+",
            "(?:a|b)*c?",
            "\\(\\)",
            "[()*]",
            "^a$",
            "a|b",
            "(?<year>\\d{4})",
            "(a+)?",
            "\\d+?",
        ] {
            assert_eq!(mistake(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn what_no_engine_takes_is_named() {
        for pattern in ["[A-Z", "(a", "a)", "*a", "(+a)", "a|?", "\\"] {
            assert!(mistake(pattern).is_some(), "{pattern}");
        }
    }
}
