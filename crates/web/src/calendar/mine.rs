//! The stages on which a school has pupils, marked in the calendar that everybody sees.

use std::collections::HashMap;

use domain::ids::SlotId;
use education::french;

use super::pages::KeptCalendarPage;
use super::wanted::Wanted;
use crate::urls;

/// Where the template leaves room for it: before the address of a stage, and alone above the stages.
const ROOM: &str = "<!--mine ";

/// « 2 de vos élèves » on each stage with such, and a link that leaves the others out.
pub(super) fn marked(
    kept: &KeptCalendarPage,
    hers: &HashMap<SlotId, u64>,
    wanted: &Wanted,
) -> KeptCalendarPage {
    let hers: HashMap<String, u64> =
        hers.iter().map(|(slot, pupils)| (urls::slot(slot), *pupils)).collect();
    let mut parts = kept.content.split(ROOM);
    let mut content = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (place, rest) = part.split_once("-->").unwrap_or(("", part));
        match (place, hers.get(place)) {
            ("only", _) => content.push_str(&only(wanted)),
            (_, Some(pupils)) => {
                let pupils = match pupils {
                    1 => "un".to_owned(),
                    many => french::count(*many),
                };
                content
                    .push_str(&format!("<span class=\"event-mine\">{pupils} de vos élèves</span>"));
            }
            _ => {}
        }
        content.push_str(rest);
    }
    KeptCalendarPage { title: kept.title.clone(), content }
}

/// A link and no tick: what is shown stands in the address, and lasts from one period to the next.
fn only(wanted: &Wanted) -> String {
    let label = match wanted.mine {
        true => "Tous les stages",
        false => "Seulement les stages de mes élèves",
    };
    let href = wanted.toggled().replace('&', "&amp;").replace('"', "&quot;");
    format!("<p class=\"only-mine\"><a class=\"button compact\" href=\"{href}\">{label}</a></p>")
}
