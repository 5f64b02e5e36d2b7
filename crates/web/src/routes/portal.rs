//! The table of the portal host.

use domain::Booker;

use super::{Route, get, post};
use crate::bookings::{handlers as bookings, mine};
use crate::readings::handlers as readings;
use crate::school_information::handlers as school_information;
use crate::visit::Access::{Anyone, Changer, Editor, Member, Origin, Person, Staff};
use crate::{
    agreements, calendar, dashboard, dossier, erasure, history, home, invitations, logo, profile,
    sessions, slots, staff, viewing, wizard,
};

pub(super) fn table() -> Vec<Route> {
    vec![
        // Look
        get("/logo", logo::show).may(Anyone).early(),
        // The hop
        get("/passage", sessions::hop::give).may(Anyone).early(),
        post("/passage", sessions::hop::pass).may(Anyone).early(),
        post("/etablissement", sessions::school::choose).may(Person).early(),
        // An operator looks
        get("/voir-comme", viewing::portal::arrive).may(Anyone).early(),
        post("/voir-comme/fin", viewing::portal::end).may(Anyone).early(),
        // Accounts
        get("/invitation/{token}", invitations::handlers::show).may(Anyone).early(),
        post("/invitation/{token}", invitations::handlers::accept).may(Anyone).early(),
        // Réserver
        get("/reserver", wizard::show).may(Anyone),
        get("/reserver/identite", wizard::identity).may(Member),
        post("/reserver/identite", wizard::confirm).may(Member),
        // Bookings
        get("/creneaux/{slot}/reservations/nouvelle", bookings::new).may(Origin),
        post("/creneaux/{slot}/reservations", bookings::create).may(Origin).from("/nouvelle"),
        get("/reservations", bookings::upcoming).may(Origin),
        get("/reservations/anterieures", bookings::past).may(Origin),
        get("/reservations/conventions.pdf", mine::print::<Booker>).may(Origin),
        get("/reservations/agenda.ics", mine::note::<Booker>).may(Origin),
        get("/reservations/annulation", mine::ask_cancel::<Booker>).may(Origin),
        post("/reservations/annulation", mine::cancel::<Booker>).may(Origin),
        get("/reservations/{booking}", bookings::one).may(Member),
        post("/reservations/{booking}", bookings::name_head).may(Origin),
        post("/reservations/{booking}/nouvelle-convention", bookings::redo).may(Origin),
        get("/reservations/{booking}/agenda.ics", bookings::ics).may(Member),
        get("/reservations/{booking}/effacement", erasure::handlers::ask).may(Member),
        get("/reservations/{booking}/consultations", readings::show).may(Member),
        get("/reservations/{booking}/donnees", dossier::show).may(Member),
        get("/reservations/{booking}/donnees.pdf", dossier::print).may(Member),
        get("/reservations/{booking}/donnees.json", dossier::export).may(Member),
        post("/reservations/{booking}/effacement", erasure::handlers::send).may(Member),
        get("/reservations/{booking}/annulation", bookings::ask_cancel).may(Origin),
        post("/reservations/{booking}/annulation", bookings::cancel).may(Origin),
        post("/reservations/{booking}/validation", bookings::confirm).may(Editor),
        get("/reservations/{booking}/refus", bookings::ask_refuse).may(Editor),
        post("/reservations/{booking}/refus", bookings::refuse).may(Editor),
        get("/reservations/{booking}/eleve", bookings::ask_pupil).may(Changer),
        post("/reservations/{booking}/eleve", bookings::change_pupil).may(Changer),
        get("/reservations/{booking}/deplacement", bookings::ask_move).may(Changer),
        post("/reservations/{booking}/deplacement", bookings::move_to).may(Changer).pressed(),
        post("/reservations/{booking}/retablissement", bookings::restore).may(Changer),
        post("/reservations/{booking}/convention-recue", bookings::received).may(Editor),
        post("/reservations/{booking}/convention-attendue", bookings::awaited).may(Editor),
        get("/stagiaires", bookings::trainees).may(Staff),
        post("/stagiaires/validation", bookings::confirm_chosen).may(Editor),
        // Agreements
        get("/c/{reference}", agreements::handlers::find).may(Anyone),
        get("/reservations/{booking}/convention.pdf", agreements::handlers::show).may(Member),
        // Home
        get("/", home::handlers::show).may(Anyone),
        get("/contacts", home::handlers::contacts_page).may(Anyone),
        get("/information-des-familles", home::families).may(Anyone),
        get("/information-des-familles.pdf", home::families_pdf).may(Anyone),
        // Calendar
        get("/calendrier", calendar::handlers::show).may(Anyone),
        get("/tableau-de-bord", dashboard::handlers::show).may(Staff),
        // People
        get("/historique", history::handlers::of_portal).may(Staff),
        get("/effacements", erasure::list).may(Staff),
        get("/effacements/{year}/certificat.pdf", erasure::print).may(Staff),
        get("/options", profile::options::show).may(Member),
        get("/options/informations", school_information::ask).may(Origin),
        post("/options/informations", school_information::save).may(Origin),
        post("/options/informations/conventions", school_information::redo).may(Origin),
        get("/options/enseignants", staff::teachers::show).may(Editor),
        post("/options/enseignants", staff::teachers::tie).may(Editor).pressed(),
        // Stages
        get("/creneaux", slots::list::show).may(Staff),
        post("/creneaux", slots::edit::create).may(Editor).from("/nouveau"),
        get("/creneaux/nouveau", slots::edit::new).may(Editor),
        get("/creneaux/{slot}", slots::show::show).may(Anyone),
        get("/creneaux/{slot}/annulation", slots::cancel::ask).may(Editor),
        post("/creneaux/{slot}/annulation", slots::cancel::cancel).may(Editor),
        get("/creneaux/{slot}/modification", slots::edit::edit).may(Editor),
        post("/creneaux/{slot}/modification", slots::edit::update).may(Editor),
        post("/creneaux/{slot}/publication", slots::edit::publish).may(Editor),
        post("/creneaux/{slot}/fermeture", slots::edit::close).may(Editor),
    ]
}
