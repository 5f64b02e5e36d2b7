//! `/calendrier`.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::ids::SlotId;
use domain::offer::Offer;
use domain::slots::{Calendar, Fill, FillCounts, Slot, VisitKind};
use domain::tenancy::{Standing, Tenant};
use uuid::Uuid;

use super::grid::{Grid, weekday};
use super::mine;
use super::pages::{CalendarPage, Filters, KeptCalendarPage};
use super::wanted::Wanted;
use crate::view::Choice;
use crate::visit::{Result, Visitor};
use crate::words;

/// Month, week or list. To the staff with their drafts, as it is this instant; to everybody else with
/// counts, as it was a moment ago at most.
pub(crate) async fn show(visitor: Visitor) -> Result {
    if let Some(Standing::Host(host)) = visitor.standing() {
        let wanted = Wanted::of(&visitor);
        let found = host.calendar(&wanted.filter()).await?;
        let may_create = host.role().may_edit();
        return visitor.page(&page(&visitor, &wanted, found, may_create).await?);
    }
    let wanted = Wanted::of(&visitor);
    let everybody = || visitor.app.calendars().or(&visitor, Box::pin(draw(&visitor, None)));
    let Some(Standing::Origin(school)) = visitor.standing() else {
        return visitor.page(&*everybody().await?);
    };
    let (from, to) = wanted.span();
    let hers = school.pupils_by_slot(from, to).await?;
    if wanted.mine {
        let drawn = draw(&visitor, Some(&hers)).await?;
        return visitor.page(&mine::marked(&drawn, &hers, &wanted));
    }
    let kept = everybody().await?;
    match hers.is_empty() {
        true => visitor.page(&*kept),
        false => visitor.page(&mine::marked(&kept, &hers, &wanted)),
    }
}

/// What everybody sees, or of it the stages on which a school has pupils.
async fn draw(visitor: &Visitor, only: Option<&HashMap<SlotId, u64>>) -> Result<KeptCalendarPage> {
    let wanted = Wanted::of(visitor);
    let mut found = visitor.portal.calendar(&wanted.filter()).await?;
    if let Some(only) = only {
        found.slots.retain(|slot| only.contains_key(&slot.id));
    }
    let page = page(visitor, &wanted, found, false).await?;
    Ok(KeptCalendarPage {
        content: visitor.app.engine.render_content(&visitor.shell(), &page)?,
        title: page.title,
    })
}

/// The same statements whatever the number of stages.
async fn page(
    visitor: &Visitor,
    wanted: &Wanted,
    found: Calendar,
    may_create: bool,
) -> Result<CalendarPage> {
    let mut page = drawn(wanted, visitor.portal.tenant(), found, visitor.now, may_create);
    if page.is_empty() {
        page.empty = Some(somewhere_else(visitor, wanted).await?);
    }
    Ok(page)
}

/// The period with its stages; what to do if there are none is still to be said.
pub(super) fn drawn(
    wanted: &Wanted,
    tenant: &Tenant,
    found: Calendar,
    now: DateTime<Utc>,
    may_create: bool,
) -> CalendarPage {
    let Calendar { offer, slots } = found;
    let grid = Grid { wanted, tenant, today: tenant.local_day(now), now, may_create };
    let weekdays = grid.weekdays(&slots);
    let counts = Fill::counts(slots.iter().filter(|slot| grid.shows(slot.day, &weekdays)), now);
    let shown: Vec<Slot> = slots.into_iter().filter(|slot| wanted.fill.admits(slot, now)).collect();
    let folded = wanted.folded().filter(|monday| grid.has_week(*monday, &weekdays)).count() as u64;
    CalendarPage {
        view: wanted.view,
        title: wanted.title(),
        views: wanted.views(),
        previous: wanted.previous(),
        today: wanted.today(),
        next: wanted.next(),
        after: wanted.after(),
        weeks: grid.weeks(&shown, &weekdays),
        weekdays: weekdays.into_iter().map(|day| weekday(day).to_owned()).collect(),
        filters: filters(wanted, &offer, counts),
        may_create,
        folded: (folded > 0).then(|| {
            let weeks = words::counted(folded, "semaine passée", "semaines passées");
            (weeks, wanted.with_past_weeks())
        }),
        notes: grid.notes(),
        empty: None,
    }
}

/// Where there is something to see, when there is nothing here.
async fn somewhere_else(visitor: &Visitor, wanted: &Wanted) -> Result<(String, String)> {
    if wanted.is_narrowed() {
        let all = crate::query::Query::of("/calendrier").with("date", wanted.query.get("date"));
        return Ok(("Tout afficher".to_owned(), all.with("vue", wanted.query.get("vue")).url()));
    }
    Ok(match visitor.portal.next_slots(1).await?.pop() {
        Some(next) => {
            let label = format!(
                "Prochain stage avec des places\u{a0}: {}",
                education::french::date_long(next.day)
            );
            (label, wanted.at(next.day))
        }
        None => ("Écrire au lycée".to_owned(), "/contacts".to_owned()),
    })
}

fn filters(wanted: &Wanted, offer: &Offer, counts: FillCounts) -> Filters {
    let fill = |fill: Fill, label, count| {
        Choice::new(fill.as_str(), label, wanted.fill == fill).counted(count)
    };
    let sent = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let kinds = VisitKind::ALL.iter().map(|kind| (kind.as_str(), kind.label()));
    let tracks = offer.tracks.iter().map(|row| (row.id.to_string(), row.name.as_str()));
    let teachers = offer.teachers.iter().map(|row| (row.id.to_string(), row.name.as_str()));
    Filters {
        kinds: Choice::list_below("Tous", wanted.kind.map_or("", VisitKind::as_str), kinds),
        tracks: Choice::list_below("Toutes", &sent(wanted.track.map(|id| id.0)), tracks),
        teachers: Choice::list_below("Tous", &sent(wanted.teacher.map(|id| id.0)), teachers),
        fill: vec![
            fill(Fill::Free, "Avec des places", counts.free),
            fill(Fill::All, "Tous", counts.all),
            fill(Fill::Full, "Complets", counts.full),
        ],
        hours: Choice::list(
            if wanted.hours { "oui" } else { "non" },
            [("oui", "Oui"), ("non", "Non")],
        ),
        hidden: wanted.hidden(),
        active: wanted.is_narrowed(),
    }
}
