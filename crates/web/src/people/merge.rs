//! `/personnes/{account}/reunion`: two accounts of one person become one.

use domain::ids::AccountId;
use domain::people::{MergeRefused, Merging};
use domain::tenancy::FullOperator;

use super::acts::REASON;
use super::handlers::found;
use super::pages::{MergePage, PersonRow};
use crate::form::Form;
use crate::query::Query;
use crate::urls;
use crate::visit::{Failure, Ids, Result, Signed, redirect};

/// `GET /personnes/{account}/reunion?avec=ce.0440008v@ac-nantes.fr`.
pub(crate) async fn ask(visit: Signed<FullOperator>, Ids(id): Ids<AccountId>) -> Result {
    let typed = Query::of(&visit.target).get("avec").to_owned();
    let form = visit.typed().await.unwrap_or_default();
    let page = page(&visit, id, &typed, form).await?;
    visit.page(&page)
}

/// `POST /personnes/{account}/reunion`.
pub(crate) async fn send(
    visit: Signed<FullOperator>,
    Ids(id): Ids<AccountId>,
    mut form: Form,
) -> Result {
    let gone: AccountId = form.sent("compte_reuni").parse().map_err(|_| Failure::NotFound)?;
    let typed = form.sent("avec").to_owned();
    let Some(reason) = form.reason_or(REASON) else {
        let page = page(&visit, id, &typed, form).await?;
        return visit.again(&page);
    };
    match visit.role.merge_people(id, gone, &reason).await {
        Ok(()) => {
            visit.trace("people_merged").about(id).done();
            let said =
                "Les deux comptes n’en font plus qu’un, et les deux adresses sont prévenues.";
            Ok(redirect(&urls::person(id)).good(said))
        }
        Err(MergeRefused::Fault(fault)) => Err(fault.into()),
        Err(refused) => {
            visit.trace("people_merged").about(id).refused("refused");
            let page = page(&visit, id, &typed, form.fail(why(&refused))).await?;
            visit.again(&page)
        }
    }
}

fn why(refused: &MergeRefused) -> &'static str {
    match refused {
        MergeRefused::Unknown | MergeRefused::Fault(_) => {
            "Aucun compte n’a cet identifiant\u{a0}: écrivez l’adresse entière."
        }
        MergeRefused::Same => "C’est ce compte-ci\u{a0}: écrivez l’identifiant de l’autre.",
        MergeRefused::Nobody => {
            "Le compte qui reste est fermé ou n’est pas confirmé\u{a0}: plus personne ne pourrait se connecter."
        }
        MergeRefused::Merged => "L’un des deux est déjà réuni à un autre compte.",
        MergeRefused::Mailbox => {
            "L’identifiant du compte qui disparaît est la boîte de l’établissement\u{a0}: la personne qui viendra ensuite en \
             aura besoin. Gardez ce compte-là, et réunissez-lui l’autre."
        }
        MergeRefused::Operator => {
            "Le compte qui disparaît a accès à la console, avec son propre second facteur\u{a0}: retirez-lui d’abord \
             la console, ou gardez ce compte-là."
        }
    }
}

async fn page(
    visit: &Signed<FullOperator>,
    id: AccountId,
    typed: &str,
    form: Form,
) -> Result<MergePage> {
    let file = found(&visit.role, id).await?;
    let (gone, refused) = match typed.trim() {
        "" => (None, ""),
        login => match visit.role.to_merge(id, login).await {
            Ok(Merging { gone, .. }) => (Some(gone), ""),
            Err(MergeRefused::Fault(fault)) => return Err(fault.into()),
            Err(refused) => (None, why(&refused)),
        },
    };
    Ok(MergePage {
        stays: PersonRow::of(&file.line),
        gone: gone.as_ref().map(PersonRow::of),
        gone_id: gone.map(|gone| gone.account.to_string()).unwrap_or_default(),
        typed: typed.to_owned(),
        refused,
        action: urls::merge_person(id),
        form,
    })
}
