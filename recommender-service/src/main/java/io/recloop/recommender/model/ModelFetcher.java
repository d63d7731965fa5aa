package io.recloop.recommender.model;

import io.recloop.contracts.events.ModelRefused;
import io.recloop.recommender.history.InteractionReader;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jboss.logging.Logger;

/// Gets a model that was announced into memory, and with it everything that its users did since it was trained. Never
/// throws.
@Singleton
final class ModelFetcher {
    private static final Logger LOG = Logger.getLogger(ModelFetcher.class);

    private final BundleLoader loader;
    private final InteractionReader history;

    ModelFetcher(BundleLoader loader, InteractionReader history) {
        this.loader = loader;
        this.history = history;
    }

    /// A failure to read what users did counts as the store's would.
    LoadResult fetch(String tenant, String modelId, String manifestSha256) {
        try {
            var result = loader.load(tenant, modelId, manifestSha256);
            if (result instanceof LoadResult.Loaded(var loaded)) {
                cover(loaded);
            }
            return result;
        } catch (IOException e) {
            return new LoadResult.Unreachable(e);
        } catch (RuntimeException e) {
            LOG.errorf(e, "tenant=%s modelId=%s", tenant, modelId);
            return new LoadResult.Refused(ModelRefused.Step.WARM_UP, "loading failed: " + e.getMessage());
        }
    }

    private void cover(LoadedModel loaded) throws IOException {
        boolean covered = false;
        try {
            history.cover(loaded.manifest().tenant(), ServingModel.offsets(loaded.manifest()));
            covered = true;
        } finally {
            if (!covered) {
                loader.release(loaded);
            }
        }
    }

    /// What the model was trained with need not be kept any more.
    void serves(ServingModel model) {
        history.serves(model.manifest().tenant(), model.offsets());
    }
}
