//! What calendars will be told, for templates.

use serde::Serialize;

use super::{MeetingView, SlotView, meetings};
use crate::domain::{Change, Council, EventText, Kind};
use crate::locale::lists;

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
    /// Whether the hours are on another day as they were.
    pub same_hours: bool,
    /// What else differs: place, online, agenda, reason, title, number; and where only calendars
    /// tell, summary, description, location, url.
    pub fields: Vec<&'static str>,
    pub place: Option<String>,
    pub place_was: Option<String>,
    pub online: bool,
    pub reason: Option<String>,
    pub has_agenda: bool,
    /// Réunion administrations
    pub title_was: Option<String>,
    /// 2/2
    pub number: Option<String>,
    pub number_was: Option<String>,
    pub late: bool,
    pub past: bool,
}

/// Shows changes, in the order given.
///
/// `before` is the council at the revision that is compared, if it can be read: it tells what the
/// texts of a calendar do not tell apart.
#[must_use]
pub fn changes(council: &Council, before: Option<&Council>, changes: &[Change]) -> Vec<ChangeView> {
    let (views, known) = (meetings(council), before.map(meetings).unwrap_or_default());
    let of = |views: &'_ [MeetingView], uid: &str| views.iter().find(|it| it.uid == uid).cloned();
    let seen = changes.iter().map(|change| {
        let meeting = change.meeting.as_ref();
        let now = meeting.and_then(|_| of(&views, &change.uid));
        let was = of(&known, &change.uid);
        let shown = view(change, now.as_ref(), was.as_ref());
        (shown, now.or(was))
    });
    let seen: Vec<(ChangeView, Option<MeetingView>)> = seen.collect();
    let names: Vec<String> = seen
        .iter()
        .map(|(change, meeting)| {
            let alike = |(other, _): &&(ChangeView, _)| other.name == change.name;
            let alike: Vec<_> = seen.iter().filter(alike).collect();
            told_apart(change, meeting.as_ref(), &alike)
        })
        .collect();
    let told = seen.into_iter().zip(names);
    told.map(|((change, _), name)| ChangeView { name, ..change })
        .collect()
}

/// Names the meeting of a change: where several of one name are on one day, with the hours, the
/// colleges, or both, whatever tells it from the others.
fn told_apart(
    change: &ChangeView,
    meeting: Option<&MeetingView>,
    alike: &[&(ChangeView, Option<MeetingView>)],
) -> String {
    fn slots(change: &ChangeView) -> impl Iterator<Item = &SlotView> {
        [&change.was, &change.now].into_iter().flatten()
    }
    let hours = |change: &ChangeView, _: Option<&MeetingView>| {
        let hours = slots(change).next().map(|slot| slot.hours.clone());
        hours.unwrap_or_default()
    };
    let colleges = |_: &ChangeView, meeting: Option<&MeetingView>| {
        let colleges = meeting.into_iter().flat_map(|it| &it.colleges);
        lists::and(&colleges.map(|it| it.name.as_str()).collect::<Vec<_>>())
    };
    let both = |change: &ChangeView, meeting: Option<&MeetingView>| {
        format!("{}, {}", hours(change, meeting), colleges(change, meeting))
    };
    let on_one_day = alike.iter().filter(|(other, _)| {
        let mut days = slots(other).map(|slot| &slot.date.iso);
        days.any(|day| slots(change).any(|slot| slot.date.iso == *day))
    });
    let others: Vec<_> = on_one_day.collect();
    if others.len() < 2 {
        return change.name.clone();
    }
    let tells = |mark: &dyn Fn(&ChangeView, Option<&MeetingView>) -> String| {
        let own = mark(change, meeting);
        let same = others
            .iter()
            .filter(|(other, meeting)| mark(other, meeting.as_ref()) == own);
        (same.count() < 2).then_some(own)
    };
    let apart = tells(&hours).or_else(|| tells(&colleges));
    let apart = apart.unwrap_or_else(|| both(change, meeting));
    format!("{} ({apart})", change.name)
}

fn view(change: &Change, now: Option<&MeetingView>, was: Option<&MeetingView>) -> ChangeView {
    let both = now.zip(was);
    let mut fields = both.map_or_else(Vec::new, |(now, was)| differing(now, was));
    // The calendar of that revision may have been older than its registry, or somebody else's.
    // That the meeting moved is in its texts as well, and is said already.
    if fields.is_empty() && change.kind == Kind::Text {
        fields = change
            .texts
            .iter()
            .map(|(text, _)| text.into_str())
            .collect();
    }
    // That a meeting is called off is in its title, and why is said with it.
    let called_off = matches!(change.kind, Kind::Postponed | Kind::Cancelled);
    if called_off || change.kind == Kind::Lost {
        fields.clear();
    }
    let text = |wanted: EventText| {
        let mut texts = change.texts.iter();
        texts
            .find(|(text, _)| *text == wanted)
            .and_then(|(_, was)| was.clone())
    };
    let summary = if change.summary.trim().is_empty() {
        "Événement sans titre"
    } else {
        &change.summary
    };
    let rank = |view: &MeetingView| {
        let rank = view.number.zip(view.of);
        rank.map(|(number, of)| format!("{number}/{of}"))
    };
    let slot = |period: Option<_>| period.map(SlotView::from);
    let (before, after) = (slot(change.was), slot(change.now));
    ChangeView {
        name: now.map_or_else(|| summary.to_owned(), |view| view.title.clone()),
        kind: change.kind.into_str(),
        status: now.map(|view| view.status),
        same_hours: matches!((&before, &after), (Some(before), Some(after)) if before.hours == after.hours),
        was: before,
        now: after,
        place: match now {
            Some(view) => view.place.clone(),
            None => change.location.clone(),
        },
        place_was: match was.filter(|_| !fields.contains(&"location")) {
            Some(view) => view.place.clone(),
            None => text(EventText::Location),
        },
        online: now.is_some_and(|view| view.online),
        reason: now.and_then(|view| view.reason.clone()),
        has_agenda: now.is_some_and(|view| !view.agenda.is_empty()),
        title_was: match was.filter(|_| !fields.contains(&"summary")) {
            Some(view) => Some(view.unranked().title),
            None => text(EventText::Summary),
        },
        number: now.and_then(rank),
        number_was: was.and_then(rank),
        fields,
        late: change.late,
        past: change.past,
    }
}

/// Lists what a meeting says otherwise than before, besides its day, hours and status.
fn differing(now: &MeetingView, was: &MeetingView) -> Vec<&'static str> {
    let titles = (now.unranked().title, was.unranked().title);
    [
        ("place", now.place != was.place),
        ("online", now.online != was.online),
        ("title", titles.0 != titles.1),
        ("number", (now.number, now.of) != (was.number, was.of)),
        ("agenda", now.agenda != was.agenda),
        ("reason", now.reason != was.reason),
    ]
    .into_iter()
    .filter_map(|(field, differs)| differs.then_some(field))
    .collect()
}
