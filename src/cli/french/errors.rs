//! clap's errors in another language, from their kind and context.

use std::error::Error as _;
use std::fmt::Write as _;
use std::num::{IntErrorKind, ParseIntError};

use clap::builder::{StyledStr, Styles};
use clap::error::{ContextKind, ContextValue, ErrorKind};

use serde::Serialize;
use serde_json::json;

use super::Values;
use crate::words::Words;

/// Says an error of usage in the language of the catalogue, with terminal styles; the result ends
/// with a line end.
///
/// `None` in English, if it is help, which is translated already, or an error of a kind that the
/// catalogue has no words for.
#[must_use]
pub fn error(error: &clap::Error, words: Words) -> Option<String> {
    if words.either(true, false) {
        return None;
    }
    let styles = Styles::styled();
    let said = Said {
        error,
        styles: &styles,
        words,
    };
    let headline = said.headline()?;
    let (red, green, literal) = (styles.get_error(), styles.get_valid(), styles.get_literal());
    let word = |key: &str| words.text(key).unwrap_or_default();
    let mut text = format!("{red}{}{red:#} {headline}\n", word("report.error-before"));
    for help in said.help() {
        let _ = writeln!(
            text,
            "{green}{}{green:#} {help}",
            word("report.help-before")
        );
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.ansi().to_string();
        let usage = usage.replacen("Usage:", word("clap.usage"), 1);
        let _ = write!(text, "\n{}\n", usage.trim_end());
    }
    let help = format!("{literal}--help{literal:#}");
    let more = said.say("more", json!({ "help": help }));
    let _ = writeln!(text, "\n{more}");
    Some(text)
}

struct Said<'a> {
    error: &'a clap::Error,
    styles: &'a Styles,
    words: Words,
}

impl Said<'_> {
    fn say(&self, key: &str, values: impl Serialize) -> String {
        self.words.say(&format!("clap.error.{key}"), values)
    }

    fn headline(&self) -> Option<String> {
        let argument = || Some(self.wrong(self.text(ContextKind::InvalidArg)?));
        let value = || Some(self.wrong(self.text(ContextKind::InvalidValue)?));
        let command = || Some(self.wrong(self.text(ContextKind::InvalidSubcommand)?));
        let actual = || self.number(ContextKind::ActualNumValues);
        Some(match self.error.kind() {
            ErrorKind::ArgumentConflict => return self.conflict(),
            ErrorKind::NoEquals => self.say("no-equals", json!({ "argument": argument()? })),
            ErrorKind::InvalidValue if self.text(ContextKind::InvalidValue)?.is_empty() => {
                self.say("no-value", json!({ "argument": argument()? })) + &self.values()
            }
            ErrorKind::InvalidValue => {
                let said = json!({ "value": value()?, "argument": argument()? });
                self.say("wrong-value", said) + &self.values()
            }
            ErrorKind::ValueValidation => {
                let said = json!({ "value": value()?, "argument": argument()? });
                self.say("wrong-value", said) + &self.reason()
            }
            ErrorKind::TooManyValues => self.say(
                "too-many-values",
                json!({ "value": value()?, "argument": argument()? }),
            ),
            ErrorKind::TooFewValues => {
                let least = self.number(ContextKind::MinValues)?;
                let said = json!({ "argument": argument()?, "least": least, "actual": actual()? });
                self.say("too-few-values", said)
            }
            ErrorKind::WrongNumberOfValues => {
                let expected = self.number(ContextKind::ExpectedNumValues)?;
                let said =
                    json!({ "argument": argument()?, "expected": expected, "actual": actual()? });
                self.say("number-of-values", said)
            }
            ErrorKind::UnknownArgument => {
                self.say("unknown-argument", json!({ "argument": argument()? }))
            }
            ErrorKind::InvalidSubcommand => {
                self.say("unknown-command", json!({ "command": command()? }))
            }
            ErrorKind::MissingSubcommand => {
                let known = self.alternatives(&self.texts(ContextKind::ValidSubcommand));
                self.say(
                    "no-command",
                    json!({ "command": command()?, "known": known }),
                )
            }
            ErrorKind::MissingRequiredArgument => {
                match self.texts(ContextKind::InvalidArg).as_slice() {
                    [] => return None,
                    [one] => self.say("no-argument", json!({ "argument": self.wrong(one) })),
                    several => self.say("no-arguments", ()) + &self.lines(several),
                }
            }
            ErrorKind::InvalidUtf8 => self.say("not-utf8", ()),
            _ => return None,
        })
    }

    fn conflict(&self) -> Option<String> {
        let argument = self.text(ContextKind::InvalidArg);
        let others = self.texts(ContextKind::PriorArg);
        if argument.is_some() && others.as_slice() == argument.as_slice() {
            return Some(self.say("twice", json!({ "argument": self.wrong(argument?) })));
        }
        let subject = if let Some(argument) = argument {
            self.say(
                "excluded-argument",
                json!({ "argument": self.wrong(argument) }),
            )
        } else {
            let command = self.wrong(self.text(ContextKind::InvalidSubcommand)?);
            self.say("excluded-command", json!({ "command": command }))
        };
        Some(match others.as_slice() {
            [] => self.say("with-others", json!({ "subject": subject })),
            [one] => self.say(
                "with-one",
                json!({ "subject": subject, "other": self.wrong(one) }),
            ),
            several => {
                self.say("with-several", json!({ "subject": subject })) + &self.lines(several)
            }
        })
    }

    /// What may stand in the place of a wrong value, on a line of its own.
    fn values(&self) -> String {
        let known = self.texts(ContextKind::ValidValue);
        if known.is_empty() {
            return String::new();
        }
        let valid = self.styles.get_valid();
        let known: Vec<String> = known
            .into_iter()
            .map(|value| format!("{valid}{value}{valid:#}"))
            .collect();
        let values = known.join(", ");
        format!("\n  {}", self.words.say("clap.values", Values { values }))
    }

    /// Why a value was refused, from what refused it.
    fn reason(&self) -> String {
        let Some(source) = self.error.source() else {
            return String::new();
        };
        if let Some(number) = source.downcast_ref::<ParseIntError>() {
            return match number.kind() {
                IntErrorKind::PosOverflow => self.say("too-large", ()),
                IntErrorKind::NegOverflow => self.say("too-small", ()),
                _ => self.say("no-number", ()),
            };
        }
        let reason = source.to_string();
        let range = reason.split_once(" is not in ").map(|(_, range)| range);
        match range.and_then(|range| range.split_once("..=")) {
            Some((least, most)) => {
                self.say("out-of-range", json!({ "least": least, "most": most }))
            }
            None => self.say("reason", json!({ "reason": reason })),
        }
    }

    fn help(&self) -> Vec<String> {
        let nearest = [
            ContextKind::SuggestedSubcommand,
            ContextKind::SuggestedArg,
            ContextKind::SuggestedValue,
        ];
        let mut help: Vec<String> = nearest
            .into_iter()
            .map(|kind| self.texts(kind))
            .filter(|names| !names.is_empty())
            .map(|names| self.say("nearest", json!({ "names": self.alternatives(&names) })))
            .collect();
        if let Some(ContextValue::StyledStrs(suggestions)) = self.error.get(ContextKind::Suggested)
        {
            help.extend(suggestions.iter().map(|text| self.suggestion(text)));
        }
        help
    }

    /// Turns a sentence of clap's into the language; clap gives no more than the sentence.
    fn suggestion(&self, english: &StyledStr) -> String {
        let english = english.to_string();
        let between = |before: &str, after: &str| {
            let rest = english.strip_prefix(before)?;
            rest.strip_suffix(after).map(ToOwned::to_owned)
        };
        if let Some(names) = between("to pass '", "'")
            && let Some((value, typed)) = names.split_once("' as a value, use '")
        {
            let said = json!({ "value": self.wrong(value), "typed": self.right(typed) });
            return self.say("as-value", said);
        }
        if let Some(name) = between(
            "subcommand '",
            "' exists; to use it, remove the '--' before it",
        ) {
            let said = json!({ "command": self.right(&name), "dashes": self.wrong("--") });
            return self.say("behind-dashes", said);
        }
        match between("'", "' exists") {
            Some(name) => self.say("exists", json!({ "name": self.right(&name) })),
            None => english,
        }
    }

    /// "`a`", "`a` or `b`", "`a`, `b` or `c`".
    fn alternatives(&self, names: &[&str]) -> String {
        let names: Vec<String> = names.iter().map(|name| self.right(name)).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => {
                self.say("or", json!({ "first": first.join(", "), "last": last }))
            }
        }
    }

    fn text(&self, kind: ContextKind) -> Option<&str> {
        match self.error.get(kind)? {
            ContextValue::String(text) => Some(text),
            _ => None,
        }
    }

    fn texts(&self, kind: ContextKind) -> Vec<&str> {
        match self.error.get(kind) {
            Some(ContextValue::String(text)) => vec![text],
            Some(ContextValue::Strings(texts)) => texts.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }

    fn number(&self, kind: ContextKind) -> Option<isize> {
        match self.error.get(kind)? {
            ContextValue::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn wrong(&self, text: &str) -> String {
        let style = self.styles.get_invalid();
        format!("`{style}{text}{style:#}`")
    }

    fn right(&self, text: &str) -> String {
        let style = self.styles.get_valid();
        format!("`{style}{text}{style:#}`")
    }

    fn lines(&self, texts: &[&str]) -> String {
        texts
            .iter()
            .map(|text| format!("\n  {}", self.wrong(text)))
            .collect()
    }
}
