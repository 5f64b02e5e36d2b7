//! The school that is to have a portal, and the first draft of it.

use education::Uai;
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

use super::Step;
use crate::Fault;
use crate::directory::School;
use crate::entity::{schools, tenants};
use crate::fault::{anew, holds_fault};
use crate::history::Event;
use crate::ids::{SchoolId, TenantId};
use crate::store::{Scope, Tx};
use crate::tenancy::{FullOperator, Operator, TenantState};
use crate::tenants::{Asked, TenantBundle, TenantRefused, TenantSpec, apply, may_host};

use super::Named;

/// Schools that a search shows, at most.
const MOST_FOUND: u64 = 20;

/// A school that may get a portal.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// As the directory lists it.
    pub school: School,
    /// The portals that it has.
    pub portals: Vec<Named>,
    /// Addresses that are free.
    pub offered: Vec<String>,
    /// Why it cannot host: it is a section of another school.
    pub is_section: bool,
}

/// Why no portal was begun.
#[derive(Debug)]
pub enum BeginRefused {
    /// The directory does not know the school.
    Unknown,
    /// It has this draft or portal at this very address: somebody else, or a first click, was faster.
    Begun(TenantId),
    /// It has a portal, and nobody said that a second one is meant.
    Second(Vec<Named>),
    /// It cannot be a portal.
    Portal(TenantRefused),
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(BeginRefused);

impl From<TenantRefused> for BeginRefused {
    fn from(refused: TenantRefused) -> Self {
        match refused {
            TenantRefused::UnknownSchool(_) => Self::Unknown,
            TenantRefused::Fault(fault) => Self::Fault(fault),
            refused => Self::Portal(refused),
        }
    }
}

impl Operator {
    /// Open schools by what is typed of their names, towns and numbers, lycées first.
    pub async fn find_schools(&self, words: &str) -> Result<Vec<School>, Fault> {
        self.read(async |tx| tx.search_hosts(words, MOST_FOUND).await).await
    }

    /// Addresses for the portal of a school that nobody has or had.
    pub async fn offered_addresses(&self, school: &School) -> Result<Vec<String>, Fault> {
        self.read(async |tx| tx.offered_labels(school).await).await
    }

    /// Whether the directory lists a school.
    pub async fn is_listed(&self, uai: Uai) -> Result<bool, Fault> {
        self.read(async |tx| Ok(tx.listed_school(uai).await?.is_some())).await
    }

    /// A school, the portals that it has, and addresses for one more.
    pub async fn candidate(&self, uai: Uai) -> Result<Option<Candidate>, Fault> {
        self.read(async |tx| {
            let Some(school) = tx.listed_school(uai).await? else { return Ok(None) };
            let portals = tx.portals_of(uai).await?;
            let offered = tx.offered_labels(&school).await?;
            let is_section = may_host(uai, Some(school.clone())).is_err();
            Ok(Some(Candidate { school, portals, offered, is_section }))
        })
        .await
    }
}

impl FullOperator {
    /// Makes the draft of a school's portal at an address, from what every portal starts with. `second`: although it
    /// has one.
    pub async fn begin_lycee(
        &self,
        uai: Uai,
        slug: &str,
        start: &TenantBundle,
        second: bool,
    ) -> Result<TenantId, BeginRefused> {
        anew(|| self.try_begin(uai, slug, start, second)).await
    }

    async fn try_begin(
        &self,
        uai: Uai,
        slug: &str,
        start: &TenantBundle,
        second: bool,
    ) -> Result<TenantId, BeginRefused> {
        let id: TenantId = self.store.random.id(self.store.clock.now()).into();
        let before = self.known_unguarded(uai).await?;
        self.store
            .write(id, async |tx| {
                // Held: of two that begin at once, the second sees what the first made.
                let own = tx.shared::<schools::Entity>();
                let own = own.filter(schools::Column::Uai.eq(SchoolId(uai)));
                tx.one(own.lock(LockType::NoKeyUpdate)).await?.ok_or(BeginRefused::Unknown)?;
                let known = match before {
                    None => tx.portals_of(uai).await?,
                    Some(before) => before,
                };
                if let Some(same) = known.iter().find(|known| known.slug == slug) {
                    return Err(BeginRefused::Begun(same.id));
                }
                if !known.is_empty() && !second {
                    return Err(BeginRefused::Second(known));
                }
                let school = tx.listed_school(uai).await?.ok_or(BeginRefused::Unknown)?;
                let bundle = first_draft(&school, slug, start);
                let asked = Asked::new(id, &bundle, Some(school), &self.base_domain);
                apply(tx, asked, self.actor()).await?;
                let event = Event::TenantPrepared { tenant: id, step: Step::Address };
                tx.record(self.actor(), Some(uai), event).await?;
                Ok::<_, BeginRefused>(())
            })
            .await?;
        self.forget_portals();
        Ok(id)
    }
}

impl Operator {
    /// The mistake that is not made: decided on what was read before.
    async fn known_unguarded(&self, uai: Uai) -> Result<Option<Vec<Named>>, Fault> {
        if self.store.guards().begun {
            return Ok(None);
        }
        let known = self.read(async |tx| tx.portals_of(uai).await).await?;
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        Ok(Some(known))
    }
}

impl<S: Scope> Tx<'_, S> {
    /// The portals of a school, in any state, the oldest first.
    async fn portals_of(&self, uai: Uai) -> Result<Vec<Named>, Fault> {
        let own = self.shared::<tenants::Entity>().filter(tenants::Column::Uai.eq(SchoolId(uai)));
        let rows = self.all(own.order_by_asc(tenants::Column::Id)).await?;
        Ok(rows.into_iter().map(Named::from).collect())
    }
}

/// What a portal starts from: the school's own words, and for the rest what every portal starts with.
fn first_draft(school: &School, slug: &str, start: &TenantBundle) -> TenantBundle {
    let name = school.listed.name.clone();
    let mut details = start.spec.details.clone();
    details.agricultural = school.agricultural;
    TenantBundle {
        slug: slug.to_owned(),
        spec: TenantSpec {
            uai: school.uai,
            short_name: short(&name),
            name,
            city: None,
            state: TenantState::Draft,
            time_zone: None,
            holiday_zone: None,
            custom_host: None,
            details,
            tracks: Vec::new(),
            teachers: Vec::new(),
            ..start.spec.clone()
        },
        logo: None,
        ..start.clone()
    }
}

/// Characters of a short name, at most.
const SHORT: usize = 40;

/// A name for narrow places: whole where it is short, else without what it is called in general.
fn short(name: &str) -> String {
    if name.chars().count() <= SHORT {
        return name.to_owned();
    }
    let mut kept = String::new();
    // From the end: the telling words come last.
    for word in name.split_whitespace().rev() {
        let longer = format!("{word} {kept}").trim().to_owned();
        if longer.chars().count() > SHORT {
            break;
        }
        kept = longer;
    }
    let linking = ["de ", "du ", "des ", "et "];
    match linking.iter().find_map(|word| kept.strip_prefix(word)).unwrap_or(&kept) {
        "" => name.chars().take(SHORT).collect(),
        kept => kept.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_keeps_the_telling_words() {
        assert_eq!(short("Lycée Michelet"), "Lycée Michelet");
        assert_eq!(
            short("Lycée polyvalent des métiers de l’hôtellerie et du tourisme du Rivage"),
            "l’hôtellerie et du tourisme du Rivage"
        );
        assert_eq!(short(&"a".repeat(60)).chars().count(), SHORT);
    }
}
