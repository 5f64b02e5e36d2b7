//! A command line that does not read, said in French: what is wrong, and where the words stand.

use std::process::ExitCode;

use clap::FromArgMatches;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::cli::Cli;

/// What was not asked for right, by the custom of shells.
const USAGE: u8 = 2;

/// The command, or how the process ends without one: help and version are no mistakes.
pub(crate) fn read() -> Result<Cli, ExitCode> {
    let read = crate::help::command().try_get_matches();
    let read = read.and_then(|matches| Cli::from_arg_matches(&matches));
    read.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => error.exit(),
        _ => {
            eprintln!("ministage : {}.\nLes mots attendus : ministage --help", sentence(&error));
            ExitCode::from(USAGE)
        }
    })
}

fn sentence(error: &Error) -> String {
    let of = |kind| error.get(kind).map(words).unwrap_or_default();
    let arg = of(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("il manque {arg}"),
        ErrorKind::MissingSubcommand => "il manque une commande".to_owned(),
        ErrorKind::UnknownArgument => format!("« {arg} » n’est pas une option de cette commande"),
        ErrorKind::InvalidSubcommand => {
            format!("« {} » n’est pas une commande", of(ContextKind::InvalidSubcommand))
        }
        ErrorKind::ArgumentConflict => {
            format!("{arg} ne va pas avec {}, ou est écrit deux fois", of(ContextKind::PriorArg))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = of(ContextKind::InvalidValue);
            let known = of(ContextKind::ValidValue);
            let why = std::error::Error::source(error).map(ToString::to_string);
            let what = match value.as_str() {
                "" => format!("il manque une valeur à {arg}"),
                value => format!("« {value} » ne convient pas à {arg}"),
            };
            let hint = if known.is_empty() { why } else { Some(format!("au choix : {known}")) };
            hint.map_or(what.clone(), |hint| format!("{what} ({hint})"))
        }
        _ => "la commande ne se lit pas".to_owned(),
    }
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(words) => words.join(", "),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_read_is_said_in_french() {
        for (typed, said) in [
            ("tenant aply x", "« aply » n’est pas une commande"),
            ("serve --no-wrk", "« --no-wrk » n’est pas une option"),
            ("staff invite --portal a --mail b", "il manque --role"),
            ("staff invite --portal a --mail b --role chef", "« chef » ne convient pas à --role"),
            ("staff list --portal", "il manque une valeur à --portal"),
            ("serve --no-work --no-work", "écrit deux fois"),
            ("operator remove", "il manque --mail"),
        ] {
            let words = ["ministage"].into_iter().chain(typed.split(' '));
            let error = crate::help::command().try_get_matches_from(words).expect_err(typed);
            let sentence = sentence(&error);
            assert!(sentence.contains(said), "{typed}: {sentence}");
            for english in ["error", "unexpected", "required", "value for", "Usage"] {
                assert!(!sentence.contains(english), "{typed}: {sentence}");
            }
        }
    }
}
