package io.recloop.training.publication;

import io.recloop.contracts.Topic;
import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.BundleRefusedException;
import io.recloop.contracts.bundle.BundleWriter;
import io.recloop.contracts.bundle.ModelContent;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.ShadowAnnounced;
import io.recloop.kit.topics.NotAcknowledgedException;
import io.recloop.training.registry.Deployment;
import io.recloop.training.registry.Model;
import io.recloop.training.registry.Models;
import io.recloop.training.wire.EventLog;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Store, read back, and only then announce. Thread-safe.
///
/// An announcement is a row first (`PUBLISHING`), then an event, then `PUBLISHED`. A crash between leaves a
/// row that [#heal()] sees to its end: the same generation and event id again, so that who heard it already
/// hears nothing new.
@Singleton
public final class Publication {
    private static final Logger LOG = Logger.getLogger(Publication.class);

    private final ArtifactStore store;
    private final Models models;
    private final EventLog log;
    private final GenerationFloor floor;
    private final Clock clock;
    private final OrphanBundles orphans;

    @Inject
    public Publication(ArtifactStore store, Models models, EventLog log, GenerationFloor floor, Clock clock) {
        this.store = store;
        this.models = models;
        this.log = log;
        this.floor = floor;
        this.clock = clock;
        this.orphans = new OrphanBundles(store, models);
    }

    /// A bundle that is in the store and was read back from there.
    public record Stored(String uri, String manifestSha256) {}

    /// @param work an existing folder for what is written and read back
    /// @throws NotVerifiedException where the store gives back something else than it was given; it is
    ///     removed then
    public Stored store(BundleWriter.Description description, ModelContent content, Path work)
            throws IOException, NotVerifiedException {
        var bundle = work.resolve("bundle");
        var sha256 = BundleWriter.write(bundle, description, content);
        var key = key(description.modelId());
        var uri = store.put(key, bundle);
        try {
            var back = readBack(description.modelId(), sha256, work.resolve("read-back"));
            requireSame(content, back.content());
            return new Stored(uri, sha256);
        } catch (NotVerifiedException | IOException e) {
            store.delete(key);
            throw e;
        }
    }

    /// Fetches a bundle and checks all of it.
    public BundleReader.Bundle readBack(String modelId, String sha256, Path folder)
            throws IOException, NotVerifiedException {
        try {
            store.fetch(key(modelId), folder);
            return BundleReader.read(folder, sha256);
        } catch (BundleRefusedException e) {
            throw NotVerifiedException.readBack(modelId, e);
        }
    }

    /// Makes a stored model the one that should serve.
    ///
    /// @throws NotAcknowledgedException where the broker is not there; the announcement stays
    ///     begun, and is made by [#heal()]
    public Deployment announce(Model model, Models.Cause cause) {
        // What was begun before comes first, or an older model would be announced after a newer one.
        finishBegun();
        return begin(model, cause);
    }

    private Deployment begin(Model model, Models.Cause cause) {
        var deployment = models.beginDeployment(
                model.tenant(),
                model.modelId(),
                floor.of(model.tenant()),
                cause,
                generation -> event(model, generation, cause));
        finish(deployment);
        return deployment;
    }

    /// Has a stored model tried in the shadow of the one that serves.
    ///
    /// @param share of the requests that it answers, shown to nobody; 0 ends the trial
    /// @throws NotAcknowledgedException where the broker is not there; nothing is kept, ask again
    public void tryInShadow(Model model, double share, String reason) {
        var sha256 = model.manifestSha256();
        if (sha256 == null) {
            throw new IllegalStateException(model.modelId() + " has no bundle in the store");
        }
        log.append(
                Topic.MODEL_PUBLISHED,
                new ShadowAnnounced(
                        UUID.randomUUID().toString(),
                        model.tenant(),
                        clock.instant(),
                        model.modelId(),
                        sha256,
                        share,
                        reason));
        LOG.infof("model %s answers %s of the requests of tenant %s unseen", model.modelId(), share, model.tenant());
    }

    /// Sees to the end what a crash or an absent broker interrupted: announcements that were begun, and
    /// models that were stored, verified and judged good but never got as far. Bundles without a row get
    /// one.
    public void heal() {
        finishBegun();
        for (var candidate : models.neverAnnounced()) {
            LOG.infof("model %s was ready when the service stopped: it is announced now", candidate.modelId());
            begin(candidate, new Models.Cause(candidate.createdBy(), candidate.reason()));
        }
        orphans.adopt();
    }

    private void finishBegun() {
        for (var begun : models.unfinishedDeployments()) {
            LOG.infof(
                    "generation %d of tenant %s was not announced to the end: again",
                    begun.generation(), begun.tenant());
            finish(begun);
        }
    }

    private void finish(Deployment deployment) {
        log.append(Topic.MODEL_PUBLISHED, deployment.event());
        models.finishDeployment(deployment);
        LOG.infof(
                "model %s should serve tenant %s: generation %d, %s",
                deployment.modelId(),
                deployment.tenant(),
                deployment.generation(),
                deployment.event().reason());
    }

    private ModelPublished event(Model model, long generation, Models.Cause cause) {
        var name = "%s/%d/%s".formatted(model.tenant(), generation, model.modelId());
        var uri = model.uri();
        var sha256 = model.manifestSha256();
        if (uri == null || sha256 == null) {
            throw new IllegalStateException(model.modelId() + " has no bundle in the store");
        }
        return new ModelPublished(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString(),
                model.tenant(),
                clock.instant(),
                generation,
                model.modelId(),
                model.algorithm(),
                uri,
                sha256,
                model.datasetVersion(),
                model.parentModelId(),
                cause.reason(),
                model.metrics().candidate());
    }

    private static void requireSame(ModelContent written, ModelContent read) throws NotVerifiedException {
        boolean same = Arrays.equals(written.userFactors(), read.userFactors())
                && Arrays.equals(written.itemFactors(), read.itemFactors())
                && Arrays.equals(written.itemBiases(), read.itemBiases())
                && same(written.itemWeights(), read.itemWeights())
                && written.users().equals(read.users())
                && written.items().equals(read.items());
        if (!same) {
            throw new NotVerifiedException("the bundle that was read back is not the one that was written", null);
        }
    }

    private static boolean same(ModelContent.@Nullable SparseRows written, ModelContent.@Nullable SparseRows read) {
        return written == null || read == null
                ? written == read
                : Arrays.equals(written.indptr(), read.indptr())
                        && Arrays.equals(written.indices(), read.indices())
                        && Arrays.equals(written.weights(), read.weights());
    }

    static String key(String modelId) {
        return "models/" + modelId;
    }
}
