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
    /// Make a subject known to the council, and draft the messages that tell its members
    Relay(SubjectRelay),
    /// Send the messages that relay a subject to whoever has not had theirs yet
    Send(SubjectSend),
    /// Put a subject on the agenda of a meeting
    Schedule(SubjectSchedule),
    /// Write down that nothing more comes of a subject
    Close(SubjectClose),
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

#[derive(Debug, Args)]
pub struct SubjectRelay {
    /// The id of the subject
    #[arg(value_name = "ID")]
    pub id: String,
    /// Its title, which anybody may read
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// A college that is told; once for each, or between commas, all of them if none is given
    #[arg(long, value_name = "ID")]
    pub college: Vec<String>,
    /// Tell the members who proposes it, with the address
    #[arg(long)]
    pub with_sender: bool,
    /// Write nothing; show the difference, and say which messages would be drafted
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct SubjectSend {
    /// The id of the subject
    #[arg(value_name = "ID")]
    pub id: String,
    /// The id of the subject once more: send without a question
    #[arg(long, value_name = "ID", conflicts_with = "dry_run")]
    pub confirm: Option<String>,
    /// Send again what was refused, and messages whose delivery is unknown
    #[arg(long)]
    pub resend: bool,
    /// Send though private/sent.jsonl is missing: nobody was ever written to
    #[arg(long)]
    pub first: bool,
    /// Send nothing: record that the messages were sent by hand, as they are drafted
    #[arg(long, conflicts_with = "dry_run")]
    pub by_hand: bool,
    /// Send nothing; say what would be sent
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct SubjectSchedule {
    /// The id of the subject
    #[arg(value_name = "ID")]
    pub id: String,
    /// The meeting that deals with it: its id, or `next`
    #[arg(long, value_name = "ID")]
    pub meeting: String,
    /// How it is called on the agenda; as the subject if it is not given
    #[arg(long, value_name = "TEXT")]
    pub item: Option<String>,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct SubjectClose {
    /// The id of the subject
    #[arg(value_name = "ID")]
    pub id: String,
    /// Why; anybody may read it of a subject that was relayed
    #[arg(long, value_name = "TEXT")]
    pub why: String,
    /// Write nothing; show the difference
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
