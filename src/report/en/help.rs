//! What to type instead, in English.

use crate::problem::{
    ArgumentFault, FeedChange, HeaderFlaw, PrivateKind, Silence, TemplateFault, TextKind,
    Unreadable, Unsafe, ValueKind, What,
};
use crate::report::quote::{choice, cut, quoted, shell_word, whole};
use crate::report::sample;
use crate::source::{MEETINGS_FILE, MEMBERS_FILE, PRIVATE_FOLDER};

/// Says what to do about it, if there is something to type.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm per finding")]
pub fn help(what: &What) -> Option<String> {
    let help = match what {
        What::UnreadableFile { why } => match why {
            Unreadable::Missing => "restore the file, or remove what names it".to_owned(),
            Unreadable::Directory => "give the folder another name".to_owned(),
            Unreadable::Denied => "give yourself the right to read it".to_owned(),
            Unreadable::NotInClone => "clone the repository with all its files".to_owned(),
            Unreadable::TooLarge { .. } | Unreadable::Other(_) => return None,
        },
        What::UncheckedFile { .. } => {
            "look through it yourself; `cll check --skip unchecked-file` leaves this out".to_owned()
        }
        What::GitSilent { why } => match why {
            Silence::Missing => {
                "install git: without it nobody can say what would be published".to_owned()
            }
            Silence::Owner { command } => {
                format!("if you trust it, {} lets git read it", whole(command))
            }
            Silence::Other(words) if words.contains("index") => {
                r#"`rm "$(git rev-parse --git-path index)"`, then `git reset`, makes the index anew from the last commit"#.to_owned()
            }
            Silence::Other(_) => {
                "`git status` says more: until git answers, nobody can say what would be published"
                    .to_owned()
            }
        },
        What::MergeConflict { .. } => {
            "keep one of the two versions, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`"
                .to_owned()
        }
        What::NotUtf8 { .. } => "save the file again as UTF-8".to_owned(),
        What::Syntax { message, more } => return syntax(message, *more),
        What::UnknownKey { nearest, .. } => did_you_mean(nearest.as_deref())
            .unwrap_or_else(|| "`cll explain unknown-key` lists the keys of each table".to_owned()),
        What::MissingKey { key, table } => {
            let line = sample::line(key, matches!(table.as_str(), MEMBERS_FILE | MEETINGS_FILE));
            format!("add a line such as {}", quoted(line))
        }
        What::WrongType {
            key,
            suggestion: Some(value),
            ..
        } => format!("write {}", quoted(format!("{key} = {value}"))),
        What::WrongType {
            key,
            expected,
            suggestion: None,
            ..
        } => {
            let is_header = matches!(expected, ValueKind::Table | ValueKind::Tables);
            format!("write it as in {}", quoted(sample::line(key, is_header)))
        }
        What::UnknownValue {
            allowed, nearest, ..
        } => did_you_mean(nearest.as_deref()).unwrap_or_else(|| one_of(allowed)),
        What::OutOfRange { least, most, .. } => {
            format!("write a whole number from {least} to {most}")
        }
        What::EmptyValue { .. } => "write a value, or remove the key if it is optional".to_owned(),
        What::ControlCharacter { .. } => {
            "write the text on one line, without this character".to_owned()
        }
        What::InvalidText {
            key,
            kind,
            suggestion,
        } => match (suggestion, kind) {
            (Some(value), _) => format!("did you mean {}?", quoted(value)),
            (None, TextKind::Uid) => "remove `uid`: one is made from the id".to_owned(),
            (None, TextKind::Host) => "write the name alone, as in `smtp.example.org`; `port` has the port".to_owned(),
            (None, TextKind::Slug | TextKind::Email(_) | TextKind::Url | TextKind::Timezone) => {
                format!("write it as in {}", quoted(sample::line(key, false)))
            }
        },
        What::ConflictingKeys { key, other } => {
            format!("keep {} or {}, not both", quoted(key), quoted(other))
        }
        What::DuplicateId { .. } => {
            "give the newer record an id of its own: an id is never used again".to_owned()
        }
        What::DuplicateUid { .. } => {
            "remove `uid` from the newer meeting: one is made from its id".to_owned()
        }
        What::UnknownCollege { id, nearest } => {
            did_you_mean(nearest.as_deref()).unwrap_or_else(|| {
                let line = quoted(format!("id = \"{id}\""));
                format!("declare it in `members.toml`: `[[college]]`, then {line} and its name")
            })
        }
        What::CollegeOrder { expected } => {
            format!("write `colleges = [{}]`", sample::texts(expected))
        }
        What::TermBackwards { since, .. } => format!(
            "write an `until` after {since}: the first day on which it is no longer a member"
        ),
        What::TermsOverlap => {
            "write the oldest mandate first, and end it before the next begins".to_owned()
        }
        What::FutureTerm { .. } => accept(what, "member"),
        What::NamesOrder => "write the oldest name first".to_owned(),
        What::EndBeforeStart { start, .. } => format!("write an `end` after `{start}`"),
        What::SkippedHour { .. } | What::AmbiguousHour { .. } => {
            "choose another hour for that day".to_owned()
        }
        What::DuplicateNumber { .. } => "`cll meeting list` shows the numbers taken".to_owned(),
        What::NumberGap { missing, .. } => format!("write `number = {missing}`"),
        What::RankOrder { number, other_number, .. } => format!(
            "while nobody was told of them, exchange the numbers {number} and {other_number}; {}",
            accept(what, "meeting")
        ),
        What::OverlappingMeetings { .. } | What::NonWorkingDay { .. } => accept(what, "meeting"),
        What::MovedFromOrder { .. } => format!(
            "write the dates in the order of their announcements, oldest first; {}",
            accept(what, "meeting")
        ),
        What::MissingUpdated { meeting } => format!("`cll meeting announce {meeting}` writes it"),
        What::UnknownCode { nearest, .. } => {
            did_you_mean(nearest.as_deref()).unwrap_or_else(|| one_of(&sample::ALLOWED_CODES))
        }
        What::TemplateError { name, fault } => template(name, fault),
        What::UnknownTemplate { nearest, .. } => did_you_mean(nearest.as_deref())
            .unwrap_or_else(|| "`cll templates list` lists those that can be replaced".to_owned()),
        What::UnknownVariable {
            template, nearest, ..
        } => did_you_mean(nearest.as_deref()).unwrap_or_else(|| variables(template)),
        What::SamePath { .. } => {
            "put `{{ meeting.id }}` into the path that many meetings share, under `[paths]`"
                .to_owned()
        }
        What::UnsafePath { why, .. } => match why {
            Unsafe::Link => "replace the link with a file or folder of the repository".to_owned(),
            Unsafe::Empty | Unsafe::Absolute | Unsafe::Climbs => {
                "write a path that begins at the folder of the registries, as in `wiki/…`"
                    .to_owned()
            }
            Unsafe::Character(_) => "use letters, digits, `-`, `_`, `.` and `/`".to_owned(),
            Unsafe::TooLong => "write a shorter path".to_owned(),
            Unsafe::Suffix(suffix) => format!("end the path in {}", quoted(suffix)),
            Unsafe::Reserved => "choose another folder".to_owned(),
        },
        What::UnknownBlock { name, nearest } => {
            did_you_mean(nearest.as_deref()).unwrap_or_else(|| {
                let path = quoted(format!("templates/blocks/{name}.md.j2"));
                format!("write its template, {path}; `cll templates list` lists the others")
            })
        }
        What::BlockArgument { block, fault } => match fault {
            ArgumentFault::Syntax => format!("write it as in {}", quoted(sample::marker(block))),
            ArgumentFault::Unknown { known, nearest, .. } => did_you_mean(nearest.as_deref())
                .unwrap_or_else(|| {
                    if known.is_empty() {
                        "remove it: this block takes no arguments".to_owned()
                    } else {
                        one_of(known)
                    }
                }),
            ArgumentFault::Value {
                key,
                allowed,
                nearest,
                ..
            } => did_you_mean(nearest.as_deref()).unwrap_or_else(|| match allowed.as_slice() {
                [only] => format!("write it as in {}", quoted(format!("{key}=\"{only}\""))),
                allowed => one_of(allowed),
            }),
        },
        What::UnclosedBlock { name } => format!(
            "add {} on a line of its own after the block",
            quoted(format!("<!-- /cll:{name} -->"))
        ),
        What::StrayBlockEnd { name } => format!(
            "add {} on a line of its own above, or remove this line",
            quoted(format!("<!-- cll:{name} -->"))
        ),
        What::NestedBlock { .. } => "end the other block before this line".to_owned(),
        What::MisplacedMarker {
            is_alone: false, ..
        } => "put the marker on a line of its own".to_owned(),
        What::MisplacedMarker { is_alone: true, .. } => {
            "put the same before both markers, or nothing".to_owned()
        }
        What::UnannouncedChange { meeting, .. } | What::StaleUpdated { meeting, .. } => {
            format!("`cll meeting announce {meeting}` records the change")
        }
        What::UidChanged { published, .. } => format!(
            "write `uid = \"{}\"`; if it is another meeting: `cll build --new-feed`",
            cut(published)
        ),
        What::LostEvent { uid, .. } => format!(
            "put the meeting back and cancel it with `cll meeting cancel`; if it should never \
             have been announced: `cll build --withdraw {}`",
            shell_word(uid)
        ),
        What::FeedChanged { change } => match change {
            FeedChange::Address { council: None, .. } => {
                "put the former path back into `[paths]`; if it is to change: `cll build --new-feed`, \
                 and give those who subscribed the new address"
                    .to_owned()
            }
            FeedChange::Address {
                council: Some(was), ..
            }
            | FeedChange::Council { was } => format!(
                "put `id = \"{}\"` back into `members.toml`; if it is to change: \
                 `cll build --new-feed`, and tell those who subscribed",
                cut(was)
            ),
            FeedChange::Timezone { was, .. } => format!(
                "put `timezone = \"{}\"` back into `members.toml`; if the meetings do move: \
                 `cll meeting announce --all`, then `cll build --new-feed`",
                cut(was)
            ),
        },
        What::ForeignContent { path, .. } => format!(
            "give the calendars of `cll` another name in `[paths]`, or put it into another file; \
             to lose it: `cll build --replace {}`",
            shell_word(path)
        ),
        What::DroppedText { .. } => {
            "write what is to stay into the registry: `title`, `place`, `agenda`, `reason`".to_owned()
        }
        What::StaleFile { .. } => "`cll build` writes it".to_owned(),
        What::PartialHistory => {
            "fetch all of it: `git fetch --unshallow`; in a recipe, `fetch-depth: 0`".to_owned()
        }
        What::OrphanFile => "delete it if nobody subscribes to it".to_owned(),
        What::UnknownMember { nearest } => did_you_mean(nearest.as_deref())
            .unwrap_or_else(|| "`cll members list --format ids` lists the ids".to_owned()),
        What::UnknownMeeting { nearest } => did_you_mean(nearest.as_deref())
            .unwrap_or_else(|| "`cll meeting list --format ids` lists the ids".to_owned()),
        What::DuplicateContact { .. } => {
            "remove one of the two, or end its term with `until`".to_owned()
        }
        What::UnfindableValue { kind } => match kind {
            PrivateKind::Name => "write the first name and the surname, or `public-name = true` if anybody may read it",
            PrivateKind::Email => "write the address as `name@example.org`, without quotation marks",
            PrivateKind::JoinLink => {
                "write the whole link of the room: this one has no host, or the registry of the council publishes it"
            }
        }
        .to_owned(),
        What::OwnAddress => "write the address of the person: in an invitation of the council to itself there are no buttons".to_owned(),
        What::WrittenPassword => {
            r#"write `password-command = ["pass", "show", "mail"]`, or `password-file` with the path of a file"#.to_owned()
        }
        What::PlainConnection => r#"write `"starttls"` or `"tls"`"#.to_owned(),
        What::MissingPrivateFile => {
            "copy it from whoever has it; a journal that never was is begun by `cll invite send ID --first`"
                .to_owned()
        }
        What::JournalHeader { flaw } => match flaw {
            HeaderFlaw::Second => {
                r#"if both journals count, write `,"merged":true` before the `}` of this line; if not, remove it and all that is below"#
            }
            HeaderFlaw::Repeated => "remove this line",
            HeaderFlaw::Missing { .. } => {
                "put back the header of the journal that they come from above them; `cll invite send ID --kind update` tells the link again"
            }
        }
        .to_owned(),
        What::PrivateTracked { path } => format!(
            "{} takes it out of git; what was pushed is known, and stays in the history",
            quoted(format!("git rm --cached {}", shell_word(path)))
        ),
        What::PrivateUnignored { path, .. } if path.starts_with(PRIVATE_FOLDER) => {
            "write the line `/private/` into the `.gitignore` beside `members.toml`".to_owned()
        }
        What::PrivateUnignored { .. } => {
            "name a folder that no git repository takes, or write this one into its `.gitignore`"
                .to_owned()
        }
        What::PrivateLeak { .. } => {
            "remove this value; what was pushed is known, and stays in the history".to_owned()
        }
        What::NamedContact => {
            "write the organisation instead, or accept a namesake by name: `public-names: [\"M. Martin\"]` in the front matter, or `public-name = true` in `private/members.toml`".to_owned()
        }
        What::Opinion(fault) => super::opinion::help(fault, &accept(what, "opinion")),
        What::Minutes(flaw) => super::minutes::help(flaw),
        What::Meeting(lapse) => super::meetings::help(lapse),
        What::Page(flaw) => super::pages::help(flaw),
        What::Adopt(doubt) => super::adopt::help(doubt),
    };
    Some(help)
}

fn did_you_mean(nearest: Option<&str>) -> Option<String> {
    nearest.map(|word| format!("did you mean {}?", quoted(word)))
}

fn one_of<S: AsRef<str>>(words: &[S]) -> String {
    format!("write {}", choice(words, "or"))
}

fn accept(what: &What, record: &str) -> String {
    format!(
        "if it is meant, add `allow = [\"{}\"]` to the {record}",
        what.code()
    )
}

fn syntax(message: &str, more: usize) -> Option<String> {
    let hint = match message.split(", expected").next().unwrap_or_default() {
        "string values must be quoted" | "invalid boolean" => {
            Some("put the text between quotation marks, `\"…\"`")
        }
        "duplicate key" => Some("remove one of the two, or begin a new record before it"),
        "invalid basic string" | "invalid literal string" => {
            Some("close the text with the mark that opens it, and write `\\\\` for a backslash")
        }
        "invalid date" | "invalid time" | "invalid datetime" | "invalid date-time" => {
            Some("write dates as `2023-09-28` and times as `14:00:00`")
        }
        "key with no value" | "missing value" | "missing value for key" => {
            Some("write a value after `=`, or remove the line")
        }
        _ => None,
    };
    let rest = match more {
        0 => None,
        1 => Some("1 more error of this file is not shown".to_owned()),
        _ => Some(format!("{more} more errors of this file are not shown")),
    };
    match (hint, rest) {
        (Some(hint), Some(rest)) => Some(format!("{hint}; {rest}")),
        (Some(hint), None) => Some(hint.to_owned()),
        (None, rest) => rest,
    }
}

fn template(name: &str, fault: &TemplateFault) -> String {
    match fault {
        TemplateFault::Undefined => variables(name),
        TemplateFault::Unprintable(kind) if kind == "list" => {
            "write it as in `{{ names | join(\", \") }}`".to_owned()
        }
        TemplateFault::Unprintable(kind) if kind == "table" => {
            "print one of its fields, as in `{{ council.name }}`".to_owned()
        }
        TemplateFault::Unprintable(kind) if kind == "none" => {
            "put it between `{% if … %}` and `{% endif %}`".to_owned()
        }
        TemplateFault::Unprintable(_) => "choose a text with `{% if … %}…{% endif %}`".to_owned(),
        TemplateFault::Endless | TemplateFault::TooMuch(_) => {
            "look for a loop in a loop, a macro that calls itself, or a text that grows in a loop"
                .to_owned()
        }
        TemplateFault::Long(_) => "keep in it what is printed, and nothing else".to_owned(),
        TemplateFault::Syntax(_) | TemplateFault::Other(_) if sample::is_template_name(name) => {
            format!(
                "{} prints the template in force",
                quoted(format!("cll templates show {name}"))
            )
        }
        TemplateFault::Syntax(_) | TemplateFault::Other(_) if name == sample::OPTION => {
            "write it as in `{{ council.name }}`".to_owned()
        }
        TemplateFault::Syntax(_) | TemplateFault::Other(_) => {
            "write each variable as in `{{ council.id }}`".to_owned()
        }
    }
}

fn variables(template: &str) -> String {
    if sample::is_template_name(template) {
        format!(
            "{} lists its variables",
            quoted(format!("cll templates vars {template}"))
        )
    } else if template == sample::OPTION {
        "use the fields of `council` and of `member`, `meeting` or `opinion`, as in `{{ council.name }}`"
            .to_owned()
    } else {
        "use the fields of `council` and `meeting`, as in `{{ meeting.id }}`".to_owned()
    }
}
