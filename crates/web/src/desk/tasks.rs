//! « À faire »: what is late, what is due soon, and what happens otherwise.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::bookings::{AgreementStatus, Awaited, BookingStatus};
use domain::desk::{Desk, Due, Held};
use domain::tenancy::{AgreementPolicy, DueBy, Tenant};
use education::french;

use super::pages::Task;
use super::{Place, Places};
use crate::bookings::{MOST_CHOSEN, released};
use crate::moments::Clock;
use crate::query::Query;
use crate::urls;
use crate::view::Tone;
use crate::words::{self, counted};

/// What is due later is only announced.
const SOON: TimeDelta = TimeDelta::days(14);
/// Lines, at most: whoever has more takes the list.
const MOST: usize = 6;

/// What is due, the most urgent first; and what comes after it, in a sentence.
pub(super) fn tasks(
    desk: &Desk,
    places: &Places<'_>,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> (Vec<Task>, String) {
    let mut all: Vec<(NaiveDate, Task)> = Vec::new();
    // Where a portal is held nothing is due: nothing is released, and no page can be opened.
    let open = || places.here.values().filter(|place| !place.tenant.state.is_held());
    for place in open() {
        let lines = desk.due(place.tenant, now).into_iter();
        all.extend(lines.map(|due| {
            (last_day(&due, place.tenant), task(&due, place.tenant, places.at_home, now))
        }));
    }
    all.extend(open().filter_map(|place| to_bring(desk, place, places.at_home)));
    let ended =
        desk.ended.chunk_by(|one, other| (one.slot, one.status) == (other.slot, other.status));
    // After what is late, before what is due.
    all.extend(ended.filter_map(|same| Some((today, taken_back(same, places)?))));
    all.sort_by(|(one, left), (other, right)| (one, &left.title).cmp(&(other, &right.title)));
    let horizon = today + SOON;
    let (soon, later): (Vec<_>, Vec<_>) = all.into_iter().partition(|(day, _)| *day <= horizon);
    let next = later.into_iter().next().map(|(_, task)| task.title);
    let calm = next.or_else(|| next_stage(desk, places)).map_or_else(
        || "Rien à faire.".to_owned(),
        |next| format!("Rien à faire. Prochaine échéance\u{a0}: {next}."),
    );
    (soon.into_iter().take(MOST).map(|(_, task)| task).collect(), calm)
}

/// Where conventions are brought on the day: those of the next stage day, to be signed before.
fn to_bring(desk: &Desk, place: &Place<'_>, at_home: bool) -> Option<(NaiveDate, Task)> {
    let tenant = place.tenant;
    if tenant.agreement_policy != AgreementPolicy::OnTheDay {
        return None;
    }
    let mine = desk.held.iter().filter(|held| held.tenant == tenant.id);
    let mut signed =
        mine.filter(|held| AgreementStatus::AWAITED.contains(&held.agreement)).peekable();
    let day = signed.peek()?.day;
    let held: Vec<&Held> = signed.take_while(|held| held.day == day).collect();
    let (count, one) = (held.len(), held.len() == 1);
    let due = Due { awaited: Awaited { due: DueBy::Stage, late: false, release_at: None }, held };
    let papers = counted(count as u64, "convention", "conventions");
    let task = Task {
        icon: "file-text",
        tone: Tone::Accent,
        title: format!("{papers} à faire signer pour le {}", words::date_without_year(day)),
        detail: format!(
            "{}. {} le jour du stage.",
            stages(&due, tenant, at_home),
            if one { "L’élève l’apporte" } else { "Chaque élève apporte la sienne" }
        ),
        act: act(&due),
        prints: count <= MOST_CHOSEN,
    };
    Some((day, task))
}

/// « Stage annulé par le lycée : CAP Cuisine, vendredi 18 décembre », with its pupils and other dates.
fn taken_back(same: &[Held], places: &Places<'_>) -> Option<Task> {
    let first = same.first()?;
    let place = places.of(first).filter(|place| !place.tenant.state.is_held())?;
    let what = match (first.status, same.len()) {
        (BookingStatus::Refused, 1) => "Réservation refusée par le lycée",
        (BookingStatus::Refused, _) => "Réservations refusées par le lycée",
        _ => "Stage annulé par le lycée",
    };
    let names: Vec<String> = same.iter().map(|one| one.pupil.display_name()).collect();
    let lycee = if places.at_home { place.tenant.name.as_str() } else { "" };
    let dates = Query::of(urls::RESERVE).with("formation", &first.programme_id.to_string()).url();
    Some(Task {
        icon: "ban",
        tone: Tone::Bad,
        title: format!(
            "{what}\u{a0}: {}, {}",
            first.programme,
            words::date_without_year(first.day)
        ),
        detail: words::joined(" · ", [names.join(", ").as_str(), lycee]),
        act: ("Autres dates".to_owned(), format!("{}{dates}", place.site)),
        prints: false,
    })
}

fn next_stage(desk: &Desk, places: &Places<'_>) -> Option<String> {
    let open = |held: &&Held| places.of(held).is_some_and(|one| !one.tenant.state.is_held());
    let held = desk.held.iter().find(open)?;
    let day = words::date_without_year(held.day);
    Some(format!("{}, {day}", held.programme))
}

fn last_day(due: &Due<'_>, tenant: &Tenant) -> NaiveDate {
    let stage = due.held.first().map(|held| held.day);
    due.awaited.due.day(tenant).or(stage).unwrap_or_default()
}

fn task(due: &Due<'_>, tenant: &Tenant, at_home: bool, now: DateTime<Utc>) -> Task {
    let count = due.held.len();
    let papers = counted(count as u64, "convention", "conventions");
    let today = tenant.local_day(now);
    let left = |day: NaiveDate| from_today((day - today).num_days());
    let title = match due.awaited.due {
        DueBy::Day(day) if due.awaited.late => format!(
            "{papers} en retard\u{a0}: à rendre au plus tard le {}",
            words::date_without_year(day)
        ),
        DueBy::Day(day) => format!(
            "{papers} à rendre au plus tard le {}, {}",
            words::date_without_year(day),
            left(day)
        ),
        DueBy::Release(at) => {
            let local = Clock::of(tenant).local(at);
            let (day, hour) = (words::date_without_year(local.date()), french::hour(local.time()));
            format!("{papers} à rendre avant le {day} à {hour}, {}", left(local.date()))
        }
        DueBy::Stage => format!("{papers} à rendre avant le stage"),
    };
    let (tone, icon) = match due.awaited.late {
        true => (Tone::Bad, "triangle-alert"),
        false => (Tone::Wait, "hourglass"),
    };
    Task {
        icon,
        tone,
        title,
        detail: words::joined(
            " ",
            [format!("{}.", stages(due, tenant, at_home)).as_str(), &otherwise(due, tenant)],
        ),
        act: act(due),
        prints: count <= MOST_CHOSEN,
    }
}

/// « CAP Composites, mercredi 13 janvier », of two stages both, of more how many more.
fn stages(due: &Due<'_>, tenant: &Tenant, at_home: bool) -> String {
    let mut named: Vec<String> = Vec::new();
    for held in &due.held {
        let stage = format!("{}, {}", held.programme, words::date_without_year(held.day));
        if !named.contains(&stage) {
            named.push(stage);
        }
    }
    let more = named.len().saturating_sub(2);
    let mut shown = named.into_iter().take(2).collect::<Vec<_>>().join("\u{a0}; ");
    if more > 0 {
        shown += &format!(" et {}", counted(more as u64, "autre stage", "autres stages"));
    }
    words::joined(" · ", [shown.as_str(), if at_home { &tenant.name } else { "" }])
}

fn otherwise(due: &Due<'_>, tenant: &Tenant) -> String {
    let one = due.held.len() == 1;
    let without = if one { "Sans elle" } else { "Sans elles" };
    let ends = match (due.together(), one) {
        (true, true) => "la réservation est supprimée",
        (true, false) => "les réservations sont supprimées",
        (false, _) => "une première réservation est supprimée",
    };
    match due.awaited.release_at {
        Some(at) => {
            format!("{without} ni validation, {ends} {}.", released(due.awaited.due, at, tenant))
        }
        None if due.waits() && one => format!("{without}, le mini-stage n’est pas validé."),
        None if due.waits() => format!("{without}, les mini-stages ne sont pas validés."),
        None => String::new(),
    }
}

fn act(due: &Due<'_>) -> (String, String) {
    let count = due.held.len();
    if count > MOST_CHOSEN {
        return ("Voir la liste".to_owned(), urls::BOOKINGS.to_owned());
    }
    let label = if count == 1 { "Imprimer".to_owned() } else { format!("Imprimer les {count}") };
    let chosen: Vec<String> =
        due.held.iter().map(|held| format!("choix={}", held.booking)).collect();
    (label, format!("{}?{}", urls::PRINT_CHOSEN, chosen.join("&")))
}

fn from_today(days: i64) -> String {
    match days {
        ..=0 => "aujourd’hui".to_owned(),
        1 => "demain".to_owned(),
        days => format!("dans {days}\u{a0}jours"),
    }
}

/// « Aujourd’hui, mardi 5 janvier ».
pub(super) fn hello(today: NaiveDate) -> String {
    format!("Aujourd’hui, {}", words::date_without_year(today))
}
