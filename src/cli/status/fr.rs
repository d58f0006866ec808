//! What is next and what there is to do, in French.

use super::Screen;
use crate::domain::matter::{Matter, Reached, Step};
use crate::domain::{MeetingId, Status};
use crate::locale::dates::{date, long_date};
use crate::locale::lists::{self, counted};
use crate::source::SENT_FILE;

/// Says which meeting is next.
pub fn next(screen: &Screen<'_>) -> Vec<String> {
    let found = screen.next.and_then(|next| screen.meeting(&next.id));
    let Some((meeting, view)) = found else {
        return vec!["Prochaine réunion\u{a0}: aucune n'est prévue".to_owned()];
    };
    let day = meeting.slot.date();
    let mut details = Vec::new();
    // Another title need not say who meets.
    if meeting.title.is_some() && screen.council.colleges.len() > 1 {
        let colleges = view.colleges.iter().map(|college| college.name.as_str());
        details.push(lists::and(&colleges.collect::<Vec<_>>()));
    }
    details.extend(meeting.place.clone());
    if meeting.is_online() {
        let also = if meeting.place.is_some() {
            "aussi "
        } else {
            ""
        };
        details.push(format!("{also}par visioconférence"));
    }
    if meeting.status == Status::Proposed {
        details.push("à confirmer".to_owned());
    }
    let mut lines = vec![format!(
        "Prochaine réunion\u{a0}: {}, {}, {}, {}",
        view.name,
        long_date(day),
        view.hours,
        in_days(screen.days(day))
    )];
    if !details.is_empty() {
        lines.push(format!("  {}", details.join(", ")));
    }
    lines
}

/// Says a matter.
pub fn sentence(screen: &Screen<'_>, matter: &Matter) -> String {
    match matter {
        Matter::Findings { errors, warnings } => {
            let counted = [
                (*errors, "erreur", "erreurs"),
                (*warnings, "avertissement", "avertissements"),
            ];
            let counted = counted.into_iter().filter(|(count, ..)| *count > 0);
            let counted: Vec<_> = counted
                .map(|(n, one, more)| lists::counted(n, one, more))
                .collect();
            format!("La vérification relève {}", lists::and(&counted))
        }
        Matter::Unannounced { meetings } => match meetings.as_slice() {
            [id] => format!(
                "Changement fait à la main et pas encore annoncé\u{a0}: {}",
                meeting(screen, id)
            ),
            _ => format!(
                "{} et pas encore annoncées",
                counted(
                    meetings.len(),
                    "réunion changée à la main",
                    "réunions changées à la main"
                )
            ),
        },
        Matter::StaleFiles { count } => counted(*count, "fichier périmé", "fichiers périmés"),
        Matter::BrokenJournal { line } => format!(
            "`{SENT_FILE}`, ligne {line}, n'est pas la trace d'un message\u{a0}: tant qu'elle n'est pas réparée, personne ne sait qui a été prévenu"
        ),
        Matter::MissingPrivate { files } => format!(
            "Absent d'ici, alors que des calendriers sont enregistrés dans git\u{a0}: {} (à copier de la personne qui tient le secrétariat)",
            files.join(", ")
        ),
        Matter::MissingJournal { meeting: id, .. } => format!(
            "Personne ne sait qui a été informé de {}\u{a0}: `{SENT_FILE}` ne dit rien ici (copiez-le de la personne qui a envoyé les messages\u{a0}; seulement si personne n'en a jamais reçu, commencez-le)",
            meeting(screen, id)
        ),
        Matter::ForeignJournal { council } => format!(
            "`{SENT_FILE}` est le journal de `{council}`\u{a0}: personne ne sait qui a été prévenu d'ici"
        ),
        Matter::Messages {
            meeting: id,
            state,
            count,
            ..
        } => {
            let said = match state {
                Reached::Unsent => "Invitations pas encore envoyées",
                Reached::Outdated => "Messages envoyés avant un changement",
                Reached::Refused => "Messages refusés par le serveur, vérifiez les adresses",
                Reached::Uncertain => "Messages peut-être pas arrivés, demandez avant de renvoyer",
            };
            let recipients = counted(*count, "destinataire", "destinataires");
            let to_tell = if *state == Reached::Outdated {
                " à prévenir"
            } else {
                ""
            };
            let said = format!("{said} ({recipients}{to_tell})");
            if screen.is_next(id) {
                said
            } else {
                format!("{said}\u{a0}: {}", meeting(screen, id))
            }
        }
        Matter::PastProposed { meeting: id, .. } => format!(
            "Jamais confirmée, et son jour est passé\u{a0}: {} (si elle n'a pas eu lieu, `cll meeting cancel {id}`)",
            meeting(screen, id)
        ),
        Matter::Minutes {
            meeting: id, step, ..
        } => minutes(screen, id, *step),
        Matter::OverdueActions { count: 1, since } => {
            format!("1 action en retard depuis le {}", date(*since))
        }
        Matter::OverdueActions { count, since } => {
            format!(
                "{count} actions en retard, la plus ancienne depuis le {}",
                date(*since)
            )
        }
        Matter::LeftActions {
            member,
            until,
            count,
        } => format!(
            "{}\u{a0}: {}, et son mandat a pris fin le {}",
            screen.member(member),
            counted(*count, "action en cours", "actions en cours"),
            date(*until)
        ),
        Matter::MissingCalendar { cycle } => format!("Aucune réunion n'est prévue pour {cycle}"),
        Matter::EndingMandate { member, until } => format!(
            "{}\u{a0}: fin du mandat le {}, {}",
            screen.member(member),
            date(*until),
            in_days(screen.days(*until))
        ),
    }
}

fn minutes(screen: &Screen<'_>, id: &MeetingId, step: Step) -> String {
    let meeting = meeting(screen, id);
    match step {
        Step::Draft => format!("Pas de compte-rendu de la {meeting}"),
        Step::Publish => format!("Compte-rendu préparé et pas encore publié\u{a0}: {meeting}"),
        Step::Approve { drafted: true, .. } => {
            format!("Compte-rendu publié et pas encore validé\u{a0}: {meeting}")
        }
        Step::Approve { drafted: false, .. } => format!(
            "Compte-rendu publié et pas encore validé\u{a0}: {meeting} (écrivez le jour, `approved-on: DATE`, en tête de {})",
            screen.minutes(id)
        ),
    }
}

/// Names a meeting after the article: "réunion écosystème (2/2) du 27 octobre 2025".
fn meeting(screen: &Screen<'_>, id: &MeetingId) -> String {
    let Some((meeting, view)) = screen.meeting(id) else {
        return format!("réunion {id}");
    };
    let day = &view.date.text;
    if meeting.title.is_some() {
        format!("réunion «\u{a0}{}\u{a0}» du {day}", view.name)
    } else {
        format!("{} du {day}", view.name)
    }
}

fn in_days(days: i64) -> String {
    match days {
        0 => "aujourd'hui".to_owned(),
        1 => "demain".to_owned(),
        days => format!("dans {days} jours"),
    }
}
