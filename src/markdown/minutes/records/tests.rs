use chrono::NaiveDate;

use super::super::owners::Owners;
use super::super::{Minutes, read_of};

fn read(text: &str) -> Minutes {
    let names = Owners::new([
        "Alpha",
        "Béta",
        "CE",
        "Ville d'Exemple",
        "Hub Libre - Exemple",
    ]);
    let text = format!("# Réunion du 3 novembre 2026\n\n{text}\n");
    read_of(&text, &names, NaiveDate::from_ymd_opt(2026, 11, 3))
}

/// "owner | text | deadline | x": what is not known is left out.
fn actions(minutes: &Minutes) -> Vec<String> {
    let told = minutes.actions.iter().map(|action| {
        let owner = action.owner.as_ref().map_or("", |(name, _)| name);
        let deadline = action.deadline.map_or(String::new(), |day| day.to_string());
        let done = if action.done { "x" } else { "" };
        let all = format!("{owner} | {} | {deadline} | {done}", action.text);
        all.trim_end_matches([' ', '|']).to_owned()
    });
    told.collect()
}

fn decisions(minutes: &Minutes) -> Vec<&str> {
    let told = minutes.decisions.iter();
    told.map(|decision| decision.text.as_str()).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table, a line a form")]
fn an_action_is_read_in_the_forms_that_people_write() {
    for (text, expected) in [
        // Who does it.
        ("- [ ] Alpha : relire", &["Alpha | relire"][..]),
        ("- [ ] relire -> Alpha", &["Alpha | relire"]),
        ("- [ ] Alpha : <s>publier</s> relire", &["Alpha | relire"]),
        (
            "- [ ] Alpha : `relire` le guide",
            &["Alpha | relire le guide"],
        ),
        (
            "- [ ] Alpha : lancer `cll build` (avant le 15/04/2027)",
            &["Alpha | lancer cll build | 2027-04-15"],
        ),
        ("- [ ] Alpha : ~~publier~~ relire", &["Alpha | relire"]),
        (
            "- [ ] Alpha : relire (~~15/04/2027~~ 16/04/2027)",
            &["Alpha | relire | 2027-04-16"],
        ),
        ("- relire → Alpha", &["Alpha | relire"]),
        (
            "- la note est prête => Alpha la relit",
            &["Alpha | la relit"],
        ),
        ("- → Alpha : relire", &["Alpha | relire"]),
        ("- [ ] @Alpha relire", &["Alpha | relire"]),
        (
            "- [ ] relire la note **@Alpha**",
            &["Alpha | relire la note"],
        ),
        ("- [Alpha] relire", &["Alpha | relire"]),
        (
            "- relire (Alpha, 15/04/2027)",
            &["Alpha | relire | 2027-04-15"],
        ),
        ("## Actions\n\n- Alpha - relire", &["Alpha | relire"]),
        (
            "## Actions\n\n- Hub Libre - Exemple : relire",
            &["Hub Libre - Exemple | relire"],
        ),
        (
            "## Actions\n\n- **Alpha**, **Béta** et **CE** : relire",
            &["Alpha, Béta et CE | relire"],
        ),
        (
            "## Actions\n\n- la Ville d'Exemple relit la note",
            &["la Ville d'Exemple | relit la note"],
        ),
        (
            "## Actions\n\n- relire : Alpha, avant le 15 avril 2027",
            &["Alpha | relire | 2027-04-15"],
        ),
        ("## Actions\n\n- relire la note", &[" | relire la note"]),
        (
            "## Actions\n\n- relire (responsable : Alpha ; échéance : 15 avril 2027)",
            &["Alpha | relire | 2027-04-15"],
        ),
        ("## Actions\n\n- relire – resp. Alpha", &["Alpha | relire"]),
        (
            "## Actions\n\n- Alpha, avec l'aide du musée : relire",
            &["Alpha | relire"],
        ),
        (
            "- [ ] Alpha, tous et le musée : relire",
            &["Alpha, tous et le musée | relire"],
        ),
        ("Action Alpha : relire", &["Alpha | relire"]),
        ("Action (Alpha) : relire", &["Alpha | relire"]),
        (
            "## Actions\n\n- Ce texte est à relire",
            &[" | Ce texte est à relire"],
        ),
        (
            "## Actions\n\n- Alpha :\n  - relire\n  - publier",
            &["Alpha | relire", "Alpha | publier"],
        ),
        (
            "## Actions\n\n- Alpha : relire, avec :\n  - la note\n  - la carte",
            &["Alpha | relire, avec :"],
        ),
        (
            "- Point d'action : Alpha, relire la note avant le 15 avril",
            &["Alpha | relire la note | 2027-04-15"],
        ),
        ("TODO (Alpha) : relire", &["Alpha | relire"]),
        (
            "## Actions\n\n- Relire [Alpha] - pour le 15 avril",
            &["Alpha | Relire | 2027-04-15"],
        ),
        (
            "## Actions\n\n- Alpha : relire. Échéance : 15 avril 2027.",
            &["Alpha | relire | 2027-04-15"],
        ),
        ("- [-] Alpha : relire", &["Alpha | relire |  | x"]),
        // By when.
        (
            "- [ ] Alpha : relire (avant le 15 avril)",
            &["Alpha | relire | 2027-04-15"],
        ),
        (
            "- [ ] Alpha : relire (20 novembre)",
            &["Alpha | relire | 2026-11-20"],
        ),
        (
            "- [ ] Alpha : relire (avant le 1\u{1d49}\u{2b3} février 2027)",
            &["Alpha | relire | 2027-02-01"],
        ),
        (
            "- [ ] Alpha : relire d'ici au 30 avril 2027 ;",
            &["Alpha | relire | 2027-04-30"],
        ),
        (
            "- [ ] Alpha : relire – 30 avril 2027",
            &["Alpha | relire | 2027-04-30"],
        ),
        (
            "- [ ] Alpha : relire, au plus tard le 15/04",
            &["Alpha | relire | 2027-04-15"],
        ),
        (
            "- [ ] Alpha : relire (échéance : 2027-04-15)",
            &["Alpha | relire | 2027-04-15"],
        ),
        (
            "- [ ] Alpha : relire (échéance : mars 2027)",
            &["Alpha | relire (échéance : mars 2027)"],
        ),
        (
            "- [ ] Alpha : relire, fin mars",
            &["Alpha | relire, fin mars"],
        ),
        (
            "- [ ] Alpha to review by April 7",
            &["Alpha | review | 2027-04-07"],
        ),
        (
            "## Actions\n\n- Alpha : relire\n  - avant le 15 avril 2027",
            &["Alpha | relire | 2027-04-15"],
        ),
        (
            "- [ ] Alpha : préparer la réunion du 8 décembre 2026",
            &["Alpha | préparer la réunion du 8 décembre 2026"],
        ),
        (
            "## Actions\n\n- Alpha : relire, deadline 15/04",
            &["Alpha | relire | 2027-04-15"],
        ),
        (
            "## Actions\n\n- Alpha (échéance : 2027-04-15) : relire",
            &["Alpha | relire | 2027-04-15"],
        ),
        (
            "## Actions\n\n- publier\n- Pilote CE : relire",
            &[" | publier", " | Pilote CE : relire"],
        ),
        (
            "## Actions\n\n- publier\n- Béta (deadline : 2027-04-15) : relire",
            &[" | publier", "Béta | relire | 2027-04-15"],
        ),
        (
            "## Actions\n\n- relire – *Pilotes : Alpha, Béta* – *Échéance : 15/04/2027*",
            &["Alpha, Béta | relire | 2027-04-15"],
        ),
        (
            "## Actions\n\n- Alpha (15/04) : relire",
            &["Alpha | relire | 2027-04-15"],
        ),
        (
            "## Actions\n\n- Pour le 15/04 : Alpha relit la note",
            &["Alpha | relit la note | 2027-04-15"],
        ),
        (
            "## Actions\n\n- la Ville d'Exemple (avec Béta) tient le stand",
            &["la Ville d'Exemple | tient le stand"],
        ),
        (
            "## Actions\n\n- Alpha and Béta to review",
            &["Alpha and Béta | review"],
        ),
        // Several lines of one.
        (
            "- **Action:** review\n- **Who:** Alpha\n- **Deadline:** 2027-04-15",
            &["Alpha | review | 2027-04-15"],
        ),
        (
            "Action : relire\nPilote : Alpha\nÉchéance : 15 avril\n\nPilote : Béta",
            &["Alpha | relire | 2027-04-15"],
        ),
        (
            "**Décision : garder.** **Action : Alpha relit avant le 15/04.**",
            &["Alpha | relit | 2027-04-15"],
        ),
        // Done or not.
        (
            "## Actions\n\n- relire (fait [Alpha])",
            &["Alpha | relire |  | x"],
        ),
        (
            "## Actions\n\n- ✅ relire\n- ❌ publier",
            &[" | relire |  | x", " | publier"],
        ),
        ("- [x] Alpha : relire", &["Alpha | relire |  | x"]),
        (
            "## Actions\n\n- Alpha : relire → fait",
            &["Alpha | relire |  | x"],
        ),
        (
            "## Actions\n\n- Alpha : relire - TERMINÉ",
            &["Alpha | relire |  | x"],
        ),
        (
            "## Actions\n\n- Alpha : relire. *Abandonné.*",
            &["Alpha | relire |  | x"],
        ),
        (
            "## Actions\n\n- ~~Alpha : relire~~",
            &["Alpha | relire |  | x"],
        ),
        (
            "## Actions\n\n- Alpha : relire → en cours",
            &["Alpha | relire"],
        ),
        (
            "## Actions\n\n- ❌ Alpha : relire → reporté au 16 juin 2027",
            &["Alpha | relire | 2027-06-16"],
        ),
        ("- [fait] Alpha : relire", &["Alpha | relire |  | x"]),
        // Boxes of keyboards, office suites and pads.
        ("☐ Alpha : relire", &["Alpha | relire"]),
        (
            "☒ Alpha : relire\n\n✅ Béta : publier",
            &["Alpha | relire |  | x", "Béta | publier |  | x"],
        ),
        ("- [\u{a0}] Alpha : relire", &["Alpha | relire"]),
        ("- [] Alpha : relire", &["Alpha | relire"]),
        ("\\[ \\] Alpha : relire", &["Alpha | relire"]),
        ("\\[x\\] Alpha : relire", &["Alpha | relire |  | x"]),
        ("- [ ] - Relire", &[" | Relire"]),
        ("- [ ] 💡 Alpha : relire", &["Alpha | relire"]),
        // In the middle of a line, or in brackets.
        (
            "- **Action** : appel à sujets → @Alpha limite 2 décembre",
            &["Alpha | appel à sujets | 2026-12-02"],
        ),
        (
            "- **Action** : appel à sujets → @Omar limite 2 décembre",
            &[" | appel à sujets → @Omar | 2026-12-02"],
        ),
        (
            "- Le visuel est gratuit → **Action** : à regarder par @Alpha",
            &["Alpha | Le visuel est gratuit → Action : à regarder"],
        ),
        (
            "- Le visuel est gratuit → **Action** : à regarder par @Omar",
            &[" | Le visuel est gratuit → Action : à regarder par @Omar"],
        ),
        (
            "- La note est prête → **Action** : relire pour @Omar",
            &[" | relire pour @Omar"],
        ),
        (
            "Le courant suffit. Il faut les contacter (TODO Alpha). C'est tout.",
            &["Alpha | Il faut les contacter"],
        ),
        (
            "Il faut les contacter (ACTION pour Alpha)",
            &["Alpha | Il faut les contacter"],
        ),
        (
            "Il faut les contacter (TODO omar).",
            &[" | Il faut les contacter (TODO omar)"],
        ),
        (
            "Aucune nouvelle du musée (TODO CE: relancer). C'est tout.",
            &["CE | relancer"],
        ),
        (
            "- **Action** : La charte a besoin de relecture : @omar",
            &[" | La charte a besoin de relecture : @omar"],
        ),
        (
            "- **Action** : La charte a besoin de relecture : @Alpha",
            &["Alpha | La charte a besoin de relecture"],
        ),
        (
            "## Actions\n\n- Relire la charte [Alpha - 15/04/2027]",
            &["Alpha | Relire la charte | 2027-04-15"],
        ),
        (
            "## Actions\n\n- A1 (Alpha, 15/04/2027) : relire",
            &["Alpha | relire | 2027-04-15"],
        ),
        (
            "## Actions\n\n- Alpha - 15 avril 2027 - relire\n- Béta > publier",
            &["Alpha | relire | 2027-04-15", "Béta | publier"],
        ),
        (
            "## Actions\n\n- Alpha : relire ✔",
            &["Alpha | relire |  | x"],
        ),
        (
            "| Action | Qui | Avancement |\n|---|---|---|\n| relire | Alpha | 100 % |\n| publier | CE | 50 % |",
            &["Alpha | relire |  | x", "CE | publier"],
        ),
        (
            "## Actions\n\n### Alpha\n\n- relire\n\n### CE\n\n- publier",
            &["Alpha | relire", "CE | publier"],
        ),
        (
            "## Actions\n\n**Alpha**\n\n- relire\n\nCE :\n\n- publier",
            &["Alpha | relire", "CE | publier"],
        ),
        // What is above.
        (
            "## Actions prévues lors de la réunion précédente\n\n- Alpha : relire",
            &["Alpha | relire"],
        ),
        (
            "'''Actions'''\n\n# Alpha : relire\n# Béta : publier",
            &["Alpha | relire", "Béta | publier"],
        ),
        ("## À faire\n\n1. Alpha : relire", &["Alpha | relire"]),
        (
            "## Relevé d'actions\n\nAlpha : relire\n\nBéta : publier",
            &["Alpha | relire", "Béta | publier"],
        ),
        (
            "**Actions :**\n\n- Alpha : relire\n\nBéta remercie.",
            &["Alpha | relire"],
        ),
        (
            "Actions :\n•\tAlpha : relire\no\tBéta : publier",
            &["Alpha | relire", "Béta | publier"],
        ),
        (
            "**II. Actions**\n\n1) Alpha : relire\n\n**III. Divers**\n\n- Béta : un livre",
            &["Alpha | relire"],
        ),
        (
            "## 1. Site\n\n* TODO Alpha : relire\n* TODO : publier",
            &["Alpha | relire", " | publier"],
        ),
        ("- ACTION: Alpha to review", &["Alpha | review"]),
        (
            "'''Action''' : Alpha relit la note",
            &["Alpha | relit la note"],
        ),
        (
            "_Suite à donner_ : Alpha relit la note",
            &["Alpha | relit la note"],
        ),
        (
            "## Décisions et actions\n\n- D : garder\n- A : Alpha — relire — avant le 15 avril\n- A : Béta — publier",
            &["Alpha | relire | 2027-04-15", "Béta | publier"],
        ),
        (
            "**D2026-07.** Garder.\n\n**A2026-11.** Relire – *Pilote : Alpha* – *Échéance : 15/04/2027*",
            &[],
        ),
        (
            "## Actions\n\n4.1 Alpha : relire\n4.2 publier",
            &["Alpha | relire", " | publier"],
        ),
        (
            "**2. Décisions prises**\n\nGarder.\n\n**3. Actions**\n\nAlpha : relire (15 avril)",
            &["Alpha | relire | 2027-04-15"],
        ),
        (
            "| Sujet | Décision | Action | Pilote |\n|---|---|---|---|\n| Nom | Garder | | |\n| Site | | relire | Alpha |",
            &["Alpha | relire"],
        ),
        ("## On fait\n\n* Alpha : relire", &["Alpha | relire"]),
        (
            "## À faire pour la prochaine réunion\n\n* Alpha : relire",
            &["Alpha | relire"],
        ),
        ("Action n° 2 : Alpha : relire", &["Alpha | relire"]),
        (
            "## Actions\n\n| Qui | Quoi | Pour quand | État |\n|---|---|---|---|\n| Alpha, CE | relire | 15/04/2027 | fait |\n| ? | publier | fin mars | |",
            &[
                "Alpha, CE | relire | 2027-04-15 | x",
                " | publier (fin mars)",
            ],
        ),
        (
            "| Action | Échéance | Responsable |\n|---|---|---|\n| relire | 15 avril | Alpha |",
            &["Alpha | relire | 2027-04-15"],
        ),
        (
            "| Sujet | Type | Qui |\n|---|---|---|\n| relire | A | Alpha |\n| le site est en ligne | I | |",
            &["Alpha | relire"],
        ),
    ] {
        assert_eq!(actions(&read(text)), expected, "{text}");
    }
}

#[test]
fn what_is_no_action_is_none() {
    for text in [
        "## Actions\n\nNéant.",
        "## Actions\n\n- Alpha : RAS",
        "- [Alpha] rien",
        "## Actions en cours devant les tribunaux\n\n- Alpha contre Béta",
        "## Enquête\n\n### Actions les plus citées\n\n- Alpha : venir",
        "Sont passés ou restent à passer :\n\n- [x] annuaire\n- [ ] Alpha",
        "## Qui utilise quoi\n\n- Alpha : forge\n- Béta : rien encore",
        "- Ville d'Exemple (Béta)",
        "Une action en justice : c'est long.",
        "Alpha : la lettre est partie.",
        "| Qui | Présence |\n|---|---|\n| Alpha | oui |",
        "- [Action Requested] Send us your logos",
        "## Présences\n\n- [x] Alpha\n- [ ] Béta",
        "## Suite\n\nAlpha se charge de l'affiche. Rendez-vous le 4 juillet 2027.",
        "le logo de Béta -> la page d'accueil",
        "écrire à camille@alpha.example.org",
        "- ✅ Compte de l'an dernier\n- ❌ Affiche\n- ⏳ Salle",
        "Pilote : Alpha",
        "- ❌ Financement du site - 250120 : pas avancé\n- ❌ Groupe (budget) : rien",
        "La recette (TODO) viendra.",
        "L'action (action en justice) est close.",
    ] {
        assert_eq!(actions(&read(text)), [""; 0], "{text}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table, a line a form")]
fn a_decision_is_read_in_the_forms_that_people_write() {
    for (text, expected) in [
        ("- **Décision** : publier.", &["publier."][..]),
        ("**Décision :** publier.", &["publier."]),
        ("*Décision : publier.*", &["publier."]),
        ("→ **Décision** : publier.", &["publier."]),
        ("> 💡 **Décision** : publier.", &["publier."]),
        ("==Décision: publier==", &["publier"]),
        ("DÉCISION 2 - publier", &["publier"]),
        ("**Décision (à l'unanimité)** : publier.", &["publier."]),
        (
            "Décision n° 1 : publier.\nDécision n° 2 : relire.",
            &["publier.", "relire."],
        ),
        (
            "**Décision n° 2026-03 – Nom.** Garder le nom.",
            &["Nom. Garder le nom."],
        ),
        (
            "Le dépôt ouvre. Décision : il est payant.",
            &["il est payant."],
        ),
        ("RESOLVED: publish", &["publish"]),
        ("'''Décision :''' publier.", &["publier."]),
        (
            "**Décision : garder.** **Action : Alpha relit.**",
            &["garder."],
        ),
        (
            "*Décision* : garder. *Pilote* : Alpha. *Délai* : 15/04/2027.",
            &["garder."],
        ),
        (
            "# Relevé de décisions et d'actions\n\n**D2026-07.** Garder le nom.\n\nA2026-11. Relire.",
            &["Garder le nom."],
        ),
        (
            "## Décisions et actions\n\n- D1. Garder.\n- A : Alpha — relire",
            &["Garder."],
        ),
        (
            "## Décisions\n\n- [x] Garder.\n- [ ] Publier.\n- [ ] Alpha : relire",
            &["Garder.", "Publier."],
        ),
        ("## Relevé de conclusions\n\n1. Garder.", &["Garder."]),
        (
            "## Décisions\n\n- ✅ Garder.\n- ❌ Changer de nom.",
            &["Garder."],
        ),
        (
            "## Décisions\n\n2.1 Garder.\n2.2 Publier.",
            &["Garder.", "Publier."],
        ),
        (
            "**2. Décisions prises**\n\nGarder.\n\n**3. Actions**\n\nAlpha : relire (15 avril)",
            &["Garder."],
        ),
        (
            "| Sujet | Décision | Action | Pilote |\n|---|---|---|---|\n| Nom | Garder | | |\n| Site | | relire | Alpha |",
            &["Garder"],
        ),
        ("## Décisions\n\nPas de décision formelle ce jour.", &[]),
        (
            "## Décisions\n\n1. Publier.\n2. Relire.",
            &["Publier.", "Relire."],
        ),
        (
            "## Décisions\n\n- **D-01** Publier.\n- **D-02** : relire.",
            &["Publier.", "relire."],
        ),
        (
            "## Relevé de décisions\n\n* D1 - Publier.\n* D2 - Relire.",
            &["Publier.", "Relire."],
        ),
        (
            "## 2. Relevé des délibérations\n\nPublier la carte.",
            &["Publier la carte."],
        ),
        (
            "## Décisions\n\n1\\. Publier  \n2\\. Relire",
            &["Publier", "Relire"],
        ),
        (
            "## Décisions\n\na) Publier.\nb) Relire.",
            &["Publier.", "Relire."],
        ),
        (
            "Décisions :\n- Publier.\n- Relire.",
            &["Publier.", "Relire."],
        ),
        (
            "## On a décidé\n\n- publier\n\nRDV le 5 mars 2027",
            &["publier"],
        ),
        ("## De\u{301}cisions\n\n- Publier.", &["Publier."]),
        (
            "| N° | Décision | Vote |\n|---|---|---|\n| 1 | Publier. | 4 pour |",
            &["Publier."],
        ),
        (
            "| Sujet | Type |\n|---|---|\n| Publier | D |\n| Beau temps | I |",
            &["Publier"],
        ),
        // Below a heading that divides them, only what decides is one, but for a bare list.
        (
            "## Décisions\n\n### Budget\n\n- Achat d'un serveur\n\nVote : unanimité.",
            &["Achat d'un serveur"],
        ),
        (
            "## Résolutions\n\n### Résolution 1 - Bilan\n\nLa première année s'est achevée.\n\n- Camille, présidente\n- Publier la carte.\n\nLe bilan est adopté à l'unanimité.\n\nCette résolution est adoptée.",
            &["Publier la carte.", "Le bilan est adopté à l'unanimité."],
        ),
        (
            "## Décisions\n\n### Budget\n\nLe trésorier présente les comptes.\n\nLe budget est voté.",
            &["Le budget est voté."],
        ),
        (
            "* **Salon**\n    * **DÉCISIONS**\n        * On y va\n    * **Stand**\n        * Il est beau",
            &["On y va"],
        ),
        (
            "## Décision : lieu de l'assemblée (21 h 15-21 h 25)\n\n- Lieu : Lille",
            &["lieu de l'assemblée"],
        ),
        (
            "## Décision : lieu de l'assemblée\n\n**Décision** : elle se tient à Lille.",
            &["elle se tient à Lille."],
        ),
        ("## Résolution 1 : charte\n\nElle est rejetée.", &[]),
        ("- ~~**Décision** : publier.~~", &[]),
        ("## Décisions\n\n- ~~Publier.~~\n- Relire.", &["Relire."]),
        ("Décision du Conseil d'État du 3 juin 2026 : publier.", &[]),
        (
            "> Décision : le maire peut refuser.\n\n(extrait de l'arrêt)",
            &[],
        ),
        (
            "Décision modificative, décision budgétaire : Alpha explique les mots.",
            &[],
        ),
        (
            "### Décisions attendues par les répondants\n\n- un budget",
            &[],
        ),
        ("La décision est reportée.", &[]),
        ("## Décisions\n\nAucune.", &[]),
    ] {
        assert_eq!(decisions(&read(text)), expected, "{text}");
    }
}

#[test]
fn what_is_taken_out_of_a_line_is_whole_markdown() {
    for (text, expected) in [
        (
            "- *Décision : le guide est publié.*",
            "le guide est publié.",
        ),
        (
            "- **Décision :** **le guide** est *publié*.",
            "**le guide** est *publié*.",
        ),
        (
            "- **Décision :** le guide est relu\\\n  par Alpha.",
            "le guide est relu par Alpha.",
        ),
        (
            "> **Décision : le guide\n> est `relu`.**",
            "le guide est `relu`.",
        ),
        (
            "- Décision : \\*voir\\* [la page](https://example.org/).",
            "\\*voir\\* [la page](https://example.org/).",
        ),
    ] {
        let minutes = read(text);
        assert_eq!(minutes.decisions[0].markdown, expected, "{text}");
    }
}

#[test]
fn minutes_may_say_that_there_is_none() {
    let said = |text| {
        let minutes = read(text);
        (minutes.says_no_decision, minutes.says_no_action)
    };
    assert_eq!(
        said("## Décisions\n\nAucune.\n\n## Actions\n\nNéant."),
        (true, true)
    );
    assert_eq!(said("Décision : aucune"), (true, false));
    assert_eq!(said("## Divers\n\nNéant."), (false, false));
}

#[test]
fn a_decision_in_prose_is_pointed_at_once() {
    for (text, expected) in [
        ("La charte est adoptée à l'unanimité.", 1),
        ("- **Décision** : la charte est adoptée à l'unanimité.", 0),
        (
            "## Décisions\n\n- La charte est adoptée.\n  *Vote : 4 pour, 1 contre.*",
            0,
        ),
        (
            "## Vote\n\n* Pour : 8\n* Contre : 0\n\nLe règlement est adopté.",
            1,
        ),
        ("Vote : 8 pour, 1 contre. La motion est adoptée.", 1),
        ("## Procès-verbal\n\nPour 5, contre 0, abstention 1", 1),
        ("Le conseil municipal a adopté son budget à l'unanimité.", 0),
        ("Le budget sera voté en juin.", 0),
        ("## Présences\n\n- [x] Alpha, élu à l'unanimité", 0),
        ("### Votes\n\n* Pour : 7\n* Contre : 0\n* Abstention : 0", 1),
        (
            "Le conseil donne quitus au trésorier. Cette résolution est rejetée.",
            1,
        ),
    ] {
        assert_eq!(read(text).unmarked().len(), expected, "{text}");
    }
}
