//! Who walks: every kind of visitor.

use testing_web::{Browser, SamplePeople, TestApp};
use web::view::HostKind;
use web::visit::Access;

use super::objects::Owner;

/// A visitor of L'Atelier's portal, and of the hosts around it.
pub(super) struct Actor {
    pub(super) label: &'static str,
    person: Option<SamplePeople>,
    pub(super) kind: Kind,
}

/// What a visitor is at L'Atelier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Anonymous,
    /// A collège.
    Cacault,
    /// Another one.
    Langevin,
    /// On the staff, and may change stages.
    Editor,
    /// On the staff, and may look.
    Looker,
    /// Signed in, and nothing here: the staff of another lycée.
    Stranger,
    /// Runs the platform; on a portal she is a stranger.
    Operator,
    /// The same, and changes nothing.
    Reader,
    /// The same before her second factor: nobody.
    Claimant,
}

impl Kind {
    /// Whether she sees the pages of the console.
    fn runs(self) -> bool {
        matches!(self, Self::Operator | Self::Reader)
    }
}

impl Actor {
    /// Whoever is signed out.
    pub(super) fn nobody() -> Self {
        Self { label: "nobody", person: None, kind: Kind::Anonymous }
    }

    /// Everybody.
    pub(super) fn all(app: &TestApp, reader: &SamplePeople) -> Vec<Self> {
        let actor =
            |label, person: &SamplePeople, kind| Self { label, person: Some(person.clone()), kind };
        vec![
            Self::nobody(),
            actor("collège Cacault", &app.cacault.manager, Kind::Cacault),
            actor("collège Langevin", &app.langevin.manager, Kind::Langevin),
            actor("admin of L’Atelier", &app.atelier.admin, Kind::Editor),
            actor("editor of L’Atelier", &app.atelier.editor, Kind::Editor),
            actor("front desk of L’Atelier", &app.atelier.front_desk, Kind::Looker),
            actor("teacher of L’Atelier", &app.atelier.teacher, Kind::Looker),
            actor("admin of Les Jardins", &app.jardins.admin, Kind::Stranger),
            actor("teacher of Les Jardins", &app.jardins.teacher, Kind::Stranger),
            actor("operator", &app.operator, Kind::Operator),
            actor("operator who reads", reader, Kind::Reader),
            actor("operator before her code", &app.operator, Kind::Claimant),
        ]
    }

    /// Her browser on a host.
    pub(super) async fn browser(&self, app: &TestApp, host: &str) -> Browser {
        match &self.person {
            Some(person) if self.kind == Kind::Claimant && host == app.app.console_host() => {
                app.claiming(person).await
            }
            Some(person) => app.signed_in(person, host).await,
            None => {
                let mut browser = app.browser();
                browser.go_to(host);
                browser
            }
        }
    }

    /// The browser of an operator who sees L'Atelier as this person, if she is one of its people.
    pub(super) async fn looked_at(&self, app: &TestApp) -> Option<Browser> {
        let person = self.person.as_ref()?;
        match self.kind {
            Kind::Cacault => {
                let school = app.cacault.uai.to_string();
                Some(crate::viewing::viewing(app, &school, person, true).await)
            }
            Kind::Editor | Kind::Looker => {
                Some(crate::viewing::viewing(app, "", person, false).await)
            }
            _ => None,
        }
    }

    /// Whether the route table lets her in: written again here, apart from the guard that it checks.
    pub(super) fn is_admitted(&self, access: Access, host: HostKind) -> bool {
        let signed_in =
            self.kind != Kind::Anonymous && (host != HostKind::Console || self.kind.runs());
        let school = matches!(self.kind, Kind::Cacault | Kind::Langevin);
        let staff = matches!(self.kind, Kind::Editor | Kind::Looker);
        let portal = host == HostKind::Portal;
        match access {
            Access::Anyone => true,
            Access::Person => signed_in,
            Access::Origin => portal && school,
            Access::Member => portal && (school || staff),
            Access::Staff => portal && staff,
            Access::Editor => portal && self.kind == Kind::Editor,
            Access::Changer => portal && (school || self.kind == Kind::Editor),
            Access::Operator | Access::OperatorOrDemo => {
                host == HostKind::Console && self.kind.runs()
            }
            Access::FullOperator => host == HostKind::Console && self.kind == Kind::Operator,
        }
    }

    /// Whether she is taken for signed out on this host.
    pub(super) fn is_nobody(&self, host: HostKind) -> bool {
        self.kind == Kind::Anonymous || (host == HostKind::Console && !self.kind.runs())
    }

    /// Whose access requests she may see on this host.
    pub(super) fn may_decide(&self, owner: Owner, host: HostKind) -> bool {
        match (host, self.kind) {
            (HostKind::Account, Kind::Cacault) => owner == Owner::Cacault,
            (HostKind::Account, Kind::Langevin) => owner == Owner::Langevin,
            (HostKind::Console, kind) => kind.runs(),
            _ => false,
        }
    }

    /// Whose objects she may see on this host.
    pub(super) fn may_see(&self, owner: Owner, host: HostKind) -> bool {
        match (host, self.kind) {
            (HostKind::Portal, Kind::Editor | Kind::Looker) => owner != Owner::Jardins,
            (HostKind::Portal | HostKind::Account, Kind::Cacault) => owner == Owner::Cacault,
            (HostKind::Portal, Kind::Langevin) => owner == Owner::Langevin,
            // Her home shows her school's bookings on all portals; the one at Les Jardins is hers.
            (HostKind::Account, Kind::Langevin) => owner != Owner::Cacault,
            (HostKind::Console, kind) => kind.runs(),
            _ => false,
        }
    }
}
