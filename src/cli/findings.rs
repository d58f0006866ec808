//! What only `cll check` looks for: it stops no other command.

use std::collections::BTreeSet;

use super::Session;
use super::pipeline::Drafted;
use crate::problem::Problem;
use crate::registry::timely::minutes_are_published;
use crate::render::{self, Templates};
use crate::source::Sources;

/// Finds the meetings whose minutes should have been published by now.
///
/// Where they are to be is known only if nothing is wrong with the paths.
pub fn missing_minutes(session: &Session, drafted: &Drafted) -> Vec<Problem> {
    let Some(council) = drafted.council.as_ref().filter(|_| drafted.plan.is_some()) else {
        return Vec::new();
    };
    let (templates, _) = Templates::load(&Sources::new(), &[]);
    let (context, _) = render::context(council, &templates);
    let views = context.meetings.iter().map(|meeting| &meeting.view);
    let published: BTreeSet<&str> = views
        .filter(|view| drafted.has_file(&view.minutes))
        .map(|view| view.id.as_str())
        .collect();
    minutes_are_published(council, session.today(council), |meeting| {
        published.contains(meeting.id.as_str())
    })
}
