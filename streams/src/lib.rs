//! Nothing, under the name of [wasm-streams](https://docs.rs/wasm-streams).
//!
//! Leptos always brings server functions along, and these that crate, whose classes JavaScript can call: no compiler can take out
//! what somebody outside might call, so every visitor would download them (3.6 kB after brotli). This form calls no server
//! functions. Here is as much as they need to be compiled; Cargo.toml, `[patch.crates-io]`, puts it in the other's place.

use futures_util::stream::{self, Stream};
use wasm_bindgen::JsValue;

type Chunk = Result<JsValue, JsValue>;

/// A stream that nobody makes.
#[derive(Debug)]
pub struct ReadableStream {
    raw: web_sys::ReadableStream,
}

impl ReadableStream {
    /// The stream that JavaScript has.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self { raw }
    }

    /// Ends at once.
    pub fn into_stream(self) -> impl Stream<Item = Chunk> {
        stream::empty()
    }

    /// Cannot be asked for.
    pub fn from_stream(_: impl Stream<Item = Chunk> + 'static) -> Self {
        unreachable!("no server function is called")
    }

    /// The stream that JavaScript has.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.raw
    }
}
