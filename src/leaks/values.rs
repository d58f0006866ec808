//! The values of the private registries: names, addresses and links, however they are written.

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv6Addr;
use std::ops::{Bound, Range};

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::conference;
use super::decoded::Decoded;
use super::fold::{Nul, fold};
use super::mapped::Mapped;
use super::names::names_an_office;
use super::people::{Letters, Naming, People, is_login};
use super::words::{is_word, key};
use crate::domain::{Council, Private, PrivateRecords};
use crate::locale::collation::words;
use crate::problem::PrivateKind;
use crate::sort::Sort;

/// The longest address that is read, in bytes (RFC 5321, 4.5.3.1).
const LONGEST_ADDRESS: usize = 320;
/// The longest path before which a host without a dot needs a scheme, in bytes.
const SHORTEST_PATH: usize = 8;
/// The longest link that is read, in bytes.
const LONGEST_LINK: usize = 1024;
/// What stands for `@` with a space before and after.
const AT_WORDS: [&str; 6] = ["at", "a", "chez", "arobas", "arobase", "arrobase"];
/// What people add to an address against spam.
const AGAINST_SPAM: [&str; 16] = [
    "nospam",
    "spam",
    "antispam",
    "sansspam",
    "pasdespam",
    "spamfree",
    "removethis",
    "remove",
    "removeme",
    "enlever",
    "enlevez",
    "retirer",
    "supprimer",
    "supprime",
    "invalid",
    "anti",
];
/// The length of the shortest of them.
const SHORTEST_SPAM: usize = 4;
/// What the query of a link says without naming the room.
const SETTINGS: [&str; 16] = [
    "lang",
    "language",
    "locale",
    "hl",
    "l",
    "theme",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "ref",
    "source",
    "v",
    "embed",
    "video",
    "audio",
    "name",
];
/// The automaton that is made soonest, for values that are looked for in a text or two.
const SOON_MADE: Option<AhoCorasickKind> = Some(AhoCorasickKind::NoncontiguousNFA);
/// The words by which somebody is told without a name: "un collègue de la DSI".
const UNNAMED: [&str; 16] = [
    "a", "an", "ce", "cette", "la", "le", "leur", "ma", "mon", "notre", "quelqu", "sa", "son",
    "the", "un", "une",
];
/// What stands for `.` with a space before and after.
const DOT_WORDS: [&str; 6] = ["dot", "point", "pt", ".", "-dot-", "-point-"];

/// Every private value, to be looked for in one pass over each text.
#[derive(Debug)]
pub struct PrivateValues {
    automaton: AhoCorasick,
    /// What each pattern of the automaton is.
    patterns: Vec<Pattern>,
    people: People,
    /// Without what follows a `+` before the `@`.
    addresses: BTreeSet<String>,
    /// The first part of the domain of each.
    labels: BTreeSet<String>,
    /// What follows the host of each link.
    links: BTreeMap<String, BTreeSet<String>>,
    /// The hosts of links of which others open rooms too, since the council publishes nothing there.
    servers: BTreeSet<String>,
}

#[derive(Debug)]
enum Pattern {
    /// The last word of a surname.
    Surname(usize),
    /// A name written as one word, a full one or not.
    Glued(bool),
    /// What stands in the middle of an address.
    At,
    /// An address as a whole.
    Address,
    /// An address written backwards, or with each letter thirteen places further.
    Veiled,
    /// What a link begins with.
    Host(String),
    /// What stands before an address of IPv6 in a link.
    Bracket,
    /// What the council itself publishes.
    Public,
}

/// A private value in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its bytes in the text that was read.
    pub at: Range<usize>,
    /// And in the folded text.
    pub folded: Range<usize>,
    pub kind: PrivateKind,
    /// No private link itself, but another one to the server of one.
    pub is_other_room: bool,
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

    fn before(&self, byte: usize) -> &str {
        let at = self.folded.origin(byte..byte + 1).start;
        self.decoded.as_str().get(..at).unwrap_or_default()
    }
}

impl PrivateValues {
    /// Gathers the values, but for those that the council itself publishes; `None` if there are none.
    #[must_use]
    pub fn new(records: &PrivateRecords, council: &Council) -> Option<Self> {
        let public = Self::public(records, council);
        let is_address = |it: &&Private<String>| it.disclose().contains('@');
        let names = records.contacts.iter().map(|contact| &contact.name);
        let emails = records.contacts.iter().filter_map(|it| it.email.as_ref());
        let own = names.clone().chain(emails.clone());
        let own: BTreeSet<&String> = own.map(Private::disclose).collect();
        let told = records.correspondents.iter();
        let told = told.filter(|it| !own.contains(it.disclose()));
        let addresses = told.clone().filter(is_address);
        let told = told.filter(|it| !is_address(it) && may_be_name(it.disclose()));
        let (names, emails) = (names.chain(told), emails.chain(addresses));
        let links = records.join.default.iter();
        let links = links.chain(records.join.meetings.values());
        Self::of(names, emails, links, &public)
    }

    /// Gathers the names of persons who are in no registry, such as those whom minutes list.
    #[must_use]
    pub fn of_persons(
        persons: &[Private<String>],
        records: &PrivateRecords,
        council: &Council,
    ) -> Option<Self> {
        let (emails, links) = (std::iter::empty(), std::iter::empty());
        let public = Self::public(records, council);
        Self::of(persons.iter(), emails, links, &public)
    }

    /// Lists what the council itself publishes.
    fn public<'a>(records: &'a PrivateRecords, council: &'a Council) -> Vec<&'a str> {
        let mut public = public(council);
        let known = records.contacts.iter().filter(|it| it.public_name);
        public.extend(known.map(|contact| contact.name.disclose().as_str()));
        public
    }

    /// Gathers what one person may be told: her own name and address, those of whoever shares it, and the link of the meeting.
    #[must_use]
    pub fn of_one<'a>(
        names: impl Iterator<Item = &'a Private<String>>,
        email: &'a Private<String>,
        link: Option<&'a Private<String>>,
    ) -> Option<Self> {
        Self::with(SOON_MADE, names, [email].into_iter(), link.into_iter(), &[])
    }

    pub(super) fn of<'a>(
        names: impl Iterator<Item = &'a Private<String>>,
        emails: impl Iterator<Item = &'a Private<String>>,
        links: impl Iterator<Item = &'a Private<String>>,
        public: &[&str],
    ) -> Option<Self> {
        Self::with(None, names, emails, links, public)
    }

    /// Does the same, with an automaton of a kind; `None` is the quickest for so many values.
    fn with<'a>(
        kind: Option<AhoCorasickKind>,
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
            .flat_map(|email| in_ascii_too(&email))
            .collect();
        let open: BTreeSet<(String, String)> = public
            .iter()
            .flat_map(|text| hosts_and_rest(text))
            .collect();
        let hosts: BTreeSet<&str> = open.iter().map(|(host, _)| host.as_str()).collect();
        let links: BTreeSet<(String, String)> = links
            .flat_map(|link| hosts_and_rest(link.disclose().as_str()))
            .filter(|link| !open.contains(link))
            .collect();
        // Where the name of a host is public, a link that is nothing else cannot be told from it.
        let links: BTreeSet<_> = links
            .into_iter()
            .filter(|(host, rest)| !rest.is_empty() || !hosts.contains(host.as_str()))
            .collect();
        let servers = links.iter().map(|(host, _)| host);
        let servers = servers
            .filter(|host| !hosts.contains(host.as_str()))
            .cloned()
            .collect();
        let public: Vec<String> = known.into_iter().collect();
        let mut made = Self::built(kind, &names, &emails, links, &public)?;
        made.servers = servers;
        Some(made)
    }

    fn built(
        kind: Option<AhoCorasickKind>,
        names: &[&str],
        emails: &[String],
        links: BTreeSet<(String, String)>,
        public: &[String],
    ) -> Option<Self> {
        let mut people = People::default();
        let locals = emails.iter();
        let locals = locals.filter_map(|email| Some(email.split_once('@')?.0.to_owned()));
        let locals: BTreeSet<String> = locals.collect();
        for name in names {
            people.add(name, &locals);
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
            .for_each(|(name, whole)| look_for(name, Pattern::Glued(whole)));
        if !emails.is_empty() {
            look_for("@", Pattern::At);
            for word in AT_WORDS {
                look_for(&format!(" {word} "), Pattern::At);
            }
            for sign in "_-/|#=+.".chars() {
                look_for(&format!("{sign}at{sign}"), Pattern::At);
                look_for(&format!(" {sign}at{sign} "), Pattern::At);
            }
        }
        for email in emails {
            look_for(email, Pattern::Address);
            for veiled in [email.chars().rev().collect(), rot13(email)] {
                look_for(&veiled, Pattern::Veiled);
            }
        }
        let mut by_host: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (host, rest) in links {
            by_host.entry(host).or_default().insert(rest);
        }
        for host in by_host.keys().filter(|host| !is_literal(host)) {
            look_for(host, Pattern::Host(host.clone()));
        }
        if by_host.keys().any(|host| is_literal(host)) {
            look_for("[", Pattern::Bracket);
        }
        if texts.is_empty() {
            return None;
        }
        let automaton = |texts: &[String]| AhoCorasick::builder().kind(kind).build(texts).ok();
        let mut made = Self {
            automaton: automaton(&texts)?,
            patterns,
            people,
            addresses: emails
                .iter()
                .filter_map(|email| address_key(email))
                .collect(),
            labels: emails
                .iter()
                .filter_map(|email| email.rsplit('@').next()?.split('.').next())
                .map(str::to_owned)
                .collect(),
            links: by_host,
            servers: BTreeSet::new(),
        };
        // What is public stays so, even if it holds what would be private elsewhere.
        let holding = public.iter().filter(|text| !made.find_in(text).is_empty());
        let holding: Vec<String> = holding.cloned().collect();
        if !holding.is_empty() {
            made.patterns
                .extend(holding.iter().map(|_| Pattern::Public));
            texts.extend(holding);
            made.automaton = automaton(&texts)?;
        }
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
        let mut rooms: Vec<Range<usize>> = Vec::new();
        for hit in self.automaton.find_overlapping_iter(text) {
            let at = hit.range();
            match self.patterns.get(hit.pattern().as_usize()) {
                Some(Pattern::Surname(surname)) => {
                    let named = self.people.named(*surname, at, reading);
                    found.extend(named.map(|it| (it.at.clone(), PrivateKind::Name, Some(it))));
                }
                Some(Pattern::Glued(whole))
                    if is_word(text, &at) && (*whole || is_login(reading, &at)) =>
                {
                    let spellings = vec![key(text.get(at.clone()).unwrap_or_default())];
                    let naming = Naming {
                        at: at.clone(),
                        whole: *whole,
                        spellings,
                    };
                    found.push((at, PrivateKind::Name, Some(naming)));
                }
                Some(Pattern::At) => {
                    let address = self.address_around(text, &at);
                    found.extend(address.map(|at| (at, PrivateKind::Email, None)));
                }
                Some(Pattern::Address | Pattern::Veiled) if stands_alone(text, &at) => {
                    found.push((at, PrivateKind::Email, None));
                }
                Some(pattern @ (Pattern::Host(_) | Pattern::Bracket)) => {
                    let link = match pattern {
                        Pattern::Host(host) => self.link_at(text, &at, host),
                        _ => literal_after(text, at.end)
                            .and_then(|(at, host)| self.link_at(text, &at, &host)),
                    };
                    match link {
                        Some((at, true)) => found.push((at, PrivateKind::JoinLink, None)),
                        Some((at, false)) => rooms.push(at),
                        None => {}
                    }
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
        let rooms = rooms.into_iter().filter(|at| !is_public(at));
        let rooms = rooms.map(|at| (at, None, None));
        found
            .into_iter()
            .map(|(at, kind, naming)| (at, Some(kind), naming))
            .chain(rooms)
            .map(|(at, kind, naming)| Found {
                folded: at.clone(),
                at: reading.origin(at),
                kind: kind.unwrap_or(PrivateKind::JoinLink),
                is_other_room: kind.is_none(),
                whole: naming.as_ref().is_none_or(|naming| naming.whole),
                spellings: naming.map_or_else(Vec::new, |naming| naming.spellings),
            })
            .collect()
    }

    /// Whether a text is one of the values.
    #[must_use]
    pub fn holds(&self, text: &str) -> bool {
        let all = 0..text.len();
        self.find_in(text)
            .into_iter()
            .any(|found| found.at == all && !found.is_other_room)
    }

    /// Finds the known address around what stands for its `@`.
    fn address_around(&self, text: &str, at: &Range<usize>) -> Option<Range<usize>> {
        // Most of what looks like a sign is a word: no known domain follows it.
        let label = text
            .get(at.end..)?
            .split(['.', ' ', '\n', '@', '/', '>'])
            .next()?;
        let first = label.get(..label.chars().next()?.len_utf8())?;
        let mut alike = self
            .labels
            .range::<str, _>((Bound::Included(first), Bound::Included(label)));
        let is_near = alike.any(|known| label.starts_with(known))
            || label.len() >= SHORTEST_SPAM && AGAINST_SPAM.iter().any(|it| label.contains(it));
        if !is_near {
            return None;
        }
        let locals = local_parts(text, at.start);
        if locals.is_empty() {
            return None;
        }
        let domains: Vec<(usize, String)> = domains(text, at.end)
            .into_iter()
            .map(|(end, domain)| (end, domain.replace("-dot-", ".").replace("-point-", ".")))
            .collect();
        locals.iter().find_map(|(start, local)| {
            let local = local.split('+').next().unwrap_or_default();
            let plain = without_spam(local);
            let known = |domain: &String| {
                self.addresses.contains(&format!("{local}@{domain}"))
                    || self
                        .addresses
                        .contains(&format!("{plain}@{}", without_spam(domain)))
            };
            let (end, _) = domains.iter().rev().find(|(_, domain)| known(domain))?;
            Some(*start..*end)
        })
    }

    /// Finds the known link whose host stands at a place, or another room of its server.
    fn link_at(&self, text: &str, at: &Range<usize>, host: &str) -> Option<(Range<usize>, bool)> {
        let before = text.get(..at.start)?;
        let is_literal = is_literal(host);
        let begins = before.strip_suffix("www.").unwrap_or(before);
        let begins = if is_literal {
            begins.strip_suffix('[')?
        } else {
            begins
        };
        let of_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let of_longer = begins.ends_with(of_name)
            || begins
                .strip_suffix('.')
                .is_some_and(|begins| begins.ends_with(of_name));
        // Of an address it is the domain; a user stands before a host in links alone.
        let is_domain = begins.strip_suffix('@').is_some_and(|user| {
            !user
                .trim_end_matches(|c: char| !c.is_whitespace() && c != '/')
                .ends_with("//")
        });
        if of_longer || is_domain {
            return None;
        }
        let after = text.get(at.end..)?;
        let after = if is_literal {
            after.strip_prefix(']')?
        } else {
            after
        };
        let after = after.get(port(after)..)?;
        let start = text.len() - after.len();
        let has_scheme = begins.ends_with('/') || begins.ends_with('\\');
        let reach = |brackets: bool| {
            let of_link = |c: char| {
                c.is_ascii_graphic()
                    && !"<>\"`|^".contains(c)
                    && (brackets || !"()[]{}".contains(c))
                    || !c.is_ascii() && c != '»'
            };
            let mut left = LONGEST_LINK;
            let goes_on = |c: char| {
                left = left.saturating_sub(c.len_utf8());
                left > 0 && of_link(c) && !c.is_whitespace()
            };
            let length = after.len() - after.trim_start_matches(goes_on).len();
            let rest = after.get(..length).unwrap_or_default();
            rest.trim_end_matches(|c: char| ".,:;!?'".contains(c))
        };
        let known = self.links.get(host)?;
        let begins = begins.trim_end_matches(['/', '\\']);
        let begins = begins.strip_suffix(':').map_or(begins, |scheme| {
            scheme.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '.')
        });
        let mut shorter = None;
        for rest in [reach(true), reach(false)] {
            let tail = tail(rest);
            // A name without dots is a word like others, but before the path of the room.
            if !(host.contains('.') || is_literal || has_scheme || tail.len() > SHORTEST_PATH) {
                return None;
            }
            if is_known(known, &tail) {
                return Some((begins.len()..start + rest.len(), true));
            }
            shorter = Some((rest, tail));
        }
        let (rest, tail) = shorter?;
        let is_room = self.servers.contains(host)
            && has_dot_or(host, has_scheme)
            && known.iter().any(|known| are_alike(known, &tail));
        is_room.then(|| (begins.len()..start + rest.len(), false))
    }
}

/// Whether a private value would be found in what is public, as it is written in the registry.
///
/// The name of an office is nobody's, and needs not be found; nor does what the council publishes
/// itself, but for a link.
#[must_use]
pub fn is_findable(kind: PrivateKind, value: &Private<String>, council: Option<&Council>) -> bool {
    let public = council.map(public).unwrap_or_default();
    let value_of = |wanted| (kind == wanted).then_some(value).into_iter();
    let text = value.disclose();
    let values = PrivateValues::with(
        SOON_MADE,
        value_of(PrivateKind::Name),
        value_of(PrivateKind::Email),
        value_of(PrivateKind::JoinLink),
        if kind == PrivateKind::JoinLink {
            &public
        } else {
            &[]
        },
    );
    let is_found = values.is_some_and(|values| {
        let mut found = values.find_in(text).into_iter();
        found.any(|found| found.kind == kind && !found.is_other_room)
    });
    // Most are found; what is public takes longer to go through.
    let is_public = || {
        let text = folded(text);
        public.iter().any(|open| folded(open) == text)
    };
    is_found
        || kind != PrivateKind::JoinLink && is_public()
        || kind == PrivateKind::Name && names_an_office(text)
}

/// Whether what an answer tells of somebody may be a name that can be found: a first name alone is none.
fn may_be_name(told: &str) -> bool {
    let words = words(told);
    let first = words.first().map_or("", |(_, key)| key.as_str());
    words.len() > 1 && !UNNAMED.contains(&first)
}

fn has_dot_or(host: &str, has_scheme: bool) -> bool {
    has_scheme || host.contains('.') || is_literal(host)
}

/// Whether what follows a host is known, perhaps with more behind it.
fn is_known(known: &BTreeSet<String>, tail: &str) -> bool {
    if known.contains("")
        && (tail.is_empty() || tail.starts_with('?') && !known.iter().any(|it| it.starts_with('?')))
    {
        return true;
    }
    let said: Vec<&str> = parameters(tail).collect();
    let asks = |known: &String| {
        known.starts_with('?') && {
            let mut asked = parameters(known)
                .filter(|pair| !is_setting(pair))
                .peekable();
            let every = asked.peek().is_none();
            let named = |pair: &str| {
                said.iter()
                    .any(|it| it.trim_end_matches(|c: char| ".,:;!?)]}".contains(c)) == pair)
            };
            if every {
                parameters(known).all(named)
            } else {
                asked.all(named)
            }
        }
    };
    if tail.starts_with('?') && known.iter().any(asks) {
        return true;
    }
    // From the longest to the shortest way in which it may end.
    let ends = tail
        .char_indices()
        .map(|(at, _)| at)
        .chain([tail.len()])
        .rev();
    let mut tails = ends
        .filter(|end| *end > 0 && is_end(tail, *end))
        .filter_map(|end| tail.get(..end));
    tails.any(|tail| known.contains(tail))
}

/// Lists the parameters of a query, with their values.
fn parameters(query: &str) -> impl Iterator<Item = &str> {
    query
        .split(['?', '&', '#', ';'])
        .filter(|pair| !pair.is_empty())
}

fn is_setting(pair: &str) -> bool {
    SETTINGS.contains(&pair.split('=').next().unwrap_or_default())
}

/// Whether a path has the form of that of a known room, and is no page about the service.
fn are_alike(known: &str, tail: &str) -> bool {
    if let Some(query) = known.strip_prefix('?') {
        let keys = |query: &str| -> BTreeSet<String> {
            let pairs = parameters(query).filter(|pair| !is_setting(pair));
            pairs
                .filter_map(|pair| Some(pair.split_once('=')?.0.to_owned()))
                .collect()
        };
        let keys_known = keys(query);
        return !keys_known.is_empty()
            && tail.starts_with('?')
            && keys_known.is_subset(&keys(tail));
    }
    let (known, tail): (Vec<&str>, Vec<&str>) =
        (known.split('/').collect(), tail.split('/').collect());
    let folder = known.len().saturating_sub(1);
    known.len() <= tail.len()
        && known.get(..folder) == tail.get(..folder)
        && tail.get(folder).is_some_and(|room| {
            !room.is_empty() && !room.starts_with('?') && !conference::is_page(room)
        })
}

/// Returns an address without what stands in it against spam.
fn without_spam(part: &str) -> String {
    let of_spam = |label: &&str| AGAINST_SPAM.contains(label) || *label == "no";
    let has_spam = AGAINST_SPAM.iter().any(|word| part.contains(word));
    if !has_spam {
        return part.to_owned();
    }
    let glued = ["nospam", "removethis", "antispam"];
    let labels = part.split('.').map(|label| {
        let words: Vec<&str> = label.split(['-', '_']).collect();
        let left: Vec<&str> = words
            .iter()
            .copied()
            .filter(|word| !of_spam(word))
            .collect();
        let label = if left.len() < words.len() {
            left.join("-")
        } else {
            label.to_owned()
        };
        glued
            .iter()
            .fold(label, |label, word| label.replace(word, ""))
    });
    let labels: Vec<String> = labels.filter(|label| !label.is_empty()).collect();
    labels.join(".")
}

fn rot13(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'a'..='m' => char::from_u32(u32::from(c) + 13).unwrap_or(c),
            'n'..='z' => char::from_u32(u32::from(c) - 13).unwrap_or(c),
            other => other,
        })
        .collect()
}

/// Returns an address, and the same with its domain in ASCII (RFC 5890), or in letters.
fn in_ascii_too(email: &str) -> Vec<String> {
    let mut found = vec![email.to_owned()];
    if let Some((local, domain)) = email.rsplit_once('@') {
        found.extend(
            hosts(domain)
                .into_iter()
                .map(|domain| format!("{local}@{domain}")),
        );
    }
    found.dedup();
    found
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

/// Splits a link into its host, in each way to write it, and what follows it.
fn hosts_and_rest(link: &str) -> Vec<(String, String)> {
    let ascii = link.split_once("://").map_or(link, |(_, rest)| rest);
    let end = ascii.find(['/', '?', '#', '\\']).unwrap_or(ascii.len());
    let Some((authority, rest)) = ascii.split_at_checked(end) else {
        return Vec::new();
    };
    let host = authority.rsplit('@').next().unwrap_or_default();
    let tail = tail(&folded(rest));
    let hosts = if let Some(literal) = host.strip_prefix('[') {
        let written = literal.split(']').next().unwrap_or_default();
        self::literal(written).into_iter().collect()
    } else {
        let host = host
            .split(':')
            .next()
            .unwrap_or_default()
            .trim_end_matches('.');
        let lower = host.to_lowercase();
        let host = lower.strip_prefix("www.").unwrap_or(&lower);
        let is_name = link.contains("://") || host.contains('.');
        if is_name { hosts(host) } else { Vec::new() }
    };
    let hosts = hosts.into_iter().filter(|host| !host.is_empty());
    hosts.map(|host| (host, tail.clone())).collect()
}

/// Lists the ways to write the name of a host: as it is, in ASCII and in letters (RFC 5890).
fn hosts(host: &str) -> Vec<String> {
    let mut found = vec![folded(host)];
    found.extend(idna::domain_to_ascii(host).ok());
    found.push(folded(&idna::domain_to_unicode(host).0));
    found.order();
    found.dedup();
    found
}

/// Whether a host is an address of IPv6.
fn is_literal(host: &str) -> bool {
    host.contains(':')
}

/// Returns an address of IPv6 as it is compared (RFC 5952), however it is written (RFC 4291, 2.2),
/// without its zone (RFC 6874).
fn literal(written: &str) -> Option<String> {
    let address = written.split('%').next()?.parse::<Ipv6Addr>().ok()?;
    Some(address.to_string())
}

/// Reads the address of IPv6 that begins at a byte, and ends before a `]`.
fn literal_after(text: &str, start: usize) -> Option<(Range<usize>, String)> {
    let of_literal = |byte: &u8| byte.is_ascii_alphanumeric() || b":.%".contains(byte);
    let rest = text.as_bytes().get(start..)?;
    let length = rest.iter().take_while(|byte| of_literal(byte)).count();
    let at = start..start + length;
    // The longest address, and a zone.
    let written = text.get(at.clone()).filter(|it| it.len() < 80)?;
    Some((at, literal(written)?))
}

/// Returns what follows the host of a link as it is compared: its path, without `.` and `..`
/// (RFC 3986, 5.2.4) and brackets, and where that is empty its query or fragment.
fn tail(rest: &str) -> String {
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    let (path, query) = rest.split_at(end);
    let mut parts: Vec<String> = Vec::new();
    for part in path.split(['/', '\\']).filter(|part| !part.is_empty()) {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part.replace(['(', ')', '[', ']', '{', '}'], "")),
        }
    }
    parts.retain(|part| !part.is_empty());
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
        .is_some_and(|rest| digits > 0 || rest.starts_with(['/', '?', '#', '\\']))
    {
        end
    } else {
        0
    }
}

/// Whether a path may end at a byte: there is no part of a longer word.
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
    // A local part may stand in quotation marks (RFC 5322, 3.4.1).
    if let Some(quoted) = text.get(..end).and_then(|before| before.strip_suffix('"'))
        && let Some(open) = quoted
            .rfind('"')
            .filter(|open| quoted.len() - open < LONGEST_ADDRESS)
    {
        let local = quoted.get(open + 1..).unwrap_or_default();
        return vec![(open, local.to_owned())];
    }
    // Several may stand in brackets: `{lina, paul}@example.org`.
    if let Some(listed) = text
        .get(..end)
        .and_then(|before| before.strip_suffix(['}', ']', ')']))
        && let Some(open) = listed
            .rfind(['{', '[', '('])
            .filter(|open| listed.len() - open < LONGEST_ADDRESS)
    {
        let names = listed.get(open + 1..).unwrap_or_default();
        let names = names
            .split([',', ';', '|', '/', ' ', '\n'])
            .filter(|name| !name.is_empty());
        return names.map(|name| (open, name.to_owned())).collect();
    }
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

/// Whether what is found is no part of a longer word or address.
fn stands_alone(text: &str, at: &Range<usize>) -> bool {
    let joins = |c: char| ".-_+".contains(c);
    let before = text.get(..at.start).unwrap_or_default();
    let after = text.get(at.end..).unwrap_or_default();
    let joined_before = before.strip_suffix(joins).unwrap_or(before);
    let joined_after = after.strip_prefix(joins).unwrap_or(after);
    !joined_before.ends_with(char::is_alphanumeric)
        && !joined_after.starts_with(char::is_alphanumeric)
}
