//! How the cost of a build grows with the council, beside the floor below which it cannot go.
//!
//! Every row counts its meetings: where the meetings a second stay the same from one size to the
//! next, the cost is linear. What a group measures and what it is compared with are rows of the
//! same group, so that a ratio is always one of the same run on the same machine.
//! `cargo bench` measures all, `cargo bench -- nothing_to_do` one group.

#![expect(
    clippy::disallowed_methods,
    reason = "the floor is plain reading and writing"
)]
#![expect(clippy::expect_used, reason = "what cannot run measures nothing")]

mod council;

use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use cll::cli::pipeline::{self, Drafted};
use cll::domain::Clock;
use cll::plan::Plan;
use cll::workspace::Workspace;
use council::Texts;
use divan::Bencher;
use divan::counter::ItemsCount;
use tempfile::TempDir;

const MEETINGS: [usize; 3] = [100, 1_000, 10_000];

fn main() {
    fs::create_dir_all(folders()).expect("a folder for all councils");
    divan::main();
    fs::remove_dir_all(folders()).expect("a folder to be removed");
}

/// From texts in memory to a council, and from a council to artefacts.
mod stages {
    use super::{Bencher, ItemsCount, MEETINGS, Texts, clock};
    use cll::calendar::vtimezone;
    use cll::markdown::blocks;
    use cll::render::{self, Inputs, Suffix, Templates};
    use cll::source::{FileId, Sources};

    #[divan::bench(args = MEETINGS, sample_count = 10, sample_size = 1)]
    fn load(bencher: Bencher<'_, '_>, meetings: usize) {
        let (sources, ids) = sources(meetings);
        let timezones: Vec<_> = vtimezone::supported().collect();
        bencher.counter(ItemsCount::new(meetings)).bench_local(|| {
            cll::registry::load(&sources, Some(ids[0]), Some(ids[1]), &clock(), &timezones)
        });
    }

    #[divan::bench(args = MEETINGS, sample_count = 10, sample_size = 1)]
    fn render(bencher: Bencher<'_, '_>, meetings: usize) {
        let (sources, ids) = sources(meetings);
        let timezones: Vec<_> = vtimezone::supported().collect();
        let loaded =
            cll::registry::load(&sources, Some(ids[0]), Some(ids[1]), &clock(), &timezones);
        let council = loaded.council.expect("a sound council");
        let (templates, _) = Templates::load(&sources, &[]);
        let inputs = Inputs {
            sources: &sources,
            pages: &ids[2..],
            templates: &templates,
            exists: &|_| false,
        };
        bencher
            .counter(ItemsCount::new(meetings))
            .bench_local(|| render::render(&council, &inputs));
    }

    /// What a Markdown parser alone takes to find the blocks.
    #[divan::bench(args = MEETINGS, sample_count = 10, sample_size = 1)]
    fn scan_the_pages(bencher: Bencher<'_, '_>, meetings: usize) {
        let (sources, ids) = sources(meetings);
        let pages = || {
            ids.iter()
                .filter(|id| Suffix::Page.ends(sources.path(**id)))
        };
        bencher.counter(ItemsCount::new(meetings)).bench_local(|| {
            pages()
                .map(|id| blocks::scan(sources.text(*id)).blocks.len())
                .sum::<usize>()
        });
    }

    fn sources(meetings: usize) -> (Sources, Vec<FileId>) {
        let mut sources = Sources::new();
        let texts = Texts::generate(meetings).files;
        let ids = texts
            .into_iter()
            .map(|(path, text)| sources.add(path, text))
            .collect();
        (sources, ids)
    }
}

/// From files to files, nothing being there yet.
mod from_nothing {
    use super::{Bencher, Folder, ItemsCount, MEETINGS, fs};

    #[divan::bench(args = MEETINGS, sample_count = 5, sample_size = 1)]
    fn build(bencher: Bencher<'_, '_>, meetings: usize) {
        bencher
            .counter(ItemsCount::new(meetings))
            .with_inputs(|| Folder::with_council(meetings))
            .bench_local_values(|folder| {
                folder.build();
                folder
            });
    }

    /// The same, stopped before the last step: what is not writing.
    #[divan::bench(args = MEETINGS, sample_count = 5, sample_size = 1)]
    fn plan(bencher: Bencher<'_, '_>, meetings: usize) {
        let folder = Folder::with_council(meetings);
        bencher
            .counter(ItemsCount::new(meetings))
            .bench_local(|| folder.plan());
    }

    /// The floor: the same bytes, each file whole or not at all and on the disk before the next
    /// step, by the same writer.
    #[divan::bench(args = MEETINGS, sample_count = 5, sample_size = 1)]
    fn write_atomically(bencher: Bencher<'_, '_>, meetings: usize) {
        let plan = Folder::with_council(meetings).plan();
        bencher
            .counter(ItemsCount::new(meetings))
            .with_inputs(|| Folder::with_council(meetings))
            .bench_local_values(|folder| {
                folder.workspace().apply(&plan).expect("files written");
                folder
            });
    }

    /// The floor of the floor: the same bytes, left to the system to write when it likes.
    #[divan::bench(args = MEETINGS, sample_count = 5, sample_size = 1)]
    fn write_plainly(bencher: Bencher<'_, '_>, meetings: usize) {
        let plan = Folder::with_council(meetings).plan();
        bencher
            .counter(ItemsCount::new(meetings))
            .with_inputs(|| Folder::with_council(meetings))
            .bench_local_values(|folder| {
                for step in plan.changes() {
                    let target = folder.path().join(&step.path);
                    fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
                    fs::write(target, &step.new).expect("a file written");
                }
                folder
            });
    }
}

/// From files to an empty plan, all being there already.
mod nothing_to_do {
    use super::{Bencher, Folder, ItemsCount, MEETINGS, PathBuf, Plan, fs};
    use cll::diagnostics::{self, Format};
    use cll::words::{Lang, Words};

    #[divan::bench(args = MEETINGS, sample_count = 5, sample_size = 1)]
    fn build(bencher: Bencher<'_, '_>, meetings: usize) {
        let folder = Folder::built(meetings);
        bencher
            .counter(ItemsCount::new(meetings))
            .bench_local(|| assert_eq!(folder.build(), 0));
    }

    #[divan::bench(args = MEETINGS, sample_count = 5, sample_size = 1)]
    fn check(bencher: Bencher<'_, '_>, meetings: usize) {
        let folder = Folder::built(meetings);
        bencher.counter(ItemsCount::new(meetings)).bench_local(|| {
            let drafted = folder.draft();
            let mut problems = drafted.problems;
            problems.extend(drafted.plan.iter().flat_map(Plan::problems));
            diagnostics::report(
                &problems,
                &drafted.sources,
                Words::new(Lang::French),
                Format::Human,
                false,
            )
        });
    }

    /// The floor: every file of the folder, read one after the other.
    #[divan::bench(args = MEETINGS, sample_count = 5, sample_size = 1)]
    fn read_the_files(bencher: Bencher<'_, '_>, meetings: usize) {
        let folder = Folder::built(meetings);
        let paths: Vec<PathBuf> = folder
            .workspace()
            .files()
            .iter()
            .map(|path| folder.path().join(path))
            .collect();
        bencher
            .counter(ItemsCount::new(meetings))
            .bench_local(|| -> usize {
                let read = |path: &PathBuf| fs::read(path).expect("a file read").len();
                paths.iter().map(read).sum()
            });
    }
}

/// Who is due what, from a journal of ten and of twenty years: sixty persons, twelve messages a year
/// each, two records a message.
mod journal {
    use super::{Bencher, ItemsCount};
    use cll::domain::{CouncilId, MeetingId};
    use cll::registry::sent::{self, Header, KEY};
    use std::fmt::Write as _;

    const PERSONS: usize = 60;

    #[divan::bench(args = [14_400, 28_800], sample_count = 10, sample_size = 1)]
    fn read(bencher: Bencher<'_, '_>, records: usize) {
        let (text, council) = (text(records), council());
        let read = || sent::read(&text, &council, |_| None).expect("a sound journal");
        bencher.counter(ItemsCount::new(records)).bench_local(read);
    }

    /// What was last told to each person of each meeting.
    #[divan::bench(args = [14_400, 28_800], sample_count = 10, sample_size = 1)]
    fn last_told(bencher: Bencher<'_, '_>, records: usize) {
        let read = sent::read(&text(records), &council(), |_| None).expect("a sound journal");
        let uids: Vec<String> = (0..records / PERSONS / 4).map(uid).collect();
        let persons: Vec<_> = (0..PERSONS)
            .map(|person| cll::domain::Private::new(address(person)))
            .collect();
        bencher
            .counter(ItemsCount::new(records))
            .bench_local(|| -> usize {
                let told = |uid: &String| {
                    let last = persons
                        .iter()
                        .filter_map(|it| read.journal.last_told(uid, it));
                    last.count()
                };
                uids.iter().map(told).sum()
            });
    }

    fn council() -> CouncilId {
        CouncilId::new("council").expect("an id")
    }

    fn uid(meeting: usize) -> String {
        format!("{meeting}@example.org")
    }

    fn address(person: usize) -> String {
        format!("person{person}@example.org")
    }

    fn text(records: usize) -> String {
        let mut text = Header::new(&council(), [7; KEY]).line() + "\n";
        let id = MeetingId::new("meeting").expect("an id");
        for record in 0..records {
            let message = record / 2;
            let (person, recipients) = (message % PERSONS, message / PERSONS);
            let state = ["sending", "sent"][record % 2];
            let kind = ["invitation", "update"][recipients % 2];
            let _ = writeln!(
                text,
                r#"{{"format":1,"at":"2025-10-02T10:00:00Z","state":"{state}","uid":"{}","meeting":"{id}","member":"member-{person}","name":"Person {person}","email":"{}","role":"titular","kind":"{kind}","message_id":"{message}@example.org","sequence":{},"revision":0,"updated":"2025-10-01T10:00:00Z","date":"2025-12-02","start":"14:00:00","end":"16:00:00","status":"confirmed","place":null,"online":true,"link":null,"answer":null}}"#,
                uid(recipients / 2),
                address(person),
                recipients % 2
            );
        }
        text
    }
}

/// Returns where the councils lie, on the disk on which the program was built.
///
/// They stay until all is measured: while files are being removed, others are slow to make.
fn folders() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("councils-{}", std::process::id()))
}

/// A council's folder.
struct Folder(PathBuf);

impl Folder {
    fn with_council(meetings: usize) -> Self {
        let folder = TempDir::new_in(folders()).expect("a new folder").keep();
        Texts::generate(meetings).write(&folder);
        Self(folder)
    }

    fn built(meetings: usize) -> Self {
        let folder = Self::with_council(meetings);
        assert!(folder.build() > meetings);
        folder
    }

    fn path(&self) -> &Path {
        &self.0
    }

    fn workspace(&self) -> Workspace {
        Workspace::find(self.path()).expect("the registries")
    }

    fn draft(&self) -> Drafted {
        pipeline::draft(&self.workspace(), &clock())
    }

    fn plan(&self) -> Plan {
        self.draft().plan.expect("a sound council")
    }

    /// Returns how many files were written.
    fn build(&self) -> usize {
        let plan = self.plan();
        self.workspace().apply(&plan).expect("files written");
        plan.changes().count()
    }
}

/// Noon of a day on which no mandate of the council lies ahead.
fn clock() -> Clock {
    Clock {
        now: DateTime::from_timestamp(1_767_225_600, 0).expect("a moment"),
        today: None,
        machine: DateTime::from_timestamp(1_767_225_600, 0).expect("a moment"),
    }
}
