//! The journal of answers, one JSON object to a line: what was read of messages or noted by hand.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::breaks_line;
use crate::domain::{HIGHEST_SEQUENCE, MeetingId, MemberId, Private, Replies, Reply, is_uid};

/// The form of the records.
const FORMAT: u32 = 1;

/// One record as it is written.
#[derive(Serialize, Deserialize)]
struct Row {
    format: u32,
    at: DateTime<Utc>,
    /// The Message-ID, or a digest of the bytes; `null` of what was noted by hand.
    message: Option<String>,
    result: String,
    reason: Option<String>,
    uid: String,
    meeting: String,
    member: String,
    name: String,
    email: String,
    answer: Option<String>,
    sequence: u32,
    /// DTSTAMP, else Date.
    answered: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deputy: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    proxy: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
}

/// What is written where records were taken out.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PurgedRow {
    format: u32,
    /// The day before which answers about meetings that were over by then were taken out.
    purged_before: NaiveDate,
}

/// A line of a journal.
pub enum Line {
    Record(Box<Reply>),
    /// Records of before a day were taken out.
    Purged(NaiveDate),
    /// Neither, as the beginning of a record that was never finished.
    Other,
}

/// A journal as read.
#[derive(Clone, Debug, Default)]
pub struct Read {
    pub replies: Replies,
    /// The numbers of the lines, from 1, that are no records: the others count nevertheless.
    pub broken: Vec<usize>,
    /// Whether the last line is the beginning of a record that was never finished.
    pub torn: bool,
}

impl Read {
    /// Whether anybody has answered, or may have: a line cannot be read.
    #[must_use]
    pub fn has_answers(&self) -> bool {
        self.replies.count() > 0 || !self.broken.is_empty() || self.torn
    }
}

/// Writes a record as a line, without its end.
#[must_use]
pub fn line(reply: &Reply) -> String {
    let text = |it: &Option<Private<String>>| it.as_ref().map(|it| it.disclose().clone());
    let row = Row {
        format: FORMAT,
        at: reply.at,
        message: reply.key.clone(),
        result: <&str>::from(reply.result).to_owned(),
        reason: reply.reason.map(|it| <&str>::from(it).to_owned()),
        uid: reply.uid.clone(),
        meeting: reply.meeting.to_string(),
        member: reply.member.to_string(),
        name: reply.name.disclose().clone(),
        email: reply.email.disclose().clone(),
        answer: reply.answer.map(|it| <&str>::from(it).to_owned()),
        sequence: reply.sequence,
        answered: reply.answered,
        date: reply.date,
        deputy: text(&reply.deputy),
        proxy: reply.proxy.as_ref().map(ToString::to_string),
        comment: text(&reply.comment),
    };
    // Texts, numbers and moments can all be written.
    serde_json::to_string(&row).unwrap_or_default()
}

/// Reads a journal; what of it is no record is left out, and named.
#[must_use]
pub fn read(text: &str) -> Read {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut records = Vec::new();
    let mut purged = None;
    let mut found = Read::default();
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        if line.trim().is_empty() {
            continue;
        }
        match Line::read(line) {
            Line::Record(reply) => records.push(*reply),
            Line::Purged(before) => purged = purged.max(Some(before)),
            Line::Other if line.ends_with('\n') => found.broken.push(number),
            Line::Other => found.torn = true,
        }
    }
    found.replies = Replies::new(records);
    if let Some(before) = purged {
        found.replies.purge(before);
    }
    found
}

/// Writes the line that stands for records of before a day, without its end.
#[must_use]
pub fn purged_line(before: NaiveDate) -> String {
    let row = PurgedRow {
        format: FORMAT,
        purged_before: before,
    };
    // A number and a day can be written.
    serde_json::to_string(&row).unwrap_or_default()
}

/// Splits a journal into its lines, with their ends, each with what it is.
pub fn lines(text: &str) -> impl Iterator<Item = (&str, Line)> {
    let bare = |line: &str| Line::read(line.strip_prefix('\u{feff}').unwrap_or(line));
    text.split_inclusive('\n')
        .map(move |line| (line, bare(line)))
}

impl Line {
    fn read(line: &str) -> Self {
        if let Some(reply) = record(line) {
            return Self::Record(Box::new(reply));
        }
        let row = serde_json::from_str::<PurgedRow>(line).ok();
        let row = row.filter(|row| row.format == FORMAT);
        row.map_or(Self::Other, |row| Self::Purged(row.purged_before))
    }
}

fn record(line: &str) -> Option<Reply> {
    let row: Row = serde_json::from_str(line).ok()?;
    let on_one_line = |texts: &[Option<&String>]| {
        let mut texts = texts.iter().flatten();
        texts.all(|it| !it.contains(breaks_line))
    };
    let sound = row.format == FORMAT
        && is_uid(&row.uid)
        && row.sequence <= HIGHEST_SEQUENCE
        && on_one_line(&[Some(&row.name), Some(&row.email), row.message.as_ref()])
        && on_one_line(&[row.deputy.as_ref(), row.comment.as_ref()]);
    sound.then_some(())?;
    let reason = row.reason.map(|it| it.parse().ok());
    let answer = row.answer.map(|it| it.parse().ok());
    let proxy = row.proxy.map(|it| MemberId::new(&it));
    Some(Reply {
        at: row.at,
        key: row.message,
        result: row.result.parse().ok()?,
        reason: transposed(reason)?,
        uid: row.uid,
        meeting: MeetingId::new(&row.meeting)?,
        member: MemberId::new(&row.member)?,
        name: Private::new(row.name),
        email: Private::new(row.email),
        answer: transposed(answer)?,
        sequence: row.sequence,
        answered: row.answered,
        date: row.date,
        deputy: row.deputy.map(Private::new),
        proxy: transposed(proxy)?,
        comment: row.comment.map(Private::new),
    })
}

/// A value that is there and cannot be read spoils the record.
#[expect(
    clippy::option_option,
    reason = "a key that is missing is not one that is wrong"
)]
fn transposed<T>(value: Option<Option<T>>) -> Option<Option<T>> {
    match value {
        None => Some(None),
        Some(read) => read.map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Answer, ReplyReason, ReplyResult};

    fn reply() -> Reply {
        let moment = DateTime::from_timestamp(1_760_000_000, 0).unwrap();
        Reply {
            at: moment,
            key: Some("a@example.org".to_owned()),
            result: ReplyResult::Stale,
            reason: Some(ReplyReason::OlderSequence),
            uid: "uid".to_owned(),
            meeting: MeetingId::new("2025-etat-1").unwrap(),
            member: MemberId::new("alpha").unwrap(),
            name: Private::new("Lina \"Q\" Quidam".to_owned()),
            email: Private::new("lina@alpha.example.org".to_owned()),
            answer: Some(Answer::Delegated),
            sequence: 2,
            answered: Some(moment),
            date: None,
            deputy: Some(Private::new("Remplaçant".to_owned())),
            proxy: Some(MemberId::new("beta").unwrap()),
            comment: Some(Private::new("à demain".to_owned())),
        }
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let written = line(&reply());
        assert_eq!(written.lines().count(), 1);
        let again = record(&written).unwrap();
        assert_eq!(line(&again), written);
        let bare = Reply {
            key: None,
            reason: None,
            answer: None,
            answered: None,
            deputy: None,
            proxy: None,
            comment: None,
            ..reply()
        };
        assert_eq!(line(&record(&line(&bare)).unwrap()), line(&bare));
    }

    #[test]
    fn a_line_that_is_no_record_is_named_and_the_others_count() {
        let whole = line(&reply());
        for (was, is) in [
            ("\"format\":1", "\"format\":2"),
            ("\"stale\"", "\"other\""),
            ("\"delegated\"", "\"maybe\""),
            ("older-sequence", "no-reason"),
            ("à demain", "à\\ndemain"),
            ("\"beta\"", "\"B\""),
            ("\"sequence\":2", "\"sequence\":2147483648"),
        ] {
            let broken = whole.replacen(was, is, 1);
            assert_ne!(broken, whole, "{was}");
            let found = read(&format!("{whole}\n{broken}\n{whole}\n{}", &whole[..30]));
            assert_eq!((found.broken, found.torn), (vec![2], true), "{is}");
        }
        let found = read(&format!("\u{feff}\n{whole}"));
        assert!(found.broken.is_empty() && !found.torn);
    }
}
