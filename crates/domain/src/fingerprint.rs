//! Every row of every table, to see whether something had an effect. Feature `samples`.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DbErr, Statement};

use crate::{Backstage, Engine, Fault};

/// All rows of all tables, as text, at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint(BTreeMap<String, Vec<String>>);

impl Fingerprint {
    /// What differs: `table: − an old row` and `table: + a new row`, one a line.
    pub fn changes(&self, later: &Self) -> Vec<String> {
        let none = Vec::new();
        let tables = self.0.keys().chain(later.0.keys()).collect::<std::collections::BTreeSet<_>>();
        let mut changes = Vec::new();
        for table in tables {
            let (old, new) =
                (self.0.get(table).unwrap_or(&none), later.0.get(table).unwrap_or(&none));
            changes.extend(
                old.iter().filter(|row| !new.contains(row)).map(|row| format!("{table}: − {row}")),
            );
            changes.extend(
                new.iter().filter(|row| !old.contains(row)).map(|row| format!("{table}: + {row}")),
            );
        }
        changes
    }

    /// The same without some tables: those that every request touches, such as `sessions`.
    pub fn without(mut self, tables: &[&str]) -> Self {
        self.0.retain(|table, _| !tables.contains(&table.as_str()));
        self
    }

    /// The rows in which a word stands, `table: row`, whatever its case.
    pub fn find(&self, word: &str) -> Vec<String> {
        let word = word.to_lowercase();
        let rows = self.0.iter().flat_map(|(table, rows)| rows.iter().map(move |row| (table, row)));
        rows.filter(|(_, row)| row.to_lowercase().contains(&word))
            .map(|(table, row)| format!("{table}: {row}"))
            .collect()
    }

    /// How many rows a table has.
    pub fn count(&self, table: &str) -> usize {
        self.0.get(table).map_or(0, Vec::len)
    }
}

impl Backstage {
    /// Reads everything. For small databases of tests.
    pub async fn fingerprint(&self) -> Result<Fingerprint, Fault> {
        let mut all = BTreeMap::new();
        for table in self.tables().await? {
            let row = match self.engine() {
                Engine::Postgres => "t::text".to_owned(),
                Engine::Sqlite(_) => self.quoted_columns(&table).await?,
            };
            let rows = self
                .texts(format!(r#"SELECT {row} AS line FROM "{table}" AS t ORDER BY 1"#))
                .await?;
            all.insert(table, rows);
        }
        Ok(Fingerprint(all))
    }

    async fn tables(&self) -> Result<Vec<String>, DbErr> {
        self.texts(match self.engine() {
            Engine::Postgres => {
                "SELECT tablename::text AS line FROM pg_tables WHERE schemaname = 'public'"
                    .to_owned()
            }
            Engine::Sqlite(_) => {
                "SELECT name AS line FROM sqlite_master WHERE type = 'table'".to_owned()
            }
        })
        .await
    }

    async fn quoted_columns(&self, table: &str) -> Result<String, DbErr> {
        let columns =
            self.texts(format!("SELECT name AS line FROM pragma_table_info('{table}')")).await?;
        let quoted: Vec<_> = columns.iter().map(|column| format!(r#"quote("{column}")"#)).collect();
        Ok(quoted.join(" || ',' || "))
    }

    async fn texts(&self, sql: String) -> Result<Vec<String>, DbErr> {
        let db = self.shared.store.connection();
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
        rows.iter().map(|row| row.try_get("", "line")).collect()
    }
}
