//! What a lycée offers: tracks, programmes, teachers, slots.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let tracks = tenant_table("tracks").col(string("name")).col(integer("position")).take();
        schema.create_table(tracks).await?;
        schema.create_index(unique("tracks", &["tenant_id", "name"])).await?;
        let programmes = tenant_table("programmes")
            .col(uuid("track_id"))
            .col(string("name"))
            .col(integer("position"))
            .foreign_key(&mut within_tenant("track_id", "tracks"))
            .take();
        schema.create_table(programmes).await?;
        schema.create_index(unique("programmes", &["tenant_id", "name"])).await?;
        let teachers = tenant_table("teachers").col(string("name")).col(string("subject")).take();
        schema.create_table(teachers).await?;
        schema.create_index(unique("teachers", &["tenant_id", "name"])).await?;
        let slots = tenant_table("slots")
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
            .foreign_key(&mut within_tenant("programme_id", "programmes"))
            .take();
        schema.create_table(slots).await?;
        schema.create_index(index("slots", &["tenant_id", "day", "id"])).await?;
        let slot_teachers = Table::create()
            .table("slot_teachers")
            .col(uuid("tenant_id"))
            .col(uuid("slot_id"))
            .col(uuid("teacher_id"))
            .primary_key(Index::create().col("tenant_id").col("slot_id").col("teacher_id"))
            .foreign_key(&mut within_tenant("slot_id", "slots"))
            .foreign_key(&mut within_tenant("teacher_id", "teachers"))
            .take();
        schema.create_table(slot_teachers).await
    }
}
