//! What each row of a spreadsheet says of a contact.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::columns::{Column, Head, head, key};
use super::members::{MemberNames, NotAMember};
use super::sheet::{SheetRow, rows};
use crate::domain::{Council, LONGEST_NAME, MemberId, Private, Role, YEARS, email_address};
use crate::import::minutes::{decoded, packed};
use crate::leaks::container;
use crate::locale::parse_dates::{day_first, written_dates};
use crate::registry::on_one_line;

/// Why no contacts are read out of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Illegible {
    Empty,
    /// The document of a spreadsheet program itself, or another that is no text.
    Document,
    /// Bytes that are no text in an encoding that is known.
    NoText,
    /// No row has headings for both the members and the persons.
    NoHeadings,
}

/// What was read of a spreadsheet.
pub struct Spreadsheet {
    /// The rows that speak of somebody, in order.
    pub rows: Vec<ReadRow>,
    /// The headings of columns that hold something, and nothing that the registry has a key for.
    pub unread_columns: Vec<String>,
    /// The numbers of the rows that speak of nobody, such as a total.
    pub unread_rows: Vec<usize>,
}

/// A row that speaks of somebody.
pub struct ReadRow {
    /// Its number in the spreadsheet, from 1.
    pub number: usize,
    /// What stands for the member, as it is written.
    pub written: String,
    /// The member that this is, if it is one.
    pub member: Option<MemberId>,
    pub name: Private<String>,
    /// What is to be taken of it.
    pub contact: Result<Listed, RowFault>,
}

/// A contact as a row lists it; what it does not say is `None`.
#[derive(Clone)]
pub struct Listed {
    pub member: MemberId,
    pub name: Private<String>,
    /// All addresses of the row that a message can be sent to.
    pub emails: Vec<Private<String>>,
    pub role: Option<Role>,
    pub since: Option<NaiveDate>,
    /// The first day on which the person is a contact no more.
    pub until: Option<NaiveDate>,
    pub public_name: Option<bool>,
}

/// Why a row is not taken. What a cell holds is in it, for whoever has the file.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum RowFault {
    /// Its cell for the member is empty.
    NoMember,
    UnknownMember {
        text: String,
        nearest: Option<String>,
    },
    SeveralMembers {
        text: String,
        members: Vec<MemberId>,
    },
    NoName,
    /// The name has more characters than that of a person.
    LongName {
        most: usize,
    },
    /// A letter of the name was lost when the spreadsheet was saved: programs write `?` or `_` for what the
    /// encoding does not have.
    LostLetter {
        text: String,
    },
    /// The cell for the name has several lines.
    SeveralNames {
        column: String,
    },
    BadAddress {
        column: String,
        text: String,
    },
    UnknownRole {
        column: String,
        text: String,
    },
    BadDay {
        column: String,
        text: String,
    },
    UnknownAnswer {
        column: String,
        text: String,
    },
    /// The last day is before the first.
    Backwards,
    /// A quotation mark that nothing closes has made other rows a part of this one.
    Swallowed,
    /// Another row lists the person already.
    Repeated {
        /// The number of that row.
        first: usize,
    },
    /// Another contact of the member has the address at the same time.
    SharedAddress,
}

/// Reads the bytes of a spreadsheet that was saved as CSV: the cells parted by semicolons, commas or tabs,
/// in UTF-8, UTF-16 or Windows-1252.
///
/// # Errors
///
/// Why it holds no contacts.
pub fn read(bytes: &[u8], council: &Council) -> Result<Spreadsheet, Illegible> {
    if packed(bytes).is_some() || container::is_opaque(bytes) {
        return Err(Illegible::Document);
    }
    let (text, _) = decoded(bytes).map_err(|_| Illegible::NoText)?;
    let text = text.trim_start_matches('\u{feff}');
    // Old Macs end lines so.
    let text = if text.contains('\n') {
        text.to_owned()
    } else {
        text.replace('\r', "\n")
    };
    if text.trim().is_empty() {
        return Err(Illegible::Empty);
    }
    let known = |rows: &[SheetRow]| head(rows).map_or(0, |it| it.columns.iter().flatten().count());
    let rows = rows(&text, known);
    let mut head = head(&rows).ok_or(Illegible::NoHeadings)?;
    let (above, below) = rows.split_at((head.index + 1).min(rows.len()));
    let headings = above.last();
    let heading = |column: usize| {
        let text = headings.map_or("", |row| row.cell(column));
        let text = on_one_line(text);
        if text.is_empty() {
            letters(column)
        } else {
            text
        }
    };
    drop_job_titles(&mut head, below);
    let days = days(&head, below);
    let reader = Reader {
        head: &head,
        members: MemberNames::new(council),
        heading: &heading,
        days,
    };
    let mut read = Spreadsheet {
        rows: Vec::new(),
        unread_columns: reader.unread(below),
        unread_rows: Vec::new(),
    };
    for (index, row) in below.iter().enumerate() {
        match reader.row(index, row) {
            Some(row) => read.rows.push(row),
            None => read.unread_rows.push(row.number),
        }
    }
    Ok(read)
}

/// A column that says titular or alternate nowhere holds something else, such as what people are.
fn drop_job_titles(head: &mut Head, rows: &[SheetRow]) {
    for (index, column) in head.columns.iter_mut().enumerate() {
        let cells = || rows.iter().map(|row| row.cell(index));
        if *column == Some(Column::Role) && cells().all(|cell| role(cell).is_none()) {
            *column = None;
        }
    }
}

/// Reads the days of each column that has some, a cell for each row: in figures the day stands before the
/// month, unless a cell of the spreadsheet can only be read the other way round.
fn days(head: &Head, rows: &[SheetRow]) -> BTreeMap<usize, Vec<Option<NaiveDate>>> {
    let columns = head.columns.iter().enumerate();
    let is_of_days = |column: &Option<Column>| {
        matches!(
            column,
            Some(Column::Since | Column::LastDay | Column::Until)
        )
    };
    let columns: Vec<usize> = columns
        .filter(|(_, column)| is_of_days(column))
        .map(|(index, _)| index)
        .collect();
    let cells = columns.iter().flat_map(|column| {
        rows.iter()
            .map(|row| with_century(&plain(row.cell(*column))))
    });
    let text = cells.collect::<Vec<_>>().join("\n");
    let text = day_first(&text);
    let days: Vec<Option<NaiveDate>> = text.split('\n').map(day).collect();
    let each = days.chunks(rows.len().max(1)).map(<[_]>::to_vec);
    columns.into_iter().zip(each).collect()
}

/// Writes the year of a day in figures in full: `LibreOffice` and Excel show "31/12/26".
fn with_century(text: &str) -> String {
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let is_number = |it: &&str| it.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [first, second, year]
            if year.len() == 2 && first.len() < 3 && parts.iter().all(is_number) =>
        {
            format!("{first}/{second}/20{year}")
        }
        _ => text.to_owned(),
    }
}

/// Reads a cell as one day, with nothing beside it but its time.
fn day(text: &str) -> Option<NaiveDate> {
    let found = written_dates(text);
    let [day] = found.as_slice() else { return None };
    day.date().filter(|it| YEARS.contains(&it.year()))
}

fn role(text: &str) -> Option<Role> {
    let key = key(text);
    let is = |words: &[&str]| words.iter().any(|word| key.starts_with(word));
    if is(&["titulaire", "titular", "membre titulaire", "principal"]) {
        Some(Role::Titular)
    } else if is(&[
        "suppl",
        "alternate",
        "membre suppl",
        "deputy",
        "substitute",
        "remplacant",
    ]) {
        Some(Role::Alternate)
    } else {
        None
    }
}

/// What a column is called in a spreadsheet: A, B, …, Z, AA.
fn letters(column: usize) -> String {
    let mut name = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = (rest - 1) % 26;
        name.insert(
            0,
            char::from(b'A' + u8::try_from(letter).unwrap_or_default()),
        );
        rest = (rest - 1) / 26;
    }
    name
}

/// Whether a cell says that there is nothing to say: a dash, "néant", "n/a".
fn is_nothing(cell: &str) -> bool {
    const WORDS: [&str; 7] = ["", "aucun", "aucune", "n a", "nc", "neant", "none"];
    WORDS.contains(&key(cell).as_str())
}

struct Reader<'a> {
    head: &'a Head,
    members: MemberNames,
    heading: &'a dyn Fn(usize) -> String,
    days: BTreeMap<usize, Vec<Option<NaiveDate>>>,
}

/// The addresses in a cell, and the name that stands before the first one.
#[derive(Default)]
struct Addresses {
    sound: Vec<String>,
    bad: Option<String>,
    name: String,
}

impl Reader<'_> {
    fn cells<'r>(
        &self,
        row: &'r SheetRow,
        wanted: Column,
    ) -> impl Iterator<Item = (usize, &'r str)> {
        let columns = self.head.columns.iter().enumerate();
        let columns = columns.filter(move |(_, it)| **it == Some(wanted));
        columns.map(|(index, _)| (index, row.cell(index)))
    }

    fn text(&self, row: &SheetRow, wanted: Column) -> String {
        let mut cells = self.cells(row, wanted);
        cells.next().map_or_else(String::new, |(_, it)| plain(it))
    }

    /// The headings of the columns that hold something and that nothing here reads.
    fn unread(&self, rows: &[SheetRow]) -> Vec<String> {
        let width = rows.iter().map(|row| row.cells.len()).max();
        let is_read = |column: &usize| self.head.columns.get(*column).copied().flatten().is_some();
        let unread = (0..width.unwrap_or_default()).filter(|column| !is_read(column));
        let holding = unread.filter(|column| rows.iter().any(|row| !row.cell(*column).is_empty()));
        holding.map(|column| (self.heading)(column)).collect()
    }

    /// Reads a row; `None` if it speaks of nobody.
    fn row(&self, index: usize, row: &SheetRow) -> Option<ReadRow> {
        let member = self.text(row, Column::Member);
        let (given, family) = (
            self.text(row, Column::Given),
            self.text(row, Column::Family),
        );
        let name = self.text(row, Column::Name);
        let parts = format!("{given} {family}").trim().to_owned();
        let name = if name.is_empty() { parts } else { name };
        let addresses = self.addresses(row);
        // A number, as below a total, is nobody.
        let is_nobody = is_nothing(&name) || !name.contains(char::is_alphabetic);
        if is_nobody && addresses.sound.is_empty() && addresses.bad.is_none() {
            return None;
        }
        let name = if is_nothing(&name) {
            addresses.name.clone()
        } else {
            name
        };
        Some(ReadRow {
            number: row.number,
            contact: self.contact(index, row, &member, &name, &addresses),
            member: self.members.find(&member).ok(),
            written: member,
            name: Private::new(name),
        })
    }

    fn contact(
        &self,
        index: usize,
        row: &SheetRow,
        member: &str,
        name: &str,
        addresses: &Addresses,
    ) -> Result<Listed, RowFault> {
        let text = || member.to_owned();
        if row.delimiters > 1 && row.delimiters + 1 >= self.head.columns.len() {
            return Err(RowFault::Swallowed);
        }
        if member.is_empty() {
            return Err(RowFault::NoMember);
        }
        let member = self.members.find(member).map_err(|why| match why {
            NotAMember::Unknown { nearest } => RowFault::UnknownMember {
                text: text(),
                nearest,
            },
            NotAMember::Several(members) => RowFault::SeveralMembers {
                text: text(),
                members,
            },
        })?;
        for column in [Column::Name, Column::Family, Column::Given] {
            let mut cells = self.cells(row, column);
            if let Some((at, _)) = cells.find(|(_, it)| it.lines().nth(1).is_some()) {
                let column = (self.heading)(at);
                return Err(RowFault::SeveralNames { column });
            }
        }
        if !name.contains(char::is_alphabetic) {
            return Err(RowFault::NoName);
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(RowFault::LongName { most: LONGEST_NAME });
        }
        if name.contains(['?', '_', char::REPLACEMENT_CHARACTER]) {
            let text = name.to_owned();
            return Err(RowFault::LostLetter { text });
        }
        if let Some(text) = &addresses.bad {
            let mut cells = self.cells(row, Column::Email);
            let at = cells.find(|(_, it)| it.contains(text.as_str()));
            let column = at.map_or_else(String::new, |(at, _)| (self.heading)(at));
            return Err(RowFault::BadAddress {
                column,
                text: text.clone(),
            });
        }
        let role = self
            .word(row, Column::Role, role)
            .map_err(|(column, text)| RowFault::UnknownRole { column, text })?;
        let public_name = self
            .word(row, Column::PublicName, answer)
            .map_err(|(column, text)| RowFault::UnknownAnswer { column, text })?;
        let since = self.day(index, row, Column::Since)?;
        let last = self.day(index, row, Column::LastDay)?;
        let until = last.and_then(|day| day.succ_opt());
        let until = self.day(index, row, Column::Until)?.or(until);
        if since
            .zip(until)
            .is_some_and(|(since, until)| since >= until)
        {
            return Err(RowFault::Backwards);
        }
        Ok(Listed {
            member,
            name: Private::new(name.to_owned()),
            emails: addresses.sound.iter().cloned().map(Private::new).collect(),
            role,
            since,
            until,
            public_name,
        })
    }

    /// Reads the word of a cell; an empty cell says nothing.
    fn word<T>(
        &self,
        row: &SheetRow,
        wanted: Column,
        read: fn(&str) -> Option<T>,
    ) -> Result<Option<T>, (String, String)> {
        match self.cells(row, wanted).next() {
            Some((at, cell)) if !is_nothing(cell) => {
                let word = read(cell).ok_or_else(|| ((self.heading)(at), plain(cell)))?;
                Ok(Some(word))
            }
            _ => Ok(None),
        }
    }

    fn day(
        &self,
        index: usize,
        row: &SheetRow,
        wanted: Column,
    ) -> Result<Option<NaiveDate>, RowFault> {
        match self.cells(row, wanted).next() {
            Some((at, cell)) if !is_nothing(cell) => {
                let days = self.days.get(&at).and_then(|days| days.get(index));
                let day = days.copied().flatten().ok_or_else(|| RowFault::BadDay {
                    column: (self.heading)(at),
                    text: plain(cell),
                })?;
                Ok(Some(day))
            }
            _ => Ok(None),
        }
    }

    /// Reads the addresses of a row: `mailto:`, "Nom <adresse>" and several in one cell are understood.
    fn addresses(&self, row: &SheetRow) -> Addresses {
        let mut found = Addresses::default();
        for (_, cell) in self
            .cells(row, Column::Email)
            .filter(|(_, it)| !is_nothing(it))
        {
            let before = found.sound.len();
            let edge = |c: char| c.is_whitespace() || "<>;,|/\"()[]".contains(c) || is_invisible(c);
            for word in cell.split(edge).filter(|word| word.contains('@')) {
                let lower = word.to_lowercase();
                let at = lower
                    .strip_prefix("mailto:")
                    .map_or(0, |rest| word.len() - rest.len());
                let address = word.get(at..).unwrap_or(word);
                let address = address.split('?').next().unwrap_or(address);
                let address = address.trim_end_matches(['.', ':']);
                match email_address(address) {
                    Some(address) => found.sound.push(address),
                    None => found.bad = found.bad.or(Some(word.to_owned())),
                }
            }
            if found.sound.len() == before && found.bad.is_none() {
                found.bad = Some(cell.to_owned());
            }
            if let Some((name, _)) = cell.split_once('<').filter(|_| found.name.is_empty()) {
                found.name = plain(name.trim().trim_matches('"'));
            }
        }
        let mut seen: Vec<String> = Vec::new();
        found.sound.retain(|address| {
            let lower = address.to_lowercase();
            let is_new = !seen.contains(&lower);
            seen.push(lower);
            is_new
        });
        found
    }
}

fn answer(text: &str) -> Option<bool> {
    match key(text).as_str() {
        "1" | "o" | "oui" | "true" | "vrai" | "x" | "y" | "yes" => Some(true),
        "0" | "faux" | "false" | "n" | "no" | "non" => Some(false),
        _ => None,
    }
}

/// Characters that take no place, and that spreadsheets and web pages leave in cells.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// A cell on one line, with plain spaces and nothing that cannot be seen.
fn plain(cell: &str) -> String {
    let visible = cell.chars().filter(|c| !is_invisible(*c));
    on_one_line(&visible.collect::<String>())
}
