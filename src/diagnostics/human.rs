//! Problems as a compiler draws them: the line, a caret under the mistake, what to type instead.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use annotate_snippets::renderer::{
    DEFAULT_ADDITION_STYLE, DEFAULT_LINE_NUM_STYLE, DEFAULT_REMOVAL_STYLE, DecorStyle, Style,
};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use serde::Serialize;

use super::place::{Located, Spot};
use super::{Sentences, severity_name};
use crate::problem::{Problem, Severity, What};
use crate::source::Sources;
use crate::words::Words;
use crate::words::quote::one_line;

/// The longest line that is given to the renderer whole, in bytes; it cuts at 140 columns itself.
const LONGEST_LINE: usize = 2000;
/// What is kept of a longer line on each side of the mistake, in bytes.
const KEPT: usize = 700;
/// How far apart two places can be to share one excerpt, in bytes.
const FURTHEST: usize = 16 * 1024;
/// How many problems are drawn: more are a file that is no registry, and nobody reads them.
const MOST: usize = 1000;
/// How many lines of a difference are shown.
const DIFF_LINES: usize = 60;

/// Draws every problem, with an empty line between two; of very many, only the first.
#[must_use]
pub fn report(problems: &[Problem], sources: &Sources, words: Words, color: bool) -> String {
    let mut drawn: Vec<String> = problems
        .iter()
        .take(MOST)
        .map(|problem| draw(problem, sources, words, color))
        .collect();
    let more = problems.len().saturating_sub(MOST);
    if more > 0 {
        drawn.push(words.say("report.more", More { more }) + "\n");
    }
    drawn.join("\n")
}

fn draw(problem: &Problem, sources: &Sources, words: Words, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let severity = problem.what.severity();
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let said = Sentences::of(problem, sources, words);
    let primary = Located::of(problem, sources);
    let also = problem.also.map(|span| Located::span(span, sources));
    let mark = primary.spot.as_ref().and_then(Mark::of);
    let also_mark = also
        .as_ref()
        .and_then(|also| also.spot.as_ref())
        .and_then(Mark::of);

    let title = level
        .clone()
        .with_name(severity_name(severity, words))
        .primary_title(one_line(&said.headline))
        .id(problem.what.code());
    let mut drawn = renderer.render(&[Group::with_title(title)]);

    // The renderer would count columns in the excerpt, which need not begin where the line does.
    let numbers = [&mark, &also_mark]
        .into_iter()
        .flatten()
        .map(|mark| mark.number);
    let last_line = numbers.max().unwrap_or_default();
    let gutter = " ".repeat(last_line.to_string().len());
    let arrow = styled("-->", DEFAULT_LINE_NUM_STYLE, color);
    let _ = writeln!(drawn, "\n{gutter}{arrow} {}", one_line(&primary.origin()));

    if let What::StaleFile {
        missing: false,
        diff,
    } = &problem.what
    {
        drawn += &difference(diff, words, color);
    }

    let is_hidden = mark.is_none() && primary.spot.is_some();
    if is_hidden && !said.label.is_empty() {
        let sign = styled("=", DEFAULT_LINE_NUM_STYLE, color);
        let _ = writeln!(drawn, "{gutter} {sign} {}", one_line(&said.label));
    }

    let mut groups = Vec::new();
    if let Some(mark) = &mark {
        let second = also.as_ref().zip(also_mark.as_ref());
        groups.push(excerpt(level, mark, &said.label, second, &said.also));
    }
    if let Some(help) = said.help {
        let name = words.say("report.help", ());
        let title = Level::HELP.with_name(name).secondary_title(one_line(&help));
        groups.push(Group::with_title(title));
    }
    if !groups.is_empty() {
        drawn += &renderer.render(&groups);
        drawn.push('\n');
    }
    drawn
}

/// Shows the line of the mistake, and that of the place that it contradicts.
///
/// Two places of one text share an excerpt where they are near: the lines between are given to the
/// renderer too, which leaves them out.
fn excerpt<'a>(
    level: Level<'a>,
    mark: &Mark<'a>,
    label: &str,
    also: Option<(&Located<'a>, &Mark<'a>)>,
    also_label: &str,
) -> Group<'a> {
    let primary = |from| annotation(AnnotationKind::Primary, mark, from, label);
    let group = Group::with_level(level);
    let Some((place, other)) = also else {
        return group.element(mark.own_line().annotation(primary(mark.line.start)));
    };
    let context = |from| annotation(AnnotationKind::Context, other, from, also_label);
    if let Some((lines, first_number)) = mark.lines_with(other) {
        let (from, text) = (lines.start, mark.text.get(lines).unwrap_or_default());
        let snippet = Snippet::source(without_controls(text)).line_start(first_number);
        return group.element(snippet.annotation(primary(from)).annotation(context(from)));
    }
    let group = group.element(mark.own_line().annotation(primary(mark.line.start)));
    if other.is_cut {
        // The renderer would take the cut for the beginning of the line, and count from there.
        return group.element(Origin::path(one_line(&place.origin())));
    }
    let path = one_line(place.path);
    group.element(
        other
            .own_line()
            .path(path)
            .annotation(context(other.line.start)),
    )
}

fn annotation<'a>(
    kind: AnnotationKind,
    mark: &Mark<'_>,
    from: usize,
    label: &str,
) -> Annotation<'a> {
    let label = Some(one_line(label)).filter(|label| !label.is_empty());
    kind.span(mark.span.start - from..mark.span.end - from)
        .label(label)
}

/// The bytes to point at, and their line: all within the text and between characters.
struct Mark<'a> {
    text: &'a str,
    /// The line, without its end and without a byte order mark; a long one only in part.
    line: Range<usize>,
    /// The part of the span that lies in the line.
    span: Range<usize>,
    /// From 1.
    number: usize,
    is_cut: bool,
}

impl<'a> Mark<'a> {
    fn of(spot: &Spot<'a>) -> Option<Self> {
        let (text, range) = spot.shown.clone()?;
        let at = floor(text, range.start);
        let mut line = line_around(text, at);
        let start = at.clamp(line.start, line.end);
        let end = ceil(text, range.end);
        let is_cut = line.len() > LONGEST_LINE;
        if is_cut {
            line = floor(text, start.saturating_sub(KEPT)).max(line.start)
                ..ceil(text, start + KEPT).min(line.end);
        }
        Some(Self {
            text,
            span: start..end.clamp(start, line.end),
            line,
            number: spot.start.line,
            is_cut,
        })
    }

    fn own_line(&self) -> Snippet<'a, Annotation<'a>> {
        let line = self.text.get(self.line.clone()).unwrap_or_default();
        Snippet::source(without_controls(line)).line_start(self.number)
    }

    /// Returns the lines from one mark to another near by, and the number of the first.
    fn lines_with(&self, other: &Self) -> Option<(Range<usize>, usize)> {
        let lines = self.line.start.min(other.line.start)..self.line.end.max(other.line.end);
        let is_same_text = !self.text.is_empty() && std::ptr::eq(self.text, other.text);
        let near = is_same_text && lines.len() <= FURTHEST;
        (near && !self.is_cut && !other.is_cut).then(|| (lines, self.number.min(other.number)))
    }
}

fn line_around(text: &str, at: usize) -> Range<usize> {
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at..).unwrap_or_default();
    let start = match before.rfind('\n') {
        Some(line_feed) => line_feed + 1,
        None if text.starts_with('\u{feff}') => '\u{feff}'.len_utf8(),
        None => 0,
    };
    let end = after.find('\n').map_or(text.len(), |length| at + length);
    let line = text.get(start..end).unwrap_or_default();
    start..start + line.strip_suffix('\r').unwrap_or(line).len()
}

/// Replaces the controls U+0080 to U+009F, which the renderer lets through, by characters of as many
/// bytes: those after them keep their places.
fn without_controls(text: &str) -> Cow<'_, str> {
    let is_control = |character| matches!(character, '\u{80}'..='\u{9f}');
    if text.contains(is_control) {
        Cow::Owned(text.replace(is_control, "\u{b7}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default()
}

fn ceil(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}

/// How many there are that are not shown.
#[derive(Serialize)]
struct More {
    more: usize,
}

/// Shows a difference, indented, up to a number of lines.
fn difference(diff: &str, words: Words, color: bool) -> String {
    let mut drawn = String::new();
    for line in diff.lines().take(DIFF_LINES) {
        let style = match line.chars().next() {
            Some('+') => DEFAULT_ADDITION_STYLE,
            Some('-') => DEFAULT_REMOVAL_STYLE,
            _ => Style::new(),
        };
        let line = line.replace('\t', "    ");
        let _ = writeln!(drawn, "    {}", styled(&one_line(&line), style, color));
    }
    let more = diff.lines().skip(DIFF_LINES).count();
    if more > 0 {
        let sentence = words.say("report.more-lines", More { more });
        let _ = writeln!(drawn, "    … {sentence}");
    }
    drawn
}

/// Sets a text in a style, where there are colours.
#[must_use]
pub fn styled(text: &str, style: Style, color: bool) -> String {
    if color {
        format!("{style}{text}{style:#}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests;
