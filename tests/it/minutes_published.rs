//! No byte from between private marks is ever published, and what is made is made again.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use cll::calendar::vtimezone;
use cll::domain::{Clock, Council};
use cll::render::{self, Templates};
use cll::source::Sources;
use proptest::prelude::*;

const MEMBERS: &str = include_str!("../councils/bees/members.toml");

const MEETINGS: &str = include_str!("../councils/bees/meetings.toml");

/// A character that stands nowhere but between private marks.
const HIDDEN: char = '☠';

fn council() -> Council {
    let mut sources = Sources::new();
    let ids = [("members.toml", MEMBERS), ("meetings.toml", MEETINGS)]
        .map(|(name, text)| sources.add(name, text));
    let clock = Clock {
        now: "2025-12-03T12:00:00Z".parse().unwrap(),
        today: None,
        machine: "2025-12-03T12:00:00Z".parse().unwrap(),
    };
    let zones: Vec<&str> = vtimezone::supported().collect();
    let loaded = cll::registry::load(&sources, Some(ids[0]), Some(ids[1]), &clock, &zones);
    loaded.council.unwrap()
}

/// Makes both forms of the edition; `None` where the draft leaves in doubt what is private.
fn published(draft: &str) -> Option<[String; 2]> {
    thread_local! {
        static COUNCIL: (Council, Templates) =
            (council(), Templates::load(&Sources::new(), &[]).0);
    }
    COUNCIL.with(|(council, templates)| {
        let meeting = &council.meetings[0];
        let edition = {
            let names = cll::leaks::attendance::names(council);
            render::minutes::edition(council, meeting, draft, None, &names).ok()?
        };
        let (context, _) = render::context(council, templates);
        let value = &context.meetings[0];
        let text = render::minutes::public(council, templates, value, &edition).unwrap();
        let title = &edition.title;
        let page = render::minutes::page(council, templates, value, title, &text).unwrap();
        Some([text, page])
    })
}

/// What stands in the open.
fn open() -> impl Strategy<Value = String> {
    "(a|é| |\n|\r\n|\n\n- \\[x\\] |\n- |\n> |\n# |\n## |\n### |\\| |\\*\\*|    |<b>|&lt;|\t|\n1\\. |\n## Présences\n|\
     \n## Décisions\n|\\*\\*Décision\\*\\* : |\n---\n|: |\\(avant le 8 décembre 2025\\)|<!-- x -->){0,10}"
}

/// What stands between marks: anything but what would close the region, or is no sound mark.
fn hidden() -> impl Strategy<Value = String> {
    let piece = "(☠|☠\n|☠\n```\n|☠~~~\n|☠`|\n- ☠|\n> ☠|\n## ☠|\n- \\[ \\] ☠|    ☠|<!-- ☠ -->|<b>☠|\\\\☠|\\| ☠|\n---\n| ){1,8}";
    piece.prop_recursive(4, 12, 3, |inner| {
        let nested = prop::collection::vec(inner, 1..3);
        nested.prop_map(|inner| {
            let wrap = |text| format!("☠<!-- private -->{text}<!-- /private -->☠");
            inner.into_iter().map(wrap).collect()
        })
    })
}

proptest! {
    #[test]
    fn no_byte_from_between_private_marks_is_published(
        parts in prop::collection::vec((open(), hidden()), 1..5),
        last in open(),
    ) {
        let mark = |(open, hidden): &(String, String)| {
            format!("{open}<!-- private -->{hidden}<!-- /private -->")
        };
        let draft = parts.iter().map(mark).collect::<String>() + &last;
        for text in published(&draft).into_iter().flatten() {
            prop_assert!(!text.contains(HIDDEN), "{text} of {draft:?}");
            prop_assert!(!text.contains("private"), "{text} of {draft:?}");
        }
    }

    #[test]
    fn anything_at_all_is_published_or_refused(
        draft in "(<!-- private -->|<!-- /private -->|<!-- | -->|```\n|`|\n|- |# |### |---\n|x|é|\u{feff}|\r|- \\[ \\] ){0,25}",
    ) {
        let _ = published(&draft);
    }
}

#[test]
fn an_edition_has_its_headings_in_order_whatever_the_draft_has() {
    let draft = "# Titre\n\nIntro\n\n### Un\n\n###### Deux\n\nSous\n----\n\nTrois\n=====\n\n#### Quatre ####\n";
    let [text, page] = published(draft).unwrap();
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(
        headings[4..],
        ["## Un", "### Deux", "### Sous", "## Trois", "### Quatre"]
    );
    assert_eq!(page.matches("<h1>").count(), 1);
}

#[test]
fn nothing_but_decisions_and_actions_is_gathered() {
    let draft = "# T\n\n## Décisions\n\n**Décision : oui**\n\n## Actions\n\n- [ ] L'Abeille : relire\n  - avec soin\n\n\
                 ## Suivi des actions\n\n1. [x] L'Abeille : écrire\n\n## Plan d'action\n\nTexte.\n";
    let [text, _] = published(draft).unwrap();
    let (record, body) = text.split_once("## Actions\n\n- [ ]").unwrap();
    let (record, rest) = (record.to_owned(), body);
    assert!(record.contains("\n- Oui\n"), "{text}");
    assert!(rest.contains("\n- [x] L'Abeille\u{a0}: écrire\n"), "{text}");
    assert!(
        rest.contains("## Actions\n\n- [ ] L'Abeille\u{a0}: relire\n  - avec soin"),
        "{text}"
    );
    assert!(
        !rest.contains("Suivi") && rest.contains("## Plan d'action\n\nTexte."),
        "{text}"
    );
}

/// What a section of actions has besides stays, and nothing of it stands twice.
#[test]
fn an_action_stands_once() {
    let draft = "# T\n\n## Décisions\n\n1. Le guide est publié.\n2. La salle est rendue.\n\nVote à main levée.\n\n## Actions\n\n\
                 - [ ] L'Abeille : relire\n- L'Abeille : écrire\n  - avec soin\n\nCes actions seront suivies.\n";
    let [text, _] = published(draft).unwrap();
    let count = |words: &str| text.matches(words).count();
    assert_eq!(
        [
            "Le guide est publié",
            "La salle est rendue",
            ": relire",
            "Vote à main levée",
            "Ces actions seront suivies"
        ]
        .map(count),
        [1; 5],
        "{text}"
    );
    assert!(
        text.contains("- L'Abeille\u{a0}: écrire\n  - avec soin"),
        "{text}"
    );
}

/// Who they were is not said, how many is.
#[test]
fn a_number_of_those_who_were_there_stays() {
    for draft in [
        "Présents : 7 membres\n\n## Points\n\nRien.\n",
        "## Présences\n\nPrésents : 7 membres sur 9\n\n## Points\n\nRien.\n",
        "## Présences\n\nPrésents : 7 membres\nExcusés : L'Abeille\n",
    ] {
        let [text, _] = published(&format!("# T\n\n{draft}")).unwrap();
        assert_eq!(text.matches("7 membres").count(), 1, "{text}");
    }
    let [text, _] =
        published("# T\n\nPrésents : 1/9 (L'Abeille).\n\nLa séance est ouverte.\n").unwrap();
    assert!(text.contains("- Présents\u{a0}: L'Abeille\n"), "{text}");
    assert!(
        !text.contains(").") && text.contains("\nLa séance est ouverte."),
        "{text}"
    );
}

#[test]
fn a_draft_without_a_title_has_that_of_the_registry() {
    for draft in ["", "\u{feff}", "---\ntags: x\n---\n"] {
        let [text, _] = published(draft).unwrap();
        let title = "# Compte-rendu du Conseil d'exemple\u{a0}: réunion du 2 décembre 2025\n";
        assert!(text.contains(title), "{text}");
    }
}

#[test]
fn a_page_loads_nothing_and_runs_nothing() {
    let draft = "# T\n\n<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> \
                 ![a](https://example.org/a.png) [b](javascript:alert(1)) [c](data:text/html,x)\n";
    let [_, page] = published(draft).unwrap();
    let page = page.split("<main").nth(1).unwrap();
    for active in [
        "<script",
        "<img",
        "onerror=alert(1)>",
        "\"javascript:",
        "\"data:",
        "src=",
    ] {
        assert!(
            !page.replace("src=x", "").contains(active),
            "{active}: {page}"
        );
    }
}

#[test]
fn nobody_says_that_there_is_none_where_there_may_be_some() {
    for (draft, no_decision, no_action) in [
        ("## Points\n\nLa pluie tombe.", true, true),
        (
            "## Décisions\n\nAucune.\n\n## Actions\n\nNéant.",
            true,
            true,
        ),
        ("La charte est adoptée à l'unanimité.", false, true),
        ("L'Abeille se propose pour relire la note.", true, false),
        ("Présents : 7 membres", true, true),
        (
            "## Décisions\n\n- Le guide est publié.\n\n## Actions\n\n- L'Abeille : relire",
            false,
            false,
        ),
        (
            "## Décisions\n\n![le relevé](https://example.org/releve.png)",
            false,
            true,
        ),
        ("## Actions\n\n```\nrelire\n```", true, false),
        (
            "- ~~**Décision** : le guide est retiré.~~\n- [ ] ~~L'Abeille : publier~~",
            true,
            false,
        ),
    ] {
        let [text, _] = published(&format!("# T\n\n{draft}\n")).unwrap();
        let said = ["Aucune décision.", "Aucune action."].map(|none| text.contains(none));
        assert_eq!(said, [no_decision, no_action], "{draft}\n{text}");
    }
}

#[test]
fn an_edition_has_what_was_read_in_any_form_once() {
    let draft = "# T\n\n## Décisions\n\n| N° | Décision | Vote |\n|---|---|---|\n| 1 | Le *guide* est publié. | 4 pour |\n\n\
                 ## Actions\n\n| Qui | Quoi | Quand |\n|---|---|---|\n| L'Abeille | relire | 15/04/2026 |\n\n\
                 ## Points\n\n☒ L'Abeille : écrire\n\n→ **Décision :** **la salle** est *rendue*.\n";
    let [text, _] = published(draft).unwrap();
    let (_, rest) = text.split_once("### Décisions\n\n").unwrap();
    assert!(
        rest.starts_with(
            "- Le *guide* est publié.\n- **La salle** est *rendue*.\n\n### Actions\n\n\
             - [ ] L'Abeille\u{a0}: relire (15/04/2026)\n- [x] L'Abeille\u{a0}: écrire\n"
        ),
        "{text}"
    );
    assert!(text.contains("status: publié"), "{text}");
}
