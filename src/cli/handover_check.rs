//! `cll handover check`: what of `private/` a clone has, before anything is sent from it.

use serde::Serialize;
use serde_json::{Value, json};

use super::arguments::{CheckFormat, HandoverCheck, ListFormat};
use super::init::IGNORE_FILE;
use super::listing::{self, Cell, List, word};
use super::pipeline::{self, Confidential};
use super::{CommandResult, ExitStatus, Session, findings, mailing, private_files, server};
use crate::domain::{Council, Journal, Meeting, Subject};
use crate::markdown::minutes;
use crate::problem::{Place, PrivateGap, Problem, Severity, What};
use crate::registry::{mailbox, replies, sent};
use crate::render::{self, Context, Templates};
use crate::sort::Sort;
use crate::source::{
    IMAP_FILE, MAILBOX_FILE, MARKED_FILE, PRIVATE_FOLDER, PRIVATE_MEETINGS_FILE,
    PRIVATE_MEMBERS_FILE, PRIVATE_SUBJECTS_FILE, REPLIES_FILE, SENT_FILE, SMTP_FILE,
};
use crate::words::Words;

/// The private files, in the order in which they are to be put back.
const FILES: [&str; 9] = [
    PRIVATE_MEMBERS_FILE,
    PRIVATE_MEETINGS_FILE,
    SENT_FILE,
    PRIVATE_SUBJECTS_FILE,
    REPLIES_FILE,
    MAILBOX_FILE,
    MARKED_FILE,
    SMTP_FILE,
    IMAP_FILE,
];

const KEYS: &str = "file state findings to_do";

/// What lists show of a file.
const LIST: List = List {
    name: "files",
    keys: KEYS,
    fields: KEYS,
    columns: &[
        ("file", Cell::Plain),
        ("state", word("words.private-state")),
        ("to-do=to_do", Cell::Plain),
    ],
    id: "file",
};

/// What there is of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    Here,
    /// It is not here, and nothing that is here needs it.
    Absent,
    Missing,
    /// Another file speaks of what it does not have.
    Stale,
    /// It cannot be read, or what it says is wrong.
    Unsound,
}

/// A file, and why it stands so.
struct Row {
    file: &'static str,
    state: State,
    /// What is wrong with it.
    findings: Vec<What>,
    /// What its sentence needs.
    said: Value,
}

impl Row {
    fn new(file: &'static str, state: State) -> Self {
        Self {
            file,
            state,
            findings: Vec::new(),
            said: json!({}),
        }
    }

    /// What is to be done: what the first finding says, else a sentence about the file.
    fn to_do(&self, words: Words) -> String {
        if let Some(what) = self.findings.first() {
            let part = |part: &str| words.find(&format!("finding.{}.{part}", what.code()), what);
            let said = json!({
                "headline": part("headline"),
                "help": part("help"),
                "others": self.findings.len() - 1,
            });
            return words.say("handover.finding", said);
        }
        let mut said = self.said.clone();
        said["file"] = self.file.into();
        said["state"] = json!(self.state);
        words.find("handover.file", &said).unwrap_or_default()
    }

    fn record(&self, words: Words) -> Value {
        let codes = self.findings.iter().map(What::code);
        json!({
            "file": self.file,
            "state": self.state,
            "findings": codes.collect::<Vec<_>>(),
            "to_do": self.to_do(words),
        })
    }
}

/// Runs the command.
///
/// # Errors
///
/// Unsound registries, or a stream that refuses the list.
pub fn run(session: &Session, arguments: &HandoverCheck) -> CommandResult {
    let mut drafted = pipeline::draft(&session.workspace, &session.clock);
    let private = pipeline::confidential(&session.workspace, drafted.council.as_ref());
    let found = findings::find(session, &mut drafted, &private);
    let Some(council) = &drafted.council else {
        return Err(session.shown(&drafted.problems, &drafted.sources));
    };
    let (context, _) = render::context(council, &Templates::embedded());
    let clone = Checkout {
        session,
        council,
        context: &context,
        calendar: drafted.calendar.as_deref(),
        private: &private,
        found: &found,
        journal: mailing::journal(session, council).ok(),
        replies: mailing::replies(session).unwrap_or_default(),
    };
    let rows = clone.rows();
    let terminal = &session.terminal;
    let records: Vec<Value> = rows.iter().map(|it| it.record(terminal.words())).collect();
    let format = if arguments.json || arguments.format == CheckFormat::Json {
        ListFormat::Json
    } else {
        ListFormat::Table
    };
    listing::in_format(terminal, format, &LIST, &records)?;
    let is_well = |row: &Row| matches!(row.state, State::Here | State::Absent);
    if rows.iter().all(is_well) {
        return Ok(ExitStatus::Success);
    }
    let count = rows.iter().filter(|row| !is_well(row)).count();
    terminal.tell("handover.not-ready", json!({ "count": count }));
    Ok(ExitStatus::Findings)
}

/// What is known of the private files.
struct Checkout<'a> {
    session: &'a Session,
    council: &'a Council,
    context: &'a Context,
    /// The path of the calendar of all meetings.
    calendar: Option<&'a str>,
    private: &'a Confidential,
    found: &'a [Problem],
    /// The journal of messages, if it is sound.
    journal: Option<sent::Read>,
    replies: replies::Read,
}

impl Checkout<'_> {
    fn rows(&self) -> Vec<Row> {
        let missing = private_files::missing(
            self.session,
            self.council,
            self.calendar,
            self.private,
            self.journal.as_ref(),
        );
        let files = FILES.into_iter().map(|file| {
            let findings = self.findings(|path| path == file);
            if !findings.is_empty() {
                return Row {
                    findings,
                    ..Row::new(file, State::Unsound)
                };
            }
            match missing.iter().find(|(path, _)| *path == file) {
                None => self.row(file),
                // Its own sentence says whence it comes.
                Some((_, PrivateGap::Missing)) if file != SENT_FILE => {
                    Row::new(file, State::Missing)
                }
                Some((_, gap)) => Row {
                    findings: vec![What::MissingPrivateFile { gap: *gap }],
                    ..Row::new(file, State::Missing)
                },
            }
        });
        files.chain([self.ignored()]).collect()
    }

    /// Lists what was found at a path, errors first; what is missing is a row's state.
    fn findings(&self, is_meant: impl Fn(&str) -> bool) -> Vec<What> {
        let found = self.found.iter().filter(|problem| match &problem.place {
            Place::Path(path) | Place::Hidden { path, .. } => is_meant(path),
            _ => false,
        });
        let whats = found.map(|problem| problem.what.clone());
        let mut whats: Vec<What> = whats
            .filter(|what| !matches!(what, What::MissingPrivateFile { .. }) && !is_of_git(what))
            .collect();
        whats.order_by_key(|what| what.severity() != Severity::Error);
        whats
    }

    /// Looks at a file with which nothing else is wrong.
    fn row(&self, file: &'static str) -> Row {
        let is_here = self.session.workspace.has(file);
        let mut row = Row::new(file, State::Absent);
        if is_here {
            row.state = State::Here;
        }
        match file {
            // Without contacts nobody can be written to.
            PRIVATE_MEMBERS_FILE if !is_here => row.state = State::Missing,
            PRIVATE_MEMBERS_FILE => {
                row.said = json!({ "count": self.without_contact() });
            }
            SENT_FILE if self.journal.as_ref().is_some_and(|read| read.torn) => {
                row.state = State::Unsound;
            }
            SENT_FILE if is_here && self.has_unknown_answers() => row.state = State::Stale,
            PRIVATE_SUBJECTS_FILE => {
                let unknown = self.unproposed();
                row.said = json!({ "count": unknown });
                if unknown > 0 {
                    row.state = if is_here {
                        State::Stale
                    } else {
                        State::Missing
                    };
                }
            }
            REPLIES_FILE => {
                let noted = self.noted();
                row.said = json!({ "count": noted, "here": self.replies.replies.count() });
                if noted > self.replies.replies.count() {
                    row.state = if is_here {
                        State::Stale
                    } else {
                        State::Missing
                    };
                }
            }
            MARKED_FILE => {
                let gone = self.drafts_gone();
                row.said = json!({ "count": gone });
                if gone > 0 {
                    row.state = State::Stale;
                } else if !is_here && self.has_marked_drafts() {
                    row.state = State::Missing;
                }
            }
            SMTP_FILE | IMAP_FILE => self.settings(&mut row, is_here),
            _ => {}
        }
        row
    }

    /// Counts the subjects that were relayed and of which nobody knows here what was proposed.
    fn unproposed(&self) -> usize {
        let proposals = &self.private.records.proposals;
        let is_here = |subject: &&Subject| proposals.iter().any(|it| it.id == subject.id);
        let subjects = self.council.subjects.iter();
        subjects.filter(|it| !is_here(it)).count()
    }

    /// Counts the members of today for which nobody can be written to.
    fn without_contact(&self) -> usize {
        let today = self.session.today(self.council);
        let contacts = &self.private.records.contacts;
        let members = self.council.members.iter().filter(|it| it.sits_on(today));
        let lack = members.filter(|member| {
            let mut own = contacts.iter().filter(|it| it.member == member.id);
            !own.any(|contact| contact.serves_on(today))
        });
        lack.count()
    }

    /// Whether people answered about a meeting to come of which the journal of messages knows nothing.
    fn has_unknown_answers(&self) -> bool {
        let now = self.session.clock.moment(self.council.timezone);
        let Some(read) = &self.journal else {
            return false;
        };
        let is_unknown = |meeting: &&Meeting| {
            !meeting.is_over(now)
                && !read.journal.knows(&meeting.uid)
                && self.replies.replies.speak_of(meeting)
        };
        self.council.meetings.iter().any(|it| is_unknown(&it))
    }

    /// Returns how many answers were recorded when the mailbox was last read.
    fn noted(&self) -> usize {
        let workspace = &self.session.workspace;
        let settings = pipeline::imap_settings(workspace).ok().flatten();
        let text = workspace.read(MAILBOX_FILE).ok();
        let mark = settings
            .zip(text)
            .and_then(|(settings, text)| mailbox::read(&text, &settings).mark);
        mark.map_or(0, |mark| mark.answers)
    }

    /// Counts the drafts that are said to hold private marks and are not here.
    fn drafts_gone(&self) -> usize {
        let workspace = &self.session.workspace;
        let list = workspace.read(MARKED_FILE).ok();
        let paths = list.iter().flat_map(|list| list.lines());
        let paths = paths.map(str::trim).filter(|path| !path.is_empty());
        paths.filter(|path| !workspace.has(path)).count()
    }

    fn has_marked_drafts(&self) -> bool {
        let drafts = self.context.meetings.iter();
        let mut drafts = drafts.filter_map(|it| it.draft.as_deref());
        drafts.any(|path| {
            let text = self.session.workspace.read(path);
            text.is_ok_and(|text| !minutes::read(&text).privacy.regions.is_empty())
        })
    }

    /// Says whether a server was used that nothing here says how to reach, and how its password is given.
    fn settings(&self, row: &mut Row, is_here: bool) {
        let workspace = &self.session.workspace;
        let is_smtp = row.file == SMTP_FILE;
        let journal = self.journal.as_ref().map(|read| &read.journal);
        let was_used = if is_smtp {
            journal.is_some_and(Journal::was_sent_by_server)
        } else {
            workspace.has(MAILBOX_FILE)
        };
        if !is_here {
            if was_used {
                row.state = State::Missing;
            }
            return;
        }
        let login = if is_smtp {
            let settings = pipeline::smtp_settings(workspace).ok().flatten();
            settings.and_then(|it| it.login)
        } else {
            let settings = pipeline::imap_settings(workspace).ok().flatten();
            settings.map(|it| it.login)
        };
        let password = match login.map(|login| server::password_file(&login)) {
            None => "none",
            Some(None) => "command",
            Some(Some(file)) => {
                if !workspace.has(&file) {
                    row.state = State::Missing;
                }
                "file"
            }
        };
        row.said = json!({ "password": password });
    }

    /// Whether git leaves the private files alone.
    fn ignored(&self) -> Row {
        let workspace = &self.session.workspace;
        let of_git = self.found.iter().filter(|it| is_of_git(&it.what));
        let findings: Vec<What> = of_git.map(|problem| problem.what.clone()).collect();
        if !findings.is_empty() {
            return Row {
                findings,
                ..Row::new(IGNORE_FILE, State::Unsound)
            };
        }
        let taken = workspace.first_taken(&FILES);
        let (state, findings) = match taken {
            Ok(None) if workspace.has_repository() => (State::Here, Vec::new()),
            Ok(None) => (State::Absent, Vec::new()),
            Ok(Some(_)) => (State::Missing, Vec::new()),
            Err(why) => (State::Unsound, vec![What::GitSilent { why }]),
        };
        Row {
            findings,
            ..Row::new(IGNORE_FILE, state)
        }
    }
}

/// Whether a finding is about what git takes of the private files.
fn is_of_git(what: &What) -> bool {
    match what {
        What::PrivateTracked { path } | What::PrivateUnignored { path, .. } => {
            path.starts_with(PRIVATE_FOLDER)
        }
        What::GitSilent { .. } => true,
        _ => false,
    }
}
