//! `cll minutes attendance`: who was at which meeting.

use serde_json::{Value, json};

use super::arguments::MinutesAttendance;
use super::given;
use super::listing::{self, Cell, List, say, word};
use super::{CommandResult, ExitStatus, Session, colleges_of, date, is_among, read_attendance};
use crate::domain::Meeting;
use crate::leaks::values::PrivateValues;
use crate::leaks::watch::Watch;
use crate::render;
use crate::view::{AttendedView, QuorumView, RateView};

/// Runs the command.
///
/// # Errors
///
/// Unsound registries, an id that is none, minutes that cannot be read.
pub fn run(session: &Session, arguments: &MinutesAttendance) -> CommandResult {
    let council = &session.council()?;
    let context = session.context(council)?;
    let colleges = colleges_of(council, &arguments.college)?;
    let member = arguments.member.as_deref();
    let member = member
        .map(|asked| given::member(council, asked))
        .transpose()?;
    let only = arguments.meeting.as_deref();
    let only = only.map(|id| session.minuted(council, id)).transpose()?;
    let from = arguments.from.as_deref().map(date).transpose()?;
    let to = arguments.to.as_deref().map(date).transpose()?;
    let keep = |meeting: &Meeting| {
        let day = meeting.slot.date();
        only.is_none_or(|only| only.id == meeting.id)
            && arguments.cycle.is_none_or(|cycle| meeting.cycle == cycle)
            && from.is_none_or(|from| from <= day)
            && to.is_none_or(|to| day <= to)
    };
    let values = PrivateValues::new(&session.private_records(council)?, council);
    let watch = Watch::new(values, Some(council));
    let read = read_attendance::read_all(session, council, &context, &watch, keep)?;
    let (held, mut attended) = (read.held, read.attended);
    let quorum = read.quorum.filter(|_| only.is_some());
    let of_member = |id: Option<&str>| {
        let sits = id.and_then(|id| council.member(id));
        member.is_none_or(|member| id == Some(member.id.as_str()))
            && is_among(&colleges, sits.map(|it| it.college.as_str()))
    };
    let (terminal, output) = (&session.terminal, &arguments.output);
    if arguments.rates {
        let mut rates = RateView::all(council, &held, &attended);
        rates.retain(|rate| of_member(Some(&rate.member)));
        let records: Vec<Value> = rates.iter().map(listing::record).collect();
        listing::list(terminal, output, &RATES, &records, |index| {
            render::rate_context(council, &rates[index])
        })?;
    } else {
        attended.retain(|it| of_member(it.member.as_deref()));
        let records: Vec<Value> = attended.iter().map(record).collect();
        listing::list(terminal, output, &LIST, &records, |index| {
            render::attended_context(council, &attended[index])
        })?;
        if let Some(quorum) = quorum {
            let view = QuorumView::new(quorum);
            terminal.tell("minutes.quorum", &view);
        }
    }
    if read.doubtful > 0 {
        let said = json!({ "count": read.doubtful });
        terminal.tell("minutes.doubtful-attendance", said);
    }
    Ok(ExitStatus::Success)
}

/// What lists show of who was there.
const LIST: List = List {
    name: "attendance",
    keys: "meeting date member name college state by",
    fields: "meeting date member name college state by",
    columns: &[
        ("meeting", Cell::Plain),
        ("date", Cell::Plain),
        ("name", Cell::Plain),
        ("state", word("words.attended")),
        ("by", Cell::Plain),
    ],
    id: "id",
};

/// What lists show of how often members took part.
const RATES: List = List {
    name: "rates",
    keys: "member name college meetings present represented excused absent unlisted rate",
    fields: "member name college meetings present represented excused absent unlisted rate",
    columns: &[
        ("name", Cell::Plain),
        ("meetings", Cell::Plain),
        ("present", Cell::Plain),
        ("represented", Cell::Plain),
        ("excused", Cell::Plain),
        ("absent", Cell::Plain),
        ("rate", say("minutes.rate")),
    ],
    id: "member",
};

/// A record of who was there as lists show it.
fn record(view: &AttendedView) -> Value {
    let mut record = listing::record(view);
    let who = view.member.as_deref().unwrap_or(&view.name);
    record["id"] = format!("{}:{who}", view.meeting).into();
    record
}
