//! A catalogue as data, read part by part: a run needs few of its sentences.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use toml::{Table, Value};

/// The sentences of one language by their keys.
pub struct Catalogue {
    /// By what keys have before their first dot.
    parts: BTreeMap<&'static str, Part>,
    /// What is made right in a part when it is read.
    mend: fn(&mut Table),
}

/// What the keys with one beginning say.
#[derive(Default)]
struct Part {
    /// Its tables as they stand in the file behind `[`, where those of other parts may be between them.
    tables: Vec<&'static str>,
    /// What they say; read when the first of it is needed.
    read: OnceLock<Table>,
}

impl Catalogue {
    /// The catalogue of a file in which every key stands below the head of a table.
    pub fn new(text: &'static str, mend: fn(&mut Table)) -> Self {
        let mut parts = BTreeMap::<_, Part>::new();
        for table in text.split("\n[").skip(1) {
            let name = table.split(['.', ']']).next().unwrap_or_default();
            parts.entry(name).or_default().tables.push(table);
        }
        Self { parts, mend }
    }

    /// What stands under `key`, whose parts are joined by dots.
    pub fn node(&self, key: &str) -> Option<&Value> {
        let mut names = key.split('.');
        let name = names.next()?;
        let part = self.parts.get(name)?;
        let read = part.read.get_or_init(|| {
            // The tests hold the catalogues against mistakes.
            let mut read: Table = part.text().parse().unwrap_or_default();
            (self.mend)(&mut read);
            read
        });
        names.try_fold(read.get(name)?, |node, name| node.get(name))
    }
}

impl Part {
    /// Its tables, each below its head.
    fn text(&self) -> String {
        let tables = self.tables.iter();
        tables.map(|table| format!("[{table}\n")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_has_its_tables_wherever_they_stand() {
        let text = "# Above.\n\n[a.one]\nkey = \"1\"\n[b]\nkey = \"2\"\n\n[a.two]\nkey = \"3\"\n";
        let catalogue = Catalogue::new(text, |_| {});
        for (key, value) in [("a.one.key", "1"), ("b.key", "2"), ("a.two.key", "3")] {
            assert_eq!(catalogue.node(key).and_then(Value::as_str), Some(value));
        }
        for key in ["", "c", "a.three", "b.key.more"] {
            assert!(catalogue.node(key).is_none(), "{key}");
        }
    }
}
