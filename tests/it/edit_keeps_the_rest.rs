//! An edit says what was asked for and changes no line of any other record, in whatever layout a
//! registry is kept; and no text at all makes it panic.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests sort as they like")]

use std::fmt::Write as _;

use chrono::{DateTime, Days, NaiveTime, Utc};
use cll::calendar::vtimezone;
use cll::domain::{
    CalendarState, Clock, Council, Meeting, MeetingId, MeetingSpans, Member, Slot, Status,
    Withdrawn,
};
use cll::registry::{self, edit};
use cll::source::{FileId, MEETINGS_FILE, MEMBERS_FILE, Sources, Span};
use proptest::prelude::*;

const COUNCIL: &str = include_str!("../councils/plain/members.toml");

/// A record that no edit touches.
const OPINION: &str = r#"
[[opinion]] # ID
id = "ID"
question = "ID ?"
states = [
  { state = "proposed", on = 2024-10-02 },
]
"#;

/// How somebody lays a registry out.
#[derive(Clone, Debug)]
struct Habit {
    crlf: bool,
    mark: bool,
    ended: bool,
    indent: &'static str,
    equals: &'static str,
    quote: char,
    /// Inline records in one list, each on its line.
    inline: bool,
    lists: Lists,
    blank: usize,
    comments: bool,
    reversed_keys: bool,
    newest_first: bool,
    /// Whether an opinion stands before the meetings, and one after them.
    opinions: (bool, bool),
}

#[derive(Clone, Copy, Debug)]
enum Lists {
    OneLine,
    OneLineComma,
    Lines,
    LinesComma,
    /// The last item and the end of the list on one line.
    LinesClosed,
    Headers,
}

/// A meeting as it is to be written.
#[derive(Clone, Debug)]
struct Written {
    day: u64,
    earlier: Vec<u64>,
    status: Option<&'static str>,
    sequence: Option<u32>,
    reason: Option<String>,
    college: &'static str,
}

/// What is done to one meeting.
#[derive(Clone, Debug)]
enum Act {
    Reschedule(u64, Option<String>),
    Postpone(Option<String>),
    Cancel(Option<String>),
    Confirm,
    Announce(u64),
}

fn habit() -> impl Strategy<Value = Habit> {
    let lists = prop_oneof![
        Just(Lists::OneLine),
        Just(Lists::OneLineComma),
        Just(Lists::Lines),
        Just(Lists::LinesComma),
        Just(Lists::LinesClosed),
        Just(Lists::Headers),
    ];
    let bools = proptest::collection::vec(any::<bool>(), 9);
    let indent = prop_oneof![Just(""), Just("  "), Just("\t")];
    let equals = prop_oneof![Just(" = "), Just("="), Just("   = "), Just("\t=\t")];
    let quote = prop_oneof![Just('"'), Just('\'')];
    (bools, indent, equals, quote, lists, 0..3_usize).prop_map(
        |(bools, indent, equals, quote, lists, blank)| Habit {
            crlf: bools[0],
            mark: bools[1],
            ended: bools[2],
            indent,
            equals,
            quote,
            inline: bools[3],
            lists,
            blank,
            comments: bools[4],
            reversed_keys: bools[5],
            newest_first: bools[6],
            opinions: (bools[7], bools[8]),
        },
    )
}

fn text() -> impl Strategy<Value = String> {
    // No quote of either kind: the layouts write their texts as they are.
    "[xyzé#=,\\]\\}]{1,3}( [xyzé#=,\\]\\}]{1,3}){0,2}"
}

fn written() -> impl Strategy<Value = Written> {
    (
        0..400_u64,
        proptest::collection::vec(0..400_u64, 0..3),
        prop_oneof![
            Just(None),
            Just(Some("proposed")),
            Just(Some("confirmed")),
            Just(Some("postponed")),
            Just(Some("cancelled")),
        ],
        proptest::option::of(0..9_u32),
        proptest::option::of(text()),
        prop_oneof![Just("administrations"), Just("ecosysteme")],
    )
        .prop_map(
            |(day, earlier, status, sequence, reason, college)| Written {
                day,
                earlier,
                status,
                sequence,
                reason,
                college,
            },
        )
}

fn act() -> impl Strategy<Value = Act> {
    let reason = || proptest::option::of(text());
    prop_oneof![
        (0..400_u64, reason()).prop_map(|(day, reason)| Act::Reschedule(day, reason)),
        reason().prop_map(Act::Postpone),
        reason().prop_map(Act::Cancel),
        Just(Act::Confirm),
        (0..400_u64).prop_map(Act::Announce),
    ]
}

fn date(day: u64) -> chrono::NaiveDate {
    let first = chrono::NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
    first.checked_add_days(Days::new(day)).unwrap()
}

fn slot(day: u64) -> Slot {
    let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    Slot::new(date(day), hour(14), hour(16)).unwrap()
}

/// Lays a registry out: what stands before the records, each of them, and what stands after.
fn lay_out(habit: &Habit, meetings: &[Written]) -> (String, Vec<String>, String) {
    let mut meetings: Vec<(usize, &Written)> = meetings.iter().enumerate().collect();
    meetings.sort_by_key(|(_, meeting)| meeting.day);
    if habit.newest_first {
        meetings.reverse();
    }
    let mut before = String::new();
    if habit.mark {
        before.push('\u{feff}');
    }
    if habit.comments {
        before.push_str("# les réunions\n\n");
    }
    // Behind the header of an opinion, the list of the meetings would be a key of it.
    if habit.opinions.0 && !habit.inline {
        before.push_str(&OPINION.replace("ID", "avant"));
    }
    if habit.inline {
        before.push_str("meeting = [ # toutes\n");
    }
    let last = meetings.len() - 1;
    let mut records: Vec<String> = meetings
        .iter()
        .enumerate()
        .map(|(rank, (id, meeting))| record(habit, *id, meeting, rank == last))
        .collect();
    let mut after = if habit.inline {
        "]\n".to_owned()
    } else {
        String::new()
    };
    if habit.opinions.1 {
        after.push_str(&OPINION.replace("ID", "apres"));
    }
    if habit.comments {
        after.push_str("\n# fin\n");
    }
    if !habit.ended {
        let end = if after.is_empty() {
            records.last_mut().unwrap()
        } else {
            &mut after
        };
        end.truncate(end.trim_end().len());
    }
    let ends = |text: String| {
        if habit.crlf {
            text.replace('\n', "\r\n")
        } else {
            text
        }
    };
    (
        ends(before),
        records.into_iter().map(ends).collect(),
        ends(after),
    )
}

fn record(habit: &Habit, id: usize, meeting: &Written, last: bool) -> String {
    let quote = |text: &str| format!("{0}{text}{0}", habit.quote);
    let slots: Vec<String> = meeting
        .earlier
        .iter()
        .map(|day| {
            format!(
                "{{ date = {}, start = 14:00:00, end = 16:00:00 }}",
                date(*day)
            )
        })
        .collect();
    let mut keys = vec![
        ("id", quote(&format!("m{id}"))),
        ("colleges", format!("[{}]", quote(meeting.college))),
        ("date", date(meeting.day).to_string()),
        ("start", "14:00:00".to_owned()),
        ("end", "16:00:00".to_owned()),
    ];
    keys.extend(meeting.status.map(|status| ("status", quote(status))));
    let headers = matches!(habit.lists, Lists::Headers) && !habit.inline;
    if !slots.is_empty() && !headers {
        let lines = slots.join(",\n    ");
        let earlier = match habit.lists {
            _ if habit.inline => format!("[{}]", slots.join(", ")),
            Lists::OneLine | Lists::Headers => format!("[{}]", slots.join(", ")),
            Lists::OneLineComma => format!("[ {}, ]", slots.join(", ")),
            Lists::Lines => format!("[\n    {lines} # dernière\n  ]"),
            Lists::LinesClosed => format!("[\n    {lines}]"),
            Lists::LinesComma => format!("[\n    # avant\n    {lines},\n  ]"),
        };
        keys.push(("moved-from", earlier));
    }
    keys.extend(meeting.reason.as_ref().map(|text| ("reason", quote(text))));
    keys.extend(meeting.sequence.map(|n| ("sequence", n.to_string())));
    keys.push(("updated", "2024-06-01T12:00:00Z".to_owned()));
    if habit.reversed_keys {
        keys.reverse();
    }
    if habit.inline {
        let pairs: Vec<String> = keys
            .iter()
            .map(|(key, v)| format!("{key}{}{v}", habit.equals))
            .collect();
        let comma = if last { "" } else { "," };
        return format!("  {{ {} }}{comma} # m{id}\n", pairs.join(", "));
    }
    let mut text = String::new();
    if habit.comments {
        text.push_str("# au-dessus\n");
    }
    text.push_str("[[meeting]]\n");
    for (key, value) in &keys {
        let comment = if habit.comments {
            " # sur la ligne"
        } else {
            ""
        };
        let (indent, equals) = (habit.indent, habit.equals);
        writeln!(text, "{indent}{key}{equals}{value}{comment}").unwrap();
    }
    if headers {
        for day in &meeting.earlier {
            let (indent, date) = (habit.indent, date(*day));
            writeln!(
                text,
                "{indent}[[meeting.moved-from]]\n{indent}date = {date}"
            )
            .unwrap();
            writeln!(text, "{indent}start = 14:00:00\n{indent}end = 16:00:00").unwrap();
        }
    }
    if habit.comments {
        text.push_str("# au-dessous\n");
    }
    // A comment that touches the next record would be that one's.
    let blank = if habit.comments {
        habit.blank.max(1)
    } else {
        habit.blank
    };
    text + &"\n".repeat(if last { 0 } else { blank })
}

fn load(members: &str, meetings: &str) -> Option<Council> {
    let mut sources = Sources::new();
    let ids: [FileId; 2] = [
        sources.add(MEMBERS_FILE, members),
        sources.add(MEETINGS_FILE, meetings),
    ];
    let clock = Clock {
        now: now(),
        today: None,
        machine: now(),
    };
    let timezones: Vec<&'static str> = vtimezone::supported().collect();
    registry::load(&sources, Some(ids[0]), Some(ids[1]), &clock, &timezones).council
}

fn now() -> DateTime<Utc> {
    "2025-02-03T12:00:00Z".parse().unwrap()
}

/// All that a meeting says, wherever it is written.
fn said(meeting: &Meeting) -> String {
    let mut meeting = meeting.clone();
    meeting.at = MeetingSpans::unwritten(anywhere());
    format!("{meeting:?}")
}

fn anywhere() -> Span {
    Span::new(Sources::new().add(MEETINGS_FILE, ""), 0..0)
}

fn sorted(meetings: impl Iterator<Item = Meeting>) -> Vec<String> {
    let mut all: Vec<String> = meetings.map(|meeting| said(&meeting)).collect();
    all.sort();
    all
}

/// Does something to a meeting; `None` if that is refused or changes nothing.
fn done(act: &Act, meeting: &Meeting) -> Option<Meeting> {
    match act {
        Act::Reschedule(day, reason) => meeting
            .rescheduled(slot(*day), reason.as_deref(), now())
            .ok()?,
        Act::Postpone(reason) => meeting.postponed(reason.as_deref(), now()).ok()?,
        Act::Cancel(reason) => meeting.cancelled(reason.as_deref(), now()),
        Act::Confirm => meeting.confirmed(now()).ok()?,
        Act::Announce(day) => {
            let seen = CalendarState {
                slots: vec![slot(*day)],
                sequence: 3,
                updated: Some(now()),
                noticeable: true,
                stood: None,
            };
            Some(meeting.announced(&seen, now()))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_change_touches_only_the_lines_of_its_record(
        habit in habit(),
        meetings in proptest::collection::vec(written(), 1..5),
        choice in any::<prop::sample::Index>(),
        act in act(),
    ) {
        let (before, records, after) = lay_out(&habit, &meetings);
        let text = format!("{before}{}{after}", records.concat());
        let council = load(COUNCIL, &text).unwrap_or_else(|| panic!("unsound:\n{text}"));
        let rank = choice.index(records.len());
        let old = &council.meetings[rank];
        let Some(new) = done(&act, old) else { return Ok(()) };
        let edited = edit::change_meeting(&text, old, &new).unwrap();
        let head = format!("{before}{}", records[..rank].concat());
        let tail = format!("{}{after}", records[rank + 1..].concat());
        prop_assert!(edited.starts_with(&head), "{edited}");
        prop_assert!(edited.ends_with(&tail), "{edited}");
        prop_assert_eq!(count_comments(&edited), count_comments(&text), "{}", edited);
        let expected = council.meetings.iter().map(|m| if m.id == new.id { new.clone() } else { m.clone() });
        let read = load(COUNCIL, &edited);
        prop_assert!(read.is_some(), "unsound:\n{edited}");
        prop_assert_eq!(sorted(expected), sorted(read.unwrap().meetings.into_iter()), "{}", edited);
        prop_assert_eq!(mixed(&text), mixed(&edited), "{}", edited);
    }

    #[test]
    fn a_new_meeting_comes_between_lines_that_stay(
        habit in habit(),
        meetings in proptest::collection::vec(written(), 1..5),
        like in written(),
    ) {
        let (before, records, after) = lay_out(&habit, &meetings);
        let text = format!("{before}{}{after}", records.concat());
        let council = load(COUNCIL, &text).unwrap();
        let model = lay_out(&habit, std::slice::from_ref(&like));
        let model = load(COUNCIL, &format!("{}{}{}", model.0, model.1.concat(), model.2)).unwrap();
        let mut new = model.meetings[0].clone();
        new.id = MeetingId::new("new").unwrap();
        new.at = MeetingSpans::unwritten(anywhere());
        let edited = edit::add_meeting(&text, &council.meetings, &new).unwrap();
        added_only(&text, &edited)?;
        let read = load(COUNCIL, &edited);
        prop_assert!(read.is_some(), "unsound:\n{edited}");
        let mut read = read.unwrap().meetings;
        for meeting in &mut read {
            if meeting.id == new.id {
                // Derived from the id.
                new.uid.clone_from(&meeting.uid);
            }
        }
        in_order(&council.meetings, &read)?;
        let expected = council.meetings.iter().cloned().chain([new]);
        prop_assert_eq!(sorted(expected), sorted(read.into_iter()), "{}", edited);
        prop_assert_eq!(mixed(&text), mixed(&edited), "{}", edited);
    }

    #[test]
    fn members_come_and_go_between_lines_that_stay(
        habit in habit(),
        names in proptest::collection::btree_set("[A-Z][a-z]{1,6}", 1..6),
        listed in any::<bool>(),
        new in "[A-Z][a-z]{8}",
        choice in any::<prop::sample::Index>(),
    ) {
        let records: Vec<String> = names
            .iter()
            .map(|name| {
                let (i, e, q) = (habit.indent, habit.equals, habit.quote);
                let id = name.to_lowercase();
                let since = if listed { format!("terms{e}[{{ since = 2022-01-26 }}]") } else { format!("since{e}2022-01-26") };
                let text = format!(
                    "[[member]] # {name}\n{i}id{e}{q}{id}{q}\n{i}name{e}{q}{name}{q}\n{i}college{e}{q}ecosysteme{q}\n{i}{since} # début\n\n"
                );
                if habit.crlf { text.replace('\n', "\r\n") } else { text }
            })
            .collect();
        let council_text = if habit.crlf { COUNCIL.replace('\n', "\r\n") } else { COUNCIL.to_owned() };
        let text = format!("{}{council_text}\n", if habit.mark { "\u{feff}" } else { "" });
        let text = if habit.crlf { text.replace("\n\n", "\n\r\n") } else { text };
        let head = text.clone();
        let text = format!("{text}{}", records.concat());
        let council = load(&text, "").unwrap_or_else(|| panic!("unsound:\n{text}"));
        let rank = choice.index(records.len());
        let old = &council.members[rank];
        let ended = old.ended(date(3)).unwrap().unwrap();
        let renamed = old.renamed(&new, date(4)).unwrap().unwrap();
        for changed in [ended, renamed] {
            let edited = edit::change_member(&text, old, &changed).unwrap();
            prop_assert!(edited.starts_with(&format!("{head}{}", records[..rank].concat())), "{edited}");
            prop_assert!(edited.ends_with(&records[rank + 1..].concat()), "{edited}");
            prop_assert_eq!(count_comments(&edited), count_comments(&text), "{}", edited);
            let read = load(&edited, "").unwrap();
            let expected: Vec<Member> = council.members.iter().map(|m| if m.id == changed.id { changed.clone() } else { m.clone() }).collect();
            prop_assert_eq!(members_said(&expected), members_said(&read.members), "{}", edited);
            prop_assert_eq!(mixed(&text), mixed(&edited), "{}", edited);
        }
        let mut added = old.clone();
        added.id = cll::domain::MemberId::new("nouveau").unwrap();
        added.name = new;
        let edited = edit::add_member(&text, &council.members, &added).unwrap();
        added_only(&text, &edited)?;
        let read = load(&edited, "").unwrap();
        let names: Vec<&str> = read.members.iter().map(|member| member.name.as_str()).collect();
        prop_assert!(names.is_sorted(), "{:?}", names);
        let mut expected = council.members.clone();
        expected.push(added);
        prop_assert_eq!(members_said(&expected), members_said(&read.members), "{}", edited);
    }

    #[test]
    fn no_text_makes_an_edit_panic(
        habit in habit(),
        meetings in proptest::collection::vec(written(), 1..4),
        pieces in proptest::collection::vec(
            prop_oneof![
                Just("[[meeting]]\n".to_owned()), Just("meeting = [".to_owned()), Just("]\n".to_owned()),
                Just("{ id = \"m0\" }".to_owned()), Just("id = \"m0\"\n".to_owned()), Just(",".to_owned()),
                Just("meeting.id = 'm0'\n".to_owned()), Just("[meeting]\n".to_owned()), Just("# é\r\n".to_owned()),
                Just("[[meeting.moved-from]]\n".to_owned()), Just("moved-from = [{}, {}]\n".to_owned()),
                Just("reason = 1".to_owned()), Just("date = \"\"\"\n\"\"\"\n".to_owned()), "\\PC{0,8}",
            ],
            0..12,
        ),
        cut in any::<(prop::sample::Index, prop::sample::Index)>(),
        act in act(),
    ) {
        let (before, records, after) = lay_out(&habit, &meetings);
        let text = format!("{before}{}{after}", records.concat());
        let council = load(COUNCIL, &text).unwrap();
        let old = &council.meetings[0];
        let new = done(&act, old).unwrap_or_else(|| old.clone());
        let mut damaged: Vec<char> = text.chars().collect();
        let (from, to) = (cut.0.index(damaged.len()), cut.1.index(damaged.len()));
        damaged.drain(from.min(to)..from.max(to));
        for text in [damaged.into_iter().collect(), pieces.concat()] {
            let text: String = text;
            let _ = edit::change_meeting(&text, old, &new);
            let _ = edit::add_meeting(&text, &council.meetings, &new);
            let _ = edit::add_meeting(&text, &[], &new);
        }
    }
}

/// Makes sure that nothing but one piece was put into a text, at the beginning of a line.
fn added_only(before: &str, after: &str) -> Result<(), TestCaseError> {
    let same = |a: &mut dyn Iterator<Item = (u8, u8)>| a.take_while(|(a, b)| a == b).count();
    // The item before may get its comma, behind which its comment stays.
    let comma = |text: &str| text.replace("} # m", "}, # m");
    let (before, after) = (comma(before), comma(after));
    let head = same(&mut before.bytes().zip(after.bytes()));
    let tail = same(&mut before.bytes().rev().zip(after.bytes().rev()));
    prop_assert!(head + tail >= before.len(), "{after}");
    Ok(())
}

/// Makes sure that the meetings stand in the order of their years and days, as before.
fn in_order(before: &[Meeting], after: &[Meeting]) -> Result<(), TestCaseError> {
    let rank = |meeting: &Meeting| (meeting.cycle, meeting.slot);
    if before.is_sorted_by_key(rank) {
        prop_assert!(after.is_sorted_by_key(rank));
    } else if before.iter().rev().is_sorted_by_key(rank) {
        prop_assert!(after.iter().rev().is_sorted_by_key(rank));
    }
    Ok(())
}

fn members_said(members: &[Member]) -> Vec<String> {
    let mut all: Vec<String> = members
        .iter()
        .map(|m| {
            format!(
                "{:?}",
                (&m.id, &m.name, &m.college, &m.terms, &m.formerly, &m.allow)
            )
        })
        .collect();
    all.sort();
    all
}

fn count_comments(text: &str) -> usize {
    [
        "# au-dessus",
        "# sur la ligne",
        "# au-dessous",
        "# dernière",
        "# avant",
        "# m",
        "# fin",
        "# début",
    ]
    .iter()
    .map(|comment| text.matches(comment).count())
    .sum()
}

/// Tells whether a text has line ends of both kinds.
fn mixed(text: &str) -> bool {
    let all = text.matches('\n').count();
    let crlf = text.matches("\r\n").count();
    crlf != 0 && crlf != all
}

#[test]
fn a_status_that_is_its_default_is_not_written() {
    let text = "[[meeting]]\nid = \"m0\"\ncolleges = [\"ecosysteme\"]\ndate = 2025-03-04\nstart = 14:00:00\nend = 16:00:00\nupdated = 2024-06-01T12:00:00Z\n";
    let council = load(COUNCIL, text).unwrap();
    let old = &council.meetings[0];
    assert_eq!(old.status, Status::Confirmed);
    let moved = old.rescheduled(slot(70), None, now()).unwrap().unwrap();
    let edited = edit::change_meeting(text, old, &moved).unwrap();
    assert!(!edited.contains("status"), "{edited}");
}

/// Cancels the meeting `m0` of a registry.
fn cancelled(text: &str) -> Option<String> {
    let council = load(COUNCIL, text).unwrap_or_else(|| panic!("unsound:\n{text}"));
    let old = council.meetings.iter().find(|it| it.id.as_str() == "m0");
    let new = old.unwrap().cancelled(None, now()).unwrap();
    edit::change_meeting(text, old.unwrap(), &new)
}

#[test]
fn a_header_is_found_and_kept_as_it_is_written() {
    for (header, end) in [
        ("[[ meeting ]]", "\n"),
        ("\t[[\"meeting\"]] # première", "\n"),
        ("[['meeting']]", "\r\n"),
    ] {
        let text = format!(
            "{header}\nid = \"m0\"\ncolleges = [\"ecosysteme\"]\ndate = 2025-03-04\nstart = 14:00:00\nend = 16:00:00 # fin\n\"reason\" = '''quorum # 3''' # dit\nupdated = 2024-06-01T12:00:00Z"
        );
        let text = text.replace('\n', end);
        let expected = text
            .replace("16:00:00 # fin", "16:00:00 # fin\nstatus = \"cancelled\"")
            .replace("2024-06-01T12", "2025-02-03T12");
        let expected =
            expected.replace("\"reason\" = '''quorum # 3''' # dit", "# dit\nsequence = 1");
        let expected = expected.replace("\r\n", "\n").replace('\n', end);
        assert_eq!(cancelled(&text).as_deref(), Some(expected.as_str()));
    }
}

#[test]
fn line_ends_of_both_kinds_stay_where_they_are() {
    let text = "# a\r\n[[meeting]]\r\nid = \"m0\"\ncolleges = [\"ecosysteme\"]\r\ndate = 2025-03-04\nstart = 14:00:00\r\nend = 16:00:00\r\nupdated = 2024-06-01T12:00:00Z\r\n# b\n";
    let expected = text
        .replace(
            "end = 16:00:00\r\n",
            "end = 16:00:00\r\nstatus = \"cancelled\"\nsequence = 1\n",
        )
        .replace("2024-06-01T12", "2025-02-03T12");
    assert_eq!(cancelled(text).as_deref(), Some(expected.as_str()));
}

#[test]
fn comments_between_the_items_of_a_list_that_goes_away_stay_above_it() {
    let text = "[[meeting]]\nid = \"m0\"\ncolleges = [\"ecosysteme\"]\ndate = 2025-03-04\nstart = 14:00:00\nend = 16:00:00\nupdated = 2024-06-01T12:00:00Z\n  allow = [ # pourquoi\n    \"short-notice\", # \"vu\"\n    # et aussi\n    \"non-working-day\" # férié\n  ] # deux\n";
    let council = load(COUNCIL, text).unwrap();
    let old = &council.meetings[0];
    let mut new = old.clone();
    new.allow.pop();
    let shorter = edit::change_meeting(text, old, &new).unwrap();
    new.allow.clear();
    let without = edit::change_meeting(text, old, &new).unwrap();
    let head = text.split("  allow").next().unwrap();
    let kept = "# pourquoi\n# \"vu\"\n# et aussi\n# férié\n";
    assert_eq!(
        shorter,
        format!("{head}{kept}  allow = [\"short-notice\"] # deux\n")
    );
    assert_eq!(without, format!("{head}{kept}  # deux\n"));
}

#[test]
fn a_dotted_key_gets_dotted_neighbours() {
    let before = Withdrawn {
        calendars: vec!["a.ics".to_owned()],
        ..Default::default()
    };
    let mut after = before.clone();
    after.calendars.push("b.ics".to_owned());
    after.events.push("e@example.org".to_owned());
    for (text, expected) in [
        (
            "# a\nwithdrawn.calendars = ['a.ics'] # b\n\n[paths]\n",
            "# a\nwithdrawn.calendars = ['a.ics', \"b.ics\"] # b\nwithdrawn.events = [\"e@example.org\"]\n\n[paths]\n",
        ),
        (
            "withdrawn = {calendars=[\"a.ics\"]} # b\n",
            "withdrawn = {calendars=[\"a.ics\", \"b.ics\"], events=[\"e@example.org\"]} # b\n",
        ),
        (
            "[withdrawn]\n calendars = [\n  \"a.ics\",\n ]\n[paths]\n",
            "[withdrawn]\n calendars = [\n  \"a.ics\",\n  \"b.ics\",\n ]\n events = [\"e@example.org\"]\n[paths]\n",
        ),
        (
            "[paths]",
            "[paths]\n\n[withdrawn]\ncalendars = [\"a.ics\", \"b.ics\"]\nevents = [\"e@example.org\"]\n",
        ),
    ] {
        assert_eq!(
            edit::withdraw(text, &before, &after).as_deref(),
            Some(expected)
        );
    }
    let (none, events) = (
        Withdrawn::default(),
        Withdrawn {
            events: after.events.clone(),
            ..Default::default()
        },
    );
    for (before, text, expected) in [
        (
            &none,
            "[withdrawn] # a\n# b\n",
            "[withdrawn] # a\ncalendars = [\"a.ics\", \"b.ics\"]\nevents = [\"e@example.org\"]\n# b\n",
        ),
        (
            &events,
            "[withdrawn]\nevents=['e@example.org']",
            "[withdrawn]\nevents=['e@example.org']\ncalendars=[\"a.ics\", \"b.ics\"]",
        ),
    ] {
        assert_eq!(
            edit::withdraw(text, before, &after).as_deref(),
            Some(expected)
        );
    }
}
