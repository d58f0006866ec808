//! Meetings that are added to a registry: their ranks and ids, and the others that change with them.

use serde_json::json;

use super::Session;
use super::failure::Failure;
use super::revise::Revision;
use super::told::told;
use crate::domain::{CollegeId, Council, Meeting, MeetingId, NewRank, Slot, is_slug};
use crate::registry::{compare, derived_uid, edit};

/// Meetings to be added, and what the council is with them.
pub struct Additions<'a> {
    session: &'a Session,
    before: &'a Council,
    after: Council,
    added: Vec<MeetingId>,
    /// Those that are there and change.
    changed: Vec<MeetingId>,
}

/// The rank and the id of a meeting to be added.
pub struct Position {
    pub number: Option<u32>,
    pub id: MeetingId,
    /// The meetings whose ranks are each one more then.
    later: Vec<MeetingId>,
}

impl<'a> Additions<'a> {
    #[must_use]
    pub fn new(session: &'a Session, before: &'a Council) -> Self {
        Self {
            session,
            before,
            after: before.clone(),
            added: Vec::new(),
            changed: Vec::new(),
        }
    }

    /// Finds the rank and the id of a meeting, unless they are given.
    ///
    /// # Errors
    ///
    /// The id is taken, or is none.
    pub fn position(
        &self,
        (cycle, colleges): (i32, &[CollegeId]),
        slot: Slot,
        number: Option<u32>,
        id: Option<String>,
    ) -> Result<Position, Failure> {
        let council = &self.after;
        let rank = match number {
            Some(_) => NewRank {
                number,
                later: Vec::new(),
            },
            None => council.rank_of_new(cycle, colleges, slot, |later| {
                !self.added.contains(&later.id) && told(self.session, self.before, later)
            }),
        };
        let id = id.unwrap_or_else(|| {
            // A rank that was found is not that of an id which another meeting kept.
            let is_kept = |id: &str| number.is_none() && council.meeting(id).is_some();
            let given_up = |id: &str| is_given_up(council, id) || is_kept(id);
            council.id_of_new((cycle, colleges), &rank, slot.date(), given_up)
        });
        Ok(Position {
            number: rank.number,
            id: free_id(council, id)?,
            later: rank.later.iter().map(|later| later.id.clone()).collect(),
        })
    }

    /// Adds a meeting that stands at the position found for it.
    pub fn add(&mut self, meeting: Meeting, position: &Position) {
        let clock = &self.session.clock;
        let is_later = |other: &Meeting| position.later.contains(&other.id);
        let later: Vec<&Meeting> = self
            .after
            .meetings
            .iter()
            .filter(|it| is_later(it))
            .collect();
        let others = self.after.renumbered(&meeting, &later);
        let others: Vec<Meeting> = others
            .into_iter()
            .map(|other| {
                let mut touched = other.clone();
                // Of one that nobody has read yet, or that was revised just now, this is no revision.
                if !self.added.contains(&other.id) && !self.changed.contains(&other.id) {
                    touched = other.touched(clock.now).corrected_by(clock, other);
                }
                touched.number = other.number.map(|it| it + u32::from(is_later(other)));
                touched
            })
            .collect();
        for touched in others {
            let is_known = |ids: &[MeetingId]| ids.contains(&touched.id);
            if !is_known(&self.added) && !is_known(&self.changed) {
                self.changed.push(touched.id.clone());
            }
            let mut meetings = self.after.meetings.iter_mut();
            if let Some(place) = meetings.find(|it| it.id == touched.id) {
                *place = touched;
            }
        }
        self.added.push(meeting.id.clone());
        self.after.meetings.push(meeting);
    }

    /// Says what becomes of the meetings that are there and change.
    pub fn tell_changes(&self) {
        let terminal = &self.session.terminal;
        for other in self.changed() {
            let id = other.id.as_str();
            let before = self.before.meeting(id);
            let moved = before.and_then(|before| before.number) != other.number;
            if let Some(number) = other.number.filter(|_| moved) {
                let said = json!({ "id": id, "number": number });
                terminal.tell("meeting.comes-later", said);
                continue;
            }
            terminal.tell("meeting.counts-one-more", json!({ "id": id }));
        }
    }

    /// Lists the meetings that are there and change, as they are then.
    fn changed(&self) -> Vec<&Meeting> {
        self.changed
            .iter()
            .filter_map(|id| self.after.meeting(id.as_str()))
            .collect()
    }

    /// Writes them into the registry, or with `dry_run` shows the difference.
    ///
    /// # Errors
    ///
    /// Those of [`Revision::finish`].
    pub fn finish(&self, revision: &Revision<'_>, dry_run: bool) -> Result<(), Failure> {
        let changed = self.changed();
        let mut edited = revision.text().to_owned();
        for new in &changed {
            let old = self.before.meeting(new.id.as_str());
            edited = old
                .and_then(|old| edit::change_meeting(&edited, old, new))
                .ok_or(Failure::NotAsAsked)?;
        }
        let added = self.after.meetings.get(self.before.meetings.len()..);
        let added = added.unwrap_or_default();
        edited =
            edit::add_meetings(&edited, &self.before.meetings, added).ok_or(Failure::NotAsAsked)?;
        let news: Vec<Meeting> = changed.into_iter().chain(added).cloned().collect();
        revision.finish(edited, dry_run, |after| {
            compare::are_meetings(self.before, after, added.len(), &news)
        })
    }
}

/// Makes sure that an id is one, and that no other meeting has it.
fn free_id(council: &Council, text: String) -> Result<MeetingId, Failure> {
    if council.meeting(&text).is_some() || is_given_up(council, &text) {
        return Err(Failure::Taken { id: text });
    }
    MeetingId::new(&text).ok_or(Failure::NotAnId {
        suggestion: Some(crate::locale::collation::slug(&text)).filter(|slug| is_slug(slug)),
        id: text,
    })
}

/// Whether an id is that of a meeting that was withdrawn: calendars and people know it as that.
fn is_given_up(council: &Council, id: &str) -> bool {
    let uid = MeetingId::new(id).map(|id| derived_uid(Some(&council.id), &id));
    uid.is_some_and(|uid| council.withdrawn.events.contains(&uid))
}
