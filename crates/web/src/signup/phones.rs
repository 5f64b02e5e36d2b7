//! French phone numbers, overseas included, as people type them.

use education::Uai;
use phonenumber::country::Id;
use phonenumber::{Mode, parse};

/// Where French numbers are. Overseas numbers are checked by their own plans: « 0262 20 25 00 » is
/// a number of La Réunion and none of the mainland.
const REGIONS: [Id; 12] = [
    Id::FR,
    Id::GP,
    Id::MQ,
    Id::GF,
    Id::RE,
    Id::PM,
    Id::YT,
    Id::NC,
    Id::PF,
    Id::WF,
    Id::BL,
    Id::MF,
];

/// The number in its national form, « 02 40 12 34 56 », if it is one: tried first where the school
/// is, if there is one.
pub(crate) fn french(typed: &str, school: impl Into<Option<Uai>>) -> Option<String> {
    let home = school.into().map(home);
    home.into_iter().chain(REGIONS).find_map(|region| {
        let number = parse(Some(region), typed.trim()).ok()?;
        let ours = number.country().id().is_some_and(|id| REGIONS.contains(&id));
        (ours && number.is_valid()).then(|| number.format().mode(Mode::National).to_string())
    })
}

/// By the first three digits of the UAI: the Ministry's codes.
fn home(school: Uai) -> Id {
    match school.prefix() {
        971 => Id::GP,
        972 => Id::MQ,
        973 => Id::GF,
        974 => Id::RE,
        975 => Id::PM,
        976 => Id::YT,
        983 => Id::NC,
        984 => Id::PF,
        987 => Id::WF,
        _ => Id::FR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(prefix: u32) -> Uai {
        Uai::from_number(prefix * 10_000 + 1).unwrap()
    }

    #[test]
    fn numbers_of_the_mainland_and_overseas_are_taken() {
        for (typed, prefix, stored) in [
            ("0240123456", 44, "02 40 12 34 56"),
            ("02.40.12.34.56", 44, "02 40 12 34 56"),
            ("+33 2 40 12 34 56", 974, "02 40 12 34 56"),
            ("0033240123456", 44, "02 40 12 34 56"),
            ("06 12 34 56 78", 44, "06 12 34 56 78"),
        ] {
            assert_eq!(french(typed, at(prefix)).as_deref(), Some(stored), "{typed}");
        }
        for (typed, prefix) in [
            ("0262 20 25 00", 974),
            ("+262 262 20 25 00", 44),
            ("24 56 78", 983),
            ("0596 60 00 00", 972),
            ("40 54 00 00", 984),
        ] {
            assert!(french(typed, at(prefix)).is_some(), "{typed}");
        }
    }

    #[test]
    fn what_is_no_french_number_is_refused() {
        for typed in [
            "", "poste 12", "0000000000", "02 40 12", "+49 30 901820", "<script>",
            "02 40 12 34 56 78 90",
        ] {
            assert_eq!(french(typed, at(44)), None, "{typed}");
        }
    }
}
