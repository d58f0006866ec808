//! Lines of an attendance: whether they are names, go on with those before, or say something else.

use std::ops::Range;

use super::boxes;
use super::labels;
use super::offices::{begins_office, is_office};
use super::prose::OBJECT;
use super::remarks::says_presence;
use crate::locale::collation::{Word, WordList, each_word, sort_key, words};

/// Reads lines of cells, "Alpha ; présent", "Béta ; absente", as names with a remark: commas stand in the place of
/// the signs, so that every byte keeps its place.
pub(super) fn joined_cells(text: String) -> String {
    let cells = |line: &str| {
        line.rsplit_once(';').is_some_and(|(name, state)| {
            let first = state.split_whitespace().next().unwrap_or_default();
            let says = says_presence(first) || ["oui", "non"].contains(&sort_key(first).as_str());
            says && !is_blank(name) && !state.contains([':', ','])
        })
    };
    // One alone may be names and a label: "Alpha ; excusés".
    if !text.contains(';') || text.lines().filter(|line| cells(line)).take(2).count() < 2 {
        return text;
    }
    let joined = text.split_inclusive('\n').map(|line| {
        if cells(line) {
            line.replace(';', ",")
        } else {
            line.to_owned()
        }
    });
    joined.collect()
}

/// Finds where an exception begins, and where those are named whom it excepts.
pub(super) fn exception(line: &str) -> Option<(usize, usize)> {
    let found = words(line);
    let key = |at: usize| found.get(at).map_or("", |(_, key)| key.as_str());
    let (first, last) = (0..found.len()).find_map(|at| match (key(at), key(at + 1)) {
        ("sauf" | "hormis" | "excepte" | "exceptes" | "except", _) => Some((at, at)),
        ("mais", "pas") => Some((at, at + 1)),
        ("exception" | "exclusion", "de" | "d" | "du") => Some((at.checked_sub(2)?, at + 1)),
        _ => None,
    })?;
    Some((found.get(first)?.0.start, found.get(last)?.0.end))
}

/// Whether a line goes on with what stands before it: a list that is open, a bracket, a small letter.
pub(super) fn is_continued(before: &str, line: &str) -> bool {
    const OPEN: [&str; 14] = [
        " et", " and", " ou", " de", " d'", " la", " le", " les", " du", " des", " par", " \u{e0}",
        " &", " pour",
    ];
    let before = before.trim_end();
    let is_open = before.ends_with([',', ';', ':', '/', '&', '-', '\u{2013}', '\u{2014}', '('])
        || OPEN.iter().any(|word| before.ends_with(word));
    let depth = before.matches('(').count() > before.matches(')').count();
    let first = line.trim_start().chars().next();
    is_open || depth || first.is_some_and(|c| c.is_lowercase() || c == '(')
}

/// Whether a line is names, and maybe what is said of them in brackets or behind a comma.
pub(super) fn is_of_names(line: &str) -> bool {
    static SMALL: WordList =
        WordList::new("la le les l de du des d et pour sur en a au aux von van");
    let mut depth = 0_usize;
    let outside = line.chars().filter(|c| {
        match c {
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    let outside: String = outside.collect();
    let (_, skip) = boxed(&outside);
    let bare = outside.get(skip..).unwrap_or_default();
    let are_names = |text: &str| {
        let mut found = words(text).into_iter();
        found.all(|(at, key)| {
            let written = text.get(at).unwrap_or_default();
            !written.starts_with(char::is_lowercase) || SMALL.has(&key)
        })
    };
    // "Béta, représentée par Alpha"
    let is_remarked = bare
        .split_once(',')
        .is_some_and(|(name, rest)| says_presence(rest) && are_names(name));
    !is_blank(bare) && begins_name(bare) && !begins_title(bare) && (is_remarked || are_names(bare))
}

/// Whether a line begins as the title of a point does and no name: "POINT SUR LES FINANCES", "Bilan de l'année".
pub(super) fn begins_title(line: &str) -> bool {
    static TITLES: WordList = WordList::new(
        "action actions actualites adoption annexe annexes approbation bilan budget calendrier cloture compte          conclusion date dates debut decision decisions divers election elections finances informations          introduction intervention interventions modification modifications objet odj operation operations          ordre ouverture point points preparation presentation prochain prochaine prochaines questions rappel          rapport releve releves resume retour sommaire suite suivi sujet sujets synthese validation vote votes",
    );
    let is_parted = line.contains([',', ';', '(', ':']);
    !is_parted
        && each_word(line)
            .next()
            .is_some_and(|(_, key)| TITLES.has(&key))
}

/// Whether a line is the name of a college, or a word for those below it.
pub(super) fn names_college(text: &str) -> bool {
    let key = sort_key(text);
    let mut words = key.split(|c: char| !c.is_alphanumeric());
    words.any(|word| ["college", "colleges"].contains(&word)) || labels::are_known(text)
}

/// Whether a line opens the agenda: "ORDRE DU JOUR".
pub(super) fn is_of_agenda(text: &str) -> bool {
    const AGENDA: [&str; 4] = ["ordre du jour", "odj", "agenda", "points a l'ordre du jour"];
    let key = sort_key(text);
    let key = key.trim_matches(|c: char| !c.is_alphanumeric());
    AGENDA.contains(&key)
}

/// Whether a text is a number alone: "(24)".
pub(super) fn is_count(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || !c.is_alphanumeric() && c != OBJECT)
}

/// Whether nothing is said.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphanumeric() && c != OBJECT)
}

/// Whether a text may be names: most of its parts begin with a capital, or it says "aucun".
pub(super) fn is_plausible(text: &str) -> bool {
    // "Dix visiteurs", "Plusieurs élus".
    static COUNTED: WordList = WordList::new(
        "un une deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt plusieurs \
        quelques certains certaines peu beaucoup nombreux ces ses leurs nos",
    );
    let key = sort_key(text);
    let mut keys = key.split(|c: char| !c.is_alphanumeric());
    let first = keys.find(|word| !word.is_empty());
    let follows = text.trim_start().split(' ').nth(1);
    if first.is_some_and(|word| COUNTED.has(word))
        && follows.is_some_and(|it| it.starts_with(char::is_lowercase))
    {
        return false;
    }
    let none = [
        "aucun", "aucune", "neant", "personne", "none", "nobody", "0", "tous", "all",
    ];
    if first.is_some_and(|word| none.contains(&word)) {
        return true;
    }
    let parts: Vec<&str> = text
        .split([',', ';', '/', '\n', '\u{2022}'])
        .filter(|part| !is_blank(part))
        .collect();
    // "association Exemple": what it is begins with a small letter.
    let is_named = |part: &str| {
        let has_capital = || {
            part.split_whitespace()
                .skip(1)
                .any(|it| it.starts_with(char::is_uppercase))
        };
        begins_name(part) || begins_office(part) && has_capital()
    };
    let capitals = parts.iter().filter(|part| is_named(part)).count();
    let first = parts.first().is_some_and(|part| is_named(part));
    // "Alpha, en visio, qui donne pouvoir à Béta": what is said of it begins with small letters.
    capitals > 0 && (capitals * 2 >= parts.len() || first && capitals * 4 >= parts.len())
}

/// Whether a line that follows names is more of them: "Ada Personne", "Alpha : Ada Personne, Yann Essai",
/// "Ainsi que Yann Essai".
pub(super) fn is_more(line: &str) -> bool {
    const PARTICLES: [&str; 9] = ["de", "du", "des", "d", "la", "le", "van", "von", "den"];
    let line = line.trim().trim_end_matches(['.', ',', ';']);
    let (head, names) = match line.split_once(" : ").or_else(|| line.split_once(": ")) {
        Some((head, names)) => (head, names),
        None => ("", line),
    };
    let names = ["Ainsi que ", "Ainsi qu'", "Ainsi qu\u{2019}", "et "]
        .iter()
        .find_map(|begins| names.strip_prefix(begins))
        .unwrap_or(names);
    // What is said of somebody stands behind the name.
    let names = names.split(" (").next().unwrap_or_default();
    let is_head = words(head).len() <= 8
        && (head.is_empty() || head.starts_with(char::is_uppercase))
        && !is_office_of_meeting(head);
    let is_name = |part: &str| {
        let found = words(part);
        let is_word = |(at, key): &Word<'_>| {
            let written = part.get(at.clone()).unwrap_or_default();
            written.starts_with(char::is_uppercase) || PARTICLES.contains(&key.as_str())
        };
        (2..=6).contains(&found.len()) && found.iter().all(is_word) && !is_office(part)
    };
    let parts = names.split([',', ';']).flat_map(|part| part.split(" et "));
    let mut parts = parts
        .filter(|part| !is_blank(part))
        .enumerate()
        .filter(|(index, part)| *index == 0 || !part.trim_start().starts_with(char::is_lowercase))
        .map(|(_, part)| part)
        .peekable();
    is_head && !begins_title(line) && parts.peek().is_some() && parts.all(is_name)
}

/// Whether a sentence is about people of a kind, and no name: "Les journalistes", not "La mairie".
pub(super) fn is_of_people(names: &str) -> bool {
    let mut words = names.split([' ', '\u{a0}', '\'', '\u{2019}']);
    let first = sort_key(words.next().unwrap_or_default());
    let second = words.next().unwrap_or_default();
    let is_article = ["le", "la", "les", "l", "un", "une"].contains(&first.as_str());
    is_article
        && second.starts_with(char::is_lowercase)
        && !names.contains(',')
        && !is_office(names)
}

/// Whether a line below a label is names alone, whatever ends it: "Ada, Alpha ; Yann, Béta."
pub(super) fn is_list_of_names(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    let sign = if text.contains(';') { ';' } else { ',' };
    let parts: Vec<&str> = text.split(sign).filter(|part| !is_blank(part)).collect();
    let is_article =
        |word: &str| ["la", "le", "les", "l", "un", "une"].contains(&sort_key(word).as_str());
    // "La séance est ouverte" begins with a capital, and is no name.
    let is_name = |part: &&str| {
        let mut said = part.split(|c: char| !c.is_alphanumeric());
        let first = said.find(|word| !word.is_empty() && !is_article(word));
        let is_capital = first.is_some_and(|word| !word.starts_with(char::is_lowercase));
        is_capital && begins_name(part) && words(part).len() <= 12
    };
    let is_one = parts.len() == 1 && words(text).len() <= 6 && !text.contains(':');
    (parts.len() > 1 && !text.contains(':') || is_one) && parts.iter().all(is_name)
}

/// Whether a text begins as a name does: with a capital, behind an article if need be.
pub(super) fn begins_name(text: &str) -> bool {
    let mut words = text
        .split(|c: char| !(c.is_alphanumeric() || c == '@' || c == OBJECT))
        .filter(|word| !word.is_empty());
    let small = [
        "la", "le", "les", "l", "pour", "et", "de", "du", "des", "the", "d", "and", "x",
    ];
    let first = words.find(|word| !small.contains(word));
    first.is_some_and(|word| !word.starts_with(char::is_lowercase))
}

/// Whether a label is of a part in the meeting, or of its circumstances: "Secrétaire de séance", "Durée".
fn is_office_of_meeting(label: &str) -> bool {
    static OFFICES: WordList = WordList::new(
        "president presidente presidence secretaire secretaires secretariat animateur \
        animatrice animation redacteur redactrice redaction scribe scribes prise notes duree lieu date heure \
        horaire debut fin quorum ouverture cloture ordre moderation moderateur moderatrice maitre gardien \
        decision decisions action actions note notes nota remarque remarques point points vote votes avis \
        resolution resolutions diffusion chair chairperson secretary minutes location time venue",
    );
    let first = words(label).into_iter().next();
    first.is_some_and(|(_, key)| OFFICES.has(&key))
}

/// Whether a line says something in few words, all of them small: "Le premier point."
fn is_short_sentence(line: &str) -> bool {
    static FIRST: WordList = WordList::new(
        "le la les un une il elle ce cette ces on nous tout tous rien pas aucun aucune",
    );
    let Some(bare) = line.trim_end().strip_suffix('.') else {
        return false;
    };
    let words = words(bare);
    let is_small = |at: &Range<usize>| {
        let written = bare.get(at.clone()).unwrap_or_default();
        written.starts_with(char::is_lowercase)
    };
    words.len() > 2
        && words.first().is_some_and(|(_, key)| FIRST.has(key))
        && words.iter().skip(1).all(|(at, _)| is_small(at))
}

/// Whether a line may be a name by itself.
pub(super) fn is_name_like(line: &str) -> bool {
    const STOPS: [&str; 15] = [
        "decisions",
        "actions",
        "prochain",
        "date de",
        "next ",
        "ordre du jour",
        "agenda",
        "odj",
        "introduction",
        "sommaire",
        "points",
        "compte rendu",
        "compte-rendu",
        "releve",
        "la seance",
    ];
    let (ticked, skip) = boxed(line);
    // A note: "* Parti avant la fin."
    let is_note = line.trim_start().starts_with("* ");
    let said = line.get(skip..).unwrap_or_default().trim();
    let key = sort_key(said);
    let count = words(said).len();
    let is_office = said.contains(':') && is_office_of_meeting(said);
    if is_note || is_office {
        return ticked.is_some();
    }
    let is_sentence = said.ends_with(['.', '?', '!', ':']) && !said.ends_with(" T.") && count > 3
        || is_short_sentence(said);
    let stops = STOPS.iter().any(|stop| key.starts_with(stop)) || begins_title(said);
    let numbered = said.starts_with(|c: char| c.is_ascii_digit());
    ticked.is_some()
        || (count > 0 && count <= 24 && !is_sentence && !stops && !numbered && begins_name(said))
}

/// Whether a line begins with a sign that is a ticked box beside empty ones, and a bullet by itself.
pub(super) fn has_filled_box(line: &str) -> bool {
    let sign = line.trim_start_matches(|c: char| c.is_whitespace() || "-*+".contains(c));
    sign.starts_with(boxes::is_filled)
}

/// Reads the box at the beginning of a line, and tells where what it is of begins.
pub(super) fn boxed(line: &str) -> (Option<bool>, usize) {
    let trimmed = line.trim_start_matches(|c: char| {
        let is_bullet = "-*+\u{2022}\u{2013}\u{2014}\u{b7}\u{f0b7}".contains(c);
        is_bullet || c.is_whitespace() || boxes::is_filled(c)
    });
    let trimmed = trimmed.strip_prefix("o\t").unwrap_or(trimmed);
    let at = line.len() - trimmed.len();
    match boxes::at_start(trimmed) {
        Some((ticked, length)) => (Some(ticked), at + length),
        None => (None, at),
    }
}
