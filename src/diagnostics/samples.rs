//! One value of everything that can be wrong.

mod import;
mod meetings;
mod minutes;
mod opinion;
mod pages;

use chrono::{DateTime, NaiveDate, NaiveTime};

use crate::problem::{
    AddressFault, ArgumentFault, DayOff, FeedChange, ForeignContent, HeaderFlaw, Misplaced,
    Orphaned, PrivateGap, PrivateKind, ShownMeeting, Silence, TemplateFault, TextKind, Unchecked,
    Unreadable, Unsafe, ValueKind, What,
};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, month, day).unwrap()
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

fn text(text: &str) -> String {
    text.to_owned()
}

/// Returns at least one sample of every variant, in the order of the codes.
pub fn all() -> Vec<What> {
    [
        registries(),
        records(),
        days(),
        templates(),
        pages(),
        announced(),
        made(),
        private(),
        opinion::all(),
        meetings::all(),
        pages::all(),
        minutes::all(),
        import::all(),
    ]
    .concat()
}

fn looked_at() -> Vec<What> {
    let mut samples: Vec<What> = [
        Unreadable::Missing,
        Unreadable::Directory,
        Unreadable::Denied,
        Unreadable::TooLarge { limit: 16 << 20 },
        Unreadable::NotInClone,
        Unreadable::Shallow,
        Unreadable::Other(text("input/output error")),
    ]
    .map(|why| What::UnreadableFile { why })
    .into();
    samples.extend([
        What::UncheckedFile {
            why: Unchecked::TooLarge { limit: 16 << 20 },
        },
        What::UncheckedFile {
            why: Unchecked::Expands { limit: 64 << 20 },
        },
        What::UncheckedFile {
            why: Unchecked::Encrypted,
        },
        What::UncheckedFile {
            why: Unchecked::Damaged,
        },
        What::UnsearchableFiles {
            paths: vec![text("budget.pdf")],
            others: 0,
        },
        What::UnsearchableFiles {
            paths: vec![text("budget.pdf"), text("photo.jpg")],
            others: 2,
        },
        What::GitSilent {
            why: Silence::Missing,
        },
        What::GitSilent {
            why: Silence::Owner {
                command: text("git config --global --add safe.directory /srv/council"),
            },
        },
        What::GitSilent {
            why: Silence::Waited { seconds: 60 },
        },
        What::GitSilent {
            why: Silence::Other(text("index file corrupt")),
        },
        What::GitSilent {
            why: Silence::Other(text("unknown repository extension found")),
        },
    ]);
    samples
}

fn registries() -> Vec<What> {
    let mut samples = looked_at();
    samples.extend([
        What::NotUtf8 { line: 3 },
        What::MergeConflict { first: 3, last: 7 },
        What::MergeConflict { first: 3, last: 3 },
        What::Syntax {
            message: text("string values must be quoted, expected literal string"),
            more: 2,
        },
        What::Syntax {
            message: text("something new"),
            more: 1,
        },
        What::UnknownKey {
            key: text("colege"),
            table: text("[[member]]"),
            nearest: Some(text("college")),
        },
        What::UnknownKey {
            key: text("zzz"),
            table: text("[[member]]"),
            nearest: None,
        },
        What::MissingKey {
            key: "college",
            table: text("members.toml"),
            line: text("[[college]]"),
        },
    ]);
    samples.extend(
        [
            ValueKind::Text,
            ValueKind::Integer,
            ValueKind::WordOrInteger,
            ValueKind::Boolean,
            ValueKind::Date,
            ValueKind::Time,
            ValueKind::Instant,
            ValueKind::Texts,
            ValueKind::Table,
            ValueKind::Tables,
            ValueKind::Agenda,
        ]
        .map(|expected| What::WrongType {
            key: text("date"),
            expected,
            found: "string",
            suggestion: (expected == ValueKind::Date).then(|| text("2023-09-28")),
            line: text("date = 2023-09-28"),
        }),
    );
    samples.extend([
        What::UnknownValue {
            key: text("status"),
            value: text("moved"),
            allowed: vec![text("proposed"), text("confirmed")],
            nearest: None,
        },
        What::OutOfRange {
            key: text("number"),
            least: 1,
            most: 9999,
        },
        What::EmptyValue { key: text("name") },
    ]);
    samples.extend(
        ['\n', '\t', '\u{1b}', '\u{feff}', '\u{202e}'].map(|character| What::ControlCharacter {
            key: text("name"),
            character,
        }),
    );
    samples.extend(
        [
            TextKind::Slug,
            TextKind::Email(AddressFault::NoAt),
            TextKind::Url,
            TextKind::Uid,
            TextKind::Timezone,
            TextKind::Host,
        ]
        .map(|kind| What::InvalidText {
            key: text("id"),
            kind,
            suggestion: None,
            line: text("id = \"adullact\""),
        }),
    );
    samples.push(What::ConflictingKeys {
        key: "since",
        other: "terms",
    });
    samples
}

fn records() -> Vec<What> {
    let mut samples = vec![
        What::DuplicateId {
            id: text("adullact"),
        },
        What::DuplicateUid {
            uid: text("TS1-70cc1acb"),
        },
        What::UnknownCollege {
            id: text("ecosystem"),
            nearest: Some(text("ecosysteme")),
        },
        What::CollegeOrder {
            expected: vec![text("administrations"), text("ecosysteme")],
        },
        What::TermBackwards {
            since: day(9, 28),
            until: day(9, 1),
        },
        What::TermsOverlap,
    ];
    let date = day(9, 28);
    samples.extend(["since", "formerly"].map(|key| What::FutureTerm { key, date }));
    samples
}

/// What the days of members and meetings make.
fn days() -> Vec<What> {
    let mut samples = vec![
        What::StaleAsOf {
            as_of: day(9, 28),
            members: vec!["ADULLACT".to_owned(), "AMUE".to_owned()],
            is_to_come: false,
        },
        What::ToFillIn {
            key: text("convener"),
            meeting: None,
            more: 0,
        },
        What::ToFillIn {
            key: text("start"),
            meeting: Some(text("2027-1")),
            more: 0,
        },
        What::ToFillIn {
            key: text("start"),
            meeting: Some(text("2023-1")),
            more: 3,
        },
        What::NamesOrder,
        What::QuorumTooHigh {
            required: 40,
            members: 15,
        },
        What::QuorumTooHigh {
            required: 2,
            members: 1,
        },
        What::EndBeforeStart {
            start: day(9, 28).and_time(time(14, 0)),
            end: day(9, 28).and_time(time(12, 0)),
        },
        What::EndBeforeStart {
            start: day(9, 28).and_time(time(14, 0)),
            end: day(9, 27).and_time(time(16, 0)),
        },
        What::SkippedHour {
            date: day(3, 26),
            time: time(2, 30),
        },
        What::AmbiguousHour {
            date: day(10, 29),
            time: time(2, 30),
        },
        What::DuplicateNumber {
            number: 2,
            series: text("2023-administrations"),
        },
        What::NumberGap {
            missing: 1,
            series: text("2023-administrations"),
        },
        What::RankOrder {
            number: 1,
            other: text("2023-ecosysteme-2"),
            other_number: 2,
        },
        What::OverlappingMeetings {
            other: text("2023-ecosysteme-1"),
            college: text("écosystème"),
        },
    ];
    samples.extend(
        [
            DayOff::Saturday,
            DayOff::Sunday,
            DayOff::Holiday("fête du Travail"),
        ]
        .map(|why| What::NonWorkingDay {
            date: day(5, 1),
            why,
        }),
    );
    samples.extend([
        What::MissingUpdated {
            meeting: text("2023-administrations-2"),
        },
        What::MovedFromOrder {
            earlier: day(9, 15),
            later: day(9, 1),
        },
        What::UnknownCode {
            code: text("weekend"),
            nearest: None,
        },
    ]);
    samples
}

fn templates() -> Vec<What> {
    let mut samples: Vec<What> = [
        ("blocks/members.md.j2", TemplateFault::Undefined),
        ("{{ x }}", TemplateFault::Undefined),
        ("page.md.j2", TemplateFault::Unprintable(text("list"))),
        ("page.md.j2", TemplateFault::Unprintable(text("table"))),
        ("page.md.j2", TemplateFault::Unprintable(text("none"))),
        ("page.md.j2", TemplateFault::Unprintable(text("boolean"))),
        ("page.md.j2", TemplateFault::Endless),
        ("page.md.j2", TemplateFault::TooMuch(16 << 20)),
        ("page.md.j2", TemplateFault::Long(256 << 10)),
        ("page.md.j2", TemplateFault::Syntax(text("unexpected end"))),
        ("{{", TemplateFault::Syntax(text("unexpected end"))),
        (
            "page.md.j2",
            TemplateFault::Other(text("invalid operation")),
        ),
    ]
    .map(|(name, fault)| What::TemplateError {
        name: text(name),
        fault,
    })
    .into();
    samples.extend([
        What::UnknownTemplate {
            name: text("pages.md.j2"),
            nearest: None,
        },
        What::UnknownVariable {
            name: text("meting.id"),
            template: text("blocks/calendar.md.j2"),
            nearest: None,
        },
        What::SamePath {
            path: text("evenements/cll.ics"),
            first: text("2023-administrations-1"),
            second: text("2023-administrations-2"),
        },
    ]);
    samples.extend(
        [
            Unsafe::Empty,
            Unsafe::Absolute,
            Unsafe::Climbs,
            Unsafe::Character('\\'),
            Unsafe::Character('\u{7}'),
            Unsafe::TooLong,
            Unsafe::Link,
            Unsafe::Suffix(".ics"),
            Unsafe::Reserved,
        ]
        .map(|why| What::UnsafePath {
            path: text("../x"),
            why,
        }),
    );
    samples
}

fn announced() -> Vec<What> {
    vec![
        What::UnannouncedChange {
            meeting: text("2023-administrations-2"),
            was: shown(15),
            now: shown(28),
            sequence: 1,
        },
        What::StaleUpdated {
            meeting: text("2023-administrations-2"),
            published: DateTime::UNIX_EPOCH,
        },
        What::FutureUpdated {
            meeting: text("2023-administrations-2"),
            moment: DateTime::UNIX_EPOCH,
        },
        What::UidChanged {
            meeting: text("2023-administrations-2"),
            published: text("TS1-70cc1acb-8fbc-4554-9c73-034a16dacbe8"),
        },
        What::LostEvent {
            uid: text("TS1-70cc1acb-8fbc-4554-9c73-034a16dacbe8"),
            summary: text("Conseil, réunion"),
            recurs: false,
        },
        What::LostEvent {
            uid: text("serie@example.org"),
            summary: text("Conseil, réunion"),
            recurs: true,
        },
        What::StillWithdrawn {
            entry: text("evenements/rdv-ancien.ics"),
        },
        What::FeedChanged {
            change: FeedChange::Address {
                now: text("evenements/rdv-cll.ics"),
                council: None,
            },
        },
        What::FeedChanged {
            change: FeedChange::Address {
                now: text("evenements/rdv-cll.ics"),
                council: Some(text("conseil")),
            },
        },
        What::FeedChanged {
            change: FeedChange::Council {
                was: text("conseil"),
            },
        },
        What::FeedChanged {
            change: FeedChange::Timezone {
                was: text("Europe/Paris"),
                now: text("America/Martinique"),
            },
        },
        What::PartialHistory,
        foreign(
            ForeignContent::Component {
                name: text("VTODO"),
            },
            0,
        ),
        foreign(
            ForeignContent::Property {
                name: text("ATTACH"),
            },
            1,
        ),
        foreign(
            ForeignContent::Series {
                uid: text("serie@example.org"),
                summary: text("Réunion mensuelle"),
            },
            0,
        ),
        foreign(
            ForeignContent::Event {
                summary: text("Séminaire"),
            },
            2,
        ),
        foreign(ForeignContent::Broken { events: 3 }, 0),
        What::DroppedText {
            path: text("evenements/rdv-cll.ics"),
            property: text("DESCRIPTION"),
            more: 1,
        },
    ]
}

fn made() -> Vec<What> {
    vec![
        What::StaleFile {
            missing: false,
            diff: text("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new\n"),
        },
        What::StaleFile {
            missing: true,
            diff: String::new(),
        },
        What::OrphanFile {
            kind: Orphaned::Calendar,
        },
        What::OrphanFile {
            kind: Orphaned::Page {
                was: text("conseil.md"),
                now: text("cll.md"),
            },
        },
        What::OrphanFile {
            kind: Orphaned::Minutes {
                was: text("comptes-rendus/2023-administrations-1.md"),
                wanted: None,
            },
        },
        What::OrphanFile {
            kind: Orphaned::Minutes {
                was: text("comptes-rendus/2023-administration-2.md"),
                wanted: Some(text("comptes-rendus/2023-administrations-2.md")),
            },
        },
    ]
}

fn pages() -> Vec<What> {
    let mut samples = vec![What::UnknownBlock {
        name: text("membres"),
        nearest: None,
    }];
    samples.extend(
        [
            ArgumentFault::Syntax {
                meant: "<!-- cll:calendar cycle=\"2025\" -->".to_owned(),
            },
            ArgumentFault::Unknown {
                key: text("colege"),
                known: vec!["college", "at"],
                nearest: None,
            },
            ArgumentFault::Unknown {
                key: text("at"),
                known: vec![],
                nearest: None,
            },
            ArgumentFault::Value {
                key: text("at"),
                value: text("hier"),
                allowed: vec![text("2023-12-31")],
                nearest: None,
            },
            ArgumentFault::Value {
                key: text("order"),
                value: text("up"),
                allowed: vec![text("asc"), text("desc")],
                nearest: None,
            },
        ]
        .map(|fault| What::BlockArgument {
            block: text("members"),
            fault,
        }),
    );
    let name = || text("members");
    samples.extend([
        What::UnclosedBlock { name: name() },
        What::StrayBlockEnd { name: name() },
        What::NestedBlock { name: name() },
        What::MisplacedMarker {
            name: text("members"),
            why: Misplaced::NotAlone,
        },
        What::MisplacedMarker {
            name: text("members"),
            why: Misplaced::Unlike,
        },
        What::MisplacedMarker {
            name: text("members"),
            why: Misplaced::InHtml,
        },
    ]);
    samples
}

fn private() -> Vec<What> {
    let mut samples = vec![
        What::UnknownMember { nearest: None },
        What::UnknownMember {
            nearest: Some(text("adullact")),
        },
        What::UnknownMeeting { nearest: None },
        What::DuplicateContact { first: 3 },
        What::OwnAddress,
        What::UnfindableValue {
            kind: PrivateKind::Name,
        },
        What::UnfindableValue {
            kind: PrivateKind::Email,
        },
        What::UnfindableValue {
            kind: PrivateKind::JoinLink,
        },
        What::WrittenPassword,
        What::PlainConnection,
        What::PrivateTracked {
            path: text("private/members.toml"),
        },
        What::PrivateUnignored {
            path: text("private/members.toml"),
            others: 0,
        },
        What::PrivateUnignored {
            path: text("private/invitations/2025-a-1/alpha.eml"),
            others: 1,
        },
        What::PrivateUnignored {
            path: text("/srv/elsewhere/alpha.eml"),
            others: 12,
        },
    ];
    let gaps = [
        PrivateGap::Missing,
        PrivateGap::Emptied,
        PrivateGap::Contacts,
        PrivateGap::Links,
    ];
    samples.extend(gaps.map(|gap| What::MissingPrivateFile { gap }));
    samples.extend(
        [
            HeaderFlaw::Second,
            HeaderFlaw::Repeated,
            HeaderFlaw::Missing { records: 1 },
            HeaderFlaw::Missing { records: 3 },
        ]
        .map(|flaw| What::JournalHeader { flaw }),
    );
    samples.extend(
        [
            (None, false, false),
            (None, false, true),
            (Some(text("conseil-voisin")), false, false),
            (Some(text("conseil")), true, false),
        ]
        .map(|(council, is_former, of_answers)| What::BrokenJournal {
            council,
            is_former,
            of_answers,
        }),
    );
    samples.extend([1, 3].map(|people| What::ExpectedMeeting {
        uid: text("080f25df-4d0b-5aa7-b680-14077d9dd193"),
        name: text("réunion écosystème"),
        on: day(12, 8),
        people,
    }));
    samples.extend(
        [PrivateKind::Name, PrivateKind::Email, PrivateKind::JoinLink]
            .map(|kind| What::PrivateLeak { kind }),
    );
    let kinds = [PrivateKind::Name, PrivateKind::Email, PrivateKind::JoinLink];
    let kinds = kinds.into_iter().map(Some).chain([None]);
    samples.extend(
        kinds
            .zip(0..)
            .map(|(kind, others)| What::PrivateHistory { kind, others }),
    );
    samples.push(What::NamedContact);
    samples
}

/// Makes what calendars show of a meeting on a day of September 2023.
fn shown(day: u32) -> ShownMeeting {
    let date = NaiveDate::from_ymd_opt(2023, 9, day).unwrap();
    ShownMeeting {
        start: date.and_hms_opt(14, 0, 0).unwrap(),
        end: date.and_hms_opt(16, 0, 0).unwrap(),
        status: "CONFIRMED".to_owned(),
    }
}

fn foreign(content: ForeignContent, more: usize) -> What {
    What::ForeignContent {
        path: "evenements/rdv-cll.ics".to_owned(),
        content,
        more,
    }
}
