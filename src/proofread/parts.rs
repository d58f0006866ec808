//! What minutes are made of: their sections, their actions, what is left to fill in.

use std::ops::Range;

use super::Proof;
use super::structure::skipped_headings;
use super::words::words;
use crate::locale::collation::sort_key;
use crate::markdown::comments::{code, is_pad_tags};
use crate::markdown::minutes::{
    Block, BlockKind, PLACEHOLDER, PrivacyFaultKind, TraceKind, announces_next, is_within, public,
};
use crate::markdown::struck::unpaired;
use crate::problem::{
    FrontMatterFault, LeftOut, MarkFault, MissingPart, Place, Problem, Residue, What,
};
use crate::sort::Sort;

/// Finds marks, sections, headings and actions that are not as they should be.
pub(super) fn check(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    private_marks(proof, found);
    front_matter(proof, found);
    residues(proof, found);
    conflicts(proof, found);
    headings(proof, found);
    missing_parts(proof, found);
    decisions(proof, found);
    promises(proof, found);
    agenda(proof, found);
    actions(proof, found);
    found.extend(
        placeholders(proof)
            .into_iter()
            .map(|at| proof.flaw(at, What::Placeholder)),
    );
}

/// Whether a text holds something left to fill in.
pub(super) fn has_placeholder(text: &str) -> bool {
    sort_key(text).contains(&sort_key(PLACEHOLDER))
}

fn private_marks(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    for fault in &proof.minutes.privacy.faults {
        let kind = match fault.kind {
            PrivacyFaultKind::Unclosed => MarkFault::Unclosed,
            PrivacyFaultKind::StrayEnd => MarkFault::StrayEnd,
            PrivacyFaultKind::Misspelt => MarkFault::Misspelt,
            PrivacyFaultKind::InCode => MarkFault::InCode,
            PrivacyFaultKind::Title => MarkFault::Title,
            PrivacyFaultKind::Heading => MarkFault::Heading,
            PrivacyFaultKind::OpenComment => MarkFault::OpenComment,
            PrivacyFaultKind::OtherComment => MarkFault::OtherComment,
            PrivacyFaultKind::Nested => MarkFault::Nested,
            PrivacyFaultKind::HtmlHeading => MarkFault::HtmlHeading,
            PrivacyFaultKind::SharedDefinition => MarkFault::SharedDefinition,
            PrivacyFaultKind::UnusedDefinition => MarkFault::UnusedDefinition,
        };
        found.push(proof.flaw(fault.at.clone(), What::PrivateMark { fault: kind }));
    }
    if proof.minutes.privacy.is_certain() {
        // What stands around a region would become a mark without it.
        let left = public(proof.text).err().unwrap_or_default().into_iter();
        let fault = MarkFault::Misspelt;
        found.extend(left.map(|it| proof.flaw(it.at, What::PrivateMark { fault })));
    }
}

/// Finds what became of the front matter, and what of it the public edition leaves out.
fn front_matter(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    let front_matter = &proof.minutes.front_matter;
    let mut add = |at: &Range<usize>, flaw| {
        if !proof.minutes.privacy.covers(at.start) {
            found.push(proof.flaw(at.clone(), flaw));
        }
    };
    for at in &front_matter.stray {
        let fault = FrontMatterFault::Lost;
        add(at, What::FrontMatter { fault });
    }
    if let Some(at) = &front_matter.foreign {
        let fault = FrontMatterFault::Foreign;
        add(at, What::FrontMatter { fault });
    }
    for at in &front_matter.unread {
        let fault = FrontMatterFault::Unread;
        add(at, What::FrontMatter { fault });
    }
    for field in front_matter
        .fields
        .iter()
        .filter(|field| field.is_left_out())
    {
        let (part, key) = (LeftOut::Key, Some(field.key.clone()));
        add(&field.key_at, What::LeftOut { part, key });
    }
    for at in &front_matter.comments {
        let (part, key) = (LeftOut::Comment, None);
        add(at, What::LeftOut { part, key });
    }
}

/// Finds what word processors left.
fn residues(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    for trace in &proof.minutes.traces {
        let residue = match trace.kind {
            TraceKind::Comment => Residue::Comment,
            TraceKind::Change => Residue::Change,
            TraceKind::Markup => Residue::Markup,
        };
        found.push(proof.flaw(trace.at.clone(), What::OfficeResidue { residue }));
    }
    let traces = proof.minutes.traces.iter().map(|trace| trace.at.clone());
    let traces: Vec<Range<usize>> = traces.collect();
    let residue = Residue::Struck;
    for at in unpaired(proof.text) {
        if !is_within(&traces, &at) && !proof.minutes.privacy.covers(at.start) {
            found.push(proof.flaw(at, What::OfficeResidue { residue }));
        }
    }
}

/// Finds what a merge left, in private parts too.
fn conflicts(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    found.extend(Problem::conflicts(proof.file, proof.text));
}

fn headings(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    let headings = proof.minutes.headings.iter();
    let headings = headings.filter(|heading| !is_pad_tags(&heading.text));
    let levels = headings.map(|heading| (heading.level, heading.at.clone()));
    for skipped in skipped_headings(levels) {
        found.push(proof.page_flaw(skipped.at.clone(), skipped.flaw(false)));
    }
    for heading in &proof.minutes.headings {
        // A line that rules off columns makes a heading of what stands above it.
        let source = proof.text.get(heading.at.clone()).unwrap_or_default();
        let is_row = !source.starts_with('#')
            && source
                .lines()
                .next()
                .is_some_and(|line| line.trim().contains("   "));
        if !heading.filled && !is_row && !is_pad_tags(&heading.text) {
            let heading_text = heading.text.clone();
            let flaw = What::EmptySection {
                heading: heading_text,
            };
            found.push(proof.flaw(heading.at.clone(), flaw));
        }
    }
}

fn missing_parts(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    let minutes = proof.minutes;
    let attended = !proof.attendance.is_empty() || !minutes.roll.unread.is_empty();
    let announced = minutes
        .blocks
        .iter()
        .any(|block| announces_next(&block.prose.text));
    let parts = [
        (attended, MissingPart::Attendance),
        (
            !minutes.decisions.is_empty()
                || minutes.says_no_decision
                || !minutes.unmarked().is_empty(),
            MissingPart::Decisions,
        ),
        (
            !minutes.actions.is_empty() || minutes.says_no_action || !minutes.promised.is_empty(),
            MissingPart::Actions,
        ),
        (announced, MissingPart::NextMeeting),
    ];
    for (there, part) in parts {
        if !there {
            found.push(Problem {
                what: What::MissingPart { part },
                place: Place::File(proof.file),
                also: None,
            });
        }
    }
}

/// Finds decisions that nothing marks, with the line to type where no mark is in doubt.
fn decisions(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    // A line that nobody would type again.
    const LONGEST: usize = 200;
    let is_certain = proof.minutes.privacy.is_certain();
    for statement in proof.minutes.unmarked() {
        let text = Some(uncapitalized(&statement.markdown));
        let text = text.filter(|text| is_certain && (1..=LONGEST).contains(&text.len()));
        found.push(proof.flaw(statement.at.clone(), What::UnmarkedDecision { text }));
    }
}

/// Finds where somebody takes something on, though there is no action.
fn promises(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    let promised = proof.minutes.promised.iter();
    found.extend(promised.map(|at| proof.flaw(at.clone(), What::UnmarkedAction)));
}

/// Gives an article at the beginning of a sentence its small letter.
fn uncapitalized(text: &str) -> String {
    let articles = [
        "Le ",
        "La ",
        "Les ",
        "L'",
        "L\u{2019}",
        "Un ",
        "Une ",
        "Il ",
    ];
    if articles.iter().any(|article| text.starts_with(article)) {
        let first = text.get(..1).unwrap_or_default().to_lowercase();
        return first + text.get(1..).unwrap_or_default();
    }
    text.to_owned()
}

/// Finds the items of the agenda of which no heading of a draft speaks.
fn agenda(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    let is_draft = proof
        .minutes
        .field("status")
        .is_some_and(|field| field.value == "projet");
    let Some(meeting) = proof.meeting.filter(|_| is_draft) else {
        return;
    };
    let bare = |text: &str| {
        let words = words(text).into_iter().map(|word| word.key);
        format!(" {} ", words.collect::<Vec<_>>().join(" "))
    };
    // One that is private has no heading that may be read.
    let headings: String = proof
        .text
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(bare)
        .collect();
    for item in &meeting.agenda {
        let title = item.title.trim_end_matches(" (privé)");
        if !headings.contains(&bare(title)) {
            found.push(Problem {
                what: What::MissingAgendaItem {
                    title: title.to_owned(),
                },
                place: Place::File(proof.file),
                also: None,
            });
        }
    }
}

fn actions(proof: &Proof<'_>, found: &mut Vec<Problem>) {
    for action in &proof.minutes.actions {
        let source = proof.text.get(action.text_at.clone()).unwrap_or_default();
        let (owner, deadline) = (action.owner.is_none(), action.deadline_at.is_none());
        let whole = !owner && !deadline;
        if action.done || action.private || whole || has_placeholder(source) {
            continue;
        }
        let flaw = What::IncompleteAction { owner, deadline };
        found.push(proof.flaw(action.text_at.clone(), flaw));
    }
}

/// Lists what is left to fill in, wherever it stands; what is private aside.
fn placeholders(proof: &Proof<'_>) -> Vec<Range<usize>> {
    // None of those in brackets is longer, accents in two characters included.
    const LONGEST: usize = 60;
    let text = proof.text;
    let mut found = Vec::new();
    for (start, sign) in text.match_indices(['[', '(', '{']) {
        let rest = text.get(start..).unwrap_or_default();
        let closing = match sign {
            "[" => b']',
            "(" => b')',
            _ => b'}',
        };
        let Some(end) = rest.bytes().take(LONGEST).position(|b| b == closing) else {
            continue;
        };
        let inside = rest.get(1..end).unwrap_or_default();
        let is_link = rest
            .get(end + 1..)
            .is_some_and(|after| after.starts_with(['(', '[', ':']));
        let is_joined = || {
            let before = text.get(..start).unwrap_or_default();
            before.ends_with(char::is_alphanumeric) || text.contains(&format!("[{inside}]:"))
        };
        let is_name = sign != "(" && is_name_of_value(inside) && !is_joined();
        if !is_link && (is_to_fill_in(inside, sign == "[") || is_name) {
            found.push(start..start + end + 1);
        }
    }
    found.extend(names_in_tags(text));
    for block in &proof.minutes.blocks {
        let said = block.prose.text.as_str();
        for word in words(said) {
            let written = said.get(word.at.clone()).unwrap_or_default();
            let is_of = |sign: u8| written.bytes().all(|b| b == sign);
            let rest = said.get(word.at.end..).unwrap_or_default();
            let before = said.get(..word.at.start).unwrap_or_default();
            let is_numbered = NUMBER.iter().any(|no| before.trim_end().ends_with(no));
            let is_number = is_of(b'X') && (is_numbered || is_counting(rest));
            let is_blank = written.len() >= 3 && (is_of(b'X') || is_of(b'x'))
                || written.len() == 2 && (is_of(b'x') || is_number);
            if is_blank && !word.in_address {
                found.push(block.prose.source(word.at));
            }
        }
        let marks = said
            .match_indices("???")
            .map(|(at, mark)| at..at + mark.len());
        found.extend(marks.map(|at| block.prose.source(at)));
        found.extend(blanks(said).into_iter().map(|at| block.prose.source(at)));
        found.extend(patterns(said).into_iter().map(|at| block.prose.source(at)));
        found.extend(
            values_to_come(said, block)
                .into_iter()
                .map(|at| block.prose.source(at)),
        );
        let shouted = [
            "À COMPLÉTER",
            "A COMPLETER",
            "A COMPLÉTER",
            "À COMPLETER",
            "À PRÉCISER",
            "A PRECISER",
            "A PRÉCISER",
            "Lorem ipsum",
            "Cliquez ou appuyez ici",
            "Click or tap here",
        ];
        let shouted = shouted.iter().flat_map(|words| said.match_indices(words));
        found.extend(shouted.map(|(at, words)| block.prose.source(at..at + words.len())));
    }
    found.retain(|at| !proof.minutes.privacy.covers(at.start));
    found.order_by_key(|at| (at.start, std::cmp::Reverse(at.end)));
    found.dedup_by(|next, before| next.start < before.end);
    found
}

/// Whether what follows counts something: "XX €", "XX mars".
fn is_counting(rest: &str) -> bool {
    const COUNTED: [&str; 18] = [
        "euro",
        "euros",
        "voix",
        "membres",
        "h",
        "heures",
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ];
    let bare = rest.trim_start();
    bare.starts_with(['\u{20ac}', '%'])
        || words(bare)
            .first()
            .is_some_and(|word| word.at.start == 0 && COUNTED.contains(&word.key.as_str()))
}

/// Finds words that say that something is to be filled in, where they are all of a line, of a sentence or of what
/// stands behind a colon: "Vote : à compléter", not "La liste est à compléter par les membres".
fn values_to_come(text: &str, block: &Block) -> Vec<Range<usize>> {
    const VALUES: [&str; 9] = [
        "fixme",
        "tba",
        "tbc",
        "tbd",
        "a completer",
        "a remplir",
        "to be completed",
        "to be filled in",
        "todo",
    ];
    let mut found = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive([':', '.', ';', ',', '\n', '\u{2192}', '!', '?']) {
        let at = start..start + part.len();
        start = at.end;
        let bare = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        let lead = bare.len()
            - bare
                .trim_start_matches(|c: char| !c.is_alphanumeric())
                .len();
        let said = bare.get(lead..).unwrap_or_default();
        let before = text.get(..at.start).unwrap_or_default();
        let opens = before.is_empty() || before.ends_with([':', '.', '\n', '\u{2192}', '!', '?']);
        let is_label = part.ends_with([':', ',', ';']);
        let key = sort_key(said);
        // "TODO" above what is to be done.
        let is_title = key == "todo"
            && (block.kind == BlockKind::Heading
                || before.is_empty() && block.followed && !block.last_of_item);
        // "FIXME vérifier le vote"
        let is_note = said.starts_with("FIXME") && key.starts_with("fixme ");
        if opens && !is_label && !is_title && (is_note || VALUES.contains(&key.as_str())) {
            found.push(at.start + lead..at.start + bare.len());
        }
    }
    found
}

/// What stands before a number.
const NUMBER: [&str; 4] = ["n\u{b0}", "N\u{b0}", "n\u{ba}", "N\u{ba}"];

/// Finds what stands in the place of a day or an hour: "JJ/MM/AAAA", "HH:MM", "XX/03/2027", "20XX"; but not where
/// the text tells of such a form.
fn patterns(text: &str) -> Vec<Range<usize>> {
    const FORMS: [&str; 14] = [
        "JJ/MM/AAAA",
        "JJ/MM/AA",
        "JJ/MM",
        "JJ-MM-AAAA",
        "JJ.MM.AAAA",
        "AAAA-MM-JJ",
        "DD/MM/YYYY",
        "DD-MM-YYYY",
        "MM/DD/YYYY",
        "YYYY-MM-DD",
        "HH:MM",
        "HHhMM",
        "__h__",
        "..h..",
    ];
    const TELLS: [&str; 9] = [
        "champ", "format", "formats", "forme", "gabarit", "modele", "norme", "notation", "syntaxe",
    ];
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let from = start;
        start += line.len();
        if words(line)
            .iter()
            .any(|word| TELLS.contains(&word.key.as_str()))
        {
            continue;
        }
        let mut at = 0;
        for token in line.split(|c: char| c.is_whitespace() || "()[]{},;*".contains(c)) {
            let lead = token.len() - token.trim_start_matches(['"', '\'']).len();
            let bare = token.trim_matches(['"', '\'']);
            let bare = FORMS
                .iter()
                .find(|form| bare == **form || bare.strip_suffix(['.', '!', '?']) == Some(form))
                .map_or(bare.trim_end_matches('.'), |form| form);
            let is_masked = bare.contains("XX")
                && bare
                    .chars()
                    .all(|c| c.is_ascii_digit() || "X/:-.h".contains(c))
                && (bare.contains(['/', ':', 'h']) || bare.starts_with("20"));
            let is_number = NUMBER.iter().any(|no| bare.strip_prefix(no) == Some("XX"));
            if FORMS.contains(&bare) || is_masked || is_number {
                found.push(from + at + lead..from + at + lead + bare.len());
            }
            at += token.len();
            at += line
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, char::len_utf8);
        }
    }
    found
}

/// Whether words in square brackets name what is to stand there: "[nom]", "[Date de la réunion]", "{{lieu}}".
fn is_name_of_value(inside: &str) -> bool {
    const NAMES: [&str; 13] = [
        "date",
        "fonction",
        "heure",
        "horaire",
        "lieu",
        "montant",
        "nom",
        "noms",
        "nombre",
        "numero",
        "organisme",
        "prenom",
        "titre",
    ];
    const MORE: [&str; 26] = [
        "a",
        "animateur",
        "d",
        "de",
        "des",
        "du",
        "debut",
        "et",
        "fin",
        "l",
        "la",
        "le",
        "les",
        "membre",
        "membres",
        "nom",
        "orateur",
        "organisme",
        "ou",
        "personne",
        "prenom",
        "president",
        "rapporteur",
        "reunion",
        "seance",
        "structure",
    ];
    let words = words(inside);
    let mut keys = words.iter().map(|word| word.key.as_str());
    let is_plain = inside
        .chars()
        .all(|c| c.is_alphabetic() || " '\u{2019}\u{a0}{".contains(c));
    is_plain
        && keys.next().is_some_and(|first| NAMES.contains(&first))
        && keys.all(|key| MORE.contains(&key))
}

/// Finds what browsers take for a tag that they do not know, and do not show: "<nom>", "<à compléter>".
fn names_in_tags(text: &str) -> Vec<Range<usize>> {
    const LONGEST: usize = 60;
    if !text.contains('<') {
        return Vec::new();
    }
    let code = code(text);
    let mut found = Vec::new();
    for (start, _) in text.match_indices('<') {
        let rest = text.get(start + 1..).unwrap_or_default();
        let Some(inside) = rest.find(['>', '<', '\n']).and_then(|end| {
            let is_closed = rest.get(end..)?.starts_with('>');
            rest.get(..end).filter(|_| is_closed && end <= LONGEST)
        }) else {
            continue;
        };
        if (is_name_of_value(inside) || is_to_fill_in(inside, true))
            && !code.iter().any(|at| at.contains(&start))
        {
            let at = start..start + inside.len() + 2;
            let is_element = text.contains(&format!("</{inside}>"));
            found.extend((!is_element).then_some(at));
        }
    }
    found
}

/// Finds what stands in the place of a word or a number: "____", "le ?? mars", "....", "… €".
fn blanks(text: &str) -> Vec<Range<usize>> {
    const SHORTEST: [(char, usize); 3] = [('_', 3), ('.', 5), ('\u{2026}', 2)];
    let mut found = Vec::new();
    for (sign, count) in SHORTEST {
        let mut start = 0;
        for run in text.split_inclusive(|c| c != sign) {
            let length = run.len() - run.trim_start_matches(sign).len();
            let begins = text
                .get(..start)
                .is_none_or(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == sign));
            let ends = run
                .get(length..)
                .is_none_or(|after| !after.starts_with(char::is_alphanumeric));
            // Dots may stand right behind a word, as a pause.
            if begins && ends && length >= count * sign.len_utf8() {
                found.push(start..start + length);
            }
            start += run.len();
        }
    }
    // "Montant : … €", "le ... mars"
    let counted = ["\u{2026}", "..."]
        .into_iter()
        .flat_map(|sign| text.match_indices(sign));
    found.extend(counted.filter_map(|(at, sign)| {
        let before = text.get(..at)?;
        let rest = text.get(at + sign.len()..)?;
        let is_apart = before.ends_with([' ', '\u{a0}']) && rest.starts_with([' ', '\u{a0}']);
        (is_apart && is_counting(rest)).then_some(at..at + sign.len())
    }));
    let unknown = text.match_indices("??").filter(|(at, _)| {
        let before = text.get(..*at).unwrap_or_default();
        let after = text.get(at + 2..).unwrap_or_default();
        let opens = before.is_empty() || before.ends_with([' ', '/', '(', '\u{a0}']);
        let mut rest = after.chars();
        opens
            && match rest.next() {
                Some('/' | 'h') => true,
                Some(' ' | '\u{a0}') => rest
                    .next()
                    .is_some_and(|c| c.is_lowercase() || c == '\u{20ac}'),
                _ => false,
            }
    });
    found.extend(unknown.map(|(at, signs)| at..at + signs.len()));
    found
}

/// Whether words in brackets are to be replaced: "à compléter", "TODO", in square ones "à préciser".
fn is_to_fill_in(inside: &str, is_square: bool) -> bool {
    const SIGNS: [&str; 11] = [
        "a preciser",
        "fixme",
        "a completer",
        "a remplir",
        "to be completed",
        "todo",
        "tbc",
        "tbd",
        "xx",
        "xxx",
        "???",
    ];
    // What is to be done, and is no gap.
    const STATES: [&str; 6] = ["faire", "relancer", "venir", "suivre", "savoir", "noter"];
    // "[TODO: relire]", "[à compléter par Alpha]", "[insérer le tableau]"
    const ASKS: [&str; 8] = [
        "a completer",
        "a preciser",
        "a rediger",
        "a remplir",
        "a renseigner",
        "completer",
        "inserer",
        "todo",
    ];
    let key = sort_key(inside);
    let key = key.trim_matches(|c: char| c.is_whitespace() || ".:!*_`".contains(c));
    let verb = key.strip_prefix("a ").map(str::trim);
    let is_asked = ASKS.iter().any(|words| {
        let rest = key.strip_prefix(words);
        // "[à compléter plus tard] par Alpha" is a sentence's own.
        let is_verb = !words.starts_with("a ");
        let rest = rest.filter(|rest| !rest.starts_with(char::is_alphanumeric));
        rest.is_some_and(|rest| {
            let rest = rest.trim_start();
            rest.is_empty() || rest.starts_with([':', ',']) || rest.starts_with("par ") || is_verb
        })
    });
    // "(à compléter : vote)"
    let has_colon = key
        .strip_prefix("a completer")
        .is_some_and(|rest| rest.trim_start().starts_with(':'));
    let is_verb = verb.is_some_and(|verb| {
        let is_one = verb.chars().all(char::is_alphabetic);
        is_one && verb.ends_with('r') | verb.ends_with("re") && !STATES.contains(&verb)
    });
    SIGNS.contains(&key) || has_colon || is_square && (is_verb || is_asked)
}
