//! One document, where a command is told to put it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::failure::Failure;
use super::pipeline::is_missing;
use super::{Session, build};
use crate::plan::{Action, Plan, Step};
use crate::problem::{Problem, What, nearest};
use crate::source::{
    IMAP_FILE, MAILBOX_FILE, MEETINGS_FILE, MEMBERS_FILE, PRIVATE_FOLDER, PRIVATE_MEETINGS_FILE,
    PRIVATE_MEMBERS_FILE, PRIVATE_SUBJECTS_FILE, REPLIES_FILE, SENT_FILE, SMTP_FILE, Sources,
};

/// The registries, the settings and the journals.
const OWN_FILES: [&str; 10] = [
    MEMBERS_FILE,
    MEETINGS_FILE,
    PRIVATE_MEMBERS_FILE,
    PRIVATE_MEETINGS_FILE,
    PRIVATE_SUBJECTS_FILE,
    SMTP_FILE,
    IMAP_FILE,
    SENT_FILE,
    REPLIES_FILE,
    MAILBOX_FILE,
];

/// Where a document goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Standard output.
    Output,
    /// A path from the root of the registries.
    Below(String),
    Elsewhere(PathBuf),
}

impl Target {
    /// Reads what stands behind `-o`: `-`, or a file named from the current folder, or that of `-C`.
    pub fn named(session: &Session, file: &Path) -> Self {
        if file.as_os_str() == "-" {
            return Self::Output;
        }
        match session.workspace.path_below(file) {
            Some(path) => Self::Below(path),
            None => Self::Elsewhere(file.to_path_buf()),
        }
    }

    /// Whether it lies in `private/`.
    pub fn is_private(&self) -> bool {
        matches!(self, Self::Below(path) if path.starts_with(PRIVATE_FOLDER))
    }

    /// Returns the bytes that are there, before another document is written; none on standard output.
    ///
    /// # Errors
    ///
    /// Something is there that cannot be read, which is shown; or a registry, a setting or a journal, which no
    /// document replaces.
    pub fn old(&self, session: &Session) -> Result<Option<Arc<[u8]>>, Failure> {
        let complain = |problems: &[Problem]| session.shown(problems, &Sources::new());
        match self {
            Self::Output => Ok(None),
            Self::Below(path) if OWN_FILES.contains(&path.as_str()) => {
                Err(Failure::OwnFile { path: path.clone() })
            }
            Self::Below(path) => {
                let paths = std::iter::once(path.as_str());
                let found = session.workspace.existing(paths, std::iter::empty());
                let mut existing = found.map_err(|problems| complain(&problems))?;
                Ok(existing.remove(path))
            }
            Self::Elsewhere(file) => {
                let shown =
                    |what: What| complain(&[Problem::path(file.display().to_string(), what)]);
                let read = session.workspace.read_document(file);
                Ok(read.map_err(shown)?.map(Arc::from))
            }
        }
    }
}

/// Says what a file is to become; nothing is written.
pub fn step(target: &Target, old: Option<Arc<[u8]>>, new: Vec<u8>) -> Step {
    let path = match target {
        Target::Output => "-".to_owned(),
        Target::Below(path) => path.clone(),
        Target::Elsewhere(file) => file.display().to_string(),
    };
    Step::write(path, old, new)
}

/// Writes documents, each to its target, and says so file by file; drafts are not for everyone.
///
/// # Errors
///
/// One cannot be written; those before it are.
pub fn write(
    session: &Session,
    documents: Vec<(Target, Step)>,
    are_drafts: bool,
) -> Result<(), Failure> {
    let mut written = Plan::default();
    for (target, step) in documents {
        match &target {
            Target::Output => {
                session
                    .terminal
                    .write(&String::from_utf8_lossy(&step.new))?;
                continue;
            }
            Target::Below(_) => {
                let plan = Plan {
                    steps: vec![step.clone()],
                    orphans: Vec::new(),
                };
                session.workspace.apply(&plan).map_err(Failure::from)?;
            }
            Target::Elsewhere(_) if step.action == Action::Keep => {}
            Target::Elsewhere(file) => {
                let done = session.workspace.write_document(file, &step, are_drafts);
                done.map_err(Failure::from)?;
            }
        }
        written.steps.push(step);
    }
    if written.steps.is_empty() {
        return Ok(());
    }
    build::show(session, &written, false)
}

/// Reads the file that a person names, or standard input for `-`.
///
/// # Errors
///
/// It is not there, or cannot be read; the latter is shown.
pub fn read(session: &Session, file: &Path) -> Result<Arc<[u8]>, Failure> {
    let shown = file.display().to_string();
    let refuse = |what| session.refused(Problem::path(&shown, what));
    let missing = || {
        let (path, beside) = session.workspace.beside(file);
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let nearest = nearest(&name, beside.iter().map(String::as_str));
        let nearest = nearest.map(|name| file.with_file_name(name).display().to_string());
        Failure::NoSuchFile { path, nearest }
    };
    match Target::named(session, file) {
        Target::Output => session
            .workspace
            .read_input()
            .map(Arc::from)
            .map_err(refuse),
        Target::Below(path) => match session.workspace.read_whole(&path) {
            Err(problem) if is_missing(&problem) => Err(missing()),
            read => read.map_err(|it| session.refused(*it)),
        },
        Target::Elsewhere(file) => {
            let read = session.workspace.read_document(&file).map_err(refuse)?;
            read.map(Arc::from).ok_or_else(missing)
        }
    }
}
