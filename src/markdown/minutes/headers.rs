//! What other programs put before a text, and Markdown shows to readers: a front matter below the first, the
//! keywords of org, the attributes of `AsciiDoc`, the fields and directives of reStructuredText.

use std::ops::Range;

use crate::locale::collation::sort_key;

/// Words that name what is said of a document, as keys of a front matter and as fields.
const NAMES: [&str; 30] = [
    "author",
    "auteur",
    "auteure",
    "auteurs",
    "authors",
    "categories",
    "category",
    "created",
    "date",
    "description",
    "doctype",
    "draft",
    "keywords",
    "lang",
    "layout",
    "meeting",
    "modified",
    "organization",
    "permalink",
    "revdate",
    "revnumber",
    "slug",
    "status",
    "subtitle",
    "summary",
    "tags",
    "title",
    "titre",
    "toc",
    "version",
];
/// Those of them that are also the names of signs, as pads write them: `:date:`.
const SIGNS: [&str; 1] = ["date"];
/// The commands of LaTeX and the tags of HTML that begin a document.
const COMMANDS: [&str; 9] = [
    "\\author{",
    "\\date{",
    "\\documentclass",
    "\\maketitle",
    "\\title{",
    "\\usepackage",
    "<head>",
    "<meta ",
    "<title>",
];

/// Lists these parts of a text that begins behind its front matter at `begins`, in order and apart; code shows
/// such lines without being any.
pub(super) fn read(text: &str, begins: usize) -> Vec<Range<usize>> {
    let mut reader = Reader {
        text,
        found: Vec::new(),
        block: None,
        fields: None,
        is_head: true,
        after_blank: true,
    };
    let mut fence: Option<char> = None;
    let mut at = begins;
    for line in text.get(begins..).unwrap_or_default().split_inclusive('\n') {
        let own = at..at + line.trim_end().len();
        at += line.len();
        let bare = line.trim();
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let sign = ['`', '~']
            .into_iter()
            .find(|sign| bare.chars().take_while(|c| c == sign).count() >= 3);
        if let Some(sign) = sign {
            match fence {
                None => fence = Some(sign),
                Some(open) if open == sign => fence = None,
                Some(_) => {}
            }
            reader.end();
            continue;
        }
        let is_code = fence.is_some() || indent >= 4 && reader.block.is_none();
        if !is_code {
            reader.line(&own);
        }
        reader.after_blank = bare.is_empty();
        reader.is_head &= bare.is_empty();
    }
    reader.end();
    reader.found
}

struct Reader<'a> {
    text: &'a str,
    found: Vec<Range<usize>>,
    block: Option<Block>,
    fields: Option<Fields>,
    /// Whether nothing stands above the line but blank ones.
    is_head: bool,
    after_blank: bool,
}

/// Lines of keys below a rule.
struct Block {
    rule: char,
    at: Range<usize>,
    keys: usize,
    has_name: bool,
}

/// Lines such as `:author: Ada` below each other, or below `= Titre`.
struct Fields {
    at: Range<usize>,
    is_certain: bool,
}

impl Reader<'_> {
    fn line(&mut self, at: &Range<usize>) {
        let line = self.text.get(at.clone()).unwrap_or_default();
        let bare = line.trim_start_matches([' ', '\t']);
        if self.goes_on(line, at) {
            return;
        }
        let rule = rule(bare).filter(|_| self.after_blank);
        if let Some(rule) = rule {
            self.end();
            let at = at.clone();
            self.block = Some(Block {
                rule,
                at,
                keys: 0,
                has_name: false,
            });
        } else if self.is_head && is_title(bare) {
            self.fields = Some(Fields {
                at: at.clone(),
                is_certain: true,
            });
        } else if let Some(name) = field(bare) {
            let key = sort_key(name);
            let is_name = NAMES.contains(&key.as_str()) && !SIGNS.contains(&key.as_str())
                || key == "properties";
            let begun = self.fields.take();
            let begun = begun.unwrap_or(Fields {
                at: at.clone(),
                is_certain: false,
            });
            self.fields = Some(Fields {
                at: begun.at.start..at.end,
                is_certain: begun.is_certain || is_name,
            });
        } else {
            self.end();
            if is_keyword(bare)
                || is_directive(bare)
                || COMMANDS.iter().any(|it| bare.starts_with(it))
            {
                self.push(at.clone());
            }
        }
    }

    /// Takes a line that belongs to the block or the fields above it.
    fn goes_on(&mut self, line: &str, at: &Range<usize>) -> bool {
        if let Some(block) = &mut self.block {
            let is_closed = rule(line) == Some(block.rule) || block.rule == '-' && line == "...";
            if is_closed {
                let is_one = block.has_name || block.keys > 1;
                let whole = block.at.start..at.end;
                self.block = None;
                if is_one {
                    self.push(whole);
                }
                return true;
            }
            if let Some(name) = key(line, block.rule) {
                block.keys += 1;
                block.has_name |= NAMES.contains(&sort_key(name).as_str());
                block.at.end = at.end;
                return true;
            }
            let is_of_key = line.starts_with([' ', '\t', '#']) || line.starts_with("- ");
            if is_of_key && block.keys > 0 {
                block.at.end = at.end;
                return true;
            }
            self.end();
        }
        // The author and the day of AsciiDoc stand right below the title.
        let is_titled = self
            .fields
            .as_ref()
            .is_some_and(|it| self.text.get(it.at.clone()).is_some_and(is_title));
        if let Some(fields) = self
            .fields
            .as_mut()
            .filter(|_| is_titled && !line.is_empty())
        {
            fields.at.end = at.end;
            return true;
        }
        false
    }

    /// Ends what stands above a line.
    fn end(&mut self) {
        // Without its second rule it must say what documents say of themselves.
        if let Some(block) = self.block.take().filter(|it| it.has_name) {
            self.push(block.at);
        }
        if let Some(fields) = self.fields.take().filter(|it| it.is_certain) {
            self.push(fields.at);
        }
    }

    fn push(&mut self, at: Range<usize>) {
        let gap = |last: &Range<usize>| self.text.get(last.end..at.start).unwrap_or_default();
        let is_next = self
            .found
            .last()
            .is_some_and(|last| gap(last).trim().is_empty() && gap(last).len() <= 2);
        match self.found.last_mut().filter(|_| is_next) {
            Some(last) => last.end = at.end,
            None => self.found.push(at),
        }
    }
}

/// Reads a line that rules off a front matter: `---`, `+++`, `;;;`.
fn rule(line: &str) -> Option<char> {
    let rules = [("---", '-'), ("+++", '+'), (";;;", ';')];
    let found = rules.iter().find(|(rule, _)| *rule == line)?;
    Some(found.1)
}

/// Reads the key of a line of YAML or TOML; "Date : …" is prose, and so is "Lieu: …".
fn key(line: &str, rule: char) -> Option<&str> {
    const LONGEST: usize = 30;
    // What begins with a capital is a word of a language, but for these.
    const TITLED: [&str; 6] = ["Author", "Authors", "Layout", "Slug", "Tags", "Title"];
    let line = line.trim_start_matches(['"', '\'']);
    let (key, rest) = line.split_once(if rule == '-' { ':' } else { '=' })?;
    let key = if rule == '-' { key } else { key.trim_end() };
    let key = key.trim_end_matches(['"', '\'']);
    let is_one = key.len() <= LONGEST
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        && (key.starts_with(char::is_lowercase) || TITLED.contains(&key));
    (is_one && (rest.is_empty() || rule != '-' || rest.starts_with([' ', '\t']))).then_some(key)
}

/// Whether a line is the title of a document of `AsciiDoc`; wikis close theirs.
fn is_title(line: &str) -> bool {
    let line = line.lines().next().unwrap_or_default().trim_end();
    line.strip_prefix("= ")
        .is_some_and(|title| !title.trim().is_empty())
        && !line.ends_with('=')
}

/// Reads the name of a field: `:author: Ada`, `:toc:`.
fn field(line: &str) -> Option<&str> {
    const LONGEST: usize = 30;
    let (name, rest) = line.strip_prefix(':')?.split_once(':')?;
    let is_one = (1..=LONGEST).contains(&name.len())
        && name.starts_with(char::is_alphabetic)
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || "-_!".contains(c));
    (is_one && (rest.is_empty() || rest.starts_with([' ', '\t']))).then_some(name)
}

/// Whether a line is a keyword of org: `#+TITLE: …`, `#+begin_quote`.
fn is_keyword(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("#+") else {
        return false;
    };
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
    let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
    let name = name.to_ascii_lowercase();
    !name.is_empty()
        && (after.starts_with(':') || name.starts_with("begin_") || name.starts_with("end_"))
}

/// Whether a line is a directive or a target of reStructuredText: `.. author:: Ada`, `.. _lieu:`.
fn is_directive(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(".. ") else {
        return false;
    };
    let word = rest.split(char::is_whitespace).next().unwrap_or_default();
    let is_name = |name: &str| {
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || "-_:.".contains(c))
    };
    word.strip_suffix("::").is_some_and(is_name)
        || word.starts_with('_') && word.strip_suffix(':').is_some_and(is_name)
        || word.starts_with('|') && rest.contains("::")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_documents_say_of_themselves_is_found_in_other_languages() {
        for text in [
            "---\nauthor: Ada\n---\n\n# Titre\n",
            "\n---\nsecret: x\nnote: y\n---\n",
            "# Titre\n\n---\ntitle: x\ntags:\n  - y\n...\n",
            "---\nauthor: Ada\n\n# Titre\n",
            "---\nTitle: x\n---\n",
            "+++\nauthor = \"Ada\"\n+++\n",
            "#+TITLE: x\n#+AUTHOR: Ada\n",
            "# Titre\n\n#+date: 2026-11-03\n",
            ":PROPERTIES:\n:ID: x\n:END:\n",
            ":author: Ada\n:toc:\n",
            ":Author: Ada\n",
            "= Titre\nAda Personne <ada@example.org>\nv1, 2026-11-03\n:toc:\n\nTexte.\n",
            ".. author:: Ada\n",
            ".. |date| date::\n",
            "\\title{x}\n\\author{Ada}\n",
            "<meta name=\"author\" content=\"Ada\">\n",
        ] {
            assert_eq!(read(text, 0).len(), 1, "{text}");
        }
    }

    #[test]
    fn rules_signs_and_code_are_none() {
        for text in [
            "---\n\nTexte.\n\n---\n",
            "Titre\n---\nauthor: x\n",
            "---\nDate: 3 novembre 2026\nLieu: Paris\n---\n",
            "---\nDate : 3 novembre 2026\n---\n",
            "---\nnote: voir plus bas\n---\n",
            "```\n#+TITLE: x\n:author: Ada\n```\n",
            "    #+TITLE: x\n",
            ":memo: Le guide\n:date: 3 novembre\n",
            "= Titre =\n",
            "L'attribut `:author:` de la page.\n",
            "... et puis\n.. et puis\n",
            "# + titre\n#+ x\n",
            "Texte.\n\n= 3 euros\n",
        ] {
            assert!(read(text, 0).is_empty(), "{text}");
        }
    }
}
