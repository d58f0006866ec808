//! Messages (RFC 5322) as they arrive, read as far as they may answer an invitation (RFC 6047).

mod body;
mod mime;
pub mod proposal;
mod words;

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use mail_parser::{HeaderName, HeaderValue, Message};
use uuid::Uuid;

use crate::calendar::{self, PublishedEvent};
use crate::domain::{ReceivedContent, ReceivedMessage, ReplyEvent, ReplyReason, breaks_line};
use body::Body;
use mime::Leaf;

/// The largest message that is read, in bytes.
pub const LARGEST: usize = 50 * 1024 * 1024;
/// The largest calendar in a message that is read, in bytes: an answer has a few thousand.
const LARGEST_CALENDAR: usize = 4 * 1024 * 1024;
/// The most answers that are read out of one message.
const MOST_EVENTS: usize = 100;
/// The longest line of a header (RFC 5322, 2.1.1): no Message-ID is longer.
const LONGEST_ID: usize = 998;
/// How an Outlook message begins that is a file of its own ([MS-CFB]).
const OUTLOOK: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// How a line before each message of an mbox begins (RFC 4155).
const FROM_LINE: &[u8] = b"From ";

/// The fields of which a message has at least one.
const FIELDS: [HeaderName<'static>; 6] = [
    HeaderName::From,
    HeaderName::To,
    HeaderName::Subject,
    HeaderName::Date,
    HeaderName::MessageId,
    HeaderName::ContentType,
];

/// Whether bytes are a calendar and no message.
#[must_use]
pub fn is_calendar(bytes: &[u8]) -> bool {
    let head = decoded(bytes.get(..256).unwrap_or(bytes), None);
    begins_calendar(&head)
}

/// Reads a message, or a calendar alone, whatever the bytes are.
#[must_use]
pub fn read(bytes: &[u8]) -> ReceivedMessage {
    let unreadable = |reason| message_of(bytes, ReceivedContent::Unreadable(reason));
    if bytes.len() > LARGEST {
        return unreadable(ReplyReason::TooLarge);
    }
    if bytes.starts_with(OUTLOOK) {
        return unreadable(ReplyReason::OutlookFile);
    }
    if is_calendar(bytes) {
        let mut found = Found::default();
        found.calendar(bytes, None, None, false);
        let content = found.content(false, None);
        return message_of(bytes, content);
    }
    let bytes = without_from_line(bytes);
    let head = mime::head(bytes);
    let Some(head) = head.filter(has_a_field) else {
        return unreadable(ReplyReason::NotAMessage);
    };
    let mut found = Found::default();
    let is_whole = mime::leaves(bytes, &mut |leaf| found.leaf(leaf));
    found.is_endless |= !is_whole;
    let answers = answers(&head);
    let words = found.words(&head);
    let content = found.content(!answers.is_empty(), automatic(&head, !answers.is_empty()));
    let from = head.header_values(HeaderName::From);
    let from = from.filter_map(HeaderValue::as_address);
    let from = from.flat_map(|it| it.iter().filter_map(|it| it.address().map(str::to_owned)));
    let message_id = head.message_id().map(str::trim).map(str::to_owned);
    let message_id = message_id.filter(|it| is_id(it));
    ReceivedMessage {
        key: message_id.clone().unwrap_or_else(|| digest(bytes)),
        message_id,
        from: Some(from.collect()),
        date: head.date().and_then(moment),
        answers,
        words,
        content,
    }
}

/// Whether a header has a field that every message has one of.
fn has_a_field(head: &Message<'_>) -> bool {
    FIELDS.iter().any(|it| head.header(it.clone()).is_some())
}

/// Stands for a message whose bytes nobody could read.
#[must_use]
pub fn unreadable(reason: ReplyReason) -> ReceivedMessage {
    message_of(&[], ReceivedContent::Unreadable(reason))
}

/// A message of which nothing is known but its bytes.
fn message_of(bytes: &[u8], content: ReceivedContent) -> ReceivedMessage {
    ReceivedMessage {
        message_id: None,
        key: digest(bytes),
        from: None,
        date: None,
        answers: Vec::new(),
        words: None,
        content,
    }
}

fn digest(bytes: &[u8]) -> String {
    format!("digest:{}", Uuid::new_v5(&Uuid::NAMESPACE_OID, bytes))
}

fn is_id(text: &str) -> bool {
    let is_plain = |c: char| !c.is_whitespace() && !breaks_line(c);
    !text.is_empty() && text.len() <= LONGEST_ID && text.chars().all(is_plain)
}

fn moment(date: &mail_parser::DateTime) -> Option<DateTime<Utc>> {
    let seconds = date.is_valid().then(|| date.to_timestamp())?;
    DateTime::from_timestamp(seconds, 0)
}

/// A message may begin with a byte order mark, with the line that an mbox has before it, or with its
/// length, as Apple Mail keeps it.
fn without_from_line(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let is_blank = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let start = bytes.iter().position(|byte| !is_blank(byte));
    let bytes = &bytes[start.unwrap_or(bytes.len())..];
    let end = bytes.iter().position(|byte| *byte == b'\n');
    let (line, rest) = bytes.split_at(end.map_or(bytes.len(), |at| at + 1));
    let is_length = || line.trim_ascii().iter().all(u8::is_ascii_digit);
    if line.starts_with(FROM_LINE) || is_length() {
        rest
    } else {
        bytes
    }
}

/// Lists the Message-IDs that a message answers, the nearest first: those of In-Reply-To, which may have
/// a comment behind it, then of References.
fn answers(head: &Message<'_>) -> Vec<String> {
    let values = |name: &str| -> Vec<String> {
        let raw = head.headers_raw();
        let raw = raw.filter(|(field, _)| field.eq_ignore_ascii_case(name));
        raw.flat_map(|(_, value)| ids(value)).collect()
    };
    let mut found = values("In-Reply-To");
    found.extend(values("References").into_iter().rev());
    found
}

/// Lists what stands between angle brackets; where there are none, the word with an `@`.
fn ids(value: &str) -> Vec<String> {
    let mut parts = value.split('<').skip(1).peekable();
    if parts.peek().is_none() {
        let words = value.split_whitespace().filter(|word| word.contains('@'));
        return words.map(str::to_owned).filter(|it| is_id(it)).collect();
    }
    let inner = parts.filter_map(|part| part.split_once('>'));
    let inner = inner.map(|(id, _)| id.split_whitespace().collect::<String>());
    inner.filter(|it| is_id(it) && it.contains('@')).collect()
}

/// Tells why nobody wrote a message, if so (RFC 3834 and what programs do besides).
fn automatic(head: &Message<'_>, answers: bool) -> Option<ReplyReason> {
    let raw: Vec<(String, String)> = head
        .headers_raw()
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_lowercase()))
        .collect();
    let has = |name: &str, is: &dyn Fn(&str) -> bool| {
        raw.iter().any(|(field, value)| field == name && is(value))
    };
    if has("content-type", &|it| {
        it.starts_with("multipart/report") && it.contains("delivery-status")
    }) {
        return Some(ReplyReason::Undelivered);
    }
    let subject = head.subject().unwrap_or_default().trim().to_lowercase();
    let says_so = AUTOMATIC_SUBJECTS.iter().any(|it| subject.starts_with(it));
    let is_automatic = says_so
        || has("auto-submitted", &|it| !it.starts_with("no"))
        || has("content-type", &|it| it.starts_with("multipart/report"))
        || has("precedence", &|it| {
            ["bulk", "junk", "auto_reply", "auto-reply"].contains(&it) || it == "list" && !answers
        })
        || has("return-path", &|it| it == "<>")
        || AUTOMATIC_FIELDS.iter().any(|it| has(it, &|_| true))
        // A list that answers go to adds them to what people write.
        || !answers && LIST_FIELDS.iter().any(|it| has(it, &|_| true));
    is_automatic.then_some(ReplyReason::Automatic)
}

/// Fields of lists, and of programs that ask for no automatic answer.
const LIST_FIELDS: [&str; 2] = ["list-id", "x-auto-response-suppress"];

/// Fields that programs alone write.
const AUTOMATIC_FIELDS: [&str; 5] = [
    "x-autoreply",
    "x-autoreply-from",
    "x-autorespond",
    "x-autoresponse",
    "x-autogenerated",
];

/// How the subjects of out-of-office messages begin.
const AUTOMATIC_SUBJECTS: [&str; 14] = [
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "out of office",
    "out-of-office",
    "réponse automatique",
    "réponse d'absence",
    "absence du bureau",
    "message d'absence",
    "automatische antwort",
    "abwesenheitsnotiz",
    "respuesta automática",
    "risposta automatica",
];

/// What the parts of a message hold.
#[derive(Default)]
struct Found {
    replies: Vec<ReplyEvent>,
    /// A message inside it has an answer.
    is_nested: bool,
    /// A calendar in it answers nothing.
    has_other: bool,
    /// It has an attachment of Outlook that may hold all of it.
    has_winmail: bool,
    is_truncated: bool,
    is_too_large: bool,
    is_endless: bool,
    /// What people read.
    body: Body,
    /// The texts of the calendars.
    calendars: String,
}

impl Found {
    fn leaf(&mut self, leaf: &Leaf<'_>) {
        if !leaf.is_calendar() {
            self.has_winmail |= !leaf.is_nested && leaf.is_winmail();
            if !leaf.is_nested && leaf.is_text() {
                self.body.add(leaf);
            }
            return;
        }
        if leaf.raw.len() > LARGEST_CALENDAR / 3 * 4 {
            self.is_too_large |= !leaf.is_nested;
            return;
        }
        let method = leaf.attribute("method");
        let charset = leaf.attribute("charset");
        self.calendar(&leaf.bytes(), charset, method, leaf.is_nested);
    }

    /// Returns what the person who answers wrote beside the calendar.
    fn words(&self, head: &Message<'_>) -> Option<String> {
        if self.replies.is_empty() {
            return None;
        }
        let from = head.from().into_iter().flat_map(mail_parser::Address::iter);
        let from = from.flat_map(|it| [it.name(), it.address()]);
        let attendees = self.replies.iter().flat_map(|it| &it.attendees);
        let attendees = attendees.flat_map(|it| [it.name.as_deref(), it.address.as_deref()]);
        let names: Vec<&str> = from.chain(attendees).flatten().collect();
        words::own(&self.body.first()?, &self.calendars, &names)
    }

    fn calendar(
        &mut self,
        bytes: &[u8],
        charset: Option<&str>,
        method: Option<&str>,
        is_nested: bool,
    ) {
        if bytes.len() > LARGEST_CALENDAR {
            self.is_too_large |= !is_nested;
            return;
        }
        let mut text = decoded(bytes, charset);
        if !text.contains('\n') {
            text = text.replace('\r', "\n").into();
        }
        if !is_nested {
            self.calendars.push_str(&text);
        }
        let events = calendar::read(text.as_bytes()).map(|it| it.events);
        let Ok(events) = events else {
            self.is_truncated |= !is_nested && !text.trim().is_empty();
            return;
        };
        // Nobody sends a calendar with nothing in it.
        self.is_truncated |=
            !is_nested && events.is_empty() && !calendar::is_whole(text.as_bytes());
        for event in events {
            let own = event.method.clone();
            let said = || method.map(str::to_ascii_uppercase);
            self.event(event, own.or_else(said).as_deref(), is_nested);
        }
    }

    fn event(&mut self, event: PublishedEvent, method: Option<&str>, is_nested: bool) {
        let is_counter = method == Some("COUNTER");
        if method != Some("REPLY") && !is_counter {
            self.has_other = true;
            return;
        }
        if is_nested {
            self.is_nested = true;
            return;
        }
        if !event.is_whole {
            self.is_truncated = true;
            return;
        }
        let reply = ReplyEvent {
            is_counter,
            uid: event.uid.map(|uid| original(uid.trim())),
            sequence: event.sequence.unwrap_or_default(),
            stamp: event.stamp,
            attendees: event.attendees,
            comment: event.comment,
        };
        if self.replies.contains(&reply) {
            return;
        }
        self.is_endless |= self.replies.len() >= MOST_EVENTS;
        if !self.is_endless {
            self.replies.push(reply);
        }
    }

    fn content(self, answers: bool, automatic: Option<ReplyReason>) -> ReceivedContent {
        let is = |wrong: bool, reason| wrong.then_some(ReceivedContent::Unreadable(reason));
        let unreadable = is(self.is_endless, ReplyReason::TooManyParts)
            .or_else(|| is(self.is_too_large, ReplyReason::TooLarge));
        if let Some(unreadable) = unreadable {
            return unreadable;
        }
        if !self.replies.is_empty() {
            return ReceivedContent::Replies(self.replies);
        }
        if self.is_truncated {
            return ReceivedContent::Unreadable(ReplyReason::Truncated);
        }
        let nothing = match automatic {
            Some(reason) => Some(reason),
            None if self.is_nested => Some(ReplyReason::Nested),
            // Whoever answers by hand may send the invitation back.
            None if self.has_other && !answers => Some(ReplyReason::NotAReply),
            None => None,
        };
        let plain = if self.has_winmail {
            ReceivedContent::Winmail
        } else {
            ReceivedContent::Plain
        };
        nothing.map_or(plain, ReceivedContent::Nothing)
    }
}

/// Returns the UID of an invitation in that of its answer: Outlook may wrap it into one of its own
/// ([MS-OXOCAL], 2.2.1.27).
fn original(uid: &str) -> String {
    const OUTLOOK: &str = "040000008200E00074C5B7101A82E008";
    /// `vCal-Uid`, and the number 1.
    const WRAPS: &str = "7643616C2D55696401000000";
    let upper = uid.to_ascii_uppercase();
    let wrapped = upper
        .strip_prefix(OUTLOOK)
        .and_then(|it| it.split_once(WRAPS));
    let Some((_, digits)) = wrapped else {
        return uid.to_owned();
    };
    let pairs = digits.as_bytes().chunks(2);
    let bytes = pairs.map_while(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok());
    let bytes: Vec<u8> = bytes.take_while(|byte| *byte != 0).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn begins_calendar(text: &str) -> bool {
    const BEGIN: &str = "BEGIN:VCALENDAR";
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.get(..BEGIN.len())
        .is_some_and(|it| it.eq_ignore_ascii_case(BEGIN))
}

/// Whether a charset is known by this name.
fn is_charset(name: &str) -> bool {
    Encoding::for_label(name.as_bytes()).is_some()
}

/// Decodes a calendar: by its byte order mark or the zeros of UTF-16, by what the message says, as UTF-8,
/// or as Windows-1252, which every byte is.
fn decoded<'b>(bytes: &'b [u8], charset: Option<&str>) -> Cow<'b, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    let zero = |at: usize| bytes.get(at) == Some(&0);
    let wide = match (zero(0), zero(1)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    };
    let said = charset.and_then(|it| Encoding::for_label(it.trim().as_bytes()));
    let said = said.filter(|it| !it.is_single_byte() || str::from_utf8(bytes).is_err());
    let candidates = [wide, said, Some(UTF_8)].into_iter().flatten();
    let mut sound =
        candidates.filter_map(|it| it.decode_without_bom_handling_and_without_replacement(bytes));
    let first = sound.next();
    first.unwrap_or_else(|| WINDOWS_1252.decode_without_bom_handling(bytes).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What somebody wrote who accepts, in these parts beside the calendar.
    fn words(parts: &[(&str, &str)]) -> Option<String> {
        const CALENDAR: &str = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:1@example.org\r\n\
            SUMMARY:Conseil : r\u{e9}union\r\nATTENDEE;CN=Eve Faucon;PARTSTAT=ACCEPTED:mailto:e@example.org\r\n\
            END:VEVENT\r\nEND:VCALENDAR\r\n";
        let calendar = ("text/calendar; method=REPLY; charset=utf-8", CALENDAR);
        let part =
            |(kind, text): (&str, &str)| format!("--b\r\nContent-Type: {kind}\r\n\r\n{text}\r\n");
        let parts: String = parts.iter().copied().chain([calendar]).map(part).collect();
        let message = format!(
            "From: Eve Faucon <e@example.org>\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n\
             {parts}--b--\r\n"
        );
        read(message.as_bytes()).words
    }

    const PLAIN: &str = "text/plain; charset=utf-8";
    const HTML: &str = "text/html; charset=utf-8";

    #[test]
    fn what_html_shows_apart_stays_apart_in_an_answer() {
        let outlook = "<html><head><style>p.MsoNormal{margin:0}</style></head><body lang=FR>\
            <div class=WordSection1><p class=MsoNormal>Bonjour,<o:p></o:p></p>\
            <p class=MsoNormal>J\u{2019}arriverai \u{e0} 14h15,<br>mon coll\u{e8}gue vient avec moi.</p>\
            <ul><li>salle B</li><li>sans parking</li></ul>\
            <table><tr><td>Cordialement,</td></tr><tr><td>Eve Faucon</td></tr></table></div></body></html>";
        let said = "Bonjour,\nJ\u{2019}arriverai \u{e0} 14h15,\nmon coll\u{e8}gue vient avec moi.\n\
                    - salle B\n- sans parking";
        assert_eq!(words(&[(HTML, outlook)]).as_deref(), Some(said));
        let gmail = "<div dir=\"ltr\"><div>Je viens avec No\u{e9}.</div><div>Il est v\u{e9}g\u{e9}tarien.</div></div>";
        let said = "Je viens avec No\u{e9}.\nIl est v\u{e9}g\u{e9}tarien.";
        assert_eq!(words(&[(HTML, gmail)]).as_deref(), Some(said));
    }

    #[test]
    fn of_two_forms_of_an_answer_the_fuller_is_read() {
        let html = "<div>Je viens avec No\u{e9}, qui est v\u{e9}g\u{e9}tarien.</div>";
        let said = "Je viens avec No\u{e9}, qui est v\u{e9}g\u{e9}tarien.";
        for (plain, expected) in [
            (said, said),
            ("This message is in HTML format.", said),
            ("Je viens avec No\u{e9},", said),
            ("", said),
            (
                "Je viens avec Paul, qui ne mange pas de viande du tout.",
                "Je viens avec Paul, qui ne mange pas de viande du tout.",
            ),
        ] {
            assert_eq!(
                words(&[(PLAIN, plain), (HTML, html)]).as_deref(),
                Some(expected),
                "{plain}"
            );
        }
    }

    #[test]
    fn a_message_whose_id_no_journal_can_hold_is_known_by_its_bytes() {
        let message = |id: &str| read(format!("Message-ID: <{id}>\r\n\r\nBonjour\r\n").as_bytes());
        assert_eq!(message("r4@example.org").key, "r4@example.org");
        for id in ["r4@exam\u{feff}ple.org", "r4@exam\u{202e}ple.org"] {
            let read = message(id);
            assert_eq!(read.message_id, None, "{id:?}");
            assert!(read.key.starts_with("digest:"), "{id:?}");
        }
    }
}
