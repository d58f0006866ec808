//! The words of documents of an office, without the markup that parts them: a name may be written in
//! several runs, and the cells of a spreadsheet lie apart from its rows.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::changes::Change;
use super::decoded::text_of;

/// The elements that hold what was deleted or inserted: Office Open XML (ISO/IEC 29500-1, 17.13.5), and
/// `OpenDocument` once [`as_elements`] has read it.
const DELETIONS: [&str; 2] = ["del", "moveFrom"];
const INSERTIONS: [&str; 2] = ["ins", "moveTo"];
/// Where a spreadsheet of Office Open XML keeps the texts of its cells (ISO/IEC 29500-1, 18.4).
const SHARED: &str = "xl/sharedStrings.xml";
/// What keeps two texts apart.
const APART: &str = "\n\n";

/// What a document of an office begins with that is one file: `OpenDocument` 1.3 part 3, 3.1.2; Word and
/// Excel of 2003; Office Open XML without its archive.
const FLAT: [&str; 4] = [
    "<office:document",
    "<w:wordDocument",
    "<Workbook",
    "<pkg:package",
];
/// What parts no word outside of paragraphs either: runs, and the texts of cells.
const RUNS: [&str; 6] = ["a", "r", "rPr", "span", "t", "v"];
/// Where they begin so at the latest, in bytes.
const HEAD: usize = 4096;

/// One file in an archive, or the text of one.
#[derive(Clone, Debug)]
pub struct Part {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Puts in the place of each part that is XML its words, as lines and cells, and what its attributes say.
pub fn read(parts: &mut [Part]) {
    let shared = parts.iter().find(|part| part.name == SHARED);
    let shared = shared.map(|part| text_of(&part.bytes));
    let shared: Vec<String> = shared
        .iter()
        .flat_map(|all| {
            // Its names may have a prefix: `<x:sst>`.
            let root = all.split("sst").next().unwrap_or_default();
            let prefix = root.rsplit('<').next().unwrap_or_default();
            let prefix = if root.contains('<') { prefix } else { "" };
            let begin = format!("<{prefix}si");
            let items = all.split(&*begin).skip(1);
            let item = |item: &str| words(&format!("{begin}{item}"), &[]).trim().to_owned();
            items.map(item).collect::<Vec<String>>()
        })
        .collect();
    for part in parts {
        let text = text_of(&part.bytes);
        let xml = text.trim_start_matches('\u{feff}').trim_start();
        if xml.starts_with('<') && !is_page(xml) {
            part.bytes = all_words(xml, &shared).into_bytes();
        }
    }
}

/// Returns the words of a document that is one file of XML; `None` for any other file.
#[must_use]
pub fn flat(bytes: &[u8]) -> Option<String> {
    let head = text_of(bytes.get(..HEAD).unwrap_or(bytes));
    if !FLAT.iter().any(|beginning| head.contains(beginning)) {
        return None;
    }
    let xml = text_of(bytes);
    let is_xml = xml
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('<');
    is_xml.then(|| all_words(&xml, &[]))
}

/// Returns all that a document says: its words, those without its deletions and without its insertions,
/// where changes were tracked, and its attributes.
fn all_words(xml: &str, shared: &[String]) -> String {
    let mut all = words(xml, shared);
    let xml_of_changes = as_elements(xml);
    let changes = DELETIONS.iter().chain(&INSERTIONS);
    if changes
        .map(|name| format!(":{name} "))
        .any(|mark| xml_of_changes.contains(&mark))
    {
        for dropped in Change::ALL {
            all += APART;
            all += &words_without(&xml_of_changes, shared, Some(dropped));
        }
    }
    all + APART + &attributes(xml)
}

/// Puts the tracked changes of a document into elements: of `OpenDocument` (1.3 part 3, 5.5) what was
/// deleted stands apart, and what was inserted between two marks; Word of 2003 annotates both.
fn as_elements(xml: &str) -> Cow<'_, str> {
    if xml.contains("w:type=\"Word.") {
        return Cow::Owned(annotated(xml));
    }
    let Some((before, rest)) = xml.split_once("<text:tracked-changes") else {
        return Cow::Borrowed(xml);
    };
    let Some((regions, body)) = rest.split_once("</text:tracked-changes>") else {
        return Cow::Borrowed(xml);
    };
    let mut made = before.to_owned();
    let regions: BTreeMap<&str, &str> = regions
        .split("<text:changed-region")
        .filter_map(|region| Some((id(region)?, region)))
        .collect();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("<text:change") {
        made.push_str(before);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        let region = id(tag).and_then(|id| regions.get(id)).copied();
        let region = region.unwrap_or_default();
        let is_insertion = region.contains("<text:insertion");
        if tag.starts_with("-start") && is_insertion {
            made.push_str("<w:ins >");
        } else if tag.starts_with("-end") && is_insertion {
            made.push_str("</w:ins>");
        } else if let Some((_, deleted)) = region.split_once("<text:deletion") {
            // What was deleted of a line is a paragraph there.
            let deleted = deleted.split("</office:change-info>").last();
            let deleted = words(deleted.unwrap_or_default(), &[]);
            made.extend(["<w:del >", deleted.trim_matches('\n'), "</w:del>"]);
        }
        rest = after;
    }
    made.push_str(rest);
    Cow::Owned(made)
}

/// Returns the id of a change in a tag of `OpenDocument`.
fn id(tag: &str) -> Option<&str> {
    let (_, id) = tag.split_once("id=\"")?;
    id.split('"').next()
}

/// Reads the annotations by which Word of 2003 tracks changes as elements.
fn annotated(xml: &str) -> String {
    let mut made = String::with_capacity(xml.len());
    let mut open = Vec::new();
    for part in xml.split_inclusive('>') {
        let (before, tag) = part.split_at(part.rfind('<').unwrap_or(part.len()));
        made.push_str(before);
        let element = if tag.contains("Word.Deletion") {
            "w:del"
        } else if tag.contains("Word.Insertion") {
            "w:ins"
        } else {
            "aml:annotation"
        };
        if tag.starts_with("<aml:annotation") && !tag.ends_with("/>") {
            open.push(element);
            made.extend(["<", element, " >"]);
        } else if tag.starts_with("</aml:annotation") {
            made.extend(["</", open.pop().unwrap_or("aml:annotation"), ">"]);
        } else {
            made.push_str(tag);
        }
    }
    made
}

/// Whether a text is a page of the web, which is read with its tags.
fn is_page(xml: &str) -> bool {
    let head = xml.as_bytes();
    let head = head.get(..HEAD).unwrap_or(head).to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    head.contains("<html") || head.contains("<!doctype html")
}

/// Returns what the attributes of tags say, apart.
fn attributes(xml: &str) -> String {
    let mut values = Vec::new();
    for tag in xml.split('<').skip(1) {
        let mut rest = tag.split('>').next().unwrap_or_default();
        while let Some(quote) = rest.find(['"', '\'']) {
            let (sign, after) = (rest.get(quote..=quote), rest.get(quote + 1..));
            let (Some(sign), Some(after)) = (sign, after) else {
                break;
            };
            let value = after.split(sign).next().unwrap_or_default();
            // Most are settings: shorter ones name nobody.
            if value.len() > 5 {
                values.push(value);
            }
            rest = after.get(value.len() + 1..).unwrap_or_default();
        }
    }
    values.join(APART)
}

/// Returns the words between tags; tags that part nothing leave nothing. Notes and remarks stand apart:
/// the text around them goes on.
fn words(xml: &str, shared: &[String]) -> String {
    words_without(xml, shared, None)
}

/// Returns the same words without those of one kind of tracked change.
fn words_without(xml: &str, shared: &[String], dropped: Option<Change>) -> String {
    let dropped: &[&str] = match dropped {
        None => &[],
        Some(Change::Deletion) => &DELETIONS,
        Some(Change::Insertion) => &INSERTIONS,
    };
    let mut made = String::with_capacity(xml.len() / 2);
    // What goes on behind the notes that have begun, and those that have ended.
    let (mut around, mut aside) = (Vec::new(), String::new());
    let mut rest = xml;
    // Whether the cell holds the number of a shared text, and how many paragraphs are open.
    let (mut is_shared, mut paragraphs) = (false, 0_usize);
    while let Some((before, after)) = rest.split_once('<') {
        match shared.get(before.parse::<usize>().unwrap_or(usize::MAX)) {
            Some(text) if is_shared => made.push_str(text),
            _ => made.push_str(before),
        }
        if let Some(inside) = after.strip_prefix("![CDATA[") {
            let (text, after) = inside.split_once("]]>").unwrap_or((inside, ""));
            made.push_str(text);
            rest = after;
            continue;
        }
        if let Some(inside) = after.strip_prefix("!--") {
            let (text, after) = inside.split_once("-->").unwrap_or((inside, ""));
            aside.extend([APART, text]);
            rest = after;
            continue;
        }
        let Some((tag, after)) = after.split_once('>') else {
            made.push_str(after);
            rest = "";
            break;
        };
        let name = tag
            .split([' ', '\n', '\r', '\t'])
            .next()
            .unwrap_or_default();
        let closes = name.starts_with('/') || tag.ends_with('/');
        let is_empty = tag.ends_with('/');
        let ends = closes && !is_empty;
        let name = name.trim_matches('/');
        let local = name.rsplit(':').next().unwrap_or_default();
        if matches!(local, "p" | "h") && !is_empty {
            paragraphs = if ends {
                paragraphs.saturating_sub(1)
            } else {
                paragraphs + 1
            };
        }
        if dropped.contains(&local) && !closes {
            // What is inside, and where it ends, is left out.
            let end = format!("</{name}>");
            rest = after.split_once(&end).map_or("", |(_, after)| after);
            continue;
        }
        match local {
            "c" if !closes => is_shared = tag.contains("t=\"s\""),
            "tc" | "c" | "table-cell" | "covered-table-cell" if closes => {
                made.truncate(made.trim_end_matches('\n').len());
                made.push('|');
            }
            "p" | "h" | "tr" | "row" | "table-row" | "list-item" if closes => made.push('\n'),
            // In no order: the rows of sheets refer to them.
            "si" if closes => made.push_str(APART),
            "annotation" | "note" | "txbxContent" if !closes => {
                around.push(std::mem::take(&mut made));
            }
            "annotation" | "note" | "txbxContent" if ends => {
                if let Some(text) = around.pop() {
                    aside.extend([APART, &made]);
                    made = text;
                }
            }
            "br" | "cr" | "line-break" => made.push('\n'),
            "tab" => made.push('\t'),
            "noBreakHyphen" => made.push('-'),
            "s" if name == "text:s" => made.push(' '),
            // Outside of paragraphs each thing stands for itself: who wrote the document, and when.
            _ if ends && paragraphs == 0 && !RUNS.contains(&local) => made.push('\n'),
            _ => {}
        }
        rest = after;
    }
    made.push_str(rest);
    around.push(made);
    around.join(APART) + &aside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_several_runs_is_one_and_a_row_is_a_line() {
        for (xml, expected) in [
            (
                "<w:p><w:r><w:t>Lina Qui</w:t></w:r><w:r><w:t>dam</w:t></w:r></w:p><w:p/>",
                "Lina Quidam\n\n",
            ),
            (
                "<text:p>Lina<text:s/>Quidam<text:line-break/>x</text:p>",
                "Lina Quidam\nx\n",
            ),
            (
                "<w:tr><w:tc><w:p><w:t>a</w:t></w:p></w:tc><w:tc><w:p><w:t>b</w:t></w:p></w:tc></w:tr>",
                "a|b|\n",
            ),
            (
                "<row><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\"><v>0</v></c></row>",
                "Lina|0|\n",
            ),
            (
                "<dc:creator>Lina Quidam</dc:creator><dc:date>2026</dc:date>",
                "Lina Quidam\n2026\n",
            ),
            ("a < b", "a  b"),
            (
                "<text:p>Lina<office:annotation><text:p>Béta</text:p></office:annotation> Quidam</text:p>",
                "Lina Quidam\n\n\nBéta\n",
            ),
            (
                "<t><![CDATA[Lina]]><!-- x > y --> Quidam</t>",
                "Lina Quidam\n\n x > y ",
            ),
            (
                "<w:t>Martin</w:t><w:noBreakHyphen/><w:t>Delcourt</w:t>",
                "Martin-Delcourt",
            ),
        ] {
            let shared = ["Quidam".to_owned(), "Lina".to_owned()];
            assert_eq!(words(xml, &shared), expected, "{xml}");
        }
    }
}
