//! What headings, labels and the heads of tables say that stands below them.
//!
//! A label opens decisions or actions if it says that and nothing else: every word of it is known. "Actions
//! en cours" does; "Actions en cours devant les tribunaux" is a subject like any other.

use crate::locale::collation::{WordList, each_word, sort_key, words};

/// What stands below a heading or a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opens {
    Decisions,
    Actions,
    /// What may be actions, if it is a list: "Suites".
    Steps,
    Both,
}

/// Tells what a heading or a label opens, if it does.
pub(super) fn opens(label: &str) -> Option<Opens> {
    // Longer ones are sentences.
    const LONGEST: usize = 90;
    if label.len() > LONGEST {
        return None;
    }
    let words = words(without_anchor(label));
    let words: Vec<&str> = words.iter().map(|(_, key)| key.as_str()).collect();
    let words = without_number(&words);
    if words.is_empty() {
        return None;
    }
    if is_decided(words) || is_settled(words) {
        return Some(Opens::Decisions);
    }
    if words == ["on", "fait"] {
        return Some(Opens::Steps);
    }
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let pair = |one: &str, other: &str| words.windows(2).any(|two| two == [one, other]);
    let decisions = has(&DECISIONS);
    let to_do = (pair("a", "faire") || pair("to", "do")) && !has(&["rien", "nothing"]);
    let actions = has(&ACTIONS) || to_do || (has(&["suites"]) && has(&["donner"]));
    let who = pair("fait", "quoi") || pair("does", "what");
    if who && words.len() <= 3 {
        return Some(Opens::Actions);
    }
    if words.first() == Some(&"plan") && actions && words.len() <= 3 {
        return Some(Opens::Steps);
    }
    let steps = has(&["suite", "suites", "engagements"])
        || pair("prochaines", "etapes")
        || pair("etapes", "suivantes")
        || pair("next", "steps");
    let known = |word: &&str| {
        FRAME.has(word)
            || DECISIONS.contains(word)
            || ACTIONS.contains(word)
            || word.bytes().all(|b| b.is_ascii_digit())
    };
    if !words.iter().all(known) {
        return None;
    }
    match (decisions, actions) {
        // What was decided before is no decision of this meeting; what was to be done may still be.
        (true, actions) if has(&BEFORE) => actions.then_some(Opens::Actions),
        (true, true) => Some(Opens::Both),
        (true, false) => Some(Opens::Decisions),
        (false, true) => Some(Opens::Actions),
        // "Suites de la réunion précédente" are no list to come.
        (false, false) => (steps && words.len() <= 3).then_some(Opens::Steps),
    }
}

/// Whether a heading opens decisions or actions.
#[must_use]
pub fn opens_records(heading: &str) -> bool {
    opens(heading).is_some()
}

/// Whether a heading has a word for decisions, whatever else it says.
pub(super) fn speaks_of_decisions(heading: &str) -> bool {
    let words = words(heading);
    words
        .iter()
        .any(|(_, key)| DECISIONS.contains(&key.as_str()))
}

/// Whether a heading has a word for actions, whatever else it says.
pub(super) fn speaks_of_actions(heading: &str) -> bool {
    let words = words(heading);
    opens(heading).is_some_and(|opens| opens != Opens::Decisions)
        || words.iter().any(|(_, key)| {
            ACTIONS.contains(&key.as_str()) || ["suite", "suites"].contains(&key.as_str())
        })
}

const DECISIONS: [&str; 6] = [
    "decision",
    "decisions",
    "deliberation",
    "deliberations",
    "resolution",
    "resolutions",
];
/// What says that it was before this meeting.
const BEFORE: [&str; 12] = [
    "anterieure",
    "anterieures",
    "dernier",
    "derniere",
    "dernieres",
    "derniers",
    "passees",
    "precedent",
    "precedente",
    "precedentes",
    "precedents",
    "previous",
];
const ACTIONS: [&str; 8] = [
    "action", "actions", "tache", "taches", "todo", "todos", "todolist", "tasks",
];
/// The words between: they say of when, of whom, in what form.
static FRAME: WordList = WordList::new(
    "a actee actees adoptee adoptees adopted ai anterieure anterieures and apres approuvees \
     arretees attente au assemblee autres aux avant bilan ce choses comite commission conseil \
     convenues council ca cours d de decidees dernier derniere dernieres des derniers do \
     donner du echeance echeances en engager entreprendre est et etapes faire finales fois \
     follow from futures il issues item items jour l la lancer ici last le les list liste log \
     lors made meeting mener mise mises n new next no nouveau nouvelle nouvelles oeuvre of \
     open ouverte ouvertes passees pleniere plan point points pour precedent precedente \
     precedentes prendre precedents previous prevoir prevue prevues principales prise prises \
     prochain prochaine prochaines prioritaires programmees proposees qu qui rappel rappels \
     realiser recap recapitulatif recapitulation registre releve releves reprise responsable \
     responsables reste restantes resume retenues reunion retour s seance steps suite suites \
     suivante suivantes suivi suivre summary synthese tableau taken the this to unanimes up \
     validees venir votees",
);

/// Whether words are "Ce que nous avons décidé", "On a décidé", "What we decided".
fn is_decided(words: &[&str]) -> bool {
    const AROUND: [&str; 27] = [
        "a", "acte", "actes", "avons", "been", "ce", "comite", "conseil", "council", "decide",
        "decided", "decides", "ete", "has", "il", "le", "nous", "on", "que", "qui", "sont", "the",
        "was", "we", "what", "est", "voici",
    ];
    const SAYS: [&str; 4] = ["decide", "decided", "acte", "decides"];
    words.iter().any(|word| SAYS.contains(word)) && words.iter().all(|word| AROUND.contains(word))
}

/// Whether words are "Relevé de conclusions", "Points validés": "Conclusions" alone may be a last word.
fn is_settled(words: &[&str]) -> bool {
    const SETTLED: [&str; 6] = [
        "actes",
        "adoptes",
        "approuves",
        "arretes",
        "decides",
        "valides",
    ];
    match words {
        ["releve" | "releves", "de" | "des", "conclusions", rest @ ..] => {
            rest.iter().all(|word| FRAME.has(word))
        }
        ["points", settled, rest @ ..] => {
            SETTLED.contains(settled) && rest.iter().all(|word| FRAME.has(word))
        }
        _ => false,
    }
}

/// Takes what numbers a heading away: "3.", "II.", "b)".
fn without_number<'a, 'w>(words: &'a [&'w str]) -> &'a [&'w str] {
    let is_number = |word: &str| {
        word.bytes().all(|b| b.is_ascii_digit())
            || word.bytes().all(|b| b"ivx".contains(&b))
            || (word.len() == 1 && !["a", "d", "l"].contains(&word))
    };
    let count = words.iter().take_while(|word| is_number(word)).count();
    words.get(count..).unwrap_or_default()
}

/// Takes attributes in braces away from the end of a heading: "{#actions}".
fn without_anchor(heading: &str) -> &str {
    let text = heading.trim_end();
    let open = text.ends_with('}').then(|| text.rfind('{')).flatten();
    open.and_then(|at| text.get(..at)).unwrap_or(text)
}

/// Whether words say that there is none of what they stand under: "Néant.", "Aucune décision".
pub(super) fn says_none(text: &str) -> bool {
    const NONE: [&str; 13] = [
        "aucun", "aucune", "neant", "rien", "ras", "r", "sans", "pas", "none", "nothing", "no",
        "n", "nil",
    ];
    const AROUND: [&str; 48] = [
        "a",
        "aujourd",
        "ce",
        "formelle",
        "formellement",
        "hui",
        "particuliere",
        "soir",
        "action",
        "actions",
        "autre",
        "cette",
        "d",
        "de",
        "decision",
        "decisions",
        "du",
        "ete",
        "faire",
        "jour",
        "la",
        "lors",
        "n",
        "nouvelle",
        "nouvelles",
        "objet",
        "particulier",
        "pour",
        "prise",
        "prises",
        "r",
        "reunion",
        "s",
        "seance",
        "signaler",
        "this",
        "time",
        "est",
        "to",
        "report",
        "do",
        "taken",
        "made",
        "item",
        "items",
        "neuf",
        "new",
        "l",
    ];
    let mut words = each_word(text).map(|(_, key)| key);
    let first = words.next();
    // "A", "N/A", "S.O."
    first
        .is_some_and(|first| NONE.contains(&first.as_str()) && (first.len() > 1 || text.len() <= 8))
        && words.all(|word| AROUND.contains(&word.as_str()))
        || text.trim().len() <= 8
            && ["-", "\u{2013}", "\u{2014}", "/", "x", "?", "s.o.", "s/o"]
                .contains(&sort_key(text.trim()).as_str())
}

/// Whether a text announces the next meeting: "Prochain CA", "RDV le 5 mars", "On se retrouve le …".
#[must_use]
pub fn announces_next(text: &str) -> bool {
    static MEETINGS: WordList = WordList::new(
        "codir copil cotech cse webinaire ag assemblee ca call comite conseil cs date gt meeting \
         meetings pleniere plenieres rdv reunion reunions rencontre rendez seance seances session \
         sessions visio commission bureau",
    );
    static PLANNED: WordList = WordList::new(
        "prevue prevu fixee fixe programmee programme lieu tiendra scheduled convoquee",
    );
    let words = words(text);
    let words: Vec<&str> = words.iter().map(|(_, key)| key.as_str()).collect();
    let is_meeting = |word: &&str| MEETINGS.has(word);
    if is_next_alone(&words) {
        return true;
    }
    words.iter().enumerate().any(|(at, word)| {
        let after = words
            .get(at + 1..(at + 4).min(words.len()))
            .unwrap_or_default();
        let near = words
            .get(at + 1..(at + 9).min(words.len()))
            .unwrap_or_default();
        let is_day = |words: &[&str]| {
            words
                .iter()
                .any(|word| word.bytes().any(|b| b.is_ascii_digit()))
        };
        (NEXT.has(word) && after.iter().any(is_meeting))
            || (is_meeting(word)
                && after
                    .first()
                    .is_some_and(|word| ["suivante", "suivant"].contains(word)))
            || (AGAIN.has(word) && is_day(near))
            || (*word == "rdv" && is_day(near))
            || (*word == "rendez" && after.first() == Some(&"vous") && is_day(near))
            || (is_meeting(word)
                && near.iter().any(|word| PLANNED.has(word))
                && is_day(words.get(at..).unwrap_or_default()))
    })
}

/// Returns the heading under which a text belongs each paragraph of which begins with when or where the
/// council meets next: "Prochaine réunion : jeudi 5 juin".
#[must_use]
pub fn heading_of_next(text: &str) -> Option<&'static str> {
    let text = text.replace("\r\n", "\n");
    let paragraphs = text.split("\n\n").map(str::trim);
    let mut paragraphs = paragraphs.filter(|it| !it.is_empty()).peekable();
    let first = words(paragraphs.peek()?);
    let begins = |paragraph: &str| announces_next(paragraph.lines().next().unwrap_or_default());
    let is_english = first.iter().take(2).any(|(_, key)| key == "next");
    let heading = if is_english {
        "Next meeting"
    } else {
        "Prochaine réunion"
    };
    paragraphs.all(begins).then_some(heading)
}

static NEXT: WordList =
    WordList::new("prochain prochaine prochains prochaines next upcoming following");
static AGAIN: WordList = WordList::new(
    "reunira reunirons retrouve retrouvera retrouverons retrouvons reverra reverrons revoit \
     revoyons",
);

/// Whether words are "La prochaine fois …", "Prochaine date", or "On se revoit" and nothing more.
fn is_next_alone(words: &[&str]) -> bool {
    match words {
        [next, "fois" | "date" | "dates", ..] | ["la", next, "fois", ..] => NEXT.has(next),
        ["on" | "nous", "se" | "nous", verb] => AGAIN.has(verb),
        _ => false,
    }
}

/// What the column of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Decision,
    /// What is to be done.
    Action,
    /// What a row is about: a decision or an action, as its type says.
    Subject,
    Owner,
    Deadline,
    State,
    Type,
    /// A number, a vote, a remark.
    Other,
}

/// The words that tell what a column holds; "Pour quand" before "quand", "Date de la décision" before
/// "décision".
const COLUMNS: [(Column, &[&str]); 8] = [
    (
        Column::Deadline,
        &[
            "quand",
            "echeance",
            "echeances",
            "delai",
            "delais",
            "due",
            "when",
            "deadline",
            "butoir",
            "limite",
            "calendrier",
        ],
    ),
    (
        Column::Owner,
        &[
            "qui",
            "responsable",
            "responsables",
            "porteur",
            "porteurs",
            "porteuse",
            "pilote",
            "pilotes",
            "acteur",
            "acteurs",
            "charge",
            "referent",
            "referents",
            "owner",
            "owners",
            "who",
            "assigned",
            "assignee",
            "attribue",
            "attribuee",
            "par",
        ],
    ),
    (
        Column::State,
        &[
            "etat",
            "statut",
            "avancement",
            "status",
            "state",
            "realise",
            "realisee",
            "fait",
            "done",
            "progress",
        ],
    ),
    (Column::Type, &["type", "nature", "categorie", "kind"]),
    (Column::Deadline, &["date"]),
    (Column::Decision, &DECISIONS),
    (Column::Action, &["quoi", "what", "task", "faire"]),
    (
        Column::Subject,
        &[
            "sujet",
            "sujets",
            "objet",
            "point",
            "points",
            "intitule",
            "description",
            "libelle",
            "texte",
            "contenu",
            "subject",
            "topic",
            "theme",
        ],
    ),
];

/// Tells what a column holds by its head.
pub(super) fn column(head: &str) -> Option<Column> {
    const OTHERS: [&str; 26] = [
        "vote",
        "votes",
        "resultat",
        "no",
        "n",
        "num",
        "numero",
        "ref",
        "reference",
        "remarque",
        "remarques",
        "commentaire",
        "commentaires",
        "comments",
        "id",
        "rang",
        "priorite",
        "priority",
        "pour",
        "contre",
        "abstention",
        "abstentions",
        "blancs",
        "voix",
        "s",
        "nb",
    ];
    let words = words(head);
    let is = |list: &[&str]| words.iter().any(|(_, word)| list.contains(&word.as_str()));
    let others = || {
        words
            .iter()
            .all(|(_, word)| OTHERS.contains(&word.as_str()))
    };
    if words.is_empty() || others() {
        return Some(Column::Other);
    }
    if is(&ACTIONS)
        && !is(&[
            "echeance",
            "quand",
            "par",
            "responsable",
            "etat",
            "statut",
            "date",
        ])
    {
        return Some(Column::Action);
    }
    let found = COLUMNS.iter().find(|(_, known)| is(known));
    found.map(|(column, _)| *column)
}

/// Tells what a row of a table is, by the cell of its type: "D", "Décision", "A", "à relancer".
pub(super) fn kind_of_row(cell: &str) -> Option<Opens> {
    let key = sort_key(cell);
    let key = key.trim_matches(|c: char| !c.is_alphanumeric());
    match key {
        "d" | "dec" | "decision" | "decisions" | "deliberation" | "resolution" => {
            Some(Opens::Decisions)
        }
        "a" | "act" | "action" | "actions" | "ar" | "a relancer" | "a faire" | "todo" | "tache"
        | "task" | "suivi d'action" => Some(Opens::Actions),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_opens_what_it_names_and_nothing_else() {
        for (label, expected) in [
            ("Décisions", Some(Opens::Decisions)),
            ("Relevé de décisions", Some(Opens::Decisions)),
            ("2. Relevé des délibérations :", Some(Opens::Decisions)),
            ("III. Décisions prises en séance", Some(Opens::Decisions)),
            ("Décision n° 3", Some(Opens::Decisions)),
            ("Ce que nous avons décidé", Some(Opens::Decisions)),
            ("On a décidé", Some(Opens::Decisions)),
            ("Relevé de conclusions", Some(Opens::Decisions)),
            (
                "Relevé des conclusions de la séance",
                Some(Opens::Decisions),
            ),
            ("4. Points actés en séance", Some(Opens::Decisions)),
            ("On fait", Some(Opens::Steps)),
            ("Conclusions", None),
            ("Rappel des décisions de la séance précédente", None),
            ("Décisions du dernier CA", None),
            (
                "Suivi des décisions et actions précédentes",
                Some(Opens::Actions),
            ),
            ("Points validés par le ministère", None),
            ("On fait le point", None),
            ("Decisions taken", Some(Opens::Decisions)),
            ("2. Décisions {#2.-décisions}", Some(Opens::Decisions)),
            ("Relevé d'actions", Some(Opens::Actions)),
            ("Actions prévues la fois d'avant", Some(Opens::Actions)),
            ("Suivi des actions précédentes", Some(Opens::Actions)),
            ("Points d\u{2019}action", Some(Opens::Actions)),
            (
                "Actions prévues lors de la réunion précédente",
                Some(Opens::Actions),
            ),
            ("Actions décidées lors du dernier CA", Some(Opens::Actions)),
            (
                "Rappel des actions de la dernière assemblée",
                Some(Opens::Actions),
            ),
            (
                "Actions à mener d'ici le prochain conseil",
                Some(Opens::Actions),
            ),
            ("Liste des tâches", Some(Opens::Actions)),
            ("À FAIRE", Some(Opens::Actions)),
            (
                "Reste à faire pour la prochaine réunion",
                Some(Opens::Actions),
            ),
            ("TODO", Some(Opens::Actions)),
            ("To do", Some(Opens::Actions)),
            ("Action items", Some(Opens::Actions)),
            ("Suites à donner", Some(Opens::Actions)),
            ("Suite", Some(Opens::Steps)),
            ("Prochaines étapes", Some(Opens::Steps)),
            ("Qui fait quoi", Some(Opens::Actions)),
            ("Plan d'actions", Some(Opens::Steps)),
            ("Relevé de décisions et d'actions", Some(Opens::Both)),
            ("Actions en cours devant les tribunaux", None),
            ("Actions les plus citées", None),
            ("Décisions attendues par les répondants", None),
            ("Décision du Conseil d'État", None),
            ("Délibération n° 2024-11 : adhésion à la fondation", None),
            ("Questions diverses", None),
            ("Rien à faire", None),
            ("", None),
        ] {
            assert_eq!(opens(label), expected, "{label}");
        }
    }

    #[test]
    fn a_section_may_say_that_it_holds_nothing() {
        for text in [
            "Aucune.",
            "Néant",
            "R.A.S.",
            "RAS",
            "Aucune décision n'a été prise",
            "None",
            "Pas de nouvelle action",
            "\u{2014}",
            "Rien",
            "rien à signaler",
            "No decision",
            "Pas de décision formelle ce jour.",
            "Aucune décision particulière aujourd'hui",
        ] {
            assert!(says_none(text), "{text}");
        }
        for text in [
            "Aucun logo sur le site",
            "Rien de neuf avant le printemps",
            "Pas de goodies",
            "Relire",
            "Sans logo",
            "No goodies",
        ] {
            assert!(!says_none(text), "{text}");
        }
    }

    #[test]
    fn the_next_meeting_is_announced_in_many_words() {
        for text in [
            "Prochaine réunion : jeudi",
            "Prochain CA : 4 mai 2027",
            "La prochaine réunion se tiendra",
            "RDV le 5 mars 2026",
            "Rendez-vous le 4 juillet",
            "On se retrouve le mardi 4 février",
            "Une autre réunion est prévue le 6 mai 2027",
            "Le conseil se réunira de nouveau le 8 décembre",
            "Next meeting",
            "Upcoming Meetings",
            "Prochain GT",
            "Prochaine session",
            "Réunion suivante",
            "Date de la prochaine réunion",
            "Prochain COTECH le 4 mai",
            "La prochaine fois",
            "Prochaine date",
            "Nous nous reverrons le 4 mai 2027",
            "On se revoit",
        ] {
            assert!(announces_next(text), "{text}");
        }
        for text in [
            "Le prochain comptage aura lieu au printemps",
            "La réunion était longue",
            "La prochaine étape",
            "On se retrouve sans salle",
            "On se revoit avec plaisir",
            "Le site sera prêt la prochaine fois",
        ] {
            assert!(!announces_next(text), "{text}");
        }
    }
}
