//! A server of mailboxes on this machine (IMAP), which misbehaves as its state says.
//!
//! imap-next reads the commands and writes the answers; the sockets, TLS, the messages and the
//! misbehaviour are ours. What it was told is kept, to be looked at.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};
use std::thread;

use imap_next::imap_types::auth::{AuthMechanism, AuthenticateData};
use imap_next::imap_types::command::{Command, CommandBody};
use imap_next::imap_types::core::{NString, Tag, Vec1};
use imap_next::imap_types::fetch::{
    MacroOrMessageDataItemNames, MessageDataItem, MessageDataItemName,
};
use imap_next::imap_types::mailbox::Mailbox;
use imap_next::imap_types::response::{
    Capability, Code, CommandContinuationRequest, Data, Greeting, Status,
};
use imap_next::imap_types::search::SearchKey;
use imap_next::imap_types::sequence::{SeqOrUid, Sequence, SequenceSet};
use imap_next::server::{Event, Options, Server};
use imap_next::{Interrupt, Io, State as _};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::mail_server::{PASSWORD, Stream, Tls, USER, certificates};

/// The mailbox with the messages, as the server writes its name.
const MAILBOX: &str = "R&AOk-ponses";

/// What the server has, and how it misbehaves.
#[derive(Default)]
pub struct State {
    pub uid_validity: u32,
    pub messages: BTreeMap<u32, Vec<u8>>,
    /// What is said of sizes, where it is not so.
    pub sizes: BTreeMap<u32, u32>,
    /// In the middle of these messages it hangs up, so many times.
    pub hangs_up_at: BTreeMap<u32, usize>,
    /// The messages that are not given.
    pub refused: BTreeSet<u32>,
    /// The messages of which nothing is given that can be read.
    pub garbled: BTreeSet<u32>,
    /// The messages that are deleted as soon as they were listed.
    pub vanishing: BTreeSet<u32>,
    /// What it was told, by the names of the commands; the bodies that were asked for, with `PEEK`.
    pub said: Vec<String>,
}

pub struct MailboxServer {
    pub port: u16,
    /// The certificate of the authority, to be trusted.
    pub authority: String,
    state: Arc<Mutex<State>>,
}

impl MailboxServer {
    /// Begins to listen; it stops with the test.
    pub fn start(tls: Tls) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (authority, config) = certificates();
        let state = Arc::new(Mutex::new(State {
            uid_validity: 7,
            ..State::default()
        }));
        let of_all = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (state, config) = (Arc::clone(&of_all), Arc::clone(&config));
                // A client that goes away in the middle is nothing to complain of.
                thread::spawn(move || serve(&stream.unwrap(), tls, &config, &state));
            }
        });
        Self {
            port,
            authority,
            state,
        }
    }

    /// Looks at the state, or changes it.
    pub fn state<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.state.lock().unwrap())
    }

    /// Adds a message, and returns its UID.
    pub fn add(&self, message: impl Into<Vec<u8>>) -> u32 {
        self.state(|state| {
            let last = state.messages.last_key_value().map_or(0, |(uid, _)| *uid);
            state.messages.insert(last + 1, message.into());
            last + 1
        })
    }
}

/// A connection, and how far it is.
struct Connection<'a> {
    plain: &'a TcpStream,
    stream: Box<dyn Stream>,
    server: Server,
    tls: Tls,
    is_protected: bool,
    config: &'a Arc<ServerConfig>,
    state: &'a Mutex<State>,
}

fn serve(
    plain: &TcpStream,
    tls: Tls,
    config: &Arc<ServerConfig>,
    state: &Mutex<State>,
) -> io::Result<()> {
    let greeting = Greeting::ok(None, "ready").unwrap();
    let mut connection = Connection {
        plain,
        stream: Box::new(plain.try_clone()?),
        server: Server::new(Options::default(), greeting),
        tls,
        is_protected: false,
        config,
        state,
    };
    if tls == Tls::AtOnce {
        connection.protect()?;
    }
    // The tag of an AUTHENTICATE that waits for its data.
    let mut authenticating = None;
    loop {
        match connection.server.next() {
            Err(Interrupt::Io(Io::Output(bytes))) => connection.write(&bytes)?,
            Err(Interrupt::Io(Io::NeedMoreInput)) => {
                let mut buffer = [0; 4096];
                match connection.stream.read(&mut buffer)? {
                    0 => return Ok(()),
                    read => connection.server.enqueue_input(&buffer[..read]),
                }
            }
            Err(Interrupt::Error(_)) => return Ok(()),
            Ok(Event::CommandAuthenticateReceived {
                command_authenticate,
            }) => {
                connection.note("AUTHENTICATE");
                authenticating = Some(command_authenticate.tag);
                let more = CommandContinuationRequest::basic(None, "go on").unwrap();
                connection.server.authenticate_continue(more).unwrap();
            }
            Ok(Event::AuthenticateDataReceived { authenticate_data }) => {
                let right = format!("\0{USER}\0{PASSWORD}");
                let is_right = match authenticate_data {
                    AuthenticateData::Continue(said) => {
                        said.declassify().as_ref() == right.as_bytes()
                    }
                    AuthenticateData::Cancel => false,
                };
                let status = logged_in(authenticating.take().unwrap(), is_right);
                connection.server.authenticate_finish(status).unwrap();
            }
            Ok(Event::CommandReceived { command }) => connection.answer(command)?,
            Ok(_) => {}
        }
    }
}

impl Connection<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes)?;
        self.stream.flush()
    }

    fn protect(&mut self) -> io::Result<()> {
        let connection = ServerConnection::new(Arc::clone(self.config));
        let connection = connection.map_err(io::Error::other)?;
        self.stream = Box::new(StreamOwned::new(connection, self.plain.try_clone()?));
        self.is_protected = true;
        Ok(())
    }

    fn note(&self, said: &str) {
        self.state.lock().unwrap().said.push(said.to_owned());
    }

    fn answer(&mut self, command: Command<'static>) -> io::Result<()> {
        let Command { tag, body } = command;
        self.note(body.name());
        let ok = |tag: Tag<'static>| Status::ok(Some(tag), None, "done").unwrap();
        match body {
            CommandBody::Capability => {
                let mut offers = vec![Capability::Imap4Rev1];
                match (self.tls, self.is_protected) {
                    (Tls::Offered, false) => {
                        offers.extend([Capability::StartTls, Capability::LoginDisabled]);
                    }
                    (Tls::Offered, true) => offers.push(Capability::Auth(AuthMechanism::Plain)),
                    (Tls::Never | Tls::AtOnce, _) => {}
                }
                self.server.enqueue_data(Data::capability(offers).unwrap());
            }
            CommandBody::StartTLS => {
                self.write(format!("{} OK go\r\n", tag.inner()).as_bytes())?;
                return self.protect();
            }
            CommandBody::Login { username, password } => {
                let password = password.declassify();
                let is_right = username.as_ref() == USER.as_bytes()
                    && [PASSWORD.as_bytes(), "mot de passé".as_bytes()]
                        .contains(&password.as_ref());
                self.server.enqueue_status(logged_in(tag, is_right));
                return Ok(());
            }
            CommandBody::Examine { mailbox } => {
                if mailbox != Mailbox::try_from(MAILBOX).unwrap() {
                    let no = Status::no(Some(tag), None, "no such mailbox").unwrap();
                    self.server.enqueue_status(no);
                    return Ok(());
                }
                // Something that nobody knows is passed over.
                self.write(b"* STRANGE (as {it} is)\r\n")?;
                let state = self.state.lock().unwrap();
                let next = state
                    .messages
                    .last_key_value()
                    .map_or(1, |(uid, _)| uid + 1);
                for code in [
                    Code::uidvalidity(state.uid_validity).unwrap(),
                    Code::uidnext(next).unwrap(),
                ] {
                    let status = Status::ok(None, Some(code), "so it is").unwrap();
                    self.server.enqueue_status(status);
                }
            }
            CommandBody::List { .. } => {
                for name in ["INBOX", MAILBOX] {
                    self.server.enqueue_data(Data::List {
                        items: Vec::new(),
                        delimiter: None,
                        mailbox: Mailbox::try_from(name).unwrap(),
                    });
                }
            }
            CommandBody::Search {
                criteria,
                uid: true,
                ..
            } => {
                let [SearchKey::Uid(wanted)] = criteria.as_ref() else {
                    panic!("{criteria:?}");
                };
                let mut state = self.state.lock().unwrap();
                let found = among(wanted, &state.messages);
                for uid in std::mem::take(&mut state.vanishing) {
                    state.messages.remove(&uid);
                }
                let found = found.into_iter().filter_map(NonZeroU32::new);
                self.server.enqueue_data(Data::Search(found.collect()));
            }
            CommandBody::Fetch {
                sequence_set,
                macro_or_item_names: MacroOrMessageDataItemNames::MessageDataItemNames(names),
                uid: true,
                ..
            } => return self.fetch(&tag, &sequence_set, &names),
            CommandBody::Logout => {
                let bye = Status::bye(None, "good day").unwrap();
                self.server.enqueue_status(bye);
            }
            _ => {
                let bad = Status::bad(Some(tag), None, "what?").unwrap();
                self.server.enqueue_status(bad);
                return Ok(());
            }
        }
        self.server.enqueue_status(ok(tag));
        Ok(())
    }

    fn fetch(
        &mut self,
        tag: &Tag<'static>,
        wanted: &SequenceSet,
        names: &[MessageDataItemName<'static>],
    ) -> io::Result<()> {
        let is_body = |name: &MessageDataItemName<'_>| {
            let whole = MessageDataItemName::BodyExt {
                section: None,
                partial: None,
                peek: true,
            };
            *name == whole
        };
        let body = names.iter().any(is_body);
        if body {
            self.note("PEEK");
        }
        let mut status = Status::ok(Some(tag.clone()), None, "done").unwrap();
        let mut state = self.state.lock().unwrap();
        for uid in among(wanted, &state.messages) {
            let message = state.messages[&uid].clone();
            let hangs_up = state.hangs_up_at.get_mut(&uid);
            if let Some(left) = hangs_up.filter(|left| body && **left > 0) {
                *left -= 1;
                drop(state);
                let begun = format!("* 1 FETCH (UID {uid} BODY[] {{{}}}\r\n", message.len());
                self.write(begun.as_bytes())?;
                self.write(&message[..message.len() / 2])?;
                return self.plain.shutdown(Shutdown::Both);
            }
            if body && state.refused.contains(&uid) {
                status = Status::no(Some(tag.clone()), None, "not now").unwrap();
                continue;
            }
            if body && state.garbled.contains(&uid) {
                self.server
                    .enqueue_data(Data::fetch(1, vec![uid_item(uid)]).unwrap());
                continue;
            }
            let mut items = vec![uid_item(uid)];
            for name in names {
                match name {
                    MessageDataItemName::Rfc822Size => {
                        let size = u32::try_from(message.len()).unwrap();
                        let size = state.sizes.get(&uid).copied().unwrap_or(size);
                        items.push(MessageDataItem::Rfc822Size(size));
                    }
                    it if is_body(it) => items.push(MessageDataItem::BodyExt {
                        section: None,
                        origin: None,
                        data: NString::try_from(message.clone()).unwrap(),
                    }),
                    MessageDataItemName::Uid => {}
                    other => panic!("{other:?}"),
                }
            }
            let items = Vec1::try_from(items).unwrap();
            self.server.enqueue_data(Data::Fetch {
                seq: NonZeroU32::MIN,
                items,
            });
        }
        self.server.enqueue_status(status);
        Ok(())
    }
}

fn uid_item(uid: u32) -> MessageDataItem<'static> {
    MessageDataItem::Uid(NonZeroU32::new(uid).unwrap())
}

fn logged_in(tag: Tag<'static>, is_right: bool) -> Status<'static> {
    if is_right {
        return Status::ok(Some(tag), None, "welcome").unwrap();
    }
    let code = Code::Other(imap_next::imap_types::response::CodeOther::unvalidated(
        b"AUTHENTICATIONFAILED".as_slice(),
    ));
    Status::no(Some(tag), Some(code), "who are you?").unwrap()
}

/// The UIDs of a set that are there; `*` is the last of them, and `9:*` is `*:9` (RFC 3501, 6.4.8).
fn among(wanted: &SequenceSet, messages: &BTreeMap<u32, Vec<u8>>) -> Vec<u32> {
    let last = messages.last_key_value().map_or(0, |(uid, _)| *uid);
    let number = |it: &SeqOrUid| match it {
        SeqOrUid::Value(uid) => uid.get(),
        SeqOrUid::Asterisk => last,
    };
    let is_wanted = |uid: &u32| {
        wanted.0.as_ref().iter().any(|sequence| match sequence {
            Sequence::Single(it) => number(it) == *uid,
            Sequence::Range(from, to) => {
                let (from, to) = (number(from), number(to));
                (from.min(to)..=from.max(to)).contains(uid)
            }
        })
    };
    messages.keys().copied().filter(is_wanted).collect()
}
