//! Messages to the server that takes them: one connection, and what becomes of each message.
//!
//! What matters most is never to hand over a message twice: whoever calls is told whether a message
//! that was not taken was surely not, or whether nobody knows.

mod fault;

use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;

use crate::domain::{Private, Security, SmtpSettings, email_address};

pub use fault::{Answer, Fault};

/// How long the server may take to be reached and to greet.
const GREETING: Duration = Duration::from_secs(60);
/// How long it may take for an answer (RFC 5321, 4.5.3.2).
const COMMAND: Duration = Duration::from_secs(5 * 60);
/// How long it may take to take over a message (RFC 5321, 4.5.3.2.6).
const MESSAGE: Duration = Duration::from_secs(10 * 60);
/// How long it may take to say goodbye.
const FAREWELL: Duration = Duration::from_secs(5);

/// What became of a message that was to be handed over.
#[derive(Debug)]
pub enum Fate {
    /// The server has taken it.
    Sent(Answer),
    /// The server will never take it for this person (RFC 5321, 4.2.1: 5yz).
    Refused(Answer),
    /// The server does not take it now (4yz).
    Deferred(Answer),
    /// The server surely has not taken it.
    Failed(Fault),
    /// It was given whole, or may have been, and no answer came.
    Uncertain,
}

/// A message and where it goes.
#[derive(Debug)]
pub struct Letter<'a> {
    /// The address that is told of what could not be delivered.
    pub from: &'a str,
    pub to: &'a Private<String>,
    /// The message, whose lines end in CRLF.
    pub bytes: &'a Private<Vec<u8>>,
}

/// The way to the server, with a connection while there is one.
pub struct Mailer<'a> {
    settings: &'a SmtpSettings,
    /// Given where the settings name a user.
    password: Option<Private<String>>,
    connection: Option<SmtpConnection>,
}

impl<'a> Mailer<'a> {
    /// Prepares the way; nothing is connected yet.
    #[must_use]
    pub fn new(settings: &'a SmtpSettings, password: Option<Private<String>>) -> Self {
        Self {
            settings,
            password,
            connection: None,
        }
    }

    /// Makes sure that the server listens, before a message is put at risk.
    ///
    /// A server that hung up since the last message is connected to again.
    ///
    /// # Errors
    ///
    /// It cannot be reached, is not protected as it must be, or lets nobody in.
    pub fn ready(&mut self) -> Result<(), Fault> {
        if let Some(connection) = &mut self.connection {
            // It also forgets a message that was begun and refused.
            if connection.command(Rset).is_ok() {
                return Ok(());
            }
            self.connection = None;
        }
        self.connection = Some(self.connect()?);
        Ok(())
    }

    /// Hands over one message to one person; [`Mailer::ready`] comes before each.
    pub fn send(&mut self, letter: &Letter<'_>) -> Fate {
        let Some(mut connection) = self.connection.take() else {
            return Fate::Failed(Fault::HungUp);
        };
        let fate = hand_over(&mut connection, letter);
        let usable = matches!(fate, Fate::Sent(_) | Fate::Refused(_) | Fate::Deferred(_));
        if usable && !connection.has_broken() {
            self.connection = Some(connection);
        }
        fate
    }

    /// Takes leave of the server.
    pub fn quit(mut self) {
        if let Some(mut connection) = self.connection.take() {
            // Nothing depends on the answer, and nobody waits long for it.
            let _ = connection.set_timeout(Some(FAREWELL));
            let _ = connection.quit();
        }
    }

    fn connect(&self) -> Result<SmtpConnection, Fault> {
        let SmtpSettings { host, port, .. } = self.settings;
        // An address literal says nothing of the machine (RFC 5321, 4.1.4).
        let name = ClientId::default();
        let tls = match self.settings.security {
            Security::Nothing => None,
            Security::StartTls | Security::Tls => {
                let parameters = TlsParameters::new(host.clone());
                Some(parameters.map_err(|error| Fault::tls(&error))?)
            }
        };
        let at_once = tls
            .as_ref()
            .filter(|_| self.settings.security == Security::Tls);
        let address = (host.as_str(), *port);
        let connected = SmtpConnection::connect(address, Some(GREETING), &name, at_once, None);
        let mut connection = connected.map_err(|error| Fault::connecting(&error))?;
        if self.settings.security == Security::StartTls {
            if !connection.can_starttls() {
                connection.abort();
                return Err(Fault::NoStartTls);
            }
            if let Some(tls) = &tls {
                let upgraded = connection.starttls(tls, &name);
                upgraded.map_err(|error| Fault::upgrading(&error))?;
            }
        }
        if let (Some(login), Some(password)) = (&self.settings.login, &self.password) {
            let user = login.user.disclose().clone();
            let credentials = Credentials::new(user, password.disclose().clone());
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            let known = connection.server_info();
            if known.get_auth_mechanism(&mechanisms).is_none() {
                connection.abort();
                return Err(Fault::NoLogin);
            }
            let let_in = connection.auth(&mechanisms, &credentials);
            let_in.map_err(|error| Fault::logging_in(&error))?;
        }
        let patient = connection.set_timeout(Some(COMMAND));
        patient.map_err(|error| Fault::Connection(error.to_string()))?;
        Ok(connection)
    }
}

fn address(text: &str) -> Option<Address> {
    email_address(text)?.parse().ok()
}

fn hand_over(connection: &mut SmtpConnection, letter: &Letter<'_>) -> Fate {
    let (Some(from), Some(to)) = (address(letter.from), address(letter.to.disclose())) else {
        return Fate::Failed(Fault::Address);
    };
    if let Err(error) = connection.command(Mail::new(Some(from), Vec::new())) {
        return match answered(&error) {
            Some(Fate::Refused(answer)) => Fate::Failed(Fault::Sender(answer)),
            other => other.unwrap_or(Fate::Failed(Fault::HungUp)),
        };
    }
    let recipient = connection.command(Rcpt::new(to, Vec::new()));
    let data = recipient.and_then(|_| connection.command(Data));
    if let Err(error) = data {
        return answered(&error).unwrap_or(Fate::Failed(Fault::HungUp));
    }
    // The end of the data begins with the end of the last line (RFC 5321, 4.1.1.4).
    let bytes = letter.bytes.disclose();
    let bytes = bytes.strip_suffix(b"\r\n").unwrap_or(bytes);
    // The second item is asked for once the first is written whole; then only the end is missing.
    let mut whole = false;
    let parts = std::iter::once(bytes).chain(std::iter::from_fn(|| {
        whole = true;
        None
    }));
    let _ = connection.set_timeout(Some(MESSAGE));
    let taken = connection.message_iter(parts);
    let _ = connection.set_timeout(Some(COMMAND));
    match taken {
        Ok(response) => Fate::Sent(answer_of(&response)),
        Err(error) => match answered(&error) {
            Some(fate) => fate,
            None if whole => Fate::Uncertain,
            None => Fate::Failed(Fault::HungUp),
        },
    }
}

/// Reads the fate from an answer of the server; `None` where there is no answer.
fn answered(error: &Error) -> Option<Fate> {
    let answer = Answer::of(error)?;
    Some(if error.is_transient() {
        Fate::Deferred(answer)
    } else {
        Fate::Refused(answer)
    })
}

fn answer_of(response: &Response) -> Answer {
    let lines: Vec<&str> = response.message().collect();
    Answer::new(response.code().into(), &lines.join(" "))
}
