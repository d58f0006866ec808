//! The rows of a spreadsheet that was saved as CSV (RFC 4180), whatever parts its cells.

use csv::{ReaderBuilder, StringRecord};

/// What parts the cells, as programs write it: Excel in French a semicolon, others a comma or a tab.
const DELIMITERS: [u8; 3] = [b';', b',', b'\t'];

/// A row that holds something.
#[derive(Debug)]
pub struct SheetRow {
    /// Its number in the spreadsheet, from 1; blank rows count.
    pub number: usize,
    /// What stands in its cells, without spaces at their ends.
    pub cells: Vec<String>,
    /// The most delimiters on a line of a cell of several: where a quotation mark is not closed, the rows
    /// below it are such lines.
    pub delimiters: usize,
}

impl SheetRow {
    /// What stands in a cell; nothing beyond the last one.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// Reads a text as rows, with what parts its cells: of the three that could, the one by which `score`
/// finds most.
pub fn rows(text: &str, score: impl Fn(&[SheetRow]) -> usize) -> Vec<SheetRow> {
    let read = DELIMITERS.map(|delimiter| rows_by(text, delimiter));
    let mut best = (0, Vec::new());
    for rows in read {
        let found = score(&rows);
        if found > best.0 {
            best = (found, rows);
        }
    }
    best.1
}

fn rows_by(text: &str, delimiter: u8) -> Vec<SheetRow> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let bytes = text.as_bytes();
    let mut rows: Vec<SheetRow> = Vec::new();
    let mut record = StringRecord::new();
    // How many line ends stand before a byte, and how many of them are within cells.
    let (mut counted, mut lines, mut within) = (0, 0, 0);
    while reader.read_record(&mut record).unwrap_or(false) {
        let begin = record.position().map_or(0, csv::Position::byte);
        let mut start = usize::try_from(begin).unwrap_or(usize::MAX);
        while matches!(bytes.get(start), Some(b'\r' | b'\n')) {
            start += 1;
        }
        lines += breaks(text.get(counted..start).unwrap_or_default());
        counted = start;
        let inside: usize = record.iter().map(breaks).sum();
        let long = record.iter().filter(|cell| breaks(cell) > 0);
        let parts = |line: &str| line.bytes().filter(|byte| *byte == delimiter).count();
        let row = SheetRow {
            number: lines - within + 1,
            cells: record.iter().map(|cell| cell.trim().to_owned()).collect(),
            delimiters: long
                .flat_map(str::lines)
                .map(parts)
                .max()
                .unwrap_or_default(),
        };
        within += inside;
        rows.extend(Some(row).filter(|row| row.cells.iter().any(|cell| !cell.is_empty())));
    }
    rows
}

fn breaks(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(usize, Vec<String>)> {
        let rows = rows_by(text, b';').into_iter();
        rows.map(|row| (row.number, row.cells)).collect()
    }

    #[test]
    fn rows_are_numbered_as_the_spreadsheet_shows_them() {
        let text = "\r\na;b\r\n\r\n;\r\n\"c\nc\";\"d \"\"e\"\"\"\r\n f ;g\r\n\r\nh";
        let cells = |cells: &[&str]| cells.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            read(text),
            [
                (2, cells(&["a", "b"])),
                (5, cells(&["c\nc", "d \"e\""])),
                (6, cells(&["f", "g"])),
                (8, cells(&["h"])),
            ]
        );
    }

    #[test]
    fn a_quotation_mark_that_nothing_closes_is_seen() {
        let text = "a;b;c\n1;\"Anne;3\n2;Jean;4\n5;Luc;6\n";
        let rows = rows_by(text, b';');
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].delimiters, rows[1].delimiters), (0, 2));
    }
}
