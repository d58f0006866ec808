//! The catalogue of sentences: the same keys in both languages, nothing missing, nothing unused.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use toml::{Table, Value};

const ENGLISH: &str = "src/words/en.toml";
const FRENCH: &str = "src/words/fr.toml";

fn catalogue(path: &str) -> Table {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(root.join(path))
        .unwrap()
        .parse()
        .unwrap()
}

/// The keys of a table with what stands below them, parts joined by dots.
fn keys(table: &Table) -> BTreeSet<String> {
    fn below(table: &Table, path: &str, keys: &mut BTreeSet<String>) {
        for (key, value) in table {
            let path = if path.is_empty() {
                key.clone()
            } else {
                format!("{path}.{key}")
            };
            match value {
                Value::Table(table) => below(table, &path, keys),
                _ => {
                    keys.insert(path);
                }
            }
        }
    }
    let mut all = BTreeSet::new();
    below(table, "", &mut all);
    all
}

fn sources() -> Vec<String> {
    fn read(folder: &Path, sources: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, sources);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                sources.push(fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut all = Vec::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    all
}

/// The keys that the sources and the catalogues ask for by their whole names: `say("a.b")`.
fn asked(texts: &[String]) -> BTreeSet<String> {
    let mut asked = BTreeSet::new();
    for text in texts {
        for opening in [
            "say(\"",
            "tell(\"",
            "words.find(\"",
            ".text(\"",
            ".texts(\"",
            "word(\"",
            "asked: \"",
            "say('",
        ] {
            for (at, _) in text.match_indices(opening) {
                let key = text[at + opening.len()..]
                    .split(['"', '\''])
                    .next()
                    .unwrap();
                asked.insert(key.to_owned());
            }
        }
    }
    asked
}

#[test]
fn both_languages_have_the_same_sentences() {
    // What the parser of TOML and clap say in English is translated, word by word, in French alone.
    let foreign = |key: &&String| key.starts_with("toml.") || key.starts_with("clap.");
    let own = |path| -> BTreeSet<String> {
        let keys = keys(&catalogue(path));
        keys.iter().filter(|key| !foreign(key)).cloned().collect()
    };
    let (english, french) = (own(ENGLISH), own(FRENCH));
    let missing: Vec<_> = english.symmetric_difference(&french).collect();
    assert!(missing.is_empty(), "in one language alone: {missing:#?}");
    assert!(english.len() > 500, "{}", english.len());
}

#[test]
fn every_sentence_that_is_asked_for_is_there_and_every_other_is_used() {
    let mut texts = sources();
    for path in [ENGLISH, FRENCH] {
        texts.push(keys_with_values(&catalogue(path)));
    }
    let asked = asked(&texts);
    for path in [ENGLISH, FRENCH] {
        let keys = keys(&catalogue(path));
        let is_below = |key: &str, group: &str| {
            key == group
                || key
                    .strip_prefix(group)
                    .is_some_and(|rest| rest.starts_with('.'))
        };
        for wanted in asked.iter().filter(|key| key.contains('.')) {
            let is_french = wanted.starts_with("clap.") || wanted.starts_with("toml.");
            let found = keys.iter().any(|key| is_below(key, wanted));
            assert!(
                found || is_french && path == ENGLISH,
                "{wanted} is missing in {path}"
            );
        }
        // These are asked for by the name of a value; tests beside them hold them against the values.
        let by_value = ["finding.", "failure.", "clap.", "key."];
        for key in keys {
            let used = asked.iter().any(|wanted| is_below(&key, wanted));
            let found = used || by_value.iter().any(|group| key.starts_with(group));
            assert!(found, "{key} in {path} is used by nothing");
        }
    }
}

/// The sentences of a table, one a line.
fn keys_with_values(table: &Table) -> String {
    let texts = table.iter().map(|(_, value)| match value {
        Value::String(text) => text.clone(),
        Value::Table(table) => keys_with_values(table),
        _ => String::new(),
    });
    texts.collect::<Vec<_>>().join("\n")
}

#[test]
fn no_space_before_french_punctuation_is_typed_as_unbreakable() {
    // It is made so on loading, where nobody can forget it.
    let text = keys_with_values(&catalogue(FRENCH));
    for mark in [':', ';', '?', '!', '»'] {
        assert!(!text.contains(&format!("\u{a0}{mark}")), "{mark}");
    }
}
