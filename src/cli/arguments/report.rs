//! The arguments of `cll report`.

use std::path::PathBuf;

use clap::builder::RangedI64ValueParser;
use clap::{Args, ValueEnum};

use crate::domain::YEARS;

#[derive(Debug, Args)]
pub struct Report {
    /// The year whose meetings are counted, with all else of that calendar year
    #[arg(value_name = "YEAR", value_parser = year(), required_unless_present = "from", conflicts_with_all = ["from", "to"])]
    pub cycle: Option<i32>,
    /// From DATE on (2023-09-28), rather than of a year
    #[arg(long, value_name = "DATE", requires = "to")]
    pub from: Option<String>,
    /// Up to and including DATE
    #[arg(long, value_name = "DATE", requires = "from")]
    pub to: Option<String>,
    /// Write it as a web page to FILE, or to standard output for `-`
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "json"])]
    pub html: Option<PathBuf>,
    /// Replace what is in FILE
    #[arg(long, requires = "html")]
    pub force: bool,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ReportFormat::Markdown, hide_default_value = true)]
    pub format: ReportFormat,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

/// The years that registries hold.
fn year() -> RangedI64ValueParser<i32> {
    clap::value_parser!(i32).range(i64::from(*YEARS.start())..=i64::from(*YEARS.end()))
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    Markdown,
    Json,
}
