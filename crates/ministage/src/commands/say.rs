//! Results on standard output. Whoever reads them may go away (`ministage tenant list | head -1`): that is no reason to
//! stop half-way, and none to panic.

use std::fmt::Arguments;
use std::io::Write;

/// A line on standard output.
macro_rules! say {
    () => { $crate::commands::say::line(format_args!("")) };
    ($($words:tt)+) => { $crate::commands::say::line(format_args!($($words)+)) };
}
pub(crate) use say;

pub(crate) fn line(words: Arguments<'_>) {
    let mut out = std::io::stdout().lock();
    // A pipe that broke stays broken.
    let _ = writeln!(out, "{words}").and_then(|()| out.flush());
}
