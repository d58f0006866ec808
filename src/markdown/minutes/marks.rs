//! The marks of what is private, and what was meant as one and is none.
//!
//! There are three: the comments `<!-- private -->` and `<!-- /private -->`; the lines `[privé]` and
//! `[/privé]`, which editors keep; and `(privé)` at the end of a heading.

use std::ops::Range;

use super::spelled::Spelled;
use crate::locale::collation::sort_key;

/// What was written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub at: Range<usize>,
    pub meaning: Meaning,
}

/// What a mark, or what looks like one, does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Start(Form),
    End(Form),
    /// It means something private, and is no mark.
    Lookalike,
    /// A comment that is never closed.
    OpenComment,
    /// A comment of another kind than HTML's, which stays in the text.
    OtherComment,
}

/// The forms that begin and end what is private; one ends only its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Comment,
    Line,
}

/// Lists the marks of a text and what looks like one, in order.
///
/// They are looked for in the bytes, not in what Markdown makes of them.
pub(super) fn marks(text: &str, spelled: &Spelled) -> Vec<Mark> {
    let mut found = comments(text);
    let mut others = Vec::new();
    angles(spelled, text, &mut others);
    for line in spelled.lines() {
        on_line(spelled, &line, &mut others);
    }
    // A proper mark is not what it also looks like, and of two that overlap one is enough.
    others.sort_by_key(|mark| (mark.at.start, std::cmp::Reverse(mark.at.end)));
    let mut kept: Vec<Mark> = Vec::new();
    found.sort_by_key(|mark| mark.at.start);
    for other in others {
        let after = found.partition_point(|mark| mark.at.start < other.at.end);
        let overlaps = |mark: &Mark| mark.at.start < other.at.end && other.at.start < mark.at.end;
        let known = found
            .get(..after)
            .and_then(<[_]>::last)
            .is_some_and(overlaps);
        if !known && !kept.last().is_some_and(overlaps) {
            kept.push(other);
        }
    }
    found.extend(kept);
    found.sort_by_key(|mark| mark.at.start);
    found
}

/// Tells whether the words of a heading make its section private.
pub(super) fn hides_section(heading: &str) -> bool {
    let key = sort_key(heading);
    let key = key.trim_end_matches(|c: char| c.is_whitespace() || c == '*' || c == '_');
    ["(prive)", "(private)"]
        .iter()
        .any(|mark| key.ends_with(mark))
}

/// Tells whether the words of a heading seem to make its section private, and do not.
///
/// Either it says nothing else, or it ends so: "Budget (confidentiel)", "Budget [privé]".
pub(super) fn seems_to_hide_section(heading: &str) -> bool {
    let heading = heading.trim_matches(|c: char| c.is_whitespace() || "*_:.".contains(c));
    if is_phrase(heading) {
        return true;
    }
    let mut opened = heading
        .char_indices()
        .rev()
        .filter(|(_, c)| "([{<".contains(*c));
    let closed = heading.ends_with([')', ']', '}', '>']);
    let inside = opened.next().filter(|_| closed);
    let inside = inside.and_then(|(at, c)| heading.get(at + c.len_utf8()..heading.len() - 1));
    inside.is_some_and(is_phrase)
        || [" - ", " \u{2013} ", " \u{2014} "].iter().any(|dash| {
            let end = heading.rsplit_once(dash).map(|(_, end)| end);
            end.is_some_and(is_phrase)
        })
}

/// Lists the comments that speak of what is private, and those that are never closed.
fn comments(text: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    // Where the next comment closes: looked for once, however many stand open.
    let mut next_end = 0;
    for (start, _) in text.match_indices("<!--") {
        let inside = text.get(start + 4..).unwrap_or_default();
        // `<!-->` and `<!--->` are whole comments (CommonMark 0.31, 6.6).
        if inside.starts_with('>') || inside.starts_with("->") {
            continue;
        }
        if next_end < start + 4 {
            let length = inside.find("-->").unwrap_or(inside.len());
            next_end = start + 4 + length;
        }
        let length = next_end - start - 4;
        let end = (start + 4 + length + 3).min(text.len());
        let inside = inside.get(..length).unwrap_or_default();
        // A comment within a comment, whose outer one was left open, counts by itself.
        let closed = inside.len() < text.len() - start - 4 && !inside.contains("<!--");
        let first_line = beginning(inside);
        let said = if closed { inside } else { first_line };
        let word = said.trim().to_lowercase();
        let escapes = text.get(..start).unwrap_or_default();
        let escapes = escapes.len() - escapes.trim_end_matches('\\').len();
        let meaning = match word.as_str() {
            "private" if closed => Meaning::Start(Form::Comment),
            "/private" if closed => Meaning::End(Form::Comment),
            _ if !closed && is_comment_meant(first_line) => Meaning::Lookalike,
            _ if !closed => Meaning::OpenComment,
            _ if is_comment_meant(&word) => Meaning::Lookalike,
            _ => continue,
        };
        let at = start..if closed {
            end
        } else {
            (start + 4 + first_line.len()).min(text.len())
        };
        if escapes % 2 == 1 && meaning != Meaning::OpenComment {
            // Markdown reads no comment here; the mark counts all the same, and the doubt is said.
            found.push(Mark {
                at: start - 1..start,
                meaning: Meaning::Lookalike,
            });
        }
        found.push(Mark { at, meaning });
    }
    found
}

/// Returns what a comment that is not closed begins with: its first line, as far as a mark could reach.
fn beginning(inside: &str) -> &str {
    const LONGEST: usize = 200;
    let end = inside
        .char_indices()
        .take(LONGEST)
        .find(|(at, c)| matches!(c, '\n' | '\r') || (*at > 0 && *c == '<'))
        .map(|(at, _)| at);
    let end = end.or_else(|| inside.char_indices().nth(LONGEST).map(|(at, _)| at));
    inside
        .get(..end.unwrap_or(inside.len()))
        .unwrap_or_default()
}

/// Tells whether a comment was meant as a mark: it says nothing else, or begins with the word.
fn is_comment_meant(comment: &str) -> bool {
    let words = words(comment);
    is_phrase(comment) || words.first().is_some_and(|word| is_nearly_private(word))
}

/// Finds tags and comments that are none, whose words mean something private.
fn angles(spelled: &Spelled, text: &str, found: &mut Vec<Mark>) {
    const LONGEST: usize = 160;
    let characters = &spelled.characters;
    for (start, _) in characters.iter().enumerate().filter(|(_, c)| **c == '<') {
        let rest = spelled.get(start + 1..(start + 1 + LONGEST).min(characters.len()));
        let Some(length) = rest.iter().position(|c| matches!(c, '<' | '>')) else {
            continue;
        };
        if rest[length] == '<' {
            continue;
        }
        let inside: String = rest[..length].iter().collect();
        let at = spelled.source(start..start + length + 2);
        let is_tag = inside.starts_with(|c: char| c.is_ascii_alphabetic());
        let hides = is_tag && hides_by_style(&inside);
        let source = text.get(at.clone()).unwrap_or_default();
        let is_comment = source.starts_with("<!--") && source.ends_with("-->");
        let meaning = if hides || (!is_comment && is_phrase(&inside)) {
            Meaning::Lookalike
        } else if is_other_comment(&inside) {
            Meaning::OtherComment
        } else {
            continue;
        };
        found.push(Mark { at, meaning });
    }
}

/// Tells whether a tag hides what it holds from the eye alone.
fn hides_by_style(tag: &str) -> bool {
    let tag: String = tag
        .to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let tight = tag.replace(' ', "");
    tight.contains("display:none")
        || tight.contains("visibility:hidden")
        || tight.contains("opacity:0;")
        || tight.contains("opacity:0\"")
        || tight.contains("font-size:0")
        || tag.ends_with(" hidden")
        || tag.contains(" hidden ")
        || tag.contains(" hidden=")
}

/// Tells whether what stands between angle brackets begins a comment that HTML does not know.
fn is_other_comment(inside: &str) -> bool {
    let word = inside.trim().to_lowercase();
    let name = word
        .trim_start_matches('/')
        .split_whitespace()
        .next()
        .unwrap_or_default();
    (word.starts_with('?') && word.len() > 1)
        || word.starts_with("![cdata[")
        || ["comment", "commentaire"].contains(&name)
}

/// Finds in a line the marks of a line's own, and what looks like one.
fn on_line(spelled: &Spelled, line: &Range<usize>, found: &mut Vec<Mark>) {
    // How long the words of a mark may be.
    const LONGEST: usize = 60;
    let characters = spelled.get(line.clone());
    if !characters.iter().any(|c| c.is_alphabetic()) {
        return;
    }
    let indent = container(characters);
    let body = characters.get(indent..).unwrap_or_default();
    let is_space = |c: &char| *c == ' ';
    let end = body.len() - body.iter().rev().take_while(|c| is_space(c)).count();
    // A backslash at its end breaks the line.
    let end = if body.get(..end).is_some_and(|body| body.ends_with(&['\\'])) {
        end - 1
    } else {
        end
    };
    let body = body.get(..end).unwrap_or_default();
    let place = |range: Range<usize>| {
        let start = line.start + indent;
        spelled.source(start + range.start..start + range.end)
    };
    if let Some(meaning) = own_line(body) {
        found.push(Mark {
            at: place(0..body.len()),
            meaning,
        });
        return;
    }
    if is_other_comment_line(body) {
        found.push(Mark {
            at: place(0..body.len()),
            meaning: Meaning::OtherComment,
        });
        return;
    }
    if is_decorated_phrase(characters, body) || is_other_heading(body) {
        found.push(Mark {
            at: place(0..body.len()),
            meaning: Meaning::Lookalike,
        });
        return;
    }
    for (at, opening) in body.iter().enumerate() {
        let Some(closing) = closing(*opening) else {
            continue;
        };
        let inside = body
            .get(at + 1..(at + 1 + LONGEST).min(body.len()))
            .unwrap_or_default();
        let Some(length) = inside.iter().position(|c| *c == closing) else {
            continue;
        };
        let inside: String = inside[..length].iter().collect();
        if !is_phrase(&inside) {
            continue;
        }
        let ends = inside.trim_start().starts_with(['/', '\\']) || has_end(&inside);
        let begins_line = body.get(..at).is_some_and(begins_words);
        let is_attribute = *opening == '{';
        let is_target = *opening == '(' && at > 0 && body[at - 1] == ']';
        let is_wiki = at > 0 && body[at - 1] == '[';
        if ends || begins_line || is_attribute || is_target || is_wiki {
            found.push(Mark {
                at: place(at..at + length + 2),
                meaning: Meaning::Lookalike,
            });
        }
    }
}

/// Tells whether only emphasis and tags stand at the beginning of a line.
fn begins_words(before: &[char]) -> bool {
    let mut is_tag = false;
    before.iter().all(|c| {
        let was_tag = is_tag;
        is_tag = match c {
            '<' => true,
            '>' => false,
            _ => is_tag,
        };
        is_tag || was_tag || "*_ ".contains(*c)
    })
}

fn closing(opening: char) -> Option<char> {
    Some(match opening {
        '[' => ']',
        '{' => '}',
        '(' => ')',
        _ => return None,
    })
}

/// Measures what stands before the words of a line: quotations and bullets, no boxes.
fn container(line: &[char]) -> usize {
    let mut at = 0;
    loop {
        let rest = line.get(at..).unwrap_or_default();
        let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        let after = |count: usize| matches!(rest.get(count), Some(' '));
        at += match rest {
            [' ' | '>', ..] => 1,
            ['-' | '*' | '+' | '\u{2022}', ..] if after(1) => 1,
            _ if digits > 0 && matches!(rest.get(digits), Some('.' | ')')) && after(digits + 1) => {
                digits + 1
            }
            _ => return at,
        };
    }
}

/// Reads `[privé]` or `[/privé]`, which may stand in emphasis.
fn own_line(body: &[char]) -> Option<Meaning> {
    let body: String = body.iter().collect();
    let words = body.trim_matches(['*', '_']);
    let inside = words.strip_prefix('[')?.strip_suffix(']')?;
    let key: String = sort_key(inside).split_whitespace().collect();
    match key.as_str() {
        "prive" | "private" => Some(Meaning::Start(Form::Line)),
        "/prive" | "/private" => Some(Meaning::End(Form::Line)),
        _ => None,
    }
}

/// Tells whether a line is only a phrase about what is private, set apart by signs.
fn is_decorated_phrase(line: &[char], body: &[char]) -> bool {
    let is_heading = body.first() == Some(&'#') && matches!(body.get(1), Some('#' | ' '));
    // A bar may be that of a table, of which any cell can say so.
    let cells = line.iter().filter(|c| **c == '|').count();
    if is_heading || (cells > 0 && line.first() == Some(&'|') && line.get(1) != Some(&'|')) {
        return table_cell(line);
    }
    let text: String = body.iter().collect();
    let apart = |sign: char| "[]{}()<>/%|=~#@\\!\"«»".contains(sign);
    let around: String = text.chars().filter(|c| !c.is_alphanumeric()).collect();
    let begins = text
        .trim_start_matches(['*', '_'])
        .starts_with(|c: char| !c.is_alphanumeric());
    let is_apart = begins
        && (around.contains(apart)
            || ["---", "***", "___", "::", "--"]
                .iter()
                .any(|run| around.contains(run)));
    // In bold or capitals alone a word can be a label of what is open; these cannot.
    let strong = || {
        let bold =
            text.starts_with("**") || text.starts_with("__") || !text.contains(char::is_lowercase);
        bold && line.first().is_some_and(|c| !"-+>|0123456789".contains(*c))
            && is_order(&words(&text))
    };
    (is_apart || strong()) && is_phrase(&text)
}

/// Tells whether a line in bold or of HTML stands as a heading and seems to make its section private.
fn is_other_heading(body: &[char]) -> bool {
    let text: String = body.iter().collect();
    let bold = ["**", "__"]
        .iter()
        .find_map(|sign| text.strip_prefix(sign)?.strip_suffix(sign));
    let html = text.strip_prefix("<h").and_then(|rest| {
        let (level, rest) = rest.split_once('>')?;
        let sound = level.starts_with(|c: char| ('1'..='6').contains(&c));
        rest.rsplit_once("</h")
            .map(|(words, _)| words)
            .filter(|_| sound)
    });
    let words = bold.or(html).filter(|words| !words.contains("**"));
    words.is_some_and(|words| {
        hides_section(words) || (html.is_some() && seems_to_hide_section(words))
    })
}

/// Tells whether a row of a table is a phrase in brackets and nothing else.
fn table_cell(line: &[char]) -> bool {
    let text: String = line.iter().collect();
    let mut cells = text
        .split('|')
        .map(str::trim)
        .filter(|cell| !cell.is_empty());
    let only = cells.next().filter(|_| cells.next().is_none());
    only.is_some_and(|cell| cell.starts_with(['[', '{', '(', '<']) && is_phrase(cell))
}

/// Tells whether a line is a comment of Markdown's users, of Obsidian or of a template.
fn is_other_comment_line(body: &[char]) -> bool {
    let text: String = body.iter().collect();
    // `[//]: # (…)`: a reference that nothing refers to.
    let reference = text.strip_prefix('[').and_then(|rest| {
        let (label, rest) = rest.split_once("]:")?;
        let target = rest.trim_start();
        let bare = ["#", "<>", "<#>"]
            .into_iter()
            .find_map(|it| target.strip_prefix(it));
        let label = label.trim().to_lowercase();
        let named = ["//", "comment", "commentaire", "note", "_", "#"].contains(&label.as_str());
        bare.filter(|rest| named && (rest.is_empty() || rest.starts_with(' ')))
    });
    let liquid = text.starts_with("{% comment") || text.starts_with("{%- comment");
    reference.is_some()
        || liquid
        || text.starts_with("{::comment")
        || (text.starts_with("{#") && text.contains("#}") && text.starts_with("{# "))
        || (text.starts_with("%%") && !text.starts_with("%%%"))
        || (text.matches("%%").count() == 2 && !text.contains("%%%"))
        || (text.starts_with("/*") && !text.starts_with("/**") && text.contains(' '))
}

/// Lists the words of a text in lower case without accents; what is glued to its end or beginning
/// stands alone.
fn words(text: &str) -> Vec<String> {
    let key = sort_key(text);
    let mut found = Vec::new();
    for word in key
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let glued = ["begin", "end", "start", "stop", "debut", "fin"]
            .into_iter()
            .find_map(|edge| {
                let rest = word
                    .strip_prefix(edge)
                    .or_else(|| word.strip_suffix(edge))?;
                (is_nearly_private(rest) || MEANS_PRIVATE.contains(&rest)).then_some((edge, rest))
            });
        match glued {
            Some((edge, rest)) => found.extend([edge.to_owned(), rest.to_owned()]),
            None => found.push(word.to_owned()),
        }
    }
    found
}

/// Tells whether a key of a front matter, with its value, says that the text is private.
pub(super) fn is_setting(key: &str, value: &str) -> bool {
    let denied = ["false", "no", "non", "0"].contains(&sort_key(value).as_str());
    if denied {
        // `published: false`
        return !is_phrase(key) && is_phrase(&format!("{key} false"));
    }
    is_phrase(key) || is_phrase(value)
}

/// Tells whether a text says that something is private or not to be published, and nothing else.
fn is_phrase(text: &str) -> bool {
    const MOST: usize = 7;
    // A mark has few words, and most texts many: look no further than needed.
    if text.len() > 200 {
        return false;
    }
    let words = words(text);
    let known = |word: &String| {
        let word = word.as_str();
        MEANS_PRIVATE.contains(&word)
            || FILLS.contains(&word)
            || DENIES.contains(&word)
            || OF_PUBLISHING.contains(&word)
            || is_nearly_private(word)
            || is_nearly_confidential(word)
            || word.bytes().all(|b| b.is_ascii_digit())
    };
    !words.is_empty() && words.len() <= MOST && words.iter().all(known) && is_meant(&words)
}

/// Tells whether one of the words is about what is private, or forbids to publish.
fn is_meant(words: &[String]) -> bool {
    let any = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let alone = |word: &String| {
        MEANS_PRIVATE.contains(&word.as_str())
            && !["huis", "huit", "clos", "tlp", "record"].contains(&word.as_str())
            || is_nearly_private(word)
            || is_nearly_confidential(word)
    };
    words.iter().any(alone)
        || (any(&["huis", "huit"]) && any(&["clos"]))
        || (any(&["tlp"]) && any(&["red", "amber", "rouge"]))
        || is_order(words)
}

/// Tells whether words forbid to publish: "ne pas diffuser", "non public".
fn is_order(words: &[String]) -> bool {
    let any = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    (any(&DENIES) && any(&OF_PUBLISHING)) || words.iter().any(|word| is_nearly_confidential(word))
}

fn has_end(text: &str) -> bool {
    words(text)
        .iter()
        .any(|word| ["end", "fin", "stop", "fermeture"].contains(&word.as_str()))
}

/// Tells whether a word is "private" or "privé", or was to be.
fn is_nearly_private(word: &str) -> bool {
    const WORDS: [&str; 7] = [
        "private", "prive", "privee", "prives", "privees", "priv", "privates",
    ];
    // Words of their own that are as near.
    const OTHERS: [&str; 31] = [
        "privilege",
        "privileges",
        "privation",
        "privations",
        "priver",
        "privons",
        "privent",
        "privatif",
        "privatifs",
        "pirate",
        "pirates",
        "primate",
        "primates",
        "prime",
        "primes",
        "prise",
        "prises",
        "price",
        "pride",
        "prie",
        "pries",
        "prieee",
        "rive",
        "drive",
        "pivot",
        "prisee",
        "prisees",
        "prose",
        "prove",
        "pure",
        "plate",
    ];
    if WORDS.contains(&word) {
        return true;
    }
    if !word.starts_with('p') || OTHERS.contains(&word) || !(4..=9).contains(&word.chars().count())
    {
        return false;
    }
    let long = word.chars().count() >= 6;
    (long && word.contains('v') && strsim::damerau_levenshtein(word, "private") <= 2)
        || (word.contains('v') && strsim::damerau_levenshtein(word, "prive") <= 1)
        || (word.contains('v') && strsim::damerau_levenshtein(word, "privee") <= 1)
        || (long && strsim::damerau_levenshtein(word, "private") <= 1)
}

/// Tells whether a word is "confidentiel" in one of its forms and languages, or was to be.
fn is_nearly_confidential(word: &str) -> bool {
    let near = |other: &str| strsim::damerau_levenshtein(word, other) <= 2;
    word.starts_with("conf")
        && word.len() >= 10
        && (near("confidentiel")
            || near("confidential")
            || near("confidentielle")
            || near("confidentiels"))
}

/// The words that mean it by themselves, without accents.
const MEANS_PRIVATE: [&str; 47] = [
    "interne",
    "internes",
    "internal",
    "huis",
    "huit",
    "clos",
    "huisclos",
    "off",
    "secret",
    "secrets",
    "secrete",
    "secretes",
    "cache",
    "cachee",
    "caches",
    "masque",
    "masquee",
    "masques",
    "masquer",
    "cacher",
    "hidden",
    "hide",
    "reserve",
    "reservee",
    "reserves",
    "restreint",
    "restreinte",
    "restreints",
    "restricted",
    "sensible",
    "sensibles",
    "sensitive",
    "nonpublic",
    "nonpublie",
    "nopublish",
    "noprint",
    "redacted",
    "redact",
    "caviarde",
    "caviarder",
    "unlisted",
    "classified",
    "classifie",
    "tlp",
    "nonpublished",
    "unpublished",
    "invisible",
];

/// The words that only with one of [`DENIES`] mean it.
const OF_PUBLISHING: [&str; 30] = [
    "publier",
    "publie",
    "publiee",
    "publies",
    "publiable",
    "publiables",
    "publication",
    "publique",
    "publiques",
    "public",
    "publics",
    "publish",
    "published",
    "publishing",
    "publiez",
    "diffuser",
    "diffuse",
    "diffusee",
    "diffusion",
    "diffusable",
    "divulguer",
    "communiquer",
    "communicable",
    "rendre",
    "distribute",
    "share",
    "partager",
    "diffusez",
    "reproduire",
    "reveal",
];

const DENIES: [&str; 15] = [
    "false", "faux", "ne", "pas", "non", "not", "no", "jamais", "never", "hors", "sans", "dont",
    "don", "t", "interdit",
];

/// The words that may stand beside.
const FILLS: [&str; 79] = [
    "debut",
    "fin",
    "begin",
    "beginning",
    "start",
    "end",
    "stop",
    "open",
    "close",
    "ouverture",
    "fermeture",
    "of",
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "l",
    "d",
    "un",
    "une",
    "the",
    "a",
    "au",
    "aux",
    "en",
    "et",
    "or",
    "and",
    "do",
    "be",
    "to",
    "section",
    "partie",
    "passage",
    "zone",
    "bloc",
    "block",
    "texte",
    "text",
    "part",
    "paragraphe",
    "paragraph",
    "contenu",
    "content",
    "note",
    "notes",
    "point",
    "ici",
    "here",
    "this",
    "ce",
    "cette",
    "ceci",
    "cela",
    "est",
    "is",
    "usage",
    "use",
    "strictement",
    "strictly",
    "uniquement",
    "only",
    "seulement",
    "pour",
    "for",
    "limitee",
    "div",
    "span",
    "class",
    "id",
    "p",
    "region",
    "record",
    "red",
    "amber",
    "rouge",
    "defense",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_says_that_something_is_private_and_nothing_else() {
        for text in [
            "privé",
            "Privée",
            "PRIVATE",
            "/privé",
            "fin privé",
            "begin private",
            "endprivate",
            "confidentiel",
            "confidentielle",
            "confidential",
            "interne",
            "usage interne",
            "huis clos",
            "huis-clos",
            "ne pas publier",
            "à ne pas diffuser",
            "non public",
            "not public",
            "do not publish",
            "don't publish",
            "off",
            "off the record",
            "secret",
            "priavte",
            "privat",
            "pirvate",
            "privte",
            "prvié",
            "confidenciel",
            "diffusion restreinte",
            "section privée",
            "TLP:RED",
            "div class=\"private\"",
        ] {
            assert!(is_phrase(text), "{text}");
        }
        for text in [
            "privilège",
            "privilégier",
            "pirate",
            "prise",
            "public",
            "publier",
            "note",
            "internet",
            "le secteur privé",
            "secteur",
            "relire",
            "",
            "à relire avec soin",
            "pas",
            "clos",
            "début",
            "intérêt",
            "Alpha",
            "réunion interne de la DGNX",
            "prime",
            "plénière",
            "preuve",
        ] {
            assert!(!is_phrase(text), "{text}");
        }
    }

    #[test]
    fn a_heading_hides_its_section_or_only_seems_to() {
        for text in ["Budget (privé)", "Budget (PRIVATE)", "Budget (prive) "] {
            assert!(hides_section(text), "{text}");
        }
        for text in [
            "Budget (confidentiel)",
            "Budget [privé]",
            "Huis clos",
            "Budget \u{2014} privé",
            "Confidentiel :",
            "Séance (privée)",
        ] {
            assert!(
                !hides_section(text) && seems_to_hide_section(text),
                "{text}"
            );
        }
        for text in [
            "Budget",
            "Le secteur (privé) en France",
            "Secteur privé",
            "Communication interne",
            "Délibération à huis clos",
            "Budget (2027)",
        ] {
            assert!(
                !hides_section(text) && !seems_to_hide_section(text),
                "{text}"
            );
        }
    }
}
