//! Paths that cannot leave the repository.

use std::fmt;

use crate::domain::{MeetingId, MemberId, SubjectId};
use crate::markdown::href::folder;
use crate::problem::Unsafe;

/// The longest part of a path, in bytes: what every file system takes, 255, less what the name of
/// the temporary file adds to it while it is written.
const LONGEST_PART: usize = 247;
/// The longest path, and the longest template of one, in bytes.
pub const LONGEST: usize = 1000;

/// The folder of the drafts of messages.
pub const INVITATIONS_FOLDER: &str = "private/invitations/";

/// The folder of the drafts of messages that relay a subject.
pub const SUBJECTS_FOLDER: &str = "private/subjects/";

/// A path from the root of the registries, with `/` between its parts, that stays below it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RelativePath(String);

/// What the name of an artefact ends in, so that none can take the place of a registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suffix {
    Calendar,
    Page,
    /// A page that is not published yet: it may lie in `private/`.
    Draft,
    /// A file that people made, of any kind.
    Any,
}

impl Suffix {
    /// Whether a path ends so.
    #[must_use]
    pub fn ends(self, path: &str) -> bool {
        path.ends_with(self.text())
    }

    fn text(self) -> &'static str {
        match self {
            Self::Calendar => ".ics",
            Self::Page | Self::Draft => ".md",
            Self::Any => "",
        }
    }
}

impl RelativePath {
    /// Makes a path, or says why it is refused.
    ///
    /// # Errors
    ///
    /// Refused are paths that are empty, absolute or too long, that climb, that other systems
    /// could not hold, that lie in `private/` or `.git/`, or that do not end as they should.
    pub fn new(text: &str, suffix: Suffix) -> Result<Self, Unsafe> {
        if text.trim().is_empty() {
            return Err(Unsafe::Empty);
        }
        if text.starts_with('/') || text.starts_with('~') || text.get(1..2) == Some(":") {
            return Err(Unsafe::Absolute);
        }
        if let Some(refused) = text
            .chars()
            .find(|c| c.is_control() || "\\<>:\"|?*\u{2028}\u{2029}".contains(*c))
        {
            return Err(Unsafe::Character(refused));
        }
        if text
            .split('/')
            .any(|part| matches!(part.trim(), "" | "." | ".."))
        {
            return Err(Unsafe::Climbs);
        }
        if text.len() > LONGEST || text.split('/').any(|part| part.len() > LONGEST_PART) {
            return Err(Unsafe::TooLong);
        }
        let first = text.split('/').next().unwrap_or_default();
        let private = suffix != Suffix::Draft && first.eq_ignore_ascii_case("private");
        if private || first.eq_ignore_ascii_case(".git") {
            return Err(Unsafe::Reserved);
        }
        if !suffix.ends(text) {
            return Err(Unsafe::Suffix(suffix.text()));
        }
        Ok(Self(text.to_owned()))
    }

    /// Returns the path of the draft of a message: it is made of ids, and private.
    #[must_use]
    pub fn of_message(meeting: &MeetingId, member: &MemberId, rank: usize) -> Self {
        Self(format!("{INVITATIONS_FOLDER}{meeting}/{member}-{rank}.eml"))
    }

    /// Returns the path of the draft of a message that relays a subject: it is made of ids, and private.
    #[must_use]
    pub fn of_relayed(subject: &SubjectId, member: &MemberId, rank: usize) -> Self {
        Self(format!("{SUBJECTS_FOLDER}{subject}/{member}-{rank}.eml"))
    }

    /// Returns the path as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the folder of the file, empty at the root.
    #[must_use]
    pub fn folder(&self) -> &str {
        folder(&self.0)
    }
}

impl fmt::Display for RelativePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_below_the_root() {
        let refused = |text: &str| RelativePath::new(text, Suffix::Calendar).err();
        assert_eq!(refused("evenements/a.ics"), None);
        assert_eq!(refused("événements/à b.ics"), None);
        assert_eq!(refused(""), Some(Unsafe::Empty));
        assert_eq!(refused("/etc/x.ics"), Some(Unsafe::Absolute));
        assert_eq!(refused("C:/x.ics"), Some(Unsafe::Absolute));
        assert_eq!(refused("../x.ics"), Some(Unsafe::Climbs));
        assert_eq!(refused("a/../../x.ics"), Some(Unsafe::Climbs));
        assert_eq!(refused("a//x.ics"), Some(Unsafe::Climbs));
        assert_eq!(refused("a\\x.ics"), Some(Unsafe::Character('\\')));
        assert_eq!(refused("a\nx.ics"), Some(Unsafe::Character('\n')));
        assert_eq!(refused("Private/x.ics"), Some(Unsafe::Reserved));
        assert_eq!(refused(".git/x.ics"), Some(Unsafe::Reserved));
        assert_eq!(refused("members.toml"), Some(Unsafe::Suffix(".ics")));
        let draft = |text: &str| RelativePath::new(text, Suffix::Draft).err();
        assert_eq!(draft("private/comptes-rendus/a.md"), None);
        assert_eq!(draft(".git/a.md"), Some(Unsafe::Reserved));
        let any = |text: &str| RelativePath::new(text, Suffix::Any).err();
        assert_eq!(any("avis/2023-1.pdf"), None);
        assert_eq!(any("private/avis.pdf"), Some(Unsafe::Reserved));
        assert_eq!(any("htp://example.org/"), Some(Unsafe::Character(':')));
        let long = format!("{}.ics", "a".repeat(300));
        assert_eq!(refused(&long), Some(Unsafe::TooLong));
    }
}
