//! `cll meeting plan`: a year's meetings, like those of another year.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate, NaiveTime};
use serde_json::{Value, json};

use super::additions::Additions;
use super::arguments::{ListFormat, MeetingPlan, Output};
use super::ask::Question;
use super::failure::Failure;
use super::listing::{self, List, period};
use super::revise::Revision;
use super::year_picture::{self, Mark};
use super::{CommandResult, ExitStatus, Session};
use crate::domain::{
    CollegeId, Council, Hindrance, Meeting, MeetingSpans, Proposal, Status, Unplannable, Wishes,
    YearPlan,
};
use crate::locale::hours::written_hours;
use crate::locale::school_holidays::{KNOWN_FROM, KNOWN_UNTIL, SchoolZone, is_known};
use crate::sort::Sort;
use crate::source::MEETINGS_FILE;
use crate::words::Words;

const WRITE: Question = Question {
    flag: "--yes",
    asked: "ask.plan",
};
/// How many days of one kind are named one by one.
const NAMED: usize = 3;

/// What scripts read of a proposal.
const LIST: List = List {
    name: "proposals",
    keys: "id colleges date start end why avoided",
    fields: "id date start end colleges like=why.like",
    columns: &[],
    id: "id",
};

/// Runs the command.
///
/// # Errors
///
/// There is no model, something is unsound, or the registry cannot be written.
pub fn run(session: &Session, arguments: &MeetingPlan) -> CommandResult {
    let revision = Revision::begin(session, MEETINGS_FILE)?;
    let council = &revision.council;
    let terminal = &session.terminal;
    let wishes = wishes(session, council, arguments)?;
    let plan = match council.plan_year(&wishes) {
        Ok(plan) => plan,
        Err(why) => {
            terminal.error(&impossible(terminal.words(), &why, &wishes));
            return Ok(ExitStatus::Findings);
        }
    };
    let mut additions = Additions::new(session, council);
    let mut records = Vec::new();
    for proposal in &plan.proposals {
        let id = add(&mut additions, &revision, proposal, &wishes)?;
        records.push(record(council, proposal, &id));
    }
    tell(session, &plan, &wishes);
    let output = Output {
        format: arguments.format,
        json: arguments.json,
        template: None,
    };
    if arguments.format == ListFormat::Table && !arguments.json {
        if !plan.proposals.is_empty() {
            let table = table(terminal.words(), &plan, &records);
            let picture = picture(session, council, &plan, &wishes);
            terminal.write(&format!("{table}\n{picture}"))?;
        }
    } else {
        listing::formatted(terminal, &output, &LIST, &records)?;
    }
    if plan.proposals.is_empty() || arguments.dry_run {
        return Ok(ExitStatus::Success);
    }
    if !terminal.agrees(&WRITE, ())? {
        terminal.tell("plan.left", ());
        return Ok(ExitStatus::Success);
    }
    additions.finish(&revision, false)?;
    additions.tell_changes();
    terminal.tell("plan.added", json!({ "count": plan.proposals.len() }));
    Ok(ExitStatus::Success)
}

/// Reads what is wished of the plan.
fn wishes(
    session: &Session,
    council: &Council,
    arguments: &MeetingPlan,
) -> Result<Wishes, Failure> {
    let cycle = arguments.cycle;
    let like = arguments.like.or_else(|| council.cycle_before(cycle));
    let is_there = |like: &i32| council.meetings.iter().any(|it| it.cycle == *like);
    let Some(like) = like.filter(is_there) else {
        let cycles = council.meetings.iter().map(|meeting| meeting.cycle);
        let mut known: Vec<i32> = cycles.filter(|known| *known != cycle).collect();
        known.order();
        known.dedup();
        return Err(Failure::NoModel {
            cycle: arguments.like,
            known: known.iter().map(ToString::to_string).collect(),
        });
    };
    Ok(Wishes {
        cycle,
        like,
        // What is announced for today comes too late for anybody.
        from: session.today(council).succ_opt().unwrap_or(NaiveDate::MAX),
        zones: arguments.avoid_school.iter().copied().collect(),
        not_before: arguments.not_before.as_deref().map(hour).transpose()?,
        min_gap: arguments.min_gap.unwrap_or_default(),
    })
}

/// Reads an hour as in `14:00` or `14h`.
fn hour(text: &str) -> Result<NaiveTime, Failure> {
    let found = written_hours(text.trim());
    match found.as_slice() {
        [one] if one.at == (0..text.trim().len()) && one.end.is_none() => Ok(one.start),
        _ => Err(Failure::NotAnHour {
            text: text.to_owned(),
        }),
    }
}

/// Adds a proposal to what is to be written, and returns its id.
fn add(
    additions: &mut Additions<'_>,
    revision: &Revision<'_>,
    proposal: &Proposal<'_>,
    wishes: &Wishes,
) -> Result<String, Failure> {
    let colleges = proposal.like.colleges.clone();
    let slot = proposal.slot;
    let position = additions.position((wishes.cycle, &colleges), slot, None, None)?;
    let meeting = Meeting {
        id: position.id.clone(),
        colleges,
        number: position.number,
        cycle: wishes.cycle,
        slot,
        status: Status::Proposed,
        moved_from: Vec::new(),
        place: None,
        online: None,
        agenda: Vec::new(),
        reason: None,
        title: None,
        minutes: None,
        uid: String::new(),
        event: None,
        sequence: 0,
        changed: None,
        updated: revision.session().clock.now,
        allow: Vec::new(),
        at: MeetingSpans::unwritten(revision.place()),
    };
    additions.add(meeting, &position);
    Ok(position.id.to_string())
}

/// A proposal as scripts read it.
fn record(council: &Council, proposal: &Proposal<'_>, id: &str) -> Value {
    let slot = proposal.slot;
    let period = json!(period(council, slot.starts_at(), slot.ends_at()));
    let colleges: Vec<&str> = proposal
        .like
        .colleges
        .iter()
        .map(CollegeId::as_str)
        .collect();
    let avoided: Vec<Value> = proposal
        .avoided
        .iter()
        .map(|(day, why)| {
            let mut avoided = because(why);
            avoided["date"] = json!(day);
            avoided
        })
        .collect();
    json!({
        "id": id,
        "colleges": colleges,
        "date": slot.date(),
        "start": period["start"],
        "end": period["end"],
        "why": {
            "like": proposal.like.id.as_str(),
            "date": proposal.model_day,
            "days": (slot.date() - proposal.place).num_days(),
        },
        "avoided": avoided,
    })
}

/// A hindrance by its name, with what it is made of.
fn because(why: &Hindrance<'_>) -> Value {
    match why {
        Hindrance::Over => json!({ "reason": "over" }),
        Hindrance::Weekend => json!({ "reason": "weekend" }),
        Hindrance::Holiday(holiday) => {
            json!({ "reason": "public-holiday", "name": holiday.name() })
        }
        Hindrance::Bridge => json!({ "reason": "bridge-day" }),
        Hindrance::August => json!({ "reason": "august" }),
        Hindrance::YearEnd => json!({ "reason": "end-of-year" }),
        Hindrance::School(of, zones) => {
            json!({ "reason": "school-holidays", "name": of.name(), "zones": names(zones) })
        }
        Hindrance::Meeting(id) => json!({ "reason": "meeting", "meeting": id.as_str() }),
        Hindrance::Others => json!({ "reason": "other-proposals" }),
    }
}

fn names(zones: &[SchoolZone]) -> Vec<&'static str> {
    zones.iter().map(SchoolZone::into_str).collect()
}

/// Says what the plan is like, and what it leaves alone.
fn tell(session: &Session, plan: &YearPlan<'_>, wishes: &Wishes) {
    let terminal = &session.terminal;
    for (off, by) in &plan.replaced {
        let said = json!({ "id": off.id.as_str(), "by": by.id.as_str() });
        terminal.tell("plan.replaced", said);
    }
    let ids = |meetings: &[&Meeting]| -> Vec<String> {
        meetings.iter().map(|it| it.id.to_string()).collect()
    };
    if !plan.over.is_empty() {
        terminal.tell("plan.over", json!({ "ids": ids(&plan.over) }));
    }
    if !plan.left_out.is_empty() {
        terminal.tell("plan.left-out", json!({ "ids": ids(&plan.left_out) }));
    }
    if !plan.too_near.is_empty() {
        let said = json!({ "ids": ids(&plan.too_near), "gap": wishes.min_gap.max(1) });
        terminal.tell("plan.too-near", said);
    }
    if plan.proposals.is_empty() {
        let said = json!({ "cycle": wishes.cycle, "like": wishes.like });
        terminal.tell("plan.nothing", said);
        return;
    }
    let said = json!({
        "cycle": wishes.cycle,
        "like": wishes.like,
        "count": plan.proposals.len(),
        "present": plan.present,
    });
    terminal.tell("plan.like", said);
    let days = plan.proposals.iter().map(|it| it.slot.date());
    let unknown = days.filter(|day| !is_known(*day)).count();
    if unknown > 0 && !wishes.zones.is_empty() {
        let said = json!({ "count": unknown, "from": KNOWN_FROM, "until": KNOWN_UNTIL });
        terminal.error(&terminal.words().say("plan.school-unknown", said));
    }
}

/// Says which meeting has no day, and why.
fn impossible(words: Words, why: &Unplannable<'_>, wishes: &Wishes) -> String {
    let (Unplannable::NoDay { like, .. } | Unplannable::NoDayLeft { like, .. }) = why;
    let (why, before) = match why {
        Unplannable::NoDay { is_near: true, .. } => ("too-near", 0),
        Unplannable::NoDay { .. } => ("no-day", 0),
        Unplannable::NoDayLeft { before, .. } => ("no-day-left", *before),
    };
    let said = json!({
        "why": why,
        "id": like.id.as_str(),
        "cycle": wishes.cycle,
        "before": before,
        "gap": wishes.min_gap.max(1),
    });
    let error = words.text("report.error-before").unwrap_or_default();
    format!("{error} {}", words.say("plan.impossible", said))
}

/// The proposals for people: on a line each its id, its day and its hours; below, why.
fn table(words: Words, plan: &YearPlan<'_>, records: &[Value]) -> String {
    let id = |record: &Value| record["id"].as_str().unwrap_or_default().to_owned();
    let rows: Vec<(String, String, &Proposal)> = records
        .iter()
        .zip(&plan.proposals)
        .map(|(record, proposal)| {
            let day = json!({ "date": proposal.slot.date() });
            (id(record), words.say("plan.day", day), proposal)
        })
        .collect();
    let width = |texts: &mut dyn Iterator<Item = &String>| {
        texts.map(|it| it.chars().count()).max().unwrap_or_default()
    };
    let ids = width(&mut rows.iter().map(|row| &row.0));
    let days = width(&mut rows.iter().map(|row| &row.1));
    let mut text = String::new();
    for ((id, day, proposal), record) in rows.iter().zip(records) {
        let (start, end) = (proposal.slot.start(), proposal.slot.end());
        let hours = format!("{}-{}", start.format("%H:%M"), end.format("%H:%M"));
        let _ = writeln!(text, "{id:<ids$}  {day:<days$}  {hours}");
        let _ = writeln!(text, "    {}", words.say("plan.why", &record["why"]));
        for avoided in avoided(words, proposal) {
            let _ = writeln!(text, "    {avoided}");
        }
    }
    text
}

/// Says which days were avoided, those of one reason together.
fn avoided(words: Words, proposal: &Proposal<'_>) -> Vec<String> {
    let mut reasons: Vec<(String, Vec<NaiveDate>)> = Vec::new();
    for (day, why) in &proposal.avoided {
        let because = words.say("plan.because", because(why));
        match reasons.iter_mut().find(|(known, _)| *known == because) {
            Some((_, days)) => days.push(*day),
            None => reasons.push((because, vec![*day])),
        }
    }
    let said = reasons.into_iter().map(|(because, mut days)| {
        days.order();
        let named: Vec<String> = days
            .iter()
            .map(|day| words.say("plan.date", json!({ "date": day })))
            .collect();
        let said = json!({
            "because": because,
            "days": (named.len() <= NAMED).then_some(&named),
            "count": named.len(),
            "first": named.first(),
            "last": named.last(),
        });
        words.say("plan.avoided", said)
    });
    said.collect()
}

/// The year as a picture, and what its signs mean.
fn picture(session: &Session, council: &Council, plan: &YearPlan<'_>, wishes: &Wishes) -> String {
    let words = session.terminal.words();
    let mut marks: BTreeMap<NaiveDate, Mark> = BTreeMap::new();
    for meeting in council.meetings.iter().filter(|it| it.takes_place()) {
        marks.insert(meeting.slot.date(), Mark::There);
    }
    let has_others = marks.keys().any(|day| day.year() == wishes.cycle);
    for proposal in &plan.proposals {
        marks.insert(proposal.slot.date(), Mark::Proposed);
    }
    let mark = |day: NaiveDate| match marks.get(&day) {
        Some(mark) => *mark,
        None if council.is_off(day, wishes) => Mark::Off,
        None => Mark::None,
    };
    let month = |first: NaiveDate| words.say("plan.month", json!({ "date": first }));
    let weekdays = words.say("plan.weekdays", ());
    let weekdays: Vec<&str> = weekdays.split(' ').collect();
    let color = session.terminal.color_out;
    let drawn = year_picture::draw(wishes.cycle, month, &weekdays, mark, color);
    let zones: Vec<SchoolZone> = wishes.zones.iter().copied().collect();
    let said = json!({ "others": has_others, "zones": names(&zones) });
    format!("{drawn}{}\n", words.say("plan.signs", said))
}
