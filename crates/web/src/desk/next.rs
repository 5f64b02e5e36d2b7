//! « Vos prochains élèves »: the next stages, with who goes, when and where.

use domain::desk::{Desk, Held};
use education::french;

use super::Places;
use super::pages::{Next, NextPupil};
use crate::moments::Clock;
use crate::{urls, words};

/// Stages, at most.
const MOST: usize = 6;

/// The next stages, the soonest first.
pub(super) fn stages(desk: &Desk, places: &Places<'_>) -> Vec<Next> {
    let mut stages: Vec<Next> = Vec::new();
    for same in desk.held.chunk_by(|one, other| one.slot == other.slot).take(MOST) {
        stages.extend(same.first().and_then(|first| stage(first, same, places)));
    }
    stages
}

fn stage(first: &Held, same: &[Held], places: &Places<'_>) -> Option<Next> {
    let place = places.of(first)?;
    let wall = |at| Clock::of(place.tenant).local(at).time();
    let host = if places.at_home { place.tenant.name.as_str() } else { "" };
    let held = words::held(place.tenant.state);
    // A page of a portal that is held is not there.
    let at = |path: String| match held {
        Some(_) => String::new(),
        None => format!("{}{path}", place.site),
    };
    Some(Next {
        day: french::date_short(first.day),
        hours: french::hours(wall(first.starts_at), wall(first.ends_at)),
        title: first.programme.clone(),
        href: at(urls::slot(first.slot)),
        held,
        place: words::joined(", ", [host, &first.room, &first.meeting_point]),
        pupils: same
            .iter()
            .map(|held| NextPupil {
                name: held.pupil.display_name(),
                class: held.pupil.class.clone(),
                href: at(urls::booking(held.booking)),
                status: words::booking_badge(held.status),
            })
            .collect(),
    })
}
