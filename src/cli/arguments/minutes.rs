//! The arguments of `cll minutes`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{FindingFormat, Output};

#[derive(Debug, Subcommand)]
pub enum Minutes {
    /// Draft the minutes of a meeting from what the registries know
    Draft(MinutesDraft),
    /// Publish the minutes of a meeting from their draft, without what is private
    Publish(MinutesPublish),
    /// Find what a careful reader would fix in minutes
    Check(MinutesCheck),
    /// List the actions that the minutes of all meetings hold
    Actions(MinutesActions),
    /// List who was at which meeting, by the minutes
    Attendance(MinutesAttendance),
}

#[derive(Debug, Args)]
pub struct MinutesDraft {
    /// The id of the meeting, `next`, or `last` for the last one that took place
    #[arg(value_name = "ID")]
    pub id: String,
    /// Take in minutes that were written elsewhere: text, Markdown, HTML, .docx or .odt in FILE, or standard input for `-`
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// Write to FILE, or to standard output for `-`
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace a draft that is there, and keep it beside the new one
    #[arg(long)]
    pub force: bool,
    /// Write nothing; say what would be written
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct MinutesPublish {
    /// The id of the meeting, or `last` for the last one that took place
    #[arg(value_name = "ID")]
    pub id: String,
    /// The day on which they were approved; that of the edition before if it is not given
    #[arg(long, value_name = "DATE")]
    pub approved_on: Option<String>,
    /// Also write them as a web page to FILE, or to standard output for `-`
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Replace what is there and says something else
    #[arg(long)]
    pub force: bool,
    /// Write nothing; show the difference, or the page for `--html -`
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct MinutesCheck {
    /// A file, or the id of a meeting, `next` or `last`: its draft, else what is published
    #[arg(value_name = "FILE|ID")]
    pub minutes: PathBuf,
    /// Fail on warnings too
    #[arg(long)]
    pub strict: bool,
    /// The form of the findings
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = FindingFormat::Human, hide_default_value = true)]
    pub format: FindingFormat,
}

#[derive(Debug, Args)]
pub struct MinutesActions {
    /// Only those that are still open; so it is if nothing is said
    #[arg(long, conflicts_with = "all")]
    pub open: bool,
    /// Those that are done too
    #[arg(long)]
    pub all: bool,
    /// Only those of a member, by its id or its name
    #[arg(long, value_name = "ID")]
    pub member: Option<String>,
    /// Only those that a meeting undertook
    #[arg(long, value_name = "ID")]
    pub meeting: Option<String>,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct MinutesAttendance {
    /// Only one meeting, by its id, or `last`
    #[arg(long, value_name = "ID")]
    pub meeting: Option<String>,
    /// Only the meetings of one year's series
    #[arg(long, value_name = "YEAR")]
    pub cycle: Option<i32>,
    /// Only from DATE on (2023-09-28)
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Only up to and including DATE
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// Only a member, by its id or its name
    #[arg(long, value_name = "ID")]
    pub member: Option<String>,
    /// Only the members of a college
    #[arg(long, value_name = "ID")]
    pub college: Option<String>,
    /// How often each member took part, rather than each time
    #[arg(long)]
    pub rates: bool,
    #[command(flatten)]
    pub output: Output,
}
