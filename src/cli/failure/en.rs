//! Why a command could not run, in English.

mod sending;

use std::io;

use super::{Failure, Named};
use crate::domain::{Refusal, Unfit};
use crate::source::{PRIVATE_MEMBERS_FILE, SENT_FILE};
use crate::workspace::{Failed, Unfound, Untold};

/// Says what went wrong, and what to do if there is something to do.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm per failure")]
pub fn words(failure: &Failure) -> (String, Option<String>) {
    match failure {
        Failure::NotFound(found) => match found {
            Unfound::Folder(Failed { path, error }) => (
                format!("cannot go to {path}: {}", reason(error)),
                None,
            ),
            Unfound::Registries {
                half: Some((folder, missing)),
                ..
            } => (
                format!("`{missing}` is missing in {}", folder.display()),
                Some(format!("a council has both registries; write `{missing}` beside the other")),
            ),
            Unfound::Registries { from, to, .. } if from == to => (
                format!(
                    "the folder {} holds no `members.toml` and no `meetings.toml`",
                    from.display()
                ),
                Some("go to the folder of the council, or name it with `-C DIR`".to_owned()),
            ),
            Unfound::Registries { from, to, .. } => (
                format!(
                    "no folder from {} up to {} holds `members.toml` and `meetings.toml`",
                    from.display(),
                    to.display()
                ),
                Some("go to the folder of the council, or name it with `-C DIR`".to_owned()),
            ),
        },
        Failure::Findings => ("nothing was done: mend the errors above first".to_owned(), None),
        Failure::Unknown { kind, id, nearest } => {
            let (what, list) = match kind {
                Named::Member => ("member", "cll members list --format ids"),
                Named::Meeting => ("meeting", "cll meeting list --format ids"),
                Named::College => ("college", "cll members list"),
                Named::Template => ("template", "cll templates list"),
                Named::Code => ("code", "cll explain"),
            };
            let help = nearest.as_ref().map_or_else(
                || format!("`{list}` lists what there is"),
                |nearest| format!("did you mean `{nearest}`?"),
            );
            (format!("there is no {what} `{id}`"), Some(help))
        }
        Failure::BrokenJournal { line } => (
            format!("`{SENT_FILE}`, line {line}, is no record of a message"),
            Some(
                "nobody knows what it said, and somebody could be written to twice: fix the line, or put back a copy of the file"
                    .to_owned(),
            ),
        ),
        Failure::NoJournal { id } => (
            format!("`{SENT_FILE}` is missing, and the calendar with `{id}` is committed: nobody knows who was written to about it"),
            Some(
                "copy the file from whoever sent the messages so far; if nobody was ever written to about this meeting, `--first` begins it"
                    .to_owned(),
            ),
        ),
        Failure::ForeignJournal { theirs, ours } => (
            format!("`{SENT_FILE}` is the journal of the council `{theirs}`, and this is `{ours}`"),
            Some(
                "what it says of a meeting is not of this one: put back the journal of this council, or move this one away"
                    .to_owned(),
            ),
        ),
        Failure::Unfit { id, unfit: Unfit::TakesPlace } => (
            format!("`{id}` takes place: there is nothing to cancel"),
            Some(format!("`cll meeting cancel {id}` cancels it")),
        ),
        Failure::Unfit { id, unfit: Unfit::CalledOff } => (
            format!("`{id}` does not take place: nobody is invited to it"),
            Some("leave `--kind` out, or say `--kind cancellation`".to_owned()),
        ),
        Failure::PublicFolder { folder } => (
            format!("{folder} is public, and messages are not"),
            Some("name a folder outside the repository, or one below `private/`".to_owned()),
        ),
        Failure::NoNextMeeting => (
            "no meeting is planned from today on".to_owned(),
            Some("`cll meeting list --past` lists those before today".to_owned()),
        ),
        Failure::NoLastMeeting => (
            "no meeting has taken place yet".to_owned(),
            Some("`cll meeting list --upcoming` lists those to come".to_owned()),
        ),
        Failure::NotHeld { id, postponed } => (
            format!(
                "`{id}` is {}: there is nothing to take minutes of",
                if *postponed { "postponed" } else { "cancelled" }
            ),
            None,
        ),
        Failure::NoDraft { path, meeting } => (
            format!("there is no draft {path}"),
            Some(format!("`cll minutes draft {meeting}` makes one")),
        ),
        Failure::ApprovedTooSoon { day, held } => (
            format!("{day} is before the meeting itself, {held}"),
            Some("give the day on which its minutes were approved".to_owned()),
        ),
        Failure::NoSuchMinutes { text, nearest } => (
            format!("there is neither a file nor a meeting `{text}`"),
            Some(nearest.as_ref().map_or_else(
                || "`cll meeting list --format ids` lists the ids".to_owned(),
                |nearest| format!("did you mean `{nearest}`?"),
            )),
        ),
        Failure::NoMinutes { meeting } => (
            format!("the meeting `{meeting}` has no minutes yet"),
            Some(format!("`cll minutes draft {meeting}` drafts them")),
        ),
        Failure::NoContacts => (
            format!("there is no `{PRIVATE_MEMBERS_FILE}`"),
            Some("write the contacts there: `[[contact]]`, then `member`, `name`, `email` and `role`".to_owned()),
        ),
        Failure::NotADate { text } => (
            format!("`{text}` is not a date"),
            Some("write a date as in `2023-09-28`".to_owned()),
        ),
        Failure::NotAnInstant { text } => (
            format!("SOURCE_DATE_EPOCH is `{text}`, which is no number of seconds"),
            Some("give the seconds since 1970, or unset it".to_owned()),
        ),
        Failure::Exists { path } => (
            format!("{path} exists"),
            Some("it is kept; `--force` replaces it".to_owned()),
        ),
        Failure::NothingFound { folder } => (
            format!("below {folder} is no list of members, no line about a meeting and no event"),
            Some("`cll init` makes a council that has nothing yet".to_owned()),
        ),
        Failure::Registered { path } => (
            format!("{path} is there already: nothing was written"),
            Some("`cll import --merge` brings what is new into registries that exist".to_owned()),
        ),
        Failure::HalfImported => (
            "`members.toml` is there without `meetings.toml`, and is not what this import would write"
                .to_owned(),
            Some(
                "put `meetings.toml` back beside it; or, if an import was stopped and nobody has edited `members.toml`, remove it and import again"
                    .to_owned(),
            ),
        ),
        Failure::Write(failed) => (
            format!("cannot write {}: {}", failed.path, reason(&failed.error)),
            Some("every file is either as it was or complete; run the command again once this is mended".to_owned()),
        ),
        Failure::Lock(failed) if failed.error.kind() == io::ErrorKind::ResourceBusy => (
            "another `cll` is changing the registries".to_owned(),
            Some("try again".to_owned()),
        ),
        Failure::Lock(failed) => (
            format!("cannot lock {}: {}", failed.path, reason(&failed.error)),
            None,
        ),
        Failure::Missing { flag } => {
            let value = missing_value(flag);
            (
                format!("`{flag}` is missing"),
                value.map(|value| format!("there is no terminal to ask on: add `{flag}{value}`")),
            )
        }
        Failure::NotHours { text } => (
            format!("`{text}` gives no start and later end"),
            Some("write hours as in `14:00-16:00`".to_owned()),
        ),
        Failure::NotAnId { id, suggestion } => (
            format!("`{id}` is no id: a-z, 0-9 and single hyphens"),
            suggestion.as_ref().map(|id| format!("for example `--id {id}`")),
        ),
        Failure::Taken { id } => (
            format!("the id `{id}` is taken"),
            Some("choose another one with `--id ID`".to_owned()),
        ),
        Failure::Former { id } => (
            format!("`{id}` was a member before"),
            Some("give its record in `members.toml` the new mandate: `terms = [{ since = …, until = … }, { since = … }]` instead of `since` and `until`".to_owned()),
        ),
        Failure::Refused { id, refusal } => {
            let (why, help) = refused(*refusal);
            (format!("`{id}` {why}"), help.map(ToOwned::to_owned))
        }
        Failure::WouldNotValidate => (
            "nothing was written: the registry would have these errors".to_owned(),
            None,
        ),
        Failure::NotAsAsked => (
            "nothing was written: the registry is laid out in a way that cannot be edited without touching the rest".to_owned(),
            Some("make the change by hand, then `cll check`".to_owned()),
        ),
        Failure::NotNamed { id, typed } => (
            format!("`{typed}` is not `{id}`: nothing was written"),
            Some("`--force` does it without a question".to_owned()),
        ),
        Failure::SameHours { id } => (
            format!("the meeting `{id}` of the same colleges is at these hours already"),
            Some(format!(
                "change that one: its record is `{id}` in `meetings.toml`; or give another meeting an `--id`"
            )),
        ),
        Failure::ChangedMeanwhile { path } => (
            format!("{path} was changed meanwhile by somebody else; it is left as it is"),
            Some("run the command again".to_owned()),
        ),
        Failure::Unannounced { mendable } => (
            "nothing was written: calendars would not notice the change".to_owned(),
            mendable.then(|| {
                "`cll meeting announce --all` records what was changed by hand".to_owned()
            }),
        ),
        Failure::NotLost { uid } => (
            format!("no calendar shows a lost event with the UID `{uid}`"),
            Some("only an event that the registry no longer has can be withdrawn".to_owned()),
        ),
        Failure::NotACalendar { path } => (
            format!("`{path}` is none of the calendars that `cll build` writes"),
            Some("give the path from the folder of the registries, as the finding shows it".to_owned()),
        ),
        Failure::Git { revision, why } => match why {
            Untold::NoGit(error) => (
                format!("cannot run `git`: {error}"),
                Some("install git: it holds what was there before".to_owned()),
            ),
            Untold::NoRevision => (
                format!("git has no revision `{revision}`"),
                Some("`git log --oneline` lists those it has".to_owned()),
            ),
            Untold::Refused(detail) => (format!("git cannot tell: {detail}"), None),
        },
        Failure::NoServer
        | Failure::Password(_)
        | Failure::Sending(_)
        | Failure::Unpublished { .. }
        | Failure::Over { .. }
        | Failure::NotConfirmed { .. }
        | Failure::OtherDrafts { .. }
        | Failure::LateDraft { .. }
        | Failure::NotAnAddress { .. }
        | Failure::Server { .. }
        | Failure::TestRefused { .. }
        | Failure::Busy { .. }
        | Failure::NotAsShown { .. }
        | Failure::WouldTell { .. }
        | Failure::NothingSent => sending::words(failure),
        Failure::Output(error) => (
            format!("cannot write to standard output: {}", reason(error)),
            None,
        ),
    }
}

/// Returns what is typed behind a flag; `None` where two flags stand for one another.
fn missing_value(flag: &str) -> Option<&'static str> {
    Some(match flag {
        "--name" | "--convener" => " \"NAME\"",
        "--acronym" => " ACRONYM",
        "--contact" => " secretariat@example.org",
        "--college" => " COLLEGE",
        "--id" | "--confirm" => " ID",
        "--date" | "--on" => " 2027-02-11",
        "--time" => " 14:00-16:00",
        "--force" => "",
        _ => return None,
    })
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            "a file stands where a folder is needed".to_owned()
        }
        io::ErrorKind::IsADirectory => "a folder stands in its place".to_owned(),
        _ => error.to_string(),
    }
}

fn refused(refusal: Refusal) -> (String, Option<&'static str>) {
    match refusal {
        Refusal::Cancelled => (
            "is cancelled, and stays so".to_owned(),
            Some("`cll meeting new` announces another meeting"),
        ),
        Refusal::Postponed => (
            "is postponed: a new date confirms it".to_owned(),
            Some("`cll meeting reschedule ID --date DATE`"),
        ),
        Refusal::Held(day) => (
            format!("took place on {day}"),
            Some("if it is really meant, add `--force`"),
        ),
        Refusal::Minuted => (
            "has published minutes".to_owned(),
            Some("if it is really meant, add `--force`"),
        ),
        Refusal::EndsBeforeItBegins => ("would leave before its mandate begins".to_owned(), None),
        Refusal::LeftAlready(day) => (
            format!("left on {day} already"),
            Some("to correct that day, edit `members.toml`"),
        ),
        Refusal::NamedLater(day) => (
            format!("bore another name until {day}"),
            Some("give a later day with `--on DATE`"),
        ),
        Refusal::LastSequence => (
            "has the highest SEQUENCE that calendars can hold, 2147483647: no change of it would be noticed".to_owned(),
            Some("tell people of the change by a message, and announce another meeting with `cll meeting new`"),
        ),
    }
}
