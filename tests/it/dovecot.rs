//! `cll invite replies` with a real Dovecot, in a folder of its own and on free ports: protected in each way,
//! with a wrong password, an accented folder, a connection that is cut, and 5,000 messages.
//!
//! Where Dovecot is not installed these tests are skipped, which they say; with `CI=true` that fails.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests write files")]

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{env, thread};

use tempfile::TempDir;

use crate::mail_server::{HOST, PASSWORD, USER, issued};
use crate::mailbox::Office;
use crate::replies::{Council, PEOPLE, circle, reply};

/// The folder of the mailbox "Réponses", in a Maildir.
const MAILBOX: &str = ".R&AOk-ponses";

struct Dovecot {
    folder: TempDir,
    master: Child,
    starttls: u16,
    tls: u16,
    authority: String,
    /// Whose the messages are; nobody may read mail as root.
    owner: Option<(u32, u32)>,
}

impl Dovecot {
    /// Starts a server, and waits until it listens; `None` where there is none.
    fn start() -> Option<Self> {
        let found = Command::new("dovecot").arg("--version").output();
        if found.is_err() {
            let must = env::var_os("CI").is_some_and(|value| value == "true");
            assert!(!must, "Dovecot is not installed");
            // Said to whoever runs the tests: what `eprintln` says of a test that passes is not shown.
            let _ = writeln!(std::io::stderr(), "skipped: Dovecot is not installed");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let at = |name: &str| folder.path().join(name);
        let issued = issued();
        fs::write(at("certificate.pem"), issued.certificate.pem()).unwrap();
        fs::write(at("key.pem"), issued.key.serialize_pem()).unwrap();
        fs::write(at("users"), format!("{USER}:{{PLAIN}}{PASSWORD}\n")).unwrap();
        let free = || TcpListener::bind((HOST, 0)).unwrap();
        let (one, other) = (free(), free());
        let port = |it: &TcpListener| it.local_addr().unwrap().port();
        let (starttls, tls) = (port(&one), port(&other));
        drop((one, other));
        let own = fs::metadata(folder.path()).unwrap();
        let name = |option: &str| {
            let said = Command::new("id").arg(option).output().unwrap().stdout;
            String::from_utf8(said).unwrap().trim().to_owned()
        };
        // As root it has users of its own; anybody else runs it alone.
        let owner = (own.uid() == 0).then_some((8, 8));
        let (users, ids) = match owner {
            Some(ids) => (String::new(), ids),
            None => (
                format!(
                    "default_internal_user = {0}\ndefault_login_user = {0}\n\
                     default_internal_group = {1}\n",
                    name("-un"),
                    name("-gn")
                ),
                (own.uid(), own.gid()),
            ),
        };
        let settings = format!(
            "base_dir = {folder}/run\nprotocols = imap\nlisten = {HOST}\nlog_path = {folder}/log\n\
             {users}ssl = required\nssl_cert = <{folder}/certificate.pem\nssl_key = <{folder}/key.pem\n\
             mail_location = maildir:{folder}/mail\nfirst_valid_uid = 1\nauth_mechanisms = plain\n\
             passdb {{\n  driver = passwd-file\n  args = {folder}/users\n}}\n\
             userdb {{\n  driver = static\n  args = uid={uid} gid={gid} home={folder}/home\n}}\n\
             service anvil {{\n  chroot =\n}}\n\
             service imap-login {{\n  chroot =\n  inet_listener imap {{\n    port = {starttls}\n  }}\n  \
             inet_listener imaps {{\n    port = {tls}\n    ssl = yes\n  }}\n}}\n",
            folder = folder.path().display(),
            uid = ids.0,
            gid = ids.1,
        );
        fs::write(at("dovecot.conf"), settings).unwrap();
        for name in ["home", "mail"] {
            fs::create_dir(at(name)).unwrap();
            own_by(&at(name), owner);
        }
        let master = Command::new("dovecot")
            .arg("-F")
            .arg("-c")
            .arg(at("dovecot.conf"))
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let mut server = Self {
            folder,
            master,
            starttls,
            tls,
            authority: issued.authority,
            owner,
        };
        for part in ["cur", "new", "tmp"] {
            server.make(&format!("{MAILBOX}/{part}"));
        }
        server.wait();
        Some(server)
    }

    fn wait(&mut self) {
        while TcpStream::connect((HOST, self.tls)).is_err() {
            let ended = self.master.try_wait().unwrap();
            assert!(ended.is_none(), "{}", self.log());
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    fn mail(&self) -> PathBuf {
        self.folder.path().join("mail")
    }

    /// Makes a folder of the Maildir, with those on the way to it.
    fn make(&self, path: &str) {
        let mut folder = self.mail();
        for part in Path::new(path) {
            folder.push(part);
            if !folder.is_dir() {
                fs::create_dir(&folder).unwrap();
                own_by(&folder, self.owner);
            }
        }
    }

    /// Delivers a message, as an agent does: with its flags, or as one that nobody has seen.
    fn deliver(&self, number: usize, flags: Option<&str>, message: &str) {
        let name = format!("{}.M{number}.example", 1_790_000_000 + number);
        let place = match flags {
            Some(flags) => format!("cur/{name}:2,{flags}"),
            None => format!("new/{name}"),
        };
        let path = self.mail().join(MAILBOX).join(place);
        fs::write(&path, message).unwrap();
        own_by(&path, self.owner);
    }

    /// The messages with their flags, and where each lies.
    fn messages(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let folders = ["cur", "new"].map(|part| self.mail().join(MAILBOX).join(part));
        let entries = folders.iter().flat_map(|it| fs::read_dir(it).unwrap());
        let paths = entries.map(|entry| entry.unwrap().path());
        paths
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect()
    }

    fn office(&self) -> Office {
        Office::new(self.tls, "tls", &self.authority)
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        let mut stop = Command::new("dovecot");
        stop.arg("-c").arg(self.folder.path().join("dovecot.conf"));
        let _ = stop.arg("stop").status();
        let _ = self.master.kill();
        let _ = self.master.wait();
    }
}

fn own_by(path: &Path, owner: Option<(u32, u32)>) {
    if let Some((user, group)) = owner {
        chown(path, Some(user), Some(group)).unwrap();
    }
}

/// Passes connections on to a port, and cuts the first after so many bytes of the server.
fn cutting(port: u16, after: usize) -> u16 {
    let listener = TcpListener::bind((HOST, 0)).unwrap();
    let own = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        let mut left = Some(after);
        for client in listener.incoming() {
            let mut client = client.unwrap();
            let mut server = TcpStream::connect((HOST, port)).unwrap();
            let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            thread::spawn(move || std::io::copy(&mut from, &mut to));
            let mut left = left.take().unwrap_or(usize::MAX);
            thread::spawn(move || {
                let mut buffer = [0; 4096];
                while let Ok(read @ 1..) = server.read(&mut buffer) {
                    let passed = read.min(left);
                    left -= passed;
                    if client.write_all(&buffer[..passed]).is_err() || left == 0 {
                        break;
                    }
                }
                let _ = client.shutdown(Shutdown::Both);
                let _ = server.shutdown(Shutdown::Both);
            });
        }
    });
    own
}

fn noise(number: usize) -> String {
    format!(
        "From: nobody-{number}@example.org\r\nMessage-ID: <{number}@example.org>\r\n\
         Subject: =?utf-8?q?R=C3=A9union?=\r\n\r\n{}\r\n",
        "Bonjour, ceci n'est pas une réponse.\r\n".repeat(20)
    )
}

#[test]
fn a_real_server_is_read_in_each_way_and_left_as_it_was() {
    let Some(server) = Dovecot::start() else {
        return;
    };
    for (number, (_, email)) in PEOPLE.iter().enumerate().take(3) {
        let flags = [Some(""), Some("FS"), None][number];
        server.deliver(number, flags, &reply(email, "ACCEPTED", 0, 9));
    }
    let before = server.messages();
    let mut office = server.office();
    assert_eq!(
        office.ok(),
        [
            "Réponses/1 applied alpha",
            "Réponses/2 applied beta",
            "Réponses/3 applied gamma"
        ]
    );
    assert_eq!(server.messages(), before, "{}", server.log());
    assert_eq!(office.ok(), [""; 0]);
    server.deliver(3, None, &reply(PEOPLE[3].1, "DECLINED", 0, 9));
    // Another port may be that of another server: what was read is known.
    office.through(server.starttls, "starttls");
    assert_eq!(
        office.ok(),
        [
            "Réponses/1 known alpha",
            "Réponses/2 known beta",
            "Réponses/3 known gamma",
            "Réponses/4 applied delta"
        ]
    );
    assert_eq!(office.ok(), [""; 0]);
    assert_eq!(server.messages().len(), 4);
    let is_new = |path: &PathBuf| path.parent().unwrap().ends_with("new");
    assert_eq!(server.messages().keys().filter(|it| is_new(it)).count(), 2);

    // Dovecot gives another byte for one that IMAP cannot carry (RFC 9051, 9: literal).
    let null = reply(PEOPLE[4].1, "ACCEPTED", 0, 9).replacen("\r\n", "\r\nX-Null: a\0b\r\n", 1);
    server.deliver(4, Some(""), &null);
    assert_eq!(office.ok(), ["Réponses/5 applied epsilon"]);

    office.set("starttls", "Reponses");
    office.refuse("did you mean `Réponses`?");
    office.set("starttls", "Réponses");
    office.write("private/password", "faux");
    office.refuse("does not accept the user or the password: NO AUTHENTICATIONFAILED");
    office.write("private/password", PASSWORD);
    office.write("private/authority.pem", "");
    office.refuse("no authority that this machine trusts issued the certificate of 127.0.0.1");
    office.through(server.tls, "tls");
    office.refuse("no authority that this machine trusts issued the certificate of 127.0.0.1");
}

#[test]
fn the_whole_circle_goes_over_a_real_server() {
    let Some(server) = Dovecot::start() else {
        return;
    };
    let office = server.office();
    let count = Cell::new(0);
    circle(&office.council, |message| {
        server.deliver(count.get(), None, str::from_utf8(message).unwrap());
        count.set(count.get() + 1);
        Council::judged(&office.run(&["--json"]))
    });
    assert_eq!(count.get(), 6);
    assert_eq!(server.messages().len(), 6);
}

#[test]
fn five_thousand_messages_are_read_once_even_if_the_connection_is_cut() {
    let Some(server) = Dovecot::start() else {
        return;
    };
    for number in 0..5_000 {
        let message = match number {
            10 => reply(PEOPLE[0].1, "ACCEPTED", 0, 9),
            4_000 => reply(PEOPLE[1].1, "DECLINED", 0, 9),
            4_999 => reply(PEOPLE[2].1, "TENTATIVE", 0, 9),
            _ => noise(number),
        };
        server.deliver(
            number,
            Some(if number % 2 == 0 { "S" } else { "" }),
            &message,
        );
    }
    let before = server.messages();
    let mut office = server.office();
    office.through(cutting(server.tls, 2_000_000), "tls");
    let read = office.ok();
    assert_eq!(read.len(), 5_000);
    assert_eq!(read[10], "Réponses/11 applied alpha");
    assert_eq!(read[4_000], "Réponses/4001 applied beta");
    assert_eq!(read[4_999], "Réponses/5000 applied gamma");
    assert_eq!(office.ok(), [""; 0]);
    assert!(
        server.messages() == before,
        "flags or messages have changed"
    );
    server.deliver(5_000, None, &reply(PEOPLE[3].1, "ACCEPTED", 0, 9));
    assert_eq!(office.ok(), ["Réponses/5001 applied delta"]);
}
