//! What a lycée offers: « filières » with their programmes, and the teachers who take pupils in.
//!
//! A portal has a few dozen of each, so they are always read whole: three statements.

mod formations;
pub(crate) mod queries;

use std::collections::HashMap;

pub(crate) use formations::{Meant, formation_key};

use crate::ids::{ProgrammeId, TeacherId, TrackId};

/// « Filière »: a group of programmes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// Its id.
    pub id: TrackId,
    /// "Métiers de l'électricité".
    pub name: String,
    /// What is taught in it, in the lycée's own order.
    pub programmes: Vec<Programme>,
}

/// What is taught: "CAP Cuisine".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Its id.
    pub id: ProgrammeId,
    /// "CAP Cuisine".
    pub name: String,
    /// The key of its formation, as the search knows it.
    pub(crate) formation: String,
}

/// Somebody who takes pupils in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Teacher {
    /// Whose id.
    pub id: TeacherId,
    /// "Mme Kerjean".
    pub name: String,
    /// "professeure de plasturgie", or empty.
    pub subject: String,
}

/// All that a portal offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// Tracks, in the lycée's own order; those without programmes too.
    pub tracks: Vec<Track>,
    /// Teachers by name.
    pub teachers: Vec<Teacher>,
}

impl Offer {
    /// Every programme with its track, by id.
    pub fn programmes(&self) -> HashMap<ProgrammeId, (&Track, &Programme)> {
        self.tracks
            .iter()
            .flat_map(|track| {
                track.programmes.iter().map(move |programme| (programme.id, (track, programme)))
            })
            .collect()
    }
}
