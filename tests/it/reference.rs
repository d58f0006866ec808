//! What the documentation has of the tables of the program is as the program has it.
//!
//! `SNAPSHOTS=overwrite cargo test --test it reference` writes those parts anew.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read and write files and may fail"
)]

use std::fs;
use std::path::Path;

use clap::{Arg, Command};
use cll::cli::schema::sentence;
use cll::registry::schema::{self, Key, Kind, Schema};
use cll::words::{Lang, Words};

use crate::snapshots::overwriting;

const LANGUAGES: [(&str, Lang); 2] = [("en", Lang::English), ("fr", Lang::French)];

/// Makes each part of a page between `<!-- START NAME -->` and `<!-- END -->` with `make`, and
/// compares; returns the names.
fn parts(path: &str, start: &str, end: &str, make: impl Fn(&str) -> String) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let page = fs::read_to_string(&path).unwrap();
    let (start, end) = (format!("<!-- {start} "), format!("<!-- {end} -->"));
    let mut names = Vec::new();
    let mut parts = page.split(&start);
    let mut anew = parts.next().unwrap().to_owned();
    for part in parts {
        let (name, part) = part.split_once(" -->\n").unwrap();
        let (_, rest) = part.split_once(&end).unwrap();
        anew.extend([&start, name, " -->\n", &make(name), "\n", &end, rest]);
        names.push(name.to_owned());
    }
    if overwriting() {
        fs::write(&path, &anew).unwrap();
    } else {
        let command = "SNAPSHOTS=overwrite cargo test --test it reference";
        assert_eq!(page, anew, "{}: `{command}` writes it anew", path.display());
    }
    names
}

/// The tables that have a part of a page, by their names.
fn tables() -> impl Iterator<Item = &'static Schema> {
    let tables = schema::tables().into_iter().map(|(_, table)| table);
    tables.filter(|table| table.name.starts_with('[') || table.is_settings())
}

/// The keys of a table, and those of the tables that they hold.
fn rows(table: &Schema, above: &str, lang: Lang) -> String {
    let rows = table.keys.iter().map(|key| {
        let name = format!("{above}{}", key.name);
        let below = key.below();
        let below = below.map(|below| rows(below, &format!("{name}."), lang));
        let said = said(table, key, lang);
        format!(
            "\n| `{name}` | `{}` | {said} |{}",
            key.example,
            below.unwrap_or_default()
        )
    });
    rows.collect()
}

fn said(table: &Schema, key: &Key, lang: Lang) -> String {
    // The pages of the documentation have ordinary spaces.
    let sentence = sentence(table, key, Words::new(lang)).replace('\u{a0}', " ");
    assert!(
        !sentence.is_empty(),
        "no sentence about {} of {}",
        key.name,
        table.name
    );
    let default = key.default.map(|default| match key.kind {
        Kind::Integer(..) | Kind::Boolean => default.to_owned(),
        _ => format!("\"{default}\""),
    });
    match (lang, default) {
        _ if key.required => sentence,
        (Lang::English, None) => format!("optional: {sentence}"),
        (Lang::English, Some(default)) => format!("optional, `{default}` by default: {sentence}"),
        (Lang::French, None) => format!("facultatif : {sentence}"),
        (Lang::French, Some(default)) => {
            format!("facultatif, `{default}` par défaut : {sentence}")
        }
    }
}

#[test]
fn the_tables_of_keys_are_those_of_the_program() {
    for (name, lang) in LANGUAGES {
        let page = format!("docs/{name}/registries.md");
        let heading = match lang {
            Lang::English => "| key | example | |",
            Lang::French => "| clé | exemple | |",
        };
        let names = parts(&page, "keys of", "end of keys", |name| {
            let table = tables().find(|table| table.name == name);
            let table = table.unwrap_or_else(|| panic!("{page}: there is no table {name}"));
            format!("{heading}\n|---|---|---|{}", rows(table, "", lang))
        });
        for table in tables() {
            assert!(
                names.iter().any(|name| name == table.name),
                "{page}: {}",
                table.name
            );
        }
    }
}

#[test]
fn every_sentence_about_a_key_is_that_of_a_key() {
    let tables = || schema::tables().into_iter().map(|(_, table)| table);
    let known: usize = tables().map(|table| table.keys.len()).sum();
    for (name, lang) in LANGUAGES {
        for table in tables() {
            for key in table.keys {
                assert!(
                    !sentence(table, key, Words::new(lang)).is_empty(),
                    "{}",
                    key.name
                );
            }
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/words/{name}.toml"));
        let catalogue: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
        let sections = catalogue["key"].as_table().unwrap().values();
        let sentences: usize = sections.map(|table| table.as_table().unwrap().len()).sum();
        assert_eq!(sentences, known, "{name}");
    }
}

/// The command of a path, as in `cll members list`.
fn command<'a>(top: &'a Command, path: &str) -> &'a Command {
    let below = path.split(' ').skip(1);
    below.fold(top, |command, name| {
        let found = command.find_subcommand(name);
        found.unwrap_or_else(|| panic!("there is no command {path}"))
    })
}

/// The options that the help of a command lists, but for those of every command.
fn options(command: &Command, is_top: bool) -> impl Iterator<Item = &Arg> {
    let options = command
        .get_arguments()
        .filter(|it| !it.is_positional() && !it.is_hide_set());
    options.filter(move |it| {
        is_top || !(it.is_global_set() || ["help", "version"].contains(&it.get_id().as_str()))
    })
}

/// An option as one types it, and what its help says.
fn row(option: &Arg, lang: Lang) -> String {
    let names = option
        .get_value_names()
        .filter(|_| option.get_action().takes_values());
    let value = names.map_or(String::new(), |names| {
        let several = option.get_num_args().is_some_and(|it| it.max_values() > 1);
        format!(" {}{}", names[0], if several { "…" } else { "" })
    });
    let letter = option.get_short().map(|it| format!("-{it}"));
    let word = option.get_long().map(|it| format!("--{it}"));
    let typed: Vec<String> = letter
        .into_iter()
        .chain(word)
        .map(|it| format!("`{it}{value}`"))
        .collect();
    let help = option
        .get_help()
        .map(ToString::to_string)
        .unwrap_or_default();
    let values = option.get_possible_values();
    let values = values
        .iter()
        .filter(|it| option.get_action().takes_values() && !it.is_hide_set());
    let values: Vec<&str> = values.map(clap::builder::PossibleValue::get_name).collect();
    // The French help names the values itself.
    let values = match lang {
        Lang::English if !values.is_empty() => format!(" [possible values: {}]", values.join(", ")),
        _ => String::new(),
    };
    let default = option.get_default_values().iter();
    let default: Vec<&str> = default.filter_map(|it| it.to_str()).collect();
    let default = match lang {
        _ if !option.get_action().takes_values() || default.is_empty() => String::new(),
        Lang::English => format!(" [default: {}]", default.join(" ")),
        Lang::French => format!(" [par défaut : {}]", default.join(" ")),
    };
    format!(
        "\n| {} | {} |",
        typed.join(", "),
        format!("{help}{values}{default}").replace('\u{a0}', " ")
    )
}

#[test]
fn the_tables_of_options_are_those_of_the_help() {
    for (name, lang) in LANGUAGES {
        let page = format!("docs/{name}/commands.md");
        let mut top = cll::cli::command(Words::new(lang));
        top.build();
        let heading = match lang {
            Lang::English => "| option | effect |",
            Lang::French => "| option | effet |",
        };
        let names = parts(&page, "options of", "end of options", |path| {
            let rows: String = options(command(&top, path), path == "cll")
                .map(|it| row(it, lang))
                .collect();
            format!("{heading}\n|---|---|{rows}")
        });
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&page)).unwrap();
        let mut missing = Vec::new();
        let mut left = vec![("cll".to_owned(), &top)];
        while let Some((path, command)) = left.pop() {
            let below = command
                .get_subcommands()
                .map(|it| (format!("{path} {}", it.get_name()), it));
            left.extend(below);
            let has_heading =
                command.has_subcommands() || text.contains(&format!("\n## `{path}`\n"));
            let has_table =
                options(command, path == "cll").next().is_none() || names.contains(&path);
            if !has_heading || !has_table {
                missing.push(path);
            }
        }
        assert!(missing.is_empty(), "{page}: {missing:?}");
    }
}

/// Every text of the program and of its documentation, by its path.
fn texts() -> Vec<(String, String)> {
    fn below(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                below(&path, found);
            } else if let Ok(text) = fs::read_to_string(&path) {
                found.push((path.display().to_string(), text));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["src", "docs", "templates", "wiki"] {
        below(&root.join(folder), &mut found);
    }
    for file in ["README.md", "README.fr.md", "CONTRIBUTING.md"] {
        found.push((
            file.to_owned(),
            fs::read_to_string(root.join(file)).unwrap(),
        ));
    }
    // Their tests type what is wrong, and the head of a manual page names a version.
    found.retain(|(path, _)| !path.ends_with("tests.rs") && !path.ends_with("man.rs"));
    found
}

/// Lists the commands that a text names, in code as `cll status`, a string of it or a line of their own.
fn named_commands(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let text = text.split("#[cfg(test)]").next().unwrap();
    for (before, end) in [
        ("`cll ", '`'),
        ("\"cll ", '"'),
        ("\n$ cll ", '\n'),
        ("\ncll ", '\n'),
    ] {
        for (at, _) in text.match_indices(before) {
            let rest = &text[at + before.len() - "cll ".len()..];
            let rest = rest.split([end, '\n']).next().unwrap();
            let rest = rest.split(['#', ';', '>']).next().unwrap();
            let rest = rest
                .split(" | ")
                .next()
                .unwrap()
                .split(" && ")
                .next()
                .unwrap();
            found.push(rest.to_owned());
        }
    }
    found
}

/// A command without what templates put in.
fn filled(command: &str) -> String {
    let (mut text, mut rest) = (String::new(), command);
    while let Some((before, after)) = rest.split_once('{') {
        let (inner, after) = after.split_once('}').unwrap_or((after, ""));
        let is_statement = inner.starts_with('%');
        text.extend([before, if is_statement { "" } else { "x" }]);
        rest = after.trim_start_matches('}');
    }
    text + rest
}

/// Says what is wrong with a command that a text names.
fn fault(top: &Command, named: &str) -> Option<String> {
    let named = filled(named);
    let mut words = named.split_whitespace().skip(1).peekable();
    let mut command = top;
    let plain = |word: &str| {
        word.trim_matches(['[', ']', '(', ')', ',', '.', '…'])
            .to_owned()
    };
    while words.next_if(|it| *it == "-C").is_some() {
        words.next();
    }
    // It takes the name of another.
    words.next_if(|it| ["help", "aide"].contains(it));
    words.next_if(|it| *it == "version");
    while let Some(word) = words.peek().map(|it| plain(it)) {
        let word = word.split('|').next().unwrap();
        match command.find_subcommand(word) {
            Some(below) => command = below,
            None if !command.has_subcommands() => break,
            None if word.starts_with('-') || word.chars().all(|it| !it.is_lowercase()) => break,
            None => return Some(format!("no command {word:?}")),
        }
        words.next();
    }
    let options = words
        .map(plain)
        .filter(|it| it.starts_with('-') && it != "-");
    for option in options {
        let option = option.split(['=', '|']).next().unwrap();
        let is = |it: &Arg| match option.strip_prefix("--") {
            Some(long) => long.is_empty() || it.get_long() == Some(long),
            None => it
                .get_short()
                .is_some_and(|short| option[1..].starts_with(short)),
        };
        let is_there = command.get_arguments().any(is);
        if !is_there {
            return Some(format!("no option {option}"));
        }
    }
    None
}

/// What a person is told to type can be typed.
#[test]
fn every_command_that_is_named_is_there_with_its_options() {
    let mut top = cll::cli::command(Words::new(Lang::English));
    top.build();
    let mut faults = Vec::new();
    let mut count = 0;
    for (path, text) in texts() {
        for named in named_commands(&text) {
            count += 1;
            let fault = fault(&top, &named);
            faults.extend(fault.map(|it| format!("{path}: {named}: {it}")));
        }
    }
    assert!(count > 500, "{count}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(
        fault(&top, "cll build --all").as_deref(),
        Some("no option --all")
    );
    assert_eq!(
        fault(&top, "cll meeting mend x").as_deref(),
        Some("no command \"mend\"")
    );
}
