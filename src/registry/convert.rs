//! Turns sound rows into the domain's records; what one record alone can get wrong is found here.

mod opinion;
mod subject;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use toml::Spanned;
use toml::value::{Datetime, Offset};
use uuid::Uuid;

use super::schema::{self, AgendaRow, CollegeRow, ContactRow, MeetingRow, MemberRow};
use crate::domain::{
    AgendaItem, College, CollegeId, Contact, CouncilId, FormerName, Meeting, MeetingId,
    MeetingSpans, Member, MemberId, MemberSpans, Private, Slot, Status, Term, email_address,
};
use crate::problem::{Problem, ValueKind, What};
use crate::source::{FileId, Span};

/// Turns the rows of one file into records.
pub struct Convert<'a> {
    pub file: FileId,
    pub problems: &'a mut Vec<Problem>,
}

impl Convert<'_> {
    /// Makes a college.
    pub fn college(row: CollegeRow) -> Option<(College, std::ops::Range<usize>)> {
        let at = row.id.span();
        let id = CollegeId::new(row.id.get_ref())?;
        Some((College { id, name: row.name }, at))
    }

    /// Makes a member, `record` being its header, unless its mandates are unsound.
    pub fn member(&mut self, row: MemberRow, record: Span) -> Option<Member> {
        let (terms, term_spans) = self.terms(&row, record)?;
        let listed_terms = row.terms.is_some();
        let mut formerly = Vec::new();
        let mut former_spans = Vec::new();
        for former in row.formerly.into_iter().flatten() {
            former_spans.push(self.span(&former.until));
            formerly.push(FormerName {
                name: former.name,
                until: self.date("until", &former.until)?,
            });
        }
        let at = MemberSpans {
            record,
            id: self.span(&row.id),
            name: self.span(&row.name),
            college: self.span(&row.college),
            listed_terms,
            terms: term_spans,
            formerly: former_spans,
            allow: self.spans(row.allow.as_deref()),
        };
        Some(Member {
            id: MemberId::new(row.id.get_ref())?,
            name: row.name.into_inner(),
            article: row.article,
            college: CollegeId::new(row.college.get_ref())?,
            url: row.url,
            terms,
            formerly,
            allow: inner(row.allow),
            at,
        })
    }

    /// Makes a meeting, `record` being its header, unless its hours are unsound.
    ///
    /// Without `updated` the moment is that of 1970, and the finding says so. The UID of a meeting
    /// that adopted none is a UUID v5 (RFC 9562, 5.5) of the ids of council and meeting.
    pub fn meeting(
        &mut self,
        row: MeetingRow,
        record: Span,
        council: Option<&CouncilId>,
    ) -> Option<Meeting> {
        let id = MeetingId::new(row.id.get_ref())?;
        let slot = self.slot(&row.date, &row.start, (row.end_date.as_ref(), &row.end))?;
        let mut moved_from = Vec::new();
        for earlier in row.moved_from.iter().flatten() {
            let earlier = earlier.get_ref();
            let end = (earlier.end_date.as_ref(), &earlier.end);
            moved_from.push(self.slot(&earlier.date, &earlier.start, end)?);
        }
        let updated = if let Some(updated) = &row.updated {
            self.instant("updated", updated)?
        } else {
            let meeting = id.to_string();
            self.problems
                .push(Problem::at(record, What::MissingUpdated { meeting }));
            DateTime::UNIX_EPOCH
        };
        let changed = match &row.changed {
            Some(changed) => Some(self.instant("changed", changed)?),
            None => None,
        };
        let first_date = moved_from.first().copied().unwrap_or(slot).date();
        let at = MeetingSpans {
            record,
            id: self.span(&row.id),
            colleges: self.span(&row.colleges),
            each_college: row
                .colleges
                .get_ref()
                .iter()
                .map(|c| self.span(c))
                .collect(),
            number: row.number.as_ref().map(|number| self.span(number)),
            cycle: row.cycle.as_ref().map(|cycle| self.span(cycle)),
            date: self.span(&row.date),
            start: self.span(&row.start),
            end: self.span(&row.end),
            end_date: row.end_date.as_ref().map(|day| self.span(day)),
            uid: row.uid.as_ref().map(|uid| self.span(uid)),
            minutes: row.minutes.as_ref().map(|minutes| self.span(minutes)),
            event: row.event.as_ref().map(|event| self.span(event)),
            moved_from: self.spans(row.moved_from.as_deref()),
            allow: self.spans(row.allow.as_deref()),
        };
        let colleges = row.colleges.get_ref().iter();
        Some(Meeting {
            colleges: colleges
                .map(|college| CollegeId::new(college.get_ref()))
                .collect::<Option<_>>()?,
            number: row.number.map(Spanned::into_inner),
            cycle: row
                .cycle
                .map_or_else(|| chrono::Datelike::year(&first_date), Spanned::into_inner),
            slot,
            status: row
                .status
                .and_then(|word| word.parse().ok())
                .unwrap_or(Status::Confirmed),
            moved_from,
            place: row.place,
            online: row.online,
            agenda: row.agenda.into_iter().flatten().map(agenda_item).collect(),
            reason: row.reason,
            title: row.title,
            minutes: row.minutes.map(Spanned::into_inner),
            uid: match row.uid {
                Some(uid) => uid.into_inner(),
                None => derived_uid(council, &id),
            },
            event: row.event.map(Spanned::into_inner),
            sequence: row.sequence.unwrap_or_default(),
            changed,
            updated,
            allow: inner(row.allow),
            id,
            at,
        })
    }

    /// Makes a contact, unless its term is unsound.
    pub fn contact(&mut self, row: ContactRow) -> Option<Contact> {
        let since = match &row.since {
            Some(since) => self.date("since", since)?,
            None => NaiveDate::MIN,
        };
        let until = match &row.until {
            Some(until) => Some((self.date("until", until)?, self.span(until))),
            None => None,
        };
        let Some(term) = Term::new(since, until.map(|(day, _)| day)) else {
            let (until, at) = until?;
            self.problems
                .push(Problem::at(at, What::TermBackwards { since, until }));
            return None;
        };
        let email = match &row.email {
            Some(email) => Some(email_address(email.get_ref())?),
            None => None,
        };
        Some(Contact {
            member: MemberId::new(row.member.get_ref())?,
            name: Private::new(row.name.into_inner()),
            email: email.map(Private::new),
            role: row.role.parse().ok()?,
            public_name: row.public_name.unwrap_or_default(),
            term,
        })
    }

    #[expect(clippy::type_complexity, reason = "the two lists run in parallel")]
    fn terms(
        &mut self,
        row: &MemberRow,
        record: Span,
    ) -> Option<(Vec<Term>, Vec<(Span, Option<Span>)>)> {
        let written = match (&row.terms, &row.since, &row.until) {
            (Some(terms), None, None) => {
                if terms.get_ref().is_empty() {
                    let key = "terms".to_owned();
                    let at = self.span(terms);
                    self.problems
                        .push(Problem::at(at, What::EmptyValue { key }));
                }
                let terms = terms.get_ref().iter();
                terms
                    .map(|term| (&term.since, term.until.as_ref()))
                    .collect()
            }
            (Some(terms), since, until) => {
                let at = self.span(terms);
                let key = if since.is_some() { "since" } else { "until" };
                let other = since
                    .as_ref()
                    .or(until.as_ref())
                    .map(|value| self.span(value));
                self.problems.push(Problem {
                    also: other,
                    ..Problem::at(
                        at,
                        What::ConflictingKeys {
                            key,
                            other: "terms",
                        },
                    )
                });
                return None;
            }
            (None, Some(since), until) => vec![(since, until.as_ref())],
            (None, None, _) => {
                let table = "[[member]]".to_owned();
                self.problems.push(Problem::at(
                    record,
                    What::MissingKey {
                        key: "since",
                        table,
                        line: schema::line("since"),
                    },
                ));
                return None;
            }
        };
        let mut terms = Vec::new();
        let mut spans = Vec::new();
        for (since, until) in written {
            let first = self.date("since", since)?;
            let end = match until {
                Some(until) => Some(self.date("until", until)?),
                None => None,
            };
            let at = (self.span(since), until.map(|until| self.span(until)));
            match (Term::new(first, end), end, at.1) {
                (Some(term), ..) => {
                    terms.push(term);
                    spans.push(at);
                }
                (None, Some(until), Some(until_at)) => self.problems.push(
                    Problem::at(
                        until_at,
                        What::TermBackwards {
                            since: first,
                            until,
                        },
                    )
                    .and(at.0),
                ),
                (None, ..) => {}
            }
        }
        (!terms.is_empty()).then_some((terms, spans))
    }

    fn slot(
        &mut self,
        date: &Spanned<Datetime>,
        start: &Spanned<Datetime>,
        (end_date, end): (Option<&Spanned<Datetime>>, &Spanned<Datetime>),
    ) -> Option<Slot> {
        let (from, to) = (self.time("start", start)?, self.time("end", end)?);
        let first = self.date("date", date)?;
        let last = end_date.map(|last| self.date("end-date", last));
        let last = last.unwrap_or(Some(first))?;
        let (start_at, end_at) = (first.and_time(from), last.and_time(to));
        let slot = Slot::between(start_at, end_at);
        if slot.is_none() {
            let what = What::EndBeforeStart {
                start: start_at,
                end: end_at,
            };
            let (first_at, last_at) = match end_date.filter(|_| first != last) {
                Some(last) => (self.span(date), self.span(last)),
                None => (self.span(start), self.span(end)),
            };
            self.problems.push(Problem::at(last_at, what).and(first_at));
        }
        slot
    }

    pub fn date(&mut self, key: &str, value: &Spanned<Datetime>) -> Option<NaiveDate> {
        let date = value.get_ref().date.and_then(|date| {
            NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
        });
        self.or_wrong_type(key, value, ValueKind::Date, date)
    }

    /// Reads a time to the second; a leap second is none that a meeting can start at.
    fn time(&mut self, key: &str, value: &Spanned<Datetime>) -> Option<NaiveTime> {
        let time = value.get_ref().time.and_then(|time| {
            NaiveTime::from_hms_opt(
                time.hour.into(),
                time.minute.into(),
                time.second.unwrap_or_default().into(),
            )
        });
        self.or_wrong_type(key, value, ValueKind::Time, time)
    }

    fn instant(&mut self, key: &str, value: &Spanned<Datetime>) -> Option<DateTime<Utc>> {
        let local = self.date(key, value)?.and_time(self.time(key, value)?);
        let east = match value.get_ref().offset {
            Some(Offset::Custom { minutes }) => TimeDelta::minutes(minutes.into()),
            _ => TimeDelta::zero(),
        };
        let moment = local.checked_sub_signed(east).map(|utc| utc.and_utc());
        self.or_wrong_type(key, value, ValueKind::Instant, moment)
    }

    fn or_wrong_type<T>(
        &mut self,
        key: &str,
        value: &Spanned<Datetime>,
        expected: ValueKind,
        read: Option<T>,
    ) -> Option<T> {
        if read.is_none() {
            let what = What::WrongType {
                key: key.to_owned(),
                expected,
                found: "datetime",
                suggestion: None,
                line: schema::line(key),
            };
            let at = self.span(value);
            self.problems.push(Problem::at(at, what));
        }
        read
    }

    fn span<T>(&self, value: &Spanned<T>) -> Span {
        Span::new(self.file, value.span())
    }

    /// Says that a record needs a key that it does not have.
    fn missing(&mut self, table: &schema::Schema, key: &'static str, record: Span) {
        let line = table.key(key).map(schema::Key::line).unwrap_or_default();
        let table = table.name.to_owned();
        let what = What::MissingKey { key, table, line };
        self.problems.push(Problem::at(record, what));
    }

    /// The places of the items of a list, which may be left out.
    fn spans<T>(&self, list: Option<&[Spanned<T>]>) -> Vec<Span> {
        let items = list.unwrap_or_default().iter();
        items.map(|item| self.span(item)).collect()
    }
}

/// The items of a list, which may be left out.
fn inner<T>(list: Option<Vec<Spanned<T>>>) -> Vec<T> {
    let items = list.into_iter().flatten();
    items.map(Spanned::into_inner).collect()
}

fn agenda_item(row: AgendaRow) -> AgendaItem {
    match row {
        AgendaRow::Title(title) => AgendaItem {
            title,
            presenter: None,
            minutes: None,
        },
        AgendaRow::Item(row) => AgendaItem {
            title: row.title,
            presenter: row.presenter,
            minutes: row.minutes,
        },
    }
}

/// Makes the UID of a meeting whose record gives none.
pub fn derived_uid(council: Option<&CouncilId>, meeting: &MeetingId) -> String {
    let council = council.map_or("", CouncilId::as_str);
    let name = format!("cll:{council}/{meeting}");
    Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()).to_string()
}
