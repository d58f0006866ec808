//! Edits of a registry's text: every byte outside the record that changes stays as it is.
//!
//! The text is spliced at the places that the parser gives. What comes out is read again by the
//! caller, who compares it with what was asked for.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::layout::Layout;
use super::record::{self, Field};
use super::write::{Style, Value};
use crate::domain::{Meeting, Member, Withdrawn};
use crate::locale::collation::sort_key;

/// Rewrites a meeting as another one with the same id.
///
/// `None` if the text has no such record.
#[must_use]
pub fn change_meeting(text: &str, old: &Meeting, new: &Meeting) -> Option<String> {
    let (old, new) = (record::meeting(old), record::meeting(new));
    change(text, "meeting", &old, &new)
}

/// Rewrites a member as another one with the same id.
///
/// `None` if the text has no such record.
#[must_use]
pub fn change_member(text: &str, old: &Member, new: &Member) -> Option<String> {
    let (old, new) = (record::member(old), record::member(new));
    change(text, "member", &old, &new)
}

/// Adds a meeting in the style and place of its neighbours: those of its cycle, by date.
///
/// `others` are the meetings of the text, in its order. `None` if the text is not TOML.
#[must_use]
pub fn add_meeting(text: &str, others: &[Meeting], new: &Meeting) -> Option<String> {
    let rank = |meeting: &Meeting| (meeting.cycle, meeting.slot);
    let of_cycle = |index: &usize| others[*index].cycle == new.cycle;
    let mut among: Vec<usize> = (0..others.len()).filter(of_cycle).collect();
    if among.is_empty() {
        among = (0..others.len()).collect();
    }
    let newest_first = match others {
        [first, .., last] => rank(first) > rank(last),
        _ => false,
    };
    let earlier = |index: &&usize| rank(&others[**index]) <= rank(new);
    let place = if newest_first {
        let below = among
            .iter()
            .find(earlier)
            .map(|index| Place::Before(*index));
        below.or_else(|| among.last().map(|index| Place::After(*index)))
    } else {
        let above = among
            .iter()
            .rfind(earlier)
            .map(|index| Place::After(*index));
        above.or_else(|| among.first().map(|index| Place::Before(*index)))
    };
    add(text, "meeting", &record::meeting(new), place)
}

/// Adds a member in the style and place of its neighbours: those of its college, by name.
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
    add(text, "member", &record::member(new), place)
}

/// Adds paths and UIDs to what the council has withdrawn.
///
/// `None` if the text is not TOML.
#[must_use]
pub fn withdraw(text: &str, old: &Withdrawn, new: &Withdrawn) -> Option<String> {
    let (root, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return None;
    }
    let layout = Layout::new(text);
    let mut edits = Edits {
        layout: &layout,
        splices: Vec::new(),
    };
    let (old, new) = (record::withdrawn(old), record::withdrawn(new));
    if let Some(written) = root.get_ref().get("withdrawn") {
        let table = written.get_ref().as_table()?;
        edits.fields(table, &written.span(), &old, &new);
        return Some(edits.apply());
    }
    let style = layout.default_style();
    let mut record = format!("[withdrawn]{}", style.line_end);
    for (key, value) in &new {
        record.extend(value.iter().map(|value| style.line(key, value)));
    }
    edits.record(&record, &[], None, style.line_end);
    Some(edits.apply())
}

/// Where a record goes: beside the one of this rank in the text.
#[derive(Clone, Copy)]
enum Place {
    Before(usize),
    After(usize),
}

fn change(text: &str, kind: &str, old: &[Field], new: &[Field]) -> Option<String> {
    let (root, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return None;
    }
    let id = old.iter().find(|(key, _)| *key == "id")?.1.clone();
    let records = tables(root.get_ref(), kind);
    let (at, table) = records.into_iter().find(|(_, table)| {
        let found = table.get("id").and_then(|id| id.get_ref().as_str());
        found.map(|id| Value::Text(id.to_owned())) == id
    })?;
    let layout = Layout::new(text);
    let mut edits = Edits {
        layout: &layout,
        splices: Vec::new(),
    };
    edits.fields(table, &at, old, new);
    Some(edits.apply())
}

/// Adds a record at its place, or at the end of a text that has none of its kind.
fn add(text: &str, kind: &str, fields: &[Field], place: Option<Place>) -> Option<String> {
    let (root, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return None;
    }
    let layout = Layout::new(text);
    let records = tables(root.get_ref(), kind);
    let neighbour = match place {
        Some(Place::Before(index) | Place::After(index)) => Some(records.get(index)?),
        None => None,
    };
    let inline = neighbour.is_some_and(|(at, _)| layout.is_inline(at));
    let style = match neighbour {
        Some((at, table)) => layout.style(table, at),
        None => layout.default_style(),
    };
    let order = neighbour.map_or_else(Vec::new, |(_, table)| layout.key_order(table));
    let fields = in_order(fields, &order);
    let mut edits = Edits {
        layout: &layout,
        splices: Vec::new(),
    };
    if let Some((at, _)) = neighbour.filter(|_| inline) {
        let written = style.value(&Value::Table(fields));
        match place {
            Some(Place::Before(_)) => edits.before_item(at, &written),
            _ => edits.after_item(at, &[written]),
        }
        return Some(edits.apply());
    }
    let indent = neighbour.map_or("", |(at, _)| layout.indent(at.start));
    let mut record = format!("{indent}[[{kind}]]{}", style.line_end);
    for (key, value) in &fields {
        record.push_str(&style.line(key, value));
    }
    let extents: Vec<Range<usize>> = records
        .iter()
        .map(|(at, table)| layout.extent(at, table))
        .collect();
    edits.record(&record, &extents, place, style.line_end);
    Some(edits.apply())
}

/// Returns the records of a kind, with the place of each, in the order of the text.
fn tables<'t, 'i>(root: &'t DeTable<'i>, kind: &str) -> Vec<(Range<usize>, &'t DeTable<'i>)> {
    let items = root.get(kind).and_then(|value| value.get_ref().as_array());
    items
        .into_iter()
        .flatten()
        .filter_map(|item| Some((item.span(), item.get_ref().as_table()?)))
        .collect()
}

/// Puts the fields that have a value in the order of a neighbour's keys.
///
/// A key that the neighbour lacks comes after the one that precedes it in the schema.
fn in_order(fields: &[Field], order: &[String]) -> Vec<(&'static str, Value)> {
    let mut keys: Vec<&str> = order.iter().map(String::as_str).collect();
    let mut previous: Option<&str> = None;
    for (key, _) in fields {
        if !keys.contains(key) {
            let after = previous.and_then(|previous| keys.iter().position(|k| *k == previous));
            keys.insert(after.map_or(0, |at| at + 1), key);
        }
        previous = Some(key);
    }
    let value = |key: &str| fields.iter().find(|(name, _)| *name == key);
    keys.into_iter()
        .filter_map(value)
        .filter_map(|(key, value)| Some((*key, value.clone()?)))
        .collect()
}

/// Replacements and insertions in one text.
struct Edits<'a> {
    layout: &'a Layout<'a>,
    /// In the order of the schema; applied in the order of the text.
    splices: Vec<(Range<usize>, String)>,
}

impl Edits<'_> {
    /// Rewrites the keys of a table that are another in `new`.
    fn fields(&mut self, table: &DeTable<'_>, at: &Range<usize>, old: &[Field], new: &[Field]) {
        let style = self.layout.style(table, at);
        for (index, (key, value)) in new.iter().enumerate() {
            let before = old.iter().find(|(name, _)| name == key);
            let before = before.and_then(|(_, value)| value.as_ref());
            let written = table.get_key_value(*key);
            match (written, value) {
                (_, after) if before == after.as_ref() => {}
                (Some((_, written)), Some(after)) => self.value(written, before, after, &style),
                (Some((name, written)), None) => match default(key) {
                    Some(default) => self.value(written, before, &default, &style),
                    None => self.remove(at, name.span().start..written.span().end),
                },
                (None, Some(after)) => {
                    let earlier = new[..index].iter().rev();
                    let anchor = earlier
                        .filter_map(|(key, _)| table.get_key_value(*key))
                        .find(|(_, value)| !self.layout.is_header(&value.span()));
                    let anchor = anchor.map(|(_, value)| value.span());
                    self.insert(at, anchor, key, after, &style);
                }
                (None, None) => {}
            }
        }
    }

    /// Rewrites a value, touching as little of it as can be.
    fn value(
        &mut self,
        written: &Spanned<DeValue<'_>>,
        before: Option<&Value>,
        after: &Value,
        style: &Style,
    ) {
        match (written.get_ref(), before, after) {
            (DeValue::Array(items), Some(Value::List(old)), Value::List(new))
                if new.starts_with(old) && items.iter().count() == old.len() && !old.is_empty() =>
            {
                self.append(items.iter(), &new[old.len()..], style);
            }
            (DeValue::Array(items), Some(Value::List(old)), Value::List(new))
                if new.len() == old.len() && items.iter().count() == old.len() =>
            {
                for (item, (old, new)) in items.iter().zip(old.iter().zip(new)) {
                    if old != new {
                        self.value(item, Some(old), new, style);
                    }
                }
            }
            (DeValue::Table(table), Some(Value::Table(old)), Value::Table(new)) => {
                let optional = |fields: &[(&'static str, Value)]| -> Vec<Field> {
                    let fields = fields.iter();
                    fields
                        .map(|(key, value)| (*key, Some(value.clone())))
                        .collect()
                };
                self.fields(table, &written.span(), &optional(old), &optional(new));
            }
            _ => {
                let quoted = self.layout.quoting(&written.span());
                let style = Style {
                    literal: quoted.unwrap_or(style.literal),
                    ..style.clone()
                };
                self.splices.push((written.span(), style.value(after)));
            }
        }
    }

    /// Adds a key to a record, after the line of `anchor` or after the header.
    fn insert(
        &mut self,
        at: &Range<usize>,
        anchor: Option<Range<usize>>,
        key: &str,
        value: &Value,
        style: &Style,
    ) {
        if self.layout.is_inline(at) {
            let place = anchor.map_or(at.start + 1, |anchor| anchor.end);
            let text = format!(", {}", style.pair(key, value));
            self.splices.push((place..place, text));
            return;
        }
        let after = anchor.map_or(at.end, |anchor| anchor.end);
        let place = self.layout.line_end(after);
        let mut line = style.line(key, value);
        if !self.layout.ends_line(place) {
            // The last line of the file has no end of its own: it gets one, and gives its lack on.
            line = format!("{}{}", style.line_end, line.trim_end_matches(['\r', '\n']));
        }
        self.splices.push((place..place, line));
    }

    /// Adds items at the end of a list that is not empty.
    fn append<'i>(
        &mut self,
        items: impl Iterator<Item = &'i Spanned<DeValue<'i>>>,
        new: &[Value],
        style: &Style,
    ) {
        let Some(last) = items.last() else {
            return;
        };
        let final_item = last.span();
        if let Some(table) = last.get_ref().as_table()
            && self.layout.is_header(&final_item)
        {
            self.headers(&final_item, table, new);
            return;
        }
        let written: Vec<String> = new.iter().map(|value| style.value(value)).collect();
        self.after_item(&final_item, &written);
    }

    /// Adds items to a list, after another one, on lines of their own where that one has one.
    fn after_item(&mut self, item: &Range<usize>, written: &[String]) {
        let comma = self.layout.comma_after(item.end);
        let place = comma.unwrap_or(item.end);
        if !self.layout.begins_line(item.start) {
            let text: String = match comma {
                // A comma after the last item, in one line: the new ones follow it.
                Some(_) => written.iter().map(|item| format!(" {item},")).collect(),
                None => written.iter().map(|item| format!(", {item}")).collect(),
            };
            self.splices.push((place..place, text));
            return;
        }
        let indent = self.layout.indent(item.start);
        let line_end = self.layout.line_end_text();
        if comma.is_none() && !self.layout.rest_is_comment(item.end) {
            // The bracket that ends the list stands on the line of its last item.
            let lines = written
                .iter()
                .map(|item| format!(",{line_end}{indent}{item}"));
            self.splices.push((place..place, lines.collect()));
            return;
        }
        if comma.is_none() {
            self.splices.push((place..place, ",".to_owned()));
        }
        let below = self.layout.line_end(place);
        let mut lines = written.join(&format!(",{line_end}{indent}"));
        lines.insert_str(0, indent);
        lines.push_str(if comma.is_some() { "," } else { "" });
        lines.push_str(line_end);
        self.splices.push((below..below, lines));
    }

    /// Adds an item to a list, before its first one.
    fn before_item(&mut self, item: &Range<usize>, written: &str) {
        let separator = if self.layout.begins_line(item.start) {
            format!(
                ",{}{}",
                self.layout.line_end_text(),
                self.layout.indent(item.start)
            )
        } else {
            ", ".to_owned()
        };
        let place = item.start..item.start;
        self.splices.push((place, format!("{written}{separator}")));
    }

    /// Adds items to a list whose items have headers of their own, as in `[[meeting.moved-from]]`.
    fn headers(&mut self, last: &Range<usize>, table: &DeTable<'_>, new: &[Value]) {
        let style = self.layout.style(table, last);
        let (header, indent) = (self.layout.slice(last), self.layout.indent(last.start));
        let extent = self.layout.extent(last, table);
        let place = extent.end;
        let gap = style
            .line_end
            .repeat(self.layout.blank_lines_above(extent.start));
        for value in new {
            let Value::Table(fields) = value else {
                continue;
            };
            let mut text = format!("{gap}{indent}{header}{}", style.line_end);
            if !self.layout.ends_line(place) {
                text.insert_str(0, style.line_end);
            }
            for (key, value) in fields {
                text.push_str(&style.line(key, value));
            }
            self.splices.push((place..place, text));
        }
    }

    /// Takes a key out of a record; a comment at the end of its line stays.
    fn remove(&mut self, at: &Range<usize>, entry: Range<usize>) {
        let entry = if self.layout.is_inline(at) {
            self.layout.with_comma(entry)
        } else {
            self.layout.with_line(entry)
        };
        self.splices.push((entry, String::new()));
    }

    /// Adds a record between others, with as many blank lines as its neighbours have.
    fn record(
        &mut self,
        record: &str,
        extents: &[Range<usize>],
        place: Option<Place>,
        line_end: &str,
    ) {
        let blank = |index| line_end.repeat(self.layout.blank_lines(extents, index));
        let (at, text) = match place {
            Some(Place::Before(index)) => {
                (extents[index].start, format!("{record}{}", blank(index)))
            }
            Some(Place::After(index)) => (extents[index].end, format!("{}{record}", blank(index))),
            None if self.layout.is_blank() => (self.layout.len(), record.to_owned()),
            None => (self.layout.len(), format!("{line_end}{record}")),
        };
        let unended = if self.layout.ends_line(at) {
            ""
        } else {
            line_end
        };
        self.splices.push((at..at, format!("{unended}{text}")));
    }

    fn apply(mut self) -> String {
        self.splices.sort_by_key(|(at, _)| (at.start, at.end));
        self.layout.spliced(&self.splices)
    }
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
