//! What the lycée is asked about its people, and what they are told of it.

use domain::accounts::Addressee;
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

/// Whose stages are his, by the name on the lycée's list.
pub(super) fn tied(lycee: &str, to: &Addressee, entry: Option<&str>, url: String) -> Letter {
    let title = match entry {
        Some(_) => "Vos stages sont reliés à votre compte",
        None => "Votre compte n’est plus relié à un enseignant",
    };
    let letter = Letter::new("staff/tied", title).about(lycee).to(&to.name);
    match entry {
        Some(entry) => letter
            .preview(format!("Vous voyez les stages de {entry} et leurs élèves."))
            .say(format!("Votre compte {} est désormais relié à ", genitive(lycee)))
            .strong(entry)
            .and(" sur la liste des enseignants\u{a0}: vous voyez ses stages et les élèves qui y sont inscrits.")
            .button("Voir les stages", url),
        None => letter
            .preview("Vous ne voyez plus les élèves d’aucun stage.")
            .say(format!(
                "Votre compte {} n’est plus relié à un enseignant de la liste\u{a0}: vous ne voyez plus les élèves d’aucun stage.",
                genitive(lycee)
            ))
            .button("Voir les stages", url),
    }
}
