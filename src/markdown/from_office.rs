//! Documents of an office (Office Open XML, `OpenDocument`) made ready for pandoc, which loses some of what
//! they hold: boxes, controls with the text in them, the head of a table.

use std::collections::BTreeMap;

use html5gum::{Token, Tokenizer};

/// The file of a document of Word that holds its text (ISO/IEC 29500-1, 11.3.10).
pub const WORD: &str = "word/document.xml";
/// And of one of `OpenDocument` (1.3 part 2, 3).
pub const OPEN: &str = "content.xml";
/// Where a document of Word says how its lists are numbered.
pub const WORD_NUMBERING: &str = "word/numbering.xml";
/// The comments of reviewers in a document of Word.
pub const WORD_COMMENTS: &str = "word/comments.xml";

/// A text made ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    pub xml: String,
    /// The words that a reader sees in it, in order.
    pub words: Vec<String>,
    /// How many comments of reviewers are in it.
    pub comments: usize,
}

/// Makes the text of a document of Word ready: boxes become signs, those that are the bullets of a list too.
#[must_use]
pub fn word(xml: &str, numbering: &str) -> Ready {
    // pandoc knows one way to strike text out.
    let xml = &xml.replace("<w:dstrike", "<w:strike");
    let xml = &unlisted(xml, &bullets(numbering));
    let mut made = String::with_capacity(xml.len());
    let mut rest = xml.as_str();
    while let Some(at) = rest.find("<w14:checkbox") {
        let (before, behind) = rest.split_at(at);
        let start = before.rfind("<w:sdt>").max(before.rfind("<w:sdt "));
        let length = behind.find("</w:sdt>").map(|at| at + "</w:sdt>".len());
        let (Some(start), Some(length)) = (start, length) else {
            break;
        };
        let control = &behind[..length];
        let is_run = !["<w:p>", "<w:p ", "<w:tc>", "<w:tc "]
            .iter()
            .any(|it| control.contains(it));
        if is_run {
            let state = control.split_once("<w14:checked ").map(|(_, it)| it);
            let value = state
                .and_then(|it| it.split('"').nth(1))
                .unwrap_or_default();
            let sign = if ["1", "true", "on"].contains(&value) {
                '\u{2612}'
            } else {
                '\u{2610}'
            };
            made.push_str(&before[..start]);
            made.push_str(&run(sign));
        } else {
            made.push_str(before);
            made.push_str(control);
        }
        rest = &behind[length..];
    }
    made.push_str(rest);
    let words = words(&made, &["w:del", "w:movefrom", "mc:fallback"], Some("w:t"));
    Ready {
        xml: made,
        words,
        comments: 0,
    }
}

/// Lists the levels of lists whose bullets are boxes, by the ids of list and level (ISO/IEC 29500-1, 17.9).
fn bullets(numbering: &str) -> BTreeMap<(String, String), char> {
    let mut of_abstract: BTreeMap<(String, String), char> = BTreeMap::new();
    let mut found = BTreeMap::new();
    let (mut list, mut level, mut number) = (String::new(), String::new(), String::new());
    for Ok(token) in Tokenizer::new(numbering) {
        let Token::StartTag(tag) = token else {
            continue;
        };
        let attribute = |wanted: &str| {
            let value = tag
                .attributes
                .iter()
                .find(|(name, _)| name.0 == wanted.as_bytes());
            value.map_or_else(String::new, |(_, value)| {
                String::from_utf8_lossy(value).into_owned()
            })
        };
        match tag.name.as_slice() {
            b"w:abstractnum" => list = attribute("w:abstractnumid"),
            b"w:lvl" => level = attribute("w:ilvl"),
            b"w:lvltext" => {
                // Other squares only adorn.
                let sign = attribute("w:val").chars().next();
                let sign = sign.filter(|sign| ('\u{2610}'..='\u{2612}').contains(sign));
                of_abstract.extend(sign.map(|sign| ((list.clone(), level.clone()), sign)));
            }
            b"w:num" => number = attribute("w:numid"),
            b"w:abstractnumid" => {
                let of = attribute("w:val");
                let levels = of_abstract.iter().filter(|((list, _), _)| *list == of);
                found.extend(
                    levels.map(|((_, level), sign)| ((number.clone(), level.clone()), *sign)),
                );
            }
            _ => {}
        }
    }
    found
}

/// Puts signs in the place of bullets that are boxes: what was an item of a list is a paragraph then.
fn unlisted(xml: &str, bullets: &BTreeMap<(String, String), char>) -> String {
    let (mut made, mut rest) = (String::with_capacity(xml.len()), xml);
    let value = |part: &str, name: &str| {
        let behind = part.split_once(name)?.1.split_once("w:val=\"")?.1;
        Some(behind.split('"').next()?.to_owned())
    };
    while let Some(at) = rest.find("<w:numPr>").filter(|_| !bullets.is_empty()) {
        let Some(end) = rest[at..]
            .find("</w:numPr>")
            .map(|end| at + end + "</w:numPr>".len())
        else {
            break;
        };
        let part = &rest[at..end];
        let key = value(part, "<w:numId ").zip(value(part, "<w:ilvl "));
        let sign = key.and_then(|key| bullets.get(&key));
        let head = rest[end..]
            .find("</w:pPr>")
            .map(|head| end + head + "</w:pPr>".len());
        if let (Some(sign), Some(head)) = (sign, head) {
            made.push_str(&rest[..at]);
            made.push_str(&rest[end..head]);
            made.push_str(&run(*sign));
            rest = &rest[head..];
        } else {
            made.push_str(&rest[..end]);
            rest = &rest[end..];
        }
    }
    made.push_str(rest);
    made
}

/// Writes a sign as a run of text.
fn run(sign: char) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{sign} </w:t></w:r>")
}

/// Makes the text of a document of `OpenDocument` ready: what is in controls and in heads of tables becomes
/// text; what was deleted, and the comments of reviewers, leave it.
#[must_use]
pub fn open(xml: &str) -> Ready {
    let mut made = without(xml, "text:tracked-changes").0;
    let comments;
    (made, comments) = without(&made, "office:annotation");
    for tag in ["loext:content-control", "table:table-header-rows"] {
        made = untagged(&made, tag);
    }
    let left_out = [
        "svg:title",
        "svg:desc",
        "text:note-citation",
        "text:sequence-decls",
        "text:table-of-content",
        "office:forms",
        "office:styles",
        "office:automatic-styles",
    ];
    let words = words(&made, &left_out, None);
    Ready {
        xml: made,
        words,
        comments,
    }
}

/// Takes elements with all that they hold out of XML; tells how many.
fn without(xml: &str, tag: &str) -> (String, usize) {
    let (begin, end) = (format!("<{tag}"), format!("</{tag}>"));
    let (mut made, mut rest, mut count) = (String::with_capacity(xml.len()), xml, 0);
    while let Some(at) = rest.find(&begin) {
        let behind = &rest[at + begin.len()..];
        if !behind.starts_with([' ', '>', '/', '\n', '\t', '\r']) {
            made.push_str(&rest[..at + begin.len()]);
            rest = behind;
            continue;
        }
        let Some(close) = behind.find('>') else { break };
        made.push_str(&rest[..at]);
        count += 1;
        if behind[..close].ends_with('/') {
            rest = &behind[close + 1..];
            continue;
        }
        let Some(ends) = behind.find(&end) else {
            rest = "";
            break;
        };
        rest = &behind[ends + end.len()..];
    }
    made.push_str(rest);
    (made, count)
}

/// Takes the tags of elements out of XML, and keeps what they hold.
fn untagged(xml: &str, tag: &str) -> String {
    let begin = format!("<{tag}");
    let (mut made, mut rest) = (String::with_capacity(xml.len()), xml);
    while let Some(at) = rest.find(&begin) {
        let Some(close) = rest[at..].find('>') else {
            break;
        };
        made.push_str(&rest[..at]);
        rest = &rest[at + close + 1..];
    }
    made.push_str(rest);
    made.replace(&format!("</{tag}>"), "")
}

/// Lists the words of XML, but for those in some elements; `only` names the one that holds text, if it is
/// one.
fn words(xml: &str, left_out: &[&str], only: Option<&str>) -> Vec<String> {
    let (mut text, mut out, mut inside) = (String::new(), 0_usize, 0_usize);
    for Ok(token) in Tokenizer::new(xml) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let opened = usize::from(!tag.self_closing);
                if left_out.contains(&&*name) {
                    out += opened;
                }
                if only == Some(&name) {
                    inside += opened;
                }
                match &*name {
                    "w:tab" | "w:br" | "w:cr" | "text:s" | "text:tab" | "text:line-break"
                    | "text:note" => {
                        text.push(' ');
                    }
                    "w:nobreakhyphen" => text.push('\u{2011}'),
                    _ => {}
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if left_out.contains(&&*name) {
                    out = out.saturating_sub(1);
                }
                if only == Some(&name) {
                    inside = inside.saturating_sub(1);
                }
                if matches!(&*name, "w:p" | "text:p" | "text:h" | "w:footnotereference") {
                    text.push(' ');
                }
            }
            Token::String(said) if out == 0 && (only.is_none() || inside > 0) => {
                text.push_str(&String::from_utf8_lossy(&said));
            }
            _ => {}
        }
    }
    words_of(&text)
}

/// Lists the words of a text, as they are compared.
#[must_use]
pub fn words_of(text: &str) -> Vec<String> {
    let text = text.replace('\u{ad}', "");
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_of_word_become_signs() {
        let control = |value: &str| {
            format!(
                "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"{value}\"/></w14:checkbox></w:sdtPr>\
                 <w:sdtContent><w:r><w:sym w:char=\"2612\"/></w:r></w:sdtContent></w:sdt>"
            )
        };
        let item = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"7\"/></w:numPr></w:pPr><w:r><w:t>DGNX</w:t></w:r></w:p>";
        let xml = format!(
            "<w:p>{}<w:r><w:t>APLEX</w:t></w:r></w:p><w:p>{}<w:r><w:t>C</w:t></w:r><w:r><w:t>E</w:t></w:r></w:p>{item}\
             <w:del><w:r><w:t>perdu</w:t></w:r></w:del>",
            control("1"),
            control("0")
        );
        let numbering = "<w:abstractNum w:abstractNumId=\"3\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"\u{2612}\"/></w:lvl></w:abstractNum>\
             <w:num w:numId=\"7\"><w:abstractNumId w:val=\"3\"/></w:num>";
        let ready = word(&xml, numbering);
        let text: String = ready
            .xml
            .split("<w:t")
            .skip(1)
            .map(|it| it.split_once('>').unwrap().1.split('<').next().unwrap())
            .collect();
        assert_eq!(text, "\u{2612} APLEX\u{2610} CE\u{2612} DGNXperdu");
        assert!(
            !ready.xml.contains("numPr") && !ready.xml.contains("w:sdt"),
            "{}",
            ready.xml
        );
        assert_eq!(ready.words, ["APLEX", "CE", "DGNX"]);
        assert!(word(&xml, "").xml.contains("numPr"));
    }

    #[test]
    fn a_text_leaves_no_control_and_takes_no_comment_with_it() {
        let xml = "<office:text><text:tracked-changes><text:p>perdu</text:p></text:tracked-changes>\
            <text:p>a<loext:content-control loext:x=\"y\">b</loext:content-control><office:annotation><text:p>c</text:p></office:annotation>\
            <office:annotation-end/></text:p><table:table-header-rows><text:p>d<text:s/>e</text:p></table:table-header-rows></office:text>";
        let ready = open(xml);
        assert_eq!(
            ready.xml,
            "<office:text><text:p>ab<office:annotation-end/></text:p><text:p>d<text:s/>e</text:p></office:text>"
        );
        assert_eq!(ready.words, ["ab", "d", "e"]);
        assert_eq!(ready.comments, 1);
        let note = "<text:p>mot<text:note><text:note-citation>1</text:note-citation><text:note-body>\
            <text:p>Une note.</text:p></text:note-body></text:note></text:p>";
        assert_eq!(open(note).words, ["mot", "Une", "note"]);
    }
}
