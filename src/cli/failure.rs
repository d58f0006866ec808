//! Why a command could not run, and the words for it.

use std::io;

use crate::report::Lang;
use crate::workspace::{Failed, Unfound};

/// Why a command could not run; the exit code is 2.
#[derive(Debug)]
pub enum Failure {
    NotFound(Unfound),
    /// The findings have been shown already.
    Findings,
    Unknown {
        kind: Named,
        id: String,
        nearest: Option<String>,
    },
    NoNextMeeting,
    NotADate {
        text: String,
    },
    NotAnInstant {
        text: String,
    },
    Exists {
        path: String,
    },
    Write(Failed),
    Output(io::Error),
}

/// What has a name that can be mistyped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    Member,
    Meeting,
    College,
    Template,
    Code,
}

impl Failure {
    /// Says what went wrong, and what to do if there is something to do.
    #[must_use]
    pub fn words(&self, lang: Lang) -> (String, Option<String>) {
        match lang {
            Lang::English => self.english(),
            Lang::French => self.french(),
        }
    }

    fn english(&self) -> (String, Option<String>) {
        match self {
            Self::NotFound(found) => match found {
                Unfound::Folder(Failed { path, error }) => (
                    format!("cannot go to {path}: {}", english_reason(error)),
                    None,
                ),
                Unfound::Registries {
                    half: Some((folder, missing)),
                    ..
                } => (
                    format!("`{missing}` is missing in {}", folder.display()),
                    Some(format!("a council has both registries; write `{missing}` beside the other")),
                ),
                Unfound::Registries { from, to, .. } if from == to => (
                    format!(
                        "the folder {} holds no `members.toml` and no `meetings.toml`",
                        from.display()
                    ),
                    Some("go to the folder of the council, or name it with `-C DIR`".to_owned()),
                ),
                Unfound::Registries { from, to, .. } => (
                    format!(
                        "no folder from {} up to {} holds `members.toml` and `meetings.toml`",
                        from.display(),
                        to.display()
                    ),
                    Some("go to the folder of the council, or name it with `-C DIR`".to_owned()),
                ),
            },
            Self::Findings => ("nothing was done: mend the errors above first".to_owned(), None),
            Self::Unknown { kind, id, nearest } => {
                let (what, list) = match kind {
                    Named::Member => ("member", "cll members list --format ids"),
                    Named::Meeting => ("meeting", "cll meeting list --format ids"),
                    Named::College => ("college", "cll members list"),
                    Named::Template => ("template", "cll templates list"),
                    Named::Code => ("code", "cll explain"),
                };
                let help = nearest.as_ref().map_or_else(
                    || format!("`{list}` lists what there is"),
                    |nearest| format!("did you mean `{nearest}`?"),
                );
                (format!("there is no {what} `{id}`"), Some(help))
            }
            Self::NoNextMeeting => (
                "no meeting is planned from today on".to_owned(),
                Some("`cll meeting list --past` lists those before today".to_owned()),
            ),
            Self::NotADate { text } => (
                format!("`{text}` is not a date"),
                Some("write a date as in `2023-09-28`".to_owned()),
            ),
            Self::NotAnInstant { text } => (
                format!("SOURCE_DATE_EPOCH is `{text}`, which is no number of seconds"),
                Some("give the seconds since 1970, or unset it".to_owned()),
            ),
            Self::Exists { path } => (
                format!("{path} exists"),
                Some("it is kept; `--force` replaces it".to_owned()),
            ),
            Self::Write(failed) => (
                format!("cannot write {}: {}", failed.path, english_reason(&failed.error)),
                Some("every file is either as it was or complete; run the command again once this is mended".to_owned()),
            ),
            Self::Output(error) => (
                format!("cannot write to standard output: {}", english_reason(error)),
                None,
            ),
        }
    }

    fn french(&self) -> (String, Option<String>) {
        match self {
            Self::NotFound(found) => match found {
                Unfound::Folder(Failed { path, error }) => (
                    format!("impossible d'aller dans {path}\u{a0}: {}", french_reason(error)),
                    None,
                ),
                Unfound::Registries {
                    half: Some((folder, missing)),
                    ..
                } => (
                    format!("`{missing}` manque dans {}", folder.display()),
                    Some(format!(
                        "un conseil a deux registres\u{a0}; écrivez `{missing}` à côté de l'autre"
                    )),
                ),
                Unfound::Registries { from, to, .. } if from == to => (
                    format!(
                        "le dossier {} ne contient ni `members.toml` ni `meetings.toml`",
                        from.display()
                    ),
                    Some("allez dans le dossier du conseil, ou indiquez-le par `-C DOSSIER`".to_owned()),
                ),
                Unfound::Registries { from, to, .. } => (
                    format!(
                        "aucun dossier de {} à {} ne contient `members.toml` et `meetings.toml`",
                        from.display(),
                        to.display()
                    ),
                    Some("allez dans le dossier du conseil, ou indiquez-le par `-C DOSSIER`".to_owned()),
                ),
            },
            Self::Findings => (
                "rien n'a été fait\u{a0}: corrigez d'abord les erreurs ci-dessus".to_owned(),
                None,
            ),
            Self::Unknown { kind, id, nearest } => {
                let (what, list) = match kind {
                    Named::Member => ("aucun membre ne s'appelle", "cll members list --format ids"),
                    Named::Meeting => ("aucune réunion ne s'appelle", "cll meeting list --format ids"),
                    Named::College => ("aucun collège ne s'appelle", "cll members list"),
                    Named::Template => ("aucun modèle ne s'appelle", "cll templates list"),
                    Named::Code => ("aucun code ne s'appelle", "cll explain"),
                };
                let help = nearest.as_ref().map_or_else(
                    || format!("`{list}` donne la liste"),
                    |nearest| format!("vouliez-vous dire `{nearest}`\u{a0}?"),
                );
                (format!("{what} `{id}`"), Some(help))
            }
            Self::NoNextMeeting => (
                "aucune réunion n'est prévue à partir d'aujourd'hui".to_owned(),
                Some("`cll meeting list --past` donne celles d'avant aujourd'hui".to_owned()),
            ),
            Self::NotADate { text } => (
                format!("`{text}` n'est pas une date"),
                Some("écrivez une date comme `2023-09-28`".to_owned()),
            ),
            Self::NotAnInstant { text } => (
                format!("SOURCE_DATE_EPOCH vaut `{text}`, qui n'est pas un nombre de secondes"),
                Some("donnez les secondes écoulées depuis 1970, ou retirez cette variable".to_owned()),
            ),
            Self::Exists { path } => (
                format!("{path} existe"),
                Some("il est conservé\u{a0}; `--force` le remplace".to_owned()),
            ),
            Self::Write(failed) => (
                format!(
                    "impossible d'écrire {}\u{a0}: {}",
                    failed.path,
                    french_reason(&failed.error)
                ),
                Some("chaque fichier est soit inchangé, soit complet\u{a0}; relancez la commande une fois la cause levée".to_owned()),
            ),
            Self::Output(error) => (
                format!(
                    "impossible d'écrire sur la sortie standard\u{a0}: {}",
                    french_reason(error)
                ),
                None,
            ),
        }
    }
}

fn english_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            "a file stands where a folder is needed".to_owned()
        }
        io::ErrorKind::IsADirectory => "a folder stands in its place".to_owned(),
        _ => error.to_string(),
    }
}

fn french_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission refusée".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => {
            "le système de fichiers est en lecture seule".to_owned()
        }
        io::ErrorKind::StorageFull => "le disque est plein".to_owned(),
        io::ErrorKind::NotFound => "ce dossier n'existe pas".to_owned(),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            "un fichier occupe la place d'un dossier".to_owned()
        }
        io::ErrorKind::IsADirectory => "un dossier occupe sa place".to_owned(),
        _ => error.to_string(),
    }
}
