//! Ranges of bytes of a text.

use std::ops::Range;

/// Whether a range lies within one of several, which are in order and apart.
pub fn is_within(ranges: &[Range<usize>], at: &Range<usize>) -> bool {
    let before = ranges.partition_point(|range| range.start <= at.start);
    let last = ranges.get(..before).and_then(<[_]>::last);
    last.is_some_and(|range| at.end <= range.end)
}
