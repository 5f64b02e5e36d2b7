//! Tests of the business on both engines. One binary: a feature is a file and a line here.

mod house;
mod slots;
