//! Standard output and standard error. `println!` panics when nobody reads any more (`leadform … | head -1`);
//! nothing here does.

use std::io::{self, ErrorKind, Write as _};

use crate::Failure;

/// Writes `text` to standard output as it is. A reader that has gone away has had all it wanted.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
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
    let _ = writeln!(io::stderr(), "{line}");
}
