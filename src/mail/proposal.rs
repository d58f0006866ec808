//! A message that proposes a subject: who wrote it, when, and what.

use mail_parser::{Addr, Address, Message};

use super::{LARGEST, LARGEST_TEXT, OUTLOOK, is_id, mime, moment};
use super::{decoded, digest, without_from_line};
use crate::domain::{ProposalMessage, ReplyReason};
use crate::markdown::from_html;

/// What stands before the subject of an answer or of a message that is passed on, in lower case.
const PREFIXES: [&str; 12] = [
    "re", "ré", "rép", "fwd", "fw", "tr", "aw", "wg", "rv", "sv", "vs", "res",
];

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
    let head = mime::head(bytes).filter(super::has_a_field);
    let head = head.ok_or(ReplyReason::NotAMessage)?;
    let (mut plain, mut html, mut left_out) = (Vec::new(), Vec::new(), 0);
    let is_whole = mime::leaves(bytes, &mut |leaf| {
        if leaf.is_nested || !leaf.is_text() || leaf.raw.len() > LARGEST_TEXT {
            left_out += 1;
            return;
        }
        let bytes = leaf.bytes();
        let text = decoded(&bytes, leaf.attribute("charset"));
        if leaf.is_html() {
            html.push(from_html::plain(&text));
        } else {
            plain.push(text.into_owned());
        }
    });
    if !is_whole {
        return Err(ReplyReason::TooManyParts);
    }
    // A message may begin with a text that is empty beside its HTML.
    let is_said = |texts: &Vec<String>| texts.iter().any(|text| !text.trim().is_empty());
    let texts = if is_said(&plain) { plain } else { html };
    let text = texts.join("\n").replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_end().trim_start_matches('\n').to_owned();
    let message_id = head.message_id().map(str::trim).filter(|id| is_id(id));
    let (name, email) = sender(&head);
    Ok(ProposalMessage {
        key: message_id.map_or_else(|| digest(bytes), str::to_owned),
        title: without_prefixes(head.subject().unwrap_or_default()).to_owned(),
        date: head.date().and_then(moment),
        name,
        email,
        text: Some(text).filter(|text| !text.is_empty()),
        left_out,
    })
}

/// Returns the name and the address of whoever wrote a message: answers may go to another one.
fn sender(head: &Message<'_>) -> (Option<String>, Option<String>) {
    let first = |address: Option<&Address<'_>>| {
        let addr = address.and_then(|it| it.iter().find(|it| it.address().is_some()))?;
        let of = |text: Option<&str>| {
            let text = text.map(str::trim).filter(|it| !it.is_empty());
            text.map(str::to_owned)
        };
        Some((of(Addr::name(addr)), of(Addr::address(addr))))
    };
    let (from, from_email) = first(head.from()).unwrap_or_default();
    let (name, email) = first(head.reply_to()).unwrap_or_default();
    (from.or(name), email.or(from_email))
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
        assert_eq!(read.name.as_deref(), Some("Adèle"));
        assert_eq!(read.email.as_deref(), Some("b@example.org"));
        assert_eq!(read.text.as_deref(), Some("Un texte"));
        assert_eq!((read.key.as_str(), read.left_out), ("1@example.org", 0));
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
