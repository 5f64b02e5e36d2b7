//! `/` of a portal for a school, and of `compte.<base>`.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::Booker;
use domain::accounts::MembershipRole;
use domain::desk::Desk;
use education::Uai;
use education::names::definite;

use super::pages::{DeskPage, Task};
use super::{Place, Places, next, tasks};
use crate::front::pages::PortalLink;
use crate::home::contacts_of;
use crate::slots::SlotView;
use crate::urls;
use crate::view::{Empty, Tone};
use crate::visit::{Read, Result, SignedPerson, Visit};
use crate::words::{self, counted};

/// Lines of « Stages avec des places ».
const FREE: u64 = 4;

/// « Accueil » of a portal, for a school: what is this portal's only.
pub(crate) async fn on_portal(visit: &Visit, me: &Booker) -> Result {
    let tenant = me.portal().tenant();
    let desk = me.desk().await?;
    let place = Place { tenant, site: String::new() };
    let places = Places { here: HashMap::from([(tenant.id, place)]), at_home: false };
    let free = me.portal().next_slots(FREE).await?;
    let school = me.membership().school().await?;
    let mut page = page(visit, &desk, &places, tenant.local_day(visit.now));
    if page.empty.is_none() && school.is_some_and(|school| school.own.head_name.is_none()) {
        page.tasks.push(unnamed_head());
    }
    page.tasks.extend(requests(visit, Some(me)).await?);
    page.serves =
        (!me.other_schools().is_empty()).then(|| format!("Pour {}", definite(me.school_name())));
    let shown = free.iter().map(|slot| SlotView::of(slot, &tenant.name, visit.now));
    page.free = Some(shown.collect());
    page.contacts = Some(contacts_of(tenant));
    visit.page(&page)
}

/// `/` of `compte.<base>`: everything, everywhere.
pub(crate) async fn at_home(me: SignedPerson) -> Result {
    let (desk, hosts) = me.role.desk().await?;
    let here = hosts
        .iter()
        .map(|(id, (tenant, host))| (*id, Place { tenant, site: me.app.url(host, "") }));
    let places = Places { here: here.collect(), at_home: true };
    let mut page = page(&me, &desk, &places, me.clock().day(me.now));
    let mut portals: Vec<PortalLink> = places
        .here
        .values()
        .map(|place| {
            let there = desk.held.iter().filter(|held| held.tenant == place.tenant.id).count();
            let count = counted(there as u64, "réservation à venir", "réservations à venir");
            let held = words::held(place.tenant.state);
            PortalLink {
                name: place.tenant.name.clone(),
                town: place.tenant.city.clone(),
                href: if held.is_some() { String::new() } else { format!("{}/", place.site) },
                stages: words::joined(" · ", [count.as_str(), held.unwrap_or_default()]),
            }
        })
        .collect();
    portals.sort_by(|one, other| one.name.cmp(&other.name));
    page.portals = Some(portals);
    page.tasks.extend(requests(&me, None).await?);
    if page.empty.is_some()
        && let Some(untied) = me.untied().await?
    {
        page.calm = format!("{}. {}", untied.title, untied.hint);
        page.untied = true;
        page.empty = Some(untied);
    }
    me.page(&page)
}

fn page(visit: &Visit, desk: &Desk, places: &Places<'_>, today: NaiveDate) -> DeskPage {
    if !desk.held.is_empty() || !desk.ended.is_empty() {
        visit.reads(Read::List);
    }
    let (tasks, calm) = tasks::tasks(desk, places, today, visit.now);
    DeskPage {
        hello: tasks::hello(today),
        serves: None,
        untied: false,
        empty: desk.held.is_empty().then(|| {
            Empty::new("Aucun élève n’est inscrit à un stage à venir", "Réservez un premier stage.")
        }),
        tasks,
        calm,
        next: next::stages(desk, places),
        free: None,
        contacts: None,
        portals: None,
    }
}

/// Colleagues who wait for an answer: of the school for which one acts on a portal, of all at home.
async fn requests(visit: &Visit, booker: Option<&Booker>) -> Result<Vec<Task>> {
    let managed = booker.is_none_or(|me| me.role() == MembershipRole::Manager);
    let Some(account) = visit.account().filter(|_| managed) else { return Ok(Vec::new()) };
    let waiting = account.requests_to_answer().await?.into_iter();
    let here = |uai: Uai| booker.is_none_or(|me| me.uai() == uai);
    let waiting = waiting.filter(|(uai, count)| *count > 0 && here(*uai));
    let home = visit.app.account_host();
    let task = |(uai, count)| Task {
        icon: "user-plus",
        tone: Tone::Wait,
        title: format!("{} à traiter", counted(count, "demande d’accès", "demandes d’accès")),
        detail: "Un collègue attend votre réponse.".to_owned(),
        act: ("Répondre".to_owned(), visit.app.url(&home, &urls::requests(uai))),
        prints: false,
    };
    Ok(waiting.map(task).collect())
}

fn unnamed_head() -> Task {
    Task {
        icon: "pencil",
        tone: Tone::Accent,
        title: "Le nom de votre chef d’établissement manque sur les conventions".to_owned(),
        detail: "À compléter une fois\u{a0}: il est imprimé sur toutes les suivantes.".to_owned(),
        act: ("Compléter".to_owned(), "/options/informations".to_owned()),
        prints: false,
    }
}
