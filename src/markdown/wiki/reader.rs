//! The way through a page: its sections, and which of its lines are read.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::vec::IntoIter;

use chrono::{Datelike, NaiveDate, NaiveTime};
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::day::{self, Fields};
use super::entries::entries;
use super::habit::{give, habits};
use super::items::{Item, Role};
use super::line::{self, Reading, Under, opens_with_day};
use super::mandates::last_day;
use super::mediawiki::as_markdown;
use super::members::{enumerated, has_function, is_of_alternates, member};
use super::passage::{Passage, is_item, is_list, on_one_line, shown_title};
use super::people::{calls, of_call, people};
use super::place::labelled_place;
use super::scalars::{Scalar, scalars};
use super::sections::Sections;
use super::several::{college_label, named, of_college, persons};
use super::shapes::{
    behind_civility, is_name_in_capitals, is_organisation, is_person, is_seat, key,
    may_be_function, opens_with_person as names_somebody,
};
use super::title::{is_calendar_link, is_of_part, is_of_several, plain};
use super::topic::{Topic, Years, names_members, topic, years};
use super::when::{
    Hours, Opening, Told, announced, contradicts, hours_alone, hours_of_session, hours_of_text,
    in_nearest_year, is_below_other_label, labelled_day, labelled_hours, leaves_open,
    names_next_day, opening_day, plain_line, session_of_text,
};
use super::words::{BLOGS, BODIES_OF_MEMBERS, DAY_GLUE, MEETING_NAMES};
use super::{
    Heading, Link, ListedMeeting, MeetingList, MeetingState, MemberList, Otherwise, Part, Wanted,
    WikiPage,
};
use crate::locale::collation::words;
use crate::locale::hours::written_hours;
use crate::locale::parse_dates::{WrittenDate, dates_of_line, day_first, month, written_dates};
use crate::markdown::blocks;
use crate::markdown::from_html;
use crate::markdown::lines::{Line, lines, range};
use crate::markdown::minutes::front_matter::{self, FrontMatter};
use crate::sort::Sort;

/// The level of a line in bold that serves as a heading.
const BOLD: u8 = 7;

/// Reads what is wanted of a page; any text is one.
#[must_use]
pub fn read(text: &str, wanted: &Wanted) -> WikiPage {
    let written = as_markdown(text);
    let mut page = read_markdown(&written, wanted);
    if matches!(written, Cow::Owned(_)) {
        page.places_in(text);
    }
    page
}

fn read_markdown(text: &str, wanted: &Wanted) -> WikiPage {
    let text = &*day_first(text);
    let mut page = whole(text, Some(wanted));
    let fields = Fields::of(text);
    if fields.title.is_some() {
        page.title.clone_from(&fields.title);
    }
    let begins = front_matter::read(text).ends;
    let body = text.get(begins..).unwrap_or_default();
    // A weekday that contradicts its day leaves both in doubt.
    let day = |title: &str| {
        let said = written_dates(title).into_iter().next()?;
        let weekday = said.weekday.as_ref().map(|(day, _)| *day);
        said.date()
            .filter(|date| weekday.is_none_or(|day| day == date.weekday()))
    };
    let opening = |of| opening_day(text, begins, &wanted.path, of).filter(|_| wanted.is_one);
    let of_path = day::of_path(&wanted.path);
    let without_year = |title: &str| {
        let said = written_dates(title).into_iter().next()?;
        in_nearest_year(&said, of_path?).filter(|_| said.year.is_none())
    };
    let with_year = page.title.as_deref().and_then(day);
    let of_title = with_year.or_else(|| page.title.as_deref().and_then(without_year));
    // Minutes announce the next meeting.
    let announced = of_path
        .filter(|_| !wanted.is_minutes)
        .and_then(|written| announced(text, begins, written));
    // The same day of two years: one of them is a slip.
    let slips = |(one, other): &(NaiveDate, NaiveDate)| {
        one.year() != other.year() && (one.month(), one.day()) == (other.month(), other.day())
    };
    let is_doubtful = of_title.zip(of_path).is_some_and(|both| slips(&both));
    let named = of_title
        .or(announced.as_ref().map(|told| told.date))
        .or_else(|| Some(opening(Opening::Sure)?.date))
        .or(of_path)
        .or_else(|| day::of_short(&wanted.path, text));
    let event = fields.date.filter(|_| fields.is_event);
    let lines: usize = page.meetings.iter().map(|list| list.meetings.len()).sum();
    let few = lines <= usize::from(wanted.is_one);
    let name = wanted.path.rsplit('/').next().unwrap_or_default();
    let is_list = name.starts_with("_index.");
    // When a page was written counts least.
    let date = event
        .or(named)
        .filter(|_| wanted.is_one || few)
        .or_else(|| Some(opening(Opening::Any)?.date))
        .or(fields.date.filter(|_| few && wanted.is_one && !is_list));
    let date = date.filter(|_| !is_doubtful && wanted.meetings.contains(&Part::Whole));
    if let Some(date) = date {
        let mut meeting = of_page(text, wanted, &page, (date, &fields));
        let of_name = |date| Told {
            date,
            start: None,
            end: None,
            at: meeting.at.clone(),
        };
        // The day in the name of a post is that on which it was written, as is one beside the day itself.
        let is_post = wanted.path.split('/').any(|part| BLOGS.contains(&part));
        let is_sure = event.or(with_year).is_some();
        let said = day::all_of_path(&wanted.path).contains(&date);
        let of_path = of_path.filter(|_| !(is_post && is_sure || said));
        let others = opening(Opening::Label).into_iter().chain(announced);
        let others = others.chain(of_title.map(of_name));
        let others = others.chain(of_path.map(of_name));
        let is_other = |told: &Told| !(date..=meeting.last.unwrap_or(date)).contains(&told.date);
        let mut others: Vec<Told> = others.filter(is_other).collect();
        let mut known = BTreeSet::new();
        others.retain(|told| known.insert(told.date));
        meeting.otherwise = others
            .into_iter()
            .map(|told| Otherwise {
                date: told.date,
                start: told.start,
                end: told.end,
                at: told.at,
            })
            .collect();
        page.unread.clear();
        page.is_one = true;
        page.meetings = vec![MeetingList {
            heading: None,
            topic: None,
            year: None,
            at: meeting.at.start..meeting.at.start,
            meetings: vec![meeting],
            in_block: false,
            is_sure: true,
        }];
    } else if (wanted.is_minutes || is_doubtful) && wanted.meetings.contains(&Part::Whole) {
        // Of what day these minutes are nobody can tell.
        page.meetings.clear();
        page.unread.clear();
        let title = page.title.as_deref().and_then(|title| text.find(title));
        let label = labelled_day(text, begins).map(|at| at.start);
        let first = if is_doubtful { title } else { label };
        page.unread
            .push(rest_of_line(text, first.unwrap_or_default()));
    } else if wanted.members.is_empty() && page.meetings.is_empty() && page.unread.is_empty() {
        // What was named and gave nothing is said.
        let rest = body.trim_start();
        let label = labelled_day(text, begins).map(|at| at.start);
        let line = rest_of_line(text, label.unwrap_or(text.len() - rest.len()));
        page.unread.extend(Some(line).filter(|at| !at.is_empty()));
    }
    page.minutes = super::minutes_links::outside(text, wanted, &page);
    page
}

/// Whether one line alone has hours of the section that begins at a place.
fn has_one_timed_line(text: &str, begins: usize) -> bool {
    let section = text.get(begins..).unwrap_or_default();
    let section = section.split("\n#").next().unwrap_or_default();
    let lines = section.lines();
    let timed = lines.filter(|line| !written_hours(line).is_empty());
    timed.take(2).count() == 1
}

/// Returns the rest of the line in which a place stands.
fn rest_of_line(text: &str, start: usize) -> Range<usize> {
    let rest = text.get(start..).unwrap_or_default();
    start..rest.find(['\r', '\n']).map_or(text.len(), |at| start + at)
}

/// Returns the day of the meeting that a page is about, as its front matter, title or name says it, and
/// whether that is surely the day of an event.
#[must_use]
pub fn day_of_page(text: &str, path: &str, title: Option<&str>) -> Option<(NaiveDate, bool)> {
    let fields = Fields::of(text);
    let day = |title: &str| written_dates(title).first().and_then(WrittenDate::date);
    let event = fields
        .date
        .filter(|_| fields.is_event)
        .map(|date| (date, true));
    event.or_else(|| {
        let named = title.and_then(day).or_else(|| day::of_path(path));
        Some((named.or_else(|| day::of_short(path, text))?, false))
    })
}

/// Lists the words that stand in a part of a text by their sort keys, its HTML and code included, and the
/// targets of its links.
#[must_use]
pub fn words_of(text: &str, part: &Range<usize>) -> Vec<String> {
    let mut found = Vec::new();
    each_within(text, part, |node, lines| {
        let literal = |text: &str| {
            words(text)
                .into_iter()
                .map(|(_, word)| word.into())
                .collect()
        };
        found.extend(match &node.data().value {
            NodeValue::Heading(_) | NodeValue::Paragraph | NodeValue::TableCell => {
                Passage::of(node, text, lines).words_and_links()
            }
            NodeValue::HtmlBlock(html) if !html.literal.starts_with("<!--") => {
                literal(&html.literal)
            }
            NodeValue::CodeBlock(code) => literal(&code.literal),
            _ => Vec::new(),
        });
    });
    found
}

/// Whether of the items in a part of a text some are emphasised as a whole, and others are not:
/// "*En italique, à confirmer*".
#[must_use]
pub fn sets_apart(text: &str, part: &Range<usize>) -> bool {
    let (mut marked, mut plain) = (false, false);
    each_within(text, part, |node, _| {
        if !matches!(node.data().value, NodeValue::Paragraph) || !node.parent().is_some_and(is_item)
        {
            return;
        }
        let is_marked =
            |node: &AstNode<'_>| matches!(node.data().value, NodeValue::Emph | NodeValue::Strong);
        let only = node
            .first_child()
            .filter(|first| first.next_sibling().is_none());
        if only.is_some_and(is_marked) {
            marked = true;
        } else {
            plain = true;
        }
    });
    marked && plain
}

/// Takes each node of Markdown that stands wholly in a part of a text, with the lines of the text.
fn each_within(
    text: &str,
    part: &Range<usize>,
    mut take: impl for<'a> FnMut(&'a AstNode<'a>, &[Line]),
) {
    let begins = front_matter::read(text).ends;
    let body = text.get(begins..).unwrap_or_default();
    let all: Vec<Line> = lines(body)
        .into_iter()
        .map(|line| line.moved(begins))
        .collect();
    let arena = Arena::new();
    for node in parse_document(&arena, body, &options()).descendants() {
        let at = range(node, text, &all);
        if at.start >= part.start && at.end <= part.end {
            take(node, &all);
        }
    }
}

/// Whether a word is a number, a month or one of the small words of days and hours.
#[must_use]
pub fn is_word_of_days(word: &str) -> bool {
    let is_link = word.contains(['/', '.', ':', '#']);
    let of_day = word.bytes().any(|b| b.is_ascii_digit()) || month(word).is_some();
    !is_link && (of_day || DAY_GLUE.contains(&word))
}

/// Looks at all of a page: every list that may be of members or of meetings.
#[must_use]
pub fn survey(text: &str) -> WikiPage {
    whole(&day_first(&as_markdown(text)), None)
}

/// Returns the one meeting that a page is about; its hours may stand in the text.
fn of_page(
    text: &str,
    wanted: &Wanted,
    page: &WikiPage,
    (date, fields): (NaiveDate, &Fields),
) -> ListedMeeting {
    let title = page.title.clone().unwrap_or_default();
    let said = Passage::plain(&title);
    let under = Under::named();
    let of_title = match line::read(&said, &under) {
        Reading::Meeting { meeting, .. } => Some(*meeting),
        _ => None,
    };
    // The section of its own that a heading with its day has, or the first text with hours.
    let mut lists = page.meetings.iter().flat_map(|list| &list.meetings);
    let of_section = lists.find(|meeting| meeting.date == date);
    let begins = front_matter::read(text).ends;
    let body = text.get(begins..).unwrap_or_default();
    let mut at = 0;
    let first = body.split_inclusive('\n').find_map(|line| {
        let begins = at;
        at += line.len();
        let told = !line.trim().is_empty() && !line.trim_start().starts_with("![");
        told.then(|| begins + (line.len() - line.trim_start().len()))
    });
    let start = begins + first.unwrap_or_default();
    let end = text
        .get(start..)
        .and_then(|rest| rest.find(['\r', '\n']))
        .map_or(text.len(), |at| start + at);
    let both = || of_title.iter().chain(of_section);
    let hours =
        both().find_map(|meeting| Some((meeting.start?, meeting.end, meeting.zone.clone())));
    let of_fields = fields
        .start
        .map(|start| (start, fields.end, fields.zone.clone()));
    let of_text = hours_of_text(text, begins, date);
    let ends = |(start, end, zone): Hours| {
        let same = of_text.clone().filter(|(of_text, ..)| *of_text == start);
        (start, end.or(same.and_then(|(_, end, _)| end)), zone)
    };
    let hours = of_fields.or(hours).map(ends).or_else(|| of_text.clone());
    let (opened, closed) = session_of_text(text, begins, date);
    let hours = hours.or_else(|| opened.map(|start| (start, None, None)));
    let hours = hours.map(|(start, end, zone)| {
        let closed = closed.filter(|end| *end > start && zone.is_none());
        (start, end.or(closed), zone)
    });
    let standing = both().map(|meeting| meeting.standing);
    let is_its = page.is_titled && !is_of_part(&title);
    let title = match &of_title {
        Some(meeting) => meeting.title.clone(),
        // A day that contradicts itself is no part of it.
        None if is_its => plain(&without_day(&title)),
        None => String::new(),
    };
    // "Assemblée générale extraordinaire" may stand there without being a heading.
    let first = plain_line(text.get(start..end).unwrap_or_default()).trim_matches(['*', '_']);
    let names = words(first);
    let names = names
        .first()
        .is_some_and(|(_, word)| MEETING_NAMES.contains(&word.as_str()));
    let title = if title.is_empty()
        && names
        && first.len() < 80
        && dates_of_line(first).is_empty()
        && !first.ends_with(['.', ':'])
    {
        plain(first)
    } else {
        title
    };
    let mut meeting = ListedMeeting::on(date);
    let last = both().find_map(|meeting| meeting.last);
    meeting.last = fields.last.or(last).filter(|last| *last > date);
    if let Some(of_title) = &of_title {
        (meeting.rank, meeting.online) = (of_title.rank, of_title.online);
    }
    let place = of_section.and_then(|meeting| meeting.place.clone());
    meeting.place = fields.place.clone().or(place);
    if let Some((start, end, zone)) = hours {
        (meeting.start, meeting.end, meeting.zone) = (Some(start), end, zone);
    }
    let mut standings = standing.into_iter();
    let told = standings.find(|standing| *standing != MeetingState::Confirmed);
    let is_minutes = !goes_with_minutes(&wanted.path);
    ListedMeeting {
        standing: told.unwrap_or(MeetingState::Confirmed),
        title: if is_minutes { title } else { String::new() },
        minutes: (wanted.is_minutes && is_minutes).then(|| wanted.path.clone()),
        is_page: is_minutes,
        at: start..end,
        ..meeting
    }
}

/// Returns what stands before the first day of a title.
fn without_day(title: &str) -> String {
    let day = dates_of_line(title).into_iter().next();
    let start = day.map(|day| day.weekday.map_or(day.at.start, |(_, at)| at.start));
    let kept = start.and_then(|start| title.get(..start)).unwrap_or(title);
    kept.trim_end_matches([' ', '-', '\u{2013}', '(', ','])
        .to_owned()
}

/// Whether the name of a file says that it goes with minutes: "2026-05-30-ordre-du-jour.md".
fn goes_with_minutes(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).replace('_', " ");
    let mut words = words(&name).into_iter().map(|(_, word)| word);
    let first = words.find(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
    first.is_some_and(|word| {
        word != "agenda" && super::words::BESIDE_MINUTES.contains(&word.as_str())
    })
}

fn whole(text: &str, wanted: Option<&Wanted>) -> WikiPage {
    let page = pass(text, wanted, true);
    let named = wanted.is_some_and(|wanted| wanted.meetings.contains(&Part::Whole));
    if !named || !page.meetings.is_empty() || page.unread.is_empty() {
        return page;
    }
    // Of a page that was named, the sections of meetings may be others than those that are called so.
    let all = pass(text, wanted, false);
    if all.meetings.is_empty() { page } else { all }
}

/// Goes once through a page; its meetings may stand only `by_heading`, where there is one of meetings.
fn pass(text: &str, wanted: Option<&Wanted>, by_heading: bool) -> WikiPage {
    let front_matter = front_matter::read(text);
    let begins = front_matter.ends.max(day::end_of_toml(text));
    let title = front_matter.field("title");
    let title = title.map(|title| shown_title(&on_one_line(&title.value)));
    let title = title.filter(|title| !title.is_empty());
    // Lines are counted from here, and places from the beginning.
    let body = text.get(begins..).unwrap_or_default();
    let lines = lines(body).into_iter().map(|line| line.moved(begins));
    let blocks = blocks::scan(text).blocks.into_iter();
    let arena = Arena::new();
    let root = parse_document(&arena, body, &options());
    let lines: Vec<Line> = lines.collect();
    // What a key of the front matter holds may be Markdown too.
    let scalars: Vec<Scalar> = scalars(text, begins);
    let inner: Vec<_> = scalars
        .into_iter()
        .map(|scalar| {
            let root = parse_document(&arena, &scalar.text, &options());
            (root, scalar.lines)
        })
        .collect();
    let above = inner.iter();
    let above = above.flat_map(|(root, lines)| headings_in(root, text, lines));
    let mut headings: Vec<String> = above.collect();
    headings.extend(headings_in(root, text, &lines));
    let mut below = headings.iter().skip(1);
    let meetings = by_heading && below.any(|heading| topic(heading) == Some(Topic::Meetings));
    let named = wanted.map_or("", |wanted| wanted.path.as_str());
    let of_page = is_of_members(
        named,
        title.as_deref().or(headings.first().map(String::as_str)),
    );
    let says = |heading: &String| names_members(heading);
    let is_title = |node: &AstNode<'_>| matches!(node.data().value, NodeValue::Heading(heading) if heading.level == 1);
    let titles = root.children().filter(|node| is_title(node)).count();
    let has_title = titles == 1
        && root
            .descendants()
            .find(|node| is_heading(node))
            .is_some_and(is_title);
    // "Council Members:" beside "President:"
    let by_topic = !of_page
        && !headings.iter().any(|heading| is_seat(heading))
        && headings.iter().skip(usize::from(has_title)).any(says);
    let (persons, seats) = levels_of_persons(root, text, &lines);
    let mut reader = Reader {
        text,
        persons,
        seats,
        is_html: false,
        lines,
        blocks: blocks.map(|block| block.body).collect(),
        sections: Sections::of(
            wanted,
            title.as_deref(),
            (by_topic, meetings),
            of_page,
            &headings,
        ),
        is_survey: wanted.is_none(),
        skips_blocks: wanted.is_none_or(|wanted| wanted.skips_blocks),
        roles: Vec::new(),
        taken: BTreeSet::new(),
        announced: None,
        timed: None,
        paragraphs: None,
        only_day: false,
        page: WikiPage::default(),
    };
    for (root, lines) in inner {
        reader.scalar(root, lines);
    }
    reader.walk(root);
    reader.front_matter(&front_matter, begins, wanted);
    let first = reader
        .sections
        .all
        .first()
        .map(|heading| heading.text.clone());
    let levels: Vec<u8> = reader
        .sections
        .all
        .iter()
        .map(|heading| heading.level)
        .collect();
    let is_first = levels
        .iter()
        .skip(1)
        .all(|level| Some(level) > levels.first());
    if let Some(wanted) = wanted {
        reader.name_the_rest(root, wanted);
    }
    let habits = habits(text, &reader.lines, &reader.sections.all);
    give(&habits, &mut reader.page.meetings);
    let page = reader.finish();
    WikiPage {
        is_titled: title.is_some() || is_first,
        title: title.or(first),
        ..page
    }
}

/// Lists the texts of the headings below a node.
fn headings_in<'a>(root: &'a AstNode<'a>, text: &str, lines: &[Line]) -> Vec<String> {
    root.descendants()
        .filter(|node| is_heading(node))
        .map(|node| heading_text(&Passage::of(node, text, lines)))
        .collect()
}

/// Whether a heading begins with the word for a meeting or with its day, and names one day: "Réunion du 9 mai 2027".
fn opens_with_meeting(said: &Passage) -> bool {
    let first = words(&said.text).into_iter().next();
    let names = first.is_some_and(|(_, word)| MEETING_NAMES.contains(&word.as_str()));
    (names || opens_with_day(said)) && dates_of_line(&said.text).len() == 1
}

/// Returns the text of a heading, without the label that `MyST` puts before it: "(membres)=".
fn heading_text(said: &Passage) -> String {
    let text = said.text.trim();
    let label = text
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(")=\n"));
    on_one_line(label.map_or(text, |(_, rest)| rest))
}

/// Returns HTML without the comments and the blanks before it.
fn without_comments(mut html: &str) -> &str {
    loop {
        html = html.trim_start();
        let rest = html
            .strip_prefix("<!--")
            .and_then(|rest| rest.split_once("-->"));
        match rest {
            Some((_, rest)) => html = rest,
            None if html.starts_with("<!--") => return "",
            None => return html,
        }
    }
}

/// Whether HTML has a heading.
fn has_heading(html: &str) -> bool {
    let levels = html.match_indices("<h").chain(html.match_indices("<H"));
    let level = |at: usize| {
        html.as_bytes()
            .get(at + 2)
            .is_some_and(|b| (b'1'..=b'6').contains(b))
    };
    levels.into_iter().any(|(at, _)| level(at))
}

/// Whether HTML has a table or a list.
fn has_list(html: &str) -> bool {
    let lower = html.to_ascii_lowercase();
    ["<table", "<li"].iter().any(|tag| lower.contains(tag))
}

/// Whether the list right below a heading is of persons, each with a line of its own.
fn heads_persons<'a>(node: &'a AstNode<'a>, text: &str, lines: &[Line]) -> bool {
    let below = node.next_sibling().filter(|next| is_list(next));
    let items = below.into_iter().flat_map(AstNode::children);
    let said = items.filter_map(AstNode::first_child);
    let said: Vec<String> = said
        .map(|first| Passage::of(first, text, lines).text)
        .collect();
    !said.is_empty() && said.iter().all(|one| names_somebody(one))
}

fn is_heading<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(node.data().value, NodeValue::Heading(_))
}

/// Whether the section of a heading has a list or a table.
fn holds_lists<'a>(node: &'a AstNode<'a>) -> bool {
    let mut section = node
        .following_siblings()
        .skip(1)
        .take_while(|node| !is_heading(node));
    section.any(|node| {
        is_list(node)
            || match &node.data().value {
                NodeValue::Table(_) => true,
                NodeValue::HtmlBlock(html) => has_list(&html.literal),
                _ => false,
            }
    })
}

/// Whether the title or the name of a page says that it is about members.
#[must_use]
pub fn is_of_members(path: &str, title: Option<&str>) -> bool {
    let path = path.strip_suffix(".md").unwrap_or(path);
    let mut parts = path.rsplit('/');
    let last = parts.next().unwrap_or_default();
    let mut folder = || parts.next().unwrap_or_default();
    let name = match last.trim_start_matches('_') {
        "index" | "README" => folder(),
        name => name,
    };
    let spaced = name.replace(['-', '_', '.'], " ");
    let of_minutes = [Some(spaced.as_str()), title]
        .into_iter()
        .flatten()
        .any(|text| super::topic::is_of_minutes(text) || !written_dates(text).is_empty());
    let says = super::topic::is_of_members;
    !of_minutes && (title.is_some_and(|title| says(title, false)) || says(&spaced, true))
}

/// Finds the levels of headings of which most name a person, and those of which most stand right below a
/// heading that is a function.
fn levels_of_persons<'a>(
    root: &'a AstNode<'a>,
    text: &str,
    lines: &[Line],
) -> (BTreeSet<u8>, BTreeSet<u8>) {
    let mut headings: Vec<(u8, String, bool)> = Vec::new();
    for node in root.descendants() {
        let of = |node: &'a AstNode<'a>| {
            let said = Passage::of(node, text, lines);
            match &node.data().value {
                NodeValue::Heading(heading) => Some((heading.level, said.text)),
                NodeValue::Paragraph => {
                    written_heading(&said).map(|(level, over)| (level, said.part(&over).text))
                }
                _ => None,
            }
        };
        if let Some((level, said)) = of(node) {
            let above = node.previous_sibling().and_then(of);
            let below_seat = above.is_some_and(|(above, text)| above < level && is_seat(&text));
            headings.push((level, said, below_seat));
        }
    }
    let most = |is: &dyn Fn(&(u8, String, bool)) -> bool| {
        let most = |level: &u8| {
            let at = || headings.iter().filter(move |(other, ..)| other == level);
            let count = at().filter(|heading| is(heading)).count();
            count > 1 && count * 3 >= at().count() * 2
        };
        (1..=6).filter(most).collect()
    };
    let named = |(_, text, _): &(u8, String, bool)| names_somebody(text);
    let mut persons: BTreeSet<u8> = most(&named);
    // A heading above those of persons is that of a group.
    let is_group = |level: &u8| {
        let pairs = headings.windows(2);
        let mut below = pairs.filter(|pair| pair[0].0 == *level && pair[1].0 > *level);
        let first = below.next();
        first
            .into_iter()
            .chain(below)
            .filter(|pair| named(&pair[1]))
            .count()
            > 1
    };
    let groups: Vec<u8> = persons.iter().copied().filter(is_group).collect();
    let deepest = persons.last().copied();
    persons.retain(|level| Some(*level) == deepest || !groups.contains(level));
    let seats = most(&|(_, text, below_seat)| *below_seat && !is_seat(text));
    (persons, seats)
}

/// Returns what a card says in one line, with its title first: `:::{grid-item-card} Camille Martin`.
fn card(said: &Passage) -> Option<Passage> {
    let first = said.text.split('\n').next()?;
    let (kind, title) = first.split_once('}')?;
    let is_card = kind.starts_with(":::") && kind.contains("card");
    if !is_card || !title.contains(char::is_alphabetic) {
        return None;
    }
    // ":img-top: a.jpg", ":::", "^^^" and "+++" are none of its text.
    let is_text = |line: &Passage| {
        let text = line.text.trim_start();
        let option = text.strip_prefix(':').is_some_and(|rest| {
            rest.split_once(':')
                .is_some_and(|(key, _)| !key.contains(' '))
        });
        text.contains(char::is_alphanumeric) && !option
    };
    let title = said.part(&(kind.len() + 1..first.len()));
    let start = title.text.len() - title.text.trim_start().len();
    let title = title.part(&(start..title.text.len()));
    let rest = said.part(&((first.len() + 1).min(said.text.len())..said.text.len()));
    let lines = rest.lines().into_iter().filter(is_text);
    let parts = [("", title)]
        .into_iter()
        .chain(lines.map(|line| (", ", line)));
    Some(Passage::row(parts.collect(), said.at.clone()))
}

/// Lists the terms of a text each with what stands below it behind a colon, as one line: "Ville d'Alpha",
/// ": Camille Martin".
fn definitions(said: &Passage) -> Vec<Passage> {
    let lines = said.lines();
    let is_detail = |line: &Passage| line.text.trim_start().starts_with(": ");
    if lines.len() < 2 || lines.first().is_some_and(is_detail) || !lines.iter().any(is_detail) {
        return Vec::new();
    }
    let mut found: Vec<Vec<(&str, Passage)>> = Vec::new();
    for line in lines {
        let at = line.text.find(": ").filter(|_| is_detail(&line));
        match (at, found.last_mut()) {
            (Some(colon), Some(last)) => {
                let joins = if last.len() > 1 { ", " } else { " : " };
                last.push((joins, line.part(&(colon + 2..line.text.len()))));
            }
            _ => found.push(vec![("", line)]),
        }
    }
    // A term without what defines it is other text.
    if found.iter().any(|pair| pair.len() < 2) {
        return Vec::new();
    }
    let row = |pair: Vec<(&str, Passage)>| {
        let ends = |part: Option<&(&str, Passage)>| part.map(|(_, said)| said.at.clone());
        let (first, last) = (ends(pair.first()), ends(pair.last()));
        let at = first.map_or(0, |at| at.start)..last.map_or(0, |at| at.end);
        Passage::row(pair, at)
    };
    found.into_iter().map(row).collect()
}

/// Reads what is a heading for many, though none for CommonMark: "##Bureau"; its level and its text.
fn written_heading(said: &Passage) -> Option<(u8, Range<usize>)> {
    let signs = said.text.len() - said.text.trim_start_matches('#').len();
    let end = said.text.trim_end_matches(['#', ' ']).len();
    let level = u8::try_from(signs).ok()?;
    let sound = (1..=6).contains(&level) && end > signs && !said.text.contains('\n');
    sound.then_some((level, signs..end))
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.autolink = true;
    options.extension.footnotes = true;
    options
}

pub(super) struct Reader<'t> {
    pub text: &'t str,
    /// The levels of headings that most often are names of persons.
    persons: BTreeSet<u8>,
    /// The levels of headings most of which stand below one that is a function.
    seats: BTreeSet<u8>,
    /// Whether it is what HTML says.
    pub is_html: bool,
    pub lines: Vec<Line>,
    /// What stands in blocks.
    pub blocks: Vec<Range<usize>>,
    pub sections: Sections,
    pub is_survey: bool,
    /// Whether blocks are what the program wrote and a registry says.
    pub skips_blocks: bool,
    /// What the items still to come are, for each list in which the reader is.
    pub roles: Vec<IntoIter<Role>>,
    /// Where the lists begin that were read with the item in which they stand.
    pub taken: BTreeSet<usize>,
    /// What a line right before a list says of it: "Ont quitté le conseil :".
    pub announced: Option<Topic>,
    /// The list of meetings that a paragraph may continue.
    pub paragraphs: Option<usize>,
    /// Whether the paragraph has the only day between its heading and the next.
    pub only_day: bool,
    /// Where the section of the last meeting begins, and whether one line of it alone has hours.
    timed: Option<(usize, bool)>,
    pub page: WikiPage,
}

/// Where the lines stand in HTML that was read as Markdown.
struct HtmlLines<'t> {
    html: &'t str,
    at: &'t Range<usize>,
    converted: &'t str,
    /// Where the search for the next one begins.
    next: usize,
}

impl<'t> HtmlLines<'t> {
    fn of(text: &'t str, at: &'t Range<usize>, converted: &'t str) -> Self {
        let html = text.get(at.clone()).unwrap_or_default();
        Self {
            html,
            at,
            converted,
            next: 0,
        }
    }

    /// Returns the line of HTML with the first words of a part of the Markdown; all of it where none has them.
    fn line(&mut self, part: &Range<usize>) -> Range<usize> {
        let said = self.converted.get(part.clone()).unwrap_or_default();
        let marks = |c: char| !c.is_alphanumeric();
        let pieces = said
            .split(|c| "|\n*_[]()<>\\`".contains(c))
            .map(|it| it.trim_matches(marks));
        let first = pieces
            .into_iter()
            .find(|piece| piece.contains(char::is_alphabetic));
        let rest = self.html.get(self.next..).unwrap_or_default();
        let Some((start, words)) = first.and_then(|words| Some((rest.find(words)?, words))) else {
            return self.at.clone();
        };
        let start = self.next + start;
        self.next = start + words.len();
        let begins = self.html.get(..start).unwrap_or_default().rfind('\n');
        let begins = begins.map_or(0, |at| at + 1);
        let line = self.html.get(begins..).unwrap_or_default();
        let line = line.split('\n').next().unwrap_or_default();
        let start = self.at.start + begins + line.len() - line.trim_start().len();
        start..start + line.trim().len()
    }
}

impl Reader<'_> {
    fn walk<'a>(&mut self, root: &'a AstNode<'a>) {
        let is_title = |node: &&'a AstNode<'a>| matches!(&node.data().value, NodeValue::Heading(heading) if heading.level == 1);
        let has_title = root.children().filter(is_title).count() == 1;
        for edge in root.traverse() {
            match edge {
                NodeEdge::Start(node) => self.enter(node, has_title),
                NodeEdge::End(node) => self.leave(node),
            }
        }
    }

    fn enter<'a>(&mut self, node: &'a AstNode<'a>, has_title: bool) {
        match &node.data().value {
            NodeValue::Heading(heading) => self.heading(node, heading.level, has_title),
            NodeValue::Paragraph => self.paragraph(node),
            NodeValue::Table(_) => self.table(node),
            NodeValue::HtmlBlock(html)
                if html.literal.contains("<summary") && !has_list(&html.literal) =>
            {
                self.summary(&html.literal, node);
            }
            NodeValue::HtmlBlock(html) if self.is_text(&html.literal) => {
                self.html(&html.literal, node);
            }
            NodeValue::HtmlBlock(html) if html.literal.contains("</details") => {
                self.sections.close(BOLD);
            }
            // HTML that is indented is none for CommonMark, but for those who publish it.
            NodeValue::CodeBlock(code)
                if !code.fenced
                    && without_comments(&code.literal).starts_with('<')
                    && self.is_text(&code.literal) =>
            {
                self.html(&code.literal, node);
            }
            NodeValue::CodeBlock(_) if self.sections.is_trusted() && !self.is_survey => {
                self.name_each_line(&range(node, self.text, &self.lines));
            }
            NodeValue::List(_) => self.list(node),
            NodeValue::Item(_) | NodeValue::TaskItem(_) => {
                let role = self.roles.last_mut().and_then(Iterator::next);
                self.sections
                    .enter(matches!(role, Some(Role::Record)), false);
                if let Some(Role::Heading(heading)) = role {
                    self.sections.open(heading, BOLD, false);
                }
            }
            NodeValue::BlockQuote | NodeValue::FootnoteDefinition(_) => {
                self.sections.enter(false, true);
            }
            _ => {}
        }
    }

    /// Reads the lists that the keys of a front matter hold, which ends at a place.
    fn front_matter(&mut self, matter: &FrontMatter, ends: usize, wanted: Option<&Wanted>) {
        let is_whole = |wanted: &Wanted| wanted.members.contains(&Part::Whole);
        if wanted.is_none_or(is_whole) {
            let (lists, former) = people(self.text, ends, matter, wanted.is_some());
            self.page.members.extend(lists);
            let former = former.into_iter().filter(|_| wanted.is_some());
            self.page.unread.extend(former);
        }
        let is_list = |wanted: &Wanted| !wanted.is_one && wanted.meetings.contains(&Part::Whole);
        if wanted.is_some_and(is_list) {
            let (lists, unread) = entries(self.text, ends, matter);
            self.page.meetings.extend(lists);
            self.page.unread.extend(unread);
        }
    }

    /// Names what a page that was named does not give, and leaves out what is of others.
    fn name_the_rest<'a>(&mut self, root: &'a AstNode<'a>, wanted: &Wanted) {
        if wanted.meetings.contains(&Part::Whole) && self.page.meetings.is_empty() {
            self.name_timed_lines(root);
        }
        if wanted.members.contains(&Part::Whole) {
            self.organisations_of_headings(root);
        }
        if !wanted.members.is_empty() && wanted.meetings.is_empty() {
            self.name_lines_of_none(root);
        }
        self.leave_out_topics();
    }

    /// Goes through the Markdown that a key of the front matter holds, in which no marker can stand.
    fn scalar<'a>(&mut self, root: &'a AstNode<'a>, lines: Vec<Line>) {
        let (members, meetings) = (self.page.members.len(), self.page.meetings.len());
        let (persons, seats) = levels_of_persons(root, self.text, &lines);
        let outer = (
            std::mem::replace(&mut self.lines, lines),
            std::mem::replace(&mut self.persons, persons),
            std::mem::replace(&mut self.seats, seats),
        );
        self.walk(root);
        self.sections.close(1);
        (self.lines, self.persons, self.seats) = outer;
        for list in self.page.members.iter_mut().skip(members) {
            list.at.end = list.at.start;
        }
        for list in self.page.meetings.iter_mut().skip(meetings) {
            list.at.end = list.at.start;
        }
    }

    /// Names each line of a range that says something.
    fn name_each_line(&mut self, at: &Range<usize>) {
        let mut from = at.start;
        for line in self
            .text
            .get(at.clone())
            .unwrap_or_default()
            .split_inclusive('\n')
        {
            let start = from + line.len() - line.trim_start().len();
            from += line.len();
            if line.contains(char::is_alphanumeric) {
                self.page.unread.push(start..start + line.trim().len());
            }
        }
    }

    /// Whether HTML holds a table or a list, or names where members are to be read.
    fn is_text(&self, html: &str) -> bool {
        let html = without_comments(html);
        if self.is_html || html.is_empty() {
            return false;
        }
        let outside = |part: &str| {
            part.split_once('>')
                .is_some_and(|(_, text)| text.contains(char::is_alphabetic))
        };
        let names = self.sections.context().members && !self.is_survey;
        has_list(html) || has_heading(html) || names && html.split('<').any(outside)
    }

    /// Takes the summary of what can be unfolded for a heading.
    fn summary<'a>(&mut self, html: &str, node: &'a AstNode<'a>) {
        let said = html.split_once("<summary").map_or("", |(_, rest)| rest);
        let said = said.split("</summary").next().unwrap_or_default();
        let said = format!("<p{said}</p>");
        let heading = Heading {
            level: 6,
            text: on_one_line(&from_html::convert(&said, true).markdown),
            at: range(node, self.text, &self.lines),
        };
        self.sections.open(heading, BOLD, false);
    }

    /// Reads what is written in HTML, as Markdown would have it.
    fn html<'a>(&mut self, html: &str, node: &'a AstNode<'a>) {
        let at = range(node, self.text, &self.lines);
        let converted = from_html::convert(html, true).markdown;
        let arena = Arena::new();
        let root = parse_document(&arena, &converted, &options());
        let lines = lines(&converted);
        let (persons, seats) = levels_of_persons(root, &converted, &lines);
        let mut inner = Reader {
            text: &converted,
            persons,
            seats,
            is_html: true,
            lines,
            blocks: Vec::new(),
            sections: self.sections.clone(),
            roles: Vec::new(),
            taken: BTreeSet::new(),
            announced: self.announced.take(),
            paragraphs: None,
            only_day: false,
            page: WikiPage::default(),
            ..*self
        };
        inner.walk(root);
        let Reader { page, sections, .. } = inner;
        // Its headings are those of the page.
        if !self.sections.is_inside() {
            let known = self.sections.all.len();
            self.sections = sections;
            for heading in self.sections.all.iter_mut().skip(known) {
                heading.at = at.clone();
            }
        }
        let is_said = |line: &str| line.contains(char::is_alphanumeric) && !line.starts_with('#');
        let nothing = page.members.is_empty() && page.meetings.is_empty();
        let nothing = nothing && converted.lines().any(is_said);
        let start = at.start..at.start;
        let mut places = HtmlLines::of(self.text, &at, &converted);
        self.page
            .members
            .extend(page.members.into_iter().map(|mut list| {
                list.members
                    .iter_mut()
                    .for_each(|member| member.at = places.line(&member.at));
                MemberList {
                    at: start.clone(),
                    ..list
                }
            }));
        places.next = 0;
        self.page
            .meetings
            .extend(page.meetings.into_iter().map(|mut list| {
                list.meetings
                    .iter_mut()
                    .for_each(|meeting| meeting.at = places.line(&meeting.at));
                MeetingList {
                    at: start.clone(),
                    ..list
                }
            }));
        places.next = 0;
        self.page
            .unread
            .extend(page.unread.iter().map(|unread| places.line(unread)));
        if nothing && page.unread.is_empty() && self.sections.context().members && !self.is_survey {
            self.page.unread.push(at);
        }
    }

    /// Names the lines that say when something is, of a page that gave no meeting.
    fn name_timed_lines<'a>(&mut self, root: &'a AstNode<'a>) {
        let is_text = |node: &&'a AstNode<'a>| {
            matches!(
                &node.data().value,
                NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableCell
            )
        };
        let under = Under::named();
        let names = |line: &Passage| {
            let words = words(&line.text);
            let mut words = words.iter().map(|(_, word)| word.as_str());
            let is_timed = !written_hours(&line.text).is_empty()
                || words.any(|word| super::words::WEEKDAYS.contains(&word));
            let dated = !dates_of_line(&line.text).is_empty();
            is_timed && !dated || dated && line::read(line, &under) != Reading::Nothing
        };
        for node in root.descendants().filter(is_text) {
            for line in Passage::of(node, self.text, &self.lines).lines() {
                let known = |at: &Range<usize>| at.start < line.at.end && line.at.start < at.end;
                if names(&line) && !self.skips(line.at.start) && !self.page.unread.iter().any(known)
                {
                    self.page.unread.push(line.at);
                }
            }
        }
    }

    /// Leaves out the lists without a name of anybody on a page that names persons: "Tools and metrics".
    fn leave_out_topics(&mut self) {
        let is_somebody = |one: &super::ListedMember| {
            let known = [&one.name, &one.rest, &one.function];
            known
                .iter()
                .any(|text| is_person(text) || is_organisation(text))
                || one.person.is_some()
                || one.url.is_some()
                || !one.function.is_empty()
        };
        let lists = self.page.members.iter();
        let persons = lists
            .flat_map(|list| &list.members)
            .filter(|one| is_person(&one.name));
        if persons.count() < 2 {
            return;
        }
        let is_topic = |one: &super::ListedMember| {
            let mut words = one.name.split_whitespace();
            words
                .nth(1)
                .is_some_and(|word| word.starts_with(char::is_lowercase))
        };
        // Below "Commissions" on a page of persons stand their names, even where they sound as organisations do.
        let is_of_bodies = |list: &MemberList| {
            let heading = list.heading.as_ref().map(|heading| words(&heading.text));
            let heads = heading.is_some_and(|words| {
                words.len() <= 3
                    && words.first().is_some_and(|(_, word)| {
                        word.ends_with('s') && BODIES_OF_MEMBERS.contains(&word.as_str())
                    })
            });
            let names = |one: &super::ListedMember| {
                is_person(&one.name)
                    || one.person.is_some()
                    || one.url.is_some()
                    || !one.function.is_empty()
            };
            heads && !list.members.iter().any(names)
        };
        let is_of_topics = |list: &MemberList| {
            if is_of_bodies(list) {
                return true;
            }
            let topics = list.members.iter().filter(|one| is_topic(one)).count();
            topics * 2 >= list.members.len() && !list.members.iter().any(is_somebody)
        };
        let (topics, members): (Vec<_>, Vec<_>) =
            self.page.members.drain(..).partition(is_of_topics);
        self.page.members = members;
        let lines = topics.into_iter().flat_map(|list| list.members);
        self.page.unread.extend(lines.map(|one| one.at));
    }

    /// Takes the headings of one level with nothing below them for members, on a page that gave none, if most
    /// are called as organisations are.
    fn organisations_of_headings<'a>(&mut self, root: &'a AstNode<'a>) {
        let level = |node: &'a AstNode<'a>| match node.data().value {
            NodeValue::Heading(heading) => Some(heading.level),
            _ => None,
        };
        let deepest = root.children().filter_map(level).max();
        if !self.page.members.is_empty() || deepest.is_none_or(|deepest| deepest < 2) {
            return;
        }
        // "Représentée par Camille Martin"
        let stands = |below: &'a AstNode<'a>| {
            let said = Passage::of(below, self.text, &self.lines);
            let first = words(&said.text).into_iter().next();
            first.is_some_and(|(_, word)| word.starts_with("represent"))
        };
        let bare = |node: &'a AstNode<'a>| {
            let below = node.next_sibling();
            below.is_none_or(|it| level(it).is_some() || stands(it))
        };
        let all: Vec<_> = root
            .children()
            .filter(|node| level(node) == deepest)
            .collect();
        let said = all
            .iter()
            .map(|node| Passage::of(node, self.text, &self.lines));
        let members: Option<Vec<_>> = said
            .map(|said| {
                let at = said.at.clone();
                member(&said).map(|one| super::ListedMember { at, ..one })
            })
            .collect();
        let Some(members) = members.filter(|members| members.len() > 1) else {
            return;
        };
        let known = members
            .iter()
            .filter(|one| is_organisation(&one.name))
            .count();
        // "Commission des finances" may wait for its members.
        let is_body = members.iter().any(|one| names_members(&one.name));
        if known * 2 < members.len() || is_body || !all.into_iter().all(bare) {
            return;
        }
        let start = members[0].at.start;
        self.page
            .unread
            .retain(|at| !members.iter().any(|one| one.at.start == at.start));
        self.page.members.push(MemberList {
            heading: None,
            topic: None,
            members,
            at: start..start,
            in_block: false,
            is_sure: false,
            until: None,
        });
    }

    /// Names the lines of a page of members that gave nothing at all.
    fn name_lines_of_none<'a>(&mut self, root: &'a AstNode<'a>) {
        let page = &mut self.page;
        if !(page.members.is_empty() && page.meetings.is_empty()) {
            return;
        }
        let is_text = |node: &&'a AstNode<'a>| match node.data().value {
            NodeValue::Paragraph | NodeValue::TableRow(_) => true,
            NodeValue::Heading(heading) => heading.level > 1,
            _ => false,
        };
        for node in root.descendants().filter(is_text) {
            let lines = Passage::of(node, self.text, &self.lines).lines();
            for Passage { text, at, .. } in lines {
                let known = page
                    .unread
                    .iter()
                    .any(|it| it.start < at.end && at.start < it.end);
                let is_label = text.trim_end().ends_with(':');
                if text.contains(char::is_alphanumeric) && !known && !is_label {
                    page.unread.push(at);
                }
            }
        }
    }

    fn leave<'a>(&mut self, node: &'a AstNode<'a>) {
        match &node.data().value {
            NodeValue::List(_) => {
                self.roles.pop();
            }
            NodeValue::Item(_)
            | NodeValue::TaskItem(_)
            | NodeValue::BlockQuote
            | NodeValue::FootnoteDefinition(_) => self.sections.leave(),
            _ => {}
        }
    }

    fn heading<'a>(&mut self, node: &'a AstNode<'a>, level: u8, has_title: bool) {
        let said = Passage::of(node, self.text, &self.lines);
        let of_page = has_title && level == 1 && self.sections.all.is_empty();
        self.section(node, &said, level, of_page);
    }

    /// Opens the section of a heading.
    fn section<'a>(&mut self, node: &'a AstNode<'a>, said: &Passage, level: u8, of_page: bool) {
        self.announced = None;
        self.note_calendars(said);
        let heading = Heading {
            level,
            text: heading_text(said),
            at: said.at.clone(),
        };
        let below_seat = self.seats.contains(&level) && !is_seat(&heading.text);
        let in_capitals = is_name_in_capitals(&heading.text) && self.says_function_below(node);
        self.sections.tags = self.tags(node);
        let may_be_person = !of_page
            && self.sections.context().members
            && topic(&heading.text).is_none()
            && (names_somebody(&heading.text)
                || self.persons.contains(&level) && heading.text.contains(',')
                || below_seat
                || in_capitals)
            && !self.skips(said.at.start);
        // A heading deeper than those of persons may name one as well.
        let deep = !self.sections.context().of_record
            && self.persons.first().is_some_and(|first| level > *first);
        self.sections.open(heading, level, of_page);
        // Right above one that names somebody stands the name of a group.
        let below = node
            .following_siblings()
            .skip(1)
            .find(|node| is_heading(node));
        let heads_a_person = below.is_some_and(|below| {
            let deeper =
                matches!(below.data().value, NodeValue::Heading(below) if below.level > level);
            deeper && names_somebody(&Passage::of(below, self.text, &self.lines).text)
        });
        let may_be_person = may_be_person && !(heads_a_person && self.is_html);
        // What stands below headings that most often are persons says more of them.
        let may_be_person = may_be_person && !heads_persons(node, self.text, &self.lines);
        if may_be_person && (in_capitals || self.persons.contains(&level) || !holds_lists(node)) {
            let most = self.persons.contains(&level) || below_seat || deep || in_capitals;
            return self.person_of_heading(said, most);
        }
        let context = self.sections.context();
        // A heading within an item is below that of a meeting, and may be that of the next.
        let is_apart = self.sections.is_inside() && opens_with_meeting(said);
        let is_free = context.meeting.is_none() || is_apart;
        if context.meetings && is_free && !of_page && !self.skips(said.at.start) {
            self.section_of_meeting(said);
        }
    }

    /// Returns the tags in a heading and right before it: `<a name="membres"></a>`.
    fn tags<'a>(&self, node: &'a AstNode<'a>) -> String {
        let inside = node.descendants();
        let before = node.previous_sibling().filter(|before| {
            let text = self.text.get(range(before, self.text, &self.lines));
            text.is_some_and(|text| text.starts_with('<') && text.ends_with('>'))
        });
        let all = inside.chain(before.into_iter().flat_map(AstNode::descendants));
        let tags = all.filter_map(|node| match &node.data().value {
            NodeValue::HtmlInline(html) => Some(html.clone()),
            NodeValue::HtmlBlock(html) => Some(html.literal.clone()),
            _ => None,
        });
        tags.collect()
    }

    /// Whether a line below a heading, before the next one, is what somebody is.
    fn says_function_below<'a>(&self, node: &'a AstNode<'a>) -> bool {
        let is_text = |node: &&'a AstNode<'a>| matches!(node.data().value, NodeValue::Paragraph);
        let below = node
            .following_siblings()
            .skip(1)
            .take_while(|it| !is_heading(it));
        let mut lines = below
            .flat_map(AstNode::descendants)
            .filter(is_text)
            .flat_map(|text| Passage::of(text, self.text, &self.lines).lines());
        lines.any(|line| is_seat(&line.text))
    }

    /// Takes a heading for the member that it names, if `most` headings beside it name one; its section says
    /// more of them.
    fn person_of_heading(&mut self, said: &Passage, most: bool) {
        self.sections.is_of_member();
        let mut found = persons(said, true);
        if found.is_empty() {
            found.extend(member(said));
        }
        if found.is_empty() || !(self.is_html || most) {
            self.page.unread.push(said.at.clone());
            return;
        }
        for one in &mut found {
            one.at = said.at.clone();
        }
        let beside = self
            .page
            .members
            .last_mut()
            .filter(|list| list.at.is_empty());
        if let Some(list) = beside {
            list.members.extend(found);
            return;
        }
        self.page.members.push(MemberList {
            heading: None,
            topic: None,
            members: found,
            at: said.at.start..said.at.start,
            in_block: false,
            is_sure: false,
            until: self.sections.until(),
        });
    }

    /// Reads a heading that names the day of a meeting: its section is of that meeting.
    fn section_of_meeting(&mut self, said: &Passage) {
        if said.struck.iter().map(Range::len).sum::<usize>() * 2 > said.text.len() {
            return;
        }
        let compact = day::opening(&said.text);
        let said = match &compact {
            Some((day, at)) => &said.opening_with(&day.to_string(), at.clone()),
            None => said,
        };
        let names = words(&said.text)
            .into_iter()
            .any(|(_, word)| MEETING_NAMES.contains(&word.as_str()));
        let is_meant = compact.is_some()
            || names
            || opens_with_day(said)
            || super::topic::is_of_minutes(&said.text);
        if dates_of_line(&said.text).is_empty() || !is_meant && self.is_survey {
            return;
        }
        let is_meant = is_meant || !self.is_survey;
        let under = Under {
            year: self.sections.context().year.of_list(&[]),
            ..Under::named()
        };
        match line::read(said, &under) {
            Reading::Meeting { meeting, .. } if is_meant => {
                self.sections.is_of_meeting(self.page.meetings.len());
                let at = said.at.start..said.at.start;
                self.page.meetings.push(MeetingList {
                    heading: self.sections.heading(),
                    topic: None,
                    year: None,
                    meetings: vec![*meeting],
                    at,
                    in_block: false,
                    is_sure: names,
                });
            }
            Reading::Nothing => {}
            _ => self.page.unread.push(said.at.clone()),
        }
    }

    /// Takes from the section of a meeting when it is, and whether it takes place.
    pub fn of_meeting(&mut self, at: usize, said: &Passage) {
        let list = self.page.meetings.get_mut(at);
        let Some(meeting) = list.and_then(|list| list.meetings.first_mut()) else {
            return;
        };
        let is_aside =
            self.sections.context().is_aside || is_below_other_label(self.text, said.at.start);
        if !is_aside && said.text.lines().any(|line| contradicts(line, meeting)) {
            // Nobody knows which of the two it is.
            let lines = [meeting.at.clone(), said.at.clone()];
            self.page.unread.extend(lines);
            if let Some(list) = self.page.meetings.get_mut(at) {
                list.meetings.clear();
            }
            return;
        }
        // Hours without a label are the meeting's where no other line of the section has any.
        let begins = meeting.at.end;
        let known = self.timed.filter(|(section, _)| *section == begins);
        let (_, is_only) = *self
            .timed
            .insert(known.unwrap_or_else(|| (begins, has_one_timed_line(self.text, begins))));
        let is_only = is_only && !is_aside;
        let days = meeting.date..=meeting.last.unwrap_or(meeting.date);
        for passage in said.lines() {
            let line = passage.text.as_str();
            let is_open = !is_aside && leaves_open(line);
            let next = Some(line).filter(|_| !is_aside && !is_open);
            let next = next.and_then(|line| names_next_day(line, &days));
            if is_open || next.is_some() {
                self.page.unread.push(passage.at.clone());
            }
            let timed = line.get(..next.unwrap_or(line.len())).unwrap_or_default();
            let hours = || {
                let labelled = labelled_hours(timed, meeting.date, is_aside);
                let alone = || hours_alone(timed).filter(|_| is_only);
                labelled.or_else(alone)
            };
            if meeting.end.is_none()
                && !is_open
                && let Some((start, end, zone)) = hours()
                && meeting.start.is_none_or(|known| known == start)
            {
                (meeting.start, meeting.end) = (Some(start), end);
                meeting.zone = zone;
            }
            let (opened, closed) = hours_of_session(line, meeting.date);
            meeting.start = meeting.start.or(opened);
            if meeting.end.is_none() && meeting.last.is_none() {
                let is_after = |end: &NaiveTime| meeting.start.is_some_and(|start| start < *end);
                meeting.end = closed.filter(is_after);
            }
            if meeting.place.is_none() {
                meeting.place = labelled_place(line);
            }
        }
        let first = words(&said.text).into_iter().take(3).map(|(_, word)| word);
        let mut first =
            first.filter(|word| !["la", "reunion", "seance", "est"].contains(&word.as_str()));
        let state = first.next().unwrap_or_default();
        let is = |list: &[&str]| list.contains(&state.as_str());
        if meeting.standing == MeetingState::Confirmed && said.text.len() < 160 {
            if is(&super::words::CANCELLED) {
                meeting.standing = MeetingState::Cancelled;
            } else if is(&super::words::POSTPONED) {
                meeting.standing = MeetingState::Postponed;
            }
        }
    }

    fn paragraph<'a>(&mut self, node: &'a AstNode<'a>) {
        if node.previous_sibling().is_none() && node.parent().is_some_and(is_item) {
            // It was read with its list.
            return;
        }
        let said = Passage::of(node, self.text, &self.lines);
        if self.skips(said.at.start) {
            return;
        }
        if let Some((level, over)) = written_heading(&said).filter(|_| !self.sections.is_inside()) {
            return self.section(node, &said.part(&over), level, false);
        }
        // "\- Alpha": a hyphen that was kept from making an item.
        let escaped = ["- ", "* ", "+ ", "\u{2013} "]
            .iter()
            .find(|mark| said.text.starts_with(**mark));
        let said = match escaped {
            Some(mark) => said.part(&(mark.len()..said.text.len())).placed(&said.at),
            None => said,
        };
        // What closes a box says nothing.
        let closes = said.text.rfind('\n').filter(|at| {
            let last = said.text.get(at + 1..).unwrap_or_default().trim();
            last.len() > 2 && last.bytes().all(|byte| byte == b':')
        });
        let said = match closes {
            Some(end) => said.part(&(0..end)).placed(&said.at),
            None => said,
        };
        // An admonition of MkDocs or Docusaurus has a title of its own.
        let first = said.text.split('\n').next().unwrap_or_default();
        let admonishes = ["!!!", "???", ":::"]
            .iter()
            .any(|sign| first.starts_with(sign));
        let card = card(&said).filter(|_| self.sections.context().members && !self.is_survey);
        let said = match card {
            Some(card) => card,
            None if admonishes => {
                said.part(&((first.len() + 1).min(said.text.len())..said.text.len()))
            }
            None => said,
        };
        let before_list = node.next_sibling().is_some_and(is_list);
        let announces = before_list && said.text.trim_end().ends_with(':');
        self.announced = topic(&said.text).filter(|_| announces);
        let before_table = node
            .next_sibling()
            .is_some_and(|next| matches!(next.data().value, NodeValue::Table(_)));
        let label = before_list && self.is_label(&said);
        // "2027 :"
        let is_year =
            before_list && words(&said.text).len() == 1 && years(&said.text) != Years::None;
        if label || is_year || self.is_bold_heading(&said, before_list || before_table) {
            self.note_calendars(&said);
            let heading = Heading {
                level: 6,
                text: said.on_one_line(),
                at: said.at.clone(),
            };
            self.sections.open(heading, BOLD, false);
            let context = self.sections.context();
            if context.meetings && context.meeting.is_none() && !is_year {
                self.section_of_meeting(&said);
            }
            return;
        }
        // Without a day of its own it has not the only one, and the others are not looked at.
        self.only_day = !dates_of_line(&said.text).is_empty() && self.has_only_day(node);
        if self.labelled(&said.lines(), false) {
            return;
        }
        if let Some(at) = self.sections.context().meeting {
            self.of_meeting(at, &said);
            return;
        }
        if self.members_of_paragraph(node, &said) {
            return;
        }
        let heading = self.sections.heading();
        let above = self
            .page
            .members
            .last()
            .filter(|list| list.at.is_empty() && list.heading == heading);
        if self.sections.context().members && !before_list && above.is_some() {
            // It says more of the member above.
            self.page.unread.push(Item::of(node, said, self.text).at);
            return;
        }
        self.lines_of_paragraph(node, said);
    }

    /// Whether no other paragraph or list between the heading of a paragraph and the next opens with a day.
    fn has_only_day<'a>(&self, node: &'a AstNode<'a>) -> bool {
        let named = self
            .sections
            .heading()
            .is_some_and(|heading| !is_of_several(&heading.text));
        let above = node
            .preceding_siblings()
            .skip(1)
            .take_while(|it| !is_heading(it));
        let below = node
            .following_siblings()
            .skip(1)
            .take_while(|it| !is_heading(it));
        let is_text = |node: &&'a AstNode<'a>| matches!(node.data().value, NodeValue::Paragraph);
        let mut others = above
            .chain(below)
            .flat_map(AstNode::descendants)
            .filter(is_text);
        named && !others.any(|text| opens_with_day(&Passage::of(text, self.text, &self.lines)))
    }

    /// Whether a paragraph serves as the heading of the list of members below it: "Adjoints".
    fn is_label(&self, said: &Passage) -> bool {
        const MOST_WORDS: usize = 5;
        let text = said.text.trim();
        self.sections.context().members
            && !self.is_survey
            && !self.sections.is_inside()
            && text.split_whitespace().count() <= MOST_WORDS
            && !text.ends_with(['.', '!', '?', ':'])
            && text.starts_with(char::is_uppercase)
            && said.links.is_empty()
    }

    /// Whether a paragraph serves as a heading: a few words in bold, above a list or of a topic.
    fn is_bold_heading(&self, said: &Passage, before_list: bool) -> bool {
        const MOST_WORDS: usize = 12;
        let text = said.text.trim();
        let bold = said
            .strong
            .first()
            .is_some_and(|strong| strong.len() >= text.len());
        let of_members = self.sections.context().members;
        let heads =
            before_list || !of_members || topic(text).is_some() || years(text) != Years::None;
        // "**[Contact](…)**" below somebody
        let is_link = !said.links.is_empty() && !before_list;
        bold && heads
            && !is_link
            && !self.sections.is_inside()
            && text.split_whitespace().count() <= MOST_WORDS
            && !text.ends_with(['.', '!', '?'])
            && !opens_with_day(said)
    }

    /// Reads a paragraph that names members where they are to be read: in bold, one a line, several with
    /// commas or dashes between them, a function before them. Other text says something else.
    fn members_of_paragraph<'a>(&mut self, node: &'a AstNode<'a>, said: &Passage) -> bool {
        let context = self.sections.context();
        let (is_members, of_record, former) = (context.members, context.of_record, context.former);
        let announces = said.text.trim_end().ends_with(':');
        if !is_members || of_record || announces || context.is_quoted {
            return false;
        }
        if self.rows_of_paragraph(node, said) {
            return true;
        }
        if !self.is_survey && self.calls(said) {
            return true;
        }
        let mut item = Item::of(node, said.clone(), self.text);
        let defined = definitions(said);
        let is_defined = !defined.is_empty();
        if is_defined {
            item.pieces = defined;
        }
        let (mut found, mut left) = (Vec::new(), Vec::new());
        for piece in &item.pieces {
            let names = if is_defined {
                named(piece, true)
            } else {
                self.named_in(piece)
            };
            if names.is_empty() && piece.text.contains(char::is_alphanumeric) {
                left.push(piece.at.clone());
            }
            found.extend(names.into_iter().map(|name| (name, piece.at.clone())));
        }
        let plain = item.pieces.len() == 1 && !has_function(said) && !self.is_html;
        let plain = plain && college_label(&said.text).is_none();
        if found.is_empty() && plain && !self.is_survey && (former || self.sections.is_trusted()) {
            let all = enumerated(said).into_iter();
            found = all.map(|member| (member, item.at.clone())).collect();
            left.clear();
        }
        if found.is_empty() {
            // A name in other text may be one.
            let names = |over: &Range<usize>| said.text.get(over.clone()).is_some_and(is_person);
            let mut marked = said
                .links
                .iter()
                .map(|linked| &linked.over)
                .chain(&said.strong);
            let opens =
                |piece: &Passage| names_somebody(&piece.text) || is_of_alternates(&piece.text);
            let of_college = |piece: &Passage| college_label(&piece.text).is_some();
            let labelled = !self.is_survey && item.pieces.iter().any(of_college);
            if labelled || marked.any(names) || item.pieces.iter().any(opens) {
                self.page.unread.push(item.at);
            }
            return false;
        }
        self.page.unread.extend(left);
        if former {
            self.page.unread.push(item.at.clone());
            return true;
        }
        let members: Vec<_> = found
            .into_iter()
            .map(|(member, at)| super::ListedMember { at, ..member })
            .collect();
        self.add(members);
        true
    }

    /// Reads the calls of templates that a text is made of, each of which may name a member.
    fn calls(&mut self, said: &Passage) -> bool {
        let calls = calls(&said.text).into_iter().map(|over| said.part(&over));
        let calls: Vec<_> = calls.map(|call| (of_call(&call.text), call.at)).collect();
        // Most templates name nobody.
        if calls.iter().all(|(member, _)| member.is_none()) {
            return false;
        }
        let former = self.sections.context().former;
        for (member, at) in calls {
            match member.filter(|_| !former) {
                Some(member) => self.add(vec![super::ListedMember { at, ..member }]),
                None => self.page.unread.push(at),
            }
        }
        true
    }

    /// Adds members that stand in no list.
    fn add(&mut self, members: Vec<super::ListedMember>) {
        let heading = self.sections.heading();
        let mut last = self.page.members.last_mut();
        last = last.filter(|last| last.heading == heading && last.at.is_empty());
        if let Some(last) = last {
            last.members.extend(members);
            return;
        }
        let Some(start) = members.first().map(|first| first.at.start) else {
            return;
        };
        self.page.members.push(MemberList {
            heading,
            topic: self.sections.anchor(),
            members,
            at: start..start,
            in_block: self.is_in_block(start),
            is_sure: self.sections.is_of_members(),
            until: self.sections.until(),
        });
    }

    /// Lists what a line of a paragraph names: what is in bold, linked or under a heading that was named;
    /// elsewhere what has the form of a person or of an organisation.
    fn named_in(&self, piece: &Passage) -> Vec<super::ListedMember> {
        const MOST_WORDS: usize = 7;
        // "Monsieur Camille MARTIN." is a paragraph of its own.
        if behind_civility(&piece.text).is_some() && !self.is_survey {
            let end = piece.text.trim_end().trim_end_matches('.').len();
            return member(&piece.part(&(0..end))).into_iter().collect();
        }
        let all = named(piece, false);
        if all.len() > 1 || all.first().is_some_and(|one| !one.function.is_empty()) {
            return all;
        }
        if !self.is_survey && college_label(&piece.text).is_some() {
            // Whom it does not tell apart stays unread, the label is no member.
            return of_college(piece);
        }
        let bold = piece.strong.first().is_some_and(|strong| strong.start == 0);
        let linked = piece
            .links
            .first()
            .is_some_and(|linked| linked.over.start == 0 && linked.link.target.starts_with("http"));
        let image = piece
            .images
            .first()
            .is_some_and(|image| image.len() >= piece.text.trim().len());
        let short = piece.text.split_whitespace().count() <= MOST_WORDS
            && !piece.text.trim_end().ends_with(['.', '!', '?'])
            && !image;
        let trusted = self.sections.is_trusted() && !self.is_html;
        let sound = |name: &str| {
            let shape =
                is_person(name) || !self.is_survey && !self.is_html && is_organisation(name);
            !name.starts_with(char::is_lowercase) && (trusted && !self.is_survey || shape)
        };
        // "Retour à l'accueil"
        let page = piece.links.first().is_some_and(|linked| {
            let target = linked.link.target.as_str();
            linked.over.len() + 3 >= piece.text.trim().len()
                && !target.contains(':')
                && target != "#"
        });
        if page {
            return Vec::new();
        }
        if self.is_html {
            return all.into_iter().filter(|one| is_person(&one.name)).collect();
        }
        // "Mrs. A. Martin, Associate Professor, Dept. of Alpha"
        let opens = trusted
            && !self.is_survey
            && piece.text.contains(',')
            && names_somebody(&piece.text)
            && !piece.text.trim_end().ends_with(['.', '!', '?']);
        // "Treasurer team", "Comité de sélection"
        let heads = |name: &str| {
            !is_person(name)
                && (may_be_function(name) && !is_organisation(name) || names_members(name))
        };
        let kept = |one: &super::ListedMember| {
            if !linked && heads(&one.name) && !names_somebody(&one.name) {
                return false;
            }
            bold || linked || short && sound(&one.name) || opens && names_somebody(&one.name)
        };
        all.into_iter().filter(kept).collect()
    }

    /// Notes the links to calendars of a text that is no line of a meeting.
    pub fn note_calendars(&mut self, said: &Passage) {
        let links = said.links.iter().map(|linked| &linked.link);
        let calendars = links.filter(|link| is_calendar_link(&link.target));
        let calendars: Vec<Link> = calendars.cloned().collect();
        if !calendars.is_empty() && !opens_with_day(said) {
            self.page.calendars.extend(calendars);
        }
    }

    /// Whether a place stands in a block.
    pub fn is_in_block(&self, at: usize) -> bool {
        let before = self.blocks.partition_point(|block| block.start <= at);
        let last = before.checked_sub(1).and_then(|last| self.blocks.get(last));
        last.is_some_and(|block| at < block.end)
    }

    /// Whether what stands at a place is not read.
    pub fn skips(&self, at: usize) -> bool {
        self.skips_blocks && self.is_in_block(at)
    }

    /// Puts everything in the order of the text.
    fn finish(self) -> WikiPage {
        let mut page = self.page;
        page.headings = self
            .sections
            .all
            .iter()
            .map(|heading| heading.text.clone())
            .collect();
        page.missing = self.sections.missing;
        page.meetings.retain(|list| !list.meetings.is_empty());
        let first = |meetings: &MeetingList| meetings.meetings.first().map(|one| one.at.start);
        page.meetings.order_by_key(first);
        let first = |members: &MemberList| members.members.first().map(|one| one.at.start);
        page.members.order_by_key(first);
        page.calendars.order_by_key(|link| link.at.start);
        for one in page.members.iter_mut().flat_map(|list| &mut list.members) {
            let said = [one.rest.as_str(), one.function.as_str()];
            one.last_day = one.last_day.or_else(|| last_day(&said.join("; ")));
        }
        let is_secretariat = |list: &MemberList| {
            let heading = list.heading.as_ref();
            heading.is_some_and(|heading| ["secretariat"].contains(&key(&heading.text).as_str()))
        };
        for list in page.members.iter_mut().filter(|list| is_secretariat(list)) {
            // Those who hold the office sit, an organisation that has it in charge does not.
            let all = std::mem::take(&mut list.members).into_iter();
            let (persons, others): (Vec<_>, Vec<_>) =
                all.partition(|one| is_person(&one.name) || one.person.is_some());
            list.members = persons;
            page.unread.extend(others.into_iter().map(|one| one.at));
        }
        page.members.retain(|list| !list.members.is_empty());
        page.order_unread();
        page
    }
}
