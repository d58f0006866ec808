//! `cll contact new`, `edit`, `end`: who comes, what is corrected, who goes.

use chrono::NaiveDate;
use serde_json::json;

use super::arguments::{ContactEdit, ContactEnd, ContactNew, NewValues, Who};
use super::ask::Question;
use super::contact_import::show_one;
use super::contact_registry::{edited, member};
use super::failure::Failure;
use super::private_registry::PrivateRegistry;
use super::{CommandResult, ExitStatus, Session, date};
use crate::domain::{Contact, LONGEST_NAME, MemberId, Private, Refusal, Term, email_address};
use crate::registry::on_one_line;
use crate::source::PRIVATE_MEMBERS_FILE;

const MEMBER: Question = Question {
    flag: "--member",
    asked: "ask.contact-member",
};
const NAME: Question = Question {
    flag: "--name",
    asked: "ask.contact-name",
};
const ON: Question = Question {
    flag: "--on",
    asked: "ask.contact-day",
};

/// Runs `new`.
///
/// # Errors
///
/// Something is missing, unknown or unsound; nothing is written then.
pub fn new(session: &Session, arguments: &ContactNew) -> CommandResult {
    let registry = PrivateRegistry::begin(session, PRIVATE_MEMBERS_FILE)?;
    let terminal = &session.terminal;
    let known = |text: &str| member(&registry.council, text);
    let member = terminal.or_ask(arguments.member.as_deref(), &MEMBER, None, known)?;
    let name = terminal.or_ask(arguments.name.as_deref(), &NAME, None, self::name)?;
    let since = arguments.since.as_deref().map(date).transpose()?;
    let until = arguments.until.as_deref().map(date).transpose()?;
    let first = since.unwrap_or(NaiveDate::MIN);
    let contact = Contact {
        name,
        email: arguments.email.as_deref().map(address).transpose()?,
        role: arguments.role,
        public_name: arguments.public_name,
        term: Term::new(first, until).ok_or(Failure::ContactBackwards)?,
        member,
    };
    let mut known = registry.records.contacts.iter();
    let known =
        known.find(|it| it.identity() == contact.identity() && it.term.overlaps(contact.term));
    if let Some(known) = known {
        let as_asked = Contact {
            name: known.name.clone(),
            term: if since.is_some() || until.is_some() {
                contact.term
            } else {
                known.term
            },
            ..contact.clone()
        };
        if *known == as_asked {
            terminal.tell("contact.unchanged", json!({ "member": known.member }));
            return Ok(ExitStatus::Success);
        }
        let member = known.member.to_string();
        return Err(Failure::KnownContact { member });
    }
    let added = std::slice::from_ref(&contact);
    let edited = edited(&registry, &[], added)?;
    if arguments.dry_run {
        return show_one(session, None, &contact);
    }
    registry.write(edited)?;
    terminal.tell("contact.added", json!({ "member": contact.member }));
    Ok(ExitStatus::Success)
}

/// Runs `edit`.
///
/// # Errors
///
/// No contact or several are the one that was named, or a value is none; nothing is written then.
pub fn edit(session: &Session, arguments: &ContactEdit) -> CommandResult {
    let registry = PrivateRegistry::begin(session, PRIVATE_MEMBERS_FILE)?;
    let index = find(&registry, &arguments.who)?;
    let changed = changed(&registry.records.contacts[index], &arguments.new)?;
    let said = json!({ "member": changed.member });
    let said = session.terminal.words().say("contact.changed", said);
    write(&registry, index, Some(changed), arguments.dry_run, &said)
}

/// Runs `end`.
///
/// # Errors
///
/// No contact or several are the one that was named, or it ended already; nothing is written then.
pub fn end(session: &Session, arguments: &ContactEnd) -> CommandResult {
    let registry = PrivateRegistry::begin(session, PRIVATE_MEMBERS_FILE)?;
    let index = find(&registry, &arguments.who)?;
    let on = session
        .terminal
        .or_ask(arguments.on.as_deref(), &ON, None, date)?;
    let contact = &registry.records.contacts[index];
    let changed = contact.ended(on).map_err(|refusal| match refusal {
        Refusal::LeftAlready(until) => Failure::ContactEnded { until },
        _ => Failure::ContactBackwards,
    })?;
    let said = json!({ "member": contact.member, "on": on, "last": on.pred_opt() });
    let said = session.terminal.words().say("contact.ended", said);
    write(&registry, index, changed, arguments.dry_run, &said)
}

/// Writes a contact that is as asked, if it is not so already.
fn write(
    registry: &PrivateRegistry<'_>,
    index: usize,
    changed: Option<Contact>,
    dry_run: bool,
    said: &str,
) -> CommandResult {
    let session = registry.session;
    let contact = &registry.records.contacts[index];
    let Some(changed) = changed.filter(|changed| changed != contact) else {
        let member = json!({ "member": contact.member });
        session.terminal.tell("contact.unchanged", member);
        return Ok(ExitStatus::Success);
    };
    let edited = edited(registry, &[(index, changed.clone())], &[])?;
    if dry_run {
        return show_one(session, Some(contact), &changed);
    }
    registry.write(edited)?;
    session.terminal.note(said);
    Ok(ExitStatus::Success)
}

/// Finds the contact that was named, by its rank: of several records of one person that of the day.
fn find(registry: &PrivateRegistry<'_>, who: &Who) -> Result<usize, Failure> {
    let asked = who.member.as_deref();
    let only: Option<MemberId> = asked.map(|it| member(&registry.council, it)).transpose()?;
    let day = who.at.as_deref().map(date).transpose()?;
    let today = day.unwrap_or_else(|| registry.session.today(&registry.council));
    let is = |it: &Contact| {
        only.as_ref().is_none_or(|only| it.member == *only)
            && who.name.as_ref().is_none_or(|name| it.is(&it.member, name))
            && who.email.as_ref().is_none_or(|email| it.is_at(email))
    };
    let found = registry.records.contacts.iter().enumerate();
    let found: Vec<(usize, &Contact)> = found.filter(|(_, it)| is(it)).collect();
    let serving = found.iter().filter(|(_, it)| it.serves_on(today));
    let serving: Vec<&(usize, &Contact)> = serving.collect();
    match (found.as_slice(), serving.as_slice()) {
        ([], _) => Err(Failure::NoContact),
        ([(index, _)], _) if day.is_none() => Ok(*index),
        (_, [(index, _)]) => Ok(*index),
        (_, []) if day.is_some() => Err(Failure::NoContact),
        (several, _) => Err(Failure::SeveralContacts {
            count: several.len(),
        }),
    }
}

fn changed(contact: &Contact, new: &NewValues) -> Result<Contact, Failure> {
    let mut changed = contact.clone();
    if let Some(text) = &new.new_name {
        changed.name = name(text)?;
    }
    if let Some(text) = &new.new_email {
        changed.email = Some(address(text)?);
    }
    if new.no_email {
        changed.email = None;
    }
    changed.role = new.role.unwrap_or(changed.role);
    changed.public_name = (changed.public_name || new.public_name) && !new.private_name;
    let since = new.since.as_deref().map(date).transpose()?;
    let until = new.until.as_deref().map(date).transpose()?;
    let term = changed.term;
    let until = until.or(term.until().filter(|_| !new.no_until));
    let term = Term::new(since.unwrap_or(term.since()), until);
    changed.term = term.ok_or(Failure::ContactBackwards)?;
    Ok(changed)
}

fn name(text: &str) -> Result<Private<String>, Failure> {
    let name = on_one_line(text);
    if name.chars().count() > LONGEST_NAME {
        return Err(Failure::LongName { most: LONGEST_NAME });
    }
    if name.contains(char::is_alphanumeric) {
        return Ok(Private::new(name));
    }
    Err(Failure::Missing { flag: "--name" })
}

fn address(text: &str) -> Result<Private<String>, Failure> {
    let address = email_address(text.trim()).ok_or_else(|| Failure::NotAnAddress {
        text: text.to_owned(),
    })?;
    Ok(Private::new(address))
}
