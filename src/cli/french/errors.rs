//! clap's errors in French, from their kind and context.

use std::error::Error as _;
use std::fmt::Write as _;
use std::num::{IntErrorKind, ParseIntError};

use clap::builder::{StyledStr, Styles};
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::texts;

/// Says an error of usage in French, with terminal styles; the result ends with a line end.
///
/// `None` if it is help, which is French already, or an error of a kind that has no French words.
#[must_use]
pub fn error(error: &clap::Error) -> Option<String> {
    let styles = Styles::styled();
    let said = Said {
        error,
        styles: &styles,
    };
    let headline = said.headline()?;
    let (red, green, literal) = (styles.get_error(), styles.get_valid(), styles.get_literal());
    let mut text = format!("{red}erreur\u{a0}:{red:#} {headline}\n");
    for help in said.help() {
        let _ = writeln!(text, "{green}aide\u{a0}:{green:#} {help}");
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.ansi().to_string();
        let usage = usage.replacen("Usage:", &format!("{}\u{a0}:", texts::USAGE), 1);
        let _ = write!(text, "\n{}\n", usage.trim_end());
    }
    let _ = writeln!(
        text,
        "\nPour en savoir plus, essayez `{literal}--help{literal:#}`."
    );
    Some(text)
}

struct Said<'a> {
    error: &'a clap::Error,
    styles: &'a Styles,
}

impl Said<'_> {
    fn headline(&self) -> Option<String> {
        let argument = || Some(self.wrong(self.text(ContextKind::InvalidArg)?));
        let value = || Some(self.wrong(self.text(ContextKind::InvalidValue)?));
        let command = || Some(self.wrong(self.text(ContextKind::InvalidSubcommand)?));
        Some(match self.error.kind() {
            ErrorKind::ArgumentConflict => return self.conflict(),
            ErrorKind::NoEquals => {
                format!("il faut un signe égal avant la valeur de {}", argument()?)
            }
            ErrorKind::InvalidValue if self.text(ContextKind::InvalidValue)?.is_empty() => {
                format!("il manque la valeur de {}{}", argument()?, self.values())
            }
            ErrorKind::InvalidValue => format!(
                "valeur incorrecte {} pour {}{}",
                value()?,
                argument()?,
                self.values()
            ),
            ErrorKind::ValueValidation => format!(
                "valeur incorrecte {} pour {}{}",
                value()?,
                argument()?,
                self.reason()
            ),
            ErrorKind::TooManyValues => {
                format!("valeur en trop {} pour {}", value()?, argument()?)
            }
            ErrorKind::TooFewValues => format!(
                "{} demande au moins {} et en reçoit {}",
                argument()?,
                values(self.number(ContextKind::MinValues)?),
                self.number(ContextKind::ActualNumValues)?,
            ),
            ErrorKind::WrongNumberOfValues => format!(
                "{} demande {} et en reçoit {}",
                argument()?,
                values(self.number(ContextKind::ExpectedNumValues)?),
                self.number(ContextKind::ActualNumValues)?,
            ),
            ErrorKind::UnknownArgument => format!("argument inattendu {}", argument()?),
            ErrorKind::InvalidSubcommand => format!("commande inconnue {}", command()?),
            ErrorKind::MissingSubcommand => {
                let known = self.texts(ContextKind::ValidSubcommand);
                let known: Vec<String> = known.into_iter().map(|name| self.right(name)).collect();
                format!(
                    "{} demande une commande\u{a0}: {}",
                    command()?,
                    alternatives(&known)
                )
            }
            ErrorKind::MissingRequiredArgument => {
                match self.texts(ContextKind::InvalidArg).as_slice() {
                    [] => return None,
                    [one] => format!("il manque l'argument {}", self.wrong(one)),
                    several => format!("il manque les arguments\u{a0}:{}", self.lines(several)),
                }
            }
            ErrorKind::InvalidUtf8 => "un argument n'est pas un texte en UTF-8".to_owned(),
            _ => return None,
        })
    }

    fn conflict(&self) -> Option<String> {
        let argument = self.text(ContextKind::InvalidArg);
        let others = self.texts(ContextKind::PriorArg);
        if argument.is_some() && others.as_slice() == argument.as_slice() {
            let argument = self.wrong(argument?);
            return Some(format!(
                "l'argument {argument} ne peut être donné qu'une fois"
            ));
        }
        let subject = match argument {
            Some(argument) => {
                format!(
                    "l'argument {} ne peut pas être employé",
                    self.wrong(argument)
                )
            }
            None => format!(
                "la commande {} ne peut pas être employée",
                self.wrong(self.text(ContextKind::InvalidSubcommand)?)
            ),
        };
        Some(match others.as_slice() {
            [] => format!("{subject} avec les autres arguments"),
            [one] => format!("{subject} avec {}", self.wrong(one)),
            several => format!("{subject} avec\u{a0}:{}", self.lines(several)),
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
        format!("\n  [{}\u{a0}: {}]", texts::VALUES, known.join(", "))
    }

    /// Why a value was refused, from what refused it.
    fn reason(&self) -> String {
        let Some(source) = self.error.source() else {
            return String::new();
        };
        if let Some(number) = source.downcast_ref::<ParseIntError>() {
            let reason = match number.kind() {
                IntErrorKind::PosOverflow => "ce nombre est trop grand",
                IntErrorKind::NegOverflow => "ce nombre est trop petit",
                _ => "ce n'est pas un nombre entier",
            };
            return format!("\u{a0}: {reason}");
        }
        let reason = source.to_string();
        let range = reason.split_once(" is not in ").map(|(_, range)| range);
        match range.and_then(|range| range.split_once("..=")) {
            Some((least, most)) => {
                format!("\u{a0}: il faut un nombre entier de {least} à {most}")
            }
            None => format!("\u{a0}: {reason}"),
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
            .map(|names| {
                let names: Vec<String> = names.into_iter().map(|name| self.right(name)).collect();
                format!("vouliez-vous dire {}\u{a0}?", alternatives(&names))
            })
            .collect();
        if let Some(ContextValue::StyledStrs(suggestions)) = self.error.get(ContextKind::Suggested)
        {
            help.extend(suggestions.iter().map(|text| self.suggestion(text)));
        }
        help
    }

    /// Turns a sentence of clap's into French; clap gives no more than the sentence.
    fn suggestion(&self, english: &StyledStr) -> String {
        let english = english.to_string();
        let between = |before: &str, after: &str| {
            let rest = english.strip_prefix(before)?;
            rest.strip_suffix(after).map(ToOwned::to_owned)
        };
        if let Some(names) = between("to pass '", "'")
            && let Some((value, typed)) = names.split_once("' as a value, use '")
        {
            let (value, typed) = (self.wrong(value), self.right(typed));
            return format!("pour donner {value} comme valeur, écrivez {typed}");
        }
        if let Some(name) = between(
            "subcommand '",
            "' exists; to use it, remove the '--' before it",
        ) {
            let (name, dashes) = (self.right(&name), self.wrong("--"));
            return format!("la commande {name} existe\u{a0}; retirez le {dashes} qui la précède");
        }
        match between("'", "' exists") {
            Some(name) => format!("{} existe", self.right(&name)),
            None => english,
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

fn values(count: isize) -> String {
    let plural = if count > 1 { "s" } else { "" };
    format!("{count} valeur{plural}")
}

/// "a", "a ou b", "a, b ou c".
fn alternatives(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} ou {last}", first.join(", ")),
    }
}
