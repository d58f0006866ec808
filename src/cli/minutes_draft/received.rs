//! `cll minutes draft --from`: minutes that were written elsewhere, as a draft.

use std::ops::Range;
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
use crate::leaks::accepted::Accepted;
use crate::leaks::attendance;
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::Watch;
use crate::markdown::minutes::owners::Owners;
use crate::markdown::minutes::{is_within, masked, read_of};
use crate::problem::PrivateKind;
use crate::render::{self, MeetingValue};
use crate::sort::Sort;
use crate::source::Sources;

/// How many names are marked one by one at most, where they cannot be marked all at once.
const MOST_TRIED: usize = 100;

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
    let mut text = draft.text;
    // Only where others cannot read it may it name them.
    if known.is_none() && !draft.is_returned {
        let records = session.private_records(council)?;
        let watch = Watch::new(PrivateValues::new(&records, council), Some(council));
        text = marked(&text, council, meeting, &watch);
    }
    let step = document::step(&target, old, text.into_bytes());
    let done = finish(session, arguments, known, (target, step), draft.is_returned)?;
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

/// Puts the names of contacts in the attendance between private marks, as a draft that names them itself has
/// them; leaves those as they are with whose marks the text would be read otherwise.
fn marked(text: &str, council: &Council, meeting: &Meeting, watch: &Watch) -> String {
    let owners = Owners::new(council.names());
    let names = attendance::names(council);
    let read = |text: &str| {
        let minutes = read_of(text, &owners, Some(meeting.slot.date()));
        let listed = minutes.attendees(&names).into_iter().map(|it| {
            let organisation = it.organisation.map(|named| (named.name, named.member));
            let by = it.by.map(|named| (named.name, named.member));
            (organisation, it.presence, by, it.guest, it.ticked)
        });
        let listed: Vec<_> = listed.collect();
        (minutes, listed)
    };
    let (minutes, listed) = read(text);
    let regions = &minutes.privacy.regions;
    let found = watch.in_text_accepting(&masked(text, regions), &Accepted::by(text));
    let found = found.into_iter().filter(|(at, leak)| {
        leak.kind() == PrivateKind::Name && is_within(&minutes.attendance_at, at)
    });
    let mut places: Vec<Range<usize>> = found.map(|(at, _)| with_brackets(text, at)).collect();
    places.order_by_key(|at| (at.start, at.end));
    places.dedup_by(|next, last| next.start < last.end);
    let with = |places: &[Range<usize>]| {
        let mut changed = text.to_owned();
        for at in places.iter().rev() {
            changed.insert_str(at.end, "<!-- /private -->");
            changed.insert_str(at.start, "<!-- private -->");
        }
        let (after, listed_after) = read(&changed);
        let are_marked = after.privacy.is_certain() == minutes.privacy.is_certain()
            && after.privacy.regions.len() == regions.len() + places.len();
        (are_marked && listed_after == listed).then_some(changed)
    };
    if let Some(changed) = with(&places) {
        return changed;
    }
    let (mut kept, mut marked) = (Vec::new(), text.to_owned());
    for at in places.into_iter().take(MOST_TRIED) {
        kept.push(at);
        if let Some(changed) = with(&kept) {
            marked = changed;
        } else {
            kept.pop();
        }
    }
    marked
}

/// Widens the place of a name to the brackets around it, if it stands in some on its line.
fn with_brackets(text: &str, at: Range<usize>) -> Range<usize> {
    let before = text.get(..at.start).unwrap_or_default();
    let after = text.get(at.end..).unwrap_or_default();
    let signs = ['(', ')', '\n'];
    let open = before
        .rfind(signs)
        .filter(|it| before[*it..].starts_with('('));
    let close = after.find(signs).filter(|it| after[*it..].starts_with(')'));
    match (open, close) {
        (Some(open), Some(close)) => {
            let escape = usize::from(before[..open].ends_with('\\'));
            open - escape..at.end + close + 1
        }
        _ => at,
    }
}
