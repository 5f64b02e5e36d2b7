//! `/reservations` of `compte.<base>`: what a person's schools have booked, on every portal.

use std::collections::BTreeSet;

use domain::account_home::{OwnBookingFilter, OwnChoices};
use domain::bookings::Period;
use domain::paging::Page;
use education::names;

use crate::bookings::mine::{Hosted, List, wanted};
use crate::bookings::pages::Narrowing;
use crate::bookings::rule;
use crate::query::Query;
use crate::view::Choice;
use crate::visit::{Read, Result, SignedPerson};

/// `GET /reservations`: « Mes réservations ».
pub(crate) async fn upcoming(me: SignedPerson) -> Result {
    list(&me, Period::Upcoming).await
}

/// `GET /reservations/anterieures`.
pub(crate) async fn past(me: SignedPerson) -> Result {
    list(&me, Period::Past).await
}

async fn list(me: &SignedPerson, period: Period) -> Result {
    let query = Query::of(&me.target);
    let choices = me.role.booking_choices().await?;
    let wanted_host = choices.hosts.iter().find(|host| host.slug == query.get("lycee"));
    let filter = OwnBookingFilter {
        list: wanted(&query, period, choices.classes.clone()),
        school: query.read("etablissement"),
        host: wanted_host.map(|host| host.id),
    };
    let page = me.role.bookings(&filter, &choices.hosts, query.page()).await?;
    let hosted = page.rows.iter().map(|own| Hosted {
        booking: &own.booking,
        tenant: &own.host,
        site: me.app.url(&own.host_name, ""),
        now: me.now,
    });
    // Rules are a lycée's own: over several, what all of them say.
    let rules: BTreeSet<_> = choices.hosts.iter().map(rule).collect();
    let list = List {
        query: &query,
        filter: &filter.list,
        count: me.role.count_of(period).await?,
        narrowings: narrowings(&choices, &query),
        at_home: true,
        several: choices.schools.len() > 1,
        notes: if rules.len() == 1 { rules.into_iter().flatten().collect() } else { Vec::new() },
        untied: if choices.schools.is_empty() { me.untied().await? } else { None },
        today: me.clock().day(me.now),
    };
    me.reads(Read::List);
    let rows = hosted.collect();
    me.page(&list.page(Page { rows, total: page.total, request: page.request }))
}

/// By lycée, and by school for whoever serves several.
fn narrowings(choices: &OwnChoices, query: &Query) -> Vec<Narrowing> {
    let hosts = choices.hosts.iter().map(|host| (host.slug.clone(), host.name.clone()));
    let hosts = Choice::list_below("Tous", query.get("lycee"), hosts);
    let schools = choices.schools.iter().map(|(uai, name)| (uai.to_string(), names::display(name)));
    let schools = Choice::list_below("Tous", query.get("etablissement"), schools);
    [Narrowing::new("lycee", "Lycée", hosts), Narrowing::new("etablissement", "Pour", schools)]
        .into_iter()
        .filter(|one| one.choices.len() > 2)
        .collect()
}
