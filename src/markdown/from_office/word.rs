//! Documents of Word (Office Open XML, ISO/IEC 29500-1) made ready for pandoc.

use std::collections::{BTreeMap, BTreeSet};

use super::xml::{Element, Node, escaped, parse};
use super::{HIDDEN, Ready, separator, symbols, unsigned, without_tables, words};

/// Reads the texts of one document of Word.
#[derive(Debug, Default)]
pub struct Word {
    /// The styles whose text is hidden.
    hidden: Vec<String>,
    /// The bullets that are boxes, by the ids of list and level.
    bullets: BTreeMap<(String, String), char>,
    /// Whether the style of the paragraph that is read hides its text, or the run in which its frame stands.
    is_hidden: bool,
    /// The notes that the text refers to: the others are not shown.
    notes: BTreeSet<String>,
}

/// Lists the files that a document of Word refers to, each with what it is: the end of its type.
#[must_use]
pub fn related(relations: &str) -> Vec<(String, String)> {
    let Some(root) = parse(relations) else {
        return Vec::new();
    };
    let related = root.elements().filter_map(|it| {
        let kind = it.attribute("Type")?.rsplit('/').next()?;
        let target = it.attribute("Target")?;
        let is_inside = it.attribute("TargetMode") != Some("External");
        let path = target
            .strip_prefix('/')
            .map_or_else(|| format!("word/{target}"), str::to_owned);
        is_inside.then(|| (kind.to_owned(), path))
    });
    related.collect()
}

impl Word {
    /// Reads what styles and lists say of a text.
    #[must_use]
    pub fn of(styles: &str, numbering: &str) -> Self {
        Self {
            hidden: parse(styles).map_or_else(Vec::new, |it| hidden_styles(&it)),
            bullets: parse(numbering).map_or_else(BTreeMap::new, |it| bullets(&it)),
            is_hidden: false,
            notes: BTreeSet::new(),
        }
    }

    /// Makes the text of a document ready, or that of its notes: boxes become signs, what stands in frames
    /// or fields plain text, and a table in a cell a line for each row. `None` where it cannot be read.
    #[must_use]
    pub fn ready(&mut self, xml: &str) -> Option<Ready> {
        let mut root = parse(xml)?;
        unsigned(&mut root.children);
        root.children.retain(|node| match node {
            Node::Element(note) if matches!(&*note.name, "w:footnote" | "w:endnote") => {
                note.attribute("w:type").is_some() || self.notes.contains(&reference(note))
            }
            _ => true,
        });
        root.children = self.nodes(root.children);
        let xml = root.document();
        Some(Ready {
            words: words(&xml, &[], Some("w:t")),
            xml,
            comments: 0,
            images: 0,
        })
    }

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
            // What was deleted or moved is gone; another document in this one is said to be left out.
            "w:del" | "w:moveFrom" | "w:altChunk" => {}
            "w:ins" | "w:moveTo" | "w:smartTag" | "w:customXml" | "w:fldSimple" | "w:dir"
            | "w:bdo" => {
                element
                    .children
                    .retain(|it| !matches!(it, Node::Element(it) if it.name.ends_with("Pr")));
                made.extend(self.nodes(element.children));
            }
            "w:sdt" => self.control(element, made),
            "mc:AlternateContent" => {
                let chosen = alternative(element);
                made.extend(self.nodes(chosen));
            }
            "w:p" => self.paragraph(element, made),
            "w:r" => self.run(element, made),
            "w:tbl" => {
                element.children = self.nodes(element.children);
                table(element, made);
            }
            "w:tr"
                if element
                    .child("w:trPr")
                    .is_some_and(|it| it.child("w:del").is_some()) => {}
            name if name.ends_with("Pr") => made.push(Node::Element(element)),
            _ => {
                element.children = self.nodes(element.children);
                made.push(Node::Element(element));
            }
        }
    }

    /// Writes the sign of a box, or what another control holds.
    fn control(&mut self, control: Element, made: &mut Vec<Node>) {
        let state = control
            .child("w:sdtPr")
            .and_then(|it| it.child("w14:checkbox"));
        let is_run = ["w:p", "w:tc", "w:tbl"]
            .iter()
            .all(|it| control.find(it).is_none());
        if let Some(state) = state.filter(|_| is_run) {
            let value = state
                .child("w14:checked")
                .and_then(|it| it.attribute("w14:val"));
            made.push(ticked(value.is_some_and(is_on)));
            return;
        }
        for node in control.children {
            if let Node::Element(content) = node
                && content.name == "w:sdtContent"
            {
                made.extend(self.nodes(content.children));
            }
        }
    }

    fn paragraph(&mut self, mut paragraph: Element, made: &mut Vec<Node>) {
        let properties = paragraph.child("w:pPr");
        let style = properties.and_then(|it| value_of(it, "w:pStyle"));
        let around = self.is_hidden;
        self.is_hidden |= style.is_some_and(|it| self.hidden.iter().any(|hidden| hidden == it));
        let list = properties.and_then(|it| it.child("w:numPr"));
        let level = list.and_then(|it| Some((value_of(it, "w:numId")?, value_of(it, "w:ilvl")?)));
        let sign = level.and_then(|(list, level)| {
            self.bullets
                .get(&(list.to_owned(), level.to_owned()))
                .copied()
        });
        paragraph.children = self.nodes(paragraph.children);
        if let Some(sign) = sign {
            // What was an item of a list is a paragraph then.
            let mut at = 0;
            for (number, node) in paragraph.children.iter_mut().enumerate() {
                if let Node::Element(properties) = node
                    && properties.name == "w:pPr"
                {
                    properties
                        .children
                        .retain(|it| !matches!(it, Node::Element(it) if it.name == "w:numPr"));
                    at = number + 1;
                }
            }
            paragraph.children.insert(at, run(&format!("{sign} ")));
        }
        self.is_hidden = around;
        let mut framed = Vec::new();
        unframe(&mut paragraph, &mut framed);
        made.push(Node::Element(paragraph));
        made.extend(framed);
    }

    fn run(&mut self, text_run: Element, made: &mut Vec<Node>) {
        let properties = text_run.child("w:rPr");
        let style = properties.and_then(|it| value_of(it, "w:rStyle"));
        let own = properties.and_then(|it| it.child("w:vanish"));
        let is_hidden = match own {
            Some(own) => own.attribute("w:val").is_none_or(is_on),
            None => {
                self.is_hidden
                    || style.is_some_and(|it| self.hidden.iter().any(|hidden| hidden == it))
            }
        };
        let fonts = properties.and_then(|it| it.child("w:rFonts"));
        let font = fonts.and_then(|it| it.attribute("w:ascii").or_else(|| it.attribute("w:hAnsi")));
        let font = font.unwrap_or_default().to_owned();
        let around = std::mem::replace(&mut self.is_hidden, is_hidden);
        let (mut inner, mut drawn) = (Vec::new(), Vec::new());
        for node in text_run.children {
            let Node::Element(mut part) = node else {
                continue;
            };
            match &*part.name {
                "w:cr" => inner.push(Node::Element(Element::of("w:br", Vec::new()))),
                "w:ptab" => inner.push(Node::Element(Element::of("w:tab", Vec::new()))),
                "w:delText" => {}
                "w:sym" => {
                    let code = part
                        .attribute("w:char")
                        .and_then(|it| u32::from_str_radix(it, 16).ok());
                    let sign = code.and_then(char::from_u32).and_then(|it| {
                        symbols::sign(part.attribute("w:font").unwrap_or_default(), it)
                    });
                    inner.push(sign.map_or(Node::Element(part), |sign| text(&sign.to_string())));
                }
                "w:t" => {
                    for node in &mut part.children {
                        if let Node::Text(said) = node
                            && let Some(shown) = symbols::shown(&font, said)
                        {
                            *said = shown;
                        }
                    }
                    inner.push(Node::Element(part));
                }
                // pandoc 2.17 reads no link that has a title.
                "w:instrText" => {
                    for node in &mut part.children {
                        if let Node::Text(said) = node {
                            *said = without_title(said);
                        }
                    }
                    inner.push(Node::Element(part));
                }
                "w:fldChar" => {
                    if let Some(form) = part.child("w:ffData").and_then(|it| it.child("w:checkBox"))
                    {
                        let state = form.child("w:checked").or_else(|| form.child("w:default"));
                        let is_ticked =
                            state.is_some_and(|it| it.attribute("w:val").is_none_or(is_on));
                        made.push(ticked(is_ticked));
                    }
                    inner.push(Node::Element(part));
                }
                "w:ruby" => {
                    for (name, around) in [("w:rubyBase", ["", ""]), ("w:rt", [" (", ")"])] {
                        inner.push(text(around[0]));
                        let spoken = part
                            .child(name)
                            .map_or_else(Vec::new, |it| self.nodes(it.children.clone()));
                        for run in spoken.into_iter().filter_map(Node::element) {
                            inner.extend(
                                run.children.into_iter().filter(|it| !is_named(it, "w:rPr")),
                            );
                        }
                        inner.push(text(around[1]));
                    }
                }
                "w:footnoteReference" | "w:endnoteReference" => {
                    self.notes.insert(reference(&part));
                    inner.push(Node::Element(part));
                }
                // pandoc reads no text beside a drawing.
                "w:drawing" | "w:pict" | "w:object" | "mc:AlternateContent" => {
                    let mut found = Vec::new();
                    self.element(part, &mut found);
                    for drawing in found {
                        made.extend(drawn_words(&drawing));
                        drawn.push(Node::Element(Element::of("w:r", vec![drawing])));
                    }
                }
                _ => self.element(part, &mut inner),
            }
        }
        self.is_hidden = around;
        if is_hidden {
            let at = usize::from(inner.first().is_some_and(|it| is_named(it, "w:rPr")));
            inner.insert(at, text(&HIDDEN[0].to_string()));
            inner.push(text(&HIDDEN[1].to_string()));
        }
        made.push(Node::Element(Element::of("w:r", inner)));
        made.extend(drawn);
    }
}

/// Names a note, in itself or where the text refers to it.
fn reference(note: &Element) -> String {
    let kind = note.name.trim_end_matches("Reference");
    format!("{kind} {}", note.attribute("w:id").unwrap_or_default())
}

fn is_named(node: &Node, name: &str) -> bool {
    matches!(node, Node::Element(it) if it.name == name)
}

/// Whether the value of a property that is on or off is on (ISO/IEC 29500-1, 17.17.4).
fn is_on(value: &str) -> bool {
    ["1", "true", "on"].contains(&value)
}

fn value_of<'a>(properties: &'a Element, name: &str) -> Option<&'a str> {
    properties.child(name)?.attribute("w:val")
}

/// Writes a text as it stands in a run.
fn text(said: &str) -> Node {
    let mut made = Element::of("w:t", vec![Node::Text(escaped(said))]);
    made.attributes
        .push(("xml:space".to_owned(), "preserve".to_owned()));
    Node::Element(made)
}

fn run(said: &str) -> Node {
    Node::Element(Element::of("w:r", vec![text(said)]))
}

/// Writes a box.
fn ticked(is_ticked: bool) -> Node {
    run(if is_ticked { "\u{2612} " } else { "\u{2610} " })
}

/// Takes the title out of the field of a link: `HYPERLINK "https://example.org/" \o "title"`.
fn without_title(field: &str) -> String {
    let quote = if field.contains("&quot;") {
        "&quot;"
    } else {
        "\""
    };
    let parts: Vec<&str> = field.split(quote).collect();
    match parts.as_slice() {
        [name, link, switch, _, _] if name.trim() == "HYPERLINK" && switch.trim() == "\\o" => {
            format!("{name}{quote}{link}{quote} ")
        }
        _ => field.to_owned(),
    }
}

/// Chooses what is read of several forms of the same: the first in which words stand, or else the first.
fn alternative(of: Element) -> Vec<Node> {
    let mut forms: Vec<Element> = of.children.into_iter().filter_map(Node::element).collect();
    let says = |form: &Element| form.find("w:t").is_some() || form.find("v:textpath").is_some();
    let at = forms.iter().position(says).unwrap_or_default();
    if at < forms.len() {
        forms.swap_remove(at).children
    } else {
        Vec::new()
    }
}

/// Writes the words that a drawing shows as a picture.
fn drawn_words(drawing: &Node) -> Option<Node> {
    let Node::Element(drawing) = drawing else {
        return None;
    };
    let said = drawing.find("v:textpath")?.attribute("string")?;
    let mut made = Element::of("w:t", vec![Node::Text(said.to_owned())]);
    made.attributes
        .push(("xml:space".to_owned(), "preserve".to_owned()));
    Some(Node::Element(Element::of("w:r", vec![Node::Element(made)])))
}

/// Takes the paragraphs that stand in frames out of one, and the drawings that hold nothing else.
fn unframe(of: &mut Element, framed: &mut Vec<Node>) {
    let mut kept = Vec::with_capacity(of.children.len());
    for node in std::mem::take(&mut of.children) {
        match node {
            Node::Element(frame) if frame.name == "w:txbxContent" => framed.extend(frame.children),
            Node::Element(mut inner) => {
                let before = framed.len();
                unframe(&mut inner, framed);
                let is_drawing = matches!(&*inner.name, "w:drawing" | "w:pict" | "w:object");
                let is_image =
                    inner.find("a:blip").is_some() || inner.find("v:imagedata").is_some();
                if framed.len() == before || !is_drawing || is_image {
                    kept.push(Node::Element(inner));
                }
            }
            text @ Node::Text(_) => kept.push(text),
        }
    }
    of.children = kept;
}

/// Writes a table in which no cell spans others: pandoc 2.17 loses or moves those beside one that does.
fn table(mut table: Element, made: &mut Vec<Node>) {
    for node in &mut table.children {
        let Node::Element(row) = node else { continue };
        if row.name != "w:tr" {
            continue;
        }
        let skipped = |row: &Element, name: &str| {
            let properties = row.child("w:trPr").and_then(|it| value_of(it, name));
            properties
                .and_then(|it| it.parse().ok())
                .unwrap_or(0_usize)
                .min(100)
        };
        let [before, after] = ["w:gridBefore", "w:gridAfter"].map(|it| skipped(row, it));
        let mut cells = Vec::new();
        let mut is_first = true;
        for node in std::mem::take(&mut row.children) {
            let Node::Element(mut cell) = node else {
                continue;
            };
            if cell.name != "w:tc" {
                cells.push(Node::Element(cell));
                continue;
            }
            if std::mem::take(&mut is_first) {
                cells.extend((0..before).map(|_| blank()));
            }
            let properties = cell.child("w:tcPr");
            let across = properties.and_then(|it| value_of(it, "w:gridSpan")?.parse().ok());
            let across = across.unwrap_or(1_usize).clamp(1, 100);
            cell.children.retain(|it| !is_named(it, "w:tcPr"));
            cells.push(Node::Element(cell));
            cells.extend((1..across).map(|_| blank()));
        }
        cells.extend((0..after).map(|_| blank()));
        row.children = cells;
    }
    made.extend(without_tables(table, ["w:tbl", "w:tr", "w:tc"], lined));
}

fn blank() -> Node {
    let paragraph = Node::Element(Element::of("w:p", Vec::new()));
    Node::Element(Element::of("w:tc", vec![paragraph]))
}

/// Writes each row of a table as a paragraph.
fn lined(table: &Element) -> Vec<Node> {
    let rows = table.elements().filter(|it| it.name == "w:tr");
    let line = |row: &Element| {
        let mut line = Vec::new();
        let cells = row
            .elements()
            .filter(|it| it.name == "w:tc" && it.has_words());
        for (at, cell) in cells.enumerate() {
            line.push(run(separator(at)));
            for (at, paragraph) in cell.elements().filter(|it| it.name == "w:p").enumerate() {
                line.extend((at > 0).then(|| run(" ")));
                line.extend(
                    paragraph
                        .children
                        .iter()
                        .filter(|it| !is_named(it, "w:pPr"))
                        .cloned(),
                );
            }
        }
        Node::Element(Element::of("w:p", line))
    };
    rows.map(line).collect()
}

/// Lists the styles whose text is hidden, by themselves or by those that they are based on.
fn hidden_styles(styles: &Element) -> Vec<String> {
    let mut own: BTreeMap<&str, (Option<bool>, Option<&str>)> = BTreeMap::new();
    for style in styles.elements().filter(|it| it.name == "w:style") {
        let vanish = style.child("w:rPr").and_then(|it| it.child("w:vanish"));
        let hides = vanish.map(|it| it.attribute("w:val").is_none_or(is_on));
        let id = style.attribute("w:styleId").unwrap_or_default();
        own.insert(id, (hides, value_of(style, "w:basedOn")));
    }
    let hides = |id: &&str| {
        let mut at = Some(*id);
        for _ in 0..own.len() {
            match at.and_then(|it| own.get(it)) {
                Some((Some(hides), _)) => return *hides,
                Some((None, base)) => at = *base,
                None => return false,
            }
        }
        false
    };
    own.keys()
        .filter(|id| hides(id))
        .map(|id| (*id).to_owned())
        .collect()
}

/// Lists the levels of lists whose bullets are boxes, by the ids of list and level (ISO/IEC 29500-1, 17.9).
fn bullets(numbering: &Element) -> BTreeMap<(String, String), char> {
    let mut of_abstract: BTreeMap<(&str, &str), char> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for list in numbering.elements() {
        if list.name == "w:abstractNum" {
            let id = list.attribute("w:abstractNumId").unwrap_or_default();
            for level in list.elements().filter(|it| it.name == "w:lvl") {
                let shown = value_of(level, "w:lvlText").unwrap_or_default();
                // Other squares only adorn.
                let sign = shown
                    .chars()
                    .next()
                    .filter(|it| ('\u{2610}'..='\u{2612}').contains(it));
                let level = level.attribute("w:ilvl").unwrap_or_default();
                of_abstract.extend(sign.map(|sign| ((id, level), sign)));
            }
        } else if list.name == "w:num" {
            let number = list.attribute("w:numId").unwrap_or_default();
            let of = value_of(list, "w:abstractNumId").unwrap_or_default();
            let levels = of_abstract.iter().filter(|((list, _), _)| *list == of);
            found.extend(
                levels.map(|((_, level), sign)| ((number.to_owned(), (*level).to_owned()), *sign)),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ready(body: &str, styles: &str, numbering: &str) -> Ready {
        let xml = format!("<w:document><w:body>{body}</w:body></w:document>");
        Word::of(styles, numbering).ready(&xml).unwrap()
    }

    /// Returns what stands between the tags, each paragraph on a line.
    fn said(ready: &Ready) -> String {
        let mut text = String::new();
        let xml = ready.xml.replace("</w:p>", "\n").replace("</w:tc>", "|");
        let mut is_tag = false;
        for c in xml.split_once("<w:body").unwrap().1.chars() {
            match c {
                '<' => is_tag = true,
                '>' => is_tag = false,
                _ if is_tag => {}
                _ => text.push(c),
            }
        }
        text.trim_start_matches('>')
            .replace(HIDDEN[0], "{")
            .replace(HIDDEN[1], "}")
            .trim()
            .to_owned()
    }

    fn t(text: &str) -> String {
        format!("<w:r><w:t>{text}</w:t></w:r>")
    }

    fn p(inner: &str) -> String {
        format!("<w:p>{inner}</w:p>")
    }

    #[test]
    fn what_pandoc_loses_becomes_plain_text() {
        let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
        let form = |value: &str| {
            format!(
                "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:default w:val=\"{value}\"/>\
                 </w:checkBox></w:ffData></w:fldChar></w:r>{}",
                field("end")
            )
        };
        let control = |value: &str| {
            format!(
                "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"{value}\"/></w14:checkbox></w:sdtPr>\
                 <w:sdtContent><w:r><w:sym w:char=\"2612\"/></w:r></w:sdtContent></w:sdt>"
            )
        };
        let frame = |text: &str| {
            format!(
                "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice>\
                 <mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
                p(&t(text))
            )
        };
        for (body, expected) in [
            (p(&format!("{}{}", control("1"), t("APLEX"))), "☒ APLEX"),
            (p(&format!("{}{}", control("0"), t("CE"))), "☐ CE"),
            (p(&format!("{}{}", form("1"), t("CE"))), "☒ CE"),
            (
                p(&format!(
                    "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>{}",
                    t(" CE")
                )),
                "☑ CE",
            ),
            (p(&format!("{}{}{}", t("a"), frame("b"), t("c"))), "ac\nb"),
            (
                p(&format!(
                    "<w:fldSimple w:instr=\"DATE\">{}</w:fldSimple>",
                    t("le 18")
                )),
                "le 18",
            ),
            (
                p(&format!(
                    "<w:customXml><w:customXmlPr/>{}</w:customXml>",
                    t("a")
                )),
                "a",
            ),
            (
                p(&format!(
                    "<w:ins>{}</w:ins><w:del><w:r><w:delText>b</w:delText></w:r></w:del>",
                    t("a")
                )),
                "a",
            ),
            (
                p(&format!(
                    "<w:moveFrom>{0}</w:moveFrom><w:moveTo>{0}</w:moveTo>",
                    t("a")
                )),
                "a",
            ),
            (
                p(&format!(
                    "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
                    t("haut"),
                    t("bas")
                )),
                "bas (haut)",
            ),
            (
                p(
                    "<w:r><w:t>a</w:t><w:pict><v:shape><v:textpath string=\"b\"/></v:shape></w:pict></w:r>",
                ),
                "ba",
            ),
        ] {
            assert_eq!(said(&ready(&body, "", "")), expected, "{body}");
        }
        let link =
            "<w:r><w:instrText> HYPERLINK \"https://example.org/\" \\o \"x\" </w:instrText></w:r>";
        assert_eq!(
            said(&ready(&p(link), "", "")),
            "HYPERLINK \"https://example.org/\""
        );
    }

    #[test]
    fn hidden_text_is_marked_however_it_is_hidden() {
        let styles = "<w:styles><w:style w:styleId=\"A\"><w:rPr><w:vanish/></w:rPr></w:style>\
            <w:style w:styleId=\"B\"><w:basedOn w:val=\"A\"/></w:style>\
            <w:style w:styleId=\"C\"><w:basedOn w:val=\"A\"/><w:rPr><w:vanish w:val=\"0\"/></w:rPr></w:style></w:styles>";
        let run = |properties: &str| {
            p(&format!(
                "<w:r><w:rPr>{properties}</w:rPr><w:t>a</w:t></w:r>"
            ))
        };
        for (body, expected) in [
            (run("<w:vanish/>"), "{a}"),
            (run("<w:vanish w:val=\"true\"/>"), "{a}"),
            (run("<w:vanish w:val=\"0\"/>"), "a"),
            (run("<w:webHidden/>"), "a"),
            (run("<w:rStyle w:val=\"B\"/>"), "{a}"),
            (run("<w:rStyle w:val=\"C\"/>"), "a"),
            (
                p(&format!("<w:pPr><w:pStyle w:val=\"A\"/></w:pPr>{}", t("a"))),
                "{a}",
            ),
            (
                "<n:p xmlns:n=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
                <n:r><n:rPr><n:vanish/></n:rPr><n:t>a</n:t></n:r></n:p>"
                    .to_owned(),
                "{a}",
            ),
            (p("<w:r><w:t>\u{e0f1}a</w:t></w:r>"), "a"),
        ] {
            assert_eq!(said(&ready(&body, styles, "")), expected, "{body}");
        }
    }

    #[test]
    fn a_bullet_that_is_a_box_is_a_sign() {
        let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"3\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"\u{2612}\"/></w:lvl>\
            </w:abstractNum><w:num w:numId=\"7\"><w:abstractNumId w:val=\"3\"/></w:num></w:numbering>";
        let item = p(&format!(
            "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"7\"/></w:numPr></w:pPr>{}",
            t("DGNX")
        ));
        assert_eq!(said(&ready(&item, "", numbering)), "☒ DGNX");
        assert!(ready(&item, "", "").xml.contains("numPr"));
    }

    #[test]
    fn a_cell_spans_no_other_and_holds_no_table() {
        let cell = |properties: &str, inner: &str| {
            format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>")
        };
        let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
        let plain = |text: &str| cell("", &p(&t(text)));
        let table = |rows: &[String]| format!("<w:tbl>{}</w:tbl>", rows.concat());
        let inner = table(&[
            row(&["CE", "relire", "5 mai"].map(plain)),
            row(&["APLEX", "lire"].map(plain)),
        ]);
        let data = table(&[
            row(&[plain("Qui"), plain("Quoi")]),
            row(&[
                cell("<w:vMerge w:val=\"restart\"/>", &p(&t("A"))),
                plain("b"),
            ]),
            row(&[cell("<w:vMerge/>", &p("")), plain("c")]),
            row(&[cell("<w:gridSpan w:val=\"2\"/>", &p(&t("d")))]),
            row(&[plain("e"), cell("", &inner)]),
        ]);
        let expected = "Qui\n|Quoi\n|A\n|b\n||c\n|d\n||e\n|CE : relire, 5 mai\nAPLEX : lire\n|";
        assert_eq!(said(&ready(&data, "", "")), expected);
        // One that only lays out goes, and the tables in it stay.
        let layout = table(&[row(&[cell("", &p(&t("titre"))), cell("", &inner)])]);
        let made = ready(&layout, "", "");
        assert_eq!(made.xml.matches("<w:tbl>").count(), 1);
        assert_eq!(said(&made), "titre\nCE\n|relire\n|5 mai\n|APLEX\n|lire\n|");
    }

    #[test]
    fn only_notes_that_are_referred_to_are_read() {
        let mut word = Word::of("", "");
        word.ready("<w:p><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>")
            .unwrap();
        let notes = format!(
            "<w:footnotes><w:footnote w:id=\"2\">{}</w:footnote><w:footnote w:id=\"3\">{}</w:footnote></w:footnotes>",
            p(&t("lue")),
            p(&t("perdue"))
        );
        assert_eq!(word.ready(&notes).unwrap().words, ["lue"]);
    }
}
