//! Sentences that tell of a decision without being marked as one: "La charte est adoptée à l'unanimité."

use std::collections::BTreeSet;
use std::ops::Range;

use super::prose::{Prose, on_one_line};
use super::ranges::is_within;
use super::records::Place;
use super::sections::opens_records;
use super::sentences::sentences;
use super::{Block, BlockKind, Minutes, Statement};
use crate::locale::collation::{sort_key, words};

/// Finds the sentences by which the council decides, outside the attendance and what is marked.
pub(super) fn read(minutes: &mut Minutes, places: &[Place]) {
    let mut marked: Vec<Range<usize>> = minutes.decisions.iter().map(|it| it.at.clone()).collect();
    marked.extend(minutes.actions.iter().map(|it| it.text_at.clone()));
    marked.sort_by_key(|at| at.start);
    let decided: BTreeSet<Option<usize>> = minutes.decisions.iter().map(|it| it.heading).collect();
    // What stands beside a decision tells of its vote.
    let beside: BTreeSet<usize> = minutes
        .blocks
        .iter()
        .zip(places)
        .filter(|(block, _)| {
            let at = &block.prose.at;
            let from = marked.partition_point(|it| it.start < at.start);
            marked.get(from).is_some_and(|it| it.start < at.end)
        })
        .map(|(block, place)| place.table().unwrap_or(block.prose.at.start))
        .collect();
    let recorded: Vec<bool> = minutes
        .headings
        .iter()
        .map(|heading| {
            // Drafts list there what became of questions that were put to the council before.
            let is_of_opinions = sort_key(&heading.text) == "avis en cours";
            (opens_records(&heading.text) && heading.level > 1) || is_of_opinions
        })
        .collect();
    let mut found: Vec<Statement> = Vec::new();
    // What only counts votes is of no weight where words tell what they decided.
    let mut counts: Vec<(usize, Statement)> = Vec::new();
    let mut told: Vec<usize> = Vec::new();
    let mut last_table = None;
    for (index, (block, place)) in minutes.blocks.iter().zip(places).enumerate() {
        let at = block.prose.at.clone();
        if block.kind == BlockKind::Heading
            || is_within(&minutes.attendance_at, &(at.start..at.start))
            || minutes.privacy.covers(at.start)
            || beside.contains(&place.table().unwrap_or(at.start))
            || block.heading.is_some_and(|it| recorded[it])
        {
            continue;
        }
        let text = block.prose.text.as_str();
        if let Some(from) = headed(&block.prose)
            && !is_marked(&marked, &block.prose.source(from..text.len()))
        {
            let mut statement = statement(block, 0..text.len());
            statement.markdown = on_one_line(text.get(from..).unwrap_or_default());
            found.push(statement);
            told.push(index);
            continue;
        }
        for sentence in sentences(text) {
            let said = text.get(sentence.clone()).unwrap_or_default();
            let place_of = block.prose.source(sentence.clone());
            if is_marked(&marked, &place_of) || block.prose.is_struck(sentence.clone()) {
                continue;
            }
            match weight(said) {
                Some(Weight::Decided) => {
                    let mut statement = statement(block, sentence);
                    statement.markdown.clone_from(&statement.text);
                    found.push(statement);
                    told.push(index);
                }
                Some(Weight::Counted) => {
                    let table = place.table();
                    if table.is_none() || table != last_table {
                        counts.push((index, statement(block, sentence)));
                    }
                    last_table = table;
                }
                None => {}
            }
        }
    }
    let mut shown: Option<usize> = None;
    for (index, statement) in counts {
        const NEAR: usize = 4;
        let from = told.partition_point(|told| told + NEAR < index);
        let near = told.get(from..).unwrap_or_default().iter();
        let near = near.take_while(|told| **told <= index + NEAR);
        let mut headings = near.map(|told| minutes.blocks[*told].heading);
        let is_beside = headings.any(|heading| heading == statement.heading);
        // Votes follow one another: the first stands for all.
        let follows = shown.is_some_and(|last| index - last <= 1);
        shown = Some(index);
        let is_told =
            is_beside || (statement.heading.is_some() && decided.contains(&statement.heading));
        if !is_told && !follows {
            found.push(statement);
        }
    }
    found.sort_by_key(|statement| statement.at.start);
    minutes.unmarked = found;
}

/// Finds where a decision begins behind its word in bold, where no colon follows: "**Décision** publier".
fn headed(prose: &Prose) -> Option<usize> {
    let text = prose.text.as_str();
    let (at, key) = words(text.get(..text.len().min(40)).unwrap_or(text))
        .into_iter()
        .next()?;
    let rest = text.get(at.end..)?;
    let is_word = ["decision", "decide", "resolution"].contains(&key.as_str()) && at.start == 0;
    let goes_on = rest.starts_with([' ', '\u{a0}'])
        && words(rest).len() > 1
        && !rest
            .trim_start()
            .starts_with([':', '-', '\u{2013}', '\u{2014}']);
    (is_word && goes_on && prose.is_emphasised(at.clone()))
        .then(|| at.end + rest.len() - rest.trim_start().len())
}

fn is_marked(marked: &[Range<usize>], at: &Range<usize>) -> bool {
    let before = marked.partition_point(|it| it.start <= at.start);
    marked
        .get(before.saturating_sub(2)..before)
        .is_some_and(|near| near.iter().any(|it| at.start < it.end))
}

fn statement(block: &Block, at: Range<usize>) -> Statement {
    let prose: &Prose = &block.prose;
    let text = prose.text.get(at.clone()).unwrap_or_default();
    Statement {
        text: on_one_line(text),
        markdown: String::new(),
        text_at: prose.source(at.clone()),
        at: prose.source(at),
        heading: block.heading,
    }
}

/// How surely a sentence tells of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// It says that something was decided.
    Decided,
    /// It counts votes.
    Counted,
}

fn weight(sentence: &str) -> Option<Weight> {
    // A question decides nothing.
    const LONGEST: usize = 600;
    if sentence.ends_with('?') || sentence.len() > LONGEST {
        return None;
    }
    let words = words(sentence);
    let words: Vec<&str> = words.iter().map(|(_, key)| key.as_str()).collect();
    let said = Said { words: &words };
    if said.is_of_others() {
        return None;
    }
    // "Vote : unanimité."
    let is_bare = words.len() <= 4 && words.first().is_some_and(|first| *first == "vote");
    if is_bare && said.counts() {
        return Some(Weight::Counted);
    }
    if said.decides() {
        return Some(Weight::Decided);
    }
    said.counts().then_some(Weight::Counted)
}

/// The words of a sentence, without case and accents.
struct Said<'a> {
    words: &'a [&'a str],
}

/// Verbs by which a body decides, as they stand behind "le conseil".
const DECIDES: [&str; 44] = [
    "acte",
    "actent",
    "adopte",
    "adoptent",
    "adopted",
    "adopts",
    "agree",
    "agreed",
    "agrees",
    "approuve",
    "approuvent",
    "approved",
    "approves",
    "arrete",
    "arretent",
    "autorise",
    "autorisent",
    "choisissent",
    "choisit",
    "decide",
    "decided",
    "decident",
    "decides",
    "designe",
    "designent",
    "elisent",
    "elit",
    "enterine",
    "enterinent",
    "nomme",
    "nomment",
    "ratifie",
    "ratifient",
    "rejette",
    "rejettent",
    "resolved",
    "resolves",
    "retiennent",
    "retient",
    "valide",
    "valident",
    "votent",
    "decidons",
    "adoptons",
];
/// The participles of those, in the masculine.
const DECIDED: [&str; 23] = [
    "accepte", "acte", "adopte", "adopted", "agreed", "approuve", "approved", "arrete", "autorise",
    "convenu", "decide", "decided", "designe", "elu", "enterine", "nomme", "ratifie", "refuse",
    "rejete", "resolu", "retenu", "valide", "vote",
];
/// Who decides here.
const BODIES: [&str; 14] = [
    "conseil",
    "comite",
    "assemblee",
    "pleniere",
    "membres",
    "nous",
    "on",
    "council",
    "board",
    "members",
    "meeting",
    "college",
    "presents",
    "commission",
];
/// What tells a body from this one.
const OTHERS: [&str; 32] = [
    "municipal",
    "municipale",
    "departemental",
    "departementale",
    "regional",
    "regionale",
    "constitutionnel",
    "communautaire",
    "metropolitain",
    "administration",
    "etat",
    "ministres",
    "tribunal",
    "tribunaux",
    "cour",
    "juge",
    "juges",
    "jury",
    "parlement",
    "senat",
    "nationale",
    "deputes",
    "senateurs",
    "gouvernement",
    "europeen",
    "europeenne",
    "prefet",
    "maire",
    "syndical",
    "surveillance",
    "court",
    "parliament",
];

impl Said<'_> {
    fn has(&self, list: &[&str]) -> bool {
        self.words.iter().any(|word| list.contains(word))
    }

    fn pair(&self, one: &str, other: &str) -> bool {
        self.words.windows(2).any(|two| two == [one, other])
    }

    /// Whether another body decides: "le conseil municipal", "le tribunal", "le bureau de l'école".
    fn is_of_others(&self) -> bool {
        // "par 8 voix pour" tells of votes, "adopté par le Sénat" of others: both have their words.
        let first = self.words.iter().position(|word| OTHERS.contains(word));
        let verb = self
            .words
            .iter()
            .position(|word| is_decided(word) || DECIDES.contains(word));
        match (first, verb) {
            (Some(first), Some(verb)) => {
                // As the subject, or behind "par".
                let before = self.words.get(..first).unwrap_or_default();
                let by = before.iter().rev().take(4).any(|word| *word == "par");
                let own = self.words.get(..first.min(verb)).unwrap_or_default();
                let council = own.first().is_some_and(|_| {
                    let near = self
                        .words
                        .get(first.wrapping_sub(2)..first)
                        .unwrap_or_default();
                    !near.iter().any(|word| BODIES.contains(word))
                        && own.iter().any(|word| BODIES.contains(word))
                });
                by || (first < verb && !council)
            }
            _ => false,
        }
    }

    fn decides(&self) -> bool {
        if self.is_past() {
            return false;
        }
        // "Décision est prise de"
        let taken = self.words.windows(3).any(|three| {
            three[0] == "decision" && ["est", "ete"].contains(&three[1]) && three[2] == "prise"
        });
        if taken {
            return true;
        }
        let unanimous = self.has(&["unanimite", "unanimement", "unanimously", "consensus"]);
        let passes = self.has(&[
            "motion",
            "proposal",
            "poll",
            "resolution",
            "vote",
            "amendment",
        ]) && self.has(&["passes", "passed", "carried", "carries"]);
        let unopposed = (self.pair("nobody", "objects")
            || self.pair("no", "objections")
            || self.pair("no", "objection"))
            && self.has(&["adopted", "approved", "agreed"]);
        passes && !self.is_denied(0)
            || unopposed
            || self.impersonal()
            || self.of_body()
            || self.passive(unanimous)
            || unanimous && self.has_subject_of_votes()
            || self.opinion()
    }

    /// "Il est décidé que", "il a été convenu de", "it was agreed that".
    fn impersonal(&self) -> bool {
        self.words.iter().enumerate().any(|(at, word)| {
            let begins = ["il", "it", "est"].contains(word);
            let near = self
                .words
                .get(at + 1..(at + 5).min(self.words.len()))
                .unwrap_or_default();
            let verb = near.iter().position(|word| {
                [
                    "decide", "convenu", "acte", "arrete", "resolu", "decided", "agreed",
                    "resolved", "propose",
                ]
                .contains(word)
                    && *word != "propose"
            });
            let Some(verb) = verb.filter(|_| begins) else {
                return false;
            };
            let helps = [
                "est",
                "a",
                "ete",
                "fut",
                "donc",
                "ainsi",
                "enfin",
                "egalement",
                "is",
                "was",
                "has",
                "been",
                "alors",
            ];
            let between = near.get(..verb).unwrap_or_default();
            let after = near.get(verb + 1);
            let subject = *word != "est";
            subject
                && !between.is_empty()
                && between.iter().all(|word| helps.contains(word))
                && after.is_none_or(|next| *next != "si")
        })
    }

    /// "Le conseil décide de", "nous avons adopté", "les membres valident".
    fn of_body(&self) -> bool {
        let Some(subject) = self.words.iter().position(|word| BODIES.contains(word)) else {
            return false;
        };
        // "Le conseil de l'APLEX", "le comité du réseau": the body of somebody else.
        let own = ["conseil", "comite", "assemblee", "college", "commission"]
            .contains(&self.words[subject]);
        let after = self.words.get(subject + 1..).unwrap_or_default();
        let of_somebody = own
            && matches!(after.first(), Some(&("d" | "de" | "du" | "des")))
            && !after
                .iter()
                .take(4)
                .any(|word| ["communs", "conseil"].contains(word))
            && !has_verb_first(after);
        if of_somebody {
            return false;
        }
        let verb = after.iter().take(24).enumerate().position(|(at, word)| {
            let place = subject + 1 + at;
            if self.is_denied(place) {
                return false;
            }
            let before = self.words.get(place - 1).copied().unwrap_or_default();
            // "On retient que l'idée plaît."
            let casual = ["on", "nous"].contains(&self.words[subject]);
            let loose = ["arrete", "choisit", "nomme", "retient", "vote"];
            if casual && loose.contains(word) {
                return false;
            }
            let helped = ["a", "ont", "avons", "has", "have"].contains(&before) && is_decided(word);
            let bare = DECIDES.contains(word)
                && ![
                    "de", "d", "du", "des", "par", "le", "la", "les", "un", "une", "son", "l",
                    "pour", "a", "ont", "est", "sont", "ete",
                ]
                .contains(&before);
            helped || bare
        });
        verb.is_some()
    }

    /// "La charte est adoptée", "Adopté à l'unanimité", "le bureau a été élu".
    fn passive(&self, unanimous: bool) -> bool {
        self.words.iter().enumerate().any(|(at, word)| {
            if !is_decided(word) || self.is_denied(at) {
                return false;
            }
            let before = at
                .checked_sub(1)
                .and_then(|at| self.words.get(at))
                .copied()
                .unwrap_or_default();
            let adverb = [
                "donc",
                "ainsi",
                "finalement",
                "alors",
                "unanimement",
                "enfin",
                "tacitement",
            ]
            .contains(&before);
            let before = if adverb {
                at.checked_sub(2)
                    .and_then(|at| self.words.get(at))
                    .copied()
                    .unwrap_or_default()
            } else {
                before
            };
            let after = self.words.get(at + 1).copied();
            let second = self.words.get(at + 2).copied();
            // "validé par l'équipe": somebody decided it, not the council.
            let by_others = after == Some("par")
                && !second.is_some_and(|word| {
                    word.bytes().all(|b| b.is_ascii_digit())
                        || ["le", "les", "consensus", "acclamation", "l"].contains(&word)
                });
            let by_council = self
                .words
                .get(at + 1..(at + 5).min(self.words.len()))
                .unwrap_or_default();
            let by_unknown = after == Some("par")
                && second.is_some_and(|word| ["le", "les", "l", "la"].contains(&word))
                && !by_council.iter().any(|word| BODIES.contains(word));
            let strong = ![
                "arrete", "autorise", "retenu", "retenue", "convenu", "decide", "refuse",
            ]
            .contains(&masculine(word));
            let helped =
                ["est", "sont", "ete", "is", "are", "was", "were", "been"].contains(&before);
            let alone = at == 0
                || self.words.get(..at).is_some_and(|before| {
                    before.len() <= 2
                        && self.words.len() <= 8
                        && !before
                            .iter()
                            .any(|word| ["a", "ont", "il", "le", "la", "les", "l"].contains(word))
                });
            (helped && (strong || unanimous)
                || alone && strong && (unanimous || self.words.len() <= 3)
                || unanimous && strong)
                && !by_others
                && !by_unknown
        })
    }

    /// "Le conseil, à l'unanimité :", "Accord unanime du conseil".
    fn has_subject_of_votes(&self) -> bool {
        self.has(&BODIES)
            && !self
                .words
                .iter()
                .enumerate()
                .any(|(at, _)| self.is_denied(at) && self.has(&["pas"]))
    }

    /// "Le conseil émet un avis favorable", "avis favorable du conseil".
    fn opinion(&self) -> bool {
        let verdict = ["favorable", "defavorable", "reserve"];
        let gives = [
            "emet", "emettent", "emis", "rend", "rendent", "rendu", "donne", "donnent",
        ];
        let agrees = ["accord"];
        (self.has(&["avis"]) && self.has(&verdict) || self.has(&agrees))
            && self.has(&gives)
            && self.has(&BODIES)
            && !(0..self.words.len()).any(|at| self.is_denied(at))
    }

    /// Whether a sentence tells of what was, or is only to be: "avait été adopté en 2023".
    fn is_past(&self) -> bool {
        const BEFORE: [&str; 14] = [
            "avait",
            "avaient",
            "etait",
            "etaient",
            "dernier",
            "derniere",
            "precedente",
            "jadis",
            "autrefois",
            "hier",
            "had",
            "reportee",
            "ajournee",
            "anterieure",
        ];
        const HELPS: [&str; 5] = ["a", "ont", "avons", "ete", "was"];
        let year = self.pair("en", "2023")
            || self.words.windows(2).any(|two| {
                two[0] == "en" && two[1].len() == 4 && two[1].bytes().all(|b| b.is_ascii_digit())
            });
        let pluperfect = self.has(&["avait", "avaient", "etait", "etaient", "had"]);
        pluperfect || (self.has(&HELPS) && (year || self.has(&BEFORE)))
    }

    /// Whether a verb is denied, wished for or asked: "n'est pas adopté", "sera validé", "pour être voté".
    fn is_denied(&self, verb: usize) -> bool {
        const NEAR: usize = 4;
        const WISHES: [&str; 10] = [
            "propose",
            "proposent",
            "souhaite",
            "souhaitent",
            "suggere",
            "demande",
            "demandent",
            "espere",
            "afin",
            "proposes",
        ];
        const DENY: [&str; 22] = [
            "n", "ne", "not", "sera", "seront", "serait", "seraient", "pourrait", "pourra",
            "devra", "doit", "doivent", "devrait", "etre", "si", "avant", "faudra", "faut", "will",
            "should", "must", "be",
        ];
        let from = verb.saturating_sub(NEAR);
        let before = self.words.get(from..verb).unwrap_or_default();
        let after = self.words.get(verb + 1).copied();
        before
            .iter()
            .any(|word| DENY.contains(word) || WISHES.contains(word))
            || after == Some("pas")
    }

    /// "8 voix pour, 0 contre", "Pour 5 / Contre 0", "votes : 6".
    fn counts(&self) -> bool {
        let number = |word: &&str| {
            word.bytes().all(|b| b.is_ascii_digit())
                || [
                    "zero", "aucune", "aucun", "deux", "trois", "quatre", "cinq", "six", "sept",
                    "huit", "neuf", "dix",
                ]
                .contains(word)
        };
        let near = |wanted: &[&str]| {
            self.words.iter().enumerate().any(|(at, word)| {
                let around = self
                    .words
                    .get(at.saturating_sub(2)..(at + 2).min(self.words.len()))
                    .unwrap_or_default();
                wanted.contains(word) && around.iter().any(number)
            })
        };
        let is_vote = self
            .words
            .first()
            .is_some_and(|first| ["vote", "votes"].contains(first));
        is_vote && self.has(&["unanimite", "unanimous"])
            || near(&["pour", "favor", "for"])
                && (near(&["contre", "against"])
                    || near(&["abstention", "abstentions", "abstained"]))
    }
}

/// Whether a verb stands first: "le conseil décide".
fn has_verb_first(words: &[&str]) -> bool {
    words.first().is_some_and(|first| DECIDES.contains(first))
}

fn masculine(word: &str) -> &str {
    let bare = word.strip_suffix('s').unwrap_or(word);
    bare.strip_suffix('e')
        .filter(|it| it.ends_with('e'))
        .unwrap_or(bare)
}

fn is_decided(word: &str) -> bool {
    DECIDED.contains(&masculine(word))
        || ["elue", "elues", "convenue", "retenue", "retenues"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_tells_of_a_decision_or_does_not() {
        for text in [
            "La convention est adoptée à l'unanimité.",
            "Adopté à l'unanimité.",
            "Motion adoptée.",
            "La Région est nommée rapporteure, à l'unanimité.",
            "Il est décidé que CE l'ouvre.",
            "Il a été décidé de ne pas l'imprimer.",
            "Le règlement est adopté.",
            "Le bureau est élu à l'unanimité",
            "Après en avoir délibéré, le conseil, à l'unanimité :",
            "Le conseil, par 5 voix pour, 1 voix contre et 1 abstention, décide de maintenir le tarif.",
            "Le conseil valide sa mise en ligne.",
            "Le compte rendu du 3 mars 2025 est approuvé sans modification.",
            "Le conseil décide, par 6 voix et 2 abstentions, d'adopter la charte.",
            "DGNX: Nobody objects, the agenda is adopted.",
            "Poll passes, the catalogue advances to phase 2.",
            "It was agreed that the site moves.",
            "Les membres approuvent le budget.",
            "Nous avons décidé de partir.",
            "Le conseil émet un avis favorable.",
            "Le procès-verbal a été approuvé.",
            "La proposition est acceptée.",
            "Décision est prise de partir.",
        ] {
            assert_eq!(weight(text), Some(Weight::Decided), "{text}");
        }
        for text in [
            "Vote pour le report : Pour 4, Contre 0, Abstention 1.",
            "Vote : 8 voix pour, 0 contre.",
            "Vote : unanimité.",
        ] {
            assert_eq!(weight(text), Some(Weight::Counted), "{text}");
        }
        for text in [
            "Ce délai est accordé.",
            "La décision est reportée à la prochaine séance.",
            "Le conseil municipal a décidé de faire appel à l'unanimité.",
            "Le conseil d'administration de l'APLEX a adopté son budget par 8 voix pour et 2 contre.",
            "Il faudra bien décider, mais plus tard.",
            "Le texte n'est pas adopté.",
            "Le budget sera voté en juin.",
            "La loi a été adoptée en 2021.",
            "Vote: does it go to phase 2?",
            "Le ministère propose une grille.",
            "Personne n'est contre.",
            "Nous nous donnons un mois pour trancher la question.",
            "La carte est validée par l'équipe technique.",
            "Les lecteurs absents ne votent pas.",
            "Ce n'est pas à elle de décider du nom.",
            "CE présente l'inventaire.",
            "Le tribunal a rejeté la requête.",
            "Trois services pour cinq communes.",
            "On retient de la discussion que l'idée plaît.",
            "CE propose que le conseil adopte la charte.",
            "Si le conseil décide de partir, il faudra une salle.",
        ] {
            assert_eq!(weight(text), None, "{text}");
        }
    }
}
