//! What a screen reader is told besides what has the focus: the last thing only.

use std::rc::Rc;

use super::uploads::Upload;
use super::{Control, Form};

/// The last thing worth saying. The words are made by whoever shows it, so they follow the language, and go when
/// what they are about goes.
#[derive(Clone, Default)]
pub(crate) enum Said {
    /// Nothing: the focus says it all.
    #[default]
    Nothing,
    /// What stands below a control that was just left.
    Note(Control),
    /// What became of files that were just chosen.
    Files(Vec<Rc<Upload>>),
    /// An entry that is in a list now.
    Added(String),
    /// An entry or a row that is gone.
    Removed(String),
    /// A list of choices that has nothing to choose.
    Choices(Control),
}

impl Form {
    /// Says this, and nothing that was said before.
    pub(crate) fn say(self, said: Said) {
        self.state().said.set(said);
    }

    /// Says nothing any more: something else speaks, or the visitor goes on.
    pub(crate) fn hush(self) {
        let state = self.state();
        if !matches!(*state.said.peek(), Said::Nothing) {
            state.said.set(Said::Nothing);
        }
    }
}
