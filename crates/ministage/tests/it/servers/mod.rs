//! What needs servers whatever the engine: PostgreSQL and Redis that go away. The inner loop, which has none,
//! leaves this module out by its path.

mod database;
mod redis;
