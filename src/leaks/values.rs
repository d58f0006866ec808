//! The values of the private registries: names, addresses and links, however they are written.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::decoded::Decoded;
use super::fold::{Nul, fold};
use super::mapped::Mapped;
use super::people::{Letters, Naming, People, is_word, key};
use crate::domain::{Council, Private, PrivateRecords};
use crate::problem::PrivateKind;

/// The longest address that is read, in bytes (RFC 5321, 4.5.3.1).
const LONGEST_ADDRESS: usize = 320;
/// The longest link that is read, in bytes.
const LONGEST_LINK: usize = 1024;
/// What stands for `@` with a space before and after.
const AT_WORDS: [&str; 5] = ["at", "chez", "arobas", "arobase", "arrobase"];
/// What stands for `.` with a space before and after.
const DOT_WORDS: [&str; 4] = ["dot", "point", "pt", "."];

/// Every private value, to be looked for in one pass over each text.
#[derive(Debug)]
pub struct PrivateValues {
    automaton: AhoCorasick,
    /// What each pattern of the automaton is.
    patterns: Vec<Pattern>,
    people: People,
    /// Without what follows a `+` before the `@`.
    addresses: BTreeSet<String>,
    /// What follows the host of each link.
    links: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Debug)]
enum Pattern {
    /// The last word of a surname.
    Surname(usize),
    /// A full name written as one word.
    Glued,
    /// What stands in the middle of an address.
    At,
    /// An address as a whole.
    Address,
    /// What a link begins with.
    Host(String),
    /// What the council itself publishes.
    Public,
}

/// A private value in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its bytes in the text that was read.
    pub at: Range<usize>,
    pub kind: PrivateKind,
    /// Not only a surname with a title or initials.
    pub whole: bool,
    /// How it is written, if it is a name.
    pub spellings: Vec<String>,
}

/// A text as it is searched.
pub struct Reading<'a> {
    decoded: &'a Decoded<'a>,
    folded: Mapped,
}

impl<'a> Reading<'a> {
    #[must_use]
    pub fn of(decoded: &'a Decoded<'a>, nul: Nul) -> Self {
        Self {
            folded: fold(decoded.as_str(), nul),
            decoded,
        }
    }

    /// Returns the bytes of the file that a part of the folded text comes from.
    #[must_use]
    pub fn origin(&self, at: Range<usize>) -> Range<usize> {
        self.decoded.origin(self.folded.origin(at))
    }
}

impl Letters for Reading<'_> {
    fn folded(&self) -> &str {
        self.folded.text()
    }

    fn written(&self, byte: usize) -> Option<char> {
        let at = self.folded.origin(byte..byte + 1).start;
        self.decoded.as_str().get(at..)?.chars().next()
    }
}

impl PrivateValues {
    /// Gathers the values, but for those that the council itself publishes; `None` if there are none.
    #[must_use]
    pub fn new(records: &PrivateRecords, council: &Council) -> Option<Self> {
        let mut public = public(council);
        let known = records.contacts.iter().filter(|it| it.public_name);
        public.extend(known.map(|contact| contact.name.disclose().as_str()));
        let names = records.contacts.iter().map(|contact| &contact.name);
        let emails = records.contacts.iter().map(|contact| &contact.email);
        let links = records.join.default.iter();
        let links = links.chain(records.join.meetings.values());
        Self::of(names, emails, links, &public)
    }

    /// Gathers what one person may be told: her own name and address, and the link of the meeting.
    #[must_use]
    pub fn of_one(
        name: &Private<String>,
        email: &Private<String>,
        link: Option<&Private<String>>,
    ) -> Option<Self> {
        Self::of(
            [name].into_iter(),
            [email].into_iter(),
            link.into_iter(),
            &[],
        )
    }

    pub(super) fn of<'a>(
        names: impl Iterator<Item = &'a Private<String>>,
        emails: impl Iterator<Item = &'a Private<String>>,
        links: impl Iterator<Item = &'a Private<String>>,
        public: &[&str],
    ) -> Option<Self> {
        let known: BTreeSet<String> = public.iter().map(|text| folded(text)).collect();
        let names: Vec<&str> = names
            .map(|name| Private::disclose(name).as_str())
            .filter(|name| !known.contains(&folded(name)))
            .collect();
        let emails: BTreeSet<String> = emails.map(|it| folded(it.disclose().as_str())).collect();
        let emails: Vec<String> = emails
            .into_iter()
            .filter(|email| !known.contains(email))
            .collect();
        let open: BTreeSet<(String, String)> = public
            .iter()
            .filter_map(|text| host_and_rest(text))
            .collect();
        let links: BTreeSet<(String, String)> = links
            .filter_map(|link| host_and_rest(link.disclose().as_str()))
            .filter(|link| !open.contains(link))
            .collect();
        let public: Vec<String> = known.into_iter().collect();
        Self::built(&names, &emails, links, &public)
    }

    fn built(
        names: &[&str],
        emails: &[String],
        links: BTreeSet<(String, String)>,
        public: &[String],
    ) -> Option<Self> {
        let mut people = People::default();
        for name in names {
            people.add(name);
        }
        let (mut patterns, mut texts) = (Vec::new(), Vec::new());
        let mut look_for = |text: &str, pattern| {
            if !text.is_empty() {
                texts.push(text.to_owned());
                patterns.push(pattern);
            }
        };
        for (index, word) in people.anchors() {
            look_for(word, Pattern::Surname(index));
        }
        people
            .glued()
            .for_each(|name| look_for(name, Pattern::Glued));
        if !emails.is_empty() {
            look_for("@", Pattern::At);
            for word in AT_WORDS {
                look_for(&format!(" {word} "), Pattern::At);
            }
            look_for("_at_", Pattern::At);
            look_for("-at-", Pattern::At);
        }
        for email in emails {
            look_for(email, Pattern::Address);
        }
        let mut by_host: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (host, rest) in links {
            by_host.entry(host).or_default().insert(rest);
        }
        for host in by_host.keys() {
            look_for(host, Pattern::Host(host.clone()));
        }
        if texts.is_empty() {
            return None;
        }
        let mut made = Self {
            automaton: AhoCorasick::new(&texts).ok()?,
            patterns,
            people,
            addresses: emails
                .iter()
                .filter_map(|email| address_key(email))
                .collect(),
            links: by_host,
        };
        // What is public stays so, even if it holds what would be private elsewhere.
        let holding = public.iter().filter(|text| !made.find_in(text).is_empty());
        let holding: Vec<String> = holding.cloned().collect();
        for text in holding {
            made.patterns.push(Pattern::Public);
            texts.push(text);
        }
        made.automaton = AhoCorasick::new(&texts).ok()?;
        Some(made)
    }

    fn find_in(&self, text: &str) -> Vec<Found> {
        let decoded = Decoded::text(text);
        self.find(&Reading::of(&decoded, Nul::Nothing))
    }

    /// Finds each private value in a text, in order; some may lie in others.
    #[must_use]
    pub fn find(&self, reading: &Reading<'_>) -> Vec<Found> {
        let text = reading.folded();
        let mut found: Vec<(Range<usize>, PrivateKind, Option<Naming>)> = Vec::new();
        let mut public: Vec<Range<usize>> = Vec::new();
        for hit in self.automaton.find_overlapping_iter(text) {
            let at = hit.range();
            match self.patterns.get(hit.pattern().as_usize()) {
                Some(Pattern::Surname(surname)) => {
                    let named = self.people.named(*surname, at, reading);
                    found.extend(named.map(|it| (it.at.clone(), PrivateKind::Name, Some(it))));
                }
                Some(Pattern::Glued) if is_word(text, &at) => {
                    let spellings = vec![key(text.get(at.clone()).unwrap_or_default())];
                    let naming = Naming {
                        at: at.clone(),
                        whole: true,
                        spellings,
                    };
                    found.push((at, PrivateKind::Name, Some(naming)));
                }
                Some(Pattern::At) => {
                    let address = self.address_around(text, &at);
                    found.extend(address.map(|at| (at, PrivateKind::Email, None)));
                }
                Some(Pattern::Address) if stands_alone(text, &at) => {
                    found.push((at, PrivateKind::Email, None));
                }
                Some(Pattern::Host(host)) => {
                    let link = self.link_at(text, &at, host);
                    found.extend(link.map(|at| (at, PrivateKind::JoinLink, None)));
                }
                Some(Pattern::Public) if is_word(text, &at) => public.push(at),
                _ => {}
            }
        }
        let is_public = |at: &Range<usize>| {
            // Public texts that hold a value are few, and mostly none.
            public
                .iter()
                .any(|open| open.start <= at.start && at.end <= open.end)
        };
        found.retain(|(at, ..)| !is_public(at));
        found
            .into_iter()
            .map(|(at, kind, naming)| Found {
                at: reading.origin(at),
                kind,
                whole: naming.as_ref().is_none_or(|naming| naming.whole),
                spellings: naming.map_or_else(Vec::new, |naming| naming.spellings),
            })
            .collect()
    }

    /// Tells whether a text is one of the values.
    #[must_use]
    pub fn holds(&self, text: &str) -> bool {
        let all = 0..text.len();
        self.find_in(text).into_iter().any(|found| found.at == all)
    }

    /// Finds the known address around what stands for its `@`.
    fn address_around(&self, text: &str, at: &Range<usize>) -> Option<Range<usize>> {
        let locals = local_parts(text, at.start);
        if locals.is_empty() {
            return None;
        }
        let domains = domains(text, at.end);
        locals.iter().find_map(|(start, local)| {
            let local = local.split('+').next().unwrap_or_default();
            let known = |domain: &String| self.addresses.contains(&format!("{local}@{domain}"));
            let (end, _) = domains.iter().rev().find(|(_, domain)| known(domain))?;
            Some(*start..*end)
        })
    }

    /// Finds the known link whose host stands at a place.
    fn link_at(&self, text: &str, at: &Range<usize>, host: &str) -> Option<Range<usize>> {
        let before = text.get(..at.start)?;
        let begins = before.strip_suffix("www.").unwrap_or(before);
        let of_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let of_longer = begins.ends_with(of_name)
            || begins
                .strip_suffix('.')
                .is_some_and(|begins| begins.ends_with(of_name));
        if of_longer {
            return None;
        }
        let rest = text.get(at.end..)?;
        let rest = rest.get(port(rest)..)?;
        let start = text.len() - rest.len();
        let of_link =
            |c: char| c.is_ascii_graphic() && !"<>\"`()[]{}|^\\".contains(c) || !c.is_ascii();
        let mut left = LONGEST_LINK;
        let goes_on = |c: char| {
            left = left.saturating_sub(c.len_utf8());
            left > 0 && of_link(c) && !c.is_whitespace()
        };
        let rest = rest
            .split_at(rest.len() - rest.trim_start_matches(goes_on).len())
            .0;
        let rest = rest.trim_end_matches(|c: char| ".,:;!?'".contains(c));
        let known = self.links.get(host)?;
        let tail = tail(rest);
        // From the longest to the shortest way in which it may end.
        let mut ends = tail
            .char_indices()
            .map(|(at, _)| at)
            .chain([tail.len()])
            .rev();
        let is_known = ends.any(|end| {
            end > 0
                && is_end(&tail, end)
                && tail.get(..end).is_some_and(|tail| known.contains(tail))
        });
        let begins = begins.strip_suffix("//").unwrap_or(begins);
        let begins = begins.strip_suffix(':').map_or(begins, |scheme| {
            scheme.trim_end_matches(|c: char| c.is_ascii_alphanumeric())
        });
        is_known.then(|| begins.len()..start + rest.len())
    }
}

/// Lists every text that the council itself publishes.
fn public(council: &Council) -> Vec<&str> {
    let mut public: Vec<&str> = vec![
        &council.name,
        &council.acronym,
        &council.convener,
        &council.contact,
    ];
    public.extend(council.url.as_deref());
    public.extend(council.links_base.as_deref());
    public.extend(council.reply_to.as_deref());
    for member in &council.members {
        public.push(&member.name);
        public.extend(member.formerly.iter().map(|former| former.name.as_str()));
        public.extend(member.url.as_deref());
    }
    public
}

/// Folds a value.
#[must_use]
pub fn folded(value: &str) -> String {
    let decoded = Decoded::text(value);
    fold(decoded.as_str(), Nul::Nothing)
        .text()
        .trim()
        .to_owned()
}

/// Splits a link into its host and what follows it; `None` if that is nothing.
fn host_and_rest(link: &str) -> Option<(String, String)> {
    let link = folded(link);
    let rest = link
        .split_once("://")
        .map_or(link.as_str(), |(_, rest)| rest);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at_checked(end)?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let host = host
        .strip_prefix("www.")
        .unwrap_or(host)
        .trim_end_matches('.');
    let tail = tail(rest);
    (host.contains('.') && !tail.is_empty()).then(|| (host.to_owned(), tail))
}

/// Returns what follows the host of a link as it is compared: its path, and where that is empty its
/// query or fragment.
fn tail(rest: &str) -> String {
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    let (path, query) = rest.split_at(end);
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        let query = query.trim_matches(['?', '#']);
        return if query.is_empty() {
            String::new()
        } else {
            format!("?{query}")
        };
    }
    parts.join("/")
}

/// Returns how long a port at the start of a text is, and the full stop of a host in full.
fn port(rest: &str) -> usize {
    let dot = usize::from(rest.starts_with("./") || rest.starts_with(".:"));
    let after = rest.get(dot..).unwrap_or_default();
    let digits = after.strip_prefix(':').map_or(0, |digits| {
        let all = digits.bytes().take(6);
        all.take_while(u8::is_ascii_digit).count()
    });
    let end = if digits == 0 { dot } else { dot + 1 + digits };
    if rest
        .get(end..)
        .is_some_and(|rest| rest.starts_with(['/', '?', '#']))
    {
        end
    } else {
        0
    }
}

/// Tells whether a path may end at a byte: there is no part of a longer word.
fn is_end(path: &str, at: usize) -> bool {
    let after = path.get(at..).unwrap_or_default();
    let joined = after
        .strip_prefix(|c: char| ".-_+%=".contains(c))
        .unwrap_or(after);
    !joined.starts_with(char::is_alphanumeric)
}

/// Returns an address as it is compared: without what follows a `+`.
fn address_key(address: &str) -> Option<String> {
    let (local, domain) = address.rsplit_once('@')?;
    let local = local.split('+').next().unwrap_or_default();
    Some(format!("{local}@{domain}"))
}

/// Lists what may be the part of an address before its `@`, the longest first, and where it begins.
fn local_parts(text: &str, end: usize) -> Vec<(usize, String)> {
    let of_label = |c: char| c.is_alphanumeric() || "-_+".contains(c);
    let mut found = Vec::new();
    let (mut at, mut local) = (end, String::new());
    while end - at < LONGEST_ADDRESS {
        let before = text.get(..at).unwrap_or_default();
        let mut left = LONGEST_ADDRESS;
        let start = before
            .trim_end_matches(|c: char| {
                left = left.saturating_sub(c.len_utf8());
                left > 0 && of_label(c)
            })
            .len();
        if start == at {
            break;
        }
        local.insert_str(0, text.get(start..at).unwrap_or_default());
        at = start;
        let before = text.get(..at).unwrap_or_default();
        if before
            .strip_suffix('.')
            .is_some_and(|rest| rest.ends_with(of_label))
        {
            local.insert(0, '.');
            at -= 1;
            continue;
        }
        let trimmed = local.trim_start_matches(['-', '_', '+']);
        found.push((at + local.len() - trimmed.len(), trimmed.to_owned()));
        let Some(dot) = word_sign(before.trim_end_matches(' '), before, &DOT_WORDS) else {
            break;
        };
        local.insert(0, '.');
        at = dot;
    }
    found.reverse();
    found
}

/// Returns where a word that stands for a sign begins, with the spaces around it, at the end of a text.
fn word_sign(trimmed: &str, before: &str, words: &[&str]) -> Option<usize> {
    if trimmed.len() == before.len() {
        return None;
    }
    let word = words.iter().find_map(|word| trimmed.strip_suffix(word))?;
    let start = word.trim_end_matches(' ');
    (start.len() < word.len()).then_some(start.len())
}

/// Lists what may be the part of an address after its `@`, the shortest first, and where it ends.
fn domains(text: &str, start: usize) -> Vec<(usize, String)> {
    let of_label = |c: char| c.is_alphanumeric() || c == '-';
    let mut found = Vec::new();
    let (mut at, mut domain) = (start, String::new());
    while at - start < LONGEST_ADDRESS {
        let after = text.get(at..).unwrap_or_default();
        let mut left = LONGEST_ADDRESS;
        let rest = after.trim_start_matches(|c: char| {
            left = left.saturating_sub(c.len_utf8());
            left > 0 && of_label(c)
        });
        if rest.len() == after.len() {
            break;
        }
        let label = after.get(..after.len() - rest.len()).unwrap_or_default();
        domain.push_str(label);
        at += label.len();
        if rest
            .strip_prefix('.')
            .is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        {
            domain.push('.');
            at += 1;
            continue;
        }
        let trimmed = domain.trim_end_matches('-');
        found.push((at + trimmed.len() - domain.len(), trimmed.to_owned()));
        let word = rest.trim_start_matches(' ');
        let sign = DOT_WORDS.iter().find_map(|dot| word.strip_prefix(dot));
        let Some(next) = sign.filter(|next| word.len() < rest.len() && next.starts_with(' '))
        else {
            break;
        };
        domain.push('.');
        at = text.len() - next.trim_start_matches(' ').len();
    }
    found
}

/// Tells whether what is found is no part of a longer word or address.
fn stands_alone(text: &str, at: &Range<usize>) -> bool {
    let joins = |c: char| ".-_+".contains(c);
    let before = text.get(..at.start).unwrap_or_default();
    let after = text.get(at.end..).unwrap_or_default();
    let joined_before = before.strip_suffix(joins).unwrap_or(before);
    let joined_after = after.strip_prefix(joins).unwrap_or(after);
    !joined_before.ends_with(char::is_alphanumeric)
        && !joined_after.starts_with(char::is_alphanumeric)
}
