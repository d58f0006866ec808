//! What minutes say: plain Markdown that a person types without thinking, read into its parts.
//!
//! ```text
//! ## Présences
//! - [x] ADULLACT <!-- private -->(Service informatique)<!-- /private -->
//! - [ ] APRIL (excusée)
//! - [ ] CNLL, représenté par l'APRIL
//!
//! ## 1. Actualités
//! - **Décision** : le rapport est publié.
//! - [ ] DINUM : clarifier le processus d'avis (avant le 8 décembre 2025)
//! ```
//!
//! Every range is one of bytes of the text that was read, byte order mark and carriage returns
//! included. What is private is in no text, only in [`Minutes::privacy`].

mod asides;
mod attendance;
pub mod boxes;
mod columns;
mod definitions;
mod everybody;
pub mod front_matter;
mod headers;
mod labels;
mod marks;
mod name_index;
mod name_lines;
mod officers;
mod offices;
pub mod owners;
mod periods;
mod places;
mod private;
mod promises;
mod prose;
mod ranges;
mod reader;
mod records;
mod remarks;
mod roll;
mod sections;
mod sentences;
mod signs;
mod spelled;
mod tags;
mod task;
mod traces;
mod units;
mod unlabelled;
mod vocabulary;
mod votes;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use chrono::NaiveDate;
use strum::IntoStaticStr;

use crate::locale::parse_dates::{WrittenDate, written_dates};

use places::Place;

pub use attendance::Names;
pub use front_matter::{Field, FrontMatter};
pub use private::{Privacy, PrivacyFault, PrivacyFaultKind, masked, public};
pub use prose::{OBJECT, Prose};
pub use ranges::is_within;
pub use reader::{read, read_body, read_of};
pub use records::is_boxed_state;
pub use roll::Roll;
pub use sections::{announces_next, heading_of_next, opens_records};
pub use task::{carried, identity};
pub use traces::{Trace, TraceKind};

/// What a draft holds where something is to be filled in.
pub const PLACEHOLDER: &str = "[à compléter]";

/// Minutes as read; every list is in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Minutes {
    pub front_matter: FrontMatter,
    /// The first heading, of the first level; without any heading, the first line of the text.
    pub title: Option<Title>,
    pub headings: Vec<Heading>,
    /// Every piece of running text.
    pub blocks: Vec<Block>,
    /// The attendance, as it is written.
    pub roll: Roll,
    /// The parts of the text that say who was there, apart from each other: nothing in them is an
    /// action or a decision.
    pub attendance_at: Vec<Range<usize>>,
    pub actions: Vec<Action>,
    pub decisions: Vec<Statement>,
    /// Where somebody takes something on, though there is no action.
    pub promised: Vec<Range<usize>>,
    /// Whether they say that nothing was decided.
    pub says_no_decision: bool,
    /// Whether they say that nothing is to be done.
    pub says_no_action: bool,
    /// Whether blocks of HTML hold words: of these only the attendance is read.
    pub holds_html: bool,
    pub opinions: Vec<Statement>,
    pub privacy: Privacy,
    /// What word processors left in what is public.
    pub traces: Vec<Trace>,
    /// What stands in code and HTML.
    raw: Vec<Raw>,
    /// Where each of the blocks stands.
    places: Vec<Place>,
    /// Looked for when it is asked for.
    unmarked: OnceLock<Vec<Statement>>,
}

/// The title of minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    pub text: String,
    pub at: Range<usize>,
}

/// A heading, and the section below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// From 1 to 6.
    pub level: u8,
    pub text: String,
    pub at: Range<usize>,
    /// From the heading to the next one of its level or a higher one.
    pub section: Range<usize>,
    /// Whether anything stands in the section, private or public, comments aside.
    pub filled: bool,
    /// Whether it opens the attendance or stands below one that does.
    pub of_attendance: bool,
}

/// A piece of running text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub prose: Prose,
    pub kind: BlockKind,
    /// The index of the heading above it, or of the heading that it is.
    pub heading: Option<usize>,
    /// Whether something follows in the same section: a list, a paragraph, the next item.
    pub followed: bool,
    /// Whether it is followed only by the next item of its list.
    pub last_of_item: bool,
}

/// Lines in code or HTML, of which only who is named is read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Raw {
    text: String,
    at: Range<usize>,
    /// The index of the heading above it.
    heading: Option<usize>,
}

/// What a piece of running text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    Heading,
    Paragraph,
    /// The first paragraph of an item of a list, or of a task.
    Item,
    Cell,
}

/// An organisation in the attendance, with the persons who are named for it, or persons alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    pub organisation: Option<Named>,
    pub presence: Presence,
    /// The organisation that stood for it.
    pub by: Option<Named>,
    /// The names of persons, and where they stand.
    pub persons: Vec<(String, Range<usize>)>,
    /// It was invited, or is the organisation of somebody who was.
    pub guest: bool,
    /// It is named among others than the members, if it is none.
    pub others: bool,
    /// It is named for a person only, and unknown.
    pub is_of_person: bool,
    /// The state of its box.
    pub ticked: Option<bool>,
    /// What is said beside the box says the contrary.
    pub is_contradicted: bool,
    /// It stands below a label of guests.
    pub is_invited: bool,
    /// How it took part is told by a sign that may mean anything.
    pub is_unclear: bool,
    /// Where something is said of it that was not understood.
    pub unread: Vec<Range<usize>>,
    /// Where the name stands of a guest that may be a person or an organisation.
    pub doubted: Option<Range<usize>>,
    /// It has an article, which no person has.
    pub(super) has_article: bool,
    /// The item as a whole.
    pub at: Range<usize>,
}

impl Attendee {
    /// Nobody yet, of whom nothing is said but how they took part and where.
    pub(super) fn blank(presence: Presence, at: Range<usize>) -> Self {
        Self {
            organisation: None,
            presence,
            by: None,
            persons: Vec::new(),
            guest: false,
            others: false,
            is_of_person: false,
            ticked: None,
            is_contradicted: false,
            is_invited: false,
            is_unclear: false,
            unread: Vec::new(),
            doubted: None,
            has_article: false,
            at,
        }
    }

    /// Returns the id of the member that it is.
    #[must_use]
    pub fn member(&self) -> Option<&str> {
        self.organisation.as_ref()?.member.as_deref()
    }

    /// Leaves out those of whom it is not known how they took part, and keeps each member where it is named first, or
    /// where it is said who stood for it; where nobody was there by the boxes, an open one says nothing of anybody.
    #[must_use]
    pub fn once(mut attendees: Vec<Self>) -> Vec<Self> {
        attendees.retain(|it| !it.is_unclear);
        if !attendees
            .iter()
            .any(|it| it.presence.is_there() && !it.guest)
        {
            attendees.retain(|it| it.presence != Presence::Absent || it.ticked != Some(false));
        }
        let stood_for = attendees
            .iter()
            .filter(|it| it.presence == Presence::Represented);
        let stood_for: BTreeSet<String> = stood_for
            .filter_map(Self::member)
            .map(str::to_owned)
            .collect();
        // Who is excused and gives a proxy stands in both lists.
        attendees.retain(|it| {
            let is_away = !it.presence.is_there();
            !(is_away && it.member().is_some_and(|id| stood_for.contains(id)))
        });
        // Of two persons of one member, one who was there is enough.
        let there = attendees.iter().filter(|it| it.presence.is_there());
        let there: BTreeSet<String> = there.filter_map(Self::member).map(str::to_owned).collect();
        attendees.retain(|it| {
            it.presence.is_there() || !it.member().is_some_and(|id| there.contains(id))
        });
        let mut seen = BTreeSet::new();
        attendees.retain(|it| it.member().is_none_or(|id| seen.insert(id.to_owned())));
        attendees
    }
}

/// The name of an organisation where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// As it is written.
    pub name: String,
    pub at: Range<usize>,
    /// The id of the member that bears it.
    pub member: Option<String>,
}

/// How an organisation took part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Presence {
    Present,
    Absent,
    Excused,
    Represented,
}

impl Presence {
    /// Whether it was there, or another in its place.
    #[must_use]
    pub fn is_there(self) -> bool {
        matches!(self, Self::Present | Self::Represented)
    }
}

/// One action: what somebody is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    pub done: bool,
    pub owner: Option<(String, Range<usize>)>,
    /// What is undertaken, on one line, without owner, deadline, state and origin.
    pub text: String,
    /// All that it says, on one line of Markdown.
    pub markdown: String,
    pub deadline: Option<NaiveDate>,
    /// Where a deadline stands, even one whose day is not certain.
    pub deadline_at: Option<Range<usize>>,
    /// The day of the meeting that it was carried over from.
    pub origin: Option<NaiveDate>,
    /// The item as a whole.
    pub at: Range<usize>,
    /// Its first paragraph, after the box; or its line.
    pub text_at: Range<usize>,
    /// Whether it, or all that it says, is private: then it belongs in no list.
    pub private: bool,
}

/// A decision or an opinion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// On one line, without the word and its colon.
    pub text: String,
    /// The same on one line of Markdown.
    pub markdown: String,
    /// What stands after the colon in the source.
    pub text_at: Range<usize>,
    /// The line or paragraph as a whole.
    pub at: Range<usize>,
    pub heading: Option<usize>,
}

impl Minutes {
    /// Lists the sentences that tell of a decision, and that nothing marks as one; those that only count votes
    /// have no Markdown.
    #[must_use]
    pub fn unmarked(&self) -> &[Statement] {
        self.unmarked
            .get_or_init(|| votes::read(self, &self.places))
    }

    /// Tells who was there and how, in the order of the text.
    #[must_use]
    pub fn attendees(&self, names: &Names) -> Vec<Attendee> {
        self.roll.with_officers(&self.blocks).attendees(names)
    }

    /// Lists the persons whom the text names by the part that they had, and where they stand.
    #[must_use]
    pub fn officers(&self, names: &Names) -> Vec<(String, Range<usize>)> {
        self.roll.with_officers(&self.blocks).officers(names)
    }

    /// Returns a field of the front matter.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.front_matter.field(key)
    }

    /// Returns the day of the meeting, as the title or the front matter says it.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        let title = self.title.as_ref().map(|title| title.text.as_str());
        let date = self.field("date").map(|field| field.value.as_str());
        let mut texts = title.into_iter().chain(date);
        texts.find_map(|text| written_dates(text).iter().find_map(WrittenDate::date))
    }

    /// Whether decisions may stand in them that were not read as such: then nobody can say that there
    /// are none.
    #[must_use]
    pub fn may_decide(&self) -> bool {
        let told = !self.decisions.is_empty() || self.says_no_decision;
        let in_doubt = self.holds_html || !self.unmarked().is_empty();
        !told && (in_doubt || self.has_section(sections::speaks_of_decisions))
    }

    /// Whether actions may stand in them that were not read as such.
    #[must_use]
    pub fn may_act(&self) -> bool {
        let told = !self.actions.is_empty() || self.says_no_action;
        let in_doubt = self.holds_html || self.has_section(sections::speaks_of_actions);
        !self.promised.is_empty() || !told && in_doubt
    }

    fn has_section(&self, speaks: fn(&str) -> bool) -> bool {
        let mut headings = self.headings.iter();
        headings.any(|heading| heading.level > 1 && heading.filled && speaks(&heading.text))
    }

    /// Returns the day on which they were approved, if their front matter says it.
    #[must_use]
    pub fn approved_on(&self) -> Option<NaiveDate> {
        self.field("approved-on")?.value.parse().ok()
    }
}

#[cfg(test)]
mod tests;
