//! Where the database is: whether that place can keep a promise, and that no other gateway has it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::Failure;

/// The one name of the database's file: two gateways that call it differently must meet at the same lock.
pub(super) fn resolve(path: &Path) -> Result<PathBuf, Failure> {
    if path.is_dir() {
        return Err(Failure::new(
            format!("{}: this is a directory", path.display()),
            "Give the name of a file in it, such as leadform.db.",
        ));
    }
    if let Ok(path) = path.canonicalize() {
        return Ok(path);
    }
    let name = path.file_name().ok_or_else(|| {
        Failure::new(format!("{}: this names no file", path.display()), "Give a file, such as leadform.db.")
    })?;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let parent = parent.canonicalize().map_err(|error| {
        Failure::new(
            format!("{}: the database's directory cannot be used: {error}", parent.display()),
            "Create it, owned by the user that runs leadform.",
        )
    })?;
    Ok(parent.join(name))
}

/// Holds the place for this process until it is dropped, or the process ends, however it ends.
pub(super) fn lock(database: &Path) -> Result<File, Failure> {
    let mut name = database.as_os_str().to_owned();
    name.push(".lock");
    let path = PathBuf::from(name);
    let file = private(OpenOptions::new().write(true).create(true).truncate(false))
        .open(&path)
        .map_err(|error| unwritable(&path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Failure::new(
            format!("{}: another leadform serve has this database", database.display()),
            "Stop that one first, or give this one a database of its own in [store] url.",
        )),
        Err(TryLockError::Error(error)) => Err(Failure::new(
            format!("{}: cannot be locked: {error}", path.display()),
            "Put the database on a local disk, whose file system has locks.",
        )),
    }
}

/// Creates the database's file if there is none, so that only its owner can read it from its first byte on.
pub(super) fn create(database: &Path) -> Result<(), Failure> {
    match private(OpenOptions::new().write(true).create_new(true)).open(database) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(unwritable(database, &error)),
        _ => Ok(()),
    }
}

/// With the mode 0600 for what is created.
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(
        format!("{}: cannot be written: {error}", path.display()),
        "Let the user that runs leadform own the directory and the files in it, on a disk that can be written.",
    )
}

/// Makes the names in the database's directory durable: the library does so for its WAL, not for the database itself.
pub(super) fn sync_directory(path: &Path) -> Result<(), Failure> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(directory).and_then(|directory| directory.sync_all()).map_err(|error| {
        Failure::new(
            format!("{}: cannot be fsynced: {error}", directory.display()),
            "Put the database on a local disk whose file system keeps what is fsynced.",
        )
    })
}

/// File systems whose locks, shared memory or `fsync` are another machine's or another program's word.
#[rustfmt::skip]
const NETWORKS: [(u64, &str); 14] = [
    (0x6969, "NFS"), (0x517b, "SMB"), (0xff53_4d42, "CIFS"), (0xfe53_4d42, "SMB2"), (0x0102_1997, "9P"),
    (0x6573_5546, "FUSE"), (0x00c3_6400, "Ceph"), (0x5346_414f, "AFS"), (0x6b41_4653, "AFS"), (0x7375_7245, "Coda"),
    (0x0bd0_0bd0, "Lustre"), (0x564c, "NCP"), (0x786f_4256, "VirtualBox shared folder"), (0x4750_4653, "GPFS"),
];

/// The name of a file system that cannot keep the promise, by its number in `statfs`.
fn network(kind: u64) -> Option<&'static str> {
    NETWORKS.into_iter().find(|(number, _)| *number == kind).map(|(_, name)| name)
}

/// Refuses network file systems.
pub(super) fn refuse_network(database: &Path) -> Result<(), Failure> {
    #[cfg(target_os = "linux")]
    if let Ok(found) = rustix::fs::statfs(database)
        && let Some(name) = u64::try_from(found.f_type).ok().and_then(network)
    {
        return Err(Failure::new(
            format!("{}: this is on a network file system ({name})", database.display()),
            "Put the database on a local disk: over a network, fsync and locks do not keep what they promise.",
        ));
    }
    let _ = (database, network);
    Ok(())
}

/// Whether the disk has room left, looked at once a second at most.
pub(super) struct Room {
    path: PathBuf,
    least_bytes: u64,
    seen: Mutex<Option<(Instant, bool)>>,
}

impl Room {
    pub(super) fn new(path: &Path, least_bytes: u64) -> Self {
        Self { path: path.to_owned(), least_bytes, seen: Mutex::new(None) }
    }

    /// Whether less is free than is wanted.
    pub(super) fn is_low(&self) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some((at, is_low)) = *seen
            && at.elapsed() < Duration::from_secs(1)
        {
            return is_low;
        }
        let is_low = rustix::fs::statvfs(&self.path)
            .is_ok_and(|found| found.f_bavail.saturating_mul(found.f_frsize) < self.least_bytes);
        *seen = Some((Instant::now(), is_low));
        is_low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_file_systems_are_known_by_their_numbers_and_local_ones_pass() {
        for (kind, name) in
            [(0x6969, "NFS"), (0xff53_4d42, "CIFS"), (0x6573_5546, "FUSE"), (0x0102_1997, "9P")]
        {
            assert_eq!(network(kind), Some(name));
        }
        // ext4, xfs, btrfs, zfs, tmpfs, overlayfs
        for kind in [0xef53, 0x5846_5342, 0x9123_683e, 0x2fc1_2fc1, 0x0102_1994, 0x794c_7630] {
            assert_eq!(network(kind), None, "{kind:x}");
        }
    }

    #[test]
    fn a_name_with_detours_is_the_same_place() {
        let directory = tempfile::tempdir().unwrap();
        let plain = resolve(&directory.path().join("a.db")).unwrap();
        std::fs::create_dir(directory.path().join("x")).unwrap();
        assert_eq!(resolve(&directory.path().join("x/../a.db")).unwrap(), plain);
        std::fs::write(&plain, "").unwrap();
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&plain, directory.path().join("b.db")).unwrap();
            assert_eq!(resolve(&directory.path().join("b.db")).unwrap(), plain);
        }
    }

    #[test]
    fn a_directory_or_a_missing_one_is_refused_with_the_remedy() {
        let directory = tempfile::tempdir().unwrap();
        let failure = resolve(directory.path()).unwrap_err().to_string();
        assert!(failure.contains("this is a directory\n  Give the name of a file"), "{failure}");
        let failure = resolve(&directory.path().join("no/leadform.db")).unwrap_err().to_string();
        assert!(failure.contains("Create it, owned by"), "{failure}");
    }

    #[test]
    fn free_space_is_compared_with_what_is_wanted() {
        let directory = tempfile::tempdir().unwrap();
        assert!(!Room::new(directory.path(), 0).is_low());
        assert!(Room::new(directory.path(), u64::MAX).is_low());
    }
}
