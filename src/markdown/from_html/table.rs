//! Tables: rows and cells where there are several columns, and what the cells hold where they only lay out.

use super::tree::{Element, Node};
use super::{Block, Writer};
use crate::markdown::from_office::{is_layout, separator};

/// The most columns of a table, and rows that a cell spans.
const MOST: usize = 100;

struct Row<'a> {
    cells: Vec<Option<&'a Element>>,
    is_head: bool,
}

impl Writer<'_> {
    pub(super) fn table(&self, table: &Element, blocks: &mut Vec<Block>) {
        if self.in_cell {
            return self.lined(table, blocks);
        }
        let rows = rows(table);
        let width = rows
            .iter()
            .map(|row| row.cells.len())
            .max()
            .unwrap_or_default();
        let cells = |row: &Row<'_>| {
            let cells = row.cells.iter().flatten();
            let cells = cells.map(|cell| {
                let mut inner = Vec::new();
                cell.find("table", &mut inner);
                let is_said = cell.text().contains(char::is_alphanumeric);
                (is_said, !inner.is_empty())
            });
            cells.collect::<Vec<_>>()
        };
        let said: Vec<Vec<(bool, bool)>> = rows.iter().map(cells).collect();
        let has_tables = said.iter().flatten().any(|(_, has_table)| *has_table);
        let is_layout = has_tables && is_layout(&said)
            || has_strays(table)
            || width < 2
            || table.is("role", "presentation");
        if is_layout {
            for node in &table.children {
                if let Node::Element(part) = node {
                    blocks.append(&mut self.blocks(part));
                } else {
                    self.paragraph(&mut vec![node], blocks);
                }
            }
            return;
        }
        for node in &table.children {
            if let Node::Element(part) = node
                && part.name == "caption"
            {
                blocks.append(&mut self.blocks(part));
            }
        }
        let written: Vec<Vec<String>> = rows
            .iter()
            .map(|row| {
                row.cells
                    .iter()
                    .map(|cell| cell.map_or_else(String::new, |cell| self.cell(cell)))
                    .collect()
            })
            .collect();
        let is_bold = |cells: &[String]| {
            let mut said = cells.iter().filter(|it| !it.is_empty()).peekable();
            said.peek().is_some() && said.all(|it| it.starts_with("**") && it.ends_with("**"))
        };
        let first = rows.iter().zip(&written).next();
        let is_headed =
            first.is_some_and(|(row, cells)| row.is_head || is_bold(cells) || self.headed);
        let line = |cells: &[String]| {
            let cells = (0..width).map(|at| cells.get(at).map_or("", String::as_str));
            let cells: Vec<&str> = cells.collect();
            format!("| {} |", cells.join(" | "))
        };
        let mut lines = Vec::new();
        let mut body = written.iter();
        let head: &[String] = if is_headed {
            body.next().map_or(&[], Vec::as_slice)
        } else {
            &[]
        };
        let unmarked: Vec<String> = head
            .iter()
            .map(|cell| super::unmarked(cell).to_owned())
            .collect();
        lines.push(line(&unmarked));
        lines.push(format!("|{}", "---|".repeat(width)));
        let said = |cells: &&Vec<String>| cells.iter().any(|it| !it.is_empty());
        lines.extend(body.filter(said).map(|cells| line(cells)));
        blocks.push(Block::new(lines));
    }

    /// Writes each row of a table that stands in a cell as a line.
    fn lined(&self, table: &Element, blocks: &mut Vec<Block>) {
        for node in &table.children {
            match node {
                Node::Element(part) if matches!(&*part.name, "thead" | "tbody" | "tfoot") => {
                    self.lined(part, blocks);
                }
                Node::Element(row) if row.name == "tr" => {
                    let cells = row.children.iter().filter_map(|node| match node {
                        Node::Element(cell) => Some(self.blocks(cell)),
                        _ => None,
                    });
                    let mut line = String::new();
                    let cells = cells.filter(|cell| !cell.is_empty());
                    for (at, cell) in cells.enumerate() {
                        line.push_str(separator(at));
                        let lines: Vec<&str> = cell
                            .iter()
                            .flat_map(|it| &it.lines)
                            .map(String::as_str)
                            .collect();
                        line.push_str(&lines.join(" "));
                    }
                    blocks.extend((!line.is_empty()).then(|| Block::new(vec![line])));
                }
                Node::Element(other) => blocks.append(&mut self.blocks(other)),
                _ => self.paragraph(&mut vec![node], blocks),
            }
        }
    }

    /// Writes what a cell holds on one line.
    fn cell(&self, cell: &Element) -> String {
        let within = Self {
            in_cell: true,
            ..*self
        };
        let blocks = within.blocks(cell);
        let lines = blocks.iter().flat_map(|block| &block.lines);
        let lines: Vec<&str> = lines
            .map(|line| line.strip_suffix('\\').unwrap_or(line).trim())
            .collect();
        lines.join("<br>").replace('|', "\\|")
    }
}

/// Whether words stand in a table and in none of its cells.
fn has_strays(part: &Element) -> bool {
    part.children.iter().any(|node| match node {
        Node::Text(text) => !text.trim().is_empty(),
        Node::Element(inner) => match &*inner.name {
            "td" | "th" | "caption" | "colgroup" | "col" => false,
            "thead" | "tbody" | "tfoot" | "tr" => has_strays(inner),
            _ => true,
        },
        Node::Comment(_) => true,
    })
}

/// Lists the rows of a table, each cell where it is seen: one that spans several leaves the others empty.
fn rows(table: &Element) -> Vec<Row<'_>> {
    let mut found: Vec<(&Element, bool)> = Vec::new();
    for node in &table.children {
        let Node::Element(part) = node else { continue };
        match &*part.name {
            "tr" => found.push((part, false)),
            "thead" | "tbody" | "tfoot" => {
                let inner = part.children.iter().filter_map(|node| match node {
                    Node::Element(row) if row.name == "tr" => Some((row, part.name == "thead")),
                    _ => None,
                });
                found.extend(inner);
            }
            _ => {}
        }
    }
    let mut rows: Vec<Row<'_>> = Vec::new();
    // How many rows more a cell above takes in each column.
    let mut taken: Vec<usize> = Vec::new();
    for (row, of_head) in found {
        let mut cells: Vec<Option<&Element>> = Vec::new();
        let mut all_heads = true;
        let skip = |cells: &mut Vec<Option<&Element>>, taken: &mut Vec<usize>| {
            while let Some(left) = taken.get_mut(cells.len()).filter(|left| **left > 0) {
                *left -= 1;
                cells.push(None);
            }
        };
        for node in &row.children {
            let Node::Element(cell) = node else { continue };
            if !matches!(&*cell.name, "td" | "th") {
                continue;
            }
            skip(&mut cells, &mut taken);
            all_heads &= cell.name == "th";
            let down = cell.number("rowspan").unwrap_or(1).clamp(1, MOST) - 1;
            let across = cell.number("colspan").unwrap_or(1).clamp(1, MOST);
            for at in 0..across {
                if taken.len() <= cells.len() {
                    taken.resize(cells.len() + 1, 0);
                }
                let column = cells.len();
                taken[column] = down;
                cells.push((at == 0).then_some(cell));
            }
        }
        skip(&mut cells, &mut taken);
        let is_head = of_head || all_heads && cells.iter().any(Option::is_some);
        rows.push(Row { cells, is_head });
    }
    rows
}
