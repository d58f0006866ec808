//! The French of every command and argument, in the order of `arguments.rs`.

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
    ("cll members", "Lister et afficher les membres"),
    ("cll members list", "Lister les membres"),
    ("cll members show", "Afficher un membre"),
    ("cll meeting", "Lister et afficher les réunions"),
    ("cll meeting list", "Lister les réunions"),
    ("cll meeting show", "Afficher une réunion"),
    ("cll build", "Écrire les calendriers et les blocs des pages"),
    (
        "cll check",
        "Chercher ce qui ne va pas dans les registres, les pages et les fichiers produits",
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

/// What each argument is for: the paths of its commands, its id, its text.
pub const ARGUMENTS: &[(&[&str], &str, &str)] = &[
    (
        &["cll"],
        "directory",
        "Chercher les registres dans DOSSIER ou au-dessus, plutôt qu'à partir du dossier courant",
    ),
    (&["cll"], "color", "Choisir quand employer des couleurs"),
    (&["cll"], "quiet", "Ne dire que les erreurs"),
    (&["cll"], "verbose", "En dire davantage"),
    (
        &["cll"],
        "no_input",
        "Ne poser aucune question, même sur un terminal",
    ),
    (
        &["cll"],
        "today",
        "Prendre DATE (2023-09-28) comme date du jour [variable\u{a0}: `CLL_TODAY`]",
    ),
    (
        &["cll members list"],
        "college",
        "Ne lister que les membres d'un collège",
    ),
    (
        &["cll members list"],
        "at",
        "Lister les membres tels qu'ils étaient à la DATE (2023-09-28)",
    ),
    (
        &["cll members list"],
        "former",
        "Ne lister que ceux qui ne sont plus membres",
    ),
    (&["cll members show"], "id", "Identifiant du membre"),
    (
        &["cll meeting list"],
        "cycle",
        "Ne lister que les réunions de la série d'une année",
    ),
    (
        &["cll meeting list"],
        "college",
        "Ne lister que les réunions où siège un collège",
    ),
    (
        &["cll meeting list"],
        "from",
        "Ne lister qu'à partir de la DATE (2023-09-28)",
    ),
    (
        &["cll meeting list"],
        "to",
        "Ne lister que jusqu'à la DATE, comprise",
    ),
    (
        &["cll meeting list"],
        "upcoming",
        "Ne lister que celles qui auront lieu, aujourd'hui ou plus tard",
    ),
    (
        &["cll meeting list"],
        "past",
        "Ne lister que celles d'avant aujourd'hui",
    ),
    (
        &["cll meeting list"],
        "status",
        "Ne lister que celles qui sont dans un état donné",
    ),
    (
        &["cll meeting show"],
        "id",
        "Identifiant de la réunion, ou `next` pour la prochaine",
    ),
    (
        &["cll members show", "cll meeting show"],
        "json",
        "Écrire du JSON, et non des lignes à lire",
    ),
    (
        &["cll members show"],
        "template",
        "Appliquer plutôt un modèle, comme `{{ member.name }}`",
    ),
    (
        &["cll meeting show"],
        "template",
        "Appliquer plutôt un modèle, comme `{{ meeting.title }}`",
    ),
    (
        &["cll members list", "cll meeting list"],
        "format",
        "Choisir la forme de la liste",
    ),
    (
        &["cll members list", "cll meeting list"],
        "json",
        "Écrire du JSON, comme --format json",
    ),
    (
        &["cll members list"],
        "template",
        "Appliquer un modèle à chaque membre, comme `{{ member.name }}`",
    ),
    (
        &["cll meeting list"],
        "template",
        "Appliquer un modèle à chaque réunion, comme `{{ meeting.date.text }}`",
    ),
    (
        &["cll build"],
        "check",
        "Ne rien écrire\u{a0}; montrer ce qui changerait, et échouer si tout n'est pas à jour",
    ),
    (
        &["cll build", "cll templates export"],
        "dry_run",
        "Ne rien écrire\u{a0}; dire ce qui serait écrit",
    ),
    (
        &["cll check"],
        "strict",
        "Échouer aussi pour un avertissement",
    ),
    (
        &["cll check"],
        "only",
        "Ne retenir que les problèmes de ces codes",
    ),
    (
        &["cll check"],
        "skip",
        "Retenir tous les problèmes sauf ceux de ces codes",
    ),
    (&["cll check"], "format", "Choisir la forme du rapport"),
    (
        &["cll templates show", "cll templates vars"],
        "name",
        "Nom du modèle, comme `blocks/members.md.j2`",
    ),
    (
        &["cll templates export"],
        "names",
        "Noms des modèles\u{a0}; tous si aucun n'est donné",
    ),
    (
        &["cll templates export"],
        "force",
        "Remplacer les modèles déjà présents",
    ),
    (
        &["cll explain"],
        "code",
        "Code d'un problème, comme `unknown-key`\u{a0}; sans lui, tous les codes",
    ),
];

/// What stands for a value: English, French.
pub const VALUE_NAMES: &[(&str, &str)] = &[
    ("CODE", "CODE"),
    ("DATE", "DATE"),
    ("DIR", "DOSSIER"),
    ("FORMAT", "FORMAT"),
    ("ID", "ID"),
    ("NAME", "NOM"),
    ("STATUS", "ÉTAT"),
    ("TEMPLATE", "MODÈLE"),
    ("WHEN", "QUAND"),
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
