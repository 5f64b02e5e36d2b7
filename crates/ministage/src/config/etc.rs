//! The settings that lie on the machine, for those who type a command there: what `systemd` gives to the service,
//! they get too. Otherwise a command would speak to a database of its own, in silence.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// The settings in TOML, if there are any.
pub(super) fn file(etc: &Path) -> Option<PathBuf> {
    let file = etc.join("ministage.toml");
    file.exists().then_some(file)
}

/// The variables of `env` under those of the process.
pub(super) fn variables(etc: &Path) -> anyhow::Result<HashMap<String, String>> {
    let file = etc.join("env");
    let mut variables = match std::fs::read_to_string(&file) {
        Ok(text) => read(&text),
        Err(error) if error.kind() == ErrorKind::NotFound => HashMap::new(),
        Err(error) => {
            return Err(error).with_context(|| {
                format!("{} ne se lit pas : lancez la commande avec sudo", file.display())
            });
        }
    };
    #[expect(clippy::disallowed_methods, reason = "the one home of the environment")]
    variables.extend(std::env::vars().filter(|(name, _)| name.starts_with("MINISTAGE__")));
    Ok(variables)
}

/// `NAME=value` lines, as `systemd` reads them: comments, quotes around a value.
fn read(text: &str) -> HashMap<String, String> {
    let line = |line: &str| {
        let (name, value) = line.trim().split_once('=')?;
        let value = value.trim();
        let quoted =
            ['"', '\''].iter().find_map(|mark| value.strip_prefix(*mark)?.strip_suffix(*mark));
        let ours = name.starts_with("MINISTAGE__");
        ours.then(|| (name.to_owned(), quoted.unwrap_or(value).to_owned()))
    };
    text.lines().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_systemd_reads_them() {
        let read = read(
            "# MINISTAGE__LISTEN=no\n\nMINISTAGE__DATABASE__URL=\"postgres://a:b=c@d/e\"\n MINISTAGE__REDIS__URL='x' \nPATH=/bin\n",
        );
        let wanted =
            [("MINISTAGE__DATABASE__URL", "postgres://a:b=c@d/e"), ("MINISTAGE__REDIS__URL", "x")];
        assert_eq!(read, wanted.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    }
}
