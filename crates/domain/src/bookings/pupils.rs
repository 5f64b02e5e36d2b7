//! « Stagiaires »: the pupils that a school sends. A pupil belongs to the school, not to a portal.

use std::collections::{BTreeMap, HashSet};

use education::Uai;
use education::names::fold;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, FromQueryResult, JoinType, QueryFilter, QuerySelect, QueryTrait, Set,
};
use unicode_normalization::UnicodeNormalization;

use super::BookingStatus;
use crate::Fault;
use crate::entity::{bookings, pupils};
use crate::ids::{BookingId, PupilId, SlotId, TenantId};
use crate::store::Tx;

/// Statuses under which a pupil may be on a slot only once.
const ACTIVE: [BookingStatus; 3] = [
    BookingStatus::Waitlisted,
    BookingStatus::Pending,
    BookingStatus::Confirmed,
];

/// Letters of a name, at most.
pub(super) const LONGEST_NAME: usize = 60;

/// Letters of a class, at most.
pub(super) const LONGEST_CLASS: usize = 20;

/// A pupil as typed, and found to be writable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pupil {
    last_name: String,
    first_name: String,
    class: String,
}

/// Why a name or a class cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PupilRefused {
    /// Nothing was typed.
    Missing,
    /// Longer than the limit.
    TooLong,
    /// A sign that no name holds.
    Sign(char),
}

impl Pupil {
    /// Checks one part of a name: letters, marks, apostrophe, hyphen, space, dot; 1 to 60; NFC
    /// (`security.md`, Input). Runs of spaces become one.
    pub fn name(typed: &str) -> Result<String, PupilRefused> {
        let name = tidy(typed);
        check(&name, LONGEST_NAME, |c| {
            is_name_letter(c) || matches!(c, '\'' | '’' | '-' | '‑' | '.' | ' ')
        })?;
        if name.chars().any(char::is_alphabetic) {
            Ok(name)
        } else {
            Err(PupilRefused::Missing)
        }
    }

    /// Checks a class: "3e B", "4ème 2", "3°5", "2nde GT-1".
    pub fn class(typed: &str) -> Result<String, PupilRefused> {
        let class = tidy(typed);
        check(&class, LONGEST_CLASS, |c| {
            is_name_letter(c)
                || c.is_ascii_digit()
                || matches!(c, '\'' | '’' | '-' | '.' | ' ' | '°' | '/' | '_')
        })?;
        Ok(class)
    }

    /// A pupil of three parts, each checked.
    pub fn new(last_name: &str, first_name: &str, class: &str) -> Result<Self, PupilRefused> {
        Ok(Self {
            last_name: Self::name(last_name)?,
            first_name: Self::name(first_name)?,
            class: Self::class(class)?,
        })
    }

    /// What makes two typings the same pupil of one school: accents and case do not.
    pub(super) fn identity_key(&self) -> String {
        format!(
            "{}|{}|{}",
            fold(&self.last_name),
            fold(&self.first_name),
            fold(&self.class)
        )
    }
}

/// A letter or a combining mark of any script, but nothing that turns the direction of writing.
fn is_name_letter(c: char) -> bool {
    c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c)
}

fn tidy(typed: &str) -> String {
    typed
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .nfc()
        .collect()
}

fn check(text: &str, longest: usize, allowed: impl Fn(char) -> bool) -> Result<(), PupilRefused> {
    if text.is_empty() {
        return Err(PupilRefused::Missing);
    }
    if text.chars().count() > longest {
        return Err(PupilRefused::TooLong);
    }
    match text.chars().find(|&c| !allowed(c)) {
        Some(sign) => Err(PupilRefused::Sign(sign)),
        None => Ok(()),
    }
}

/// A pupil on her way to a slot.
pub(crate) struct OnSlot {
    pub(crate) id: PupilId,
    /// The active booking that she has on this slot, if she has one.
    pub(crate) booked: Option<BookingId>,
    /// Whether this transaction added her: then she goes again if she gets no place.
    pub(crate) added: bool,
}

#[derive(FromQueryResult)]
struct Known {
    id: PupilId,
    uai: String,
    identity_key: String,
    booking_id: Option<BookingId>,
}

impl Tx<'_, TenantId> {
    /// These pupils, in order, with the booking that they have on `slot`; who was not known is
    /// added. Two statements, however many; in the order of their keys, so that two transactions
    /// that add the same pupils wait for each other instead of locking each other.
    pub(crate) async fn pupils_on_slot(
        &self,
        slot: SlotId,
        wanted: &[(Uai, &Pupil)],
    ) -> Result<Vec<OnSlot>, Fault> {
        let keys: Vec<(String, String)> = wanted
            .iter()
            .map(|(uai, pupil)| (uai.to_string(), pupil.identity_key()))
            .collect();
        let added = self.add_missing(wanted, &keys).await?;
        let active = Condition::all()
            .add(
                Expr::col((bookings::Entity, bookings::Column::PupilId))
                    .equals((pupils::Entity, pupils::Column::Id)),
            )
            .add(Expr::col((bookings::Entity, bookings::Column::TenantId)).eq(self.tenant_id()))
            .add(Expr::col((bookings::Entity, bookings::Column::SlotId)).eq(slot))
            .add(bookings::Column::Status.is_in(ACTIVE));
        let named = keys.iter().fold(Condition::any(), |any, (uai, key)| {
            any.add(
                pupils::Column::Uai
                    .eq(uai)
                    .and(pupils::Column::IdentityKey.eq(key)),
            )
        });
        let mut select = self
            .shared::<pupils::Entity>()
            .select_only()
            .columns([
                pupils::Column::Id,
                pupils::Column::Uai,
                pupils::Column::IdentityKey,
            ])
            .column_as(bookings::Column::Id, "booking_id")
            .filter(named);
        QueryTrait::query(&mut select).join(JoinType::LeftJoin, bookings::Entity, active);
        let known = select.into_model::<Known>().all(self.db()).await?;
        keys.iter()
            .map(|(uai, key)| {
                let row = known
                    .iter()
                    .find(|row| row.uai == *uai && row.identity_key == *key);
                row.map(|row| OnSlot {
                    id: row.id,
                    booked: row.booking_id,
                    added: added.contains(&row.id),
                })
                .ok_or_else(|| Fault::Damaged("a pupil vanished".into()))
            })
            .collect()
    }

    /// Adds who is not known yet; the ids under which the others would have been added do not exist.
    async fn add_missing(
        &self,
        wanted: &[(Uai, &Pupil)],
        keys: &[(String, String)],
    ) -> Result<HashSet<PupilId>, Fault> {
        let by_key: BTreeMap<_, _> = keys.iter().zip(wanted).collect();
        let mut ids = HashSet::new();
        let mut rows = Vec::with_capacity(by_key.len());
        for ((uai, key), (_, pupil)) in by_key {
            let id: PupilId = self.id();
            ids.insert(id);
            rows.push(pupils::ActiveModel {
                id: Set(id),
                uai: Set(uai.clone()),
                last_name: Set(pupil.last_name.clone()),
                first_name: Set(pupil.first_name.clone()),
                class: Set(pupil.class.clone()),
                identity_key: Set(key.clone()),
                created_at: Set(self.now()),
                erased_at: Set(None),
            });
        }
        let same = OnConflict::columns([pupils::Column::Uai, pupils::Column::IdentityKey])
            .do_nothing()
            .to_owned();
        self.insert_missing_shared(rows, same).await?;
        Ok(ids)
    }

    /// Takes out the pupils that this transaction added and that got no place: a name is not kept
    /// for nothing.
    pub(super) async fn forget_pupils(&self, pupils: Vec<PupilId>) -> Result<(), Fault> {
        if pupils.is_empty() {
            return Ok(());
        }
        self.delete_shared::<pupils::Entity>()
            .filter(pupils::Column::Id.is_in(pupils))
            .exec(self.db())
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_world_are_taken() {
        for name in [
            "Inès",
            "NGUYỄN",
            "O’Brien",
            "Jean-Noël",
            "D'Alembert",
            "Şahin",
            "M. Baptiste",
            "李",
        ] {
            assert_eq!(Pupil::name(name).as_deref(), Ok(name));
        }
    }

    #[test]
    fn what_no_name_holds_is_refused() {
        assert_eq!(
            Pupil::name("#read(\"/etc/passwd\")"),
            Err(PupilRefused::Sign('#'))
        );
        assert_eq!(Pupil::name("=1+1"), Err(PupilRefused::Sign('=')));
        assert_eq!(
            Pupil::name("a\u{202e}b"),
            Err(PupilRefused::Sign('\u{202e}'))
        );
        assert_eq!(Pupil::name(&"a".repeat(61)), Err(PupilRefused::TooLong));
        assert_eq!(Pupil::name(" \t "), Err(PupilRefused::Missing));
        assert_eq!(Pupil::name("- -"), Err(PupilRefused::Missing));
    }

    #[test]
    fn spaces_and_line_ends_become_one_space() {
        assert_eq!(Pupil::name("  Jean \r\n Noël "), Ok("Jean Noël".to_owned()));
    }
}
