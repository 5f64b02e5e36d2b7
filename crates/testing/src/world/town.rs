//! Makes a lycée, a collège and their people, before a test begins.

use chrono::{NaiveDate, NaiveTime};
use domain::Backstage;
use domain::accounts::{MembershipRole, Title};
use domain::ids::{ProgrammeId, SlotId, TeacherId};
use domain::sample::{SamplePerson, SampleSchool};
use domain::slots::{SlotDraft, VisitKind};
use domain::staff::StaffRole;
use domain::text::{Meeting, Note, Room};
use education::Uai;

use super::{SampleLycee, SamplePeople, SampleSender, standing_host};

/// The convention that every portal starts from.
const TEMPLATE: &str = include_str!("../../../../tenants/_default/documents/agreement.typ");

pub(super) struct Town<'a> {
    pub(super) backstage: &'a Backstage,
    pub(super) hash: String,
}

impl Town<'_> {
    pub(super) async fn lycee(
        &self,
        slug: &str,
        school: SampleSchool,
        names: [&'static str; 4],
    ) -> SampleLycee {
        let portal = self.backstage.sample_portal(slug, school.name, &school).await.unwrap();
        portal.sample_template(TEMPLATE).await.unwrap();
        let track = portal.sample_track("Cuisine et service", 1).await.unwrap();
        let programme = portal.sample_programme(track, "CAP Cuisine", 1).await.unwrap();
        let second_programme = portal.sample_programme(track, "Bac pro Cuisine", 2).await.unwrap();
        let teacher_row = portal
            .sample_teacher(&format!("Mme {}", names[3]), "professeure de cuisine")
            .await
            .unwrap();
        let roles = [
            (StaffRole::Admin, "Administrateur"),
            (StaffRole::Editor, "Gestion des stages"),
            (StaffRole::FrontDesk, "Vie scolaire"),
            (StaffRole::Teacher, "Enseignant"),
        ];
        let mut people = Vec::new();
        for (name, (role, position)) in names.into_iter().zip(roles) {
            let login =
                format!("{}@{slug}.example", education::names::fold(name).replace(' ', "-"));
            let person = self.person(&login, "Anne", name, position).await;
            portal.sample_staff(person.account, role).await.unwrap();
            people.push(person);
        }
        let [admin, editor, front_desk, teacher]: [SamplePeople; 4] = people.try_into().unwrap();
        let mut lycee = SampleLycee {
            host: portal.host(),
            portal,
            admin,
            editor,
            front_desk,
            teacher,
            track,
            programme,
            second_programme,
            teacher_row,
            slot: SlotId(uuid::Uuid::nil()),
            small_slot: SlotId(uuid::Uuid::nil()),
            draft_slot: SlotId(uuid::Uuid::nil()),
        };
        let editor = standing_host(self.backstage, &lycee, &lycee.editor).await.editor().unwrap();
        let morning = draft(programme, teacher_row, december(2), (9, 12), 4);
        lycee.slot = editor.create_slot(&morning, true).await.unwrap();
        let afternoon = draft(second_programme, teacher_row, december(10), (14, 16), 1);
        lycee.small_slot = editor.create_slot(&afternoon, true).await.unwrap();
        lycee.draft_slot = editor.create_slot(&lycee.draft(december(11), 8), false).await.unwrap();
        // Last: she knows these stages, and is told of none.
        lycee.portal.add_teacher(lycee.teacher.account, teacher_row).await.unwrap();
        lycee
    }

    pub(super) async fn sender(&self, school: SampleSchool, name: &'static str) -> SampleSender {
        let uai: Uai = school.uai.parse().unwrap();
        let manager = self.person(school.mail, "Nadia", name, "principale").await;
        self.backstage.add_membership(manager.account, uai, MembershipRole::Manager).await.unwrap();
        SampleSender { uai, name: school.name, manager }
    }

    pub(super) async fn person(
        &self,
        login: &str,
        first_name: &'static str,
        last_name: &'static str,
        position: &'static str,
    ) -> SamplePeople {
        let password_hash = Some(self.hash.clone());
        let person = SamplePerson {
            login: login.to_owned(),
            title: Title::Madam,
            first_name,
            last_name,
            position,
            password_hash,
        };
        let account = self.backstage.sample_account(person).await.unwrap();
        SamplePeople { account, login: login.to_owned(), last_name }
    }
}

fn december(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, day).unwrap()
}

pub(super) fn draft(
    programme: ProgrammeId,
    teacher: TeacherId,
    day: NaiveDate,
    hours: (u32, u32),
    capacity: i32,
) -> SlotDraft {
    SlotDraft {
        programme,
        kind: VisitKind::MiniStage,
        day,
        starts: NaiveTime::from_hms_opt(hours.0, 0, 0).unwrap(),
        ends: NaiveTime::from_hms_opt(hours.1, 0, 0).unwrap(),
        capacity,
        room: Room::parse("Atelier 2").unwrap(),
        meeting_point: Meeting::parse("Accueil").unwrap(),
        note: Note::parse("Cheveux attachés").unwrap(),
        teachers: vec![teacher],
    }
}
