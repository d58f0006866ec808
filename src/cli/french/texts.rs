//! The French of every command and argument, in the order of `arguments.rs`.

mod adopt;
mod arguments;
mod opinion;

/// What an argument is for: the paths of its commands, its id, its text.
type Argument = (&'static [&'static str], &'static str, &'static str);

/// What each argument is for, command by command.
pub const ARGUMENTS: &[&[Argument]] = &[arguments::ARGUMENTS, opinion::ARGUMENTS, adopt::ARGUMENTS];

/// The word before the usage of a command.
pub const USAGE: &str = "Utilisation";
/// The heading of the commands.
pub const COMMANDS_HEADING: &str = "Commandes";
/// The heading of the arguments without a name.
pub const ARGUMENTS_HEADING: &str = "Arguments";
/// The heading of the options.
pub const OPTIONS_HEADING: &str = "Options";
/// The words before the values that an argument may have.
pub const VALUES: &str = "valeurs possibles";
/// What stands for a command.
pub const COMMAND: &str = "COMMANDE";
/// What `--help` does.
pub const HELP: &str = "Afficher cette aide";
/// What `--version` does.
pub const VERSION: &str = "Afficher la version";

/// What each command does: its path, its text.
pub const COMMANDS: &[(&str, &str)] = &[
    (
        "cll",
        "Faire le secrétariat d'un conseil à partir de deux petits fichiers texte",
    ),
    (
        "cll init",
        "Créer les registres d'un conseil, et tout ce qui va avec",
    ),
    (
        "cll import",
        "Tirer les registres d'un conseil de ses pages et de ses calendriers",
    ),
    ("cll members", "Lister, afficher et modifier les membres"),
    ("cll members list", "Lister les membres"),
    ("cll members show", "Afficher un membre"),
    ("cll members new", "Ajouter un membre"),
    ("cll members end", "Mettre fin au mandat d'un membre"),
    ("cll members rename", "Donner un autre nom à un membre"),
    ("cll meeting", "Lister, afficher et modifier les réunions"),
    ("cll meeting list", "Lister les réunions"),
    ("cll meeting show", "Afficher une réunion"),
    ("cll meeting new", "Ajouter une réunion"),
    (
        "cll meeting reschedule",
        "Donner à une réunion un autre jour ou d'autres heures",
    ),
    (
        "cll meeting postpone",
        "Reporter une réunion, sans nouvelle date pour l'instant",
    ),
    ("cll meeting cancel", "Annuler une réunion"),
    (
        "cll meeting confirm",
        "Confirmer des réunions qui étaient à confirmer",
    ),
    (
        "cll meeting announce",
        "Enregistrer ce qui a été changé à la main, pour que les agendas le voient",
    ),
    ("cll invite", "Écrire aux membres au sujet d'une réunion"),
    (
        "cll invite draft",
        "Écrire dans private/ les messages au sujet d'une réunion, pour les relire",
    ),
    (
        "cll invite list",
        "Lister qui a appris quoi d'une réunion, et ce qui reste à dire",
    ),
    (
        "cll invite send",
        "Envoyer à chacun le message qu'il n'a pas encore eu",
    ),
    (
        "cll minutes",
        "Préparer et publier les comptes-rendus des réunions",
    ),
    (
        "cll minutes draft",
        "Préparer le compte-rendu d'une réunion à partir de ce que savent les registres",
    ),
    (
        "cll minutes publish",
        "Publier le compte-rendu d'une réunion à partir du brouillon, sans ce qui est privé",
    ),
    (
        "cll minutes check",
        "Trouver ce qu'un lecteur attentif corrigerait dans un compte-rendu",
    ),
    (
        "cll minutes actions",
        "Lister les actions que portent les comptes-rendus de toutes les réunions",
    ),
    ("cll opinion", "Lister les avis du conseil"),
    ("cll opinion list", "Lister les avis"),
    ("cll build", "Écrire les calendriers et les blocs des pages"),
    ("cll changes", "Dire ce que feront les agendas des abonnés"),
    (
        "cll check",
        "Chercher ce qui ne va pas dans les registres, les pages et les fichiers produits",
    ),
    (
        "cll status",
        "Dire quelle est la prochaine réunion, et ce qu'il y a à faire",
    ),
    (
        "cll templates",
        "Lister, afficher et exporter les modèles des documents",
    ),
    (
        "cll templates list",
        "Lister les modèles et dire si le conseil les a remplacés",
    ),
    ("cll templates show", "Afficher le texte d'un modèle"),
    (
        "cll templates vars",
        "Afficher les variables que reçoit un modèle",
    ),
    (
        "cll templates export",
        "Écrire des modèles du programme dans templates/, pour les y modifier",
    ),
    ("cll explain", "Expliquer le code d'un problème"),
];

/// What stands for a value: English, French.
pub const VALUE_NAMES: &[(&str, &str)] = &[
    ("ACRONYM", "SIGLE"),
    ("ADDRESS", "ADRESSE"),
    ("CODE", "CODE"),
    ("DATE", "DATE"),
    ("DIR", "DOSSIER"),
    ("FILE", "FICHIER"),
    ("FILE|ID", "FICHIER|ID"),
    ("FORMAT", "FORMAT"),
    ("HOURS", "HEURES"),
    ("ID", "ID"),
    ("ID=NAME", "ID=NOM"),
    ("KIND", "SORTE"),
    ("MEMBER", "MEMBRE"),
    ("NAME", "NOM"),
    ("NUMBER", "RANG"),
    ("PATH", "CHEMIN"),
    ("PLACE", "LIEU"),
    ("REASON", "MOTIF"),
    ("REV", "RÉVISION"),
    ("SERVICE", "SERVICE"),
    ("STATE", "ÉTAT"),
    ("STATUS", "ÉTAT"),
    ("TEMPLATE", "MODÈLE"),
    ("TITLE", "TITRE"),
    ("UID", "UID"),
    ("URL", "URL"),
    ("WHEN", "QUAND"),
    ("WHICH", "LEQUEL"),
    ("YEAR", "ANNÉE"),
];

/// Says in French what the command of a path does.
pub fn about(path: &str) -> Option<&'static str> {
    COMMANDS
        .iter()
        .find(|(known, _)| *known == path)
        .map(|(_, text)| *text)
}

/// Says in French what an argument of the command of a path is for.
pub fn help(path: &str, id: &str) -> Option<&'static str> {
    ARGUMENTS
        .iter()
        .copied()
        .flatten()
        .find(|(paths, known, _)| *known == id && paths.contains(&path))
        .map(|(_, _, text)| *text)
}

/// Says in French what stands for a value.
pub fn value_name(english: &str) -> Option<&'static str> {
    VALUE_NAMES
        .iter()
        .find(|(known, _)| *known == english)
        .map(|(_, french)| *french)
}
