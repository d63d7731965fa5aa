package io.recloop.recommender.model;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.BundleRefusedException;
import io.recloop.contracts.bundle.BundleTooNewException;
import io.recloop.contracts.bundle.BundleTooOldException;
import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.ModelRefused.Step;
import io.recloop.recommender.ranking.RankingModel;
import io.recloop.recommender.ranking.SelfTest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Fetch, verify, build, self-test: from an announcement to a model that may serve, or the reason why it may not.
@Singleton
final class BundleLoader {
    private static final Logger LOG = Logger.getLogger(BundleLoader.class);
    private static final String MODELS = "models";

    private final ArtifactStore store;
    private final ModelConfig config;
    private final SelfTest selfTest;

    BundleLoader(ArtifactStore store, ModelConfig config) {
        this.store = store;
        this.config = config;
        this.selfTest = new SelfTest(config.selfTestUsers());
    }

    LoadResult load(ModelPublished announced) {
        try {
            var folder = temporaryFolder();
            try {
                return loadThrough(folder, announced);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            return new LoadResult.Unreachable(e);
        }
    }

    private LoadResult loadThrough(Path folder, ModelPublished announced) throws IOException {
        try {
            store.fetch(MODELS + "/" + announced.modelId(), folder);
        } catch (NoSuchFileException e) {
            if (store.list(MODELS).isEmpty()) {
                // Not one model: more likely a volume that is not mounted than a bundle that was lost.
                throw new IOException("the artifact store has no models at all", e);
            }
            return new LoadResult.Refused(Step.FETCH, "the artifact store has no such bundle");
        }
        try {
            return build(announced, BundleReader.read(folder, announced.manifestSha256()));
        } catch (BundleRefusedException e) {
            return new LoadResult.Refused(step(e), sentence(e.getMessage()));
        }
    }

    private LoadResult build(ModelPublished announced, BundleReader.Bundle bundle) throws BundleRefusedException {
        var manifest = bundle.manifest();
        if (!manifest.modelId().equals(announced.modelId())
                || !manifest.tenant().equals(announced.tenant())) {
            return new LoadResult.Refused(Step.SHAPE, "the manifest is that of another model or tenant");
        }
        RankingModel model;
        try {
            model = RankingModel.of(manifest, bundle.content());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new LoadResult.Refused(Step.SHAPE, sentence(e.getMessage()));
        }
        try {
            return selfTest.check(model)
                    .<LoadResult>map(wrong -> new LoadResult.Refused(Step.WARM_UP, wrong))
                    .orElseGet(() -> new LoadResult.Loaded(manifest, model));
        } catch (RuntimeException e) {
            LOG.warnf(e, "modelId=%s failed while it was tried", announced.modelId());
            return new LoadResult.Refused(Step.WARM_UP, sentence("it failed while it was tried: " + e.getMessage()));
        }
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

    private Path temporaryFolder() throws IOException {
        if (config.workDir().isEmpty()) {
            return Files.createTempDirectory("recloop-bundle-");
        }
        var parent = Files.createDirectories(config.workDir().get());
        return Files.createTempDirectory(parent, "bundle-");
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warnf("folder=%s error=%s: left behind", folder, e.getMessage());
        }
    }
}
