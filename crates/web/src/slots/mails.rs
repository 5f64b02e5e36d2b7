//! What teachers are told of their stages.

use domain::accounts::Addressee;
use domain::slots::Slot;
use education::{french, names::dative};

use crate::view::Letter;
use crate::words;

/// A stage is one of his, or is not any more.
pub(super) fn teacher(lycee: &str, to: &Addressee, slot: &Slot, tied: bool, url: String) -> Letter {
    let date = french::date_long(slot.day);
    let mut facts = vec![
        ("Formation", slot.programme_name.clone()),
        ("Type de stage", slot.kind.label().to_owned()),
        ("Date", words::capitalized(&date)),
        ("Horaires", words::hours(slot)),
        ("Lieu", slot.room.clone()),
        ("Rendez-vous", slot.meeting_point.clone()),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    let (title, is) = match tied {
        true => ("Un stage est à votre nom", "est désormais à votre nom"),
        false => ("Un stage n’est plus à votre nom", "n’est plus à votre nom"),
    };
    let sees = match tied {
        true => "vous voyez les élèves qui y sont inscrits.",
        false => "vous ne voyez plus les élèves qui y sont inscrits.",
    };
    let stage = format!("{}, {date}", slot.programme_name);
    Letter::new("slots/teacher", title)
        .about(&stage)
        .preview(format!("{stage}, {}", words::hours(slot)))
        .to(&to.name)
        .say(format!("Ce stage {} {is}\u{a0}: {sees}", dative(lycee)))
        .facts(&facts)
        .button("Voir le stage", url)
}
