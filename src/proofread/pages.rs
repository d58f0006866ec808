//! Pages read with care: where their links lead, what they say, the order of their headings.

use std::ops::Range;

use super::site::Site;
use super::structure::{says_nothing, skipped_headings};
use crate::markdown::outline::Outline;
use crate::markdown::rebuilt::{Origin, Rebuilt};
use crate::problem::What;
use crate::sort::Sort;

/// A page as it will stand once all has been built.
#[derive(Debug)]
pub struct Page<'a> {
    /// From the root.
    pub path: &'a str,
    pub outline: &'a Outline,
    /// Where its bytes stand in the page as it is; `None` for a page without blocks.
    pub rebuilt: Option<&'a Rebuilt>,
}

/// Finds what is wrong, with its place in the page as it is, in the order of the text.
///
/// What a block makes has the place of its marker. Headings and the words of links are looked at
/// in pages that have blocks: these are the council's own.
#[must_use]
pub fn check(page: &Page<'_>, site: &Site<'_>) -> Vec<(Range<usize>, What)> {
    let mut found = Vec::new();
    for link in &page.outline.links {
        if let Some(flaw) = site.dead_end(page.path, &link.target) {
            found.push((page.origin(link.at.clone()).0, flaw));
        }
    }
    for (at, address) in &page.outline.calendars {
        let at = page.origin(at.clone()).0;
        let is_known =
            |(known, _): &(Range<usize>, What)| known.start <= at.start && at.end <= known.end;
        if let Some(flaw) = site
            .given_up(page.path, address, false)
            .filter(|_| !found.iter().any(is_known))
        {
            found.push((at, flaw));
        }
    }
    if page.rebuilt.is_some() {
        let headings = page.outline.headings.iter();
        let levels = headings.map(|heading| (heading.level, heading.at.clone()));
        for skipped in skipped_headings(levels) {
            let (at, made) = page.origin(skipped.at.clone());
            found.push((at, skipped.flaw(made)));
        }
        for link in &page.outline.links {
            if link.words.as_deref().is_some_and(says_nothing) {
                found.push((page.origin(link.whole.clone()).0, What::LinkText));
            }
        }
    }
    found.order_by_key(|(at, _)| (at.start, at.end));
    // A definition that many links use is wrong once, and so is a block.
    found.dedup();
    found
}

impl Page<'_> {
    /// Returns the place in the page as it is, and whether a block makes what stands there.
    fn origin(&self, at: Range<usize>) -> (Range<usize>, bool) {
        match self.rebuilt.map(|rebuilt| rebuilt.origin(at.clone())) {
            None => (at, false),
            Some(Origin::Text(at)) => (at, false),
            Some(Origin::Block(marker)) => (marker, true),
        }
    }
}
