//! What is said of how somebody took part: "excusée", "représentée par Alpha", "a donné pouvoir à Béta".

use std::ops::Range;

use super::Presence;
use crate::locale::collation::{Word, WordList, words};

/// What a text says of how an organisation took part.
#[derive(Default)]
pub(super) struct Remark {
    pub presence: Option<Presence>,
    pub guest: bool,
    /// Where the name stands of who stands for it.
    pub by: Option<Range<usize>>,
    /// Where the names stand of those for whom it stands.
    pub of: Option<Range<usize>>,
    /// It tells why somebody is away: "en congé".
    pub is_away: bool,
    /// It says that a proxy was not given, or was refused or withdrawn.
    pub is_refused: bool,
    /// It ends in how a proxy is called, whose holder or givers come behind a colon.
    pub asks: Option<Asks>,
    /// Where the remark begins.
    pub from: usize,
}

/// Whom a word like "mandataire :" names behind its colon.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// Who stands for the one named before.
    Holder,
    /// Those for whom the one named before stands: "2 pouvoirs :".
    Givers,
    /// Who came for the one named before, maybe another member: "représentant :".
    Sent,
}

/// Tells whether a word counts people: "2", "deux".
fn is_count(word: &str) -> bool {
    const COUNTS: [&str; 10] = [
        "deux", "trois", "quatre", "cinq", "six", "dix", "two", "three", "four", "five",
    ];
    word.bytes().all(|b| b.is_ascii_digit()) || COUNTS.contains(&word)
}

/// Whether a text says how somebody took part.
pub(super) fn says_presence(text: &str) -> bool {
    remark(text).presence.is_some()
}

/// Whether a text says when somebody came or left: "arrivée à 15h", "partie à 16 h".
pub(super) fn says_movement(text: &str) -> bool {
    static MOVES: WordList = WordList::new(
        "arrive arrivee arrives arrivees parti partie partis parties depart joined left",
    );
    let words = words(text);
    let moves = |key: &str| MOVES.has(key);
    let mut from = words.iter().skip_while(|(_, key)| !moves(key));
    from.next().is_some() && from.any(|(_, key)| key.bytes().any(|byte| byte.is_ascii_digit()))
}

/// Whether a text says by what way somebody took part: "en visio", "par téléphone", "sur place".
pub(super) fn says_way(text: &str) -> bool {
    static WAYS: WordList = WordList::new(
        "visio visioconference visioconf distance distanciel presentiel remote remotely online telephone audio \
        audioconference physiquement retard",
    );
    static DENIALS: WordList = WordList::new(
        "pas non sans ni impossible probleme problemes panne echec indisponible souhaite demande demandait not",
    );
    let words = words(text);
    let key = |at: usize| words.get(at).map_or("", |(_, key)| key.as_str());
    let is_way = |at: usize| {
        WAYS.has(key(at)) || matches!((key(at), key(at + 1)), ("en", "ligne") | ("sur", "place"))
    };
    (0..words.len()).any(is_way) && !words.iter().any(|(_, key)| DENIALS.has(key))
}

/// Whether a text says that something is refused or withdrawn: "refusé", "à Alpha (retiré)".
pub(super) fn says_refusal(text: &str) -> bool {
    let words = words(text);
    words.iter().any(|(_, key)| REFUSED.has(key))
}

/// What is said of a proxy that counts for nothing.
static REFUSED: WordList = WordList::new(
    "refus refuse refusee refuses refusees refused retire retiree retires retirees revoque revoquee revoques \
    revoquees annule annulee annules annulees rejete rejetee rejetes rejetees decline declinee declined withdrawn \
    revoked cancelled canceled caduc caduque caducs caduques invalide invalides invalid irrecevable irrecevables",
);

/// Whether the clause of a word that tells of a proxy denies it: "n'a pas donné pouvoir", "refuse de donner
/// pouvoir", "pouvoir à Alpha retiré"; not "ne peut pas venir et donne pouvoir".
fn is_refused(text: &str, words: &[Word<'_>], at: usize) -> bool {
    const DENIALS: [&str; 9] = [
        "non", "pas", "sans", "ni", "aucun", "aucune", "jamais", "not", "without",
    ];
    const REFUSALS: [&str; 9] = [
        "refus", "retir", "revo", "annul", "rejet", "declin", "withdr", "cancel", "oppos",
    ];
    // Another clause begins before them, or ends in them.
    static OTHERS: WordList = WordList::new(
        "et mais and but venir participer assister siege sieger present presente disponible disponibles \
        come attend join available",
    );
    static VALID: WordList = WordList::new(
        "valable valables valide valides valid accepte acceptee acceptes accepted recu recue recus received signe \
        signee signes signed donne donnee donnes given retenu retenue confirme confirmee transmis transmise \
        recevable conforme",
    );
    let key = |at: usize| words.get(at).map_or("", |(_, key)| key.as_str());
    // "ne plus", "n'a plus", not "en plus".
    let no_more = |at: usize| {
        key(at) == "plus" && (at.saturating_sub(3)..at).any(|it| ["n", "ne"].contains(&key(it)))
    };
    let is_parted = |at: usize| match (words.get(at), words.get(at + 1)) {
        (Some((one, _)), Some((other, _))) => text
            .get(one.end..other.start)
            .is_some_and(|between| between.contains([',', ';', ':', '(', ')', '.', '\n'])),
        _ => true,
    };
    // "Ne pouvant être là".
    let is_there = |at: usize| key(at) == "etre" && key(at + 1) == "la";
    let mut before = (0..at)
        .rev()
        .take_while(|it| !is_parted(*it) && !OTHERS.has(key(*it)) && !is_there(*it));
    let denied = before.any(|it| {
        DENIALS.contains(&key(it))
            || no_more(it)
            || REFUSALS.iter().any(|stem| key(it).starts_with(stem))
    });
    let mut after = (at..words.len()).take_while(|it| *it == at || !is_parted(*it - 1));
    denied
        || after.any(|it| {
            REFUSED.has(key(it)) || it > at && VALID.has(key(it)) && DENIALS.contains(&key(it - 1))
        })
}

/// Reads what a text says of how somebody took part.
#[expect(clippy::too_many_lines, reason = "one branch per form")]
pub(super) fn remark(text: &str) -> Remark {
    static LINKS: WordList = WordList::new(
        "a ont qui est sont se s n ne pas not donne donnent donnant was were is has \
            have sent gave given non ayant avait fait par son sa porteur porteuse titulaire d du de the \
            holds holding with avec etait dument en",
    );
    static POSTS: WordList = WordList::new(
        "correspondance courrier courriel courriels mail mails email emails mel ecrit voie internet post \
        messagerie telephone visio lettre anticipation",
    );
    static REASONS: WordList = WordList::new(
        "conge conges vacances malade malades souffrant souffrante hospitalise hospitalisee maladie grippe rtt \
        sick ill holiday holidays vacation",
    );
    const EXCUSED: [&str; 5] = ["excuse", "regrets", "apolog", "empeche", "indisponible"];
    let words = words(text);
    let key = |at: usize| words.get(at).map_or("", |(_, key)| key.as_str());
    let start = |at: usize| words.get(at).map_or(text.len(), |(at, _)| at.start);
    let mut remark = Remark {
        from: text.len(),
        ..Remark::default()
    };
    // Where the clause begins: "a donné", "qui a donné", "is not".
    let begin = |at: usize| {
        let mut at = at;
        while at > 0 && LINKS.has(key(at - 1)) {
            at -= 1;
        }
        start(at)
    };
    let target = |from: usize, steps: &[&str]| {
        // What follows "par", "à la", "to".
        let step = (from..words.len().min(from + 4)).find(|at| steps.contains(&key(*at)))?;
        let at = step + 1;
        (at < words.len()).then(|| start(at)..text.len())
    };
    if let [(_, word)] = words.as_slice() {
        remark.presence = match word.as_str() {
            "oui" | "yes" | "ok" | "p" => Some(Presence::Present),
            "non" | "no" | "a" | "abs" => Some(Presence::Absent),
            "e" | "exc" => Some(Presence::Excused),
            _ => None,
        };
        remark.from = if remark.presence.is_some() {
            0
        } else {
            text.len()
        };
    }
    for at in 0..words.len() {
        let word = key(at);
        let denied =
            at > 0 && (["non", "not", "pas", "sans", "ni", "jamais"].contains(&key(at - 1)));
        // "n'a pas de pouvoir", "2 pouvoirs", "mandat jusqu'en 2028"
        let is_none = key(at + 1) == "jusqu"
            || (at.saturating_sub(3)..at).any(|before| {
                let word = key(before);
                ["non", "pas", "sans", "ni", "aucun", "jamais"].contains(&word) || is_count(word)
            });
        let stem = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
        let set = |remark: &mut Remark, presence| {
            if remark.presence.is_none() || presence == Presence::Represented {
                remark.presence = Some(presence);
            }
            remark.from = remark.from.min(begin(at));
        };
        let hands = |word: &str| ["donn", "laiss"].iter().any(|stem| word.starts_with(stem));
        let is_of_vote = ["delegation", "delegations"].contains(&word)
            && (key(at + 1) == "de" && key(at + 2) == "vote"
                || at > 0 && hands(key(at - 1))
                || at > 1 && ["sa", "leur"].contains(&key(at - 1)) && hands(key(at - 2)));
        let is_power = is_of_vote
            || matches!(
                word,
                "pouvoir"
                    | "pouvoirs"
                    | "procuration"
                    | "procurations"
                    | "mandat"
                    | "mandats"
                    | "mandate"
                    | "proxy"
                    | "proxies"
            );
        let is_voice = |at: usize| ["voix", "vote", "votes"].contains(&key(at));
        let to = target(at + 1, &["par", "by", "a", "au", "aux", "to"]);
        let hands_over =
            stem(&["transm", "remet", "remis", "delegat", "give", "gave"]) || hands(word);
        let is_handed_over = stem(&["portee", "confie", "delegue"]) && (0..at).any(is_voice)
            || (hands_over || stem(&["confie", "delegue"]))
                && to.is_some()
                && (at + 1..at + 4).any(is_voice);
        // "Alpha porte son vote", "Alpha vote pour elle"
        let is_own = at > 1
            && ["son", "sa", "leur", "her", "his", "its", "their"].contains(&key(at - 1))
            && ["a", "porte", "detient", "recu", "has", "holds"].contains(&key(at - 2));
        let is_for = ["pour", "for"].contains(&key(at + 1))
            && ["elle", "lui", "elles", "eux", "her", "him", "it", "them"].contains(&key(at + 2));
        // "A voté par correspondance": nobody holds it.
        let is_posted = POSTS.has(key(at + 2));
        let is_by = ["par", "by"].contains(&key(at + 1)) && !is_posted;
        let is_held = is_voice(at) && (is_own || is_for || is_by);
        if (is_handed_over || is_held || is_power && is_own) && is_refused(text, &words, at) {
            remark.is_refused = true;
            remark.from = remark.from.min(begin(at));
            continue;
        }
        if is_handed_over || is_held || is_power && is_own {
            // "Voix portée par Alpha", "délègue son vote à Alpha", "vote par Alpha".
            set(&mut remark, Presence::Represented);
            remark.by = if is_handed_over || !(is_own || is_for) {
                to
            } else {
                None
            };
            break;
        }
        let is_stood_for = stem(&[
            "represente",
            "supplee",
            "represented",
            "remplace",
            "replaced",
        ]) && word != "representant"
            && word != "representation";
        let written = words.get(at).and_then(|(at, _)| text.get(at.clone()));
        if written.is_some_and(|it| ["remplace", "remplacent", "replaces"].contains(&it)) {
            // "Remplace Béta": it is there itself.
            remark.from = remark.from.min(begin(at));
            break;
        }
        if is_stood_for && is_none && target(at + 1, &["par", "by"]).is_none() {
            set(&mut remark, Presence::Absent);
            break;
        }
        if is_stood_for && is_refused(text, &words, at) {
            remark.is_refused = true;
            set(&mut remark, Presence::Absent);
            break;
        }
        if is_stood_for {
            let by = target(at + 1, &["par", "by"]);
            if by.is_some() {
                set(&mut remark, Presence::Represented);
                remark.by = by;
            } else if word == "represente" && at + 1 < words.len() {
                // "représente la Ville".
                let next = at + 1;
                remark.of = (next < words.len()).then(|| start(next)..text.len());
                remark.from = remark.from.min(begin(at));
            } else if word != "represente" || at + 1 == words.len() {
                set(&mut remark, Presence::Represented);
            }
            break;
        }
        let told = ["a", "au", "aux", "to", "de", "du", "d", "des"];
        if is_power && at > 0 && is_count(key(at - 1)) && at + 1 == words.len() {
            remark.asks = Some(Asks::Givers);
            remark.from = remark.from.min(start(at - 1));
        }
        if word == "mandataire" && at + 1 == words.len() {
            set(&mut remark, Presence::Represented);
            remark.asks = Some(Asks::Holder);
            break;
        }
        let is_sent = matches!(
            word,
            "representant" | "representante" | "representants" | "representantes"
        );
        if is_sent && at + 1 == words.len() {
            remark.asks = Some(Asks::Sent);
            remark.from = remark.from.min(begin(at));
        }
        if REASONS.has(word) && !(0..at).any(|before| key(before) == "retour") {
            remark.is_away = true;
            remark.from = remark.from.min(begin(at));
        }
        if is_power && is_none && target(at + 1, &told).is_none() {
            remark.from = remark.from.min(begin(at));
            continue;
        }
        if is_power && is_refused(text, &words, at) {
            remark.is_refused = true;
            remark.from = remark.from.min(begin(at));
            continue;
        }
        if is_power {
            let received = (0..at).any(|before| {
                let word = key(before);
                word == "recu"
                    || word == "porteur"
                    || word == "porteuse"
                    || word == "detient"
                    || word == "holds"
                    || word == "received"
                    || word == "dispose"
                    || word == "porte"
            });
            let given = target(at + 1, &["a", "au", "aux", "to"]);
            let of = target(at + 1, &["de", "du", "d", "des", "of", "for", "from"]);
            if received
                || (given.is_none()
                    && of.is_some()
                    && !(0..at).any(|it| key(it).starts_with("donne")))
            {
                remark.of = of;
                remark.from = remark.from.min(begin(at));
            } else {
                set(&mut remark, Presence::Represented);
                remark.by = given;
            }
            break;
        }
        // "Absente pour le point 3", "excusé à partir de 15h": it was there before or after.
        let next = key(at + 1);
        let partly = [
            "pour", "jusqu", "apres", "des", "lors", "entre", "pendant", "from", "until", "for",
        ];
        let is_point = ["point", "points", "debut", "moment"].contains(&key(at + 2));
        let partly = partly.contains(&next)
            || next == "a" && key(at + 2) == "partir"
            || ["au", "aux", "le"].contains(&next) && is_point;
        // "Retenue par une réunion", not "retenue comme secrétaire".
        let is_kept = matches!(word, "retenu" | "retenue" | "retenus" | "retenues")
            && !["comme", "pour", "sur"].contains(&next);
        if partly && (stem(&EXCUSED) || stem(&["absent"])) {
            remark.from = remark.from.min(begin(at));
        } else if stem(&EXCUSED) || is_kept {
            let presence = if denied {
                Presence::Absent
            } else {
                Presence::Excused
            };
            set(&mut remark, presence);
        } else if matches!(
            word,
            "venir" | "participer" | "assister" | "etre" | "come" | "attend" | "join"
        ) && (at.saturating_sub(3)..at).any(|before| {
            let is_not = ["pas", "not", "unable", "pouvant"].contains(&key(before));
            is_not || key(before) == "ne" && key(before + 1).starts_with('p')
        }) {
            // "N'a pas pu venir", "could not attend".
            set(&mut remark, Presence::Excused);
        } else if word == "la"
            && denied
            && words
                .get(at)
                .and_then(|(at, _)| text.get(at.clone()))
                .is_some_and(|it| it != "la" && it != "La")
        {
            // "Pas là".
            set(&mut remark, Presence::Absent);
        } else if matches!(word, "absent" | "absente" | "absents" | "absentes")
            || denied
                && matches!(
                    word,
                    "attending"
                        | "present"
                        | "presente"
                        | "venu"
                        | "venue"
                        | "repondu"
                        | "participe"
                        | "participera"
                        | "viendra"
                        | "vient"
                )
        {
            set(&mut remark, Presence::Absent);
        } else if matches!(word, "present" | "presente" | "presents" | "presentes") {
            set(&mut remark, Presence::Present);
        } else if stem(&[
            "invite",
            "guest",
            "observateur",
            "observatrice",
            "observer",
            "auditeur",
        ]) && !at
            .checked_sub(1)
            .is_some_and(|before| is_count(key(before)))
        {
            // Not "2 observateurs", who are others.
            remark.guest = true;
            remark.from = remark.from.min(begin(at));
        }
    }
    remark
}
