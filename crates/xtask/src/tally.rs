//! Counts of the suites, read from their output.

/// One suite's counts.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    pub(crate) skipped: u32,
}

impl Tally {
    /// Reads nextest's closing line, cargo test's (one for each crate), or node's (one for each count).
    pub(crate) fn read(&mut self, line: &str) {
        let line = line.trim();
        if let Some((_, counts)) =
            line.split_once("run: ").filter(|_| line.starts_with("Summary ["))
        {
            self.add_counts(counts.split(','));
        } else if let Some(counts) = line.strip_prefix("test result: ") {
            self.add_counts(counts.split(['.', ';']));
        } else if let Some((word, count)) =
            line.strip_prefix("ℹ ").and_then(|it| it.split_once(' '))
        {
            self.add(count, word);
        }
    }

    /// A suite that ran nothing, or whose program failed without counting a failure, has failed.
    pub(crate) fn close(&mut self, succeeded: bool) {
        let ran = self.passed + self.failed;
        if ran == 0 || (!succeeded && self.failed == 0) {
            self.failed += 1;
        }
    }

    /// Counts in words: `3 passed`, ` 1 failed`, `2 timed out`, `12 passed (1 slow)`.
    fn add_counts<'a>(&mut self, counts: impl Iterator<Item = &'a str>) {
        for count in counts {
            let mut words = count.split_whitespace();
            if let (Some(number), Some(word)) = (words.next(), words.next()) {
                self.add(number, word);
            }
        }
    }

    fn add(&mut self, number: &str, word: &str) {
        let Ok(number) = number.parse::<u32>() else {
            return;
        };
        match word {
            "pass" | "passed" => self.passed += number,
            "fail" | "failed" | "timed" | "exec" | "cancelled" => self.failed += number,
            "skipped" | "ignored" | "todo" => self.skipped += number,
            _ => {}
        }
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        match self.skipped {
            0 => Ok(()),
            skipped => write!(f, ", {skipped} skipped"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &str) -> Tally {
        let mut tally = Tally::default();
        lines.lines().for_each(|line| tally.read(line));
        tally
    }

    #[test]
    fn reads_nextest() {
        let tally = read(
            "     Summary [   0.004s] 5/7 tests run: 3 passed (1 slow), 1 failed, 1 timed out, 2 skipped",
        );
        assert_eq!(tally, Tally { passed: 3, failed: 2, skipped: 2 });
    }

    #[test]
    fn adds_up_the_crates_of_cargo_test() {
        let line = "test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s";
        assert_eq!(read(&format!("{line}\n{line}")), Tally { passed: 4, failed: 0, skipped: 2 });
    }

    #[test]
    fn reads_node() {
        let tally = read(
            "ℹ tests 3\nℹ suites 0\nℹ pass 2\nℹ fail 1\nℹ cancelled 0\nℹ skipped 0\nℹ todo 0\nℹ duration_ms 12.1",
        );
        assert_eq!(tally, Tally { passed: 2, failed: 1, skipped: 0 });
    }

    #[test]
    fn nothing_ran_is_a_failure() {
        let mut tally = Tally::default();
        tally.close(true);
        assert_eq!(tally.to_string(), "0 passed, 1 failed");
    }
}
