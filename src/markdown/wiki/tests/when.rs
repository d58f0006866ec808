//! When a meeting is: what is a day, an hour or neither, and which of several is its own.

use super::super::shown::{all_shown, compare, read};
use super::super::{Part, Wanted, WikiPage};

/// Reads a page that is about one meeting; as minutes, or as one that announces it.
fn of_one(path: &str, text: &str, is_minutes: bool) -> WikiPage {
    let wanted = Wanted {
        path: path.to_owned(),
        meetings: vec![Part::Whole],
        is_one: true,
        is_minutes,
        ..Wanted::default()
    };
    super::super::read(text, &wanted)
}

/// Reads minutes, and shows their meeting.
fn minutes(text: &str) -> String {
    all_shown(&of_one("cr.md", text, true)).join("; ")
}

#[test]
fn a_number_of_another_cell_begins_no_time_of_several_days() {
    for head in [
        "№", "N°", "Num", "Séance", "Rang", "Id", "Semaine", "Meeting", "Réunion", "",
    ] {
        let text = format!(
            "## Réunions\n\n| {head} | Date |\n|---|---|\n| 4 | 9 février 2027 |\n| 5 | mardi 9 mars 2027 |\n\
             | 6 | 2027-03-12 |\n| 13 | 16 et 17 avril 2027 |\n"
        );
        let expected = [
            "2027-02-09 | ",
            "2027-03-09 | ",
            "2027-03-12 | ",
            "2027-04-16 | until 2027-04-17 | ",
        ];
        assert_eq!(all_shown(&read(&text)), expected, "{head}");
    }
}

#[test]
fn how_long_a_meeting_takes_is_no_hour() {
    compare(
        "Réunions",
        &[
            ("6 mai 2027, durée 2 heures", "2027-05-06 | "),
            ("7 mai 2027 (2 h)", "2027-05-07 | "),
            (
                "8 juin 2027 : 3 heures de débat",
                "2027-06-08 | 3 heures de débat",
            ),
            ("9 juin 2027, 14h, durée : 2h", "2027-06-09 14h | "),
        ],
    );
    let long = "# Réunion du 7 mai 2027\n\n**Durée de la réunion :** 2 heures\n";
    assert_eq!(minutes(long), "2027-05-07 | Réunion");
    let both = "# Réunion du 7 mai 2027\n\n**Heure :** 14h  \n**Durée :** 1 h 30\n";
    assert_eq!(minutes(both), "2027-05-07 14h | Réunion");
}

#[test]
fn hours_below_a_heading_of_something_else_are_not_those_of_the_meeting() {
    for text in [
        "# Commission du 11/09/25\n\n## Ouverture de la maison\n\njeudi 14h30-18h\n",
        "# Commission du 11/09/25\n\nRendez-vous mercredi 17 à 10h\n",
        "# Commission du 11/09/25\n\n**Horaires d'ouverture :**\n\nmardi 10h-18h\n\njeudi 14h30-18h\n",
        "# Commission du 11/09/25\n\nHoraires d'ouverture :\n\njeudi 14h30-18h\n",
        "# Commission du 11/09/25\n\n## Jardin\n\nRéunion avec la mairie de 9h à 10h\n",
        "# Commission du 11/09/25\n\n## Ordre du jour\n\n14h30-15h\n",
    ] {
        assert_eq!(minutes(text), "2025-09-11 | Commission", "{text}");
    }
    for text in [
        "# Commission du 11/09/25\n\njeudi 14h30-18h\n",
        "# Commission du 11/09/25\n\n## Date et horaires\n\n14h30-18h\n",
        "# Commission du 11/09/25\n\n## Jardin\n\nLe 11 septembre 2025, 14h30-18h\n",
        "# Commission du 11/09/25\n\n## Informations\n\n- Horaire : 14h30-18h\n",
    ] {
        assert_eq!(minutes(text), "2025-09-11 14h30-18h | Commission", "{text}");
    }
}

/// Shows the meeting of a page, and which other days it has for it.
fn with_others(path: &str, text: &str, is_minutes: bool) -> String {
    let page = of_one(path, text, is_minutes);
    let meetings = page.meetings.iter().flat_map(|list| &list.meetings);
    let said = meetings.map(|meeting| {
        let others = meeting.otherwise.iter().map(|other| {
            let start = other.start.map_or(String::new(), |time| format!(" {time}"));
            let line = text[other.at.clone()].lines().next().unwrap_or_default();
            format!("{}{start} ({line})", other.date)
        });
        let start = meeting
            .start
            .map_or(String::new(), |time| format!(" {time}"));
        let others: Vec<String> = others.collect();
        format!("{}{start}, not {}", meeting.date, others.join(", "))
    });
    said.collect::<Vec<_>>().join("; ")
}

#[test]
fn another_day_of_minutes_is_kept_with_its_hours() {
    let text = "# Commission du 16 octobre 2026\n\n**Date :** 17 octobre 2026 à 18h30\n";
    assert_eq!(
        with_others("cr.md", text, true),
        "2026-10-16, not 2026-10-17 18:30:00 (**Date :** 17 octobre 2026 à 18h30)"
    );
    let text = "# Compte-rendu du 16 octobre 2026\n\n- Date : 17/10/2026\n";
    assert_eq!(
        with_others("cr.md", text, true),
        "2026-10-16, not 2026-10-17 (- Date : 17/10/2026)"
    );
    let text = "# Commission du 16 octobre 2026\n\nDate : vendredi 16 octobre 2026 à 18h30\n";
    assert_eq!(
        with_others("cr.md", text, true),
        "2026-10-16 18:30:00, not "
    );
    assert_eq!(
        with_others("cr/2026-10-18.md", text, true),
        "2026-10-16 18:30:00, not 2026-10-18 (# Commission du 16 octobre 2026)"
    );
    assert_eq!(
        with_others("cr/2026-10-18-du-16-octobre-2026.md", text, true),
        "2026-10-16 18:30:00, not "
    );
}

#[test]
fn the_day_of_a_title_or_of_a_sentence_counts_more_than_that_of_the_name() {
    for (path, text, expected) in [
        (
            "2026-11-18-soiree.md",
            "# Réunion du 5 décembre\n\nVenez à 19h.\n",
            "2026-12-05, not 2026-11-18 (# Réunion du 5 décembre)",
        ),
        (
            "2026-12-20-voeux.md",
            "# Réunion du 5 janvier\n\nLe 5 janvier à 19h.\n",
            "2027-01-05 19:00:00, not 2026-12-20 (# Réunion du 5 janvier)",
        ),
        (
            "2026-11-18-soiree.md",
            "# Soirée\n\nLa réunion aura lieu le 11 décembre 2026 à 19h.\n",
            "2026-12-11 19:00:00, not 2026-11-18 (# Soirée)",
        ),
        (
            "2026-11-18-soiree.md",
            "# Soirée\n\nLa prochaine réunion aura lieu le 11 décembre 2026 à 19h.\n",
            "2026-11-18, not ",
        ),
        (
            "_posts/2026-11-18-soiree.md",
            "# Réunion du 5 décembre 2026\n",
            "2026-12-05, not ",
        ),
    ] {
        assert_eq!(with_others(path, text, false), expected, "{text}");
    }
}

#[test]
fn a_line_may_name_several_meetings() {
    compare(
        "Réunions",
        &[
            (
                "Réunion du 17 novembre 2026 & atelier du 20 novembre 2026",
                "([\"2026-11-17 | Réunion\", \"2026-11-20 | atelier\"], 0)",
            ),
            (
                "Rencontres du 3 au 5 mai 2027",
                "2027-05-03 | until 2027-05-05 | Rencontres",
            ),
            ("Réunions du 30 mai au 8 août 2026", "unread"),
            ("Séances du 3 au 5 mars 2027", "unread"),
            ("17, 18 juin 2027 : atelier", "unread"),
        ],
    );
    for line in [
        "Réunions du 3 et du 10 décembre 2026",
        "Réunions des 3 et 10 décembre 2026",
        "Réunions : les 3 et 10 décembre 2026",
    ] {
        let page = read(&format!("## Réunions\n\n- {line}\n"));
        assert_eq!(
            all_shown(&page),
            ["2026-12-03 | ", "2026-12-10 | "],
            "{line}"
        );
    }
}

#[test]
fn a_meeting_that_is_struck_out_and_moved_takes_place() {
    let expected = "2026-12-03 | Réunion | before 2026-12-01";
    compare(
        "Réunions",
        &[
            (
                "<s>Réunion du mardi 1<sup>er</sup> décembre 2026 à 20h30</s> annulée et reportée à la \
                 [réunion du 3 décembre 2026](a.md)",
                expected,
            ),
            (
                "~~Réunion du 1er décembre 2026~~ reportée au 3 décembre 2026",
                expected,
            ),
            (
                "~~Réunion du 1er décembre 2026~~ annulée",
                "2026-12-01 | Réunion | Cancelled",
            ),
            (
                "Réunion du 1er décembre 2026 reportée au 3 décembre 2026, annulée",
                "2026-12-03 | Réunion | Cancelled | before 2026-12-01",
            ),
        ],
    );
}

#[test]
fn each_day_of_a_list_is_a_meeting_of_its_own() {
    for (line, expected) in [
        (
            "5 et 12 décembre 2026",
            &["2026-12-05 | ", "2026-12-12 | "][..],
        ),
        ("3 & 10 mars 2026", &["2026-03-03 | ", "2026-03-10 | "]),
        (
            "mardi 12 et jeudi 14 mai 2026",
            &["2026-05-12 | ", "2026-05-14 | "],
        ),
        (
            "les mardis 2, 9 et 16 juin 2026 à 18h",
            &[
                "2026-06-02 18h | ",
                "2026-06-09 18h | ",
                "2026-06-16 18h | ",
            ],
        ),
        (
            "1er, 2 et 3 juillet 2026",
            &["2026-07-01 | until 2026-07-03 | "],
        ),
        ("12 et 13 mars 2026", &["2026-03-12 | until 2026-03-13 | "]),
        // The weekday is another.
        ("lundi 12 et jeudi 14 mai 2026", &["2026-05-14 | "]),
        ("Atelier des 5 et 12 décembre 2026", &[]),
        ("du 5 au 7 et 9 mars 2027", &[]),
    ] {
        let page = read(&format!("## Réunions\n\n- {line}\n"));
        assert_eq!(all_shown(&page), expected, "{line}");
        let whole = expected.len() > 1 || expected.iter().any(|one| one.contains("until"));
        assert_eq!(page.unread.is_empty(), whole, "{line}");
    }
}

#[test]
fn a_section_that_says_two_days_or_hours_is_of_no_meeting() {
    for (lines, is_read) in [
        ("- Date : 10 septembre 2026\n", false),
        ("Date de la réunion : le jeudi 10 septembre\n", false),
        ("- Horaires : 10h-12h\n- Heure : 14h à 16h\n", false),
        (
            "Horaire : 10h-12h\n\nLieu : Salle A\n\nHoraire : 14h-16h\n\nHoraire : 9h-10h\n",
            false,
        ),
        (
            "- Date : mercredi 9 septembre 2026\n- Horaires : 10h-12h\n- Heure : 10h\n",
            true,
        ),
        (
            "- Date limite : 1er septembre 2026\n- Horaires : 10h-12h\n",
            true,
        ),
        (
            "- Horaires : 10h-12h\n- Pause : 10h30-11h\n- Date du prochain : 3 mai 2027\n",
            true,
        ),
    ] {
        let text = format!("# Réunions\n\n## Réunion du 9 septembre 2026\n\n{lines}");
        let page = read(&text);
        assert_eq!(page.meetings.len(), usize::from(is_read), "{lines}");
        assert_eq!(
            page.unread.is_empty(),
            is_read,
            "{lines}: {:?}",
            page.unread
        );
    }
}

#[test]
fn hours_of_something_else_or_a_length_are_not_when_a_meeting_begins() {
    compare(
        "Réunions",
        &[
            ("9 mars 2026 : réunion de 2h", "2026-03-09 | réunion"),
            ("9 mars 2026 : 2h max", "2026-03-09 | "),
            ("9 mars 2026, environ 2h", "2026-03-09 | "),
            ("9 mars 2026, durée : 1h30 à 14h", "2026-03-09 14h | "),
            ("9 mars 2026 ~~10h~~ 15h", "2026-03-09 15h | "),
            ("9 mars 2026 <s>10h</s> 15h", "2026-03-09 15h | "),
            ("9 mars 2026 ~~10h-12h~~ 15h", "2026-03-09 15h | "),
            (
                "18 mars 2026 dès 9h, pause de 12h à 14h",
                "2026-03-18 9h | ",
            ),
            ("18 mars 2026, train à 9h12", "2026-03-18 | "),
            ("18 mars 2026, réponse avant 12h", "2026-03-18 | "),
            ("18 mars 2026 (inscription jusqu'à 17h)", "2026-03-18 | "),
            ("18 mars 2026, 9h jusqu'à 17h", "2026-03-18 9h-17h | "),
        ],
    );
    for text in [
        "## Réunions\n\n| Date | Durée |\n|---|---|\n| 9 mars 2026 | 2 h |\n| 10 mars 2026 | 1h30 |\n",
        "## Réunions\n\n### 9 mars 2026\n\nOuverture de la maison : 9h-18h\n\n### 10 mars 2026\n",
    ] {
        assert_eq!(
            all_shown(&read(text)),
            ["2026-03-09 | ", "2026-03-10 | "],
            "{text}"
        );
    }
}

/// Shows the one meeting of a page of minutes.
fn of_minutes(path: &str, text: &str) -> Vec<String> {
    all_shown(&of_one(path, text, true))
}

#[test]
fn minutes_say_when_they_began_and_ended() {
    for (lines, expected) in [
        (
            "Début de séance : 14h30\n\nLa séance est clôturée à 15h40.",
            "14h30-15h40",
        ),
        (
            "*Début de la réunion à 18 h 07*\n\n*Fin de la réunion à 19 h 57*",
            "18h07-19h57",
        ),
        (
            "Ouverture de la séance à 14h30.\n\nLa séance est levée à 16h.",
            "14h30-16h",
        ),
        (
            "La séance est ouverte à 14h30 par le président.\n\nClôture de la séance : 16h",
            "14h30-16h",
        ),
        (
            "Le président ouvre la séance à 14h30.\n\nIl lève la séance à 16h.",
            "14h30-16h",
        ),
        (
            "### Présents\n\n* Anne\n\nDébut de séance : 14h30\n\n### 1\n\nLes participants se remercient et la séance est close à 16h.",
            "14h30-16h",
        ),
        ("La prochaine séance débute à 14h30.", ""),
        ("Début de séance : 14h30\n\nDébut de séance : 15h", "14h30"),
        (
            "La séance du conseil municipal du mercredi 24 mars 2027 est ouverte à 14h30.\n\nLa séance prend fin à 16h.",
            "14h30-16h",
        ),
        ("Le marché est ouvert à 8h.", ""),
        ("Le bureau ouvre à 8h.", ""),
        ("La réunion débute à 14h samedi.", ""),
        ("La réunion du 3 avril 2027 débute à 14h.", ""),
        ("La séance est suspendue à 15h.", ""),
        ("Fin du vote du conseil à 12h.", ""),
    ] {
        let text = format!("# Procès-verbal du 24 mars 2027\n\n{lines}\n");
        let said = of_minutes("pv/2027-03-24.md", &text);
        let hours = if expected.is_empty() {
            String::new()
        } else {
            format!(" {expected}")
        };
        assert!(
            said[0].starts_with(&format!("2027-03-24{hours} |")),
            "{lines}: {said:?}"
        );
    }
}

#[test]
fn a_label_may_say_the_day_with_points() {
    let text = "# Compte rendu n°6\n\n**Date:** 06.12.22\n\nTexte.\n";
    assert_eq!(of_minutes("cr/cr-6.md", text).len(), 1);
    assert!(of_minutes("cr/cr-6.md", text)[0].starts_with("2022-12-06"));
    let text = "# Compte rendu n°6\n\nDate de la réunion : mardi 06.12.22 à 14h\n\nTexte.\n";
    assert!(of_minutes("cr/cr-6.md", text)[0].starts_with("2022-12-06 14h"));
    let text = "# Compte rendu n°6\n\nVersion : 06.12.22\n\nTexte.\n";
    assert_eq!(of_minutes("cr/cr-6.md", text), [""; 0]);
}

#[test]
fn a_heading_within_an_item_may_be_of_the_next_meeting() {
    let text = "## Réunions\n\n#### Réunion du 06/11/2026\n- Texte\n  <br/>\n\n  #### Réunion du 09/11/2026\n  - Texte\n\n#### Réunion du 13/11/2026\n- Texte\n";
    let days: Vec<String> = all_shown(&read(text))
        .iter()
        .map(|it| it[..10].to_owned())
        .collect();
    assert_eq!(days, ["2026-11-06", "2026-11-09", "2026-11-13"]);
}

#[test]
fn the_front_matter_of_a_page_says_what_and_where() {
    for (head, title, place) in [
        (
            "title: Discussion autour des sujets\ndate: 2027-02-25\nlieu: \"Salle du parc, 45000 Alpha\"",
            "Discussion autour des sujets",
            Some("Salle du parc, 45000 Alpha"),
        ),
        (
            "title: 'Algèbres {{< tex \"E\" >}}'\ndate: 2027-02-25\nlocation: turbine",
            "Algèbres",
            None,
        ),
        (
            "title: '<span style=\"display:none\">Privé</span> Bilan'\ndate: 2027-02-25\nlieu: \"\"",
            "Bilan",
            None,
        ),
        (
            "title: Discussion\ndate: 2027-02-25\nlocation: Salle du parc",
            "",
            Some("Salle du parc"),
        ),
    ] {
        let text = format!("---\n{head}\n---\n\n## Inscription\n\nTexte.\n");
        let page = of_one("reunions/a.md", &text, false);
        let meeting = &page.meetings[0].meetings[0];
        assert_eq!(
            (meeting.title.as_str(), meeting.place.as_deref()),
            (title, place),
            "{head}"
        );
    }
}

/// Shows the meetings of a page, with where they take place.
fn with_places(page: &WikiPage) -> String {
    let meetings = page.meetings.iter().flat_map(|list| &list.meetings);
    let shown = meetings.zip(all_shown(page)).map(|(meeting, shown)| {
        let place = meeting.place.as_ref().map(|place| format!(" | at {place}"));
        shown + &place.unwrap_or_default()
    });
    shown.collect::<Vec<_>>().join("; ")
}

#[test]
fn hours_in_a_sentence_of_a_section_are_those_of_its_meeting() {
    let section =
        |said: &str| format!("# Conseil\n\n## Réunions\n\n### Réunion du 5 mai 2027\n\n{said}\n");
    let shown = |said: &str| {
        let text = section(said);
        let page = read(&text);
        let unread: Vec<&str> = page.unread.iter().map(|at| &text[at.clone()]).collect();
        format!("{}; {}", with_places(&page), unread.join("; "))
    };
    let table = [
        (
            "De 18h à 19h. Salle des fêtes.",
            "2027-05-05 18h-19h | Réunion; ",
        ),
        (
            "Salle des fêtes. De 18h à 19h.",
            "2027-05-05 18h-19h | Réunion; ",
        ),
        (
            "De 18h à 19h. Permanence du maire.",
            "2027-05-05 | Réunion; ",
        ),
        (
            "De 18h à 19h. Salle des fêtes.\n\nBuffet de 19h à 20h.",
            "2027-05-05 | Réunion; ",
        ),
        (
            "De 18h à 19h, puis le 6 mai de 19h à 20h.",
            "2027-05-05 18h-19h | Réunion; De 18h à 19h, puis le 6 mai de 19h à 20h.",
        ),
        (
            "Lieu : mairie. De 18h à 20h ou de 19h à 21h.",
            "2027-05-05 | Réunion | at mairie; Lieu : mairie. De 18h à 20h ou de 19h à 21h.",
        ),
        (
            "Lieu : mairie. De 18h à 20h.",
            "2027-05-05 18h-20h | Réunion | at mairie; ",
        ),
        (
            "Lieu : 12 av. Foch",
            "2027-05-05 | Réunion | at 12 av. Foch; ",
        ),
    ];
    for (said, expected) in table {
        assert_eq!(shown(said), expected, "{said}");
    }
}

#[test]
fn a_known_place_behind_the_hours_is_no_title() {
    for (said, expected) in [
        (", mairie", " | at mairie"),
        (", à l'hôtel de ville", " | at hôtel de ville"),
        (", salle B, 2e étage", " | at salle B, 2e étage"),
        (" : mairie", "mairie"),
        (", visite de la mairie", "visite de la mairie"),
        (", mairie, budget", "mairie, budget"),
    ] {
        let page = read(&format!(
            "## Réunions\n\n- 13 janvier 2027 18h30-20h{said}\n"
        ));
        let expected = format!("2027-01-13 18h30-20h | {expected}");
        assert_eq!(with_places(&page), expected, "{said}");
    }
}

#[test]
fn minutes_without_a_day_that_can_be_read_are_named_by_their_line_of_it() {
    let text = "# Compte rendu\n\n**Date:** lundi 15 septembre 2026\n\nPrésents : tous\n";
    let page = of_one("cr.md", text, true);
    let unread: Vec<&str> = page.unread.iter().map(|at| &text[at.clone()]).collect();
    assert_eq!(unread, ["**Date:** lundi 15 septembre 2026"]);
}
