//! The labels of an attendance: "Présents :", "3 absents excusés :", "Ont donné pouvoir", "Regrets".
//!
//! The words are data. A label is a phrase all of whose words are known, with one that says who was
//! there; a single other word ("participants de l'enquête") makes it a phrase about something.

use std::ops::Range;
use std::sync::LazyLock;

use super::Presence;
use crate::locale::collation::{Word, WordList, WordMap, each_word, words};
use crate::sort::Sort;

/// What a label says of those whom it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sense {
    pub presence: Presence,
    pub guest: bool,
    /// Those who are no members are guests: "Autres personnes présentes", "hors conseil".
    pub others: bool,
    /// It says where: "Sur place", "En visio".
    pub place: bool,
    /// "In attendance": beside those who are present, others are meant.
    pub attends: bool,
    /// It says so within an attendance only: "Membres", "À distance".
    pub weak: bool,
    /// It has a verb, so that names may follow without a colon.
    pub finite: bool,
}

impl Sense {
    /// Whether it says how those named took part, whatever the attendance says that it stands in.
    pub(super) fn tells(self) -> bool {
        // Who stands below "Pouvoirs :" is never there.
        !self.weak || self.presence == Presence::Represented
    }

    /// Returns what it means below a label that meant `outer`.
    pub(super) fn below(self, outer: Option<Self>) -> Self {
        outer.filter(|_| !self.tells()).unwrap_or(self)
    }
}

/// Whoever is named without a word of how.
pub(super) const PRESENT: Sense = Sense {
    presence: Presence::Present,
    guest: false,
    others: false,
    attends: false,
    place: false,
    weak: false,
    finite: false,
};

/// A label, and where in the text it ends, its colon included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub sense: Sense,
    pub end: usize,
    /// Where it stands, if it gives a number.
    pub count: Option<Range<usize>>,
}

static PRESENCE: WordList = WordList::new(
    "present presente presents presentes presence presences participant participante \
    participants participantes participation participations participe participent participes participaient \
    attendee attendees attendance attending attended attend siege siegeaient siegent assistaient assistent \
    assistait assiste assister participer emargement part venu venue venus venues",
);
static EXCUSED: WordList = WordList::new(
    "excuse excusee excuses excusees excuser excusent excused regret regrets apology \
    apologies empeche empechee empeches empechees",
);
static ABSENT: WordList = WordList::new(
    "absent absente absents absentes absence absences absentee absentees manquant \
    manquante manquants manquantes manquaient manque manquent missing",
);
static PROXY: WordList = WordList::new(
    "represente representee representes representees pouvoir pouvoirs procuration \
    procurations mandat mandats proxy proxies supplee suppleee supplees suppleees represented",
);
static GUEST: WordList = WordList::new(
    "invite invitee invites invitees guest guests observateur observateurs observatrice \
    observatrices observer observers auditeur auditeurs auditrice auditrices expert experte experts \
    expertes intervenant intervenants intervenante intervenantes exterieur exterieurs exterieure \
    exterieures visiteur visiteurs visiteuses",
);
/// Words that say so within an attendance alone.
static WEAK: WordList = WordList::new(
    "membre membres member members titulaire titulaires suppleant suppleants suppleante \
    suppleantes presentiel distanciel distance visio visioconference ligne online remote remotely \
    telephone audio audioconference elu elus elue elues arrivee arrivees arrive arrives retard \
    retards depart departs retardataire retardataires representant representants representante \
    representantes place",
);
/// Those of them that tell from where somebody took part.
static PLACES: WordList = WordList::new(
    "presentiel distanciel distance visio visioconference ligne online remote remotely \
    telephone audio audioconference place",
);
static NOT: WordList = WordList::new("n ne pas non not sans without neither no unable");
static FINITE: WordList =
    WordList::new("est sont etait etaient ont a avait avaient was were is are had have has ete");
/// The letter of "là" that the article lacks, precomposed or not.
pub(super) const THERE: [char; 3] = ['à', 'À', '\u{300}'];
/// Verbs that say so by themselves.
static VERBS: WordList = WordList::new(
    "participe participent participaient siege siegent siegeaient assiste assistent assistait \
    assistaient manquaient",
);
static OTHER: WordList = WordList::new(
    "les le la l des de du d un une deux trois quatre cinq six sept huit neuf dix onze douze et ou en au aux \
    dont par avec sur the of in at \
    by and or with liste list feuille sheet personne personnes people person organisme organismes \
    organisation organisations organization organizations structure structures entite entites \
    association associations administration administrations collectivite collectivites partenaire \
    partenaires entreprise entreprises commune communes service services direction directions \
    collectif collectifs institution institutions college colleges seance reunion assemblee meeting \
    call session conseil council comite committee commission bureau board groupe group ca ag cours \
    tardive tardives anticipe anticipes egalement aussi autre autres ainsi que total voix deliberative \
    deliberatives consultative consultatives avis droit vote votant votants suivant suivants suivante \
    suivantes following as follows jour qui s se fait faits faite e es ee ees x t pu pris prirent donne \
    donnent donnant donnes recu ayant physiquement effectifs effectivement debut fin via titre salle \
    were also to for from ce cette jour personnalite personnalites qualifiee qualifiees gave given \
    sent who could make apart began been here came did hors externe externes interne internes par ordre alphabetique annonce annonces annoncee \
    annoncees disponible disponibles venir autour table connecte connectes connectee connectees \
    actif actifs active actives adherent adherents adherente adherentes executif executive conseiller \
    conseillers conseillere conseilleres delegue delegues deleguee deleguees administrateur administrateurs \
    administratrice administratrices societaire societaires fondateur \
    fondateurs fondatrice fondatrices salarie salaries salariee salariees benevole benevoles eleve eleves \
    enseignant enseignants enseignante enseignantes parent parents usager usagers habitant habitants citoyen \
    citoyens coproprietaire coproprietaires actionnaire actionnaires instituteur instituteurs etudiant \
    etudiants groupes equipe equipes appui lors voting mais municipal municipaux communautaires matin midi \
    apres complete liste belle nom noms statut cours",
);

/// Words that tell those who were there besides.
const OTHERS: [&str; 7] = [
    "autre",
    "autres",
    "hors",
    "externe",
    "externes",
    "egalement",
    "aussi",
];

/// Reads a label at the beginning of a text; its colon, or the end of its line, ends it.
pub(super) fn label(text: &str) -> Option<Label> {
    const LONGEST: usize = 120;
    let line = text.split('\n').next().unwrap_or_default();
    // No label is longer, and lines may be very long.
    let longest = (2 * LONGEST + 1..line.len()).find(|at| line.is_char_boundary(*at));
    let whole_line = longest.is_none();
    let line = line
        .get(..longest.unwrap_or(line.len()))
        .unwrap_or_default();
    let start = decoration(line);
    let line_end = line.len();
    let said = line.get(start..)?;
    // Most lines begin with another word.
    let near = (41..said.len()).find(|at| said.is_char_boundary(*at));
    let near = said.get(..near.unwrap_or(said.len()))?;
    role(&each_word(near).next()?.1)?;
    let colon = said
        .find([':', '=', '?'])
        .filter(|at| *at <= LONGEST)
        .map(|at| (start + at, start + at + 1));
    let parts = said.contains(['-', '\u{2013}', '\u{2014}', '\u{2192}', '=']);
    let dash = [" \u{2013} ", " \u{2014} ", " - ", " \u{2192} ", " => "];
    let dash = dash.iter().filter(|_| parts).filter_map(|sign| {
        let at = start + said.find(sign)?;
        Some((at, at + sign.len()))
    });
    let whole = (whole_line && line_end <= start + LONGEST).then_some((line_end, line_end));
    let mut ends: Vec<(usize, usize)> = dash.chain(colon).chain(whole).collect();
    ends.order();
    for (end, next) in ends {
        let phrase = line.get(start..end)?;
        if let Some((sense, count)) = sense(phrase).or_else(|| sense(without_remark(phrase)?)) {
            let count = count.map(|_| start..start + phrase.trim_end().len());
            return Some(Label {
                sense,
                end: next,
                count,
            });
        }
    }
    finite(line, start)
}

/// Takes what a bracket remarks away from the end of a label: "Présents (collège B)"; one with a name stays.
fn without_remark(phrase: &str) -> Option<&str> {
    let bare = phrase.trim_end().strip_suffix(')')?;
    let (before, inside) = bare.rsplit_once('(')?;
    let is_remark = inside
        .split(|c: char| !c.is_alphanumeric())
        .all(|word| word.chars().count() == 1 || !word.starts_with(char::is_uppercase));
    (is_remark && before.ends_with([' ', '\u{a0}'])).then_some(before)
}

/// Reads a label with words of no list, where an attendance may begin: "Musiciens présents :". A word that a
/// preposition brings in makes it speak of something: "Présents dans la version 2 :".
pub(super) fn loose(text: &str) -> Option<Label> {
    const MOST: usize = 8;
    const LONGEST: usize = 90;
    static STRONG: WordList = WordList::new(
        "present presente presents presentes absent absente absents absentes excuse excusee \
        excuses excusees represente representee representes representees",
    );
    static PREPOSITIONS: WordList =
        WordList::new("de du des d dans a au aux en sur chez pour par avec sans");
    static SMALL: WordList = WordList::new("le la les l un une ce cette ces");
    let line = text.split('\n').next().unwrap_or_default();
    let start = decoration(line);
    let said = line.get(start..)?;
    let end = said.find(':').unwrap_or(said.trim_end().len());
    let phrase = said.get(..end).filter(|it| it.len() <= LONGEST)?;
    let phrase = without_remark(phrase).unwrap_or(phrase);
    let found = words(phrase);
    let is_sound = found.len() <= MOST
        && phrase.starts_with(char::is_uppercase)
        && !phrase.contains([',', ';', '.', '!', '?', '"', '\u{ab}', '('])
        && found.iter().any(|(_, key)| STRONG.has(key));
    if !is_sound {
        return None;
    }
    // Each complement has a word that is known.
    let mut complement: Option<bool> = None;
    let mut known = Vec::new();
    for (index, (at, key)) in found.iter().enumerate() {
        if PREPOSITIONS.has(key) {
            if complement == Some(false) {
                return None;
            }
            complement = Some(false);
        } else if role(key).is_some_and(|role| role != Role::Number) && !SMALL.has(key) {
            complement = complement.map(|_| true);
        }
        if role(key).is_some() {
            known.push(key.as_str());
        } else if index > 0 && phrase.get(at.clone())?.starts_with(char::is_uppercase) {
            return None;
        }
    }
    if complement == Some(false) {
        return None;
    }
    let (sense, _) = sense(&known.join(" "))?;
    let end = if said.get(end..)?.starts_with(':') {
        start + end + 1
    } else {
        line.len()
    };
    (!sense.weak).then_some(Label {
        sense,
        end,
        count: None,
    })
}

/// Whether a line is "Présents", "Étaient excusés" or the like and nothing else, without a colon.
pub(super) fn is_alone(line: &str) -> bool {
    let line = line.trim();
    let alone = label(line).filter(|label| label.end == line.len() && !line.ends_with(':'));
    line.starts_with(char::is_uppercase)
        && alone.is_some_and(|label| !label.sense.weak && label.count.is_none())
}

/// Whether a line tells of who was there in words before a colon, whatever the others are.
pub(super) fn speaks_of_presence(line: &str) -> bool {
    const LONGEST: usize = 100;
    static STRONG: WordList = WordList::new(
        "present presents presentes excuse excusee excuses excusees absent absente absents \
        absentes participants participantes",
    );
    let start = decoration(line);
    let said = line.get(start..).unwrap_or_default();
    let Some((phrase, _)) = said.split_once(':') else {
        return false;
    };
    phrase.len() <= LONGEST
        && phrase.starts_with(char::is_uppercase)
        && each_word(phrase).any(|(_, key)| STRONG.has(&key))
}

/// Reads the heading of a section; its number is no part of it.
pub(super) fn heading(text: &str) -> Option<Sense> {
    let start = decoration(text);
    let text = text.get(start..)?.trim().trim_end_matches([':', '.']);
    let said = sense(text).or_else(|| sense(without_remark(text)?));
    said.map(|(sense, _)| sense)
}

/// Reads a label that is a clause, before names: "Étaient présents Alpha et Béta".
fn finite(line: &str, start: usize) -> Option<Label> {
    let said = line.get(start..)?;
    let mut end = None;
    let mut has_verb = false;
    for (index, (at, key)) in each_word(said).enumerate() {
        let written = said.get(at.clone())?;
        let begins_name = index > 0 && written.starts_with(char::is_uppercase);
        let is_article = ["le", "la", "l", "les", "pour", "m", "mme"].contains(&key.as_str());
        if begins_name || (is_article && end.is_some()) {
            break;
        }
        role(&key)?;
        has_verb |= FINITE.has(&key) || VERBS.has(&key);
        if PRESENCE.has(&key) || EXCUSED.has(&key) || ABSENT.has(&key) || end.is_some() {
            end = Some(start + at.end);
        }
    }
    let end = end?;
    let (sense, _) = sense(line.get(start..end)?)?;
    let follows = line.get(end..)?.trim();
    (has_verb && !sense.weak && !follows.is_empty()).then_some(Label {
        sense,
        end,
        count: None,
    })
}

/// Reads a clause at the end of a sentence, after names: "Alpha et Béta étaient présents".
///
/// Gives where it begins.
pub(super) fn clause(sentence: &str) -> Option<(usize, Sense)> {
    let words = words(sentence);
    let mut from = words.len();
    while let Some((_, key)) = from.checked_sub(1).and_then(|at| words.get(at)) {
        let (at, _) = words.get(from - 1)?;
        let capital = sentence.get(at.clone())?.starts_with(char::is_uppercase);
        if capital || role(key).is_none() {
            break;
        }
        from -= 1;
    }
    // What joins the names is no part of it.
    while let Some((_, key)) = words.get(from) {
        if FINITE.has(key) || VERBS.has(key) || ["se", "s", "n", "ne"].contains(&key.as_str()) {
            break;
        }
        from += 1;
    }
    let (at, _) = words.get(from).filter(|_| from > 0)?;
    let (sense, _) = sense(sentence.get(at.start..)?)?;
    (sense.finite && !sense.weak).then_some((at.start, sense))
}

/// Reads a sentence that tells of a proxy: "Ne pouvant venir, Alpha a donné pouvoir à Béta".
///
/// Gives where both names stand, with what is said between them.
pub(super) fn proxy(sentence: &str) -> Option<(Range<usize>, Sense)> {
    const POWERS: [&str; 7] = [
        "pouvoir",
        "procuration",
        "mandat",
        "proxy",
        "pouvoirs",
        "procurations",
        "delegation",
    ];
    const TO: [&str; 4] = ["a", "au", "aux", "to"];
    let words = words(sentence);
    let key = |at: usize| words.get(at).map_or("", |(_, key)| key.as_str());
    let noun = (2..words.len()).find(|at| POWERS.contains(&key(*at)))?;
    // "Donne sa délégation de vote à".
    let is_of_vote = key(noun + 1) == "de" && key(noun + 2) == "vote";
    let last = if is_of_vote { noun + 2 } else { noun };
    let is_own = ["sa", "son", "leur"].contains(&key(noun - 1));
    let verb = if is_own { noun - 2 } else { noun - 1 };
    let gives = ["donne", "donnent", "given", "gave", "confie"].contains(&key(verb));
    if !gives || !TO.contains(&key(last + 1)) {
        return None;
    }
    let verb = match verb.checked_sub(1) {
        Some(before) if ["a", "ont", "has", "have"].contains(&key(before)) => before,
        _ => verb,
    };
    let verb_at = words.get(verb)?.0.start;
    let before = sentence.get(..verb_at)?;
    let start = before.trim_end().rfind(", ").map_or(0, |at| at + 2);
    let begins = |text: &str| {
        let articles = ["la ", "le ", "l'", "l\u{2019}", "les ", "the "];
        let bare = articles.iter().fold(text.trim_start(), |text, article| {
            text.strip_prefix(article).unwrap_or(text)
        });
        bare.starts_with(char::is_uppercase)
    };
    let holder = sentence.get(words.get(last + 1)?.0.end..)?;
    // "Le conseil a donné mandat à la présidente" is none.
    (begins(sentence.get(start..verb_at)?) && begins(holder)).then(|| {
        let sense = Sense {
            presence: Presence::Represented,
            guest: false,
            others: false,
            attends: false,
            place: false,
            weak: false,
            finite: true,
        };
        (start..sentence.len(), sense)
    })
}

/// Tells where a line begins to say something: after bullets, numbers and signs.
pub(super) fn decoration(line: &str) -> usize {
    let mut rest = line;
    loop {
        let trimmed = rest.trim_start_matches(|c: char| {
            c.is_whitespace() || (!c.is_alphanumeric() && !"([{\"«@:".contains(c))
        });
        let coded = emoji_code(trimmed);
        let numbered = coded.strip_prefix(|c: char| c.is_ascii_alphanumeric());
        let numbered = numbered
            .map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit() || "IVX".contains(c)));
        let next = numbered
            .and_then(|rest| rest.strip_prefix(['.', ')']))
            .filter(|rest| rest.starts_with([' ', '\u{a0}', '\t']))
            .unwrap_or(coded);
        if next.len() == rest.len() {
            return line.len() - rest.len();
        }
        rest = next;
    }
}

/// Skips the name of a sign between colons: `:memo:`.
pub(super) fn emoji_code(text: &str) -> &str {
    let inside = text.strip_prefix(':').and_then(|rest| rest.split_once(':'));
    match inside {
        Some((name, rest))
            if !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') =>
        {
            rest
        }
        _ => text,
    }
}

static LISTS: [(&WordList, Role); 9] = [
    (&PRESENCE, Role::Present),
    (&EXCUSED, Role::Excused),
    (&ABSENT, Role::Absent),
    (&PROXY, Role::Proxy),
    (&GUEST, Role::Guest),
    (&WEAK, Role::Weak),
    (&NOT, Role::Not),
    (&FINITE, Role::Finite),
    (&OTHER, Role::Other),
];

/// Whether all words of a text are of the vocabulary: "Associations et partenaires".
pub(super) fn are_known(text: &str) -> bool {
    let words = words(text);
    !words.is_empty() && words.iter().all(|(_, key)| role(key).is_some())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Present,
    Excused,
    Absent,
    Proxy,
    Guest,
    Weak,
    Not,
    Finite,
    Number,
    Other,
}

fn role(word: &str) -> Option<Role> {
    static ROLES: LazyLock<WordMap<Role>> = LazyLock::new(|| {
        let of_list = |(list, role): &(&'static WordList, Role)| {
            let role = *role;
            list.words().map(move |word| (word.to_owned(), role))
        };
        // Of a word in two lists the first counts.
        LISTS.iter().rev().flat_map(of_list).collect()
    });
    if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Role::Number);
    }
    ROLES.get(word).copied()
}

/// Reads a phrase all of whose words are known.
fn sense(phrase: &str) -> Option<(Sense, Option<Range<usize>>)> {
    const MOST: usize = 16;
    if phrase.len() > 200 || phrase.contains(super::OBJECT) {
        return None;
    }
    let role_of = |(at, key): &Word<'_>| {
        // "Là :", "pas là": the accent tells it from the article.
        let is_there = key == "la" && phrase.get(at.clone()).is_some_and(|it| it.contains(THERE));
        if is_there {
            Some(Role::Present)
        } else {
            role(key)
        }
    };
    let (mut words, mut roles) = (Vec::new(), Vec::new());
    for word in each_word(phrase) {
        roles.push(role_of(&word)?);
        words.push(word);
    }
    // "Présents : Alpha, CE. Excusée :": the end of a sentence is none of a label.
    if words.is_empty() || words.len() > MOST || phrase.contains(". ") || phrase.contains(';') {
        return None;
    }
    let has = |wanted: Role| roles.contains(&wanted);
    let said = |wanted: &str| words.iter().any(|(_, key)| key == wanted);
    // "N'ont pas pris part au vote :"
    if has(Role::Not) && said("vote") {
        return None;
    }
    let denied = |wanted: Role| {
        let mut pairs = roles.windows(2);
        pairs.any(|pair| pair == [Role::Not, wanted])
    };
    let (present, absent) = (has(Role::Present), has(Role::Absent));
    let excused = has(Role::Excused) && !denied(Role::Excused);
    let proxy = has(Role::Proxy);
    // "N'ont pas pu venir", "n'ont pas siégé".
    let unavailable = has(Role::Not)
        && ["disponible", "disponibles", "venir"]
            .iter()
            .any(|it| said(it));
    let not_there = has(Role::Not) && !has(Role::Excused) && !absent && !proxy;
    let presence = match () {
        () if present && not_there && (said("pu") || said("could") || said("unable")) => {
            Presence::Excused
        }
        () if unavailable => Presence::Excused,
        () if present && not_there => Presence::Absent,
        () if present => Presence::Present,
        () if proxy && !denied(Role::Proxy) => Presence::Represented,
        () if excused => Presence::Excused,
        () if absent && words.iter().any(|(_, key)| key.starts_with("annonce")) => {
            Presence::Excused
        }
        () if absent || has(Role::Excused) || proxy && !present => Presence::Absent,
        () => Presence::Present,
    };
    let strong_proxy = proxy
        && (has(Role::Finite) || said("donne") || said("donnent") || {
            let mut stems = words.iter();
            stems.any(|(_, key)| key.starts_with("represente") || key.starts_with("supplee"))
        });
    let strong =
        present || absent || unavailable || has(Role::Excused) || strong_proxy || has(Role::Guest);
    if !strong && !proxy && !has(Role::Weak) {
        return None;
    }
    let count = words
        .iter()
        .zip(&roles)
        .find(|(_, role)| **role == Role::Number)
        .map(|((at, _), _)| at.clone());
    let sense = Sense {
        presence,
        guest: has(Role::Guest) && !present,
        place: words.iter().any(|(_, key)| PLACES.has(key)),
        attends: said("attendance") && said("in"),
        others: present && presence == Presence::Present && OTHERS.iter().any(|it| said(it)),
        weak: !strong,
        finite: has(Role::Finite)
            || said("s")
            || said("se")
            || words.iter().any(|(_, key)| VERBS.has(key)),
    };
    Some((sense, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<(Presence, &str)> {
        let label = label(text)?;
        (!label.sense.weak).then(|| (label.sense.presence, text[label.end..].trim()))
    }

    #[test]
    fn labels_say_how_those_whom_they_name_took_part() {
        use Presence::{Absent, Excused, Present, Represented};
        for (text, presence, rest) in [
            ("Présents : Alpha, Béta", Present, "Alpha, Béta"),
            ("Présent.e.s :", Present, ""),
            ("Présent·es : Alpha", Present, "Alpha"),
            ("Étaient présent(s) : Alpha", Present, "Alpha"),
            ("Membres présents (6) : Alpha", Present, "Alpha"),
            ("27 participants : Alpha (4)", Present, "Alpha (4)"),
            ("Ont pris part à la séance : Alpha", Present, "Alpha"),
            ("Présents ou représentés :", Present, ""),
            ("Étaient présents Alpha et Béta", Present, "Alpha et Béta"),
            ("3 absents excusés : Alpha", Excused, "Alpha"),
            ("Était absente excusée : Alpha", Excused, "Alpha"),
            ("S'étaient fait excuser : Alpha", Excused, "Alpha"),
            ("N'ont pas pu venir : Alpha", Excused, "Alpha"),
            ("Regrets:", Excused, ""),
            ("Apologies for absence: Alpha", Excused, "Alpha"),
            ("N'ont pas siégé : Alpha", Absent, "Alpha"),
            ("Absents non excusés : Alpha", Absent, "Alpha"),
            (
                "Ont donné pouvoir : Alpha à Béta",
                Represented,
                "Alpha à Béta",
            ),
            ("In attendance: Alpha", Present, "Alpha"),
            ("Là : Alpha", Present, "Alpha"),
            ("Qui est là ? Alpha", Present, "Alpha"),
            ("Qui manque ? Alpha", Absent, "Alpha"),
            ("Pas disponibles : Alpha", Excused, "Alpha"),
            ("N'ont pas pu participer : Alpha", Excused, "Alpha"),
            ("Participants internes : Alpha", Present, "Alpha"),
            (
                "Présents (par ordre alphabétique) : Alpha",
                Present,
                "Alpha",
            ),
            ("Pas là : Alpha", Absent, "Alpha"),
            ("Did not attend: Alpha", Absent, "Alpha"),
            ("Unable to attend: Alpha", Excused, "Alpha"),
            ("N'étaient pas représentés : Alpha", Absent, "Alpha"),
            ("Autres personnes présentes :", Present, ""),
            ("Présents (hors conseil) :", Present, ""),
            ("Invités :", Present, ""),
        ] {
            assert_eq!(said(text), Some((presence, rest)), "{text}");
        }
        for text in [
            "Présents dans la version 2 : le moteur",
            "Sont présents dans le fonds : 400 romans",
            "Présents, fleurs, cartes : le budget",
            "Nombre de présents",
            "Absents de l'enquête",
            "Présentation : le guide",
            "Les présents s'accordent sur trois points.",
            "Membres :",
            "La : Alpha",
            "3. Actions à venir",
            "Disponibles : trois salles",
        ] {
            assert_eq!(said(text), None, "{text}");
        }
    }

    #[test]
    fn a_clause_may_follow_the_names() {
        let text = "Alpha, Béta et Gamma étaient présents";
        assert_eq!(
            clause(text).map(|(at, _)| &text[..at]),
            Some("Alpha, Béta et Gamma ")
        );
        assert_eq!(clause("Les lecteurs absents ne votent pas"), None);
    }
}
