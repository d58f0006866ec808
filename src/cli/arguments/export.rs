//! The arguments of `cll export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::render::OpenData;

#[derive(Debug, Args)]
pub struct Export {
    /// The form: `popolo` for members, mandates, meetings and opinions, or `jscalendar` for meetings
    #[arg(value_enum, value_name = "FORMAT")]
    pub format: OpenData,
    /// Write popolo.json or jscalendar.json into DIR, rather than to standard output
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Replace the file that is there
    #[arg(long, requires = "output")]
    pub force: bool,
}

impl ValueEnum for OpenData {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Popolo, Self::Jscalendar]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(match self {
            Self::Popolo => "popolo",
            Self::Jscalendar => "jscalendar",
        }))
    }
}
