//! Markers around the lists that were read, so that blocks take their place.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use super::{Adoption, FoundPage, WikiContents, links};
use crate::domain::Council;
use crate::locale::collation::words;
use crate::markdown::blocks::scan;
use crate::markdown::wiki::{MeetingList, MemberList, is_word_of_days, sets_apart, words_of};
use crate::problem::{Problem, Unmarked, What};
use crate::registry::on_one_line;
use crate::render::{self, Inputs, Suffix, Templates};
use crate::sort::Sort;
use crate::source::{FileId, Sources, Span};

/// How many of the words that would go a finding names.
const MOST_WORDS: usize = 40;

/// Pages with markers, and the lists that no block makes as they are.
#[derive(Debug, Default)]
pub struct Marked {
    /// Each page that changes, with its new text.
    pub pages: Vec<(FileId, String)>,
    pub problems: Vec<Problem>,
}

/// Puts markers around the lists of every page, where the block that `templates` then fill holds every
/// word and link of the list; no other byte changes.
#[must_use]
pub fn mark(found: &WikiContents<'_>, adoption: &Adoption, templates: &Templates) -> Marked {
    let mut marked = Marked::default();
    for (at, page) in found.pages.iter().enumerate() {
        let path = found.sources.path(page.file);
        let text = found.sources.text(page.file);
        if !Suffix::Page.ends(path) {
            continue;
        }
        let (marks, unmarked) = marks((at, text), page, adoption);
        let unmarked = unmarked.into_iter();
        let mut refused: Vec<(Range<usize>, Unmarked, Vec<String>)> =
            unmarked.map(|(at, why)| (at, why, Vec::new())).collect();
        let (mut kept, mut reordered) = (Vec::new(), Vec::new());
        // Where a page holds something that Markdown reads otherwise, each is tried alone.
        for mark in marks {
            let alone = with(text, std::slice::from_ref(&mark));
            if !is_sound(text, &alone, 1) {
                refused.push((mark.first, Unmarked::Markdown, Vec::new()));
                continue;
            }
            let lost = lost(found, adoption, templates, (path, &alone), &mark);
            match lost {
                Some((lost, _)) if lost.is_empty() && sets_apart(text, &mark.at) => {
                    refused.push((mark.first, Unmarked::Emphasis, Vec::new()));
                }
                Some((lost, moves)) if lost.is_empty() => {
                    reordered.extend(Some(mark.first.clone()).filter(|_| moves));
                    kept.push(mark);
                }
                Some((lost, _)) => refused.push((mark.first, Unmarked::Words, lost)),
                None => refused.push((mark.first, Unmarked::Markdown, Vec::new())),
            }
        }
        let new = with(text, &kept);
        if !is_sound(text, &new, kept.len()) {
            reordered.clear();
            let kept = kept.drain(..);
            refused.extend(kept.map(|mark| (mark.first, Unmarked::Markdown, Vec::new())));
        }
        if !kept.is_empty() {
            marked.pages.push((page.file, new));
        }
        let at = |at| Problem::at(Span::new(page.file, at), What::ReorderedList);
        marked.problems.extend(reordered.into_iter().map(at));
        refused.order_by_key(|(at, ..)| at.start);
        marked
            .problems
            .extend(refused.into_iter().map(|(at, why, lost)| {
                let at = Span::new(page.file, at);
                let lost = lost
                    .iter()
                    .filter(|word| links::join_links(word).is_empty())
                    .take(MOST_WORDS);
                let lost: Vec<&str> = lost.map(String::as_str).collect();
                let words = on_one_line(&lost.join(", "));
                Problem::at(at, What::UnmarkedList { why, words })
            }));
    }
    marked
}

/// Lists the words and links of a list that the block in its place would not hold, and tells whether the
/// block has its names in another order; `None` if it cannot be filled.
fn lost(
    found: &WikiContents<'_>,
    adoption: &Adoption,
    templates: &Templates,
    (path, text): (&str, &str),
    mark: &Mark,
) -> Option<(Vec<String>, bool)> {
    let mut sources = Sources::new();
    let page = sources.add(path, text);
    let inputs = Inputs {
        sources: &sources,
        pages: &[page],
        templates,
        exists: &|path| found.files.iter().any(|file| file == path),
    };
    let (artifacts, _) = render::render(&adoption.council, &inputs);
    let filled = artifacts
        .iter()
        .find(|artifact| artifact.path.as_str() == path)?;
    let filled = std::str::from_utf8(&filled.bytes).ok()?;
    let at = scan(text)
        .blocks
        .iter()
        .position(|block| block.body.start > mark.at.start && block.name == mark.name)?;
    let block = scan(filled).blocks.into_iter().nth(at)?;
    let written = words_of(filled, &block.body);
    let body = filled.get(block.body.clone())?;
    let places = mark.names.iter().filter_map(|name| body.find(name));
    let moves = !places.is_sorted();
    // What a line says of its day and hours, the block says in its own words.
    let of_days = mark.name == "calendar";
    let page = found.sources.find(path)?;
    let mut listed = words_of(found.sources.text(page), &mark.at);
    listed.retain(|word| !(of_days && is_word_of_days(word)));
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for word in &written {
        *left.entry(word).or_default() += 1;
    }
    let leads = |target: &str| links::paths_of(target, folder);
    let mut lost = Vec::new();
    for word in &listed {
        if let Some(count) = left.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
        } else if words(word).len() < 2 && !word.contains(['/', '.', '#'])
            || !written.iter().any(|other| {
                // A link may lead to one file in two ways.
                let (one, other) = (leads(word), leads(other));
                one.iter()
                    .any(|path| found.files.contains(path) && other.contains(path))
            })
        {
            lost.push(word.clone());
        }
    }
    Some((lost, moves))
}

/// A list that gets markers.
#[derive(Clone, Debug)]
struct Mark {
    /// Its whole lines.
    at: Range<usize>,
    /// Its first line, to be pointed at.
    first: Range<usize>,
    name: &'static str,
    arguments: String,
    /// The names of its members, in order.
    names: Vec<String>,
}

/// Lists that get no markers, by their first lines, and why.
type Refusals = Vec<(Range<usize>, Unmarked)>;

/// Tells which lists of a page get markers, and which cannot.
fn marks(
    (at, text): (usize, &str),
    page: &FoundPage,
    adoption: &Adoption,
) -> (Vec<Mark>, Refusals) {
    let (mut marks, mut unmarked) = (Vec::new(), Vec::new());
    let mut add = |first: Option<Range<usize>>, lines: &Range<usize>, name, names, arguments| {
        let Some(first) = first else { return };
        // A line that was not read would be lost.
        let mut unread = page.page.unread.iter();
        let is_whole = !unread.any(|at| at.start < lines.end && lines.start < at.end);
        match arguments {
            _ if lines.is_empty() => {
                let why = if is_section(text, Some(&first)) {
                    Unmarked::Paragraphs
                } else {
                    Unmarked::NoPlace
                };
                unmarked.push((first, why));
            }
            _ if !is_whole => unmarked.push((first, Unmarked::Unread)),
            Ok(arguments) => marks.push(Mark {
                at: lines.clone(),
                first,
                name,
                arguments,
                names,
            }),
            Err(why) => unmarked.push((first, why)),
        }
    };
    for (index, list) in page.page.members.iter().enumerate() {
        if !list.in_block {
            let first = list.members.first().map(|member| member.at.clone());
            let arguments = of_members(list, (at, index), adoption);
            let names = list.members.iter().map(|member| member.name.clone());
            add(first, &list.at, "members", names.collect(), arguments);
        }
    }
    for (index, list) in page.page.meetings.iter().enumerate() {
        let first = list.meetings.first().map(|line| line.at.clone());
        if !list.in_block && (!list.at.is_empty() || !is_section(text, first.as_ref())) {
            let meetings = adoption.lines.get(&(at, index)).map(Vec::as_slice);
            let arguments = of_meetings(list, meetings.unwrap_or_default(), adoption);
            add(first, &list.at, "calendar", Vec::new(), arguments);
        }
    }
    marks.order_by_key(|mark| mark.at.start);
    let mut end = 0;
    marks.retain(|mark| {
        let apart = mark.at.start >= end;
        if apart {
            end = mark.at.end;
        } else {
            unmarked.push((mark.first.clone(), Unmarked::NoPlace));
        }
        apart
    });
    (marks, unmarked)
}

/// Whether a meeting has a section or a page of its own, which is no list and needs no block.
fn is_section(text: &str, first: Option<&Range<usize>>) -> bool {
    let line = first.and_then(|at| text.get(..at.start)?.rfind('\n').or(Some(0)));
    let line = line.and_then(|at| text.get(at..)).map(str::trim_start);
    let is_item = |line: &str| {
        let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = numbered.len() < line.len() && numbered.starts_with(['.', ')']);
        numbered || line.starts_with(['|', '>', '-', '+', '<']) || line.starts_with("* ")
    };
    line.is_none_or(|line| !is_item(line))
}

/// Returns the arguments with which the block `members` lists the same members.
fn of_members(
    list: &MemberList,
    place: (usize, usize),
    adoption: &Adoption,
) -> Result<String, Unmarked> {
    let college = adoption.colleges.get(&place).ok_or(Unmarked::Others)?;
    let council = &adoption.council;
    let shown = council.members.iter().filter(|m| m.college == *college);
    // A second list of one college would be filled with all of it.
    let shown: BTreeSet<&str> = shown.map(|member| member.name.as_str()).collect();
    let listed: BTreeSet<&str> = list.members.iter().map(|m| m.name.as_str()).collect();
    if !shown.is_subset(&listed) {
        return Err(Unmarked::Others);
    }
    Ok(match council.colleges.len() {
        1 => String::new(),
        _ => format!(" college=\"{college}\""),
    })
}

/// Returns the arguments with which the block `calendar` lists the same meetings in their order.
fn of_meetings(
    list: &MeetingList,
    meetings: &[Option<usize>],
    adoption: &Adoption,
) -> Result<String, Unmarked> {
    let council = &adoption.council;
    let listed: Option<Vec<usize>> = meetings.iter().copied().collect();
    let listed = listed.ok_or(Unmarked::Unread)?;
    let only: BTreeSet<usize> = listed.iter().copied().collect();
    // Hours that nobody told are not to be published.
    let is_supposed = |at: &usize| {
        let meeting = council.meetings.get(*at);
        meeting.is_some_and(|meeting| adoption.supposed_hours.contains_key(&meeting.id))
    };
    if only.iter().any(is_supposed) {
        return Err(Unmarked::Hours);
    }
    if only.len() != list.meetings.len() {
        return Err(Unmarked::Others);
    }
    let mut selections = selections(council, &only).into_iter();
    let chosen = selections.find(|selection| {
        let shows = |at: usize| selection.shows(council, at);
        let all = only.iter().all(|at| shows(*at));
        // What no page mentions is a finding of its own.
        let others = (0..council.meetings.len()).filter(|at| !only.contains(at) && shows(*at));
        all && others
            .into_iter()
            .all(|at| !adoption.mentioned.contains(&at))
    });
    let chosen = chosen.ok_or(Unmarked::Others)?;
    let dates = list.meetings.iter().map(|line| line.date);
    let order = if dates.clone().is_sorted() {
        ""
    } else if dates.rev().is_sorted() {
        " order=\"desc\""
    } else {
        return Err(Unmarked::Order);
    };
    let ranked = list.meetings.iter().any(|line| line.rank.is_some());
    let numbered = only.iter().filter_map(|at| council.meetings.get(*at));
    let numbered = numbered.filter(|meeting| meeting.title.is_none() && meeting.number.is_some());
    let rank = if !ranked && numbered.count() > 0 {
        " rank=\"none\""
    } else {
        ""
    };
    Ok(format!("{}{order}{rank}", chosen.arguments()))
}

/// Which meetings a block may show.
#[derive(Clone, Debug)]
struct Selection {
    cycle: Option<i32>,
    college: Option<String>,
}

impl Selection {
    fn shows(&self, council: &Council, at: usize) -> bool {
        let Some(meeting) = council.meetings.get(at) else {
            return false;
        };
        let mut colleges = meeting.colleges.iter();
        self.cycle.is_none_or(|cycle| cycle == meeting.cycle)
            && self
                .college
                .as_deref()
                .is_none_or(|id| colleges.any(|college| college.as_str() == id))
    }

    fn arguments(&self) -> String {
        let cycle = match self.cycle {
            Some(cycle) => format!(" cycle=\"{cycle}\""),
            None => " heading=\"none\"".to_owned(),
        };
        let college = self.college.as_deref();
        let college = college.map_or(String::new(), |id| format!(" college=\"{id}\""));
        format!("{cycle}{college}")
    }
}

/// Lists the selections that may show these meetings, the simplest first.
fn selections(council: &Council, meetings: &BTreeSet<usize>) -> Vec<Selection> {
    let cycles = meetings.iter().filter_map(|at| council.meetings.get(*at));
    let cycles: BTreeSet<i32> = cycles.map(|meeting| meeting.cycle).collect();
    let cycle = cycles.first().copied().filter(|_| cycles.len() == 1);
    let colleges = council.colleges.iter();
    let colleges = colleges.map(|college| Some(college.id.to_string()));
    let colleges: Vec<Option<String>> = std::iter::once(None).chain(colleges).collect();
    let cycles = cycle.map(Some).into_iter().chain([None]);
    cycles
        .flat_map(|cycle| {
            let colleges = colleges.iter().cloned();
            colleges.map(move |college| Selection { cycle, college })
        })
        .collect()
}

/// Puts markers around lists, which are in order and apart.
fn with(text: &str, marks: &[Mark]) -> String {
    let mut new = String::with_capacity(text.len() + marks.len() * 96);
    let mut done = 0;
    for mark in marks {
        let lines = text.get(mark.at.clone()).unwrap_or_default();
        let first = lines.lines().next().unwrap_or_default();
        let prefix = first.len() - first.trim_start_matches([' ', '>']).len();
        let prefix = first.get(..prefix).unwrap_or_default();
        let crlf = lines.split_inclusive('\n').next();
        let line_end = if crlf.is_some_and(|line| line.ends_with("\r\n")) {
            "\r\n"
        } else {
            "\n"
        };
        let (name, arguments) = (mark.name, &mark.arguments);
        new.push_str(text.get(done..mark.at.start).unwrap_or_default());
        let _ = write!(
            new,
            "{prefix}<!-- cll:{name}{arguments} -->{line_end}{lines}"
        );
        if lines.ends_with('\n') {
            let _ = write!(new, "{prefix}<!-- /cll:{name} -->{line_end}");
        } else {
            // The last line of the page has no end: it gives its lack on.
            let _ = write!(new, "{line_end}{prefix}<!-- /cll:{name} -->");
        }
        done = mark.at.end;
    }
    new.push_str(text.get(done..).unwrap_or_default());
    new
}

/// Whether a page has so many blocks more, and no other fault.
fn is_sound(old: &str, new: &str, more: usize) -> bool {
    let (old, new) = (scan(old), scan(new));
    new.blocks.len() == old.blocks.len() + more && new.faults.len() == old.faults.len()
}
