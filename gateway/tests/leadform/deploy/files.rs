//! What can be said of the examples without starting them.

use std::fs;
use std::process::{Command, Stdio};

/// How much of the system the unit leaves open, by systemd's own reckoning: 0 is nothing, 10 is all.
const MOST_EXPOSURE_TENTHS: &str = "15";

/// systemd itself finds nothing wrong with the unit.
#[test]
fn systemd_takes_the_unit_and_finds_it_closed() {
    let example = format!("{}/../examples/deploy/leadform.service", env!("CARGO_MANIFEST_DIR"));
    if Command::new("systemd-analyze").arg("--version").stdout(Stdio::null()).status().is_err() {
        eprintln!("skipped: systemd-analyze is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let unit = folder.path().join("leadform.service");
    let text = fs::read_to_string(example).unwrap();
    let program = "/usr/local/bin/leadform";
    assert!(text.contains(program));
    fs::write(&unit, text.replace(program, env!("CARGO_BIN_EXE_leadform"))).unwrap();
    let analyze = |arguments: &[&str]| {
        let output = Command::new("systemd-analyze").args(arguments).arg(&unit).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        (output.status.success(), said.into_owned())
    };
    let (is_right, said) = analyze(&["verify", "--man=no"]);
    assert!(is_right && !said.contains("leadform.service:"), "{said}");
    let (is_closed, said) =
        analyze(&["security", "--offline=true", &format!("--threshold={MOST_EXPOSURE_TENTHS}")]);
    assert!(is_closed, "{said}");
}
