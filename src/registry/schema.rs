//! The keys of each table of the registries: what a key holds, whether the table must have it, what
//! stands for it where it is left out, and an example.
//!
//! Everything that is said of a key is made of these tables: the rows that are read, what
//! [`Validate`](super::validate::Validate) accepts, the lines that findings propose, the lists of
//! `cll explain unknown-key`, the JSON Schema of `cll schema` and the tables of `docs/*/registries.md`.
//! The sentence about a key is that of `key.TABLE.KEY` in the catalogue.

mod json;

use serde::Deserialize;
use strum::VariantNames;
use toml::Spanned;
use toml::value::Datetime;

pub use json::document;

use crate::domain::{
    Auth, Majority, Outcome, Role, Security, State, Status, SubjectState, Typography,
};
use crate::locale::holidays::HolidayRegion;
use crate::source::{
    IMAP_FILE, PRIVATE_MEETINGS_FILE, PRIVATE_MEMBERS_FILE, PRIVATE_SUBJECTS_FILE, SMTP_FILE,
};

/// The keys of one kind of table, or of the root of a file.
#[derive(Debug)]
pub struct Schema {
    /// How the table is written, as in `[[member]]`; of the root, the path of the file.
    pub name: &'static str,
    pub keys: &'static [Key],
}

/// One key of a table.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    pub name: &'static str,
    pub kind: Kind,
    pub required: bool,
    /// The value of a table without the key, as it is written but for quotation marks.
    pub default: Option<&'static str>,
    /// A value, as it is written.
    pub example: &'static str,
}

/// What a key holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// One line of text.
    Text,
    /// A text of several lines.
    Lines,
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
    /// One of a few words, or such an integer.
    WordOrInteger(&'static [&'static str], i64, i64),
    Boolean,
    /// A local date.
    Date,
    /// A local time.
    Time,
    /// A moment with an offset from UTC.
    Instant,
    /// A list of texts.
    Texts,
    /// The same, and not empty.
    SomeTexts,
    /// A list of slugs that is not empty.
    Slugs,
    Table(&'static Schema),
    Tables(&'static Schema),
    /// Tables of which there is one at least.
    SomeTables(&'static Schema),
    /// Tables by their names, at the root of a file alone.
    Named(&'static Schema),
    /// A list of texts and of tables.
    Items(&'static Schema),
}

/// A record as it is written, once its table is known to be as its schema wants it.
pub trait Row: for<'de> Deserialize<'de> {
    const SCHEMA: &'static Schema;
}

/// The articles that a name may have; "aucun" is none.
const ARTICLES: [&str; 6] = ["le", "la", "l'", "l\u{2019}", "les", "aucun"];

/// The root of each file.
static FILES: [&Schema; 7] = [
    &MEMBERS,
    &MEETINGS,
    &PRIVATE_MEMBERS,
    &PRIVATE_MEETINGS,
    &PRIVATE_SUBJECTS,
    &SMTP,
    &IMAP,
];

const fn must(kind: Kind, example: &'static str) -> Key {
    Key {
        name: "",
        kind,
        required: true,
        default: None,
        example,
    }
}

const fn may(kind: Kind, example: &'static str) -> Key {
    Key {
        required: false,
        ..must(kind, example)
    }
}

impl Key {
    /// The same key of tables that have `default` where they leave it out.
    const fn or(self, default: &'static str) -> Self {
        Self {
            default: Some(default),
            ..self
        }
    }

    /// The table, or the kind of table, that the key holds.
    #[must_use]
    pub fn below(&self) -> Option<&'static Schema> {
        match self.kind {
            Kind::Table(schema)
            | Kind::Tables(schema)
            | Kind::SomeTables(schema)
            | Kind::Named(schema)
            | Kind::Items(schema) => Some(schema),
            _ => None,
        }
    }

    /// A line that gives the key a value, or begins the table that it holds.
    #[must_use]
    pub fn line(&self) -> String {
        match self.below() {
            Some(table) if table.name.starts_with('[') => table.name.to_owned(),
            _ => format!("{} = {}", self.name, self.example),
        }
    }
}

impl Schema {
    /// Its name in the catalogue.
    #[must_use]
    pub fn word(&self) -> String {
        self.name.trim_matches(['[', ']']).replace(['/', '.'], "-")
    }

    /// Whether it is the root of a file that has its keys there: the settings of a server.
    #[must_use]
    pub fn is_settings(&self) -> bool {
        [SMTP.name, IMAP.name].contains(&self.name)
    }

    /// The key of this name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// Every table with its file, in order: the root of the file first, then what is below it.
#[must_use]
pub fn tables() -> Vec<(&'static Schema, &'static Schema)> {
    fn add(
        file: &'static Schema,
        table: &'static Schema,
        all: &mut Vec<(&'static Schema, &'static Schema)>,
    ) {
        all.push((file, table));
        for below in table.keys.iter().filter_map(Key::below) {
            add(file, below, all);
        }
    }
    let mut all = Vec::new();
    for file in FILES {
        add(file, file, &mut all);
    }
    all
}

/// A line that gives a key of one of the tables a value.
#[must_use]
pub fn line(name: &str) -> String {
    let mut keys = tables()
        .into_iter()
        .filter_map(|(_, table)| table.key(name));
    keys.next().map(Key::line).unwrap_or_default()
}

/// The keys of each table, a table a line, as a list in Markdown.
#[must_use]
pub fn key_lists() -> String {
    fn keys(table: &Schema) -> String {
        let keys = table.keys.iter().map(|key| match key.below() {
            Some(below) => format!("{} ({})", key.name, keys(below)),
            None => key.name.to_owned(),
        });
        keys.collect::<Vec<_>>().join(", ")
    }
    let lines = tables().into_iter().filter_map(|(file, table)| {
        let keys = keys(table);
        match table.name {
            name if name.starts_with('[') => Some(format!("- `{}` `{name}` {keys}", file.name)),
            name if table.is_settings() => Some(format!("- `{name}` {keys}")),
            _ => None,
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Declares tables, each with the row that is read of it: the field of a key is called as the key is,
/// unless the key is spelled out behind it.
macro_rules! tables {
    ($($(#[$doc:meta])* $schema:ident $name:expr, $row:ident {
        $($field:ident $($key:literal)?: $type:ty = $spec:expr,)*
    })*) => {$(
        $(#[$doc])*
        pub static $schema: Schema = Schema {
            name: $name,
            keys: &[$(Key { name: tables!(@name $field $($key)?), ..$spec },)*],
        };

        $(#[$doc])*
        #[derive(Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub struct $row {
            $(pub $field: $type,)*
        }

        impl Row for $row {
            const SCHEMA: &'static Schema = &$schema;
        }
    )*};
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $key:literal) => { $key };
}

/// Declares what the root of a file holds.
macro_rules! roots {
    ($($(#[$doc:meta])* $schema:ident $name:expr, { $($key:ident = $spec:expr,)* })*) => {$(
        $(#[$doc])*
        pub static $schema: Schema = Schema {
            name: $name,
            keys: &[$(Key { name: stringify!($key), ..$spec },)*],
        };
    )*};
}

roots! {
    /// `members.toml`.
    MEMBERS "members.toml", {
        council = must(Kind::Table(&COUNCIL), ""),
        college = must(Kind::Tables(&COLLEGE), ""),
        member = may(Kind::Tables(&MEMBER), ""),
    }

    /// `meetings.toml`.
    MEETINGS "meetings.toml", {
        paths = may(Kind::Table(&PATHS), ""),
        links = may(Kind::Table(&LINKS), ""),
        withdrawn = may(Kind::Table(&WITHDRAWN), ""),
        meeting = may(Kind::Tables(&MEETING), ""),
        opinion = may(Kind::Tables(&OPINION), ""),
        subject = may(Kind::Tables(&SUBJECT), ""),
    }

    /// `private/members.toml`.
    PRIVATE_MEMBERS PRIVATE_MEMBERS_FILE, {
        contact = may(Kind::Tables(&CONTACT), ""),
    }

    /// `private/meetings.toml`.
    PRIVATE_MEETINGS PRIVATE_MEETINGS_FILE, {
        default = may(Kind::Table(&DEFAULT_JOIN), ""),
        meeting = may(Kind::Named(&MEETING_JOIN), ""),
    }

    /// `private/subjects.toml`.
    PRIVATE_SUBJECTS PRIVATE_SUBJECTS_FILE, {
        proposal = may(Kind::Tables(&PROPOSAL), ""),
    }
}

tables! {
    /// The council itself.
    COUNCIL "[council]", CouncilRow {
        id: String = must(Kind::Slug, "\"conseil-logiciels-libres\""),
        name: String = must(Kind::Text, "\"Conseil logiciels libres\""),
        acronym: String = must(Kind::Text, "\"CLL\""),
        article: Option<String> = may(Kind::Word(&ARTICLES), "\"le\""),
        convener: String = must(Kind::Text, "\"DINUM\""),
        convener_article "convener-article": Option<String> =
            may(Kind::Word(&ARTICLES), "\"la\""),
        contact: String = must(Kind::Email, "\"secretariat@example.org\""),
        reply_to "reply-to": Option<String> = may(Kind::Email, "\"reponses@example.org\""),
        url: Option<String> = may(Kind::Url, "\"https://example.org/\""),
        timezone: String = must(Kind::Timezone, "\"Europe/Paris\""),
        holidays: Option<String> =
            may(Kind::Word(HolidayRegion::VARIANTS), "\"alsace-moselle\""),
        typography: Option<String> = may(Kind::Word(Typography::VARIANTS), "\"plain\"").or("french"),
        as_of "as-of": Option<Spanned<Datetime>> = may(Kind::Date, "2026-11-28"),
        quorum: Option<Spanned<QuorumRow>> =
            may(Kind::WordOrInteger(&["half"], 1, 9999), "\"half\""),
        proxies: Option<usize> = may(Kind::Integer(0, 9999), "1"),
    }

    /// One college.
    COLLEGE "[[college]]", CollegeRow {
        id: Spanned<String> = must(Kind::Slug, "\"administrations\""),
        name: String = must(Kind::Text, "\"administrations\""),
    }

    /// One member.
    MEMBER "[[member]]", MemberRow {
        id: Spanned<String> = must(Kind::Slug, "\"adullact\""),
        name: Spanned<String> = must(Kind::Text, "\"ADULLACT\""),
        article: Option<String> = may(Kind::Word(&ARTICLES), "\"l'\""),
        college: Spanned<String> = must(Kind::Slug, "\"administrations\""),
        url: Option<String> = may(Kind::Url, "\"https://example.org/\""),
        since: Option<Spanned<Datetime>> = may(Kind::Date, "2022-01-26"),
        until: Option<Spanned<Datetime>> = may(Kind::Date, "2025-03-31"),
        terms: Option<Spanned<Vec<TermRow>>> =
            may(Kind::SomeTables(&TERM), "[{ since = 2022-01-26, until = 2025-03-31 }]"),
        formerly: Option<Vec<FormerNameRow>> =
            may(Kind::Tables(&FORMER_NAME), "[{ name = \"…\", until = 2025-03-31 }]"),
        allow: Option<Vec<Spanned<String>>> = may(Kind::Texts, "[\"non-working-day\"]"),
    }

    /// One mandate of a member that had several.
    TERM "terms", TermRow {
        since: Spanned<Datetime> = must(Kind::Date, "2022-01-26"),
        until: Option<Spanned<Datetime>> = may(Kind::Date, "2025-03-31"),
    }

    /// A name that a member bore before.
    FORMER_NAME "formerly", FormerNameRow {
        name: String = must(Kind::Text, "\"…\""),
        until: Spanned<Datetime> = must(Kind::Date, "2025-03-31"),
    }

    /// Where each file lies.
    PATHS "[paths]", PathsRow {
        page: Option<Spanned<String>> = may(Kind::Path, "\"…\"").or("{{ council.id }}.md"),
        calendar: Option<Spanned<String>> =
            may(Kind::Path, "\"…\"").or("evenements/rdv-{{ council.id }}.ics"),
        event: Option<Spanned<String>> =
            may(Kind::Path, "\"…\"").or("evenements/{{ council.id }}-{{ meeting.id }}.ics"),
        minutes: Option<Spanned<String>> =
            may(Kind::Path, "\"…\"").or("comptes-rendus/{{ meeting.id }}.md"),
        draft: Option<Spanned<String>> =
            may(Kind::Path, "\"…\"").or("private/comptes-rendus/{{ meeting.id }}.md"),
    }

    /// What the links of the pages begin with.
    LINKS "[links]", LinksRow {
        base: Option<String> = may(Kind::Url, "\"https://example.org/blob/main/\""),
    }

    /// What was published once and is given up.
    WITHDRAWN "[withdrawn]", WithdrawnRow {
        calendars: Option<Vec<String>> = may(Kind::Texts, "[\"evenements/rdv-ancien.ics\"]"),
        events: Option<Vec<String>> = may(Kind::Texts, "[\"2023-administrations-2@example.org\"]"),
    }

    /// One meeting.
    MEETING "[[meeting]]", MeetingRow {
        id: Spanned<String> = must(Kind::Slug, "\"2023-administrations-2\""),
        colleges: Spanned<Vec<Spanned<String>>> = must(Kind::Slugs, "[\"administrations\"]"),
        number: Option<Spanned<u32>> = may(Kind::Integer(1, 9999), "1"),
        cycle: Option<Spanned<i32>> = may(Kind::Integer(1900, 9999), "2023"),
        date: Spanned<Datetime> = must(Kind::Date, "2023-09-28"),
        start: Spanned<Datetime> = must(Kind::Time, "14:00:00"),
        end: Spanned<Datetime> = must(Kind::Time, "16:00:00"),
        end_date "end-date": Option<Spanned<Datetime>> = may(Kind::Date, "2023-09-29"),
        status: Option<String> = may(Kind::Word(Status::VARIANTS), "\"proposed\"").or("confirmed"),
        moved_from "moved-from": Option<Vec<Spanned<SlotRow>>> =
            may(Kind::Tables(&SLOT), "[{ date = 2023-09-15, start = 14:00:00, end = 16:00:00 }]"),
        place: Option<String> = may(Kind::Text, "\"…\""),
        online: Option<bool> = may(Kind::Boolean, "true"),
        agenda: Option<Vec<AgendaRow>> = may(Kind::Items(&AGENDA_ITEM), "[\"Bilan de l'année\"]"),
        reason: Option<String> = may(Kind::Text, "\"…\""),
        title: Option<String> = may(Kind::Text, "\"…\""),
        minutes: Option<Spanned<String>> = may(Kind::Text, "\"comptes-rendus/2023-09-28.md\""),
        uid: Option<Spanned<String>> = may(Kind::Uid, "\"2023-administrations-2@example.org\""),
        event: Option<Spanned<String>> = may(Kind::Text, "\"evenements/ancien.ics\""),
        sequence: Option<u32> = may(Kind::Integer(0, 2_147_483_647), "1").or("0"),
        changed: Option<Spanned<Datetime>> = may(Kind::Instant, "2023-09-14T12:00:00Z"),
        updated: Option<Spanned<Datetime>> = may(Kind::Instant, "2023-09-14T12:00:00Z"),
        allow: Option<Vec<Spanned<String>>> = may(Kind::Texts, "[\"non-working-day\"]"),
    }

    /// A day and hours announced before.
    SLOT "moved-from", SlotRow {
        date: Spanned<Datetime> = must(Kind::Date, "2023-09-15"),
        start: Spanned<Datetime> = must(Kind::Time, "14:00:00"),
        end: Spanned<Datetime> = must(Kind::Time, "16:00:00"),
        end_date "end-date": Option<Spanned<Datetime>> = may(Kind::Date, "2023-09-16"),
    }

    /// An item of an agenda, where it says more than its title.
    AGENDA_ITEM "agenda", AgendaItemRow {
        title: String = must(Kind::Text, "\"…\""),
        presenter: Option<String> = may(Kind::Text, "\"…\""),
        minutes: Option<u32> = may(Kind::Integer(1, 1440), "20"),
    }

    /// One opinion; nobody's name and no count of votes has a place in it.
    OPINION "[[opinion]]", OpinionRow {
        id: Spanned<String> = must(Kind::Slug, "\"2023-guide-des-achats\""),
        date: Option<Spanned<Datetime>> = may(Kind::Date, "2023-09-28"),
        meeting: Option<Spanned<String>> = may(Kind::Slug, "\"2023-administrations-2\""),
        question: String = must(Kind::Text, "\"…\""),
        subject: Option<Spanned<String>> = may(Kind::Slug, "\"2023-sujet-1\""),
        outcome: Option<String> = may(Kind::Word(Outcome::VARIANTS), "\"favourable\""),
        by: Option<String> = may(Kind::Word(Majority::VARIANTS), "\"majority\""),
        colleges: Option<Spanned<Vec<Spanned<String>>>> = may(Kind::Slugs, "[\"administrations\"]"),
        states: Spanned<Vec<StepRow>> =
            must(Kind::SomeTables(&STEP), "[{ state = \"adopted\", on = 2023-09-28 }]"),
        document: Option<Spanned<String>> = may(Kind::Document, "\"avis/2023-1.pdf\""),
        licence: Option<String> = may(Kind::Text, "\"CC BY-SA 4.0\""),
        allow: Option<Vec<Spanned<String>>> = may(Kind::Texts, "[\"opinion-date\"]"),
    }

    /// A state of an opinion, and since when.
    STEP "states", StepRow {
        state: Spanned<String> = must(Kind::Word(State::VARIANTS), "\"adopted\""),
        on: Spanned<Datetime> = must(Kind::Date, "2023-09-28"),
    }

    /// One subject that was relayed to the council; nobody's name has a place in it.
    SUBJECT "[[subject]]", SubjectRow {
        id: Spanned<String> = must(Kind::Slug, "\"2023-sujet-1\""),
        title: String = must(Kind::Text, "\"…\""),
        received: Spanned<Datetime> = must(Kind::Date, "2023-09-04"),
        state: String = must(Kind::Word(SubjectState::VARIANTS), "\"relayed\""),
        meeting: Option<Spanned<String>> = may(Kind::Slug, "\"2023-administrations-2\""),
        item: Option<String> = may(Kind::Text, "\"…\""),
        opinion: Option<Spanned<String>> = may(Kind::Slug, "\"2023-guide-des-achats\""),
        why: Option<String> = may(Kind::Text, "\"…\""),
    }

    /// One person who stands for a member.
    CONTACT "[[contact]]", ContactRow {
        member: Spanned<String> = must(Kind::Slug, "\"adullact\""),
        name: Spanned<String> = must(Kind::Text, "\"…\""),
        email: Option<Spanned<String>> = may(Kind::Email, "\"nom@example.org\""),
        role: String = must(Kind::Word(Role::VARIANTS), "\"titular\""),
        public_name "public-name": Option<bool> = may(Kind::Boolean, "true").or("false"),
        since: Option<Spanned<Datetime>> = may(Kind::Date, "2022-01-26"),
        until: Option<Spanned<Datetime>> = may(Kind::Date, "2025-03-31"),
    }

    /// The videoconference of the meetings without one of their own.
    DEFAULT_JOIN "[default]", DefaultJoinRow {
        join: Spanned<String> = must(Kind::Url, "\"https://example.org/…\""),
    }

    /// The videoconference of one meeting.
    MEETING_JOIN "[meeting.ID]", JoinRow {
        join: Spanned<String> = must(Kind::Url, "\"https://example.org/…\""),
    }

    /// One subject that somebody proposed.
    PROPOSAL "[[proposal]]", ProposalRow {
        id: Spanned<String> = must(Kind::Slug, "\"2023-sujet-1\""),
        title: String = must(Kind::Text, "\"…\""),
        received: Spanned<Datetime> = must(Kind::Date, "2023-09-04"),
        name: Option<Spanned<String>> = may(Kind::Text, "\"…\""),
        email: Option<Spanned<String>> = may(Kind::Text, "\"nom@example.org\""),
        others: Option<Spanned<Vec<String>>> =
            may(Kind::SomeTexts, "[\"…\", \"autre@example.org\"]"),
        public_name "public-name": Option<bool> = may(Kind::Boolean, "true").or("false"),
        relayed: Option<bool> = may(Kind::Boolean, "true").or("false"),
        message_id "message-id": Option<String> = may(Kind::Text, "\"…@example.org\""),
        text: Option<String> = may(Kind::Lines, "\"…\""),
        why: Option<String> = may(Kind::Text, "\"…\""),
    }

    /// `private/smtp.toml`.
    SMTP SMTP_FILE, SmtpRow {
        host: String = must(Kind::Host, "\"smtp.example.org\""),
        port: Option<u16> = may(Kind::Integer(1, 65_535), "587"),
        security: Option<Spanned<String>> =
            may(Kind::Word(Security::VARIANTS), "\"tls\"").or("starttls"),
        user: Option<Spanned<String>> = may(Kind::Text, "\"secretariat\""),
        auth: Option<String> = may(Kind::Word(Auth::VARIANTS), "\"xoauth2\"").or("password"),
        password_command "password-command": Option<Spanned<Vec<String>>> =
            may(Kind::SomeTexts, "[\"pass\", \"show\", \"mail\"]"),
        password_file "password-file": Option<Spanned<String>> = may(Kind::Text, "\"password\""),
    }

    /// `private/imap.toml`.
    IMAP IMAP_FILE, ImapRow {
        host: String = must(Kind::Host, "\"imap.example.org\""),
        port: Option<u16> = may(Kind::Integer(1, 65_535), "993"),
        security: Option<Spanned<String>> =
            may(Kind::Word(Security::VARIANTS), "\"starttls\"").or("tls"),
        user: Spanned<String> = must(Kind::Text, "\"secretariat\""),
        auth: Option<String> = may(Kind::Word(Auth::VARIANTS), "\"xoauth2\"").or("password"),
        password_command "password-command": Option<Spanned<Vec<String>>> =
            may(Kind::SomeTexts, "[\"pass\", \"show\", \"mail\"]"),
        password_file "password-file": Option<Spanned<String>> = may(Kind::Text, "\"password\""),
        mailbox: Option<String> = may(Kind::Text, "\"Réponses\"").or("INBOX"),
    }
}

/// A quorum as it is written: the word is "half".
#[derive(Deserialize)]
#[serde(untagged)]
pub enum QuorumRow {
    Word(String),
    Members(usize),
}

/// An item of an agenda as it is written.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum AgendaRow {
    Title(String),
    Item(AgendaItemRow),
}

#[cfg(test)]
mod tests {
    use toml::de::{DeTable, DeValue};

    use super::*;
    use crate::registry::validate::Validate;
    use crate::source::Sources;

    #[test]
    fn an_example_is_a_value_that_the_key_takes() {
        for (_, table) in tables() {
            for key in table.keys.iter().filter(|key| !key.example.is_empty()) {
                let text = key.line();
                let (root, errors) = DeTable::parse_recoverable(&text);
                assert_eq!(errors.len(), 0, "{text}");
                let mut problems = Vec::new();
                let keys: &'static [Key] = Box::leak(Box::new([*key]));
                let alone: &'static Schema = Box::leak(Box::new(Schema { name: "", keys }));
                Validate {
                    file: Sources::new().add("x.toml", text.clone()),
                    timezones: &["Europe/Paris"],
                    problems: &mut problems,
                }
                .table(root.get_ref(), alone, 0..0, &[]);
                assert!(problems.is_empty(), "{text}: {problems:?}");
                assert!(
                    matches!(root.get_ref().get(key.name), Some(value) if !matches!(value.get_ref(), DeValue::Table(_)))
                );
            }
        }
    }

    #[test]
    fn a_row_has_each_key_and_requires_those_of_its_table() {
        fn check<T: Row>() {
            let text = |keys: &dyn Fn(&&Key) -> bool| -> String {
                let keys = T::SCHEMA.keys.iter().filter(keys);
                keys.map(|key| format!("{} = {}\n", key.name, key.example))
                    .collect()
            };
            let all = text(&|_| true);
            assert!(toml::from_str::<T>(&all).is_ok(), "{all}");
            let required = text(&|key| key.required);
            assert!(toml::from_str::<T>(&required).is_ok(), "{required}");
            for one in T::SCHEMA.keys.iter().filter(|key| key.required) {
                let without = text(&|key| key.name != one.name);
                assert!(toml::from_str::<T>(&without).is_err(), "{without}");
            }
        }
        check::<CouncilRow>();
        check::<CollegeRow>();
        check::<MemberRow>();
        check::<TermRow>();
        check::<FormerNameRow>();
        check::<PathsRow>();
        check::<LinksRow>();
        check::<WithdrawnRow>();
        check::<MeetingRow>();
        check::<SlotRow>();
        check::<AgendaItemRow>();
        check::<OpinionRow>();
        check::<StepRow>();
        check::<SubjectRow>();
        check::<ContactRow>();
        check::<DefaultJoinRow>();
        check::<JoinRow>();
        check::<ProposalRow>();
        check::<SmtpRow>();
        check::<ImapRow>();
    }

    #[test]
    fn a_line_is_what_the_file_wants_at_that_place() {
        let line = |table: &Schema, name| table.key(name).unwrap().line();
        assert_eq!(line(&MEMBERS, "college"), "[[college]]");
        assert_eq!(line(&MEMBER, "college"), "college = \"administrations\"");
        assert_eq!(line(&MEMBERS, "council"), "[council]");
        assert_eq!(line(&PRIVATE_MEETINGS, "meeting"), "[meeting.ID]");
        assert_eq!(line(&MEETING, "date"), "date = 2023-09-28");
        assert_eq!(line(&CONTACT, "public-name"), "public-name = true");
        assert_eq!(super::line("until"), "until = 2025-03-31");
    }

    #[test]
    fn the_lists_of_keys_leave_none_out() {
        let lists = key_lists();
        for (_, table) in tables() {
            for key in table.keys {
                assert!(lists.contains(key.name), "{}", key.name);
            }
        }
        assert!(
            lists.contains("- `members.toml` `[[college]]` id, name\n"),
            "{lists}"
        );
        assert!(lists.contains("terms (since, until)"), "{lists}");
        assert!(
            lists.contains("- `private/smtp.toml` host, port, "),
            "{lists}"
        );
    }
}
