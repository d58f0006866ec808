//! Which module may use which, and where each of the larger crates is at home.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A module that every other may use, as if it were of the standard library.
const FOR_ALL: &str = "sort";

/// Each module with those it may use; the data flows from the first to the last.
const MODULES: &[(&str, &[&str])] = &[
    (FOR_ALL, &[]),
    // Threads, whatever they do.
    ("shares", &[]),
    ("source", &[]),
    ("problem", &["source"]),
    ("locale", &[]),
    // The days and the headings of minutes are French.
    ("markdown", &["source", "locale"]),
    ("domain", &["source", "locale"]),
    // What is private is the values of the registries, as the domain holds them; calendars are folded.
    (
        "leaks",
        &[
            "source", "problem", "locale", "markdown", "domain", "calendar",
        ],
    ),
    // A private value that nothing could find is a finding of its registry.
    (
        "registry",
        &["source", "problem", "domain", "locale", "leaks"],
    ),
    // Minutes are read against the council they are of.
    (
        "proofread",
        &["source", "problem", "locale", "markdown", "domain"],
    ),
    ("calendar", &["source", "domain", "locale"]),
    // A message holds calendars, and answers for persons.
    ("mail", &["calendar", "domain", "markdown"]),
    ("view", &["domain", "locale"]),
    (
        "render",
        &[
            "view", "calendar", "domain", "locale", "markdown", "problem", "source", "shares",
        ],
    ),
    ("plan", &["render", "problem", "source"]),
    // What calendars have seen is read back from the files that were rendered.
    (
        "announced",
        &["calendar", "render", "plan", "domain", "problem"],
    ),
    // A council is made of what pages and published calendars say, and named as the paths are.
    (
        "import",
        &[
            "source",
            "problem",
            "locale",
            "markdown",
            "domain",
            "registry",
            "leaks",
            "calendar",
            "render",
            "announced",
        ],
    ),
    // What cannot be read is a problem like any other.
    ("workspace", &["source", "plan", "problem"]),
    ("server", &["domain", "source"]),
    // It hands over bytes that others made, with the settings that the registry holds.
    ("smtp", &["domain", "server"]),
    // It reads bytes for others, in the same way.
    ("imap", &["domain", "server"]),
    // French sentences write dates and hours as the documents do.
    ("words", &["source", "problem", "locale"]),
    ("diagnostics", &["problem", "plan", "source", "words"]),
    (
        "cli",
        &[
            "shares",
            "source",
            "problem",
            "locale",
            "markdown",
            "domain",
            "registry",
            "leaks",
            "proofread",
            "calendar",
            "view",
            "render",
            "plan",
            "announced",
            "import",
            "mail",
            "workspace",
            "server",
            "smtp",
            "imap",
            "words",
            "diagnostics",
        ],
    ),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// Each crate, or part of one, with the only files that may name it.
const HOMES: &[(&str, &[&str])] = &[
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/completions.rs"]),
    ("clap_mangen", &["cli/man.rs"]),
    (
        "toml",
        &["registry/", "words.rs", "words/", "leaks/lexicon.rs"],
    ),
    ("toml_edit", &["registry/edit.rs"]),
    ("Deserialize", &["registry/"]),
    // The names of the variants are the words of registries and commands.
    (
        "strum",
        &[
            "domain/",
            "locale/",
            "markdown/minutes/",
            "registry/schema.rs",
            "cli/",
        ],
    ),
    ("icalendar", &["calendar/ics.rs"]),
    ("rrule", &["calendar/recurrence.rs"]),
    ("windows_timezones", &["calendar/zones.rs"]),
    // The engine is templates.rs's; the others only make values for it.
    (
        "minijinja",
        &[
            "words.rs",
            "words/",
            "render/templates.rs",
            "render/blocks.rs",
            "render/pages.rs",
            "render/context.rs",
            "render/paths.rs",
        ],
    ),
    ("globset", &["cli/read_wiki.rs"]),
    ("comrak", &["markdown/"]),
    ("entities", &["source/references.rs"]),
    ("aho_corasick", &["leaks/"]),
    ("tar", &["workspace/handover.rs"]),
    ("miniz_oxide", &["leaks/container.rs"]),
    ("crc32fast", &["leaks/container.rs"]),
    ("encoding_rs", &["import/minutes/kind.rs", "mail.rs"]),
    ("mail_parser", &["mail.rs", "mail/"]),
    (
        "html5gum",
        &["markdown/from_html/", "markdown/from_office/"],
    ),
    ("quick_xml", &["markdown/from_office/xml.rs"]),
    ("mail_builder", &["render/mail.rs"]),
    (
        "base64",
        &[
            "imap/mailbox_name.rs",
            "mail/mime.rs",
            "render/mail.rs",
            "smtp.rs",
        ],
    ),
    ("imap_next", &["imap.rs", "imap/"]),
    ("rustls", &["server/stream.rs"]),
    ("rustls_native_certs", &["server/stream.rs"]),
    // The journal has a random key, and hashes made with it.
    (
        "ring",
        &[
            "registry/sent.rs",
            "server/stream.rs",
            "workspace/journal.rs",
        ],
    ),
    ("fs", &["workspace.rs", "workspace/"]),
    ("Utc::now", &["main.rs"]),
    ("Local::now", &["main.rs"]),
    ("SystemTime", &["main.rs"]),
    // Deadlines: they reach no artefact.
    (
        "Instant::now",
        &["server/stream.rs", "workspace/password.rs"],
    ),
    ("env::var", &["main.rs"]),
    ("env::args_os", &["main.rs"]),
    ("env::current_dir", &["main.rs"]),
];

#[test]
fn modules_use_only_what_stands_before_them() {
    let mut found = Vec::new();
    for file in files() {
        let module = file.module();
        let (_, allowed) = MODULES
            .iter()
            .find(|(name, _)| *name == module)
            .unwrap_or_else(|| panic!("{module} is no module of the table"));
        for used in file.uses() {
            let is_allowed = used == FOR_ALL || allowed.contains(&used.as_str());
            if used != module && !is_allowed {
                found.push(format!("{} uses {used}", file.path));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_plan_knows_of_the_rendering_only_its_artefacts() {
    let plan = files()
        .into_iter()
        .find(|file| file.path == "plan.rs")
        .unwrap();
    let lines = plan
        .code
        .lines()
        .filter(|line| line.contains("crate::render"));
    assert_eq!(
        lines.collect::<Vec<_>>(),
        ["use crate::render::{Artifact, Policy};"]
    );
}

#[test]
fn crates_stay_at_home() {
    let mut strangers = Vec::new();
    for (name, homes) in HOMES {
        let at_home = |path: &str| homes.iter().any(|home| path.starts_with(home));
        let naming: Vec<String> = files()
            .into_iter()
            .filter(|file| names(&file.code, name))
            .map(|file| file.path)
            .collect();
        assert!(
            naming.iter().any(|path| at_home(path)) || is_forbidden_everywhere(name),
            "{name} is used nowhere: the test does not see it"
        );
        strangers.extend(
            naming
                .into_iter()
                .filter(|path| !at_home(path))
                .map(|path| format!("{path} names {name}")),
        );
    }
    assert!(strangers.is_empty(), "{strangers:#?}");
}

/// The checks compare private values, the lists of contacts print them, a spreadsheet is compared with them
/// and their records are written again where they change, messages go to their addressees and drafts below `private/`, the journals keep both, answers are known by their addresses, the draft of minutes names
/// people inside private marks; nothing else reads them.
#[test]
fn private_values_are_disclosed_in_few_places() {
    let disclosing: Vec<String> = files()
        .into_iter()
        .filter(|file| file.code.contains("disclose"))
        .map(|file| file.path)
        .collect();
    let allowed = [
        "cli/contact_import.rs",
        "cli/contacts.rs",
        "cli/invite.rs",
        "cli/invite_list.rs",
        "cli/invite_note.rs",
        "cli/invite_replies.rs",
        "cli/mailing.rs",
        "cli/outbox.rs",
        "cli/server.rs",
        "cli/subject_registry.rs",
        "cli/subject_relay.rs",
        "domain/answer.rs",
        "domain/contact.rs",
        "domain/invitation.rs",
        "domain/recipients.rs",
        "imap.rs",
        "import/contacts/changes.rs",
        "leaks/values.rs",
        "registry/mailbox.rs",
        "registry/private.rs",
        "registry/record.rs",
        "registry/replies.rs",
        "registry/sent.rs",
        "render/mail.rs",
        "render/minutes.rs",
        "smtp.rs",
    ];
    assert_eq!(disclosing, allowed);
}

/// Clocks that the program has no use for at all.
fn is_forbidden_everywhere(name: &str) -> bool {
    ["Local::now", "SystemTime"].contains(&name)
}

/// A file of `src/`: its path from there, and its code without comments and tests.
struct File {
    path: String,
    code: String,
}

impl File {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let code: Vec<&str> = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let path = path.strip_prefix(source()).unwrap().to_str().unwrap();
        Self {
            path: path.to_owned(),
            code: code.join("\n"),
        }
    }

    /// Returns the top module of the file.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Lists the top modules that the file names from the root of the crate.
    fn uses(&self) -> BTreeSet<String> {
        let mut uses = BTreeSet::new();
        let root = match self.module() {
            "main" => "cll::".to_owned(),
            _ => "crate::".to_owned(),
        };
        let depth = self
            .path
            .split('/')
            .filter(|part| *part != "mod.rs")
            .count();
        for root in [root, "super::".repeat(depth)] {
            for (at, _) in self.code.match_indices(&root) {
                let starts = !self.code[..at].ends_with(|c: char| is_of_name(c) || c == ':');
                if starts {
                    uses.extend(first_names(&self.code[at + root.len()..]));
                }
            }
        }
        // What is named is a module, or a macro or item of the root.
        uses.retain(|name| MODULES.iter().any(|(module, _)| module == name));
        uses
    }
}

/// Reads the first name of a path, or of each path of a `{…}`.
fn first_names(path: &str) -> Vec<String> {
    let name =
        |text: &str| -> String { text.trim().chars().take_while(|c| is_of_name(*c)).collect() };
    let Some(group) = path.strip_prefix('{') else {
        return vec![name(path)];
    };
    let mut names = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' | ',' if depth == 0 => {
                names.push(name(&group[start..at]));
                start = at + 1;
                if character == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    names
}

/// Tells whether code names a crate, a module or an item, as a word of its own in a path.
///
/// A module that the file itself declares hides a crate of its name.
fn names(code: &str, name: &str) -> bool {
    if code.contains(&format!("mod {name};")) {
        return false;
    }
    code.match_indices(name).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + name.len()..]);
        let word = !before.ends_with(is_of_name) && !after.starts_with(is_of_name);
        let in_path = after.starts_with("::") || before.ends_with("::");
        let imported = before.ends_with("use ") || before.ends_with(['{', ' ', '(']);
        let is_item = name.contains("::") || name.starts_with(char::is_uppercase);
        word && (is_item || in_path || (imported && after.starts_with([';', ',', '}'])))
    })
}

fn is_of_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Reads every file of the program that is no test.
fn files() -> Vec<File> {
    let files = all_files(&source());
    let tests: Vec<PathBuf> = files.iter().flat_map(|path| test_modules(path)).collect();
    files
        .iter()
        .filter(|path| !tests.iter().any(|test| path.starts_with(test)))
        .map(|path| File::read(path))
        .collect()
}

/// Lists the files of the modules that a file declares for tests alone.
fn test_modules(path: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(path).unwrap();
    let folder = match path.file_name().unwrap().to_str().unwrap() {
        "mod.rs" | "lib.rs" | "main.rs" => path.parent().unwrap().to_path_buf(),
        _ => path.with_extension(""),
    };
    text.split("#[cfg(test)]\nmod ")
        .skip(1)
        .filter_map(|rest| rest.lines().next()?.strip_suffix(';'))
        .flat_map(|name| [folder.join(format!("{name}.rs")), folder.join(name)])
        .collect()
}

fn all_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| {
            if path.is_dir() {
                all_files(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_way_to_name_a_module_is_seen() {
    let uses = |path: &str, code: &str| {
        let (path, code) = (path.to_owned(), code.to_owned());
        File { path, code }.uses().into_iter().collect::<Vec<_>>()
    };
    assert_eq!(uses("a.rs", "use crate::locale::dates;"), ["locale"]);
    assert_eq!(
        uses("a.rs", "pub use crate::{cli, plan::{Plan, Step}, view};"),
        ["cli", "plan", "view"]
    );
    assert_eq!(
        uses("a.rs", "let x = crate::domain::f(crate::plan::g());"),
        ["domain", "plan"]
    );
    assert_eq!(uses("a/b.rs", "use super::view::X;"), Vec::<String>::new());
    assert_eq!(uses("a/b.rs", "use super::super::view::X;"), ["view"]);
    assert_eq!(uses("a/mod.rs", "super::view::x()"), ["view"]);
    assert!(names("use std::fs;", "fs") && names("use std::{fs, io};", "fs"));
    assert!(names("std::fs::read(x)", "fs") && !names("offs::x; fs.len()", "fs"));
    assert!(names("#[derive(Clone, Deserialize)]", "Deserialize"));
    assert!(names("clap::Error", "clap") && !names("claps::x", "clap"));
}

/// Files beside each other need each other in one direction alone: what both use is a third one's.
///
/// A module and those below it are one: it offers what they make, and they share what it holds.
#[test]
fn no_files_use_each_other_in_a_circle() {
    let files = files();
    let circles = circles(&files);
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn a_circle_of_files_is_found() {
    let file = |path: &str, code: &str| File {
        path: path.to_owned(),
        code: code.to_owned(),
    };
    let files = [
        file("a/mod.rs", "mod one;\nuse one::One;\nuse two::Two;"),
        file("a/one.rs", "use super::{Other, two::Two};"),
        file("a/two.rs", "use crate::b::{self, three};"),
        file("b.rs", "pub fn b() { a::two::f() }"),
        file("b/three.rs", "fn f() { super::super::a::one::f() }"),
        file("b/four.rs", "use super::three::f;"),
    ];
    assert_eq!(circles(&files), ["a/one.rs a/two.rs b/three.rs"]);
}

/// Lists the circles in which files name each other, each by its files.
fn circles(files: &[File]) -> Vec<String> {
    let paths: Vec<Vec<String>> = files.iter().map(File::path_of_module).collect();
    let named_by = |at: usize| -> Vec<usize> {
        let apart = |other: &usize| {
            !paths[at].starts_with(&paths[*other]) && !paths[*other].starts_with(&paths[at])
        };
        let names = files[at].names(&paths[at]).into_iter();
        let deepest = names.filter_map(|name| {
            let modules = (0..files.len()).filter(|module| name.starts_with(&paths[*module]));
            modules.max_by_key(|module| paths[*module].len())
        });
        deepest.filter(apart).collect()
    };
    let uses: Vec<Vec<usize>> = (0..files.len()).map(named_by).collect();
    let reached = |from: usize| {
        let mut reached = BTreeSet::new();
        let mut next = uses[from].clone();
        while let Some(file) = next.pop() {
            if reached.insert(file) {
                next.extend(&uses[file]);
            }
        }
        reached
    };
    let reached: Vec<BTreeSet<usize>> = (0..files.len()).map(reached).collect();
    let circle = |at: usize| -> Vec<usize> {
        let with = |other: &usize| reached[at].contains(other) && reached[*other].contains(&at);
        (0..files.len()).filter(with).collect()
    };
    let found: BTreeSet<Vec<usize>> = (0..files.len()).map(circle).collect();
    let named = |circle: &Vec<usize>| {
        let paths: Vec<&str> = circle.iter().map(|at| files[*at].path.as_str()).collect();
        paths.join(" ")
    };
    found
        .iter()
        .filter(|it| !it.is_empty())
        .map(named)
        .collect()
}

impl File {
    /// Returns the path of the file's module from the root of the crate.
    fn path_of_module(&self) -> Vec<String> {
        let path = self.path.trim_end_matches(".rs").trim_end_matches("/mod");
        path.split('/').map(ToOwned::to_owned).collect()
    }

    /// Lists the paths that the file names, from the root of the crate.
    fn names(&self, module: &[String]) -> Vec<Vec<String>> {
        let mut names = Vec::new();
        for (at, found) in self
            .code
            .match_indices("crate::")
            .chain(self.code.match_indices("super::"))
        {
            let before = &self.code[..at];
            if before.ends_with(|c: char| is_of_name(c) || c == ':') {
                continue;
            }
            let mut rest = &self.code[at + found.len()..];
            let mut base = if found == "crate::" {
                &module[..0]
            } else {
                &module[..module.len() - 1]
            };
            while let Some(deeper) = rest.strip_prefix("super::") {
                (rest, base) = (deeper, &base[..base.len().saturating_sub(1)]);
            }
            tree(rest, base, &mut names);
        }
        names
    }
}

/// Reads the paths of a tree of names, as in `a::{self, b::c}`; returns what comes after it.
fn tree<'t>(text: &'t str, base: &[String], names: &mut Vec<Vec<String>>) -> &'t str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = tree(rest, base, names).trim_start();
            match rest.strip_prefix(',') {
                Some(more) if !more.trim_start().starts_with('}') => rest = more,
                Some(more) => return more.trim_start().strip_prefix('}').unwrap_or(more),
                None => return rest.strip_prefix('}').unwrap_or(rest),
            }
        }
    }
    let end = text.find(|c| !is_of_name(c)).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let mut path = base.to_vec();
    if name != "self" {
        path.push(name.to_owned());
    }
    if let Some(deeper) = rest.strip_prefix("::") {
        return tree(deeper, &path, names);
    }
    names.push(path);
    rest
}
