//! Which account is which teacher: proposed by the name, said by an editor.

use domain::accounts::{Identity, ReadyAccount, Title};
use domain::ids::{AccountId, StaffId, TeacherId};
use domain::staff::{StaffRole, TeacherAccount, TieRefused};
use domain::{Editor, Portal};
use testing::{PASSWORD, SampleLycee, World};

/// Somebody who teaches joins the staff.
async fn joins(world: &World, portal: &Portal, first_name: &str, last_name: &str) -> AccountId {
    let identity = Identity::new(Title::Sir, last_name, first_name, "professeur", None).unwrap();
    let login = format!("{first_name}.{last_name}@ac-nantes.fr").to_lowercase();
    let ready = ReadyAccount { login: &login, identity, password: PASSWORD };
    let account = world.backstage.create_confirmed_account(ready).await.unwrap();
    portal.add_staff(account, StaffRole::Teacher).await.unwrap();
    account
}

/// What an editor reads of the account of `login`.
async fn account(editor: &Editor, login: &str) -> TeacherAccount {
    let all = editor.teacher_accounts().await.unwrap();
    all.into_iter().find(|one| one.login.starts_with(login)).expect("on the staff")
}

/// Says which teacher she is, from the page as it is now.
async fn tie(editor: &Editor, login: &str, teacher: Option<TeacherId>) {
    let seen = account(editor, login).await;
    editor.tie_teacher(seen.id, &seen.read, teacher).await.unwrap();
}

async fn tied(editor: &Editor, login: &str) -> Option<TeacherId> {
    account(editor, login).await.teacher
}

/// Whom a name proposes; it ties nobody.
async fn proposed(editor: &Editor, login: &str) -> Option<TeacherId> {
    let seen = account(editor, login).await;
    assert_eq!(seen.teacher, None, "{login}: nobody said it");
    seen.proposed
}

async fn entry(lycee: &SampleLycee, name: &str) -> TeacherId {
    lycee.portal.sample_teacher(name, "").await.unwrap()
}

/// Titles and signs do not count, whichever the list uses.
#[tokio::test(flavor = "multi_thread")]
async fn a_name_proposes_where_nobody_else_fits() {
    let world = World::new().await;
    let editor = world.host(&world.atelier).await;
    for (listed, first, last) in [
        ("M. KERVELLA", "Yann", "Kervella"),
        ("M.Le Bris", "Paul", "Le Bris"),
        ("Pr. D’ANGELO", "Marc", "D'Angelo"),
        ("Mr. L. Quéré", "Loïc", "Quere"),
        ("PRIGENT-ROUX Alain", "Alain", "Prigent-Roux"),
    ] {
        let teacher = entry(&world.atelier, listed).await;
        joins(&world, &world.atelier.portal, first, last).await;
        assert_eq!(proposed(&editor, &first.to_lowercase()).await, Some(teacher), "{listed}");
    }
}

/// Two teachers of one name stay apart: whoever is not the only one waits for an editor's word, and each
/// gets his own.
#[tokio::test(flavor = "multi_thread")]
async fn two_of_one_name_stay_apart() {
    let world = World::new().await;
    let (editor, portal) = (world.host(&world.atelier).await, &world.atelier.portal);
    let wood = entry(&world.atelier, "M. Kervella").await;
    let stone = entry(&world.atelier, "KERVELLA").await;
    joins(&world, portal, "Yann", "Kervella").await;
    joins(&world, portal, "Paul", "Kervella").await;
    for login in ["yann", "paul"] {
        let seen = account(&editor, login).await;
        assert_eq!((seen.teacher, seen.proposed), (None, None), "{login}");
    }
    tie(&editor, "yann", Some(wood)).await;
    tie(&editor, "paul", Some(stone)).await;
    assert_eq!(
        (tied(&editor, "yann").await, tied(&editor, "paul").await),
        (Some(wood), Some(stone))
    );

    // One entry, and who came second: it is the first one's, and is not shared by a name.
    let only = entry(&world.atelier, "M. Morvan").await;
    joins(&world, portal, "Erwan", "Morvan").await;
    assert_eq!(proposed(&editor, "erwan").await, Some(only));
    tie(&editor, "erwan", Some(only)).await;
    joins(&world, portal, "Gwenn", "Morvan").await;
    assert_eq!(
        (tied(&editor, "erwan").await, proposed(&editor, "gwenn").await),
        (Some(only), None)
    );
}

/// A name that somebody types of himself opens nothing: not when he joins, not when the next one does, not when
/// the list is made anew, not at the next start. What an editor said holds, also « none ».
#[tokio::test(flavor = "multi_thread")]
async fn a_name_opens_nothing() {
    let world = World::new().await;
    let (editor, portal) = (world.host(&world.atelier).await, &world.atelier.portal);
    let teacher = entry(&world.atelier, "M. Kervella").await;
    joins(&world, portal, "Yann", "Kervella").await;
    assert_eq!(proposed(&editor, "yann").await, Some(teacher));
    joins(&world, portal, "Paul", "Tanguy").await;
    let later = entry(&world.atelier, "M. Tanguy").await;
    world.backstage.migrate().await.unwrap();
    assert_eq!(proposed(&editor, "yann").await, Some(teacher));
    assert_eq!(proposed(&editor, "paul").await, Some(later));
    tie(&editor, "yann", Some(teacher)).await;
    assert_eq!(tied(&editor, "yann").await, Some(teacher));
    tie(&editor, "yann", None).await;
    world.backstage.migrate().await.unwrap();
    assert_eq!(proposed(&editor, "yann").await, Some(teacher), "proposed again, tied never");
}

/// Another portal's teacher, another portal's person, somebody of another role: nobody's.
#[tokio::test(flavor = "multi_thread")]
async fn others_are_nobodys() {
    let world = World::new().await;
    let (editor, theirs) = (world.host(&world.atelier).await, world.host(&world.jardins).await);
    let mine = editor.teacher_accounts().await.unwrap().remove(0);
    let foreign = theirs.teacher_accounts().await.unwrap().remove(0);
    let nobody = StaffId(uuid::Uuid::nil());
    let (my_teacher, their_teacher) = (world.atelier.teacher_row, world.jardins.teacher_row);
    for (person, teacher) in
        [(mine.id, their_teacher), (foreign.id, my_teacher), (nobody, my_teacher)]
    {
        let refused = editor.tie_teacher(person, &mine.read, Some(teacher)).await;
        assert!(matches!(refused, Err(TieRefused::NotFound)), "{refused:?}");
    }
    assert_eq!(theirs.teacher_accounts().await.unwrap().remove(0), foreign);
}

/// Of two who say it at once from one page, the second reads what the first said; the same answer twice is one. A form
/// without what was read says nothing of somebody who is tied.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_that_is_out_of_date_ties_nobody() {
    let world = World::new().await;
    let (editor, portal) = (world.host(&world.atelier).await, &world.atelier.portal);
    let wood = entry(&world.atelier, "M. Bois").await;
    let stone = entry(&world.atelier, "M. Pierre").await;
    joins(&world, portal, "Yann", "Kervella").await;
    for _ in 0..8 {
        let seen = account(&editor, "yann").await;
        let [one, other] = [wood, stone].map(|teacher| {
            let (editor, seen) = (editor.clone(), seen.clone());
            tokio::spawn(
                async move { editor.tie_teacher(seen.id, &seen.read, Some(teacher)).await },
            )
        });
        let both = [one.await.expect("no panic"), other.await.expect("no panic")];
        // Who says what holds already says nothing against anybody.
        let done = both.iter().filter(|tied| tied.is_ok()).count();
        let same = seen.teacher.is_some();
        assert!(done == 1 || same, "{both:?}");
        let refused = both.iter().filter(|tied| matches!(tied, Err(TieRefused::Changed))).count();
        assert_eq!(done + refused, 2, "{both:?}");
        world.clock.advance(chrono::TimeDelta::seconds(1));
        tie(&editor, "yann", None).await;
        for blank in ["", ".", "x"] {
            let tied = editor.tie_teacher(seen.id, blank, Some(wood)).await;
            assert!(matches!(tied, Err(TieRefused::Changed)), "{blank:?}: {tied:?}");
        }
    }
}
