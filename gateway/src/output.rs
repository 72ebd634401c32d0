//! Standard output and standard error. `println!` panics when nobody reads any more (`leadform … | head -1`);
//! nothing here does.

use std::io::{self, ErrorKind, Write as _};

use crate::Failure;

/// Writes `text` to standard output as it is. A reader that has gone away has had all it wanted.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    #[cfg(test)]
    if heard::keeps(&[text]) {
        return Ok(());
    }
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::new(
            format!("cannot write to standard output: {error}"),
            "See that there is room where the output goes, and run the command again.",
        )),
        _ => Ok(()),
    }
}

/// Writes one line to standard error, if anybody still listens there.
pub(crate) fn complain(line: &str) {
    #[cfg(test)]
    if heard::keeps(&[
        "! ", line, "
",
    ]) {
        return;
    }
    let _ = writeln!(io::stderr(), "{line}");
}

/// For tests that run a command in their own process.
#[cfg(test)]
pub(crate) mod heard {
    use std::cell::RefCell;

    thread_local! {
        static OUTPUT: RefCell<Option<String>> = const { RefCell::new(None) };
    }

    /// Keeps it for the test that listens, if one does.
    pub(super) fn keeps(text: &[&str]) -> bool {
        OUTPUT
            .with_borrow_mut(|output| output.as_mut().map(|output| output.extend(text.iter().copied())))
            .is_some()
    }

    /// What `run` prints on this thread; lines of standard error have `! ` in front.
    pub(crate) fn from<T>(run: impl FnOnce() -> T) -> (T, String) {
        OUTPUT.set(Some(String::new()));
        let ended = run();
        (ended, OUTPUT.take().unwrap_or_default())
    }
}
