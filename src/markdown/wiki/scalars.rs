//! The texts that a front matter holds in lines of their own, behind `|` or `>`, where they are Markdown.

use crate::markdown::lines::{Line, lines};

/// The text of a key, without the blanks before its lines.
pub(super) struct Scalar {
    pub text: String,
    /// Where its lines stand in the page.
    pub lines: Vec<Line>,
}

impl Scalar {
    /// Whether a place of the page stands in it.
    pub fn holds(&self, at: usize) -> bool {
        let ends = (self.lines.first(), self.lines.last());
        matches!(ends, (Some(first), Some(last))
            if first.content.start <= at && at <= last.content.end)
    }
}

/// Lists those of a front matter that ends at a place which have a list, a table or a heading; a line break
/// stays one behind `>` too.
pub(super) fn scalars(text: &str, ends: usize) -> Vec<Scalar> {
    let head = text.get(..ends).unwrap_or_default();
    let all: Vec<(usize, &str, Line)> = lines(head)
        .into_iter()
        .map(|line| {
            let said = head.get(line.content.clone()).unwrap_or_default();
            let blank = said.len() - said.trim_start_matches(' ').len();
            (blank, said.trim(), line)
        })
        .collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((of_key, said, _)) = all.get(at) {
        at += 1;
        if !opens(said) {
            continue;
        }
        let below = all[at..]
            .iter()
            .take_while(|(blank, said, _)| said.is_empty() || blank > of_key);
        let count = below.clone().count();
        let blank = below
            .clone()
            .find(|(_, said, _)| !said.is_empty())
            .map_or(0, |line| line.0);
        let is_markdown = below.clone().any(|(_, said, _)| is_mark(said));
        let mut scalar = Scalar {
            text: String::new(),
            lines: Vec::new(),
        };
        for (own, _, line) in below {
            let start = line.content.start + blank.min(*own);
            scalar
                .text
                .push_str(head.get(start..line.content.end).unwrap_or_default());
            scalar.text.push('\n');
            scalar.lines.push(Line {
                content: start..line.content.end,
                ..*line
            });
        }
        at += count;
        if is_markdown {
            found.push(scalar);
        }
    }
    found
}

/// Whether a line is a key with a text in the lines below: "contenu: >", "- body: |-".
fn opens(line: &str) -> bool {
    let Some((key, value)) = line.rsplit_once(": ") else {
        return false;
    };
    let value = value.trim();
    let rest = value.trim_start_matches(['|', '>']);
    !key.is_empty()
        && value.len() == rest.len() + 1
        && rest.chars().all(|c| "+-123456789".contains(c))
}

/// Whether a line opens with the mark of an item, a heading or a row.
fn is_mark(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    ["- ", "* ", "+ ", "# ", "## ", "### ", "#### ", "|"]
        .iter()
        .any(|mark| line.starts_with(mark))
        || number.len() < line.len() && number.starts_with(". ")
}
