//! One function for each fuzz target of `gateway/fuzz/` (`cargo xtask fuzz`): it takes any bytes, and panics where a
//! promise is broken. It is there with the feature `fuzzing` only, and in tests, which replay the seeds and all that
//! was ever found.

mod answer;
mod body;
pub(crate) mod browser;
mod config;
mod definition;
pub(crate) mod forms;
mod list;
mod markup;
#[cfg(test)]
mod replay;
mod same;
pub(crate) mod visitor;

pub use answer::answer;
pub use body::body;
pub use config::config;
pub use definition::definition;
pub use list::list;
pub use same::same;
