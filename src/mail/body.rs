//! The text of a message as people read it: of what is there in two forms, the one that holds more.

use std::collections::BTreeSet;

use super::decoded;
use super::mime::Leaf;
use crate::markdown::from_html;

/// The largest text that is read, in bytes.
const LARGEST: usize = 1024 * 1024;
/// The most words of a text that says no more than that the message is in HTML.
const LONGEST_STUB: usize = 40;
/// How many times as long the other form is beside which a text is none of its own.
const FAR_LONGER: usize = 4;

/// The texts of a message, in order.
#[derive(Default)]
pub struct Body {
    parts: Vec<Part>,
}

/// One text, in one form or in both.
#[derive(Default)]
struct Part {
    /// The group of alternatives that it is, if it is one (RFC 2046, 5.1.4).
    alternatives: Option<usize>,
    plain: String,
    html: String,
}

/// A text as it is taken.
struct Taken {
    text: String,
    /// Its words, if it was HTML.
    html: Option<Vec<String>>,
    /// Whether the other form has words that it has not.
    is_less: bool,
}

impl Body {
    /// Adds a part that people read; returns whether all of it could be read.
    pub fn add(&mut self, leaf: &Leaf<'_>) -> bool {
        if leaf.raw.len() > LARGEST {
            return false;
        }
        let same = |part: &&mut Part| {
            part.alternatives.is_some() && part.alternatives == leaf.alternatives
        };
        let found = self.parts.iter_mut().rev().find(same);
        let mut new = Part {
            alternatives: leaf.alternatives,
            ..Part::default()
        };
        let is_new = found.is_none();
        let part = found.unwrap_or(&mut new);
        let form = if leaf.is_html() {
            &mut part.html
        } else {
            &mut part.plain
        };
        if !form.is_empty() {
            form.push('\n');
        }
        form.push_str(&decoded(&leaf.bytes(), leaf.attribute("charset")));
        if is_new {
            self.parts.push(new);
        }
        leaf.is_readable()
    }

    /// Returns the first text that says anything.
    pub fn first(&self) -> Option<String> {
        let mut texts = self.parts.iter().map(|part| part.taken().text);
        texts.find(|text| !text.trim().is_empty())
    }

    /// Returns all texts one below the other, and in how many of them something is left out. HTML that says nothing
    /// beyond the others is one of them once more.
    pub fn whole(&self) -> (String, usize) {
        let taken: Vec<Taken> = self.parts.iter().map(Part::taken).collect();
        let plain = taken.iter().filter(|it| it.html.is_none());
        let known: BTreeSet<String> = plain.flat_map(|it| words(&it.text)).collect();
        let is_own = |it: &&Taken| match &it.html {
            Some(words) => known.is_empty() || says_more(words, &known),
            None => true,
        };
        let own: Vec<&Taken> = taken.iter().filter(is_own).collect();
        let texts: Vec<&str> = own.iter().map(|it| it.text.as_str()).collect();
        let text = texts.join("\n").replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim_end().trim_start_matches('\n').to_owned();
        (text, own.iter().filter(|it| it.is_less).count())
    }
}

impl Part {
    /// Takes the form that holds more: the plain one, unless it is empty, the beginning, or a word that there is
    /// HTML to be read.
    fn taken(&self) -> Taken {
        let plain = |is_less| Taken {
            text: self.plain.clone(),
            html: None,
            is_less,
        };
        if self.html.is_empty() {
            return plain(false);
        }
        let (here, there) = (words(&self.plain), words(&from_html::text(&self.html)));
        let [known, known_there] = [&here, &there].map(|it| it.iter().cloned().collect());
        if !here.is_empty() && !says_more(&there, &known) {
            return plain(false);
        }
        let is_other = says_more(&here, &known_there);
        let is_word = || here.len() <= LONGEST_STUB && known.contains("html");
        let is_stub = is_other && (here.len() * FAR_LONGER <= there.len() || is_word());
        if !here.is_empty() && !is_stub && here.len() >= there.len() {
            return plain(true);
        }
        Taken {
            text: from_html::plain(&self.html),
            html: Some(there),
            is_less: is_other && !is_stub,
        }
    }
}

/// Whether a text has words that others do not have, beyond the few by which programs write one text in two ways.
fn says_more(said: &[String], known: &BTreeSet<String>) -> bool {
    let new = said.iter().filter(|word| !known.contains(*word)).count();
    new * 10 > said.len()
}

/// Lists the words of a text in lower case.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
