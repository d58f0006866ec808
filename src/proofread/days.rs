//! Days and hours, and what the title says, against the registry.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::Proof;
use super::words::words;
use crate::domain::{Meeting, Status};
use crate::locale::collation::sort_key;
use crate::locale::dates;
use crate::locale::hours::{self, WrittenHours, written_hours};
use crate::locale::parse_dates::{WrittenDate, weekday, words_before, written_dates};
use crate::markdown::minutes::{Block, BlockKind, announces_next};
use crate::problem::{Fact, Place, Problem, What};

/// Finds days that cannot be, and what differs from the registry.
pub(super) fn check(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    let minutes = proof.minutes;
    let deadlines = minutes
        .actions
        .iter()
        .filter(|action| action.deadline.is_some());
    let deadlines: BTreeSet<usize> = deadlines
        .filter_map(|action| Some(action.deadline_at.as_ref()?.start))
        .collect();
    for block in &minutes.blocks {
        let text = block.prose.text.as_str();
        let heading = block.heading.and_then(|at| minutes.headings.get(at));
        let is_next =
            announces_next(text) || heading.is_some_and(|heading| announces_next(&heading.text));
        for day in written_dates(text) {
            let at = block.prose.source(day.at.clone());
            // The year of a deadline and of the next meeting is the first to come.
            let is_to_come = is_next || deadlines.contains(&at.start);
            let flaw = sound(text, &day);
            let flaw = flaw.filter(|flaw| !(is_to_come && matches!(flaw, What::DateWithoutYear)));
            found.extend(flaw.map(|flaw| proof.flaw(at, flaw)));
        }
    }
    let Some(meeting) = proof.meeting else {
        match proof.minutes.field("meeting") {
            Some(field) => found.push(proof.flaw(
                field.value_at.clone(),
                What::Mismatch {
                    fact: Fact::Meeting,
                    written: field.value.clone(),
                    expected: ids(proof),
                },
            )),
            None => found.push(
                proof.flaw(
                    proof
                        .minutes
                        .title
                        .as_ref()
                        .map_or(0..0, |title| title.at.clone()),
                    What::Unidentified,
                ),
            ),
        }
        return;
    };
    if let Some(field) = proof.minutes.field("meeting")
        && field.value != meeting.id.as_str()
    {
        let flaw = mismatch(Fact::Meeting, &field.value, meeting.id.to_string());
        found.push(proof.flaw(field.value_at.clone(), flaw));
    }
    not_held(proof, meeting, found);
    front_matter(proof, meeting, found);
    title(proof, meeting, found);
    hours_of_lead(proof, meeting, found);
    next(proof, meeting, found);
}

/// Finds the day of the next meeting that a draft took from the registry, and that is none any more.
fn next(proof: &Proof<'_>, meeting: &Meeting, found: &mut Vec<Problem>) {
    let minutes = proof.minutes;
    let is_draft = minutes
        .field("status")
        .is_some_and(|field| field.value == "projet");
    let Some(today) = proof.today.filter(|_| is_draft) else {
        return;
    };
    let later = proof.council.meetings.iter();
    let later: BTreeSet<NaiveDate> = later
        .filter(|later| later.takes_place())
        .map(|later| later.slot.date())
        .filter(|day| *day > meeting.slot.date())
        .collect();
    let after = proof.council.meeting_after(meeting);
    // Empty where there is none.
    let expected = after.map_or_else(String::new, |next| dates::date(next.slot.date()));
    let called_off = |date: &NaiveDate| {
        let mut meetings = proof.council.meetings.iter();
        meetings.any(|it| !it.takes_place() && it.slot.date() == *date)
    };
    let right = sections_that_name(&later, &minutes.blocks);
    // Whether the paragraph before announces what this one says: "Prochaine réunion :".
    let mut is_led = false;
    // The meeting that the section names, for "Lieu :" below its day.
    let mut told: Option<(Option<usize>, &Meeting)> = None;
    for block in &minutes.blocks {
        let heading = block.heading.and_then(|at| minutes.headings.get(at));
        let was_led = std::mem::take(&mut is_led);
        if block.kind == BlockKind::Heading || minutes.privacy.covers(block.prose.at.start) {
            continue;
        }
        let text = block.prose.text.as_str();
        is_led = is_label_of_next(proof, text);
        let is_below = heading.is_some_and(|heading| announces_next(&heading.text));
        if let Some((of, named)) = told
            && of == block.heading
        {
            labelled_place(proof, block, named, found);
        }
        let parts = if is_below || was_led {
            std::iter::once(0..text.len()).collect()
        } else {
            announcing(proof, text)
        };
        for part in parts {
            let within = |at: &Range<usize>| part.start <= at.start && at.end <= part.end;
            let days = written_dates(text);
            let days = days.iter().filter(|day| within(&day.at));
            // Without a year, the first to come.
            let to_come = |day: &WrittenDate| {
                let held = meeting.slot.date();
                let mut years = (day.year.is_none()).then_some(held.year()..=held.year() + 1)?;
                years.find_map(|year| {
                    let date = NaiveDate::from_ymd_opt(year, day.month, day.day)?;
                    (date > held).then_some(date)
                })
            };
            let days = days.filter_map(|day| Some((day, day.date().or_else(|| to_come(day))?)));
            let days = days.filter(|(day, date)| *date >= today && !is_bound(text, day));
            let days: Vec<_> = days.collect();
            if let Some((day, date)) = days.iter().find(|(_, date)| later.contains(date)) {
                let mut meetings = proof.council.meetings.iter();
                let named = meetings.find(|it| it.takes_place() && it.slot.date() == *date);
                let Some(named) = named else {
                    continue;
                };
                told = Some((block.heading, named));
                let spans = written_hours(text).into_iter();
                let mut spans = spans.filter(|span| within(&span.at));
                // As a draft writes it: one meeting, one line.
                match (spans.next(), spans.next()) {
                    (Some(span), None) => {
                        hours(proof, (block, &span), named, found);
                        start(proof, (block, &span), named, found);
                        place(proof, (block, &span), named, found);
                    }
                    (None, None) => {
                        let line = line_around(text, day.at.start);
                        let line = day.at.end..line.end.min(part.end);
                        stated_place(proof, block, line, named, found);
                    }
                    _ => {}
                }
                continue;
            }
            if days.is_empty() && !right.contains(&block.heading) {
                found.extend(open_day(proof, block, &part, after));
            }
            // A day that nobody has entered yet is news; one beside the right one is of something else.
            let is_told = is_below && right.contains(&block.heading);
            if let Some((day, date)) = days.first()
                && !is_told
                && (after.is_some() || called_off(date))
            {
                let written = text.get(day.at.clone()).unwrap_or_default();
                let flaw = mismatch(Fact::Next, written, expected.clone());
                found.push(proof.flaw(block.prose.source(day.at.clone()), flaw));
            }
        }
    }
}

/// Finds where a part of a block says that the next meeting has no day yet, though it has one by now.
fn open_day(
    proof: &Proof<'_>,
    block: &Block,
    part: &Range<usize>,
    after: Option<&Meeting>,
) -> Option<Problem> {
    // One that is proposed has none for certain.
    let next = after.filter(|next| next.status == Status::Confirmed)?;
    let said = block.prose.text.get(part.clone())?;
    if !written_dates(said).is_empty() || !says_no_day(said) {
        return None;
    }
    let bare = part.start + said.len() - said.trim_start().len();
    let at = bare..part.start + said.trim_end().len();
    let flaw = mismatch(Fact::Planned, said.trim(), dates::date(next.slot.date()));
    Some(proof.flaw(block.prose.source(at), flaw))
}

/// Lists the sections of blocks that name one of these days, by the place of their headings.
fn sections_that_name(days: &BTreeSet<NaiveDate>, blocks: &[Block]) -> BTreeSet<Option<usize>> {
    let names_day = |block: &&Block| {
        let mut written = written_dates(&block.prose.text).into_iter();
        written.any(|day| day.date().is_some_and(|date| days.contains(&date)))
    };
    blocks
        .iter()
        .filter(names_day)
        .map(|it| it.heading)
        .collect()
}

/// Whether a day is a bound, and none that is told: "avant le 31 mars".
fn is_bound(text: &str, day: &WrittenDate) -> bool {
    const BOUNDS: [&str; 6] = ["avant", "apres", "d'ici", "d'ici au", "before", "after"];
    let before = text.get(..day.at.start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let before = sort_key(line.trim_end());
    let before = before.strip_suffix(" le").unwrap_or(&before);
    BOUNDS.iter().any(|bound| before.ends_with(bound))
}

/// Lists the sentences of a text that say when or where the council meets next.
fn announcing(proof: &Proof<'_>, text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let lines = text.split_inclusive(['\n', '.', '!', '?']);
    let parts = lines.map(|part| {
        start += part.len();
        start - part.len()..start
    });
    // "12.03.2027" and "M. Untel" are parts of one sentence.
    let mut whole: Vec<Range<usize>> = Vec::new();
    for part in parts {
        let ends = |before: &Range<usize>| {
            let before = text.get(before.clone()).unwrap_or_default();
            let after = text.get(part.clone()).unwrap_or_default();
            before.ends_with('\n') || after.starts_with([' ', '\u{a0}', '\n'])
        };
        match whole.last_mut().filter(|last| !ends(last)) {
            Some(last) => last.end = part.end,
            None => whole.push(part),
        }
    }
    whole.retain(|part| announces_own(proof, text.get(part.clone()).unwrap_or_default()));
    whole
}

/// What tells the meeting after this one.
const NEXT: [&str; 3] = ["prochain", "prochaine", "next"];
/// What says that people meet again.
const AGAIN: [&str; 10] = [
    "retrouve",
    "retrouvera",
    "retrouverons",
    "retrouvons",
    "reverra",
    "reverrons",
    "revoit",
    "revoyons",
    "reunira",
    "reunirons",
];
/// What a meeting is called.
const MEETINGS: [&str; 14] = [
    "ag",
    "assemblee",
    "ca",
    "codir",
    "comite",
    "conseil",
    "copil",
    "meeting",
    "pleniere",
    "rencontre",
    "rendez-vous",
    "reunion",
    "seance",
    "session",
];
/// What may stand behind the name of the next meeting where its day is told.
const SAYS: [&str; 27] = [
    "a",
    "aura",
    "date",
    "est",
    "fixee",
    "le",
    "lieu",
    "n",
    "plenieres",
    "pleniere",
    "prevue",
    "programmee",
    "se",
    "sera",
    "du",
    "de",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "is",
    "on",
    "will",
    "ordinaire",
];

/// Whether a sentence says when or where the council meets next: "La prochaine séance aura lieu le …", "Prochaine
/// réunion : …"; that of a working group is another's.
fn announces_own(proof: &Proof<'_>, sentence: &str) -> bool {
    let words = words(sentence);
    let keys: Vec<&str> = words.iter().map(|word| word.key.as_str()).collect();
    let acronym = sort_key(&proof.council.acronym);
    let own = |key: &str| acronym == key;
    let is_body = |key: &str| ["conseil", "comite"].contains(&key) || own(key);
    let begin = match keys.as_slice() {
        ["date" | "dates", "de", "la", next, ..] if NEXT.contains(next) => 4,
        ["la", "date", "de", "la", next, ..] if NEXT.contains(next) => 5,
        ["la", "date", "du", next, ..] if NEXT.contains(next) => 4,
        ["date", "et", "lieu", "de", "la", next, ..] if NEXT.contains(next) => 6,
        ["date", "du", next, ..] if NEXT.contains(next) => 3,
        ["la" | "le" | "the", next, ..] if NEXT.contains(next) => 2,
        [next, ..] if NEXT.contains(next) => 1,
        // "La séance suivante aura lieu", "Le conseil se réunira", "Rendez-vous le … pour la prochaine réunion"
        ["la", meeting, "suivante", "du" | "de" | "des", body, ..]
            if MEETINGS.contains(meeting) =>
        {
            return is_body(body);
        }
        ["la", meeting, "suivante", ..] if MEETINGS.contains(meeting) => {
            return !is_of_others(&keys);
        }
        [meeting, "suivante", ..] if MEETINGS.contains(meeting) => return !is_of_others(&keys),
        ["le", body, "se", "reunira" | "retrouvera" | "reunit", ..] if is_body(body) => {
            return true;
        }
        // "On se retrouve le", "Nous nous reverrons le"
        ["on" | "nous", "se" | "nous", verb, ..] if AGAIN.contains(verb) => {
            return !is_of_others(&keys);
        }
        ["rdv", ..] | ["rendez", "vous", ..] => return !is_of_others(&keys),
        _ => return false,
    };
    let meeting = keys.get(begin).copied().unwrap_or_default();
    if !MEETINGS.contains(&meeting) && !own(meeting) {
        return false;
    }
    let Some(next) = keys.get(begin + 1).copied() else {
        return false;
    };
    if ["du", "de"].contains(&next) {
        // "du conseil", "du CDE", not "du groupe de travail"; "du 12 mars" is the day.
        let of = keys.get(begin + 2).copied().unwrap_or_default();
        let after = keys.get(begin + 3).copied().unwrap_or_default();
        let is_body =
            own(of) || of == "conseil" && SAYS.contains(&after) || of == "l" && own(after);
        return is_body || of.starts_with(|c: char| c.is_ascii_digit());
    }
    let after = words.get(begin).map_or(0, |word| word.at.end);
    let is_label = sentence.get(after..).is_some_and(|rest| {
        rest.trim_start_matches([' ', '\u{a0}', '*'])
            .starts_with(':')
    });
    is_label || SAYS.contains(&next) || next.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a sentence that says when people meet says that they do for something else than the council: "RDV avec
/// le maire", "On se retrouve le 12 mars pour l'atelier".
fn is_of_others(keys: &[&str]) -> bool {
    const OTHERS: [&str; 17] = [
        "atelier",
        "ateliers",
        "avec",
        "bureau",
        "colloque",
        "commission",
        "fete",
        "formation",
        "groupe",
        "gt",
        "inauguration",
        "journee",
        "repas",
        "salon",
        "seminaire",
        "visite",
        "webinaire",
    ];
    const OWN: [&str; 9] = [
        "assemblee",
        "conseil",
        "pleniere",
        "prochain",
        "prochaine",
        "reunion",
        "seance",
        "suite",
        "suivante",
    ];
    // "pour le 12 mars", "pour la prochaine réunion", not "pour la remise des prix".
    let is_for_other = keys.windows(3).any(|three| {
        let [pour, article, next] = three else {
            return false;
        };
        let is_article = ["l", "la", "le", "les", "un", "une"].contains(article);
        // "pour signer la convention"
        let is_verb = ["er", "ir", "re"].iter().any(|end| article.ends_with(end))
            && !article.ends_with("bre")
            && !["premier", "poursuivre", "reprendre", "continuer"].contains(article);
        if *pour == "pour" && is_verb {
            return true;
        }
        *pour == "pour"
            && is_article
            && !OWN.contains(next)
            && !next.starts_with(|c: char| c.is_ascii_digit())
            && weekday(next).is_none()
    });
    is_for_other || keys.iter().any(|key| OTHERS.contains(key))
}

/// Whether words say that nobody knows yet when the council meets next: "La date n'est pas encore fixée", "Date à
/// définir"; that of something else is another's.
fn says_no_day(text: &str) -> bool {
    const VERBS: [&str; 12] = [
        "annoncee",
        "arretee",
        "choisie",
        "communiquee",
        "confirmee",
        "connue",
        "decidee",
        "definie",
        "determinee",
        "fixee",
        "precisee",
        "programmee",
    ];
    const TO_COME: [&str; 9] = [
        "choisir",
        "confirmer",
        "convenir",
        "definir",
        "determiner",
        "fixer",
        "preciser",
        "trouver",
        "venir",
    ];
    const OF: [&str; 10] = [
        "conseil",
        "la",
        "prochain",
        "prochaine",
        "rencontre",
        "reunion",
        "seance",
        "session",
        "suivante",
        "et",
    ];
    let words = words(text);
    let keys: Vec<&str> = words.iter().map(|word| word.key.as_str()).collect();
    let pair = |one: &str, others: &[&str]| {
        let mut pairs = keys.windows(2);
        pairs.any(|two| two[0] == one && others.contains(&two[1]))
    };
    let is_open = pair("a", &TO_COME)
        || keys.iter().any(|key| ["inconnue", "inconnu"].contains(key))
        || (keys.contains(&"pas") || keys.contains(&"non") || keys.contains(&"sera"))
            && keys.iter().any(|key| VERBS.contains(key));
    // "Prochaine réunion : à définir", not "lieu à définir".
    let is_short = || {
        let others = ["heure", "horaire", "horaires", "lieu", "ordre", "salle"];
        let named = |key: &&&str| !OF.contains(key) && **key != "le" && **key != "du";
        keys.iter().filter(named).count() <= 3 && !keys.iter().any(|key| others.contains(key))
    };
    let date = keys.iter().position(|key| ["date", "jour"].contains(key));
    let is_own = match date.and_then(|at| keys.get(at + 1..at + 3)) {
        Some(["du" | "de" | "d", of]) => OF.contains(of),
        _ => date.is_some() || is_short(),
    };
    is_open && is_own
}

/// Whether a paragraph is "Prochaine réunion :" and nothing else.
fn is_label_of_next(proof: &Proof<'_>, text: &str) -> bool {
    const LONGEST: usize = 60;
    text.len() <= LONGEST
        && written_dates(text).is_empty()
        && announces_own(
            proof,
            &format!("{} : x", text.trim_end_matches([' ', ':', '\u{a0}', '\n'])),
        )
}

/// Compares a lone hour with the beginning of a meeting: "le 11 février 2027 à 14h".
fn start(
    proof: &Proof<'_>,
    (block, span): (&Block, &WrittenHours),
    meeting: &Meeting,
    found: &mut Vec<Problem>,
) {
    let slot = meeting.slot;
    if span.end.is_none() && hours::hour(span.start) != hours::hour(slot.start()) {
        let written = block.prose.text.get(span.at.clone()).unwrap_or_default();
        let expected = hours::long_hours(slot.start(), slot.end());
        let flaw = mismatch(Fact::Hours, written, expected);
        found.push(proof.flaw(block.prose.source(span.at.clone()), flaw));
    }
}

/// Compares the lines "Lieu : …" of a block with where a meeting takes place.
fn labelled_place(proof: &Proof<'_>, block: &Block, meeting: &Meeting, found: &mut Vec<Problem>) {
    let text = block.prose.text.as_str();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let from = start;
        start += line.len();
        let Some((label, said)) = line.split_once(':') else {
            continue;
        };
        let label = sort_key(label.trim_matches(|c: char| !c.is_alphanumeric()));
        if !["lieu", "ou", "salle", "place", "where"].contains(&label.as_str()) {
            continue;
        }
        let bare = said.trim().trim_end_matches('.');
        let at = from + line.len() - said.len() + said.len() - said.trim_start().len();
        let at = at..at + bare.len();
        if !bare.is_empty() && is_elsewhere(meeting, bare) {
            found.push(elsewhere(proof, block, at, meeting));
        }
    }
}

/// Compares where a meeting takes place with what stands behind its day or its hours: ", Salle A", "à l'AMUE",
/// "en visioconférence".
fn stated_place(
    proof: &Proof<'_>,
    block: &Block,
    within: Range<usize>,
    meeting: &Meeting,
    found: &mut Vec<Problem>,
) {
    let text = block.prose.text.as_str();
    let rest = text.get(within.clone()).unwrap_or_default();
    if let Some(at) = stated(rest) {
        let said = rest.get(at.clone()).unwrap_or_default();
        if is_elsewhere(meeting, said) {
            let at = within.start + at.start..within.start + at.end;
            found.push(elsewhere(proof, block, at, meeting));
        }
    }
}

/// Finds a place at the start of a text: words with capitals, or of a room.
fn stated(text: &str) -> Option<Range<usize>> {
    const LEADS: [&str; 12] = [
        "à la ",
        "à l'",
        "à l\u{2019}",
        "au ",
        "aux ",
        "à ",
        "en ",
        "dans la ",
        "dans le ",
        "dans ",
        "chez ",
        "at ",
    ];
    const ROOMS: [&str; 17] = [
        "amphi",
        "amphitheatre",
        "batiment",
        "bureaux",
        "distance",
        "distanciel",
        "hotel",
        "ligne",
        "locaux",
        "mairie",
        "maison",
        "salle",
        "siege",
        "tour",
        "visio",
        "visioconference",
        "room",
    ];
    const SMALL: [&str; 14] = [
        "a",
        "au",
        "avenue",
        "boulevard",
        "d",
        "de",
        "des",
        "du",
        "et",
        "l",
        "la",
        "le",
        "place",
        "rue",
    ];
    const MOST: usize = 9;
    let bare = text.trim_start_matches([' ', '\u{a0}', ',', '(', '-', '\u{2013}', '\u{2014}', '*']);
    let is_parted = bare.len() < text.len();
    let begin = text.len() - bare.len();
    let end = bare.find(['\n', ';', '(', ')', ':']).unwrap_or(bare.len());
    let said = bare.get(..end)?;
    let said = said
        .find(". ")
        .and_then(|at| said.get(..at))
        .unwrap_or(said);
    let said = said.trim_end_matches(['.', ' ', ',', '*', '\u{a0}']);
    let prefixed = LEADS
        .iter()
        .find_map(|lead| Some((lead, said.strip_prefix(lead)?)));
    let (lead, named) = prefixed.map_or(("", said), |(lead, rest)| (*lead, rest));
    let words = words(named);
    let written = |at: &Range<usize>| named.get(at.clone()).unwrap_or_default();
    let has_room = words
        .iter()
        .take(2)
        .any(|word| ROOMS.contains(&word.key.as_str()));
    let is_name = words.iter().all(|word| {
        let word_at = written(&word.at);
        word_at.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || SMALL.contains(&word.key.as_str())
    });
    let first = words.first()?;
    let begins = written(&first.at).starts_with(char::is_uppercase) || has_room;
    // "à 14h" is an hour, "en mars" a month.
    let is_place = is_parted
        && words.len() <= MOST
        && (has_room || is_name && begins && lead != "en ")
        && !named.starts_with(|c: char| c.is_ascii_digit());
    is_place.then(|| begin + lead.len()..begin + said.len())
}

fn is_remote(text: &str) -> bool {
    let key = sort_key(text);
    ["visio", "distance", "distanciel", "en ligne", "ligne"]
        .iter()
        .any(|word| key.contains(word))
}

/// Whether words tell another place than that of a meeting: none of them is of its name.
fn is_elsewhere(meeting: &Meeting, said: &str) -> bool {
    const SMALL: [&str; 21] = [
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "rue",
        "salle",
        "dans",
        "room",
        "distance",
        "distanciel",
        "ligne",
        "visio",
        "visioconference",
    ];
    // "en présentiel" tells no place, nor does what is not known yet.
    const UNKNOWN: [&str; 8] = [
        "confirmer",
        "definir",
        "fixer",
        "preciser",
        "presentiel",
        "presence",
        "determiner",
        "venir",
    ];
    let telling = |text: &str| -> Vec<String> {
        let words = words(text).into_iter();
        let words = words.filter(|word| text.get(word.at.clone()) != Some("à"));
        let keys = words.map(|word| word.key);
        keys.filter(|key| !SMALL.contains(&key.as_str())).collect()
    };
    let room = meeting.place.as_deref().unwrap_or_default();
    let says_remote = is_remote(said) && !room.is_empty() && !is_remote(room);
    if says_remote && !meeting.is_online() {
        return true;
    }
    let (said, room) = (telling(said), telling(room));
    let is_known = !said.iter().any(|key| UNKNOWN.contains(&key.as_str()));
    is_known && !said.is_empty() && !room.is_empty() && !said.iter().any(|key| room.contains(key))
}

/// Whether all that words tell of a place, but for how people take part from elsewhere, is of the name of a room.
fn names_part(room: &str, said: &str) -> bool {
    let room: BTreeSet<String> = words(room).into_iter().map(|word| word.key).collect();
    let others = ["et", "en", "distance", "l", "visioconference", "visio"];
    let telling = words(said).into_iter();
    let telling = telling.filter(|word| said.get(word.at.clone()) != Some("à"));
    let keys = telling.map(|word| word.key);
    let mut keys = keys
        .filter(|key| !others.contains(&key.as_str()))
        .peekable();
    keys.peek().is_some() && keys.all(|key| room.contains(&key))
}

/// The finding of a place that is not the one of a meeting.
fn elsewhere(proof: &Proof<'_>, block: &Block, at: Range<usize>, meeting: &Meeting) -> Problem {
    let written = block.prose.text.get(at.clone()).unwrap_or_default();
    let flaw = mismatch(Fact::Online, written, expected_place(meeting));
    proof.flaw(block.prose.source(at), flaw)
}

/// Returns where a meeting takes place, as a draft writes it.
fn expected_place(meeting: &Meeting) -> String {
    let room = meeting.place.as_deref().unwrap_or_default();
    match (room, meeting.is_online()) {
        ("", true) => "visioconférence".to_owned(),
        (room, true) => format!("{room} et visioconférence"),
        (room, false) => room.to_owned(),
    }
}

/// Minutes of a meeting that is not over, or does not take place, are published by nobody.
fn not_held(proof: &Proof<'_>, meeting: &Meeting, found: &mut Vec<Problem>) {
    let date = meeting.slot.date();
    let status = (!meeting.takes_place()).then(|| meeting.status.into_str());
    if proof
        .today
        .is_none_or(|today| status.is_none() && date <= today)
    {
        return;
    }
    let what = What::MeetingNotHeld { date, status };
    found.push(match &proof.minutes.title {
        Some(title) => proof.flaw(title.at.clone(), what),
        None => Problem {
            what,
            place: Place::File(proof.file),
            also: None,
        },
    });
}

fn ids(proof: &Proof<'_>) -> String {
    let field = proof
        .minutes
        .field("meeting")
        .map(|field| field.value.as_str());
    let known = || {
        proof
            .council
            .meetings
            .iter()
            .map(|meeting| meeting.id.as_str())
    };
    crate::problem::nearest(field.unwrap_or_default(), known())
        .or_else(|| known().next_back().map(ToOwned::to_owned))
        .unwrap_or_default()
}

/// Finds what is wrong with a day by itself.
fn sound(text: &str, day: &WrittenDate) -> Option<What> {
    if !day.is_possible() {
        return Some(What::ImpossibleDate);
    }
    let Some(date) = day.date() else {
        return (!is_of_every_year(text, day)).then_some(What::DateWithoutYear);
    };
    let (weekday, _) = day.weekday.as_ref()?;
    (date.weekday() != *weekday).then_some(What::WrongWeekday { date })
}

/// Whether a day without a year is meant for every year: "chaque 8 mars", "la fête du 14
/// juillet".
fn is_of_every_year(text: &str, day: &WrittenDate) -> bool {
    const BEFORE: [&str; 8] = [
        "chaque",
        "tous les",
        "tous les ans le",
        "chaque annee le",
        "fete du",
        "journee du",
        "pont du",
        "loi du",
    ];
    let before = words_before(text, day);
    BEFORE.iter().any(|words| before.ends_with(words))
}

fn mismatch(fact: Fact, written: &str, expected: String) -> What {
    What::Mismatch {
        fact,
        written: written.to_owned(),
        expected,
    }
}

fn front_matter(proof: &Proof<'_>, meeting: &Meeting, found: &mut Vec<Problem>) {
    let date = meeting.slot.date();
    for key in ["date", "title"] {
        let Some(field) = proof.minutes.field(key) else {
            continue;
        };
        let mut days: Vec<NaiveDate> = written_dates(&field.value)
            .iter()
            .filter_map(WrittenDate::date)
            .collect();
        if key == "date" {
            // A moment counts by its day.
            days.extend(
                field
                    .value
                    .get(..10)
                    .and_then(|day| day.parse::<NaiveDate>().ok()),
            );
        }
        // Where another program reads the front matter, its day is that of publication; the title has
        // that of the meeting.
        let is_foreign = proof.minutes.field("meeting").is_none();
        let is_of_publication =
            key == "date" && is_foreign && days.iter().all(|day| *day > date) && {
                let title = proof
                    .minutes
                    .field("title")
                    .map(|field| field.value.as_str());
                let heading = proof
                    .minutes
                    .title
                    .as_ref()
                    .map(|title| title.text.as_str());
                let titles = title.into_iter().chain(heading);
                let mut said = titles.flat_map(written_dates);
                said.any(|day| day.date() == Some(date))
            };
        if !days.is_empty() && !days.contains(&date) && !is_of_publication {
            let expected = match key {
                "date" => date.to_string(),
                _ => dates::date(date),
            };
            let flaw = mismatch(Fact::Date, &field.value, expected);
            found.push(proof.flaw(field.value_at.clone(), flaw));
        }
    }
}

/// Compares the title with the registry: its day, its colleges, its rank, where it takes place.
fn title(proof: &Proof<'_>, meeting: &Meeting, found: &mut Vec<Problem>) {
    let Some(title) = &proof.minutes.title else {
        return;
    };
    let Some(block) =
        proof.minutes.blocks.iter().find(|block| {
            block.prose.at.start <= title.at.start && title.at.end <= block.prose.at.end
        })
    else {
        return;
    };
    let line = match block.kind {
        BlockKind::Heading => block.prose.text.as_str(),
        _ => block.prose.text.lines().next().unwrap_or_default(),
    };
    let count = found.len();
    let mut differs = |at: Range<usize>, fact, expected| {
        let written = line.get(at.clone()).unwrap_or_default();
        let flaw = mismatch(fact, written, expected);
        found.push(proof.flaw(block.prose.source(at), flaw));
    };
    let date = meeting.slot.date();
    let days = written_dates(line);
    if let Some(other) = days.first()
        && other.date().is_some()
        && !days.iter().any(|day| day.date() == Some(date))
    {
        differs(other.at.clone(), Fact::Date, dates::date(date));
    }
    for college in &proof.council.colleges {
        // A college whose name is a word of the council's own is not told apart.
        let own = sort_key(&proof.council.name).contains(&sort_key(&college.name));
        if meeting.colleges.contains(&college.id) || own {
            continue;
        }
        if let Some(at) = find_word(line, &college.name) {
            differs(at, Fact::Colleges, colleges(proof, meeting));
        }
    }
    if let (Some((at, rank)), Some(number)) = (rank(line), meeting.number)
        && rank != number
    {
        differs(at, Fact::Rank, number.to_string());
    }
    let online = ["en ligne", "en visioconférence", "à distance"];
    let present = ["en présentiel", "en présence"];
    let only_online = meeting.is_online() && meeting.place.is_none();
    if let Some(at) = online.iter().find_map(|words| find_word(line, words))
        && !meeting.is_online()
    {
        differs(at, Fact::Online, "en présentiel".to_owned());
    }
    if let Some(at) = present.iter().find_map(|words| find_word(line, words))
        && only_online
    {
        differs(at, Fact::Online, "en ligne".to_owned());
    }
    if found.len() == count
        && let Some((at, expected)) = renamed(proof, meeting, line)
    {
        let written = line.get(at.clone()).unwrap_or_default();
        let flaw = mismatch(Fact::Title, written, expected);
        found.push(proof.flaw(block.prose.source(at), flaw));
    }
}

/// Finds what the title of a draft calls the meeting, where it is written as drafts have it, and the registry calls
/// it otherwise: "Compte-rendu du Conseil : réunion plénière du 3 novembre 2026".
fn renamed(proof: &Proof<'_>, meeting: &Meeting, line: &str) -> Option<(Range<usize>, String)> {
    let is_draft = proof
        .minutes
        .field("status")
        .is_some_and(|field| field.value == "projet");
    let (head, expected) = proof.title?.split_once(" : ").filter(|_| is_draft)?;
    let day = format!(" du {}", dates::date(meeting.slot.date()));
    let bare = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
    let name = |text: &str| -> Option<String> {
        let text = text.strip_suffix(&day)?;
        Some(text.strip_suffix(" en ligne").unwrap_or(text).to_owned())
    };
    let plain = bare(line);
    let said = name(plain.trim_end().strip_prefix(head)?.strip_prefix(" : ")?)?;
    let expected = name(expected)?;
    let (one, other) = (sort_key(&said), sort_key(&expected));
    let is_same = one.contains(&other) || other.contains(&one);
    let start = line.find(':')? + 1;
    let rest = line.get(start..)?;
    let start = start + rest.len() - rest.trim_start().len();
    let end = line.rfind(" du ").or_else(|| line.rfind("\u{a0}du "))?;
    (!is_same && start < end).then_some((start..end, expected))
}

fn colleges(proof: &Proof<'_>, meeting: &Meeting) -> String {
    let names: Vec<&str> = meeting
        .colleges
        .iter()
        .filter_map(|id| proof.council.college(id))
        .map(|college| college.name.as_str())
        .collect();
    crate::locale::lists::and(&names)
}

/// Finds "(2/2)" in a title; the first number is the rank.
fn rank(line: &str) -> Option<(Range<usize>, u32)> {
    let open = line.find('(')?;
    let inside = line.get(open + 1..)?.split_once(')')?.0;
    let (rank, of) = inside.split_once('/')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let sound = is_number(rank) && is_number(of);
    let at = open + 1..open + 1 + rank.len();
    rank.parse().ok().filter(|_| sound).map(|rank| (at, rank))
}

/// Finds whole words in a text, without regard to case.
fn find_word(text: &str, words: &str) -> Option<Range<usize>> {
    let lower = text.to_lowercase();
    // The case of a letter may change its length: then places are not the same.
    let text = if lower.len() == text.len() {
        &lower
    } else {
        text
    };
    let words = words.to_lowercase();
    text.match_indices(&words)
        .map(|(at, found)| at..at + found.len())
        .find(|at| {
            let before = text.get(..at.start).unwrap_or_default();
            let after = text.get(at.end..).unwrap_or_default();
            !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
        })
}

/// Compares the hours that stand before the first section, and the day beside them.
fn hours_of_lead(proof: &Proof<'_>, meeting: &Meeting, found: &mut Vec<Problem>) {
    // "La réunion se tient en salle Z."
    const SAYS: [&str; 4] = [
        " se tient ",
        " s'est tenue ",
        " s\u{2019}est tenue ",
        " a lieu ",
    ];
    let headings = &proof.minutes.headings;
    let first = headings.iter().position(|heading| heading.level == 1);
    let is_lead = |block: &&Block| {
        block.kind != BlockKind::Heading
            && match block.heading {
                None => !headings.is_empty(),
                Some(heading) => Some(heading) == first,
            }
    };
    for block in proof.minutes.blocks.iter().filter(is_lead) {
        let text = &block.prose.text;
        if proof.today.is_some() && !is_of_another_meeting(text) {
            labelled_place(proof, block, meeting, found);
            let says = SAYS
                .iter()
                .find_map(|says| Some(text.find(says)? + says.len() - 1));
            if let Some(at) = says {
                let line = line_around(text, at);
                stated_place(proof, block, at..line.end, meeting, found);
            }
            let mut days = written_dates(text).into_iter();
            let own = days.find(|day| day.date() == Some(meeting.slot.date()));
            let has_hours = written_hours(text).iter().any(|span| span.end.is_some());
            if let Some(day) = own.filter(|_| !has_hours) {
                let line = line_around(text, day.at.start);
                stated_place(proof, block, day.at.end..line.end, meeting, found);
            }
        }
        for span in written_hours(text) {
            if span.end.is_none() {
                continue;
            }
            let line = line_around(text, span.at.start);
            let said = text.get(line.clone()).unwrap_or_default();
            if is_of_another_meeting(said) {
                continue;
            }
            let slot = meeting.slot;
            hours(proof, (block, &span), meeting, found);
            if proof.today.is_some() {
                place(proof, (block, &span), meeting, found);
            }
            for day in written_dates(text) {
                if line.contains(&day.at.start)
                    && day.date().is_some_and(|date| date != slot.date())
                {
                    let written = text.get(day.at.clone()).unwrap_or_default();
                    let flaw = mismatch(Fact::Date, written, dates::date(slot.date()));
                    found.push(proof.flaw(block.prose.source(day.at), flaw));
                }
            }
        }
    }
}

/// Compares hours with those of a meeting; one that stands alone is none of these.
fn hours(
    proof: &Proof<'_>,
    (block, span): (&Block, &WrittenHours),
    meeting: &Meeting,
    found: &mut Vec<Problem>,
) {
    let slot = meeting.slot;
    // Documents show no seconds.
    let expected = hours::hours(slot.start(), slot.end());
    if span
        .end
        .is_some_and(|end| hours::hours(span.start, end) != expected)
    {
        let written = block.prose.text.get(span.at.clone()).unwrap_or_default();
        let expected = hours::long_hours(slot.start(), slot.end());
        let flaw = mismatch(Fact::Hours, written, expected);
        found.push(proof.flaw(block.prose.source(span.at.clone()), flaw));
    }
}

/// Compares where a meeting takes place with what stands in brackets behind its hours, as drafts write it:
/// "de 14h à 16h (Salle A et visioconférence)."
fn place(
    proof: &Proof<'_>,
    (block, span): (&Block, &WrittenHours),
    meeting: &Meeting,
    found: &mut Vec<Problem>,
) {
    let text = block.prose.text.as_str();
    let line = line_around(text, span.at.start);
    let rest = text.get(span.at.end..line.end).unwrap_or_default();
    let rest = rest.trim_end().trim_end_matches('.');
    let rest = rest.strip_suffix(", à confirmer").unwrap_or(rest);
    let room = meeting.place.as_deref().unwrap_or_default();
    let expected = expected_place(meeting);
    let inside = rest
        .trim_start()
        .strip_prefix('(')
        .and_then(|it| it.strip_suffix(')'));
    let (at, differs) = match inside {
        None if !rest.trim().is_empty() => {
            stated_place(proof, block, span.at.end..line.end, meeting, found);
            return;
        }
        // Hours alone say nothing of the place.
        None => return,
        // "(sous réserve)" tells no place.
        Some(said) if stated(&format!("({said}")).is_none() && !is_remote(said) => return,
        Some(said) => {
            let start = span.at.end + rest.len() - ")".len() - said.len();
            let is_elsewhere = match room {
                "" => !is_remote(said) || sort_key(said).ends_with(" et visioconference"),
                room => !sort_key(said).contains(&sort_key(room)) && !names_part(room, said),
            };
            let is_alone = sort_key(said) == sort_key(room);
            let is_other = if meeting.is_online() {
                is_alone && !is_remote(said)
            } else {
                is_remote(said) && !is_remote(room)
            };
            (start..start + said.len(), is_elsewhere || is_other)
        }
    };
    if differs && !expected.is_empty() {
        let written = text.get(at.clone()).unwrap_or_default();
        let flaw = mismatch(Fact::Online, written, expected);
        found.push(proof.flaw(block.prose.source(at), flaw));
    }
}

/// Returns the line of a text in which a byte stands.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |line_end| line_end + 1);
    let after = text.get(at..).unwrap_or_default();
    start..at + after.find('\n').unwrap_or(after.len())
}

/// Whether a line gives its day and its hours to another meeting, or says what was planned.
fn is_of_another_meeting(line: &str) -> bool {
    const WORDS: [&str; 10] = [
        "prochain",
        "suivant",
        "reporte",
        "initialement",
        "prevu",
        "next meeting",
        "precedent",
        "postponed",
        "rendez-vous",
        "rdv",
    ];
    let key = sort_key(line);
    WORDS.iter().any(|word| key.contains(word))
}
