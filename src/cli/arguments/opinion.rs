//! The arguments of `cll opinion`.

use clap::{Args, Subcommand};

use super::{Output, words};
use crate::domain::State;

#[derive(Debug, Subcommand)]
pub enum Opinion {
    /// List the opinions
    List(OpinionList),
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
    #[command(flatten)]
    pub output: Output,
}
