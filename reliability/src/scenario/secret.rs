//! A key that is known, and persons that are marked: neither may be found where it does not belong.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::client::{Plan, Traffic};
use crate::gateway::{CANARY, get};
use crate::lead;
use crate::random::Random;
use crate::report::{Row, grouped};
use crate::rig::{Rig, Run};
use crate::upstream::{Behaviour, Fault};

/// What every marked person has in common: the first digits of the numbered name and phone are found too.
struct Marks {
    names: Vec<String>,
    phones: Vec<String>,
}

pub(super) fn run(run: &Run) -> Result<Vec<Row>> {
    let persons = run.pick(300, 10_000);
    let faults = vec![Fault::ServerError, Fault::ErrorBody, Fault::AnswerLost, Fault::Html];
    let rig = Rig::one_form(run, "secret", Behaviour::Mix(20, faults, Random::new(run.seed)))?;
    let gateway = rig.start()?;
    let plan =
        Plan { leads: persons, pause: Duration::ZERO, ..Plan::endless(rig.settings.address, "consult", 8) };
    Traffic::start(&plan, &rig.ledger).wait();
    let received = || rig.upstreams.first().map_or(0, |(_, upstream)| upstream.ledger().len());
    let limit = Instant::now() + Duration::from_secs(run.pick(20, 90));
    while received() < persons && Instant::now() < limit {
        std::thread::sleep(Duration::from_millis(100));
    }

    let mut answers = Vec::new();
    for path in ["/f/consult", "/f/none", "/f/consult/options/state_id", "/healthz", "/readyz", "/form.js"] {
        let answer = get(rig.settings.address, path)?;
        answers.extend(format!("{:?}", answer.headers).into_bytes());
        answers.extend(answer.body);
    }
    for answer in mistakes(&rig)? {
        answers.extend(answer);
    }
    let metrics = gateway.metrics()?;
    gateway.stop()?;
    let log = std::fs::read(rig.settings.log())?;
    let mut files = Vec::new();
    for entry in std::fs::read_dir(rig.directory())?.flatten() {
        if entry.file_name().to_string_lossy().starts_with("leadform.db") {
            files.extend(std::fs::read(entry.path())?);
        }
    }
    let received = received();
    let mut rows = Vec::new();
    let mut key = |place: &str, bytes: &[u8]| {
        let found = count(bytes, CANARY);
        let measured = format!("{found} times in {} bytes", grouped(bytes.len()));
        rows.push(Row::measured(format!("the key, in {place}"), measured, "0", found == 0));
    };
    key("answers", &answers);
    key("logs", &log);
    key("metrics", metrics.as_bytes());
    key("the database", &files);
    match wasm(run) {
        Some(wasm) => key("the built site", &wasm),
        None => rows.push(Row::skipped("the key, in the built site", "no dist/; first: cargo xtask build")),
    }
    let marks = marks(&rig);
    for (place, bytes) in [("logs", &log), ("metrics", &metrics.into_bytes())] {
        let found = marks.count(bytes);
        let measured =
            format!("{found} of {} persons in {} bytes", grouped(marks.names.len()), grouped(bytes.len()));
        rows.push(Row::measured(format!("marked persons, in {place}"), measured, "0", found == 0));
    }
    rows.push(Row::measured(
        "requests that brought them to the API",
        grouped(received),
        "at least as many as persons",
        received >= persons,
    ));
    Ok(rows)
}

/// Requests that are refused, each for another reason: what is wrong with a request must not be quoted in a log.
fn mistakes(rig: &Rig) -> Result<Vec<Vec<u8>>> {
    use std::io::{Read as _, Write as _};
    let number = lead::next_number();
    let valid = lead::envelope(number);
    let mut answers = Vec::new();
    for (path, kind, body) in [
        ("/f/consult", "application/vnd.leadform+json", valid.replace("\"09", "\"12")),
        ("/f/consult", "application/vnd.leadform+json", valid.replace("{\"payload\"", "{{\"payload\"")),
        ("/f/consult", "application/json", lead::payload(number).to_string().replace("male", "mole")),
        ("/f/consult", "application/x-www-form-urlencoded", format!("contact_name={}", lead::name(number))),
        ("/f/consult", "text/plain", valid.clone()),
        ("/f/none", "application/json", valid.clone()),
    ] {
        let mut stream = std::net::TcpStream::connect(rig.settings.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        let length = body.len();
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\
             connection: close\r\n\r\n{body}"
        )?;
        let mut answer = Vec::new();
        // An answer that is cut off is an answer too.
        let _ = stream.read_to_end(&mut answer);
        answers.push(answer);
    }
    // Some of the refused ones may have been taken after all: they are sent whole, and not counted.
    rig.ledger.completes(number);
    Ok(answers)
}

fn marks(rig: &Rig) -> Marks {
    let numbers: Vec<u64> = rig.ledger.snapshot().into_keys().collect();
    Marks {
        names: numbers.iter().map(|number| lead::name(*number)).collect(),
        phones: numbers.iter().map(|number| lead::phone(*number)).collect(),
    }
}

impl Marks {
    /// How many persons are named in it.
    fn count(&self, bytes: &[u8]) -> usize {
        let text = String::from_utf8_lossy(bytes);
        // All words that could be one, so that ten thousand need not be looked for one by one.
        // The digits behind a decimal point are no name.
        let is_between = |letter: char| !letter.is_alphanumeric() && letter != '.';
        let words: std::collections::HashSet<&str> =
            text.split(is_between).map(|word| word.trim_matches('.')).collect();
        let is_named = |(name, phone): &(&String, &String)| {
            let number = name.rsplit(' ').next().unwrap_or_default();
            let abroad = format!("84{}", &phone[1..]);
            [number, phone, &phone[1..], &abroad].iter().any(|word| words.contains(word))
        };
        self.names.iter().zip(&self.phones).filter(is_named).count()
    }
}

fn count(bytes: &[u8], word: &str) -> usize {
    bytes.windows(word.len()).filter(|window| *window == word.as_bytes()).count()
}

/// All bytes of the built site.
fn wasm(run: &Run) -> Option<Vec<u8>> {
    let files = std::fs::read_dir(&run.dist).ok()?.flatten();
    Some(files.filter_map(|entry| std::fs::read(entry.path()).ok()).flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::{Marks, count};

    #[test]
    fn a_person_in_a_log_is_found_by_name_or_phone() {
        let marks = Marks {
            names: vec!["Khách Đặng 000000007".to_owned()],
            phones: vec!["0900000007".to_owned()],
        };
        assert_eq!(marks.count("{\"contact\":\"Khách Đặng 000000007\"}".as_bytes()), 1);
        assert_eq!(marks.count(b"phone=+84900000007"), 1);
        assert_eq!(marks.count(b"phone=0900000007"), 1);
        assert_eq!(marks.count(b"leads=7"), 0);
        assert_eq!(marks.count(b"seconds_sum 1.000000007"), 0);
        assert_eq!(marks.count(b"refused: 000000007."), 1);
    }

    #[test]
    fn a_key_between_other_bytes_is_found() {
        assert_eq!(count(b"\x00\xffkey\x01key", "key"), 2);
    }
}
