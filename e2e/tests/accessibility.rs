//! What docs/ACCESSIBILITY.md promises, as far as a program can tell.

#[path = "accessibility/axe.rs"]
mod axe;
#[path = "accessibility/states.rs"]
mod states;
