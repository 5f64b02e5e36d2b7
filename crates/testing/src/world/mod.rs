//! The people and places that tests share.
//!
//! L'Atelier and Les Jardins host; collège Cacault and collège Langevin send; Odile runs the
//! platform. It is Monday 23 November 2026, nine o'clock in Paris, and stays so until a test moves
//! the clock. To add somebody: a field, and a line in [`World::with`].
//!
//! | file | holds |
//! |---|---|
//! | here | the world, and what a test asks of it |
//! | `schools` | what the directory says of the five schools |
//! | `town` | how a lycée, a collège and their people are made |

mod schools;
mod town;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use domain::bookings::Pupil;
use domain::clock::Clock;
use domain::ids::{AccountId, BookingId, ProgrammeId, SlotId, TeacherId, TrackId};
use domain::operators::OperatorRole;
use domain::passwords::Passwords;
use domain::random::Random;
use domain::sample::SampleSchool;
use domain::sessions::OnConsole;
use domain::slots::SlotDraft;
use domain::tenancy::{FullOperator, Standing};
use domain::{Backstage, Booker, Editor, Portal, StaffMember};
use education::Uai;

use schools::{ATELIER, BELLEVUE, CACAULT, JARDINS, LANGEVIN};
use town::{Town, draft};

use crate::TestDb;

/// The base domain in tests.
pub const BASE_DOMAIN: &str = "ministage.test";

/// Everybody's password.
pub const PASSWORD: &str = "quatre chevaux bleus";

/// A small France.
pub struct World {
    pub clock: Clock,
    pub random: Random,
    pub backstage: Backstage,
    pub atelier: SampleLycee,
    pub jardins: SampleLycee,
    pub cacault: SampleSender,
    pub langevin: SampleSender,
    /// In the directory, without an account: for tests of sign-up.
    pub bellevue: SampleSchool,
    pub operator: SamplePeople,
    /// Dropped last: the pool of `backstage` closes before the database goes.
    pub db: TestDb,
}

/// A person with a confirmed account and [`PASSWORD`].
#[derive(Clone, Debug)]
pub struct SamplePeople {
    pub account: AccountId,
    pub login: String,
    pub last_name: &'static str,
}

/// A lycée that hosts, with its staff and its offer.
pub struct SampleLycee {
    pub portal: Portal,
    /// `atelier.ministage.test`.
    pub host: String,
    pub admin: SamplePeople,
    pub editor: SamplePeople,
    pub front_desk: SamplePeople,
    pub teacher: SamplePeople,
    pub track: TrackId,
    pub programme: ProgrammeId,
    pub second_programme: ProgrammeId,
    /// On the slots.
    pub teacher_row: TeacherId,
    /// Published: Wednesday 2 December 2026, 9–12, four places.
    pub slot: SlotId,
    /// Published: Thursday 10 December 2026, 14–16, one place.
    pub small_slot: SlotId,
    /// A draft, Friday 11 December 2026.
    pub draft_slot: SlotId,
}

/// A collège that sends, with its manager.
pub struct SampleSender {
    pub uai: Uai,
    pub name: &'static str,
    pub manager: SamplePeople,
}

impl World {
    /// The world on a fresh database.
    pub async fn new() -> Self {
        Self::on(TestDb::new().await).await
    }

    /// The world on a database of the test's choice.
    pub async fn on(db: TestDb) -> Self {
        let settings = db.settings();
        Self::with(db, settings).await
    }

    /// The same with settings of the test's own: connections, or a protection switched off.
    pub async fn with(db: TestDb, settings: domain::StoreSettings) -> Self {
        Self::made(db, settings, BASE_DOMAIN, Random::seeded(42)).await
    }

    /// The same under a name that browsers find on this machine, with real secrets.
    pub async fn on_this_machine(db: TestDb, base_domain: &str) -> Self {
        let settings = db.settings();
        Self::made(db, settings, base_domain, Random::System).await
    }

    async fn made(
        db: TestDb,
        settings: domain::StoreSettings,
        base_domain: &str,
        random: Random,
    ) -> Self {
        let clock = Clock::fixed(monday_morning());
        let backstage = db.backstage_at(base_domain, settings, clock.clone(), random.clone()).await;
        backstage.sample_schools(&[ATELIER, JARDINS, CACAULT, LANGEVIN, BELLEVUE]).await.unwrap();
        let hash = Passwords::default().hash(PASSWORD).await.unwrap();
        let town = Town { backstage: &backstage, hash };
        let atelier =
            town.lycee("atelier", ATELIER, ["Kerjean", "Le Goff", "Prigent", "Madec"]).await;
        let jardins =
            town.lycee("jardins", JARDINS, ["Rouxel", "Guyot", "Berthelot", "Chauvin"]).await;
        let cacault = town.sender(CACAULT, "Belkacem").await;
        let langevin = town.sender(LANGEVIN, "Touzeau").await;
        let operator =
            town.person("operations@ministage.example", "Odile", "Lenoir", "exploitante").await;
        backstage.sample_operator(operator.account, OperatorRole::Full).await.unwrap();
        Self {
            clock,
            random,
            atelier,
            jardins,
            cacault,
            langevin,
            bellevue: BELLEVUE,
            operator,
            backstage,
            db,
        }
    }

    /// A collège's manager, signed in on a portal.
    pub async fn origin(&self, lycee: &SampleLycee, sender: &SampleSender) -> Booker {
        match standing(&self.backstage, lycee, &sender.manager).await {
            Standing::Origin(origin) => origin,
            _ => panic!("{} is no origin school here", sender.name),
        }
    }

    /// A member of the staff, signed in on the portal.
    pub async fn staff(&self, lycee: &SampleLycee, person: &SamplePeople) -> StaffMember {
        standing_host(&self.backstage, lycee, person).await
    }

    /// The editor, signed in on the portal.
    pub async fn host(&self, lycee: &SampleLycee) -> Editor {
        self.staff(lycee, &lycee.editor).await.editor().expect("an editor")
    }

    /// Gives a lycée a domain of its own.
    pub async fn move_to_own_domain(backstage: &Backstage, lycee: &mut SampleLycee, host: &str) {
        lycee.portal = backstage.sample_domain(&lycee.portal, host).await.unwrap();
        lycee.host = lycee.portal.host();
    }

    /// Lets a lycée release unconfirmed bookings so many school days before the stage.
    pub async fn release_after(backstage: &Backstage, lycee: &mut SampleLycee, days: i32) {
        Self::release_where(backstage, lycee, days, ("Europe/Paris", "Zone B")).await;
    }

    /// The same for a lycée with another clock and other holidays.
    pub async fn release_where(
        backstage: &Backstage,
        lycee: &mut SampleLycee,
        days: i32,
        place: (&str, &str),
    ) {
        lycee.portal = backstage.sample_release(&lycee.portal, days, place).await.unwrap();
    }

    /// Books a pupil, and leaves its mail to be sent.
    pub async fn book(
        &self,
        lycee: &SampleLycee,
        sender: &SampleSender,
        slot: SlotId,
        pupil: Pupil,
    ) -> BookingId {
        self.origin(lycee, sender).await.book(slot, pupil).await.unwrap().id
    }

    /// Creates a published slot, of which its teacher knows.
    pub async fn slot(&self, lycee: &SampleLycee, draft: SlotDraft) -> SlotId {
        let slot = self.host(lycee).await.create_slot(&draft, true).await.unwrap();
        self.db.run("DELETE FROM jobs WHERE kind = 'slots.tell_teacher'").await;
        slot
    }

    /// Forgets all jobs, for tests that look at something else.
    pub async fn forget_jobs(&self) {
        for job in self.backstage.worker().claim_jobs(10_000).await.unwrap() {
            self.backstage.worker().finish_job(&job).await.unwrap();
        }
    }
}

impl World {
    /// The operator, signed in on the console.
    pub async fn console(&self) -> FullOperator {
        let host = format!("console.{}", self.backstage.base_domain());
        let token = self.backstage.sign_in_for_tests(self.operator.account, &host).await.unwrap();
        match self.backstage.doors(&host).resume_operator(&token).await.unwrap() {
            Some(OnConsole::Operator(operator)) => operator.full().unwrap(),
            _ => panic!("she runs the platform"),
        }
    }
}

impl SampleLycee {
    /// A slot to be created: a mini-stage on its first programme, in the morning.
    pub fn draft(&self, day: NaiveDate, capacity: i32) -> SlotDraft {
        draft(self.programme, self.teacher_row, day, (9, 12), capacity)
    }
}

/// Monday 23 November 2026, nine o'clock in Paris.
fn monday_morning() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 8, 0, 0).unwrap()
}

async fn standing_host(
    backstage: &Backstage,
    lycee: &SampleLycee,
    person: &SamplePeople,
) -> StaffMember {
    match standing(backstage, lycee, person).await {
        Standing::Host(host) => host,
        _ => panic!("{} is not on the staff here", person.last_name),
    }
}

async fn standing(backstage: &Backstage, lycee: &SampleLycee, person: &SamplePeople) -> Standing {
    let token = backstage.sign_in_for_tests(person.account, &lycee.host).await.unwrap();
    let person = backstage.doors(&lycee.host).resume_session(&token).await.unwrap().unwrap();
    lycee.portal.standing(person).await.unwrap()
}
