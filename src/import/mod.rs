//! A council from what is named of its wiki: the lists of its pages, its minutes and the events of its
//! calendars, joined with what its registry says already, and where they contradict each other, what
//! is kept.
//!
//! Nothing is decided in silence: what could not be read, what is supposed and what is left aside
//! are findings.

mod choose;
mod clashes;
mod colleges;
pub mod contacts;
mod council;
mod doubts;
mod events;
mod found;
mod ids;
mod join;
mod left_out;
mod links;
mod mark;
pub mod members;
pub mod minutes;
mod places;
mod records;
mod series;
pub mod survey;
mod titles;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use chrono_tz::Tz;

use choose::{Order, Selected, choose, earliest};
use colleges::Colleges;
use doubts::{place_of, supposed, tally};
use found::{Source, Statement, statements};
use join::{Joined, join};
use places::OwnFiles;
use records::Records;
use series::Series;

use crate::calendar::{Occurrence, Published};
use crate::domain::{
    Clock, College, CollegeId, Council, CouncilId, Meeting, MeetingId, Member, Withdrawn,
};
use crate::locale::collation;
use crate::locale::holidays::HolidayRegion;
use crate::markdown::wiki::WikiPage;
use crate::problem::{Problem, Side, UnreadEvent, What};
use crate::registry::scaffold::{Unverified, is_unverified};
use crate::sort::Sort;
use crate::source::{FileId, Sources};

pub use council::timezone;
pub use left_out::foresee;
pub use links::paths_of;
pub use mark::{Marked, mark};

/// What was read of what was named.
#[derive(Debug)]
pub struct WikiContents<'a> {
    pub sources: &'a Sources,
    pub pages: Vec<FoundPage>,
    pub calendars: Vec<FoundCalendar>,
    /// The paths of all files that are there, in order.
    pub files: &'a [String],
    /// What the registries say already, if they are there.
    pub registered: Option<&'a Council>,
    /// The title of the page that a visitor sees first, if there is one.
    pub home: Option<String>,
    /// What of the calendars was not read as it stands.
    pub doubts: Vec<Problem>,
}

/// A page and what it says.
#[derive(Debug)]
pub struct FoundPage {
    pub file: FileId,
    pub page: WikiPage,
}

/// A calendar and what it says.
#[derive(Debug)]
pub struct FoundCalendar {
    pub file: FileId,
    /// As it stands: of lines that are folded inside a character the text has lost some.
    pub bytes: Arc<[u8]>,
    /// What it says, event by event.
    pub calendar: Published,
    /// What its events stand for.
    pub events: Vec<Occurrence>,
}

/// What somebody says of the council, and what wins.
#[derive(Clone, Debug)]
pub struct ImportOptions<'a> {
    pub name: Option<&'a str>,
    pub id: Option<CouncilId>,
    pub acronym: Option<&'a str>,
    pub convener: Option<&'a str>,
    pub contact: Option<&'a str>,
    /// The only colleges, if there are any.
    pub colleges: Vec<College>,
    pub timezone: Tz,
    pub prefer: Side,
    /// Whether the persons whom the pages name become contacts.
    pub contacts: bool,
    pub clock: Clock,
}

/// A council as it was read, and all that is doubtful about it.
#[derive(Debug)]
pub struct Adoption {
    /// With what the registries say already, unchanged.
    pub council: Council,
    /// The keys of `[council]` that nothing tells, and `since`.
    pub unverified: Vec<&'static str>,
    /// The meetings whose hours nothing tells, or nobody has verified since, with the keys of these.
    pub supposed_hours: BTreeMap<MeetingId, Unverified>,
    /// The persons that the pages name for members.
    pub people: Vec<members::Person>,
    /// In the order of the files and their lines.
    pub problems: Vec<Problem>,
    pub tally: Tally,
    lines: Lines,
    /// The meetings that some page mentions.
    mentioned: BTreeSet<usize>,
    /// The college of each list of members.
    colleges: BTreeMap<(usize, usize), CollegeId>,
}

/// The meeting of each line, by the places of page and list.
type Lines = BTreeMap<(usize, usize), Vec<Option<usize>>>;

/// How much was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub pages: usize,
    pub calendars: usize,
    pub lines: usize,
    pub events: usize,
    pub members: usize,
    pub meetings: usize,
    pub contradictions: usize,
    pub unread: usize,
}

/// Makes a council of what was read; `None` only if it can have no college.
#[must_use]
pub fn adopt(found: &WikiContents<'_>, wishes: &ImportOptions<'_>) -> Option<Adoption> {
    let mut problems = found.doubts.clone();
    let own = OwnFiles::of(found);
    let identity = council::identity(found, wishes, own.page, own.calendar)?;
    let name = found
        .registered
        .map_or(identity.name.as_str(), |council| &council.name);
    let words = collation::words(name).into_iter().map(|(_, word)| word);
    let words = words.filter(|word| !titles::is_small(word));
    let words: Vec<String> = words.map(String::from).collect();
    let statements = statements(found, wishes.timezone, &words, &mut problems);
    let colleges = Colleges::of_wiki(found, &statements, name, &wishes.colleges);
    let order = Order {
        prefer: wishes.prefer,
        page: own.page,
        calendar: own.calendar,
    };
    let joined = join(found, &statements, &colleges);
    let chosen = choose(
        &statements,
        &joined.meetings,
        &colleges,
        &order,
        wishes.timezone,
    );
    let (joined, chosen) = readable(found, &statements, joined, chosen, &mut problems);
    let series = Series::of(&chosen);
    let ids = series::ids(&chosen, &series.numbers, &colleges);
    let today = wishes.clock.today(wishes.timezone);
    let since = since(&chosen, today);
    let members = members::members(found, &colleges, since, wishes.contacts, &mut problems);
    let mut unverified = if found.registered.is_some() {
        Vec::new()
    } else {
        identity.unknown.clone()
    };
    if members.is_new {
        unverified.push("since");
    }
    let records = Records {
        statements: &statements,
        colleges: &colleges,
        chosen: &chosen,
        series: &series,
        ids: &ids,
    };
    let meetings = records.meetings(found, &wishes.clock, today);
    let (read, places) = records.among(found.registered, meetings);
    let mut council = council_of(found, identity, &colleges, (members.all.clone(), read));
    if found.registered.is_none() {
        places::name_files(found, own, &statements, &chosen, &mut council);
        problems.extend(places::left_behind(
            found,
            own,
            &council,
            &statements,
            &chosen,
        ));
    }
    supposed(
        found,
        &unverified,
        (since, earliest(&chosen) == Some(since)),
        &council,
        &colleges,
        &mut problems,
    );
    let names: Vec<String> = ids.iter().map(ToString::to_string).collect();
    problems.extend(joined.problems(&statements, &names, found));
    records.clashes(found, &order, &mut problems);
    records.lonely(&mut problems);
    records.supposed(&mut problems);
    problems.extend(left_out::left_out(found, &council));
    problems.extend(links::public(found));
    problems.order_by_key(place_of);
    let tally = tally(
        found,
        &statements,
        &joined.meetings,
        members.count,
        &problems,
    );
    let (lines, mentioned) = lines(&statements, &joined.meetings, &places);
    let of_list = |at: &usize| colleges.all.get(*at).map(|college| college.id.clone());
    Some(Adoption {
        supposed_hours: unverified_hours(found)
            .chain(records.supposed_hours())
            .collect(),
        colleges: colleges
            .lists
            .iter()
            .filter_map(|(list, at)| Some((*list, of_list(at)?)))
            .collect(),
        people: members.people,
        lines,
        mentioned,
        council,
        unverified,
        problems,
        tally,
    })
}

/// Lists the meetings of the registry whose hours an import supposed, and nobody has verified since.
fn unverified_hours(found: &WikiContents<'_>) -> impl Iterator<Item = (MeetingId, Unverified)> {
    let known = found.registered.iter().flat_map(|it| &it.meetings);
    let unverified = known.filter(|meeting| {
        [meeting.at.start, meeting.at.end].iter().any(|at| {
            let rest = found.sources.text(at.file).get(at.end..);
            let line = rest.and_then(|rest| rest.lines().next());
            line.is_some_and(is_unverified)
        })
    });
    unverified.map(|meeting| {
        let unverified = Unverified {
            keys: &["start", "end"],
            place: None,
        };
        (meeting.id.clone(), unverified)
    })
}

/// Makes the council, or takes that of the registries with what is new.
fn council_of(
    found: &WikiContents<'_>,
    identity: council::Identity,
    colleges: &Colleges,
    (members, meetings): (Vec<Member>, Vec<Meeting>),
) -> Council {
    if let Some(council) = found.registered {
        return Council {
            members,
            meetings,
            ..council.clone()
        };
    }
    Council {
        id: identity.id,
        name: identity.name,
        acronym: identity.acronym,
        convener: identity.convener,
        contact: identity.contact,
        url: identity.url,
        reply_to: None,
        timezone: identity.timezone,
        holidays: HolidayRegion::of_timezone(identity.timezone.name()),
        typography: identity.typography,
        article: None,
        convener_article: None,
        as_of: None,
        quorum: None,
        proxies: None,
        colleges: colleges.all.clone(),
        members,
        meetings,
        opinions: Vec::new(),
        subjects: Vec::new(),
        paths: crate::registry::default_paths(),
        withdrawn: Withdrawn::default(),
        links_base: places::links_base(found),
    }
}

/// Returns the first day of the mandates: that of the first meeting, if it is not to come.
fn since(chosen: &[Selected<'_>], today: NaiveDate) -> NaiveDate {
    earliest(chosen).map_or(today, |first| first.min(today))
}

/// Leaves out the meetings whose day no registry can hold; their statements are unread.
fn readable<'a>(
    found: &WikiContents<'_>,
    statements: &[Statement<'_>],
    mut joined: Joined,
    chosen: Vec<Option<Selected<'a>>>,
    problems: &mut Vec<Problem>,
) -> (Joined, Vec<Selected<'a>>) {
    let mut both = Vec::new();
    for (places, chosen) in joined.meetings.into_iter().zip(chosen) {
        match chosen {
            Some(chosen) => both.push((chosen, places)),
            None => problems.extend(places.iter().map(|at| {
                let doubt = match statements[*at].side() {
                    Side::Page => What::UnreadLine {
                        other_weekday: None,
                    },
                    _ if statements[*at].start.is_some() => UnreadEvent::TwiceThatDay.into(),
                    _ => UnreadEvent::Value.into(),
                };
                Problem::at(statements[*at].property(found.sources, "DTSTART"), doubt)
            })),
        }
    }
    // The registry has the meetings by date.
    both.order_by_key(|(chosen, places)| (chosen.slot, places.first().copied()));
    let (sound, meetings) = both.into_iter().unzip();
    joined.meetings = meetings;
    (joined, sound)
}

/// Tells of which meeting each line of a list is, and which meetings have one.
fn lines(
    statements: &[Statement<'_>],
    meetings: &[Vec<usize>],
    places: &[usize],
) -> (Lines, BTreeSet<usize>) {
    let mut of_statement: Vec<Option<usize>> = vec![None; statements.len()];
    for (meeting, place) in meetings.iter().zip(places) {
        for at in meeting {
            of_statement[*at] = Some(*place);
        }
    }
    let (mut lines, mut mentioned) = (BTreeMap::new(), BTreeSet::new());
    for (statement, meeting) in statements.iter().zip(of_statement) {
        if let Source::Line { page, list, .. } = statement.source {
            lines
                .entry((page, list))
                .or_insert_with(Vec::new)
                .push(meeting);
            mentioned.extend(meeting);
        }
    }
    (lines, mentioned)
}
