//! The meetings that the front matter of a page lists: a key, below it items each of which names a day.

use std::ops::Range;

use super::day::{is_day_key, moment};
use super::line::{self, Reading, Under};
use super::passage::{Passage, unquoted};
use super::scalars::scalars;
use super::title::plain;
use super::topic::{is_of_meetings, is_of_minutes};
use super::words::{DOCUMENT_ENDS, MEETING_NAMES, MEETING_WORDS, TIME_KEYS, TITLE_COLUMNS, begins};
use super::{ListedMeeting, MeetingList, Otherwise};
use crate::locale::collation::{Word, sort_key, words};
use crate::locale::hours::written_hours;
use crate::markdown::minutes::front_matter::FrontMatter;

/// What a line of an entry says of a day.
struct Dated {
    meeting: ListedMeeting,
    /// Whether it names a meeting or minutes, and whether its key is one of days.
    names: bool,
    is_day: bool,
}

/// Lists the meetings of the entries below each key of a front matter that ends at a place, and the entries of
/// which nobody can tell whether they are of one.
///
/// The day of what names a meeting counts before that of a key such as `date`, which may be that of the file.
pub(super) fn entries(
    text: &str,
    ends: usize,
    matter: &FrontMatter,
) -> (Vec<MeetingList>, Vec<Range<usize>>) {
    let (mut lists, mut unread) = (Vec::new(), Vec::new());
    let scalars = scalars(text, ends);
    for field in &matter.fields {
        let starts = matter.fields.iter().map(|field| field.at.start);
        let end = starts.filter(|start| *start > field.at.start).min();
        let lines = text
            .get(field.at.start..end.unwrap_or(ends))
            .unwrap_or_default();
        let is_known = is_of_meetings(&field.key.replace('_', " "));
        let mut meetings = Vec::new();
        for at in items(lines, field.at.start) {
            if scalars.iter().any(|scalar| scalar.holds(at.start)) {
                continue;
            }
            let entry = text.get(at.clone()).unwrap_or_default();
            let dated = dated(entry);
            let Some(first) = dated
                .iter()
                .find(|one| one.names)
                .or_else(|| dated.iter().find(|one| one.is_day))
            else {
                continue;
            };
            if !(first.names || is_known) {
                unread.push(first_line(&at, entry));
                continue;
            }
            let date = first.meeting.date;
            let others = dated.iter().filter(|one| one.names || one.is_day);
            let others = others.filter(|one| one.meeting.date != date);
            let line = first_line(&at, entry);
            let otherwise = others.map(|one| Otherwise {
                date: one.meeting.date,
                start: one.meeting.start,
                end: one.meeting.end,
                at: line.clone(),
            });
            let otherwise = otherwise.collect();
            let minutes = document(entry).filter(|_| first.names);
            // A date alone is called what the entry says.
            let called = match first.meeting.title.as_str() {
                "" if !first.names => {
                    said_in(entry, &|key| begins(&TITLE_COLUMNS, key)).unwrap_or_default()
                }
                title => title,
            };
            let hours = said_in(entry, &|key| TIME_KEYS.contains(&key));
            let hours = hours.and_then(|said| written_hours(said).into_iter().next());
            let start = first.meeting.start;
            let hours = hours.filter(|_| start.is_none());
            meetings.push(ListedMeeting {
                title: title(called),
                start: start.or(hours.as_ref().map(|hours| hours.start)),
                end: first.meeting.end.or(hours.and_then(|hours| hours.end)),
                otherwise,
                minutes,
                at: line,
                ..first.meeting.clone()
            });
        }
        if let Some(start) = meetings.first().map(|first| first.at.start) {
            lists.push(MeetingList {
                heading: None,
                topic: None,
                year: None,
                meetings,
                at: start..start,
                in_block: false,
                is_sure: false,
            });
        }
    }
    (lists, unread)
}

/// Returns what an entry calls its meeting, if it is more than "séance".
fn title(said: &str) -> String {
    let title = plain(said);
    let is_usual = |(_, word): &Word<'_>| MEETING_WORDS.contains(&word.as_str());
    Some(title)
        .filter(|title| !words(title).iter().all(is_usual))
        .unwrap_or_default()
}

/// Lists where the items of a key stand, each up to the next.
fn items(lines: &str, start: usize) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut column = None;
    let mut at = start;
    for line in lines.split_inclusive('\n') {
        let blank = line.len() - line.trim_start().len();
        let said = line.trim_start();
        let is_item = said.starts_with("- ") || said.trim_end() == "-";
        if is_item && column.is_none_or(|column| blank == column) {
            column = Some(blank);
            found.push(at + blank..at + blank);
        }
        at += line.len();
        let is_rule = ["---", "..."].contains(&line.trim_end());
        if let Some(last) = found.last_mut().filter(|_| !said.is_empty() && !is_rule) {
            last.end = at;
        }
    }
    found
}

fn first_line(at: &Range<usize>, entry: &str) -> Range<usize> {
    let line = entry.lines().next().unwrap_or_default();
    at.start..at.start + line.trim_end().len()
}

/// Lists the days that the lines of an entry name, but for those of files and addresses.
fn dated(entry: &str) -> Vec<Dated> {
    let mut found = Vec::new();
    for line in entry.lines() {
        let said = line.trim().trim_start_matches("- ").trim_start();
        let (key, value) = said.split_once(": ").unwrap_or(("", said));
        let value = unquoted(value);
        if value.contains('/') && !value.contains(' ')
            || is_document(value)
            || value.contains("://")
        {
            continue;
        }
        let said = words(value);
        let mut said = said.iter().map(|(_, word)| word.as_str());
        let first = said.find(|word| !["l", "la", "le"].contains(word));
        let names = first.is_some_and(|word| MEETING_NAMES.contains(&word));
        let is_day = is_day_key(key);
        let moment = moment(value).filter(|_| is_day && !key.is_empty());
        if let Some((date, start, zone)) = moment {
            found.push(Dated {
                meeting: ListedMeeting {
                    start,
                    zone,
                    ..ListedMeeting::on(date)
                },
                names: false,
                is_day,
            });
        } else if let Reading::Meeting { meeting, .. } =
            line::read(&Passage::plain(value), &Under::named())
        {
            found.push(Dated {
                meeting: *meeting,
                names: names || is_of_minutes(value),
                is_day,
            });
        }
    }
    found
}

fn is_document(value: &str) -> bool {
    let value = value.to_lowercase();
    DOCUMENT_ENDS.iter().any(|end| value.ends_with(end))
}

/// Returns the value of the first key of an entry that is one of some.
fn said_in<'a>(entry: &'a str, is: &dyn Fn(&str) -> bool) -> Option<&'a str> {
    entry.lines().find_map(|line| {
        let line = line.trim().trim_start_matches("- ");
        let (key, value) = line.split_once(": ")?;
        let value = unquoted(value);
        is(&sort_key(key.trim())).then_some(value)
    })
}

/// Returns the document to which an entry leads.
fn document(entry: &str) -> Option<String> {
    let mut values = entry.lines().filter_map(|line| line.split_once(": "));
    values.find_map(|(_, value)| {
        let value = unquoted(value);
        is_document(value).then(|| value.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use crate::markdown::wiki::shown::{all_shown, read};

    #[test]
    fn entries_of_a_front_matter_that_name_a_day_are_meetings() {
        for (lines, expected, unread) in [
            (
                "documents:\n- fiche: Compte rendu séance du 26 Novembre 2021\n  date_texte: 26 Novembre 2021\n  adresse: /a/cr 26 novembre 2021.pdf\n- fiche: Compte rendu séance du 16 Juin 2021\n  date_texte: 1 Octobre 2021\n",
                &["2021-11-26 | ", "2021-06-16 | "][..],
                0,
            ),
            (
                "reunions:\n  - date: 2026-05-03\n    titre: Bilan\n    heure: 14h\n  - date: 2026-06-07T18:00:00\n",
                &["2026-05-03 14h | Bilan", "2026-06-07 18h | "],
                0,
            ),
            (
                "seances:\n  - 3 mai 2026\n  - \"7 juin 2026 14h-16h\"\n",
                &["2026-05-03 | ", "2026-06-07 14h-16h | "],
                0,
            ),
            ("photos:\n  - date: 2026-05-03\n    image: a.jpg\n", &[], 1),
            (
                "menu:\n  - titre: Comptes rendus\n    adresse: /c.html\n",
                &[],
                0,
            ),
        ] {
            let page = read(&format!(
                "---\ntitle: Comptes rendus\n{lines}---\n\nVoici les comptes rendus.\n"
            ));
            let shown: Vec<String> = all_shown(&page);
            assert_eq!(shown, expected, "{lines}");
            assert_eq!(page.unread.len(), unread, "{lines}: {:?}", page.unread);
        }
    }
}
