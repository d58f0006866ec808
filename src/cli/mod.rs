//! The command line: arguments in, exit code out.

mod additions;
mod answers;
mod arguments;
mod ask;
mod build;
mod changes;
mod check;
mod check_fix;
mod completions;
mod contact;
mod contact_change;
mod contact_import;
mod contact_registry;
mod contacts;
mod deliver;
mod document;
mod explain;
mod export;
mod failure;
mod findings;
mod french;
mod given;
mod handover;
mod handover_check;
mod handover_purge;
mod identity;
mod import;
mod init;
mod invite;
mod invite_list;
mod invite_note;
mod invite_replies;
mod listing;
mod mailbox;
mod mailing;
mod man;
mod marked_minutes;
mod meeting;
mod meeting_change;
mod meeting_edit;
mod meeting_new;
mod meeting_plan;
mod member_change;
mod members;
mod members_as_of;
mod minutes;
mod minutes_actions;
mod minutes_attendance;
mod minutes_check;
mod minutes_draft;
mod minutes_findings;
mod minutes_publish;
mod opinion;
mod opinion_change;
mod outbox;
mod overwritten;
pub mod pipeline;
mod private_files;
mod private_registry;
mod read_actions;
mod read_attendance;
mod read_wiki;
mod remove;
mod report;
mod revise;
pub mod schema;
mod send;
mod server;
mod session;
mod status;
mod subject;
mod subject_change;
mod subject_registry;
mod subject_relay;
mod subject_send;
mod suggestions;
mod templates;
mod terminal;
mod told;
mod year_picture;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::PathBuf;

use chrono::{DateTime, SubsecRound, Utc};
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use serde_json::json;

use arguments::{Arguments, Command};
use failure::Failure;
use given::{colleges_of, date, is_among, slot};
use session::Session;
use terminal::Terminal;

use crate::domain::Clock;
use crate::source::harmless;
use crate::words::{Lang, Words};
use crate::workspace::{NotFound, Workspace};

/// What a run is given besides its arguments, read once.
pub struct Environment {
    pub arguments: Vec<OsString>,
    /// The moment that the machine's clock shows.
    pub clock: DateTime<Utc>,
    /// The current folder.
    pub directory: PathBuf,
    /// The value of an environment variable.
    pub variable: fn(&str) -> Option<String>,
}

/// What a command that could run has to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// Done, clean, or nothing to do: exit code 0.
    Success,
    /// The answer is no: exit code 1.
    Findings,
    /// Some messages were sent, and some were not: exit code 3.
    Partial,
}

type CommandResult = Result<ExitStatus, Failure>;

/// Returns the command line that `cll` has, its help in the language of the catalogue.
#[must_use]
pub fn command(words: Words) -> clap::Command {
    french::translate(arguments::with_examples(Arguments::command()), words)
}

/// Runs the program and returns its exit code.
#[must_use]
pub fn run(environment: &Environment) -> u8 {
    let words = Words::new(Lang::choose(environment.variable));
    if completions::answer(environment, words) {
        return 0;
    }
    let given = helped(&environment.arguments);
    let matches = match Arguments::command().try_get_matches_from(&given) {
        Ok(matches) => matches,
        Err(error) => {
            return beginning(environment, words)
                .unwrap_or_else(|| usage(&in_words(error, given, words), words));
        }
    };
    let arguments = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error, words),
    };
    let terminal = Terminal::new(&arguments.global, words);
    let outcome = match dispatch(environment, &arguments, terminal) {
        Ok(outcome) => outcome,
        Err((failure, terminal)) => {
            terminal.error(&refusal(&failure, words));
            return 2;
        }
    };
    match outcome {
        ExitStatus::Success => 0,
        ExitStatus::Findings => 1,
        ExitStatus::Partial => 3,
    }
}

/// What clap has to say to the arguments, with the texts of the catalogue: reading them is left out in
/// the runs in which clap says nothing, or its version.
fn in_words(error: clap::Error, given: Vec<OsString>, words: Words) -> clap::Error {
    if error.kind() == ErrorKind::DisplayVersion {
        return error;
    }
    let mut command = command(words);
    let said = command.try_get_matches_from_mut(given);
    let mut error = said.err().unwrap_or(error);
    suggestions::improve(&mut error, &command, words);
    error
}

/// Reads `cll help COMMAND` and `cll aide COMMAND` as `cll COMMAND --help`, whose text is the catalogue's, and `cll version`
/// as `cll --version`.
fn helped(arguments: &[OsString]) -> Vec<OsString> {
    let [program, typed @ ..] = arguments else {
        return arguments.to_vec();
    };
    let asks = |word: &&OsString| ["help", "aide", "--aide"].iter().any(|it| *word == it);
    let command = &typed[typed.iter().take_while(asks).count()..];
    let (command, option) = match command {
        [version] if version == "version" => (&[][..], "--version"),
        _ if command.len() < typed.len() => (command, "--help"),
        _ => return arguments.to_vec(),
    };
    let mut read = vec![program.clone()];
    read.extend_from_slice(command);
    read.push(option.into());
    read
}

fn dispatch(
    environment: &Environment,
    arguments: &Arguments,
    terminal: Terminal,
) -> Result<ExitStatus, (Failure, Terminal)> {
    let without_council = match &arguments.command {
        Command::Explain(command) => Some(explain::run(&terminal, command)),
        Command::Schema(command) => Some(schema::run(&terminal, command)),
        Command::Completions(command) => {
            let shell = (environment.variable)("SHELL");
            Some(completions::run(&terminal, command, shell.as_deref()))
        }
        _ => None,
    };
    if let Some(done) = without_council {
        return done.map_err(|failure| (failure, terminal));
    }
    let is_in_ci = is_in_ci(environment);
    let is_private = match &arguments.command {
        Command::Contact(_)
        | Command::Handover(_)
        | Command::Invite(arguments::Invite::List(_) | arguments::Invite::Replies(_)) => true,
        // What is public of them is listed and shown without the rest.
        Command::Subject(command) => !command.only_looks(),
        Command::Members(arguments::Members::List(list)) => list.with_emails,
        Command::Invite(arguments::Invite::Draft(draft)) => draft.output.as_deref() == Some("-"),
        _ => false,
    };
    if is_private && is_in_ci {
        return Err((Failure::InCi, terminal));
    }
    let opened = clock(environment, arguments.global.today.as_deref()).and_then(|clock| {
        let workspace = open(environment, arguments)?;
        Ok((clock, workspace))
    });
    let (clock, workspace) = match opened {
        Ok(opened) => opened,
        Err(failure) => return Err((failure, terminal)),
    };
    let session = Session {
        terminal,
        workspace,
        clock,
        is_in_ci,
    };
    let done = match &arguments.command {
        Command::Init(command) => init::run(&session, command),
        Command::Import(command) => import::run(&session, command),
        Command::Members(command) => members::run(&session, command),
        Command::Contact(command) => contact::run(&session, command),
        Command::Meeting(command) => meeting::run(&session, command),
        Command::Invite(command) => invite::run(&session, command),
        Command::Minutes(command) => minutes::run(&session, command),
        Command::Opinion(command) => opinion::run(&session, command),
        Command::Subject(command) => subject::run(&session, command),
        Command::Report(arguments) => report::run(&session, arguments),
        Command::Handover(command) => handover::run(&session, command),
        Command::Export(command) => export::run(&session, command),
        Command::Build(command) => build::run(&session, command),
        Command::Changes(command) => changes::run(&session, command),
        Command::Check(command) => check::run(&session, command),
        Command::Status(command) => status::run(&session, command),
        Command::Templates(command) => templates::run(&session, command),
        Command::Explain(command) => explain::run(&session.terminal, command),
        Command::Schema(command) => schema::run(&session.terminal, command),
        Command::Man(command) => man::run(&session, command),
        // It has no council, and has run already.
        Command::Completions(_) => Ok(ExitStatus::Success),
    };
    done.map_err(|failure| (failure, session.terminal))
}

/// Whether a service runs the program at each commit, and keeps what it prints.
fn is_in_ci(environment: &Environment) -> bool {
    let value = (environment.variable)("CI").unwrap_or_default();
    !["", "0", "false"].contains(&value.to_lowercase().as_str())
}

/// Finds the registries, or the folder that is to hold them.
fn open(environment: &Environment, arguments: &Arguments) -> Result<Workspace, Failure> {
    let current = match &arguments.global.directory {
        Some(directory) => environment.directory.join(directory),
        None => environment.directory.clone(),
    };
    let found = match &arguments.command {
        Command::Init(init) => match &init.folder {
            Some(folder) => Workspace::to_be(&current.join(folder)),
            None => Workspace::to_be(&current),
        },
        Command::Import(import) => match &import.folder {
            Some(folder) => Workspace::at(&current.join(folder)),
            None => Workspace::at(&current),
        },
        Command::Man(man) => match &man.output {
            Some(folder) => Workspace::to_be(&current.join(folder)),
            None => Workspace::to_be(&current),
        },
        _ => Workspace::find(&current),
    };
    found.map_err(|why| Failure::NotFound { why })
}

/// The moment of now is `SOURCE_DATE_EPOCH`, else noon (UTC) of the day named, else the clock's.
fn clock(environment: &Environment, today: Option<&str>) -> Result<Clock, Failure> {
    let variable = |name| (environment.variable)(name).filter(|value| !value.is_empty());
    let named = today
        .map(ToOwned::to_owned)
        .or_else(|| variable("CLL_TODAY"));
    let today = named.as_deref().map(date).transpose()?;
    // Calendars and registries count whole seconds.
    let machine = environment.clock.trunc_subsecs(0);
    let now = match variable("SOURCE_DATE_EPOCH") {
        Some(text) => text
            .parse()
            .ok()
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
            .ok_or(Failure::NotAnInstant { text })?,
        None => today
            .and_then(|day| day.and_hms_opt(12, 0, 0))
            .map_or(machine, |noon| noon.and_utc()),
    };
    Ok(Clock {
        now,
        today,
        machine,
    })
}

/// Says how to begin, to `cll` alone where there is no council; returns the exit code.
fn beginning(environment: &Environment, words: Words) -> Option<u8> {
    let is_alone = environment.arguments.len() == 1;
    match Workspace::find(&environment.directory) {
        Err(NotFound::Registries {
            from, half: None, ..
        }) if is_alone => {
            let ways = words.say("begin.ways", json!({ "folder": from }));
            let _ = writeln!(anstream::stderr(), "{}", harmless(&ways));
            Some(2)
        }
        _ => None,
    }
}

/// Says what clap has to say, help included.
fn usage(error: &clap::Error, words: Words) -> u8 {
    let said = match french::error(error, words) {
        Some(text) => anstream::stderr().lock().write_all(text.as_bytes()),
        None => error.print(),
    };
    match said {
        Err(fault) if fault.kind() != io::ErrorKind::BrokenPipe => {
            // Where standard error refuses too, the exit code says it.
            let _ = writeln!(io::stderr(), "{}", refusal(&Failure::Output(fault), words));
            2
        }
        _ if error.use_stderr() => 2,
        _ => 0,
    }
}

/// Says why a command could not run, and what to do.
fn refusal(failure: &Failure, words: Words) -> String {
    let word = |key: &str| words.text(key).unwrap_or_default();
    let (message, help) = failure.words(words);
    let help = help.map_or(String::new(), |help| {
        format!("\n{} {help}", word("report.help-before"))
    });
    format!("{} {message}{help}", word("report.error-before"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_and_the_version_are_asked_for_in_words_too() {
        for (typed, read) in [
            ("cll", "cll"),
            ("cll help", "cll --help"),
            ("cll aide", "cll --help"),
            ("cll --aide", "cll --help"),
            ("cll help aide", "cll --help"),
            ("cll aide meeting new", "cll meeting new --help"),
            ("cll version", "cll --version"),
            ("cll help version", "cll --version"),
            ("cll aide version", "cll --version"),
            ("cll help nothing", "cll nothing --help"),
            ("cll version next", "cll version next"),
            ("cll meeting help", "cll meeting help"),
        ] {
            let typed: Vec<OsString> = typed.split(' ').map(OsString::from).collect();
            let said: Vec<OsString> = read.split(' ').map(OsString::from).collect();
            assert_eq!(helped(&typed), said);
        }
    }
}
