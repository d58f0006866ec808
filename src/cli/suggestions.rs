//! What somebody meant who typed an unknown command or option: the nearest word, wherever it stands, or the one
//! that the program has for it.

use clap::Command;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::locale::collation::sort_key;
use crate::locale::synonyms::Synonyms;
use crate::words::Words;

/// The least letters of a word that is recognised with a slip of the pen in it.
const LETTERS: usize = 4;

/// What is said of the link of a video conference, which no option takes.
const LINK: [&str; 4] = ["lien", "join", "link", "visio"];

/// Puts into an error what was meant, and takes out what is far from it.
pub fn improve(error: &mut clap::Error, root: &Command, words: Words) {
    match error.kind() {
        ErrorKind::InvalidSubcommand => improve_command(error, root),
        ErrorKind::UnknownArgument => improve_argument(error, root, words),
        ErrorKind::InvalidValue => improve_value(error),
        _ => {}
    }
}

fn improve_command(error: &mut clap::Error, root: &Command) {
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand) else {
        return;
    };
    let typed = typed.clone();
    let parent = used(error, root);
    error.remove(ContextKind::SuggestedSubcommand);
    let hints = error.get(ContextKind::Suggested);
    if matches!(hints, Some(ContextValue::StyledStrs(hints)) if hints.is_empty()) {
        error.remove(ContextKind::Suggested);
    }
    let meant = commands(&sort_key(&typed), parent, root);
    if !meant.is_empty() {
        let meant = ContextValue::Strings(meant);
        error.insert(ContextKind::SuggestedSubcommand, meant);
    }
}

fn improve_argument(error: &mut clap::Error, root: &Command, words: Words) {
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidArg) else {
        return;
    };
    let typed = typed.clone();
    let parent = used(error, root);
    error.remove(ContextKind::SuggestedArg);
    // Nobody means `-- --join` as a value.
    if typed.starts_with("--") {
        error.remove(ContextKind::Suggested);
    }
    if typed.starts_with('-') && LINK.contains(&typed.trim_start_matches('-')) {
        // One letter away from the place.
        if has_option(parent, "online") {
            let said = StyledStr::from(words.say("meant.link", ()));
            let said = ContextValue::StyledStrs(vec![said]);
            error.insert(ContextKind::Suggested, said);
        }
    } else if let Some(meant) = option(&typed, parent, root) {
        error.insert(ContextKind::SuggestedArg, ContextValue::String(meant));
    }
}

/// The word of the program for a value that is typed in French.
fn improve_value(error: &mut clap::Error) {
    let (Some(ContextValue::String(typed)), Some(ContextValue::Strings(known))) = (
        error.get(ContextKind::InvalidValue),
        error.get(ContextKind::ValidValue),
    ) else {
        return;
    };
    let key = sort_key(typed.trim());
    let mut meant = Synonyms::Values.of(&key);
    let Some(meant) = meant.find(|word| known.iter().any(|it| it == word)) else {
        return;
    };
    let meant = ContextValue::String(meant.to_owned());
    error.insert(ContextKind::SuggestedValue, meant);
}

fn has_option(command: &Command, long: &str) -> bool {
    command
        .get_arguments()
        .any(|it| it.get_long() == Some(long))
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

/// Returns the option of a command that a typed argument stands for, or the command that has it.
fn option(typed: &str, command: &Command, root: &Command) -> Option<String> {
    if !typed.starts_with('-') {
        // A person is named where nothing stands without an option.
        let is_address = typed.contains('@');
        let option = if is_address { "email" } else { "name" };
        let is_free = command.get_positionals().next().is_none() && has_option(command, option);
        let is_name = is_free && typed.contains(char::is_alphabetic);
        return is_name.then(|| format!("--{option}"));
    }
    let typed = sort_key(typed.trim_start_matches('-'));
    let own: Vec<&str> = command
        .get_arguments()
        .filter(|it| !it.is_hide_set())
        .filter_map(|it| it.get_long())
        .collect();
    let mut all: Vec<(&str, &str)> = own.iter().map(|long| (*long, *long)).collect();
    for (said, long) in Synonyms::Options.pairs() {
        if own.contains(&long) {
            all.push((said, long));
        }
    }
    let near = all.into_iter().filter_map(|(said, long)| {
        let distance = strsim::damerau_levenshtein(&typed, said);
        (distance <= allowed(said)).then_some((distance, long))
    });
    if let Some((_, long)) = near.min_by_key(|(distance, _)| *distance) {
        return Some(format!("--{long}"));
    }
    let path = path(command, root)?;
    let line = |long: &str| Synonyms::Lines.of(&format!("{path} --{long}")).next();
    let same = Synonyms::Options.of(&typed).find_map(line);
    same.or_else(|| line(&typed)).map(str::to_owned)
}

/// How many slips of the pen a word is recognised with: of two short words each is near the other.
fn allowed(word: &str) -> usize {
    let letters = word.chars().count();
    if letters < LETTERS {
        0
    } else {
        (letters / 4).max(1)
    }
}

/// Returns the names of a command and of that which has it, without the program's.
fn path(command: &Command, root: &Command) -> Option<String> {
    let mut all = root.get_subcommands().flat_map(|outer| {
        let inner = outer.get_subcommands();
        let inner =
            inner.map(move |inner| (inner, format!("{} {}", outer.get_name(), inner.get_name())));
        inner.chain([(outer, outer.get_name().to_owned())])
    });
    let found = all.find(|(it, _)| std::ptr::eq(*it, command));
    found.map(|(_, path)| path)
}

/// Lists what a typed command stands for: of the same command where one is as near as any, else wherever it is.
fn commands(typed: &str, parent: &Command, root: &Command) -> Vec<String> {
    if let Some(line) = Synonyms::Lines.of(typed).next() {
        return vec![line.to_owned()];
    }
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
    let distance = |command: &Command| {
        let name = command.get_name();
        let own = [name].into_iter().chain(command.get_all_aliases());
        let said = Synonyms::Commands.pairs().filter(|(_, word)| *word == name);
        let near = own.chain(said.map(|(said, _)| said)).filter_map(|said| {
            let distance = strsim::damerau_levenshtein(typed, said);
            (distance <= allowed(said)).then_some(distance)
        });
        near.min()
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
    use crate::words::Lang;

    /// What is suggested for a command line.
    fn meant(typed: &str) -> Vec<String> {
        let mut command = crate::cli::command(Words::new(Lang::French));
        let mut error = command
            .try_get_matches_from_mut(typed.split(' '))
            .unwrap_err();
        improve(&mut error, &command, Words::new(Lang::French));
        let kinds = [
            ContextKind::SuggestedSubcommand,
            ContextKind::SuggestedArg,
            ContextKind::SuggestedValue,
        ];
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
            ("cll relancer", &["cll invite send ID --kind reminder"]),
            ("cll invite rappel", &["cll invite send ID --kind reminder"]),
            ("cll minutes valider", &["cll minutes publish"]),
            ("cll approve", &["cll minutes publish"]),
            ("cll desinscrire", &["cll members end"]),
            ("cll voter", &["opinion"]),
            (
                "cll meeting edit next --date x",
                &["cll meeting reschedule"],
            ),
            (
                "cll meeting edit next --jour x",
                &["cll meeting reschedule"],
            ),
            ("cll meeting edit next --lien x", &[]),
            ("cll meeting edit next --join x", &[]),
            ("cll meeting new --plénière", &["--plenary"]),
            ("cll meeting list --upcomming", &["--upcoming"]),
            ("cll minutes actions --overdue", &[]),
            ("cll meeting list --vient", &[]),
            ("cll contact end Paul", &["--name"]),
            ("cll contact end paul@example.org", &["--email"]),
            (
                "cll contact new --role suppléant --member a --name b",
                &["alternate"],
            ),
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
        for (_, line) in Synonyms::Lines.pairs() {
            let mut names = line.split(' ').skip(1);
            let outer = root.find_subcommand(names.next().unwrap()).unwrap();
            assert!(outer.find_subcommand(names.next().unwrap()).is_some());
        }
        for (_, option) in Synonyms::Options.pairs() {
            let has = |it: &&Command| it.get_arguments().any(|it| it.get_long() == Some(option));
            assert!(all.iter().any(has), "{option}");
        }
    }
}
