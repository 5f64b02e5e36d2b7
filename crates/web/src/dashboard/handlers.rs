//! `/tableau-de-bord`.

use domain::StaffMember;
use domain::dashboard::{Coming, Dashboard, Rank as Figure, ToDo};
use domain::staff::StaffRole;
use education::calendar::SchoolYear;

use super::pages::{DashboardPage, Rank, Task, TodayPupil, TodaySlot};
use crate::slots::SlotView;
use crate::staff::untied;
use crate::view::Tone;
use crate::visit::{Read, Result, Signed};
use crate::{urls, words};

/// How the stages fill, and what waits.
pub(crate) async fn show(me: Signed<StaffMember>) -> Result {
    let tenant = me.role.portal().tenant();
    let today = tenant.local_day(me.now);
    let figures = me.role.dashboard().await?;
    if figures.today.iter().any(|(_, pupils)| !pupils.is_empty()) {
        me.reads(Read::List);
    }
    let own = me.role.role() == StaffRole::Teacher;
    me.page(&DashboardPage {
        greeting: format!("Tableau de bord du {}", words::date_without_year(today)),
        booked: figures.booked,
        capacity: figures.capacity,
        percent: percent(&figures),
        breakdown: breakdown(&figures),
        tasks: tasks(&figures.to_do),
        today: figures
            .today
            .iter()
            .map(|(slot, pupils)| TodaySlot {
                slot: SlotView::of(slot, &tenant.name, me.now),
                pupils: pupils.iter().map(today_pupil).collect(),
            })
            .collect(),
        next: figures.next.iter().map(|slot| SlotView::of(slot, &tenant.name, me.now)).collect(),
        year: format!(
            "Élèves de l’année scolaire {}, stages passés compris",
            SchoolYear::containing(today)
        ),
        tracks: figures.tracks.into_iter().map(rank).collect(),
        schools: figures.schools.into_iter().map(rank).collect(),
        may_create: me.role.role().may_edit(),
        own,
        untied: untied(&me.role).await?,
    })
}

fn today_pupil(coming: &Coming) -> TodayPupil {
    TodayPupil {
        href: urls::booking(coming.booking),
        name: coming.pupil.display_name(),
        detail: words::joined(" · ", [coming.pupil.class.as_str(), &coming.school]),
        status: words::booking_badge(coming.status),
    }
}

fn percent(figures: &Dashboard) -> String {
    match figures.capacity {
        0 => String::new(),
        capacity => format!("{}\u{a0}%", (figures.booked * 100 + capacity / 2) / capacity),
    }
}

fn breakdown(figures: &Dashboard) -> Vec<(String, u64)> {
    let counts = figures.bookings;
    let mut lines =
        vec![("Validées".to_owned(), counts.confirmed), ("En attente".to_owned(), counts.pending)];
    if counts.waitlisted > 0 {
        lines.push(("Liste d’attente".to_owned(), counts.waitlisted));
    }
    lines
}

fn tasks(to_do: &ToDo) -> Vec<Task> {
    let task = |icon, tone, label: &str, period, count, href: &str| Task {
        icon,
        tone,
        label: label.to_owned(),
        period,
        count,
        href: href.to_owned(),
    };
    let all = [
        task(
            "check-check",
            Tone::Accent,
            "Réservations à valider",
            "stages à venir",
            to_do.to_decide,
            "/stagiaires?statut=pending",
        ),
        task(
            "clock",
            Tone::Wait,
            "Conventions en retard",
            "stages à venir",
            to_do.late,
            "/stagiaires?statut=en_retard",
        ),
        task(
            "user-x",
            Tone::Wait,
            "Stages sans enseignant",
            "à venir",
            to_do.without_teacher,
            "/creneaux?etat=sans_enseignant",
        ),
        task(
            "mail-x",
            Tone::Bad,
            "Courriels non délivrés",
            "trente derniers jours",
            to_do.undelivered,
            "/stagiaires",
        ),
    ];
    all.into_iter().filter(|task| task.count > 0).collect()
}

fn rank(figure: Figure) -> Rank {
    Rank { label: figure.label, count: figure.count }
}
