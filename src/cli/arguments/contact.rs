//! The arguments of `cll contact`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{ListFormat, Output, words};
use crate::domain::Role;

#[derive(Debug, Subcommand)]
pub enum Contact {
    /// List the contacts
    List(ContactList),
    /// Add a contact
    New(ContactNew),
    /// Change a contact
    Edit(ContactEdit),
    /// End that somebody is a contact
    End(ContactEnd),
    /// Take contacts in from a spreadsheet that was saved as CSV
    Import(ContactImport),
    /// Write all contacts as a spreadsheet, which `import` reads back
    Export(ContactExport),
}

#[derive(Debug, Args)]
pub struct ContactList {
    /// Only those of a member, by its id or a name of it
    #[arg(long, value_name = "MEMBER")]
    pub member: Option<String>,
    /// Only those of the members of one college
    #[arg(long, value_name = "ID")]
    pub college: Option<String>,
    /// The contacts as they were on DATE (2023-09-28)
    #[arg(long, value_name = "DATE")]
    pub at: Option<String>,
    /// Only those who are contacts no more
    #[arg(long, conflicts_with = "at")]
    pub former: bool,
    /// Only those to whom nothing can be sent
    #[arg(long)]
    pub without_email: bool,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct ContactNew {
    /// The member, by its id or a name of it
    #[arg(long, value_name = "MEMBER")]
    pub member: Option<String>,
    /// The name of the person
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// The e-mail address
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
    /// What the person is for the member; titular if it is not given
    #[arg(long, value_parser = words::<Role>(), value_name = "ROLE", default_value = "titular",
        hide_default_value = true)]
    pub role: Role,
    /// The first day as a contact
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// The first day on which the person is a contact no more
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Anybody may read the name, as that of a spokesperson
    #[arg(long)]
    pub public_name: bool,
    /// Write nothing; show what would be written
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// Which contact.
#[derive(Debug, Args)]
pub struct Who {
    /// The member, by its id or a name of it
    #[arg(long, value_name = "MEMBER")]
    pub member: Option<String>,
    /// The name of the person, however spelt
    #[arg(long, value_name = "NAME", required_unless_present = "email")]
    pub name: Option<String>,
    /// The e-mail address as it is
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
    /// Of several records of one person, that of DATE; of today if it is not given
    #[arg(long, value_name = "DATE")]
    pub at: Option<String>,
}

#[derive(Debug, Args)]
pub struct ContactEdit {
    #[command(flatten)]
    pub who: Who,
    #[command(flatten)]
    pub new: NewValues,
    /// Write nothing; show what would be written
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// What a contact is to say.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub struct NewValues {
    /// Another name, or another spelling
    #[arg(long, value_name = "NAME")]
    pub new_name: Option<String>,
    /// Another e-mail address
    #[arg(long, value_name = "ADDRESS")]
    pub new_email: Option<String>,
    /// No e-mail address: nothing is sent to the person
    #[arg(long, conflicts_with = "new_email")]
    pub no_email: bool,
    /// What the person is for the member
    #[arg(long, value_parser = words::<Role>(), value_name = "ROLE")]
    pub role: Option<Role>,
    /// The first day as a contact
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// The first day on which the person is a contact no more
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// No end is known
    #[arg(long, conflicts_with = "until")]
    pub no_until: bool,
    /// Anybody may read the name, as that of a spokesperson
    #[arg(long)]
    pub public_name: bool,
    /// The name is private
    #[arg(long, conflicts_with = "public_name")]
    pub private_name: bool,
}

#[derive(Debug, Args)]
pub struct ContactEnd {
    #[command(flatten)]
    pub who: Who,
    /// The first day on which the person is a contact no more
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// Write nothing; show what would be written
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct ContactImport {
    /// The spreadsheet as CSV, or `-` for standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Write nothing; show what would be written
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ListFormat::Table, hide_default_value = true)]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
pub struct ContactExport {
    /// Output format; `excel` is CSV with semicolons, for Excel in French
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ExportFormat::Csv, hide_default_value = true)]
    pub format: ExportFormat,
    /// Write into FILE, or for `-` to standard output
    #[arg(
        short,
        long,
        value_name = "FILE",
        default_value = "-",
        hide_default_value = true
    )]
    pub output: PathBuf,
    /// Replace a FILE that says something else
    #[arg(long)]
    pub force: bool,
}

/// The form of a spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    Csv,
    Tsv,
    Excel,
}
