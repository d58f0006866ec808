//! What the columns of a table of members are for, by their heads and by what most of their cells are.

use super::ListedMember;
use super::items::Column;
use super::mandates::last_day_of_field;
use super::members::{is_name, is_vacant, member};
use super::passage::Passage;
use super::several::{parts_of_organisations, parts_of_persons};
use super::shapes::{is_function, is_organisation, is_person, is_seat, key, opens_with_person};
use super::words::NOBODY;

/// Tells what each column is for; where no head says which one names the members, what most cells are
/// does, and `named` the first that may be names.
pub(super) fn columns(heads: &[Passage], rows: &[Vec<Passage>], named: bool) -> Vec<Column> {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut columns: Vec<Column> = (0..width.max(heads.len()))
        .map(|at| {
            heads
                .get(at)
                .map_or(Column::Other, |head| Column::of(head, false))
        })
        .collect();
    let most = |at: usize, is: &dyn Fn(&str) -> bool| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        let texts = cells
            .map(|cell| cell.text.trim())
            .filter(|text| is_name(text) || is_function(text));
        let said: Vec<bool> = texts.map(is).collect();
        said.iter().filter(|said| **said).count() * 2 > said.len() && !said.is_empty()
    };
    // "Référent de services"
    let others = |text: &str| text.starts_with(char::is_lowercase) || text.contains(',');
    for (at, column) in columns.iter_mut().enumerate() {
        if *column == Column::Person && most(at, &others) && !most(at, &opens_with_person) {
            *column = Column::Other;
        }
    }
    let is_of_names = |column: &Column| {
        [
            Column::Organisation,
            Column::Name,
            Column::Person,
            Column::Given,
        ]
        .contains(column)
    };
    if columns.iter().any(is_of_names) {
        return columns;
    }
    let free: Vec<usize> = (0..columns.len())
        .filter(|at| columns[*at] == Column::Other)
        .collect();
    let person = free
        .iter()
        .find(|at| most(**at, &opens_with_person))
        .copied();
    let login = columns.iter().position(|column| *column == Column::Login);
    let plain = |text: &str| is_name(text) && !is_function(text);
    let first = || free.iter().find(|at| most(**at, &plain)).copied();
    let name = person.or(login).or_else(|| first().filter(|_| named));
    if let Some(at) = name {
        columns[at] = Column::Name;
    }
    let is_headless = heads.iter().all(|head| head.text.trim().is_empty());
    // "CHAIRMAN:", "WELFARE OFFICER:"
    let functions = |at: usize| {
        let mut cells = rows.iter().filter_map(|row| row.get(at));
        cells.any(|cell| is_function(cell.text.trim().trim_end_matches(':')))
            || most(at, &|text| text.ends_with(':'))
    };
    let organisation =
        |at: &&usize| Some(**at) != name && most(**at, &is_organisation) && !functions(**at);
    if let Some(at) = free
        .iter()
        .find(organisation)
        .filter(|_| person.is_some() && is_headless)
    {
        columns[*at] = Column::Organisation;
    }
    columns
}

/// Reads what a row says of a member by what its columns are for.
pub(super) fn row(cells: &[Passage], columns: &[Column]) -> Option<ListedMember> {
    let place = |kind| columns.iter().position(|column| *column == kind);
    let cell = |kind| {
        let at = place(kind)?;
        let cell = cells.get(at)?;
        (!cell.text.trim().is_empty()).then_some((at, cell))
    };
    let full = cells
        .iter()
        .filter(|cell| !cell.text.trim().is_empty())
        .count();
    if full < 2 && columns.len() > 2 {
        // A heading within the table.
        return None;
    }
    let with_site = |cell: &Passage| {
        let mut cell = cell.clone();
        let site = place(Column::Site).and_then(|at| cells.get(at));
        cell.add_site(site);
        cell
    };
    let mut taken: Vec<usize> = [Column::Site, Column::College]
        .into_iter()
        .filter_map(place)
        .collect();
    // "Nom | Prénom"
    let both = [cell(Column::Given), cell(Column::Name)];
    let both: Vec<(usize, &Passage)> = both.into_iter().flatten().collect();
    let person = if place(Column::Given).is_some() && !both.is_empty() {
        let names: Vec<String> = both.iter().map(|(_, cell)| cell.on_one_line()).collect();
        Some((names.join(" "), both.iter().map(|(at, _)| *at).collect()))
    } else {
        let one = cell(Column::Person).or_else(|| cell(Column::Name));
        one.map(|(at, cell)| (cell.on_one_line(), vec![at]))
    };
    let mut found = if let Some((at, cell)) = cell(Column::Organisation) {
        taken.push(at);
        let (name, places): (Option<String>, Option<Vec<usize>>) = person.unzip();
        taken.extend(places.unwrap_or_default());
        ListedMember {
            person: name,
            ..organisation(&with_site(cell))?
        }
    } else if place(Column::Given).is_some() {
        let (name, places) = person?;
        taken.extend::<Vec<usize>>(places);
        ListedMember {
            is_person: true,
            ..member(&Passage::plain(&name))?
        }
    } else {
        let (named, person) = (cell(Column::Name), cell(Column::Person));
        let (at, cell) = named.or(person)?;
        taken.push(at);
        // "Chapter Coordinators" are nobody.
        if is_seat(&cell.text) && !opens_with_person(&cell.text) && named.is_none() {
            return None;
        }
        // Below the name its call sign may stand.
        let whole = with_site(cell);
        let mut lines = whole.lines().into_iter();
        let first = lines.next().filter(|first| opens_with_person(&first.text));
        let found = member(first.as_ref().unwrap_or(&whole))?;
        let by_name = named.is_some();
        let other = person.filter(|_| by_name);
        taken.extend(other.map(|(at, _)| at));
        let whole = place(Column::Organisation).is_some();
        ListedMember {
            is_person: !by_name || whole,
            person: other.map(|(_, cell)| cell.on_one_line()),
            ..found
        }
    };
    found.college = cell(Column::College).map(|(_, cell)| cell.on_one_line());
    let mut emails = cells
        .iter()
        .flat_map(|cell| &cell.links)
        .filter_map(|linked| linked.link.target.strip_prefix("mailto:"));
    found.email = found.email.or_else(|| emails.next().map(str::to_owned));
    if let Some((at, cell)) = cell(Column::Alternate).filter(|_| found.person.is_some()) {
        taken.push(at);
        found.alternate = Some(cell.on_one_line());
    }
    let until = cell(Column::Until).and_then(|(_, cell)| last_day_of_field(&cell.text));
    found.last_day = until.or(found.last_day);
    let others = cells
        .iter()
        .enumerate()
        .filter(|(at, _)| !taken.contains(at));
    // Nobody who stands in for somebody leaves their own seat as it is.
    let is_nobody = |at: usize, cell: &Passage| {
        columns.get(at) == Some(&Column::Alternate)
            && (is_vacant(&cell.text) || NOBODY.contains(&key(&cell.text).as_str()))
    };
    let others = others.filter(|(at, cell)| !is_nobody(*at, cell));
    let others = others.map(|(_, cell)| cell.on_one_line());
    let others: Vec<String> = others
        .filter(|text| !text.is_empty() && *text != found.name)
        .collect();
    found.function = others.join(" ; ");
    Some(found)
}

/// Reads a row whose cells are the persons of the functions that are the heads: "Présidente | Trésorier".
pub(super) fn across(heads: &[Passage], cells: &[Passage]) -> Option<Vec<ListedMember>> {
    // "Titulaire | Suppléante" are columns of their own.
    let is_seat = |head: &Passage| {
        is_function(head.text.trim().trim_end_matches(':'))
            && Column::of(head, false) == Column::Other
    };
    let named = |(head, cell): &(&Passage, &Passage)| {
        opens_with_person(&cell.text) && head.text.contains(char::is_alphabetic)
    };
    let pairs: Vec<_> = heads.iter().zip(cells).filter(named).collect();
    let seats = pairs.iter().filter(|(head, _)| is_seat(head)).count();
    let all = pairs.into_iter().map(|(head, cell)| {
        let function = head.on_one_line();
        Some(ListedMember {
            function,
            ..member(cell)?
        })
    });
    (seats > 1).then(|| all.collect())?
}

/// Whether the cells of a row are persons side by side, as below their pictures: three at least, or two.
pub(super) fn is_gallery(cells: &[Passage], fewest: usize) -> bool {
    let said = cells.iter().filter(|cell| !cell.text.trim().is_empty());
    let mut said = said.peekable();
    said.clone().count() >= fewest
        && said.peek().is_some()
        && said.all(|cell| named_in(cell).is_some())
}

/// Returns the line of a cell that is a person and nothing else, and what stands below it.
fn named_in(cell: &Passage) -> Option<(Passage, String)> {
    let lines = cell.lines();
    let is_name = |line: &Passage| is_person(line.text.trim());
    let at = lines.iter().take(2).rposition(is_name)?;
    let below = lines.iter().skip(at + 1).map(Passage::on_one_line);
    Some((lines[at].clone(), below.collect::<Vec<_>>().join(", ")))
}

/// Reads a table without a head in which persons stand side by side, what each is below them in the next row;
/// for each row those whom it names, and whether it says nothing besides.
pub(super) fn gallery(
    rows: &[Vec<Passage>],
    fewest: usize,
) -> Option<Vec<(Vec<ListedMember>, bool)>> {
    let are: Vec<bool> = rows.iter().map(|cells| is_gallery(cells, fewest)).collect();
    // Where other rows name somebody too, it is a table of another kind.
    let mut others = rows.iter().zip(&are).filter(|(_, is)| !**is);
    let is_other = others.any(|(cells, _)| cells.iter().any(|cell| named_in(cell).is_some()));
    if is_other || !are.iter().any(|is| *is) {
        return None;
    }
    let is_blank = |cells: &[Passage]| {
        cells.iter().all(|cell| {
            let shown: usize = cell.images.iter().map(std::ops::Range::len).sum();
            cell.text.trim().len() <= shown
        })
    };
    let mut found: Vec<(Vec<ListedMember>, bool)> = Vec::new();
    for (at, cells) in rows.iter().enumerate() {
        if !are[at] {
            // A row of pictures, or of what those above are.
            let of_above = at > 0 && are[at - 1];
            found.push((Vec::new(), of_above || is_blank(cells)));
            continue;
        }
        let below = rows.get(at + 1).filter(|_| are.get(at + 1) == Some(&false));
        let named = cells.iter().enumerate().filter_map(|(column, cell)| {
            let (name, function) = named_in(cell)?;
            let under = below.and_then(|below| below.get(column));
            let said = [
                function,
                under.map(Passage::on_one_line).unwrap_or_default(),
            ];
            let said = said.into_iter().filter(|said| !said.is_empty());
            Some(ListedMember {
                is_person: true,
                function: said.collect::<Vec<_>>().join(", "),
                ..member(&name)?
            })
        });
        found.push((named.collect(), false));
    }
    Some(found)
}

/// Lists a row once for each person whom its cell of persons names, a line each, or for each organisation.
pub(super) fn parted(cells: &[Passage], columns: &[Column]) -> Vec<Vec<Passage>> {
    // What stands for an organisation is one contact.
    if columns.contains(&Column::Organisation) {
        return vec![cells.to_vec()];
    }
    let of_persons = |column: &Column| [Column::Name, Column::Person].contains(column);
    let at = columns.iter().position(of_persons);
    let several = at.and_then(|at| cells.get(at)).and_then(|cell| {
        let lines = cell.lines();
        let each = lines.len() > 1 && lines.iter().all(|line| opens_with_person(&line.text));
        let all = if each {
            lines
        } else {
            let persons = parts_of_persons(cell).0;
            if persons.is_empty() {
                parts_of_organisations(cell)
            } else {
                persons
            }
        };
        (all.len() > 1).then_some(all)
    });
    let (Some(at), Some(lines)) = (at, several) else {
        return vec![cells.to_vec()];
    };
    // "Camille Martin - Primary"
    let row = |line: Passage| {
        let end = [" - ", " \u{2013} "]
            .iter()
            .filter_map(|dash| line.text.find(dash))
            .min();
        let mut cells = cells.to_vec();
        cells[at] = line.part(&(0..end.unwrap_or(line.text.len())));
        cells
    };
    lines.into_iter().map(row).collect()
}

/// Reads a cell of the column of organisations: it is the name, whatever it has in parentheses or with a
/// stroke.
fn organisation(cell: &Passage) -> Option<ListedMember> {
    let whole = cell.on_one_line();
    let plain = cell.links.is_empty() && cell.strong.is_empty();
    let one = whole.contains(" / ") || whole.ends_with(')');
    if plain && one && is_name(&whole) {
        return Some(ListedMember {
            name: whole,
            ..ListedMember::default()
        });
    }
    let whole = |name: String| ListedMember {
        name,
        ..ListedMember::default()
    };
    member(cell).or_else(|| {
        Some(cell.on_one_line())
            .filter(|name| is_name(name))
            .map(whole)
    })
}
