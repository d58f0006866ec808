use super::*;
use crate::problem::PrivateKind;

fn values(of: &[(PrivateKind, &str)]) -> PrivateValues {
    PrivateValues::of(of).unwrap()
}

fn places(text: &[u8]) -> Vec<(usize, usize, PrivateKind)> {
    let values = values(&[
        (PrivateKind::Name, "Pôle accueil"),
        (PrivateKind::Email, "sec@example.org"),
        (PrivateKind::JoinLink, "https://example.org/salle"),
        (PrivateKind::JoinLink, "https://example.org/salle-2"),
    ]);
    let place = |problem: Problem| match (problem.place, problem.what) {
        (Place::Hidden { start, end, .. }, What::PrivateLeak { kind }) => {
            assert!(end.line == start.line && end.column > start.column);
            (start.line, start.column, kind)
        }
        other => panic!("{other:?}"),
    };
    let watch = Watch::new(Some(values), None);
    watch
        .find("a.md", text, true)
        .into_iter()
        .map(place)
        .collect()
}

#[test]
fn each_value_is_found_where_a_person_counts_it() {
    let text = "\u{feff}é Pôle accueil\r\n<SEC@example.org>, pôle accueil\n\n[x](https://example.org/salle-2/)";
    assert_eq!(
        places(text.as_bytes()),
        [
            (1, 3, PrivateKind::Name),
            (2, 2, PrivateKind::Email),
            (2, 20, PrivateKind::Name),
            (4, 5, PrivateKind::JoinLink),
        ]
    );
}

#[test]
fn a_part_of_a_longer_word_or_address_is_another_value() {
    for text in [
        "Pôle accueillant",
        "mon-sec@example.org",
        "m.sec@example.org",
        "sec@example.organic",
        "sec@example.org.example.com",
        "https://example.org/salles",
        "https://example.org/salle-3",
        "Pôle  accueil",
    ] {
        assert_eq!(places(text.as_bytes()), [], "{text}");
    }
    for text in [
        "«\u{a0}Pôle accueil\u{a0}»",
        "Pôle accueil’s",
        "_sec@example.org_",
        "-sec@example.org.",
        "mailto:sec@example.org",
    ] {
        assert_eq!(places(text.as_bytes()).len(), 1, "{text}");
    }
}

#[test]
fn bytes_of_another_encoding_hide_nothing_and_a_picture_holds_no_text() {
    assert_eq!(places(b"\xe9t\xe9\nsec@example.org")[0].0, 2);
    assert_eq!(places(b"\x89PNG\0sec@example.org"), []);
    assert_eq!(places(b""), []);
}

/// Puts a link together from its parts, so that it stands nowhere as it is.
fn room(host: &str, name: &str) -> String {
    format!("https://{host}/{name}")
}

fn found(watch: &Watch, path: &str, text: &str) -> Vec<(&'static str, usize, usize, usize)> {
    let problems = watch.find(path, text.as_bytes(), true).into_iter();
    problems
        .map(|problem| match problem.place {
            Place::Hidden { start, end, .. } => {
                (problem.what.code(), start.line, start.column, end.line)
            }
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn a_link_of_a_videoconference_is_found_and_what_is_known_to_be_private_is_said_once() {
    let private = room("meet.jit.si", "Salle");
    let other = room("zoom.us", "j/1");
    let known = values(&[(PrivateKind::JoinLink, &private)]);
    let watch = Watch::new(Some(known), None);
    let text = format!("é {other}\n{private} {private}?x\n{private}2\n");
    assert_eq!(
        found(&watch, "a.md", &text),
        [
            ("private-link", 1, 3, 1),
            ("private-leak", 2, 1, 2),
            ("private-leak", 2, 27, 2),
            ("private-link", 3, 1, 3),
        ]
    );
    assert!(watch.find("x/a.md", other.as_bytes(), false).is_empty());
}

#[test]
fn a_link_that_a_calendar_folds_is_found_with_its_place() {
    let link = room("webinaire.numerique.gouv.fr", "/meeting/signin/1/creator/2");
    for (end, fold) in [("\n", "\n "), ("\r\n", "\r\n\t")] {
        let folded = format!("{}{fold}{}{fold}{}", &link[..9], &link[9..40], &link[40..]);
        let text =
            format!("BEGIN:VCALENDAR{end}DESCRIPTION:a{fold} <{folded}>{end}END:VCALENDAR{end}");
        let watch = Watch::default();
        assert_eq!(found(&watch, "a.ics", &text), [("private-link", 3, 4, 5)]);
        assert!(
            found(&watch, "a.md", &text).is_empty(),
            "no other file has folds"
        );
    }
}
