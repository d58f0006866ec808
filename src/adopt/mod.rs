//! A council from what its wiki says: the lists of its pages and the events of its calendars, joined,
//! and where they contradict each other, what is kept.
//!
//! Nothing is decided in silence: what could not be read, what is supposed and what is left aside
//! are findings.

mod choose;
mod clashes;
mod colleges;
mod council;
mod described;
mod found;
mod ids;
mod join;
mod known;
mod links;
mod mark;
mod members;
mod paths;
mod places;
mod records;
mod series;
mod titles;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use chrono_tz::Tz;

use choose::{Chosen, Order, choose, earliest};
use colleges::Colleges;
use found::{Source, Statement, statements};
use known::Known;
use places::Own;
use records::Records;
use series::Series;

use crate::domain::{Clock, College, CollegeId, Council, CouncilId, MeetingId};
use crate::locale::collation;
use crate::markdown::wiki::WikiPage;
use crate::problem::{Doubt, Place, Problem, Side, Supposed, What};
use crate::render::published::Published;
use crate::source::{FileId, MEMBERS_FILE, Sources, Span};

pub use council::timezone;
pub use links::join_links;
pub use mark::{Marked, mark};

/// What was read below a folder.
#[derive(Debug)]
pub struct Found<'a> {
    pub sources: &'a Sources,
    pub pages: Vec<FoundPage>,
    pub calendars: Vec<FoundCalendar>,
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
    pub calendar: Published,
}

/// What somebody says of the council, and what wins.
#[derive(Clone, Debug)]
pub struct Wishes<'a> {
    pub name: Option<&'a str>,
    pub id: Option<CouncilId>,
    pub acronym: Option<&'a str>,
    pub convener: Option<&'a str>,
    pub contact: Option<&'a str>,
    /// The only colleges, if there are any.
    pub colleges: Vec<College>,
    pub timezone: Tz,
    pub prefer: Side,
    pub clock: Clock,
}

/// A council as it was read, and all that is doubtful about it.
#[derive(Debug)]
pub struct Adoption {
    pub council: Council,
    /// The keys of `[council]` that nothing tells, and `since`.
    pub unverified: Vec<&'static str>,
    /// The meetings whose hours nothing tells.
    pub supposed_hours: BTreeSet<MeetingId>,
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
    /// The meetings that several places speak of.
    pub joined: usize,
    pub contradictions: usize,
    pub unread: usize,
}

/// Makes a council of what was read; `None` only if it can have no college.
#[must_use]
pub fn adopt(found: &Found<'_>, wishes: &Wishes<'_>) -> Option<Adoption> {
    let mut problems = Vec::new();
    let own = Own::of(found);
    let identity = council::identity(found, wishes, own.page, own.calendar)?;
    let material = Material::of(found, wishes, own, &identity.name, &mut problems);
    let (chosen, colleges) = (&material.chosen, &material.colleges);
    let series = Series::of(chosen);
    let ids = series::ids(chosen, &series.numbers, colleges, BTreeSet::new());
    let since = material.since(wishes);
    let members = members::members(found, colleges, since, &mut problems);
    let paths = places::paths(
        found,
        own,
        &material.statements,
        chosen,
        &series.numbers,
        (&identity.id, &ids, colleges),
    );
    let mut unverified = identity.unknown.clone();
    if !members.is_empty() {
        unverified.push("since");
    }
    let records = material.records(&series, &ids, None);
    let mut council = Council {
        id: identity.id,
        name: identity.name,
        acronym: identity.acronym,
        convener: identity.convener,
        contact: identity.contact,
        url: identity.url,
        reply_to: None,
        timezone: identity.timezone,
        typography: identity.typography,
        colleges: colleges.all.clone(),
        members: members.iter().map(|found| found.member.clone()).collect(),
        meetings: records.meetings(&wishes.clock, wishes.clock.today(wishes.timezone)),
        paths,
        links_base: places::links_base(found),
    };
    places::settle(&mut council);
    let (statements, chosen) = (&material.statements, &material.chosen);
    problems.extend(places::left_behind(
        found, own, &council, statements, chosen,
    ));
    supposed(found, &unverified, since, colleges, &mut problems);
    let places = (0..council.meetings.len()).collect::<Vec<usize>>();
    Some(material.finish(
        found,
        &records,
        council,
        &places,
        (unverified, members.len()),
        problems,
    ))
}

/// Puts what was read among what registries say already, which is kept.
///
/// The colleges of the wishes are those of the registries.
#[must_use]
pub fn merge(found: &Found<'_>, wishes: &Wishes<'_>, council: &Council) -> Adoption {
    let mut problems = Vec::new();
    let own = Own::of(found);
    let mut material = Material::of(found, wishes, own, &council.name, &mut problems);
    let known = Known::of(
        council,
        &material.statements,
        &material.chosen,
        &material.colleges,
    );
    known.settle(&mut material.chosen, &material.colleges);
    let mut series = Series::of(&material.chosen);
    known.number(&mut series, &material.colleges);
    let ids = series::ids(
        &material.chosen,
        &series.numbers,
        &material.colleges,
        known.ids(),
    );
    let ids = known::with_known_ids(&known, ids);
    let since = material.since(wishes);
    let read = members::members(found, &material.colleges, since, &mut problems);
    let members = known::merged_members(council, &read, &mut problems);
    let mut unverified = Vec::new();
    if members.len() > council.members.len() {
        unverified.push("since");
    }
    let records = material.records(&series, &ids, Some(&known));
    let today = wishes.clock.today(wishes.timezone);
    let (meetings, places) = known.merged(records.meetings(&wishes.clock, today));
    let merged = Council {
        members,
        meetings,
        ..council.clone()
    };
    supposed(found, &unverified, since, &material.colleges, &mut problems);
    material.finish(
        found,
        &records,
        merged,
        &places,
        (unverified, read.len()),
        problems,
    )
}

/// What was read, joined, and chosen.
struct Material<'a> {
    statements: Vec<Statement<'a>>,
    colleges: Colleges,
    joined: join::Joined,
    chosen: Vec<Chosen>,
    order: Order,
}

impl<'a> Material<'a> {
    fn of(
        found: &'a Found<'_>,
        wishes: &Wishes<'_>,
        own: Own,
        name: &str,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let words = collation::words(name).into_iter().map(|(_, word)| word);
        let words: Vec<String> = words.filter(|word| !titles::is_small(word)).collect();
        let statements = statements(found, wishes.timezone, &words, problems);
        let colleges = Colleges::of(found, &statements, name, &wishes.colleges);
        let joined = join::join(found, &statements, &colleges);
        let order = Order {
            prefer: wishes.prefer,
            page: own.page,
            calendar: own.calendar,
        };
        let chosen = choose(
            &statements,
            &joined.meetings,
            &colleges,
            &order,
            wishes.timezone,
        );
        let (joined, chosen) = readable(found, &statements, joined, chosen, problems);
        Self {
            statements,
            colleges,
            joined,
            chosen,
            order,
        }
    }

    /// Returns the first day of the mandates: that of the first meeting, if it is not to come.
    fn since(&self, wishes: &Wishes<'_>) -> NaiveDate {
        let today = wishes.clock.today(wishes.timezone);
        earliest(&self.chosen).map_or(today, |first| first.min(today))
    }

    fn records<'r>(
        &'r self,
        series: &'r Series,
        ids: &'r [MeetingId],
        known: Option<&'r Known<'r>>,
    ) -> Records<'r, 'a> {
        Records {
            statements: &self.statements,
            colleges: &self.colleges,
            chosen: &self.chosen,
            series,
            ids,
            known,
        }
    }

    /// Tells all that is doubtful; `places` are those of the meetings in the council.
    fn finish(
        &self,
        found: &Found<'_>,
        records: &Records<'_, 'a>,
        council: Council,
        places: &[usize],
        (unverified, members): (Vec<&'static str>, usize),
        mut problems: Vec<Problem>,
    ) -> Adoption {
        let names: Vec<String> = records.ids.iter().map(ToString::to_string).collect();
        problems.extend(self.joined.problems(&self.statements, &names, found));
        records.clashes(found, &self.order, &mut problems);
        records.lonely(&mut problems);
        records.supposed(&mut problems);
        problems.extend(links::public(found));
        problems.sort_by_key(place_of);
        let tally = tally(
            found,
            &self.statements,
            &self.joined.meetings,
            members,
            &problems,
        );
        let (lines, mentioned) = lines(&self.statements, &self.joined.meetings, places);
        let of_list = |at: &usize| self.colleges.all.get(*at).map(|college| college.id.clone());
        let lists = self.colleges.lists.iter();
        Adoption {
            supposed_hours: records.supposed_hours(),
            colleges: lists
                .filter_map(|(list, at)| Some((*list, of_list(at)?)))
                .collect(),
            lines,
            mentioned,
            council,
            unverified,
            problems,
            tally,
        }
    }
}

/// Leaves out the meetings whose day no registry can hold; their statements are unread.
fn readable(
    found: &Found<'_>,
    statements: &[Statement<'_>],
    mut joined: join::Joined,
    chosen: Vec<Option<Chosen>>,
    problems: &mut Vec<Problem>,
) -> (join::Joined, Vec<Chosen>) {
    let mut sound = Vec::new();
    let mut meetings = Vec::new();
    for (places, chosen) in joined.meetings.into_iter().zip(chosen) {
        match chosen {
            Some(chosen) => {
                sound.push(chosen);
                meetings.push(places);
            }
            None => problems.extend(places.iter().map(|at| {
                let doubt = match statements[*at].side() {
                    Side::Page => Doubt::UnreadLine,
                    _ => Doubt::UnreadEvent,
                };
                Problem::at(
                    statements[*at].property(found.sources, "DTSTART"),
                    What::Adopt(doubt),
                )
            })),
        }
    }
    // The registry has the meetings by date.
    let mut both: Vec<(Chosen, Vec<usize>)> = sound.into_iter().zip(meetings).collect();
    both.sort_by_key(|(chosen, places)| (chosen.slot, places.first().copied()));
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

/// Tells what of the council and its members is supposed.
fn supposed(
    found: &Found<'_>,
    unverified: &[&'static str],
    since: NaiveDate,
    colleges: &Colleges,
    problems: &mut Vec<Problem>,
) {
    let mut tell = |place: Place, supposed: Supposed| {
        let what = What::Adopt(Doubt::SupposedValue { supposed });
        problems.push(Problem {
            what,
            place,
            also: None,
        });
    };
    for key in unverified {
        let supposed = match *key {
            "since" => Supposed::Since(since),
            key => Supposed::Council { key },
        };
        tell(Place::Path(MEMBERS_FILE.to_owned()), supposed);
    }
    for (page, list) in &colleges.supposed {
        let read = &found.pages[*page];
        let Some(first) = read.page.members[*list].members.first() else {
            continue;
        };
        let id = colleges.lists.get(&(*page, *list));
        let college = id.and_then(|at| colleges.all.get(*at));
        let id = college.map_or(String::new(), |college| college.id.to_string());
        let place = Place::Span(Span::new(read.file, first.at.clone()));
        tell(place, Supposed::College { id });
    }
}

/// Orders findings by file and line; those about what is not written yet come first.
fn place_of(problem: &Problem) -> (u8, Option<FileId>, usize, String) {
    match &problem.place {
        Place::Span(span) => (1, Some(span.file), span.start, String::new()),
        Place::File(file) => (1, Some(*file), 0, String::new()),
        Place::Hidden { path, start, .. } => (2, None, start.line, path.clone()),
        Place::Path(path) => (0, None, 0, path.clone()),
        Place::Embedded { name, .. } => (0, None, 0, name.clone()),
    }
}

fn tally(
    found: &Found<'_>,
    statements: &[Statement<'_>],
    meetings: &[Vec<usize>],
    members: usize,
    problems: &[Problem],
) -> Tally {
    let count = |is: &dyn Fn(&Doubt) -> bool| {
        let doubts = problems.iter().filter_map(|problem| match &problem.what {
            What::Adopt(doubt) => Some(doubt),
            _ => None,
        });
        doubts.filter(|doubt| is(doubt)).count()
    };
    let lines = statements.iter().filter(|s| s.side() == Side::Page).count();
    let says = |page: &&FoundPage| !page.page.members.is_empty() || !page.page.meetings.is_empty();
    Tally {
        pages: found.pages.iter().filter(says).count(),
        calendars: found.calendars.len(),
        lines,
        events: statements.len() - lines,
        members,
        meetings: meetings.len(),
        joined: meetings.iter().filter(|places| places.len() > 1).count(),
        contradictions: count(&|doubt| {
            matches!(doubt, Doubt::Contradiction { .. } | Doubt::SharedUid { .. })
        }),
        unread: count(&|doubt| {
            matches!(
                doubt,
                Doubt::UnreadLine | Doubt::UnreadEvent | Doubt::NoCalendar
            )
        }),
    }
}
