//! Every event as a French sentence, and where its object is found. The match is exhaustive: an
//! event without a sentence does not compile.

use domain::accounts::MembershipRole;
use domain::history::{
    Archiving, Before, BookingMove, Event, EventKind, HistoryEntry, HistoryObject, OperatorAsked,
    OperatorGone, PaperIssue, PupilErasure, StageChange, StateChange, When, Who,
};
use domain::onboarding::Step;
use domain::tenancy::TenantState;
use education::french;

use crate::{urls, words};

/// What happened, and what it happened to.
pub(super) struct Told {
    /// « a inscrit un élève ».
    pub(super) what: String,
    /// « BERNARD Inès, CAP Composites, mardi 1er décembre 2026 », and the path of it on the portal of the line.
    pub(super) link: Option<(String, String)>,
    /// « mercredi 3 février → jeudi 4 février », or empty.
    pub(super) change: String,
}

/// Who acted, as the subject of a sentence.
pub(crate) fn subject(who: &Who) -> String {
    match who {
        Who::Person(name) | Who::House(name) => name.clone(),
        Who::Former => "Une personne partie depuis".to_owned(),
        Who::Operator(None) => "Un exploitant".to_owned(),
        Who::Operator(Some(name)) => format!("L’exploitant {name}"),
        Who::Platform => "La plateforme".to_owned(),
    }
}

/// What she did.
pub(super) fn told(entry: &HistoryEntry) -> Told {
    let Some(event) = &entry.event else {
        return Told {
            what: "a fait une action que cette version ne sait pas nommer".to_owned(),
            link: None,
            change: String::new(),
        };
    };
    let link = match event {
        Event::BookingMade { booking, .. }
        | Event::BookingMadeByHost { booking, .. }
        | Event::BookingConfirmed { booking }
        | Event::BookingRefused { booking }
        | Event::BookingTakenBack { booking }
        | Event::BookingCancelled { booking }
        | Event::AgreementIssued(PaperIssue { booking, .. })
        | Event::AgreementRead { booking }
        | Event::BookingReleased { booking, .. }
        | Event::BookingCalledOff { booking }
        | Event::BookingPupilChanged { booking, .. }
        | Event::BookingMoved(BookingMove { booking, .. })
        | Event::BookingRestored { booking, .. }
        | Event::PupilErased(PupilErasure { booking, .. })
        | Event::DossierRead { booking }
        | Event::AgreementReturned { booking, .. }
        | Event::AgreementAwaited { booking, .. } => Some(urls::booking(booking)),
        Event::SlotCreated { slot }
        | Event::SlotPublished { slot }
        | Event::SlotChanged(StageChange { slot, .. })
        | Event::SlotClosed { slot }
        | Event::SlotCancelled { slot, .. } => Some(urls::slot(slot)),
        _ => None,
    };
    let object = entry.object.as_ref().map(|HistoryObject { pupil, stage }| {
        let stage = stage.as_ref();
        let day = stage.map(|stage| french::date_long(stage.when.day)).unwrap_or_default();
        let programme = stage.map(|stage| stage.programme.as_str()).unwrap_or_default();
        let said = words::joined(", ", [pupil.as_deref().unwrap_or_default(), programme, &day]);
        if said.is_empty() { "un stage modifié depuis".to_owned() } else { said }
    });
    let now = entry.object.as_ref().and_then(|object| object.stage.as_ref());
    let what = match (&entry.whom, event) {
        (Some(whom), Event::ViewingBegun { reason, .. }) => viewing(whom, reason),
        (Some(whom), Event::ViewingEnded { .. }) => {
            format!("a cessé de voir le portail comme {whom}")
        }
        (Some(whom), Event::PersonClosed { reason, .. }) => {
            format!("a fermé le compte de {whom}\u{a0}: {reason}")
        }
        (Some(whom), Event::PersonReopened { reason, .. }) => {
            format!("a rouvert le compte de {whom}\u{a0}: {reason}")
        }
        (Some(whom), Event::PeopleMerged { reason, .. }) => {
            format!("a réuni deux comptes de {whom}\u{a0}: {reason}")
        }
        _ => sentence(event),
    };
    Told { what, link: object.zip(link), change: change(event, now) }
}

/// What an event made of a stage or of a convention: before and after where they are known, else the names of what
/// changed.
fn change(event: &Event, now: Option<&Before>) -> String {
    match event {
        Event::SlotChanged(StageChange { before: Some(before), lines, .. }) => {
            let known = now.map(|now| stage(before, now)).unwrap_or_default();
            let named = ["Formation", "Date", "Horaires"];
            let named = |line: &&String| now.is_none() || !named.contains(&line.as_str());
            let others = lines.iter().filter(named).map(|line| line.to_lowercase());
            known.into_iter().chain(others).collect::<Vec<_>>().join(", ")
        }
        Event::BookingMoved(BookingMove { when: Some([from, to]), .. }) => {
            whens(from, to).join(", ")
        }
        Event::AgreementIssued(PaperIssue { lines, .. }) => {
            lines.iter().map(|line| line.to_lowercase()).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    }
}

fn stage(before: &Before, now: &Before) -> Vec<String> {
    let programme = (before.programme != now.programme)
        .then(|| format!("{} → {}", before.programme, now.programme));
    programme.into_iter().chain(whens(&before.when, &now.when)).collect()
}

/// « mercredi 3 février → jeudi 4 février », « 9 h – 12 h → 8 h 30 – 12 h »: what of the two is another.
fn whens(from: &When, to: &When) -> Vec<String> {
    let days = [from, to].map(|when| french::date_long(when.day));
    let hours = [from, to].map(|when| french::hours(when.starts, when.ends));
    let changed = [days, hours].into_iter().filter(|[from, to]| from != to);
    changed.map(|[from, to]| format!("{from} → {to}")).collect()
}

fn viewing(whom: &str, reason: &str) -> String {
    format!("voit le portail comme {whom}, sans rien pouvoir changer\u{a0}: {reason}")
}

fn sentence(event: &Event) -> String {
    match event {
        Event::AccountCreated { .. } => "a créé un compte".into(),
        Event::LoginConfirmed { .. } => "a confirmé son adresse".into(),
        Event::PasswordChanged { .. } => "a changé de mot de passe".into(),
        Event::ProfileChanged { .. } => "a modifié son profil".into(),
        Event::LoginChangeAsked { .. } => "a demandé à changer d’adresse".into(),
        Event::LoginChangeCancelled { .. } => "a renoncé à changer d’adresse".into(),
        Event::LoginChanged { .. } => "a changé d’adresse".into(),
        Event::ColleagueRoleChanged { role, .. } => {
            format!("a donné à un collègue le rôle «\u{a0}{}\u{a0}»", of(*role))
        }
        Event::ColleagueRemoved { .. } => "a retiré un collègue de l’établissement".into(),
        Event::InvitationWithdrawn { .. } => "a retiré une invitation".into(),
        Event::ColleagueLeft { .. } => "a quitté l’établissement".into(),
        Event::SignedIn { .. } => "a ouvert une session".into(),
        Event::SignedOut { .. } => "a fermé sa session".into(),
        Event::SessionsEnded { .. } => "a fermé ses autres connexions".into(),
        Event::MailboxRefused { .. } => "a noté qu’une boîte refuse les courriels".into(),
        Event::FactorInstalled { .. } => "a installé son application d’authentification".into(),
        Event::FactorGiven { .. } => "a donné son second facteur".into(),
        Event::FactorUntied { .. } => "a retiré son application d’authentification".into(),
        Event::FactorReset { reason, .. } => {
            format!("a retiré l’application d’authentification d’un exploitant\u{a0}: {reason}")
        }
        Event::RecoveryCodeUsed { .. } => "a utilisé un code de secours".into(),
        Event::RecoveryCodesRenewed { .. } => "a renouvelé ses codes de secours".into(),
        Event::PasskeyAdded { .. } => "a ajouté une clé d’accès".into(),
        Event::PasskeyRemoved { .. } => "a retiré une clé d’accès".into(),
        Event::PasskeyUsed { .. } => "s’est connecté par une clé d’accès".into(),
        Event::PasskeyCopied { .. } => {
            "a présenté une clé d’accès qui semble avoir été copiée\u{a0}: elle ne sert plus".into()
        }
        Event::OperatorInvited(OperatorAsked { role }) => {
            format!("a invité une personne, comme «\u{a0}{}\u{a0}»", words::operator_role(*role))
        }
        Event::OperatorRoleChanged { role, reason, .. } => format!(
            "a donné à un exploitant le rôle «\u{a0}{}\u{a0}»\u{a0}: {reason}",
            words::operator_role(*role)
        ),
        Event::OperatorRemoved(OperatorGone { reason, .. }) if !reason.is_empty() => {
            format!("a retiré un exploitant\u{a0}: {reason}")
        }
        Event::OperatorRemoved(_) => "a retiré un exploitant".into(),
        Event::ViewingBegun { reason, .. } => viewing("une autre personne", reason),
        Event::ViewingEnded { .. } => "a cessé de voir le portail comme une autre personne".into(),
        Event::PersonLinkSent { reason, .. } => {
            format!("a renvoyé un lien par courriel\u{a0}: {reason}")
        }
        Event::PersonSessionsEnded { reason, .. } => {
            format!("a fermé toutes les connexions de ce compte\u{a0}: {reason}")
        }
        Event::PersonClosed { reason, .. } => format!("a fermé un compte\u{a0}: {reason}"),
        Event::PersonReopened { reason, .. } => format!("a rouvert un compte\u{a0}: {reason}"),
        Event::PeopleMerged { reason, .. } => {
            format!("a réuni deux comptes d’une même personne\u{a0}: {reason}")
        }
        Event::PersonRemoved { .. } => {
            "a supprimé un compte que personne n’utilisait depuis deux ans".into()
        }
        Event::InvitationsWithdrawn => "a retiré une invitation".into(),
        Event::StaffRemoved { .. } => "a retiré une personne du personnel du portail".into(),
        Event::StaffInvited { role } => {
            format!(
                "a invité une personne dans l’équipe, comme «\u{a0}{}\u{a0}»",
                words::staff_role(*role)
            )
        }
        Event::StaffJoined { role, .. } => {
            format!("a rejoint l’équipe, comme «\u{a0}{}\u{a0}»", words::staff_role(*role))
        }
        Event::TeacherTied { teacher: Some(_), .. } => {
            "a relié le compte d’une personne de l’équipe à un enseignant".into()
        }
        Event::TeacherTied { teacher: None, .. } => {
            "a séparé le compte d’une personne de l’équipe de la liste des enseignants".into()
        }
        Event::ColleagueInvited { role } => {
            format!("a invité un collègue, comme {}", of(*role))
        }
        Event::ColleagueJoined { role, .. } => {
            format!("a rejoint l’établissement, comme {}", of(*role))
        }
        Event::AccessRequested { .. } => "a reçu une demande de création de compte".into(),
        Event::AccessNotified { managers: 1, .. } => {
            "a prévenu le gestionnaire d’une demande de création de compte".into()
        }
        Event::AccessNotified { managers, .. } => {
            format!(
                "a prévenu les {managers}\u{a0}gestionnaires d’une demande de création de compte"
            )
        }
        Event::AccessReminded { .. } => {
            "a rappelé une demande de création de compte aux gestionnaires".into()
        }
        Event::AccessNoticeGiven { .. } => {
            "a annoncé aux gestionnaires qu’une demande de création de compte sera acceptée".into()
        }
        Event::AccessGranted { .. } => "a accepté une demande de création de compte".into(),
        Event::AccessRefused { .. } => "a refusé une demande de création de compte".into(),
        Event::AccessExpired { .. } => {
            "a clos une demande de création de compte restée sans réponse".into()
        }
        Event::OperatorJoined { .. } => "a rejoint les exploitants".into(),
        Event::SiteApplied { .. } => "a réglé un site commun".into(),
        Event::SiteRemoved { .. } => "a retiré un site commun".into(),
        Event::TenantApplied { version, .. } => {
            format!("a réglé le portail (version {version})")
        }
        Event::TenantStateSet(StateChange { state, reason, .. }) => {
            let what = match state {
                TenantState::Draft => "a remis le portail en préparation",
                TenantState::Open => "a ouvert le portail",
                TenantState::Suspended => "a suspendu le portail",
                TenantState::Closed => "a fermé le portail",
            };
            format!("{what}\u{a0}: {reason}")
        }
        Event::TenantMoved { from, to, reason, .. } => {
            format!("a déplacé le portail de {from} à {to}\u{a0}: {reason}")
        }
        Event::TenantArchived(Archiving { erase_on, reason, .. }) => {
            let day = french::date_plain(*erase_on);
            format!("a archivé le portail, qui sera effacé le {day}\u{a0}: {reason}")
        }
        Event::TenantKept(Archiving { reason, .. }) => {
            format!("a annulé l’archivage du portail, qui ne sera pas effacé\u{a0}: {reason}")
        }
        Event::ArchiveTaken { .. } => "a téléchargé l’archive du portail".into(),
        Event::TenantPrepared { step, .. } => {
            let what = match step {
                Step::Address => "a choisi l’adresse du portail",
                Step::About => "a relu les coordonnées du lycée",
                Step::Look => "a choisi la couleur du portail",
                Step::Offer => "a choisi les formations du portail",
                Step::Manager => "a invité le premier responsable du portail",
                Step::Legal => "a relu les textes légaux du portail",
                Step::Trial => "a demandé un courriel d’essai du portail",
            };
            what.into()
        }
        Event::LogoChanged { gone: false, .. } => "a changé le logo du portail".into(),
        Event::LogoChanged { gone: true, .. } => "a retiré le logo du portail".into(),
        Event::HostProved { host, .. } => {
            format!("a fait servir le portail à {host}, dont le DNS porte la preuve")
        }
        Event::HostFailing { host, until, .. } => format!(
            "n’a pas retrouvé, deux fois de suite, la preuve du domaine {host}\u{a0}: il n’est plus servi après le {}",
            french::date_long(*until)
        ),
        Event::HostLeft { host, reason: Some(reason), .. } => {
            format!("a retiré le domaine {host} du portail\u{a0}: {reason}")
        }
        Event::HostLeft { host, reason: None, .. } => {
            format!("ne sert plus le portail à {host}, dont la preuve n’est pas revenue")
        }
        Event::JobRetried { .. } => "a relancé une tâche abandonnée".into(),
        Event::JobDropped { .. } => "a supprimé une tâche abandonnée".into(),
        Event::DirectoryImported { .. } => "a mis l’annuaire à jour".into(),
        Event::SchoolCorrected { .. } => "a corrigé les informations de l’établissement".into(),
        Event::SchoolTakenIn { .. } => "a pris l’établissement dans son compte".into(),
        Event::PortalAsked { .. } => "a demandé un portail pour le lycée".into(),
        Event::PortalGranted { .. } => "a accepté la demande de portail du lycée".into(),
        Event::PortalRefused { .. } => "a refusé la demande de portail du lycée".into(),
        Event::SchoolApplied { .. } => "a reçu une demande d’inscription de l’établissement".into(),
        Event::ApplicationAccepted { .. } => {
            "a accepté la demande d’inscription de l’établissement".into()
        }
        Event::ApplicationRefused { .. } => {
            "a refusé la demande d’inscription de l’établissement".into()
        }
        Event::SlotCreated { .. } => "a créé un stage".into(),
        Event::SlotPublished { .. } => "a publié un stage".into(),
        Event::SlotChanged(StageChange { moved: true, .. }) => "a déplacé un stage".into(),
        Event::SlotChanged(StageChange { moved: false, .. }) => "a modifié un stage".into(),
        Event::SlotClosed { .. } => "a fermé les inscriptions d’un stage".into(),
        Event::SlotCancelled { bookings: 0, .. } => "a annulé un stage sans inscrit".into(),
        Event::SlotCancelled { bookings: 1, .. } => "a annulé un stage et son inscription".into(),
        Event::SlotCancelled { bookings, .. } => {
            format!("a annulé un stage et ses {bookings}\u{a0}inscriptions")
        }
        Event::BookingMade { .. } => "a inscrit un élève".into(),
        Event::BookingMadeByHost { .. } => "a inscrit un élève pour l’établissement".into(),
        Event::BookingConfirmed { .. } => "a validé une réservation".into(),
        Event::BookingRefused { .. } => "a refusé une réservation".into(),
        Event::BookingTakenBack { .. } => "a refusé une réservation qui était validée".into(),
        Event::BookingCancelled { .. } => "a désinscrit un élève".into(),
        Event::BookingReleased { .. } => "a supprimé une réservation non confirmée".into(),
        Event::BookingCalledOff { .. } => "a annulé le stage d’un élève inscrit".into(),
        Event::BookingPupilChanged { .. } => "a corrigé ou remplacé un élève inscrit".into(),
        Event::BookingMoved(BookingMove { .. }) => {
            "a déplacé une réservation vers un autre créneau".into()
        }
        Event::BookingRestored { .. } => "a rétabli une réservation".into(),
        Event::IdentitiesErased { school_year, bookings, .. } => format!(
            "a effacé l’identité des élèves de {}, année {school_year}-{}",
            words::counted(*bookings, "réservation", "réservations"),
            school_year + 1
        ),
        Event::DossierRead { .. } => "a sorti les données d’un élève".into(),
        Event::PupilErased(PupilErasure { bookings, by_host, why, .. }) => {
            let whose = if *by_host { "de ce lycée" } else { "ici, et sur tous les portails" };
            format!(
                "a effacé l’identité d’un élève ({} {whose})\u{a0}: {}",
                words::counted(*bookings, "réservation", "réservations"),
                words::erasure_reason(*why).to_lowercase()
            )
        }
        Event::AgreementReturned { .. } => "a noté une convention reçue".into(),
        Event::AgreementAwaited { .. } => "a noté une convention de nouveau attendue".into(),
        Event::AgreementIssued(PaperIssue { version: 1, .. }) => "a établi une convention".into(),
        Event::AgreementIssued(PaperIssue { version, .. }) => {
            format!("a établi une convention de nouveau (version {version})")
        }
        Event::AgreementRead { .. } => "a ouvert une convention".into(),
    }
}

/// The same on the page of a booking, told from outside; readings of its convention stay in the records.
pub(crate) fn of_booking(event: &Event) -> Option<String> {
    let what = what_happened(event)?;
    Some(match change(event, None).as_str() {
        "" => what,
        change => format!("{what}\u{a0}: {change}"),
    })
}

fn what_happened(event: &Event) -> Option<String> {
    let what = match event {
        Event::BookingMade { .. } => "Réservation par l’établissement d’origine",
        Event::BookingMadeByHost { .. } => "Réservation par le lycée",
        Event::BookingConfirmed { .. } => "Validation par le lycée",
        Event::BookingRefused { .. } => "Refus par le lycée",
        Event::BookingTakenBack { .. } => {
            "Validation reprise par le lycée\u{a0}: réservation refusée"
        }
        Event::BookingCancelled { .. } => "Annulation par l’établissement d’origine",
        Event::BookingCalledOff { .. } => "Stage annulé par le lycée",
        Event::BookingReleased { .. } => {
            "Réservation supprimée\u{a0}: la convention n’est pas revenue à temps"
        }
        Event::BookingPupilChanged { by_host: true, .. } => {
            "Élève corrigé ou remplacé par le lycée"
        }
        Event::BookingPupilChanged { .. } => {
            "Élève corrigé ou remplacé par l’établissement d’origine"
        }
        Event::BookingMoved(BookingMove { by_host: true, .. }) => {
            "Changement de créneau par le lycée"
        }
        Event::BookingMoved(BookingMove { .. }) => {
            "Changement de créneau par l’établissement d’origine"
        }
        Event::BookingRestored { by_host: true, .. } => "Réservation rétablie par le lycée",
        Event::BookingRestored { .. } => "Réservation rétablie par l’établissement d’origine",
        Event::AgreementReturned { version: Some(version), .. } if *version > 1 => {
            return Some(format!("Convention reçue par le lycée (version {version})"));
        }
        Event::AgreementReturned { .. } => "Convention reçue par le lycée",
        Event::AgreementAwaited { .. } => "Convention de nouveau attendue",
        Event::AgreementIssued(PaperIssue { version: 1, .. }) => "Convention établie",
        Event::AgreementIssued(PaperIssue { version, .. }) => {
            return Some(format!("Nouvelle convention établie (version {version})"));
        }
        Event::AgreementRead { .. } => return None,
        other => return Some(words::capitalized(&sentence(other))),
    };
    Some(what.to_owned())
}

/// A role in a school, in the guides' words.
fn of(role: MembershipRole) -> &'static str {
    match role {
        MembershipRole::Manager => "gestionnaire",
        MembershipRole::Member => "saisie",
    }
}

/// The kinds, as they are chosen.
pub(super) fn label(kind: EventKind) -> &'static str {
    match kind {
        EventKind::People => "Personnes",
        EventKind::Slots => "Stages",
        EventKind::Bookings => "Réservations",
        EventKind::Agreements => "Conventions",
        EventKind::Settings => "Réglages",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An event that no one thought of for this page is told in the words of the history.
    #[test]
    fn what_happened_to_a_booking_does_not_vanish_from_its_page() {
        let (booking, slot) = (uuid::Uuid::nil().into(), uuid::Uuid::nil().into());
        let said = |event| of_booking(&event);
        assert_eq!(said(Event::AgreementRead { booking }), None);
        assert_eq!(said(Event::BookingRefused { booking }).as_deref(), Some("Refus par le lycée"));
        let other = said(Event::SlotCancelled { slot, bookings: 2 });
        assert!(other.is_some_and(|words| words.starts_with('A')), "in words, with a capital");
    }
}
