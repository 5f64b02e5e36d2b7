//! Schools are found by what people type.

use domain::sample::SampleSchool;
use testing::World;

const fn school(
    uai: &'static str,
    name: &'static str,
    city: &'static str,
    postal_code: &'static str,
) -> SampleSchool {
    SampleSchool { uai, name, kind: "college", city, postal_code, mail: "ce.x@ac-nantes.fr" }
}

/// As the directory writes them: whole and shortened, with hyphens, with « Cedex ».
const LISTED: [SampleSchool; 6] = [
    school("0441001E", "Collège Gutenberg", "Saint-Herblain", "44817"),
    school("0441002F", "Collège Ste Marie", "Nantes Cedex 4", "44042"),
    school("0441003G", "Collège Sainte-Anne", "St Nazaire", "44600"),
    school("0441004H", "St-Joseph", "Nantes", "44000"),
    school("0441005J", "Collège de l’Île d’Yeu", "L'Île-d'Yeu", "85350"),
    school("0441006K", "Collège des Steppes", "Ancenis", "44156"),
];

async fn world() -> World {
    let world = World::new().await;
    let listed = LISTED.map(|one| {
        let uai = education::Uai::suggestion(&one.uai[..7]).expect("seven digits").to_string();
        SampleSchool { uai: Box::leak(uai.into_boxed_str()), ..one }
    });
    world.backstage.sample_schools(&listed).await.unwrap();
    world
}

async fn found(world: &World, typed: &str) -> Vec<String> {
    let found = world.backstage.search_schools(typed, 50).await.unwrap();
    found.iter().map(|school| school.name().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn saints_are_found_however_they_are_written() {
    let world = world().await;
    for (typed, name) in [
        ("St Herblain", "Collège Gutenberg"),
        ("gutenberg st-herblain", "Collège Gutenberg"),
        ("SAINT HERBLAIN", "Collège Gutenberg"),
        ("ste marie", "Collège Ste Marie"),
        ("Sainte-Marie", "Collège Ste Marie"),
        ("ste. marie nantes", "Collège Ste Marie"),
        ("saint nazaire", "Collège Sainte-Anne"),
        ("St.Nazaire", "Collège Sainte-Anne"),
        ("saint joseph", "St-Joseph"),
        ("île d'yeu", "Collège de l’Île d’Yeu"),
        ("ile d yeu", "Collège de l’Île d’Yeu"),
    ] {
        assert_eq!(found(&world, typed).await, [name], "{typed}");
    }
    // « st » is a word, not two letters.
    assert!(!found(&world, "st").await.contains(&"Collège des Steppes".to_owned()));
    assert!(found(&world, "%").await.is_empty() && found(&world, " - ").await.is_empty());
}

/// The postal code of a town finds its schools, whose own is often « Cedex ».
#[tokio::test(flavor = "multi_thread")]
async fn a_postal_code_is_that_of_a_town() {
    let world = world().await;
    let clisson = found(&world, "44190").await;
    assert!(clisson.contains(&world.cacault.name.to_owned()), "44196 is Clisson: {clisson:?}");
    assert!(found(&world, "44000").await.contains(&"Collège Ste Marie".to_owned()), "44042");
    assert!(!found(&world, "44000").await.contains(&"Collège Gutenberg".to_owned()));
    assert_eq!(found(&world, "collège 85350").await, ["Collège de l’Île d’Yeu"]);
    assert!(found(&world, "99999").await.is_empty());
}

/// A section is no choice beside its school: it leads there, once. One whose school is closed stays.
#[tokio::test(flavor = "multi_thread")]
async fn a_section_stands_for_its_school() {
    let world = world().await;
    let uai = world.backstage.search_schools("steppes", 2).await.unwrap()[0].uai;
    let mother = world.backstage.search_schools("gutenberg", 2).await.unwrap()[0].uai;
    let name = "Section d’éducation spéciale Gutenberg";
    world
        .db
        .run(&format!(
            "UPDATE schools SET kind = 'segpa', name = '{name}', mother_uai = '{mother}', \
             search_key = 'section d''education speciale gutenberg' WHERE uai = '{uai}'"
        ))
        .await;
    assert_eq!(found(&world, "gutenberg").await, ["Collège Gutenberg"]);
    assert_eq!(found(&world, "section gutenberg").await, ["Collège Gutenberg"]);
    world.db.run(&format!("UPDATE schools SET state = 'closed' WHERE uai = '{mother}'")).await;
    assert_eq!(found(&world, "gutenberg").await, [name]);
}
