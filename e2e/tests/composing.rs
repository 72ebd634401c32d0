//! Vietnamese hands: Telex and VNI through a real input method.

#[path = "composing/arriving.rs"]
mod arriving;
#[path = "composing/ending.rs"]
mod ending;
#[path = "composing/keys.rs"]
mod keys;
#[path = "composing/meanwhile.rs"]
mod meanwhile;
#[path = "composing/stage.rs"]
mod stage;
#[path = "composing/words.rs"]
mod words;
