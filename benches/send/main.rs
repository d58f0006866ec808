//! `cll invite send` beside a script of a few lines that does no more than send.
//!
//! `cargo bench --bench send` sends an invitation to each of 2,000 contacts, over a plain connection
//! and one with STARTTLS, to a server on this machine. The peer is `peer.py`, which needs `python3`:
//! it is given the messages as files, sends them with smtplib and writes a line to the disk before
//! and after each, as a journal. This program makes them, looks in each for what is private of
//! somebody else, and writes them as drafts too. Both run in turn, five times each, from their start
//! to their end; the least of each and their ratio are printed. Only the ratio says anything: the
//! times are those of one machine at one moment. It fails where a ratio is above the bar.

#![expect(
    clippy::disallowed_methods,
    reason = "it makes a council and runs programs"
)]
#![expect(clippy::disallowed_macros, reason = "it prints what it measured")]
#![expect(clippy::expect_used, reason = "what cannot run measures nothing")]

#[path = "../../tests/it/mail_server.rs"]
#[expect(dead_code, reason = "here the server is polite")]
mod mail_server;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use mail_server::{HOST, PASSWORD, Server, Tls, USER};
use tempfile::TempDir;

const RUNS: usize = 5;
const MESSAGES: usize = 2_000;
/// How many persons one member has.
const PERSONS: usize = 10;
/// How many times as long as the peer this program may take.
const BAR: f64 = 3.0;
const SENDER: &str = "secretariat@example.org";
const MEETING: &str = "2025-administrations-1";
/// A day before that of the meeting.
const TODAY: &str = "2025-11-03";

const MEETINGS: &str = r#"[[meeting]]
id = "2025-administrations-1"
colleges = ["administrations"]
number = 1
date = 2025-12-09
start = 14:00:00
end = 16:00:00
place = "20 avenue de Ségur, Paris"
online = true
agenda = ["Actualités", { title = "Licences ; forges, marchés", presenter = "DINUM", minutes = 20 }]
updated = 2025-02-03T09:00:00Z
"#;

fn main() -> ExitCode {
    // `cargo test --benches` runs it as a test, and has nothing to wait for.
    if !std::env::args().any(|it| it == "--bench") {
        return ExitCode::SUCCESS;
    }
    let python = Command::new("python3").arg("--version").output();
    if !python.is_ok_and(|it| it.status.success()) {
        println!("`python3` is not there: the peer cannot run, and nothing was measured");
        return ExitCode::FAILURE;
    }
    println!("{:>10} {:>10} {:>10} {:>6}", "", "peer", "cll", "ratio");
    let ways = [
        ("plain", Tls::Never, "none"),
        ("STARTTLS", Tls::Offered, "starttls"),
    ];
    let ratios = ways.map(|(name, tls, security)| compare(name, tls, security));
    if ratios.into_iter().all(|ratio| ratio <= BAR) {
        return ExitCode::SUCCESS;
    }
    println!("the bar is {BAR}");
    ExitCode::FAILURE
}

/// Prints the least time of each program, run in turn, and returns their ratio.
fn compare(name: &str, tls: Tls, security: &str) -> f64 {
    let server = Server::start(tls);
    let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder for the council");
    let council = folder.path().join("council");
    write_council(&council, server.port, security);
    let authority = folder.path().join("authority.pem");
    fs::write(&authority, &server.authority).expect("the certificate of the authority");

    let cll = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cll"));
        command.args(arguments).current_dir(&council);
        command.env("CLL_TODAY", TODAY);
        command.env("SSL_CERT_FILE", &authority);
        command
    };
    // Otherwise it would be a part of the repository around it.
    let mut git = Command::new("git");
    git.args(["init", "--quiet"]).current_dir(&council);
    run(git);
    run(cll(&["build"]));
    run(cll(&[
        "invite",
        "draft",
        MEETING,
        "--output",
        "private/messages",
    ]));

    let mut least = [Duration::MAX; 2];
    for _ in 0..RUNS {
        let mut peer = Command::new("python3");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/send/peer.py");
        peer.arg(script).arg(council.join("private/messages"));
        peer.arg(folder.path().join("journal")).arg(SENDER);
        peer.arg(HOST).arg(server.port.to_string());
        if tls != Tls::Never {
            peer.arg(&authority).args([USER, PASSWORD]);
        }
        least[0] = least[0].min(run(peer));

        let send = cll(&["invite", "send", MEETING, "--confirm", MEETING]);
        least[1] = least[1].min(run(send));
        // Nobody was told anything, the next time.
        fs::remove_file(council.join("private/sent.jsonl")).expect("the journal");
        fs::remove_dir_all(council.join("private/invitations")).expect("the drafts");
    }
    assert_eq!(server.taken().len(), MESSAGES * RUNS * 2);
    let [peer, cll] = least.map(|it| it.as_secs_f64());
    println!(
        "{name:>10} {:>8.0}ms {:>8.0}ms {:>6.2}",
        peer * 1e3,
        cll * 1e3,
        cll / peer
    );
    cll / peer
}

/// Runs a program to its end, and returns how long it took.
fn run(mut command: Command) -> Duration {
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let began = Instant::now();
    let output = command.output().expect("a program that starts");
    let took = began.elapsed();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
    took
}

/// Writes a council with as many contacts as there are to be messages.
fn write_council(root: &Path, port: u16, security: &str) {
    let mut members = format!(
        "[council]\nid = \"council\"\nname = \"Conseil mesuré\"\nacronym = \"CM\"\nconvener = \"DINUM\"\n\
         contact = \"{SENDER}\"\ntimezone = \"Europe/Paris\"\n\n\
         [[college]]\nid = \"administrations\"\nname = \"administrations\"\n"
    );
    let mut contacts = String::new();
    for index in 0..MESSAGES {
        let member = index / PERSONS;
        let role = if index % PERSONS == 0 {
            let _ = write!(
                members,
                "\n[[member]]\nid = \"member-{member}\"\nname = \"Association {member}\"\n\
                 college = \"administrations\"\nsince = 2022-01-26\n"
            );
            "titular"
        } else {
            "alternate"
        };
        let _ = write!(
            contacts,
            "[[contact]]\nmember = \"member-{member}\"\nname = \"{}\"\n\
             email = \"personne{index}@example.org\"\nrole = \"{role}\"\n\n",
            name(index)
        );
    }
    let mut smtp = format!("host = \"{HOST}\"\nport = {port}\nsecurity = \"{security}\"\n");
    if security != "none" {
        let _ = write!(smtp, "user = \"{USER}\"\npassword-file = \"password\"\n");
    }
    fs::create_dir_all(root.join("private")).expect("the folder of what is private");
    for (path, text) in [
        ("members.toml", members.as_str()),
        ("meetings.toml", MEETINGS),
        ("private/members.toml", &contacts),
        ("private/smtp.toml", &smtp),
        ("private/password", PASSWORD),
        (".gitignore", "private/\n"),
    ] {
        fs::write(root.join(path), text).expect("a file of the council");
    }
}

/// Makes a name of a first name and a surname that nobody has; most surnames are one person's.
fn name(index: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "ri", "lo", "ne", "du", "ta", "mi", "ve", "so", "ga", "pel", "ran", "tor", "lin",
        "mar", "cas",
    ];
    let word = |mut number: usize, syllables: usize| {
        let mut word = String::new();
        for _ in 0..syllables {
            word.push_str(SYLLABLES[number % SYLLABLES.len()]);
            number /= SYLLABLES.len();
        }
        word[..1].to_uppercase() + &word[1..]
    };
    format!(
        "{} {}",
        word(index * 7, 2),
        word(index * 40_503, 3 + index % 2)
    )
}
