//! `cll members new`, `end`, `rename`: who comes, who goes, who is called otherwise.

use chrono::NaiveDate;
use serde_json::json;

use super::arguments::{MemberEnd, MemberNew, MemberRename};
use super::ask::{Question, text};
use super::failure::Failure;
use super::given;
use super::revise::Revision;
use super::{CommandResult, ExitStatus, Session, date};
use crate::domain::{Council, Member, MemberId, MemberSpans, Refusal, Term, is_slug};
use crate::locale::collation::slug;
use crate::registry::{compare, edit};
use crate::source::MEMBERS_FILE;

const NAME: Question = Question {
    flag: "--name",
    asked: "ask.member-name",
};
const COLLEGE: Question = Question {
    flag: "--college",
    asked: "ask.member-college",
};
const ON: Question = Question {
    flag: "--on",
    asked: "ask.first-day",
};
const END: Question = Question {
    flag: "--on",
    asked: "ask.first-day-out",
};

/// Runs `new`.
///
/// # Errors
///
/// Something is missing, unknown or unsound; nothing is written then.
pub fn new(session: &Session, arguments: &MemberNew) -> CommandResult {
    let revision = Revision::begin(session, MEMBERS_FILE)?;
    let council = &revision.council;
    let terminal = &session.terminal;
    let name = terminal.or_ask(arguments.name.as_deref(), &NAME, None, text)?;
    let colleges: Vec<&str> = council.colleges.iter().map(|c| c.id.as_str()).collect();
    let only = match colleges.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    if arguments.college.is_none() && only.is_none() && terminal.interactive {
        terminal.note(&colleges.join(" "));
    }
    let one = |text: &str| {
        let found =
            given::college(council, Some(text)).map_err(|unknown| {
                match given::colleges_of(council, [&text.to_owned()]).as_deref() {
                    Ok([first, second, rest @ ..]) => Failure::SeveralColleges {
                        given: text.to_owned(),
                        colleges: [first, second]
                            .into_iter()
                            .chain(rest)
                            .map(|it| it.id.to_string())
                            .collect(),
                    },
                    _ => unknown,
                }
            })?;
        // All of them are no college in which a member sits.
        found
            .map(|college| college.id.clone())
            .ok_or(Failure::Missing { flag: COLLEGE.flag })
    };
    let college = terminal.or_ask(arguments.college.as_deref().or(only), &COLLEGE, None, one)?;
    let since = match &arguments.since {
        Some(text) => date(text)?,
        None => session.today(council),
    };
    let until = arguments.until.as_deref().map(date).transpose()?;
    let term = Term::new(since, until).ok_or_else(|| Failure::EndsBeforeMandate {
        id: name.clone(),
        since,
        written: None,
    })?;
    let today = session.today(council);
    if let Some(there) = council.members.iter().find(|member| {
        let last = member.terms.last().and_then(|term| term.until());
        // Whatever end its mandate has, if none is asked for.
        (last == until || until.is_none() && member.sits_on(today))
            && member.name == name
            && member.college == college
            && arguments
                .id
                .as_ref()
                .is_none_or(|id| member.id.as_str() == id)
            && (arguments.url.is_none() || arguments.url == member.url)
            && (arguments.since.is_none()
                || member
                    .terms
                    .last()
                    .is_some_and(|term| term.since() == since))
    }) {
        terminal.tell("member.already-there", json!({ "name": there.name }));
        if !arguments.dry_run {
            terminal.write(&format!("{}\n", there.id))?;
        }
        return Ok(ExitStatus::Success);
    }
    let made = Some(slug(&name)).filter(|made| !made.is_empty());
    let without = Failure::Missing { flag: "--id" };
    let id = id(
        council,
        today,
        arguments.id.clone().or(made).ok_or(without)?,
    )?;
    let member = Member {
        id: id.clone(),
        name,
        article: None,
        college,
        url: arguments.url.clone(),
        terms: vec![term],
        formerly: Vec::new(),
        allow: Vec::new(),
        at: MemberSpans::unwritten(revision.place()),
    };
    let edited =
        edit::add_member(revision.text(), &council.members, &member).ok_or(Failure::NotAsAsked)?;
    revision.finish(edited, arguments.dry_run, |after| {
        compare::is_member_added(council, after, &member)
    })?;
    let last = until.and_then(|until| until.pred_opt());
    let added = json!({ "name": member.name, "since": since, "last": last });
    let added = terminal.words().say("member.added", added);
    said(session, arguments.dry_run, &id, &added)
}

/// Runs `end`.
///
/// # Errors
///
/// The member is unknown or has left already; nothing is written then.
pub fn end(session: &Session, arguments: &MemberEnd) -> CommandResult {
    let revision = Revision::begin(session, MEMBERS_FILE)?;
    let member = given::member(&revision.council, &arguments.id)?;
    let on = session
        .terminal
        .or_ask(arguments.on.as_deref(), &END, None, date)?;
    let changed = member.ended(on).map_err(|refusal| match refusal {
        Refusal::EndsBeforeItBegins(since) => Failure::EndsBeforeMandate {
            id: member.id.to_string(),
            since,
            written: member.at.terms.last().map(|(at, _)| revision.line(*at)),
        },
        refusal => refused(member, refusal),
    })?;
    let (council, clock) = (&revision.council, &session.clock);
    let sat = council.sat_since(member, on, clock.moment(council.timezone));
    if let Some(day) = sat.filter(|_| changed.is_some() && !arguments.force) {
        return Err(refused(member, Refusal::SatOn(day)));
    }
    let last = on.pred_opt().unwrap_or(on);
    let ended = json!({ "name": member.name, "on": on, "last": last });
    let ended = session.terminal.words().say("member.ended", ended);
    write(&revision, member, changed, arguments.dry_run, &ended)
}

/// Runs `rename`.
///
/// # Errors
///
/// The member is unknown or bore another name later; nothing is written then.
pub fn rename(session: &Session, arguments: &MemberRename) -> CommandResult {
    let revision = Revision::begin(session, MEMBERS_FILE)?;
    let member = given::member(&revision.council, &arguments.id)?;
    let terminal = &session.terminal;
    let name = terminal.or_ask(arguments.name.as_deref(), &NAME, None, text)?;
    let on = terminal.or_ask(arguments.on.as_deref(), &ON, None, date)?;
    let changed = member.renamed(&name, on);
    let changed = changed.map_err(|refusal| refused(member, refusal))?;
    // One that has the name already had another one before.
    let former = member.formerly.last().map(|former| &former.name);
    let before = former.filter(|_| name == member.name);
    let before = before.unwrap_or(&member.name);
    let renamed = json!({ "before": before, "name": name, "on": on });
    let renamed = terminal.words().say("member.renamed", renamed);
    write(&revision, member, changed, arguments.dry_run, &renamed)
}

fn write(
    revision: &Revision<'_>,
    member: &Member,
    changed: Option<Member>,
    dry_run: bool,
    done: &str,
) -> CommandResult {
    let session = revision.session();
    let Some(changed) = changed else {
        let id = member.id.as_str();
        session
            .terminal
            .tell("member.unchanged", json!({ "id": id }));
        if !dry_run {
            session.terminal.write(&format!("{}\n", member.id))?;
        }
        return Ok(ExitStatus::Success);
    };
    let edited = edit::change_member(revision.text(), member, &changed);
    revision.finish(edited.ok_or(Failure::NotAsAsked)?, dry_run, |after| {
        compare::is_member_changed(&revision.council, after, &changed)
    })?;
    said(session, dry_run, &member.id, done)
}

fn said(session: &Session, dry_run: bool, id: &MemberId, done: &str) -> CommandResult {
    if !dry_run {
        session.terminal.note(done);
        session.terminal.write(&format!("{id}\n"))?;
    }
    Ok(ExitStatus::Success)
}

fn id(council: &Council, today: NaiveDate, text: String) -> Result<MemberId, Failure> {
    if let Some(member) = council.member(&text) {
        let last = member.terms.last().and_then(|term| term.until());
        let left = last.is_some_and(|until| until <= today);
        return Err(if left {
            Failure::Former { id: text }
        } else {
            Failure::Taken { id: text }
        });
    }
    MemberId::new(&text).ok_or_else(|| Failure::NotAnId {
        suggestion: Some(slug(&text)).filter(|slug| is_slug(slug)),
        id: text,
    })
}

fn refused(member: &Member, refusal: Refusal) -> Failure {
    Failure::Refused {
        id: member.id.to_string(),
        refusal,
        edited: false,
    }
}
