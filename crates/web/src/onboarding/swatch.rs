//! A colour as it is judged, and a small picture of a portal in it.

use serde::Serialize;

use crate::view::Accent;

/// One colour, light and dark.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Swatch {
    pub(crate) accent: Accent,
    /// Whether it is used as it was chosen.
    pub(crate) as_chosen: bool,
    /// « lisible, texte blanc, 6,4 pour 1 ».
    pub(crate) verdict: String,
}

impl Swatch {
    /// `None`: not of the form `#rrggbb`.
    pub(super) fn of(chosen: &str) -> Option<Self> {
        let accent = Accent::parse(chosen).ok()?;
        let text = if accent.on == "#ffffff" { "texte blanc" } else { "texte noir" };
        let ratio = format!("{:.1}", accent.contrast()).replace('.', ",");
        let (as_chosen, links) =
            (accent.fill == chosen.to_ascii_lowercase(), accent.text == accent.fill);
        let verdict = match (as_chosen, links) {
            (true, true) => format!("Lisible\u{a0}: {text}, contraste de {ratio} pour 1."),
            (true, false) => format!(
                "Lisible comme fond ({text}, {ratio} pour 1)\u{a0}; trop claire pour les liens, qui sont assombris en {}.",
                accent.text
            ),
            (false, _) => format!(
                "Trop claire, ou trop moyenne, pour un bouton\u{a0}: elle est assombrie en {} ({text}, {ratio} pour 1).",
                accent.fill
            ),
        };
        Some(Self { accent, as_chosen, verdict })
    }
}
