//! `/` and `/etablissements` of a common site.

use domain::search::Search as Wanted;
use domain::sites::Lycee;

use super::pages::{LyceeRow, LyceesPage, SiteHomePage};
use crate::app::App;
use crate::query::Query;
use crate::search::{self, Asked};
use crate::view::{Empty, Listed, Search};
use crate::visit::{AnyVisit, Failure, Result};

/// Lines of « Prochains stages ».
const NEXT: u64 = 5;

/// `/`: its name, its words, the search, the next stages.
pub(crate) async fn show(visit: AnyVisit) -> Result {
    let site = visit.site.clone().ok_or(Failure::NotFound)?;
    let next = visit.doors().search(&site.scope, &Wanted::default(), NEXT).await?;
    visit.page(&SiteHomePage {
        welcome: site.spec.welcome.to_string(),
        form: Asked::read("/recherche", visit.now).form(&site.scope),
        next: next.rows.iter().map(|slot| search::row(&visit.app, slot)).collect(),
    })
}

/// `/etablissements`: its lycées, each with its « Réserver ».
pub(crate) async fn lycees(visit: AnyVisit) -> Result {
    visit.count_search().await?;
    let query = Query::of(&visit.target);
    let words: String = query.get("recherche").chars().take(80).collect();
    let page = visit.doors().lycees(&visit.scope(), &words, query.page_of(25)).await?;
    let pager = query.neighbours(&page);
    let rows = page.rows.iter().map(|lycee| row(&visit.app, lycee)).collect();
    visit.page(&LyceesPage {
        search: Search::new("/etablissements", "Nom du lycée ou ville", words.clone()),
        list: Listed::new(rows, pager, || nothing(&words)),
    })
}

fn row(app: &App, lycee: &Lycee) -> LyceeRow {
    LyceeRow {
        name: lycee.name.clone(),
        city: lycee.city.clone(),
        book: app.url(&lycee.host, "/reserver"),
        home: app.url(&lycee.host, "/"),
    }
}

fn nothing(words: &str) -> Empty {
    match words {
        "" => Empty::new(
            "Aucun lycée pour le moment",
            "Les lycées paraissent ici dès que leur portail est ouvert et qu’ils ont choisi d’y être.",
        ),
        words => Empty::new(
            format!("Aucun lycée trouvé pour «\u{a0}{words}\u{a0}»"),
            "Essayez le nom de la ville, ou affichez tous les lycées.",
        )
        .leading("Tous les lycées", "/etablissements"),
    }
}
