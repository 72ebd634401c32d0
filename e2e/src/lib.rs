//! What the end-to-end tests are written with: the built site on a host with a strict Content-Security-Policy, the
//! sandbox behind it, and a real Chromium in front.
//!
//! A test is a scene:
//!
//! ```no_run
//! #[tokio::test]
//! async fn a_lost_network_keeps_the_values() {
//!     e2e::scene(async |scene| {
//!         scene.host.misbehave("/p/erp-lead", e2e::Fault::Drop);
//!         scene.browser.open("/").await?;
//!         let form = scene.browser.form("lead-form").await?;
//!         form.type_into("contact_name", "Nguyễn Thị An").await?;
//!         form.submit().await?;
//!         e2e::until("the post arrived", async || Ok(scene.host.posts("/p/erp-lead").len() == 1)).await?;
//!         assert_eq!(form.value("contact_name").await?, "Nguyễn Thị An");
//!         Ok(())
//!     })
//!     .await;
//! }
//! ```
//!
//! README.md beside this crate says how to run them.

mod browser;
mod command;
pub mod contrast;
mod dist;
mod driver;
mod form;
mod gateway;
mod hand;
mod host;
mod ime;
pub mod keyboard;
mod live;
pub mod npm;
mod process;
mod sandbox;
mod scene;
pub mod takes;
pub mod themes;
mod wait;

pub use browser::{Browser, Message};
pub use command::{Printed, leadform};
pub use contrast::Contrast;
pub use form::Form;
pub use gateway::Gateway;
pub use hand::{Point, keys};
pub use host::{Fault, Host, Recorded};
pub use live::{Live, live};
pub use sandbox::Sandbox;
pub use scene::{Scene, scene};
pub use thirtyfour::{By, Key, TimeoutConfiguration, WebElement};
pub use wait::{until, until_some};
