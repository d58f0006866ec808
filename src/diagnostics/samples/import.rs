//! One value of everything that can be doubtful about what is read from a wiki.

use super::{day, text};
use crate::problem::{Assumption, Field, Side, Unmarked, UnreadEvent, What};

/// A list that gets no markers, for each reason; what it would lose may be what nobody is told.
fn unmarked() -> impl Iterator<Item = What> {
    let whys = [
        Unmarked::Words,
        Unmarked::Hours,
        Unmarked::Unread,
        Unmarked::NoPlace,
        Unmarked::Paragraphs,
        Unmarked::Others,
        Unmarked::Order,
        Unmarked::Markdown,
        Unmarked::Emphasis,
    ];
    let first = [(Unmarked::Words, "trésorière, depuis")];
    let all = first.into_iter().chain(whys.map(|why| (why, "")));
    all.map(|(why, words)| {
        let words = text(words);
        What::UnmarkedList { why, words }
    })
}

/// Returns at least one sample of every variant, in the order of the codes.
pub fn all() -> Vec<What> {
    let unread = [None, Some(day(9, 28))].map(|other_weekday| What::UnreadLine { other_weekday });
    let mut samples = unread.to_vec();
    let events = [
        UnreadEvent::Value,
        UnreadEvent::NoDay,
        UnreadEvent::TwiceThatDay,
        UnreadEvent::Answer,
    ];
    samples.extend(events.map(What::from));
    samples.push(What::NoCalendar);
    let meeting = || text("2023-administrations-1");
    let told = [
        Field::When,
        Field::Hours,
        Field::Status,
        Field::Title,
        Field::Rank,
        Field::Place,
        Field::Uid,
        Field::Site,
        Field::Name,
        Field::Membership,
    ];
    let sides = [Side::Page, Side::Calendar, Side::Registry];
    for (told, from) in told.into_iter().zip(sides.into_iter().cycle()) {
        samples.push(What::Contradiction {
            told,
            record: meeting(),
            kept: text("2023-06-16 09:30-12:00"),
            left: text("2023-05-12 14:00-17:00"),
            from,
        });
    }
    samples.extend([
        What::SharedUid {
            uid: text("TS1-70cc1acb"),
            meeting: meeting(),
        },
        What::UnusableUid {
            uid: text("réunion 1"),
            character: Some(' '),
        },
        What::UnusableUid {
            uid: text("r\u{7}1"),
            character: Some('\u{7}'),
        },
        What::UnusableUid {
            uid: "1".repeat(256),
            character: None,
        },
        What::UnmentionedEvent { meeting: meeting() },
        What::LineWithoutEvent { meeting: meeting() },
    ]);
    samples.extend(
        supposed()
            .into_iter()
            .map(|supposed| What::SupposedValue { supposed }),
    );
    samples.extend([
        What::LostRank {
            meeting: meeting(),
            rank: text("(2/2)"),
        },
        What::LeftBehind {
            meeting: meeting(),
            path: text("evenements/a.ics"),
        },
        What::CalendarLeftOut {
            names: vec![text("DESCRIPTION (3)"), text("VALARM")],
            options: Vec::new(),
        },
        What::CalendarLeftOut {
            names: vec![text("VTODO")],
            options: vec![
                (text("--replace-series"), text("serie@example.org")),
                (text("--replace"), text("evenements/tout.ics")),
            ],
        },
        What::CalendarLeftOut {
            names: Vec::new(),
            options: vec![(text("--replace-series"), text("serie@example.org"))],
        },
        What::CalendarLeftOut {
            names: Vec::new(),
            options: vec![(text("--replace"), text("evenements/tout.ics"))],
        },
    ]);
    samples.extend(unmarked());
    samples.extend([
        What::ReorderedList,
        What::WordsLeftOut {
            record: text("alpha"),
            words: text("représentée par sa directrice"),
        },
    ]);
    samples
}

fn supposed() -> Vec<Assumption> {
    let meeting = || text("2023-administrations-1");
    vec![
        Assumption::Council { key: "convener" },
        Assumption::Hours {
            meeting: meeting(),
            hours: text("18:00-20:00"),
            is_usual: true,
        },
        Assumption::Hours {
            meeting: meeting(),
            hours: text("14:00-16:00"),
            is_usual: false,
        },
        Assumption::Usual {
            meeting: meeting(),
            hours: text("10:00-12:00"),
            place: text("usagers.md:5"),
        },
        Assumption::End {
            meeting: meeting(),
            hours: text("18:30-20:30"),
            is_usual: true,
        },
        Assumption::End {
            meeting: meeting(),
            hours: text("18:30-20:30"),
            is_usual: false,
        },
        Assumption::WholeDay { meeting: meeting() },
        Assumption::Since(day(9, 28)),
        Assumption::Today(day(9, 28)),
        Assumption::Name {
            name: text("Comité du parc"),
        },
        Assumption::Zone {
            name: text("America/Martinique"),
            council: "Europe/Paris",
            is_known: true,
        },
        Assumption::Zone {
            name: text("Romance Standard Time"),
            council: "Europe/Paris",
            is_known: false,
        },
        Assumption::Summary {
            was: text("Bureau"),
            now: text("Conseil d'exemple : bureau"),
            more: 0,
        },
        Assumption::SkippedHour,
        Assumption::Until(day(9, 30)),
        Assumption::College {
            id: text("ecosysteme"),
        },
    ]
}
