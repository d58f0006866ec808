//! Why nothing was sent, in French.

use std::io;

use super::super::Failure;
use super::reason;
use crate::problem::PrivateKind;
use crate::smtp::Fault;
use crate::source::{SENT_FILE, SMTP_FILE};
use crate::workspace::NoPassword;

/// Says why nothing was sent, and what to do.
#[must_use]
pub fn words(failure: &Failure) -> (String, Option<String>) {
    match failure {
        Failure::NoServer => (
            format!("il n'y a pas de `{SMTP_FILE}`"),
            Some(
                "écrivez-y `host = \"…\"`, `user = \"…\"` et `password-command = [\"…\"]`"
                    .to_owned(),
            ),
        ),
        Failure::Password(why) => {
            let (why, help) = password(why);
            (why, Some(help.to_owned()))
        }
        Failure::Sending(failed) if failed.error.kind() == io::ErrorKind::ResourceBusy => (
            "un autre `cll` envoie des messages".to_owned(),
            Some(
                "attendez qu'il ait fini\u{a0}; relancée, la commande n'envoie que ce qui manque"
                    .to_owned(),
            ),
        ),
        Failure::Sending(failed) => (
            format!(
                "impossible de verrouiller {}\u{a0}: {}",
                failed.path,
                reason(&failed.error)
            ),
            None,
        ),
        Failure::Unpublished { id } => (
            format!("le calendrier publié ne dit pas de `{id}` ce que diraient les messages"),
            Some("`cll build`, puis publiez\u{a0}; les messages viennent après".to_owned()),
        ),
        Failure::Over { id } => (
            format!("la date de `{id}` est passée"),
            Some(
                "on n'invite personne dans le passé\u{a0}; `next` désigne la prochaine réunion"
                    .to_owned(),
            ),
        ),
        Failure::NotConfirmed { id, typed } => (
            format!("`{typed}` n'est pas `{id}`\u{a0}: rien n'a été envoyé"),
            Some(format!("`--confirm {id}` confirme sans question")),
        ),
        Failure::NotAsShown { id } => (
            format!("ce qui serait envoyé pour `{id}` n'est plus ce qui a été montré\u{a0}: rien n'a été envoyé"),
            Some("relancez la commande, qui le montre à nouveau".to_owned()),
        ),
        Failure::OtherDrafts { paths } => (
            format!("modifiés à la main, ce n'est pas ce qui serait envoyé\u{a0}: {}", paths.join(", ")),
            Some("ils restent tels quels\u{a0}: déplacez-les ailleurs ou supprimez-les, puis relancez la commande".to_owned()),
        ),
        Failure::LateDraft { path, day } => (
            format!("modifié à la main, et rédigé pour demander une réponse au plus tard le {day}, qui est passé\u{a0}: {path}"),
            Some("il reste tel quel\u{a0}: déplacez-le ou supprimez-le, et relancez la commande, qui demande une réponse pour un jour à venir".to_owned()),
        ),
        Failure::WouldTell { path, kind } => (
            format!(
                "le message de `{path}` dirait {}",
                match kind {
                    PrivateKind::Name => "le nom d'un autre contact",
                    PrivateKind::Email => "l'adresse d'un autre contact",
                    PrivateKind::JoinLink => "le lien d'une autre visioconférence",
                }
            ),
            Some(
                "retirez cette valeur des registres ou des modèles\u{a0}; pour un nom que tout le monde \
                 peut lire, écrivez `public-name = true` dans `private/members.toml`"
                    .to_owned(),
            ),
        ),
        Failure::NotAnAddress { text } => (
            format!("`{text}` n'est pas une adresse électronique"),
            Some("écrivez par exemple `secretariat@example.org`".to_owned()),
        ),
        Failure::Server { host, fault } => {
            let (why, help) = fault_words(host, fault);
            (why, help.map(ToOwned::to_owned))
        }
        Failure::TestRefused { code: Some(code) } => (
            format!("le serveur n'a pas pris l'essai\u{a0}: {code}"),
            None,
        ),
        Failure::TestRefused { code: None } => (
            "le serveur n'a pas répondu\u{a0}: l'essai est peut-être arrivé".to_owned(),
            None,
        ),
        Failure::Busy { host, code } => (
            format!("{host} ne prend plus de messages pour l'instant\u{a0}: {code}"),
            Some(
                "relancez la commande dans une demi-heure\u{a0}: elle n'envoie que ce qui manque"
                    .to_owned(),
            ),
        ),
        Failure::NothingSent => (
            "aucun message n'a été pris".to_owned(),
            Some(format!(
                "`{SENT_FILE}` contient la réponse du serveur sur chacun"
            )),
        ),
        _ => (String::new(), None),
    }
}

/// Says why the server takes nothing.
#[must_use]
pub fn fault_words(host: &str, fault: &Fault) -> (String, Option<&'static str>) {
    let help = |text| Some(text);
    match fault {
        Fault::Connection(why) => (
            format!(
                "impossible de se connecter à {host}\u{a0}: {}",
                reason_of_server(why)
            ),
            help("`host`, `port` et `security` de `private/smtp.toml` disent où et comment"),
        ),
        Fault::Unwilling(answer) => (
            format!("{host} ne reçoit personne\u{a0}: {}", answer.code),
            help("réessayez plus tard"),
        ),
        Fault::NoStartTls => (
            format!("{host} n'offre pas STARTTLS\u{a0}: rien ne lui a été dit"),
            help("avec `security = \"tls\"`, la connexion est protégée dès le premier octet"),
        ),
        Fault::Tls(why) => (
            format!("{host} n'est pas digne de confiance, ou ne trouve pas d'entente\u{a0}: {why}"),
            help(
                "le certificat doit nommer `host` et venir d'une autorité à laquelle cette machine se fie",
            ),
        ),
        Fault::NoLogin => (
            format!(
                "{host} ne connaît aucune façon de s'identifier que `cll` connaisse (PLAIN, LOGIN)"
            ),
            help(
                "retirez `user` et le mot de passe si le serveur ne demande à personne qui il est",
            ),
        ),
        Fault::Login(answer) => (
            format!(
                "{host} n'accepte pas l'utilisateur ou le mot de passe\u{a0}: {}",
                answer.code
            ),
            help("`user` et le mot de passe sont ceux de `private/smtp.toml`"),
        ),
        Fault::Sender(answer) => (
            format!(
                "{host} n'envoie rien depuis l'adresse du conseil\u{a0}: {}",
                answer.code
            ),
            help("`contact` de `[council]` doit être une adresse d'où `user` peut envoyer"),
        ),
        Fault::OutOfStep => (
            format!(
                "{host} ne suit pas SMTP\u{a0}: ce qu'il dit ne répond pas à ce qui lui est demandé"
            ),
            help("`port`, dans `private/smtp.toml`, doit être celui d'un serveur de messagerie"),
        ),
        Fault::Address => ("une adresse ne peut pas s'écrire en SMTP".to_owned(), None),
        Fault::HungUp => (
            format!("{host} a raccroché, ou a mis trop longtemps"),
            help("réessayez"),
        ),
    }
}

fn password(why: &NoPassword) -> (String, &'static str) {
    let file =
        "`password-file` contient un chemin qui part du dossier `private/`, ou un chemin absolu";
    let command = "`password-command` contient un programme et ses arguments, un par élément";
    let line = "la première ligne doit être le mot de passe";
    match why {
        NoPassword::Program(error) => (
            format!(
                "impossible de lancer le programme de `password-command`\u{a0}: {}",
                reason_of_program(error)
            ),
            command,
        ),
        NoPassword::Ended(Some(code)) => (
            format!("le programme de `password-command` s'est terminé par {code}"),
            command,
        ),
        NoPassword::Ended(None) => (
            "le programme de `password-command` a été interrompu".to_owned(),
            command,
        ),
        NoPassword::Slow => (
            "le programme de `password-command` n'affiche rien".to_owned(),
            "il a deux minutes pour sa première ligne, qui est le mot de passe",
        ),
        NoPassword::NoFile => (
            "`password-file` n'est pas un fichier ordinaire".to_owned(),
            "`password-command` lance un programme qui affiche le mot de passe",
        ),
        NoPassword::File(error) if error.kind() == io::ErrorKind::NotFound => (
            "le fichier de `password-file` n'existe pas".to_owned(),
            file,
        ),
        NoPassword::File(error) => (
            format!(
                "impossible de lire le fichier de `password-file`\u{a0}: {}",
                reason(error)
            ),
            file,
        ),
        NoPassword::Outside => (
            "le chemin de `password-file` sort de `private/`".to_owned(),
            file,
        ),
        NoPassword::NoText => ("le mot de passe n'est pas un texte".to_owned(), line),
        NoPassword::Empty => (
            "il n'y a pas de mot de passe sur la première ligne".to_owned(),
            line,
        ),
    }
}

fn reason_of_server(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "personne n'y répond".to_owned(),
        io::ErrorKind::TimedOut => "il met trop longtemps".to_owned(),
        io::ErrorKind::UnexpectedEof
        | io::ErrorKind::ConnectionReset
        | io::ErrorKind::BrokenPipe => "il a raccroché".to_owned(),
        _ => reason(error),
    }
}

fn reason_of_program(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "ce programme n'existe pas".to_owned(),
        _ => reason(error),
    }
}
