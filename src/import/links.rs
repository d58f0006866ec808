//! Links in pages and calendars: where they lead, and which are of videoconferences.

use std::collections::BTreeMap;
use std::ops::Range;

use super::WikiContents;
use crate::leaks::watch::Watch;
use crate::problem::Problem;
use crate::registry::on_one_line;
use crate::source::FileId;
use crate::source::percent::decoded;

/// The deepest path of a file that an address may end in, in parts.
const DEEPEST: usize = 32;

/// Finds the links of videoconferences in a text.
#[must_use]
pub fn join_links(text: &str) -> Vec<Range<usize>> {
    let found = Watch::default().in_text(text).into_iter();
    found.map(|(at, _)| at).collect()
}

/// Returns a text on one line without addresses: a link of a videoconference must not be published
/// again.
#[must_use]
pub fn without_links(text: &str) -> String {
    let mut left = text.to_owned();
    for link in join_links(text).into_iter().rev() {
        left.replace_range(link, " ");
    }
    let words = left.split_whitespace().filter(|word| !word.contains("://"));
    on_one_line(&words.collect::<Vec<_>>().join(" "))
}

/// Tells where in pages and calendars links of videoconferences stand, each place, without the link.
pub fn public(found: &WikiContents<'_>) -> Vec<Problem> {
    let pages = found.pages.iter().map(|page| page.file);
    let calendars = found.calendars.iter().map(|calendar| calendar.file);
    let watch = Watch::default();
    let all = |file: FileId| {
        let (path, text) = (found.sources.path(file), found.sources.text(file));
        watch.find(path, text.as_bytes(), true)
    };
    pages.chain(calendars).flat_map(all).collect()
}

/// Returns what a link leads to, by the path of a file: of an address, the ways that its path may
/// end; of a relative link, the one from the folder of its page.
#[must_use]
pub fn paths_of(target: &str, folder: &str) -> Vec<String> {
    let target = target.split(['?', '#']).next().unwrap_or_default();
    let target = decoded(target);
    if let Some((_, rest)) = target.split_once("://") {
        let path = rest.split_once('/').map_or("", |(_, path)| path);
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let first = parts.len().saturating_sub(DEEPEST);
        return (first..parts.len())
            .map(|at| parts[at..].join("/"))
            .collect();
    }
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    vec![parts.join("/")]
}

/// The calendars that links may lead to, by their paths and, where only one has it, by their names.
pub struct Targets<'a> {
    by_path: BTreeMap<&'a str, usize>,
    by_name: BTreeMap<&'a str, Option<usize>>,
}

impl<'a> Targets<'a> {
    /// Gathers the paths of the calendars.
    #[must_use]
    pub fn of(found: &'a WikiContents<'_>) -> Self {
        let (mut by_path, mut by_name) = (BTreeMap::new(), BTreeMap::new());
        for (at, calendar) in found.calendars.iter().enumerate() {
            let path = found.sources.path(calendar.file);
            by_path.insert(path, at);
            by_name
                .entry(name_of(path))
                .and_modify(|known| *known = None)
                .or_insert(Some(at));
        }
        Self { by_path, by_name }
    }

    /// Finds the calendar that a link on the page at `page` leads to; where the file was moved, by
    /// its name.
    #[must_use]
    pub fn find(&self, target: &str, page: &str) -> Option<usize> {
        self.exactly(target, page).or_else(|| {
            let paths = paths_of(target, "");
            let name = name_of(paths.last()?);
            self.by_name.get(name).copied().flatten()
        })
    }

    /// Finds the calendar whose path a link ends in.
    #[must_use]
    pub fn exactly(&self, target: &str, page: &str) -> Option<usize> {
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        let paths = paths_of(target, folder);
        paths
            .iter()
            .find_map(|path| self.by_path.get(path.as_str()).copied())
    }
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_is_published_again() {
        // In two parts, or this repository would hold such a link itself.
        let room = concat!("https://bbb.example.org", "/b/abc-def-ghi");
        let text = &format!("Salle 2, {room} et https://example.org/");
        assert_eq!(join_links(text).len(), 1);
        assert_eq!(without_links(text), "Salle 2, et");
    }

    #[test]
    fn a_link_leads_to_the_file_that_its_path_ends_in() {
        assert_eq!(
            paths_of("https://example.org/blob/main/e/a%20b.ics?x#y", "wiki"),
            [
                "blob/main/e/a b.ics",
                "main/e/a b.ics",
                "e/a b.ics",
                "a b.ics"
            ]
        );
        assert_eq!(paths_of("../e/./a.ics", "wiki/x"), ["wiki/e/a.ics"]);
        assert_eq!(paths_of("/e/a.ics", "wiki"), ["e/a.ics"]);
        assert_eq!(paths_of("../../../a.ics", "wiki"), ["a.ics"]);
        assert_eq!(paths_of("", ""), [""]);
    }
}
