//! The calendar: what each visitor sees of it, what the address carries, what it costs.

use chrono::{Datelike, NaiveDate};
use domain::bookings::Pupil;
use domain::slots::SlotDraft;
use domain::text::Room;
use testing_web::TestApp;

const DECEMBER: &str = "/calendrier?date=2026-12-01";

fn december(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, day).expect("a day")
}

fn pupil(last_name: &str) -> Pupil {
    Pupil::new(last_name, "Maëlle", "3e B").expect("a plain name")
}

/// Signed out one sees counts only: no draft, no name, no way to create.
#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_sees_counts() {
    let app = TestApp::start().await;
    app.leave_jobs();
    app.book(&app.atelier, &app.cacault, app.atelier.small_slot, pupil("Moreau")).await;
    let mut stranger = app.browser();
    stranger.go_to(&app.atelier.host);
    let page = stranger.get(DECEMBER).await;
    page.is(200)
        .says("Décembre 2026")
        .says("4 places sur 4")
        .says("complet")
        .hides("brouillon")
        .hides("MOREAU");
    page.hides("Pour créer un stage");
    assert_eq!(page.all("a.event").len(), 2);
    assert!(page.has("a.event.full") && page.has("td.off"), "{}", page.html());
    stranger.get(&format!("/creneaux/{}", app.atelier.draft_slot)).await.is(404);
    stranger.get(&format!("/creneaux/{}", app.jardins.slot)).await.is(404);
    let slot = stranger.get(&format!("/creneaux/{}", app.atelier.small_slot)).await;
    slot.is(200).says("complet").says("1 inscrit").hides("MOREAU").hides("Maëlle");
}

/// Filters are in the address, narrow what is shown, and do no harm when they mean nothing.
#[tokio::test(flavor = "multi_thread")]
async fn filters_live_in_the_address() {
    let app = TestApp::start().await;
    let mut visitor = app.browser();
    visitor.go_to(&app.atelier.host);
    visitor.get(DECEMBER).await.is(200);
    let page = visitor.submit("form[action='/calendrier']", &[("type", "visit")]).await;
    page.is(200).says("Aucun stage sur cette période").says("Tout afficher");
    let kept = page.url.query().unwrap_or_default();
    assert!(kept.contains("date=2026-12-01") && kept.contains("type=visit"), "{kept}");
    let all =
        format!("{DECEMBER}&filiere={}&enseignant={}", app.atelier.track, app.atelier.teacher_row);
    assert_eq!(visitor.get(&all).await.all("a.event").len(), 2);
    let theirs = format!("{DECEMBER}&filiere={}", app.jardins.track);
    assert_eq!(visitor.get(&theirs).await.all("a.event").len(), 0);
    assert_eq!(
        visitor.get(&format!("{DECEMBER}&remplissage=complets")).await.all("a.event").len(),
        0
    );
    assert_eq!(
        visitor
            .get(&format!("{DECEMBER}&vue=liste"))
            .await
            .is(200)
            .says("9 h – 12 h")
            .all("a.event")
            .len(),
        2
    );
    visitor
        .get("/calendrier?vue=semaine&date=2026-12-02")
        .await
        .is(200)
        .says("Semaine du 30 novembre au 4 décembre 2026");
    for nonsense in
        ["date=%00", "date=9999-12-31", "filiere=x&filiere=y", "vue=%FF", "horaires[]=1"]
    {
        visitor.get(&format!("/calendrier?{nonsense}")).await.is(200);
    }
}

/// The staff sees drafts and creates by a click on the day; the front desk only looks.
#[tokio::test(flavor = "multi_thread")]
async fn the_staff_creates_by_a_click_on_the_day() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let page = editor.get(DECEMBER).await;
    page.is(200)
        .says("brouillon")
        .says("Pour créer un stage, cliquez directement sur le jour souhaité");
    assert!(page.has("a.day-number[href='/creneaux/nouveau?date=2026-12-15']"));
    editor.get("/calendrier?date=2026-10-01").await.is(200);
    assert!(!editor.page().has("a.day-number"), "days past create nothing");
    let mut desk = app.signed_in(&app.atelier.front_desk, &app.atelier.host).await;
    desk.get(DECEMBER).await.is(200).says("brouillon").hides("Pour créer un stage");
    desk.get("/creneaux/nouveau").await.is(404);
}

/// What everybody sees is drawn once a moment. It is never older than what this house committed, and
/// never what somebody else may see.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_is_neither_old_nor_anothers() {
    let app = TestApp::start().await;
    app.leave_jobs();
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let mut school = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let mut stranger = app.browser();
    stranger.go_to(&app.atelier.host);
    editor.get(DECEMBER).await.is(200).says("brouillon");
    stranger.get(DECEMBER).await.is(200).hides("brouillon").hides("Cacault");
    school.get(DECEMBER).await.is(200).hides("brouillon").says("Cacault");
    stranger.get(DECEMBER).await.is(200).hides("Cacault");
    editor.get(DECEMBER).await.is(200).says("brouillon");

    // A second may pass between two looks on a slow machine, but not each time.
    let mut free = false;
    for _ in 0..10 {
        let before = app.backstage.statements();
        stranger.get(DECEMBER).await.is(200);
        free |= app.backstage.statements() == before;
    }
    assert!(free, "the second look costs nothing");

    assert!(!stranger.get(DECEMBER).await.has("a.event.full"));
    app.book(&app.atelier, &app.cacault, app.atelier.small_slot, pupil("Moreau")).await;
    assert!(stranger.get(DECEMBER).await.has("a.event.full"));
    stranger.go_to(&app.jardins.host);
    assert!(!stranger.get(DECEMBER).await.is(200).has("a.event.full"));
}

/// A month begins with this week; the weeks that are over are one press away. What « Remplissage » counts is
/// what is drawn, the days of the neighbouring months included.
#[tokio::test(flavor = "multi_thread")]
async fn the_calendar_starts_now() {
    let app = TestApp::start().await;
    let mut visitor = app.browser();
    visitor.go_to(&app.atelier.host);
    let late = visitor.get("/calendrier").await;
    late.is(200).says("Novembre 2026").says("3 semaines passées");
    let (drawn, weeks) = (late.all("a.event").len(), late.all("table.month tbody tr").len());
    assert_eq!(late.read("#remplissage-tous"), drawn.to_string(), "{}", late.html());
    assert!(drawn > 0, "a stage of December stands in the last week of November");
    let whole = visitor.get("/calendrier?passees=oui").await;
    whole.is(200).hides("semaines passées");
    assert_eq!(whole.all("table.month tbody tr").len(), weeks + 3);
    visitor.get("/calendrier?date=2026-10-15").await.is(200).hides("passées");
}

/// The list begins today, and goes on for two months whatever the day of the month.
#[tokio::test(flavor = "multi_thread")]
async fn the_list_starts_today() {
    let app = TestApp::start().await;
    let mut visitor = app.browser();
    visitor.go_to(&app.atelier.host);
    let list = visitor.get("/calendrier?vue=liste").await;
    list.is(200).says("Du 23 novembre 2026 au 22 janvier 2027");
    let drawn = list.all("a.event").len();
    assert!(drawn >= 2, "stages of December");
    assert_eq!(list.read("#remplissage-tous"), drawn.to_string());
    visitor.click("Période suivante").await.is(200).says("Du 23 janvier 2027 au 22 mars 2027");
    visitor.click("Période précédente").await.is(200).says("Du 23 novembre 2026");
    visitor.get("/calendrier?vue=liste&date=2027-01-31").await.is(200).says("au 30 mars 2027");
}

/// A stage on a Saturday makes a column for Saturdays.
#[tokio::test(flavor = "multi_thread")]
async fn a_saturday_is_shown_when_it_is_used() {
    let app = TestApp::start().await;
    let mut visitor = app.browser();
    visitor.go_to(&app.atelier.host);
    visitor.get(DECEMBER).await.is(200).hides("samedi");
    app.slot(&app.atelier, app.atelier.draft(december(12), 4)).await;
    assert_eq!(visitor.get(DECEMBER).await.says("samedi").all("a.event").len(), 3);
}

/// The page costs the same statements however many stages there are.
#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_costs_the_same_however_full() {
    let app = TestApp::start().await;
    let mut visitor = app.browser();
    visitor.go_to(&app.atelier.host);
    visitor.get(DECEMBER).await;
    let before = app.backstage.statements();
    // By another address, so that it is drawn anew.
    visitor.get(&format!("{DECEMBER}&encore=1")).await.is(200);
    let few = app.backstage.statements() - before;
    for number in 0..30 {
        let day = december(1 + number % 18);
        let room = Room::parse(&format!("Salle {number}")).unwrap();
        let draft = SlotDraft { room, ..app.atelier.draft(day, 4) };
        app.slot(&app.atelier, draft).await;
    }
    let before = app.backstage.statements();
    let page = visitor.get(DECEMBER).await;
    assert_eq!((app.backstage.statements() - before, page.all("a.event").len()), (few, 32));
    assert_eq!(few, 4, "the offer in two, the slots, who teaches");
    assert_eq!(december(1).weekday(), chrono::Weekday::Tue);
}

/// A school sees on which stages its own pupils are, in the calendar that all others see without.
#[tokio::test(flavor = "multi_thread")]
async fn a_school_finds_its_pupils() {
    let app = TestApp::start().await;
    app.leave_jobs();
    for name in ["Moreau", "Petit"] {
        app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil(name)).await;
    }
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get(DECEMBER).await.is(200).says("2 de vos élèves").says("Seulement les stages de mes");
    // In the address: it lasts from one period to the next, the counts follow, empty days are gone.
    let all = nadia.page().all("a.event").len();
    let mine = nadia.click("Seulement les stages de mes élèves").await;
    let few = mine.is(200).says("Tous les stages").all("a.event").len();
    assert!(0 < few && few < all, "{few} of {all}");
    assert_eq!(mine.all("#remplissage-tous"), [few.to_string()]);
    assert!(mine.has("a[title='Période suivante'][href*='miens=oui']"));
    assert!(mine.has("input[name=miens][value=oui]"), "a filter keeps it");
    let list = nadia.get(&format!("{DECEMBER}&vue=liste&miens=oui")).await;
    assert!(list.all(".agenda-day").len() <= few, "no day without a stage");
    assert_eq!(nadia.page().all(".event-mine").len(), 1);
    let mut other = app.signed_in(&app.langevin.manager, &app.atelier.host).await;
    other.get(DECEMBER).await.is(200).hides("de vos élèves").hides("Seulement les stages");
    app.book(&app.atelier, &app.langevin, app.atelier.small_slot, pupil("Roux")).await;
    other.get(DECEMBER).await.is(200).says("un de vos élèves").hides("2 de vos élèves");
}

/// A list that begins today shows every stage of its two months, whichever day of the week it is.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_begins_on_any_day_of_the_week() {
    let app = TestApp::start().await;
    let mut visitor = app.browser();
    visitor.go_to(&app.atelier.host);
    for day in 23..30 {
        let list = visitor.get("/calendrier?vue=liste").await;
        list.is(200).hides("semaine passée").hides("Aucun stage");
        let days = list.all("main a.event");
        assert_eq!(days.len(), 2, "on {day} November: {days:?}");
        app.clock.advance(chrono::TimeDelta::days(1));
    }
}
