//! The letters that invite.

use domain::accounts::{INVITATION_LIFE, MembershipRole};
use domain::invitations::SchoolInvitation;

use crate::view::Letter;
use crate::words::lifetime;

/// To the staff of a portal or to the operators: `into` « l'équipe du Lycée des métiers de l'Atelier », « la console »;
/// `from` « Mme Odile Martin, de la plateforme ministage.fr, », « Mme Anne Morvan », or empty.
pub(super) fn staff(into: &str, from: &str, role: &str, login: &str, url: String) -> Letter {
    let start = match from {
        "" => "Vous pouvez rejoindre ".to_owned(),
        from => format!("{from} vous invite à rejoindre "),
    };
    Letter::new("invitations/staff", "Invitation")
        .about(into)
        .heading("Invitation")
        .preview(format!("Rejoignez {into}."))
        .say(start)
        .strong(into)
        .and(format!(" ({role}) sur le service de mini-stages en lycée. Votre identifiant sera "))
        .strong(login)
        .and(".")
        .button("Accepter l’invitation", url)
        .small(unexpected())
}

/// Into the account of a school: `into` « le compte du Collège Cacault ».
pub(super) fn school(into: &str, invitation: &SchoolInvitation, url: String) -> Letter {
    let SchoolInvitation { login, by, requested, .. } = invitation;
    let (title, start) = match (requested, by.as_str()) {
        (true, by) => {
            let who = if by.is_empty() {
                String::new()
            } else {
                format!("{by} a accepté votre demande. ")
            };
            ("Votre demande est acceptée", format!("{who}Vous pouvez maintenant rejoindre "))
        }
        (false, "") => ("Invitation", "Vous pouvez rejoindre ".to_owned()),
        (false, by) => ("Invitation", format!("{by} vous invite à rejoindre ")),
    };
    let powers = match invitation.role {
        MembershipRole::Manager => {
            "Comme gestionnaire, vous réservez les stages de vos élèves sur \
            tous les portails, et vous décidez qui a accès au compte de l’établissement."
        }
        _ => "Vous pourrez réserver les stages de vos élèves sur tous les portails.",
    };
    Letter::new("invitations/school", title)
        .about(into)
        .heading(if *requested { title } else { "Invitation" })
        .preview(format!("Rejoignez {into} avec votre propre identifiant."))
        .say(start)
        .strong(into)
        .and(" sur le service de mini-stages en lycée, avec votre propre identifiant\u{a0}: ")
        .strong(login)
        .and(".")
        .say(powers)
        .button("Accepter l’invitation", url)
        .small(unexpected())
}

fn unexpected() -> String {
    let life = lifetime(INVITATION_LIFE);
    format!(
        "L’invitation est valable {life} et ne sert qu’une fois. Vous n’attendiez pas ce message\u{a0}? Ne faites rien."
    )
}
