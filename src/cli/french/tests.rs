use clap::CommandFactory;

use super::*;
use crate::cli::arguments::Arguments;
use crate::sort::Sort;
use crate::words::Lang;

const WHERE: &str = "src/words/fr.toml";
const FRENCH: Words = Words::new(Lang::French);

/// Calls `visit` with the path and the command of every command of the program, in English.
fn walk(visit: &mut impl FnMut(&str, &Command)) {
    fn below(command: &Command, path: &str, visit: &mut impl FnMut(&str, &Command)) {
        visit(path, command);
        for command in command.get_subcommands() {
            below(command, &format!("{path} {}", command.get_name()), visit);
        }
    }
    let command = Arguments::command();
    below(&command, command.get_name(), visit);
}

/// What stands for the values of an argument; clap names those of a flag too, but shows none.
fn value_names(argument: &Arg) -> &[clap::builder::Str] {
    let shown = argument.get_action().takes_values();
    let names = argument.get_value_names().filter(|_| shown);
    names.unwrap_or_default()
}

/// The help of a command of the program, in French.
fn help_of(path: &str) -> String {
    let typed = path.split(' ').chain(["--help"]);
    let command = translate(Arguments::command(), FRENCH).term_width(100);
    let shown = command.try_get_matches_from(typed);
    shown.unwrap_err().to_string()
}

/// What is said in French when `typed` is typed to the program.
fn said(typed: &str) -> String {
    said_by(translate(Arguments::command(), FRENCH), typed)
}

fn said_by(command: Command, typed: &str) -> String {
    let fault = command.try_get_matches_from(typed.split(' ')).unwrap_err();
    let text = error(&fault, FRENCH)
        .unwrap_or_else(|| panic!("`{typed}` is answered in English: {fault}"));
    anstream::adapter::strip_str(&text).to_string()
}

#[test]
fn every_command_and_argument_has_a_french_text() {
    let mut missing = Vec::new();
    walk(&mut |path, command| {
        let english = command.get_about().map(ToString::to_string);
        match about(path, FRENCH) {
            None => missing.push(format!("[clap.about] \"{path}\" = \"…\"")),
            Some(french) if Some(french) == english.as_deref() => {
                missing.push(format!("[clap.about] \"{path}\" is still in English"));
            }
            Some(_) => {}
        }
        for argument in command.get_arguments() {
            let id = argument.get_id().as_str();
            let english = argument.get_help().map(ToString::to_string);
            match help(path, id, FRENCH) {
                None => missing.push(format!("[clap.argument.{id}] \"{path}\" = \"…\"")),
                Some(french) if Some(french) == english.as_deref() => {
                    missing.push(format!(
                        "[clap.argument.{id}] \"{path}\" is still in English"
                    ));
                }
                Some(_) => {}
            }
            for name in value_names(argument) {
                if value_name(name, FRENCH).is_none() {
                    missing.push(format!("[clap.value-name] {name} = \"…\""));
                }
            }
        }
    });
    assert!(
        missing.is_empty(),
        "add to {WHERE}:\n{}",
        missing.join("\n")
    );
}

#[test]
fn every_french_text_is_that_of_a_command_or_argument() {
    let (mut commands, mut arguments, mut names) = (Vec::new(), Vec::new(), Vec::new());
    walk(&mut |path, command| {
        commands.push(path.to_owned());
        for argument in command.get_arguments() {
            arguments.push((path.to_owned(), argument.get_id().to_string()));
            names.extend(value_names(argument).iter().map(ToString::to_string));
        }
    });
    let mut translated: Vec<String> = Vec::new();
    for (path, _) in FRENCH.texts("clap.about") {
        assert!(
            commands.iter().any(|known| known == path),
            "remove {path} from {WHERE}"
        );
        translated.push(path.to_owned());
    }
    for id in FRENCH.keys("clap.argument") {
        for (paths, _) in FRENCH.texts(&format!("clap.argument.{id}")) {
            for path in paths.split(", ") {
                let known = (path.to_owned(), id.to_owned());
                assert!(
                    arguments.contains(&known),
                    "remove {id} of {path} from {WHERE}"
                );
                translated.push(format!("{path} {id}:"));
            }
        }
    }
    for (name, _) in FRENCH.texts("clap.value-name") {
        assert!(
            names.iter().any(|known| known == name),
            "remove {name} from {WHERE}"
        );
        translated.push(name.to_owned());
    }
    let all = translated.len();
    translated.order();
    translated.dedup();
    assert_eq!(translated.len(), all, "a text stands twice in {WHERE}");
}

#[test]
fn help_has_no_english_in_it() {
    walk(&mut |path, command| {
        let help = help_of(path);
        for english in [
            "Usage",
            "Options:",
            "Commands",
            "Arguments:",
            "Print",
            "possible values",
            "default:",
            "env:",
            "alias",
            "more with",
            "[ARGS]",
            "<COMMAND>",
        ] {
            assert!(
                !help.contains(english),
                "{english:?} in `{path} --help`:\n{help}"
            );
        }
        let outside = [command.get_before_help(), command.get_after_help()];
        assert_eq!(
            outside,
            [None, None],
            "`{path}` has a text that translate() leaves in English"
        );
        let headings = command.get_arguments().filter_map(Arg::get_help_heading);
        assert_eq!(
            headings.count(),
            0,
            "`{path}` has a heading that translate() leaves out"
        );
    });
}

#[test]
fn help_shows_every_argument_in_its_section() {
    assert_eq!(
        help_of("cll templates export").replace('\u{a0}', "~"),
        "\
Écrire des modèles du programme dans templates/, pour les y modifier

Utilisation~: cll templates export [OPTIONS] [NOM]...

Arguments~:
  [NOM]...  Noms des modèles~; tous si aucun n'est donné

Options~:
      --force          Remplacer les modèles déjà présents
  -n, --dry-run        Ne rien écrire~; dire ce qui serait écrit
  -C <DOSSIER>         Faire comme depuis DOSSIER et non le dossier courant~: registres et fichiers
                       y sont cherchés
      --color <QUAND>  Choisir quand employer des couleurs [valeurs possibles~: auto, always, never]
  -q, --quiet          Ne dire que les erreurs
  -v, --verbose        En dire davantage
      --no-input       Ne poser aucune question, même sur un terminal
      --yes            Répondre oui à toutes les questions
      --today <DATE>   Prendre DATE (2023-09-28) comme date du jour [variable~: `CLL_TODAY`]
  -h, --help           Afficher cette aide
"
    );
}

#[test]
fn what_is_not_known_is_named_with_the_nearest_that_is() {
    assert_eq!(
        said("cll meeting list --cicle 2023").replace('\u{a0}', "~"),
        "\
erreur~: argument inattendu `--cicle`
aide~: vouliez-vous dire `--cycle`~?

Utilisation~: cll meeting list --cycle <ANNÉE>

Pour en savoir plus, essayez `--help`.
"
    );
    assert_starts(
        "cll meeting lst",
        "erreur~: commande inconnue `lst`\naide~: vouliez-vous dire `list`~?\n",
    );
    assert_starts(
        "cll mmbers",
        "erreur~: commande inconnue `mmbers`\naide~: vouliez-vous dire `member` ou `members`~?\n",
    );
    assert_starts(
        "cll members list --format jsn",
        "erreur~: valeur incorrecte `jsn` pour `--format <FORMAT>`\n  \
         [valeurs possibles~: table, json, jsonl, tsv, csv, ids]\n\
         aide~: vouliez-vous dire `json`~?\n",
    );
}

#[test]
fn what_is_missing_is_named() {
    assert_starts("cll meeting show", "erreur~: il manque l'argument `<ID>`\n");
    assert_starts(
        "cll meeting list --cycle",
        "erreur~: il manque la valeur de `--cycle <ANNÉE>`\n",
    );
    assert_starts(
        "cll --color",
        "erreur~: il manque la valeur de `--color <QUAND>`\n  \
         [valeurs possibles~: auto, always, never]\n",
    );
    assert_starts(
        "cll members -q",
        "erreur~: `cll members` demande une commande~: `list`, `show`, `new`, `end`, `rename`, `as-of` ou `remove`\n",
    );
    let two = Command::new("x").args([Arg::new("A").required(true), Arg::new("B").required(true)]);
    assert_starts_by(
        two,
        "x",
        "erreur~: il manque les arguments~:\n  `<A>`\n  `<B>`\n",
    );
}

#[test]
fn what_is_too_much_is_named() {
    assert_starts("cll build extra", "erreur~: argument inattendu `extra`\n");
    assert_starts(
        "cll build --check=yes",
        "erreur~: valeur en trop `yes` pour `--check`\n",
    );
    assert_starts(
        "cll build --check --check",
        "erreur~: l'argument `--check` ne peut être donné qu'une fois\n",
    );
}

#[test]
fn numbers_that_are_none_are_told_from_those_out_of_range() {
    for (typed, reason) in [
        ("x", "ce n'est pas un nombre entier"),
        (
            "3000000000",
            "il faut un nombre entier de -2147483648 à 2147483647",
        ),
        ("99999999999999999999", "ce nombre est trop grand"),
    ] {
        assert_starts(
            &format!("cll meeting list --cycle {typed}"),
            &format!("erreur~: valeur incorrecte `{typed}` pour `--cycle <ANNÉE>`~: {reason}\n"),
        );
    }
    assert_starts(
        "cll meeting list --cycle=-99999999999999999999",
        "erreur~: valeur incorrecte `-99999999999999999999` pour `--cycle <ANNÉE>`~: \
         ce nombre est trop petit\n",
    );
}

#[test]
fn what_excludes_each_other_is_named() {
    assert_starts(
        "cll build --check -n",
        "erreur~: l'argument `--check` ne peut pas être employé avec `--dry-run`\n",
    );
    assert_starts(
        "cll members list --json --template x --format csv",
        "erreur~: l'argument `--json` ne peut pas être employé avec~:\n  \
         `--template <MODÈLE>`\n  `--format <FORMAT>`\n",
    );
    let command = Command::new("x")
        .args_conflicts_with_subcommands(true)
        .arg(Arg::new("file").long("file"))
        .subcommand(Command::new("list"));
    assert_starts_by(
        command,
        "x --file y list",
        "erreur~: la commande `list` ne peut pas être employée avec `--file <file>`\n",
    );
}

#[test]
fn values_are_counted() {
    let pair = || Command::new("x").arg(Arg::new("pair").long("pair").num_args(2));
    assert_starts_by(
        pair(),
        "x --pair 1",
        "erreur~: `--pair <pair> <pair>` demande 2 valeurs et en reçoit 1\n",
    );
    let several = Command::new("x").arg(Arg::new("pair").long("pair").num_args(2..));
    assert_starts_by(
        several,
        "x --pair 1",
        "erreur~: `--pair <pair> <pair>...` demande au moins 2 valeurs et en reçoit 1\n",
    );
    let equals = Command::new("x").arg(Arg::new("file").long("file").require_equals(true));
    assert_starts_by(
        equals,
        "x --file y",
        "erreur~: il faut un signe égal avant la valeur de `--file=<file>`\n",
    );
}

#[test]
fn suggestions_of_clap_are_put_into_french() {
    assert_starts(
        "cll explain --foo",
        "erreur~: argument inattendu `--foo`\n\
         aide~: pour donner `--foo` comme valeur, écrivez `-- --foo`\n",
    );
    assert_starts(
        "cll members -- list",
        "erreur~: argument inattendu `list`\n\
         aide~: la commande `list` existe~; retirez le `--` qui la précède\n",
    );
    assert_starts(
        "cll meeting --cycle 2023 list",
        "erreur~: argument inattendu `--cycle`\naide~: `list --cycle` existe\n",
    );
}

#[cfg(unix)]
#[test]
fn text_that_is_not_utf8_is_refused() {
    use std::os::unix::ffi::OsStringExt;

    let broken = std::ffi::OsString::from_vec(vec![0xff]);
    let typed = ["cll", "members", "show"].map(Into::into).into_iter();
    let fault = translate(Arguments::command(), FRENCH)
        .try_get_matches_from(typed.chain([broken]))
        .unwrap_err();
    let text = anstream::adapter::strip_str(&error(&fault, FRENCH).unwrap()).to_string();
    assert!(
        text.starts_with("erreur\u{a0}: un argument n'est pas un texte en UTF-8\n"),
        "{text}"
    );
}

#[test]
fn what_has_no_french_words_is_left_to_clap() {
    let raw = clap::Error::raw(clap::error::ErrorKind::ValueValidation, "made by hand");
    assert_eq!(error(&raw, FRENCH), None);
    let help = translate(Arguments::command(), FRENCH).try_get_matches_from(["cll", "--help"]);
    assert_eq!(error(&help.unwrap_err(), FRENCH), None);
}

fn assert_starts(typed: &str, expected: &str) {
    assert_starts_by(translate(Arguments::command(), FRENCH), typed, expected);
}

fn assert_starts_by(command: Command, typed: &str, expected: &str) {
    let text = said_by(command, typed).replace('\u{a0}', "~");
    assert!(
        text.starts_with(expected),
        "`{typed}` gives\n{text}and not\n{expected}"
    );
}
