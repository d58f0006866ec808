//! Why a server takes nothing at all, told apart.

use std::error::Error as _;
use std::io;

use lettre::transport::smtp::Error;

use crate::domain::Private;

/// The longest answer that is kept, in characters.
const LONGEST: usize = 500;

/// Why nothing can be handed over.
#[derive(Debug)]
pub enum Fault {
    /// The server cannot be reached, or speaks another language; in the system's words.
    Connection(String),
    /// The server answers, and wants nobody.
    Unwilling(Answer),
    /// The server offers no TLS.
    NoStartTls,
    /// The server cannot prove who it is, or the two find no common ground; in the library's words.
    Tls(String),
    /// The server knows no way to log in that is known here.
    NoLogin,
    /// The user or the password is not accepted.
    Login(Answer),
    /// The server sends nothing for the council's address.
    Sender(Answer),
    /// An address that cannot be written in SMTP.
    Address,
    /// The server hung up before the message was given.
    HungUp,
}

/// What a server answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The three digits, and the enhanced code if there is one: `550 5.1.1`.
    pub code: String,
    /// All of it, on one line; it often holds the address of the person.
    pub text: Private<String>,
}

impl Answer {
    /// Puts an answer together from its code and its text.
    #[must_use]
    pub fn new(code: u16, text: &str) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        let first = words.first().filter(|word| is_enhanced(word));
        let code = first.map_or_else(|| code.to_string(), |word| format!("{code} {word}"));
        let digits = code.get(..3).unwrap_or_default();
        let text: String = format!("{digits} {}", words.join(" "))
            .chars()
            .filter(|character| !character.is_control())
            .take(LONGEST)
            .collect();
        Self {
            code,
            text: Private::new(text.trim_end().to_owned()),
        }
    }

    /// Reads the answer out of an error; `None` where the server gave none.
    pub(super) fn of(error: &Error) -> Option<Self> {
        let text = error.source().map(ToString::to_string);
        Some(Self::new(error.status()?.into(), &text.unwrap_or_default()))
    }
}

impl Fault {
    pub(super) fn connecting(error: &Error) -> Self {
        match Answer::of(error) {
            Some(answer) => Self::Unwilling(answer),
            None if is_of_tls(error) => Self::tls(error),
            None => Self::Connection(cause(error)),
        }
    }

    /// Whatever goes wrong between the two greetings is of TLS.
    pub(super) fn upgrading(error: &Error) -> Self {
        match Answer::of(error) {
            Some(answer) => Self::Unwilling(answer),
            None => Self::tls(error),
        }
    }

    pub(super) fn logging_in(error: &Error) -> Self {
        match Answer::of(error) {
            Some(answer) => Self::Login(answer),
            None if error.is_client() => Self::NoLogin,
            None => Self::Connection(cause(error)),
        }
    }

    pub(super) fn tls(error: &Error) -> Self {
        Self::Tls(cause(error))
    }
}

/// Tells whether the other side could not be believed: such an error comes up as data that is not
/// valid, while the first words are exchanged.
fn is_of_tls(error: &Error) -> bool {
    let mut cause = error.source();
    while let Some(found) = cause {
        let io = found.downcast_ref::<io::Error>();
        if io.is_some_and(|error| error.kind() == io::ErrorKind::InvalidData) {
            return true;
        }
        cause = found.source();
    }
    error.is_tls()
}

/// Returns the innermost words, without those of the layers around them.
fn cause(error: &Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(found) = cause {
        said = found.to_string();
        cause = found.source();
    }
    said
}

/// Tells whether a word is an enhanced status code (RFC 3463, 2): `5.1.1`.
fn is_enhanced(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    let number =
        |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_shows_its_codes_and_keeps_the_rest() {
        let answer = Answer::new(550, "5.1.1 <nom@example.org>:\r\n unknown\u{7}");
        assert_eq!(answer.code, "550 5.1.1");
        assert_eq!(
            answer.text.disclose(),
            "550 5.1.1 <nom@example.org>: unknown"
        );
        assert!(!format!("{answer:?}").contains("nom"));
        for text in ["", "nom@example.org 5.1.1", "1.2", "5.1.1.1"] {
            assert_eq!(Answer::new(451, text).code, "451", "{text}");
        }
    }
}
