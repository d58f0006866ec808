//! The links and the anchors of the tags that stand in a page.

use std::ops::Range;

use super::anchors::Words;
use super::{Link, Outline};

/// The longest heading, in characters: one that is never closed costs no more.
const LONGEST_HEADING: usize = 1000;

/// Reads the tags in a part of a text that Markdown leaves as it is.
pub(super) fn read(text: &str, part: Range<usize>, outline: &mut Outline) {
    let Some(source) = text.get(part.clone()) else {
        return;
    };
    let mut at = 0;
    while let Some(open) = source.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + open;
        let rest = source.get(start..).unwrap_or_default();
        if rest.starts_with("<!--") {
            // `<!-->` is a whole comment (CommonMark 0.31, section 6.6).
            let end = rest.get(2..).and_then(|inside| inside.find("-->"));
            at = end.map_or(source.len(), |end| start + 2 + end + 3);
            continue;
        }
        let mut tag = Tag {
            source,
            at: start + 1,
        };
        let name = tag.name();
        at = tag.at.max(start + 1);
        if name.is_empty() {
            continue;
        }
        while let Some((key, value)) = tag.attribute() {
            let written = source.get(value.clone()).unwrap_or_default();
            let value = part.start + value.start..part.start + value.end;
            match key.as_str() {
                "id" => outline.anchors.add(written),
                "name" if name == "a" => outline.anchors.add(written),
                "href" | "src" => outline.links.push(Link {
                    target: written.replace("&amp;", "&"),
                    at: value.clone(),
                    words: None,
                    whole: value,
                }),
                _ => {}
            }
        }
        at = tag.at.max(at);
        let inside = source.get(at..).unwrap_or_default();
        let near = inside.char_indices().nth(LONGEST_HEADING);
        if matches!(name.as_str(), "script" | "style") {
            at += inside.find("</").unwrap_or(inside.len());
        } else if is_heading(&name)
            && let Some(near) = inside.get(..near.map_or(inside.len(), |(at, _)| at))
            && let Some((words, _)) = near.split_once("</h").or(near.split_once("</H"))
        {
            let words = Words::plain(without_tags(words));
            outline.anchors.add_heading(words);
        }
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn without_tags(html: &str) -> String {
    let mut parts = html.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once('>').map_or("", |(_, after)| after)
    })
}

/// The way through a tag.
struct Tag<'a> {
    source: &'a str,
    at: usize,
}

impl Tag<'_> {
    /// Reads the name, in lower case; empty if this is no tag that opens.
    fn name(&mut self) -> String {
        let name = self.take(|byte| byte.is_ascii_alphanumeric());
        let name = self.source.get(name).unwrap_or_default();
        if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            name.to_ascii_lowercase()
        } else {
            String::new()
        }
    }

    /// Reads the next attribute: its name in lower case, and where its value is.
    fn attribute(&mut self) -> Option<(String, Range<usize>)> {
        self.take(|byte| byte.is_ascii_whitespace() || byte == b'/');
        let key = self.take(|byte| !byte.is_ascii_whitespace() && !b"/>=<\"'".contains(&byte));
        if key.is_empty() {
            return None;
        }
        let key = self.source.get(key)?.to_ascii_lowercase();
        self.take(|byte| byte.is_ascii_whitespace());
        if self.next() != Some(b'=') {
            return Some((key, self.at..self.at));
        }
        self.at += 1;
        self.take(|byte| byte.is_ascii_whitespace());
        let value = match self.next() {
            Some(mark @ (b'"' | b'\'')) => {
                self.at += 1;
                let value = self.take(|byte| byte != mark);
                self.at = (self.at + 1).min(self.source.len());
                value
            }
            _ => self.take(|byte| !byte.is_ascii_whitespace() && byte != b'>'),
        };
        Some((key, value))
    }

    fn next(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    /// Goes on as long as bytes are of a kind, and returns where they stand.
    fn take(&mut self, is: impl Fn(u8) -> bool) -> Range<usize> {
        let rest = self.source.as_bytes().get(self.at..).unwrap_or_default();
        let start = self.at;
        self.at += rest.iter().take_while(|byte| is(**byte)).count();
        start..self.at
    }
}
