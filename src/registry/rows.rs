//! The records as they are written, once their shape is known to be sound.

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct CouncilRow {
    pub id: String,
    pub name: String,
    pub acronym: String,
    pub convener: String,
    pub contact: String,
    pub url: Option<String>,
    pub reply_to: Option<String>,
    pub timezone: String,
    pub typography: Option<String>,
}

#[derive(Deserialize)]
pub struct CollegeRow {
    pub id: Spanned<String>,
    pub name: String,
}

#[derive(Deserialize)]
pub struct MemberRow {
    pub id: Spanned<String>,
    pub name: Spanned<String>,
    pub college: Spanned<String>,
    pub url: Option<String>,
    pub since: Option<Spanned<Datetime>>,
    pub until: Option<Spanned<Datetime>>,
    pub terms: Option<Spanned<Vec<TermRow>>>,
    #[serde(default)]
    pub formerly: Vec<FormerNameRow>,
    #[serde(default)]
    pub allow: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
pub struct TermRow {
    pub since: Spanned<Datetime>,
    pub until: Option<Spanned<Datetime>>,
}

#[derive(Deserialize)]
pub struct FormerNameRow {
    pub name: String,
    pub until: Spanned<Datetime>,
}

#[derive(Default, Deserialize)]
pub struct PathsRow {
    pub page: Option<Spanned<String>>,
    pub calendar: Option<Spanned<String>>,
    pub event: Option<Spanned<String>>,
    pub minutes: Option<Spanned<String>>,
    pub draft: Option<Spanned<String>>,
}

#[derive(Default, Deserialize)]
pub struct WithdrawnRow {
    #[serde(default)]
    pub calendars: Vec<String>,
    #[serde(default)]
    pub events: Vec<String>,
}

#[derive(Default, Deserialize)]
pub struct LinksRow {
    pub base: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct MeetingRow {
    pub id: Spanned<String>,
    pub colleges: Spanned<Vec<Spanned<String>>>,
    pub number: Option<Spanned<u32>>,
    pub cycle: Option<Spanned<i32>>,
    pub date: Spanned<Datetime>,
    pub start: Spanned<Datetime>,
    pub end: Spanned<Datetime>,
    pub status: Option<String>,
    #[serde(default)]
    pub moved_from: Vec<Spanned<SlotRow>>,
    pub place: Option<String>,
    pub online: Option<bool>,
    #[serde(default)]
    pub agenda: Vec<AgendaRow>,
    pub reason: Option<String>,
    pub title: Option<String>,
    pub uid: Option<Spanned<String>>,
    #[serde(default)]
    pub sequence: u32,
    pub changed: Option<Spanned<Datetime>>,
    pub updated: Option<Spanned<Datetime>>,
    #[serde(default)]
    pub allow: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
pub struct SlotRow {
    pub date: Spanned<Datetime>,
    pub start: Spanned<Datetime>,
    pub end: Spanned<Datetime>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub enum AgendaRow {
    Title(String),
    Item {
        title: String,
        presenter: Option<String>,
        minutes: Option<u32>,
    },
}

#[derive(Deserialize)]
pub struct OpinionRow {
    pub id: Spanned<String>,
    pub date: Option<Spanned<Datetime>>,
    pub meeting: Option<Spanned<String>>,
    pub question: String,
    pub outcome: Option<String>,
    pub by: Option<String>,
    pub colleges: Option<Spanned<Vec<Spanned<String>>>>,
    pub states: Spanned<Vec<StepRow>>,
    pub document: Option<Spanned<String>>,
    pub licence: Option<String>,
    #[serde(default)]
    pub allow: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
pub struct StepRow {
    pub state: Spanned<String>,
    pub on: Spanned<Datetime>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ContactRow {
    pub member: Spanned<String>,
    pub name: Spanned<String>,
    pub email: Spanned<String>,
    pub role: String,
    #[serde(default)]
    pub public_name: bool,
    pub since: Option<Spanned<Datetime>>,
    pub until: Option<Spanned<Datetime>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SmtpRow {
    pub host: String,
    pub port: Option<u16>,
    pub security: Option<Spanned<String>>,
    pub user: Option<Spanned<String>>,
    pub password_command: Option<Spanned<Vec<String>>>,
    pub password_file: Option<Spanned<String>>,
}

#[derive(Deserialize)]
pub struct JoinRow {
    pub join: Spanned<String>,
}
