//! The calendars: one for each meeting, and one for all that people subscribe to.

use super::context::{Context, MeetingValue};
use super::paths::Paths;
use super::{Artifact, Inputs, Policy, Templates};
use crate::calendar::ics;
use crate::domain::{Council, Meeting, Status};
use crate::problem::Problem;
use crate::shares::in_shares;

const SUMMARY: &str = "event/summary.txt.j2";
const DESCRIPTION: &str = "event/description.txt.j2";
const LOCATION: &str = "event/location.txt.j2";

/// Returns the `PRODID` of the calendars of a council: it tells its calendars from all others.
#[must_use]
pub fn product(council: &Council) -> String {
    format!("-//cll//{}//FR", council.id)
}

/// Whether a `PRODID` is that of a calendar which this program made, of any council.
#[must_use]
pub fn is_product(product: &str) -> bool {
    product.starts_with("-//cll//")
}

/// Returns the id of the council that a calendar of ours was made for.
#[must_use]
pub fn council_of_product(product: &str) -> Option<&str> {
    let id = product.strip_prefix("-//cll//")?;
    id.strip_suffix("//FR")
}

/// Makes every calendar whose path is sound.
///
/// Nothing private can reach them: a meeting holds no join link.
pub fn render(
    council: &Council,
    inputs: &Inputs<'_>,
    context: &Context,
    paths: &Paths,
    artifacts: &mut Vec<Artifact>,
    problems: &mut Vec<Problem>,
) {
    let product = product(council);
    let records = council.meetings_by_id();
    let templates = inputs.templates;
    let meetings: Vec<_> = context.meetings.iter().zip(&paths.meetings).collect();
    let made = in_shares(&meetings, |(value, paths)| {
        let meeting = *records.get(value.view.id.as_str())?;
        let event = event(council, templates, context, value, meeting);
        let event = event.map(|event| {
            let calendar = ics::Calendar {
                product: &product,
                zone: council.timezone,
                name: None,
                method: None,
            };
            let path = paths.event.as_ref();
            let artifact = path.map(|path| Artifact {
                path: path.clone(),
                bytes: ics::calendar(&calendar, &[&event]),
                policy: Policy::Owned,
            });
            (event, artifact)
        });
        Some(event)
    });
    let mut events = Vec::with_capacity(made.len());
    for made in made.into_iter().flatten() {
        match made {
            Ok((event, artifact)) => {
                events.push(event);
                artifacts.extend(artifact);
            }
            // The same mistake would be found in every meeting.
            Err(problem) => {
                problems.push(*problem);
                return;
            }
        }
    }
    if let Some(path) = &paths.calendar {
        let calendar = ics::Calendar {
            product: &product,
            zone: council.timezone,
            name: Some(&council.name),
            method: None,
        };
        let events: Vec<&str> = events.iter().map(String::as_str).collect();
        artifacts.push(Artifact {
            path: path.clone(),
            bytes: ics::calendar(&calendar, &events),
            policy: Policy::Owned,
        });
    }
}

/// Writes the event of a meeting, its texts made by the templates.
fn event(
    council: &Council,
    templates: &Templates,
    context: &Context,
    value: &MeetingValue,
    meeting: &Meeting,
) -> Result<String, Box<Problem>> {
    let texts = Texts::new(council, templates, context, value)?;
    Ok(ics::event(&ics::Event {
        uid: &meeting.uid,
        stamp: meeting.updated,
        revised: meeting.updated,
        sequence: meeting.sequence,
        status: Some(status(meeting.status)),
        start: meeting.slot.starts_at(),
        end: meeting.slot.ends_at(),
        zone: council.timezone,
        summary: &texts.summary,
        description: &texts.description,
        location: texts.location.as_deref(),
        url: council.url.as_deref(),
        categories: &council.acronym,
    }))
}

/// What calendars say of a meeting, in whatever form they are written.
pub(super) struct Texts {
    pub summary: String,
    pub description: String,
    pub location: Option<String>,
}

impl Texts {
    /// Makes the texts by their templates.
    ///
    /// # Errors
    ///
    /// A finding in one.
    pub fn new(
        council: &Council,
        templates: &Templates,
        context: &Context,
        value: &MeetingValue,
    ) -> Result<Self, Box<Problem>> {
        let given = context.meeting(value);
        let text = |name| -> Result<String, Box<Problem>> {
            let text = templates.render(name, &given, council.typography)?;
            Ok(text.trim().to_owned())
        };
        Ok(Self {
            summary: text(SUMMARY)?,
            description: text(DESCRIPTION)?,
            location: Some(text(LOCATION)?).filter(|location| !location.is_empty()),
        })
    }
}

/// Returns the status of a meeting in the forms of calendars that write it in small letters.
pub(super) fn status_word(meeting: &Meeting) -> &'static str {
    match status(meeting.status) {
        ics::Status::Tentative => "tentative",
        ics::Status::Confirmed => "confirmed",
        ics::Status::Cancelled => "cancelled",
    }
}

/// A meeting put off without a new date no longer takes its old one.
fn status(status: Status) -> ics::Status {
    match status {
        Status::Proposed => ics::Status::Tentative,
        Status::Confirmed => ics::Status::Confirmed,
        Status::Postponed | Status::Cancelled => ics::Status::Cancelled,
    }
}
