//! What is behind the walls: bookings with pupils whose names appear nowhere else.

use domain::access::{AccessProof, NewAccessRequest};
use domain::accounts::Title;
use domain::bookings::Pupil;
use domain::ids::{
    AccessRequestId, AccountId, ApplicationId, BookingId, MembershipId, PortalRequestId, SessionId,
    SiteId, SlotId, TenantId,
};
use domain::operators::OperatorRole;
use domain::paging::PageRequest;
use domain::sample::SamplePerson;
use domain::sites::SiteSpec;
use domain::text::{Name, Position, SiteName, Welcome};
use testing_web::{SampleLycee, SamplePeople, SampleSender, TestApp};
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

/// Somebody who asks to act for a school.
pub(super) struct Asked {
    pub(super) owner: Owner,
    id: AccessRequestId,
    pub(super) name: &'static str,
}

/// First label of the common site over both portals.
pub(super) const COMMON: &str = "ministages-44";

/// Everything that the walk asks for.
pub(super) struct Objects {
    pub(super) secrets: Vec<Secret>,
    pub(super) asked: Vec<Asked>,
    /// A letter about L'Atelier, by the id of its row.
    mail: String,
    atelier_draft: SlotId,
    pub(super) atelier_slot: SlotId,
    pub(super) jardins_slots: [SlotId; 2],
    /// Of collège Cacault and of collège Langevin, at their account's home.
    sessions: [SessionId; 2],
    /// The two collèges: UAI, and the place of its manager.
    schools: [(Kind, String, MembershipId); 2],
    application: ApplicationId,
    portal_request: PortalRequestId,
    operator: AccountId,
    /// Runs the platform, and changes nothing.
    pub(super) reader: SamplePeople,
    lycee: TenantId,
    site: SiteId,
    /// What is kept of a draft that was given up.
    erased: String,
}

impl Objects {
    /// Three bookings, their mails sent.
    pub(super) async fn make(app: &TestApp) -> Self {
        let secrets = vec![
            booked(app, &app.atelier, &app.cacault, Owner::Cacault, "Aubertin").await,
            booked(app, &app.atelier, &app.langevin, Owner::Langevin, "Quillévéré").await,
            booked(app, &app.jardins, &app.langevin, Owner::Jardins, "Zyskowicz").await,
        ];
        let letters = app.letters().await;
        let mail = letters
            .first()
            .and_then(|letter| letter.message_id.split('@').next())
            .unwrap_or_default()
            .to_owned();
        let asked = vec![
            asked(app, &app.cacault, Owner::Cacault, "Kervadec").await,
            asked(app, &app.langevin, Owner::Langevin, "Quintric").await,
        ];
        Self {
            secrets,
            asked,
            mail,
            atelier_draft: app.atelier.draft_slot,
            atelier_slot: app.atelier.slot,
            jardins_slots: [app.jardins.slot, app.jardins.draft_slot],
            sessions: [session(app, &app.cacault).await, session(app, &app.langevin).await],
            schools: [
                of_school(app, &app.cacault, Kind::Cacault).await,
                of_school(app, &app.langevin, Kind::Langevin).await,
            ],
            application: applied(app).await,
            portal_request: crate::hosting::requested(app).await,
            operator: app.operator.account,
            reader: reader(app).await,
            lycee: app.jardins.portal.id(),
            site: app.console().await.create_site(COMMON, &common()).await.unwrap(),
            erased: erased(app).await,
        }
    }

    /// What `actor` must not get for a path parameter of this name: none where it stands for nothing
    /// that is somebody's. An unknown name is an error that says what to do.
    pub(super) fn of_parameter(
        &self,
        name: &str,
        actor: &Actor,
        host: HostKind,
        admitted: bool,
    ) -> Result<Vec<String>, String> {
        // What she only reads is behind a wall for her where it is changed.
        let runs = actor.kind == Kind::Operator || (actor.kind == Kind::Reader && admitted);
        let all = |id: String| if runs { Vec::new() } else { vec![id] };
        let hidden = || self.secrets.iter().filter(|secret| !actor.may_see(secret.owner, host));
        Ok(match name {
            "slot" => self.hidden_slots(actor),
            "booking" => hidden().map(|secret| secret.booking.to_string()).collect(),
            // A code tells anybody whether the paper with it is worth something, and nothing of whom.
            "reference" => hidden().map(|secret| secret.reference.clone()).collect(),
            // Mails are the console's.
            "id" if host == HostKind::Console => all(self.mail.clone()),
            // A session at her own home of somebody else.
            "session" => vec![match actor.kind {
                Kind::Cacault => self.sessions[1].to_string(),
                _ => self.sessions[0].to_string(),
            }],
            "request" => {
                let walled = host == HostKind::Console && !runs;
                let hidden = self
                    .asked
                    .iter()
                    .filter(|asked| walled || !actor.may_decide(asked.owner, host));
                hidden.map(|asked| asked.id.to_string()).collect()
            }
            // At the account's home a UAI leads to the pages of that school.
            "uai" if host == HostKind::Account => {
                self.foreign_schools(actor).map(|(_, uai, _)| uai.clone()).collect()
            }
            // Invitations of one's own school: a foreign UAI stands before it, and it is nobody's.
            "invitation" => vec!["01939d5a-7c00-7000-8000-000000000001".to_owned()],
            "membership" => {
                self.foreign_schools(actor).map(|(.., place)| place.to_string()).collect()
            }
            // So are its operators, and common sites.
            "operator" => all(self.operator.to_string()),
            // Keys are each operator's own, and this one is nobody's.
            "passkey" => vec!["01939d5a-7c00-7000-8000-000000000002".to_owned()],
            // So are all people.
            "account" => all(self.operator.to_string()),
            "site" => all(self.site.to_string()),
            // So are the lycées, as a whole.
            "tenant" => all(self.lycee.to_string()),
            // So is what is kept of portals that were erased.
            "erasure" => all(self.erased.clone()),
            // So are the lycées that ask for a portal.
            "portal" => all(self.portal_request.to_string()),
            // So are the demands of schools.
            "application" => all(self.application.to_string()),
            // Nobody's: the directory is public, files are the same for all, a token that one has not is a guess.
            "uai" | "school" => vec!["0440010X".to_owned()],
            "year" => vec!["2019".to_owned()],
            "name" => vec!["nothing.css".to_owned()],
            "guide" | "document" => vec!["nothing".to_owned()],
            "token" => vec!["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned()],
            unknown => {
                return Err(format!(
                    "the path parameter {{{unknown}}} is not classified: say in `objects.rs`, `of_parameter`, which \
                     objects of another portal or school it can name (or that it names nobody's), and if it is in \
                     `is_nobodys`"
                ));
            }
        })
    }

    /// The schools that are not hers.
    fn foreign_schools(
        &self,
        actor: &Actor,
    ) -> impl Iterator<Item = &(Kind, String, MembershipId)> {
        let kind = actor.kind;
        self.schools.iter().filter(move |school| school.0 != kind)
    }

    fn hidden_slots(&self, actor: &Actor) -> Vec<String> {
        let mut slots: Vec<_> = self.jardins_slots.iter().map(ToString::to_string).collect();
        if !matches!(actor.kind, Kind::Editor | Kind::Looker) {
            slots.push(self.atelier_draft.to_string());
        }
        slots
    }
}

/// A draft that was given up.
async fn erased(app: &TestApp) -> String {
    let console = app.console().await;
    let mut start = testing_web::beginning();
    start.logo = None;
    let draft = console.begin_lycee(app.cacault.uai, "mort-ne", &start, false).await.unwrap();
    console.abandon_draft(draft, &testing_web::reason("ouvert par erreur")).await.unwrap();
    let all = console.erased_portals(PageRequest::new(1, 10)).await.unwrap();
    all.rows[0].id.to_string()
}

/// Parameters that name nothing of anybody: such a route is walked for its words and for who may,
/// but may answer as it likes to those who are admitted.
const NOBODYS: &[&str] =
    &["uai", "school", "name", "token", "reference", "year", "guide", "document"];

/// Whether a parameter names nothing of anybody on this host.
pub(super) fn is_nobodys(name: &str, host: HostKind) -> bool {
    NOBODYS.contains(&name) && !(name == "uai" && host == HostKind::Account)
}

fn common() -> SiteSpec {
    SiteSpec {
        name: SiteName::parse("Mini-Stages 44").unwrap(),
        welcome: Welcome::parse("Bienvenue").unwrap(),
        accent: "#14507a".to_owned(),
        contact: None,
        departments: vec!["44".to_owned()],
        academies: Vec::new(),
        portals: Vec::new(),
    }
}

async fn asked(app: &TestApp, school: &SampleSender, owner: Owner, name: &'static str) -> Asked {
    let request = NewAccessRequest {
        uai: school.uai,
        login: format!("{}@ac-nantes.fr", name.to_lowercase()),
        last_name: Name::parse(name).unwrap(),
        first_name: Name::parse("Maëlle").unwrap(),
        position: Position::parse("secrétaire").unwrap(),
    };
    let (backstage, host) = (&app.backstage, &app.atelier.host);
    let proof = backstage.worker().mint_access_proof(&request, host).await;
    let AccessProof::Prove(token) = proof.expect("the database answers") else {
        panic!("{name} has asked already");
    };
    match backstage.doors(host).prove_access(&token).await {
        Ok(request) => Asked { owner, id: request.id, name },
        other => panic!("{other:?}"),
    }
}

async fn session(app: &TestApp, of: &SampleSender) -> SessionId {
    let home = app.app.account_host();
    let token = app
        .backstage
        .sign_in_for_tests(of.manager.account, &home)
        .await
        .expect("the database answers");
    let person = app.backstage.doors(&home).resume_session(&token).await;
    person.expect("the database answers").expect("just signed in").session
}

/// A collège as its own people are known by at the account's home.
async fn of_school(
    app: &TestApp,
    school: &SampleSender,
    kind: Kind,
) -> (Kind, String, MembershipId) {
    let manager = app.origin(&app.atelier, school).await.membership();
    let people = manager.colleagues().await.expect("the database answers");
    let place = people.first().expect("its manager").id;
    (kind, school.uai.to_string(), place)
}

/// A school that is not in the directory asks for an account, and waits.
async fn applied(app: &TestApp) -> ApplicationId {
    crate::applications::waiting(app, "0441234A").await
}

async fn reader(app: &TestApp) -> SamplePeople {
    let login = "lecture@ministage.example".to_owned();
    let person = SamplePerson {
        login: login.clone(),
        title: Title::Sir,
        first_name: "Paul",
        last_name: "Guillou",
        position: "exploitant",
        password_hash: None,
    };
    let account = app.backstage.sample_account(person).await.unwrap();
    app.backstage.sample_operator(account, OperatorRole::Reader).await.unwrap();
    SamplePeople { account, login, last_name: "Guillou" }
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
    let row = at.portal.booking(booking).await.expect("the database answers").expect("just booked");
    Secret { owner, booking, reference: row.reference, pupil }
}
