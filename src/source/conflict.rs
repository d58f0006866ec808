//! What a merge leaves in a file where nobody has decided yet.

use std::ops::Range;

use memchr::memmem;

/// A conflict of a merge, or what is left of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// From its first marker to its last.
    pub at: Range<usize>,
    /// The line of the first marker.
    pub first: Range<usize>,
    /// The lines of its markers, from 1: the first and the last.
    pub lines: (usize, usize),
}

/// The signs that make a marker, unless `conflict-marker-size` says otherwise (gitattributes).
const SIZE: usize = 7;

/// Finds the conflicts of a text, in order.
///
/// Git puts its markers at the start of lines: `<<<<<<< ours`, `||||||| base`, `=======` and
/// `>>>>>>> theirs`. Any of them may be all that is left: of the last, below a line of text or with a
/// name that only git gives. A line of `=` alone is none, nor is a quotation of seven levels, nor a
/// row of a table.
#[must_use]
pub fn conflicts(text: &str) -> Vec<Conflict> {
    // Most texts hold none, and this is asked of every file that is read.
    let holds = |signs: &str| memmem::find(text.as_bytes(), signs.as_bytes()).is_some();
    if !["<<<<<<<", "|||||||", ">>>>>>>"].into_iter().any(holds) {
        return Vec::new();
    }
    let mut found: Vec<Conflict> = Vec::new();
    let mut open: Option<Conflict> = None;
    // Where the sides of a conflict whose beginning is gone are told apart.
    let mut divided = false;
    let mut at = 0;
    let mut above = "";
    let mut lines = (1..).zip(text.split_inclusive('\n')).peekable();
    while let Some((number, line)) = lines.next() {
        let words = line.trim_start_matches('\u{feff}');
        let start = at + line.len() - words.len();
        at += line.len();
        let words = words.trim_end_matches(['\n', '\r']);
        let range = start..start + words.len();
        match marker(words) {
            Some('<') => {
                // One that was never closed ends where the next begins.
                found.extend(open.take());
                open = Some(Conflict {
                    at: range.clone(),
                    first: range,
                    lines: (number, number),
                });
                divided = false;
            }
            Some('=') => {
                divided = true;
                if let Some(open) = &mut open {
                    open.at.end = range.end;
                    open.lines.1 = number;
                }
            }
            Some('|') => {
                let base = words.get(SIZE..).unwrap_or_default();
                if open.is_some() || !base.trim().is_empty() && !base.contains('|') {
                    let open = open.get_or_insert(Conflict {
                        at: range.clone(),
                        first: range.clone(),
                        lines: (number, number),
                    });
                    open.at.end = range.end;
                    open.lines.1 = number;
                }
            }
            Some('>') => {
                if let Some(mut conflict) = open.take() {
                    conflict.at.end = range.end;
                    conflict.lines.1 = number;
                    found.push(conflict);
                    divided = false;
                } else if divided || {
                    let is_quoted = |line: &str| line.starts_with('>');
                    let is_text = !above.trim().is_empty() && !above.ends_with(':');
                    let below = lines.peek().map_or("", |(_, line)| line);
                    !is_quoted(above)
                        && !is_quoted(below)
                        && is_label(words.get(SIZE..).unwrap_or_default(), is_text)
                } {
                    found.push(Conflict {
                        at: range.clone(),
                        first: range,
                        lines: (number, number),
                    });
                    divided = false;
                }
            }
            _ => {}
        }
        above = words;
    }
    found.extend(open);
    found
}

/// Tells of which sign a line is a marker.
fn marker(line: &str) -> Option<char> {
    let sign = line.chars().next().filter(|c| "<|=>".contains(*c))?;
    let rest = line.trim_start_matches(sign);
    let size = line.len() - rest.len();
    let sound = match sign {
        '=' => size == SIZE && rest.trim().is_empty(),
        '<' => size >= SIZE && (rest.is_empty() || rest.starts_with(' ')),
        _ => size == SIZE && (rest.is_empty() || rest.starts_with(' ')),
    };
    sound.then_some(sign)
}

/// Whether what follows a marker names a side: a branch, or a commit with its subject; any word
/// may be a branch, where no quotation would begin.
fn is_label(rest: &str, any: bool) -> bool {
    let mut words = rest.split_whitespace();
    let Some(first) = words.next() else {
        // A quotation says something.
        return true;
    };
    let is_commit = first.len() >= SIZE && first.bytes().all(|b| b.is_ascii_hexdigit());
    match words.next() {
        None => {
            let is_named = ["HEAD", "main", "master", "ours", "theirs"].contains(&first);
            any || is_commit || is_named || first.contains('/')
        }
        Some(second) => is_commit && second.starts_with('('),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(usize, usize)> {
        let conflicts = conflicts(text);
        for conflict in &conflicts {
            assert!(text.get(conflict.at.clone()).is_some(), "{text}");
        }
        conflicts.into_iter().map(|it| it.lines).collect()
    }

    #[test]
    fn each_conflict_is_found_once_whatever_its_form() {
        for (text, expected) in [
            (
                "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> relecture\nd\n",
                vec![(2, 6)],
            ),
            (
                "<<<<<<< ours\nb\n||||||| base\nx\n=======\nc\n>>>>>>> theirs",
                vec![(1, 7)],
            ),
            (
                "<<<<<<< Updated upstream\n=======\n>>>>>>> Stashed changes\n",
                vec![(1, 3)],
            ),
            (
                "<<<<<<< HEAD\n=======\n>>>>>>> 1a2b3c4d (Relire)\na\n<<<<<<< HEAD\n=======\n>>>>>>> x\n",
                vec![(1, 3), (5, 7)],
            ),
            (
                "<<<<<<<<< Temporary merge branch 1\n=======\n>>>>>>> x\n",
                vec![(1, 3)],
            ),
            ("<<<<<<< HEAD\na\n", vec![(1, 1)]),
            ("a\n=======\nb\n>>>>>>> relecture\n", vec![(4, 4)]),
            ("a\n>>>>>>> 1a2b3c4d (Relire le guide)\n", vec![(2, 2)]),
            ("a\n>>>>>>> relecture\nb\n", vec![(2, 2)]),
            ("a\n\n>>>>>>> origin/relecture\n", vec![(3, 3)]),
            ("a\n||||||| base\nb\n", vec![(2, 2)]),
            (
                "a\n||||||| merged common ancestors\nb\n=======\nc\n",
                vec![(2, 4)],
            ),
            (
                "||||||| parent of 1a2b3c4 (Relire)\n=======\n>>>>>>> x\n",
                vec![(1, 3)],
            ),
            ("<<<<<<< .mine\n=======\n>>>>>>> .r5\n", vec![(1, 3)]),
        ] {
            assert_eq!(lines(text), expected, "{text}");
            assert_eq!(lines(&text.replace('\n', "\r\n")), expected, "{text}");
            assert_eq!(lines(&format!("\u{feff}{text}")), expected, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_marker_is_none() {
        for text in [
            "Titre\n=======\n",
            "=======",
            ">>>>>>> une citation de sept niveaux\n",
            "> a\n>>>>>>> b\n",
            "a\n\n>>>>>>> Bonjour\n",
            "Alpha a écrit :\n>>>>>>> Bonjour\n",
            "a\n>>>>>>> Bonjour\n>>>>>>> Merci\n",
            "<<<<<<<a\n",
            "  <<<<<<< HEAD\n",
            "a <<<<<<< HEAD\n",
            "|||||||\n|---|\n",
            "||||||| a |\n",
            "<<<<<< HEAD\n",
        ] {
            assert_eq!(lines(text), [], "{text}");
        }
    }
}
