//! `POST /etablissement`: whoever serves several schools chooses for which one she acts.

use education::Uai;

use super::way_back::local_path;
use crate::form::Form;
use crate::visit::{Failure, Result, SignedPerson, redirect};

/// Chooses a school; one that is not hers is not there (404).
pub(crate) async fn choose(me: SignedPerson, form: Form) -> Result {
    let uai: Uai = form.sent("uai").parse().map_err(|_| Failure::NotFound)?;
    if !me.role.choose_school(uai).await? {
        return Err(Failure::NotFound);
    }
    me.trace("school_chosen").done();
    let back = local_path(form.sent("retour")).unwrap_or("/");
    Ok(redirect(back).good("Vous agissez maintenant pour cet établissement."))
}
