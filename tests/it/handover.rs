//! `cll handover`: a clone without `private/` writes to nobody, and says what it lacks.
//!
//! Where age or gpg is not installed its test is skipped, which it says; with `CI=true` that fails.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};
use std::{env, fs};

use serde_json::Value;

use crate::program::{cll, cll_with, commit_all, git};
use crate::sandbox::Sandbox;

const CONTACTS: &str = "[[contact]]\nmember = \"mairie\"\nname = \"Zoé Exemple\"\n\
    email = \"zoe@example.org\"\nrole = \"titular\"\n";
const MEETING: &str = "[[meeting]]\nid = \"2027-administrations-1\"\ncolleges = [\"administrations\"]\n\
    date = 2027-03-18\nstart = 14:00:00\nend = 16:00:00\nplace = \"Salle A\"\n\
    updated = 2025-02-03T09:00:00Z\n";

/// A council that has sent its invitations and committed its calendars, and a clone of it.
fn councils() -> (Sandbox, std::path::PathBuf) {
    let council = Sandbox::empty();
    let registry = include_str!("../councils/two-colleges/members.toml");
    council.write("members.toml", registry);
    council.write("meetings.toml", MEETING);
    council.write(".gitignore", "/private/\n");
    council.write("private/members.toml", CONTACTS);
    git(&council.root(), &["init", "-q"]);
    let sent =
        "invite send 2027-administrations-1 --by-hand --first --confirm 2027-administrations-1";
    for arguments in ["build", sent] {
        let run = council.run(&arguments.split(' ').collect::<Vec<_>>());
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    commit_all(&council.root());
    let clone = council.outside().join("clone");
    let root = council.root();
    let paths = [root.to_str().unwrap(), clone.to_str().unwrap()];
    git(council.outside(), &["clone", "-q", paths[0], paths[1]]);
    (council, clone)
}

/// The state of each file that the check names.
fn states(folder: &Path) -> (Option<i32>, Vec<(String, String)>) {
    let run = cll(folder, &["handover", "check", "--json"]);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    let files = document["files"].as_array().unwrap().iter();
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    let states = files.map(|it| (text(&it["file"]), text(&it["state"])));
    (run.code, states.collect())
}

fn state(folder: &Path, file: &str) -> String {
    let states = states(folder).1;
    states.into_iter().find(|it| it.0 == file).unwrap().1
}

#[test]
fn a_fresh_clone_writes_to_nobody_and_says_what_it_lacks() {
    let (council, clone) = councils();
    assert_eq!(states(&council.root()).0, Some(0));
    assert_eq!(states(&clone).0, Some(1));
    for missing in ["private/members.toml", "private/sent.jsonl"] {
        assert_eq!(state(&clone, missing), "missing");
    }
    assert_eq!(state(&clone, ".gitignore"), "here");
    let id = "2027-administrations-1";
    let forms = [
        &["invite", "send", id, "--confirm", id][..],
        &["invite", "send", id, "--confirm", id, "--by-hand"],
        &["invite", "send", id, "--dry-run"],
        &["invite", "send", id, "--resend", "--confirm", id],
        &["invite", "draft", id],
        &["invite", "draft", id, "--kind", "invitation"],
        &["invite", "draft", id, "-o", "-"],
    ];
    for arguments in forms {
        let run = cll(&clone, arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.stderr.contains("private/members.toml"), "{run:?}");
    }
    crate::program::write(&clone.join("private/members.toml"), CONTACTS.as_bytes());
    for arguments in forms {
        let run = cll(&clone, arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
        assert!(
            run.stderr.contains("`private/sent.jsonl` is missing"),
            "{run:?}"
        );
        assert!(!clone.join("private/sent.jsonl").exists());
    }
    let journal = council.read("private/sent.jsonl");
    crate::program::write(&clone.join("private/sent.jsonl"), journal.as_bytes());
    assert_eq!(states(&clone).0, Some(0));
}

#[test]
fn what_cannot_be_read_or_is_out_of_date_is_named() {
    let (council, _) = councils();
    let root = council.root();
    let journal = council.read("private/sent.jsonl");
    council.write("private/sent.jsonl", format!("{journal}no record\n"));
    assert_eq!(state(&root, "private/sent.jsonl"), "unsound");
    council.write("private/sent.jsonl", "");
    assert_eq!(state(&root, "private/sent.jsonl"), "missing");
    // A copy that was cut within its last record.
    council.write("private/sent.jsonl", &journal[..journal.len() - 20]);
    assert_eq!(state(&root, "private/sent.jsonl"), "unsound");
    council.write("private/sent.jsonl", &journal);
    council.write("private/members.toml", [0xff]);
    assert_eq!(state(&root, "private/members.toml"), "unsound");
    council.write("private/members.toml", CONTACTS);
    council.write("private/marked.txt", "private/comptes-rendus/gone.md\n");
    assert_eq!(state(&root, "private/marked.txt"), "stale");
    let settings = "host = \"mail.example.org\"\nuser = \"canari\"\npassword-file = \"secret\"\n";
    council.write("private/smtp.toml", settings);
    assert_eq!(state(&root, "private/smtp.toml"), "missing");
    council.write("private/secret", "x\n");
    assert_eq!(state(&root, "private/smtp.toml"), "here");
    council.write(".gitignore", "");
    assert_eq!(state(&root, ".gitignore"), "unsound");
    assert_eq!(states(&root).0, Some(1));
}

#[test]
fn what_git_does_not_have_is_named_before_the_folder_is_made() {
    let (council, clone) = councils();
    let root = council.root();
    let hand_over = |folder: &Path, name: &str| {
        let outside = council.outside().join(name);
        let run = cll(folder, &["handover", "-o", outside.to_str().unwrap()]);
        assert_eq!(run.code, Some(0), "{run:?}");
        (
            run.stderr,
            fs::read_to_string(outside.join("LISEZMOI.md")).unwrap(),
        )
    };
    let (said, text) = hand_over(&root, "whole");
    assert!(!said.contains("warning"), "{said}");
    assert!(!text.contains("git add"), "{text}");
    council.write("meetings.toml", format!("{MEETING}# later\n"));
    council.write("notes/à lire.md", "# Notes\n");
    let (said, text) = hand_over(&root, "changed");
    for it in [
        "changed since the last commit: meetings.toml; ",
        "not tracked by git: notes/à lire.md; ",
        "`git commit`",
    ] {
        assert!(said.contains(it), "{it}: {said}");
    }
    assert!(!said.contains("pushed"), "{said}");
    for it in [
        "modifié depuis le dernier commit\u{a0}: `meetings.toml`",
        "non suivi par git\u{a0}: `notes/à lire.md`",
    ] {
        assert!(text.contains(it), "{it}: {text}");
    }
    // A clone knows what its origin has.
    crate::program::write(&clone.join("private/members.toml"), CONTACTS.as_bytes());
    let journal = council.read("private/sent.jsonl");
    crate::program::write(&clone.join("private/sent.jsonl"), journal.as_bytes());
    let (said, _) = hand_over(&clone, "cloned");
    assert!(!said.contains("warning"), "{said}");
    crate::program::write(&clone.join("notes.md"), b"# Notes\n");
    commit_all(&clone);
    let (said, text) = hand_over(&clone, "ahead");
    assert!(
        said.contains("1 commit was not pushed") && said.contains("`git push`"),
        "{said}"
    );
    assert!(text.contains("1 commit non poussé"), "{text}");
}

const SETTINGS: &str =
    "host = \"mail.example.org\"\nuser = \"secretariat\"\npassword-file = \"secret\"\n";

#[test]
fn a_successor_goes_on_with_the_folder_and_tells_nobody_twice() {
    let (council, clone) = councils();
    council.write("private/smtp.toml", SETTINGS);
    council.write("private/secret", "canari\n");
    council.write("private/brouillons/notes.md", [0xff, 0xfe]);
    let private = || crate::program::tree(&council.path("private"));
    let before = private();
    let arguments = ["handover", "--today", "2027-01-04"];
    let run = council.run(&arguments);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(run.stdout, "private/handover-2027-01-04\n");
    let folder = council.path("private/handover-2027-01-04");
    let copied = crate::program::tree(&folder.join("private"));
    let named: Vec<&str> = copied.keys().map(String::as_str).collect();
    let expected = [
        "brouillons/notes.md",
        "members.toml",
        "sent.jsonl",
        "smtp.toml",
    ];
    assert!(
        expected.iter().all(|path| named.contains(path)),
        "{named:?}"
    );
    for (path, bytes) in &copied {
        let own = fs::read(council.path("private").join(path)).unwrap();
        assert!(*bytes == own && path != "secret", "{path}");
    }
    let text = fs::read_to_string(folder.join("LISEZMOI.md")).unwrap();
    for said in [
        "# Passation du secrétariat du Conseil d'exemple",
        "cll handover check",
        "| jeudi 18 mars 2027 |",
        "`2027-administrations-1` | confirmée | envoyées, 1 sans réponse |",
        "écrivez le mot de passe dans le fichier que nomme `password-file`",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(
        !text.contains("canari") && !text.contains("example.org"),
        "{text}"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700);
        assert_eq!(mode(&folder.join("private/brouillons")), 0o700);
        assert_eq!(mode(&folder.join("private/sent.jsonl")), 0o600);
        assert_eq!(mode(&folder.join("LISEZMOI.md")), 0o600);
    }
    // Another one holds no copy of the first.
    let outside = council.outside().join("remise");
    let run = council.run(&[&arguments[..], &["-o", outside.to_str().unwrap()]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(crate::program::tree(&outside.join("private")), copied);
    fs::remove_dir_all(&folder).unwrap();
    fs::remove_dir_all(&outside).unwrap();
    assert!(private() == before);
    crate::program::write_tree(&clone.join("private"), &copied);
    assert_eq!(state(&clone, "private/smtp.toml"), "missing");
    crate::program::write(&clone.join("private/secret"), b"x\n");
    assert_eq!(states(&clone).0, Some(0));
    let id = "2027-administrations-1";
    let run = cll(
        &clone,
        &["invite", "send", id, "--by-hand", "--confirm", id],
    );
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
}

#[test]
fn the_file_of_a_password_stays_however_it_is_written() {
    let (council, _) = councils();
    council.write("private/geheim", "x\n");
    council.write("private/notes/private/points.md", "À dire\n");
    for (nth, written) in ["geheim", "./geheim", "notes/../geheim"].iter().enumerate() {
        let settings = format!(
            "host = \"mail.example.org\"\nuser = \"canari\"\npassword-file = \"{written}\"\n"
        );
        council.write("private/smtp.toml", settings);
        let folder = format!("private/remise-{nth}");
        let run = council.run(&["handover", "-o", &folder]);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(run.stderr.contains("private/geheim"), "{run:?}");
        let copy = council.root().join(&folder).join("private");
        assert!(!copy.join("geheim").exists(), "{written}");
        assert!(copy.join("smtp.toml").exists());
        assert!(copy.join("notes/private/points.md").exists());
        fs::remove_dir_all(council.root().join(&folder)).unwrap();
    }
}

#[test]
fn what_nobody_knows_of_the_invitations_is_said() {
    let (council, _) = councils();
    fs::remove_file(council.root().join("private/sent.jsonl")).unwrap();
    let run = council.run(&["handover", "-o", "private/remise"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.contains("private/sent.jsonl"), "{run:?}");
    let text = council.read("private/remise/LISEZMOI.md");
    assert!(text.contains("on ne sait pas"), "{text}");
    assert!(!text.contains("à envoyer"), "{text}");
    let in_ci = cll_with(&council.root(), &["handover"], &[("CI", "true")]);
    assert_eq!(in_ci.code, Some(2), "{in_ci:?}");
}

#[test]
fn a_council_below_its_repository_is_told_where_its_files_go() {
    let above = Sandbox::empty();
    git(&above.root(), &["init", "-q"]);
    let registry = include_str!("../councils/two-colleges/members.toml");
    above.write("conseils/un/members.toml", registry);
    above.write("conseils/un/meetings.toml", MEETING);
    above.write("conseils/un/.gitignore", "/private/\n");
    above.write("conseils/un/private/members.toml", CONTACTS);
    let council = above.root().join("conseils/un");
    let run = cll(&council, &["handover", "-o", "private/remise"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let text = above.read("conseils/un/private/remise/LISEZMOI.md");
    assert!(
        text.contains("cp -R private \"conseil/conseils/un/\"\n"),
        "{text}"
    );
    assert!(text.contains("cd \"conseil/conseils/un\"\n"), "{text}");
}

#[test]
fn a_public_registry_changes_only_where_it_is_known_what_is_private() {
    let (council, _) = councils();
    let before = council.read("meetings.toml");
    let edit = [
        "meeting",
        "edit",
        "2027-administrations-1",
        "--title",
        "Audition de Zoé Exemple",
    ];
    for contacts in [CONTACTS.as_bytes(), b"\xff", b"[[contact]\n"] {
        council.write("private/members.toml", contacts);
        let run = council.run(&edit);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert_eq!(council.read("meetings.toml"), before);
    }
}

#[test]
fn a_folder_that_cannot_be_whole_is_not_there_at_all() {
    let (council, _) = councils();
    fs::create_dir(council.path("private/empty")).unwrap();
    council.write("private/full/note", "");
    let run = council.run(&["handover", "-o", "private/empty"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let before = council.tree();
    let refused = |arguments: &[&str], said: &str| {
        let run = council.run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.stderr.contains(said), "{said}: {run:?}");
    };
    refused(&["handover", "-o", "private/full"], "holds something");
    refused(&["handover", "-o", "private"], "holds something");
    refused(&["handover", "-o", "members.toml"], "members.toml");
    refused(&["handover", "-o", "remise"], "remise is public");
    assert!(council.tree() == before);
    council.write("private/smtp.toml", "password = \"canari\"\n");
    let before = council.tree();
    refused(&["handover"], "private/smtp.toml");
    assert!(council.tree() == before);
    council.write("private/smtp.toml", SETTINGS);
    #[cfg(unix)]
    {
        let link = council.path("private/link");
        std::os::unix::fs::symlink("/etc/hostname", &link).unwrap();
        refused(&["handover"], "private/link");
        fs::remove_file(link).unwrap();
    }
    // Neither is what nobody reads whole.
    let long = council.path("private/film");
    fs::write(&long, vec![0; 17 * 1024 * 1024]).unwrap();
    refused(&["handover"], "private/film");
    fs::remove_file(long).unwrap();
    assert!(!council.path("private/handover-2025-06-01").exists());
}

/// Whoever presses Ctrl-C has the folder or none, and what a killed run left goes with the next.
#[cfg(unix)]
#[test]
fn a_signal_leaves_no_half_of_a_folder() {
    let (council, _) = councils();
    let left = council.path("private/.handoverAb12Cd/private");
    fs::create_dir_all(&left).unwrap();
    for at in 0..200 {
        council.write(&format!("private/notes/{at}"), "x".repeat(20_000));
    }
    council.write("private/.handover-notes/mine", "x");
    let written = council.path("private/handover-2025-06-01");
    let mut ended = [false, false];
    for round in 0..30_u64 {
        let mut child = council.command("en", &["handover"]).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(20 * round));
        let id = child.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        child.wait().unwrap();
        let names = fs::read_dir(council.path("private")).unwrap().flatten();
        let names = names.map(|it| it.file_name().into_string().unwrap());
        let half = names.filter(|it| it.starts_with(".handover") && it != ".handoverAb12Cd");
        assert_eq!(half.collect::<Vec<_>>(), [".handover-notes"]);
        let is_there = written.exists();
        ended[usize::from(is_there)] = true;
        if is_there {
            assert!(written.join("LISEZMOI.md").exists());
            assert_eq!(
                fs::read_dir(written.join("private/notes")).unwrap().count(),
                200
            );
            fs::remove_dir_all(&written).unwrap();
        }
    }
    assert!(ended[0] && !left.exists());
    let run = council.run(&["handover"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

/// Runs a program of the machine; `None` where it is not installed.
fn tool(name: &str, arguments: &[&str], home: &Path) -> Option<Output> {
    let run = Command::new(name)
        .args(arguments)
        .env("GNUPGHOME", home)
        .output();
    if run.is_err() {
        let must = env::var_os("CI").is_some_and(|value| value == "true");
        assert!(!must, "{name} is not installed");
        // Said to whoever runs the tests: what `eprintln` says of a test that passes is not shown.
        let _ = writeln!(std::io::stderr(), "skipped: {name} is not installed");
    }
    run.ok()
}

/// Whether a file of the council, or around it, holds an address that only the archive may hold.
fn names(archive: &[u8]) -> bool {
    let address = b"zoe@example.org";
    archive.windows(address.len()).any(|it| it == address)
}

/// Hands over to a recipient twice: the archive is there, encrypted, and nothing replaces it.
fn handed_over(council: &Sandbox, home: &Path, recipient: &str, path: &str) {
    let home = [("GNUPGHOME", home.to_str().unwrap())];
    let arguments = [
        "handover",
        "--encrypt-to",
        recipient,
        "--today",
        "2027-01-04",
    ];
    let run = cll_with(&council.root(), &arguments, &home);
    assert_eq!(
        (run.code, run.stdout),
        (Some(0), format!("{path}\n")),
        "{}",
        run.stderr
    );
    let archive = fs::read(council.path(path)).unwrap();
    assert!(!archive.is_empty() && !names(&archive));
    let private = fs::read_dir(council.path("private")).unwrap();
    let named = private.map(|it| it.unwrap().file_name().into_string().unwrap());
    let mut named: Vec<String> = named.collect();
    named.sort();
    let archive = path.strip_prefix("private/").unwrap();
    assert_eq!(
        named,
        [archive, "members.toml", "sent.jsonl"],
        "nothing else is left"
    );
    let again = cll_with(&council.root(), &arguments, &home);
    assert_eq!(again.code, Some(2), "{again:?}");
    assert!(again.stderr.contains("holds something"), "{again:?}");
}

/// What an archive holds: the paths, in order, and all of it as it was.
fn opened(council: &Sandbox, tar: &[u8]) {
    let folder = council.outside().join("opened");
    fs::create_dir(&folder).unwrap();
    let file = council.outside().join("opened.tar");
    fs::write(&file, tar).unwrap();
    let run = Command::new("tar")
        .arg("-xf")
        .arg(&file)
        .arg("-C")
        .arg(&folder)
        .status();
    assert!(run.unwrap().success());
    let tree = crate::program::tree(&folder);
    let paths: Vec<&str> = tree.keys().map(String::as_str).collect();
    let expected = ["LISEZMOI.md", "private/members.toml", "private/sent.jsonl"];
    let expected = expected.map(|path| format!("handover-2027-01-04/{path}"));
    assert_eq!(paths, expected);
    assert!(tree[&expected[2]] == council.read("private/sent.jsonl").as_bytes());
}

#[test]
fn an_archive_is_for_its_recipient_of_age() {
    let (council, _) = councils();
    let key = council.outside().join("key");
    let key = key.to_str().unwrap();
    let Some(made) = tool("age-keygen", &["-o", key], council.outside()) else {
        return;
    };
    assert!(made.status.success(), "{made:?}");
    let recipient = tool("age-keygen", &["-y", key], council.outside())
        .unwrap()
        .stdout;
    let recipient = String::from_utf8(recipient).unwrap();
    let path = "private/handover-2027-01-04.tar.age";
    handed_over(&council, council.outside(), recipient.trim(), path);
    let archive = council.path(path);
    let arguments = ["--decrypt", "-i", key, archive.to_str().unwrap()];
    let tar = tool("age", &arguments, council.outside()).unwrap();
    assert!(tar.status.success(), "{tar:?}");
    opened(&council, &tar.stdout);
}

#[test]
fn an_archive_is_for_the_key_of_gpg() {
    let (council, _) = councils();
    // The path of a socket is short.
    let home = tempfile::Builder::new().prefix("gpg").tempdir().unwrap();
    let key = ["--batch", "--quiet", "--passphrase", "", "--quick-gen-key"];
    let key = [
        &key[..],
        &["suite@example.org", "default", "default", "never"],
    ]
    .concat();
    let Some(made) = tool("gpg", &key, home.path()) else {
        return;
    };
    assert!(made.status.success(), "{made:?}");
    let path = "private/handover-2027-01-04.tar.gpg";
    handed_over(&council, home.path(), "suite@example.org", path);
    let archive = council.path(path);
    let arguments = ["--batch", "--quiet", "--decrypt", archive.to_str().unwrap()];
    let tar = tool("gpg", &arguments, home.path()).unwrap();
    assert!(tar.status.success(), "{tar:?}");
    opened(&council, &tar.stdout);
    let _ = tool("gpgconf", &["--kill", "all"], home.path());
}

#[test]
fn a_recipient_of_gpg_is_one_key() {
    let (council, _) = councils();
    for vague in ["exemple", "example.org", "0xABCD1234", "-r"] {
        let recipient = format!("--encrypt-to={vague}");
        let run = council.run(&["handover", &recipient, "-o", "private"]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains("may be any of several keys"), "{run:?}");
    }
}

#[test]
fn what_no_program_encrypts_is_not_written() {
    let (council, _) = councils();
    let home = tempfile::tempdir().unwrap();
    let before = crate::program::tree(&council.path("private"));
    let mixed = ["--encrypt-to", "age1a", "--encrypt-to", "suite@example.org"];
    for (recipients, said) in [
        (&mixed[..], "not both in one archive"),
        (&["--encrypt-to", "suite@example.org"], "gpg"),
        (&["--encrypt-to", "age1a"], "age"),
        (&["--encrypt-to=-x"], "gpg"),
    ] {
        let arguments = [&["handover"], recipients].concat();
        let home = [("GNUPGHOME", home.path().to_str().unwrap())];
        let run = cll_with(&council.root(), &arguments, &home);
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(2), ""),
            "{}",
            run.stderr
        );
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
        assert!(crate::program::tree(&council.path("private")) == before);
    }
}

const OLD: &str = "[[meeting]]\nid = \"2025-administrations-1\"\nuid = \"vieux@example.org\"\n\
    colleges = [\"administrations\"]\ndate = 2025-03-18\nstart = 14:00:00\nend = 16:00:00\n\
    place = \"Salle A\"\nupdated = 2025-02-03T09:00:00Z\n\n";
const PURGE: [&str; 4] = ["handover", "purge", "--before", "2026-01-01"];
const SENT: &str = "private/sent.jsonl";
const REPLIES: &str = "private/replies.jsonl";
const MAILBOX: &str = "private/mailbox.jsonl";
const POSITION: &str = "{\"format\":1,\"host\":\"mail.example.org\",\"port\":993,\"user\":\"u\",\
    \"mailbox\":\"INBOX\",\"uidvalidity\":7,\"uid\":40,\"answers\":3}\n";

fn run_on(council: &Sandbox, day: &str, arguments: &[&str]) -> crate::program::Run {
    council.run(&[arguments, &["--today", day]].concat())
}

fn answer(uid: &str, day: &str) -> String {
    format!(
        "From: zoe@example.org\r\nMessage-ID: <{day}-{uid}>\r\n\
         Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n\
         BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:{day}T090000Z\r\nSEQUENCE:0\r\n\
         ATTENDEE;PARTSTAT=ACCEPTED:mailto:zoe@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

/// A council with a meeting of 2025 and one of 2027: for both, people were invited and answered in 2025.
fn years() -> Sandbox {
    let council = Sandbox::empty();
    let registry = include_str!("../councils/two-colleges/members.toml");
    council.write("members.toml", registry);
    let coming = MEETING.replacen("\ncolleges", "\nuid = \"neuf@example.org\"\ncolleges", 1);
    council.write("meetings.toml", format!("{OLD}{coming}"));
    council.write(".gitignore", "/private/\n");
    council.write("private/members.toml", CONTACTS);
    git(&council.root(), &["init", "-q"]);
    council.write(
        "private/inbox/1.eml",
        answer("vieux@example.org", "20250220"),
    );
    council.write(
        "private/inbox/2.eml",
        answer("neuf@example.org", "20250221"),
    );
    for arguments in [
        "build",
        "invite send 2025-administrations-1 --by-hand --first --confirm 2025-administrations-1",
        "invite send 2027-administrations-1 --by-hand --confirm 2027-administrations-1",
        "invite replies private/inbox",
        "invite note 2025-administrations-1 --member mairie --declined",
    ] {
        let run = run_on(
            &council,
            "2025-02-22",
            &arguments.split(' ').collect::<Vec<_>>(),
        );
        assert_eq!(run.code, Some(0), "{arguments}: {run:?}");
    }
    council.write(MAILBOX, POSITION);
    council
}

#[test]
fn what_is_purged_is_of_meetings_over_and_nothing_to_come_changes() {
    let council = years();
    let today = "2027-01-04";
    let said = |council: &Sandbox| {
        let id = "2027-administrations-1";
        let forms = [
            &["invite", "list", id, "--json"][..],
            &["invite", "list", id],
            &["invite", "send", id, "-n"],
            &["invite", "send", id, "-n", "--kind", "reminder"],
            &["handover", "check"],
        ];
        forms.map(|arguments| {
            let run = run_on(council, today, arguments);
            (run.code, run.stdout, run.stderr)
        })
    };
    let before = said(&council);
    let (sent, replies) = (council.read(SENT), council.read(REPLIES));
    let whole = council.tree();
    let run = run_on(&council, today, &[&PURGE[..], &["-n"]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let expected = format!(
        "{SENT}: 1 record would be taken out, 1 kept (1 meeting to come or not over by 2026-01-01)\n  \
         2025-administrations-1 1\n\
         {REPLIES}: 2 records would be taken out, 1 kept (1 meeting to come or not over by 2026-01-01)\n  \
         2025-administrations-1 2\n"
    );
    assert_eq!(run.stdout, expected);
    // Without a terminal only `--yes` takes anything out.
    assert_eq!(run_on(&council, today, &PURGE).code, Some(2));
    assert!(council.tree() == whole);

    let yes = [&PURGE[..], &["--yes"]].concat();
    let run = run_on(&council, today, &yes);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("records taken out, 1 kept"), "{run:?}");
    let kept = |text: &str| -> String {
        let lines = text.split_inclusive('\n');
        lines.filter(|line| !line.contains("vieux@")).collect()
    };
    assert_eq!(council.read(SENT), kept(&sent));
    let mark = "{\"format\":1,\"purged_before\":\"2026-01-01\"}\n";
    assert_eq!(council.read(REPLIES).replacen(mark, "", 1), kept(&replies));
    assert!(council.read(REPLIES).contains(mark));
    assert_eq!(
        council.read(MAILBOX),
        POSITION.replace("\"answers\":3", "\"answers\":1")
    );
    #[cfg(unix)]
    for path in [SENT, REPLIES] {
        use std::os::unix::fs::PermissionsExt;
        let found = fs::metadata(council.path(path)).unwrap();
        assert_eq!(found.permissions().mode() & 0o777, 0o600, "{path}");
    }
    assert_eq!(said(&council), before);

    let old = "2025-administrations-1";
    let run = run_on(&council, today, &["invite", "list", old, "--json"]);
    let list: Value = serde_json::from_str(&run.stdout).unwrap();
    let invited = list["invited"].as_array().unwrap();
    assert!(
        !invited.is_empty() && invited.iter().all(|it| it["due"] == serde_json::json!([])),
        "{list}"
    );
    assert_eq!(
        run_on(&council, today, &["invite", "send", old, "-n"]).code,
        Some(2)
    );

    // The same messages are no news, and a second run takes nothing out.
    let (sent, replies) = (council.read(SENT), council.read(REPLIES));
    let run = run_on(&council, today, &["invite", "replies", "private/inbox"]);
    assert_eq!(
        (run.code, council.read(REPLIES)),
        (Some(0), replies.clone()),
        "{run:?}"
    );
    let run = run_on(&council, today, &yes);
    assert!(run.stderr.contains("nothing to take out"), "{run:?}");
    assert!(run.stdout.contains(": 0 records taken out"), "{run:?}");
    assert!(council.read(SENT) == sent && council.read(REPLIES) == replies);
    // What is written after the day is.
    council.write(
        "private/inbox/3.eml",
        answer("vieux@example.org", "20261201"),
    );
    run_on(&council, today, &["invite", "replies", "private/inbox"]);
    assert_eq!(council.read(REPLIES).matches("vieux@").count(), 2);
    let run = run_on(&council, today, &yes);
    assert!(
        run.stdout.contains("; 1 record of 2026-01-01 or later)"),
        "{run:?}"
    );
}

#[test]
fn what_may_be_needed_or_cannot_be_told_is_not_purged() {
    let council = years();
    let refused = |day: &str, options: &[&str], said: &str| {
        let before = council.tree();
        let run = run_on(&council, day, &[&PURGE[..], &["--yes"], options].concat());
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.stderr.contains(said), "{said}: {run:?}");
        assert!(council.tree() == before);
    };
    refused("2025-12-31", &["--force"], "is still to come");
    refused("2026-12-31", &[], "within the last 12 months");
    let (sent, replies) = (council.read(SENT), council.read(REPLIES));
    for (path, text) in [
        (SENT, &sent),
        (REPLIES, &replies),
        (MAILBOX, &POSITION.to_owned()),
    ] {
        council.write(path, format!("no record\n{text}"));
        refused("2027-01-04", &[], path);
        council.write(path, text);
    }
    let variables = [("CI", "true"), ("CLL_TODAY", "2027-01-04")];
    let run = cll_with(&council.root(), &[&PURGE[..], &["-n"]].concat(), &variables);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");

    // Somebody was told of a later day; a calendar has what the registry has no more; a line was cut short.
    let later = sent.replacen("\"date\":\"2025-03-18\"", "\"date\":\"2026-03-18\"", 1);
    assert_ne!(later, sent);
    let torn = format!("{later}{{\"format\":1,\"at\"");
    council.write(SENT, &torn);
    let run = run_on(&council, "2027-01-04", &[&PURGE[..], &["--yes"]].concat());
    assert!(run.stdout.contains(": 0 records taken out"), "{run:?}");
    assert!(council.read(SENT) == torn && council.read(REPLIES) == replies);
    council.write(SENT, &sent);
    let meetings = council.read("meetings.toml");
    council.write("meetings.toml", meetings.replace(OLD, ""));
    let run = run_on(&council, "2027-01-04", &[&PURGE[..], &["--yes"]].concat());
    assert!(
        run.stdout
            .contains("about no meeting or subject of the registry"),
        "{run:?}"
    );
    assert!(council.read(SENT) == sent);
}

/// A journal of before there were headers is not emptied: an empty one would be taken for one that was lost.
#[test]
fn a_journal_without_a_header_gets_one_before_it_is_empty() {
    let council = years();
    let sent = council.read(SENT);
    let old = sent
        .split_inclusive('\n')
        .filter(|line| line.contains("vieux@"));
    let old: String = old.collect();
    council.write(SENT, format!("\u{feff}{old}"));
    let run = run_on(&council, "2027-01-04", &[&PURGE[..], &["--yes"]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let left = council.read(SENT);
    assert!(
        left.starts_with("\u{feff}{") && left.lines().count() == 1,
        "{left}"
    );
    assert_eq!(
        state(&council.root(), SENT),
        "stale",
        "answers to come are known"
    );
}
