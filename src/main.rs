//! Placeholder: the widget's author replaces it.
pub use leadform::mount;
fn main() {}
