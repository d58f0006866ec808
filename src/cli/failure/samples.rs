//! One value, or more, of everything that can keep a command from running.

use std::io;

use chrono::NaiveDate;

use super::{Failure, ImportSource, KnownBy, MailFault, Named};
use crate::domain::{InvalidKind, Protocol, Refusal};
use crate::import::contacts::Illegible;
use crate::import::minutes::{Foreign, Unfit};
use crate::problem::PrivateKind;
use crate::server::{Answer, Fault, TlsFault, TlsFaultKind};
use crate::workspace::{
    EncryptionError, GitError, Half, IoFailure, NotFound, PandocError, PasswordError, Protection,
};

/// Returns at least one sample of every variant.
#[expect(clippy::too_many_lines, reason = "one sample per failure")]
pub fn all() -> Vec<Failure> {
    let id = || "2023-administrations-2".to_owned();
    let foreign = |kind| Failure::ForeignMinutes {
        path: "compte-rendu.docx".to_owned(),
        kind,
    };
    let path = || "private/comptes-rendus/2023-administrations-2.md".to_owned();
    let day = NaiveDate::from_ymd_opt(2023, 9, 28).unwrap();
    let of = |kind: io::ErrorKind| io::Error::from(kind);
    let failed = |kind| IoFailure {
        path: path(),
        error: of(kind),
    };
    let answer = || Answer::new(550, "5.1.1 no such user");
    let registries = |from: &str, to: &str, half| Failure::NotFound {
        why: NotFound::Registries {
            from: from.to_owned(),
            to: to.to_owned(),
            half,
        },
    };
    let half = Half {
        folder: "/wiki".to_owned(),
        missing: "meetings.toml",
    };
    let encryption = |why| Failure::NotEncrypted {
        program: "gpg",
        why,
    };
    let document = || "private/reunion.docx".to_owned();
    let pandoc = |why| Failure::Pandoc {
        path: document(),
        why,
    };
    let lost = |words| Failure::LostWords {
        path: document(),
        words,
    };
    let mut all = vec![
        Failure::NotFound {
            why: NotFound::Folder(failed(io::ErrorKind::NotFound)),
        },
        registries("/wiki", "/wiki", None),
        registries("/wiki/page", "/wiki", None),
        registries("/wiki", "/wiki", Some(half)),
        Failure::Findings,
        Failure::NoShell {
            known: crate::cli::arguments::SHELLS,
        },
        Failure::Recording(failed(io::ErrorKind::ResourceBusy)),
        Failure::Recording(failed(io::ErrorKind::PermissionDenied)),
        Failure::NoReplies,
        Failure::NotCalled {
            member: "adullact".to_owned(),
            meeting: id(),
        },
        Failure::OwnProxy {
            member: "adullact".to_owned(),
        },
        Failure::NothingToNote {
            member: "adullact".to_owned(),
            meeting: id(),
        },
        Failure::UnnamedDeputy {
            member: "adullact".to_owned(),
        },
        Failure::CalledOff { id: id() },
        Failure::NobodyInvited {
            member: "adullact".to_owned(),
            meeting: id(),
            others: false,
        },
        Failure::NobodyInvited {
            member: "adullact".to_owned(),
            meeting: id(),
            others: true,
        },
        Failure::SeveralInvited {
            member: "adullact".to_owned(),
            meeting: id(),
            count: 2,
        },
        Failure::UnansweredKind,
        Failure::BrokenReplies { lines: vec![3, 7] },
        pandoc(PandocError::Missing),
        pandoc(PandocError::Waited { seconds: 60 }),
        pandoc(PandocError::Failed {
            words: "couldn't unpack docx container".to_owned(),
        }),
        lost(1),
        lost(12),
        Failure::OpenDraft { path: document() },
        Failure::NoNextMeeting { off: None },
        Failure::NoNextMeeting { off: Some(id()) },
        Failure::NoLastMeeting,
        Failure::NotHeld {
            id: id(),
            postponed: true,
        },
        Failure::NotHeld {
            id: id(),
            postponed: false,
        },
        Failure::NoSuchMinutes {
            text: id(),
            nearest: None,
        },
        Failure::NoSuchMinutes {
            text: "2023-administration-2".to_owned(),
            nearest: Some(id()),
        },
        Failure::NoMinutes { meeting: id() },
        Failure::NoSuchFile {
            path: document(),
            nearest: None,
        },
        Failure::NoSuchFile {
            path: document(),
            nearest: Some("compte-rendu.docx".to_owned()),
        },
        foreign(Foreign::Docx),
        foreign(Foreign::Odt),
        foreign(Foreign::Pdf),
        foreign(Foreign::OldWord),
        foreign(Foreign::Rtf),
        foreign(Foreign::Html),
        foreign(Foreign::Archive),
        Failure::NoContacts,
        Failure::InCi,
        Failure::NoContact,
        Failure::SeveralContacts { count: 2 },
        Failure::KnownOpinion { id: id() },
        Failure::KnownContact {
            member: "adullact".to_owned(),
        },
        Failure::ContactBackwards,
        Failure::ContactEnded { until: day },
        Failure::Unconfirmed,
        Failure::ImpossibleStep {
            id: id(),
            state: "backed",
        },
        Failure::NoAnswer { id: id() },
        Failure::PublicExport {
            path: "contacts.csv".to_owned(),
        },
        Failure::LostContacts,
        Failure::BrokenJournal { line: 3 },
        Failure::ForeignJournal {
            theirs: "comite".to_owned(),
            ours: "conseil".to_owned(),
        },
        Failure::LostJournal { id: id() },
        Failure::NoMessage {
            id: id(),
            address: "nom@example.org".to_owned(),
        },
        Failure::NoJournal { id: id() },
        Failure::NoLinks { id: id() },
        Failure::LastSequence {
            id: id(),
            member: "mairie".to_owned(),
        },
        Failure::EmptyJournal { id: id() },
        Failure::InvalidKind {
            id: id(),
            kind: InvalidKind::TakesPlace,
        },
        Failure::InvalidKind {
            id: id(),
            kind: InvalidKind::CalledOff,
        },
        Failure::PublicFolder {
            folder: "wiki/lettres".to_owned(),
        },
        Failure::Occupied {
            folder: "private/handover-2026-11-30".to_owned(),
        },
        Failure::MixedRecipients,
        encryption(EncryptionError::Missing),
        encryption(EncryptionError::Vague {
            recipient: "exemple".to_owned(),
        }),
        encryption(EncryptionError::Waited { seconds: 60 }),
        encryption(EncryptionError::Failed {
            words: "no public key".to_owned(),
        }),
        Failure::NoDraft {
            path: path(),
            meeting: id(),
        },
        Failure::PurgeAhead { day },
        Failure::PurgeTooSoon { day, latest: day },
        Failure::BrokenMailbox { lines: vec![3] },
        Failure::ApprovedInFuture { day },
        Failure::ApprovedTooSoon {
            day,
            held: day.succ_opt().unwrap(),
        },
        Failure::NotADate {
            text: "hier".to_owned(),
            meant: Vec::new(),
        },
        Failure::NotADate {
            text: "15/12/26".to_owned(),
            meant: [(2026, 15), (2015, 26)]
                .into_iter()
                .filter_map(|(year, day)| NaiveDate::from_ymd_opt(year, 12, day))
                .collect(),
        },
        Failure::LongName { most: 200 },
        Failure::OwnFile {
            path: "private/sent.jsonl".to_owned(),
        },
        Failure::TimeBackwards {
            from: day.succ_opt().unwrap(),
            to: day,
        },
        Failure::NoSuchDay {
            text: "2027-02-30".to_owned(),
            last: NaiveDate::from_ymd_opt(2027, 2, 28).unwrap(),
            month: 2,
        },
        Failure::NoSuchDay {
            text: "2027-01-32".to_owned(),
            last: NaiveDate::from_ymd_opt(2027, 1, 31).unwrap(),
            month: 1,
        },
        Failure::OtherWeekday { day, weekday: 4 },
        Failure::FarDay { day, today: day },
        Failure::NeitherYesNorNo {
            text: "peut-être".to_owned(),
        },
        Failure::SeveralMeetings {
            word: "2023".to_owned(),
            ids: vec![id(), "2023-ecosysteme-1".to_owned()],
        },
        Failure::SeveralMeetings {
            word: "2023".to_owned(),
            ids: (1..8).map(|number| format!("2023-{number}")).collect(),
        },
        Failure::WholeId { id: id() },
        Failure::NothingToEdit,
        Failure::NotAnInstant {
            text: "hier".to_owned(),
        },
        Failure::Exists { path: path() },
        Failure::NothingFound {
            named: vec!["reunions.md".to_owned()],
        },
        Failure::NoSuchSource {
            source: ImportSource::Members,
            name: "membre.md".to_owned(),
            nearest: Some("membres.md".to_owned()),
            known: vec!["membres.md".to_owned()],
        },
        Failure::NoSuchSource {
            source: ImportSource::Minutes,
            name: "pv/*.md".to_owned(),
            nearest: None,
            known: Vec::new(),
        },
        Failure::NoSuchHeading {
            page: "README.md".to_owned(),
            heading: "Membre".to_owned(),
            known: vec!["Membres".to_owned()],
        },
        Failure::Registered {
            path: "members.toml".to_owned(),
        },
        Failure::NoRepository,
        Failure::SharedHooks {
            folder: "/etc/git/hooks".to_owned(),
        },
        Failure::OtherHook {
            path: ".git/hooks/pre-commit".to_owned(),
        },
        Failure::HalfImported {
            there: "members.toml",
            missing: "meetings.toml",
        },
        Failure::HalfImported {
            there: "meetings.toml",
            missing: "members.toml",
        },
        Failure::Lock(failed(io::ErrorKind::ResourceBusy)),
        Failure::Lock(failed(io::ErrorKind::PermissionDenied)),
        Failure::Missing { flag: "--date" },
        Failure::SeveralMembers {
            given: "Archives".to_owned(),
            members: vec!["archives".to_owned(), "archives-2".to_owned()],
        },
        Failure::SeveralColleges {
            given: "alpha,beta".to_owned(),
            colleges: vec!["alpha".to_owned(), "beta".to_owned()],
        },
        Failure::Missing { flag: "--force" },
        Failure::Missing {
            flag: "--college or --colleges",
        },
        Failure::LateDraft { path: path(), day },
        Failure::NotAnHour {
            text: "midi".to_owned(),
        },
        Failure::NoModel {
            cycle: Some(2024),
            known: vec!["2023".to_owned(), "2025".to_owned()],
        },
        Failure::NotHours {
            text: "14-16".to_owned(),
        },
        Failure::EndsBeforeMandate {
            id: id(),
            since: day,
            written: None,
        },
        Failure::EndsBeforeMandate {
            id: id(),
            since: day,
            written: Some(12),
        },
        Failure::EndsBeforeDay { until: day, day },
        Failure::EndsOnDay {
            day,
            start: "22:00".to_owned(),
            end: "02:00".to_owned(),
        },
        Failure::NotAnId {
            id: "Été".to_owned(),
            suggestion: None,
        },
        Failure::NotAnId {
            id: "Été".to_owned(),
            suggestion: Some("ete".to_owned()),
        },
        Failure::Taken { id: id() },
        Failure::Former {
            id: "alpha".to_owned(),
        },
        Failure::WouldNotValidate,
        Failure::NotAsAsked,
        Failure::NotReplaced {
            path: "members.toml".to_owned(),
            why: Protection::ReadOnly,
        },
        Failure::NotReplaced {
            path: "members.toml".to_owned(),
            why: Protection::Linked,
        },
        Failure::ChangedMeanwhile {
            path: "meetings.toml".to_owned(),
        },
        Failure::Unannounced { mendable: true },
        Failure::Unannounced { mendable: false },
        Failure::NotLost {
            uid: "a@example.org".to_owned(),
        },
        Failure::NotASeries {
            uid: "a@example.org".to_owned(),
        },
        Failure::StillExpected {
            meetings: vec![id()],
            people: 1,
            was: None,
        },
        Failure::StillExpected {
            meetings: vec![id(), "2023-ecosysteme-1".to_owned()],
            people: 2,
            was: Some("comite".to_owned()),
        },
        Failure::NotACalendar {
            path: "page.md".to_owned(),
        },
        Failure::NoServer,
        Failure::Sending(failed(io::ErrorKind::ResourceBusy)),
        Failure::Sending(failed(io::ErrorKind::PermissionDenied)),
        Failure::Unpublished { id: id() },
        Failure::Over { id: id() },
        Failure::NotConfirmed {
            id: id(),
            typed: "oui".to_owned(),
        },
        Failure::NotNamed {
            id: id(),
            typed: "oui".to_owned(),
        },
        Failure::SameHours { id: id() },
        Failure::NotAsShown { id: id() },
        Failure::NobodyToTell,
        Failure::NotDrafted { id: id() },
        Failure::NoJournalOf { id: id() },
        Failure::OtherDrafts {
            paths: vec!["private/a.eml".to_owned(), "private/b.eml".to_owned()],
        },
        Failure::StaleDrafts {
            paths: vec!["private/a.eml".to_owned(), "private/b.eml".to_owned()],
            command: "cll subject relay 2025-sujet-1".to_owned(),
            by_hand: true,
        },
        Failure::NotAnAddress {
            text: "lina".to_owned(),
        },
        Failure::Busy {
            host: "smtp.example.org".to_owned(),
            code: "421 4.7.0".to_owned(),
        },
        Failure::TestRefused { code: None },
        Failure::TestRefused {
            code: Some("550 5.1.1".to_owned()),
        },
        Failure::NothingSent,
    ];
    let named = [Named::Member, Named::Meeting, Named::Template, Named::Code];
    for kind in named {
        for nearest in [None, Some("alpha".to_owned())] {
            all.push(Failure::Unknown {
                kind,
                id: "alfa".to_owned(),
                nearest,
            });
        }
    }
    all.extend(
        [None, Some("alpha".to_owned())].map(|nearest| Failure::UnknownCollege {
            id: "alfa".to_owned(),
            nearest,
            known: vec!["alpha".to_owned(), "beta".to_owned()],
        }),
    );
    let kinds = [
        io::ErrorKind::PermissionDenied,
        io::ErrorKind::ReadOnlyFilesystem,
        io::ErrorKind::StorageFull,
        io::ErrorKind::NotFound,
        io::ErrorKind::NotADirectory,
        io::ErrorKind::AlreadyExists,
        io::ErrorKind::IsADirectory,
        io::ErrorKind::QuotaExceeded,
    ];
    for kind in kinds {
        all.push(Failure::Write(failed(kind)));
        all.push(Failure::Output(of(kind)));
        all.push(Failure::Password {
            why: PasswordError::Program(of(kind)),
        });
        all.push(Failure::Password {
            why: PasswordError::File(of(kind)),
        });
    }
    let refusals = [
        Refusal::Cancelled,
        Refusal::Postponed,
        Refusal::Held(day),
        Refusal::Minuted,
        Refusal::Attended,
        Refusal::LeftAlready(day),
        Refusal::SatOn(day),
        Refusal::NamedLater(day),
        Refusal::LastSequence,
    ];
    for edited in [false, true] {
        all.extend(refusals.map(|refusal| Failure::Refused {
            id: id(),
            refusal,
            edited,
        }));
    }
    let known = [
        KnownBy::Calendar("evenements/1.ics".to_owned()),
        KnownBy::History,
        KnownBy::PartialHistory,
        KnownBy::Messages,
        KnownBy::Replies,
        KnownBy::Minutes(path()),
        KnownBy::Opinion("2023-1".to_owned()),
        KnownBy::Subject("2023-sujet-1".to_owned()),
        KnownBy::Contact,
        KnownBy::Agenda(id()),
        KnownBy::Page("conseil.md".to_owned()),
        KnownBy::Held(day),
    ];
    for kind in [Named::Meeting, Named::Member] {
        all.extend(known.iter().map(|known| Failure::NotRemovable {
            id: id(),
            kind,
            known: known.clone(),
        }));
    }
    let untold = [
        GitError::NoGit(of(io::ErrorKind::NotFound)),
        GitError::Waited { seconds: 60 },
        GitError::NoRevision,
        GitError::Refused("not a git repository".to_owned()),
    ];
    all.extend(untold.map(|why| Failure::Git {
        revision: "HEAD~3".to_owned(),
        why,
    }));
    let passwords = [
        PasswordError::Ended(Some(2)),
        PasswordError::Ended(None),
        PasswordError::Slow,
        PasswordError::NoFile,
        PasswordError::Outside,
        PasswordError::NoText,
        PasswordError::Control,
        PasswordError::Long(8 * 1024),
        PasswordError::Empty,
    ];
    all.extend(passwords.map(|why| Failure::Password { why }));
    let connections = [
        io::ErrorKind::ConnectionRefused,
        io::ErrorKind::TimedOut,
        io::ErrorKind::UnexpectedEof,
        io::ErrorKind::PermissionDenied,
        io::ErrorKind::HostUnreachable,
    ];
    let mut faults: Vec<Fault> = connections.map(|kind| Fault::Connection(of(kind))).into();
    let no_host = "failed to lookup address information: Name or service not known";
    faults.push(Fault::Connection(io::Error::other(no_host)));
    faults.extend([
        Fault::OutOfStep,
        Fault::Unwilling(answer()),
        Fault::NoStartTls,
        Fault::NoLogin,
        Fault::Login(answer()),
        Fault::Sender(answer()),
        Fault::Denied(answer()),
        Fault::Address,
        Fault::HungUp,
        Fault::Silent(60),
        Fault::NoOAuth,
    ]);
    let kinds = [
        TlsFaultKind::Issuer,
        TlsFaultKind::Expired,
        TlsFaultKind::NotYetValid,
        TlsFaultKind::Name,
        TlsFaultKind::NoTls,
        TlsFaultKind::Other,
    ];
    faults.extend(kinds.map(|kind| {
        Fault::Tls(TlsFault {
            kind,
            text: "peer is incompatible".to_owned(),
        })
    }));
    all.extend(faults.into_iter().map(|fault| Failure::Server {
        protocol: Protocol::Smtp,
        host: "smtp.example.org".to_owned(),
        fault,
    }));
    all.push(Failure::Server {
        protocol: Protocol::Imap,
        host: "imap.example.org".to_owned(),
        fault: Fault::NoLogin,
    });
    for (nearest, others, more) in [
        (Some("Réponses".to_owned()), vec!["Réponses".to_owned()], 0),
        (None, vec!["INBOX".to_owned(), "Avis".to_owned()], 3),
        (None, Vec::new(), 0),
    ] {
        all.push(Failure::NoMailbox {
            host: "imap.example.org".to_owned(),
            mailbox: "Reponses".to_owned(),
            nearest,
            others,
            more,
        });
    }
    let kinds = [PrivateKind::Name, PrivateKind::Email, PrivateKind::JoinLink];
    all.extend(kinds.map(|kind| Failure::WouldTell { path: path(), kind }));
    let unfit = [
        Unfit::Empty,
        Unfit::Wordless,
        Unfit::Link,
        Unfit::Pdf,
        Unfit::OldWord,
        Unfit::Rtf,
        Unfit::Message,
        Unfit::Other,
        Unfit::Encrypted,
        Unfit::NoText,
        Unfit::Damaged,
    ];
    all.extend(unfit.map(|why| Failure::Unfit {
        path: document(),
        why,
    }));
    let faults = [
        MailFault::Missing,
        MailFault::Unreadable,
        MailFault::TooLarge,
        MailFault::Outlook,
        MailFault::NotAMessage,
        MailFault::TooManyParts,
        MailFault::Several,
        MailFault::NotText,
    ];
    all.extend(faults.map(|why| Failure::NoMail {
        path: "sujet.eml".to_owned(),
        why,
    }));
    all.push(Failure::ReceivedInFuture { day });
    all.push(Failure::LateJournal {
        id: id(),
        begun: day,
    });
    all.push(Failure::OtherMessage { id: id() });
    all.push(Failure::Answered {
        subject: "2023-sujet-1".to_owned(),
        opinion: "2023-avis".to_owned(),
    });
    all.extend(["relayed", "closed"].map(|state| Failure::SubjectIs { id: id(), state }));
    let private = [
        PrivateKind::Name,
        PrivateKind::Email,
        PrivateKind::JoinLink,
        PrivateKind::Share,
    ];
    all.extend(private.map(|kind| Failure::PrivateWords { kind }));
    all.push(Failure::Unknown {
        kind: Named::Subject,
        id: id(),
        nearest: None,
    });
    let illegible = [
        Illegible::Empty,
        Illegible::Document,
        Illegible::NoText,
        Illegible::NoHeadings,
    ];
    all.extend(illegible.map(|why| Failure::NoSpreadsheet {
        path: "contacts.csv".to_owned(),
        why,
    }));
    all
}
