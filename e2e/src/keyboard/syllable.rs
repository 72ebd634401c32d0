//! One syllable while it is typed: the letters so far, their shapes, and the one tone.

use std::fmt;

use super::Method;

/// What makes one letter another: `a` â ă, `o` ô ơ, `d` đ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Plain,
    Circumflex,
    Horn,
    Breve,
    Stroke,
}

#[derive(Debug, Clone, Copy)]
struct Letter {
    /// In lower case.
    base: char,
    shape: Shape,
    is_capital: bool,
}

/// The letters that can have a tone, each without one and with the five, in the order of VNI's digits.
const VOWELS: [(char, Shape, &str); 12] = [
    ('a', Shape::Plain, "aáàảãạ"),
    ('a', Shape::Breve, "ăắằẳẵặ"),
    ('a', Shape::Circumflex, "âấầẩẫậ"),
    ('e', Shape::Plain, "eéèẻẽẹ"),
    ('e', Shape::Circumflex, "êếềểễệ"),
    ('i', Shape::Plain, "iíìỉĩị"),
    ('o', Shape::Plain, "oóòỏõọ"),
    ('o', Shape::Circumflex, "ôốồổỗộ"),
    ('o', Shape::Horn, "ơớờởỡợ"),
    ('u', Shape::Plain, "uúùủũụ"),
    ('u', Shape::Horn, "ưứừửữự"),
    ('y', Shape::Plain, "yýỳỷỹỵ"),
];

/// What a key asks for, where it is not a letter of its own.
enum Mark {
    Tone(usize),
    Shape(Shape, &'static str),
}

/// The letters of one word, without the space behind it.
pub(super) struct Syllable {
    method: Method,
    letters: Vec<Letter>,
    tone: usize,
    /// A mark was taken back by typing it twice: from here on every key is a letter.
    is_foreign: bool,
}

impl Syllable {
    pub(super) const fn new(method: Method) -> Self {
        Self { method, letters: Vec::new(), tone: 0, is_foreign: false }
    }

    /// Takes one key. U+0008 is ⌫.
    pub(super) fn press(&mut self, key: char) {
        if key == '\u{8}' {
            self.letters.pop();
            if self.letters.is_empty() {
                *self = Self::new(self.method);
            }
            return;
        }
        let is_mark = !self.is_foreign
            && match mark(self.method, key.to_ascii_lowercase()) {
                Some(Mark::Tone(tone)) => self.set_tone(tone),
                Some(Mark::Shape(shape, of)) => self.set_shape(shape, of),
                None => false,
            };
        if !is_mark {
            let (base, is_capital) = (key.to_ascii_lowercase(), key.is_ascii_uppercase());
            self.letters.push(Letter { base, shape: Shape::Plain, is_capital });
        }
    }

    /// Sets the tone, and says whether the key is used up by that.
    fn set_tone(&mut self, tone: usize) -> bool {
        if self.place_of_tone().is_none() || (tone == 0 && self.tone == 0) {
            return false;
        }
        if self.tone == tone {
            (self.tone, self.is_foreign) = (0, true);
            return false;
        }
        self.tone = tone;
        true
    }

    fn set_shape(&mut self, shape: Shape, of: &str) -> bool {
        let Some(last) = self.letters.iter().rposition(|letter| of.contains(letter.base)) else {
            return false;
        };
        let shape = if shape == Shape::Horn && self.letters[last].base == 'a' { Shape::Breve } else { shape };
        if self.letters[last].shape == shape {
            for letter in self.letters.iter_mut().filter(|letter| letter.shape == shape) {
                letter.shape = Shape::Plain;
            }
            self.is_foreign = true;
            return false;
        }
        self.letters[last].shape = shape;
        // ươ is typed as one, but for "quơ".
        let is_pair = |at: usize| self.letters[at - 1].base == 'u' && self.letters[last].base == 'o';
        if shape == Shape::Horn
            && last > 0
            && is_pair(last)
            && (last < 2 || self.letters[last - 2].base != 'q')
        {
            self.letters[last - 1].shape = shape;
        }
        true
    }

    /// On which letter the tone stands.
    fn place_of_tone(&self) -> Option<usize> {
        let is_vowel = |at: usize| {
            let base = |at: usize| self.letters.get(at).map(|letter| letter.base);
            let is_vowel = |char: Option<char>| char.is_some_and(|char| "aeiouy".contains(char));
            // The u of qu and the i of gi belong to the consonant.
            let is_glide = at == 1
                && match (base(0), base(1)) {
                    (Some('q'), Some('u')) => true,
                    (Some('g'), Some('i')) => is_vowel(base(2)),
                    _ => false,
                };
            is_vowel(base(at)) && !is_glide
        };
        let first = (0..self.letters.len()).find(|at| is_vowel(*at))?;
        let behind = (first..self.letters.len()).find(|at| !is_vowel(*at)).unwrap_or(self.letters.len());
        let shaped = (first..behind).rev().find(|at| self.letters[*at].shape != Shape::Plain);
        let is_closed = behind < self.letters.len();
        Some(shaped.unwrap_or(match behind - first {
            1 => first,
            2 if !is_closed => first,
            _ => first + 1,
        }))
    }
}

impl fmt::Display for Syllable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place_of_tone();
        for (at, letter) in self.letters.iter().enumerate() {
            let tone = if Some(at) == place { self.tone } else { 0 };
            let row = VOWELS.iter().find(|(base, shape, _)| (*base, *shape) == (letter.base, letter.shape));
            let written = match row {
                Some((_, _, row)) => row.chars().nth(tone).unwrap_or(letter.base),
                None if letter.shape == Shape::Stroke => 'đ',
                None => letter.base,
            };
            if letter.is_capital {
                write!(f, "{}", written.to_uppercase())?;
            } else {
                write!(f, "{written}")?;
            }
        }
        Ok(())
    }
}

const fn mark(method: Method, key: char) -> Option<Mark> {
    Some(match (method, key) {
        (Method::Telex, 's') | (Method::Vni, '1') => Mark::Tone(1),
        (Method::Telex, 'f') | (Method::Vni, '2') => Mark::Tone(2),
        (Method::Telex, 'r') | (Method::Vni, '3') => Mark::Tone(3),
        (Method::Telex, 'x') | (Method::Vni, '4') => Mark::Tone(4),
        (Method::Telex, 'j') | (Method::Vni, '5') => Mark::Tone(5),
        (Method::Telex, 'z') | (Method::Vni, '0') => Mark::Tone(0),
        (Method::Telex, 'a') => Mark::Shape(Shape::Circumflex, "a"),
        (Method::Telex, 'e') => Mark::Shape(Shape::Circumflex, "e"),
        (Method::Telex, 'o') => Mark::Shape(Shape::Circumflex, "o"),
        (Method::Vni, '6') => Mark::Shape(Shape::Circumflex, "aeo"),
        (Method::Telex, 'w') => Mark::Shape(Shape::Horn, "aou"),
        (Method::Vni, '7') => Mark::Shape(Shape::Horn, "ou"),
        (Method::Vni, '8') => Mark::Shape(Shape::Breve, "a"),
        (Method::Telex, 'd') | (Method::Vni, '9') => Mark::Shape(Shape::Stroke, "d"),
        _ => return None,
    })
}

/// A letter and its marks, one after the other.
pub(super) fn decomposed(letter: char) -> String {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    let found = VOWELS.iter().find_map(|(base, shape, row)| {
        let tone = row.chars().position(|char| char == small)?;
        Some((*base, *shape, tone))
    });
    let Some((base, shape, tone)) = found else { return letter.to_string() };
    let base = if small == letter { base } else { base.to_ascii_uppercase() };
    let shape = match shape {
        Shape::Circumflex => "\u{302}",
        Shape::Horn => "\u{31b}",
        Shape::Breve => "\u{306}",
        Shape::Plain | Shape::Stroke => "",
    };
    let tone = ["", "\u{301}", "\u{300}", "\u{309}", "\u{303}", "\u{323}"][tone];
    format!("{base}{shape}{tone}")
}
