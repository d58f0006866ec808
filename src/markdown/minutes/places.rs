//! Where the blocks of minutes stand: in which item, list and table, and below which headings.

use std::ops::Range;

use comrak::arena_tree::Node;
use comrak::nodes::{AstNode, NodeValue};

use super::Minutes;
use super::sections::{Opens, announces_next, opens};
use crate::locale::collation::each_word;

/// Where a block stands in the tree of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The innermost item of a list that it is in.
    pub item: Option<Range<usize>>,
    /// Where the item around that one begins.
    pub above: Option<usize>,
    /// Where the list of the item begins.
    pub list: Option<usize>,
    /// Whether it is the first of its item.
    pub is_first: bool,
    /// Whether a list stands below it in its item.
    pub holds_list: bool,
    pub ticked: Option<bool>,
    pub is_quoted: bool,
    pub cell: Option<Cell>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub table: usize,
    pub row: usize,
    pub column: usize,
    pub is_head: bool,
}

impl Place {
    /// Returns where the table begins that the block is a cell of.
    pub fn table(&self) -> Option<usize> {
        self.cell.map(|cell| cell.table)
    }

    /// Looks around a block; `range` returns the bytes of a node.
    pub fn of<'a>(node: &'a AstNode<'a>, range: impl Fn(&'a AstNode<'a>) -> Range<usize>) -> Self {
        let is_item = |node: &&'a AstNode<'a>| {
            matches!(
                node.data().value,
                NodeValue::Item(_) | NodeValue::TaskItem(_)
            )
        };
        let is_list = |node: &'a AstNode<'a>| matches!(node.data().value, NodeValue::List(_));
        let mut around = node.ancestors().skip(1);
        let item = around.by_ref().find(is_item);
        let list = item.and_then(Node::parent);
        let is_first = node.parent().is_some_and(|parent| is_item(&parent))
            && node.previous_sibling().is_none();
        Self {
            item: item.map(&range),
            above: around.find(is_item).map(|above| range(above).start),
            list: list.map(|list| range(list).start),
            is_first,
            holds_list: is_first && node.following_siblings().skip(1).any(is_list),
            ticked: item
                .filter(|_| is_first)
                .and_then(|item| match &item.data().value {
                    NodeValue::TaskItem(task) => Some(task.symbol.is_some()),
                    _ => None,
                }),
            is_quoted: node
                .ancestors()
                .any(|above| matches!(above.data().value, NodeValue::BlockQuote)),
            cell: node.parent().and_then(|row| {
                let NodeValue::TableRow(is_head) = row.data().value else {
                    return None;
                };
                Some(Cell {
                    table: range(row.parent()?).start,
                    row: range(row).start,
                    column: node.preceding_siblings().skip(1).count(),
                    is_head,
                })
            }),
        }
    }
}

/// What stands below each heading.
pub(super) fn modes(minutes: &Minutes) -> Vec<Option<Opens>> {
    let mut modes: Vec<Option<Opens>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let title = minutes.headings.first().filter(|first| first.level == 1);
    for (at, heading) in minutes.headings.iter().enumerate() {
        open.retain(|above| minutes.headings[*above].level < heading.level);
        let is_title = title.is_some_and(|title| title.at == heading.at);
        let own = opens(&heading.text).filter(|_| !is_title);
        let above = open.last().and_then(|above| modes[*above]);
        // "À faire pour la prochaine réunion"
        let is_list = own.is_some_and(|own| own != Opens::Steps);
        let ends = heading.of_attendance || !is_list && announces_next(&heading.text);
        modes.push(if ends { None } else { own.or(above) });
        open.push(at);
    }
    modes
}

/// Whether each heading but divides a section of decisions: "Budget", "Résolution 1" below "Résolutions".
/// `modes` are what stands below each.
pub(super) fn below(minutes: &Minutes, modes: &[Option<Opens>]) -> Vec<bool> {
    let is_of_decisions = |mode| matches!(mode, Some(Opens::Decisions | Opens::Both));
    let mut open: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for (at, heading) in minutes.headings.iter().enumerate() {
        open.retain(|above| minutes.headings[*above].level < heading.level);
        let is_within = open
            .last()
            .is_some_and(|above| is_of_decisions(modes[*above]));
        let is_one = || {
            let list = ["decision", "deliberation", "resolution"];
            each_word(&heading.text).any(|(_, key)| list.contains(&key.as_str()))
        };
        let divides = || opens(&heading.text).is_none() || is_one();
        found.push(is_within && is_of_decisions(modes[at]) && divides());
        open.push(at);
    }
    found
}
