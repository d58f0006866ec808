//! `cll init`: the registries of a council, and all that goes with them.

use std::collections::BTreeSet;

use serde_json::json;

use super::arguments::{Ci, Init};
use super::ask::{Question, text};
use super::failure::Failure;
use super::terminal::Terminal;
use super::{CommandResult, ExitStatus, Session, build, identity, mailing, pipeline};
use crate::domain::{Council, Typography, Withdrawn, email_address};
use crate::locale::acronyms::initials;
use crate::locale::holidays::HolidayRegion;
use crate::plan::{Action, Existing, Plan, Step};
use crate::problem::What;
use crate::registry::{default_paths, scaffold};
use crate::sort::Sort;
use crate::source::{
    MEETINGS_FILE, MEMBERS_FILE, PRIVATE_FOLDER, PRIVATE_MEETINGS_FILE, PRIVATE_MEMBERS_FILE,
    SENT_FILE, Sources,
};
use crate::workspace::HookError;

const NAME: Question = Question {
    flag: "--name",
    asked: "ask.council-name",
};
const ACRONYM: Question = Question {
    flag: "--acronym",
    asked: "ask.acronym",
};
const CONVENER: Question = Question {
    flag: "--convener",
    asked: "ask.convener",
};
const CONTACT: Question = Question {
    flag: "--contact",
    asked: "ask.contact",
};
const COLLEGES: Question = Question {
    flag: "--college",
    asked: "ask.colleges",
};
/// The college of a council that has no others.
const MEMBERS: &str = "membres";
const SMTP_EXAMPLE: &str = "private/smtp.example.toml";
const IMAP_EXAMPLE: &str = "private/imap.example.toml";
pub const IGNORE_FILE: &str = ".gitignore";
/// What stands for the address of the program's repository where it is not known.
const EXAMPLE_ORIGIN: &str = "https://example.org/cll.git";

/// Runs the command.
///
/// # Errors
///
/// There are registries already, something is missing or unsound, or a file cannot be written.
pub fn run(session: &Session, arguments: &Init) -> CommandResult {
    let hook = arguments.hook.then(|| hook(session));
    if let Some(hook) = hook.as_ref().filter(|_| !arguments.dry_run) {
        let allowed = session.workspace.allow_hooks(hook);
        allowed.map_err(|why| unhooked(session, why))?;
    }
    let there = session.refuse_registries();
    let asks_for_checks = arguments.hook || arguments.ci.is_some();
    if matches!(there, Err(Failure::Registered { .. }))
        && asks_for_checks
        && arguments.identity.name.is_none()
    {
        if let Some((path, text)) = arguments.ci.map(recipe) {
            add_recipe(session, arguments, path, text)?;
        }
        if let Some(hook) = &hook {
            add_hook(session, arguments, hook)?;
        }
        return Ok(ExitStatus::Success);
    }
    there?;
    session.hear_git()?;
    let (council, unknown) = council(session, arguments)?;
    let skeleton = session.scaffold();
    let members = skeleton.members(&council, &unknown);
    let meetings = skeleton.meetings(&council, |_| scaffold::Unverified::default());
    let mut read = pipeline::registries_of(&members, &meetings, &session.clock);
    // A sentence at the end says so.
    read.problems
        .retain(|problem| !matches!(problem.what, What::ToFillIn { .. }));
    if pipeline::has_errors(&read.problems) {
        session.print_problems(&read.problems, &read.sources);
        return Err(Failure::WouldNotValidate);
    }
    let mut seeds = vec![
        (MEMBERS_FILE, members),
        (MEETINGS_FILE, meetings),
        (PRIVATE_MEMBERS_FILE, skeleton.contacts.to_owned()),
        (PRIVATE_MEETINGS_FILE, skeleton.links.to_owned()),
        (SMTP_EXAMPLE, skeleton.smtp.to_owned()),
        (IMAP_EXAMPLE, skeleton.imap.to_owned()),
        (SENT_FILE, mailing::new_journal(&council)?),
    ];
    seeds.extend(arguments.ci.map(recipe));
    let paths = seeds.iter().map(|(path, _)| *path).chain([IGNORE_FILE]);
    let existing = session.workspace.existing(paths, std::iter::empty());
    let mut existing = existing.map_err(|problems| session.shown(&problems, &Sources::new()))?;
    let mut steps = vec![ignoring(&mut existing)];
    steps.extend(seeds.into_iter().map(|(path, text)| {
        let old = existing.remove(path);
        Step::seed(path, old, text.into_bytes())
    }));
    let drafted = pipeline::draft_of(&session.workspace, read, &session.clock);
    session.print_problems(&drafted.problems, &drafted.sources);
    let made = drafted.plan.ok_or(Failure::Findings)?;
    // A calendar or a page that is there was not made by these registries.
    steps.extend(made.steps.into_iter().map(|step| match step.action {
        Action::Update => Step::seed(&step.path, step.old, step.new),
        _ => step,
    }));
    steps.order_by(|a, b| a.path.cmp(&b.path));
    let plan = Plan {
        steps,
        orphans: Vec::new(),
    };
    if !arguments.dry_run {
        session.workspace.apply(&plan).map_err(Failure::from)?;
    }
    build::show(session, &plan, arguments.dry_run)?;
    if let Some(hook) = &hook {
        add_hook(session, arguments, hook)?;
    }
    let page = format!("{}.md", council.id);
    tell(session, arguments, &plan, &page, &unknown);
    Ok(ExitStatus::Success)
}

/// Makes the council of options and answers; with it, the keys that nobody has given.
fn council(session: &Session, arguments: &Init) -> Result<(Council, Vec<&'static str>), Failure> {
    let (terminal, given) = (&session.terminal, &arguments.identity);
    let name = terminal.or_ask(given.name.as_deref(), &NAME, None, text)?;
    let id = match &given.id {
        Some(id) => identity::council_id(id)?,
        None => identity::id_of(&name)?,
    };
    let made = Some(initials(&name)).filter(|made| !made.is_empty());
    let acronym = answer(
        terminal,
        given.acronym.as_deref(),
        &ACRONYM,
        made.as_deref(),
        text,
    )?;
    let convener = answer(terminal, given.convener.as_deref(), &CONVENER, None, text)?;
    let contact = match &given.contact {
        Some(given) => Some(given.clone()),
        None => answer(terminal, None, &CONTACT, None, address)?,
    };
    let colleges = if given.college.is_empty() {
        let read = |said: &str| identity::colleges(said.split(',').map(str::trim));
        answer(terminal, None, &COLLEGES, Some(MEMBERS), read)?.unwrap_or_default()
    } else {
        identity::colleges(given.college.iter().map(String::as_str))?
    };
    let mut unknown = Vec::new();
    let mut known = |key, value: Option<String>, placeholder: &str| {
        value.unwrap_or_else(|| {
            unknown.push(key);
            placeholder.to_owned()
        })
    };
    let council = Council {
        id,
        name,
        acronym: known("acronym", acronym, scaffold::UNKNOWN),
        convener: known("convener", convener, scaffold::UNKNOWN),
        contact: known("contact", contact, scaffold::UNKNOWN_ADDRESS),
        url: None,
        reply_to: None,
        timezone: chrono_tz::Europe::Paris,
        holidays: HolidayRegion::Metropole,
        typography: Typography::French,
        article: None,
        convener_article: None,
        as_of: None,
        quorum: None,
        proxies: None,
        colleges,
        members: Vec::new(),
        meetings: Vec::new(),
        opinions: Vec::new(),
        subjects: Vec::new(),
        paths: default_paths(),
        withdrawn: Withdrawn::default(),
        links_base: None,
    };
    Ok((council, unknown))
}

/// Takes what was given, asks for it on a terminal, and elsewhere goes on with what is usual.
fn answer<T>(
    terminal: &Terminal,
    given: Option<&str>,
    question: &Question,
    usual: Option<&str>,
    read: impl Fn(&str) -> Result<T, Failure>,
) -> Result<Option<T>, Failure> {
    if given.is_none() && !terminal.interactive {
        return usual.map(read).transpose();
    }
    terminal.or_ask(given, question, usual, read).map(Some)
}

/// Reads the address of an answer; one that is given as an option is checked with the registry.
fn address(answer: &str) -> Result<String, Failure> {
    let not_an_address = || Failure::NotAnAddress {
        text: answer.to_owned(),
    };
    // As it was typed: the registry has it so.
    email_address(answer).ok_or_else(not_an_address)?;
    Ok(answer.to_owned())
}

/// Plans the line that keeps git from taking what is private; what is there keeps its bytes.
pub fn ignoring(existing: &mut Existing) -> Step {
    let old = existing.remove(IGNORE_FILE);
    let text = String::from_utf8_lossy(old.as_deref().unwrap_or_default()).into_owned();
    let forms = ["/private/", "/private", "private/", "private"];
    let mut lines = text.lines().map(str::trim_end);
    // The last line that speaks of a path decides.
    let last = lines.rfind(|line| line.contains("private"));
    let is_there = last.is_some_and(|line| forms.contains(&line));
    let mut new = old.as_deref().unwrap_or_default().to_vec();
    if !is_there {
        let line_end: &[u8] = if text.contains("\r\n") {
            b"\r\n"
        } else {
            b"\n"
        };
        if !new.is_empty() && !new.ends_with(b"\n") {
            new.extend(line_end);
        }
        new.extend(format!("/{PRIVATE_FOLDER}").as_bytes());
        new.extend(line_end);
    }
    Step::write(IGNORE_FILE, old, new)
}

/// Writes the recipe alone, for a council that is there; a file in its place is kept.
fn add_recipe(
    session: &Session,
    arguments: &Init,
    path: &str,
    text: String,
) -> Result<(), Failure> {
    let existing = session
        .workspace
        .existing([path].into_iter(), std::iter::empty());
    let mut existing = existing.map_err(|problems| session.shown(&problems, &Sources::new()))?;
    let step = Step::seed(path, existing.remove(path), text.into_bytes());
    let plan = Plan {
        steps: vec![step],
        orphans: Vec::new(),
    };
    if !arguments.dry_run {
        session.workspace.apply(&plan).map_err(Failure::from)?;
    }
    build::show(session, &plan, arguments.dry_run)?;
    if plan.steps.iter().any(|step| step.action == Action::Refuse) {
        let terminal = &session.terminal;
        terminal.tell("init.kept", json!({ "path": path }));
    }
    tell_of_recipe(session, arguments);
    Ok(())
}

/// Returns the text of the hook that git asks before each commit.
fn hook(session: &Session) -> String {
    let below = session.workspace.repository_above().unwrap_or_default();
    let quoted = format!("'{}'", below.replace('\'', r"'\''"));
    include_str!("init/pre-commit.sh").replace("FOLDER", &quoted)
}

/// Writes the hook, or shows its text.
fn add_hook(session: &Session, arguments: &Init, hook: &str) -> Result<(), Failure> {
    if arguments.dry_run {
        return session.terminal.write(hook);
    }
    let path = session.workspace.add_hooks(hook);
    let path = path.map_err(|why| unhooked(session, why))?;
    session.terminal.tell("init.hook", json!({ "path": path }));
    Ok(())
}

fn unhooked(session: &Session, why: HookError) -> Failure {
    match why {
        HookError::NoRepository => Failure::NoRepository,
        HookError::Shared { folder } => Failure::SharedHooks { folder },
        HookError::Other { path } => Failure::OtherHook { path },
        HookError::Silent(why) => session.refused(pipeline::silent(why)),
        HookError::Failed(failed) => failed.into(),
    }
}

/// Returns the address of the program's own repository, if it was built with one.
fn origin() -> Option<&'static str> {
    Some(env!("CARGO_PKG_REPOSITORY")).filter(|known| !known.is_empty())
}

/// Returns where a service looks for its recipe, and the recipe.
///
/// Each makes git read a clone that belongs to another user, fetches the history, which tells what
/// calendars have seen, and keeps the program from one run to the next where the service can; findings
/// stand beside their lines where the service shows them, and what calendars will do in the summary
/// or the log.
fn recipe(service: Ci) -> (&'static str, String) {
    let origin = origin().unwrap_or(EXAMPLE_ORIGIN);
    let (path, recipe) = match service {
        Ci::Sourcehut => (".build.yml", SOURCEHUT),
        Ci::Github => (".github/workflows/cll.yml", GITHUB),
        Ci::Gitlab => (".gitlab-ci.yml", GITLAB),
    };
    (path, recipe.replace("ORIGIN", origin))
}

const SOURCEHUT: &str = "\
image: archlinux
packages:
  - git
  - rust
tasks:
  - install: cargo install --locked --git ORIGIN
  - check: |
      cd */
      ~/.cargo/bin/cll check --strict
      ~/.cargo/bin/cll build --check
  - changes: |
      cd */
      ~/.cargo/bin/cll changes --since HEAD^ || true
";
const GITHUB: &str = "\
on: [push, pull_request]
jobs:
  cll:
    runs-on: ubuntu-latest
    container: rust
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - run: git config --global --add safe.directory \"$GITHUB_WORKSPACE\"
      - uses: actions/cache@v4
        id: cll
        with:
          path: /opt/cll
          key: cll-1 # another number brings the newest cll
      - if: steps.cll.outputs.cache-hit != 'true'
        run: cargo install --locked --root /opt/cll --git ORIGIN
      - run: /opt/cll/bin/cll check --strict --format github || /opt/cll/bin/cll check --strict
      - run: /opt/cll/bin/cll build --check
      - if: always()
        env:
          SINCE: ${{ github.event.pull_request.base.sha || github.event.before }}
        run: |
          (echo '```'; /opt/cll/bin/cll changes --since \"$SINCE\" 2>&1 || true; echo '```') >> \"$GITHUB_STEP_SUMMARY\"
";
const GITLAB: &str = "\
cll:
  image: rust
  variables:
    GIT_DEPTH: \"0\"
  cache:
    key: cll-1 # another number brings the newest cll
    paths:
      - .cll/
  script:
    - git config --global --add safe.directory \"$CI_PROJECT_DIR\"
    - echo /.cll/ >> .git/info/exclude
    - test -x .cll/bin/cll || cargo install --locked --root .cll --git ORIGIN
    - .cll/bin/cll check --strict --format gitlab > .cll/findings.json || .cll/bin/cll check --strict
    - .cll/bin/cll build --check
  after_script:
    - .cll/bin/cll changes --since \"${CI_MERGE_REQUEST_DIFF_BASE_SHA:-$CI_COMMIT_BEFORE_SHA}\"
  artifacts:
    when: always
    reports:
      codequality: .cll/findings.json
";

/// Says what was kept, what is left to be written, where a recipe does not count, and what comes next.
fn tell(session: &Session, arguments: &Init, plan: &Plan, page: &str, unknown: &[&str]) {
    let terminal = &session.terminal;
    let refused = plan.steps.iter();
    let refused = refused.filter(|step| step.action == Action::Refuse);
    let mut kept: BTreeSet<&str> = refused.map(|step| step.path.as_str()).collect();
    // Where there is a page already, no other one is made.
    if plan.steps.iter().all(|step| step.path != page) {
        kept.insert(page);
    }
    for path in kept {
        terminal.tell("init.kept", json!({ "path": path }));
    }
    if !unknown.is_empty() {
        let said = json!({ "file": MEMBERS_FILE, "keys": unknown });
        terminal.tell("init.to-fill-in", said);
    }
    tell_of_recipe(session, arguments);
    if !arguments.dry_run {
        let folder = arguments.folder.as_ref().map(|it| it.to_string_lossy());
        terminal.tell("init.next", json!({ "folder": folder }));
    }
}

/// Says where a recipe does not count.
fn tell_of_recipe(session: &Session, arguments: &Init) {
    let terminal = &session.terminal;
    if arguments.ci.is_some() && origin().is_none() {
        let said = json!({ "address": EXAMPLE_ORIGIN });
        terminal.tell("init.unknown-origin", said);
    }
    let above = arguments
        .ci
        .and_then(|_| session.workspace.repository_above());
    if let Some(below) = above {
        let said = json!({ "folder": below });
        terminal.tell("init.recipe-below-root", said);
    }
}
