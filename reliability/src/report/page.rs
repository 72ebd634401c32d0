//! `docs/RELIABILITY.md`: the prose is written by hand, the tables between markers are written here.

use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::{End, Found, Row};

/// Puts a scenario's table between its markers.
pub(crate) fn write(page: &Path, scenario: &str, rows: &[Row]) -> Result<()> {
    let text = std::fs::read_to_string(page).with_context(|| format!("cannot read {}", page.display()))?;
    let text = with_table(&text, scenario, rows)?;
    std::fs::write(page, text).with_context(|| format!("cannot write {}", page.display()))
}

fn with_table(text: &str, scenario: &str, rows: &[Row]) -> Result<String> {
    let (begin, end) = (format!("<!-- begin {scenario} -->"), format!("<!-- end {scenario} -->"));
    let Some((before, rest)) = text.split_once(&begin) else {
        bail!("the page has no `{begin}`; it says where the table of this scenario goes");
    };
    let Some((_, after)) = rest.split_once(&end) else {
        bail!("the page has `{begin}` without `{end}`");
    };
    Ok(format!("{before}{begin}\n\n{}\n{end}{after}", table(scenario, rows)))
}

fn table(scenario: &str, rows: &[Row]) -> String {
    let command = format!("`cargo xtask reliability {scenario}`");
    let has_leads = rows.iter().any(|row| matches!(row.found, Found::Leads { .. }));
    let mut lines = if has_leads {
        vec![
            "| What was done | N acknowledged | LOST | DUP | DUP after an ambiguous try | GHOST | |"
                .to_owned(),
            "| --- | ---: | ---: | ---: | ---: | ---: | --- |".to_owned(),
        ]
    } else {
        vec!["| What | Measured | Must be | |".to_owned(), "| --- | --- | --- | --- |".to_owned()]
    };
    for row in rows {
        let end = match &row.end {
            End::Passed => "holds".to_owned(),
            End::Failed => "**FAILED**".to_owned(),
            End::Skipped(why) => format!("skipped: {why}"),
        };
        let cells = match &row.found {
            Found::Leads { acknowledged, lost, doubled, after_ambiguous, ghosts } => {
                format!("{} | {lost} | {doubled} | {after_ambiguous} | {ghosts}", grouped(*acknowledged))
            }
            Found::Measure { measured, limit } if has_leads => format!("{measured} ({limit}) | | | |"),
            Found::Measure { measured, limit } => format!("{measured} | {limit}"),
            Found::Nothing if has_leads => " | | | | ".to_owned(),
            Found::Nothing => " | ".to_owned(),
        };
        lines.push(format!("| {} | {cells} | {end} |", row.what));
    }
    lines.push(format!("\nRepeat: {command}\n"));
    lines.join("\n")
}

/// 48113 → 48,113
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Row, grouped, with_table};
    use crate::oracle::Verdict;

    #[test]
    fn only_what_stands_between_the_markers_is_replaced() {
        let page = "before\n<!-- begin kill -->\nstale\n<!-- end kill -->\nafter\n";
        let verdict = Verdict { acknowledged: 48_113, ..Verdict::default() };
        let text = with_table(page, "kill", &[Row::clean("200 kills", &verdict)]).unwrap();
        assert!(text.starts_with("before\n<!-- begin kill -->") && text.ends_with("end kill -->\nafter\n"));
        assert!(text.contains("| 200 kills | 48,113 | 0 | 0 | 0 | 0 | holds |"), "{text}");
        assert!(!text.contains("stale"));
        let again = with_table(&text, "kill", &[Row::clean("200 kills", &verdict)]).unwrap();
        assert_eq!(text, again);
    }

    #[test]
    fn a_scenario_without_a_place_is_an_error() {
        assert!(with_table("nothing", "kill", &[]).is_err());
    }

    #[test]
    fn large_numbers_are_readable() {
        assert_eq!([grouped(7), grouped(1234), grouped(1_000_000)], ["7", "1,234", "1,000,000"]);
    }
}
