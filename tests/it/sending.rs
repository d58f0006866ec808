//! `cll invite send` with a server that misbehaves: what arrived is counted, and nobody got two.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::mail_server::{HOST, PASSWORD, Server, Tls, USER};
use crate::on_terminal::OnTerminal;
use crate::program::{Run, TODAY, cll, cll_with, folder, write};
use tempfile::TempDir;

const MEETING: &str = "2025-administrations-2";

const MEMBERS: &str = r#"[council]
id = "conseil-exemple"
name = "Conseil d'exemple"
acronym = "CE"
convener = "Mairie d'exemple"
contact = "secretariat@example.org"
timezone = "Europe/Paris"

[[college]]
id = "administrations"
name = "administrations"

[[member]]
id = "mairie"
name = "Mairie d'exemple"
college = "administrations"
since = 2022-01-26

[[member]]
id = "ecole"
name = "École d'exemple"
college = "administrations"
since = 2022-01-26
"#;

const MEETINGS: &str = r#"[[meeting]]
id = "2025-administrations-1"
colleges = ["administrations"]
number = 1
date = 2025-03-18
start = 14:00:00
end = 16:00:00
updated = 2025-02-03T09:00:00Z

[[meeting]]
id = "2025-administrations-2"
colleges = ["administrations"]
number = 2
date = 2025-12-09
start = 14:00:00
end = 16:00:00
updated = 2025-02-03T09:00:00Z
"#;

/// A council whose contacts have these names before `@example.org`, the first of the school and the
/// others of the town hall, and whose messages go to this server.
fn council(server: &Server, security: &str, contacts: &[&str]) -> TempDir {
    let mut people = String::new();
    for (index, name) in contacts.iter().enumerate() {
        let member = if index == 0 { "ecole" } else { "mairie" };
        let _ = write!(
            people,
            "[[contact]]\nmember = \"{member}\"\nname = \"Bureau {index}\"\n\
             email = \"{name}@example.org\"\nrole = \"titular\"\n\n"
        );
    }
    let mut smtp = format!(
        "host = \"{HOST}\"\nport = {}\nsecurity = \"{security}\"\n",
        server.port
    );
    if security != "none" {
        let _ = write!(smtp, "user = \"{USER}\"\npassword-file = \"password\"\n");
    }
    let folder = folder(&[
        ("members.toml", MEMBERS),
        ("meetings.toml", MEETINGS),
        ("private/members.toml", &people),
        ("private/smtp.toml", &smtp),
        ("private/password", &format!("{PASSWORD}\nautre chose\n")),
        ("private/authority.pem", &server.authority),
    ]);
    let built = cll(folder.path(), &["build"]);
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    folder
}

fn send(council: &TempDir, arguments: &[&str]) -> Run {
    let all = [&["invite", "send", "next", "--confirm", MEETING], arguments].concat();
    let authority = council.path().join("private/authority.pem");
    let trusted = [("SSL_CERT_FILE", authority.to_str().unwrap())];
    cll_with(council.path(), &all, &trusted)
}

/// Begins to send, without waiting for the end.
fn begin(council: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_cll"))
        .args(["invite", "send", "next", "--confirm", MEETING])
        .current_dir(council)
        .env_clear()
        .envs([("CLL_LANG", "en"), ("CLL_TODAY", TODAY), ("NO_COLOR", "1")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn journal(council: &TempDir) -> String {
    fs::read_to_string(council.path().join("private/sent.jsonl")).unwrap_or_default()
}

fn addresses(names: &[&str]) -> Vec<String> {
    names
        .iter()
        .map(|name| format!("{name}@example.org"))
        .collect()
}

#[test]
fn everybody_gets_exactly_the_draft_and_nobody_gets_two() {
    let server = Server::start(Tls::Offered);
    let council = council(&server, "starttls", &["a", "b", "c"]);
    let run = send(&council, &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(
        run.stdout,
        "sent\tinvitation\tecole-1\nsent\tinvitation\tmairie-1\nsent\tinvitation\tmairie-2\n"
    );
    assert!(!run.stderr.contains("a@example.org"), "{}", run.stderr);
    let seen = server.seen();
    assert_eq!(server.taken(), addresses(&["a", "b", "c"]));
    assert_eq!(seen.connections, 1);
    let drafts = council.path().join("private/invitations").join(MEETING);
    for (taken, draft) in seen.taken.iter().zip(["ecole-1", "mairie-1", "mairie-2"]) {
        let draft = fs::read(drafts.join(format!("{draft}.eml"))).unwrap();
        // Only a draft is marked as unsent.
        let message = draft.strip_prefix(b"X-Unsent: 1\r\n").unwrap();
        assert_eq!(taken.bytes, message);
    }
    for _ in 0..2 {
        let again = send(&council, &[]);
        assert_eq!((again.code, again.stdout.as_str()), (Some(0), ""));
        assert!(again.stderr.contains("nothing to send"), "{}", again.stderr);
        assert!(again.stderr.contains("--kind update` "), "{}", again.stderr);
    }
    let resent = send(&council, &["--resend"]);
    assert_eq!((resent.code, resent.stdout.as_str()), (Some(0), ""));
    assert_eq!(server.seen().taken.len(), 3, "nobody got two");
    let named = send(&council, &["--resend", "--to", "ecole"]);
    assert_eq!(
        named.stdout, "sent\tinvitation\tecole-1\n",
        "{}",
        named.stderr
    );
    assert_eq!(server.taken(), addresses(&["a", "b", "c", "a"]));
    // Whoever knows everything is reminded, and not invited again; so once more.
    for _ in 0..2 {
        let options = ["--resend", "--kind", "reminder", "--to", "ecole"];
        let reminded = send(&council, &options);
        assert_eq!(
            reminded.stdout, "sent\treminder\tecole-1\n",
            "{}",
            reminded.stderr
        );
    }
}

#[test]
fn a_server_that_wants_tls_at_once_gets_it() {
    let server = Server::start(Tls::AtOnce);
    let council = council(&server, "tls", &["a"]);
    assert_eq!(send(&council, &[]).code, Some(0));
    assert_eq!(server.taken(), addresses(&["a"]));
}

#[test]
fn refused_and_deferred_are_told_apart_and_only_the_deferred_go_again() {
    let server = Server::start(Tls::Never);
    let council = council(
        &server,
        "none",
        &["refused", "a", "deferred", "rejected", "busy", "b"],
    );
    let run = send(&council, &[]);
    assert_eq!(run.code, Some(3), "{}", run.stderr);
    assert_eq!(
        run.stdout,
        "refused\tinvitation\tecole-1\t550 5.1.1\n\
         sent\tinvitation\tmairie-1\n\
         deferred\tinvitation\tmairie-2\t451 4.2.0\n\
         refused\tinvitation\tmairie-3\t554 5.7.1\n\
         deferred\tinvitation\tmairie-4\t452 4.3.1\n\
         sent\tinvitation\tmairie-5\n"
    );
    assert!(
        !run.stderr.contains("@example.org:"),
        "no address: {}",
        run.stderr
    );
    assert!(journal(&council).contains("550 5.1.1 <refused@example.org>: unknown"));
    let again = send(&council, &[]);
    assert_eq!(
        again.code,
        Some(2),
        "none of them was taken: {}",
        again.stderr
    );
    assert_eq!(
        again.stdout,
        "deferred\tinvitation\tmairie-2\t451 4.2.0\ndeferred\tinvitation\tmairie-4\t452 4.3.1\n"
    );
    assert!(
        again.stderr.contains("ecole: invitation refused"),
        "{}",
        again.stderr
    );
    let resent = send(&council, &["--resend"]);
    assert_eq!(resent.stdout.lines().count(), 4, "{}", resent.stdout);
    assert_eq!(server.taken(), addresses(&["a", "b"]));
}

/// What a server refuses for now, whoever it is for, is asked of it no more than three times.
#[test]
fn a_run_stops_where_the_server_takes_no_more_for_now() {
    let limit = ["a", "deferred", "deferred2", "deferred3", "b", "c"];
    let farewell = ["a", "closing", "b", "c"];
    for (contacts, tried, code) in [(&limit[..], 4, "451 4.2.0"), (&farewell, 2, "421 4.7.0")] {
        let server = Server::start(Tls::Never);
        let council = council(&server, "none", contacts);
        let run = send(&council, &[]);
        assert_eq!(run.code, Some(3), "{}", run.stderr);
        assert_eq!(run.stdout.lines().count(), tried, "{}", run.stdout);
        let said = format!("takes no more messages for now: {code}");
        assert!(run.stderr.contains(&said), "{}", run.stderr);
        assert!(run.stderr.contains("in half an hour"), "{}", run.stderr);
        assert!(run.stderr.contains("2 not tried"), "{}", run.stderr);
        assert_eq!(server.taken(), addresses(&["a"]));
        // The next run begins with whoever has nothing yet, and counts anew.
        let again = send(&council, &[]);
        assert_eq!(again.stdout.lines().count(), tried - 1, "{}", again.stdout);
        assert_eq!(again.code, Some(2), "{}", again.stderr);
        assert_eq!(server.taken(), addresses(&["a"]));
    }
    // Three that are put off each for another reason are put off as persons.
    let server = Server::start(Tls::Never);
    let council = council(
        &server,
        "none",
        &["deferred", "busy", "deferred2", "busy2", "a"],
    );
    assert_eq!(send(&council, &[]).stdout.lines().count(), 5);
    assert_eq!(server.taken(), addresses(&["a"]));
}

#[test]
fn a_server_that_ends_connections_gets_each_message_once() {
    let contacts = ["a", "wearing", "b", "annoying", "c", "last", "d"];
    for (tls, security) in [(Tls::Never, "none"), (Tls::Offered, "starttls")] {
        let server = Server::start(tls);
        let council = council(&server, security, &contacts);
        let run = send(&council, &[]);
        assert_eq!(run.code, Some(0), "{security}: {}", run.stderr);
        assert_eq!(server.taken(), addresses(&contacts), "{security}");
        assert_eq!(server.seen().connections, 4, "{security}");
        let again = send(&council, &[]);
        assert_eq!(
            (again.code, again.stdout.as_str()),
            (Some(0), ""),
            "{security}"
        );
        assert_eq!(server.taken(), addresses(&contacts), "{security}");
    }
}

#[test]
fn who_hangs_up_leaves_doubt_and_the_others_get_theirs() {
    let server = Server::start(Tls::Never);
    let council = council(&server, "none", &["a", "vanishing", "b", "last", "c"]);
    let run = send(&council, &[]);
    assert_eq!(run.code, Some(3), "{}", run.stderr);
    assert!(
        run.stdout.contains("uncertain\tinvitation\tmairie-1\n"),
        "{}",
        run.stdout
    );
    assert_eq!(
        server.taken(),
        addresses(&["a", "vanishing", "b", "last", "c"])
    );
    let again = send(&council, &[]);
    assert_eq!(
        (again.code, again.stdout.as_str()),
        (Some(3), ""),
        "{}",
        again.stderr
    );
    assert!(
        again.stderr.contains("mairie: nobody knows"),
        "{}",
        again.stderr
    );
    assert_eq!(server.seen().taken.len(), 5);
    // Whoever asks for it takes the risk.
    let resent = send(&council, &["--resend"]);
    assert_eq!(resent.stdout, "uncertain\tinvitation\tmairie-1\n");
    assert_eq!(server.seen().taken.len(), 6);
}

/// Ctrl-C ends a run at once, with the exit code that shells give to it.
#[test]
fn a_run_that_is_interrupted_exits_with_130_and_makes_nobody_get_two() {
    let server = Server::start(Tls::Never);
    let council = council(&server, "none", &["a", "held", "b"]);
    let arguments = ["invite", "send", "next", "--confirm", MEETING];
    let Some(mut run) = OnTerminal::start(council.path(), &arguments) else {
        return;
    };
    server.wait_for_hold();
    run.interrupt();
    let (code, said) = run.end();
    assert_eq!(code, Some(130), "{said}");
    assert!(!said.contains("mairie-1"), "{said}");
    let after = send(&council, &[]);
    assert_eq!(after.code, Some(3), "{}", after.stderr);
    assert_eq!(after.stdout, "sent\tinvitation\tmairie-2\n");
    assert_eq!(server.taken(), addresses(&["a", "held", "b"]));
}

#[test]
fn a_run_that_is_killed_in_the_middle_makes_nobody_get_two() {
    let server = Server::start(Tls::Never);
    let council = council(&server, "none", &["a", "held", "b"]);
    let mut child = begin(council.path());
    server.wait_for_hold();
    let second = send(&council, &[]);
    assert_eq!(second.code, Some(2));
    assert!(
        second.stderr.contains("another `cll` is sending messages"),
        "{}",
        second.stderr
    );
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(server.taken(), addresses(&["a", "held"]));
    let after = send(&council, &[]);
    assert_eq!(after.code, Some(3), "{}", after.stderr);
    assert_eq!(after.stdout, "sent\tinvitation\tmairie-2\n");
    assert!(
        after.stderr.contains("mairie: nobody knows"),
        "{}",
        after.stderr
    );
    assert_eq!(
        server.taken(),
        addresses(&["a", "held", "b"]),
        "nobody got two"
    );
}

#[test]
fn a_torn_last_record_swallows_no_other() {
    let server = Server::start(Tls::Never);
    let council = council(&server, "none", &["a", "b"]);
    assert_eq!(send(&council, &["--to", "ecole"]).code, Some(0));
    let path = council.path().join("private/sent.jsonl");
    let before = journal(&council);
    fs::write(&path, format!("{before}{{\"at\":\"2025")).unwrap();
    assert_eq!(send(&council, &[]).stdout, "sent\tinvitation\tmairie-1\n");
    let after = journal(&council);
    assert!(after.starts_with(&before));
    // The header, and two records for each message.
    assert_eq!(after.lines().count(), 5);
    // A record whose line end was lost counts all the same.
    fs::write(&path, after.trim_end()).unwrap();
    assert_eq!(send(&council, &[]).stdout, "");
    assert_eq!(
        send(&council, &["--resend", "--to", "mairie"]).code,
        Some(0)
    );
    assert_eq!(journal(&council).lines().count(), 7);
    assert_eq!(server.taken(), addresses(&["a", "b", "b"]));
}

#[cfg(unix)]
#[test]
fn only_its_owner_reads_the_journal() {
    use std::os::unix::fs::PermissionsExt;
    let server = Server::start(Tls::Never);
    let council = council(&server, "none", &["a"]);
    assert_eq!(send(&council, &[]).code, Some(0));
    let found = fs::metadata(council.path().join("private/sent.jsonl")).unwrap();
    assert_eq!(found.permissions().mode() & 0o777, 0o600);
}

#[test]
fn what_stops_everything_is_said_and_nothing_is_recorded() {
    let server = Server::start(Tls::Offered);
    let council = council(&server, "starttls", &["a"]);
    let private = council.path().join("private");
    let smtp = fs::read_to_string(private.join("smtp.toml")).unwrap();
    let mut said = Vec::new();
    let mut refuse = |expected: &str| {
        let run = send(&council, &[]);
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(2), ""),
            "{}",
            run.stderr
        );
        assert!(run.stderr.contains(expected), "{expected}: {}", run.stderr);
        assert_eq!(journal(&council), "");
        said.push(run.stderr);
    };
    write(&private.join("password"), b"faux\n");
    refuse("does not accept the user or the password: 535 5.7.8");
    write(&private.join("password"), b"\n");
    refuse("there is no password on the first line");
    fs::remove_file(private.join("password")).unwrap();
    refuse("the file of `password-file` is not there");
    let command = |program: &str| {
        smtp.replace(
            "password-file = \"password\"",
            &format!("password-command = {program}"),
        )
    };
    write(
        &private.join("smtp.toml"),
        command("[\"sh\", \"-c\", \"echo canari >&2; exit 3\"]").as_bytes(),
    );
    refuse("the program of `password-command` ended with 3");
    write(
        &private.join("smtp.toml"),
        command("[\"canari-sans-programme\"]").as_bytes(),
    );
    refuse("there is no such program");
    write(&private.join("password"), PASSWORD.as_bytes());
    write(
        &private.join("smtp.toml"),
        smtp.replace("user", "password = \"x\"\nuser").as_bytes(),
    );
    refuse("error[written-password]");
    fs::remove_file(private.join("smtp.toml")).unwrap();
    refuse("there is no `private/smtp.toml`");
    write(
        &private.join("smtp.toml"),
        smtp.replace("starttls", "tls").as_bytes(),
    );
    refuse("127.0.0.1");
    write(&private.join("smtp.toml"), smtp.as_bytes());
    write(
        &private.join("authority.pem"),
        Server::start(Tls::Never).authority.as_bytes(),
    );
    refuse("TLS with 127.0.0.1 failed");
    let all = said.concat();
    assert!(!all.contains(PASSWORD) && !all.contains("faux") && !all.contains("sans-programme"));
    assert_eq!(server.taken(), [""; 0]);
}

#[test]
fn a_command_may_print_the_password() {
    let server = Server::start(Tls::Offered);
    let council = council(&server, "starttls", &["a"]);
    let path = council.path().join("private/smtp.toml");
    let smtp = fs::read_to_string(&path).unwrap();
    let smtp = smtp.replace(
        "password-file = \"password\"",
        "password-command = [\"cat\", \"private/password\"]",
    );
    fs::write(&path, smtp).unwrap();
    let mut arguments = vec![("PATH", "/usr/bin:/bin")];
    let authority = council.path().join("private/authority.pem");
    arguments.push(("SSL_CERT_FILE", authority.to_str().unwrap()));
    let run = cll_with(
        council.path(),
        &["invite", "send", "next", "--confirm", MEETING],
        &arguments,
    );
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(server.taken(), addresses(&["a"]));
}

/// Of a password nothing but the first line is read, and nobody is waited for after it.
#[cfg(unix)]
#[test]
fn only_the_first_line_of_a_password_is_waited_for() {
    let server = Server::start(Tls::Offered);
    let council = council(&server, "starttls", &["a"]);
    let path = council.path().join("private/smtp.toml");
    let smtp = fs::read_to_string(&path).unwrap();
    let authority = council.path().join("private/authority.pem");
    let around = [
        ("PATH", "/usr/bin:/bin"),
        ("SSL_CERT_FILE", authority.to_str().unwrap()),
    ];
    let pipe = council.path().join("private/pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let command = |script: &str| format!("password-command = [\"sh\", \"-c\", {script:?}]");
    for (source, expected) in [
        (command("cat private/password; exec sleep 600"), ""),
        (command("cat private/password; exec yes"), ""),
        (
            command("cat private/password; head -c 9000000 /dev/zero"),
            "",
        ),
        (command("cat private/password; exit 3"), "ended with 3"),
        (
            command("exec yes | tr -d '\\n'"),
            "is longer than 8192 bytes",
        ),
        (command("true"), "no password on the first line"),
        (
            "password-file = \"/dev/zero\"".to_owned(),
            "is no plain file",
        ),
        ("password-file = \"pipe\"".to_owned(), "is no plain file"),
        ("password-file = \".\"".to_owned(), "is no plain file"),
        ("password-file = \"password\"".to_owned(), ""),
    ] {
        let begun = std::time::Instant::now();
        write(
            &path,
            smtp.replace("password-file = \"password\"", &source)
                .as_bytes(),
        );
        let arguments = ["invite", "send", "next", "--test-to", "essai@example.org"];
        let run = cll_with(council.path(), &arguments, &around);
        let sent = expected.is_empty();
        assert_eq!(
            run.code,
            Some(if sent { 0 } else { 2 }),
            "{source}: {}",
            run.stderr
        );
        assert!(run.stderr.contains(expected), "{source}: {}", run.stderr);
        assert!(!run.stderr.contains(PASSWORD), "{}", run.stderr);
        assert!(begun.elapsed().as_secs() < 30, "{source}");
    }
}

/// A program that is ended leaves nothing behind that it started, and one that may ask does so on the terminal.
#[cfg(unix)]
#[test]
fn what_a_password_command_started_ends_with_it() {
    let server = Server::start(Tls::Offered);
    let council = council(&server, "starttls", &["a"]);
    let path = council.path().join("private/smtp.toml");
    let smtp = fs::read_to_string(&path).unwrap();
    let script = "sleep 613 & echo $! > private/started; cat private/password; exec sleep 614";
    let command = format!("password-command = [\"sh\", \"-c\", {script:?}]");
    let command = smtp.replace("password-file = \"password\"", &command);
    write(&path, command.as_bytes());
    let authority = council.path().join("private/authority.pem");
    let around = [
        ("PATH", "/usr/bin:/bin"),
        ("SSL_CERT_FILE", authority.to_str().unwrap()),
    ];
    let arguments = ["invite", "send", "next", "--test-to", "essai@example.org"];
    let run = cll_with(council.path(), &arguments, &around);
    assert_eq!(run.code, Some(0), "{run:?}");
    let started = fs::read_to_string(council.path().join("private/started")).unwrap();
    let state = || {
        let ps = Command::new("ps")
            .args(["-o", "stat=", "-p", started.trim()])
            .output();
        String::from_utf8(ps.unwrap().stdout).unwrap()
    };
    // Whoever adopted it may not have noticed yet.
    let is_there = || !matches!(state().trim().chars().next(), None | Some('Z'));
    let begun = std::time::Instant::now();
    while is_there() && begun.elapsed().as_secs() < 5 {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(!is_there(), "{started} lives on");

    let ask = "read -r typed < /dev/tty; cat private/password";
    let command = format!("password-command = [\"sh\", \"-c\", {ask:?}]");
    write(
        &path,
        smtp.replace("password-file = \"password\"", &command)
            .as_bytes(),
    );
    let sandboxed = format!("SSL_CERT_FILE={}", authority.display());
    let Some(mut terminal) = OnTerminal::start_with(council.path(), &arguments, &[&sandboxed])
    else {
        return;
    };
    terminal.answer("rien");
    let (code, said) = terminal.end();
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn a_draft_goes_as_it_is_unless_it_says_something_else() {
    let server = Server::start(Tls::Never);
    let council = council(&server, "none", &["a", "b"]);
    assert_eq!(send(&council, &["--to", "ecole"]).code, Some(0));
    let drafts = council.path().join("private/invitations").join(MEETING);
    let mine = fs::read_to_string(drafts.join("ecole-1.eml")).unwrap();
    // Nobody looks into a draft of a message that was sent; this one is of another.
    let changed = mine.replace("Message-ID: <", "Message-ID: <autre-");
    write(&drafts.join("mairie-1.eml"), changed.as_bytes());
    let run = send(&council, &[]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("mairie-1.eml"), "{}", run.stderr);
    assert_eq!(server.taken(), addresses(&["a"]));
}

#[test]
fn nothing_goes_without_the_id_of_the_meeting() {
    let server = Server::start(Tls::Never);
    let council = council(&server, "none", &["a"]);
    for confirm in [None, Some("next"), Some("2025-administrations-1")] {
        let mut arguments = vec!["invite", "send", "next"];
        arguments.extend(confirm.iter().flat_map(|id| ["--confirm", id]));
        let run = cll(council.path(), &arguments);
        assert_eq!(run.code, Some(2), "{}", run.stderr);
    }
    let past = cll(
        council.path(),
        &[
            "invite",
            "send",
            "2025-administrations-1",
            "--confirm",
            "2025-administrations-1",
        ],
    );
    assert_eq!(past.code, Some(2));
    assert!(past.stderr.contains("the day of"), "{}", past.stderr);
    let dry = cll(council.path(), &["invite", "send", "next", "-n"]);
    assert_eq!(
        (dry.code, dry.stdout.as_str()),
        (Some(0), "to send\tinvitation\tecole-1\n")
    );
    assert_eq!(journal(&council), "");
    assert!(!council.path().join("private/invitations").exists());
    assert_eq!(server.seen().connections, 0);
}

#[test]
fn nothing_goes_that_the_calendar_does_not_say() {
    let server = Server::start(Tls::Never);
    let council = council(&server, "none", &["a"]);
    fs::remove_dir_all(council.path().join("evenements")).unwrap();
    let run = send(&council, &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("`cll build`"), "{}", run.stderr);
    assert_eq!(server.seen().connections, 0);
}

#[test]
fn a_test_goes_to_one_address_and_leaves_no_trace() {
    let server = Server::start(Tls::Never);
    let council = council(&server, "none", &["a", "b"]);
    let run = cll(
        council.path(),
        &["invite", "send", "next", "--test-to", "essai@example.org"],
    );
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(server.taken(), addresses(&["essai"]));
    let message = String::from_utf8(server.seen().taken[0].bytes.clone()).unwrap();
    assert!(
        message.contains("\r\nSubject: =?utf-8?Q?[TEST]_Invitation"),
        "{message}"
    );
    assert!(!message.contains("a@example.org"), "{message}");
    assert_eq!(journal(&council), "");
    assert!(!council.path().join("private/invitations").exists());
    let wrong = cll(
        council.path(),
        &["invite", "send", "next", "--test-to", "personne"],
    );
    assert_eq!(wrong.code, Some(2));
    assert!(
        wrong.stderr.contains("`personne` is not an e-mail address"),
        "{}",
        wrong.stderr
    );
}

#[test]
fn each_change_is_told_once() {
    let server = Server::start(Tls::Never);
    let council = council(&server, "none", &["a", "refused"]);
    let change = |arguments: &[&str]| {
        let run = cll(council.path(), arguments);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_eq!(cll(council.path(), &["build"]).code, Some(0));
    };
    let twice = |expected: &str| {
        let run = send(&council, &["--to", "ecole"]);
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(0), expected),
            "{}",
            run.stderr
        );
        assert_eq!(send(&council, &["--to", "ecole"]).stdout, "");
    };
    twice("sent\tinvitation\tecole-1\n");
    change(&["meeting", "reschedule", "next", "--date", "2025-12-16"]);
    twice("sent\tupdate\tecole-1\n");
    change(&["meeting", "cancel", MEETING]);
    let run = cll(
        council.path(),
        &["invite", "send", MEETING, "--confirm", MEETING],
    );
    // Whoever was never reached needs no cancellation.
    assert_eq!(
        run.stdout, "sent\tcancellation\tecole-1\n",
        "{}",
        run.stderr
    );
    assert_eq!(server.taken(), addresses(&["a", "a", "a"]));
}

#[test]
fn a_forced_reminder_goes_once_as_well() {
    let server = Server::start(Tls::Never);
    let council = council(&server, "none", &["a"]);
    assert_eq!(send(&council, &[]).code, Some(0));
    let reminder = send(&council, &["--kind", "reminder"]);
    assert_eq!(
        reminder.stdout, "sent\treminder\tecole-1\n",
        "{}",
        reminder.stderr
    );
    assert_eq!(send(&council, &["--kind", "reminder"]).stdout, "");
    assert_eq!(server.taken(), addresses(&["a", "a"]));
}

#[test]
fn on_a_terminal_the_id_is_typed() {
    let server = Server::start(Tls::Never);
    let council = council(&server, "none", &["a"]);
    let ask = |answer: &str| {
        let mut run = OnTerminal::start(council.path(), &["invite", "send", "next"])?;
        run.wait_for("type the id of the meeting: ");
        run.answer(answer);
        Some(run.end())
    };
    let Some((code, said)) = ask("oui") else {
        return;
    };
    assert_eq!(code, Some(2), "{said}");
    assert!(
        said.contains("1 invitation to send, from secretariat@example.org, through 127.0.0.1"),
        "{said}"
    );
    assert!(said.contains("nothing was sent"), "{said}");
    assert_eq!(server.seen().connections, 0);
    let (code, said) = ask(MEETING).unwrap();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("sent\tinvitation\tecole-1"), "{said}");
    assert_eq!(server.taken(), addresses(&["a"]));
}

/// What is done after a question is what stands then, or nothing.
#[test]
fn what_changes_while_the_question_is_asked_stops_everything() {
    type Change = fn(&TempDir);
    let changes: [(Change, bool); 7] = [
        (|_| {}, true),
        (
            |council| {
                let moved = ["meeting", "reschedule", "next", "--date", "2025-12-16"];
                assert_eq!(cll(council.path(), &moved).code, Some(0));
                assert_eq!(cll(council.path(), &["build"]).code, Some(0));
            },
            false,
        ),
        (
            |council| edited(council, "private/members.toml", "a@example", "z@example"),
            false,
        ),
        (
            |council| edited(council, "private/members.toml", "Bureau 0", "Accueil"),
            false,
        ),
        (
            |council| edited(council, "private/smtp.toml", "127.0.0.1", "localhost"),
            false,
        ),
        (
            |council| edited(council, "members.toml", "secretariat@", "bureau@"),
            false,
        ),
        // What has nothing to do with the messages changes nothing.
        (
            |council| edited(council, "members.toml", "2022-01-26\n", "2022-01-25\n"),
            true,
        ),
    ];
    for (at, (change, goes)) in changes.into_iter().enumerate() {
        let server = Server::start(Tls::Never);
        let council = council(&server, "none", &["a"]);
        let Some(mut run) = OnTerminal::start(council.path(), &["invite", "send", "next"]) else {
            return;
        };
        run.wait_for("type the id of the meeting: ");
        change(&council);
        run.answer(MEETING);
        let (code, said) = run.end();
        for shown in [
            "Tuesday 9 December 2025, 14:00-16:00, no place, 1 person",
            "mardi 9 décembre 2025, 14h-16h",
        ] {
            assert!(said.contains(shown), "{said}");
        }
        assert_eq!(code, Some(if goes { 0 } else { 2 }), "{at}: {said}");
        assert_eq!(server.taken().len(), usize::from(goes), "{at}: {said}");
        if !goes {
            assert!(said.contains("no longer what was shown"), "{at}: {said}");
            assert_eq!(server.seen().connections, 0);
        }
    }
}

fn edited(council: &TempDir, path: &str, from: &str, to: &str) {
    let path = council.path().join(path);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    write(&path, text.replace(from, to).as_bytes());
}

/// What is to be told has changed since the drafts were made; nobody edited them.
#[test]
fn a_draft_that_is_out_of_date_gives_way() {
    let server = Server::start(Tls::Never);
    let council = council(&server, "none", &["a"]);
    assert_eq!(
        cll(council.path(), &["invite", "draft", "next"]).code,
        Some(0)
    );
    let moved = ["meeting", "reschedule", "next", "--date", "2025-12-16"];
    assert_eq!(cll(council.path(), &moved).code, Some(0));
    assert_eq!(cll(council.path(), &["build"]).code, Some(0));
    let run = send(&council, &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let message = String::from_utf8(server.seen().taken[0].bytes.clone()).unwrap();
    assert!(message.contains("16_d=C3=A9cembre"), "{message}");
    assert!(!message.contains("X-Unsent"), "{message}");
}

#[test]
fn a_journal_that_says_nothing_sure_stops_everything() {
    let server = Server::start(Tls::Never);
    let council = council(&server, "none", &["a"]);
    let path = council.path().join("private/sent.jsonl");
    write(&path, b"{\"canari\": 1}\n");
    let run = send(&council, &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("line 1"), "{}", run.stderr);
    assert!(!run.stderr.contains("canari"), "{}", run.stderr);
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert_eq!(send(&council, &[]).code, Some(2));
    assert_eq!(server.seen().connections, 0);
}

/// What a secretary sends herself is recorded as the drafts have it: the others are written to, and nobody
/// twice.
#[test]
fn what_was_sent_by_hand_counts_as_sent() {
    let server = Server::start(Tls::Never);
    let council = council(&server, "none", &["a", "b", "c"]);
    let draft = cll(council.path(), &["invite", "draft", "next"]);
    assert_eq!(draft.code, Some(0), "{draft:?}");
    let by_hand = |arguments: &[&str]| send(&council, &[&["--by-hand"], arguments].concat());
    let run = by_hand(&["--contact", "nobody@example.org"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(
        run.stderr
            .contains("nothing is to be said to nobody@example.org"),
        "{run:?}"
    );
    let run = by_hand(&["--contact", "B@example.org"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stdout.contains("sent by hand\tinvitation\tmairie-1"),
        "{run:?}"
    );
    let run = by_hand(&["--to", "ecole"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(server.seen().connections, 0);
    let run = by_hand(&["--to", "ecole"]);
    assert!(run.stderr.contains("nothing to send"), "{run:?}");
    assert_eq!(send(&council, &[]).code, Some(0));
    assert_eq!(server.taken(), addresses(&["c"]));
    // Each has the Message-ID of its draft, which answers name.
    let drafts = council.path().join("private/invitations").join(MEETING);
    let mut ids = 0;
    for file in fs::read_dir(drafts).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let id = text
            .split("Message-ID: <")
            .nth(1)
            .unwrap()
            .split('>')
            .next()
            .unwrap();
        assert!(journal(&council).contains(&format!("\"message_id\":\"{id}\"")));
        ids += 1;
    }
    assert_eq!(ids, 3);
}

/// A draft of another day was not what people are told now.
#[test]
fn what_was_sent_by_hand_is_what_the_draft_says() {
    let server = Server::start(Tls::Never);
    let council = council(&server, "none", &["a"]);
    let ok = |arguments: &[&str]| {
        let run = cll(council.path(), arguments);
        assert_eq!(run.code, Some(0), "{run:?}");
    };
    ok(&["invite", "draft", "next"]);
    ok(&[
        "meeting",
        "reschedule",
        "next",
        "--date",
        "2027-01-21",
        "--force",
        "-q",
    ]);
    ok(&["build", "-q"]);
    let run = send(&council, &["--by-hand"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert_eq!(journal(&council), "");
    // Nobody edited it: the command that drafts it anew is named, and then it can be recorded.
    let again = "`cll invite draft ";
    assert!(run.stderr.contains(again), "{run:?}");
    assert!(!run.stderr.contains("edited by hand"), "{run:?}");
    ok(&["invite", "draft", "next"]);
    let folder = council.path().join("private/invitations");
    let folder = fs::read_dir(folder).unwrap().next().unwrap().unwrap();
    let draft = fs::read_dir(folder.path())
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let text = fs::read_to_string(draft.path()).unwrap();
    let edited = text.replacen("Bonjour", "Bonsoir", 1);
    assert_ne!(edited, text);
    fs::write(draft.path(), edited).unwrap();
    let run = send(&council, &["--by-hand"]);
    assert!(run.stderr.contains("edited by hand"), "{run:?}");
    fs::write(draft.path(), text).unwrap();
    let run = send(&council, &["--by-hand"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}
