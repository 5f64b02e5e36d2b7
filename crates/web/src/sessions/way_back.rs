//! The way back after signing in.

/// Bytes of a way back, at most: it may hold another one.
const LONGEST_PATH: usize = 2_000;

/// `path`, if it is a path of this host and nothing else: never `//elsewhere`, `/\elsewhere`, a scheme.
pub(crate) fn local_path(path: &str) -> Option<&str> {
    let rest = path.strip_prefix('/')?;
    let leads_away =
        rest.starts_with(['/', '\\']) || path.contains('\\') || path.chars().any(char::is_control);
    (!leads_away && path.is_ascii() && path.len() <= LONGEST_PATH).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_on_this_host() {
        for path in ["/", "/calendrier?date=2026-12-01", "/creneaux/0199/reservation"] {
            assert_eq!(local_path(path), Some(path));
        }
        for path in [
            "", "calendrier", "//evil.example", "/\\evil.example", "https://evil.example", "/a\\b",
            "/a\r\nSet-Cookie: b", "/\t/evil.example",
        ] {
            assert_eq!(local_path(path), None, "{path:?}");
        }
    }
}
