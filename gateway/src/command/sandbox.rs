//! `leadform sandbox`

use std::net::{SocketAddr, ToSocketAddrs as _};
use std::path::PathBuf;

use crate::sandbox::{Options, help, serve};
use crate::{Ending, Failure};

/// Stand in for all five APIs on this machine, and show what they receive
///
/// Each API answers under its documented path, as its document says: it wants the secret where the API wants it,
/// refuses what the API would refuse, and makes up ids. Nothing is sent anywhere else, and nothing is written to disk.
/// The page at / shows each request live, beside the document's row for every value.
///
/// In front of the APIs stands a plain proxy, one for each form definition: GET /p/NAME is the definition, POST
/// /p/NAME adds the secret and the supplied values and forwards to the API, and GET /p/NAME/options/FIELD is a list
/// of choices as the ERP answers it.
///
/// For tests: GET /requests answers the last requests as JSON, DELETE /requests forgets them.
#[derive(clap::Args)]
#[command(after_long_help = help())]
pub(super) struct Args {
    /// Where to listen: a loopback address and a port; port 0 takes any free one.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8788", value_parser = loopback)]
    listen: SocketAddr,

    /// A directory with form definitions (*.json) to serve in place of the five examples.
    #[arg(long, value_name = "DIR")]
    forms: Option<PathBuf>,

    /// Do not print a line for each request.
    #[arg(long)]
    quiet: bool,
}

/// Reads a loopback address. Whoever can reach the sandbox can read every lead on its page, and it has no password.
fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address = match text.parse() {
        Ok(address) => address,
        Err(_) if text.starts_with("localhost:") => {
            text.to_socket_addrs().ok().and_then(|mut found| found.next()).ok_or("not a port")?
        }
        Err(_) => return Err("not an address and a port, such as 127.0.0.1:8788".to_owned()),
    };
    if address.ip().is_loopback() {
        return Ok(address);
    }
    Err(format!(
        "{} can be reached from other machines, and the sandbox shows every lead it receives to whoever opens its \
         page; give a loopback address, such as 127.0.0.1:{}",
        address.ip(),
        address.port()
    ))
}

impl Args {
    pub(super) fn run(self) -> Result<Ending, Failure> {
        serve(Options { listen: self.listen, forms: self.forms, quiet: self.quiet })
    }
}
