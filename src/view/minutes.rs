//! The minutes of a meeting, for templates.

use serde::Serialize;

use super::meeting::unranked;
use super::{MeetingView, OpinionView, QuorumNeedView, meetings, members, opinions_under_way};
use crate::domain::{Council, Foreseen, Meeting, MemberAnswer};
use crate::locale::lists::{capitalized, uncapitalized};
use crate::locale::{articles, dates};

/// What the draft of minutes says by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DraftView {
    /// Compte-rendu du Conseil logiciels libres : réunion écosystème en ligne du 27 octobre 2025
    pub title: String,
    /// Those that have members, in the order of the registry.
    pub attendance: Vec<AttendanceView>,
    /// What the meeting needs to deliberate, if the council says it.
    pub quorum: Option<QuorumNeedView>,
    /// Those under way at the end of that day, as they stood then.
    pub opinions: Vec<OpinionView>,
    /// The next meeting of one of its colleges.
    pub next: Option<MeetingView>,
}

/// Who is expected from a college.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AttendanceView {
    /// Écosystème
    pub college: String,
    pub members: Vec<ExpectedView>,
}

/// An organisation that sits that day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExpectedView {
    pub name: String,
    /// The names of its contacts, and of whom they send; empty wherever they must not be.
    pub contacts: Vec<String>,
    /// Whether it has answered that nobody comes; false wherever that must not be told.
    pub excused: bool,
    /// par l'ANCT
    pub represented_by: Option<String>,
}

impl DraftView {
    /// Shows what is known of a meeting; `contacts` names the people of a member, by its id, and `foreseen`
    /// has what they answered.
    #[must_use]
    pub fn new(
        council: &Council,
        meeting: &Meeting,
        contacts: impl Fn(&str) -> Vec<String>,
        foreseen: Option<&Foreseen>,
    ) -> Self {
        let day = meeting.slot.date();
        let sitting = members(council, Some(day), |member| meeting.calls(member));
        let mut attendance: Vec<AttendanceView> = Vec::new();
        for member in sitting {
            let college = capitalized(&member.college.name);
            let mut answers = foreseen.iter().flat_map(|it| &it.members);
            let answer = answers.find(|it| it.id.as_str() == member.id);
            let proxy = answer.and_then(|it| council.member(it.proxy.as_ref()?.as_str()));
            let expected = ExpectedView {
                contacts: contacts(&member.id),
                excused: answer.is_some_and(|it| it.answer == MemberAnswer::Excused),
                represented_by: proxy.map(|it| {
                    let name = it.name_on(day);
                    let by = articles::by(name, it.article_on(day));
                    by.unwrap_or_else(|| format!("par {name}"))
                }),
                name: member.name,
            };
            match attendance.last_mut().filter(|last| last.college == college) {
                Some(last) => last.members.push(expected),
                None => attendance.push(AttendanceView {
                    college,
                    members: vec![expected],
                }),
            }
        }
        let after = council.meeting_after(meeting);
        let next = after.and_then(|next| {
            let mut views = meetings(council).into_iter();
            views.find(|view| view.id == next.id.as_str())
        });
        Self {
            title: minutes_title(council, meeting),
            attendance,
            quorum: QuorumNeedView::new(council, meeting),
            opinions: opinions_under_way(council, day),
            next,
        }
    }
}

/// Writes the title of the minutes of a meeting, in full.
///
/// It ends in the day; "en ligne" stands before where the meeting takes place nowhere else.
#[must_use]
pub fn minutes_title(council: &Council, meeting: &Meeting) -> String {
    let online = if meeting.is_online() && meeting.place.is_none() {
        " en ligne"
    } else {
        ""
    };
    let of = articles::of(&council.name, council.article.as_deref());
    format!(
        "Compte-rendu {} : {}{online} du {}",
        of.unwrap_or_else(|| format!("– {}", council.name)),
        uncapitalized(&unranked(council, meeting)),
        dates::date(meeting.slot.date())
    )
}
