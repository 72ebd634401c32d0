//! Reads what `strace -f -y -xx` wrote: what the gateway did to its files and told its clients, in order.
//!
//! A write counts from its end, an fsync covers what had ended when it began, and a promise counts from the moment
//! when its first byte may have gone out. So nothing looks safer than it was.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    Write {
        path: PathBuf,
        offset: usize,
        bytes: Vec<u8>,
    },
    Truncate {
        path: PathBuf,
        length: usize,
    },
    Create {
        path: PathBuf,
    },
    Remove {
        path: PathBuf,
    },
    /// An fsync of a file or a directory has returned. It covers the events before `covers`.
    Sync {
        path: PathBuf,
        covers: usize,
    },
    /// Bytes to a client, or to an API.
    Say {
        bytes: Vec<u8>,
    },
}

/// The calls that matter. `-e trace=` takes them so.
pub(crate) const CALLS: &str =
    "openat,write,pwrite64,pwritev,lseek,ftruncate,fsync,fdatasync,close,unlink,rename,sendto,sendmsg,writev";

#[derive(Default)]
struct Reader {
    events: Vec<Event>,
    /// Where each descriptor's next `write` goes.
    positions: HashMap<String, usize>,
    /// Calls that have begun, by thread: their text, and how many events there were.
    begun: HashMap<String, (String, usize)>,
    directory: PathBuf,
    /// Files that are there.
    known: Vec<PathBuf>,
    /// Lines that should have been understood.
    odd: Vec<String>,
}

/// Reads a whole trace. Only files in `directory` matter; `known` are those that were there before.
pub(crate) fn read(text: &str, directory: &Path, known: &[PathBuf]) -> anyhow::Result<Vec<Event>> {
    let mut reader = Reader { directory: directory.to_owned(), known: known.to_owned(), ..Reader::default() };
    for line in text.lines() {
        reader.line(line);
    }
    anyhow::ensure!(reader.odd.is_empty(), "strace wrote what this does not understand: {:?}", reader.odd);
    Ok(reader.events)
}

impl Reader {
    fn line(&mut self, line: &str) {
        let Some((thread, call)) = line.split_once(' ') else { return };
        let call = call.trim_start();
        if let Some(begin) = call.strip_suffix(" <unfinished ...>") {
            self.speak(begin);
            self.begun.insert(thread.to_owned(), (begin.to_owned(), self.events.len()));
        } else if let Some(rest) = call.strip_prefix("<... ") {
            let Some((begin, covers)) = self.begun.remove(thread) else { return };
            let Some((_, end)) = rest.split_once(" resumed>") else { return };
            self.done(&format!("{begin}{end}"), covers);
        } else {
            self.speak(call);
            self.done(call, self.events.len());
        }
    }

    /// What is said may have been heard as soon as the call began.
    fn speak(&mut self, call: &str) {
        let is_said = ["sendto(", "sendmsg(", "writev(", "write("].iter().any(|name| call.starts_with(name));
        let path = path_of(call);
        if is_said && path.is_some_and(|path| path.to_string_lossy().starts_with("socket:")) {
            self.events.push(Event::Say { bytes: strings(call).concat() });
        }
    }

    fn done(&mut self, call: &str, covers: usize) {
        let Some((name, arguments)) = call.split_once('(') else { return };
        let Some((arguments, result)) = arguments.rsplit_once(" = ") else { return };
        let arguments = arguments.trim_end().trim_end_matches(')');
        let result = result.split([' ', '<']).next().unwrap_or_default();
        let Ok(result) = result.parse::<i64>() else { return };
        let Ok(count) = usize::try_from(result) else { return };
        let descriptor = arguments.split('<').next().unwrap_or_default().to_owned();
        match name {
            "openat" => return self.opened(call),
            "unlink" => {
                let path = strings(arguments).first().map(|bytes| path_from(bytes));
                if let Some(path) = path.filter(|path| self.is_ours(path)) {
                    self.known.retain(|known| *known != path);
                    self.events.push(Event::Remove { path });
                }
                return;
            }
            "close" => drop(self.positions.remove(&descriptor)),
            "lseek" => drop(self.positions.insert(descriptor.clone(), count)),
            _ => {}
        }
        let Some(path) = path_of(call).filter(|path| self.is_ours(path)) else { return };
        match name {
            "write" | "pwrite64" => {
                let Some(mut bytes) = strings(arguments).into_iter().next() else {
                    return self.odd.push(call.chars().take(200).collect());
                };
                let offset = if name == "write" {
                    let position = self.positions.entry(descriptor).or_default();
                    let offset = *position;
                    *position += count;
                    offset
                } else {
                    let last = arguments.rsplit(", ").next().unwrap_or_default();
                    last.parse().unwrap_or(usize::MAX)
                };
                if bytes.len() < count || offset == usize::MAX {
                    return self.odd.push(call.chars().take(200).collect());
                }
                bytes.truncate(count);
                self.events.push(Event::Write { path, offset, bytes });
            }
            "ftruncate" => {
                let last = arguments.rsplit(", ").next().unwrap_or_default();
                self.events.push(Event::Truncate { path, length: last.parse().unwrap_or_default() });
            }
            "fsync" | "fdatasync" => self.events.push(Event::Sync { path, covers }),
            "pwritev" | "rename" => self.odd.push(call.chars().take(200).collect()),
            _ => {}
        }
    }

    fn opened(&mut self, call: &str) {
        let Some((_, opened)) = call.rsplit_once(" = ") else { return };
        let Some(path) = path_of(opened).filter(|path| self.is_ours(path) && *path != self.directory) else {
            return;
        };
        if call.contains("O_CREAT") && !self.known.contains(&path) {
            self.known.push(path.clone());
            self.events.push(Event::Create { path: path.clone() });
        }
        if call.contains("O_TRUNC") {
            self.events.push(Event::Truncate { path, length: 0 });
        }
    }

    fn is_ours(&self, path: &Path) -> bool {
        // The index of the log is built anew after a crash.
        path.starts_with(&self.directory) && !path.to_string_lossy().ends_with("-shm")
    }
}

/// The file of the first descriptor: `3<\x2f\x74…>`.
fn path_of(call: &str) -> Option<PathBuf> {
    let (_, rest) = call.split_once('<')?;
    Some(path_from(&unescape(&rest[..rest.find('>')?])))
}

fn path_from(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// All strings in the arguments, in order.
fn strings(arguments: &str) -> Vec<Vec<u8>> {
    arguments.split('"').skip(1).step_by(2).map(unescape).collect()
}

/// Every byte is written as `\x2f`.
fn unescape(text: &str) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let byte = |four: &[u8]| Some(digit(*four.get(2)?)? << 4 | digit(*four.get(3)?)?);
    text.as_bytes().chunks(4).filter_map(byte).collect()
}

#[cfg(test)]
mod tests;
