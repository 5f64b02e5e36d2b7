//! Who learns of what was done with a booking: in sentences made from the recipients, and whom to call where
//! there are none.

use domain::Portal;
use domain::bookings::{Addressee, Booking, Reach};
use domain::ids::AccountId;
use education::names::dative;

use crate::visit::Result;
use crate::words;

/// How one side of a booking is told.
pub(crate) struct Told {
    /// « Le lycée » rather than « L’établissement ».
    lycee: bool,
    name: String,
    reach: Reach,
    phone: Option<String>,
}

impl Told {
    /// The school of a booking.
    pub(crate) async fn school(portal: &Portal, booking: &Booking) -> Result<Self> {
        let addressee = portal.addressee(booking.uai).await?;
        Ok(Self::of(booking, addressee.as_ref()))
    }

    /// The same, once it is known how it can be told.
    pub(crate) fn of(booking: &Booking, addressee: Option<&Addressee>) -> Self {
        Self::named(words::school(booking), addressee, booking.booked_by)
    }

    pub(crate) fn named(name: String, addressee: Option<&Addressee>, by: AccountId) -> Self {
        Self {
            lycee: false,
            name,
            reach: addressee.map_or(Reach::Nobody, |known| known.reach(by)),
            phone: addressee.and_then(|known| known.school.phone()).map(str::to_owned),
        }
    }

    /// The lycée.
    pub(crate) async fn lycee(portal: &Portal) -> Result<Self> {
        let tenant = portal.tenant();
        let reach = match portal.lycee_recipients().await?.is_empty() {
            true => Reach::Nobody,
            false => Reach::Account,
        };
        let phone = Some(tenant.details.phone.clone()).filter(|phone| !phone.is_empty());
        Ok(Self { lycee: true, name: tenant.name.clone(), reach, phone })
    }

    /// « L’établissement est prévenu. », where it is.
    pub(crate) fn is_told(&self) -> String {
        match (&self.reach, self.lycee) {
            (Reach::Account, true) => "Le lycée est prévenu.".to_owned(),
            (Reach::Account, false) => "L’établissement est prévenu.".to_owned(),
            _ => self.gets("Un courriel part"),
        }
    }

    /// « Le motif est envoyé par courriel au Collège Cacault. », for « Le motif est envoyé ».
    pub(crate) fn gets(&self, what: &str) -> String {
        match &self.reach {
            Reach::Account => format!("{what} par courriel {}.", dative(&self.name)),
            Reach::Mailbox(address) => {
                let phone = self.phone.iter().map(|phone| format!(" Téléphone\u{a0}: {phone}."));
                let phone: String = phone.collect();
                format!("{what} à {address}\u{a0}: cet établissement n’a pas de compte.{phone}")
            }
            Reach::Nobody => format!("{} {}.", self.unreachable(), self.to_be_called()),
        }
    }

    /// What a reader of the booking must know of its school; nothing where it reads its mails.
    pub(crate) fn warning(&self) -> Option<String> {
        match &self.reach {
            Reach::Account => None,
            Reach::Mailbox(_) => Some(self.gets("Les courriels partent")),
            Reach::Nobody => Some(self.gets("")),
        }
    }

    /// « Collège Cacault, Clisson : 2 élèves », and how it is told where it has no account.
    pub(crate) fn line(&self, pupils: usize) -> String {
        let line = format!("{}\u{a0}: {}", self.name, words::pupils(pupils));
        match &self.reach {
            Reach::Account => line,
            Reach::Mailbox(address) => format!("{line}, à {address} (pas de compte)"),
            Reach::Nobody => format!("{line}\u{a0}; {}", self.to_be_called()),
        }
    }

    /// « Collège Bellevue, Guémené-Penfao (02 40 51 00 00) », where somebody must call it.
    pub(crate) fn call(&self) -> Option<String> {
        let phone = self.phone.iter().map(|phone| format!(" ({phone})"));
        let call = || format!("{}{}", self.name, phone.collect::<String>());
        (self.reach == Reach::Nobody).then(call)
    }

    /// « Collège Cacault, Clisson : 02 40 54 02 51 », to call it about what is over.
    pub(crate) fn at(&self) -> Option<String> {
        self.phone.as_ref().map(|phone| format!("{}\u{a0}: {phone}", self.name))
    }

    fn unreachable(&self) -> &'static str {
        match self.lycee {
            true => "Le lycée n’a pas d’adresse ici\u{a0}:",
            false => "Aucune adresse de cet établissement n’est connue ni confirmée\u{a0}:",
        }
    }

    fn to_be_called(&self) -> String {
        match &self.phone {
            Some(phone) => format!("prévenez-le au {phone}"),
            None => "prévenez-le vous-même".to_owned(),
        }
    }
}

/// « Vous recevez la nouvelle convocation par courriel. », « La nouvelle convocation part à l’adresse … », to whoever
/// holds the convocation; nothing where nobody does.
pub(crate) async fn summoned(portal: &Portal, booking: &Booking, me: AccountId) -> Result<String> {
    Ok(match holders(portal, booking, me).await? {
        (true, others) if others.is_empty() => {
            "Vous recevez la nouvelle convocation par courriel.".to_owned()
        }
        (_, others) if others.is_empty() => String::new(),
        (true, others) => format!("La nouvelle convocation part à votre adresse et à {others}."),
        (false, others) => format!("La nouvelle convocation part à {others}."),
    })
}

/// « Un courriel part aussi à … », to whoever else of the school holds the convocation.
pub(crate) async fn colleagues(
    portal: &Portal,
    booking: &Booking,
    me: AccountId,
) -> Result<String> {
    if booking.booked_by == me {
        return Ok(String::new());
    }
    Ok(match holders(portal, booking, me).await? {
        (_, others) if others.is_empty() => String::new(),
        (_, others) => format!("Un courriel part aussi à {others}."),
    })
}

/// Whether `me` is among those who hold the convocation, and the addresses of the others.
async fn holders(portal: &Portal, booking: &Booking, me: AccountId) -> Result<(bool, String)> {
    let addressee = portal.addressee(booking.uai).await?;
    let people = addressee.map(|one| one.recipients(booking.booked_by)).unwrap_or_default();
    let (own, others): (Vec<_>, Vec<_>) =
        people.into_iter().partition(|one| one.account == Some(me));
    let others: Vec<String> = others.into_iter().map(|one| one.address).collect();
    Ok((!own.is_empty(), others.join(", ")))
}

/// « Les établissements sont prévenus. », and who must be called instead.
pub(crate) fn all(told: &[(Told, usize)]) -> String {
    let call: Vec<String> = told.iter().filter_map(|(told, _)| told.call()).collect();
    let written = match told.len() - call.len() {
        0 => "",
        1 => "L’établissement est prévenu.",
        _ => "Les établissements sont prévenus.",
    };
    let call = match call.is_empty() {
        true => String::new(),
        false => format!("À prévenir par téléphone\u{a0}: {}.", call.join(", ")),
    };
    words::joined(" ", [written, &call])
}

/// Each school with pupils among `bookings`, how many they are, and how it is told.
pub(crate) async fn schools(portal: &Portal, bookings: &[Booking]) -> Result<Vec<(Told, usize)>> {
    let addressees = portal.addressees(bookings.iter().map(|booking| booking.uai)).await?;
    let mut told: Vec<(Told, usize)> = Vec::new();
    for booking in bookings {
        let one = Told::of(booking, addressees.get(&booking.uai));
        match told.iter_mut().find(|(old, _)| (&old.name, &old.reach) == (&one.name, &one.reach)) {
            Some((_, pupils)) => *pupils += 1,
            None => told.push((one, 1)),
        }
    }
    told.sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
    Ok(told)
}
