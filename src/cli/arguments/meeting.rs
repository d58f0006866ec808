//! The arguments of `cll meeting`.

use clap::{Args, Subcommand};

use super::{Output, Show, words};
use crate::domain::Status;

#[derive(Debug, Subcommand)]
pub enum Meeting {
    /// List the meetings
    List(MeetingList),
    /// Show one meeting
    Show(Show),
    /// Add a meeting
    New(MeetingNew),
    /// Give a meeting another day or other hours
    Reschedule(Reschedule),
    /// Put a meeting off, without a new date yet
    Postpone(CallOff),
    /// Cancel a meeting
    Cancel(CallOff),
    /// Confirm meetings that were proposed
    Confirm(Confirm),
    /// Record what was changed by hand, so that calendars notice it
    Announce(Announce),
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
    /// Only today's and later ones that take place
    #[arg(long, conflicts_with = "past")]
    pub upcoming: bool,
    /// Only those before today
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
    /// A college that meets; once for each
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
pub struct Reschedule {
    /// The id of the meeting, or `next`
    #[arg(value_name = "ID")]
    pub id: String,
    /// The new day (2023-09-28)
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
    /// Do so without a question, even if the meeting took place or has minutes
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
    /// Do so without a question, even if the meeting took place or has minutes
    #[arg(long)]
    pub force: bool,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Confirm {
    /// The ids of the meetings
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
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
    /// Do so without a question, even if the meeting took place or has minutes
    #[arg(long)]
    pub force: bool,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}
