//! What can be typed after `cll invite send`.

use clap::Args;

use super::invite::InviteKind;

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
