//! Checks each table of a registry against its schema: keys, types and the form of each value.

use std::net::IpAddr;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use super::schema::{Key, Kind, Schema};
use crate::domain::{breaks_line, email_address, is_slug, is_uid};
use crate::locale::collation::sort_key;
use crate::locale::synonyms::Synonyms;
use crate::problem::{AddressFault, Problem, TextKind, ValueKind, What, nearest};
use crate::source::{self, FileId, Span};

/// The longest URL or UID, in bytes.
const LONGEST: usize = 2000;

/// Returns a text on one line, without what has no place there; empty if nothing is left.
#[must_use]
pub fn on_one_line(text: &str) -> String {
    source::on_one_line(text, |c| c.is_whitespace() || breaks_line(c))
}

/// Checks tables of one file, and gathers what is wrong with them.
pub struct Validate<'a> {
    pub file: FileId,
    /// The time zones of which a calendar can be made.
    pub timezones: &'a [&'static str],
    pub problems: &'a mut Vec<Problem>,
}

impl Validate<'_> {
    /// Checks one table against its schema, `at` being its header; tells whether it is sound.
    ///
    /// Tables below it are checked too, but for those named in `later`.
    pub fn table(
        &mut self,
        table: &DeTable<'_>,
        schema: &'static Schema,
        at: Range<usize>,
        later: &[&str],
    ) -> bool {
        let before = self.problems.len();
        // A key that is only mistyped is not missing as well.
        let mut mistyped = Vec::new();
        for (key, value) in table {
            let name: &str = key.get_ref();
            match schema.key(name) {
                Some(known) if later.contains(&name) => self.container(known, value),
                Some(known) => self.value(known, value, known.kind),
                None => {
                    let nearest = nearest(name, schema.keys.iter().map(|known| known.name));
                    mistyped.extend(nearest.clone());
                    self.problem(
                        key.span(),
                        What::UnknownKey {
                            key: name.to_owned(),
                            table: schema.name.to_owned(),
                            nearest,
                        },
                    );
                }
            }
        }
        for known in schema.keys.iter().filter(|known| known.required) {
            if !table.keys().any(|key| key.get_ref() == known.name)
                && !mistyped.iter().any(|key| key == known.name)
            {
                self.problem(
                    at.clone(),
                    What::MissingKey {
                        key: known.name,
                        table: schema.name.to_owned(),
                        line: known.line(),
                    },
                );
            }
        }
        self.problems.len() == before
    }

    /// Adds a finding about bytes of the file.
    fn problem(&mut self, at: Range<usize>, what: What) {
        self.problems
            .push(Problem::at(Span::new(self.file, at), what));
    }

    /// Checks that a value is a table, or a list of tables, without looking into it.
    fn container(&mut self, key: &Key, value: &Spanned<DeValue<'_>>) {
        let fits = match (key.kind, value.get_ref()) {
            (Kind::Table(_), DeValue::Table(_)) => true,
            (Kind::Named(_), DeValue::Table(tables)) => {
                tables.values().all(|table| table.get_ref().is_table())
            }
            (Kind::Tables(_) | Kind::SomeTables(_), DeValue::Array(items)) => {
                items.iter().all(|item| item.get_ref().is_table())
            }
            _ => false,
        };
        if !fits {
            self.wrong_type(key, value, expected(key.kind));
        }
    }

    fn value(&mut self, key: &Key, value: &Spanned<DeValue<'_>>, kind: Kind) {
        let name = key.name;
        match (kind, value.get_ref()) {
            (Kind::Text | Kind::Path, DeValue::String(text)) => {
                self.text(name, value.span(), text);
            }
            (Kind::Document, DeValue::String(text)) => {
                let fits = |text: &str| is_url(text) || !begins_as_url(text);
                self.form(key, value.span(), text, TextKind::Url, fits);
            }
            (Kind::Slug, DeValue::String(text)) => {
                self.form(key, value.span(), text, TextKind::Slug, is_slug);
            }
            (Kind::Email, DeValue::String(text)) => {
                let fault = address_fault(text);
                self.form(key, value.span(), text, TextKind::Email(fault), |text| {
                    email_address(text).is_some()
                });
            }
            (Kind::Url, DeValue::String(text)) => {
                self.form(key, value.span(), text, TextKind::Url, is_url);
            }
            (Kind::Uid, DeValue::String(text)) => {
                self.form(key, value.span(), text, TextKind::Uid, is_uid);
            }
            (Kind::Host, DeValue::String(text)) => {
                self.form(key, value.span(), text, TextKind::Host, is_host);
            }
            (Kind::Timezone, DeValue::String(text)) => self.timezone(name, value.span(), text),
            (Kind::Word(words), DeValue::String(text)) => {
                self.word(name, value.span(), text, words);
            }
            (Kind::Integer(least, most), DeValue::Integer(number)) => {
                let parsed = i64::from_str_radix(number.as_str(), number.radix());
                if !parsed.is_ok_and(|parsed| (least..=most).contains(&parsed)) {
                    self.problem(
                        value.span(),
                        What::OutOfRange {
                            key: name.to_owned(),
                            least,
                            most,
                        },
                    );
                }
            }
            (Kind::WordOrInteger(words, ..), DeValue::String(text))
                if text.parse::<i64>().is_err() =>
            {
                self.value(key, value, Kind::Word(words));
            }
            (Kind::WordOrInteger(_, least, most), DeValue::Integer(_)) => {
                self.value(key, value, Kind::Integer(least, most));
            }
            (Kind::Lines, DeValue::String(_)) | (Kind::Boolean, DeValue::Boolean(_)) => {}
            (Kind::Date, DeValue::Datetime(datetime)) if is_date(datetime) => {}
            (Kind::Time, DeValue::Datetime(datetime)) if is_time(datetime) => {}
            (Kind::Instant, DeValue::Datetime(datetime)) if is_instant(datetime) => {}
            (Kind::Texts | Kind::SomeTexts, DeValue::Array(items)) => {
                for item in items {
                    self.item(key, item, kind, Kind::Text);
                }
            }
            (Kind::Slugs, DeValue::Array(items)) => {
                if items.is_empty() {
                    self.problem(
                        value.span(),
                        What::EmptyValue {
                            key: name.to_owned(),
                        },
                    );
                }
                for item in items {
                    self.item(key, item, kind, Kind::Slug);
                }
            }
            (Kind::Table(schema), DeValue::Table(table)) => {
                self.table(table, schema, value.span(), &[]);
            }
            (Kind::Tables(schema) | Kind::SomeTables(schema), DeValue::Array(items)) => {
                for item in items {
                    match item.get_ref() {
                        DeValue::Table(table) => {
                            self.table(table, schema, item.span(), &[]);
                        }
                        _ => self.wrong_type(key, item, ValueKind::Table),
                    }
                }
            }
            (Kind::Items(schema), DeValue::Array(items)) => {
                for item in items {
                    match item.get_ref() {
                        DeValue::Table(table) => {
                            self.table(table, schema, item.span(), &[]);
                        }
                        _ => self.item(key, item, kind, Kind::Text),
                    }
                }
            }
            _ => self.wrong_type(key, value, expected(kind)),
        }
    }

    /// Checks one item of the list of a key; what is said of a wrong one is what the list may hold.
    fn item(&mut self, key: &Key, item: &Spanned<DeValue<'_>>, list: Kind, kind: Kind) {
        if item.get_ref().is_str() {
            self.value(key, item, kind);
        } else {
            self.wrong_type(key, item, expected(list));
        }
    }

    fn wrong_type(&mut self, key: &Key, value: &Spanned<DeValue<'_>>, expected: ValueKind) {
        let name = match key.kind {
            Kind::Named(schema) => schema.name.trim_matches(['[', ']']),
            _ => key.name,
        };
        let suggestion = match (expected, value.get_ref()) {
            (ValueKind::Date | ValueKind::Time | ValueKind::Instant, DeValue::String(text)) => text
                .parse::<Datetime>()
                .ok()
                .filter(|datetime| match expected {
                    ValueKind::Date => is_date(datetime),
                    ValueKind::Time => is_time(datetime),
                    _ => is_instant(datetime),
                })
                .map(|mut datetime| {
                    // TOML 1.0, which most programs read, has no time without seconds.
                    if let Some(time) = &mut datetime.time {
                        time.second = time.second.or(Some(0));
                    }
                    datetime.to_string()
                }),
            (ValueKind::Integer | ValueKind::WordOrInteger, DeValue::String(text)) => {
                text.parse::<i64>().ok().map(|number| number.to_string())
            }
            (ValueKind::Boolean, DeValue::String(text)) => truth(text).map(|it| it.to_string()),
            (ValueKind::Texts, DeValue::String(text)) => Some(format!("[{text:?}]")),
            (ValueKind::Date, DeValue::Datetime(datetime)) => {
                datetime.date.map(|date| date.to_string())
            }
            (ValueKind::Time, DeValue::Datetime(datetime)) => {
                datetime.time.map(|time| time.to_string())
            }
            _ => None,
        };
        self.problem(
            value.span(),
            What::WrongType {
                key: name.to_owned(),
                expected,
                found: value.get_ref().type_str(),
                suggestion,
                line: key.line(),
            },
        );
    }

    /// Checks that a text is one line with something in it.
    fn text(&mut self, key: &str, at: Range<usize>, text: &str) -> bool {
        let key = key.to_owned();
        if let Some(character) = text.chars().find(|c| breaks_line(*c)) {
            self.problem(at, What::ControlCharacter { key, character });
            return false;
        }
        if text.trim().is_empty() {
            self.problem(at, What::EmptyValue { key });
            return false;
        }
        true
    }

    fn form(
        &mut self,
        key: &Key,
        at: Range<usize>,
        text: &str,
        kind: TextKind,
        fits: fn(&str) -> bool,
    ) {
        if !self.text(key.name, at.clone(), text) || fits(text) {
            return;
        }
        let suggestion = match kind {
            TextKind::Slug => Some(crate::locale::collation::slug(text)),
            TextKind::Url if !text.contains("://") => Some(format!("https://{text}")),
            _ => None,
        };
        self.problem(
            at,
            What::InvalidText {
                key: key.name.to_owned(),
                kind,
                suggestion: suggestion.filter(|mended| fits(mended)),
                line: key.line(),
            },
        );
    }

    fn timezone(&mut self, key: &str, at: Range<usize>, text: &str) {
        if self.text(key, at.clone(), text) {
            self.word(key, at, text, self.timezones);
        }
    }

    fn word(&mut self, key: &str, at: Range<usize>, text: &str, words: &[&str]) {
        if words.contains(&text) {
            return;
        }
        self.problem(
            at,
            What::UnknownValue {
                key: key.to_owned(),
                value: text.to_owned(),
                allowed: words.iter().map(ToString::to_string).collect(),
                nearest: translated(text, words).or_else(|| nearest(text, words.iter().copied())),
            },
        );
    }
}

/// Returns the word of a registry that another one stands for; the nearest in letters may be its opposite.
fn translated(text: &str, words: &[&str]) -> Option<String> {
    let key = sort_key(text);
    let mut meant = Synonyms::Values.of(&key);
    meant.find(|it| words.contains(it)).map(str::to_owned)
}

/// Reads yes and no as people say them.
fn truth(text: &str) -> Option<bool> {
    let words = ["true", "false"];
    let key = sort_key(text);
    let word = translated(text, &words).unwrap_or(key);
    words.contains(&word.as_str()).then(|| word == "true")
}

fn expected(kind: Kind) -> ValueKind {
    match kind {
        Kind::Integer(..) => ValueKind::Integer,
        Kind::WordOrInteger(..) => ValueKind::WordOrInteger,
        Kind::Boolean => ValueKind::Boolean,
        Kind::Date => ValueKind::Date,
        Kind::Time => ValueKind::Time,
        Kind::Instant => ValueKind::Instant,
        Kind::Texts | Kind::SomeTexts | Kind::Slugs => ValueKind::Texts,
        Kind::Table(_) | Kind::Named(_) => ValueKind::Table,
        Kind::Tables(_) | Kind::SomeTables(_) => ValueKind::Tables,
        Kind::Items(_) => ValueKind::Agenda,
        _ => ValueKind::Text,
    }
}

fn is_date(datetime: &Datetime) -> bool {
    datetime.date.is_some() && datetime.time.is_none() && datetime.offset.is_none()
}

fn is_time(datetime: &Datetime) -> bool {
    datetime.time.is_some() && datetime.date.is_none() && datetime.offset.is_none()
}

fn is_instant(datetime: &Datetime) -> bool {
    datetime.date.is_some() && datetime.time.is_some() && datetime.offset.is_some()
}

/// Whether a text is meant as a URL and not as the path of a file.
#[must_use]
pub fn begins_as_url(text: &str) -> bool {
    after_scheme(text).is_some()
}

fn after_scheme(text: &str) -> Option<&str> {
    text.strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
}

/// Whether a text is an address of the web.
#[must_use]
pub fn is_url(text: &str) -> bool {
    let rest = after_scheme(text);
    text.len() <= LONGEST
        && rest.is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_alphanumeric() || c == '[')
                && !rest.contains(|c: char| c.is_whitespace() || "<>\"\\^`{|}".contains(c))
        })
}

fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        let ends = label.starts_with('-') || label.ends_with('-');
        !label.is_empty()
            && !ends
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    text.len() <= 253 && (text.split('.').all(label) || text.parse::<IpAddr>().is_ok())
}

/// Returns what is wrong with a text that is no address.
fn address_fault(text: &str) -> AddressFault {
    let Some((local, domain)) = text.split_once('@') else {
        return AddressFault::NoAt;
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    if domain.contains('@') {
        AddressFault::SeveralAts
    } else if text.contains(char::is_whitespace) {
        AddressFault::Space
    } else if local.is_empty() {
        AddressFault::NoLocal
    } else if !local.is_ascii() {
        AddressFault::Accent
    } else if !local.chars().all(plain) {
        AddressFault::Sign
    } else if local.split('.').any(str::is_empty) {
        AddressFault::Dots
    } else if email_address(&format!("a@{domain}")).is_none() {
        AddressFault::Domain
    } else if email_address(&format!("{local}@example.org")).is_none() {
        AddressFault::LongLocal
    } else {
        AddressFault::Long
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_an_address_is_named() {
        use AddressFault::{
            Accent, Domain, Dots, Long, LongLocal, NoAt, NoLocal, SeveralAts, Sign, Space,
        };
        let long = format!("{}@example.org", "a".repeat(65));
        let label = "b".repeat(63);
        let all = format!("{}@{label}.{label}.{label}.org", "a".repeat(64));
        let cases = [
            ("lina.example.org", NoAt),
            ("lina@x@example.org", SeveralAts),
            ("lina @example.org", Space),
            ("lina@exam ple.org", Space),
            ("@example.org", NoLocal),
            ("a..b@example.org", Dots),
            (".a@example.org", Dots),
            ("a.@example.org", Dots),
            ("zoé@example.org", Accent),
            ("<a@example.org", Sign),
            (&long, LongLocal),
            ("a@example", Domain),
            ("a@", Domain),
            ("a@127.0.0.1", Domain),
            (&all, Long),
        ];
        for (text, fault) in cases {
            assert_eq!(address_fault(text), fault, "{text}");
            assert_eq!(email_address(text), None);
        }
    }

    #[test]
    fn a_french_word_is_answered_with_its_own_and_never_with_the_opposite() {
        let outcomes = ["favourable", "unfavourable", "reserved"];
        for (french, word) in [
            ("Favorable", "favourable"),
            ("défavorable", "unfavourable"),
            ("réservé", "reserved"),
        ] {
            assert_eq!(translated(french, &outcomes).as_deref(), Some(word));
        }
        assert_eq!(translated("titulaire", &outcomes), None);
        let roles = ["titular", "alternate"];
        assert_eq!(
            translated("Suppléante", &roles).as_deref(),
            Some("alternate")
        );
        assert_eq!([truth("Oui"), truth("non")], [Some(true), Some(false)]);
        assert_eq!(truth("peut-être"), None);
    }
}
