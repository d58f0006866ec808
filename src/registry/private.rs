//! The private registries: contacts and links, and what is wrong with them without a word of it.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeValue;

use super::schema::{ContactRow, DefaultJoinRow, JoinRow, ProposalRow};
use super::{Reader, items, schema};
use crate::domain::{Contact, Council, JoinLinks, Private, PrivateRecords, SubjectProposal};
use crate::leaks::is_findable;
use crate::problem::{Place, PrivateKind, Problem, What, nearest};
use crate::sort::Sort;
use crate::source::{
    PRIVATE_MEETINGS_FILE, PRIVATE_MEMBERS_FILE, PRIVATE_SUBJECTS_FILE, Sources, Span,
};

/// Reads the texts of both private registries, either of which may be missing.
///
/// The records are those that are sound. Members and meetings are looked up in the council, if
/// there is one. The findings hold places without text, and nothing that was read.
#[must_use]
pub fn load(
    members: Option<String>,
    meetings: Option<String>,
    council: Option<&Council>,
) -> (PrivateRecords, Vec<Problem>) {
    // These sources end here, so that nothing can show what is in them.
    let mut sources = Sources::new();
    let members = members.map(|text| sources.add(PRIVATE_MEMBERS_FILE, text));
    let meetings = meetings.map(|text| sources.add(PRIVATE_MEETINGS_FILE, text));
    let mut problems = Vec::new();
    let mut records = PrivateRecords::default();
    if let Some(file) = members {
        let written = Reader::open(&sources, file, &[], &mut problems).contacts();
        check_members(&written, council, &mut problems);
        check_own(&written, council, &mut problems);
        check_duplicates(&written, &sources, &mut problems);
        for Written {
            contact,
            name,
            email,
            ..
        } in &written
        {
            if !contact.public_name {
                check_findable(
                    PrivateKind::Name,
                    &contact.name,
                    *name,
                    council,
                    &mut problems,
                );
            }
            if let Some((value, at)) = contact.email.as_ref().zip(*email) {
                check_findable(PrivateKind::Email, value, at, council, &mut problems);
            }
        }
        records.contacts = written.into_iter().map(|written| written.contact).collect();
    }
    if let Some(file) = meetings {
        records.join = Reader::open(&sources, file, &[], &mut problems).join_links(council);
    }
    records.join.is_missing = meetings.is_none_or(|file| {
        let nothing = |it: char| it.is_whitespace() || it == '\u{feff}';
        sources.text(file).chars().all(nothing)
    });
    problems.order_by_key(|problem| match problem.place {
        Place::Span(span) => Some(span),
        _ => None,
    });
    let problems = problems.into_iter().map(|problem| Problem {
        what: without_values(problem.what),
        ..problem
    });
    let problems = problems.map(|problem| problem.hidden(&sources)).collect();
    (records, problems)
}

/// Reads the text of the registry of the subjects that people proposed.
///
/// The findings hold places without text, and nothing that was read.
#[must_use]
pub fn proposals(text: String, council: Option<&Council>) -> (Vec<SubjectProposal>, Vec<Problem>) {
    // These sources end here, so that nothing can show what is in them.
    let mut sources = Sources::new();
    let file = sources.add(PRIVATE_SUBJECTS_FILE, text);
    let mut problems = Vec::new();
    let proposals = Reader::open(&sources, file, &[], &mut problems).proposals(council);
    let problems = problems.into_iter().map(|problem| Problem {
        what: without_values(problem.what),
        ..problem
    });
    let problems = problems.map(|problem| problem.hidden(&sources)).collect();
    (proposals, problems)
}

/// A contact, and where it is written.
struct Written {
    contact: Contact,
    member: Span,
    name: Span,
    email: Option<Span>,
}

impl Reader<'_> {
    /// Reads `private/members.toml`.
    fn contacts(&mut self) -> Vec<Written> {
        let mut contacts = Vec::new();
        let Some(root) = self.root.take() else {
            return contacts;
        };
        self.validate(root.get_ref(), &schema::PRIVATE_MEMBERS, root.span());
        for (key, value) in root.into_inner() {
            if key.get_ref() != "contact" {
                continue;
            }
            for item in items(value) {
                let Some((row, _)) = self.record::<ContactRow>(item) else {
                    continue;
                };
                let at = |text: &Spanned<String>| Span::new(self.file, text.span());
                let (member, name) = (at(&row.member), at(&row.name));
                let email = row.email.as_ref().map(at);
                contacts.extend(self.convert().contact(row).map(|contact| Written {
                    contact,
                    member,
                    name,
                    email,
                }));
            }
        }
        contacts
    }

    /// Reads `private/meetings.toml`.
    fn join_links(&mut self, council: Option<&Council>) -> JoinLinks {
        let mut links = JoinLinks::default();
        let Some(root) = self.root.take() else {
            return links;
        };
        self.validate(root.get_ref(), &schema::PRIVATE_MEETINGS, root.span());
        for (key, value) in root.into_inner() {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("default", _) => {
                    let row = self.record::<DefaultJoinRow>(value);
                    links.default = row.map(|(row, _)| self.link(row.join, council));
                }
                ("meeting", DeValue::Table(_)) => {
                    let DeValue::Table(meetings) = value.into_inner() else {
                        continue;
                    };
                    for (id, value) in meetings {
                        let unknown = |council: &&Council| council.meeting(id.get_ref()).is_none();
                        if let Some(council) = council.filter(unknown) {
                            let ids = council.meetings.iter().map(|meeting| meeting.id.as_str());
                            let nearest = nearest(id.get_ref(), ids);
                            let at = Span::new(self.file, id.span());
                            self.problems
                                .push(Problem::at(at, What::UnknownMeeting { nearest }));
                        }
                        let row = self.record::<JoinRow>(value);
                        if let Some((row, _)) = row {
                            let link = self.link(row.join, council);
                            links.meetings.insert(id.into_inner().into_owned(), link);
                        }
                    }
                }
                _ => {}
            }
        }
        links
    }

    /// Reads `private/subjects.toml`.
    fn proposals(&mut self, council: Option<&Council>) -> Vec<SubjectProposal> {
        let mut proposals: Vec<SubjectProposal> = Vec::new();
        let Some(root) = self.root.take() else {
            return proposals;
        };
        self.validate(root.get_ref(), &schema::PRIVATE_SUBJECTS, root.span());
        let tables = root.into_inner().into_iter();
        let tables = tables.filter(|(key, _)| key.get_ref() == "proposal");
        for item in tables.flat_map(|(_, value)| items(value)) {
            let Some((row, _)) = self.record::<ProposalRow>(item) else {
                continue;
            };
            let at = |text: &Spanned<String>| Span::new(self.file, text.span());
            let (id, name, email) = (
                at(&row.id),
                row.name.as_ref().map(at),
                row.email.as_ref().map(at),
            );
            let received = Span::new(self.file, row.received.span());
            let others = row.others.as_ref();
            let others = others.map(|others| Span::new(self.file, others.span()));
            let Some(proposal) = self.convert().proposal(row) else {
                continue;
            };
            if proposals.iter().any(|it| it.id == proposal.id) {
                let what = What::DuplicateId {
                    id: proposal.id.to_string(),
                };
                self.problems.push(Problem::at(id, what));
            }
            let mut relayed = council.into_iter().flat_map(|council| &council.subjects);
            if let Some(relayed) = relayed.find(|it| it.id == proposal.id) {
                let is_same = proposal.is_relayed || *proposal.title.disclose() == relayed.title;
                if relayed.received != proposal.received {
                    let what = What::SubjectMismatch {
                        relayed: Some(relayed.received),
                    };
                    self.problems.push(Problem::at(received, what));
                } else if !is_same {
                    let what = What::SubjectMismatch { relayed: None };
                    self.problems.push(Problem::at(id, what));
                }
            }
            let name = name.filter(|_| !proposal.public_name);
            for (kind, value, at) in [
                (PrivateKind::Name, &proposal.name, name),
                (PrivateKind::Email, &proposal.email, email),
            ] {
                if let Some((value, at)) = value.as_ref().zip(at) {
                    check_findable(kind, value, at, council, self.problems);
                }
            }
            for value in &proposal.others {
                let is_address = value.disclose().contains('@');
                let kind = [PrivateKind::Name, PrivateKind::Email][usize::from(is_address)];
                if let Some(at) = others {
                    check_findable(kind, value, at, council, self.problems);
                }
            }
            proposals.push(proposal);
        }
        proposals
    }

    fn link(&mut self, join: Spanned<String>, council: Option<&Council>) -> Private<String> {
        let at = Span::new(self.file, join.span());
        let link = Private::new(join.into_inner());
        check_findable(PrivateKind::JoinLink, &link, at, council, self.problems);
        link
    }
}

/// Every contact is that of a member, former ones included.
fn check_members(contacts: &[Written], council: Option<&Council>, problems: &mut Vec<Problem>) {
    let Some(council) = council else { return };
    let ids = || council.members.iter().map(|member| member.id.as_str());
    for Written {
        contact, member, ..
    } in contacts
    {
        let id = contact.member.as_str();
        if ids().all(|known| known != id) {
            let nearest = nearest(id, ids());
            problems.push(Problem::at(*member, What::UnknownMember { nearest }));
        }
    }
}

/// A private value is one that would be found where it is public.
fn check_findable(
    kind: PrivateKind,
    value: &Private<String>,
    at: Span,
    council: Option<&Council>,
    problems: &mut Vec<Problem>,
) {
    if !is_findable(kind, value, council) {
        problems.push(Problem::at(at, What::UnfindableValue { kind }));
    }
}

/// No contact is the council itself.
fn check_own(contacts: &[Written], council: Option<&Council>, problems: &mut Vec<Problem>) {
    let Some(council) = council else { return };
    for Written { contact, email, .. } in contacts {
        let address = contact.email.as_ref().zip(*email);
        if let Some((_, at)) = address.filter(|(it, _)| council.owns(it.disclose())) {
            problems.push(Problem::at(at, What::OwnAddress));
        }
    }
}

/// No member has two contacts with one address on one day; the address is read without case.
fn check_duplicates(contacts: &[Written], sources: &Sources, problems: &mut Vec<Problem>) {
    let mut earlier: BTreeMap<(&str, String), Vec<&Written>> = BTreeMap::new();
    for written in contacts {
        let Contact { member, email, .. } = &written.contact;
        let Some((email, at)) = email.as_ref().zip(written.email) else {
            continue;
        };
        let key = (member.as_str(), email.disclose().to_ascii_lowercase());
        let earlier = earlier.entry(key).or_default();
        let at_once = |other: &&&Written| written.contact.term.overlaps(other.contact.term);
        if let Some(first) = earlier.iter().find(at_once).and_then(|it| it.email) {
            let first = sources.position(first.file, first.start).line;
            problems.push(Problem::at(at, What::DuplicateContact { first }));
        }
        earlier.push(written);
    }
}

/// Takes out of a finding every text that comes from the file.
pub(super) fn without_values(mut what: What) -> What {
    const HIDDEN: &str = "…";
    match &mut what {
        What::DuplicateId { id } => HIDDEN.clone_into(id),
        What::UnknownKey { key, .. } => HIDDEN.clone_into(key),
        What::UnknownValue { value, .. } => HIDDEN.clone_into(value),
        What::InvalidText { suggestion, .. } | What::WrongType { suggestion, .. } => {
            *suggestion = None;
        }
        _ => {}
    }
    what
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(members: &str, meetings: &str) -> (PrivateRecords, Vec<&'static str>) {
        let (records, problems) = load(Some(members.to_owned()), Some(meetings.to_owned()), None);
        let codes = problems.iter().map(|problem| problem.what.code()).collect();
        for problem in &problems {
            assert!(matches!(problem.place, Place::Hidden { .. }), "{problem:?}");
            assert!(!format!("{problem:?}").contains("canari"), "{problem:?}");
        }
        (records, codes)
    }

    #[test]
    fn a_sound_record_is_read_beside_unsound_ones() {
        let members = r#"
[[contact]]
member = "mairie"
name = "Canari"
email = "Canari@example.org"
role = "titular"

[[contact]]
member = "mairie"
name = "Canari"
email = "canari@example.org"
role = "alternate"
since = 2024-01-01

[[contact]]
member = "Canari"
name = "a\ncanari"
email = "canari"
role = "canari"
canari = 1

[[contact]]
member = "mairie"
name = "Canari"
email = "canari.autre@example.org"
role = "alternate"
since = 2024-01-01
until = 2023-01-01
"#;
        let (records, found) = codes(members, "[default]\njoin = \"canari.example.org\"\n");
        assert_eq!(
            found,
            [
                "duplicate-contact",
                "invalid-text",
                "control-character",
                "invalid-text",
                "unknown-value",
                "unknown-key",
                "term-backwards",
                "invalid-text",
            ]
        );
        assert_eq!(records.contacts.len(), 2);
        assert!(records.join.default.is_none());
    }

    #[test]
    fn the_link_of_no_meeting_is_private_too() {
        let (records, _) = codes(
            "",
            "[meeting.\"2026 réunion\"]\njoin = \"https://example.org/s\"\n",
        );
        let links: Vec<_> = records.join.meetings.values().collect();
        assert_eq!(links[0].disclose(), "https://example.org/s");
    }

    #[test]
    fn a_person_may_change_roles() {
        let contact = |role: &str, term: &str| {
            format!(
                "[[contact]]\nmember = \"mairie\"\nname = \"Canari\"\nemail = \"c@example.org\"\n\
                 role = \"{role}\"\n{term}\n"
            )
        };
        let text =
            contact("alternate", "until = 2024-01-01") + &contact("titular", "since = 2024-01-01");
        let (records, found) = codes(&text, "");
        assert_eq!(found, [""; 0]);
        assert_eq!(records.contacts.len(), 2);
    }

    #[test]
    fn tables_of_another_kind_are_said_to_be_so() {
        for meetings in [
            "[[meeting]]\njoin = 1",
            "meeting = 1",
            "[meeting]\njoin = 1",
        ] {
            assert_eq!(codes("", meetings).1, ["wrong-type"], "{meetings}");
        }
        assert_eq!(codes("", "[[default]]\njoin = 1").1, ["wrong-type"]);
        assert_eq!(codes("[contact]\nname = 1", "").1, ["wrong-type"]);
        assert_eq!(codes("canari = canari", "canari").1, ["syntax", "syntax"]);
    }
}
