//! What minutes say of themselves before they begin: a block of YAML, as far as people write any there.

use std::ops::Range;

use super::marks::{hides_section, seems_to_hide_section};
use super::spelled::Spelled;
use super::vocabulary;

/// The front matter of a text; without any, it is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// In the order of the text.
    pub fields: Vec<Field>,
    /// What YAML takes for comments, from the `#` to the end of the line.
    pub comments: Vec<Range<usize>>,
    /// The lines that say nothing as YAML, or nothing that is read: neither a key, nor a comment, nor
    /// what a key above holds.
    pub unread: Vec<Range<usize>>,
    /// Lines of a front matter that stand below it, in the text: what has lost the rules around it.
    pub stray: Vec<Range<usize>>,
    /// What stands in its place in another form, which is not read: TOML between `+++`, JSON.
    pub foreign: Option<Range<usize>>,
    /// What else stands in the text as other programs write it: a second one, the keywords of org; only the reader
    /// of minutes looks for it.
    pub others: Vec<Range<usize>>,
    /// Where the text begins after it.
    pub ends: usize,
}

/// One key of the front matter, with its value: a text or a list of texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    pub key: String,
    pub key_at: Range<usize>,
    /// The text, without quotes and comment; that of a list is empty.
    pub value: String,
    /// What stands between the quotes, if there are any; a list as a whole.
    pub value_at: Range<usize>,
    /// The entries of a list, `["a", "b"]` or one a line behind `-`; of a text, the text alone.
    pub values: Vec<String>,
    /// Whether it holds keys of its own, which are not read.
    pub is_nested: bool,
    /// All its lines, without the end of the last.
    pub at: Range<usize>,
}

/// The keys that a public edition writes itself, of what it knows.
const WRITTEN_KEYS: [&str; 5] = ["title", "date", "meeting", "status", "approved-on"];
/// Those that it takes over from the draft: they say how a site shows the page, and which names it may
/// hold.
const COPIED_KEYS: [&str; 8] = [
    "lang",
    "layout",
    "licence",
    "license",
    "permalink",
    "public-names",
    "slug",
    "tags",
];
/// Those that say something to this program alone.
const SETTINGS: [&str; 1] = ["allow"];

impl Field {
    /// Whether a public edition takes it over.
    #[must_use]
    pub fn is_copied(&self) -> bool {
        COPIED_KEYS.contains(&self.key.as_str()) && !self.is_nested
    }

    /// Whether a public edition leaves it out, although no program reads it.
    #[must_use]
    pub fn is_left_out(&self) -> bool {
        let key = self.key.as_str();
        !self.is_copied() && !WRITTEN_KEYS.contains(&key) && !SETTINGS.contains(&key)
    }
}

impl FrontMatter {
    /// Returns the field of a key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// Lists the fields by which somebody meant to keep the text private; none does.
    pub(super) fn settings_of_privacy(&self) -> impl Iterator<Item = Range<usize>> {
        let settings = self.fields.iter().filter(|field| {
            let is_setting = |value: &String| vocabulary::is_setting(&field.key, value);
            if field.key == "title" {
                return hides_section(&field.value) || seems_to_hide_section(&field.value);
            }
            field.values.iter().any(is_setting)
        });
        settings.map(|field| field.at.clone())
    }
}

/// Reads the front matter of minutes or of any page.
///
/// It stands at the very start, after byte order marks if there are any, between a line `---` and
/// the next line `---` or `...` (YAML 1.2, 9.1).
#[must_use]
pub fn read(text: &str) -> FrontMatter {
    let mut found = between_rules(text);
    let is_first = found.ends == text.len() - text.trim_start_matches('\u{feff}').len();
    found.foreign = foreign(text, found.ends, is_first);
    if found.foreign.is_none() {
        found.stray = stray(text, &found);
    }
    found
}

/// Finds a front matter of another form at the start of a text: of TOML, of JSON, of pandoc (`% Titre`), or between
/// other rules than `---`; below one that is read (`is_first` is not set) only in forms that no text has.
fn foreign(text: &str, begins: usize, is_first: bool) -> Option<Range<usize>> {
    const LINES: usize = 60;
    const NAMES: [&str; 8] = [
        "author",
        "auteur",
        "categories",
        "date",
        "meeting",
        "status",
        "title",
        "titre",
    ];
    let rest = text.get(begins..)?;
    let start = begins + rest.len() - rest.trim_start().len();
    let rest = text.get(start..)?;
    let mut lines = rest.lines().take(LINES);
    let first = lines.next()?.trim_end();
    let key_of = |line: &str| -> Option<String> {
        let (key, value) = line
            .split_once([':', '='])
            .filter(|(key, _)| !key.contains(['.', '|']))?;
        // "Date : 3 novembre" is French.
        let is_french = line
            .get(..key.len() + 1)
            .is_some_and(|it| it.ends_with(" :"));
        if is_french {
            return None;
        }
        let key = key
            .trim()
            .trim_matches(['"', '\'', '{', ' '])
            .to_lowercase();
        let is_key =
            !key.is_empty() && key.len() <= 30 && !key.contains(' ') && !value.trim().is_empty();
        is_key.then_some(key)
    };
    let is_named = |line: &&str| key_of(line).is_some_and(|key| NAMES.contains(&key.as_str()));
    // Pandoc's "% Titre", JSON, "Title: …" of MultiMarkdown.
    let until_blank = || {
        let end = rest.find("\n\n").or_else(|| rest.find("\r\n\r\n"));
        start..start + rest.get(..end.unwrap_or(first.len())).map_or(0, str::len)
    };
    let second = rest.lines().nth(1).unwrap_or_default();
    let is_title = first.starts_with("% ") && (second.starts_with('%') || second.trim().is_empty());
    let is_json = first.starts_with('{')
        && rest.lines().take(3).any(|line| {
            NAMES
                .iter()
                .any(|name| line.contains(&format!("\"{name}\"")))
        });
    let is_titled = is_first && first.starts_with("Title:") && key_of(second).is_some();
    if is_title || is_json || is_titled {
        return Some(until_blank());
    }
    let tail = first.trim_start_matches('-').trim_start();
    let named = first.starts_with("---") && ["toml", "json", "yaml", "yml"].contains(&tail);
    let signs: &[char] = if is_first {
        &['+', ';', '=', '~', '*', ':', '`', '_', '\u{2014}', '-']
    } else {
        &['+', ';']
    };
    let sign = first.chars().next().filter(|c| signs.contains(c))?;
    let bare = first.trim_start_matches(sign).trim();
    let count = first.chars().take_while(|c| *c == sign).count();
    let is_rule = named
        || count >= 3
            && (bare.is_empty() || sign != '-' && ["toml", "json", "yaml", "yml"].contains(&bare))
            && first != "---";
    let closes = |line: &str| {
        let line = line.trim();
        line.chars().count() >= 3 && line.chars().all(|c| c == sign)
    };
    let mut at = start + first.len();
    let mut own = 0;
    let mut keys = 0;
    if !is_rule {
        return None;
    }
    for line in lines {
        let from = text.get(at..)?.find(line).map(|found| at + found)?;
        if closes(line) || line.trim().is_empty() {
            if closes(line) {
                at = from + line.len();
            }
            break;
        }
        at = from + line.len();
        keys += usize::from(key_of(line).is_some());
        own += usize::from(is_named(&line));
    }
    let is_own = named || ['+', ';'].contains(&sign);
    (own > 0 || is_own && keys > 0).then_some(start..at)
}

fn between_rules(text: &str) -> FrontMatter {
    let begin = text.len() - text.trim_start_matches('\u{feff}').len();
    let none = FrontMatter {
        ends: begin,
        ..FrontMatter::default()
    };
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut at = begin;
    let rest = text.get(begin..).unwrap_or_default();
    for (index, line) in rest.split_inclusive('\n').enumerate() {
        let words = line.trim_end();
        match index {
            0 if words == "---" => {}
            0 => return none,
            _ if matches!(words, "---" | "...") => {
                let mut reader = Reader {
                    lines,
                    next: 0,
                    found: FrontMatter {
                        ends: at + line.len(),
                        ..FrontMatter::default()
                    },
                };
                reader.read();
                return reader.found;
            }
            _ => lines.push((at, words)),
        }
        at += line.len();
    }
    none
}

/// Finds lines of a front matter in the text itself: rich editors make text of what stands between its
/// rules, often on one line, and whoever deletes a rule loses all of it.
fn stray(text: &str, front_matter: &FrontMatter) -> Vec<Range<usize>> {
    const LINES: usize = 20;
    // What drafts begin with is short: what stands further down is meant.
    const LENGTH: usize = 4_000;
    let begins = front_matter.ends;
    let end = (begins + LENGTH).min(text.len());
    let end = (begins..=end).rev().find(|at| text.is_char_boundary(*at));
    let head = text.get(begins..end.unwrap_or(begins)).unwrap_or_default();
    let spelled = Spelled::of(head);
    let lines = spelled.lines().into_iter().map(|line| {
        let words: String = spelled.get(line.clone()).iter().collect();
        (spelled.source(line), words)
    });
    let filled = lines.filter(|(_, words)| !words.trim().is_empty());
    let mut is_open = false;
    let mut found = Vec::new();
    for (index, (at, words)) in filled.take(LINES).enumerate() {
        let is_known = key(&words).is_some_and(|(key, _)| WRITTEN_KEYS.contains(&key));
        let unclosed = is_open && is_known;
        is_open = index == 0 && words.trim() == "---";
        if unclosed || is_of_front_matter(&words) {
            found.push(begins + at.start..begins + at.end);
        }
    }
    found
}

/// Whether a line has a key as drafts have it: `meeting: 2027-etat-1`, `status: projet`.
fn is_of_front_matter(line: &str) -> bool {
    let keys = ["meeting", "status", "approved-on"];
    if !keys.iter().any(|key| line.contains(key)) {
        return line.trim_start().starts_with("title: \"");
    }
    let plain = line.replace(
        [
            '*', '"', '\'', '`', '\u{201c}', '\u{201d}', '\u{ab}', '\u{bb}',
        ],
        " ",
    );
    let words: Vec<&str> = plain
        .split(|c: char| c.is_whitespace() || matches!(c, ':' | '|'))
        .filter(|word| !word.is_empty())
        .collect();
    let is_key = |key: &str| {
        let mut places = plain.match_indices(key);
        places.any(|(at, _)| {
            let after = plain.get(at + key.len()..).unwrap_or_default();
            let before = plain.get(..at).unwrap_or_default();
            after.trim_start().starts_with([':', '|']) && !before.ends_with(char::is_alphanumeric)
        })
    };
    let has = |key: &str, sound: &dyn Fn(&str) -> bool| {
        let mut pairs = words.windows(2);
        is_key(key) && pairs.any(|pair| pair[0] == key && sound(pair[1]))
    };
    let is_id = |word: &str| {
        let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        word.chars().all(slug)
            && word.contains('-')
            && word.contains(|c: char| c.is_ascii_lowercase())
    };
    let is_state = |word: &str| ["projet", "publié", "validé", "draft"].contains(&word);
    let is_day = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    has("meeting", &is_id)
        || has("status", &is_state)
        || has("approved-on", &is_day)
        || line.trim_start().starts_with("title: \"")
}

struct Reader<'a> {
    /// Each with its place, without white space at its end.
    lines: Vec<(usize, &'a str)>,
    next: usize,
    found: FrontMatter,
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        while let Some((at, line)) = self.lines.get(self.next).copied() {
            self.next += 1;
            let words = line.trim_start();
            if words.is_empty() {
                continue;
            }
            let start = at + line.len() - words.len();
            // YAML takes a heading for a comment: whoever wrote one did not mean to.
            let bare = words.trim_start_matches('#');
            let is_heading = words.starts_with("##") && (bare.is_empty() || bare.starts_with(' '));
            if words.starts_with('#') && !is_heading {
                self.found.comments.push(start..at + line.len());
            } else if let Some((key, rest)) = key(line) {
                self.field(key, at, rest);
            } else {
                self.found.unread.push(start..at + line.len());
            }
        }
    }

    /// Reads the value of a key, which `rest` of its line begins, and the lines that belong to it.
    fn field(&mut self, key: &str, at: usize, rest: &'a str) {
        let line_end = |(at, line): (usize, &str)| at + line.len();
        let first = (at, self.lines[self.next - 1].1);
        let words = rest.trim_start();
        let start = line_end(first) - words.len();
        let begins = at + (first.1.len() - first.1.trim_start().len());
        let key_at =
            begins + usize::from(first.1.trim_start() != first.1.trim_start_matches(['"', '\'']));
        let mut field = Field {
            key: key.to_owned(),
            key_at: key_at..key_at + key.len(),
            value_at: start..start,
            at: begins..line_end(first),
            ..Field::default()
        };
        if words.starts_with(['|', '>']) {
            self.block_scalar(&mut field, words.starts_with('|'));
        } else if words.starts_with('[') {
            self.flow(&mut field, start, words);
        } else if let Some(quote) = words.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            self.quoted(&mut field, start, words, quote);
        } else {
            self.plain(&mut field, start, words);
        }
        self.found.fields.push(field);
    }

    /// Takes the next line, if it belongs to the field above: by its indent, or as an entry of a list.
    fn continuation(&mut self, entries: bool) -> Option<(usize, &'a str)> {
        let (at, line) = self.lines.get(self.next).copied()?;
        let words = line.trim_start();
        let is_entry = words == "-" || words.starts_with("- ");
        let belongs = !words.is_empty() && (words.len() < line.len() || (entries && is_entry));
        if !belongs {
            return None;
        }
        self.next += 1;
        Some((at + line.len() - words.len(), words))
    }

    fn block_scalar(&mut self, field: &mut Field, keeps_lines: bool) {
        let mut texts = Vec::new();
        while let Some((at, words)) = self.continuation(false) {
            if texts.is_empty() {
                field.value_at.start = at;
            }
            field.value_at.end = at + words.len();
            field.at.end = field.value_at.end;
            texts.push(words);
        }
        field.value = texts.join(if keeps_lines { "\n" } else { " " });
        field.values = vec![field.value.clone()];
    }

    /// Reads `["a", b]`, over several lines if need be.
    fn flow(&mut self, field: &mut Field, start: usize, words: &'a str) {
        let mut source = words.to_owned();
        let mut end = start + words.len();
        let entries = loop {
            if let Some((entries, length)) = flow_entries(&source) {
                let after = source.get(length..).unwrap_or_default().trim();
                if after.is_empty() || after.starts_with('#') {
                    break Some((entries, length));
                }
                break None;
            }
            let Some((at, words)) = self.continuation(false).or_else(|| self.closing_line()) else {
                break None;
            };
            let (text, after) = without_comment(words);
            self.comment(at + text.len(), after);
            source.push('\n');
            source.push_str(text);
            end = at + text.len();
        };
        field.at.end = end;
        if let Some((entries, length)) = entries {
            let after = source.get(length..).unwrap_or_default();
            self.comment(end - after.len(), after);
            field.value_at = start..end - after.len();
            field.values = entries;
        } else {
            // No list after all: its text, with the bracket.
            field.value = source.replace('\n', " ");
            field.value_at = start..end;
            field.values = vec![field.value.clone()];
        }
    }

    /// Takes a line that only closes a list.
    fn closing_line(&mut self) -> Option<(usize, &'a str)> {
        let (at, line) = self.lines.get(self.next).copied()?;
        line.starts_with(']').then(|| {
            self.next += 1;
            (at, line)
        })
    }

    fn quoted(&mut self, field: &mut Field, start: usize, words: &'a str, quote: char) {
        let mut source = words.to_owned();
        let mut end = start + words.len();
        let closed = loop {
            if let Some(length) = quoted_length(&source, quote) {
                break Some(length);
            }
            let Some((at, words)) = self.continuation(false) else {
                break None;
            };
            source.push(' ');
            source.push_str(words);
            end = at + words.len();
        };
        field.at.end = end;
        let after = closed
            .and_then(|length| source.get(length..))
            .unwrap_or_default();
        let sound =
            closed.is_some() && (after.trim().is_empty() || after.trim_start().starts_with('#'));
        if sound {
            let inside = source
                .get(1..source.len() - after.len() - 1)
                .unwrap_or_default();
            field.value = unquoted(inside, quote);
            field.value_at = start + 1..end - after.len() - 1;
            self.comment(end - after.len(), after);
        } else {
            field.value.clone_from(&source);
            field.value_at = start..end;
        }
        field.values = vec![field.value.clone()];
    }

    /// Reads what has neither quotes nor brackets: a text, over several lines if they are indented;
    /// or nothing, and the entries of a list or other keys in the lines below.
    fn plain(&mut self, field: &mut Field, start: usize, words: &'a str) {
        let (text, after) = without_comment(words);
        text.clone_into(&mut field.value);
        field.value_at = start..start + text.len();
        self.comment(start + text.len(), after);
        let is_list = text.is_empty();
        let mut begun = false;
        while let Some((at, words)) = self.continuation(is_list) {
            if !begun {
                field.value_at.start = if is_list { at } else { start };
                begun = true;
            }
            field.at.end = at + words.len();
            if words.starts_with('#') {
                self.comment(at, words);
                continue;
            }
            field.value_at.end = at + words.len();
            let entry = words
                .strip_prefix('-')
                .filter(|rest| rest.is_empty() || rest.starts_with(' '));
            if let (true, Some(entry)) = (is_list, entry) {
                field.is_nested |= key(entry.trim_start()).is_some();
                field
                    .values
                    .push(self.scalar(at + words.len(), entry.trim_start()));
            } else if is_list && field.values.is_empty() && key(words).is_some() {
                field.is_nested = true;
            } else if let Some(last) = field.values.last_mut() {
                // An entry that goes on.
                last.push(' ');
                last.push_str(without_comment(words).0);
            } else if !field.is_nested {
                if !field.value.is_empty() {
                    field.value.push(' ');
                }
                field.value.push_str(without_comment(words).0);
            }
        }
        if field.values.is_empty() && !field.value.is_empty() {
            field.values = vec![field.value.clone()];
        }
    }

    /// Reads one entry of a list, which ends at a place.
    fn scalar(&mut self, end: usize, words: &str) -> String {
        if let Some(quote) = words.chars().next().filter(|c| matches!(c, '"' | '\''))
            && let Some(length) = quoted_length(words, quote)
        {
            let after = words.get(length..).unwrap_or_default();
            if after.trim().is_empty() || after.trim_start().starts_with('#') {
                self.comment(end - after.len(), after);
                return unquoted(words.get(1..length - 1).unwrap_or_default(), quote);
            }
        }
        let (text, after) = without_comment(words);
        self.comment(end - after.len(), after);
        text.to_owned()
    }

    /// Notes the comment at the end of a line.
    fn comment(&mut self, at: usize, after: &str) {
        let words = after.trim_start();
        if words.starts_with('#') {
            let start = at + after.len() - words.len();
            self.found.comments.push(start..at + after.trim_end().len());
        }
    }
}

/// Reads `key:` at the start of a line; returns the key, and what follows its colon.
fn key(line: &str) -> Option<(&str, &str)> {
    if line.starts_with([
        ' ', '\t', '-', '#', '>', '|', '*', '&', '!', '[', '{', '<', '`', '@',
    ]) {
        return None;
    }
    let (key, rest) = match line.chars().next()? {
        quote @ ('"' | '\'') => {
            let length = quoted_length(line, quote)?;
            let rest = line.get(length..)?.trim_start().strip_prefix(':')?;
            (line.get(1..length - 1)?, rest)
        }
        _ => line.split_once(':')?,
    };
    // An address is no key, and no sentence is.
    let sound = |c: char| {
        c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '.' | '\u{b7}' | '\'' | '\u{2019}')
    };
    let key = key.trim_end();
    (!key.is_empty() && key.chars().all(sound) && !rest.starts_with("//")).then_some((key, rest))
}

/// Splits a line into a text and the comment behind it, which stands after white space.
fn without_comment(words: &str) -> (&str, &str) {
    let comment = words.match_indices('#').find(|(at, _)| {
        words
            .get(..*at)
            .is_some_and(|before| before.is_empty() || before.ends_with([' ', '\t']))
    });
    let text = comment.map_or(words, |(at, _)| words.get(..at).unwrap_or_default());
    let text = text.trim_end();
    (text, words.get(text.len()..).unwrap_or_default())
}

/// Measures a text in quotes, the quotes included.
fn quoted_length(source: &str, quote: char) -> Option<usize> {
    let mut characters = source.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' if quote == '"' => {
                characters.next();
            }
            '\'' if quote == '\'' && characters.peek().is_some_and(|(_, next)| *next == '\'') => {
                characters.next();
            }
            _ if character == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Undoes the escapes of a text in quotes (YAML 1.2, 5.7).
fn unquoted(inside: &str, quote: char) -> String {
    if quote == '\'' {
        return inside.replace("''", "'");
    }
    let mut text = String::with_capacity(inside.len());
    let mut characters = inside.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        let digits = match characters.next() {
            Some('n') => {
                text.push('\n');
                continue;
            }
            Some('t') => {
                text.push('\t');
                continue;
            }
            Some('_') => {
                text.push('\u{a0}');
                continue;
            }
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            Some(other) => {
                text.push(other);
                continue;
            }
            None => break,
        };
        let mut rest = characters.clone();
        let code: String = rest.by_ref().take(digits).collect();
        let decoded = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
        if let Some(decoded) = decoded.filter(|_| code.len() == digits) {
            text.push(decoded);
            characters = rest;
        }
    }
    text
}

/// Reads the entries of `["a", b]` and measures it; `None` while it is not closed.
fn flow_entries(source: &str) -> Option<(Vec<String>, usize)> {
    let mut entries = Vec::new();
    let mut at = 1;
    loop {
        let rest = source.get(at..)?;
        let words = rest.trim_start();
        at += rest.len() - words.len();
        let first = words.chars().next()?;
        match first {
            ']' => return Some((entries, at + 1)),
            ',' => at += 1,
            '"' | '\'' => {
                let length = quoted_length(words, first)?;
                entries.push(unquoted(words.get(1..length - 1)?, first));
                at += length;
            }
            _ => {
                let length = words.find([',', ']'])?;
                let text = words.get(..length)?.trim_end().replace('\n', " ");
                entries.push(text);
                at += length;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_a_text_or_a_list_in_any_form_that_people_write() {
        for (written, values) in [
            ("k: a", vec!["a"]),
            ("k:  a # b", vec!["a"]),
            ("k: a#b", vec!["a#b"]),
            ("k: \"a \\\"b\\\" \\u00e9\\x21\" # c", vec!["a \"b\" é!"]),
            ("k: 'l''a'", vec!["l'a"]),
            ("k: a\n  b\n  c", vec!["a b c"]),
            ("k: \"a\n  b\"", vec!["a b"]),
            ("k: |\n  a\n  b", vec!["a\nb"]),
            ("k: >-\n  a\n  b", vec!["a b"]),
            ("k: [a, \"b, c\", 'd']", vec!["a", "b, c", "d"]),
            ("k: [\n  \"a\", # x\n]", vec!["a"]),
            ("k: [\n  a,\n  b\n]", vec!["a", "b"]),
            ("k: []", vec![]),
            (
                "k:\n  - a\n  - \"b\" # c\n  - d\n    e",
                vec!["a", "b", "d e"],
            ),
            ("k:\n- a\n- b", vec!["a", "b"]),
            ("k:", vec![]),
            ("k: [a] b", vec!["[a] b"]),
            ("k: \"a\" b", vec!["\"a\" b"]),
            ("\"k\": a", vec!["a"]),
        ] {
            for end in ["\n", "\r\n"] {
                let text = format!("---\n{written}\nz: 1\n---\ntext").replace('\n', end);
                let found = read(&text);
                let field = found.field("k").unwrap();
                assert_eq!(field.values, values, "{text}");
                assert_eq!(&text[field.key_at.clone()], "k", "{text}");
                assert_eq!(found.field("z").unwrap().value, "1", "{text}");
                assert_eq!(&text[found.ends..], "text");
                assert!(text.get(field.value_at.clone()).is_some(), "{text}");
                assert!(text.get(field.at.clone()).is_some(), "{text}");
            }
        }
    }

    #[test]
    fn comments_and_what_is_not_read_have_their_places() {
        let text = "---\n# one\ntitle: x # two\ntags:\n  - a # three\n  # four\nplain text\n## Heading\nb: [c] # five\n- d\n...\nrest";
        let found = read(text);
        let under = |ranges: &[Range<usize>]| -> Vec<&str> {
            ranges.iter().map(|at| &text[at.clone()]).collect()
        };
        assert_eq!(
            under(&found.comments),
            ["# one", "# two", "# three", "# four", "# five"]
        );
        assert_eq!(under(&found.unread), ["plain text", "## Heading", "- d"]);
        assert_eq!(&text[found.ends..], "rest");
        assert_eq!(found.field("tags").unwrap().values, ["a"]);
    }

    #[test]
    fn what_is_not_closed_or_does_not_begin_the_text_is_none() {
        for text in [
            "",
            "---",
            "\n---\na: b\n---\n",
            "Ordre du jour\n\n---\ndate: hier\n---\n",
            "a: b\n---\n",
            "----\na: b\n----\n",
        ] {
            assert_eq!(read(text), FrontMatter::default(), "{text:?}");
        }
        assert_eq!(read("---\na: b\n").ends, 0);
        let found = read("\u{feff}---\na:\n  b: c\n---\n");
        assert!(found.field("a").unwrap().is_nested);
        assert!(found.unread.is_empty());
        // What nobody reads is not taken over into the public edition.
        let copied = |text: &str| read(text).field("tags").unwrap().is_copied();
        assert!(copied("---\ntags:\n  - logiciels\n  - \"a: b\"\n---\n"));
        assert!(!copied("---\ntags:\n  - logiciels\n  - note: b\n---\n"));
    }
}
