//! The arguments of `cll members`.

use clap::{Args, Subcommand};

use super::{Output, Show};

#[derive(Debug, Subcommand)]
pub enum Members {
    /// List the members
    List(MembersList),
    /// Show one member
    Show(Show),
    /// Add a member
    New(MemberNew),
    /// End the mandate of a member
    End(MemberEnd),
    /// Give a member another name
    Rename(MemberRename),
    /// Say of which day the members on the pages are
    AsOf(MembersAsOf),
    /// Take out a member that was entered by mistake and that nothing refers to
    Remove(MemberRemove),
}

#[derive(Debug, Args)]
pub struct MembersList {
    /// Only the members of one college
    #[arg(long, value_name = "ID")]
    pub college: Option<String>,
    /// The members as they were on DATE (2023-09-28); today if it is not given
    #[arg(long, value_name = "DATE")]
    pub at: Option<String>,
    /// Only those that are no longer members
    #[arg(long)]
    pub former: bool,
    /// Their contacts, with names and addresses, from private/members.toml
    #[arg(long, conflicts_with_all = ["former", "template"])]
    pub with_emails: bool,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct MemberNew {
    /// The name of the organisation
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// The college in which it sits
    #[arg(long, value_name = "ID")]
    pub college: Option<String>,
    /// Its site
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// The first day of its mandate; today if it is not given
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// The first day on which it is no longer a member, if that is known
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Its id; made from the name if it is not given
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct MemberEnd {
    /// The id of the member
    #[arg(value_name = "ID")]
    pub id: String,
    /// The first day on which it is no longer a member: the day after the last one of its mandate
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// Do so even if the member sat at a meeting since
    #[arg(long)]
    pub force: bool,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct MemberRename {
    /// The id of the member
    #[arg(value_name = "ID")]
    pub id: String,
    /// Its new name
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// The first day on which it bears it
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct MembersAsOf {
    /// The day, or `today`
    #[arg(value_name = "DATE")]
    pub day: String,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct MemberRemove {
    /// The whole id of the record
    #[arg(value_name = "ID")]
    pub id: String,
    /// Even if a meeting to which it was called took place
    #[arg(long)]
    pub force: bool,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}
