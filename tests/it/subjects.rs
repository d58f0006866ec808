//! Subjects: what people propose stays private, is taken in once, and is found where it is public.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fs;
use std::path::Path;

use crate::mail_server::{HOST, Server, Tls};
use crate::on_terminal::OnTerminal;
use crate::program::{Run, cll_with, commit_all, git};
use crate::sandbox::Sandbox;

const REGISTRY: &str = "private/subjects.toml";
const MESSAGE: &str = "From: Zoé Canari <zoe.canari@example.org>\r\nSubject: Un annuaire\r\n\
    Message-ID: <1@example.org>\r\nDate: Tue, 13 May 2025 10:00:00 +0200\r\n\
    Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour,\r\n\r\nUn annuaire ?\r\n";

fn council() -> Sandbox {
    let sandbox = Sandbox::council();
    fs::remove_dir_all(sandbox.path(".git")).unwrap();
    git(&sandbox.root(), &["init", "--quiet"]);
    sandbox.write(".gitignore", "/private/\n");
    sandbox.write("private/sujet.eml", MESSAGE);
    sandbox
}

/// Takes a subject in, and returns its id.
fn new(sandbox: &Sandbox) -> String {
    let run = sandbox.run(&["subject", "new", "--mail", "private/sujet.eml"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    run.stdout.trim_end().to_owned()
}

#[test]
fn a_proposed_subject_is_read_by_its_owner_alone_and_by_no_service() {
    let sandbox = council();
    let id = new(&sandbox);
    assert!(!id.contains("annuaire"), "{id}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(sandbox.path(REGISTRY)).unwrap().permissions();
        assert_eq!(mode.mode() & 0o777, 0o600);
    }
    for (arguments, code) in [
        (&["subject", "list"][..], 0),
        (&["subject", "show", &id], 2),
        (&["subject", "new", "--title", "Autre"], 2),
    ] {
        let run = cll_with(&sandbox.root(), arguments, &[("CI", "true")]);
        assert_eq!(run.code, Some(code), "{run:?}");
        let said = run.said();
        assert!(said.contains("`CI`"), "{said}");
        assert!(
            !said.contains("anuaire") && !said.contains("Canari"),
            "{said}"
        );
    }
}

#[test]
fn nothing_is_taken_in_where_git_would_take_it() {
    let sandbox = council();
    sandbox.write(".gitignore", "/autre/\n");
    let before = sandbox.tree();
    let run = sandbox.run(&["subject", "new", "--mail", "private/sujet.eml"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("private-unignored"), "{run:?}");
    assert_eq!(sandbox.tree(), before);
}

#[test]
fn whoever_proposed_a_subject_is_found_where_it_is_public() {
    let sandbox = council();
    new(&sandbox);
    for text in [
        "Proposé par Zoé Canari.\n",
        "Écrire à zoe.canari@example.org.\n",
    ] {
        sandbox.write("page.md", text);
        git(&sandbox.root(), &["add", "page.md"]);
        let run = sandbox.run(&["check", "--only", "private-leak"]);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(
            run.stdout.contains("page.md") && !run.said().contains("Canari"),
            "{run:?}"
        );
    }
    // A name that anybody may read is none.
    let registry = sandbox.read(REGISTRY);
    sandbox.write(REGISTRY, registry + "\npublic-name = true\n");
    sandbox.write("page.md", "Proposé par Zoé Canari.\n");
    git(&sandbox.root(), &["add", "page.md"]);
    let run = sandbox.run(&["check", "--only", "private-leak"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn a_registry_with_crlf_takes_in_a_text_of_several_lines() {
    let sandbox = council();
    sandbox.write(REGISTRY, "# Sujets\r\n");
    new(&sandbox);
    let registry = sandbox.read(REGISTRY);
    assert!(
        registry.starts_with("# Sujets\r\n\r\n[[proposal]]\r\n"),
        "{registry}"
    );
    assert_eq!(new(&sandbox), "2025-sujet-1");
    assert_eq!(sandbox.read(REGISTRY), registry);
}

#[test]
fn every_message_of_the_tests_is_taken_in_or_refused_in_words() {
    let sandbox = council();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/replies");
    let mut taken = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let mut command =
            sandbox.command("en", &["subject", "new", "-n", "--title", "T", "--mail"]);
        command.arg(&path);
        let run = Run::of(command);
        assert!(
            matches!(run.code, Some(0 | 2)),
            "{}: {run:?}",
            path.display()
        );
        taken += usize::from(run.code == Some(0));
    }
    assert!(taken > 50, "{taken}");
}

#[test]
fn another_message_with_the_id_of_one_is_refused() {
    let sandbox = council();
    let id = new(&sandbox);
    let before = sandbox.read(REGISTRY);
    for (old, other) in [
        ("Un annuaire ?", "Un guide ?"),
        ("Un annuaire\r", "Un guide\r"),
    ] {
        sandbox.write("private/sujet.eml", MESSAGE.replace(old, other));
        let run = sandbox.run(&["subject", "new", "--mail", "private/sujet.eml"]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains(&id), "{run:?}");
        assert_eq!(sandbox.read(REGISTRY), before);
    }
}

#[test]
fn everybody_whom_a_message_names_is_found_where_it_is_public() {
    let sandbox = council();
    let header = "From: Zoé Canari via Liste <zoe@example.org>, Paul Hibou <p@example.org>\r\n\
                  Sender: Luc Grive <l@example.org>\r\nReply-To: Eve Moineau <e@example.org>\r\n";
    let start = MESSAGE.find("Subject:").unwrap();
    sandbox.write(
        "private/sujet.eml",
        format!("{header}{}", &MESSAGE[start..]),
    );
    new(&sandbox);
    for private in [
        "Zoé Canari",
        "Paul Hibou",
        "Luc Grive",
        "Eve Moineau",
        "zoe@example.org",
        "p@example.org",
        "l@example.org",
        "e@example.org",
    ] {
        sandbox.write("page.md", format!("Voir {private}.\n"));
        git(&sandbox.root(), &["add", "page.md"]);
        let run = sandbox.run(&["check", "--only", "private-leak"]);
        assert_eq!(run.code, Some(1), "{private}: {run:?}");
    }
}

/// A journal in which nobody was written to yet, as `cll init` begins it.
fn begin_journal(sandbox: &Sandbox) {
    let key = "07".repeat(32);
    let header = format!("{{\"format\":1,\"council\":\"conseil-exemple\",\"key\":\"{key}\"}}\n");
    sandbox.write("private/sent.jsonl", header);
}

/// A council with a subject that is relayed to contacts with these names before `@example.org`, and whose
/// messages go to this server.
fn relayed(server: &Server, contacts: &[&str]) -> (Sandbox, String) {
    let sandbox = council();
    let id = new(&sandbox);
    write_contacts(&sandbox, contacts);
    let smtp = format!(
        "host = \"{HOST}\"\nport = {}\nsecurity = \"none\"\n",
        server.port
    );
    sandbox.write("private/smtp.toml", smtp);
    begin_journal(&sandbox);
    relay(&sandbox, &id, &[]);
    (sandbox, id)
}

fn write_contacts(sandbox: &Sandbox, contacts: &[&str]) {
    let person = |(index, name): (usize, &&str)| {
        format!(
            "[[contact]]\nmember = \"mairie\"\nname = \"Bureau {index}\"\n\
             email = \"{name}@example.org\"\nrole = \"titular\"\n\n"
        )
    };
    let people: String = contacts.iter().enumerate().map(person).collect();
    sandbox.write("private/members.toml", people);
}

fn relay(sandbox: &Sandbox, id: &str, options: &[&str]) {
    let arguments = ["subject", "relay", id, "--title", "Un annuaire commun"];
    let run = sandbox.run(&[&arguments, options].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
}

fn send(sandbox: &Sandbox, id: &str, options: &[&str]) -> Run {
    sandbox.run(&[&["subject", "send", id, "--confirm", id], options].concat())
}

fn draft(sandbox: &Sandbox, id: &str, name: &str) -> String {
    sandbox.read(&format!("private/subjects/{id}/{name}.eml"))
}

#[test]
fn each_contact_gets_exactly_the_draft_and_nobody_gets_two() {
    let server = Server::start(Tls::Never);
    let (sandbox, id) = relayed(&server, &["a", "b"]);
    for wrong in ["2025-sujet", "next", "2025-sujet-12"] {
        let run = sandbox.run(&["subject", "send", &id, "--confirm", wrong]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains(wrong), "{run:?}");
    }
    let run = sandbox.run(&["subject", "send", &id, "-n"]);
    assert_eq!(
        run.stdout,
        "to send\tsubject\tmairie-1\nto send\tsubject\tmairie-2\n"
    );
    assert!(!sandbox.read("private/sent.jsonl").contains("subject"));
    assert_eq!(server.seen().connections, 0);
    let run = send(&sandbox, &id, &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(
        run.stdout,
        "sent\tsubject\tmairie-1\nsent\tsubject\tmairie-2\n"
    );
    assert!(!run.said().contains("@example.org:"), "{run:?}");
    let taken = server.seen().taken;
    for (taken, name) in taken.iter().zip(["mairie-1", "mairie-2"]) {
        let draft = draft(&sandbox, &id, name);
        let message = draft.strip_prefix("X-Unsent: 1\r\n").unwrap();
        assert_eq!(taken.bytes, message.as_bytes());
        assert!(
            !message.contains("Canari") && !message.contains("text/calendar"),
            "{message}"
        );
    }
    // Neither another run nor another relay, nor another address of the same person, sends one twice.
    relay(&sandbox, &id, &[]);
    write_contacts(&sandbox, &["a", "new"]);
    relay(&sandbox, &id, &[]);
    for options in [&[][..], &["--resend"], &["--first"]] {
        let again = send(&sandbox, &id, options);
        assert_eq!(
            (again.code, again.stdout.as_str()),
            (Some(0), ""),
            "{again:?}"
        );
        assert!(again.stderr.contains("nothing to send"), "{again:?}");
    }
    // Somebody else is told.
    write_contacts(&sandbox, &["a", "new", "c"]);
    relay(&sandbox, &id, &[]);
    assert_eq!(send(&sandbox, &id, &[]).stdout, "sent\tsubject\tmairie-3\n");
    assert_eq!(
        server.taken(),
        ["a", "b", "c"].map(|name| format!("{name}@example.org"))
    );
    // All that reads the journal reads it still.
    for arguments in [
        &["status"][..],
        &["handover", "check"],
        &["handover", "purge", "--before", "2024-01-01", "--yes"],
        &["build"],
        &["members", "list"],
    ] {
        let run = sandbox.run(arguments);
        assert!(!run.said().contains("sent.jsonl`, line"), "{run:?}");
        assert_ne!(run.code, Some(101), "{run:?}");
        assert_ne!(run.code, Some(2), "{run:?}");
    }
}

#[test]
fn a_run_that_stops_goes_on_with_whoever_has_nothing_yet() {
    let server = Server::start(Tls::Never);
    let (sandbox, id) = relayed(&server, &["a", "held", "refused", "b"]);
    let arguments = ["subject", "send", &id, "--confirm", &id];
    let Some(mut run) = OnTerminal::start(&sandbox.root(), &arguments) else {
        return;
    };
    server.wait_for_hold();
    run.interrupt();
    assert_eq!(run.end().0, Some(130));
    let after = send(&sandbox, &id, &[]);
    assert_eq!(after.code, Some(3), "{after:?}");
    assert_eq!(
        after.stdout,
        "refused\tsubject\tmairie-3\t550 5.1.1\nsent\tsubject\tmairie-4\n"
    );
    assert!(after.stderr.contains("mairie: nobody knows"), "{after:?}");
    let again = send(&sandbox, &id, &[]);
    assert_eq!(
        (again.code, again.stdout.as_str()),
        (Some(3), ""),
        "{again:?}"
    );
    let got = |name: &str| {
        server
            .taken()
            .iter()
            .filter(|it| it.starts_with(name))
            .count()
    };
    assert_eq!((got("a@"), got("b@")), (1, 1), "{:?}", server.taken());
}

#[test]
fn whoever_was_written_to_is_not_again_once_the_journal_is_gone() {
    let server = Server::start(Tls::Never);
    let (sandbox, id) = relayed(&server, &["a"]);
    assert_eq!(send(&sandbox, &id, &[]).code, Some(0));
    fs::remove_file(sandbox.path("private/sent.jsonl")).unwrap();
    for relays in [false, true] {
        if relays {
            fs::remove_dir_all(sandbox.path("private/subjects")).unwrap();
            relay(&sandbox, &id, &[]);
        }
        let run = send(&sandbox, &id, &[]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains("sent.jsonl"), "{run:?}");
    }
    assert_eq!(server.taken(), ["a@example.org"]);
    // A journal that was begun says that nobody was, also of what is committed.
    let (sandbox, id) = relayed(&server, &["b"]);
    commit_all(&sandbox.root());
    assert_eq!(send(&sandbox, &id, &[]).code, Some(0));
    assert_eq!(server.taken().len(), 2);
}

#[test]
fn a_journal_that_an_invitation_began_anew_does_not_know_who_was_told_before() {
    let server = Server::start(Tls::Never);
    let (sandbox, id) = relayed(&server, &["a"]);
    let meeting = meeting(&sandbox, "2025-07-03");
    done(&sandbox, &["build"]);
    assert_eq!(send(&sandbox, &id, &[]).code, Some(0));
    fs::remove_file(sandbox.path("private/sent.jsonl")).unwrap();
    // Nothing is committed, so that the invitation may be the first.
    done(
        &sandbox,
        &["invite", "send", &meeting, "--confirm", &meeting],
    );
    let before = server.taken().len();
    let run = send(&sandbox, &id, &[]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("begun anew"), "{run:?}");
    assert_eq!(server.taken().len(), before);
    let status = done(&sandbox, &["status", "--json"]);
    assert!(status.contains("unknown-relays"), "{status}");
    // What was received later, nobody can have been told.
    let later = [
        ("CLL_TODAY", "2025-06-20"),
        ("SOURCE_DATE_EPOCH", "1750406400"),
    ];
    let other = MESSAGE
        .replace("<1@", "<2@")
        .replace("13 May", "13 Jun")
        .replace("Tue", "Fri");
    sandbox.write("private/sujet.eml", other);
    let run = |arguments: &[&str]| {
        let run = cll_with(&sandbox.root(), arguments, &later);
        assert_eq!(run.code, Some(0), "{run:?}");
        run.stdout.trim_end().to_owned()
    };
    let second = run(&["subject", "new", "--mail", "private/sujet.eml"]);
    run(&["subject", "relay", &second, "--title", "Un guide"]);
    run(&["subject", "send", &second, "--confirm", &second]);
    // Nobody was told of the first: somebody says so.
    let first = send(&sandbox, &id, &["--first"]);
    assert_eq!(first.code, Some(0), "{first:?}");
    assert_eq!(server.taken().len(), before + 2);
    let again = send(&sandbox, &id, &[]);
    assert!(again.stderr.contains("nothing to send"), "{again:?}");
}

#[test]
fn whoever_follows_at_an_address_is_told_by_name_and_once() {
    let server = Server::start(Tls::Never);
    let (sandbox, id) = relayed(&server, &["a", "b"]);
    assert_eq!(send(&sandbox, &id, &[]).code, Some(0));
    let contacts = sandbox.read("private/members.toml");
    // The same name in other letters is the same person.
    sandbox.write(
        "private/members.toml",
        contacts.replace("Bureau 0", "BUREAU-0"),
    );
    relay(&sandbox, &id, &[]);
    assert!(send(&sandbox, &id, &[]).stderr.contains("nothing to send"));
    let successor = "[[contact]]\nmember = \"mairie\"\nname = \"Accueil neuf\"\n\
        email = \"A@example.org\"\nrole = \"titular\"\nsince = 2025-04-01\n\n";
    let ended = contacts.replacen("role = ", "until = 2025-04-01\nrole = ", 1);
    sandbox.write("private/members.toml", format!("{ended}{successor}"));
    let stale = send(&sandbox, &id, &[]);
    assert_eq!(stale.code, Some(2), "{stale:?}");
    assert!(stale.stderr.contains("cll subject relay"), "{stale:?}");
    relay(&sandbox, &id, &[]);
    let drafts = ["mairie-1", "mairie-2"].map(|name| draft(&sandbox, &id, name));
    assert!(drafts[0].contains("Bureau 1") && drafts[1].contains("Accueil neuf"));
    assert!(drafts.iter().all(|draft| !draft.contains("Bureau 0")));
    let run = send(&sandbox, &id, &[]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(0), "sent\tsubject\tmairie-2\n")
    );
    let taken = server.seen().taken;
    let messages: Vec<String> = taken
        .iter()
        .map(|it| String::from_utf8_lossy(&it.bytes).into_owned())
        .collect();
    let message_id = |at: usize| {
        messages[at]
            .lines()
            .find(|it| it.starts_with("Message-ID:"))
    };
    assert!(messages[2].contains("Accueil neuf") && !messages[2].contains("Bureau"));
    assert_ne!(message_id(0), message_id(2));
    assert!(send(&sandbox, &id, &[]).stderr.contains("nothing to send"));
    assert_eq!(server.taken().len(), 3);
}

#[test]
fn status_names_the_messages_that_are_drafted_and_not_sent() {
    let server = Server::start(Tls::Never);
    let (sandbox, id) = relayed(&server, &["a", "refused"]);
    let tasks = || {
        let run = sandbox.run(&["status", "--json"]);
        let status: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let tasks = status["tasks"].as_array().unwrap().clone();
        let about = tasks.into_iter().filter(|task| {
            let kind = task["kind"].as_str().unwrap();
            kind.ends_with("-relays")
        });
        let said = about.map(|task| {
            let text = |key: &str| task[key].as_str().unwrap().to_owned();
            (
                text("kind"),
                task["count"].as_u64().unwrap(),
                text("command"),
            )
        });
        said.collect::<Vec<_>>()
    };
    let task = |kind: &str, count: u64, options: &str| {
        let command = format!("cll subject send {id}{options}");
        vec![(kind.to_owned(), count, command)]
    };
    assert_eq!(tasks(), task("unsent-relays", 2, ""));
    assert_eq!(send(&sandbox, &id, &[]).code, Some(3));
    assert_eq!(tasks(), task("refused-relays", 1, " --resend"));
    // Nobody is told of what a contact has no draft of.
    write_contacts(&sandbox, &["a", "b", "c"]);
    assert_eq!(tasks(), task("unsent-relays", 1, ""));
    let run = sandbox.run(&["subject", "close", &id, "--why", "sans suite"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(tasks(), []);
}

#[test]
fn an_id_that_two_subjects_have_is_said_and_nothing_of_them_is_mixed() {
    let server = Server::start(Tls::Never);
    let (sandbox, id) = relayed(&server, &["a"]);
    let registry = sandbox.read(REGISTRY);
    let other = registry.replace("2025-05-13", "2025-05-12");
    assert_ne!(registry, other);
    sandbox.write(REGISTRY, &other);
    let before = draft(&sandbox, &id, "mairie-1");
    for arguments in [
        &["subject", "show", &id][..],
        &["subject", "list"],
        &["subject", "relay", &id],
        &["subject", "send", &id, "--confirm", &id],
        &["check", "--only", "subject-mismatch"],
    ] {
        let run = sandbox.run(arguments);
        assert_ne!(run.code, Some(0), "{run:?}");
        let said = run.said();
        assert!(
            said.contains("subject-mismatch") && !said.contains("Canari"),
            "{run:?}"
        );
    }
    assert_eq!(draft(&sandbox, &id, "mairie-1"), before);
    assert_eq!(server.seen().connections, 0);
    // The pages are not concerned.
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    // Received on one day, they are told apart by which of them was relayed from here.
    let never_relayed = registry.replace("relayed = true\n", "");
    assert_ne!(never_relayed, registry);
    sandbox.write(REGISTRY, &never_relayed);
    for arguments in [
        &["subject", "send", &id, "--confirm", &id][..],
        &["check", "--only", "subject-mismatch"],
    ] {
        let run = sandbox.run(arguments);
        assert_ne!(run.code, Some(0), "{run:?}");
        assert!(run.said().contains("subject-mismatch"), "{run:?}");
    }
    sandbox.write(REGISTRY, &registry);
    let run = sandbox.run(&["check", "--only", "subject-mismatch"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let renamed = other.replacen(&id, "2025-sujet-7", 1);
    sandbox.write(REGISTRY, renamed);
    let run = sandbox.run(&["subject", "show", &id]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn an_id_that_a_commit_or_the_journal_knows_is_given_to_no_other_subject() {
    let sandbox = council();
    let next = || {
        let run = sandbox.run(&["subject", "new", "-n", "--mail", "private/sujet.eml"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        fs::remove_file(sandbox.path(REGISTRY)).ok();
        new(&sandbox)
    };
    assert_eq!(next(), "2025-sujet-1");
    let registry = sandbox.read("meetings.toml");
    let subject = "\n[[subject]]\nid = \"2025-sujet-4\"\ntitle = \"Un guide\"\n\
        received = 2025-02-03\nstate = \"relayed\"\n";
    sandbox.write("meetings.toml", format!("{registry}{subject}"));
    commit_all(&sandbox.root());
    sandbox.write("meetings.toml", registry);
    assert_eq!(next(), "2025-sujet-5");
    // Of another clone: a branch that was fetched.
    git(&sandbox.root(), &["branch", "--quiet", "autre"]);
    commit_all(&sandbox.root());
    assert_eq!(next(), "2025-sujet-5");
    begin_journal(&sandbox);
    let record = "{\"format\":1,\"at\":\"2025-05-20T09:00:00Z\",\"state\":\"sent\",\
        \"subject\":\"2025-sujet-11\",\"member\":\"mairie\",\"names\":[\"Bureau 0\"],\
        \"email\":\"a@example.org\",\"message_id\":\"1@example.org\",\"answer\":null}\n";
    let journal = sandbox.read("private/sent.jsonl");
    sandbox.write("private/sent.jsonl", journal + record);
    assert_eq!(next(), "2025-sujet-12");
}

#[test]
fn subjects_of_one_day_are_listed_by_number() {
    let sandbox = council();
    let proposal = |number: u32| {
        format!(
            "[[proposal]]\nid = \"2025-sujet-{number}\"\ntitle = \"T\"\nreceived = 2025-05-13\n\n"
        )
    };
    let registry: String = [10, 2, 1].into_iter().map(proposal).collect();
    sandbox.write(REGISTRY, registry);
    let run = sandbox.run(&["subject", "list", "--format", "ids"]);
    assert_eq!(
        run.stdout, "2025-sujet-1\n2025-sujet-2\n2025-sujet-10\n",
        "{run:?}"
    );
}

#[test]
fn telephone_numbers_go_to_members_only_with_the_sender() {
    let server = Server::start(Tls::Never);
    let (sandbox, id) = relayed(&server, &["a"]);
    let registry = sandbox.read(REGISTRY);
    let number = registry.replace(
        "Un annuaire ?",
        "Un annuaire de 2025 ? Tél. 06 12 34 56 78.",
    );
    assert_ne!(registry, number);
    sandbox.write(REGISTRY, number);
    relay(&sandbox, &id, &[]);
    let hidden = draft(&sandbox, &id, "mairie-1");
    assert!(
        !hidden.contains("06 12") && hidden.contains("annuaire de 2025"),
        "{hidden}"
    );
    relay(&sandbox, &id, &["--with-sender"]);
    assert!(draft(&sandbox, &id, "mairie-1").contains("06 12 34 56 78"));
}

#[test]
fn what_is_uncertain_stays_so_when_the_address_changes() {
    let server = Server::start(Tls::Never);
    let (sandbox, id) = relayed(&server, &["old", "b"]);
    assert_eq!(send(&sandbox, &id, &["--by-hand"]).code, Some(0));
    let journal = sandbox.read("private/sent.jsonl");
    let mut lines: Vec<String> = journal.lines().map(str::to_owned).collect();
    // The run was cut short after it handed the message over.
    for line in lines.iter_mut().filter(|line| line.contains("old@")) {
        *line = line.replace("\"state\":\"sent\"", "\"state\":\"sending\"");
    }
    sandbox.write("private/sent.jsonl", lines.join("\n") + "\n");
    write_contacts(&sandbox, &["new", "b"]);
    relay(&sandbox, &id, &[]);
    let held = send(&sandbox, &id, &[]);
    assert_eq!((held.code, held.stdout.as_str()), (Some(3), ""), "{held:?}");
    assert!(held.stderr.contains("mairie: nobody knows"), "{held:?}");
    let again = send(&sandbox, &id, &["--resend"]);
    assert_eq!(again.code, Some(0), "{again:?}");
    assert_eq!(server.taken(), ["new@example.org"]);
    assert_eq!(send(&sandbox, &id, &["--resend"]).code, Some(0));
    assert_eq!(server.taken(), ["new@example.org"]);
}

#[test]
fn drafts_of_what_was_before_are_told_from_edited_ones_and_give_way() {
    let server = Server::start(Tls::Never);
    let (sandbox, id) = relayed(&server, &["a", "old", "b"]);
    let is_refused = || {
        let run = send(&sandbox, &id, &[]);
        assert_eq!(run.code, Some(2), "{run:?}");
        let command = format!("`cll subject relay {id}");
        assert!(run.stderr.contains(&command), "{run:?}");
        assert!(!run.stderr.contains("edited"), "{run:?}");
    };
    let again = || {
        let run = sandbox.run(&["subject", "relay", &id]);
        assert_eq!(run.code, Some(0), "{run:?}");
        run.stdout
    };
    // Another address, another rank, another title.
    write_contacts(&sandbox, &["a", "new", "b"]);
    is_refused();
    again();
    write_contacts(&sandbox, &["new", "b"]);
    is_refused();
    let removed = format!("removed\tprivate/subjects/{id}/mairie-3.eml\n");
    assert!(again().contains(&removed));
    assert!(
        !sandbox
            .path(&format!("private/subjects/{id}/mairie-3.eml"))
            .exists()
    );
    let registry = sandbox.read("meetings.toml");
    let renamed = registry.replace("Un annuaire commun", "Un catalogue commun");
    assert_ne!(registry, renamed);
    sandbox.write("meetings.toml", renamed);
    is_refused();
    again();
    assert!(draft(&sandbox, &id, "mairie-1").contains("catalogue"));
    assert_eq!(server.seen().connections, 0);
    assert_eq!(send(&sandbox, &id, &[]).code, Some(0));
    assert_eq!(server.taken(), ["new@example.org", "b@example.org"]);
    // Of whoever was told and is a contact no more nothing is to be done.
    write_contacts(&sandbox, &["b"]);
    let after = send(&sandbox, &id, &[]);
    assert_eq!(after.code, Some(0), "{after:?}");
    assert!(after.stderr.contains("nothing to send"), "{after:?}");
    // An edited draft stays, of whomever it is.
    let path = format!("private/subjects/{id}/mairie-2.eml");
    let edited = sandbox.read(&path).replace("catalogue", "fichier");
    sandbox.write(&path, &edited);
    again();
    assert_eq!(sandbox.read(&path), edited);
}

#[test]
fn whoever_has_no_draft_is_named_within_the_colleges_that_have_some() {
    let server = Server::start(Tls::Never);
    let (sandbox, id) = relayed(&server, &["a"]);
    let members = sandbox.read("members.toml");
    let college = "[[college]]\nid = \"ecosysteme\"\nname = \"écosystème\"\n";
    let member = "[[member]]\nid = \"asso\"\nname = \"Asso\"\ncollege = \"ecosysteme\"\n\
        since = 2024-01-01\n";
    sandbox.write("members.toml", format!("{members}\n{college}\n{member}"));
    write_contacts(&sandbox, &["a", "b"]);
    let contacts = sandbox.read("private/members.toml");
    let outside = contacts.replace("mairie", "asso").replace('@', "2@");
    sandbox.write("private/members.toml", contacts + &outside);
    let run = send(&sandbox, &id, &[]);
    assert_eq!(run.code, Some(3), "{run:?}");
    assert_eq!(run.stdout, "sent\tsubject\tmairie-1\n");
    let command = format!("`cll subject relay {id} --college administrations`");
    assert!(
        run.stderr.contains("mairie-2") && run.stderr.contains(&command),
        "{run:?}"
    );
    assert!(!run.stderr.contains("asso"), "{run:?}");
    assert_eq!(send(&sandbox, &id, &[]).code, Some(3));
    relay(&sandbox, &id, &["--college", "administrations"]);
    assert_eq!(send(&sandbox, &id, &[]).code, Some(0));
    assert_eq!(server.taken(), ["a@example.org", "b@example.org"]);
}

#[test]
fn a_subject_is_relayed_to_somebody_and_whoever_has_no_address_is_named() {
    let sandbox = council();
    let id = new(&sandbox);
    write_contacts(&sandbox, &["a", "b"]);
    let contacts = sandbox.read("private/members.toml");
    let nobody: String = contacts
        .lines()
        .filter(|line| !line.starts_with("email"))
        .map(|line| format!("{line}\n"))
        .collect();
    sandbox.write("private/members.toml", nobody);
    let before = sandbox.tree();
    let arguments = ["subject", "relay", &id, "--title", "Un annuaire commun"];
    let run = sandbox.run(&arguments);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
    assert!(run.stderr.contains("nobody can be told"), "{run:?}");
    assert_eq!(sandbox.tree(), before);
    let one = contacts.replace("email = \"a@example.org\"\n", "");
    assert_ne!(one, contacts);
    sandbox.write("private/members.toml", one);
    let run = sandbox.run(&arguments);
    assert_eq!(run.code, Some(0), "{run:?}");
    let says = "a contact of `mairie` has no address";
    assert_eq!(run.stderr.matches(says).count(), 1, "{run:?}");
    assert!(!run.stderr.contains("no contact for"), "{run:?}");
}

#[test]
fn nothing_goes_without_the_journal_the_drafts_or_a_place_for_them() {
    let server = Server::start(Tls::Never);
    let (sandbox, id) = relayed(&server, &["a"]);
    let refused = |run: &Run, why: &str| {
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains(why), "{why}: {run:?}");
    };
    let send_in = |root: &Path, variables: &[(&str, &str)]| {
        cll_with(root, &["subject", "send", &id, "--confirm", &id], variables)
    };
    refused(&send_in(&sandbox.root(), &[("CI", "true")]), "`CI`");
    refused(&send(&sandbox, "2025-sujet-9", &[]), "no subject");
    // A draft that somebody edited is neither sent nor written over.
    let path = format!("private/subjects/{id}/mairie-1.eml");
    let whole = sandbox.read(&path);
    let edited = whole.replace("annuaire commun", "annuaire partagé");
    assert_ne!(edited, whole);
    sandbox.write(&path, &edited);
    refused(&send(&sandbox, &id, &[]), "edited by hand");
    let title = ["--title", "Un annuaire commun"];
    let again = [&["subject", "relay", &id], &title[..], &["--with-sender"]].concat();
    refused(&sandbox.run(&again), "edited by hand");
    assert_eq!(sandbox.read(&path), edited);
    fs::remove_file(sandbox.path(&path)).unwrap();
    refused(&send(&sandbox, &id, &[]), "is drafted");
    // Whoever proposes it is named where that is asked for, and nowhere else.
    relay(&sandbox, &id, &["--with-sender"]);
    assert!(draft(&sandbox, &id, "mairie-1").contains("zoe.canari"));
    fs::remove_file(sandbox.path(&path)).unwrap();
    relay(&sandbox, &id, &[]);
    assert!(!draft(&sandbox, &id, "mairie-1").contains("zoe.canari"));
    // Without the journal nobody knows who was written to, whether the subject is committed or not.
    fs::remove_file(sandbox.path("private/sent.jsonl")).unwrap();
    refused(&send(&sandbox, &id, &[]), "sent.jsonl");
    commit_all(&sandbox.root());
    refused(&send(&sandbox, &id, &[]), "sent.jsonl");
    let clone = sandbox.outside().join("clone");
    let paths = [&sandbox.root(), &clone].map(|path| path.to_str().unwrap().to_owned());
    git(sandbox.outside(), &["clone", "-q", &paths[0], &paths[1]]);
    refused(&send_in(&clone, &[]), "private/members.toml");
    assert_eq!(server.seen().connections, 0);
    // Nothing but the beginning of a record: what stood there is lost.
    sandbox.write("private/sent.jsonl", "{\"at\":\"2025");
    git(&sandbox.root(), &["update-ref", "-d", "HEAD"]);
    refused(&send(&sandbox, &id, &[]), "sent.jsonl");
    let first = send(&sandbox, &id, &["--first"]);
    assert_eq!(first.code, Some(0), "{first:?}");
    assert_eq!(server.taken(), ["a@example.org"]);
    // What is done with goes nowhere, and its records may go.
    let run = sandbox.run(&["subject", "close", &id, "--why", "sans suite"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    refused(&send(&sandbox, &id, &[]), "closed");
}

#[test]
fn what_was_sent_about_an_open_subject_is_kept() {
    let server = Server::start(Tls::Never);
    let (sandbox, id) = relayed(&server, &["a"]);
    let by_hand = send(&sandbox, &id, &["--by-hand"]);
    assert_eq!(
        by_hand.stdout, "sent by hand\tsubject\tmairie-1\n",
        "{by_hand:?}"
    );
    assert_eq!(server.seen().connections, 0);
    let purge = || {
        let arguments = "handover purge --before 2026-01-01 --force --yes";
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let later = [
            ("CLL_TODAY", "2026-06-01"),
            ("SOURCE_DATE_EPOCH", "1780300000"),
        ];
        cll_with(&sandbox.root(), &arguments, &later)
    };
    let kept = purge();
    assert_eq!(kept.code, Some(0), "{kept:?}");
    assert!(
        kept.stdout.contains("neither answered nor closed"),
        "{kept:?}"
    );
    assert!(sandbox.read("private/sent.jsonl").contains("\"subject\""));
    assert!(send(&sandbox, &id, &[]).stderr.contains("nothing to send"));
    sandbox.run(&["subject", "close", &id, "--why", "sans suite"]);
    let gone = purge();
    assert_eq!(gone.code, Some(0), "{gone:?}");
    let journal = sandbox.read("private/sent.jsonl");
    assert!(
        !journal.contains("\"subject\"") && journal.contains("\"key\""),
        "{journal}"
    );
}

#[test]
fn a_page_shows_what_was_relayed_and_nothing_else() {
    let server = Server::start(Tls::Never);
    let (sandbox, id) = relayed(&server, &["a"]);
    let run = sandbox.run(&["subject", "new", "--title", "Une idée secrète"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    sandbox.write("page.md", "<!-- cll:subjects -->\n<!-- /cll:subjects -->\n");
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    let line = "- Un annuaire commun (reçu le 13 mai 2025, transmis au conseil)";
    assert!(
        sandbox.read("page.md").contains(line),
        "{}",
        sandbox.read("page.md")
    );
    for file in ["page.md", "conseil-exemple.md"] {
        assert!(!sandbox.read(file).contains("secrète"), "{file}");
    }
    assert!(sandbox.read("conseil-exemple.md").contains("## Sujets"));
    // While the opinion is only asked for, nobody reads that it was given.
    let question = [
        "opinion",
        "new",
        "--question",
        "Faut-il un annuaire ?",
        "--subject",
        &id,
    ];
    assert_eq!(sandbox.run(&question).code, Some(0));
    assert_eq!(sandbox.run(&["build"]).code, Some(0));
    let page = sandbox.read("page.md");
    assert!(
        page.contains("soumis au conseil pour avis") && !page.contains("rendu"),
        "{page}"
    );
    assert!(!page.contains("transmis"), "{page}");
    let empty = Sandbox::council();
    assert_eq!(empty.run(&["build"]).code, Some(0));
    assert!(!empty.read("conseil-exemple.md").contains("ujets"));
}

/// The agenda of a meeting, its items as the registry has them; empty if it has none.
fn agenda(sandbox: &Sandbox, meeting: &str) -> String {
    let registry = sandbox.read("meetings.toml");
    let begin = registry.find(&format!("id = \"{meeting}\"")).unwrap();
    let record = registry[begin..].split("[[").next().unwrap();
    let line = record.lines().find(|line| line.starts_with("agenda"));
    line.unwrap_or_default().to_owned()
}

/// Runs a command that succeeds, and returns what it prints.
fn done(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let run = sandbox.run(arguments);
    assert_eq!(run.code, Some(0), "{run:?}");
    run.stdout
}

/// Adds a meeting, and returns its id.
fn meeting(sandbox: &Sandbox, day: &str) -> String {
    let new = ["meeting", "new", "--college", "administrations"];
    let id = done(
        sandbox,
        &[&new[..], &["--date", day, "--time", "10:00-12:00"]].concat(),
    );
    id.trim_end().to_owned()
}

#[test]
fn an_agenda_has_a_subject_as_long_as_its_meeting_deals_with_it() {
    let server = Server::start(Tls::Never);
    let (sandbox, id) = relayed(&server, &["a"]);
    let run = |arguments: &[&str]| done(&sandbox, arguments);
    let list = |template: &str| run(&["subject", "list", "--template", template]);
    let first = &meeting(&sandbox, "2025-09-16");
    let second = &meeting(&sandbox, "2025-10-14");
    run(&["meeting", "edit", second, "--add-item", "Budget"]);
    let schedule = ["subject", "schedule", &id, "--meeting"];
    let item = [first, "--item", "L'annuaire : débat"];
    assert_eq!(run(&[&schedule[..], &item].concat()), format!("{first}\n"));
    assert_eq!(agenda(&sandbox, first), "agenda = [\"L'annuaire : débat\"]");
    let progress = "{{ subject.progress }}";
    assert_eq!(
        list(progress),
        "à l'ordre du jour de la réunion du 16 septembre 2025\n"
    );
    // Somewhere else it is called as it is.
    assert_eq!(
        run(&[&schedule[..], &[second]].concat()),
        format!("{second}\n")
    );
    assert_eq!(agenda(&sandbox, first), "");
    assert_eq!(
        agenda(&sandbox, second),
        "agenda = [\"Budget\", \"Un annuaire commun\"]"
    );
    assert!(!sandbox.read("meetings.toml").contains("item ="));
    // Without its item it waits again, whatever its record says.
    run(&["meeting", "edit", second, "--agenda", "Budget"]);
    assert_eq!(list(progress), "transmis au conseil\n");
    assert_eq!(
        run(&["subject", "list", "--waiting", "--format", "ids"]),
        format!("{id}\n")
    );
    let said = sandbox.run(&["check"]).said();
    assert!(said.contains("unlisted-subject"), "{said}");
    run(&[&schedule[..], &[second]].concat());
    let close = ["subject", "close", &id, "--why", "sans objet"];
    assert_eq!(run(&close), format!("{id}\n"));
    assert_eq!(agenda(&sandbox, second), "agenda = [\"Budget\"]");
    assert_eq!(list(progress), "clos\n");
}

#[test]
fn an_opinion_that_is_withdrawn_leaves_its_subject_to_another() {
    let server = Server::start(Tls::Never);
    let (sandbox, id) = relayed(&server, &["a"]);
    let run = |arguments: &[&str]| done(&sandbox, arguments);
    let waiting = || run(&["subject", "list", "--waiting", "--format", "ids"]);
    let ask = |question: &str| {
        let new = ["opinion", "new", "--question", question, "--subject", &id];
        run(&new).trim_end().to_owned()
    };
    let first = ask("Faut-il un annuaire ?");
    assert_eq!(waiting(), "");
    run(&["opinion", "state", &first, "withdrawn"]);
    assert_eq!(waiting(), format!("{id}\n"));
    let second = ask("Quel annuaire ?");
    assert_eq!(waiting(), "");
    let shown = run(&[
        "subject",
        "show",
        &id,
        "--template",
        "{{ subject.opinion }}",
    ]);
    assert_eq!(shown, format!("{second}\n"));
    let said = sandbox.run(&["check"]).said();
    assert!(!said.contains("one-sided-link"), "{said}");
    run(&["opinion", "state", &second, "withdrawn"]);
    let held = meeting(&sandbox, "2025-09-16");
    run(&["subject", "schedule", &id, "--meeting", &held]);
    assert_eq!(waiting(), "");
    // Once the meeting is over, what came of it is to be written.
    let command = ["--today", "2025-09-17", "status"];
    let said = sandbox.run(&command).said();
    assert!(
        said.contains(&format!("cll opinion new --subject {id}")),
        "{said}"
    );
    let later = [
        "--today",
        "2025-09-17",
        "subject",
        "list",
        "--waiting",
        "--format",
        "ids",
    ];
    assert_eq!(run(&later), format!("{id}\n"));
    run(&[
        "--today",
        "2025-09-17",
        "subject",
        "close",
        &id,
        "--why",
        "sans objet",
    ]);
    assert_eq!(run(&later), "");
    assert!(agenda(&sandbox, &held).contains("Un annuaire commun"));
}
