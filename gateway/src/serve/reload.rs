//! SIGHUP: the configuration is read anew, and taken over as a whole or not at all.

use std::sync::Arc;

use super::state::Gateway;
use super::widget::Widget;
use crate::config;

/// Reads the file again. What is wrong with it goes to the log, and everything stays as it was.
pub(super) async fn reload(gateway: &Gateway) {
    let before = gateway.config.load_full();
    let read = tokio::task::spawn_blocking(move || config::reload(&before)).await;
    let config = match read {
        Ok(Ok(config)) => config,
        Ok(Err(mistakes)) => {
            for mistake in &mistakes {
                refused(mistake.line, &mistake.problem, &mistake.remedy);
            }
            return;
        }
        Err(_) => return refused(None, "reading the configuration was interrupted", "Send SIGHUP again."),
    };
    match Widget::load(config.widget.clone(), Some(gateway.widget.load_full())).await {
        Ok(widget) => gateway.widget.store(Arc::new(widget)),
        Err(failure) => return refused(None, &failure.to_string(), "See [widget] in the configuration."),
    }
    gateway.config.store(Arc::new(config));
    // Whoever waits for an upstream that was mended goes on at once.
    gateway.store.changed().notify_waiters();
    tracing::info!("the configuration was read again and is in force");
}

fn refused(line: Option<usize>, problem: &str, remedy: &str) {
    tracing::error!(line, problem, remedy, "the new configuration is refused; the old one stays in force");
}
