//! Jobs in French words.

/// What a job does, as operators say it. A kind of a later release is shown as it is.
pub(super) fn words(kind: &str) -> &str {
    match kind {
        "access.end_notice" => "Ouvrir un accès à la fin de l’annonce",
        "access.expire" => "Clore une demande d’accès sans réponse",
        "access.notify_managers" => "Prévenir les gestionnaires d’une demande d’accès",
        "access.remind_managers" => "Rappeler une demande d’accès aux gestionnaires",
        "access.send_notice" => "Envoyer une demande d’accès à un gestionnaire",
        "access.send_proof" => "Envoyer le lien d’une demande d’accès",
        "access.tell_requester" => "Répondre à une demande d’accès",
        "accounts.send_confirmation" => "Envoyer un lien de confirmation",
        "accounts.send_login_change_link" => "Envoyer un lien de changement d’adresse",
        "accounts.send_operator_invitation" => "Inviter un exploitant",
        "accounts.send_password_reset" => "Envoyer un lien de mot de passe",
        "accounts.send_school_addition" => "Envoyer un lien de second établissement",
        "accounts.send_school_invitation" => "Inviter un collègue d’un établissement",
        "accounts.send_staff_invitation" => "Inviter au personnel d’un lycée",
        "accounts.send_way_on" => "Envoyer un lien pour continuer une inscription",
        "accounts.tell_login_changed" => "Prévenir d’un changement d’adresse",
        "accounts.tell_password_changed" => "Prévenir d’un mot de passe changé",
        "agreements.forget_replaced" => "Effacer un élève remplacé des conventions passées",
        "agreements.renew" => "Refaire les conventions d’un lycée",
        "applications.send_proof" => "Envoyer le lien d’une demande d’inscription",
        "applications.tell_refused" => "Prévenir d’une inscription refusée",
        "bookings.follow_up" => "Suivre les réservations non confirmées",
        "bookings.tell" => "Donner des nouvelles d’une réservation",
        "colleagues.tell" => "Prévenir un collègue de son rôle",
        "colleagues.tell_manager" => "Prévenir d’un nouveau gestionnaire",
        "archives.write" => "Écrire l’archive d’un portail",
        "erasure.erase_portal" => "Effacer un portail archivé",
        "erasure.erase_identities" => "Effacer les identités des stages passés d’un lycée",
        "erasure.erase_pupil" => "Effacer un élève de tous les portails",
        "erasure.keep_tombstones" => "Noter les effacements à côté des sauvegardes",
        "hosting.send_form" => "Envoyer à un lycée le formulaire de demande d’un portail",
        "hosting.tell" => "Répondre à un lycée qui demande un portail",
        "hosts.check" => "Relire la preuve d’un domaine",
        "hosts.tell" => "Prévenir qu’un domaine n’est plus prouvé",
        "erasure.tell" => "Prévenir l’autre établissement d’un effacement",
        "onboarding.send_trial" => "Envoyer un courriel d’essai",
        "onboarding.tell_opened" => "Annoncer l’ouverture d’un portail",
        "slots.tell_teacher" => "Prévenir un enseignant d’un stage",
        "staff.ask_who_teaches" => "Demander de confirmer un enseignant",
        "staff.tell_tied" => "Prévenir un enseignant que son compte est relié",
        "viewing.watch" => "Noter la fin d’une visite d’exploitant",
        "people.settle" => "Rattacher ce qui vient d’un compte réuni",
        "people.tell" => "Prévenir de ce qu’un exploitant a fait à un compte",
        "people.tell_unused" => "Prévenir qu’un compte inutilisé sera supprimé",
        "upkeep.sweep_house" => "Faire le ménage de la nuit",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use domain::queue::Job;

    macro_rules! each {
        ($($job:ty),+ $(,)?) => { [$(<$job>::KIND),+] };
    }

    #[test]
    fn every_job_has_its_words() {
        for kind in domain::every_job!(each) {
            assert_ne!(super::words(kind), kind);
        }
    }
}
