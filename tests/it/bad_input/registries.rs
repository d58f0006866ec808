//! Registries that are missing, or that cannot be read, or that come from other systems.

use std::fs;
use std::process::Command;

use super::{builds, refused};
use crate::program::Run;
use crate::sandbox::{EVENT, MEETINGS, MEMBERS, Sandbox};

/// Runs a command that finds no registry.
fn not_found(council: &Sandbox, lang: &str) -> String {
    let before = council.tree();
    let Run {
        code,
        stdout,
        stderr,
    } = council.run_in(lang, &["check"]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
    assert_eq!(council.tree(), before);
    stderr
}

#[test]
fn without_registries_the_folders_that_were_searched_are_named() {
    let council = Sandbox::empty();
    let english = not_found(&council, "en");
    assert!(english.contains("/root holds no `members.toml` and no `meetings.toml`"));
    assert!(english.contains("`-C DIR`"), "{english}");
    let french = not_found(&council, "fr");
    assert!(french.contains("/root ne contient ni `members.toml` ni `meetings.toml`"));
    assert!(french.contains("aide\u{a0}: "), "{french}");
}

#[test]
fn of_two_registries_the_missing_one_is_named() {
    for (there, missing) in [
        ("members.toml", "meetings.toml"),
        ("meetings.toml", "members.toml"),
    ] {
        let council = Sandbox::council();
        fs::remove_file(council.path(missing)).unwrap();
        let said = not_found(&council, "en");
        assert!(
            said.starts_with(&format!("error: `{missing}` is missing in ")),
            "{there}: {said}"
        );
        assert!(said.contains(&format!(
            "help: a council has both registries; write `{missing}`"
        )));
    }
}

#[test]
fn the_search_ends_at_the_root_of_the_git_repository() {
    let council = Sandbox::empty();
    fs::write(council.outside().join("members.toml"), MEMBERS).unwrap();
    fs::write(council.outside().join("meetings.toml"), MEETINGS).unwrap();
    let said = not_found(&council, "en");
    assert!(said.contains("/root holds no `members.toml`"), "{said}");
}

#[test]
fn a_folder_to_begin_in_must_be_one() {
    let council = Sandbox::council();
    for (folder, reason) in [("nowhere", "no such"), ("members.toml", "a file stands")] {
        let output = council.run(&["-C", folder, "check"]);
        assert_eq!(output.code, Some(2), "{output:?}");
        assert!(output.stderr.contains("cannot go to"), "{output:?}");
        assert!(output.stderr.contains(reason), "{output:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_registry_that_is_no_file_is_unreadable() {
    use std::os::unix::fs::symlink;

    for name in ["members.toml", "meetings.toml"] {
        let council = Sandbox::council();
        let path = council.path(name);
        fs::remove_file(&path).unwrap();

        fs::create_dir(&path).unwrap();
        let check = refused(&council, "unreadable-file");
        assert!(check.stdout.contains("this is a folder, not a file"));
        fs::remove_dir(&path).unwrap();

        symlink("nowhere.toml", &path).unwrap();
        let check = refused(&council, "unreadable-file");
        assert!(check.stdout.contains("the file is missing"), "{check:?}");
        fs::remove_file(&path).unwrap();

        symlink(name, &path).unwrap();
        refused(&council, "unreadable-file");
        fs::remove_file(&path).unwrap();

        // Reading a pipe that nobody writes to would wait for ever.
        assert!(
            Command::new("mkfifo")
                .arg(&path)
                .status()
                .unwrap()
                .success()
        );
        let check = refused(&council, "unreadable-file");
        assert!(check.stdout.contains("not a file"), "{check:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_registry_that_may_not_be_read_says_so() {
    use std::os::unix::fs::PermissionsExt;

    let council = Sandbox::council();
    let path = council.path("members.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser may read everything.
    if fs::read(&path).is_err() {
        let check = council.run(&["check"]);
        assert_eq!(check.code, Some(1), "{check:?}");
        assert!(check.stdout.contains("is not permitted"), "{check:?}");
        assert_eq!(council.run(&["build"]).code, Some(2));
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    builds(&council);
}

#[test]
fn a_registry_that_no_hand_wrote_is_too_large() {
    for name in ["members.toml", "meetings.toml"] {
        let council = Sandbox::council();
        let file = fs::File::create(council.path(name)).unwrap();
        file.set_len(16 * 1024 * 1024 + 1).unwrap();
        let check = council.run(&["check"]);
        assert_eq!(check.code, Some(1));
        assert!(check.stdout.contains("larger than 16 MiB"), "{check:?}");
        assert_eq!(council.run(&["build"]).code, Some(2));
    }
}

#[test]
fn a_registry_that_is_not_utf8_does_not_hide_what_is_wrong_with_the_other() {
    let council = Sandbox::council();
    council.write("members.toml", b"[council]\nname = \"Coll\xe8ge\"\n");
    council.write("meetings.toml", MEETINGS.replace("date", "dat"));
    let check = refused(&council, "not-utf8");
    assert!(check.stdout.contains("line 2 is not UTF-8"), "{check:?}");
    assert!(check.stdout.contains("[unknown-key]"), "{check:?}");
}

#[test]
fn a_byte_order_mark_and_crlf_change_nothing_in_the_calendars() {
    let plain = Sandbox::council();
    builds(&plain);
    for (mark, line_end) in [("\u{feff}", "\n"), ("", "\r\n"), ("\u{feff}", "\r\n")] {
        let other = Sandbox::empty();
        let convert = |text: &str| format!("{mark}{}", text.replace('\n', line_end));
        let registries = [("members.toml", MEMBERS), ("meetings.toml", MEETINGS)];
        for (name, text) in registries {
            other.write(name, convert(text));
        }
        builds(&other);
        for path in [EVENT, "evenements/rdv-conseil-exemple.ics"] {
            assert_eq!(other.read(path), plain.read(path), "{mark:?} {line_end:?}");
        }
        for (name, text) in registries {
            assert_eq!(other.read(name), convert(text));
        }
    }
}

#[test]
fn a_mistake_behind_a_byte_order_mark_and_crlf_is_shown_in_its_place() {
    let council = Sandbox::council();
    let text = MEMBERS
        .replace("[council]", "[concil]")
        .replace('\n', "\r\n");
    council.write("members.toml", format!("\u{feff}{text}"));
    let check = refused(&council, "unknown-key");
    assert!(check.stdout.contains("--> members.toml:1:2\n"), "{check:?}");
    assert!(
        check.stdout.contains("did you mean `council`?"),
        "{check:?}"
    );
}

#[test]
fn the_29th_of_february_is_a_day_of_leap_years() {
    let council = Sandbox::council();
    council.write(
        "meetings.toml",
        MEETINGS.replace("2025-03-18", "2024-02-29"),
    );
    builds(&council);
    assert!(
        council
            .read(EVENT)
            .contains("DTSTART;TZID=Europe/Paris:20240229T140000\r\n")
    );
    council.write(
        "meetings.toml",
        MEETINGS.replace("2025-03-18", "2025-02-29"),
    );
    let check = refused(&council, "syntax");
    assert!(check.stdout.contains("--> meetings.toml:4:"), "{check:?}");
    assert!(
        check.stdout.contains("2023-09-28"),
        "what to type: {check:?}"
    );
}

#[test]
fn the_hours_that_a_day_lacks_or_has_twice_are_refused() {
    let council = Sandbox::council();
    for (sequence, (date, code)) in [
        ("2025-03-30", "skipped-hour"),
        ("2025-10-26", "ambiguous-hour"),
    ]
    .into_iter()
    .enumerate()
    {
        let meeting = MEETINGS.replace("2025-03-18", date);
        council.write("meetings.toml", meeting.replace("14:00:00", "02:30:00"));
        refused(&council, code);
        // The whole hour around it is there once.
        let announced = format!("sequence = {sequence}\nupdated = 2025-02-0{}", 3 + sequence);
        let meeting = meeting.replace("updated = 2025-02-03", &announced);
        let sound = meeting.replace("14:00:00", "03:30:00") + "allow = [\"non-working-day\"]\n";
        council.write("meetings.toml", sound);
        assert_eq!(council.run(&["build"]).code, Some(0));
    }
}

#[test]
fn a_list_of_councils_is_no_council() {
    let council = Sandbox::council();
    council.write("members.toml", MEMBERS.replace("[council]", "[[council]]"));
    let check = refused(&council, "wrong-type");
    assert!(check.stdout.contains("write it as in `[council]`"));
}
