//! The pages: their blocks filled, every other byte as people wrote it.

use std::ops::Range;

use super::context::Context;
use super::paths::Paths;
use super::{Artifact, Inputs, Policy, RelativePath, Suffix, Templates, blocks};
use crate::domain::{Council, Opinion, State, Typography};
use crate::markdown::blocks::{Block, Fault, FaultKind, Page, replace, scan};
use crate::problem::{ArgumentFault, Misplaced, Place, Problem, Severity, What, nearest};
use crate::sort::Sort;
use crate::source::{FileId, Span};
use minijinja::Value;

const SEED: &str = "page.md.j2";

/// Makes every page that has blocks, and the council's own page if it is not there.
pub fn render(
    council: &Council,
    inputs: &Inputs<'_>,
    context: &Context,
    paths: &Paths,
    artifacts: &mut Vec<Artifact>,
    problems: &mut Vec<Problem>,
) {
    let mut filling = Filling {
        council,
        inputs,
        context,
        problems,
    };
    for file in inputs.pages {
        let path = inputs.sources.path(*file);
        let text = inputs.sources.text(*file);
        let scanned = scan(text);
        if scanned.blocks.is_empty() && scanned.faults.is_empty() {
            continue;
        }
        let before = filling.problems.len();
        let filled = filling.fill(path, text, &scanned, Some(*file));
        // A template's mistake stays with the first block that shows it, before those of the page.
        filling.problems[before..].order_by_key(|problem| match &problem.place {
            Place::Span(span) if span.file == *file => Some(*span),
            _ => None,
        });
        if let Ok(path) = RelativePath::new(path, Suffix::Page) {
            artifacts.push(Artifact {
                path,
                bytes: filled.into_bytes(),
                policy: Policy::Blocks,
            });
        }
    }
    seed(&mut filling, paths, artifacts);
    opinions_are_shown(council, artifacts, problems);
}

/// Makes the council's own page if it is not there.
fn seed(filling: &mut Filling<'_>, paths: &Paths, artifacts: &mut Vec<Artifact>) {
    let (council, inputs) = (filling.council, filling.inputs);
    let Some(path) = &paths.page else { return };
    if artifacts.iter().any(|artifact| artifact.path == *path) || (inputs.exists)(path.as_str()) {
        return;
    }
    // The seed is Markdown that people go on with: its spaces are set like theirs.
    let given = filling.context.page(path.as_str());
    match inputs.templates.render(SEED, &given, council.typography) {
        Ok(seed) => {
            let bytes = filling
                .fill(path.as_str(), &seed, &scan(&seed), None)
                .into_bytes();
            artifacts.push(Artifact {
                path: path.clone(),
                bytes,
                policy: Policy::SeedOnce,
            });
        }
        Err(problem) => filling.problems.push(*problem),
    }
}

/// An opinion that is published stands on a page, whatever its block is called.
fn opinions_are_shown(council: &Council, artifacts: &[Artifact], problems: &mut Vec<Problem>) {
    let letters = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    let published = |opinion: &&Opinion| opinion.history.standing() == State::Published;
    let opinions: Vec<&Opinion> = council.opinions.iter().filter(published).collect();
    if opinions.is_empty()
        || problems
            .iter()
            .any(|it| it.what.severity() == Severity::Error)
    {
        return;
    }
    let pages = artifacts
        .iter()
        .filter(|it| Suffix::Page.ends(it.path.as_str()));
    let pages: Vec<String> = pages
        .map(|page| letters(&String::from_utf8_lossy(&page.bytes)))
        .collect();
    for opinion in opinions {
        let question = letters(&opinion.question);
        let id = opinion.id.to_string();
        let what = What::UnshownOpinion { opinion: id };
        let allowed = opinion.allows(what.code());
        if !allowed && !pages.iter().any(|page| page.contains(&question)) {
            problems.push(Problem::at(opinion.at.id, what));
        }
    }
}

/// Adds what is wrong with the markers of a page, which needs no council to be seen.
pub fn faults(file: FileId, page: &Page, problems: &mut Vec<Problem>) {
    for fault in &page.faults {
        problems.push(fault_problem(fault, Some(file), ""));
    }
}

/// Adds what is wrong with the markers of a page and with its blocks: their names, their arguments.
pub fn block_faults(
    file: FileId,
    (path, page): (&str, &Page),
    council: &Council,
    context: &Context,
    templates: &Templates,
    problems: &mut Vec<Problem>,
) {
    let inputs = (council, context, templates);
    selected(inputs, (path, page), Some(file), problems);
}

/// Lists the blocks of a page that are sound, each with what its arguments select, and adds what is
/// wrong with the others; `file` is `None` for a page that is being seeded.
fn selected<'a>(
    (council, context, templates): (&Council, &Context, &Templates),
    (path, page): (&str, &'a Page),
    file: Option<FileId>,
    problems: &mut Vec<Problem>,
) -> Vec<(&'a Block, Value)> {
    let faults = page.faults.iter();
    problems.extend(faults.map(|fault| fault_problem(fault, file, path)));
    let given = context.page(path);
    let mut sound = Vec::new();
    for block in &page.blocks {
        if templates.blocks().any(|known| known == block.name) {
            let selected = blocks::select(council, context, &given, block, file, problems);
            sound.extend(selected.map(|selected| (block, selected)));
        } else {
            let name = block.name.clone();
            let nearest = nearest(&name, templates.blocks());
            problems.push(Problem {
                what: What::UnknownBlock { name, nearest },
                place: place(file, path, &block.name_at),
                also: None,
            });
        }
    }
    sound
}

struct Filling<'a> {
    council: &'a Council,
    inputs: &'a Inputs<'a>,
    context: &'a Context,
    problems: &'a mut Vec<Problem>,
}

impl Filling<'_> {
    /// Fills the blocks of a page; `file` is `None` for a page that is being seeded.
    fn fill(&mut self, path: &str, text: &str, page: &Page, file: Option<FileId>) -> String {
        let inputs = (self.council, self.context, self.inputs.templates);
        let blocks = selected(inputs, (path, page), file, self.problems);
        let mut bodies: Vec<(&Block, String)> = Vec::new();
        for (block, selected) in blocks {
            let name = format!("blocks/{}.md.j2", block.name);
            let spaces: Typography = self.council.typography;
            match self.inputs.templates.render(&name, &selected, spaces) {
                // HTML is read as HTML there; Markdown would be one line of text.
                Ok(body) if block.in_html && !body.is_empty() && !body.starts_with('<') => {
                    let (name, why) = (block.name.clone(), Misplaced::InHtml);
                    self.problems.push(Problem {
                        what: What::MisplacedMarker { name, why },
                        place: place(file, path, &block.marker),
                        also: None,
                    });
                }
                Ok(body) => bodies.push((block, body)),
                Err(problem) if self.problems.contains(&problem) => {}
                Err(problem) => self.problems.push(*problem),
            }
        }
        replace(text, &bodies)
    }
}

fn place(file: Option<FileId>, path: &str, at: &Range<usize>) -> Place {
    match file {
        Some(file) => Place::Span(Span::new(file, at.clone())),
        None => Place::Path(path.to_owned()),
    }
}

fn fault_problem(fault: &Fault, file: Option<FileId>, path: &str) -> Problem {
    let name = fault.name.clone();
    let what = match fault.kind {
        FaultKind::Unclosed => What::UnclosedBlock { name },
        FaultKind::StrayEnd => What::StrayBlockEnd { name },
        FaultKind::Nested => What::NestedBlock { name },
        FaultKind::Misplaced => What::MisplacedMarker {
            name,
            why: if fault.also.is_some() {
                Misplaced::Unlike
            } else {
                Misplaced::NotAlone
            },
        },
        FaultKind::BadArguments => What::BlockArgument {
            block: name,
            fault: ArgumentFault::Syntax {
                meant: fault.meant.clone().unwrap_or_default(),
            },
        },
    };
    Problem {
        what,
        place: place(file, path, &fault.at),
        also: fault
            .also
            .clone()
            .zip(file)
            .map(|(also, file)| Span::new(file, also)),
    }
}
