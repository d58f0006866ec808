//! The French of the arguments of `cll init`, in the order of `arguments/adopt.rs`.

/// What each argument is for: the paths of its commands, its id, its text.
pub const ARGUMENTS: &[(&[&str], &str, &str)] = &[
    (
        &["cll init"],
        "folder",
        "Le dossier\u{a0}; le dossier courant s'il n'est pas donné",
    ),
    (&["cll init"], "name", "Nom du conseil"),
    (
        &["cll init"],
        "id",
        "Son identifiant, pour les noms de fichiers\u{a0}; tiré du nom s'il n'est pas donné",
    ),
    (&["cll init"], "acronym", "Son sigle"),
    (&["cll init"], "convener", "L'organisme qui l'anime"),
    (
        &["cll init"],
        "contact",
        "L'adresse publique de son secrétariat",
    ),
    (
        &["cll init"],
        "college",
        "Un collège, comme `ecosysteme=écosystème`\u{a0}; une fois pour chacun",
    ),
    (
        &["cll init"],
        "ci",
        "Écrire aussi la recette par laquelle un service vérifie chaque commit",
    ),
    (
        &["cll init"],
        "dry_run",
        "Ne rien écrire\u{a0}; dire ce qui serait écrit",
    ),
];
