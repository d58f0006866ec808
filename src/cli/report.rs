//! `cll report`: what the council did in a year, counted.

use serde_json::{Value, json};

use super::arguments::{Report, ReportFormat};
use super::document::{self, Target};
use super::failure::Failure;
use super::minutes_findings::leaks;
use super::{CommandResult, ExitStatus, Session, date, read_actions, read_attendance};
use crate::domain::Council;
use crate::domain::action::follow;
use crate::domain::report::{ActionCounts, ReportedTime};
use crate::leaks::accepted::Accepted;
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::Watch;
use crate::plan::Action;
use crate::problem::{Problem, What};
use crate::render;
use crate::source::Sources;
use crate::view::{ReportView, Reported};

/// Runs the command.
///
/// # Errors
///
/// Unsound registries, a time that is none, minutes that cannot be read, or a file that is there and says
/// something else.
pub fn run(session: &Session, arguments: &Report) -> CommandResult {
    session.hear_git()?;
    let council = &session.council()?;
    let time = time(arguments)?;
    let values = PrivateValues::new(&session.private_records(council)?, council);
    let watch = Watch::new(values, Some(council));
    let report = report(session, council, &watch, time)?;
    if arguments.json || arguments.format == ReportFormat::Json {
        let text = serde_json::to_string_pretty(&record(&report)).unwrap_or_default();
        session.terminal.write(&(text + "\n"))?;
        return Ok(ExitStatus::Success);
    }
    let mut sources = Sources::new();
    let templates = session.sound_templates(&mut sources)?;
    let is_page = arguments.html.is_some();
    let text = render::report(council, &templates, &report, is_page);
    let text = text.map_err(|problem| session.shown(&[*problem], &sources))?;
    let named = arguments.html.as_deref();
    let target = named.map_or(Target::Output, |file| Target::named(session, file));
    let old = target.old(session)?;
    let step = document::step(&target, old, text.into_bytes());
    let text = String::from_utf8_lossy(&step.new);
    let found = leaks(&watch, &text, &Accepted::default());
    if let Some((_, kind)) = found.first() {
        // The registries say it, where `cll check` points to.
        let what = What::PrivateLeak { kind: *kind };
        return Err(session.shown(&[Problem::path(step.path, what)], &Sources::new()));
    }
    if step.action == Action::Update && !arguments.force {
        session.terminal.error(&step.diff());
        return Err(Failure::Exists { path: step.path });
    }
    document::write(session, vec![(target, step)], false)?;
    Ok(ExitStatus::Success)
}

/// Returns the time that is asked for.
fn time(arguments: &Report) -> Result<ReportedTime, Failure> {
    if let (Some(from), Some(to)) = (&arguments.from, &arguments.to) {
        let (from, to) = (date(from)?, date(to)?);
        return if from <= to {
            Ok(ReportedTime {
                from,
                to,
                cycle: None,
            })
        } else {
            Err(Failure::TimeBackwards { from, to })
        };
    }
    let cycle = arguments.cycle.unwrap_or_default();
    ReportedTime::of_cycle(cycle).ok_or_else(|| Failure::NotADate {
        text: cycle.to_string(),
        meant: Vec::new(),
    })
}

/// Reads all that is counted; private names are nowhere in it.
fn report(
    session: &Session,
    council: &Council,
    watch: &Watch,
    time: ReportedTime,
) -> Result<ReportView, Failure> {
    let context = session.context(council)?;
    let attendance =
        read_attendance::read_all(session, council, &context, watch, |it| time.has(it))?;
    let noted = read_actions::read_all(session, council, &context)?;
    let today = session.today(council);
    let terminal = &session.terminal;
    if attendance.doubtful > 0 {
        let said = json!({ "count": attendance.doubtful });
        terminal.tell("minutes.doubtful-attendance", said);
    }
    let meetings = council.reported(time).into_iter();
    let meetings = meetings.filter_map(|meeting| {
        let value = context.value_of(&meeting.id)?;
        Some((meeting, value.view.clone()))
    });
    Ok(ReportView::new(Reported {
        council,
        time,
        today,
        now: session.clock.moment(council.timezone),
        meetings: meetings.collect(),
        minuted: attendance.held,
        attended: attendance.attended,
        actions: ActionCounts::of(&follow(noted.actions), time, today),
    }))
}

/// A report as JSON: counts alone.
fn record(report: &ReportView) -> Value {
    let members = report.members.iter().map(|member| {
        json!({
            "member": member.id,
            "held": member.held,
            "present": member.present,
            "represented": member.represented,
            "excused": member.excused,
            "absent": member.absent,
            "unknown": member.unknown,
        })
    });
    json!({
        "format": 1,
        "from": report.from.iso,
        "to": report.to.iso,
        "meetings": report.counts,
        "attendance": members.collect::<Vec<_>>(),
        "actions": report.actions,
        "opinions": report.opinions.len(),
        "subjects": report.subject_counts,
        "delays": report.delays,
        "members": { "joined": report.joined.len(), "left": report.left.len() },
    })
}
