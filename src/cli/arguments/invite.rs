//! The arguments of `cll invite`.

use std::iter;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, Subcommand};
use strum::VariantNames;

use super::Output;
use crate::domain::MessageKind;

#[derive(Debug, Subcommand)]
pub enum Invite {
    /// Write the messages about a meeting into private/, to be looked at
    Draft(InviteDraft),
    /// Send each person the message that they have not had
    Send(InviteSend),
    /// Read what people answer: messages, calendars, mailboxes and folders of them
    Replies(InviteReplies),
    /// Write down what somebody answered by telephone or in words
    Note(InviteNote),
    /// List who was told what about a meeting, what is due, and who answered what
    List(InviteList),
}

#[derive(Debug, Args)]
pub struct InviteDraft {
    /// The id of the meeting, or `next`
    #[arg(value_name = "ID")]
    pub id: String,
    #[command(flatten)]
    pub kind: InviteKind,
    /// Only to the contacts of these members
    #[arg(long, value_name = "MEMBER", num_args = 1..)]
    pub to: Vec<String>,
    /// With `--kind reminder`: only to those who have not answered for the day and hours as they are
    #[arg(long)]
    pub unanswered: bool,
    /// Write into another folder that is not public, or with - all as one mailbox on standard output
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<String>,
    /// Draft though private/sent.jsonl is missing, and begin it: nobody was ever written to about the
    /// meeting
    #[arg(long)]
    pub first: bool,
    /// Write nothing; say what would be written
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct InviteSend {
    /// The id of the meeting, or `next`
    #[arg(value_name = "ID")]
    pub id: String,
    #[command(flatten)]
    pub kind: InviteKind,
    /// The id of the meeting once more: send without asking
    #[arg(long, value_name = "ID", conflicts_with_all = ["test_to", "dry_run"])]
    pub confirm: Option<String>,
    /// Send only the first message, and only to ADDRESS, marked as a test
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["resend", "dry_run"])]
    pub test_to: Option<String>,
    /// Only to the contacts of these members
    #[arg(long, value_name = "MEMBER", num_args = 1..)]
    pub to: Vec<String>,
    /// With `--kind reminder`: only to those who have not answered for the day and hours as they are
    #[arg(long)]
    pub unanswered: bool,
    /// Send again what was refused, messages whose delivery is unknown, and with --to what was sent
    #[arg(long)]
    pub resend: bool,
    /// Send though private/sent.jsonl is missing: nobody was ever written to about the meeting
    #[arg(long)]
    pub first: bool,
    /// Send nothing: record that the messages were sent by hand, as they are drafted
    #[arg(long, conflicts_with_all = ["test_to", "dry_run"])]
    pub by_hand: bool,
    /// With --by-hand: only those to these addresses
    #[arg(long, value_name = "ADDRESS", num_args = 1.., requires = "by_hand")]
    pub contact: Vec<String>,
    /// Send nothing; say what would be sent
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct InviteReplies {
    /// A message, a calendar, a mailbox (mbox, Maildir), a folder of these, or - for standard input; without any,
    /// the mailbox of private/imap.toml is read
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    /// Read the mailbox from its beginning: what was read before is known
    #[arg(long, conflicts_with = "sources")]
    pub again: bool,
    /// Record nothing; say what would be
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("answer").required(true).args(["accepted", "declined", "tentative", "proxy", "deputy", "no_answer"]))]
pub struct InviteNote {
    /// The id of the meeting, or `next`
    #[arg(value_name = "ID")]
    pub id: String,
    /// The member for which the person answers
    #[arg(long, value_name = "MEMBER")]
    pub member: String,
    /// The address of the person, or their name, where several are invited for the member
    #[arg(long, value_name = "ADDRESS")]
    pub contact: Option<String>,
    /// The person comes
    #[arg(long)]
    pub accepted: bool,
    /// The person does not come
    #[arg(long)]
    pub declined: bool,
    /// The person does not know yet
    #[arg(long)]
    pub tentative: bool,
    /// The person does not come, and this member stands for theirs
    #[arg(long, value_name = "MEMBER")]
    pub proxy: Option<String>,
    /// Somebody of this name comes in the place of the person
    #[arg(long, value_name = "NAME")]
    pub deputy: Option<String>,
    /// What the person wrote is no answer, but an out-of-office message or an advertisement: it is listed no more
    #[arg(long)]
    pub no_answer: bool,
    /// What the person said, in a few words
    #[arg(long, value_name = "TEXT")]
    pub comment: Option<String>,
    /// Record nothing; say what would be
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct InviteList {
    /// The id of the meeting, or `next`
    #[arg(value_name = "ID")]
    pub id: String,
    /// Only those who have not answered for the day and hours as they are
    #[arg(long)]
    pub unanswered: bool,
    #[command(flatten)]
    pub output: Output,
}

/// The options of the kind of the messages.
#[derive(Debug, Args)]
pub struct InviteKind {
    /// What to say; without it, each person is told what differs from what they know
    #[arg(long = "kind", value_parser = kinds(), value_name = "KIND", default_value = AUTO, hide_default_value = true)]
    pub asked: AskedKind,
}

/// The kind that was asked for; `None` if each person's is to be found.
pub type AskedKind = Option<MessageKind>;

const AUTO: &str = "auto";

fn kinds() -> impl TypedValueParser<Value = AskedKind> {
    let words = iter::once(AUTO).chain(MessageKind::VARIANTS.iter().copied());
    PossibleValuesParser::new(words).map(|word| word.parse().ok())
}
