package io.recloop.training.runs.snapshots;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.learning.dataset.Slice;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.registry.Model;
import io.recloop.training.runs.context.RunContext;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The model that serves now, as far as it could be read.
///
/// @param problem why its bundle could not be read
public record Incumbent(
        Optional<Model> model,
        Optional<BundleReader.Bundle> bundle,
        @Nullable String problem) {
    private static final Logger LOG = Logger.getLogger(Incumbent.class);

    public static final Incumbent NONE = new Incumbent(Optional.empty(), Optional.empty(), null);

    public static Incumbent of(RunContext context) {
        var services = context.services();
        var model = services.registry().models().incumbent(context.run().tenant());
        var sha256 = model.map(Model::manifestSha256).orElse(null);
        if (model.isEmpty() || sha256 == null) {
            return NONE;
        }
        var id = model.get().modelId();
        try {
            var bundle =
                    services.publication().readBack(id, sha256, context.folder().resolve("incumbent"));
            return new Incumbent(model, Optional.of(bundle), null);
        } catch (NotVerifiedException | IOException e) {
            LOG.warnf(
                    "run %s: the incumbent %s cannot be read: %s", context.run().runId(), id, e.getMessage());
            return new Incumbent(
                    model,
                    Optional.empty(),
                    "the incumbent %s could not be compared with, its bundle cannot be read: %s"
                            .formatted(id, e.getMessage()));
        }
    }

    /// Whether it was trained on some of the slice.
    public boolean hasSeen(Slice slice) {
        return model.filter(serving -> slice.seenBy(serving.dataThrough())).isPresent();
    }

    @Nullable
    public String modelId() {
        return model.map(Model::modelId).orElse(null);
    }
}
