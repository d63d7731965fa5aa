package io.recloop.training.registry;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model as the registry knows it.
///
/// @param codeVersion    of the service that trained it; absent where it was made before that was kept
/// @param tuningTrial    `run/trial` of the tuning whose settings it has; absent where no tuning gave them
/// @param uri            where its bundle is; absent for a model that was never stored
/// @param manifestSha256 of the bundle; absent likewise
/// @param reason         why it has its status
public record Model(
        String modelId,
        String tenant,
        Status status,
        String algorithm,
        String runId,
        String datasetVersion,
        Instant dataThrough,
        @Nullable String parentModelId,
        @Nullable String codeVersion,
        @Nullable String tuningTrial,
        Map<String, Double> parameters,
        Quality metrics,
        Judgement gate,
        @Nullable String uri,
        @Nullable String manifestSha256,
        Instant createdAt,
        String createdBy,
        String reason) {
    public enum Status {
        /// Trained and judged well, not yet announced.
        CANDIDATE,
        /// A gate or the verification said no.
        REFUSED,
        /// The announcement is under way.
        PUBLISHING,
        /// The model that should serve.
        PUBLISHED,
        /// Another one was announced after it.
        SUPERSEDED,
        /// Found in the store without a row here: its run was killed in between. Announced by hand or not
        /// at all.
        ADOPTED
    }
}
