//! The files that a link can lead to, and where it does lead.

use std::collections::{BTreeMap, BTreeSet};

use super::nearby::Nearby;
use crate::markdown::escape::destination;
use crate::markdown::href::{folder, from_folder, joined};
use crate::markdown::outline::{Anchors, Forge};
use crate::problem::{DeadEnd, What};
use crate::source::percent::decoded;

/// Everything that is there once all has been built.
#[derive(Debug)]
pub struct Site<'a> {
    base: Option<Base<'a>>,
    files: BTreeSet<&'a str>,
    folders: BTreeSet<&'a str>,
    pages: BTreeMap<&'a str, &'a Anchors>,
    nearby: Nearby<'a>,
    given_up: &'a BTreeMap<String, Option<String>>,
}

/// The public address of the root.
#[derive(Debug)]
struct Base<'a> {
    url: &'a str,
    /// Without its scheme.
    address: String,
    below: Option<Below>,
    /// Who shows the pages.
    forge: Option<Forge>,
}

/// The parts of an address such as `example.org/repository/blob/main/wiki/`.
#[derive(Debug)]
struct Below {
    /// `example.org/repository/`
    repository: String,
    /// `main`
    branch: String,
    /// `wiki/`
    root: String,
}

/// How the addresses of forges say that a branch comes next: Bitbucket, Forgejo, GitHub, GitLab,
/// `SourceHut`. Others, such as cgit, name it behind a `?`.
const KINDS: [&str; 5] = ["blob", "branch", "raw", "src", "tree"];

/// Where a link leads.
enum Way<'t> {
    /// Out of what can be known here.
    Elsewhere,
    /// To a path from the root, and an anchor of it, `own` if it is of the page itself.
    Path {
        path: String,
        anchor: &'t str,
        own: bool,
        /// Whether it starts from the base.
        public: bool,
    },
    Branch {
        path: String,
        written: String,
        expected: String,
    },
}

impl<'a> Site<'a> {
    /// Indexes files by their paths from the root; no page has anchors yet.
    ///
    /// Of the calendars that were `given_up` it knows which is made instead.
    #[must_use]
    pub fn new(
        base: Option<&'a str>,
        files: impl Iterator<Item = &'a str>,
        given_up: &'a BTreeMap<String, Option<String>>,
    ) -> Self {
        let files: BTreeSet<&str> = files.collect();
        let mut folders = BTreeSet::from([""]);
        for file in &files {
            let mut above = folder(file);
            while folders.insert(above) {
                above = folder(above);
            }
        }
        Self {
            base: base.map(Base::new),
            nearby: Nearby::new(files.iter().copied()),
            files,
            folders,
            pages: BTreeMap::new(),
            given_up,
        }
    }

    /// Takes in the anchors of pages, by their paths from the root.
    #[must_use]
    pub fn with_anchors(self, pages: impl Iterator<Item = (&'a str, &'a Anchors)>) -> Self {
        Self {
            pages: pages.collect(),
            ..self
        }
    }

    /// Whether a link of a page leads out of what can be known here, whatever anchors there are.
    #[must_use]
    pub fn leads_elsewhere(&self, page: &str, target: &str) -> bool {
        self.given_up(page, target, true).is_none()
            && matches!(self.way(page, target), Way::Elsewhere)
    }

    /// Tells what is wrong with what stands in a file as the address of a calendar, or with `paths`
    /// as its path from there, if that calendar was given up.
    #[must_use]
    pub fn given_up(&self, file: &str, target: &str, paths: bool) -> Option<What> {
        let is_meant = !self.given_up.is_empty() && (paths || target.contains("://"));
        is_meant.then(|| self.instead(file, target)).flatten()
    }

    /// Tells which calendar a link is to lead to, if the one that it leads to was given up.
    fn instead(&self, page: &str, target: &str) -> Option<What> {
        let end = target.find(['?', '#']).unwrap_or(target.len());
        let before = &target[..end];
        let is_address = before.contains("://");
        let (path, now, on_branch) = match self.way(page, target) {
            Way::Path { path, .. } => {
                let (path, now) = self.given_up.get_key_value(&path)?;
                (path, now, true)
            }
            Way::Branch { path, .. } => {
                let (path, now) = self.given_up.get_key_value(&path)?;
                (path, now, false)
            }
            Way::Elsewhere if is_address => {
                let address = address(before);
                let mut given_up = self.given_up.iter();
                let (path, now) = given_up.find(|(path, _)| {
                    let above = address.strip_suffix(path.as_str());
                    above.is_some_and(|it| it.ends_with('/') && self.may_show(it))
                })?;
                (path, now, true)
            }
            Way::Elsewhere => return None,
        };
        let parts = path.matches('/').count();
        let above = before.rmatch_indices('/').nth(parts);
        let nearest = now.as_deref().and_then(|now| match above {
            // Of an address all but the path stays: its scheme, another host of the forge.
            Some((at, _)) if is_address && on_branch => {
                Some(format!("{}/{}", &before[..at], destination(now)))
            }
            _ => self.link(page, now, is_address),
        });
        let why = DeadEnd::GivenUp { path: path.clone() };
        Some(What::DeadLink { why, nearest })
    }

    /// Whether files of the repository may be shown below an address: the forge shows them as
    /// they are from another host, and as a site. Without a base nobody knows.
    fn may_show(&self, address: &str) -> bool {
        self.base.as_ref().is_none_or(|base| {
            let below = base.below.as_ref();
            let name = below.and_then(|it| it.repository.trim_end_matches('/').rsplit('/').next());
            name.is_some_and(|name| address.split('/').any(|part| part == name))
        })
    }

    /// Tells what is wrong with a link of a page, if anything is.
    #[must_use]
    pub fn dead_end(&self, page: &str, target: &str) -> Option<What> {
        if let Some(given_up) = self.given_up(page, target, true) {
            return Some(given_up);
        }
        match self.way(page, target) {
            Way::Elsewhere => None,
            Way::Branch {
                path,
                written,
                expected,
            } => {
                let nearest = self.file(&path).or_else(|| self.nearby.find(&path));
                Some(What::DeadLink {
                    why: DeadEnd::Branch { written, expected },
                    nearest: nearest.and_then(|file| self.link(page, file, true)),
                })
            }
            Way::Path {
                path,
                anchor,
                own,
                public,
            } => {
                let Some(file) = self.file(&path) else {
                    if self.folders.contains(path.as_str()) {
                        return None;
                    }
                    let meant = self.nearby.find(&path);
                    return Some(What::DeadLink {
                        nearest: meant.and_then(|file| self.link(page, file, public)),
                        why: DeadEnd::File { path },
                    });
                };
                let anchors = self.pages.get(file)?;
                let fragment = decoded(anchor);
                let forge = self.base.as_ref().and_then(|base| base.forge);
                if anchor.is_empty() || anchors.has(&fragment, forge) {
                    return None;
                }
                let meant = anchors.meant(&fragment, forge).map(str::to_owned);
                let near = || self.nearby.compare(&fragment, anchors.slugs(forge));
                let meant = meant.or_else(near);
                let before = target.split('#').next().unwrap_or_default();
                Some(What::DeadLink {
                    nearest: meant.map(|slug| format!("{before}#{slug}")),
                    why: DeadEnd::Anchor {
                        anchor: format!("#{fragment}"),
                        page: (!own).then(|| file.to_owned()),
                    },
                })
            }
        }
    }

    fn way<'t>(&self, page: &str, target: &'t str) -> Way<'t> {
        let (before, anchor) = target.split_once('#').unwrap_or((target, ""));
        let before = before.split('?').next().unwrap_or_default();
        // A program makes the page, and this link.
        if target.contains("{{") || target.contains("{%") {
            return Way::Elsewhere;
        }
        if target.contains("://") {
            return match &self.base {
                Some(base) => base.way(before, anchor),
                None => Way::Elsewhere,
            };
        }
        let first = before.split('/').next().unwrap_or_default();
        // What begins at the root of a host depends on the host; what has a scheme is no path.
        if before.starts_with('/') || first.contains(':') {
            return Way::Elsewhere;
        }
        if before.is_empty() {
            return Way::Path {
                path: page.to_owned(),
                anchor,
                own: true,
                public: false,
            };
        }
        // Readers take a backslash for the slash that was meant.
        let way = decoded(before).replace('\\', "/");
        match joined(folder(page), &way) {
            Some(path) => Way::Path {
                own: path == page,
                path,
                anchor,
                public: false,
            },
            None => Way::Elsewhere,
        }
    }

    /// Finds the file that a path stands for; wikis and sites leave out the ending of a page.
    fn file(&self, path: &str) -> Option<&'a str> {
        let page = || {
            let stem = path
                .strip_suffix(".html")
                .or_else(|| path.strip_suffix(".htm"))
                .unwrap_or(path);
            self.files.get(format!("{stem}.md").as_str())
        };
        self.files.get(path).or_else(page).copied()
    }

    /// Writes the link from a page to a file.
    fn link(&self, page: &str, file: &str, public: bool) -> Option<String> {
        let link = match &self.base {
            Some(base) if public => format!("{}{file}", base.url),
            _ => from_folder(folder(page), file),
        };
        Some(destination(&link).into_owned()).filter(|link| !link.is_empty())
    }
}

impl<'a> Base<'a> {
    fn new(url: &'a str) -> Self {
        let address = address(url);
        let parts: Vec<&str> = address.split('/').collect();
        let is_kind = |at: usize| parts.get(at).is_some_and(|part| KINDS.contains(part));
        // A host or the name of a person is no kind, a branch follows one; of cgit a tree has none.
        let kind = (2..parts.len().saturating_sub(2))
            .find(|at| is_kind(*at))
            .map(|at| if is_kind(at + 1) { at + 1 } else { at })
            .filter(|at| parts[*at] != "tree" && at + 2 < parts.len());
        let below = kind.map(|at| Below {
            repository: parts[..at].join("/") + "/",
            branch: parts[at + 1].to_owned(),
            root: parts[at + 2..].join("/"),
        });
        Self {
            url,
            address,
            below,
            forge: Forge::of(url),
        }
    }

    /// Follows an address without query and anchor.
    fn way<'t>(&self, url: &str, anchor: &'t str) -> Way<'t> {
        let given = address(url);
        let to = |path: &str| {
            joined("", path).map_or(Way::Elsewhere, |path| Way::Path {
                path,
                anchor,
                own: false,
                public: true,
            })
        };
        if let Some(path) = given.strip_prefix(&self.address) {
            return to(path);
        }
        if format!("{given}/") == self.address {
            return to("");
        }
        let below = self.below.as_ref().and_then(|below| {
            let rest = given.strip_prefix(&below.repository)?;
            let (kind, rest) = rest.split_once('/')?;
            let (branch, rest) = rest.split_once('/')?;
            let rest = match kind {
                // SourceHut shows the folders of a tree below this.
                "tree" => rest.strip_prefix("item/").unwrap_or(rest),
                _ => rest,
            };
            let path = rest.strip_prefix(&below.root)?;
            KINDS.contains(&kind).then_some((below, branch, path))
        });
        match below {
            Some((below, branch, path)) if branch == below.branch => to(path),
            Some((below, branch, path)) if !is_revision(branch) => Way::Branch {
                path: joined("", path).unwrap_or_default(),
                written: branch.to_owned(),
                expected: below.branch.clone(),
            },
            _ => Way::Elsewhere,
        }
    }
}

/// Returns an address without its scheme, in the form in which two can be compared.
fn address(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    format!("{}/{}", host.to_ascii_lowercase(), decoded(path))
}

/// Whether what stands in the place of a branch is a commit or a version: these never move.
fn is_revision(branch: &str) -> bool {
    let commit = (7..=64).contains(&branch.len()) && branch.bytes().all(|b| b.is_ascii_hexdigit());
    let version = branch.trim_start_matches('v');
    commit || branch == "HEAD" || version.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests;
