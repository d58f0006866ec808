//! Hidden text: what a reader of a page does not see, set apart in private passages.

use super::inline::has_style;
use super::tree::{CELLS, Element, Node, Tree};

/// The elements in which a private passage may stand between others.
const CONTAINERS: [&str; 14] = [
    "", "html", "body", "div", "section", "article", "main", "header", "footer", "form", "center",
    "fieldset", "nav", "aside",
];

/// Sets hidden text apart: after the paragraph, list or table in which it stands. Returns how many passages
/// it is.
pub fn set_apart(tree: &mut Tree) -> usize {
    let classes = tree.classes("display");
    let mut count = 0;
    part(&mut tree.root, &classes, &mut count);
    count
}

fn part(container: &mut Element, classes: &[String], count: &mut usize) {
    let mut made = Vec::with_capacity(container.children.len());
    let mut hidden = Vec::new();
    for node in std::mem::take(&mut container.children) {
        let Node::Element(mut element) = node else {
            made.push(node);
            continue;
        };
        if is_hidden(&element, classes) {
            hidden.push(element);
            continue;
        }
        let is_block = element.holds_blocks();
        let mut within = Vec::new();
        if CONTAINERS.contains(&&*element.name) && !element.is("role", "doc-endnotes") {
            part(&mut element, classes, count);
        } else {
            element.part_with(&|it| is_hidden(it, classes), &mut within);
        }
        // Passages that follow each other are one.
        if is_block && element.text().contains(char::is_alphanumeric) {
            passage(&mut hidden, &mut made, count);
        }
        made.push(Node::Element(element));
        if is_block && !within.is_empty() {
            let apart = within
                .into_iter()
                .flat_map(|it| [Node::Element(it), Node::Text(" ".to_owned())]);
            hidden.push(Element::of("div", apart.collect()));
        } else {
            hidden.append(&mut within);
        }
    }
    passage(&mut hidden, &mut made, count);
    container.children = made;
}

/// Whether an element hides what it holds.
fn is_hidden(element: &Element, classes: &[String]) -> bool {
    element.attribute("hidden").is_some() || has_style(element, "display", classes)
}

/// Writes what was hidden between private marks.
fn passage(hidden: &mut Vec<Element>, made: &mut Vec<Node>, count: &mut usize) {
    hidden.retain(|it| it.text().contains(char::is_alphanumeric));
    if hidden.is_empty() {
        return;
    }
    let block = |name: &str, children| Node::Element(Element::of(name, children));
    let mark = |mark: &str| block("p", vec![Node::Text(mark.to_owned())]);
    let mut inner = vec![mark("[privé]")];
    let mut run = Vec::new();
    for mut element in hidden.drain(..) {
        // What is no row of a table any more is none.
        if element.name == "li" || CELLS.contains(&&*element.name) {
            "div".clone_into(&mut element.name);
        }
        if element.holds_blocks() {
            inner.push(block("div", std::mem::take(&mut run)));
            inner.push(Node::Element(element));
        } else {
            run.push(Node::Element(element));
            run.push(Node::Text(" ".to_owned()));
        }
    }
    inner.push(block("div", run));
    inner.push(mark("[/privé]"));
    made.push(block("div", inner));
    *count += 1;
}
