//! `cll invite list`: what each person was told of a meeting, what is due, and what they answered.

use serde_json::{Value, json};

use super::answers;
use super::arguments::{InviteList, ListFormat};
use super::failure::Failure;
use super::listing::{self, Cell, List, say, word};
use super::mailing::Mailing;
use super::{CommandResult, ExitStatus, Session};
use crate::domain::{
    Council, DeliveryState, Field, Invited, Meeting, Private, StandingAnswer, foreseen,
};
use crate::render;
use crate::words::Words;

/// What stands in a list for scripts where nobody knows what was told.
const UNKNOWN: &str = "unknown";

/// Runs the command.
///
/// # Errors
///
/// Unsound registries or journal, or no contacts.
pub fn run(session: &Session, arguments: &InviteList) -> CommandResult {
    let mailing = Mailing::open(session)?;
    let meeting = session.shown_meeting(&mailing.council, &arguments.id)?;
    mailing.say_called_off(session, &arguments.id, meeting);
    // Whoever has no journal does not know that nobody was told.
    let unknown = match mailing.refuse_committed(session, meeting) {
        Ok(()) => None,
        Err(failure @ (Failure::NoJournal { .. } | Failure::EmptyJournal { .. })) => Some(failure),
        Err(failure) => return Err(failure),
    };
    let lost = mailing.refuse_without_links(meeting).err();
    let invited = mailing.invited(meeting);
    let words = session.terminal.words();
    let answers = mailing.answers(meeting, &invited);
    let chosen = answers.iter().filter(|(person, answer)| {
        let is_asked = person.sits && meeting.takes_place();
        !arguments.unanswered || is_asked && answer.is_none_or(|it| it.is_void)
    });
    let records = chosen.map(|(person, answer)| {
        let mut record = record(&mailing.council, meeting, person, unknown.is_none(), words);
        answered(&mut record, &mailing.council, *answer);
        record
    });
    let records: Vec<Value> = records.collect();
    let unaddressed = invited.iter().filter(|it| it.email.disclose().is_empty());
    for person in unaddressed {
        let member = json!({ "member": person.party.member.as_str() });
        session.terminal.tell("member.without-address", member);
    }
    let value = mailing.value(meeting)?;
    listing::list(
        &session.terminal,
        &arguments.output,
        &LIST,
        &records,
        |index| render::invited_context(&mailing.council, value, &LIST.json(&records[index])),
    )?;
    let output = &arguments.output;
    let is_for_people =
        output.format == ListFormat::Table && !output.json && output.template.is_none();
    if is_for_people && meeting.takes_place() && mailing.replies.replies.speak_of(meeting) {
        let foreseen = foreseen(
            &mailing.council,
            meeting,
            &answers,
            &mailing.replies.replies,
        );
        let lines = answers::summary(&mailing.council, meeting, &foreseen, words);
        session
            .terminal
            .write(&format!("\n{}\n", lines.join("\n")))?;
    }
    let Some(failure) = unknown.or(lost) else {
        return Ok(ExitStatus::Success);
    };
    session.terminal.error(&super::refusal(&failure, words));
    Ok(ExitStatus::Findings)
}

/// What lists show of a person who is invited, with what they were told. In JSON, `told` is the moment
/// of the last message if it arrived, `null` also where nobody knows; `due` is `null` where nobody knows
/// what was told, and what was tried last is as things are. `answer` is that to the latest version that
/// was answered: `stale` if there is a later one, and `unanswered` if that has another day or other hours.
const LIST: List = List {
    name: "invited",
    keys: "meeting member name email role told sequence due answer answered stale unanswered deputy proxy comment",
    fields: "meeting member name email role told=field.told sequence due=field.due answer answered stale unanswered deputy proxy comment",
    columns: &[
        ("member", Cell::Plain),
        ("name", Cell::Plain),
        ("email", Cell::Plain),
        ("role", word("words.role")),
        ("told=cell.told", Cell::Plain),
        ("due=cell.due", Cell::Plain),
        ("answer", say("invite.answer")),
    ],
    id: "member",
};

/// Adds the answer of a person to what lists show of them.
fn answered(record: &mut Value, council: &Council, answer: Option<StandingAnswer<'_>>) {
    let reply = answer.map(|it| it.reply);
    let moment = reply.and_then(|it| it.answered);
    let text = |it: Option<&Private<String>>| it.map(|it| it.disclose().clone());
    record["is_answered"] = json!(reply.is_some());
    record["answer"] = json!(reply.map(|it| it.answer));
    record["answered"] = json!(moment.map(|at| at.with_timezone(&council.timezone).to_rfc3339()));
    record["stale"] = json!(answer.is_some_and(|it| it.is_stale));
    record["unanswered"] = json!(answer.is_none_or(|it| it.is_void));
    record["deputy"] = json!(text(reply.and_then(|it| it.deputy.as_ref())));
    record["proxy"] = json!(reply.and_then(|it| it.proxy.as_ref()));
    record["comment"] = json!(text(reply.and_then(|it| it.comment.as_ref())));
}

/// A person as lists show them.
fn record(
    council: &Council,
    meeting: &Meeting,
    person: &Invited,
    is_known: bool,
    words: Words,
) -> Value {
    let is_uncertain = person.is_uncertain;
    let last = person.last.as_ref().filter(|_| !is_uncertain);
    let is_known = is_known && (!is_uncertain || !person.due.is_empty());
    let told = last.map(|last| last.at.with_timezone(&council.timezone));
    let moment = told.map(|told| told.to_rfc3339());
    let due: Vec<&str> = person.due.iter().map(Field::into_str).collect();
    let due_words = person
        .due
        .iter()
        .map(|field| words.word("words.told-field", field));
    let never = || match is_known {
        _ if is_uncertain => words.word("words.ended", DeliveryState::Sending),
        _ if person.email.disclose().is_empty() => words.say("invite.no-address", ()),
        false => words.say("invite.unknown", ()),
        true => words.say("invite.never", ()),
    };
    json!({
        "meeting": meeting.id,
        "member": person.party.member,
        "name": person.party.name.disclose(),
        "email": Some(person.email.disclose()).filter(|it| !it.is_empty()),
        "role": person.party.role.into_str(),
        "told": moment,
        "sequence": last.map(|last| last.told.sequence),
        "due": is_known.then_some(&due),
        "field": {
            "told": if is_known && !is_uncertain { moment.as_deref() } else { Some(UNKNOWN) },
            "due": if is_known { due.join(" ") } else { UNKNOWN.to_owned() },
        },
        "cell": {
            "told": told.map_or_else(never, |told| told.date_naive().to_string()),
            "due": due_words.collect::<Vec<_>>().join(", "),
        },
    })
}
