//! Stages: what each sees, and the staff's forms with their mistakes.

use domain::bookings::Pupil;
use domain::slots::SlotStatus;
use testing_web::TestApp;

fn pupil(last_name: &str) -> Pupil {
    Pupil::new(last_name, "Maëlle", "3e B").expect("a plain name")
}

const FORM: &str = "form[action^='/creneaux']";

/// The staff creates a stage by the form, sees it, changes it, and publishes it.
#[tokio::test(flavor = "multi_thread")]
async fn a_stage_from_draft_to_published() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get("/creneaux/nouveau?date=2026-12-15").await.is(200).says("Créer un stage");
    let programme = app.atelier.programme.to_string();
    let wrong = editor
        .submit(FORM, &[("debut", "14:00"), ("fin", "13:00"), ("places", "0"), ("salle", "Labo")])
        .await;
    wrong
        .is(422)
        .says("Choisissez la formation du stage.")
        .says("La fin doit être après le début.")
        .says("au moins une place");
    assert_eq!(wrong.attribute("#salle", "value"), "Labo");
    assert_eq!(wrong.attribute("#date", "value"), "2026-12-15");
    let fields =
        [("programme", programme.as_str()), ("fin", "16:30"), ("places", "6"), ("etat", "draft")];
    editor.submit(FORM, &fields).await.is(303);
    let page = editor.follow().await;
    page.is(200)
        .says("mardi 15 décembre 2026")
        .says("14 h – 16 h 30")
        .says("6 places restantes sur 6")
        .says("Brouillon");
    let at = page.url.path().to_owned();
    app.browser().get(&format!("https://{}{at}", app.atelier.host)).await.is(404);
    editor.get(&at).await.is(200);
    editor.submit(&format!("form[action='{at}/publication']"), &[]).await.is(303);
    editor.follow().await.says("Le stage est publié").says("6 places restantes sur 6");
    app.browser()
        .get(&format!("https://{}{at}", app.atelier.host))
        .await
        .is(200)
        .says("Connectez-vous pour inscrire un stagiaire");
}

/// A form that is sent twice makes one stage, and each leads to it; another form makes another.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_click_makes_no_second_stage() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let programme = app.atelier.programme.to_string();
    let mut places = Vec::new();
    for _ in 0..2 {
        let drawn = editor.get("/creneaux/nouveau?date=2026-12-15").await;
        let once = drawn.attribute("[name=once]", "value");
        let fields = [
            ("once", once.as_str()),
            ("programme", programme.as_str()),
            ("date", "2026-12-15"),
            ("debut", "14:00"),
            ("fin", "16:30"),
            ("places", "6"),
            ("etat", "published"),
        ];
        for _ in 0..2 {
            let sent = editor.post("/creneaux", &fields).await;
            places.push(sent.is(303).location().expect("it leads to the stage").to_owned());
        }
    }
    assert_eq!(places[0], places[1]);
    assert_eq!(places[2], places[3]);
    assert!(places[1] != places[2]);
}

/// What the business refuses is said beside its field; a day without school is a warning only.
#[tokio::test(flavor = "multi_thread")]
async fn refusals_are_said_beside_the_field() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let programme = app.atelier.programme.to_string();
    let theirs = app.jardins.programme.to_string();
    let cases = [
        (
            "2026-11-20",
            "09:00",
            programme.as_str(),
            "Le stage doit commencer plus tard que maintenant.",
        ),
        ("2027-03-28", "02:30", programme.as_str(), "on change d’heure"),
        ("2226-12-15", "09:00", programme.as_str(), "Vérifiez l’année"),
        ("2026-12-15", "09:00", theirs.as_str(), "Choisissez la formation du stage."),
    ];
    let before = app.backstage.fingerprint().await.expect("read");
    for (date, from, programme, message) in cases {
        let fields = [
            ("date", date),
            ("debut", from),
            ("fin", "17:00"),
            ("places", "4"),
            ("programme", programme),
        ];
        editor.post("/creneaux", &fields).await.is(422).says(message);
    }
    editor.post("/creneaux", &[]).await.is(422).says("Indiquez la date");
    let after = app.backstage.fingerprint().await.expect("read");
    assert_eq!(before.changes(&after), Vec::<String>::new());
    let feast = [
        ("date", "2026-12-25"),
        ("debut", "09:00"),
        ("fin", "17:00"),
        ("places", "4"),
        ("programme", &programme),
        ("etat", "published"),
    ];
    let question =
        "Attention, le 25 décembre 2026 est un jour férié (Jour de Noël). Publier quand même ?";
    editor.post("/creneaux", &feast).await.is(409).says(question);
    // Another day without school is another question; a draft asks nothing.
    editor
        .submit(FORM, &[("date", "27/12/2026"), ("etat", "published")])
        .await
        .is(409)
        .says("le 27 décembre 2026 tombe pendant les vacances");
    let after = app.backstage.fingerprint().await.expect("read");
    assert_eq!(before.changes(&after), Vec::<String>::new());
    editor.submit(FORM, &[("etat", "published")]).await.is(303);
    let page = editor.follow().await;
    page.is(200)
        .says("Le stage est créé et publié.")
        .says("Attention, le 27 décembre 2026 tombe pendant les vacances");
    let at = page.url.path().to_owned();
    // Kept on that day it is not asked about again; on another it is.
    let change = format!("{at}/modification");
    editor.get(&change).await.is(200);
    editor.submit(FORM, &[("salle", "Labo")]).await.is(303);
    editor.get(&change).await.is(200);
    editor
        .submit(FORM, &[("date", "01/01/2027"), ("etat", "published")])
        .await
        .is(409)
        .says("jour férié");
    editor.submit(FORM, &[("etat", "published")]).await.is(303);
    // Who books there is warned too.
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get(&at).await.is(200).says("Attention, le 1er janvier 2027 est un jour férié");
    editor
        .post("/creneaux", &[feast[0], feast[1], feast[2], feast[3], feast[4], ("etat", "draft")])
        .await
        .is(303);
}

/// The second of two editors keeps what she typed, reads what changed, and may save again.
#[tokio::test(flavor = "multi_thread")]
async fn a_conflict_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let at = format!("/creneaux/{}/modification", app.atelier.slot);
    let mut first = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let mut second = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
    first.get(&at).await.is(200);
    second.get(&at).await.is(200);
    first.submit(FORM, &[("salle", "Atelier 7")]).await.is(303);
    let conflict = second.submit(FORM, &[("consignes", "Gants"), ("salle", "Atelier 9")]).await;
    conflict.is(409).says("Une autre personne a modifié ce stage").says("Atelier 7");
    assert_eq!(conflict.attribute("#salle", "value"), "Atelier 9");
    second.submit(FORM, &[]).await.is(303);
    second.follow().await.says("Atelier 9").says("Gants");
}

/// What she did not touch follows the colleague; what she has not read she does not cancel.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_colleague_changed_is_not_undone() {
    let app = TestApp::start().await;
    let stage = format!("/creneaux/{}", app.atelier.slot);
    let at = format!("{stage}/modification");
    let mut first = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let mut second = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
    first.get(&at).await.is(200);
    second.get(&at).await.is(200);
    first.submit(FORM, &[("salle", "Atelier 7"), ("places", "9")]).await.is(303);
    let conflict = second.submit(FORM, &[("consignes", "Gants")]).await;
    conflict.is(409).says("Salle : Atelier 7").says("Places : 9").hides("Consignes :");
    assert_eq!(conflict.attribute("#salle", "value"), "Atelier 7");
    second.submit(FORM, &[]).await.goes_to(&stage);
    second.follow().await.says("Atelier 7").says("Gants").says("sur 9");

    second.get(&format!("{stage}/annulation")).await.is(200).says("Personne n’est inscrit");
    app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil("Moreau")).await;
    let unread = second.submit("form.card", &[("motif", "Grève du mardi.")]).await;
    unread.is(409).says("Rien n’est annulé").says("1 élève").says("Grève du mardi.");
    second.submit("form.card", &[]).await.goes_to(&stage);
    first.get(&at).await.goes_to(&stage);
    first.follow().await.says("Ce stage est annulé : rien n’est enregistré.");
    app.leave_jobs();
}

/// A teacher or a room that two stages have at the same hour is said to the staff that edits, and not refused; what only
/// touches, is cancelled, or is another's, is not.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_twice_is_said() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let programme = app.atelier.second_programme.to_string();
    let teacher = app.atelier.teacher_row.to_string();
    let mut made = async |hours: (&str, &str), room: &str, teacher: &str| {
        editor.get("/creneaux/nouveau?date=2026-12-02").await.is(200);
        let fields = [
            ("programme", programme.as_str()),
            ("debut", hours.0),
            ("fin", hours.1),
            ("salle", room),
            ("enseignants", teacher),
            ("etat", "published"),
        ];
        editor.submit(FORM, &fields).await.is(303);
        editor.follow().await
    };
    // L'Atelier has a stage from 9 to 12 in « Atelier 2 ».
    let both = made(("10:00", "13:00"), " atelier 2 ", &teacher).await;
    both.is(200).says("Le stage est créé et publié");
    both.says("À la même heure, de 10 h à 12 h").says("Madec, atelier 2.");
    let at = both.url.path().to_owned();
    let teacher_alone = made(("11:00", "11:30"), "Ailleurs", &teacher).await;
    teacher_alone.says("de 11 h à 11 h 30").says("Madec.").hides("Ailleurs.");
    made(("13:00", "15:00"), "Atelier 2", &teacher).await.hides("À la même heure");
    made(("09:00", "10:00"), "Atelier 3", "").await.hides("À la même heure");
    let first = format!("/creneaux/{}", app.atelier.slot);
    editor.get(&first).await.says("À la même heure, de 10 h à 12 h");
    editor.get(&format!("{at}/annulation")).await.is(200);
    editor.submit("form.card", &[("motif", "Absence")]).await.goes_to(&at);
    editor.get(&first).await.says("de 11 h à 11 h 30").hides("de 10 h à 12 h");
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get(&first).await.is(200).hides("À la même heure");
    app.leave_jobs();
}

/// A form that is sent again with other data makes another stage.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_sent_twice_makes_what_it_says() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get("/creneaux/nouveau?date=2027-01-12").await.is(200);
    let programme = app.atelier.programme.to_string();
    let typed = [
        ("programme", programme.as_str()),
        ("debut", "08:30"),
        ("fin", "11:30"),
        ("etat", "published"),
    ];
    let once = editor.page().attribute("input[name=once]", "value");
    let mut sent = async |date: &str| {
        let fields = typed.into_iter().chain([
            ("once", once.as_str()),
            ("date", date),
            ("places", "4"),
            ("type", "mini_stage"),
        ]);
        let fields: Vec<(&str, &str)> = fields.collect();
        editor.post("/creneaux", &fields).await.is(303).location().unwrap().to_owned()
    };
    let first = sent("2027-01-12").await;
    assert_eq!(sent("2027-01-12").await, first);
    assert_ne!(sent("2027-01-19").await, first);
}

/// Capacity under what is booked is refused with the number; a move tells the school by mail.
#[tokio::test(flavor = "multi_thread")]
async fn places_stay_above_what_is_booked() {
    let app = TestApp::start().await;
    for name in ["Moreau", "Petit"] {
        app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil(name)).await;
    }
    app.forget_jobs().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor
        .get(&format!("/creneaux/{}/modification", app.atelier.slot))
        .await
        .is(200)
        .says("seront prévenus par courriel");
    editor.submit(FORM, &[("places", "1")]).await.is(422).says("Il y a déjà 2 élèves inscrits");
    editor.submit(FORM, &[("places", "2")]).await.is(303);
    editor.follow().await.says("complet");
}

/// What a change costs is said before and after: a copy that was signed for another stage is worth nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_change_says_how_many_signed_copies_it_voids() {
    let app = TestApp::start().await;
    app.leave_jobs();
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    for (name, back) in [("Moreau", true), ("Petit", false), ("Aubertin", true)] {
        let id = app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil(name)).await;
        editor.get(&format!("/reservations/{id}")).await.is(200);
        if back {
            editor.submit("form[action$=convention-recue]", &[]).await.is(303);
        }
    }
    let page = format!("/creneaux/{}/modification", app.atelier.slot);
    for (change, void) in [(("salle", "Labo 9"), false), (("debut", "08:30"), true)] {
        editor.get(&page).await.says(
            "2 conventions revenues ne vaudront plus si la formation, le type, la date ou les horaires changent.",
        );
        editor.submit(FORM, &[change]).await.is(303);
        let said = editor.follow().await;
        said.says("1 établissement est prévenu de ce qui change.");
        let cost = "2 conventions revenues ne valent plus : elles sont de nouveau attendues.";
        let _ = if void { said.says(cost) } else { said.hides("ne valent plus") };
    }
    editor.get(&page).await.says("seront prévenus").hides("ne vaudront plus");
}

/// Cancelling says to whom, asks why, and shows it afterwards; a school sees only its own pupils.
#[tokio::test(flavor = "multi_thread")]
async fn a_stage_is_cancelled_with_a_reason() {
    let app = TestApp::start().await;
    app.leave_jobs();
    app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil("Moreau")).await;
    app.book(&app.atelier, &app.langevin, app.atelier.slot, pupil("Petit")).await;
    let at = format!("/creneaux/{}", app.atelier.slot);
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let page = nadia.get(&at).await;
    page.is(200)
        .says("Vos élèves inscrits")
        .says("MOREAU Maëlle")
        .says("En attente")
        .says("Conv")
        .says("2 inscrits")
        .hides("PETIT");
    nadia.get(&format!("{at}/annulation")).await.is(404);
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor
        .get(&at)
        .await
        .is(200)
        .says("MOREAU Maëlle")
        .says("PETIT Maëlle")
        .says("Collège Cacault, Clisson")
        .says("Valider");
    editor
        .get(&format!("{at}/annulation"))
        .await
        .is(200)
        .says("Collège Cacault, Clisson : 1 élève")
        .says("Collège Paul Langevin, Couëron : 1 élève");
    editor.submit(FORM, &[("motif", "  ")]).await.is(422).says("Indiquez le motif");
    editor.submit(FORM, &[("motif", "Enseignante absente")]).await.is(303);
    editor
        .follow()
        .await
        .is(200)
        .says("Annulé")
        .says("Enseignante absente")
        .says("2 réservations sont annulées")
        .says("Les établissements sont prévenus.")
        // Whom to call stays here.
        .says("MOREAU Maëlle")
        .says("PETIT Maëlle")
        .says("Pour appeler les établissements : Collège Cacault, Clisson : 02")
        .hides("places restantes");
    let page = nadia.get(&at).await;
    page.is(200).says("Ce stage est annulé").hides("Inscrire un stagiaire");
    page.says("Vos élèves qui étaient inscrits").says("MOREAU Maëlle").hides("PETIT");
    let slot =
        app.host(&app.atelier).await.slot(app.atelier.slot).await.expect("read").expect("there");
    assert_eq!(slot.status, SlotStatus::Cancelled);
}

/// In the drawer a stage is its content alone.
#[tokio::test(flavor = "multi_thread")]
async fn the_drawer_gets_a_fragment() {
    let app = TestApp::start().await;
    let mut drawer =
        app.browser().with_header("hx-request", "true").with_header("hx-target", "drawer-content");
    drawer.go_to(&app.atelier.host);
    let page = drawer.get(&format!("/creneaux/{}", app.atelier.slot)).await;
    page.is(200).says("4 places restantes sur 4");
    assert!(!page.html().contains("<html") && page.html().contains("<h1"));
}

/// « Liste des stages » searches, filters and pages.
#[tokio::test(flavor = "multi_thread")]
async fn the_list_finds() {
    let app = TestApp::start().await;
    let mut desk = app.signed_in(&app.atelier.front_desk, &app.atelier.host).await;
    desk.get("/creneaux").await.is(200).says("Résultats 1 - 3 sur 3").hides("Créer un stage");
    desk.submit("form[role='search']", &[("recherche", "bac")])
        .await
        .is(200)
        .says("Bac pro Cuisine")
        .says("sur 1");
    desk.get("/creneaux?etat=draft").await.is(200).says("Brouillon").says("sur 1");
    desk.get("/creneaux?recherche=licorne").await.is(200).says("Aucun stage ne correspond");
    desk.get("/creneaux?page=0&par=7&periode=passes&formation=x").await.is(200).says("Aucun stage");
}

/// The first pages of each: home, contacts, legal pages, dashboard, profile, options, guide.
#[tokio::test(flavor = "multi_thread")]
async fn the_other_pages_answer() {
    let app = TestApp::start().await;
    app.leave_jobs();
    app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil("Moreau")).await;
    let mut visitor = app.browser();
    visitor.go_to(&app.atelier.host);
    visitor
        .get("/")
        .await
        .is(200)
        .says("Prochains stages")
        .says("CAP Cuisine")
        .says("Visualiser les stages")
        .hides("MOREAU");
    for page in ["/contacts", "/mentions-legales", "/donnees-personnelles", "/accessibilite"] {
        visitor.get(page).await.is(200);
    }
    visitor.get("/mentions-legales").await.says("Lycée de l’Atelier");
    let guide = visitor.get("/guide").await;
    guide.is(200);
    assert!(guide.body.starts_with(b"%PDF-"));
    visitor.get("/tableau-de-bord").await.is(303);
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let before = app.backstage.statements();
    let dashboard = editor.get("/tableau-de-bord").await;
    let few = app.backstage.statements() - before;
    dashboard
        .is(200)
        .says("Tableau de bord du lundi 23 novembre")
        .says("1 inscrit / 5 dispo.")
        .says("20 %")
        .says("Réservations à valider");
    dashboard.says("Collège Cacault, Clisson").says("Top 5 filières Nom Part Élèves CAP Cuisine 1");
    dashboard.says("Aucun stage aujourd’hui.").says("stages à venir");
    for name in ["Petit", "Roux", "Blanc"] {
        app.book(&app.atelier, &app.langevin, app.atelier.slot, pupil(name)).await;
    }
    let before = app.backstage.statements();
    editor.get("/tableau-de-bord").await.is(200).says("80 %");
    assert_eq!(app.backstage.statements() - before, few);
    // A formation, or its whole family; another portal's is none.
    for (id, shown) in [
        (app.atelier.programme.to_string(), true),
        (app.atelier.track.to_string(), true),
        (app.atelier.second_programme.to_string(), false),
        (app.jardins.track.to_string(), false),
    ] {
        let list = editor.get(&format!("/creneaux?formation={id}")).await;
        assert_eq!(list.is(200).text().contains("2 déc."), shown, "{id}");
        if shown {
            list.says("Type de stage");
        }
    }
    editor.get("/profil").await.is(200).says(&app.atelier.editor.login);
    editor.get("/options").await.is(200).says("Calendrier et règles");
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get("/options").await.is(200).says("Collège Cacault").says("Options Générales");
    nadia.get("/profil").await.is(200).says("Gestionnaire");
    nadia.get("/tableau-de-bord").await.is(404);
}

/// On the day itself: its stages come first, over or not, with who comes, from where.
#[tokio::test(flavor = "multi_thread")]
async fn today_comes_first() {
    let app = TestApp::start().await;
    app.leave_jobs();
    app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil("Moreau")).await;
    app.book(&app.atelier, &app.langevin, app.atelier.slot, pupil("Blanc")).await;
    app.clock.advance(chrono::TimeDelta::days(9) + chrono::TimeDelta::hours(9));
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let page = editor.get("/tableau-de-bord").await;
    page.is(200).says("Stages d’aujourd’hui").says("MOREAU").says("Collège Cacault, Clisson");
    page.says("En attente").hides("Aucun stage aujourd’hui");
    let names: Vec<usize> =
        ["BLANC", "MOREAU", "Stages à venir"].map(|name| page.text().find(name).unwrap()).to_vec();
    assert!(names.is_sorted(), "by name, before what comes later");
    // A teacher reads his own, and nothing to do that is not his.
    let mut teacher = app.signed_in(&app.atelier.teacher, &app.atelier.host).await;
    teacher.get("/tableau-de-bord").await.is(200).hides("Réservations à valider");
}
