//! `cll invite note`: writes down what somebody answered by telephone or in words, or that what they wrote is no answer.

use serde_json::json;

use super::arguments::InviteNote;
use super::failure::Failure;
use super::mailing::{Additions, Mailing};
use super::{CommandResult, ExitStatus, Session, answers};
use crate::domain::{
    Answer, Invited, Meeting, MemberId, Private, Reply, ReplyReason, ReplyResult, Status, foreseen,
    note,
};
use crate::registry::replies;
use crate::source::REPLIES_FILE;

/// Runs the command.
///
/// # Errors
///
/// Unsound registries or journal, a member that does not sit in the meeting, nobody who is invited for
/// it, or several, or a journal that cannot be written.
pub fn run(session: &Session, arguments: &InviteNote) -> CommandResult {
    let lock = || session.workspace.lock_replies().map_err(Failure::Recording);
    let _lock = (!arguments.dry_run).then(lock).transpose()?;
    let mut mailing = Mailing::open(session)?;
    let meeting = session.meeting(&mailing.council, &arguments.id)?;
    mailing.say_called_off(session, &arguments.id, meeting);
    if meeting.status == Status::Cancelled {
        let id = meeting.id.to_string();
        return Err(Failure::CalledOff { id });
    }
    let member = called(&mailing, meeting, &arguments.member)?;
    let proxy = arguments.proxy.as_ref();
    let proxy = proxy.map(|id| called(&mailing, meeting, id)).transpose()?;
    if proxy.as_ref() == Some(&member) {
        let member = member.to_string();
        return Err(Failure::OwnProxy { member });
    }
    let is_name = |deputy: &String| deputy.contains(char::is_alphabetic);
    if arguments.deputy.as_ref().is_some_and(|it| !is_name(it)) {
        let member = member.to_string();
        return Err(Failure::UnnamedDeputy { member });
    }
    let mut invited = mailing.invited(meeting);
    if arguments.no_answer {
        let replies = &mailing.replies.replies;
        invited.retain(|it| {
            it.party.member != member || replies.is_to_note(meeting, (&it.party, &it.email))
        });
        if invited.iter().all(|it| it.party.member != member) {
            let (member, meeting) = (member.to_string(), meeting.id.to_string());
            return Err(Failure::NothingToNote { member, meeting });
        }
    }
    let person = person(&invited, meeting, &member, arguments.contact.as_deref())?;
    let answer = if arguments.no_answer {
        None
    } else if arguments.accepted {
        Some(Answer::Accepted)
    } else if arguments.tentative {
        Some(Answer::Tentative)
    } else if arguments.deputy.is_some() {
        Some(Answer::Delegated)
    } else {
        Some(Answer::Declined)
    };
    let (result, reason) = match answer {
        Some(_) => (ReplyResult::Applied, None),
        None => (ReplyResult::Ignored, Some(ReplyReason::NoAnswer)),
    };
    let words = |text: &Option<String>| text.as_deref().and_then(note).map(Private::new);
    let reply = Reply {
        at: session.clock.now,
        key: None,
        result,
        reason,
        uid: meeting.uid.clone(),
        meeting: meeting.id.clone(),
        member,
        name: person.party.name.clone(),
        email: person.email.clone(),
        answer,
        sequence: mailing.journal.standing_sequence(meeting, &person.email),
        answered: Some(session.clock.now),
        date: None,
        deputy: words(&arguments.deputy),
        proxy,
        comment: words(&arguments.comment),
    };
    session.keep_private(&[REPLIES_FILE])?;
    if !arguments.dry_run {
        let torn = mailing.replies.torn;
        let mut journal = Additions::new(session, REPLIES_FILE, torn);
        journal.add(&replies::line(&reply))?;
    }
    let said = json!({
        "meeting": meeting.id,
        "day": meeting.slot.date(),
        "member": reply.member,
        "answer": answer,
        "proxy": reply.proxy,
        "dry_run": arguments.dry_run,
    });
    session.terminal.tell("replies.noted", said);
    let member = reply.member.clone();
    let meeting = meeting.clone();
    mailing.replies.replies.add(reply);
    say_impossible(session, &mailing, &meeting, &member);
    Ok(ExitStatus::Success)
}

/// Says which proxies that a member gave or was to hold cannot count, by what was noted.
fn say_impossible(session: &Session, mailing: &Mailing, meeting: &Meeting, member: &MemberId) {
    let invited = mailing.invited(meeting);
    let answers = mailing.answers(meeting, &invited);
    let council = &mailing.council;
    let foreseen = foreseen(council, meeting, &answers, &mailing.replies.replies);
    let concerned = foreseen.impossible.iter();
    let concerned = concerned.filter(|it| it.member == *member || it.proxy == *member);
    let terminal = &session.terminal;
    for proxy in concerned {
        let said = answers::impossible(council, meeting, proxy, terminal.words());
        terminal.error(&said);
    }
}

/// Finds a member that sits in the meeting.
fn called(mailing: &Mailing, meeting: &Meeting, id: &str) -> Result<MemberId, Failure> {
    let ids = mailing.members(&[id.to_owned()])?;
    let mut members = mailing.council.members.iter();
    let member = members.find(|it| ids.contains(&it.id) && meeting.calls(it));
    let member = member.ok_or_else(|| Failure::NotCalled {
        member: id.to_owned(),
        meeting: meeting.id.to_string(),
    })?;
    Ok(member.id.clone())
}

/// Finds the person who answers for a member.
fn person<'i>(
    invited: &'i [Invited],
    meeting: &Meeting,
    member: &MemberId,
    contact: Option<&str>,
) -> Result<&'i Invited, Failure> {
    let of_member = invited.iter().filter(|it| it.party.member == *member);
    // Who has no address is called by name.
    let name = |it: &Invited| it.party.name.disclose().to_lowercase();
    let is = |it: &&Invited| {
        contact.is_none_or(|said| {
            it.email.disclose().eq_ignore_ascii_case(said) || name(it) == said.trim().to_lowercase()
        })
    };
    let found: Vec<&Invited> = of_member.clone().filter(is).collect();
    let (member, meeting) = (member.to_string(), meeting.id.to_string());
    match found.as_slice() {
        [person] => Ok(person),
        [] => Err(Failure::NobodyInvited {
            member,
            meeting,
            others: of_member.count() > 0,
        }),
        // Two persons at one address cannot be told apart by it.
        [person, ..] if contact.is_some() => Ok(person),
        several => Err(Failure::SeveralInvited {
            member,
            meeting,
            count: several.len(),
        }),
    }
}
