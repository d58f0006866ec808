//! Minutes as people type them: what is found in them, and what the public edition says.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::program::{Run, cll_with};
use crate::sandbox::Sandbox;

const ID: &str = "2026-etat-1";
const DRAFT: &str = "private/comptes-rendus/2026-etat-1.md";
const MEMBERS: &str = r#"
[council]
id = "conseil-d-essai"
name = "Conseil d'essai"
acronym = "CDE"
convener = "Ville d'Exemple"
contact = "secretariat@example.org"
timezone = "Europe/Paris"

[[college]]
id = "etat"
name = "État"

[[member]]
id = "alpha"
name = "Alpha"
college = "etat"
since = 2024-01-01

[[member]]
id = "beta"
name = "Béta"
college = "etat"
since = 2024-01-01
"#;
const MEETINGS: &str = r#"
[[meeting]]
id = "2026-etat-1"
colleges = ["etat"]
number = 1
date = 2026-11-03
start = 14:00:00
end = 16:00:00
updated = 2026-10-01T09:00:00Z
"#;

const NEXT: &str = r#"
[[meeting]]
id = "2027-etat-1"
colleges = ["etat"]
number = 1
date = 2027-02-11
start = 14:00:00
end = 16:00:00
place = "Salle A"
updated = 2026-10-01T09:00:00Z
"#;

struct Minutes {
    council: Sandbox,
}

impl Minutes {
    /// Writes a draft of this text below its title.
    fn of(body: &str) -> Self {
        Self::with("", body)
    }

    /// Does the same with more keys in the front matter.
    fn with(keys: &str, body: &str) -> Self {
        let council = Sandbox::empty();
        council.write("members.toml", MEMBERS);
        council.write("meetings.toml", MEETINGS);
        council.write(".gitignore", "/private/\n");
        let title = "Compte-rendu du 3 novembre 2026";
        let front =
            format!("---\ntitle: \"{title}\"\ndate: 2026-11-03\nmeeting: {ID}\n{keys}---\n\n");
        council.write(DRAFT, format!("{front}# {title}\n\n{body}"));
        Self { council }
    }

    fn run(&self, arguments: &[&str]) -> Run {
        cll_with(
            &self.council.root(),
            arguments,
            &[("CLL_TODAY", "2026-11-28")],
        )
    }

    /// Lists the findings of a code, each with its line.
    fn found(&self, code: &str) -> Vec<usize> {
        let checked = self.run(&["minutes", "check", ID, "--format", "short"]);
        let lines = checked.stdout.lines();
        let lines = lines.filter(|line| line.contains(&format!("[{code}]")));
        let line = |said: &str| said.split(':').nth(1)?.parse().ok();
        lines.map(|said| line(said).unwrap_or(0)).collect()
    }

    /// Returns the public edition with ordinary spaces; `None` if it is refused.
    fn edition(&self) -> Option<String> {
        let published = self.run(&["minutes", "publish", ID]);
        let path = format!("comptes-rendus/{ID}.md");
        (published.code == Some(0)).then(|| self.council.read(&path).replace('\u{a0}', " "))
    }
}

/// Nobody says that they were there; nobody says that their names are public either.
#[test]
fn persons_listed_with_their_organisations_are_private_without_any_label() {
    let forms = [
        "Ada Personne (Alpha), Max Quidam (Béta)",
        "Ada Personne (Alpha) et Max Quidam (Béta).",
        "Xylo Quidam (Alpha), Zed Machin (Béta)",
        "Ada Personne (Alpha)\nMax Quidam (Béta)",
        "Ada Personne (Alpha)\n\nMax Quidam (Béta)",
        "Ada Personne (Alpha)",
        "- Ada Personne (Alpha)",
        "**Ada Personne** (Alpha), [Max Quidam](https://example.org) (Béta)",
        "Alpha : Ada Personne\nBéta : Max Quidam",
        "Ada Personne, Alpha ; Max Quidam, Béta",
        "Mme Personne (Alpha), M. Quidam (Béta)",
        "Ada Personne (Société Machin), Max Quidam",
        "Nous étions nombreux, dont Ada Personne (Alpha) et Max Quidam (Béta).",
        "> Ada Personne (Alpha), Max Quidam (Béta)",
        "<p>Ada Personne (Alpha), Max Quidam (Béta)</p>",
        "    Ada Personne (Alpha), Max Quidam (Béta)",
        "| Ada Personne | Alpha |\n|---|---|\n| Max Quidam | Béta |",
        "## Ada Personne (Alpha), Max Quidam (Béta)",
        "Ada Personne (Alpha) - Max Quidam (Béta)",
        "Ada Personne (Alpha) – Max Quidam (Béta)",
        "Ada Personne <ada@example.org> (Alpha), Max Quidam <max@example.org> (Béta)",
        "La séance réunit Ada Personne (Alpha), Max Quidam (Béta).",
        "Notes prises par Ada Personne",
        "Séance ouverte, notes d'Ada Personne.",
        "En visio : Ada Personne, Max Quidam",
        "Sur place : Ada Personne ; Max Quidam",
        "Connectés : Ada Personne et Max Quidam",
        "Who: Ada Personne, Max Quidam",
        "En présence de Mme Zoé Rivière, directrice.",
        "## Introduction\n\nBonjour.\n\n- Ada Personne (Alpha)\n- Max Quidam (Béta)",
    ];
    for form in forms {
        let minutes = Minutes::of(&format!("{form}\n\n## Points\n\nLe guide est présenté.\n"));
        assert!(!minutes.found("unmarked-private").is_empty(), "{form}");
        assert_eq!(minutes.edition(), None, "{form}");
    }
    let public = "public-names: [\"Ada Personne\", \"Max Quidam\"]\n";
    let body = format!("{}\n\n## Points\n\nLe guide est présenté.\n", forms[0]);
    assert!(Minutes::with(public, &body).edition().is_some());
}

#[test]
fn organisations_and_places_in_brackets_are_no_persons() {
    for form in [
        "Alpha, Béta",
        "Lieu : Salle Ovale (Alpha)",
        "Salle Jean Moulin (Alpha)",
        "Réunion Plénière (Alpha et Béta)",
        "La réunion se tient salle Jean Moulin (Alpha).",
        "Notes de la réunion du Comité Technique",
        "La réunion se tient à la Ville d'Exemple (Alpha).",
        "Ordre du jour : Bilan (Alpha), Budget (Béta)",
        "Sur place : Salle Jean Moulin",
        "En présence de la Ville d'Exemple.",
    ] {
        let minutes = Minutes::of(&format!("{form}\n\n## Points\n\nLe guide est présenté.\n"));
        assert!(minutes.edition().is_some(), "{form}");
    }
}

#[test]
fn a_proxy_is_read_in_every_usual_form() {
    for remark in [
        "a donné pouvoir à Alpha",
        "délègue son vote à Alpha",
        "a délégué son vote à Alpha",
        "donne délégation à Alpha",
        "transmet sa voix à Alpha",
        "pouvoir : Alpha",
        "procuration : Alpha",
        "excusée, pouvoir Alpha",
        "pouvoir → Alpha",
        "mandate Alpha",
        "vote par Alpha",
        "Alpha vote pour elle",
        "Alpha porte son vote",
        "Alpha a son pouvoir",
        "delegates her vote to Alpha",
    ] {
        let list = format!("## Présences\n\n- [x] Alpha\n- [ ] Béta ({remark})\n");
        let minutes = Minutes::of(&list);
        assert_eq!(minutes.found("left-out"), [0; 0], "{remark}");
        let shown = minutes.run(&["minutes", "attendance", "--meeting", ID]);
        let is_represented = |line: &str| line.contains("Béta") && line.ends_with("alpha");
        assert!(
            shown.stdout.lines().any(is_represented),
            "{remark}: {}",
            shown.stdout
        );
    }
}

/// Nobody holds a proxy that was not given, or that was refused or withdrawn.
#[test]
fn a_proxy_that_is_denied_represents_nobody() {
    for (remark, presence) in [
        ("n'a pas donné pouvoir à Alpha", "Absents : Béta"),
        ("pouvoir refusé à Alpha", "Absents : Béta"),
        ("a refusé de donner pouvoir à Alpha", "Absents : Béta"),
        ("pouvoir à Alpha retiré", "Absents : Béta"),
        ("pouvoir à Alpha, retiré", "Absents : Béta"),
        ("n'a pas délégué son vote à Alpha", "Absents : Béta"),
        ("excusée, sans pouvoir à Alpha", "Excusés : Béta"),
    ] {
        let list = format!("## Présences\n\n- [x] Alpha\n- [ ] Béta ({remark})\n");
        let minutes = Minutes::of(&list);
        assert_eq!(minutes.found("left-out"), [12], "{remark}");
        let edition = minutes.edition().unwrap();
        assert!(edition.contains(presence), "{remark}: {edition}");
        assert!(!edition.contains("(par"), "{remark}: {edition}");
    }
    let given =
        "## Présences\n\n- [x] Alpha\n- [ ] Béta (ne pouvant pas venir donne pouvoir à Alpha)\n";
    let edition = Minutes::of(given).edition().unwrap();
    assert!(edition.contains("Représentés : Béta (par Alpha)"));
}

#[test]
fn who_stands_below_a_label_of_proxies_is_represented() {
    for list in [
        "- [x] Alpha\n\nPouvoirs : Béta à Alpha\n",
        "Présents : Alpha\nProcurations : Béta à Alpha\n",
        "Présents : Alpha\n\nPouvoirs :\n\n- Béta à Alpha\n",
        "- Présents : Alpha\n- Pouvoir : Béta (à Alpha)\n",
    ] {
        let edition = Minutes::of(&format!("## Présences\n\n{list}")).edition();
        let edition = edition.unwrap();
        let is_represented = edition.contains("Représentés : Béta (par Alpha)");
        assert!(is_represented, "{list}: {edition}");
    }
}

#[test]
fn names_with_particles_are_those_of_persons() {
    for name in [
        "Ada d'Ornano",
        "Ada d’Ornano",
        "Ludwig von Mises",
        "Ada de La Tour d'Auvergne",
        "Anh N’Guyen–Ba",
    ] {
        let body = format!(
            "## Présences\n\n- [x] Alpha ({name})\n- [ ] Béta\n\n## Points\n\n{name} présente le budget.\n"
        );
        let minutes = Minutes::of(&body);
        assert_eq!(minutes.found("unmarked-private"), [16], "{name}");
    }
    let body = "## Présences\n\nPrésents : Ada Personne (Alpha) - Max Quidam (Béta)\n\n## Points\n\nMax Quidam parle.\n";
    let minutes = Minutes::of(body);
    let shown = minutes.run(&["minutes", "attendance", "--meeting", ID]);
    assert!(shown.stdout.contains("Béta"), "{shown:?}");
    assert_eq!(minutes.found("unmarked-private"), [15]);
}

#[test]
fn a_remark_that_is_not_understood_is_said() {
    let found = |remark: &str| {
        let list = format!("## Présences\n\n- [x] Alpha\n- [ ] Béta ({remark})\n");
        Minutes::of(&list).found("left-out")
    };
    for remark in [
        "via Alpha",
        "Alpha en son nom",
        "sous réserve",
        "voir courriel",
        "a prévenu",
    ] {
        assert_eq!(found(remark), [12], "{remark}");
    }
    for remark in [
        "malade",
        "en visio",
        "Service informatique",
        "suppléante",
        "depuis 2024",
    ] {
        assert_eq!(found(remark), [0; 0], "{remark}");
    }
}

#[test]
fn a_name_without_a_box_among_boxes_is_said() {
    let found = |list: &str| Minutes::of(list).found("unfilled-attendance");
    assert_eq!(found("## Présences\n\n- [x] Alpha\n- Béta\n"), [12]);
    assert_eq!(found("Présents :\n\n☒ Alpha\n\nBéta\n"), [13]);
    for list in [
        "## Présences\n\n- [x] Alpha\n- Béta (excusée)\n",
        "## Présences\n\n- [x] Alpha\n  - Ada Personne\n- [ ] Béta\n",
        "## Présences\n\n- État\n  - [x] Alpha\n  - [ ] Béta\n",
        "Présents :\n\n- Alpha\n- Béta\n",
    ] {
        assert_eq!(found(list), [0; 0], "{list}");
    }
}

/// Pads indent their lists by tabs, which makes code of them behind a blank line.
#[test]
fn a_list_that_became_code_holds_decisions_and_actions() {
    let body = "## Présences\n\n- [x] Alpha\n- [ ] Béta\n\n## Décisions\n\n\t* Le **guide** est publié.\n\t* La carte est retirée.\n\n\
                ## Actions\n\n\t* Béta : relire la note (avant le 1er décembre 2026)\n\t* [x] Alpha : publier (avant le 2 décembre 2026)\n";
    let edition = Minutes::of(body).edition().unwrap();
    for line in [
        "- Le **guide** est publié.\n- La carte est retirée.\n",
        "- [ ] Béta : relire la note (avant le 1er décembre 2026)\n",
        "- [x] Alpha : publier",
    ] {
        assert!(edition.contains(line), "{line}: {edition}");
    }
    assert_eq!(edition.matches("carte").count(), 1, "{edition}");
    // Code is no list.
    let code = "## Décisions\n\n\tfn main() {}\n";
    assert!(
        Minutes::of(code)
            .edition()
            .unwrap()
            .contains("\tfn main() {}")
    );
}

#[test]
fn a_table_of_actions_stands_once_and_keeps_what_only_it_says() {
    let table = |more: &str| {
        format!(
            "## Actions\n\n| Qui | Quoi | Quand |\n|---|---|---|\n| Béta | relire la note | 1er décembre 2026 |\n{more}"
        )
    };
    let edition = |body: &str| Minutes::of(body).edition().unwrap();
    let alone = edition(&table(""));
    assert_eq!(alone.matches("relire la note").count(), 1, "{alone}");
    assert!(!alone.contains("Quand"), "{alone}");
    let among = edition(&table("\nLa suite en mars.\n"));
    assert_eq!(among.matches("relire la note").count(), 1, "{among}");
    assert!(among.contains("## Actions\n\nLa suite en mars."), "{among}");
    // A row that says more than its action.
    let more = "## Actions\n\n| Qui | Quoi | Remarque |\n|---|---|---|\n| Béta | relire | avec le bureau |\n";
    assert!(edition(more).contains("avec le bureau"));
    // Below an item of the agenda it is a part of what was said.
    let point = edition(&table("").replace("Actions", "Bilan"));
    assert!(point.contains("| Béta | relire la note"), "{point}");
}

#[test]
fn a_decision_is_read_behind_any_sign() {
    for sign in [
        "✅ ",
        "✅",
        "💡 ",
        "→ ",
        "- ✅ ",
        "✔ ",
        "⚠️ ",
        "[!] ",
        "(✅) ",
        "1️⃣ ",
        ":white_check_mark: ",
        "👩‍⚖️ ",
        "✅ - ",
        "> ✅ ",
        "Ordre du jour : ✅ ",
        "- [x] ",
    ] {
        for word in ["Décision", "**Décision**", "Décision n° 3"] {
            let body = format!("## Points\n\n{sign}{word} : le guide est publié.\n");
            let edition = Minutes::of(&body).edition().unwrap();
            assert!(
                edition.contains("### Décisions\n\n- Le guide est publié."),
                "{body}: {edition}"
            );
        }
    }
    let refused = Minutes::of("## Points\n\n❌ Décision : le guide est publié.\n")
        .edition()
        .unwrap();
    assert!(!refused.contains("- Le guide"), "{refused}");
}

#[test]
fn what_is_to_be_filled_in_is_found_in_small_letters_and_ordinary_french_is_none() {
    let found = |line: &str| Minutes::of(&format!("## Points\n\n{line}\n")).found("placeholder");
    for line in [
        "Vote : xxx pour.",
        "Vote : à compléter",
        "**Vote** : à compléter.",
        "- à compléter",
        "todo",
        "Vote : todo",
        "Le guide est relu. À compléter.",
        "le xx mars",
        "Montant : XX €",
        "| Point | Vote |\n|---|---|\n| Guide | à compléter |",
    ] {
        assert_eq!(found(line).len(), 1, "{line}");
    }
    for line in [
        "La liste est à compléter par les membres.",
        "Le tableau reste à compléter.",
        "À compléter : la liste des membres, par Alpha.",
        "La liste, à compléter, est jointe.",
        "Date : à définir",
        "TODO\n\n- Alpha : relire la note (avant le 1er décembre 2026)",
        "L'outil todo.txt et www.xxx.org.",
        "Le XXe siècle, tome XX.",
    ] {
        assert_eq!(found(line), [0; 0], "{line}");
    }
}

#[test]
fn numbers_hold_together_and_soft_hyphens_go() {
    let body =
        "## Points\n\nLe budget est de 3 000 € pour 14 h, voir n° 5 et la biblio\u{ad}thèque.\n";
    let minutes = Minutes::of(body);
    assert_eq!(minutes.found("french-spacing"), [11, 11]);
    let fixed = minutes.run(&["check", "--fix", "--yes"]);
    let draft = minutes.council.read(DRAFT);
    let whole = "3\u{a0}000\u{a0}€ pour 14\u{a0}h, voir n°\u{a0}5 et la bibliothèque.";
    assert!(draft.contains(whole), "{draft} {fixed:?}");
    Minutes::of(body).edition().unwrap();
    let minutes = Minutes::of(body);
    minutes.edition().unwrap();
    let edition = minutes.council.read(&format!("comptes-rendus/{ID}.md"));
    assert!(edition.contains(whole), "{edition}");
}

#[test]
fn warnings_that_are_left_in_a_draft_are_said() {
    let minutes =
        Minutes::of("## Présences\n\n- [x] Alpha\n- [x] Béta\n\n## Points\n\nLe bilan !\n");
    let says = |run: &Run, sentence: &str| assert!(run.stderr.contains(sentence), "{run:?}");
    let checked = minutes.run(&["minutes", "check", ID]);
    says(&checked, "4 warnings");
    let left = "4 warnings are left in the draft: `cll minutes check 2026-etat-1` shows them";
    says(&minutes.run(&["minutes", "publish", ID, "-n"]), left);
    says(&minutes.run(&["minutes", "publish", ID]), left);
    let left = format!("{DRAFT}: 3 warnings (`cll minutes check {ID}`)");
    for _ in 0..2 {
        says(&minutes.run(&["check", "--fix", "--yes"]), &left);
    }
    let parts = ["check", "--fix", "--yes", "--skip", "missing-part"];
    let skipped = minutes.run(&parts);
    assert!(!skipped.stderr.contains(DRAFT), "{skipped:?}");
}

/// What is left of a section whose items stand at the top goes under no heading of theirs.
#[test]
fn the_next_meeting_stands_below_no_heading_of_actions() {
    let next = "Prochaine réunion : jeudi 11 février 2027 à 14h";
    for heading in ["Actions", "À faire", "Décisions"] {
        let item = match heading {
            "Décisions" => "**Décision** : le guide est adopté",
            _ => "[ ] Alpha : relire le guide",
        };
        for left in [
            next.to_owned(),
            format!("{next}\n\nLa prochaine séance aura lieu à Lyon."),
        ] {
            let body = format!("## Points\n\nLe bilan.\n\n## {heading}\n\n- {item}\n\n{left}\n");
            let edition = Minutes::of(&body).edition().unwrap();
            assert!(!edition.contains(&format!("\n## {heading}\n")), "{edition}");
            let whole = format!("Le bilan.\n\n## Prochaine réunion\n\n{left}\n");
            assert!(edition.contains(&whole), "{edition}");
        }
        // What says something else stays where it is.
        let body = format!("## {heading}\n\n- {item}\n\nOn y reviendra.\n\n{next}\n");
        let edition = Minutes::of(&body).edition().unwrap();
        assert!(
            edition.contains(&format!("\n## {heading}\n\nOn y reviendra.\n\n{next}")),
            "{edition}"
        );
    }
}

/// Who reads the minutes knows the organisation, not the person.
#[test]
fn a_contact_that_owns_an_action_gives_way_to_its_member() {
    let contact = |member: &str, name: &str| {
        format!(
            "[[contact]]\nmember = \"{member}\"\nname = \"{name}\"\nemail = \"{member}@example.org\"\nrole = \"titular\"\n\n"
        )
    };
    let one = contact("alpha", "Max Quidam") + &contact("beta", "Ada Personne");
    let both = contact("alpha", "Max Quidam") + &contact("beta", "Max Quidam");
    let action = "- [ ] Max Quidam : écrire";
    let rows = [
        (&one, action, true),
        (&one, "- [ ] **M. Quidam** : écrire", true),
        (&one, "- [ ] Alpha : écrire à Max Quidam", false),
        (&one, "Max Quidam : écrire, dit-il.", true),
        (&both, action, false),
    ];
    for (contacts, line, is_proposed) in rows {
        let minutes = Minutes::of(&format!("## Actions\n\n{line}\n"));
        minutes.council.write("private/members.toml", contacts);
        let checked = minutes.run(&["minutes", "check", ID]).stdout;
        assert!(checked.contains("[unmarked-private]"), "{line}: {checked}");
        assert_eq!(
            checked.contains("`Alpha: …`"),
            is_proposed,
            "{line}: {checked}"
        );
        assert!(!checked.contains("Quidam"), "{line}: {checked}");
    }
}

#[test]
fn the_signs_of_a_pad_are_no_prose() {
    let body = "###### tags: `conseil` `pv`\n\n## Points\n\nLe ==guide== est à `==jour==`.\n\n- **Décision** : ==le guide== est publié.\n\n\
                1 == 1, a==b.\n";
    let minutes = Minutes::of(body);
    assert_eq!(minutes.found("french-spacing"), [15]);
    let edition = minutes.edition().unwrap();
    for words in [
        "Le guide est à `==jour==`.",
        "### Décisions\n\n- Le guide est publié.",
        "1 == 1, a==b.",
    ] {
        assert!(edition.contains(words), "{words}: {edition}");
    }
    assert!(!edition.contains("tags"), "{edition}");
}

#[test]
fn a_draft_made_early_is_held_to_hours_and_place_of_today() {
    let drafted = |registry: &str, next: &str| {
        let council = Minutes::of("").council;
        council.write(
            "meetings.toml",
            format!("{MEETINGS}place = \"Salle A\"\nonline = true\n{NEXT}"),
        );
        let minutes = Minutes { council };
        let made = minutes.run(&["minutes", "draft", ID, "--force"]);
        assert_eq!(made.code, Some(0), "{made:?}");
        let now = format!("{MEETINGS}{registry}\n{NEXT}").replace(NEXT, next);
        minutes.council.write("meetings.toml", now);
        minutes.found("registry-mismatch").len()
    };
    let same = "place = \"Salle A\"\nonline = true";
    assert_eq!(drafted(same, NEXT), 0);
    assert_eq!(drafted("place = \"Salle B\"\nonline = true", NEXT), 1);
    assert_eq!(drafted("place = \"Salle A\"", NEXT), 1);
    assert_eq!(drafted("online = true", NEXT), 1);
    assert_eq!(drafted(same, &NEXT.replace("14:00", "10:00")), 1);
    assert_eq!(drafted(same, &NEXT.replace("Salle A", "Salle C")), 1);
    assert_eq!(drafted(same, &NEXT.replace("2027-02-11", "2027-02-12")), 1);
}

/// Who calls the minutes otherwise is warned, and may.
#[test]
fn a_title_that_the_registry_has_changed_is_a_warning() {
    let council = Minutes::of("").council;
    council.write(
        "meetings.toml",
        format!("{MEETINGS}title = \"séance budgétaire\"\n"),
    );
    let minutes = Minutes { council };
    let made = minutes.run(&["minutes", "draft", ID, "--force"]);
    assert_eq!(made.code, Some(0), "{made:?}");
    assert_eq!(minutes.found("registry-mismatch"), [0; 0]);
    let renamed = format!("{MEETINGS}title = \"séance plénière\"\n");
    minutes.council.write("meetings.toml", renamed);
    assert_eq!(minutes.found("registry-mismatch"), [8]);
    let text = minutes
        .council
        .read(DRAFT)
        .replace("[à compléter]", "Texte.");
    minutes
        .council
        .write(DRAFT, text.replace("- [ ] Alpha", "- [x] Alpha"));
    assert!(minutes.edition().is_some());
    let own = Minutes::with("status: projet\n", "## Points\n\nLe guide est relu.\n");
    assert_eq!(own.found("registry-mismatch"), [0; 0]);
}

/// Hours say nothing of the place, part of its name is it, and a day that bounds another is none.
#[test]
fn true_words_of_when_and_where_are_not_refused() {
    for (head, next) in [
        ("Mardi 3 novembre 2026, de 14h à 16h.", ""),
        (
            "Réunion du 3 novembre 2026, 14h-16h.",
            "Prochaine réunion : jeudi 11 février 2027, de 14h à 16h.",
        ),
        (
            "Mardi 3 novembre 2026, de 14h à 16h (Mairie et visioconférence).",
            "",
        ),
        (
            "Lieu : Mairie d'Exemple",
            "La prochaine réunion aura lieu avant le 31 mars 2027.",
        ),
        (
            "Bonjour.",
            "La prochaine réunion se tiendra après le 1er janvier 2027.",
        ),
        (
            "Bonjour.",
            "La réunion suivante du bureau est prévue le 8 janvier 2027.",
        ),
        (
            "Bonjour.",
            "## Prochaine réunion\n\nAvant cela, un atelier est prévu le 15 janvier 2027.\n\nJeudi 11 février 2027, 14h",
        ),
    ] {
        let minutes = Minutes::of("");
        let registry =
            format!("{MEETINGS}place = \"Mairie d'Exemple, salle A\"\nonline = true\n{NEXT}");
        minutes.council.write("meetings.toml", registry);
        let body = format!(
            "---\ntitle: \"Compte-rendu du 3 novembre 2026\"\ndate: 2026-11-03\nmeeting: {ID}\nstatus: projet\n---\n\n\
             # Compte-rendu du 3 novembre 2026\n\n{head}\n\n## Présences\n\n- [x] Alpha\n- [x] Béta\n\n## Points\n\n\
             Texte.\n\n{next}\n"
        );
        minutes.council.write(DRAFT, body);
        assert_eq!(minutes.found("registry-mismatch"), [0; 0], "{head} {next}");
    }
}

#[test]
fn a_page_or_a_document_in_the_place_of_minutes_is_told_how_it_becomes_a_draft() {
    let council = Minutes::of("").council;
    let minutes = Minutes { council };
    for (name, bytes) in [
        ("a.html", "<p>Présents : Alpha</p>"),
        (
            "b.md",
            "<!DOCTYPE html>\n<html><body><p>Présents : Alpha</p></body></html>",
        ),
        ("c.docx", "PK"),
        ("d.odt", "PK"),
        // One that is cut off, and one without compression.
        ("e.md", "PK\u{3}\u{4}\u{0}\u{0}word/document.xml"),
    ] {
        minutes.council.write(name, bytes);
        let run = minutes.run(&["minutes", "check", name]);
        assert_eq!(run.code, Some(2), "{run:?}");
        let way = format!("cll minutes draft ID --from {name}");
        assert!(run.stderr.contains(&way), "{run:?}");
    }
}

#[test]
fn an_approved_edition_that_changes_stays_approved_and_says_so() {
    let minutes = Minutes::of("## Points\n\nLe guide est relu.\n");
    let publish = |more: &[&str]| minutes.run(&[&["minutes", "publish", ID], more].concat());
    let says = |run: &Run| run.stderr.contains("says something else");
    assert!(!says(&publish(&["--approved-on", "2026-11-10"])));
    assert!(!says(&publish(&[])), "nothing changed");
    let draft = minutes.council.read(DRAFT).replace("relu", "publié");
    minutes.council.write(DRAFT, draft);
    let again = publish(&["--force"]);
    assert!(
        says(&again) && again.stderr.contains("2026-11-10"),
        "{again:?}"
    );
    let edition = minutes.council.read(&format!("comptes-rendus/{ID}.md"));
    assert!(
        edition.contains("status: validé\napproved-on: 2026-11-10"),
        "{edition}"
    );
    assert!(!says(&publish(&["--approved-on", "2026-11-20", "--force"])));
}

/// A decision under another sign is one, or a finding shows how to mark it; nobody reads that there is none.
#[test]
fn a_decision_is_taken_or_pointed_at_however_it_begins() {
    for line in [
        "Décision 1. Le guide est publié.",
        "Décision n°2. Le guide est publié.",
        "[Décision] Le guide est publié.",
        "[DÉCISION] Le guide est publié.",
        "(Décision) Le guide est publié.",
        "#décision Le guide est publié.",
        "Décision du bureau : le guide est publié.",
        "Décision de l'assemblée générale : le guide est publié.",
        "| Point | Suite |\n|---|---|\n| Guide | Décision : le guide est publié |",
        "> Décision : le guide est publié.",
        "Guide → décision : le guide est publié.",
        "Point 3 – Décision : le guide est publié.",
    ] {
        let edition = Minutes::of(&format!("## Points\n\n{line}\n")).edition();
        let edition = edition.unwrap();
        let decisions = edition.split("### Décisions").nth(1).unwrap();
        assert!(
            decisions.starts_with("\n\n- Le guide est publié"),
            "{line}: {edition}"
        );
    }
    for line in [
        "D1 : le guide est publié.",
        "D1. le guide est publié.",
        "**D1.** le guide est publié.",
        "**D1** le guide est publié.",
        "D-2026-03 : le guide est publié.",
        "DEC-01 : le guide est publié.",
        "[D1] le guide est publié.",
        "D : le guide est publié.",
        "| N° | Objet |\n|---|---|\n| D1 | le guide est publié. |",
        "### D1 - le guide est publié.\n\nTexte.",
        "**Décision**\nle guide est publié.",
        "La décision : le guide est publié.",
        "Décision du président : le guide est publié.",
        "Délibération n° 2026-12 : le guide est publié.",
        "Adopté : le guide est publié.",
        "⚖️ le guide est publié.",
        "- 🧑‍⚖️ le guide est publié.",
        "Conclusion : le guide est publié.",
        "Arbitrage : le guide est publié.",
        "**Consensus** : le guide est publié.",
        "Consensus du groupe : le guide est publié.",
        "Option retenue : le guide est publié.",
        "le guide est publié. [décision]",
    ] {
        let minutes = Minutes::of(&format!("## Points\n\n{line}\n"));
        let checked = minutes.run(&["minutes", "check", ID]);
        let typed = "- **Décision** : le guide est publié.";
        assert!(checked.stdout.contains(typed), "{line}: {checked:?}");
        let edition = minutes.edition().unwrap();
        assert!(!edition.contains("Aucune décision"), "{line}: {edition}");
    }
    for line in [
        "La route D1 est fermée.",
        "D1 est une route.",
        "A : oui\n\nB : non\n\nC : peut-être\n\nD : sans avis",
        "Décision attendue en mars.",
        "⚖️ Affaires juridiques : le RGPD.",
        "Conclusion : la séance a été utile.",
        "Conclusion de l'étude : les coûts baissent.",
        "Consensus : non atteint.",
        "Arbitrage : à rendre en mars.",
        "Arbitrage : en attente.",
        "| Point | Vote |\n|---|---|\n| Guide | |",
        "Critères de décision : coût, délai.",
        "Décision du Conseil d'État du 3 juin 2026 : publier.",
        "Décision d'achat : qui la prend ?",
    ] {
        let minutes = Minutes::of(&format!("## Points\n\n{line}\n"));
        assert_eq!(minutes.found("unmarked-decision"), [0; 0], "{line}");
        assert!(
            minutes.edition().unwrap().contains("Aucune décision"),
            "{line}"
        );
    }
}

#[test]
fn votes_and_agreements_are_pointed_at_in_their_usual_words() {
    let found = |line: &str| {
        let minutes = Minutes::of(&format!("## Points\n\n{line}\n"));
        minutes.found("unmarked-decision").len()
    };
    for line in [
        "Unanimité.",
        "8 voix pour.",
        "La présidente met la charte aux voix : adoptée.",
        "On opte pour la salle B.",
        "Vote : oui 5, non 2",
        "Oui : 5, non : 2",
        "La demande est acceptée.",
        "Avis favorable.",
        "Le budget est voté.",
        "La cotisation est votée.",
        "Si la salle est libre, le conseil décide de la louer.",
        "Vote à main levée : 8 pour.",
        "Alpha vote pour, Béta s'abstient.",
        "La motion passe à 5 voix contre 3.",
        "Tout le monde est d'accord pour publier le guide.",
        "Aucune objection.",
        "Nous sommes d'accord pour publier le guide.",
        "C'est décidé : le guide est publié.",
        "Proposition adoptée à la majorité.",
        "Consensus pour publier le guide.",
        "Le groupe décide de publier le guide.",
        "La date du 3 mars 2027 est retenue.",
        "Le choix se porte sur la salle B.",
        "La décision de publier le guide est prise.",
        "Le conseil donne son feu vert à la publication.",
        "Avis favorable à l'unanimité.",
        "OK pour publier le guide.",
        "La charte fait l'unanimité.",
        "À l'unanimité, le guide est publié.",
        "D'un commun accord, le guide est publié.",
        "Nous retenons la salle B.",
        "All in favour.",
    ] {
        assert_eq!(found(line), 1, "{line}");
    }
    for line in [
        "Les participants à l'enquête valident leurs réponses.",
        "Le groupe de travail décide de son calendrier.",
        "Alpha votera pour.",
        "Béta s'abstient de commenter.",
        "La décision a été reportée.",
        "La décision de publier le guide a été reportée à mars.",
        "La presse rapporte que le conseil a décidé de fermer la salle.",
        "« Le conseil a décidé de fermer la salle » (Ouest-France).",
        "Selon Le Monde, le conseil a adopté la charte.",
        "> Le conseil a décidé de fermer la salle. (Le Progrès)",
        "> Le conseil a décidé de fermer la salle.\n> — Le Progrès",
        "Il faudra une salle si le conseil décide de publier le guide.",
        "Au cas où le conseil décide de publier, il faudra une salle.",
        "Quand le conseil adopte un guide, Alpha le publie.",
        "La demande n'est pas acceptée.",
        "Sondage : oui 5, non 2.",
        "La question ne fait pas consensus.",
        "Aucune objection n'a été reçue par courriel.",
        "La date sera choisie en mars.",
        "Nous sommes d'accord sur le constat.",
        "Avis favorable de la commission des finances.",
        "Deux voix s'élèvent contre le projet.",
        "L'unanimité est requise pour modifier les statuts.",
        "La majorité est de trois voix.",
    ] {
        assert_eq!(found(line), 0, "{line}");
    }
}

#[test]
fn what_a_template_left_stops_publication_and_ordinary_words_do_not() {
    let minutes = |line: &str| Minutes::of(&format!("## Points\n\n{line}\n"));
    for line in [
        "Lieu : TBD",
        "Le __/__/2026",
        "Séance levée à __h__.",
        "Le …/…/2026",
        "Vote : […]",
        "- [...]",
        "**Décision** : …",
        "Pour : …",
        "Abstentions : ... ; pour : 3",
        "Date : TBC",
        "La date est [à confirmer par …].",
        "[à confirmer par Alpha]",
        "Vote : XXX pour.",
        "Rapporteur : XXX",
        "Rapporteur : <nom>",
        "| Point | Vote |\n|---|---|\n| Guide | XXX |",
        "Lieu : (à préciser)",
        "## Actions\n\n- [ ]",
        "## Actions\n\n- [ ] Alpha :\n- [ ] Béta : relire (avant le 1er mai 2027)",
        "## Décisions\n\n- **Décision** :",
        "FIXME vérifier le vote",
        "Date : JJ/MM/AAAA",
        "Le guide paraît le AAAA-MM-JJ.",
        "La séance est levée à HH:MM.",
        "[TODO: relire le vote]",
        "Le budget est présenté (à préciser).",
        "Le budget est présenté [à préciser].",
        "Délibération n° XX : le guide",
        "Présenté par <nom>.",
        "Présenté par [Nom du rapporteur].",
        "…………",
        "Montant : ____ €",
        "Montant : … €",
        "XX/XX/2027",
        "[à compléter : vote]",
    ] {
        assert_eq!(minutes(line).found("placeholder").len(), 1, "{line}");
        assert_eq!(minutes(line).edition(), None, "{line}");
    }
    // Within a sentence they may be meant.
    for line in [
        "Une date (à préciser) sera proposée.",
        "La réunion aura lieu en mars (à préciser).",
        "La société XXX présente son offre.",
        "Le devis de la société XXX pour le site est lu.",
        "Le champ <nom> est obligatoire.",
        "Le modèle [nom] est relu.",
        "Un tiret bas _ ou __ est accepté.",
        "Il conclut : …",
        "Qui relit le guide ???",
        "Signature : ________",
        "- pommes\n- poires\n- …",
    ] {
        let doubted = minutes(line);
        assert_eq!(doubted.found("placeholder").len(), 1, "{line}");
        assert!(doubted.edition().is_some(), "{line}");
        let body = format!("## Points\n\n{line}\n");
        let accepted = Minutes::with("allow: [placeholder]\n", &body);
        assert_eq!(accepted.found("placeholder"), [0; 0], "{line}");
    }
    for line in [
        "La commande `cll members show [nom]` est expliquée.",
        "<code>[nom]</code> et <kbd>TODO</kbd> sont expliqués.",
        "```\n[à compléter]\n```",
        "Budget ........ 3 000 €",
        "La séance est finie à 12h…",
        "Sont cités : Alpha, Béta, …",
        "Les points suivants : le budget, la charte…",
        "Le chapitre XXX est relu.",
        "Voir ../../2026/a.md.",
        "Le calendrier reste à préciser avec la DINUM.",
        "Le calendrier (à préciser avec la DINUM) est présenté.",
        "Le format JJ/MM/AAAA est retenu pour le registre.",
        "Les balises `<nom>` et `<date>` sont expliquées.",
        "« La loi […] dispose que… »",
        "Voir <https://example.org/nom>.",
        "Les commentaires FIXME du code sont relus.",
    ] {
        assert_eq!(minutes(line).found("placeholder"), [0; 0], "{line}");
        assert!(minutes(line).edition().is_some(), "{line}");
    }
}

#[test]
fn the_next_meeting_is_compared_with_the_registry_wherever_it_is_announced() {
    let found = |text: &str| {
        let minutes = Minutes::with(
            "status: projet\n",
            &format!("## Points\n\nLe guide est présenté.\n\n{text}\n"),
        );
        let registry = format!("{MEETINGS}{NEXT}");
        minutes.council.write("meetings.toml", registry);
        minutes.found("registry-mismatch").len()
    };
    for text in [
        "Prochaine réunion : le 12 mars 2027 à 14h, AMUE",
        "La prochaine séance aura lieu le 12 mars 2027.",
        "La prochaine séance aura lieu le 11 février 2027 à 10h.",
        "La prochaine séance aura lieu le 11 février 2027 à 14h, Salle B.",
        "**Prochaine réunion :** 12 mars 2027",
        "**Prochaine séance**\n\nle 12 mars 2027",
        "Prochain CDE : 12 mars",
        "On se retrouve le 12 mars 2027.",
        "RDV le 12 mars 2027 à 14h.",
        "Rendez-vous est pris pour le 12 mars 2027.",
        "La réunion suivante aura lieu le 12 mars 2027.",
        "Réunion suivante : 12 mars 2027",
        "- prochain conseil le 12 mars 2027",
        "Nous nous retrouvons le 12 mars 2027.",
        "## Prochaine réunion\n\nLa date n'est pas encore fixée.",
        "La date de la prochaine réunion n'est pas fixée.",
        "Prochaine réunion : à définir",
        "## Prochaine réunion\n\nJeudi 11 février 2027.\n\nLieu : Salle B.",
    ] {
        assert_eq!(found(text), 1, "{text}");
    }
    for text in [
        "Prochaine réunion : le 11 février 2027 à 14h, Salle A",
        "La prochaine réunion se tiendra le 11 février 2027 de 14h à 16h en salle A.",
        "La prochaine réunion du groupe de travail aura lieu le 5 mars 2027.",
        "Le prochain conseil municipal aura lieu le 5 mars 2027.",
        "RDV avec le maire le 12 mars 2027.",
        "On se retrouve le 12 mars 2027 pour l'atelier.",
        "Rendez-vous le 12 mars 2027 pour signer la convention.",
        "La date de l'atelier n'est pas encore fixée.",
        "Prochaine réunion : jeudi 11 février 2027, lieu à définir",
        "## Prochaine réunion\n\nJeudi 11 février 2027. L'ordre du jour est à définir.",
        "Alpha présentera le guide le 12 mars 2027 à la prochaine réunion de l'APLEX.",
        "La prochaine réunion aura lieu en mars 2027.",
        "## Prochaine réunion\n\nJeudi 11 février 2027 à 14h.",
    ] {
        assert_eq!(found(text), 0, "{text}");
    }
}

#[test]
fn the_place_of_a_draft_is_compared_wherever_it_is_written() {
    let found = |lead: &str| {
        let minutes = Minutes::of(&format!("{lead}\n\n## Points\n\nLe guide est présenté.\n"));
        let place = "place = \"Tour B, 9 rue Neuve\"\nupdated";
        let registry = MEETINGS.replace("updated", place);
        minutes.council.write("meetings.toml", registry);
        minutes.found("registry-mismatch").len()
    };
    for lead in [
        "De 14h à 16h, à la mairie d'Exemple.",
        "De 14h à 16h au siège de l'AMUE",
        "Mardi 3 novembre 2026, 14h-16h, AMUE",
        "Mardi 3 novembre 2026, en salle Z",
        "Lieu : Salle Z",
        "**Lieu** : AMUE, Paris",
        "La réunion se tient en salle Z.",
        "De 14h à 16h, en visioconférence",
    ] {
        assert_eq!(found(lead), 1, "{lead}");
    }
    for lead in [
        "Lieu : Tour B, 9 rue Neuve",
        "Lieu : 9, rue Neuve (Tour B)",
        "De 14h à 16h, Tour B, 9 rue Neuve",
        "La réunion se tient à Tour B, 9 rue Neuve, de 14h à 16h.",
        "Mardi 3 novembre 2026, 14h-16h, en présence de Béta",
        "Mardi 3 novembre 2026, 14h-16h, présentiel",
        "De 14h à 16h (sous réserve).",
    ] {
        assert_eq!(found(lead), 0, "{lead}");
    }
}

#[test]
fn no_space_changes_in_code_tags_and_addresses() {
    let kept = [
        "`a : b ; c ! 3 000 €`",
        "    x : y ; oui ! 14 h",
        "<pre>\na : b\n\nd ? e\n</pre>",
        "<code>a : b</code>",
        "<kbd>n° 5 ; x</kbd>",
        "<i title=\"a : b ; c !\">",
        "[x](https://example.org/a?b \"titre : x\")",
        "```\nx : y ; z\n```",
    ];
    let body = format!(
        "## Points\n\nVoir {} : oui\n\n{}\n\n{}\n\nTexte {} et {} et {}x : y</i> et {} : oui\n\n{}\n",
        kept[0], kept[1], kept[2], kept[3], kept[4], kept[5], kept[6], kept[7]
    );
    let minutes = Minutes::of(&body);
    let edition = minutes.run(&["minutes", "publish", ID]);
    assert_eq!(edition.code, Some(0), "{edition:?}");
    let edition = minutes.council.read(&format!("comptes-rendus/{ID}.md"));
    minutes.run(&["check", "--fix", "--yes"]);
    let draft = minutes.council.read(DRAFT);
    for text in [edition, draft] {
        for part in kept {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(text.contains("x\u{a0}: y</i>"), "{text}");
    }
}

#[test]
fn a_front_matter_of_another_form_is_not_published() {
    let title = "Compte-rendu du 3 novembre 2026";
    let keys = format!("title = \"{title}\"\nmeeting = \"{ID}\"\nauteur = \"Ada Personne\"");
    for front in [
        format!("+++\n{keys}\n+++"),
        format!("\n+++\n{keys}\n"),
        format!(";;;\n{{\"title\": \"{title}\"}}\n;;;"),
        format!("---toml\n{keys}\n---"),
        format!("{{\"title\": \"{title}\", \"auteur\": \"Ada Personne\"}}"),
        format!("% {title}\n% Ada Personne"),
        format!("~~~\n{keys}\n~~~"),
    ] {
        let minutes = Minutes::of("");
        let text = format!("{front}\n\n# {title}\n\n## Points\n\nLe guide est présenté.\n");
        minutes.council.write(DRAFT, text);
        assert!(!minutes.found("front-matter").is_empty(), "{front}");
        assert_eq!(minutes.edition(), None, "{front}");
    }
    for lines in [
        "---\nauthor: Ada Personne\nsecret: x\n---",
        "---\nmeeting: 2026-etat-1\nredacteur: Ada Personne\n...",
        "+++\nauthor = \"Ada Personne\"\n+++",
        "#+TITLE: x\n#+AUTHOR: Ada Personne",
        ":author: Ada Personne\n:toc:",
        ".. author:: Ada Personne",
        "\\author{Ada Personne}",
        "<meta name=\"author\" content=\"Ada Personne\">",
    ] {
        let minutes = Minutes::of(&format!("{lines}\n\n## Points\n\nLe guide est présenté.\n"));
        assert_eq!(minutes.found("front-matter"), [9], "{lines}");
        assert_eq!(minutes.edition(), None, "{lines}");
        // At the very start that is the front matter itself.
        if lines.starts_with("---") {
            continue;
        }
        let minutes = Minutes::of("");
        let text = format!("{lines}\n\n# {title}\n\n## Points\n\nLe guide est présenté.\n");
        minutes.council.write(DRAFT, text);
        assert_eq!(minutes.edition(), None, "{lines}");
    }
    let asciidoc = Minutes::of("");
    let text = format!("= {title}\nAda Personne <ada@example.org>\n\nLe guide est présenté.\n");
    asciidoc.council.write(DRAFT, text);
    assert_eq!(asciidoc.found("front-matter"), [1]);
    for lines in [
        "---\n\nLe guide.\n\n---",
        "---\nDate: 3 novembre 2026\nLieu: Paris\n---",
        "***\nDate : 3 novembre 2026\n***",
        "```yaml\n---\nauthor: Ada\n---\n```",
        ":memo: Le guide est relu.\n:date: 3 novembre 2026",
        "Le mot-clé `#+AUTHOR:` est expliqué.",
    ] {
        let minutes = Minutes::of(&format!("{lines}\n\n## Points\n\nLe guide est présenté.\n"));
        assert_eq!(minutes.found("front-matter"), [0; 0], "{lines}");
        assert!(minutes.edition().is_some(), "{lines}");
    }
    let rule = Minutes::of("").council;
    let minutes = Minutes { council: rule };
    let text = format!("***\n\n# {title}\n\nRéunion du 3 novembre 2026.\n");
    minutes.council.write(DRAFT, text);
    let checked = minutes.run(&["minutes", "check", ID]);
    assert!(!checked.stdout.contains("form that is read"), "{checked:?}");
}

#[test]
fn boxes_of_pads_leave_no_colons_and_lose_no_word() {
    for (text, expected) in [
        (":::info\nUn mot.\n:::\n", "Un mot.\n"),
        (
            "::::spoiler Titre du bloc\nUn mot.\n::::\n",
            "**Titre du bloc**\n\nUn mot.\n",
        ),
        (
            ":::: note Titre\nUn mot.\n:::info\nDeux.\n:::\n::::\n",
            "**Titre**\n\nUn mot.\n\nDeux.\n",
        ),
        ("::: {.warning}\nUn mot.\n:::\n", "Un mot.\n"),
        (
            "::: {.callout-note title=\"Titre\"}\nUn mot.\n:::\n",
            "**Titre**\n\nUn mot.\n",
        ),
        (":::info\nUn mot. :::\n", "Un mot.\n"),
        ("> :::info\n> Un mot.\n> :::\n", ">\n> Un mot.\n>\n"),
        ("```\n:::info\n```\n", "```\n:::info\n```\n"),
    ] {
        let edition = Minutes::of(&format!("## Points\n\n{text}")).edition();
        let edition = edition.unwrap();
        assert!(
            edition.ends_with(&format!("## Points\n\n{expected}")),
            "{edition}"
        );
    }
}

/// A picture or an escaped bar shifts nothing of what stands behind it.
#[test]
fn a_decision_ends_where_its_item_or_cell_ends() {
    for (body, decision) in [
        (
            "- **Décision :** le guide [![img](a.png)](b) est relu.\n- [ ] Alpha : lire (avant le 1er mai 2027)\n",
            "- Le guide [![img](a.png)](b) est relu.\n",
        ),
        (
            "**Décision :** le guide ![img](a.png) est relu.\n\nSuite du texte.\n",
            "- Le guide ![img](a.png) est relu.\n",
        ),
        (
            "| Sujet | Décision |\n|---|---|\n| Note | a \\| *b* |\n",
            "- A \\| *b*\n",
        ),
        (
            "| Sujet | Décision |\n|---|---|\n| Note | **publié** \\| voté *oui* \\| relu |\n",
            "- **Publié** \\| voté *oui* \\| relu\n",
        ),
    ] {
        let edition = Minutes::of(&format!("## Points\n\n{body}")).edition();
        let edition = edition.unwrap();
        let decisions = edition.split("### Décisions\n\n").nth(1).unwrap();
        assert!(decisions.starts_with(decision), "{body}: {edition}");
    }
}

#[test]
fn a_table_of_actions_with_their_states_stands_once() {
    let table = "## Actions\n\n| Qui | Quoi | Quand | État |\n|---|---|---|---|\n\
                 | Béta | relire la note | 1er décembre 2026 | en cours |\n\
                 | Alpha | publier | 2 décembre 2026 | fait |\n\
                 | Alpha | imprimer | 3 décembre 2026 | à faire |\n";
    let edition = Minutes::of(table).edition().unwrap();
    for line in [
        "- [ ] Béta : relire la note (1er décembre 2026) (en cours)\n",
        "- [x] Alpha : publier (2 décembre 2026)\n",
        "- [ ] Alpha : imprimer (3 décembre 2026)\n",
    ] {
        assert!(edition.contains(line), "{line}: {edition}");
    }
    assert!(!edition.contains("| relire"), "{edition}");
}

#[test]
fn a_table_of_actions_needs_no_head_and_no_rule() {
    let rows = "| Béta | relire la note | 1er décembre 2026 |\n";
    let others = "| Alpha | publier | mi-mars |\n";
    let rule = "|---|---|---|\n";
    for table in [
        format!("{rows}{rule}{others}"),
        format!("| | | |\n{rule}{rows}{others}"),
        format!("{rows}{others}"),
        format!("{rule}{rows}{others}"),
    ] {
        let edition = Minutes::of(&format!("## Actions\n\n{table}")).edition();
        let edition = edition.unwrap();
        let lines =
            "- [ ] Béta : relire la note (1er décembre 2026)\n- [ ] Alpha : publier (mi-mars)\n";
        assert!(edition.contains(lines), "{table}: {edition}");
        assert_eq!(edition.matches("publier").count(), 1, "{table}: {edition}");
    }
    // One row, and a table of something else.
    let alone = Minutes::of(&format!("## Actions\n\n{rows}{rule}")).edition();
    assert_eq!(alone.unwrap().matches("relire la note").count(), 1);
    for heading in ["Points", "Présentation"] {
        let edition = Minutes::of(&format!("## {heading}\n\n{rows}{rule}{others}")).edition();
        let edition = edition.unwrap();
        assert!(edition.contains("| Béta | relire la note"), "{edition}");
    }
}

/// What is no day is a deadline all the same, and the next draft has its words.
#[test]
fn a_deadline_in_words_stays_in_the_action() {
    for (action, has_deadline) in [
        ("relire (fin mars 2027)", true),
        ("relire (mi-avril)", true),
        ("relire, début mai", true),
        ("relire courant juin", true),
        ("relire (S12)", true),
        ("relire (semaine 12)", true),
        ("relire d'ici l'été", true),
        ("relire avant la prochaine réunion", true),
        ("relire sous 15 jours", true),
        ("relire (1er trimestre 2027)", true),
        ("relire le rapport de mars 2027", false),
        ("relire la version S12", false),
    ] {
        let minutes = Minutes::of(&format!("## Actions\n\n- [ ] Béta : {action}\n"));
        let found = minutes.found("incomplete-action").is_empty();
        assert_eq!(found, has_deadline, "{action}");
        assert!(minutes.edition().unwrap().contains(action), "{action}");
        let listed = minutes.run(&["minutes", "actions", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&listed.stdout).unwrap();
        let first = &json["actions"][0];
        assert_eq!(first["deadline"], serde_json::Value::Null, "{listed:?}");
        assert_eq!(first["text"], action, "{listed:?}");
    }
    let bracketed = Minutes::of("## Actions\n\n- [ ] relire (Alpha, mi-avril)\n");
    assert_eq!(bracketed.found("incomplete-action"), [0; 0]);
    let both = Minutes::of("## Décisions et actions\n\n- Le guide paraît fin mars 2027.\n");
    assert!(
        both.edition()
            .unwrap()
            .contains("### Décisions\n\n- Le guide paraît")
    );
}

/// Returns who took part how, as `cll minutes attendance` lists it: `alpha present, beta represented alpha`.
fn attendance(minutes: &Minutes) -> String {
    let shown = minutes.run(&["minutes", "attendance", "--meeting", ID, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&shown.stdout).unwrap();
    let rows = json["attendance"].as_array().unwrap().iter();
    let rows = rows.map(|row| {
        let words = ["member", "state", "by"].map(|key| row[key].as_str().unwrap_or_default());
        words.join(" ").trim().to_owned()
    });
    rows.collect::<Vec<_>>().join(", ")
}

#[test]
fn boxes_are_read_as_keyboards_pads_and_word_processors_write_them() {
    for (there, not) in [
        ("[x ]", "[ ]"),
        ("[X ]", "[  ]"),
        ("[ x]", "[ ]"),
        ("[v]", "[_]"),
        ("(x)", "( )"),
        ("( x )", "(  )"),
        ("\u{f0fe}", "\u{f0a8}"),
        ("\u{f052}", "\u{f06f}"),
        ("\u{f0fd}", "\u{f071}"),
        ("●", "○"),
        ("◉", "○"),
        ("⚫", "⚪"),
        ("■", "□"),
        ("◼", "◻"),
        ("⬛", "⬜"),
        ("√", "[]"),
        ("[oui]", "[non]"),
    ] {
        for list in [
            format!("- {there} Alpha\n- {not} Béta\n"),
            format!("{there} Alpha\n\n{not} Béta\n"),
            format!("| Membre | Présent |\n|---|---|\n| Alpha | {there} |\n| Béta | {not} |\n"),
        ] {
            let minutes = Minutes::of(&format!("## Présences\n\n{list}"));
            assert_eq!(attendance(&minutes), "alpha present, beta absent", "{list}");
            assert_eq!(minutes.found("unfilled-attendance"), [0; 0], "{list}");
        }
    }
    for list in ["Alpha [x]\nBéta [ ]\n", "Alpha ☒\n\nBéta ☐\n"] {
        let minutes = Minutes::of(&format!("## Présences\n\n{list}"));
        assert_eq!(attendance(&minutes), "alpha present, beta absent", "{list}");
    }
    let empty = "## Présences\n\nPrésents :\n\nExcusés :\n\n## Points\n\nLe guide est présenté.\n";
    assert_eq!(Minutes::of(empty).edition(), None);
    // Bullets alone are no boxes; boxes of which none is ticked tell of nobody.
    let bullets = Minutes::of("## Présences\n\n● Alpha\n\n● Béta (excusée)\n");
    assert_eq!(attendance(&bullets), "alpha present, beta excused");
    assert_eq!(bullets.found("unfilled-attendance"), [0; 0]);
    let nobody = Minutes::of("## Présences\n\n- ○ Alpha\n- ○ Béta\n");
    assert_eq!(nobody.found("unfilled-attendance").len(), 1);
    for list in [
        "- [ ]Alpha : relire (avant le 1er décembre 2026)\n- [x]Béta : publier\n",
        "- []Alpha : relire (avant le 1er décembre 2026)\n- [X]**Béta** : publier\n",
        "\t*\tAlpha : relire (avant le 1er décembre 2026)\n\t*\t[x] Béta : publier\n",
        "\t-\t[ ] Alpha : relire (avant le 1er décembre 2026)\n\t-\t[x] Béta : publier\n",
    ] {
        let edition = Minutes::of(&format!("## Actions\n\n{list}")).edition();
        let edition = edition.unwrap().replace("**", "");
        let lines = "- [ ] Alpha : relire (avant le 1er décembre 2026)\n- [x] Béta : publier";
        assert!(edition.contains(lines), "{list}: {edition}");
        assert_eq!(edition.matches("publier").count(), 1, "{list}: {edition}");
    }
    let actions = Minutes::of(
        "## Actions\n\n- [x ] Alpha : relire\n- \u{f0a8} Béta : lire\n- ■ Béta : publier\n",
    );
    let edition = actions.edition().unwrap();
    for line in [
        "- [x] Alpha : relire",
        "- [ ] Béta : lire",
        "- [ ] Béta : publier",
    ] {
        assert!(edition.contains(line), "{line}: {edition}");
    }
}

/// A sign means what the others of its list, or a legend, say; else nobody was there or away by it.
#[test]
fn signs_beside_names_are_read_where_their_list_tells_what_they_mean() {
    let both = "alpha present, beta absent";
    for (list, read) in [
        ("- [P] Alpha\n- [A] Béta", both),
        ("- (P) Alpha\n- (A) Béta", both),
        ("- P Alpha\n- A Béta", both),
        ("- Alpha (P)\n- Béta (A)", both),
        ("- Alpha [P]\n- Béta [A]", both),
        ("Alpha : P\nBéta : A", both),
        ("- [x] Alpha\n- [A] Béta", both),
        ("- 🟢 Alpha\n- 🔴 Béta", both),
        ("- Alpha 👍\n- Béta 👎", both),
        ("- ✅ Alpha\n- ❌ Béta", both),
        ("Alpha ✅, Béta ❌", both),
        ("☒ Alpha ☐ Béta", both),
        ("Présents : ☒ Alpha ☐ Béta", both),
        ("Alpha | présent\nBéta | absent", both),
        ("Membre | Présence\nAlpha | présent\nBéta | absent", both),
        ("Alpha | oui\nBéta | non", both),
        ("Alpha ; présent\nBéta ; absent (congés)", both),
        ("Alpha;oui\nBéta;non", both),
        ("Présents : Alpha ; Béta", "alpha present, beta present"),
        (
            "Présents : Alpha |\nExcusés : Béta |",
            "alpha present, beta excused",
        ),
        (
            "| Membre | Présence |\n|---|---|\n| Alpha | 🟢 |\n| Béta | 🔴 |",
            both,
        ),
        (
            "| Membre | P/A |\n|---|---|\n| Alpha | P |\n| Béta | A |",
            both,
        ),
        ("| Alpha | X |\n|---|---|\n| Béta | |", both),
        ("| | |\n|---|---|\n| Alpha | X |\n| Béta | |", both),
        ("🟡 présent, 🔵 absent\n\n- 🟡 Alpha\n- 🔵 Béta", both),
        ("- [P] Alpha\n- [E] Béta", "alpha present, beta excused"),
        (
            "Légende : P = présent, R = excusé\n\n- [P] Alpha\n- [R] Béta",
            "alpha present, beta excused",
        ),
        ("- (A) Alpha\n- (B) Béta", "alpha present, beta present"),
        ("- Alpha (DX)\n- Béta (V)", "alpha present, beta present"),
        ("- 👤 Alpha\n- 👤 Béta", "alpha present, beta present"),
        (
            "- [~] Alpha (présente)\n- [P] Béta",
            "alpha present, beta present",
        ),
        (
            "- Présents\n- Alpha\n- Excusés\n- Béta",
            "alpha present, beta excused",
        ),
    ] {
        let minutes = Minutes::of(&format!("## Présences\n\n{list}\n"));
        assert_eq!(attendance(&minutes), read, "{list}");
        assert!(minutes.edition().is_some(), "{list}");
    }
    for (list, read) in [
        ("- [x] Alpha\n- [-] Béta", "alpha present"),
        ("- [x] Alpha\n- [~] Béta\n", "alpha present"),
        ("- [x] Alpha\n- [/] Béta", "alpha present"),
        ("- [P] Alpha\n- [R] Béta", "alpha present"),
        ("- 🟢 Alpha\n- 🟡 Béta", "alpha present"),
        ("- 🟢 Alpha\n- 🟠 Béta", "alpha present"),
        ("- 🔴 Alpha\n- 🔴 Béta", ""),
        ("- [A] Alpha\n- [A] Béta", ""),
        ("Présents : Alpha (A), Béta", "beta present"),
        ("Alpha : présent\nBéta : -", "alpha present"),
        ("- Alpha : présente\n- Béta : ?", "alpha present"),
        ("- Alpha (présente)\n- Béta (-)", "alpha present"),
        ("| Alpha | Présent |\n| Béta | - |", "alpha present"),
        ("| Alpha | X |\n| Béta |  |", "alpha present"),
        ("Alpha | X\nBéta | ", "alpha present"),
        ("- Alpha : oui\n- Béta : néant", "alpha present"),
        (
            "| Membre | Présence |\n|---|---|\n| Alpha | x |\n| Béta | ? |",
            "alpha present",
        ),
    ] {
        let minutes = Minutes::of(&format!("## Présences\n\n{list}\n"));
        assert_eq!(attendance(&minutes), read, "{list}");
        assert!(!minutes.found("unfilled-attendance").is_empty(), "{list}");
        assert_eq!(minutes.edition(), None, "{list}");
    }
}

#[test]
fn all_members_are_those_whom_the_meeting_calls_or_an_error() {
    let (both, one) = ("alpha present, beta present", "alpha absent, beta present");
    for (text, read) in [
        ("Tous les membres sauf Alpha", one),
        ("Tous présents à l'exception de Alpha", one),
        ("Présents : tous sauf Alpha", one),
        ("Sont présents tous les membres, sauf Alpha", one),
        ("Tous les membres, hormis Alpha, sont présents.", one),
        (
            "Tous les membres étaient présents, à l'exception de Alpha, excusée.",
            "alpha excused, beta present",
        ),
        (
            "Tous les membres sont présents sauf Alpha, représentée par Béta",
            "alpha represented beta, beta present",
        ),
        ("L'ensemble des membres est présent", both),
        (
            "Tous les membres sont présents. Le quorum est atteint.",
            both,
        ),
        ("Présents : tous", both),
        ("- [x] Tous les membres", both),
        ("Le conseil est au complet.", both),
        ("Tout le monde est là.", both),
        ("Tous absents", "alpha absent, beta absent"),
        ("Tous les membres présents : Alpha, Béta", both),
        (
            "Présents : Alpha, Béta\n\nTous les membres ont reçu le guide.",
            both,
        ),
        (
            "- Alpha\n- Béta\n\nTous les membres présents votent pour.",
            both,
        ),
    ] {
        let minutes = Minutes::of(&format!("## Présences\n\n{text}\n"));
        assert_eq!(attendance(&minutes), read, "{text}");
        assert!(minutes.edition().is_some(), "{text}");
    }
    for text in [
        "Tous les membres sauf un",
        "Tous sauf Delta",
        "Tous les membres sont présents ou représentés.",
        "Tous les membres n'étaient pas présents.",
        "Pas tous présents.",
        "La plupart des membres sont présents.",
        "Présents : tous les membres du collège État",
        "Présents : Alpha. Tous les autres membres sont excusés.",
        "Présents : les mêmes que la dernière fois",
    ] {
        let minutes = Minutes::of(&format!("## Présences\n\n{text}\n"));
        assert!(!minutes.found("unfilled-attendance").is_empty(), "{text}");
        assert_eq!(minutes.edition(), None, "{text}");
    }
    let quorum = Minutes::of("## Présences\n\nTous les membres sauf Alpha\n");
    let members = MEMBERS.replace("timezone", "quorum = 1\ntimezone");
    quorum.council.write("members.toml", members);
    assert!(
        quorum
            .edition()
            .unwrap()
            .contains("le quorum (1) est atteint")
    );
}

#[test]
fn an_open_box_beside_words_of_presence_is_a_contradiction() {
    let found = |remark: &str| {
        let list = format!("## Présences\n\n- [x] Alpha\n- [ ] Béta{remark}\n");
        Minutes::of(&list).found("unfilled-attendance")
    };
    for remark in [
        " (en visio)",
        " (à distance)",
        ", par téléphone",
        " (présente)",
        " (en retard)",
        " (sur place)",
    ] {
        assert_eq!(found(remark), [12], "{remark}");
    }
    for remark in [
        " (excusée)",
        " (absente, visio en panne)",
        " (pas de visio)",
        " (excusée, a suivi en visio)",
        ", représentée par Alpha",
    ] {
        assert_eq!(found(remark), [0; 0], "{remark}");
    }
}

#[test]
fn words_of_excuse_and_of_presence_tell_how_a_member_took_part() {
    for (remark, state, left_out) in [
        ("représentant : Alpha", "represented alpha", 0),
        ("représentante : Ada Personne", "present", 0),
        ("empêchée", "excused", 0),
        ("empêché(e)", "excused", 0),
        ("retenue", "excused", 0),
        ("retenu par une réunion", "excused", 0),
        ("ne peut être là", "excused", 0),
        ("excusée, a voté par correspondance", "excused", 1),
        ("vote par courrier", "present", 1),
        ("malade", "absent", 0),
        ("hospitalisée", "absent", 0),
        ("en arrêt maladie", "absent", 0),
        ("en congé", "absent", 0),
        ("partie à 15h", "present", 0),
        ("arrivé à 10h30", "present", 0),
        ("décline", "present", 1),
        ("pouvoir à Delta", "represented", 1),
    ] {
        let list = format!("## Présences\n\n- Alpha\n- Béta ({remark})\n");
        let minutes = Minutes::of(&list);
        let wanted = format!("alpha present, beta {state}");
        assert_eq!(attendance(&minutes), wanted, "{remark}");
        assert_eq!(minutes.found("left-out").len(), left_out, "{remark}");
    }
    let table = "## Présences\n\n| Membre | Remarque |\n|---|---|\n| Alpha | arrivée à 10h |\n| Béta | retenue |\n";
    assert_eq!(
        attendance(&Minutes::of(table)),
        "alpha present, beta excused"
    );
}

/// HTML lets the end tags of items, paragraphs, rows and cells be left out (HTML 13.1.2.4).
#[test]
fn html_whose_tags_are_left_open_is_attendance() {
    for list in [
        "<ul><li>Alpha<li>Béta (excusée)</ul>",
        "<ul>\n<li>Alpha\n<li>Béta (excusée)\n</ul>",
        "<ol><li><p>Alpha<li><p>Béta (excusée)</ol>",
        "<p>Présents : Alpha\n<p>Excusée : Béta",
        "<p>Présents :\n<ul><li>Alpha</ul>\n<p>Excusée :\n<ul><li>Béta</ul>",
        "<table><tr><th>Membre<th>Présence<tr><td>Alpha<td>présent<tr><td>Béta<td>excusée</table>",
        "<dl><dt>Alpha<dd>présent<dt>Béta<dd>excusée</dl>",
        "<ul><li>Présents<ul><li>Alpha</li><li>Excusés<ul><li>Béta</li></ul></li></ul></li></ul>",
        "<ul><li>Présents</li><li>Alpha</li><li>Excusés</li><li>Béta</li></ul>",
        "<ul><li>Alpha<ul><li>Ada Personne</li></ul></li><li>Excusés : Béta</li></ul>",
        "<table><tr><td>Alpha</td><td>présente</td></tr><tr><td>Béta</td><td>excusée</td></tr></table>",
        "<ul><li><input type=\"checkbox\" checked> Alpha</li><li><input type=\"checkbox\"> Béta (excusée)</li></ul>",
        "<ul><li data-checked=\"true\"><label><input type=\"checkbox\" checked></label><div><p>Alpha</p></div></li><li data-checked=\"false\"><label><input type=\"checkbox\"></label><div><p>Béta (excusée)</p></div></li></ul>",
        "<div>Alpha : présente</div><div>Béta : excusée</div>",
    ] {
        let minutes = Minutes::of(&format!(
            "## Présences\n\n{list}\n\n## Points\n\nLe guide est relu.\n"
        ));
        assert_eq!(
            attendance(&minutes),
            "alpha present, beta excused",
            "{list}"
        );
        let edition = minutes.edition().unwrap();
        assert!(!edition.contains('<'), "{list}: {edition}");
        assert!(edition.contains("Le guide est relu."), "{list}: {edition}");
    }
    let persons = "## Présences\n\n<ul><li>Xylo Quidam (Alpha)<li>Béta</ul>\n\n## Points\n\nXylo Quidam parle.\n";
    assert_eq!(Minutes::of(persons).found("unmarked-private"), [15]);
}

#[test]
fn guests_are_organisations_unless_something_says_that_they_are_persons() {
    for (guests, named, doubts) in [
        (
            "Grand Est, Code Commun, Bordeaux Métropole",
            "Grand Est|Code Commun|Bordeaux Métropole",
            0,
        ),
        (
            "le Xylo Quidum, association Zed Machin",
            "Xylo Quidum|association Zed Machin",
            0,
        ),
        ("Ville de Lyon, Grand Est", "Ville de Lyon|Grand Est", 0),
        ("Ville de Lyon, Xylo Quidam", "Ville de Lyon", 1),
        ("Xylo Quidam, Xylo QUIDUM", "", 2),
        ("CHU Nantes", "", 1),
        ("Quidam (Zoé)", "", 1),
        ("Zoé (Quidam)", "", 1),
        ("Quidam, Zoé", "", 2),
        ("Quidam (Z.)", "", 1),
        ("Quidam (Exemple)", "", 1),
        ("Quidam", "", 1),
        ("Mairie Zoé Quidam", "", 1),
        ("Ville de Lyon Zoé Quidam", "", 1),
        ("Préfecture Quidam", "", 1),
        ("association Exemple", "association Exemple", 0),
        (
            "l'association Exemple, réseau Machin",
            "association Exemple|réseau Machin",
            0,
        ),
        ("ministère de la Culture", "ministère de la Culture", 0),
        ("École Jean Moulin", "École Jean Moulin", 0),
        (
            "Mairie de Saint-Denis, DINUM",
            "Mairie de Saint-Denis|DINUM",
            0,
        ),
        ("Mme Ada Personne, Marie Quidam, X. Quidam", "", 1),
        ("Xylo Quidam (Société Machin)", "Société Machin", 0),
        ("Le Quidam Marie, Marie Quidam, Jeanne Conseil", "", 1),
        (
            "<!-- private -->Xylo Quidam<!-- /private -->, Grand Est",
            "Grand Est",
            0,
        ),
    ] {
        let body = format!(
            "## Présences\n\nPrésents : Alpha, Béta\n\nInvités : {guests}\n\n## Points\n\nBonjour.\n"
        );
        let minutes = Minutes::of(&body);
        assert_eq!(minutes.found("left-out").len(), doubts, "{guests}");
        let edition = minutes.edition().unwrap();
        for name in named.split('|') {
            assert!(edition.contains(name), "{guests}: {edition}");
        }
        for name in ["Personne", "Quidam", "QUIDUM", "CHU", "Jeanne"] {
            assert!(!edition.contains(name), "{guests}: {edition}");
        }
    }
}

#[test]
fn no_label_of_the_attendance_is_left_without_its_names() {
    let list = "- [x] Alpha\n- [x] Béta\n";
    for body in [
        format!("## Présences\n\n{list}\n## Présences\n"),
        format!("## Présences\n\n## Présences\n\n{list}"),
        format!("## Présences\n\n{list}\n### Excusés\n"),
        format!("## Présences\n\nPrésents (2)\n\n{list}"),
        format!("## Présences\n\n{list}\nPrésents (2)\n"),
        format!("## Présences\n\n2 présents\n\n{list}"),
        "## Présences\n\nPrésents (1)\n\n- Alpha\n\nExcusés (1)\n\n- Béta\n".to_owned(),
        "## Séance\n\n- **Membres :** Alpha\n- **Excusés :** Béta\n".to_owned(),
    ] {
        let body = format!("{body}\n## Points\n\nBonjour.\n");
        let minutes = Minutes::of(&body);
        let edition = minutes.edition().unwrap();
        assert_eq!(edition.matches("Présences").count(), 1, "{body}: {edition}");
        for left in ["(1)", "(2)", "2 présents", "### Excusés", "Membres"] {
            assert!(!edition.contains(left), "{body}: {edition}");
        }
    }
    let place = Minutes::of("- Lieu : Salle Ovale\n- **Membres :** Alpha, Béta\n");
    assert_eq!(place.found("unmarked-private"), [0; 0]);
}

#[test]
fn a_surname_with_a_long_dash_is_that_of_one_person() {
    for (listed, told) in [
        ("M. N’Guyen–Ba", "M. N’Guyen–Ba"),
        ("M. N’Guyen–Ba", "M. N'Guyen-Ba"),
        ("N’Guyen–Ba Thi", "Thi N’Guyen–Ba"),
        ("Xylo Quidam–Machin", "Xylo Quidam-Machin"),
        ("Xylo Quidam–Machin", "M. Quidam–Machin"),
    ] {
        let body = format!(
            "## Présences\n\n- [x] Alpha ({listed})\n- [x] Béta\n\n## Points\n\n{told} parle.\n"
        );
        let found = Minutes::of(&body).found("unmarked-private");
        assert_eq!(found, [16], "{listed}: {told}");
    }
}
