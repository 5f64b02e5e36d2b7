//! Ids of the other portal in bodies and filters: a form that is hers, a page that is hers, and in it
//! the id of something that is not.

use chrono::NaiveDate;
use domain::slots::SlotDraft;
use testing_web::SampleLycee;
use web::view::HostKind;

use super::super::actors::{Actor, Kind};
use super::Walk;

/// Forms of the staff that name other objects.
const FORMS: [&str; 2] = ["/creneaux", "/creneaux/{slot}/modification"];

/// What is done with chosen bookings.
const CHOSEN: [&str; 3] =
    ["/reservations/conventions.pdf", "/reservations/agenda.ics", "/reservations/annulation"];

/// Pages that are filtered by ids.
const FILTERED: [&str; 5] = [
    "/reserver?par=formation",
    "/calendrier?date=2026-12-01",
    "/calendrier?vue=liste&date=2026-12-01",
    "/calendrier?vue=semaine&date=2026-12-01",
    "/creneaux?periode=tous",
];

impl Walk<'_> {
    /// Every form and filter that takes an id gets one of Les Jardins.
    pub(crate) async fn foreign_ids(&mut self) {
        self.seen = Some(self.rows().await);
        for actor in Actor::all(self.app, &self.objects.reader) {
            if actor.kind == Kind::Editor {
                self.bodies(&actor).await;
            }
            self.filters(&actor).await;
            for host in [HostKind::Portal, HostKind::Account] {
                self.choices(&actor, host).await;
            }
        }
    }

    /// A booking that is not hers, beside one that is, among those that she chooses.
    async fn choices(&mut self, actor: &Actor, host: HostKind) {
        let mut browser = actor.browser(self.app, &self.name_of(host)).await;
        let (own, hidden): (Vec<_>, Vec<_>) =
            self.objects.secrets.iter().partition(|secret| actor.may_see(secret.owner, host));
        let own: String = own.iter().map(|secret| format!("choix={}&", secret.booking)).collect();
        let mut told = Vec::new();
        for secret in &hidden {
            let chosen = format!("{own}choix={}", secret.booking);
            for act in CHOSEN {
                let answer = browser.get(&format!("{act}?{chosen}")).await;
                let fields = [("choix", secret.booking.to_string()), ("motif", "x".to_owned())];
                let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
                let posted = browser.post("/reservations/annulation", &fields).await;
                for answer in [answer, posted] {
                    let leads_in = answer.location().is_some_and(|to| to.starts_with("/connexion"));
                    if (answer.status != 404 && !leads_in) || answer.html().contains(secret.pupil) {
                        let status = answer.status;
                        told.push(format!("{act} with {chosen} as {}: {status}", actor.label));
                    }
                }
            }
        }
        self.complaints.extend(told);
        let changes = self.changes().await;
        if !changes.is_empty() {
            self.complaints.push(format!("choices as {} changed {changes:?}", actor.label));
        }
    }

    async fn bodies(&mut self, actor: &Actor) {
        let (ours, theirs) = (&self.app.atelier, &self.app.jardins);
        let own = ours.draft(day(), 4);
        let drafts = [
            ("their programme", SlotDraft { programme: theirs.programme, ..own.clone() }),
            ("their teacher", SlotDraft { teachers: vec![theirs.teacher_row], ..own.clone() }),
            (
                "their teacher beside ours",
                SlotDraft { teachers: vec![ours.teacher_row, theirs.teacher_row], ..own },
            ),
        ];
        let mut browser = actor.browser(self.app, &self.name_of(HostKind::Portal)).await;
        for form in FORMS {
            let target = form.replace("{slot}", &self.objects.atelier_slot.to_string());
            for (what, draft) in &drafts {
                let fields = fields(draft);
                let fields: Vec<_> =
                    fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
                let answer = browser.post(&target, &fields).await;
                if answer.status != 422 {
                    self.complaints.push(format!(
                        "{target} with {what} as {}: {}",
                        actor.label, answer.status
                    ));
                }
                let changes = self.changes().await;
                if !changes.is_empty() {
                    self.complaints.push(format!(
                        "{target} with {what} as {} changed {changes:?}",
                        actor.label
                    ));
                }
            }
        }
    }

    async fn filters(&mut self, actor: &Actor) {
        let mut browser = actor.browser(self.app, &self.name_of(HostKind::Portal)).await;
        let theirs: &SampleLycee = &self.app.jardins;
        let ids = [
            ("enseignant", theirs.teacher_row.to_string()),
            ("filiere", theirs.track.to_string()),
            ("filiere", theirs.programme.to_string()),
            ("formation", theirs.programme.to_string()),
        ];
        for page in FILTERED {
            for (name, id) in &ids {
                let target = format!("{page}&{name}={id}");
                let answer = browser.get(&target).await;
                let html = answer.html();
                let slots = self.objects.jardins_slots.map(|slot| slot.to_string());
                // As the list of teachers names him; the header of his own pages has his first name.
                let teacher = format!("Mme {}", theirs.teacher.last_name);
                let told = html.contains(&teacher) || slots.iter().any(|slot| html.contains(slot));
                if told || answer.status.is_server_error() {
                    let status = answer.status;
                    self.complaints.push(format!(
                        "{target} as {} tells of Les Jardins ({status})",
                        actor.label
                    ));
                }
            }
        }
    }
}

/// A day that the form takes.
fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 15).expect("a day")
}

fn fields(draft: &SlotDraft) -> Vec<(&'static str, String)> {
    let mut fields = vec![
        ("programme", draft.programme.to_string()),
        ("type", "mini_stage".to_owned()),
        ("date", draft.day.to_string()),
        ("debut", "09:00".to_owned()),
        ("fin", "12:00".to_owned()),
        ("places", draft.capacity.to_string()),
        ("salle", "Intrusion".to_owned()),
        ("version", "1".to_owned()),
        ("etat", "published".to_owned()),
    ];
    fields.extend(draft.teachers.iter().map(|teacher| ("enseignants", teacher.to_string())));
    fields
}
