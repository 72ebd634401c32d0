//! `leadform encode`

use leadform_spec::encode;

use crate::{Ending, Failure, output};

/// Check a body, then print the exact bytes that the API would be sent
///
/// These are the bytes that the form posts for the same values: JSON, or a web form for 1Office. No line break
/// is added. If there are issues, nothing is printed, and standard error gets them as `check` prints them.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    #[command(flatten)]
    body: super::body::Body,
}

const AFTER_HELP: &str = "\
Example:
  $ echo '{\"phone\": \"+84 (0)912-345.678\"}' | leadform encode zalo-journey
  {\"phone\":\"84912345678\"}

Exit status: 0 printed, 1 issues, 2 the input could not be used.";

impl Args {
    pub(super) fn run(self) -> Result<Ending, Failure> {
        match self.body.check()? {
            Ok(submission) => {
                output::print(&encode(&submission).text)?;
                Ok(Ending::Clean)
            }
            Err(issues) => {
                output::complain(&super::body::line(&issues));
                Ok(Ending::Issues)
            }
        }
    }
}
