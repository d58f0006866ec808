//! What minutes keep private: all that stands between `<!-- private -->` and `<!-- /private -->`.
//!
//! The marks are looked for in the bytes, not in what Markdown makes of them: wherever the two
//! could differ, a mark counts. Only a fenced block that is closed can show a mark without making one.

use std::ops::Range;

/// Where a text is private, and what is wrong with its marks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Privacy {
    /// The regions, marks included, in order and apart; one that is never closed lasts to the end.
    pub regions: Vec<Range<usize>>,
    pub faults: Vec<PrivacyFault>,
}

/// Describes a mark that leaves in doubt what is private.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivacyFault {
    pub kind: PrivacyFaultKind,
    /// The comment.
    pub at: Range<usize>,
}

/// Names what is wrong with a private mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrivacyFaultKind {
    /// The region is never closed.
    Unclosed,
    /// The end of a region that was never opened.
    StrayEnd,
    /// A comment that speaks of what is private and is no mark, such as `<!-- privé -->`.
    Misspelt,
    /// A mark in code, which is none.
    InCode,
}

impl Privacy {
    /// Finds the private regions of a text, but for what stands in `code`: the byte ranges of its
    /// fenced blocks, in order.
    #[must_use]
    pub(super) fn find(text: &str, code: &[Range<usize>]) -> Self {
        let mut privacy = Self::default();
        let mut open: Vec<Range<usize>> = Vec::new();
        for (at, mark) in marks(text) {
            let in_code = code
                .get(..code.partition_point(|code| code.start <= at.start))
                .and_then(<[_]>::last)
                .is_some_and(|code| at.end <= code.end);
            let kind = match mark {
                _ if in_code => Some(PrivacyFaultKind::InCode),
                Mark::Unknown => Some(PrivacyFaultKind::Misspelt),
                Mark::Start => {
                    open.push(at.clone());
                    None
                }
                Mark::End => match (open.pop(), open.is_empty()) {
                    (Some(start), true) => {
                        privacy.regions.push(start.start..at.end);
                        None
                    }
                    (Some(_), false) => None,
                    (None, _) => Some(PrivacyFaultKind::StrayEnd),
                },
            };
            privacy
                .faults
                .extend(kind.map(|kind| PrivacyFault { kind, at }));
        }
        if let Some(first) = open.first() {
            privacy.regions.push(first.start..text.len());
        }
        let unclosed = open.into_iter().map(|at| PrivacyFault {
            kind: PrivacyFaultKind::Unclosed,
            at,
        });
        privacy.faults.extend(unclosed);
        privacy.faults.sort_by_key(|fault| fault.at.start);
        privacy
    }

    /// Tells whether a byte is private.
    #[must_use]
    pub fn covers(&self, byte: usize) -> bool {
        self.region_at(byte).is_some()
    }

    /// Returns the region in which a byte lies.
    #[must_use]
    pub fn region_at(&self, byte: usize) -> Option<&Range<usize>> {
        let after = self.regions.partition_point(|region| region.start <= byte);
        let last = self.regions.get(after.checked_sub(1)?)?;
        last.contains(&byte).then_some(last)
    }

    /// Tells whether no doubt is left about what is private; a mark in code leaves none.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        let harmless = |fault: &PrivacyFault| fault.kind == PrivacyFaultKind::InCode;
        self.faults.iter().all(harmless)
    }
}

/// Takes out of a text its private regions, byte for byte.
///
/// A line of which only the markers of a list or a quotation are left goes with the region, and so
/// does one of the two spaces around it. Nothing else changes.
///
/// # Errors
///
/// The marks leave in doubt what is private, or what is left would read as marks again.
pub fn public(text: &str) -> Result<String, Vec<PrivacyFault>> {
    let privacy = super::read(text).privacy;
    if !privacy.is_certain() {
        return Err(privacy.faults);
    }
    let mut left = String::with_capacity(text.len());
    let mut done = 0;
    for region in &privacy.regions {
        let cut = widened(text, done, region);
        left.push_str(text.get(done..cut.start).unwrap_or_default());
        done = cut.end;
    }
    left.push_str(text.get(done..).unwrap_or_default());
    let again = super::read(&left).privacy;
    if again.regions.is_empty() && again.is_certain() {
        Ok(left)
    } else {
        // What stood around a region has become a mark: which one is not to be guessed.
        let doubt = |at: &Range<usize>| PrivacyFault {
            kind: PrivacyFaultKind::Misspelt,
            at: at.clone(),
        };
        Err(privacy.regions.iter().map(doubt).collect())
    }
}

/// Hides ranges of a text behind signs of as many bytes, so that every other place stays.
#[must_use]
pub fn masked(text: &str, ranges: &[Range<usize>]) -> String {
    let mut ranges = ranges.to_vec();
    ranges.sort_by_key(|range| range.start);
    let mut hidden = String::with_capacity(text.len());
    let mut next = 0;
    let mut until = 0;
    for (at, character) in text.char_indices() {
        while let Some(range) = ranges.get(next).filter(|range| range.start <= at) {
            until = until.max(range.end);
            next += 1;
        }
        if at >= until || character == '\n' || character == '\r' {
            hidden.push(character);
        } else {
            hidden.push(match character.len_utf8() {
                1 => '*',
                2 => '\u{b7}',
                3 => '\u{2022}',
                _ => '\u{1f512}',
            });
        }
    }
    hidden
}

/// What a comment means for what is private.
#[derive(Clone, Copy)]
enum Mark {
    Start,
    End,
    Unknown,
}

/// Lists the comments that speak of what is private, in order.
fn marks(text: &str) -> Vec<(Range<usize>, Mark)> {
    let mut found = Vec::new();
    for (start, _) in text.match_indices("<!--") {
        let inside = text.get(start + 4..).unwrap_or_default();
        // A comment within a comment, whose outer one was left open, counts by itself.
        let length = inside.find("-->").unwrap_or(inside.len());
        let end = (start + 4 + length + 3).min(text.len());
        let inside = inside.get(..length).unwrap_or_default();
        if inside.contains("<!--") {
            continue;
        }
        let closed = inside.len() < text.len() - start - 4;
        let said = if closed {
            inside
        } else {
            inside.lines().next().unwrap_or_default()
        };
        let word = said.trim().to_lowercase();
        let mark = match word.as_str() {
            "private" => Mark::Start,
            "/private" => Mark::End,
            _ if speaks_of_privacy(&word) => Mark::Unknown,
            _ => continue,
        };
        found.push((start..end, if closed { mark } else { Mark::Unknown }));
    }
    found
}

/// Tells whether a comment was meant as a mark: it begins with a word about what is private, or has
/// one among a few.
fn speaks_of_privacy(comment: &str) -> bool {
    let words = || {
        let words = comment.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| !word.is_empty())
    };
    let few = if words().count() <= 3 { 3 } else { 1 };
    let near = |word: &str| {
        word.starts_with("priv")
            || (strsim::damerau_levenshtein(word, "private") <= 2 && word.starts_with('p'))
    };
    words().take(few).any(near)
}

/// Widens a region by what it leaves without a use: a line of markers alone, or a second space.
fn widened(text: &str, done: usize, region: &Range<usize>) -> Range<usize> {
    let before = text.get(done..region.start).unwrap_or_default();
    let after = text.get(region.end..).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    // At the start of the text, or where a region before it ended within this line.
    let is_line_start =
        line_start > 0 || done == 0 || text.get(..done).is_some_and(|text| text.ends_with('\n'));
    let prefix = before.get(line_start..).unwrap_or_default();
    let line_end = after.find('\n').map_or(after.len(), |at| at + 1);
    let rest = after.get(..line_end).unwrap_or_default();
    if is_line_start && is_of_markers(prefix) && rest.trim().is_empty() {
        return region.start - prefix.len()..region.end + line_end;
    }
    let spaced = before.ends_with([' ', '\t']);
    let closes = rest.trim_end_matches(['\r', '\n']).is_empty()
        || rest.starts_with([' ', '\t', ',', '.', ')', ']']);
    if spaced && closes {
        region.start - 1..region.end
    } else {
        region.clone()
    }
}

/// Tells whether the beginning of a line holds only markers of lists, tasks and quotations.
fn is_of_markers(prefix: &str) -> bool {
    let words = prefix.trim_start_matches('\u{feff}');
    let words = words
        .replace("[ ]", "")
        .replace("[x]", "")
        .replace("[X]", "");
    words.split_whitespace().all(|word| {
        let numbered = word.trim_end_matches(['.', ')']);
        matches!(word, "-" | "*" | "+")
            || word.chars().all(|c| c == '>')
            || (numbered.len() < word.len() && numbered.bytes().all(|b| b.is_ascii_digit()))
    })
}
