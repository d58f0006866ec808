//! Messages about meetings, as bytes (RFC 5322) with a calendar in them (RFC 6047).
//!
//! The crate `mail-builder` writes headers and parts. Whatever it would ask the clock or draw at
//! random is given to it: the same person, revision and moment make the same bytes.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Days, NaiveDate, Utc};
use mail_builder::MessageBuilder;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::message_id::MessageId;
use mail_builder::headers::text::Text;
use mail_builder::mime::MimePart;
use uuid::Uuid;

use super::context::{self, Context, MeetingValue};
use super::path::{INVITATIONS_FOLDER, RelativePath, SUBJECTS_FOLDER};
use super::{Templates, product};
use crate::calendar::ics::{self, Attendee, Organizer, Party};
use crate::domain::{
    Addressee, Council, Delivery, DeliveryState, JoinLinks, Meeting, MessageKind, NotifiedVersion,
    Private, Reachable, Role, Status, SubjectId, SubjectProposal, identity,
};
use crate::locale::lists::and;
use crate::markdown::letter;
use crate::problem::Problem;
use crate::source::on_one_line;
use crate::view::{DateView, MessageView, SubjectView};

/// How many days before a meeting an answer is wanted.
const ANSWER: u64 = 7;
/// The header of a message that was not sent yet; only drafts have it.
const UNSENT: &[u8] = b"X-Unsent: 1\r\n";
/// The longest line of an encoded part (RFC 2045, 6.8).
const ENCODED: usize = 76;

/// What every message about one meeting is made from.
pub struct MessageContext<'a> {
    pub council: &'a Council,
    pub meeting: &'a Meeting,
    pub templates: &'a Templates,
    pub context: &'a Context,
    pub value: &'a MeetingValue,
    pub links: &'a JoinLinks,
}

/// A message to one person.
#[derive(Debug)]
pub struct Message {
    /// Where its draft lies.
    pub path: RelativePath,
    pub subject: String,
    /// The record of its being about to be sent.
    pub delivery: Delivery,
    /// The message as it is sent.
    pub bytes: Private<Vec<u8>>,
    /// What it says, its subject first, before it was encoded.
    pub text: Private<Vec<u8>>,
    pub calendar: Private<Vec<u8>>,
}

impl Message {
    /// Returns the message as a draft, which a mail program opens to be sent.
    #[must_use]
    pub fn draft(&self) -> Private<Vec<u8>> {
        unsent(&self.bytes)
    }
}

/// For whom a message is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose<'a> {
    /// For the person that it names.
    Real,
    /// To be looked at by the one at this address, and said to be a test.
    Test(&'a str),
}

/// Makes the message to one person.
///
/// `moment` becomes its `Date` and the `DTSTAMP` of its calendar.
///
/// # Errors
///
/// A finding in a template.
pub fn compose(
    made_from: &MessageContext<'_>,
    addressee: &Addressee,
    moment: DateTime<Utc>,
    purpose: Purpose<'_>,
) -> Result<Message, Box<Problem>> {
    let council = made_from.council;
    let names = names(addressee);
    let (name, email) = match purpose {
        Purpose::Real => (names.as_str(), addressee.email.disclose().as_str()),
        Purpose::Test(address) => (address, address),
    };
    let view = view(made_from, addressee, moment);
    // What is called off, or goes on without a person, is the meeting that they know.
    let known = addressee.was.as_ref();
    let known = known.filter(|_| addressee.kind == MessageKind::Cancellation);
    let known = known.map(|known| made_from.value.as_known(known));
    let value = known.as_ref().unwrap_or(made_from.value);
    let given = made_from.context.message(value, &view);
    let render = |name: &str| made_from.templates.render(name, &given, council.typography);
    let body = render(&format!("mail/{}.md.j2", addressee.kind.into_str()))?;
    let mut subject = on_one_line(&render("mail/subject.txt.j2")?, |_| false);
    if purpose != Purpose::Real {
        subject.insert_str(0, "[TEST] ");
    }
    let said = format!("{subject}\n\n{body}");
    let page = context::letter(&subject, &letter::html(&body));
    let page = made_from
        .templates
        .render("mail/letter.html.j2", &page, council.typography)?;
    let method = method(addressee.kind);
    let event = match method {
        Some(method) => {
            let attendee = Party { name, email };
            let event = calendar(made_from, addressee, moment, attendee, method, &render)?;
            Some((method, event))
        }
        None => None,
    };
    let id = message_id(made_from, addressee, purpose);
    let (text, page) = (crlf(&letter::text(&body)), crlf(&page));
    let envelope = Envelope {
        council,
        to: (name, email),
        subject: &subject,
        moment,
        id: &id,
        thread: addressee
            .thread
            .iter()
            .filter(|sent| **sent != id)
            .collect(),
    };
    let bytes = envelope.sealed(&|seal| parts(&text, &page, event.as_ref(), seal));
    Ok(Message {
        path: path(made_from.meeting, addressee),
        subject,
        delivery: Delivery {
            at: moment,
            state: DeliveryState::Sending,
            uid: Some(made_from.meeting.uid.clone()),
            meeting: made_from.meeting.id.clone(),
            parties: addressee.parties.clone(),
            email: addressee.email.clone(),
            message_id: id,
            told: NotifiedVersion {
                name: Some(value.view.name.clone()),
                ..addressee.told.clone()
            },
            answer: None,
        },
        bytes: Private::new(bytes),
        text: Private::new(said.into_bytes()),
        calendar: Private::new(event.map_or_else(Vec::new, |(_, event)| event)),
    })
}

/// A message that relays a subject to one person.
#[derive(Debug)]
pub struct Letter {
    /// Where its draft lies.
    pub path: RelativePath,
    /// The message as it is sent.
    bytes: Private<Vec<u8>>,
}

impl Letter {
    /// Returns the message as a draft, which a mail program opens to be sent.
    #[must_use]
    pub fn draft(&self) -> Private<Vec<u8>> {
        unsent(&self.bytes)
    }
}

/// What every message that relays one subject is made from.
pub struct Relayed<'a> {
    pub council: &'a Council,
    pub templates: &'a Templates,
    pub id: &'a SubjectId,
    pub view: &'a SubjectView,
    /// What was written, as far as the members may read it.
    pub text: Option<&'a Private<String>>,
    /// As whom it is signed, if its members may know.
    pub sender: Option<&'a SubjectProposal>,
}

/// Makes the message that relays a subject to one person; it has no calendar.
///
/// # Errors
///
/// A finding in a template.
pub fn relay(
    made_from: &Relayed<'_>,
    to: &Reachable<'_>,
    moment: DateTime<Utc>,
) -> Result<Letter, Box<Problem>> {
    let council = made_from.council;
    let written = made_from.text.map(|it| it.disclose().as_str());
    let paragraphs = paragraphs(written.unwrap_or_default());
    let sender = made_from.sender.and_then(|proposal| {
        let text = |text: &Option<Private<String>>| text.as_ref().map(|it| it.disclose().clone());
        match (text(&proposal.name), text(&proposal.email)) {
            (Some(name), Some(email)) => Some(format!("{name} <{email}>")),
            (name, email) => name.or(email),
        }
    });
    let given = context::relay(
        council,
        made_from.view,
        &paragraphs,
        sender,
        council.answers_to(),
    );
    let render = |name: &str| made_from.templates.render(name, &given, council.typography);
    let body = render("mail/relay.md.j2")?;
    let subject = on_one_line(&render("mail/relay-subject.txt.j2")?, |_| false);
    let page = context::letter(&subject, &letter::html(&body));
    let page = made_from
        .templates
        .render("mail/letter.html.j2", &page, council.typography)?;
    let email = to.email.disclose().as_str();
    let names: Vec<&str> = to.names.iter().map(|it| it.disclose().as_str()).collect();
    let id = relay_id(council, made_from.id, to);
    let (text, page) = (crlf(&letter::text(&body)), crlf(&page));
    let envelope = Envelope {
        council,
        to: (&and(&names), email),
        subject: &subject,
        moment,
        id: &id,
        thread: Vec::new(),
    };
    let bytes = envelope.sealed(&|seal| parts(&text, &page, None, seal));
    Ok(Letter {
        path: relay_path(made_from.id, to),
        bytes: Private::new(bytes),
    })
}

/// Returns the Message-ID, without angle brackets, of the message that relays a subject to those at an address:
/// somebody else there is sent another message.
#[must_use]
pub fn relay_id(council: &Council, subject: &SubjectId, to: &Reachable<'_>) -> String {
    let email = to.email.disclose().to_ascii_lowercase();
    let names = to.names.iter().map(|name| identity(to.member, name).1);
    let names: BTreeSet<String> = names.collect();
    let names: Vec<String> = names.into_iter().collect();
    id_of(
        council,
        &format!("{subject}\n{email}\n{}", names.join("\n")),
    )
}

/// Returns the path of the draft that relays a subject to an address.
#[must_use]
pub fn relay_path(subject: &SubjectId, to: &Reachable<'_>) -> RelativePath {
    RelativePath::of_relayed(subject, to.member, to.rank)
}

/// Returns the folder of the drafts that relay a subject.
#[must_use]
pub fn relay_folder(subject: &SubjectId) -> String {
    format!("{SUBJECTS_FOLDER}{subject}")
}

/// Parts a text where a line is empty.
fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let lines: Vec<String> = text.lines().map(|it| it.trim_end().to_owned()).collect();
    let parts = lines.split(|line| line.trim().is_empty());
    parts
        .filter(|it| !it.is_empty())
        .map(<[_]>::to_vec)
        .collect()
}

/// The headers of a message.
struct Envelope<'a> {
    council: &'a Council,
    to: (&'a str, &'a str),
    subject: &'a str,
    moment: DateTime<Utc>,
    id: &'a str,
    /// The messages before it about the same, oldest first.
    thread: Vec<&'a String>,
}

impl Envelope<'_> {
    /// Writes the message, with a digest of it in the boundaries of its parts, by which it is known whether
    /// somebody edited it.
    fn sealed<'p>(&self, parts: &dyn Fn(&str) -> MimePart<'p>) -> Vec<u8> {
        let written = |seal: &str| {
            let mut message = MessageBuilder::new()
                .from((self.council.name.as_str(), self.council.contact.as_str()))
                .to(self.to)
                .subject(self.subject)
                .date(self.moment.timestamp())
                .message_id(self.id)
                .header("Content-Language", Text::new("fr"))
                .body(parts(seal));
            if let Some(reply_to) = &self.council.reply_to {
                message = message.reply_to(reply_to.as_str());
            }
            if let Some(last) = self.thread.last() {
                message = message
                    .in_reply_to(last.as_str())
                    .references(MessageId::new_list(
                        self.thread.iter().map(|id| id.as_str()),
                    ));
            }
            // Writing to memory does not fail.
            message.write_to_vec().unwrap_or_default()
        };
        let seal = seal(&written(local_part(self.id)));
        written(&seal)
    }
}

/// Returns a message as a draft.
fn unsent(bytes: &Private<Vec<u8>>) -> Private<Vec<u8>> {
    let mut draft = UNSENT.to_vec();
    draft.extend_from_slice(bytes.disclose());
    Private::new(draft)
}

/// Returns the message that a draft would be sent as.
#[must_use]
pub fn as_sent(draft: &[u8]) -> &[u8] {
    draft.strip_prefix(UNSENT).unwrap_or(draft)
}

/// Whether somebody edited a draft since it was written: the boundary of its parts is a digest
/// of it. `None` where it is none.
#[must_use]
pub fn is_edited(draft: &[u8]) -> Option<bool> {
    let message = std::str::from_utf8(as_sent(draft)).ok()?;
    let head = message.split("\r\n\r\n").next()?;
    let between = |before: &str, after: char| {
        let (_, rest) = head.rsplit_once(before)?;
        Some(rest.split_once(after)?.0)
    };
    let id = local_part(between("\r\nMessage-ID: <", '>')?);
    let (_, found) = between("boundary=\"=_", '"')?.rsplit_once('_')?;
    if found == id {
        return None;
    }
    let [now, before] = [found, id].map(|seal| format!("_{seal}"));
    Some(seal(message.replace(&now, &before).as_bytes()) != found)
}

/// Returns the digest of a message whose boundaries end in the local part of its name.
fn seal(message: &[u8]) -> String {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, message).to_string()
}

/// Puts the texts and the event together.
///
/// The event is there twice: some clients look for it among the texts, others for a file.
fn parts<'a>(
    text: &'a str,
    page: &'a str,
    event: Option<&'a (&'static str, Vec<u8>)>,
    seal: &str,
) -> MimePart<'a> {
    let multipart = |kind: &'static str, name: &str, parts: Vec<MimePart<'a>>| {
        let boundary = format!("=_{name}_{seal}");
        MimePart::new(
            ContentType::new(kind).attribute("boundary", boundary),
            parts,
        )
    };
    let mut texts = vec![
        MimePart::new("text/plain", text),
        MimePart::new("text/html", page),
    ];
    let Some((method, event)) = event else {
        return multipart("multipart/alternative", "alternative", texts);
    };
    let calendar = ContentType::new("text/calendar")
        .attribute("method", *method)
        .attribute("charset", "utf-8");
    texts.push(encoded(calendar, event));
    let file = ContentType::new("application/ics").attribute("name", "invite.ics");
    let file = encoded(file, event).attachment("invite.ics");
    let texts = multipart("multipart/alternative", "alternative", texts);
    multipart("multipart/mixed", "mixed", vec![texts, file])
}

/// Returns the folder of the drafts about a meeting.
#[must_use]
pub fn folder(meeting: &Meeting) -> String {
    format!("{}{}", INVITATIONS_FOLDER, meeting.id)
}

/// Writes messages one after the other, as a mailbox to look through (RFC 4155, quoted as `mboxrd`).
#[must_use]
pub fn mailbox(messages: &[Message]) -> Vec<u8> {
    let mut out = Vec::new();
    for message in messages {
        let at = message.delivery.at.format("%a %b %e %H:%M:%S %Y");
        out.extend_from_slice(format!("From - {at}\n").as_bytes());
        for line in message
            .draft()
            .disclose()
            .split_inclusive(|byte| *byte == b'\n')
        {
            let quoted = line
                .iter()
                .position(|byte| *byte != b'>')
                .unwrap_or_default();
            if line[quoted..].starts_with(b"From ") {
                out.push(b'>');
            }
            out.extend_from_slice(line.strip_suffix(b"\r\n").unwrap_or(line));
            if line.ends_with(b"\r\n") {
                out.push(b'\n');
            }
        }
        out.push(b'\n');
    }
    out
}

/// Reads the Message-ID of a message, without angle brackets.
#[must_use]
pub fn id_in(message: &str) -> Option<&str> {
    let mut lines = message.lines().take_while(|line| !line.is_empty());
    lines.find_map(|line| line.strip_prefix("Message-ID: <")?.strip_suffix('>'))
}

/// Reads when a message was made from its `Date`.
#[must_use]
pub fn moment_of(message: &[u8]) -> Option<DateTime<Utc>> {
    let text = String::from_utf8_lossy(message);
    let head = text.split("\r\n\r\n").next()?;
    let date = head.lines().find_map(|line| line.strip_prefix("Date: "))?;
    let moment = DateTime::parse_from_rfc2822(date.trim()).ok()?;
    Some(moment.to_utc())
}

/// Returns the day by which a message of a moment asks for an answer.
#[must_use]
pub fn answer_by(council: &Council, meeting: &Meeting, moment: DateTime<Utc>) -> Option<NaiveDate> {
    let today = moment.with_timezone(&council.timezone).date_naive();
    let day = meeting.slot.date();
    let wanted = [ANSWER, 1].map(|days| day.checked_sub_days(Days::new(days)));
    let last = |day| council.holidays.last_working_day(day);
    let mut wanted = wanted.into_iter().flatten().filter_map(last);
    wanted.find(|day| *day > today)
}

fn view(
    made_from: &MessageContext<'_>,
    addressee: &Addressee,
    moment: DateTime<Utc>,
) -> MessageView {
    let (council, meeting) = (made_from.council, made_from.meeting);
    let mut view = MessageView::new(meeting, addressee);
    if addressee.kind != MessageKind::Cancellation {
        let link = made_from.links.of(&meeting.id, meeting.online);
        view.join = link.map(|link| link.disclose().clone());
        view.online = meeting.is_online() || link.is_some();
        view.answer_by = answer_by(council, meeting, moment).map(DateView::new);
    }
    let was = view.was.as_ref();
    view.timezone = was
        .and_then(|was| was.timezone)
        .map(|_| council.timezone.name());
    if let Some(was) = &mut view.was {
        let now = without_number(&made_from.value.view.name);
        was.name = was.name.take().filter(|was| without_number(was) != now);
    }
    council.answers_to().clone_into(&mut view.reply_to);
    view
}

fn calendar(
    made_from: &MessageContext<'_>,
    addressee: &Addressee,
    moment: DateTime<Utc>,
    attendee: Party<'_>,
    method: &str,
    render: &dyn Fn(&str) -> Result<String, Box<Problem>>,
) -> Result<Vec<u8>, Box<Problem>> {
    let (council, meeting) = (made_from.council, made_from.meeting);
    let cancelled = addressee.kind == MessageKind::Cancellation;
    // What is called off is in the hours that the person knows.
    let zone = addressee.told.zone.unwrap_or(council.timezone);
    let summary = render("event/summary.txt.j2")?;
    let description = render("mail/description.txt.j2")?;
    let location = render("mail/location.txt.j2")?;
    let event = ics::Event {
        uid: &meeting.uid,
        stamp: moment,
        revised: meeting.updated,
        sequence: addressee.told.sequence,
        status: status(meeting, cancelled),
        start: addressee.told.slot.starts_at(),
        end: addressee.told.slot.ends_at(),
        zone,
        summary: summary.trim(),
        description: description.trim(),
        location: Some(location.trim()).filter(|location| !location.is_empty()),
        url: council.url.as_deref(),
        categories: &council.acronym,
    };
    let organizer = Organizer {
        party: Party {
            name: &council.name,
            email: &addressee.organizer,
        },
        sent_by: &council.contact,
    };
    let attendee = Attendee {
        party: attendee,
        optional: addressee.parties.role() == Role::Alternate,
        asked: !cancelled && !addressee.over,
    };
    let event = ics::addressed(&event, organizer, attendee);
    let product = product(council);
    let calendar = ics::Calendar {
        product: &product,
        zone,
        name: None,
        method: Some(method),
    };
    Ok(ics::calendar(&calendar, &[&event]))
}

/// Returns the STATUS: none where the meeting stands, and is cancelled for one person alone
/// (RFC 5546, 3.2.5).
fn status(meeting: &Meeting, cancelled: bool) -> Option<ics::Status> {
    match meeting.status {
        Status::Proposed | Status::Confirmed if cancelled => None,
        Status::Proposed => Some(ics::Status::Tentative),
        Status::Confirmed => Some(ics::Status::Confirmed),
        Status::Postponed | Status::Cancelled => Some(ics::Status::Cancelled),
    }
}

/// Returns what the event asks for (RFC 5546, 3.2.2 and 3.2.5); a reminder has none.
///
/// It would be a REQUEST with the SEQUENCE that calendars know, and several put that over the event
/// and the answer which they hold.
fn method(kind: MessageKind) -> Option<&'static str> {
    match kind {
        MessageKind::Invitation | MessageKind::Update => Some("REQUEST"),
        MessageKind::Cancellation => Some("CANCEL"),
        MessageKind::Reminder => None,
    }
}

/// Names a message: one name for each person, kind and revision of a meeting.
fn message_id(
    made_from: &MessageContext<'_>,
    addressee: &Addressee,
    purpose: Purpose<'_>,
) -> String {
    let (council, meeting) = (made_from.council, made_from.meeting);
    let mut named = format!(
        "{}\n{}\n{}\n{}\n{}",
        meeting.uid,
        addressee.email.disclose().to_ascii_lowercase(),
        addressee.kind.into_str(),
        addressee.told.sequence,
        meeting.updated.timestamp(),
    );
    if let Purpose::Test(address) = purpose {
        // Nobody who gets both is to see the real one hidden as a copy of the test.
        let _ = write!(named, "\ntest {address}");
    }
    id_of(council, &named)
}

/// Makes a Message-ID of what tells a message from every other.
fn id_of(council: &Council, named: &str) -> String {
    let namespace = Uuid::new_v5(&Uuid::NAMESPACE_URL, council.id.as_str().as_bytes());
    let id = Uuid::new_v5(&namespace, named.as_bytes());
    let domain = council
        .contact
        .rsplit_once('@')
        .map_or("", |(_, domain)| domain);
    format!("{id}@{domain}")
}

fn local_part(id: &str) -> &str {
    id.split_once('@').map_or(id, |(local, _)| local)
}

/// Returns the name of a meeting without its number in the series: another meeting may change that.
fn without_number(name: &str) -> &str {
    let is_number = |number: &str| {
        number
            .chars()
            .all(|c| c.is_ascii_digit() || "/)".contains(c))
    };
    let numbered = name
        .rsplit_once(" (")
        .filter(|(_, number)| is_number(number));
    numbered.map_or(name, |(name, _)| name)
}

/// Names those who share the address, each once.
fn names(addressee: &Addressee) -> String {
    let mut names: Vec<&str> = Vec::new();
    for party in addressee.parties.iter() {
        let name = party.name.disclose().as_str();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    and(&names)
}

fn path(meeting: &Meeting, addressee: &Addressee) -> RelativePath {
    RelativePath::of_message(&meeting.id, &addressee.parties.first.member, addressee.rank)
}

/// Makes a part of bytes that no relay may touch.
fn encoded<'a>(content_type: ContentType<'a>, bytes: &[u8]) -> MimePart<'a> {
    let text = STANDARD.encode(bytes);
    let mut lines = String::with_capacity(text.len() + text.len() / ENCODED * 2);
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(ENCODED));
        lines.push_str(line);
        lines.push_str("\r\n");
        rest = after;
    }
    MimePart::new(content_type, lines.into_bytes()).transfer_encoding("base64")
}

fn crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}
