//! The people that the front matter of a page lists: a key, below it items or keys that have a name each.

use std::ops::Range;

use chrono::NaiveDate;

use super::mandates::{is_former_state, last_day, last_day_of_field};
use super::members::{is_name, member};
use super::passage::{Passage, unquoted};
use super::scalars::scalars;
use super::shapes::{is_person, is_place, opens_with_person};
use super::topic::{Topic, names_members, topic};
use super::words::{
    FORMER_KEYS, FUNCTION_KEYS, GIVEN_COLUMNS, MANDATE_END_KEYS, MANDATE_KEYS, MEMBER_KEYS,
    NAME_COLUMNS, NO, ORGANISATION_COLUMNS, STATE_KEYS, begins,
};
use super::{ListedMember, MemberList};
use crate::locale::collation::sort_key;
use crate::markdown::minutes::front_matter::FrontMatter;

/// Lists those whom a key lists, in a front matter that ends at a place: a key about members, or where the
/// page was `named` any key of which most entries name a person; and the lines of those who were members.
pub(super) fn people(
    text: &str,
    ends: usize,
    matter: &FrontMatter,
    named: bool,
) -> (Vec<MemberList>, Vec<Range<usize>>) {
    let fields = matter.fields.iter().filter(|field| {
        names_members(&field.key) || named && topic(&field.key) != Some(Topic::Other)
    });
    let mut left = Vec::new();
    let scalars = scalars(text, ends);
    let fields = fields.filter(|field| {
        // What is Markdown was read as such.
        let first = text
            .get(field.at.clone())
            .unwrap_or_default()
            .lines()
            .next();
        let below = field.at.start + first.map_or(0, str::len) + 1;
        !scalars.iter().any(|scalar| scalar.holds(below))
    });
    let lists = fields.filter_map(|field| {
        // Blank lines part the entries, too.
        let starts = matter.fields.iter().map(|field| field.at.start);
        let end = starts.filter(|start| *start > field.at.start).min();
        let lines = text.get(field.at.start..end.unwrap_or(ends))?;
        let is_of_members = names_members(&field.key);
        let (members, former) = entries(lines, field.at.start, is_of_members);
        left.extend(former);
        let persons = members
            .iter()
            .filter(|one| is_person(&one.name) || one.person.as_deref().is_some_and(is_person));
        let most = persons.count() * 3 >= members.len() * 2;
        let start = members.first().filter(|_| is_of_members || most)?.at.start;
        Some(MemberList {
            heading: None,
            topic: None,
            at: start..start,
            members,
            in_block: false,
            is_sure: false,
            until: None,
        })
    });
    (lists.collect(), left)
}

/// Lists those whom the lines of a key name, each in an item or below a key of its own, and the places of those
/// below a key of former members; items that are a name and nothing else count where they are `bare`.
fn entries(lines: &str, start: usize, bare: bool) -> (Vec<ListedMember>, Vec<Range<usize>>) {
    let (mut members, mut former) = (Vec::new(), Vec::new());
    let mut close = |entry: Entry| {
        let (at, is_former) = (entry.at.clone(), entry.is_former);
        if entry.is_group {
            return;
        }
        match entry.member() {
            Some(_) if is_former => former.push(at),
            member => members.extend(member),
        }
    };
    // The column of the key of former members in which a line stands.
    let mut past: Option<usize> = None;
    // The entries in which a line stands, each with the column of its keys.
    let mut open: Vec<(usize, Entry)> = Vec::new();
    let mut label = None;
    let mut at = start;
    for (number, line) in lines.split_inclusive('\n').enumerate() {
        let begins = line.len() - line.trim_start().len();
        let said = line.trim();
        let rest = said.strip_prefix("- ").map_or(said, str::trim_start);
        let is_item = rest.len() < said.len();
        let column = begins + said.len() - rest.len();
        let place = at + begins..at + begins + said.len();
        at += line.len();
        let of_key = rest.strip_suffix(':').unwrap_or_default();
        let is_past = topic(of_key) == Some(Topic::FormerMembers);
        if number == 0 {
            past = is_past.then_some(begins);
        }
        if number == 0 || said.is_empty() {
            continue;
        }
        past = past.filter(|of| begins > *of || begins == *of && is_item);
        past = past.or(is_past.then_some(column));
        let closes =
            |(of, _): &(usize, Entry)| *of > column || is_item && *of + 2 > column && *of > begins;
        while let Some((_, entry)) = open.pop_if(|entry| closes(entry)) {
            close(entry);
        }
        if open.last().is_none_or(|(of, _)| *of < column) {
            // "nom: Associations", "membres:": what holds members is a group of them.
            let holds = label.as_deref().is_some_and(names_members);
            let college = open.last_mut().filter(|_| holds).and_then(|(_, outer)| {
                outer.is_group = true;
                label = None;
                outer.name.clone()
            });
            let entry = Entry {
                at: place,
                function: label.take().into_iter().collect(),
                is_former: past.is_some(),
                college,
                ..Entry::default()
            };
            open.push((column, entry));
        }
        label = rest.strip_suffix(':').map(str::to_owned);
        let bare = bare && is_item && open.len() == 1;
        if let Some((_, entry)) = open.last_mut() {
            entry.take(rest, bare);
        }
    }
    while let Some((_, entry)) = open.pop() {
        close(entry);
    }
    (members, former)
}

/// Finds the calls of templates that a text is made of, and nothing else: "{{Membre|nom=Camille Martin}}",
/// "{{< card title="Camille Martin" >}}"; none where it says more.
#[must_use]
pub(super) fn calls(text: &str) -> Vec<Range<usize>> {
    const SIGNS: [(&str, &str); 2] = [("{{", "}}"), ("{%", "%}")];
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let start = at + rest.len()
            - rest
                .trim_start_matches(|c: char| !c.is_alphanumeric() && c != '{')
                .len();
        let rest = text.get(start..).unwrap_or_default();
        if !rest.contains(char::is_alphanumeric) {
            return found;
        }
        let ends = SIGNS.iter().find(|(opens, _)| rest.starts_with(opens));
        let Some(end) = ends.and_then(|(_, closes)| Some(rest.find(closes)? + closes.len())) else {
            return Vec::new();
        };
        found.push(start..start + end);
        at = start + end;
    }
}

/// Reads whom a call of a template names, by its keys.
#[must_use]
pub(super) fn of_call(call: &str) -> Option<ListedMember> {
    let mut entry = Entry::default();
    let mut caption = None;
    for (key, value) in arguments(call) {
        let value = value.trim();
        if ["caption", "legend", "legende", "text", "texte"].contains(&sort_key(key).as_str()) {
            caption = Some(value);
        }
        entry.take(&format!("{key}: {value}"), false);
    }
    if entry.is_former {
        return None;
    }
    if entry.name.is_none() && entry.title.is_none() {
        let said = caption.filter(|said| opens_with_person(said))?;
        return member(&Passage::plain(said));
    }
    entry.function.extend(caption.map(str::to_owned));
    entry.member()
}

/// Lists the arguments of a call: "|nom=Camille Martin", `title="Camille Martin"`.
fn arguments(call: &str) -> Vec<(&str, &str)> {
    let inside = call.trim_matches(|c| "{}%<>".contains(c));
    if inside.contains('|') {
        let parts = inside.split('|').skip(1);
        return parts
            .filter_map(|part| part.trim().split_once('='))
            .map(|(key, value)| (key.trim(), value))
            .collect();
    }
    let mut found = Vec::new();
    let mut rest = inside;
    while let Some((before, after)) = rest.split_once('=') {
        let key = before
            .rsplit(|c: char| c.is_whitespace())
            .next()
            .unwrap_or_default();
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| "\"'\u{201c}".contains(*c));
        let (value, next) = match quote {
            Some(quote) => {
                let closes = if quote == '\u{201c}' {
                    '\u{201d}'
                } else {
                    quote
                };
                let after = after.get(quote.len_utf8()..).unwrap_or_default();
                after.split_once(closes).unwrap_or((after, ""))
            }
            None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        found.push((key, value));
        rest = next;
    }
    found
}

/// What is said of one of them.
#[derive(Default)]
struct Entry {
    name: Option<String>,
    given: Option<String>,
    organisation: Option<String>,
    /// A name that stands as the title of a picture.
    title: Option<String>,
    function: Vec<String>,
    /// What the group is called in which it stands, and whether it is one itself.
    college: Option<String>,
    is_group: bool,
    /// Whether the list is one of those who were members, or a key says that this was one; until when it is.
    is_former: bool,
    last_day: Option<NaiveDate>,
    at: Range<usize>,
}

impl Entry {
    fn take(&mut self, said: &str, bare: bool) {
        let Some((key, value)) = said.split_once(": ") else {
            if bare && self.name.is_none() && !said.ends_with(':') {
                self.name = Some(unquoted(said).to_owned());
            }
            return;
        };
        let (key, value) = (sort_key(key), unquoted(value).to_owned());
        if begins(&GIVEN_COLUMNS, &key) {
            self.given = Some(value);
        } else if begins(&NAME_COLUMNS, &key) {
            self.name = Some(value);
        } else if begins(&ORGANISATION_COLUMNS, &key) {
            self.organisation = Some(value);
        } else if ["alt", "title"].contains(&key.as_str())
            && self.title.is_none()
            && is_person(&value)
        {
            self.title = Some(value);
        } else if FUNCTION_KEYS.contains(&key.as_str()) {
            self.is_former |= is_former_state(&value);
            self.function.push(value);
        } else {
            self.take_mandate(&key.replace(['_', '-'], " "), &value);
        }
    }

    /// Takes what a key says of whether, and until when, it is a member.
    fn take_mandate(&mut self, key: &str, value: &str) {
        let says = |list: &[&str]| list.contains(&sort_key(value).as_str());
        let is = |list: &[&str]| list.contains(&key);
        if is(&FORMER_KEYS) {
            self.is_former |= !says(&NO);
        } else if is(&MEMBER_KEYS) {
            self.is_former |= says(&NO);
        } else if is(&STATE_KEYS) {
            self.is_former |= is_former_state(value);
        } else if is(&MANDATE_END_KEYS) || is(&MANDATE_KEYS) {
            let last = last_day(value);
            let of_field = || last_day_of_field(value).filter(|_| is(&MANDATE_END_KEYS));
            let last = last.or_else(of_field);
            self.last_day = self.last_day.max(last);
            if !value.is_empty() {
                self.function.push(format!("{key} {value}"));
            }
        }
    }

    fn member(self) -> Option<ListedMember> {
        let name = self.name.or(self.title);
        let name = [self.given, name].into_iter().flatten();
        let name = name.collect::<Vec<_>>().join(" ");
        let organisation = self
            .organisation
            .filter(|name| is_name(name) && !is_place(name));
        let named = organisation.as_ref().unwrap_or(&name);
        Some(ListedMember {
            person: organisation.is_some().then(|| name.clone()),
            is_person: true,
            function: self.function.join(", "),
            college: self.college,
            last_day: self.last_day,
            at: self.at,
            ..member(&Passage::plain(named))?
        })
    }
}
