//! The module with the names of its functions still in it, beside the one that ships: `cargo xtask sizes` reads it.

use std::ffi::OsStr;
use std::process::Command;

use anyhow::{Context, Result};

use crate::command;

/// The variable that says where to put it. Trunk hands it on to its hooks; without it, there is none.
pub(crate) const WANTED: &str = "LEADFORM_NAMED";

/// Writes it as `shipped` writes what ships.
pub(super) fn write(shipped: &Command) -> Result<()> {
    let Some(path) = std::env::var_os(WANTED) else { return Ok(()) };
    // It says how it renamed imports, as the other does.
    command::output(&mut like(shipped, &path)).context("making the module with names")?;
    Ok(())
}

/// The same command, but for names and for where they go.
fn like(shipped: &Command, path: &OsStr) -> Command {
    let mut named = Command::new(shipped.get_program());
    let mut arguments = shipped.get_args();
    while let Some(argument) = arguments.next() {
        if argument == "-o" {
            named.args([argument, path, OsStr::new("-g")]);
            arguments.next();
        } else if argument != "--strip-debug" {
            named.arg(argument);
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::process::Command;

    #[test]
    fn it_is_made_as_what_ships_but_for_its_names_and_its_place() {
        let mut shipped = Command::new("wasm-opt");
        shipped.args(["in.wasm", "-o", "out.wasm", "-Oz", "--strip-debug", "--strip-producers"]);
        let named = super::like(&shipped, OsStr::new("named.wasm"));
        let arguments: Vec<_> = named.get_args().collect();
        assert_eq!(arguments, ["in.wasm", "-o", "named.wasm", "-g", "-Oz", "--strip-producers"]);
    }
}
