//! What is recognised in minutes, written in the conventions of `cll`: nothing moves, no word is lost, and
//! what is read of the draft is what was read before.

use std::ops::Range;

use chrono::NaiveDate;

use crate::domain::Council;
use crate::leaks::attendance;
use crate::locale::collation::{sort_key, words};
use crate::locale::dates;
use crate::locale::parse_dates::{WrittenDate, written_dates};
use crate::markdown::from_office::words_of;
use crate::markdown::minutes::owners::Owners;
use crate::markdown::minutes::{
    Action, Attendee, Heading, Minutes, Names, Presence, Statement, announces_next, boxes,
    front_matter, heading_of_next, is_within, opens_records, read_of,
};
use crate::sort::Sort;

/// How often a text is read anew at most, to find the changes by which something would be read otherwise.
const MOST_READINGS: usize = 200;
/// How much is read anew at most, in bytes: of a long text fewer changes are tried.
const MOST_READ: usize = 4_000_000;

/// What minutes are read against.
pub struct Reader {
    names: Names,
    owners: Owners,
    day: NaiveDate,
}

/// A change of a text.
type Edit = (Range<usize>, String);

/// The changes that a text could have.
type Edits<'a> = &'a dyn Fn(&Minutes, &[Attendee], &str) -> Vec<Edit>;

/// An organisation, how it took part, who stood for it, whether it was a guest, and its persons.
type ReadAttendee = (Option<String>, Presence, Option<String>, bool, Vec<String>);

/// Who undertakes what, by when, and whether it is done.
type ReadAction = (Option<String>, Vec<String>, Option<NaiveDate>, bool);

/// What is read of minutes, however it is written.
#[derive(Debug, PartialEq, Eq)]
struct Reading {
    attendees: Vec<ReadAttendee>,
    decisions: Vec<Vec<String>>,
    opinions: Vec<Vec<String>>,
    actions: Vec<ReadAction>,
    says_none: [bool; 2],
    private: Vec<String>,
    is_certain: bool,
    /// The words that stand in no list of who was there.
    outside: Vec<String>,
}

impl Reader {
    pub fn of(council: &Council, day: NaiveDate) -> Self {
        Self {
            names: attendance::names(council),
            owners: Owners::new(council.names()),
            day,
        }
    }

    pub fn read(&self, text: &str) -> (Minutes, Vec<Attendee>) {
        let minutes = read_of(text, &self.owners, Some(self.day));
        let attendees = minutes.attendees(&self.names);
        (minutes, attendees)
    }

    /// Whether a text is the name of an organisation that the council knows, or several of them.
    pub fn knows(&self, text: &str) -> bool {
        self.owners.is_whole(text)
    }

    /// Counts what is recognised in a text.
    pub fn count(&self, text: &str) -> usize {
        let (minutes, attendees) = self.read(text);
        let known = attendees.iter().filter(|it| it.member().is_some()).count();
        known + minutes.decisions.len() + minutes.actions.len()
    }

    fn reading(&self, text: &str) -> Reading {
        let (minutes, attendees) = self.read(text);
        let body = minutes.front_matter.ends;
        let keys = |text: &str| {
            words(text)
                .into_iter()
                .map(|(_, key)| key.into())
                .collect::<Vec<String>>()
        };
        let name = |named: &crate::markdown::minutes::Named| {
            named
                .member
                .clone()
                .unwrap_or_else(|| sort_key(&named.name))
        };
        let mut outside = String::new();
        let mut done = body;
        for at in &minutes.attendance_at {
            outside.push_str(text.get(done..at.start).unwrap_or_default());
            outside.push(' ');
            done = done.max(at.end);
        }
        outside.push_str(text.get(done..).unwrap_or_default());
        let statements = |all: &[Statement]| all.iter().map(|it| keys(&it.text)).collect();
        Reading {
            attendees: attendees
                .iter()
                .map(|it| {
                    let persons = it.persons.iter().map(|(name, _)| sort_key(name)).collect();
                    let organisation = it.organisation.as_ref().map(name);
                    (
                        organisation,
                        it.presence,
                        it.by.as_ref().map(name),
                        it.guest,
                        persons,
                    )
                })
                .collect(),
            decisions: statements(&minutes.decisions),
            opinions: statements(&minutes.opinions),
            actions: minutes
                .actions
                .iter()
                .map(|it| {
                    (
                        it.owner.as_ref().map(|(name, _)| sort_key(name)),
                        keys(&it.text),
                        it.deadline,
                        it.done,
                    )
                })
                .collect(),
            says_none: [minutes.says_no_decision, minutes.says_no_action],
            private: minutes
                .privacy
                .regions
                .iter()
                .map(|at| {
                    text.get(at.clone())
                        .unwrap_or_default()
                        .split_whitespace()
                        .collect()
                })
                .collect(),
            is_certain: minutes.privacy.is_certain(),
            outside: keys(&outside),
        }
    }

    /// Whether two texts are read as the same minutes, wherever their parts stand.
    #[cfg(test)]
    pub fn is_same(&self, text: &str, other: &str) -> bool {
        let [first, second] = [text, other].map(|it| Reading {
            outside: Vec::new(),
            ..self.reading(it)
        });
        first == second
    }

    /// Makes a draft of Markdown. `shown` is the title that a browser shows beside the page.
    ///
    /// Where the Markdown `is_converted` from another form, the labels become headings.
    pub fn draft(&self, markdown: &str, shown: &str, template: &str, is_converted: bool) -> String {
        let own = front_matter::read(template);
        let title = read_of(template, &self.owners, Some(self.day)).title;
        let title = title
            .and_then(|title| template.get(title.at))
            .unwrap_or_default()
            .trim()
            .to_owned();
        let head = template.get(..own.ends).unwrap_or_default();
        let theirs = front_matter::read(markdown);
        let body = markdown.get(theirs.ends..).unwrap_or_default();
        let mut body = body.trim_start_matches(['\n', '\r', '\u{feff}']).to_owned();
        body = self.titled(&body, &title);
        if is_converted {
            body = self.settled(
                &body,
                &|minutes, _, text| heading_edits(minutes, text),
                false,
            );
        }
        body = self.settled(
            &body,
            &|minutes, attendees, text| attendance_edits(minutes, attendees, text),
            false,
        );
        if is_converted {
            body = self.settled(
                &body,
                &|minutes, _, text| section_edit(minutes, text).into_iter().collect(),
                false,
            );
        }
        body = self.settled(&body, &|minutes, _, text| record_edits(minutes, text), true);
        body = self.settled(&body, &|minutes, _, text| next_edits(minutes, text), true);
        if is_converted {
            body = self.settled(&body, &|_, _, text| tight_edits(text), true);
        }
        let given = markdown.get(..theirs.ends).unwrap_or_default();
        let head = joined_head(head, given, shown, &body);
        format!("{head}\n{body}")
    }

    /// Gives a text its title: the first line that says what it is, or the one of the template.
    fn titled(&self, body: &str, title: &str) -> String {
        let (minutes, _) = self.read(body);
        let first = minutes.headings.iter().find(|heading| heading.level == 1);
        let end = first.map_or(body.len(), |heading| heading.at.start);
        let mut at = 0;
        let lines = body
            .get(..end)
            .unwrap_or_default()
            .split_inclusive('\n')
            .map(|line| {
                at += line.len();
                (at - line.len()..at, line)
            });
        let found = lines
            .filter(|(_, line)| !line.trim().is_empty())
            .take(6)
            .find(|(_, line)| self.is_title(line));
        if found.is_none() && first.is_some() {
            return body.to_owned();
        }
        let before = self.reading(body);
        let is_same = |text: &String| {
            let after = Reading {
                outside: before.outside.clone(),
                ..self.reading(text)
            };
            after == before && holds(&counted(text), &counted(body))
        };
        let headed = found.map(|(at, line)| {
            let bare = unbroken(line.trim()).trim_matches('#').trim();
            let bare = bare
                .strip_prefix("**")
                .and_then(|it| it.strip_suffix("**"))
                .unwrap_or(bare);
            let before = unbroken(body.get(..at.start).unwrap_or_default());
            let gap = if before.is_empty() { "" } else { "\n\n" };
            let after = body
                .get(at.end..)
                .unwrap_or_default()
                .trim_start_matches(['\n', '\r']);
            format!("{before}{gap}# {bare}\n\n{after}")
        });
        headed
            .filter(is_same)
            .unwrap_or_else(|| format!("{title}\n\n{body}"))
    }

    fn is_title(&self, line: &str) -> bool {
        const WORDS: [&str; 14] = [
            "compte",
            "cr",
            "proces",
            "pv",
            "minutes",
            "reunion",
            "seance",
            "releve",
            "meeting",
            "assemblee",
            "notes",
            "comite",
            "pleniere",
            "conseil",
        ];
        let line = line.trim();
        let keys = words(line);
        let says = keys
            .iter()
            .take(6)
            .any(|(_, key)| WORDS.contains(&key.as_str()));
        let is_of_day = written_dates(line)
            .iter()
            .any(|it| it.date() == Some(self.day));
        let is_other = line.starts_with(['|', '>', '-', '<', '['])
            || line.ends_with([':', ';', ',', '.'])
            || keys.iter().any(|(_, key)| {
                key.starts_with("prochain") || key.starts_with("precedent") || key == "next"
            });
        let names_act = keys
            .iter()
            .any(|(_, key)| ["compte", "cr", "proces", "pv", "minutes"].contains(&key.as_str()));
        let is_dated = written_dates(line)
            .iter()
            .any(|it: &WrittenDate| it.date().is_some());
        says && (is_of_day || names_act && !is_dated) && !is_other && line.chars().count() <= 120
    }

    /// Makes the changes by which everything is read as before.
    fn settled(&self, text: &str, edits: Edits<'_>, may_mark: bool) -> String {
        let (minutes, attendees) = self.read(text);
        let mut edits = edits(&minutes, &attendees, text);
        edits.order_by_key(|(at, _)| (at.start, at.end));
        edits.dedup_by(|next, last| next.0.start < last.0.end || next.0 == last.0);
        let before = self.reading(text);
        let held = counted(text);
        let is_same = |changed: &str| {
            let mut after = self.reading(changed);
            if may_mark {
                after.outside.clone_from(&before.outside);
            }
            after == before && holds(&counted(changed), &held)
        };
        let mut kept = Vec::new();
        let mut left = (MOST_READ / text.len().max(1)).clamp(1, MOST_READINGS);
        settle(text, &edits, &is_same, &mut kept, &mut left);
        applied(text, &kept)
    }
}

/// Takes those of some changes by which nothing is read otherwise.
fn settle(
    text: &str,
    edits: &[Edit],
    is_same: &dyn Fn(&str) -> bool,
    kept: &mut Vec<Edit>,
    left: &mut usize,
) {
    if edits.is_empty() || *left == 0 {
        return;
    }
    *left -= 1;
    let all: Vec<Edit> = kept.iter().chain(edits).cloned().collect();
    if is_same(&applied(text, &all)) {
        *kept = all;
    } else if edits.len() > 1 {
        let (first, second) = edits.split_at(edits.len() / 2);
        settle(text, first, is_same, kept, left);
        settle(text, second, is_same, kept, left);
    }
}

fn applied(text: &str, edits: &[Edit]) -> String {
    let mut made = String::with_capacity(text.len());
    let mut done = 0;
    for (at, new) in edits {
        made.push_str(text.get(done..at.start).unwrap_or_default());
        made.push_str(new);
        done = at.end;
    }
    made.push_str(text.get(done..).unwrap_or_default());
    made
}

/// Returns the words of a text, sorted.
fn counted(text: &str) -> Vec<String> {
    let mut words = words_of(text);
    words.order();
    words
}

/// Whether sorted words hold all of others.
fn holds(words: &[String], others: &[String]) -> bool {
    let mut words = words.iter();
    others.iter().all(|other| words.any(|word| word == other))
}

/// Joins the front matter of the template and that of the text: keys that both have are the template's,
/// and what the text said stays as a comment.
fn joined_head(own: &str, theirs: &str, shown: &str, body: &str) -> String {
    let keys = front_matter::read(own);
    let key_of = |line: &str| {
        let (key, _) = line.split_once(':')?;
        (!line.starts_with([' ', '\t', '-', '#'])).then(|| key.trim().to_owned())
    };
    let mut extra = String::new();
    let mut is_ours = false;
    for line in theirs.lines() {
        let said = line.trim_end();
        if matches!(said, "---" | "...")
            || said.trim_start_matches('\u{feff}') == "---"
            || said.is_empty()
        {
            continue;
        }
        if let Some(key) = key_of(said) {
            // What accepts findings and names is for her to say who publishes.
            is_ours = keys.field(&key).is_some() || ["allow", "public-names"].contains(&&*key);
        }
        let value = said.split_once(':').map_or(said, |(_, value)| value);
        if is_ours && holds(&counted(own), &counted(value)) {
            continue;
        }
        extra.push_str(if is_ours { "# " } else { "" });
        extra.push_str(said);
        extra.push('\n');
    }
    if !shown.is_empty() && !holds(&counted(body), &counted(shown)) {
        extra.push_str("# ");
        extra.push_str(shown);
        extra.push('\n');
    }
    let end = own.trim_end().len().saturating_sub("---".len());
    let (before, rule) = own.split_at_checked(end).unwrap_or((own, ""));
    format!("{before}{extra}{rule}")
}

/// The line in which a place is, without its end.
fn line_at(text: &str, at: usize) -> Range<usize> {
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |it| it + 1);
    let rest = text.get(at..).unwrap_or_default();
    let end = at + rest.find('\n').unwrap_or(rest.len());
    let line = text.get(start..end).unwrap_or_default();
    start..start + line.trim_end_matches('\r').len()
}

/// Returns the length of what begins a line before its words: indentation and the marker of an item.
fn marker(line: &str) -> (usize, bool) {
    let indent = line.len() - line.trim_start().len();
    let rest = line.get(indent..).unwrap_or_default();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let sign = match rest.as_bytes().get(digits) {
        Some(b'.' | b')') if (1..=9).contains(&digits) => digits + 1,
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        _ => return (indent, false),
    };
    let after = rest.get(sign..).unwrap_or_default();
    let gap = after.len() - after.trim_start_matches([' ', '\t']).len();
    if gap == 0 {
        (indent, false)
    } else {
        (indent + sign + gap, true)
    }
}

/// What stands before the words of a line: the marker of its item, and its box.
struct Opening<'a> {
    is_item: bool,
    marker: &'a str,
    /// The box that is drawn there, and whether it is one of Markdown.
    ticked: Option<bool>,
    is_markdown: bool,
    words: &'a str,
}

fn opening(line: &str) -> Opening<'_> {
    let (end, is_item) = marker(line);
    let (marker, rest) = line.split_at_checked(end).unwrap_or((line, ""));
    let bare = rest.strip_prefix('\\').unwrap_or(rest);
    let found = boxes::at_start(bare).or_else(|| {
        let (ticked, sign) = [(true, "[x\\]"), (true, "[X\\]"), (false, "[ \\]")]
            .into_iter()
            .find(|(_, it)| bare.starts_with(it))?;
        Some((ticked, sign.len()))
    });
    let words = found
        .and_then(|(_, length)| bare.get(length..))
        .unwrap_or(rest);
    let is_markdown = is_item
        && ["[ ] ", "[x] ", "[X] "]
            .iter()
            .any(|it| rest.starts_with(it));
    Opening {
        is_item,
        marker,
        ticked: found.map(|(ticked, _)| ticked),
        is_markdown,
        words: words.trim_start(),
    }
}

/// The level of the sections of a text.
fn level(minutes: &Minutes) -> usize {
    let levels = minutes.headings.iter().map(|it| usize::from(it.level));
    levels.filter(|level| *level > 1).min().unwrap_or(2)
}

/// Finds the labels that stand above lists of decisions or actions, to make headings of them.
fn heading_edits(minutes: &Minutes, text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let sign = "#".repeat(level(minutes));
    let mut at = 0;
    let lines: Vec<(usize, &str)> = text
        .split_inclusive('\n')
        .map(|line| {
            at += line.len();
            (at - line.len(), line.trim_end())
        })
        .collect();
    for (number, (at, line)) in lines.iter().enumerate() {
        let bold = line
            .strip_prefix("**")
            .filter(|it| it.matches("**").count() == 1);
        let bare = bold.map_or_else(|| (*line).to_owned(), |it| it.replace("**", ""));
        let label = bare.trim().trim_end_matches(':').trim_end();
        let is_label = bare.trim_end().ends_with(':') || bold.is_some_and(|it| it.ends_with("**"));
        let is_blank = |number: Option<usize>| {
            let line = number.and_then(|it| lines.get(it));
            line.is_none_or(|(_, line)| line.is_empty())
        };
        let below = lines
            .iter()
            .skip(number + 2)
            .find(|(_, line)| !line.is_empty());
        let lists = below.is_some_and(|(_, line)| marker(line).1);
        let is_alone = is_blank(number.checked_sub(1)) && is_blank(Some(number + 1));
        if is_label && is_alone && lists && opens_records(label) && !marker(line).1 {
            edits.push((*at..at + line.len(), format!("{sign} {label}")));
        }
    }
    edits
}

/// Finds the blank lines between boxes, each of which was a paragraph.
fn tight_edits(text: &str) -> Vec<Edit> {
    let between = text.match_indices("\n\n- [").filter(|(at, _)| {
        let line = line_at(text, *at);
        text.get(line).is_some_and(|line| line.starts_with("- ["))
    });
    between.map(|(at, _)| (at..at + 1, String::new())).collect()
}

/// Makes a section of the attendance where it is one part, and another section follows.
fn section_edit(minutes: &Minutes, text: &str) -> Option<Edit> {
    let first = minutes.attendance_at.first()?;
    if minutes.headings.iter().any(|it| it.of_attendance) {
        return None;
    }
    let mut end = first.end;
    for at in &minutes.attendance_at {
        if at.start > end && !text.get(end..at.start)?.trim().is_empty() {
            return None;
        }
        end = end.max(at.end);
    }
    let line = line_at(text, first.start);
    let is_at_start = text.get(line.start..first.start)?.trim().is_empty();
    let follows = text.get(end..)?.trim_start();
    let word = if is_english(text) {
        "Attendance"
    } else {
        "Présences"
    };
    let heading = format!("{} {word}\n\n", "#".repeat(level(minutes)));
    (is_at_start && (follows.is_empty() || follows.starts_with('#')))
        .then_some((line.start..line.start, heading))
}

fn is_table(line: &str) -> bool {
    line.trim_start().starts_with(['|', '<', '>']) || line.contains(" | ")
}

/// Finds what makes boxes of a list of who was there.
fn attendance_edits(minutes: &Minutes, attendees: &[Attendee], text: &str) -> Vec<Edit> {
    let is_english = is_english(text);
    let mut edits = Vec::new();
    let anchor = |it: &Attendee| it.organisation.as_ref().map(|named| named.at.start);
    let mut places: Vec<(usize, &Attendee)> = attendees
        .iter()
        .filter_map(|it| Some((anchor(it)?, it)))
        .collect();
    places.order_by_key(|(at, _)| *at);
    let mut rest = places.as_slice();
    while let Some((at, _)) = rest.first() {
        let line = line_at(text, *at);
        let count = rest.iter().take_while(|(at, _)| *at <= line.end).count();
        let (here, after) = rest.split_at(count.max(1));
        rest = after;
        let is_private = minutes.privacy.covers(*at);
        let is_listed = is_within(&minutes.attendance_at, &(*at..*at));
        let said = text.get(line.clone()).unwrap_or_default();
        let is_invited = ["invit", "guest"]
            .iter()
            .any(|it| sort_key(said).contains(it));
        let is_guest = here.iter().any(|(_, it)| it.guest) && !(is_invited && count == 1);
        if is_private || !is_listed || is_table(said) || is_guest {
            continue;
        }
        let new = match here {
            [(_, one)] => {
                item_of(said, one, is_english).or_else(|| items_of(text, &line, here, is_english))
            }
            _ => items_of(text, &line, here, is_english),
        };
        edits.extend(new.map(|new| (line, new)));
    }
    edits
}

/// Writes the line of one attendee.
fn item_of(line: &str, attendee: &Attendee, is_english: bool) -> Option<String> {
    let opening = opening(line);
    let words = unbroken(opening.words);
    // A label before the name: the line is more than a name.
    let name = attendee.organisation.as_ref()?.name.as_str();
    let before = words.split(name).next().unwrap_or_default();
    if before.contains(':') {
        return None;
    }
    let marker = if opening.is_item {
        opening.marker.to_owned()
    } else {
        format!("{}- ", opening.marker)
    };
    let words = with_state(words.trim_end_matches([',', ';']), attendee, is_english);
    let sign = match opening.ticked {
        _ if opening.is_markdown && words == opening.words => return None,
        Some(true) => 'x',
        None if attendee.presence == Presence::Present => 'x',
        _ => ' ',
    };
    Some(format!("{marker}[{sign}] {words}"))
}

/// Says what nothing in a line does: that who is named is excused.
fn with_state(words: &str, attendee: &Attendee, is_english: bool) -> String {
    let key = sort_key(words);
    let says = ["excus", "apolog", "regret", "absent"]
        .iter()
        .any(|it| key.contains(it));
    if attendee.presence == Presence::Excused && !says && attendee.ticked.is_none() {
        format!(
            "{words} ({})",
            if is_english { "excused" } else { "excusé" }
        )
    } else {
        words.to_owned()
    }
}

/// Writes a line such as "Présents : A, B, C" as a label and a list; only where nothing but commas stands
/// between the names.
fn items_of(
    text: &str,
    line: &Range<usize>,
    attendees: &[(usize, &Attendee)],
    is_english: bool,
) -> Option<String> {
    let said = text.get(line.clone())?;
    let first = attendees.first()?;
    let start = |(at, it): &(usize, &Attendee)| {
        let persons = it.persons.iter().map(|(_, at)| at.start);
        persons
            .chain([*at])
            .filter(|at| line.contains(at))
            .min()
            .unwrap_or(*at)
    };
    let label = text.get(line.start..start(first))?.trim_end();
    let bare = label.trim_end_matches(['*', '_', ' ']);
    let is_open = |text: &str| {
        !text.matches('*').count().is_multiple_of(2) || !text.matches('_').count().is_multiple_of(2)
    };
    if marker(said).1 || !bare.ends_with(':') || bare.matches(':').count() != 1 || is_open(label) {
        return None;
    }
    let mut made = format!("{label}\n\n");
    let ends = attendees.iter().skip(1).map(&start).chain([line.end]);
    for (number, (attendee, end)) in attendees.iter().zip(ends).enumerate() {
        let piece = text.get(start(attendee)..end)?.trim_end();
        let is_last = number + 1 == attendees.len();
        let piece = if is_last {
            unbroken(piece).trim_end_matches('.')
        } else {
            piece.strip_suffix([',', ';'])?.trim_end()
        };
        if is_open(piece) {
            return None;
        }
        let piece = with_state(piece, attendee.1, is_english);
        let sign = if attendee.1.presence == Presence::Present {
            "x"
        } else {
            " "
        };
        made.extend(["- [", sign, "] ", &piece, "\n"]);
    }
    let next = text
        .get(line.end..)
        .unwrap_or_default()
        .trim_start_matches('\r');
    let follows = next
        .lines()
        .nth(1)
        .is_some_and(|line| !line.trim().is_empty());
    if !follows {
        made.pop();
    }
    Some(made)
}

/// Takes the break at the end of a line away.
fn unbroken(line: &str) -> &str {
    let mut line = line.trim_end();
    for sign in ["\\", "<br>", "<br/>", "<br />"] {
        line = line.strip_suffix(sign).unwrap_or(line).trim_end();
    }
    line
}

/// Whether a text is English rather than French, by its smallest words.
fn is_english(text: &str) -> bool {
    let words = words(text);
    let count = |of: &[&str]| {
        words
            .iter()
            .filter(|(_, key)| of.contains(&key.as_str()))
            .count()
    };
    count(&["the", "of", "and", "to", "is"])
        > count(&["le", "la", "les", "de", "et", "du", "des", "est", "a"])
}

/// Finds what marks decisions and actions as our own are.
fn record_edits(minutes: &Minutes, text: &str) -> Vec<Edit> {
    let is_english = is_english(text);
    let decisions = minutes
        .decisions
        .iter()
        .filter_map(|it| decision_edit(text, it, is_english));
    let actions = minutes.actions.iter().filter(|it| !it.private);
    let actions = actions.filter_map(|it| action_edit(text, it, is_english));
    decisions.chain(actions).collect()
}

/// Finds where a section of decisions or actions ends with when or where the council meets next, to put that
/// below a heading of its own.
fn next_edits(minutes: &Minutes, text: &str) -> Vec<Edit> {
    let edit = |heading: &Heading| {
        let within = heading.at.end..heading.section.end;
        let is_inside = |at: usize| within.start <= at && at < within.end;
        if !opens_records(&heading.text)
            || announces_next(&heading.text)
            || minutes.headings.iter().any(|it| is_inside(it.at.start))
        {
            return None;
        }
        let decisions = minutes.decisions.iter().map(|it| &it.at);
        let records = decisions.chain(minutes.actions.iter().map(|it| &it.at));
        let ends = records.filter(|it| is_inside(it.start)).map(|it| it.end);
        let mut at = ends.max()?.min(within.end);
        let rest = text.get(at..within.end)?;
        let own = heading_of_next(rest)?;
        at += rest.len() - rest.trim_start().len();
        // A list goes on below a line that is not blank.
        let is_apart = text.get(..at)?.ends_with("\n\n");
        let gap = if is_apart { "" } else { "\n" };
        let sign = "#".repeat(heading.level.into());
        Some((at..at, format!("{gap}{sign} {own}\n\n")))
    };
    minutes.headings.iter().filter_map(edit).collect()
}

fn decision_edit(text: &str, decision: &Statement, is_english: bool) -> Option<Edit> {
    let line = line_at(text, decision.text_at.start);
    let said = text.get(line.clone())?;
    if is_table(said) {
        return None;
    }
    let (end, _) = marker(said);
    let from = line.start + end;
    let lead = text.get(from..decision.text_at.start)?;
    let keys = words(lead);
    let signs = |lead: &str| {
        lead.chars()
            .all(|c| c.is_ascii() || c.is_alphabetic() || c == '\u{a0}' || c == '\u{202f}')
    };
    match keys.as_slice() {
        [] if lead.trim().chars().all(|c| "*_~".contains(c)) => {
            let word = if is_english {
                "**Decision**: "
            } else {
                "**Décision** : "
            };
            Some((from..from, word.to_owned()))
        }
        [(at, key)] if key == "decision" && lead.contains(':') && signs(lead) => {
            let stars = lead.matches('*').count();
            let is_whole = lead
                .trim_start_matches(['*', '_'])
                .starts_with(lead.get(at.clone())?);
            let sound =
                is_whole && (stars == 0 || stars == 4 && !lead.trim_end().ends_with("** *"));
            let word = lead.get(at.clone())?;
            let new = format!("**{word}** : ");
            (sound && lead != new && !lead.contains('_'))
                .then_some((from..decision.text_at.start, new))
        }
        _ => None,
    }
}

fn action_edit(text: &str, action: &Action, is_english: bool) -> Option<Edit> {
    let line = line_at(text, action.text_at.start);
    let said = text.get(line.clone())?;
    let opening = opening(said);
    if is_table(said) || opening.is_markdown || action.text_at.end > line.end {
        return None;
    }
    let words = unbroken(opening.words);
    let first = sort_key(words.trim_start_matches(['*', '_']));
    let marked = [
        "todo",
        "to do",
        "a faire",
        "action",
        "reste a faire",
        "ai:",
        "ai*",
        "ai :",
    ];
    // What the line begins with says that it is one.
    if marked.iter().any(|it| first.starts_with(it)) {
        return None;
    }
    let before = if opening.is_item {
        opening.marker.to_owned()
    } else {
        format!("{}- ", opening.marker)
    };
    let sign = if action.done { 'x' } else { ' ' };
    let own = rewritten(words, action, &line).filter(|_| !is_english);
    let content = own.unwrap_or_else(|| words.to_owned());
    Some((line, format!("{before}[{sign}] {content}")))
}

/// Writes an action with its owner first and its deadline last, where no word is lost by that.
fn rewritten(words: &str, action: &Action, line: &Range<usize>) -> Option<String> {
    let has_markup =
        words.contains(['*', '_', '[', ']', '<', '>', '~', '`', '\\']) && !words.contains("->");
    // "relire la charte avant le 8 décembre" is a sentence, and stays one.
    let is_said = action.deadline.is_some() && sort_key(words).contains("avant");
    if has_markup || is_said || words.contains("https://") {
        return None;
    }
    let own = action
        .owner
        .as_ref()
        .filter(|(_, at)| at.start >= line.start && at.end <= line.end);
    let is_bare = own.is_some_and(|(name, _)| {
        let rest = words.strip_prefix(name.as_str()).unwrap_or_default();
        rest.trim_start().starts_with(char::is_alphabetic)
    });
    if is_bare || action.owner.is_some() && own.is_none() {
        return None;
    }
    let owner = own.map_or_else(String::new, |(name, _)| format!("{name} : "));
    let deadline = action.deadline.map_or_else(String::new, |day| {
        format!(" (avant le {})", dates::date(day))
    });
    let made = format!("{owner}{}{deadline}", action.text);
    holds(&counted(&made), &counted(words)).then_some(made)
}
