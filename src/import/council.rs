//! What the council is called and who runs it, as far as pages and calendars tell.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono_tz::Tz;

use super::found::{OWN_PRODUCT, split_summary};
use super::links::{join_links, without_links};
use super::{FoundPage, ImportOptions, WikiContents};
use crate::calendar::{Moment, PublishedEvent};
use crate::domain::{CouncilId, Typography, email_address};
use crate::leaks::lexicon::is_given;
use crate::locale::acronyms::initials;
use crate::locale::collation::{slug, sort_key, words};
use crate::locale::lists::capitalized;
use crate::locale::parse_dates::written_dates;
use crate::markdown::from_html;
use crate::markdown::wiki::words::{BEFORE_NAMES, BODY_WORDS, ENGLISH, FRENCH, NO_COUNCILS};
use crate::registry::scaffold::{UNKNOWN, UNKNOWN_ADDRESS};
use crate::registry::{is_url, on_one_line};

/// The longest name that is taken from a title, in bytes.
const LONGEST: usize = 120;

/// The council's own keys, and those of them that nothing tells.
pub struct Identity {
    pub id: CouncilId,
    pub name: String,
    pub acronym: String,
    pub convener: String,
    pub contact: String,
    pub url: Option<String>,
    pub timezone: Tz,
    pub typography: Typography,
    /// In the order of the registry.
    pub unknown: Vec<&'static str>,
}

/// Reads who the council is; `page` and `calendar` are its own, by their places.
#[must_use]
pub fn identity(
    found: &WikiContents<'_>,
    wishes: &ImportOptions<'_>,
    page: Option<usize>,
    calendar: Option<usize>,
) -> Option<Identity> {
    let mut unknown = Vec::new();
    let given = |text: Option<&str>| text.map(without_links).filter(|text| !text.is_empty());
    let told = given(wishes.name).or_else(|| name(found, calendar));
    let guessed = if told.is_none() {
        guessed_name(found, page)
    } else {
        None
    };
    let is_guess = guessed.is_some();
    let name = told.or(guessed);
    let product = |at: usize| product_id(found.calendars[at].calendar.product.as_deref()?);
    // Any calendar that the program made says of which council it is.
    let made_here = (0..found.calendars.len()).find_map(product);
    let product = calendar.and_then(product).or(made_here);
    let made = name.as_deref().and_then(|name| CouncilId::new(&slug(name)));
    let known = wishes.id.clone().or(product).or(made);
    if known.is_none() {
        unknown.push("id");
    }
    let id = known.or_else(|| CouncilId::new("conseil"))?;
    let mut or = |key, known: Option<String>, placeholder: &str| {
        known.unwrap_or_else(|| {
            unknown.push(key);
            placeholder.to_owned()
        })
    };
    let name = or("name", name, "Conseil");
    if is_guess {
        unknown.insert(0, "name");
    }
    let mut or = |key, known: Option<String>, placeholder: &str| {
        known.unwrap_or_else(|| {
            unknown.push(key);
            placeholder.to_owned()
        })
    };
    let acronym = given(wishes.acronym).or_else(|| acronym(found, calendar));
    let acronym = acronym.or_else(|| in_parentheses(&name));
    let acronym = acronym.or_else(|| Some(initials(&name)).filter(|made| !made.is_empty()));
    let text = page.map_or("", |at| found.sources.text(found.pages[at].file));
    Some(Identity {
        id,
        acronym: or("acronym", acronym, UNKNOWN),
        convener: or(
            "convener",
            given(wishes.convener).or_else(|| convener(text)),
            UNKNOWN,
        ),
        contact: or(
            "contact",
            given(wishes.contact).or_else(|| {
                let page = page.and_then(|at| found.pages.get(at))?;
                address(page, text)
            }),
            UNKNOWN_ADDRESS,
        ),
        url: url(found, calendar),
        timezone: wishes.timezone,
        typography: typography(found),
        name,
        unknown,
    })
}

/// Returns the acronym that a name has in parentheses: "Technical Steering Committee (TSC)".
fn in_parentheses(name: &str) -> Option<String> {
    let (_, rest) = name.split_once('(')?;
    let (acronym, _) = rest.split_once(')')?;
    let letters = acronym.chars().filter(|c| c.is_uppercase()).count();
    let sound = (2..=12).contains(&acronym.len()) && letters > 1 && !acronym.contains(' ');
    sound.then(|| acronym.to_owned())
}

/// Returns the title of a page without the tags and the entities of HTML.
fn without_html(title: &str) -> String {
    if title.contains(['<', '&']) {
        let html = format!("<p>{title}</p>");
        on_one_line(&from_html::convert(&html, true).markdown)
    } else {
        title.to_owned()
    }
}

/// The zone of a council of which nothing tells it.
const PARIS: Tz = chrono_tz::Europe::Paris;

/// Returns the zone in which most events are, of those that are `supported`.
///
/// Events that float are those of people who never thought of another zone: they count for Paris,
/// and so does a draw.
#[must_use]
pub fn timezone(found: &WikiContents<'_>, supported: &[&str]) -> Tz {
    let names = events(found).filter_map(|event| match event.start.as_ref()? {
        Moment::Zoned(_, name) if supported.contains(&name.as_str()) => Some(name.as_str()),
        Moment::Floating(_) => Some(PARIS.name()),
        _ => None,
    });
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let most = counts
        .into_iter()
        .max_by_key(|(name, count)| (*count, *name == PARIS.name()));
    most.and_then(|(name, _)| name.parse().ok())
        .unwrap_or(PARIS)
}

fn events<'a>(found: &'a WikiContents<'_>) -> impl Iterator<Item = &'a PublishedEvent> {
    let calendars = found.calendars.iter();
    calendars.flat_map(|calendar| calendar.calendar.events.iter())
}

/// Returns the text that comes most often; of two, the first in the alphabet.
fn most(texts: impl Iterator<Item = String>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    let rank = |(text, count): &(String, usize)| (*count, std::cmp::Reverse(text.clone()));
    counts.into_iter().max_by_key(rank).map(|(text, _)| text)
}

/// Returns the name that calendars give.
fn name(found: &WikiContents<'_>, calendar: Option<usize>) -> Option<String> {
    let summaries = events(found).filter_map(|event| {
        let (name, _) = split_summary(event.summary.as_deref()?)?;
        // The mark of a cancelled meeting stands before it.
        let name = name.rsplit(" \u{2013} ").next()?;
        Some(without_links(name)).filter(|name| !name.is_empty() && name.len() <= LONGEST)
    });
    let of_calendar = || {
        let name = found.calendars[calendar?].calendar.name.as_deref()?;
        // A slug is the name of a file, not of a council.
        let name = without_links(name);
        let is_name = name.contains(' ') && !name.contains("://");
        is_name.then_some(name)
    };
    most(summaries).or_else(of_calendar)
}

/// Guesses the name from the titles of pages: that of a body, of the page that visitors see first or of
/// one that was named, or else any of them.
fn guessed_name(found: &WikiContents<'_>, page: Option<usize>) -> Option<String> {
    let own = page.and_then(|at| found.pages[at].page.title.clone());
    let others = found.pages.iter().filter(|page| !page.page.is_one);
    let others = others.filter_map(|page| page.page.title.clone());
    let titles = own.into_iter().chain(found.home.clone()).chain(others);
    let name = |title: String| {
        let title = without_links(&without_html(&title));
        if !written_dates(&title).is_empty() {
            return None;
        }
        let all = words(&title);
        if all
            .iter()
            .all(|(_, word)| NO_COUNCILS.contains(&word.as_str()))
        {
            return None;
        }
        let is_before = |word: &str| BEFORE_NAMES.contains(&word);
        let first = all.iter().find(|(_, word)| !is_before(word))?;
        let name = title.get(first.0.start..)?.trim();
        (!name.is_empty() && name.len() <= LONGEST).then(|| capitalized(name))
    };
    let names: Vec<String> = titles.filter_map(name).collect();
    let is_body = |name: &&String| {
        words(name)
            .iter()
            .any(|(_, word)| BODY_WORDS.contains(&word.as_str()))
    };
    let body = names.iter().find(is_body).cloned();
    let home = || found.home.clone().and_then(name);
    body.or_else(home).or_else(|| names.first().cloned())
}

/// Returns the id that the program itself writes into its calendars.
fn product_id(product: &str) -> Option<CouncilId> {
    CouncilId::new(product.strip_prefix(OWN_PRODUCT)?.strip_suffix("//FR")?)
}

fn acronym(found: &WikiContents<'_>, calendar: Option<usize>) -> Option<String> {
    let categories = |events: &mut dyn Iterator<Item = &PublishedEvent>| {
        let texts = events.filter_map(|event| event.categories.as_deref());
        let texts = texts.map(without_links);
        let is_acronym = |text: &String| {
            (1..=30).contains(&text.chars().count()) && !text.contains([',', ';', '@', '/'])
        };
        most(texts.filter(is_acronym))
    };
    let own = calendar.and_then(|at| categories(&mut found.calendars[at].calendar.events.iter()));
    own.or_else(|| categories(&mut events(found)))
}

/// Returns who runs the council, as the page says it: "La DINUM anime un conseil".
fn convener(text: &str) -> Option<String> {
    for line in text.lines() {
        if let Some(rest) = line
            .split("Animation : ")
            .nth(1)
            .or_else(|| line.split("Animation\u{a0}: ").nth(1))
        {
            let end = rest.find(['.', ';', '<']).unwrap_or(rest.len());
            let said = without_links(&rest[..end]);
            return Some(said).filter(|said| !said.is_empty() && said != UNKNOWN);
        }
        let Some((before, after)) = line.split_once(" anime ") else {
            continue;
        };
        let of_council = sort_key(after);
        let subject = before.rsplit(['.', ',', ';']).next().unwrap_or_default();
        let subject: Vec<&str> = subject.split_whitespace().collect();
        let subject = match subject.as_slice() {
            [article, rest @ ..]
                if ["l", "la", "le", "les"].contains(&sort_key(article).as_str()) =>
            {
                rest
            }
            all => all,
        };
        let sound = (1..=4).contains(&subject.len())
            && subject.iter().all(|word| {
                word.chars()
                    .all(|c| c.is_alphanumeric() || "-'\u{2019}".contains(c))
            })
            && subject[0].starts_with(char::is_uppercase);
        if sound
            && (of_council.contains("conseil")
                || of_council.contains("comite")
                || of_council.contains("groupe"))
        {
            return Some(subject.join(" "));
        }
    }
    None
}

/// Returns the only address of a page, unless it is that of a person: beside a member, or with a given name.
fn address(page: &FoundPage, text: &str) -> Option<String> {
    let members = || page.page.members.iter().flat_map(|list| &list.members);
    let is_beside = |line: Range<usize>| {
        members().any(|member| member.at.start < line.end && line.start < member.at.end)
    };
    let mut start = 0;
    let lines = text.split_inclusive('\n').filter(|line| {
        let at = start..start + line.len();
        start = at.end;
        !is_beside(at)
    });
    let lines: Vec<&str> = lines.collect();
    let is_of_address = |c: char| c.is_ascii_alphanumeric() || "@.-_+".contains(c);
    let parts = lines
        .iter()
        .flat_map(|line| line.split(|c: char| !is_of_address(c)));
    let addresses = parts.map(|part| part.trim_matches(['.', '-', '_']));
    let is_person = |address: &str| {
        let words = words(address);
        words.first().is_some_and(|(_, word)| is_given(word))
    };
    let is_public =
        |part: &&str| email_address(part).is_some() && *part != UNKNOWN_ADDRESS && !is_person(part);
    let mut addresses = addresses.filter(is_public);
    let first = addresses.next()?;
    addresses
        .all(|other| other == first)
        .then(|| first.to_owned())
}

/// Returns the address that the events of the calendar agree on.
fn url(found: &WikiContents<'_>, calendar: Option<usize>) -> Option<String> {
    let mut urls = found.calendars[calendar?].calendar.events.iter();
    let first = urls.next()?.url.as_deref()?;
    let agreed = urls.all(|event| event.url.as_deref() == Some(first));
    let public = join_links(first).is_empty();
    (agreed && public && is_url(first)).then(|| first.to_owned())
}

/// Tells from the lines of meetings which spaces the pages have before a colon.
fn typography(found: &WikiContents<'_>) -> Typography {
    let (mut plain, mut french) = (0, 0);
    for page in &found.pages {
        let text = found.sources.text(page.file);
        for line in page.page.meetings.iter().flat_map(|list| &list.meetings) {
            let said = text.get(line.at.clone()).unwrap_or_default();
            plain += said.matches(" :").count();
            french += said.matches(['\u{a0}', '\u{202f}']).count();
        }
    }
    if plain > french || french == 0 && is_english(found) {
        Typography::Plain
    } else {
        Typography::French
    }
}

/// Whether the pages that were read are in English rather than in French, by their small words.
fn is_english(found: &WikiContents<'_>) -> bool {
    let (mut english, mut french) = (0, 0);
    for page in &found.pages {
        for word in found.sources.text(page.file).split_whitespace() {
            english += usize::from(ENGLISH.contains(&word));
            french += usize::from(FRENCH.contains(&word));
        }
    }
    english > french
}
