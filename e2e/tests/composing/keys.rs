//! The keyboards of these tests, tested themselves: what they type must be what people type.

use e2e::keyboard::{Keyboard, Method, SAMPLES, Stroke, Typed, decomposed};

#[test]
fn every_keyboard_writes_every_sample_with_both_methods() {
    for keyboard in Keyboard::ALL {
        for method in [Method::Telex, Method::Vni] {
            for sample in SAMPLES {
                let mut text = Typed::new("[]", 1);
                for stroke in keyboard.strokes(method, sample.keys(method)) {
                    text.apply(&stroke);
                }
                assert_eq!(text.text, format!("[{}]", sample.text), "{keyboard:?}, {method:?}");
                assert_eq!(text.caret, 1 + sample.text.chars().count());
            }
        }
    }
}

#[test]
fn a_word_goes_through_the_same_stages_as_at_a_real_keyboard() {
    let composed = |keyboard: Keyboard, method, keys| -> Vec<String> {
        let strokes = keyboard.strokes(method, keys);
        let composed = |stroke| if let Stroke::Compose(text) = stroke { Some(text) } else { None };
        strokes.into_iter().filter_map(composed).collect()
    };
    let stages = ["N", "Ng", "Ngu", "Nguy", "Nguye", "Nguyê", "Nguyên", "Nguyễn"];
    assert_eq!(composed(Keyboard::System, Method::Telex, "Nguyeenx"), stages);
    assert_eq!(composed(Keyboard::System, Method::Vni, "Nguye6n4"), stages);
    assert_eq!(composed(Keyboard::Phone, Method::Telex, "hoaf"), ["h", "ho", "hoa", "hòa"]);
    let retyped = [
        Stroke::Insert("a".to_owned()),
        Stroke::Backspace,
        Stroke::Insert("â".to_owned()),
        Stroke::Insert("n".to_owned()),
        Stroke::Backspace,
        Stroke::Backspace,
        Stroke::Insert("ấ".to_owned()),
        Stroke::Insert("n".to_owned()),
    ];
    assert_eq!(Keyboard::Backspacing.strokes(Method::Telex, "aans"), retyped);
    let over = Keyboard::Selecting.strokes(Method::Vni, "a6");
    assert_eq!(over, [Stroke::Insert("a".to_owned()), Stroke::TypeOver(1, "â".to_owned())]);
}

#[test]
fn digits_alone_are_a_number_with_vni_too() {
    let strokes = Keyboard::System.strokes(Method::Vni, "0912345678");
    assert_eq!(strokes.last(), Some(&Stroke::Commit("0912345678".to_owned())));
}

#[test]
fn decomposed_letters_have_their_marks_behind_them() {
    assert_eq!(decomposed("Đậm Ướt"), "Đa\u{302}\u{323}m U\u{31b}o\u{31b}\u{301}t");
}
