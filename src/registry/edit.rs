//! Edits of a registry's text: every byte outside the record that changes stays as it is.
//!
//! The text is spliced where the parser finds the keys and values of that record, and nowhere else.
//! What comes out is read again by the caller, who compares it with what was asked for.

use std::collections::BTreeMap;
use std::iter;
use std::ops::Range;

use chrono::NaiveDate;
use toml_edit::{
    Array, ArrayOfTables, Document, Item, Key, RawString, Table, TableLike, Value as Written,
};

use super::record::{self, Field, Value};
use super::scaffold::is_unverified;
use crate::domain::{
    Contact, Council, Meeting, Member, MemberId, Opinion, Subject, SubjectProposal, Withdrawn,
};
use crate::locale::collation::sort_key;
use crate::sort::Sort;

/// Rewrites a meeting as another one with the same id.
///
/// `None` if the text has no such record.
#[must_use]
pub fn change_meeting(text: &str, old: &Meeting, new: &Meeting) -> Option<String> {
    let id = Some(old.id.as_str());
    let (old, new) = (record::meeting(old), record::meeting(new));
    with_line_feeds(text, |text| change(text, "meeting", id, &old, &new))
}

/// Rewrites a member as another one with the same id.
///
/// `None` if the text has no such record.
#[must_use]
pub fn change_member(text: &str, old: &Member, new: &Member) -> Option<String> {
    let id = Some(old.id.as_str());
    let (old, new) = (record::member(old), record::member(new));
    with_line_feeds(text, |text| change(text, "member", id, &old, &new))
}

/// Adds a meeting in the place of its neighbours: those of its cycle, by date.
///
/// `others` are the meetings of the text, in its order. `None` if the text is not TOML.
#[must_use]
pub fn add_meeting(text: &str, others: &[Meeting], new: &Meeting) -> Option<String> {
    add_meetings(text, others, std::slice::from_ref(new))
}

/// Adds meetings, each in the place of its neighbours: those of its cycle, by date.
///
/// `others` are the meetings of the text, in its order. `None` if the text is not TOML.
#[must_use]
pub fn add_meetings(text: &str, others: &[Meeting], new: &[Meeting]) -> Option<String> {
    let rank = |meeting: &Meeting| (meeting.cycle, meeting.slot);
    let newest_first = match others {
        [first, .., last] => rank(first) > rank(last),
        _ => false,
    };
    let mut new: Vec<&Meeting> = new.iter().collect();
    new.order_by_key(|meeting| rank(meeting));
    if newest_first {
        new.reverse();
    }
    // Those of one place stand together.
    let mut records: Vec<Added> = Vec::new();
    for meeting in new {
        let place = place_of(others, meeting, newest_first);
        let fields = record::meeting(meeting);
        match records.last_mut() {
            Some((last, records)) if *last == place => records.push(fields),
            _ => records.push((place, vec![fields])),
        }
    }
    with_line_feeds(text, |text| add(text, "meeting", &records))
}

/// Finds the meeting beside which a new one stands; none where there is no other.
fn place_of(others: &[Meeting], new: &Meeting, newest_first: bool) -> Option<Place> {
    let rank = |meeting: &Meeting| (meeting.cycle, meeting.slot);
    let of_cycle = |index: &usize| others[*index].cycle == new.cycle;
    let mut among: Vec<usize> = (0..others.len()).filter(of_cycle).collect();
    if among.is_empty() {
        among = (0..others.len()).collect();
    }
    let earlier = |index: &&usize| rank(&others[**index]) <= rank(new);
    if newest_first {
        let below = among.iter().find(earlier).copied().map(Place::Before);
        below.or_else(|| among.last().copied().map(Place::After))
    } else {
        let above = among.iter().rfind(earlier).copied().map(Place::After);
        above.or_else(|| among.first().copied().map(Place::Before))
    }
}

/// Takes a meeting out, with the comment that stands right above it.
///
/// `None` if the text has no such record.
#[must_use]
pub fn remove_meeting(text: &str, id: &str) -> Option<String> {
    with_line_feeds(text, |text| remove(text, "meeting", id))
}

/// Takes a member out, with the comment that stands right above it.
///
/// `None` if the text has no such record.
#[must_use]
pub fn remove_member(text: &str, id: &str) -> Option<String> {
    with_line_feeds(text, |text| remove(text, "member", id))
}

/// Adds a member in the place of its neighbours: those of its college, by name.
///
/// `others` are the members of the text, in its order. `None` if the text is not TOML.
#[must_use]
pub fn add_member(text: &str, others: &[Member], new: &Member) -> Option<String> {
    let name = sort_key(&new.name);
    let of_college = |member: &Member| member.college == new.college;
    let before = |member: &Member| of_college(member) && sort_key(&member.name) <= name;
    let above = others.iter().rposition(before).map(Place::After);
    let place = above
        .or_else(|| others.iter().position(of_college).map(Place::Before))
        .or_else(|| others.len().checked_sub(1).map(Place::After));
    let records = [(place, vec![record::member(new)])];
    with_line_feeds(text, |text| add(text, "member", &records))
}

/// Rewrites an opinion as another one with the same id.
///
/// `None` if the text has no such record.
#[must_use]
pub fn change_opinion(text: &str, old: &Opinion, new: &Opinion) -> Option<String> {
    let id = Some(old.id.as_str());
    let (old, new) = (record::opinion(old), record::opinion(new));
    with_line_feeds(text, |text| change(text, "opinion", id, &old, &new))
}

/// Adds an opinion behind the others, of which the text has so many.
///
/// `None` if the text is not TOML.
#[must_use]
pub fn add_opinion(text: &str, others: usize, new: &Opinion) -> Option<String> {
    let place = others.checked_sub(1).map(Place::After);
    let records = [(place, vec![record::opinion(new)])];
    with_line_feeds(text, |text| add(text, "opinion", &records))
}

/// Rewrites a subject as another one with the same id.
///
/// `None` if the text has no such record.
#[must_use]
pub fn change_subject(text: &str, old: &Subject, new: &Subject) -> Option<String> {
    let id = Some(old.id.as_str());
    let (old, new) = (record::subject(old), record::subject(new));
    with_line_feeds(text, |text| change(text, "subject", id, &old, &new))
}

/// Adds a subject behind the others, of which the text has so many.
///
/// `None` if the text is not TOML.
#[must_use]
pub fn add_subject(text: &str, others: usize, new: &Subject) -> Option<String> {
    let place = others.checked_sub(1).map(Place::After);
    let records = [(place, vec![record::subject(new)])];
    with_line_feeds(text, |text| add(text, "subject", &records))
}

/// Rewrites a subject as it was proposed as another one with the same id.
///
/// `None` if the text has no such record.
#[must_use]
pub fn change_proposal(text: &str, old: &SubjectProposal, new: &SubjectProposal) -> Option<String> {
    let id = Some(old.id.as_str());
    let (old, new) = (record::proposal(old), record::proposal(new));
    with_line_feeds(text, |text| change(text, "proposal", id, &old, &new))
}

/// Adds a subject as it was proposed behind the others, of which the text has so many.
///
/// `None` if the text is not TOML.
#[must_use]
pub fn add_proposal(text: &str, others: usize, new: &SubjectProposal) -> Option<String> {
    let place = others.checked_sub(1).map(Place::After);
    let records = [(place, vec![record::proposal(new)])];
    with_line_feeds(text, |text| add(text, "proposal", &records))
}

/// Rewrites contacts, each by its rank among those of the text, and adds others: behind the last one of
/// the same member, or behind all.
///
/// `old` are the contacts of the text, in its order. Returns the new text, and the contacts that it is to
/// have; `None` if the text is not TOML or does not have those contacts.
#[must_use]
pub fn change_contacts(
    text: &str,
    old: &[Contact],
    changed: &[(usize, Contact)],
    added: &[Contact],
) -> Option<(String, Vec<Contact>)> {
    let last: BTreeMap<&MemberId, usize> = old
        .iter()
        .enumerate()
        .map(|(index, contact)| (&contact.member, index))
        .collect();
    let mut behind: BTreeMap<usize, Vec<Contact>> = BTreeMap::new();
    for contact in added {
        let place = last.get(&contact.member).copied();
        let place = place.unwrap_or(old.len().saturating_sub(1));
        behind.entry(place).or_default().push(contact.clone());
    }
    let mut after: Vec<Contact> = Vec::with_capacity(old.len() + added.len());
    let new: BTreeMap<usize, &Contact> = changed
        .iter()
        .map(|(index, contact)| (*index, contact))
        .collect();
    for (index, contact) in old.iter().enumerate() {
        after.push((*new.get(&index).unwrap_or(&contact)).clone());
        after.extend(behind.get(&index).into_iter().flatten().cloned());
    }
    if old.is_empty() {
        after.extend(added.iter().cloned());
    }
    let edited = with_line_feeds(text, |text| {
        let mut edits = Edits::new(text);
        let document = Document::parse(text).ok()?;
        let records = document.get("contact");
        for (index, new) in changed {
            let old = record::contact(old.get(*index)?);
            let change = ("contact", old.as_slice(), &*record::contact(new));
            match records? {
                Item::Value(items) => {
                    let item = items.as_array()?.get(*index)?.as_inline_table()?;
                    edits.table(item, true, change)?;
                }
                item => edits.table(item.as_array_of_tables()?.get(*index)?, false, change)?,
            }
        }
        let inline = |it: &Contact| Value::Table(record::contact(it));
        let own = |it: &Contact| record::text("[[contact]]", &record::contact(it));
        match records {
            Some(Item::Value(items)) => {
                for (place, added) in &behind {
                    let added: Vec<Value> = added.iter().map(inline).collect();
                    let place = (place + 1).min(old.len());
                    edits.items(items.as_array()?, place, &added)?;
                }
            }
            Some(item) => {
                for (place, added) in &behind {
                    let added: Vec<String> = added.iter().map(own).collect();
                    edits.records(item.as_array_of_tables()?, Place::After(*place), &added)?;
                }
            }
            None if added.is_empty() => {}
            None => {
                let records: Vec<String> = added.iter().map(own).collect();
                return Some(append(text, &records.join("\n")));
            }
        }
        Some(edits.apply())
    })?;
    Some((edited, after))
}

/// Names the day whose members the pages show.
///
/// `None` if the text has no council.
#[must_use]
pub fn show_members_of(text: &str, council: &Council, day: NaiveDate) -> Option<String> {
    // The new key stands below one that every council has.
    let fields = |day: Option<NaiveDate>| {
        let timezone = Value::Text(council.timezone.name().to_owned());
        [
            ("timezone", Some(timezone)),
            ("as-of", day.map(Value::Date)),
        ]
    };
    let (old, new) = (fields(council.as_of), fields(Some(day)));
    with_line_feeds(text, |text| change(text, "council", None, &old, &new))
}

/// Adds paths and UIDs to what the council has withdrawn.
///
/// `None` if the text is not TOML.
#[must_use]
pub fn withdraw(text: &str, old: &Withdrawn, new: &Withdrawn) -> Option<String> {
    let (old, new) = (record::withdrawn(old), record::withdrawn(new));
    with_line_feeds(text, |text| {
        match Document::parse(text).ok()?.get("withdrawn") {
            None => Some(append(text, &record::text("[withdrawn]", &new))),
            Some(Item::Table(table)) if table.is_empty() => {
                let line = text[..line_end(text, table.span()?.end)].trim_end();
                let keys = record::text("", &new);
                Some(format!("{line}{}{}", keys.trim_end(), &text[line.len()..]))
            }
            Some(_) => change(text, "withdrawn", None, &old, &new),
        }
    })
}

/// Where a record goes: beside the one of this rank in the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Before(usize),
    After(usize),
}

/// Edits a text without its byte order mark and, if all its lines end with CRLF, as lines that end
/// with LF.
fn with_line_feeds(text: &str, edit: impl FnOnce(&str) -> Option<String>) -> Option<String> {
    let body = text.trim_start_matches('\u{feff}');
    let mark = &text[..text.len() - body.len()];
    let crlf = body.matches("\r\n").count();
    let edited = if crlf > 0 && crlf == body.matches('\n').count() {
        edit(&body.replace("\r\n", "\n"))?.replace('\n', "\r\n")
    } else {
        edit(body)?
    };
    Some(format!("{mark}{edited}"))
}

/// Rewrites the record of a kind that has this id, or the only one.
fn change(
    text: &str,
    kind: &str,
    id: Option<&str>,
    old: &[Field],
    new: &[Field],
) -> Option<String> {
    let document = Document::parse(text).ok()?;
    let is_it = |table: &dyn TableLike| table.get("id").and_then(Item::as_str) == id;
    let mut edits = Edits::new(text);
    let at = match document.get(kind)? {
        Item::Value(value) => {
            let mut items = value.as_array().into_iter().flatten();
            let found = items.find(|item| item.as_inline_table().is_some_and(|it| is_it(it)));
            let value = found.unwrap_or(value);
            edits.table(value.as_inline_table()?, true, (kind, old, new))?;
            value.span()?
        }
        item => {
            let mut tables = item.as_array_of_tables().into_iter().flatten();
            let found = tables.find(|table| is_it(*table)).or(item.as_table())?;
            edits.table(found, false, (kind, old, new))?;
            extent(text, found)?
        }
    };
    let is_within = |(place, _): &(Range<usize>, _)| at.start <= place.start && place.end <= at.end;
    edits.splices.iter().all(is_within).then(|| edits.apply())
}

/// Records in their order, beside which one of their kind they stand.
type Added = (Option<Place>, Vec<Vec<Field>>);

/// Adds records at their places, or at the end of a text that has none of their kind.
fn add(text: &str, kind: &str, added: &[Added]) -> Option<String> {
    let document = Document::parse(text).ok()?;
    let written = |fields: &Vec<Field>| record::text(&format!("[[{kind}]]"), fields);
    let mut edits = Edits::new(text);
    for (place, records) in added {
        let written: Vec<String> = records.iter().map(written).collect();
        match (document.get(kind), *place) {
            (None, _) => return Some(append(text, &written.join("\n"))),
            (Some(Item::ArrayOfTables(tables)), Some(place)) => {
                edits.records(tables, place, &written)?;
            }
            (Some(Item::Value(Written::Array(items))), place) => {
                let index = match place {
                    Some(Place::Before(index)) => index,
                    Some(Place::After(index)) => index + 1,
                    None => 0,
                };
                let values: Vec<Value> = records.iter().cloned().map(Value::Table).collect();
                edits.items(items, index, &values)?;
            }
            _ => return None,
        }
    }
    Some(edits.apply())
}

/// Takes the record of a kind that has this id out.
fn remove(text: &str, kind: &str, id: &str) -> Option<String> {
    let document = Document::parse(text).ok()?;
    let is_it = |table: &dyn TableLike| table.get("id").and_then(Item::as_str) == Some(id);
    let at = match document.get(kind)? {
        Item::ArrayOfTables(tables) => {
            let mut tables = tables.iter();
            let table = tables.find(|table| is_it(*table))?;
            let at = extent(text, table)?;
            // A comment below it may be about what follows: it stays.
            let end = line_end(text, last_byte(table).max(table.span()?.end));
            paragraph(text, at.start..end)
        }
        Item::Value(Written::Array(items)) => {
            let is_it = |item: &Written| item.as_inline_table().is_some_and(|it| is_it(it));
            item_extent(text, items, items.iter().position(is_it)?)?
        }
        _ => return None,
    };
    Some(format!("{}{}", &text[..at.start], &text[at.end..]))
}

/// Returns the bytes of a record with the blank lines that part it from its neighbours; what opens the
/// file is about all of it and stays.
fn paragraph(text: &str, at: Range<usize>) -> Range<usize> {
    let first = text[at.clone()].find('[').unwrap_or_default();
    let start = if at.start == 0 { first } else { at.start };
    let blank = |text: &str| text.len() - text.trim_start_matches('\n').len();
    let below = at.end + blank(&text[at.end..]);
    if below < text.len() {
        return start..below;
    }
    let above = text[..start].trim_end_matches('\n').len();
    let is_ended = text[..start].ends_with('\n');
    (above + usize::from(is_ended && above > 0)).min(start)..below
}

/// Returns the bytes of an item of a list with its comma, its line if it has one of its own, and the
/// comments above that.
fn item_extent(text: &str, items: &Array, index: usize) -> Option<Range<usize>> {
    let at = items.get(index)?.span()?;
    let after = &text[at.end..];
    let spaces = after.len() - after.trim_start_matches([' ', '\t']).len();
    let comma = after[spaces..].starts_with(',');
    let end = at.end + if comma { spaces + 1 } else { 0 };
    let mut start = line_start(text, at.start);
    let line = line_end(text, end);
    let rest = text[end..line].trim();
    let is_line =
        text[start..at.start].trim().is_empty() && (rest.is_empty() || rest.starts_with('#'));
    if !is_line {
        let next = text[end..].len() - text[end..].trim_start_matches(' ').len();
        return match index.checked_sub(1).filter(|_| index + 1 == items.len()) {
            Some(before) => Some(items.get(before)?.span()?.end..at.end),
            None => Some(at.start..end + next),
        };
    }
    while let Some(above) = text[..start].split_inclusive('\n').next_back()
        && above.trim_start().starts_with('#')
    {
        start -= above.len();
    }
    Some(start..line)
}

/// Puts a record at the end of a text.
fn append(text: &str, record: &str) -> String {
    let blank = if text.trim().is_empty() { "" } else { "\n" };
    let line_end = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    format!("{text}{line_end}{blank}{record}")
}

/// A table's header with the values of its record: its name, and its keys as they are and will be.
type Change<'a> = (&'a str, &'a [Field], &'a [Field]);

/// Replacements and insertions in one text.
struct Edits<'t> {
    text: &'t str,
    splices: Vec<(Range<usize>, String)>,
}

impl<'t> Edits<'t> {
    fn new(text: &'t str) -> Self {
        let splices = Vec::new();
        Self { text, splices }
    }

    fn apply(mut self) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut done = 0;
        self.splices.order_by_key(|(at, _)| (at.start, at.end));
        for (at, with) in &self.splices {
            text += &self.text[done..at.start.max(done)];
            text += with;
            done = done.max(at.end);
        }
        text + &self.text[done..]
    }

    fn put(&mut self, at: usize, text: String) {
        self.splices.push((at..at, text));
    }

    /// Rewrites the keys of a table that are another in `new`.
    fn table(&mut self, table: &dyn TableLike, is_inline: bool, change: Change<'_>) -> Option<()> {
        let (header, old, new) = change;
        let changed = new.iter().enumerate().filter(|(_, new)| !old.contains(new));
        for (index, (key, value)) in changed {
            let before = old.iter().find(|(name, _)| name == key);
            let before = before.and_then(|(_, value)| value.as_ref());
            match (
                table.get_key_value(key),
                value.clone().or_else(|| default(key)),
            ) {
                (Some((_, Item::ArrayOfTables(tables))), value) => {
                    let header = format!("{header}.{key}");
                    let new = value.as_ref().map_or(&[][..], Value::items);
                    self.tables(tables, &header, before?.items(), new)?;
                }
                (Some((name, Item::Value(written))), value) => match value {
                    Some(value) => match self.rearranged(key, written, before, &value) {
                        Some(lines) => self.splices.push(lines),
                        None => self.value(written, before, &value)?,
                    },
                    None => self.remove(name, written, is_inline)?,
                },
                (None, Some(value)) => {
                    let near = new[..index].iter().rev().chain(&new[index..]);
                    let mut written = near.filter_map(|(key, _)| table.get_key_value(key));
                    let anchor = written.find(|(_, item)| item.is_value())?;
                    self.key(anchor, is_inline, key, &value)?;
                }
                _ => return None,
            }
        }
        Some(())
    }

    /// Rewrites tables with headers of their own: those that go are taken out, if no comment would go with
    /// them, and the new ones come behind.
    fn tables(
        &mut self,
        tables: &ArrayOfTables,
        header: &str,
        old: &[Value],
        new: &[Value],
    ) -> Option<()> {
        let record = |item: &Value| record::text(&format!("[[{header}]]"), &table_of(item));
        if old.len() <= new.len() && tables.len() == old.len() {
            for (table, (old, new)) in tables.iter().zip(old.iter().zip(new)) {
                self.table(table, false, (header, &table_of(old), &table_of(new)))?;
            }
            let added: Vec<String> = new[old.len()..].iter().map(record).collect();
            return self.records(tables, Place::After(tables.len() - 1), &added);
        }
        let stay: Vec<bool> = old.iter().map(|item| new.contains(item)).collect();
        let kept = old.iter().zip(&stay).filter(|(_, stays)| **stays);
        let kept: Vec<&Value> = kept.map(|(item, _)| item).collect();
        let is_in_order = new.iter().zip(&kept).all(|(new, kept)| new == *kept);
        let last = stay.iter().rposition(|stays| *stays);
        if !is_in_order || kept.len() > new.len() || last.is_none() && !new.is_empty() {
            return None;
        }
        for (table, _) in tables.iter().zip(&stay).filter(|(_, stays)| !**stays) {
            let at = extent(self.text, table)?;
            if self.text[at.clone()].contains('#') {
                return None;
            }
            let above = self.text[..at.start].trim_end_matches('\n').len();
            self.splices
                .push(((above + 1).min(at.start)..at.end, String::new()));
        }
        let added: Vec<String> = new[kept.len()..].iter().map(record).collect();
        match last {
            Some(last) => self.records(tables, Place::After(last), &added),
            None => Some(()),
        }
    }

    /// Adds a key, laid out as the one after which it comes.
    fn key(
        &mut self,
        above: (&Key, &Item),
        is_inline: bool,
        key: &str,
        value: &Value,
    ) -> Option<()> {
        let (name, written) = (above.0.span()?, above.1.span()?);
        let equals = &self.text[name.end..written.start];
        let signs = equals.find('=')?;
        // More than one space: the signs stand in one column.
        let column = (name.len() + signs).saturating_sub(key.len()).max(1);
        let equals = match signs {
            0 | 1 => equals.to_owned(),
            _ => format!("{:column$}{}", "", &equals[signs..]),
        };
        if is_inline {
            self.put(written.end, format!(", {key}{equals}{value}"));
            return Some(());
        }
        // Before a key stands its indent, or the rest of a dotted key.
        let begin = &self.text[line_start(self.text, name.start)..name.start];
        let at = line_end(self.text, written.end);
        let is_ended = self.text[..at].ends_with('\n');
        let (before, after) = if is_ended { ("", "\n") } else { ("\n", "") };
        self.put(at, format!("{before}{begin}{key}{equals}{value}{after}"));
        Some(())
    }

    /// Takes a key out of a table; a comment behind it stays.
    fn remove(&mut self, name: &Key, written: &Written, is_inline: bool) -> Option<()> {
        let (start, end) = (name.span()?.start, self.discard(written)?.end);
        let (above, below) = self.text.split_at(end);
        let above = above[..start].trim_end();
        let line = line_end(self.text, end);
        let at = if !is_inline && self.text[end..line].trim().is_empty() {
            line_start(self.text, start)..line
        } else if is_inline && above.ends_with(',') {
            above.len() - 1..end
        } else {
            let rest = below.trim_start();
            let rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
            start..self.text.len() - rest.len()
        };
        self.splices.push((at, String::new()));
        Some(())
    }

    /// Returns the bytes of a value that goes away; comments between its items go above its line.
    fn discard(&mut self, written: &Written) -> Option<Range<usize>> {
        let at = written.span()?;
        let line = line_start(self.text, at.start);
        let items = written.as_array().into_iter();
        let items = items.flat_map(|items| {
            items
                .iter()
                .filter_map(Written::span)
                .chain(iter::once(at.end..at.end))
        });
        let mut gap = at.start;
        for item in items {
            for words in self.text[gap..item.start]
                .lines()
                .filter_map(|line| line.split_once('#'))
            {
                self.put(line, format!("#{}\n", words.1));
            }
            gap = item.end;
        }
        Some(at)
    }

    /// Rewrites a value, touching as little of it as can be.
    fn value(&mut self, written: &Written, old: Option<&Value>, new: &Value) -> Option<()> {
        match (written, old, new) {
            (Written::Array(items), Some(Value::List(old)), Value::List(new))
                if items.len() == old.len() && old.len() <= new.len() =>
            {
                let pairs = items.iter().zip(old.iter().zip(new));
                for (item, (old, new)) in pairs.filter(|(_, (old, new))| old != new) {
                    self.value(item, Some(old), new)?;
                }
                return self.items(items, items.len(), &new[old.len()..]);
            }
            (Written::InlineTable(table), Some(Value::Table(old)), Value::Table(new)) => {
                return self.table(table, true, ("", old, new));
            }
            _ => {}
        }
        let at = self.discard(written)?;
        let is_literal = self.text[at.clone()].starts_with('\'');
        let text = match new {
            Value::Text(text) if is_literal && !text.contains('\'') => format!("'{text}'"),
            new => new.to_string(),
        };
        // What is put there by somebody is verified.
        let rest = &self.text[at.end..line_end(self.text, at.end)];
        let rest = rest.trim_end_matches(['\r', '\n']);
        if rest.trim_start().starts_with('#') && is_unverified(rest.trim_end()) {
            self.splices
                .push((at.end..at.end + rest.len(), String::new()));
        }
        self.splices.push((at, text));
        Some(())
    }

    /// Puts the items of an agenda that has each of them on lines of its own into another order: each with
    /// the comments above it and behind it; those of an item that goes stay where it was.
    fn rearranged(
        &self,
        key: &str,
        written: &Written,
        old: Option<&Value>,
        new: &Value,
    ) -> Option<(Range<usize>, String)> {
        let (items, Value::List(old), Value::List(new)) = (written.as_array()?, old?, new) else {
            return None;
        };
        if key != "agenda" || is_in_place(old, new) {
            return None;
        }
        let text = self.text;
        let whole = items.span()?;
        let begin = line_end(text, whole.start);
        let mut lines: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        let mut start = begin;
        for item in items {
            let at = item.span()?;
            let end = line_end(text, at.end);
            // Two items on a line, or one beside a bracket, cannot be told apart.
            if at.start < start || end > whole.end || items.len() != old.len() {
                return None;
            }
            lines.push((start..end, at));
            start = end;
        }
        let (_, first) = lines.first()?;
        let indent = &text[line_start(text, first.start)..first.start];
        let mut made = String::new();
        let mut taken = vec![false; old.len()];
        let mut next = 0;
        let comments = |(line, at): &(Range<usize>, Range<usize>)| -> String {
            let around = [line.start..at.start, at.end..line.end];
            let lines = around.into_iter().flat_map(|part| text[part].lines());
            let words = lines.filter_map(|line| line.split_once('#'));
            words
                .map(|(_, words)| format!("{indent}#{words}\n"))
                .collect()
        };
        for item in new {
            let found = old
                .iter()
                .position(|old| old == item)
                .filter(|at| !taken[*at]);
            let Some(found) = found else {
                made.extend([indent, &item.to_string(), ",\n"]);
                continue;
            };
            // What stood before it and goes leaves its comments.
            while next < found {
                if !new.contains(&old[next]) {
                    made += &comments(&lines[next]);
                }
                next += 1;
            }
            next = next.max(found + 1);
            taken[found] = true;
            let (line, at) = &lines[found];
            let after = &text[at.end..line.end];
            let comma = if after.trim_start().starts_with(',') {
                ""
            } else {
                ","
            };
            made.extend([&text[line.start..at.end], comma, after]);
        }
        for (line, item) in lines.iter().zip(old).skip(next) {
            if !new.contains(item) {
                made += &comments(line);
            }
        }
        Some((begin..start, made))
    }

    /// Adds items to a list, the first as the one of this index, each on its line if the others are.
    fn items(&mut self, items: &Array, index: usize, new: &[Value]) -> Option<()> {
        let text = self.text;
        let open = items.span()?.start + 1;
        let each = |before: &str, after: &str| -> String {
            new.iter()
                .map(|item| format!("{before}{item}{after}"))
                .collect()
        };
        let Some(beside) = items
            .get(index.saturating_sub(1))
            .filter(|_| !new.is_empty())
        else {
            self.put(open, each("", ", ").trim_end_matches(", ").to_owned());
            return Some(());
        };
        let at = beside.span()?;
        let indent = &text[line_start(text, at.start)..at.start];
        let is_line = indent.trim().is_empty();
        if index == 0 {
            if is_line {
                self.put(line_end(text, open), each(indent, ",\n"));
            } else {
                self.put(at.start, each("", ", "));
            }
            return Some(());
        }
        let has_comma = index < items.len() || items.trailing_comma();
        let comma = beside
            .decor()
            .suffix()
            .and_then(RawString::span)
            .map_or(at.end, |at| at.end);
        let place = if has_comma { comma + 1 } else { at.end };
        let below = line_end(text, place);
        let rest = text[place..below].trim();
        match (is_line, rest.is_empty() || rest.starts_with('#'), has_comma) {
            (true, true, true) => self.put(below, each(indent, ",\n")),
            (true, true, false) => {
                self.put(place, ",".to_owned());
                self.put(
                    below,
                    format!("{}\n", each(indent, ",\n").trim_end_matches(",\n")),
                );
            }
            (true, false, true) => self.put(place, each(&format!("\n{indent}"), ",")),
            (true, false, false) => self.put(place, each(&format!(",\n{indent}"), "")),
            (false, _, true) => self.put(place, each(" ", ",")),
            (false, _, false) => self.put(place, each(", ", "")),
        }
        Some(())
    }

    /// Adds records with headers of their own beside another one, indented as its header is.
    fn records(&mut self, tables: &ArrayOfTables, place: Place, records: &[String]) -> Option<()> {
        let (Place::Before(index) | Place::After(index)) = place;
        let table = tables.get(index)?;
        let extent = extent(self.text, table)?;
        let header = table.span()?.start;
        let indent = &self.text[line_start(self.text, header)..header];
        let lines = |record: &String| -> String {
            record
                .lines()
                .map(|line| format!("{indent}{line}\n"))
                .collect()
        };
        let records = records
            .iter()
            .map(lines)
            .collect::<Vec<String>>()
            .join("\n");
        match place {
            _ if records.is_empty() => {}
            Place::Before(_) => self.put(extent.start, format!("{records}\n")),
            Place::After(_) if self.text[..extent.end].ends_with('\n') => {
                self.put(extent.end, format!("\n{records}"));
            }
            Place::After(_) => self.put(extent.end, format!("\n\n{records}")),
        }
        Some(())
    }
}

/// Whether a list is another by items that take the place of others and by some behind them.
fn is_in_place(old: &[Value], new: &[Value]) -> bool {
    let mut pairs = old.iter().zip(new);
    old.len() <= new.len() && pairs.all(|(old, item)| old == item || !new.contains(old))
}

/// Returns an item as the keys of its table: a text is the title of one.
fn table_of(item: &Value) -> Vec<Field> {
    match item {
        Value::Text(_) => vec![("title", Some(item.clone()))],
        item => item.fields().to_vec(),
    }
}

/// Returns the lines that belong to a table: from the comment right above its header to its last
/// line, and the comment right below that is followed by a blank line.
fn extent(text: &str, table: &Table) -> Option<Range<usize>> {
    let header = table.span()?;
    let is_comment = |line: &str| line.trim_start().starts_with('#');
    let mut start = line_start(text, header.start);
    while let Some(line) = text[..start].split_inclusive('\n').next_back()
        && is_comment(line)
    {
        start -= line.len();
    }
    let end = line_end(text, last_byte(table).max(header.end));
    let lines = text[end..].split_inclusive('\n');
    let below: usize = lines
        .take_while(|line| is_comment(line))
        .map(str::len)
        .sum();
    // What touches the next header belongs to that.
    let next = text[end + below..].lines().next().unwrap_or_default();
    let end = if next.trim().is_empty() {
        end + below
    } else {
        end
    };
    Some(start..end)
}

/// Returns the end of what a table says, those below it included.
fn last_byte(table: &dyn TableLike) -> usize {
    let end = |(_, item): (&str, &Item)| {
        let below = match item {
            Item::Table(table) => last_byte(table),
            Item::ArrayOfTables(tables) => tables.iter().map(|it| last_byte(it)).max().unwrap_or(0),
            _ => 0,
        };
        item.span().map_or(below, |at| at.end.max(below))
    };
    table.iter().map(end).max().unwrap_or_default()
}

fn line_start(text: &str, byte: usize) -> usize {
    text[..byte].rfind('\n').map_or(0, |at| at + 1)
}

fn line_end(text: &str, byte: usize) -> usize {
    text[byte..]
        .find('\n')
        .map_or(text.len(), |at| byte + at + 1)
}

/// What a key says that a record no longer needs: it is kept, with the value that is its default.
fn default(key: &str) -> Option<Value> {
    match key {
        "status" => Some(Value::Text("confirmed".to_owned())),
        "online" => Some(Value::Boolean(false)),
        "sequence" => Some(Value::Integer(0)),
        _ => None,
    }
}
