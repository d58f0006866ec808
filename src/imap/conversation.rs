//! Commands, and what is heard until each is done.

use std::io::{self, Read as _, Write as _};

use imap_next::client::{Client, Error, Event, Options};
use imap_next::imap_types::auth::{AuthMechanism, AuthenticateData};
use imap_next::imap_types::command::{Command, CommandBody};
use imap_next::imap_types::core::Tag;
use imap_next::imap_types::response::{
    Capability, Code, Data, GreetingKind, Status, StatusBody, StatusKind,
};
use imap_next::{Interrupt, Io, State as _};

use crate::domain::{Auth, bearer};
use crate::server::{Answer, Broken, Deadline, Fault, Stream, Trust};

/// How many bytes a response may have besides those of a message.
const BESIDES: usize = 64 * 1024;

/// What is heard while a command is being done.
pub enum Heard {
    Data(Data<'static>),
    /// The code of a status that ends no command.
    Code(Code<'static>),
}

/// How a command ended.
pub struct Reply {
    pub kind: StatusKind,
    answer: Answer,
    /// Whether a response before it was not understood, and passed over.
    pub is_garbled: bool,
    /// Whether one was larger than any message that is wanted.
    pub is_too_large: bool,
}

/// How a server greets.
pub enum Greeting {
    Ok,
    /// It knows already who we are.
    LoggedIn,
    Bye(Answer),
}

/// What happens next.
enum Next {
    Event(Box<Event>),
    /// A response that is not understood; the next one is.
    Garbled,
    /// A status with a tag whose text is not ASCII, as where it repeats the name of a mailbox.
    Status(String),
    TooLarge,
}

/// A conversation with a server.
pub struct Conversation {
    stream: Stream,
    client: Client,
    /// How many commands were said.
    commands: u32,
}

impl Reply {
    /// Returns what is kept of it.
    #[must_use]
    pub fn answer(self) -> Answer {
        self.answer
    }
}

impl Conversation {
    /// Begins a conversation, in which messages have `largest` bytes at most.
    #[must_use]
    pub fn new(stream: Stream, largest: usize) -> Self {
        Self::with(stream, largest, false)
    }

    fn with(stream: Stream, largest: usize, is_greeted: bool) -> Self {
        let mut options = Options::default();
        options.max_response_size = u32::try_from(largest + BESIDES).unwrap_or(u32::MAX);
        options.discard_greeting = is_greeted;
        Self {
            stream,
            client: Client::new(options),
            commands: 0,
        }
    }

    /// Protects the conversation from here on.
    ///
    /// Nothing that was said in the clear is heard after it.
    ///
    /// # Errors
    ///
    /// The server proves nothing, or the connection is lost.
    pub fn protect(self, host: &str, trust: &Trust, largest: usize) -> Result<Self, Fault> {
        let stream = self.stream.protect(host, trust)?;
        Ok(Self::with(stream, largest, true))
    }

    /// Hears how the server greets.
    ///
    /// # Errors
    ///
    /// The connection is lost, or what is said is no greeting.
    pub fn greeting(&mut self, deadline: Deadline) -> Result<Greeting, Broken> {
        self.stream.wait_until(deadline);
        let next = self.next().map_err(|broken| broken.by(deadline));
        let Next::Event(event) = next? else {
            return Err(Broken::OutOfStep);
        };
        let Event::GreetingReceived { greeting } = *event else {
            return Err(Broken::OutOfStep);
        };
        Ok(match greeting.kind {
            GreetingKind::Ok => Greeting::Ok,
            GreetingKind::PreAuth => Greeting::LoggedIn,
            GreetingKind::Bye => {
                let text = greeting.text.inner();
                Greeting::Bye(answer("BYE", greeting.code.as_ref(), text))
            }
        })
    }

    /// Says who reads, in one of the two ways that every server knows one of.
    ///
    /// # Errors
    ///
    /// The server knows none of them, or the connection is lost or out of step.
    pub fn log_in(
        &mut self,
        offers: &[Capability<'static>],
        auth: Auth,
        (user, password): (&str, &str),
        deadline: Deadline,
    ) -> Result<Reply, Fault> {
        let (command, more) = if auth == Auth::XOAuth2 {
            if !offers.contains(&Capability::Auth(AuthMechanism::XOAuth2)) {
                return Err(Fault::NoOAuth);
            }
            let token = bearer(user, password).into_bytes();
            let command = CommandBody::authenticate(AuthMechanism::XOAuth2);
            (command, Some(token))
        } else if offers.contains(&Capability::Auth(AuthMechanism::Plain)) {
            let both = format!("\0{user}\0{password}").into_bytes();
            (CommandBody::authenticate(AuthMechanism::Plain), Some(both))
        } else if offers.contains(&Capability::LoginDisabled) {
            return Err(Fault::NoLogin);
        } else {
            let command = CommandBody::login(user.to_owned(), password.to_owned());
            (command.map_err(|_| Fault::NoLogin)?, None)
        };
        Ok(self.converse(command, more, deadline, |_| {})?)
    }

    /// Says a command, and hears what comes until it is done.
    ///
    /// # Errors
    ///
    /// The connection is lost, or out of step.
    pub fn ask(
        &mut self,
        command: CommandBody<'static>,
        deadline: Deadline,
        each: impl FnMut(Heard),
    ) -> Result<Reply, Broken> {
        self.converse(command, None, deadline, each)
    }

    /// Does the same with a command in which the server may ask for one thing more.
    fn converse(
        &mut self,
        command: CommandBody<'static>,
        more: Option<Vec<u8>>,
        deadline: Deadline,
        each: impl FnMut(Heard),
    ) -> Result<Reply, Broken> {
        self.stream.wait_until(deadline);
        let reply = self.heard(command, more, each);
        reply.map_err(|broken| broken.by(deadline))
    }

    fn heard(
        &mut self,
        command: CommandBody<'static>,
        mut more: Option<Vec<u8>>,
        mut each: impl FnMut(Heard),
    ) -> Result<Reply, Broken> {
        self.commands += 1;
        let tag = Tag::try_from(format!("c{}", self.commands)).map_err(|_| Broken::OutOfStep)?;
        self.client.enqueue_command(Command {
            tag: tag.clone(),
            body: command,
        });
        let (mut is_garbled, mut is_too_large) = (false, false);
        loop {
            let event = match self.next()? {
                Next::Event(event) => *event,
                Next::Garbled => {
                    is_garbled = true;
                    continue;
                }
                Next::TooLarge => {
                    is_too_large = true;
                    continue;
                }
                Next::Status(line) => {
                    let (kind, answer) = tagged(&line, tag.as_ref()).ok_or(Broken::OutOfStep)?;
                    return Ok(Reply {
                        kind,
                        answer,
                        is_garbled,
                        is_too_large,
                    });
                }
            };
            let status = match event {
                Event::CommandSent { .. } | Event::AuthenticateStarted { .. } => continue,
                Event::DataReceived { data } => {
                    each(Heard::Data(data));
                    continue;
                }
                Event::AuthenticateContinuationRequestReceived { .. } => {
                    let more = more.take().map(AuthenticateData::r#continue);
                    let more = more.unwrap_or(AuthenticateData::Cancel);
                    let said = self.client.set_authenticate_data(more);
                    said.map_err(|_| Broken::OutOfStep)?;
                    continue;
                }
                Event::StatusReceived { status }
                | Event::CommandRejected { status, .. }
                | Event::AuthenticateStatusReceived { status, .. } => status,
                _ => return Err(Broken::OutOfStep),
            };
            match status {
                Status::Tagged(tagged) if tagged.tag == tag => {
                    let StatusBody { kind, code, text } = tagged.body;
                    let word = match kind {
                        StatusKind::Ok => "OK",
                        StatusKind::No => "NO",
                        StatusKind::Bad => "BAD",
                    };
                    return Ok(Reply {
                        kind,
                        answer: answer(word, code.as_ref(), text.inner()),
                        is_garbled,
                        is_too_large,
                    });
                }
                Status::Untagged(body) => {
                    if let Some(code) = body.code {
                        each(Heard::Code(code));
                    }
                }
                Status::Bye(_) => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
                Status::Tagged(_) => return Err(Broken::OutOfStep),
            }
        }
    }

    /// Says what is to be said, and hears what comes next.
    fn next(&mut self) -> Result<Next, Broken> {
        loop {
            match self.client.next() {
                Ok(event) => return Ok(Next::Event(Box::new(event))),
                Err(Interrupt::Io(Io::Output(bytes))) => {
                    self.stream.write_all(&bytes)?;
                    self.stream.flush()?;
                }
                Err(Interrupt::Io(Io::NeedMoreInput)) => {
                    let mut buffer = [0; 16 * 1024];
                    match self.stream.read(&mut buffer)? {
                        0 => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
                        read => self.client.enqueue_input(&buffer[..read]),
                    }
                }
                // What is not understood belongs to no command, if it has no tag.
                Err(Interrupt::Error(
                    Error::MalformedMessage { discarded_bytes }
                    | Error::ExpectedCrlfGotLf { discarded_bytes },
                )) if discarded_bytes.declassify().starts_with(b"* ") => return Ok(Next::Garbled),
                Err(Interrupt::Error(Error::ResponseTooLong { discarded_bytes }))
                    if discarded_bytes.declassify().starts_with(b"* ") =>
                {
                    return Ok(Next::TooLarge);
                }
                Err(Interrupt::Error(Error::MalformedMessage { discarded_bytes })) => {
                    let line = String::from_utf8_lossy(discarded_bytes.declassify());
                    return Ok(Next::Status(line.into_owned()));
                }
                Err(Interrupt::Error(_)) => return Err(Broken::OutOfStep),
            }
        }
    }
}

/// Reads the status that ends a command, where it is one.
fn tagged(line: &str, tag: &str) -> Option<(StatusKind, Answer)> {
    let said = line.strip_prefix(tag)?.strip_prefix(' ')?.trim_end();
    let (word, text) = said.split_once(' ').unwrap_or((said, ""));
    let kind = match word.to_ascii_uppercase().as_str() {
        "OK" => StatusKind::Ok,
        "NO" => StatusKind::No,
        "BAD" => StatusKind::Bad,
        _ => return None,
    };
    Some((kind, Answer::of_imap(word, "", text)))
}

/// Keeps what a server said: its word, its code, and all of it.
fn answer(word: &str, code: Option<&Code<'_>>, text: &str) -> Answer {
    let code = match code {
        Some(Code::Other(other)) => String::from_utf8_lossy(other.inner()).into_owned(),
        Some(Code::Alert) => "ALERT".to_owned(),
        _ => String::new(),
    };
    Answer::of_imap(word, &code, text)
}
