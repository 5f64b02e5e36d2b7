//! Running other programs: each in its own process group, so that what it started ends with it,
//! on failure and on Ctrl-C too.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Set by the first Ctrl-C (or SIGTERM).
static INTERRUPTED: AtomicBool = AtomicBool::new(false);
/// The process group of the program that runs now; 0 when there is none.
static FOREGROUND: AtomicU32 = AtomicU32::new(0);

const POLL: Duration = Duration::from_millis(50);

/// Ends the running program at Ctrl-C; guards then stop the servers as the stack unwinds.
pub(crate) fn stop_children_on_ctrl_c() -> Result<()> {
    ctrlc::set_handler(|| {
        let signal = if INTERRUPTED.swap(true, Ordering::SeqCst) {
            "KILL" // the second Ctrl-C is impatient
        } else {
            "TERM"
        };
        match FOREGROUND.load(Ordering::SeqCst) {
            0 => {}
            group => signal_group(signal, group),
        }
    })
    .context("cannot listen for Ctrl-C")
}

/// Whether Ctrl-C was pressed.
pub(crate) fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Sends a signal to every process of a group.
pub(crate) fn signal_group(signal: &str, group: u32) {
    let _gone_already = Command::new("kill")
        .args([format!("-{signal}"), "--".into(), format!("-{group}")])
        .stderr(Stdio::null())
        .status();
}

/// Runs a program to its end, its output as it comes; an error unless it succeeds.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = watch(command, None, |_| {})?;
    if !status.success() {
        bail!("`{}` {}", line_of(command), ended(status));
    }
    Ok(())
}

/// Runs a program to its end, at most `limit`, and shows each line (both streams) to `read` too.
pub(crate) fn watch(
    command: &mut Command,
    limit: Option<Duration>,
    read: impl FnMut(&str),
) -> Result<ExitStatus> {
    println!("\n$ {}", line_of(command));
    let (reader, writer) = std::io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer).process_group(0);
    let child = command.spawn().with_context(|| format!("cannot start `{}`", line_of(command)))?;
    // The command keeps our ends of the pipe open, and the reader would wait for them.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    FOREGROUND.store(child.id(), Ordering::SeqCst);
    let status = follow(child, reader, limit, read);
    FOREGROUND.store(0, Ordering::SeqCst);
    if interrupted() {
        bail!("interrupted");
    }
    status
}

/// Runs a program and returns its standard output without the last end of line.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let line = line_of(command);
    let out = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start `{line}`"))?;
    if !out.status.success() {
        bail!("`{line}` {}", ended(out.status));
    }
    Ok(String::from_utf8(out.stdout)?.trim_end().to_owned())
}

fn follow(
    mut child: Child,
    output: impl Read,
    limit: Option<Duration>,
    mut read: impl FnMut(&str),
) -> Result<ExitStatus> {
    let group = child.id();
    let started = Instant::now();
    thread::scope(|scope| {
        let waiter = scope.spawn(move || -> Result<ExitStatus> {
            loop {
                if let Some(status) = child.try_wait()? {
                    // Whatever it left behind would keep its pipe open, and us waiting.
                    signal_group("KILL", group);
                    return Ok(status);
                }
                if limit.is_some_and(|limit| started.elapsed() > limit) {
                    println!("took more than {limit:?}: stopped");
                    signal_group("KILL", group);
                }
                thread::sleep(POLL);
            }
        });
        for line in BufReader::new(output).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            println!("{line}");
            read(&line);
        }
        waiter.join().expect("the waiter does not panic")
    })
}

fn ended(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("failed with code {code}"),
        (None, Some(signal)) => format!("was ended by signal {signal}"),
        (None, None) => "failed".into(),
    }
}

fn line_of(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
