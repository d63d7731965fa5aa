package io.recloop.monitor.facts;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which model a tenant's users get.
@Singleton
@Transactional
public class ModelsInUse {
    private final ModelRepository models;

    @Inject
    ModelsInUse(ModelRepository models) {
        this.models = models;
    }

    /// @param manifestSha256 as announced; null where the announcement was not heard
    /// @param servingSince   when the first replica served it; null where none has said so
    /// @param publishedAt    null where the announcement was not heard
    public record InUse(
            String modelId,
            @Nullable String manifestSha256,
            @Nullable Instant servingSince,
            @Nullable Instant publishedAt) {}

    /// The model that the replica with the newest generation serves; the published one where no replica has spoken.
    public Optional<InUse> of(String tenant) {
        return models.inUse(tenant)
                .map(model -> new InUse(model.modelId, model.manifestSha256, model.servingSince, model.publishedAt));
    }
}
