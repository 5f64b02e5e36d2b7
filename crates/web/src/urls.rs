//! Addresses of pages that other pages, letters and redirects lead to, each written once.
//!
//! A test asserts that each leads to a line of the route table.

use std::fmt::Display;

use domain::ids::BookingId;

use crate::query::Query;

macro_rules! urls {
    ($($name:ident($($part:ident),+) = $path:literal;)+) => {
        $(pub(crate) fn $name($($part: impl Display),+) -> String {
            format!($path)
        })+

        #[cfg(test)]
        const ALL: &[&str] = &[$($path),+];
    };
}

macro_rules! pages {
    ($($name:ident = $path:literal;)+) => {
        $(pub(crate) const $name: &str = $path;)+

        #[cfg(test)]
        const PAGES: &[&str] = &[$($path),+];
    };
}

pages! {
    RESERVE = "/reserver";
    RESERVE_IDENTITY = "/reserver/identite";
    CALENDAR = "/calendrier";
    SEARCH = "/recherche";
    BOOKINGS = "/reservations";
    PAST_BOOKINGS = "/reservations/anterieures";
    PRINT_CHOSEN = "/reservations/conventions.pdf";
    NOTE_CHOSEN = "/reservations/agenda.ics";
    CANCEL_CHOSEN = "/reservations/annulation";
    TRAINEES = "/stagiaires";
    PEOPLE = "/personnes";
    LOGO = "/logo";
    VIEWING = "/voir-comme";
    END_VIEWING = "/voir-comme/fin";
    CERTIFICATES = "/effacements";
    FAMILIES_PDF = "/information-des-familles.pdf";
    NEW_LYCEE = "/lycees/nouveau";
    YOUR_PORTAL = "/votre-portail";
    GUIDES = "/guides";
}

/// « Réserver » with this stage chosen.
pub(crate) fn reserve(slot: impl Display) -> String {
    format!("{RESERVE}?creneau={slot}")
}

/// A chapter of a guide.
pub(crate) fn chapter(guide: impl Display, chapter: impl Display) -> String {
    format!("{}#{chapter}", self::guide(guide))
}

/// The booking that a page of a portal is about.
pub(crate) fn booking_of(path: &str) -> Option<BookingId> {
    path.strip_prefix("/reservations/")?.split('/').next()?.parse().ok()
}

/// « Personnes » with those of a school found.
pub(crate) fn people_of(uai: impl Display) -> String {
    format!("{PEOPLE}?recherche={uai}")
}

/// « Voir comme » with this person found.
pub(crate) fn see_as_person(tenant: impl Display, login: &str) -> String {
    Query::of(&see_as(tenant)).with("recherche", login).url()
}

/// The page of a booking that was just made: a message, and what to do next.
pub(crate) fn new_booking(booking: impl Display) -> String {
    format!("{}?nouvelle=1", self::booking(booking))
}

urls! {
    guide(guide) = "/guides/{guide}";
    guide_pdf(guide) = "/guides/{guide}/guide.pdf";
    operator(operator) = "/exploitants/{operator}";
    remove_passkey(passkey) = "/double-authentification/cles/{passkey}/retrait";
    slot(slot) = "/creneaux/{slot}";
    change_slot(slot) = "/creneaux/{slot}/modification";
    cancel_slot(slot) = "/creneaux/{slot}/annulation";
    publish_slot(slot) = "/creneaux/{slot}/publication";
    close_slot(slot) = "/creneaux/{slot}/fermeture";
    book(slot) = "/creneaux/{slot}/reservations/nouvelle";
    bookings_of_slot(slot) = "/creneaux/{slot}/reservations";

    booking(booking) = "/reservations/{booking}";
    agenda(booking) = "/reservations/{booking}/agenda.ics";
    agreement(booking) = "/reservations/{booking}/convention.pdf";
    cancel_booking(booking) = "/reservations/{booking}/annulation";
    confirm_booking(booking) = "/reservations/{booking}/validation";
    refuse_booking(booking) = "/reservations/{booking}/refus";
    change_pupil(booking) = "/reservations/{booking}/eleve";
    move_booking(booking) = "/reservations/{booking}/deplacement";
    restore_booking(booking) = "/reservations/{booking}/retablissement";
    redo_agreement(booking) = "/reservations/{booking}/nouvelle-convention";
    erase_pupil(booking) = "/reservations/{booking}/effacement";
    dossier(booking) = "/reservations/{booking}/donnees";
    readings(booking) = "/reservations/{booking}/consultations";
    dossier_pdf(booking) = "/reservations/{booking}/donnees.pdf";
    dossier_json(booking) = "/reservations/{booking}/donnees.json";
    document(document) = "/documents/{document}";
    document_pdf(document) = "/documents/{document}/document.pdf";
    certificate(year) = "/effacements/{year}/certificat.pdf";
    agreement_received(booking) = "/reservations/{booking}/convention-recue";
    agreement_awaited(booking) = "/reservations/{booking}/convention-attendue";

    sign_up(school) = "/inscription/{school}";
    sign_up_mail(school) = "/inscription/{school}/courriel";
    way_on_mail(school) = "/inscription/{school}/suite";
    way_on(token) = "/inscription/suite/{token}";
    apply(school) = "/inscription/{school}/demande";
    application_sent(school) = "/inscription/{school}/demande/envoyee";
    prove_application(token) = "/demande-inscription/{token}";
    confirm_login(token) = "/confirmation/{token}";
    add_school(token) = "/rattachement/{token}";
    new_password(token) = "/mot-de-passe/{token}";
    invitation(token) = "/invitation/{token}";
    allow_login(token) = "/profil/adresse/autorisation/{token}";
    prove_login(token) = "/profil/adresse/confirmation/{token}";

    ask_access(school) = "/recuperation/{school}";
    prove_request(token) = "/demande/{token}";
    answer_request(token) = "/demandes/{token}";
    requests(uai) = "/etablissements/{uai}/demandes";
    request(uai, request) = "/etablissements/{uai}/demandes/{request}";
    school_information(uai) = "/etablissements/{uai}/informations";
    school_history(uai) = "/etablissements/{uai}/historique";
    colleagues(uai) = "/etablissements/{uai}/collegues";
    invite(uai) = "/etablissements/{uai}/collegues/invitation";
    withdraw(uai, invitation) = "/etablissements/{uai}/collegues/invitations/{invitation}/retrait";
    leave(uai) = "/etablissements/{uai}/collegues/depart";
    change_role(uai, membership) = "/etablissements/{uai}/collegues/{membership}/role";
    remove(uai, membership) = "/etablissements/{uai}/collegues/{membership}/retrait";
    end_session(session) = "/sessions/{session}/fin";

    escalated(request) = "/demandes/{request}";
    portal_form(token) = "/votre-portail/{token}";
    portal_request(portal) = "/demandes/portails/{portal}";
    refuse_portal_request(portal) = "/demandes/portails/{portal}/refus";
    application(application) = "/inscriptions/{application}";
    accept_application(application) = "/inscriptions/{application}/acceptation";
    refuse_application(application) = "/inscriptions/{application}/refus";
    lycee(tenant) = "/lycees/{tenant}";
    lycee_address(tenant) = "/lycees/{tenant}/adresse";
    lycee_state(tenant) = "/lycees/{tenant}/etat";
    lycee_archive(tenant) = "/lycees/{tenant}/archive";
    archive_file(tenant) = "/lycees/{tenant}/archive.zip";
    keep_lycee(tenant) = "/lycees/{tenant}/archive/annulation";
    abandon_draft(tenant) = "/lycees/{tenant}/abandon";
    erased_portal(erasure) = "/portails-effaces/{erasure}/certificat.pdf";
    lycee_logo(tenant) = "/lycees/{tenant}/logo";
    logo_image(tenant) = "/lycees/{tenant}/logo/image";
    remove_logo(tenant) = "/lycees/{tenant}/logo/retrait";
    lycee_host(tenant) = "/lycees/{tenant}/domaine";
    check_host(tenant) = "/lycees/{tenant}/domaine/verification";
    leave_host(tenant) = "/lycees/{tenant}/domaine/retrait";
    person(account) = "/personnes/{account}";
    person_act(account) = "/personnes/{account}/acte";
    merge_person(account) = "/personnes/{account}/reunion";
    see_as(tenant) = "/lycees/{tenant}/voir-comme";
    viewing_code(tenant) = "/lycees/{tenant}/voir-comme/passage";
    new_lycee(uai) = "/lycees/nouveau/{uai}";
    preparation(tenant) = "/lycees/{tenant}/preparation";
    prepare_address(tenant) = "/lycees/{tenant}/preparation/adresse";
    prepare_about(tenant) = "/lycees/{tenant}/preparation/lycee";
    prepare_look(tenant) = "/lycees/{tenant}/preparation/couleur";
    preview_letter(tenant) = "/lycees/{tenant}/preparation/courriel";
    preview_convention(tenant) = "/lycees/{tenant}/preparation/convention.pdf";
    prepare_offer(tenant) = "/lycees/{tenant}/preparation/formations";
    prepare_manager(tenant) = "/lycees/{tenant}/preparation/responsable";
    prepare_legal(tenant) = "/lycees/{tenant}/preparation/textes";
    prepare_trial(tenant) = "/lycees/{tenant}/preparation/essai";
    site(site) = "/sites/{site}";
    remove_site(site) = "/sites/{site}/retrait";
    retry_job(id) = "/taches/{id}/reprise";
    drop_job(id) = "/taches/{id}/suppression";
    mail(id) = "/courriels/{id}";
    mail_body(id) = "/courriels/{id}/corps";
}

#[cfg(test)]
mod tests {
    use super::{ALL, PAGES};
    use crate::routes::table;
    use crate::view::HostKind;

    #[test]
    fn every_address_leads_to_a_line_of_the_table() {
        let routes: Vec<&str> =
            HostKind::ALL.into_iter().flat_map(table).map(|route| route.path).collect();
        for path in ALL.iter().chain(PAGES) {
            assert!(routes.contains(path), "{path} is in no table");
        }
    }
}
