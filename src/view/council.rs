//! The council and its colleges, for templates.

use serde::Serialize;

use crate::domain::{College, Council};

/// The council itself, without its records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CouncilView {
    pub id: String,
    pub name: String,
    pub acronym: String,
    pub convener: String,
    pub contact: String,
    pub url: Option<String>,
    pub timezone: &'static str,
}

/// A college.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CollegeView {
    pub id: String,
    pub name: String,
}

impl CouncilView {
    /// Shows a council.
    #[must_use]
    pub fn new(council: &Council) -> Self {
        Self {
            id: council.id.to_string(),
            name: council.name.clone(),
            acronym: council.acronym.clone(),
            convener: council.convener.clone(),
            contact: council.contact.clone(),
            url: council.url.clone(),
            timezone: council.timezone.name(),
        }
    }
}

impl CollegeView {
    /// Shows a college.
    #[must_use]
    pub fn new(college: &College) -> Self {
        Self {
            id: college.id.to_string(),
            name: college.name.clone(),
        }
    }
}
