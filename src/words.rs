//! The catalogue: every sentence of the terminal, in English and in French, as data.
//!
//! `words/en.toml` and `words/fr.toml` have the same keys. A sentence is a minijinja template with the
//! fields of the value that it is about; a table in the place of a sentence chooses by the field that
//! it names, and `else` takes what is not named:
//!
//! ```toml
//! [finding.unreadable-file]
//! headline.why.missing = "the file is missing"
//! headline.why.other = "the file cannot be read: {{ other|cut }}"
//! help.nearest.none = "`cll templates list` lists them"
//! help.nearest.else = "{{ nearest|say('words.suggestion') }}"
//! ```
//!
//! A variant chooses by its name in kebab-case, and its fields join those of the value (the content of
//! a variant without field names goes by the variant's name, with `_` for `-`). In French, the space
//! before `: ; ? !` and inside « » need not be typed as unbreakable: outside code between backticks it
//! is made so on loading.

mod catalogue;
mod filters;
pub mod quote;
pub mod sample;
mod spaces;

use std::sync::OnceLock;

use minijinja::value::{Serde, ValueKind, merge_maps};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};
use serde::Serialize;
use toml::Table;

use catalogue::Catalogue;

/// The language of what the terminal says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    English,
    French,
}

/// The sentences of one language; those of a part are read when the first of them is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    lang: Lang,
}

impl Lang {
    /// Chooses the language from the environment, of which `get` returns the variables.
    ///
    /// The first of `CLL_LANG`, `LC_ALL`, `LC_MESSAGES` and `LANG` that is not empty decides, as
    /// in POSIX (XBD 8.2): French if it names French, English otherwise.
    pub fn choose(get: impl Fn(&str) -> Option<String>) -> Self {
        let value = ["CLL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(get)
            .find(|value| !value.is_empty())
            .unwrap_or_default();
        let language = value.split(['_', '-', '.', '@']).next();
        if language.is_some_and(|language| language.eq_ignore_ascii_case("fr")) {
            Self::French
        } else {
            Self::English
        }
    }
}

impl Words {
    /// The sentences of documents, which are French whatever the language of the terminal.
    pub const DOCUMENTS: Self = Self::new(Lang::French);

    /// The catalogue of a language.
    #[must_use]
    pub const fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// The text under `key` as it stands in the catalogue, not rendered.
    #[must_use]
    pub fn text(self, key: &str) -> Option<&'static str> {
        catalogue(self.lang).node(key)?.as_str()
    }

    /// The texts below `key` with their own keys, as they stand in the catalogue.
    pub fn texts(self, key: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
        let below = catalogue(self.lang)
            .node(key)
            .and_then(toml::Value::as_table);
        let texts = below.into_iter().flatten();
        texts.filter_map(|(key, text)| Some((key.as_str(), text.as_str()?)))
    }

    /// The keys below `key`.
    #[cfg(test)]
    pub(crate) fn keys(self, key: &str) -> impl Iterator<Item = &'static str> {
        let below = catalogue(self.lang)
            .node(key)
            .and_then(toml::Value::as_table);
        below
            .into_iter()
            .flat_map(|table| table.keys().map(String::as_str))
    }

    /// The sentence under `key` (`build.nothing-to-do`), with the fields of `values`.
    ///
    /// A sentence that is missing or cannot be rendered is a fault of the catalogue, which the tests
    /// find; its key is returned then.
    #[must_use]
    pub fn say(self, key: &str, values: impl Serialize) -> String {
        self.find(key, values).unwrap_or_else(|| key.to_owned())
    }

    /// What is said of a value of an enumeration in its `part`: the sentence `GROUP.NAME.part`, where
    /// the value has its name in a field called like the group.
    #[must_use]
    pub fn part(self, group: &str, part: &str, value: impl Serialize) -> Option<String> {
        let name = Self::name(group, &value);
        self.find(&format!("{group}.{name}.{part}"), value)
    }

    /// The name that a value of an enumeration has in the field called like its group.
    pub(crate) fn name(group: &str, value: impl Serialize) -> String {
        let name = Value::from(Serde(&value)).get_attr(group);
        name.unwrap_or_default().to_string()
    }

    /// The words under `key` for one value: a value of an enumeration chooses among them by its name.
    #[must_use]
    pub fn word(self, key: &str, value: impl Serialize) -> String {
        let value = Value::from(Serde(&value));
        filters::say(engine(self.lang), catalogue(self.lang), key, &value)
            .unwrap_or_else(|_| key.to_owned())
    }

    /// Of two texts that are no sentences of the terminal, that of the language.
    #[must_use]
    pub fn either<T>(self, english: T, french: T) -> T {
        match self.lang {
            Lang::English => english,
            Lang::French => french,
        }
    }

    /// The sentence under `key`, or `None` where the catalogue has none for these values.
    #[must_use]
    pub fn find(self, key: &str, values: impl Serialize) -> Option<String> {
        match self.render(key, Value::from(Serde(&values))) {
            Ok(sentence) => sentence,
            Err(_) => Some(key.to_owned()),
        }
    }

    fn render(self, key: &str, values: Value) -> Result<Option<String>, Error> {
        filters::sentence(engine(self.lang), catalogue(self.lang), key, values)
    }
}

/// The engine that renders the sentences of a language.
fn engine(lang: Lang) -> &'static Environment<'static> {
    static ENGLISH: OnceLock<Environment<'_>> = OnceLock::new();
    static FRENCH: OnceLock<Environment<'_>> = OnceLock::new();
    let engine = match lang {
        Lang::English => &ENGLISH,
        Lang::French => &FRENCH,
    };
    engine.get_or_init(|| {
        let mut engine = Environment::new();
        engine.set_undefined_behavior(UndefinedBehavior::Strict);
        filters::add(&mut engine, lang);
        engine
    })
}

/// The sentences of a language by their keys, spaces made right.
fn catalogue(lang: Lang) -> &'static Catalogue {
    static ENGLISH: OnceLock<Catalogue> = OnceLock::new();
    static FRENCH: OnceLock<Catalogue> = OnceLock::new();
    match lang {
        Lang::English => {
            ENGLISH.get_or_init(|| Catalogue::new(include_str!("words/en.toml"), |_| {}))
        }
        Lang::French => FRENCH
            .get_or_init(|| Catalogue::new(include_str!("words/fr.toml"), spaces::unbreakable)),
    }
}

/// The sentence for a value below a node of the catalogue: a table chooses by a field.
fn choose(node: &toml::Value, values: Value) -> Option<(&str, Value)> {
    match node {
        toml::Value::String(sentence) => Some((sentence, values)),
        toml::Value::Table(table) => {
            let (field, variants) = table.iter().next()?;
            let subject = values.get_attr(&field.replace('-', "_")).ok()?;
            let (variant, values) = variant(variants.as_table()?, &subject, values)?;
            choose(variant, values)
        }
        _ => None,
    }
}

/// The entry of `variants` for a value: by the name of its variant, or `else`.
fn variant<'a>(
    variants: &'a Table,
    subject: &Value,
    values: Value,
) -> Option<(&'a toml::Value, Value)> {
    if subject.is_none() {
        return Some((
            variants.get("none").or_else(|| variants.get("else"))?,
            values,
        ));
    }
    let (name, values) = named(subject, values);
    // A text may be anything, `none` too.
    let entry = variants.get(&name).filter(|_| name != "none");
    Some((entry.or_else(|| variants.get("else"))?, values))
}

/// The name of a variant, and the values with its fields.
fn named(subject: &Value, values: Value) -> (String, Value) {
    match subject.kind() {
        ValueKind::Map => {}
        // Printed, `True` and `False`.
        ValueKind::Bool => return (subject.to_string().to_lowercase(), values),
        _ => return (subject.to_string(), values),
    }
    let mut keys = subject.try_iter().into_iter().flatten();
    let (Some(name), None) = (keys.next(), keys.next()) else {
        return (String::new(), merge_maps([subject.clone(), values]));
    };
    let content = subject.get_item(&name).unwrap_or_default();
    let name = name.to_string();
    let fields = if content.kind() == ValueKind::Map {
        content
    } else {
        Value::from_pairs([(name.replace('-', "_"), content)])
    };
    (name, merge_maps([fields, values]))
}

/// An error about the catalogue itself.
fn missing(key: &str) -> Error {
    Error::new(ErrorKind::TemplateNotFound, key.to_owned())
}

#[cfg(test)]
mod tests;
