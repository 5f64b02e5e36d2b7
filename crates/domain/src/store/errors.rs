//! Sorting database errors: sea-orm's own `sql_err()` knows unique and foreign keys only.

use sea_orm::{DbErr, RuntimeErr};

use crate::Fault;

/// Puts a database error into the class that decides what the person reads.
pub(crate) fn classify(error: DbErr) -> Fault {
    if matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) || lost_connection(&error) {
        return Fault::Unavailable(error);
    }
    match code(&error).as_deref() {
        // PostgreSQL, appendix A: serialization_failure, deadlock_detected, lock_not_available,
        // query_canceled. SQLite, rescode.html: SQLITE_BUSY and SQLITE_LOCKED with their extensions.
        Some("40001" | "40P01" | "55P03" | "57014" | "5" | "6" | "261" | "517" | "262") => {
            Fault::Contended(error)
        }
        // admin_shutdown, crash_shutdown, cannot_connect_now; insufficient_resources and its kinds (a full disk, too
        // many connections); read_only_sql_transaction: a database that has just become the spare one.
        Some("57P01" | "57P02" | "57P03" | "25006") => Fault::Unavailable(error),
        Some(code) if code.starts_with("53") && code.len() == 5 => Fault::Unavailable(error),
        Some(code) if is_sqlite_failure(code) => Fault::Unavailable(error),
        // integrity_constraint_violation and its kinds; SQLITE_CONSTRAINT and its extensions.
        Some(code) if code.starts_with("23") || is_sqlite_constraint(code) => {
            Fault::Constraint(error)
        }
        _ => Fault::Database(error),
    }
}

/// SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL and SQLITE_CANTOPEN with their extensions.
fn is_sqlite_failure(code: &str) -> bool {
    code.len() < 5 && code.parse::<u32>().is_ok_and(|code| [8, 10, 13, 14].contains(&(code & 0xff)))
}

fn is_sqlite_constraint(code: &str) -> bool {
    code.parse::<u32>().is_ok_and(|code| code & 0xff == 19)
}

pub(super) fn code(error: &DbErr) -> Option<String> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error))
        | DbErr::Conn(RuntimeErr::SqlxError(error)) => {
            Some(error.as_database_error()?.code()?.into_owned())
        }
        _ => None,
    }
}

fn lost_connection(error: &DbErr) -> bool {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => {
            error.as_database_error().is_none()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_written_is_told_apart_from_a_rule() {
        // Read-only (after a move too), failed write, full disk, file that does not open.
        for code in ["8", "1032", "10", "778", "13", "14"] {
            assert!(is_sqlite_failure(code) && !is_sqlite_constraint(code), "{code}");
        }
        // Unique, check; PostgreSQL's own.
        for code in ["2067", "275", "53100", "23505"] {
            assert!(!is_sqlite_failure(code), "{code}");
        }
    }
}
