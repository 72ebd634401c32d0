//! One keep-alive connection of the load client.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Instant;

use anyhow::{Result, bail};

pub(super) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    since: Instant,
}

impl Connection {
    pub(super) fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(4096), since: Instant::now() })
    }

    pub(super) fn stream(&self) -> &TcpStream {
        &self.stream
    }

    /// When the request that is under way was due.
    pub(super) fn since(&self) -> Instant {
        self.since
    }

    /// A request is small: it fits into what the system sends at once.
    pub(super) fn send(&mut self, request: &[u8], since: Instant) -> Result<()> {
        self.since = since;
        let written = self.stream.write(request)?;
        if written < request.len() {
            bail!("the system took only {written} of {} bytes", request.len());
        }
        Ok(())
    }

    /// Reads what is there; the status, once the answer is whole.
    pub(super) fn receive(&mut self) -> Result<Option<u16>> {
        let mut chunk = [0; 8192];
        match self.stream.read(&mut chunk) {
            Ok(0) => bail!("the server closed a connection"),
            Ok(read) => self.buffer.extend_from_slice(&chunk[..read]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(None),
            Err(error) => return Err(error.into()),
        }
        let Some((status, length)) = answer(&self.buffer) else { return Ok(None) };
        if self.buffer.len() < length {
            return Ok(None);
        }
        self.buffer.clear();
        Ok(Some(status))
    }
}

/// The status and the length of an answer whose head is whole.
fn answer(bytes: &[u8]) -> Option<(u16, usize)> {
    let head = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let text = std::str::from_utf8(&bytes[..head]).ok()?;
    let status = text.get(9..12)?.parse().ok()?;
    let length = text.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    Some((status, head + 4 + length.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::answer;

    #[test]
    fn an_answer_is_whole_when_its_body_is() {
        let bytes = b"HTTP/1.1 202 Accepted\r\nContent-Length: 3\r\n\r\nabc";
        assert_eq!(answer(bytes), Some((202, bytes.len())));
        assert_eq!(answer(&bytes[..20]), None);
    }
}
