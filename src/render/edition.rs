//! The public edition of minutes: what people wrote, without what is theirs alone, in good order.

use std::ops::Range;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::{Council, Meeting, Member};
use crate::locale::collation::sort_key;
use crate::locale::lists::capitalized;
use crate::markdown::comments::without_comments;
use crate::markdown::minutes::owners::Owners;
use crate::markdown::minutes::{self, Attendee, Heading, Minutes, Presence, PrivacyFault};
use crate::view::minutes_title;

/// The parts of a public edition; texts are Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Plain text.
    pub title: String,
    pub approved_on: Option<NaiveDate>,
    /// The lines of the front matter that are taken over from the draft.
    pub front_matter: Vec<String>,
    /// What stands before the first section.
    pub intro: String,
    pub decisions: Vec<String>,
    /// Whether there may be some that were not read as such: nobody says then that there are none.
    pub may_decide: bool,
    /// Each with its box.
    pub actions: Vec<String>,
    /// Whether there may be some that were not read as such.
    pub may_act: bool,
    pub attendance: Vec<AttendanceView>,
    /// Every section but the attendance and those that only listed decisions or actions.
    pub body: String,
}

/// Who took part, college by college.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AttendanceView {
    pub college: String,
    pub members: Vec<PresenceView>,
}

/// An organisation, and how it took part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PresenceView {
    pub name: String,
    /// présent, représenté, excusé, absent
    pub presence: &'static str,
    /// The organisation that stood for it.
    pub by: Option<String>,
    #[serde(skip)]
    rank: usize,
}

/// The level of the sections of an edition: its title is the only heading above.
const SECTIONS: u8 = 2;
/// Where organisations of no college stand.
const OTHERS: &str = "Autres participants";

/// Makes the parts of the public edition out of a draft.
///
/// Line ends become line feeds. What is private is gone before anything else is read, and so are
/// comments; no heading skips a level.
///
/// # Errors
///
/// Marks that leave in doubt what is private.
pub fn edition(
    council: &Council,
    meeting: &Meeting,
    draft: &str,
    approved_on: Option<NaiveDate>,
) -> Result<Edition, Vec<PrivacyFault>> {
    let text = minutes::public(draft)?
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let text = without_comments(text.trim_start_matches('\u{feff}'));
    let text = with_single_blank_lines(&text);
    let names = Owners::new(council.names());
    let read = minutes::read_of(&text, &names, Some(meeting.slot.date()));
    let writing = Writing {
        text: &text,
        read: &read,
    };
    let title = read.title.as_ref();
    Ok(Edition {
        title: title.map_or_else(
            || minutes_title(council, meeting),
            |title| title.text.clone(),
        ),
        approved_on,
        front_matter: writing.front_matter(),
        intro: writing.intro(),
        decisions: writing.decisions(),
        may_decide: read.may_decide(),
        actions: writing.actions(),
        may_act: read.may_act(),
        attendance: writing.attendance(council, meeting),
        body: writing.body(),
    })
}

struct Writing<'a> {
    text: &'a str,
    read: &'a Minutes,
}

impl Writing<'_> {
    fn slice(&self, at: Range<usize>) -> &str {
        self.text.get(at).unwrap_or_default()
    }

    fn front_matter(&self) -> Vec<String> {
        let fields = self.read.front_matter.fields.iter();
        fields
            .filter(|field| field.is_copied())
            .filter_map(|field| {
                let source = self.slice(field.value_at.clone());
                let is_list = source.trim_start().starts_with(['[', '-']);
                let value = match field.values.as_slice() {
                    [value] if !is_list => yaml(value),
                    [] => return None,
                    values => {
                        let values: Vec<String> = values.iter().map(|value| yaml(value)).collect();
                        format!("[{}]", values.join(", "))
                    }
                };
                Some(format!("{}: {value}", field.key))
            })
            .collect()
    }

    fn title_end(&self) -> usize {
        let title = self.read.title.as_ref();
        title.map_or(self.read.front_matter.ends, |title| title.at.end)
    }

    /// The headings below the title.
    fn headings(&self) -> impl Iterator<Item = &Heading> {
        let title = self.read.title.as_ref().map(|title| title.at.start);
        let headings = self.read.headings.iter();
        headings.filter(move |heading| Some(heading.at.start) != title)
    }

    fn intro(&self) -> String {
        let after = |heading: &&Heading| heading.at.start >= self.title_end();
        let first = self.headings().find(after);
        let end = first.map_or(self.text.len(), |heading| heading.at.start);
        self.slice(self.title_end()..end).trim().to_owned()
    }

    fn decisions(&self) -> Vec<String> {
        let decisions = self.read.decisions.iter();
        decisions
            .map(|decision| capitalized(&decision.markdown))
            .filter(|text| !text.is_empty())
            .collect()
    }

    fn actions(&self) -> Vec<String> {
        let actions = self.read.actions.iter();
        actions
            .map(|action| {
                let sign = if action.done { 'x' } else { ' ' };
                format!("[{sign}] {}", action.markdown)
            })
            .collect()
    }

    fn body(&self) -> String {
        let mut body = String::new();
        let mut done = self.title_end().max(self.read.front_matter.ends);
        if let Some(first) = self.headings().find(|heading| heading.at.start >= done) {
            done = first.at.start;
        } else {
            return body;
        }
        let top = self.headings().map(|heading| heading.level).min();
        let top = top.unwrap_or(SECTIONS);
        let mut above = SECTIONS - 1;
        for heading in self.headings() {
            if heading.at.start < done {
                continue;
            }
            body.push_str(self.slice(done..heading.at.start));
            if heading.of_attendance || self.is_gathered(heading) {
                done = heading.section.end;
                continue;
            }
            // Below the title, and one level at a time.
            let level = (heading.level - top + SECTIONS).min(above + 1).min(6);
            above = level;
            body.push_str(&"#".repeat(level.into()));
            body.push(' ');
            body.push_str(&self.heading_text(heading));
            done = heading.at.end;
        }
        body.push_str(self.slice(done..self.text.len()));
        body.trim().to_owned()
    }

    /// The words of a heading, as they are written.
    fn heading_text(&self, heading: &Heading) -> String {
        let source = self.slice(heading.at.clone()).trim();
        if source.starts_with('#') {
            let words = source.trim_start_matches('#').trim();
            let closed = words.trim_end_matches('#');
            let is_closed = closed.ends_with([' ', '\t']) || closed.is_empty();
            return if is_closed { closed.trim() } else { words }.to_owned();
        }
        // Underlined: the line is no part of the words.
        let mut lines: Vec<&str> = source.lines().map(str::trim).collect();
        lines.pop();
        lines.join(" ")
    }

    /// Tells whether a section was there for decisions or actions alone, which stand at the top.
    fn is_gathered(&self, heading: &Heading) -> bool {
        if !minutes::opens_records(&heading.text) {
            return false;
        }
        let within =
            |at: &Range<usize>| heading.at.end <= at.start && at.end <= heading.section.end;
        let decisions = self.read.decisions.iter().map(|decision| &decision.at);
        // What stands below an action stays where it is.
        let actions = self.read.actions.iter().map(|action| &action.text_at);
        let mut gathered: Vec<&Range<usize>> =
            decisions.chain(actions).filter(|at| within(at)).collect();
        if gathered.is_empty() {
            return false;
        }
        gathered.sort_by_key(|at| (at.start, at.end));
        let mut left = String::new();
        let mut done = heading.at.end;
        for at in gathered {
            left.push_str(self.slice(done..at.start.max(done)));
            done = done.max(at.end);
        }
        left.push_str(self.slice(done..heading.section.end));
        left.chars().all(|c| {
            c.is_whitespace() || c.is_ascii_digit() || "-*+.)>[]xX\\\u{2610}\u{2612}".contains(c)
        })
    }

    /// Puts organisations under their colleges, in the order of the registry, those present first.
    fn attendance(&self, council: &Council, meeting: &Meeting) -> Vec<AttendanceView> {
        let day = meeting.slot.date();
        let mut groups: Vec<(usize, AttendanceView)> = Vec::new();
        for attendee in &self.read.attendance {
            let member = self.member(council, attendee);
            let rank = member.and_then(|member| {
                let mut colleges = council.colleges.iter();
                colleges.position(|college| college.id == member.college)
            });
            let college = match rank {
                Some(rank) => capitalized(&council.colleges[rank].name),
                None => OTHERS.to_owned(),
            };
            let rank = rank.unwrap_or(council.colleges.len());
            let name = member.map_or(attendee.name.as_str(), |member| member.name_on(day));
            let (order, presence) = match attendee.presence {
                Presence::Present => (0, "présent"),
                Presence::Represented => (1, "représenté"),
                Presence::Excused => (2, "excusé"),
                Presence::Absent => (3, "absent"),
            };
            let view = PresenceView {
                name: name.to_owned(),
                presence,
                by: attendee.by.as_ref().map(|(by, _)| by.clone()),
                rank: order,
            };
            if let Some((_, group)) = groups.iter_mut().find(|(of, _)| *of == rank) {
                group.members.push(view);
            } else {
                let members = vec![view];
                groups.push((rank, AttendanceView { college, members }));
            }
        }
        groups.sort_by_key(|(rank, _)| *rank);
        for (_, group) in &mut groups {
            group.members.sort_by_key(|member| member.rank);
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }

    /// Finds the member that an item of the attendance names, which may hold a comma.
    fn member<'c>(&self, council: &'c Council, attendee: &Attendee) -> Option<&'c Member> {
        let item = self.slice(attendee.at.clone()).replace('\\', "");
        let item = item.trim_start_matches([' ', '-', '*', '+']);
        let boxes = ["[ ]", "[x]", "[X]"];
        let bare = boxes.into_iter().find_map(|sign| item.strip_prefix(sign));
        let item = bare.unwrap_or(item);
        let item = sort_key(item.trim_start());
        let written = sort_key(&attendee.name);
        let known = council.members.iter().flat_map(|member| {
            let former = member.formerly.iter().map(|former| &former.name);
            let names = former.chain([&member.name]);
            names.map(move |name| (sort_key(name), member))
        });
        known
            .filter(|(name, _)| {
                *name == written || (name.contains(&written) && item.starts_with(name))
            })
            .max_by_key(|(name, _)| name.len())
            .map(|(_, member)| member)
    }
}

/// Keeps one blank line of several, which what was taken out has left; in fences it keeps all.
fn with_single_blank_lines(text: &str) -> String {
    let (mut fenced, mut blank) = (false, false);
    let mut kept = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '>', '-']);
        fenced ^= words.starts_with("```") || words.starts_with("~~~");
        let is_blank = line.trim().is_empty();
        if fenced || !(blank && is_blank) {
            kept.push_str(line);
        }
        blank = is_blank;
    }
    kept
}

/// Writes a text as a value of YAML: as it is where that is certain to be read back, else in quotes.
fn yaml(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    if !text.is_empty() && text.chars().all(plain) && !text.starts_with(['-', '.']) {
        return text.to_owned();
    }
    let escaped = text.chars().flat_map(|c| match c {
        '"' | '\\' => vec!['\\', c],
        '\n' => vec!['\\', 'n'],
        c if c.is_control() => vec![' '],
        c => vec![c],
    });
    format!("\"{}\"", escaped.collect::<String>())
}

#[cfg(test)]
mod tests;
