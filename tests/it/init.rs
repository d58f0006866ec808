//! `cll init`: a folder that builds at once, and nothing that was there is touched.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may touch files, and stops where it cannot go on"
)]

use crate::on_terminal::OnTerminal;
use crate::program::{Run, git};
use crate::sandbox::{Entry, MEETINGS, Sandbox};

/// What `init` makes of "Conseil d'essai".
const FILES: [&str; 10] = [
    ".gitignore",
    "conseil-d-essai.md",
    "evenements/rdv-conseil-d-essai.ics",
    "meetings.toml",
    "members.toml",
    "private/imap.example.toml",
    "private/meetings.toml",
    "private/members.toml",
    "private/sent.jsonl",
    "private/smtp.example.toml",
];

fn init(council: &Sandbox, lang: &str, more: &[&str]) -> Run {
    let arguments = [&["init", "--name", "Conseil d'essai"], more].concat();
    council.run_in(lang, &arguments)
}

fn is_clean(council: &Sandbox, lang: &str) {
    for command in [&["check", "--strict"], &["build", "--check"]] {
        let run = council.run_in(lang, command);
        assert_eq!(run.code, Some(0), "{lang} {command:?}: {run:?}");
    }
}

#[test]
fn a_name_is_enough() {
    for (lang, created, unknown) in [
        (
            "en",
            "created",
            "still to be filled in in members.toml: `convener`, `contact`\n\
             next: `cll members new` for each member, then `cll meeting new`; \
             `cll status` says what there is to do\n",
        ),
        (
            "fr",
            "créé",
            "reste à compléter dans members.toml\u{a0}: `convener`, `contact`\n\
             ensuite\u{a0}: `cll members new` pour chaque membre, puis `cll meeting new`\u{a0}; \
             `cll status` dit ce qu'il y a à faire\n",
        ),
    ] {
        let council = Sandbox::empty();
        let run = init(&council, lang, &[]);
        assert_eq!(run.code, Some(0), "{run:?}");
        let lines: String = FILES
            .iter()
            .map(|path| format!("{created}\t{path}\n"))
            .collect();
        assert_eq!(run.stdout, lines);
        assert!(run.stderr.ends_with(unknown), "{run:?}");
        is_clean(&council, lang);
        // Git sees nothing of what is private.
        git(&council.root(), &["init", "--quiet"]);
        git(&council.root(), &["add", "."]);
        is_clean(&council, lang);
        let added = council.run_in(lang, &["members", "new", "--name", "Mairie d'exemple"]);
        assert_eq!(added.code, Some(0), "{added:?}");
        let added = council.run_in(
            lang,
            &[
                "meeting",
                "new",
                "--date",
                "2025-09-18",
                "--time",
                "14h-16h",
            ],
        );
        assert_eq!(added.stdout, "2025-membres-1\n", "{added:?}");
        assert_eq!(council.run_in(lang, &["build"]).code, Some(0));
        is_clean(&council, lang);
    }
}

#[test]
fn options_say_the_rest() {
    let council = Sandbox::empty();
    let run = init(
        &council,
        "en",
        &[
            "--id",
            "essai",
            "--acronym",
            "CE",
            "--convener",
            "Mairie \"d'exemple\"",
            "--contact",
            "conseil@example.org",
            "--college",
            "etat=services de l'État",
            "--college",
            "Collectivités",
        ],
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    let next = "next: `cll members new` for each member, then `cll meeting new`; \
                `cll status` says what there is to do\n";
    assert_eq!(
        run.stderr,
        format!("10 files written, 0 up to date\n{next}")
    );
    let members = council.read("members.toml");
    for line in [
        "id = \"essai\"\n",
        "name = \"Conseil d'essai\"\n",
        "acronym = \"CE\"\n",
        "convener = \"Mairie \\\"d'exemple\\\"\"\n",
        "contact = \"conseil@example.org\"\n",
        "[[college]]\nid = \"etat\"\nname = \"services de l'État\"\n",
        "[[college]]\nid = \"collectivites\"\nname = \"Collectivités\"\n",
    ] {
        assert!(members.contains(line), "{line}: {members}");
    }
    let page = council.read("essai.md");
    assert!(
        page.contains("\n## Membres\u{a0}: Collectivités\n"),
        "{page}"
    );
    is_clean(&council, "en");
}

#[test]
fn the_same_options_give_the_same_files() {
    let [one, other] = ["2020-01-01", "2031-12-31"].map(|day| {
        let council = Sandbox::empty();
        let run = init(&council, "fr", &["--today", day, "--ci", "gitlab"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        let mut tree = council.tree();
        // What is private has a key of its own.
        assert!(tree.remove("root/private/sent.jsonl").is_some());
        tree
    });
    assert!(one == other);
}

#[test]
fn a_service_finds_both_commands() {
    for (service, path) in [
        ("sourcehut", ".build.yml"),
        ("github", ".github/workflows/cll.yml"),
        ("gitlab", ".gitlab-ci.yml"),
    ] {
        let council = Sandbox::empty();
        let run = init(&council, "en", &["--ci", service]);
        assert_eq!(run.code, Some(0), "{run:?}");
        let recipe = council.read(path);
        for command in [
            "cargo install --locked ",
            "cll check --strict\n",
            "cll build --check\n",
        ] {
            assert!(recipe.contains(command), "{recipe}");
        }
        assert!(
            run.stderr.contains("https://example.org/cll.git"),
            "{run:?}"
        );
        is_clean(&council, "en");
    }
    let council = Sandbox::empty();
    let run = init(&council, "en", &["conseils/essai", "--ci", "github"]);
    assert!(
        run.stderr
            .contains("add `-C conseils/essai` to its commands"),
        "{run:?}"
    );
}

#[test]
fn a_council_that_is_there_gets_the_recipe_alone() {
    let council = Sandbox::empty();
    assert_eq!(init(&council, "en", &[]).code, Some(0));
    let before = council.tree();
    let run = council.run(&["init", "--ci", "github", "-n"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(council.tree() == before);
    let run = council.run(&["init", "--ci", "github"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let mut tree = council.tree();
    let recipe = tree.remove("root/.github/workflows/cll.yml");
    assert!(recipe.is_some(), "{run:?}");
    assert!(
        tree.iter()
            .filter(|(path, _)| !path.contains(".github"))
            .eq(before.iter())
    );
    council.write(".github/workflows/cll.yml", "on: push\n");
    let run = council.run(&["init", "--ci", "github"]);
    assert!(run.stderr.contains("it is kept"), "{run:?}");
    assert_eq!(council.read(".github/workflows/cll.yml"), "on: push\n");
    let run = council.run(&["init", "--ci", "github", "--name", "Autre"]);
    assert_eq!(run.code, Some(2), "{run:?}");
}

#[test]
fn what_is_there_is_kept_and_named() {
    let council = Sandbox::empty();
    let kept = [
        ("conseil-d-essai.md", "# Notre page\r\n"),
        ("private/members.toml", ""),
        (".build.yml", "image: alpine\n"),
    ];
    for (path, text) in kept {
        council.write(path, text);
    }
    let run = init(&council, "en", &["--ci", "sourcehut"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    for (path, text) in kept {
        assert_eq!(council.read(path), text);
        let said = format!("{path} is there already: it is kept\n");
        assert!(run.stderr.contains(&said), "{said}: {run:?}");
    }
    is_clean(&council, "en");
}

#[test]
fn the_ignore_file_keeps_its_bytes() {
    for (before, after) in [
        ("", "/private/\n"),
        ("/target", "/target\n/private/\n"),
        ("*.bak\r\n", "*.bak\r\n/private/\r\n"),
        ("a\n/private/\nb\n", "a\n/private/\nb\n"),
        ("private\n", "private\n"),
        ("# private\n", "# private\n/private/\n"),
        (
            "/private/\n!/private/a\n",
            "/private/\n!/private/a\n/private/\n",
        ),
    ] {
        let council = Sandbox::empty();
        council.write(".gitignore", before);
        assert_eq!(init(&council, "en", &[]).code, Some(0));
        assert_eq!(council.read(".gitignore"), after, "{before:?}");
    }
    let council = Sandbox::empty();
    council.write(".gitignore", b"\xff\n");
    assert_eq!(init(&council, "en", &[]).code, Some(0));
    let after = council.tree().remove("root/.gitignore");
    assert_eq!(after, Some(Entry::File(b"\xff\n/private/\n".to_vec())));
}

#[test]
fn registries_are_never_made_twice() {
    for path in ["members.toml", "meetings.toml"] {
        let council = Sandbox::empty();
        council.write(path, MEETINGS);
        let before = council.tree();
        let run = init(&council, "en", &[]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(
            run.stderr
                .starts_with(&format!("error: {path} is there already")),
            "{run:?}"
        );
        assert!(council.tree() == before);
    }
    let council = Sandbox::empty();
    std::os::unix::fs::symlink("/dev/null", council.path("members.toml")).unwrap();
    assert_eq!(init(&council, "en", &[]).code, Some(2));
}

#[test]
fn what_is_wrong_is_said_before_anything_is_written() {
    let council = Sandbox::empty();
    council.write("file", "");
    let before = council.tree();
    for (arguments, said) in [
        (&["init"][..], "error: `--name` is missing\n"),
        (&["init", "--name", "…"], "error: `--id` is missing\n"),
        (&["init", "--name", ""], "error: `--name` is missing\n"),
        (
            &["init", "--name", "X", "--id", "É"],
            "error: `É` is not a valid id",
        ),
        (
            &["init", "--name", "X", "--college", "=x"],
            "error: `` is not a valid id",
        ),
        (
            &["init", "--name", "X", "--college", "a", "--college", "a=b"],
            "error[duplicate-id]: ",
        ),
        (
            &["init", "--name", "X", "--contact", "personne"],
            "error[invalid-text]: ",
        ),
        (
            &["init", "--name", "X\nY", "--id", "x"],
            "error[control-character]: ",
        ),
        (&["init", "file", "--name", "X"], "error: cannot go to "),
        (&["init", "file/below", "--name", "X"], "error: "),
        (
            &["init", "--name", "X", "--ci", "jenkins"],
            "error: invalid value",
        ),
    ] {
        let run = council.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {run:?}");
        assert!(run.stderr.starts_with(said), "{arguments:?}: {run:?}");
        assert_eq!(run.stdout, "", "{arguments:?}");
        assert!(council.tree() == before, "{arguments:?}");
    }
    let run = init(&council, "en", &["nouveau/conseil", "-n", "--ci", "gitlab"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.starts_with("to create\t.gitignore\n"), "{run:?}");
    assert!(council.tree() == before);
}

#[test]
fn on_a_terminal_the_council_is_asked_for() {
    let council = Sandbox::empty();
    let Some(mut terminal) = OnTerminal::start(&council.root(), &["init", "neuf"]) else {
        return;
    };
    for (question, answer) in [
        ("What is the council called? ", "Conseil d'essai"),
        ("What is its acronym? [CE] ", ""),
        ("Which organisation runs it? ", "Mairie d'exemple"),
        (
            "What is the public address of its secretariat? ",
            "conseil@example.org",
        ),
        (
            "Which colleges does it have (ecosysteme=écosystème, …)? [membres] ",
            "etat=État, Associations",
        ),
    ] {
        terminal.wait_for(question);
        terminal.answer(answer);
    }
    let (code, said) = terminal.end();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("10 files written, 0 up to date\n"), "{said}");
    assert!(
        said.contains("\nnext, in neuf: `cll members new`"),
        "{said}"
    );
    let members = council.read("neuf/members.toml");
    for line in [
        "acronym = \"CE\"\n",
        "convener = \"Mairie d'exemple\"\n",
        "id = \"etat\"\nname = \"État\"\n",
        "id = \"associations\"\nname = \"Associations\"\n",
    ] {
        assert!(members.contains(line), "{line}: {members}");
    }
}
