//! Hands messages over one by one, and writes down what becomes of each before the next.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;

use super::Session;
use super::failure::Failure;
use crate::domain::{Delivery, DeliveryState, Private, RelayDelivery};
use crate::server::{Answer, Fault};
use crate::smtp::{Letter, Mailer, SendResult};
use crate::words::Words;
use crate::workspace::IoFailure;

/// How many messages in a row may end alike before the run stops: then it is no matter of a person.
const ALIKE: usize = 3;

/// What is recorded of a message.
pub trait Recorded: Clone {
    /// The address that it goes to.
    fn email(&self) -> &Private<String>;

    /// The word for its kind.
    fn kind(&self) -> &'static str;

    /// The record of what became of it, with what the server answered.
    #[must_use]
    fn ended(&self, state: DeliveryState, answer: Option<Private<String>>) -> Self;
}

impl Recorded for Delivery {
    fn email(&self) -> &Private<String> {
        &self.email
    }

    fn kind(&self) -> &'static str {
        self.told.kind.into_str()
    }

    fn ended(&self, state: DeliveryState, answer: Option<Private<String>>) -> Self {
        Self {
            state,
            answer,
            ..self.clone()
        }
    }
}

impl Recorded for RelayDelivery {
    fn email(&self) -> &Private<String> {
        &self.email
    }

    fn kind(&self) -> &'static str {
        "relay"
    }

    fn ended(&self, state: DeliveryState, answer: Option<Private<String>>) -> Self {
        Self {
            state,
            answer,
            ..self.clone()
        }
    }
}

/// A message as it goes.
#[derive(Debug)]
pub struct Outgoing<R = Delivery> {
    /// The member and the rank of the person, and the members of others at this address: all that is
    /// shown of them.
    pub name: String,
    pub subject: String,
    /// What is recorded of it.
    pub delivery: R,
    pub bytes: Private<Vec<u8>>,
}

/// What became of the messages of a run, in their order.
#[derive(Debug, Default)]
pub struct Tally {
    /// Of one that is uncertain nobody can say more than that it was to be sent.
    pub ended: Vec<DeliveryState>,
    /// How many were not tried, since the run stopped before them.
    pub untried: usize,
    pub stopped: Option<Stop>,
    /// Why the last message that came to no answer did not, or the server could not be reached.
    pub fault: Option<Fault>,
}

/// Why a run stopped before its end.
#[derive(Debug)]
pub enum Stop {
    /// The server takes nothing from anybody: the fault says why.
    Server,
    /// The server takes no more for now; its code.
    Busy(String),
    /// What becomes of a message cannot be written down.
    Journal(IoFailure),
}

impl Tally {
    /// Counts the messages that ended so.
    #[must_use]
    pub fn count(&self, ended: DeliveryState) -> usize {
        self.ended.iter().filter(|it| **it == ended).count()
    }
}

/// Sends messages from an address, one after the other, and prints a line for each.
///
/// Each is recorded as about to be sent before the server is given a word of it; `record` returns
/// once a record is on the disk.
///
/// # Errors
///
/// A stream that refuses the lines.
pub fn deliver<R: Recorded>(
    session: &Session,
    mailer: &mut Mailer<'_>,
    from: &str,
    messages: &[Outgoing<R>],
    record: &mut impl FnMut(&R) -> Result<(), IoFailure>,
) -> Result<Tally, Failure> {
    let mut tally = Tally::default();
    let bar = bar(session, messages.len());
    // How the last message ended, and how many in a row did so.
    let mut row = (String::new(), 0);
    for message in messages {
        if tally.stopped.is_none() {
            tally.stopped = match mailer.ready() {
                Ok(()) => record(&message.delivery).err().map(Stop::Journal),
                Err(fault) => {
                    tally.fault = Some(fault);
                    Some(Stop::Server)
                }
            };
        }
        if tally.stopped.is_some() {
            tally.untried += 1;
            continue;
        }
        let (ended, answer, fault) = ended(mailer.send(&Letter {
            from,
            to: message.delivery.email(),
            bytes: &message.bytes,
        }));
        tally.ended.push(ended);
        if ended != DeliveryState::Sending {
            let answer = answer.as_ref().map(|answer| answer.text.clone());
            let delivery = message.delivery.ended(ended, answer);
            tally.stopped = record(&delivery).err().map(Stop::Journal);
        }
        let how = alike(ended, answer.as_ref());
        row = if row.0 == how {
            (how, row.1 + 1)
        } else {
            (how, 1)
        };
        if tally.stopped.is_none() {
            tally.stopped = stop(row.1 >= ALIKE, ended, answer.as_ref(), fault.as_ref());
        }
        tally.fault = fault.or(tally.fault);
        let line = line(message, ended, answer.as_ref(), session.terminal.words());
        // The bar stands below the lines, and must not be drawn over.
        bar.suspend(|| session.terminal.write(&line))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(tally)
}

/// Records that messages were sent by hand, and prints a line for each.
///
/// # Errors
///
/// A record that cannot be written, or a stream that refuses the lines.
pub fn by_hand<R: Recorded>(
    session: &Session,
    messages: &[Outgoing<R>],
    record: &mut impl FnMut(&R) -> Result<(), IoFailure>,
) -> Result<(), Failure> {
    let (terminal, words) = (&session.terminal, session.terminal.words());
    for message in messages {
        let delivery = message.delivery.ended(DeliveryState::Sent, None);
        record(&delivery).map_err(Failure::Write)?;
        let named = named(message, words);
        terminal.write(&format!("{}\t{named}\n", words.say("send.by-hand", ())))?;
    }
    terminal.tell("send.recorded", json!({ "count": messages.len() }));
    Ok(())
}

/// Says which messages would be sent.
///
/// # Errors
///
/// A stream that refuses the lines.
pub fn announce<R: Recorded>(session: &Session, messages: &[Outgoing<R>]) -> Result<(), Failure> {
    let (terminal, words) = (&session.terminal, session.terminal.words());
    let word = words.say("send.to-send", ());
    for message in messages {
        terminal.write(&format!("{word}\t{}\n", named(message, words)))?;
    }
    terminal.tell("send.would-be-sent", json!({ "count": messages.len() }));
    Ok(())
}

/// Says what a message is: of what kind, and to whom, without a name.
fn named<R: Recorded>(message: &Outgoing<R>, words: Words) -> String {
    let kind = words.word("words.message-kind", message.delivery.kind());
    format!("{kind}\t{}", message.name)
}

/// Says how a message ended, as far as others may end alike.
fn alike(ended: DeliveryState, answer: Option<&Answer>) -> String {
    let digits = answer.and_then(|answer| answer.code.get(..3));
    format!("{ended:?} {}", digits.unwrap_or_default())
}

/// Says why the run stops after a message, if it does: the server will take no more from anybody,
/// or not now. What it says of a person for good stops nothing.
fn stop(
    in_a_row: bool,
    ended: DeliveryState,
    answer: Option<&Answer>,
    fault: Option<&Fault>,
) -> Option<Stop> {
    match (ended, answer, fault) {
        (_, _, Some(Fault::Sender(_))) => Some(Stop::Server),
        (_, _, Some(_)) if in_a_row => Some(Stop::Server),
        (DeliveryState::Deferred, Some(answer), _) if in_a_row || answer.is_farewell() => {
            Some(Stop::Busy(answer.code.clone()))
        }
        _ => None,
    }
}

fn ended(fate: SendResult) -> (DeliveryState, Option<Answer>, Option<Fault>) {
    match fate {
        SendResult::Sent(answer) => (DeliveryState::Sent, Some(answer), None),
        SendResult::Refused(answer) => (DeliveryState::Refused, Some(answer), None),
        SendResult::Deferred(answer) => (DeliveryState::Deferred, Some(answer), None),
        SendResult::Failed(fault) => (DeliveryState::Failed, None, Some(fault)),
        SendResult::Uncertain(fault) => (DeliveryState::Sending, None, Some(fault)),
    }
}

fn line<R: Recorded>(
    message: &Outgoing<R>,
    ended: DeliveryState,
    answer: Option<&Answer>,
    words: Words,
) -> String {
    let word = words.word("words.ended", ended);
    // Of one that was sent, nobody needs the code.
    let code = answer.filter(|_| ended != DeliveryState::Sent);
    let code = code.map_or(String::new(), |answer| format!("\t{}", answer.code));
    let named = named(message, words);
    format!("{word}\t{named}{code}\n")
}

/// Draws how far it is, on a terminal.
#[must_use]
pub fn bar(session: &Session, messages: usize) -> ProgressBar {
    let target = if session.terminal.quiet {
        ProgressDrawTarget::hidden()
    } else {
        // It hides itself where standard error is no terminal.
        ProgressDrawTarget::stderr()
    };
    let bar = ProgressBar::with_draw_target(Some(messages as u64), target);
    match ProgressStyle::with_template("{bar:40} {pos}/{len}") {
        Ok(style) => bar.with_style(style.progress_chars("##-")),
        Err(_) => bar,
    }
}

#[cfg(test)]
mod tests;
