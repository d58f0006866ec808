//! The arguments of `cll init` and `cll import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::FindingFormat;

#[derive(Debug, Args)]
pub struct Init {
    /// The folder; the current one if it is not given
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    #[command(flatten)]
    pub identity: Identity,
    /// Also write the recipe by which a service checks each commit; where there are registries, it alone
    #[arg(long, value_enum, value_name = "SERVICE")]
    pub ci: Option<Ci>,
    /// Also write the hook of git that refuses a commit in which `cll check` finds an error; where there are registries, it alone
    #[arg(long)]
    pub hook: bool,
    /// Write nothing; say what would be written
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Clone, Debug, Args)]
pub struct Import {
    /// The folder of the wiki; the current one if it is not given
    #[arg(value_name = "PATH")]
    pub folder: Option<PathBuf>,
    /// A page with members, or the part of it under a heading; once for each
    #[arg(long, value_name = "PAGE[#HEADING]")]
    pub members: Vec<String>,
    /// A page with meetings, the part of it under a heading, or a pattern of pages, each of one meeting
    #[arg(long, value_name = "PAGE[#HEADING]|GLOB")]
    pub meetings: Vec<String>,
    /// A calendar, or a pattern of several
    #[arg(long, value_name = "FILE|GLOB")]
    pub calendar: Vec<String>,
    /// Minutes of meetings that were held, as a pattern: each page is of one meeting
    #[arg(long, value_name = "GLOB")]
    pub minutes: Vec<String>,
    /// The last day up to which a calendar that recurs makes meetings; a year from today if it is not given
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Write the persons whom the pages name for members into private/members.toml
    #[arg(long)]
    pub contacts: bool,
    /// A page that is not read at all
    #[arg(long, value_name = "PAGE|GLOB")]
    pub ignore: Vec<String>,
    /// Show what there seems to be, with the options that take it; write nothing
    #[arg(long, conflicts_with_all = ["members", "meetings", "calendar", "minutes", "contacts", "mark"])]
    pub survey: bool,
    #[command(flatten)]
    pub identity: Identity,
    /// Put block markers around the lists that were read, where `cll build` then keeps every word of them
    #[arg(long)]
    pub mark: bool,
    /// What wins where they contradict each other; the page if nothing is said
    #[arg(long, value_enum, value_name = "WHICH", default_value_t = Prefer::Page, hide_default_value = true)]
    pub prefer: Prefer,
    /// Write nothing; say what would be written
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// The form of the findings
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = FindingFormat::Human, hide_default_value = true)]
    pub format: FindingFormat,
}

impl Import {
    /// Lists what is named of the wiki, by kind.
    pub fn named(&self) -> [&Vec<String>; 4] {
        [&self.members, &self.meetings, &self.minutes, &self.calendar]
    }
}

/// Where the truth is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Prefer {
    Page,
    Calendar,
}

/// What a council is.
#[derive(Clone, Debug, Args)]
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
