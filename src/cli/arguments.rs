//! What can be typed.

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Does the secretariat of a council from two small text files
#[derive(Debug, Parser)]
#[command(
    name = "cll",
    version,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command; help lists them after the command's own.
#[derive(Debug, Args)]
#[command(next_display_order = 900)]
pub struct Global {
    /// Look for the registries in DIR instead of the current folder, or above it
    #[arg(short = 'C', global = true, value_name = "DIR")]
    pub directory: Option<std::path::PathBuf>,
    /// When to use colours
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = When::Auto, hide_default_value = true)]
    pub color: When,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Ask nothing, even on a terminal
    #[arg(long, global = true)]
    pub no_input: bool,
    /// Take DATE (2023-09-28) for today [env: `CLL_TODAY`]
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<String>,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// List, show and change the members
    #[command(subcommand, alias = "member")]
    Members(Members),
    /// List, show and change the meetings
    #[command(subcommand, alias = "meetings")]
    Meeting(Meeting),
    /// Write the calendars and the blocks of the pages
    Build(Build),
    /// Say what the calendars of subscribers will do
    Changes(Changes),
    /// Find what is wrong with the registries, the pages and the files made of them
    Check(Check),
    /// List, show and export the templates of the documents
    #[command(subcommand)]
    Templates(Templates),
    /// Explain the code of a finding
    Explain(Explain),
}

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
}

#[derive(Debug, Args)]
pub struct MembersList {
    /// Only the members of one college
    #[arg(long, value_name = "ID")]
    pub college: Option<String>,
    /// The members as they were on DATE (2023-09-28)
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

#[derive(Debug, Subcommand)]
pub enum Meeting {
    /// List the meetings
    List(MeetingList),
    /// Show one meeting
    Show(Show),
    /// Add a meeting
    New(MeetingNew),
    /// Give a meeting another day or other hours
    Reschedule(Reschedule),
    /// Put a meeting off, without a new date yet
    Postpone(CallOff),
    /// Cancel a meeting
    Cancel(CallOff),
    /// Confirm meetings that were proposed
    Confirm(Confirm),
    /// Record what was changed by hand, so that calendars notice it
    Announce(Announce),
}

#[derive(Debug, Args)]
pub struct MeetingList {
    /// Only the meetings of one year's series
    #[arg(long, value_name = "YEAR")]
    pub cycle: Option<i32>,
    /// Only the meetings in which a college sits
    #[arg(long, value_name = "ID")]
    pub college: Option<String>,
    /// Only from DATE on (2023-09-28)
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Only until DATE, included
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// Only today's and later ones that take place
    #[arg(long, conflicts_with = "past")]
    pub upcoming: bool,
    /// Only those before today
    #[arg(long)]
    pub past: bool,
    /// Only those of one status
    #[arg(long, value_enum, value_name = "STATUS")]
    pub status: Option<Status>,
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
    /// The first day on which it is no longer a member
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
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
pub struct MeetingNew {
    /// A college that meets; once for each
    #[arg(long, value_name = "ID", conflicts_with = "plenary")]
    pub college: Vec<String>,
    /// All colleges meet
    #[arg(long)]
    pub plenary: bool,
    /// The day (2023-09-28)
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// The hours (14:00-16:00)
    #[arg(long, value_name = "HOURS")]
    pub time: Option<String>,
    /// Where it takes place
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// It takes place, also, by videoconference
    #[arg(long)]
    pub online: bool,
    /// An item of the agenda; once for each
    #[arg(long, value_name = "TITLE")]
    pub agenda: Vec<String>,
    /// The date is not certain yet
    #[arg(long)]
    pub proposed: bool,
    /// The year of its series; that of the date if it is not given
    #[arg(long, value_name = "YEAR")]
    pub cycle: Option<i32>,
    /// Its rank in the series; the next one if it is not given
    #[arg(long, value_name = "NUMBER")]
    pub number: Option<u32>,
    /// Its id; made from year, colleges and rank if it is not given
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// A title of its own
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Reschedule {
    /// The id of the meeting, or `next`
    #[arg(value_name = "ID")]
    pub id: String,
    /// The new day (2023-09-28)
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// The new hours (14:00-16:00); unchanged if they are not given
    #[arg(long, value_name = "HOURS")]
    pub time: Option<String>,
    /// Why
    #[arg(long, value_name = "REASON")]
    pub reason: Option<String>,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct CallOff {
    /// The id of the meeting, or `next`
    #[arg(value_name = "ID")]
    pub id: String,
    /// Why
    #[arg(long, value_name = "REASON")]
    pub reason: Option<String>,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Confirm {
    /// The ids of the meetings
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Announce {
    /// The ids of the meetings
    #[arg(
        value_name = "ID",
        required_unless_present = "all",
        conflicts_with = "all"
    )]
    pub ids: Vec<String>,
    /// Every meeting that calendars show otherwise
    #[arg(long)]
    pub all: bool,
    /// Write nothing; show the difference
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Changes {
    /// Compare with the calendar at a git revision; HEAD if it is not given
    #[arg(
        long,
        value_name = "REV",
        default_value = "HEAD",
        hide_default_value = true
    )]
    pub since: String,
    /// JSON instead of lines for people
    #[arg(long)]
    pub json: bool,
}

/// The status of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Status {
    Proposed,
    Confirmed,
    Postponed,
    Cancelled,
}

#[derive(Debug, Args)]
pub struct Show {
    /// The id of the record; for meetings also `next`
    #[arg(value_name = "ID")]
    pub id: String,
    /// JSON instead of lines for people
    #[arg(long, conflicts_with = "template")]
    pub json: bool,
    /// A template instead, as in `{{ member.name }}` or `{{ meeting.title }}`
    #[arg(long, value_name = "TEMPLATE", allow_hyphen_values = true)]
    pub template: Option<String>,
}

#[derive(Debug, Args)]
pub struct Output {
    /// The form of the list
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ListFormat::Table, hide_default_value = true)]
    pub format: ListFormat,
    /// The same as --format json
    #[arg(long, conflicts_with_all = ["format", "template"])]
    pub json: bool,
    /// A template for each record, as in `{{ member.name }}` or `{{ meeting.title }}`
    #[arg(
        long,
        value_name = "TEMPLATE",
        allow_hyphen_values = true,
        conflicts_with = "format"
    )]
    pub template: Option<String>,
}

/// The form of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    Table,
    Json,
    Jsonl,
    Tsv,
    Csv,
    Ids,
}

#[derive(Debug, Args)]
pub struct Build {
    /// Write nothing; show what would change, and fail if anything would
    #[arg(long)]
    pub check: bool,
    /// Write nothing; say what would be written
    #[arg(short = 'n', long, conflicts_with = "check")]
    pub dry_run: bool,
    /// Take the event of this UID out of the calendars: it should never have been there
    #[arg(long, value_name = "UID")]
    pub withdraw: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Check {
    /// Fail on warnings too
    #[arg(long)]
    pub strict: bool,
    /// Only the findings of these codes
    #[arg(long, value_name = "CODE", num_args = 1.., value_delimiter = ',')]
    pub only: Vec<String>,
    /// All findings but those of these codes
    #[arg(long, value_name = "CODE", num_args = 1.., value_delimiter = ',')]
    pub skip: Vec<String>,
    /// The form of the findings
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = FindingFormat::Human, hide_default_value = true)]
    pub format: FindingFormat,
}

/// The form of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FindingFormat {
    Human,
    Short,
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Templates {
    /// List the templates and whether the council has replaced them
    List,
    /// Print the text of a template
    Show(TemplateName),
    /// Print the variables that a template is given
    Vars(TemplateName),
    /// Write templates of the program into templates/, to be changed there
    Export(Export),
}

#[derive(Debug, Args)]
pub struct TemplateName {
    /// The name of the template, as in `blocks/members.md.j2`
    #[arg(value_name = "NAME")]
    pub name: String,
}

#[derive(Debug, Args)]
pub struct Export {
    /// The names of the templates; all of them if none is given
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// Replace templates that are there
    #[arg(long)]
    pub force: bool,
    /// Write nothing; say what would be written
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// The code of a finding, as in `unknown-key`; without it, all codes
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}
