//! What can be typed.

mod contact;
mod export;
mod handover;
mod import;
mod invite;
mod meeting;
mod members;
mod minutes;
mod opinion;
mod report;
mod subject;

use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Arg, Args, Parser, Subcommand, ValueEnum};
use strum::VariantNames;

pub use contact::{
    Contact, ContactEdit, ContactEnd, ContactExport, ContactImport, ContactList, ContactNew,
    ExportFormat, NewValues, Who,
};
pub use export::Export;
pub use handover::{CheckFormat, Handover, HandoverCheck, HandoverCommand, HandoverPurge};
pub use import::{Ci, Import, Init, Prefer};
pub use invite::{Invite, InviteDraft, InviteList, InviteNote, InviteReplies, InviteSend};
pub use meeting::{
    Announce, CallOff, Confirm, Meeting, MeetingEdit, MeetingList, MeetingNew, MeetingPlan,
    MeetingRemove, Reschedule,
};
pub use members::{
    MemberEnd, MemberNew, MemberRemove, MemberRename, Members, MembersAsOf, MembersList,
};
pub use minutes::{
    Minutes, MinutesActions, MinutesAttendance, MinutesCheck, MinutesDraft, MinutesPublish,
};
pub use opinion::{Opinion, OpinionAnswer, OpinionList, OpinionNew, OpinionState};
pub use report::{Report, ReportFormat};
pub use subject::{
    Subject, SubjectClose, SubjectList, SubjectNew, SubjectRelay, SubjectSchedule, SubjectSend,
};

/// Runs a council's secretariat from two text files
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
    /// Run as if in DIR instead of the current folder: registries and files are looked for there
    #[arg(short = 'C', global = true, value_name = "DIR")]
    pub directory: Option<std::path::PathBuf>,
    /// When to use colours
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = When::Auto, hide_default_value = true)]
    pub color: When,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more about what is done
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Never prompt, even on a terminal
    #[arg(long, global = true)]
    pub no_input: bool,
    /// Answer every question with yes
    #[arg(long, global = true)]
    pub yes: bool,
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
    /// Make the registries of a council, and all that goes with them
    Init(Init),
    /// Make the registries of a council from its pages and calendars
    Import(Import),
    /// List, show and change the members
    #[command(subcommand, alias = "member")]
    Members(Members),
    /// List and change the people who stand for the members, from private/members.toml
    #[command(subcommand, alias = "contacts")]
    Contact(Contact),
    /// List, show and change the meetings
    #[command(subcommand, alias = "meetings")]
    Meeting(Meeting),
    /// Write to the members about a meeting
    #[command(subcommand)]
    Invite(Invite),
    /// Draft and publish the minutes of the meetings
    #[command(subcommand)]
    Minutes(Minutes),
    /// List, show and change the opinions of the council
    #[command(subcommand, alias = "opinions")]
    Opinion(Opinion),
    /// Take in what people propose to the council, and follow it
    #[command(subcommand, alias = "subjects")]
    Subject(Subject),
    /// Count what the council did in a year: meetings, attendance, actions, opinions
    Report(Report),
    /// Write a folder with which somebody else goes on
    Handover(Handover),
    /// Write members, meetings and opinions as open data
    Export(Export),
    /// Write the calendars and the blocks of the pages
    Build(Build),
    /// Say what the calendars of subscribers will do
    Changes(Changes),
    /// Find what is wrong with the registries, the pages and the files made of them
    Check(Check),
    /// Say which meeting is next, and what there is to do
    Status(Status),
    /// List, show and export the templates of the documents
    #[command(subcommand)]
    Templates(Templates),
    /// Explain the code of a finding
    Explain(Explain),
    /// Print the JSON Schema of a registry, for editors
    Schema(Schema),
    /// Print what a shell loads to complete command lines, with ids of the registries
    Completions(Completions),
    /// Print the manual page, or write those of all commands
    Man(Man),
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

#[derive(Debug, Args)]
pub struct Show {
    /// The id of the record; of a meeting also the beginning of its id, its day, `next` or `last`
    #[arg(value_name = "ID")]
    pub id: String,
    /// JSON instead of lines for people
    #[arg(long, conflicts_with = "template")]
    pub json: bool,
    /// A template instead
    #[arg(long, value_name = "TEMPLATE", allow_hyphen_values = true)]
    pub template: Option<String>,
}

#[derive(Debug, Args)]
pub struct Output {
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ListFormat::Table, hide_default_value = true)]
    pub format: ListFormat,
    /// The same as --format json
    #[arg(long, conflicts_with_all = ["format", "template"])]
    pub json: bool,
    /// A template for each record
    #[arg(
        long,
        value_name = "TEMPLATE",
        allow_hyphen_values = true,
        conflicts_with = "format"
    )]
    pub template: Option<String>,
}

/// Reads a word of an enumeration.
fn words<T>() -> impl TypedValueParser<Value = T>
where
    T: VariantNames + FromStr<Err = strum::ParseError> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(T::VARIANTS).try_map(|word| word.parse::<T>())
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
    /// Replace this calendar, or all in this folder, although it holds what `cll` did not write
    #[arg(long, value_name = "FILE")]
    pub replace: Vec<String>,
    /// End the series of this UID, for good: its meetings are those of the registry
    #[arg(long, value_name = "UID")]
    pub replace_series: Vec<String>,
    /// Publish calendars under another address, identity or time zone than people subscribed to
    #[arg(long)]
    pub new_feed: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    /// Fail on warnings too
    #[arg(long)]
    pub strict: bool,
    /// Look for private values in all that git keeps, too: earlier commits, tags and messages
    #[arg(long)]
    pub history: bool,
    /// Correct the registries and the drafts of minutes where a finding says what to type, after showing it
    #[arg(long, conflicts_with = "format")]
    pub fix: bool,
    /// With --fix: write nothing, show what would change
    #[arg(short = 'n', long, requires = "fix")]
    pub dry_run: bool,
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

#[derive(Debug, Args)]
pub struct Status {
    /// JSON instead of lines for people
    #[arg(long)]
    pub json: bool,
}

/// The form of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FindingFormat {
    Human,
    Short,
    Json,
    Sarif,
    Github,
    Gitlab,
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
    Export(TemplatesExport),
}

#[derive(Debug, Args)]
pub struct TemplateName {
    /// The name of the template, as in `blocks/members.md.j2`
    #[arg(value_name = "NAME")]
    pub name: String,
}

#[derive(Debug, Args)]
pub struct TemplatesExport {
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

#[derive(Debug, Args)]
pub struct Schema {
    /// The registry
    #[arg(value_enum, value_name = "REGISTRY")]
    pub registry: Registry,
}

/// A file that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Registry {
    Members,
    Meetings,
    PrivateMembers,
    PrivateMeetings,
    PrivateSubjects,
    Smtp,
    Imap,
}

/// The shells whose command lines can be completed.
pub const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "elvish", "powershell"];

#[derive(Debug, Args)]
pub struct Completions {
    /// The shell; that of `$SHELL` if it is not given
    #[arg(value_parser = SHELLS, value_name = "SHELL")]
    pub shell: Option<String>,
}

#[derive(Debug, Args)]
pub struct Man {
    /// Write the pages of all commands below DIR, into man1/ in English and fr/man1/ in French
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<std::path::PathBuf>,
}

/// The commands that take a template, each with one that shows what it is given.
const EXAMPLES: [(&str, &str, &str); 12] = [
    ("members", "list", "{{ member.name }}"),
    ("members", "show", "{{ member.name }}"),
    ("contact", "list", "{{ contact.name }}"),
    ("meeting", "list", "{{ meeting.title }}"),
    ("meeting", "show", "{{ meeting.title }}"),
    ("minutes", "actions", "{{ action.text }}"),
    ("opinion", "list", "{{ opinion.title }}"),
    ("opinion", "show", "{{ opinion.question }}"),
    ("subject", "list", "{{ subject.title }}"),
    ("subject", "show", "{{ subject.progress }}"),
    ("invite", "list", "{{ invited.email }}"),
    ("invite", "replies", "{{ reply.source }}"),
];

/// Adds to the help of each template one that can be typed.
#[must_use]
pub fn with_examples(mut command: clap::Command) -> clap::Command {
    for (group, verb, example) in EXAMPLES {
        let add = |arg: Arg| {
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            arg.help(format!("{help}, as in `{example}`"))
        };
        command = command.mut_subcommand(group, |group| {
            group.mut_subcommand(verb, |verb| verb.mut_arg("template", add))
        });
    }
    command
}
