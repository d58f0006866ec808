//! The settings of the servers of mail, and what is wrong with them without a word of it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeValue, ValueDeserializer};

use super::private::without_values;
use super::schema::{ImapRow, Row, Schema, SmtpRow};
use super::{Reader, schema};
use crate::domain::{
    Auth, ImapSettings, Login, PasswordSource, Private, Protocol, Security, Server, SmtpSettings,
    is_loopback,
};
use crate::problem::{Problem, What};
use crate::source::{IMAP_FILE, SMTP_FILE, Sources, Span};

/// Reads the text of `private/smtp.toml`: the settings if nothing is wrong with them, and every
/// finding.
///
/// The findings hold places without text, and nothing that was read.
#[must_use]
pub fn smtp(text: String) -> (Option<SmtpSettings>, Vec<Problem>) {
    load(SMTP_FILE, text, |reader| {
        let (row, top) = reader.row::<SmtpRow>()?;
        let of = (Protocol::Smtp, Security::StartTls);
        let server = reader.server(of, row.host, row.port, row.security, top)?;
        let sources = (row.password_command, row.password_file);
        let auth = auth(row.auth.as_deref());
        let login = reader.login((row.user, auth), sources, &schema::SMTP, top);
        Some(SmtpSettings { server, login })
    })
}

/// Reads the text of `private/imap.toml` in the same way.
#[must_use]
pub fn imap(text: String) -> (Option<ImapSettings>, Vec<Problem>) {
    load(IMAP_FILE, text, |reader| {
        let (row, top) = reader.row::<ImapRow>()?;
        let of = (Protocol::Imap, Security::Tls);
        let server = reader.server(of, row.host, row.port, row.security, top)?;
        let sources = (row.password_command, row.password_file);
        let auth = auth(row.auth.as_deref());
        let login = reader.login((Some(row.user), auth), sources, &schema::IMAP, top)?;
        let mailbox = row.mailbox.unwrap_or_else(|| "INBOX".to_owned());
        Some(ImapSettings {
            server,
            login,
            mailbox,
        })
    })
}

/// What proves who logs in: a password where nothing else is said.
fn auth(word: Option<&str>) -> Auth {
    let said = word.and_then(|it| it.parse().ok());
    said.unwrap_or(Auth::Password)
}

fn load<T>(
    name: &str,
    text: String,
    read: impl FnOnce(&mut Reader<'_>) -> Option<T>,
) -> (Option<T>, Vec<Problem>) {
    // These sources end here, so that nothing can show what is in them.
    let mut sources = Sources::new();
    let file = sources.add(name, text);
    let mut problems = Vec::new();
    let settings = read(&mut Reader::open(&sources, file, &[], &mut problems));
    let problems = problems.into_iter().map(|problem| Problem {
        what: without_values(problem.what),
        ..problem
    });
    let problems: Vec<Problem> = problems.map(|problem| problem.hidden(&sources)).collect();
    (settings.filter(|_| problems.is_empty()), problems)
}

impl Reader<'_> {
    /// Reads the keys of a file, and where it begins: what the file lacks is said of its first line.
    fn row<T: Row>(&mut self) -> Option<(T, usize)> {
        let mut root = self.root.take()?;
        // Said in words of its own, so that nobody looks for the right spelling of the key.
        let written = root.get_mut().remove_entry("password");
        if let Some((key, _)) = &written {
            let at = Span::new(self.file, key.span());
            self.problems.push(Problem::at(at, What::WrittenPassword));
        }
        let at = root.span();
        let top = at.start;
        let sound = self
            .checker()
            .table(root.get_ref(), T::SCHEMA, top..top, &[]);
        if !sound || written.is_some() {
            return None;
        }
        let table = DeValue::Table(root.into_inner());
        let row = ValueDeserializer::from(Spanned::new(at, table));
        Some((T::deserialize(row).ok()?, top))
    }

    /// Reads where a server is; it speaks a protocol, and is protected so where nothing else is said.
    fn server(
        &mut self,
        (protocol, usual): (Protocol, Security),
        host: String,
        port: Option<u16>,
        security: Option<Spanned<String>>,
        top: usize,
    ) -> Option<Server> {
        let (security, at) = match security {
            Some(word) => (word.get_ref().parse().ok()?, Some(word.span())),
            None => (usual, None),
        };
        if security == Security::Nothing && !is_loopback(&host) {
            let at = self.at(at, top);
            self.problems.push(Problem::at(at, What::PlainConnection));
        }
        Some(Server {
            port: port.unwrap_or_else(|| protocol.port(security)),
            host,
            security,
        })
    }

    /// A user and one source of the password belong together.
    fn login(
        &mut self,
        (user, auth): (Option<Spanned<String>>, Auth),
        (command, file): (Option<Spanned<Vec<String>>>, Option<Spanned<String>>),
        table: &Schema,
        top: usize,
    ) -> Option<Login> {
        if let (Some(command), Some(_)) = (&command, &file) {
            let (key, other) = ("password-command", "password-file");
            let at = Span::new(self.file, command.span());
            self.problems
                .push(Problem::at(at, What::ConflictingKeys { key, other }));
        }
        if let Some(command) = command
            .as_ref()
            .filter(|command| command.get_ref().is_empty())
        {
            let key = "password-command".to_owned();
            let at = Span::new(self.file, command.span());
            self.problems
                .push(Problem::at(at, What::EmptyValue { key }));
        }
        let source = command.map(|command| {
            let at = command.span();
            (
                PasswordSource::Command(Private::new(command.into_inner())),
                at,
            )
        });
        let source = source.or_else(|| {
            let file = file?;
            let at = file.span();
            Some((PasswordSource::File(Private::new(file.into_inner())), at))
        });
        match (user, source) {
            (Some(user), Some((password, _))) => Some(Login {
                user: Private::new(user.into_inner()),
                auth,
                password,
            }),
            (None, None) => None,
            (user, source) => {
                let key = if user.is_some() {
                    "password-command"
                } else {
                    "user"
                };
                let at = user.map(|user| user.span()).or(source.map(|(_, at)| at));
                let at = self.at(at, top);
                let table = table.name.to_owned();
                let line = schema::line(key);
                self.problems
                    .push(Problem::at(at, What::MissingKey { key, table, line }));
                None
            }
        }
    }

    fn at(&self, at: Option<Range<usize>>, top: usize) -> Span {
        Span::new(self.file, at.unwrap_or(top..top))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Place;

    fn codes(text: &str) -> (Option<SmtpSettings>, Vec<&'static str>) {
        let (settings, problems) = smtp(text.to_owned());
        assert_eq!(settings.is_some(), problems.is_empty());
        (settings, codes_of(&problems))
    }

    fn codes_of(problems: &[Problem]) -> Vec<&'static str> {
        for problem in problems {
            assert!(matches!(problem.place, Place::Hidden { .. }), "{problem:?}");
            assert!(!format!("{problem:?}").contains("canari"), "{problem:?}");
        }
        problems.iter().map(|problem| problem.what.code()).collect()
    }

    #[test]
    fn each_kind_of_security_has_its_port() {
        for (security, port) in [("starttls", 587), ("tls", 465), ("none", 25)] {
            let text = format!("host = \"localhost\"\nsecurity = \"{security}\"\n");
            assert_eq!(codes(&text).0.unwrap().server.port, port);
        }
        let settings = codes("host = \"smtp.example.org\"\nport = 2525\n")
            .0
            .unwrap();
        let server = &settings.server;
        assert_eq!((server.port, server.security), (2525, Security::StartTls));
        assert!(settings.login.is_none());
    }

    #[test]
    fn a_mailbox_has_a_server_a_user_and_a_password() {
        let read = |rest: &str| {
            let text = format!("host = \"localhost\"\nuser = \"u\"\n{rest}");
            let (settings, problems) = imap(text);
            (settings, codes_of(&problems))
        };
        let file = "password-file = \"p\"\n";
        for (security, port) in [("starttls", 143), ("tls", 993), ("none", 143)] {
            let (settings, _) = read(&format!("{file}security = \"{security}\"\n"));
            assert_eq!(settings.unwrap().server.port, port);
        }
        let settings = read(&format!("{file}mailbox = \"Réponses\"\nport = 1143\n"));
        let settings = settings.0.unwrap();
        assert_eq!(settings.mailbox, "Réponses");
        let server = settings.server;
        assert_eq!((server.port, server.security), (1143, Security::Tls));
        assert_eq!(read(file).0.unwrap().mailbox, "INBOX");
        for (rest, expected) in [
            ("", "missing-key"),
            ("password = \"canari\"", "written-password"),
            ("password-file = \"p\"\nmailbox = 1", "wrong-type"),
            (
                "password-file = \"p\"\nmailbox = \"a\\nb\"",
                "control-character",
            ),
            ("password-file = \"p\"\nfolder = \"a\"", "unknown-key"),
        ] {
            assert_eq!(read(rest).1, [expected], "{rest}");
        }
        let (_, problems) = imap("host = \"a.example.org\"\npassword-file = \"p\"".to_owned());
        assert_eq!(codes_of(&problems), ["missing-key"]);
    }

    #[test]
    fn what_is_wrong_is_said_without_a_word_of_it() {
        let host = "host = \"smtp.example.org\"\n";
        for (rest, expected) in [
            ("password = \"canari\"", vec!["written-password"]),
            ("pasword = \"canari\"", vec!["unknown-key"]),
            ("security = \"canari\"", vec!["unknown-value"]),
            ("security = \"none\"", vec!["plain-connection"]),
            ("user = \"canari\"", vec!["missing-key"]),
            ("password-file = \"canari\"", vec!["missing-key"]),
            (
                "user = \"canari\"\npassword-command = \"canari\"",
                vec!["wrong-type"],
            ),
            (
                "user = \"canari\"\npassword-command = []",
                vec!["empty-value"],
            ),
            (
                "user = \"canari\"\npassword-command = [\"canari\"]\npassword-file = \"canari\"",
                vec!["conflicting-keys"],
            ),
            ("port = 0", vec!["out-of-range"]),
            ("canari", vec!["syntax"]),
        ] {
            assert_eq!(codes(&format!("{host}{rest}\n")).1, expected, "{rest}");
        }
        for host in [
            "",
            "canari.example.org:587",
            "https://canari",
            "a b",
            "-a",
            "[::1]",
        ] {
            let found = codes(&format!("host = \"{host}\"\n")).1;
            assert!(
                matches!(found[..], ["invalid-text" | "empty-value"]),
                "{host}"
            );
        }
        assert_eq!(codes("").1, ["missing-key"]);
        assert!(codes("host = \"::1\"\nsecurity = \"none\"").0.is_some());
    }
}
