//! Whether anybody may know a meeting: by a calendar, or by a message.

use std::sync::Arc;

use super::{Session, mailing};
use crate::calendar;
use crate::domain::{Council, Meeting};
use crate::render::Suffix;

/// Whether anybody may know a meeting: it is in a calendar, here or where git was last, or a
/// message about it was sent.
pub fn told(session: &Session, council: &Council, meeting: &Meeting) -> bool {
    is_known(session, council, meeting, true)
}

/// Whether anybody may know a meeting otherwise than by the calendars that were built here.
pub fn told_elsewhere(session: &Session, council: &Council, meeting: &Meeting) -> bool {
    is_known(session, council, meeting, false)
}

fn is_known(session: &Session, council: &Council, meeting: &Meeting, by_folder: bool) -> bool {
    let workspace = &session.workspace;
    let holds = |bytes: &[u8]| calendar::read(bytes).is_ok_and(|it| it.has(&meeting.uid));
    let files = workspace.files();
    let calendars = files.iter().filter(|path| Suffix::Calendar.ends(path));
    let mut known = calendars.flat_map(|path| {
        let before = workspace.at_revision("HEAD", path).ok().flatten();
        let here = workspace.read_whole(path).ok().filter(|_| by_folder);
        [here, before.map(Arc::from)]
    });
    let journal = mailing::journal(session, council);
    // One that cannot be read may know it.
    let sent = journal.map_or(true, |read| read.journal.knows(&meeting.uid));
    sent || known.any(|bytes| bytes.is_some_and(|bytes| holds(&bytes)))
}
