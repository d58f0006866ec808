//! Minutes that arrive in another form, as a draft in our own: what is recognised is written as `cll` writes
//! it, and all else stays where it stood.

mod conventions;
mod kind;
mod seen;

use chrono::NaiveDate;

use crate::domain::Council;
use crate::leaks::container;
use crate::markdown::from_office::{
    self, OPEN, Ready, WORD, WORD_COMMENTS, WORD_NUMBERING, words_of,
};
use crate::markdown::{from_html, from_text};

use conventions::Reader;

pub use kind::{Document, Encoding, Unfit, document};
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
}

/// Makes a document of an office ready for pandoc; `None` for any other.
///
/// # Errors
///
/// It cannot be read.
pub fn office(document: &Document) -> Result<Option<Office>, Unfit> {
    let (bytes, name, format) = match document {
        Document::Word(bytes) => (bytes, WORD, "docx"),
        Document::Open(bytes) => (bytes, OPEN, "odt"),
        _ => return Ok(None),
    };
    let xml = container::file(bytes, name).ok_or(Unfit::Damaged)?;
    let xml = str::from_utf8(&xml).map_err(|_| Unfit::Damaged)?;
    let numbering = container::file(bytes, WORD_NUMBERING).unwrap_or_default();
    let Ready {
        xml,
        words,
        comments,
    } = match document {
        Document::Word(_) => from_office::word(xml, &String::from_utf8_lossy(&numbering)),
        _ => from_office::open(xml),
    };
    let remarks = container::file(bytes, WORD_COMMENTS).unwrap_or_default();
    let remarks = String::from_utf8_lossy(&remarks)
        .matches("<w:comment ")
        .count();
    let bytes = container::with_file(bytes, name, xml.as_bytes()).ok_or(Unfit::Damaged)?;
    Ok(Some(Office {
        format,
        bytes,
        words,
        comments: comments + remarks,
    }))
}

impl Office {
    /// Counts the words of it that a page does not hold.
    #[must_use]
    pub fn lost(&self, html: &str) -> usize {
        let page = from_html::convert(html, false);
        let mut held = words_of(&page.markdown.replace('\\', ""));
        held.sort_unstable();
        let mut words = self.words.clone();
        words.sort_unstable();
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
    /// Whether it names persons, or holds what is private.
    pub is_private: bool,
}

/// Makes a draft of a document that is text, or a page of HTML.
///
/// `template` is the draft that there would be without it: its front matter and its title are those of this
/// one.
#[must_use]
pub fn draft(document: &Document, template: &str, council: &Council, day: NaiveDate) -> Draft {
    let reader = Reader::of(council, day);
    let (markdown, comments, title) = match document {
        Document::Html(html) => {
            // Where nothing tells whether the first row of a table is its head, what is read of it does.
            let [headed, bare] = [true, false].map(|headed| from_html::convert(html, headed));
            let is_bare = reader.count(&bare.markdown) > reader.count(&headed.markdown);
            let page = if is_bare { bare } else { headed };
            (page.markdown, page.comments, page.title)
        }
        Document::Text(text) => (from_text::convert(text), 0, String::new()),
        Document::Markdown(text) => (text.clone(), 0, String::new()),
        Document::Word(_) | Document::Open(_) => (String::new(), 0, String::new()),
    };
    let was_markdown = matches!(document, Document::Markdown(_));
    let text = reader.draft(&markdown, &title, template, !was_markdown);
    let read = reader.read(&text);
    let (minutes, attendees) = &read;
    let names = attendees.iter().any(|it| !it.persons.is_empty());
    Draft {
        is_private: names || !minutes.privacy.regions.is_empty(),
        lines: seen::lines(&reader, &read, &text),
        text,
        comments,
    }
}

#[cfg(test)]
mod tests;
