//! French words for the domain's values: the same on every page. A new one belongs here as soon as
//! two features need it.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::accounts::MembershipRole;
use domain::bookings::{AgreementStatus, Booking, BookingStatus};
use domain::erasure::ErasureReason;
use domain::mails::MailStatus;
use domain::onboarding::Step;
use domain::operators::OperatorRole;
use domain::passwords::{LONGEST_PASSWORD, PasswordRefused};
use domain::slots::{Slot, SlotStatus, SlotTeacher};
use domain::staff::StaffRole;
use domain::tenancy::TenantState;
use domain::tenants::LabelRefused;
use education::calendar::SchoolYear;
use education::french;

use crate::view::{Badge, Fill, Tone};

/// A time to wait, rounded up: « 4 minutes », « une heure ».
pub(crate) fn duration(wait: Duration) -> String {
    match wait.as_secs().div_ceil(60) {
        0 | 1 => "une minute".into(),
        minutes if minutes < 60 => format!("{minutes} minutes"),
        minutes => match minutes.div_ceil(60) {
            1 => "une heure".into(),
            hours => format!("{hours} heures"),
        },
    }
}

/// How long a mailed link lives: « 7 jours », « une heure ».
pub(crate) fn lifetime(life: TimeDelta) -> String {
    match life.num_days() {
        days if days > 1 => format!("{days}\u{a0}jours"),
        _ => duration(life.to_std().unwrap_or_default()),
    }
}

/// What became of a mail.
pub(crate) fn mail_status(status: MailStatus) -> &'static str {
    match status {
        MailStatus::Queued => "En attente",
        MailStatus::Sent => "Envoyé",
        MailStatus::Failed => "Échec",
        MailStatus::Bounced => "Revenu",
    }
}

/// « En attente », « Validée »…
pub(crate) fn status(status: BookingStatus) -> &'static str {
    match status {
        BookingStatus::Waitlisted => "Liste d’attente",
        BookingStatus::Pending => "En attente",
        BookingStatus::Confirmed => "Validée",
        BookingStatus::Refused => "Refusée",
        BookingStatus::Cancelled => "Annulée",
        BookingStatus::Expired => "Supprimée",
    }
}

/// « Exploitant ».
pub fn operator_role(role: OperatorRole) -> &'static str {
    match role {
        OperatorRole::Full => "Exploitant",
        OperatorRole::Reader => "Exploitant, lecture seule",
    }
}

/// A role on a portal's staff.
pub fn staff_role(role: StaffRole) -> &'static str {
    match role {
        StaffRole::Admin => "Administration",
        StaffRole::Editor => "Gestion des stages",
        StaffRole::FrontDesk => "Vie scolaire",
        StaffRole::Teacher => "Enseignant",
    }
}

/// A role in a school.
pub(crate) fn school_role(role: MembershipRole) -> &'static str {
    match role {
        MembershipRole::Manager => "Gestionnaire",
        MembershipRole::Member => "Saisie",
    }
}

/// What to do about a password that was refused.
pub(crate) fn password_refused(refused: PasswordRefused) -> String {
    match refused {
        PasswordRefused::TooShort { minimum } => {
            format!("Choisissez au moins {minimum} caractères.")
        }
        PasswordRefused::TooLong => format!("Choisissez {LONGEST_PASSWORD} caractères au plus."),
        PasswordRefused::Guessable => "Ce mot de passe se devine trop vite\u{a0}: choisissez-en un autre, par exemple quatre mots sans lien entre eux.".to_owned(),
    }
}

/// « Portail suspendu », where nobody gets in.
pub(crate) fn held(state: TenantState) -> Option<&'static str> {
    match state {
        TenantState::Suspended => Some("Portail suspendu"),
        TenantState::Closed => Some("Portail fermé"),
        TenantState::Draft | TenantState::Open => None,
    }
}

/// Why a pupil is erased.
pub(crate) fn erasure_reason(why: ErasureReason) -> &'static str {
    match why {
        ErasureReason::Family => "À la demande de la famille",
        ErasureReason::Mistake => "Élève saisi par erreur",
        ErasureReason::Left => "L’élève a quitté l’établissement",
        ErasureReason::Other => "Autre motif",
        ErasureReason::Restored => "Sauvegarde restaurée, élève effacé auparavant",
    }
}

/// Why a booking ended: as somebody typed it, or by the clock.
pub(crate) fn ended_because(booking: &Booking) -> Option<String> {
    match booking.status {
        BookingStatus::Expired => {
            Some("La convention signée n’est pas revenue à temps.".to_owned())
        }
        _ => booking.reason.clone(),
    }
}

/// « Le stage est annulé », « La réservation est refusée »: how a booking ended.
pub(crate) fn ended(booking: &Booking) -> String {
    match booking.slot.status {
        SlotStatus::Cancelled => "Le stage est annulé".to_owned(),
        _ => format!("La réservation est {}", status(booking.status).to_lowercase()),
    }
}

/// The status of a booking, with its colour and icon.
pub(crate) fn booking_badge(booking: BookingStatus) -> Badge {
    let (tone, icon) = match booking {
        BookingStatus::Waitlisted => (Tone::Neutral, "clock"),
        BookingStatus::Pending => (Tone::Wait, "hourglass"),
        BookingStatus::Confirmed => (Tone::Good, "check"),
        BookingStatus::Refused => (Tone::Bad, "circle-x"),
        BookingStatus::Cancelled | BookingStatus::Expired => (Tone::Neutral, "ban"),
    };
    Badge::new(tone, icon, status(booking))
}

/// How far a signed convention is; none where no convention of its own is asked for.
pub(crate) fn agreement_badge(agreement: AgreementStatus) -> Option<Badge> {
    let (tone, icon, label) = match agreement {
        AgreementStatus::Issued => (Tone::Wait, "file-text", "Convention attendue"),
        AgreementStatus::Returned => (Tone::Accent, "inbox", "Convention reçue"),
        AgreementStatus::Validated => (Tone::Good, "check", "Convention acceptée"),
        AgreementStatus::Rejected => (Tone::Bad, "circle-x", "Convention rejetée"),
        AgreementStatus::NotRequired => return None,
    };
    Some(Badge::new(tone, icon, label))
}

/// The state of a stage, in a list.
pub(crate) fn slot_badge(slot: &Slot, now: DateTime<Utc>) -> Badge {
    match slot.status {
        SlotStatus::Draft => Badge::new(Tone::Neutral, "pencil", "Brouillon"),
        SlotStatus::Cancelled => Badge::new(Tone::Neutral, "ban", "Annulé"),
        SlotStatus::Published | SlotStatus::Closed if slot.is_over(now) => {
            Badge::new(Tone::Neutral, "clock", "Passé")
        }
        SlotStatus::Published | SlotStatus::Closed if slot.is_past(now) => {
            Badge::new(Tone::Accent, "clock", "En cours")
        }
        SlotStatus::Published => Badge::new(Tone::Good, "check", "Publié"),
        SlotStatus::Closed => Badge::new(Tone::Wait, "ban", "Inscriptions closes"),
    }
}

/// How full a stage is, in words and as a bar; of one that has begun, who comes: « 2 stagiaires sur 4 ».
pub(crate) fn fill(slot: &Slot, now: DateTime<Utc>) -> Fill {
    let fill =
        Fill::new(slot.booked.try_into().unwrap_or(0), slot.capacity.try_into().unwrap_or(0));
    match slot.is_past(now) {
        true => fill.over(),
        false => fill,
    }
}

/// « 2 places restantes sur 4 », « complet », with their colour.
pub(crate) fn fill_badge(fill: Fill) -> Badge {
    match fill.full {
        true => Badge::new(Tone::Bad, "ban", fill.words),
        false => Badge::new(Tone::Good, "check", fill.words),
    }
}

/// « 13-01-2027 09:15-12:00 »: as the Nantes guide prints it.
pub(crate) fn compact(day: NaiveDate, starts: NaiveTime, ends: NaiveTime) -> String {
    format!("{} {}-{}", day.format("%d-%m-%Y"), starts.format("%H:%M"), ends.format("%H:%M"))
}

/// « 2 places sur 4 », « complet »: for narrow places.
pub(crate) fn places(slot: &Slot) -> String {
    match slot.left() {
        0 => "complet".to_owned(),
        1 => format!("1 place sur {}", slot.capacity),
        left => format!("{left} places sur {}", slot.capacity),
    }
}

/// « 3 élèves », « 1 élève ».
pub(crate) fn pupils(count: usize) -> String {
    counted(count as u64, "élève", "élèves")
}

/// A count that stops at `most`: « 37 », « plus de 1 000 ».
pub(crate) fn counted_to(count: u64, most: u64) -> String {
    match count {
        count if count > most => format!("plus de {}", french::count(most)),
        count => french::count(count),
    }
}

/// « 1 inscrit », « 2 inscrits »; zero is singular in French.
pub(crate) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", french::count(count), if count < 2 { one } else { many })
}

/// « à l’instant », « il y a 5 minutes », « il y a 3 heures », « il y a 12 jours ».
pub(crate) fn ago(moment: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = u64::try_from((now - moment).num_minutes()).unwrap_or_default();
    let said = match minutes {
        0 => return "à l’instant".to_owned(),
        1..60 => counted(minutes, "minute", "minutes"),
        60..1440 => counted(minutes / 60, "heure", "heures"),
        _ => counted(minutes / 1440, "jour", "jours"),
    };
    format!("il y a {}", said.replace(' ', "\u{a0}"))
}

/// « mer. 13 janv. 2027 ».
fn date_short(date: NaiveDate) -> String {
    format!("{} {}", french::date_short(date), date.format("%Y"))
}

/// « mer. 13 janv. », with the year where it is not the school year of `today`.
pub(crate) fn date_in_table(date: NaiveDate, today: NaiveDate) -> String {
    match SchoolYear::containing(date) == SchoolYear::containing(today) {
        true => french::date_short(date),
        false => date_short(date),
    }
}

/// « mercredi 13 janvier ».
pub(crate) fn date_without_year(date: NaiveDate) -> String {
    french::date_long(date).trim_end_matches(|c: char| c.is_ascii_digit()).trim_end().to_owned()
}

/// « 9 h 15 – 12 h ».
pub(crate) fn hours(slot: &Slot) -> String {
    french::hours(slot.starts, slot.ends)
}

/// « Mme Kerjean, professeure de plasturgie ».
pub(crate) fn teacher(teacher: &SlotTeacher) -> String {
    joined(", ", [unbroken(&teacher.name).as_str(), &teacher.subject])
}

/// « M. Le Bras », whose « M. » does not end a line.
fn unbroken(name: &str) -> String {
    match name.strip_prefix("M. ") {
        Some(rest) => format!("M.\u{a0}{rest}"),
        None => name.to_owned(),
    }
}

/// « Atelier C · Mme Kerjean, M. Le Bras »: room and teachers on one line, or empty.
pub(crate) fn place(slot: &Slot) -> String {
    let teachers: Vec<String> =
        slot.teachers.iter().map(|teacher| unbroken(&teacher.name)).collect();
    joined(" · ", [slot.room.as_str(), &teachers.join(", ")])
}

/// The parts that are not empty, with `between` between them.
pub(crate) fn joined<'a>(between: &str, parts: impl IntoIterator<Item = &'a str>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}

/// « Collège Cacault, Clisson ».
pub(crate) fn school(booking: &Booking) -> String {
    joined(", ", [booking.school_name.as_str(), &booking.school_city])
}

/// « Mercredi »: the first letter is written large.
pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What is to be done before a portal that is being prepared may open.
pub fn missing_step(step: Step) -> &'static str {
    match step {
        Step::Address => "Choisir l’adresse",
        Step::About => "Relire les coordonnées du lycée",
        Step::Look => "Choisir la couleur",
        Step::Offer => "Cocher les formations",
        Step::Manager => "Inviter le premier responsable",
        Step::Legal => "Relire les textes légaux",
        Step::Trial => "Envoyer le courriel d’essai",
    }
}

/// Why a word cannot be the address of a portal or of a common site.
pub fn no_address(refused: &LabelRefused) -> String {
    match refused {
        LabelRefused::Shape => {
            "2 à 50 lettres minuscules sans accent, chiffres ou tirets, sans tiret au bord.".to_owned()
        }
        LabelRefused::Coded => {
            "Deux tirets en troisième place ne peuvent pas être dans une adresse\u{a0}: les navigateurs l’afficheraient autrement.".to_owned()
        }
        LabelRefused::Reserved(own) => format!(
            "«\u{a0}{own}\u{a0}» est réservé à la plateforme, comme ce qui lui ressemble."
        ),
        LabelRefused::Like(other) => format!(
            "Cette adresse ressemble trop à «\u{a0}{other}\u{a0}», qui existe déjà."
        ),
    }
}
