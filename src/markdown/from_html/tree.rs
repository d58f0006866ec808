//! The elements of a document of HTML, as its tags tell them: what is left open is closed where HTML closes
//! it, and what nests too deeply is taken for what stands around it.

use std::collections::BTreeMap;

use html5gum::{DefaultEmitter, State, Token, Tokenizer};

/// How deep elements nest at most: deeper ones are read as if they had no tags.
const DEEPEST: usize = 128;
/// The elements that hold nothing.
const VOID: [&str; 12] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr",
];
/// What a browser does not show.
const UNSHOWN: [&str; 5] = ["script", "style", "template", "xml", "title"];
/// The elements that begin lines of their own.
pub const BLOCKS: [&str; 37] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
];
/// The parts of a table, which are blocks too.
pub const CELLS: [&str; 6] = ["thead", "tbody", "tfoot", "tr", "td", "th"];

#[derive(Debug, Clone)]
pub enum Node {
    Text(String),
    Element(Element),
    /// One that may be a mark of the author.
    Comment(String),
}

#[derive(Debug, Clone, Default)]
pub struct Element {
    pub name: String,
    attributes: BTreeMap<String, String>,
    pub children: Vec<Node>,
}

/// A document as read.
pub struct Tree {
    pub root: Element,
    pub title: String,
    css: String,
}

/// Reads a document; any text is some.
pub fn read(html: &str) -> Tree {
    let mut builder = Builder {
        open: vec![Element::default()],
        css: String::new(),
        title: String::new(),
        unshown: Vec::new(),
    };
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(false);
    let mut tokens = Tokenizer::new_with_emitter(html, emitter);
    while let Some(Ok(token)) = tokens.next() {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                match &*name {
                    // `<title/>` opens nothing in SVG, and in HTML all the rest would be its text.
                    "title" | "textarea" if !tag.self_closing => tokens.set_state(State::RcData),
                    "style" | "xmp" | "iframe" | "noembed" | "noframes" if !tag.self_closing => {
                        tokens.set_state(State::RawText);
                    }
                    "script" if !tag.self_closing => tokens.set_state(State::ScriptData),
                    _ => {}
                }
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                let attributes = tag.attributes.iter();
                let attributes = attributes.map(|(name, value)| (text(name), text(value)));
                builder.start(name, attributes.collect(), tag.self_closing);
            }
            Token::EndTag(tag) => builder.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => builder.text(&String::from_utf8_lossy(&text)),
            Token::Comment(text) => builder.comment(&String::from_utf8_lossy(&text)),
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    while builder.open.len() > 1 {
        builder.close();
    }
    Tree {
        root: builder.open.pop().unwrap_or_default(),
        // Of documents that have none pandoc writes a dash.
        title: builder
            .title
            .split_whitespace()
            .filter(|it| *it != "-")
            .collect::<Vec<_>>()
            .join(" "),
        css: builder.css,
    }
}

struct Builder {
    /// The elements that are open, the document first.
    open: Vec<Element>,
    css: String,
    title: String,
    /// The open elements that a browser does not show.
    unshown: Vec<String>,
}

impl Builder {
    fn start(&mut self, name: String, attributes: BTreeMap<String, String>, closed: bool) {
        let is_foreign = name.contains(':');
        if UNSHOWN.contains(&&*name) {
            if !closed {
                self.unshown.push(name);
            }
            return;
        }
        if !self.unshown.is_empty() {
            return;
        }
        self.imply_ends(&name);
        let element = Element {
            name,
            attributes,
            children: Vec::new(),
        };
        if VOID.contains(&&*element.name) || closed && is_foreign {
            self.push(Node::Element(element));
        } else if self.open.len() < DEEPEST {
            self.open.push(element);
        } else if element.holds_blocks() {
            // Words of two blocks stay apart.
            self.push(Node::Text(" ".to_owned()));
        }
    }

    /// Closes what HTML does not let stand around an element.
    fn imply_ends(&mut self, name: &str) {
        let (closes, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "tr" => (&["tr"], &["table"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot"], &["table"]),
            "option" => (&["option"], &["select"]),
            _ if BLOCKS.contains(&name) => (
                &["p"],
                &[
                    "td",
                    "th",
                    "li",
                    "dd",
                    "div",
                    "blockquote",
                    "table",
                    "section",
                    "body",
                    "caption",
                ],
            ),
            _ => return,
        };
        let mut open = self.open.iter().enumerate().skip(1).rev();
        let mut found = None;
        for (at, element) in open.by_ref() {
            if within.contains(&&*element.name) {
                break;
            }
            if closes.contains(&&*element.name) {
                found = Some(at);
                break;
            }
        }
        if let Some(found) = found {
            while self.open.len() > found {
                self.close();
            }
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(last) = self.unshown.last() {
            if last == name {
                self.unshown.pop();
            }
            return;
        }
        if name == "br" {
            self.start("br".to_owned(), BTreeMap::new(), true);
            return;
        }
        // The end of a table ends no more than it, and what is in a cell does not end the cell.
        let is_bound = |element: &Element| {
            matches!(&*element.name, "td" | "th" | "table")
                && !CELLS.contains(&name)
                && name != "table"
        };
        let open = self.open.iter().enumerate().skip(1).rev();
        let mut open = open.take_while(|(_, it)| it.name == name || !is_bound(it));
        if let Some((at, _)) = open.find(|(_, it)| it.name == name) {
            while self.open.len() > at {
                self.close();
            }
        } else if BLOCKS.contains(&name) || CELLS.contains(&name) {
            self.push(Node::Text(" ".to_owned()));
        }
    }

    fn close(&mut self) {
        if let Some(element) = self.open.pop() {
            self.push(Node::Element(element));
        }
    }

    fn push(&mut self, node: Node) {
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(node);
        }
    }

    fn text(&mut self, text: &str) {
        match self.unshown.last().map(String::as_str) {
            Some("style") => self.css.push_str(text),
            // The title of a drawing is none of the page.
            Some("title") if self.open.iter().all(|it| it.name != "svg") => {
                self.title.push_str(text);
            }
            Some(_) => {}
            None => self.push(Node::Text(text.to_owned())),
        }
    }

    fn comment(&mut self, text: &str) {
        // What Word and clipboards write is none of the author.
        let is_tool = [
            "[if",
            "[endif",
            "![",
            "StartFragment",
            "EndFragment",
            "?xml",
        ];
        let said = text.trim();
        let is_style = said.contains('{') && said.contains('}');
        if self.unshown.is_empty()
            && !said.is_empty()
            && !is_style
            && !is_tool.iter().any(|it| said.starts_with(it))
        {
            self.push(Node::Comment(text.to_owned()));
        } else if self.unshown.last().is_some_and(|it| it == "style") {
            self.css.push_str(text);
        }
    }
}

impl Tree {
    /// Takes out the comments of reviewers that Word and Google Docs put into the text, and counts them.
    pub fn drop_comments(&mut self) -> usize {
        let mut texts = String::new();
        let is_list = |it: &Element| {
            it.style("mso-element")
                .is_some_and(|it| it == "comment-list")
        };
        let mut count = 0;
        self.root.each(&mut |it| {
            count += usize::from(it.style("mso-element").is_some_and(|it| it == "comment"));
        });
        self.root.take(&is_list, &mut texts);
        let is_mark = |it: &Element| {
            it.style("mso-special-character")
                .is_some_and(|it| it == "comment")
                || it
                    .attribute("class")
                    .is_some_and(|it| it.eq_ignore_ascii_case("msocomanchor"))
        };
        self.root.take(&is_mark, &mut texts);
        // `<a href="#cmnt1" id="cmnt_ref1">[a]</a>`, and a box below the text that leads back to it.
        let leads = |it: &Element, to: &str| {
            it.name == "a" && it.attribute("href").is_some_and(|it| it.starts_with(to))
        };
        let is_box = |it: &Element| {
            matches!(&*it.name, "div" | "p") && {
                let mut links = Vec::new();
                it.find("a", &mut links);
                let tables = {
                    let mut found = Vec::new();
                    it.find("table", &mut found);
                    found.len()
                };
                links.first().is_some_and(|it| leads(it, "#cmnt_ref")) && tables == 0
            }
        };
        count += self.root.take(&is_box, &mut texts);
        self.root.take(&|it| leads(it, "#cmnt"), &mut texts);
        count
    }

    /// Counts the images of it that no draft shows; one without a word, or of a single dot, is none.
    pub fn images(&self) -> usize {
        let mut count = 0;
        self.root.each(&mut |it| {
            let is_dot = ["width", "height"]
                .iter()
                .any(|side| it.number(side).is_some_and(|it| it <= 1));
            let alt = it.attribute("alt").unwrap_or_default();
            let is_sign = !alt.is_empty() && !alt.contains(char::is_alphanumeric);
            let is_shown = it.is_on_web() && !alt.is_empty();
            count += usize::from(it.name == "img" && !is_dot && !is_sign && !is_shown);
        });
        count
    }

    /// Returns the classes by whose style text is struck out, bold or hidden.
    pub fn classes(&self, property: &str) -> Vec<String> {
        let css = unconditional(&self.css);
        let rules = css.split('}').filter_map(|rule| rule.split_once('{'));
        let rules = rules.filter(|(_, style)| says(style, property));
        let names = rules.flat_map(|(selectors, _)| selectors.split(','));
        let name = |selector: &str| Some(selector.trim().rsplit_once('.')?.1.to_owned());
        names
            .filter_map(name)
            .filter(|it| !it.contains([' ', ':']))
            .collect()
    }
}

/// Takes the rules out of a style sheet that hold for some devices alone.
fn unconditional(css: &str) -> String {
    let (mut made, mut rest) = (String::with_capacity(css.len()), css);
    while let Some(at) = rest.find("@media") {
        let (before, rule) = rest.split_at(at);
        made.push_str(before);
        let Some((kind, _)) = rule.split_once('{') else {
            break;
        };
        let start = kind.len() + 1;
        let mut depth = 1_usize;
        let end = rule.bytes().skip(start).position(|byte| {
            match byte {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let end = end.map_or(rule.len(), |end| start + end);
        if matches!(kind.trim_start_matches("@media").trim(), "all" | "screen") {
            made.push_str(rule.get(start..end).unwrap_or_default());
        }
        rest = rule.get(end + 1..).unwrap_or_default();
    }
    made.push_str(rest);
    made
}

/// Whether a style strikes out, makes bold or hides.
pub fn says(style: &str, property: &str) -> bool {
    style.split(';').any(|declaration| {
        let Some((name, value)) = declaration.split_once(':') else {
            return false;
        };
        let (name, value) = (
            name.trim().to_ascii_lowercase(),
            value.trim().to_ascii_lowercase(),
        );
        match property {
            "display" => {
                let value = value.trim_end_matches("!important").trim_end();
                matches!(
                    (&*name, value),
                    ("display", "none")
                        | ("visibility", "hidden" | "collapse")
                        | ("mso-hide", "all")
                )
            }
            "line-through" => name.starts_with("text-decoration") && value.contains("line-through"),
            _ => {
                name == property
                    && (value.starts_with("bold") || value.parse().is_ok_and(|it: u32| it >= 600))
            }
        }
    })
}

impl Element {
    pub fn of(name: &str, children: Vec<Node>) -> Self {
        Self {
            name: name.to_owned(),
            attributes: BTreeMap::new(),
            children,
        }
    }

    /// Whether it is an image on the web.
    pub fn is_on_web(&self) -> bool {
        let from = self.attribute("src").unwrap_or_default().trim_start();
        ["http://", "https://", "//"]
            .iter()
            .any(|it| from.starts_with(it))
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub fn is(&self, name: &str, value: &str) -> bool {
        self.attribute(name) == Some(value)
    }

    pub fn number(&self, name: &str) -> Option<usize> {
        let number = self.attribute(name)?.trim().parse().ok();
        number.filter(|it| *it < 1_000_000_000)
    }

    /// Returns what its own style says of a property.
    pub fn style(&self, property: &str) -> Option<&str> {
        let declarations = self.attribute("style")?.split(';');
        let mut pairs = declarations.filter_map(|it| it.split_once(':'));
        let found = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case(property));
        found.map(|(_, value)| value.trim())
    }

    /// Whether it, or anything in it, begins a line of its own.
    pub fn holds_blocks(&self) -> bool {
        let is_block = BLOCKS.contains(&&*self.name) || CELLS.contains(&&*self.name);
        let mut inner = self.children.iter();
        is_block || inner.any(|it| matches!(it, Node::Element(it) if it.holds_blocks()))
    }

    /// Returns its text, each block on a line of its own, without the numbers of notes.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for node in &self.children {
            match node {
                Node::Text(said) => text.push_str(said),
                Node::Element(inner) if inner.is("role", "doc-noteref") => text.push(' '),
                Node::Element(inner) => {
                    text.push_str(&inner.text());
                    if inner.name == "br"
                        || BLOCKS.contains(&&*inner.name)
                        || CELLS.contains(&&*inner.name)
                    {
                        text.push('\n');
                    }
                }
                Node::Comment(_) => {}
            }
        }
        text
    }

    pub fn find<'a>(&'a self, name: &str, found: &mut Vec<&'a Self>) {
        for node in &self.children {
            if let Node::Element(inner) = node {
                if inner.name == name {
                    found.push(inner);
                }
                inner.find(name, found);
            }
        }
    }

    /// Finds the elements of a name that stand in no other one of it.
    pub fn find_outermost<'a>(&'a self, name: &str, found: &mut Vec<&'a Self>) {
        for node in &self.children {
            match node {
                Node::Element(inner) if inner.name == name => found.push(inner),
                Node::Element(inner) => inner.find_outermost(name, found),
                _ => {}
            }
        }
    }

    fn each(&self, see: &mut dyn FnMut(&Self)) {
        see(self);
        for node in &self.children {
            if let Node::Element(inner) = node {
                inner.each(see);
            }
        }
    }

    /// Takes the elements out of it that are of a kind.
    pub fn part_with(&mut self, is_of: &dyn Fn(&Self) -> bool, taken: &mut Vec<Self>) {
        for node in std::mem::take(&mut self.children) {
            match node {
                Node::Element(inner) if is_of(&inner) => taken.push(inner),
                Node::Element(mut inner) => {
                    inner.part_with(is_of, taken);
                    self.children.push(Node::Element(inner));
                }
                other => self.children.push(other),
            }
        }
    }

    /// Takes the elements out of it that are of a kind, keeps what they say, and counts them.
    pub fn take(&mut self, is_of: &dyn Fn(&Self) -> bool, said: &mut String) -> usize {
        let mut taken = Vec::new();
        self.part_with(is_of, &mut taken);
        said.extend(taken.iter().map(Self::text));
        taken.len()
    }
}
