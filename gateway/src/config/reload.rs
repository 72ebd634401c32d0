//! What cannot change while a gateway runs. A new file that changes it is refused as a whole, as with any other mistake: a
//! gateway that took over half of a file would run with what nobody wrote.

use super::reader::Reader;
use super::section::Section;
use super::{Config, Server, Store};

pub(super) fn server(running: &Config, new: &Server, section: &Section<'_>, reader: &mut Reader<'_>) {
    fixed(new.listen != running.server.listen, "listen", section, reader);
    fixed(new.metrics != running.server.metrics, "metrics", section, reader);
}

pub(super) fn store(running: &Config, new: &Store, section: &Section<'_>, reader: &mut Reader<'_>) {
    let Store { path, min_free_bytes, queue, keep_delivered } = &running.store;
    fixed(new.path != *path, "url", section, reader);
    fixed(new.min_free_bytes != *min_free_bytes, "min_free_mb", section, reader);
    fixed(new.queue != *queue, "queue", section, reader);
    fixed(new.keep_delivered != *keep_delivered, "keep_delivered_days", section, reader);
}

fn fixed(has_changed: bool, key: &str, section: &Section<'_>, reader: &mut Reader<'_>) {
    if has_changed {
        reader.say(
            &section.place(key),
            format!("`{key}` has changed, and cannot change while the gateway runs"),
            "Restart the gateway for it; or put the old value back and reload.",
        );
    }
}
