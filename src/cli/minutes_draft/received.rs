//! `cll minutes draft --from`: minutes that were written elsewhere, as a draft.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use super::super::arguments::MinutesDraft;
use super::super::document::{self, Target};
use super::super::failure::Failure;
use super::super::pipeline::is_missing;
use super::super::{CommandResult, Session};
use super::finish;
use crate::domain::{Council, Meeting};
use crate::import::minutes::{self, Document};
use crate::leaks::watch::Watch;
use crate::problem::{Problem, nearest};
use crate::render::{self, MeetingValue};
use crate::source::Sources;

/// Runs the command. The draft goes to the target, where `old` is now.
pub fn run(
    session: &Session,
    council: &Council,
    (meeting, value): (&Meeting, &MeetingValue),
    (arguments, file, target, old): (&MinutesDraft, &PathBuf, Target, Option<Arc<[u8]>>),
    known: Option<Watch>,
) -> CommandResult {
    let shown = file.display().to_string();
    let bytes = read(session, file, &shown)?;
    let unfit = |why| Failure::Unfit {
        path: shown.clone(),
        why,
    };
    let (mut document, encoding) = minutes::document(&bytes).map_err(unfit)?;
    let is_markdown = file
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("md"));
    if let (Document::Text(text), true) = (&document, is_markdown) {
        document = Document::Markdown(text.clone());
    }
    let (mut comments, mut images, mut left_out) = (0, 0, Vec::new());
    if let Some(office) = minutes::office(&document).map_err(unfit)? {
        let read = session
            .workspace
            .pandoc(office.format, office.bytes.clone());
        let html = read.map_err(|why| Failure::Pandoc {
            path: shown.clone(),
            why,
        })?;
        let page = office.page(&html);
        let words = office.lost(&page);
        if words > 0 {
            return Err(Failure::LostWords { path: shown, words });
        }
        (comments, images, left_out) = (office.comments, office.images, office.left_out);
        document = page;
    }
    minutes::worded(&document).map_err(unfit)?;
    let mut sources = Sources::new();
    let templates = session.sound_templates(&mut sources)?;
    let template = render::minutes::draft(council, &templates, (meeting, value), (&[], None), &[]);
    let template = template.map_err(|problem| session.shown(&[*problem], &sources))?;
    let draft = minutes::draft(&document, &template, council, meeting.slot.date());
    let is_open = !matches!(target, Target::Output) && !target.is_private();
    if is_open && draft.is_private {
        return Err(Failure::OpenDraft { path: shown });
    }
    let step = document::step(&target, old, draft.text.into_bytes());
    let done = finish(session, arguments, known, (target, step))?;
    let terminal = &session.terminal;
    if let Some(encoding) = encoding {
        terminal.tell("minutes.read-as", json!({ "encoding": encoding }));
    }
    let tell = |count: usize, tell: &dyn Fn(Value)| {
        if count > 0 {
            tell(json!({ "count": count }));
        }
    };
    tell(comments + draft.comments, &|count| {
        terminal.tell("minutes.comments-left-out", count);
    });
    tell(images + draft.images, &|count| {
        terminal.tell("minutes.images-left-out", count);
    });
    tell(draft.hidden, &|count| {
        terminal.tell("minutes.hidden-private", count);
    });
    tell(draft.mail, &|count| {
        terminal.tell("minutes.mail-private", count);
    });
    for part in &left_out {
        terminal.tell("minutes.left-out", json!(part));
    }
    for line in &draft.lines {
        let single = line.from == line.to;
        let place = json!({ "from": line.from, "to": line.to, "single": single });
        let place = terminal.words().say("minutes.place", place);
        let mut said = json!(line.seen);
        said["place"] = json!(place);
        terminal.tell("minutes.received", said);
    }
    Ok(done)
}

fn read(session: &Session, file: &Path, shown: &str) -> Result<Arc<[u8]>, Failure> {
    let refuse = |what| session.refused(Problem::path(shown, what));
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
