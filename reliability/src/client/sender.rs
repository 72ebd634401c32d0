//! One keep-alive connection that posts leads as the widget does.

use std::io::Write as _;
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use crate::client::Ledger;
use crate::gateway::CANARY;
use crate::http::Reader;
use crate::lead;

/// Longer than the gateway may take for anything.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);

/// How a try ended.
#[derive(Debug)]
pub(crate) enum Answer {
    /// 202
    Accepted,
    /// 503 or 429: again, after this long.
    Later(Duration),
    /// Any other answer. None of our leads should get one.
    Refused,
    /// No answer: whether the gateway has the lead is not known.
    Lost,
}

pub(crate) struct Sender {
    address: SocketAddr,
    form: Arc<str>,
    ledger: Ledger,
    connection: Option<(TcpStream, Reader)>,
}

impl Sender {
    pub(crate) fn new(address: SocketAddr, form: &Arc<str>, ledger: &Ledger) -> Self {
        Self { address, form: Arc::clone(form), ledger: ledger.clone(), connection: None }
    }

    /// Sends it once, and writes down what became of it.
    pub(crate) fn try_once(&mut self, number: u64) -> Answer {
        self.ledger.tries(number, &self.form);
        self.exchange(number).unwrap_or_else(|_| {
            self.connection = None;
            Answer::Lost
        })
    }

    fn exchange(&mut self, number: u64) -> std::io::Result<Answer> {
        if self.connection.is_none() {
            let stream = TcpStream::connect_timeout(&self.address, Duration::from_secs(5))?;
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(ANSWER_TIMEOUT))?;
            self.connection = Some((stream, Reader::default()));
        }
        let Some((stream, reader)) = &mut self.connection else { return Ok(Answer::Lost) };
        self.ledger.completes(number);
        stream.write_all(&request(&self.form, number))?;
        let answer = reader.read(stream)?.ok_or(std::io::ErrorKind::UnexpectedEof)?;
        if answer.header("connection") == Some("close") {
            self.connection = None;
        }
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        if body.contains(CANARY) || answer.headers.iter().any(|(_, value)| value.contains(CANARY)) {
            self.ledger.refused(number, format!("the key is in the answer: {body}"));
        }
        Ok(match answer.status() {
            202 => {
                let receipt = receipt(&body).unwrap_or_default();
                self.ledger.acknowledged(number, receipt);
                Answer::Accepted
            }
            429 | 503 => {
                let seconds = answer.header("retry-after").and_then(|text| text.parse().ok()).unwrap_or(1);
                Answer::Later(Duration::from_secs(seconds))
            }
            status => {
                self.ledger.refused(number, format!("{status} {body}"));
                Answer::Refused
            }
        })
    }
}

/// The whole request.
pub(crate) fn request(form: &str, number: u64) -> Vec<u8> {
    let body = lead::envelope(number);
    let (key, length) = (lead::key(number), body.len());
    format!(
        "POST /f/{form} HTTP/1.1\r\nhost: forms.example.vn\r\ncontent-type: application/vnd.leadform+json\r\n\
         idempotency-key: {key}\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// The receipt that an answer's body names.
pub(crate) fn receipt(body: &str) -> Option<String> {
    let body: serde_json::Value = serde_json::from_str(body).ok()?;
    (body["status"] == "accepted").then(|| body["receipt"].as_str().map(str::to_owned))?
}

#[cfg(test)]
mod tests {
    use super::receipt;

    #[test]
    fn only_an_accepted_lead_has_a_receipt() {
        assert_eq!(receipt(r#"{"status":"accepted","receipt":"r"}"#).as_deref(), Some("r"));
        assert_eq!(receipt(r#"{"status":"refused","receipt":"r"}"#), None);
        assert_eq!(receipt("<html>"), None);
    }
}
