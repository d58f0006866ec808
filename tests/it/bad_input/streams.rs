//! Readers that go away, disks that are full, folders in which nothing can be written.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use crate::program::Run;
use crate::sandbox::{EVENT, Entry, MEETINGS, MEMBERS, Sandbox};

/// Makes a council whose lists and findings do not fit in a pipe.
fn long_winded() -> Sandbox {
    let council = Sandbox::council();
    let day = chrono::NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
    let meetings: String = (0..1500)
        .map(|n| {
            let date = day + chrono::Days::new(n);
            MEETINGS
                .replace("2025-administrations-1", &format!("m{n}"))
                .replace("2025-03-18", &date.to_string())
                + &format!("place = \"{}\"\n", "x".repeat(80))
        })
        .collect();
    council.write("meetings.toml", meetings);
    council
}

#[test]
fn a_closed_pipe_is_no_error() {
    let council = long_winded();
    for (arguments, code) in [
        (&["meeting", "list"][..], 0),
        (&["meeting", "list", "--json"], 0),
        (&["status"], 0),
        (
            &["meeting", "list", "--template", "{{ meeting.place }}\n"],
            0,
        ),
        (&["check"], 1),
        (&["check", "--format", "json"], 1),
        (&["build", "--check"], 1),
        (&["build", "-n"], 0),
    ] {
        let mut command = council.command("en", arguments);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {stderr}");
        assert!(!stderr.contains("panicked"), "{stderr}");
        assert!(!stderr.contains("error:"), "{stderr}");
    }
}

#[test]
fn nobody_who_reads_the_errors_is_no_error() {
    let council = Sandbox::council();
    let mut command = council.command("en", &["build"]);
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(council.path(EVENT).exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_told() {
    let council = Sandbox::council();
    for (lang, said) in [
        (
            "en",
            "error: cannot write to standard output: the disk is full",
        ),
        (
            "fr",
            "erreur\u{a0}: impossible d'écrire sur la sortie standard\u{a0}: le disque est plein",
        ),
    ] {
        for arguments in [&["members", "list"][..], &["check"], &["explain", "syntax"]] {
            let mut command = council.command(lang, arguments);
            let full = fs::OpenOptions::new()
                .write(true)
                .open("/dev/full")
                .unwrap();
            let output = command.stdout(full).output().unwrap();
            let stderr = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{arguments:?}: {stderr}");
            assert!(stderr.contains(said), "{stderr}");
        }
    }
}

#[test]
fn a_disk_that_takes_no_more_leaves_every_file_as_it_was_or_complete() {
    let council = Sandbox::council();
    assert_eq!(council.run(&["build"]).code, Some(0));
    let before = council.tree();
    let moved = MEETINGS.replace("14:00:00", "15:00:00");
    let announced = moved.replace("updated = 2025-02-03", "sequence = 1\nupdated = 2025-02-04");
    council.write("meetings.toml", announced);
    council.write("members.toml", MEMBERS.replace("Mairie", &"x".repeat(4000)));
    // Files of more than a block or two are refused, as on a full disk.
    let limited = "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    let program = council.command("en", &["build"]);
    command.args(["-c", limited]).arg(program.get_program());
    command.args(program.get_args()).current_dir(council.root());
    command.envs(
        program
            .get_envs()
            .filter_map(|(key, value)| Some((key, value?))),
    );
    let output = Run::of(command);
    assert_eq!(output.code, Some(2), "{output:?}");
    assert!(output.stderr.contains("error: cannot write "), "{output:?}");
    let after = council.tree();
    assert_eq!(council.run(&["build"]).code, Some(0));
    let complete = council.tree();
    assert!(after.keys().eq(before.keys()), "no file is left over");
    for (path, entry) in &after {
        assert!(
            before.get(path) == Some(entry) || complete.get(path) == Some(entry),
            "{path}"
        );
    }
}

#[test]
fn a_file_in_the_place_of_a_folder_is_told() {
    let council = Sandbox::council();
    council.write("evenements", "not a folder\n");
    for (lang, said) in [
        ("en", ": a file stands where a folder is needed"),
        ("fr", "\u{a0}: un fichier occupe la place d'un dossier"),
    ] {
        let before = council.tree();
        let build = council.run_in(lang, &["build"]);
        assert_eq!(
            (build.code, build.stdout.as_str()),
            (Some(2), ""),
            "{build:?}"
        );
        assert!(build.stderr.contains(EVENT), "{build:?}");
        assert!(build.stderr.contains(said), "{build:?}");
        assert_eq!(council.tree(), before);
    }
}

#[test]
fn a_folder_that_may_not_be_written_is_told() {
    let council = Sandbox::council();
    let folder = council.path("evenements");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    // The superuser may write everywhere.
    if fs::write(folder.join("probe"), "").is_err() {
        let build = council.run(&["build"]);
        assert_eq!(
            (build.code, build.stdout.as_str()),
            (Some(2), ""),
            "{build:?}"
        );
        assert!(build.stderr.contains("permission denied"), "{build:?}");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_file_keeps_its_mode() {
    let council = Sandbox::council();
    council.write(EVENT, "stale");
    fs::set_permissions(council.path(EVENT), fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(council.run(&["build"]).code, Some(0));
    let mode = fs::metadata(council.path(EVENT))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640);
    assert!(matches!(
        council.tree().get(&format!("root/{EVENT}")),
        Some(Entry::File(bytes)) if bytes.starts_with(b"BEGIN:VCALENDAR\r\n")
    ));
}
