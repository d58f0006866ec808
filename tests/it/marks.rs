//! Whoever meant to hide something in minutes is told when nothing is hidden, and what word processors
//! and merges leave reaches no public edition: each spelling as a row, against `check` and `publish`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fs;

use crate::program::{Run, cll, folder, write};
use tempfile::TempDir;

const MEMBERS: &str = r#"[council]
id = "conseil"
name = "Conseil d'essai"
acronym = "CDE"
convener = "Ville d'Exemple"
contact = "secretariat@example.org"
timezone = "Europe/Paris"
typography = "plain"

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

const MEETINGS: &str = r#"[[meeting]]
id = "2025-etat-1"
colleges = ["etat"]
date = 2025-10-03
start = 14:00:00
end = 16:00:00
updated = 2025-09-01T10:00:00Z
"#;

const CONTACTS: &str = r#"[[contact]]
member = "alpha"
name = "Lina Quidam"
email = "lina@alpha.example.org"
role = "titular"
"#;

const FRONT: &str = "---
title: \"Compte-rendu du 3 octobre 2025\"
date: 2025-10-03
meeting: 2025-etat-1
status: projet
---
";

const BODY: &str = "
# Compte-rendu du 3 octobre 2025

## Présences

- [x] Alpha
- [ ] Béta (excusée)

## Points

";

const DRAFT: &str = "private/comptes-rendus/2025-etat-1.md";
const EDITION: &str = "comptes-rendus/2025-etat-1.md";
/// What must be in no report and in no edition.
const SECRET: &str = "SECRET";

/// A mark that hides nothing, however it looks; `@` stands for what was to be private.
const NO_MARKS: [&str; 97] = [
    // What word processors and keyboards make of the comment.
    "<!— private —>\n@\n<!— /private —>",
    "<!– private –>\n@\n<!– /private –>",
    "<! -- private -->\n@\n<! -- /private -->",
    "<!- private ->@<!- /private ->",
    "< !-- private -->@< !-- /private -->",
    "<!-- private -- >\n@\n<!-- /private -- >",
    "<!-- private ->@<!-- /private ->",
    "<!--private->\n@\n<!--/private->",
    "<!--- privé --->@<!--- /privé --->",
    "<!\u{a0}—\u{a0}private\u{a0}—>@<!\u{a0}—\u{a0}/private\u{a0}—>",
    "‹!-- private --›@‹!-- /private --›",
    "＜!-- private --＞@＜!-- /private --＞",
    "&lt;!-- private --&gt;@&lt;!-- /private --&gt;",
    "&#60;!-- private --&#62;@&#60;!-- /private --&#62;",
    "&amp;lt;!-- private --&amp;gt;@&amp;lt;!-- /private --&amp;gt;",
    "\\<!-- private -->@\\<!-- /private -->",
    "\\<\\!-- private --\\>@\\<\\!-- /private --\\>",
    "> <!— private —>\n> @\n> <!— /private —>",
    // Tags and brackets.
    "<private>@</private>",
    "<privé>@</privé>",
    "@</private>",
    "<\u{200b}private>@</private>",
    "<div class=\"private\">@</div>",
    "<span style=\"display: none\">@</span>",
    "<details hidden>@</details>",
    "[private]@[/private]",
    "[privé] @ [/privé]",
    "\\[private\\]@\\[/private\\]",
    "[private] @",
    "- [private] @",
    "(confidentiel) @",
    "{private}\n@\n{/private}",
    "(private)\n@\n(/private)",
    "[privée]\n\n@\n\n[/privée]",
    "[confidentiel]\n\n@\n\n[/confidentiel]",
    "[@]{.private}",
    "[[privé]]\n@",
    "{# privé #}\n@",
    ":::private\n@\n:::",
    "::: {.confidentiel}\n@\n:::",
    "--- privé ---\n@\n--- fin privé ---",
    "**NE PAS PUBLIER**\n\n@",
    "| [privé] |\n|---|\n| @ |",
    // Words.
    "<!-- privé -->@<!-- /privé -->",
    "<!-- PRIVÉE -->@",
    "<!-- prive -->@<!-- fin prive -->",
    "<!-- confidentiel -->@<!-- /confidentiel -->",
    "<!-- Confidentielle -->@",
    "<!-- confidential -->@",
    "<!-- interne -->@<!-- /interne -->",
    "<!-- usage interne -->@",
    "<!-- internal -->@",
    "<!-- huis clos -->@<!-- /huis clos -->",
    "<!-- huis-clos -->@",
    "<!-- ne pas publier -->@",
    "<!-- à ne pas diffuser -->@",
    "<!-- do not publish -->@",
    "<!-- non public -->@",
    "<!-- not public -->@",
    "<!-- off -->@<!-- /off -->",
    "<!-- off the record -->@",
    "<!-- secret -->@",
    "<!-- caché -->@",
    "<!-- hidden -->@",
    "<!-- begin private -->@<!-- end private -->",
    "<!-- début privé -->@<!-- fin privé -->",
    "<!-- endprivate -->@",
    "<!-- privat -->@",
    "<!-- priavte -->@",
    "<!-- pirvate -->@",
    "<!-- prvié -->@",
    "<!-- confidenciel -->@",
    "<!-- private : le budget -->@",
    // Headings.
    "### Budget (confidentiel)\n\n@",
    "### Budget [privé]\n\n@",
    "### Budget — privé\n\n@",
    "### Huis clos\n\n@",
    "**Budget (privé)**\n\n@",
    "<h3>Budget (privé)</h3>\n\n@",
    // Where a mark is none, or has no other.
    "```\n<!-- private -->\n@\n<!-- /private -->\n```",
    "~~~\n[privé]\n@\n[/privé]\n~~~",
    "<!-- private -->@",
    "@<!-- /private -->",
    "<!-- private --><!-- private -->@<!-- /private -->",
    "[privé]\n\n@",
    "@\n\n[/privé]",
    "[privé]\n\n@\n\n<!-- /private -->",
    // Comments that stay in the text.
    "Texte <!-- note @",
    "<!-- note @ <!-- autre -->",
    "[//]: # (@)",
    "%% @ %%",
    "<comment>@</comment>",
    "Texte %%@%% suite",
    "<p>[privé]</p>\n<p>@</p>",
    "<span style=\"opacity:0\">@</span>",
    "<u>[privé]</u> @",
    "{::comment}\n@\n{:/comment}",
];

/// What is hidden, by marks of each form.
const MARKS: [&str; 18] = [
    "<!-- private -->@<!-- /private -->",
    "<!--PRIVATE-->@<!--/private-->",
    "- a <!-- private -->(@)<!-- /private -->",
    "| a |\n|---|\n| <!-- private -->@<!-- /private --> |",
    "[privé]\n\n@\n\n[/privé]",
    "[private]\n@\n[/private]",
    "[PRIVÉ]\r\n@\r\n[/prive]\r\n",
    "\\[privé\\]\n\n@\n\n\\[/privé\\]",
    "&#91;privé&#93;\n\n@\n\n&#91;/privé&#93;",
    "**[privé]**\n\n@\n\n**[/privé]**",
    "[privé]\\\n@\\\n[/privé]\\",
    "- a\n- [privé]\n- @\n- [/privé]\n- b",
    "> [privé]\n> @\n> [/privé]",
    "[privé]\n\n- [ ] Alpha : @\n- **Décision** : @\n\n[/privé]",
    "[privé]\n\nLina Quidam, lina@alpha.example.org, @\n\n[/privé]",
    "### Budget (privé)\n\n@\n\n#### Détail\n\n@",
    "Budget *(PRIVÉ)*\n---\n\n@",
    "[privé]\n\n### Budget (confidentiel)\n\n<private>@</private>\n\n[/privé]",
];

/// What hides nothing and means to hide nothing.
const HARMLESS: [&str; 32] = [
    "<!-- à relire -->Texte.",
    "<!-- note interne à Alpha : vérifier le chiffre avec le service -->Texte.",
    "<!-- privilège -->Texte.",
    "<!-- pirate -->Texte.",
    "<!-- publié -->Texte.",
    "<!-->Texte.",
    "Le code `<!-- note` ouvre un commentaire.",
    "Le secteur (privé) et le secteur public.",
    "Les aides vont au secteur (privé)",
    "On écrit [privé] dans le texte.",
    "La salle est privée, la réunion est interne et confidentielle.",
    "<https://example.org/private>",
    "Voir [le guide](https://example.org/prive).",
    "### Secteur privé\n\nTexte.",
    "### Le secteur (privé) en France\n\nTexte.",
    "### Communication interne\n\nTexte.",
    "- public\n- privé\n- interne",
    "| Secteur | Part |\n|---|---|\n| privé | 3 |\n| (privé) | 4 |",
    "Titre\n=======\n\nTexte.",
    "***\n\nTexte.",
    "| a | b |\n|---|---|\n| c | d |",
    "- [x] Béta : relire (avant le 1er décembre 2025)",
    "a < b, c > d, {e}.",
    "~~Texte barré.~~",
    "```html\n<ins>a</ins> <del>b</del>\n```",
    "`<ins>` et `<del>` sont des éléments.",
    "```\n{++a++}\n```",
    "L'insertion professionnelle, la suppression du comité.",
    "Voir [a] et [b].",
    "Voir [la note](https://example.org/#comment-12).",
    ">>>>>>> une citation de sept niveaux",
    "<details><summary>a</summary>b</details>",
];

/// What word processors and editors leave; those with `pandoc` are what pandoc 3.9 writes of a `.docx`.
const TRACES: [&str; 26] = [
    // pandoc --track-changes=all -t markdown
    "Le guide est [@]{.deletion author=\"Auteur A\"\ndate=\"2026-11-03T10:00:00Z\"}[publié]{.insertion author=\"Auteur B\"\ndate=\"2026-11-03T10:01:00Z\"}.",
    "[À vérifier : @]{.comment-start id=\"0\" author=\"Auteur B\"\ndate=\"2026-11-03T10:05:00Z\"}Le budget est présenté.[]{.comment-end\nid=\"0\"}",
    "[Un paragraphe ajouté.]{.insertion author=\"Auteur B\"\ndate=\"2026-11-03T10:02:00Z\"}[]{.paragraph-insertion author=\"Auteur B\"\ndate=\"2026-11-03T10:02:00Z\"}",
    "Un paragraphe joint[]{.paragraph-deletion author=\"Auteur A\"\ndate=\"2026-11-03T10:03:00Z\"}\n\nau suivant.",
    // pandoc --track-changes=all -t gfm
    "Le guide est <span class=\"deletion\" author=\"Auteur A\"\ndate=\"2026-11-03T10:00:00Z\">@</span><span class=\"insertion\"\nauthor=\"Auteur B\" date=\"2026-11-03T10:01:00Z\">publié</span>.",
    "<span class=\"comment-start\" id=\"0\" author=\"Auteur B\"\ndate=\"2026-11-03T10:05:00Z\">À vérifier : @</span>Le budget\nest présenté.<span class=\"comment-end\" id=\"0\"></span>",
    "<span class=\"insertion\" author=\"Auteur B\" date=\"2026-11-03T10:02:00Z\">Un\nparagraphe ajouté.</span><span class=\"paragraph-insertion\"\nauthor=\"Auteur B\" date=\"2026-11-03T10:02:00Z\"></span>",
    // pandoc --track-changes=all -t html
    "<p>Le guide est <span class=\"deletion\" data-author=\"Auteur A\"\ndata-date=\"2026-11-03T10:00:00Z\">@</span>publié.</p>",
    "&lt;span class=\"deletion\"&gt;@&lt;/span&gt;",
    "Le guide est <del>@</del> publié.",
    "Le guide est <ins cite=\"mailto:a@example.org\" datetime=\"2026-11-03\">@</ins>.",
    "Le guide est publié{>>@<<}.",
    "Le guide est {\\>\\>@\\<\\<} publié.",
    "Le guide est {--@--} publié.",
    "Le guide est {–@–} publié.",
    "Le guide est {++@++}.",
    "Le guide est {~~@~>publié~~}.",
    "Le budget[a] est voté.\n\n[a]@",
    "Le budget[[a]](#cmnt1) est voté.\n\n[[a]](#cmnt_ref1) @",
    "Le budget[\\[a\\]](#cmnt1) est voté.",
    "Le budget<a href=\"#cmnt1\">[a]</a> est voté.",
    "<!--[if gte mso 9]><xml>@</xml><![endif]-->",
    "Texte.<o:p></o:p>",
    "<p class=\"MsoNormal\">Texte.</p>",
    "<comment-start name=\"e1\"></comment-start>Texte.<comment-end name=\"e1\"></comment-end>",
    "<suggestion-start name=\"insertion:e1\"></suggestion-start>Texte.",
];

struct Council {
    folder: TempDir,
}

impl Council {
    fn new() -> Self {
        let files = [
            ("members.toml", MEMBERS),
            ("meetings.toml", MEETINGS),
            ("private/members.toml", CONTACTS),
            (".gitignore", "/private/\n"),
        ];
        Self {
            folder: folder(&files),
        }
    }

    fn cll(&self, arguments: &[&str]) -> Run {
        cll(self.folder.path(), arguments)
    }

    /// Checks and publishes a draft; returns both runs, and the edition if there is one.
    fn tried(&self, draft: &str) -> (Run, Run, Option<String>) {
        let edition = self.folder.path().join(EDITION);
        let _ = fs::remove_file(&edition);
        write(&self.folder.path().join(DRAFT), draft.as_bytes());
        let checked = self.cll(&["minutes", "check", "2025-etat-1"]);
        let published = self.cll(&["minutes", "publish", "2025-etat-1"]);
        (checked, published, fs::read_to_string(edition).ok())
    }

    /// Asserts that a draft is refused by both, with a finding of this code, and not shown.
    fn refuses(&self, draft: &str, code: &str) {
        let (checked, published, edition) = self.tried(draft);
        let found = checked.stdout.contains(&format!("error[{code}]"));
        assert!(found, "{draft}: {checked:?}");
        assert_eq!(checked.code, Some(1), "{draft}: {checked:?}");
        assert_eq!(published.code, Some(1), "{draft}: {published:?}");
        assert_eq!(edition, None, "{draft}");
        for run in [&checked, &published] {
            let shown = run.stdout.contains(SECRET) || run.stderr.contains(SECRET);
            assert!(!shown, "{draft}: {run:?}");
        }
    }
}

fn draft(points: &str) -> String {
    format!("{FRONT}{BODY}{}\n", points.replace('@', SECRET))
}

#[test]
fn what_looks_like_a_private_mark_and_is_none_is_an_error() {
    let council = Council::new();
    for row in NO_MARKS {
        council.refuses(&draft(row), "private-mark");
        let crlf = draft(row).replace('\n', "\r\n");
        let (_, published, edition) = council.tried(&crlf);
        assert_eq!((published.code, edition), (Some(1), None), "{row}");
    }
}

#[test]
fn every_private_mark_hides_what_it_holds_from_all_who_read() {
    let council = Council::new();
    for row in MARKS {
        let (checked, published, edition) = council.tried(&draft(row));
        assert_eq!(checked.code, Some(0), "{row}: {checked:?}");
        assert_eq!(published.code, Some(0), "{row}: {published:?}");
        let edition = edition.unwrap();
        let actions = council.cll(&["minutes", "actions", "--all"]);
        for text in [
            &edition,
            &checked.stdout,
            &published.stderr,
            &actions.stdout,
        ] {
            assert!(
                !text.contains(SECRET) && !text.contains("Quidam"),
                "{row}: {text}"
            );
        }
        let mark = edition.to_lowercase().contains("priv");
        assert!(!mark && edition.contains("## Points"), "{row}: {edition}");
    }
}

#[test]
fn what_means_to_hide_nothing_is_published() {
    let council = Council::new();
    for row in HARMLESS {
        let (checked, published, edition) = council.tried(&draft(row));
        assert_eq!(checked.code, Some(0), "{row}: {checked:?}");
        assert_eq!(published.code, Some(0), "{row}: {published:?}");
        assert!(edition.is_some(), "{row}");
    }
}

#[test]
fn what_word_processors_leave_is_an_error() {
    let council = Council::new();
    for row in TRACES {
        council.refuses(&draft(row), "office-residue");
    }
}

#[test]
fn a_draft_that_lost_its_front_matter_is_not_published() {
    let council = Council::new();
    let lines = FRONT.trim_start_matches("---\n").trim_end_matches("---\n");
    let one_line = lines.replace('\n', " ");
    for draft in [
        format!("{lines}---\n{BODY}Texte.\n"),
        format!("---\n{lines}{BODY}Texte.\n"),
        format!("***\n\n{}\n***\n{BODY}", lines.replace('\n', "\n\n")),
        format!("{one_line}\n{BODY}"),
        format!("## {one_line}\n{BODY}"),
        format!("\\---\n{lines}\\---\n{BODY}"),
        format!("\n{FRONT}{BODY}"),
        format!("# Titre\n\n{FRONT}{BODY}"),
        format!("```\n{FRONT}```\n{BODY}"),
        format!("| title | Compte-rendu |\n|---|---|\n| meeting | 2025-etat-1 |\n{BODY}"),
        format!("**meeting :** 2025-etat-1\n\n**status :** projet\n{BODY}"),
        format!("{FRONT}\n{one_line}\n{BODY}"),
        format!(
            "{}Une ligne sans clé\n---\n{BODY}",
            FRONT.trim_end_matches("---\n")
        ),
    ] {
        council.refuses(&draft, "front-matter");
    }
    for other in ["2025-etat-2", "2024-etat-1"] {
        let draft = format!("{FRONT}{BODY}").replace("2025-etat-1", other);
        council.refuses(&draft, "registry-mismatch");
    }
    for key in [
        "private: true",
        "confidentiel: oui",
        "published: false",
        "diffusion: interne",
    ] {
        let draft = format!("{FRONT}{BODY}").replace("status: projet", key);
        council.refuses(&draft, "private-mark");
    }
    // The title as it was drafted tells that there was one.
    let council = Council::new();
    assert_eq!(
        council.cll(&["minutes", "draft", "2025-etat-1"]).code,
        Some(0)
    );
    let drafted = fs::read_to_string(council.folder.path().join(DRAFT)).unwrap();
    let title = drafted.lines().find(|line| line.starts_with("# ")).unwrap();
    let lost = BODY.replace("# Compte-rendu du 3 octobre 2025", title);
    council.refuses(&lost, "front-matter");
    // Nothing of it is left: it may be as somebody wrote it, and the reader is told.
    let (checked, published, _) = council.tried(BODY);
    let told = checked.stdout.contains("warning[marks-gone]");
    assert!(
        told && published.code == Some(0),
        "{checked:?} {published:?}"
    );
}

#[test]
fn nothing_of_the_front_matter_is_published_without_being_known() {
    let council = Council::new();
    let more = "status: projet\nprésents:\n  - Alpha (Ada Personne, 06 00 00 00 00)\nlang: fr # de Ada\n\
                tags: [essai, \"un mot\"]\nredaction: \"Ada Personne\"\n# revu par Ada\npublic-names: [\"M. Quidam\"]\n";
    let draft = format!("{FRONT}{BODY}").replace("status: projet\n", more);
    let (checked, published, edition) = council.tried(&draft);
    assert_eq!(
        (checked.code, published.code),
        (Some(0), Some(0)),
        "{checked:?}"
    );
    let edition = edition.unwrap();
    let front = edition.split("\n---\n").next().unwrap();
    assert!(
        front.contains("\nlang: fr\ntags: [essai, \"un mot\"]"),
        "{front}"
    );
    for gone in ["Ada", "présents", "redaction", "#"] {
        assert!(!front.contains(gone), "{gone}: {front}");
    }
    let told = checked.stdout.matches("warning[left-out]").count();
    assert_eq!(told, 4, "{}", checked.stdout);
    for value in ["Lina Quidam", "lina@alpha.example.org"] {
        let draft =
            format!("{FRONT}{BODY}").replace("projet", &format!("projet\nredaction: {value}"));
        council.refuses(&draft, "unmarked-private");
    }
}

#[test]
fn actions_of_minutes_whose_marks_are_in_doubt_are_shown_to_nobody() {
    let council = Council::new();
    let draft = draft("<private>\n\n- [ ] Alpha : @ (avant le 1er décembre 2025)\n\n</private>");
    write(&council.folder.path().join(DRAFT), draft.as_bytes());
    let actions = council.cll(&["minutes", "actions"]);
    assert!(!actions.stdout.contains(SECRET), "{actions:?}");
    assert!(actions.stderr.contains("1 private action"), "{actions:?}");
}

const CONFLICT: &str = "<<<<<<< HEAD\n- **Décision** : le guide est publié.\n=======\n- **Décision** : le guide est ajourné.\n>>>>>>> relecture";

#[test]
fn a_merge_conflict_in_minutes_is_one_error() {
    let council = Council::new();
    let three = CONFLICT.replace("=======", "||||||| 1a2b3c4\n- rien\n=======");
    for conflict in [CONFLICT, &three] {
        for points in [
            conflict.to_owned(),
            conflict.replace('\n', "\r\n"),
            format!("```\n{conflict}\n```"),
            format!("[privé]\n\n{conflict}\n\n[/privé]"),
        ] {
            council.refuses(&draft(&points), "merge-conflict");
            let checked = council.cll(&["minutes", "check", "2025-etat-1", "--format", "short"]);
            assert_eq!(
                checked.stdout.matches("[merge-conflict]").count(),
                1,
                "{checked:?}"
            );
        }
    }
}

#[test]
fn a_merge_conflict_in_any_file_that_is_read_is_one_error() {
    let both = |text: &str, from: &str, to: &str| {
        let other = text.replace(from, to);
        assert_ne!(other, text);
        let (ours, theirs) = (text.lines(), other.lines());
        let lines: Vec<String> = ours
            .zip(theirs)
            .map(|(one, other)| {
                if one == other {
                    one.to_owned()
                } else {
                    format!("<<<<<<< HEAD\n{one}\n=======\n{other}\n>>>>>>> autre")
                }
            })
            .collect();
        lines.join("\n") + "\n"
    };
    let contacts = both(CONTACTS, "Lina", "Nina");
    let join = "[default]\njoin = \"https://visio.example.org/salle\"\n";
    let page =
        "# Comité\n\n<!-- cll:members -->\n- Alpha\n- Béta\n<!-- /cll:members -->\n\nUn texte.\n";
    let cases = [
        (
            "members.toml",
            both(MEMBERS, "name = \"Alpha\"", "name = \"Alpha 2\""),
            true,
        ),
        ("meetings.toml", both(MEETINGS, "14:00", "15:00"), true),
        ("private/members.toml", contacts, false),
        ("private/meetings.toml", both(join, "salle", "autre"), false),
        (
            "private/sent.jsonl",
            "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> autre\n".to_owned(),
            false,
        ),
        ("page.md", both(page, "Un texte", "Deux textes"), true),
        ("page.md", both(page, "- Béta", "- Gamma"), true),
        (
            "notes.md",
            both("# Notes\n\nUn texte.\n", "Un", "Le"),
            false,
        ),
        (
            "templates/blocks/members.md.j2",
            both(
                "{% for member in members %}\n- {{ member.name }}\n{% endfor %}\n",
                "- {{",
                "* {{",
            ),
            true,
        ),
    ];
    for (path, text, builds) in cases {
        for text in [text.clone(), text.replace('\n', "\r\n")] {
            let council = Council::new();
            write(&council.folder.path().join("page.md"), page.as_bytes());
            assert_eq!(council.cll(&["build"]).code, Some(0), "{path}");
            write(&council.folder.path().join(path), text.as_bytes());
            let checked = council.cll(&["check", "--format", "short"]);
            let found = checked.stdout.matches("error[merge-conflict]").count();
            assert_eq!((found, checked.code), (1, Some(1)), "{path}: {checked:?}");
            assert!(!checked.stdout.contains("[syntax]"), "{path}: {checked:?}");
            let private = ["Lina", "Nina", "visio.example.org"];
            assert!(
                !private.iter().any(|word| checked.stdout.contains(word)),
                "{checked:?}"
            );
            let built = council.cll(&["build"]);
            assert_eq!(
                built.code,
                Some(if builds { 2 } else { 0 }),
                "{path}: {built:?}"
            );
        }
    }
}

#[test]
fn a_calendar_with_a_conflict_is_named_by_check() {
    let council = Council::new();
    assert_eq!(council.cll(&["build"]).code, Some(0));
    let calendar = council
        .folder
        .path()
        .join("evenements/conseil-2025-etat-1.ics");
    let text = fs::read_to_string(&calendar).unwrap();
    let conflict = "<<<<<<< HEAD\r\nSEQUENCE:0\r\n=======\r\nSEQUENCE:1\r\n>>>>>>> autre";
    let sequence = text
        .lines()
        .find(|line| line.starts_with("SEQUENCE"))
        .unwrap_or("STATUS:CONFIRMED");
    write(&calendar, text.replace(sequence, conflict).as_bytes());
    let checked = council.cll(&["check", "--format", "short"]);
    assert_eq!(
        checked.stdout.matches("error[merge-conflict]").count(),
        1,
        "{checked:?}"
    );
}

#[test]
fn what_only_looks_like_a_conflict_is_none() {
    let council = Council::new();
    let example = format!(
        "# Git\n\nTitre\n=======\n\n~~~text\n{CONFLICT}\n~~~\n\n>>>>>>> une citation de sept niveaux\n"
    );
    write(&council.folder.path().join("git.md"), example.as_bytes());
    let checked = council.cll(&["check", "--format", "short"]);
    assert!(!checked.stdout.contains("merge-conflict"), "{checked:?}");
}
