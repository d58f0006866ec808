//! The way through a page: its sections, and which of its lines are read.

use std::ops::Range;
use std::vec::IntoIter;

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::items::Role;
use super::line::opens_with_day;
use super::passage::{Passage, is_item, is_list, on_one_line};
use super::sections::Sections;
use super::title::is_calendar_link;
use super::topic::{Topic, is_of_minutes, topic};
use super::{Heading, Link, MeetingList, MemberList, WikiPage};
use crate::locale::parse_dates::written_dates;
use crate::markdown::blocks::{self, Block};
use crate::markdown::lines::{Line, lines};
use crate::markdown::minutes::front_matter;

/// The level of a line in bold that serves as a heading.
const BOLD: u8 = 7;

/// Reads a page; any text is one.
///
/// Of minutes only the title is read: who was there is no member for that, and the days they name
/// are announced elsewhere.
#[must_use]
pub fn read(text: &str) -> WikiPage {
    let front_matter = front_matter::read(text);
    let begins = front_matter.ends;
    let title = front_matter.field("title");
    let title = title.map(|title| on_one_line(&title.value));
    let title = title.filter(|title| !title.is_empty());
    // Lines are counted from here, and places from the beginning.
    let body = text.get(begins..).unwrap_or_default();
    let lines = lines(body).into_iter().map(|line| line.moved(begins));
    let blocks = blocks::scan(text).blocks.into_iter();
    let arena = Arena::new();
    let root = parse_document(&arena, body, &options());
    let mut reader = Reader {
        text,
        lines: lines.collect(),
        blocks: blocks
            .map(|block| (block.body.clone(), topic_of(&block)))
            .collect(),
        sections: Sections::of(title.as_deref()),
        roles: Vec::new(),
        announced: None,
        paragraphs: None,
        page: WikiPage::default(),
    };
    reader.walk(root);
    let first = reader.sections.first().map(|heading| heading.text.clone());
    let title = title.or(first);
    let page = if title.as_deref().is_some_and(is_of_minutes) {
        WikiPage::default()
    } else {
        reader.finish()
    };
    WikiPage { title, ..page }
}

/// Tells of what a block is; the members of another day are none of today.
fn topic_of(block: &Block) -> Option<Topic> {
    let at_a_day = block.args.iter().any(|argument| argument.key == "at");
    match block.name.as_str() {
        "members" if !at_a_day => Some(Topic::Members),
        "calendar" => Some(Topic::Meetings),
        "members" | "minutes" | "opinions" => Some(Topic::Other),
        // A template of the council's own.
        _ => None,
    }
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
    pub lines: Vec<Line>,
    /// What stands in blocks, and of what they are if their names say it.
    pub blocks: Vec<(Range<usize>, Option<Topic>)>,
    pub sections: Sections,
    /// What the items still to come are, for each list in which the reader is.
    pub roles: Vec<IntoIter<Role>>,
    /// What a line right before a list says of it: "Ont quitté le conseil :".
    pub announced: Option<Topic>,
    /// The list of meetings that a paragraph may continue.
    pub paragraphs: Option<usize>,
    pub page: WikiPage,
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
            NodeValue::List(_) => self.list(node),
            NodeValue::Item(_) | NodeValue::TaskItem(_) => {
                let role = self.roles.last_mut().and_then(Iterator::next);
                self.sections.enter(matches!(role, Some(Role::Record)));
                if let Some(Role::Heading(heading)) = role {
                    self.sections.open(heading, BOLD, false);
                }
            }
            NodeValue::BlockQuote | NodeValue::FootnoteDefinition(_) => self.sections.enter(false),
            _ => {}
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
        self.announced = None;
        let of_page = has_title && level == 1 && self.sections.first().is_none();
        let among_meetings = self.sections.context().topic == Some(Topic::Meetings);
        if among_meetings && !written_dates(&said.text).is_empty() {
            // The section of one meeting: it says more than a line can.
            self.page.unread.push(said.at.clone());
        }
        self.note_calendars(&said);
        let heading = Heading {
            level,
            text: said.on_one_line(),
            at: said.at,
        };
        self.sections.open(heading, level, of_page);
    }

    fn paragraph<'a>(&mut self, node: &'a AstNode<'a>) {
        if node.previous_sibling().is_none() && node.parent().is_some_and(is_item) {
            // It was read with its list.
            return;
        }
        let said = Passage::of(node, self.text, &self.lines);
        let before_list = node.next_sibling().is_some_and(is_list);
        let announces = before_list && said.text.trim_end().ends_with(':');
        self.announced = topic(&said.text).filter(|_| announces);
        if self.is_bold_heading(&said) {
            self.note_calendars(&said);
            let heading = Heading {
                level: 6,
                text: said.on_one_line(),
                at: said.at,
            };
            self.sections.open(heading, BOLD, false);
            return;
        }
        self.lines_of_paragraph(node, said);
    }

    /// Whether a paragraph serves as a heading: a few words in bold.
    fn is_bold_heading(&self, said: &Passage) -> bool {
        const MOST_WORDS: usize = 12;
        let text = said.text.trim();
        let bold = said
            .strong
            .first()
            .is_some_and(|strong| strong.len() >= text.len());
        bold && !self.sections.is_inside()
            && text.split_whitespace().count() <= MOST_WORDS
            && !text.ends_with(['.', '!', '?'])
            && !opens_with_day(said)
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

    /// Puts everything in the order of the text.
    fn finish(self) -> WikiPage {
        let mut page = self.page;
        let first = |meetings: &MeetingList| meetings.meetings.first().map(|one| one.at.start);
        page.meetings.sort_by_key(first);
        let first = |members: &MemberList| members.members.first().map(|one| one.at.start);
        page.members.sort_by_key(first);
        page.calendars.sort_by_key(|link| link.at.start);
        page.unread.sort_by_key(|at| (at.start, at.end));
        page.unread.dedup();
        page
    }
}
