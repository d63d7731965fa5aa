package io.recloop.monitor.facts;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Which model a tenant's users get.
@Singleton
public final class ModelsInUse {
    ModelsInUse() {}

    /// @param manifestSha256 as announced; null where the announcement was not heard
    /// @param servingSince   when the first replica served it; null where none has said so
    /// @param publishedAt    null where the announcement was not heard
    public record InUse(
            String modelId,
            @Nullable String manifestSha256,
            @Nullable Instant servingSince,
            @Nullable Instant publishedAt) {}

    /// The model that the replica with the newest generation serves; the published one where no replica has spoken.
    public Optional<InUse> of(Handle handle, String tenant) {
        return handle.createQuery("""
            select m.model_id, m.manifest_sha256, m.serving_since, m.published_at
            from (
                select model_id, 1 as rank, generation, said_at from replica
                where tenant = :tenant and model_id is not null
                union all
                select model_id, 2, generation, published_at from published where tenant = :tenant
            ) known join model m on m.tenant = :tenant and m.model_id = known.model_id
            order by known.rank, known.generation desc, known.said_at desc limit 1\
            """)
                .bind("tenant", tenant)
                .map((rows, context) -> new InUse(
                        rows.getString("model_id"),
                        rows.getString("manifest_sha256"),
                        instant(rows.getTimestamp("serving_since")),
                        instant(rows.getTimestamp("published_at"))))
                .findOne();
    }

    private static @Nullable Instant instant(java.sql.@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
