//! E-mail addresses in what is made of the registries: anybody may read these files.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::domain::Council;
use crate::problem::{Problem, What};
use crate::source::{FileId, MEETINGS_FILE, MEMBERS_FILE, Sources, Span, TEMPLATES_FOLDER};

/// A text that is made, and the path of the file that it will be in.
#[derive(Clone, Debug)]
pub struct Made<'a> {
    pub path: &'a str,
    pub text: String,
}

/// Finds the addresses that are not the council's, where the registries or a template have them.
///
/// `is_private` tells of an address that it is one that nobody may read at all.
#[must_use]
pub fn check(
    council: &Council,
    made: &[Made<'_>],
    sources: &Sources,
    is_private: impl Fn(&str) -> bool,
) -> Vec<Problem> {
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    for made in made {
        for at in addresses(&made.text) {
            let address = made.text.get(at).unwrap_or_default();
            first
                .entry(address.to_ascii_lowercase())
                .or_insert(made.path);
        }
    }
    let public = [Some(&council.contact), council.reply_to.as_ref()];
    let is_public = |address: &str| {
        let mut public = public.iter().flatten();
        public.any(|public| public.eq_ignore_ascii_case(address))
    };
    first.retain(|address, _| !is_public(address) && !is_private(address));
    if first.is_empty() {
        return Vec::new();
    }
    let written = Written::find(sources);
    let mut problems = Vec::new();
    for (address, path) in first {
        let places = written.places(&address);
        let flaw = What::PublicEmail { address };
        let what = flaw;
        if places.is_empty() {
            problems.push(Problem::path(path, what));
            continue;
        }
        let code = what.code();
        let asked = places
            .iter()
            .filter(|at| !is_accepted(council, sources.record(**at), code));
        problems.extend(asked.map(|at| Problem::at(*at, what.clone())));
    }
    problems
}

/// Where the registries and the council's templates have addresses.
struct Written {
    registries: BTreeMap<String, Vec<Span>>,
    templates: BTreeMap<String, Vec<Span>>,
}

impl Written {
    fn find(sources: &Sources) -> Self {
        let registries = [MEMBERS_FILE, MEETINGS_FILE];
        let registries = registries.iter().filter_map(|name| sources.find(name));
        let templates = sources
            .files()
            .filter(|file| sources.path(*file).starts_with(TEMPLATES_FOLDER));
        Self {
            registries: spans(sources, registries),
            templates: spans(sources, templates),
        }
    }

    fn places(&self, address: &str) -> &[Span] {
        let places = self.registries.get(address);
        let places = places.or_else(|| self.templates.get(address));
        places.map_or(&[], Vec::as_slice)
    }
}

fn spans(sources: &Sources, files: impl Iterator<Item = FileId>) -> BTreeMap<String, Vec<Span>> {
    let mut found: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for file in files {
        let text = sources.text(file);
        for at in addresses(text) {
            let line = text
                .get(..at.start)
                .and_then(|before| before.rsplit('\n').next());
            // In a registry it is a comment.
            if line.is_some_and(|line| line.trim_start().starts_with('#')) {
                continue;
            }
            let address = text.get(at.clone()).unwrap_or_default();
            let places = found.entry(address.to_ascii_lowercase()).or_default();
            places.push(Span::new(file, at));
        }
    }
    found
}

fn is_accepted(council: &Council, record: Option<&str>, code: &str) -> bool {
    let Some(id) = record else { return false };
    let mut members = council.members.iter();
    let mut meetings = council.meetings.iter();
    members.any(|member| member.id.as_str() == id && member.allows(code))
        || meetings.any(|meeting| meeting.id.as_str() == id && meeting.allows(code))
}

/// Lists what looks like an e-mail address (RFC 5321, section 4.1.2, without quoted names).
fn addresses(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte);
    let is_of_host = |byte: &u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let name = bytes[..at].iter().rev().take(64);
        let start = at - name.take_while(|byte| is_of_name(byte)).count();
        let host = bytes[at + 1..].iter().take(255);
        let length = host.take_while(|byte| is_of_host(byte)).count();
        let host = text.get(at + 1..at + 1 + length).unwrap_or_default();
        let host = host.trim_end_matches(['.', '-']);
        let end = at + 1 + host.len();
        let last = host.rsplit_once('.').map_or("", |(_, last)| last);
        let is_host = last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_alphabetic());
        // `https://social.example.org/@name`, `@name@social.example.org`
        let is_of_path = |byte: &u8| matches!(byte, b'/' | b'@');
        let before = start.checked_sub(1).and_then(|before| bytes.get(before));
        // `git@forge.example.org:repository`
        let goes_on = match (bytes.get(end), bytes.get(end + 1)) {
            (Some(b'/' | b'@'), _) => true,
            (Some(b':'), Some(next)) => next.is_ascii_graphic(),
            _ => false,
        };
        if start < at && is_host && !before.is_some_and(is_of_path) && !goes_on {
            found.push(start..end);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_and_what_only_looks_like_one_is_left() {
        let found = |text: &'static str| -> Vec<&str> {
            addresses(text).into_iter().map(|at| &text[at]).collect()
        };
        assert_eq!(
            found("écrire à <A.B+c@Example.org>, mailto:d@e.example.org. f@g.fr: h"),
            ["A.B+c@Example.org", "d@e.example.org", "f@g.fr"]
        );
        for text in [
            "@nom",
            "a@b",
            "https://social.example.org/@nom",
            "@nom@social.example.org",
            "git@forge.example.org:depot",
            "a@1.2",
            "é@example.org",
            "x@@example.org",
            "@",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
