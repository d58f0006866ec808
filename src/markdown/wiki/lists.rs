//! Lists, tables and paragraphs: whether they are of members or of meetings, and their lines.

use std::ops::Range;

use comrak::nodes::{AstNode, NodeValue};

use super::items::{Column, Item, Kind, Role};
use super::line::{self, Reading, Under, zone};
use super::members::{member, several_persons};
use super::passage::Passage;
use super::reader::Reader;
use super::topic::Topic;
use super::words::LEFT;
use super::{ListedMeeting, ListedMember, MeetingList, MemberList};
use crate::locale::collation::words;
use crate::markdown::lines::range;

/// A row of a table, or an item: what it says of members, if it may be of one.
type Named = Vec<ListedMember>;

/// Whether what is said of a member is that it is one no more.
fn has_left(rest: &str) -> bool {
    let said: Vec<String> = words(rest).into_iter().map(|(_, word)| word).collect();
    let said = format!(" {} ", said.join(" "));
    LEFT.iter()
        .any(|phrase| said.contains(&format!(" {phrase} ")))
}

impl Reader<'_> {
    /// Reads the items of a list.
    pub fn list<'a>(&mut self, node: &'a AstNode<'a>) {
        let mut items = Vec::new();
        for item in node.children() {
            let first = item.first_child();
            let first = first.filter(|first| matches!(first.data().value, NodeValue::Paragraph));
            let said = first.map(|first| Passage::of(first, self.text, &self.lines));
            items.push(Item::of(item, said.unwrap_or_default(), self.text));
        }
        let named = |said: &Passage| {
            let several = several_persons(said);
            if several.is_empty() {
                member(said).into_iter().collect()
            } else {
                several
            }
        };
        let members: Vec<Named> = items
            .iter()
            .map(|item| item.pieces.first().map_or_else(Vec::new, named))
            .collect();
        let roles = self.items(&items, members, Kind::List);
        self.roles.push(roles.into_iter());
    }

    /// Reads the rows of a table.
    pub fn table<'a>(&mut self, node: &'a AstNode<'a>) {
        let (mut columns, mut when): (Vec<Column>, Vec<Column>) = (Vec::new(), Vec::new());
        let (mut rows, mut names) = (Vec::new(), Vec::new());
        let mut of_column = None;
        for row in node.children() {
            let cells = row
                .children()
                .map(|cell| Passage::of(cell, self.text, &self.lines));
            let cells: Vec<Passage> = cells.collect();
            if matches!(row.data().value, NodeValue::TableRow(true)) {
                columns = cells.iter().map(|cell| Column::of(cell, false)).collect();
                when = cells.iter().map(|cell| Column::of(cell, true)).collect();
                // "Heure (UTC)"
                let places = |text: &str| {
                    text.match_indices([' ', '('])
                        .map(|(at, _)| at)
                        .collect::<Vec<_>>()
                };
                let mut zones = cells
                    .iter()
                    .flat_map(|cell| places(&cell.text).into_iter().map(move |at| (cell, at)));
                of_column = zones
                    .find_map(|(cell, at)| zone(&cell.text, at))
                    .map(|(zone, _)| zone);
                for cell in &cells {
                    self.note_calendars(cell);
                }
                continue;
            }
            let at = range(row, self.text, &self.lines);
            names.push(self.row_of_member(&cells, &columns).into_iter().collect());
            let of_zone = cell_of(&cells, &when, Column::Zone).and_then(|cell| zone(&cell.text, 0));
            let of_minutes = cell_of(&cells, &when, Column::Minutes);
            let minutes = of_minutes.and_then(|cell| cell.links.first());
            let minutes = minutes.map(|linked| linked.link.target.clone());
            let mut kept = Vec::new();
            let mut before = Column::Other;
            for (cell, column) in cells.into_iter().zip(&when) {
                if ![Column::Aside, Column::Minutes, Column::Zone].contains(column) {
                    let joins = (before, *column) == (Column::Start, Column::End);
                    kept.push((if joins { "-" } else { ", " }, cell));
                }
                before = *column;
            }
            let mut item = Item::of(row, Passage::row(kept, at), self.text);
            item.zone = of_zone.map(|(zone, _)| zone).or_else(|| of_column.clone());
            item.minutes = minutes;
            rows.push(item);
        }
        self.items(&rows, names, Kind::Table);
    }

    /// Reads what a row says of a member by what its columns are for.
    fn row_of_member(&self, cells: &[Passage], columns: &[Column]) -> Option<ListedMember> {
        let place = |kind| columns.iter().position(|column| *column == kind);
        let cell = |kind| place(kind).and_then(|at| cells.get(at));
        let text = |kind| {
            cell(kind)
                .map(Passage::on_one_line)
                .filter(|text| !text.trim().is_empty())
        };
        let full = || {
            let names = [text(Column::Given), text(Column::Name)];
            let names: Vec<String> = names.into_iter().flatten().collect();
            Some(names.join(" ")).filter(|name| !name.is_empty())
        };
        let has = |kind| columns.contains(&kind);
        let plain = |text: String| member(&Passage::plain(&text));
        let mut taken = vec![Column::Site, Column::College];
        let mut found = if has(Column::Organisation) {
            taken.push(Column::Organisation);
            let mut cell = cell(Column::Organisation)?.clone();
            cell.add_site(cell_of(cells, columns, Column::Site));
            let person = if has(Column::Given) {
                full()
            } else {
                text(Column::Person).or_else(|| text(Column::Name))
            };
            // The cell is the name, whatever it has in parentheses.
            let whole = cell.text.trim().to_owned();
            let found = member(&cell)?;
            let plain = cell.links.is_empty()
                && cell.strong.is_empty()
                && whole.ends_with(')')
                && found.url.is_none();
            ListedMember {
                person,
                name: if plain { whole } else { found.name.clone() },
                rest: if plain {
                    String::new()
                } else {
                    found.rest.clone()
                },
                ..found
            }
        } else if has(Column::Given) {
            taken.extend([Column::Given, Column::Name]);
            ListedMember {
                is_person: true,
                ..plain(full()?)?
            }
        } else {
            let kind = if has(Column::Name) {
                Column::Name
            } else {
                Column::Person
            };
            let named = self.sections.context().members && !self.is_survey;
            let first = || {
                let numbers = |cell: &&Passage| cell.text.chars().any(char::is_alphabetic);
                cells
                    .iter()
                    .find(numbers)
                    .filter(|_| named && self.sections.is_named())
            };
            taken.push(kind);
            let mut cell = if has(kind) {
                cell(kind)?.clone()
            } else {
                first()?.clone()
            };
            if !has(kind) {
                taken.clear();
            }
            cell.add_site(cell_of(cells, columns, Column::Site));
            let person = text(Column::Person).filter(|_| kind == Column::Name);
            ListedMember {
                is_person: has(kind) && kind == Column::Person,
                person,
                ..member(&cell)?
            }
        };
        found.college = text(Column::College);
        let emails = cells.iter().flat_map(|cell| &cell.links);
        let mut emails = emails.filter_map(|linked| linked.link.target.strip_prefix("mailto:"));
        found.email = found.email.or_else(|| emails.next().map(str::to_owned));
        let others = cells
            .iter()
            .zip(columns)
            .filter(|(_, column)| !taken.contains(column));
        let others = others
            .map(|(cell, _)| cell.on_one_line())
            .filter(|text| !text.is_empty() && *text != found.name);
        let rest: Vec<String> = Some(found.rest)
            .into_iter()
            .chain(others)
            .filter(|text| !text.is_empty())
            .collect();
        found.rest = rest.join(" ; ");
        Some(found)
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
        if let Some(meeting) = self.labelled(&said, &under) {
            let start = meeting.at.start;
            self.page.meetings.push(MeetingList {
                heading: self.sections.heading(),
                topic: self.sections.anchor(),
                is_sure: true,
                year: None,
                at: start..start,
                in_block: false,
                meetings: vec![meeting],
            });
            return;
        }
        let item = Item::of(node, said, self.text);
        let readings = vec![item.read(&under)];
        self.meetings(&[item], readings, Kind::Paragraph);
    }

    /// Reads a paragraph of which a line after the first has the label "Date :": the heading names that
    /// meeting.
    fn labelled(&self, said: &Passage, under: &Under) -> Option<ListedMeeting> {
        let starts = said.text.match_indices('\n').map(|(at, _)| at + 1);
        let line = starts.into_iter().find_map(|start| {
            let rest = said.text.get(start..)?;
            let end = rest.find('\n').map_or(said.text.len(), |end| start + end);
            let (_, label) = words(rest).into_iter().next()?;
            let labelled = ["date", "quand", "when"].contains(&label.as_str());
            labelled.then(|| said.part(&(start..end)))
        })?;
        match line::read(&line, under) {
            Reading::Meeting { meeting, .. } if under.named => {
                let heading = self.sections.heading().map(|heading| heading.text);
                Some(ListedMeeting {
                    title: heading.unwrap_or_default(),
                    at: said.at.clone(),
                    ..*meeting
                })
            }
            _ => None,
        }
    }

    /// Reads items as meetings or, by `names`, as members.
    fn items(&mut self, items: &[Item], names: Vec<Named>, kind: Kind) -> Vec<Role> {
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
        let topic = announced.or(context.topic);
        let former = context.members && (context.former || announced == Some(Topic::FormerMembers));
        let mut under = self.under(topic, kind);
        let of_members = context.members && !former && !context.of_record;
        // No member has a day for a name.
        let dated = context.meetings && items.iter().any(Item::opens_with_day);
        under.calendar |= of_members && dated;
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
            return self.members(items, names, kind);
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
        self.meetings(items, readings, kind)
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
            year: context.year,
            item: kind != Kind::Paragraph,
            named,
            row: kind == Kind::Table && named,
            zone: None,
            minutes: None,
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
            if name.is_empty() || name.iter().any(|name| has_left(&name.rest)) {
                self.page
                    .unread
                    .extend(Some(item.at.clone()).filter(|at| !at.is_empty()));
                continue;
            }
            for name in name {
                let at = item.at.clone();
                members.push(ListedMember { at, ..name });
            }
            let more = item.pieces.iter().skip(1);
            self.page.unread.extend(more.map(|piece| piece.at.clone()));
        }
        // What holds lists of its own cannot be put between two markers.
        let heads = roles.iter().any(|role| matches!(role, Role::Heading(_)));
        let lines = items.first().zip(items.last()).filter(|_| !heads);
        let lines = lines.map(|(first, last)| (first.lines.0, last.lines.1));
        if let Some(first) = members.first() {
            let at = self.whole_lines(lines.filter(|_| kind == Kind::List), &first.at);
            self.page.members.push(MemberList {
                heading: self.sections.heading(),
                topic: self.sections.anchor(),
                in_block: self.is_in_block(first.at.start),
                is_sure: self.sections.is_of_members(),
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
            year: self.sections.context().year,
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

/// Returns the cell of a column.
fn cell_of<'c>(cells: &'c [Passage], columns: &[Column], kind: Column) -> Option<&'c Passage> {
    let place = columns.iter().position(|column| *column == kind);
    place.and_then(|at| cells.get(at))
}
