//! The command line in another language than clap's: its help and its errors.
//!
//! The English texts are the doc comments of `arguments.rs`. Whoever adds a command, an option or
//! a value name there adds its French below `clap` in `words/fr.toml`; a test says which one is
//! missing. In English everything stays as clap has it.

mod errors;

pub use errors::error;

use std::fmt::Write as _;

use clap::builder::{Resettable, Styles};
use clap::{Arg, ArgAction, Command};
use serde::Serialize;

use crate::words::Words;

/// Puts the help of a command and of everything below it into the language of the catalogue.
///
/// What has no text in the catalogue stays in English.
#[must_use]
pub fn translate(command: Command, words: Words) -> Command {
    // The catalogue, which takes longer to read than all else that the shortest command does, has none.
    if words.either(true, false) {
        return command;
    }
    let name = command.get_name().to_owned();
    translate_at(command, &name, words)
}

fn translate_at(command: Command, path: &str, words: Words) -> Command {
    let text = |key: &str| words.text(key).unwrap_or_default();
    let version = command
        .get_version()
        .is_some()
        .then(|| built_in("version", 'V', ArgAction::Version, text("clap.version")));
    let help = built_in("help", 'h', ArgAction::Help, text("clap.help"));
    let template = template(&command, words);
    let command = command
        .mut_args(|argument| translate_argument(argument, path, words))
        .mut_subcommands(|below| {
            let path = format!("{path} {}", below.get_name());
            translate_at(below, &path, words)
        })
        .subcommand_value_name(text("clap.command"))
        .help_template(template)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(help)
        .args(version);
    match about(path, words) {
        Some(about) => command.about(about).long_about(Resettable::Reset),
        None => command,
    }
}

/// What the command of a path does.
fn about(path: &str, words: Words) -> Option<&'static str> {
    words.text(&format!("clap.about.{path}"))
}

/// What an argument of the command of a path is for; a text may be that of several commands.
fn help(path: &str, id: &str, words: Words) -> Option<&'static str> {
    words
        .texts(&format!("clap.argument.{id}"))
        .find(|(paths, _)| paths.split(", ").any(|known| known == path))
        .map(|(_, text)| text)
}

/// What stands for a value.
fn value_name(english: &str, words: Words) -> Option<&'static str> {
    words.text(&format!("clap.value-name.{english}"))
}

fn translate_argument(argument: Arg, path: &str, words: Words) -> Arg {
    let names: Vec<&'static str> = argument
        .get_value_names()
        .unwrap_or_default()
        .iter()
        .filter_map(|name| value_name(name, words))
        .collect();
    let argument = if names.is_empty() {
        argument
    } else {
        argument.value_names(names)
    };
    let Some(text) = help(path, argument.get_id().as_str(), words) else {
        return argument;
    };
    let values: Vec<String> = argument
        .get_possible_values()
        .iter()
        // A flag has the values true and false, which nobody types.
        .filter(|value| argument.get_action().takes_values() && !value.is_hide_set())
        .map(|value| value.get_name().to_owned())
        .collect();
    let argument = argument.long_help(Resettable::Reset);
    if values.is_empty() {
        return argument.help(text);
    }
    let values = words.say(
        "clap.values",
        Values {
            values: values.join(", "),
        },
    );
    argument
        .hide_possible_values(true)
        .help(format!("{text} {values}"))
}

/// The values that an argument may have.
#[derive(Serialize)]
struct Values {
    values: String,
}

/// An option that clap would add by itself, in English; it comes last, as clap's does.
fn built_in(name: &'static str, short: char, action: ArgAction, help: &'static str) -> Arg {
    Arg::new(name)
        .short(short)
        .long(name)
        .action(action)
        .help(help)
        .display_order(999)
}

/// The sections of clap's own help, with the headings that clap has no means to change.
fn template(command: &Command, words: Words) -> String {
    let text = |key: &str| words.text(key).unwrap_or_default();
    let styles = Styles::styled();
    let (usage, header) = (styles.get_usage(), styles.get_header());
    let mut template = format!(
        "{{before-help}}{{about-with-newline}}\n{usage}{}{usage:#} {{usage}}",
        text("clap.usage")
    );
    let sections = [
        (
            command.has_subcommands(),
            text("clap.commands"),
            "{subcommands}",
        ),
        (
            command.get_positionals().next().is_some(),
            text("clap.arguments"),
            "{positionals}",
        ),
        (true, text("clap.options"), "{options}"),
    ];
    for (present, heading, tag) in sections {
        if present {
            let _ = write!(template, "\n\n{header}{heading}{header:#}\n{tag}");
        }
    }
    template + "{after-help}"
}

#[cfg(test)]
mod tests;
