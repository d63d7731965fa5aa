package io.recloop.recommender.model;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.bundle.BundleRefusedException;
import io.recloop.contracts.bundle.BundleTooNewException;
import io.recloop.contracts.bundle.BundleTooOldException;
import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.contracts.bundle.MappedBundle;
import io.recloop.contracts.events.ModelRefused.Step;
import io.recloop.recommender.ranking.RankingModel;
import io.recloop.recommender.ranking.RankingModelFactory;
import io.recloop.recommender.ranking.SelfTest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Fetch, verify, map, build, self-test: from an announcement to a model that may serve, or the reason why it may not.
@Singleton
final class BundleLoader {
    private static final Logger LOG = Logger.getLogger(BundleLoader.class);
    private static final String MODELS = "models";

    private final ArtifactStore store;
    private final WorkFolder work;
    private final ModelMetrics metrics;
    private final SelfTest selfTest;

    BundleLoader(ArtifactStore store, WorkFolder work, ModelMetrics metrics, ModelConfig config) {
        this.store = store;
        this.work = work;
        this.metrics = metrics;
        this.selfTest = new SelfTest(config.selfTestUsers());
    }

    /// What is loaded is to be given to [#release] in the end.
    LoadResult load(String tenant, String modelId, String manifestSha256) {
        Path folder;
        try {
            folder = work.next();
        } catch (IOException e) {
            return new LoadResult.Unreachable(new IOException("the work folder cannot be used: " + reason(e), e));
        }
        LoadResult result = new LoadResult.Refused(Step.WARM_UP, "loading ended before its time");
        try {
            result = loadThrough(folder, tenant, modelId, manifestSha256);
        } catch (IOException e) {
            result = new LoadResult.Unreachable(new IOException(reason(e), e));
        } finally {
            if (!(result instanceof LoadResult.Loaded)) {
                WorkFolder.delete(folder);
            }
        }
        return result;
    }

    /// Gives the memory and the folder of a model back; nobody may read it any more.
    void release(LoadedModel model) {
        model.bundle().close();
        metrics.unmapped(model.bundle().mappedBytes());
        WorkFolder.delete(model.folder());
    }

    private LoadResult loadThrough(Path folder, String tenant, String modelId, String manifestSha256)
            throws IOException {
        try {
            store.fetch(MODELS + "/" + modelId, folder);
        } catch (NoSuchFileException e) {
            if (store.list(MODELS).isEmpty()) {
                // Not one model: more likely a volume that is not mounted than a bundle that was lost.
                throw new IOException("the artifact store has no models at all", e);
            }
            return new LoadResult.Refused(Step.FETCH, "the artifact store has no such bundle");
        }
        try {
            var bundle = MappedBundle.open(folder, manifestSha256);
            metrics.mapped(bundle.mappedBytes());
            LoadResult result = new LoadResult.Refused(Step.WARM_UP, "it failed while it was built");
            try {
                result = build(folder, tenant, modelId, bundle);
            } finally {
                if (!(result instanceof LoadResult.Loaded)) {
                    bundle.close();
                    metrics.unmapped(bundle.mappedBytes());
                }
            }
            return result;
        } catch (BundleRefusedException e) {
            return new LoadResult.Refused(step(e), sentence(e.getMessage()));
        }
    }

    private LoadResult build(Path folder, String tenant, String modelId, MappedBundle bundle)
            throws BundleRefusedException {
        var manifest = bundle.manifest();
        if (!manifest.modelId().equals(modelId) || !manifest.tenant().equals(tenant)) {
            return new LoadResult.Refused(Step.SHAPE, "the manifest is that of another model or tenant");
        }
        RankingModel model;
        try {
            model = RankingModelFactory.of(manifest, bundle.items(), bundle.users());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new LoadResult.Refused(Step.SHAPE, sentence(e.getMessage()));
        }
        try {
            return selfTest.check(model)
                    .<LoadResult>map(wrong -> new LoadResult.Refused(Step.WARM_UP, wrong))
                    .orElseGet(() -> new LoadResult.Loaded(new LoadedModel(model, bundle, folder)));
        } catch (RuntimeException e) {
            LOG.warnf(e, "modelId=%s failed while it was tried", modelId);
            return new LoadResult.Refused(Step.WARM_UP, sentence("it failed while it was tried: " + e.getMessage()));
        }
    }

    /// With what the file system says, such as that no space is left.
    private static String reason(IOException e) {
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getReason();
        }
        return sentence(e.getMessage());
    }

    private static Step step(BundleRefusedException refused) {
        return switch (refused) {
            case BundleTooNewException e -> Step.FORMAT;
            case BundleTooOldException e -> Step.FORMAT;
            case CorruptBundleException corrupt ->
                switch (corrupt.kind()) {
                    case UNREADABLE -> Step.FORMAT;
                    case CHECKSUM -> Step.CHECKSUM;
                    case SHAPE -> Step.SHAPE;
                    case NUMBERS -> Step.NUMBERS;
                };
        };
    }

    private static String sentence(@Nullable String message) {
        return message == null ? "no reason was given" : message;
    }
}
