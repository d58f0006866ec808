//! `cll templates`: what the documents are made from.

use std::sync::Arc;

use serde_json::json;

use super::arguments::{TemplateName, Templates as Command, TemplatesExport};
use super::failure::{Failure, Named};
use super::{CommandResult, ExitStatus, Session, build};
use crate::plan::{Action, Plan, Step};
use crate::problem::nearest;
use crate::render::Templates;
use crate::render::embedded::{self, TEMPLATES};
use crate::render::templates::FOLDER;
use crate::source::Sources;
use crate::view::variables::{self, Example, Variable};

/// Runs the command.
///
/// # Errors
///
/// A name that is none, a file that would be replaced, or one that cannot be written.
pub fn run(session: &Session, command: &Command) -> CommandResult {
    match command {
        Command::List => list(session)?,
        Command::Show(arguments) => {
            let templates = session.templates(&mut Sources::new()).0;
            let text = find(&templates, arguments)?.to_owned();
            session.terminal.write(&text)?;
        }
        Command::Vars(arguments) => {
            let templates = session.templates(&mut Sources::new()).0;
            find(&templates, arguments)?;
            let words = session.terminal.words();
            let lines = variables::of(&arguments.name).into_iter();
            let lines: String = lines
                .map(|Variable { path, example }| {
                    let example = match example {
                        Example::Container => "…".to_owned(),
                        Example::Value(text) => text,
                        Example::Optional(text) => {
                            words.say("template.or-none", json!({ "example": text }))
                        }
                        Example::Like(name) => words.say("template.like", json!({ "name": name })),
                    };
                    format!("{path}\t{example}\n")
                })
                .collect();
            session.terminal.write(&lines)?;
        }
        Command::Export(arguments) => export(session, arguments)?,
    }
    Ok(ExitStatus::Success)
}

fn list(session: &Session) -> Result<(), Failure> {
    let (templates, words) = (
        session.templates(&mut Sources::new()).0,
        session.terminal.words(),
    );
    let lines: String = templates
        .list()
        .map(|(name, _, own)| {
            let replaces = embedded::text(name).is_some();
            let origin = json!({ "own": own, "replaces": replaces });
            let origin = words.say("template.origin", origin);
            format!("{name}\t{origin}\n")
        })
        .collect();
    session.terminal.write(&lines)
}

fn find<'a>(templates: &'a Templates, asked: &TemplateName) -> Result<&'a str, Failure> {
    let found = templates.list().find(|(name, ..)| *name == asked.name);
    found
        .map(|(_, text, _)| text)
        .ok_or_else(|| unknown(&asked.name))
}

fn unknown(name: &str) -> Failure {
    Failure::Unknown {
        kind: Named::Template,
        id: name.to_owned(),
        nearest: nearest(name, TEMPLATES.iter().map(|template| template.name)),
    }
}

fn export(session: &Session, arguments: &TemplatesExport) -> Result<(), Failure> {
    let mut steps = Vec::new();
    for name in &arguments.names {
        embedded::text(name).ok_or_else(|| unknown(name))?;
    }
    for template in TEMPLATES {
        if !arguments.names.is_empty() && !arguments.names.iter().any(|n| n == template.name) {
            continue;
        }
        let path = format!("{FOLDER}{}", template.name);
        let old = session.workspace.read(&path).ok();
        let new = template.text.as_bytes().to_vec();
        let step = Step::write(path, old.map(Arc::from), new);
        if step.action == Action::Update && !arguments.force {
            return Err(Failure::Exists { path: step.path });
        }
        steps.push(step);
    }
    let plan = Plan {
        steps,
        orphans: Vec::new(),
    };
    if !arguments.dry_run {
        session.workspace.apply(&plan).map_err(Failure::from)?;
    }
    build::show(session, &plan, arguments.dry_run)
}
