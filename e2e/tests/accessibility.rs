//! What docs/ACCESSIBILITY.md promises, as far as a program can tell.

#[path = "accessibility/axe.rs"]
mod axe;
#[path = "accessibility/media.rs"]
mod media;
#[path = "accessibility/pages.rs"]
mod pages;
#[path = "accessibility/states.rs"]
mod states;
#[path = "accessibility/tree.rs"]
mod tree;
