//! What is wrong with the configuration, told so that it can be mended: the place, the problem and the remedy.

use std::fmt::{self, Write as _};
use std::path::PathBuf;

/// A mistake in the file, or in a file that it names: where, what, and the remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) file: PathBuf,
    /// From 1; none where no line is to blame.
    pub(crate) line: Option<usize>,
    pub(crate) problem: String,
    pub(crate) remedy: String,
}

/// `FILE:LINE: problem`, which editors turn into a link, and the remedy below.
impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", harmless(&self.file.display().to_string()))?;
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        write!(f, " {}\n  {}", self.problem, self.remedy)
    }
}

/// The text without what could garble a terminal: what came from a file may have anything in it.
pub(super) fn harmless(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len());
    for char in text.chars() {
        if char.is_control() { harmless.extend(char.escape_debug()) } else { harmless.push(char) }
    }
    harmless
}

/// All of them, each with a line break behind it.
pub(crate) fn report(mistakes: &[Mistake]) -> String {
    mistakes.iter().fold(String::new(), |mut report, mistake| {
        let _ = writeln!(report, "{mistake}");
        report
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_garble_a_terminal_is_told_as_its_escape() {
        assert_eq!(harmless("forms/\u{1b}[2Jđơn\0.json"), "forms/\\u{1b}[2Jđơn\\0.json");
        let mistake = Mistake {
            file: "\u{1b}[2J.json".into(),
            line: None,
            problem: String::new(),
            remedy: String::new(),
        };
        assert!(!mistake.to_string().contains('\u{1b}'));
    }

    #[test]
    fn a_mistake_is_its_place_its_problem_and_below_them_the_remedy() {
        let mistake = |line| Mistake {
            file: "a/leadform.toml".into(),
            line,
            problem: "it is wrong".to_owned(),
            remedy: "Mend it.".to_owned(),
        };
        assert_eq!(
            report(&[mistake(Some(3)), mistake(None)]),
            "a/leadform.toml:3: it is wrong\n  Mend it.\na/leadform.toml: it is wrong\n  Mend it.\n"
        );
    }
}
