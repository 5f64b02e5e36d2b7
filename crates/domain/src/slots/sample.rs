//! A stage for tests of rules.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use uuid::Uuid;

use super::{Slot, SlotStatus, SlotTeacher, VisitKind};

impl Slot {
    /// Wednesday 13 January 2027 in the morning, two places of four taken.
    pub(crate) fn sample() -> Self {
        let id = Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0001);
        let day = NaiveDate::from_ymd_opt(2027, 1, 13).unwrap_or_default();
        let morning = NaiveTime::MIN + TimeDelta::minutes(9 * 60 + 15);
        let starts_at = day.and_time(morning).and_utc() - TimeDelta::hours(1);
        Self {
            id: id.into(),
            programme: id.into(),
            programme_name: "CAP Composites, plastiques chaudronnés".into(),
            track: id.into(),
            track_name: "Plasturgie".into(),
            kind: VisitKind::MiniStage,
            status: SlotStatus::Published,
            day,
            starts: morning,
            ends: NaiveTime::MIN + TimeDelta::hours(12),
            starts_at,
            ends_at: starts_at + TimeDelta::minutes(165),
            capacity: 4,
            booked: 2,
            room: "Atelier C, bâtiment des métiers".into(),
            meeting_point: "Rendez-vous à l’accueil dix minutes avant".into(),
            note: "Chaussures fermées. Blouse et lunettes prêtées sur place.".into(),
            teachers: vec![SlotTeacher {
                id: id.into(),
                name: "Mme Kerjean".into(),
                subject: "professeure de plasturgie".into(),
            }],
            cancel_reason: None,
            version: 1,
        }
    }
}
