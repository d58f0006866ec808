//! What can be wrong, typed: one variant per thing, its code, severity and places.
//!
//! Nothing here is a sentence; `report` has the words.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use serde::Serialize;

use crate::source::{self, FileId, Position, Sources, Span};

/// One finding: what is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub what: What,
    pub place: Place,
    /// A second place that the first contradicts, such as the first use of an id.
    pub also: Option<Span>,
}

/// Where a finding points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Bytes of a text that was read.
    Span(Span),
    /// A text as a whole.
    File(FileId),
    /// A path of which no text could be read, relative to the root.
    Path(String),
    /// A place of a text that must not be shown, by its path from the root.
    Hidden {
        path: String,
        start: Position,
        /// One past the last character.
        end: Position,
    },
    /// Bytes of a text that belongs to the program itself: an embedded template.
    Embedded {
        name: String,
        text: String,
        range: Range<usize>,
    },
}

/// Why no block makes a list as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unmarked {
    /// Words or links of it would go.
    Words,
    /// Hours that nothing tells would come.
    Hours,
    /// A line of it was not read.
    Unread,
    /// It stands where no marker can: in a table, a quotation, another list.
    NoPlace,
    /// It is made of paragraphs or headings.
    Paragraphs,
    /// Others would come, or the same in another place.
    Others,
    /// It is not in the order of its days.
    Order,
    /// Markdown would read the page otherwise.
    Markdown,
    /// Some of its lines are emphasised and others not, and no block tells them apart.
    Emphasis,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Nothing can be built until it is mended.
    Error,
    /// Something a careful reader would ask about; an error under `--strict`.
    Warning,
}

/// What is wrong with the headers of a journal of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeaderFlaw {
    /// Another one stands above it: two journals were put together.
    Second,
    /// The same one stands above it.
    Repeated,
    /// None stands above the first of so many records with hashes.
    Missing { records: usize },
}

/// Why a private file is missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrivateGap {
    /// It is not there, though calendars are committed.
    Missing,
    /// It is the journal of messages, and nothing is in it.
    Emptied,
    /// It is the registry of contacts, and has none, though people were told of a meeting to come.
    Contacts,
    /// It is not there or blank, though people were told a link that it had.
    Links,
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unreadable {
    Missing,
    Directory,
    Denied,
    TooLarge {
        limit: u64,
    },
    /// Git tracks it, and the clone is without its content.
    NotInClone,
    /// It is the repository itself, and the clone is without earlier commits or without their files.
    Shallow,
    Other(String),
}

/// Why a file was not searched, or not all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unchecked {
    TooLarge {
        limit: u64,
    },
    /// What it holds is larger once it is unpacked, or lies too deep.
    Expands {
        limit: u64,
    },
    /// A password is needed.
    Encrypted,
    /// It is not what it begins as.
    Damaged,
}

/// Why git does not say which files it tracks, which it ignores, or what they were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Silence {
    /// There is no such program in the path.
    Missing,
    /// The repository belongs to somebody else; git names the command that accepts that.
    Owner { command: String },
    /// It ran, said nothing for so long, and was ended.
    Waited { seconds: u64 },
    /// In git's own words.
    Other(String),
}

/// Why a path is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unsafe {
    /// It is empty.
    Empty,
    /// It begins at the root of the file system or of a drive.
    Absolute,
    /// It has a part `..` or `.`, or an empty one.
    Climbs,
    /// It holds a control character, a backslash or another character that some systems refuse.
    Character(char),
    /// One of its parts is longer than 247 bytes.
    TooLong,
    /// A folder on the way, or the file, is a link out of the root.
    Link,
    /// It does not end in this.
    Suffix(&'static str),
    /// It lies under `private/` or `.git/`.
    Reserved,
}

/// Why a day is no working day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayOff {
    Saturday,
    Sunday,
    /// A public holiday, by its French name.
    Holiday(&'static str),
}

/// What the key of a registry holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueKind {
    Text,
    Integer,
    WordOrInteger,
    Boolean,
    Date,
    Time,
    Instant,
    Texts,
    Table,
    Tables,
    Agenda,
}

/// What a text fails to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextKind {
    Slug,
    Email(AddressFault),
    Url,
    Uid,
    Timezone,
    Host,
}

/// What is wrong with a text that is to be an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AddressFault {
    /// There is no `@`.
    NoAt,
    SeveralAts,
    Space,
    /// Nothing is before the `@`.
    NoLocal,
    /// A dot begins or ends what is before the `@`, or follows another one.
    Dots,
    /// An accent, or another letter that is not ASCII, before the `@`.
    Accent,
    /// Another character before the `@` that would have to be quoted.
    Sign,
    LongLocal,
    /// What follows the `@` is no domain.
    Domain,
    Long,
}

/// What a private value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrivateKind {
    Name,
    /// The name of a person whom the attendance of minutes lists.
    Attendee,
    Email,
    JoinLink,
    /// A link by which whoever has it reads or changes what others work on.
    Share,
}

impl PrivateKind {
    /// Whether it is the name of somebody.
    #[must_use]
    pub fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::Attendee)
    }
}

/// What is wrong with the arguments of a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ArgumentFault {
    Syntax {
        /// The marker as it is to be typed.
        meant: String,
    },
    Unknown {
        key: String,
        known: Vec<&'static str>,
        nearest: Option<String>,
    },
    Value {
        key: String,
        value: String,
        allowed: Vec<String>,
        nearest: Option<String>,
    },
}

/// What calendars show of a meeting: local times, and the status in capitals (RFC 5545, 3.8.1.11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShownMeeting {
    pub start: NaiveDateTime,
    pub end: NaiveDateTime,
    pub status: String,
}

/// What a calendar holds that would be lost with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForeignContent {
    /// A component that is no event: a task, a journal, an alarm.
    Component { name: String },
    /// An event that is no meeting of the registry.
    Event { summary: String },
    /// A property that people would miss.
    Property { name: String },
    /// An event that recurs, or one occurrence of it: a meeting has one day.
    Series { uid: String, summary: String },
    /// The file is no whole calendar any more, and names events.
    Broken { events: usize },
}

impl FeedChange {
    /// Returns the id that the council had when people subscribed, if it is another.
    #[must_use]
    pub fn former_council(&self) -> Option<&str> {
        match self {
            Self::Council { was } => Some(was),
            Self::Address { council, .. } => council.as_deref(),
            Self::Timezone { .. } => None,
        }
    }
}

impl ForeignContent {
    /// Returns what all contents of one kind have in common.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Component { name } | Self::Property { name } => name,
            Self::Event { .. } => "VEVENT",
            Self::Series { uid, .. } => uid,
            Self::Broken { .. } => "",
        }
    }
}

/// Why a marker makes no block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Misplaced {
    /// Other text is on its line.
    NotAlone,
    /// It is an end marker behind other spaces and `>` than its start.
    Unlike,
    /// No blank line parts it from an element of HTML.
    InHtml,
}

/// Which file nobody claims any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Orphaned {
    Calendar,
    /// The page of the council under an id that it had before, and that of now.
    Page {
        was: String,
        now: String,
    },
    /// Minutes, or a draft of some, of a meeting that the registry does not have; or that their
    /// meeting looks for elsewhere.
    Minutes {
        was: String,
        wanted: Option<String>,
    },
}

/// What makes a calendar another one than people subscribed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FeedChange {
    /// It is made elsewhere now; `council` is the id that the council had, if it is another.
    Address {
        now: String,
        council: Option<String>,
    },
    /// It was made for a council of this id: all UIDs that were made of it are others now.
    Council { was: String },
    /// Its meetings are in another time zone, and so at other moments.
    Timezone { was: String, now: String },
}

/// Why a template cannot be rendered; texts are the engine's own, in English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TemplateFault {
    /// It uses a variable that is not given.
    Undefined,
    /// It prints a value that is no text; the text is its kind.
    Unprintable(String),
    /// It takes more steps than any list of records needs.
    Endless,
    /// It makes, or holds, a text of more bytes than these.
    TooMuch(usize),
    /// It is longer than these bytes.
    Long(usize),
    Syntax(String),
    Other(String),
}

/// What a subject or an opinion names of the other kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkedKind {
    Opinion,
    Subject,
}

/// What deals with a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DealingKind {
    Meeting,
    Opinion,
}

/// What a state of an opinion asks of those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StateRule {
    /// `proposed`: there are none.
    First,
    /// `adopted`: neither itself nor `withdrawn`.
    Adoption,
    /// `submitted`: `adopted`, neither itself nor `backed`.
    Submission,
    /// `backed`: `adopted`, and not itself.
    Backing,
    /// `withdrawn`: another one, and not itself since it was last published.
    Withdrawal,
    /// `published`: `adopted`, and not itself since it was last withdrawn.
    Publication,
}

/// Why a link leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeadEnd {
    /// There is no such file; its path from the root.
    File { path: String },
    /// The page has no such anchor; `page` is its path, unless it is the page of the link.
    Anchor {
        anchor: String,
        page: Option<String>,
    },
    /// The link names another branch than `[links] base`.
    Branch { written: String, expected: String },
    /// The calendar at this path from the root was given up.
    GivenUp { path: String },
}

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
    /// The day of the meeting after it.
    Next,
    /// That the meeting after it has a day.
    Planned,
    /// What it is called.
    Title,
    /// Whether enough members were there.
    Quorum,
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
    /// A heading of HTML in a private section, which it does not end.
    HtmlHeading,
    /// A footnote, or the target of a link, to which private and public text refer.
    SharedDefinition,
    /// A footnote, or the target of a link, to which nothing refers.
    UnusedDefinition,
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
    /// A sign of striking out without its other end.
    Struck,
}

/// How it is known that minutes lost their private marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LostMarks {
    /// They have neither front matter nor comments.
    Bare,
    /// They are a draft with the names of contacts, unmarked.
    Named,
    /// They held some when they were last checked.
    Checked,
}

impl From<LostMarks> for bool {
    /// Tells whether they held some for certain.
    fn from(lost: LostMarks) -> Self {
        lost != LostMarks::Bare
    }
}

/// What of minutes stays in the draft alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftOut {
    /// A key of the front matter.
    Key,
    /// A comment of the front matter.
    Comment,
    /// What is said between the names of the attendance.
    Aside,
    /// What is said of somebody in the attendance, and is not understood.
    Remark,
    /// A guest that may be a person or an organisation.
    Guest,
    /// So many guests of whom only persons are named; the first is shown.
    Persons,
}

/// What became of the front matter of minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FrontMatterFault {
    /// Its lines stand in the text, without the rules around them.
    Lost,
    /// A line of it says nothing.
    Unread,
    /// It is written in another form than YAML between `---`.
    Foreign,
    /// It stands below another one.
    Second,
}

/// Why the attendance of minutes does not tell who was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttendanceFault {
    /// No box is ticked.
    Unticked,
    /// No name could be read.
    Unread,
    /// The list of a draft has no box any more.
    NoBoxes,
    /// A box and what is said beside it cannot both be true.
    Contradicted,
    /// A name without a box stands in a list of boxes.
    HalfBoxed,
    /// A sign beside a name may mean anything: `[-]`, 🟡.
    Unclear,
}

impl From<Fact> for bool {
    /// Tells whether minutes and registry cannot both be right: a title may be anybody's own.
    fn from(fact: Fact) -> Self {
        fact != Fact::Title
    }
}

impl From<AttendanceFault> for bool {
    /// Tells whether what the attendance says cannot be true.
    fn from(fault: AttendanceFault) -> Self {
        fault != AttendanceFault::HalfBoxed
    }
}

/// What is wrong with the spaces of French punctuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spacing {
    /// There is none before a sign, or after an opening one.
    Missing,
    /// So many are ordinary ones; the first is shown.
    Breakable(usize),
    /// A sign that is not seen tells where a word may be cut.
    SoftHyphen,
}

/// What pages, calendars and registries may say differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The day, and the hours if they are known.
    When,
    Hours,
    Status,
    Title,
    Rank,
    /// Where the meeting takes place.
    Place,
    Uid,
    /// The site of a member.
    Site,
    /// How the name of a member is written.
    Name,
    /// Whether an organisation is a member.
    Membership,
}

/// Where something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    Page,
    Calendar,
    Registry,
}

/// What is supposed because nothing says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assumption {
    /// A key of `[council]`.
    Council { key: &'static str },
    /// The name of the council, of a page or a calendar that was read.
    Name { name: String },
    /// The hours of a meeting; whether they are those of most.
    Hours {
        meeting: String,
        hours: String,
        is_usual: bool,
    },
    /// The hours of a meeting that a sentence at a place gives to many.
    Usual {
        meeting: String,
        hours: String,
        place: String,
    },
    /// The hour at which a meeting ends, beside that at which it starts; whether it lasts as long as most.
    End {
        meeting: String,
        hours: String,
        is_usual: bool,
    },
    /// The hours of a meeting whose calendar gives it the whole day.
    WholeDay { meeting: String },
    /// The first day of the mandates.
    Since(NaiveDate),
    /// The same, where no meeting until today is known.
    Today(NaiveDate),
    /// The college of the members of a list.
    College { id: String },
    /// The hours of an event of another time zone, or of one whose name nobody knows.
    Zone {
        name: String,
        council: &'static str,
        is_known: bool,
    },
    /// What calendars will call a meeting that they called otherwise; `more` counts the others.
    Summary {
        was: String,
        now: String,
        more: usize,
    },
    /// The hour of an event whose own the clocks skip.
    SkippedHour,
    /// That a series which goes on after this day has no meetings after it.
    Until(NaiveDate),
}

/// Why an event of a calendar is no meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnreadEvent {
    /// It has a day or a rule that nobody understands, or that no registry can hold.
    Value,
    /// It has no DTSTART.
    NoDay,
    /// The clocks show its hour twice.
    TwiceThatDay,
    /// It answers an invitation, or asks for one again.
    Answer,
}

impl From<UnreadEvent> for What {
    fn from(why: UnreadEvent) -> Self {
        Self::UnreadEvent { why }
    }
}

macro_rules! problems {
    (
        $(#[$about:meta])*
        $name:ident, $codes:ident;
        $(
            $(#[$doc:meta])*
            $severity:ident $code:literal $((if $condition:ident))? $variant:ident $({ $($field:ident : $type:ty),* $(,)? })?
        )*
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(tag = "finding")]
        pub enum $name {
            $( $(#[$doc])* #[serde(rename = $code)] $variant $({ $($field: $type),* })?, )*
        }

        impl $name {
            /// Returns the permanent name of the finding, in kebab-case.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self {
                    $( Self::$variant { .. } => $code, )*
                }
            }

            /// Returns how much the finding weighs.
            #[must_use]
            pub fn severity(&self) -> Severity {
                match self {
                    $( Self::$variant { $($condition,)? .. } => {
                        // What is an error under a condition is a warning otherwise.
                        $( if !bool::from(*$condition) { return Severity::Warning; } )?
                        Severity::$severity
                    } )*
                }
            }
        }

        /// Every code, in the order of the stages that find it.
        pub const $codes: &[&str] = &[$($code),*];
    };
}

mod correction;
mod nearest;

pub use nearest::nearest;

/// The codes of the findings that come of the day or of the clone, without a change of any file, or say
/// no more than what a search cannot do or `cll init` was not told: they are shown, and never count under
/// `--strict`.
pub const INCIDENTAL: [&str; 11] = [
    "future-receipt",
    "future-state",
    "future-term",
    "missing-minutes",
    "missing-whereabouts",
    "outdated-agenda",
    "partial-history",
    "past-proposed",
    "stale-as-of",
    "to-fill-in",
    "unsearchable-files",
];

problems! {
    /// One variant per thing that can be wrong.
    What, CODES;

    // Reading.
    /// A registry, page or template cannot be read.
    Error "unreadable-file" UnreadableFile { why: Unreadable }
    /// A file that is too large to be searched for what is private, or cannot be unpacked.
    Warning "unchecked-file" UncheckedFile { why: Unchecked }
    /// Files of kinds that no search reads; `others` counts those that are not named.
    Warning "unsearchable-files" UnsearchableFiles { paths: Vec<String>, others: usize }
    /// There is a repository, and git does not answer.
    Error "git-silent" GitSilent { why: Silence }
    /// A file is not UTF-8; `line` is the first line that is not.
    Error "not-utf8" NotUtf8 { line: usize }

    /// A conflict of a merge that nobody has resolved, from its first line to its last.
    Error "merge-conflict" MergeConflict { first: usize, last: usize }

    // The registries: their TOML.
    /// The text is not TOML. `more` counts the errors of the file that are not shown.
    Error "syntax" Syntax { message: String, more: usize }
    /// A key that the table does not have.
    Error "unknown-key" UnknownKey { key: String, table: String, nearest: Option<String> }
    /// A key that the table must have; `line` is an example of it, here and below.
    Error "missing-key" MissingKey { key: &'static str, table: String, line: String }
    /// A value of another type than the key's.
    Error "wrong-type" WrongType { key: String, expected: ValueKind, found: &'static str, suggestion: Option<String>, line: String }
    /// A word that is not one of those the key takes.
    Error "unknown-value" UnknownValue { key: String, value: String, allowed: Vec<String>, nearest: Option<String> }
    /// A number outside what the key takes.
    Error "out-of-range" OutOfRange { key: String, least: i64, most: i64 }
    /// A text or a list with nothing in it.
    Error "empty-value" EmptyValue { key: String }
    /// A text with a line break or another control character.
    Error "control-character" ControlCharacter { key: String, character: char }
    /// A text that is not what the key asks for.
    Error "invalid-text" InvalidText { key: String, kind: TextKind, suggestion: Option<String>, line: String }
    /// Two keys of a record that exclude each other.
    Error "conflicting-keys" ConflictingKeys { key: &'static str, other: &'static str }

    // The registries: rules that span records.
    /// Two records of a kind with one id.
    Error "duplicate-id" DuplicateId { id: String }
    /// Two meetings with one UID.
    Error "duplicate-uid" DuplicateUid { uid: String }
    /// A college that no `[[college]]` declares.
    Error "unknown-college" UnknownCollege { id: String, nearest: Option<String> }
    /// Colleges of a record twice, or in another order than `[[college]]`.
    Error "college-order" CollegeOrder { expected: Vec<String> }
    /// A mandate that ends before it begins, or on the same day.
    Error "term-backwards" TermBackwards { since: NaiveDate, until: NaiveDate }
    /// Two mandates of a member that overlap or stand in the wrong order.
    Error "terms-overlap" TermsOverlap
    /// A mandate that begins or ends in the future.
    Warning "future-term" FutureTerm { key: &'static str, date: NaiveDate }
    /// The day whose members pages show, though others sit today, or under other names.
    Warning "stale-as-of" StaleAsOf { as_of: NaiveDate, members: Vec<String>, is_to_come: bool }
    /// A key of `[council]`, or the day or an hour of a meeting, whose value is what `cll init` writes
    /// where nobody has said it, or is marked so; `more` counts the other meetings that are over.
    Warning "to-fill-in" ToFillIn { key: String, meeting: Option<String>, more: usize }
    /// Former names of a member that are not in the order of their days.
    Error "names-order" NamesOrder
    /// A quorum of more members than sit.
    Warning "quorum-too-high" QuorumTooHigh { required: usize, members: usize }
    /// A meeting that ends before it starts.
    Error "end-before-start" EndBeforeStart { start: NaiveDateTime, end: NaiveDateTime }
    /// A time that the clocks skip when summer time begins.
    Error "skipped-hour" SkippedHour { date: NaiveDate, time: NaiveTime }
    /// A time that comes twice when summer time ends.
    Error "ambiguous-hour" AmbiguousHour { date: NaiveDate, time: NaiveTime }
    /// Two meetings of a series with one number.
    Error "duplicate-number" DuplicateNumber { number: u32, series: String }
    /// A series with a hole.
    Error "number-gap" NumberGap { missing: u32, series: String }
    /// Two meetings of a series whose days are in another order than their numbers; none was moved.
    Warning "rank-order" RankOrder { number: u32, other: String, other_number: u32 }
    /// Two meetings of one college at the same time.
    Warning "overlapping-meetings" OverlappingMeetings { other: String, college: String }
    /// A meeting on a Saturday, a Sunday or a public holiday.
    Warning "non-working-day" NonWorkingDay { date: NaiveDate, why: DayOff }
    /// A meeting without the moment of its last revision.
    Error "missing-updated" MissingUpdated { meeting: String }
    /// Earlier dates of a meeting that are not in the order of the calendar.
    Warning "moved-from-order" MovedFromOrder { earlier: NaiveDate, later: NaiveDate }
    /// A code in `allow` that is none.
    Warning "unknown-code" UnknownCode { code: String, nearest: Option<String> }

    // Templates and paths.
    /// A template that cannot be read or rendered.
    Error "template-error" TemplateError { name: String, fault: TemplateFault }
    /// A file of `templates/` that replaces nothing.
    Warning "unknown-template" UnknownTemplate { name: String, nearest: Option<String> }
    /// A variable that a template is never given.
    Warning "unknown-variable" UnknownVariable { name: String, template: String, nearest: Option<String> }
    /// Two artefacts with one path.
    Error "same-path" SamePath { path: String, first: String, second: String }
    /// A path that leaves the repository, or cannot be written everywhere.
    Error "unsafe-path" UnsafePath { path: String, why: Unsafe }

    // Pages.
    /// A block that no template makes.
    Error "unknown-block" UnknownBlock { name: String, nearest: Option<String> }
    /// An argument that the block does not take, or cannot read.
    Error "block-argument" BlockArgument { block: String, fault: ArgumentFault }
    /// A start marker without its end.
    Error "unclosed-block" UnclosedBlock { name: String }
    /// An end marker without a start.
    Error "stray-block-end" StrayBlockEnd { name: String }
    /// A block that begins inside another.
    Error "nested-block" NestedBlock { name: String }
    /// A marker that is not alone on its line, not behind the same spaces and `>` as its start, or where
    /// its block is read as HTML.
    Error "misplaced-marker" MisplacedMarker { name: String, why: Misplaced }

    // What was announced against what would be.
    /// Calendars show another day, hours or status, and `sequence` does not tell them to look again.
    Error "unannounced-change" UnannouncedChange { meeting: String, was: ShownMeeting, now: ShownMeeting, sequence: u32 }
    /// Calendars show something else, and `updated` is not later than what they have.
    Error "stale-updated" StaleUpdated { meeting: String, published: DateTime<Utc> }
    /// `updated` or `changed` is a moment that no clock has shown yet.
    Error "future-updated" FutureUpdated { meeting: String, moment: DateTime<Utc> }
    /// The UID is not the one under which the meeting was announced.
    Error "uid-changed" UidChanged { meeting: String, published: String }
    /// A meeting that calendars show and the registry no longer has; or a series of them.
    Error "lost-event" LostEvent { uid: String, summary: String, recurs: bool }
    /// What stands in `[withdrawn]` is published again: a UID, or the path of the calendar.
    Error "still-withdrawn" StillWithdrawn { entry: String }

    /// A calendar that people subscribed to would be left behind, or become another one.
    Error "feed-changed" FeedChanged { change: FeedChange }
    /// Commits are missing in the clone, or files of commits: what they published nobody can compare.
    Warning "partial-history" PartialHistory
    /// A calendar holds what this program did not write and does not carry over; `more` counts what else of the kind.
    Error "foreign-content" ForeignContent { path: String, content: ForeignContent, more: usize }
    /// A calendar that others wrote says what the one that replaces it does not.
    Error "dropped-text" DroppedText { path: String, property: String, more: usize }

    // What is there against what would be made.
    /// A file that differs from what would be made of the registries; `diff` is empty where there is no text.
    Error "stale-file" StaleFile { missing: bool, diff: String }
    /// A file that was made from these registries, or for one of their meetings, and that none claims.
    Warning "orphan-file" OrphanFile { kind: Orphaned }

    // What is private; none of these holds a word of it.
    /// A contact of a member that `members.toml` does not have.
    Error "unknown-member" UnknownMember { nearest: Option<String> }
    /// A link or an opinion of a meeting that `meetings.toml` does not have.
    Error "unknown-meeting" UnknownMeeting { nearest: Option<String> }
    /// Two contacts of a member with one address at the same time; `first` is the line of the other.
    Error "duplicate-contact" DuplicateContact { first: usize }
    /// A contact with an address of the council itself.
    Warning "own-address" OwnAddress
    /// A private value that would not be found where it is public.
    Warning "unfindable-value" UnfindableValue { kind: PrivateKind }
    /// A password in the settings of the mail server.
    Error "written-password" WrittenPassword
    /// A connection in the clear to a mail server that is not on this machine.
    Error "plain-connection" PlainConnection
    /// A file of `private/` that git tracks.
    Error "private-tracked" PrivateTracked { path: String }
    /// A private file that the next `git add` would take; `others` counts those beside it.
    Error "private-unignored" PrivateUnignored { path: String, others: usize }
    /// A file of `private/` that is missing beside others, or has nothing in it.
    Warning "missing-private-file" MissingPrivateFile { gap: PrivateGap }
    /// A header in the middle of the journal of messages, or none where one is needed.
    Warning "journal-header" JournalHeader { flaw: HeaderFlaw }
    /// A line of the journal of messages or of answers that is no record, or the journal of another
    /// council.
    Error "broken-journal" BrokenJournal { council: Option<String>, is_former: bool, of_answers: bool }
    /// A meeting that people expect by what messages told them, and that the registry does not have.
    Warning "expected-meeting" ExpectedMeeting { uid: String, name: String, on: NaiveDate, people: usize }
    /// A private value in a public file.
    Error "private-leak" PrivateLeak { kind: PrivateKind }
    /// A private value, or a file of `private/`, in what git keeps; `others` counts later versions of the file.
    Error "private-history" PrivateHistory { kind: Option<PrivateKind>, others: usize }
    /// A contact in a public file, named by a surname with a title or initials.
    Warning "named-contact" NamedContact

    // Opinions.
    /// A state that is earlier than the one before it.
    Error "states-order" StatesOrder { earlier: NaiveDate, later: NaiveDate }
    /// A state that cannot follow those before it.
    Error "impossible-state" ImpossibleState { state: &'static str, rule: StateRule }
    /// A state that is reached in the future.
    Warning "future-state" FutureState { state: &'static str, date: NaiveDate }
    /// An opinion of another day than that of its adoption; `None` if it is not adopted.
    Warning "opinion-date" OpinionDate { date: NaiveDate, adopted: Option<NaiveDate> }
    /// An opinion that was adopted before the day of its meeting, or by one that was called off.
    Warning "early-opinion" EarlyOpinion { date: NaiveDate, day: NaiveDate, called_off: bool }
    /// An opinion that is published and stands on no page.
    Warning "unshown-opinion" UnshownOpinion { opinion: String }
    /// The subject of an opinion, or the opinion of a subject, that `meetings.toml` does not have.
    Error "unknown-record" UnknownRecord { kind: LinkedKind, nearest: Option<String> }
    /// A subject names an opinion, or an opinion a subject, which does not name it; `state` is that of the opinion.
    Warning "one-sided-link" OneSidedLink { by: LinkedKind, subject: String, opinion: String, state: &'static str }
    /// A subject that was received after the day of its opinion or meeting.
    Warning "late-receipt" LateReceipt { kind: DealingKind, received: NaiveDate, day: NaiveDate }
    /// A subject that is scheduled, and not on the agenda of its meeting.
    Warning "unlisted-subject" UnlistedSubject { subject: String, meeting: String, item: String }
    /// A subject that was received in the future.
    Warning "future-receipt" FutureReceipt { date: NaiveDate }
    /// A subject that was proposed, and one that was relayed under the same id and was received on another day.
    Error "subject-mismatch" SubjectMismatch { relayed: Option<NaiveDate> }

    // Meetings that nobody looked after.
    /// A meeting was moved or called off after a day that had been announced, or a few days before.
    Warning "late-change" LateChange { meeting: String, changed: NaiveDate, day: NaiveDate }
    /// A meeting whose day is over is still to be confirmed.
    Warning "past-proposed" PastProposed { meeting: String, date: NaiveDate }
    /// A meeting to come has neither a place nor a link, or is online and has no link.
    Warning "missing-whereabouts" MissingWhereabouts { meeting: String, lacks_link_alone: bool }
    /// People were told another agenda of a meeting to come than it has now.
    Warning "outdated-agenda" OutdatedAgenda { meeting: String, count: usize }
    /// A meeting that took place has no minutes that anybody may read.
    Warning "missing-minutes" MissingMinutes { meeting: String, days: i64 }
    /// A meeting has minutes and did not take place: `None` is one that was moved after its day.
    Warning "unheld-minutes" UnheldMinutes { meeting: String, minutes: String, status: Option<&'static str> }

    // Pages, and the files made of the registries.
    /// A link to what is not in the repository; `nearest` is what to write instead.
    Warning "dead-link" DeadLink { why: DeadEnd, nearest: Option<String> }
    /// A link that opens the room of a videoconference, of which no word is repeated.
    Error "private-link" PrivateLink { service: &'static str }
    /// An address that is not the council's, in what is made of the registries.
    Warning "public-email" PublicEmail { address: String }
    /// A heading more than one level below the one before; `made` by a block.
    Warning "heading-order" HeadingOrder { level: u8, expected: u8, made: bool }
    /// A link that does not say where it leads.
    Warning "link-text" LinkText

    // Minutes.
    // What the minutes are about.
    /// Nothing tells of which meeting they are.
    Warning "unidentified-minutes" Unidentified
    /// The meeting is still to come, or has the status of one that does not take place.
    Error "meeting-not-held" MeetingNotHeld { date: NaiveDate, status: Option<&'static str> }
    /// A draft lacks an item that the agenda of the meeting has.
    Warning "missing-agenda-item" MissingAgendaItem { title: String }
    /// They say something else than the registry.
    Error "registry-mismatch" (if fact) Mismatch { fact: Fact, written: String, expected: String }
    /// The front matter is text, or text is the front matter.
    Error "front-matter" FrontMatter { fault: FrontMatterFault }
    /// Something that the public edition leaves out.
    Warning "left-out" LeftOut { part: LeftOut, key: Option<String> }
    /// Something that a reader looks for is not there.
    Warning "missing-part" MissingPart { part: MissingPart }

    // Names.
    /// A name that is nearly one of the council.
    Warning "misspelt-name" MisspeltName { written: String, expected: String }
    /// An organisation that is neither a member nor the convener.
    ///
    /// In the attendance it may be a person, who is not to be published.
    Error "unknown-organisation" (if attends) UnknownOrganisation { name: String, nearest: Option<String>, attends: bool }
    /// An organisation that does not sit at that meeting.
    Error "not-sitting" NotSitting { member: String, date: NaiveDate }
    /// A member that the attendance names twice; it may say two things of it.
    Error "attended-twice" (if differs) AttendedTwice { member: String, differs: bool }
    /// Members that sit at the meeting and that the attendance does not name.
    Warning "unlisted-members" UnlistedMembers { members: Vec<String> }
    /// A proxy whose holder was not there, or is no member that the meeting called.
    Error "proxy-holder" (if is_away) ProxyHolder { member: String, holder: String, is_away: bool }
    /// A holder of more proxies than the council lets one have.
    Warning "too-many-proxies" TooManyProxies { holder: String, held: usize, most: usize }
    /// Decisions of a meeting without the members that the council wants for them.
    Warning "quorum-not-reached" QuorumNotReached { required: usize, counted: usize, members: usize, void: usize }
    /// Nobody, or everybody, was there by the attendance.
    Error "unfilled-attendance" (if fault) UnfilledAttendance { fault: AttendanceFault }

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
    /// What a draft leaves to be filled in; within a sentence it may be meant.
    Error "placeholder" (if certain) Placeholder { certain: bool }

    // Structure.
    /// A section with nothing in it.
    Warning "empty-section" EmptySection { heading: String }
    /// A sentence that tells of a decision, and that nothing marks as one; where it may be shown, its words.
    Warning "unmarked-decision" UnmarkedDecision { text: Option<String> }
    /// A sentence in which somebody takes something on, and that is no action.
    Warning "unmarked-action" UnmarkedAction
    /// An action without owner or deadline.
    Warning "incomplete-action" IncompleteAction { owner: bool, deadline: bool }
    /// A private mark that leaves in doubt what is private.
    Error "private-mark" PrivateMark { fault: MarkFault }
    /// Neither front matter nor comments, where the draft of `cll` had both; or the draft itself, with the
    /// names of contacts as they stood between comments, and without the comments.
    Error "marks-gone" (if lost) MarksGone { lost: LostMarks }
    /// A private value outside private marks; where it is the contact that owns an action, `owner` is the name
    /// of the member, if there is exactly one.
    Error "unmarked-private" UnmarkedPrivate { kind: PrivateKind, owner: Option<String> }

    // A council that is read from its wiki.
    // What could not be read.
    /// A line that seems to speak of a meeting or of a member; its day, if it is another day of the week.
    Warning "unread-line" UnreadLine { other_weekday: Option<NaiveDate> }
    /// An event without a day, or whose day no registry can hold.
    Warning "unread-event" UnreadEvent { why: UnreadEvent }
    /// A file `.ics` that holds no calendar.
    Warning "no-calendar" NoCalendar

    // What is said twice, and differently.
    /// Two places say something else of one meeting or member; `from` is where what is kept stands.
    Warning "contradiction" Contradiction { told: Field, record: String, kept: String, left: String, from: Side }
    /// Two events with one UID that are no single meeting.
    Warning "shared-uid" SharedUid { uid: String, meeting: String }

    // What is said once.
    /// A UID that no registry can hold.
    Warning "unusable-uid" UnusableUid { uid: String, character: Option<char> }
    /// An event that no page mentions.
    Warning "unmentioned-event" UnmentionedEvent { meeting: String }
    /// A line of a page that has no event.
    Warning "line-without-event" LineWithoutEvent { meeting: String }
    /// What nothing says, and was supposed.
    Warning "supposed-value" SupposedValue { supposed: Assumption }

    // What does not come out as it was.
    /// A rank that no registry can hold: its series has holes.
    Warning "lost-rank" LostRank { meeting: String, rank: String }
    /// A calendar whose name no template gives; the meeting's own is `path`.
    Warning "left-behind" LeftBehind { meeting: String, path: String }
    /// A calendar that others made holds what no registry does: `names`. If it is to be replaced `build` refuses,
    /// unless it is told to by these options, each with its value.
    Warning "calendar-left-out" CalendarLeftOut { names: Vec<String>, options: Vec<(String, String)> }
    /// A list that no block makes, and why; `words` would go.
    Warning "unmarked-list" UnmarkedList { why: Unmarked, words: String }
    /// A list of members whose block has them in another order.
    Warning "reordered-list" ReorderedList
    /// What is said of a member or a meeting and no registry holds.
    Warning "words-left-out" WordsLeftOut { record: String, words: String }
}

impl Problem {
    /// Whether the finding counts: an error always does, a warning if `strict` is asked for,
    /// unless it is the day or the clone that brings it.
    #[must_use]
    pub fn counts(&self, strict: bool) -> bool {
        let is_incidental = || INCIDENTAL.contains(&self.what.code());
        self.what.severity() == Severity::Error || strict && !is_incidental()
    }

    /// Makes a finding about the bytes under `span`.
    #[must_use]
    pub fn at(span: Span, what: What) -> Self {
        Self {
            what,
            place: Place::Span(span),
            also: None,
        }
    }

    /// Makes a finding about a path.
    #[must_use]
    pub fn path(path: impl Into<String>, what: What) -> Self {
        Self {
            what,
            place: Place::Path(path.into()),
            also: None,
        }
    }

    /// Says of a finding without a text that it is at another path.
    #[must_use]
    pub fn elsewhere(mut self, other: &str) -> Self {
        if let Place::Hidden { path, .. } | Place::Path(path) = &mut self.place {
            other.clone_into(path);
        }
        self
    }

    /// Makes the findings about what a merge left in a text.
    #[must_use]
    pub fn conflicts(file: FileId, text: &str) -> Vec<Self> {
        let conflicts = source::conflicts(text).into_iter();
        conflicts
            .map(|conflict| {
                let (first, last) = conflict.lines;
                let what = What::MergeConflict { first, last };
                Self::at(Span::new(file, conflict.first), what)
            })
            .collect()
    }

    /// Keeps of the place only where it is, so that no report can show the text.
    #[must_use]
    pub fn hidden(mut self, sources: &Sources) -> Self {
        if let Place::Span(span) = self.place {
            self.place = Place::Hidden {
                path: sources.path(span.file).to_owned(),
                start: sources.position(span.file, span.start),
                end: sources.position(span.file, span.end.max(span.start)),
            };
        }
        self.also = None;
        self
    }

    /// Adds the place that the first one contradicts.
    #[must_use]
    pub fn and(mut self, also: Span) -> Self {
        self.also = Some(also);
        self
    }
}

#[cfg(test)]
mod tests;
