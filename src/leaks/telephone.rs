//! Telephone numbers, as people write them in a text.

use std::ops::Range;

use crate::locale::collation::{WordList, sort_key};

/// How many digits a number has with the code of its country (ITU-T E.164, 6.1), and the fewest that are taken for one.
const INTERNATIONAL: Range<usize> = 9..16;
/// How many digits a number has within a country of which numbers begin with a zero.
const NATIONAL: usize = 10;
/// The fewest digits of a number behind a word that says what it is.
const LABELLED: Range<usize> = 6..16;
/// The most signs between two groups of digits.
const LONGEST_GAP: usize = 4;
/// The words before a number that say what it is.
static LABELS: WordList =
    WordList::new("fax gsm mob mobile phone port portable tel telecopie telephone");

/// Digits that stand together.
struct Group {
    at: Range<usize>,
    /// What stands between the group before it and this one.
    gap: String,
}

/// Finds the telephone numbers in a text, in order and apart.
#[must_use]
pub fn find(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut before, mut end) = (' ', 0);
    for (at, c) in text.char_indices() {
        let begins = c.is_ascii_digit() && !before.is_alphanumeric();
        if begins
            && at >= end
            && let Some(number) = number(text, at, before == '+')
        {
            end = number.end;
            found.push(number);
        }
        before = c;
    }
    found
}

/// Reads the number that begins with the digit at a byte.
fn number(text: &str, start: usize, has_plus: bool) -> Option<Range<usize>> {
    let groups = groups(text, start);
    let digits = text.get(start..)?;
    let third = nth(text, &groups, 2);
    if has_plus || digits.starts_with("00") && third.is_some_and(|digit| digit != b'0') {
        let end = longest(&groups, &INTERNATIONAL)?;
        return Some(start - usize::from(has_plus)..end);
    }
    let national = exact(&groups, NATIONAL).filter(|_| {
        let second = nth(text, &groups, 1);
        digits.starts_with('0') && second != Some(b'0') && !is_date(&groups) && !is_decimal(&groups)
    });
    let is_labelled = || LABELS.has(&label(text.get(..start).unwrap_or_default()));
    let end = national.or_else(|| longest(&groups, &LABELLED).filter(|_| is_labelled()))?;
    Some(start..end)
}

/// Lists the groups of digits from a byte on, as long as little stands between them.
fn groups(text: &str, start: usize) -> Vec<Group> {
    let of_gap =
        |c: &char| c.is_whitespace() || ".-/()_\u{b7}\u{2010}\u{2011}\u{2012}\u{2013}".contains(*c);
    let mut groups: Vec<Group> = Vec::new();
    let mut at = start;
    while groups.len() < INTERNATIONAL.end {
        let rest = text.get(at..).unwrap_or_default();
        let gap: String = rest.chars().take_while(of_gap).collect();
        let signs = gap.chars().count();
        let is_short = signs <= LONGEST_GAP
            && gap.matches('\n').count() < 2
            && !(signs > 1 && gap.contains('/'));
        let begin = at + gap.len();
        let digits = text.get(begin..).unwrap_or_default();
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 || !(is_short || groups.is_empty()) {
            break;
        }
        at = begin + length;
        groups.push(Group { at: begin..at, gap });
    }
    groups
}

/// Returns a digit of the groups, by its place.
fn nth(text: &str, groups: &[Group], place: usize) -> Option<u8> {
    let mut places = groups.iter().flat_map(|group| group.at.clone());
    text.as_bytes().get(places.nth(place)?).copied()
}

/// Returns the end of the most groups that have so many digits together; what is enough ends with its line.
fn longest(groups: &[Group], digits: &Range<usize>) -> Option<usize> {
    let mut last = None;
    for ((total, end), group) in totals(groups).zip(groups) {
        let is_next_line = last.is_some() && group.gap.contains('\n');
        if is_next_line || total >= digits.end {
            break;
        }
        if digits.contains(&total) {
            last = Some(end);
        }
    }
    last
}

/// Returns the end of the groups that have just so many.
fn exact(groups: &[Group], digits: usize) -> Option<usize> {
    totals(groups)
        .find(|(total, _)| *total == digits)
        .map(|(_, end)| end)
}

/// Lists how many digits there are up to each group, and where it ends.
fn totals(groups: &[Group]) -> impl Iterator<Item = (usize, usize)> {
    let mut total = 0;
    groups.iter().map(move |group| {
        total += group.at.len();
        (total, group.at.end)
    })
}

/// Whether the groups begin as a day does: `01.02.2025`.
fn is_date(groups: &[Group]) -> bool {
    let lengths = groups.iter().map(|group| group.at.len());
    lengths.take(3).eq([2, 2, 4])
}

/// Whether the groups are a number below one: `0.123456789`.
fn is_decimal(groups: &[Group]) -> bool {
    matches!(groups, [zero, rest, ..] if zero.at.len() == 1 && rest.gap == ".")
}

/// Returns the sort key of the last word of a text.
fn label(text: &str) -> String {
    let text = text.trim_end_matches(|c: char| !c.is_alphabetic());
    sort_key(
        text.rsplit(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_however_it_is_written() {
        for number in [
            "01 23 45 67 89",
            "0123456789",
            "01.23.45.67.89",
            "01-23-45-67-89",
            "01\u{a0}23\u{202f}45\u{a0}67 89",
            "06 12\n34 56 78",
            "0 800 123 456",
            "0123 456 789",
            "+33 1 23 45 67 89",
            "+33 (0)1 23 45 67 89",
            "+33(0)123456789",
            "0033 1 23 45 67 89",
            "+687 23.45.67",
            "+1 (202) 555-0123",
        ] {
            for (before, after) in [("Appelez le ", "."), ("(", ")"), ("", " ou écrivez")] {
                let text = format!("{before}{number}{after}");
                let found = find(&text);
                let found: Vec<&str> = found.into_iter().map(|at| &text[at]).collect();
                assert_eq!(found, [number], "{text}");
            }
        }
        for two in [
            "01 23 45 67 89 / 06 12 34 56 78",
            "01 23 45 67 89 06 12 34 56 78",
            "+33 1 23 45 67 89 / 06 12 34 56 78",
            "+33 1 23 45 67 89\n06 12 34 56 78",
        ] {
            let found = find(two);
            let last = found.last().map_or(0, |at| at.end);
            assert_eq!((found.len(), last), (2, two.len()), "{two}");
        }
        for labelled in [
            "Tél. : 40 47 12 34",
            "Tél 234567",
            "Portable\u{a0}: 87 12 34 56",
        ] {
            assert_eq!(find(labelled).len(), 1, "{labelled}");
        }
    }

    #[test]
    fn other_numbers_are_none() {
        for text in [
            "le 01/02/2025 10h30",
            "01.02.2025 10:30",
            "2025-01-02",
            "12 000 000 000 euros",
            "SIRET 123 456 789 00012",
            "0.123456789",
            "le 3939, ou le 112",
            "ISBN 978-2-07-036822-8",
            "article L0123456789a",
            "+10 %",
            "le n° 02, le n° 03",
            "",
        ] {
            assert!(find(text).is_empty(), "{text}");
        }
    }
}
