//! The public edition of minutes: what people wrote, without what is theirs alone, in good order.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::{AttendanceSheet, Council, Holder, Meeting};
use crate::locale::articles;
use crate::locale::collation::words;
use crate::locale::lists::capitalized;
use crate::markdown::comments::{without_authors, without_comments, without_pad_signs};
use crate::markdown::minutes::owners::Owners;
use crate::markdown::minutes::{
    self, Attendee, Heading, Minutes, Named, Names, Presence, PrivacyFault,
};
use crate::markdown::struck::without_struck;
use crate::sort::Sort;
use crate::source;
use crate::view::{QuorumView, is_of_quorum, minutes_title};

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
    /// Of those whom the attendance lists, if the council has a quorum.
    pub quorum: Option<QuorumView>,
    /// What else is said of those who were there, such as "27 participants".
    pub attendance_counts: Vec<String>,
    /// Every section but the attendance and those that only listed decisions or actions.
    pub body: String,
}

/// Who took part, college by college.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AttendanceView {
    pub college: String,
    pub members: Vec<PresenceView>,
    /// The same, for each way of taking part; empty for guests, whose heading says what they are.
    pub groups: Vec<PresenceGroupView>,
}

/// The organisations that took part in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PresenceGroupView {
    /// Présents, Représentés, Excusés, Absents: of several or of one, whatever its gender is
    pub label: &'static str,
    /// AMUE, ANCT (par la CNIL)
    pub names: String,
}

/// An organisation, and how it took part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PresenceView {
    pub name: String,
    /// présent, représenté, excusé, absent
    pub presence: &'static str,
    /// The organisation that stood for it.
    pub by: Option<String>,
    /// par la CNIL; without an article where nothing tells which
    pub by_whom: Option<String>,
    #[serde(skip)]
    rank: usize,
    /// What those are called who took part in this way.
    #[serde(skip)]
    label: &'static str,
}

/// The level of the sections of an edition: its title is the only heading above.
const SECTIONS: u8 = 2;
/// Where a word may be cut, which only word processors know.
const SOFT_HYPHEN: char = '\u{ad}';
/// Where organisations of no college stand.
const OTHERS: &str = "Autres participants";
const GUESTS: &str = "Invités";

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
    names: &Names,
) -> Result<Edition, Vec<PrivacyFault>> {
    let public = minutes::public(draft)?;
    // But for the names of those who were there.
    let is_cut = public != draft && {
        let whole = minutes::read(draft);
        let mut regions = whole.privacy.regions.iter();
        !regions.all(|at| minutes::is_within(&whole.attendance_at, at))
    };
    let text = public.replace("\r\n", "\n").replace('\r', "\n");
    let text = without_comments(text.trim_start_matches('\u{feff}'));
    let text = without_pad_signs(&without_authors(&text)).replace(SOFT_HYPHEN, "");
    let text = with_single_blank_lines(&text);
    let all = minutes::read(&text);
    let attendance = Attendee::once(all.attendees(names));
    // A number that the list shows is not said again.
    let counts = all.roll.counts.iter().filter_map(|(at, presence)| {
        let listed = attendance.iter().filter(|it| it.presence == *presence);
        let listed = listed.count().to_string();
        let said = source::on_one_line(text.get(at.clone())?, |_| false);
        let mut numbers = said.split(|c: char| !c.is_ascii_digit());
        (!numbers.any(|it| it == listed)).then_some(said)
    });
    let counts: Vec<String> = counts.collect();
    let quorum = council.quorum(meeting, &sheet(&attendance));
    let mut parts = all.attendance_at.clone();
    if council.quorum.is_some() {
        // It is counted anew.
        let blocks = all.blocks.iter().map(|block| &block.prose);
        parts.extend(blocks.filter_map(|prose| {
            // A paragraph, or one line of it.
            let mut ends = 0;
            let lines = prose.text.split_inclusive('\n').map(|line| {
                ends += line.len();
                ends - line.len()..ends
            });
            let mut all = std::iter::once(0..prose.text.len()).chain(lines);
            let said = all.find(|at| prose.text.get(at.clone()).is_some_and(is_of_quorum));
            said.map(|at| prose.source(at))
        }));
        parts.order_by_key(|part| part.start);
    }
    // Then what was struck out, which may part two lists.
    let text = without(&text, &parts);
    let kept = without_struck(&text);
    let struck = (kept != text).then(|| minutes::read(&text));
    let text = with_single_blank_lines(&kept);
    let owners = Owners::new(council.names());
    let read = minutes::read_body(&text, &owners, Some(meeting.slot.date()));
    let writing = Writing {
        text: &text,
        read: &read,
    };
    // What is private or struck out is no proof that there was nothing of the kind.
    let may_hide = |any: fn(&Minutes) -> bool| is_cut || struck.as_ref().is_some_and(any);
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
        may_decide: read.may_decide()
            || read.decisions.is_empty() && may_hide(|it| !it.decisions.is_empty()),
        actions: writing.actions(),
        may_act: read.may_act() || read.actions.is_empty() && may_hide(|it| !it.actions.is_empty()),
        attendance: attendance_views(&attendance, council, meeting),
        quorum: quorum.map(QuorumView::new),
        attendance_counts: counts,
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
        let title = self.read.title.as_ref();
        let before = title.map_or(0..0, |title| self.read.front_matter.ends..title.at.start);
        let parts = [before, self.title_end()..end].map(|at| self.slice(at).trim());
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("\n\n")
    }

    fn decisions(&self) -> Vec<String> {
        let decisions = self.read.decisions.iter();
        decisions
            .map(|decision| {
                // Code is not written otherwise.
                if decision.markdown.starts_with('`') {
                    decision.markdown.clone()
                } else {
                    capitalized(&decision.markdown)
                }
            })
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
        let gathered = self.gathered_items();
        for heading in self.headings() {
            if heading.at.start < done {
                continue;
            }
            body.push_str(&self.left(done..heading.at.start, &gathered));
            if self.is_gathered(heading) {
                done = heading.section.end;
                continue;
            }
            // Below the title, and one level at a time.
            let level = (heading.level - top + SECTIONS).min(above + 1).min(6);
            above = level;
            body.push_str(&"#".repeat(level.into()));
            body.push(' ');
            match self.next_meeting_left(heading, &gathered) {
                Some(instead) => body.push_str(instead),
                None => body.push_str(&self.heading_text(heading)),
            }
            done = heading.at.end;
        }
        body.push_str(&self.left(done..self.text.len(), &gathered));
        with_single_blank_lines(body.trim())
    }

    /// Leaves out of a part of the text what stands at the top.
    fn left(&self, within: Range<usize>, gathered: &[Range<usize>]) -> String {
        let mut kept = String::new();
        let mut done = within.start;
        let inside = gathered
            .iter()
            .filter(|at| within.start <= at.start && at.end <= within.end);
        for at in inside {
            kept.push_str(self.slice(done..at.start));
            done = at.end;
        }
        kept.push_str(self.slice(done..within.end));
        kept
    }

    /// Returns the heading of what is left of a section of decisions or actions, where that is nothing but when
    /// or where the council meets next.
    fn next_meeting_left(
        &self,
        heading: &Heading,
        gathered: &[Range<usize>],
    ) -> Option<&'static str> {
        let within = heading.at.end..heading.section.end;
        let is_inside = |at: usize| within.start <= at && at < within.end;
        let opens = minutes::opens_records(&heading.text)
            && !minutes::announces_next(&heading.text)
            && gathered.iter().any(|at| is_inside(at.start))
            && !self.headings().any(|it| is_inside(it.at.start));
        let left = opens.then(|| self.left(within.clone(), gathered))?;
        minutes::heading_of_next(&left)
    }

    /// Lists the items of the lists of decisions and actions that stand at the top with all of their words,
    /// in sections that say something else too.
    fn gathered_items(&self) -> Vec<Range<usize>> {
        let sections = self
            .headings()
            .filter(|it| minutes::opens_records(&it.text) && !self.is_gathered(it));
        let mut found: Vec<Range<usize>> = Vec::new();
        for section in sections {
            let within = section.at.end..section.section.end;
            if found.last().is_some_and(|last| within.start < last.end) {
                continue;
            }
            let records = self.records_in(&within);
            let items = items(self.slice(within.clone()));
            let items = items
                .into_iter()
                .map(|at| within.start + at.start..within.start + at.end);
            found.extend(items.filter(|at| {
                let own: Vec<Range<usize>> = records
                    .iter()
                    .filter(|it| at.start <= it.start && it.end <= at.end)
                    .cloned()
                    .collect();
                !own.is_empty() && self.is_all(at.clone(), &own)
            }));
            found.extend(self.gathered_tables(&within));
            found.order_by_key(|at| at.start);
        }
        found
    }

    /// Lists the tables in a part of the text each of whose rows stands at the top with all of its words.
    fn gathered_tables(&self, within: &Range<usize>) -> Vec<Range<usize>> {
        let mut found = tables(self.slice(within.clone()));
        for rows in &mut found {
            for row in rows {
                *row = within.start + row.start..within.start + row.end;
            }
        }
        // The head of one without any is a row as well.
        found.retain(|rows| {
            let mut below = rows.iter().skip(2).peekable();
            let is_alone = below.peek().is_none();
            below.all(|row| self.is_gathered_row(row))
                && (!is_alone || self.is_gathered_row(&rows[0]))
        });
        let whole = |rows: Vec<Range<usize>>| Some(rows.first()?.start..rows.last()?.end);
        found.into_iter().filter_map(whole).collect()
    }

    fn is_gathered_row(&self, row: &Range<usize>) -> bool {
        let is_within = |at: &Range<usize>| row.start <= at.start && at.end <= row.end;
        let decisions = self.read.decisions.iter();
        let decisions = decisions.filter(|it| is_within(&it.at));
        let actions = self.read.actions.iter();
        let actions = actions.filter(|it| is_within(&it.text_at));
        let said = decisions
            .map(|it| &it.markdown)
            .chain(actions.map(|it| &it.markdown));
        let said: BTreeSet<String> = said
            .flat_map(|it| words(it))
            .map(|(_, key)| key.into())
            .collect();
        let states: Vec<bool> = self
            .read
            .actions
            .iter()
            .filter(|it| is_within(&it.text_at))
            .map(|it| it.done)
            .collect();
        let row = self.slice(row.clone());
        let is_number = |key: &str| key.bytes().all(|byte| byte.is_ascii_digit());
        let is_told = |cell: &str| {
            words(cell)
                .iter()
                .all(|(_, key)| said.contains(key.as_str()) || is_number(key))
        };
        let is_boxed = |cell: &str| {
            let mut states = states.iter();
            states.any(|done| minutes::is_boxed_state(*done, cell))
        };
        !said.is_empty() && row.split('|').all(|cell| is_told(cell) || is_boxed(cell))
    }

    /// Lists where decisions and actions stand in a part of the text.
    fn records_in(&self, within: &Range<usize>) -> Vec<Range<usize>> {
        let decisions = self.read.decisions.iter().map(|decision| &decision.at);
        // What stands below an action stays where it is.
        let actions = self.read.actions.iter().map(|action| &action.text_at);
        let tables = self.gathered_tables(within);
        let mut found: Vec<Range<usize>> = decisions
            .chain(actions)
            .chain(&tables)
            .filter(|at| within.start <= at.start && at.end <= within.end)
            .cloned()
            .collect();
        found.order_by_key(|at| (at.start, at.end));
        found
    }

    /// Whether a part of the text is these records, and the signs of lists.
    fn is_all(&self, within: Range<usize>, records: &[Range<usize>]) -> bool {
        let mut left = String::new();
        let mut done = within.start;
        for at in records {
            left.push_str(self.slice(done..at.start.max(done)));
            done = done.max(at.end);
        }
        left.push_str(self.slice(done..within.end));
        left.chars().all(|c| {
            c.is_whitespace()
                || c.is_ascii_digit()
                || "-*+.>\\".contains(c)
                || minutes::boxes::is_sign(c)
        })
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
        let bare = |line: &'_ str| line.trim_start_matches(['>', ' ']).trim_end().to_owned();
        let mut lines: Vec<String> = source.lines().map(bare).collect();
        lines.pop();
        lines.join(" ")
    }

    /// Whether a section was there for decisions or actions alone, which stand at the top.
    fn is_gathered(&self, heading: &Heading) -> bool {
        if !minutes::opens_records(&heading.text) {
            return false;
        }
        let within = heading.at.end..heading.section.end;
        let records = self.records_in(&within);
        !records.is_empty() && self.is_all(within, &records)
    }
}

/// Lists the tables of a text, each line of them: the head, the rule below it, the rows.
fn tables(text: &str) -> Vec<Vec<Range<usize>>> {
    let is_rule = |line: &str| {
        let line = line.trim();
        line.contains('-') && line.contains('|') && line.chars().all(|c| "|-: \t".contains(c))
    };
    let mut found: Vec<Vec<Range<usize>>> = Vec::new();
    let mut above: Option<Range<usize>> = None;
    let mut is_open = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let own = at..at + line.len();
        at = own.end;
        let head = above.take();
        if let Some(head) = head.filter(|_| !is_open && is_rule(line)) {
            found.push(vec![head, own]);
            is_open = true;
        } else if line.contains('|') {
            match found.last_mut().filter(|_| is_open) {
                Some(rows) => rows.push(own),
                None => above = Some(own),
            }
        } else {
            is_open = false;
        }
    }
    found
}

/// Lists the items of the lists of a text, each with the lines that are of it.
fn items(text: &str) -> Vec<Range<usize>> {
    let is_item = |line: &str| {
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let signs: &[char] = if digits.len() < line.len() {
            &['.', ')']
        } else {
            &['-', '*', '+']
        };
        digits
            .strip_prefix(signs)
            .is_some_and(|rest| rest.starts_with([' ', '\t']))
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if is_item(line) || !is_open && is_item(line.trim_start()) {
            found.push(at..end);
            is_open = true;
        } else if line.starts_with([' ', '\t']) && !line.trim().is_empty() {
            if let Some(last) = found.last_mut().filter(|_| is_open) {
                last.end = end;
            }
        } else if !line.trim().is_empty() {
            // A line that goes on without being indented.
            let goes_on = found.last().is_some_and(|last| is_open && last.end == at);
            if let Some(last) = found.last_mut().filter(|_| goes_on) {
                last.end = end;
            } else {
                is_open = false;
            }
        }
        at = end;
    }
    found
}

/// Makes the attendance sheet of those whom minutes list, each once.
#[must_use]
pub fn sheet(attendance: &[Attendee]) -> AttendanceSheet {
    let mut sheet = AttendanceSheet::default();
    for attendee in attendance.iter().filter(|it| !it.guest) {
        let Some(id) = attendee.member().map(str::to_owned) else {
            continue;
        };
        match attendee.presence {
            Presence::Present => {
                sheet.present.insert(id);
            }
            Presence::Absent | Presence::Excused => {
                sheet.away.insert(id);
            }
            Presence::Represented => {
                let holder = attendee.by.as_ref().map(|by| match &by.member {
                    Some(id) => Holder::Member(id.clone()),
                    None => Holder::Other(by.name.clone()),
                });
                sheet.represented.push((id, holder));
            }
        }
    }
    sheet
}

/// Puts organisations under their colleges, in the order of the registry, those present first, and
/// guests behind them; persons are named nowhere.
fn attendance_views(
    attendance: &[Attendee],
    council: &Council,
    meeting: &Meeting,
) -> Vec<AttendanceView> {
    let day = meeting.slot.date();
    let mut groups: Vec<(usize, AttendanceView)> = Vec::new();
    for attendee in attendance {
        let Some(organisation) = &attendee.organisation else {
            continue;
        };
        let member = attendee.member().and_then(|id| council.member(id));
        let sits = member.filter(|_| !attendee.guest);
        let rank = sits.and_then(|member| {
            let mut colleges = council.colleges.iter();
            colleges.position(|college| college.id == member.college)
        });
        let (college, rank) = match rank {
            Some(rank) => (capitalized(&council.colleges[rank].name), rank),
            None if attendee.guest => (GUESTS.to_owned(), council.colleges.len() + 1),
            None => (OTHERS.to_owned(), council.colleges.len()),
        };
        let named = |named: &Named| {
            let member = named.member.as_deref().and_then(|id| council.member(id));
            member.map_or_else(|| named.name.clone(), |it| it.name_on(day).to_owned())
        };
        let by_whom = |by: &Named| {
            let member = by.member.as_deref().and_then(|id| council.member(id));
            let article = match member {
                Some(member) => member.article_on(day),
                None if by.name == council.convener => council.convener_article.as_deref(),
                None => None,
            };
            let name = named(by);
            articles::by(&name, article).unwrap_or_else(|| format!("par {name}"))
        };
        let (order, presence, label) = match attendee.presence {
            Presence::Present => (0, "présent", "Présents"),
            Presence::Represented => (1, "représenté", "Représentés"),
            Presence::Excused => (2, "excusé", "Excusés"),
            Presence::Absent => (3, "absent", "Absents"),
        };
        let view = PresenceView {
            name: named(organisation),
            presence,
            by: attendee.by.as_ref().map(named),
            by_whom: attendee.by.as_ref().map(by_whom),
            rank: order,
            label,
        };
        if let Some((_, group)) = groups.iter_mut().find(|(of, _)| *of == rank) {
            // Two persons of one guest.
            if !group.members.iter().any(|it| it.name == view.name) {
                group.members.push(view);
            }
        } else {
            let members = vec![view];
            let view = AttendanceView {
                college,
                members,
                groups: Vec::new(),
            };
            groups.push((rank, view));
        }
    }
    groups.order_by_key(|(rank, _)| *rank);
    for (rank, group) in &mut groups {
        group.members.order_by_key(|member| member.rank);
        if *rank <= council.colleges.len() {
            group.groups = by_presence(&group.members);
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Puts those together who took part in one way.
fn by_presence(members: &[PresenceView]) -> Vec<PresenceGroupView> {
    let of_one = members.chunk_by(|one, next| one.rank == next.rank);
    of_one
        .map(|members| {
            let name = |member: &PresenceView| match &member.by_whom {
                Some(by_whom) => format!("{} ({by_whom})", member.name),
                None => member.name.clone(),
            };
            let names: Vec<String> = members.iter().map(name).collect();
            let apart = if names.iter().any(|name| name.contains([',', ';'])) {
                " ; "
            } else {
                ", "
            };
            PresenceGroupView {
                label: members.first().map_or("", |first| first.label),
                names: names.join(apart),
            }
        })
        .collect()
}

/// Leaves parts of a text out.
fn without(text: &str, parts: &[Range<usize>]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut done = 0;
    for part in parts {
        kept.push_str(text.get(done..part.start).unwrap_or_default());
        done = part.end;
    }
    kept.push_str(text.get(done..).unwrap_or_default());
    kept
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
