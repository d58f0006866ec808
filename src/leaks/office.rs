//! The words of documents of an office, without the markup that parts them: a name may be written in
//! several runs, and the cells of a spreadsheet lie apart from its rows.

/// Where a spreadsheet of Office Open XML keeps the texts of its cells (ISO/IEC 29500-1, 18.4).
const SHARED: &str = "xl/sharedStrings.xml";
/// What keeps two texts apart.
const APART: &str = "\n\n";

/// One file in an archive, or the text of one.
#[derive(Debug)]
pub struct Part {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Puts in the place of each part that is XML its words, as lines and cells, and what its attributes say.
pub fn read(parts: &mut [Part]) {
    let of = |part: &Part| String::from_utf8_lossy(&part.bytes).into_owned();
    let shared = parts.iter().find(|part| part.name == SHARED).map(of);
    let shared: Vec<String> = shared
        .iter()
        .flat_map(|all| all.split("<si").skip(1))
        .map(|item| words(&format!("<si{item}"), &[]).trim().to_owned())
        .collect();
    for part in parts {
        if part.bytes.trim_ascii_start().starts_with(b"<") {
            let xml = of(part);
            part.bytes = (words(&xml, &shared) + APART + &attributes(&xml)).into_bytes();
        }
    }
}

/// Returns what the attributes of tags say, apart.
fn attributes(xml: &str) -> String {
    let tags = xml.split('<').skip(1);
    let tags = tags.map(|tag| tag.split('>').next().unwrap_or_default());
    let values = tags.flat_map(|tag| tag.split('"').skip(1).step_by(2));
    // Most are settings: shorter ones name nobody.
    let values: Vec<&str> = values.filter(|value| value.len() > 5).collect();
    values.join(APART)
}

/// Returns the words between tags; tags that part nothing leave nothing.
fn words(xml: &str, shared: &[String]) -> String {
    let mut made = String::with_capacity(xml.len() / 2);
    let mut rest = xml;
    // Whether the cell holds the number of a shared text.
    let mut is_shared = false;
    while let Some((before, after)) = rest.split_once('<') {
        match shared.get(before.parse::<usize>().unwrap_or(usize::MAX)) {
            Some(text) if is_shared => made.push_str(text),
            _ => made.push_str(before),
        }
        let Some((tag, after)) = after.split_once('>') else {
            break;
        };
        let name = tag
            .split([' ', '\n', '\r', '\t'])
            .next()
            .unwrap_or_default();
        let closes = name.starts_with('/') || tag.ends_with('/');
        let name = name.trim_matches('/');
        let local = name.rsplit(':').next().unwrap_or_default();
        match local {
            "c" if !closes => is_shared = tag.contains("t=\"s\""),
            "tc" | "c" | "table-cell" | "covered-table-cell" if closes => {
                made.truncate(made.trim_end_matches('\n').len());
                made.push('|');
            }
            "p" | "h" | "tr" | "row" | "table-row" | "list-item" if closes => made.push('\n'),
            // In no order: the rows of sheets refer to them.
            "si" if closes => made.push_str(APART),
            "br" | "cr" | "line-break" => made.push('\n'),
            "tab" => made.push('\t'),
            "s" if name == "text:s" => made.push(' '),
            _ => {}
        }
        rest = after;
    }
    made
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
            ("a < b", "a "),
        ] {
            let shared = ["Quidam".to_owned(), "Lina".to_owned()];
            assert_eq!(words(xml, &shared), expected, "{xml}");
        }
    }
}
