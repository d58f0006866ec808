//! Why a command could not run, and the words for it.

use std::io;

use crate::domain::{InvalidKind, Protocol, Refusal};
use chrono::NaiveDate;
use serde::Serialize;

use crate::import::contacts::Illegible;
use crate::import::minutes::{Foreign, Unfit};
use crate::problem::PrivateKind;
use crate::server::Fault;
use crate::source::serialize_error;
use crate::words::Words;
use crate::workspace::{
    EncryptionError, GitError, IoFailure, NotFound, PandocError, PasswordError, Protection,
};

/// What an option of `cll import` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImportSource {
    Members,
    Meetings,
    Calendar,
    Minutes,
    Ignore,
}

/// Why a command could not run; the exit code is 2.
#[derive(Debug, Serialize)]
#[serde(tag = "failure", rename_all = "kebab-case")]
pub enum Failure {
    NotFound {
        why: NotFound,
    },
    /// The findings have been shown already.
    Findings,
    /// Nothing says for which shell command lines are to be completed.
    NoShell {
        known: [&'static str; 5],
    },
    Unknown {
        kind: Named,
        id: String,
        nearest: Option<String>,
    },
    /// A member sits in one college, and several are named.
    SeveralColleges {
        given: String,
        colleges: Vec<String>,
    },
    /// Several members are called so.
    SeveralMembers {
        given: String,
        members: Vec<String>,
    },
    UnknownCollege {
        id: String,
        nearest: Option<String>,
        /// The ids of those that there are.
        known: Vec<String>,
    },
    NoNextMeeting {
        /// The next one of those that do not take place.
        off: Option<String>,
    },
    NoLastMeeting,
    /// There is nothing to take minutes of.
    NotHeld {
        id: String,
        postponed: bool,
    },
    /// Neither a file nor the id of a meeting.
    NoSuchMinutes {
        text: String,
        nearest: Option<String>,
    },
    /// A meeting has neither draft nor published minutes.
    NoMinutes {
        meeting: String,
    },
    NoContacts,
    /// What is private would stand in the log of a service.
    InCi,
    /// No contact is the one that was named.
    NoContact,
    /// Several contacts are the one that was named.
    SeveralContacts {
        count: usize,
    },
    /// The question is that of an opinion already, and with other values.
    KnownOpinion {
        id: String,
    },
    /// The person is a contact of the member already, and with other values.
    KnownContact {
        member: String,
    },
    /// A contact would end before it begins.
    ContactBackwards,
    /// It has ended already, on another day.
    ContactEnded {
        until: NaiveDate,
    },
    /// Nothing can be read as contacts of what was given.
    NoSpreadsheet {
        path: String,
        why: Illegible,
    },
    /// What would be written needs a yes, and there is no terminal to ask on.
    Unconfirmed,
    /// An opinion cannot have come to a state, or not on that day.
    ImpossibleStep {
        id: String,
        state: &'static str,
    },
    /// An opinion that is adopted says what the council answered.
    NoAnswer {
        id: String,
    },
    /// A file with what is private would lie where others read it.
    PublicExport {
        path: String,
    },
    /// There is no contact, though people were told of a meeting to come.
    LostContacts,
    /// A line of the journal of messages that is no record.
    BrokenJournal {
        line: usize,
    },
    /// The journal of messages is that of another council.
    ForeignJournal {
        theirs: String,
        ours: String,
    },
    /// People were told the link of a meeting, and the file that has it is missing.
    NoLinks {
        id: String,
    },
    /// Somebody of this member was sent the highest SEQUENCE about a meeting.
    LastSequence {
        id: String,
        member: String,
    },
    /// The journal is there, and nothing is in it.
    EmptyJournal {
        id: String,
    },
    /// There is no journal of messages, though people have answered some.
    LostJournal {
        id: String,
    },
    /// There is no journal of messages, though the meeting was announced.
    NoJournal {
        id: String,
    },
    /// There is nothing to tell anybody at an address.
    NoMessage {
        id: String,
        address: String,
    },
    /// The kind of message that was asked for does not fit the meeting.
    InvalidKind {
        id: String,
        kind: InvalidKind,
    },
    /// Messages are not written where anybody may see them.
    PublicFolder {
        folder: String,
    },
    /// A folder that is to be made holds something.
    Occupied {
        folder: String,
    },
    /// Recipients of age and keys of gpg, for which no one program encrypts.
    MixedRecipients,
    /// A program did not encrypt what is to be handed over.
    NotEncrypted {
        program: &'static str,
        why: EncryptionError,
    },
    NoDraft {
        path: String,
        meeting: String,
    },
    ApprovedInFuture {
        day: NaiveDate,
    },
    /// The minutes of a meeting are approved after it.
    ApprovedTooSoon {
        day: NaiveDate,
        held: NaiveDate,
    },
    /// There is not the one message that was to be read.
    NoMail {
        path: String,
        why: MailFault,
    },
    /// A subject was taken in from another message that has the Message-ID of this one.
    OtherMessage {
        id: String,
    },
    /// A subject is in a state that does not go with what was asked for.
    SubjectIs {
        id: String,
        state: &'static str,
    },
    /// A subject has one opinion, and an opinion answers one subject.
    Answered {
        subject: String,
        opinion: String,
    },
    /// What anybody may read would hold what is private.
    PrivateWords {
        kind: PrivateKind,
    },
    /// A subject cannot have been received on a day to come.
    ReceivedInFuture {
        day: NaiveDate,
    },
    NotADate {
        text: String,
        /// What is to be typed for each day that it may be.
        meant: Vec<NaiveDate>,
    },
    /// A name of more characters than a person has.
    LongName {
        most: usize,
    },
    /// A document would replace a registry, a setting or a journal.
    OwnFile {
        path: String,
    },
    /// A time whose last day is before its first.
    TimeBackwards {
        from: NaiveDate,
        to: NaiveDate,
    },
    /// A month has no such day.
    NoSuchDay {
        text: String,
        /// The last day of the month.
        last: NaiveDate,
        month: u32,
    },
    /// A day is on another weekday than is said of it.
    OtherWeekday {
        day: NaiveDate,
        /// That on which it is, from Monday, 1.
        weekday: u32,
    },
    /// A day is so far away that it may be a slip.
    FarDay {
        day: NaiveDate,
        today: NaiveDate,
    },
    NeitherYesNorNo {
        text: String,
    },
    /// What is kept until a day that has not come yet.
    PurgeAhead {
        day: NaiveDate,
    },
    /// What is recent would be taken out of the journals.
    PurgeTooSoon {
        day: NaiveDate,
        /// The last day that may be named without force.
        latest: NaiveDate,
    },
    /// Lines of the journal of how far a mailbox was read that are no records.
    BrokenMailbox {
        lines: Vec<usize>,
    },
    /// A word that may stand for several meetings.
    SeveralMeetings {
        word: String,
        ids: Vec<String>,
    },
    /// What is called off by another word than its id is asked about.
    WholeId {
        id: String,
    },
    /// `cll meeting edit` without anything to change.
    NothingToEdit,
    /// A record cannot go: something knows it.
    NotRemovable {
        id: String,
        kind: Named,
        /// What knows it.
        known: KnownBy,
    },
    NotAnInstant {
        text: String,
    },
    Exists {
        path: String,
    },
    /// Minutes that are to be Markdown are a document of another kind.
    ForeignMinutes {
        path: String,
        kind: Foreign,
    },
    /// The file that a person named is not there.
    NoSuchFile {
        path: String,
        nearest: Option<String>,
    },
    /// No minutes can be read out of a document.
    Unfit {
        path: String,
        why: Unfit,
    },
    /// pandoc did not read a document of a word processor.
    Pandoc {
        path: String,
        why: PandocError,
    },
    /// Words of a document would be lost on the way through pandoc.
    LostWords {
        path: String,
        words: usize,
    },
    /// A draft that names persons, or holds what is private, would lie where others read it.
    OpenDraft {
        path: String,
    },
    /// In what was named is nothing that a council could be made of.
    NothingFound {
        named: Vec<String>,
    },
    /// What was named for an import is that of no file.
    NoSuchSource {
        source: ImportSource,
        name: String,
        nearest: Option<String>,
        known: Vec<String>,
    },
    /// A page has no such heading.
    NoSuchHeading {
        page: String,
        heading: String,
        known: Vec<String>,
    },
    /// There is a registry where one was to be made.
    Registered {
        path: String,
    },
    /// There is no git repository in which there could be a hook.
    NoRepository,
    /// The hooks of the repository are those of others too.
    SharedHooks {
        folder: String,
    },
    /// A hook with another text is there.
    OtherHook {
        path: String,
    },
    /// One registry is there without the other, and no import of what is there now wrote it.
    HalfImported {
        there: &'static str,
        missing: &'static str,
    },
    Write(IoFailure),
    /// The registries could not be locked.
    Lock(IoFailure),
    /// What was asked for is not in the arguments, and there is no terminal to ask on.
    Missing {
        flag: &'static str,
    },
    NotHours {
        text: String,
    },
    /// A mandate would end before it begins, or on that day.
    EndsBeforeMandate {
        id: String,
        since: NaiveDate,
        /// The line of `members.toml` that has the first day, of a member that is in it.
        written: Option<usize>,
    },
    /// The last day of a meeting would be before its first one.
    EndsBeforeDay {
        until: NaiveDate,
        day: NaiveDate,
    },
    /// A meeting would end on its first day, at an hour that is not after its beginning.
    EndsOnDay {
        day: NaiveDate,
        start: String,
        end: String,
    },
    NotAnHour {
        text: String,
    },
    /// The year that a plan is to be like has no meeting; none was named if there is no earlier one.
    NoModel {
        cycle: Option<i32>,
        known: Vec<String>,
    },
    NotAnId {
        id: String,
        suggestion: Option<String>,
    },
    Taken {
        id: String,
    },
    /// The id is that of an organisation that left.
    Former {
        id: String,
    },
    Refused {
        id: String,
        refusal: Refusal,
        /// Whether the record was changed by hand already.
        edited: bool,
    },
    /// The findings have been shown already.
    WouldNotValidate,
    NotAsAsked,
    ChangedMeanwhile {
        path: String,
    },
    NotReplaced {
        path: String,
        why: Protection,
    },
    /// The findings have been shown already.
    Unannounced {
        /// Whether `announce` mends any of them.
        mendable: bool,
    },
    NotLost {
        uid: String,
    },
    NotASeries {
        uid: String,
    },
    /// People were told of meetings that would be given up, and not that these are cancelled.
    StillExpected {
        meetings: Vec<String>,
        people: usize,
        /// The id that the council had, if it is another.
        was: Option<String>,
    },
    /// The file is none of the calendars that are made.
    NotACalendar {
        path: String,
    },
    Git {
        revision: String,
        why: GitError,
    },
    /// There is no `private/smtp.toml`.
    NoServer,
    Password {
        why: PasswordError,
    },
    /// Another process is sending, or the lock cannot be made.
    Sending(IoFailure),
    /// Another process records answers, or the lock cannot be made.
    Recording(IoFailure),
    /// Nothing says where the answers are to be read.
    NoReplies,
    /// The server has no such mailbox.
    NoMailbox {
        host: String,
        mailbox: String,
        nearest: Option<String>,
        /// Some of those that it has, and how many more there are.
        others: Vec<String>,
        more: usize,
    },
    /// A member does not sit in a meeting.
    NotCalled {
        member: String,
        meeting: String,
    },
    /// A member cannot stand for itself.
    OwnProxy {
        member: String,
    },
    /// Nobody who stands for the member wrote what is still to be noted.
    NothingToNote {
        member: String,
        meeting: String,
    },
    /// The name of a deputy has no letter.
    UnnamedDeputy {
        member: String,
    },
    /// A meeting that is cancelled has no answers any more.
    CalledOff {
        id: String,
    },
    /// Nobody was invited for a member, or not at the address that was given.
    NobodyInvited {
        member: String,
        meeting: String,
        /// Whether others were.
        others: bool,
    },
    /// Several persons were invited for a member.
    SeveralInvited {
        member: String,
        meeting: String,
        count: usize,
    },
    /// Only a reminder goes to those alone who have not answered.
    UnansweredKind,
    /// Lines of the journal of answers cannot be read: nobody knows whom to remind.
    BrokenReplies {
        lines: Vec<usize>,
    },
    /// The calendars that are published do not say what the messages would.
    Unpublished {
        id: String,
    },
    /// The meeting has taken place.
    Over {
        id: String,
    },
    /// What was typed is not the id of the meeting.
    NotConfirmed {
        id: String,
        typed: String,
    },
    /// What was typed is not the id of the meeting that was to change.
    NotNamed {
        id: String,
        typed: String,
    },
    /// A meeting of the same colleges, at the same hours, is not what was asked for.
    SameHours {
        id: String,
    },
    /// What would be sent is no longer what was confirmed.
    NotAsShown {
        id: String,
    },
    /// Nobody of the colleges that are to be told of a subject can be reached.
    NobodyToTell,
    /// No message that relays a subject is drafted.
    NotDrafted {
        id: String,
    },
    /// There is no journal, and people may have been written to: about this subject, or a meeting.
    NoJournalOf {
        id: String,
    },
    /// The journal was begun anew after the subject was received, and has nothing about it.
    LateJournal {
        id: String,
        begun: NaiveDate,
    },
    /// Drafts that somebody edited, and that are not what would be sent.
    OtherDrafts {
        paths: Vec<String>,
    },
    /// Drafts that nobody edited, and that are not what would be drafted today.
    StaleDrafts {
        paths: Vec<String>,
        /// What drafts them anew.
        command: String,
        /// Whether they may have been sent by hand already.
        by_hand: bool,
    },
    /// A draft that somebody edited, and that was written when answers were wanted by a day which is
    /// over.
    LateDraft {
        path: String,
        day: NaiveDate,
    },
    NotAnAddress {
        text: String,
    },
    /// A server serves nobody.
    Server {
        protocol: Protocol,
        host: String,
        fault: Fault,
    },
    /// The server takes no more messages for now.
    Busy {
        host: String,
        code: String,
    },
    /// The server did not take the test; without a code it gave no answer.
    TestRefused {
        code: Option<String>,
    },
    /// A message would tell its addressee what is private of somebody else.
    WouldTell {
        /// Its draft.
        path: String,
        kind: PrivateKind,
    },
    /// None of several messages was taken.
    NothingSent,
    Output(#[serde(serialize_with = "serialize_error")] io::Error),
}

/// Why there is not the one message that was to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailFault {
    Missing,
    Unreadable,
    TooLarge,
    /// A message as Outlook keeps it.
    Outlook,
    NotAMessage,
    TooManyParts,
    /// A mailbox with several.
    Several,
    /// A file that is to be text is not UTF-8.
    NotText,
}

/// What knows a record that would be removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum KnownBy {
    /// A calendar in the folder.
    Calendar(String),
    /// A calendar in a commit.
    History,
    /// Commits are missing in this clone: nobody knows what calendars they hold.
    PartialHistory,
    /// The journal of messages.
    Messages,
    /// The journal of answers.
    Replies,
    /// Minutes, or a draft of them.
    Minutes(String),
    Opinion(String),
    Subject(String),
    Contact,
    /// The agenda of a meeting.
    Agenda(String),
    /// A page in a commit.
    Page(String),
    /// A meeting that was held on a day, to which the member was called.
    Held(NaiveDate),
}

/// What has a name that can be mistyped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Named {
    Member,
    Meeting,
    Opinion,
    Subject,
    Template,
    Code,
}

impl From<IoFailure> for Failure {
    /// A file that somebody else changed is no failure of writing.
    fn from(failed: IoFailure) -> Self {
        if failed.is_changed() {
            Self::ChangedMeanwhile { path: failed.path }
        } else if let Some(why) = failed.protection() {
            Self::NotReplaced {
                path: failed.path,
                why,
            }
        } else {
            Self::Write(failed)
        }
    }
}

impl Failure {
    /// Says what went wrong, and what to do if there is something to do.
    #[must_use]
    pub fn words(&self, words: Words) -> (String, Option<String>) {
        let part = |part| words.part("failure", part, self);
        (part("headline").unwrap_or_default(), part("help"))
    }
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::words::Lang;

    #[test]
    fn every_failure_has_its_words_in_both_languages() {
        let (english, french) = (Words::new(Lang::English), Words::new(Lang::French));
        let mut said = BTreeSet::new();
        for failure in samples::all() {
            let [(message, help), (autre, aide)] = [english, french].map(|words| {
                let name = Words::name("failure", &failure);
                said.insert(name);
                failure.words(words)
            });
            assert!(
                !message.is_empty() && !message.starts_with("failure."),
                "{message}"
            );
            assert_ne!(message, autre);
            assert_eq!(help.is_some(), aide.is_some(), "{message}");
            for sentence in [Some(message), Some(autre), help, aide]
                .into_iter()
                .flatten()
            {
                assert!(!sentence.ends_with(['.', ' ', ':']), "{sentence}");
                assert!(!sentence.contains("  "), "{sentence}");
                assert!(!sentence.contains("failure."), "{sentence}");
            }
        }
        let known: BTreeSet<String> = english.keys("failure").map(ToOwned::to_owned).collect();
        assert_eq!(said, known);
    }
}
