//! A message that proposes a subject: who wrote it, when, and what.

use mail_parser::{Addr, Address, HeaderName, HeaderValue, Message};

use super::body::Body;
use super::{LARGEST, OUTLOOK, decoded, digest, is_id, mime, moment, without_from_line};
use crate::domain::{ProposalMessage, Proposer, ReplyReason};

/// What stands before the subject of an answer or of a message that is passed on, in lower case.
const PREFIXES: [&str; 12] = [
    "re", "ré", "rép", "fwd", "fw", "tr", "aw", "wg", "rv", "sv", "vs", "res",
];

/// The longest header that is read, in bytes.
const LONGEST_HEADER: usize = 256 * 1024;

/// Reads a message that proposes a subject, whatever the bytes are.
///
/// # Errors
///
/// Why it cannot be read.
pub fn read(bytes: &[u8]) -> Result<ProposalMessage, ReplyReason> {
    if bytes.len() > LARGEST {
        return Err(ReplyReason::TooLarge);
    }
    if bytes.starts_with(OUTLOOK) {
        return Err(ReplyReason::OutlookFile);
    }
    let bytes = without_from_line(bytes);
    let header = header(bytes);
    let head = mime::head(header.as_bytes()).filter(super::has_a_field);
    let head = head.ok_or(ReplyReason::NotAMessage)?;
    let (mut body, mut left_out) = (Body::default(), 0);
    let is_whole = mime::leaves(bytes, &mut |leaf| {
        let is_read = !leaf.is_nested && leaf.is_text() && body.add(leaf);
        left_out += usize::from(!is_read);
    });
    if !is_whole {
        return Err(ReplyReason::TooManyParts);
    }
    let (text, less) = body.whole();
    left_out += less;
    let message_id = head.message_id().map(str::trim).filter(|id| is_id(id));
    Ok(ProposalMessage {
        key: message_id.map_or_else(|| digest(bytes), str::to_owned),
        title: without_prefixes(head.subject().unwrap_or_default()).to_owned(),
        date: head.date().and_then(moment),
        from: proposer(&head),
        text: Some(text).filter(|text| !text.is_empty()),
        left_out,
    })
}

/// Decodes the header of a message, each line as the text of a message is: some programs write it without
/// RFC 2047.
fn header(bytes: &[u8]) -> String {
    let bytes = &bytes[..bytes.len().min(LONGEST_HEADER)];
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let lines = lines.take_while(|line| !line.trim_ascii_end().is_empty());
    let mut header: String = lines.map(|line| decoded(line, None)).collect();
    header.push_str("\r\n");
    header
}

/// Finds whoever wrote a message and whom answers go to, in all the fields that name them.
fn proposer(head: &Message<'_>) -> Proposer {
    let mut people = persons(head, &HeaderName::From);
    people.extend(persons(head, &HeaderName::Sender));
    let answers = persons(head, &HeaderName::ReplyTo);
    let mut email = answers.iter().chain(&people);
    let email = email.find_map(|(_, address)| address.clone());
    people.extend(answers);
    // Whoever has no name is named by others at most.
    if people.first().is_some_and(|(name, _)| name.is_none()) {
        let is_it = |(name, address): &Person| name.is_some() && *address == people[0].1;
        if let Some(at) = people.iter().position(is_it) {
            people.swap(0, at);
        }
    }
    Proposer::of(&people, email)
}

type Person = (Option<String>, Option<String>);

/// Lists the names and addresses of a field.
fn persons(head: &Message<'_>, field: &HeaderName<'static>) -> Vec<Person> {
    let values = head.header_values(field.clone());
    let all = values.filter_map(HeaderValue::as_address);
    let mut persons: Vec<Person> = all.flat_map(Address::iter).map(person).collect();
    persons.retain(|(name, address)| name.is_some() || address.is_some());
    persons
}

/// Reads a name and an address; an address without `@` is a name.
fn person(addr: &Addr<'_>) -> Person {
    let of = |text: Option<&str>| {
        let text = text.map(str::trim).filter(|it| !it.is_empty());
        text.map(str::to_owned)
    };
    let (name, address) = (of(addr.name()), of(addr.address()));
    let is_name = |text: &String| !text.contains('@') || text.contains(char::is_whitespace);
    match address {
        Some(text) if is_name(&text) => (name.or(Some(text)), None),
        address => (name, address),
    }
}

/// Returns a subject without what mail programs have put before it.
fn without_prefixes(subject: &str) -> &str {
    let mut rest = subject.trim();
    while let Some((before, after)) = rest.split_once(':') {
        // Some number the answers: "Re[2]:".
        let word = before.trim().split(['[', '(']).next().unwrap_or_default();
        if !PREFIXES.contains(&word.to_lowercase().as_str()) {
            break;
        }
        rest = after.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_put_before_a_subject_is_none_of_it() {
        for (subject, title) in [
            ("Un annuaire commun", "Un annuaire commun"),
            ("Re: TR : Fwd: Un annuaire", "Un annuaire"),
            ("RE[2]: Un annuaire", "Un annuaire"),
            ("Rétrospective : un an", "Rétrospective : un an"),
            ("Annuaire : quand ?", "Annuaire : quand ?"),
            ("Re:", ""),
        ] {
            assert_eq!(without_prefixes(subject), title);
        }
    }

    #[test]
    fn answers_go_where_the_message_says() {
        let message = "From: =?utf-8?q?Ad=C3=A8le?= <a@example.org>\r\nReply-To: b@example.org\r\n\
                       Subject: Re: Un annuaire\r\nMessage-ID: <1@example.org>\r\n\
                       Date: Mon, 1 Jun 2026 23:30:00 +0000\r\n\
                       Content-Type: text/html; charset=utf-8\r\n\r\n<p>Un <b>texte</b></p>";
        let read = read(message.as_bytes()).unwrap();
        assert_eq!(read.from.name.as_deref(), Some("Adèle"));
        assert_eq!(read.from.email.as_deref(), Some("b@example.org"));
        assert_eq!(read.from.others, ["a@example.org"]);
        assert_eq!(read.text.as_deref(), Some("Un texte"));
        assert_eq!((read.key.as_str(), read.left_out), ("1@example.org", 0));
    }

    #[test]
    fn what_is_left_aside_is_counted() {
        let of = |body: &str| {
            let read = read(format!("From: a@example.org\r\n{body}").as_bytes()).unwrap();
            (read.text, read.left_out)
        };
        let parts = |kind: &str, plain: &str, html: &str| {
            let text = "Content-Type: text/";
            let body = format!(
                "Content-Type: multipart/{kind}; boundary=b\r\n\r\n--b\r\n{text}plain\r\n\r\n\
                 {plain}\r\n--b\r\n{text}html\r\n\r\n{html}\r\n--b--"
            );
            of(&body)
        };
        let html = "<p>Un <a href='https://example.org/a'>annuaire</a> commun</p>";
        let linked = "Un annuaire (https://example.org/a) commun";
        let said = |text: &str, left_out| (Some(text.to_owned()), left_out);
        for (kind, plain, text, left_out) in [
            ("alternative", "Un annuaire commun", "Un annuaire commun", 0),
            ("alternative", "Ce message est en HTML.", linked, 0),
            ("alternative", "", linked, 0),
            // A program may cut a text short.
            ("alternative", "Un annuaire", linked, 0),
            (
                "alternative",
                "Des formats ouverts",
                "Des formats ouverts",
                1,
            ),
            // Those are two texts, unless they say the same.
            ("mixed", "Bonjour", &format!("Bonjour\n{linked}"), 0),
            ("mixed", "Un annuaire commun", "Un annuaire commun", 0),
        ] {
            assert_eq!(parts(kind, plain, html), said(text, left_out), "{plain}");
        }
        let long = "<p>Je propose un annuaire commun des logiciels libres.</p>".repeat(9);
        let stub = "Votre messagerie n'affiche pas ce message";
        let (text, left_out) = parts("alternative", stub, &long);
        assert!(!text.unwrap().contains("messagerie"));
        assert_eq!(left_out, 0);
        let base64 = "Content-Transfer-Encoding: base64\r\n\r\n";
        assert_eq!(
            of(&format!("{base64}Qm9uam91cg==")),
            (Some("Bonjour".to_owned()), 0)
        );
        assert_eq!(of(&format!("{base64}Qm9u!!!!\r\nTGEgc3VpdGU=")), (None, 1));
        assert_eq!(
            of("Content-Type: text/plain; charset=utf-7\r\n\r\nCaf+AOk-").1,
            1
        );
        assert_eq!(
            of("Content-Transfer-Encoding: x-uuencode\r\n\r\nBonjour").1,
            1
        );
    }

    #[test]
    fn whoever_a_header_names_is_private() {
        for (header, name, email, others) in [
            (
                &b"From: Eve Faucon <e@example.org>, Paul Hibou <p@example.org>\r\n\
                   Sender: Luc Grive <l@example.org>\r\nReply-To: Ma Liste <m@example.org>"[..],
                Some("Eve Faucon"),
                Some("m@example.org"),
                &[
                    "Paul Hibou",
                    "Luc Grive",
                    "Ma Liste",
                    "e@example.org",
                    "p@example.org",
                    "l@example.org",
                ][..],
            ),
            (b"From: Eve Faucon", Some("Eve Faucon"), None, &[]),
            (
                b"From: \"Eve Faucon @ DINUM\" <e@example.org>",
                Some("Eve Faucon"),
                Some("e@example.org"),
                &[],
            ),
            (
                b"From: Conseil: Eve Faucon <e@example.org>",
                Some("Eve Faucon"),
                Some("e@example.org"),
                &[],
            ),
            (
                b"From: H\xe9l\xe8ne Faucon <h@example.org>\r\nSubject: caf\xe9",
                Some("H\u{e9}l\u{e8}ne Faucon"),
                Some("h@example.org"),
                &[],
            ),
        ] {
            let shown = String::from_utf8_lossy(header).into_owned();
            let read = read(&[header, b"\r\n\r\nBonjour"].concat()).unwrap();
            assert_eq!(read.from.name.as_deref(), name, "{shown}");
            assert_eq!(read.from.email.as_deref(), email, "{shown}");
            assert_eq!(read.from.others, others, "{shown}");
        }
    }

    #[test]
    fn bytes_that_are_no_message_are_none() {
        for (bytes, why) in [
            (&b"Bonjour"[..], ReplyReason::NotAMessage),
            (b"", ReplyReason::NotAMessage),
            (OUTLOOK, ReplyReason::OutlookFile),
        ] {
            assert_eq!(read(bytes), Err(why));
        }
    }
}
