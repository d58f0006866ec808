//! The arguments of `cll subject`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Output, Show, words};
use crate::domain::SubjectState;

#[derive(Debug, Subcommand)]
pub enum Subject {
    /// List the subjects that people proposed
    List(SubjectList),
    /// Show one subject
    Show(Show),
    /// Take in a subject that somebody proposes, into private/subjects.toml
    New(SubjectNew),
}

#[derive(Debug, Args)]
pub struct SubjectList {
    /// Only subjects in this state, of those that were relayed
    #[arg(long, value_parser = words::<SubjectState>(), value_name = "STATE", conflicts_with = "waiting")]
    pub state: Option<SubjectState>,
    /// Only those that are neither on an agenda nor done with
    #[arg(long)]
    pub waiting: bool,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct SubjectNew {
    /// The message that proposes it: a file, or `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["text_file", "from", "received"])]
    pub mail: Option<PathBuf>,
    /// Its title; that of the message if it is not given
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The day on which it was received; today if it is not given
    #[arg(long, value_name = "DATE")]
    pub received: Option<String>,
    /// What was written: a file, or `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub text_file: Option<PathBuf>,
    /// Who proposes it, as in `Name <name@example.org>`
    #[arg(long, value_name = "PERSON")]
    pub from: Option<String>,
    /// Write nothing; show what would be written
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

impl Subject {
    /// Whether the command only shows what there is.
    #[must_use]
    pub fn only_looks(&self) -> bool {
        matches!(self, Self::List(_) | Self::Show(_))
    }
}
