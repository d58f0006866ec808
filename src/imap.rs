//! The messages of a mailbox on a server (RFC 9051, RFC 3501), read without changing anything there.
//!
//! The mailbox is opened by EXAMINE and messages are read by BODY.PEEK: nothing is marked, moved or
//! deleted. Each is fetched by itself, after its size is known, so that one message at most is held,
//! and what the server refuses of one says nothing of the others.

mod conversation;
mod mailbox_name;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::num::NonZeroU32;

use imap_next::imap_types::command::CommandBody;
use imap_next::imap_types::core::Vec1;
use imap_next::imap_types::fetch::{
    MacroOrMessageDataItemNames, MessageDataItem, MessageDataItemName,
};
use imap_next::imap_types::flag::FlagNameAttribute;
use imap_next::imap_types::mailbox::{ListMailbox, Mailbox as Name};
use imap_next::imap_types::response::{Capability, Code, Data, StatusKind};
use imap_next::imap_types::search::SearchKey;
use imap_next::imap_types::sequence::{SeqOrUid, Sequence, SequenceSet};

use crate::domain::{ImapSettings, Private, Security};
use crate::server::{self, Broken, Deadline, Fault, Patience};
use conversation::{Conversation, Greeting, Heard, Reply};

/// The most messages that one run lists, the oldest first: the next run goes on.
const MOST: usize = 1_000_000;
/// Of how many messages the sizes are asked for at once.
const TOGETHER: usize = 500;
/// The most mailboxes that are named where one is not found.
const NAMED: usize = 1_000;

/// A mailbox that is open for reading alone.
pub struct Mailbox {
    conversation: Conversation,
    patience: Patience,
    /// The largest message that is fetched, in bytes.
    largest: usize,
    /// What the UIDs belong to: where it is another, they are of other messages.
    pub uid_validity: NonZeroU32,
    /// The UID that the next message to arrive will have, where the server says it.
    pub uid_next: Option<NonZeroU32>,
    /// The UIDs of messages to be fetched, in order, and the sizes of the first of them.
    waiting: VecDeque<NonZeroU32>,
    sizes: BTreeMap<NonZeroU32, u32>,
}

/// Why a mailbox is not open.
#[derive(Debug)]
pub enum OpenError {
    Server(Fault),
    /// There is none of this name; those that there are.
    NoMailbox(Vec<String>),
}

/// What came of a message that was to be fetched.
#[derive(Debug)]
pub enum Fetched {
    Message(Vec<u8>),
    TooLarge,
    /// The server does not give it, now or ever, and why.
    Refused(Fault),
    /// What the server gave is no message.
    Unreadable,
}

impl<T: Into<Fault>> From<T> for OpenError {
    fn from(fault: T) -> Self {
        Self::Server(fault.into())
    }
}

impl Mailbox {
    /// Connects to the server, logs in and opens the mailbox.
    ///
    /// # Errors
    ///
    /// The server cannot be reached, is not protected as it must be, lets nobody in, or has no such
    /// mailbox.
    pub fn open(
        settings: &ImapSettings,
        password: &Private<String>,
        patience: Patience,
        largest: usize,
    ) -> Result<Self, OpenError> {
        let mut conversation = connect(settings, password, patience, largest)?;
        let mailbox = name(&settings.mailbox)?;
        let (mut uid_validity, mut uid_next) = (None, None);
        let mut note = |code: &Code<'_>| match code {
            Code::UidValidity(it) => uid_validity = Some(*it),
            Code::UidNext(it) => uid_next = Some(*it),
            _ => {}
        };
        let examine = CommandBody::examine(mailbox).map_err(|_| Fault::OutOfStep)?;
        let reply = conversation.ask(examine, patience.soon(), |heard| match heard {
            Heard::Code(code) => note(&code),
            Heard::Data(_) => {}
        });
        let reply = reply?;
        match reply.kind {
            StatusKind::Ok => {}
            StatusKind::No => {
                let others = list(&mut conversation, patience)?;
                return Err(if others.contains(&settings.mailbox) {
                    OpenError::Server(Fault::Denied(reply.answer()))
                } else {
                    OpenError::NoMailbox(others)
                });
            }
            StatusKind::Bad => return Err(Fault::Denied(reply.answer()).into()),
        }
        Ok(Self {
            conversation,
            patience,
            largest,
            uid_validity: uid_validity.ok_or(Fault::OutOfStep)?,
            uid_next,
            waiting: VecDeque::new(),
            sizes: BTreeMap::new(),
        })
    }

    /// Lists the messages with UIDs above `after`, to be fetched; returns how many there are.
    ///
    /// # Errors
    ///
    /// The server does not answer, or not with a list.
    pub fn list_after(&mut self, after: u32) -> Result<usize, Fault> {
        self.waiting.clear();
        let first = after.checked_add(1).and_then(NonZeroU32::new);
        if let Some(first) = first {
            let all = Sequence::Range(SeqOrUid::Value(first), SeqOrUid::Asterisk);
            // The last message is in `first:*` even where its UID is below `first` (RFC 3501, 6.4.8).
            let found = self.search(all)?.into_iter().filter(|uid| *uid >= first);
            self.waiting.extend(found);
        }
        Ok(self.waiting.len())
    }

    /// Fetches the next message that was listed, with its UID; `None` after the last. One that was
    /// deleted meanwhile is passed over.
    ///
    /// # Errors
    ///
    /// The server hung up, or is out of step: no other message can be fetched. The message over which
    /// it happened is still the [next](Self::next_uid).
    pub fn fetch_next(&mut self) -> Result<Option<(u32, Fetched)>, Fault> {
        while let Some(uid) = self.waiting.front().copied() {
            if self.sizes.is_empty() {
                self.size(uid)?;
            }
            let size = self.sizes.remove(&uid);
            let fetched = if size.is_some_and(|size| size as usize > self.largest) {
                Some(Fetched::TooLarge)
            } else {
                self.fetch(uid)?
            };
            self.waiting.pop_front();
            if let Some(fetched) = fetched {
                return Ok(Some((uid.get(), fetched)));
            }
        }
        Ok(None)
    }

    /// Returns the UID of the message that is to be fetched next.
    #[must_use]
    pub fn next_uid(&self) -> Option<u32> {
        self.waiting.front().map(|uid| uid.get())
    }

    /// Takes leave of the server.
    pub fn close(mut self) {
        // Nothing depends on the answer, and nobody waits long for it. CLOSE is not said: it deletes.
        let deadline = Deadline::after(self.patience.farewell);
        let _ = self.conversation.ask(CommandBody::Logout, deadline, |_| {});
    }

    /// Returns the UIDs that are there among some, in order.
    fn search(&mut self, uids: Sequence) -> Result<BTreeSet<NonZeroU32>, Fault> {
        let criteria = Vec1::from(SearchKey::Uid(SequenceSet::from(uids)));
        let search = CommandBody::search(None, criteria, true);
        let mut found = BTreeSet::new();
        let mut is_answered = false;
        let reply = self.ask(search, |data| {
            if let Data::Search(uids) = data {
                is_answered = true;
                for uid in uids {
                    found.insert(uid);
                    if found.len() > MOST {
                        found.pop_last();
                    }
                }
            }
        })?;
        if reply.kind != StatusKind::Ok {
            return Err(Fault::Denied(reply.answer()));
        }
        // A list that was not understood is none of nothing.
        if !is_answered && reply.is_garbled {
            return Err(Fault::OutOfStep);
        }
        Ok(found)
    }

    /// Asks for the sizes of a message and of those that come next. What the server does not say is
    /// not known.
    fn size(&mut self, first: NonZeroU32) -> Result<(), Fault> {
        let last = self.waiting.iter().take(TOGETHER).next_back();
        let last = last.copied().unwrap_or(first);
        let uids = Sequence::Range(SeqOrUid::Value(first), SeqOrUid::Value(last));
        let mut sizes = BTreeMap::new();
        self.ask(fetch(uids, MessageDataItemName::Rfc822Size), |data| {
            let Data::Fetch { items, .. } = data else {
                return;
            };
            let (mut uid, mut size) = (None, None);
            for item in items.into_inner() {
                match item {
                    MessageDataItem::Uid(it) => uid = Some(it),
                    MessageDataItem::Rfc822Size(it) => size = Some(it),
                    _ => {}
                }
            }
            if let (Some(uid), Some(size)) = (uid, size)
                && (first..=last).contains(&uid)
                && sizes.len() < TOGETHER
            {
                sizes.insert(uid, size);
            }
        })?;
        self.sizes = sizes;
        Ok(())
    }

    /// Fetches a message; `None` if it is no longer there.
    fn fetch(&mut self, uid: NonZeroU32) -> Result<Option<Fetched>, Fault> {
        let uids = Sequence::Single(SeqOrUid::Value(uid));
        let whole = MessageDataItemName::BodyExt {
            section: None,
            partial: None,
            peek: true,
        };
        let patience = self.patience;
        let deadline = Deadline::after(patience.message).silent_for(patience.silence);
        let mut message = None;
        let command = fetch(uids.clone(), whole);
        let reply = self.conversation.ask(command, deadline, |heard| {
            let Heard::Data(Data::Fetch { items, .. }) = heard else {
                return;
            };
            let (mut is_it, mut body) = (false, None);
            for item in items.into_inner() {
                match item {
                    MessageDataItem::Uid(found) => is_it |= found == uid,
                    MessageDataItem::BodyExt {
                        section: None,
                        origin: None,
                        data,
                    } => body = data.into_option(),
                    _ => {}
                }
            }
            if let Some(body) = body.filter(|_| is_it) {
                message = Some(body.into_owned());
            }
        });
        let reply = reply?;
        Ok(match message {
            _ if reply.kind != StatusKind::Ok => {
                Some(Fetched::Refused(Fault::Denied(reply.answer())))
            }
            Some(message) if message.len() > self.largest => Some(Fetched::TooLarge),
            Some(message) => Some(Fetched::Message(message)),
            None if reply.is_too_large => Some(Fetched::TooLarge),
            // A message that is there has to be given.
            None if self.search(uids)?.contains(&uid) => Some(Fetched::Unreadable),
            None => None,
        })
    }

    fn ask(
        &mut self,
        command: CommandBody<'static>,
        mut each: impl FnMut(Data<'static>),
    ) -> Result<Reply, Fault> {
        let deadline = self.patience.soon();
        let reply = self.conversation.ask(command, deadline, |heard| {
            if let Heard::Data(data) = heard {
                each(data);
            }
        });
        Ok(reply?)
    }
}

/// Connects to the server, protected as the settings say, and logs in.
fn connect(
    settings: &ImapSettings,
    password: &Private<String>,
    patience: Patience,
    largest: usize,
) -> Result<Conversation, Fault> {
    let server = &settings.server;
    let deadline = Deadline::after(patience.connection);
    let trust = match server.security {
        Security::Nothing => None,
        Security::StartTls | Security::Tls => Some(server::trust()?),
    };
    let stream = server::connect(server, trust.as_ref(), deadline)?;
    let mut conversation = Conversation::new(stream, largest);
    let greeting = conversation.greeting(deadline).map_err(Broken::unreached)?;
    let is_known = match greeting {
        Greeting::Ok => false,
        Greeting::LoggedIn => true,
        Greeting::Bye(answer) => return Err(Fault::Unwilling(answer)),
    };
    let mut offers = capabilities(&mut conversation, deadline)?;
    if let (Security::StartTls, Some(trust)) = (server.security, &trust) {
        // Whoever is logged in can ask for no TLS any more (RFC 9051, 6.2.1).
        if is_known || !offers.iter().any(|it| matches!(it, Capability::StartTls)) {
            return Err(Fault::NoStartTls);
        }
        let reply = conversation.ask(CommandBody::StartTLS, deadline, |_| {});
        let reply = reply.map_err(Broken::unreached)?;
        if reply.kind != StatusKind::Ok {
            return Err(Fault::Unwilling(reply.answer()));
        }
        conversation = conversation.protect(&server.host, trust, largest)?;
        // What was offered in the clear is forgotten.
        offers = capabilities(&mut conversation, deadline)?;
    }
    if is_known {
        return Ok(conversation);
    }
    let login = &settings.login;
    let (user, password) = (login.user.disclose(), password.disclose());
    let reply = conversation.log_in(&offers, login.auth, (user, password), patience.soon())?;
    match reply.kind {
        StatusKind::Ok => Ok(conversation),
        StatusKind::No | StatusKind::Bad => Err(Fault::Login(reply.answer())),
    }
}

/// Asks what the server offers.
fn capabilities(
    conversation: &mut Conversation,
    deadline: Deadline,
) -> Result<Vec<Capability<'static>>, Fault> {
    let mut offers = Vec::new();
    let reply = conversation.ask(CommandBody::Capability, deadline, |heard| {
        if let Heard::Data(Data::Capability(said)) = heard {
            offers = said.into_inner();
        }
    });
    let reply = reply.map_err(Broken::unreached)?;
    match reply.kind {
        StatusKind::Ok => Ok(offers),
        StatusKind::No | StatusKind::Bad => Err(Fault::Unwilling(reply.answer())),
    }
}

/// Lists the mailboxes that can be opened, by their names as people read them.
fn list(conversation: &mut Conversation, patience: Patience) -> Result<Vec<String>, Fault> {
    let all = ListMailbox::try_from("*").map_err(|_| Fault::OutOfStep)?;
    let command = CommandBody::list("", all).map_err(|_| Fault::OutOfStep)?;
    let mut names = Vec::new();
    let reply = conversation.ask(command, patience.soon(), |heard| {
        if let Heard::Data(Data::List { items, mailbox, .. }) = heard
            && !items.contains(&FlagNameAttribute::Noselect)
            && names.len() < NAMED
        {
            names.push(match &mailbox {
                Name::Inbox => "INBOX".to_owned(),
                Name::Other(other) => mailbox_name::read(other.inner().as_ref()),
            });
        }
    });
    reply?;
    Ok(names)
}

/// Writes the name of a mailbox for the server.
fn name(mailbox: &str) -> Result<Name<'static>, Fault> {
    let written = mailbox_name::written(mailbox);
    Name::try_from(written).map_err(|_| Fault::OutOfStep)
}

fn fetch(uids: Sequence, item: MessageDataItemName<'static>) -> CommandBody<'static> {
    CommandBody::Fetch {
        sequence_set: SequenceSet::from(uids),
        macro_or_item_names: MacroOrMessageDataItemNames::MessageDataItemNames(vec![
            MessageDataItemName::Uid,
            item,
        ]),
        uid: true,
    }
}
