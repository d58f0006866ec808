//! The arguments of `cll opinion`.

use clap::{Args, Subcommand};

use super::{Output, Show, words};
use crate::domain::{Majority, Outcome, State};

#[derive(Debug, Subcommand)]
pub enum Opinion {
    /// List the opinions
    List(OpinionList),
    /// Show one opinion
    Show(Show),
    /// Write down a question that was put to the council
    New(OpinionNew),
    /// Write down what became of an opinion
    State(OpinionState),
}

#[derive(Debug, Args)]
pub struct OpinionList {
    /// Only opinions in this state
    #[arg(long, value_parser = words::<State>(), value_name = "STATE", conflicts_with = "under_way")]
    pub state: Option<State>,
    /// Only those that were neither published nor withdrawn so far
    #[arg(long)]
    pub under_way: bool,
    /// Only those on which a college voted
    #[arg(long, value_name = "ID")]
    pub college: Option<String>,
    /// Only from DATE on (2023-09-28)
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Only up to and including DATE
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct OpinionNew {
    /// What the council is asked
    #[arg(long, value_name = "TEXT")]
    pub question: Option<String>,
    /// The day on which it was put to the council; today if it is not given
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// A college that votes; once for each, or between commas, all of them if none is given
    #[arg(long, value_name = "ID")]
    pub college: Vec<String>,
    /// Its id; made from the year and the question if it is not given
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    #[command(flatten)]
    pub answer: OpinionAnswer,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct OpinionState {
    /// The id of the opinion
    #[arg(value_name = "ID")]
    pub id: String,
    /// What it came to be
    #[arg(value_parser = words::<State>(), value_name = "STATE")]
    pub state: State,
    /// The day on which it came to be so; today if it is not given
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// What the council answered, for `adopted`
    #[arg(long, value_parser = words::<Outcome>(), value_name = "OUTCOME")]
    pub outcome: Option<Outcome>,
    /// How many of those who voted agreed, for `adopted`
    #[arg(long, value_parser = words::<Majority>(), value_name = "MAJORITY")]
    pub by: Option<Majority>,
    #[command(flatten)]
    pub answer: OpinionAnswer,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// Where an opinion was given, what it answers, and its text.
#[derive(Debug, Args)]
pub struct OpinionAnswer {
    /// The meeting that gives it, by its id
    #[arg(long, value_name = "ID")]
    pub meeting: Option<String>,
    /// The subject that it answers, by its id; that was relayed
    #[arg(long, value_name = "ID")]
    pub subject: Option<String>,
    /// The URL of its text, or the path of a file
    #[arg(long, value_name = "DOCUMENT")]
    pub document: Option<String>,
    /// The licence of this text
    #[arg(long, value_name = "TEXT")]
    pub licence: Option<String>,
}
