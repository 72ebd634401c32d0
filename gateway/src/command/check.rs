//! `leadform check`

use crate::{Ending, Failure, output};

/// Check a body for one of the APIs by the rules of its document
///
/// Prints one line of JSON, `{"issues":[…]}`. Each issue has the `field` (the attribute's path), a `code`, and
/// what the code needs: `expected`, `nearest`, `repaired`, `or`, `min`, `max`. All issues are listed, not only
/// the first.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    #[command(flatten)]
    body: super::body::Body,
}

const AFTER_HELP: &str = "\
Codes: required either unknown type choice format date phone phone_2018 email pattern too_small too_large

Example:
  $ echo '{\"phone\": \"01691234567\"}' | leadform check ladiflow-customer
  {\"issues\":[{\"field\":\"phone\",\"code\":\"phone_2018\",\"repaired\":\"0391234567\"}]}

Exit status: 0 no issues, 1 issues, 2 the input could not be used.";

impl Args {
    pub(super) fn run(self) -> Result<Ending, Failure> {
        let (issues, ending) = match self.body.check()? {
            Ok(_) => (Vec::new(), Ending::Clean),
            Err(issues) => (issues, Ending::Issues),
        };
        output::print(&(super::body::line(&issues) + "\n"))?;
        Ok(ending)
    }
}
