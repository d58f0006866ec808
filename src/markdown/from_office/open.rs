//! Documents of `OpenDocument` (1.3 part 3) made ready for pandoc.

use std::collections::BTreeMap;

use super::xml::{Element, Node, parse};
use super::{HIDDEN, Ready, separator, unsigned, without_tables, words};

/// What pandoc reads in a paragraph; what stands in any other element of text would be lost.
const READ: [&str; 12] = [
    "text:span",
    "text:a",
    "text:s",
    "text:tab",
    "text:line-break",
    "text:note",
    "text:bookmark",
    "text:bookmark-start",
    "text:bookmark-end",
    "text:reference-mark",
    "text:reference-mark-start",
    "text:reference-mark-end",
];

/// Makes the text of a document ready: what stands in controls, fields, frames and sections becomes plain
/// text, a table in a cell a line for each row; what was deleted, and the comments of reviewers, leave it.
/// `None` where it cannot be read.
#[must_use]
pub fn open(content: &str, styles: &str) -> Option<Ready> {
    let mut root = parse(content)?;
    unsigned(&mut root.children);
    let styles = parse(styles);
    let mut reader = Reader {
        hidden: hidden_styles(styles.iter().chain([&root])),
        comments: 0,
        images: 0,
    };
    root.children = reader.nodes(root.children);
    let xml = root.document();
    let left_out = [
        "text:note-citation",
        "text:sequence-decls",
        "office:automatic-styles",
        "svg:title",
        "svg:desc",
    ];
    Some(Ready {
        words: words(&xml, &left_out, None),
        xml,
        comments: reader.comments,
        images: reader.images,
    })
}

struct Reader {
    /// The styles whose text is hidden.
    hidden: Vec<String>,
    comments: usize,
    images: usize,
}

impl Reader {
    fn nodes(&mut self, nodes: Vec<Node>) -> Vec<Node> {
        let mut made = Vec::new();
        for node in nodes {
            match node {
                Node::Element(element) => self.element(element, &mut made),
                Node::Text(_) => made.push(node),
            }
        }
        made
    }

    fn element(&mut self, mut element: Element, made: &mut Vec<Node>) {
        match &*element.name {
            "office:annotation" => self.comments += 1,
            // A table of contents says again what stands below it.
            "text:tracked-changes"
            | "office:annotation-end"
            | "office:forms"
            | "text:table-of-content"
            | "text:hidden-paragraph" => {}
            "office:automatic-styles"
            | "office:font-face-decls"
            | "office:scripts"
            | "text:sequence-decls" => {
                made.push(Node::Element(element));
            }
            "text:p" | "text:h" => self.paragraph(element, made),
            "text:span" => {
                let hides = self.hides(&element);
                element.children = self.nodes(element.children);
                if hides {
                    hide(&mut element);
                }
                made.push(Node::Element(element));
            }
            "text:list-header" => {
                "text:list-item".clone_into(&mut element.name);
                element.children = self.nodes(element.children);
                made.push(Node::Element(element));
            }
            "text:hidden-text" => {
                let said = element
                    .attribute("text:string-value")
                    .unwrap_or_default()
                    .to_owned();
                let mut span = Element::of("text:span", vec![Node::Text(said)]);
                hide(&mut span);
                made.push(Node::Element(span));
            }
            "text:ruby" => {
                let says = |name: &str| {
                    element
                        .child(name)
                        .map_or_else(Vec::new, |it| it.children.clone())
                };
                let [base, above] = ["text:ruby-base", "text:ruby-text"].map(says);
                made.extend(self.nodes(base));
                made.push(Node::Text(" (".to_owned()));
                made.extend(self.nodes(above));
                made.push(Node::Text(")".to_owned()));
            }
            "text:section" => {
                let is_hidden = element
                    .attribute("text:display")
                    .is_some_and(|it| it != "true");
                let mut inner = self.nodes(element.children);
                if is_hidden {
                    hide_paragraphs(&mut inner);
                }
                made.extend(inner);
            }
            // pandoc reads nothing but paragraphs of a note.
            "text:note-body" => {
                let inner = self.nodes(std::mem::take(&mut element.children));
                paragraphs(inner, &mut element.children);
                made.push(Node::Element(element));
            }
            "draw:frame" => self.frame(element, made),
            "table:table" => {
                element.children = self.nodes(element.children);
                table(element, made);
            }
            name if is_read(name) => {
                element.children = self.nodes(element.children);
                made.push(Node::Element(element));
            }
            // Only what it holds is text.
            _ => made.extend(self.nodes(element.children)),
        }
    }

    fn hides(&self, element: &Element) -> bool {
        let style = element.attribute("text:style-name");
        style.is_some_and(|it| self.hidden.iter().any(|hidden| hidden == it))
    }

    fn paragraph(&mut self, mut paragraph: Element, made: &mut Vec<Node>) {
        let field = paragraph.find("text:hidden-paragraph");
        let is_hidden = field.is_some_and(|it| it.attribute("text:is-hidden") != Some("false"));
        let hides = self.hides(&paragraph) || is_hidden;
        paragraph.children = self.nodes(paragraph.children);
        let mut framed = Vec::new();
        unframe(&mut paragraph, &mut framed);
        let mut found = vec![Node::Element(paragraph)];
        found.append(&mut framed);
        if hides {
            hide_paragraphs(&mut found);
        }
        made.append(&mut found);
    }

    /// Names an image, of which pandoc says nothing but a title without spaces.
    fn frame(&mut self, frame: Element, made: &mut Vec<Node>) {
        let said = ["svg:title", "svg:desc"].map(|name| {
            let said = frame.child(name).map(|it| it.children.clone());
            said.unwrap_or_default()
        });
        if frame.child("draw:image").is_some() && frame.child("draw:text-box").is_none() {
            self.images += 1;
            let said: Vec<Vec<Node>> = said.into_iter().filter(|it| !it.is_empty()).collect();
            if !said.is_empty() {
                made.push(Node::Text("(image : ".to_owned()));
                made.extend(said.join(&Node::Text(". ".to_owned())));
                made.push(Node::Text(")".to_owned()));
            }
            return;
        }
        let inner = frame.children.into_iter();
        let inner =
            inner.filter(|it| !matches!(it, Node::Element(it) if it.name.starts_with("svg:")));
        made.extend(self.nodes(inner.collect()));
    }
}

/// Whether pandoc reads an element, or what stands in it is no text.
fn is_read(name: &str) -> bool {
    let is_block = [
        "text:list",
        "text:list-item",
        "text:note-citation",
        "office:document-content",
        "office:body",
        "office:text",
    ];
    let is_table = [
        "table:table-column",
        "table:table-row",
        "table:table-cell",
        "table:covered-table-cell",
    ];
    READ.contains(&name) || is_block.contains(&name) || is_table.contains(&name)
}

/// Lists the paragraphs of some blocks.
fn paragraphs(nodes: Vec<Node>, made: &mut Vec<Node>) {
    for mut block in nodes.into_iter().filter_map(Node::element) {
        if matches!(&*block.name, "text:p" | "text:h") {
            "text:p".clone_into(&mut block.name);
            made.push(Node::Element(block));
        } else {
            paragraphs(block.children, made);
        }
    }
}

/// Puts the signs of hidden text around what an element holds.
fn hide(element: &mut Element) {
    element
        .children
        .insert(0, Node::Text(HIDDEN[0].to_string()));
    element.children.push(Node::Text(HIDDEN[1].to_string()));
}

fn hide_paragraphs(nodes: &mut [Node]) {
    for node in nodes {
        let Node::Element(element) = node else {
            continue;
        };
        if matches!(&*element.name, "text:p" | "text:h") {
            hide(element);
        } else {
            hide_paragraphs(&mut element.children);
        }
    }
}

/// Takes the blocks that stand in frames out of a paragraph.
fn unframe(of: &mut Element, framed: &mut Vec<Node>) {
    let mut kept = Vec::with_capacity(of.children.len());
    for node in std::mem::take(&mut of.children) {
        match node {
            Node::Element(block)
                if matches!(
                    &*block.name,
                    "text:p" | "text:h" | "text:list" | "table:table"
                ) =>
            {
                framed.push(Node::Element(block));
            }
            Node::Element(mut inner) if inner.name != "text:note" => {
                unframe(&mut inner, framed);
                kept.push(Node::Element(inner));
            }
            other => kept.push(other),
        }
    }
    of.children = kept;
}

/// Writes a table in which no cell spans others, which pandoc 2.17 moves, and none holds a table, which
/// pandoc loses.
fn table(mut table: Element, made: &mut Vec<Node>) {
    for node in &mut table.children {
        let Node::Element(row) = node else { continue };
        if row.name != "table:table-row" {
            continue;
        }
        for node in &mut row.children {
            let Node::Element(cell) = node else { continue };
            cell.attributes.retain(|(name, _)| {
                !matches!(
                    &**name,
                    "table:number-rows-spanned" | "table:number-columns-spanned"
                )
            });
            "table:table-cell".clone_into(&mut cell.name);
        }
    }
    let names = ["table:table", "table:table-row", "table:table-cell"];
    made.extend(without_tables(table, names, lined));
}

/// Writes each row of a table as a paragraph.
fn lined(table: &Element) -> Vec<Node> {
    let rows = table.elements().filter(|it| it.name == "table:table-row");
    let line = |row: &Element| {
        let mut line = Vec::new();
        for (at, cell) in row.elements().filter(|it| it.has_words()).enumerate() {
            line.push(Node::Text(separator(at).to_owned()));
            gather(cell, &mut line);
        }
        Node::Element(Element::of("text:p", line))
    };
    rows.map(line).collect()
}

/// Gathers what stands in the paragraphs of an element.
fn gather(of: &Element, made: &mut Vec<Node>) {
    for (at, inner) in of.elements().enumerate() {
        made.extend((at > 0).then(|| Node::Text(" ".to_owned())));
        if matches!(&*inner.name, "text:p" | "text:h") {
            made.extend(inner.children.iter().cloned());
        } else {
            gather(inner, made);
        }
    }
}

/// Lists the styles whose text is hidden, by themselves or by those that they come from.
fn hidden_styles<'a>(roots: impl Iterator<Item = &'a Element>) -> Vec<String> {
    let mut own: BTreeMap<String, (Option<bool>, Option<String>)> = BTreeMap::new();
    for root in roots {
        root.each(&mut |style| {
            if style.name == "style:style" {
                let shown = style
                    .child("style:text-properties")
                    .and_then(|it| it.attribute("text:display"));
                let name = style.attribute("style:name").unwrap_or_default().to_owned();
                let parent = style
                    .attribute("style:parent-style-name")
                    .map(str::to_owned);
                own.insert(name, (shown.map(|it| it != "true"), parent));
            }
        });
    }
    let hides = |name: &&String| {
        let mut at = Some(*name);
        for _ in 0..own.len() {
            match at.and_then(|it| own.get(it)) {
                Some((Some(hides), _)) => return *hides,
                Some((None, parent)) => at = parent.as_ref(),
                None => return false,
            }
        }
        false
    };
    own.keys().filter(hides).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns what stands between the tags, each paragraph on a line.
    fn said(body: &str, styles: &str) -> String {
        let xml = format!(
            "<office:document-content><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        );
        let ready = open(&xml, styles).unwrap();
        let xml = ready
            .xml
            .split_once("<office:text>")
            .unwrap()
            .1
            .replace("</text:p>", "\n")
            .replace("</table:table-cell>", "|");
        let mut is_tag = false;
        let mut text = String::new();
        for c in xml.chars() {
            match c {
                '<' => is_tag = true,
                '>' => is_tag = false,
                _ if is_tag => {}
                _ => text.push(c),
            }
        }
        text.replace(HIDDEN[0], "{")
            .replace(HIDDEN[1], "}")
            .trim()
            .to_owned()
    }

    #[test]
    fn what_pandoc_loses_becomes_plain_text_and_hidden_text_is_marked() {
        let styles = "<office:document-styles><style:style style:name=\"A\"><style:text-properties text:display=\"none\"/></style:style>\
            <style:style style:name=\"B\" style:parent-style-name=\"A\"/></office:document-styles>";
        let p = |inner: &str| format!("<text:p>{inner}</text:p>");
        let cell = |inner: &str| format!("<table:table-cell>{inner}</table:table-cell>");
        let row = |cells: &[&str]| {
            let cells: Vec<String> = cells.iter().map(|it| cell(&p(it))).collect();
            format!("<table:table-row>{}</table:table-row>", cells.concat())
        };
        for (body, expected) in [
            (
                p("a<text:date>b</text:date><text:author-name>c</text:author-name>"),
                "abc",
            ),
            (p("<loext:content-control>a</loext:content-control>"), "a"),
            (
                p("a<draw:frame><draw:text-box><text:p>b</text:p></draw:text-box></draw:frame>c"),
                "ac\nb",
            ),
            (
                p("a<draw:custom-shape><text:p>b</text:p></draw:custom-shape>"),
                "a\nb",
            ),
            (
                p(
                    "<draw:frame><draw:image/><svg:title>t</svg:title><svg:desc>d</svg:desc></draw:frame>",
                ),
                "(image : t. d)",
            ),
            (
                p(
                    "a<office:annotation><text:p>b</text:p></office:annotation><office:annotation-end/>",
                ),
                "a",
            ),
            (
                format!(
                    "<text:tracked-changes>{}</text:tracked-changes>{}",
                    p("a"),
                    p("b")
                ),
                "b",
            ),
            (format!("<text:section>{}</text:section>", p("a")), "a"),
            (
                format!(
                    "<text:section text:display=\"none\">{}</text:section>",
                    p("a")
                ),
                "{a}",
            ),
            (p("<text:span text:style-name=\"B\">a</text:span>b"), "{a}b"),
            ("<text:p text:style-name=\"B\">a</text:p>".to_owned(), "{a}"),
            (
                p("<text:hidden-paragraph text:is-hidden=\"true\"/>a"),
                "{a}",
            ),
            (p("<text:hidden-text text:string-value=\"a\"/>"), "{a}"),
            (
                p(
                    "<text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>b</text:ruby-text></text:ruby>",
                ),
                "a (b)",
            ),
            (
                p(
                    "a<text:note><text:note-body><text:p>b</text:p><text:list><text:list-item><text:p>c</text:p></text:list-item>\
                   </text:list></text:note-body></text:note>",
                ),
                "ab\nc",
            ),
            (
                format!(
                    "<table:table><table:table-header-rows>{}</table:table-header-rows>{}<table:table-row>{}{}</table:table-row></table:table>",
                    row(&["Qui", "Quoi"]),
                    row(&["A", "b"]),
                    cell(&p("c")),
                    cell(&format!(
                        "<table:table>{}{}</table:table>",
                        row(&["d", "e", "f"]),
                        row(&["g", "h"])
                    ))
                ),
                "Qui\n|Quoi\n|A\n|b\n|c\n|d : e, f\ng : h\n|",
            ),
        ] {
            assert_eq!(said(&body, styles), expected, "{body}");
        }
    }
}
