//! « Vouliez-vous dire … ? »: addresses that cannot be right, and what was probably meant.
//!
//! Looks at the letters alone, never at accounts, so that an answer tells nothing about people.

use strsim::osa_distance;
use unicode_normalization::UnicodeNormalization;

use super::{is_plausible, normalise};
use crate::{Uai, academies};

/// Cyrillic and Greek letters that look like Latin ones, and signs that look like a dot or a hyphen.
const LOOK_ALIKES: [(&str, char); 28] = [
    ("аα", 'a'),
    ("вβ", 'b'),
    ("сϲ", 'c'),
    ("ԁ", 'd'),
    ("еεє", 'e'),
    ("ɡ", 'g'),
    ("һн", 'h'),
    ("іıι", 'i'),
    ("јϳ", 'j'),
    ("кκ", 'k'),
    ("ӏ", 'l'),
    ("мμ", 'm'),
    ("пη", 'n'),
    ("оοσ", 'o'),
    ("рρ", 'p'),
    ("ԛ", 'q'),
    ("г", 'r'),
    ("ѕ", 's'),
    ("тτ", 't'),
    ("υ", 'u'),
    ("ѵν", 'v'),
    ("ԝω", 'w'),
    ("хχ", 'x'),
    ("уγ", 'y'),
    ("ᴢ", 'z'),
    ("。·•․‧", '.'),
    ("‐‑‒–—―−", '-'),
    ("’‘ʼ´`", '\''),
];

/// Ways to write « @ » where the sign is not found.
const AT: [&str; 8] = ["(at)", "[at]", "{at}", "(a)", "[a]", "(arobase)", "[arobase]", "@@"];

/// Whether an address may be somebody's: letters of e-mail, a domain that is no misspelt académie.
pub fn is_possible(address: &str) -> bool {
    is_plausible(&normalise(address))
}

/// The address that was probably meant, if it differs from the one typed.
pub fn suggestion(typed: &str) -> Option<String> {
    let typed = normalise(typed);
    let plain: String = typed
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .map(latin)
        .collect();
    let with_at = AT.iter().fold(plain, |address, written| address.replace(written, "@"));
    let (local, domain) = with_at.split_once('@')?;
    let local = local.trim_matches('.');
    let meant = format!("{}@{}", with_letter(local), meant_domain(domain));
    (meant != typed && is_plausible(&meant)).then_some(meant)
}

fn latin(c: char) -> char {
    let alike = LOOK_ALIKES.iter().find(|(signs, _)| signs.contains(c));
    alike.map_or(c, |(_, letter)| *letter)
}

/// `ce.O44OOO1x` as `ce.0440001m`: the letter that the digits call for.
fn with_letter(local: &str) -> String {
    let (form, number) = match local.strip_prefix("ce.") {
        Some(number) => ("ce.", number),
        None => ("", local),
    };
    match Uai::suggestion(number) {
        // Seven signs are the form of Nancy: `ce.0540001`.
        Some(uai) if number.len() == 8 => format!("{form}{uai}").to_lowercase(),
        _ => local.to_owned(),
    }
}

/// A domain with its dots, and the académie that it resembles by all but one letter.
fn meant_domain(domain: &str) -> String {
    let dotted = domain.replace([',', ';', ':'], ".").replace('_', "-");
    let dotted = dotted.split('.').filter(|label| !label.is_empty()).collect::<Vec<_>>().join(".");
    let dotted = dotted.strip_prefix("www.").unwrap_or(&dotted);
    if is_plausible(&format!("a@{dotted}")) && !resembles(dotted) {
        return dotted.to_owned();
    }
    nearest_academy(dotted).unwrap_or_else(|| dotted.to_owned())
}

/// Whether a domain that could be one poses as an académie: `ac-nante.fr`, `acnantes.fr`, `ac-nantes.com`.
fn resembles(domain: &str) -> bool {
    domain.starts_with("ac") && !academies::all().iter().any(|one| one.mail_domain == domain)
}

/// The one académie whose domain, or whose domain without its ending, is a letter away.
fn nearest_academy(domain: &str) -> Option<String> {
    let stem = |domain: &str| domain.rsplit_once('.').map_or(domain, |(stem, _)| stem).to_owned();
    let near = |other: &str| {
        osa_distance(domain, other) <= 1 || osa_distance(&stem(domain), &stem(other)) <= 1
    };
    let mut near = academies::all().iter().filter(|one| near(&one.mail_domain));
    let exact = academies::all().iter().find(|one| stem(&one.mail_domain) == stem(domain));
    match (exact, near.next(), near.next()) {
        (Some(exact), ..) => Some(exact.mail_domain.clone()),
        (None, Some(only), None) => Some(only.mail_domain.clone()),
        _ => None,
    }
}
