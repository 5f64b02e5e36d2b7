//! Comparing and hiding addresses.

use unicode_normalization::UnicodeNormalization;

/// The form under which addresses are compared and kept: lower case, compatibility characters folded (NFKC), no
/// spaces, no invisible characters, and without what comes along when an address is copied (`mailto:`, `<…>`, a
/// comma at the end). What is only probable is left to [`suggestion`](super::suggestion).
pub fn normalise(address: &str) -> String {
    let visible = |c: &char| !c.is_whitespace() && !c.is_control() && !is_invisible(*c);
    let plain: String = address.nfkc().filter(visible).flat_map(char::to_lowercase).nfc().collect();
    let mut bare = plain.as_str();
    loop {
        let next =
            bare.trim_matches(['<', '>', '"', ',', ';', '(', ')']).trim_start_matches("mailto:");
        if next == bare {
            return bare.to_owned();
        }
        bare = next;
    }
}

/// Hides an address: what stands before its first sign, two letters or digits at most, and five dots; never the domain
/// nor the length.
pub fn mask(address: &str) -> String {
    let local = address.trim().split('@').next().unwrap_or_default();
    local.chars().take_while(|sign| sign.is_alphanumeric()).take(2).chain(".....".chars()).collect()
}

/// Zero-width, direction and soft-hyphen characters: they look like nothing and make two addresses differ.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
