//! What is missing of `private/` where calendars of the council are committed: a clone that is not
//! the secretariat's, or files that were lost.

use super::pipeline::Confidential;
use super::{Session, mailing};
use crate::domain::{Council, Meeting};
use crate::problem::{PrivateGap, Problem, What};
use crate::registry::sent;
use crate::source::{PRIVATE_MEETINGS_FILE, PRIVATE_MEMBERS_FILE, SENT_FILE, SMTP_FILE};

/// Lists the files that are missed, and why: the contacts, the links if people were told one or a meeting
/// to come needs one, and the journal, which is given if it is sound.
#[must_use]
pub fn missing(
    session: &Session,
    council: &Council,
    calendar: Option<&str>,
    private: &Confidential,
    journal: Option<&sent::Read>,
) -> Vec<(&'static str, PrivateGap)> {
    let has = |path: &str| session.workspace.has(path);
    let now = session.clock.moment(council.timezone);
    let meetings = council.meetings.iter();
    let mut meetings = meetings.filter(|it| it.takes_place() && !it.is_over(now));
    let told = journal.is_some_and(|read| {
        let join = &private.records.join;
        meetings.clone().any(|it| join.is_lost(it, &read.journal))
    });
    let lost = journal
        .is_some_and(|read| mailing::are_contacts_lost(session, council, private, &read.journal));
    let emptied = journal.is_some_and(|read| mailing::is_emptied(session, read));
    let missing = |is_missing: bool| is_missing.then_some(PrivateGap::Missing);
    let links = || missing(!has(PRIVATE_MEETINGS_FILE) && meetings.any(Meeting::is_online));
    let gaps = [
        (
            PRIVATE_MEMBERS_FILE,
            lost.then_some(PrivateGap::Contacts)
                .or_else(|| missing(!private.has_contacts)),
        ),
        (
            PRIVATE_MEETINGS_FILE,
            told.then_some(PrivateGap::Links).or_else(links),
        ),
        (
            SENT_FILE,
            emptied
                .then_some(PrivateGap::Emptied)
                .or_else(|| missing(!has(SENT_FILE))),
        ),
    ];
    let files = gaps.into_iter();
    let mut files: Vec<_> = files.filter_map(|(path, gap)| Some((path, gap?))).collect();
    // What git does not say is no reason to say more.
    let committed = || {
        let uids = calendar.and_then(|path| mailing::committed(session, path).ok());
        let mut meetings = council.meetings.iter();
        uids.is_some_and(|uids| meetings.any(|meeting| uids.contains(&meeting.uid)))
    };
    let is_missing = |(_, gap): &(_, PrivateGap)| *gap == PrivateGap::Missing;
    if files.iter().any(is_missing) && !committed() {
        files.retain(|it| !is_missing(it));
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
    journal: Option<&sent::Read>,
) -> Vec<Problem> {
    let has = |path: &str| session.workspace.has(path);
    let sends = has(SMTP_FILE);
    if !private.has_contacts && !sends && !has(SENT_FILE) {
        return Vec::new();
    }
    let files = missing(session, council, calendar, private, journal).into_iter();
    let files = files.filter(|it| sends || *it != (SENT_FILE, PrivateGap::Missing));
    files
        .map(|(path, gap)| Problem::path(path, What::MissingPrivateFile { gap }))
        .collect()
}
