//! The form in pages that other people's frameworks make, change and throw away.

#[path = "hosts/htmx.rs"]
mod htmx;
#[path = "hosts/kit.rs"]
mod kit;
#[path = "hosts/nodes.rs"]
mod nodes;
#[path = "hosts/places.rs"]
mod places;
#[path = "hosts/react.rs"]
mod react;
#[path = "hosts/recipes.rs"]
mod recipes;
#[path = "hosts/scripts.rs"]
mod scripts;
#[path = "hosts/turbo.rs"]
mod turbo;
#[path = "hosts/vue.rs"]
mod vue;
