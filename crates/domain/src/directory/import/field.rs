//! What a file may say of a school, and which of it the product lives on.

use education::directory::SchoolRecord;

use crate::entity::schools;

/// What a file may say of a school beside its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Name,
    Nature,
    Sector,
    State,
    Mail,
    Phone,
    Address,
    PostalCode,
    City,
    Department,
    Academy,
    Mother,
    Agricultural,
    Place,
}

impl Field {
    pub(super) const ALL: [Self; 14] = [
        Self::Name,
        Self::Nature,
        Self::Sector,
        Self::State,
        Self::Mail,
        Self::Phone,
        Self::Address,
        Self::PostalCode,
        Self::City,
        Self::Department,
        Self::Academy,
        Self::Mother,
        Self::Agricultural,
        Self::Place,
    ];

    /// Its column in the official export.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Name => "Nom_etablissement",
            Self::Nature => "code_nature",
            Self::Sector => "Statut_public_prive",
            Self::State => "etat",
            Self::Mail => "Mail",
            Self::Phone => "Telephone",
            Self::Address => "Adresse_1",
            Self::PostalCode => "Code_postal",
            Self::City => "Nom_commune",
            Self::Department => "Code_departement",
            Self::Academy => "Code_academie",
            Self::Mother => "etablissement_mere",
            Self::Agricultural => "Lycee_Agricole",
            Self::Place => "latitude",
        }
    }

    /// Whether the product lives on it: who signs up, who is found, who is open.
    pub(super) fn is_vital(self) -> bool {
        matches!(self, Self::Nature | Self::Sector | Self::State | Self::Mail | Self::City)
    }

    /// Whether a row says it.
    pub(super) fn is_said(self, school: &SchoolRecord) -> bool {
        match self {
            Self::Name => true,
            Self::Nature => school.nature_code.is_some(),
            Self::Sector => school.sector.is_some(),
            Self::State => school.state.is_some(),
            Self::Mail => school.mail.is_some(),
            Self::Phone => school.phone.is_some(),
            Self::Address => !school.address.is_empty(),
            Self::PostalCode => school.postal_code.is_some(),
            Self::City => school.city.is_some(),
            Self::Department => school.department.is_some(),
            Self::Academy => school.academy.is_some(),
            Self::Mother => school.mother.is_some(),
            Self::Agricultural => school.agricultural,
            Self::Place => school.latitude.is_some(),
        }
    }

    /// Whether an empty cell cannot mean « none », because every school has one.
    pub(super) fn is_always(self) -> bool {
        matches!(
            self,
            Self::Nature
                | Self::Sector
                | Self::State
                | Self::City
                | Self::Department
                | Self::Academy
        )
    }

    /// Whether it differs between two rows.
    pub(super) fn differs(self, one: &schools::Model, other: &schools::Model) -> bool {
        let mut changed = one.clone();
        self.copy(other, &mut changed);
        changed != *one
    }

    /// Takes it from a row into another.
    pub(super) fn copy(self, from: &schools::Model, to: &mut schools::Model) {
        match self {
            Self::Name => to.name.clone_from(&from.name),
            Self::Nature => {
                to.nature_code.clone_from(&from.nature_code);
                to.kind.clone_from(&from.kind);
            }
            Self::Sector => to.sector.clone_from(&from.sector),
            Self::State => to.state.clone_from(&from.state),
            Self::Mail => to.mail.clone_from(&from.mail),
            Self::Phone => to.phone.clone_from(&from.phone),
            Self::Address => to.address.clone_from(&from.address),
            Self::PostalCode => to.postal_code.clone_from(&from.postal_code),
            Self::City => to.city.clone_from(&from.city),
            Self::Department => to.department.clone_from(&from.department),
            Self::Academy => to.academy.clone_from(&from.academy),
            Self::Mother => to.mother_uai = from.mother_uai,
            Self::Agricultural => to.agricultural = from.agricultural,
            Self::Place => (to.latitude, to.longitude) = (from.latitude, from.longitude),
        }
    }
}
