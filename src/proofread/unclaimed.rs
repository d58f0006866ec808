//! Minutes that no meeting claims any more: a record was given another id, or is gone.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::MeetingId;
use crate::markdown::href::folder;
use crate::markdown::minutes::front_matter;
use crate::problem::{Orphaned, Problem, What};

/// Where the minutes of each meeting and their draft are looked for.
#[derive(Debug, Default)]
pub struct Places<'a> {
    by_id: BTreeMap<&'a str, &'a str>,
    all: BTreeSet<&'a str>,
    folders: BTreeSet<&'a str>,
}

impl<'a> Places<'a> {
    /// Adds those of a meeting; `minutes` is where anybody may read them.
    pub fn add(&mut self, id: &'a str, minutes: &'a str, draft: Option<&'a str>) {
        self.by_id.insert(id, minutes);
        for path in [Some(minutes), draft].into_iter().flatten() {
            self.all.insert(path);
            self.folders.insert(folder(path));
        }
    }

    /// Lists the folders in which they are looked for.
    pub fn folders(&self) -> impl Iterator<Item = &'a str> {
        self.folders.iter().copied()
    }

    /// Finds out whether a file is minutes that no meeting claims, or that theirs does not find.
    ///
    /// `exists` tells whether a file is there. Minutes name their meeting at their top; where they do
    /// not, only a name in the form of an id tells of one. A translation of minutes and what is annexed to
    /// them are none.
    #[must_use]
    pub fn unclaimed(
        &self,
        path: &str,
        text: &str,
        exists: impl Fn(&str) -> bool,
    ) -> Option<Problem> {
        // What lies elsewhere may be a copy or an example.
        if self.all.contains(path) || !self.folders.contains(folder(path)) {
            return None;
        }
        let front = front_matter::read(text);
        let named = front.field("meeting").map(|field| field.value.as_str());
        let known = named.and_then(|id| self.by_id.get(id));
        let wanted = known.map(|wanted| (*wanted).to_owned());
        let name = path.rsplit('/').next().unwrap_or(path);
        let (id, rest) = name.split_once('.').unwrap_or((name, ""));
        let is_translation = rest != "md" && self.by_id.contains_key(id);
        let is_minutes = is_id(id) && !is_translation;
        let is_unclaimed = match (&wanted, named) {
            // A draft under another name is private, and stays where it is.
            (Some(wanted), _) => is_minutes && !exists(wanted) && folder(wanted) == folder(path),
            (None, Some(_)) => true,
            (None, None) => is_minutes,
        };
        if !is_unclaimed {
            return None;
        }
        let was = path.to_owned();
        let kind = Orphaned::Minutes { was, wanted };
        Some(Problem::path(path, What::OrphanFile { kind }))
    }
}

/// Whether a text has the form of the ids that meetings are given: year, colleges, rank.
fn is_id(text: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    let parts = text.split_once('-').and_then(|(year, rest)| {
        let (colleges, rank) = rest.rsplit_once('-')?;
        Some((year, colleges, rank))
    });
    MeetingId::new(text).is_some()
        && parts.is_some_and(|(year, colleges, rank)| {
            year.len() == 4 && is_number(year) && is_number(rank) && !is_number(colleges)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_that_no_meeting_claims_are_found() {
        let mut places = Places::default();
        places.add(
            "2026-etat-1",
            "cr/2026-etat-1.md",
            Some("private/cr/2026-etat-1.md"),
        );
        places.add(
            "2026-etat-2",
            "cr/2026-etat-2.md",
            Some("private/cr/2026-etat-2.md"),
        );
        let there = ["cr/2026-etat-1.md"];
        let named = |id: &str| format!("---\nmeeting: {id}\n---\n\n# Compte-rendu\n");
        let elsewhere = Some(Some("cr/2026-etat-2.md".to_owned()));
        let table = [
            ("cr/2026-etat-1.md", named("2026-etat-9"), None),
            ("private/cr/2026-etat-2.md", String::new(), None),
            ("cr/2026-etat-9.md", String::new(), Some(None)),
            ("cr/2026-etat-9.odt.md", String::new(), Some(None)),
            ("cr/ancien.md", named("2026-etat-9"), Some(None)),
            (
                "private/cr/2026-etat-9.md",
                named("2026-etat-9"),
                Some(None),
            ),
            ("cr/2026-etat-9.md", named("2026-etat-2"), elsewhere),
            ("private/cr/2026-etat-2-bis.md", named("2026-etat-2"), None),
            // Translations and annexes.
            ("cr/2026-etat-2.en.md", String::new(), None),
            ("cr/2026-etat-2.en.md", named("2026-etat-2"), None),
            ("cr/annexe-budget.md", named("2026-etat-2"), None),
            ("cr/annexe-budget.md", named("2026-etat-8"), Some(None)),
            // A copy, a page, minutes of before the registry, another kind of meeting.
            ("cr/copie.md", named("2026-etat-1"), None),
            ("cr/index.md", String::new(), None),
            ("cr/2019-03-12.md", String::new(), None),
            ("notes/2026-etat-9.md", String::new(), None),
            ("archives/ancien.md", named("2026-etat-9"), None),
            ("notes/b.md", named("2026-etat-2"), None),
        ];
        for (path, text, expected) in table {
            let found = places.unclaimed(path, &text, |it| there.contains(&it));
            let found = found.map(|problem| match problem.what {
                What::OrphanFile {
                    kind: Orphaned::Minutes { wanted, .. },
                } => wanted,
                _ => unreachable!(),
            });
            assert_eq!(found, expected, "{path}");
        }
    }
}
