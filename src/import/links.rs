//! Links in pages and calendars: where they lead, and which are of videoconferences.

use std::collections::BTreeMap;
use std::ops::Range;

use super::WikiContents;
use crate::leaks::watch::Watch;
use crate::locale::collation::words;
use crate::markdown::wiki::words::{CODE_GLUE, CODE_LEADS, LINK_JOINS, LINK_LABELS, LINK_LEADS};
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
/// again, nor the code that opens its room.
#[must_use]
pub fn without_links(text: &str) -> String {
    let links = join_links(text);
    let mut left = text.to_owned();
    for link in links.iter().rev() {
        left.replace_range(link.clone(), " ");
    }
    if !links.is_empty() {
        for code in access_codes(&left).into_iter().rev() {
            left.replace_range(code, " ");
        }
    }
    let is_address = |word: &str| word.contains("://") || is_bare_address(word);
    let mut kept: Vec<&str> = left.split_whitespace().collect();
    let count = kept.len();
    kept.retain(|word| !is_address(word));
    let is_shorter = !links.is_empty() || kept.len() < count;
    let left = on_one_line(&kept.join(" "));
    if is_shorter { tidied(&left) } else { left }
}

/// Whether a word is an address without its scheme: "visio.example.org/salle".
fn is_bare_address(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some((host, path)) = word.split_once('/') else {
        return false;
    };
    let last = host.rsplit_once('.').map_or("", |(_, last)| last);
    let is_top = last.len() > 1 && last.bytes().all(|b| b.is_ascii_alphabetic());
    is_top && path.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Finds the codes that open a room, with the words that say so: "code secret : 4321", "mot de passe abc123".
fn access_codes(text: &str) -> Vec<Range<usize>> {
    let all = words(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let (place, word) = &all[at];
        if !CODE_LEADS.contains(&word.as_str()) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while all
            .get(end)
            .is_some_and(|(_, word)| CODE_GLUE.contains(&word.as_str()))
        {
            end += 1;
        }
        let code = all.get(end).filter(|(place, _)| {
            let code = text.get(place.clone()).unwrap_or_default();
            code.contains(|c: char| c.is_ascii_digit())
        });
        if let Some((code, _)) = code {
            // "mot de passe"
            let before = text.get(..place.start).unwrap_or_default();
            let start = before
                .strip_suffix("mot de ")
                .or_else(|| before.strip_suffix("Mot de "))
                .map_or(place.start, str::len);
            found.push(start..code.end);
        }
        at = end;
    }
    found
}

/// Returns what is left of a text from which addresses were taken, without the signs and the words that led to
/// them: "Salle 4 (lien : )", "Réunion sur".
fn tidied(text: &str) -> String {
    let leads = |said: &str| {
        words(said).iter().all(|(_, word)| {
            LINK_LABELS.contains(&word.as_str()) || LINK_LEADS.contains(&word.as_str())
        })
    };
    let mut left = text.to_owned();
    let mut from = 0;
    while let Some(open) = left.get(from..).and_then(|rest| rest.find('(')) {
        let open = from + open;
        let Some(close) = left.get(open..).and_then(|rest| rest.find(')')) else {
            break;
        };
        let inside = open + 1..open + close;
        if left.get(inside).is_some_and(leads) {
            left.replace_range(open..=open + close, "");
            from = open;
        } else {
            from = open + close + 1;
        }
    }
    let signs = |c: char| c.is_whitespace() || ",;:-+&\u{2013}\u{2014}/".contains(c);
    let mut kept = left.trim_matches(signs);
    loop {
        let last = kept.rsplit([' ', '\u{a0}']).next().unwrap_or_default();
        let Some(shorter) = kept
            .strip_suffix(last)
            .filter(|_| LINK_JOINS.contains(&last) && kept.len() > last.len())
        else {
            return on_one_line(kept);
        };
        kept = shorter.trim_matches(signs);
    }
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
        assert_eq!(without_links(text), "Salle 2");
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
