//! What a visitor's hands do, event by event: keys wherever the focus is, the mouse, and a finger.

use anyhow::Result;
use serde_json::json;

use crate::browser::Browser;

/// Keys that write nothing, as `WebDriver` spells them.
pub mod keys {
    /// ⌫
    pub const BACKSPACE: &str = "\u{e003}";
    /// ⇥
    pub const TAB: &str = "\u{e004}";
    /// ⏎
    pub const ENTER: &str = "\u{e007}";
    /// ↓
    pub const DOWN: &str = "\u{e015}";
}

/// A place in the visible part of the page, in CSS pixels.
#[derive(Debug, Clone, Copy)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

impl Browser {
    /// Presses keys, one after the other, wherever the focus is.
    pub async fn press(&self, keys: &str) -> Result<()> {
        self.web_driver().action_chain().send_keys(keys).perform().await?;
        Ok(())
    }

    /// Moves the mouse there, and clicks.
    pub async fn click_at(&self, point: Point) -> Result<()> {
        for (kind, button, clicks) in
            [("mouseMoved", "none", 0), ("mousePressed", "left", 1), ("mouseReleased", "left", 1)]
        {
            let event =
                json!({ "type": kind, "x": point.x, "y": point.y, "button": button, "clickCount": clicks });
            self.devtools("Input.dispatchMouseEvent", event).await?;
        }
        Ok(())
    }

    /// Turns the mouse's wheel there, down by so many pixels.
    pub async fn turn_wheel_at(&self, point: Point, pixels: i32) -> Result<()> {
        let event =
            json!({ "type": "mouseWheel", "x": point.x, "y": point.y, "deltaX": 0, "deltaY": pixels });
        self.devtools("Input.dispatchMouseEvent", event).await?;
        Ok(())
    }

    /// Makes the screen one that is touched, as a telephone's is.
    pub async fn use_touch(&self) -> Result<()> {
        self.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 1 }))
            .await?;
        Ok(())
    }

    /// Taps there with a finger.
    pub async fn tap_at(&self, point: Point) -> Result<()> {
        let start = json!({ "type": "touchStart", "touchPoints": [{ "x": point.x, "y": point.y }] });
        self.devtools("Input.dispatchTouchEvent", start).await?;
        self.devtools("Input.dispatchTouchEvent", json!({ "type": "touchEnd", "touchPoints": [] })).await?;
        Ok(())
    }
}
