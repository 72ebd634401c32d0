//! As much of HTTP/1.1 as the fake API and the clients need, over plain sockets, so that they can break it wherever
//! they like.

use std::io::{self, Read};

/// Larger than any message that is meant to be read whole.
const MAX_BYTES: usize = 4 << 20;

/// A request or an answer.
#[derive(Debug)]
pub(crate) struct Message {
    /// `POST /path HTTP/1.1` or `HTTP/1.1 202 Accepted`.
    pub(crate) first_line: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Message {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The status of an answer; 0 where there is none.
    pub(crate) fn status(&self) -> u16 {
        self.first_line.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default()
    }
}

/// What was read and not yet used.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    bytes: Vec<u8>,
}

/// The head, and where the body begins.
struct Head {
    message: Message,
    body_start: usize,
}

impl Reader {
    /// Reads one whole message. An end of the stream before its first byte is `None`.
    pub(crate) fn read(&mut self, stream: &mut impl Read) -> io::Result<Option<Message>> {
        let Some(mut head) = self.read_head(stream)? else { return Ok(None) };
        let length = head.message.header("content-length").and_then(|text| text.parse::<usize>().ok());
        let length = match length {
            Some(length) if length <= MAX_BYTES => length,
            Some(_) => return Err(broken("the body is too long")),
            None if head.message.header("transfer-encoding").is_some() => return Err(broken("chunks")),
            None => 0,
        };
        let end = head.body_start + length;
        while self.bytes.len() < end {
            if self.fill(stream)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        head.message.body = self.bytes[head.body_start..end].to_vec();
        self.bytes.drain(..end);
        Ok(Some(head.message))
    }

    /// Reads until the head of a message is there, and leaves it there.
    pub(crate) fn wait_for_head(&mut self, stream: &mut impl Read) -> io::Result<bool> {
        self.read_head(stream).map(|head| head.is_some())
    }

    fn read_head(&mut self, stream: &mut impl Read) -> io::Result<Option<Head>> {
        loop {
            if let Some(end) = self.bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                return head(&self.bytes[..end]).map(|message| Some(Head { message, body_start: end + 4 }));
            }
            if self.bytes.len() > MAX_BYTES {
                return Err(broken("the head is too long"));
            }
            if self.fill(stream)? == 0 {
                let clean = self.bytes.is_empty();
                return if clean { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
            }
        }
    }

    fn fill(&mut self, stream: &mut impl Read) -> io::Result<usize> {
        let mut chunk = [0; 16 << 10];
        let read = stream.read(&mut chunk)?;
        self.bytes.extend_from_slice(&chunk[..read]);
        Ok(read)
    }
}

fn head(bytes: &[u8]) -> io::Result<Message> {
    let text = std::str::from_utf8(bytes).map_err(|_| broken("the head is no UTF-8"))?;
    let mut lines = text.split("\r\n");
    let first_line = lines.next().unwrap_or_default().to_owned();
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    };
    Ok(Message { first_line, headers: lines.filter_map(header).collect(), body: Vec::new() })
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}

/// An answer with this body.
pub(crate) fn answer(status: &str, content_type: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::{Reader, answer};

    #[test]
    fn two_messages_in_one_stream_are_two() {
        let mut bytes = answer("202 Accepted", "text/plain", "", "one");
        bytes.extend(answer("503 Busy", "text/plain", "retry-after: 2\r\n", "second"));
        let mut stream = bytes.as_slice();
        let mut reader = Reader::default();
        let first = reader.read(&mut stream).unwrap().unwrap();
        assert_eq!((first.status(), first.body.as_slice()), (202, b"one".as_slice()));
        let second = reader.read(&mut stream).unwrap().unwrap();
        assert_eq!((second.status(), second.header("retry-after")), (503, Some("2")));
        assert!(reader.read(&mut stream).unwrap().is_none());
    }

    #[test]
    fn a_message_that_ends_early_is_an_error() {
        let bytes = answer("200 OK", "text/plain", "", "whole");
        let mut reader = Reader::default();
        assert!(reader.read(&mut &bytes[..bytes.len() - 1]).is_err());
        assert!(Reader::default().read(&mut &bytes[..9]).is_err());
    }
}
