//! XML as a tree that can be changed and written again (XML 1.0, Namespaces in XML 1.0).

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesStart, Event};

/// How deep elements nest at most.
const DEEPEST: usize = 300;
/// The prefixes that documents of offices give to names, by what their namespaces begin with: a program may
/// write others.
const PREFIXES: [(&str, &str); 22] = [
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w",
    ),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "r",
    ),
    (
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
        "r",
    ),
    (
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "mc",
    ),
    (
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "w14",
    ),
    (
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wps",
    ),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "m",
    ),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "a"),
    ("http://purl.oclc.org/ooxml/drawingml/main", "a"),
    (
        "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "c",
    ),
    ("urn:schemas-microsoft-com:vml", "v"),
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"),
    ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"),
    (
        "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "svg",
    ),
    ("http://www.w3.org/1999/xlink", "xlink"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    (
        "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
        "loext",
    ),
    (
        "http://schemas.openxmlformats.org/package/2006/relationships",
        "",
    ),
];

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// As it is written, with its entities.
    Text(String),
    Element(Element),
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    /// The values are as they are written.
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

/// Reads a document; `None` where it is not well-formed, nests too deeply or declares entities.
#[must_use]
pub fn parse(xml: &str) -> Option<Element> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => open.push(start(&tag)?),
            Event::Empty(tag) => open.last_mut()?.push(Node::Element(start(&tag)?)),
            Event::End(_) => {
                let closed = open.pop()?;
                open.last_mut()?.push(Node::Element(closed));
            }
            Event::Text(text) => open.last_mut()?.push(Node::Text((*text).to_owned())),
            Event::GeneralRef(name) => {
                let entity = format!("&{};", &*name);
                open.last_mut()?.push(Node::Text(entity));
            }
            Event::CData(data) => {
                let text = escaped(&data);
                open.last_mut()?.push(Node::Text(text));
            }
            Event::DocType(_) => return None,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
        if open.len() > DEEPEST {
            return None;
        }
    }
    let document = open.pop().filter(|_| open.is_empty())?;
    let mut roots = document.children.into_iter().filter_map(Node::element);
    let mut root = roots.next()?;
    let mut prefixes = BTreeMap::new();
    root.declared(&mut prefixes);
    prefixes.retain(|given, known| given != known);
    if !prefixes.is_empty() {
        root.rename(&prefixes);
    }
    Some(root)
}

fn start(tag: &BytesStart<'_>) -> Option<Element> {
    let mut attributes = tag.attributes();
    let attributes = attributes.with_checks(false).map(|attribute| {
        let attribute = attribute.ok()?;
        let value = attribute.value.replace('"', "&quot;");
        Some((attribute.key.as_ref().to_owned(), value))
    });
    Some(Element {
        name: tag.name().as_ref().to_owned(),
        attributes: attributes.collect::<Option<_>>()?,
        children: Vec::new(),
    })
}

/// Writes a text as XML.
#[must_use]
pub fn escaped(text: &str) -> String {
    partial_escape(text).into_owned()
}

impl Node {
    #[must_use]
    pub fn element(self) -> Option<Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Text(_) => None,
        }
    }
}

impl Element {
    /// Makes an element.
    #[must_use]
    pub fn of(name: &str, children: Vec<Node>) -> Self {
        Self {
            name: name.to_owned(),
            attributes: Vec::new(),
            children,
        }
    }

    /// Adds what stands in it; texts that follow each other are one.
    fn push(&mut self, node: Node) {
        match (self.children.last_mut(), node) {
            (Some(Node::Text(before)), Node::Text(text)) => before.push_str(&text),
            (_, Node::Text(text)) if text.is_empty() => {}
            (_, node) => self.children.push(node),
        }
    }

    /// Finds the prefixes that it and all in it declare, with those that are known here.
    fn declared(&self, prefixes: &mut BTreeMap<String, &'static str>) {
        for (name, value) in &self.attributes {
            let Some(rest) = name.strip_prefix("xmlns") else {
                continue;
            };
            let known = PREFIXES.iter().find(|(namespace, _)| namespace == value);
            let given = rest.trim_start_matches(':').to_owned();
            prefixes.extend(known.map(|(_, known)| (given, *known)));
        }
        for inner in self.elements() {
            inner.declared(prefixes);
        }
    }

    fn rename(&mut self, prefixes: &BTreeMap<String, &'static str>) {
        let renamed = |name: &str, is_attribute: bool| {
            let (prefix, local) = name.split_once(':').unwrap_or(("", name));
            let known = prefixes
                .get(prefix)
                .filter(|_| !(is_attribute && prefix.is_empty()));
            match known {
                Some(&"") => local.to_owned(),
                Some(known) => format!("{known}:{local}"),
                None => name.to_owned(),
            }
        };
        self.name = renamed(&self.name, false);
        for (name, _) in &mut self.attributes {
            let declares = name
                .strip_prefix("xmlns")
                .map(|it| it.trim_start_matches(':'));
            *name = match declares.map(|it| prefixes.get(it)) {
                Some(Some(&"")) => "xmlns".to_owned(),
                Some(Some(known)) => format!("xmlns:{known}"),
                Some(None) => name.clone(),
                None => renamed(name, true),
            };
        }
        let mut names = BTreeSet::new();
        self.attributes
            .retain(|(name, _)| names.insert(name.clone()));
        for node in &mut self.children {
            if let Node::Element(inner) = node {
                inner.rename(prefixes);
            }
        }
    }

    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Returns the first element of a name that stands directly in it.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|it| it.name == name)
    }

    /// Returns the first element of a name in it, however deep.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Self> {
        self.elements().find_map(|it| {
            if it.name == name {
                Some(it)
            } else {
                it.find(name)
            }
        })
    }

    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| &**value)
    }

    /// Tells an element in it, and it, to somebody.
    pub fn each(&self, see: &mut dyn FnMut(&Self)) {
        see(self);
        for inner in self.elements() {
            inner.each(see);
        }
    }

    /// Whether words stand in it.
    #[must_use]
    pub fn has_words(&self) -> bool {
        self.children.iter().any(|node| match node {
            Node::Text(text) => text.contains(char::is_alphanumeric),
            Node::Element(inner) => inner.has_words(),
        })
    }

    /// Writes it as a document.
    #[must_use]
    pub fn document(&self) -> String {
        let mut made = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
        self.write(&mut made);
        made
    }

    fn write(&self, made: &mut String) {
        made.extend(["<", &self.name]);
        for (name, value) in &self.attributes {
            made.extend([" ", name, "=\"", value, "\""]);
        }
        if self.children.is_empty() {
            made.push_str("/>");
            return;
        }
        made.push('>');
        for node in &self.children {
            match node {
                Node::Text(text) => made.push_str(text),
                Node::Element(inner) => inner.write(made),
            }
        }
        made.extend(["</", &self.name, ">"]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_written_as_it_was_read() {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        for (xml, expected) in [
            (
                "<a b='c>d' e=\"&amp;f\">x<b/>y</a>",
                Some("<a b=\"c>d\" e=\"&amp;f\">x<b/>y</a>"),
            ),
            ("<a><!-- <b> --><![CDATA[1<2]]></a>", Some("<a>1&lt;2</a>")),
            (
                "<n:p xmlns:n=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" n:x=\"1\"><n:r/></n:p>",
                Some(
                    "<w:p xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" w:x=\"1\"><w:r/></w:p>",
                ),
            ),
            ("<a><b></a></b>", None),
            ("<a", None),
            ("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", None),
            ("texte", None),
        ] {
            let made = parse(xml).map(|it| it.document().replace(head, ""));
            assert_eq!(made.as_deref(), expected, "{xml}");
        }
        assert_eq!(parse(&"<a>".repeat(100_000)), None);
    }
}
