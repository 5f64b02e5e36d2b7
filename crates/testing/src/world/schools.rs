//! The directory's entries of the five schools.

use domain::sample::SampleSchool;

pub(super) const ATELIER: SampleSchool = SampleSchool {
    uai: "0440001M",
    name: "Lycée de l’Atelier",
    kind: "lycee",
    city: "Ancenis",
    postal_code: "44150",
    mail: "ce.0440001m@ac-nantes.fr",
};
pub(super) const JARDINS: SampleSchool = SampleSchool {
    uai: "0440005S",
    name: "Lycée des Jardins",
    kind: "lycee",
    city: "Châteaubriant",
    postal_code: "44146",
    mail: "ce.0440005s@ac-nantes.fr",
};
pub(super) const CACAULT: SampleSchool = SampleSchool {
    uai: "0440008V",
    name: "Collège Cacault",
    kind: "college",
    city: "Clisson",
    postal_code: "44196",
    mail: "ce.0440008v@ac-nantes.fr",
};
pub(super) const LANGEVIN: SampleSchool = SampleSchool {
    uai: "0440010X",
    name: "Collège Paul Langevin",
    kind: "college",
    city: "Couëron",
    postal_code: "44220",
    mail: "ce.0440010x@ac-nantes.fr",
};
/// In the directory, without an account: for tests of sign-up.
pub(super) const BELLEVUE: SampleSchool = SampleSchool {
    uai: "0440013A",
    name: "Collège Bellevue",
    kind: "college",
    city: "Guémené-Penfao",
    postal_code: "44290",
    mail: "ce.0440013a@ac-nantes.fr",
};
