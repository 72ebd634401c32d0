//! Lines as strace writes them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::{Event, read};

fn hex(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        let _ = write!(all, "\\x{byte:02x}");
        all
    })
}

fn events(lines: &[String]) -> Vec<Event> {
    read(&lines.join("\n"), Path::new("/d"), &[]).unwrap()
}

#[test]
fn a_write_goes_where_the_descriptor_stands() {
    let file = hex("/d/a.db");
    let lines = [
        format!("9 openat(AT_FDCWD<{}>, \"{file}\", O_RDWR|O_CREAT, 0644) = 3<{file}>", hex("/")),
        format!("9 lseek(3<{file}>, 10, SEEK_SET) = 10"),
        format!("9 write(3<{file}>, \"{}\", 2) = 2", hex("ab")),
        format!("9 write(3<{file}>, \"{}\", 2) = 1", hex("cd")),
        format!("9 pwrite64(3<{file}>, \"{}\", 2, 3) = 2", hex("zz")),
        format!("9 ftruncate(3<{file}>, 4) = 0"),
    ];
    let path = PathBuf::from("/d/a.db");
    let write = |offset, bytes: &str| Event::Write { path: path.clone(), offset, bytes: bytes.into() };
    assert_eq!(
        events(&lines),
        [
            Event::Create { path: path.clone() },
            write(10, "ab"),
            write(12, "c"),
            write(3, "zz"),
            Event::Truncate { path, length: 4 }
        ]
    );
}

#[test]
fn an_fsync_covers_what_had_ended_when_it_began() {
    let file = hex("/d/a.db");
    let lines = [
        format!("9 write(3<{file}>, \"{}\", 1) = 1", hex("a")),
        format!("9 fsync(3<{file}> <unfinished ...>"),
        format!("8 write(3<{file}>, \"{}\", 1) = 1", hex("b")),
        "9 <... fsync resumed>) = 0".to_owned(),
    ];
    let all = events(&lines);
    assert_eq!(all.last(), Some(&Event::Sync { path: "/d/a.db".into(), covers: 1 }));
}

#[test]
fn a_write_that_was_interrupted_by_another_thread_keeps_its_place() {
    let file = hex("/d/a.db");
    let lines = [
        format!("9 pwrite64(3<{file}>, \"{}\", 2, 32 <unfinished ...>", hex("ab")),
        format!("8 fsync(4<{}>) = 0", hex("/e")),
        "9 <... pwrite64 resumed>)       = 2".to_owned(),
    ];
    let write = Event::Write { path: "/d/a.db".into(), offset: 32, bytes: b"ab".to_vec() };
    assert_eq!(events(&lines), [write]);
}

#[test]
fn a_promise_counts_from_its_begin() {
    let (file, socket) = (hex("/d/a.db"), hex("socket:[1]"));
    let lines = [
        format!("9 sendto(5<{socket}>, \"{}\", 3, 0, NULL, 0 <unfinished ...>", hex("202")),
        format!("8 fsync(3<{file}>) = 0"),
        "9 <... sendto resumed>) = 3".to_owned(),
    ];
    let all = events(&lines);
    assert_eq!(all[0], Event::Say { bytes: b"202".to_vec() });
    assert_eq!(all[1], Event::Sync { path: "/d/a.db".into(), covers: 1 });
}

#[test]
fn a_failed_fsync_is_none() {
    let lines = [format!("9 fsync(3<{}>) = -1 EIO (Input/output error) (INJECTED)", hex("/d/a.db"))];
    assert!(events(&lines).is_empty());
}

#[test]
fn the_parts_of_a_message_are_put_together() {
    let line = format!(
        "9 writev(5<{}>, [{{iov_base=\"{}\", iov_len=2}}, {{iov_base=\"{}\", iov_len=1}}], 2) = 3",
        hex("socket:[1]"),
        hex("ab"),
        hex("c")
    );
    assert_eq!(events(&[line]), [Event::Say { bytes: b"abc".to_vec() }]);
}
