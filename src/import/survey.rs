//! What a repository seems to hold of a council: each list, calendar and series of minutes, with the
//! option that takes it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::calendar::Published;
use crate::locale::collation::words;
use crate::markdown::wiki::shapes::is_person;
use crate::markdown::wiki::words::{BLOGS, FIRST_PAGES, MEETING_NAMES, MEETING_WORDS, TEMPLATES};
use crate::markdown::wiki::{
    Heading, ListedMeeting, Part, Wanted, WikiPage, day_of_page, is_of_meetings, is_of_members,
    is_of_minutes, read,
};
use crate::sort::Sort;
use crate::source::shell_quoted;

/// How many examples a candidate has.
const EXAMPLES: usize = 3;

/// What could be imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// The path of the page or file, or a pattern of several.
    pub page: String,
    /// The heading of its part; `None` for the whole.
    pub heading: Option<String>,
    pub kind: Kind,
    /// How many members, meetings, events or minutes.
    pub count: usize,
    pub examples: Vec<String>,
    /// Whether little else could be meant.
    pub sure: bool,
    /// The option that takes it, as it is typed.
    pub option: String,
    /// What the option takes.
    #[serde(skip)]
    pub source: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Members,
    Meetings,
    Calendar,
    Minutes,
}

impl Candidate {
    /// Makes a candidate of a part of a page; the whole of it where its title names the part.
    fn new(
        page: &str,
        heading: Option<String>,
        kind: Kind,
        examples: Vec<String>,
        sure: bool,
    ) -> Self {
        let name = match kind {
            Kind::Members => "members",
            Kind::Meetings => "meetings",
            Kind::Calendar => "calendar",
            Kind::Minutes => "minutes",
        };
        let source = match &heading {
            Some(heading) => format!("{page}#{heading}"),
            None => page.to_owned(),
        };
        Self {
            option: format!("--{name} {}", typed(&source)),
            source,
            page: page.to_owned(),
            heading,
            kind,
            count: examples.len(),
            examples: examples.into_iter().take(EXAMPLES).collect(),
            sure,
        }
    }
}

/// Writes the name of a page as it is typed in a shell.
fn typed(name: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./,:+@%#".contains(c);
    if name.chars().all(plain) && !name.starts_with('#') {
        return name.to_owned();
    }
    shell_quoted(name)
}

/// A page with its path, its text and all that may be read of it.
pub type Surveyed<'a> = (&'a str, &'a str, WikiPage);

/// Lists the candidates: members, meetings, calendars, minutes, each kind by its path.
#[must_use]
pub fn candidates(pages: &[Surveyed<'_>], calendars: &[(&str, Published)]) -> Vec<Candidate> {
    let (mut found, mut hinted) = (Vec::new(), Vec::new());
    let mut dated: BTreeMap<&str, Vec<Dated<'_>>> = BTreeMap::new();
    for (path, text, page) in pages {
        let day = day_of_page(text, path, page.title.as_deref());
        if let Some((day, is_event)) = day {
            let folder = folder_of(path);
            dated.entry(folder).or_default().push(Dated {
                path,
                title: page.title.as_deref().unwrap_or_default(),
                day: day.to_string(),
                is_event,
            });
        }
        // Those who came to a meeting are no members, and the days that it names are elsewhere.
        let of_minutes = page.title.as_deref().is_some_and(is_of_minutes);
        let listed = members(path, page, day.is_none() && !of_minutes);
        if listed.is_empty() && is_of_members(path, page.title.as_deref()) {
            // Its members may stand in a form that is read only where it is named, or not at all.
            let names = as_named(path, text, Kind::Members);
            found.push(Candidate::new(path, None, Kind::Members, names, false));
        }
        found.extend(listed);
        if day.is_none() && !of_minutes {
            found.extend(meetings(path, page));
        }
        if day.is_none() && (of_minutes || page.meetings.is_empty()) {
            hinted.extend(hint(path, text, page));
        }
    }
    found.extend(of_calendars(calendars));
    for (folder, pages) in dated {
        found.extend(series(folder, &pages));
    }
    // Of a folder of minutes all are read together.
    hinted.retain(|hint: &Candidate| {
        let together = |it: &Candidate| it.page == in_folder(folder_of(&hint.page), "*.md");
        hint.kind == Kind::Meetings || !found.iter().any(together)
    });
    found.extend(hinted);
    if found.is_empty() {
        found.extend(pages.iter().flat_map(|(path, text, _)| unsaid(path, text)));
    }
    found.order_by(|a, b| (a.kind, !a.sure, &a.page).cmp(&(b.kind, !b.sure, &b.page)));
    found
}

/// A page that is about one day.
struct Dated<'a> {
    path: &'a str,
    title: &'a str,
    day: String,
    is_event: bool,
}

fn members(path: &str, page: &WikiPage, may_be_sure: bool) -> Vec<Candidate> {
    let mut by_heading: Vec<(Option<Heading>, Vec<String>, bool)> = Vec::new();
    for list in &page.members {
        let names = list.members.iter().map(|member| member.name.clone());
        let same = by_heading
            .iter_mut()
            .find(|(heading, ..)| *heading == list.topic);
        match same {
            Some((_, known, sure)) => {
                known.extend(names);
                *sure |= list.is_sure;
            }
            None => by_heading.push((list.topic.clone(), names.collect(), list.is_sure)),
        }
    }
    let candidates = by_heading.into_iter().map(|(heading, names, sure)| {
        let heading = heading.map(|heading| heading.text);
        Candidate::new(path, heading, Kind::Members, names, sure && may_be_sure)
    });
    candidates.collect()
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Returns the words of the name of a page; of the first page of a folder, those of the folder.
fn said_by_name(path: &str) -> String {
    let stem = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let name = name.split('.').next().unwrap_or(name);
        name.replace(['-', '_'], " ")
    };
    let name = stem(path);
    let is_first = FIRST_PAGES.contains(&name.trim_start().to_lowercase().as_str());
    let name = if is_first {
        stem(folder_of(path))
    } else {
        name
    };
    name.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ')
        .to_owned()
}

fn is_template(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).replace('_', " ");
    words(&name)
        .iter()
        .any(|(_, word)| TEMPLATES.contains(&word.as_str()))
}

/// Lists the members or the meetings that a page would give if it were named.
fn as_named(path: &str, text: &str, kind: Kind) -> Vec<String> {
    let whole = |is: bool| if is { vec![Part::Whole] } else { Vec::new() };
    let page = read(
        text,
        &Wanted {
            path: path.to_owned(),
            members: whole(kind == Kind::Members),
            meetings: whole(kind == Kind::Meetings),
            ..Wanted::default()
        },
    );
    let members = page.members.into_iter().flat_map(|list| list.members);
    let meetings = page.meetings.iter().flat_map(|list| &list.meetings);
    members
        .map(|one| one.name)
        .chain(meetings.map(shown))
        .collect()
}

/// Proposes a page whose name or title says that it is of meetings, although a survey reads none there.
fn hint(path: &str, text: &str, page: &WikiPage) -> Option<Candidate> {
    let name = said_by_name(path);
    let title = page.title.as_deref().unwrap_or_default();
    let folder = folder_of(path)
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .replace(['-', '_'], " ");
    let of_minutes = is_of_minutes(&name) || is_of_minutes(&folder) && said_by_name(path) != folder;
    let meant = of_minutes || is_of_meetings(&name) || is_of_meetings(title);
    // A page called "Comptes rendus" lists them.
    let is_list = words(&name)
        .iter()
        .any(|(_, word)| ["comptes", "crs", "pvs"].contains(&word.as_str()));
    let kind = if of_minutes && !is_list && page.meetings.is_empty() {
        Kind::Minutes
    } else {
        Kind::Meetings
    };
    (meant && !is_template(path)).then(|| {
        let days = as_named(path, text, kind);
        Candidate::new(path, None, kind, days, false)
    })
}

/// Proposes a page that gives several members or meetings once it is named, although nothing there says that it is
/// of them: for a wiki where nothing else is found.
fn unsaid(path: &str, text: &str) -> Vec<Candidate> {
    const FEWEST_MEMBERS: usize = 3;
    const FEWEST_MEETINGS: usize = 2;
    // The files of a project that hold days and names of other things.
    const OTHERS: [&str; 9] = [
        "authors",
        "changelog",
        "changes",
        "code",
        "contributing",
        "history",
        "licence",
        "license",
        "news",
    ];
    let stem = said_by_name(path).to_lowercase();
    let is_other = stem
        .split(' ')
        .next()
        .is_some_and(|first| OTHERS.contains(&first));
    if is_other || is_template(path) {
        return Vec::new();
    }
    let members = as_named(path, text, Kind::Members);
    let persons = members.iter().filter(|name| is_person(name)).count();
    let are_members = members.len() >= FEWEST_MEMBERS && persons * 2 > members.len();
    let days = as_named(path, text, Kind::Meetings);
    let are_days = days.len() >= FEWEST_MEETINGS;
    let of = |kind, names, is: bool| is.then(|| Candidate::new(path, None, kind, names, false));
    let members = of(Kind::Members, members, are_members);
    let meetings = of(Kind::Meetings, days, are_days);
    members.into_iter().chain(meetings).collect()
}

fn meetings(path: &str, page: &WikiPage) -> Vec<Candidate> {
    let of_meetings = is_of_meetings(&said_by_name(path));
    let mut by_heading: Vec<(Option<Heading>, Vec<String>, bool)> = Vec::new();
    for list in &page.meetings {
        let shown = list.meetings.iter().map(shown);
        let speaks = |title: &str| {
            words(title)
                .iter()
                .any(|(_, word)| MEETING_WORDS.contains(&word.as_str()))
        };
        let evident = |meeting: &ListedMeeting| {
            meeting.event.is_some()
                || meeting.end.is_some() && (speaks(&meeting.title) || of_meetings)
        };
        let evident = list.meetings.iter().any(evident);
        // Days alone may be of anything.
        let heading = list
            .heading
            .as_ref()
            .map_or("", |heading| heading.text.as_str());
        let bare =
            |it: &ListedMeeting| it.title.is_empty() && it.start.is_none() && it.minutes.is_none();
        let doubtful = list.meetings.iter().all(bare) && !is_of_meetings(heading);
        let sure = list.is_sure && !doubtful || evident;
        match by_heading
            .iter_mut()
            .find(|(heading, ..)| *heading == list.topic)
        {
            Some((_, known, known_sure)) => {
                known.extend(shown);
                *known_sure |= sure;
            }
            None => by_heading.push((list.topic.clone(), shown.collect(), sure)),
        }
    }
    let candidates = by_heading.into_iter().map(|(heading, days, sure)| {
        let heading = heading
            .map(|heading| heading.text)
            .filter(|text| page.title.as_ref() != Some(text));
        Candidate::new(path, heading, Kind::Meetings, days, sure)
    });
    candidates.collect()
}

fn shown(meeting: &ListedMeeting) -> String {
    format!("{} {}", meeting.date, meeting.title)
        .trim_end()
        .to_owned()
}

/// Gathers the calendars of a folder as a pattern, if there are several.
fn of_calendars(calendars: &[(&str, Published)]) -> Vec<Candidate> {
    let mut folders: BTreeMap<&str, Vec<&(&str, Published)>> = BTreeMap::new();
    for calendar in calendars
        .iter()
        .filter(|(_, calendar)| !calendar.events.is_empty())
    {
        let folder = calendar.0.rsplit_once('/').map_or("", |(folder, _)| folder);
        folders.entry(folder).or_default().push(calendar);
    }
    let candidates = folders.into_iter().map(|(folder, files)| {
        let page = match files.as_slice() {
            [(path, _)] => (*path).to_owned(),
            _ => in_folder(folder, "*.ics"),
        };
        let events = files.iter().flat_map(|(_, calendar)| &calendar.events);
        let examples = events
            .map(|event| event.summary.clone().unwrap_or_default())
            .collect();
        let sure = !files.iter().all(|(path, _)| is_template(path));
        Candidate::new(&page, None, Kind::Calendar, examples, sure)
    });
    candidates.collect()
}

/// Makes a candidate of the pages of a folder that are each about one day.
fn series(folder: &str, pages: &[Dated<'_>]) -> Option<Candidate> {
    let name = |page: &Dated<'_>| page.path.rsplit('/').next().unwrap_or(page.path).to_owned();
    let minutes =
        |page: &&Dated<'_>| is_of_minutes(page.title) || is_of_minutes(&said_by_name(page.path));
    let speaks = |text: &str| {
        words(text).iter().any(|(_, word)| {
            MEETING_NAMES.contains(&word.as_str()) || MEETING_WORDS.contains(&word.as_str())
        })
    };
    let of_minutes = pages.iter().filter(minutes).count() * 2 >= pages.len()
        || is_of_minutes(
            &folder
                .rsplit('/')
                .next()
                .unwrap_or(folder)
                .replace(['-', '_'], " "),
        );
    let meant = pages
        .iter()
        .filter(|page| page.is_event || speaks(page.title) || speaks(&name(page)))
        .count();
    let kind = if of_minutes {
        Kind::Minutes
    } else {
        Kind::Meetings
    };
    let page = match pages {
        [] => return None,
        [only] => only.path.to_owned(),
        _ => in_folder(folder, "*.md"),
    };
    let examples = pages
        .iter()
        .map(|page| format!("{} {}", page.day, page.title))
        .collect();
    // What a blog tells may be anything.
    let is_blog = folder.split('/').any(|part| BLOGS.contains(&part));
    let sure =
        !is_blog && pages.len() > 1 && (of_minutes || meant * 2 > pages.len() || speaks(folder));
    (sure || meant > 0 || of_minutes).then(|| Candidate::new(&page, None, kind, examples, sure))
}

fn in_folder(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}
