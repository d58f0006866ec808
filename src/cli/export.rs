//! `cll export`: the council as open data.

use super::arguments::Export;
use super::document::{self, Target};
use super::failure::Failure;
use super::minutes_findings::leaks;
use super::{CommandResult, ExitStatus, Session, pipeline};
use crate::leaks::accepted::Accepted;
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::Watch;
use crate::plan::Action;
use crate::problem::{Problem, Severity, What};
use crate::render::{self, OpenData};
use crate::source::Sources;

/// Runs the command.
///
/// # Errors
///
/// What stops `cll build`, a change that calendars would not notice among it; a private value in what
/// is made, or a file that is there and says something else.
pub fn run(session: &Session, arguments: &Export) -> CommandResult {
    let mut drafted = pipeline::draft(&session.workspace, &session.clock);
    let is_error = |problem: &Problem| problem.what.severity() == Severity::Error;
    drafted.problems.retain(is_error);
    let council = match &drafted.council {
        Some(council) if drafted.problems.is_empty() => council,
        _ => return Err(session.shown(&drafted.problems, &drafted.sources)),
    };
    let records = session.private_records(council)?;
    let watch = Watch::new(PrivateValues::new(&records, council), Some(council));
    let mut sources = Sources::new();
    let templates = session.sound_templates(&mut sources)?;
    let files = session.workspace.files();
    let exists = |path: &str| files.iter().any(|file| file == path);
    let made = render::open_data(council, &templates, &exists, arguments.format);
    let text = made.map_err(|problem| session.shown(&[*problem], &sources))?;
    let name = match arguments.format {
        OpenData::Popolo => "popolo.json",
        OpenData::Jscalendar => "jscalendar.json",
    };
    let target = match &arguments.output {
        Some(folder) if folder.as_os_str() != "-" => Target::named(session, &folder.join(name)),
        _ => Target::Output,
    };
    let found = leaks(&watch, &text, &Accepted::default());
    let step = document::step(&target, target.old(session)?, text.into_bytes());
    if let Some((_, kind)) = found.first() {
        // The registries say it, where `cll check` points to.
        let what = What::PrivateLeak { kind: *kind };
        return Err(session.refused(Problem::path(step.path, what)));
    }
    if step.action == Action::Update && !arguments.force {
        session.terminal.error(&step.diff());
        return Err(Failure::Exists { path: step.path });
    }
    document::write(session, vec![(target, step)], false)?;
    Ok(ExitStatus::Success)
}
