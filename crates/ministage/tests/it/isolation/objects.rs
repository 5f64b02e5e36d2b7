//! What is behind the walls: bookings with pupils whose names appear nowhere else.

use domain::bookings::Pupil;
use domain::ids::{BookingId, SessionId, SlotId};
use testing::{SampleLycee, SampleSender, TestApp};
use web::view::HostKind;

use super::actors::{Actor, Kind};

/// Whose an object is, seen from L'Atelier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// A booking of collège Cacault at L'Atelier.
    Cacault,
    /// A booking of collège Langevin at L'Atelier.
    Langevin,
    /// A booking of collège Langevin at Les Jardins.
    Jardins,
}

/// One booking and its secrets.
pub(super) struct Secret {
    pub(super) owner: Owner,
    pub(super) booking: BookingId,
    pub(super) reference: String,
    pub(super) pupil: &'static str,
}

/// Everything that the walk asks for.
pub(super) struct Objects {
    pub(super) secrets: Vec<Secret>,
    /// A letter about L'Atelier, by the id of its row.
    mail: String,
    atelier_draft: SlotId,
    pub(super) atelier_slot: SlotId,
    jardins_slots: [SlotId; 2],
    /// Of collège Cacault and of collège Langevin, at their account's home.
    sessions: [SessionId; 2],
}

impl Objects {
    /// Three bookings, their mails sent.
    pub(super) async fn make(app: &TestApp) -> Self {
        let secrets = vec![
            booked(app, &app.atelier, &app.cacault, Owner::Cacault, "Aubertin").await,
            booked(
                app,
                &app.atelier,
                &app.langevin,
                Owner::Langevin,
                "Quillévéré",
            )
            .await,
            booked(
                app,
                &app.jardins,
                &app.langevin,
                Owner::Jardins,
                "Zyskowicz",
            )
            .await,
        ];
        let letters = app.letters().await;
        let mail = letters
            .first()
            .and_then(|letter| letter.message_id.split('@').next())
            .unwrap_or_default()
            .to_owned();
        Self {
            secrets,
            mail,
            atelier_draft: app.atelier.draft_slot,
            atelier_slot: app.atelier.slot,
            jardins_slots: [app.jardins.slot, app.jardins.draft_slot],
            sessions: [
                session(app, &app.cacault).await,
                session(app, &app.langevin).await,
            ],
        }
    }

    /// What `actor` must not get for a path parameter of this name: none where it stands for nothing
    /// that is somebody's. An unknown name is an error that says what to do.
    pub(super) fn of_parameter(
        &self,
        name: &str,
        actor: &Actor,
        host: HostKind,
    ) -> Result<Vec<String>, String> {
        let hidden = || {
            self.secrets
                .iter()
                .filter(|secret| !actor.may_see(secret.owner, host))
        };
        Ok(match name {
            "slot" => self.hidden_slots(actor),
            "booking" => hidden().map(|secret| secret.booking.to_string()).collect(),
            "reference" => hidden().map(|secret| secret.reference.clone()).collect(),
            // Mails are the console's.
            "id" if host == HostKind::Console => match actor.kind {
                Kind::Operator => Vec::new(),
                _ => vec![self.mail.clone()],
            },
            // A session at her own home of somebody else.
            "session" => vec![match actor.kind {
                Kind::Cacault => self.sessions[1].to_string(),
                _ => self.sessions[0].to_string(),
            }],
            // Nobody's: the directory is public, files are the same for all, a token that one has not is a guess.
            "uai" => vec!["0440010X".to_owned()],
            "name" => vec!["nothing.css".to_owned()],
            "token" => vec!["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned()],
            unknown => {
                return Err(format!(
                    "the path parameter {{{unknown}}} is not classified: say in `objects.rs`, `of_parameter`, which \
                     objects of another portal or school it can name (or that it names nobody's), and if it is in \
                     `NOBODYS`"
                ));
            }
        })
    }

    fn hidden_slots(&self, actor: &Actor) -> Vec<String> {
        let mut slots: Vec<_> = self.jardins_slots.iter().map(ToString::to_string).collect();
        if !matches!(actor.kind, Kind::Editor | Kind::Looker) {
            slots.push(self.atelier_draft.to_string());
        }
        slots
    }
}

/// Parameters that name nothing of anybody: such a route is walked for its words and for who may,
/// but may answer as it likes to those who are admitted.
pub(super) const NOBODYS: &[&str] = &["uai", "name", "token"];

async fn session(app: &TestApp, of: &SampleSender) -> SessionId {
    let home = app.app.account_host();
    let token = app
        .backstage
        .sign_in_for_tests(of.manager.account, &home)
        .await
        .expect("the database answers");
    let person = app.backstage.resume_session(&token, &home).await;
    person
        .expect("the database answers")
        .expect("just signed in")
        .session
}

async fn booked(
    app: &TestApp,
    at: &SampleLycee,
    by: &SampleSender,
    owner: Owner,
    pupil: &'static str,
) -> Secret {
    let whole = Pupil::new(pupil, "Maëlle", "3e B").expect("a plain name");
    let booking = app.book(at, by, at.slot, whole).await;
    let row = at
        .portal
        .booking(booking)
        .await
        .expect("the database answers")
        .expect("just booked");
    Secret {
        owner,
        booking,
        reference: row.reference,
        pupil,
    }
}
