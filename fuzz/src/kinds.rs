//! Each kind of input: who reads it, and what must hold of what they make.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime};

use cll::announced::{self, Past};
use cll::calendar::{self, vtimezone};
use cll::diagnostics::{Format, report};
use cll::domain::{
    Asked, Clock, Correspondents, Council, Journal, Meeting, MeetingId, MemberId, MessageKind,
    PrivateRecords, Slot, SubjectProposal, foreseen, invited, recipients,
};
use cll::import::contacts;
use cll::import::{self, FoundCalendar, FoundPage, ImportOptions, WikiContents};
use cll::leaks::attendance;
use cll::leaks::values::PrivateValues;
use cll::leaks::watch::Watch;
use cll::mail;
use cll::markdown::{blocks, comments, letter, minutes, outline, rebuilt, wiki};
use cll::plan::{Existing, Plan};
use cll::problem::{Place, Problem, Severity, Side};
use cll::proofread::{Proof, addresses, meeting_of, pages, proofread, site};
use cll::registry::{self, compare, edit, private, replies, sent, server};
use cll::render::{self, Inputs, Suffix, Templates};
use cll::source::Sources;
use cll::words::{Lang, Words};

use crate::checks::{is_calendar, is_message, no_private_value, said};

/// A kind of input: its name, the folders of the seeds of its parts, whether a small change is
/// mostly refused, and what reads it; that returns whether the input was sound.
pub struct Kind {
    pub name: &'static str,
    pub parts: &'static [&'static str],
    pub light: bool,
    pub read: fn(&World, &[Vec<u8>]) -> bool,
}

/// All of them.
pub const KINDS: &[Kind] = &[
    kind(
        "registries",
        &["members", "meetings", "pages"],
        true,
        registries,
    ),
    kind("edits", &["members", "meetings"], true, edits),
    kind(
        "private",
        &["contacts", "links", "pages"],
        true,
        private_registries,
    ),
    kind("contacts", &["csv"], false, spreadsheet),
    kind("proposals", &["proposals", "pages"], true, proposals),
    kind("leaks", &["leaks"], false, leaks),
    kind("smtp", &["smtp"], true, settings),
    kind("sent", &["sent"], true, journal),
    kind("replies", &["replies", "answered"], false, reply),
    kind("pages", &["pages"], false, page),
    kind("arguments", &["arguments"], true, page),
    kind("paths", &["paths"], true, path),
    kind("templates", &["templates"], true, template),
    kind("ics", &["ics"], false, calendar),
    kind("minutes", &["minutes"], false, draft),
    kind("front", &["front"], false, draft),
    kind("received", &["received"], false, received),
    kind(
        "wiki",
        &["wiki", "wiki", "wikiics", "wikiics"],
        false,
        folder,
    ),
];

const fn kind(
    name: &'static str,
    parts: &'static [&'static str],
    light: bool,
    read: fn(&World, &[Vec<u8>]) -> bool,
) -> Kind {
    Kind {
        name,
        parts,
        light,
        read,
    }
}

/// A sound council, and what is private of it, that everything else is read for.
pub struct World {
    members: String,
    meetings: String,
    council: Council,
    records: PrivateRecords,
    templates: Templates,
}

impl World {
    /// Reads the first seeds.
    ///
    /// # Panics
    ///
    /// They are not sound.
    #[must_use]
    pub fn new(seeds: &BTreeMap<String, Vec<Vec<u8>>>) -> Self {
        let first = |folder: &str| text(&seeds[folder][0]);
        let (members, meetings) = (first("members"), first("meetings"));
        let (council, problems) = load(&mut Sources::new(), &members, &meetings);
        let council = council.unwrap_or_else(|| panic!("{problems:?}"));
        let (records, problems) = private::load(
            Some(first("contacts")),
            Some(first("links")),
            Some(&council),
        );
        assert!(problems.is_empty(), "{problems:?}");
        let (templates, _) = Templates::load(&Sources::new(), &[]);
        Self {
            members,
            meetings,
            council,
            records,
            templates,
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn clock() -> Clock {
    let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap_or_default();
    Clock {
        now,
        today: None,
        machine: now,
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn load(sources: &mut Sources, members: &str, meetings: &str) -> (Option<Council>, Vec<Problem>) {
    let members = sources.add("members.toml", members);
    let meetings = sources.add("meetings.toml", meetings);
    let zones: Vec<&'static str> = vtimezone::supported().collect();
    let loaded = registry::load(sources, Some(members), Some(meetings), &clock(), &zones);
    for (file, records) in loaded.records {
        sources.name_records(file, records);
    }
    let is_error = |problem: &&Problem| {
        problem.what.severity() == Severity::Error && problem.what.code() != "missing-updated"
    };
    let errors = loaded.problems.iter().any(|problem| is_error(&problem));
    assert_eq!(
        loaded.council.is_none(),
        errors,
        "council and errors disagree"
    );
    (loaded.council, loaded.problems)
}

fn has_errors(problems: &[Problem]) -> bool {
    let is_error = |problem: &Problem| problem.what.severity() == Severity::Error;
    problems.iter().any(is_error)
}

/// Renders a council and a page, and again what came of it: then nothing changes.
fn render_all(sources: &mut Sources, council: &Council, page: &str, templates: &Templates) {
    const PATH: &str = "dossier/page.md";
    let exists = |path: &str| path.len() % 2 == 0;
    let rendered = |sources: &mut Sources, page: &str| {
        let pages = [sources.add(PATH, page)];
        let inputs = Inputs {
            sources,
            pages: &pages,
            templates,
            exists: &exists,
        };
        render::render(council, &inputs)
    };
    let (artifacts, problems) = rendered(sources, page);
    said(&problems, sources);
    let errors = has_errors(&problems);
    let mut built = None;
    for artifact in &artifacts {
        let path = artifact.path.as_str();
        let climbs = path.starts_with('/') || path.split('/').any(|part| part == "..");
        assert!(!climbs, "path {path}");
        if Suffix::Calendar.ends(path) && !errors {
            is_calendar(path, &artifact.bytes);
            let read = calendar::read(&artifact.bytes);
            let events = read.map(|calendar| calendar.events).unwrap_or_default();
            let whole = events
                .iter()
                .all(|event| event.uid.is_some() && event.start.is_some() && event.end.is_some());
            assert!(whole, "{path}: an event of its own that is not read");
        }
        if path == PATH {
            built = Some(text(&artifact.bytes));
        }
    }
    if errors {
        return;
    }
    if let Some(built) = built {
        let (again, _) = rendered(&mut Sources::new(), &built);
        let again = again.iter().find(|artifact| artifact.path.as_str() == PATH);
        let same = again.is_none_or(|again| again.bytes == built.as_bytes());
        assert!(same, "a second build changes the page");
    }
    let existing = Existing::from([(PATH.to_owned(), page.as_bytes().into())]);
    let plan = Plan::new(artifacts, existing, |_, _| false);
    for step in plan.changes() {
        let _ = step.diff();
    }
}

fn registries(world: &World, input: &[Vec<u8>]) -> bool {
    let mut sources = Sources::new();
    let (council, problems) = load(&mut sources, &text(&input[0]), &text(&input[1]));
    said(&problems, &sources);
    corrections(&problems, &sources);
    if let Some(council) = &council {
        render_all(&mut sources, council, &text(&input[2]), &world.templates);
    }
    council.is_some()
}

/// What findings have typed is no more what it was, and stands in no text that is not there.
fn corrections(problems: &[Problem], sources: &Sources) {
    for problem in problems {
        if let Place::Span(span) = problem.place {
            let written = &sources.text(span.file)[span.start..span.end];
            let corrected = problem.what.correction(written);
            assert_ne!(corrected.as_deref(), Some(written), "no correction");
        }
    }
}

/// Each change of a record gives a text that says it, or none.
fn edits(_: &World, input: &[Vec<u8>]) -> bool {
    let (members, meetings) = (text(&input[0]), text(&input[1]));
    let (Some(council), _) = load(&mut Sources::new(), &members, &meetings) else {
        return false;
    };
    let now = clock().now;
    let meeting_is = |edited: Option<String>, added: usize, new: &Meeting| {
        let Some(edited) = edited else { return };
        // What does not validate is refused.
        if let (Some(after), _) = load(&mut Sources::new(), &members, &edited) {
            let _ = compare::are_meetings(&council, &after, added, std::slice::from_ref(new));
        }
    };
    let hours = |from, to| {
        let at = |hour| NaiveTime::from_hms_opt(hour, 30, 0).unwrap_or_default();
        Slot::new(day(2027, 5, 11), at(from), at(to))
    };
    for meeting in council.meetings.iter().take(4) {
        let reason = Some("raison \"x\" \\ 'y'");
        let moved = hours(9, 11).and_then(|slot| meeting.rescheduled(slot, reason, now).ok());
        let changed = [
            moved.flatten(),
            meeting.cancelled(Some("trop\u{a0}peu"), now),
            meeting.postponed(None, now).ok().flatten(),
        ];
        for new in changed.iter().flatten() {
            meeting_is(edit::change_meeting(&meetings, meeting, new), 0, new);
        }
    }
    if let (Some(first), Some(id)) = (council.meetings.first(), MeetingId::new("2031-neuf-1")) {
        let mut new = Meeting {
            id,
            cycle: 2031,
            number: Some(1),
            ..first.clone()
        };
        new.uid = "u-neuf".into();
        new.at.uid = None;
        new.moved_from.clear();
        meeting_is(
            edit::add_meeting(&meetings, &council.meetings, &new),
            1,
            &new,
        );
    }
    let member_is = |edited: Option<String>| {
        if let Some(edited) = edited {
            load(&mut Sources::new(), &edited, &meetings);
        }
    };
    for member in council.members.iter().take(3) {
        let renamed = member.renamed("Un \"autre\" nom \\", day(2026, 11, 1)).ok();
        let ended = member.ended(day(2026, 11, 1)).ok();
        for new in [renamed, ended].into_iter().flatten().flatten() {
            member_is(edit::change_member(&members, member, &new));
        }
    }
    if let (Some(first), Some(id)) = (council.members.first(), MemberId::new("tout-neuf")) {
        let mut new = first.clone();
        (new.id, new.name) = (id, "Tout neuf".into());
        new.formerly.clear();
        member_is(edit::add_member(&members, &council.members, &new));
    }
    true
}

fn private_registries(world: &World, input: &[Vec<u8>]) -> bool {
    let (contacts, links) = (text(&input[0]), text(&input[1]));
    let (records, problems) = private::load(Some(contacts), Some(links), Some(&world.council));
    no_private_value(&problems);
    search(world, &records, &input[2]);
    if input[0].len() % 8 == 0 {
        messages(world, &records, &Journal::default(), &world.templates);
    }
    problems.is_empty()
}

/// What a spreadsheet changes it does not change again.
fn spreadsheet(world: &World, input: &[Vec<u8>]) -> bool {
    let Ok(sheet) = contacts::read(&input[0], &world.council) else {
        return false;
    };
    let mut known = world.records.contacts.clone();
    let today = day(2026, 11, 30);
    let changes = contacts::changes(&sheet, &known, today);
    for (rank, contact) in changes.changed {
        known[rank] = contact;
    }
    known.extend(changes.added);
    let again = contacts::changes(&sheet, &known, today);
    assert!(
        again.changed.is_empty() && again.added.is_empty(),
        "a second time changes contacts"
    );
    true
}

fn proposals(world: &World, input: &[Vec<u8>]) -> bool {
    let (proposals, problems) = private::proposals(text(&input[0]), Some(&world.council));
    no_private_value(&problems);
    let mut records = world.records.clone();
    let persons = proposals.iter().flat_map(SubjectProposal::persons);
    records.correspondents.extend(persons.cloned());
    search(world, &records, &input[1]);
    problems.is_empty()
}

fn leaks(world: &World, input: &[Vec<u8>]) -> bool {
    search(world, &world.records, &input[0]);
    true
}

/// Searches bytes for what is private.
fn search(world: &World, records: &PrivateRecords, bytes: &[u8]) {
    let values = PrivateValues::new(records, &world.council);
    let watch = Watch::new(values, Some(&world.council));
    for path in ["a.md", "b.ics", "c.txt"] {
        no_private_value(&watch.find(path, bytes, true));
    }
    let text = text(bytes);
    for problem in watch.in_path(&text) {
        if let Place::Path(shown) = problem.place {
            assert!(
                watch.in_path(&shown).is_empty(),
                "a private value in a path that is shown"
            );
        }
    }
    for (at, _) in watch.in_text(&text) {
        assert!(text.get(at).is_some(), "a private value off the text");
    }
    for contact in &records.contacts {
        let _ = watch.in_text(contact.name.disclose());
    }
}

fn settings(_: &World, input: &[Vec<u8>]) -> bool {
    let (smtp, problems) = server::smtp(text(&input[0]));
    no_private_value(&problems);
    let (imap, problems) = server::imap(text(&input[0]));
    no_private_value(&problems);
    smtp.is_some() || imap.is_some()
}

fn journal(world: &World, input: &[Vec<u8>]) -> bool {
    let council = &world.council;
    let uid = |id: &MeetingId| {
        let mut meetings = council.meetings.iter();
        meetings
            .find(|meeting| meeting.id == *id)
            .map(|meeting| meeting.uid.clone())
    };
    let Ok(read) = sent::read(&text(&input[0]), &council.id, uid) else {
        return false;
    };
    if let Some(header) = &read.header {
        let line = header.line();
        assert!(!line.contains('\n'), "a header of two lines");
        let again = sent::read(&format!("{line}\n"), &council.id, |_| None);
        let again = again.ok().and_then(|again| again.header);
        assert_eq!(
            again.map(|it| it.line()),
            Some(line),
            "a header is read otherwise"
        );
    }
    for meeting in &council.meetings {
        let _ = read.journal.highest_sequence(&meeting.uid);
        let reminder = Some(MessageKind::Reminder);
        for kind in [None, Some(MessageKind::Cancellation), reminder] {
            let _ = recipients(
                council,
                meeting,
                &world.records,
                &read.journal,
                asked(council, kind),
            );
        }
    }
    messages(world, &world.records, &read.journal, &world.templates);
    true
}

/// A message answers for nobody but its sender, is known once it was read, and is recorded as it is.
fn reply(world: &World, input: &[Vec<u8>]) -> bool {
    let journal = Journal::default();
    let correspondents = Correspondents {
        council: &world.council,
        records: &world.records,
        journal: &journal,
        now: clock().now,
    };
    let mut answered = replies::read(&text(&input[1])).replies;
    let message = mail::read(&input[0]);
    let judged = correspondents.judge(&message, &answered);
    assert!(!judged.is_empty(), "a message of which nothing is said");
    for record in judged.iter().filter_map(|it| it.record.as_ref()) {
        let line = replies::line(record);
        let again = replies::read(&line);
        assert!(
            !again.torn && !line.contains('\n'),
            "a record is not read: {line}"
        );
        answered.add(record.clone());
    }
    for it in correspondents.judge(&message, &answered) {
        assert!(it.record.is_none(), "a message is read twice");
    }
    for meeting in &world.council.meetings {
        let now = clock().moment(world.council.timezone);
        let invited = invited(&world.council, meeting, &world.records, &journal, now);
        let standing = invited.iter().map(|person| {
            let who = (&person.party, &person.email);
            (
                person,
                answered.standing(&world.council, meeting, &journal, who),
            )
        });
        let standing: Vec<_> = standing.collect();
        let _ = foreseen(&world.council, meeting, &standing, &answered);
    }
    judged.iter().any(|it| it.answer.is_some())
}

/// A run for all members, at the moment of the clock.
fn asked(council: &Council, kind: Option<MessageKind>) -> Asked<'static> {
    Asked {
        kind,
        to: &[],
        now: clock().moment(council.timezone),
    }
}

/// Writes the messages of the meetings to come.
fn messages(world: &World, records: &PrivateRecords, journal: &Journal, templates: &Templates) {
    use cll::render::mail::{MessageContext, Purpose, compose, mailbox, moment_of};

    let council = &world.council;
    let (context, _) = render::context(council, templates);
    let now = clock().now;
    for meeting in council
        .meetings
        .iter()
        .filter(|meeting| meeting.cycle == 2027)
    {
        let mut values = context.meetings.iter();
        let Some(value) = values.find(|value| value.view.id == meeting.id.as_str()) else {
            continue;
        };
        for kind in [None, Some(MessageKind::Reminder)] {
            let Ok(recipients) =
                recipients(council, meeting, records, journal, asked(council, kind))
            else {
                continue;
            };
            for addressee in &recipients.addressees {
                let links = &records.join;
                let desk = MessageContext {
                    council,
                    meeting,
                    templates,
                    context: &context,
                    value,
                    links,
                };
                if let Ok(message) = compose(&desk, addressee, now, Purpose::Real) {
                    is_message(message.bytes.disclose());
                    let _ = moment_of(message.bytes.disclose());
                    let _ = mailbox(std::slice::from_ref(&message));
                }
            }
        }
    }
}

fn page(world: &World, input: &[Vec<u8>]) -> bool {
    const PATH: &str = "dossier/page.md";
    let text = text(&input[0]);
    let scanned = blocks::scan(&text);
    let bodies = scanned.blocks.iter().map(|block| (block, String::new()));
    let emptied = blocks::replace(&text, &bodies.collect::<Vec<_>>());
    let again = blocks::scan(&emptied);
    assert_eq!(
        again.blocks.len(),
        scanned.blocks.len(),
        "blocks change when emptied"
    );
    let (before, after) = (outline::read(&text), outline::read(&emptied));
    let files = [PATH, "a.md", "evenements/a.ics"].into_iter();
    let anchors = [(PATH, &before.anchors)].into_iter();
    let given_up = BTreeMap::from([(
        "evenements/b.ics".to_owned(),
        Some("evenements/a.ics".to_owned()),
    )]);
    let site = site::Site::new(Some("https://example.org/b/"), files, &given_up);
    let site = site.with_anchors(anchors);
    let rebuilt = rebuilt::Rebuilt::new(&text, &emptied);
    let shown = |outline, rebuilt| {
        pages::check(
            &pages::Page {
                path: PATH,
                outline,
                rebuilt,
            },
            &site,
        )
    };
    for (at, _) in shown(&before, None) {
        assert!(text.get(at).is_some(), "a flaw off the text");
    }
    if rebuilt.is_some() {
        let _ = shown(&after, rebuilt.as_ref());
    }
    render_all(&mut Sources::new(), &world.council, &text, &world.templates);
    !scanned.blocks.is_empty()
}

/// Templates of `[paths]`, one for each key.
fn path(world: &World, input: &[Vec<u8>]) -> bool {
    let mut council = world.council.clone();
    let paths = &mut council.paths;
    let kinds = [
        &mut paths.page,
        &mut paths.calendar,
        &mut paths.event,
        &mut paths.minutes,
        &mut paths.draft,
    ];
    let which = input[0].len() % kinds.len();
    for (at, path) in kinds.into_iter().enumerate() {
        if at == which {
            path.text = text(&input[0]);
        }
    }
    let mut sources = Sources::new();
    load(&mut sources, &world.members, &world.meetings);
    render_all(&mut sources, &council, "", &world.templates);
    let (_, problems) = render::context(&council, &world.templates);
    problems.is_empty()
}

fn template(world: &World, input: &[Vec<u8>]) -> bool {
    const PAGE: &str = "<!-- cll:members -->\n<!-- /cll:members -->\n\
        <!-- cll:calendar -->\n<!-- /cll:calendar -->\n<!-- cll:minutes -->\n<!-- /cll:minutes -->\n\
        <!-- cll:opinions -->\n<!-- /cll:opinions -->\n<!-- cll:x a=\"b\" -->\n<!-- /cll:x -->\n";
    const NAMES: [&str; 15] = [
        "page.md.j2",
        "blocks/members.md.j2",
        "blocks/calendar.md.j2",
        "blocks/minutes.md.j2",
        "blocks/opinions.md.j2",
        "event/summary.txt.j2",
        "event/description.txt.j2",
        "event/location.txt.j2",
        "changes.md.j2",
        "mail/invitation.md.j2",
        "mail/subject.txt.j2",
        "mail/details.md.j2",
        "minutes.md.j2",
        "minutes-public.md.j2",
        "blocks/x.md.j2",
    ];
    let council = &world.council;
    let mut sources = Sources::new();
    let first = input[0].first().copied().unwrap_or_default();
    let name = NAMES[(input[0].len() * 7 + usize::from(first)) % NAMES.len()];
    let file = sources.add(format!("templates/{name}"), text(&input[0]));
    let (templates, problems) = Templates::load(&sources, &[(name.to_owned(), file)]);
    said(&problems, &sources);
    let pages = [sources.add("p.md", PAGE)];
    let inputs = Inputs {
        sources: &sources,
        pages: &pages,
        templates: &templates,
        exists: &|_| true,
    };
    let (artifacts, found) = render::render(council, &inputs);
    said(&found, &sources);
    for artifact in artifacts.iter().filter(|_| !has_errors(&found)) {
        if Suffix::Calendar.ends(artifact.path.as_str()) {
            is_calendar(artifact.path.as_str(), &artifact.bytes);
        }
    }
    let (context, _) = render::context(council, &templates);
    messages(world, &world.records, &Journal::default(), &templates);
    let (meeting, value) = (&council.meetings[0], &context.meetings[0]);
    let contacts = &world.records.contacts;
    let _ = render::minutes::draft(
        council,
        &templates,
        (meeting, value),
        (contacts, None),
        &["a".to_owned()],
    );
    let text = "# A\n\n## Présences\n- [x] Alpha\n";
    if let Ok(edition) =
        render::minutes::edition(council, meeting, text, None, &attendance::names(council))
    {
        let _ = render::minutes::public(council, &templates, value, &edition);
    }
    !has_errors(&problems)
}

/// A calendar that is there in the place of each that is made.
fn calendar(world: &World, input: &[Vec<u8>]) -> bool {
    let council = &world.council;
    let Ok(read) = calendar::read(&input[0]) else {
        return false;
    };
    for event in &read.events {
        assert!(
            event.lines.start() <= event.lines.end(),
            "an event that ends before it begins"
        );
    }
    let until = chrono::NaiveDate::from_ymd_opt(2028, 12, 31).unwrap_or_default();
    let agenda = calendar::agenda(&[&input[0]], council.timezone, until);
    for it in &agenda.occurrences {
        assert!(it.when.start <= it.when.end, "an occurrence runs backwards");
    }
    let mut sources = Sources::new();
    let pages = [];
    let inputs = Inputs {
        sources: &sources,
        pages: &pages,
        templates: &world.templates,
        exists: &|_| false,
    };
    let (artifacts, _) = render::render(council, &inputs);
    let all = render::calendar_path(council, &world.templates).map(|path| path.to_string());
    let calendars = artifacts.iter().map(|artifact| artifact.path.as_str());
    let there = calendars.filter(|path| Suffix::Calendar.ends(path));
    let there = there.map(|path| (path.to_owned(), input[0].clone()));
    let there: Existing = there.map(|(path, bytes)| (path, bytes.into())).collect();
    // Here, or only where git was last.
    let (existing, head) = if input[0].len() % 2 == 0 {
        (there, Existing::new())
    } else {
        (Existing::new(), there)
    };
    let past = Past {
        head,
        ..Past::default()
    };
    let plan = Plan::new(artifacts, existing, |_, _| false);
    let differences =
        announced::differences(council, &plan, all.as_deref(), &past, &clock(), &|_| false);
    let problems: Vec<Problem> = differences
        .iter()
        .map(|found| found.problem.clone())
        .collect();
    load(&mut sources, &world.members, &world.meetings);
    said(&problems, &sources);
    for step in plan
        .steps
        .iter()
        .filter(|step| Some(&step.path) == all.as_ref())
    {
        let today = day(2026, 11, 28);
        for (old, new) in [(&*input[0], &*step.new), (&*step.new, &*input[0])] {
            let changes = announced::changes(council, old, &[], new, &BTreeMap::new(), today);
            let views = cll::view::changes(council, Some(council), &changes);
            render::changes(council, &world.templates, &views).unwrap_or_else(|problem| {
                panic!("changes that cannot be said: {problem:?}");
            });
        }
    }
    for difference in &differences {
        let mut meetings = council.meetings.iter();
        if let Some(meeting) = meetings.find(|it| Some(&it.id) == difference.meeting.as_ref()) {
            let _ = meeting.announced(&difference.seen, clock().now);
        }
    }
    let mut made = Vec::new();
    for step in &plan.steps {
        for event in calendar::read(&step.new)
            .map(|it| it.events)
            .unwrap_or_default()
        {
            let texts = [event.summary, event.description, event.location, event.url];
            let texts = texts.into_iter().flatten();
            made.extend(texts.map(|text| addresses::Made {
                path: &step.path,
                text,
            }));
        }
    }
    let _ = addresses::check(council, &made, &sources, |_| false);
    true
}

fn draft(world: &World, input: &[Vec<u8>]) -> bool {
    let council = &world.council;
    let text = text(&input[0]);
    let read = minutes::read(&text);
    for block in &read.blocks {
        let _ = block.prose.source(0..block.prose.text.len());
    }
    let open = minutes::masked(&text, &read.privacy.regions);
    assert_eq!(open.len(), text.len(), "masks move what they leave");
    let mut sources = Sources::new();
    let file = sources.add("private/x.md", open.as_str());
    let names = attendance::names(council);
    let attendance = read.attendees(&names);
    let persons = attendance::persons(&read, &text, &attendance, &names);
    let watch = Watch::of_minutes(&world.records, council, &persons);
    for (at, _) in watch.in_text(&open) {
        assert!(open.get(at).is_some(), "a private value off the text");
    }
    let meeting = meeting_of(council, &read).or(council.meetings.first());
    let proof = Proof {
        council,
        meeting,
        title: None,
        today: NaiveDate::from_ymd_opt(2026, 1, 1),
        minutes: &read,
        attendance: &attendance,
        sheet: &render::minutes::sheet(&minutes::Attendee::once(attendance.clone())),
        text: &text,
        file,
    };
    let problems = proofread(&proof);
    said(&problems, &sources);
    // What stands between marks as they are to be written is seen by nobody.
    let private = is_plainly_private(&text);
    if read.privacy.is_certain() && private {
        let shown = report(
            &problems,
            &sources,
            Words::new(Lang::English),
            Format::Human,
            false,
        );
        assert!(!shown.contains("SECRETX"), "a private word in a report");
        let mut actions = read.actions.iter().filter(|action| !action.private);
        assert!(
            !actions.any(|action| action.text.contains("SECRETX")),
            "a private action"
        );
    }
    let names = attendance::names(council);
    let Ok(edition) = render::minutes::edition(council, &council.meetings[0], &text, None, &names)
    else {
        return false;
    };
    let (context, _) = render::context(council, &world.templates);
    let value = &context.meetings[0];
    if let Ok(made) = render::minutes::public(council, &world.templates, value, &edition) {
        let title = &edition.title;
        let page = render::minutes::page(council, &world.templates, value, title, &made);
        let page = page.unwrap_or_default();
        let open = private && (made.contains("SECRETX") || page.contains("SECRETX"));
        assert!(!open, "a private word in the public edition");
        let _ = (
            minutes::read(&made),
            letter::text(&made),
            letter::html(&made),
        );
        let _ = comments::without_comments(&made);
    }
    true
}

/// Takes in minutes that were written elsewhere; what was recognised stands in the draft.
fn received(world: &World, input: &[Vec<u8>]) -> bool {
    let Ok((document, _)) = import::minutes::document(&input[0]) else {
        return false;
    };
    if let Ok(Some(office)) = import::minutes::office(&document) {
        let _ = office.lost(&office.page(""));
        return true;
    }
    let council = &world.council;
    let day = council.meetings[0].slot.date();
    let template = "---\ntitle: \"Compte-rendu\"\nstatus: projet\n---\n\n# Compte-rendu\n";
    let made = import::minutes::draft(&document, template, council, day);
    for line in &made.lines {
        assert!(line.from <= line.to, "a line that ends before it begins");
        assert!(line.to <= made.text.lines().count(), "a line off the draft");
    }
    !made.lines.is_empty()
}

/// Whether every `SECRETX` stands between marks by the plainest reading.
fn is_plainly_private(text: &str) -> bool {
    const MARKS: [&str; 3] = ["<!-- private -->", "<!-- /private -->", "SECRETX"];
    if text.contains(['`', '~']) {
        return false;
    }
    let (mut depth, mut rest) = (0_usize, text);
    loop {
        let places = MARKS.iter().enumerate();
        let first = places
            .filter_map(|(which, mark)| Some((rest.find(mark)?, which)))
            .min();
        let Some((at, which)) = first else {
            return true;
        };
        match which {
            0 => depth += 1,
            _ if depth == 0 => return false,
            1 => depth -= 1,
            _ => {}
        }
        rest = &rest[at + MARKS[which].len()..];
    }
}

/// A folder with two pages and two calendars, adopted.
fn folder(world: &World, input: &[Vec<u8>]) -> bool {
    let mut sources = Sources::new();
    let mut read = Vec::new();
    for (path, bytes) in ["page.md", "sub/autre.md"].into_iter().zip(input) {
        let text = text(bytes);
        let wanted = wiki::Wanted {
            path: path.to_owned(),
            members: vec![wiki::Part::Whole],
            meetings: vec![wiki::Part::Whole],
            is_one: text.len() % 3 == 0,
            ..wiki::Wanted::default()
        };
        let page = wiki::read(&text, &wanted);
        let _ = wiki::survey(&text);
        for unread in &page.unread {
            assert!(text.get(unread.clone()).is_some(), "a passage off the text");
        }
        read.push(FoundPage {
            file: sources.add(path, text),
            page,
        });
    }
    let mut calendars = Vec::new();
    for (path, bytes) in ["evenements/c0.ics", "evenements/c1.ics"]
        .into_iter()
        .zip(&input[2..])
    {
        if let Ok(calendar) = calendar::read(bytes) {
            let file = sources.add(path, text(bytes));
            calendars.push(FoundCalendar {
                file,
                bytes: bytes.as_slice().into(),
                calendar,
                events: Vec::new(),
            });
        }
    }
    let files = [
        "evenements/c0.ics",
        "evenements/c1.ics",
        "page.md",
        "sub/autre.md",
    ];
    let files = files.map(str::to_owned);
    let mut found = WikiContents {
        sources: &sources,
        pages: read,
        calendars,
        files: &files,
        registered: None,
        home: None,
        doubts: Vec::new(),
    };
    let zones: Vec<&'static str> = vtimezone::supported().collect();
    let wishes = ImportOptions {
        name: None,
        id: None,
        acronym: None,
        convener: None,
        contact: None,
        colleges: Vec::new(),
        timezone: import::timezone(&found, &zones),
        prefer: if input[0].len() % 2 == 0 {
            Side::Page
        } else {
            Side::Calendar
        },
        contacts: true,
        clock: clock(),
    };
    let Some(adoption) = import::adopt(&found, &wishes) else {
        return false;
    };
    said(&adoption.problems, &sources);
    let marked = import::mark(&found, &adoption, &world.templates);
    said(&marked.problems, &sources);
    for (file, text) in &marked.pages {
        let old = sources.text(*file);
        assert_eq!(
            without_markers(text),
            without_markers(old),
            "marking changes other bytes"
        );
        let faults = |text| blocks::scan(text).faults.len();
        assert!(faults(text) <= faults(old), "marking makes a fault");
    }
    found.registered = Some(&world.council);
    let colleges = world.council.colleges.clone();
    let again = import::adopt(&found, &ImportOptions { colleges, ..wishes });
    said(
        &again.map_or_else(Vec::new, |again| again.problems),
        &sources,
    );
    let council = &adoption.council;
    if council.members.is_empty() && council.meetings.is_empty() {
        return false;
    }
    let skeleton = &registry::scaffold::FRENCH;
    let members = skeleton.members(council, &adoption.unverified);
    let meetings = skeleton.meetings(council, |it| {
        adoption
            .supposed_hours
            .get(&it.id)
            .cloned()
            .unwrap_or_default()
    });
    let mut sources = Sources::new();
    let (council, _) = load(&mut sources, &members, &meetings);
    if let Some(council) = &council {
        let page = marked
            .pages
            .first()
            .map_or_else(|| text(&input[0]), |(_, text)| text.clone());
        render_all(&mut sources, council, &page, &world.templates);
    }
    council.is_some()
}

fn without_markers(text: &str) -> String {
    let is_marker = |line: &&str| {
        let line = line.trim();
        line.starts_with("<!-- cll:") || line.starts_with("<!-- /cll:")
    };
    let kept = text.split_inclusive('\n').filter(|line| !is_marker(line));
    kept.collect::<String>()
        .trim_end_matches(['\r', '\n'])
        .to_owned()
}
