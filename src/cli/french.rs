//! The command line in French: clap's help and errors.
//!
//! The English texts are the doc comments of `arguments.rs`. Whoever adds a command, an option or
//! a value name there adds its French below `french/texts`; a test says which one is missing.

mod errors;
mod texts;

pub use errors::error;

use std::fmt::Write as _;

use clap::builder::{Resettable, Styles};
use clap::{Arg, ArgAction, Command};

/// Puts the help of a command and of everything below it into French.
///
/// What has no French text yet stays in English.
#[must_use]
pub fn translate(command: Command) -> Command {
    let name = command.get_name().to_owned();
    translate_at(command, &name)
}

fn translate_at(command: Command, path: &str) -> Command {
    let version = command
        .get_version()
        .is_some()
        .then(|| built_in("version", 'V', ArgAction::Version, texts::VERSION));
    let help = built_in("help", 'h', ArgAction::Help, texts::HELP);
    let template = template(&command);
    let command = command
        .mut_args(|argument| translate_argument(argument, path))
        .mut_subcommands(|below| {
            let path = format!("{path} {}", below.get_name());
            translate_at(below, &path)
        })
        .subcommand_value_name(texts::COMMAND)
        .help_template(template)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(help)
        .args(version);
    match texts::about(path) {
        Some(about) => command.about(about).long_about(Resettable::Reset),
        None => command,
    }
}

fn translate_argument(argument: Arg, path: &str) -> Arg {
    let names: Vec<&'static str> = argument
        .get_value_names()
        .unwrap_or_default()
        .iter()
        .filter_map(|name| texts::value_name(name))
        .collect();
    let argument = if names.is_empty() {
        argument
    } else {
        argument.value_names(names)
    };
    let Some(text) = texts::help(path, argument.get_id().as_str()) else {
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
    let values = values.join(", ");
    argument
        .hide_possible_values(true)
        .help(format!("{text} [{}\u{a0}: {values}]", texts::VALUES))
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
fn template(command: &Command) -> String {
    let styles = Styles::styled();
    let (usage, header) = (styles.get_usage(), styles.get_header());
    let mut template = format!(
        "{{before-help}}{{about-with-newline}}\n{usage}{}\u{a0}:{usage:#} {{usage}}",
        texts::USAGE
    );
    let sections = [
        (
            command.has_subcommands(),
            texts::COMMANDS_HEADING,
            "{subcommands}",
        ),
        (
            command.get_positionals().next().is_some(),
            texts::ARGUMENTS_HEADING,
            "{positionals}",
        ),
        (true, texts::OPTIONS_HEADING, "{options}"),
    ];
    for (present, heading, tag) in sections {
        if present {
            let _ = write!(template, "\n\n{header}{heading}\u{a0}:{header:#}\n{tag}");
        }
    }
    template + "{after-help}"
}

#[cfg(test)]
mod tests;
