//! School years, holidays, public holidays and clocks.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use education::calendar::{
    Day, HolidayZone, Period, SchoolCalendar, SchoolYear, Territory, day, holidays, is_school_day,
    public_holidays, timezone,
};
use education::departments;
use rstest::rstest;

use crate::{date, rows};

fn of(zone: HolidayZone, year: &str) -> Option<&'static [Period]> {
    holidays(zone, year.parse().unwrap())
}

#[test]
fn school_years_begin_in_september() {
    let year: SchoolYear = "2026-2027".parse().unwrap();
    assert_eq!((year.first_day(), year.last_day()), (date(2026, 9, 1), date(2027, 8, 31)));
    assert_eq!(SchoolYear::containing(year.first_day()), year);
    assert_eq!(SchoolYear::containing(year.last_day()), year);
    assert_eq!(SchoolYear::containing(date(2026, 8, 31)).next(), year);
    assert_eq!(year.next().to_string(), "2027-2028");
    assert_eq!(SchoolYear::containing(NaiveDate::MAX).to_string(), "9998-9999");
    assert_eq!(SchoolYear::containing(NaiveDate::MIN).to_string(), "0001-0002");
    assert_eq!(serde_json::from_str::<SchoolYear>("\"2026-2027\"").unwrap(), year);
}

#[rstest]
fn what_is_no_school_year(
    #[values("", "2026", "2026-2028", "2026/2027", "abcd-efgh", "é026-2027", "0000-0001")]
    label: &str,
) {
    assert!(label.parse::<SchoolYear>().is_err());
}

#[rstest]
fn zones_a_b_c_have_six_holidays_in_order(
    #[values("2025-2026", "2026-2027", "2027-2028")] year: &str,
    #[values(HolidayZone::A, HolidayZone::B, HolidayZone::C)] zone: HolidayZone,
) {
    let periods = of(zone, year).unwrap();
    assert_eq!(periods.len(), 6);
    assert!(periods.windows(2).all(|pair| pair[0].last < pair[1].first));
    assert!(periods.iter().all(|period| period.first <= period.last));
}

#[rstest]
#[case(HolidayZone::Corse, "2026-2027", false)]
#[case(HolidayZone::Reunion, "2026-2027", false)]
#[case(HolidayZone::Reunion, "2025-2026", true)]
#[case(HolidayZone::A, "2030-2031", false)]
fn gaps_are_said(#[case] zone: HolidayZone, #[case] year: &str, #[case] published: bool) {
    assert_eq!(of(zone, year).is_some(), published);
}

/// The last one leaves « après la classe » of a Tuesday; the end of summers is not published.
#[rstest]
#[case("2026-2027", 0, "Vacances de la Toussaint", date(2026, 10, 17), date(2026, 11, 1))]
#[case("2026-2027", 4, "Pont de l’Ascension", date(2027, 5, 7), date(2027, 5, 7))]
#[case("2026-2027", 5, "Vacances d’Été", date(2027, 7, 3), date(2027, 8, 31))]
#[case("2027-2028", 5, "Vacances d’Été", date(2028, 7, 5), date(2028, 8, 31))]
fn first_and_last_days(
    #[case] year: &str,
    #[case] number: usize,
    #[case] name: &str,
    #[case] first: NaiveDate,
    #[case] last: NaiveDate,
) {
    let period = &of(HolidayZone::B, year).unwrap()[number];
    assert_eq!((period.name.as_str(), period.first, period.last), (name, first, last));
}

#[rstest]
#[case(date(2027, 1, 13), Day::School)]
#[case(date(2026, 11, 2), Day::School)]
#[case(date(2026, 9, 1), Day::School)]
#[case(date(2027, 1, 16), Day::Weekend)]
#[case(date(2026, 11, 11), Day::PublicHoliday("11 novembre"))]
fn days_of_nantes(#[case] date: NaiveDate, #[case] expected: Day) {
    assert_eq!(day(date, HolidayZone::B, Territory::Metropole), expected);
}

#[rstest]
#[case(date(2026, 10, 20), "Vacances de la Toussaint")]
#[case(date(2027, 5, 7), "Pont de l’Ascension")]
#[case(date(2027, 7, 20), "Vacances d’Été")]
#[case(date(2026, 8, 31), "Vacances d’Été")]
fn holidays_of_nantes(#[case] date: NaiveDate, #[case] name: &str) {
    let day = day(date, HolidayZone::B, Territory::Metropole);
    assert!(matches!(day, Day::Holidays(period) if period.name == name), "{day:?}");
}

#[rstest]
#[case(date(2027, 3, 26), HolidayZone::B, Territory::Metropole, true)]
#[case(date(2027, 3, 26), HolidayZone::B, Territory::AlsaceMoselle, false)]
#[case(date(2026, 5, 29), HolidayZone::Guadeloupe, Territory::Guadeloupe, true)]
#[case(date(2026, 5, 29), HolidayZone::Guadeloupe, Territory::SaintMartin, false)]
fn territories_differ(
    #[case] date: NaiveDate,
    #[case] zone: HolidayZone,
    #[case] territory: Territory,
    #[case] school: bool,
) {
    assert_eq!(is_school_day(date, zone, territory), school);
}

/// Christmas of zone B is 19 December to 3 January; Réunion's summer is in January, its abolition day on
/// 20 December.
#[rstest]
#[case(
    HolidayZone::B,
    Territory::Metropole,
    date(2027, 1, 6),
    3,
    date(2026, 12, 18),
    date(2027, 1, 11)
)]
#[case(
    HolidayZone::B,
    Territory::Metropole,
    date(2026, 11, 12),
    1,
    date(2026, 11, 10),
    date(2026, 11, 13)
)]
#[case(
    HolidayZone::B,
    Territory::Metropole,
    date(2026, 11, 14),
    1,
    date(2026, 11, 13),
    date(2026, 11, 16)
)]
#[case(
    HolidayZone::B,
    Territory::Metropole,
    date(2026, 11, 14),
    0,
    date(2026, 11, 14),
    date(2026, 11, 14)
)]
#[case(
    HolidayZone::B,
    Territory::AlsaceMoselle,
    date(2027, 3, 29),
    1,
    date(2027, 3, 25),
    date(2027, 3, 30)
)]
fn school_days_are_counted(
    #[case] zone: HolidayZone,
    #[case] territory: Territory,
    #[case] day: NaiveDate,
    #[case] days: usize,
    #[case] before: NaiveDate,
    #[case] after: NaiveDate,
) {
    let calendar = SchoolCalendar { zone: Some(zone), territory };
    assert_eq!((calendar.before(day, days), calendar.after(day, days)), (before, after));
}

#[test]
fn without_a_zone_week_ends_and_feasts_are_known() {
    let calendar = SchoolCalendar { zone: None, territory: Territory::Metropole };
    assert_eq!(calendar.before(date(2027, 1, 4), 1), date(2026, 12, 31), "1 January is a feast");
}

#[derive(serde::Deserialize)]
struct Feast {
    date: NaiveDate,
    nom: String,
    zone: String,
}

fn place(feast: &Feast) -> Territory {
    match feast.zone.as_str() {
        "Alsace-Moselle" => Territory::AlsaceMoselle,
        "Mayotte" => Territory::Mayotte,
        "Martinique" => Territory::Martinique,
        "Guadeloupe" => Territory::Guadeloupe,
        "Saint-Martin" => Territory::SaintMartin,
        "Saint-Barthélémy" => Territory::SaintBarthelemy,
        "Guyane" => Territory::Guyane,
        "La Réunion" => Territory::Reunion,
        everywhere if everywhere.starts_with("Toutes") => Territory::Metropole,
        unknown => panic!("{unknown}"),
    }
}

#[test]
fn public_holidays_equal_the_reference_2025_to_2029() {
    let all: Vec<Feast> = rows(include_str!("../../data/jours_feries.csv"));
    assert_eq!(all.len(), 100);
    for year in 2025..=2029 {
        let of_year = || all.iter().filter(|feast| feast.date.year() == year);
        for territory in of_year().map(place).collect::<BTreeSet<_>>() {
            let expected: BTreeSet<_> = of_year()
                .filter(|feast| [territory, Territory::Metropole].contains(&place(feast)))
                .map(|feast| (feast.date, feast.nom.replace('\'', "’").replace("2ème", "2e")))
                .collect();
            let computed: BTreeSet<_> = public_holidays(territory, year)
                .into_iter()
                .map(|feast| (feast.date, feast.name.to_owned()))
                .collect();
            assert_eq!(computed, expected, "{territory:?} {year}");
        }
    }
    assert!(public_holidays(Territory::Metropole, 12_000).is_empty());
}

#[rstest]
#[case("044", "Europe/Paris")]
#[case("974", "Indian/Reunion")]
#[case("972", "America/Martinique")]
#[case("988", "Pacific/Noumea")]
#[case("2A", "Europe/Paris")]
fn clocks(#[case] department: &str, #[case] name: &str) {
    assert_eq!(timezone(department).name(), name);
}

#[test]
fn every_overseas_department_has_its_own_territory() {
    let overseas = |code: &str| code.starts_with('9') && code.len() == 3;
    for department in departments::all().iter().filter(|one| overseas(&one.code)) {
        let territory = Territory::of_department(&department.code);
        assert_ne!(territory, Territory::Metropole, "{}", department.name);
    }
    assert_eq!(Territory::of_department("67"), Territory::AlsaceMoselle);
}
