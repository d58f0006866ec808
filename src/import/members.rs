//! The members, from the lists under the headings of pages.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::WikiContents;
use super::colleges::Colleges;
use super::ids::unused;
use super::links::join_links;
use crate::domain::{Member, MemberId, MemberSpans, Term};
use crate::locale::collation::slug;
use crate::problem::{Field, Problem, Side, What};
use crate::registry::{is_url, on_one_line};
use crate::source::Span;

/// The longest id that a name gives, in bytes.
const LONGEST_ID: usize = 80;

/// A member, and where it was read first.
#[derive(Clone, Debug)]
pub struct FoundMember {
    pub member: Member,
    pub at: Span,
}

/// Reads the members, each once; `since` is the first day of their mandates.
#[must_use]
pub fn members(
    found: &WikiContents<'_>,
    colleges: &Colleges,
    since: NaiveDate,
    problems: &mut Vec<Problem>,
) -> Vec<FoundMember> {
    let mut members: Vec<FoundMember> = Vec::new();
    // By name and college; an organisation may sit in two of them.
    let mut known: BTreeMap<(String, usize), usize> = BTreeMap::new();
    let mut ids: BTreeSet<String> = BTreeSet::new();
    for (page, read) in found.pages.iter().enumerate() {
        for (list, listed) in read.page.members.iter().enumerate() {
            let place = colleges
                .lists
                .get(&(page, list))
                .copied()
                .unwrap_or_default();
            let Some(college) = colleges.all.get(place) else {
                continue;
            };
            for one in &listed.members {
                let at = Span::new(read.file, one.at.clone());
                let name = on_one_line(&one.name);
                let key = slug(&name);
                if name.is_empty() || !join_links(&name).is_empty() {
                    problems.push(Problem::at(at, What::UnreadLine));
                    continue;
                }
                let url = one.url.clone();
                let url = url.filter(|url| is_url(url) && join_links(url).is_empty());
                if let Some(same) = known.get(&(key.clone(), place)) {
                    again(&mut members[*same], &name, url, at, problems);
                    continue;
                }
                let mut base = if key.is_empty() { "membre" } else { &key }.to_owned();
                if ids.contains(&base) {
                    base = format!("{base}-{}", college.id);
                }
                let Some(id) = MemberId::new(&unused(&base, LONGEST_ID, &mut ids)) else {
                    problems.push(Problem::at(at, What::UnreadLine));
                    continue;
                };
                known.insert((key, place), members.len());
                members.push(FoundMember {
                    member: Member {
                        id,
                        name,
                        article: None,
                        college: college.id.clone(),
                        url,
                        terms: Term::new(since, None).into_iter().collect(),
                        formerly: Vec::new(),
                        allow: Vec::new(),
                        at: MemberSpans::unwritten(at),
                    },
                    at,
                });
            }
        }
    }
    members
}

/// Takes what a second place says of a member, and tells where it says something else.
fn again(
    known: &mut FoundMember,
    name: &str,
    url: Option<String>,
    at: Span,
    problems: &mut Vec<Problem>,
) {
    let mut tell = |told, kept: &str, left: &str| {
        let what = What::Contradiction {
            told,
            record: known.member.id.to_string(),
            kept: kept.to_owned(),
            left: left.to_owned(),
            from: Side::Page,
        };
        problems.push(Problem::at(at, what).and(known.at));
    };
    if known.member.name != name {
        tell(Field::Name, &known.member.name, name);
    }
    match (&known.member.url, url) {
        (Some(kept), Some(left)) if *kept != left => tell(Field::Site, kept, &left),
        (None, url) => known.member.url = url,
        _ => {}
    }
}
