//! Whatever the keyboard and the control: nothing is doubled, lost or rewritten, and nothing is said meanwhile.

use anyhow::Result;
use e2e::keyboard::{Keyboard, Method, SAMPLES, Sample, Typed, decomposed};
use e2e::{Scene, scene, until};
use serde_json::{Value, json};

use crate::stage::{CONTACT, CUSTOMER, enter, errors, open, state, values};

const METHODS: [Method; 2] = [Method::Telex, Method::Vni];

/// Types a sample between other letters, and looks at the control after it, and after each stroke if that is wanted.
async fn types(
    scene: &Scene,
    name: &str,
    keyboard: Keyboard,
    method: Method,
    sample: &Sample,
    each: bool,
) -> Result<()> {
    let what = format!("{} in {name}, {keyboard:?}, {method:?}", sample.text);
    // The caret of a control for an address cannot be asked for: there it stays at the end.
    let (around, caret) = if name == "email" { ("x@", 2) } else { ("<>", 1) };
    enter(scene, name, around, caret).await?;
    let mut text = Typed::new(around, caret);
    let strokes = keyboard.strokes(method, sample.keys(method));
    for (index, stroke) in strokes.iter().enumerate() {
        scene.browser.stroke(stroke).await?;
        text.apply(stroke);
        if each || index + 1 == strokes.len() {
            let (value, caret, writes) = state(scene, name).await?;
            assert_eq!(value, text.text, "{what}, after {stroke:?}");
            assert!(
                caret.is_none_or(|caret| caret == text.caret as u64),
                "{what}: the caret is at {caret:?}"
            );
            assert!(writes.is_empty(), "{what}: rewritten as {writes:?}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn every_sample_stands_there_as_it_was_meant_whatever_the_keyboard() {
    scene(async |scene| {
        open(scene, "ladiflow-customer", CUSTOMER).await?;
        for keyboard in Keyboard::ALL {
            for method in METHODS {
                for sample in &SAMPLES {
                    types(scene, "full_name", keyboard, method, sample, false).await?;
                    assert_eq!(values(scene).await?["full_name"], format!("<{}>", sample.text));
                }
            }
        }
        assert_eq!(errors(scene).await?, "");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn no_letter_on_the_way_there_is_doubled_lost_or_moved_in_any_kind_of_control() {
    scene(async |scene| {
        let controls = ["full_name", "phone", "address", "channels", "city", "company"];
        open(scene, "ladiflow-customer", CUSTOMER).await?;
        for name in controls {
            for (keyboard, method) in Keyboard::ALL.into_iter().zip(METHODS.into_iter().cycle()) {
                types(scene, name, keyboard, method, &SAMPLES[0], true).await?;
            }
        }
        open(scene, "1office-contact", CONTACT).await?;
        for name in ["detail.0.name", "detail.0.position"] {
            for (keyboard, method) in Keyboard::ALL.into_iter().zip(METHODS.into_iter().cycle()) {
                types(scene, name, keyboard, method, &SAMPLES[1], true).await?;
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_address_and_a_number_typed_with_the_input_method_on_are_what_they_would_be_without() {
    scene(async |scene| {
        open(scene, "ladiflow-customer", CUSTOMER).await?;
        for keyboard in Keyboard::ALL {
            for (name, keys) in [("phone", "0912345678"), ("email", "an.binh@vidu.vn")] {
                enter(scene, name, "", 0).await?;
                let method = if name == "phone" { Method::Vni } else { Method::Telex };
                scene.browser.strokes(&keyboard.strokes(method, keys)).await?;
                assert_eq!(state(scene, name).await?.0, keys, "{keyboard:?}");
            }
        }
        assert_eq!(errors(scene).await?, "");
        Ok(())
    })
    .await;
}

/// What the API got last, once it has got so many.
async fn arrived(scene: &Scene, count: usize) -> Result<Value> {
    until("the lead is at the API", async || Ok(scene.host.posts("/p/").len() == count)).await?;
    Ok(serde_json::from_slice(&scene.host.posts("/p/")[count - 1].body)?)
}

#[tokio::test]
async fn the_api_gets_composed_letters_whichever_keyboard_gave_them() {
    scene(async |scene| {
        for (index, keyboard) in Keyboard::ALL.into_iter().enumerate() {
            let form = open(scene, "ladiflow-customer", CUSTOMER).await?;
            for (name, method, sample) in [
                ("full_name", Method::Telex, &SAMPLES[0]),
                ("address", Method::Vni, &SAMPLES[2]),
                ("company", Method::Vni, &SAMPLES[1]),
            ] {
                enter(scene, name, "", 0).await?;
                scene.browser.strokes(&keyboard.strokes(method, sample.keys(method))).await?;
            }
            enter(scene, "phone", "", 0).await?;
            scene.browser.strokes(&keyboard.strokes(Method::Vni, "0912345678")).await?;
            form.submit().await?;
            let expected = json!({ "full_name": "Nguyễn Thị Hồng Đào", "phone": "0912345678",
                                   "address": "quận Bình Thạnh", "company": "Trường Đại học" });
            assert_eq!(arrived(scene, index + 1).await?, expected, "{keyboard:?}");
        }
        let received = scene.sandbox.requests().await?;
        assert!(received.iter().any(|request| request.to_string().contains("Nguyễn Thị Hồng Đào")));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn letters_in_pieces_stay_so_in_the_control_and_go_out_composed() {
    scene(async |scene| {
        let form = open(scene, "ladiflow-customer", CUSTOMER).await?;
        let pieces = decomposed("Nguyễn Đắc Ước");
        assert_ne!(pieces, "Nguyễn Đắc Ước");
        enter(scene, "full_name", "", 0).await?;
        scene.browser.compose(&pieces).await?;
        assert_eq!(state(scene, "full_name").await?.0, pieces);
        scene.browser.insert(&pieces).await?;
        enter(scene, "phone", "0912345678", 10).await?;
        assert_eq!(state(scene, "full_name").await?.0, pieces, "not rewritten, not on leaving either");
        form.submit().await?;
        assert_eq!(arrived(scene, 1).await?["full_name"], "Nguyễn Đắc Ước");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_word_that_is_touched_again_swiped_or_taken_from_the_suggestions_is_there_once() {
    scene(async |scene| {
        open(scene, "ladiflow-customer", CUSTOMER).await?;
        for name in ["full_name", "address"] {
            // Swiped: the whole word at once. Then the suggestion beside it is touched instead.
            enter(scene, name, "", 0).await?;
            scene.browser.compose("Nguyên").await?;
            scene.browser.insert("Nguyễn ").await?;
            // Corrected as the space is pressed.
            scene.browser.compose("Thi").await?;
            scene.browser.insert("Thị ").await?;
            scene.browser.compose("An").await?;
            assert_eq!(state(scene, name).await?.0, "Nguyễn Thị An", "{name}");
            scene.browser.insert("An").await?;
            // The finger goes back to the second word: the keyboard composes it again, and another suggestion is taken.
            scene.browser.recompose("Thị", 7, 10).await?;
            assert_eq!(state(scene, name).await?.0, "Nguyễn Thị An", "{name}");
            scene.browser.compose("Thọ").await?;
            scene.browser.insert("Thọ").await?;
            let (value, caret, writes) = state(scene, name).await?;
            assert_eq!((value.as_str(), caret), ("Nguyễn Thọ An", Some(10)), "{name}");
            assert!(writes.is_empty(), "{writes:?}");
            // An arrow in the middle of a composition settles it, and what comes next is another word.
            scene.browser.compose("Đ").await?;
            scene.browser.insert("Đ").await?;
            scene.browser.tap("ArrowLeft", 37, 0).await?;
            scene.browser.compose("ă").await?;
            scene.browser.insert("ă").await?;
            assert_eq!(state(scene, name).await?.0, "Nguyễn ThọăĐ An", "{name}");
            assert_eq!(values(scene).await?[name], "Nguyễn ThọăĐ An");
        }
        assert_eq!(errors(scene).await?, "");
        Ok(())
    })
    .await;
}
