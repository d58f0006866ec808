//! Messages to the server that takes them: one connection, and what becomes of each message.
//!
//! What matters most is never to hand over a message twice: whoever calls is told whether a message
//! that was not taken was surely not, or whether nobody knows. A reply counts only where it is the
//! one that the standard has for the command (RFC 5321, 4.3.2); after any other the connection is
//! left, since no later reply can be told to belong to its command.

mod conversation;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::domain::{Auth, Private, Security, SmtpSettings, bearer, email_address};
use crate::server::{self, Answer, Broken, Deadline, Fault, Patience, Trust};
use conversation::{Conversation, Reply};

/// What became of a message that was to be handed over.
#[derive(Debug)]
pub enum SendResult {
    /// The server has taken it.
    Sent(Answer),
    /// The server will never take it for this person (RFC 5321, 4.2.1: 5yz).
    Refused(Answer),
    /// The server does not take it now (4yz).
    Deferred(Answer),
    /// The server surely has not taken it.
    Failed(Fault),
    /// It was begun, and no answer came that says what became of it.
    Uncertain(Fault),
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

/// The way to the server, with a conversation while there is one.
pub struct Mailer<'a> {
    settings: &'a SmtpSettings,
    /// Given where the settings name a user.
    password: Option<Private<String>>,
    patience: Patience,
    trust: Option<Trust>,
    conversation: Option<Conversation>,
    /// Whether a message went through that conversation.
    is_used: bool,
}

impl<'a> Mailer<'a> {
    /// Prepares the way; nothing is connected yet.
    #[must_use]
    pub fn new(settings: &'a SmtpSettings, password: Option<Private<String>>) -> Self {
        Self {
            settings,
            password,
            patience: Patience::default(),
            trust: None,
            conversation: None,
            is_used: false,
        }
    }

    /// Waits so long, and no longer.
    #[must_use]
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    /// Makes sure that the server listens, before a message is put at risk.
    ///
    /// A server that hung up since the last message, or is out of step, is connected to again.
    ///
    /// # Errors
    ///
    /// It cannot be reached, is not protected as it must be, or lets nobody in.
    pub fn ready(&mut self) -> Result<(), Fault> {
        if let Some(mut conversation) = self.conversation.take() {
            // It also forgets a message that was begun and refused.
            let deadline = self.patience.soon();
            if matches!(
                conversation.ask("RSET", deadline),
                Ok(Reply { code: 250, .. })
            ) {
                self.conversation = Some(conversation);
                return Ok(());
            }
        }
        self.conversation = Some(self.connect()?);
        Ok(())
    }

    /// Hands over one message to one person; [`Mailer::ready`] comes before each.
    ///
    /// A server that has had enough of a connection says so, or hangs up, where the next message is
    /// announced. It was given no word of that message, which goes over a new connection.
    pub fn send(&mut self, letter: &Letter<'_>) -> SendResult {
        let Some(mut conversation) = self.conversation.take() else {
            return SendResult::Failed(Fault::HungUp);
        };
        let whole = Deadline::after(self.patience.message).silent_for(self.patience.taking);
        let mut announced = announce(&mut conversation, letter, self.patience, whole);
        if self.is_used && announced.as_ref().is_err_and(is_leaving) {
            conversation = match self.connect() {
                Ok(conversation) => conversation,
                Err(fault) => return SendResult::Failed(fault),
            };
            announced = announce(&mut conversation, letter, self.patience, whole);
        }
        let fate = match announced {
            Ok(()) => hand_over(&mut conversation, letter, self.patience, whole),
            Err(fate) => fate,
        };
        self.is_used = true;
        let stays = match &fate {
            SendResult::Sent(answer)
            | SendResult::Refused(answer)
            | SendResult::Deferred(answer) => !answer.is_farewell(),
            SendResult::Failed(fault) => matches!(fault, Fault::Sender(_)),
            SendResult::Uncertain(_) => false,
        };
        self.conversation = Some(conversation).filter(|_| stays);
        fate
    }

    /// Takes leave of the server.
    pub fn quit(mut self) {
        if let Some(mut conversation) = self.conversation.take() {
            // Nothing depends on the answer, and nobody waits long for it.
            let _ = conversation.ask("QUIT", Deadline::after(self.patience.farewell));
        }
    }

    fn connect(&mut self) -> Result<Conversation, Fault> {
        let server = &self.settings.server;
        let deadline = Deadline::after(self.patience.connection);
        let trust = match server.security {
            Security::Nothing => None,
            Security::StartTls | Security::Tls => Some(self.trust()?),
        };
        let stream = server::connect(server, trust.as_ref(), deadline)?;
        let mut conversation = Conversation::new(stream);
        expected(conversation.reply(deadline), 220)?;
        let mut offers = greet(&mut conversation, deadline)?;
        if let (Security::StartTls, Some(trust)) = (server.security, &trust) {
            if !offers.iter().any(|offer| offer == "STARTTLS") {
                return Err(Fault::NoStartTls);
            }
            expected(conversation.ask("STARTTLS", deadline), 220)?;
            conversation = conversation.protect(&server.host, trust)?;
            // What was offered in the clear is forgotten (RFC 3207, 4.2).
            offers = greet(&mut conversation, deadline)?;
        }
        self.log_in(&mut conversation, &offers)?;
        self.is_used = false;
        Ok(conversation)
    }

    fn trust(&mut self) -> Result<Trust, Fault> {
        if let Some(trust) = &self.trust {
            return Ok(Trust::clone(trust));
        }
        let trust = server::trust()?;
        self.trust = Some(Trust::clone(&trust));
        Ok(trust)
    }

    /// Says who sends (RFC 4954), in one of the two ways that every server knows one of.
    fn log_in(&self, conversation: &mut Conversation, offers: &[String]) -> Result<(), Fault> {
        let (Some(login), Some(password)) = (&self.settings.login, &self.password) else {
            return Ok(());
        };
        let offered = |way: &str| {
            let ways = offers.iter().filter_map(|offer| {
                let (key, ways) = offer.split_once([' ', '='])?;
                (key == "AUTH").then_some(ways)
            });
            ways.flat_map(str::split_whitespace)
                .any(|offer| offer == way)
        };
        let (user, password) = (login.user.disclose(), password.disclose());
        let encoded = |text: &str| STANDARD.encode(text);
        // A command, and what is said where the server asks for more.
        let (command, mut more) = if login.auth == Auth::XOAuth2 {
            if !offered("XOAUTH2") {
                return Err(Fault::NoOAuth);
            }
            // A server that wants none of it says why, and is answered with nothing.
            let said = vec![String::new(), encoded(&bearer(user, password))];
            ("AUTH XOAUTH2".to_owned(), said)
        } else if offered("PLAIN") {
            let both = encoded(&format!("\0{user}\0{password}"));
            (format!("AUTH PLAIN {both}"), vec![both])
        } else if offered("LOGIN") {
            let both = vec![encoded(password), encoded(user)];
            ("AUTH LOGIN".to_owned(), both)
        } else {
            return Err(Fault::NoLogin);
        };
        let deadline = self.patience.soon();
        let mut reply = conversation.ask(&command, deadline);
        while let (Ok(Reply { code: 334, .. }), Some(said)) = (&reply, more.pop()) {
            reply = conversation.ask(&said, deadline);
        }
        match reply {
            Ok(reply) if reply.is_negative() => Err(Fault::Login(reply.answer())),
            reply => expected(reply, 235).map(drop),
        }
    }
}

/// Says hello, and returns what the server offers, in capitals.
fn greet(conversation: &mut Conversation, deadline: Deadline) -> Result<Vec<String>, Fault> {
    // An address literal says nothing of the machine (RFC 5321, 4.1.4).
    let reply = expected(conversation.ask("EHLO [127.0.0.1]", deadline), 250)?;
    let offers = reply.lines.iter().skip(1);
    Ok(offers
        .map(|offer| offer.trim().to_ascii_uppercase())
        .collect())
}

/// Takes the reply that has this code, before any message is begun.
fn expected(reply: Result<Reply, Broken>, code: u16) -> Result<Reply, Fault> {
    match reply {
        Ok(reply) if reply.code == code => Ok(reply),
        Ok(reply) if reply.is_negative() => Err(Fault::Unwilling(reply.answer())),
        Ok(_) => Err(Fault::OutOfStep),
        Err(broken) => Err(broken.unreached()),
    }
}

/// Says whose a message is and to whom it goes, before any of it is said.
fn announce(
    conversation: &mut Conversation,
    letter: &Letter<'_>,
    patience: Patience,
    whole: Deadline,
) -> Result<(), SendResult> {
    let addresses = (
        email_address(letter.from),
        email_address(letter.to.disclose()),
    );
    let (Some(from), Some(to)) = addresses else {
        return Err(SendResult::Failed(Fault::Address));
    };
    let soon = || whole.or_before(patience.soon());
    let reply = conversation.ask(&format!("MAIL FROM:<{from}>"), soon());
    match accepted(reply, &[250]) {
        Ok(_) => {}
        Err(SendResult::Refused(answer)) => {
            return Err(SendResult::Failed(Fault::Sender(answer)));
        }
        Err(fate) => return Err(fate),
    }
    let reply = conversation.ask(&format!("RCPT TO:<{to}>"), soon());
    accepted(reply, &[250, 251]).map(drop)
}

/// Whether the server leaves the connection, whatever the message is.
fn is_leaving(fate: &SendResult) -> bool {
    match fate {
        SendResult::Deferred(answer) => answer.is_farewell(),
        SendResult::Failed(fault) => matches!(fault, Fault::HungUp),
        _ => false,
    }
}

/// Hands over a message that was announced.
fn hand_over(
    conversation: &mut Conversation,
    letter: &Letter<'_>,
    patience: Patience,
    whole: Deadline,
) -> SendResult {
    let soon = whole.or_before(patience.soon());
    match accepted(conversation.ask("DATA", soon), &[354]) {
        Ok(_) => {}
        // Nobody knows what such a server takes for a message.
        Err(SendResult::Failed(Fault::OutOfStep)) => {
            return SendResult::Uncertain(Fault::OutOfStep);
        }
        Err(fate) => return fate,
    }
    // Without the line that ends it, it is no message (RFC 5321, 4.1.1.4).
    match conversation.say(&stuffed(letter.bytes.disclose()), whole) {
        Ok(()) => {}
        Err(Broken::OutOfStep) => return SendResult::Uncertain(Fault::OutOfStep),
        Err(broken) => return SendResult::Failed(broken.into()),
    }
    match accepted(conversation.ask(".", whole), &TAKEN) {
        Ok(answer) => SendResult::Sent(answer),
        Err(SendResult::Failed(fault)) => SendResult::Uncertain(fault),
        Err(fate) => fate,
    }
}

/// The codes of a message that was taken (RFC 5321, 4.2.1): 2yz, but for those that answer a greeting
/// or an end of the connection.
const TAKEN: [u16; 4] = [200, 250, 251, 252];

/// Takes the answer to a command that is done with one of these codes.
fn accepted(reply: Result<Reply, Broken>, codes: &[u16]) -> Result<Answer, SendResult> {
    let reply = reply.map_err(|broken| SendResult::Failed(broken.into()))?;
    let answer = reply.answer();
    match reply.code {
        code if codes.contains(&code) => Ok(answer),
        500.. => Err(SendResult::Refused(answer)),
        400.. => Err(SendResult::Deferred(answer)),
        _ => Err(SendResult::Failed(Fault::OutOfStep)),
    }
}

/// Writes a message so that no line of it is taken for its end (RFC 5321, 4.5.2).
fn stuffed(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 64);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b".") {
            out.push(b'.');
        }
        out.extend_from_slice(line);
    }
    if !out.ends_with(b"\r\n") {
        out.extend_from_slice(b"\r\n");
    }
    out
}
