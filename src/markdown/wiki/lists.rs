//! Lists, tables and paragraphs: whether they are of members or of meetings, and their lines.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;
use comrak::nodes::{AstNode, NodeValue};

use super::columns;
use super::day::{self, label_of_day};
use super::items::{Column, Item, Kind, Role};
use super::line::{self, Beside, Reading, Under, zone};
use super::mandates::{is_of_mandate, last_day, says_former};
use super::members::{has_function, is_task, is_vacant};
use super::passage::{Passage, is_list, is_sentence, on_one_line};
use super::place::{is_nowhere, place_of_cell};
use super::reader::Reader;
use super::several::named;
use super::shapes::{is_organisation, is_person, is_post, is_seat, key, opens_with_person};
use super::title::{is_of_part, is_of_several, plain};
use super::topic::{Topic, names_members};
use super::words::{LEFT, LINK_LABELS, NOBODY};
use super::{ListedMeeting, ListedMember, MeetingList, MemberList};
use crate::locale::collation::{Word, words};
use crate::locale::hours::written_hours;
use crate::locale::parse_dates::dates_of_line;
use crate::markdown::lines::{Line, range};

/// A row of a table, or an item: what it says of members, if it may be of one.
type Named = Vec<ListedMember>;

/// Whether what is said of a member is that it is one no more, or that a seat has nobody: "[TBD]".
fn is_not_seated(rest: &str) -> bool {
    let key = key(rest);
    let said = format!(" {key} ");
    NOBODY.contains(&key.as_str())
        || is_vacant(rest)
        || says_former(rest)
        || LEFT
            .iter()
            .any(|phrase| said.contains(&format!(" {phrase} ")))
}

/// Whether an item names a person, and its list those below them: they are no details of it.
fn is_chart<'a>(item: &'a AstNode<'a>, text: &str, lines: &[Line]) -> bool {
    let said = |item: &'a AstNode<'a>| {
        let first = item.first_child();
        first.map_or_else(String::new, |first| Passage::of(first, text, lines).text)
    };
    let below = item.children().filter(|child| is_list(child));
    let below: Vec<String> = below.flat_map(AstNode::children).map(said).collect();
    // "Early Career Psychiatrist" alone is what somebody is.
    let sure = |below: &[String]| match below {
        [] => false,
        [one] => !is_person(one),
        _ => true,
    };
    sure(&below) && opens_with_person(&said(item)) && below.iter().all(|one| opens_with_person(one))
}

/// Takes the point off the last item of a list whose others end with a semicolon or a comma: it is none of a
/// sentence.
fn without_last_point(items: &mut [Item]) {
    let Some((last, others)) = items.split_last_mut() else {
        return;
    };
    let said = |item: &Item| {
        item.pieces
            .last()
            .map(|piece| piece.text.trim_end().to_owned())
    };
    let ends = |item: &&Item| said(item).is_some_and(|text| text.ends_with([';', ',']));
    if others.is_empty() || others.iter().filter(ends).count() * 2 < others.len() {
        return;
    }
    if let Some(piece) = last.pieces.last_mut() {
        let text = piece.text.trim_end();
        if let Some(shorter) = text.strip_suffix('.').filter(|it| !it.ends_with('.')) {
            *piece = piece.part(&(0..shorter.len())).placed(&piece.at.clone());
        }
    }
}

/// Lists the parts of a part of a text between signs.
fn parted(text: &str, sign: &str, over: Range<usize>) -> Vec<Range<usize>> {
    let said = text.get(over.clone()).unwrap_or_default();
    let ends = said.match_indices(sign).map(|(at, _)| over.start + at);
    let starts = [over.start]
        .into_iter()
        .chain(ends.clone().map(|at| at + sign.len()));
    starts
        .zip(ends.chain([over.end]))
        .map(|(start, end)| start..end)
        .collect()
}

impl Reader<'_> {
    /// Reads the items of a list.
    pub fn list<'a>(&mut self, node: &'a AstNode<'a>) {
        let (mut items, mut charts) = (Vec::new(), Vec::new());
        for item in node.children() {
            let first = item.first_child();
            let first = first.filter(|first| matches!(first.data().value, NodeValue::Paragraph));
            let said = first.map(|first| Passage::of(first, self.text, &self.lines));
            items.push(Item::of(item, said.unwrap_or_default(), self.text));
            charts.push(is_chart(item, self.text, &self.lines));
        }
        without_last_point(&mut items);
        if self
            .taken
            .contains(&range(node, self.text, &self.lines).start)
        {
            let roles: Vec<Role> = items.iter().map(|_| Role::Plain).collect();
            self.roles.push(roles.into_iter());
            return;
        }
        let mut holders: Vec<Named> = Vec::new();
        for (item, node) in items.iter_mut().zip(node.children()) {
            let is_read = self.sections.context().members && item.holds_list;
            let found = is_read.then(|| self.holders(node)).flatten();
            if found.is_some() {
                let lists = node.descendants().filter(|node| is_list(node));
                let starts = lists.map(|list| range(list, self.text, &self.lines).start);
                self.taken.extend(starts);
                item.is_post = true;
                item.holds_list = false;
            }
            holders.push(found.unwrap_or_default());
        }
        let groups: BTreeSet<String> = if self.sections.context().members {
            node.children()
                .filter_map(|item| self.group(item))
                .collect()
        } else {
            BTreeSet::new()
        };
        let bodies = items.iter().filter(|item| item.holds_list);
        let said = |item: &Item| item.pieces.first().map(Passage::on_one_line);
        let is_body = |item: &Item| {
            said(item).is_some_and(|text| {
                (names_members(&text) || groups.contains(&text)) && !opens_with_person(&text)
            })
        };
        if self.sections.context().members
            && bodies.clone().count() > 0
            && bodies.clone().all(is_body)
        {
            for item in items.iter_mut().filter(|item| item.holds_list) {
                item.is_body = true;
            }
        }
        let texts: Vec<String> = items
            .iter()
            .map(|item| said(item).unwrap_or_default())
            .collect();
        let members = items.iter().zip(holders).enumerate();
        let members: Vec<Named> = members
            .map(|(at, (item, holders))| {
                // The one who holds a post may stand in the next item.
                let next = texts
                    .get(at + 1)
                    .is_some_and(|next| opens_with_person(next));
                let is_held = next && is_post(&texts[at]);
                match item.pieces.first() {
                    Some(said) if holders.is_empty() && !is_held => named(said, true),
                    _ => holders,
                }
            })
            .collect();
        let mut members = members;
        if self.sections.context().members {
            for (names, node) in members.iter_mut().zip(node.children()) {
                let last = self.end_below(node).filter(|_| !names.is_empty());
                for one in names {
                    one.last_day = one.last_day.or(last);
                }
            }
        }
        let mut roles = self.items(items, members, Kind::List);
        for (role, _) in roles
            .iter_mut()
            .zip(charts)
            .filter(|(_, is_chart)| *is_chart)
        {
            *role = Role::Plain;
        }
        self.roles.push(roles.into_iter());
    }

    /// Returns what an item calls the organisations in its list together, and is no name: "Secteur associatif".
    fn group<'a>(&self, item: &'a AstNode<'a>) -> Option<String> {
        let text = self.said_first(item)?.on_one_line();
        let mut words = text.split_whitespace().skip(1).peekable();
        let is_label = words.peek().is_some()
            && words.all(|word| word.starts_with(char::is_lowercase))
            && text.starts_with(char::is_uppercase)
            && !text.contains([',', '(', '/'])
            && !is_organisation(&text);
        let lists = item.children().filter(|child| is_list(child));
        let below = lists.flat_map(AstNode::children);
        let below = below.filter_map(|item| Some(self.said_first(item)?.on_one_line()));
        let below: Vec<String> = below.filter(|_| is_label).collect();
        let named = below.iter().filter(|text| is_organisation(text)).count();
        (named > 0 && named * 2 >= below.len()).then_some(text)
    }

    /// Returns the last day of the mandate that an item in the list of another says: "mandat jusqu'en 2022".
    fn end_below<'a>(&self, item: &'a AstNode<'a>) -> Option<NaiveDate> {
        let lists = item.children().filter(|child| is_list(child));
        let mut items = lists.flat_map(AstNode::children);
        items.find_map(|item| {
            let said = self.said_first(item)?.on_one_line();
            last_day(&said).filter(|_| is_of_mandate(&said))
        })
    }

    /// Reads those who hold the post that an item names, from the lists in it; nothing unless each of their items
    /// is a person, or what several persons there do.
    fn holders<'a>(&self, item: &'a AstNode<'a>) -> Option<Named> {
        let post = self.said_first(item)?;
        let post = post.on_one_line();
        is_post(&post)
            .then(|| self.holders_below(item, &post))
            .flatten()
    }

    fn holders_below<'a>(&self, item: &'a AstNode<'a>, post: &str) -> Option<Named> {
        let lists = item.children().filter(|child| is_list(child));
        let mut found = Named::new();
        for item in lists.flat_map(AstNode::children) {
            let said = self.said_first(item)?;
            let is_label = item.children().any(is_list) && !opens_with_person(&said.text);
            if is_label {
                let post = format!("{post} {}", said.on_one_line());
                found.extend(self.holders_below(item, &post)?);
                continue;
            }
            let names = named(&said, true);
            if names.is_empty() || !names.iter().all(|one| is_person(&one.name)) {
                return None;
            }
            let function = on_one_line(post.trim_end_matches([':', ' ', '\u{a0}']));
            found.extend(names.into_iter().map(|one| ListedMember {
                function: function.clone(),
                at: said.at.clone(),
                ..one
            }));
        }
        Some(found).filter(|found| !found.is_empty())
    }

    /// Returns the text with which an item begins.
    fn said_first<'a>(&self, item: &'a AstNode<'a>) -> Option<Passage> {
        let first = item.first_child();
        let first = first.filter(|first| matches!(first.data().value, NodeValue::Paragraph))?;
        Some(Passage::of(first, self.text, &self.lines))
    }

    /// Takes the head off the rows of a table, blanks if it has none, and says how many persons side by side make
    /// a row of them.
    fn heads<'a>(
        &self,
        rows: &mut Vec<(Vec<Passage>, &'a AstNode<'a>)>,
    ) -> Option<(Vec<Passage>, usize)> {
        let is_blank = |cells: &[Passage]| cells.iter().all(|cell| cell.text.trim().is_empty());
        if rows.len() > 2 && rows.first().is_some_and(|(cells, _)| is_blank(cells)) {
            // The head is empty; the first row may be one.
            let of = |of_meetings: bool| {
                let mut cells = rows[1].0.iter();
                cells.any(|cell| Column::of(cell, of_meetings) != Column::Other)
            };
            // "Présidente | Camille Martin" is no head.
            let mut cells = rows[1].0.iter();
            let names_somebody = cells.any(|cell| {
                Column::of(cell, false) == Column::Other && opens_with_person(&cell.text)
            });
            if (of(false) || of(true)) && !names_somebody {
                rows.remove(0);
            }
        }
        if rows.is_empty() {
            return None;
        }
        // HTML has rows without a head, and Markdown makes a head of the first: "Présidente : | Camille Martin".
        let has_rows = self.is_html || self.sections.context().members && !self.is_survey;
        let is_row = |cells: &[Passage]| {
            let known = |cell: &Passage| Column::of(cell, false) != Column::Other;
            let seat = |cell: &Passage| is_seat(&cell.text);
            has_rows
                && !cells.iter().any(known)
                && cells.iter().any(seat)
                && cells.iter().any(|cell| opens_with_person(&cell.text))
        };
        // Persons side by side are no head either.
        let is_picture = |cell: &Passage| !cell.images.is_empty();
        let has_pictures = rows.iter().any(|(cells, _)| cells.iter().any(is_picture));
        let fewest = if has_pictures { 2 } else { 3 };
        let is_named = self.sections.context().members && columns::is_gallery(&rows[0].0, fewest);
        let heads = if is_row(&rows[0].0) || is_named {
            vec![Passage::default(); rows[0].0.len()]
        } else {
            rows.remove(0).0
        };
        Some((heads, fewest))
    }

    /// Reads the rows of a table.
    pub fn table<'a>(&mut self, node: &'a AstNode<'a>) {
        let rows = node.children().map(|row| {
            let cells = row.children();
            let cells = cells.map(|cell| Passage::of(cell, self.text, &self.lines));
            (cells.collect::<Vec<_>>(), row)
        });
        let mut rows: Vec<(Vec<Passage>, &AstNode<'_>)> = rows.collect();
        let mut pairs = Vec::new();
        for (cells, row) in &rows {
            if let [label, value] = cells.as_slice() {
                let pair = vec![("", label.clone()), (" : ", value.clone())];
                pairs.push(Passage::row(pair, range(row, self.text, &self.lines)));
            }
        }
        let Some((heads, fewest)) = self.heads(&mut rows) else {
            return;
        };
        for cell in &heads {
            self.note_calendars(cell);
        }
        let when: Vec<Column> = heads.iter().map(|cell| Column::of(cell, true)).collect();
        // "Heure (UTC)"
        let places = |text: &str| {
            text.match_indices([' ', '('])
                .map(|(at, _)| at)
                .collect::<Vec<_>>()
        };
        let mut zones = heads
            .iter()
            .flat_map(|cell| places(&cell.text).into_iter().map(move |at| (cell, at)));
        let of_column = zones
            .find_map(|(cell, at)| zone(&cell.text, at))
            .map(|(zone, _)| zone);
        let (all, nodes): (Vec<Vec<Passage>>, Vec<_>) = rows.into_iter().unzip();
        let is_headless = heads.iter().all(|head| head.text.trim().is_empty());
        let gallery = Some(&all).filter(|_| is_headless && self.sections.context().members);
        let gallery = gallery.and_then(|rows| columns::gallery(rows, fewest));
        let (names, taken): (Vec<Named>, Vec<bool>) = if let Some(rows) = gallery {
            rows.into_iter().unzip()
        } else {
            let names = self.rows_of_members(&heads, &all);
            let all = vec![false; names.len()];
            (names, all)
        };
        let mut items = Vec::new();
        for ((cells, row), is_taken) in all.into_iter().zip(nodes).zip(taken) {
            let at = range(row, self.text, &self.lines);
            let at = if is_taken { at.start..at.start } else { at };
            let of_zone = cell_of(&cells, &when, Column::Zone).and_then(|cell| zone(&cell.text, 0));
            let of_minutes = cell_of(&cells, &when, Column::Minutes);
            let minutes = of_minutes.and_then(|cell| cell.links.first());
            let minutes = minutes.map(|linked| linked.link.target.clone());
            let mut beside = Beside {
                zone: of_zone.map(|(zone, _)| zone).or_else(|| of_column.clone()),
                minutes,
                ..Beside::default()
            };
            let mut kept = Vec::new();
            let mut before = Column::Other;
            let of_title = cell_of(&cells, &when, Column::Title);
            let is_titled = of_title.is_some_and(|cell| cell.text.contains(char::is_alphabetic));
            let says_nothing = |text: &str| {
                ["", "none", "n a", "na", "neant", "tbd", "tba"].contains(&key(text).as_str())
            };
            for (cell, column) in cells.into_iter().zip(&when) {
                // Where a column has the title, of the others the day, the hours and the state count.
                let says_when = line::says_when_or_whether(&cell);
                let place = place_of_cell(&cell)
                    .filter(|_| *column == Column::Place && !says_when && beside.place.is_none());
                let is_more = is_titled && *column == Column::Other && !says_when;
                let is_aside = match column {
                    Column::Aside | Column::Minutes | Column::Zone | Column::Number => true,
                    Column::Place => !says_when,
                    _ => is_more,
                };
                if place.is_some() {
                    beside.place = place;
                } else if is_aside {
                    beside.rest.extend(said_besides(&cell, *column));
                } else if !says_nothing(&cell.text) {
                    let joins = (before, *column) == (Column::Start, Column::End);
                    kept.push((if joins { "-" } else { ", " }, cell));
                }
                before = *column;
            }
            let mut item = Item::of(row, Passage::row(kept, at), self.text);
            item.beside = beside;
            items.push(item);
        }
        if !self.labelled(&pairs, true) {
            self.items(items, names, Kind::Table);
        }
    }

    /// Reads what each row says of a member.
    fn rows_of_members(&self, heads: &[Passage], rows: &[Vec<Passage>]) -> Vec<Named> {
        let named = self.sections.is_named() || heads.is_empty() && self.sections.is_trusted();
        let columns = columns::columns(heads, rows, named);
        let mut college = None;
        let mut row = |cells: &Vec<Passage>| {
            let mut found = columns::row(cells, &columns)?;
            // An empty cell is as the one above.
            college = found.college.take().or(college.take());
            found.college.clone_from(&college);
            Some(found)
        };
        let mut named = Vec::new();
        for cells in rows {
            if let Some(all) = columns::across(heads, cells) {
                named.push(all);
                continue;
            }
            let parted = columns::parted(cells, &columns);
            named.push(parted.iter().filter_map(&mut row).collect());
        }
        named
    }

    /// Reads the lines of a paragraph as the rows of a table without a head: "| Camille Martin | Présidente".
    pub fn rows_of_paragraph<'a>(&mut self, node: &'a AstNode<'a>, said: &Passage) -> bool {
        let mut lines: Vec<Range<usize>> = parted(&said.text, "\n", 0..said.text.len());
        lines.retain(|at| {
            said.text
                .get(at.clone())
                .is_some_and(|line| line.contains(char::is_alphanumeric))
        });
        let line = |at: &Range<usize>| said.text.get(at.clone()).unwrap_or_default().trim();
        let is_row = |at: &Range<usize>| {
            let line = line(at);
            line.matches('|').count() > 1 && (line.starts_with('|') || line.ends_with('|'))
        };
        // The last cells of a row may be empty, but not of all.
        let several = |at: &Range<usize>| line(at).trim_matches('|').contains('|');
        let are_rows = lines.iter().all(is_row) && lines.iter().any(several);
        if lines.len() < 2 || !are_rows || !self.sections.context().members {
            return false;
        }
        let cells = |line: &Range<usize>| {
            let cells = parted(&said.text, "|", line.clone()).into_iter();
            let mut cells: Vec<Passage> = cells.map(|at| said.part(&at)).collect();
            if cells
                .first()
                .is_some_and(|cell| cell.text.trim().is_empty())
            {
                cells.remove(0);
            }
            cells
        };
        let mut rows: Vec<Vec<Passage>> = lines.iter().map(cells).collect();
        // The first row may be the head of a table of MediaWiki.
        let known = |cell: &Passage| Column::of(cell, false) != Column::Other;
        let heads = if rows[0].iter().any(known)
            && !rows[0].iter().any(|cell| opens_with_person(&cell.text))
        {
            lines.remove(0);
            rows.remove(0)
        } else {
            Vec::new()
        };
        let names = self.rows_of_members(&heads, &rows);
        let items = lines
            .iter()
            .map(|line| Item::of(node, said.part(line), self.text));
        let items: Vec<Item> = items.collect();
        self.items(items, names, Kind::Table);
        true
    }

    /// Reads a paragraph.
    pub fn lines_of_paragraph<'a>(&mut self, node: &'a AstNode<'a>, said: Passage) {
        if !self.sections.context().meetings {
            self.note_calendars(&said);
            let context = self.sections.context();
            if context.members && context.of_record && !context.former {
                self.page.unread.push(Item::of(node, said, self.text).at);
            }
            return;
        }
        let under = self.under(self.sections.context().topic, Kind::Paragraph);
        let said = self.second_session(&said).unwrap_or(said);
        let mut items = [Item::of(node, said, self.text)];
        Self::part_days(&mut items);
        let readings = items.iter().map(|item| item.read(&under)).collect();
        self.meetings(&items, readings, Kind::Paragraph);
    }

    /// Puts the day of the meeting above before a text that begins with other hours: "Et (14h-16h)".
    fn second_session(&self, said: &Passage) -> Option<Passage> {
        let list = self.page.meetings.last()?;
        let day = list.meetings.last()?.date;
        let (first, word) = words(&said.text).into_iter().next()?;
        let joins = ["et", "puis", "and"].contains(&word.as_str());
        let is_above = list.heading == self.sections.heading();
        let rest = said.text.get(first.end..)?;
        let hours = written_hours(rest).into_iter().next()?;
        let follow = !rest.get(..hours.at.start)?.contains(char::is_alphanumeric);
        let sound = joins && is_above && follow && hours.end.is_some();
        sound.then(|| said.opening_with(&day.to_string(), first).placed(&said.at))
    }

    /// Reads lines of which one has the label "Date :": they are of the meeting that the heading above
    /// names, or a line in bold at their beginning. Tells whether they are.
    pub fn labelled(&mut self, all: &[Passage], is_table: bool) -> bool {
        let context = self.sections.context();
        // The only day of a section, in a paragraph of its own, needs no label.
        let bare = |line: &Passage| {
            all.len() == 1 && !is_table && self.only_day && line::is_bare_day(line)
        };
        let is_label = |line: &&Passage| label_of_day(&line.text).is_some() || bare(line);
        let own = all.first().filter(|line| {
            let bold = line
                .strong
                .first()
                .is_some_and(|bold| bold.len() >= line.text.trim().len());
            bold && !line.text.contains(':') && dates_of_line(&line.text).is_empty()
        });
        let taken = context.meeting.is_some() && own.is_none();
        let mut dated = all.iter().filter(is_label);
        let (Some(line), None) = (dated.next(), dated.next()) else {
            return false;
        };
        let above = self.sections.heading();
        let above = above.as_ref().map(|heading| words(&heading.text));
        // What is said of an annex is not of the meeting.
        let beside = above.as_deref().and_then(<[_]>::first);
        let beside = beside.is_some_and(|(_, word)| word.starts_with("annexe"));
        let alone = all.len() == 1 && above.is_none() || beside;
        if !context.meetings || taken || alone || context.of_record || context.is_quoted {
            return false;
        }
        let label = label_of_day(&line.text).unwrap_or_default();
        let mut under = self.under(context.topic, Kind::List);
        (under.calendar, under.named, under.row) = (true, true, true);
        let value = line.part(&(label..line.text.len()));
        let pointed = day::with_points(&value.text).filter(|_| label > 0);
        let value = match pointed {
            Some((day, at)) => {
                let before = value.text.get(..at.start).unwrap_or_default();
                value.opening_with(&format!("{before}{day}"), 0..at.end)
            }
            None => value,
        };
        let meeting = match line::read(&value, &under) {
            Reading::Meeting { meeting, .. } => *meeting,
            Reading::Unread => {
                self.page.unread.push(line.at.clone());
                return true;
            }
            Reading::Nothing => return false,
        };
        let heading = self.sections.heading().map(|heading| heading.text);
        let title = own
            .map(Passage::on_one_line)
            .or(heading.filter(|heading| !is_of_several(heading)))
            .unwrap_or(meeting.title.clone());
        let title = if is_of_part(&title) {
            String::new()
        } else {
            plain(&title)
        };
        let at = line.at.clone();
        let index = self.page.meetings.len();
        self.page.meetings.push(MeetingList {
            heading: self.sections.heading(),
            topic: self.sections.anchor(),
            is_sure: !is_table,
            year: None,
            at: at.start..at.start,
            in_block: false,
            meetings: vec![ListedMeeting {
                title,
                at,
                ..meeting
            }],
        });
        if own.is_none() {
            self.sections.is_of_meeting(index);
        }
        for line in all {
            self.of_meeting(index, line);
        }
        true
    }

    /// Reads items as meetings or, by `names`, as members.
    fn items(&mut self, mut items: Vec<Item>, names: Vec<Named>, kind: Kind) -> Vec<Role> {
        let context = self.sections.context().clone();
        let first = items.iter().find(|item| !item.at.is_empty());
        let skipped = first.is_some_and(|item| self.skips(item.at.start));
        let announced = self.announced.take();
        if skipped {
            return items.iter().map(|_| Role::Plain).collect();
        }
        if let Some(at) = context.meeting {
            for piece in items.iter().flat_map(|item| &item.pieces) {
                self.of_meeting(at, piece);
            }
            return items.iter().map(|_| Role::Plain).collect();
        }
        let firsts: Vec<Passage> = items
            .iter()
            .filter_map(|item| item.pieces.first().cloned())
            .collect();
        if kind == Kind::List && self.labelled(&firsts, false) {
            return items.iter().map(|_| Role::Plain).collect();
        }
        let topic = announced.or(context.topic);
        let former = context.members && (context.former || announced == Some(Topic::FormerMembers));
        let mut under = self.under(topic, kind);
        let days = items.iter().flat_map(|item| &item.pieces);
        let days = days.filter_map(|piece| dates_of_line(&piece.text).into_iter().next());
        under.year = context
            .year
            .of_list(&days.map(|day| day.month).collect::<Vec<u32>>());
        let of_members = context.members && !former && !context.of_record;
        // No member has a day for a name.
        let dated = context.meetings && items.iter().any(Item::opens_with_day);
        under.calendar |= of_members && dated;
        // Where most items name a day, each is of one: its title may stand first.
        let of_day = items.iter().filter(|item| item.names_one_day()).count();
        under.row |= under.named && of_day > 1 && of_day * 2 >= items.len();
        if under.named {
            Self::part_days(&mut items);
        }
        let read =
            |under: &Under| -> Vec<_> { items.iter().map(|item| item.read(under)).collect() };
        let mut readings = if context.meetings && !context.of_record {
            read(&under)
        } else {
            items
                .iter()
                .map(|item| item.pieces.iter().map(|_| Reading::Nothing).collect())
                .collect()
        };
        let is_meeting = |reading: &Reading| matches!(reading, Reading::Meeting { .. });
        let meetings = readings.iter().flatten().any(is_meeting);
        if self.is_survey && !under.calendar && meetings {
            under.calendar = true;
            readings = read(&under);
        }
        if of_members && !meetings && !dated {
            if kind == Kind::List && self.is_of_others(&items, &names) {
                let at = items.iter().map(|item| item.at.clone());
                self.page
                    .unread
                    .extend(at.filter(|at| !at.is_empty() && !self.is_survey));
                return items.iter().map(|_| Role::Plain).collect();
            }
            return self.members(&items, names, kind);
        }
        if former {
            // When they left is not known.
            let at = items.iter().map(|item| item.at.clone());
            self.page.unread.extend(at.filter(|at| !at.is_empty()));
        }
        if !context.meetings && context.members && context.of_record {
            // What is said of a member in a list of its own.
            let at = items
                .iter()
                .flat_map(|item| &item.pieces)
                .map(|piece| piece.at.clone());
            self.page.unread.extend(at);
        }
        self.meetings(&items, readings, kind)
    }

    /// Parts each line that names several days into one for each of them.
    fn part_days(items: &mut [Item]) {
        for item in items {
            let pieces = item.pieces.iter();
            item.pieces = pieces.flat_map(line::of_days).collect();
        }
    }

    /// Whether most items of a list are no names: tasks or sentences, or anything where no heading says
    /// that members stand there.
    fn is_of_others(&self, items: &[Item], names: &[Named]) -> bool {
        let said: Vec<&str> = items
            .iter()
            .filter_map(|item| Some(item.pieces.first()?.text.trim()))
            .collect();
        let is_named = |names: &Named| names.iter().any(|one| is_person(&one.name));
        let others = said.iter().zip(names).filter(|(_, names)| !is_named(names));
        let tasks = others
            .filter(|(text, _)| is_task(text) || is_sentence(text))
            .count();
        let shape = |name: &ListedMember| {
            let short = name.name.split_whitespace().count() <= 3;
            short
                || is_person(&name.name)
                || is_organisation(&name.name)
                || !name.function.is_empty()
                || name.url.is_some()
        };
        let sound = names.iter().filter(|names| names.iter().any(shape)).count();
        let heads = items.iter().any(|item| item.heading().is_some());
        let few = !self.sections.is_trusted() && sound * 3 < said.len() * 2 && !heads;
        // "Trésorier : vacant" is of a list of members all the same.
        let is_seat = |item: &Item| item.pieces.first().is_some_and(has_function);
        let unread = items.iter().zip(names);
        let unread = unread.filter(|(item, names)| names.is_empty() && !is_seat(item));
        let unread = unread.count();
        let other = tasks * 3 > said.len() || !heads && unread * 2 > said.len();
        said.len() > 1 && (other || few)
    }

    fn under(&self, topic: Option<Topic>, kind: Kind) -> Under {
        let context = self.sections.context();
        let named = !self.is_survey && context.meetings && !context.other;
        Under {
            calendar: if self.is_survey {
                topic == Some(Topic::Meetings)
            } else {
                named
            },
            other: context.other,
            year: context.year.of_list(&[]),
            month: context.month,
            item: kind != Kind::Paragraph,
            named,
            row: kind == Kind::Table && named,
            beside: Beside::default(),
        }
    }

    /// Adds the members that items name, and what of them is none.
    fn members(&mut self, items: &[Item], names: Vec<Named>, kind: Kind) -> Vec<Role> {
        let (mut members, mut roles) = (Vec::new(), Vec::new());
        for (item, name) in items.iter().zip(names) {
            for piece in &item.pieces {
                self.note_calendars(piece);
            }
            if let Some(heading) = item.heading() {
                roles.push(Role::Heading(heading));
                continue;
            }
            roles.push(Role::Record);
            if name.is_empty()
                || name
                    .iter()
                    .any(|name| is_not_seated(&name.rest) || is_not_seated(&name.function))
            {
                self.page
                    .unread
                    .extend(Some(item.at.clone()).filter(|at| !at.is_empty()));
                continue;
            }
            for name in name {
                let at = Some(name.at.clone()).filter(|at| !at.is_empty());
                let at = at.unwrap_or_else(|| item.at.clone());
                members.push(ListedMember { at, ..name });
            }
            let more = item.pieces.iter().skip(1);
            self.page.unread.extend(more.map(|piece| piece.at.clone()));
        }
        // What holds lists of its own cannot be put between two markers.
        let heads = roles.iter().any(|role| matches!(role, Role::Heading(_)))
            || items.iter().any(|item| item.is_post);
        let lines = items.first().zip(items.last()).filter(|_| !heads);
        let lines = lines.map(|(first, last)| (first.lines.0, last.lines.1));
        if let Some(first) = members.first() {
            let at = self.whole_lines(lines.filter(|_| kind == Kind::List), &first.at);
            self.page.members.push(MemberList {
                heading: self.sections.heading(),
                topic: self.sections.anchor(),
                in_block: self.is_in_block(first.at.start),
                is_sure: self.sections.is_of_members(),
                until: self.sections.until(),
                members,
                at,
            });
        }
        roles
    }

    /// Adds the meetings among items, and what of them could not be read.
    fn meetings(&mut self, items: &[Item], readings: Vec<Vec<Reading>>, kind: Kind) -> Vec<Role> {
        let mut roles = Vec::new();
        let mut run: Vec<(ListedMeeting, &Item)> = Vec::new();
        for (item, readings) in items.iter().zip(readings) {
            let (mut found, mut others) = (Vec::new(), Vec::new());
            let mut doubtful = false;
            for (piece, reading) in item.pieces.iter().zip(readings) {
                match reading {
                    Reading::Meeting { meeting, rest } => {
                        found.push(*meeting);
                        self.page.unread.extend(rest);
                        continue;
                    }
                    Reading::Unread => {
                        doubtful = true;
                        self.page.unread.push(piece.at.clone());
                    }
                    Reading::Nothing => others.push(piece.at.clone()),
                }
                self.note_calendars(piece);
            }
            let context = self.sections.context();
            if !found.is_empty() || (context.meetings && context.of_record) {
                self.page.unread.extend(others);
            }
            if found.is_empty() && !doubtful {
                self.close(&mut run, kind);
            }
            roles.push(match (found.is_empty(), item.heading()) {
                (false, _) => Role::Record,
                (true, Some(heading)) => Role::Heading(heading),
                (true, None) => Role::Plain,
            });
            run.extend(found.into_iter().map(|meeting| (meeting, item)));
        }
        self.close(&mut run, kind);
        roles
    }

    /// Adds the meetings that follow each other.
    fn close(&mut self, run: &mut Vec<(ListedMeeting, &Item)>, kind: Kind) {
        let lines = run.first().zip(run.last());
        let lines = lines.map(|((_, first), (_, last))| (first.lines.0, last.lines.1));
        let continued = self.paragraphs.take().filter(|_| kind == Kind::Paragraph);
        let Some((first, _)) = run.first() else {
            return;
        };
        let list = MeetingList {
            heading: self.sections.heading(),
            topic: self.sections.anchor(),
            is_sure: self.sections.context().topic == Some(Topic::Meetings),
            year: self.sections.context().year.one(),
            at: self.whole_lines(lines.filter(|_| kind != Kind::Table), &first.at),
            in_block: self.is_in_block(first.at.start),
            meetings: run.drain(..).map(|(meeting, _)| meeting).collect(),
        };
        let before = continued.and_then(|at| self.page.meetings.get_mut(at).map(|list| (at, list)));
        let adjoins = |before: &MeetingList| {
            let between = self.text.get(before.at.end..list.at.start);
            before.heading == list.heading
                && !before.at.is_empty()
                && !list.at.is_empty()
                && between.is_some_and(|between| between.trim().is_empty())
        };
        match before {
            Some((at, before)) if adjoins(before) => {
                before.meetings.extend(list.meetings);
                before.at.end = list.at.end;
                self.paragraphs = Some(at);
            }
            _ => {
                self.paragraphs =
                    Some(self.page.meetings.len()).filter(|_| kind == Kind::Paragraph);
                self.page.meetings.push(list);
            }
        }
    }

    /// Returns lines as a whole, from the first to the last; nothing before what stands there if no
    /// marker could.
    fn whole_lines(&self, lines: Option<(usize, usize)>, first: &Range<usize>) -> Range<usize> {
        let whole = || {
            let (start, end) = lines.filter(|_| !self.sections.is_inside())?;
            let line = |number: usize| self.lines.get(number.checked_sub(1)?);
            let is_blank = |number: &usize| {
                let content = line(*number).and_then(|line| self.text.get(line.content.clone()));
                content.is_none_or(|content| content.trim().is_empty())
            };
            let last = (start..=end).rev().find(|number| !is_blank(number))?;
            let at = line(start)?.content.start..line(last)?.next;
            let before = self.text.get(..at.start)?;
            let begins = before.is_empty() || before.ends_with(['\n', '\u{feff}']);
            let ends = at.end == self.text.len() || self.text.get(at.clone())?.ends_with('\n');
            (begins && ends).then_some(at)
        };
        whole().unwrap_or(first.start..first.start)
    }
}

/// Returns what a cell says that nothing of a meeting holds.
fn said_besides(cell: &Passage, column: Column) -> Option<String> {
    // The zone and the link to the minutes were taken.
    let over = match column {
        Column::Zone if zone(&cell.text, 0).is_some() => 0..cell.text.len(),
        Column::Minutes => cell.links.first().map_or(0..0, |link| link.over.clone()),
        _ => 0..0,
    };
    let is_link = column == Column::Place && !cell.links.is_empty();
    let parts = [0..over.start, over.end..cell.text.len()];
    let parts = parts.map(|part| cell.text.get(part).unwrap_or_default());
    let text = on_one_line(&parts.join(" "));
    let text = text.trim_start_matches([',', ';', ':', '-', '\u{2013}', ' ', '\u{a0}']);
    let tells = |(_, word): &Word| !LINK_LABELS.contains(&word.as_str());
    let is_number = text.chars().all(|c| !c.is_alphabetic());
    let is_said = (is_link || words(text).iter().any(tells))
        && !is_nowhere(text)
        && !(column == Column::Number && is_number);
    is_said.then(|| text.to_owned())
}

/// Returns the cell of a column.
fn cell_of<'c>(cells: &'c [Passage], columns: &[Column], kind: Column) -> Option<&'c Passage> {
    let place = columns.iter().position(|column| *column == kind);
    place.and_then(|at| cells.get(at))
}
