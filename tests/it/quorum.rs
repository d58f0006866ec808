//! The quorum and the proxies of a council, in the draft of minutes, in their edition and in lists.

use crate::sandbox::Sandbox;

const DRAFT: &str = "private/comptes-rendus/2025-etat-1.md";
const EDITION: &str = "comptes-rendus/2025-etat-1.md";

/// Makes a council of five members of which three sit at the meeting of 18 March 2025.
fn council(keys: &str) -> Sandbox {
    let council = Sandbox::empty();
    let mut members = format!(
        "[council]\nid = \"conseil\"\nname = \"Conseil d'essai\"\nacronym = \"CDE\"\nconvener = \"Ville d'exemple\"\n\
         contact = \"secretariat@example.org\"\ntimezone = \"Europe/Paris\"\ntypography = \"plain\"\n{keys}\n\
         [[college]]\nid = \"etat\"\nname = \"État\"\n\n[[college]]\nid = \"asso\"\nname = \"associations\"\n"
    );
    for (name, college, since) in [
        ("Alpha", "etat", "2022-01-26"),
        ("Delta", "etat", "2022-01-26"),
        ("Gamma", "etat", "2022-01-26"),
        ("Kappa", "etat", "2025-04-01"),
        ("Omega", "asso", "2022-01-26"),
    ] {
        let id = name.to_lowercase();
        let record = format!(
            "\n[[member]]\nid = \"{id}\"\nname = \"{name}\"\ncollege = \"{college}\"\nsince = {since}\n"
        );
        members.push_str(&record);
    }
    // It has another name since.
    members = members.replace(
        "name = \"Gamma\"",
        "name = \"Gamma Plus\"\nformerly = [{ name = \"Gamma\", until = 2025-05-01 }]",
    );
    council.write("members.toml", members);
    council.write(
        "meetings.toml",
        "[[meeting]]\nid = \"2025-etat-1\"\ncolleges = [\"etat\"]\nnumber = 1\ndate = 2025-03-18\n\
         start = 14:00:00\nend = 16:00:00\nupdated = 2025-02-03T09:00:00Z\n",
    );
    council.write(".gitignore", "/private/\n");
    council
}

/// Writes the draft of the minutes with these lines below "Présences".
fn write(council: &Sandbox, attendance: &str) {
    let title = "Compte-rendu du Conseil d'essai : réunion État du 18 mars 2025";
    let text = format!(
        "---\ntitle: \"{title}\"\ndate: 2025-03-18\nmeeting: 2025-etat-1\nstatus: projet\n---\n\n# {title}\n\n\
         ## Présences\n\n{attendance}\n\n## Décisions\n\n- **Décision** : publier le guide.\n\n\
         ## Actions\n\nAucune action.\n\n## Prochaine réunion\n\nLe 16 juin 2025.\n"
    );
    council.write(DRAFT, text);
}

/// Publishes the minutes and returns the lines of the edition that speak of the quorum.
fn published(council: &Sandbox) -> Vec<String> {
    let run = council.run(&["minutes", "publish", "2025-etat-1", "--force"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let edition = council.read(EDITION);
    let lines = edition.lines().filter(|line| line.contains("uorum"));
    lines.map(str::to_owned).collect()
}

#[test]
fn the_draft_says_what_is_needed_and_the_edition_what_was() {
    let council = council("quorum = \"half\"\n");
    let run = council.run(&["minutes", "draft", "2025-etat-1"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let need = "Quorum à atteindre : 2 membres sur 3.";
    let draft = council.read(DRAFT);
    assert!(
        draft.contains(&format!("## Présences\n\n{need}\n\n- [ ] Alpha")),
        "{draft}"
    );
    let reached =
        "Quorum : 2 membres présents ou représentés sur 3 ; le quorum (2) est atteint.".to_owned();
    let roll = "- [x] Alpha\n- [ ] Delta (pouvoir à Alpha)\n- [ ] Gamma (excusé)";
    // The line of the draft, and that of an edition, are never left beside the one that is computed.
    for before in [
        "",
        need,
        "Quorum à atteindre : 1 membre sur 2.",
        "Quorum\u{a0}à atteindre\u{a0}:\n14 membres\nsur 27.",
        "Quorum à atteindre : 2 membres sur 3.  \nPrésidence : Alpha.",
        "Quorum : 1 membre présent ou représenté sur 3 ; le quorum (2) n'est pas atteint.",
        "Quorum : 3 membres présents ou valablement représentés sur 3\u{202f}; le quorum (2) est atteint.",
    ] {
        for attendance in [format!("{before}\n\n{roll}"), format!("{roll}\n\n{before}")] {
            write(&council, &attendance);
            assert_eq!(
                published(&council),
                std::slice::from_ref(&reached),
                "{attendance}"
            );
            let kept = council.read(EDITION).contains("Présidence : Alpha.");
            assert_eq!(kept, before.contains("Présidence"), "{attendance}");
        }
    }
    // What somebody wrote in other words stays, if it is true.
    for (sentence, is_true) in [
        ("Le quorum est réuni.", true),
        ("Le quorum n'est pas atteint.", false),
        (
            "Si le quorum n'est pas atteint, le conseil est convoqué de nouveau.",
            true,
        ),
        ("Le quorum est de 2 membres.", true),
    ] {
        write(&council, &format!("{roll}\n\n{sentence}"));
        let run = council.run(&["minutes", "check", "2025-etat-1"]);
        let found = run.stdout.contains("error[registry-mismatch]");
        assert_eq!(found, !is_true, "{sentence}: {}", run.stdout);
    }
    write(
        &council,
        &format!("Le quorum est atteint à 14h10.\n\n{roll}"),
    );
    assert_eq!(
        published(&council),
        ["Le quorum est atteint à 14h10.", &reached]
    );
}

#[test]
fn members_present_or_represented_on_the_day_are_counted() {
    for (keys, attendance, line, codes) in [
        (
            "quorum = \"half\"\n",
            "- [x] Alpha\n- [ ] Delta (excusé)\n- [ ] Gamma",
            "Quorum : 1 membre présent ou représenté sur 3 ; le quorum (2) n'est pas atteint.",
            "quorum-not-reached ",
        ),
        // Renamed since; a guest is none.
        (
            "quorum = 2\n",
            "- [x] Alpha\n- [ ] Delta\n- [x] Gamma\n- [x] Ville d'exemple (invitée)",
            "Quorum : 2 membres présents ou représentés sur 3 ; le quorum (2) est atteint.",
            "",
        ),
        (
            "quorum = 3\nproxies = 1\n",
            "- [x] Alpha\n- [ ] Delta (pouvoir à Alpha)\n- [ ] Gamma (pouvoir à Alpha)",
            "Quorum : 2 membres présents ou valablement représentés sur 3 ; le quorum (3) n'est pas atteint.",
            "quorum-not-reached too-many-proxies ",
        ),
        (
            "quorum = 3\nproxies = 2\n",
            "- [x] Alpha\n- [ ] Delta (pouvoir à Alpha)\n- [ ] Gamma (pouvoir à Alpha)",
            "Quorum : 3 membres présents ou représentés sur 3 ; le quorum (3) est atteint.",
            "",
        ),
        (
            "quorum = 1\n",
            "- [x] Alpha\n- [ ] Delta (pouvoir à la Ville d'exemple)\n- [ ] Gamma",
            "Quorum : 2 membres présents ou représentés sur 3 ; le quorum (1) est atteint.",
            "proxy-holder ",
        ),
        // Without a quorum nothing is said of it.
        (
            "proxies = 1\n",
            "- [x] Alpha\n- [ ] Delta (pouvoir à Alpha)\n- [ ] Gamma (pouvoir à Alpha)",
            "",
            "too-many-proxies ",
        ),
        (
            "",
            "- [x] Alpha\n- [ ] Delta (pouvoir à Alpha)\n- [ ] Gamma (pouvoir à Alpha)",
            "",
            "",
        ),
    ] {
        let council = council(keys);
        write(&council, attendance);
        let run = council.run(&["minutes", "check", "2025-etat-1", "--format", "json"]);
        let found = ["quorum-not-reached", "too-many-proxies", "proxy-holder"];
        let found = found.iter().filter(|code| run.stdout.contains(*code));
        let found: String = found.map(|code| format!("{code} ")).collect();
        assert_eq!(found, codes, "{attendance}: {}", run.stdout);
        assert_eq!(published(&council).join("\n"), line, "{keys}{attendance}");
        // What is published says the same to those who read it back.
        let listed = council.run_in("fr", &["minutes", "attendance", "--meeting", "2025-etat-1"]);
        let told = listed.stderr.replace('\u{a0}', " ");
        let shown = line.replace("valablement ", "").replace("Quorum", "quorum");
        assert_eq!(told.trim_end(), shown.trim_end_matches('.'));
    }
}

#[test]
fn a_meeting_called_again_needs_no_quorum() {
    let council = council("quorum = \"half\"\n");
    write(&council, "- [x] Alpha\n- [ ] Delta\n- [ ] Gamma");
    let checked = || council.run(&["minutes", "check", "2025-etat-1", "--strict"]);
    let run = checked();
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    let text = council.read(DRAFT);
    council.write(
        DRAFT,
        text.replace(
            "status: projet",
            "status: projet\nallow: [quorum-not-reached]",
        ),
    );
    let run = checked();
    assert_eq!(run.stdout, "", "{}", run.stdout);
    // Nor does one that decides nothing.
    council.write(
        DRAFT,
        text.replace("- **Décision** : publier le guide.", "Aucune décision."),
    );
    let run = checked();
    assert_eq!(run.stdout, "", "{}", run.stdout);
}

#[test]
fn proxies_held_by_who_was_not_there_stop_the_edition() {
    let council = council("quorum = \"half\"\n");
    for attendance in [
        "- [x] Alpha\n- [ ] Delta (excusé)\n- [ ] Gamma (pouvoir à Delta)",
        "- [x] Alpha\n- [ ] Delta (absent)\n- [ ] Gamma, représenté par Delta",
        "- [x] Alpha\n- [ ] Delta (pouvoir à Alpha)\n- [ ] Gamma (pouvoir à Delta)",
        "- [x] Alpha\n- [ ] Delta (pouvoir à Gamma)\n- [ ] Gamma (pouvoir à Delta)",
        "- [x] Alpha\n- [x] Delta\n- [ ] Gamma, représenté par Gamma",
        "- [x] Alpha\n- [x] Delta\n- [ ] Gamma (donne pouvoir à lui-même)",
        "- [x] Alpha\n- [ ] Gamma (pouvoir à Delta)",
    ] {
        write(&council, attendance);
        let run = council.run(&["minutes", "publish", "2025-etat-1"]);
        assert_eq!(run.code, Some(1), "{attendance}");
        assert!(run.stderr.contains("error[proxy-holder]"), "{}", run.stderr);
    }
}

#[test]
fn templates_are_given_the_numbers() {
    let council = council("quorum = 3\n");
    council.write(
        "templates/minutes-public.md.j2",
        "{% if minutes.quorum %}{{ minutes.quorum.counted }}/{{ minutes.quorum.members }}/{{ minutes.quorum.required }}{% endif %}\n",
    );
    write(&council, "- [x] Alpha\n- [x] Delta\n- [ ] Gamma");
    let run = council.run(&["minutes", "publish", "2025-etat-1"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(council.read(EDITION), "2/3/3");
}

#[test]
fn the_end_of_a_sentence_is_no_label_of_an_attendance() {
    let council = council("");
    for said in [
        "Le quorum est de 14 membres présents ou\nreprésentés sur 27.",
        "Le quorum se compte parmi les membres\nprésents.",
    ] {
        write(
            &council,
            &format!("{said}\n\n- [x] Alpha\n- [ ] Delta\n- [ ] Gamma (excusé)"),
        );
        let listed = council.run(&["minutes", "attendance", "--format", "tsv"]);
        let lines = listed.stdout.lines().skip(1);
        let states = lines.filter_map(|line| line.split('\t').nth(5));
        let states: Vec<&str> = states.collect();
        assert_eq!(states, ["present", "absent", "excused"], "{said}");
    }
}

#[test]
fn who_stands_for_a_member_has_its_article() {
    let council = council("convener-article = \"la\"\n");
    let members = council
        .read("members.toml")
        .replace("name = \"Alpha\"", "name = \"Alpha\"\narticle = \"l'\"");
    council.write("members.toml", members);
    write(
        &council,
        "- [x] Alpha\n- [ ] Delta (pouvoir à Alpha)\n- [ ] Gamma (pouvoir à la Ville d'exemple)",
    );
    published(&council);
    let edition = council.read(EDITION);
    let represented = "- Représentés : Delta (par l'Alpha), Gamma (par la Ville d'exemple)\n";
    assert!(edition.contains(represented), "{edition}");
    // What is published is read back.
    let listed = council.run(&["minutes", "attendance", "--format", "tsv"]);
    assert!(
        listed.stdout.contains("represented\talpha\n"),
        "{}",
        listed.stdout
    );
    let checked = council.run(&["minutes", "check", EDITION]);
    assert!(!checked.stdout.contains("left-out"), "{}", checked.stdout);
}
