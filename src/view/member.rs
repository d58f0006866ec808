//! Members, for templates.

use chrono::NaiveDate;
use serde::Serialize;

use super::{CollegeView, DateView};
use crate::domain::{Council, Member};
use crate::locale::collation::sort_key;
use crate::sort::Sort;

/// A member, under the name it bears or bore on the day that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MemberView {
    pub id: String,
    pub name: String,
    pub college: CollegeView,
    pub url: Option<String>,
    /// Whether no end of its mandate is written.
    pub current: bool,
    /// Oldest first.
    pub terms: Vec<TermView>,
    /// Oldest first.
    pub formerly: Vec<FormerNameView>,
}

/// A mandate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TermView {
    pub since: DateView,
    /// The first day after it.
    pub until: Option<DateView>,
}

/// A name borne before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormerNameView {
    pub name: String,
    /// The first day on which it was no longer borne.
    pub until: DateView,
}

/// Shows the members that `keep` lets through, college by college, then by name.
///
/// With `at`, each bears the name of that day.
#[must_use]
pub fn members(
    council: &Council,
    at: Option<NaiveDate>,
    keep: impl Fn(&Member) -> bool,
) -> Vec<MemberView> {
    let mut shown: Vec<(usize, String, MemberView)> = council
        .members
        .iter()
        .filter(|member| keep(member))
        .filter_map(|member| {
            let rank = council
                .colleges
                .iter()
                .position(|college| college.id == member.college)?;
            let name = at.map_or(member.name.as_str(), |day| member.name_on(day));
            let view = MemberView {
                id: member.id.to_string(),
                name: name.to_owned(),
                college: CollegeView::new(&council.colleges[rank]),
                url: member.url.clone(),
                current: council.shows(member),
                terms: member
                    .terms
                    .iter()
                    .map(|term| TermView {
                        since: DateView::new(term.since()),
                        until: term.until().map(DateView::new),
                    })
                    .collect(),
                formerly: member
                    .formerly
                    .iter()
                    .map(|former| FormerNameView {
                        name: former.name.clone(),
                        until: DateView::new(former.until),
                    })
                    .collect(),
            };
            Some((rank, sort_key(name), view))
        })
        .collect();
    shown.order_by(|a, b| (a.0, &a.1, &a.2.id).cmp(&(b.0, &b.1, &b.2.id)));
    shown.into_iter().map(|(_, _, view)| view).collect()
}
