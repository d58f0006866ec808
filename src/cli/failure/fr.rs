//! Why a command could not run, in French.

mod sending;

use std::io;

use super::{Failure, Named};
use crate::domain::{Refusal, Unfit};
use crate::locale::dates;
use crate::source::{PRIVATE_MEMBERS_FILE, SENT_FILE};
use crate::workspace::{Failed, Unfound, Untold};

/// Says what went wrong, and what to do if there is something to do.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm per failure")]
pub fn words(failure: &Failure) -> (String, Option<String>) {
    match failure {
        Failure::NotFound(found) => match found {
            Unfound::Folder(Failed { path, error }) => (
                format!("impossible d'aller dans {path}\u{a0}: {}", reason(error)),
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
        Failure::Findings => (
            "rien n'a été fait\u{a0}: corrigez d'abord les erreurs ci-dessus".to_owned(),
            None,
        ),
        Failure::Unknown { kind, id, nearest } => {
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
        Failure::BrokenJournal { line } => (
            format!("`{SENT_FILE}`, ligne {line}, n'est pas la trace d'un message"),
            Some(
                "personne ne sait ce qu'elle disait, et quelqu'un pourrait recevoir deux messages\u{a0}: réparez la ligne, ou remettez une copie du fichier"
                    .to_owned(),
            ),
        ),
        Failure::NoJournal { id } => (
            format!("`{SENT_FILE}` manque, et le calendrier où figure `{id}` est enregistré dans git\u{a0}: personne ne sait qui a reçu un message à ce sujet"),
            Some(
                "copiez le fichier de la personne qui a envoyé les messages jusqu'ici\u{a0}; si personne n'a jamais reçu de message sur cette réunion, `--first` le commence"
                    .to_owned(),
            ),
        ),
        Failure::ForeignJournal { theirs, ours } => (
            format!("`{SENT_FILE}` est le journal du conseil `{theirs}`, et celui-ci est `{ours}`"),
            Some(
                "ce qu'il dit d'une réunion ne vaut pas pour celle-ci\u{a0}: remettez le journal de ce conseil, ou déplacez celui-là"
                    .to_owned(),
            ),
        ),
        Failure::Unfit { id, unfit: Unfit::TakesPlace } => (
            format!("`{id}` a lieu\u{a0}: il n'y a rien à annuler"),
            Some(format!("`cll meeting cancel {id}` l'annule")),
        ),
        Failure::Unfit { id, unfit: Unfit::CalledOff } => (
            format!("`{id}` n'a pas lieu\u{a0}: personne n'y est invité"),
            Some("omettez `--kind`, ou écrivez `--kind cancellation`".to_owned()),
        ),
        Failure::PublicFolder { folder } => (
            format!("{folder} est public, et les messages ne le sont pas"),
            Some("indiquez un dossier hors du dépôt, ou un dossier sous `private/`".to_owned()),
        ),
        Failure::NoNextMeeting => (
            "aucune réunion n'est prévue à partir d'aujourd'hui".to_owned(),
            Some("`cll meeting list --past` donne celles d'avant aujourd'hui".to_owned()),
        ),
        Failure::NoLastMeeting => (
            "aucune réunion n'a encore eu lieu".to_owned(),
            Some("`cll meeting list --upcoming` donne celles à venir".to_owned()),
        ),
        Failure::NotHeld { id, postponed } => (
            format!(
                "`{id}` est {}\u{a0}: il n'y a pas de compte-rendu à faire",
                if *postponed { "reportée" } else { "annulée" }
            ),
            None,
        ),
        Failure::NoDraft { path, meeting } => (
            format!("il n'y a pas de brouillon {path}"),
            Some(format!("`cll minutes draft {meeting}` en prépare un")),
        ),
        Failure::ApprovedTooSoon { day, held } => (
            format!(
                "le {} est avant la réunion elle-même, le {}",
                dates::date(*day),
                dates::date(*held)
            ),
            Some("donnez le jour où son compte-rendu a été validé".to_owned()),
        ),
        Failure::NoSuchMinutes { text, nearest } => (
            format!("il n'y a ni fichier ni réunion `{text}`"),
            Some(nearest.as_ref().map_or_else(
                || "`cll meeting list --format ids` donne les identifiants".to_owned(),
                |nearest| format!("vouliez-vous dire `{nearest}`\u{a0}?"),
            )),
        ),
        Failure::NoMinutes { meeting } => (
            format!("la réunion `{meeting}` n'a pas encore de compte-rendu"),
            Some(format!("`cll minutes draft {meeting}` en prépare un")),
        ),
        Failure::NoContacts => (
            format!("il n'y a pas de `{PRIVATE_MEMBERS_FILE}`"),
            Some("écrivez-y les contacts\u{a0}: `[[contact]]`, puis `member`, `name`, `email` et `role`".to_owned()),
        ),
        Failure::NotADate { text } => (
            format!("`{text}` n'est pas une date"),
            Some("écrivez une date comme `2023-09-28`".to_owned()),
        ),
        Failure::NotAnInstant { text } => (
            format!("SOURCE_DATE_EPOCH vaut `{text}`, qui n'est pas un nombre de secondes"),
            Some("donnez les secondes écoulées depuis 1970, ou retirez cette variable".to_owned()),
        ),
        Failure::Exists { path } => (
            format!("{path} existe"),
            Some("il est conservé\u{a0}; `--force` le remplace".to_owned()),
        ),
        Failure::NothingFound { folder } => (
            format!("sous {folder} il n'y a ni liste de membres, ni ligne de réunion, ni événement"),
            Some("`cll init` crée un conseil qui n'a encore rien".to_owned()),
        ),
        Failure::Registered { path } => (
            format!("{path} existe déjà\u{a0}: rien n'a été écrit"),
            Some("`cll import --merge` ajoute ce qui est nouveau à des registres qui existent".to_owned()),
        ),
        Failure::HalfImported => (
            "`members.toml` est là sans `meetings.toml`, et n'est pas ce que cette reprise écrirait"
                .to_owned(),
            Some(
                "remettez `meetings.toml` à côté\u{a0}; ou, si une reprise a été interrompue et que personne n'a modifié `members.toml`, retirez-le et recommencez"
                    .to_owned(),
            ),
        ),
        Failure::Write(failed) => (
            format!(
                "impossible d'écrire {}\u{a0}: {}",
                failed.path,
                reason(&failed.error)
            ),
            Some("chaque fichier est soit inchangé, soit complet\u{a0}; relancez la commande une fois la cause levée".to_owned()),
        ),
        Failure::Lock(failed) if failed.error.kind() == io::ErrorKind::ResourceBusy => (
            "un autre `cll` modifie les registres".to_owned(),
            Some("réessayez".to_owned()),
        ),
        Failure::Lock(failed) => (
            format!(
                "impossible de verrouiller {}\u{a0}: {}",
                failed.path,
                reason(&failed.error)
            ),
            None,
        ),
        Failure::Missing { flag } => {
            let value = missing_value(flag);
            (
                format!("il manque `{flag}`"),
                value.map(|value| format!("il n'y a pas de terminal où poser la question\u{a0}: ajoutez `{flag}{value}`")),
            )
        }
        Failure::NotHours { text } => (
            format!("`{text}` ne donne pas un début et une fin plus tardive"),
            Some("écrivez les heures comme `14:00-16:00`".to_owned()),
        ),
        Failure::NotAnId { id, suggestion } => (
            format!("`{id}` n'est pas un identifiant\u{a0}: a-z, 0-9 et traits d'union simples"),
            suggestion.as_ref().map(|id| format!("par exemple `--id {id}`")),
        ),
        Failure::Taken { id } => (
            format!("l'identifiant `{id}` est pris"),
            Some("choisissez-en un autre par `--id ID`".to_owned()),
        ),
        Failure::Former { id } => (
            format!("`{id}` a déjà été membre"),
            Some("ajoutez le nouveau mandat à sa fiche dans `members.toml`\u{a0}: `terms = [{ since = …, until = … }, { since = … }]` à la place de `since` et `until`".to_owned()),
        ),
        Failure::Refused { id, refusal } => {
            let (why, help) = refused(*refusal);
            (format!("`{id}` {why}"), help.map(ToOwned::to_owned))
        }
        Failure::WouldNotValidate => (
            "rien n'a été écrit\u{a0}: le registre aurait ces erreurs".to_owned(),
            None,
        ),
        Failure::NotAsAsked => (
            "rien n'a été écrit\u{a0}: la disposition du registre ne permet pas de le modifier sans toucher au reste".to_owned(),
            Some("faites le changement à la main, puis `cll check`".to_owned()),
        ),
        Failure::NotNamed { id, typed } => (
            format!("`{typed}` n'est pas `{id}`\u{a0}: rien n'a été écrit"),
            Some("`--force` le fait sans question".to_owned()),
        ),
        Failure::SameHours { id } => (
            format!("la réunion `{id}` des mêmes collèges est déjà prévue à ces heures"),
            Some(format!(
                "modifiez celle-ci, décrite sous `{id}` dans `meetings.toml`, ou donnez un `--id` à une autre réunion"
            )),
        ),
        Failure::ChangedMeanwhile { path } => (
            format!("{path} a été modifié entre-temps\u{a0}; ce fichier reste tel qu'il est"),
            Some("relancez la commande".to_owned()),
        ),
        Failure::Unannounced { mendable } => (
            "rien n'a été écrit\u{a0}: les agendas ne verraient pas le changement".to_owned(),
            mendable.then(|| {
                "`cll meeting announce --all` enregistre ce qui a été changé à la main"
                    .to_owned()
            }),
        ),
        Failure::NotLost { uid } => (
            format!("aucun calendrier ne montre d'événement perdu d'UID `{uid}`"),
            Some("seul un événement que le registre n'a plus peut être retiré".to_owned()),
        ),
        Failure::NotACalendar { path } => (
            format!("`{path}` n'est aucun des calendriers qu'écrit `cll build`"),
            Some("donnez le chemin depuis le dossier des registres, tel que le constat le montre".to_owned()),
        ),
        Failure::Git { revision, why } => match why {
            Untold::NoGit(error) => (
                format!("impossible de lancer `git`\u{a0}: {error}"),
                Some("installez git\u{a0}: c'est lui qui garde l'état antérieur".to_owned()),
            ),
            Untold::NoRevision => (
                format!("git n'a pas de révision `{revision}`"),
                Some("`git log --oneline` donne celles qu'il a".to_owned()),
            ),
            Untold::Refused(detail) => {
                (format!("git ne peut le dire\u{a0}: {detail}"), None)
            }
        },
        Failure::NoServer
        | Failure::Password(_)
        | Failure::Sending(_)
        | Failure::Unpublished { .. }
        | Failure::Over { .. }
        | Failure::NotConfirmed { .. }
        | Failure::OtherDrafts { .. }
        | Failure::LateDraft { .. }
        | Failure::NotAnAddress { .. }
        | Failure::Server { .. }
        | Failure::TestRefused { .. }
        | Failure::Busy { .. }
        | Failure::NotAsShown { .. }
        | Failure::WouldTell { .. }
        | Failure::NothingSent => sending::words(failure),
        Failure::Output(error) => (
            format!(
                "impossible d'écrire sur la sortie standard\u{a0}: {}",
                reason(error)
            ),
            None,
        ),
    }
}

/// Returns what is typed behind a flag; `None` where two flags stand for one another.
fn missing_value(flag: &str) -> Option<&'static str> {
    Some(match flag {
        "--name" | "--convener" => " \"NOM\"",
        "--acronym" => " SIGLE",
        "--contact" => " secretariat@example.org",
        "--college" => " COLLÈGE",
        "--id" | "--confirm" => " IDENTIFIANT",
        "--date" | "--on" => " 2027-02-11",
        "--time" => " 14:00-16:00",
        "--force" => "",
        _ => return None,
    })
}

fn reason(error: &io::Error) -> String {
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

fn refused(refusal: Refusal) -> (String, Option<&'static str>) {
    match refusal {
        Refusal::Cancelled => (
            "est annulée et le reste".to_owned(),
            Some("`cll meeting new` annonce une autre réunion"),
        ),
        Refusal::Postponed => (
            "est reportée\u{a0}: c'est une nouvelle date qui la confirme".to_owned(),
            Some("`cll meeting reschedule ID --date DATE`"),
        ),
        Refusal::Held(day) => (
            format!("a eu lieu le {}", dates::date(day)),
            Some("si c'est bien voulu, ajoutez `--force`"),
        ),
        Refusal::Minuted => (
            "a un compte-rendu publié".to_owned(),
            Some("si c'est bien voulu, ajoutez `--force`"),
        ),
        Refusal::EndsBeforeItBegins => ("partirait avant le début de son mandat".to_owned(), None),
        Refusal::LeftAlready(day) => (
            format!("est déjà parti le {}", dates::date(day)),
            Some("pour corriger ce jour, modifiez `members.toml`"),
        ),
        Refusal::NamedLater(day) => (
            format!("portait un autre nom jusqu'au {}", dates::date(day)),
            Some("donnez un jour ultérieur par `--on DATE`"),
        ),
        Refusal::LastSequence => (
            "a le SEQUENCE le plus élevé qu'un agenda puisse contenir, 2147483647\u{a0}: aucun changement n'en serait remarqué".to_owned(),
            Some("prévenez les personnes par un message, et annoncez une autre réunion par `cll meeting new`"),
        ),
    }
}
