//! The shipped scripts: they read, a Debian install lands where its units look, and a stripped program runs.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use super::shipped;

fn done(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

fn scripts() -> Vec<std::path::PathBuf> {
    let in_folder = |folder: &str| {
        let files = fs::read_dir(shipped(folder)).unwrap().map(|file| file.unwrap().path());
        files.filter(|file| file.extension().is_some_and(|end| end == "sh")).collect::<Vec<_>>()
    };
    [in_folder(""), in_folder("debian")].concat()
}

#[test]
fn every_script_reads() {
    assert!(scripts().len() > 4);
    for script in scripts() {
        done(Command::new("bash").arg("-n").arg(&script));
        // Debian's shellcheck, where it is had: `cargo xtask drill` installs it.
        if Command::new("shellcheck").arg("--version").output().is_ok() {
            done(
                Command::new("shellcheck")
                    .args(["--external-sources", "--source-path=SCRIPTDIR"])
                    .arg(&script),
            );
        }
    }
}

#[test]
fn a_debian_install_lands_where_its_units_look() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let at = |path: &str| root.join(path.trim_start_matches('/'));
    let install = || {
        let mut command = Command::new("bash");
        command.arg(shipped("debian/install.sh")).arg("/bin/true").arg("stages.example.org");
        String::from_utf8(done(command.env("ROOT", root)).stdout).unwrap()
    };
    let said = install();
    let settings = fs::read_to_string(at("/etc/ministage/env")).unwrap();
    for line in [
        "MINISTAGE__PUBLIC__BASE_DOMAIN=stages.example.org",
        "MINISTAGE__PUBLIC__TRUSTED_PROXIES=127.0.0.1",
        "MINISTAGE__DATABASE__URL=",
        "MINISTAGE__HEALTH=",
    ] {
        assert!(settings.lines().any(|one| one.starts_with(line)), "{line} in {settings}");
    }
    let caddy =
        fs::read_to_string(at("/etc/systemd/system/caddy.service.d/ministage.conf")).unwrap();
    assert!(caddy.contains("BASE_DOMAIN=stages.example.org"), "{caddy}");
    // Whatever a unit starts is there; whatever the next steps switch on is a unit.
    for unit in fs::read_dir(at("/etc/systemd/system")).unwrap() {
        let unit = unit.unwrap().path();
        for line in fs::read_to_string(&unit).unwrap_or_default().lines() {
            let Some(started) = line.strip_prefix("Exec").and_then(|line| line.split_once('='))
            else {
                continue;
            };
            let program = started.1.split_whitespace().next().unwrap();
            if program.contains("ministage") {
                assert!(at(program).exists(), "{}: {program}", unit.display());
            }
        }
    }
    let enabled = said.split("enable --now ").nth(1).unwrap().lines().next().unwrap();
    for unit in enabled.split_whitespace() {
        let unit = if unit.contains('.') { unit.to_owned() } else { format!("{unit}.service") };
        assert!(at("/etc/systemd/system").join(&unit).exists(), "{unit}");
    }
    // Again: programs and units are replaced, what was filled in stays.
    fs::write(at("/etc/ministage/env"), "MINISTAGE__MAIL__URL=filled-in").unwrap();
    fs::write(at("/etc/systemd/system/ministage.service"), "old").unwrap();
    install();
    assert_eq!(
        fs::read_to_string(at("/etc/ministage/env")).unwrap(),
        "MINISTAGE__MAIL__URL=filled-in"
    );
    assert!(fs::read_to_string(at("/etc/systemd/system/ministage.service")).unwrap().len() > 100);
}

#[test]
fn a_stripped_program_runs_and_names_its_symbols() {
    let folder = tempfile::tempdir().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_ministage"));
    done(Command::new("bash").arg(shipped("strip.sh")).arg(program).arg(folder.path()));
    let size = |path: &Path| fs::metadata(path).unwrap().len();
    let (stripped, symbols) =
        (folder.path().join("ministage"), folder.path().join("ministage.debug"));
    println!(
        "strip: {} MB, of which {} MB run and {} MB are symbols",
        size(program) >> 20,
        size(&stripped) >> 20,
        size(&symbols) >> 20
    );
    assert!(size(&stripped) < size(program));
    let version = |program: &Path| done(Command::new(program).arg("--version")).stdout;
    assert_eq!(version(&stripped), version(program));
    let named = done(Command::new("objdump").args(["-s", "-j", ".gnu_debuglink"]).arg(&stripped));
    assert!(String::from_utf8_lossy(&named.stdout).contains("ministage.debug"));
    done(Command::new("sha256sum").arg("--check").arg("SHA256SUMS").current_dir(folder.path()));
}
