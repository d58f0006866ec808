//! Where what stands in a page once it is built comes from: its people, or a block.

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
    /// Compares a page with what it becomes; `None` if it has no block.
    #[must_use]
    pub fn new(before: &str, after: &str) -> Option<Self> {
        let old = scan(before).blocks;
        let new = if before == after {
            old.clone()
        } else {
            scan(after).blocks
        };
        let blocks: Vec<(Block, Block)> = old.into_iter().zip(new).collect();
        (!blocks.is_empty()).then_some(Self {
            blocks,
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

#[cfg(test)]
mod tests {
    use super::*;

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
    }
}
