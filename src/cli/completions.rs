//! `cll completions`: what a shell loads to complete command lines, and the answers that it gets.
//!
//! The script that a shell loads runs the program with [`VARIABLE`] set, and the words of the command
//! line behind `--`. Whatever is wrong then, nothing is said: somebody is typing.

use std::ffi::{OsStr, OsString};
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use clap::builder::ValueHint;
use clap::{Arg, Command, CommandFactory as _};
use clap_complete::engine::{
    ArgValueCandidates, ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter as _,
};
use clap_complete::env::Shells;

use super::arguments::{Arguments, Completions, SHELLS};
use super::failure::Failure;
use super::terminal::Terminal;
use super::{Environment, ExitStatus, clock, french, pipeline};
use crate::diagnostics;
use crate::domain::{Clock, Council};
use crate::problem::CODES;
use crate::render::embedded::TEMPLATES;
use crate::render::templates::FOLDER;
use crate::sort::Sort;
use crate::source::{harmless, on_one_line};
use crate::view;
use crate::words::Words;
use crate::workspace::Workspace;

/// What tells the program that a shell asks, and which.
const VARIABLE: &str = "CLL_COMPLETE";
/// Where the script of a shell says which word is being typed; without it, it is the last.
const INDEX: &str = "_CLAP_COMPLETE_INDEX";
const PROGRAM: &str = "cll";
/// What a file of zsh's `fpath` needs besides: its first run is the first completion.
const AUTOLOADED: &str = r#"
if [[ "$funcstack[1]" == "_cll" ]]; then
    _clap_dynamic_completer_cll "$@"
fi
"#;

/// Prints the script of a shell, or of that which `named` is the path of.
///
/// # Errors
///
/// No shell that is known was named, or a stream refuses the script.
pub fn run(
    terminal: &Terminal,
    arguments: &Completions,
    named: Option<&str>,
) -> Result<ExitStatus, Failure> {
    let named = arguments.shell.as_deref().or(named).unwrap_or_default();
    let shells = Shells::builtins();
    let shell = shells.completer(named.rsplit('/').next().unwrap_or_default());
    let shell = shell.ok_or(Failure::NoShell { known: SHELLS })?;
    let mut script = Vec::new();
    shell
        .write_registration(VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut script)
        .map_err(Failure::Output)?;
    if shell.name() == "zsh" {
        script.extend(AUTOLOADED.bytes());
    }
    terminal.bytes(&script)?;
    Ok(ExitStatus::Success)
}

/// Answers a shell that completes a command line; `false` if none asks.
pub fn answer(environment: &Environment, words: Words) -> bool {
    let variable = environment.variable;
    let shells = Shells::builtins();
    let asking = variable(VARIABLE);
    let shell = asking.as_deref().and_then(|name| shells.completer(name));
    let (Some(shell), [_, dashes, typed @ ..]) = (shell, &*environment.arguments) else {
        return false;
    };
    if dashes != "--" || typed.is_empty() {
        return false;
    }
    let index = variable(INDEX).and_then(|it| it.parse().ok());
    let index = index.unwrap_or(typed.len() - 1).min(typed.len());
    let asked = Asked {
        directory: directory(environment, &typed[..index], words),
        clock: clock(environment, None).ok(),
        words,
    };
    let directory = asked.directory.clone();
    let mut command = completed(Arguments::command(), PROGRAM, &Arc::new(asked));
    command = french::translate(command, words);
    let all: Vec<Command> = command.get_subcommands().cloned().collect();
    let help = Command::new("help").about(words.text("completions.help").unwrap_or_default());
    command = command.subcommand(help.subcommands(all));
    let mut said = Vec::new();
    let done = shell.write_complete(&mut command, typed.to_vec(), Some(&directory), &mut said);
    if done.is_ok() {
        let mut out = std::io::stdout().lock();
        let _ = out.write_all(&said).and_then(|()| out.flush());
    }
    true
}

/// The folder in which the command would run: the current one, or that of `-C` among the words before.
fn directory(environment: &Environment, before: &[OsString], words: Words) -> PathBuf {
    let command = super::command(words).ignore_errors(true);
    let read = command.try_get_matches_from(before).ok();
    let named = read.and_then(|it| it.try_get_one::<PathBuf>("directory").ok()?.cloned());
    // The shell would put the home folder in.
    let home = || (environment.variable)("HOME");
    let named = named.map(|named| match (named.strip_prefix("~"), home()) {
        (Ok(below), Some(home)) => PathBuf::from(home).join(below),
        _ => named,
    });
    environment.directory.join(named.unwrap_or_default())
}

/// What is asked about: the folder, the moment and the language.
struct Asked {
    directory: PathBuf,
    clock: Option<Clock>,
    words: Words,
}

/// What completes a value, besides the words that clap knows of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Member,
    /// With `next` and `last`, or by its whole id alone.
    Meeting {
        by_word: bool,
    },
    MeetingOrFile,
    Opinion,
    Subject,
    College,
    Code,
    Template,
}

/// Gives every argument of a command, and of those below it, what completes it.
fn completed(command: Command, path: &str, asked: &Arc<Asked>) -> Command {
    let with = |argument: Arg| {
        let asked = Arc::clone(asked);
        match wanted(path, &argument) {
            None => hinted(argument),
            Some(Wanted::MeetingOrFile) => {
                argument.add(ArgValueCompleter::new(move |typed: &OsStr| {
                    asked.meetings_or_files(typed)
                }))
            }
            Some(wanted) => argument.add(ArgValueCandidates::new(move || asked.candidates(wanted))),
        }
    };
    command.mut_args(with).mut_subcommands(|below| {
        let path = format!("{path} {}", below.get_name());
        completed(below, &path, asked)
    })
}

/// What completes an argument of the command of a path, by what stands for its value in the help.
fn wanted(path: &str, argument: &Arg) -> Option<Wanted> {
    let value = argument.get_value_names()?.first()?.as_str();
    let group = path.split(' ').nth(1).unwrap_or_default();
    let by_word = path != "cll meeting remove";
    Some(match (value, argument.get_id().as_str()) {
        ("MEMBER", _) | ("ID", "member") => Wanted::Member,
        ("ID", "college") => Wanted::College,
        ("ID", "meeting") => Wanted::Meeting { by_word: true },
        ("ID", "confirm") => Wanted::Meeting { by_word: false },
        ("FILE|ID", _) => Wanted::MeetingOrFile,
        ("CODE", _) => Wanted::Code,
        ("NAME", _) if group == "templates" => Wanted::Template,
        // An option names the id of what is new.
        ("ID", _) if argument.is_positional() => match group {
            "members" => Wanted::Member,
            "opinion" => Wanted::Opinion,
            "subject" => Wanted::Subject,
            _ => Wanted::Meeting { by_word },
        },
        _ => return None,
    })
}

/// Tells the shell where a value is a path.
fn hinted(argument: Arg) -> Arg {
    let value = argument.get_value_names().and_then(<[_]>::first);
    match value.map_or("", |it| it.as_str()) {
        "DIR" => argument.value_hint(ValueHint::DirPath),
        value
            if ["FILE", "PAGE", "PATH"]
                .iter()
                .any(|it| value.starts_with(it)) =>
        {
            argument.value_hint(ValueHint::AnyPath)
        }
        _ => argument,
    }
}

impl Asked {
    /// The council at hand, from its public registries alone; `None` where they cannot be read.
    fn council(&self) -> Option<(Council, &Clock)> {
        let clock = self.clock.as_ref()?;
        let workspace = Workspace::find(&self.directory).ok()?;
        let council = pipeline::registries(&workspace, clock).council?;
        Some((council, clock))
    }

    fn candidates(&self, wanted: Wanted) -> Vec<CompletionCandidate> {
        match wanted {
            Wanted::Code => {
                let means = |code| diagnostics::first_sentence(code, self.words);
                let codes = CODES.iter();
                codes
                    .map(|code| candidate(code, &means(code).unwrap_or_default()))
                    .collect()
            }
            Wanted::Template => self.templates(),
            _ => {
                let council = self.council();
                council.map_or_else(Vec::new, |(council, clock)| ids(&council, clock, wanted))
            }
        }
    }

    /// The names of the templates, the council's own too.
    fn templates(&self) -> Vec<CompletionCandidate> {
        let files = Workspace::find(&self.directory).map(|workspace| workspace.files());
        let mut names: Vec<String> = files.unwrap_or_default();
        names.retain(|path| path.starts_with(FOLDER));
        let own = names.iter().map(|path| &path[FOLDER.len()..]);
        let mut names: Vec<&str> = TEMPLATES.iter().map(|it| it.name).chain(own).collect();
        names.order();
        names.dedup();
        names.into_iter().map(|name| candidate(name, "")).collect()
    }

    fn meetings_or_files(&self, typed: &OsStr) -> Vec<CompletionCandidate> {
        let mut found = self.candidates(Wanted::Meeting { by_word: true });
        let typed_text = typed.to_string_lossy();
        found.retain(|it| it.get_value().to_string_lossy().starts_with(&*typed_text));
        let files = PathCompleter::any().current_dir(&self.directory);
        found.extend(files.complete(typed));
        found
    }
}

/// The ids of the records of a council, in the order of its registries; meetings, the latest first.
fn ids(council: &Council, clock: &Clock, wanted: Wanted) -> Vec<CompletionCandidate> {
    let of = |pairs: Vec<(&str, &str)>| {
        let pairs = pairs.into_iter();
        pairs.map(|(id, text)| candidate(id, text)).collect()
    };
    match wanted {
        Wanted::Member => {
            let members = council.members.iter();
            of(members
                .map(|it| (it.id.as_str(), it.name.as_str()))
                .collect())
        }
        Wanted::College => {
            let colleges = council.colleges.iter();
            of(colleges
                .map(|it| (it.id.as_str(), it.name.as_str()))
                .collect())
        }
        Wanted::Opinion => {
            let opinions = council.opinions.iter();
            of(opinions
                .map(|it| (it.id.as_str(), it.question.as_str()))
                .collect())
        }
        Wanted::Subject => {
            let subjects = council.subjects.iter();
            of(subjects
                .map(|it| (it.id.as_str(), it.title.as_str()))
                .collect())
        }
        Wanted::Meeting { by_word } => meetings(council, clock, by_word),
        Wanted::MeetingOrFile | Wanted::Code | Wanted::Template => Vec::new(),
    }
}

fn meetings(council: &Council, clock: &Clock, by_word: bool) -> Vec<CompletionCandidate> {
    let now = clock.moment(council.timezone);
    let (next, last) = (council.next_meeting(now), council.last_meeting(now));
    let words = [("next", next), ("last", last)].into_iter();
    let words = words.filter_map(|(word, meeting)| Some(candidate(word, meeting?.id.as_str())));
    let mut all = view::meetings(council);
    all.order_by(|one, other| other.date.iso.cmp(&one.date.iso));
    let all = all.iter();
    let ids = all.map(|it| candidate(&it.id, &format!("{} {}", it.date.iso, it.title)));
    words.filter(|_| by_word).chain(ids).collect()
}

/// A word that may be typed, and what it is.
fn candidate(word: &str, what: &str) -> CompletionCandidate {
    let what = on_one_line(&harmless(what), |_| false);
    CompletionCandidate::new(word).help((!what.is_empty()).then(|| what.into()))
}
