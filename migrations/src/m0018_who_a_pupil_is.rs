//! A pupil is a name within a school: the class is no part of the key, hyphens, apostrophes and spaces are none of the
//! name. Homonyms have a number. A booking that spells its pupil otherwise has its class in a column, to be sorted by.
//!
//! Rows that share a key by now are one pupil if they may be: of one class, or of different school years. Else they
//! stay apart as homonyms.

use sea_orm_migration::sea_orm::prelude::{DateTimeUtc, Json, Uuid};
use sea_orm_migration::sea_orm::{ConnectionTrait, FromQueryResult, Statement};

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let add = |table, column| Table::alter().table(table).add_column(column).take();
        schema.alter_table(add("pupils", integer("homonym").default(1).take())).await?;
        schema.alter_table(add("bookings", string_null("class"))).await?;
        let old = Index::drop().name("pupils_one_uai_identity_key").table("pupils").to_owned();
        schema.drop_index(old).await?;
        let db = schema.get_connection();
        db.execute_unprepared(&format!("UPDATE pupils SET identity_key = {}", key())).await?;
        of_one_key(db).await?;
        classes(db).await?;
        schema.create_index(unique("pupils", &["uai", "identity_key", "homonym"])).await
    }
}

/// Signs that leave the key, and letters that are written plainly in it.
const PLAIN: [(&str, &str); 14] = [
    (" ", ""),
    ("''", ""),
    ("-", ""),
    ("\u{2010}", ""),
    (".", ""),
    ("·", ""),
    ("ø", "o"),
    ("ł", "l"),
    ("đ", "d"),
    ("ð", "d"),
    ("ħ", "h"),
    ("ı", "i"),
    ("ŧ", "t"),
    ("þ", "th"),
];

/// "nom|prenom" of "nom|prenom|classe", in the words of both engines.
fn key() -> String {
    let class_off = "rtrim(rtrim(identity_key, replace(identity_key, '|', '')), '|')".to_owned();
    PLAIN
        .iter()
        .fold(class_off, |key, (sign, plain)| format!("replace({key}, '{sign}', '{plain}')"))
}

#[derive(FromQueryResult)]
struct Pupil {
    id: Uuid,
    uai: String,
    identity_key: String,
    last_name: String,
    first_name: String,
    class: String,
}

/// Rows of one school and one key: united, or numbered.
async fn of_one_key(db: &SchemaManagerConnection<'_>) -> Result<(), DbErr> {
    let several = "SELECT id, pupils.uai, pupils.identity_key, last_name, first_name, class FROM pupils JOIN \
        (SELECT uai, identity_key FROM pupils GROUP BY uai, identity_key HAVING COUNT(*) > 1) AS several \
        ON several.uai = pupils.uai AND several.identity_key = pupils.identity_key \
        ORDER BY pupils.uai, pupils.identity_key, created_at, id";
    let several = Statement::from_string(db.get_database_backend(), several);
    let mut kept: Vec<(Pupil, Vec<Booking>)> = Vec::new();
    for pupil in Pupil::find_by_statement(several).all(db).await? {
        kept.retain(|(one, _)| (&one.uai, &one.identity_key) == (&pupil.uai, &pupil.identity_key));
        let booked = bookings(db, pupil.id).await?;
        let one =
            kept.iter_mut().find(|(one, of_one)| may_be_one((one, of_one), (&pupil, &booked)));
        match one {
            Some((one, of_one)) => {
                unite(db, one, &pupil).await?;
                of_one.extend(booked);
            }
            None => {
                kept.push((pupil, booked));
                number(db, &kept).await?;
            }
        }
    }
    Ok(())
}

/// Not two on one stage; and of one class, or never booked in one school year.
fn may_be_one((one, ours): (&Pupil, &[Booking]), (other, theirs): (&Pupil, &[Booking])) -> bool {
    let meets = |ours: &&Booking| {
        let there = theirs.iter().filter(|theirs| theirs.is_active());
        ours.is_active() && there.map(|theirs| theirs.slot_id).any(|slot| slot == ours.slot_id)
    };
    let same_year = |ours: &&Booking| theirs.iter().any(|theirs| theirs.year() == ours.year());
    ours.iter().find(meets).is_none()
        && (class(&one.class) == class(&other.class) || ours.iter().find(same_year).is_none())
}

#[derive(FromQueryResult)]
struct Booking {
    slot_id: Uuid,
    status: String,
    created_at: DateTimeUtc,
}

impl Booking {
    fn is_active(&self) -> bool {
        ["waitlisted", "pending", "confirmed"].contains(&self.status.as_str())
    }

    /// The civil year in which the school year began.
    fn year(&self) -> i32 {
        let number = |format| self.created_at.format(format).to_string().parse().unwrap_or(0);
        if number("%m") >= 9 { number("%Y") } else { number("%Y") - 1 }
    }
}

async fn bookings(db: &SchemaManagerConnection<'_>, pupil: Uuid) -> Result<Vec<Booking>, DbErr> {
    let booked = "SELECT slot_id, status, created_at FROM bookings WHERE pupil_id = $1";
    let backend = db.get_database_backend();
    let booked = Statement::from_sql_and_values(backend, booked, [pupil.into()]);
    Booking::find_by_statement(booked).all(db).await
}

/// « 3B », « 3e B », « 3ème B », « 3°B » alike.
fn class(typed: &str) -> String {
    let plain = typed.to_lowercase().replace(['è', 'é'], "e");
    let plain: String = plain.chars().filter(|c| c.is_alphanumeric()).collect();
    let rest = plain.trim_start_matches(|c: char| c.is_ascii_digit());
    let level = &plain[..plain.len() - rest.len()];
    let rest = rest.strip_prefix("eme").or(rest.strip_prefix('e')).unwrap_or(rest);
    format!("{level}{rest}")
}

/// The bookings of `other` become those of `one`, spelled as they were.
async fn unite(db: &SchemaManagerConnection<'_>, one: &Pupil, other: &Pupil) -> Result<(), DbErr> {
    let mut bookings = Query::update();
    bookings
        .table("bookings")
        .value("pupil_id", one.id)
        .and_where(Expr::col("pupil_id").eq(other.id));
    let names = |pupil: &Pupil| {
        let Pupil { last_name, first_name, class, .. } = pupil;
        let named = [("last_name", last_name), ("first_name", first_name), ("class", class)];
        named.into_iter().map(|(key, name)| (key, name.clone())).collect::<Json>().to_string()
    };
    if names(one) != names(other) {
        let own = Func::coalesce([Expr::col("spelling"), Expr::val(names(other))]);
        bookings.value("spelling", own);
    }
    db.execute(&bookings).await?;
    let gone = Query::delete().from_table("pupils").and_where(Expr::col("id").eq(other.id)).take();
    db.execute(&gone).await.map(drop)
}

/// The last of those that stay apart gets its number.
async fn number(
    db: &SchemaManagerConnection<'_>,
    kept: &[(Pupil, Vec<Booking>)],
) -> Result<(), DbErr> {
    let number: Result<i32, _> = kept.len().try_into();
    let (Some((last, _)), Ok(number)) = (kept.last(), number) else { return Ok(()) };
    let numbered = Query::update()
        .table("pupils")
        .value("homonym", number)
        .and_where(Expr::col("id").eq(last.id))
        .take();
    db.execute(&numbered).await.map(drop)
}

#[derive(FromQueryResult)]
struct Spelled {
    id: Uuid,
    spelling: String,
}

/// The class of each booking that has a spelling of its own.
async fn classes(db: &SchemaManagerConnection<'_>) -> Result<(), DbErr> {
    let spelled = "SELECT id, spelling FROM bookings WHERE spelling IS NOT NULL";
    let spelled = Statement::from_string(db.get_database_backend(), spelled);
    for Spelled { id, spelling } in Spelled::find_by_statement(spelled).all(db).await? {
        let class = spelling.parse::<Json>().ok();
        let Some(class) = class.as_ref().and_then(|names| names["class"].as_str()) else {
            continue;
        };
        let own = Query::update()
            .table("bookings")
            .value("class", class)
            .and_where(Expr::col("id").eq(id))
            .take();
        db.execute(&own).await?;
    }
    Ok(())
}
