//! The arguments of `cll init` and of what it shares with `cll import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub struct Init {
    /// The folder; the current one if it is not given
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    #[command(flatten)]
    pub identity: Identity,
    /// Also write the recipe by which a service checks each commit
    #[arg(long, value_enum, value_name = "SERVICE")]
    pub ci: Option<Ci>,
    /// Write nothing; say what would be written
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// What a council is.
#[derive(Debug, Args)]
pub struct Identity {
    /// The name of the council
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Its id, for the names of files; made from the name if it is not given
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// Its acronym
    #[arg(long, value_name = "ACRONYM")]
    pub acronym: Option<String>,
    /// The organisation that runs it
    #[arg(long, value_name = "NAME")]
    pub convener: Option<String>,
    /// The public address of its secretariat
    #[arg(long, value_name = "ADDRESS")]
    pub contact: Option<String>,
    /// A college, as in `ecosysteme=écosystème`; once for each
    #[arg(long, value_name = "ID=NAME")]
    pub college: Vec<String>,
}

/// A service that runs commands at each commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Ci {
    Sourcehut,
    Github,
    Gitlab,
}
