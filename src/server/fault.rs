//! Why a server serves nobody, told apart.

use std::io;
use std::time::Duration;

use serde::Serialize;

use crate::domain::Private;
use crate::source::serialize_error;

/// The longest answer that is kept, in characters.
const LONGEST: usize = 500;

/// Why nothing can be handed over or read.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// The server cannot be reached.
    Connection(#[serde(serialize_with = "serialize_error")] io::Error),
    /// What the server says is no reply to what it was asked, or has no end.
    OutOfStep,
    /// The server answers, and wants nobody.
    Unwilling(Answer),
    /// The server offers no TLS.
    NoStartTls,
    /// The server cannot prove who it is, or the two find no common ground.
    Tls(TlsFault),
    /// The server knows no way to log in that is known here.
    NoLogin,
    /// The server takes no OAuth 2.0 token in the way that is known here (XOAUTH2).
    #[serde(rename = "no-oauth")]
    NoOAuth,
    /// The user or the password is not accepted.
    Login(Answer),
    /// The server sends nothing for the council's address.
    Sender(Answer),
    /// The server does not give what it has.
    Denied(Answer),
    /// An address that cannot be written in SMTP.
    Address,
    /// The server hung up before the message was given.
    HungUp,
    /// The server said nothing for so many seconds, or did not come to an end of it.
    Silent(u64),
}

/// Why a connection could not be protected (RFC 8446, RFC 5280).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TlsFault {
    pub kind: TlsFaultKind,
    /// In the library's words.
    pub text: String,
}

/// What of a certificate, or of the talk before it, is at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TlsFaultKind {
    /// No authority that is trusted here issued the certificate.
    Issuer,
    Expired,
    NotYetValid,
    /// The certificate is that of another host.
    Name,
    /// The server does not speak TLS on this port.
    NoTls,
    Other,
}

/// What a server answered.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// The three digits, and the enhanced code if there is one: `550 5.1.1`; of IMAP the word, and the
    /// code if there is one: `NO AUTHENTICATIONFAILED`.
    pub code: String,
    /// All of it, on one line; it often holds the address of the person.
    #[serde(skip)]
    pub text: Private<String>,
}

impl Fault {
    /// A server that was waited for in vain.
    #[must_use]
    pub fn silent(waited: Duration) -> Self {
        Self::Silent(waited.as_secs())
    }
}

impl Answer {
    /// Puts an answer of IMAP together.
    #[must_use]
    pub fn of_imap(word: &str, code: &str, text: &str) -> Self {
        let code = plain(&format!("{word} {code}"));
        Self {
            text: Private::new(plain(&format!("{code} {text}"))),
            code,
        }
    }

    /// Puts an answer of SMTP together from its code and its text.
    #[must_use]
    pub fn new(code: u16, text: &str) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        let first = words.first().filter(|word| is_enhanced(word));
        let code = first.map_or_else(|| code.to_string(), |word| format!("{code} {word}"));
        let digits = code.get(..3).unwrap_or_default();
        let text = plain(&format!("{digits} {text}"));
        Self {
            code,
            text: Private::new(text.trim_end().to_owned()),
        }
    }

    /// Whether the server takes leave with it (RFC 5321, 3.8).
    #[must_use]
    pub fn is_farewell(&self) -> bool {
        self.code.starts_with("421")
    }
}

impl TlsFault {
    pub(super) fn new(kind: TlsFaultKind, text: &str) -> Self {
        let text = plain(text);
        Self { kind, text }
    }
}

/// Makes a foreign text one that no terminal and no journal is led astray by: on one line, without
/// control characters and without those that reorder or hide what stands around them.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let shown = |character: &char| {
        !character.is_control()
            && !matches!(
                character,
                '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                    | '\u{2060}'..='\u{206f}' | '\u{feff}'
            )
    };
    words
        .join(" ")
        .chars()
        .filter(shown)
        .take(LONGEST)
        .collect()
}

/// Whether a word is an enhanced status code (RFC 3463, 2): `5.1.1`.
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
