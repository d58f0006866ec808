//! What minutes keep private: all that stands between two marks, and the sections whose heading says so.
//!
//! The marks are looked for in the bytes, not in what Markdown makes of them: wherever the two
//! could differ, a mark counts. Only a fenced block that is closed can show a mark without making one.

use std::ops::Range;

use super::definitions::{self, Use};
use super::marks::{self, Meaning};
use super::ranges::is_within;
use super::spelled::Spelled;
use crate::markdown::comments::comments;
use crate::sort::Sort;

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
    /// The mark.
    pub at: Range<usize>,
}

/// Names what is wrong with a private mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrivacyFaultKind {
    /// The region is never closed.
    Unclosed,
    /// The end of a region that was never opened.
    StrayEnd,
    /// Something that speaks of what is private and is no mark, such as `<!-- privé -->`.
    Misspelt,
    /// A mark in a fenced block, which is none.
    InCode,
    /// The title of the minutes, which cannot be private.
    Title,
    /// A heading that seems to make its section private, and does not.
    Heading,
    /// A comment that is never closed: its text would be in the public edition.
    OpenComment,
    /// A comment of another language than HTML: its text would be in the public edition.
    OtherComment,
    /// A heading in a quotation or in a list, whose section ends nobody knows where.
    Nested,
    /// A heading of HTML in a private section, which may be meant to end it.
    HtmlHeading,
    /// A footnote, or the target of a link, that a private passage and a public one refer to.
    SharedDefinition,
    /// A footnote, or the target of a link, to which nothing refers.
    UnusedDefinition,
}

/// What Markdown makes of a text, as far as marks depend on it.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// Where the text begins after its front matter.
    pub begins: usize,
    /// The fenced blocks that are closed, in order.
    pub fences: Vec<Range<usize>>,
    /// All code that is certain to be shown as such: those fences, and spans of code.
    pub code: Vec<Range<usize>>,
    pub headings: Vec<ShapeHeading>,
}

/// A heading as it stands in the text.
#[derive(Debug)]
pub(super) struct ShapeHeading {
    pub level: u8,
    pub text: String,
    pub at: Range<usize>,
    /// It stands in a quotation or in an item of a list.
    pub is_nested: bool,
}

impl Privacy {
    /// Finds the private regions of a text.
    #[must_use]
    pub(super) fn find(text: &str, spelled: &Spelled, shape: &Shape) -> Self {
        let mut found = Self::default();
        let mut open: [Vec<Range<usize>>; 2] = [Vec::new(), Vec::new()];
        let fault = |kind, at: &Range<usize>| PrivacyFault {
            kind,
            at: at.clone(),
        };
        // What counts only outside private regions, which are not all known yet.
        let mut outside = Vec::new();
        let marks = marks::marks(text, spelled);
        let is_comment = |mark: &&marks::Mark| {
            use marks::Form::Comment;
            matches!(
                mark.meaning,
                Meaning::Start(Comment) | Meaning::End(Comment)
            )
        };
        let only = marks.iter().filter(is_comment).take(2).count() == 1;
        for mark in marks {
            if only && is_comment(&&mark) && is_shown(text, &shape.code, &mark.at) {
                continue;
            }
            let at = mark.at;
            match mark.meaning {
                // One that opens or closes a region could be meant to: where it would end is not
                // to be guessed, within another region neither.
                Meaning::Start(_) | Meaning::End(_) if is_within(&shape.fences, &at) => {
                    found.faults.push(fault(PrivacyFaultKind::InCode, &at));
                }
                _ if is_within(&shape.fences, &at) => {
                    let is_comment =
                        matches!(mark.meaning, Meaning::OpenComment | Meaning::OtherComment);
                    outside.extend((!is_comment).then(|| fault(PrivacyFaultKind::InCode, &at)));
                }
                Meaning::Start(form) => open[form as usize].push(at),
                Meaning::End(form) => {
                    let open = &mut open[form as usize];
                    match (open.pop(), open.is_empty()) {
                        (Some(start), true) => found.regions.push(start.start..at.end),
                        (Some(_), false) => {}
                        (None, _) => found.faults.push(fault(PrivacyFaultKind::StrayEnd, &at)),
                    }
                }
                Meaning::Lookalike => outside.push(fault(PrivacyFaultKind::Misspelt, &at)),
                Meaning::OpenComment | Meaning::OtherComment
                    if is_within(&shape.code, &(at.start..at.start + 1)) => {}
                Meaning::OpenComment => outside.push(fault(PrivacyFaultKind::OpenComment, &at)),
                Meaning::OtherComment => outside.push(fault(PrivacyFaultKind::OtherComment, &at)),
            }
        }
        let unclosed = open.iter().filter_map(|open| open.first());
        let unclosed = unclosed.map(|first| first.start).min();
        for open in open {
            found
                .regions
                .extend(open.first().map(|first| first.start..text.len()));
            let faults = open.iter().map(|at| fault(PrivacyFaultKind::Unclosed, at));
            found.faults.extend(faults);
        }
        found.merge();
        found.sections(text, shape, &mut outside);
        found.definitions(text, shape, &mut outside);
        // What was to close a region that is open may be a mark that is none.
        let in_open = |at: usize| unclosed.is_some_and(|start| start <= at);
        outside.retain(|fault| in_open(fault.at.start) || !found.covers(fault.at.start));
        found.faults.append(&mut outside);
        found.faults.order_by_key(|fault| fault.at.start);
        found
    }

    /// Adds the sections whose heading ends in "(privé)", to the next heading of its level or a
    /// higher one that is not private itself.
    ///
    /// A heading in a quotation or a list neither begins nor ends one: what stands outside is no part of
    /// its section.
    fn sections(&mut self, text: &str, shape: &Shape, faults: &mut Vec<PrivacyFault>) {
        let open: Vec<&ShapeHeading> = shape
            .headings
            .iter()
            .filter(|it| !self.covers(it.at.start))
            .collect();
        for (index, heading) in open.iter().enumerate() {
            let fault = |kind| PrivacyFault {
                kind,
                at: heading.at.clone(),
            };
            if !marks::hides_section(&heading.text) {
                let seems = marks::seems_to_hide_section(&heading.text);
                faults.extend(seems.then(|| fault(PrivacyFaultKind::Heading)));
                continue;
            }
            if heading.is_nested {
                faults.push(fault(PrivacyFaultKind::Nested));
                continue;
            }
            let mut below = open.iter().skip(index + 1);
            let next = below.find(|next| !next.is_nested && next.level <= heading.level);
            let end = next.map_or(text.len(), |next| next.at.start);
            let section = heading.at.start..end;
            // Among the regions it would hide the fault that is about it.
            let html = html_headings(text, section.clone(), heading.level);
            let html = html.filter(|at| !is_within(&shape.code, at));
            self.faults.extend(html.map(|at| PrivacyFault {
                kind: PrivacyFaultKind::HtmlHeading,
                at,
            }));
            self.regions.push(section);
            if index == 0 && heading.level == 1 {
                // Among the regions it would hide the fault that is about it.
                self.faults.push(fault(PrivacyFaultKind::Title));
            }
        }
        self.merge();
    }

    /// Adds the footnotes and the targets of links to which only what is private refers.
    fn definitions(&mut self, text: &str, shape: &Shape, faults: &mut Vec<PrivacyFault>) {
        let mut unread = comments(text);
        let mut listed = definitions::definitions(text, shape.begins, &shape.fences);
        listed.retain(|definition| !unread.contains(&definition.at));
        if listed.is_empty() {
            return;
        }
        unread.extend(shape.code.iter().cloned());
        unread.order_by_key(|at| (at.start, at.end));
        let uses = definitions::uses(text, &listed, &unread, |at| self.covers(at));
        for (definition, of) in listed.iter().zip(uses) {
            let at = definition.at.clone();
            let is_private = self.covers(at.start);
            let kind = match (is_private, of) {
                (false, Use::Public) | (true, Use::Private | Use::Nothing) => continue,
                (false, Use::Private) => {
                    self.regions.push(at);
                    continue;
                }
                (true, _) | (_, Use::Both) => PrivacyFaultKind::SharedDefinition,
                (false, Use::Nothing) => PrivacyFaultKind::UnusedDefinition,
            };
            let fault = PrivacyFault { kind, at };
            if is_private {
                // Among the regions it would hide the fault that is about it.
                self.faults.push(fault);
            } else if !faults
                .iter()
                .any(|known| fault.at.contains(&known.at.start))
            {
                faults.push(fault);
            }
        }
        self.merge();
    }

    /// Puts the regions in order, and makes one of those that overlap.
    fn merge(&mut self) {
        self.regions
            .order_by_key(|region| (region.start, region.end));
        let mut apart: Vec<Range<usize>> = Vec::with_capacity(self.regions.len());
        for region in self.regions.drain(..) {
            match apart.last_mut() {
                Some(last) if region.start < last.end => last.end = last.end.max(region.end),
                _ => apart.push(region),
            }
        }
        self.regions = apart;
    }

    /// Adds doubts that other parts of the text raise.
    pub(super) fn doubt(&mut self, places: impl Iterator<Item = Range<usize>>) {
        let misspelt = places.map(|at| PrivacyFault {
            kind: PrivacyFaultKind::Misspelt,
            at,
        });
        self.faults.extend(misspelt);
        self.faults.order_by_key(|fault| fault.at.start);
    }

    /// Whether a byte is private.
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

    /// Whether no doubt is left about what is private.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Finds the headings of HTML in a section that would end it, were they Markdown's: Markdown knows none.
fn html_headings(
    text: &str,
    within: Range<usize>,
    level: u8,
) -> impl Iterator<Item = Range<usize>> {
    let section = text.get(within.clone()).unwrap_or_default();
    section.match_indices('<').filter_map(move |(at, _)| {
        let tag = section.as_bytes().get(at + 1..at + 4)?;
        let [
            b'h' | b'H',
            digit @ b'1'..=b'6',
            b'>' | b' ' | b'\t' | b'\n',
        ] = tag
        else {
            return None;
        };
        let length = section.get(at..)?.find('>')? + 1;
        let start = within.start + at;
        (digit - b'0' <= level).then_some(start..start + length)
    })
}

/// Takes out of a text its private regions, byte for byte.
///
/// A line of which only the markers of a list or a quotation are left goes with the region, and so
/// does one of the two spaces around it. What follows a region keeps the markers of its own line.
/// Nothing else changes.
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
        if cut.start < region.start && cut.end == region.end && text[cut.clone()].contains('\n') {
            // What stood in another container is no part of the paragraph above.
            left.push('\n');
            left.push_str(markers_before(text, region.end));
        }
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
    ranges.order_by_key(|range| range.start);
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

/// Whether a mark is all of a span of code within a sentence, which speaks of it.
fn is_shown(text: &str, code: &[Range<usize>], at: &Range<usize>) -> bool {
    let before = text.get(..at.start).unwrap_or_default();
    let after = text.get(at.end..).unwrap_or_default();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let says = line
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphabetic));
    is_within(code, at) && before.ends_with('`') && after.starts_with('`') && says.count() > 1
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
    let held = text.get(region.clone()).unwrap_or_default();
    let moves = held.contains('\n') && markers_before(text, region.end).trim() != prefix.trim();
    if is_line_start && moves && is_of_markers(prefix) {
        return region.start - prefix.len()..region.end;
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

/// Returns the markers of lists and quotations at the beginning of the line in which a place is.
fn markers_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    let line = before.get(before.rfind('\n').map_or(0, |at| at + 1)..);
    let line = line.unwrap_or_default();
    let ends = line.match_indices(' ').map(|(at, _)| at + 1);
    let ends = ends.chain(line.find(|c| c != '>' && c != ' '));
    let end = ends
        .filter(|end| line.get(..*end).is_some_and(is_of_markers))
        .max();
    line.get(..end.unwrap_or_default()).unwrap_or_default()
}

/// Whether the beginning of a line holds only markers of lists, tasks and quotations.
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
