//! What a person wrote in a message, beside what their program wrote for them.
//!
//! Where it cannot be told, words are taken for the person's: too much is read by a secretary, too little
//! is lost.

use crate::calendar::fold::unfold;

/// The longest text that is looked through, in bytes.
const LONGEST: usize = 64 * 1024;
/// The most lines of a signature.
const SIGNATURE: usize = 12;

/// Returns what a person wrote into a text: without the message that it quotes, without signature,
/// greeting and what programs write; `None` where nothing is left.
///
/// `calendar` is the text of the answer's calendar, which programs repeat, and `names` are those of who
/// answers, with their addresses.
pub fn own(text: &str, calendar: &str, names: &[&str]) -> Option<String> {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let lines: Vec<&str> = text[..end].lines().map(str::trim_end).collect();
    let quoted = (0..lines.len()).find(|at| begins_quotation(&lines[*at..]));
    let lines = &lines[..quoted.unwrap_or(lines.len())];
    let calendar = format!(" {} ", letters(&unfold(calendar).replace("\\n", " ")));
    let table = lines.iter().filter(|line| has_label(line)).count();
    let mut own: Vec<&str> = Vec::new();
    let mut rest = lines.iter();
    while let Some(line) = rest.next() {
        if line.trim() == "--" {
            break;
        }
        if is_among(line, &CLOSINGS) {
            // What stands below the name is written by hand again.
            let below: Vec<&&str> = rest.by_ref().collect();
            let after = below.iter().position(|it| is_sentence(it));
            let end = after.unwrap_or(below.len());
            let signature = &below[..end.min(SIGNATURE)];
            own.extend(below[signature.len()..].iter().map(|it| **it));
            break;
        }
        own.push(line);
    }
    let is_own = |line: &&str| {
        let said = letters(line);
        let is_echo = || calendar.contains(&format!(" {said} "));
        !(said.is_empty()
            || line.starts_with('>')
            || table > 1 && has_label(line)
            || is_echo()
            || is_of_a_program(line, names))
    };
    own.retain(is_own);
    let is_said = own.iter().any(|line| !is_among(line, &GREETINGS));
    is_said.then(|| own.join("\n"))
}

/// Writes a text as its words alone, in lower case.
fn letters(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether a message that is answered begins here.
fn begins_quotation(lines: &[&str]) -> bool {
    let [first, below @ ..] = lines else {
        return false;
    };
    let first = first.trim().to_lowercase();
    let is_rule = |c: char| first.chars().count() >= 5 && first.chars().all(|it| it == c);
    let dashes = first
        .strip_prefix("-----")
        .or_else(|| first.strip_prefix("----"));
    let is_named = dashes.is_some_and(|it| QUOTED.iter().any(|name| it.contains(name)));
    let next = below.iter().find(|line| !line.trim().is_empty());
    let introduction = |line: &str| {
        let line = line.trim_end();
        (line.starts_with("le ") || line.starts_with("on ") || line.starts_with("am "))
            && WROTE.iter().any(|end| line.ends_with(end))
    };
    // The address may have gone onto a line of its own.
    let two = format!("{first} {}", next.map_or("", |it| it.trim()).to_lowercase());
    let is_head = ["de :", "de\u{a0}:", "from:", "de:", "von:"]
        .iter()
        .any(|head| first.trim_start_matches('*').starts_with(head))
        && below.iter().take(3).any(|line| {
            let line = line.trim().trim_start_matches('*').to_lowercase();
            HEADS.iter().any(|head| line.starts_with(head))
        });
    is_rule('_') || is_named || introduction(&first) || introduction(&two) || is_head
}

/// Whether a line is one of a table of the event: `When: …`.
fn has_label(line: &str) -> bool {
    let Some((label, _)) = line.split_once([':', '\t']) else {
        return false;
    };
    let label = letters(label);
    LABELS.contains(&label.as_str())
}

/// Whether a line is one of these, whatever stands behind it.
fn is_among(line: &str, of: &[&str]) -> bool {
    of.contains(&letters(line).as_str())
}

/// Whether somebody says something in a line, which is no line of a signature.
fn is_sentence(line: &str) -> bool {
    let said = letters(line);
    let words = said.split(' ').count();
    let has_end = line.trim_end().ends_with(['.', '?', '!', '…']);
    said.starts_with("ps ") || said.starts_with("p s ") || words >= 5 && has_end
}

/// Whether a program wrote a line: that somebody has answered, where it was written, what the law wants.
fn is_of_a_program(line: &str, names: &[&str]) -> bool {
    let said = letters(line);
    if ADVERTS.iter().any(|advert| said.starts_with(advert)) {
        return true;
    }
    let names = names.iter().map(|name| letters(name));
    let mut names = names.filter(|name| !name.is_empty());
    let rest = |name: String| said.strip_prefix(&name).map(|it| it.trim().to_owned());
    let answers = |rest: &str| ANSWERS.iter().any(|answer| rest.contains(answer));
    let is_short = said.split(' ').count() <= 24;
    is_short
        && (said.starts_with("you have received a rsvp")
            || names.any(|name| rest(name).is_some_and(|it| answers(&it))))
}

/// What stands between the dashes above a quoted message.
const QUOTED: [&str; 6] = [
    "original",
    "origine",
    "transféré",
    "forwarded",
    "ursprüngliche",
    "message initial",
];

/// How the line above a quoted message ends.
const WROTE: [&str; 6] = [
    "a écrit :",
    "a écrit\u{a0}:",
    "a écrit:",
    "a écrit",
    "wrote:",
    "schrieb:",
];

/// The lines below `From:` of a quoted message.
const HEADS: [&str; 8] = [
    "envoyé",
    "sent",
    "date",
    "à :",
    "à\u{a0}:",
    "to:",
    "gesendet",
    "objet",
];

/// The labels of a table of the event.
const LABELS: [&str; 29] = [
    "summary",
    "location",
    "when",
    "where",
    "what",
    "who",
    "rsvp",
    "organizer",
    "attendees",
    "description",
    "title",
    "subject",
    "status",
    "date",
    "time",
    "calendar",
    "quand",
    "où",
    "quoi",
    "qui",
    "lieu",
    "titre",
    "objet",
    "organisateur",
    "participants",
    "invités",
    "horaire",
    "heure",
    "calendrier",
];

/// How messages end; the name of who wrote stands below.
const CLOSINGS: [&str; 22] = [
    "cordialement",
    "bien cordialement",
    "très cordialement",
    "cdt",
    "cdlt",
    "bien à vous",
    "bien à toi",
    "salutations",
    "sincères salutations",
    "respectueusement",
    "bonne journée",
    "bonne soirée",
    "bonne réception",
    "amicalement",
    "best regards",
    "kind regards",
    "regards",
    "best",
    "sincerely",
    "yours sincerely",
    "mit freundlichen grüßen",
    "viele grüße",
];

/// How messages begin; alone they say nothing.
const GREETINGS: [&str; 13] = [
    "bonjour",
    "bonjour à tous",
    "bonjour à toutes et à tous",
    "bonsoir",
    "madame",
    "monsieur",
    "madame monsieur",
    "mesdames messieurs",
    "hello",
    "hi",
    "dear all",
    "good morning",
    "hallo",
];

/// What programs say of an answer, behind the name of who answers.
const ANSWERS: [&str; 16] = [
    "has accepted",
    "has declined",
    "has tentatively accepted",
    "accepted your",
    "accepted this",
    "accepted the",
    "declined your",
    "declined this",
    "declined the",
    "has replied",
    "a répondu",
    "a accepté",
    "a refusé",
    "a décliné",
    "a provisoirement accepté",
    "hat die",
];

/// How lines begin that programs and their owners put below every message.
const ADVERTS: [&str; 14] = [
    "envoyé de mon",
    "envoyé depuis",
    "envoyé à partir de",
    "sent from my",
    "sent from outlook",
    "télécharger outlook",
    "get outlook for",
    "obtenir outlook",
    "invitation de google agenda",
    "invitation from google calendar",
    "ce message et ses pièces jointes",
    "ce message et toutes les pièces jointes",
    "this e mail and any attachments",
    "this message and any attachments",
];

#[cfg(test)]
mod tests {
    use super::*;

    const CALENDAR: &str = "BEGIN:VCALENDAR\r\nSUMMARY:Conseil des usages : ré\r\n union (1/1)\r\n\
        LOCATION:Salle A\\, 2e étage\r\nCOMMENT:déjà dit\r\nEND:VCALENDAR\r\n";
    const NAMES: [&str; 2] = ["Hélène Lefèvre", "helene@example.org"];

    fn said(text: &str) -> Option<String> {
        own(text, CALENDAR, &NAMES)
    }

    #[test]
    fn what_a_person_wrote_is_kept() {
        for (text, expected) in [
            ("J'arriverai à 14h15.", "J'arriverai à 14h15."),
            (
                "Bonjour,\n\nJe viens avec Noé.\n\nCordialement,\nHélène Lefèvre\nDirectrice",
                "Bonjour,\nJe viens avec Noé.",
            ),
            (
                "Oui, mais en retard\n> Vous êtes invités\n> à la réunion\net à distance",
                "Oui, mais en retard\net à distance",
            ),
            (
                "Présente à distance.\n\nLe lun. 2 nov. 2026 à 10:00, Secrétariat <s@example.org> a\nécrit :\n\n> Bonjour",
                "Présente à distance.",
            ),
            (
                "Je ne mange pas de viande\r\n\r\n-----Message d'origine-----\r\nDe : Secrétariat\r\nJe demande",
                "Je ne mange pas de viande",
            ),
            (
                "D'accord sous réserve\n\nDe : Secrétariat <s@example.org>\nEnvoyé : lundi\nÀ : Hélène\nObjet : Réunion\n\nBonjour",
                "D'accord sous réserve",
            ),
            (
                "De : la salle B, je ne sais rien",
                "De : la salle B, je ne sais rien",
            ),
            (
                "Cordialement,\nHélène\nPS : mon train arrive tard",
                "PS : mon train arrive tard",
            ),
            (
                "Le conseil a accepté notre invitation l'an dernier, merci d'y revenir",
                "Le conseil a accepté notre invitation l'an dernier, merci d'y revenir",
            ),
            ("Lieu : plutôt la salle B ?", "Lieu : plutôt la salle B ?"),
        ] {
            assert_eq!(said(text).as_deref(), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn what_programs_wrote_is_nothing() {
        for text in [
            "",
            "Bonjour,\n",
            "Hélène Lefèvre <helene@example.org> has accepted your event invitation.",
            "Hélène Lefèvre a répondu",
            "You have received a RSVP from Hélène Lefèvre <helene@example.org>\n\nSummary    : autre\n\
             Location   : Salle ; https://visio.example.org/cu\nWhen       : Fri, 12 Mar 2027 13:00\nRSVP : ACCEPTED",
            "Conseil des usages : réunion (1/1)\nSalle A, 2e étage\n",
            "déjà dit",
            "-- \nHélène Lefèvre\nDirectrice",
            "Cordialement,\n\nHélène Lefèvre\nDirectrice\n01 23 45 67 89",
            "Envoyé de mon iPhone",
            "________________________________\nDe : x\nJe demande",
            "> Vous êtes invités",
        ] {
            assert_eq!(said(text), None, "{text:?}");
        }
    }
}
