//! The people that the front matter of a page lists: "members:", below it "- name: …" and what they do.

use super::members::{is_name, member};
use super::passage::Passage;
use super::topic::names_members;
use super::words::{GIVEN_COLUMNS, NAME_COLUMNS, ORGANISATION_COLUMNS, begins};
use super::{ListedMember, MemberList};
use crate::locale::collation::sort_key;
use crate::markdown::minutes::front_matter::FrontMatter;

/// Lists those whom a key about members lists, in a front matter that ends at a place.
pub(super) fn people(text: &str, ends: usize, matter: &FrontMatter) -> Vec<MemberList> {
    let fields = matter
        .fields
        .iter()
        .filter(|field| names_members(&field.key));
    let lists = fields.filter_map(|field| {
        // Blank lines part the entries, too.
        let starts = matter.fields.iter().map(|field| field.at.start);
        let end = starts.filter(|start| *start > field.at.start).min();
        let lines = text.get(field.at.start..end.unwrap_or(ends))?;
        let mut members: Vec<ListedMember> = Vec::new();
        let (mut at, mut indent) = (field.at.start, None);
        let mut open = Entry::default();
        for line in lines.split_inclusive('\n') {
            let said = line.trim();
            let begins = line.len() - line.trim_start().len();
            let is_item = said.starts_with("- ") && indent.is_none_or(|indent| indent == begins);
            if is_item {
                indent = Some(begins);
                members.extend(std::mem::take(&mut open).member());
                open.at = at + begins..at + begins + said.len();
            }
            if is_item || indent.is_some_and(|indent| begins == indent + 2 && !said.is_empty()) {
                open.take(said.trim_start_matches("- "));
            }
            at += line.len();
        }
        members.extend(open.member());
        let start = members.first()?.at.start;
        Some(MemberList {
            heading: None,
            topic: None,
            at: start..start,
            members,
            in_block: false,
            is_sure: false,
        })
    });
    lists.collect()
}

/// What is said of one of them.
#[derive(Default)]
struct Entry {
    name: Option<String>,
    given: Option<String>,
    organisation: Option<String>,
    function: Vec<String>,
    at: std::ops::Range<usize>,
}

impl Entry {
    fn take(&mut self, said: &str) {
        let unquoted = |text: &str| text.trim().trim_matches(['"', '\'']).to_owned();
        let Some((key, value)) = said.split_once(": ") else {
            if self.name.is_none() && !said.ends_with(':') {
                self.name = Some(unquoted(said));
            }
            return;
        };
        let (key, value) = (sort_key(key), unquoted(value));
        if begins(&GIVEN_COLUMNS, &key) {
            self.given = Some(value);
        } else if begins(&NAME_COLUMNS, &key) {
            self.name = Some(value);
        } else if begins(&ORGANISATION_COLUMNS, &key) {
            self.organisation = Some(value);
        } else if ["role", "fonction", "function", "poste", "titre", "title"]
            .contains(&key.as_str())
        {
            self.function.push(value);
        }
    }

    fn member(self) -> Option<ListedMember> {
        let name = [self.given, self.name].into_iter().flatten();
        let name = name.collect::<Vec<_>>().join(" ");
        let organisation = self.organisation.filter(|name| is_name(name));
        let named = organisation.as_ref().unwrap_or(&name);
        Some(ListedMember {
            person: organisation.is_some().then(|| name.clone()),
            is_person: true,
            function: self.function.join(", "),
            at: self.at,
            ..member(&Passage::plain(named))?
        })
    }
}
