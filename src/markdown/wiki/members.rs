//! What an item of a list of members says: a name, and perhaps more about it.

use std::ops::Range;

use super::ListedMember;
use super::passage::{Linked, Passage, is_sentence, on_one_line};
use super::shapes::{
    DASHES, is_alternate_word, is_charge, is_function, is_function_word, is_person,
    may_be_function, names_person, opens_with_person,
};
use super::words::{
    CHANGED, DOCUMENT_ENDS, MEMBER_HINTS, MEMBERS, NOBODY, ORGANISATION_WORDS, POLITE, PROFILES,
    SEATS, SITE_LABELS, SMALL, VACANT, VACANT_WORDS,
};
use crate::locale::collation::{Word, sort_key, words};
use crate::locale::hours::written_hours;
use crate::locale::parse_dates::{self, written_dates};

/// The longest name, in bytes.
const LONGEST: usize = 160;

/// What follows a comma within a name: "Ministère de la culture, de la jeunesse et des sports".
const GOES_ON: [&str; 7] = ["and ", "d'", "d\u{2019}", "de ", "des ", "du ", "et "];
const NAME_JOINS: [&str; 6] = [",", "/", "&", "et", "and", ", et"];

/// Returns the name and the address of what an item names, and what it says besides.
///
/// `None` if it is a sentence, an address, several names or none. The name is the link or the
/// emphasis with which the item begins, else what stands before the first parenthesis, colon or
/// comma. A hyphen or a dash between spaces is part of it, unless an acronym is spelt out after it, or
/// a function. A function before a colon is no name: "président : Camille, Ville d'Exemple".
#[must_use]
pub(super) fn member(said: &Passage) -> Option<ListedMember> {
    let begins = start_of_name(said);
    if begins > 0 {
        return member(&said.part(&(begins..said.text.len())));
    }
    let text = said
        .text
        .trim_end_matches(|c: char| c.is_whitespace() || ";,\\".contains(c));
    if let Some(colon) = end_of_function(text) {
        return member_behind(said, colon);
    }
    let start = text.len() - text.trim_start().len();
    let begins = |at: &Range<usize>| at.start <= start && start < at.end;
    let link = said.links.iter().find(|link| begins(&link.over));
    let strong = said.strong.iter().find(|at| begins(at));
    let marked = link.map(|link| &link.over).into_iter().chain(strong);
    let marked = marked.map(|at| at.end.min(text.len())).max();
    let site = site(said);
    let name = if let Some(end) = marked {
        let rest = text.get(end..)?.trim_start();
        let name = text.get(start..end)?;
        let apart = rest.is_empty()
            || rest.starts_with("http")
            || rest.starts_with(is_sign)
            || name.ends_with(':')
            || ends_name(rest);
        cut(name, &[]).filter(|_| apart)?
    } else {
        let beside = link_beside(said, start..text.len());
        let said = text.get(start..)?;
        let mut ends = ends_of_name(said);
        ends.extend(site.and_then(|site| site.over.start.checked_sub(start)));
        ends.extend(beside.map(|at| at - start));
        let name = cut(said, &ends)?;
        // A comma within a sentence ends no name.
        let many = name.split_whitespace().count() > 3;
        let sentence = many && said.ends_with(['.', '!', '?']);
        let comma = said.get(name.len()..)?.starts_with(',');
        Some(name).filter(|_| !(sentence && comma))?
    };
    // The last of several: "et Claude Durand."
    let last = ["et ", "and "]
        .iter()
        .find_map(|join| name.strip_prefix(join))
        .unwrap_or(name);
    let ended = last.strip_suffix('.').filter(|name| is_person(name));
    let name = ended
        .or(Some(last).filter(|last| is_person(last)))
        .unwrap_or(name);
    let targets = || said.links.iter().map(|linked| linked.link.target.as_str());
    let email = targets().find_map(|target| target.strip_prefix("mailto:"));
    let url = link.or(site).map(|link| link.link.target.clone());
    // A document of a person may be the one about them.
    let document = link.is_some_and(|link| is_of_no_member(&link.link.target)) && !is_person(name);
    let struck = said.struck.iter().any(begins);
    let sound =
        is_name(name) && !is_office(text) && !struck && !document && !names_several(said, text);
    let rest = text.split_once(name).map_or("", |(_, rest)| rest);
    let rest =
        rest.trim_start_matches(|c: char| c.is_whitespace() || ":;,-\u{2013}\u{2014}".contains(c));
    let url = url.filter(|url| is_web(url));
    let shown =
        |text: &str| url.as_deref() == Some(text) || SITE_LABELS.contains(&sort_key(text).as_str());
    let bare = rest.trim_matches(|c: char| c.is_whitespace() || "()<>[]".contains(c));
    let attributes = bare.starts_with('{') && bare.ends_with('}');
    let rest = if shown(bare) || attributes || rest == ")" {
        ""
    } else {
        rest
    };
    // What a stroke parts from the name is where somebody is found or what they do, no organisation.
    let behind = rest.strip_prefix("/ ").or_else(|| rest.strip_prefix("| "));
    let (rest, function) = match behind {
        Some(besides) => ("", besides),
        None => (rest, ""),
    };
    let others = said
        .links
        .iter()
        .filter(|other| link.is_none_or(|link| link != *other));
    let label =
        |linked: &Linked| on_one_line(said.text.get(linked.over.clone()).unwrap_or_default());
    let links = others.map(|linked| (label(linked), linked.link.target.clone()));
    sound.then(|| ListedMember {
        links: links.filter(|(_, target)| is_web(target)).collect(),
        name: on_one_line(name),
        rest: on_one_line(rest),
        function: on_one_line(function),
        url,
        email: email.map(str::to_owned),
        ..ListedMember::default()
    })
}

/// Reads whom a line names behind a function, which ends at a place.
fn member_behind(said: &Passage, colon: usize) -> Option<ListedMember> {
    let end = DASHES
        .iter()
        .filter_map(|dash| said.text.get(colon..)?.find(dash))
        .min();
    let end = end.map_or(said.text.len(), |end| colon + end);
    let mut member = member(&said.part(&(colon..end)))?;
    let more = on_one_line(
        said.text
            .get(end..)
            .unwrap_or_default()
            .trim_start_matches(|c: char| !c.is_alphanumeric()),
    );
    let function = said
        .text
        .get(..colon)
        .unwrap_or_default()
        .trim_matches([' ', ':', '-', '\u{2013}', '\u{2014}', '\u{a0}']);
    let said = [
        on_one_line(function),
        std::mem::take(&mut member.function),
        more,
    ]
    .into_iter();
    let said = said.filter(|said| !said.is_empty());
    member.function = said.collect::<Vec<_>>().join(", ");
    // "Chair: leads meetings"
    Some(member).filter(|member| !member.name.starts_with(char::is_lowercase))
}

/// Returns where the text begins behind a number and a bar: "210447 | Camille Martin".
pub(super) fn behind_number(text: &str) -> Option<usize> {
    let dash = || {
        let parts = DASHES.iter().filter_map(|dash| text.split_once(dash));
        let mut parts = parts.filter(|(_, after)| opens_with_person(after));
        parts.next()
    };
    let (number, after) = text.split_once('|').or_else(dash)?;
    let is_number = number.contains(|c: char| c.is_ascii_digit())
        && number
            .trim()
            .chars()
            .all(|c| c.is_ascii_digit() || "-.°#".contains(c));
    let name = after.trim_start();
    (is_number && name.starts_with(char::is_alphabetic)).then_some(text.len() - name.len())
}

/// Returns where the name begins, behind an image, an emoji or its short name: "🏢 Alpha", ":tada: Alpha".
fn start_of_name(said: &Passage) -> usize {
    let text = said.text.as_str();
    let image = said.images.iter().find(|image| {
        text.get(..image.start)
            .is_some_and(|before| before.trim().is_empty())
    });
    let image = image.filter(|image| {
        text.get(image.end..)
            .is_some_and(|rest| rest.contains(char::is_alphanumeric))
    });
    let of_link = |at: usize| {
        said.links
            .iter()
            .any(|linked| linked.over.start <= at && at < linked.over.end)
    };
    if let Some(image) = image.filter(|image| !of_link(image.start)) {
        // "![](c.png){: height="50" } Camille Martin"
        let rest = text.get(image.end..).unwrap_or_default();
        let attributes = rest.starts_with('{').then(|| rest.find('}')).flatten();
        return image.end + attributes.map_or(0, |end| end + 1);
    }
    let start = text.len() - text.trim_start().len();
    let rest = text.get(start..).unwrap_or_default();
    if let Some((name, after)) = rest.strip_prefix(':').and_then(|rest| rest.split_once(':')) {
        let short = !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_+".contains(c));
        return if short && after.starts_with(' ') {
            text.len() - after.len()
        } else {
            0
        };
    }
    // "camille-m - **Camille Martin**"
    let login = said.links.first().filter(|linked| {
        let label = said.text.get(linked.over.clone()).unwrap_or_default();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_@".contains(c);
        let last = linked.link.target.trim_end_matches('/').rsplit('/').next();
        // "[CMartin](https://example.org/CMartin) - Camille Martin"
        let of_address = last.is_some_and(|last| {
            last.eq_ignore_ascii_case(label.trim_start_matches('@')) && !label.contains('.')
        });
        linked.over.start == start && !label.is_empty() && (label.chars().all(plain) || of_address)
    });
    if let Some(after) = login.and_then(|login| said.text.get(login.over.end..)) {
        let name = after.trim_start_matches([' ', '-', '\u{2013}', '\u{2014}', ':']);
        if name.len() < after.len()
            && opens_with_person(
                name.split([',', '<', '\u{2014}'])
                    .next()
                    .unwrap_or_default(),
            )
        {
            return text.len() - name.len();
        }
    }
    // "[Chair] Camille Martin"
    if let Some((label, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        && label.contains(' ')
        && may_be_function(label)
        && names_person(after.trim_start().split(',').next().unwrap_or_default())
    {
        return text.len() - after.trim_start().len();
    }
    let signs = |c: char| {
        !c.is_alphanumeric()
            && !c.is_ascii()
            && !"«»\u{2013}\u{2014}\u{2019}\u{201c}\u{2026}".contains(c)
            && !c.is_whitespace()
    };
    let telling = rest.trim_start_matches(signs);
    if telling.len() < rest.len() {
        text.len() - telling.trim_start().len()
    } else {
        0
    }
}

/// Lists what a paragraph names after a colon or as a whole, parted by commas: "Alpha, Béta et Gamma."
#[must_use]
pub(super) fn enumerated(said: &Passage) -> Vec<ListedMember> {
    let text = said
        .text
        .trim_end_matches(|c: char| c.is_whitespace() || ".;".contains(c));
    let start = text.rfind(':').map_or(0, |colon| colon + 1);
    let mut ends: Vec<Range<usize>> = Vec::new();
    let mut from = start;
    let commas = text
        .match_indices([',', ';'])
        .map(|(at, sign)| (at, at + sign.len()));
    let last = text.rfind(" et ").or_else(|| text.rfind(" and "));
    let last = last.filter(|at| {
        text.get(*at..)
            .is_some_and(|rest| !rest.contains([',', ';']))
    });
    let last = last.map(|at| {
        (
            at,
            at + text
                .get(at + 1..)
                .and_then(|rest| rest.find(' '))
                .map_or(1, |n| n + 2),
        )
    });
    for (end, next) in commas.chain(last).filter(|(at, _)| *at >= start) {
        ends.push(from..end);
        from = next;
    }
    ends.push(from..text.len());
    let article = |at: &Range<usize>| {
        let part = text.get(at.clone()).unwrap_or_default();
        let start = part.len() - part.trim_start().len();
        let articles = ["la ", "le ", "les ", "l'", "l\u{2019}", "the "];
        let article = articles.iter().find(|article| {
            part.get(start..)
                .is_some_and(|part| part.starts_with(**article))
        });
        at.start + start + article.map_or(0, |article| article.len())..at.end
    };
    let members: Option<Vec<ListedMember>> = ends
        .iter()
        .map(|at| member(&said.part(&article(at))))
        .collect();
    let members = members.filter(|all| all.len() > 1);
    let short = |one: &ListedMember| one.name.split_whitespace().count() <= 7;
    let capital = |one: &ListedMember| one.name.starts_with(|c: char| !c.is_lowercase());
    // What follows a person is said of them, unless all are persons.
    let persons = |all: &Vec<ListedMember>| {
        let persons = all.iter().filter(|one| names_person(&one.name)).count();
        persons == 0 || persons == all.len()
    };
    members
        .filter(persons)
        .filter(|all| all.iter().all(|one| short(one) && capital(one)))
        .unwrap_or_default()
}

/// Whether a line begins with a function: "président : Camille".
#[must_use]
pub(super) fn has_function(said: &Passage) -> bool {
    end_of_function(&said.text).is_some()
}

/// Returns where what follows a function begins: "président : Camille", "Référente du site : Camille Martin",
/// "Trésorier - Camille Martin".
pub(super) fn end_of_function(text: &str) -> Option<usize> {
    const MOST: usize = 8;
    let dash = || {
        DASHES
            .iter()
            .filter_map(|dash| Some((text.find(dash)?, dash.len())))
            .min()
    };
    let colon = text.find(':').map(|at| (at, 1));
    let (end, sign) = colon.or_else(dash)?;
    let before = words(text.get(..end)?);
    let known = |word: &str| {
        is_function_word(word)
            || SMALL.contains(&word)
            || word == "e"
            || word.starts_with(|c: char| c.is_ascii_digit())
    };
    let all = before.iter().all(|(_, word)| known(word));
    let functions = before.iter().any(|(_, word)| is_function_word(word));
    // "Référente du site", "Board member"
    let is = |place: Option<&Word<'_>>| place.is_some_and(|(_, word)| is_function_word(word));
    let organisation = before
        .first()
        .is_some_and(|(_, word)| ORGANISATION_WORDS.contains(&word.as_str()));
    let plain = !text.get(..end)?.contains(['(', ',', '-', '\u{2013}', '/']);
    let begins = (is(before.first()) || is(before.last()) && plain) && !organisation;
    let after = text.get(end + sign..)?.trim();
    let first = after.split([',', '(']).next().unwrap_or_default();
    let first = first.split(" et ").next().unwrap_or_default();
    let short = after.starts_with(char::is_uppercase) && first.split_whitespace().count() <= 6;
    let named = if colon.is_some() {
        short
    } else {
        opens_with_person(after)
    };
    let sound = (1..=MOST).contains(&before.len()) && !after.is_empty() && !after.starts_with("//");
    let certain = all && functions && (colon.is_some() || named);
    (sound && (certain || begins && named)).then_some(end + sign)
}

/// Whether a line names those who stand in for members: "Suppléants : Camille Martin".
#[must_use]
pub(super) fn is_of_alternates(text: &str) -> bool {
    let first = words(text).into_iter().next();
    first.is_some_and(|(at, word)| {
        // "Deputy :", but no "Députée".
        (is_alternate_word(&word) || ["deputy", "deputies"].contains(&word.as_str()))
            && text.get(at.end..).is_some_and(|rest| rest.contains(':'))
    })
}

/// Returns where the links that end a line begin, if what stands before them is a name: "Camille Martin [Mastodon](…)".
fn link_beside(said: &Passage, over: Range<usize>) -> Option<usize> {
    let links = said
        .links
        .iter()
        .filter(|linked| linked.over.start > over.start);
    let (mut end, mut beside) = (over.end, None);
    for linked in links.rev() {
        let between = said.text.get(linked.over.end..end)?;
        if between.contains(char::is_alphanumeric) {
            break;
        }
        end = linked.over.start;
        beside = Some(end);
    }
    let before = said.text.get(over.start..beside?)?;
    let last = before.split_whitespace().next_back()?;
    let several = before.split_whitespace().count() > 1;
    (several && !last.starts_with(char::is_lowercase)).then_some(beside?)
}

/// Whether what follows a name is of what it is there: "représentée par Claude".
fn ends_name(rest: &str) -> bool {
    let first = words(rest).into_iter().next();
    first.is_some_and(|(_, word)| is_function_word(&word))
}

/// Cuts a name at the first parenthesis or colon, or at one of some other places.
fn cut<'a>(text: &'a str, places: &[usize]) -> Option<&'a str> {
    let marks = [
        " (", "\u{a0}(", "\n(", " [", ": ", " :", "\u{a0}:", ":\n", "; ", " ;",
    ];
    let marks = marks.iter().filter_map(|mark| text.find(mark));
    // "Camille Martin(vicaire)"
    let person = text
        .find('(')
        .filter(|at| text.get(..*at).is_some_and(is_person));
    // "Camille Martin / 06 - Montréal"
    let strokes = [" / ", " | "].into_iter().filter_map(|sign| {
        let (name, rest) = text.split_once(sign)?;
        let ends = is_person(name.trim()) || rest.starts_with(|c: char| c.is_ascii_digit());
        ends.then_some(name.len())
    });
    let marks = marks.chain(person).chain(strokes).chain(behind_name(text));
    let end = marks.chain(places.iter().copied()).min();
    let name = text.get(..end.unwrap_or(text.len()))?;
    Some(name.trim_matches(|c: char| c.is_whitespace() || ":;,-<>\u{2013}\u{2014}".contains(c)))
}

/// Returns where the signs and the numbers behind a person begin: "Camille Martin \u{260e} 01 23 45 67 89".
fn behind_name(text: &str) -> Option<usize> {
    let is_sign = |c: char| {
        let of_name = "'.-\u{2019}\"\u{201c}\u{201d}\u{ab}\u{bb}\u{2013}\u{2014}\u{2026}";
        let accent = ('\u{300}'..='\u{36f}').contains(&c);
        c.is_ascii_digit()
            || !c.is_alphanumeric()
                && !c.is_ascii()
                && !c.is_whitespace()
                && !of_name.contains(c)
                && !accent
    };
    let at = text.find(is_sign)?;
    let name = text.get(..at)?;
    (name.ends_with(char::is_whitespace) && is_person(name.trim())).then_some(at)
}

/// Lists where a name may end without a parenthesis or a colon: at a comma, or a dash.
fn ends_of_name(text: &str) -> Vec<usize> {
    // "Security, Reliability and Trust"
    let joins = |rest: &str| {
        let end = rest.find([',', ';', '(']).unwrap_or(rest.len());
        let words: Vec<&str> = rest
            .get(..end)
            .unwrap_or_default()
            .split_whitespace()
            .collect();
        matches!(words.as_slice(), [_, "and" | "et" | "&", _])
    };
    let comma = text.match_indices(',').find(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let said = rest.trim_start();
        said.len() < rest.len()
            && !GOES_ON.iter().any(|more| said.starts_with(more))
            && !joins(said)
    });
    let dashes = [" - ", " \u{2013} ", " \u{2014} "].into_iter();
    let dashes = dashes.filter_map(|dash| {
        let (acronym, words) = text.split_once(dash)?;
        (spells_out(acronym, words) || ends_name(words)).then_some(acronym.len())
    });
    let login = text.find(" @");
    let stands = [" repr\u{e9}sent\u{e9}", " jusqu'", " jusqu\u{2019}"].into_iter();
    let stands = stands.flat_map(|sign| text.match_indices(sign).map(|(at, _)| at));
    let comma = comma.map(|(at, _)| at).into_iter();
    // "Mme Camille Martin Présidente"
    let function = words(text).into_iter().map(|(at, word)| (at.start, word));
    let function = function
        .filter(|(at, word)| {
            is_function_word(word) && text.get(..*at).is_some_and(|name| is_person(name.trim()))
        })
        .map(|(at, _)| at);
    comma
        .chain(dashes)
        .chain(stands)
        .chain(function)
        .chain(login)
        .collect()
}

/// Whether words begin with the letters of an acronym, or most of them.
fn spells_out(acronym: &str, words: &str) -> bool {
    let words = words.split(|c: char| !c.is_alphanumeric());
    let mut initials = words.filter_map(|word| word.chars().next());
    let mut letters = acronym.chars();
    let same = |one: char, other: char| one.to_uppercase().eq(other.to_uppercase());
    let first = letters.next().zip(initials.next());
    let begins = first.is_some_and(|(letter, initial)| same(letter, initial));
    let rest = letters.clone().count();
    let given = letters.filter(|letter| initials.any(|initial| same(initial, *letter)));
    is_acronym(acronym) && begins && given.count() * 2 >= rest
}

fn is_acronym(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() >= 2 && !word.contains(char::is_whitespace)
}

/// Whether an item names several organisations, as "AMUE, ANSSI".
fn names_several(said: &Passage, text: &str) -> bool {
    let linked = said.links.windows(2).any(|pair| match pair {
        [one, other] => {
            let between = text.get(one.over.end..other.over.start).unwrap_or_default();
            let label = |linked: &Linked| text.get(linked.over.clone()).unwrap_or_default();
            // "[Camille Martin](…), [Université d'Exemple](…)"
            let said_of_it = is_person(label(one)) && !is_person(label(other));
            NAME_JOINS.contains(&between.trim()) && !said_of_it
        }
        _ => false,
    });
    let names = cut(text, &[]).unwrap_or_default();
    let commas = names.split([',', '/']);
    let names: Vec<&str> = commas
        .flat_map(|part| part.split(" et "))
        .map(str::trim)
        .collect();
    let short = names.iter().all(|name| {
        let capital = name.starts_with(char::is_uppercase) && !name.contains('@');
        capital && name.split_whitespace().count() <= 2
    });
    let acronyms = names.len() > 1 && names.iter().all(|name| is_acronym(name));
    let fields = names.first().is_some_and(|first| is_person(first));
    linked || acronyms || (names.len() > 2 && short && !fields)
}

/// Returns the link beside a name that is none itself: "AMUE (site)".
fn site(said: &Passage) -> Option<&Linked> {
    let is_site = |linked: &&Linked| {
        let label = said
            .text
            .get(linked.over.clone())
            .unwrap_or_default()
            .trim();
        let target = linked.link.target.as_str();
        linked.over.is_empty()
            || label.contains("://")
            || label == target
            || SITE_LABELS.contains(&sort_key(label).as_str())
    };
    said.links.iter().find(is_site)
}

/// Whether a link leads to a telephone or to a document.
fn is_of_no_member(target: &str) -> bool {
    let target = target.to_lowercase();
    target.starts_with("tel:") || DOCUMENT_ENDS.iter().any(|end| target.ends_with(end))
}

fn is_web(target: &str) -> bool {
    target.starts_with("https://") || target.starts_with("http://")
}

/// Whether a text is a name: neither a sentence nor an address, nor so many seats.
#[must_use]
pub(super) fn is_name(text: &str) -> bool {
    let key = sort_key(text);
    let mut parts = text.split_whitespace();
    let (first, second) = (parts.next().unwrap_or_default(), parts.next());
    let number = first.bytes().all(|b| b.is_ascii_digit());
    let lower = second.is_some_and(|word| word.starts_with(char::is_lowercase));
    let seats =
        (number && lower) || (second.is_some() && SEATS.contains(&sort_key(first).as_str()));
    let many = text.split_whitespace().count() > 3;
    let address = text.contains("://") || text.contains('@') || key.starts_with("www.");
    let sentence = is_sentence(text) || (many && text.ends_with(['.', '!', '?']));
    let of_template = ["{{", "{%", "{<", "%}", "}}", "+++", "##"]
        .iter()
        .any(|sign| text.contains(sign));
    let placeholder = text.starts_with('[') && text.ends_with(']');
    // "Membres", "(image"
    let generic = words(text)
        .iter()
        .all(|(_, word)| MEMBERS.contains(&word.as_str()) || MEMBER_HINTS.contains(&word.as_str()));
    let begins = text
        .starts_with(|c: char| c.is_alphanumeric() || "\u{ab}\"\u{201c}'\u{2019}.@#".contains(c));
    let changed = CHANGED.iter().any(|phrase| key.contains(phrase));
    text.len() <= LONGEST
        && !placeholder
        && !generic
        && !changed
        && begins
        && !of_template
        && !text.ends_with('?')
        && text.contains(char::is_alphabetic)
        && !(address || sentence || seats)
        && !NOBODY.contains(&key.trim_end_matches(['.', '\u{2026}']))
        && !PROFILES.contains(&key.as_str())
        && !is_function(text)
        && !is_task(text)
        && !is_vacant(text)
        && !is_of_others(text)
        && written_dates(text).is_empty()
        && !names_month(text)
        && written_hours(text).is_empty()
}

/// Whether a text says that a seat has nobody, and nothing else: "Siège à pourvoir", "en attente de désignation".
#[must_use]
pub(super) fn is_vacant(text: &str) -> bool {
    let words = words(text);
    let is = |list: &[&str], word: &str| list.contains(&word);
    let vacant = |(_, word): &Word<'_>| is(&VACANT, word);
    words.len() <= 8
        && words.iter().any(vacant)
        && words
            .iter()
            .all(|word| vacant(word) || is(&VACANT_WORDS, &word.1))
}

/// Whether a text is the office of somebody whom it does not name: "M. le Maire".
fn is_office(text: &str) -> bool {
    let words = words(text);
    let [(_, first), (at, article), ..] = words.as_slice() else {
        return false;
    };
    let lower = text
        .get(at.clone())
        .is_some_and(|word| word.starts_with(char::is_lowercase));
    let is = |list: &[&str], word: &str| list.contains(&word);
    let parted = text
        .get(..at.start)
        .is_some_and(|before| !before.contains(['(', ',', ':']));
    // "Mme la Rosa" may be a name, but no program knows.
    is(&POLITE, first) && is(&["le", "la", "l", "les"], article) && lower && parted
}

/// Whether a text means others without naming them: "et les associations locales", "Alpha et autres", "Toute
/// personne intéressée".
fn is_of_others(text: &str) -> bool {
    const ANYBODY: [&str; 10] = [
        "personne",
        "citoyen",
        "citoyenne",
        "habitant",
        "habitante",
        "organisme",
        "association",
        "structure",
        "membre",
        "acteur",
    ];
    let key = sort_key(text);
    let mut words = key.split_whitespace();
    let (first, second) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let anybody = ["tout", "toute"].contains(&first) && ANYBODY.contains(&second);
    let ends = [
        " et autres",
        " et les autres",
        " et d'autres",
        " and others",
    ];
    let ends = ends
        .iter()
        .any(|end| key.trim_end_matches(['.', ' ']).ends_with(end));
    anybody || ends || text.starts_with("et ")
}

/// Whether a text says what is to be done: "Animer le réseau", "Approving new members".
#[must_use]
pub(super) fn is_task(text: &str) -> bool {
    const DETERMINERS: [&str; 22] = [
        "le", "la", "les", "l", "des", "un", "une", "aux", "au", "nos", "notre", "vos", "votre",
        "leur", "leurs", "ce", "cette", "ces", "si", "the", "a", "de",
    ];
    let mut words = text.split(|c: char| c.is_whitespace() || "'\u{2019}".contains(c));
    let first = sort_key(words.next().unwrap_or_default());
    if ORGANISATION_WORDS.contains(&first.as_str()) || is_function_word(&first) {
        return false;
    }
    let second = words.next().unwrap_or_default();
    // "Terre de Liens" is no verb with what is done.
    let names = first.ends_with("re")
        && words
            .clone()
            .next()
            .is_some_and(|word| word.starts_with(char::is_uppercase));
    let verb = ["er", "ir", "re", "oir"]
        .iter()
        .any(|end| first.ends_with(end));
    let lower = second.starts_with(char::is_lowercase) && words.next().is_some();
    let words = text.split_whitespace().count();
    let lower_case = text.starts_with(char::is_lowercase) && words > 4;
    is_charge(text)
        || lower_case
        || verb && !names && DETERMINERS.contains(&second)
        || first.ends_with("ing") && lower
}

/// Whether a text is of a month of a year, as a version is: "Janvier 2026".
fn names_month(text: &str) -> bool {
    let words = words(text);
    words.windows(2).any(|two| matches!(two, [(_, month), (_, year)]
        if parse_dates::month(month).is_some() && year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit())))
}

/// Whether a sign may follow a name at once.
fn is_sign(sign: char) -> bool {
    "(),.:;/[&<{-\u{2013}\u{2014}".contains(sign)
}

#[cfg(test)]
mod tests {
    use crate::markdown::wiki::shown::read;

    /// Shows what the only item of a list of members is read as.
    fn item(line: &str) -> String {
        let page = read(&format!("## Membres\n\n- {line}\n"));
        let members: Vec<_> = page.members.iter().flat_map(|list| &list.members).collect();
        match (members.as_slice(), page.unread.len()) {
            ([], 0) => "nothing".to_owned(),
            ([], 1) => "unread".to_owned(),
            ([one], 0) => match &one.url {
                Some(url) => format!("{} <{url}>", one.name),
                None => one.name.clone(),
            },
            other => format!("{other:?}"),
        }
    }

    fn compare(table: &[(&str, &str)]) {
        for (line, expected) in table {
            assert_eq!(item(line), *expected, "{line}");
        }
    }

    #[test]
    fn a_name_is_told_from_what_is_said_of_it() {
        compare(&[
            ("AMUE", "AMUE"),
            (
                "[ADULLACT](https://adullact.org/)",
                "ADULLACT <https://adullact.org/>",
            ),
            ("**AMUE** (Agence de mutualisation)", "AMUE"),
            ("**AMUE :** agence de mutualisation", "AMUE"),
            (
                "**[AMUE](https://www.amue.fr/)**",
                "AMUE <https://www.amue.fr/>",
            ),
            (
                "[**AMUE** agence](https://www.amue.fr/) : une agence",
                "AMUE agence <https://www.amue.fr/>",
            ),
            ("*AMUE*", "AMUE"),
            ("AMUE (Agence de mutualisation)", "AMUE"),
            ("AMUE : agence de mutualisation", "AMUE"),
            ("AMUE\u{a0}: agence", "AMUE"),
            ("AMUE, rattachée au ministère", "AMUE"),
            ("AMUE ;", "AMUE"),
            ("AMUE ; suppléant CNIL", "AMUE"),
            ("CNIL.", "CNIL."),
            (
                "AMUE – Agence de mutualisation des universités et établissements",
                "AMUE",
            ),
            ("DINUM - direction interministérielle du numérique", "DINUM"),
            (
                "Hub Open Source - Systematic Paris Region",
                "Hub Open Source - Systematic Paris Region",
            ),
            (
                "[Hub - Systematic](https://example.org)",
                "Hub - Systematic <https://example.org>",
            ),
            (
                "Comité pour la science ouverte",
                "Comité pour la science ouverte",
            ),
            ("DAJ du MEFR", "DAJ du MEFR"),
            (
                "Ministère de l'Éducation nationale, de la Jeunesse et des Sports",
                "Ministère de l'Éducation nationale, de la Jeunesse et des Sports",
            ),
            (
                "AMUE (<https://www.amue.fr/>)",
                "AMUE <https://www.amue.fr/>",
            ),
            (
                "AMUE – [site](https://www.amue.fr/)",
                "AMUE <https://www.amue.fr/>",
            ),
            ("AMUE ([convention](https://example.org/c))", "AMUE"),
            ("[AMUE](membres/amue.md)", "AMUE"),
            (
                "[![AMUE](logo.png)](https://www.amue.fr/)",
                "AMUE <https://www.amue.fr/>",
            ),
            ("[x] AMUE", "AMUE"),
            ("OW2", "OW2"),
            (
                "[Terre de Liens](https://terre.example.org/)",
                "Terre de Liens <https://terre.example.org/>",
            ),
            ("Mettre des mots en commun", "unread"),
            ("Gestion du parc", "unread"),
            ("Gestion Durable", "Gestion Durable"),
            ("210447 | Camille Martin", "Camille Martin"),
            ("**210447 | AMUE** : agence", "AMUE"),
            ("AMUE / service des marchés", "AMUE / service des marchés"),
            ("Camille Martin / 06 - Montréal", "Camille Martin"),
            ("Camille martin / 06 - Montréal", "Camille martin"),
            ("Camille Martin | Présidente", "Camille Martin"),
            ("1234 - Camille Martin", "Camille Martin"),
            (
                "[AMUE](https://www.amue.fr/){: target=\"_blank\"} : une agence",
                "AMUE <https://www.amue.fr/>",
            ),
            (
                "[AMUE](https://www.amue.fr/){:.externe}",
                "AMUE <https://www.amue.fr/>",
            ),
            ("data.gouv.fr", "data.gouv.fr"),
            ("42", "unread"),
        ]);
    }

    #[test]
    fn what_is_no_name_is_unread() {
        compare(&[
            ("Le conseil est composé de dix organismes", "unread"),
            (
                "Les membres siègent pour deux ans, sans être payés.",
                "unread",
            ),
            ("un représentant du ministère de la culture", "unread"),
            ("Deux représentants des usagers", "unread"),
            ("3 personnes qualifiées", "unread"),
            ("AMUE, ANSSI", "unread"),
            ("AMUE, ANSSI et CNIL", "unread"),
            (
                "[AMUE](https://www.amue.fr/) et [CNIL](https://cnil.fr)",
                "unread",
            ),
            ("[AMUE](https://www.amue.fr/) est une agence", "unread"),
            ("https://opensource.amue.fr", "unread"),
            ("[Une personne](mailto:personne@example.org)", "unread"),
            ("personne@example.org", "unread"),
            ("[Règlement](reglement.pdf)", "unread"),
            ("~~ANCT~~", "unread"),
            ("AMUE depuis le 24 février 2023", "unread"),
            ("etc.", "unread"),
            ("M. le Maire", "unread"),
            ("Mme la Présidente de région", "unread"),
            ("Monsieur le Maire de Pau", "unread"),
            ("Alpha et autres", "unread"),
            ("et les associations locales", "unread"),
            ("Toute personne intéressée", "unread"),
            ("…", "unread"),
            ("", "nothing"),
        ]);
    }
}
