//! What somebody meant who typed an unknown command or option: the nearest word, wherever it stands, or the one
//! that the program has for it.

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::locale::collation::sort_key;
use crate::locale::synonyms::Synonyms;

/// The least letters of a word that is recognised with a slip of the pen in it.
const LETTERS: usize = 4;

/// Puts into an error what was meant, and takes out what is far from it.
pub fn improve(error: &mut clap::Error, root: &Command) {
    let (asked, suggested) = match error.kind() {
        ErrorKind::InvalidSubcommand => (
            ContextKind::InvalidSubcommand,
            ContextKind::SuggestedSubcommand,
        ),
        ErrorKind::UnknownArgument => (ContextKind::InvalidArg, ContextKind::SuggestedArg),
        _ => return,
    };
    let Some(ContextValue::String(typed)) = error.get(asked) else {
        return;
    };
    let typed = typed.clone();
    let parent = used(error, root);
    if asked == ContextKind::InvalidArg {
        if error.get(suggested).is_none()
            && let Some(option) = option(&typed, parent)
        {
            error.insert(suggested, ContextValue::String(option));
        }
        return;
    }
    error.remove(suggested);
    let hints = error.get(ContextKind::Suggested);
    if matches!(hints, Some(ContextValue::StyledStrs(hints)) if hints.is_empty()) {
        error.remove(ContextKind::Suggested);
    }
    let meant = commands(&sort_key(&typed), parent, root);
    if !meant.is_empty() {
        error.insert(suggested, ContextValue::Strings(meant));
    }
}

/// Finds the command of which an error shows the usage.
fn used<'c>(error: &clap::Error, root: &'c Command) -> &'c Command {
    let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) else {
        return root;
    };
    let usage = usage.to_string();
    let words = usage
        .split_whitespace()
        .skip_while(|it| *it != "cll")
        .skip(1);
    words
        .map_while(|word| Some(word).filter(|it| !it.starts_with(['[', '<', '-'])))
        .try_fold(root, |command, word| command.find_subcommand(word))
        .unwrap_or(root)
}

/// Returns the option of a command that a typed one stands for.
fn option(typed: &str, command: &Command) -> Option<String> {
    let typed = sort_key(typed.trim_start_matches('-'));
    let has = |long: &str| {
        command
            .get_arguments()
            .any(|it| it.get_long() == Some(long))
    };
    let said = Synonyms::Options.pairs().filter(|(_, long)| has(long));
    let near = said.filter_map(|(said, long)| {
        let distance = strsim::damerau_levenshtein(&typed, said);
        let is_near = distance == 0 || distance == 1 && said.chars().count() >= LETTERS;
        is_near.then_some((distance, long))
    });
    let (_, long) = near.min_by_key(|(distance, _)| *distance)?;
    Some(format!("--{long}"))
}

/// Lists what a typed command stands for: of the same command where one is as near as any, else wherever it is.
fn commands(typed: &str, parent: &Command, root: &Command) -> Vec<String> {
    let mut known = Vec::new();
    for command in parent.get_subcommands().filter(|it| !it.is_hide_set()) {
        known.push((command, command.get_name().to_owned()));
    }
    let here = known.len();
    for command in root
        .get_subcommands()
        .filter(|it| it.get_name() != parent.get_name())
    {
        if parent.get_name() != root.get_name() {
            known.push((
                command,
                format!("{} {}", root.get_name(), command.get_name()),
            ));
        }
        for inner in command.get_subcommands() {
            let path = [root.get_name(), command.get_name(), inner.get_name()];
            known.push((inner, path.join(" ")));
        }
    }
    let allowed = (typed.chars().count() / 3).max(1);
    let distance = |command: &Command| {
        let name = command.get_name();
        let own = [name].into_iter().chain(command.get_all_aliases());
        // Of two short words each is near the other.
        let said = Synonyms::Commands.pairs().filter(|(_, word)| *word == name);
        let said = said.map(|(said, _)| said);
        let said = said.filter(|said| *said == typed || said.chars().count() >= LETTERS);
        let near = own
            .chain(said)
            .map(|name| strsim::damerau_levenshtein(typed, name));
        near.min().filter(|distance| *distance <= allowed)
    };
    let distances: Vec<_> = known.iter().map(|(it, _)| distance(it)).collect();
    let Some(least) = distances.iter().flatten().min().copied() else {
        return Vec::new();
    };
    let of = |range: std::ops::Range<usize>| -> Vec<String> {
        let named = range.filter(|at| distances[*at] == Some(least));
        named.map(|at| known[at].1.clone()).collect()
    };
    let found = of(0..here);
    if found.is_empty() {
        of(0..known.len())
    } else {
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sort::Sort;
    use crate::words::{Lang, Words};

    /// What is suggested for a command line.
    fn meant(typed: &str) -> Vec<String> {
        let mut command = crate::cli::command(Words::new(Lang::French));
        let mut error = command
            .try_get_matches_from_mut(typed.split(' '))
            .unwrap_err();
        improve(&mut error, &command);
        let kinds = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg];
        match kinds.into_iter().find_map(|kind| error.get(kind)) {
            Some(ContextValue::Strings(meant)) => meant.clone(),
            Some(ContextValue::String(meant)) => vec![meant.clone()],
            _ => Vec::new(),
        }
    }

    #[test]
    fn what_was_meant_is_named_wherever_it_is_and_nothing_far_from_it() {
        for (typed, expected) in [
            ("cll cancle", &["cll meeting cancel"][..]),
            ("cll metting", &["meeting"]),
            ("cll membre", &["members"]),
            ("cll annule", &["cll meeting cancel"]),
            ("cll annuller", &["cll meeting cancel"]),
            ("cll deplacer", &["cll meeting reschedule"]),
            ("cll Déplacé", &["cll meeting reschedule"]),
            ("cll meeting annule next", &["cancel"]),
            ("cll rd", &[]),
            ("cll Réunion list", &["meeting"]),
            ("cll meeting move next", &["reschedule"]),
            ("cll meeting canel next", &["cancel"]),
            ("cll meeting déplacer next", &["reschedule"]),
            ("cll members ls", &["list"]),
            ("cll meeting new --lieu x", &["--place"]),
            ("cll meeting new --lieux x", &["--place"]),
            ("cll meeting new --plase x", &["--place"]),
            ("cll zzz", &[]),
        ] {
            assert_eq!(meant(typed), expected, "{typed}");
        }
        let mut send = meant("cll send");
        send.order();
        assert_eq!(send, ["cll invite send", "cll subject send"]);
    }

    #[test]
    fn every_word_stands_for_a_command_or_an_option() {
        let root = crate::cli::command(Words::new(Lang::English));
        let all: Vec<&Command> = root
            .get_subcommands()
            .flat_map(|it| it.get_subcommands().chain([it]))
            .collect();
        for (_, command) in Synonyms::Commands.pairs() {
            assert!(all.iter().any(|it| it.get_name() == command), "{command}");
        }
        for (_, option) in Synonyms::Options.pairs() {
            let has = |it: &&Command| it.get_arguments().any(|it| it.get_long() == Some(option));
            assert!(all.iter().any(has), "{option}");
        }
    }
}
