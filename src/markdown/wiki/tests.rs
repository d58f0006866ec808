mod forms;
mod headings;
mod hostile;
mod mandates;
mod when;
mod who;

use std::ops::Range;

use super::shown::{all_shown, read};
use super::{Part, Wanted, WikiPage};

const PAGE: &str = "\
---
title: Conseil des usagers
---

# Présentation

Le conseil réunit des usagers et des soignants. Voir [la présentation](p.pdf).

# Collège des usagers

- [ADULLACT](https://adullact.org/)
- Hub Open Source - Systematic Paris Region

# Collège des soignants

1. DAJ du MEFR
2. Comité pour la science ouverte

# Avis du conseil

- 1er février 2023 : « Pensez-vous que
  cela soit utile ? »

  Avis positif.

# Calendrier des réunions

Les réunions ont lieu de 14h à 16h. [Calendrier .ics](e/rdv.ics) de toutes les réunions.

## 2023

- 24 février 14h-16h : usagers (1/2) ([.ics](e/1.ics))
- 28 septembre 14h-16h (initialement 15 septembre) : usagers (2/2) ([.ics](e/2.ics))

Le 10 novembre de 14h à 17h : tout le conseil
";

/// The names of the members, a list after the other.
fn names(page: &WikiPage) -> Vec<Vec<&str>> {
    let lists = page.members.iter();
    lists
        .map(|list| list.members.iter().map(|one| one.name.as_str()).collect())
        .collect()
}

fn unread<'a>(page: &WikiPage, text: &'a str) -> Vec<&'a str> {
    page.unread.iter().map(|at| &text[at.clone()]).collect()
}

#[test]
fn a_page_is_read_whatever_its_line_ends() {
    let crlf = format!("\u{feff}{}", PAGE.replace('\n', "\r\n"));
    let unended = PAGE.trim_end().to_owned();
    for text in [PAGE.to_owned(), crlf, unended] {
        let page = read(&text);
        let under = |at: &Range<usize>| text[at.clone()].replace('\r', "");
        assert_eq!(page.title.as_deref(), Some("Conseil des usagers"));
        assert_eq!(
            names(&page),
            [
                ["ADULLACT", "Hub Open Source - Systematic Paris Region"],
                ["DAJ du MEFR", "Comité pour la science ouverte"],
            ]
        );
        let first = &page.members[0];
        let heading = first.heading.as_ref().unwrap();
        assert_eq!(
            (heading.level, heading.text.as_str()),
            (1, "Collège des usagers")
        );
        assert_eq!(under(&heading.at), "# Collège des usagers");
        assert_eq!(
            first.members[0].url.as_deref(),
            Some("https://adullact.org/")
        );
        assert_eq!(
            under(&first.members[0].at),
            "[ADULLACT](https://adullact.org/)"
        );
        assert_eq!(
            under(&first.at),
            "- [ADULLACT](https://adullact.org/)\n- Hub Open Source - Systematic Paris Region\n"
        );
        assert_eq!(
            all_shown(&page),
            [
                "2023-02-24 14h-16h | usagers | 1/2 | e/1.ics",
                "2023-09-28 14h-16h | usagers | 2/2 | before 2023-09-15 | e/2.ics",
                "2023-11-10 14h-17h | tout le conseil",
            ]
        );
        let [list, paragraphs] = page.meetings.as_slice() else {
            panic!("{page:?}");
        };
        assert_eq!((list.year, paragraphs.year), (Some(2023), Some(2023)));
        assert_eq!(list.heading.as_ref().unwrap().text, "2023");
        assert!(
            under(&list.at).starts_with("- 24 février") && under(&list.at).ends_with("2.ics))\n")
        );
        let end = if text.ends_with('\n') {
            "conseil\n"
        } else {
            "conseil"
        };
        assert!(
            under(&paragraphs.at).ends_with(end),
            "{:?}",
            under(&paragraphs.at)
        );
        let event = list.meetings[0].event.as_ref().unwrap();
        assert_eq!(under(&event.at), "[.ics](e/1.ics)");
        assert!(under(&list.meetings[0].at).starts_with("24 février"));
        let calendars: Vec<&str> = page
            .calendars
            .iter()
            .map(|link| link.target.as_str())
            .collect();
        assert_eq!(calendars, ["e/rdv.ics"]);
        assert_eq!(unread(&page, &text), [""; 0]);
    }
}

#[test]
fn what_a_list_cannot_say_is_unread() {
    let text = "# Membres\n- AMUE\n  - une personne\n\n  Un paragraphe.\n- Le conseil est composé de personnes.\n- CNIL\n";
    let page = read(text);
    assert_eq!(names(&page), [["AMUE", "CNIL"]]);
    assert_eq!(
        unread(&page, text),
        [
            "une personne",
            "Un paragraphe.",
            "Le conseil est composé de personnes."
        ]
    );
    let text = "# Réunions\n- 24 février 2023 : bureau\n  - ordre du jour\n- 3 mars 2023 : bureau. On y parlera de tout.\n";
    let page = read(text);
    assert_eq!(
        all_shown(&page),
        ["2023-02-24 | bureau", "2023-03-03 | bureau"]
    );
    assert_eq!(
        unread(&page, text),
        ["ordre du jour", "On y parlera de tout."]
    );
    // When those who left did so is not known.
    for text in [
        "# Membres\n\n## Anciens membres\n- ANCT\n",
        "# Membres\n\n## Anciens\n- ANCT\n",
        "# Membres du comité sortants\n- ANCT\n",
        "# Membres\n\nOnt quitté le conseil :\n\n- ANCT\n",
    ] {
        let page = read(text);
        assert_eq!(
            (names(&page).len(), unread(&page, text)),
            (0, vec!["ANCT"]),
            "{text}"
        );
    }
}

#[test]
fn meetings_may_be_paragraphs() {
    let text = "\
# Séances

24 février 2023 14h-16h : usagers
3 mars 2023 14h-16h : soignants

**10 mars 2023** 14h-16h : bureau\\
Ordre du jour : tout

Prochaine réunion plénière avant l'été, le 9 juin 2023.

Un texte.

17 mars 2023 14h-16h : bureau
";
    let page = read(text);
    assert_eq!(
        all_shown(&page),
        [
            "2023-02-24 14h-16h | usagers",
            "2023-03-03 14h-16h | soignants",
            "2023-03-10 14h-16h | bureau",
            "2023-03-17 14h-16h | bureau",
        ]
    );
    assert_eq!(
        unread(&page, text),
        [
            "Ordre du jour : tout",
            "Prochaine réunion plénière avant l'été, le 9 juin 2023."
        ]
    );
    let lists: Vec<&str> = page
        .meetings
        .iter()
        .map(|list| &text[list.at.clone()])
        .collect();
    assert_eq!(lists.len(), 2);
    assert!(
        lists[0].starts_with("24 février") && lists[0].ends_with("tout\n"),
        "{lists:?}"
    );
    assert_eq!(lists[1], "17 mars 2023 14h-16h : bureau\n");
    let at = &page.meetings[0].meetings[2].at;
    assert_eq!(&text[at.clone()], "**10 mars 2023** 14h-16h : bureau\\");
}

#[test]
fn other_lines_end_the_meetings_that_follow_each_other() {
    let text = "- 24 février 2023 14h-16h : bureau\n- rien\n- 3 mars 2023 14h-16h : bureau\n- 10 mars 2023 : bureau ou pas, nul ne sait\n";
    let page = read(text);
    let lists: Vec<&str> = page
        .meetings
        .iter()
        .map(|list| &text[list.at.clone()])
        .collect();
    assert_eq!(lists[0], "- 24 février 2023 14h-16h : bureau\n");
    // Among meetings a day is enough.
    assert!(lists[1].starts_with("- 3 mars") && lists[1].ends_with("sait\n"));
}

#[test]
fn tables_are_read_and_never_marked() {
    let text = "\
## Réunions 2023

| N° | Date | Heure | Réunion | Lieu | Fichier |
|----|------|-------|---------|------|---------|
| 1 | 24 février | 14h-16h | usagers (1/2) | Paris | [.ics](1.ics) |
| 2 | ~~3 mars~~ | 14h-16h | bureau | | |
| 3 | 31 février | | bureau | | |
| 4 | à venir | | | | |

## Membres

| Organisme | Site |
|-----------|------|
| AMUE | https://www.amue.fr/ |
| [CNIL](https://cnil.fr) | |

| Option | Sens |
|--------|------|
| `-q` | rien |
";
    let page = read(text);
    assert_eq!(
        all_shown(&page),
        [
            "2023-02-24 14h-16h | usagers | 1/2 | 1.ics",
            "2023-03-03 14h-16h | bureau | Cancelled",
        ]
    );
    assert_eq!(
        unread(&page, text),
        ["| 3 | 31 février | | bureau | | |", "| `-q` | rien |"]
    );
    assert_eq!(names(&page), [["AMUE", "CNIL"]]);
    let urls = page.members[0].members.iter().map(|one| one.url.as_deref());
    let urls: Vec<_> = urls.collect();
    assert_eq!(
        urls,
        [Some("https://www.amue.fr/"), Some("https://cnil.fr")]
    );
    assert!(page.meetings[0].at.is_empty() && page.members[0].at.is_empty());
    let at = &page.meetings[0].meetings[0].at;
    assert!(text[at.clone()].starts_with("| 1 | 24"));
}

#[test]
fn what_stands_in_blocks_is_left_to_the_registries_that_are_there() {
    let text = "\
# Membres

<!-- cll:members -->
- AMUE
<!-- /cll:members -->

- CNIL

# Réunions

<!-- cll:calendar cycle=\"2023\" -->
- 24 février 2023 14h-16h : Réunion (1/1) ([.ics](1.ics))
<!-- /cll:calendar -->

- 3 mars 2023 : bureau
";
    let page = read(text);
    assert_eq!(names(&page), [["AMUE"], ["CNIL"]]);
    assert_eq!(
        page.members
            .iter()
            .map(|list| list.in_block)
            .collect::<Vec<_>>(),
        [true, false]
    );
    let wanted = Wanted {
        members: vec![Part::Whole],
        meetings: vec![Part::Whole],
        skips_blocks: true,
        ..Wanted::default()
    };
    let page = super::read(text, &wanted);
    assert_eq!(names(&page), [["CNIL"]]);
    assert_eq!(all_shown(&page), ["2023-03-03 | bureau"]);
    assert!(page.unread.is_empty());
}

#[test]
fn code_and_comments_are_not_read() {
    let line = "- 24 février 2023 14h-16h : bureau\n";
    for text in [
        format!("# Réunions\n\n```\n{line}```\n"),
        format!("# Réunions\n\n    {line}"),
        format!("# Réunions\n\n<!--\n{line}-->\n"),
        format!("---\nnote:\n{line}---\n\n# Réunions\n"),
    ] {
        let page = read(&text);
        let WikiPage {
            members,
            meetings,
            unread,
            ..
        } = page;
        assert_eq!(
            (members, meetings, unread),
            (vec![], vec![], vec![]),
            "{text}"
        );
    }
}

#[test]
fn ranges_are_sound_where_no_marker_could_stand() {
    for text in [
        "# Membres\n\n> - AMUE\n> - CNIL\n",
        "# Membres\n\n- Collège :\n\n  - AMUE\n  - CNIL\n",
        "# Membres\r\r- AMUE\r- CNIL\r",
    ] {
        let page = read(text);
        assert_eq!(names(&page), [["AMUE", "CNIL"]], "{text:?}");
        assert!(page.members[0].at.is_empty(), "{text:?}");
        let names: Vec<&str> = page.members[0]
            .members
            .iter()
            .map(|one| &text[one.at.clone()])
            .collect();
        assert_eq!(names, ["AMUE", "CNIL"], "{text:?}");
    }
    let text =
        "## Réunions\n> > 24 février 2023 14h-16h : bureau\n> > 3 mars 2023 14h-16h : bureau\n";
    let page = read(text);
    assert_eq!(all_shown(&page).len(), 2);
    assert_eq!(
        &text[page.meetings[0].meetings[1].at.clone()],
        "3 mars 2023 14h-16h : bureau"
    );
}

#[test]
fn calendars_are_links_outside_the_lines_of_meetings() {
    let text = "# Réunions\n\nMis à jour le 3 mars 2023 : <https://example.org/a.ics>, webcal://example.org/b et [c][c].\n\n- [tout](d.ICS)\n- 11 mars 14h-16h : sans année ([.ics](e.ics))\n- 12 mars 2023 : bureau [.ics](f.ics)\n\n![image](g.ics)\n\n[c]: https://example.org/c.ics?x=1\n";
    let page = read(text);
    let targets: Vec<&str> = page
        .calendars
        .iter()
        .map(|link| link.target.as_str())
        .collect();
    assert_eq!(
        targets,
        [
            "https://example.org/a.ics",
            "https://example.org/c.ics?x=1",
            "d.ICS"
        ]
    );
    assert_eq!(
        unread(&page, text),
        ["11 mars 14h-16h : sans année ([.ics](e.ics))"]
    );
}

#[test]
fn minutes_whose_title_and_name_tell_two_years_are_of_no_meeting() {
    let text = "---\ntitle: \"Compte rendu du 08/06/2016\"\n---\n\nTexte.\n";
    let page = |path: &str| {
        let wanted = Wanted {
            path: path.to_owned(),
            meetings: vec![Part::Whole],
            is_minutes: true,
            is_one: true,
            ..Wanted::default()
        };
        super::read(text, &wanted)
    };
    let days = |page: &WikiPage| {
        let meetings = page.meetings.iter().flat_map(|list| &list.meetings);
        meetings.map(|one| one.date.to_string()).collect::<Vec<_>>()
    };
    // The day of a file is often that of its publication.
    assert_eq!(days(&page("cr/2016-06-10-reunion.md")), ["2016-06-08"]);
    let doubtful = page("cr/2017-06-08-reunion.md");
    assert_eq!(days(&doubtful), [""; 0]);
    let unread: Vec<&str> = doubtful.unread.iter().map(|at| &text[at.clone()]).collect();
    assert_eq!(unread, ["Compte rendu du 08/06/2016\""]);
}

#[test]
fn what_stands_around_a_name_hides_no_other() {
    let cases: [(&str, &[&str]); 12] = [
        // A heading of two words with capitals is a group where persons stand below.
        (
            "### Rang A\n- Camille Martin\n- Claude Durand\n\n### Rang B\n- Luc Petit\n",
            &["Camille Martin", "Claude Durand", "Luc Petit"],
        ),
        // Seats without a holder are seats.
        (
            "- Présidente : Camille Martin\n- Trésorier : vacant\n- Secrétaire : à compléter\n",
            &["Camille Martin"],
        ),
        // What ends an enumeration, or joins its last item, is no part of a name.
        (
            "- Camille Martin,\n- Luc Petit,\n- et Claude Durand.\n",
            &["Camille Martin", "Luc Petit", "Claude Durand"],
        ),
        // The post may stand on the line above.
        ("Présidente\nCamille Martin\n", &["Camille Martin"]),
        // A link in bold below somebody opens no section.
        (
            "<div>\n<p>Camille Martin</p>\n<p><b><a href=\"mailto:c@example.org\">Contact</a></b></p>\n</div>\n\n<div>\n<p>Luc Petit</p>\n<p><b><a href=\"mailto:l@example.org\">Contact</a></b></p>\n</div>\n",
            &["Camille Martin", "Luc Petit"],
        ),
        // Organisations may be headings with nothing below, but bodies wait for their members.
        (
            "## Université d'Exemple\n## CEA\n## Alpha Innov\n",
            &["Université d'Exemple", "CEA", "Alpha Innov"],
        ),
        ("## Commission des finances\n## Commission des fêtes\n", &[]),
        // What is linked behind a person is said of them; brackets around an address are no name.
        (
            "- [Camille Martin](https://c.example.org), [Université d'Exemple](https://u.example.org)\n- Luc Petit <<l@example.org>>\n- Claude Durand ☎ 01 23 45 67 89\n",
            &["Camille Martin", "Luc Petit", "Claude Durand"],
        ),
        // Accents behind their letters, and a table whose head is empty.
        (
            "| | |\n|---|---|\n| Présidente | Ine\u{300}s Faure |\n| Trésorier | Luc Petit |\n",
            &["Ine\u{300}s Faure", "Luc Petit"],
        ),
        (
            "- Camille Martin\n- Luc Petit\n\nEx-membres :\n\n- Claude Durand\n",
            &["Camille Martin", "Luc Petit"],
        ),
        (
            "- Camille Martin\n- Luc Petit\n\n<details><summary>Anciens membres</summary>\n\n- Claude Durand\n\n</details>\n",
            &["Camille Martin", "Luc Petit"],
        ),
        // Topics beside persons are none.
        (
            "- Science questions\n- Tools and metrics\n\n## Équipe\n\n- Camille Martin\n- Luc Petit\n",
            &["Camille Martin", "Luc Petit"],
        ),
    ];
    for (text, expected) in cases {
        let page = read(&format!("# Membres\n\n{text}"));
        assert_eq!(names(&page).concat(), expected, "{text}");
    }
}

#[test]
fn a_page_that_has_the_month_first_is_read_so() {
    let page = |days: &str| all_shown(&read(&format!("# Réunions\n\n{days}")));
    let both = "- 05/31/2023 14h-16h : bureau\n- 09/06/2023 14h-16h : bureau\n";
    assert_eq!(
        page(both),
        ["2023-05-31 14h-16h | bureau", "2023-09-06 14h-16h | bureau"]
    );
    assert_eq!(
        page("- 20-Jun-2024 14h-16h : bureau\n- 09/06/2023 14h-16h : bureau\n"),
        ["2024-06-20 14h-16h | bureau", "2023-06-09 14h-16h | bureau"]
    );
}
