//! Members: the organisations that sit in a college, and when.

use chrono::NaiveDate;

use super::{CollegeId, MemberId};
use crate::source::Span;

/// An organisation that sits, or sat, in a college.
#[derive(Clone, Debug)]
pub struct Member {
    pub id: MemberId,
    pub name: String,
    /// The article of its name (le, la, l', les, aucun), where the registry says it.
    pub article: Option<String>,
    pub college: CollegeId,
    pub url: Option<String>,
    /// At least one, in order, without overlap.
    pub terms: Vec<Term>,
    /// Oldest first.
    pub formerly: Vec<FormerName>,
    /// Codes of the findings that are accepted for this member.
    pub allow: Vec<String>,
    pub at: MemberSpans,
}

impl Member {
    /// Lists every name that the member bears or bore.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let former = self.formerly.iter().map(|former| former.name.as_str());
        former.chain([self.name.as_str()])
    }
}

/// Where a member is written in its registry.
#[derive(Clone, Debug)]
pub struct MemberSpans {
    /// The header of the record.
    pub record: Span,
    pub id: Span,
    pub name: Span,
    pub college: Span,
    /// Whether the mandates stand in a list, `terms`.
    pub listed_terms: bool,
    /// First and last day of each mandate.
    pub terms: Vec<(Span, Option<Span>)>,
    pub formerly: Vec<Span>,
    pub allow: Vec<Span>,
}

impl MemberSpans {
    /// Stands for the places of a member that is not written yet.
    #[must_use]
    pub fn unwritten(at: Span) -> Self {
        Self {
            record: at,
            id: at,
            name: at,
            college: at,
            listed_terms: false,
            terms: Vec::new(),
            formerly: Vec::new(),
            allow: Vec::new(),
        }
    }
}

/// One mandate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    since: NaiveDate,
    until: Option<NaiveDate>,
}

/// A name that a member bore before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerName {
    pub name: String,
    /// The first day on which the name was no longer borne.
    pub until: NaiveDate,
}

impl Term {
    /// That of whoever has no first day and no end.
    pub const ALWAYS: Self = Self {
        since: NaiveDate::MIN,
        until: None,
    };

    /// Makes a mandate, unless it ends on its first day or before.
    #[must_use]
    pub fn new(since: NaiveDate, until: Option<NaiveDate>) -> Option<Self> {
        until
            .is_none_or(|until| since < until)
            .then_some(Self { since, until })
    }

    /// Returns the first day of the mandate.
    #[must_use]
    pub fn since(self) -> NaiveDate {
        self.since
    }

    /// Returns the first day after the mandate, if its end is known.
    #[must_use]
    pub fn until(self) -> Option<NaiveDate> {
        self.until
    }

    /// Whether two mandates have a day in common.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        let begins_in_time =
            |first: Self, second: Self| first.until.is_none_or(|until| second.since < until);
        begins_in_time(self, other) && begins_in_time(other, self)
    }

    /// Whether a day falls within the mandate.
    #[must_use]
    pub fn covers(self, day: NaiveDate) -> bool {
        self.since <= day && self.until.is_none_or(|until| day < until)
    }
}

impl Member {
    /// Whether the organisation is a member on `day`.
    #[must_use]
    pub fn sits_on(&self, day: NaiveDate) -> bool {
        self.terms.iter().any(|term| term.covers(day))
    }

    /// Whether no end of its last mandate is written: no clock decides it.
    #[must_use]
    pub fn sits(&self) -> bool {
        self.terms.last().is_some_and(|term| term.until.is_none())
    }

    /// Whether a finding is accepted for this member.
    #[must_use]
    pub fn allows(&self, code: &str) -> bool {
        self.allow.iter().any(|allowed| allowed == code)
    }

    /// Returns the article that is written for the name that the member bore on `day`.
    #[must_use]
    pub fn article_on(&self, day: NaiveDate) -> Option<&str> {
        let article = self.article.as_deref();
        article.filter(|_| self.name_on(day) == self.name)
    }

    /// Returns the name that the member bore on `day`.
    #[must_use]
    pub fn name_on(&self, day: NaiveDate) -> &str {
        self.formerly
            .iter()
            .find(|former| day < former.until)
            .map_or(&self.name, |former| &former.name)
    }
}
