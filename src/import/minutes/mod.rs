//! Minutes that arrive in another form, as a draft in our own: what is recognised is written as `cll` writes
//! it, and all else stays where it stood.

mod conventions;
mod kind;
mod mail;
mod seen;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::Council;
use crate::leaks::container;
use crate::markdown::from_html::{self, Converted};
use crate::markdown::from_office::{self, OPEN, WORD, Word, words_of};
use crate::markdown::from_text;
use crate::sort::Sort;

use conventions::Reader;

pub use kind::{Document, Encoding, Foreign, Unfit, decoded, document, foreign, packed};
pub use seen::{Line, Seen};

/// A document of an office, made ready for pandoc.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// What pandoc calls its format.
    pub format: &'static str,
    pub bytes: Vec<u8>,
    words: Vec<String>,
    /// How many comments of reviewers are left out.
    pub comments: usize,
    /// How many images are left out but for what is said of them.
    pub images: usize,
    /// What pandoc does not read of it.
    pub left_out: Vec<LeftOut>,
}

/// Parts of a document that are left out, and how many words are in them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    pub part: Part,
    pub files: Vec<String>,
    pub words: usize,
}

/// What is left out of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The heads and feet of its pages.
    Margins,
    /// Diagrams, charts, and other documents in this one.
    Embedded,
}

/// Makes sure that a document holds a word, so that one of images is no empty draft.
///
/// # Errors
///
/// It holds none.
pub fn worded(document: &Document) -> Result<(), Unfit> {
    match document {
        Document::Html(html) if words_of(&from_html::text(html)).is_empty() => Err(Unfit::Wordless),
        _ => Ok(()),
    }
}

/// Makes a document of an office ready for pandoc; `None` for any other.
///
/// # Errors
///
/// It cannot be read.
pub fn office(document: &Document) -> Result<Option<Office>, Unfit> {
    match document {
        Document::Word(bytes) => word(bytes).map(Some),
        Document::Open(bytes) => open(bytes).map(Some),
        _ => Ok(None),
    }
}

/// Reads a file of an archive that may be missing.
fn text_of(bytes: &[u8], name: &str) -> String {
    let bytes = container::file(bytes, name).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn word(bytes: &[u8]) -> Result<Office, Unfit> {
    let related = from_office::related(&text_of(bytes, "word/_rels/document.xml.rels"));
    let texts = |kind: &str| {
        let files = related.iter().filter(|(of, _)| of == kind);
        files.map(|(_, file)| file.as_str()).collect::<Vec<&str>>()
    };
    let first = |kind: &str| {
        texts(kind)
            .first()
            .map_or_else(String::new, |file| text_of(bytes, file))
    };
    let mut reader = Word::of(&first("styles"), &first("numbering"));
    let (mut made, mut words) = (bytes.to_vec(), Vec::new());
    for file in [&[WORD][..], &texts("footnotes"), &texts("endnotes")].concat() {
        let Some(text) = container::file(bytes, file) else {
            continue;
        };
        let text = str::from_utf8(&text).map_err(|_| Unfit::Damaged)?;
        let ready = reader.ready(text).ok_or(Unfit::Damaged)?;
        words.extend(ready.words);
        made = container::with_file(&made, file, ready.xml.as_bytes()).ok_or(Unfit::Damaged)?;
    }
    let remarks = texts("comments").into_iter();
    let remarks = remarks.map(|file| text_of(bytes, file).matches("<w:comment ").count());
    let mut left_out = Vec::new();
    for (part, kinds) in [
        (Part::Margins, &["header", "footer"][..]),
        (
            Part::Embedded,
            &[
                "aFChunk",
                "diagramData",
                "chart",
                "chartEx",
                "package",
                "oleObject",
            ],
        ),
    ] {
        let of_kind = |(kind, _): &&(String, String)| kinds.contains(&&**kind);
        let files = related.iter().filter(of_kind).map(|(_, file)| {
            let text = text_of(bytes, file);
            let said = match file.rsplit('.').next() {
                Some("xml") => ["w:t", "a:t", "c:v"]
                    .map(|tag| from_office::words(&text, &[], Some(tag)))
                    .concat(),
                Some("htm" | "html") => words_of(&from_html::text(&text)),
                _ => Vec::new(),
            };
            (file.clone(), said.len())
        });
        left_out.extend(LeftOut::of(part, files.collect()));
    }
    Ok(Office {
        format: "docx",
        bytes: made,
        words,
        comments: remarks.sum(),
        images: 0,
        left_out,
    })
}

fn open(bytes: &[u8]) -> Result<Office, Unfit> {
    const STYLES: &str = "styles.xml";
    let text = container::file(bytes, OPEN).ok_or(Unfit::Damaged)?;
    let text = str::from_utf8(&text).map_err(|_| Unfit::Damaged)?;
    let styles = text_of(bytes, STYLES);
    let ready = from_office::open(text, &styles).ok_or(Unfit::Damaged)?;
    let margins = ["", "-left", "-first"]
        .iter()
        .flat_map(|it| [format!("header{it}"), format!("footer{it}")]);
    let margins = margins.map(|it| {
        from_office::words(
            &styles,
            &["text:tracked-changes"],
            Some(&format!("style:{it}")),
        )
    });
    let margins = margins.map(|words| words.len()).sum();
    let names = container::names(bytes).unwrap_or_default().into_iter();
    let objects = names.filter_map(|name| {
        let is_object = name.ends_with("/content.xml");
        let text = is_object.then(|| text_of(bytes, &name))?;
        Some((
            name,
            from_office::words(&text, &["office:automatic-styles"], None).len(),
        ))
    });
    let objects = LeftOut::of(Part::Embedded, objects.collect());
    Ok(Office {
        format: "odt",
        bytes: container::with_file(bytes, OPEN, ready.xml.as_bytes()).ok_or(Unfit::Damaged)?,
        words: ready.words,
        comments: ready.comments,
        images: ready.images,
        left_out: LeftOut::of(Part::Margins, vec![(STYLES.to_owned(), margins)])
            .into_iter()
            .chain(objects)
            .collect(),
    })
}

impl LeftOut {
    /// Tells what is left out with some files, unless it is no word; what is no text has none to be counted.
    fn of(part: Part, files: Vec<(String, usize)>) -> Option<Self> {
        let is_text = |name: &str| name.rsplit('.').next() == Some("xml");
        let is_left = |(name, words): &(String, usize)| {
            *words > 0 || part == Part::Embedded && !is_text(name)
        };
        let files: Vec<(String, usize)> = files.into_iter().filter(is_left).collect();
        let words = files.iter().map(|(_, words)| words).sum();
        let files: Vec<String> = files.into_iter().map(|(name, _)| name).collect();
        (!files.is_empty()).then_some(Self { part, files, words })
    }
}

impl Office {
    /// Takes what pandoc said of it as a page of HTML.
    #[must_use]
    pub fn page(&self, said: &str) -> Document {
        Document::Html(from_office::with_hidden(said))
    }

    /// Counts the words of it that a page does not hold.
    #[must_use]
    pub fn lost(&self, page: &Document) -> usize {
        let Document::Html(html) = page else {
            return 0;
        };
        let mut held = words_of(&from_html::text(html));
        held.order();
        let mut words = self.words.clone();
        words.order();
        let mut held = held.into_iter().peekable();
        let is_lost = |word: &String| {
            while held.next_if(|it| it < word).is_some() {}
            held.next_if(|it| it == word).is_none()
        };
        words.into_iter().filter(is_lost).count()
    }
}

/// A draft of minutes made of what arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub text: String,
    /// What was recognised, and what was left as prose, in the order of the lines.
    pub lines: Vec<Line>,
    /// How many comments of reviewers were left out.
    pub comments: usize,
    /// How many images were.
    pub images: usize,
    /// How many passages are private because nobody saw them.
    pub hidden: usize,
    /// How many are because they are the head of a message, or a signature.
    pub mail: usize,
    /// Whether it names persons, or holds what is private.
    pub is_private: bool,
    /// Whether what arrived has the title that drafts of the meeting have: it is one that comes back, maybe
    /// without its private marks.
    pub is_returned: bool,
}

/// Makes a draft of a document that is text, or a page of HTML.
///
/// `template` is the draft that there would be without it: its front matter and its title are those of this
/// one.
#[must_use]
pub fn draft(document: &Document, template: &str, council: &Council, day: NaiveDate) -> Draft {
    let reader = Reader::of(council, day);
    let (mut mail, mut page) = (0, Converted::default());
    match document {
        Document::Html(html) => {
            // Where nothing tells whether the first row of a table is its head, what is read of it does.
            let [headed, bare] = [true, false].map(|headed| from_html::convert(html, headed));
            let is_bare = reader.count(&bare.markdown) > reader.count(&headed.markdown);
            page = if is_bare { bare } else { headed };
            (page.markdown, mail) = mail::set_apart(&page.markdown);
        }
        Document::Text(text) => {
            (page.markdown, mail) = mail::set_apart(text);
            page.markdown = from_text::convert(&page.markdown);
        }
        Document::Markdown(text) => (page.markdown, mail) = mail::set_apart(text),
        Document::Word(_) | Document::Open(_) => {}
    }
    let was_markdown = matches!(document, Document::Markdown(_));
    let text = reader.draft(&page.markdown, &page.title, template, !was_markdown);
    let read = reader.read(&text);
    let (minutes, attendees) = &read;
    let names = attendees.iter().any(|it| !it.persons.is_empty());
    let title = reader.read(template).0.title;
    let words = |text: &str| text.split_whitespace().collect::<Vec<&str>>().join(" ");
    Draft {
        is_private: names || !minutes.privacy.regions.is_empty(),
        is_returned: title.is_some_and(|title| words(&page.markdown).contains(&words(&title.text))),
        lines: seen::lines(&reader, &read, &text),
        text,
        comments: page.comments,
        images: page.images,
        hidden: page.hidden,
        mail,
    }
}

#[cfg(test)]
mod tests;
