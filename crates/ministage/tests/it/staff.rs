//! Which account is which teacher, as an editor and the teacher see it.

use domain::accounts::{Identity, ReadyAccount, Title};
use domain::bookings::Pupil;
use domain::invitations::StaffInvitation;
use domain::slots::SlotDraft;
use domain::staff::StaffRole;
use testing_web::{PASSWORD, SamplePeople, TestApp};

/// As letters name the stage that teachers get here.
const STAGE: &str = "CAP Cuisine, jeudi 3 décembre 2026";

/// Somebody who teaches joins the staff of the Atelier.
async fn joins(app: &TestApp, first_name: &str, last_name: &'static str) -> SamplePeople {
    let identity = Identity::new(Title::Sir, last_name, first_name, "professeur", None).unwrap();
    let login = format!("{first_name}.{last_name}@ac-nantes.fr").to_lowercase();
    let ready = ReadyAccount { login: &login, identity, password: PASSWORD };
    let account = app.backstage.create_confirmed_account(ready).await.unwrap();
    app.atelier.portal.add_staff(account, StaffRole::Teacher).await.unwrap();
    SamplePeople { account, login, last_name }
}

/// The list writes a name otherwise than the account: he is told, an editor sees it in « Options » and mends
/// it, and the teacher's pages follow.
#[tokio::test(flavor = "multi_thread")]
async fn a_miss_is_seen_and_mended() {
    let app = TestApp::start().await;
    let entry = app.atelier.portal.sample_teacher("M. Dantec", "menuiserie").await.unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 3).unwrap();
    let draft = SlotDraft { teachers: vec![entry], ..app.atelier.draft(day, 4) };
    let slot = app.slot(&app.atelier, draft).await;
    let pupil = Pupil::new("Quillien", "Ali", "3e A").unwrap();
    app.book(&app.atelier, &app.cacault, slot, pupil).await;
    let person = joins(&app, "Yann", "Ledantec").await;

    let mut yann = app.signed_in(&person, &app.atelier.host).await;
    yann.get("/tableau-de-bord").await.is(200).says("n’est relié à aucun enseignant du lycée");
    yann.get("/options").await.is(200).says("yann.ledantec@ac-nantes.fr").says("relié à aucun");
    yann.page().hides("/options/enseignants");
    yann.get("/options/enseignants").await.is(404);
    yann.get("/stagiaires").await.is(200).hides("QUILLIEN");

    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get("/options").await.is(200).says("1 compte d’enseignant n’est relié à personne");
    editor.click("Enseignants").await.is(200).at("/options/enseignants");
    editor.page().says("Compte : yann.ledantec@ac-nantes.fr").says("Relié à personne");
    let form = "form:has(option[value=''][selected])";
    let account = editor.page().attribute(&format!("{form} input[name=compte]"), "value");
    let entry = entry.to_string();
    editor.submit(form, &[("enseignant", &entry)]).await.is(303);
    editor.follow().await.is(200).says("Le compte est relié").says("M. Dantec, menuiserie");
    editor.get("/options").await.is(200).says("Quel compte voit les stages de quel enseignant");
    editor.post("/options/enseignants", &[("compte", "x"), ("enseignant", "")]).await.is(404);
    // A page that was drawn before a colleague said it, or that does not say what it showed, ties nobody.
    editor.post("/options/enseignants", &[("compte", &account), ("enseignant", "")]).await.is(303);
    editor.follow().await.says("Rien n’est enregistré").says("M. Dantec, menuiserie");

    yann.get("/tableau-de-bord").await.is(200).hides("n’est relié").says("1 inscrit / ");
    yann.get("/stagiaires").await.is(200).says("QUILLIEN");
    yann.get("/creneaux").await.is(200).says("3 déc.").hides("2 déc.");
    yann.get("/options").await.is(200).says("M. Dantec, menuiserie");
    let mut admin = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
    admin.get("/historique").await.is(200).says("a relié le compte");
    app.leave_jobs();
}

/// The name proposes, whatever its title and signs; pressing once is enough.
#[tokio::test(flavor = "multi_thread")]
async fn the_name_proposes() {
    let app = TestApp::start().await;
    joins(&app, "Yann", "Kervella").await;
    let entry = app.atelier.portal.sample_teacher("M. KERVELLA", "").await.unwrap();
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get("/options/enseignants").await.is(200).says("À confirmer");
    let form = format!("form:has(option[value='{entry}'][selected])");
    editor.submit(&form, &[]).await.is(303);
    editor.follow().await.is(200).hides("À confirmer").says("M. KERVELLA");
    let [letter] = &app.letters().await[..] else { panic!("one letter") };
    assert_eq!(letter.to.address, "yann.kervella@ac-nantes.fr");
    assert!(letter.subject.starts_with("Vos stages sont reliés"), "{}", letter.subject);
    assert!(letter.text.contains("relié à M. KERVELLA"), "{}", letter.text);
    // Said by mistake, and taken back: he reads that too, once.
    let own = format!("form:has(option[value='{entry}'][selected])");
    editor.get("/options/enseignants").await.is(200);
    editor.submit(&own, &[("enseignant", "")]).await.is(303);
    let [letter] = &app.letters().await[..] else { panic!("one letter") };
    assert!(letter.subject.starts_with("Votre compte n’est plus relié"), "{}", letter.subject);
}

/// Whoever is invited as a teacher writes a name of the list: he sees nobody's pupils until an editor says who he
/// is, and the editors are asked by mail.
#[tokio::test(flavor = "multi_thread")]
async fn an_invited_teacher_waits_for_the_lycee() {
    let app = TestApp::start().await;
    let entry = app.atelier.portal.sample_teacher("M. Paul Guérin", "menuiserie").await.unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 3).unwrap();
    let slot = app
        .slot(&app.atelier, SlotDraft { teachers: vec![entry], ..app.atelier.draft(day, 4) })
        .await;
    let pupil = Pupil::new("Quillien", "Ali", "3e A").unwrap();
    app.book(&app.atelier, &app.cacault, slot, pupil).await;
    app.letters().await;
    let invitation = StaffInvitation::new("p.g@ac-nantes.fr", StaffRole::Teacher);
    app.atelier.portal.invite_staff(&invitation).await.unwrap();
    let letters = app.letters().await;
    let link = letters[0].text.split_whitespace().find(|word| word.starts_with("https://"));
    let mut paul = app.browser();
    let who = [
        ("civilite", "m"),
        ("nom", "Guerin"),
        ("prenom", "Paul"),
        ("mot_de_passe", "girafe bocal piano neige"),
        ("confirmation", "girafe bocal piano neige"),
    ];
    paul.post(link.expect("a link"), &who).await.is(303);
    paul.land().await.is(200).says("M. Paul Guérin").says("à confirmer par").hides("Aucun");
    for page in ["/stagiaires", "/creneaux", &format!("/creneaux/{slot}"), "/options"] {
        paul.get(page).await.is(200).says("à confirmer par").hides("QUILLIEN");
    }
    for words in ["Aucun stagiaire", "Aucun stage", "Vous voyez les élèves"] {
        paul.get("/stagiaires").await.hides(words);
    }

    let asked = app.letters().await;
    let to: Vec<&str> = asked.iter().map(|letter| letter.to.address.as_str()).collect();
    assert!(to.contains(&app.atelier.editor.login.as_str()), "{to:?}");
    assert!(!to.contains(&app.atelier.front_desk.login.as_str()), "{to:?}");
    let text = &asked[0].text;
    assert!(text.contains("M. Paul Guerin") && text.contains("M. Paul Guérin"), "{text}");
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let page = text.split_whitespace().find(|word| word.ends_with("/options/enseignants"));
    editor.get(page.expect("the page")).await.is(200).says("À confirmer");
    editor.submit(&format!("form:has(option[value='{entry}'][selected])"), &[]).await.is(303);
    paul.get("/stagiaires").await.is(200).says("QUILLIEN");
    app.letters().await;
}

/// Whom a stage is given to or taken from is told, in one letter a person and act; of a draft nobody is.
#[tokio::test(flavor = "multi_thread")]
async fn whose_stage_it_is_reads_it() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let colleague = joins(&app, "Yann", "Kervella").await;
    let row = app.atelier.portal.sample_teacher("M. Kervella", "").await.unwrap();
    app.atelier.portal.add_teacher(colleague.account, row).await.unwrap();
    let (anne, yann) = (app.atelier.teacher.login.clone(), colleague.login.clone());
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 3).unwrap();
    let host = app.host(&app.atelier).await;
    let of = |teachers: Vec<_>| SlotDraft { teachers, ..app.atelier.draft(day, 4) };
    let told = async || {
        let letters = app.letters().await;
        let mut told: Vec<_> =
            letters.into_iter().map(|letter| (letter.to.address, letter.subject)).collect();
        told.sort();
        told
    };
    let given = |to: &str| (to.to_owned(), format!("Un stage est à votre nom : {STAGE}"));
    let taken = |to: &str| (to.to_owned(), format!("Un stage n’est plus à votre nom : {STAGE}"));
    let moved = |to: &str| (to.to_owned(), format!("Un stage est déplacé : {STAGE}"));
    let cancelled = |to: &str| (to.to_owned(), format!("Un stage est annulé : {STAGE}"));

    let both = of(vec![app.atelier.teacher_row, row]);
    let slot = host.create_slot(&both, false).await.unwrap();
    assert_eq!(told().await, [], "a draft");
    let address = format!("/creneaux/{slot}");
    editor.get(&address).await.is(200);
    editor.submit("form[action$='/publication']", &[]).await.is(303);
    assert_eq!(told().await, [given(&anne), given(&yann)]);
    // What else changes concerns the schools; a teacher is told of what is his.
    let version = async || host.slot(slot).await.unwrap().unwrap().version;
    let larger = SlotDraft { capacity: 6, ..both.clone() };
    host.change_slot(slot, version().await, &larger, false).await.unwrap();
    assert_eq!(told().await, []);
    let earlier = chrono::NaiveTime::from_hms_opt(8, 5, 0).unwrap();
    let early = SlotDraft { starts: earlier, ..both.clone() };
    host.change_slot(slot, version().await, &early, false).await.unwrap();
    let letters = app.letters().await;
    assert!(
        letters[0].text.contains("il était prévu le jeudi 3 décembre 2026"),
        "{}",
        letters[0].text
    );
    // Moved and taken away: one letter.
    host.change_slot(slot, version().await, &of(vec![row]), false).await.unwrap();
    assert_eq!(told().await, [taken(&anne), moved(&yann)]);
    host.change_slot(slot, version().await, &of(vec![app.atelier.teacher_row]), false)
        .await
        .unwrap();
    assert_eq!(told().await, [given(&anne), taken(&yann)]);
    // What is not so any more when the letter leaves is not told.
    host.change_slot(slot, version().await, &of(vec![]), false).await.unwrap();
    host.change_slot(slot, version().await, &of(vec![app.atelier.teacher_row]), false)
        .await
        .unwrap();
    assert_eq!(told().await, [given(&anne)]);
    // A stage that is shown at once, and one whose teacher has no account.
    host.create_slot(&both, true).await.unwrap();
    let nobody = app.atelier.portal.sample_teacher("M. Dantec", "").await.unwrap();
    host.create_slot(&of(vec![nobody]), true).await.unwrap();
    assert_eq!(told().await, [given(&anne), given(&yann)]);
    let off = host.create_slot(&both, true).await.unwrap();
    app.letters().await;
    let reason = domain::text::Reason::parse("Atelier fermé.").unwrap();
    host.cancel_slot(off, &reason).await.unwrap();
    assert_eq!(told().await, [cancelled(&anne), cancelled(&yann)]);
    let unseen = host.create_slot(&both, false).await.unwrap();
    host.cancel_slot(unseen, &reason).await.unwrap();
    assert_eq!(told().await, [], "a draft");
    // An act that is refused tells nobody.
    let late = host.change_slot(slot, 1, &of(vec![row]), false).await;
    assert!(late.is_err());
    assert_eq!(told().await, []);
    let mut anne = app.signed_in(&app.atelier.teacher, &app.atelier.host).await;
    anne.get(&address).await.is(200).says("CAP Cuisine");
}
