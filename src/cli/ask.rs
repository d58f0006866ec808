//! Questions: asked on a terminal only, and never the only way to say something.

use std::io::{self, BufRead};

use serde::Serialize;

use super::failure::Failure;
use super::terminal::Terminal;

/// Something a command needs, and the flag that gives it.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    pub flag: &'static str,
    /// Its key in the catalogue.
    pub asked: &'static str,
}

/// Takes an answer as it is.
///
/// # Errors
///
/// None.
#[expect(clippy::unnecessary_wraps, reason = "others refuse")]
pub fn text(answer: &str) -> Result<String, Failure> {
    Ok(answer.to_owned())
}

/// Reads an answer that is yes or no, in either language.
///
/// # Errors
///
/// It is neither.
pub fn yes_or_no(answer: &str) -> Result<bool, Failure> {
    match answer.to_lowercase().as_str() {
        "y" | "yes" | "o" | "oui" => Ok(true),
        "n" | "no" | "non" => Ok(false),
        _ => Err(Failure::NeitherYesNorNo {
            text: answer.to_owned(),
        }),
    }
}

impl Terminal {
    /// Takes what was given, or asks for it; an empty answer stands for `default`, and one that `read`
    /// refuses is asked for again.
    ///
    /// # Errors
    ///
    /// What was given is refused; or nothing was, and there is no terminal to ask on, or no answer.
    pub fn or_ask<T>(
        &self,
        given: Option<&str>,
        question: &Question,
        default: Option<&str>,
        read: impl Fn(&str) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        if let Some(given) = given.filter(|given| !given.trim().is_empty()) {
            return read(given);
        }
        if !self.interactive {
            return Err(Failure::Missing {
                flag: question.flag,
            });
        }
        let asked = self.words().say(question.asked, ());
        let hint = default.map_or(String::new(), |default| format!(" [{default}]"));
        loop {
            let answer = self.answer(&format!("{asked}{hint} "), question.flag)?;
            let answer = match (answer.as_str(), default) {
                ("", Some(default)) => default,
                ("", None) => continue,
                (answer, _) => answer,
            };
            match read(answer) {
                Err(refused) => self.error(&super::refusal(&refused, self.words())),
                taken => return taken,
            }
        }
    }

    /// Whether a question of the catalogue is answered with yes, which `--yes` does.
    ///
    /// # Errors
    ///
    /// There is no terminal to ask on, or no answer.
    pub fn agrees(&self, question: &Question, values: impl Serialize) -> Result<bool, Failure> {
        let Question { flag, asked } = *question;
        if self.yes {
            return Ok(true);
        }
        if !self.interactive {
            return Err(Failure::Missing { flag });
        }
        let asked = self.words().say(asked, values);
        loop {
            let answer = self.answer(&format!("{asked} "), flag)?;
            match yes_or_no(&answer) {
                Err(refused) => self.error(&super::refusal(&refused, self.words())),
                taken => return taken,
            }
        }
    }

    /// Asks, and returns what was typed.
    fn answer(&self, asked: &str, flag: &'static str) -> Result<String, Failure> {
        let missing = || Failure::Missing { flag };
        self.prompt(asked);
        let mut answer = String::new();
        let read = io::stdin().lock().read_line(&mut answer);
        if read.map_err(|_| missing())? == 0 {
            return Err(missing());
        }
        Ok(answer.trim().to_owned())
    }
}
