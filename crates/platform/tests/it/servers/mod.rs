//! What needs a server: the inner loop leaves this module out by its path.

mod redis;
