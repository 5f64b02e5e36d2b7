//! The top navigation of each kind of visitor: label and path. The words are the guides' own.

/// Signed out, on a portal.
pub(crate) const ANONYMOUS: [(&str, &str); 3] =
    [("Accueil", "/"), ("Calendrier", "/calendrier"), ("Contacts", "/contacts")];

/// A school that sends pupils.
pub(crate) const ORIGIN: [(&str, &str); 6] = [
    ("Accueil", "/"),
    ("Calendrier", "/calendrier"),
    ("Réserver", "/reserver"),
    ("Mes réservations", "/reservations"),
    ("Options", "/options"),
    ("Contacts", "/contacts"),
];

/// The lycée's own people.
pub(crate) const STAFF: [(&str, &str); 6] = [
    ("Tableau de bord", "/tableau-de-bord"),
    ("Calendrier", "/calendrier"),
    ("Liste des stages", "/creneaux"),
    ("Stagiaires", "/stagiaires"),
    ("Options", "/options"),
    ("Contacts", "/contacts"),
];

/// On a common site.
pub(crate) const COMMON: [(&str, &str); 5] = [
    ("Accueil", "/"),
    ("Réserver", "/reserver"),
    ("Par formation", "/recherche"),
    ("Par établissement", "/etablissements"),
    ("Contacts", "/contacts"),
];

/// The operators.
pub(crate) const CONSOLE: [(&str, &str); 9] = [
    ("Lycées", "/"),
    ("Personnes", "/personnes"),
    ("Sites communs", "/sites"),
    ("Demandes", "/demandes"),
    ("Inscriptions", "/inscriptions"),
    ("Courriels", "/courriels"),
    ("Tâches", "/taches"),
    ("Annuaire", "/annuaire"),
    ("Exploitants", "/exploitants"),
];

/// At the account's home.
pub(crate) const ACCOUNT: [(&str, &str); 6] = [
    ("Accueil", "/"),
    ("Réserver", "/reserver"),
    ("Mes réservations", "/reservations"),
    ("Mes établissements", "/etablissements"),
    ("Demandes d’accès", "/demandes"),
    ("Profil", "/profil"),
];
