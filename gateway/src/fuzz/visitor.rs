//! A visitor who fills in a form at random, with care or without.

use leadform_spec::api::Kind;
use leadform_spec::definition::{Control, Field};
use leadform_spec::value::text::entries;
use leadform_spec::{Answer, Answers, File};

use crate::config::Form;

/// From this byte on, what follows is a text.
const OWN_TEXT: u8 = 0xe0;

/// A source of choices.
pub(crate) enum Dice<'a> {
    /// A generator, for tests without a fuzzer; it shrinks well enough.
    #[cfg(test)]
    Seed(u64),
    /// The fuzzer's bytes, one for each roll, and then nothing but zeroes.
    Bytes(&'a [u8]),
}

impl Dice<'_> {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        match self {
            #[cfg(test)]
            Self::Seed(seed) => {
                *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                usize::try_from(*seed >> 33).expect("a small number") % sides.max(1)
            }
            Self::Bytes(bytes) => {
                let Some((first, rest)) = bytes.split_first() else { return 0 };
                *bytes = rest;
                usize::from(*first) % sides.max(1)
            }
        }
    }

    fn pick(&mut self, texts: &[&str]) -> String {
        texts[self.roll(texts.len())].to_owned()
    }

    /// A text that the fuzzer wrote itself: behind a byte that says so, and one for its length. A seed has none.
    fn own_text(&mut self) -> Option<String> {
        let bytes = match self {
            #[cfg(test)]
            Self::Seed(_) => return None,
            Self::Bytes(bytes) => bytes,
        };
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        if *first < OWN_TEXT {
            return None;
        }
        let (length, rest) = rest.split_first()?;
        let (text, rest) = rest.split_at(usize::from(*length).min(rest.len()));
        *bytes = rest;
        Some(String::from_utf8_lossy(text).into_owned())
    }
}

/// What a control holds once `text` was typed into it; none if nothing can be typed there.
fn typed(field: &Field, text: String) -> Option<Answer> {
    match field.control {
        Control::Textarea => Some(Answer::Text(text)),
        Control::Chips => Some(Answer::Many(entries(&text).map(str::to_owned).collect())),
        Control::Text | Control::Tel | Control::Email => {
            // A browser drops line breaks from one line of text.
            Some(Answer::Text(text.replace(['\r', '\n'], "")))
        }
        _ => None,
    }
}

fn answer(field: &Field, careless: usize, dice: &mut Dice<'_>) -> Answer {
    if let Some(answer) = dice.own_text().and_then(|text| typed(field, text)) {
        return answer;
    }
    // Each kind has its good texts first.
    let mut one_of = |good: &[&str], bad: &[&str]| {
        let bad_one = !bad.is_empty() && dice.roll(100) < careless;
        dice.pick(if bad_one { bad } else { good })
    };
    let text = match field.row.kind {
        Kind::Files(_) => {
            let file = |base64: &str| File {
                name: "hồ sơ.pdf".to_owned(),
                mime: String::new(),
                base64: base64.to_owned(),
            };
            return Answer::Files(vec![file(&one_of(&["QUJD", "QQ=="], &["QUJDQUJD"]))]);
        }
        _ if field.control.has_choices() => {
            let choices = field.choices();
            let values: Vec<&str> = if choices.is_empty() {
                vec!["1", "2"]
            } else {
                choices.iter().map(|item| item.value.as_str()).collect()
            };
            let first = one_of(&values, &[]);
            if !field.row.kind.is_list() {
                return Answer::Text(first);
            }
            let second = dice.pick(&values);
            return Answer::Many(if first == second { vec![first] } else { vec![first, second] });
        }
        Kind::Int => one_of(&["12", "+5", "007"], &["-3"]),
        Kind::Number => one_of(
            &["7.5", "1,5", "10", "9.99", "0.0000001"],
            &["12345678901234567890", "0.30000000000000004", "99"],
        ),
        Kind::Hours => one_of(&["08:30", "16:34", "17:30"], &["23:59", "00:00"]),
        Kind::Date => one_of(&["1989-11-03", "2026-01-31"], &["2026-02-01", "2035-01-31", "0001-01-01"]),
        Kind::Phone => one_of(
            &["0912 345 678", "+84912345678", "0084.912.345.678", "84912345678", "02412345678"],
            &["01691234567", "123"],
        ),
        Kind::Phones => {
            one_of(&["0912345678", "0912345678, 0987 654 321"], &["1, 2", "0912345678,0912345679,0912345677"])
        }
        Kind::Email => one_of(&["an@example.vn"], &["an@"]),
        Kind::Texts | Kind::CommaTexts | Kind::TextOrTexts | Kind::Emails
            if field.control == Control::Chips =>
        {
            let all = if matches!(field.row.kind, Kind::Emails) {
                ["a@b.vn", "c@d.vn", "e@f.vn"]
            } else {
                ["NV06", "an toàn", "ơ"]
            };
            return Answer::Many(all[..=dice.roll(3)].iter().map(|text| (*text).to_owned()).collect());
        }
        Kind::Ints => {
            return Answer::Many(
                ["11", "12", "13"][..=dice.roll(3)].iter().map(|text| (*text).to_owned()).collect(),
            );
        }
        Kind::Emails => one_of(&["a@b.vn", "a@b.vn, c@d.vn"], &["a"]),
        _ if field.pattern.is_some() => one_of(&["0123456789", "Nguyễn An"], &["x1!"]),
        Kind::Html => one_of(&["Tôi cần <b>tư vấn</b>\nngay & luôn", "a"], &[]),
        _ => one_of(&["Nguyễn Thị An", "  An  ", "=1+1", "\u{200b}Bình\u{feff}", "a,b"], &[]),
    };
    Answer::Text(text)
}

/// What is typed; of a hundred answers `careless` are wrong, and as many are missing.
pub(crate) fn answers(form: &Form, careless: usize, dice: &mut Dice<'_>) -> Answers {
    let mut answers = Answers::new();
    for field in form.definition.fields() {
        if dice.roll(100) < careless || (!field.required && dice.roll(3) == 0) {
            continue;
        }
        if field.fields.is_empty() {
            answers.insert(field.name.clone(), answer(field, careless, dice));
            continue;
        }
        let rows = 1 + dice.roll(if careless > 0 { 4 } else { 2 });
        answers.insert(field.name.clone(), Answer::Rows(rows));
        for row in 0..rows {
            for inner in &field.fields {
                if dice.roll(100) >= careless {
                    answers.insert(
                        format!("{}.{row}.{}", field.name, inner.name),
                        answer(inner, careless, dice),
                    );
                }
            }
        }
    }
    for consent in &form.definition.consent {
        let ticked = if dice.roll(100) >= careless { "2026-01-31T05:00:00.000Z" } else { "" };
        answers.insert(consent.name(), Answer::Text(ticked.to_owned()));
    }
    answers
}
