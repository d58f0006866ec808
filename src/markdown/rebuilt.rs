//! Where what stands in a page once it is built comes from: its people, or a block.

use std::iter;
use std::ops::Range;

use super::blocks::{Block, scan};

/// A page before and after its blocks were filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebuilt {
    /// The blocks before with those after, in order.
    blocks: Vec<(Block, Block)>,
    /// How long the page was.
    length: usize,
}

/// What the bytes of a page come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Its people: the bytes in the page before.
    Text(Range<usize>),
    /// A block: the marker that starts it.
    Block(Range<usize>),
}

impl Rebuilt {
    /// Compares a page with what it becomes; `None` if it has no block, or not the same blocks then.
    #[must_use]
    pub fn new(before: &str, after: &str) -> Option<Self> {
        let old = scan(before).blocks;
        if old.is_empty() {
            return None;
        }
        let new = if before == after {
            old.clone()
        } else {
            scan(after).blocks
        };
        let same = outside(before, &old).eq(outside(after, &new));
        same.then(|| Self {
            blocks: old.into_iter().zip(new).collect(),
            length: before.len(),
        })
    }

    /// Tells what bytes of the page after come from.
    #[must_use]
    pub fn origin(&self, at: Range<usize>) -> Origin {
        let after = self
            .blocks
            .partition_point(|(_, new)| new.body.start <= at.start);
        let Some((old, new)) = after.checked_sub(1).and_then(|last| self.blocks.get(last)) else {
            return Origin::Text(at);
        };
        if at.start < new.body.end {
            return Origin::Block(old.marker.clone());
        }
        let place = |byte: usize| (byte - new.body.end + old.body.end).min(self.length);
        Origin::Text(place(at.start)..place(at.end.max(at.start)))
    }
}

/// Lists what stands outside the bodies of blocks.
fn outside<'a>(text: &'a str, blocks: &'a [Block]) -> impl Iterator<Item = Option<&'a str>> {
    let bodies = || blocks.iter().map(|block| &block.body);
    let starts = iter::once(0).chain(bodies().map(|body| body.end));
    let ends = bodies().map(|body| body.start).chain([text.len()]);
    starts.zip(ends).map(|(start, end)| text.get(start..end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::markdown::blocks::replace;
    use crate::markdown::outline;

    const BEFORE: &str =
        "un\n<!-- cll:a -->\nx\n<!-- /cll:a -->\ndeux\n<!-- cll:b -->\n<!-- /cll:b -->\ntrois\n";
    const AFTER: &str =
        "un\n<!-- cll:a -->\n<!-- /cll:a -->\ndeux\n<!-- cll:b -->\ny\nz\n<!-- /cll:b -->\ntrois\n";

    fn origin(word: &str) -> (bool, &'static str) {
        let at = AFTER.find(word).unwrap();
        let rebuilt = Rebuilt::new(BEFORE, AFTER).unwrap();
        match rebuilt.origin(at..at + word.len()) {
            Origin::Text(at) => (false, &BEFORE[at]),
            Origin::Block(marker) => (true, &BEFORE[marker]),
        }
    }

    #[test]
    fn what_people_wrote_is_found_where_they_wrote_it() {
        for word in ["un", "<!-- cll:a", "deux", "/cll:b", "trois"] {
            assert_eq!(origin(word), (false, word));
        }
        assert_eq!(origin("z"), (true, "<!-- cll:b -->"));
    }

    #[test]
    fn a_page_without_blocks_is_not_rebuilt() {
        assert_eq!(Rebuilt::new("a", "a"), None);
        assert_eq!(Rebuilt::new(BEFORE, "a"), None);
        // As many blocks, and others: a fence has moved.
        let (a, b) = (
            "<!-- cll:a -->\n<!-- /cll:a -->\n",
            "<!-- cll:b -->\n<!-- /cll:b -->\n",
        );
        let before = format!("{a}```\n{b}");
        let after = format!("```\n{a}```\n{b}");
        assert_eq!(Rebuilt::new(&before, &after), None);
    }

    fn piece() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "é [a](b.md)\n",
            "# c\n",
            "> ",
            "\r\n",
            "\n",
            "- ",
            "<!-- cll:a -->\n<!-- /cll:a -->\n",
            "<!-- cll:b -->\n[x](y)\n<!-- /cll:b -->\n",
            "```\n",
            "<a href=\"d\">",
            "\u{feff}",
            "<!-- ",
            "e",
        ])
    }

    proptest! {
        #[test]
        fn what_no_block_makes_keeps_its_bytes(
            page in prop::collection::vec(piece(), 0..16),
            body in prop::collection::vec(piece(), 0..4),
        ) {
            let (before, body) = (page.concat(), body.concat().replace("cll:", ""));
            let scanned = scan(&before);
            let bodies: Vec<_> = scanned.blocks.iter().map(|block| (block, body.clone())).collect();
            let after = replace(&before, &bodies);
            let Some(rebuilt) = Rebuilt::new(&before, &after) else { return Ok(()) };
            let outline = outline::read(&after);
            let places = outline.links.into_iter().map(|link| link.at);
            for at in places.chain(outline.headings.into_iter().map(|heading| heading.at)) {
                match rebuilt.origin(at.clone()) {
                    Origin::Text(origin) => prop_assert_eq!(&before[origin], &after[at]),
                    Origin::Block(marker) => prop_assert!(before[marker].starts_with("<!-- cll:")),
                }
            }
        }
    }
}
