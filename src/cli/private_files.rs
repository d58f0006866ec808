//! What is missing of `private/` where calendars of the council are committed: a clone that is not
//! the secretariat's, or files that were lost.

use super::pipeline::Confidential;
use super::{Session, mailing};
use crate::domain::Council;
use crate::problem::{Problem, What};
use crate::source::{PRIVATE_MEETINGS_FILE, PRIVATE_MEMBERS_FILE, SENT_FILE, SMTP_FILE};

/// Lists the files that are not here: the contacts, the links if a meeting to come needs one, and
/// the journal.
#[must_use]
pub fn missing(
    session: &Session,
    council: &Council,
    calendar: Option<&str>,
    private: &Confidential,
) -> Vec<&'static str> {
    let has = |path: &str| session.workspace.has(path);
    let today = session.today(council);
    let mut meetings = council.meetings.iter();
    let links = has(PRIVATE_MEETINGS_FILE)
        || !meetings.any(|it| it.takes_place() && it.is_online() && it.slot.date() >= today);
    let files = [
        (PRIVATE_MEMBERS_FILE, private.has_contacts),
        (PRIVATE_MEETINGS_FILE, links),
        (SENT_FILE, has(SENT_FILE)),
    ];
    let files = files.into_iter().filter(|(_, is_here)| !is_here);
    let files: Vec<&'static str> = files.map(|(path, _)| path).collect();
    // What git does not say is no reason to say more.
    let committed = || {
        let uids = calendar.and_then(|path| mailing::committed(session, path).ok());
        let mut meetings = council.meetings.iter();
        uids.is_some_and(|uids| meetings.any(|meeting| uids.contains(&meeting.uid)))
    };
    if files.is_empty() || !committed() {
        return Vec::new();
    }
    files
}

/// Finds what is missing beside private files that are here: where there are none, as in a service
/// that checks each commit, nothing is missed; nor is the journal where nothing is sent.
#[must_use]
pub fn findings(
    session: &Session,
    council: &Council,
    calendar: Option<&str>,
    private: &Confidential,
) -> Vec<Problem> {
    let has = |path: &str| session.workspace.has(path);
    let beside = match (private.has_contacts, has(SMTP_FILE), has(SENT_FILE)) {
        (false, false, false) => return Vec::new(),
        (_, sends, _) => sends,
    };
    let files = missing(session, council, calendar, private).into_iter();
    let files = files.filter(|path| beside || *path != SENT_FILE);
    files
        .map(|path| Problem::path(path, What::MissingPrivateFile))
        .collect()
}
