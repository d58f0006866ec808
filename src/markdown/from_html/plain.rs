//! A document as plain text: what a browser shows apart stays apart.

use super::tree::{BLOCKS, CELLS, Element, Node, read};

/// The blocks that an empty line stands before and behind.
const PARAGRAPHS: [&str; 14] = [
    "blockquote",
    "dl",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ol",
    "p",
    "pre",
    "table",
    "ul",
];

/// Returns the words of a document: blocks, items and rows on lines of their own, a space between cells, and
/// where a link leads in brackets behind its words.
#[must_use]
pub fn plain(html: &str) -> String {
    let mut writer = Writer::default();
    writer.children(&read(html).root);
    let lines = writer.text.lines().map(str::trim_end);
    let text: Vec<&str> = lines.collect();
    text.join("\n").trim_matches('\n').to_owned()
}

#[derive(Default)]
struct Writer {
    text: String,
    /// Whether white space stands before the next word.
    has_space: bool,
    /// Whether white space is kept as it stands.
    is_kept: bool,
    /// Where the text ended behind the last mark of an item.
    marked: usize,
}

impl Writer {
    fn children(&mut self, of: &Element) {
        let mut number = of.number("start").unwrap_or(1);
        for node in &of.children {
            match node {
                Node::Text(text) => self.words(text),
                Node::Element(item) if item.name == "li" => {
                    self.end_line();
                    if of.name == "ol" {
                        number = item.number("value").unwrap_or(number);
                        self.mark(&format!("{number}. "));
                        number += 1;
                    } else {
                        self.mark("- ");
                    }
                    self.children(item);
                    self.marked = 0;
                    self.end_line();
                }
                Node::Element(element) => self.element(element),
                Node::Comment(_) => {}
            }
        }
    }

    fn element(&mut self, element: &Element) {
        let name = element.name.as_str();
        match name {
            "br" => {
                self.text.push('\n');
                self.has_space = false;
            }
            "img" => self.words(element.attribute("alt").unwrap_or_default()),
            "td" | "th" => {
                self.has_space = true;
                self.children(element);
                self.has_space = true;
            }
            "a" => self.link(element),
            _ if PARAGRAPHS.contains(&name) => {
                self.end_paragraph();
                let is_kept = self.is_kept;
                self.is_kept |= name == "pre";
                self.children(element);
                self.is_kept = is_kept;
                self.end_paragraph();
            }
            _ if is_block(element) => {
                self.end_line();
                self.children(element);
                self.end_line();
            }
            _ => self.children(element),
        }
    }

    /// Writes where a link leads, unless its words say so.
    fn link(&mut self, element: &Element) {
        let start = self.text.len();
        self.children(element);
        let target = element.attribute("href").unwrap_or_default().trim();
        let address = target.strip_prefix("mailto:").unwrap_or(target);
        let leads_out = !address.is_empty()
            && !address.starts_with('#')
            && !["javascript:", "cid:", "data:"]
                .iter()
                .any(|scheme| starts_with(address, scheme));
        let said = self.text.get(start..).unwrap_or_default().trim();
        if leads_out && said.trim_end_matches('/') != address.trim_end_matches('/') {
            let is_said = !said.is_empty();
            self.has_space |= is_said && !self.text.ends_with('\n');
            self.words(&format!("({address})"));
        }
    }

    fn words(&mut self, text: &str) {
        if self.is_kept {
            self.text.push_str(text);
            return;
        }
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                self.has_space = true;
                continue;
            }
            if std::mem::take(&mut self.has_space) && !self.is_at_start() {
                self.text.push(' ');
            }
            self.text.push(c);
        }
    }

    fn is_at_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with(['\n', ' '])
    }

    /// Writes the mark of an item, behind which its first block stands.
    fn mark(&mut self, mark: &str) {
        self.text.push_str(mark);
        self.marked = self.text.len();
    }

    fn is_behind_mark(&self) -> bool {
        self.marked > 0 && self.marked == self.text.len()
    }

    fn end_line(&mut self) {
        if self.is_behind_mark() {
            return;
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        self.has_space = false;
    }

    fn end_paragraph(&mut self) {
        self.end_line();
        let is_begun = !self.text.is_empty() && !self.is_behind_mark();
        if is_begun && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}

fn starts_with(text: &str, start: &str) -> bool {
    let head = text.get(..start.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Whether an element stands on lines of its own, by its name or its style.
fn is_block(element: &Element) -> bool {
    let name = element.name.as_str();
    let shown = element.style("display").unwrap_or_default();
    let stands_apart = ["block", "flex", "grid", "list-item", "table"];
    BLOCKS.contains(&name)
        || CELLS.contains(&name)
        || ["option", "button", "legend", "menu", "dir"].contains(&name)
        || stands_apart.iter().any(|it| starts_with(shown, it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_shows_apart_stays_apart() {
        for (html, text) in [
            ("<div>Eve</div><div>Faucon</div>", "Eve\nFaucon"),
            (
                "<ul><li>Eve Faucon<li>Mairie</ul>",
                "- Eve Faucon\n- Mairie",
            ),
            (
                "<ul><li><p>un</p></li><li></li></ul>fin",
                "- un\n\n-\n\nfin",
            ),
            (
                "<ol start=3><li>un</li><li>deux</li></ol>",
                "3. un\n4. deux",
            ),
            (
                "<table><tr><td>Eve</td><td>Faucon</td></tr><tr><td>a@example.org</td>\
                 <td>tel</td></tr></table>",
                "Eve Faucon\na@example.org tel",
            ),
            ("<p>un\n deux</p>\n<p>trois</p>", "un deux\n\ntrois"),
            ("a<br>b<div><br></div>c", "a\nb\n\nc"),
            (
                "<span>mo</span><span>ts</span> <b>un</b> deux",
                "mots un deux",
            ),
            ("<span style='display:block'>un</span>deux", "un\ndeux"),
            ("<p>si a < b et b > c</p>", "si a < b et b > c"),
            ("prix &lt; 3 &amp; &eacute;t&eacute;", "prix < 3 & été"),
            ("<pre>un\n  deux</pre>", "un\n  deux"),
            ("<style>p{}</style><script>x</script><p>mot</p>", "mot"),
            ("", ""),
        ] {
            assert_eq!(plain(html), text, "{html}");
        }
    }

    #[test]
    fn a_link_keeps_where_it_leads() {
        for (html, text) in [
            (
                "voir <a href='https://example.org/a'>le projet</a>.",
                "voir le projet (https://example.org/a).",
            ),
            (
                "<a href='https://example.org/'>https://example.org</a>",
                "https://example.org",
            ),
            (
                "<a href='mailto:a@example.org'>a@example.org</a>",
                "a@example.org",
            ),
            (
                "<a href='mailto:a@example.org'>écrire</a>",
                "écrire (a@example.org)",
            ),
            ("<a href='#bas'>plus bas</a>", "plus bas"),
            (
                "<a href='https://example.org/a'><div>ici</div></a>",
                "ici\n(https://example.org/a)",
            ),
            (
                "<a href='https://example.org/a'><img alt='Schéma' src='x'></a>",
                "Schéma (https://example.org/a)",
            ),
        ] {
            assert_eq!(plain(html), text, "{html}");
        }
    }
}
