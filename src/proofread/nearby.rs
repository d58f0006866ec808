//! The file that a dead link was meant to lead to.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::locale::collation::sort_key;
use crate::markdown::href::folder;
use crate::problem::nearest;

/// How many names are compared letter by letter in a run: a wiki of dead links costs no more.
const COMPARISONS: usize = 50_000;
/// How many files of one name are told apart.
const NAMESAKES: usize = 100;

/// The files of a repository by what their names have in common.
#[derive(Debug, Default)]
pub(super) struct Nearby<'a> {
    /// By the name, without case or accents.
    names: BTreeMap<String, Vec<&'a str>>,
    /// By the words of the name, each once, in any order.
    words: BTreeMap<String, Vec<&'a str>>,
    /// By the words that are no year.
    undated: BTreeMap<String, Vec<&'a str>>,
    folders: BTreeMap<&'a str, Vec<&'a str>>,
    left: AtomicUsize,
}

impl<'a> Nearby<'a> {
    /// Indexes files by their paths from the root.
    pub(super) fn new(files: impl Iterator<Item = &'a str>) -> Self {
        let mut nearby = Self {
            left: AtomicUsize::new(COMPARISONS),
            ..Self::default()
        };
        for file in files {
            let name = name(file);
            let [words, undated] = words(name);
            nearby.names.entry(sort_key(name)).or_default().push(file);
            nearby.words.entry(words).or_default().push(file);
            nearby.undated.entry(undated).or_default().push(file);
            nearby.folders.entry(folder(file)).or_default().push(file);
        }
        nearby
    }

    /// Finds the file that a path was meant for: one of the same name in another folder, one with
    /// the same words in its name, one of another year, one that a typist could have meant.
    pub(super) fn find(&self, path: &str) -> Option<&'a str> {
        let [words, undated] = words(name(path));
        let alike = [
            self.names.get(&sort_key(name(path))),
            self.words.get(&words),
            self.undated.get(&undated),
        ];
        let mut alike = alike.into_iter().flatten();
        if let Some(files) = alike.next() {
            return closest(files, path);
        }
        let beside = self.folders.get(folder(path))?;
        let names = beside.iter().map(|file| name(file));
        let meant = self.compare(name(path), names)?;
        beside.iter().copied().find(|file| name(file) == meant)
    }

    /// Finds the nearest of some words, as long as not too many have been compared.
    pub(super) fn compare<'w>(
        &self,
        word: &str,
        known: impl ExactSizeIterator<Item = &'w str>,
    ) -> Option<String> {
        let left = self.left.load(Ordering::Relaxed);
        let left = left.checked_sub(known.len())?;
        self.left.store(left, Ordering::Relaxed);
        nearest(word, known)
    }
}

/// Returns the file with the longest way in common, and of these the one whose name begins alike.
fn closest<'a>(files: &[&'a str], path: &str) -> Option<&'a str> {
    let way = |file: &str| {
        let parts = folder(file).split('/').zip(folder(path).split('/'));
        parts.take_while(|(one, other)| one == other).count()
    };
    let beginning = |file: &str| {
        let letters = name(file).chars().zip(name(path).chars());
        letters.take_while(|(one, other)| one == other).count()
    };
    files.iter().take(NAMESAKES).copied().min_by_key(|file| {
        (
            Reverse(way(file)),
            Reverse(beginning(file)),
            file.len(),
            *file,
        )
    })
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// Returns the words of a name without case or accents, each once, in order, with its ending: all
/// of them, and those that are no year.
fn words(name: &str) -> [String; 2] {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let key = sort_key(stem);
    let words: BTreeSet<&str> = key
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let joined = |words: Vec<&str>| format!("{}.{}", words.join(" "), sort_key(ending));
    let undated = words
        .iter()
        .copied()
        .filter(|word| !is_year(word))
        .collect();
    [joined(words.iter().copied().collect()), joined(undated)]
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [&str; 8] = [
        "conseil.md",
        "docs/rapport final.pdf",
        "evenements/2022/conseil-2022-reunion-1.ics",
        "evenements/2023/conseil-2023-reunion-1.ics",
        "evenements/conseil-2024-reunion-1.ics",
        "evenements/rdv-conseil.ics",
        "notes/conseil.md",
        "notes/README.md",
    ];

    fn meant(path: &str) -> Option<&'static str> {
        Nearby::new(FILES.into_iter()).find(path)
    }

    #[test]
    fn a_file_is_found_wherever_it_went_and_however_it_was_called() {
        for (path, file) in [
            ("evenements/conseil-2022-reunion-1.ics", Some(FILES[2])),
            ("evenements/conseil-2023-2023-reunion-1.ics", Some(FILES[3])),
            ("evenements/conseil-reunion-1.ics", Some(FILES[4])),
            ("evenements/2022/conseil-2021-reunion-1.ics", Some(FILES[2])),
            ("docs/Rapport_Final.PDF", Some(FILES[1])),
            ("evenements/rdv-conseill.ics", Some(FILES[5])),
            ("notes/x/conseil.md", Some(FILES[6])),
            ("conseil.pdf", Some(FILES[0])),
            ("notes/autre.md", None),
            ("", None),
        ] {
            assert_eq!(meant(path), file, "{path}");
        }
    }

    #[test]
    fn after_very_many_comparisons_none_is_made() {
        let files: Vec<String> = (0..COMPARISONS)
            .map(|n| format!("aaaaaaaa{n}.md"))
            .collect();
        let nearby = Nearby::new(files.iter().map(String::as_str));
        assert_eq!(nearby.find("aaaaaaaab.md").map(str::len), Some(12));
        assert_eq!(nearby.find("aaaaaaaac.md"), None);
    }
}
