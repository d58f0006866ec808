//! Questions: asked on a terminal only, and never the only way to say something.

use std::io::{self, BufRead};

use super::failure::Failure;
use super::terminal::Terminal;

/// Something a command needs, and the flag that gives it.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    pub flag: &'static str,
    /// Its key in the catalogue.
    pub asked: &'static str,
}

impl Terminal {
    /// Takes what was given, or asks for it; an empty answer stands for `default`.
    ///
    /// # Errors
    ///
    /// Nothing was given and there is no terminal to ask on, or no answer.
    pub fn or_ask(
        &self,
        given: Option<&str>,
        question: &Question,
        default: Option<&str>,
    ) -> Result<String, Failure> {
        if let Some(given) = given {
            return Ok(given.to_owned());
        }
        let missing = || Failure::Missing {
            flag: question.flag,
        };
        if !self.interactive {
            return Err(missing());
        }
        let asked = self.words().say(question.asked, ());
        let hint = default.map_or(String::new(), |default| format!(" [{default}]"));
        loop {
            self.prompt(&format!("{asked}{hint} "));
            let mut answer = String::new();
            let read = io::stdin().lock().read_line(&mut answer);
            if read.map_err(|_| missing())? == 0 {
                return Err(missing());
            }
            match (answer.trim(), default) {
                ("", Some(default)) => return Ok(default.to_owned()),
                ("", None) => {}
                (answer, _) => return Ok(answer.to_owned()),
            }
        }
    }
}
