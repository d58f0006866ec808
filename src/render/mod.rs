//! From a council to the artefacts: every byte that is to be written, and nothing written.

mod blocks;
mod calendars;
mod context;
mod documents;
mod edition;
pub mod embedded;
mod jscalendar;
mod linked_data;
pub mod mail;
pub mod minutes;
mod pages;
mod path;
mod paths;
mod popolo;
pub mod templates;

use crate::domain::{Council, CouncilId};
use crate::problem::Problem;
use crate::sort::Sort;
use crate::source::{FileId, Sources};
use crate::view::{ChangeView, HandoverView, ReportView};

pub use calendars::{council_of_product, is_product, product};
pub use context::{
    Context, MeetingValue, action_context, attended_context, contact_context, invited_context,
    member_context, opinion_context, rate_context, reply_context, subject_context,
};
pub use pages::{block_faults, faults};
pub use path::{RelativePath, Suffix};
pub use templates::{Given, Templates};

/// One file that is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    pub path: RelativePath,
    pub bytes: Vec<u8>,
    pub policy: Policy,
}

/// To whom an artefact belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// To `cll`: the whole file is replaced.
    Owned,
    /// To people, but for the blocks between markers.
    Blocks,
    /// To people as soon as it exists.
    SeedOnce,
}

/// What the artefacts are made from, besides the council.
pub struct Inputs<'a> {
    pub sources: &'a Sources,
    /// Every page of the repository.
    pub pages: &'a [FileId],
    pub templates: &'a Templates,
    /// Whether a file is there, by its path from the root.
    pub exists: &'a dyn Fn(&str) -> bool,
}

/// Makes every artefact, in the order of their paths; what cannot be made is a finding.
///
/// The same council and inputs give the same bytes, whatever the machine, the day or the time zone.
#[must_use]
pub fn render(council: &Council, inputs: &Inputs<'_>) -> (Vec<Artifact>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut artifacts = Vec::new();
    let paths = paths::paths(council, inputs.templates, &mut problems);
    let context = Context::new(council, &paths, inputs.exists);
    if problems.is_empty() {
        calendars::render(
            council,
            inputs,
            &context,
            &paths,
            &mut artifacts,
            &mut problems,
        );
    }
    pages::render(
        council,
        inputs,
        &context,
        &paths,
        &mut artifacts,
        &mut problems,
    );
    documents::check(council, inputs, &mut problems);
    artifacts.order_by(|a, b| a.path.cmp(&b.path));
    (artifacts, problems)
}

/// Says in French what calendars will be told.
///
/// # Errors
///
/// A finding in the template.
pub fn changes(
    council: &Council,
    templates: &Templates,
    changes: &[ChangeView],
) -> Result<String, Box<Problem>> {
    let given = context::changes(council, changes);
    templates.render("changes.md.j2", &given, council.typography)
}

/// Says in French what the council did in a time: in Markdown, or as a page.
///
/// # Errors
///
/// A finding in the template.
pub fn report(
    council: &Council,
    templates: &Templates,
    report: &ReportView,
    is_page: bool,
) -> Result<String, Box<Problem>> {
    let name = if is_page {
        "report.html.j2"
    } else {
        "report.md.j2"
    };
    let given = context::report(council, report);
    templates.render(name, &given, council.typography)
}

/// Says in French what whoever takes the secretariat over has to know.
///
/// # Errors
///
/// A finding in the template.
pub fn handover(
    council: &Council,
    templates: &Templates,
    handover: &HandoverView,
) -> Result<String, Box<Problem>> {
    let given = context::handover(council, handover);
    templates.render("handover.md.j2", &given, council.typography)
}

/// The forms of open data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenData {
    /// Organisations, memberships, events and motions.
    Popolo,
    /// The events of a calendar (RFC 8984).
    Jscalendar,
}

/// Writes what everybody may know of the council as one document of JSON; `exists` tells whether a
/// file is there, by its path from the root.
///
/// # Errors
///
/// A finding in a path or in a template.
pub fn open_data(
    council: &Council,
    templates: &Templates,
    exists: &dyn Fn(&str) -> bool,
    form: OpenData,
) -> Result<String, Box<Problem>> {
    let mut problems = Vec::new();
    let paths = paths::paths(council, templates, &mut problems);
    if let Some(first) = problems.into_iter().next() {
        return Err(Box::new(first));
    }
    let context = Context::new(council, &paths, exists);
    match form {
        OpenData::Popolo => popolo::popolo(council, templates, &context),
        OpenData::Jscalendar => jscalendar::jscalendar(council, templates, &context),
    }
}

/// Returns the path of the calendar of all meetings.
#[must_use]
pub fn calendar_path(council: &Council, templates: &Templates) -> Option<RelativePath> {
    let template = &council.paths.calendar.text;
    path_under(council, &council.id, template, Suffix::Calendar, templates)
}

/// Returns a path that has nothing of any meeting, made from its template, as it is where the council
/// has this id.
#[must_use]
pub fn path_under(
    council: &Council,
    id: &CouncilId,
    template: &str,
    suffix: Suffix,
    templates: &Templates,
) -> Option<RelativePath> {
    paths::under(council, id, template, suffix, templates)
}

/// Prepares what templates may be given, without looking at any file.
#[must_use]
pub fn context(council: &Council, templates: &Templates) -> (Context, Vec<Problem>) {
    let mut problems = Vec::new();
    let paths = paths::paths(council, templates, &mut problems);
    (Context::new(council, &paths, &|_| false), problems)
}
