//! The one colour of a portal, and the readable colours derived from it. Pure.
//!
//! Contrast is WCAG 2.2's (relative luminance of sRGB); text needs 4.5 (criterion 1.4.3, level AA).

use serde::Serialize;

const WHITE: Rgb = Rgb(0xff, 0xff, 0xff);
const INK: Rgb = Rgb(0x1a, 0x20, 0x27);
const PAGE: Rgb = Rgb(0xf6, 0xf7, 0xf8);
const NIGHT_CARD: Rgb = Rgb(0x1b, 0x21, 0x28);
const READABLE: f64 = 4.5;
/// Of a button from the page: a pale yellow does, white does not.
const STANDS_OUT: f64 = 1.25;

/// A portal's accent with everything computed from it, as CSS colours (`#rrggbb`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Accent {
    /// Ground of the primary button, in light mode.
    pub(crate) fill: String,
    pub(crate) on: String,
    /// Links and icons on white, on the page and on `tint`.
    pub(crate) text: String,
    /// Pale ground, 9 % of the accent.
    pub(crate) tint: String,
    /// The same four in dark mode.
    pub(crate) dark_fill: String,
    pub(crate) dark_on: String,
    /// Links and icons in dark mode.
    pub(crate) dark_text: String,
    /// Ground in dark mode.
    pub(crate) dark_tint: String,
}

/// Why a colour cannot be an accent.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum AccentError {
    /// Not of the form `#rrggbb`.
    #[error("a colour is written #rrggbb")]
    NotAColour,
}

impl Accent {
    /// How well the text of a button is read on it, 1 to 21.
    pub(crate) fn contrast(&self) -> f64 {
        let both = Rgb::parse(&self.fill).zip(Rgb::parse(&self.on));
        both.map_or(1.0, |(fill, on)| fill.contrast(on))
    }

    /// Reads `#rrggbb` and derives the rest.
    pub(crate) fn parse(hex: &str) -> Result<Self, AccentError> {
        let accent = Rgb::parse(hex).ok_or(AccentError::NotAColour)?;
        // Darker, where a button would not stand out from the page or nothing is readable on it.
        let fill = accent.until(Rgb(0, 0, 0), |c| {
            c.contrast(c.best_text()) >= READABLE && c.contrast(PAGE) >= STANDS_OUT
        });
        let on = fill.best_text();
        let tint = WHITE.mix(fill, 0.09);
        let text = fill
            .until(Rgb(0, 0, 0), |c| c.contrast(tint) >= READABLE && c.contrast(PAGE) >= READABLE);
        let dark_tint = NIGHT_CARD.mix(fill, 0.35);
        let dark_fill = fill.until(WHITE, |c| {
            c.contrast(NIGHT_CARD) >= READABLE && c.contrast(c.best_text()) >= READABLE
        });
        let dark_text = dark_fill.until(WHITE, |c| c.contrast(dark_tint) >= READABLE);
        Ok(Self {
            fill: fill.css(),
            on: on.css(),
            text: text.css(),
            tint: tint.css(),
            dark_on: dark_fill.best_text().css(),
            dark_fill: dark_fill.css(),
            dark_text: dark_text.css(),
            dark_tint: dark_tint.css(),
        })
    }
}

impl Default for Accent {
    /// The platform's own teal.
    fn default() -> Self {
        Self::parse("#0f5c63").expect("the default accent is readable: tested")
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Rgb(u8, u8, u8);

impl Rgb {
    fn parse(hex: &str) -> Option<Self> {
        let digits = hex.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self(byte(0)?, byte(2)?, byte(4)?))
    }

    fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    fn mix(self, other: Self, share: f64) -> Self {
        let channel =
            |a: u8, b: u8| (f64::from(a) * (1.0 - share) + f64::from(b) * share).round() as u8;
        Self(channel(self.0, other.0), channel(self.1, other.1), channel(self.2, other.2))
    }

    /// Moves toward `goal` by twentieths until `good`; the goal itself if nothing on the way is.
    fn until(self, goal: Self, good: impl Fn(Self) -> bool) -> Self {
        (0..20)
            .map(|step| self.mix(goal, f64::from(step) / 20.0))
            .find(|c| good(*c))
            .unwrap_or(goal)
    }

    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn best_text(self) -> Self {
        if self.contrast(WHITE) >= self.contrast(INK) { WHITE } else { INK }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(a: &str, b: &str) -> f64 {
        Rgb::parse(a).unwrap().contrast(Rgb::parse(b).unwrap())
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 0.01);
        assert!((contrast("#767676", "#ffffff") - 4.54).abs() < 0.01);
    }

    #[test]
    fn every_derived_pair_is_readable() {
        for hex in [
            "#0f5c63", "#5b3a8a", "#ffd500", "#1d5fd1", "#a4262c", "#000000", "#ffffff", "#7fd1ae",
            "#808080", "#fefefe",
        ] {
            let accent = Accent::parse(hex).unwrap();
            for (text, ground) in [
                (&accent.on, &accent.fill),
                (&accent.text, &accent.tint),
                (&accent.text, &"#f6f7f8".to_owned()),
                (&accent.dark_on, &accent.dark_fill),
                (&accent.dark_text, &accent.dark_tint),
                (&accent.dark_text, &NIGHT_CARD.css()),
            ] {
                assert!(contrast(text, ground) >= READABLE, "{hex}: {text} on {ground}");
            }
            assert!(contrast(&accent.fill, "#f6f7f8") >= STANDS_OUT, "{hex}: a button is seen");
        }
    }

    #[test]
    fn the_accent_of_the_mock_ups_carries_white() {
        let accent = Accent::default();
        assert_eq!((accent.fill.as_str(), accent.on.as_str()), ("#0f5c63", "#ffffff"));
        assert_eq!(accent.text, accent.fill);
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        for hex in ["", "0f5c63", "#0f5", "#0f5c6g", "#éé5c6"] {
            assert_eq!(Accent::parse(hex), Err(AccentError::NotAColour));
        }
    }
}
