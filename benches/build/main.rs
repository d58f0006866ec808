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
    use cll::markdown::blocks;
    use cll::render::{self, Inputs, Suffix, Templates, vtimezone};
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
    use cll::report::{self, Format, Lang};

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
            report::report(
                &problems,
                &drafted.sources,
                Lang::French,
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
    }
}
