//! What the columns of a spreadsheet hold, by their headings in French or English.

use super::sheet::SheetRow;
use crate::locale::collation::words;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Member,
    /// Given name and family name.
    Name,
    Family,
    Given,
    Email,
    Role,
    /// The first day as a contact.
    Since,
    /// The last day as a contact.
    LastDay,
    /// The first day on which the person is a contact no more, as `until` of the registry.
    Until,
    PublicName,
}

/// The row of the headings, and what each of its columns holds.
#[derive(Debug)]
pub struct Head {
    /// Its rank among the rows.
    pub index: usize,
    /// `None` where no heading says it.
    pub columns: Vec<Option<Column>>,
}

/// How many rows may stand above the headings: a title, a date, remarks.
const ABOVE: usize = 30;

/// Headings, without accents, capitals and what stands between their words.
const HEADINGS: &[(Column, &[&str])] = &[
    (
        Column::Member,
        &[
            "administration",
            "association",
            "body",
            "company",
            "employeur",
            "entite",
            "entreprise",
            "etablissement",
            "id",
            "institution",
            "member",
            "member id",
            "membre",
            "nom de l association",
            "nom de l entite",
            "nom de l organisation",
            "nom de l organisme",
            "nom de la structure",
            "nom du membre",
            "organisation",
            "organisation name",
            "organisme",
            "organisme membre",
            "organisme represente",
            "organization",
            "societe",
            "structure",
            "structure representee",
        ],
    ),
    (
        Column::Name,
        &[
            "contact",
            "contact name",
            "full name",
            "interlocuteur",
            "name",
            "nom complet",
            "nom du contact",
            "nom du representant",
            "nom et prenom",
            "nom prenom",
            "nom prenoms",
            "person",
            "personne",
            "prenom et nom",
            "prenom nom",
            "representant",
            "representante",
            "representant e",
            "representative",
        ],
    ),
    (
        Column::Family,
        &[
            "family name",
            "last name",
            "nom",
            "nom d usage",
            "nom de famille",
            "surname",
        ],
    ),
    (
        Column::Given,
        &[
            "first name",
            "forename",
            "given name",
            "prenom",
            "prenoms",
            "prenom s",
        ],
    ),
    (
        Column::Email,
        &[
            "adresse courriel",
            "adresse de courriel",
            "adresse de messagerie",
            "adresse e mail",
            "adresse electronique",
            "adresse email",
            "adresse mail",
            "adresse mel",
            "adresses electroniques",
            "adresses mail",
            "courriel",
            "courriels",
            "courrier electronique",
            "e mail",
            "e mail address",
            "e mails",
            "email",
            "email address",
            "emails",
            "mail",
            "mails",
            "mel",
            "messagerie",
        ],
    ),
    (
        Column::Role,
        &[
            "fonction",
            "qualite",
            "role",
            "status",
            "statut",
            "titulaire ou suppleant",
            "titulaire suppleant",
            "titulaire ou suppleant e",
            "titulaire suppleant e",
        ],
    ),
    (
        Column::Since,
        &[
            "a compter du",
            "a partir du",
            "date d entree",
            "date de debut",
            "debut",
            "debut de mandat",
            "depuis",
            "depuis le",
            "first day",
            "from",
            "premier jour",
            "since",
            "start",
            "start date",
        ],
    ),
    (
        Column::LastDay,
        &[
            "date de fin",
            "dernier jour",
            "end",
            "end date",
            "fin",
            "fin de mandat",
            "jusqu a",
            "jusqu au",
            "jusque",
            "last day",
        ],
    ),
    (Column::Until, &["until"]),
    (Column::PublicName, &["nom public", "public name"]),
];

/// The words of a text without accents and capitals, single spaces between them.
pub fn key(text: &str) -> String {
    let words = words(text).into_iter();
    let words: Vec<String> = words.map(|(_, word)| word.into()).collect();
    words.join(" ")
}

fn column(heading: &str) -> Option<Column> {
    let key = key(heading);
    // "Courriel 2" holds what "Courriel" does.
    let bare = key.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let mut known = HEADINGS.iter();
    let is = |(_, headings): &&(Column, &[&str])| {
        headings.contains(&key.as_str()) || headings.contains(&bare)
    };
    known.find(is).map(|(column, _)| *column)
}

/// Finds the row of the headings: the first with a column for the members and one for the persons.
pub fn head(rows: &[SheetRow]) -> Option<Head> {
    rows.iter()
        .take(ABOVE)
        .enumerate()
        .find_map(|(index, row)| {
            let columns = columns(row);
            let has = |wanted: &[Column]| columns.iter().flatten().any(|it| wanted.contains(it));
            let persons = [Column::Name, Column::Family, Column::Email];
            (has(&[Column::Member]) && has(&persons)).then_some(Head { index, columns })
        })
}

/// Says what the columns of a row of headings hold, each only once but for the addresses.
fn columns(row: &SheetRow) -> Vec<Option<Column>> {
    let mut columns: Vec<Option<Column>> = row.cells.iter().map(|it| column(it)).collect();
    let has = |columns: &[Option<Column>], wanted| columns.contains(&Some(wanted));
    let family = columns.iter().position(|it| *it == Some(Column::Family));
    if let Some(family) = family
        && !has(&columns, Column::Given)
    {
        // "Nom" beside "Contact" is that of the organisation, and alone that of the person.
        let is_member = has(&columns, Column::Name) && !has(&columns, Column::Member);
        columns[family] = Some(if is_member {
            Column::Member
        } else {
            Column::Name
        });
    }
    let mut seen = Vec::new();
    for column in &mut columns {
        let again = column.is_some_and(|it| seen.contains(&it) && it != Column::Email);
        seen.extend(*column);
        if again {
            *column = None;
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sort::Sort;

    fn columns_of(headings: &[&str]) -> Vec<Option<Column>> {
        let cells = headings.iter().map(|it| (*it).to_owned()).collect();
        let row = SheetRow {
            number: 1,
            cells,
            delimiters: 0,
        };
        head(&[row]).map_or_else(Vec::new, |head| head.columns)
    }

    #[test]
    fn headings_are_known_however_they_are_spelt() {
        use Column::{Email, Family, Given, LastDay, Member, Name, Role, Since};
        for (headings, expected) in [
            (
                &["Structure", "NOM", "Prénom", "Mél.", "Téléphone"][..],
                vec![Some(Member), Some(Family), Some(Given), Some(Email), None],
            ),
            (
                &["Adresse électronique", "Nom et prénom", "Organisme"],
                vec![Some(Email), Some(Name), Some(Member)],
            ),
            (
                &[
                    "Membre",
                    "Nom",
                    "E-mail",
                    "E-mail 2",
                    "Qualité",
                    "Depuis",
                    "Jusqu’au",
                ],
                vec![
                    Some(Member),
                    Some(Name),
                    Some(Email),
                    Some(Email),
                    Some(Role),
                    Some(Since),
                    Some(LastDay),
                ],
            ),
            (
                &["Nom", "Contact", "Courriel"],
                vec![Some(Member), Some(Name), Some(Email)],
            ),
            (&["Organisation", "Téléphone"], vec![]),
            (&["Nom", "Courriel"], vec![]),
        ] {
            assert_eq!(columns_of(headings), expected, "{headings:?}");
        }
    }

    #[test]
    fn no_heading_stands_for_two_columns() {
        let mut all: Vec<&str> = HEADINGS
            .iter()
            .flat_map(|(_, it)| it.iter().copied())
            .collect();
        all.order();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count);
        for heading in all {
            assert_eq!(key(heading), heading);
        }
    }
}
