//! Templates: the only place that knows their engine.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, PoisonError};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, Template, UndefinedBehavior, Value,
};

use super::embedded::{TEMPLATES, text};
use crate::domain::Typography;
use crate::locale::{lists, typography};
use crate::markdown::comments::verbatim;
use crate::markdown::escape;
use crate::markdown::href::from_folder;
use crate::problem::{Place, Problem, TemplateFault, What, nearest};
use crate::sort::Sort;
use crate::source::{FileId, Sources, Span};
use crate::view::variables;

/// The variables that a template is given.
pub use minijinja::Value as Given;

pub use crate::source::TEMPLATES_FOLDER as FOLDER;

/// The folder of the templates of blocks, below that.
const BLOCKS: &str = "blocks/";
/// How the names of the templates of web pages end, and that of the page of a message.
const HTML: &str = ".html.j2";
const MARKDOWN: AutoEscape = AutoEscape::Custom(std::borrow::Cow::Borrowed("markdown"));
/// The longest template, in bytes: those of the program have at most some thousand.
const LONGEST: usize = 256 * 1024;
/// The steps that the rendering of one template may take, besides those for each record.
const STEPS: u64 = 1_000_000;
/// The steps for each member, meeting and opinion: those of the program take some forty.
const STEPS_PER_RECORD: u64 = 200;
/// The steps of a template of one line: a path, or what is asked for on the command line.
const STEPS_INLINE: u64 = 20_000;
/// The most that a template may make, in bytes: what is longer is not read again either.
const MOST: usize = 16 * 1024 * 1024;
/// How deep templates, macros and loops may lie in each other.
const DEPTH: usize = 100;
/// The most by which a line is put further in.
const WIDEST: usize = 80;
/// What marks the refusal to print a value that is no text; the word after it is the kind.
const UNPRINTABLE: &str = "unprintable: ";
/// What the writer says that has taken the most.
const TOO_MUCH: &str = "too much";

/// The templates of a run: the program's, and the council's where it has its own.
pub struct Templates {
    engine: Environment<'static>,
    /// The same, with the limits of a template of one line.
    inline: Environment<'static>,
    /// The templates that ran against a limit: they are not tried again for every block and file.
    exhausted: Mutex<BTreeMap<String, Problem>>,
    origins: BTreeMap<String, Origin>,
}

#[derive(Clone)]
struct Origin {
    /// The file that replaces the program's template.
    file: Option<FileId>,
    text: String,
}

impl Templates {
    /// Returns the program's own templates, which is all that paths and what is typed need.
    #[must_use]
    pub fn embedded() -> Self {
        Self::load(&Sources::new(), &[]).0
    }

    /// Reads the program's templates and those that replace them.
    ///
    /// `files` are all files below `templates/`, each by its name there. A template that does not
    /// parse is a finding; so are a file that replaces nothing and a variable that is never given.
    #[must_use]
    pub fn load(sources: &Sources, files: &[(String, FileId)]) -> (Self, Vec<Problem>) {
        let mut templates = Self {
            engine: engine(),
            inline: engine(),
            exhausted: Mutex::default(),
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
        templates.inline = templates.engine.clone();
        templates.inline.set_fuel(Some(STEPS_INLINE));
        (templates, problems)
    }

    /// Gives each template the steps that so many records need.
    pub fn allow_for(&mut self, records: usize) {
        let records = u64::try_from(records).unwrap_or(u64::MAX);
        let more = records.saturating_mul(STEPS_PER_RECORD);
        self.engine.set_fuel(Some(STEPS.saturating_add(more)));
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
        let exhausted = || {
            self.exhausted
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(problem) = exhausted().get(name) {
            return Err(Box::new(problem.clone()));
        }
        let template = self.engine.get_template(name);
        let rendered = template.and_then(|template| limited(&template, context));
        let rendered = rendered.map_err(|error| {
            let problem = self.problem(name, &error);
            if is_limit(&problem) {
                exhausted().insert(name.to_owned(), problem.clone());
            }
            Box::new(problem)
        })?;
        Ok(match spaces {
            Typography::Plain => rendered,
            Typography::French => {
                let french = typography::french(&rendered, &verbatim(&rendered));
                // Where the lines of a page end, the window of its reader decides.
                if name.ends_with(HTML) {
                    typography::bound_dates(&french, &verbatim(&french))
                } else {
                    french.into_owned()
                }
            }
        })
    }

    /// Prepares a template that is not a file; `at` is where it is written.
    ///
    /// # Errors
    ///
    /// A finding at that place.
    pub fn inline<'a>(&'a self, text: &'a str, at: Place) -> Result<Inline<'a>, Box<Problem>> {
        match self.inline.template_from_str(text) {
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
        if text.len() > LONGEST {
            // What it was to replace must not stand in for it.
            self.engine.remove_template(name);
            problems.push(Problem {
                what: What::TemplateError {
                    name: name.to_owned(),
                    fault: TemplateFault::Long(LONGEST),
                },
                place: self.place(name, 0..0),
                also: None,
            });
            return;
        }
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
        unknown.order();
        let known = if unknown.is_empty() {
            Vec::new()
        } else {
            variables::of(name)
        };
        for (start, path) in unknown {
            problems.push(Problem {
                place: self.place(name, start..start + path.len()),
                what: What::UnknownVariable {
                    nearest: nearest(&path, known.iter().map(|variable| variable.path.as_str())),
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
        limited(&self.template, context)
            .map_err(|error| Box::new(inline_problem(self.text, &self.at, &error)))
    }
}

/// Returns the name of the block that a template makes, if it makes one.
fn block_name(template: &str) -> Option<&str> {
    template.strip_prefix(BLOCKS)?.strip_suffix(".md.j2")
}

/// Whether a file of that name is a template: the program's, or a block of the council's.
fn is_template(name: &str) -> bool {
    text(name).is_some()
        || block_name(name).is_some_and(|block| {
            !block.is_empty()
                && block
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        })
}

/// Renders a template, no further than the most that it may make.
fn limited(template: &Template<'_, '_>, context: &Value) -> Result<String, Error> {
    let mut made = Made(Vec::new());
    match template.render_captured_to(context.clone(), &mut made) {
        Ok(_) => {
            String::from_utf8(made.0).map_err(|_| Error::new(ErrorKind::WriteFailure, "not a text"))
        }
        Err(error) => Err(error),
    }
}

/// What a template has made so far.
struct Made(Vec<u8>);

impl io::Write for Made {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MOST {
            return Err(io::Error::other(TOO_MUCH));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether a template ran against a limit: for another block it would again.
pub(super) fn is_limit(problem: &Problem) -> bool {
    matches!(
        problem.what,
        What::TemplateError {
            fault: TemplateFault::Endless | TemplateFault::TooMuch(_) | TemplateFault::Long(_),
            ..
        }
    )
}

fn engine() -> Environment<'static> {
    let mut engine = Environment::new();
    engine.set_fuel(Some(STEPS));
    engine.set_recursion_limit(DEPTH);
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
    engine.add_filter("cell", cell);
    engine.add_filter("with_code", with_code);
    engine.add_filter("indent", indent);
    // A number in their arguments says how much they make, before anything can count it.
    for filter in ["slice", "batch", "format"] {
        engine.remove_filter(filter);
    }
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
            if text.len() > MOST {
                return Err(Error::from(ErrorKind::WriteFailure));
            }
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

/// `{{ name | cell }}`: a text in a cell of a table in Markdown.
fn cell(text: &str) -> Value {
    Value::from_safe_string(escape::text(text).replace('|', "\\|"))
}

/// `{{ task.text | with_code }}`: a text whose code spans stay what they are (CommonMark, 6.1).
fn with_code(text: &str) -> Value {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return Value::from_safe_string(escape::text(text).into_owned());
    }
    let part = |(at, part): (usize, &&str)| match at % 2 {
        0 => {
            let text = part.trim();
            part.replacen(text, &escape::text(text), usize::from(!text.is_empty()))
        }
        _ => format!("`{part}`"),
    };
    Value::from_safe_string(parts.iter().enumerate().map(part).collect())
}

/// `{{ text | indent(2) }}`: each line but the first and the empty ones, this much further in.
fn indent(text: &str, width: Option<usize>) -> Result<String, Error> {
    let width = width.unwrap_or(4);
    if width > WIDEST {
        let detail = format!("an indent is at most {WIDEST}");
        return Err(Error::new(ErrorKind::InvalidOperation, detail));
    }
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default().to_owned();
    Ok(lines.fold(first, |mut made, line| {
        if !line.trim_end_matches(['\r', '\n']).is_empty() {
            made.extend(std::iter::repeat_n(' ', width));
        }
        made + line
    }))
}

fn fault(error: &Error) -> TemplateFault {
    let detail = error.detail().unwrap_or_default();
    if let Some(kind) = detail.strip_prefix(UNPRINTABLE) {
        return TemplateFault::Unprintable(kind.to_owned());
    }
    match error.kind() {
        ErrorKind::OutOfFuel => TemplateFault::Endless,
        // Nothing else can stop the writing into memory.
        ErrorKind::WriteFailure => TemplateFault::TooMuch(MOST),
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
