//! Plain text as word processors and pads put it on the clipboard, as Markdown: bullets become those of
//! Markdown, lines stay lines, and no word changes.

use super::minutes::opens_records;

/// From how many letters on a line is a paragraph, and no line of a list.
const LONG: usize = 90;
/// From how many letters on a line may have been broken because it was full.
const FULL: usize = 58;
/// The bullets of word processors; a letter `o` is one before a tab.
const BULLETS: [char; 17] = [
    '•', '◦', '▪', '▫', '‣', '·', '●', '○', '■', '□', '–', '—', '-', '*', '+', '\u{f0b7}',
    '\u{f0a7}',
];

/// Whether a text is Markdown already: it has headings, boxes, emphasis or a front matter as only that has.
#[must_use]
pub fn is_markdown(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let lines: Vec<&str> = text.lines().collect();
    // A pad writes its lists so, and Markdown takes them for code.
    if lines.iter().any(|line| line.starts_with("\t* ")) {
        return false;
    }
    let is_rule = |line: &str| {
        line.trim_end().len() >= 3
            && ["=", "-"]
                .iter()
                .any(|it| line.trim_end().replace(it, "").is_empty())
    };
    let mut before = "";
    lines.iter().enumerate().any(|(at, line)| {
        let is_set = !before.trim().is_empty() && is_rule(line);
        before = line;
        let said = line.trim_start();
        let hashes = said.len() - said.trim_start_matches('#').len();
        let is_heading =
            (1..=6).contains(&hashes) && said.get(hashes..).is_some_and(|it| it.starts_with(' '));
        let is_box = ["- [ ] ", "- [x] ", "- [X] ", "* [ ] ", "* [x] "]
            .iter()
            .any(|it| said.starts_with(it));
        at == 0 && line.trim_end() == "---"
            || is_set
            || is_heading
            || is_box
            || said.starts_with("```")
            || said.starts_with(":::")
            || said.starts_with("|-")
            || said.starts_with("| -")
            || line.contains("](http")
            || line.matches("**").count() >= 2
    })
}

/// A line of a text.
enum Line<'a> {
    Blank,
    /// With its depth.
    Item(usize, String, &'a str),
    Heading(&'a str),
    Prose(&'a str),
    /// Its cells, as a table was pasted.
    Row(Vec<&'a str>),
}

/// The items of a list so far.
#[derive(Default)]
struct Run {
    /// How deep the first is indented.
    base: Option<usize>,
    /// The bullets of the levels, where indentation tells none.
    bullets: Vec<char>,
}

/// Writes a text as Markdown.
#[must_use]
pub fn convert(text: &str) -> String {
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'], "\n");
    let raw: Vec<&str> = text.trim_start_matches('\u{feff}').split('\n').collect();
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut run = Run::default();
    for (at, line) in raw.iter().enumerate() {
        let read = line_at(&raw, at, line, &mut run);
        if !matches!(read, Line::Item(..)) {
            run = Run::default();
        }
        lines.push(read);
    }
    let mut markdown = String::with_capacity(text.len());
    let mut before = &Line::Blank;
    for line in &lines {
        let gap = gap(before, line);
        if !markdown.is_empty() && !matches!(line, Line::Blank) {
            markdown.push_str(gap);
        }
        match line {
            Line::Blank => {}
            Line::Item(depth, marker, said) => {
                markdown.push_str(&"   ".repeat(*depth));
                markdown.push_str(marker);
                markdown.push_str(said);
            }
            Line::Heading(said) => {
                markdown.push_str("## ");
                markdown.push_str(&spaced(said));
            }
            Line::Prose(said) => markdown.push_str(&spaced(said)),
            Line::Row(cells) => {
                if !matches!(before, Line::Row(_)) {
                    markdown.push_str(&"| ".repeat(cells.len()));
                    markdown.push_str("|\n");
                    markdown.push_str(&"|---".repeat(cells.len()));
                    markdown.push_str("|\n");
                }
                for cell in cells {
                    markdown.push_str("| ");
                    markdown.push_str(&cell.trim().replace('|', "\\|"));
                    markdown.push(' ');
                }
                markdown.push('|');
            }
        }
        before = line;
    }
    if !markdown.is_empty() {
        markdown.push('\n');
    }
    markdown
}

/// What stands between two lines; a blank one says nothing of itself.
fn gap(before: &Line<'_>, line: &Line<'_>) -> &'static str {
    match (before, line) {
        (Line::Item(..), Line::Item(..)) | (Line::Row(_), Line::Row(_)) => "\n",
        (Line::Prose(a), Line::Prose(b)) => {
            let (a, b) = (a.trim(), b.trim());
            // A blank line in a quotation.
            if [a, b]
                .iter()
                .any(|it| !it.is_empty() && it.trim_matches(['>', ' ']).is_empty())
            {
                return "\n";
            }
            if stands_alone(a) || stands_alone(b) {
                return "\n\n";
            }
            let label = b.split_once(':').map(|(label, _)| label);
            if label.is_some_and(|label| opens_records(label.trim())) {
                return "\n\n";
            }
            let length = a.chars().count();
            let goes_on = b.starts_with(char::is_lowercase)
                || !a.ends_with(['.', '!', '?', ':', ';', '\u{bb}']);
            if length < LONG && b.chars().count() < LONG {
                if length >= FULL && goes_on {
                    "\n"
                } else {
                    "\\\n"
                }
            } else {
                "\n\n"
            }
        }
        _ => "\n\n",
    }
}

/// Whether a line may be a mark, which is one only on a line of its own: `[privé]`, a comment.
#[must_use]
pub fn stands_alone(line: &str) -> bool {
    let inside = line.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    inside.is_some_and(|it| it.len() > 1 && !it.contains(['[', ']'])) || line.starts_with("<!--")
}

/// Puts a space in the place of tabs.
fn spaced(said: &str) -> String {
    said.trim().replace('\t', " ")
}

fn line_at<'a>(raw: &[&'a str], at: usize, line: &'a str, run: &mut Run) -> Line<'a> {
    let said = line.trim();
    if said.is_empty() {
        return Line::Blank;
    }
    let around = |step: isize| {
        at.checked_add_signed(step)
            .and_then(|at| raw.get(at))
            .copied()
    };
    if let Some((sign, rest)) = bullet(said) {
        let indent = indent(line);
        let base = *run.base.get_or_insert(indent);
        let known = run.bullets.iter().position(|it| *it == sign);
        let by_sign = known.unwrap_or_else(|| {
            run.bullets.push(sign);
            run.bullets.len() - 1
        });
        run.bullets.truncate(by_sign + 1);
        let depth = if indent > base {
            indent - base
        } else {
            by_sign
        };
        return Line::Item(depth.min(6), "- ".to_owned(), rest);
    }
    if let Some((number, rest)) = numbered(said) {
        let is_number =
            |line: Option<&str>| line.is_some_and(|line| numbered(line.trim()).is_some());
        let is_blank = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
        let below = raw
            .get(at + 1..)
            .unwrap_or_default()
            .iter()
            .find(|line| !line.trim().is_empty());
        let titles = is_blank(around(-1))
            && below.is_some()
            && !is_number(below.copied())
            && !rest.ends_with(['.', ';', ',', '?', '!'])
            && rest.chars().count() < LONG;
        return if titles {
            Line::Heading(said)
        } else {
            Line::Item(indent(line).min(6), format!("{number} "), rest)
        };
    }
    let inner = said.matches('\t').count();
    let is_row = |line: Option<&str>| {
        line.is_some_and(|line| {
            !line.trim().is_empty()
                && bullet(line.trim()).is_none()
                && line.matches('\t').count() == line_tabs(raw, at)
        })
    };
    if inner > 0 && (is_row(around(-1)) || is_row(around(1))) && !line.starts_with('\t') {
        return Line::Row(line.split('\t').collect());
    }
    let letters = said.chars().filter(|c| c.is_alphabetic()).count();
    let is_capital =
        letters >= 4 && !said.contains(char::is_lowercase) && !said.contains([':', ',', '.']);
    let is_apart = at > 0 && around(-1).is_none_or(|line| line.trim().is_empty());
    if is_capital
        && is_apart
        && raw.iter().take(at).any(|line| !line.trim().is_empty())
        && said.chars().count() < LONG
    {
        return Line::Heading(said);
    }
    Line::Prose(said)
}

fn line_tabs(raw: &[&str], at: usize) -> usize {
    raw.get(at).map_or(0, |line| line.matches('\t').count())
}

/// How deep a line is indented, in steps of a tab or of two spaces at least.
fn indent(line: &str) -> usize {
    let tabs = line.chars().take_while(|c| *c == '\t').count();
    let spaces = line.chars().take_while(|c| *c == ' ').count();
    tabs + spaces.div_ceil(4)
}

/// Reads the bullet at the start of a line.
fn bullet(said: &str) -> Option<(char, &str)> {
    let sign = said.chars().next()?;
    let rest = said.get(sign.len_utf8()..)?;
    let sound = if sign == 'o' || sign == '\u{a7}' {
        rest.starts_with('\t')
    } else {
        BULLETS.contains(&sign) && rest.starts_with([' ', '\t', '\u{a0}'])
    };
    let rest = rest.trim();
    (sound && !rest.is_empty()).then_some((sign, rest))
}

/// Reads the number at the start of a line: "1.", "12)".
fn numbered(said: &str) -> Option<(&str, &str)> {
    let digits = said.bytes().take_while(u8::is_ascii_digit).count();
    let sign = said.get(digits..)?.starts_with(['.', ')']);
    let rest = said
        .get(digits + 1..)
        .filter(|_| sign && (1..=3).contains(&digits))?;
    let apart = rest.starts_with([' ', '\t', '\u{a0}']);
    (apart && !rest.trim().is_empty()).then(|| (&said[..=digits], rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_lines_and_bullets_become_those_of_markdown() {
        let long = "mot ".repeat(30);
        let full = "Une ligne que le courriel a coupée parce qu'elle était pleine";
        for (text, expected) in [
            ("• a\n• b", "- a\n- b"),
            ("•\ta\no\tb\n•\tc", "- a\n   - b\n- c"),
            ("o\ta", "- a"),
            ("\t* a\n\t\t* b\n\t* [x] c", "- a\n   - b\n- [x] c"),
            ("- a\n  - b", "- a\n   - b"),
            ("a\n- b\nc", "a\n\n- b\n\nc"),
            ("o pas une puce", "o pas une puce"),
            ("a\nb", "a\\\nb"),
            ("    a\n\tb", "a\\\nb"),
            ("a\r\n\r\nb\r", "a\n\nb"),
            ("1.\tActus\nDu texte.", "## 1. Actus\n\nDu texte."),
            ("1. a\n2. b", "1. a\n2. b"),
            ("1. Le guide sort.\n\nfin", "1. Le guide sort.\n\nfin"),
            ("a\n\nPOINT UN\nb", "a\n\n## POINT UN\n\nb"),
            ("DÉCISION : a", "DÉCISION : a"),
            ("A\tB\n1\t2|3", "| | |\n|---|---|\n| A | B |\n| 1 | 2\\|3 |"),
            ("Présents : a\nDécision : b", "Présents : a\n\nDécision : b"),
            ("> a\n>\n> b", "> a\n>\n> b"),
            ("a\n[privé]\nb", "a\n\n[privé]\n\nb"),
            ("a\n<!-- private -->\nb", "a\n\n<!-- private -->\n\nb"),
            ("", ""),
        ] {
            assert_eq!(convert(text).trim_end(), expected, "{text}");
        }
        assert_eq!(
            convert(&format!("{long}\nb")),
            format!("{}\n\nb\n", long.trim())
        );
        assert_eq!(convert(&format!("{full}\nb")), format!("{full}\nb\n"));
    }
}
