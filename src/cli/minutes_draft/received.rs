//! `cll minutes draft --from`: minutes that were written elsewhere, as a draft.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Value, json};

use super::super::arguments::MinutesDraft;
use super::super::document::{self, Target};
use super::super::failure::Failure;
use super::super::{CommandResult, Session};
use super::finish;
use crate::domain::{Council, Meeting};
use crate::import::minutes::{self, Document};
use crate::leaks::watch::Watch;
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
    let bytes = document::read(session, file)?;
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
