//! What a lycée offers: tracks, programmes, teachers, slots.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        schema
            .create_table(
                tenant_table("tracks").col(string("name")).col(integer("position")).take(),
            )
            .await?;
        schema.create_index(unique("tracks", &["tenant_id", "name"])).await?;
        schema
            .create_table(
                tenant_table("programmes")
                    .col(uuid("track_id"))
                    .col(string("name"))
                    .col(integer("position"))
                    .foreign_key(&mut within_tenant("programmes", "track_id", "tracks"))
                    .take(),
            )
            .await?;
        schema.create_index(unique("programmes", &["tenant_id", "name"])).await?;
        schema
            .create_table(
                tenant_table("teachers").col(string("name")).col(string("subject")).take(),
            )
            .await?;
        schema.create_index(unique("teachers", &["tenant_id", "name"])).await?;
        schema
            .create_table(
                tenant_table("slots")
                    .col(uuid("programme_id"))
                    .col(string("kind"))
                    .col(string("status"))
                    .col(date("day"))
                    .col(moment("starts_at"))
                    .col(moment("ends_at"))
                    .col(integer("capacity"))
                    .col(integer("booked"))
                    .col(string("room"))
                    .col(string("meeting_point"))
                    .col(text("note"))
                    .col(text_null("cancel_reason"))
                    .col(integer("version"))
                    .col(moment("created_at"))
                    .col(moment("updated_at"))
                    .check(check("booked >= 0 AND booked <= capacity"))
                    .check(check("ends_at > starts_at"))
                    .foreign_key(&mut within_tenant("slots", "programme_id", "programmes"))
                    .take(),
            )
            .await?;
        schema.create_index(index("slots", &["tenant_id", "day", "id"])).await?;
        schema
            .create_table(
                Table::create()
                    .table("slot_teachers")
                    .col(uuid("tenant_id"))
                    .col(uuid("slot_id"))
                    .col(uuid("teacher_id"))
                    .primary_key(Index::create().col("tenant_id").col("slot_id").col("teacher_id"))
                    .foreign_key(&mut within_tenant("slot_teachers", "slot_id", "slots"))
                    .foreign_key(&mut within_tenant("slot_teachers", "teacher_id", "teachers"))
                    .take(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in ["slot_teachers", "slots", "teachers", "programmes", "tracks"] {
            schema.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}
