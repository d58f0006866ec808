//! Pages in the markup of `MediaWiki`, written as Markdown of the same length: every place stays where it is.

use std::borrow::Cow;
use std::ops::Range;

use crate::markdown::lines::lines;

/// Writes headings, emphasis, links and the rows of tables as Markdown has them, in a page that has a heading or
/// a table of `MediaWiki`; any other stays as it is.
///
/// A row becomes a line of its own with a bar before each cell, and its attributes blanks; no delimiter follows
/// the first, which Markdown would ask for.
pub(super) fn as_markdown(text: &str) -> Cow<'_, str> {
    let is_of_mediawiki = |line: &str| heading(line).is_some() || line.starts_with("{|");
    // "==souligné==" stands in pages of Markdown, too.
    let is_of_markdown = |line: &str| {
        let rest = line.trim_start_matches('#');
        rest.len() < line.len() && rest.starts_with(' ')
    };
    if !text.lines().any(is_of_mediawiki) || text.lines().any(is_of_markdown) {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    let (mut in_table, mut begins_row, mut fence) = (false, false, false);
    // Where the row that is open ends, before its line end.
    let mut row: Option<usize> = None;
    for line in lines(text) {
        let at = line.content.clone();
        let said = text.get(at.clone()).unwrap_or_default();
        fence ^= said.trim_start().starts_with("```");
        if fence {
            continue;
        }
        if in_table {
            let trimmed = said.trim_start();
            let start = at.end - trimmed.len();
            if trimmed.starts_with("|}") {
                blank(&mut bytes, at);
                (in_table, row) = (false, None);
            } else if trimmed.starts_with("|-") {
                blank(&mut bytes, start + 1..at.end);
                (begins_row, row) = (true, None);
            } else if trimmed.starts_with("|+") {
                blank(&mut bytes, at);
            } else if trimmed.starts_with(['|', '!']) {
                cells(&mut bytes, start..at.end);
                inline(&mut bytes, start..at.end);
                // A cell in a line of its own goes on in the row above.
                if let Some(end) = row.filter(|_| !begins_row) {
                    blank(&mut bytes, end..start);
                }
                (begins_row, row) = (false, Some(at.end));
            } else if let Some(end) = row {
                blank(&mut bytes, end..start);
                inline(&mut bytes, start..at.end);
                row = Some(at.end);
            }
        } else if said.starts_with("{|") {
            blank(&mut bytes, at);
            (in_table, begins_row, row) = (true, true, None);
        } else if let Some((level, over)) = heading(said) {
            bytes[at.start..at.start + level].fill(b'#');
            blank(&mut bytes, at.start + over.end..at.end);
        } else {
            inline(&mut bytes, at);
        }
    }
    match String::from_utf8(bytes) {
        Ok(written) => Cow::Owned(written),
        Err(_) => Cow::Borrowed(text),
    }
}

/// Reads a heading: its level, and where its text stands.
fn heading(line: &str) -> Option<(usize, Range<usize>)> {
    let line = line.trim_end();
    let level = line.len() - line.trim_start_matches('=').len();
    let end = line.trim_end_matches('=').len();
    let text = line.get(level..end)?;
    let sound = (1..=6).contains(&level) && line.len() - end == level && !text.contains("==");
    // "=Titre=" may be code, with spaces it is none.
    let spaced = level > 1 || text.starts_with(' ') && text.ends_with(' ');
    (sound && spaced && text.contains(char::is_alphanumeric)).then_some((level, level..end))
}

fn blank(bytes: &mut [u8], over: Range<usize>) {
    if let Some(over) = bytes.get_mut(over) {
        over.fill(b' ');
    }
}

/// Writes the cells of a line with single bars, and blanks for their attributes.
fn cells(bytes: &mut [u8], over: Range<usize>) {
    let sign = bytes[over.start];
    bytes[over.start] = b'|';
    let double = [sign, sign];
    let mut from = over.start + 1;
    let mut depth = 0_usize;
    let mut at = from;
    loop {
        let is_end = at >= over.end;
        let two = bytes.get(at..at + 2).filter(|_| at + 1 < over.end);
        match two {
            Some(b"[[" | b"{{") => depth += 1,
            Some(b"]]" | b"}}") => depth = depth.saturating_sub(1),
            _ => {}
        }
        let parts = two.is_some_and(|two| depth == 0 && (two == double || two == b"||"));
        if !(is_end || parts) {
            at += 1;
            continue;
        }
        // `style="…" | Camille Martin`
        let cell = bytes.get(from..at.min(over.end)).unwrap_or_default();
        let bar = cell.iter().position(|byte| *byte == b'|');
        if let Some(bar) = bar.filter(|bar| cell[..*bar].windows(2).any(|two| two == b"=\"")) {
            blank(bytes, from..from + bar + 1);
        }
        if is_end {
            return;
        }
        bytes[at..at + 2].copy_from_slice(b" |");
        at += 2;
        from = at;
    }
}

/// Writes the emphasis and the links of a line.
fn inline(bytes: &mut [u8], over: Range<usize>) {
    let mut at = over.start;
    // Whether emphasis is open, by how many signs.
    let mut open = [false; 4];
    while at + 1 < over.end {
        let rest = &bytes[at..over.end];
        let quotes = rest.iter().take_while(|byte| **byte == b'\'').count();
        if quotes == 2 || quotes == 3 {
            let mark: &[u8] = match (quotes, open[quotes]) {
                (3, false) => b" **",
                (3, true) => b"** ",
                (_, false) => b" *",
                (_, true) => b"* ",
            };
            bytes[at..at + quotes].copy_from_slice(mark);
            open[quotes] = !open[quotes];
            at += quotes;
        } else if rest.starts_with(b"[[") {
            at = link(bytes, at..over.end);
        } else if rest.starts_with(b"[http") {
            at = external(bytes, at..over.end);
        } else {
            at += quotes.max(1);
        }
    }
}

/// Writes a link to a page, `[[Page|Texte]]`, and returns where it ends.
fn link(bytes: &mut [u8], over: Range<usize>) -> usize {
    let rest = &bytes[over.clone()];
    let Some(end) = rest.windows(2).position(|two| two == b"]]") else {
        return over.end;
    };
    let inside = rest[2..end].to_vec();
    let end = over.start + end + 2;
    let mut parts = inside.split(|byte| *byte == b'|');
    let written = match (parts.next(), parts.next(), parts.next()) {
        (Some(page), None, _) => [b"  ", page, b"  "].concat(),
        (Some(page), Some(label), None) => {
            let target: Vec<u8> = page
                .iter()
                .map(|byte| if b" ()<>".contains(byte) { b'_' } else { *byte })
                .collect();
            [b"[", label, b"](", &target, b") "].concat()
        }
        // A picture has more.
        _ => return end,
    };
    bytes[over.start..end].copy_from_slice(&written);
    end
}

/// Writes a link to elsewhere, `[https://example.org Texte]`, and returns where it ends.
fn external(bytes: &mut [u8], over: Range<usize>) -> usize {
    let rest = &bytes[over.clone()];
    let Some(end) = rest.iter().position(|byte| *byte == b']') else {
        return over.end;
    };
    let inside = rest[1..end].to_vec();
    let end = over.start + end + 1;
    if let Some(space) = inside.iter().position(|byte| *byte == b' ') {
        let (target, label) = inside.split_at(space);
        let written = [&label[1..], b" <", target, b">"].concat();
        bytes[over.start..end].copy_from_slice(&written);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_mediawiki_is_markdown_of_the_same_length() {
        for (line, expected) in [
            ("== Membres ==", "## Membres   "),
            (
                "* '''Anne Mercier''' (présidente)",
                "*  **Anne Mercier**  (présidente)",
            ),
            (
                "* [[Utilisateur:Anne M|Anne]]",
                "* [Anne](Utilisateur:Anne_M) ",
            ),
            ("* [[Anne Mercier]]", "*   Anne Mercier  "),
            (
                "* [https://example.org/a Anne]",
                "* Anne <https://example.org/a>",
            ),
            (
                "{|\n! Nom !! Rôle\n|-\n| Anne || membre\n|}",
                "  \n| Nom  | Rôle\n| \n| Anne  | membre\n  ",
            ),
            (
                "{|\n|-\n| style=\"x\" | Anne\n| membre\n|}",
                "  \n| \n|             Anne | membre\n  ",
            ),
        ] {
            let text = format!("== A ==\n{line}\n");
            let written = as_markdown(&text);
            assert_eq!(written.len(), text.len(), "{line}");
            assert_eq!(
                written.strip_prefix("## A   \n"),
                Some(&*format!("{expected}\n")),
                "{line}"
            );
        }
        let highlighted = "# Titre\n\n==important==\n";
        for text in [
            "Titre\n=====\n",
            "a == b\n",
            "l'''eau'''\n",
            "==\n",
            highlighted,
        ] {
            assert_eq!(as_markdown(text), text);
        }
        for text in [
            "== é ==\n{|\n| [[a|é\n|",
            "= a =\n'''''é''\n[[\n[http",
            "{|\n|-\n!é!!\n||",
        ] {
            assert_eq!(as_markdown(text).len(), text.len());
        }
    }
}
