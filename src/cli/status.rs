//! `cll status`: what is next, and what there is to do.

mod json;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use clap::builder::Styles;
use serde::Serialize;
use serde_json::json;

use super::answers;
use super::arguments;
use super::failure::Failure;
use super::findings;
use super::mailing;
use super::minutes_actions::names_of;
use super::pipeline::{self, Confidential};
use super::{CommandResult, ExitStatus, Session, private_files, read_actions};
use super::{subject_registry, subject_send};
use crate::diagnostics::{Count, styled};
use crate::domain::action::{Action, follow};
use crate::domain::task::{Facts, Mail, Reached, Step, SubjectStage, Task, Urgency, tasks};
use crate::domain::{Council, Foreseen, Meeting, MeetingId, Member, MemberId, Status};
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::Watch;
use crate::locale::collation::sort_key;
use crate::problem::{Problem, What};
use crate::render::{self, Context, Templates, mail};
use crate::source::Sources;
use crate::view::{MeetingView, ToDoView};
use crate::words::Words;

/// Runs the command.
///
/// # Errors
///
/// Registries, minutes or a journal that cannot be read.
pub fn run(session: &Session, arguments: &arguments::Status) -> CommandResult {
    let mut drafted = pipeline::draft(&session.workspace, &session.clock);
    if drafted.council.is_none() {
        session.print_problems(&drafted.problems, &drafted.sources);
    }
    let private = pipeline::confidential(&session.workspace, drafted.council.as_ref());
    let findings = findings::find(session, &mut drafted, &private);
    let Some(council) = &drafted.council else {
        return Err(Failure::Findings);
    };
    // Nobody could rely on the rest.
    let betraying = |problem: &&Problem| {
        let what = &problem.what;
        matches!(what, What::GitSilent { .. } | What::PrivateUnignored { .. })
    };
    let betraying: Vec<Problem> = findings.iter().filter(betraying).cloned().collect();
    session.print_problems(&betraying, &Sources::new());
    // What is wrong with the paths is among the findings already.
    let templates = Templates::embedded();
    let (context, _) = render::context(council, &templates);
    let next = council.next_meeting(session.clock.moment(council.timezone));
    let foreseen = match next {
        Some(next) => answers::of(session, council, &private, next)?,
        None => None,
    };
    let screen = Screen {
        council,
        context: &context,
        today: session.today(council),
        next,
        foreseen,
    };
    let calendar = drafted.calendar.as_deref();
    let found = found(session, &screen, &findings, &private, calendar)?;
    let (terminal, words) = (&session.terminal, session.terminal.words());
    let proposals = subject_registry::waiting(session, council, &private);
    if arguments.json {
        terminal.write(&json::document(
            &screen,
            &found,
            proposals.as_deref(),
            words,
        ))?;
        return Ok(ExitStatus::Success);
    }
    terminal.write(&screen.text(&found, words, terminal.color_out))?;
    // Of a council that has none, nobody asks.
    if proposals.is_none() && !council.subjects.is_empty() {
        let why = json!({ "ci": session.is_in_ci });
        terminal.tell("status.unknown-subjects", why);
    }
    if found.is_empty() {
        terminal.note(&format!("\n{}", words.say("status.nothing", ())));
    }
    Ok(ExitStatus::Success)
}

/// Lists what there is to do as a document says it, with the findings and the path of the calendar.
///
/// # Errors
///
/// Minutes or a journal that cannot be read.
pub fn to_do(
    session: &Session,
    (council, context): (&Council, &Context),
    private: &Confidential,
    (findings, calendar): (&[Problem], Option<&str>),
    words: Words,
) -> Result<Vec<ToDoView>, Failure> {
    let today = session.today(council);
    let screen = Screen {
        council,
        context,
        today,
        next: council.next_meeting(session.clock.moment(council.timezone)),
        foreseen: None,
    };
    let found = found(session, &screen, findings, private, calendar)?;
    let view = |task: &Task| ToDoView {
        text: screen.sentence(task, words),
        command: command(task, words),
        soon: task.urgency() == Urgency::Soon,
    };
    Ok(found.iter().map(view).collect())
}

/// Finds what there is to do.
fn found(
    session: &Session,
    screen: &Screen<'_>,
    findings: &[Problem],
    private: &Confidential,
    calendar: Option<&str>,
) -> Result<Vec<Task>, Failure> {
    let Screen { council, today, .. } = *screen;
    let mut noted = read_actions::read_all(session, council, screen.context)?;
    read_actions::look_at_published(session, screen.context, &mut noted.kept)?;
    let values = PrivateValues::new(&private.records, council);
    noted.leave_out(&Watch::new(values, Some(council)));
    let unannounced = unannounced(findings);
    let stale = |problem: &&Problem| matches!(problem.what, What::StaleFile { .. });
    // Without all contacts nobody can tell whom nothing was sent.
    let journal = mailing::journal(session, council);
    let missing =
        private_files::missing(session, council, calendar, private, journal.as_ref().ok());
    let journal = match journal {
        _ if !private.has_contacts || pipeline::has_errors(&private.problems) => None,
        Err(failure @ (Failure::BrokenJournal { .. } | Failure::ForeignJournal { .. })) => {
            Some(Err(failure))
        }
        Ok(read) if mailing::are_contacts_lost(session, council, private, &read.journal) => None,
        read => Some(Ok(read?)),
    };
    let unknown = match &journal {
        Some(Ok(read)) => mailing::unknown_uids(session, council, read, calendar),
        _ => BTreeSet::new(),
    };
    let actions = follow(noted.actions);
    Ok(tasks(&Facts {
        council,
        today,
        now: session.clock.moment(council.timezone),
        findings: unsaid(findings),
        unannounced,
        without_whereabouts: without_whereabouts(findings),
        as_of: stale_as_of(findings),
        stale: findings.iter().filter(stale).count(),
        mail: match &journal {
            Some(Err(Failure::BrokenJournal { line })) => Mail::Broken(*line),
            Some(Err(Failure::ForeignJournal { theirs, .. })) => Mail::Foreign(theirs),
            None | Some(Err(_)) => Mail::Nobody,
            Some(Ok(read)) => Mail::Known(&private.records, &read.journal, &unknown),
        },
        is_drafted: &|it| {
            !session
                .workspace
                .drafts(&mail::folder(it), "eml")
                .is_empty()
        },
        missing: missing.into_iter().map(|(path, _)| path).collect(),
        minutes: &noted.kept,
        actions: &actions,
        proposals: subject_registry::waiting(session, council, private),
        relays: match &journal {
            Some(Ok(read)) => {
                subject_send::unsent(session, council, &private.records.contacts, read)
            }
            None | Some(Err(_)) => Vec::new(),
        },
        owns: &|action: &Action, member: &Member| action.is_owned_by(&names_of(member), sort_key),
    }))
}

/// Lists the meetings that `cll meeting announce` is for.
fn unannounced(findings: &[Problem]) -> Vec<MeetingId> {
    let mut meetings: Vec<MeetingId> = Vec::new();
    for problem in findings {
        if let What::UnannouncedChange { meeting, .. }
        | What::StaleUpdated { meeting, .. }
        | What::FutureUpdated { meeting, .. }
        | What::MissingUpdated { meeting } = &problem.what
            && let Some(id) = MeetingId::new(meeting)
            && !meetings.contains(&id)
        {
            meetings.push(id);
        }
    }
    meetings
}

/// Lists the meetings to which nobody could come, and whether they lack a link alone.
fn without_whereabouts(findings: &[Problem]) -> Vec<(MeetingId, bool)> {
    let lacking = findings.iter().filter_map(|problem| match &problem.what {
        What::MissingWhereabouts {
            meeting,
            lacks_link_alone,
        } => Some((MeetingId::new(meeting)?, *lacks_link_alone)),
        _ => None,
    });
    lacking.collect()
}

/// Returns the day whose members pages show, where others sit today, and how many.
fn stale_as_of(findings: &[Problem]) -> Option<(NaiveDate, usize)> {
    findings.iter().find_map(|problem| match &problem.what {
        What::StaleAsOf { as_of, members, .. } => Some((*as_of, members.len())),
        _ => None,
    })
}

/// Counts the findings, unless each of them is said in words of its own.
fn unsaid(findings: &[Problem]) -> (usize, usize) {
    let is_said = |problem: &Problem| {
        matches!(
            &problem.what,
            What::StaleFile { .. }
                | What::BrokenJournal {
                    of_answers: false,
                    ..
                }
                | What::MissingPrivateFile { .. }
                | What::UnannouncedChange { .. }
                | What::StaleUpdated { .. }
                | What::FutureUpdated { .. }
                | What::MissingUpdated { .. }
                | What::OutdatedAgenda { .. }
                | What::MissingWhereabouts { .. }
                | What::PastProposed { .. }
                | What::StaleAsOf { .. }
                | What::MissingMinutes { .. }
        )
    };
    if findings.iter().all(is_said) {
        return (0, 0);
    }
    let Count { errors, warnings } = Count::of(findings);
    (errors, warnings)
}

/// What is shown, and the names for it.
struct Screen<'a> {
    council: &'a Council,
    context: &'a Context,
    today: NaiveDate,
    next: Option<&'a Meeting>,
    /// What the answers say of the next meeting.
    foreseen: Option<Foreseen>,
}

/// A meeting as sentences name it.
#[derive(Serialize)]
struct Named<'a> {
    id: &'a MeetingId,
    view: Option<&'a MeetingView>,
    /// Whether its title is not the ordinary one.
    own_title: bool,
}

/// A task, with what its sentence needs beside it.
#[derive(Serialize)]
struct Said<'a> {
    task: &'a Task,
    /// The one meeting that it is about.
    about: Option<Named<'a>>,
    /// Whether that is the next one, which stands above.
    is_next: bool,
    member_name: Option<&'a str>,
    /// The days until then.
    days: Option<i64>,
}

impl Screen<'_> {
    /// Says it all to a person.
    fn text(&self, found: &[Task], words: Words, color: bool) -> String {
        let styles = Styles::styled();
        let (header, literal) = (*styles.get_header(), *styles.get_literal());
        let mut lines = self.next(words);
        let mut group = None;
        for task in found {
            let soon = task.urgency() == Urgency::Soon;
            if group.replace(soon) != Some(soon) {
                let heading = if soon {
                    words.say("status.soon", ())
                } else {
                    words.say("status.now", ())
                };
                lines.extend([String::new(), styled(&heading, header, color)]);
            }
            let wrong = color && task.urgency() == Urgency::Wrong;
            let sentence = styled(&self.sentence(task, words), *styles.get_error(), wrong);
            lines.push(format!("  {sentence}"));
            let command = command(task, words).map(|command| styled(&command, literal, color));
            lines.extend(command.map(|command| format!("    {command}")));
        }
        lines.join("\n") + "\n"
    }

    /// Says which meeting is next, and what there is to know of it.
    fn next(&self, words: Words) -> Vec<String> {
        let found = self.next.and_then(|next| self.meeting(&next.id));
        let next = json!({
            "view": found.map(|(_, view)| view),
            "days": found.map(|(meeting, _)| self.days_to(meeting)),
        });
        let mut lines = vec![words.say("status.next", next)];
        let Some((meeting, view)) = found else {
            return lines;
        };
        let mut details = Vec::new();
        // Another title need not say who meets.
        if meeting.title.is_some() && self.council.colleges.len() > 1 {
            let names = view.colleges.iter().map(|college| college.name.as_str());
            let names = json!({ "names": names.collect::<Vec<_>>() });
            details.push(words.say("status.colleges", names));
        }
        details.extend(meeting.place.clone());
        if meeting.is_online() {
            let place = json!({ "place": meeting.place });
            details.push(words.say("status.online", place));
        }
        if meeting.status == Status::Proposed {
            details.push(words.say("status.to-be-confirmed", ()));
        }
        if !details.is_empty() {
            lines.push(format!("  {}", details.join(", ")));
        }
        if let Some(foreseen) = &self.foreseen {
            let summary = answers::summary(self.council, meeting, foreseen, words);
            lines.extend(summary.iter().map(|line| format!("  {line}")));
        }
        lines
    }

    /// Says a task.
    fn sentence(&self, task: &Task, words: Words) -> String {
        let meeting = task.meeting();
        let said = Said {
            task,
            about: meeting.map(|id| self.named(id)),
            is_next: meeting.is_some_and(|id| self.is_next(id)),
            member_name: task.member().map(|id| self.member(id)),
            days: task.day().map(|day| self.days(day)),
        };
        words.say("status.to-do", said)
    }

    fn named<'a>(&'a self, id: &'a MeetingId) -> Named<'a> {
        let found = self.meeting(id);
        Named {
            id,
            view: found.map(|(_, view)| view),
            own_title: found.is_some_and(|(meeting, _)| meeting.title.is_some()),
        }
    }

    /// Returns the days from today on; before it, they are negative.
    fn days(&self, date: NaiveDate) -> i64 {
        (date - self.today).num_days()
    }

    /// Returns the days to a meeting; there are none while it is on.
    fn days_to(&self, meeting: &Meeting) -> i64 {
        self.days(meeting.slot.date()).max(0)
    }

    /// Returns a meeting, and how documents name it.
    fn meeting(&self, id: &MeetingId) -> Option<(&Meeting, &MeetingView)> {
        let meeting = self.council.meeting(id.as_str())?;
        Some((meeting, &self.context.value_of(id)?.view))
    }

    fn member<'a>(&'a self, id: &'a MemberId) -> &'a str {
        let member = self.council.member(id.as_str());
        member.map_or(id.as_str(), |member| &member.name)
    }

    fn is_next(&self, id: &MeetingId) -> bool {
        self.next.is_some_and(|next| next.id == *id)
    }
}

/// Returns what is to be typed about a task, if a command deals with it.
fn command(task: &Task, words: Words) -> Option<String> {
    Some(match task {
        Task::Findings { .. } => "cll check".to_owned(),
        Task::Unannounced { meetings } => match meetings.as_slice() {
            [id] => format!("cll meeting announce {id}"),
            _ => "cll meeting announce --all".to_owned(),
        },
        Task::StaleFiles { .. } => "cll build".to_owned(),
        Task::Messages {
            meeting,
            state,
            drafted,
            ..
        } => match state {
            Reached::Unsent if *drafted => format!("cll invite send {meeting}"),
            Reached::Unsent | Reached::Outdated => format!("cll invite draft {meeting}"),
            Reached::Refused | Reached::Uncertain => format!("cll invite send {meeting} --resend"),
        },
        Task::OutdatedAgenda { meeting, .. } => {
            format!("cll invite send {meeting} --kind update")
        }
        Task::MissingJournal { meeting, .. } => format!("cll invite draft {meeting} --first"),
        Task::PastProposed { meeting, .. } => format!("cll meeting confirm {meeting}"),
        Task::Minutes { meeting, step, .. } => match step {
            Step::Draft => format!("cll minutes draft {meeting}"),
            Step::Publish => format!("cll minutes publish {meeting}"),
            Step::Approve { drafted: true, .. } => {
                // The edition that is there says something else: that it is not approved.
                format!("cll minutes publish {meeting} --approved-on DATE --force")
            }
            Step::Approve { drafted: false, .. } => return None,
        },
        Task::OverdueActions { .. } => "cll minutes actions".to_owned(),
        Task::LeftActions { member, .. } => format!("cll minutes actions --member {member}"),
        Task::MissingWhereabouts {
            meeting,
            lacks_link_alone: false,
            ..
        } => {
            let place = words.text("clap.value-name.PLACE").unwrap_or("PLACE");
            format!("cll meeting edit {meeting} --place {place}")
        }
        Task::Subjects {
            stage,
            subject: Some(id),
            ..
        } => match stage {
            SubjectStage::Proposed => format!("cll subject relay {id}"),
            SubjectStage::Relayed => format!("cll subject schedule {id} --meeting next"),
            SubjectStage::Held => format!("cll opinion new --subject {id}"),
        },
        Task::Subjects { subject: None, .. } => "cll subject list --waiting".to_owned(),
        Task::Relays { subject, state, .. } => match state {
            Some(Reached::Unsent | Reached::Outdated) => format!("cll subject send {subject}"),
            Some(Reached::Refused | Reached::Uncertain) => {
                format!("cll subject send {subject} --resend")
            }
            None => format!("cll subject send {subject} --first"),
        },
        Task::StaleAsOf { .. } => "cll members as-of today".to_owned(),
        Task::MissingCalendar { cycle, has_model } => {
            if *has_model {
                format!("cll meeting plan --cycle {cycle}")
            } else {
                "cll meeting new".to_owned()
            }
        }
        Task::EndingMandate { member, .. } => format!("cll members show {member}"),
        Task::BrokenJournal { .. }
        | Task::ForeignJournal { .. }
        | Task::MissingPrivate { .. }
        | Task::MissingWhereabouts { .. } => return None,
    })
}
