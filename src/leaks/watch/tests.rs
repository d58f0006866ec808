use super::*;
use crate::domain::Private;
use proptest::prelude::*;

fn values(of: &[(PrivateKind, &str)]) -> PrivateValues {
    let private = |kind| -> Vec<Private<String>> {
        let of = of.iter().filter(|(its, _)| *its == kind);
        of.map(|(_, value)| Private::new((*value).to_owned()))
            .collect()
    };
    let [names, emails, links] =
        [PrivateKind::Name, PrivateKind::Email, PrivateKind::JoinLink].map(private);
    PrivateValues::of(
        names.iter(),
        emails.iter(),
        links.iter(),
        &["Fondation Lina Quidam"],
    )
    .unwrap()
}

fn places(text: &[u8]) -> Vec<(usize, usize, PrivateKind)> {
    let values = values(&[
        (PrivateKind::Name, "Nôle accueil"),
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
    let text = "\u{feff}é Nôle accueil\r\n<SEC@example.org>, nôle accueil\n\n[x](https://example.org/salle-2/)";
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
        "Nôle accueillant",
        "mon-sec@example.org",
        "m.sec@example.org",
        "sec@example.organic",
        "sec@example.org.example.com",
    ] {
        assert_eq!(places(text.as_bytes()), [], "{text}");
    }
    for text in [
        "«\u{a0}Nôle accueil\u{a0}»",
        "Nôle accueil’s",
        "_sec@example.org_",
        "-sec@example.org.",
        "mailto:sec@example.org",
    ] {
        assert_eq!(places(text.as_bytes()).len(), 1, "{text}");
    }
}

#[test]
fn no_encoding_hides_a_value() {
    assert_eq!(places(b"\xe9t\xe9\nsec@example.org")[0].0, 2);
    assert_eq!(places(b"N\xf4le accueil")[0].1, 1);
    assert_eq!(places(b"\x89PNG\0sec@example.org\0\0").len(), 1);
    assert_eq!(places(b"\x89PNG\0M. accueil\0\0"), []);
    for little in [true, false] {
        for mark in ["\u{feff}", ""] {
            let text = format!("{mark}a é\né N\u{f4}le acc\u{202a}ueil.");
            let units = text.encode_utf16();
            let bytes: Vec<u8> = if little {
                units.flat_map(u16::to_le_bytes).collect()
            } else {
                units.flat_map(u16::to_be_bytes).collect()
            };
            assert_eq!(places(&bytes), [(2, 3, PrivateKind::Name)]);
        }
    }
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

/// What a person says of the two contacts of these tests, and what is found of it.
fn named(text: &str) -> Option<bool> {
    let values = values(&[
        (PrivateKind::Name, "Jean-Noël Çelik"),
        (PrivateKind::Name, "Lina Quidam"),
        (PrivateKind::Name, "MARTIN-DELCOURT Jeanne Marie"),
        (PrivateKind::Name, "Aminata Ba"),
        (PrivateKind::Name, "Anne Le Goff"),
        (PrivateKind::Name, "Paul de La Tour"),
        (PrivateKind::Name, "Paul Martin"),
        (PrivateKind::Name, "Secrétariat général"),
        (PrivateKind::Name, "M. Max Témoin - DSI (suppléant)"),
        (PrivateKind::Name, "Dupond, Ada"),
        (PrivateKind::Name, "A. Date"),
        (PrivateKind::Name, "Secretary"),
    ]);
    let watch = Watch::new(Some(values), None);
    let found = watch.in_text(text);
    assert!(found.len() < 2, "{text}: {found:?}");
    found.first().map(|(at, leak)| {
        assert!(text.get(at.clone()).is_some(), "{text}: {at:?}");
        matches!(leak, Leak::Value { whole: true, .. })
    })
}

#[test]
fn people_are_found_in_every_way_to_name_them() {
    for whole in [
        "JEAN-NOËL ÇELIK",
        "Çelik, Jean-Noël",
        "Jean Noël Çelik",
        "Jean\u{2011}Noël Çelik",
        "Jean-Noël<br>Çelik",
        "JeanNoël Çelik",
        "Çelik (Jean-Noël)",
        "| Çelik | Jean-Noël |",
        "\"Çelik\",\"Jean-Noël\"",
        "Çelik;Jean-Noël",
        "> Jean-\n> Noël\n> Çelik",
        "notes-jean-noel-celik-2026.md",
        "Celik_Jean_Noel.pdf",
        "a-date.pdf",
        "Jean&#8209;No&euml;l&nbsp;&Ccedil;elik",
        "Jean-No%C3%ABl%20%C3%87elik",
        "\"Jean-Noël\\x20Çelik\"",
        "\"Jean-No\\303\\253l \\303\\207elik\"",
        "Jean-Noe\u{308}l C\u{327}elik",
        "[Jean-Noël](https://example.org) Çelik",
        "Jean-<b>Noël</b> Çelik¹",
        "Mme Jeanne Martin-Delcourt",
        "Martin Delcourt Jeanne",
        "Jeanne Marie Martin-Delcourt",
        "aminata ba",
        "Anne Le-Goff",
        "Anne Legoff",
        "La Tour Paul",
        "linaquidam",
        "{\"nom\": \"Çelik\", \"prénom\": \"Jean-Noël\"}",
        "givenName: Lina\nsn: Quidam",
        "<first-name>Lina</first-name><last-name>Quidam</last-name>",
        "Max Témoin",
        "Ada Dupond",
        "<!-- Lina Quidam -->",
        "<img alt=\"Lina Quidam\">",
    ] {
        assert_eq!(named(whole), Some(true), "{whole}");
    }
    for partial in [
        "A. Date",
        "M. Çelik demande la parole.",
        "M. ÇELIK",
        "m. celik",
        "M Çelik",
        "Mme\u{a0}Quidam",
        "M<sup>me</sup> Quidam",
        "M^me^ Quidam",
        "Mᵐᵉ Quidam",
        "Madame\nQuidam",
        "J.-N. Çelik",
        "J. N. Çelik",
        "JN Çelik",
        "J.N. ÇELIK",
        "Çelik J.-N.",
        "J. Çelik",
        "MM. Dupont et Çelik",
        "Mmes Quidam et Durand",
        "Mmes Durand, Dupont et Quidam",
        "Mme la présidente Quidam",
        "Me Quidam",
        "Dr. Quidam",
        "Mme Martin Delcourt",
        "Mme MARTIN-DELCOURT",
        "J.-M. Martin-Delcourt",
        "Mme Ba",
        "A. Ba",
        "Mme Le Goff",
        "M. de La Tour",
        "M. La Tour",
        "M. Martin",
        "M. Témoin",
        "Mme;Quidam;Alpha",
    ] {
        assert_eq!(named(partial), Some(false), "{partial}");
    }
}

#[test]
fn nobody_is_named_by_a_part_of_a_name_or_by_that_of_another() {
    for text in [
        "Çelik",
        "Jean-Noël",
        "Quidam demande la parole",
        "le ba, la tour, le goff",
        "M. Martinet",
        "M. Martin-Dupont",
        "Mme Anne Martin",
        "M. Jean-Paul Martin",
        "Paul Martin-Dupont",
        "M. Martin Dupont",
        "P. J. Martin et A. D. Martin",
        "M. le maire, Mme la ministre",
        "Monsieur Dupont, Martin",
        "il me quidam",
        "le Secrétaire Général",
        "le secrétariat général",
        "A quidam feu, l. quidam",
        "MM. Dupont et quidam",
        "5 m martin",
        "à Martin, l'Quidam",
        "Aminata Bâle",
        "Fondation Lina Quidam",
        "Lina répond. Quidam",
        "a date in the past",
        "le premier Martin venu",
        "Présents : Paul, Anne Martin",
        "Paul : Anne Martin",
        "| `--to DATE` | à partir d'un jour |",
        "the careful secretary",
    ] {
        assert_eq!(named(text), None, "{text}");
    }
}

fn address(text: &str) -> bool {
    let values = values(&[
        (PrivateKind::Email, "lina@alpha.example.org"),
        (PrivateKind::Email, "jn.celik@beta.example.org"),
        (PrivateKind::Email, "a+b@gamma.example.org"),
    ]);
    let watch = Watch::new(Some(values), None);
    !watch.in_text(text).is_empty()
}

#[test]
fn addresses_are_found_in_every_spelling() {
    for text in [
        "<a href=\"mailto:&#108;ina&#64;alpha.example.org\">x</a>",
        "[y](mailto:lina%40alpha.example.org)",
        "[y](mailto:lina%2540alpha.example.org)",
        "&amp;#108;ina@alpha.example.org",
        "jn.celik+x@beta.example.org",
        "jn.celik(at)beta.example.org",
        "jn.celik [at] beta [dot] example [dot] org",
        "jn . celik at beta dot example dot org",
        "jn.celik @ beta.example.org",
        "jn.celik arobase beta point example point org",
        "JN.CELIK＠BETA.EXAMPLE.ORG",
        "le point lina@alpha.example.org.",
        "_lina@alpha.example.org_",
        "lina\\@alpha.example.org",
        "lina<at>alpha.example.org",
        "Contact. lina@alpha.example.org, merci",
        "a@gamma.example.org",
        "lina_at_alpha.example.org",
    ] {
        assert!(address(text), "{text}");
    }
    for text in [
        "m.lina@alpha.example.org",
        "lina-x@alpha.example.org",
        "lina@alpha.example.org.example.com",
        "lina@beta.example.org",
        "lina at alpha",
        "alpha.example.org",
    ] {
        assert!(!address(text), "{text}");
    }
}

fn linked(text: &str) -> bool {
    let values = values(&[
        (
            PrivateKind::JoinLink,
            "https://visio.example.org/salle?pwd=abc",
        ),
        (
            PrivateKind::JoinLink,
            "https://www.conf.example.org:8443/?room=x1",
        ),
        (PrivateKind::JoinLink, "https://seul.example.org/"),
        (PrivateKind::JoinLink, "http://visio/salle"),
        (PrivateKind::JoinLink, "https://[2001:db8::1]:8443/salle"),
        (PrivateKind::JoinLink, "https://a.example.org/salle(1)"),
        (
            PrivateKind::JoinLink,
            "https://b.example.org/?lang=fr&room=42",
        ),
        (PrivateKind::JoinLink, "https://visio-été.example.org/salle"),
    ]);
    let watch = Watch::new(Some(values), None);
    let found = watch.in_text(text);
    let mut found = found.into_iter();
    found.any(|(_, leak)| matches!(leak, Leak::Value { .. }))
}

#[test]
fn links_are_compared_by_host_and_path() {
    for text in [
        "visio.example.org/salle?pwd=abc",
        "http://visio.example.org/salle",
        "https://www.visio.example.org:443/salle/#x",
        "https://VISIO.example.org/s%61lle",
        "//visio.example.org//salle.",
        "visio&#46;example.org/salle",
        "[visio.example.org/salle]",
        "https://lien.example.com/?u=https%3A%2F%2Fvisio.example.org%2Fsalle%3Fpwd%3Dabc",
        "visio[.]example[.]org/salle",
        "https://conf.example.org/?room=x1&y",
        "https://seul.example.org",
        "http://visio/salle?x",
        "https://[2001:0db8:0:0:0:0:0:1]/salle",
        "https://[2001:0DB8::0.0.0.1]:8443/salle",
        "[lien](http://[2001:db8:0::0:1]/salle)",
        "https://a.example.org/salle(1)",
        "[x](https://a.example.org/salle(1))",
        "https://a.example.org/salle%281%29",
        "https://b.example.org/?room=42&lang=en",
        "https://b.example.org?room=42.",
        "https://visio.example.org/./x/../salle",
        "https:\\\\visio.example.org\\salle",
        "HTTPS%3A%2F%2FVISIO.EXAMPLE.ORG%2FSALLE",
        "https://xn--visio-t-gyab.example.org/salle",
    ] {
        assert!(linked(text), "{text}");
    }
    for text in [
        "https://visio.example.org/",
        "https://visio.example.org/salles",
        "https://visio.example.org/salle-2",
        "https://x.visio.example.org/salle",
        "https://conf.example.org/?room=x12",
        "https://seul.example.org/page",
        "x@seul.example.org",
        "visio/salle",
        "https://[2001:db8::2]/salle",
        "https://[2001:db8::1]/autre/salle",
        "https://b.example.org/?room=43",
    ] {
        assert!(!linked(text), "{text}");
    }
}

/// The council's own server has other rooms, and pages about itself.
#[test]
fn another_room_of_a_known_server_is_a_room() {
    let values = values(&[(PrivateKind::JoinLink, "https://visio.example.org/salle")]);
    let watch = Watch::new(Some(values), None);
    let room = |text: &str| {
        let found = watch.in_text(text).into_iter();
        found.map(|(_, leak)| leak).collect::<Vec<_>>() == [Leak::Room(conference::OWN_SERVER)]
    };
    assert!(room("https://visio.example.org/salle-2"));
    for text in [
        "https://visio.example.org/",
        "https://visio.example.org/aide",
        "https://visio.example.org/logo.svg",
    ] {
        assert!(watch.in_text(text).is_empty(), "{text}");
    }
}

/// Programs write letters in many ways, and messages in more.
#[test]
fn no_program_hides_a_name_by_its_way_to_write() {
    let values = values(&[(PrivateKind::Name, "Jean-Noël Çelik")]);
    let watch = Watch::new(Some(values), None);
    for (path, bytes) in [
        ("a.txt", &b"Jean-No\x89l \x80elik"[..]),
        ("a.txt", b"Jean-No\x91l \x82elik"),
        ("a.txt", b"Jean-No\xebl \xc7elik"),
        ("a.txt", "Jean-NoÃ«l Ã‡elik".as_bytes()),
        ("a.tex", b"Jean-No\\\"el {\\c C}elik"),
        ("a.md", b"Jean-No{\\\"e}l \\c{C}elik"),
        (
            "a.eml",
            b"From: =?utf-8?Q?Jean-No=C3=ABl_=C3=87elik?= <x@example.org>\n",
        ),
        (
            "a.eml",
            b"From: =?iso-8859-1?Q?Jean-No=EBl?=\n =?iso-8859-1?Q?_=C7elik?= <x@example.org>\n",
        ),
        ("a.eml", b"\nJean-No=C3=ABl =C3=87e=\nlik\n"),
        (
            "a.eml",
            b"\nQm9uam91ciBKZWFuLU5vw6tsIMOHZWxpaywg\nYSBkZW1haW4gIQ==\n",
        ),
        ("a.vcf", "FN:Jean-Noël Çel\r\n ik\r\n".as_bytes()),
        (
            "a.vcf",
            b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=87elik;Jean-No=C3=ABl\r\n",
        ),
    ] {
        let found = watch.find(path, bytes, true);
        assert_eq!(found.len(), 1, "{path}: {}", String::from_utf8_lossy(bytes));
    }
    let none: [&[u8]; 3] = [
        b"=?x?y a=b =?utf-8?Q?bonjour?=",
        b"\\begin{a} \\item \\c",
        b"=?utf-8?B?*?=",
    ];
    for bytes in none {
        assert!(watch.find("a.eml", bytes, true).is_empty());
    }
}

#[test]
fn the_ending_of_a_file_hides_no_address() {
    let values = values(&[
        (PrivateKind::Email, "lina@alpha.example.org"),
        (PrivateKind::Name, "Lina Quidam"),
    ]);
    let watch = Watch::new(Some(values), None);
    for (path, shown) in [
        ("a/lina@alpha.example.org", "a/…"),
        ("a/lina@alpha.example.org.txt", "a/….txt"),
        ("a/lina@alpha.example.org.tar.gz", "a/….tar.gz"),
        ("lina@alpha.example.org.d/b.md", "….d/b.md"),
        ("lina_quidam.pdf", "….pdf"),
        ("lina.quidam.v2.odt", "….v2.odt"),
        ("lina@alpha.example.com.txt", "lina@alpha.example.com.txt"),
        ("quidam.pdf", "quidam.pdf"),
    ] {
        assert_eq!(watch.shown(path), shown);
        assert_eq!(watch.in_path(path).is_empty(), shown == path, "{path}");
    }
}

proptest! {
    #[test]
    fn any_bytes_hold_something_or_nothing(
        pieces in prop::collection::vec(prop::sample::select(vec![
            &b"Lina"[..], b" ", b"Quidam", b"M. ", b"MM.", b"et", b"lina", b"@", b" at ", b"alpha.example.org", b"+x", b" dot ",
            b"https://", b"visio.example.org", b"/", b"salle", b":443", b"?", b"&#64;", b"&amp;", b"%40", b"%C3", b"\xc3\xa9", b"\xe9",
            b"\0", b"<!--", b"-->", b"<b>", b"<a href=\"", b"\">", b"](", b")", b"[at]", b"\\", b"\\x20", b"\\u00e9", b"\xe2\x80\xaa",
            b"\r\n ", b"\n", b"---\n", b"public-names: [", b"]", b"\xff\xfe", b"L.", b"-", b"*", b"~", b",", b"(",
        ]), 0..40),
        calendar: bool,
    ) {
        let bytes = pieces.concat();
        let values = values(&[
            (PrivateKind::Name, "Lina Quidam"),
            (PrivateKind::Email, "lina@alpha.example.org"),
            (PrivateKind::JoinLink, "https://visio.example.org/salle"),
        ]);
        let watch = Watch::new(Some(values), None);
        let path = if calendar { "a.ics" } else { "a.md" };
        let _ = watch.find(path, &bytes, true);
        let text = String::from_utf8_lossy(&bytes);
        let mut end = 0;
        for (at, _) in watch.in_text(&text) {
            prop_assert!(at.start >= end && at.end > at.start, "{:?}", at);
            prop_assert!(text.get(at.clone()).is_some(), "{:?}", at);
            end = at.end;
        }
        let _ = watch.in_path(&text);
    }

    #[test]
    fn no_bytes_at_all_make_it_stop(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let values = values(&[(PrivateKind::Name, "Lina Quidam")]);
        let _ = Watch::new(Some(values), None).find("a.ics", &bytes, true);
    }
}
