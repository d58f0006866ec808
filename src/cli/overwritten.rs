//! What people wrote into a block of a page, which the next build takes away: no registry says it.

use std::collections::BTreeSet;
use std::str;

use serde_json::json;

use super::Session;
use super::pipeline;
use crate::domain::Council;
use crate::locale::collation::words;
use crate::markdown::blocks::{Page, scan};
use crate::markdown::wiki::is_word_of_days;
use crate::plan::{Action, Plan, Step};
use crate::render::{self, Inputs, Suffix};
use crate::source::Sources;

/// The most lines that are shown of those that git keeps.
const MOST: usize = 5;

/// Names the lines of blocks that a plan takes away though no build wrote them, and neither the registries of now
/// nor those of the last commit make their words, and says whether git has them. Before the first commit nobody can
/// tell.
pub fn tell(session: &Session, files: &[String], plan: &Plan, dry_run: bool) {
    let pages = plan
        .changes()
        .filter(|step| step.action == Action::Update && Suffix::Page.ends(&step.path));
    let (mut before, mut built) = (None, None);
    for step in pages {
        let Some([old, new]) = texts(step) else {
            continue;
        };
        let mut known = words_of_blocks(new, &scan(new));
        let blocks = scan(old);
        if unknown(old, &blocks, &known).is_empty() {
            continue;
        }
        let before = before.get_or_insert_with(|| {
            pipeline::council_at(&session.workspace, &session.clock, "HEAD")
        });
        let Some(before) = before else { return };
        known.extend(as_of(session, before, (&step.path, old), files));
        for block in &blocks.blocks {
            let name = format!("templates/blocks/{}.md.j2", block.name);
            known.extend(own_words(&committed(session, &name)));
        }
        let mut lines = unknown(old, &blocks, &known);
        let built = built.get_or_insert_with(|| session.workspace.built_lines());
        let own = built.get(&step.path);
        lines.retain(|line| !own.is_some_and(|own| own.iter().any(|it| it == line)));
        if lines.is_empty() {
            continue;
        }
        let page = committed(session, &step.path);
        let kept = lines.iter().all(|line| page.contains(line));
        let said = json!({
            "path": step.path,
            "count": lines.len(),
            "kept": kept,
            "dry_run": dry_run,
        });
        let terminal = &session.terminal;
        let headline = terminal.words().say("build.overwritten", said);
        let shown = if kept { MOST } else { lines.len() };
        let shown_lines = lines.iter().take(shown).map(|line| format!("  {line}"));
        let rest = (lines.len() > shown).then(|| "  …".to_owned());
        for line in [headline].into_iter().chain(shown_lines).chain(rest) {
            // What nobody has any more is said even to whoever wants to hear of errors alone.
            if kept {
                terminal.note(&line);
            } else {
                terminal.error(&line);
            }
        }
    }
}

/// Keeps the lines that a plan wrote into the blocks of pages, now that it is carried out.
pub fn keep(session: &Session, plan: &Plan) {
    let pages = plan.changes().filter(|step| Suffix::Page.ends(&step.path));
    let lines = pages.filter_map(|step| {
        let text = str::from_utf8(&step.new).ok()?;
        let lines: Vec<String> = lines(text, &scan(text)).map(String::from).collect();
        (!lines.is_empty()).then(|| (step.path.clone(), lines))
    });
    session.workspace.keep_built_lines(lines.collect());
}

fn texts(step: &Step) -> Option<[&str; 2]> {
    let old = str::from_utf8(step.old.as_deref()?).ok()?;
    Some([old, str::from_utf8(&step.new).ok()?])
}

/// Returns the text of a file as it was last committed; empty where there is none.
fn committed(session: &Session, path: &str) -> String {
    let bytes = session.workspace.at_revision("HEAD", path);
    let bytes = bytes.ok().flatten().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Lists the words that the blocks of a page had with the registries of another time.
fn as_of(
    session: &Session,
    council: &Council,
    (path, text): (&str, &str),
    files: &[String],
) -> BTreeSet<String> {
    let mut sources = Sources::new();
    let page = sources.add(path, text);
    let templates = pipeline::templates(&session.workspace, files, &mut sources, &mut Vec::new());
    let inputs = Inputs {
        sources: &sources,
        pages: &[page],
        templates: &templates,
        exists: &|path| files.iter().any(|file| file == path),
    };
    let (artifacts, _) = render::render(council, &inputs);
    let made = artifacts.iter().find(|it| it.path.as_str() == path);
    let made = made.and_then(|it| str::from_utf8(&it.bytes).ok());
    made.map_or_else(BTreeSet::new, |made| words_of_blocks(made, &scan(made)))
}

fn words_of_blocks(text: &str, page: &Page) -> BTreeSet<String> {
    let bodies = page
        .blocks
        .iter()
        .filter_map(|it| text.get(it.body.clone()));
    bodies.flat_map(own_words).collect()
}

/// Lists the words of a text, without numbers and those of days and hours: they change with every meeting.
fn own_words(text: &str) -> Vec<String> {
    let found = words(text).into_iter().map(|(_, word)| String::from(word));
    found.filter(|word| !is_word_of_days(word)).collect()
}

/// Lists the lines of the blocks of a page.
fn lines<'t>(text: &'t str, page: &Page) -> impl Iterator<Item = &'t str> {
    let blocks = page.blocks.iter();
    let bodies = blocks.filter_map(|it| text.get(it.body.clone()));
    bodies.flat_map(str::lines).map(str::trim)
}

/// Lists the lines of the blocks of a page that have another word than these.
fn unknown<'t>(text: &'t str, page: &Page, known: &BTreeSet<String>) -> Vec<&'t str> {
    let lines = lines(text, page);
    let is_other = |line: &&str| own_words(line).iter().any(|word| !known.contains(word));
    lines.filter(is_other).collect()
}
