//! What is there against what is to be: create, update, keep or refuse; and the difference.

use std::collections::BTreeMap;
use std::sync::Arc;

use diffy::{DiffOptions, PatchFormatter};
use serde::Serialize;

use crate::problem::{Orphaned, Place, Problem, What};
use crate::render::{Artifact, Policy};
use crate::source::harmless;

/// The files that are there, by their paths from the root.
pub type Existing = BTreeMap<String, Arc<[u8]>>;

/// What is to be done to one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    Create,
    Update,
    /// It is as it should be.
    Keep,
    /// It is to go: it was asked for by name.
    Remove,
    /// It is there and belongs to people.
    Refuse,
}

/// One file of a plan.
#[derive(Clone, Debug)]
pub struct Step {
    pub action: Action,
    pub path: String,
    /// The bytes that are there.
    pub old: Option<Arc<[u8]>>,
    /// The bytes that are to be there; where nothing changes those that are, which are held once.
    pub new: Arc<[u8]>,
}

/// What is to be done, file by file, and the calendars that nobody claims any more.
#[derive(Debug, Default)]
pub struct Plan {
    pub steps: Vec<Step>,
    pub orphans: Vec<Orphan>,
}

/// A file that was made from these registries and that no artefact claims any more.
#[derive(Clone, Debug)]
pub struct Orphan {
    pub path: String,
    pub bytes: Arc<[u8]>,
}

impl Plan {
    /// Compares artefacts with what is there.
    ///
    /// A file whose bytes satisfy `made_here` and that no artefact claims is an orphan.
    #[must_use]
    pub fn new(
        artifacts: Vec<Artifact>,
        mut existing: Existing,
        made_here: impl Fn(&str, &[u8]) -> bool,
    ) -> Self {
        let steps: Vec<Step> = artifacts
            .into_iter()
            .map(|artifact| {
                let path = artifact.path.to_string();
                let old = existing.remove(&path);
                let action = action(old.as_deref(), &artifact.bytes, artifact.policy);
                let kept = old.clone().filter(|_| action == Action::Keep);
                Step {
                    action,
                    path,
                    old,
                    new: kept.unwrap_or_else(|| artifact.bytes.into()),
                }
            })
            .collect();
        let orphans = existing
            .into_iter()
            .filter(|(path, bytes)| made_here(path, bytes))
            .map(|(path, bytes)| Orphan { path, bytes })
            .collect();
        Self { steps, orphans }
    }

    /// Plans to remove the orphans that `is` holds for.
    pub fn remove(&mut self, is: impl Fn(&Orphan) -> bool) {
        let (removed, kept): (Vec<_>, Vec<_>) = self.orphans.drain(..).partition(is);
        self.orphans = kept;
        self.steps.extend(removed.into_iter().map(|orphan| Step {
            action: Action::Remove,
            path: orphan.path,
            old: Some(orphan.bytes),
            new: Arc::default(),
        }));
    }

    /// Returns the steps that write something.
    pub fn changes(&self) -> impl Iterator<Item = &Step> {
        self.steps
            .iter()
            .filter(|step| !matches!(step.action, Action::Keep | Action::Refuse))
    }

    /// Says what is stale and what is orphaned.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let stale = self.changes().map(|step| Problem {
            what: What::StaleFile {
                missing: step.action == Action::Create,
                diff: step.diff(),
            },
            place: Place::Path(step.path.clone()),
            also: None,
        });
        let orphans = self.orphans.iter().map(|orphan| {
            Problem::path(
                &orphan.path,
                What::OrphanFile {
                    kind: Orphaned::Calendar,
                },
            )
        });
        stale.chain(orphans).collect()
    }
}

impl Step {
    /// Plans a file that is made once, and then belongs to people.
    #[must_use]
    pub fn seed(path: &str, old: Option<Arc<[u8]>>, new: impl Into<Arc<[u8]>>) -> Self {
        let new = new.into();
        Self {
            action: action(old.as_deref(), &new, Policy::SeedOnce),
            path: path.to_owned(),
            old,
            new,
        }
    }

    /// Plans a file that is to hold these bytes, whatever is there.
    #[must_use]
    pub fn write(
        path: impl Into<String>,
        old: Option<Arc<[u8]>>,
        new: impl Into<Arc<[u8]>>,
    ) -> Self {
        let new = new.into();
        Self {
            action: action(old.as_deref(), &new, Policy::Owned),
            path: path.into(),
            old,
            new,
        }
    }

    /// Returns the difference in the unified format, empty where nothing changes.
    ///
    /// The difference is for people: bytes that are no text show as U+FFFD, carriage returns only
    /// where nothing else differs.
    #[must_use]
    pub fn diff(&self) -> String {
        let old = String::from_utf8_lossy(self.old.as_deref().unwrap_or_default());
        let new = String::from_utf8_lossy(&self.new);
        let bare = |text: &str| text.replace('\r', "");
        let shown = |text: &str| text.replace('\r', "\u{240d}");
        let (old, new) = match (bare(&old), bare(&new)) {
            (before, after) if before == after => (shown(&old), shown(&new)),
            bare => bare,
        };
        let before = match self.old {
            Some(_) => format!("a/{}", self.path),
            None => "/dev/null".to_owned(),
        };
        let mut options = DiffOptions::new();
        let options = options
            .set_context_len(2)
            .set_original_filename(before)
            .set_modified_filename(format!("b/{}", self.path));
        let patch = options.create_patch(&old, &new);
        let format = PatchFormatter::new().suppress_blank_empty(false);
        let diff = format.fmt_patch(&patch).to_string();
        harmless(&diff).into_owned()
    }
}

fn action(old: Option<&[u8]>, new: &[u8], policy: Policy) -> Action {
    match (old, policy) {
        (None, _) => Action::Create,
        (Some(old), _) if old == new => Action::Keep,
        (Some(_), Policy::SeedOnce) => Action::Refuse,
        (Some(_), Policy::Owned | Policy::Blocks) => Action::Update,
    }
}
