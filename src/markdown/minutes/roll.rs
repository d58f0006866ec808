//! The attendance of minutes: where it stands in the text, and what is written of each who is named.
//!
//! It begins with a label, in a heading, a paragraph, an item or a table, and goes on in a list, in a
//! table, in lines, or in the same sentence. Whose names they are is told by [`super::attendance`],
//! which knows those of the members.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use comrak::nodes::{AstNode, NodeValue};

use super::asides::asides;
use super::boxes;
use super::columns::{Cell, Column, column, is_headless, mark};
use super::everybody::{everybody, speaks_of_all};
use super::labels::{self, Label, PRESENT, Sense, decoration};
use super::name_lines::{
    begins_name, boxed, exception, has_filled_box, is_blank, is_continued, is_count,
    is_list_of_names, is_more, is_name_like, is_of_agenda, is_of_names, is_of_people, is_plausible,
    joined_cells, names_college,
};
use super::officers::{Officer, officers};
use super::private::Privacy;
use super::prose::{OBJECT, Prose, prose};
use super::remarks::{remark, says_presence};
use super::sections;
use super::sentences::{is_abbreviated, sentences};
use super::signs::{self, Form, Sign};
use super::tags::{self, Part};
use super::{Block, Presence};
use crate::locale::collation::{WordList, sort_key, words};
use crate::markdown::lines::{Line, range};
use crate::sort::Sort;

/// Lists and quotations that stand deeper in others than this are not read.
const DEEPEST: usize = 40;

/// The attendance as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roll {
    pub(super) texts: Vec<Prose>,
    pub(super) entries: Vec<Entry>,
    /// Those who had a part in the meeting, anywhere in the text, each with the index of its text.
    pub(super) officers: Vec<(usize, Officer)>,
    /// The bytes of the source that are attendance, with what they say.
    regions: Vec<(usize, Range<usize>)>,
    /// What stands inside them and is something else.
    spared: Vec<Range<usize>>,
    /// The labels that give a number, with how those took part whom they count: "27 participants".
    pub counts: Vec<(Range<usize>, Presence)>,
    /// The sections headed so in which nothing could be read.
    pub unread: Vec<Range<usize>>,
    /// What is said of all members.
    pub(super) everybody: Vec<OfAll>,
    /// Letters stand for how they took part: P, A, E.
    pub(super) has_letters: bool,
}

/// What is written of one organisation or person, or of several in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub fields: Vec<(Field, Piece)>,
    pub at: Range<usize>,
    pub presence: Presence,
    pub guest: bool,
    /// It is a guest unless it is a member.
    pub others: bool,
    /// The state of its box.
    pub ticked: Option<bool>,
    /// It has a sign that is a ticked box beside empty ones.
    pub is_filled: bool,
    /// It is of one organisation, as far as can be told.
    pub single: bool,
    /// It stands above others, as the name of a college or of their organisation.
    pub is_head: bool,
    /// What stands above it.
    pub parent: Option<usize>,
    /// A label of its own says how it took part.
    pub told: bool,
    /// The sign that says how it took part.
    pub sign: Option<Sign>,
    /// What that sign means is not known.
    pub is_unclear: bool,
    group: usize,
}

/// What a text says of all members, or of all but some.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OfAll {
    pub at: Range<usize>,
    /// How they took part; `None` where what is said is not understood.
    pub presence: Option<Presence>,
    /// What is written of those whom it excepts.
    pub but: Option<usize>,
    group: usize,
}

/// A part of one of the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: usize,
    pub at: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Any,
    Organisation,
    Person,
    /// What is said of how it took part.
    Remark,
    /// Who stood for it.
    Proxy,
}

impl Roll {
    /// Lists what is said between the names, and is of no list of them.
    #[must_use]
    pub fn asides(&self) -> Vec<Range<usize>> {
        let pieces = self.entries.iter().flat_map(|entry| &entry.fields);
        let found = pieces.flat_map(|(_, piece)| {
            let places = asides(self.text(piece)).into_iter();
            places.map(|at| self.source(piece, at))
        });
        found.collect()
    }

    /// Returns where an attendance stands in which words are written and no name was read, unless it gives a number,
    /// or says that it is nobody.
    #[must_use]
    pub fn nameless(&self) -> Option<Range<usize>> {
        static NOBODY: WordList = WordList::new(
            "aucun aucune personne neant none nobody rien invite invites invitee invitees guest guests",
        );
        let is_told = |entry: &&Entry| {
            let mut pieces = entry.fields.iter().map(|(_, piece)| self.text(piece));
            let is_number = |text: &str| text.contains(|c: char| c.is_ascii_digit());
            let is_nobody = |text: &str| words(text).iter().any(|(_, key)| NOBODY.has(key));
            !entry.guest && !pieces.any(|it| is_number(it) || is_nobody(it))
        };
        let first = self.entries.first().filter(|_| self.counts.is_empty());
        let is_all = self.entries.iter().all(|it| is_told(&it));
        first.filter(|_| is_all).map(|it| it.at.clone())
    }

    /// Lists the items without a box that stand among others with one.
    #[must_use]
    pub fn half_boxed(&self) -> Vec<Range<usize>> {
        let boxed = self.entries.iter().filter(|it| it.ticked.is_some());
        let boxed: BTreeSet<(usize, Option<usize>)> =
            boxed.map(|it| (it.group, it.parent)).collect();
        let heads: BTreeSet<usize> = self.entries.iter().filter_map(|it| it.parent).collect();
        let entries = self.entries.iter().enumerate();
        let half = entries.filter(|(index, it)| {
            // A row of a table has columns.
            let is_row = !matches!(it.fields.as_slice(), [(Field::Any, _)]);
            let is_item = it.single && !it.told && !it.is_head && !is_row && !heads.contains(index);
            is_item && it.ticked.is_none() && boxed.contains(&(it.group, it.parent))
        });
        half.map(|(_, it)| it.at.clone()).collect()
    }

    /// Reads a text as the names of those who were there.
    pub(super) fn of_lines(prose: Prose) -> Self {
        let mut pieces: Vec<Range<usize>> = Vec::new();
        let mut start = 0;
        for line in prose.text.split_inclusive('\n') {
            let before = prose.text.get(..start).unwrap_or_default();
            let end = start + line.len();
            match pieces.last_mut() {
                Some(last) if is_continued(before, line) => last.end = end,
                _ if is_blank(line) => {}
                _ => pieces.push(start + boxed(line).1..end),
            }
            start = end;
        }
        let entries = pieces.into_iter().map(|at| Entry {
            fields: vec![(Field::Any, Piece { text: 0, at })],
            at: prose.at.clone(),
            presence: Presence::Present,
            guest: false,
            others: false,
            ticked: None,
            is_filled: false,
            single: false,
            is_head: false,
            parent: None,
            told: false,
            sign: None,
            is_unclear: false,
            group: 0,
        });
        Self {
            entries: entries.collect(),
            texts: vec![prose],
            ..Self::default()
        }
    }

    /// Adds whom the blocks name by the part that they had.
    pub(super) fn with_officers(&self, blocks: &[Block]) -> Self {
        let mut roll = self.clone();
        for block in blocks {
            let officers = officers(&block.prose.text);
            if !officers.is_empty() {
                roll.texts.push(block.prose.clone());
                let text = roll.texts.len() - 1;
                roll.officers
                    .extend(officers.into_iter().map(|it| (text, it)));
            }
        }
        roll
    }

    /// Lists the bytes of the source that are attendance, in order and apart.
    #[must_use]
    pub fn at(&self) -> Vec<Range<usize>> {
        let mut at: Vec<Range<usize>> = self.regions.iter().map(|(_, at)| at.clone()).collect();
        at.order_by_key(|at| (at.start, at.end));
        let mut apart: Vec<Range<usize>> = Vec::new();
        for at in at {
            match apart.last_mut().filter(|last| at.start <= last.end) {
                Some(last) => last.end = last.end.max(at.end),
                None => apart.push(at),
            }
        }
        let mut spared = self.spared.iter().peekable();
        let mut left = Vec::with_capacity(apart.len());
        for mut at in apart {
            while let Some(other) = spared.next_if(|other| other.start < at.end) {
                if other.start >= at.start {
                    left.push(at.start..other.start);
                    at.start = other.end.min(at.end);
                }
            }
            left.push(at);
        }
        left.retain(|at| !at.is_empty());
        left
    }

    pub(super) fn text(&self, piece: &Piece) -> &str {
        let prose = self.texts.get(piece.text);
        prose
            .and_then(|prose| prose.text.get(piece.at.clone()))
            .unwrap_or_default()
    }

    /// Returns the bytes of the source under a part of a piece.
    pub(super) fn source(&self, piece: &Piece, at: Range<usize>) -> Range<usize> {
        let at = piece.at.start + at.start..piece.at.start + at.end;
        self.texts
            .get(piece.text)
            .map_or(0..0, |prose| prose.source(at))
    }
}

/// Reads the attendance out of the tree of a text.
pub(super) fn read<'a>(
    root: &'a AstNode<'a>,
    text: &str,
    lines: &[Line],
    privacy: &Privacy,
) -> Roll {
    let mut reader = Reader {
        text,
        lines,
        privacy,
        roll: Roll::default(),
        group: None,
        groups: Vec::new(),
        headings: Vec::new(),
        seen_heading: false,
        has_present: false,
        is_after: false,
        is_adjacent: false,
        is_ended: false,
        depth: 0,
        seen: Vec::new(),
        suspects: Vec::new(),
        empty: Vec::new(),
        legend: Vec::new(),
    };
    reader.blocks(root);
    reader.finish()
}

/// A label and what stands below it.
#[derive(Clone)]
struct Group {
    sense: Sense,
    /// The level of the heading that it is.
    level: Option<u8>,
    id: usize,
    /// Names were read.
    read: bool,
    /// A paragraph may be a name, as those before were.
    by_paragraphs: bool,
    /// What becomes attendance as soon as a name is read.
    pending: Vec<Range<usize>>,
    /// The entry that stands above what follows.
    head: Option<usize>,
}

struct OpenHeading {
    level: u8,
    is_subject: bool,
}

struct Reader<'a> {
    text: &'a str,
    lines: &'a [Line],
    privacy: &'a Privacy,
    roll: Roll,
    group: Option<Group>,
    /// Whether each group stands where the attendance does, and not in another subject.
    groups: Vec<bool>,
    headings: Vec<OpenHeading>,
    seen_heading: bool,
    has_present: bool,
    /// Another subject was begun after somebody was present.
    is_after: bool,
    /// What was read last is attendance.
    is_adjacent: bool,
    /// Another label stands in the list that is read: what follows is of it.
    is_ended: bool,
    /// How deep the reader is in lists and quotations.
    depth: usize,
    /// How those named so far took part.
    seen: Vec<(Presence, bool)>,
    /// Lines that tell of who was there, in words that could not be read.
    suspects: Vec<Range<usize>>,
    /// The headings of attendances below which nothing was read.
    empty: Vec<Range<usize>>,
    /// What the text says of signs.
    legend: Vec<(char, Presence)>,
}

impl Reader<'_> {
    fn blocks<'a>(&mut self, parent: &'a AstNode<'a>) {
        for node in parent.children() {
            let kind = node.data().value.clone();
            match kind {
                NodeValue::Heading(heading) => self.heading(node, heading.level),
                NodeValue::Paragraph => self.paragraph(node),
                NodeValue::List(_) => self.top_list(node),
                NodeValue::Table(_) => self.table(node),
                NodeValue::ThematicBreak if self.group.as_ref().is_some_and(|it| it.read) => {
                    self.close();
                }
                NodeValue::CodeBlock(code) => {
                    if !code.fenced && self.group.is_some() {
                        self.code(node);
                    } else {
                        self.close_label();
                    }
                }
                NodeValue::BlockQuote | NodeValue::MultilineBlockQuote(_)
                    if self.depth < DEEPEST =>
                {
                    self.depth += 1;
                    self.blocks(node);
                    self.depth -= 1;
                }
                NodeValue::HtmlBlock(_) if !self.privacy.covers(self.range(node).start) => {
                    self.html(node);
                }
                _ => {}
            }
        }
    }

    fn heading<'a>(&mut self, node: &'a AstNode<'a>, level: u8) {
        let prose = self.prose(node);
        let at = self.range(node);
        if !self.privacy.covers(at.start) {
            self.headed(prose, at, level);
        }
    }

    /// Takes a heading: a label, what stands above names, or another subject.
    fn headed(&mut self, prose: Prose, at: Range<usize>, level: u8) {
        let is_first = !std::mem::replace(&mut self.seen_heading, true);
        let below = self.group.as_ref().and_then(|group| group.level);
        let is_below = below.is_some_and(|above| level > above);
        self.headings.retain(|open| open.level < level);
        // The first attendance may stand in any section: "Points administratifs".
        let in_subject = self.has_present && self.headings.iter().any(|open| open.is_subject);
        let label = labels::label(&prose.text).filter(|label| {
            let said = prose.text.get(label.end..).unwrap_or_default();
            !label.sense.weak && !in_subject && !is_blank(said) && is_plausible(said)
        });
        if let Some(label) = label {
            self.group = None;
            self.open(label.sense, Some(level), Vec::new());
            let region = self.whole_lines(at);
            self.region(region);
            self.lines(&prose, label.end..prose.text.len());
            return;
        }
        let said = labels::heading(&prose.text).filter(|sense| !sense.weak || is_below);
        let loose = || self.loose(&prose.text).map(|label| label.sense);
        let said = said.or_else(|| loose().filter(|_| !prose.text.contains(':')));
        if let Some(sense) = said.filter(|_| !in_subject) {
            let above = self.group.take().filter(|group| !group.read);
            if let Some(above) = above.as_ref().filter(|_| !is_below) {
                self.empty.extend(above.pending.iter().cloned());
            }
            let pending = above.filter(|_| is_below);
            let mut pending = pending.map_or_else(Vec::new, |group| group.pending);
            pending.push(self.whole_lines(at.clone()));
            // A section below another is of its level: what follows belongs to either.
            let level = below.filter(|_| is_below).unwrap_or(level);
            self.open(sense, Some(level), pending);
            return;
        }
        if is_below {
            let at = self.whole_lines(at);
            self.head(prose, at);
            return;
        }
        self.close();
        let is_title = level == 1 || is_first;
        let begins_subject = !is_title && !is_generic(&prose.text) && said.is_none();
        self.is_after |= self.has_present && !is_title;
        self.headings.push(OpenHeading {
            level,
            is_subject: begins_subject,
        });
    }

    /// Notes what stands above names: a college, or an organisation.
    fn head(&mut self, prose: Prose, at: Range<usize>) {
        let whole = 0..prose.text.len();
        let piece = self.piece(prose, whole);
        let Some(group) = &mut self.group else { return };
        group.pending.push(at.clone());
        group.by_paragraphs = true;
        let (sense, id) = (group.sense, group.id);
        let index = self.roll.entries.len();
        self.roll.entries.push(Entry {
            fields: vec![(Field::Any, piece)],
            at,
            presence: sense.presence,
            guest: sense.guest,
            others: sense.others,
            ticked: None,
            is_filled: false,
            single: true,
            is_head: true,
            parent: None,
            told: sense.presence != Presence::Present,
            sign: None,
            is_unclear: false,
            group: id,
        });
        if let Some(group) = &mut self.group {
            group.head = Some(index);
        }
    }

    fn open(&mut self, mut sense: Sense, level: Option<u8>, pending: Vec<Range<usize>>) {
        // Who attends besides those who are present is no member.
        sense.others |= sense.attends && self.seen.contains(&(Presence::Present, false));
        let in_subject = self.headings.iter().any(|open| open.is_subject);
        let in_subject = in_subject && (level.is_none() || self.has_present);
        let is_new = !self.seen.contains(&(sense.presence, sense.guest));
        let is_sound = if level.is_some() {
            !in_subject && (!self.is_after || is_new)
        } else {
            !in_subject && !self.is_after
        };
        self.groups.push(is_sound);
        self.group = Some(Group {
            sense,
            level,
            id: self.groups.len() - 1,
            read: false,
            by_paragraphs: level.is_some(),
            pending,
            head: None,
        });
    }

    /// Reads a label with words of its own, where the attendance has its place.
    fn loose(&self, text: &str) -> Option<Label> {
        let in_subject = self.headings.iter().any(|open| open.is_subject);
        let label = (!in_subject && !self.is_after).then(|| labels::loose(text));
        label.flatten()
    }

    fn close(&mut self) {
        self.is_adjacent = false;
        let group = self.group.take();
        let Some(group) = group.filter(|it| it.level.is_some() && !it.read) else {
            return;
        };
        self.empty.extend(group.pending.iter().cloned());
        if group.sense.presence == Presence::Present && !group.sense.guest {
            self.roll.unread.extend(group.pending.into_iter().take(1));
        }
    }

    fn close_label(&mut self) {
        if self
            .group
            .as_ref()
            .is_some_and(|group| group.level.is_none())
        {
            self.group = None;
        }
        self.is_adjacent = false;
    }

    /// Adds what is written of one or several; the label above becomes attendance with it.
    fn add(&mut self, entry: Entry) -> usize {
        let index = self.roll.entries.len();
        if let Some(group) = &mut self.group
            && group.id == entry.group
        {
            group.read = true;
            let id = group.id;
            let pending = std::mem::take(&mut group.pending);
            self.roll
                .regions
                .extend(pending.into_iter().map(|at| (id, at)));
        }
        if self.groups.get(entry.group).is_some_and(|sound| *sound) {
            self.has_present |= entry.presence == Presence::Present && !entry.guest;
            let state = (entry.presence, entry.guest);
            if !self.seen.contains(&state) {
                self.seen.push(state);
            }
        }
        self.roll.entries.push(entry);
        self.is_adjacent = true;
        index
    }

    fn entry(&self, field: Vec<(Field, Piece)>, at: Range<usize>, single: bool) -> Option<Entry> {
        let group = self.group.as_ref()?;
        Some(Entry {
            fields: field,
            at,
            presence: group.sense.presence,
            guest: group.sense.guest,
            others: group.sense.others,
            ticked: None,
            is_filled: false,
            single,
            is_head: false,
            parent: group.head,
            told: group.sense.presence != Presence::Present,
            sign: None,
            is_unclear: false,
            group: group.id,
        })
    }

    fn region(&mut self, at: Range<usize>) {
        if let Some(group) = &self.group {
            self.roll.regions.push((group.id, at));
        }
    }

    fn paragraph<'a>(&mut self, node: &'a AstNode<'a>) {
        let prose = self.prose(node);
        let at = self.range(node);
        if self.privacy.covers(at.start) {
            return;
        }
        let legend = signs::legend(&prose.text);
        if !legend.is_empty() {
            self.legend.extend(legend);
            let region = self.whole_lines(at);
            self.region(region);
            return;
        }
        let next = node.next_sibling();
        let follows = next.is_some_and(|next| may_be_names(next));
        // "Pouvoirs : Béta à Alpha" above "Présents : Alpha".
        let ahead = next.is_some_and(|next| {
            let is_text = matches!(next.data().value, NodeValue::Paragraph);
            is_text
                && labels::label(&self.prose(next).text).is_some_and(|it| opens_or_is_place(&it))
        });
        if self.group.is_some() && self.rows_of_bars(&prose, &at) {
            return;
        }
        if self.labelled(&prose, &at, follows, ahead) {
            return;
        }
        if self.all_of_them(&prose, &at) {
            return;
        }
        if self.group.is_some() && is_of_agenda(&prose.text) {
            self.close();
            return;
        }
        if self.group.is_some() && follows && self.announced(&prose, &at) {
            return;
        }
        if self.group.is_some() && self.names(node, &prose, &at) {
            return;
        }
        let is_number = |line: &str| {
            let said = line.split_once(':');
            said.is_some_and(|(_, said)| is_counted(said))
        };
        let mut lines = prose.text.lines();
        let suspect = lines.any(|it| labels::speaks_of_presence(it) && !is_number(it));
        if suspect && self.groups.is_empty() {
            self.suspects.push(at);
        }
        let whole = 0..prose.text.len();
        if self.clauses(&prose, whole) {
            return;
        }
        self.close_label();
    }

    /// Reads a sentence that says, with a name in it, that those below it are represented: "Deux
    /// membres représentés par Alpha :"; tells whether it does.
    fn announced(&mut self, prose: &Prose, at: &Range<usize>) -> bool {
        let said = prose.text.trim_end();
        let remark = remark(said);
        let is_label = said.ends_with(':') && !said.contains('\n');
        if !is_label || remark.presence != Some(Presence::Represented) || remark.by.is_none() {
            return false;
        }
        let level = self.inherit().and_then(|group| group.level);
        let region = self.whole_lines(at.clone());
        let sense = Sense {
            presence: Presence::Represented,
            ..PRESENT
        };
        self.open(sense, None, vec![region]);
        if let Some(group) = &mut self.group {
            group.by_paragraphs = true;
            group.level = level;
        }
        true
    }

    /// Reads the labels of a paragraph and the names beside them; tells whether there are any.
    #[expect(clippy::too_many_lines, reason = "one branch per kind of label")]
    fn labelled(
        &mut self,
        prose: &Prose,
        block: &Range<usize>,
        follows: bool,
        ahead: bool,
    ) -> bool {
        let text = prose.text.clone();
        let within = self.group.is_some() || self.is_adjacent;
        let top = !self.is_after && !self.headings.iter().any(|open| open.is_subject);
        let marks = marks(&text, (within, ahead), top);
        if let Some((first, _)) = marks.first()
            && self
                .group
                .as_ref()
                .is_some_and(|group| group.level.is_some())
            && !is_blank(text.get(..*first).unwrap_or_default())
            && text
                .get(..*first)
                .unwrap_or_default()
                .lines()
                .all(is_name_like)
        {
            // "Administrations : Alpha", below the heading and above another label.
            self.names_in(prose, 0..*first);
            let region = self.around(prose, 0..*first);
            self.region(region);
        }
        let ends = marks.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
        let ends: Vec<usize> = ends.collect();
        let mut found = false;
        let all_labels = marks.iter().all(|(_, mark)| matches!(mark, Mark::Label(_)));
        for (number, ((start, mark), end)) in marks.iter().zip(&ends).enumerate() {
            let Mark::Label(label) = mark else {
                if found {
                    self.clauses(prose, *start..*end);
                }
                continue;
            };
            let mut content = label.end.min(*end)..*end;
            content.end = names_end(&text, &content);
            let (content, counted) = behind_count(&text, content);
            if let Some(counted) = counted {
                let counted = prose.source(*start..counted);
                self.roll.counts.push((counted, label.sense.presence));
            }
            let left = names_left(&text, content.end, *end);
            let region_end = left.start;
            let said = text.get(content.clone()).unwrap_or_default();
            let is_last = number + 1 == marks.len();
            let covers_all =
                all_labels && marks.len() == 1 && *start == 0 && region_end == text.len();
            let whole = covers_all.then_some(block);
            let region = self.region_of(prose, *start..region_end, whole);
            let is_counted = is_counted(said);
            if is_blank(said) || is_count(said) || is_counted {
                let opens = is_last && follows;
                let headed = self.group.as_mut().filter(|it| it.level.is_some());
                if let Some(group) = headed.filter(|_| is_counted && !opens) {
                    // The section tells how many they were, and may tell no more.
                    group.read = true;
                    found = true;
                    continue;
                }
                // "Présents (3)" behind the names that it counts.
                let is_number = label.count.is_some() || is_count(said);
                let last = self.roll.entries.last().map(|entry| entry.group);
                if let Some(last) = last.filter(|_| is_number && !opens && self.is_adjacent) {
                    self.count(prose, label);
                    self.roll.regions.push((last, region));
                    found = true;
                    continue;
                }
                let outer = self.group.as_ref().map(|group| group.sense);
                let sense = label.sense.below(outer);
                let opened = self.inherit();
                let level = opened.as_ref().and_then(|group| group.level);
                if opens {
                    self.count(prose, label);
                    if is_counted {
                        let counted = prose.source(*start..content.end);
                        self.roll.counts.push((counted, sense.presence));
                    }
                    let mut pending = opened.map_or_else(Vec::new, |group| group.pending);
                    pending.push(region);
                    self.open(sense, None, pending);
                    if let Some(group) = &mut self.group {
                        group.by_paragraphs = true;
                        group.level = level;
                    }
                    found = true;
                }
                continue;
            }
            if !is_plausible(said) {
                continue;
            }
            let goes_on = !is_blank(text.get(left.clone()).unwrap_or_default());
            let above = self.inherit();
            let level = above.as_ref().and_then(|group| group.level);
            // "Représentants des membres :" says nothing of how.
            let sense = label.sense.below(above.as_ref().map(|group| group.sense));
            let pending = above.map_or_else(Vec::new, |group| group.pending);
            self.open(sense, None, pending);
            self.count(prose, label);
            self.region(region);
            self.lines(prose, content);
            if let Some(group) = &mut self.group {
                group.level = level;
                group.read = true;
                if level.is_none() {
                    self.group = None;
                }
            }
            self.is_adjacent = true;
            found = true;
            if goes_on {
                self.clauses(prose, left);
            }
        }
        found
    }

    /// Finds the bytes of the source under a label and its names, which may be all of a block.
    fn region_of(
        &self,
        prose: &Prose,
        at: Range<usize>,
        whole: Option<&Range<usize>>,
    ) -> Range<usize> {
        match whole {
            Some(block) => self.whole_lines(block.clone()),
            None => self.around(prose, at),
        }
    }

    /// Takes the section in which a label stands, which goes on below it.
    fn inherit(&mut self) -> Option<Group> {
        self.group.take().filter(|group| group.level.is_some())
    }

    fn count(&mut self, prose: &Prose, label: &Label) {
        if let Some(count) = &label.count {
            let counted = prose.source(count.clone());
            self.roll.counts.push((counted, label.sense.presence));
        }
    }

    /// Reads names beside a label or in the lines below it.
    fn lines(&mut self, prose: &Prose, content: Range<usize>) {
        let text = prose.text.get(content.clone()).unwrap_or_default();
        let first = text.split('\n').next().unwrap_or_default();
        let source = prose.source(content.clone());
        let by_line = is_blank(first);
        let index = self.text(prose);
        let mut start = content.start;
        let mut pieces: Vec<Range<usize>> = Vec::new();
        for line in text.split_inclusive('\n') {
            let begins = start;
            start += line.len();
            if line.trim().is_empty() {
                continue;
            }
            let before = prose.text.get(content.start..begins).unwrap_or_default();
            match pieces.last_mut() {
                // A line that goes on.
                Some(last) if !by_line && is_continued(before, line) => last.end = start,
                _ => pieces.push(begins..start),
            }
        }
        for mut at in pieces {
            if self.everybody(prose, at.clone(), true) {
                continue;
            }
            // "Alpha, mais pas Béta"
            let line = prose.text.get(at.clone()).unwrap_or_default();
            if let Some((before, after)) = exception(line) {
                let but = at.start + after..at.end;
                at.end = at.start + before;
                if let Some(group) = &self.group {
                    let presence = group.sense.presence;
                    self.exception(prose, but, presence);
                }
            }
            let line = prose.text.get(at.clone()).unwrap_or_default();
            if let Some(parts) = boxes::parts(line) {
                for part in parts {
                    self.boxed_part(prose, at.start + part.start..at.start + part.end);
                }
                continue;
            }
            let (ticked, named) = boxed_line(line);
            let piece = Piece {
                text: index,
                at: at.start + named.start..at.start + named.end,
            };
            let source = if by_line {
                prose.source(at.clone())
            } else {
                source.clone()
            };
            let fields = vec![(Field::Any, piece)];
            let is_filled = has_filled_box(line);
            let sign = signs::of_line(line).filter(|_| by_line && ticked.is_none());
            if let Some(mut entry) = self.entry(fields, source, by_line) {
                entry.sign = sign.map(|sign| moved(&sign, at.start));
                entry.ticked = ticked;
                entry.is_filled = is_filled;
                self.add(entry);
            }
        }
    }

    /// Reads the rows of a table that Markdown takes for a paragraph, as none parts its head; tells whether it is one.
    fn rows_of_bars(&mut self, prose: &Prose, at: &Range<usize>) -> bool {
        let is_row =
            |line: &str| line.trim_start().starts_with('|') && line.matches('|').count() > 1;
        let rows = || prose.text.lines().filter(|line| !line.trim().is_empty());
        // "Alpha | présent": bars between the cells alone make a row of one of several, below their head.
        let first = rows().next().unwrap_or_default();
        let is_head = first.contains('|') && !first.contains(':') && !ends_in_state(first);
        let below = || rows().skip(usize::from(is_head));
        let are_cells = || below().count() > 1 && below().all(ends_in_state);
        let are_rows = !first.is_empty() && rows().all(is_row);
        if !are_rows && !are_cells() {
            return false;
        }
        let head = prose.text.find(first).unwrap_or_default() + first.len();
        let from = if are_rows || !is_head { 0 } else { head };
        self.names_in(prose, from..prose.text.len());
        let region = self.whole_lines(at.clone());
        self.region(region);
        true
    }

    /// Takes what a part of a text says of all members: "tous sauf Alpha"; tells whether it does. `labelled` where
    /// a label says how they took part.
    fn everybody(&mut self, prose: &Prose, at: Range<usize>, labelled: bool) -> bool {
        let said = prose.text.get(at.clone()).unwrap_or_default();
        let Some(group) = self.group.as_ref().map(|group| (group.sense, group.id)) else {
            return false;
        };
        let (sense, group) = group;
        let source = prose.source(at.start..at.start + said.trim_end().len());
        let Some(all) = everybody(said) else {
            if speaks_of_all(said, labelled) && !sense.guest {
                self.roll.everybody.push(OfAll {
                    at: source,
                    presence: None,
                    but: None,
                    group,
                });
                self.begin(group);
                return !labelled;
            }
            return false;
        };
        let presence = all.presence.unwrap_or(sense.presence);
        let but = all.but.map(|it| at.start + it.start..at.start + it.end);
        let but = but.and_then(|at| self.exception(prose, at, presence));
        // "Membres excusés : tous" of a guest says nothing of members.
        if !sense.guest {
            self.roll.everybody.push(OfAll {
                at: source,
                presence: Some(presence),
                but,
                group,
            });
            self.has_present |= presence == Presence::Present;
        }
        self.begin(group);
        true
    }

    /// Takes those who are excepted from those who took part so.
    fn exception(&mut self, prose: &Prose, at: Range<usize>, presence: Presence) -> Option<usize> {
        let source = prose.source(at.clone());
        let text = self.text(prose);
        let mut entry = self.entry(vec![(Field::Any, Piece { text, at })], source, false)?;
        entry.presence = match presence {
            Presence::Present | Presence::Represented => Presence::Absent,
            Presence::Absent | Presence::Excused => Presence::Present,
        };
        entry.told = true;
        Some(self.add(entry))
    }

    /// Takes the label above for attendance, now that something is read below it.
    fn begin(&mut self, id: usize) {
        if let Some(group) = &mut self.group
            && group.id == id
        {
            group.read = true;
            let pending = std::mem::take(&mut group.pending);
            let regions = pending.into_iter().map(|at| (id, at));
            self.roll.regions.extend(regions);
        }
        self.is_adjacent = true;
    }

    /// Reads the sentences of a paragraph that are about all members; tells whether the first is.
    fn all_of_them(&mut self, prose: &Prose, at: &Range<usize>) -> bool {
        let text = prose.text.clone();
        let mut all = sentences(&text).into_iter();
        let Some(first) = all.next() else {
            return false;
        };
        let said = text.get(first.clone()).unwrap_or_default();
        let top = !self.is_after && !self.headings.iter().any(|open| open.is_subject);
        let is_told = everybody(said).is_some_and(|all| all.presence.is_some());
        let opens = self.group.is_none() && top && is_told;
        if opens {
            self.open(PRESENT, None, Vec::new());
        }
        let found = self.group.is_some() && self.everybody(prose, first.clone(), false);
        let rest = all.next().map(|it| it.start..text.len());
        if found {
            let region = match &rest {
                None => self.whole_lines(at.clone()),
                Some(_) => self.around(prose, first),
            };
            self.region(region);
        }
        if opens {
            self.group = None;
        }
        if let Some(rest) = rest.filter(|_| found) {
            self.clauses(prose, rest);
        }
        found
    }

    /// Reads a paragraph that is a name, or a name a line; tells whether it is.
    fn names<'a>(&mut self, node: &'a AstNode<'a>, prose: &Prose, at: &Range<usize>) -> bool {
        let Some(group) = &self.group else {
            return false;
        };
        let text = prose.text.clone();
        let lines: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        let is_boxed = lines.iter().all(|line| boxed(line).0.is_some());
        let has_list = node
            .next_sibling()
            .is_some_and(|next| matches!(next.data().value, NodeValue::List(_)));
        let bare = text.trim().trim_end_matches(OBJECT);
        let is_strong = is_emphasised(node);
        if group.level.is_some()
            && has_list
            && lines.len() == 1
            && (bare.ends_with(':') || is_strong)
        {
            let region = self.whole_lines(at.clone());
            self.head(prose.clone(), region);
            return true;
        }
        let is_college = names_college(bare);
        if is_college && has_list && lines.len() == 1 {
            let region = self.whole_lines(at.clone());
            self.head(prose.clone(), region);
            return true;
        }
        let first = !group.read;
        let is_named = lines.iter().all(|line| is_name_like(line))
            || first && lines.len() == 1 && is_list_of_names(&text)
            || lines.iter().all(|line| is_more(line));
        let allowed = group.level.is_some() || group.by_paragraphs;
        if !(is_boxed || (allowed && is_named && !is_strong)) || lines.is_empty() {
            return false;
        }
        if !first && group.level.is_none() && !is_boxed && !group.by_paragraphs {
            return false;
        }
        let commas = text.matches(',').count();
        let is_list = lines.len() == 1
            && (commas > 1 || text.contains(';') || text.trim_end().ends_with('.'));
        let region = self.whole_lines(at.clone());
        self.region(region);
        self.names_in(prose, 0..prose.text.len());
        let goes_on = self.goes_on(node);
        if let Some(group) = &mut self.group
            && group.level.is_none()
            && is_list
            && !goes_on
        {
            // What follows is another subject.
            self.group = None;
        }
        true
    }

    /// Reads the sentences of a part of a text whose verb follows the names, and those that tell of a
    /// proxy; tells whether there are any.
    fn clauses(&mut self, prose: &Prose, within: Range<usize>) -> bool {
        let in_subject = self.headings.iter().any(|open| open.is_subject);
        if in_subject || self.is_after {
            return false;
        }
        let text = prose.text.clone();
        let mut found = false;
        let all = sentences(text.get(within.clone()).unwrap_or_default());
        let all = all
            .into_iter()
            .map(|at| at.start + within.start..at.end + within.start)
            .flat_map(|sentence| clauses_of(&text, sentence));
        for sentence in all {
            let said = text.get(sentence.clone()).unwrap_or_default();
            let bare = said.trim_end_matches(['.', ';', ' ', '\n']);
            let proxy = labels::proxy(bare).filter(|_| self.has_present || self.is_adjacent);
            let Some((names, sense)) = proxy.or_else(|| {
                let (end, sense) = labels::clause(bare)?;
                Some((0..end, sense))
            }) else {
                continue;
            };
            let who = said.get(names.clone()).unwrap_or_default();
            if !is_plausible(who) || is_of_people(who) {
                continue;
            }
            let above = self.inherit();
            let level = above.as_ref().and_then(|group| group.level);
            let pending = above.map_or_else(Vec::new, |group| group.pending);
            self.open(sense, None, pending);
            let region = self.around(prose, sentence.clone());
            self.region(region);
            let content = sentence.start + names.start..sentence.start + names.end;
            self.lines(prose, content);
            if let Some(group) = &mut self.group {
                group.level = level;
                if level.is_none() {
                    self.group = None;
                }
            }
            found = true;
        }
        found
    }

    fn top_list<'a>(&mut self, node: &'a AstNode<'a>) {
        if self.group.is_some() {
            let region = self.whole_lines(self.range(node));
            let (before, all) = (self.roll.entries.len(), self.roll.everybody.len());
            let parent = self.group.as_ref().and_then(|group| group.head);
            self.list(node, parent);
            if self.roll.entries.len() > before || self.roll.everybody.len() > all {
                self.region(region);
            }
            if std::mem::take(&mut self.is_ended) {
                self.close();
                return;
            }
            let goes_on = self.next_is_college(node) || self.goes_on(node);
            if goes_on && let Some(group) = &mut self.group {
                group.by_paragraphs = true;
            }
            if self
                .group
                .as_ref()
                .is_some_and(|group| group.level.is_none() && !goes_on)
            {
                self.group = None;
            }
            return;
        }
        if self.is_label_alone(node) {
            return;
        }
        if self.is_roll_call(node) {
            self.open(PRESENT, None, Vec::new());
            let region = self.whole_lines(self.range(node));
            self.region(region);
            self.list(node, None);
            self.group = None;
            return;
        }
        // A list some of whose items are labels: "- **Présents :** Alpha, Béta". Beside one that says how they
        // took part, one that does not says who was there: "- **Membres :** Alpha", "- **Excusés :** Béta".
        let among = list_items(node).any(|first| {
            let label = labels::label(&self.prose(first).text);
            label.is_some_and(|label| !label.sense.weak)
        });
        for item in node.children() {
            let Some(first) = item.children().next() else {
                continue;
            };
            if !matches!(first.data().value, NodeValue::Paragraph) {
                continue;
            }
            let prose = self.prose(first);
            if self.privacy.covers(self.range(first).start) {
                continue;
            }
            let nested = item.children().find(|child| is_list(child));
            let Some(label) = labels::label(&prose.text) else {
                continue;
            };
            let said = prose.text.get(label.end..).unwrap_or_default();
            let names = !is_blank(said) && is_plausible(said);
            let is_weak = label.sense.weak && !self.is_adjacent && !among;
            if is_weak || !(names || (is_blank(said) && nested.is_some())) {
                continue;
            }
            let region = self.whole_lines(self.range(item));
            self.open(label.sense, None, Vec::new());
            self.count(&prose, &label);
            self.region(region);
            self.labelled_item(&prose, &label, nested);
            self.group = None;
        }
    }

    /// Whether names that can be nothing else follow a list or a paragraph of names.
    fn goes_on<'a>(&self, node: &'a AstNode<'a>) -> bool {
        let next = node.next_sibling();
        let next = next.filter(|it| matches!(it.data().value, NodeValue::Paragraph));
        next.is_some_and(|next| {
            let text = self.prose(next).text;
            let mut lines = text.lines().filter(|line| !is_blank(line)).peekable();
            lines.peek().is_some() && lines.all(is_more)
        })
    }

    /// Whether the name of another college and its list follow a list.
    fn next_is_college<'a>(&self, list: &'a AstNode<'a>) -> bool {
        let next = list.next_sibling();
        let has_list = next
            .and_then(comrak::arena_tree::Node::next_sibling)
            .is_some_and(|it| is_list(it));
        let is_paragraph = |it: &&'a AstNode<'a>| matches!(it.data().value, NodeValue::Paragraph);
        has_list
            && next.filter(is_paragraph).is_some_and(|next| {
                let text = self.prose(next).text;
                !text.trim().contains('\n') && names_college(&text)
            })
    }

    /// Takes the list of one item that is the label of the list or the paragraph below it: "1. Présents".
    fn is_label_alone<'a>(&mut self, list: &'a AstNode<'a>) -> bool {
        let items: Vec<_> = list.children().collect();
        let [item] = items.as_slice() else {
            return false;
        };
        let parts: Vec<_> = item.children().collect();
        let &[paragraph] = parts.as_slice() else {
            return false;
        };
        let follows = list.next_sibling().is_some_and(|next| may_be_names(next));
        if !follows || self.privacy.covers(self.range(paragraph).start) {
            return false;
        }
        let prose = self.prose(paragraph);
        let label = labels::label(&prose.text).filter(|label| {
            let said = prose.text.get(label.end..).unwrap_or_default();
            !label.sense.weak && is_blank(said)
        });
        let Some(label) = label else {
            return false;
        };
        let region = self.whole_lines(self.range(list));
        self.open(label.sense, None, vec![region]);
        self.count(&prose, &label);
        if let Some(group) = &mut self.group {
            group.by_paragraphs = true;
        }
        true
    }

    /// Whether each item of a list is a name with how it took part: "Alpha, présente".
    fn is_roll_call<'a>(&self, list: &'a AstNode<'a>) -> bool {
        if self.is_after || self.headings.iter().any(|open| open.is_subject) {
            return false;
        }
        let mut items = 0;
        let all = list.children().all(|item| {
            let Some(first) = item.children().next() else {
                return false;
            };
            items += 1;
            if self.privacy.covers(self.range(first).start) {
                return true;
            }
            let text = self.prose(first).text;
            let said = text.find([',', ':', '(', '\u{2013}', '\u{2014}']);
            let said = said.and_then(|at| text.get(at..));
            said.is_some_and(says_presence) && begins_name(&text) && words(&text).len() <= 16
        });
        all && items > 1
    }

    /// Reads what stands beside and below the label of an item.
    fn labelled_item<'a>(&mut self, prose: &Prose, label: &Label, nested: Option<&'a AstNode<'a>>) {
        let content = label.end..prose.text.len();
        if !is_blank(prose.text.get(content.clone()).unwrap_or_default()) {
            self.lines(prose, content);
        }
        if let Some(nested) = nested {
            self.list(nested, None);
        }
    }

    /// Reads the items of a list; a label that is one of them holds to its end.
    fn list<'a>(&mut self, list: &'a AstNode<'a>, parent: Option<usize>) {
        let outer = self.group.as_ref().map(|group| (group.id, group.sense));
        self.items(list, parent);
        if let (Some(group), Some((id, sense))) = (&mut self.group, outer)
            && group.id == id
        {
            group.sense = sense;
        }
    }

    fn items<'a>(&mut self, list: &'a AstNode<'a>, parent: Option<usize>) {
        for item in list.children() {
            if self.is_ended {
                let rest = self.range(item);
                self.roll.spared.push(self.whole_lines(rest));
                continue;
            }
            let children: Vec<_> = item.children().collect();
            let mut above = parent;
            for child in &children {
                let kind = child.data().value.clone();
                match kind {
                    NodeValue::Paragraph => match self.item(item, child, parent) {
                        Item::Named(index) => above = Some(index),
                        // What is nested in it was read with it.
                        Item::Labelled => break,
                        Item::Nothing => {}
                    },
                    NodeValue::List(_) if self.depth < DEEPEST => {
                        self.depth += 1;
                        self.list(child, above);
                        self.depth -= 1;
                    }
                    _ => {}
                }
            }
        }
    }

    /// Reads the paragraph of an item; gives the entry that stands above those nested in it.
    fn item<'a>(
        &mut self,
        item: &'a AstNode<'a>,
        node: &'a AstNode<'a>,
        parent: Option<usize>,
    ) -> Item {
        let prose = self.prose(node);
        // A name that is private may stand before that of its organisation.
        let is_named = prose.text.contains(char::is_alphanumeric);
        if self.privacy.covers(self.range(node).start) && !is_named {
            return Item::Nothing;
        }
        let task = match &item.data().value {
            NodeValue::TaskItem(task) => Some(task.symbol.is_some()),
            _ => None,
        };
        let nested = item.children().find(|child| is_list(child));
        let text = prose.text.clone();
        if let Some(label) = labels::label(&text) {
            let said = text.get(label.end..).unwrap_or_default();
            let names = !is_blank(said) && is_plausible(said);
            if names || (is_blank(said) && nested.is_some()) {
                let outer = self.group.clone();
                if let Some(group) = &mut self.group {
                    let tells = label.sense.tells();
                    group.sense = if tells { label.sense } else { group.sense };
                    group.head = None;
                }
                self.count(&prose, &label);
                let content = label.end..text.len();
                if names {
                    self.lines(&prose, content);
                }
                if let Some(nested) = nested {
                    self.list(nested, None);
                }
                if let (Some(group), Some(outer)) = (&mut self.group, outer) {
                    group.sense = outer.sense;
                    group.head = outer.head;
                }
                return Item::Labelled;
            }
            // "- Excusés", above other items of the same list.
            let is_flat = is_blank(said) && !label.sense.weak && item.next_sibling().is_some();
            if let Some(group) = self.group.as_mut().filter(|_| is_flat && task.is_none()) {
                group.sense = label.sense;
                group.head = None;
                self.count(&prose, &label);
                return Item::Labelled;
            }
        }
        if nested.is_none()
            && task != Some(false)
            && self.everybody(&prose, skipped(&text)..text.len(), false)
        {
            return Item::Nothing;
        }
        if let Some(parts) = boxes::parts(&text).filter(|_| task.is_none()) {
            for part in parts {
                self.boxed_part(&prose, part);
            }
            return Item::Nothing;
        }
        // A line behind an item without a blank one between them belongs to it in Markdown.
        let end = later_label(&text).unwrap_or(text.len());
        let (mut boxed, skip) = boxed(&text);
        let mut at = skip.min(end)..end;
        // "Alpha [ ]", "Béta ☐".
        if let (None, Some((ticked, length))) = (
            boxed,
            boxes::at_end(text.get(at.clone()).unwrap_or_default()),
        ) {
            boxed = Some(ticked);
            at.end = at.start + length;
        }
        let sign = text.get(..end).and_then(signs::of_line);
        // Half of a tick may mean anything.
        if sign.as_ref().is_some_and(|sign| sign.key == '/') {
            boxed = None;
        }
        let source = if end < text.len() {
            prose.source(0..end)
        } else {
            self.range(item)
        };
        let piece = self.piece(prose.clone(), at);
        let Some(mut entry) = self.entry(vec![(Field::Any, piece)], source, true) else {
            return Item::Nothing;
        };
        entry.ticked = task.or(boxed);
        entry.sign = sign.filter(|_| entry.ticked.is_none());
        entry.is_filled = has_filled_box(&text);
        entry.parent = parent;
        let index = self.add(entry);
        self.later(&prose, end);
        Item::Named(index)
    }

    /// Reads the lines that follow an item: labels of those that come, or something else.
    fn later(&mut self, prose: &Prose, from: usize) {
        let mut start = from;
        let rest = prose.text.get(from..).unwrap_or_default().to_owned();
        for line in rest.split_inclusive('\n') {
            let begins = start;
            start += line.len();
            let Some(label) = labels::label(line) else {
                if !is_blank(line) {
                    let spared = prose.source(begins..begins + line.trim_end().len());
                    self.roll.spared.push(self.whole_lines(spared));
                }
                // "Actions :", without a blank line before it.
                self.is_ended |= line.trim_end().ends_with(':') && is_other_label(line);
                continue;
            };
            if let Some(group) = &mut self.group {
                group.sense = label.sense;
                group.head = None;
            }
            let said = line.get(label.end..).unwrap_or_default();
            if !is_blank(said) {
                self.lines(prose, begins + label.end..start);
            }
        }
    }

    fn table<'a>(&mut self, node: &'a AstNode<'a>) {
        let rows: Vec<Vec<Prose>> = node
            .children()
            .map(|row| row.children().map(|cell| self.prose(cell)).collect())
            .collect();
        let sources: Vec<Range<usize>> = node.children().map(|row| self.range(row)).collect();
        let region = self.whole_lines(self.range(node));
        self.rows(&rows, &sources, region);
        self.close_label();
    }

    fn rows(&mut self, rows: &[Vec<Prose>], sources: &[Range<usize>], region: Range<usize>) {
        let Some(header) = rows.first() else { return };
        let begins_with_name =
            |row: &Vec<Prose>| row.first().is_some_and(|it| begins_name(&it.text));
        let mut columns: Vec<Column> = header.iter().map(|cell| column(&cell.text)).collect();
        find_marks(rows, &mut columns, self.group.is_some());
        let states = columns
            .iter()
            .filter(|it| matches!(it, Column::State(_)))
            .count();
        let named = columns
            .iter()
            .any(|it| matches!(it, Column::Organisation | Column::Person));
        let opened = self.group.is_some();
        // Names below an empty head, beside what is said of each.
        let is_unheaded = |cell: &Prose| is_blank(&cell.text);
        let named = named
            || opened
                && states > 0
                && header.iter().all(is_unheaded)
                && rows.iter().skip(1).all(begins_with_name);
        // "Qui", "Quoi", "État": what is to be done, and by whom.
        let is_of_records = header.iter().any(|cell| {
            matches!(
                sections::column(&cell.text),
                Some(
                    sections::Column::Action
                        | sections::Column::Decision
                        | sections::Column::Deadline
                )
            )
        });
        // Persons with their organisations, above every section: nobody else would be listed there.
        let has = |column| columns.contains(&column);
        let is_at_head = !self.has_present && self.headings.iter().all(|it| it.level <= 1);
        let is_list = is_at_head && has(Column::Organisation) && has(Column::Person);
        let is_attendance = (named && states > 0 || states > 1 || is_list) && !is_of_records;
        if !is_attendance && is_headless(rows, opened) {
            if !opened {
                self.open(PRESENT, None, Vec::new());
            }
            let mut columns = vec![Column::Other; header.len()];
            if let Some(last) = columns.last_mut() {
                *last = Column::State(PRESENT);
            }
            for (row, source) in rows.iter().zip(sources) {
                self.row(row, &columns, source, true);
            }
            self.region(region);
            return;
        }
        if !opened && !is_attendance {
            self.key_values(rows, sources, region);
            return;
        }
        if !is_attendance && states == 0 && !named && !rows.iter().skip(1).all(begins_with_name) {
            return;
        }
        if !opened {
            self.open(PRESENT, None, Vec::new());
        }
        // Each column names those who took part so.
        if states > 0 && !named {
            for (row, source) in rows.iter().zip(sources).skip(1) {
                for (cell, column) in row.iter().zip(&columns) {
                    let Column::State(sense) = column else {
                        continue;
                    };
                    if is_blank(&cell.text) {
                        continue;
                    }
                    let content = 0..cell.text.len();
                    let piece = self.piece(cell.clone(), content);
                    if let Some(mut entry) =
                        self.entry(vec![(Field::Any, piece)], source.clone(), true)
                    {
                        entry.presence = sense.presence;
                        entry.guest = sense.guest;
                        entry.told = sense.presence != Presence::Present;
                        self.add(entry);
                    }
                }
            }
            self.region(region);
            return;
        }
        let from = usize::from(named || states > 0);
        let mut read = false;
        for (row, source) in rows.iter().zip(sources).skip(from) {
            read |= self.row(row, &columns, source, states > 0);
        }
        if read {
            self.region(region);
        }
    }

    fn row(
        &mut self,
        row: &[Prose],
        columns: &[Column],
        source: &Range<usize>,
        asked: bool,
    ) -> bool {
        let mut fields = Vec::new();
        let mut said: Option<Sense> = None;
        let mut ticked = None;
        let mut remarked = false;
        let mut sign = None;
        for (cell, column) in row.iter().zip(columns) {
            let text = cell.text.trim();
            let whole = 0..cell.text.len();
            match column {
                Column::State(_) if signs::of_cell(text).is_some() && mark(text).is_none() => {
                    sign = signs::of_cell(text);
                }
                Column::State(sense) => match mark(text) {
                    Some(Cell::Ticked) => said = Some(*sense),
                    Some(Cell::State(presence)) => {
                        said = Some(Sense { presence, ..*sense });
                    }
                    Some(Cell::Empty) => {}
                    None => {
                        remarked = true;
                        let field = if sense.presence == Presence::Represented {
                            Field::Proxy
                        } else {
                            Field::Remark
                        };
                        let piece = self.piece(cell.clone(), whole);
                        fields.push((field, piece));
                    }
                },
                Column::Ignored => {}
                _ if is_blank(text) => {}
                Column::Remark => {
                    let piece = self.piece(cell.clone(), whole);
                    fields.push((Field::Remark, piece));
                }
                Column::Organisation => {
                    let piece = self.piece(cell.clone(), whole);
                    fields.insert(0, (Field::Organisation, piece));
                }
                Column::Person => {
                    let piece = self.piece(cell.clone(), whole);
                    fields.push((Field::Person, piece));
                }
                Column::Other => {
                    let piece = self.piece(cell.clone(), whole);
                    fields.push((Field::Any, piece));
                }
            }
        }
        if !fields
            .iter()
            .any(|(field, _)| !matches!(field, Field::Remark | Field::Proxy))
        {
            return false;
        }
        // What is said of somebody comes behind the name.
        fields.order_by_key(|(field, _)| matches!(field, Field::Remark | Field::Proxy));
        if asked && !remarked && sign.is_none() {
            ticked = Some(said.is_some());
        }
        let Some(mut entry) = self.entry(fields, source.clone(), true) else {
            return false;
        };
        if let Some(sense) = said {
            entry.presence = sense.presence;
            entry.guest |= sense.guest;
            entry.told = sense.presence != Presence::Present;
        }
        entry.ticked = ticked;
        entry.sign = sign.map(|key| Sign {
            key,
            named: 0..0,
            form: Form::Certain,
        });
        self.add(entry);
        true
    }

    /// Reads a table whose rows are a label and names: `| Présents | Alpha, Béta |`.
    fn key_values(&mut self, rows: &[Vec<Prose>], sources: &[Range<usize>], region: Range<usize>) {
        let read: Vec<Option<Sense>> = rows
            .iter()
            .map(|row| labels::heading(&row.first()?.text).filter(|sense| !sense.weak))
            .collect();
        let is_all = read.iter().all(Option::is_some);
        for ((row, source), sense) in rows.iter().zip(sources).zip(read) {
            let (Some(sense), Some(cell)) = (sense, row.get(1)) else {
                continue;
            };
            if is_blank(&cell.text) || !is_plausible(&cell.text) {
                continue;
            }
            self.open(sense, None, Vec::new());
            let at = if is_all {
                region.clone()
            } else {
                self.whole_lines(source.clone())
            };
            self.region(at);
            let content = 0..cell.text.len();
            let by_line = cell.text.trim().contains('\n');
            if by_line {
                self.names_in(cell, content);
            } else {
                self.lines(cell, content);
            }
            self.group = None;
        }
    }

    /// Reads a name a line.
    fn names_in(&mut self, prose: &Prose, content: Range<usize>) {
        let index = self.text(prose);
        let mut start = content.start;
        let text = prose.text.get(content).unwrap_or_default().to_owned();
        for line in text.split_inclusive('\n') {
            let begins = start;
            start += line.len();
            if is_blank(line) {
                continue;
            }
            if let Some(parts) = boxes::parts(line) {
                for part in parts {
                    self.boxed_part(prose, begins + part.start..begins + part.end);
                }
                continue;
            }
            let (line, begins) = without_bars(line, begins);
            let (ticked, named) = boxed_line(line);
            let piece = Piece {
                text: index,
                at: begins + named.start..begins + named.end,
            };
            let source = prose.source(begins..begins + line.trim_end().len());
            if let Some(mut entry) = self.entry(vec![(Field::Any, piece)], source, true) {
                entry.ticked = ticked;
                let sign = signs::of_line(line).filter(|_| ticked.is_none());
                entry.sign = sign.map(|sign| moved(&sign, begins));
                entry.is_filled = has_filled_box(line);
                // "| Alpha |  |": nothing is said of Alpha.
                entry.is_unclear = line.trim_end().ends_with('|');
                self.add(entry);
            }
        }
    }

    /// Reads one of several names in a line, each with its box.
    fn boxed_part(&mut self, prose: &Prose, at: Range<usize>) {
        let line = prose.text.get(at.clone()).unwrap_or_default().to_owned();
        let (ticked, named) = boxed_line(&line);
        let index = self.text(prose);
        let piece = Piece {
            text: index,
            at: at.start + named.start..at.start + named.end,
        };
        let source = prose.source(at.start..at.start + line.trim_end().len());
        if let Some(mut entry) = self.entry(vec![(Field::Any, piece)], source, true) {
            entry.ticked = ticked;
            entry.sign = signs::of_line(&line)
                .filter(|_| ticked.is_none())
                .map(|it| moved(&it, at.start));
            self.add(entry);
        }
    }

    /// Reads a list that became code by its tabs.
    fn code<'a>(&mut self, node: &'a AstNode<'a>) {
        let at = self.range(node);
        let prose = Prose::plain(self.text, at.clone());
        let lines = prose.text.lines().filter(|line| !line.trim().is_empty());
        let is_list = lines
            .clone()
            .all(|line| line.trim_start().starts_with(['-', '*', '+', '\u{2022}']));
        if !is_list {
            self.close_label();
            return;
        }
        let content = 0..prose.text.len();
        self.names_in(&prose, content);
        let region = self.whole_lines(at);
        self.region(region);
        self.close_label();
    }

    fn html<'a>(&mut self, node: &'a AstNode<'a>) {
        let block = self.range(node);
        for part in tags::parts(self.text, &block, self.privacy) {
            match part {
                Part::Heading(level, prose) => {
                    let at = tags::widened(self.text, &block, &prose.at);
                    self.headed(prose, at, level);
                }
                Part::Lines(prose) => {
                    let at = tags::widened(self.text, &block, &prose.at);
                    if !self.labelled(&prose, &at, true, false) && !self.html_names(&prose, at) {
                        self.close_label();
                    }
                }
                Part::Items(prose, items) => {
                    let region = tags::widened(self.text, &block, &prose.at);
                    self.html_items(&prose, &items, region);
                    self.close_label();
                }
                Part::Table(table) => {
                    self.rows(&table.rows, &table.sources, table.at);
                    self.close_label();
                }
            }
        }
    }

    /// Reads lines of HTML that are names, a name a line; tells whether they are.
    fn html_names(&mut self, prose: &Prose, at: Range<usize>) -> bool {
        let is_open = self
            .group
            .as_ref()
            .is_some_and(|group| group.level.is_some() || group.by_paragraphs);
        let mut lines = prose.text.lines().filter(|line| !line.trim().is_empty());
        if !is_open || !lines.all(is_name_like) {
            return false;
        }
        self.names_in(prose, 0..prose.text.len());
        let region = self.whole_lines(at);
        self.region(region);
        true
    }

    /// Reads the items of a list of HTML, those nested in others too; an item may be a label.
    fn html_items(&mut self, prose: &Prose, items: &[(usize, usize)], region: Range<usize>) {
        /// A label above, and what held before it.
        struct Above {
            /// It holds for what stands at least so deep.
            depth: usize,
            is_flat: bool,
            sense: Sense,
        }
        let text = prose.text.clone();
        let had_group = self.group.is_some();
        let before = self.roll.entries.len();
        let mut above: Vec<Above> = Vec::new();
        let mut parents: Vec<(usize, usize)> = Vec::new();
        let starts: Vec<usize> = items.iter().map(|(start, _)| *start).collect();
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        for (number, ((start, depth), end)) in items.iter().zip(ends).enumerate() {
            let (start, depth) = (*start, *depth);
            let line = text.get(start..end).unwrap_or_default();
            let label =
                labels::label(line).filter(|label| !label.sense.weak || self.group.is_some());
            let said = label
                .as_ref()
                .and_then(|label| line.get(label.end..))
                .unwrap_or_default();
            let names = !is_blank(said) && is_plausible(said);
            let next = items.get(number + 1).map(|(_, depth)| *depth);
            let is_label =
                label.is_some() && (names || is_blank(said) && next.is_some_and(|it| it >= depth));
            while let Some(last) =
                above.pop_if(|it| it.depth > depth || it.is_flat && it.depth == depth && is_label)
            {
                if let Some(group) = &mut self.group {
                    group.sense = last.sense;
                }
            }
            parents.retain(|(other, _)| *other < depth);
            let Some(label) = label.filter(|_| is_label) else {
                if self.group.is_none() {
                    continue;
                }
                let index = self.roll.entries.len();
                self.names_in(prose, start..end);
                let parent = parents.last().map(|(_, index)| *index);
                for entry in self.roll.entries.iter_mut().skip(index) {
                    entry.parent = parent.or(entry.parent);
                }
                if self.roll.entries.len() > index {
                    parents.push((depth, index));
                }
                continue;
            };
            if self.group.is_none() {
                self.open(label.sense, None, Vec::new());
            }
            let Some(group) = &mut self.group else {
                continue;
            };
            let outer = group.sense;
            group.sense = label.sense.below(Some(outer));
            group.head = None;
            self.count(prose, &moved_label(&label, start));
            if names {
                self.lines(prose, start + label.end..end);
                if let Some(group) = &mut self.group {
                    group.sense = outer;
                }
            } else {
                let is_flat = next == Some(depth);
                above.push(Above {
                    depth: depth + usize::from(!is_flat),
                    is_flat,
                    sense: outer,
                });
            }
        }
        if let (Some(first), Some(group)) = (above.first(), &mut self.group) {
            group.sense = first.sense;
        }
        if self.roll.entries.len() > before {
            let region = self.whole_lines(region);
            self.region(region);
        }
        if !had_group {
            self.group = None;
        }
    }

    /// Keeps a text, once for all that stands in it.
    fn text(&mut self, prose: &Prose) -> usize {
        let known = self.roll.texts.last();
        if !known.is_some_and(|it| it.at == prose.at && it.text.len() == prose.text.len()) {
            self.roll.texts.push(prose.clone());
        }
        self.roll.texts.len() - 1
    }

    fn piece(&mut self, prose: Prose, at: Range<usize>) -> Piece {
        let text = self.roll.texts.len();
        self.roll.texts.push(prose);
        Piece { text, at }
    }

    fn prose<'a>(&self, node: &'a AstNode<'a>) -> Prose {
        let mut prose = prose(node, self.text, self.lines, self.privacy);
        // What is struck out is not said.
        prose.text = joined_cells(prose.unstruck(0..prose.text.len()));
        prose
    }

    fn range<'a>(&self, node: &'a AstNode<'a>) -> Range<usize> {
        range(node, self.text, self.lines)
    }

    /// Extends a range over the lines in which nothing else stands.
    fn whole_lines(&self, at: Range<usize>) -> Range<usize> {
        let before = self.text.get(..at.start).unwrap_or_default();
        let indent = before.len() - before.trim_end_matches([' ', '\t', '>']).len();
        let begins = at.start - indent;
        let is_start = begins == 0
            || before
                .get(..begins)
                .is_some_and(|it| it.ends_with(['\n', '\r']));
        let start = if is_start { begins } else { at.start };
        let after = self.text.get(at.end..).unwrap_or_default();
        let blank = after.len() - after.trim_start_matches([' ', '\t']).len();
        let rest = after.get(blank..).unwrap_or_default();
        let line_end = if rest.starts_with("\r\n") {
            2
        } else {
            usize::from(rest.starts_with(['\n', '\r']))
        };
        if is_start && (line_end > 0 || rest.is_empty()) {
            start..at.end + blank + line_end
        } else {
            at
        }
    }

    /// Finds the bytes of a part of a paragraph, with the markup around it.
    fn around(&self, prose: &Prose, at: Range<usize>) -> Range<usize> {
        let said = prose.text.get(at.clone()).unwrap_or_default();
        let at = at.start..at.start + said.trim_end().len();
        let source = prose.source(at);
        let before = self.text.get(..source.start).unwrap_or_default();
        let mut start = before.trim_end_matches(['*', '_', '~']).len();
        for tag in ["<u>", "<b>", "<strong>", "<em>", "<i>", "<p>", "<li>"] {
            if before.get(..start).is_some_and(|it| it.ends_with(tag)) {
                start -= tag.len();
            }
        }
        let bullets = ['-', '*', '+', '\u{2022}', '\u{2013}', ' ', '\t', '>'];
        let line = before.get(..start).unwrap_or_default();
        let bare = line.trim_end_matches(bullets);
        if bare.is_empty() || bare.ends_with(['\n', '\r']) {
            start = bare.len();
        }
        let mut end = source.end;
        loop {
            let rest = self.text.get(end..).unwrap_or_default();
            let tags = [
                "</u>",
                "</b>",
                "</strong>",
                "</em>",
                "</i>",
                "</p>",
                "</li>",
                "<br>",
                "<br/>",
                "<br />",
                "\\\n",
            ];
            let tag = tags.into_iter().find(|tag| rest.starts_with(tag));
            let markup = rest.len() - rest.trim_start_matches(['*', '_', '~']).len();
            match tag {
                Some(tag) => end += tag.len(),
                None if markup > 0 => end += markup,
                None => break,
            }
        }
        self.whole_lines(start..end)
    }

    fn finish(mut self) -> Roll {
        self.close();
        let entries = self.roll.entries.iter().filter(|entry| !entry.is_head);
        let all = self.roll.everybody.iter().map(|it| it.group);
        let named: BTreeSet<usize> = entries.map(|entry| entry.group).chain(all).collect();
        let sound: Vec<usize> = (0..self.groups.len())
            .filter(|group| self.groups[*group] && named.contains(group))
            .collect();
        let is_kept = |group: usize| sound.is_empty() || sound.binary_search(&group).is_ok();
        let mut places: Vec<Option<usize>> = Vec::with_capacity(self.roll.entries.len());
        let mut kept: Vec<Entry> = Vec::new();
        for mut entry in std::mem::take(&mut self.roll.entries) {
            if !is_kept(entry.group) {
                places.push(None);
                continue;
            }
            entry.parent = entry
                .parent
                .and_then(|parent| places.get(parent).copied().flatten());
            places.push(Some(kept.len()));
            kept.push(entry);
        }
        let mut everybody = std::mem::take(&mut self.roll.everybody);
        everybody.retain(|it| is_kept(it.group));
        for all in &mut everybody {
            all.but = all.but.and_then(|but| places.get(but).copied().flatten());
        }
        self.roll.everybody = everybody;
        let all = self.roll.everybody.first().map(|it| it.group);
        if let Some(group) = kept.first().map(|it| it.group).or(all) {
            self.roll.unread.clear();
            // A heading below which nothing stands is no part of what was said.
            let is_empty = |at: &Range<usize>| {
                let below = self.text.get(at.end..).unwrap_or_default().trim_start();
                below.is_empty() || below.starts_with('#')
            };
            let empty = self.empty.into_iter().filter(is_empty);
            self.roll.regions.extend(empty.map(|at| (group, at)));
        } else if self.roll.unread.is_empty() {
            // Within an item of a list nothing is read as a label.
            let label = || {
                let mut lines = self.lines.iter().map(|line| line.content.clone());
                let is_label = |at: &Range<usize>| {
                    let line = self.text.get(at.clone()).unwrap_or_default();
                    let bare = line.trim_end().trim_end_matches(':').trim_end();
                    labels::is_alone(bare) && !self.privacy.covers(at.start)
                };
                lines.find(is_label)
            };
            let suspect = self.suspects.first().cloned().or_else(label);
            self.roll.unread.extend(suspect);
        }
        tick_filled(&mut kept);
        settle_signs(&mut kept, &self.legend);
        let mut texts = self.roll.texts.iter();
        self.roll.has_letters = self.legend.iter().any(|(key, _)| key.is_alphabetic())
            || texts.any(|it| ["(P)", "[P]", ": P"].iter().any(|p| it.text.contains(p)));
        self.roll.entries = kept;
        self.roll.regions.retain(|(group, _)| is_kept(*group));
        self.roll
    }
}

/// Reads the box at the beginning of a line, or at its end ("Alpha [ ]", "Béta ☐"), and where the rest stands.
fn boxed_line(line: &str) -> (Option<bool>, Range<usize>) {
    let (ticked, skip) = boxed(line);
    let rest = line.get(skip..).unwrap_or_default().trim_end();
    match boxes::at_end(rest).filter(|_| ticked.is_none()) {
        Some((closing, length)) => (Some(closing), skip..skip + length),
        None => (ticked, skip..line.len()),
    }
}

/// Ticks the signs that are ticked boxes where empty ones stand in their list.
fn tick_filled(entries: &mut [Entry]) {
    let empty = entries.iter().filter(|it| it.ticked == Some(false));
    let empty: BTreeSet<(usize, Option<usize>)> = empty.map(|it| (it.group, it.parent)).collect();
    let filled = entries.iter_mut().filter(|it| it.is_filled);
    for entry in filled.filter(|it| empty.contains(&(it.group, it.parent))) {
        entry.ticked = entry.ticked.or(Some(true));
    }
}

/// Whether the last cell of a line says how somebody took part, or is empty: "Alpha | présent", "Béta |".
fn ends_in_state(line: &str) -> bool {
    let cells = line.rsplit_once('|').filter(|_| !line.contains(':'));
    cells.is_some_and(|(_, state)| {
        let first = state.split_whitespace().next().unwrap_or_default();
        first.chars().count() < 2
            || says_presence(first)
            || ["oui", "non"].contains(&sort_key(first).as_str())
    })
}

/// Takes the bars around the cells of a row away that stands in a paragraph: "| Alpha | présent |".
fn without_bars(line: &str, begins: usize) -> (&str, usize) {
    let bare = line.trim();
    let Some(cells) = bare.strip_prefix('|') else {
        return (line, begins);
    };
    let at = begins + line.len() - line.trim_start().len() + 1;
    (cells.strip_suffix('|').unwrap_or(cells), at)
}

/// Finds the columns of marks whose head is empty, and within an attendance those of letters: "P/A/E".
fn find_marks(rows: &[Vec<Prose>], columns: &mut [Column], within: bool) {
    let header = rows.first().map(Vec::as_slice).unwrap_or_default();
    for (at, (cell, column)) in header.iter().zip(columns).enumerate() {
        let mut cells = rows.iter().skip(1).filter_map(|row| row.get(at));
        let marks = |it: &Prose| mark(&it.text).is_some() || signs::of_cell(&it.text).is_some();
        let is_said = cells
            .clone()
            .any(|it| !is_blank(&it.text) || signs::of_cell(&it.text).is_some());
        let letters = |it: &Prose| matches!(mark(&it.text), Some(Cell::State(_)));
        let is_present =
            |it: &Prose| matches!(mark(&it.text), Some(Cell::State(Presence::Present)));
        let are_letters = within && cells.clone().all(letters) && cells.clone().any(is_present);
        let is_open = *column == Column::Other && is_said;
        if is_open && (are_letters || is_blank(&cell.text) && cells.all(marks)) {
            *column = Column::State(PRESENT);
        }
    }
}

/// Returns where the words of a line begin, behind bullets and a ticked box.
fn skipped(line: &str) -> usize {
    match boxed(line) {
        (Some(false), _) => line.len(),
        (_, skip) => skip,
    }
}

fn moved_label(label: &Label, by: usize) -> Label {
    Label {
        sense: label.sense,
        end: by + label.end,
        count: label.count.as_ref().map(|it| by + it.start..by + it.end),
    }
}

fn moved(sign: &Sign, by: usize) -> Sign {
    Sign {
        named: by + sign.named.start..by + sign.named.end,
        ..sign.clone()
    }
}

/// Reads the signs of each list by the others of it: who has one that may mean anything is in doubt.
fn settle_signs(entries: &mut [Entry], legend: &[(char, Presence)]) {
    // More signs than this nobody uses.
    const MOST: usize = 32;
    #[derive(Default)]
    struct Of {
        keys: Vec<char>,
        bare: usize,
        all: usize,
        has_boxes: bool,
    }
    let mut lists: BTreeMap<(usize, Option<usize>), Of> = BTreeMap::new();
    for entry in entries.iter().filter(|it| it.single && !it.is_head) {
        let list = lists.entry((entry.group, entry.parent)).or_default();
        list.all += 1;
        list.has_boxes |= entry.ticked.is_some();
        if let Some(sign) = &entry.sign {
            list.bare += usize::from(sign.form == Form::Bare);
            if list.keys.len() < MOST && !list.keys.contains(&sign.key) {
                list.keys.push(sign.key);
            }
        }
    }
    for entry in entries {
        let Some(sign) = entry.sign.take() else {
            continue;
        };
        let Some(list) = lists.get(&(entry.group, entry.parent)) else {
            continue;
        };
        let is_bare = sign.form == Form::Bare;
        let is_whole = list.bare == list.all && list.all > 1 && list.keys.contains(&'p');
        if signs::is_other_letter(&sign) || is_bare && !is_whole || signs::is_count(&list.keys) {
            continue;
        }
        let meaning = signs::meaning(sign.key, &list.keys, list.has_boxes, legend);
        let Some(presence) = meaning.filter(|it| !entry.told || *it == entry.presence) else {
            entry.is_unclear = !entry.guest;
            continue;
        };
        match presence {
            _ if entry.told => {}
            Presence::Present => entry.ticked = Some(true),
            Presence::Absent => entry.ticked = Some(false),
            Presence::Excused | Presence::Represented => {
                entry.presence = presence;
                entry.told = true;
            }
        }
        if let [(Field::Any, piece)] = entry.fields.as_mut_slice()
            && !sign.named.is_empty()
        {
            piece.at = sign.named;
        }
    }
}

/// Finds the line behind the first that is a label, or some other short phrase with a colon.
fn later_label(text: &str) -> Option<usize> {
    let mut start = 0;
    text.split_inclusive('\n').find_map(|line| {
        let begins = start;
        start += line.len();
        let said = labels::label(line).filter(|label| {
            let rest = line.get(label.end..).unwrap_or_default();
            !label.sense.weak && (is_blank(rest) || is_plausible(rest))
        });
        (begins > 0 && (said.is_some() || is_other_label(line))).then_some(begins)
    })
}

/// Finds where the names end that stand below a label, a name a line.
fn names_end(text: &str, content: &Range<usize>) -> usize {
    let said = text.get(content.clone()).unwrap_or_default();
    let mut lines = said.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let mut end = content.start + first.len();
    if !is_blank(first) {
        for line in lines {
            let before = text.get(content.start..end).unwrap_or_default();
            if !is_blank(line) && !is_continued(before, line) && !is_of_names(line) {
                break;
            }
            end += line.len();
        }
        return end;
    }
    for line in lines {
        if !is_blank(line) && !is_name_like(line) && !is_list_of_names(line) {
            break;
        }
        end += line.len();
    }
    end
}

/// Whether the names that a label announces may stand in a block.
fn may_be_names<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(
        node.data().value,
        NodeValue::List(_)
            | NodeValue::Table(_)
            | NodeValue::Paragraph
            | NodeValue::CodeBlock(_)
            | NodeValue::HtmlBlock(_)
    )
}

/// What the paragraph of an item was.
enum Item {
    Named(usize),
    Labelled,
    Nothing,
}

/// What stands where a line or a sentence begins.
enum Mark {
    Label(Label),
    /// Something else: "Durée : 1 h", a sentence.
    Other,
}

/// Lists where labels begin in a paragraph, and where what they say ends.
///
/// `within` says that an attendance was begun above, and that one begins below.
fn marks(text: &str, (within, ahead): (bool, bool), top: bool) -> Vec<(usize, Mark)> {
    let mut marks: Vec<(usize, Mark)> = Vec::new();
    let mut start = 0;
    let mut beside = false;
    // "Sur place : Alpha", where another line says who is excused.
    let among = || {
        let mut lines = text.lines();
        lines.any(|line| labels::label(line).is_some_and(|label| !label.sense.weak))
    };
    let mut goes_on = false;
    for line in text.split_inclusive('\n') {
        // The end of a sentence that began above: "… membres présents ou", "représentés sur 27."
        let ends = |label: &Label| {
            let is_last = line.get(label.end..).is_some_and(is_blank);
            goes_on && is_last && line.trim_end().ends_with('.')
        };
        let sound = |label: &Label| {
            let strong = !label.sense.weak || within || !marks.is_empty();
            let said = line.get(label.end..).unwrap_or_default();
            let may_be = label.sense.place && !is_whereabouts(said)
                || label.sense.presence == Presence::Represented && !is_blank(said);
            (strong || may_be && (ahead || among())) && !ends(label)
        };
        let begins = line.get(decoration(line)..).unwrap_or_default();
        let loose = || labels::loose(line).filter(|_| top && line.contains(':'));
        let label = labels::label(line).filter(sound).or_else(loose);
        let label = label.or_else(|| unmarked(line).filter(|_| top));
        if let Some(label) = label {
            beside = !is_blank(line.get(label.end..).unwrap_or_default());
            push(&mut marks, start, label, start);
        } else if is_other_label(begins) && beside {
            marks.push((start, Mark::Other));
        }
        if !marks.is_empty() || line.len() < 400 {
            inside(line, start, &mut marks);
        }
        goes_on = line.trim_end().ends_with(char::is_alphanumeric);
        start += line.len();
    }
    while matches!(marks.first(), Some((_, Mark::Other))) {
        marks.remove(0);
    }
    marks
}

/// Where what is left begins, behind names and the bracket that they may stand in.
fn names_left(text: &str, from: usize, end: usize) -> Range<usize> {
    let rest = text.get(from..end).unwrap_or_default();
    let after = rest.strip_prefix(')').unwrap_or(rest);
    let is_done = after.len() < rest.len() && is_blank(after);
    let skip = if is_done {
        rest.len()
    } else {
        rest.len() - after.len()
    };
    from + skip..end
}

/// Whether a label begins an attendance, or goes on in one by the place of those it names: "En visio : Béta".
fn opens_or_is_place(label: &Label) -> bool {
    !label.sense.weak || label.sense.place
}

/// Whether what stands behind a place is where that is, and nobody: "En présentiel : Salle A, 2e étage".
fn is_whereabouts(said: &str) -> bool {
    static ROOMS: WordList = WordList::new(
        "salle salles rue bureau bureaux amphi amphitheatre batiment place avenue boulevard quai allee \
        locaux siege maison mairie hotel lien etage adresse room street floor link http https www",
    );
    let is_room = words(said).iter().any(|(_, key)| ROOMS.has(key));
    is_room || said.contains("://") || said.chars().any(|c| c.is_ascii_digit())
}

/// Whether a text says how many they are, and no name: "7 membres", "7 membres sur 9".
fn is_counted(said: &str) -> bool {
    static COUNTED: WordList = WordList::new(
        "sur of membre membres member members personne personnes people participant participants \
        participante participantes present presents presente presentes votant votants",
    );
    let keys = words(said);
    let is_number = |key: &str| key.bytes().all(|it| it.is_ascii_digit());
    keys.first().is_some_and(|(_, key)| is_number(key))
        && keys
            .iter()
            .all(|(_, key)| is_number(key) || COUNTED.has(key))
}

/// Skips a number in front of names in a bracket: "2/9 (Alpha, Béta)"; returns where the number ends.
fn behind_count(text: &str, content: Range<usize>) -> (Range<usize>, Option<usize>) {
    let said = text.get(content.clone()).unwrap_or_default();
    let bare = said.trim_end().trim_end_matches(['.', ';']);
    let inside = bare.strip_suffix(')').and_then(|it| it.split_once('('));
    let Some((count, names)) = inside else {
        return (content, None);
    };
    if !is_counted(count) || names.contains(['(', ')']) || !is_plausible(names) {
        return (content, None);
    }
    let start = content.start + count.len() + 1;
    let counted = content.start + count.trim_end().len();
    (start..start + names.len(), Some(counted))
}

/// Reads a label of one word without a colon before names: "Présents Alpha, Béta", "Présent-e-s Alpha, Béta".
fn unmarked(line: &str) -> Option<Label> {
    let start = decoration(line);
    let said = line.get(start..)?;
    let end = said.find([' ', '\u{a0}'])?;
    let names = said.get(end..)?;
    let is_list = names.contains(',') && is_list_of_names(names);
    let label = labels::label(said.get(..end)?).filter(|label| !label.sense.weak && is_list)?;
    Some(Label {
        end: start + end,
        ..label
    })
}

fn push(marks: &mut Vec<(usize, Mark)>, at: usize, mut label: Label, from: usize) {
    label.end += from;
    label.count = label.count.map(|it| from + it.start..from + it.end);
    marks.push((at, Mark::Label(label)));
}

/// Lists the labels that begin inside a line, and the sentences that are none.
fn inside(line: &str, start: usize, marks: &mut Vec<(usize, Mark)>) {
    const FARTHEST: usize = 400;
    let mut depth = 0_usize;
    let mut done = match marks.last() {
        Some((at, Mark::Label(label))) if *at == start => label.end - start,
        _ => 0,
    };
    // "Présents Alpha, Béta Excusés Gamma"
    let bare = done > 0 && !line.get(..done).unwrap_or_default().contains(':');
    for (at, sign) in line.char_indices() {
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let next = at + sign.len_utf8();
        let rest = line.get(next..).unwrap_or_default();
        // A label is short: the names behind it may be many.
        let near = rest.get(..floor_boundary(rest, FARTHEST)).unwrap_or(rest);
        let ends = matches!(sign, '.' | ';' | '|' | '/' | '\u{2022}') && depth == 0;
        // "Présents : Alpha, excusés : Béta", "(excusés : Béta)", "Administrations : présents : Alpha".
        let parts = matches!(sign, ',' | '-' | '\u{2013}' | '\u{2014}' | ':') && depth == 0
            || sign == '(' && depth == 1;
        if parts && next >= done && (!marks.is_empty() || sign == ':') {
            let label = labels::label(near).filter(|label| {
                let phrase = rest.get(..label.end).unwrap_or_default();
                let phrase = phrase.trim();
                let is_short = phrase.ends_with(':') && words(phrase).len() <= 4;
                let is_short = is_short && phrase.starts_with(char::is_alphabetic);
                !label.sense.weak && is_short && !phrase.contains([',', ';', '(', '.'])
            });
            if let Some(label) = label {
                done = next + label.end;
                let is_first =
                    sign == ':' && !matches!(marks.last(), Some((at, _)) if *at >= start);
                let at = if is_first { start } else { start + next };
                push(marks, at, label, start + next);
                if let Some(close) = rest.find(')').filter(|_| sign == '(') {
                    marks.push((start + next + close, Mark::Other));
                    done = next + close;
                }
                continue;
            }
        }
        // "Présents : Alpha, Béta Excusés : Gamma", which lost its breaks.
        let is_gap = sign.is_whitespace() && depth == 0 && next >= done && !marks.is_empty();
        if is_gap && rest.starts_with(char::is_uppercase) {
            let alone = || {
                let end = rest.find(' ')?;
                let names = rest
                    .get(end..)?
                    .trim_start()
                    .starts_with(char::is_uppercase);
                labels::label(rest.get(..end)?).filter(|label| bare && names && !label.sense.weak)
            };
            let label = labels::label(near).filter(|label| {
                let phrase = rest.get(..label.end).unwrap_or_default();
                let is_short = phrase.trim_end().ends_with(':') && words(phrase).len() <= 4;
                // "CE, excusés :", where CE is a name.
                !label.sense.weak && is_short && !phrase.contains(',')
            });
            let label = label.or_else(alone);
            if let Some(label) = label {
                done = next + label.end;
                push(marks, start + next, label, start + next);
                continue;
            }
        }
        if !ends
            || next < done
            || !rest.starts_with([' ', '\u{a0}', '*', '_'])
            || rest.trim().is_empty()
        {
            continue;
        }
        // "Alpha & Cie. La Béta est excusée."
        let begins_sentence = ["La ", "Le ", "Les ", "L'", "L\u{2019}", "Elle ", "Il "]
            .iter()
            .any(|word| rest.trim_start().starts_with(word));
        if sign == '.' && !begins_sentence && is_abbreviated(line.get(..at).unwrap_or_default()) {
            continue;
        }
        if let Some(label) = labels::label(near).filter(|label| !label.sense.weak) {
            let skip = rest.len() - rest.trim_start().len();
            done = next + label.end;
            push(marks, start + next + skip, label, start + next);
        } else if sign == '.' && !marks.is_empty() {
            let skip = rest.len() - rest.trim_start().len();
            marks.push((start + next + skip, Mark::Other));
        }
    }
}

/// Returns the last place up to this one at which a character begins.
fn floor_boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

/// Whether a line begins with a short phrase and a colon.
fn is_other_label(line: &str) -> bool {
    let Some(colon) = line.find(':') else {
        return false;
    };
    let phrase = line.get(..colon).unwrap_or_default();
    phrase.chars().count() <= 60 && !phrase.contains([',', ';', '('])
}

/// Cuts a sentence at its semicolons if each part is a clause of its own.
fn clauses_of(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    let said = text.get(sentence.clone()).unwrap_or_default();
    let parts: Vec<&str> = said.split_inclusive(';').collect();
    let is_clause =
        |part: &&str| labels::clause(part.trim_end_matches(['.', ';', ' ', '\n'])).is_some();
    if parts.len() < 2 || !parts.iter().all(is_clause) {
        return [sentence].to_vec();
    }
    let mut start = sentence.start;
    let mut found = Vec::with_capacity(parts.len());
    for part in parts {
        found.push(start..start + part.len());
        start += part.len();
    }
    found
}

/// Whether a heading is about the meeting as a whole.
fn is_generic(heading: &str) -> bool {
    static GENERIC: WordList = WordList::new(
        "note notes reunion reunions compte proces seance meeting minutes introduction \
        ouverture preambule informations generalites general appel quorum deroulement details logistique \
        entete pratique pratiques releve rencontre plenary pleniere call session",
    );
    let mut words = words(heading).into_iter();
    words.any(|(_, key)| GENERIC.has(&key))
}

/// Whether all of a paragraph is emphasised.
fn is_emphasised<'a>(node: &'a AstNode<'a>) -> bool {
    let blank = |node: &&AstNode<'a>| match &node.data().value {
        NodeValue::Text(text) => !is_blank(text),
        NodeValue::SoftBreak | NodeValue::LineBreak => false,
        _ => true,
    };
    let mut left = node.children().filter(blank);
    let first = left.next();
    let strong = first.is_some_and(|first| {
        matches!(first.data().value, NodeValue::Strong | NodeValue::Emph)
            || matches!(&first.data().value, NodeValue::HtmlInline(html) if html.starts_with("<u"))
    });
    strong && left.all(|node| matches!(node.data().value, NodeValue::HtmlInline(_)))
}

/// Lists the first paragraphs of the items of a list.
fn list_items<'a>(list: &'a AstNode<'a>) -> impl Iterator<Item = &'a AstNode<'a>> {
    let first = list.children().filter_map(|item| item.children().next());
    first.filter(|first| matches!(first.data().value, NodeValue::Paragraph))
}

fn is_list<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(node.data().value, NodeValue::List(_))
}
