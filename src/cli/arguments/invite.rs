//! The arguments of `cll invite`.

use std::iter;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use strum::VariantNames;

use super::Output;
use crate::domain::MessageKind;

#[derive(Debug, Subcommand)]
pub enum Invite {
    /// Write the messages about a meeting into private/, to be looked at
    Draft(InviteDraft),
    /// Send each person the message that they have not had
    Send(InviteSend),
    /// List who was told what about a meeting, and what is due
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
    /// Send again what was refused, messages whose delivery is unknown, and with --to what was sent
    #[arg(long)]
    pub resend: bool,
    /// Send though private/sent.jsonl is missing: nobody was ever written to about the meeting
    #[arg(long)]
    pub first: bool,
    /// Send nothing; say what would be sent
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct InviteList {
    /// The id of the meeting, or `next`
    #[arg(value_name = "ID")]
    pub id: String,
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
