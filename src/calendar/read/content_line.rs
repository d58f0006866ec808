//! The lines of a calendar: unfolded, then taken apart, both with tolerance.

use super::Moment;
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use std::borrow::Cow;

use crate::domain::ReplyAttendee;
use crate::source::percent::decoded;

/// Holds a line without its folds.
pub struct ContentLine<'a> {
    octets: Cow<'a, [u8]>,
    /// First line of the file it takes, counted from 1.
    pub first: usize,
    /// Last line of the file it takes.
    pub last: usize,
}

/// Unfolds the lines of a file.
///
/// Takes any bytes, with or without a byte order mark, their line ends mixed. Empty lines are left
/// out. A line that cannot be a property, its folds undone, continues the one right before it, though
/// it lacks the space (RFC 5545 section 3.1). Octets are joined, not characters, because old programs
/// fold inside a character.
pub fn content_lines(bytes: &[u8]) -> Vec<ContentLine<'_>> {
    let mut lines: Vec<ContentLine<'_>> = Vec::new();
    for line in unfolded(bytes) {
        match lines.last_mut().filter(|open| open.goes_on_in(&line)) {
            Some(open) => {
                open.octets.to_mut().extend_from_slice(&line.octets);
                open.last = line.last;
            }
            None => lines.push(line),
        }
    }
    lines
}

/// Joins each line with those after it that begin with a space.
fn unfolded(bytes: &[u8]) -> Vec<ContentLine<'_>> {
    let mut lines: Vec<ContentLine<'_>> = Vec::new();
    for (number, physical) in (1..).zip(bytes.split(|octet| *octet == b'\n')) {
        let mut octets = physical.strip_prefix(BYTE_ORDER_MARK).unwrap_or(physical);
        while let Some(shorter) = octets.strip_suffix(b"\r") {
            octets = shorter;
        }
        match (octets, lines.last_mut()) {
            ([], _) => {}
            ([b' ' | b'\t', rest @ ..], Some(open)) => {
                open.octets.to_mut().extend_from_slice(rest);
                open.last = number;
            }
            _ => lines.push(ContentLine {
                octets: Cow::Borrowed(octets),
                first: number,
                last: number,
            }),
        }
    }
    lines
}

/// Holds a content line taken apart (RFC 5545 section 3.1).
pub struct Property<'a> {
    /// The name, in capitals.
    pub name: Cow<'a, str>,
    parameters: &'a str,
    value: &'a str,
}

impl<'a> Property<'a> {
    /// Splits a line; `None` if it has no colon.
    pub fn split(line: &'a str) -> Option<Self> {
        let colon = line.find(outside_quotes(':')).or_else(|| line.find(':'));
        if colon.is_none() && is_attendee(line.as_bytes()) {
            let (name, parameters) = line.split_once(';')?;
            return Some(Self {
                name: in_capitals(name.trim()),
                parameters,
                value: "",
            });
        }
        let (head, value) = line.split_at(colon?);
        let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
        Some(Self {
            name: in_capitals(name.trim()),
            parameters,
            value: value.strip_prefix(':')?,
        })
    }

    /// Reads the value as a text without its escapes, unless blank (RFC 5545 section 3.3.11).
    pub fn text(&self) -> Option<String> {
        unless_blank(unescaped(self.value))
    }

    /// Reads the value as it stands, unless blank.
    pub fn uri(&self) -> Option<String> {
        unless_blank(self.value.trim().to_owned())
    }

    /// Reads the value as a word of the standard, in capitals, unless blank.
    pub fn keyword(&self) -> Option<String> {
        unless_blank(self.value.trim().to_ascii_uppercase())
    }

    /// Reads the value and its parameters as those of an ATTENDEE (RFC 5545 section 3.8.4.1).
    ///
    /// The address may be that of the parameter EMAIL (RFC 7986, 6.2) where the value is none.
    /// A name without the quotation marks that it needs may have a colon.
    pub fn attendee(&self) -> ReplyAttendee {
        let scheme = self.value.to_ascii_lowercase().rfind(":mailto:");
        if let Some(at) = scheme {
            let parameters = format!("{}:{}", self.parameters, &self.value[..at]);
            let value = &self.value[at + 1..];
            let name = Cow::Borrowed("ATTENDEE");
            let parameters = parameters.as_str();
            return Property {
                name,
                parameters,
                value,
            }
            .attendee();
        }
        let addresses = |name| {
            let list = self.raw_parameter(name).unwrap_or_default();
            let addresses = list.split(outside_quotes(','));
            addresses.filter_map(mailbox).collect::<Vec<_>>()
        };
        let text = |name| unless_blank(circumflexes(self.parameter(name)?));
        let status = self.parameter("PARTSTAT").unwrap_or_default();
        ReplyAttendee {
            address: mailbox(self.value).or_else(|| mailbox(self.parameter("EMAIL")?)),
            sent_by: self.parameter("SENT-BY").and_then(mailbox),
            name: text("CN"),
            status: status.to_ascii_uppercase(),
            delegated_to: addresses("DELEGATED-TO"),
            delegated_from: addresses("DELEGATED-FROM"),
            comment: text("X-RESPONSE-COMMENT"),
        }
    }

    /// Reads the value as a number, if it is one (RFC 5545 section 3.3.8).
    pub fn integer(&self) -> Option<u32> {
        let digits = self.value.trim();
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let most = i32::MAX.unsigned_abs();
        is_number.then(|| digits.parse().map_or(most, |number: u32| number.min(most)))
    }

    /// Reads the value as a time in UTC, if it is one (RFC 5545 section 3.3.5).
    pub fn utc(&self) -> Option<DateTime<Utc>> {
        match self.moment()? {
            Moment::Utc(moment) => Some(moment),
            _ => None,
        }
    }

    /// Reads the value as a length of time, if it is one.
    pub fn duration(&self) -> Option<TimeDelta> {
        duration(self.value)
    }

    /// Reads the value as a day or a time, if it is one (RFC 5545 sections 3.3.4 and 3.3.5).
    pub fn moment(&self) -> Option<Moment> {
        moment(self.value, self.parameter("TZID"))
    }

    /// Returns the parameters as they stand.
    pub fn parameters(&self) -> &'a str {
        self.parameters
    }

    fn parameter(&self, name: &str) -> Option<&'a str> {
        parameter(self.parameters, name)
    }

    fn raw_parameter(&self, name: &str) -> Option<&'a str> {
        raw_parameter(self.parameters, name)
    }
}

/// Reads a day or a time, if it is one; one without `Z` is in the zone `tzid`, if there is one.
#[must_use]
pub fn moment(value: &str, tzid: Option<&str>) -> Option<Moment> {
    let value = value.trim();
    if !value.contains('T') {
        let day = NaiveDate::parse_from_str(value, "%Y%m%d").ok()?;
        return Some(Moment::Day(day));
    }
    let local = value.strip_suffix(['Z', 'z']);
    let time = NaiveDateTime::parse_from_str(local.unwrap_or(value), "%Y%m%dT%H%M%S").ok()?;
    Some(match (local, tzid) {
        (Some(_), _) => Moment::Utc(time.and_utc()),
        (None, Some(zone)) => Moment::Zoned(time, zone.to_owned()),
        (None, None) => Moment::Floating(time),
    })
}

/// Reads a length of time, if it is one that does not run backwards (RFC 5545 section 3.3.6).
#[must_use]
pub fn duration(value: &str) -> Option<TimeDelta> {
    let value = value.trim().to_ascii_uppercase();
    let value = value
        .strip_prefix('+')
        .unwrap_or(&value)
        .strip_prefix('P')?;
    let mut total = TimeDelta::zero();
    let mut number = String::new();
    for character in value.chars() {
        let seconds: i64 = match character {
            'T' if number.is_empty() => continue,
            '0'..='9' => {
                number.push(character);
                continue;
            }
            'W' => 7 * 24 * 3600,
            'D' => 24 * 3600,
            'H' => 3600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        let count: i64 = std::mem::take(&mut number).parse().ok()?;
        total = total.checked_add(&TimeDelta::try_seconds(count.checked_mul(seconds)?)?)?;
    }
    let is_whole = number.is_empty() && value.ends_with(|last: char| last != 'T');
    (is_whole && !value.is_empty()).then_some(total)
}

/// Returns the value of a parameter without its quotation marks.
pub fn parameter<'a>(parameters: &'a str, name: &str) -> Option<&'a str> {
    Some(raw_parameter(parameters, name)?.trim_matches('"'))
}

fn raw_parameter<'a>(parameters: &'a str, name: &str) -> Option<&'a str> {
    parameters
        .split(outside_quotes(';'))
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(key, _)| key.trim().eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

const URL_SCHEMES: [&[u8]; 3] = [b"http", b"https", b"mailto"];

impl ContentLine<'_> {
    /// Gives the text of the line; bytes that are not UTF-8 become U+FFFD.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.octets)
    }

    /// Whether the line after this one is the rest of it, folded without the space.
    fn goes_on_in(&self, next: &Self) -> bool {
        self.last + 1 == next.first && !self.is_delimiter() && !may_be_property(&next.octets)
    }

    fn is_delimiter(&self) -> bool {
        let name = self.octets.split(|octet| *octet == b':').next();
        name.is_some_and(|name| {
            name.eq_ignore_ascii_case(b"BEGIN") || name.eq_ignore_ascii_case(b"END")
        })
    }
}

fn in_capitals(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_lowercase()) {
        Cow::Owned(name.to_ascii_uppercase())
    } else {
        Cow::Borrowed(name)
    }
}

fn may_be_property(octets: &[u8]) -> bool {
    let is_of_a_name = |octet: &u8| octet.is_ascii_alphanumeric() || *octet == b'-';
    let end = octets.iter().position(|octet| !is_of_a_name(octet));
    let (name, rest) = octets.split_at(end.unwrap_or(octets.len()));
    // The rest of a URL is no property called "https".
    let is_scheme = URL_SCHEMES
        .iter()
        .any(|scheme| name.eq_ignore_ascii_case(scheme));
    if is_scheme || !name.first().is_some_and(u8::is_ascii_alphabetic) {
        return false;
    }
    match rest {
        [b':', ..] => true,
        [b';', parameters @ ..] => parameters.contains(&b':') || is_attendee(octets),
        _ => false,
    }
}

/// Whether a line without a colon is an ATTENDEE nevertheless: Gnus takes the address out of one whose
/// last parameter is PARTSTAT.
fn is_attendee(octets: &[u8]) -> bool {
    let name = b"ATTENDEE;";
    let head = octets.get(..name.len());
    let has = |wanted: &[u8]| {
        let mut parts = octets.windows(wanted.len());
        parts.any(|part| part.eq_ignore_ascii_case(wanted))
    };
    head.is_some_and(|head| head.eq_ignore_ascii_case(name)) && has(b"PARTSTAT=")
}

/// Reads an address as a calendar writes it: `mailto:a@example.org`, in whatever case, or without the
/// scheme.
fn mailbox(value: &str) -> Option<String> {
    let value = value.trim().trim_matches(['"', '<', '>']).trim();
    let scheme = value
        .get(..7)
        .filter(|it| it.eq_ignore_ascii_case("mailto:"));
    let address = scheme.map_or(value, |_| &value[7..]);
    let address = address.split('?').next().unwrap_or_default();
    let address = decoded(address).trim().trim_matches(['<', '>']).to_owned();
    let (local, domain) = address.rsplit_once('@')?;
    let is_one = !local.is_empty() && !domain.is_empty() && !address.contains([' ', '/', ':', '<']);
    is_one.then_some(address)
}

/// Undoes the escapes of a parameter (RFC 6868).
fn circumflexes(value: &str) -> String {
    let parts = value.split("^^");
    let undone = parts.map(|part| {
        part.replace("^n", "\n")
            .replace("^N", "\n")
            .replace("^'", "\"")
    });
    undone.collect::<Vec<_>>().join("^")
}

fn unless_blank(text: String) -> Option<String> {
    (!text.trim().is_empty()).then_some(text)
}

fn outside_quotes(sought: char) -> impl FnMut(char) -> bool {
    let mut quoted = false;
    move |character| {
        quoted ^= character == '"';
        character == sought && !quoted
    }
}

/// Undoes the escapes of RFC 5545 section 3.3.11; any other backslash stands for itself.
fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match (character, characters.as_str().chars().next()) {
            ('\\', Some('n' | 'N')) => text.push('\n'),
            ('\\', Some(escaped @ ('\\' | ';' | ','))) => text.push(escaped),
            _ => {
                text.push(character);
                continue;
            }
        }
        characters.next();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<String> {
        content_lines(bytes)
            .iter()
            .map(|line| line.text().into_owned())
            .collect()
    }

    #[test]
    fn folds_of_all_kinds_are_undone() {
        let bytes = b"A:1\r\n 2\n\t3\r\r\n\n 4\nB:r\xc3\r\n \xa9union\n\xef\xbb\xbfC:1";
        assert_eq!(texts(bytes), ["A:1234", "B:réunion", "C:1"]);
    }

    #[test]
    fn only_what_cannot_be_a_property_continues_without_a_space() {
        assert_eq!(
            texts(b"A:1\nhttps://example.org/a\n14:00\nfin ; oui\na;b\nX-B://\nC;D=1:3"),
            [
                "A:1https://example.org/a14:00fin ; ouia;b",
                "X-B://",
                "C;D=1:3"
            ]
        );
    }

    #[test]
    fn a_fold_may_stand_inside_the_name_or_the_parameters_of_a_property() {
        assert_eq!(
            texts(b"UID:a\r\nSUMM\r\n ARY:R\xc3\r\n \xa9union\r\nDTSTART;TZI\r\n\tD=Europe/Par\r\n is:20270318T140000\r\nBEG\r\n IN:VEVENT\r\n"),
            [
                "UID:a",
                "SUMMARY:R\u{e9}union",
                "DTSTART;TZID=Europe/Paris:20270318T140000",
                "BEGIN:VEVENT"
            ]
        );
        // What is no property with its folds undone either goes on.
        assert_eq!(texts(b"A:1\nfin\n  de\n la"), ["A:1fin dela"]);
    }

    #[test]
    fn a_line_after_an_empty_one_continues_nothing() {
        assert_eq!(texts(b"A:1\n\nnoise"), ["A:1", "noise"]);
    }

    #[test]
    fn lines_know_where_they_stand() {
        let lines = content_lines(b"A:1\n\nB:2\n 3\nC:4");
        let found: Vec<_> = lines.iter().map(|line| (line.first, line.last)).collect();
        assert_eq!(found, [(1, 1), (3, 4), (5, 5)]);
    }

    #[test]
    fn a_colon_between_quotes_does_not_end_the_parameters() {
        let property = Property::split("x-a;B=\"c:d;e\";F=g:h:i").unwrap();
        assert_eq!(property.name, "X-A");
        assert_eq!(property.parameter("f"), Some("g"));
        assert_eq!(property.parameter("B"), Some("c:d;e"));
        assert_eq!(property.text().as_deref(), Some("h:i"));
    }

    #[test]
    fn lengths_of_time_are_read_as_they_are_written() {
        for (text, seconds) in [
            ("PT3H", Some(10_800)),
            ("PT1H30M", Some(5_400)),
            ("P1D", Some(86_400)),
            ("P1DT2H", Some(93_600)),
            ("P2W", Some(1_209_600)),
            ("+PT15M", Some(900)),
            ("pt15m", Some(900)),
            ("-PT15M", None),
            ("P", None),
            ("PT", None),
            ("PT3", None),
            ("3H", None),
            ("PT99999999999999999999H", None),
            ("P9223372036854775807W", None),
        ] {
            let line = format!("DURATION:{text}");
            let found = Property::split(&line).unwrap().duration();
            assert_eq!(found.map(|found| found.num_seconds()), seconds, "{text}");
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_does_not_lose_the_value() {
        let property = Property::split("A;B=\"c:d").unwrap();
        assert_eq!(property.text().as_deref(), Some("d"));
    }
}
