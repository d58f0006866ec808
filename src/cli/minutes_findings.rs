//! What is found in minutes, told without a word of what is private.

use std::ops::Range;

use chrono::NaiveDate;

use crate::domain::{Contact, Council, Meeting, MemberId, Private, PrivateRecords};
use crate::leaks::accepted::Accepted;
use crate::leaks::attendance;
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::Watch;
use crate::markdown::blocks::scan;
use crate::markdown::html::plain;
use crate::markdown::minutes::owners::Owners;
use crate::markdown::minutes::{self, Action, Attendee, Minutes, is_within, masked};
use crate::problem::{
    AttendanceFault, FrontMatterFault, LostMarks, Place, PrivateKind, Problem, What,
};
use crate::proofread::{Proof, is_accepted, meeting_of, proofread};
use crate::render::{self, Context, Templates};
use crate::sort::Sort;
use crate::source::{FileId, Sources, Span};
use crate::view::minutes_title;

/// What is found in minutes, and the text that it points into.
pub struct Findings {
    /// In the order of the text.
    pub problems: Vec<Problem>,
    /// The text with signs in the place of all that is private.
    pub sources: Sources,
    /// The minutes among the texts.
    pub file: FileId,
    pub marks: PrivateMarks,
    /// The persons whom they name as having been there.
    pub persons: Vec<Private<String>>,
}

/// Whether minutes hold private marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivateMarks {
    Held,
    Missing,
    /// There are none, and none are needed: the draft was written without, or a person said
    /// `allow: [marks-gone]`.
    NotNeeded,
}

impl Findings {
    /// Reads minutes with care, against the council and what is private of it.
    ///
    /// `meeting` is theirs if it is known; otherwise they may tell themselves. Those that are not published
    /// yet are read as of `today`.
    #[must_use]
    pub fn of(
        (path, text): (&str, &str),
        (council, context): (&Council, &Context),
        meeting: Option<&Meeting>,
        today: Option<NaiveDate>,
        records: &PrivateRecords,
        templates: &Templates,
    ) -> Self {
        let names = Owners::new(council.names());
        let day = meeting.map(|meeting| meeting.slot.date());
        let read = minutes::read_of(text, &names, day);
        let open = masked(text, &read.privacy.regions);
        let meeting = meeting.or_else(|| meeting_of(council, &read));
        let known = attendance::names_at(council, meeting);
        let attendance = read.attendees(&known);
        let persons = attendance::persons(&read, text, &attendance, &known);
        let watch = Watch::of_minutes(records, council, &persons);
        let mut private = leaks(&watch, &open, &Accepted::by(text));
        let contacts = private
            .iter()
            .filter(|(at, kind)| *kind == PrivateKind::Name && is_within(&read.attendance_at, at));
        let contacts: Vec<Range<usize>> = contacts.map(|(at, _)| at.clone()).collect();
        // The public edition names organisations only.
        private.retain(|(at, kind)| !(kind.is_name() && is_within(&read.attendance_at, at)));
        let mut sources = Sources::new();
        // Not even a line that is shown for another reason may show what is private.
        let hidden: Vec<Range<usize>> = private.iter().map(|(at, _)| at.clone()).collect();
        // Nor what a word processor took down of who changed what.
        let traces = read.traces.iter().map(|trace| trace.at.clone());
        let unshown: Vec<Range<usize>> = hidden
            .iter()
            .cloned()
            .chain(traces)
            .chain(contacts.iter().cloned())
            .collect();
        let file = sources.add(path, masked(&open, &unshown));
        let sheet = render::minutes::sheet(&Attendee::once(attendance.clone()));
        let title = meeting.map(|meeting| minutes_title(council, meeting));
        let mut problems = proofread(&Proof {
            council,
            meeting,
            title: title.as_deref(),
            today,
            minutes: &read,
            attendance: &attendance,
            sheet: &sheet,
            text,
            file,
        });
        let lost = meeting.map(|meeting| {
            let minutes = (&read, attendance.as_slice());
            let bracketed = contacts.iter().find(|at| is_in_brackets(text, at));
            lost(text, minutes, council, meeting, records, bracketed)
        });
        problems.extend(lost.into_iter().flatten().map(|(at, what)| Problem {
            what,
            place: at.map_or(Place::File(file), |at| Place::Span(Span::new(file, at))),
            also: None,
        }));
        let mut markers = Vec::new();
        render::block_faults(
            file,
            (path, &scan(text)),
            council,
            context,
            templates,
            &mut markers,
        );
        markers.retain(|marker| !read.privacy.regions.iter().any(|at| touches(marker, at)));
        // Such as `<!-- cll:private -->`.
        let marked = !markers.is_empty();
        problems.extend(markers);
        problems.retain(|problem| !hidden.iter().any(|at| touches(problem, at)));
        problems.extend(private.into_iter().map(|(at, kind)| {
            let owns = kind == PrivateKind::Name && is_owner(&read.actions, text, &at);
            let name = text.get(at.clone()).filter(|_| owns);
            let owner = name.and_then(|name| member_of(name, (council, day), records));
            let what = What::UnmarkedPrivate { kind, owner };
            Problem::at(Span::new(file, at), what)
        }));
        problems.order_by_key(|problem| match problem.place {
            Place::Span(span) => span.start,
            _ => 0,
        });
        let in_doubt = |problem: &Problem| matches!(problem.what, What::PrivateMark { .. });
        if !read.privacy.is_certain() || marked || problems.iter().any(in_doubt) {
            // Where a mark is in doubt, any line may hold what was meant to be private.
            let hide = |problem: Problem| problem.hidden(&sources);
            problems = problems.into_iter().map(hide).collect();
        }
        problems.retain(|problem| !is_accepted(&read, problem));
        let accepted = read.field("allow");
        let needs_none = accepted.is_some_and(|it| it.values.iter().any(|it| it == "marks-gone"));
        let has_marks = !read.privacy.regions.is_empty();
        Self {
            problems,
            sources,
            file,
            marks: match (has_marks, needs_none) {
                (true, _) => PrivateMarks::Held,
                (false, true) => PrivateMarks::NotNeeded,
                (false, false) => PrivateMarks::Missing,
            },
            persons,
        }
    }
}

/// Finds out what minutes have lost since `cll minutes draft` wrote them: editors drop front matter and
/// comments, private marks among them, and converters boxes; each with its place, if it has one.
///
/// A title as only the draft has it tells that they are one; `named` is where the name of a contact stands
/// unmarked in the attendance, in brackets as drafts write it. Other minutes somebody may have written so, and the names of contacts may
/// stand between marks of which nothing is left.
fn lost(
    text: &str,
    (minutes, attendance): (&Minutes, &[Attendee]),
    council: &Council,
    meeting: &Meeting,
    records: &PrivateRecords,
    named: Option<&Range<usize>>,
) -> Vec<(Option<Range<usize>>, What)> {
    let front_matter = &minutes.front_matter;
    let words =
        |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
    let title = minutes.title.as_ref();
    let headings = minutes.headings.iter().map(|it| it.text.as_str());
    let titles = title.map(|title| title.text.as_str()).into_iter();
    let titles = titles.chain(headings);
    let titles = titles.chain(front_matter.field("title").map(|it| it.value.as_str()));
    let drafted = words(&minutes_title(council, meeting));
    let is_draft = titles.map(words).any(|title| title == drafted);
    let mut comments = text.split("<!--").skip(1);
    // An empty one is what pandoc puts between two lists.
    let commented = comments.any(|it| !it.trim_start().starts_with("-->"));
    let mut found = Vec::new();
    // Of an empty file nobody knows what it was.
    let is_known = (is_draft || text.trim().is_empty()) && front_matter.foreign.is_none();
    if is_known && front_matter.stray.is_empty() && front_matter.field("meeting").is_none() {
        let fault = FrontMatterFault::Lost;
        let at = title.map(|title| title.at.clone());
        found.push((at, What::FrontMatter { fault }));
    }
    if is_draft && named.is_some() && !commented {
        let lost = LostMarks::Named;
        found.push((named.cloned(), What::MarksGone { lost }));
    } else if found.is_empty() && front_matter.fields.is_empty() && front_matter.stray.is_empty() {
        let day = meeting.slot.date();
        let mut contacts = records.contacts.iter();
        if contacts.any(|contact| contact.serves_on(day)) && !commented {
            let lost = LostMarks::Bare;
            found.push((None, What::MarksGone { lost }));
        }
    }
    let status = front_matter.field("status");
    if is_draft && status.is_none_or(|status| status.value == "projet") {
        let fault = AttendanceFault::NoBoxes;
        let boxless = boxless(text, minutes, attendance);
        found.extend(boxless.map(|at| (Some(at), What::UnfilledAttendance { fault })));
    }
    found
}

/// Whether a name stands in brackets on its line.
fn is_in_brackets(text: &str, at: &Range<usize>) -> bool {
    let before = text.get(..at.start).unwrap_or_default();
    let last = before.rfind(['(', ')', '\n']);
    last.is_some_and(|it| before[it..].starts_with('('))
}

/// Returns the first name right below the heading that drafts give the attendance, if no box is left in it.
fn boxless(text: &str, minutes: &Minutes, attendance: &[Attendee]) -> Option<Range<usize>> {
    let heading = minutes.headings.iter().find(|it| it.text == "Présences")?;
    let first = attendance
        .iter()
        .find(|it| !it.guest && is_within(std::slice::from_ref(&heading.section), &it.at))?;
    let between = text.get(heading.at.end..first.at.start)?;
    // A label there would say who the names are: "Présents :".
    let is_labelled = between
        .lines()
        .any(|line| !line.starts_with('#') && line.contains(char::is_alphanumeric));
    let has_boxes = attendance.iter().any(|it| it.ticked.is_some());
    (!is_labelled && !has_boxes).then(|| first.at.clone())
}

/// Whether a name stands where the owner of an action does: "- [ ] Max Quidam : écrire".
fn is_owner(actions: &[Action], text: &str, at: &Range<usize>) -> bool {
    let action = actions
        .iter()
        .find(|it| is_within(std::slice::from_ref(&it.text_at), at));
    let sides = action.and_then(|action| {
        let before = text.get(action.text_at.start..at.start)?;
        Some((before, text.get(at.end..action.text_at.end)?))
    });
    sides.is_some_and(|(before, after)| {
        let after = after.trim_start_matches(|c: char| c.is_whitespace() || c == '*');
        !before.contains(char::is_alphanumeric) && after.starts_with(':')
    })
}

/// Returns the name of the member whose contact has a name, if it is that of no other member's contact.
fn member_of(
    name: &str,
    (council, day): (&Council, Option<NaiveDate>),
    records: &PrivateRecords,
) -> Option<String> {
    let serves = |contact: &&Contact| day.is_none_or(|day| contact.serves_on(day));
    let is_named = |contact: &&Contact| {
        let records = PrivateRecords {
            contacts: vec![(*contact).clone()],
            ..PrivateRecords::default()
        };
        let watch = Watch::new(PrivateValues::new(&records, council), Some(council));
        !watch.in_text(name).is_empty()
    };
    let contacts = records.contacts.iter().filter(serves).filter(is_named);
    let mut ids: Vec<&MemberId> = contacts.map(|contact| &contact.member).collect();
    ids.dedup();
    match ids.as_slice() {
        [id] => council.member(id.as_str()).map(|it| it.name.clone()),
        _ => None,
    }
}

fn touches(problem: &Problem, at: &Range<usize>) -> bool {
    match problem.place {
        Place::Span(span) => span.start < at.end && at.start < span.end,
        _ => false,
    }
}

/// Finds what is private in a text, in order: as it is written, and, by whole lines, as a reader
/// would see it.
#[must_use]
pub fn leaks(watch: &Watch, text: &str, accepted: &Accepted) -> Vec<(Range<usize>, PrivateKind)> {
    let found = watch.in_text_accepting(text, accepted).into_iter();
    let mut found: Vec<(Range<usize>, PrivateKind)> =
        found.map(|(at, leak)| (at, leak.kind())).collect();
    let known = found.len();
    let mut lines: Vec<usize> = vec![0];
    lines.extend(text.match_indices('\n').map(|(at, _)| at + 1));
    let start = |line: usize| lines.get(line).copied().unwrap_or(text.len());
    for part in plain(text) {
        let at = start(part.lines.start() - 1)..start(*part.lines.end());
        let written = found.get(..known).unwrap_or_default();
        let after = written.partition_point(|(known, _)| known.end <= at.start);
        let is_known = written
            .get(after)
            .is_some_and(|(known, _)| known.start < at.end);
        if let Some((_, leak)) = watch.in_text_accepting(&part.text, accepted).first()
            && !is_known
        {
            let line = text.get(at.clone()).unwrap_or_default();
            found.push((at.start..at.start + line.trim_end().len(), leak.kind()));
        }
    }
    found.order_by_key(|(at, _)| at.start);
    found
}
