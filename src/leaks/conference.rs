//! Links that open the room of a videoconference, known by their hosts and by the forms of their
//! paths.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::sort::Sort;

/// A link of a videoconference in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conference {
    /// The bytes of the link.
    pub at: Range<usize>,
    /// The service, by its name.
    pub service: &'static str,
}

/// Names the service whose room a link opens; `None` for any other link.
///
/// The address of a service alone, or of one of its pages that is no room, opens none.
#[must_use]
pub fn service_of(link: &str) -> Option<&'static str> {
    if let Some(service) = by_scheme(link) {
        return Some(service);
    }
    let (host, path) = host_and_path(link);
    let parts = parts_of(path);
    let serves = |service: &&Service| is_of(&host, service.host);
    let mut services = SERVICES.iter().filter(serves);
    services
        .find(|service| service.room.is_at(&parts, path))
        .map(|service| service.name)
        .or_else(|| {
            let is_there = host.contains('.') && is_bigbluebutton(&host, &parts, path);
            is_there.then_some(BIGBLUEBUTTON)
        })
        .or_else(|| {
            // Nextcloud Talk keeps the way to a conversation in the fragment too.
            let whole = path.replace("#/", "/");
            let is_there = host.contains('.') && is_talk(&host, &parts_of(&whole));
            is_there.then_some(TALK)
        })
        .or_else(|| is_pexip(&parts, path).then_some(PEXIP))
        .or_else(|| is_own_room(&host, &parts).then_some(JITSI))
}

/// Parts a link into its host, in lower case, and what stands behind it.
pub(super) fn host_and_path(link: &str) -> (String, &str) {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    (host.trim_end_matches('.').to_ascii_lowercase(), path)
}

/// Whether a host has this name, or is below it.
pub(super) fn is_of(host: &str, name: &str) -> bool {
    let above = host.strip_suffix(name);
    above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
}

/// Lists the parts of a path; some programs write the first slash twice.
pub(super) fn parts_of(path: &str) -> Vec<&str> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.split('/').filter(|part| !part.is_empty()).collect()
}

/// Names the service of a link that opens its program, by the scheme: `zoommtg`, `msteams`.
fn by_scheme(link: &str) -> Option<&'static str> {
    let (scheme, rest) = link.split_once(':')?;
    let known = SCHEMES.iter().find(|(known, _)| {
        let known = known.trim_end_matches(':');
        known.eq_ignore_ascii_case(scheme)
    });
    let opens = rest.starts_with('/') && rest.trim_start_matches('/').len() > 2;
    known.filter(|_| opens).map(|(_, service)| *service)
}

/// Finds every link that opens a room, and every number that does, in bytes of which most are text.
#[must_use]
pub fn find(text: &[u8]) -> Vec<Conference> {
    let mut found = links(text);
    found.extend(numbers(text));
    found.order_by_key(|it| it.at.start);
    found
}

fn links(text: &[u8]) -> Vec<Conference> {
    let Some(hints) = HINTS.as_ref() else {
        return Vec::new();
    };
    let mut found: Vec<Conference> = Vec::new();
    let mut done = 0;
    for hint in hints.find_iter(text) {
        if hint.start() < done {
            continue;
        }
        let at = link_around(text, hint.range());
        let link = text.get(at.clone()).unwrap_or_default();
        let Ok(link) = str::from_utf8(link) else {
            continue;
        };
        if let Some(service) = service_of(link) {
            done = at.end;
            found.push(Conference { at, service });
        }
    }
    found
}

/// Stands for the service whose links the private registry knows, whatever its name is.
pub const OWN_SERVER: &str = "";

/// A service, and where its rooms are.
struct Service {
    name: &'static str,
    /// Subdomains included.
    host: &'static str,
    room: Room,
}

/// Which paths of a host open a room.
enum Room {
    /// One part, which names it, but for those of [`PAGES`].
    Named,
    /// One part of three, four and three letters.
    Coded,
    /// What follows one of these.
    Below(&'static [&'static str]),
    /// What holds one of these.
    Holds(&'static [&'static str]),
    /// What has one of these anywhere, in the query and the fragment too, as the address bar of a
    /// browser shows it in the end; in small letters.
    Says(&'static [&'static str]),
}

/// The services, those of the French State first.
const SERVICES: &[Service] = &[
    // DINUM, on BigBlueButton: /meeting/signin/1/creator/2/hash/3
    service(
        "Webinaire de l'État",
        "webinaire.numerique.gouv.fr",
        Room::Below(&["meeting"]),
    ),
    // The same program, for the agents of the ministry of education.
    service(
        "Visio-agents",
        "visio-agents.education.fr",
        Room::Below(&["meeting"]),
    ),
    // La Suite, on LiveKit: /abc-defg-hij
    service("Visio", "visio.numerique.gouv.fr", Room::Coded),
    service("Visio", "visio.suite.anct.gouv.fr", Room::Coded),
    service("Visio", "visio.lasuite.coop", Room::Coded),
    // The ministry of the interior: /meeting/123456?secret=…, below a language or not.
    service("COMU", "webconf.comu.gouv.fr", Room::Says(COMU)),
    service("COMU", "webconf.comu.minint.fr", Room::Says(COMU)),
    // DINUM, on Jitsi: /NomDeLaReunion
    service(
        "Webconf de l'État",
        "webconf.numerique.gouv.fr",
        Room::Named,
    ),
    // RENATER, on Jitsi, for higher education and research.
    service(
        "Rendez-vous (RENATER)",
        "rendez-vous.renater.fr",
        Room::Named,
    ),
    service(
        "Rendez-vous (RENATER)",
        "rendez-vous.renater.fr",
        Room::Below(&["home"]),
    ),
    // The same program as that of the State, for education.
    service("Visio", "visio.education.fr", Room::Below(&["meeting"])),
    // Framasoft, on Jitsi.
    service("Framatalk", "framatalk.org", Room::Named),
    // Jitsi itself, and the company that runs it.
    service("Jitsi Meet", "meet.jit.si", Room::Named),
    service("8x8", "8x8.vc", Room::Named),
    // Infomaniak, on Jitsi.
    service("kMeet", "kmeet.infomaniak.com", Room::Named),
    // /j/123, the rooms of a person /my/name, webinars /w/123; companies have subdomains
    service("Zoom", "zoom.us", Room::Below(ZOOM)),
    service("Zoom", "zoomgov.com", Room::Below(ZOOM)),
    service("Zoom", "zoom.us", Room::Says(&["confno="])),
    // /l/meetup-join/19%3ameeting_…, since 2024 also /meet/123
    service(
        "Microsoft Teams",
        "teams.microsoft.com",
        Room::Below(&["l/meetup-join", "meet"]),
    ),
    service(
        "Microsoft Teams",
        "teams.live.com",
        Room::Below(&["meet", "l/meetup-join"]),
    ),
    service("Microsoft Teams", "teams.microsoft.com", TEAMS),
    service("Microsoft Teams", "teams.live.com", TEAMS),
    service("Microsoft Teams", "teams.microsoft.us", TEAMS),
    service("Microsoft Teams", "teams.cloud.microsoft", TEAMS),
    service("Skype", "join.skype.com", Room::Named),
    // /abc-defg-hij; a room with a name of its own: /lookup/name
    service("Google Meet", "meet.google.com", Room::Coded),
    service("Google Meet", "meet.google.com", Room::Below(&["lookup"])),
    service("Google Meet", "g.co", Room::Below(&["meet"])),
    // Below a company: /meet/name, /company/j.php?MTID=m1
    service(
        "Webex",
        "webex.com",
        Room::Holds(&["j.php", "meet", "join", "wbxmjs", "webappng"]),
    ),
    // /room, of a company below its own name
    service("Whereby", "whereby.com", Room::Named),
    // /join/123; in short /name and /123
    service("GoTo Meeting", "gotomeeting.com", Room::Below(&["join"])),
    service("GoTo Meeting", "gotomeet.me", Room::Named),
    service("GoTo Meeting", "meet.goto.com", Room::Named),
];

const COMU: &[&str] = &["/meeting/"];
const ZOOM: &[&str] = &[
    "j",
    "my",
    "w",
    "s",
    "wc",
    "ev",
    "meeting/register",
    "webinar/register",
];

const TEAMS: Room = Room::Says(&["meetup-join", "/meet/", "meetingjoin=true"]);

/// The pages of services of which a room could have the name and never has.
const PAGES: [&str; 24] = [
    "about",
    "abc",
    "accessibilite",
    "accueil",
    "aide",
    "apropos",
    "blog",
    "contact",
    "docs",
    "download",
    "faq",
    "fr",
    "help",
    "home",
    "information",
    "legal",
    "login",
    "mentions-legales",
    "org",
    "pricing",
    "privacy",
    "static",
    "terms",
    "user",
];

/// The endings of files that programs load, and that are no rooms.
const FILES: [&str; 18] = [
    "js",
    "css",
    "html",
    "htm",
    "ico",
    "png",
    "jpg",
    "jpeg",
    "gif",
    "svg",
    "json",
    "txt",
    "xml",
    "map",
    "wasm",
    "pdf",
    "md",
    "webmanifest",
];

/// The schemes of links that open the program of a service.
const SCHEMES: [(&str, &str); 9] = [
    ("zoommtg:", "Zoom"),
    ("zoomus:", "Zoom"),
    ("msteams:", "Microsoft Teams"),
    ("webex:", "Webex"),
    ("webexteams:", "Webex"),
    ("wbx:", "Webex"),
    ("jitsi-meet:", "Jitsi Meet"),
    ("org.jitsi.meet:", "Jitsi Meet"),
    ("nextcloudtalk:", TALK),
];

/// Anybody may run it, under any host, as the next one.
const TALK: &str = "Nextcloud Talk";
/// Anybody may run it, under any host.
const BIGBLUEBUTTON: &str = "BigBlueButton";
const PEXIP: &str = "Pexip";
/// What most small hosts run.
const JITSI: &str = "Jitsi Meet";
/// What the first label of a host is called that does nothing else.
const OWN_HOSTS: [&str; 6] = [
    "meet",
    "visio",
    "visioconf",
    "visioconference",
    "webconf",
    "webconference",
];
/// Names that nobody has (RFC 2606, 3).
pub(super) const EXAMPLES: [&str; 3] = [".example.org", ".example.com", ".example.net"];
/// The shortest name of a room at such a host; a shorter one may be a page.
const SHORTEST_ROOM: usize = 7;
/// What the pages of such a host are called by one of their words.
const PAGE_WORDS: [&str; 34] = [
    "accessibilite",
    "accessibility",
    "actualites",
    "aide",
    "api",
    "assets",
    "auth",
    "conditions",
    "confidentialite",
    "connexion",
    "contact",
    "documentation",
    "faq",
    "features",
    "fonctionnalites",
    "guide",
    "help",
    "inscription",
    "landing",
    "legal",
    "legales",
    "login",
    "mentions",
    "politique",
    "presentation",
    "pricing",
    "privacy",
    "register",
    "signup",
    "static",
    "status",
    "support",
    "tarifs",
    "tutoriel",
];

/// What no link of a room is without: its host, or the part of its path that names the program.
static HINTS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let hosts = SERVICES.iter().map(|service| service.host);
    let schemes = SCHEMES.iter().map(|(scheme, _)| *scheme);
    let paths = [
        "/b/",
        "/gl/",
        "/rooms/",
        "/user/",
        "/bigbluebutton/api/",
        "sessiontoken=",
        "/call/",
        "conference=",
        "/webapp",
        "jitsi",
    ];
    let own = OWN_HOSTS.iter().map(|label| format!("{label}."));
    let hints = hosts.chain(schemes).chain(paths).map(str::to_owned);
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA))
        .build(hints.chain(own))
        .ok()
});

/// The farthest that a link reaches before and after what it is known by, in bytes: so a text
/// without spaces costs no more than any other.
const REACH: usize = 400;

/// Whether the first part of a path is a page about a service, or a file of its program.
#[must_use]
pub fn is_page(part: &str) -> bool {
    let part = part.to_ascii_lowercase();
    let part = part.split(['?', '#']).next().unwrap_or_default();
    let ending = part.rsplit_once('.').map(|(_, ending)| ending);
    PAGES.contains(&part) || ending.is_some_and(|ending| FILES.contains(&ending))
}

const fn service(name: &'static str, host: &'static str, room: Room) -> Service {
    Service { name, host, room }
}

impl Room {
    fn is_at(&self, parts: &[&str], path: &str) -> bool {
        match self {
            Self::Says(words) => {
                let path = path.to_ascii_lowercase();
                words.iter().any(|word| path.contains(word))
            }
            Self::Named => parts.first().is_some_and(|first| {
                // A file, such as a script that others load, is no room.
                !is_page(first)
            }),
            Self::Coded => parts
                .first()
                .is_some_and(|first| has_groups(first, &[3, 4, 3], |b| b.is_ascii_lowercase())),
            Self::Below(folders) => folders.iter().any(|folder| {
                let mut parts = parts.iter();
                folder.split('/').all(|part| {
                    let next = parts.next();
                    next.is_some_and(|next| next.eq_ignore_ascii_case(part))
                }) && parts.next().is_some()
            }),
            Self::Holds(names) => {
                let last = parts.len().saturating_sub(1);
                parts.iter().enumerate().any(|(at, part)| {
                    let is_it = |name: &&str| part.eq_ignore_ascii_case(name);
                    names.iter().any(is_it) && (at < last || part.contains('.'))
                })
            }
        }
    }
}

/// Whether a path is one of Greenlight's, which most hosts of `BigBlueButton` have: `/b/ann-abc-def`
/// up to its version 2, `/rooms/abc-def-ghi-jkl/join` since, and `/gl/` or `/user/` where others name the folder. `/b/name`
/// counts where the host says what it runs. A session of a browser has its token in the query.
fn is_bigbluebutton(host: &str, parts: &[&str], path: &str) -> bool {
    let is_of_code = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let coded = |room: &str, least: usize| {
        let groups = room.split('-').count();
        (least..=4).contains(&groups) && has_groups(room, &vec![3; groups], is_of_code)
    };
    let path = path.to_ascii_lowercase();
    let is_session = ["html5client", "bigbluebutton", "playback/presentation"]
        .iter()
        .any(|program| path.contains(program))
        && path.contains("sessiontoken=");
    let named = host
        .split('.')
        .any(|label| label.starts_with("bbb") || label.contains("bigbluebutton"));
    let folder = parts
        .iter()
        .rposition(|part| ["b", "rooms", "gl", "user"].contains(part));
    let room = folder.and_then(|folder| Some((parts.get(folder)?, parts.get(folder + 1)?)));
    let after = folder.and_then(|folder| parts.get(folder + 2));
    is_session
        || room.is_some_and(|(folder, room)| {
            let least = if *folder == "b" { 2 } else { 3 };
            let is_joined = *folder == "rooms" && after == Some(&"join");
            coded(room, least)
                || is_joined
                || (named && !["gl", "user"].contains(folder) && !room.is_empty())
        })
        || parts
            .windows(3)
            .any(|three| three == ["bigbluebutton", "api", "join"])
}

/// Whether a path is that of a conversation of Nextcloud Talk: `/call/` and its token, of small
/// letters and digits, below `index.php` where the server does not hide it.
fn is_talk(host: &str, parts: &[&str]) -> bool {
    let Some(folder) = parts.iter().position(|part| *part == "call") else {
        return false;
    };
    let (before, after) = (parts.get(..folder), parts.get(folder + 1));
    let Some((before, token)) = before.zip(after) else {
        return false;
    };
    let is_token = (4..=32).contains(&token.len())
        && token
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let named = before
        .iter()
        .any(|part| ["index.php", "nextcloud"].contains(part))
        || host.split('.').any(|label| {
            ["cloud", "nuage", "talk", "visio"]
                .iter()
                .any(|word| label.contains(word))
        });
    let is_mixed = token.bytes().any(|byte| byte.is_ascii_digit())
        && token.bytes().any(|byte| byte.is_ascii_lowercase());
    is_token && (named || is_mixed && before.len() < 2)
}

/// Whether a path is one of the web app of Pexip: `webapp` with a conference in its query, or
/// `webapp3/m` and a name.
fn is_pexip(parts: &[&str], path: &str) -> bool {
    let is_app = |part: &&str| {
        let version = part.strip_prefix("webapp");
        version.is_some_and(|version| version.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let app = parts.iter().position(is_app);
    let query = path.split_once('?').map_or("", |(_, query)| query);
    let mut keys = query
        .split(['&', '#'])
        .filter_map(|pair| pair.split_once('='));
    let names = keys
        .clone()
        .any(|(key, name)| key == "conference" && !name.is_empty());
    let joins = keys.any(|(key, _)| ["pin", "role", "join", "bw", "calltype"].contains(&key));
    names && (app.is_some() || joins)
        || app.is_some_and(|app| {
            let after = parts.get(app + 1..).unwrap_or_default();
            after.len() > 1
                && ["m", "conference", "home"].contains(&after.first().copied().unwrap_or_default())
        })
}

/// Whether a path is the name of a room at a host that does nothing else, by its own name, and is no
/// service that is known. What documentation calls `visio` below a name that is reserved for examples
/// (RFC 2606) is none.
fn is_own_room(host: &str, parts: &[&str]) -> bool {
    let (Some(label), [room]) = (host.split('.').next(), parts) else {
        return false;
    };
    let is_example = label == "visio" && EXAMPLES.iter().any(|name| host.ends_with(name));
    let is_known = is_example || SERVICES.iter().any(|service| host.ends_with(service.host));
    let is_page = is_page(room)
        || room
            .split(['-', '_'])
            .any(|word| PAGE_WORDS.contains(&word));
    let is_code = has_groups(room, &[3, 4, 3], |b| b.is_ascii_lowercase());
    let is_room =
        is_code || room.len() >= SHORTEST_ROOM || room.bytes().any(|byte| byte.is_ascii_digit());
    let is_jitsi = label.starts_with("jitsi") || label.ends_with("jitsi");
    host.matches('.').count() > 1
        && !is_known
        && !is_page
        && (is_jitsi || OWN_HOSTS.contains(&label) && is_room)
}

/// Finds the numbers by which a meeting is joined, where words before them say so: `ID de réunion Zoom : …`.
fn numbers(text: &[u8]) -> Vec<Conference> {
    /// How many words may say so.
    const MOST_WORDS: usize = 8;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text
        .get(at..)
        .and_then(|rest| rest.iter().position(u8::is_ascii_digit))
    {
        let start = at + start;
        let (end, digits) = number(text, start);
        at = end.max(start + 1);
        let is_begun = start > 0 && text[start - 1].is_ascii_alphanumeric();
        if is_begun || !(9..=14).contains(&digits) {
            continue;
        }
        let before = text
            .get(start.saturating_sub(REACH / 4)..start)
            .unwrap_or_default();
        let before = String::from_utf8_lossy(before).to_lowercase();
        let words = before
            .rsplit(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        let words: Vec<&str> = words
            .take(MOST_WORDS)
            .take_while(|word| {
                NUMBERED.contains(word) || CALLED.contains(word) || JOINING.contains(word)
            })
            .collect();
        let any = |known: &[&str]| words.iter().any(|word| known.contains(word));
        let is_zoom = any(&["zoom"]);
        let is_teams = any(&["teams"]);
        if is_zoom || is_teams || any(&NUMBERED) && any(&CALLED) {
            let service = if is_teams || !is_zoom && digits > 11 {
                "Microsoft Teams"
            } else {
                "Zoom"
            };
            found.push(Conference {
                at: start..end,
                service,
            });
        }
    }
    found
}

/// What a number is called by which a meeting is joined, what it is the number of, and what joins the two.
const NUMBERED: [&str; 8] = [
    "id",
    "identifiant",
    "numero",
    "numéro",
    "no",
    "n",
    "nº",
    "code",
];
const CALLED: [&str; 8] = [
    "reunion",
    "réunion",
    "meeting",
    "webinaire",
    "webinar",
    "conference",
    "conférence",
    "visio",
];
const JOINING: [&str; 9] = [
    "zoom",
    "teams",
    "microsoft",
    "de",
    "la",
    "du",
    "of",
    "the",
    "d",
];

/// Measures a number in groups of three or four digits, or in one; returns how many digits it has.
fn number(text: &[u8], start: usize) -> (usize, usize) {
    let run = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.iter()
            .take(20)
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let (mut end, mut digits) = (start + run(start), run(start));
    if digits > 4 {
        return (end, digits);
    }
    let mut last = digits;
    while (3..=4).contains(&last) && matches!(text.get(end), Some(b' ' | b'-')) {
        let next = run(end + 1);
        if !(3..=4).contains(&next) {
            break;
        }
        (end, digits, last) = (end + 1 + next, digits + next, next);
    }
    let goes_on = text.get(end).is_some_and(u8::is_ascii_alphanumeric);
    (end, if goes_on { 0 } else { digits })
}

/// Whether a name is made of groups of so many characters, with hyphens between them.
fn has_groups(name: &str, lengths: &[usize], is_of_code: impl Fn(u8) -> bool) -> bool {
    let groups: Vec<&str> = name.split('-').collect();
    groups.len() == lengths.len()
        && groups
            .iter()
            .zip(lengths)
            .all(|(group, length)| group.len() == *length && group.bytes().all(&is_of_code))
}

/// Returns the bytes of the link in which others lie.
pub(super) fn link_around(text: &[u8], inside: Range<usize>) -> Range<usize> {
    let before = text
        .get(inside.start.saturating_sub(REACH)..inside.start)
        .unwrap_or_default();
    let length = before.iter().rev().take_while(|b| is_of_link(**b)).count();
    let token = before.get(before.len() - length..).unwrap_or_default();
    // One link may stand in another one, or follow it at once.
    let schemes = token.windows(3).rposition(|three| three == b"://");
    let start = match schemes {
        Some(at) => {
            let scheme = token.get(..at).unwrap_or_default();
            at - scheme
                .iter()
                .rev()
                .take_while(|byte| byte.is_ascii_alphabetic())
                .count()
        }
        // Without a scheme it begins with its host.
        None => token
            .iter()
            .rposition(|byte| !(byte.is_ascii_alphanumeric() || b".-/".contains(byte)))
            .map_or(0, |last| last + 1),
    };
    let after = text
        .get(inside.end..text.len().min(inside.end + REACH))
        .unwrap_or_default();
    // What it opens in brackets it may close.
    let mut open = 0_usize;
    let of_link = |byte: &&u8| match byte {
        b'(' | b'[' => {
            open += 1;
            true
        }
        b')' | b']' if open > 0 => {
            open -= 1;
            true
        }
        byte => is_of_link(**byte),
    };
    let mut length_after = after.iter().take_while(of_link).count();
    while length_after > 0
        && after
            .get(length_after - 1)
            .is_some_and(|b| b".,:;!?*_~".contains(b))
    {
        length_after -= 1;
    }
    inside.start - length + start..inside.end + length_after
}

/// Whether a link goes on with a byte; brackets and quotation marks stand around links.
fn is_of_link(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"<>\"'`()[]{}|\\^".contains(&byte)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Puts a link together from its parts, so that it stands nowhere as it is.
    fn link(host: &str, path: &str) -> String {
        format!("https://{host}/{path}")
    }

    #[test]
    fn the_link_of_a_room_is_known_by_its_service() {
        for (host, path, service) in [
            (
                "webinaire.numerique.gouv.fr",
                "/meeting/signin/1/creator/2/hash/3",
                "Webinaire de l'État",
            ),
            ("visio.numerique.gouv.fr", "abc-defg-hij", "Visio"),
            ("WEBCONF.numerique.gouv.fr", "Reunion", "Webconf de l'État"),
            ("meet.jit.si", "Reunion?x=1", "Jitsi Meet"),
            ("us02web.zoom.us", "j/123?pwd=x", "Zoom"),
            ("zoom.us:443", "my/nom", "Zoom"),
            (
                "teams.microsoft.com",
                "l/meetup-join/19%3a",
                "Microsoft Teams",
            ),
            (
                "teams.microsoft.com",
                "_#/l/meetup-join/19:a@thread.v2/0?context=x",
                "Microsoft Teams",
            ),
            (
                "teams.microsoft.com",
                "v2/?meetingjoin=true#/meet/1",
                "Microsoft Teams",
            ),
            ("teams.cloud.microsoft", "meet/123", "Microsoft Teams"),
            ("zoom.us", "join?confno=123&pwd=x", "Zoom"),
            ("zoom.us", "webinar/register/WN_a", "Zoom"),
            ("events.zoom.us", "ev/abc", "Zoom"),
            (
                "societe.webex.com",
                "webappng/sites/societe/meeting/info/a",
                "Webex",
            ),
            ("meet.jit.si.", "Reunion", "Jitsi Meet"),
            (
                "rendez-vous.renater.fr",
                "home/salle",
                "Rendez-vous (RENATER)",
            ),
            ("meet.google.com", "abc-defg-hij", "Google Meet"),
            ("societe.webex.com", "societe/j.php?MTID=m1", "Webex"),
            ("societe.webex.com", "meet/nom", "Webex"),
            ("whereby.com", "salle", "Whereby"),
            ("global.gotomeeting.com", "join/1", "GoTo Meeting"),
            ("conf.example.org", "b/ann-abc-def", "BigBlueButton"),
            (
                "conf.example.org",
                "rooms/abc-def-ghi-jkl/join",
                "BigBlueButton",
            ),
            ("bbb.example.org", "gl/b/salle", "BigBlueButton"),
            (
                "conf.example.org",
                "bigbluebutton/api/join?x",
                "BigBlueButton",
            ),
            (
                "conf.example.org",
                "html5client/join?sessionToken=a1",
                "BigBlueButton",
            ),
            (
                "conf.example.org",
                "html5client/?sessionToken=a1",
                "BigBlueButton",
            ),
            ("conf.example.org", "b/abc-def", "BigBlueButton"),
            ("conf.example.org", "rooms/abc-def-ghi", "BigBlueButton"),
            ("conf.example.org", "gl/ann-abc-def", "BigBlueButton"),
            ("conf.example.org", "rooms/conseil/join", "BigBlueButton"),
            ("example.org", "call/ab2cd3ef", "Nextcloud Talk"),
            ("example.org", "index.php/call/abcdefgh", "Nextcloud Talk"),
            ("cloud.example.org", "call/abcdefgh", "Nextcloud Talk"),
            ("g.co", "meet/conseil", "Google Meet"),
            ("meet.jit.si", "Conseil.Essai", "Jitsi Meet"),
            ("meet.jit.si", "[Conseil]", "Jitsi Meet"),
            ("visio.suite.anct.gouv.fr", "abc-defg-hij", "Visio"),
            ("webconf.comu.gouv.fr", "en-US/meeting/1?secret=x", "COMU"),
            ("jitsi.example.org", "Salle", "Jitsi Meet"),
            ("meet.example.org", "ConseilEssai", "Jitsi Meet"),
            ("visio.ville.test", "abc-defg-hij", "Jitsi Meet"),
            ("cloud.example.org", "#/call/abcd2345", "Nextcloud Talk"),
            (
                "cloud.example.org",
                "index.php/apps/spreed/#/call/abcd2345",
                "Nextcloud Talk",
            ),
            ("conf.example.org", "webapp/?conference=x&pin=1", "Pexip"),
            ("conf.example.org", "?conference=x&pin=1", "Pexip"),
            ("conf.example.org", "webapp3/m/x/express", "Pexip"),
        ] {
            assert_eq!(
                service_of(&link(host, path)),
                Some(service),
                "{host}/{path}"
            );
        }
    }

    #[test]
    fn the_page_of_a_service_is_no_room() {
        for (host, path) in [
            ("webinaire.numerique.gouv.fr", ""),
            ("webinaire.numerique.gouv.fr", "meeting"),
            ("webinaire.numerique.gouv.fr", "aide"),
            ("visio.numerique.gouv.fr", "mentions-legales"),
            ("webconf.numerique.gouv.fr", "#top"),
            ("meet.jit.si", "external_api.js"),
            ("framatalk.org", "accueil/"),
            ("zoom.us", "j"),
            ("zoom.us", "pricing"),
            ("notzoom.us", "j/123"),
            ("zoom.us.example.org", "j/123"),
            ("teams.microsoft.com", "l/team/1"),
            ("help.webex.com", "article/join-a-meeting"),
            ("meet.google.com", "landing"),
            ("git.example.org", "a/b/README.md"),
            ("git.example.org", "b/a-b-c"),
            ("example.org", "rooms/list"),
            ("example.org", "call/papers"),
            ("example.org", "call/for/papers2027"),
            ("cloud.example.org", "s/ab2cd3ef"),
            ("g.co", "kgs/abc"),
            ("conf.example.org", "html5client/"),
            ("git.example.org", "b/main"),
            ("meet.example.org", "aide"),
            ("visio.example.org", "mentions-legales"),
            ("visio.example.org", "guide-utilisateur"),
            ("jitsi.example.org", "static/x.css"),
            ("jitsi.org", "downloads"),
            ("conf.example.org", "?conference=x"),
            ("conf.example.org", "webapp/"),
            ("visio.suite.anct.gouv.fr", "connexion"),
            ("webconf.comu.gouv.fr", "meeting"),
        ] {
            assert_eq!(service_of(&link(host, path)), None, "{host}/{path}");
        }
        assert_eq!(service_of("b/ann-abc-def"), None, "a path, not a link");
        for (scheme, rest, service) in [
            ("zoommtg", "//zoom.us/join?confno=1", Some("Zoom")),
            ("ZOOMUS", "//zoom.us/join?confno=1", Some("Zoom")),
            ("msteams", "/l/meetup-join/19:a", Some("Microsoft Teams")),
            ("webexteams", "//meet?sip=a", Some("Webex")),
            (
                "org.jitsi.meet",
                "//meet.example.org/Salle",
                Some("Jitsi Meet"),
            ),
            ("msteams", "", None),
            ("zoommtg", "//", None),
        ] {
            let link = format!("{scheme}:{rest}");
            assert_eq!(service_of(&link), service, "{link}");
        }
    }

    #[test]
    fn a_number_is_that_of_a_meeting_where_words_say_so() {
        // Each `x` is a digit: written so no number stands here as it is.
        for (before, number, service) in [
            ("ID de réunion Zoom : ", "xxx xxxx xxxx", Some("Zoom")),
            ("id de reunion: ", "xxx-xxx-xxx", Some("Zoom")),
            ("Meeting ID: ", "xxxxxxxxxxx", Some("Zoom")),
            ("| N° de réunion | ", "xxx xxx xxxx", Some("Zoom")),
            ("Réunion Zoom : ", "xxx xxxx xxxx", Some("Zoom")),
            ("Meeting ID: ", "xxx xxx xxx xxx", Some("Microsoft Teams")),
            ("Réunion Zoom : ", "xx xx xx xx xx", None),
            ("Réunion n° ", "xxxxxxxx", None),
            ("Réunion du 3 novembre : ", "xxx xxx xxx", None),
            ("SIRET ", "xxx xxx xxx xxxxx", None),
            ("Numéro : ", "xxx xxx xxx", None),
            ("ID de réunion ", "xxx xxx xxxa", None),
        ] {
            let number = number.replace('x', "7");
            let text = format!("{before}{number}.");
            let found = find(text.as_bytes());
            let found: Vec<_> = found
                .iter()
                .map(|it| (&text[it.at.clone()], it.service))
                .collect();
            let expected = service.map(|service| (&*number, service));
            let expected: Vec<_> = expected.into_iter().collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn links_are_found_whole_wherever_they_stand() {
        let room = link("meet.jit.si", "Salle");
        let bare = room.strip_prefix("https://").unwrap();
        for (text, expected) in [
            (format!("[ici]({room})."), &*room),
            (format!("voir <{room}>"), &room),
            (format!("é{room}, ou"), &room),
            (format!("**{room}**"), &room),
            (format!("{bare}!"), bare),
            (format!("x:{bare} "), bare),
            (format!("https://example.org/?u={room}"), &room),
        ] {
            let found = find(text.as_bytes());
            let links: Vec<&str> = found.iter().map(|it| &text[it.at.clone()]).collect();
            assert_eq!(links, [expected], "{text}");
        }
        let twice = format!("{room} {}", link("zoom.us", "j/1"));
        assert_eq!(find(twice.as_bytes()).len(), 2);
        let half = [&b"https://meet.jit.si/"[..], b"\xe9"].concat();
        assert_eq!(find(&half), []);
    }

    proptest! {
        #[test]
        fn any_bytes_hold_some_links_or_none(
            pieces in prop::collection::vec(prop::sample::select(vec![
                &b"https://"[..], b"meet.jit.si", b"/", b"/b/", b"abc-def-ghi", b"zoom.us", b"/j/", b"1",
                b"\xff", b" ", b".", b"\xc3\xa9", b"://", b"@", b":", b"?", b"?#",
            ]), 0..20)
        ) {
            let text = pieces.concat();
            let found = links(&text);
            let mut end = 0;
            for it in found {
                prop_assert!(it.at.start >= end && it.at.end <= text.len());
                end = it.at.end;
                let link = str::from_utf8(&text[it.at]).unwrap();
                prop_assert_eq!(service_of(link), Some(it.service));
            }
        }
    }
}
