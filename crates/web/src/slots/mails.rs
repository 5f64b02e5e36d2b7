//! What teachers are told of their stages.

use domain::accounts::Addressee;
use domain::slots::Slot;
use domain::slots::jobs::{TeacherNews, TellTeacher};
use education::{french, names::dative};

use crate::view::Letter;
use crate::words;

/// A stage is one of his, or is not any more; or what became of it.
pub(super) fn teacher(
    lycee: &str,
    to: &Addressee,
    slot: &Slot,
    told: &TellTeacher,
    url: String,
) -> Letter {
    let date = french::date_long(slot.day);
    let mut facts = vec![
        ("Formation", slot.programme_name.clone()),
        ("Type de stage", slot.kind.label().to_owned()),
        ("Date", words::capitalized(&date)),
        ("Horaires", words::hours(slot)),
        ("Lieu", slot.room.clone()),
        ("Rendez-vous", slot.meeting_point.clone()),
        ("Motif", slot.cancel_reason.clone().unwrap_or_default()),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    let (title, news) = match (told.news, told.tied) {
        (Some(TeacherNews::Cancelled), _) => ("Un stage est annulé", "est annulé.".to_owned()),
        (Some(TeacherNews::Moved(before)), _) => (
            "Un stage est déplacé",
            format!(
                "est déplacé\u{a0}: il était prévu le {}, {}.",
                french::date_long(before.day),
                french::hours(before.starts, before.ends)
            ),
        ),
        (None, true) => (
            "Un stage est à votre nom",
            "est désormais à votre nom\u{a0}: vous voyez les élèves qui y sont inscrits."
                .to_owned(),
        ),
        (None, false) => (
            "Un stage n’est plus à votre nom",
            "n’est plus à votre nom\u{a0}: vous ne voyez plus les élèves qui y sont inscrits."
                .to_owned(),
        ),
    };
    let stage = format!("{}, {date}", slot.programme_name);
    Letter::new("slots/teacher", title)
        .about(&stage)
        .preview(format!("{stage}, {}", words::hours(slot)))
        .to(&to.name)
        .say(format!("Ce stage {} {news}", dative(lycee)))
        .facts(&facts)
        .button("Voir le stage", url)
}
