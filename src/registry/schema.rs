//! What the tables of the registries may hold: one entry per key.

use crate::domain::{Majority, Outcome, Role, Security, State, Status};
use crate::source::{PRIVATE_MEETINGS_FILE, PRIVATE_MEMBERS_FILE, SMTP_FILE};

/// The keys of one kind of table.
#[derive(Debug)]
pub struct Schema {
    /// How the table is written, as in `[[member]]`.
    pub name: &'static str,
    pub keys: &'static [Key],
}

/// One key of a table.
#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    pub kind: Kind,
    pub required: bool,
}

/// What a key holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// One line of text.
    Text,
    Slug,
    Email,
    /// An `http` or `https` URL.
    Url,
    Uid,
    Timezone,
    /// The name or the address of a machine.
    Host,
    /// The template of a path.
    Path,
    /// An `http` or `https` URL, or the path of a file.
    Document,
    /// One of a few words.
    Word(&'static [&'static str]),
    /// An integer, with the least and the most it may be.
    Integer(i64, i64),
    Boolean,
    /// A local date.
    Date,
    /// A local time.
    Time,
    /// A moment with an offset from UTC.
    Instant,
    /// A list of texts.
    Texts,
    /// A list of slugs that is not empty.
    Slugs,
    Table(&'static Schema),
    Tables(&'static Schema),
    /// Tables by their names, at the root of a file alone.
    Named(&'static Schema),
    /// A list of texts and of tables.
    Items(&'static Schema),
}

const fn must(name: &'static str, kind: Kind) -> Key {
    Key {
        name,
        kind,
        required: true,
    }
}

const fn may(name: &'static str, kind: Kind) -> Key {
    Key {
        name,
        kind,
        required: false,
    }
}

/// `members.toml` as a whole.
pub static MEMBERS: Schema = Schema {
    name: "members.toml",
    keys: &[
        must("council", Kind::Table(&COUNCIL)),
        must("college", Kind::Tables(&COLLEGE)),
        may("member", Kind::Tables(&MEMBER)),
    ],
};

/// `meetings.toml` as a whole.
pub static MEETINGS: Schema = Schema {
    name: "meetings.toml",
    keys: &[
        may("paths", Kind::Table(&PATHS)),
        may("links", Kind::Table(&LINKS)),
        may("withdrawn", Kind::Table(&WITHDRAWN)),
        may("meeting", Kind::Tables(&MEETING)),
        may("opinion", Kind::Tables(&OPINION)),
    ],
};

/// The council itself.
pub static COUNCIL: Schema = Schema {
    name: "[council]",
    keys: &[
        must("id", Kind::Slug),
        must("name", Kind::Text),
        must("acronym", Kind::Text),
        must("convener", Kind::Text),
        must("contact", Kind::Email),
        may("reply-to", Kind::Email),
        may("url", Kind::Url),
        must("timezone", Kind::Timezone),
        may("typography", Kind::Word(&["plain", "french"])),
    ],
};

/// One college.
pub static COLLEGE: Schema = Schema {
    name: "[[college]]",
    keys: &[must("id", Kind::Slug), must("name", Kind::Text)],
};

/// One member.
pub static MEMBER: Schema = Schema {
    name: "[[member]]",
    keys: &[
        must("id", Kind::Slug),
        must("name", Kind::Text),
        must("college", Kind::Slug),
        may("url", Kind::Url),
        may("since", Kind::Date),
        may("until", Kind::Date),
        may("terms", Kind::Tables(&TERM)),
        may("formerly", Kind::Tables(&FORMER_NAME)),
        may("allow", Kind::Texts),
    ],
};

static TERM: Schema = Schema {
    name: "terms",
    keys: &[must("since", Kind::Date), may("until", Kind::Date)],
};

static FORMER_NAME: Schema = Schema {
    name: "formerly",
    keys: &[must("name", Kind::Text), must("until", Kind::Date)],
};

/// Where each file lies.
pub static PATHS: Schema = Schema {
    name: "[paths]",
    keys: &[
        may("page", Kind::Path),
        may("calendar", Kind::Path),
        may("event", Kind::Path),
        may("minutes", Kind::Path),
        may("draft", Kind::Path),
    ],
};

/// What the links of the pages begin with.
pub static LINKS: Schema = Schema {
    name: "[links]",
    keys: &[may("base", Kind::Url)],
};

/// What was published once and is given up.
pub static WITHDRAWN: Schema = Schema {
    name: "[withdrawn]",
    keys: &[may("calendars", Kind::Texts), may("events", Kind::Texts)],
};

/// One meeting.
pub static MEETING: Schema = Schema {
    name: "[[meeting]]",
    keys: &[
        must("id", Kind::Slug),
        must("colleges", Kind::Slugs),
        may("number", Kind::Integer(1, 9999)),
        may("cycle", Kind::Integer(1900, 9999)),
        must("date", Kind::Date),
        must("start", Kind::Time),
        must("end", Kind::Time),
        may("status", Kind::Word(&STATUSES)),
        may("moved-from", Kind::Tables(&SLOT)),
        may("place", Kind::Text),
        may("online", Kind::Boolean),
        may("agenda", Kind::Items(&AGENDA_ITEM)),
        may("reason", Kind::Text),
        may("title", Kind::Text),
        may("uid", Kind::Uid),
        may("sequence", Kind::Integer(0, 2_147_483_647)),
        may("changed", Kind::Instant),
        may("updated", Kind::Instant),
        may("allow", Kind::Texts),
    ],
};

static STATUSES: [&str; 4] = [
    Status::WORDS[0].0,
    Status::WORDS[1].0,
    Status::WORDS[2].0,
    Status::WORDS[3].0,
];

static SLOT: Schema = Schema {
    name: "moved-from",
    keys: &[
        must("date", Kind::Date),
        must("start", Kind::Time),
        must("end", Kind::Time),
    ],
};

static AGENDA_ITEM: Schema = Schema {
    name: "agenda",
    keys: &[
        must("title", Kind::Text),
        may("presenter", Kind::Text),
        may("minutes", Kind::Integer(1, 1440)),
    ],
};

/// One opinion; nobody's name and no count of votes has a place in it.
pub static OPINION: Schema = Schema {
    name: "[[opinion]]",
    keys: &[
        must("id", Kind::Slug),
        may("date", Kind::Date),
        may("meeting", Kind::Slug),
        must("question", Kind::Text),
        may("outcome", Kind::Word(&OUTCOMES)),
        may("by", Kind::Word(&MAJORITIES)),
        may("colleges", Kind::Slugs),
        must("states", Kind::Tables(&STEP)),
        may("document", Kind::Document),
        may("licence", Kind::Text),
        may("allow", Kind::Texts),
    ],
};

static OUTCOMES: [&str; 3] = [
    Outcome::WORDS[0].0,
    Outcome::WORDS[1].0,
    Outcome::WORDS[2].0,
];

static MAJORITIES: [&str; 2] = [Majority::WORDS[0].0, Majority::WORDS[1].0];

static STEP: Schema = Schema {
    name: "states",
    keys: &[must("state", Kind::Word(&STATES)), must("on", Kind::Date)],
};

static STATES: [&str; 6] = [
    State::WORDS[0].0,
    State::WORDS[1].0,
    State::WORDS[2].0,
    State::WORDS[3].0,
    State::WORDS[4].0,
    State::WORDS[5].0,
];

/// `private/members.toml` as a whole.
pub static PRIVATE_MEMBERS: Schema = Schema {
    name: PRIVATE_MEMBERS_FILE,
    keys: &[may("contact", Kind::Tables(&CONTACT))],
};

/// `private/meetings.toml` as a whole.
pub static PRIVATE_MEETINGS: Schema = Schema {
    name: PRIVATE_MEETINGS_FILE,
    keys: &[
        may("default", Kind::Table(&DEFAULT_JOIN)),
        may("meeting", Kind::Named(&MEETING_JOIN)),
    ],
};

/// One person who stands for a member.
pub static CONTACT: Schema = Schema {
    name: "[[contact]]",
    keys: &[
        must("member", Kind::Slug),
        must("name", Kind::Text),
        must("email", Kind::Email),
        must("role", Kind::Word(&ROLES)),
        may("public-name", Kind::Boolean),
        may("since", Kind::Date),
        may("until", Kind::Date),
    ],
};

static ROLES: [&str; 2] = [Role::WORDS[0].0, Role::WORDS[1].0];

/// The videoconference of the meetings without one of their own.
pub static DEFAULT_JOIN: Schema = Schema {
    name: "[default]",
    keys: &[must("join", Kind::Url)],
};

/// The videoconference of one meeting.
pub static MEETING_JOIN: Schema = Schema {
    name: "[meeting.ID]",
    keys: &[must("join", Kind::Url)],
};

/// `private/smtp.toml` as a whole.
pub static SMTP: Schema = Schema {
    name: SMTP_FILE,
    keys: &[
        must("host", Kind::Host),
        may("port", Kind::Integer(1, 65_535)),
        may("security", Kind::Word(&SECURITIES)),
        may("user", Kind::Text),
        may("password-command", Kind::Texts),
        may("password-file", Kind::Text),
    ],
};

static SECURITIES: [&str; 3] = [
    Security::WORDS[0].0,
    Security::WORDS[1].0,
    Security::WORDS[2].0,
];
