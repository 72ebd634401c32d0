//! Clients that go away in the middle of a request.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;

use super::Ledger;
use super::sender::{Sender, request};
use crate::lead;
use crate::upstream::reset;

/// How a client leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leaving {
    /// It closes both directions.
    Close,
    /// It resets the connection.
    Reset,
    /// It says that nothing more comes, and still listens.
    HalfClose,
}

/// One client for each byte of the request: it sends that many, and leaves. Every other one comes back. Gives how many
/// there were.
pub(crate) fn at_each_byte(
    address: SocketAddr,
    form: &Arc<str>,
    ledger: &Ledger,
    step: usize,
) -> Result<usize> {
    let mut clients = 0;
    let mut cut = 0;
    loop {
        let number = lead::next_number();
        let request = request(form, number);
        let is_whole = cut >= request.len();
        let leaving = [Leaving::Close, Leaving::Reset, Leaving::HalfClose][clients % 3];
        ledger.tries(number, form);
        if is_whole {
            ledger.completes(number);
        }
        leave(address, &request[..cut.min(request.len())], leaving)?;
        if clients % 2 == 0 {
            ledger.gives_up(number);
        } else {
            // The network is back, and the visitor's browser sends it again: one lead, not two.
            Sender::new(address, form, ledger).try_once(number);
        }
        clients += 1;
        if is_whole {
            return Ok(clients);
        }
        // The last byte counts in any case.
        cut = if cut + step > request.len() { request.len() } else { cut + step };
    }
}

fn leave(address: SocketAddr, bytes: &[u8], leaving: Leaving) -> Result<()> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.write_all(bytes)?;
    match leaving {
        Leaving::Close => {}
        Leaving::Reset => reset(&stream),
        Leaving::HalfClose => {
            stream.shutdown(std::net::Shutdown::Write)?;
            stream.set_read_timeout(Some(Duration::from_millis(200)))?;
            // Whatever it answers, nobody keeps it.
            let _ = stream.read(&mut [0; 1024]);
        }
    }
    Ok(())
}
