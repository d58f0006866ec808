//! Lists, tables and paragraphs: whether they are of members or of meetings, and their lines.

use std::ops::Range;

use comrak::nodes::{AstNode, NodeValue};

use super::items::{Column, Item, Kind, Role};
use super::line::{Reading, Under};
use super::members::member;
use super::own;
use super::passage::Passage;
use super::reader::Reader;
use super::topic::Topic;
use super::{ListedMeeting, ListedMember, MeetingList, MemberList};
use crate::markdown::lines::range;

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
        let roles = self.items(&items, &items, Kind::List);
        self.roles.push(roles.into_iter());
    }

    /// Reads the rows of a table.
    pub fn table<'a>(&mut self, node: &'a AstNode<'a>) {
        let mut columns: Vec<Column> = Vec::new();
        let (mut rows, mut names) = (Vec::new(), Vec::new());
        for row in node.children() {
            let cells = row
                .children()
                .map(|cell| Passage::of(cell, self.text, &self.lines));
            let cells: Vec<Passage> = cells.collect();
            if matches!(row.data().value, NodeValue::TableRow(true)) {
                columns = cells.iter().map(Column::of).collect();
                for cell in &cells {
                    self.note_calendars(cell);
                }
                continue;
            }
            let at = range(row, self.text, &self.lines);
            let cell = |kind| {
                let column = columns.iter().position(|column| *column == kind);
                column.and_then(|column| cells.get(column))
            };
            // Without a column of names, nothing tells which cell is one.
            let nameless = || Passage::row(Vec::new(), at.clone());
            let mut name = cell(Column::Name).cloned().unwrap_or_else(nameless);
            name.add_site(cell(Column::Site));
            names.push(Item::of(row, name, self.text));
            let kept = cells.into_iter().zip(&columns);
            let kept = kept.filter(|(_, column)| **column != Column::Aside);
            let kept = kept.map(|(cell, _)| cell).collect();
            let said = Passage::row(kept, at);
            rows.push(Item::of(row, said, self.text));
        }
        self.items(&rows, &names, Kind::Table);
    }

    /// Reads a paragraph.
    pub fn lines_of_paragraph<'a>(&mut self, node: &'a AstNode<'a>, said: Passage) {
        let item = Item::of(node, said, self.text);
        let readings = vec![item.read(self.under(self.sections.context().topic, Kind::Paragraph))];
        self.meetings(&[item], readings, Kind::Paragraph);
    }

    /// Reads items as meetings or, by `names`, as members.
    fn items(&mut self, items: &[Item], names: &[Item], kind: Kind) -> Vec<Role> {
        let context = self.sections.context();
        let block = items.iter().find(|item| !item.at.is_empty());
        let block = block.and_then(|item| self.block_at(item.at.start));
        let block = block.and_then(|(_, topic)| *topic);
        let topic = block.or(self.announced.take()).or(context.topic);
        let of_members = matches!(topic, Some(Topic::Members | Topic::College));
        if block == Some(Topic::Members) && !context.of_record {
            // Whatever a name looks like.
            return self.members(names, kind, true);
        }
        let mut under = self.under(topic, kind);
        under.own = block == Some(Topic::Meetings);
        // No member has a day for a name.
        under.calendar |= of_members && items.iter().any(Item::opens_with_day);
        let read = |under| -> Vec<_> { items.iter().map(|item| item.read(under)).collect() };
        let mut readings = read(under);
        let is_meeting = |reading: &Reading| matches!(reading, Reading::Meeting { .. });
        if !under.calendar && readings.iter().flatten().any(is_meeting) {
            under.calendar = true;
            readings = read(under);
        }
        if of_members && !under.calendar && !context.of_record {
            return self.members(names, kind, block.is_some());
        }
        if topic == Some(Topic::FormerMembers) {
            // When they left is not known.
            let at = names.iter().map(|item| item.at.clone());
            self.page.unread.extend(at.filter(|at| !at.is_empty()));
        }
        self.meetings(items, readings, kind)
    }

    fn under(&self, topic: Option<Topic>, kind: Kind) -> Under {
        Under {
            calendar: topic == Some(Topic::Meetings),
            other: topic == Some(Topic::Other),
            year: self.sections.context().year,
            item: kind != Kind::Paragraph,
            own: false,
        }
    }

    /// Adds the members that items name, and what of them is none.
    fn members(&mut self, items: &[Item], kind: Kind, own: bool) -> Vec<Role> {
        let (mut members, mut roles) = (Vec::new(), Vec::new());
        for item in items {
            for piece in &item.pieces {
                self.note_calendars(piece);
            }
            let (name, more) = item.pieces.split_first().unzip();
            if let Some(heading) = item.heading().filter(|_| !own) {
                roles.push(Role::Heading(heading));
                continue;
            }
            roles.push(Role::Record);
            let Some(name) = name else {
                let row = Some(item.at.clone()).filter(|at| !at.is_empty());
                self.page.unread.extend(row);
                continue;
            };
            let said = if own {
                Some(own::member(name))
            } else {
                member(name)
            };
            match said {
                Some((name, url)) => {
                    let at = item.at.clone();
                    members.push(ListedMember { name, url, at });
                    let more = more.unwrap_or_default().iter();
                    self.page.unread.extend(more.map(|piece| piece.at.clone()));
                }
                None => self.page.unread.push(item.at.clone()),
            }
        }
        // What holds lists of its own cannot be put between two markers.
        let heads = roles.iter().any(|role| matches!(role, Role::Heading(_)));
        let lines = items.first().zip(items.last()).filter(|_| !heads);
        let lines = lines.map(|(first, last)| (first.lines.0, last.lines.1));
        if let Some(first) = members.first() {
            let at = self.whole_lines(lines.filter(|_| kind == Kind::List), &first.at);
            self.page.members.push(MemberList {
                heading: self.sections.heading(),
                in_block: self.block_at(first.at.start).is_some(),
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
            if !found.is_empty() || self.sections.context().of_record {
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
            year: self.sections.context().year,
            at: self.whole_lines(lines.filter(|_| kind != Kind::Table), &first.at),
            in_block: self.block_at(first.at.start).is_some(),
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

    /// Returns the block in which a place stands.
    fn block_at(&self, at: usize) -> Option<&(Range<usize>, Option<Topic>)> {
        let before = self.blocks.partition_point(|(block, _)| block.start <= at);
        let last = before.checked_sub(1).and_then(|last| self.blocks.get(last));
        last.filter(|(block, _)| at < block.end)
    }
}
