//! How Vietnamese is typed: which keys make which letters, and what each kind of keyboard does to the text meanwhile.
//!
//! No I/O, and nothing of this crate: the widget's own browser tests include this file as well.

// Said, since it is not only a module of this crate.
#[path = "keyboard/syllable.rs"]
mod syllable;

use syllable::Syllable;

/// A way to write Vietnamese with the keys of a Latin keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Marks are letters: `ddaays` is đấy.
    Telex,
    /// Marks are digits: `d9a6y1` is đấy.
    Vni,
}

/// What brings the letters into the control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyboard {
    /// macOS, Windows, ibus: the word is underlined until it is finished.
    System,
    /// Gboard and Laban Key: so are words without marks, and a space finishes them together with itself.
    Phone,
    /// `UniKey` and `EVKey`: no composition; what was typed is deleted and typed again with its marks.
    Backspacing,
    /// The same where deleting is not enough: what was typed is selected, and typed over.
    Selecting,
}

/// One thing that a keyboard does to the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stroke {
    /// What is being composed, and may still change, is now this.
    Compose(String),
    /// What was being composed is now settled, as this.
    Commit(String),
    /// A text is typed as it stands.
    Insert(String),
    /// The letter before the caret is deleted.
    Backspace,
    /// So many letters before the caret are selected, and typed over.
    TypeOver(usize, String),
}

/// What a visitor wants to write, and the keys that they press for it.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// What must come out.
    pub text: &'static str,
    telex: &'static str,
    vni: &'static str,
}

const fn sample(text: &'static str, telex: &'static str, vni: &'static str) -> Sample {
    Sample { text, telex, vni }
}

/// Names and places with what goes wrong elsewhere: two marks on one letter, Đ, capitals, marks typed late, marks taken
/// back by typing them twice, digits where digits are marks.
pub const SAMPLES: [Sample; 16] = [
    sample("Nguyễn Thị Hồng Đào", "Nguyeenx Thij Hoongf DDaof", "Nguye6n4 Thi5 Ho6ng2 D9ao2"),
    sample("Trường Đại học", "Truwowngf DDaij hocj", "Tru7o7ng2 D9ai5 hoc5"),
    sample("quận Bình Thạnh", "quaanj Binhf Thanhj", "qua6n5 Binh2 Thanh5"),
    sample("Đắk Lắk", "DDawsk Lawsk", "D9a81k La81k"),
    sample("nghiêng", "nghieeng", "nghie6ng"),
    sample("ươn ướt", "uwown uwowts", "u7o7n u7o7t1"),
    sample("Đặng Thùy Trâm", "DDawngj Thuyf Traam", "D9a8ng5 Thuy2 Tra6m"),
    sample("quốc ngữ", "quoocs nguwx", "quo6c1 ngu74"),
    sample("giếng Hòa Khuê", "gieengs Hoaf Khuee", "gie6ng1 Hoa2 Khue6"),
    sample("đường", "dduowngf", "d9uo7ng2"),
    sample("đường", "duongdwf", "duong972"),
    sample("ĐẮK NÔNG", "DDAWSK NOONG", "D9A81K NO6NG"),
    sample(
        "Nguyễn",
        "nguyeenx\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}Nguyeenx",
        "nguye6n4\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}Nguye6n4",
    ),
    sample("aa Vees", "aaa Veees", "aa Vees"),
    sample("Tess as", "Tesss ass", "Tess as"),
    sample("a6 Ve1", "a6 Ve1", "a66 Ve11"),
];

impl Sample {
    /// The keys, one after the other. U+0008 is the key ⌫.
    pub const fn keys(&self, method: Method) -> &'static str {
        match method {
            Method::Telex => self.telex,
            Method::Vni => self.vni,
        }
    }
}

impl Keyboard {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::System, Self::Phone, Self::Backspacing, Self::Selecting];

    /// What this keyboard does while `keys` are pressed.
    pub fn strokes(self, method: Method, keys: &str) -> Vec<Stroke> {
        let mut strokes = Vec::new();
        for (index, keys) in keys.split(' ').enumerate() {
            if index > 0 {
                self.space(&mut strokes);
            }
            self.word(method, keys, &mut strokes);
        }
        if let Some(Stroke::Compose(word)) = strokes.last().cloned() {
            strokes.push(Stroke::Commit(word));
        }
        strokes
    }

    fn word(self, method: Method, keys: &str, strokes: &mut Vec<Stroke>) {
        let mut syllable = Syllable::new(method);
        let mut before = String::new();
        for key in keys.chars() {
            syllable.press(key);
            let now = syllable.to_string();
            match self {
                Self::System | Self::Phone => strokes.push(Stroke::Compose(now.clone())),
                Self::Backspacing | Self::Selecting => self.retype(&before, &now, strokes),
            }
            before = now;
        }
    }

    /// Makes `now` of `before`, which stands before the caret.
    fn retype(self, before: &str, now: &str, strokes: &mut Vec<Stroke>) {
        let same = before.chars().zip(now.chars()).take_while(|(before, now)| before == now).count();
        let gone = before.chars().count() - same;
        let tail: String = now.chars().skip(same).collect();
        if self == Self::Selecting && gone > 0 && !tail.is_empty() {
            strokes.push(Stroke::TypeOver(gone, tail));
            return;
        }
        strokes.extend(std::iter::repeat_n(Stroke::Backspace, gone));
        strokes.extend(tail.chars().map(|letter| Stroke::Insert(letter.to_string())));
    }

    fn space(self, strokes: &mut Vec<Stroke>) {
        match strokes.last().cloned() {
            Some(Stroke::Compose(word)) if self == Self::Phone => strokes.push(Stroke::Commit(word + " ")),
            Some(Stroke::Compose(word)) => {
                strokes.extend([Stroke::Commit(word), Stroke::Insert(" ".to_owned())]);
            }
            _ => strokes.push(Stroke::Insert(" ".to_owned())),
        }
    }
}

/// A text with a caret, as a control has it: what must stand there after each stroke.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// What is there.
    pub text: String,
    /// Before which letter the caret is.
    pub caret: usize,
    /// How many letters before the caret are still being composed.
    composing: usize,
}

impl Typed {
    /// With the caret after so many letters.
    pub fn new(text: &str, caret: usize) -> Self {
        Self { text: text.to_owned(), caret, composing: 0 }
    }

    /// Does to the text what the keyboard does.
    pub fn apply(&mut self, stroke: &Stroke) {
        let composing = std::mem::take(&mut self.composing);
        match stroke {
            Stroke::Compose(text) => {
                self.type_over(composing, text);
                self.composing = text.chars().count();
            }
            Stroke::Commit(text) => self.type_over(composing, text),
            Stroke::Insert(text) => self.type_over(0, text),
            Stroke::Backspace => self.type_over(1, ""),
            Stroke::TypeOver(count, text) => self.type_over(*count, text),
        }
    }

    fn type_over(&mut self, count: usize, text: &str) {
        let begin = self.caret - count;
        let head = self.text.chars().take(begin);
        let tail = self.text.chars().skip(self.caret);
        self.text = head.chain(text.chars()).chain(tail).collect();
        self.caret = begin + text.chars().count();
    }
}

/// `text` with every mark as a letter of its own (NFD), as some keyboards of macOS give it.
pub fn decomposed(text: &str) -> String {
    text.chars().map(syllable::decomposed).collect()
}
