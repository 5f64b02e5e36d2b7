//! The query of an address: read without ever failing, and written back with one thing changed. Control characters
//! are left out: nobody types them, and PostgreSQL refuses U+0000.
//!
//! Lists and the calendar keep their whole state in the address, so that it can be shared, marked
//! and gone back to.

use domain::paging::{Page, PageRequest};
use url::form_urlencoded::{Serializer, parse};

use crate::view::{Choice, Pager};

/// Sizes of « Afficher … par page ».
const SIZES: [u64; 4] = [10, 25, 50, 100];

/// Names with a value that are read, at most: reading costs their square.
const MOST_PAIRS: usize = 64;

/// Characters of a value, at most: a link back to a list with all its filters.
const LONGEST: usize = 2_000;

/// A path with its query: names in order of appearance, the last value of each counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query {
    path: String,
    pairs: Vec<(String, String)>,
}

impl Query {
    /// Reads `/creneaux?page=2` (`Visit::target`). What is beyond [`MOST_PAIRS`] no page of ours has written.
    pub(crate) fn of(target: &str) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        parse(query.as_bytes()).take(MOST_PAIRS).fold(
            Self { path: path.to_owned(), pairs: Vec::new() },
            |read, (name, value)| {
                let value: String =
                    value.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
                read.with(&name, value.trim())
            },
        )
    }

    /// The value under a name; empty if it is not there.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The value under a name, if it reads as a `T`.
    pub(crate) fn read<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name).parse().ok()
    }

    /// The same with another value; an empty one takes the name away.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.pairs.retain(|(known, _)| known != name);
        if !value.is_empty() {
            self.pairs.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// Whether any of these names is there.
    pub(crate) fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| !self.get(name).is_empty())
    }

    /// As an address of this host.
    pub(crate) fn url(&self) -> String {
        if self.pairs.is_empty() {
            return self.path.clone();
        }
        format!(
            "{}?{}",
            self.path,
            Serializer::new(String::new()).extend_pairs(&self.pairs).finish()
        )
    }

    /// The page of a list that is asked for: `page` from 1, `par` rows, 10 unless told.
    pub(crate) fn page(&self) -> PageRequest {
        self.page_of(self.read("par").filter(|size| SIZES.contains(size)).unwrap_or(SIZES[0]))
    }

    /// The page of a list whose size is not chosen.
    pub(crate) fn page_of(&self, size: u64) -> PageRequest {
        PageRequest::new(self.read("page").unwrap_or(1), size)
    }

    /// What stands under a list: « Résultats 1 - 10 sur 37 », neighbours, sizes.
    pub(crate) fn pager<T>(&self, page: &Page<T>) -> Pager {
        let choice = |size: u64| {
            let url = self.clone().with("page", "").with("par", &size.to_string()).url();
            Choice::new(url, size.to_string(), size == page.request.size)
        };
        Pager { sizes: SIZES.map(choice).to_vec(), ..self.neighbours(page) }
    }

    /// The same for a list whose size is not chosen.
    pub(crate) fn neighbours<T>(&self, page: &Page<T>) -> Pager {
        let before = page.request.offset();
        let last = before + page.rows.len() as u64;
        let numbered = |number: u64| self.clone().with("page", &number.to_string()).url();
        let number = page.request.number;
        let first = if page.rows.is_empty() { 0 } else { before + 1 };
        Pager {
            previous: (number > 1).then(|| numbered(number - 1)),
            next: (last < page.total).then(|| numbered(number + 1)),
            ..Pager::new(
                first,
                if first == 0 { 0 } else { last },
                page.total,
                page.request.counted(),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_twice_or_empty_does_no_harm() {
        let query = Query::of("/calendrier?vue=mois&vue=liste&type=&x=%FF");
        assert_eq!((query.get("vue"), query.get("type")), ("liste", ""));
        assert_eq!(
            Query::of("/calendrier").with("vue", "liste").with("vue", "").url(),
            "/calendrier"
        );
    }

    #[test]
    fn control_characters_are_left_out() {
        let query = Query::of("/recherche?lieu=Nan%00tes%0A&departement=%00");
        assert_eq!((query.get("lieu"), query.get("departement")), ("Nantes", ""));
    }

    #[test]
    fn no_more_is_read_than_a_page_writes() {
        let many = (0..20_000).map(|at| format!("a{at}=1")).collect::<Vec<_>>().join("&");
        let long = "x".repeat(60_000);
        let started = std::time::Instant::now();
        assert_eq!(Query::of(&format!("/recherche?{many}")).pairs.len(), MOST_PAIRS);
        assert_eq!(Query::of(&format!("/recherche?lieu={long}")).get("lieu").len(), LONGEST);
        // The square of what was sent would take seconds.
        assert!(started.elapsed() < std::time::Duration::from_millis(500));
    }

    #[test]
    fn the_pager_leads_to_the_neighbours() {
        let query = Query::of("/creneaux?page=2&filiere=a%26b");
        let page = Page { rows: vec![(); 10], total: 37, request: query.page() };
        let pager = query.pager(&page);
        assert_eq!(pager.summary, "Résultats 11 - 20 sur 37");
        assert_eq!(pager.next.as_deref(), Some("/creneaux?filiere=a%26b&page=3"));
        let page = Page { total: 1_001, ..page };
        assert_eq!(query.pager(&page).summary, "Résultats 11 - 20 sur plus de 1\u{202f}000");
        assert_eq!(pager.sizes[1].value, "/creneaux?filiere=a%26b&par=25");
    }
}
