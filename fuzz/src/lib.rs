//! Mutates every kind of bytes that `cll` reads, in one process; see README.md.

mod checks;
mod kinds;
mod mutate;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use kinds::{KINDS, Kind, World};
use mutate::{Random, mutated};

/// How long all kinds together take if nothing is said.
const ALL: Duration = Duration::from_secs(110);
/// The most inputs of a kind if nothing is said.
const MOST: u64 = 20_000;
/// The seed if none is named.
const SEED: u64 = 11;
/// How long one input may take.
const SLOW: Duration = Duration::from_secs(2);
/// After how many milliseconds an input hangs.
const HANGS: u64 = 30_000;
/// How many inputs that were sound are mutated further.
const KEPT: usize = 400;

thread_local! {
    /// What the last panic said, and where.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// When the input that is being read was begun, in milliseconds since the start; 0 between two.
static BEGUN: AtomicU64 = AtomicU64::new(0);

/// Runs what the arguments say, and returns the exit code.
#[must_use]
pub fn run(arguments: &[String]) -> i32 {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let seeds = seeds();
    let world = World::new(&seeds);
    std::panic::set_hook(Box::new(|info| {
        let message = info.payload_as_str().unwrap_or_default();
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        PANIC.set(format!(
            "{place}: {}",
            message.chars().take(300).collect::<String>()
        ));
    }));
    let named = |name: &str| KINDS.iter().find(|kind| kind.name == name);
    let number = |word: &str| word.parse::<u64>().ok();
    match words.as_slice() {
        [] => {
            let each = ALL / u32::try_from(KINDS.len()).unwrap_or(1);
            let found: Vec<bool> = KINDS
                .iter()
                .map(|kind| Run::new(kind, &world, &seeds, SEED).through(MOST, Some(each)))
                .collect();
            i32::from(found.contains(&true))
        }
        ["replay", name, file] => match (named(name), fs::read(file)) {
            (Some(kind), Ok(bytes)) => replay(kind, &world, &unpacked(&bytes)),
            _ => usage(),
        },
        [name, count, rest @ ..] if rest.len() < 2 => {
            let seed = rest.first().map_or(Some(SEED), |word| number(word));
            match (named(name), number(count), seed) {
                (Some(kind), Some(count), Some(seed)) => {
                    i32::from(Run::new(kind, &world, &seeds, seed).through(count, None))
                }
                _ => usage(),
            }
        }
        _ => usage(),
    }
}

fn usage() -> i32 {
    let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    eprintln!(
        "[KIND COUNT [SEED] | replay KIND FILE]; the kinds: {}",
        names.join(" ")
    );
    2
}

/// Reads what is mutated: the files of each folder of `seeds/`.
fn seeds() -> BTreeMap<String, Vec<Vec<u8>>> {
    let mut seeds = BTreeMap::new();
    for folder in KINDS
        .iter()
        .flat_map(|kind| kind.parts)
        .copied()
        .chain(["links"])
    {
        let path = here("seeds").join(folder);
        let entries = fs::read_dir(&path).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        let files: Vec<Vec<u8>> = paths
            .iter()
            .filter_map(|path| fs::read(path).ok())
            .collect();
        let files: Vec<Vec<u8>> = files.into_iter().filter(|file| !file.is_empty()).collect();
        assert!(!files.is_empty(), "no seeds in {}", path.display());
        seeds.insert(folder.to_owned(), files);
    }
    seeds
}

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// One kind, from one seed.
struct Run<'a> {
    kind: &'a Kind,
    world: &'a World,
    seeds: &'a BTreeMap<String, Vec<Vec<u8>>>,
    seed: u64,
    random: Random,
    /// Inputs that were sound.
    sound: Vec<Vec<Vec<u8>>>,
}

impl<'a> Run<'a> {
    fn new(
        kind: &'a Kind,
        world: &'a World,
        seeds: &'a BTreeMap<String, Vec<Vec<u8>>>,
        seed: u64,
    ) -> Self {
        let random = Random::new(seed);
        Self {
            kind,
            world,
            seeds,
            seed,
            random,
            sound: Vec::new(),
        }
    }

    /// Gives the readers so many inputs, or what time allows; tells whether one was bad.
    fn through(mut self, count: u64, time: Option<Duration>) -> bool {
        let (name, seed) = (self.kind.name, self.seed);
        let began = Instant::now();
        let milliseconds = move || u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        let current = here("found").join(format!("{name}-{seed}.now"));
        let _ = fs::create_dir_all(here("found"));
        let watched = current.display().to_string();
        let watch = std::thread::spawn(move || {
            loop {
                std::thread::park_timeout(Duration::from_millis(500));
                match BEGUN.load(Ordering::Relaxed) {
                    u64::MAX => break,
                    0 => {}
                    begun if milliseconds().saturating_sub(begun) > HANGS => {
                        eprintln!("{name}: hangs on {watched}");
                        std::process::exit(9);
                    }
                    _ => {}
                }
            }
        });
        let pool: Vec<Vec<u8>> = self.seeds.values().flatten().cloned().collect();
        let mut bad: BTreeMap<String, (u64, String)> = BTreeMap::new();
        let (mut done, mut sound, mut worst) = (0, 0, Duration::ZERO);
        while done < count && time.is_none_or(|time| began.elapsed() < time) {
            let input = self.next(&pool);
            let _ = fs::write(&current, packed(&input));
            BEGUN.store(milliseconds().max(1), Ordering::Relaxed);
            let (result, mut took) = attempt(self.kind, self.world, &input);
            if took > SLOW {
                // The machine may have been busy.
                took = took.min(attempt(self.kind, self.world, &input).1);
            }
            BEGUN.store(0, Ordering::Relaxed);
            worst = worst.max(took);
            done += 1;
            let what = match result {
                Err(panic) => panic,
                Ok(_) if took > SLOW => "slow".to_owned(),
                Ok(is_sound) => {
                    sound += u64::from(is_sound);
                    if is_sound && self.random.once_in(20) {
                        self.keep(input);
                    }
                    continue;
                }
            };
            let digits = |c: char| if c.is_ascii_digit() { '#' } else { c };
            let (times, _) = bad
                .entry(what.chars().map(digits).collect())
                .or_insert_with(|| {
                    let file = here("found").join(format!("{name}-{seed}-{done}"));
                    let _ = fs::write(&file, packed(&input));
                    let file = file.display().to_string();
                    eprintln!("{name}: {what} ({took:?}): {file}");
                    (0, file)
                });
            *times += 1;
        }
        BEGUN.store(u64::MAX, Ordering::Relaxed);
        watch.thread().unpark();
        let _ = watch.join();
        BEGUN.store(0, Ordering::Relaxed);
        let _ = fs::remove_file(&current);
        let seconds = began.elapsed().as_secs_f32();
        let worst = worst.as_millis();
        println!(
            "{name}: seed {seed}, {done} inputs, {sound} sound, {seconds:.0} s, the slowest {worst} ms"
        );
        for (what, (times, file)) in &bad {
            println!("  {times} x {what}: {file}");
        }
        !bad.is_empty()
    }

    fn next(&mut self, pool: &[Vec<u8>]) -> Vec<Vec<u8>> {
        let random = &mut self.random;
        let mut input = if !self.sound.is_empty() && random.once_in(3) {
            self.sound[random.below(self.sound.len())].clone()
        } else {
            let parts = self.kind.parts.iter();
            let chosen = parts.map(|part| {
                let files = &self.seeds[*part];
                files[random.below(files.len())].clone()
            });
            chosen.collect()
        };
        // Where every part must be sound for any to be read, mostly one changes.
        let only = (self.kind.light && !random.once_in(4)).then(|| random.below(input.len()));
        for (at, part) in input.iter_mut().enumerate() {
            if only.map_or_else(|| at == 0 || random.once_in(2), |only| only == at) {
                *part = mutated(random, part, pool, self.kind.light);
            }
        }
        input
    }

    fn keep(&mut self, input: Vec<Vec<u8>>) {
        if input.iter().map(Vec::len).sum::<usize>() > 20_000 {
            return;
        }
        if self.sound.len() < KEPT {
            self.sound.push(input);
        } else {
            let at = self.random.below(KEPT);
            self.sound[at] = input;
        }
    }
}

/// Reads one input: whether it was sound, or what the panic said; and how long it took.
fn attempt(kind: &Kind, world: &World, input: &[Vec<u8>]) -> (Result<bool, String>, Duration) {
    let began = Instant::now();
    let result = catch_unwind(AssertUnwindSafe(|| (kind.read)(world, input)));
    (result.map_err(|_| PANIC.take()), began.elapsed())
}

fn replay(kind: &Kind, world: &World, input: &[Vec<u8>]) -> i32 {
    for (at, part) in input.iter().enumerate() {
        println!(
            "--- {}\n{}",
            kind.parts.get(at).unwrap_or(&""),
            String::from_utf8_lossy(part)
        );
    }
    let (result, took) = attempt(kind, world, input);
    println!("--- {result:?} in {took:?}");
    i32::from(result.is_err() || took > SLOW)
}

/// Writes the parts of an input into one file: the length of each, then its bytes.
fn packed(input: &[Vec<u8>]) -> Vec<u8> {
    let mut packed = Vec::new();
    for part in input {
        packed.extend(u32::try_from(part.len()).unwrap_or_default().to_le_bytes());
        packed.extend(part);
    }
    packed
}

fn unpacked(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut input = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk() {
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or_default();
        let (part, after) = rest.split_at(length.min(rest.len()));
        input.push(part.to_vec());
        bytes = after;
    }
    input
}
