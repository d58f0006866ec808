//! Which member a cell of a spreadsheet names.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::key;
use crate::domain::{Council, MemberId};
use crate::locale::acronyms::initials;
use crate::problem::nearest;

/// The members by their ids and names, however they are spelt: without case, accents, article and what
/// stands between words.
pub struct MemberNames {
    /// From the surest names to those that may be anybody's.
    levels: [BTreeMap<String, BTreeSet<MemberId>>; 4],
}

/// Why a cell names no member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAMember {
    Unknown {
        /// The id of the one whose id or name is the nearest.
        nearest: Option<String>,
    },
    /// Several members are called so.
    Several(Vec<MemberId>),
}

/// Articles that stand before a name or not.
const ARTICLES: [&str; 5] = ["la ", "le ", "les ", "l ", "the "];

impl MemberNames {
    /// Those of a council.
    #[must_use]
    pub fn new(council: &Council) -> Self {
        let mut names = Self {
            levels: Default::default(),
        };
        for member in &council.members {
            let id = &member.id;
            names.add(0, id.as_str(), id);
            names.add(1, &member.name, id);
            for former in &member.formerly {
                names.add(2, &former.name, id);
            }
            for name in member.names() {
                for part in parts(name) {
                    names.add(2, part, id);
                }
                let letters = initials(name);
                if letters.chars().count() > 2 {
                    names.add(3, &letters, id);
                }
            }
        }
        names
    }

    fn add(&mut self, level: usize, name: &str, id: &MemberId) {
        let key = bare(name);
        if !key.is_empty() {
            self.levels[level]
                .entry(key)
                .or_default()
                .insert(id.clone());
        }
    }

    /// Finds the member that a cell names: by the whole of it, or by each of its parts, as in
    /// "ADULLACT (Association des développeurs)".
    ///
    /// # Errors
    ///
    /// There is none, or there are several.
    pub fn find(&self, cell: &str) -> Result<MemberId, NotAMember> {
        let key = bare(cell);
        let [ids, names, ..] = &self.levels;
        let mut of_id = ids.get(&key).into_iter().flatten();
        if let Some(id) = of_id.find(|id| id.as_str() == cell.trim()) {
            return Ok(id.clone());
        }
        let mut several = Vec::new();
        for (at, level) in self.levels.iter().enumerate() {
            let mut found: BTreeSet<&MemberId> = BTreeSet::new();
            found.extend(level.get(&key).into_iter().flatten());
            // "Béta" is the name of one member and, without its accent, the id of another.
            if at == 0 && !found.is_empty() {
                found.extend(names.get(&key).into_iter().flatten());
            }
            if found.is_empty() {
                let parts = parts(cell).filter_map(|part| level.get(&bare(part)));
                found.extend(parts.flatten());
            }
            match found.len() {
                0 => {}
                1 => {
                    return found
                        .into_iter()
                        .next()
                        .cloned()
                        .ok_or_else(|| self.unknown(cell));
                }
                _ => {
                    several = found.into_iter().cloned().collect();
                    break;
                }
            }
        }
        Err(if several.is_empty() {
            self.unknown(cell)
        } else {
            NotAMember::Several(several)
        })
    }

    fn unknown(&self, cell: &str) -> NotAMember {
        let known = || self.levels.iter().flatten();
        let nearest = nearest(&bare(cell), known().map(|(name, _)| name.as_str()));
        let its = nearest.and_then(|name| known().find(|(known, _)| **known == name));
        let id = its.and_then(|(_, ids)| ids.first());
        NotAMember::Unknown {
            nearest: id.map(MemberId::to_string),
        }
    }
}

/// The parts of a name that may stand for it: what stands in brackets, and around them or a dash.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let is_edge = |c: char| "()[]/:,\n".contains(c);
    let dashes = [" - ", " – ", " — "];
    let parts = name.split(is_edge);
    let parts = parts.flat_map(move |part| {
        let at = dashes.iter().find_map(|dash| part.split_once(dash));
        at.map_or([part, ""], |(before, after)| [before, after])
    });
    parts.filter(move |part| !part.trim().is_empty() && part.len() < name.len())
}

/// A name by which it is looked up: without article, and the letters of "A.N.C.T." joined.
fn bare(name: &str) -> String {
    let key = key(name);
    if key.split(' ').all(|word| word.chars().count() == 1) {
        return key.replace(' ', "");
    }
    let article = ARTICLES
        .iter()
        .find_map(|article| key.strip_prefix(article));
    article.unwrap_or(&key).to_owned()
}
