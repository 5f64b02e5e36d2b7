//! « Par formation »: what the words mean here, and where to look instead.

use domain::wizard::{Choice, Formation};
use education::formations::{neighbours, understand};

use super::trail::Trail;
use crate::query::Query;
use crate::visit::Visit;
use crate::{search, urls, words};

/// Formations that words mean, and what is said of them.
pub(super) struct Meant<'a> {
    pub(super) found: Vec<&'a Formation>,
    /// « 3 formations pour « plastique » sur 8 »; empty where nothing is searched.
    pub(super) summary: String,
    /// Label and address of what is near, where nothing was found.
    pub(super) instead: Vec<(String, String)>,
}

impl<'a> Meant<'a> {
    pub(super) fn of(visit: &Visit, trail: &Trail, offered: &'a Choice) -> Self {
        let typed = if trail.by_formation { trail.search.trim() } else { "" };
        let meant = offered.meant(typed);
        let all = offered.formations.len();
        let (summary, instead) = match meant.formations.len() {
            _ if typed.is_empty() => (String::new(), Vec::new()),
            0 => (
                format!("Aucune formation ne correspond à «\u{a0}{typed}\u{a0}» dans ce lycée."),
                instead(visit, trail, offered, typed),
            ),
            found => {
                let shown = meant.understood.as_ref().filter(|one| one.corrected);
                let shown = shown.map_or(typed, |one| &one.words);
                let count = words::counted(found as u64, "formation", "formations");
                let count = format!("{count} pour «\u{a0}{shown}\u{a0}» sur {all}.");
                let corrected = search::corrected(typed, meant.understood.as_ref());
                (words::joined(" ", [corrected.unwrap_or_default().as_str(), &count]), Vec::new())
            }
        };
        Self { found: meant.formations, summary, instead }
    }
}

/// Neighbours that are taught here, everything that is, the other lycées.
fn instead(visit: &Visit, trail: &Trail, offered: &Choice, typed: &str) -> Vec<(String, String)> {
    let searching = |word: &str| Trail { search: word.to_owned(), ..trail.clone() }.choose().url();
    let near = neighbours(typed).into_iter();
    let near = near.filter(|word| !offered.meant(word).formations.is_empty());
    let all = format!("Toutes les formations ({})", offered.formations.len());
    let elsewhere = Query::of(urls::SEARCH).with("formation", typed).url();
    let known = understand(typed).is_some();
    let elsewhere = known.then(|| {
        let url = visit.app.url(visit.app.backstage.base_domain(), &elsewhere);
        ("Chercher dans tous les lycées".to_owned(), url)
    });
    near.map(|word| (word.to_owned(), searching(word)))
        .chain([(all, searching(""))])
        .chain(elsewhere)
        .collect()
}
