use proptest::prelude::*;

use super::*;

const EXAMPLE: &str = "\
---
title: \"Compte-rendu du 27 octobre 2025\"
meeting: 2025-ecosysteme-2
---

# Compte-rendu du 27 octobre 2025

## Présences

### Écosystème

- [x] ADULLACT <!-- private -->(Service informatique)<!-- /private -->
- [ ] APRIL (excusée)

### Administrations

- [ ] CNIL, représentée par la DGFIP

## 1. Actualités & avis

- **Décision** : publier le *rapport*.
- **Avis :** favorable.
- [ ] DINUM : clarifier le processus (avant le 8 décembre 2025)
  - [x] ADULLACT : relire

<!-- private -->
- [ ] DINUM : ne rien dire
<!-- /private -->

## Vide

<!-- rien -->
";

/// The text with every line end of a kind.
fn with_line_ends(text: &str, end: &str) -> String {
    text.replace('\n', end)
}

#[test]
fn minutes_are_read_into_their_parts_whatever_their_line_ends() {
    let plain = EXAMPLE.to_owned();
    let crlf = format!("\u{feff}{}", with_line_ends(EXAMPLE, "\r\n"));
    for text in [plain, crlf] {
        let minutes = read(&text);
        let under = |at: &Range<usize>| text[at.clone()].to_owned();
        let field = minutes.field("title").unwrap();
        assert_eq!(field.value, "Compte-rendu du 27 octobre 2025");
        assert_eq!(under(&field.value_at), field.value);
        assert_eq!(minutes.title.as_ref().unwrap().text, field.value);
        let headings: Vec<(u8, &str, bool)> = minutes
            .headings
            .iter()
            .map(|heading| (heading.level, heading.text.as_str(), heading.filled))
            .collect();
        assert_eq!(
            headings,
            [
                (1, "Compte-rendu du 27 octobre 2025", true),
                (2, "Présences", true),
                (3, "Écosystème", true),
                (3, "Administrations", true),
                (2, "1. Actualités & avis", true),
                (2, "Vide", false),
            ]
        );
        let attendance = attendees(&minutes);
        let who: Vec<_> = attendance
            .iter()
            .filter_map(|who| Some((under(&who.organisation.as_ref()?.at), who.presence)))
            .collect();
        assert_eq!(
            who,
            [
                ("ADULLACT".to_owned(), Presence::Present),
                ("APRIL".to_owned(), Presence::Excused),
                ("CNIL".to_owned(), Presence::Represented),
            ]
        );
        let by = attendance[2].by.clone().unwrap();
        assert_eq!(
            (by.name.as_str(), under(&by.at)),
            ("DGFIP", "DGFIP".to_owned())
        );
        let actions: Vec<_> = minutes
            .actions
            .iter()
            .map(|action| (action.text.as_str(), action.done, action.private))
            .collect();
        assert_eq!(
            actions,
            [
                ("clarifier le processus", false, false),
                ("relire", true, false),
                ("", false, true),
            ]
        );
        let deadline = minutes.actions[0].deadline_at.as_ref().unwrap();
        assert_eq!(under(deadline), "8 décembre 2025");
        assert_eq!(
            under(&minutes.actions[0].owner.as_ref().unwrap().1),
            "DINUM"
        );
        assert_eq!(minutes.decisions[0].text, "publier le rapport.");
        assert_eq!(
            under(&minutes.decisions[0].text_at),
            "publier le *rapport*."
        );
        assert_eq!(minutes.opinions[0].text, "favorable.");
        assert_eq!(under(&minutes.opinions[0].text_at), "favorable.");
        assert_eq!(minutes.privacy.regions.len(), 2);
        assert!(minutes.privacy.faults.is_empty());
    }
}

#[test]
fn minutes_without_headings_have_a_title_all_the_same() {
    let minutes = read("Compte-rendu du 3 mars 2025\n1. Actualités\n- Rien\n");
    assert_eq!(minutes.title.unwrap().text, "Compte-rendu du 3 mars 2025");
    for (text, title) in [
        ("**Réunion du 3 mars**\nLieu : Paris", "Réunion du 3 mars"),
        ("= Réunion du 3 mars =\n\nTexte.", "Réunion du 3 mars"),
        ("!Réunion du 3 mars\n\nTexte.", "Réunion du 3 mars"),
    ] {
        let read = read(text).title.unwrap();
        // What stands below is not torn.
        let end = text.find('\n').unwrap();
        assert_eq!((read.text.as_str(), read.at), (title, 0..end), "{text}");
    }
    for text in [
        "## Présences\n",
        "",
        "**Réunion du 3 mars\nà Paris**\n",
        "- **Action** : Alpha : relire\n",
        "==== Actions ====\n",
        ";Conseil d'administration\n",
        "Présents : Alpha\n",
        "La séance est ouverte à 18 h par le président.\n",
    ] {
        assert!(read(text).title.is_none(), "{text}");
    }
}

#[test]
fn colleges_may_be_items_and_states_may_be_headings() {
    let names = |text: &str| -> Vec<(String, Presence)> {
        let found = attendees(&read(text)).into_iter();
        found
            .filter_map(|it| Some((it.organisation?.name, it.presence)))
            .collect()
    };
    let told = |name: &str, presence| (name.to_owned(), presence);
    assert_eq!(
        names("# Participants\n- Écosystème :\n  - [x] ADULLACT\n  - [ ] APRIL\n"),
        [
            told("ADULLACT", Presence::Present),
            told("APRIL", Presence::Absent)
        ]
    );
    assert_eq!(
        names("## Présents\n- ADULLACT\n\n### Excusés\n- [APRIL](https://example.org)\n"),
        [
            told("ADULLACT", Presence::Present),
            told("APRIL", Presence::Excused)
        ]
    );
}

/// Who was there, where a few organisations and first names are known.
fn attendees(minutes: &Minutes) -> Vec<Attendee> {
    let is_given = |word: &str| ["ada", "lina", "hugo"].contains(&word);
    let is_civility = |word: &str| ["m", "mme"].contains(&word);
    let mut names = Names::new(is_given, is_civility, |word| word == "president");
    for name in ["ADULLACT", "APRIL", "CNIL", "DGFIP", "L'Abeille"] {
        names.add(name, Some(&name.to_lowercase()));
    }
    minutes.attendees(&names)
}

#[test]
fn rows_of_a_table_that_say_who_was_there_are_taken_out_whole() {
    let text = "| Lieu | Mairie |\n|---|---|\n| Présents | ADULLACT, APRIL |\n| Animation | CE |\n";
    let at = read(text).attendance_at;
    let rows: Vec<&str> = at.into_iter().map(|at| &text[at]).collect();
    assert_eq!(rows, ["| Présents | ADULLACT, APRIL |\n"]);
}

/// Above every section nobody else would be listed: their names are not for the edition.
#[test]
fn persons_with_their_organisations_above_every_section_are_the_attendance() {
    for head in ["Nom | Organisme", "Participants | Organisme"] {
        let table = format!("| {head} |\n|---|---|\n| Ada Personne | Alpha |\n");
        let text = format!("# Compte-rendu\n\n{table}\n## Points\n\n{table}");
        let at: Vec<String> = read(&text)
            .attendance_at
            .into_iter()
            .map(|at| text[at].to_owned())
            .collect();
        assert_eq!(at, [table], "{text}");
    }
}

#[test]
fn a_table_of_tasks_is_no_attendance() {
    let text = "| Qui | Quoi | État |\n|---|---|---|\n| ADULLACT | relire | fait |\n";
    let read = read(text);
    assert_eq!((read.attendance_at, read.actions.len()), (vec![], 1));
}

#[test]
#[expect(clippy::too_many_lines, reason = "one entry per form")]
fn the_forms_of_an_attendance_say_the_same() {
    let said = |text: &str| -> String {
        let who = attendees(&read(text)).into_iter();
        let who = who.map(|it| {
            let name = it.organisation.map_or("?".to_owned(), |it| it.name);
            let state = match it.presence {
                Presence::Present if it.guest => "guest",
                Presence::Present => "present",
                Presence::Absent => "absent",
                Presence::Excused => "excused",
                Presence::Represented => "represented",
            };
            let by = it.by.map_or(String::new(), |by| format!(" by {}", by.name));
            let persons: Vec<String> = it.persons.into_iter().map(|(name, _)| name).collect();
            let persons = if persons.is_empty() {
                String::new()
            } else {
                format!(" ({})", persons.join(", "))
            };
            format!("{name} {state}{by}{persons}")
        });
        who.collect::<Vec<_>>().join("; ")
    };
    let two = "ADULLACT present; APRIL excused";
    for (text, expected) in [
        ("Présents : ADULLACT. Excusée : APRIL.\n", two),
        (
            "**Présents :** ADULLACT  \n**Excusés :** APRIL  \n**Durée :** 1 h\n",
            two,
        ),
        ("Présents :\n\n- ADULLACT\n\nExcusés :\n\n- APRIL\n", two),
        (
            "Présents :\n\nADULLACT.\n\nExcusés :\n\nAPRIL.\n\nProchaine séance : lundi.\n",
            two,
        ),
        ("**Présents :** ADULLACT **Excusés :** APRIL\n", two),
        ("Étaient là : ADULLACT. L'APRIL s'était excusée.\n", two),
        (
            "Présents : ADULLACT (APRIL excusée)\n",
            "APRIL excused; ADULLACT present",
        ),
        ("Sur place : ADULLACT\nExcusés : APRIL\n", two),
        ("Qui est là ? ADULLACT\nPas disponibles : APRIL\n", two),
        (
            "# Présence\n\n| Membre | P | E |\n|---|---|---|\n| ADULLACT | x | |\n| APRIL | | x |\n",
            two,
        ),
        (
            "# Présence\n\n| Membre | État |\n|---|---|\n| ADULLACT | ✅ Présente |\n| APRIL | ❌ Excusée |\n",
            two,
        ),
        (
            "| ADULLACT | Présent |\n|---|---|\n| APRIL | Excusée |\n",
            two,
        ),
        (
            "# Réunion\n\nOn procède à l'appel :\n\n- ADULLACT, présent !\n- APRIL (excusée)\n",
            two,
        ),
        ("Présents : ADULLACT (P), APRIL (E)\n", two),
        (
            "Présents : ADULLACT\n\n# Point\n\nMme Essai (CNIL) rejoint la réunion à 15h.\n",
            "ADULLACT present; CNIL present (Mme Essai)",
        ),
        (
            "Présidence : CNIL\nRédaction : DGFIP\n\nPrésents : ADULLACT\n",
            "ADULLACT present; CNIL present",
        ),
        (
            "Présents : ADULLACT\nExcusée : CNIL (voix portée par l'ADULLACT)\n",
            "ADULLACT present; CNIL represented by ADULLACT",
        ),
        (
            "Présents :\n- ADULLACT\nActions :\n- APRIL : relire\n",
            "ADULLACT present",
        ),
        (
            "1. Présents\n\n- ADULLACT\n- CNIL\n\n2. Points\n\nL'APRIL parle.\n",
            "ADULLACT present; CNIL present",
        ),
        (
            "# Présences\n\n- ADULLACT ☒\n- APRIL [ ]\n",
            "ADULLACT present; APRIL absent",
        ),
        (
            "# Présences\n\n- ADULLACT\n- APRIL (n'a pas pu venir)\n",
            two,
        ),
        (
            "# Présences\n\n- ADULLACT\n- APRIL : pas là\n",
            "ADULLACT present; APRIL absent",
        ),
        (
            "# Présences\n\n- [x] ADULLACT\n- [ ] APRIL, représentée par la Cour des comptes\n",
            "ADULLACT present; APRIL represented",
        ),
        (
            "| Organisme | |\n|---|---|\n| ADULLACT | P |\n| APRIL | E |\n",
            two,
        ),
        (
            "Présents : ADULLACT\nAbsents : APRIL, CNIL (excusées)\n",
            "ADULLACT present; APRIL excused; CNIL excused",
        ),
        (
            "Présents : ADULLACT (secrétariat) · CNIL · DGFIP\n",
            "ADULLACT present; CNIL present; DGFIP present",
        ),
        (
            "Présents :\n\nAda, ADULLACT ; Solen, CNIL.\n",
            "ADULLACT present (Ada); CNIL present (Solen)",
        ),
        (
            "# Présence\n\n| Nom | Prénom | Structure | Présence |\n|---|---|---|---|\n| ESSAI | Ada | CNIL | X |\n",
            "CNIL present (ESSAI, Ada, Ada ESSAI)",
        ),
        (
            "Présents : ADULLACT\n\nNe pouvant venir, la CNIL a donné pouvoir à l'ADULLACT.\n",
            "ADULLACT present; CNIL represented by ADULLACT",
        ),
        (
            "Présents : Mme Ada PERSONNE (ADULLACT)\nPouvoirs : CNIL, pouvoir à Mme PERSONNE\n",
            "ADULLACT present (Mme Ada PERSONNE); CNIL represented by ADULLACT (Mme PERSONNE)",
        ),
        (
            "Présents : ADULLACT\nAutres personnes présentes : Office des forêts, CNIL\n",
            "ADULLACT present; Office des forêts guest; CNIL present",
        ),
        (
            "# Présences\n\nADULLACT\n\nPrésidence de séance : CNIL\n\n\\* Partie avant la fin.\n",
            "ADULLACT present; CNIL present",
        ),
        (
            "Présents : ADULLACT\n\nLe conseil a donné mandat à la CNIL d'écrire la charte.\n",
            "ADULLACT present",
        ),
        (
            "Présents : ADULLACT, + 2 observateurs de la mairie\nExcusée : APRIL\n",
            two,
        ),
        ("Présents :\n- ADULLACT\nExcusés :\n- APRIL\n", two),
        ("Présents :\n•\tADULLACT\nExcusés :\n•\tAPRIL\n", two),
        ("## Présences\n\n☒ ADULLACT\n\n☐ APRIL (excusée)\n", two),
        (
            "## Présences\n\n- [x] ADULLACT\n- [\u{a0}] APRIL (excusée)\n",
            two,
        ),
        (
            "## Présences\n\n\\[x\\] ADULLACT\n\n\\[ \\] APRIL, excusée\n",
            two,
        ),
        ("## Participants\n\nADULLACT\n\nExcusée : APRIL\n", two),
        (
            "| Organisme | Présent | Excusé |\n|---|---|---|\n| ADULLACT | X | |\n| APRIL | | X |\n",
            two,
        ),
        (
            "| Organisme | Présence |\n|---|---|\n| ADULLACT | présente |\n| APRIL | excusée |\n",
            two,
        ),
        (
            "| Présents | Excusés |\n|---|---|\n| ADULLACT | APRIL |\n",
            two,
        ),
        (
            "| | |\n|---|---|\n| Présents | ADULLACT |\n| Excusée | APRIL |\n",
            two,
        ),
        (
            "- **Présents :** ADULLACT\n- **Excusés :** APRIL\n- **Lieu :** Paris\n",
            two,
        ),
        ("ADULLACT était présente. APRIL était excusée.\n", two),
        (
            "Étaient présents ADULLACT et la CNIL.\n",
            "ADULLACT present; CNIL present",
        ),
        ("Present: ADULLACT\nRegrets: APRIL\n", two),
        ("## Attendance\n\n- ADULLACT\n- APRIL sent regrets\n", two),
        (
            "Présents : ADULLACT (Ada Personne, Hugo Untel), Lina Quidam (CNIL)\n",
            "ADULLACT present (Ada Personne, Hugo Untel); CNIL present (Lina Quidam)",
        ),
        (
            "## Présents\n\n- ADULLACT – Ada Personne\n- Lina QUIDAM, CNIL\n- Mme Truc (Office des forêts)\n",
            "ADULLACT present (Ada Personne); CNIL present (Lina QUIDAM); Office des forêts guest (Mme Truc)",
        ),
        (
            "## Présents\n\n- **ADULLACT**\n  - Ada Personne\n  - Hugo Untel\n- **CNIL** : Lina Quidam\n",
            "ADULLACT present (Ada Personne, Hugo Untel); CNIL present (Lina Quidam)",
        ),
        (
            "## Présences\n\n- [x] CNIL\n- [ ] ADULLACT (a donné pouvoir à la CNIL)\n- [ ] APRIL, représentée par CNIL\n",
            "CNIL present; ADULLACT represented by CNIL; APRIL represented by CNIL",
        ),
        (
            "## Présences\n\n- [x] CNIL, représentée par Mme Quidam\n- [x] APRIL (a reçu pouvoir de l'ADULLACT)\n",
            "CNIL present (Mme Quidam); ADULLACT represented by APRIL; APRIL present",
        ),
        (
            "## Présences\n\n- [x] L'Abeille\n- [ ] ADULLACT, représentée par l'Abeille\n- CNIL (absente pour le point 3)\n",
            "L'Abeille present; ADULLACT represented by l'Abeille; CNIL present",
        ),
        (
            "Ont donné pouvoir : ADULLACT à CNIL ; APRIL à CNIL\n",
            "ADULLACT represented by CNIL; APRIL represented by CNIL",
        ),
        (
            "Présents : ADULLACT\n\nInvités :\n\n- Office des forêts\n- Ada Personne\n",
            "ADULLACT present; Office des forêts guest; ? guest (Ada Personne)",
        ),
        (
            "## Présences\n\n- [x] ADULLACT\n\n## Enquête\n\n### Participants\n\n- APRIL : 40 réponses\n",
            "ADULLACT present",
        ),
        (
            "## Points\n\nAbsent : le budget. Nous n'en avons pas parlé.\n",
            "",
        ),
        ("Présents dans la version 2 : ADULLACT, APRIL.\n", ""),
        ("Pre\u{301}sents : ADULLACT\n", "ADULLACT present"),
        ("Présents : ~~CNIL~~, ADULLACT\n", "ADULLACT present"),
        // A number says nothing of who.
        (
            "Présents : 2/9 (ADULLACT, APRIL).\n",
            "ADULLACT present; APRIL present",
        ),
        (
            "Présents : 2 sur 9 (ADULLACT)\nExcusés : 1 membre (APRIL)\n",
            two,
        ),
        (
            "Présents : 7 membres\n\nADULLACT ouvre la séance à 14 h.\n",
            "",
        ),
        ("## Présences\n\nPrésents : 7 membres sur 9\n", ""),
        // Somebody may be there for two.
        (
            "## Présences\n\n- Ada Personne (ADULLACT et APRIL)\n",
            "ADULLACT present (Ada Personne); APRIL present (Ada Personne)",
        ),
        // What opens an attendance only beside another label.
        (
            "Pouvoirs : APRIL à ADULLACT\n\nPrésents : ADULLACT\n",
            "APRIL represented by ADULLACT; ADULLACT present",
        ),
        (
            "En présentiel : ADULLACT\n\nEn visioconférence : APRIL\n",
            "ADULLACT present; APRIL present",
        ),
        (
            "En présentiel : Salle A, 2e étage\n\nPrésents : ADULLACT\n",
            "ADULLACT present",
        ),
        (
            "Pouvoirs : le président signe.\n\nADULLACT ouvre la séance à 14 h.\n",
            "",
        ),
        // Points below the list.
        (
            "Présents :\n\n- ADULLACT\n\nModification des Statuts\n\nLe premier point.\n",
            "ADULLACT present",
        ),
        // "ADULLACT-sur-Mer" is another one.
        (
            "Présents : ADULLACT S/ MER, APRIL\n",
            "ADULLACT S/ MER present; APRIL present",
        ),
        (
            "## Présences\n\n- [x] ~~CNIL~~\n- [x] ADULLACT\n",
            "ADULLACT present",
        ),
    ] {
        assert_eq!(said(text), expected, "{text}");
    }
}

#[test]
fn tables_html_and_deep_lists_are_read_too() {
    let text = "| a | b |\n|---|---|\n| Décision : non | <b>oui</b> |\n\n<div>html</div>\n\n1. x\n   - y\n     - [ ] A : z\n";
    let minutes = read(text);
    assert_eq!(minutes.decisions[0].text, "non");
    assert_eq!(minutes.actions[0].owner.as_ref().unwrap().0, "A");
    let cells = minutes
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Cell);
    let cells: Vec<&str> = cells.map(|block| block.prose.text.as_str()).collect();
    assert_eq!(cells, ["a", "b", "Décision : non", "oui"]);
}

#[test]
fn each_character_of_running_text_has_its_place() {
    let text = "a \\* b &amp; `c` [d é](https://example.org/d) **e**\nf <!-- x --> g\n";
    let minutes = read(text);
    let prose = &minutes.blocks[0].prose;
    assert_eq!(prose.text, "a * b & \u{fffc} d é e\nf  g");
    for word in ["d é", "e\nf", "g"] {
        let at = prose.text.find(word).unwrap();
        let source = &text[prose.source(at..at + word.len())];
        assert_eq!(source.replace("**", ""), word);
    }
}

#[test]
fn what_is_private_goes_byte_for_byte() {
    for (text, left) in [
        ("a <!-- private -->b<!-- /private --> c", "a c"),
        ("a<!--private-->b<!-- /PRIVATE -->c", "ac"),
        (
            "- x <!-- private -->(y)<!-- /private -->\n- z\n",
            "- x\n- z\n",
        ),
        ("- <!-- private -->y<!-- /private -->\n- z\n", "- z\n"),
        ("- [ ] <!-- private -->y<!-- /private -->\r\nz", "z"),
        (
            "a\n\n<!-- private -->\n- b\n\n# c\n<!-- /private -->\nd\n",
            "a\n\nd\n",
        ),
        (
            "a <!-- private -->b <!-- private -->c<!-- /private --> d<!-- /private -->.",
            "a.",
        ),
        ("a\n\n[privé]\n\nb\n\n[/privé]\n\nc", "a\n\n\nc"),
        ("a\n[privé]\nb\n[/privé]\nc", "a\nc"),
        (
            "- a\n- \\[Private\\]\n- b\n- \\[/Private\\]\n- c",
            "- a\n- c",
        ),
        ("> **[privé]**\\\n> b\n> [/prive]\n\nc", "\nc"),
        (
            "## A\n\n## B (privé)\n\nx\n\n### C\n\ny\n\n## D\n",
            "## A\n\n## D\n",
        ),
        ("A\n=\n\nB *(privé)*\n---\n\nx\n\n# D\n", "A\n=\n\n# D\n"),
    ] {
        assert_eq!(public(text).as_deref(), Ok(left), "{text}");
    }
}

#[test]
fn what_is_in_doubt_is_refused() {
    use PrivacyFaultKind::{
        Heading, InCode, Misspelt, OpenComment, OtherComment, StrayEnd, Title, Unclosed,
    };
    for (text, kind) in [
        // Where the region ends, if not in the code?
        (
            "<!-- private -->\n```\n<!-- /private -->\n```\nx\n<!-- /private -->\ny\n",
            InCode,
        ),
        ("a <!-- private -->b", Unclosed),
        ("a <!-- /private -->b", StrayEnd),
        (
            "<!-- private --><!-- private -->b<!-- /private -->",
            Unclosed,
        ),
        ("<!-- privé -->b<!-- /privé -->", Misspelt),
        ("<!-- pirvate -->b<!-- /private -->", Misspelt),
        ("<!-- private: le nom du service -->b", Misspelt),
        ("<!-- private\nb", Misspelt),
        ("a ` <!-- private -->b ` <!-- /private", Misspelt),
        ("```\n<!-- private -->\nb", Unclosed),
        ("`<!-- private -->` x", Unclosed),
        ("```\n<!-- private -->\n```\nx", InCode),
        ("```\n[privé]\n```\nx", InCode),
        ("a\n[privé]\nb", Unclosed),
        ("a\n[privé]\nb\n<!-- /private -->\n", StrayEnd),
        ("a\n[/privé]\nb", StrayEnd),
        ("# A (privé)\nb", Title),
        ("# A\n\n## B (confidentiel)\n", Heading),
        ("a <!-- b", OpenComment),
        ("a <!-- b <!-- c --> d", OpenComment),
        ("[//]: # (privé)", OtherComment),
        ("[//]: # (entre nous)", OtherComment),
        ("> [//]: # (b)", OtherComment),
        ("[//]: # (b", OtherComment),
        ("<!-- entre nous -->b", Misspelt),
        ("<!-- ceci ne sort pas d'ici -->b", Misspelt),
        ("# A\n\n## B (entre nous)\n", Heading),
    ] {
        let faults = public(text).unwrap_err();
        assert!(
            faults.iter().any(|fault| fault.kind == kind),
            "{text}: {faults:?}"
        );
    }
    for harmless in [
        "a\n\n[//]: # (b)\n\nc",
        "a\n\n[comment]: <> \"b\"\n",
        "a <!-- cut --> b",
        "a <!-- privacy policy --> b",
        "Entre nous et Alpha, rien ne change.",
    ] {
        assert_eq!(public(harmless).unwrap(), harmless);
    }
    let stray = "a ` <!-- private -->secret<!-- /private --> b ` c";
    assert_eq!(public(stray).unwrap(), "a ` b ` c");
    let spans = "a `<!-- private -->`secret`<!-- /private -->` b";
    assert_eq!(public(spans).unwrap(), "a `` b");
    assert!(public("<!-<!-- private -->x<!-- /private -->- private -->").is_err());
}

#[test]
fn a_mask_hides_what_it_covers_and_moves_nothing() {
    let text = "aé\u{20ac}\u{1f600}\nb";
    let hidden = masked(text, &[1..3, 2..11]);
    assert_eq!(hidden, "a\u{b7}\u{2022}\u{1f512}\nb");
    assert_eq!(hidden.len(), text.len());
    assert_eq!(masked(text, &[]), text);
}

#[test]
fn five_thousand_lines_are_read_at_once() {
    let lines: String = (0..5000)
        .map(|n| format!("- [ ] A : faire {n} <!-- private -->x<!-- /private -->\n"))
        .collect();
    let minutes = read(&lines);
    assert_eq!(
        (minutes.actions.len(), minutes.privacy.regions.len()),
        (5000, 5000)
    );
}

/// A piece of Markdown that could hide a mark or be hidden by one.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "<!-- private -->",
        "<!-- /private -->",
        "<!--private-->",
        "<!-- ",
        " -->",
        "`",
        "```\n",
        "\n",
        "\n\n",
        "- ",
        "    ",
        "> ",
        "# ",
        "| a |\n|---|\n",
        "mot",
        " ",
        "<div>",
        "\r\n",
        "\\",
        "[x](",
        ")",
        "~~~\n",
        "<!-",
        "é",
        "<script>\n",
        "\u{0}",
        "- [ ] ",
        "***",
        "&lt;!--",
        "\u{feff}",
        "---\n",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn no_byte_from_inside_a_mark_is_ever_left(
        before in prop::collection::vec(piece(), 0..8),
        inside in prop::collection::vec(piece(), 0..8),
        after in prop::collection::vec(piece(), 0..8),
    ) {
        let text = format!(
            "{}<!-- private -->{}SECRET{}<!-- /private -->{}",
            before.concat(), inside.concat(), inside.concat(), after.concat()
        );
        if let Ok(left) = public(&text) {
            // A fenced block that is closed shows its marks, and what is between them.
            let shown = text.contains("```") || text.contains("~~~");
            prop_assert!(shown || !left.contains("SECRET"), "{text:?} -> {left:?}");
            // What is left stood there before, in the same order.
            let mut rest = text.chars();
            prop_assert!(left.chars().all(|c| rest.any(|other| other == c)));
        }
    }

    #[test]
    fn any_text_is_read_and_every_place_lies_in_it(pieces in prop::collection::vec(piece(), 0..20)) {
        let text = pieces.concat();
        let minutes = read(&text);
        let fits = |at: &Range<usize>| text.get(at.clone()).is_some();
        for block in &minutes.blocks {
            let all = block.prose.source(0..block.prose.text.len());
            prop_assert!(fits(&all) && fits(&block.prose.at), "{text:?} {block:?}");
        }
        prop_assert!(minutes.headings.iter().all(|heading| fits(&heading.at) && fits(&heading.section)));
        prop_assert!(minutes.actions.iter().all(|action| fits(&action.at) && fits(&action.text_at)));
        prop_assert!(minutes.privacy.regions.iter().all(fits));
        prop_assert_eq!(masked(&text, &minutes.privacy.regions).len(), text.len());
    }
}
