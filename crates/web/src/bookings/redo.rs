//! A convention that shows the school as it is: the head named once, the paper printed anew.

use domain::Booker;
use domain::agreements::RedoRefused;
use domain::ids::BookingId;
use domain::tenancy::Standing;
use domain::text::{HeadName, HeadQuality};

use super::handlers::page;
use crate::form::{Form, READ};
use crate::query::Query;
use crate::school_information::CHANGED;
use crate::urls;
use crate::visit::{Failure, Ids, Result, Signed, redirect};

/// `POST /reservations/{booking}`: who signs for the school, kept for all its conventions and printed on this one.
pub(crate) async fn name_head(
    me: Signed<Standing>,
    Ids(id): Ids<BookingId>,
    mut form: Form,
) -> Result {
    let Standing::Origin(origin) = &me.role else { return Err(Failure::NotFound) };
    let booking = origin.booking(id).await?.ok_or(Failure::NotFound)?;
    let name = form.read("chef", HeadName::parse, "Indiquez le nom du chef d’établissement.");
    let quality = form.optional("qualite", HeadQuality::parse, "");
    let (Some(name), Some(quality)) = (name, quality) else {
        return me.again(&page(&me, id, form).await?);
    };
    let named = origin.membership().name_head(&name, quality.as_ref()).await?;
    origin.redo_agreements(&[booking.id]).await?;
    // The others without it are offered there.
    let back = redirect(&Query::of(&urls::booking(id)).with("chef", "nomme").url());
    Ok(match named {
        true => back.good(format!("La convention porte le nom de {name}. Il est gardé pour les suivantes.")),
        false => back.info("Un collègue vient d’indiquer un chef d’établissement\u{a0}: c’est ce nom qui est imprimé. Vous pouvez le corriger dans les options."),
    })
}

/// `POST /reservations/{booking}/nouvelle-convention`.
pub(crate) async fn redo(me: Signed<Booker>, Ids(id): Ids<BookingId>, form: Form) -> Result {
    let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
    let back = redirect(&urls::booking(id));
    Ok(match me.role.redo_as_read(&[booking.id], form.sent(READ)).await {
        Err(RedoRefused::Fault(fault)) => return Err(fault.into()),
        Err(RedoRefused::Changed) => back.bad(CHANGED),
        Ok(0) => back.info("La convention n’est pas à refaire\u{a0}: elle porte déjà ces informations, ou elle est revenue signée."),
        Ok(_) => back.good("La convention est refaite avec les informations de votre établissement. La version précédente n’est plus à signer."),
    })
}
