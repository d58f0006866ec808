//! Subjects: which key each state asks for.

use toml::Spanned;

use super::Convert;
use crate::domain::{
    MeetingId, OpinionId, Private, Subject, SubjectId, SubjectProposal, SubjectSpans, SubjectState,
};
use crate::registry::schema::{self, ProposalRow, SubjectRow};
use crate::source::Span;

impl Convert<'_> {
    /// Makes a subject, `record` being its header, unless its state asks for more.
    pub fn subject(&mut self, row: SubjectRow, record: Span) -> Option<Subject> {
        let state = row.state.parse::<SubjectState>().ok()?;
        let wanted = match state {
            SubjectState::Relayed => None,
            SubjectState::Scheduled => Some(("meeting", row.meeting.is_some())),
            SubjectState::Opinion => Some(("opinion", row.opinion.is_some())),
            SubjectState::Closed => Some(("why", row.why.is_some())),
        };
        if let Some((key, false)) = wanted {
            self.missing(&schema::SUBJECT, key, record);
            return None;
        }
        let at = SubjectSpans {
            id: self.span(&row.id),
            received: self.span(&row.received),
            meeting: row.meeting.as_ref().map(|meeting| self.span(meeting)),
            opinion: row.opinion.as_ref().map(|opinion| self.span(opinion)),
        };
        Some(Subject {
            id: SubjectId::new(row.id.get_ref())?,
            title: row.title,
            received: self.date("received", &row.received)?,
            state,
            meeting: match row.meeting {
                Some(meeting) => Some(MeetingId::new(meeting.get_ref())?),
                None => None,
            },
            item: row.item,
            opinion: match row.opinion {
                Some(opinion) => Some(OpinionId::new(opinion.get_ref())?),
                None => None,
            },
            why: row.why,
            at,
        })
    }

    /// Makes a subject as it was proposed.
    pub fn proposal(&mut self, row: ProposalRow) -> Option<SubjectProposal> {
        let text = |text: Option<Spanned<String>>| text.map(Spanned::into_inner).map(Private::new);
        let lines = row.text.map(|text| text.replace("\r\n", "\n"));
        Some(SubjectProposal {
            id: SubjectId::new(row.id.get_ref())?,
            title: Private::new(row.title),
            received: self.date("received", &row.received)?,
            name: text(row.name),
            email: text(row.email),
            others: row.others.map_or_else(Vec::new, |others| {
                others.into_inner().into_iter().map(Private::new).collect()
            }),
            public_name: row.public_name.unwrap_or(false),
            is_relayed: row.relayed.unwrap_or(false),
            message_id: row.message_id.map(Private::new),
            text: lines.map(Private::new),
            why: row.why.map(Private::new),
        })
    }
}
