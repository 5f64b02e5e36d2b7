//! The people of the demonstration. The schools are real ones of the directory, nobody in them is.

use domain::staff::StaffRole;

/// Everybody's password: long enough for an operator.
pub(crate) const PASSWORD: &str = "mini-stage-en-lycee";

/// Civility, first name, last name, function.
pub(super) type Person = (&'static str, &'static str, &'static str, &'static str);

/// A person of a portal's staff: role, login, person.
pub(super) type Staff = (StaffRole, &'static str, Person);

/// The portals of the demonstration, with their people.
pub(crate) const PORTALS: [(&str, &[Staff]); 2] = [
    (
        "lycee-atelier",
        &[
            (StaffRole::Admin, "ddfpt@lycee-atelier.example", ("Mme", "Anne", "Morvan", "DDFPT")),
            (
                StaffRole::Editor,
                "secretariat@lycee-atelier.example",
                ("M.", "Rachid", "Belkacem", "secrétariat des élèves"),
            ),
            (
                StaffRole::Teacher,
                "y.kervella@lycee-atelier.example",
                ("M.", "Yann", "Kervella", "professeur d’électrotechnique"),
            ),
        ],
    ),
    (
        "lycee-jardins",
        &[
            (
                StaffRole::Admin,
                "decouverte@lycee-jardins.example",
                ("Mme", "Claire", "Rousselot", "directrice adjointe"),
            ),
            (
                StaffRole::Editor,
                "secretariat@lycee-jardins.example",
                ("Mme", "Julie", "Caillaud", "secrétariat pédagogique"),
            ),
            (
                StaffRole::Teacher,
                "l.cormier@lycee-jardins.example",
                ("Mme", "Louise", "Cormier", "professeure d’aménagements paysagers"),
            ),
        ],
    ),
];

/// Books (« saisie ») for two of the schools below, to show how one changes between them.
pub(super) const COLLEAGUE: (&str, Person, [&str; 2]) = (
    "m.texier@ac-nantes.fr",
    ("Mme", "Martine", "Texier", "professeure documentaliste"),
    ["0440049P", "0440064F"],
);

/// Schools that book, with their manager; the login is the directory's mailbox.
pub(super) const SCHOOLS: [(&str, Person); 5] = [
    ("0440049P", ("Mme", "Maëlle", "Le Goff", "secrétariat de direction")),
    ("0490004N", ("M.", "Karim", "Saïdi", "principal adjoint")),
    ("0440016D", ("Mme", "Sophie", "Renaud", "conseillère principale d’éducation")),
    ("0490048L", ("M.", "Julien", "Brossard", "professeur principal")),
    ("0440064F", ("Mme", "Nadège", "Ollivier", "secrétariat des élèves")),
];

/// Runs the platform.
pub(super) const OPERATOR: (&str, Person) =
    ("exploitant@ministage.example", ("M.", "Paul", "Guillou", "exploitant"));
