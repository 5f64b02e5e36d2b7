//! What the lycée is asked about its people.

use domain::staff::UnsaidTeacher;
use education::names::genitive;

use crate::view::Letter;

/// Which teacher somebody is: his name only proposes one.
pub(super) fn who_teaches(lycee: &str, asked: &UnsaidTeacher, url: String) -> Letter {
    let UnsaidTeacher { to, name, login, proposed } = asked;
    let seems = match proposed {
        Some(listed) => format!(
            "Son nom ressemble à «\u{a0}{listed}\u{a0}» de votre liste\u{a0}: si c’est la même personne, confirmez-le."
        ),
        None => {
            "Son nom ne désigne personne de votre liste\u{a0}: dites de qui il s’agit.".to_owned()
        }
    };
    Letter::new("staff/who_teaches", "Un enseignant à confirmer")
        .about(lycee)
        .preview(format!("{name} a rejoint l’équipe comme enseignant."))
        .to(&to.name)
        .strong(name)
        .and(format!(" ({login}) a rejoint l’équipe {} comme enseignant. {seems}", genitive(lycee)))
        .say("Jusque-là, ce compte ne voit les élèves d’aucun stage.")
        .button("Relier le compte", url)
}
