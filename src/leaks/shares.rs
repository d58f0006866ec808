//! Links by which whoever has them reads or changes what others work on: pads, shared files, calendars.
//! In minutes they are working notes, that nobody means to publish.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::conference::{EXAMPLES, host_and_path, is_of, link_around, parts_of};

/// What no such link is without.
static HINTS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let hints = [
        "/p/",
        "/s/",
        "framacalc.org/",
        "docs.google.com/",
        "drive.google.com/",
        "calendar.google.com/",
        "google.com/calendar/",
        "sharepoint.com/",
        "1drv.ms/",
        "cryptpad",
        "?both",
        "?edit",
    ];
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA))
        .build(hints)
        .ok()
});

/// The token of a share of Nextcloud, in characters.
const TOKEN: usize = 15;

/// Finds such links in a text.
pub fn find(text: &str) -> Vec<Range<usize>> {
    let Some(hints) = HINTS.as_ref() else {
        return Vec::new();
    };
    let bytes = text.as_bytes();
    let mut found: Vec<Range<usize>> = Vec::new();
    for hint in hints.find_iter(bytes) {
        if found.last().is_some_and(|last| hint.start() < last.end) {
            continue;
        }
        let at = link_around(bytes, hint.range());
        if text.get(at.clone()).is_some_and(is_share) {
            found.push(at);
        }
    }
    found
}

/// Whether a link is one of those.
fn is_share(link: &str) -> bool {
    let link = link.to_ascii_lowercase();
    let (host, path) = host_and_path(&link);
    let host = host.as_str();
    let query = path.split_once(['?', '#']).map_or("", |(_, query)| query);
    let parts = parts_of(path);
    let is_of = |name: &str| is_of(host, name);
    let labels = || host.split('.');
    let is_pad = labels().any(|it| it.starts_with("pad") || it.ends_with("pad"));
    let is_notes = ["hackmd", "hedgedoc", "codimd", "codi", "md"];
    let is_notes = is_pad || labels().any(|it| is_notes.contains(&it));
    match parts.as_slice() {
        // What documentation calls so is none.
        ["p", _, ..] if is_pad => !EXAMPLES.iter().any(|name| host.ends_with(name)),
        // HedgeDoc publishes by such an address.
        ["s", _] if is_notes => false,
        ["s", token] => is_token(token) && (is_cloud(host) || token.len() == TOKEN),
        ["index.php", "s", token, ..] | [_, "index.php", "s", token, ..] => is_token(token),
        _ if is_of("framacalc.org") => parts.len() == 1 && host != "framacalc.org",
        ["calendar", rest @ ..] if is_of("calendar.google.com") || is_of("google.com") => {
            let names = query.contains("src=") || query.contains("cid=");
            names || rest.first() == Some(&"ical")
        }
        [_, "d", _, how @ ..] if is_of("docs.google.com") => {
            // What was published to be read.
            !how.iter()
                .any(|it| it.starts_with("pub") || *it == "viewform")
        }
        ["drive", "folders", _] | ["file", "d", _, ..] | ["open"] if is_of("drive.google.com") => {
            true
        }
        [_, ..] if is_of("1drv.ms") => true,
        [kind, ..] if is_of("sharepoint.com") => kind.starts_with(':') || path.contains("share="),
        _ if labels().any(|it| it == "cryptpad") => path.contains("/edit/"),
        [_] if is_notes => query == "both" || query == "edit",
        _ => false,
    }
}

fn is_cloud(host: &str) -> bool {
    let words = ["cloud", "nuage", "drive", "partage", "fichiers"];
    host.split('.')
        .any(|label| words.iter().any(|it| label.contains(it)))
}

fn is_token(text: &str) -> bool {
    (4..=64).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_by_its_link_is_found() {
        for link in [
            "https://mensuel.framapad.org/p/cde-2026-notes",
            "pad.april.org/p/cde",
            "https://nuage.example.org/s/AbCdEf123456",
            "https://example.org/index.php/s/AbCdEf123456789",
            "https://example.org/s/AbCdEf123456789",
            "https://lite.framacalc.org/budget-2026",
            "https://calendar.google.com/calendar/embed?src=abc%40group.calendar.google.com",
            "https://www.google.com/calendar/ical/abc/private-1/basic.ics",
            "https://docs.google.com/document/d/1a2b3c/edit?usp=sharing",
            "https://drive.google.com/drive/folders/1a2b3c",
            "https://1drv.ms/w/s!abc",
            "https://hackmd.io/abcDEF?both",
            "https://cryptpad.fr/pad/#/2/pad/edit/abc/",
        ] {
            let text = format!("Le pad est {link} ; à compléter.");
            let found = find(&text);
            let found: Vec<&str> = found.into_iter().map(|at| &text[at]).collect();
            assert_eq!(found, [link]);
        }
    }

    #[test]
    fn what_is_published_is_none() {
        for link in [
            "https://pad.example.org/p/cce_2024",
            "https://framapad.org/fr/",
            "https://example.org/p/un-billet",
            "https://example.org/s/article-long",
            "https://pad.example.gouv.fr/s/AbCdEf123",
            "https://docs.google.com/document/d/e/2PACX/pub",
            "https://docs.google.com/forms/d/abc/viewform",
            "https://calendar.google.com/",
            "https://hackmd.io/abcDEF",
        ] {
            assert!(find(link).is_empty(), "{link}");
        }
    }
}
