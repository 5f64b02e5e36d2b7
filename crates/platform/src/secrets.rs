//! Secrets in links and cookies: made from a passed-in source of randomness, stored only as a hash.

mod random;
mod token;

pub use random::Random;
pub use token::{Token, TokenHash};
