//! The arguments of `cll opinion`.

use clap::{Args, Subcommand, ValueEnum};

use super::Output;

#[derive(Debug, Subcommand)]
pub enum Opinion {
    /// List the opinions
    List(OpinionList),
}

#[derive(Debug, Args)]
pub struct OpinionList {
    /// Only opinions in this state
    #[arg(long, value_enum, value_name = "STATE", conflicts_with = "under_way")]
    pub state: Option<State>,
    /// Only those that were neither published nor withdrawn so far
    #[arg(long)]
    pub under_way: bool,
    /// Only those on which a college voted
    #[arg(long, value_name = "ID")]
    pub college: Option<String>,
    #[command(flatten)]
    pub output: Output,
}

/// How an opinion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum State {
    Proposed,
    Adopted,
    Submitted,
    Backed,
    Withdrawn,
    Published,
}
