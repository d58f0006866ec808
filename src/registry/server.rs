//! The settings of the servers of mail, and what is wrong with them without a word of it.

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeValue, ValueDeserializer};

use super::private::without_values;
use super::schema::SmtpRow;
use super::{Reader, schema};
use crate::domain::{
    Login, PasswordSource, Private, Protocol, Security, Server, SmtpSettings, is_loopback,
};
use crate::problem::{Problem, What};
use crate::source::{SMTP_FILE, Sources, Span};

/// Reads the text of `private/smtp.toml`: the settings if nothing is wrong with them, and every
/// finding.
///
/// The findings hold places without text, and nothing that was read.
#[must_use]
pub fn smtp(text: String) -> (Option<SmtpSettings>, Vec<Problem>) {
    // These sources end here, so that nothing can show what is in them.
    let mut sources = Sources::new();
    let file = sources.add(SMTP_FILE, text);
    let mut problems = Vec::new();
    let settings = Reader::open(&sources, file, &[], &mut problems).smtp();
    let problems = problems.into_iter().map(|problem| Problem {
        what: without_values(problem.what),
        ..problem
    });
    let problems: Vec<Problem> = problems.map(|problem| problem.hidden(&sources)).collect();
    (settings.filter(|_| problems.is_empty()), problems)
}

impl Reader<'_> {
    fn smtp(&mut self) -> Option<SmtpSettings> {
        let mut root = self.root.take()?;
        // Said in words of its own, so that nobody looks for the right spelling of the key.
        let written = root.get_mut().remove_entry("password");
        if let Some((key, _)) = &written {
            let at = Span::new(self.file, key.span());
            self.problems.push(Problem::at(at, What::WrittenPassword));
        }
        let at = root.span();
        let top = at.start;
        // What the file lacks is said of its first line.
        let sound = self
            .checker()
            .table(root.get_ref(), &schema::SMTP, top..top, &[]);
        if !sound || written.is_some() {
            return None;
        }
        let table = DeValue::Table(root.into_inner());
        let row = ValueDeserializer::from(Spanned::new(at, table));
        let row = SmtpRow::deserialize(row).ok()?;
        let security = match &row.security {
            Some(word) => word.get_ref().parse().ok()?,
            None => Security::StartTls,
        };
        if security == Security::Nothing && !is_loopback(&row.host) {
            let at = self.at(row.security.as_ref().map(Spanned::span), top);
            self.problems.push(Problem::at(at, What::PlainConnection));
        }
        let login = self.login(row.user, row.password_command, row.password_file, top);
        let server = Server {
            port: row.port.unwrap_or_else(|| Protocol::Smtp.port(security)),
            host: row.host,
            security,
        };
        Some(SmtpSettings { server, login })
    }

    /// A user and one source of the password belong together.
    fn login(
        &mut self,
        user: Option<Spanned<String>>,
        command: Option<Spanned<Vec<String>>>,
        file: Option<Spanned<String>>,
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
                let table = SMTP_FILE.to_owned();
                let line = schema::line(key);
                self.problems
                    .push(Problem::at(at, What::MissingKey { key, table, line }));
                None
            }
        }
    }

    fn at(&self, at: Option<std::ops::Range<usize>>, top: usize) -> Span {
        Span::new(self.file, at.unwrap_or(top..top))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Place;

    fn codes(text: &str) -> (Option<SmtpSettings>, Vec<&'static str>) {
        let (settings, problems) = smtp(text.to_owned());
        for problem in &problems {
            assert!(matches!(problem.place, Place::Hidden { .. }), "{problem:?}");
            assert!(!format!("{problem:?}").contains("canari"), "{problem:?}");
        }
        assert_eq!(settings.is_some(), problems.is_empty());
        let codes = problems.iter().map(|problem| problem.what.code()).collect();
        (settings, codes)
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
