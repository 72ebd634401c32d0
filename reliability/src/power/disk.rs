//! What a disk may hold after the power failed: everything that was synced, and of the rest whatever it likes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::trace::Event;
use crate::random::Random;

/// What became of what was not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unsynced {
    /// Nothing of it reached the disk.
    Dropped,
    /// Some writes reached it, and later ones perhaps before earlier ones.
    SomeWrites,
    /// Some sectors of 512 bytes reached it.
    SomeSectors,
}

pub(crate) const UNSYNCED: [Unsynced; 3] = [Unsynced::Dropped, Unsynced::SomeWrites, Unsynced::SomeSectors];

const SECTOR: usize = 512;

pub(crate) type Files = HashMap<PathBuf, Vec<u8>>;

/// The files as they may be when the power fails right after `events`, which began with `before`.
pub(crate) fn after_power_loss(
    before: &Files,
    events: &[Event],
    unsynced: Unsynced,
    random: &mut Random,
) -> Files {
    // For each file and directory: everything before this event is on disk.
    let mut synced: HashMap<&Path, usize> = HashMap::new();
    for event in events {
        if let Event::Sync { path, covers } = event {
            let until = synced.entry(path).or_default();
            *until = (*until).max(*covers);
        }
    }
    let covered = |path: &Path, index: usize| synced.get(path).is_some_and(|until| index < *until);
    let mut files = before.clone();
    for (index, event) in events.iter().enumerate() {
        match event {
            // That a file is there, or no longer, is written in its directory.
            Event::Create { path } => {
                let stays = covered(path.parent().unwrap_or(path), index);
                if stays || (unsynced != Unsynced::Dropped && random.percent(50)) {
                    files.entry(path.clone()).or_default();
                }
            }
            Event::Remove { path } => {
                let stays = covered(path.parent().unwrap_or(path), index);
                if stays || (unsynced != Unsynced::Dropped && random.percent(50)) {
                    files.remove(path);
                }
            }
            Event::Truncate { path, length } => {
                let Some(file) = files.get_mut(path) else { continue };
                if covered(path, index) || (unsynced != Unsynced::Dropped && random.percent(50)) {
                    file.resize(*length, 0);
                }
            }
            Event::Write { path, offset, bytes } => {
                let Some(file) = files.get_mut(path) else { continue };
                if covered(path, index) {
                    write(file, *offset, bytes);
                    continue;
                }
                match unsynced {
                    Unsynced::SomeWrites if random.percent(50) => write(file, *offset, bytes),
                    Unsynced::Dropped | Unsynced::SomeWrites => {}
                    Unsynced::SomeSectors => some_sectors(file, *offset, bytes, random),
                }
            }
            Event::Sync { .. } | Event::Say { .. } => {}
        }
    }
    files
}

fn write(file: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    let end = offset + bytes.len();
    if file.len() < end {
        file.resize(end, 0);
    }
    file[offset..end].copy_from_slice(bytes);
}

/// Sectors begin at multiples of their size in the file, not in the write.
fn some_sectors(file: &mut Vec<u8>, offset: usize, bytes: &[u8], random: &mut Random) {
    let mut start = 0;
    while start < bytes.len() {
        let length = (SECTOR - (offset + start) % SECTOR).min(bytes.len() - start);
        if random.percent(50) {
            write(file, offset + start, &bytes[start..start + length]);
        }
        start += length;
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, Files, Random, Unsynced, after_power_loss};

    fn write(offset: usize, bytes: &str) -> Event {
        Event::Write { path: "/d/a".into(), offset, bytes: bytes.into() }
    }

    fn sync(path: &str, covers: usize) -> Event {
        Event::Sync { path: path.into(), covers }
    }

    fn left(events: &[Event], unsynced: Unsynced) -> Option<Vec<u8>> {
        let before = Files::from([("/d/a".into(), b"....".to_vec())]);
        after_power_loss(&before, events, unsynced, &mut Random::new(1)).remove(std::path::Path::new("/d/a"))
    }

    #[test]
    fn what_was_not_synced_is_gone() {
        let events = [write(0, "ab"), sync("/d/a", 1), write(2, "cd")];
        assert_eq!(left(&events, Unsynced::Dropped).unwrap(), b"ab..");
        assert_eq!(left(&[write(0, "ab")], Unsynced::Dropped).unwrap(), b"....");
    }

    #[test]
    fn the_sync_of_one_file_is_not_that_of_another() {
        assert_eq!(left(&[write(0, "ab"), sync("/d/b", 1)], Unsynced::Dropped).unwrap(), b"....");
    }

    #[test]
    fn a_new_file_is_there_once_its_directory_was_synced() {
        let path = || std::path::PathBuf::from("/d/b");
        let events = |covers| [Event::Create { path: path() }, sync("/d", covers)].to_vec();
        let there = |covers| {
            let files =
                after_power_loss(&Files::new(), &events(covers), Unsynced::Dropped, &mut Random::new(1));
            files.contains_key(&path())
        };
        assert!(there(1) && !there(0));
    }

    #[test]
    fn a_removed_file_comes_back_if_its_directory_was_not_synced() {
        let remove = Event::Remove { path: "/d/a".into() };
        assert!(left(std::slice::from_ref(&remove), Unsynced::Dropped).is_some());
        assert!(left(&[remove, sync("/d", 1)], Unsynced::Dropped).is_none());
    }

    #[test]
    fn a_torn_write_keeps_the_size_of_its_sectors() {
        let big = "x".repeat(5000);
        let file = left(&[write(100, &big)], Unsynced::SomeSectors).unwrap();
        assert!(file.contains(&b'x') && file.iter().skip(200).any(|byte| *byte == 0));
        for sector in file.chunks(512).skip(1).filter(|sector| sector.len() == 512) {
            assert!(sector.iter().all(|byte| *byte == sector[0]), "a sector was torn");
        }
    }
}
