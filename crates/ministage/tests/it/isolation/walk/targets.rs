//! What is called: paths with what is hers or not, and forms that no field would refuse.

use web::view::HostKind;

use super::{Actor, Walk};
use crate::isolation::actors::Kind;
use crate::isolation::objects::Owner;

impl Walk<'_> {
    /// The paths to call for what is not hers.
    pub(super) fn targets(
        &self,
        actor: &Actor,
        host: HostKind,
        path: &str,
        admitted: bool,
    ) -> Result<Vec<String>, String> {
        let mut targets = vec![path.to_owned()];
        for name in parameters(path) {
            let values = self.objects.of_parameter(name, actor, host, admitted)?;
            targets = targets
                .iter()
                .flat_map(|target| {
                    values.iter().map(move |value| target.replace(&format!("{{{name}}}"), value))
                })
                .collect();
        }
        Ok(targets)
    }

    /// The path for what is hers, if she has such a thing.
    pub(super) fn own(&self, actor: &Actor, path: &str) -> Option<String> {
        let owner = match actor.kind {
            Kind::Langevin => Owner::Langevin,
            _ => Owner::Cacault,
        };
        let secret = self.objects.secrets.iter().find(|secret| secret.owner == owner)?;
        Some(
            path.replace("{slot}", &self.objects.atelier_slot.to_string())
                .replace("{booking}", &secret.booking.to_string())
                .replace("{reference}", &secret.reference),
        )
    }

    /// Fields for every form there is, each acceptable, so that what refuses is the wall and not the form.
    pub(super) fn everything(&self) -> Vec<(&'static str, &'static str)> {
        vec![
            ("nom", "Intrus"),
            ("prenom", "Ivan"),
            ("classe", "3e A"),
            ("motif", "Parce que je le veux."),
            ("creneau", "0199a000-0000-7000-8000-000000000001"),
            ("decision", "refuser"),
            ("fonction", "Intrus"),
            ("once", "AAAAAAAAAAAAAAAAAAAAAA"),
            ("type", "mini_stage"),
            ("date", "2026-12-15"),
            ("debut", "09:00"),
            ("fin", "12:00"),
            ("places", "4"),
            ("salle", "Intrusion"),
            ("rendez_vous", "Intrusion"),
            ("consignes", "Intrusion"),
            ("version", "1"),
            ("etat", "publie"),
            ("role", "member"),
            ("email", "intrus@ac-nantes.fr"),
            ("acte", "retrait"),
        ]
    }
}

/// The names between braces.
pub(super) fn parameters(path: &str) -> Vec<&str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect()
}
