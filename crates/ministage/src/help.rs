//! `--help` in French: the headings and marks that clap writes in English.

use clap::{Arg, ArgAction, Command, CommandFactory};

use crate::cli::Cli;

/// As clap's own.
const TEMPLATE: &str =
    "{before-help}{about-with-newline}\nUsage\u{a0}: {usage}\n\n{all-args}{after-help}";

/// The whole command line. Clap writes a colon behind a heading, and no space.
pub(crate) fn command() -> Command {
    let version = Arg::new("version").short('V').long("version");
    let version = version.action(ArgAction::Version).help("Affiche la version");
    in_french(Cli::command().disable_version_flag(true).arg(version))
}

fn in_french(command: Command) -> Command {
    let help = Arg::new("help").short('h').long("help");
    command
        .help_template(TEMPLATE)
        .subcommand_help_heading("Commandes\u{a0}")
        .subcommand_value_name("COMMANDE")
        .disable_help_flag(true)
        .arg(help.action(ArgAction::Help).help("Affiche cette aide"))
        .mut_args(said)
        .mut_subcommands(in_french)
}

fn said(arg: Arg) -> Arg {
    let heading = if arg.is_positional() { "Arguments\u{a0}" } else { "Options\u{a0}" };
    let defaults = arg.get_default_values().iter();
    let defaults: Vec<_> = defaults.map(|value| value.to_string_lossy().into_owned()).collect();
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let help = match defaults.as_slice() {
        [] => help,
        defaults => format!("{help} [par défaut\u{a0}: {}]", defaults.join(", ")),
    };
    // Clap minds it on an option that takes no value.
    let hides = arg.get_action().takes_values();
    let arg = if hides { arg.hide_default_value(true) } else { arg };
    arg.help_heading(heading).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each(command: &mut Command, met: &mut Vec<String>) {
        let help = command.render_long_help().to_string();
        for english in [
            "Usage:", "Commands:", "Options:", "Arguments:", "Print ", "possible values",
            "[default", "[env", "[alias", "<COMMAND>", "FILE", "SLUG", "<ID>",
        ] {
            assert!(!help.contains(english), "« {english} »:\n{help}");
        }
        for french in ["Usage\u{a0}: ministage", "Options\u{a0}:\n", "Affiche cette aide"] {
            assert!(help.contains(french), "no « {french} »:\n{help}");
        }
        met.push(help);
        command.get_subcommands_mut().for_each(|command| each(command, met));
    }

    #[test]
    fn every_help_is_in_french() {
        let mut command = command();
        command.build();
        let mut met = Vec::new();
        each(&mut command, &mut met);
        assert!(met.len() > 25, "{}", met.len());
        let says = |words: &str| met.iter().any(|help| help.contains(words));
        assert!(says("Commandes\u{a0}:\n") && says("Arguments\u{a0}:\n"));
        assert!(says("[par défaut\u{a0}: full]") && says("Affiche la version"));
    }

    #[test]
    fn the_commands_hold_together() {
        command().debug_assert();
    }
}
