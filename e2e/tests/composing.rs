//! Vietnamese hands: Telex and VNI through a real input method.

#[path = "composing/keys.rs"]
mod keys;
