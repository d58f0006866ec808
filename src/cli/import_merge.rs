//! `cll import --merge`: what is new on pages and in calendars, into registries that exist.

use std::collections::BTreeSet;

use super::arguments::Import;
use super::failure::Failure;
use super::import::{ROUNDS, by_meeting, finish, preferred, revised};
use super::pipeline::{self, Registries, has_errors};
use super::read_wiki::Read;
use super::{CommandResult, Session};
use crate::announced::Difference;
use crate::domain::{Council, Meeting, MeetingId, Member};
use crate::import::{ImportOptions, merge};
use crate::plan::{Action, Step};
use crate::registry::{compare, edit};
use crate::source::{MEETINGS_FILE, MEMBERS_FILE};

/// Runs the command.
///
/// # Errors
///
/// The registries have errors, would have some, or cannot be edited or written.
pub fn run(session: &Session, arguments: &Import) -> CommandResult {
    session.hear_git()?;
    let lock = (!arguments.dry_run).then(|| session.workspace.lock());
    let _lock = lock.transpose().map_err(Failure::Lock)?;
    let Registries {
        sources,
        council,
        problems,
    } = pipeline::registries(&session.workspace, &session.clock);
    let Some(council) = council.filter(|_| !has_errors(&problems)) else {
        return Err(session.shown(&problems, &sources));
    };
    let read = Read::of(session, sources);
    let found = read.found();
    let wishes = ImportOptions {
        name: None,
        id: None,
        acronym: None,
        convener: None,
        contact: None,
        colleges: council.colleges.clone(),
        timezone: council.timezone,
        prefer: preferred(arguments),
        clock: session.clock,
    };
    let adoption = merge(&found, &wishes, &council);
    let texts = [MEMBERS_FILE, MEETINGS_FILE].map(|name| {
        let file = read.sources.find(name);
        file.map_or("", |file| read.sources.text(file)).to_owned()
    });
    let mut edited = Edited {
        session,
        texts: texts.clone(),
        council,
    };
    edited.take(&adoption.council)?;
    let steps = [MEMBERS_FILE, MEETINGS_FILE].into_iter().zip(texts);
    let steps = steps.zip(edited.texts).map(|((path, old), new)| Step {
        action: if old == new {
            Action::Keep
        } else {
            Action::Update
        },
        path: path.to_owned(),
        old: Some(old.into_bytes().into()),
        new: new.into_bytes(),
    });
    finish(session, arguments, &read, adoption, steps.collect(), None)
}

/// Both registries, edited one record after the other.
struct Edited<'a> {
    session: &'a Session,
    /// The texts of members and meetings.
    texts: [String; 2],
    /// What they say.
    council: Council,
}

impl Edited<'_> {
    /// Takes the records that are new or say more, then what calendars must be told of them.
    fn take(&mut self, merged: &Council) -> Result<(), Failure> {
        // What calendars show otherwise already is for `cll meeting announce`.
        let already = self.differing();
        for member in &merged.members {
            self.member(member)?;
        }
        let mut touched = Vec::new();
        let mut meetings: Vec<&Meeting> = merged.meetings.iter().collect();
        // A series is without holes at every step.
        meetings.sort_by_key(|meeting| meeting.number);
        for meeting in meetings {
            let known = self.meeting_of(meeting).cloned();
            let new = match &known {
                None => meeting.clone(),
                Some(known) if compare::is_meeting(known, meeting) => continue,
                // It says more than before: calendars take that for a revision.
                Some(_) => meeting.touched(self.session.clock.now),
            };
            self.meeting(known.as_ref(), &new)?;
            touched.push(new.id);
        }
        if touched.is_empty() {
            return Ok(());
        }
        for _ in 0..ROUNDS {
            let differences = self.differences();
            let differences = by_meeting(&differences);
            let mut changed = false;
            for known in self.council.meetings.clone() {
                // A new meeting changes the titles of its series too: "(1/1)" becomes "(1/2)".
                let is_ours = touched.contains(&known.id) || !already.contains(&known.id);
                let new = revised(&known, &differences, self.session);
                if let Some(new) = new.filter(|_| is_ours) {
                    self.meeting(Some(&known), &new)?;
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        Ok(())
    }

    fn differences(&self) -> Vec<Difference> {
        pipeline::draft_of(&self.session.workspace, self.read(), &self.session.clock).differences
    }

    /// Returns the meetings that calendars show otherwise.
    fn differing(&self) -> BTreeSet<MeetingId> {
        let differences = self.differences().into_iter();
        differences.filter_map(|it| it.meeting).collect()
    }

    fn meeting_of(&self, meeting: &Meeting) -> Option<&Meeting> {
        self.council.meeting(meeting.id.as_str())
    }

    fn member(&mut self, member: &Member) -> Result<(), Failure> {
        let known = self.council.member(member.id.as_str());
        let text = &self.texts[0];
        let (edited, is_asked): (_, fn(&Council, &Council, &Member) -> bool) = match known {
            Some(known) if compare::is_member(known, member) => return Ok(()),
            Some(known) => (
                edit::change_member(text, known, member),
                compare::is_member_changed,
            ),
            None => (
                edit::add_member(text, &self.council.members, member),
                compare::is_member_added,
            ),
        };
        self.texts[0] = edited.ok_or(Failure::NotAsAsked)?;
        self.accept(|before, after| is_asked(before, after, member))
    }

    fn meeting(&mut self, known: Option<&Meeting>, new: &Meeting) -> Result<(), Failure> {
        let text = &self.texts[1];
        let edited = match known {
            Some(known) => edit::change_meeting(text, known, new),
            None => edit::add_meeting(text, &self.council.meetings, new),
        };
        self.texts[1] = edited.ok_or(Failure::NotAsAsked)?;
        let added = usize::from(known.is_none());
        self.accept(|before, after| {
            compare::are_meetings(before, after, added, std::slice::from_ref(new))
        })
    }

    /// Reads the texts again, which must be sound and say what was asked for.
    fn accept(&mut self, is_asked: impl Fn(&Council, &Council) -> bool) -> Result<(), Failure> {
        let read = self.read();
        if has_errors(&read.problems) {
            self.session.print_problems(&read.problems, &read.sources);
            return Err(Failure::WouldNotValidate);
        }
        let after = read.council.ok_or(Failure::NotAsAsked)?;
        if !is_asked(&self.council, &after) {
            return Err(Failure::NotAsAsked);
        }
        self.council = after;
        Ok(())
    }

    fn read(&self) -> Registries {
        pipeline::registries_of(&self.texts[0], &self.texts[1], &self.session.clock)
    }
}
