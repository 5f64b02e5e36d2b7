//! Somebody who is signed in and acts for no school here: what ended it, and whom to ask.

use chrono::TimeDelta;
use domain::Portal;
use domain::colleagues::EndedAccess;
use domain::tenancy::Standing;
use education::names::{dative, definite};

use crate::view::Empty;
use crate::visit::{Result, Visit, Who};
use crate::words;

impl Visit {
    /// What is said instead of « aucun » to somebody who acts for no school. `None`: she does, or nobody is
    /// signed in.
    pub(crate) async fn untied(&self) -> Result<Option<Empty>> {
        let Some(account) = self.account() else { return Ok(None) };
        let is_untied = match &self.who {
            Who::OnPortal(Standing::Nobody(_)) => true,
            Who::AtHome(_) => account.schools().await?.is_empty(),
            _ => false,
        };
        if !is_untied {
            return Ok(None);
        }
        Ok(Some(self.ended(None).await?.unwrap_or_else(|| {
            Empty::new(
                "Votre compte n’est rattaché à aucun établissement",
                "Demandez à un gestionnaire de votre établissement de vous inviter, ou inscrivez l’établissement depuis la page d’un lycée\u{a0}: «\u{a0}Inscrivez votre établissement scolaire\u{a0}».",
            )
        })))
    }

    /// The access of hers that ended last, if it did `within` this time.
    pub(crate) async fn ended(&self, within: Option<TimeDelta>) -> Result<Option<Empty>> {
        let Some(account) = self.account() else { return Ok(None) };
        let portal = self.portal.as_ref().map(Portal::id);
        let ended = account.ended_access(portal).await?;
        let lately = |ended: &EndedAccess| within.is_none_or(|time| ended.at > self.now - time);
        Ok(ended.filter(lately).map(said))
    }
}

fn said(ended: EndedAccess) -> Empty {
    let EndedAccess { school, left, managers, .. } = ended;
    let Some(school) = school else {
        return Empty::new(
            "Votre accès à l’espace du lycée a été retiré",
            "Pour le retrouver, demandez une invitation à la gestion des stages du lycée.",
        );
    };
    let title = match left {
        true => format!("Vous avez quitté {}", definite(&school)),
        false => format!("Votre accès {} a été retiré", dative(&school)),
    };
    let whom = match managers.as_slice() {
        [] => "à un gestionnaire de l’établissement".to_owned(),
        [one] => format!("à {one}, gestionnaire"),
        several => format!(
            "à un gestionnaire\u{a0}: {}",
            words::joined(" ou ", several.iter().map(String::as_str))
        ),
    };
    let hint =
        format!("Pour réserver de nouveau pour cet établissement, demandez une invitation {whom}.");
    Empty::new(title, hint)
}
