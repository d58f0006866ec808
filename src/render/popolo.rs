//! The council as open data: Popolo, the specifications of open government data
//! (popoloproject.com).
//!
//! Members are organisations, and colleges organisations within the council. Nobody is named.

use chrono::{NaiveDate, SecondsFormat};
use serde::Serialize;

use super::calendars::{Texts, status_word};
use super::{Context, Templates};
use crate::domain::{Council, Meeting, MeetingId, Member, State, Term};
use crate::problem::Problem;
use crate::sort::Sort;

/// Writes one document of organisations, memberships, events and motions.
///
/// Where the council says of which day its pages are, mandates are those of that day: one that
/// begins later is left out, and no end is told that comes later.
///
/// # Errors
///
/// A finding in a template of the events' texts.
pub fn popolo(
    council: &Council,
    templates: &Templates,
    context: &Context,
) -> Result<String, Box<Problem>> {
    let mut members: Vec<&Member> = council.members.iter().collect();
    members.retain(|member| terms(council, member).next().is_some());
    members.order_by(|a, b| a.id.as_str().cmp(b.id.as_str()));
    let mut organizations = vec![Organization::of_council(council)];
    organizations.extend(council.colleges.iter().map(|college| Organization {
        id: college_id(college.id.as_str()),
        name: &college.name,
        classification: Some("college"),
        parent_id: Some(council.id.as_str()),
        ..Organization::default()
    }));
    organizations.extend(
        members
            .iter()
            .map(|it| Organization::of_member(council, it)),
    );
    let memberships = members.iter().flat_map(|member| {
        terms(council, member).map(|term| Membership::new(council, member, term))
    });
    let records = council.meetings_by_id();
    let mut events = Vec::new();
    for value in &context.meetings {
        if let Some(meeting) = records.get(value.view.id.as_str()) {
            let texts = Texts::new(council, templates, context, value)?;
            events.push(Event::new(council, meeting, texts));
        }
    }
    let published = council.opinions.iter();
    let published = published.filter(|it| it.history.standing() == State::Published);
    let document = Document {
        persons: [],
        organizations,
        memberships: memberships.collect(),
        posts: [],
        events,
        motions: published
            .map(|opinion| Motion {
                id: opinion.id.as_str(),
                organization_id: council.id.as_str(),
                text: &opinion.question,
                classification: "opinion",
                legislative_session_id: opinion.meeting.as_ref().map(MeetingId::as_str),
                result: opinion.outcome.map(Into::into),
            })
            .collect(),
    };
    Ok(serde_json::to_string_pretty(&document).unwrap_or_default() + "\n")
}

/// Lists the mandates that the pages know of.
fn terms(council: &Council, member: &Member) -> impl Iterator<Item = Term> {
    let as_of = council.as_of;
    let known = move |term: &&Term| as_of.is_none_or(|day| term.since() <= day);
    member.terms.iter().filter(known).copied()
}

/// The id of a college, which may have the name of a member.
fn college_id(id: &str) -> String {
    format!("college/{id}")
}

#[derive(Serialize)]
struct Document<'a> {
    /// Nobody.
    persons: [(); 0],
    organizations: Vec<Organization<'a>>,
    memberships: Vec<Membership<'a>>,
    posts: [(); 0],
    events: Vec<Event<'a>>,
    motions: Vec<Motion<'a>>,
}

#[derive(Default, Serialize)]
struct Organization<'a> {
    id: String,
    name: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_names: Vec<OtherName<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    classification: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contact_details: Vec<ContactDetail<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<Link<'a>>,
}

#[derive(Serialize)]
struct OtherName<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct ContactDetail<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct Link<'a> {
    url: &'a str,
}

#[derive(Serialize)]
struct Membership<'a> {
    id: String,
    member: Party<'a>,
    organization_id: String,
    role: &'a str,
    start_date: NaiveDate,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<NaiveDate>,
}

/// Who is a member: no person.
#[derive(Serialize)]
struct Party<'a> {
    #[serde(rename = "@type")]
    kind: &'a str,
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct Event<'a> {
    id: &'a str,
    name: String,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<String>,
    status: &'a str,
    identifiers: [Identifier<'a>; 1],
    classification: &'a str,
    organization_id: String,
    updated_at: String,
}

#[derive(Serialize)]
struct Identifier<'a> {
    scheme: &'a str,
    identifier: &'a str,
}

#[derive(Serialize)]
struct Motion<'a> {
    id: &'a str,
    organization_id: &'a str,
    text: &'a str,
    classification: &'a str,
    /// The meeting that gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    legislative_session_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<&'static str>,
}

impl<'a> Organization<'a> {
    fn of_council(council: &'a Council) -> Self {
        Self {
            id: council.id.to_string(),
            name: &council.name,
            other_names: vec![OtherName {
                name: &council.acronym,
                end_date: None,
                note: Some("acronym"),
            }],
            classification: Some("council"),
            contact_details: vec![ContactDetail {
                kind: "email",
                value: &council.contact,
            }],
            links: council.url.iter().map(|url| Link { url }).collect(),
            ..Self::default()
        }
    }

    fn of_member(council: &'a Council, member: &'a Member) -> Self {
        let known = |until: NaiveDate| council.as_of.is_none_or(|day| until <= day);
        let former = member.formerly.iter().filter(|it| known(it.until));
        Self {
            id: member.id.to_string(),
            name: name(council, member),
            other_names: former
                .map(|former| OtherName {
                    name: &former.name,
                    end_date: former.until.pred_opt(),
                    note: None,
                })
                .collect(),
            links: member.url.iter().map(|url| Link { url }).collect(),
            ..Self::default()
        }
    }
}

/// Returns the name that the pages show.
fn name<'a>(council: &Council, member: &'a Member) -> &'a str {
    council
        .as_of
        .map_or(&member.name, |day| member.name_on(day))
}

impl<'a> Membership<'a> {
    fn new(council: &'a Council, member: &'a Member, term: Term) -> Self {
        let is_known = |until: &NaiveDate| council.as_of.is_none_or(|day| *until <= day);
        Self {
            id: format!("{}/{}", member.id, term.since()),
            member: Party {
                kind: "Organization",
                id: member.id.as_str(),
                name: name(council, member),
            },
            organization_id: college_id(member.college.as_str()),
            role: "member",
            start_date: term.since(),
            end_date: term.until().filter(is_known).and_then(|day| day.pred_opt()),
        }
    }
}

impl<'a> Event<'a> {
    fn new(council: &'a Council, meeting: &'a Meeting, texts: Texts) -> Self {
        let organization_id = match meeting.colleges.as_slice() {
            [only] if council.colleges.len() > 1 => college_id(only.as_str()),
            _ => council.id.to_string(),
        };
        Self {
            id: meeting.id.as_str(),
            name: texts.summary,
            description: texts.description,
            start_date: council.rfc3339(meeting.slot.starts_at()),
            end_date: council.rfc3339(meeting.slot.ends_at()),
            location: texts.location,
            status: status_word(meeting),
            identifiers: [Identifier {
                scheme: "uid",
                identifier: &meeting.uid,
            }],
            classification: "meeting",
            organization_id,
            updated_at: meeting.updated.to_rfc3339_opts(SecondsFormat::Secs, true),
        }
    }
}
