//! The arguments of `cll handover`.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Handover {
    #[command(subcommand)]
    pub command: Option<HandoverCommand>,
    /// Write to DIR, which is not there or empty, instead of private/handover-DATE; an archive, into DIR
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Write one archive for RECIPIENT alone: of age (age1…, ssh-…), or the key of gpg with that id or address
    #[arg(long, value_name = "RECIPIENT", value_parser = NonEmptyStringValueParser::new())]
    pub encrypt_to: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub enum HandoverCommand {
    /// Say what of private/ is missing here, cannot be read or is out of date
    Check(HandoverCheck),
    /// Take out of the private journals what was sent and answered about meetings long over
    Purge(HandoverPurge),
}

#[derive(Debug, Args)]
pub struct HandoverCheck {
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = CheckFormat::Table, hide_default_value = true)]
    pub format: CheckFormat,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

/// How the private files are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    Table,
    Json,
}

#[derive(Debug, Args)]
pub struct HandoverPurge {
    /// The first day that stays: what is older goes, of meetings over before it
    #[arg(long, value_name = "DATE")]
    pub before: String,
    /// Even of the last 12 months, whose minutes and quorum may still need the answers
    #[arg(long)]
    pub force: bool,
    /// Write nothing; count what would go, by file and by meeting
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}
