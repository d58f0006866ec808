//! Opinions where they meet the rest of a council: its meetings, its files, what is public of them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use crate::sandbox::{MEETINGS, Sandbox};

const PAGE: &str = "conseil-exemple.md";
const BLOCK: &str = "<!-- cll:opinions -->\n<!-- /cll:opinions -->\n";

/// Makes a council with one opinion, whose record goes on with `rest`.
fn council(rest: &str) -> Sandbox {
    let council = Sandbox::council();
    let record = format!(
        "{MEETINGS}\n[[opinion]]\nid = \"2025-guide\"\nquestion = \"Faut-il un guide ?\"\n\
         outcome = \"favourable\"\nby = \"unanimity\"\n{rest}\n"
    );
    council.write("meetings.toml", record);
    council
}

/// Writes the states of an opinion, each on a day of its own.
fn states(states: &[&str]) -> String {
    let steps = (10..).zip(states);
    let steps: Vec<String> = steps
        .map(|(day, state)| format!("{{ state = \"{state}\", on = 2025-03-{day} }}"))
        .collect();
    format!("states = [{}]", steps.join(", "))
}

#[test]
fn what_is_not_published_is_on_no_page() {
    let line =
        "- 11 mars 2025 : Faut-il un guide ? Avis favorable à l'unanimité des membres du conseil";
    for (history, expected) in [
        (&["proposed"][..], ""),
        (&["proposed", "adopted"], ""),
        (&["proposed", "adopted", "submitted", "backed"], ""),
        (&["proposed", "withdrawn"], ""),
        (&["proposed", "adopted", "withdrawn"], ""),
        (&["proposed", "adopted", "published"], line),
        (&["proposed", "adopted", "published", "withdrawn"], ""),
        (
            &["proposed", "adopted", "published", "withdrawn", "published"],
            line,
        ),
    ] {
        let council = council(&states(history));
        council.write("avis.md", BLOCK);
        assert_eq!(council.run(&["build"]).code, Some(0));
        let filled = council.read("avis.md");
        let filled: Vec<&str> = filled.lines().filter(|it| it.starts_with('-')).collect();
        assert_eq!(filled.join("\n"), expected, "{history:?}");
        let on_seed = council.read(PAGE).contains("Faut-il un guide");
        assert_eq!(on_seed, !expected.is_empty(), "{history:?}");
        let listed = council.run(&["opinion", "list", "--format", "ids"]);
        assert_eq!(listed.stdout, "2025-guide\n", "{history:?}");
    }
}

#[test]
fn a_withdrawn_opinion_says_so_where_it_is_asked_for() {
    let marker = BLOCK.replacen("opinions -->", "opinions state=\"withdrawn\" -->", 1);
    for (history, expected) in [
        (
            &["adopted", "published", "withdrawn"][..],
            "- 10 mars 2025 : Faut-il un guide ? Avis favorable à l'unanimité des membres du conseil, \
             **RETIRÉ** le 12 mars 2025",
        ),
        (&["adopted", "withdrawn"], ""),
        (&["adopted", "published", "withdrawn", "published"], ""),
    ] {
        let council = council(&states(history));
        council.write("avis.md", &marker);
        let built = council.run(&["build"]);
        assert_eq!(built.code, Some(0), "{built:?}");
        let filled = council.read("avis.md");
        let filled: Vec<&str> = filled.lines().filter(|it| it.starts_with('-')).collect();
        assert_eq!(filled.join("\n"), expected, "{history:?}");
    }
}

#[test]
fn the_meeting_of_an_opinion_is_one_of_the_registry() {
    let of = |meeting: &str| {
        let rest = format!("meeting = \"{meeting}\"\n{}", states(&["adopted"]));
        council(&rest).run(&["build", "--check"])
    };
    assert_eq!(of("2025-administrations-1").code, Some(1));
    let unknown = of("2025-administrations-2");
    assert_eq!(unknown.code, Some(2));
    let said = "error[unknown-meeting]: `2025-guide`: there is no such meeting";
    assert!(unknown.stderr.contains(said), "{}", unknown.stderr);
    let help = "did you mean `2025-administrations-1`?";
    assert!(unknown.stderr.contains(help), "{}", unknown.stderr);
}

#[test]
fn a_document_is_a_file_that_everybody_can_have() {
    let of = |document: &str, prepare: &dyn Fn(&Sandbox)| {
        let document = format!("document = \"{document}\"\n{}", states(&["adopted"]));
        let council = council(&document);
        prepare(&council);
        council.run(&["check", "--only", "unreadable-file,unsafe-path"])
    };
    let nothing = |_: &Sandbox| {};
    let written = |council: &Sandbox| council.write("avis/1.pdf", "%PDF");
    assert_eq!(of("avis/1.pdf", &written).code, Some(0));
    assert_eq!(of("https://example.org/1.pdf", &nothing).code, Some(0));
    for (document, code) in [
        ("avis/2.pdf", "unreadable-file"),
        ("avis", "unreadable-file"),
        ("private/1.pdf", "unsafe-path"),
        ("../1.pdf", "unsafe-path"),
        ("/etc/hostname", "unsafe-path"),
        ("htp://example.org/1.pdf", "unsafe-path"),
    ] {
        let checked = of(document, &written);
        assert_eq!(checked.code, Some(1), "{document}");
        assert!(checked.stdout.contains(code), "{document}: {checked:?}");
    }
    // Nobody else has what git ignores, and a link may lead anywhere.
    let ignored = |council: &Sandbox| {
        written(council);
        council.write(".gitignore", "/avis/\n");
    };
    assert_eq!(of("avis/1.pdf", &ignored).code, Some(1));
    #[cfg(unix)]
    {
        let linked = |council: &Sandbox| {
            council.write("private/1.pdf", "%PDF");
            std::fs::create_dir(council.path("avis")).unwrap();
            let (from, to) = (council.path("private/1.pdf"), council.path("avis/1.pdf"));
            std::os::unix::fs::symlink(from, to).unwrap();
        };
        assert_eq!(of("avis/1.pdf", &linked).code, Some(1));
    }
}

#[test]
fn a_council_without_opinions_has_an_empty_list() {
    let council = Sandbox::council();
    let table = council.run(&["opinion", "list"]);
    assert_eq!(table.stdout, "");
    assert_eq!(
        (table.code, table.said().as_str()),
        (Some(0), "nothing to list\n")
    );
    let json = council.run(&["opinion", "list", "--json"]);
    assert_eq!(json.stdout, "{\n  \"format\": 1,\n  \"opinions\": []\n}\n");
    assert_eq!(council.run(&["build"]).code, Some(0));
    assert!(!council.read(PAGE).contains("cll:opinions"));
}

#[test]
fn the_language_and_the_day_change_nothing_that_is_made() {
    let made = |lang: &str, today: &str| {
        let council = council(&states(&["adopted", "published", "withdrawn", "published"]));
        council.write("avis.md", BLOCK);
        let built = council.run_in(lang, &["build", "--today", today]);
        assert_eq!(built.code, Some(0));
        council.read("avis.md")
    };
    assert_eq!(made("en", "2025-06-01"), made("fr", "2024-01-01"));
}

#[test]
fn a_block_refuses_what_it_does_not_take() {
    let council = council(&states(&["adopted", "published"]));
    for (argument, said) in [
        ("state=\"adopted\"", "write `published` or `withdrawn`"),
        (
            "college=\"administration\"",
            "did you mean `administrations`?",
        ),
        ("cycle=\"2025\"", "write `college`, `order` or `state`"),
    ] {
        let marker = BLOCK.replacen("opinions -->", &format!("opinions {argument} -->"), 1);
        council.write("avis.md", marker);
        let built = council.run(&["build"]);
        assert_eq!(built.code, Some(2), "{argument}");
        assert!(built.stderr.contains(said), "{argument}: {}", built.stderr);
    }
}

#[test]
fn the_convener_has_its_article_or_a_sentence_that_needs_none() {
    let without = "soutenu par l'organisme animateur";
    for (convener, article, support) in [
        ("CNIL", "", "soutenu par la CNIL"),
        ("ANSSI", "", "soutenu par l'ANSSI"),
        (
            "Haute Autorité d'exemple",
            "",
            "soutenu par la Haute Autorité d'exemple",
        ),
        ("Conseil d'État", "", "soutenu par le Conseil d'État"),
        (
            "Services du Premier ministre",
            "",
            "soutenu par les Services du Premier ministre",
        ),
        ("CTIS", "", &format!("{without} (CTIS)")),
        ("Alpha", "", &format!("{without} (Alpha)")),
        ("CTIS", "la", "soutenu par la CTIS"),
        ("Alpha", "aucun", "soutenu par Alpha"),
        ("Orne", "l\u{2019}", "soutenu par l'Orne"),
    ] {
        let council = council(&states(&["adopted", "submitted", "backed", "published"]));
        let members = council.read("members.toml");
        let line = members.lines().find(|it| it.starts_with("convener"));
        let mut now = format!("convener = \"{convener}\"");
        if !article.is_empty() {
            now = format!("{now}\nconvener-article = \"{article}\"");
        }
        council.write("members.toml", members.replace(line.unwrap(), &now));
        let run = council.run(&["build"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        council.write("avis.md", BLOCK);
        assert_eq!(council.run(&["build"]).code, Some(0));
        let page = council.read("avis.md").replace('\u{a0}', " ");
        assert!(page.contains(&format!(", {support}\n")), "{page}");
    }
}

#[test]
fn an_article_is_one() {
    let council = Sandbox::council();
    let members = council.read("members.toml");
    for wrong in ["\"du\"", "\"\"", "true"] {
        let keys = format!("[council]\narticle = {wrong}\nconvener-article = {wrong}");
        council.write("members.toml", members.replace("[council]", &keys));
        let run = council.run(&["check", "--format", "short"]);
        assert_eq!(run.code, Some(1), "{wrong}");
        assert!(run.stdout.contains("`convener-article`"), "{}", run.stdout);
    }
}
