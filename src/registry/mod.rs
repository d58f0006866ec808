//! From the text of the two registries to a council, and to all that is wrong with them.

mod checks;
pub mod compare;
mod convert;
pub mod edit;
pub mod mailbox;
pub mod private;
mod record;
mod records;
pub mod replies;
pub mod scaffold;
pub mod schema;
pub mod sent;
pub mod server;
pub mod timely;
mod validate;

use std::ops::Range;

use chrono_tz::Tz;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use convert::Convert;
use records::Records;
use scaffold::{UNKNOWN, is_unverified};
use schema::{
    CollegeRow, CouncilRow, LinksRow, MeetingRow, MemberRow, OpinionRow, PathsRow, QuorumRow, Row,
    Schema, SubjectRow, WithdrawnRow,
};
use validate::Validate;

pub use convert::derived_uid;
pub use validate::{begins_as_url, is_url, on_one_line};

use crate::domain::{
    Clock, Council, CouncilId, Meeting, PathTemplate, Paths, QuorumRule, Typography, Withdrawn,
    email_address,
};
use crate::locale::holidays::HolidayRegion;
use crate::problem::{Place, Problem, Severity, What};
use crate::sort::Sort;
use crate::source::{FileId, Sources, Span};

/// How many syntax errors of one file are shown: one mistake often makes many.
const SYNTAX_ERRORS_SHOWN: usize = 10;

/// What the registries say: a council if nothing is wrong with them, and every finding.
#[derive(Debug)]
pub struct Loaded {
    /// `None` as soon as there is an error, but for `missing-updated`.
    pub council: Option<Council>,
    pub problems: Vec<Problem>,
    /// Where the records of each registry begin, for [`Sources::name_records`].
    pub records: Vec<(FileId, RecordStarts)>,
}

/// Where each record of a registry begins, in order, and its id.
type RecordStarts = Vec<(usize, Option<String>)>;

/// Reads both registries and checks all that can be checked without anything else.
///
/// A registry that could not be read at all is `None`; the other one is checked nevertheless.
/// `timezones` are those of which a calendar can be made.
#[must_use]
pub fn load(
    sources: &Sources,
    members: Option<FileId>,
    meetings: Option<FileId>,
    clock: &Clock,
    timezones: &[&'static str],
) -> Loaded {
    let mut problems = Vec::new();
    let mut starts = Vec::new();
    let mut records = Records {
        colleges_complete: members.is_some(),
        meetings_complete: meetings.is_some(),
        members_complete: true,
        opinions_complete: true,
        subjects_complete: true,
        ..Records::default()
    };
    let council = members.and_then(|file| {
        let mut reader = Reader::open(sources, file, timezones, &mut problems);
        starts.push((file, reader.record_starts()));
        let header = reader.members(&mut records);
        records.timezone = header.as_ref().map(|council| council.timezone);
        records.holidays = header
            .as_ref()
            .map(|council| council.holidays)
            .unwrap_or_default();
        header
    });
    records.today = records.timezone.map(|timezone| clock.today(timezone));
    let settings = meetings.and_then(|file| {
        let mut reader = Reader::open(sources, file, timezones, &mut problems);
        starts.push((file, reader.record_starts()));
        reader.meetings(&mut records, council.as_ref().map(|council| &council.id))
    });
    name_own_college(&records, &mut problems);
    checks::check(&records, &mut problems);
    problems.order_by_key(|problem| match problem.place {
        Place::Span(span) => Some(span),
        _ => None,
    });
    // A meeting that lacks only `updated` is whole otherwise: a change can give it one.
    let sound = problems.iter().all(|problem| {
        problem.what.severity() != Severity::Error
            || matches!(problem.what, What::MissingUpdated { .. })
    });
    let council = council
        .zip(settings)
        .filter(|_| sound)
        .map(|(council, settings)| Council {
            colleges: records.colleges.into_iter().map(|(c, _)| c).collect(),
            members: records.members,
            meetings: records.meetings,
            opinions: records.opinions,
            subjects: records.subjects,
            paths: settings.paths,
            links_base: settings.links_base,
            withdrawn: settings.withdrawn,
            ..council
        });
    Loaded {
        council,
        problems,
        records: starts,
    }
}

/// Puts a college of the council into the lines that show how a key is written: those of the schema name another.
fn name_own_college(records: &Records, problems: &mut [Problem]) {
    let example = schema::COLLEGE.key("id").map_or("", |key| key.example);
    let Some((college, _)) = records.colleges.first().filter(|_| !example.is_empty()) else {
        return;
    };
    for problem in problems {
        if let What::MissingKey { line, .. } | What::WrongType { line, .. } = &mut problem.what
            && line.starts_with("college")
        {
            *line = line.replace(example, &format!("\"{}\"", college.id));
        }
    }
}

/// What `meetings.toml` says besides its records.
struct Settings {
    paths: Paths,
    links_base: Option<String>,
    withdrawn: Withdrawn,
}

/// Reads one file, record by record.
struct Reader<'a> {
    file: FileId,
    text: &'a str,
    timezones: &'a [&'static str],
    problems: &'a mut Vec<Problem>,
    /// `None` if the text is not TOML.
    root: Option<Spanned<DeTable<'a>>>,
}

impl<'a> Reader<'a> {
    fn open(
        sources: &'a Sources,
        file: FileId,
        timezones: &'a [&'static str],
        problems: &'a mut Vec<Problem>,
    ) -> Self {
        let text = sources.text(file);
        let conflicts = Problem::conflicts(file, text);
        if !conflicts.is_empty() {
            // Each would make many errors of syntax, and none that says so.
            problems.extend(conflicts);
            return Self {
                file,
                text,
                timezones,
                problems,
                root: None,
            };
        }
        let (root, errors) = DeTable::parse_recoverable(text);
        let sound = errors.is_empty();
        let more = errors.len().saturating_sub(SYNTAX_ERRORS_SHOWN);
        let mut shown: Vec<_> = errors
            .into_iter()
            .map(|error| {
                let at = error.span().unwrap_or(0..0);
                let message = plain(error.message(), text.get(at.clone()).unwrap_or_default());
                (at, message.to_owned())
            })
            .collect();
        shown.order_by_key(|(at, _)| at.start);
        shown.truncate(SYNTAX_ERRORS_SHOWN);
        let last = shown.len().saturating_sub(1);
        for (index, (at, message)) in shown.into_iter().enumerate() {
            let more = if index == last { more } else { 0 };
            problems.push(Problem::at(
                Span::new(file, at),
                What::Syntax { message, more },
            ));
        }
        Self {
            file,
            text,
            timezones,
            problems,
            root: sound.then_some(root),
        }
    }

    /// Returns where each record of the file begins, and its id if it is a text.
    fn record_starts(&self) -> RecordStarts {
        let mut starts = Vec::new();
        for (_, value) in self.root.iter().flat_map(Spanned::get_ref) {
            match value.get_ref() {
                DeValue::Array(items) => starts.extend(items.iter().map(record_start)),
                _ => starts.push((value.span().start, None)),
            }
        }
        starts.order();
        starts
    }

    /// Reads `members.toml`; the council returned has no records yet.
    fn members(&mut self, records: &mut Records) -> Option<Council> {
        let Some(root) = self.root.take() else {
            records.colleges_complete = false;
            return None;
        };
        records.colleges_complete &= self.validate(root.get_ref(), &schema::MEMBERS, root.span());
        self.ids(root.get_ref(), records);
        let root = root.into_inner();
        let mut council = None;
        for (key, value) in root {
            match key.get_ref().as_ref() {
                "council" => {
                    for (key, at) in self.placeholders(value.get_ref()) {
                        let what = What::ToFillIn {
                            key,
                            meeting: None,
                            more: 0,
                        };
                        self.problems.push(Problem::at(at, what));
                    }
                    council = self.record::<CouncilRow>(value);
                }
                "college" => {
                    for item in items(value) {
                        let row = self.record::<CollegeRow>(item);
                        match row.and_then(|(row, _)| Convert::college(row)) {
                            Some((college, at)) => {
                                records.colleges.push((college, Span::new(self.file, at)));
                            }
                            None => records.colleges_complete = false,
                        }
                    }
                }
                "member" => {
                    for item in items(value) {
                        let row = self.record::<MemberRow>(item);
                        let member = row.and_then(|(row, at)| self.convert().member(row, at));
                        records.members_complete &= member.is_some();
                        records.members.extend(member);
                    }
                }
                _ => {}
            }
        }
        let (row, _) = council?;
        let as_of = match &row.as_of {
            Some(day) => {
                let date = self.convert().date("as-of", day)?;
                records.as_of = Some((date, Span::new(self.file, day.span())));
                Some(date)
            }
            None => None,
        };
        let quorum = row.quorum.map(|quorum| {
            let at = Span::new(self.file, quorum.span());
            match quorum.into_inner() {
                QuorumRow::Word(_) => QuorumRule::Half,
                QuorumRow::Members(number) => {
                    records.quorum = Some((number, at));
                    QuorumRule::Members(number)
                }
            }
        });
        Some(Council {
            id: CouncilId::new(&row.id)?,
            name: row.name,
            acronym: row.acronym,
            article: row.article,
            convener: row.convener,
            convener_article: row.convener_article,
            contact: email_address(&row.contact)?,
            url: row.url,
            reply_to: row.reply_to.and_then(|text| email_address(&text)),
            holidays: match row.holidays {
                Some(word) => word.parse().ok()?,
                None => HolidayRegion::of_timezone(&row.timezone),
            },
            timezone: row.timezone.parse::<Tz>().ok()?,
            typography: match row.typography {
                Some(word) => word.parse().ok()?,
                None => Typography::French,
            },
            as_of,
            quorum,
            proxies: row.proxies,
            colleges: Vec::new(),
            members: Vec::new(),
            meetings: Vec::new(),
            opinions: Vec::new(),
            subjects: Vec::new(),
            paths: default_paths(),
            withdrawn: Withdrawn::default(),
            links_base: None,
        })
    }

    /// Reads `meetings.toml`: its records, and the settings that are returned.
    fn meetings(&mut self, records: &mut Records, council: Option<&CouncilId>) -> Option<Settings> {
        let Some(root) = self.root.take() else {
            records.meetings_complete = false;
            return None;
        };
        records.meetings_complete &= self.validate(root.get_ref(), &schema::MEETINGS, root.span());
        self.ids(root.get_ref(), records);
        let mut path_row: Option<PathsRow> = None;
        let mut links: Option<LinksRow> = None;
        let mut withdrawn: Option<WithdrawnRow> = None;
        for (key, value) in root.into_inner() {
            match key.get_ref().as_ref() {
                "paths" => path_row = Some(self.record(value)?.0),
                "links" => links = Some(self.record(value)?.0),
                "withdrawn" => withdrawn = Some(self.record(value)?.0),
                "meeting" => {
                    let mut past = Vec::new();
                    for item in items(value) {
                        let unverified = self.placeholders(item.get_ref());
                        let row = self.record::<MeetingRow>(item);
                        let meeting =
                            row.and_then(|(row, at)| self.convert().meeting(row, at, council));
                        records.meetings_complete &= meeting.is_some();
                        if let Some(meeting) = &meeting {
                            let doubts = unverified_moment(unverified, meeting);
                            match records.today {
                                Some(today) if meeting.is_past(today) => {
                                    past.extend(doubts.into_iter().next());
                                }
                                Some(_) => self.problems.extend(doubts),
                                None => {}
                            }
                        }
                        records.meetings.extend(meeting);
                    }
                    // Of those that are over one is enough to be pointed at.
                    let count = past.len();
                    if let Some(mut last) = past.pop() {
                        if let What::ToFillIn { more, .. } = &mut last.what {
                            *more = count - 1;
                        }
                        self.problems.push(last);
                    }
                }
                "opinion" => {
                    for item in items(value) {
                        let row = self.record::<OpinionRow>(item);
                        let opinion = row.and_then(|(row, at)| self.convert().opinion(row, at));
                        records.opinions_complete &= opinion.is_some();
                        records.opinions.extend(opinion);
                    }
                }
                "subject" => {
                    for item in items(value) {
                        let row = self.record::<SubjectRow>(item);
                        let subject = row.and_then(|(row, at)| self.convert().subject(row, at));
                        records.subjects_complete &= subject.is_some();
                        records.subjects.extend(subject);
                    }
                }
                _ => {}
            }
        }
        let links_base = links.and_then(|links| links.base).map(|base| {
            if base.ends_with('/') {
                base
            } else {
                base + "/"
            }
        });
        Some(Settings {
            paths: paths(path_row, self.file),
            links_base,
            withdrawn: withdrawn.map_or_else(Withdrawn::default, |row| Withdrawn {
                calendars: row.calendars.unwrap_or_default(),
                events: row.events.unwrap_or_default(),
            }),
        })
    }

    /// Checks the keys of the file itself; the tables below are checked one by one later.
    fn validate(&mut self, root: &DeTable<'_>, schema: &'static Schema, at: Range<usize>) -> bool {
        let names: Vec<&str> = schema.keys.iter().map(|key| key.name).collect();
        // What the file lacks is said of its first line.
        let top = at.start..at.start;
        self.checker().table(root, schema, top, &names)
    }

    /// Notes the id of each record, whatever else is wrong with it.
    fn ids(&self, root: &DeTable<'_>, records: &mut Records) {
        for (kind, value) in root {
            let items = value.get_ref().as_array().into_iter().flatten();
            let ids = items.filter_map(|item| {
                let id = item.get_ref().as_table()?.get("id")?;
                let text = id.get_ref().as_str()?.to_owned();
                Some((text, Span::new(self.file, id.span())))
            });
            let kind = kind.get_ref().to_string();
            records.ids.entry(kind).or_default().extend(ids);
        }
    }

    /// Lists the keys of a table whose values stand for what nobody has said yet, or are marked as such.
    fn placeholders(&self, table: &DeValue<'_>) -> Vec<(String, Span)> {
        let table = table.as_table().into_iter().flatten();
        let unsaid = table.filter(|(_, value)| {
            let line = self.text.get(value.span().start..).unwrap_or_default();
            let is_unknown = value.get_ref().as_str() == Some(UNKNOWN);
            is_unknown || line.lines().next().is_some_and(is_unverified)
        });
        let place = |value: &Spanned<DeValue<'_>>| Span::new(self.file, value.span());
        unsaid
            .map(|(key, value)| (key.get_ref().to_string(), place(value)))
            .collect()
    }

    /// Reads one record, if its shape is sound.
    fn record<T: Row>(&mut self, value: Spanned<DeValue<'_>>) -> Option<(T, Span)> {
        let at = value.span();
        let DeValue::Table(table) = value.get_ref() else {
            return None;
        };
        if !self.checker().table(table, T::SCHEMA, at.clone(), &[]) {
            return None;
        }
        let span = Span::new(self.file, at);
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(row) => Some((row, span)),
            Err(error) => {
                // The schema is stricter than the rows, so that nothing should come here.
                let what = What::Syntax {
                    message: error.message().to_owned(),
                    more: 0,
                };
                self.problems.push(Problem::at(span, what));
                None
            }
        }
    }

    fn checker(&mut self) -> Validate<'_> {
        Validate {
            file: self.file,
            timezones: self.timezones,
            problems: self.problems,
        }
    }

    fn convert(&mut self) -> Convert<'_> {
        Convert {
            file: self.file,
            problems: self.problems,
        }
    }
}

/// Returns the id of a council from the bytes of its `members.toml`, whatever else is wrong there.
#[must_use]
pub fn council_id(members: &[u8]) -> Option<String> {
    let (root, _) = DeTable::parse_recoverable(str::from_utf8(members).ok()?);
    let council = root.get_ref().get("council")?.get_ref().as_table()?;
    council.get("id")?.get_ref().as_str().map(str::to_owned)
}

/// Returns the template of the path of the calendar from the bytes of a `meetings.toml`, if it has
/// one, whatever else is wrong there.
#[must_use]
pub fn calendar_path(meetings: &[u8]) -> Option<String> {
    let text = str::from_utf8(meetings).ok()?;
    // Most versions have none, and a registry is long.
    let mut lines = text.lines().map(str::trim_start);
    let may_have = |line: &str| !line.starts_with('#') && line.contains("calendar");
    if !lines.any(may_have) {
        return None;
    }
    let (root, _) = DeTable::parse_recoverable(text);
    let paths = root.get_ref().get("paths")?.get_ref().as_table()?;
    paths.get("calendar")?.get_ref().as_str().map(str::to_owned)
}

/// What people write where TOML wants `true` or `false` (TOML 1.0.0, Boolean).
const YES_AND_NO: &[&str] = &[
    "oui", "non", "vrai", "faux", "yes", "no", "on", "off", "true", "false",
];

/// Says plainly what the parser says of a value that it takes for a text without quotes.
fn plain<'a>(message: &'a str, value: &str) -> &'a str {
    let value = value.trim();
    let is_bare = message.starts_with("string values must be quoted");
    let is_boolean = is_bare || message.starts_with("invalid boolean");
    match value.bytes().next() {
        _ if is_boolean && YES_AND_NO.contains(&&*value.to_lowercase()) => {
            "yes and no are written otherwise"
        }
        _ if !is_bare => message,
        None => "missing value",
        Some(b'0'..=b'9') => "invalid date-time",
        Some(_) => message,
    }
}

fn record_start(record: &Spanned<DeValue<'_>>) -> (usize, Option<String>) {
    let id = match record.get_ref() {
        DeValue::Table(table) => table
            .iter()
            .find(|(key, _)| key.get_ref() == "id")
            .and_then(|(_, id)| id.get_ref().as_str()),
        _ => None,
    };
    (record.span().start, id.map(str::to_owned))
}

/// Says of a meeting that takes place that nobody has verified its day or its hours: calendars show them.
fn unverified_moment(unverified: Vec<(String, Span)>, meeting: &Meeting) -> Vec<Problem> {
    let of_moment = |key: &str| ["date", "start", "end", "end-date"].contains(&key);
    let keys = unverified.into_iter();
    let keys = keys.filter(|(key, _)| meeting.takes_place() && of_moment(key));
    let doubts = keys.map(|(key, at)| {
        let what = What::ToFillIn {
            key,
            meeting: Some(meeting.id.to_string()),
            more: 0,
        };
        Problem::at(at, what)
    });
    doubts.collect()
}

fn items(value: Spanned<DeValue<'_>>) -> Vec<Spanned<DeValue<'_>>> {
    match value.into_inner() {
        DeValue::Array(items) => items.into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Returns the paths of a council that has chosen none.
#[must_use]
pub fn default_paths() -> Paths {
    let default = |key| {
        let key = schema::PATHS.key(key);
        PathTemplate {
            text: key
                .and_then(|key| key.default)
                .unwrap_or_default()
                .to_owned(),
            span: None,
        }
    };
    Paths {
        page: default("page"),
        calendar: default("calendar"),
        event: default("event"),
        minutes: default("minutes"),
        draft: default("draft"),
    }
}

/// Fills in the paths that a council has not chosen.
fn paths(row: Option<PathsRow>, file: FileId) -> Paths {
    let default = default_paths();
    let Some(row) = row else { return default };
    let or = |chosen: Option<Spanned<String>>, default: PathTemplate| match chosen {
        Some(text) => PathTemplate {
            span: Some(Span::new(file, text.span())),
            text: text.into_inner(),
        },
        None => default,
    };
    Paths {
        page: or(row.page, default.page),
        calendar: or(row.calendar, default.calendar),
        event: or(row.event, default.event),
        minutes: or(row.minutes, default.minutes),
        draft: or(row.draft, default.draft),
    }
}
