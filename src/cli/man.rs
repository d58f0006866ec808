//! `cll man`: the manual pages, in the words of the help.

use std::io;

use clap::Command;
use clap_mangen::Man as Page;
use clap_mangen::roff::{Roff, bold, roman};

use super::arguments::Man;
use super::{CommandResult, ExitStatus, Failure, Session, build};
use crate::plan::{Plan, Step};
use crate::sort::Sort;
use crate::source::Sources;
use crate::words::{Lang, Words};

const PROGRAM: &str = "cll";
/// Where `man` looks for the pages of each language.
const FOLDERS: [(&str, Lang); 2] = [("man1", Lang::English), ("fr/man1", Lang::French)];
/// What the documentation says of exit codes and of the environment, each in a table.
const ENGLISH: &str = include_str!("../../docs/en/scripts.md");
const FRENCH: &str = include_str!("../../docs/fr/scripts.md");

/// Runs the command; it needs no registry.
///
/// # Errors
///
/// A stream that refuses the page, or a file that cannot be written.
pub fn run(session: &Session, arguments: &Man) -> CommandResult {
    if arguments.output.is_none() {
        let pages = pages(session.terminal.words()).map_err(Failure::Output)?;
        let own = pages.into_iter().find(|(name, _)| name == "cll.1");
        session.terminal.write(&own.unwrap_or_default().1)?;
        return Ok(ExitStatus::Success);
    }
    let mut made = Vec::new();
    for (folder, lang) in FOLDERS {
        let pages = pages(Words::new(lang)).map_err(Failure::Output)?;
        let pages = pages.into_iter();
        made.extend(pages.map(|(name, text)| (format!("{folder}/{name}"), text)));
    }
    let paths = made.iter().map(|(path, _)| path.as_str());
    let existing = session.workspace.existing(paths, std::iter::empty());
    let mut existing = existing.map_err(|problems| session.shown(&problems, &Sources::new()))?;
    let steps = made.into_iter().map(|(path, text)| {
        let old = existing.remove(&path);
        Step::write(path, old, text.into_bytes())
    });
    let plan = Plan {
        steps: steps.collect(),
        orphans: Vec::new(),
    };
    session.workspace.apply(&plan).map_err(Failure::from)?;
    build::show(session, &plan, false)?;
    Ok(ExitStatus::Success)
}

/// Makes the page of the program and of each command in a language, by the names of their files.
fn pages(words: Words) -> io::Result<Vec<(String, String)>> {
    fn below(command: &Command, words: Words, pages: &mut Vec<(String, String)>) -> io::Result<()> {
        for command in command.get_subcommands() {
            below(command, words, pages)?;
        }
        let name = command.get_display_name().unwrap_or(PROGRAM);
        pages.push((format!("{name}.1"), page(command, name, words)?));
        Ok(())
    }
    let mut command = super::command(words);
    command.build();
    let mut pages = Vec::new();
    below(&command, words, &mut pages)?;
    pages.order();
    Ok(pages)
}

/// Makes the page of a command; the options of every command are on that of the program alone.
fn page(command: &Command, name: &str, words: Words) -> io::Result<String> {
    let is_program = name == PROGRAM;
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().to_owned();
    let command = command.clone().override_usage(usage);
    let command = command.mut_args(|argument| {
        let is_everywhere = argument.is_global_set() && !is_program;
        argument.hide(is_everywhere)
    });
    let mut text = Vec::new();
    Page::new(command).render(&mut text)?;
    let mut text = String::from_utf8_lossy(&text).into_owned();
    for (theirs, ours) in words.texts("man.section") {
        text = text.replace(&format!("\n.SH {theirs}\n"), &format!("\n.SH {ours}\n"));
    }
    // The line of roff's own leaves out the day, which is not known, so that all behind it moves up.
    let (before, rest) = text.split_once(".TH ").unwrap_or_default();
    let (_, rest) = rest.split_once('\n').unwrap_or_default();
    let manual = words.text("man.manual").unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    let title = name.to_uppercase();
    let text = format!("{before}.TH {title} 1 \"\" \"cll {version}\" \"{manual}\"\n{rest}");
    let more = if is_program {
        tables_of(words)
    } else {
        see_also(words)
    };
    Ok(with_bold_code(&(text + &more)))
}

fn see_also(words: Words) -> String {
    let mut roff = Roff::new();
    roff.control("SH", [words.text("man.see-also").unwrap_or_default()]);
    roff.text([bold(PROGRAM), roman("(1)")]);
    roff.to_roff()
}

/// The sections that clap has nothing for, from the tables of the documentation.
fn tables_of(words: Words) -> String {
    let document = words.either(ENGLISH, FRENCH);
    let titles = [words.text("man.exit-status"), words.text("man.environment")];
    let mut roff = Roff::new();
    for (title, rows) in titles.into_iter().flatten().zip(tables(document)) {
        roff.control("SH", [title]);
        for (term, text) in rows {
            roff.control("TP", []);
            roff.text([bold(term.replace('`', ""))]);
            roff.text([roman(text)]);
        }
    }
    roff.to_roff()
}

/// Reads the tables of two columns of a document in Markdown, without their heads.
fn tables(document: &str) -> Vec<Vec<(&str, &str)>> {
    let mut tables = Vec::new();
    let mut lines = document.lines().peekable();
    while let Some(line) = lines.next() {
        if !line.starts_with('|') || lines.next_if_eq(&"|---|---|").is_none() {
            continue;
        }
        let mut rows = Vec::new();
        while let Some(row) = lines.next_if(|line| line.starts_with('|')) {
            rows.extend(row.trim_matches('|').split_once('|'));
        }
        let rows = rows
            .into_iter()
            .map(|(term, text)| (term.trim(), text.trim()));
        tables.push(rows.collect());
    }
    tables
}

/// Sets in bold what stands between backticks on a line.
fn with_bold_code(page: &str) -> String {
    let lines = page.lines().map(|line| {
        let parts = line.split('`');
        if parts.clone().count() % 2 == 0 {
            return format!("{line}\n");
        }
        let fonts = ["", "\\fB", "\\fR"];
        let parts = parts.enumerate().map(|(at, part)| {
            let font = if at == 0 { 0 } else { 2 - at % 2 };
            format!("{}{part}", fonts[font])
        });
        parts.collect::<String>() + "\n"
    });
    lines.collect()
}
