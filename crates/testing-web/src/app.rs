//! The whole product in the test's process, without a socket.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use axum::extract::Request;
use axum::response::Response;
use documents::Press;
use domain::StoreSettings;
use domain::random::Token;
use domain::tenancy::{AgreementPolicy, TenantDetails, TenantState};
use domain::tenants::{DocumentKind, TenantBundle, TenantSpec};
use platform::dns::{self, Dns};
use platform::kv::Kv;
use platform::limits::{Backoff, BackoffPolicy, Limits};
use platform::mail::{Mail, Mailbox, Memory, OutgoingMail};
use tempfile::TempDir;
use tower::util::BoxCloneSyncService;
use web::app::{Address, App, Parts};
use web::server::Counted;
use web::view::Engine;

use crate::{Browser, SamplePeople, TestDb, World, check, record};

/// The product, wired to memory and to a database of this test. Dereferences to its [`World`].
///
/// When it is dropped, no job may be left: a test that leaves one has not looked at what its action
/// sends. Call [`TestApp::work`], or [`TestApp::leave_jobs`] to say that it is on purpose.
pub struct TestApp {
    /// The app, as handlers get it.
    pub app: App,
    mail: Memory,
    dns: dns::Memory,
    /// Letters that left and that the test has not read yet, with their kinds.
    unread: Mutex<Vec<(String, OutgoingMail)>>,
    service: BoxCloneSyncService<Request, Response, Infallible>,
    may_leave_jobs: AtomicBool,
    world: World,
    /// The folder in which a demonstration keeps its mails.
    mails: Option<TempDir>,
}

/// What a portal starts with that is made on the console, as the folder `_default` says it.
pub fn beginning() -> TenantBundle {
    let agreement = include_str!("../../../tenants/_default/documents/agreement.typ");
    let guide = include_str!("../../../tenants/_default/documents/guide.typ");
    TenantBundle {
        slug: String::new(),
        spec: TenantSpec {
            uai: "0440035Z".parse().unwrap(),
            name: "Lycée".to_owned(),
            short_name: "Lycée".to_owned(),
            city: None,
            state: TenantState::Draft,
            listed: false,
            time_zone: None,
            holiday_zone: None,
            custom_host: None,
            accent: "#1f5fbf".to_owned(),
            agreement_policy: AgreementPolicy::BeforeVisit,
            agreement_due_days: 5,
            release_days: None,
            erase_days: None,
            erase_on: None,
            details: TenantDetails {
                head_quality: "proviseur".to_owned(),
                ..TenantDetails::default()
            },
            texts: BTreeMap::from([("welcome".to_owned(), "Bienvenue au lycée.".to_owned())]),
            tracks: Vec::new(),
            teachers: Vec::new(),
        },
        documents: BTreeMap::from([
            (DocumentKind::Agreement, agreement.to_owned()),
            (DocumentKind::Guide, guide.to_owned()),
        ]),
        logo: None,
    }
}

impl TestApp {
    /// The product in a new [`World`].
    pub async fn start() -> Self {
        Self::of(World::new().await)
    }

    /// The same with settings of the test's own: a protection switched off.
    pub async fn start_with(db: TestDb, settings: StoreSettings) -> Self {
        Self::of(World::with(db, settings).await)
    }

    /// The product in a world that was made before.
    pub fn of(world: World) -> Self {
        let mail = Memory::default();
        Self::wired(world, mail.clone(), Mail::Memory(mail), None, unheard(), Kv::memory())
    }

    /// The same with a store of the test's own: a Redis that it stops.
    pub fn remembering(world: World, kv: Kv) -> Self {
        let mail = Memory::default();
        Self::wired(world, mail.clone(), Mail::Memory(mail), None, unheard(), kv)
    }

    /// The same with letters that go elsewhere: to a relay that really listens.
    pub fn mailing(world: World, mail: Mail) -> Self {
        Self::wired(world, Memory::default(), mail, None, unheard(), Kv::memory())
    }

    /// The product as `ministage demo` starts it: mails are kept in a folder, which the console
    /// shows to everybody. [`TestApp::letters`] finds none.
    pub async fn demonstration() -> Self {
        Self::showing_mails(World::new().await, unheard())
    }

    /// The same, to be reached by real browsers: see [`TestApp::service`].
    pub fn on_a_port(world: World, port: u16) -> Self {
        let address = Address { scheme: "http", port: Some(port), ..unheard() };
        Self::showing_mails(world, address)
    }

    fn showing_mails(world: World, address: Address) -> Self {
        let folder = tempfile::Builder::new().prefix("ministage-mails-").tempdir().unwrap();
        let mail = Mail::Mailbox(Mailbox::new(folder.path()));
        let folder = Some(folder);
        Self::wired(world, Memory::default(), mail, folder, address, Kv::memory())
    }

    fn wired(
        world: World,
        memory: Memory,
        mail: Mail,
        folder: Option<TempDir>,
        address: Address,
        kv: Kv,
    ) -> Self {
        let names = dns::Memory::default();
        let app = App::new(Parts {
            backstage: world.backstage.clone(),
            engine: Arc::clone(&ENGINE),
            press: Press::new(2),
            mailbox: folder.as_ref().map(|folder| Mailbox::new(folder.path())),
            demo: folder.is_some(),
            mail,
            dns: Dns::Memory(names.clone()),
            limits: Limits::new(kv.clone()),
            backoff: Backoff::new(kv.clone(), BackoffPolicy::default()),
            kv,
            start: beginning(),
            address,
            ledger: None,
            kept: web::Retained { backups: 30, logs: 0 },
            runs: web::law::Runs {
                name: "Région d’essai".to_owned(),
                host: "Hébergeur d’essai, Nantes".to_owned(),
                dpo: "dpo@ministage.test".to_owned(),
                processors: vec!["Relais d’essai, envoi des courriels".to_owned()],
            },
        });
        let service = web::server::service(app.clone());
        Self {
            app,
            mail: memory,
            dns: names,
            unread: Mutex::default(),
            service,
            may_leave_jobs: AtomicBool::new(false),
            world,
            mails: folder,
        }
    }

    /// The service, for a listener.
    pub fn service(&self) -> BoxCloneSyncService<Request, Response, Infallible> {
        self.service.clone()
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Browser {
        Browser::new(self.service.clone())
    }

    /// What Prometheus is told.
    pub async fn metrics(&self, counted: &Counted) -> String {
        let mut supervisor = Browser::new(web::server::health(self.app.clone(), counted.clone()));
        let answer = supervisor.get("https://127.0.0.1/metrics").await;
        String::from_utf8(answer.is(200).body.clone()).unwrap()
    }

    /// A browser on `host` in which a person is signed in, by a session made behind the scenes.
    pub async fn signed_in(&self, person: &SamplePeople, host: &str) -> Browser {
        let token = self.backstage.sign_in_for_tests(person.account, host).await.unwrap();
        let mut browser = self.browser();
        browser.set_cookie(host, "__Host-session", token.reveal());
        let mark = Token::received(&person.account.to_string()).hash();
        browser.set_cookie(host, "__Host-personne", &mark);
        browser.go_to(host);
        browser
    }

    /// A browser on the console in which a person has given her password, and not yet the second factor.
    pub async fn claiming(&self, person: &SamplePeople) -> Browser {
        let host = self.app.console_host();
        let token = self.backstage.claim_for_tests(person.account, &host).await.unwrap();
        let mut browser = self.browser();
        browser.set_cookie(&host, "__Host-session", token.reveal());
        browser.go_to(&host);
        browser
    }

    /// Does every job that is due, and says how many.
    pub async fn work(&self) -> usize {
        let done = web::worker::drain(&self.app).await.unwrap();
        let letters = self.mail.take();
        let kinds = self.backstage.mail_lines(10_000).await.unwrap();
        for letter in letters {
            let kind =
                kinds.iter().find(|line| letter.message_id.starts_with(&line.id.to_string()));
            let kind = kind.expect("a letter has its row").kind.clone();
            check::letter(&kind, &letter);
            self.unread.lock().unwrap().push((kind, letter));
        }
        done
    }

    /// Does every job that is due, and takes the letters that left.
    pub async fn letters(&self) -> Vec<OutgoingMail> {
        self.work().await;
        let letters = std::mem::take(&mut *self.unread.lock().unwrap());
        letters.iter().for_each(|(kind, letter)| record::letter(kind, letter));
        letters.into_iter().map(|(_, letter)| letter).collect()
    }

    /// Lets letters to this address come back from now on. On the mailbox page's folder only.
    pub fn bounce(&self, address: &str) {
        let folder = self.mails.as_ref().unwrap().path();
        let list = folder.join("bounces.txt");
        let mut known = std::fs::read_to_string(&list).unwrap_or_default();
        known.push_str(&format!("{address}\n"));
        std::fs::write(list, known).unwrap();
    }

    /// The relay, to make it fail.
    pub fn mail(&self) -> &Memory {
        &self.mail
    }

    /// The DNS, to make it say something.
    pub fn dns(&self) -> &dns::Memory {
        &self.dns
    }

    /// Says that this test leaves jobs undone on purpose.
    pub fn leave_jobs(&self) {
        self.may_leave_jobs.store(true, Ordering::Relaxed);
    }
}

/// The templates, parsed once a process.
static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(|| Arc::new(Engine::load().unwrap()));

/// Nobody listens: requests are made in the process.
fn unheard() -> Address {
    Address {
        scheme: "https",
        port: None,
        contact: "bonjour@ministage.test".into(),
        trusted_proxies: Vec::new(),
    }
}

impl Deref for TestApp {
    type Target = World;

    fn deref(&self) -> &World {
        &self.world
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if std::thread::panicking() || self.may_leave_jobs.load(Ordering::Relaxed) {
            return;
        }
        let backstage = &self.world.backstage;
        let lines = tokio::task::block_in_place(|| {
            tokio::runtime::Handle::current().block_on(backstage.job_lines(20))
        });
        let left: Vec<_> = lines
            .unwrap()
            .into_iter()
            // It runs days later, and tells nobody.
            .filter(|job| job.kind != "agreements.forget_replaced")
            .map(|job| format!("{} ({:?}) {:?}", job.kind, job.state, job.last_error))
            .collect();
        assert!(
            left.is_empty(),
            "jobs are left: {left:#?}\ncall `app.work().await` or `app.letters().await` and look at what they did, \
             or `app.leave_jobs()` to say that it is on purpose"
        );
    }
}
