//! The French of the arguments of `cll init` and `cll import`, in the order of `arguments/adopt.rs`.

/// What each argument is for: the paths of its commands, its id, its text.
pub const ARGUMENTS: &[(&[&str], &str, &str)] = &[
    (
        &["cll init"],
        "folder",
        "Le dossier\u{a0}; le dossier courant s'il n'est pas donné",
    ),
    (&["cll init", "cll import"], "name", "Nom du conseil"),
    (
        &["cll init", "cll import"],
        "id",
        "Son identifiant, pour les noms de fichiers\u{a0}; tiré du nom s'il n'est pas donné",
    ),
    (&["cll init", "cll import"], "acronym", "Son sigle"),
    (
        &["cll init", "cll import"],
        "convener",
        "L'organisme qui l'anime",
    ),
    (
        &["cll init", "cll import"],
        "contact",
        "L'adresse publique de son secrétariat",
    ),
    (
        &["cll init", "cll import"],
        "college",
        "Un collège, comme `ecosysteme=écosystème`\u{a0}; une fois pour chacun",
    ),
    (
        &["cll init"],
        "ci",
        "Écrire aussi la recette par laquelle un service vérifie chaque commit",
    ),
    (
        &["cll import"],
        "folder",
        "Le dossier dont les pages et les calendriers sont lus\u{a0}; le dossier courant s'il n'est pas donné",
    ),
    (
        &["cll import"],
        "mark",
        "Entourer de marqueurs les listes lues, pour que `cll build` les tienne à jour",
    ),
    (
        &["cll import"],
        "merge",
        "Ajouter ce qui est nouveau aux registres qui sont là, sans rien y changer d'autre",
    ),
    (
        &["cll import"],
        "prefer",
        "Ce qui l'emporte quand ils se contredisent\u{a0}; la page si rien n'est dit",
    ),
    (
        &["cll init", "cll import"],
        "dry_run",
        "Ne rien écrire\u{a0}; dire ce qui serait écrit",
    ),
    (&["cll import"], "format", "Choisir la forme du rapport"),
];
