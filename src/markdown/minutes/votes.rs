//! Sentences that tell of a decision without being marked as one: "La charte est adoptée à l'unanimité."

use std::collections::BTreeSet;
use std::ops::Range;

use super::places::{Place, below, modes};
use super::prose::{Prose, on_one_line};
use super::ranges::is_within;
use super::sections::{opens_records, says_none};
use super::sentences::sentences;
use super::{Block, BlockKind, Minutes, Statement};
use crate::locale::collation::{Word, each_word, sort_key, words};
use crate::sort::Sort;

/// Finds the sentences by which the council decides, outside the attendance and what is marked. `places` are
/// those of the blocks.
#[expect(clippy::too_many_lines, reason = "one pass over the blocks")]
pub(super) fn read(minutes: &Minutes, places: &[Place]) -> Vec<Statement> {
    let mut marked: Vec<Range<usize>> = minutes.decisions.iter().map(|it| it.at.clone()).collect();
    marked.extend(minutes.actions.iter().map(|it| it.text_at.clone()));
    marked.order_by_key(|at| at.start);
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
        .zip(below(minutes, &modes(minutes)))
        .map(|(heading, is_below)| {
            // Drafts list there what became of questions that were put to the council before.
            let is_of_opinions = sort_key(&heading.text) == "avis en cours";
            (opens_records(&heading.text) && heading.level > 1 && !is_below) || is_of_opinions
        })
        .collect();
    let mut found: Vec<Statement> = Vec::new();
    // What only counts votes is of no weight where words tell what they decided.
    let mut counts: Vec<(usize, Statement)> = Vec::new();
    let mut told: Vec<usize> = Vec::new();
    let mut last_table = None;
    let is_legend = has_legend(&minutes.blocks);
    let title = minutes.title.as_ref().and_then(|title| {
        let mut headings = minutes.headings.iter();
        headings.position(|heading| heading.at == title.at)
    });
    for (index, (block, place)) in minutes.blocks.iter().zip(places).enumerate() {
        let at = block.prose.at.clone();
        if block.kind == BlockKind::Heading {
            // "### D1 - Publication"
            let text = block.prose.text.as_str();
            let from = code(text, false).filter(|_| block.heading != title);
            let section = block.heading.map(|it| &minutes.headings[it].section);
            let mut decisions = minutes.decisions.iter();
            let is_told = decisions.any(|it| section.is_some_and(|at| at.contains(&it.at.start)));
            if let Some(from) = from.filter(|_| !is_told) {
                let mut statement = statement(block, 0..text.len());
                statement.markdown = on_one_line(text.get(from..).unwrap_or_default());
                found.push(statement);
            }
            continue;
        }
        if is_within(&minutes.attendance_at, &(at.start..at.start))
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
        let mut named: Vec<Range<usize>> = Vec::new();
        for line in lines(text) {
            let said = text.get(line.clone()).unwrap_or_default();
            let is_bold = |end| block.prose.is_emphasised(line.start..line.start + end);
            // A quotation with its source is of others.
            let is_cited =
                place.is_quoted && words(said).first().is_some_and(|it| it.1 == "decision");
            let at = behind_scales(said)
                .or_else(|| announced(said))
                .filter(|_| !is_cited)
                .or_else(|| code(said, is_legend).map(|from| from..said.len()))
                .or_else(|| {
                    let end = code_end(said).filter(|end| *end > 1 && is_bold(*end))?;
                    let rest = said.get(end..)?;
                    let goes_on = rest.starts_with(char::is_whitespace);
                    goes_on.then(|| said.len() - rest.trim_start().len()..said.len())
                });
            // "| D1 | publier |", or "**D1**" on a line of its own.
            let beside = || {
                if !is_code(said) {
                    return None;
                }
                let rest = text.get(line.end..).unwrap_or_default();
                if !rest.trim().is_empty() {
                    return Some(on_one_line(rest));
                }
                let next = minutes.blocks.get(index + 1)?;
                let row = |place: &Place| place.cell.map(|cell| cell.row);
                let is_beside =
                    next.heading == block.heading && row(place) == row(places.get(index + 1)?);
                is_beside.then(|| on_one_line(&next.prose.text))
            };
            let markdown = match at {
                Some(at) => Some(on_one_line(said.get(at).unwrap_or_default())),
                None => beside(),
            };
            let Some(markdown) = markdown else {
                continue;
            };
            let has_mark = is_marked(&marked, &block.prose.source(line.clone()));
            if !has_mark && !block.prose.is_struck(line.clone()) {
                let mut statement = statement(block, line.clone());
                statement.markdown = markdown;
                found.push(statement);
                told.push(index);
                named.push(line);
            }
        }
        // What is an opinion is marked as one.
        named.extend(opinions(minutes, block));
        // A quotation with its source is of others.
        if place.is_quoted && has_source(text) {
            continue;
        }
        for sentence in sentences(text) {
            if named
                .iter()
                .any(|line| line.start < sentence.end && sentence.start < line.end)
            {
                continue;
            }
            let said = text.get(sentence.clone()).unwrap_or_default();
            let place_of = block.prose.source(sentence.clone());
            if is_marked(&marked, &place_of) || block.prose.is_struck(sentence.clone()) {
                continue;
            }
            match weight(said) {
                Some(Weight::Decided) => {
                    if told.last() == Some(&index) && turns_down(said) {
                        found.pop();
                    }
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
        let follows = shown.is_some_and(|last| index - last <= 2);
        shown = Some(index);
        let is_told =
            is_beside || (statement.heading.is_some() && decided.contains(&statement.heading));
        if !is_told && !follows {
            found.push(statement);
        }
    }
    found.order_by_key(|statement| statement.at.start);
    found
}

/// Finds where a decision begins behind its word in bold, where no colon follows: "**Décision** publier",
/// "**Décision n° 2** publier".
fn headed(prose: &Prose) -> Option<usize> {
    const MOST: usize = 5;
    let text = prose.text.as_str();
    let (first, key) = each_word(text).next()?;
    let is_word = ["decision", "decide", "resolution"].contains(&key.as_str()) && first.start == 0;
    if !is_word {
        return None;
    }
    let mut ends = each_word(text).take(MOST).map(|(at, _)| at.end);
    let end = ends.find(|end| prose.is_emphasised(0..*end))?;
    let is_short = each_word(text.get(first.end..end)?)
        .all(|(_, key)| key == "n" || key.bytes().all(|b| b.is_ascii_digit()));
    let rest = text.get(end..)?;
    let goes_on = rest.starts_with([' ', '\u{a0}', '\n'])
        && words(rest).len() > 1
        && !rest
            .trim_start()
            .starts_with([':', '-', '\u{2013}', '\u{2014}']);
    (is_short && goes_on).then(|| end + rest.len() - rest.trim_start().len())
}

/// Lists the parts of the text of a block that are opinions.
fn opinions(minutes: &Minutes, block: &Block) -> Vec<Range<usize>> {
    let at = &block.prose.at;
    let own = minutes
        .opinions
        .iter()
        .filter(|it| at.contains(&it.at.start));
    let lines = lines(&block.prose.text).into_iter();
    let is_of = |line: &Range<usize>| {
        let line = block.prose.source(line.clone());
        own.clone()
            .any(|it| line.start < it.at.end && it.at.start < line.end)
    };
    lines.filter(is_of).collect()
}

/// Splits a text into its lines, without the spaces and bullets at their beginnings.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let bare =
            line.trim_start_matches(|c: char| c.is_whitespace() || "-*+\u{2022}>".contains(c));
        let from = start + line.len() - bare.len();
        start += line.len();
        from..from + bare.trim_end().len()
    });
    lines.filter(|line| !line.is_empty()).collect()
}

/// Finds what a line says was decided, where words that are no mark tell it: "La décision : publier",
/// "Décision du président : publier", "Adopté : la charte", "Publier la charte [décision]".
fn announced(line: &str) -> Option<Range<usize>> {
    const LONGEST: usize = 80;
    const BEFORE: [&str; 16] = [
        "a", "autre", "autres", "cette", "de", "des", "la", "les", "nos", "notre", "nouvelle",
        "prise", "prises", "releve", "the", "une",
    ];
    const NO: [&str; 26] = [
        "ajournee",
        "ajournees",
        "annulee",
        "anterieure",
        "anterieures",
        "attendue",
        "attendues",
        "attente",
        "aucune",
        "avant",
        "budgetaire",
        "contestee",
        "dernieres",
        "modificative",
        "modificatives",
        "non",
        "pas",
        "precedente",
        "precedentes",
        "prendre",
        "proposee",
        "proposees",
        "reportee",
        "reportees",
        "sans",
        "venir",
    ];
    const SETTLED: [&str; 8] = [
        "accepte", "adopte", "adopted", "approuve", "approved", "ratifie", "refuse", "valide",
    ];
    let is_decision = |word: &str| ["decision", "decisions"].contains(&word);
    // "Publier la charte [décision]"
    let tagged = line.trim_end_matches(['.', ' ']);
    if let Some(before) = tagged.strip_suffix([']', ')'])
        && let Some(open) = before.rfind(['[', '('])
        && is_decision(&sort_key(before.get(open + 1..).unwrap_or_default()))
        && words(before.get(..open)?).len() > 1
    {
        return Some(0..before.get(..open)?.trim_end().len());
    }
    // "Décision n° 1, publier la charte"
    let said = words(line);
    let number = said
        .iter()
        .take(3)
        .position(|(_, key)| key.bytes().all(|b| b.is_ascii_digit()));
    if let Some(number) = number
        && said
            .first()
            .is_some_and(|(at, key)| at.start == 0 && key == "decision")
        && line.starts_with('D')
        && let Some((at, _)) = said.get(number + 1)
        && line.get(at.start..).is_some_and(tells)
    {
        return Some(at.start..line.len());
    }
    let colon = line.find(':').filter(|at| *at <= LONGEST)?;
    let (head, rest) = (line.get(..colon)?, line.get(colon + 1..)?);
    let from = colon + 1 + rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_whitespace() || "*_".contains(c))
            .len();
    let said = words(head);
    let keys: Vec<&str> = said.iter().map(|(_, key)| key.as_str()).collect();
    let is_label = head.starts_with(char::is_uppercase)
        && !head.contains([',', ';', '.', '?', '!', '('])
        && !words(rest).is_empty()
        && !rest.ends_with('?')
        && !says_none(rest)
        && !keys
            .iter()
            .any(|key| NO.contains(key) || OTHERS.contains(key));
    let has_number = keys
        .iter()
        .any(|key| key.ends_with(|c: char| c.is_ascii_digit()));
    let is_act = |word: &str| has_number && ["deliberation", "motion", "voeu"].contains(&word);
    let at = keys.iter().position(|key| is_decision(key) || is_act(key));
    if is_label && is_outcome(&keys) {
        return settles_question(rest, keys.contains(&"conclusion")).then_some(from..line.len());
    }
    let tells = if let Some(at) = at {
        at <= 3 && keys.len() <= at + 6 && keys.iter().take(at).all(|key| BEFORE.contains(key))
    } else {
        let mut settled = keys.iter();
        let is_first = settled
            .next()
            .is_some_and(|first| SETTLED.contains(&masculine(first)));
        is_first && settled.all(|key| ["a", "l", "la", "unanimite", "majorite"].contains(key))
    };
    (is_label && tells).then_some(from..line.len())
}

/// Finds what stands behind the sign of decisions in pads: "⚖️ publier la charte".
fn behind_scales(line: &str) -> Option<Range<usize>> {
    const SCALES: char = '\u{2696}';
    let begins = line.find(char::is_alphanumeric)?;
    let rest = line.get(begins..)?;
    let is_one = line.get(..begins)?.contains(SCALES)
        && words(rest).len() > 2
        && !rest.ends_with([':', '?'])
        && !is_of_law(rest);
    is_one.then_some(begins..line.len())
}

/// Whether a line is about law, of which scales are the sign too.
fn is_of_law(text: &str) -> bool {
    const LAW: [&str; 9] = [
        "droit",
        "droits",
        "jugement",
        "juridique",
        "juridiques",
        "justice",
        "legal",
        "rgpd",
        "tribunal",
    ];
    words(text)
        .iter()
        .any(|(_, key)| LAW.contains(&key.as_str()))
}

/// Whether words are a label of how a question ended: "Arbitrage", "Conclusion du conseil", "Option retenue".
fn is_outcome(keys: &[&str]) -> bool {
    const OUTCOMES: [&str; 9] = [
        "accord",
        "arbitrage",
        "arbitrages",
        "conclusion",
        "consensus",
        "convenu",
        "entente",
        "tranche",
        "verdict",
    ];
    const CHOSEN: [&str; 9] = [
        "choix",
        "formule",
        "hypothese",
        "option",
        "orientation",
        "piste",
        "proposition",
        "scenario",
        "solution",
    ];
    const AROUND: [&str; 18] = [
        "assemblee",
        "bureau",
        "ca",
        "collectif",
        "comite",
        "commun",
        "conseil",
        "de",
        "du",
        "en",
        "final",
        "finale",
        "groupe",
        "l",
        "la",
        "obtenu",
        "seance",
        "trouve",
    ];
    match keys {
        [first, rest @ ..] if OUTCOMES.contains(first) => {
            rest.iter().all(|key| AROUND.contains(key))
        }
        [first, verb] => CHOSEN.contains(first) && ["retenu", "retenue"].contains(verb),
        _ => false,
    }
}

/// Whether what stands behind such a label is what was decided: a conclusion may but sum up.
fn settles_question(text: &str, is_conclusion: bool) -> bool {
    const OPEN: [&str; 14] = [
        "absence",
        "attendu",
        "attendue",
        "attente",
        "aucun",
        "aucune",
        "difficile",
        "impossible",
        "merci",
        "non",
        "pas",
        "reporte",
        "reportee",
        "sans",
    ];
    const TO_COME: [&str; 12] = [
        "chercher",
        "confirmer",
        "definir",
        "demander",
        "obtenir",
        "preciser",
        "prendre",
        "rendre",
        "suivre",
        "trancher",
        "trouver",
        "venir",
    ];
    let words = words(text);
    let keys: Vec<&str> = words.iter().map(|(_, key)| key.as_str()).collect();
    let is_open = match keys.as_slice() {
        ["a", verb, ..] => TO_COME.contains(verb),
        [] | ["en", "attente" | "cours" | "suspens", ..] => true,
        [first, ..] => OPEN.contains(first),
    };
    let takes_place = || {
        let mut pairs = keys.windows(2);
        let is_now = pairs.any(|pair| {
            ["est", "sont", "sera", "seront"].contains(&pair[0])
                && ["e", "ee", "es", "ees"]
                    .iter()
                    .any(|end| pair[1].ends_with(end))
        });
        let begins = ["on", "nous"].contains(keys.first().unwrap_or(&""));
        is_now || begins
    };
    !is_open && (!is_conclusion || tells(text) || takes_place())
}

/// Finds what stands behind the number of a decision: "D1 : ", "D-2026-03. ", "[D1] ", "DEC-01 - ". Where letters
/// tell the answers to a question apart (`is_legend`), a lone "D :" is one of these.
fn code(line: &str, is_legend: bool) -> Option<usize> {
    const SIGNS: [char; 6] = [':', '.', ')', '-', '\u{2013}', '\u{2014}'];
    let framed = line.strip_prefix(['[', '(']);
    let said = framed.unwrap_or(line);
    let end = code_end(said)?;
    let has_number = said.get(..end)?.ends_with(|c: char| c.is_ascii_digit());
    let rest = said.get(end..)?;
    let rest = match framed {
        Some(_) => rest.strip_prefix([']', ')'])?,
        None => rest,
    };
    let bare = rest.trim_start();
    let rest = match bare.strip_prefix(SIGNS) {
        Some(after) if has_number || bare.starts_with(':') => after,
        _ if framed.is_some() => rest,
        _ => return None,
    };
    let is_one = (has_number || !is_legend) && rest.starts_with(char::is_whitespace);
    let after = rest.trim_start();
    (is_one && !words(after).is_empty()).then(|| line.len() - after.len())
}

/// Whether a text is the number of a decision and nothing else: "D1", "D-2026-03".
fn is_code(text: &str) -> bool {
    let text = text.trim();
    let text = text.trim_end_matches(['.', ':', ')']).trim_end();
    text.len() > 1 && code_end(text) == Some(text.len())
}

/// Returns the length of the number of a decision: "D1", "D2027-04", "DEC-01", or "D" alone.
fn code_end(text: &str) -> Option<usize> {
    const LETTERS: [&str; 6] = ["D\u{c9}LIB", "DELIB", "D\u{c9}C", "DEC", "D\u{e9}c.", "D"];
    let letters = LETTERS.iter().find(|letters| text.starts_with(**letters))?;
    let after = text.get(letters.len()..)?;
    let joined = after.trim_start_matches(['-', '.', ' ', '\u{a0}']);
    let joined = ["n\u{b0}", "N\u{b0}"]
        .iter()
        .find_map(|no| joined.strip_prefix(no))
        .unwrap_or(joined);
    let number = joined.trim_start();
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit() || "-/.".contains(c));
    let number = number.get(..number.len() - rest.len())?;
    let number = number.trim_end_matches(|c: char| !c.is_ascii_digit());
    if number.is_empty() {
        let is_alone = *letters == "D" && !after.starts_with(char::is_alphanumeric);
        return is_alone.then_some(letters.len());
    }
    let start = text.len() - joined.trim_start().len();
    (number.len() <= 8).then(|| start + number.len())
}

/// Whether letters at the beginnings of lines tell answers apart: "B : non", "[C] peut-être".
fn has_legend(blocks: &[Block]) -> bool {
    let mut lines = blocks.iter().flat_map(|block| block.prose.text.lines());
    lines.any(|line| {
        let line = line.trim_start_matches(['[', '(']);
        let rest = line.strip_prefix(['B', 'C']);
        rest.is_some_and(|rest| rest.trim_start().starts_with([':', ']', ')', '.']))
    })
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
    let aside = aside(sentence, &words);
    let kept = words.iter().filter(|(at, _)| !aside.contains(&at.start));
    let clauses: Vec<usize> = kept
        .clone()
        .scan((0, 0), |(end, clause), (at, _)| {
            let gap = sentence.get(*end..at.start).unwrap_or_default();
            *clause += usize::from(gap.contains([',', ';', ':', '(', ')']));
            *end = at.end;
            Some(*clause)
        })
        .collect();
    let words: Vec<&str> = kept
        .map(|(at, key)| match key.as_str() {
            // "Ça" is no "CA", and "voté" no "vote".
            "ca" if sentence.get(at.clone()) != Some("CA") => "cela",
            "vote" | "votes" if !sentence.get(at.clone()).is_some_and(str::is_ascii) => "adopte",
            "votee" | "votees" => "adoptee",
            key => key,
        })
        .collect();
    let said = Said {
        words: &words,
        clauses: &clauses,
    };
    // "* Pour : 7", and the others below.
    if said.is_tally() && sentence.contains(':') {
        return Some(Weight::Counted);
    }
    if said.is_of_session() || said.is_of_others() || said.is_reported() || is_cited(sentence) {
        return None;
    }
    // "Vote : unanimité."
    let is_bare = words.len() <= 4 && words.first().is_some_and(|first| *first == "vote");
    if is_bare && said.counts() {
        return Some(Weight::Counted);
    }
    let after_vote = sentence
        .split_once([',', ':'])
        .is_some_and(|(before, after)| {
            !after.trim().is_empty() && sort_key(before.trim()) == "apres vote"
        });
    // "Avis favorable à l'unanimité"; "Avis : favorable" is marked as an opinion.
    let is_opinion = match words.as_slice() {
        ["avis", "favorable" | "defavorable", "du" | "des", body] if BODIES.contains(body) => true,
        ["avis", "favorable" | "defavorable", rest @ ..] => {
            let is_theirs = ["de", "du", "des", "d"].contains(rest.first().unwrap_or(&""));
            rest.len() <= 6 && !is_theirs && !sentence.contains(':')
        }
        _ => false,
    };
    if said.decides() || after_vote || is_opinion {
        return Some(Weight::Decided);
    }
    said.counts().then_some(Weight::Counted)
}

/// Who writes of the decisions of others.
const PRESS: [&str; 24] = [
    "afp",
    "article",
    "articles",
    "depeche",
    "echos",
    "figaro",
    "gazette",
    "hebdomadaire",
    "journal",
    "journaux",
    "liberation",
    "magazine",
    "media",
    "medias",
    "mediapart",
    "monde",
    "parisien",
    "presse",
    "quotidien",
    "radio",
    "reportage",
    "telegramme",
    "television",
    "tribune",
];

/// Whether a quoted paragraph names its source at its end: "— Le Progrès", "(Ouest-France)".
fn has_source(text: &str) -> bool {
    const LONGEST: usize = 40;
    let line = text.trim_end().lines().next_back().unwrap_or_default();
    let line = line.trim().trim_end_matches('.');
    let bracketed = line.strip_suffix(')').and_then(|it| it.rsplit_once('('));
    let is_name = bracketed.is_some_and(|(_, inside)| {
        inside.len() <= LONGEST && inside.starts_with(char::is_uppercase)
    });
    let is_signed = line.starts_with(['\u{2014}', '\u{2013}']) && line.len() <= LONGEST;
    is_name
        || is_signed
        || each_word(line).any(|(_, key)| key == "source" || PRESS.contains(&key.as_str()))
}

/// Whether a sentence is a quotation with its source behind it: "« Le conseil a décidé … », écrit Le Monde".
fn is_cited(sentence: &str) -> bool {
    const WRITES: [&str; 8] = [
        "annonce", "d", "ecrit", "lit", "rapporte", "relate", "selon", "titre",
    ];
    let closing = match sentence.chars().next() {
        Some('\u{ab}') => '\u{bb}',
        Some('\u{201c}') => '\u{201d}',
        Some('"') => '"',
        _ => return false,
    };
    let inside = sentence.char_indices().nth(1).map_or(0, |(at, _)| at);
    let rest = sentence
        .get(inside..)
        .and_then(|rest| rest.split_once(closing));
    rest.is_some_and(|(_, after)| {
        let after = after.trim_start_matches([' ', '\u{a0}', ',', '.', '\u{2014}', '\u{2013}']);
        let first = each_word(after).next();
        after.starts_with('(') || first.is_some_and(|(_, key)| WRITES.contains(&key.as_str()))
    })
}

/// Whether a sentence says that what the one before it proposed is none: "Cette résolution est rejetée."
fn turns_down(sentence: &str) -> bool {
    let words = words(sentence);
    let words: Vec<&str> = words.iter().map(|(_, key)| key.as_str()).collect();
    matches!(
        words.as_slice(),
        ["cette" | "la", "motion" | "proposition" | "resolution", "est", verb, ..]
            if ["rejete", "refuse"].contains(&masculine(verb))
    )
}

/// Whether a text says by itself that something was decided, or begins with what is to be done: "Publier la
/// carte."
pub(super) fn tells(text: &str) -> bool {
    const IER: [&str; 5] = ["confier", "copier", "etudier", "publier", "remercier"];
    const BEHIND: [&str; 16] = [
        "a", "au", "aux", "ce", "ces", "cet", "cette", "l", "la", "le", "les", "leur", "pas",
        "son", "un", "une",
    ];
    let decided = sentences(text)
        .into_iter()
        .any(|at| text.get(at).and_then(weight) == Some(Weight::Decided));
    let words = words(text);
    let words: Vec<&str> = words.iter().map(|(_, key)| key.as_str()).collect();
    let is_infinitive = match words.as_slice() {
        ["ne", "pas", ..] => true,
        [first, next, ..] => {
            let ends = ["er", "ir", "re"].iter().any(|end| first.ends_with(end));
            let is_noun =
                first.ends_with("ier") && !first.ends_with("fier") && !IER.contains(first);
            ends && !is_noun && BEHIND.contains(next)
        }
        _ => false,
    };
    // "Cette résolution est adoptée", "Adopté à l'unanimité" tell of what stands above.
    let points_back = match words.as_slice() {
        ["elle", ..] => true,
        ["cette" | "la", thing, ..] => {
            ["decision", "motion", "proposition", "resolution"].contains(thing)
        }
        [first, ..] => is_decided(first),
        [] => false,
    };
    decided && !points_back || is_infinitive
}

/// Finds what stands between two commas and names another body than the one that decides: "Le règlement,
/// conforme au modèle départemental, est adopté."
fn aside(sentence: &str, words: &[Word<'_>]) -> Range<usize> {
    let mut commas = sentence.match_indices(',').map(|(at, _)| at);
    let (Some(from), Some(to)) = (commas.next(), commas.next()) else {
        return 0..0;
    };
    let inside = words
        .iter()
        .filter(|(at, _)| (from..to).contains(&at.start));
    let is_verb = |word: &str| ["a", "est", "ont", "sont"].contains(&word) || is_decided(word);
    let goes_on = words
        .iter()
        .find(|(at, _)| at.start > to)
        .is_some_and(|(_, next)| is_verb(next) || DECIDES.contains(&next.as_str()));
    let is_of_others = inside
        .clone()
        .any(|(_, word)| OTHERS.contains(&word.as_str()));
    let decides = inside.clone().any(|(_, word)| is_verb(word));
    if goes_on && is_of_others && !decides {
        from..to
    } else {
        0..0
    }
}

/// The words of a sentence, without case and accents.
struct Said<'a> {
    words: &'a [&'a str],
    /// The number of the clause that each of them is in, told apart by commas.
    clauses: &'a [usize],
}

/// Verbs by which a body decides, as they stand behind "le conseil".
const DECIDES: [&str; 56] = [
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
    "conviennent",
    "convient",
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
    "prononce",
    "prononcent",
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
    "actons",
    "approuvons",
    "choisissons",
    "optons",
    "optent",
    "retenons",
    "validons",
    "votons",
];
/// The participles of those, in the masculine.
const DECIDED: [&str; 25] = [
    "accepte", "acqui", "acte", "adopte", "adopted", "agreed", "approuve", "approved", "arrete",
    "autorise", "convenu", "decide", "decided", "designe", "dissou", "dissoute", "elu", "enterine",
    "nomme", "ratifie", "refuse", "rejete", "resolu", "retenu", "valide",
];
/// Verbs that decide right behind a body, and tell of something else elsewhere.
const GRANTS: [&str; 21] = [
    "ajourne",
    "attribue",
    "charge",
    "chargent",
    "confie",
    "fixe",
    "fixent",
    "opte",
    "reconduit",
    "renouvelle",
    "tranche",
    "accepte",
    "acceptent",
    "accorde",
    "accordent",
    "mandate",
    "mandatent",
    "refuse",
    "refusent",
    "vote",
    "votent",
];
/// Who decides here.
const BODIES: [&str; 23] = [
    "equipe",
    "groupe",
    "participantes",
    "participants",
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
    "ca",
    "bureau",
    "ag",
    "codir",
    "copil",
];
/// The bodies of which others have one too.
const OWNED: [&str; 14] = [
    "equipe",
    "groupe",
    "participantes",
    "participants",
    "conseil",
    "comite",
    "assemblee",
    "college",
    "commission",
    "ca",
    "bureau",
    "ag",
    "codir",
    "copil",
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
        let first = (0..self.words.len()).find(|at| self.is_other(*at));
        let verb = self
            .words
            .iter()
            .position(|word| is_decided(word) || DECIDES.contains(word));
        // "Le compte rendu du conseil municipal est approuvé": by those whose it is.
        let of_minutes = matches!(
            self.words,
            ["compte", "rendu", ..]
                | ["le", "compte", "rendu", ..]
                | ["proces", "verbal", ..]
                | ["le", "proces", "verbal", ..]
                | ["le", "pv", ..]
        );
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
                by || (first < verb && !council && !of_minutes)
            }
            _ => false,
        }
    }

    /// Whether a word tells a body from this one: "administration" does, "le conseil d'administration"
    /// does not, and "le conseil d'administration du musée" does.
    fn is_other(&self, at: usize) -> bool {
        let word = self.words.get(at).copied().unwrap_or_default();
        let before = self.words.get(at.saturating_sub(2)..at);
        let is_own =
            word == "administration" && before == Some(&["conseil", "d"]) && !self.is_of(at + 1);
        OTHERS.contains(&word) && !is_own
    }

    /// Whether a word says of whom the thing before it is.
    fn is_of(&self, at: usize) -> bool {
        let word = self.words.get(at).copied().unwrap_or_default();
        ["d", "de", "du", "des"].contains(&word)
    }

    /// Whether it but says who keeps the minutes or counts the votes of this meeting.
    fn is_of_session(&self) -> bool {
        const ROLES: [&str; 8] = [
            "animateur",
            "animatrice",
            "assesseur",
            "assesseurs",
            "redacteur",
            "redactrice",
            "scrutateur",
            "scrutateurs",
        ];
        const NAMES: [&str; 6] = ["choisit", "designe", "elit", "elu", "elue", "nomme"];
        let of_session = self.pair("de", "seance")
            && self.has(&["president", "presidente", "secretaire", "secretaires"]);
        let mut verbs = self
            .words
            .iter()
            .filter(|word| is_decided(word) || DECIDES.contains(word));
        (of_session || self.has(&ROLES))
            && verbs.all(|word| NAMES.contains(word) || NAMES.contains(&masculine(word)))
    }

    /// "Pour : 7", "voix pour : 7", which alone in their line are a part of the count.
    fn is_tally(&self) -> bool {
        let mut words = self
            .words
            .iter()
            .filter(|word| !["vote", "votes", "voix"].contains(word));
        let (Some(one), Some(other), None) = (words.next(), words.next(), words.next()) else {
            return false;
        };
        let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
        *one == "pour" && is_number(other) || *other == "pour" && is_number(one)
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
        let majority = self
            .words
            .windows(3)
            .any(|three| three == ["a", "la", "majorite"]);
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
            || self.is_put_to_vote()
            || unopposed
            || self.impersonal()
            || self.of_body()
            || self.passive(unanimous || majority)
            || self.settles()
            || self.names()
            || self.agrees()
            || self.meets()
            || self.chooses()
            || unanimous && self.concludes()
            || unanimous && self.has_subject_of_votes()
            || self.opinion()
            || self.takes()
    }

    /// "Le conseil prend la décision de", "donne son feu vert à", "s'accorde pour".
    #[expect(clippy::match_same_arms, reason = "one arm per kind of words")]
    fn takes(&self) -> bool {
        const TAKES: [&str; 3] = ["prend", "prennent", "pris"];
        let is_body = self.words.iter().enumerate().find(|(at, word)| {
            BODIES.contains(*word)
                && self.is_here(*at, self.words.get(at + 1..).unwrap_or_default())
        });
        let Some((subject, _)) = is_body else {
            return false;
        };
        let after = self.words.get(subject + 1..).unwrap_or_default();
        after.windows(3).enumerate().any(|(at, three)| {
            let fits = match three {
                [verb, "la" | "une", "decision"] | [verb, "les", "decisions"] => {
                    TAKES.contains(verb)
                }
                ["donne" | "donnent", "son" | "leur" | "un", "feu"] => true,
                ["s", "accorde" | "accordent", "pour"] => true,
                _ => false,
            };
            fits && at < 6 && !self.is_denied(subject + 1 + at)
        })
    }

    /// "La présidente met la charte aux voix : adoptée."
    fn is_put_to_vote(&self) -> bool {
        let put = self.words.windows(2).position(|two| two == ["aux", "voix"]);
        let decided = self.words.iter().position(|word| is_decided(word));
        let is_put = self.has(&["met", "mettent", "mis", "mise", "mises"]);
        put.zip(decided)
            .is_some_and(|(put, decided)| is_put && put < decided && !self.is_denied(decided))
    }

    /// Whether it tells what somebody wrote or recalled of a decision: "La presse rapporte que le conseil a
    /// décidé", "Selon Le Monde, le conseil a adopté".
    fn is_reported(&self) -> bool {
        const TELLS: [&str; 11] = [
            "apprend",
            "ecrit",
            "ecrivent",
            "lit",
            "rappelle",
            "rappellent",
            "rapporte",
            "rapportent",
            "relate",
            "relatent",
            "titre",
        ];
        let is_told = self
            .words
            .windows(2)
            .any(|two| TELLS.contains(&two[0]) && ["qu", "que"].contains(&two[1]));
        let begins = match self.words {
            ["selon" | "suivant", rest @ ..] | ["d", "apres", rest @ ..] => rest,
            rest => {
                let told = rest.iter().position(|word| ["qu", "que"].contains(word));
                rest.get(..told.unwrap_or(0)).unwrap_or_default()
            }
        };
        let of_press = begins.iter().take(6).any(|word| PRESS.contains(word));
        is_told || of_press
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
                    "decide", "convenu", "acte", "arrete", "resolu", "choisi", "decided", "agreed",
                    "resolved", "propose", "retenu", "entendu",
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
            // "Il a décidé" tells of somebody.
            let is_passive = ["est", "ete", "fut", "is", "was", "been"];
            subject
                && between.iter().any(|word| is_passive.contains(word))
                && between.iter().all(|word| helps.contains(word))
                && after.is_none_or(|next| *next != "si")
                && (!["retenu", "entendu"].contains(&near[verb])
                    || after.is_some_and(|next| ["de", "d", "que"].contains(next)))
        })
    }

    /// "Le conseil décide de", "nous avons adopté", "les membres valident".
    fn of_body(&self) -> bool {
        let Some(subject) = self.words.iter().position(|word| BODIES.contains(word)) else {
            return false;
        };
        let after = self.words.get(subject + 1..).unwrap_or_default();
        let after = match after {
            ["d", "administration", rest @ ..] if self.words[subject] == "conseil" => rest,
            after => after,
        };
        if !self.is_here(subject, after) {
            return false;
        }
        let begins = self.words.len() - after.len();
        let verb = after.iter().take(24).enumerate().position(|(at, word)| {
            let place = begins + at;
            if self.is_denied(place) {
                return false;
            }
            let before = self.words.get(place - 1).copied().unwrap_or_default();
            // "On retient que l'idée plaît."
            let casual = ["on", "nous"].contains(&self.words[subject]);
            let loose = [
                "arrete", "choisit", "convient", "nomme", "prononce", "retient", "vote",
            ];
            if casual && loose.contains(word) {
                return false;
            }
            let helped = ["a", "ont", "avons", "has", "have"].contains(&before)
                && (is_decided(word) || ["choisi", "opte"].contains(word));
            // "Le groupe prépare ce que le ministère décide."
            if ["equipe", "groupe"].contains(&self.words[subject]) && at > 1 {
                return false;
            }
            let grants =
                at < 4 && !casual && before != "s" && before != "se" && GRANTS.contains(word);
            let bare = (grants || DECIDES.contains(word))
                && ![
                    "de", "d", "du", "des", "par", "le", "la", "les", "un", "une", "son", "l",
                    "pour", "a", "ont", "est", "sont", "ete",
                ]
                .contains(&before);
            helped || bare
        });
        verb.is_some()
    }

    /// Whether the body at a place is the one that meets: "le conseil de l'APLEX", "son bureau" are those of
    /// somebody else. `after` is what follows its name.
    fn is_here(&self, subject: usize, after: &[&str]) -> bool {
        let body = self.words.get(subject).copied().unwrap_or_default();
        let before = subject
            .checked_sub(1)
            .and_then(|at| self.words.get(at))
            .copied();
        if !OWNED.contains(&body) {
            return true;
        }
        // "Les participants à l'enquête"
        if body.starts_with("participant") && after.first() == Some(&"a") {
            return false;
        }
        let of_somebody = matches!(
            after.first(),
            Some(&("d" | "de" | "du" | "des" | "au" | "aux"))
        ) && !after
            .iter()
            .take(4)
            .any(|word| ["communs", "conseil"].contains(word));
        // They stand beside the council, in its name or not.
        let is_short = ["ca", "bureau", "ag", "codir", "copil", "equipe", "groupe"].contains(&body);
        let is_named = before.is_none_or(|word| ["le", "l", "la", "ce", "donc"].contains(&word));
        let is_theirs =
            before.is_some_and(|word| ["son", "sa", "leur", "votre", "un", "une"].contains(&word));
        !of_somebody && !is_theirs && (!is_short || is_named)
    }

    /// "Consensus pour publier", "Aucune objection", "OK pour le guide", "La charte fait l'unanimité".
    #[expect(clippy::match_same_arms, reason = "one arm per kind of words")]
    fn meets(&self) -> bool {
        const ASK: [&str; 5] = ["s", "chercher", "cherche", "rechercher", "trouver"];
        if self.has(&["si", "sauf"]) {
            return false;
        }
        let opposed = ["objection", "objections", "opposition", "oppositions"];
        let begins = match self.words {
            ["aucune" | "no", what] | ["pas", "d", what, ..] | ["sans", what, ..] => {
                opposed.contains(what)
            }
            ["aucune", what, "a" | "sur" | "contre", ..] => opposed.contains(what),
            ["personne", "ne", "s", "oppose" | "y", ..] => true,
            ["tout", "le", "monde", "est", "d", "accord", ..] => true,
            ["accord", "de", "principe", "pour" | "sur", ..]
            | ["consensus", "pour" | "sur", ..]
            | ["feu", "vert", "pour" | "a" | "au" | "du", ..]
            | ["ok" | "go", "pour", ..]
            | [
                "agreed" | "resolved" | "approved",
                "to" | "that" | "unanimously",
                ..,
            ]
            | ["all", "in", "favour" | "favor", ..]
            | ["d", "un", "commun", "accord", ..]
            | ["c", "est", "decide" | "acte" | "valide" | "adopte"]
            | [
                "c",
                "est",
                "decide",
                "que" | "de" | "le" | "la" | "les" | "nous" | "on",
                ..,
            ] => true,
            _ => false,
        };
        if begins {
            return !(0..self.words.len())
                .any(|at| self.is_denied(at) && !["pas", "personne"].contains(&self.words[0]));
        }
        self.words.windows(3).enumerate().any(|(at, three)| {
            let fits = match three {
                ["il", "y", "a"] => {
                    let rest = self.words.get(at + 3..).unwrap_or_default();
                    matches!(
                        rest,
                        ["accord" | "consensus" | "unanimite", "pour" | "sur", ..]
                    )
                }
                ["consensus", "se", "degage" | "dessine"] | [_, "accord", "unanime"] => true,
                [_, "fait" | "font", "consensus"] => true,
                ["fait" | "font" | "recueille" | "obtient", "l" | "la", what] => {
                    ["unanimite", "majorite"].contains(what)
                }
                [
                    "l" | "la" | "une",
                    "unanimite" | "majorite",
                    "se" | "vote" | "l",
                ] => at == 0,
                ["majorite", "est", side] => ["favorable", "pour", "contre"].contains(side),
                ["mandat", "est", "donne"] => true,
                ["le", "vote", "est"] => {
                    let next = self.words.get(at + 3).copied().unwrap_or_default();
                    ["favorable", "unanime", "positif", "acquis", "defavorable"].contains(&next)
                }
                [
                    "we",
                    "agreed" | "agree" | "decided" | "approve" | "approved",
                    _,
                ] => true,
                _ => false,
            };
            fits && !self.is_denied(at + 1)
                && !self.words.iter().any(|word| ASK[1..].contains(word))
        })
    }

    /// "La date du 3 mars est retenue", "Le choix se porte sur", "La décision de publier est prise".
    #[expect(clippy::match_same_arms, reason = "one arm per kind of words")]
    fn chooses(&self) -> bool {
        const THINGS: [&str; 12] = [
            "candidature",
            "date",
            "devis",
            "lieu",
            "logo",
            "nom",
            "offre",
            "option",
            "proposition",
            "salle",
            "scenario",
            "titre",
        ];
        const ARTICLES: [&str; 4] = ["l", "la", "le", "cette"];
        let pair = |at: usize| self.words.get(at..at + 2).unwrap_or_default();
        let is_told = !self.has(&["si", "avant", "quand", "sera", "serait", "par", "n", "ne"]);
        match self.words {
            [article, thing, ..] if ARTICLES.contains(article) && THINGS.contains(thing) => {
                is_told
                    && self.words.windows(2).any(|two| match two {
                        ["est", end] => ["retenu", "retenue", "choisi", "choisie"].contains(end),
                        ["retenu" | "retenue" | "choisi" | "choisie", "est"] => true,
                        _ => false,
                    })
            }
            ["le", "choix", "se", "porte" | "portera", ..] | ["le", "choix", "est", "fait", ..] => {
                true
            }
            ["la" | "une" | "cette", "decision", ..] => {
                let taken = self
                    .words
                    .windows(2)
                    .any(|two| two == ["est", "prise"] || two == ["ete", "prise"]);
                taken && is_told
            }
            ["on" | "nous", "part" | "partons", "sur", ..]
            | ["on" | "nous", "opte" | "optons", "pour", ..] => true,
            ["ont", "ete", verb, ..] | ["sont", verb, ..] if masculine(verb) == "decide" => is_told,
            [
                "on",
                "retient",
                "la" | "le" | "les" | "l" | "un" | "une",
                ..,
            ] => !self.has(&["que"]),
            [
                "le" | "la" | "l" | "un" | "une",
                ..,
                "est",
                "decide" | "decidee",
            ] => is_told,
            _ => {
                // "Béta est nommée rapporteure"
                let named = (0..self.words.len()).find(|at| pair(*at)[..].first() == Some(&"est"));
                let named = named.filter(|at| {
                    let verb = self.words.get(at + 1).copied().unwrap_or_default();
                    let next = self.words.get(at + 2).copied().unwrap_or_default();
                    masculine(verb) == "nomme" && !["ci", "dans", "par", "plus"].contains(&next)
                });
                named.is_some() && self.words.len() <= 8 && is_told
            }
        }
    }

    /// "À l'unanimité, le guide est publié", "(décision prise à l'unanimité)".
    fn concludes(&self) -> bool {
        const ENDS: [&str; 4] = ["e", "ee", "es", "ees"];
        let taken = self
            .words
            .windows(2)
            .any(|two| two == ["decision", "prise"]);
        // "L'unanimité est requise."
        let is_subject = ["unanimite", "majorite"].contains(self.words.get(1).unwrap_or(&""));
        taken
            || !is_subject
                && self.words.iter().enumerate().any(|(at, word)| {
                    let near = self.words.get(at + 1..(at + 3).min(self.words.len()));
                    let is_participle = |word: &&str| {
                        word.len() > 4
                            && ENDS.iter().any(|end| word.ends_with(end))
                            && !word.ends_with("ite")
                    };
                    ["est", "sont"].contains(word)
                        && near.is_some_and(|near| near.iter().any(is_participle))
                        && !self.has(&["par"])
                        && !self.is_denied(at + 1)
                })
    }

    /// "La demande est refusée", "le tarif est fixé à 30 €", "quitus est donné".
    fn settles(&self) -> bool {
        const PROPOSED: [&str; 9] = [
            "candidature",
            "demande",
            "devis",
            "motion",
            "offre",
            "option",
            "proposition",
            "resolution",
            "solution",
        ];
        const AMOUNTS: [&str; 7] = [
            "adhesion",
            "cotisation",
            "montant",
            "participation",
            "prix",
            "subvention",
            "tarif",
        ];
        const GIVES: [&str; 6] = ["accorde", "accordent", "donne", "donnent", "vote", "votent"];
        self.words.iter().enumerate().any(|(at, word)| {
            if self.words.get(at + 1) == Some(&"par") {
                return false;
            }
            let before = self.words.get(..at).unwrap_or_default();
            let (subject, helped) = match before {
                [subject @ .., "a" | "ont", "ete"] | [subject @ .., "est" | "sont"] => {
                    (subject, true)
                }
                subject => (subject, false),
            };
            let word = masculine(word);
            if GIVES.contains(&word) && self.has(&["quitus"]) {
                let after = self.words.get(at + 1..at + 2) == Some(&["quitus"]);
                return !self.is_denied(at) && (after || helped && subject.ends_with(&["quitus"]));
            }
            let Some((noun, [.., article])) = subject.split_last() else {
                return false;
            };
            let is_ours = !["notre", "nos", "leur", "leurs"].contains(article);
            let is_told = !subject
                .iter()
                .any(|word| ["si", "avant", "quand"].contains(word));
            let refused = ["accorde", "refuse", "rejete", "retenu", "retenue"].contains(&word);
            let first = subject.get(1).is_some_and(|noun| AMOUNTS.contains(noun));
            helped
                && is_told
                && (refused && is_ours && PROPOSED.contains(noun)
                    || word == "fixe" && first && self.words.get(at + 1) == Some(&"a"))
        })
    }

    /// "Adoption du règlement à la majorité", "Élection du bureau à l'unanimité".
    fn names(&self) -> bool {
        const NAMES: [&str; 6] = [
            "adoption",
            "approbation",
            "election",
            "nomination",
            "ratification",
            "validation",
        ];
        let first = self.words.first();
        first.is_some_and(|first| NAMES.contains(first))
            && (self.pair("l", "unanimite") || self.pair("la", "majorite"))
            && !(0..self.words.len()).any(|at| self.is_denied(at))
    }

    /// "Accord du CA pour", "Approbation de toutes les personnes présentes", "Le CA est OK pour".
    fn agrees(&self) -> bool {
        const BETWEEN: [&str; 7] = ["a", "est", "met", "mis", "se", "sommes", "sont"];
        let is_body = |word: &&str| BODIES.contains(word) && !["on", "nous"].contains(word);
        let all = ["presentes", "presents", "tous", "toutes", "unanime"];
        match self.words {
            ["accord" | "approbation", "unanime", ..] => return true,
            ["approbation" | "accord", "de", who, ..] if all.contains(who) => return true,
            ["accord", "du", body, rest @ ..] | ["accord", "de", "l" | "la", body, rest @ ..]
                if is_body(body) =>
            {
                return rest
                    .first()
                    .is_none_or(|next| ["pour", "sur"].contains(next));
            }
            _ => {}
        }
        (0..self.words.len()).any(|at| {
            let mut after = self.words.get(at + 1..).unwrap_or_default();
            if let ["d", "administration", rest @ ..] = after {
                after = rest;
            }
            let skipped = after
                .iter()
                .take_while(|word| BETWEEN.contains(word))
                .count();
            let next = match after.get(skipped..).unwrap_or_default() {
                ["ok", rest @ ..] | ["d", "accord", rest @ ..] => Some(rest.first()),
                _ => None,
            };
            let next = next.filter(|next| {
                // "On est d'accord" may be said of anything.
                let is_casual = ["on", "nous"].contains(&self.words[at]);
                !is_casual || *next == Some(&"pour")
            });
            let agreed = next.is_some_and(|next| {
                next.is_none_or(|next| ["pour", "sur"].contains(next)) && !self.is_denied(at)
            });
            agreed && BODIES.contains(&self.words[at]) && self.is_here(at, &[])
        })
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
                        || [
                            "le",
                            "les",
                            "consensus",
                            "acclamation",
                            "l",
                            "tous",
                            "toutes",
                        ]
                        .contains(&word)
                });
            let by_council = self
                .words
                .get(at + 1..(at + 5).min(self.words.len()))
                .unwrap_or_default();
            let by_unknown = after == Some("par")
                && second.is_some_and(|word| ["le", "les", "l", "la"].contains(&word))
                && !by_council
                    .iter()
                    .any(|word| BODIES.contains(word) && !["equipe", "groupe"].contains(word));
            let strong = ![
                "acqui", "arrete", "autorise", "retenu", "retenue", "convenu", "decide", "refuse",
                "nomme",
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
        // "La demande est acceptée" wishes nothing.
        let is_noun = |at: usize| {
            let article = (from + at).checked_sub(1).and_then(|at| self.words.get(at));
            article.is_some_and(|word| ["cette", "la", "les", "une"].contains(word))
        };
        before.iter().enumerate().any(|(at, word)| {
            DENY.contains(word)
                || WISHES.contains(word) && !(["demande", "demandes"].contains(word) && is_noun(at))
        }) || after == Some("pas")
            || self.is_conditional(verb)
    }

    /// Whether a verb stands in a clause of what may be: "au cas où le conseil décide", "si, en mai, il décide".
    fn is_conditional(&self, verb: usize) -> bool {
        let clause = |at: usize| self.clauses.get(at).copied().unwrap_or_default();
        let opens = |at: usize| {
            let pair = |next: &str| self.words.get(at + 1) == Some(&next);
            match self.words.get(at).copied().unwrap_or_default() {
                "si" | "quand" | "lorsque" | "lorsqu" => true,
                "s" => pair("il") || pair("ils"),
                "cas" => pair("ou"),
                "des" | "condition" | "tant" | "avant" | "afin" | "pour" | "ce" | "moins" => {
                    (pair("que") || pair("qu"))
                        // "Ce que le conseil décide" is told.
                        && (self.words.get(at) != Some(&"ce")
                            || at > 1 && self.words.get(at - 2) == Some(&"jusqu"))
                }
                _ => false,
            }
        };
        (0..verb).rev().take(24).any(|at| {
            // "Si, à la fin de l'année, le conseil décide"
            let is_cut = clause(at) != clause(at + 1);
            opens(at) && (clause(at) == clause(verb) || is_cut)
        })
    }

    /// "Tous votent pour", "Alpha vote contre", "Béta s'abstient", "Unanimité".
    fn says_how(&self) -> bool {
        const NOUN: [&str; 14] = [
            "au", "aucun", "ce", "chaque", "d", "de", "du", "en", "l", "le", "par", "premier",
            "son", "un",
        ];
        let is_short = self.words.len() <= 4;
        let all = ["tous", "toutes", "unanimite", "unanime"];
        if is_short && self.has(&["unanimite"]) && !self.has(&["pas", "sans", "non", "ne"]) {
            return true;
        }
        if is_short && self.words.last() == Some(&"pour") && self.has(&all) {
            return true;
        }
        self.words.windows(2).enumerate().any(|(at, two)| {
            let before = at.checked_sub(1).and_then(|at| self.words.get(at)).copied();
            let after = self.words.get(at + 2).copied();
            let side = ["pour", "contre"].contains(&two[1]);
            let is_verb = ["votent", "votons"].contains(&two[0])
                || two[0] == "vote" && before.is_some_and(|word| !NOUN.contains(&word));
            let abstains = two[0] == "s" && ["abstient", "abstiennent"].contains(&two[1]);
            (is_verb && side && !["que", "qui"].contains(&after.unwrap_or_default())
                || abstains && !["de", "d"].contains(&after.unwrap_or_default()))
                && !self.is_denied(at)
        })
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
        let first = self.words.first().copied().unwrap_or_default();
        let is_vote = ["vote", "votes"].contains(&first);
        let tells = ["abstention", "abstentions", "nombre", "suffrages"].contains(&first)
            && self.words.len() <= 5
            && self.words.iter().any(number)
            && (first != "nombre" || self.has(&["voix"]) || self.has(&["abstentions"]));
        let sided = self
            .words
            .windows(2)
            .any(|two| two[0] == "voix" && ["pour", "contre"].contains(&two[1]));
        let voices = near(&["voix"]) && (sided || self.has(&["recueille", "recueillent"]));
        is_vote && self.has(&["unanimite", "unanimous"])
            || is_vote && self.words.len() <= 8 && near(&["pour", "contre"])
            || is_vote && self.words.len() > 2 && self.words.iter().skip(1).all(number)
            || tells
            || voices && !self.is_denied(0)
            || self.says_how()
            || near(&["oui"]) && near(&["non"]) && !self.has(&["enquete", "reponses", "sondage"])
            || near(&["pour", "favor", "for"])
                && (near(&["contre", "against"])
                    || near(&["abstention", "abstentions", "abstained"]))
    }
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
    fn a_sentence_may_but_count_votes() {
        for text in [
            "Vote pour le report : Pour 4, Contre 0, Abstention 1.",
            "Vote : 8 voix pour, 0 contre.",
            "Vote : unanimité.",
            "Pour : 7",
            "Voix pour : 7",
        ] {
            assert_eq!(weight(text), Some(Weight::Counted), "{text}");
        }
    }

    #[test]
    fn a_sentence_tells_of_a_decision() {
        for text in [
            "La convention est adoptée à l'unanimité.",
            "Adopté à l'unanimité.",
            "Motion adoptée.",
            "Adoption du règlement à la majorité.",
            "Les membres conviennent de reporter la fête.",
            "Le conseil se prononce pour le report.",
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
            // Any body of the council.
            "Le conseil d'administration décide d'acheter un serveur.",
            "Le CA décide d'acheter un serveur.",
            "Le CA valide le devis.",
            "Le CA accepte le devis.",
            "Le bureau décide de partir.",
            "L'assemblée générale donne quitus au trésorier.",
            "Le CA donne son accord.",
            "Le CA se met d'accord pour un achat groupé.",
            "Accord du CA pour l'achat.",
            "==> CA OK pour le collectif",
            "Le conseil est d'accord.",
            "Approbation de toutes les personnes du CA présentes",
            "Après vote : rapprochement adjugé.",
            "Quitus est donné au trésorier.",
            "La proposition est retenue.",
            "La demande est refusée.",
            "Le tarif est fixé à 30 €.",
            "Le règlement, conforme au modèle départemental, a été approuvé à l'unanimité.",
            "Le compte rendu du conseil municipal du 3 mars, après lecture faite, est approuvé.",
            "Camille Exemple est désignée porte-parole.",
            "Il est choisi de garder le lundi.",
            "La commission des tarifs est dissoute.",
            "Le report est acquis à l'unanimité moins une voix.",
            "La demande est acceptée.",
            "La demande de salle est acceptée.",
            "La présidente met la charte aux voix : adoptée.",
            "On opte pour la salle B.",
            "Si la salle est libre, le conseil décide de la louer.",
            "Le règlement est voté.",
        ] {
            assert_eq!(weight(text), Some(Weight::Decided), "{text}");
        }
    }

    #[test]
    fn a_sentence_tells_of_something_else() {
        for text in [
            "Ce délai est accordé.",
            "Adoption du règlement à la prochaine séance.",
            "Il convient de relire la charte.",
            "Le conseil ne se prononce pas.",
            "On convient souvent de peu.",
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
            "Il faudra une salle au cas où le conseil décide de partir.",
            "Quand le conseil décide de partir, il loue une salle.",
            "Si, à la fin de l'année, le conseil décide de partir, il faudra une salle.",
            "Dès que le conseil valide le devis, la salle est louée.",
            "La presse rapporte que le conseil a décidé de partir.",
            "Selon Le Monde, « le conseil a décidé de partir ».",
            "« Le conseil a décidé de partir » (Ouest-France).",
            "« Le conseil a adopté le budget », écrit Le Monde.",
            "Sondage : oui 5, non 2.",
            "Alpha rappelle que le conseil a adopté la charte.",
            "La décision a été reportée.",
            "Vote",
            "Ça valide le devis.",
            "Les présents s'accordent sur trois points.",
            "Le CA de l'APLEX décide de partir.",
            "CE annonce que son bureau décide de partir.",
            "L'administration a refusé la demande.",
            "Le CA n'est pas d'accord.",
            "Accord du conseil municipal pour le prêt.",
            "Approbation du compte rendu du conseil du 3 mars",
            "Notre demande est refusée.",
            "La demande de la ville est refusée par le bureau d'études.",
            "La date est fixée au 3 mars.",
            "Quitus sera donné en juin.",
            "Contre : 7",
            "Un repas pour 7.",
            // Who keeps the minutes, and whom others appoint.
            "Camille Exemple est désignée secrétaire de séance.",
            "Le conseil désigne CE secrétaire de séance.",
            "CE est désigné rédacteur.",
            "Trois enseignantes ont été nommées :",
            "Un serveur est acquis pour 300 €.",
            "Il a choisi de partir.",
        ] {
            assert_eq!(weight(text), None, "{text}");
        }
    }
}
