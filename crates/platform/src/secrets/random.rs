//! Where randomness comes from, as a handle that is passed to whoever needs some.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use rand::rngs::StdRng;
use rand::{CryptoRng, RngCore, SeedableRng};

/// A source of randomness fit for secrets. Cheap to clone; clones of a seeded one share its sequence.
#[derive(Clone)]
pub enum Random {
    /// The thread's generator, seeded by the operating system.
    System,
    /// The same sequence for the same seed: tests only.
    Seeded(Arc<Mutex<StdRng>>),
}

impl Random {
    /// A sequence that a test can repeat.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where randomness comes from"
    )]
    fn with<T>(&self, draw: impl FnOnce(&mut dyn RngCore) -> T) -> T {
        match self {
            Self::System => draw(&mut rand::rng()),
            Self::Seeded(shared) => {
                draw(&mut *shared.lock().unwrap_or_else(PoisonError::into_inner))
            }
        }
    }
}

impl RngCore for Random {
    fn next_u32(&mut self) -> u32 {
        self.with(|rng| rng.next_u32())
    }

    fn next_u64(&mut self) -> u64 {
        self.with(|rng| rng.next_u64())
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        self.with(|rng| rng.fill_bytes(bytes));
    }
}

impl CryptoRng for Random {}

impl fmt::Debug for Random {
    /// Never the state.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "Random::System",
            Self::Seeded(_) => "Random::Seeded",
        })
    }
}
