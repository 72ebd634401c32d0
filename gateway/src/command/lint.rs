//! `leadform lint`

use std::fmt::Write as _;
use std::path::PathBuf;

use leadform_spec::Definition;

use crate::input::Source;
use crate::{Ending, Failure, output};

/// Check a form definition, and say what to change
///
/// Prints `FILE:LINE:COLUMN: what is wrong, and the remedy` for every mistake, or `FILE: no mistakes`. What a
/// browser would refuse is refused here, and nothing else.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// The form definition: a JSON file, or - for standard input. At most 32 MiB.
    form: PathBuf,
}

const AFTER_HELP: &str = "\
Example:
  $ leadform lint form.json
  form.json: no mistakes

Exit status: 0 no mistakes, 1 mistakes, 2 the file could not be read, or is not JSON.";

impl Args {
    pub(super) fn run(self) -> Result<Ending, Failure> {
        let source = Source::from(Some(self.form));
        let text = source.text()?;
        // What is no JSON, or has a key twice, is told in the same words by every command.
        source.parse(&text)?;
        match Definition::parse(&text) {
            Ok(_) => {
                output::print(&format!("{source}: no mistakes\n"))?;
                Ok(Ending::Clean)
            }
            Err(mistakes) => {
                let lines = mistakes.iter().fold(String::new(), |mut lines, mistake| {
                    let _ = writeln!(lines, "{source}:{mistake}");
                    lines
                });
                output::print(&lines)?;
                Ok(Ending::Issues)
            }
        }
    }
}
