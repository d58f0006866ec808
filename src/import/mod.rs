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
mod doubts;
mod found;
mod ids;
mod join;
mod known;
mod links;
mod mark;
mod material;
mod members;
pub mod minutes;
mod paths;
mod places;
mod records;
mod series;
mod titles;

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;

use doubts::supposed;
use known::Registered;
use material::Material;
use places::OwnFiles;
use series::Series;

use crate::calendar::Published;
use crate::domain::{Clock, College, CollegeId, Council, CouncilId, MeetingId, Withdrawn};
use crate::markdown::wiki::WikiPage;
use crate::problem::{Problem, Side};
use crate::source::{FileId, Sources};

pub use council::timezone;
pub use mark::{Marked, mark};

/// What was read below a folder.
#[derive(Debug)]
pub struct WikiContents<'a> {
    pub sources: &'a Sources,
    pub pages: Vec<FoundPage>,
    pub calendars: Vec<FoundCalendar>,
    /// The paths of all files that are there, in order.
    pub files: &'a [String],
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
pub fn adopt(found: &WikiContents<'_>, wishes: &ImportOptions<'_>) -> Option<Adoption> {
    let mut problems = Vec::new();
    let own = OwnFiles::of(found);
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
        article: None,
        convener_article: None,
        quorum: None,
        proxies: None,
        colleges: colleges.all.clone(),
        members: members.iter().map(|found| found.member.clone()).collect(),
        meetings: records.meetings(found, &wishes.clock, wishes.clock.today(wishes.timezone)),
        opinions: Vec::new(),
        paths,
        withdrawn: Withdrawn::default(),
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
pub fn merge(found: &WikiContents<'_>, wishes: &ImportOptions<'_>, council: &Council) -> Adoption {
    let mut problems = Vec::new();
    let own = OwnFiles::of(found);
    let mut material = Material::of(found, wishes, own, &council.name, &mut problems);
    let known = Registered::of(
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
    let (meetings, places) = known.merged(records.meetings(found, &wishes.clock, today));
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
