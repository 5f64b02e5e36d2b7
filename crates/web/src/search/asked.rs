//! A search, read from the address and written back into its form.

use chrono::{DateTime, NaiveDate, Utc};
use domain::search::{AfterSlot, RADII, Scope, Search};
use domain::slots::HalfDay;
use education::calendar::SchoolYear;
use education::{academies, departments};

use super::pages::SearchForm;
use crate::form::day;
use crate::moments::Clock;
use crate::query::Query;
use crate::urls;
use crate::view::Choice;

/// Letters of a search that count.
const LONGEST: usize = 80;

/// The names of the filters behind « Plus de critères ».
const MORE: [&str; 6] = ["departement", "academie", "du", "au", "moment", "places"];

/// What was asked, and what of it could not be read.
pub(crate) struct Asked {
    pub(crate) query: Query,
    pub(crate) search: Search,
    pub(crate) mistakes: Vec<String>,
}

impl Asked {
    /// Reads `/recherche?formation=cuisine&lieu=Nantes`. Dates count within this school year and the next.
    pub(crate) fn read(target: &str, now: DateTime<Utc>) -> Self {
        let query = Query::of(target);
        let mut mistakes = Vec::new();
        let text = |name: &str| query.get(name).chars().take(LONGEST).collect::<String>();
        let this_year = SchoolYear::containing(Clock::FRANCE.day(now));
        let days = this_year.first_day()..=this_year.next().last_day();
        let mut date = |name: &str| {
            let typed = query.get(name);
            let read = day(typed);
            match read {
                None if !typed.is_empty() => mistakes.push(format!("La date «\u{a0}{typed}\u{a0}» n’a pas été comprise\u{a0}: écrivez-la ainsi, 13/01/2027.")),
                Some(day) if !days.contains(&day) => mistakes.push(format!("La date «\u{a0}{typed}\u{a0}» n’est ni de cette année scolaire ni de la prochaine\u{a0}: elle n’est pas prise en compte.")),
                _ => {}
            }
            read.filter(|day| days.contains(day))
        };
        let (from, to) = (date("du"), date("au"));
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            mistakes.push(
                "La seconde date est avant la première\u{a0}: aucun stage ne peut être trouvé."
                    .to_owned(),
            );
        }
        let search = Search {
            words: text("formation"),
            formation: None,
            place: text("lieu"),
            radius: query.read("rayon").filter(|radius| RADII.contains(radius)),
            department: departments::by_code(query.get("departement")).map(|one| one.code.clone()),
            academy: academies::by_code(query.get("academie")).map(|one| one.code.clone()),
            from,
            to,
            half_day: match query.get("moment") {
                "matin" => Some(HalfDay::Morning),
                "apres-midi" => Some(HalfDay::Afternoon),
                _ => None,
            },
            free_only: query.get("places") == "oui",
            after: after(query.get("apres"))
                .filter(|key| days.contains(&key.starts_at.date_naive())),
        };
        Self { query, search, mistakes }
    }

    /// The form with what was asked. Only départements that are searched can be chosen.
    pub(crate) fn form(&self, scope: &Scope) -> SearchForm {
        let sent = |name: &str| self.query.get(name);
        let radii =
            RADII.map(|radius| (radius.to_string(), format!("À moins de {radius}\u{a0}km")));
        SearchForm {
            action: urls::SEARCH,
            words: self.search.words.clone(),
            place: self.search.place.clone(),
            radii: Choice::list_below("Dans la ville", sent("rayon"), radii),
            departments: match scope {
                Scope::Everywhere => {
                    Choice::list_below("Tous", sent("departement"), places(|_| true))
                }
                Scope::Within { areas, .. } if areas.len() > 1 => {
                    let searched = places(|code| areas.iter().any(|area| area == code));
                    Choice::list_below("Tous", sent("departement"), searched)
                }
                Scope::Within { .. } => Vec::new(),
            },
            academies: match scope {
                Scope::Everywhere => {
                    let all =
                        academies::all().iter().map(|one| (one.code.as_str(), one.name.as_str()));
                    Choice::list_below("Toutes", sent("academie"), all)
                }
                Scope::Within { .. } => Vec::new(),
            },
            from: written(self.search.from, sent("du")),
            to: written(self.search.to, sent("au")),
            halves: Choice::list_below(
                "Toute la journée",
                sent("moment"),
                [("matin", "Le matin"), ("apres-midi", "L’après-midi")],
            ),
            free: self.search.free_only,
            more: self.query.has_any(&MORE),
        }
    }

    /// The address of the page after `after`.
    pub(crate) fn page_after(&self, after: AfterSlot) -> String {
        self.query.clone().with("apres", &key(after)).url()
    }

    /// The address of the first page, with one thing changed.
    pub(crate) fn with(&self, name: &str, value: &str) -> String {
        self.query.clone().with("apres", "").with(name, value).url()
    }
}

/// What is typed stays, also where it is no date.
fn written(read: Option<NaiveDate>, typed: &str) -> String {
    read.map_or_else(|| typed.to_owned(), |day| day.to_string())
}

/// Where a page begins, as an address carries it.
pub(crate) fn key(after: AfterSlot) -> String {
    format!("{}_{}", after.starts_at.timestamp_micros(), after.slot)
}

fn after(key: &str) -> Option<AfterSlot> {
    let (moment, slot) = key.split_once('_')?;
    let starts_at = chrono::DateTime::from_timestamp_micros(moment.parse().ok()?)?;
    Some(AfterSlot { starts_at, slot: slot.parse().ok()? })
}

fn places(searched: impl Fn(&str) -> bool) -> Vec<(&'static str, String)> {
    departments::all()
        .iter()
        .filter(|one| searched(&one.code))
        .map(|one| (one.code.as_str(), format!("{} ({})", one.name, one.insee)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_does_no_harm_and_stays() {
        let asked = read("/recherche?rayon=7&du=demain&au=13%2F01%2F2027&apres=x_y&moment=nuit");
        assert_eq!((asked.search.radius, asked.search.from), (None, None));
        assert_eq!(asked.search.to, NaiveDate::from_ymd_opt(2027, 1, 13));
        assert_eq!((asked.mistakes.len(), asked.search.after), (1, None));
        assert_eq!(asked.form(&Scope::Everywhere).from, "demain");
    }

    #[test]
    fn a_page_leads_to_the_next() {
        let asked = read("/recherche?formation=cuisine");
        let after = AfterSlot {
            starts_at: chrono::DateTime::from_timestamp_micros(1_800_000_000_000_001).unwrap(),
            slot: uuid_of("0196f3a0-0000-7000-8000-000000000001"),
        };
        assert_eq!(read(&asked.page_after(after)).search.after, Some(after));
    }

    #[test]
    fn what_nobody_has_is_not_asked_for() {
        let far =
            read("/recherche?du=31%2F08%2F2026&au=%2B262142-12-31&departement=x&academie=%00");
        assert_eq!((far.search.from, far.search.to), (None, None));
        assert_eq!((far.search.department.clone(), far.search.academy.clone()), (None, None));
        assert_eq!(
            (far.mistakes.len(), far.form(&Scope::Everywhere).from),
            (2, "31/08/2026".to_owned())
        );
        let last = read("/recherche?du=2026-09-01&au=2028-08-31");
        assert_eq!(
            (last.mistakes.len(), last.search.from.is_some(), last.search.to.is_some()),
            (0, true, true)
        );
        let key = format!(
            "/recherche?apres={}_0196f3a0-0000-7000-8000-000000000001",
            -62_000_000_000_000_000_i64
        );
        assert_eq!(read(&key).search.after, None);
    }

    fn read(target: &str) -> Asked {
        let november = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
        Asked::read(target, november.and_time(chrono::NaiveTime::MIN).and_utc())
    }

    fn uuid_of(text: &str) -> domain::ids::SlotId {
        text.parse().unwrap()
    }
}
