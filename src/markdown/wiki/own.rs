//! The lines that `cll` itself writes in blocks, read back to the letter.
//!
//! ```text
//! - 28 septembre 2023 14h-16h (initialement 15 septembre) : Réunion (2/2) **ANNULÉE** ([.ics](e.ics))
//! - [AMUE](https://www.amue.fr/)
//! ```

use std::ops::Range;

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::parts::Line;
use super::passage::{Passage, on_one_line};
use super::title::is_calendar_link;
use super::{ListedMeeting, MeetingState};
use crate::locale::hours::written_hours;
use crate::locale::parse_dates::{WrittenDate, written_dates};

/// A day and, if they are told, its hours.
type Slot = (NaiveDate, Option<(NaiveTime, NaiveTime)>);

/// Reads a line of a calendar; `None` if it has another form than the usual one.
///
/// Its title may hold anything: a day, a mark, parentheses, a link.
#[must_use]
pub(super) fn meeting(said: &Passage) -> Option<ListedMeeting> {
    let line = Line::of(said);
    let text = line.text;
    let day = line.days.first().filter(|day| day.at.start == 0)?;
    let date = day.date()?;
    let span = line
        .hours
        .first()
        .filter(|span| span.at.start == day.at.end + 1)?;
    let hours = Some((span.start, span.end?));
    let (initially, start) = initially(text, span.at.end, date)?;
    let rest = text.get(start..)?;
    let sign = [" : ", "\u{a0}: "]
        .into_iter()
        .find(|sign| rest.starts_with(sign))?;
    let start = start + sign.len();
    let links = said.links.iter();
    let event = links
        .rev()
        .find(|linked| is_calendar_link(&linked.link.target))?;
    let mut title = start..event.over.start.checked_sub(" (".len())?;
    let link_follows = text.get(title.end..event.over.start)? == " (";
    let mark = said.strong.iter().find(|mark| mark.end == title.end);
    let mark = mark.and_then(|mark| Some((standing(text.get(mark.clone())?)?, mark.start)));
    let (standing, end) = mark.map_or((MeetingState::Confirmed, title.end), |(standing, start)| {
        (standing, start.saturating_sub(1))
    });
    title.end = end;
    let rank = rank(text.get(title.clone())?);
    title.end -= rank.as_ref().map_or(0, |(_, length)| *length);
    link_follows.then_some(())?;
    Some(ListedMeeting {
        date,
        hours,
        initially,
        standing,
        title: on_one_line(text.get(title)?),
        rank: rank.map(|(rank, _)| rank),
        online: false,
        event: Some(event.link.clone()),
        at: said.at.clone(),
    })
}

/// Returns the name and the address of a member, as they were written.
pub(super) fn member(said: &Passage) -> (String, Option<String>) {
    let whole = |over: &Range<usize>| *over == (0..said.text.len());
    let link = said.links.iter().find(|linked| whole(&linked.over));
    let url = link.map(|linked| linked.link.target.clone());
    // An address for a name is a link only to those who read addresses as links.
    let name = said.text.as_str();
    let bare = |url: &str| {
        url == name
            || ["http://", "mailto:"]
                .iter()
                .any(|start| url.strip_prefix(start) == Some(name))
    };
    (said.on_one_line(), url.filter(|url| !bare(url)))
}

/// Reads " (initialement 15 septembre)" at a place, if it is there; with it, where it ends.
fn initially(text: &str, at: usize, date: NaiveDate) -> Option<(Option<Slot>, usize)> {
    const OPENS: &str = " (initialement ";
    let rest = text.get(at..)?;
    let Some(inside) = rest.strip_prefix(OPENS) else {
        return Some((None, at));
    };
    let (inside, _) = inside.split_once(')')?;
    let end = at + OPENS.len() + inside.len() + 1;
    let hours = written_hours(inside)
        .first()
        .and_then(|span| Some((span.start, span.end?)));
    let day = |day: &WrittenDate| {
        NaiveDate::from_ymd_opt(day.year.unwrap_or(date.year()), day.month, day.day)
    };
    let slot = match (written_dates(inside).first(), hours) {
        (Some(written), hours) => (day(written)?, hours),
        (None, Some(hours)) => (date, Some(hours)),
        (None, None) => return None,
    };
    Some((Some(slot), end))
}

fn standing(mark: &str) -> Option<MeetingState> {
    Some(match mark {
        "ANNULÉE" => MeetingState::Cancelled,
        "REPORTÉE" => MeetingState::Postponed,
        "À CONFIRMER" => MeetingState::Proposed,
        _ => return None,
    })
}

/// Reads " (1/2)" at the end of a title, with its length.
fn rank(title: &str) -> Option<((u32, u32), usize)> {
    let (before, rank) = title.strip_suffix(')')?.rsplit_once(" (")?;
    let (rank, of) = rank.split_once('/')?;
    let number = |text: &str| {
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u32>().ok().filter(|_| digits)
    };
    Some(((number(rank)?, number(of)?), title.len() - before.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::markdown::escape;
    use crate::markdown::wiki::{MeetingState, read};

    #[test]
    fn a_member_of_a_block_may_be_called_like_a_day() {
        for name in ["1/2", "3 mars", "8/12 (réunion)", "0/0("] {
            let page = read(&format!(
                "<!-- cll:members -->\n- {name}\n<!-- /cll:members -->\n"
            ));
            assert_eq!(page.members[0].members[0].name, name);
            assert!(page.meetings.is_empty() && page.unread.is_empty());
        }
    }

    proptest! {
        #[test]
        fn whatever_was_written_is_read_back(
            title in "[ a-zé0-9A(){}\\[\\]*_~`<>&;:,.!?/|\\\\#+@-]{1,60}",
            url in "https://example[.]org/[a-z*_=]{0,12}",
            mark in prop::sample::select(vec!["", " **ANNULÉE**"]),
        ) {
            let written = escape::text(&title);
            prop_assume!(title.contains(char::is_alphanumeric));
            let member = escape::link(&title, &url);
            let page = read(&format!(
                "<!-- cll:members -->\n- {written}\n- {member}\n<!-- /cll:members -->\n\n\
                 <!-- cll:calendar -->\n- 1er mars 2023 9h30-12h : {written} (1/2){mark} ([.ics](a.ics))\n<!-- /cll:calendar -->\n"
            ));
            let expected = title.split_whitespace().collect::<Vec<_>>().join(" ");
            let [plain, linked] = page.members[0].members.as_slice() else {
                return Err(TestCaseError::fail(format!("{page:?}")));
            };
            prop_assert_eq!((&plain.name, &plain.url), (&expected, &None));
            prop_assert_eq!((&linked.name, linked.url.as_deref()), (&expected, Some(url.as_str())));
            let meeting = &page.meetings[0].meetings[0];
            prop_assert_eq!((&meeting.title, meeting.rank), (&expected, Some((1, 2))));
            prop_assert_eq!(meeting.standing == MeetingState::Cancelled, !mark.is_empty());
        }
    }
}
