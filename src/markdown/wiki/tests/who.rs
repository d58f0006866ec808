//! Who is a member: posts, labels, words of politeness, others who are not named.

use super::super::shown::{all_shown, read};
use super::super::{Part, Wanted};
use super::{names, unread};

/// Reads what stands under a heading of members: the names, what each is there, and what is unread.
fn members(lines: &str) -> (Vec<String>, Vec<String>) {
    let text = format!("## Membres du bureau\n\n{lines}\n");
    let page = read(&text);
    let all = page.members.iter().flat_map(|list| &list.members);
    let shown = all.map(|one| match one.function.as_str() {
        "" => one.name.clone(),
        function => format!("{} ({function})", one.name),
    });
    let unread = unread(&page, &text).into_iter().map(str::to_owned);
    (shown.collect(), unread.collect())
}

#[test]
fn a_post_is_no_member_and_who_holds_it_is_one() {
    let (found, unread) = members(
        "* La responsable de l'école\n    * [Léa Petit](https://a.example.org/), professeure à Alpha\n\
         * Une directrice :\n    * Anne Mercier\n* Des responsables de pôles\n    * Pour le pôle « Mots » :\n\
         \x20       * Paul Roux\n        * Luc Durand\n",
    );
    let expected = [
        "Léa Petit (La responsable de l'école)",
        "Anne Mercier (Une directrice)",
        "Paul Roux (Des responsables de pôles Pour le pôle « Mots »)",
        "Luc Durand (Des responsables de pôles Pour le pôle « Mots »)",
    ];
    assert_eq!(found, expected);
    assert_eq!(unread, [""; 0]);
    let (found, unread) =
        members("* La responsable de l'école\n* Léa Petit, professeure à Alpha\n");
    assert_eq!(found, ["Léa Petit"]);
    assert_eq!(unread, ["La responsable de l'école"]);
    let (found, _) =
        members("* Le directeur de la bibliothèque ou son représentant\n* Léa Petit\n");
    assert_eq!(found.len(), 2);
}

#[test]
fn a_label_is_no_member_where_persons_stand_behind_it() {
    for (line, expected) in [
        (
            "**Licences :** *Céline Petit*, Luc Durand.",
            vec!["Céline Petit (Licences)", "Luc Durand (Licences)"],
        ),
        (
            "**Organisation du sentier :** *Paul Roux* et autres membres du Bureau.",
            vec!["Paul Roux (Organisation du sentier)"],
        ),
        (
            "Président : Anne Mercier et autres",
            vec!["Anne Mercier (Président)"],
        ),
        ("**AMUE :** agence de mutualisation", vec!["AMUE"]),
        ("**AMUE :** Anne Mercier", vec!["AMUE"]),
    ] {
        assert_eq!(members(&format!("- {line}")).0, expected, "{line}");
    }
    assert_eq!(members("- **Suppléants :** Anne Mercier").0, [""; 0]);
}

#[test]
fn a_paragraph_may_be_a_person_with_a_word_of_politeness() {
    let (found, unread) =
        members("Monsieur Michel BLANC.\n\nMme Anne Mercier\n\nMadame le Maire de Beaulieu.\n");
    assert_eq!(found, ["Monsieur Michel BLANC", "Mme Anne Mercier"]);
    assert_eq!(unread.len(), 1);
}

#[test]
fn the_pictures_of_a_front_matter_name_persons() {
    let text = "---\ntitle: Comités\ngalerie:\n  - image_path: /a.jpg\n    alt: \"Anne Mercier\"\n  - image_path: /b.jpg\n\
                \x20   alt: \"Paul Roux\"\n---\n\n## Comité\n\n{% include feature_row id=\"galerie\" %}\n";
    assert_eq!(names(&read(text)), [["Anne Mercier", "Paul Roux"]]);
}

#[test]
fn those_who_were_members_are_named_and_left_out() {
    for key in [
        "former",
        "anciens",
        "legacy_members",
        "alumni",
        "anciens_membres",
        "sortants",
    ] {
        let text = format!(
            "---\nequipe:\n  actuels:\n    -\n      photo: a.jpg\n      name: Anne Mercier\n  {key}:\n    -\n      photo: b.jpg\n\
             \x20     name: Paul Roux\n    - name: Luc Petit\n  aujourdhui:\n    - name: Léa Durand\n---\n\nTexte.\n"
        );
        let page = read(&text);
        assert_eq!(names(&page), [["Anne Mercier", "Léa Durand"]], "{key}");
        assert_eq!(
            unread(&page, &text),
            ["photo: b.jpg", "- name: Luc Petit"],
            "{key}"
        );
        let text = format!(
            "---\nmembres:\n- name: Anne Mercier\n- name: Luc Petit\n{key}:\n- name: Paul Roux\n---\n"
        );
        let page = read(&text);
        assert_eq!(names(&page), [["Anne Mercier", "Luc Petit"]], "{key}");
        assert_eq!(unread(&page, &text), ["- name: Paul Roux"], "{key}");
    }
    for heading in [
        "Anciens membres",
        "Membres sortants",
        "Ont été membres",
        "Ne sont plus membres",
        "Legacy members",
        "Élues sortantes",
    ] {
        let text = format!("# Comité\n\n## Membres\n\n- AMUE\n\n## {heading}\n\n- ANCT\n");
        let page = read(&text);
        assert_eq!(names(&page).concat(), ["AMUE"], "{heading}");
        assert_eq!(unread(&page, &text), ["ANCT"], "{heading}");
    }
}

#[test]
fn a_name_ends_at_a_stroke_and_begins_behind_a_number() {
    let (found, unread) = members(
        "- Président : Anne Mercier / 06 - Montréal / [a@example.org](mailto:a@example.org)\n\
         - Luc Petit / 14 - Lanaudière / [l@example.org](mailto:l@example.org)\n\
         - Multimédia (TI) : Paul Roux et Léa Durand\n- **210447 | Anne Roux** : Publication scientifique\n\
         - **210448 | Léa Blanc** : Gestion du PAE\n",
    );
    let expected = [
        "Anne Mercier (Président, 06, Montréal / a@example.org)",
        "Luc Petit (14 - Lanaudière / l@example.org)",
        "Paul Roux (Multimédia (TI))",
        "Léa Durand (Multimédia (TI))",
        "Anne Roux",
        "Léa Blanc",
    ];
    assert_eq!(found, expected);
    assert_eq!(unread, [""; 0]);
}

#[test]
fn markdown_in_a_front_matter_is_read_where_it_stands() {
    for key in ["contenu: >", "contenu: |-", "blocs:\n- corps: >-"] {
        let indent = if key.starts_with("blocs") {
            "    "
        } else {
            "  "
        };
        let lines = [
            "## Membres",
            "",
            "Adjoints",
            "",
            "* Anne Mercier",
            "",
            "* Paul Roux",
            "",
            "## Réunions",
            "",
            "* 9 mai 2027",
        ];
        let lines: String = lines.map(|line| format!("{indent}{line}\n")).concat();
        let text = format!("---\ntitre: Conseil\n{key}\n{lines}modele: x\n---\n\nTexte.\n");
        let page = read(&text);
        assert_eq!(names(&page), [["Anne Mercier", "Paul Roux"]], "{key}");
        let places = page.members[0]
            .members
            .iter()
            .map(|one| &text[one.at.clone()]);
        assert_eq!(
            places.collect::<Vec<_>>(),
            ["Anne Mercier", "Paul Roux"],
            "{key}"
        );
        assert!(
            page.members[0].at.is_empty() && page.meetings[0].at.is_empty(),
            "{key}"
        );
        assert_eq!(all_shown(&page), ["2027-05-09 | "], "{key}");
        assert_eq!(page.headings, ["Membres", "Adjoints", "Réunions"], "{key}");
    }
}

#[test]
fn what_cannot_be_read_is_named_by_its_own_line() {
    let text = "## Membres\n\n    Anne Mercier\n    Paul  Roux\n";
    assert_eq!(unread(&read(text), text), ["Anne Mercier", "Paul  Roux"]);
    let text = "## Membres\n\n<table>\n<tr><td>Nom</td><td>Université</td></tr>\n\
                <tr><td>Anne Mercier</td><td rowspan=\"2\">Université d'Alpha</td></tr>\n<tr><td>Paul Roux</td></tr>\n\
                <tr>\n<td>Léa Petit</td>\n<td>Université de Béta</td>\n</tr>\n</table>\n";
    let page = read(text);
    let places = page.members.iter().flat_map(|list| &list.members);
    let places: Vec<&str> = places.map(|one| &text[one.at.clone()]).collect();
    assert_eq!(places.len() + page.unread.len(), 3);
    assert!(
        places.contains(&"<tr><td>Paul Roux</td></tr>")
            || unread(&page, text).contains(&"<tr><td>Paul Roux</td></tr>")
    );
    assert!(places.contains(&"<td>Léa Petit</td>"), "{places:?}");
}

#[test]
fn the_names_of_commissions_are_no_members() {
    let text = "# Conseil\n\n## Élus\n\n- Anne Mercier\n- Paul Roux\n\n## Commissions\n\n- Commission des impôts\n- Finances\n- Syndicat mixte\n";
    let page = read(text);
    assert_eq!(names(&page), [["Anne Mercier", "Paul Roux"]]);
    assert_eq!(
        unread(&page, text),
        ["Commission des impôts", "Finances", "Syndicat mixte"]
    );
}

#[test]
fn an_escaped_hyphen_makes_an_item() {
    let text = "## Membres\n\nLes membres sont :\n\n\\- **Anne Mercier**, membre élue le 5 avril 2023, mandatée \
                jusqu'au 18 août 2026.\n\n\\- **Phil**, membre élu le 5 avril 2023.\n";
    let wanted = Wanted {
        path: "page.md".to_owned(),
        members: vec![Part::Whole],
        ..Wanted::default()
    };
    let page = super::super::read(text, &wanted);
    assert_eq!(names(&page), [["Anne Mercier", "Phil"]]);
    assert_eq!(unread(&page, text), [""; 0]);
}

#[test]
fn a_heading_is_named_by_its_anchor_too() {
    for (heading, anchor) in [
        (
            "## Les membres du club (au 11/07/2026)<a name=\"membre\"></a>",
            "membre",
        ),
        ("<a id=\"membre\"></a>\n\n## Les membres du club", "membre"),
        (
            "## Les membres du club (au 11/07/2026)",
            "les-membres-du-club-au-11072026",
        ),
        ("## L'équipe : élus", "léquipe--élus"),
        ("## L'équipe : élus", "léquipe-élus"),
        ("## Le bureau {#bureau}", "bureau"),
    ] {
        let text = format!("## Anciens membres\n\n- CNIL\n\n{heading}\n\n- AMUE\n");
        let wanted = Wanted {
            path: "page.md".to_owned(),
            members: vec![Part::Under(anchor.to_owned())],
            ..Wanted::default()
        };
        let page = super::super::read(&text, &wanted);
        assert_eq!(names(&page), [["AMUE"]], "{heading}");
        assert_eq!(page.missing, [""; 0], "{heading}");
    }
}

#[test]
fn a_heading_of_digits_is_the_one_that_was_named() {
    let text = "# Comité\n\n## 2019\n\n- ANCT\n\n## 2020\n\n### 2020-05-09\n\n- AMUE\n\n### 2020-05\n\n- ANSSI\n\n### L12\n\n- DINUM\n";
    for (named, expected, is_missing) in [
        ("2019", &["ANCT"][..], false),
        ("2020-05-09", &["AMUE"], false),
        ("2020-05", &["ANSSI"], false),
        ("2020/05/09", &["AMUE"], false),
        ("L12", &["DINUM"], false),
        ("2025", &[], true),
        ("2020-05-10", &[], true),
        ("20", &[], true),
        ("L13", &[], true),
        ("top", &[], true),
        ("...", &[], true),
    ] {
        let wanted = Wanted {
            path: "page.md".to_owned(),
            members: vec![Part::Under(named.to_owned())],
            ..Wanted::default()
        };
        let page = super::super::read(text, &wanted);
        assert_eq!(names(&page).concat(), expected, "{named}");
        assert_eq!(page.missing.len(), usize::from(is_missing), "{named}");
    }
    let text = "## 2026\n\n- 9 mars 2026\n\n## 2025\n\n- 9 mai 2025\n\n## 2024\n\n- 8 mai 2024\n";
    let wanted = Wanted {
        path: "page.md".to_owned(),
        meetings: vec![Part::Under("2025".to_owned())],
        ..Wanted::default()
    };
    let days = all_shown(&super::super::read(text, &wanted));
    assert_eq!(days, ["2025-05-09 | "]);
}

#[test]
fn those_behind_a_college_are_its_members() {
    for (lines, expected) in [
        (
            "**Communes :** Alpha, Béta et Gamma\n\n**Associations :** Delta et Epsilon\n",
            [
                ("Alpha", "Communes"),
                ("Béta", "Communes"),
                ("Gamma", "Communes"),
                ("Delta", "Associations"),
                ("Epsilon", "Associations"),
            ],
        ),
        (
            "**Collège des élus :** Alpha, Béta et Gamma\n\n**Collège des usagers :** Delta et Epsilon\n",
            [
                ("Alpha", "Collège des élus"),
                ("Béta", "Collège des élus"),
                ("Gamma", "Collège des élus"),
                ("Delta", "Collège des usagers"),
                ("Epsilon", "Collège des usagers"),
            ],
        ),
    ] {
        let page = read(&format!("## Composition\n\n{lines}"));
        let all = page.members.iter().flat_map(|list| &list.members);
        let shown = all.map(|one| {
            (
                one.name.as_str(),
                one.college.as_deref().unwrap_or_default(),
            )
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{lines}");
    }
    // Whom nothing parts is unread, and the label is nobody.
    let (found, unread) = members("**Communes :** celles qui le souhaitent\n");
    assert_eq!((found.len(), unread.len()), (0, 1));
}
