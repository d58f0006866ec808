//! Who was at the meetings, by the minutes of every meeting.

use super::Session;
use super::failure::Failure;
use crate::domain::{Council, Meeting, Quorum};
use crate::leaks::attendance;
use crate::leaks::watch::Watch;
use crate::markdown::minutes::{self, Attendee, Named};
use crate::render::{self, Context};
use crate::view::{AttendedView, DateView};

/// Who was at some meetings.
#[derive(Default)]
pub struct AllAttendance<'a> {
    /// The meetings whose minutes say it, by date.
    pub held: Vec<&'a Meeting>,
    /// Organisations alone.
    pub attended: Vec<AttendedView>,
    /// The quorum of the last meeting whose minutes were read, where the council asks for one.
    pub quorum: Option<Quorum>,
    /// How many minutes are left out, since nobody knows which of their parts are private.
    pub doubtful: usize,
}

/// Reads who was at each meeting that `keep` lets through: in the draft where there is one, else in what is
/// published; guests whose names `watch` knows as private are left out.
///
/// # Errors
///
/// Minutes that are there and cannot be read; they are shown.
pub fn read_all<'a>(
    session: &Session,
    council: &'a Council,
    context: &Context,
    watch: &Watch,
    keep: impl Fn(&Meeting) -> bool,
) -> Result<AllAttendance<'a>, Failure> {
    let meetings = council.meetings_by_id();
    let mut names = attendance::names(council);
    let mut all = AllAttendance::default();
    for value in &context.meetings {
        let meeting = meetings.get(value.view.id.as_str());
        let Some(meeting) = meeting.filter(|meeting| keep(meeting)) else {
            continue;
        };
        let paths = value.draft.iter().chain([&value.view.minutes]);
        for path in paths {
            let Some(text) = session.minutes_at(path)? else {
                continue;
            };
            let read = minutes::read(&text);
            if !read.privacy.is_certain() {
                all.doubtful += 1;
                break;
            }
            attendance::call(&mut names, council, meeting);
            let attendees = Attendee::once(read.attendees(&names));
            let sheet = render::minutes::sheet(&attendees);
            all.quorum = council.quorum(meeting, &sheet);
            let views = attendees.iter().filter_map(|it| view(council, meeting, it));
            let before = all.attended.len();
            all.attended.extend(
                views.filter(|it| it.member.is_some() || watch.in_text(&it.name).is_empty()),
            );
            if all.attended.len() > before {
                all.held.push(*meeting);
            }
            break;
        }
    }
    Ok(all)
}

/// Shows how an organisation took part; persons, and names that may be theirs, are shown nowhere.
fn view(council: &Council, meeting: &Meeting, attendee: &Attendee) -> Option<AttendedView> {
    let organisation = attendee.organisation.as_ref()?;
    let member = attendee.member().and_then(|id| council.member(id));
    if member.is_none() && !attendee.guest {
        return None;
    }
    let day = meeting.slot.date();
    let state = if attendee.guest {
        "guest"
    } else {
        attendee.presence.into_str()
    };
    let id_or_name = |named: &Named| named.member.clone().unwrap_or_else(|| named.name.clone());
    Some(AttendedView {
        meeting: meeting.id.to_string(),
        date: DateView::new(day),
        member: member.map(|member| member.id.to_string()),
        name: member.map_or_else(
            || organisation.name.clone(),
            |it| it.name_on(day).to_owned(),
        ),
        college: member.map(|member| member.college.to_string()),
        state,
        by: attendee.by.as_ref().map(id_or_name),
    })
}
