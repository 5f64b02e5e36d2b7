//! « Vous êtes un lycée ? », from the front door to the draft.

use domain::accounts::{Identity, Title};
use domain::hosting::PortalWish;
use domain::hosting::jobs::SendPortalForm;
use domain::ids::PortalRequestId;
use domain::operators::OperatorRole;
use domain::sample::SampleSchool;
use domain::tenancy::TenantState;
use domain::text::{Name, Position, ShortName};
use testing_web::TestApp;

const CONSOLE: &str = "console.ministage.test";
const ASK: &str = "https://ministage.test/votre-portail";

/// A lycée without a portal.
const VINCI: SampleSchool = SampleSchool {
    uai: "0440035Z",
    name: "Lycée Léonard de Vinci",
    kind: "lycee",
    city: "Rezé",
    postal_code: "44400",
    mail: "ce.0440035z@ac-nantes.fr",
};

/// A request that waits, made behind the scenes.
pub(crate) async fn requested(app: &TestApp) -> PortalRequestId {
    app.backstage.sample_schools(&[VINCI]).await.unwrap();
    let host = app.backstage.base_domain().to_owned();
    let order = SendPortalForm { school: VINCI.uai.parse().unwrap(), host: host.clone() };
    let minted = app.backstage.worker().mint_portal_form(&order).await.unwrap();
    let (.., token) = minted.expect("it may ask");
    let wish = PortalWish {
        who: Identity {
            title: Title::Madam,
            last_name: Name::parse("Guillou").unwrap(),
            first_name: Name::parse("Rozenn").unwrap(),
            position: Position::parse("Proviseure").unwrap(),
            phone: None,
        },
        name: ShortName::parse("Vinci").unwrap(),
        words: None,
    };
    app.backstage.doors(host).request_portal(&token, &wish).await.unwrap()
}

/// Its own mailbox proves it; the form keeps what was typed; the operator accepts, and the draft is there.
#[tokio::test(flavor = "multi_thread")]
async fn a_lycee_asks_for_its_portal() {
    let app = TestApp::start().await;
    app.backstage.sample_schools(&[VINCI]).await.unwrap();
    let mut visitor = app.browser();
    visitor.get("https://ministage.test/").await.is(200);
    visitor.click("Demander un portail").await.is(200).says("Vous êtes un lycée");
    for (typed, why) in [
        ("", "sept chiffres"),
        ("zzz", "sept chiffres"),
        ("0440035A", "c’est 0440035Z"),
        (app.cacault.uai.to_string().as_str(), "parmi les lycées"),
    ] {
        visitor.submit("#lycee", &[("rne", typed)]).await.is(422).says(why);
        assert_eq!(visitor.page().attribute("#rne", "value"), typed);
    }
    // One that has a portal is named, and whom to ask; no mail leaves.
    let there = app.atelier.portal.tenant();
    let sent = visitor.submit("#lycee", &[("rne", &there.uai.to_string())]).await;
    sent.is(200).says("déjà un portail").says(&there.name);
    assert_eq!(app.letters().await.len(), 0);
    visitor.submit("#lycee", &[("rne", VINCI.uai)]).await.is(200).says("ce.....").hides(VINCI.mail);
    // Another at once is one too many.
    visitor.get(ASK).await.is(200);
    visitor.submit("#lycee", &[("rne", VINCI.uai)]).await.is(429).says("attendez");
    let letters = app.letters().await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].to.address, VINCI.mail);
    let link = letters[0].text.split_whitespace().find(|word| word.contains("/votre-portail/"));
    let link = link.expect("a link").to_owned();

    let mut reader = app.browser();
    reader.get(&link).await.is(200).says("Demander un portail").says(VINCI.name);
    let fields = [
        ("civilite", "mme"),
        ("nom", "Guillou"),
        ("prenom", "Rozenn"),
        ("fonction", "Proviseure"),
        ("telephone", "02 40 12 34 56"),
        ("portail", ""),
        ("message", "Nous ouvrons la campagne en janvier."),
    ];
    reader.submit("#demande", &fields).await.is(422).says("Indiquez le nom du portail");
    assert_eq!(reader.page().attribute("#nom", "value"), "Guillou");
    reader.submit("#demande", &[("portail", "Vinci")]).await.is(200).says("est transmise");
    reader.get(&link).await.is(410).says("a déjà servi");
    reader.get(&format!("{ASK}/nothing")).await.is(404).says("n’est pas valable");

    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get("/demandes").await.is(200).says("Lycées qui demandent un portail");
    odile.click("Lycée Léonard de Vinci, Rezé").await.is(200);
    odile.page().says("Mme Rozenn Guillou").says("campagne en janvier").says("Vinci");
    odile.submit("#accepter", &[("adresse", "compte")]).await.is(422).says("réservé");
    odile.submit("#accepter", &[("adresse", "lycee-vinci")]).await.is(303);
    odile.follow().await.is(200).says("La demande est acceptée").says("Ce que les conventions");
    let host = "lycee-vinci.ministage.test";
    let draft = app.backstage.portal_at(host).await.unwrap().expect("begun");
    assert_eq!(draft.tenant().state, TenantState::Draft);
    let letters = app.letters().await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].to.address == VINCI.mail && letters[0].text.contains("nous préparons"));
    odile.get("/demandes").await.is(200).hides("Lycées qui demandent");
    // A portal that is being prepared is nobody's to know.
    let mut other = app.browser().from_address("192.0.2.9".parse().unwrap());
    other.get(ASK).await.is(200);
    other.submit("#lycee", &[("rne", VINCI.uai)]).await.says("ce.....").hides("déjà un portail");
    app.leave_jobs();
}

/// With its reason, once, and by who may change something.
#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_refused_with_a_reason() {
    let app = TestApp::start().await;
    let id = requested(&app).await;
    let page = format!("/demandes/portails/{id}");
    let paul = crate::operators::paul(&app, OperatorRole::Reader).await;
    let mut reader = app.signed_in(&paul, CONSOLE).await;
    reader.get(&page).await.is(200).says("attend une décision").hides("Accepter et commencer");
    reader.post(&format!("{page}/refus"), &[("motif", "x")]).await.is(404);
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get(&format!("{page}/refus")).await.is(200).says(VINCI.mail);
    odile.post(&format!("{page}/refus"), &[("motif", "")]).await.is(422);
    odile.post(&format!("{page}/refus"), &[("motif", "Le lycée a rejoint un autre")]).await.is(303);
    odile.follow().await.is(200).says("le motif part par courriel");
    let letters = app.letters().await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].text.contains("Le lycée a rejoint un autre"), "{}", letters[0].text);
    odile.get(&page).await.is(200).says("Refusée").says("Le lycée a rejoint un autre");
    odile.post(&page, &[("adresse", "lycee-vinci")]).await.goes_to(&page);
    odile.follow().await.is(200).says("n’attend plus de décision");
    assert!(app.backstage.portal_at("lycee-vinci.ministage.test").await.unwrap().is_none());
}
