//! The servers that send messages and that keep those which arrive.

use std::net::IpAddr;

use serde::Serialize;
use strum::{EnumString, IntoStaticStr, VariantNames};

use super::Private;

/// A server, and how it is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// A name or an address, without brackets.
    pub host: String,
    pub port: u16,
    pub security: Security,
}

/// The server that takes the messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmtpSettings {
    pub server: Server,
    /// `None` where the server asks nobody who they are.
    pub login: Option<Login>,
}

/// The mailbox that holds the answers, on its server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImapSettings {
    pub server: Server,
    pub login: Login,
    /// Its name as people read it, with the server's own separator between its levels.
    pub mailbox: String,
}

/// What is spoken with a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protocol {
    Smtp,
    Imap,
}

/// How the connection to the server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Security {
    /// It begins in the clear; nothing but the request for TLS is sent before it (RFC 3207; RFC 9051, 6.2.1).
    #[strum(serialize = "starttls")]
    StartTls,
    /// TLS from the first byte (RFC 8314, 3.3).
    Tls,
    /// Nothing: only for a server on this very machine.
    #[strum(serialize = "none")]
    Nothing,
}

/// What proves who logs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "lowercase", const_into_str)]
pub enum Auth {
    Password,
    /// An access token of OAuth 2.0 (RFC 6750), in the way of Google and Microsoft.
    XOAuth2,
}

/// Writes what XOAUTH2 says: the user, and an access token.
#[must_use]
pub fn bearer(user: &str, token: &str) -> String {
    format!("user={user}\u{1}auth=Bearer {token}\u{1}\u{1}")
}

/// Who logs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    pub user: Private<String>,
    pub auth: Auth,
    /// Where the password is to be had, or the access token.
    pub password: PasswordSource,
}

/// Where the password is to be had; it is never in the settings themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasswordSource {
    /// A program and its arguments; it prints the password.
    Command(Private<Vec<String>>),
    /// A file that holds the password; relative to the folder `private/`.
    File(Private<String>),
}

impl Protocol {
    /// Returns the port where servers listen for it (RFC 6409, 3.1; RFC 8314, 3.2 and 3.3; RFC 5321,
    /// 4.5.4.2; RFC 9051, 2.1).
    #[must_use]
    pub fn port(self, security: Security) -> u16 {
        match (self, security) {
            (Self::Smtp, Security::StartTls) => 587,
            (Self::Smtp, Security::Tls) => 465,
            (Self::Smtp, Security::Nothing) => 25,
            (Self::Imap, Security::Tls) => 993,
            (Self::Imap, Security::StartTls | Security::Nothing) => 143,
        }
    }
}

/// Whether a host is this machine, whatever any name server says.
#[must_use]
pub fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_a_loopback() {
        for host in ["localhost", "LOCALHOST", "127.0.0.1", "127.8.0.1", "::1"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "localhost.example.org",
            "127.0.0.1.example.org",
            "10.0.0.1",
            "0.0.0.0",
            "",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
