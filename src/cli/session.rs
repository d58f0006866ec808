//! What every command of a council is given: the terminal, the folder, and the moment of now.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use super::arguments::FindingFormat;
use super::failure::{Failure, Named};
use super::given::date;
use super::pipeline::{self, Confidential, is_missing, silent};
use super::terminal::Terminal;
use crate::diagnostics::{self, Format, PublicFormat};
use crate::domain::{Clock, Council, Meeting, PrivateRecords};
use crate::import::minutes;
use crate::leaks::watch::Watch;
use crate::problem::{Problem, Severity, What, nearest};
use crate::registry::scaffold::{self, Scaffold};
use crate::registry::schema::key_lists;
use crate::render::{self, Context, Templates};
use crate::source::{MEETINGS_FILE, MEMBERS_FILE, Sources};
use crate::workspace::{ExportError, Workspace};

/// Makes sure that minutes are no document of an office and no page.
///
/// # Errors
///
/// They are.
pub fn ensure_markdown(path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let kind = minutes::foreign(path, bytes);
    let path = path.to_owned();
    kind.map_or(Ok(()), |kind| Err(Failure::ForeignMinutes { path, kind }))
}

/// What every command of a council is given.
pub struct Session {
    pub terminal: Terminal,
    pub workspace: Workspace,
    pub clock: Clock,
    /// Whether a service runs the program at each commit, and keeps what it prints.
    pub is_in_ci: bool,
}

impl Session {
    /// Loads the council; its warnings are for `check`.
    ///
    /// # Errors
    ///
    /// Errors in the registries; they are shown.
    pub fn council(&self) -> Result<Council, Failure> {
        let read = pipeline::registries(&self.workspace, &self.clock);
        let errors = pipeline::has_errors(&read.problems);
        let council = read.council.filter(|_| !errors);
        council.ok_or_else(|| self.shown(&read.problems, &read.sources))
    }

    /// Prepares what templates may be given.
    ///
    /// # Errors
    ///
    /// A path of `[paths]` that cannot be made; it is shown.
    pub fn context(&self, council: &Council) -> Result<Context, Failure> {
        let templates = Templates::embedded();
        let (context, problems) = render::context(council, &templates);
        if problems.is_empty() {
            return Ok(context);
        }
        let read = pipeline::registries(&self.workspace, &self.clock);
        Err(self.shown(&problems, &read.sources))
    }

    /// Reads the private registries, without which nothing is known to be private.
    ///
    /// # Errors
    ///
    /// They are unsound; that is shown.
    pub fn private_records(&self, council: &Council) -> Result<PrivateRecords, Failure> {
        let read = pipeline::confidential(&self.workspace, Some(council));
        self.sound(&read)?;
        Ok(read.records)
    }

    /// Makes sure that nothing keeps the private registries from being known: an error does, and a line of
    /// the journal of answers that is none. Of what is only a warning `cll check` tells.
    ///
    /// # Errors
    ///
    /// They are unsound; that is shown.
    pub fn sound(&self, read: &Confidential) -> Result<(), Failure> {
        let problems = [&*read.problems, &*read.unread_answers].concat();
        if pipeline::has_errors(&problems) {
            return Err(self.shown(&problems, &Sources::new()));
        }
        Ok(())
    }

    /// Reads the templates, the council's own where it has any, and shows what is wrong with them.
    pub fn templates(&self, sources: &mut Sources) -> (Templates, Vec<Problem>) {
        let files = self.workspace.files();
        let mut problems = Vec::new();
        let templates = pipeline::templates(&self.workspace, &files, sources, &mut problems);
        self.print_problems(&problems, sources);
        (templates, problems)
    }

    /// Reads the templates, the council's own where it has any.
    ///
    /// # Errors
    ///
    /// One is unsound; it is shown.
    pub fn sound_templates(&self, sources: &mut Sources) -> Result<Templates, Failure> {
        let (templates, problems) = self.templates(sources);
        if pipeline::has_errors(&problems) {
            return Err(Failure::Findings);
        }
        Ok(templates)
    }

    /// Finds the meeting that is to be changed, or about which people are told: by its whole id, the
    /// next one by `next`, the last one that took place by `last`.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn meeting<'a>(&self, council: &'a Council, word: &str) -> Result<&'a Meeting, Failure> {
        let found = match word {
            "next" => {
                let now = self.clock.moment(council.timezone);
                let next = council.next_meeting(now);
                return next.ok_or_else(|| {
                    let off = council.next_called_off(now);
                    let off = off.map(|meeting| meeting.id.to_string());
                    Failure::NoNextMeeting { off }
                });
            }
            "last" => {
                let last = council.last_meeting(self.clock.moment(council.timezone));
                return last.ok_or(Failure::NoLastMeeting);
            }
            id => council.meeting(id),
        };
        found.ok_or_else(|| {
            let only = match called(council, word).as_slice() {
                [only] => Some(only.id.to_string()),
                _ => None,
            };
            let ids = council.meetings.iter().map(|meeting| meeting.id.as_str());
            Failure::Unknown {
                kind: Named::Meeting,
                id: word.to_owned(),
                nearest: only.or_else(|| nearest(word, ids)),
            }
        })
    }

    /// Finds a meeting that is only shown or drafted: as [`Session::meeting`] does, or by the beginning
    /// of its id that no other has, or by its day.
    ///
    /// # Errors
    ///
    /// There is none, or several.
    pub fn shown_meeting<'a>(
        &self,
        council: &'a Council,
        word: &str,
    ) -> Result<&'a Meeting, Failure> {
        self.meeting(council, word)
            .or_else(|failure| match called(council, word).as_slice() {
                [only] => Ok(*only),
                [] => Err(failure),
                several => Err(Failure::SeveralMeetings {
                    word: word.to_owned(),
                    ids: several.iter().map(|it| it.id.to_string()).collect(),
                }),
            })
    }

    /// Finds the meeting whose minutes are meant: by what [`Session::shown_meeting`] takes.
    ///
    /// # Errors
    ///
    /// There is none, or several.
    pub fn minuted<'a>(&self, council: &'a Council, word: &str) -> Result<&'a Meeting, Failure> {
        let found = self.shown_meeting(council, word);
        found.map_err(|failure| self.unless_document(word, failure))
    }

    /// Finds the meeting whose minutes are to be published: by what [`Session::meeting`] takes.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn publishing<'a>(&self, council: &'a Council, word: &str) -> Result<&'a Meeting, Failure> {
        let found = self.meeting(council, word);
        found.map_err(|failure| self.unless_document(word, failure))
    }

    /// Says that a document was named in the place of a meeting, if it was.
    fn unless_document(&self, word: &str, failure: Failure) -> Failure {
        let read = self.workspace.read_document(Path::new(word));
        let bytes = read.ok().flatten().unwrap_or_default();
        ensure_markdown(word, &bytes).err().unwrap_or(failure)
    }

    /// Reads the minutes at a path, if there are any; an empty path is that of none.
    ///
    /// # Errors
    ///
    /// They cannot be read; that is shown.
    pub fn minutes_at(&self, path: &str) -> Result<Option<Arc<str>>, Failure> {
        if path.is_empty() {
            return Ok(None);
        }
        match self.workspace.read(path) {
            Ok(text) => ensure_markdown(path, text.as_bytes()).map(|()| Some(text)),
            Err(problem) if is_missing(&problem) => Ok(None),
            Err(problem) => {
                let bytes = self.workspace.read_whole(path).unwrap_or_default();
                ensure_markdown(path, &bytes)?;
                Err(self.refused(*problem))
            }
        }
    }

    /// Makes sure that the folder holds no registry.
    ///
    /// # Errors
    ///
    /// It holds one, or something in its place.
    pub fn refuse_registries(&self) -> Result<(), Failure> {
        for path in [MEMBERS_FILE, MEETINGS_FILE] {
            let read = self.workspace.read(path);
            if !read.is_err_and(|problem| is_missing(&problem)) {
                let path = path.to_owned();
                return Err(Failure::Registered { path });
            }
        }
        Ok(())
    }

    /// Makes sure that git, where there is a repository, answers at all.
    ///
    /// # Errors
    ///
    /// It does not; that is shown.
    pub fn hear_git(&self) -> Result<(), Failure> {
        match pipeline::silence(&self.workspace) {
            None => Ok(()),
            Some(problem) => Err(self.refused(problem)),
        }
    }

    /// Makes sure that git takes none of some files, by their paths from the root.
    ///
    /// # Errors
    ///
    /// It tracks one or would take it, or does not answer; that is shown.
    pub fn keep_private(&self, paths: &[&str]) -> Result<(), Failure> {
        match self.workspace.first_taken(paths) {
            Ok(None) => Ok(()),
            Ok(Some(path)) => Err(self.refused(unignored(path))),
            Err(why) => Err(self.refused(silent(why))),
        }
    }

    /// Says why messages are not written into a folder.
    pub fn unexported(&self, why: ExportError) -> Failure {
        match why {
            ExportError::Taken { path } => self.refused(unignored(&path)),
            ExportError::Silent(why) => self.refused(silent(why)),
            ExportError::Public { folder } => Failure::PublicFolder { folder },
            ExportError::Edited { paths } => Failure::OtherDrafts { paths },
            ExportError::Occupied { folder } => Failure::Occupied { folder },
            ExportError::Failed(failed) => failed.into(),
        }
    }

    /// Says that the clone lacks commits, if it does: calendars may have seen a higher SEQUENCE.
    pub fn say_partial(&self, problems: &[Problem]) {
        let mut problems = problems.iter();
        if let Some(partial) = problems.find(|it| it.what == What::PartialHistory) {
            self.print_problems(std::slice::from_ref(partial), &Sources::new());
        }
    }

    /// Writes findings in the form that was asked for, as data.
    ///
    /// `watch` makes what finds private values, for the forms that everybody reads: `None` where nobody
    /// knows what is private.
    ///
    /// # Errors
    ///
    /// A stream that refuses them.
    pub fn write_problems(
        &self,
        problems: &[Problem],
        sources: &Sources,
        format: FindingFormat,
        watch: impl FnOnce() -> Option<Watch>,
    ) -> Result<(), Failure> {
        let (terminal, words) = (&self.terminal, self.terminal.words());
        let report = |format, color| diagnostics::report(problems, sources, words, format, color);
        let public = |format| {
            let below = self.workspace.repository_above().unwrap_or_default();
            let given = (below.as_str(), &*key_lists());
            let watch = watch();
            let is_private = watch
                .as_ref()
                .map(|watch| |text: &str| !watch.in_path(text).is_empty());
            let secrets = is_private.as_ref().map(|it| it as &dyn Fn(&str) -> bool);
            diagnostics::public_report(problems, sources, words, format, given, secrets)
        };
        terminal.write(&match format {
            FindingFormat::Human => report(Format::Human, terminal.color_out),
            FindingFormat::Short => report(Format::Short, false),
            FindingFormat::Json => report(Format::Json, false),
            FindingFormat::Sarif => public(PublicFormat::Sarif),
            FindingFormat::Github => public(PublicFormat::Github),
            FindingFormat::Gitlab => public(PublicFormat::Gitlab),
        })
    }

    /// Shows findings on standard error; with `--quiet` only the errors.
    pub fn print_problems(&self, problems: &[Problem], sources: &Sources) {
        let shown: Vec<Problem> = problems
            .iter()
            .filter(|p| !self.terminal.quiet || p.what.severity() == Severity::Error)
            .cloned()
            .collect();
        if !shown.is_empty() {
            let color = self.terminal.color_err;
            let text =
                diagnostics::report(&shown, sources, self.terminal.words(), Format::Human, color);
            self.terminal.report(&text);
            self.terminal.error("");
        }
    }

    /// Shows findings, and returns the failure that they are.
    pub fn shown(&self, problems: &[Problem], sources: &Sources) -> Failure {
        self.print_problems(problems, sources);
        Failure::Findings
    }

    /// Shows a finding that quotes no file, and returns the failure that it is.
    pub fn refused(&self, problem: Problem) -> Failure {
        self.shown(&[problem], &Sources::new())
    }

    /// Reads a file; `None` if it is not there.
    ///
    /// # Errors
    ///
    /// It cannot be read, which is shown.
    pub fn read_if_there(&self, path: &str) -> Result<Option<Arc<str>>, Failure> {
        match self.workspace.read(path) {
            Ok(text) => Ok(Some(text)),
            Err(problem) if is_missing(&problem) => Ok(None),
            Err(problem) => Err(self.refused(*problem)),
        }
    }

    /// Returns the day of now in the time zone of the council.
    pub fn today(&self, council: &Council) -> NaiveDate {
        self.clock.today(council.timezone)
    }

    /// Returns the comments of the registries in the language of the terminal.
    pub fn scaffold(&self) -> &'static Scaffold {
        let words = self.terminal.words();
        words.either(&scaffold::ENGLISH, &scaffold::FRENCH)
    }
}

/// Lists the meetings whose ids begin with a word, or that are on the day that it names.
fn called<'a>(council: &'a Council, word: &str) -> Vec<&'a Meeting> {
    let day = date(word).ok();
    let is_called = |meeting: &&Meeting| match day {
        Some(day) => meeting.slot.date() == day,
        None => !word.is_empty() && meeting.id.as_str().starts_with(word),
    };
    council.meetings.iter().filter(is_called).collect()
}

fn unignored(path: &str) -> Problem {
    let what = What::PrivateUnignored {
        path: path.to_owned(),
        others: 0,
    };
    Problem::path(path, what)
}
