//! The schema, step by step, for SQLite and PostgreSQL alike.
//!
//! One file per step, named `mNNNN_<what>.rs`, listed below in order. A step never imports
//! entities: it must go on meaning the same thing when they change. See `README.md` for the
//! rules (expand, then contract; both engines; lock time limits).

pub use later::Steps;
use sea_orm_migration::prelude::*;
pub use sea_orm_migration::{MigratorTrait, MigratorTraitSelf};

mod columns;
mod later;
mod m0001_schools;
mod m0002_tenants;
mod m0003_people;
mod m0004_offer;
mod m0005_bookings;
mod m0006_machinery;
mod m0007_access_requests;
mod m0008_sessions_across_portals;
mod m0009_own_account;
mod m0010_school_applications;
mod m0011_teachers_of_the_staff;
mod m0012_follow_up_of_bookings;
mod m0013_search;
mod m0014_common_sites;
mod m0015_portals_by_word;
mod m0016_lanes_of_the_queue;
mod m0017_bookings_of_pupils;
mod m0018_who_a_pupil_is;
mod m0019_what_a_mail_said;
mod m0020_sign_ups;
mod m0021_chosen_teachers;
mod m0022_offered_stages;
mod m0023_age_of_directory_files;
mod m0024_who_invited;
mod m0025_operators;
mod m0026_moved_portals;
mod m0027_folded_labels;
mod m0028_viewings;
mod m0029_people;
mod m0030_erasures;
mod m0031_contact_of_common_sites;
mod m0032_archives;
mod m0033_portal_erasures;
mod m0034_own_hosts;
mod m0035_portal_requests;
mod m0036_readings;
mod m0037_unused_accounts_and_words;
mod m0038_passkeys;
mod m0040_sessions_of_a_browser;

/// Every step, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_schools::Migration),
            Box::new(m0002_tenants::Migration),
            Box::new(m0003_people::Migration),
            Box::new(m0004_offer::Migration),
            Box::new(m0005_bookings::Migration),
            Box::new(m0006_machinery::Migration),
            Box::new(m0007_access_requests::Migration),
            Box::new(m0008_sessions_across_portals::Migration),
            Box::new(m0009_own_account::Migration),
            Box::new(m0010_school_applications::Migration),
            Box::new(m0011_teachers_of_the_staff::Migration),
            Box::new(m0012_follow_up_of_bookings::Migration),
            Box::new(m0013_search::Migration),
            Box::new(m0014_common_sites::Migration),
            Box::new(m0015_portals_by_word::Migration),
            Box::new(m0016_lanes_of_the_queue::Migration),
            Box::new(m0017_bookings_of_pupils::Migration),
            Box::new(m0018_who_a_pupil_is::Migration),
            Box::new(m0019_what_a_mail_said::Migration),
            Box::new(m0020_sign_ups::Migration),
            Box::new(m0021_chosen_teachers::Migration),
            Box::new(m0022_offered_stages::Migration),
            Box::new(m0023_age_of_directory_files::Migration),
            Box::new(m0024_who_invited::Migration),
            Box::new(m0025_operators::Migration),
            Box::new(m0026_moved_portals::Migration),
            Box::new(m0027_folded_labels::Migration),
            Box::new(m0028_viewings::Migration),
            Box::new(m0029_people::Migration),
            Box::new(m0030_erasures::Migration),
            Box::new(m0031_contact_of_common_sites::Migration),
            Box::new(m0032_archives::Migration),
            Box::new(m0033_portal_erasures::Migration),
            Box::new(m0034_own_hosts::Migration),
            Box::new(m0035_portal_requests::Migration),
            Box::new(m0036_readings::Migration),
            Box::new(m0037_unused_accounts_and_words::Migration),
            Box::new(m0038_passkeys::Migration),
            Box::new(m0040_sessions_of_a_browser::Migration),
        ]
    }
}
