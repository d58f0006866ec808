//! Templates: the only place that knows their engine.

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value,
};

use super::embedded::{TEMPLATES, text};
use crate::domain::Typography;
use crate::locale::{lists, typography};
use crate::markdown::escape;
use crate::markdown::href::from_folder;
use crate::problem::{Place, Problem, TemplateFault, What, nearest};
use crate::source::{FileId, Sources, Span};
use crate::view::variables;

/// The variables that a template is given.
pub use minijinja::Value as Given;

pub use crate::source::TEMPLATES_FOLDER as FOLDER;

/// The folder of the templates of blocks, below that.
const BLOCKS: &str = "blocks/";
const MARKDOWN: AutoEscape = AutoEscape::Custom(std::borrow::Cow::Borrowed("markdown"));
/// What marks the refusal to print a value that is no text; the word after it is the kind.
const UNPRINTABLE: &str = "unprintable: ";

/// The templates of a run: the program's, and the council's where it has its own.
pub struct Templates {
    engine: Environment<'static>,
    origins: BTreeMap<String, Origin>,
}

#[derive(Clone)]
struct Origin {
    /// The file that replaces the program's template.
    file: Option<FileId>,
    text: String,
}

impl Templates {
    /// Reads the program's templates and those that replace them.
    ///
    /// `files` are all files below `templates/`, each by its name there. A template that does not
    /// parse is a finding; so are a file that replaces nothing and a variable that is never given.
    #[must_use]
    pub fn load(sources: &Sources, files: &[(String, FileId)]) -> (Self, Vec<Problem>) {
        let mut templates = Self {
            engine: engine(),
            origins: BTreeMap::new(),
        };
        let mut problems = Vec::new();
        for template in TEMPLATES {
            templates.add(template.name, template.text, None, &mut problems);
        }
        for (name, file) in files {
            if is_template(name) {
                templates.add(name, sources.text(*file), Some(*file), &mut problems);
            } else {
                let nearest = nearest(name, TEMPLATES.iter().map(|template| template.name));
                problems.push(Problem {
                    what: What::UnknownTemplate {
                        name: name.clone(),
                        nearest,
                    },
                    place: Place::File(*file),
                    also: None,
                });
            }
        }
        (templates, problems)
    }

    /// Returns every name with the text in force and whether the council has replaced it.
    pub fn list(&self) -> impl Iterator<Item = (&str, &str, bool)> {
        self.origins
            .iter()
            .map(|(name, origin)| (name.as_str(), origin.text.as_str(), origin.file.is_some()))
    }

    /// Returns the names of the blocks that have a template.
    pub fn blocks(&self) -> impl Iterator<Item = &str> {
        self.origins.keys().filter_map(|name| block_name(name))
    }

    /// Renders a template, and sets its spaces as the council wants them.
    ///
    /// # Errors
    ///
    /// A finding that points into the template, or into the one that it includes.
    pub fn render(
        &self,
        name: &str,
        context: &Value,
        spaces: Typography,
    ) -> Result<String, Box<Problem>> {
        let rendered = self
            .engine
            .get_template(name)
            .and_then(|template| template.render(context.clone()))
            .map_err(|error| Box::new(self.problem(name, &error)))?;
        Ok(match spaces {
            Typography::Plain => rendered,
            Typography::French => typography::french(&rendered).into_owned(),
        })
    }

    /// Prepares a template that is not a file; `at` is where it is written.
    ///
    /// # Errors
    ///
    /// A finding at that place.
    pub fn inline<'a>(&'a self, text: &'a str, at: Place) -> Result<Inline<'a>, Box<Problem>> {
        match self.engine.template_from_str(text) {
            Ok(template) => Ok(Inline { template, text, at }),
            Err(error) => Err(Box::new(inline_problem(text, &at, &error))),
        }
    }

    fn add(&mut self, name: &str, text: &str, file: Option<FileId>, problems: &mut Vec<Problem>) {
        let origin = Origin {
            file,
            text: text.to_owned(),
        };
        self.origins.insert(name.to_owned(), origin);
        let added = self
            .engine
            .add_template_owned(name.to_owned(), text.to_owned());
        if let Err(error) = added {
            problems.push(self.problem(name, &error));
            return;
        }
        let Ok(template) = self.engine.get_template(name) else {
            return;
        };
        let mut unknown: Vec<(usize, String)> = template
            .undeclared_variables(true)
            .into_iter()
            .filter(|path| !variables::is_known(name, path) && !self.is_global(path))
            .map(|path| (find_word(text, &path), path))
            .collect();
        unknown.sort();
        for (start, path) in unknown {
            problems.push(Problem {
                place: self.place(name, start..start + path.len()),
                what: What::UnknownVariable {
                    nearest: nearest(&path, variables::of(name).map(|variable| variable.path)),
                    name: path,
                    template: name.to_owned(),
                },
                also: None,
            });
        }
    }

    fn is_global(&self, path: &str) -> bool {
        let first = path.split('.').next().unwrap_or_default();
        self.engine.globals().any(|(name, _)| name == first)
    }

    fn problem(&self, asked: &str, error: &Error) -> Problem {
        // The innermost error is the one that points at the mistake, maybe in an included file.
        let mut error = error;
        while let Some(source) = std::error::Error::source(error).and_then(|e| e.downcast_ref()) {
            error = source;
        }
        let name = error.name().unwrap_or(asked).to_owned();
        let text = self
            .origins
            .get(&name)
            .map_or("", |origin| origin.text.as_str());
        Problem {
            place: self.place(&name, range(text, error)),
            what: What::TemplateError {
                name,
                fault: fault(error),
            },
            also: None,
        }
    }

    fn place(&self, name: &str, range: std::ops::Range<usize>) -> Place {
        match self.origins.get(name) {
            Some(Origin {
                file: Some(file), ..
            }) => Place::Span(Span::new(*file, range)),
            Some(Origin { text, .. }) => Place::Embedded {
                name: format!("{FOLDER}{name}"),
                text: text.clone(),
                range,
            },
            None => Place::Path(format!("{FOLDER}{name}")),
        }
    }
}

/// A template that is not a file: of a path, or from the command line.
pub struct Inline<'a> {
    template: minijinja::Template<'a, 'a>,
    text: &'a str,
    at: Place,
}

impl Inline<'_> {
    /// Renders the template.
    ///
    /// # Errors
    ///
    /// A finding at the place where the template is written.
    pub fn render(&self, context: &Value) -> Result<String, Box<Problem>> {
        self.template
            .render(context.clone())
            .map_err(|error| Box::new(inline_problem(self.text, &self.at, &error)))
    }
}

/// Returns the name of the block that a template makes, if it makes one.
fn block_name(template: &str) -> Option<&str> {
    template.strip_prefix(BLOCKS)?.strip_suffix(".md.j2")
}

/// Tells whether a file of that name is a template: the program's, or a block of the council's.
fn is_template(name: &str) -> bool {
    text(name).is_some()
        || block_name(name).is_some_and(|block| {
            !block.is_empty()
                && block
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        })
}

fn engine() -> Environment<'static> {
    let mut engine = Environment::new();
    if let Ok(syntax) = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
    {
        engine.set_syntax(syntax);
    }
    // Without it, a release build loses the place of an error.
    engine.set_debug(true);
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_auto_escape_callback(|name| {
        if name.ends_with(".md.j2") {
            MARKDOWN
        } else if name.ends_with(".html.j2") {
            AutoEscape::Html
        } else {
            AutoEscape::None
        }
    });
    engine.set_formatter(print);
    engine.add_filter("link", link);
    engine.add_filter("href", href);
    engine.add_filter("listed", listed);
    engine.add_filter("counted", counted);
    engine.add_filter("yaml", yaml);
    engine
}

/// Prints a value: texts escaped for the document they go into, nothing that is no text.
fn print(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let kind = match value.kind() {
        ValueKind::Undefined => return Err(Error::from(ErrorKind::UndefinedError)),
        ValueKind::None => "none",
        ValueKind::Bool => "boolean",
        ValueKind::Seq | ValueKind::Iterable => "list",
        ValueKind::Map => "table",
        _ if *state.auto_escape() == MARKDOWN && !value.is_safe() => {
            let text = value.to_string();
            return Ok(out.write_str(&escape::text(&text))?);
        }
        _ => return minijinja::escape_formatter(out, state, value),
    };
    Err(Error::new(
        ErrorKind::InvalidOperation,
        format!("{UNPRINTABLE}{kind}"),
    ))
}

/// `{{ name | link(url) }}`: a Markdown link, or the text alone where there is no URL.
fn link(label: &str, url: Option<&str>) -> Value {
    Value::from_safe_string(match url {
        Some(url) => escape::link(label, url),
        None => escape::text(label).into_owned(),
    })
}

/// `{{ path | href }}`: the URL of a file of the repository, seen from the page; a URL stays one.
fn href(state: &State<'_, '_>, path: &str) -> String {
    if path.starts_with("https://") || path.starts_with("http://") {
        return path.to_owned();
    }
    let text = |of: &str, name: &str| {
        let value = state.lookup(of)?.get_attr(name).ok()?;
        value.as_str().map(str::to_owned)
    };
    match text("links", "base") {
        Some(base) => base + path,
        None => from_folder(&text("page", "folder").unwrap_or_default(), path),
    }
}

/// `{{ names | listed }}`: "a, b et c".
#[expect(clippy::needless_pass_by_value, reason = "the engine hands it over")]
fn listed(names: Vec<String>) -> String {
    lists::and(&names)
}

/// `{{ 2 | counted("réunion", "réunions") }}`: "2 réunions".
fn counted(count: usize, singular: &str, plural: &str) -> String {
    lists::counted(count, singular, plural)
}

/// `{{ title | yaml }}`: a text between quotation marks, as YAML (1.2, 7.3.1) and JSON have it.
fn yaml(text: &str) -> Value {
    Value::from_safe_string(serde_json::Value::from(text).to_string())
}

fn fault(error: &Error) -> TemplateFault {
    let detail = error.detail().unwrap_or_default();
    if let Some(kind) = detail.strip_prefix(UNPRINTABLE) {
        return TemplateFault::Unprintable(kind.to_owned());
    }
    match error.kind() {
        ErrorKind::UndefinedError => TemplateFault::Undefined,
        ErrorKind::SyntaxError => TemplateFault::Syntax(detail.to_owned()),
        kind if detail.is_empty() => TemplateFault::Other(kind.to_string()),
        _ => TemplateFault::Other(detail.to_owned()),
    }
}

/// Finds the bytes that an error is about: its own range, else its whole line.
fn range(text: &str, error: &Error) -> std::ops::Range<usize> {
    if let Some(range) = error
        .range()
        .filter(|range| text.get(range.clone()).is_some())
    {
        return range;
    }
    let line = error.line().unwrap_or(1).saturating_sub(1);
    let start = text
        .split_inclusive('\n')
        .take(line)
        .map(str::len)
        .sum::<usize>();
    let length = text[start..].lines().next().map_or(0, str::len);
    start..start + length
}

fn inline_problem(text: &str, at: &Place, error: &Error) -> Problem {
    let (name, place) = match at {
        Place::Embedded { name, .. } => {
            let place = Place::Embedded {
                name: name.clone(),
                text: text.to_owned(),
                range: range(text, error),
            };
            (name.as_str(), place)
        }
        place => (text, place.clone()),
    };
    Problem {
        what: What::TemplateError {
            name: name.to_owned(),
            fault: fault(error),
        },
        place,
        also: None,
    }
}

/// Finds a variable in a template, as a word of its own where it can.
fn find_word(text: &str, word: &str) -> usize {
    let inner = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    text.match_indices(word)
        .find(|(at, _)| {
            !text[..*at].ends_with(inner) && !text[at + word.len()..].starts_with(inner)
        })
        .or_else(|| text.match_indices(word).next())
        .map_or(0, |(at, _)| at)
}
