//! « Code RNE », « Continuer »: the school is found, or the person is told why not.

use domain::directory::School;
use domain::signup::SchoolAnswer;
use education::Uai;
use education::names::definite;
use platform::limits::{Verdict, client_key};

use super::pages::{SchoolCard, UaiAnswer, UaiPage};
use crate::form::Form;
use crate::query::Query;
use crate::visit::{AnyVisit, Failure, Result, Visit, redirect};
use crate::wizard::found::{Found, MOST_SCHOOLS};
use crate::{limits, urls};

/// Where « Je ne connais pas mon identifiant » leads.
const LOST: &str = "identifiant";

/// Signs of a search that are looked at, at most.
const MOST_SEARCHED: usize = 80;

/// Letters of a search, at least: two are in too many names.
const SHORTEST_SEARCH: usize = 3;

/// `GET /inscription`; `?recherche=` by name or town, `?pour=identifiant` for a forgotten login.
pub(crate) async fn ask(visitor: AnyVisit) -> Result {
    let asked = Query::of(&visitor.target);
    let lost = asked.get("pour") == LOST;
    let search: String = asked.get("recherche").chars().take(MOST_SEARCHED).collect();
    let mut page = UaiPage { lost, search, ..UaiPage::default() };
    if page.search.chars().count() >= SHORTEST_SEARCH {
        visitor.count_search().await?;
        let near = visitor.portal.as_ref().map(|portal| portal.tenant().uai);
        let most = MOST_SCHOOLS as u64 + 1;
        let found = Found::from(visitor.doors().named_schools(&page.search, near, most).await?);
        page.summary = found.summary(&page.search);
        page.found = found.links(|school| urls::sign_up(school.uai));
    } else if !page.search.is_empty() {
        page.summary = "Écrivez au moins trois lettres.".to_owned();
    }
    visitor.page(&page)
}

/// Whether this is a name, a town or a postal code, typed where the code is asked for.
fn is_search(typed: &str) -> bool {
    let mut words = typed.split(|c: char| !c.is_alphanumeric());
    words.any(|word| {
        let count = word.chars().count();
        count >= SHORTEST_SEARCH && word.chars().all(char::is_alphabetic)
            || count == 5 && word.chars().all(|c| c.is_ascii_digit())
    })
}

/// `POST /inscription`. What is no code but a name is searched for.
pub(crate) async fn look_up(visitor: AnyVisit, form: Form) -> Result {
    let typed: String = form.shown("rne").chars().take(MOST_SEARCHED).collect();
    if typed.is_empty() {
        let form = form.wrong("rne", "Indiquez le code RNE (UAI) de votre établissement.");
        let lost = form.sent("pour") == LOST;
        return visitor.again(&UaiPage { form, lost, ..UaiPage::default() });
    }
    match visitor.school_answer(&typed).await? {
        SchoolAnswer::Unreadable(_) if is_search(&typed) => {
            let search = Query::of("/inscription").with("pour", form.sent("pour"));
            Ok(redirect(&format!("{}#recherche", search.with("recherche", typed.trim()).url())))
        }
        answer => visitor.show_answer(&typed, answer),
    }
}

impl Visit {
    /// What the directory answers, as often as one address may ask.
    pub(crate) async fn school_answer(&self, typed: &str) -> Result<SchoolAnswer> {
        if let Some(uai) = typed.parse().ok().or_else(|| Uai::suggestion(typed)) {
            self.count_school(uai).await?;
        }
        Ok(self.doors().look_up_school(typed).await?)
    }

    /// Counts a school that this address has not asked for lately. What does not read as a UAI is
    /// answered without a look at the directory, and tells nothing.
    async fn count_school(&self, uai: Uai) -> Result<()> {
        let limits = &self.app.limits;
        let client = client_key(self.client);
        let same = format!("look-up:{client}:{uai}");
        if !limits.peek(&same, limits::SAME_SCHOOL, self.now).await.is_allowed() {
            return Ok(());
        }
        let all = format!("look-up:{client}");
        if let Verdict::Denied { retry_after } = limits.check(&all, limits::SCHOOLS, self.now).await
        {
            return Err(Failure::TooManySchools(retry_after, uai));
        }
        limits.check(&same, limits::SAME_SCHOOL, self.now).await;
        Ok(())
    }

    /// Lets this address go on with one school: somebody there reads its mailbox.
    pub(super) async fn may_go_on(&self, uai: Uai) {
        let client = client_key(self.client);
        for key in [format!("look-up:{client}:{uai}"), format!("way-on:{client}:{uai}")] {
            self.app.limits.check(&key, limits::SAME_SCHOOL, self.now).await;
        }
    }

    /// The page, or the next step, that an answer leads to.
    pub(crate) fn show_answer(&self, typed: &str, answer: SchoolAnswer) -> Result {
        let answer = match answer {
            SchoolAnswer::Ready { school, .. } => {
                return Ok(redirect(&urls::sign_up(school.uai)));
            }
            SchoolAnswer::AlreadyRegistered { school, .. } => {
                return Ok(redirect(&urls::ask_access(school.uai)));
            }
            SchoolAnswer::Unreadable(_) => UaiAnswer::Malformed,
            SchoolAnswer::WrongLetter { expected, school } => UaiAnswer::WrongLetter {
                expected: expected.to_string(),
                school: school
                    .map(|school| format!("{}, {}", school.listed.name, school.listed.city)),
            },
            SchoolAnswer::Unknown { uai } => UaiAnswer::Unknown { uai: uai.to_string() },
            SchoolAnswer::Closed(school) => UaiAnswer::Closed { school: SchoolCard::of(&school) },
            SchoolAnswer::Section { section, mother } => UaiAnswer::Section {
                section: SchoolCard::of(&section),
                mother: SchoolCard::of(&mother),
            },
            SchoolAnswer::NoMailbox(school) => {
                UaiAnswer::NoMailbox { school: SchoolCard::of(&school) }
            }
        };
        let form = Form::default().with("rne", typed).wrong("rne", answer.sentence());
        self.again(&UaiPage { form, answer: Some(answer), ..UaiPage::default() })
    }
}

impl SchoolCard {
    /// A school as the directory lists it.
    pub(crate) fn of(school: &School) -> Self {
        Self {
            name: school.listed.name.clone(),
            with_article: definite(&school.listed.name),
            address: school.listed_address().join(", "),
            uai: school.uai.to_string(),
        }
    }
}
