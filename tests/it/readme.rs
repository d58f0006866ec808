//! The documentation in both languages, README and `docs/`: what it says to type is run as it
//! stands, and nothing is missing from either.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests prepare files and may fail"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::document::{Block, Document};
use crate::session::{CLL, Session, commands, environment};

const READMES: [(&str, &str); 2] = [("README.md", "en"), ("README.fr.md", "fr")];
/// The pages below `docs/LANGUAGE/`, in the order in which their commands are run.
const PAGES: [&str; 15] = [
    "beginning",
    "changing",
    "minutes",
    "editors",
    "opinions",
    "commands",
    "registries",
    "sending",
    "answers",
    "readers",
    "templates",
    "findings",
    "scripts",
    "ci",
    "privacy",
];
/// The most lines of a README: the rest is in `docs/`.
const LONGEST: usize = 300;
/// The meeting whose minutes are shown.
const MINUTES: &str = "2023-administrations-1";
/// How many commands each has at least: a README that is passed over must not pass.
const LEAST: usize = 40;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The files of the documentation in the language of a README, itself first.
fn files(name: &str) -> Vec<PathBuf> {
    let (_, lang) = READMES
        .into_iter()
        .find(|(known, _)| *known == name)
        .unwrap();
    let pages = PAGES.map(|page| path(&format!("docs/{lang}/{page}.md")));
    [path(name)].into_iter().chain(pages).collect()
}

/// The whole documentation in the language of a README.
fn read(name: &str) -> String {
    let texts = files(name)
        .into_iter()
        .map(|file| fs::read_to_string(file).unwrap());
    texts.collect::<Vec<_>>().join("\n")
}

fn run(folder: &Path, program: &str, arguments: &[&str], lang: &str) -> Output {
    Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .envs(environment(lang))
        .output()
        .unwrap()
}

/// Writes the registries that a README shows, each named by its first line, the minutes, and what
/// it adds to registry and page for an opinion.
fn write_registries(readme: &str, folder: &Path) {
    for name in ["members.toml", "meetings.toml"] {
        let shown = Document::read(readme).blocks();
        let first = format!("# {name}\n");
        let block = shown.iter().find(|block| block.text.starts_with(&first));
        fs::write(folder.join(name), &block.unwrap().text).unwrap();
    }
    let shown = Document::read(readme).blocks();
    let is_minutes = |block: &&Block| block.text.contains(&format!("meeting: {MINUTES}\n"));
    let minutes = shown.iter().find(is_minutes).unwrap();
    let drafts = folder.join("private/comptes-rendus");
    fs::create_dir_all(&drafts).unwrap();
    fs::write(drafts.join(format!("{MINUTES}.md")), &minutes.text).unwrap();
    for (first, name) in [("[[opinion]]\n", "avis.toml"), ("## Avis\n", "avis.md")] {
        let block = shown.iter().find(|block| block.text.starts_with(first));
        let text = format!("\n{}", block.unwrap().text);
        fs::write(folder.join("private").join(name), text).unwrap();
    }
    let message = shown.iter().find(|block| block.language == "eml");
    fs::write(folder.join("private/sujet.eml"), &message.unwrap().text).unwrap();
    fs::write(folder.join(".gitignore"), "/private/\n").unwrap();
    write_wiki(&shown, folder);
}

/// Writes the wiki that a README adopts: its page and its calendar.
fn write_wiki(shown: &[Block], folder: &Path) {
    let page = |block: &&Block| block.text.starts_with("# Comité des usagers\n");
    let calendar = |block: &&Block| block.language == "ics";
    let wiki = folder.join("ancien");
    fs::create_dir_all(wiki.join("evenements")).unwrap();
    let page = &shown.iter().find(page).unwrap().text;
    fs::write(wiki.join("usagers.md"), page).unwrap();
    let calendar = &shown.iter().find(calendar).unwrap().text;
    fs::write(wiki.join("evenements/reunions.ics"), calendar).unwrap();
}

#[test]
fn every_command_says_what_is_shown() {
    let mut session = Session::new();
    for (name, _) in READMES {
        let council = session.add_pages(&files(name));
        write_registries(&read(name), &council);
    }
    let count = session.run("readme::every_command_says_what_is_shown");
    assert!(count >= LEAST * READMES.len(), "only {count} commands ran");
}

#[test]
fn every_shell_script_prints_the_text_that_follows_it() {
    for (name, lang) in READMES {
        let readme = read(name);
        let folder = tempfile::tempdir().unwrap();
        write_registries(&readme, folder.path());
        assert!(run(folder.path(), CLL, &["build"], lang).status.success());
        for arguments in [
            &["init", "--quiet"][..],
            &["add", "."],
            &["commit", "--quiet", "--message", "Build"],
        ] {
            assert!(run(folder.path(), "git", arguments, lang).status.success());
        }
        let shown = Document::read(&readme).blocks();
        let scripts = shown.windows(2).filter(|pair| pair[0].language == "sh");
        let mut count = 0;
        for pair in scripts {
            let script = &pair[0].text;
            assert_eq!(pair[1].language, "text", "{name}: after {script}");
            let output = run(folder.path(), "sh", &["-c", script], lang);
            assert!(output.status.success(), "{name}: {script}");
            let printed = String::from_utf8(output.stdout).unwrap();
            assert_eq!(printed, pair[1].text, "{name}: {script}");
            count += 1;
        }
        let all = shown.iter().filter(|block| block.language == "sh").count();
        assert_eq!((count, all), (all, 6), "{name}");
    }
}

#[test]
fn both_hold_the_same() {
    let [(english, _), (french, _)] = READMES;
    let (english, french) = (read(english), read(french));
    assert_eq!(commands(&english), commands(&french));
    let code = |readme: &str| -> Vec<(String, String)> {
        let shown = Document::read(readme).blocks().into_iter();
        let same = shown.filter(|block| block.language != "console" && block.language != "text");
        same.map(|Block { language, text, .. }| (language, text))
            .collect()
    };
    assert_eq!(code(&english), code(&french));
    let outline = |readme: &str| -> Vec<String> {
        sections(readme)
            .map(|(heading, body)| {
                let level = heading.split(' ').next().unwrap_or_default();
                let rows: Vec<&str> = body
                    .lines()
                    .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
                    .map(|name| match name.split_once(' ') {
                        Some((option, _)) if option.starts_with('-') => option,
                        _ => name,
                    })
                    .collect();
                format!("{level} {rows:?}")
            })
            .collect()
    };
    assert_eq!(outline(&english), outline(&french));
}

#[test]
fn the_first_line_points_to_the_other_language() {
    assert!(read("README.md").starts_with("En français : [README.fr.md](README.fr.md)\n\n# cll\n"));
    assert!(read("README.fr.md").starts_with("In English: [README.md](README.md)\n\n# cll\n"));
}

#[test]
fn the_version_of_rust_is_that_of_the_manifest() {
    let manifest = fs::read_to_string(path("Cargo.toml")).unwrap();
    let version = manifest.split("rust-version = \"").nth(1).unwrap();
    let version = version.split('"').next().unwrap();
    for (name, _) in READMES {
        assert!(read(name).contains(&format!("Rust {version}")), "{name}");
    }
}

#[test]
fn every_page_is_there_and_a_readme_is_short() {
    for (name, lang) in READMES {
        let readme = fs::read_to_string(path(name)).unwrap();
        let lines = readme.lines().count();
        assert!(lines <= LONGEST, "{name} has {lines} lines");
        for page in PAGES {
            let link = format!("(docs/{lang}/{page}.md");
            assert!(readme.contains(&link), "{name} has no link to {page}");
        }
        let folder = fs::read_dir(path(&format!("docs/{lang}"))).unwrap();
        assert_eq!(folder.count(), PAGES.len(), "docs/{lang}");
    }
}

#[test]
fn links_lead_to_a_file_and_to_a_heading() {
    let mut count = 0;
    for (name, _) in READMES {
        for file in files(name) {
            let text = fs::read_to_string(&file).unwrap();
            for target in targets(&text) {
                let (there, anchor) = match target.split_once('#') {
                    Some((there, anchor)) => (there, Some(anchor)),
                    None => (target.as_str(), None),
                };
                let there = if there.is_empty() {
                    file.clone()
                } else {
                    file.parent().unwrap().join(there)
                };
                assert!(there.exists(), "{}: {target}", file.display());
                if let Some(anchor) = anchor {
                    let text = fs::read_to_string(there).unwrap();
                    let found = anchors(&text).iter().any(|it| it == anchor);
                    assert!(found, "{}: {target}", file.display());
                }
                count += 1;
            }
        }
    }
    assert!(count > 60, "{count}");
}

/// The targets of the links of a page that lead into the repository, code apart.
fn targets(text: &str) -> Vec<String> {
    let mut prose = String::new();
    let mut fenced = false;
    for line in text.lines() {
        fenced ^= line.starts_with("```");
        if !fenced {
            prose.extend(line.split('`').step_by(2));
            prose.push('\n');
        }
    }
    let links = prose.split("](").skip(1);
    links
        .filter_map(|link| link.split(')').next())
        .filter(|target| !target.contains("://"))
        .map(str::to_owned)
        .collect()
}

/// The anchors of the headings of a page, as forges write them.
fn anchors(text: &str) -> Vec<String> {
    let anchor = |(heading, _): (&str, &str)| {
        let title = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = title
            .chars()
            .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    sections(text).map(anchor).collect()
}

/// Every template, every block and every filter of the program is named.
#[test]
fn every_template_has_its_place() {
    for (name, _) in READMES {
        let readme = read(name);
        for template in cll::render::embedded::TEMPLATES {
            let mentioned = format!("`{}`", template.name);
            assert!(readme.contains(&mentioned), "{name}: no {mentioned}");
        }
    }
}

/// Cuts a document at its headings: each with what follows it up to the next.
fn sections(readme: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut starts = Vec::new();
    let (mut at, mut fenced) = (0, false);
    for line in readme.split_inclusive('\n') {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if line.starts_with('#') && !fenced {
            starts.push(at);
        }
        at += line.len();
    }
    starts.push(at);
    let bounds: Vec<(usize, usize)> = starts.windows(2).map(|two| (two[0], two[1])).collect();
    bounds.into_iter().map(move |(start, end)| {
        let text = &readme[start..end];
        text.split_once('\n').unwrap_or((text, ""))
    })
}
