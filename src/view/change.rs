//! What calendars will be told, for templates.

use serde::Serialize;

use super::{SlotView, meetings};
use crate::domain::{Change, Council, Kind};

/// A change that the calendars of subscribers will show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangeView {
    /// réunion administrations (2/2); of a lost event, its summary
    pub name: String,
    /// new, moved, postponed, cancelled, confirmed, text, lost
    pub kind: &'static str,
    /// proposed, confirmed, postponed, cancelled; none for a lost event
    pub status: Option<&'static str>,
    pub was: Option<SlotView>,
    pub now: Option<SlotView>,
    pub late: bool,
}

/// Shows changes, in the order given.
#[must_use]
pub fn changes(council: &Council, changes: &[Change]) -> Vec<ChangeView> {
    let views = meetings(council);
    let view = |change: &Change| {
        let id = change.meeting.as_ref()?;
        views.iter().find(|view| view.id == id.as_str())
    };
    changes
        .iter()
        .map(|change| ChangeView {
            name: view(change).map_or_else(|| change.summary.clone(), |view| view.title.clone()),
            kind: Kind::word(change.kind),
            status: view(change).map(|view| view.status),
            was: change.was.map(SlotView::new),
            now: change.now.map(SlotView::new),
            late: change.late,
        })
        .collect()
}
