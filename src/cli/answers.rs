//! What the answers say of a meeting to come, as `cll invite list` and `cll status` say it.

use serde_json::{Value, json};

use super::failure::Failure;
use super::pipeline::{self, Confidential};
use super::{Session, mailing};
use crate::domain::{
    Council, Foreseen, ImpossibleProxy, Invited, Meeting, MemberAnswer, MemberId, foreseen, invited,
};
use crate::words::Words;

/// How many members to call are named on the terminal.
const NAMED: usize = 6;

/// Finds what the answers say of a meeting; none where nobody was told of it from here, or where it is
/// not known who was.
///
/// # Errors
///
/// The journal of answers cannot be read, which is shown.
pub fn of(
    session: &Session,
    council: &Council,
    private: &Confidential,
    meeting: &Meeting,
) -> Result<Option<Foreseen>, Failure> {
    let is_sound = private.has_contacts && !pipeline::has_errors(&private.problems);
    let Some(read) = mailing::journal(session, council).ok().filter(|_| is_sound) else {
        return Ok(None);
    };
    let replies = mailing::replies(session)?.replies;
    let replies = replies.among(&private.records.contacts);
    if !read.journal.knows(&meeting.uid) && !replies.speak_of(meeting) {
        return Ok(None);
    }
    let now = session.clock.moment(council.timezone);
    let journal = &read.journal;
    let invited = invited(council, meeting, &private.records, journal, now);
    let standing =
        |it: &Invited| replies.standing(council, meeting, journal, (&it.party, &it.email));
    let answers: Vec<_> = invited.iter().map(|it| (it, standing(it))).collect();
    Ok(Some(foreseen(council, meeting, &answers, &replies)))
}

/// Says it: a line for each college, then the quorum, or whom to call.
pub fn summary(
    council: &Council,
    meeting: &Meeting,
    foreseen: &Foreseen,
    words: Words,
) -> Vec<String> {
    let mut lines: Vec<String> = colleges(council, meeting, foreseen)
        .iter()
        .map(|college| words.say("replies.college", college))
        .collect();
    let to_call = foreseen.to_call();
    let to_call = to_call.filter_map(|id| council.member(id.as_str()));
    let to_call: Vec<&str> = to_call.map(|it| it.name_on(meeting.slot.date())).collect();
    let others = to_call.len().saturating_sub(NAMED);
    let named: Vec<&str> = to_call.into_iter().take(NAMED).collect();
    let said = json!({
        "quorum": quorum(foreseen),
        "open": !named.is_empty(),
        "named": named,
        "others": others,
    });
    lines.extend(words.find("replies.quorum", &said));
    lines.extend(words.find("replies.to-call", &said));
    let all = foreseen.impossible.iter();
    lines.extend(all.map(|it| impossible(council, meeting, it, words)));
    let to_note = foreseen.to_note.iter();
    let to_note = to_note.filter_map(|id| council.member(id.as_str()));
    let named: Vec<&str> = to_note.map(|it| it.name_on(meeting.slot.date())).collect();
    if !named.is_empty() {
        lines.push(words.say("replies.to-note", json!({ "named": named })));
    }
    lines
}

/// Says of a proxy why it cannot count.
pub fn impossible(
    council: &Council,
    meeting: &Meeting,
    proxy: &ImpossibleProxy,
    words: Words,
) -> String {
    let name = |id: &MemberId| {
        let member = council.member(id.as_str());
        let name = member.map(|it| it.name_on(meeting.slot.date()).to_owned());
        name.unwrap_or_else(|| id.to_string())
    };
    let said = json!({
        "member": name(&proxy.member),
        "proxy": name(&proxy.proxy),
        "fault": proxy.fault,
        "most": council.proxies,
    });
    words.say("replies.impossible", said)
}

/// Says it for scripts.
pub fn document(council: &Council, meeting: &Meeting, foreseen: &Foreseen) -> Value {
    json!({
        "colleges": colleges(council, meeting, foreseen),
        "quorum": quorum(foreseen),
        "to_call": foreseen.to_call().collect::<Vec<_>>(),
        "to_note": foreseen.to_note,
        "impossible_proxies": foreseen.impossible,
    })
}

fn colleges(council: &Council, meeting: &Meeting, foreseen: &Foreseen) -> Vec<Value> {
    let colleges = meeting.colleges.iter();
    let counted = colleges.map(|id| {
        let count = |answer| foreseen.count(id, answer);
        json!({
            "college": id,
            "name": council.college(id).map(|it| &it.name),
            "coming": count(MemberAnswer::Coming),
            "represented": count(MemberAnswer::Represented),
            "excused": count(MemberAnswer::Excused),
            "tentative": count(MemberAnswer::Tentative),
            "silent": count(MemberAnswer::Silent),
        })
    });
    counted.collect()
}

fn quorum(foreseen: &Foreseen) -> Option<Value> {
    let quorum = foreseen.quorum?;
    Some(json!({
        "required": quorum.required,
        "members": quorum.members,
        "counted": quorum.counted,
        "reached": quorum.is_reached(),
    }))
}
