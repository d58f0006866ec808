//! Names by their first words, found again among the words of a text.

use std::collections::BTreeMap;

use crate::locale::collation::{Word, words};

/// Each name as the sort keys of its words, with what is known of it.
#[derive(Debug, Clone)]
pub(super) struct NameIndex<T> {
    /// By the first word, the longest name first.
    by_first: BTreeMap<String, Vec<(Vec<String>, T)>>,
}

impl<T> Default for NameIndex<T> {
    fn default() -> Self {
        Self {
            by_first: BTreeMap::new(),
        }
    }
}

impl<T> NameIndex<T> {
    /// Adds a name; one without words is none.
    pub fn add(&mut self, name: &str, known: T) {
        let keys: Vec<String> = words(name).into_iter().map(|(_, key)| key.into()).collect();
        let Some(first) = keys.first() else { return };
        let names = self.by_first.entry(first.clone()).or_default();
        let at = names.partition_point(|(other, _)| other.len() >= keys.len());
        names.insert(at, (keys, known));
    }

    pub fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }

    /// Finds the longest name that begins with a word of a text and `is_sound` as it is written there;
    /// returns the number of its words too.
    pub fn at(
        &self,
        words: &[Word<'_>],
        first: usize,
        is_sound: impl Fn(&[Word<'_>], &T) -> bool,
    ) -> Option<(usize, &T)> {
        let (_, key) = words.get(first)?;
        self.by_first
            .get(key.as_str())?
            .iter()
            .find_map(|(keys, known)| {
                let window = words.get(first..first + keys.len())?;
                let is_same = window.iter().map(|(_, key)| key).eq(keys);
                (is_same && is_sound(window, known)).then_some((keys.len(), known))
            })
    }
}
