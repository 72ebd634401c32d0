//! The program that Trunk builds. There is nothing to run: the loader calls [`mount`] for each element.

pub use leadform::mount;

fn main() {}
