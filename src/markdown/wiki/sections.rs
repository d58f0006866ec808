//! The headings in whose sections a list stands, and what they say of it.

use super::Heading;
use super::topic::{Topic, Years, topic, years};

/// What the headings above a place say.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    pub topic: Option<Topic>,
    pub year: Option<i32>,
    /// Whether it is inside an item that was read as a member or a meeting.
    pub of_record: bool,
    /// What the sections below are of, where they do not say it.
    inherited: Option<Topic>,
    /// The nearest heading, as an index.
    heading: Option<usize>,
}

/// The headings of a page, and those in whose sections the reader is.
#[derive(Debug, Default)]
pub(super) struct Sections {
    all: Vec<Heading>,
    /// The levels with what is said there, the outermost first.
    open: Vec<(u8, Context)>,
    /// What is said in each item and quotation in which the reader is.
    inside: Vec<Context>,
}

impl Sections {
    /// Begins with the title that stands before the text, if there is one.
    pub fn of(title: Option<&str>) -> Self {
        let mut sections = Self::default();
        if let Some(title) = title {
            let context = Context::default().below(title, true);
            sections.open.push((0, context));
        }
        sections
    }

    /// Returns what is said of the place where the reader is.
    pub fn context(&self) -> Context {
        let open = self.open.last().map(|(_, context)| *context);
        self.inside.last().copied().or(open).unwrap_or_default()
    }

    /// Returns the heading nearest above.
    pub fn heading(&self) -> Option<Heading> {
        self.all.get(self.context().heading?).cloned()
    }

    /// Returns the first heading of all.
    pub fn first(&self) -> Option<&Heading> {
        self.all.first()
    }

    /// Whether the reader is inside an item or a quotation.
    pub fn is_inside(&self) -> bool {
        !self.inside.is_empty()
    }

    /// Opens the section of a heading; `of_page` if it is the title of the page.
    ///
    /// A level beyond those of headings is that of a line in bold.
    pub fn open(&mut self, heading: Heading, level: u8, of_page: bool) {
        if self.inside.is_empty() {
            self.open.retain(|(above, _)| *above < level);
        }
        let mut context = self.context().below(&heading.text, of_page);
        context.heading = Some(self.all.len());
        self.all.push(heading);
        match self.inside.last_mut() {
            Some(inside) => *inside = context,
            None => self.open.push((level, context)),
        }
    }

    /// Enters an item or a quotation.
    pub fn enter(&mut self, of_record: bool) {
        let mut context = self.context();
        context.of_record |= of_record;
        self.inside.push(context);
    }

    /// Leaves it.
    pub fn leave(&mut self) {
        self.inside.pop();
    }
}

impl Context {
    /// Returns what is said below a heading.
    fn below(self, heading: &str, of_page: bool) -> Self {
        let said = topic(heading);
        // The title of a page may call the body itself a college: its sections are no members.
        let passed_on = said.filter(|said| !of_page || *said != Topic::College);
        Self {
            topic: said.or(self.inherited),
            inherited: passed_on.or(self.inherited),
            year: match years(heading) {
                Years::None => self.year,
                Years::One(year) => Some(year),
                Years::Several => None,
            },
            ..self
        }
    }
}
