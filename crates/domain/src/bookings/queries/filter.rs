//! Which bookings are wanted: a period, a status, words to be found.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use education::names::fold;
use education::pupils::name_key;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query};
use sea_orm::{ColumnTrait, Condition, JoinType, QuerySelect, RelationTrait, Select};

use super::BookingOrder;
use crate::bookings::{AgreementStatus, BookingStatus, Classes, unquoted};
use crate::entity::{bookings, programmes, pupils, schools, slots};
use crate::ids::{ProgrammeId, TenantId};
use crate::store::Tx;
use crate::tenancy::{Portal, Tenant};
use crate::{Fault, text_enum};

/// Words of a search that are looked for, at most.
const MOST_WORDS: usize = 5;

text_enum! {
    /// « Mes réservations » or « Antérieures ».
    Period { Upcoming = "a_venir", Past = "anterieures", All = "toutes" }
}

/// Which bookings are wanted.
#[derive(Clone, Debug)]
pub struct BookingFilter {
    /// Before or after today.
    pub period: Period,
    /// Words to be found in the pupil's name, the programme, the reference (and, for the host,
    /// the school).
    pub search: String,
    /// Only this status.
    pub status: Option<BookingStatus>,
    /// Only those whose convention is « en retard », for the staff.
    pub late: bool,
    /// Only pupils of this class, however it is written.
    pub class: Option<String>,
    /// The classes that are known, for the writings of each.
    pub classes: Classes,
    /// In this order.
    pub order: BookingOrder,
}

impl Default for BookingFilter {
    fn default() -> Self {
        Self::of(Period::Upcoming)
    }
}

impl BookingFilter {
    /// All of a period, by date.
    pub fn of(period: Period) -> Self {
        let (search, order) = (String::new(), BookingOrder::of(period));
        let classes = Classes::default();
        Self { period, search, status: None, late: false, class: None, classes, order }
    }

    /// The words that are looked for, each of which must be found.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.search.split_whitespace().take(MOST_WORDS)
    }

    /// What is searched: each word, or the whole as a reference, which may be typed with a space in it. « homonyme 2 »
    /// finds those who are told apart: among all of `on`, or of the school.
    pub(crate) fn found(
        &self,
        programmes: &[(ProgrammeId, String)],
        on: Option<TenantId>,
    ) -> Condition {
        let marks = self.words().any(is_mark);
        let plain = self.words().filter(|word| !marks || !(is_mark(word) || is_number(word)));
        let words = plain.map(|word| found_by(word, programmes));
        let words = words.chain(marks.then(|| has_namesake(on)));
        let quoted = bookings::Column::Reference.eq(unquoted(&self.search));
        Condition::any().add(words.fold(Condition::all(), Condition::add)).add(quoted)
    }

    /// What is wanted of status and class.
    pub(crate) fn narrowed(&self) -> Condition {
        let status = self.status.map(|status| bookings::Column::Status.eq(status));
        let class = self.class.as_ref().map(|wanted| {
            let written = self.classes.like(wanted);
            class().is_in(written.iter().map(|one| readable(one)))
        });
        Condition::all().add_option(status).add_option(class)
    }
}

impl Portal {
    pub(super) async fn wanted(
        &self,
        tx: &Tx<'_, TenantId>,
        filter: &BookingFilter,
    ) -> Result<Condition, Fault> {
        let mut wanted = filter.narrowed();
        if filter.late {
            wanted = wanted.add(late(self.tenant(), tx.now()));
        }
        if filter.words().next().is_some() {
            // The names of the portal's programmes, which are few.
            let programmes = tx.all(tx.find::<programmes::Entity>()).await?;
            let named: Vec<_> =
                programmes.into_iter().map(|row| (row.id, fold(&row.name))).collect();
            wanted = wanted.add(filter.found(&named, Some(tx.tenant_id())));
        }
        Ok(wanted)
    }
}

/// What is to come of a school: a stage that has begun is over for its list, its desk and its numbers alike.
pub(crate) fn by_moment(period: Period, now: DateTime<Utc>) -> Condition {
    let starts = Expr::col((slots::Entity, slots::Column::StartsAt));
    Condition::all().add_option(match period {
        Period::Upcoming => Some(starts.gt(now)),
        Period::Past => Some(starts.lte(now)),
        Period::All => None,
    })
}

/// Bookings whose convention is late (`Awaited::late`), joined with their stage. The days that come and whose day for
/// the convention is over are few; those of one such day stand together.
pub(crate) fn late(tenant: &Tenant, now: DateTime<Utc>) -> Condition {
    let today = tenant.local_day(now);
    let day = || Expr::col((slots::Entity, slots::Column::Day));
    let asked = || {
        let column = |column| Expr::col((bookings::Entity, column));
        let since = [bookings::Column::AskedAt, bookings::Column::CreatedAt].map(column);
        Expr::expr(Func::coalesce(since))
    };
    let days = tenant.days_overdue(today);
    // No day at all is no booking at all.
    let none = day().is_in(Vec::<NaiveDate>::new());
    let over = days.into_iter().fold(Condition::any().add(none), |any, (due, of)| {
        let in_time = asked().lt(tenant.moment(due, NaiveTime::MIN));
        any.add(Condition::all().add(day().between(*of.start(), *of.end())).add(in_time))
    });
    Condition::all()
        .add(Expr::col((slots::Entity, slots::Column::StartsAt)).gt(now))
        .add(bookings::Column::Status.is_in(BookingStatus::HOLDS_PLACE))
        .add(bookings::Column::AgreementStatus.is_in(AgreementStatus::AWAITED))
        .add(over)
}

/// The same for the staff, for whom today's stages stay to the evening.
pub(super) fn by_day(period: Period, today: NaiveDate) -> Condition {
    let day = Expr::col((slots::Entity, slots::Column::Day));
    Condition::all().add_option(match period {
        Period::Upcoming => Some(day.gte(today)),
        Period::Past => Some(day.lt(today)),
        Period::All => None,
    })
}

/// What the number of « À venir » counts: places that are held. That of « Antérieures »: all.
pub(crate) fn counted(period: Period, now: DateTime<Utc>) -> Condition {
    let held = bookings::Column::Status.is_in(BookingStatus::HOLDS_PLACE);
    by_moment(period, now).add_option((period == Period::Upcoming).then_some(held))
}

/// A word is looked for in the folded name of pupil and school, in the class, in the reference, and in
/// the folded names of programmes.
fn found_by(word: &str, programmes: &[(ProgrammeId, String)]) -> Condition {
    let folded = fold(word);
    if plain(&folded).is_empty() {
        return Condition::any().add(bookings::Column::Reference.eq("")); // it says nothing: nothing is found
    }
    let like = format!("%{}%", plain(&folded));
    // A pupil's key holds letters only: « D’An » finds « D Angelo ».
    let letters = format!("%{}%", plain(&name_key(word)));
    let named = programmes.iter().filter(|(_, name)| name.contains(&folded)).map(|(id, _)| *id);
    Condition::any()
        .add(Expr::col((pupils::Entity, pupils::Column::IdentityKey)).like(letters))
        .add(Expr::col((schools::Entity, schools::Column::SearchKey)).like(&like))
        .add(class().like(format!("{}%", plain(word))))
        .add(bookings::Column::Reference.eq(unquoted(word)))
        .add(Expr::col((slots::Entity, slots::Column::ProgrammeId)).is_in(named))
}

fn is_mark(word: &str) -> bool {
    matches!(fold(word).as_str(), "homonyme" | "homonymes")
}

fn is_number(word: &str) -> bool {
    word.len() == 1 && word.chars().all(|c| c.is_ascii_digit())
}

/// Another pupil of the school has the name; with `on`, one who is booked there: of the others a lycée learns nothing.
fn has_namesake(on: Option<TenantId>) -> Condition {
    let other = |column: pupils::Column| Expr::col((Alias::new("namesake"), column));
    let own = |column: pupils::Column| (pupils::Entity, column);
    let mut namesake = Query::select();
    namesake
        .expr(Expr::val(1_i32))
        .from_as(pupils::Entity, Alias::new("namesake"))
        .and_where(other(pupils::Column::Uai).equals(own(pupils::Column::Uai)))
        .and_where(other(pupils::Column::IdentityKey).equals(own(pupils::Column::IdentityKey)))
        .and_where(other(pupils::Column::Id).not_equals(own(pupils::Column::Id)));
    if let Some(tenant) = on {
        let booked = Query::select()
            .expr(Expr::val(1_i32))
            .from_as(bookings::Entity, Alias::new("beside"))
            .and_where(Expr::col((Alias::new("beside"), bookings::Column::TenantId)).eq(tenant))
            .and_where(
                Expr::col((Alias::new("beside"), bookings::Column::PupilId))
                    .equals((Alias::new("namesake"), pupils::Column::Id)),
            )
            .take();
        namesake.and_where(Expr::exists(booked));
    }
    Condition::all().add(Expr::exists(namesake))
}

/// The class of a booking that is joined with its pupil: its own, where it was typed otherwise.
pub(crate) fn class() -> Expr {
    let own = Expr::col((bookings::Entity, bookings::Column::Class));
    Func::coalesce([own, Expr::col((pupils::Entity, pupils::Column::Class))]).into()
}

/// Bookings with what they are searched and sorted by.
pub(crate) fn joined(bookings: Select<bookings::Entity>) -> Select<bookings::Entity> {
    bookings
        .join(JoinType::InnerJoin, bookings::Relation::Slot.def())
        .join(JoinType::InnerJoin, bookings::Relation::Pupil.def())
        .join(JoinType::InnerJoin, bookings::Relation::School.def())
}

/// A word without the signs that mean something to LIKE.
fn plain(word: &str) -> String {
    readable(word).chars().filter(|&c| !matches!(c, '%' | '_' | '\\')).collect()
}

/// A word without the signs that PostgreSQL takes in no text (U+0000).
fn readable(word: &str) -> String {
    word.chars().filter(|c| !c.is_control()).collect()
}
