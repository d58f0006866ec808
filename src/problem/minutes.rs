//! What can be wrong with minutes.

use chrono::NaiveDate;
use serde::Serialize;

use super::{PrivateKind, Severity};

/// What minutes and registry both say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    Meeting,
    Date,
    Hours,
    Colleges,
    Rank,
    /// Whether it takes place by videoconference.
    Online,
}

/// What minutes are expected to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissingPart {
    Attendance,
    Decisions,
    Actions,
    NextMeeting,
}

/// Why a private mark leaves in doubt what is private.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkFault {
    Unclosed,
    /// It ends what was never begun.
    StrayEnd,
    /// It speaks of what is private, and is no mark.
    Misspelt,
    /// It stands in a fenced block, where it is none.
    InCode,
    /// It stands in the title, and nothing would be left.
    Title,
    /// A heading that speaks of what is private, and hides nothing.
    Heading,
    /// No mark, but a comment that is never closed.
    OpenComment,
    /// No mark, but a comment of another language than HTML.
    OtherComment,
    /// A heading in a quotation or a list, where it hides nothing.
    Nested,
}

/// What a word processor or an online editor left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Residue {
    Comment,
    /// A tracked insertion or deletion.
    Change,
    /// Markup of its own format.
    Markup,
}

/// What became of the front matter of minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FrontMatterFault {
    /// Its lines stand in the text, without the rules around them.
    Lost,
    /// A line of it says nothing.
    Unread,
}

/// What is wrong with the spaces of French punctuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spacing {
    /// There is none before a sign, or after an opening one.
    Missing,
    /// So many are ordinary ones; the first is shown.
    Breakable(usize),
}

problems! {
    /// One variant per thing that can be wrong with minutes.
    Flaw, FLAW_CODES;

    // What the minutes are about.
    /// Nothing tells of which meeting they are.
    Warning "unidentified-minutes" Unidentified
    /// They say something else than the registry.
    Error "registry-mismatch" Mismatch { fact: Fact, written: String, expected: String }
    /// The front matter is text, or text is the front matter.
    Error "front-matter" FrontMatter { fault: FrontMatterFault }
    /// A key or a comment of the front matter that the public edition leaves out.
    Warning "left-out" LeftOut { key: Option<String> }
    /// Something that a reader looks for is not there.
    Warning "missing-part" MissingPart { part: MissingPart }

    // Names.
    /// A name that is nearly one of the council.
    Error "misspelt-name" MisspeltName { written: String, expected: String }
    /// An organisation that is neither a member nor the convener.
    ///
    /// In the attendance it may be a person, who is not to be published.
    Error "unknown-organisation" (if attends) UnknownOrganisation { name: String, nearest: Option<String>, attends: bool }
    /// An organisation that does not sit at that meeting.
    Error "not-sitting" NotSitting { member: String, date: NaiveDate }

    // Days.
    /// A day without a year.
    Warning "date-without-year" DateWithoutYear
    /// A day that no calendar has.
    Error "impossible-date" ImpossibleDate
    /// A day that is another weekday.
    Error "wrong-weekday" WrongWeekday { date: NaiveDate }

    // Words.
    /// A word twice in a row.
    Warning "repeated-word" RepeatedWord { word: String }
    /// A sentence that begins where another ends, without a space.
    Warning "run-together" RunTogether
    /// A colon with nothing after it.
    Warning "trailing-colon" TrailingColon
    /// The spaces of French punctuation.
    Warning "french-spacing" FrenchSpacing { spacing: Spacing }
    /// What a web page says to its readers alone.
    Warning "web-residue" WebResidue
    /// What a word processor left: a comment, a tracked change, markup of its own.
    Error "office-residue" OfficeResidue { residue: Residue }
    /// What a draft leaves to be filled in.
    Error "placeholder" Placeholder

    // Structure.
    /// A section with nothing in it.
    Warning "empty-section" EmptySection { heading: String }
    /// An action without owner or deadline.
    Warning "incomplete-action" IncompleteAction { owner: bool, deadline: bool }
    /// A private mark that leaves in doubt what is private.
    Error "private-mark" PrivateMark { fault: MarkFault }
    /// Neither front matter nor comments, where the draft of `cll` had both.
    Warning "marks-gone" MarksGone
    /// A private value outside private marks.
    Error "unmarked-private" UnmarkedPrivate { kind: PrivateKind }
}
