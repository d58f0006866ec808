use proptest::prelude::*;

use super::*;
use crate::domain::Clock;
use crate::registry;
use crate::source::Sources;

const TEMPLATE: &str = "---\ntitle: \"Compte-rendu\"\ndate: 2025-05-13\nstatus: projet\n---\n\n# Compte-rendu du 13 mai 2025\n";

fn council() -> Council {
    let mut sources = Sources::new();
    let members = sources.add(
        "members.toml",
        include_str!("../../../tests/corpus/members.toml"),
    );
    let meetings = sources.add(
        "meetings.toml",
        include_str!("../../../tests/corpus/meetings.toml"),
    );
    let now = "2026-11-28T00:00:00Z".parse().unwrap();
    let clock = Clock {
        now,
        today: None,
        machine: now,
    };
    let zones: Vec<&'static str> = crate::calendar::vtimezone::supported().collect();
    registry::load(&sources, Some(members), Some(meetings), &clock, &zones)
        .council
        .unwrap()
}

/// Parts of minutes as people write them.
fn part() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "Compte rendu du 13 mai 2025", "# Réunion du 13 mai 2025", "Présents : APLEX, CE, DGNX", "**Excusés :** Région Exemple",
        "Excusés : Région Exemple et Sillage & Cie", "Présents :\n- APLEX\n- CE : Lina Quidam", "## Présences\n\n☒ APLEX\n\n☐ CE (excusée)",
        "- [x] APLEX\n- [ ] CE", "*Présents : APLEX, CE.*", "| Organisme | Présent |\n|---|---|\n| APLEX | x |\n| CE |  |",
        "## Décisions\n\n- Le guide sort.\n- **La carte** aussi.", "Décision : le guide sort.", "*Décision : le guide sort.*", "DÉCISION n° 3 : rien",
        "Décisions :\n\n1. Le guide sort.\n2. Rien", "## Actions\n\n- CE : relire – 30 mai 2025\n- relire -> APLEX\n- @DGNX relire (30/05/2025)",
        "Actions :\n\n- CE : [lire](https://example.org/a_b)\n  - avant le 30 mai\n- TODO APLEX : écrire", "- [ ] CE : écrire (fait)", "Néant.",
        "Prochaine réunion : jeudi 5 juin 2025", "[privé]\n\nsecret\n\n[/privé]", "<!-- private -->\nAPLEX : secret\n<!-- /private -->",
        "- a\n\n      - CE : b", "> Présents : CE", "```\n- CE : code\n```", "1. Un point\nDu texte.", "•\tAPLEX : relire\n•\tCE", "A\tB\nC\tD",
        "Texte\\\nsuite", "Représenté : CE, représenté par l'APLEX", "---\nfin", "INVITÉS\nCour des comptes d'Exemple", "\u{feff}", "###### tags: `a`",
    ])
    .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// A draft holds every word of the text, and what is read of it is what was read of its Markdown.
    #[test]
    fn a_draft_says_what_the_text_says(parts in prop::collection::vec(part(), 1..8), lines in prop::sample::select(vec!["\n", "\n\n"]), crlf: bool) {
        let council = council();
        let day = NaiveDate::from_ymd_opt(2025, 5, 13).unwrap();
        let mut text = parts.join(lines);
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        let reader = Reader::of(&council, day);
        for document in [Document::Markdown(text.clone()), Document::Text(text.clone())] {
            let markdown = match &document {
                Document::Text(text) => from_text::convert(text),
                _ => text.clone(),
            };
            let draft = draft(&document, TEMPLATE, &council, day);
            let mut left = words_of(&draft.text);
            for word in words_of(&text) {
                let at = left.iter().position(|it| *it == word);
                prop_assert!(at.is_some(), "{} is lost\n{}\n{}", word, text, draft.text);
                left.remove(at.unwrap());
            }
// Where a text has no title, the one that it gets stands above its sections.
            let titled = format!("# Compte-rendu du 13 mai 2025\n\n{}", markdown.trim_start_matches('\u{feff}'));
            let is_same = [&markdown, &titled].iter().any(|it| reader.is_same(it, &draft.text));
            prop_assert!(is_same, "{}\n=====\n{}", markdown, draft.text);
        }
    }
}

#[test]
fn the_kind_of_a_document_is_told_by_its_first_bytes() {
    let kind = |text: &str| match document(text.as_bytes()).unwrap().0 {
        Document::Markdown(_) => "Markdown",
        Document::Text(_) => "text",
        Document::Html(_) => "HTML",
        Document::Word(_) | Document::Open(_) => "office",
    };
    for (text, expected) in [
        ("Présents : CE", "text"),
        ("Cordialement,\n-- \nCE", "text"),
        ("Réunion\n=======\n", "Markdown"),
        ("# Réunion", "Markdown"),
        ("---\ntitle: x\n---\nPrésents : CE", "Markdown"),
        ("**Présents :** CE", "Markdown"),
        ("- [x] CE", "Markdown"),
        ("\t* [x] CE\n\t* # a", "text"),
        ("<!DOCTYPE html><p>a", "HTML"),
        ("  <HTML>\n", "HTML"),
        ("<!-- x --><p>a</p>", "HTML"),
        ("<table><tr><td>a", "HTML"),
        ("<p align=\"center\">a</p>\n\n# b", "Markdown"),
        ("<!-- private -->\n\nPrésents : CE", "text"),
        ("<https://example.org/> est en ligne", "text"),
        ("Version:0.9\r\nStartHTML:0\r\n<html><body>a", "HTML"),
        ("<?xml version='1.0'?><!DOCTYPE html><html>", "HTML"),
        ("Subject: a\n\nb", "text"),
    ] {
        assert_eq!(kind(text), expected, "{text}");
    }
}
