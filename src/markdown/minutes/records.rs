//! What minutes put on record: decisions, actions and opinions, wherever they stand.
//!
//! A word ("Décision :", "TODO"), a box, an arrow to a member, a column of a table, or the heading or label
//! above tells what a line is. Nothing in the attendance is any of these, and what is struck out is done.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::boxes;
use super::owners::Worded;
use super::places::{Place, below, modes};
use super::prose::{OBJECT, Prose, on_one_line};
use super::ranges::is_within;
use super::sections::{
    Column, Opens, announces_next, column, kind_of_row, opens, says_none, speaks_of_actions,
    speaks_of_decisions,
};
use super::task::{self, Form, Known, Parts};
use super::units::{Unit, Word, coded, cut, detail, first_detail, first_word, is_vote, units};
use super::votes;
use super::{Action, Block, BlockKind, Minutes, Statement};
use crate::locale::collation::{sort_key, words};
use crate::sort::Sort;

/// Puts what minutes record into them. `places` are those of the blocks.
pub(super) fn read(text: &str, minutes: &mut Minutes, places: &[Place], known: &Known<'_>) {
    let blocks = std::mem::take(&mut minutes.blocks);
    let mut listed = vec![false; minutes.headings.len()];
    let mut told = vec![false; minutes.headings.len()];
    for (block, place) in blocks.iter().zip(places) {
        let Some(heading) = block.heading else {
            continue;
        };
        match block.kind {
            BlockKind::Item | BlockKind::Cell => listed[heading] = true,
            BlockKind::Paragraph if place.item.is_none() && !is_vote(&block.prose.text) => {
                told[heading] = true;
            }
            _ => {}
        }
    }
    // A list and nothing else is one of decisions all the same.
    let modes = modes(minutes);
    let below = below(minutes, &modes).into_iter().zip(told);
    let below = below
        .map(|(is_below, is_told)| is_below && is_told)
        .collect();
    let mut reader = Reader {
        text,
        known,
        blocks: &blocks,
        places,
        below,
        modes,
        listed,
        has_codes: minutes.title.as_ref().is_some_and(|title| {
            speaks_of_decisions(&title.text) && speaks_of_actions(&title.text)
        }),
        label: None,
        owner: None,
        detailed: None,
        items: BTreeMap::new(),
        check_lists: BTreeMap::new(),
        minutes,
    };
    let mut at = 0;
    while at < blocks.len() {
        at = reader.block(at);
    }
    reader.headings();
    minutes.blocks = blocks;
}

struct Reader<'a> {
    text: &'a str,
    known: &'a Known<'a>,
    blocks: &'a [Block],
    places: &'a [Place],
    modes: Vec<Option<Opens>>,
    /// Whether each heading but divides a section of decisions, with prose below it.
    below: Vec<bool>,
    /// Whether a list or a table stands directly below each heading.
    listed: Vec<bool>,
    /// Whether the title says that decisions and actions stand together.
    has_codes: bool,
    label: Option<Label>,
    /// Who does what stands below: a heading or a bold line of a section of actions that is a name.
    owner: Option<(String, Range<usize>)>,
    /// The action that the lines before were of.
    detailed: Option<usize>,
    /// What the items of lists are, by where they begin.
    items: BTreeMap<usize, Entry>,
    /// Whether the boxes of a list are those of no action, by where the list begins.
    check_lists: BTreeMap<usize, bool>,
    minutes: &'a mut Minutes,
}

/// A label, such as "Actions :", above what it opens.
struct Label {
    opens: Opens,
    /// The item that it is, if it is one.
    item: Option<usize>,
    /// Whether a list or a table below it has begun.
    is_listing: bool,
    /// How many paragraphs have followed.
    paragraphs: usize,
}

/// What an item of a list is, for those below it.
enum Entry {
    Action(usize),
    /// It names who does what stands below, as Markdown, or nobody.
    Group(Option<(String, Range<usize>)>),
}

impl Reader<'_> {
    /// Reads a block, or the table that it begins; returns the index of the next.
    fn block(&mut self, at: usize) -> usize {
        let (blocks, places) = (self.blocks, self.places);
        let (Some(block), Some(place)) = (blocks.get(at), places.get(at)) else {
            return at + 1;
        };
        if block.kind == BlockKind::Heading {
            self.label = None;
            let mode = block.heading.and_then(|it| self.modes[it]);
            self.owner = self.group(block).filter(|_| mode == Some(Opens::Actions));
            self.detailed = None;
            return at + 1;
        }
        if let Some(cell) = place.cell {
            let is_of = |place: &&Place| place.cell.is_some_and(|it| it.table == cell.table);
            let count = places.iter().skip(at).take_while(is_of).count();
            self.detailed = None;
            if !self.attends(block) {
                let (decisions, actions) =
                    (self.minutes.decisions.len(), self.minutes.actions.len());
                self.table(at..at + count);
                let decisions = self.minutes.decisions.iter().skip(decisions);
                let actions = self.minutes.actions.iter().skip(actions);
                let starts = decisions.map(|it| it.at.start);
                let read: BTreeSet<usize> = starts.chain(actions.map(|it| it.at.start)).collect();
                for cell in at..at + count {
                    self.cell(cell, &read);
                }
            }
            return at + count;
        }
        if self.attends(block) {
            self.label = None;
            return at + 1;
        }
        self.continue_label(block, place);
        if self.rows(at) {
            return at + 1;
        }
        for unit in units(&block.prose, self.text, self.known) {
            let is_boxed = unit.ticked.or(place.ticked).is_some();
            let cut = if is_boxed {
                vec![unit]
            } else {
                cut(unit, &block.prose.text, self.known)
            };
            for unit in cut {
                let count = self.minutes.actions.len();
                if !self.detail(block, &unit) {
                    self.unit(at, &unit);
                    let last = self.minutes.actions.len().checked_sub(1);
                    self.detailed = last.filter(|last| *last >= count);
                }
            }
        }
        at + 1
    }

    /// Reads a paragraph whose lines are rows of actions, as tables without a rule come: "| CE | relire | 15 avril |".
    fn rows(&mut self, index: usize) -> bool {
        let block = &self.blocks[index];
        let prose = &block.prose;
        let label = self.label.as_ref().map(|label| label.opens);
        let mode = label.or_else(|| block.heading.and_then(|it| self.modes[it]));
        if !matches!(mode, Some(Opens::Actions | Opens::Steps)) || !prose.text.starts_with('|') {
            return false;
        }
        let mut read: Vec<Action> = Vec::new();
        let mut start = 0;
        // A rule between them is of the row above, or of the first.
        let mut rule = None;
        for line in prose.text.split_inclusive('\n') {
            let at = start..start + line.trim_end().len();
            start += line.len();
            if line.chars().all(|c| c.is_whitespace() || "|-:".contains(c)) {
                let end = prose.source(at.clone()).end;
                match read.last_mut() {
                    Some(last) => last.text_at.end = end,
                    None => rule = rule.or(Some(prose.source(at).start)),
                }
                continue;
            }
            let Some(mut action) = self.action_of_row(prose, at) else {
                return false;
            };
            action.text_at.start = rule.take().unwrap_or(action.text_at.start);
            read.push(action);
        }
        let is_one = !read.is_empty();
        self.minutes.actions.extend(read);
        is_one
    }

    /// Reads one of these rows, if a member stands in a cell of it.
    fn action_of_row(&self, prose: &Prose, at: Range<usize>) -> Option<Action> {
        let line = prose.text.get(at.clone())?;
        let mut from = at.start;
        let mut cells: Vec<Range<usize>> = Vec::new();
        for part in line.split('|') {
            let begin = from + part.len() - part.trim_start().len();
            let cell = begin..begin + part.trim().len();
            from += part.len() + 1;
            cells.extend((!cell.is_empty()).then_some(cell));
        }
        let text = |at: &Range<usize>| prose.text.get(at.clone()).unwrap_or_default();
        let take = |cells: &mut Vec<Range<usize>>, is: &dyn Fn(&str) -> bool| {
            let found = cells.iter().position(|at| is(text(at)))?;
            Some(cells.remove(found))
        };
        let is_name = |text: &str| self.known.names.is_whole(text);
        let owner = take(&mut cells, &is_name).filter(|_| line.starts_with('|'))?;
        let day = |text: &str| {
            let read = task::parts(&format!("x ({text})"), self.known, false);
            read.deadline
        };
        let due = take(&mut cells, &|text| day(text).is_some());
        let state = take(&mut cells, &|text| task::state(text).is_some());
        let [what] = cells.as_slice() else {
            return None;
        };
        let whole = |at: &Range<usize>| prose.markdown(self.text, at.clone());
        let mut markdown = format!("{} : {}", whole(&owner), whole(what));
        let mut said = on_one_line(text(what));
        let deadline = due.as_ref().and_then(|due| day(text(due))?.0);
        if let Some(due) = &due {
            markdown = format!("{markdown} ({})", whole(due));
            if deadline.is_none() {
                said = format!("{said} ({})", on_one_line(text(due)));
            }
        }
        let done = state.as_ref().and_then(|state| task::state(text(state))) == Some(true);
        if let Some(state) = state.as_ref().filter(|_| !done) {
            markdown = format!("{markdown} ({})", whole(state));
        }
        let own = source_of(prose, &at);
        Some(Action {
            done: done || prose.is_struck(at),
            owner: Some((on_one_line(text(&owner)), prose.source(owner))),
            text: said,
            markdown,
            deadline,
            deadline_at: due.map(|due| prose.source(due)),
            origin: None,
            private: self.minutes.privacy.covers(own.start),
            at: own.clone(),
            text_at: own,
        })
    }

    /// Reads "Décision : la charte" as a heading, where nothing in its section says what was decided.
    fn headings(&mut self) {
        let blocks = self.blocks;
        let titled = self.minutes.headings.first().filter(|it| it.level == 1);
        let title = titled.map(|title| title.at.start);
        for block in blocks {
            let (BlockKind::Heading, Some(at)) = (block.kind, block.heading) else {
                continue;
            };
            let heading = &self.minutes.headings[at];
            let text = block.prose.text.as_str();
            let is_one = words(text).iter().any(|(_, key)| key == "decision");
            let read = first_word(text, self.known).filter(|(word, _)| {
                *word == Word::Decision
                    && is_one
                    && Some(heading.at.start) != title
                    && !heading.of_attendance
            });
            let Some((_, from)) = read else {
                continue;
            };
            let section = heading.section.clone();
            let mut decisions = self.minutes.decisions.iter();
            if !decisions.any(|it| section.contains(&it.at.start)) {
                let at = 0..without_hours(text).len();
                self.decision(
                    block,
                    &Unit {
                        at,
                        ..Unit::whole("")
                    },
                    from,
                );
            }
        }
        let start = |it: &Statement| it.at.start;
        self.minutes.decisions.order_by_key(start);
    }

    /// Reads "Responsable : CE" and "Échéance : 15 avril" behind the action that they are of.
    fn detail(&mut self, block: &Block, unit: &Unit) -> bool {
        let prose = &block.prose;
        let said = prose.text.get(unit.from..unit.at.end).unwrap_or_default();
        let known = detail(said);
        let action = self
            .detailed
            .and_then(|at| self.minutes.actions.get_mut(at));
        let (Some((column, value)), Some(action)) = (known, action) else {
            return false;
        };
        let from = unit.at.end - value.len();
        let value = value.trim_end_matches([' ', '.']);
        let end = from + value.len();
        let markdown = prose.markdown(self.text, from..end);
        match column {
            Column::Owner if action.owner.is_none() => {
                action.owner = Some((on_one_line(value), prose.source(from..end)));
                action.markdown = format!("{markdown} : {}", action.markdown);
            }
            Column::Deadline if action.deadline_at.is_none() => {
                let said = format!("x ({value})");
                let day = task::parts(&said, self.known, false).deadline;
                action.deadline = day.and_then(|(day, _)| day);
                action.deadline_at = Some(prose.source(from..end));
                action.markdown = format!("{} ({markdown})", action.markdown);
                if action.deadline.is_none() {
                    action.text = format!("{} ({})", action.text, on_one_line(value));
                }
            }
            Column::State => action.done |= task::state(value) == Some(true),
            _ => return false,
        }
        true
    }

    fn attends(&self, block: &Block) -> bool {
        let at = block.prose.at.start;
        is_within(&self.minutes.attendance_at, &(at..at))
    }

    /// Ends a label behind what it opened.
    fn continue_label(&mut self, block: &Block, place: &Place) {
        let Some(label) = &mut self.label else {
            return;
        };
        let within = label
            .item
            .is_some_and(|item| place.above.is_some_and(|above| item <= above));
        match block.kind {
            BlockKind::Item if label.item.is_some() && !within => self.label = None,
            BlockKind::Item | BlockKind::Cell => label.is_listing = true,
            _ if place.item.is_some() => {}
            _ => {
                label.paragraphs += 1;
                if label.is_listing || label.item.is_some() {
                    self.label = None;
                }
            }
        }
    }

    fn unit(&mut self, index: usize, unit: &Unit) {
        let (blocks, places) = (self.blocks, self.places);
        let (block, place) = (&blocks[index], &places[index]);
        let prose = &block.prose;
        let said = prose.text.get(unit.from..unit.at.end).unwrap_or_default();
        let is_struck = prose.is_struck(unit.from..unit.at.end);
        let ticked = unit.ticked.or(place.ticked.filter(|_| unit.at.start == 0));
        let word = first_word(said, self.known);
        let heading = block.heading.and_then(|heading| self.modes[heading]);
        let mode = self.label.as_ref().map(|label| label.opens).or(heading);
        let has_codes = self.has_codes || mode == Some(Opens::Both);
        let word = word.or_else(|| coded(said).filter(|_| has_codes));
        if let Some((word, after)) = word
            // "✅ Décision : …", not "❌ Décision : …" nor "[ ] Décision : …".
            && (ticked != Some(false) || word == Word::Action)
        {
            let from = unit.from + after;
            let rest = prose.text.get(from..unit.at.end).unwrap_or_default();
            if rest.trim().is_empty() {
                // "Décisions :" above what it opens.
                self.open(word, place);
                return;
            }
            match word {
                _ if is_struck && word != Word::Action => {}
                Word::Action => {
                    let parts = self.parts(prose, from..unit.at.end, true);
                    self.action(index, unit, from, parts, (ticked, is_struck));
                }
                Word::Decision if place.is_quoted && self.is_cited(index) => {}
                Word::Decision => {
                    let end = first_detail(rest).map_or(unit.at.end, |end| from + end);
                    let at = unit.at.start..end;
                    self.decision(block, &Unit { at, ..*unit }, from);
                }
                Word::Opinion => self.opinion(block, unit, from),
            }
            return;
        }
        if unit.is_before_word {
            return;
        }
        let titled = said.trim_end().trim_end_matches(':').trim_end();
        let is_label = said.trim_end().ends_with(':') || is_alone(block, unit);
        if let (Some(opens), true, None) = (opens(titled), is_label, ticked) {
            self.label = Some(Label {
                opens,
                item: place.item.as_ref().map(|item| item.start),
                is_listing: false,
                paragraphs: 0,
            });
            return;
        }
        let is_titled = is_bold_alone(self.text, block, unit)
            || block.kind == BlockKind::Paragraph && said.trim_end().ends_with(':');
        if is_titled && ticked.is_none() && self.label.is_none() && mode == Some(Opens::Actions) {
            // "**CE**" above what it does.
            self.owner = self.group(block);
        }
        if is_bold_alone(self.text, block, unit) && ticked.is_none() {
            // It stands as a heading of something else.
            self.label = None;
            return;
        }
        self.of_mode(index, unit, mode, (ticked, is_struck));
    }

    /// Returns whom a block names, as Markdown, if it is a name and nothing more.
    fn group(&self, block: &Block) -> Option<(String, Range<usize>)> {
        let prose = &block.prose;
        let name = prose.text.trim_end().trim_end_matches(':').trim_end();
        let is_name = !self.known.names.is_empty() && self.known.names.is_whole(name);
        is_name.then(|| (on_one_line(name), prose.source(0..name.len())))
    }

    fn open(&mut self, word: Word, place: &Place) {
        self.owner = None;
        let opens = match word {
            Word::Decision => Opens::Decisions,
            Word::Action => Opens::Actions,
            Word::Opinion => return,
        };
        self.label = Some(Label {
            opens,
            item: place.item.as_ref().map(|item| item.start),
            is_listing: false,
            paragraphs: 0,
        });
    }

    /// Reads a line by what stands above it.
    fn of_mode(
        &mut self,
        index: usize,
        unit: &Unit,
        mode: Option<Opens>,
        state: (Option<bool>, bool),
    ) {
        let (blocks, places) = (self.blocks, self.places);
        let (block, place) = (&blocks[index], &places[index]);
        let said = block
            .prose
            .text
            .get(unit.from..unit.at.end)
            .unwrap_or_default();
        let (ticked, is_struck) = state;
        let is_item = unit.is_listed || place.is_first || ticked.is_some();
        let before = block.prose.text.get(unit.at.start..unit.from);
        let is_mark = before.is_some_and(boxes::has_mark);
        // "❌ Site : pas avancé" tells of a topic, unless actions stand here.
        let is_boxed =
            ticked.is_some() && (!is_mark || matches!(mode, Some(Opens::Actions | Opens::Steps)));
        let parts = self.parts(&block.prose, unit.from..unit.at.end, is_boxed);
        let is_explicit = is_explicit(&parts, unit);
        if let Some(mode) = mode
            && ticked.is_none()
            && says_none(said)
        {
            self.none(mode);
            return;
        }
        if !is_item && (announces_next(said) || is_vote(said)) {
            return;
        }
        // Lines of an item behind its first paragraph are its own affair.
        if place.item.is_some() && !place.is_first && !unit.is_listed && ticked.is_none() {
            return;
        }
        let listed = block.heading.is_some_and(|heading| self.listed[heading]);
        let after_label = self
            .label
            .as_ref()
            .is_some_and(|label| label.paragraphs <= 1);
        let is_alone = is_item || after_label || !listed;
        match mode {
            Some(Opens::Actions) if is_alone || is_owned(&parts) => {
                let sound = is_item || is_owned(&parts) || is_one_sentence(said);
                if sound && !said.trim_end().ends_with(':') || place.holds_list {
                    self.action(index, unit, unit.from, parts, state);
                }
            }
            Some(Opens::Steps)
                if is_item || is_owned(&parts) && parts.form == Some(Form::Colon) =>
            {
                self.action(index, unit, unit.from, parts, state);
            }
            Some(Opens::Both) if ticked.is_some() || is_told(&parts) => {
                self.action(index, unit, unit.from, parts, state);
            }
            Some(Opens::Decisions | Opens::Both)
                if ticked.is_none()
                    || mode == Some(Opens::Decisions)
                        && !is_told(&parts)
                        // "❌ Nouveau logo" was turned down.
                        && !(is_mark && ticked == Some(false)) =>
            {
                let of_label = self.label.as_ref().and_then(|label| label.item);
                let nested = place.above.is_some() && place.above != of_label;
                let is_below = block.heading.is_some_and(|it| self.below[it]);
                let is_below = is_below && self.label.is_none();
                let decides = votes::tells(said) && (is_item || is_one_sentence(said));
                let sound = if is_below { decides } else { is_alone };
                if sound && !is_struck && !nested && !said.trim_end().ends_with(':') {
                    let from = unit.from + reference(said);
                    self.decision(block, unit, from);
                }
            }
            _ if ticked.is_some()
                && (!is_mark || is_told(&parts))
                && !self.is_check_list(index)
                && !self.is_only_name(said) =>
            {
                self.action(index, unit, unit.from, parts, state);
            }
            _ if is_explicit => self.action(index, unit, unit.from, parts, state),
            _ => {}
        }
    }

    fn none(&mut self, mode: Opens) {
        if mode != Opens::Actions && mode != Opens::Steps {
            self.minutes.says_no_decision = true;
        }
        if mode != Opens::Decisions {
            self.minutes.says_no_action = true;
        }
    }

    fn is_only_name(&self, said: &str) -> bool {
        let named = self.known.names.at(&Worded::of(said), 0);
        named.is_some_and(|named| {
            said.get(named.end..)
                .is_some_and(|rest| rest.trim().is_empty())
        })
    }

    /// Whether the boxes of a list tell what was done elsewhere: a sentence announces the list, and
    /// none of it has an owner or a deadline.
    fn is_check_list(&mut self, index: usize) -> bool {
        let Some(list) = self.places[index].list else {
            return false;
        };
        if let Some(known) = self.check_lists.get(&list) {
            return *known;
        }
        let (blocks, places) = (self.blocks, self.places);
        let before = index.checked_sub(1).map(|before| &blocks[before]);
        let is_announced = before.is_some_and(|before| {
            before.kind == BlockKind::Paragraph && before.prose.text.trim_end().ends_with(':')
        });
        let is_bare = |at: &usize| {
            let parts = task::parts(&blocks[*at].prose.text, self.known, false);
            parts.deadline.is_none() && (parts.owner.is_none() || parts.text.is_empty())
        };
        let is = is_announced
            && (index..blocks.len())
                .take_while(|at| places[*at].list == Some(list))
                .all(|at| is_bare(&at));
        self.check_lists.insert(list, is);
        is
    }

    /// Whether a quotation has its source beside it.
    fn is_cited(&self, index: usize) -> bool {
        const WORDS: [&str; 10] = [
            "arret", "citation", "cite", "cour", "extrait", "jugement", "source", "tribunal",
            "loi", "decret",
        ];
        let beside = [index.checked_sub(1), Some(index + 1)];
        beside.into_iter().flatten().any(|at| {
            let block = self.blocks.get(at);
            block.is_some_and(|block| {
                let words = words(&block.prose.text);
                words.iter().any(|(_, key)| WORDS.contains(&key.as_str()))
            })
        })
    }

    fn statement(&self, block: &Block, at: &Range<usize>, from: usize) -> Statement {
        let prose = &block.prose;
        let said = prose.text.get(from..at.end).unwrap_or_default();
        let start = from + said.len() - said.trim_start().len();
        let end = from
            + said
                .trim_end_matches(|c: char| c.is_whitespace() || c == '=')
                .len();
        let end = end.max(start);
        Statement {
            text: on_one_line(prose.text.get(start..end).unwrap_or_default()),
            text_at: prose.source(start..end),
            markdown: prose.markdown(self.text, start..end),
            at: source_of(prose, at),
            heading: block.heading,
        }
    }

    fn decision(&mut self, block: &Block, unit: &Unit, from: usize) {
        let statement = self.statement(block, &unit.at, from);
        if says_none(&statement.text) {
            self.minutes.says_no_decision = true;
        } else if !statement.text.is_empty() || block.prose.text.contains(OBJECT) {
            self.minutes.decisions.push(statement);
        }
    }

    /// Reads an action without what is struck out of it, and with the words of code.
    fn parts(&self, prose: &Prose, at: Range<usize>, boxed: bool) -> Parts {
        let mut parts = task::parts(&prose.meant(at), self.known, boxed);
        parts.text = prose.with_code(&parts.text);
        parts
    }

    fn opinion(&mut self, block: &Block, unit: &Unit, from: usize) {
        let statement = self.statement(block, &unit.at, from);
        self.minutes.opinions.push(statement);
    }

    /// Adds a deadline that stands below an action to it; `whole` is where its line begins.
    fn add_deadline(
        &mut self,
        above: usize,
        prose: &Prose,
        at: Range<usize>,
        whole: usize,
        parts: Parts,
    ) {
        let action = &mut self.minutes.actions[above];
        let (day, place) = parts.deadline.unzip();
        action.deadline = day.flatten();
        action.deadline_at = place.map(|it| prose.source(at.start + it.start..at.start + it.end));
        if action.deadline.is_none() {
            let said = prose.text.get(at.clone()).unwrap_or_default();
            let words = on_one_line(said.trim_end_matches('.'));
            action.text = format!("{} ({words})", action.text);
        }
        let day = prose.markdown(self.text, whole..at.end);
        action.markdown = format!("{} ({})", action.markdown, day.trim_end_matches('.'));
    }

    fn action(
        &mut self,
        index: usize,
        unit: &Unit,
        from: usize,
        parts: Parts,
        (ticked, is_struck): (Option<bool>, bool),
    ) {
        let (blocks, places) = (self.blocks, self.places);
        let (block, place) = (&blocks[index], &places[index]);
        let prose = &block.prose;
        let own = place
            .item
            .clone()
            .filter(|_| place.is_first && unit.at.start == 0);
        let said = prose.text.get(from..unit.at.end).unwrap_or_default();
        let above = place.above.and_then(|above| self.items.get(&above));
        let mut group = None;
        match above.filter(|_| place.is_first) {
            Some(Entry::Group(owner)) => group.clone_from(owner),
            Some(Entry::Action(above)) if ticked.is_none() && !is_owned(&parts) => {
                // "- CE : relire" / "  - avant le 12 janvier"
                let above = *above;
                let is_deadline = parts.deadline.is_some() && is_deadline_alone(&parts);
                if is_deadline && self.minutes.actions[above].deadline_at.is_none() {
                    self.add_deadline(above, prose, from..unit.at.end, unit.from, parts);
                } else if parts.text.is_empty() && parts.done == Some(true) {
                    self.minutes.actions[above].done = true;
                }
                return;
            }
            _ => {}
        }
        let group = group.or_else(|| self.owner.clone());
        let named = |owner: &Range<usize>| {
            let owner = from + owner.start..from + owner.end;
            let name = prose.text.get(owner.clone()).unwrap_or_default();
            (on_one_line(name), prose.source(owner))
        };
        let text = on_one_line(&parts.text);
        let is_empty = text
            .trim_matches(|c: char| !c.is_alphanumeric() && c != OBJECT)
            .is_empty();
        if place.holds_list && place.is_first {
            let count = words(&text).len();
            let said = prose.text.trim_end();
            if parts.owner.is_some() && is_empty
                || said.ends_with(':') && count <= 4 && parts.owner.is_none()
            {
                let owner = parts.owner.as_ref().map(named);
                if let Some(item) = own {
                    self.items.insert(item.start, Entry::Group(owner));
                }
                return;
            }
        }
        if task::is_none(&parts) && ticked.is_none() {
            self.minutes.says_no_action |= parts.owner.is_none();
            return;
        }
        let at = own.clone().unwrap_or_else(|| source_of(prose, &unit.at));
        let is_hidden = text.is_empty() && prose.text.contains(OBJECT);
        let end = from
            + said
                .trim_end_matches(|c: char| c.is_whitespace() || c == '=')
                .len();
        let start = (from + said.len() - said.trim_start().len()).min(end);
        let mut markdown = prose.markdown(self.text, start..end);
        if let (Some((owner, _)), None) = (&group, &parts.owner) {
            markdown = format!("{owner} : {markdown}");
        }
        if is_empty && parts.owner.is_none() && !is_hidden && ticked.is_none() {
            return;
        }
        let action = Action {
            done: ticked == Some(true) || is_struck || parts.done == Some(true),
            owner: parts.owner.as_ref().map(named).or(group),
            text,
            markdown,
            deadline: parts.deadline.as_ref().and_then(|(day, _)| *day),
            deadline_at: parts
                .deadline
                .map(|(_, at)| prose.source(from + at.start..from + at.end)),
            origin: parts.origin,
            private: self.minutes.privacy.covers(at.start) || is_hidden,
            at,
            text_at: source_of(prose, &unit.at),
        };
        if let Some(item) = own {
            self.items
                .insert(item.start, Entry::Action(self.minutes.actions.len()));
        }
        self.minutes.actions.push(action);
    }

    /// Reads the rows of a table whose columns say what they hold.
    fn table(&mut self, cells: Range<usize>) {
        let (blocks, places) = (self.blocks, self.places);
        let cell = |at: usize| places[at].cell;
        let heads: Vec<Option<Column>> = cells
            .clone()
            .filter(|at| cell(*at).is_some_and(|cell| cell.is_head))
            .map(|at| column(&blocks[at].prose.text))
            .collect();
        let label = self.label.as_ref().map(|label| label.opens);
        let heading = blocks[cells.start].heading.and_then(|it| self.modes[it]);
        let mode = label.or(heading);
        if let Some(label) = &mut self.label {
            label.is_listing = true;
        }
        let is_list = matches!(mode, Some(Opens::Actions | Opens::Steps));
        let told = self.columns(&cells).filter(|_| is_list);
        let is_headless = told.is_some();
        let heads = told.unwrap_or(heads);
        let has = |wanted: Column| heads.contains(&Some(wanted));
        let is_known = heads.iter().all(Option::is_some);
        let of_actions = has(Column::Action) && (has(Column::Owner) || has(Column::Deadline));
        let kind = match mode {
            Some(Opens::Steps) => Some(Opens::Actions),
            Some(Opens::Both) | None if has(Column::Type) => Some(Opens::Both),
            Some(Opens::Both) | None if of_actions => Some(Opens::Actions),
            Some(Opens::Both) | None if has(Column::Decision) && is_known => Some(Opens::Decisions),
            Some(Opens::Both) | None => None,
            mode => mode,
        };
        let Some(kind) = kind else {
            return;
        };
        let mut rows: Vec<Vec<usize>> = Vec::new();
        let mut row = None;
        let is_row = |at: &usize| cell(*at).is_some_and(|cell| is_headless || !cell.is_head);
        for at in cells.filter(is_row) {
            let begins = cell(at).map(|cell| cell.row);
            if begins != row {
                rows.push(Vec::new());
                row = begins;
            }
            if let Some(last) = rows.last_mut() {
                last.push(at);
            }
        }
        let has_both = has(Column::Decision) && has(Column::Action) && !has(Column::Type);
        for row in rows {
            if has_both {
                self.row(&row, &heads, Opens::Both);
            } else {
                self.row(&row, &heads, kind);
            }
        }
    }

    /// Tells what the columns of a table of actions hold of which the first row is one of them, or empty, by who
    /// does what and when: "| CE | relire la note | 15 avril |".
    fn columns(&self, cells: &Range<usize>) -> Option<Vec<Option<Column>>> {
        let (blocks, places) = (self.blocks, self.places);
        let said = |at: usize| blocks[at].prose.text.trim();
        let is_head = |at: &usize| places[*at].cell.is_some_and(|cell| cell.is_head);
        let is_name = |text: &str| self.known.names.is_whole(text);
        let mut heads = cells.clone().filter(is_head).map(said).peekable();
        let count = heads.clone().count();
        let is_told = heads.clone().all(str::is_empty) || heads.any(is_name);
        if !is_told || self.known.names.is_empty() {
            return None;
        }
        let mut columns: Vec<Vec<&str>> = vec![Vec::new(); count];
        for at in cells.clone() {
            let own = places[at]
                .cell
                .and_then(|cell| columns.get_mut(cell.column));
            let text = Some(said(at)).filter(|text| !text.is_empty());
            if let (Some(own), Some(text)) = (own, text) {
                own.push(text);
            }
        }
        let is_day = |text: &str| {
            let read = task::parts(&format!("x ({text})"), self.known, false);
            read.deadline.is_some()
        };
        let kind = |texts: &Vec<&str>| {
            let all = |is: &dyn Fn(&str) -> bool| texts.iter().all(|text| is(text));
            match () {
                () if texts.is_empty() => Some(Column::Other),
                () if all(&is_name) => Some(Column::Owner),
                () if all(&is_day) => Some(Column::Deadline),
                () if all(&|text| task::state(text).is_some()) => Some(Column::State),
                () => None,
            }
        };
        let mut found: Vec<Option<Column>> = columns.iter().map(kind).collect();
        let length = |at: &usize| columns[*at].iter().map(|text| text.len()).sum::<usize>();
        let longest = (0..count)
            .filter(|at| found[*at].is_none())
            .max_by_key(length)?;
        found[longest] = Some(Column::Action);
        let is_one =
            |column: &Option<Column>| matches!(column, Some(Column::Owner | Column::Deadline));
        found.iter().any(is_one).then_some(found)
    }

    /// Reads what says by itself what it is in a cell of which its column does not tell it.
    /// `read` is where what the rows of its table say begins.
    fn cell(&mut self, index: usize, read: &BTreeSet<usize>) {
        let block = &self.blocks[index];
        let prose = &block.prose;
        if read.range(prose.at.clone()).next().is_some() {
            return;
        }
        for unit in units(prose, self.text, self.known) {
            for unit in cut(unit, &prose.text, self.known) {
                let said = prose.text.get(unit.from..unit.at.end).unwrap_or_default();
                let Some((word, after)) = first_word(said, self.known) else {
                    continue;
                };
                let from = unit.from + after;
                let rest = prose.text.get(from..unit.at.end).unwrap_or_default();
                let is_struck = prose.is_struck(unit.from..unit.at.end);
                match word {
                    _ if rest.trim().is_empty() => {}
                    Word::Decision if !is_struck && unit.ticked != Some(false) => {
                        self.decision(block, &unit, from);
                    }
                    Word::Action => {
                        let parts = self.parts(prose, from..unit.at.end, true);
                        self.action(index, &unit, from, parts, (unit.ticked, is_struck));
                    }
                    _ => {}
                }
            }
        }
    }

    fn row(&mut self, row: &[usize], heads: &[Option<Column>], kind: Opens) {
        let blocks = self.blocks;
        let of = |wanted: Column| {
            let found = row.iter().find(|at| {
                let column = self.places[**at].cell.map_or(0, |cell| cell.column);
                heads.get(column) == Some(&Some(wanted))
            });
            found.map(|at| &blocks[*at])
        };
        let kind = match (kind, of(Column::Type)) {
            (_, Some(cell)) => kind_of_row(&cell.prose.text),
            (kind, None) => Some(kind),
        };
        let unknown = || {
            // The longest of those of which the head tells nothing.
            let cells = row.iter().filter(|at| {
                let column = self.places[**at].cell.map_or(0, |cell| cell.column);
                matches!(heads.get(column), Some(None))
            });
            cells
                .map(|at| &blocks[*at])
                .max_by_key(|block| block.prose.text.len())
        };
        let subject = || of(Column::Subject).or_else(unknown);
        let (decision, action) = match kind {
            Some(Opens::Decisions) => (of(Column::Decision).or_else(subject), None),
            Some(Opens::Actions | Opens::Steps) => {
                let action = of(Column::Action).or_else(subject);
                (None, action.or_else(|| of(Column::Decision)))
            }
            // "| Décision | Action | Pilote |": each has its own cell, or none.
            Some(Opens::Both) => (of(Column::Decision), of(Column::Action)),
            None => (None, None),
        };
        let is_filled = |block: &&Block| !block.prose.text.trim().is_empty();
        let (owner, due, state) = (of(Column::Owner), of(Column::Deadline), of(Column::State));
        if let Some(block) = decision.filter(is_filled) {
            let text = &block.prose.text;
            if !block.prose.is_struck(0..text.len()) {
                self.decision(block, &Unit::whole(text), reference(text));
            }
        }
        if let Some(block) = action.filter(is_filled) {
            self.row_of_action(block, owner, due, state);
        }
    }

    fn row_of_action(
        &mut self,
        block: &Block,
        owner: Option<&Block>,
        due: Option<&Block>,
        state: Option<&Block>,
    ) {
        let prose = &block.prose;
        let parts = self.parts(prose, 0..prose.text.len(), false);
        if task::is_none(&parts) {
            self.minutes.says_no_action |=
                owner.is_none_or(|owner| owner.prose.text.trim().is_empty());
            return;
        }
        let named = owner.filter(|owner| owner.prose.text.chars().any(char::is_alphabetic));
        let named = named.filter(|owner| !says_none(&owner.prose.text));
        let owner = named.map(|owner| {
            let text = &owner.prose.text;
            (on_one_line(text), owner.prose.source(0..text.len()))
        });
        let due = due.filter(|due| !due.prose.text.trim().is_empty());
        let read = due.map(|due| {
            let said = format!("x ({})", due.prose.text.trim());
            (due, task::parts(&said, self.known, false))
        });
        let deadline = read
            .as_ref()
            .and_then(|(_, read)| read.deadline.as_ref()?.0);
        let is_yes = |text: &str| {
            let key = sort_key(text).replace(char::is_whitespace, "");
            ["oui", "yes", "vrai", "true", "100%"].contains(&key.as_str())
        };
        let done = state.and_then(|state| {
            let said = &state.prose.text;
            task::state(said).or(is_yes(said).then_some(true))
        });
        let done = done.or(read.as_ref().and_then(|(_, read)| read.done));
        let whole = |block: &Block| block.prose.markdown(self.text, 0..block.prose.text.len());
        let mut markdown = whole(block);
        if let Some(owner) = named.filter(|_| parts.owner.is_none()) {
            markdown = format!("{} : {markdown}", whole(owner));
        }
        if let Some(due) = due {
            markdown = format!("{markdown} ({})", whole(due));
        }
        // A box says the rest.
        let told = state.filter(|state| {
            let said = &state.prose.text;
            !said.trim().is_empty() && done.is_none_or(|done| !done) && !is_open(said)
        });
        if let Some(state) = told {
            markdown = format!("{markdown} ({})", whole(state));
        }
        // What is no day stays the words that it is.
        let text = match due.map(|due| due.prose.text.trim()) {
            Some(due) if deadline.is_none() && !says_none(due) => {
                format!("{} ({})", on_one_line(&parts.text), on_one_line(due))
            }
            _ => on_one_line(&parts.text),
        };
        self.minutes.actions.push(Action {
            done: prose.is_struck(0..prose.text.len()) || done.or(parts.done) == Some(true),
            owner: owner.or_else(|| {
                let at = parts.owner.clone()?;
                let name = prose.text.get(at.clone()).unwrap_or_default();
                Some((on_one_line(name), prose.source(at)))
            }),
            text,
            markdown,
            deadline: deadline.or(parts.deadline.as_ref().and_then(|(day, _)| *day)),
            deadline_at: due
                .map(|due| due.prose.source(0..due.prose.text.len()))
                .or(parts.deadline.map(|(_, at)| prose.source(at))),
            origin: parts.origin,
            at: prose.at.clone(),
            text_at: prose.at.clone(),
            private: self.minutes.privacy.covers(prose.at.start),
        });
    }
}

/// Returns the bytes of the source under a part of a block, all of the block under all of its text.
fn source_of(prose: &Prose, at: &Range<usize>) -> Range<usize> {
    if *at == (0..prose.text.len()) {
        prose.at.clone()
    } else {
        prose.source(at.clone())
    }
}

/// Whether a state says no more than an empty box does.
fn is_open(state: &str) -> bool {
    ["a faire", "non", "no", "to do", "todo", "-", "0 %", "0%"]
        .contains(&sort_key(state.trim()).as_str())
}

/// Whether the box of an action says what a cell says of its state.
#[must_use]
pub fn is_boxed_state(done: bool, cell: &str) -> bool {
    if done {
        task::state(cell) == Some(true) || ["oui", "yes"].contains(&sort_key(cell.trim()).as_str())
    } else {
        is_open(cell)
    }
}

/// Whether a known owner stands where one is told.
fn is_owned(parts: &Parts) -> bool {
    parts.owner.is_some() && !parts.text.is_empty()
}

/// Whether a line tells who does what, or by when.
fn is_told(parts: &Parts) -> bool {
    parts.owner.is_some() || parts.deadline.is_some() && !parts.is_period
}

/// Whether what an action says is but a deadline: "avant le 12 janvier".
fn is_deadline_alone(parts: &Parts) -> bool {
    words(&parts.text).len() <= 8 && parts.owner.is_none() && {
        let key = sort_key(&parts.text);
        [
            "avant",
            "d'ici",
            "pour le",
            "echeance",
            "au plus tard",
            "by ",
            "due",
        ]
        .iter()
        .any(|word| key.starts_with(word))
            || parts.text.is_empty()
    }
}

/// Whether a line outside any list of actions is one by its form.
fn is_explicit(parts: &Parts, unit: &Unit) -> bool {
    let is_told = match parts.form {
        _ if unit.is_marked => true,
        Some(Form::Arrow | Form::Bracket | Form::At) => true,
        Some(Form::Parentheses) => parts.deadline.is_some(),
        Some(_) => unit.is_pointed,
        None => false,
    };
    is_told && !parts.text.is_empty()
}

fn is_one_sentence(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    !text.contains(". ") && text.len() <= 300
}

/// Whether a line is all of its block, and short: it may stand as a heading.
fn is_alone(block: &Block, unit: &Unit) -> bool {
    const LONGEST: usize = 60;
    let text = block.prose.text.trim();
    unit.at == (0..block.prose.text.len()) && text.len() <= LONGEST && !text.ends_with(['.', ','])
}

/// Whether a paragraph is in bold or underlined as a whole, as a heading is.
fn is_bold_alone(source: &str, block: &Block, unit: &Unit) -> bool {
    let written = source
        .get(block.prose.at.clone())
        .unwrap_or_default()
        .trim();
    let signs = [("**", "**"), ("__", "__"), ("<u>", "</u>"), ("<b>", "</b>")];
    block.kind == BlockKind::Paragraph
        && is_alone(block, unit)
        && signs.iter().any(|(opens, closes)| {
            let inside = written.strip_prefix(opens);
            let inside = inside.and_then(|it| it.trim_end_matches([' ', ':']).strip_suffix(closes));
            inside.is_some_and(|inside| !inside.contains(closes))
        })
}

/// Takes the hours of a topic away from the end of its heading: "(21 h 05 - 21 h 15)".
fn without_hours(heading: &str) -> &str {
    let text = heading.trim_end();
    let open = text.ends_with(')').then(|| text.rfind('(')).flatten();
    let hours = open.filter(|at| {
        let mut inside = words(text.get(*at..).unwrap_or_default()).into_iter();
        inside.all(|(_, key)| {
            key.bytes()
                .all(|b| b.is_ascii_digit() || b"hmin".contains(&b))
        })
    });
    hours.and_then(|at| text.get(..at)).unwrap_or(text)
}

/// Returns the length of a reference before a decision: "D1 - ", "2) ", "D-02 : ".
fn reference(text: &str) -> usize {
    let after = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = text.len() - after.len();
    let joined = after.strip_prefix('-').filter(|_| letters > 0);
    let after = joined.unwrap_or(after);
    let tail = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = after.len() - tail.len();
    let rest = tail.trim_start_matches(|c: char| " \u{a0}-\u{2013}\u{2014}:.)".contains(c));
    let signs = tail.get(..tail.len() - rest.len()).unwrap_or_default();
    let is_set_apart = joined.is_some() || !signs.trim().is_empty();
    let is = letters <= 2
        && (1..=3).contains(&digits)
        && is_set_apart
        && signs.ends_with([' ', '\u{a0}']);
    if is { text.len() - rest.len() } else { 0 }
}

#[cfg(test)]
mod tests;
