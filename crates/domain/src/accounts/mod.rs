//! People: who they are, for which school they act, how they prove it.

pub mod passwords;

use crate::text_enum;

text_enum! {
    /// What a person is in a school.
    MembershipRole {
        /// « gestionnaire »: may invite, change and remove colleagues.
        Manager = "manager",
        /// « saisie »: books.
        Member = "member",
    }
}

text_enum! {
    /// « Civilité ».
    Title { Madam = "mme", Sir = "m" }
}

impl Title {
    /// As it is written before a name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Madam => "Mme",
            Self::Sir => "M.",
        }
    }
}
