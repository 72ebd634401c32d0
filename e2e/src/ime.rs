//! An input method: what keyboards do through Chromium's own composition, as `DevTools` hands it on.

use anyhow::Result;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::keyboard::Stroke;

/// The key code of every key that an input method takes for itself.
const TAKEN: u16 = 229;

impl Browser {
    /// Does what a keyboard does to the control that has the focus.
    pub async fn stroke(&self, stroke: &Stroke) -> Result<()> {
        match stroke {
            Stroke::Compose(text) => {
                self.key("rawKeyDown", "Process", TAKEN, 0).await?;
                self.compose(text).await?;
                self.key("keyUp", "Process", TAKEN, 0).await
            }
            // With a composition, this settles it as `text`.
            Stroke::Commit(text) => self.insert(text).await,
            Stroke::Insert(text) => self.letters(text).await,
            Stroke::Backspace => self.tap("Backspace", 8, 0).await,
            Stroke::TypeOver(count, text) => {
                const SHIFT: u8 = 8;
                for _ in 0..*count {
                    self.tap("ArrowLeft", 37, SHIFT).await?;
                }
                self.letters(text).await
            }
        }
    }

    /// A key for each letter, also for those that no key has: so keyboards without composition do it.
    async fn letters(&self, text: &str) -> Result<()> {
        for letter in text.chars().map(String::from) {
            let event = |kind| json!({ "type": kind, "key": letter, "text": letter });
            self.devtools("Input.dispatchKeyEvent", event("keyDown")).await?;
            self.devtools("Input.dispatchKeyEvent", event("keyUp")).await?;
        }
        Ok(())
    }

    /// Does all of it, one after the other.
    pub async fn strokes(&self, strokes: &[Stroke]) -> Result<()> {
        for stroke in strokes {
            self.stroke(stroke).await?;
        }
        Ok(())
    }

    /// The text that is being composed becomes this one, with the caret behind it.
    pub async fn compose(&self, text: &str) -> Result<()> {
        let end = text.encode_utf16().count();
        let composition = json!({ "text": text, "selectionStart": end, "selectionEnd": end });
        self.devtools("Input.imeSetComposition", composition).await?;
        Ok(())
    }

    /// What stands between two places becomes a composition, as phones make one of a word that is touched.
    pub async fn recompose(&self, text: &str, from: usize, to: usize) -> Result<()> {
        let end = text.encode_utf16().count();
        let composition = json!({
            "text": text, "selectionStart": end, "selectionEnd": end, "replacementStart": from, "replacementEnd": to,
        });
        self.devtools("Input.imeSetComposition", composition).await?;
        Ok(())
    }

    /// Inserts a text all at once, in place of what is being composed.
    pub async fn insert(&self, text: &str) -> Result<()> {
        self.devtools("Input.insertText", json!({ "text": text })).await?;
        Ok(())
    }

    /// Enter, taken by the input method to settle what is being composed. The page is told of a key with the code 229.
    pub async fn settle_with_enter(&self, text: &str) -> Result<()> {
        self.key("rawKeyDown", "Enter", TAKEN, 0).await?;
        self.insert(text).await?;
        self.key("keyUp", "Enter", 13, 0).await
    }

    /// A key that writes nothing, down and up.
    pub async fn tap(&self, key: &str, code: u16, modifiers: u8) -> Result<()> {
        self.key("rawKeyDown", key, code, modifiers).await?;
        self.key("keyUp", key, code, modifiers).await
    }

    async fn key(&self, kind: &str, key: &str, code: u16, modifiers: u8) -> Result<()> {
        let event: Value =
            json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code, "modifiers": modifiers });
        self.devtools("Input.dispatchKeyEvent", event).await?;
        Ok(())
    }
}
