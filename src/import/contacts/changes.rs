//! What the rows of a spreadsheet change of the contacts that are known.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::rows::{Listed, ReadRow, RowFault, Spreadsheet};
use crate::domain::{Contact, Identity, MemberId, Private, Role, Term, identity};

/// What becomes of a row, or of a contact that is in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    New,
    Changed,
    Same,
    /// No member is the one that it names: it is not taken.
    Unmatched,
    /// It is not taken for another reason.
    Refused,
    /// A contact that no row lists, and that stays.
    Absent,
}

/// A row, or a contact that is in none, with what becomes of it.
pub struct Shown {
    /// The number of the row in the spreadsheet.
    pub row: Option<usize>,
    pub outcome: Outcome,
    /// The id of the member; what is written in its place, where that is none.
    pub member: String,
    pub name: Private<String>,
    /// The contact as it is, and as it will be.
    pub before: Option<Contact>,
    pub after: Option<Contact>,
    /// Why the row is not taken.
    pub fault: Option<RowFault>,
    /// Addresses of the row that the contact does not have: it can have one.
    pub further: Vec<Private<String>>,
    /// Whether the contact is one no more.
    pub is_over: bool,
}

/// What a spreadsheet changes.
pub struct Changes {
    /// Every row, then the contacts that are in none.
    pub shown: Vec<Shown>,
    /// Contacts as they will be, each by its rank among those that are known.
    pub changed: Vec<(usize, Contact)>,
    pub added: Vec<Contact>,
}

/// Compares the rows of a spreadsheet with the contacts that are known, on a day.
///
/// A row is that of the known contact of the same member and name, however spelt; else of the same member
/// and address. What a row leaves out stays as it is, and so does who is in no row.
#[must_use]
pub fn changes(sheet: &Spreadsheet, known: &[Contact], today: NaiveDate) -> Changes {
    let mut matching = Matching::new(known, today);
    let mut matched: Vec<Result<Option<usize>, RowFault>> = Vec::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        matched.push(match &row.contact {
            Ok(listed) => matching.by_name(row.number, listed),
            Err(fault) => Err(fault.clone()),
        });
        if let (Err(_), Some(member)) = (&row.contact, &row.member) {
            matching.mention(member, &row.name);
        }
    }
    // Who is called otherwise in the registry is looked for once all names have been found.
    for (row, matched) in sheet.rows.iter().zip(&mut matched) {
        if let (Ok(listed), Ok(found @ None)) = (&row.contact, matched) {
            *found = matching.by_address(listed);
        }
    }
    let mut all = Changes {
        shown: Vec::with_capacity(sheet.rows.len()),
        changed: Vec::new(),
        added: Vec::new(),
    };
    let mut addresses = Addresses::default();
    for (index, contact) in known.iter().enumerate() {
        if !matching.is_claimed[index] {
            addresses.take(contact);
        }
    }
    for (row, matched) in sheet.rows.iter().zip(matched) {
        let listed = row.contact.as_ref().ok();
        let made = matched.and_then(|found| {
            let before = found.and_then(|index| known.get(index));
            let after = listed
                .and_then(|it| it.on(before))
                .ok_or(RowFault::Backwards)?;
            if addresses.take(&after) {
                Ok((found, before.cloned(), after))
            } else {
                before.map(|it| addresses.take(it));
                Err(RowFault::SharedAddress)
            }
        });
        let (index, shown) = shown(row, made, today);
        let changed = shown
            .after
            .clone()
            .filter(|_| shown.outcome != Outcome::Same);
        match (index, changed) {
            (Some(index), Some(after)) => all.changed.push((index, after)),
            (None, after) => all.added.extend(after),
            (Some(_), None) => {}
        }
        all.shown.push(shown);
    }
    let left = known.iter().enumerate().filter(|(index, contact)| {
        !matching.is_claimed[*index] && !matching.is_mentioned[*index] && !is_over(contact, today)
    });
    all.shown.extend(left.map(|(_, contact)| Shown {
        row: None,
        outcome: Outcome::Absent,
        member: contact.member.to_string(),
        name: contact.name.clone(),
        before: Some(contact.clone()),
        after: Some(contact.clone()),
        fault: None,
        further: Vec::new(),
        is_over: false,
    }));
    all
}

/// Shows a row with what becomes of it, or why it is not taken; with the rank of the contact that it is, if
/// there is one.
fn shown(
    row: &ReadRow,
    made: Result<(Option<usize>, Option<Contact>, Contact), RowFault>,
    today: NaiveDate,
) -> (Option<usize>, Shown) {
    let written = || row.written.clone();
    let mut shown = Shown {
        row: Some(row.number),
        outcome: Outcome::New,
        member: row
            .member
            .as_ref()
            .map_or_else(written, MemberId::to_string),
        name: row.name.clone(),
        before: None,
        after: None,
        fault: None,
        further: Vec::new(),
        is_over: false,
    };
    match made {
        Err(fault) => {
            shown.outcome = match fault {
                RowFault::NoMember
                | RowFault::UnknownMember { .. }
                | RowFault::SeveralMembers { .. } => Outcome::Unmatched,
                _ => Outcome::Refused,
            };
            shown.fault = Some(fault);
            (None, shown)
        }
        Ok((index, before, after)) => {
            let listed = row.contact.as_ref().ok();
            let emails = listed.map_or(&[][..], |it| &it.emails).iter();
            let further = emails.filter(|it| !after.is_at(it.disclose()));
            shown.further = further.cloned().collect();
            shown.is_over = is_over(&after, today);
            if let Some(before) = &before {
                shown.outcome = if *before == after {
                    Outcome::Same
                } else {
                    Outcome::Changed
                };
            }
            (shown.before, shown.after) = (before, Some(after));
            (index, shown)
        }
    }
}

fn is_over(contact: &Contact, today: NaiveDate) -> bool {
    contact.term.until().is_some_and(|until| until <= today)
}

impl Listed {
    /// The contact that the row makes of a known one, or of none; `None` if it would end before it begins.
    fn on(&self, known: Option<&Contact>) -> Option<Contact> {
        let term = known.map_or(Term::ALWAYS, |it| it.term);
        let since = self.since.unwrap_or(term.since());
        let term = Term::new(since, self.until.or(term.until()))?;
        let own = known.and_then(|it| it.email.as_ref());
        let has = |own: &Private<String>| {
            let mut listed = self.emails.iter();
            listed.any(|it| it.disclose().eq_ignore_ascii_case(own.disclose()))
        };
        let kept = own.filter(|own| self.emails.is_empty() || has(own));
        let is_same = known.filter(|it| it.is(&self.member, self.name.disclose()));
        Some(Contact {
            member: self.member.clone(),
            name: is_same.map_or_else(|| self.name.clone(), |it| it.name.clone()),
            email: kept.or(self.emails.first()).cloned(),
            role: self
                .role
                .or(known.map(|it| it.role))
                .unwrap_or(Role::Titular),
            public_name: self
                .public_name
                .or(known.map(|it| it.public_name))
                .unwrap_or_default(),
            term,
        })
    }

    fn term(&self) -> Option<Term> {
        Term::new(self.since.unwrap_or(NaiveDate::MIN), self.until)
    }

    fn has_days(&self) -> bool {
        self.since.is_some() || self.until.is_some()
    }
}

/// The persons and the addresses of each member, with the ranks of their contacts.
type Ranks = BTreeMap<(MemberId, String), Vec<usize>>;

/// Which contacts the rows are.
struct Matching<'k> {
    known: &'k [Contact],
    today: NaiveDate,
    persons: Ranks,
    addresses: Ranks,
    is_claimed: Vec<bool>,
    /// Named by a row that is not taken.
    is_mentioned: Vec<bool>,
    /// The rows that list each person, and for which days.
    rows: BTreeMap<Identity, Vec<(usize, Term)>>,
}

impl<'k> Matching<'k> {
    fn new(known: &'k [Contact], today: NaiveDate) -> Self {
        let (mut persons, mut addresses) = (Ranks::new(), Ranks::new());
        for (index, contact) in known.iter().enumerate() {
            persons.entry(contact.identity()).or_default().push(index);
            if let Some(address) = address_of(contact) {
                addresses.entry(address).or_default().push(index);
            }
        }
        Self {
            known,
            today,
            persons,
            addresses,
            is_claimed: vec![false; known.len()],
            is_mentioned: vec![false; known.len()],
            rows: BTreeMap::new(),
        }
    }

    /// Finds the contact of the name that a row lists, which no other row is.
    fn by_name(&mut self, number: usize, listed: &Listed) -> Result<Option<usize>, RowFault> {
        let Some(term) = listed.term() else {
            return Err(RowFault::Backwards);
        };
        let identity = identity(&listed.member, &listed.name);
        let own = self.persons.get(&identity).map_or(&[][..], Vec::as_slice);
        let best = self.best(own, listed, term);
        let rows = self.rows.entry(identity).or_default();
        if let Some(index) = best {
            self.is_claimed[index] = true;
        } else if let Some((row, _)) = rows.iter().find(|(_, it)| it.overlaps(term)) {
            return Err(RowFault::Repeated { first: *row });
        }
        rows.push((number, term));
        Ok(best)
    }

    /// Finds the contact at an address that a row lists, which no row is.
    fn by_address(&mut self, listed: &Listed) -> Option<usize> {
        let term = listed.term()?;
        let found = listed.emails.iter().find_map(|email| {
            let key = (listed.member.clone(), email.disclose().to_ascii_lowercase());
            self.best(self.addresses.get(&key)?, listed, term)
        })?;
        self.is_claimed[found] = true;
        Some(found)
    }

    /// The contact of these that a row is most surely. One without days is about those who are not over,
    /// if there are any.
    fn best(&self, of: &[usize], listed: &Listed, term: Term) -> Option<usize> {
        let is_current = |index: &&usize| !is_over(&self.known[**index], self.today);
        let has_current = of.iter().any(|index| is_current(&index));
        let may = |index: &&usize| {
            !self.is_claimed[**index]
                && if listed.has_days() {
                    self.known[**index].term.overlaps(term)
                } else {
                    !has_current || is_current(index)
                }
        };
        let likeness = |index: &&usize| {
            let contact = &self.known[**index];
            let is_at = |email: &Private<String>| contact.is_at(email.disclose());
            (
                contact.term == term,
                contact.serves_on(self.today),
                listed.emails.iter().any(is_at)
                    || listed.emails.is_empty() && contact.email.is_none(),
                listed.role == Some(contact.role),
                listed.public_name == Some(contact.public_name),
                contact.term.since(),
                // Of two that are alike, the first.
                std::cmp::Reverse(**index),
            )
        };
        of.iter().filter(may).max_by_key(likeness).copied()
    }

    /// Notes that a row that is not taken is about a person.
    fn mention(&mut self, member: &MemberId, name: &Private<String>) {
        let own = self.persons.get(&identity(member, name));
        for index in own.into_iter().flatten() {
            self.is_mentioned[*index] = true;
        }
    }
}

fn address_of(contact: &Contact) -> Option<(MemberId, String)> {
    let address = contact.email.as_ref()?.disclose().to_ascii_lowercase();
    Some((contact.member.clone(), address))
}

/// The addresses of each member, and when they are somebody's.
#[derive(Default)]
struct Addresses(BTreeMap<(MemberId, String), Vec<Term>>);

impl Addresses {
    /// Takes the address of a contact, unless another one of the member has it at the same time.
    fn take(&mut self, contact: &Contact) -> bool {
        let Some(address) = address_of(contact) else {
            return true;
        };
        let terms = self.0.entry(address).or_default();
        let is_free = terms.iter().all(|it| !it.overlaps(contact.term));
        if is_free {
            terms.push(contact.term);
        }
        is_free
    }
}
