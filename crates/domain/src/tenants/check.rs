//! What a portal must be, before the database is asked.

use std::collections::HashSet;

use chrono_tz::Tz;
use education::calendar::{HolidayZone, timezone};
use education::{Uai, academies};

use super::{TenantBundle, TenantRefused, TenantSpec, label};
use crate::directory::School;
use crate::tenancy::{AgreementPolicy, Erasing, TenantDetails};

/// Bytes of a logo, at most.
pub(super) const LARGEST_LOGO: usize = 512 * 1024;

/// All that is wrong, as far as it can be seen without the database.
pub(super) fn check(bundle: &TenantBundle) -> Vec<TenantRefused> {
    use TenantRefused as No;
    let spec = &bundle.spec;
    let released = spec.release_days;
    let heavy = bundle.logo.as_ref().is_some_and(|logo| logo.len() > LARGEST_LOGO);
    let due = (0..=60).contains(&spec.agreement_due_days);
    let late = released.is_some_and(|days| !(1..spec.agreement_due_days).contains(&days));
    let unawaited = spec.agreement_policy != AgreementPolicy::BeforeVisit;
    [
        label::check(&bundle.slug).err().map(No::Slug),
        (!is_colour(&spec.accent)).then(|| No::Accent(spec.accent.clone())),
        (!due).then_some(No::DueDays(spec.agreement_due_days)),
        (due && late).then_some(No::ReleaseDays),
        (released.is_some() && unawaited).then_some(No::ReleasePolicy),
        Erasing::read(spec.erase_days, spec.erase_on.as_deref()).is_none().then_some(No::Erasing),
        heavy.then_some(No::Logo),
        spec.time_zone.as_deref().and_then(|name| clock(name).err()),
        spec.holiday_zone.as_deref().and_then(|name| holidays(name).err()),
        once(spec.tracks.iter().map(|track| &track.name)).err(),
        once(spec.tracks.iter().flat_map(|track| &track.programmes)).err(),
        once(spec.teachers.iter().map(|teacher| &teacher.name)).err(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The lycée's clock: its own word, else its département's.
pub(super) fn time_zone(spec: &TenantSpec, school: &School) -> Result<Tz, TenantRefused> {
    match &spec.time_zone {
        Some(name) => clock(name),
        None => Ok(timezone(&school.department)),
    }
}

fn clock(name: &str) -> Result<Tz, TenantRefused> {
    name.parse().map_err(|_| TenantRefused::TimeZone(name.to_owned()))
}

fn holidays(name: &str) -> Result<String, TenantRefused> {
    let known = HolidayZone::named(name).map(|_| name.to_owned());
    known.ok_or_else(|| TenantRefused::HolidayZone(name.to_owned()))
}

/// The lycée's holidays: its own word, else its académie's.
pub(super) fn holiday_zone(spec: &TenantSpec, school: &School) -> Result<String, TenantRefused> {
    match &spec.holiday_zone {
        Some(name) => holidays(name),
        None => academies::by_code(&school.academy)
            .or_else(|| academies::by_uai(school.uai))
            .map(|academy| academy.holiday_zone.name().to_owned())
            .ok_or_else(|| TenantRefused::HolidayZone(String::new())),
    }
}

/// What is printed, the school's own address, phone and mail where the portal gives none.
pub(super) fn details(spec: &TenantSpec, school: &School) -> TenantDetails {
    let given = spec.details.clone();
    let or = |given: String, school: Option<String>| {
        if given.is_empty() { school.unwrap_or_default() } else { given }
    };
    TenantDetails {
        address: if given.address.is_empty() { school.listed_address() } else { given.address },
        phone: or(given.phone, school.listed.phone.clone()),
        mail: or(given.mail, school.mailbox().address().map(str::to_owned)),
        ..given
    }
}

pub(crate) fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    })
}

fn once<'a>(names: impl Iterator<Item = &'a String>) -> Result<(), TenantRefused> {
    let mut seen = HashSet::new();
    for name in names {
        if !name.is_empty() && !seen.insert(name) {
            return Err(TenantRefused::Twice(name.clone()));
        }
    }
    Ok(())
}

/// The school must be there, and a lycée or like one: sections act through their mother.
pub(crate) fn may_host(uai: Uai, school: Option<School>) -> Result<School, TenantRefused> {
    let school = school.ok_or(TenantRefused::UnknownSchool(uai))?;
    if school.kind.is_section() { Err(TenantRefused::Section(uai)) } else { Ok(school) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_has_its_name_back() {
        for zone in HolidayZone::ALL {
            assert_eq!(HolidayZone::named(zone.name()), Some(zone));
        }
    }

    #[test]
    fn colours() {
        assert!(is_colour("#0f5c63"));
        assert!(!is_colour("0f5c63") && !is_colour("#0f5c6") && !is_colour("#0f5c6g"));
    }
}
