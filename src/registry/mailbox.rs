//! The journal of how far a mailbox was read, one JSON object to a line: the last one of a mailbox
//! counts.

use serde::{Deserialize, Serialize};

use crate::domain::ImapSettings;

/// The form of the records.
const FORMAT: u32 = 1;

/// One record as it is written.
#[derive(Serialize, Deserialize)]
struct Row {
    format: u32,
    host: String,
    port: u16,
    user: String,
    mailbox: String,
    uidvalidity: u32,
    uid: u32,
    answers: usize,
}

/// How far a mailbox was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What the UIDs belong to (RFC 9051, 2.3.1.1).
    pub uid_validity: u32,
    /// The highest UID up to which every message was read.
    pub uid: u32,
    /// How many answers were recorded at least: where there are fewer, some are lost.
    pub answers: usize,
}

/// What a journal says of a mailbox.
#[derive(Clone, Debug, Default)]
pub struct Read {
    pub mark: Option<Mark>,
    /// The numbers of the lines, from 1, that are no records: the others count nevertheless.
    pub broken: Vec<usize>,
    /// Whether the last line is the beginning of a record that was never finished.
    pub torn: bool,
}

/// Writes a record as a line, without its end.
#[must_use]
pub fn line(settings: &ImapSettings, mark: Mark) -> String {
    let row = Row {
        format: FORMAT,
        host: settings.server.host.clone(),
        port: settings.server.port,
        user: settings.login.user.disclose().clone(),
        mailbox: settings.mailbox.clone(),
        uidvalidity: mark.uid_validity,
        uid: mark.uid,
        answers: mark.answers,
    };
    // Texts and numbers can all be written.
    serde_json::to_string(&row).unwrap_or_default()
}

/// Reads what a journal says of a mailbox.
#[must_use]
pub fn read(text: &str, settings: &ImapSettings) -> Read {
    let mut found = Read::default();
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        if line.trim().is_empty() {
            continue;
        }
        let row = serde_json::from_str::<Row>(line);
        match row.ok().filter(|row| row.format == FORMAT) {
            Some(row) => {
                let is_it = row.host == settings.server.host
                    && row.port == settings.server.port
                    && row.user == *settings.login.user.disclose()
                    && row.mailbox == settings.mailbox;
                if is_it {
                    found.mark = Some(Mark {
                        uid_validity: row.uidvalidity,
                        uid: row.uid,
                        answers: row.answers,
                    });
                }
            }
            None if line.ends_with('\n') => found.broken.push(number),
            None => found.torn = true,
        }
    }
    found
}

/// Lowers how many answers were recorded by those that were taken out; the positions stay.
///
/// # Errors
///
/// The numbers of the lines, from 1, that are no records.
pub fn lowered(text: &str, by: usize) -> Result<String, Vec<usize>> {
    let mut lowered = String::with_capacity(text.len());
    let mut broken = Vec::new();
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let row = serde_json::from_str::<Row>(line).ok();
        match row.filter(|row| row.format == FORMAT) {
            Some(mut row) if by > 0 && row.answers > 0 => {
                row.answers = row.answers.saturating_sub(by);
                // Texts and numbers can all be written.
                lowered += &serde_json::to_string(&row).unwrap_or_default();
                lowered += &line[line.trim_end().len()..];
            }
            None if line.ends_with('\n') && !line.trim().is_empty() => broken.push(number),
            _ => lowered += line,
        }
    }
    if broken.is_empty() {
        Ok(lowered)
    } else {
        Err(broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Auth, Login, PasswordSource, Private, Security, Server};

    fn settings(host: &str, user: &str, mailbox: &str) -> ImapSettings {
        ImapSettings {
            server: Server {
                host: host.to_owned(),
                port: 993,
                security: Security::Tls,
            },
            login: Login {
                user: Private::new(user.to_owned()),
                auth: Auth::Password,
                password: PasswordSource::File(Private::new(String::new())),
            },
            mailbox: mailbox.to_owned(),
        }
    }

    #[test]
    fn fewer_answers_are_recorded_and_the_positions_stay() {
        let own = settings("h", "u", "Réponses");
        let mark = |answers| Mark {
            uid_validity: 7,
            uid: 40,
            answers,
        };
        let text = |answers: [usize; 2]| {
            let lines = answers.map(|it| line(&own, mark(it)) + "\n");
            lines.concat() + "\n{\"format\""
        };
        assert_eq!(lowered(&text([1, 5]), 2), Ok(text([0, 3])));
        assert_eq!(lowered(&text([1, 5]), 0), Ok(text([1, 5])));
        let broken = text([1, 5]).replacen('\n', "\n{}\n", 1);
        assert_eq!(lowered(&broken, 2), Err(vec![2]));
    }

    #[test]
    fn the_last_record_of_the_mailbox_counts() {
        let own = settings("h", "u", "Réponses");
        let mark = |uid| Mark {
            uid_validity: 7,
            uid,
            answers: 0,
        };
        let others = [
            settings("g", "u", "Réponses"),
            settings("h", "v", "Réponses"),
            settings("h", "u", "INBOX"),
        ];
        let mut text = line(&own, mark(1)) + "\n" + &line(&own, mark(2)) + "\n";
        for other in &others {
            assert_eq!(read(&text, other).mark, None);
            text += &(line(other, mark(9)) + "\n");
        }
        assert_eq!(read(&text, &own).mark, Some(mark(2)));
        let broken = text.clone() + "\n{}\n" + &line(&own, mark(3))[..20];
        let found = read(&broken, &own);
        assert_eq!(found.mark, Some(mark(2)));
        assert_eq!((found.broken, found.torn), (vec![7], true));
        let later = line(&own, mark(4)).replace("\"format\":1", "\"format\":2");
        let found = read(&(text + &later + "\n"), &own);
        assert_eq!((found.mark, found.broken), (Some(mark(2)), vec![6]));
    }
}
