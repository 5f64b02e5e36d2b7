//! Pupils, their bookings, and the conventions issued for them.

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        let pupils = table("pupils")
            .col(uai("uai"))
            .col(string("last_name"))
            .col(string("first_name"))
            .col(string("class"))
            .col(string("identity_key"))
            .col(moment("created_at"))
            .col(moment_null("erased_at"))
            .foreign_key(&mut refers_to_school())
            .take();
        schema.create_table(pupils).await?;
        schema.create_index(unique("pupils", &["uai", "identity_key"])).await?;
        let bookings = tenant_table("bookings")
            .col(uuid("slot_id"))
            .col(uuid("pupil_id"))
            .col(uai("uai"))
            .col(uuid("booked_by"))
            .col(string("reference"))
            .col(string("status"))
            .col(string("agreement_status"))
            .col(string("attendance"))
            .col(text_null("reason"))
            .col(uuid_null("decided_by"))
            .col(moment_null("decided_at"))
            .col(integer("version"))
            .col(moment("created_at"))
            .col(moment("updated_at"))
            .foreign_key(&mut within_tenant("slot_id", "slots"))
            .foreign_key(&mut refers("pupil_id", "pupils"))
            .foreign_key(&mut refers_to_school())
            .foreign_key(&mut refers("booked_by", "accounts"))
            .take();
        schema.create_table(bookings).await?;
        schema
            .create_index(
                unique("bookings", &["tenant_id", "slot_id", "pupil_id"])
                    .name("bookings_one_active")
                    .and_where(check("status IN ('waitlisted', 'pending', 'confirmed')"))
                    .take(),
            )
            .await?;
        schema.create_index(unique("bookings", &["tenant_id", "reference"])).await?;
        schema.create_index(index("bookings", &["tenant_id", "uai", "id"])).await?;
        schema.create_index(index("bookings", &["tenant_id", "status", "id"])).await?;
        schema.create_index(index("bookings", &["uai", "id"])).await?;
        let agreements = tenant_table("agreements")
            .col(uuid("booking_id"))
            .col(integer("version"))
            .col(uuid("template_id"))
            .col(text("data"))
            .col(string_len("data_sha256", 64))
            .col(string_len_null("pdf_sha256", 64))
            .col(moment("issued_at"))
            .foreign_key(&mut within_tenant("booking_id", "bookings"))
            .foreign_key(&mut within_tenant("template_id", "template_versions"))
            .take();
        schema.create_table(agreements).await?;
        schema.create_index(unique("agreements", &["tenant_id", "booking_id", "version"])).await
    }
}
