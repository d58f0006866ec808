//! The arguments of `cll meeting`.

use clap::{Args, Subcommand};

use super::{ListFormat, Output, Show, words};
use crate::domain::Status;
use crate::locale::school_holidays::SchoolZone;

#[derive(Debug, Subcommand)]
pub enum Meeting {
    /// List the meetings
    List(MeetingList),
    /// Show one meeting
    Show(Show),
    /// Add a meeting
    New(MeetingNew),
    /// Propose the meetings of a year, like those of another one
    Plan(MeetingPlan),
    /// Change the place, the agenda, the title or the hours of a meeting
    Edit(MeetingEdit),
    /// Give a meeting another day or other hours
    Reschedule(Reschedule),
    /// Put a meeting off, without a new date yet
    Postpone(CallOff),
    /// Cancel a meeting
    Cancel(CallOff),
    /// Confirm meetings that were proposed, or bring back cancelled ones
    Confirm(Confirm),
    /// Record what was changed by hand, so that calendars notice it
    Announce(Announce),
    /// Take out a meeting that was entered by mistake and that nobody knows of
    Remove(MeetingRemove),
}

#[derive(Debug, Args)]
pub struct MeetingList {
    /// Only the meetings of one year's series
    #[arg(long, value_name = "YEAR")]
    pub cycle: Option<i32>,
    /// Only the meetings in which a college sits
    #[arg(long, value_name = "ID")]
    pub college: Option<String>,
    /// Only from DATE on (2023-09-28)
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Only up to and including DATE
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// Only those that take place and are not over
    #[arg(long, conflicts_with = "past")]
    pub upcoming: bool,
    /// Only those that are over
    #[arg(long)]
    pub past: bool,
    /// Only those of one status
    #[arg(long, value_parser = words::<Status>(), value_name = "STATUS")]
    pub status: Option<Status>,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct MeetingNew {
    /// A college that meets; once for each, or between commas
    #[arg(long, value_name = "ID", conflicts_with = "plenary")]
    pub college: Vec<String>,
    /// All colleges meet
    #[arg(long)]
    pub plenary: bool,
    /// The day (2023-09-28)
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// The hours (14:00-16:00, 22:00-00:30)
    #[arg(long, value_name = "HOURS")]
    pub time: Option<String>,
    /// The day of its end, if it goes on to another one
    #[arg(long, value_name = "DATE")]
    pub until_date: Option<String>,
    /// Where it takes place
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// Also held by videoconference
    #[arg(long)]
    pub online: bool,
    /// An item of the agenda; once for each
    #[arg(long, value_name = "TITLE")]
    pub agenda: Vec<String>,
    /// The date is not certain yet
    #[arg(long)]
    pub proposed: bool,
    /// The year of its series; that of the date if it is not given
    #[arg(long, value_name = "YEAR")]
    pub cycle: Option<i32>,
    /// Its rank in the series; the next one if it is not given
    #[arg(long, value_name = "NUMBER")]
    pub number: Option<u32>,
    /// Its id; made from year, colleges and rank if it is not given
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// A title of its own
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct MeetingPlan {
    /// The year to be planned
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1900..=9999))]
    pub cycle: i32,
    /// The year whose meetings are the model; the last one before that has any if it is not given
    #[arg(long, value_name = "YEAR")]
    pub like: Option<i32>,
    /// Keep out of the school holidays of these zones
    #[arg(long, value_name = "ZONE", value_delimiter = ',', value_parser = words::<SchoolZone>(), ignore_case = true)]
    pub avoid_school: Vec<SchoolZone>,
    /// Let none start before HOUR (14:00); what started earlier lasts as long
    #[arg(long, value_name = "HOUR")]
    pub not_before: Option<String>,
    /// The least number of days between one meeting and the next
    #[arg(long, value_name = "DAYS")]
    pub min_gap: Option<u64>,
    /// Write nothing; show the proposals
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ListFormat::Table, hide_default_value = true)]
    pub format: ListFormat,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct MeetingEdit {
    /// The id of the meeting, or `next`
    #[arg(value_name = "ID")]
    pub id: String,
    /// Where it takes place; "" for no place
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// Also held by videoconference
    #[arg(long, conflicts_with = "no_online")]
    pub online: bool,
    /// Not held by videoconference
    #[arg(long)]
    pub no_online: bool,
    /// An item of the agenda, which these replace; once for each
    #[arg(long, value_name = "TITLE")]
    pub agenda: Vec<String>,
    /// An item to add to the agenda; once for each
    #[arg(long, value_name = "TITLE")]
    pub add_item: Vec<String>,
    /// A title of its own; "" for the usual one
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// Why it was moved or cancelled; "" for no reason
    #[arg(long, value_name = "REASON")]
    pub reason: Option<String>,
    /// The hours (14:00-16:00, 22:00-00:30)
    #[arg(long, value_name = "HOURS")]
    pub time: Option<String>,
    /// Give it other hours even if it took place or has minutes; a terminal asks
    #[arg(long)]
    pub force: bool,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Reschedule {
    /// The id of the meeting, or `next`
    #[arg(value_name = "ID")]
    pub id: String,
    /// The new day (2023-09-28); unchanged if hours or a last day alone are given
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// The new hours (14:00-16:00, 22:00-00:30); unchanged if they are not given
    #[arg(long, value_name = "HOURS")]
    pub time: Option<String>,
    /// The day of its end, if it goes on to another one
    #[arg(long, value_name = "DATE")]
    pub until_date: Option<String>,
    /// Why
    #[arg(long, value_name = "REASON")]
    pub reason: Option<String>,
    /// Do so even if the meeting took place or has minutes; a terminal asks
    #[arg(long)]
    pub force: bool,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct CallOff {
    /// The id of the meeting, or `next`
    #[arg(value_name = "ID")]
    pub id: String,
    /// Why
    #[arg(long, value_name = "REASON")]
    pub reason: Option<String>,
    /// Do so even if the meeting took place or has minutes; a terminal asks
    #[arg(long)]
    pub force: bool,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Confirm {
    /// The ids of the meetings
    #[arg(
        value_name = "ID",
        required_unless_present = "all",
        conflicts_with = "all"
    )]
    pub ids: Vec<String>,
    /// Every meeting to come that was proposed, after showing them
    #[arg(long)]
    pub all: bool,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Announce {
    /// The ids of the meetings
    #[arg(
        value_name = "ID",
        required_unless_present = "all",
        conflicts_with = "all"
    )]
    pub ids: Vec<String>,
    /// Every meeting that calendars show otherwise
    #[arg(long)]
    pub all: bool,
    /// Do so even if the meeting took place or has minutes; a terminal asks
    #[arg(long)]
    pub force: bool,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct MeetingRemove {
    /// The whole id of the record
    #[arg(value_name = "ID")]
    pub id: String,
    /// Even if it took place, or a calendar has it that git does not have; a terminal asks
    #[arg(long)]
    pub force: bool,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}
