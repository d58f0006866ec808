//! What is said of minutes, in English.

use chrono::Datelike;

use crate::problem::{
    Fact, Flaw, FrontMatterFault, MarkFault, MissingPart, PrivateKind, Residue, Spacing,
};
use crate::report::quote::quoted;

/// How to keep something private.
const MARKS: &str = "begin what is private with `<!-- private -->` and end it with `<!-- /private -->`, or with `[privé]` and `[/privé]`, each alone on its line";

/// Says what is wrong, in one sentence.
pub fn headline(flaw: &Flaw) -> String {
    match flaw {
        Flaw::Unidentified => "nothing tells of which meeting these minutes are".to_owned(),
        Flaw::Mismatch { fact, .. } => match fact {
            Fact::Meeting => "the registry has no such meeting",
            Fact::Date => "the day is not that of the meeting",
            Fact::Hours => "the hours are not those of the meeting",
            Fact::Colleges => "the college does not sit at the meeting",
            Fact::Rank => "the number is not that of the meeting",
            Fact::Online => "the registry says otherwise where the meeting takes place",
        }
        .to_owned(),
        Flaw::MissingPart { part } => match part {
            MissingPart::Attendance => "the minutes do not say who was there",
            MissingPart::Decisions => "the minutes say nothing of decisions",
            MissingPart::Actions => "the minutes say nothing of actions",
            MissingPart::NextMeeting => "the minutes do not announce the next meeting",
        }
        .to_owned(),
        Flaw::MisspeltName { written, .. } => format!("the name {} is misspelt", quoted(written)),
        Flaw::UnknownOrganisation { name, .. } => {
            format!("the organisation {} is unknown", quoted(name))
        }
        Flaw::NotSitting { member, .. } => {
            format!("the member {} does not sit at this meeting", quoted(member))
        }
        Flaw::DateWithoutYear => "the day has no year".to_owned(),
        Flaw::ImpossibleDate => "no calendar has this day".to_owned(),
        Flaw::WrongWeekday { .. } => "the day is another day of the week".to_owned(),
        Flaw::RepeatedWord { word } => format!("the word {} is there twice", quoted(word)),
        Flaw::RunTogether => "two sentences are run together".to_owned(),
        Flaw::TrailingColon => "nothing follows the colon".to_owned(),
        Flaw::FrenchSpacing { spacing } => match spacing {
            Spacing::Missing => "a space is missing".to_owned(),
            Spacing::Breakable(1) => "a line could end before a punctuation mark".to_owned(),
            Spacing::Breakable(count) => {
                format!("lines could end before punctuation marks, in {count} places")
            }
        },
        Flaw::WebResidue => "this text was meant for a web page".to_owned(),
        Flaw::FrontMatter { fault } => match fault {
            FrontMatterFault::Lost => "the front matter of these minutes is lost",
            FrontMatterFault::Unread => "this line of the front matter has no key",
        }
        .to_owned(),
        Flaw::LeftOut { key: Some(key) } => {
            format!(
                "the key {} of the front matter is not published",
                quoted(key)
            )
        }
        Flaw::LeftOut { key: None } => {
            "this comment of the front matter is not published".to_owned()
        }
        Flaw::OfficeResidue { residue } => match residue {
            Residue::Comment => "a word processor left this comment",
            Residue::Change => "a word processor left this tracked change",
            Residue::Markup => "a word processor left this markup",
        }
        .to_owned(),
        Flaw::MarksGone => "these minutes have neither front matter nor comments".to_owned(),
        Flaw::Placeholder => "this has yet to be filled in".to_owned(),
        Flaw::EmptySection { heading } => format!("the section {} is empty", quoted(heading)),
        Flaw::IncompleteAction { owner, deadline } => match (owner, deadline) {
            (true, true) => "the action has neither owner nor deadline",
            (true, false) => "the action has no owner",
            (false, _) => "the action has no deadline",
        }
        .to_owned(),
        Flaw::PrivateMark { fault } => match fault {
            MarkFault::Unclosed => "the private mark is not closed",
            MarkFault::StrayEnd => "the private mark ends what was never begun",
            MarkFault::Misspelt => "this looks like a private mark and hides nothing",
            MarkFault::InCode => "the private mark stands in a code block, where it hides nothing",
            MarkFault::Title => "the title cannot be private: nothing would be left",
            MarkFault::Heading => "the heading does not make its section private",
            MarkFault::OpenComment => "the comment is not closed: its text would be published",
            MarkFault::OtherComment => "this is no comment here: its text would be published",
            MarkFault::Nested => "a heading in a quotation or a list makes no section private",
        }
        .to_owned(),
        Flaw::UnmarkedPrivate { kind } => match kind {
            PrivateKind::Name => "the name of a contact is not between private marks",
            PrivateKind::Email => "the address of a contact is not between private marks",
            PrivateKind::JoinLink => "the link of a videoconference is not between private marks",
        }
        .to_owned(),
    }
}

/// Says what the carets point at; may be empty.
pub fn label(flaw: &Flaw) -> String {
    match flaw {
        Flaw::Mismatch { expected, .. } => format!("the registry says {}", quoted(expected)),
        Flaw::NotSitting { date, .. } => format!("not on {date}, or in none of its colleges"),
        Flaw::WrongWeekday { date } => format!("this is a {}", weekday(date.weekday())),
        Flaw::FrenchSpacing {
            spacing: Spacing::Breakable(_),
        } => "an ordinary space".to_owned(),
        _ => String::new(),
    }
}

/// Says what to do about it.
pub fn help(flaw: &Flaw) -> String {
    match flaw {
        Flaw::Unidentified => "begin them with lines `---`, `meeting: ID` and `---`".to_owned(),
        Flaw::Mismatch { expected, .. } => {
            format!("write {}, or mend the registry", quoted(expected))
        }
        Flaw::MissingPart { part } => match part {
            MissingPart::Attendance => {
                "add a section `## Présences`, with lines such as `- [x] ADULLACT`"
            }
            MissingPart::Decisions => {
                "begin a paragraph with `**Décision** :`, or add a section `## Décisions`"
            }
            MissingPart::Actions => {
                "add lines such as `- [ ] DINUM : relire l'avis (avant le 8 décembre 2025)`"
            }
            MissingPart::NextMeeting => "add a section `## Prochaine réunion`",
        }
        .to_owned(),
        Flaw::MisspeltName { expected, .. } => format!("write {}", quoted(expected)),
        Flaw::UnknownOrganisation {
            nearest: Some(nearest),
            ..
        } => format!("did you mean {}?", quoted(nearest)),
        Flaw::UnknownOrganisation { nearest: None, .. } => {
            "`cll members list` lists the members; name a guest in a sentence, and a person between private marks".to_owned()
        }
        Flaw::NotSitting { .. } => {
            "take it out of the attendance, or mend `members.toml`".to_owned()
        }
        Flaw::DateWithoutYear => "add the year, as in `8 décembre 2025`".to_owned(),
        Flaw::ImpossibleDate => "look the day up in a calendar".to_owned(),
        Flaw::WrongWeekday { .. } => "change the day or the day of the week".to_owned(),
        Flaw::RepeatedWord { .. } => "remove one of the two".to_owned(),
        Flaw::RunTogether => "put a full stop and a space between them".to_owned(),
        Flaw::TrailingColon => "write what was to follow, or end with a full stop".to_owned(),
        Flaw::FrenchSpacing { spacing } => match spacing {
            Spacing::Missing => "put a space between the word and the mark",
            Spacing::Breakable(_) => "type U+00A0 before `:`, `;`, `?`, `!`, `»` and after `«`",
        }
        .to_owned(),
        Flaw::WebResidue => "remove it".to_owned(),
        Flaw::FrontMatter { fault } => match fault {
            FrontMatterFault::Lost => {
                "put its lines at the very start of the file, between two lines `---`; private marks may be gone too"
            }
            FrontMatterFault::Unread => "write it as `key: value`, or end the front matter above it with a line `---`",
        }
        .to_owned(),
        Flaw::LeftOut { .. } => {
            "remove it, or write what readers need into the text".to_owned()
        }
        Flaw::OfficeResidue { residue } => match residue {
            Residue::Comment => "remove the comment; to keep it for yourself, write `<!-- comment -->`",
            Residue::Change => {
                "accept or reject the changes in the word processor, or keep the text that was agreed"
            }
            Residue::Markup => "remove it",
        }
        .to_owned(),
        Flaw::MarksGone => {
            "word processors and online editors drop both, private marks included: mark again what is private, and put back `---`, `meeting: ID`, `---`".to_owned()
        }
        Flaw::Placeholder => "fill it in, or remove the line".to_owned(),
        Flaw::EmptySection { .. } => "write something, or remove the heading".to_owned(),
        Flaw::IncompleteAction { .. } => {
            "write it as in `- [ ] DINUM : relire l'avis (avant le 8 décembre 2025)`".to_owned()
        }
        Flaw::UnmarkedPrivate {
            kind: PrivateKind::Name,
        } => "begin what is private with `<!-- private -->` and end it with `<!-- /private -->`; \
              for somebody else of that name, write `public-names: [\"M. Martin\"]` in the front \
              matter"
            .to_owned(),
        Flaw::PrivateMark { fault } => match fault {
            MarkFault::Heading | MarkFault::Title => {
                "end the heading of a private section in `(privé)`, as in `## Budget (privé)`, or write it otherwise"
            }
            MarkFault::OpenComment => "close it with `-->`",
            MarkFault::OtherComment => "write `<!-- … -->`, or take the signs around the text away",
            MarkFault::Nested => "put the heading outside, or mark the passage with `[privé]` and `[/privé]`, each alone on its line",
            MarkFault::InCode => "take it out of the block, or write the block without it",
            MarkFault::Misspelt => {
                return format!("{MARKS}; what everybody may read, say in a sentence");
            }
            _ => MARKS,
        }
        .to_owned(),
        Flaw::UnmarkedPrivate { .. } => MARKS.to_owned(),
    }
}

fn weekday(day: chrono::Weekday) -> &'static str {
    match day {
        chrono::Weekday::Mon => "Monday",
        chrono::Weekday::Tue => "Tuesday",
        chrono::Weekday::Wed => "Wednesday",
        chrono::Weekday::Thu => "Thursday",
        chrono::Weekday::Fri => "Friday",
        chrono::Weekday::Sat => "Saturday",
        chrono::Weekday::Sun => "Sunday",
    }
}
