//! The rule for `docs/ACCESSIBILITY.md`: no criterion is forgotten.

use super::Violation;
use super::tree::Tree;

const PAGE: &str = "docs/ACCESSIBILITY.md";

/// WCAG 2.2, levels A and AA. (4.1.1 is obsolete.)
const CRITERIA: [&str; 55] = [
    "1.1.1", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.3.1", "1.3.2", "1.3.3", "1.3.4", "1.3.5",
    "1.4.1", "1.4.2", "1.4.3", "1.4.4", "1.4.5", "1.4.10", "1.4.11", "1.4.12", "1.4.13", "2.1.1", "2.1.2",
    "2.1.4", "2.2.1", "2.2.2", "2.3.1", "2.4.1", "2.4.2", "2.4.3", "2.4.4", "2.4.5", "2.4.6", "2.4.7",
    "2.4.11", "2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.7", "2.5.8", "3.1.1", "3.1.2", "3.2.1", "3.2.2",
    "3.2.3", "3.2.4", "3.2.6", "3.3.1", "3.3.2", "3.3.3", "3.3.4", "3.3.7", "3.3.8", "4.1.2", "4.1.3",
];

/// Criteria that have no row, or one that names no test and does not say why.
pub(super) fn open_criteria(tree: &Tree) -> Vec<Violation> {
    let Some((_, text)) = tree.files(PAGE, "").next() else {
        return vec![Violation { file: PAGE.to_owned(), line: 0, what: "it is missing".to_owned() }];
    };
    let open = |criterion: &&&str| {
        let begin = format!("| {criterion} ");
        let row = text.lines().find(|line| line.starts_with(&begin));
        !row.is_some_and(|row| {
            [".rs::", "does not apply", "the host page"].iter().any(|end| row.contains(end))
        })
    };
    let violation = |criterion: &&str| Violation {
        file: PAGE.to_owned(),
        line: text
            .lines()
            .position(|line| line.starts_with(&format!("| {criterion} ")))
            .map_or(0, |at| at + 1),
        what: format!("{criterion} is open"),
    };
    CRITERIA.iter().filter(open).map(violation).collect()
}

#[cfg(test)]
mod tests {
    use super::{CRITERIA, PAGE, Tree, open_criteria};

    #[test]
    fn a_criterion_that_is_missing_or_has_no_answer_is_found() {
        let rows = CRITERIA.iter().map(|criterion| match *criterion {
            "1.1.1" => String::new(),
            "1.4.1" => "| 1.4.1 Use of colour | words | |\n".to_owned(),
            "1.2.1" => "| 1.2.1 Audio | does not apply | |\n".to_owned(),
            other => format!("| {other} | so | `a.rs::holds` |\n"),
        });
        let found = open_criteria(&Tree::of(&[(PAGE, &rows.collect::<String>())]));
        let found: Vec<&str> = found.iter().map(|at| at.what.as_str()).collect();
        assert_eq!(found, ["1.1.1 is open", "1.4.1 is open"]);
        assert_eq!(open_criteria(&Tree::of(&[])).len(), 1);
    }
}
