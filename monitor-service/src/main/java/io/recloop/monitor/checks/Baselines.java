package io.recloop.monitor.checks;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.BundleRefusedException;
import io.recloop.contracts.bundle.Profile;
import io.recloop.contracts.events.EventCodec;
import io.recloop.monitor.checks.Reference.Baseline;
import io.recloop.monitor.facts.ModelsInUse.InUse;
import io.recloop.monitor.facts.WindowBook;
import io.recloop.monitor.facts.WindowConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What windows are compared with: the profile in the model's bundle, and what was seen live when the model began to
/// serve.
@Singleton
final class Baselines {
    private final ArtifactStore store;
    private final WindowBook windows;
    private final DriftConfig config;
    private final WindowConfig window;
    private @Nullable Loaded newest;

    private record Loaded(String modelId, Profile profile) {}

    /// No baseline, and why.
    static final class NoBaselineException extends Exception {
        private static final long serialVersionUID = 1L;

        NoBaselineException(String message) {
            super(message);
        }
    }

    Baselines(ArtifactStore store, WindowBook windows, DriftConfig config, WindowConfig window) {
        this.store = store;
        this.windows = windows;
        this.config = config;
        this.window = window;
    }

    /// @throws NoBaselineException saying what is missing or wrong
    Baseline.Known of(Handle transaction, String tenant, InUse model, Instant now) throws NoBaselineException {
        var live = live(transaction, tenant, model, now);
        if (config.baseline() == DriftConfig.BaselineKind.LIVE) {
            var profile = live.orElseThrow(() ->
                    new NoBaselineException("the first %s under model %s are not over, or had too few interactions"
                            .formatted(window.liveBaselineLength(), model.modelId())));
            return new Baseline.Known("live/" + model.modelId(), profile, profile.volume());
        }
        var profile = profile(model);
        var volume = isRecent(profile, model)
                ? profile.volume()
                : live.map(Profile::volume).orElse(null);
        return new Baseline.Known("profile/" + model.modelId(), profile, volume);
    }

    /// Whether the volume at the end of the training data is what went on when the model was published. It must also
    /// cover the buckets that it speaks of: a few left over at the end of a sparse history are no rate.
    private boolean isRecent(Profile profile, InUse model) {
        var published = model.publishedAt();
        return published != null
                && !profile.through().isBefore(published.minus(config.volumeRecency()))
                && profile.volume().mean() >= 1;
    }

    private synchronized Profile profile(InUse model) throws NoBaselineException {
        var known = newest;
        if (known != null && known.modelId.equals(model.modelId())) {
            return known.profile;
        }
        Path folder = null;
        try {
            folder = Files.createTempDirectory("recloop-monitor-");
            store.fetch("models/" + model.modelId(), folder);
            var profile = BundleReader.readProfile(folder, model.manifestSha256());
            newest = new Loaded(model.modelId(), profile);
            return profile;
        } catch (NoSuchFileException e) {
            throw new NoBaselineException("the bundle of model " + model.modelId() + " is not in the store");
        } catch (BundleRefusedException e) {
            throw new NoBaselineException(
                    "the bundle of model %s is refused: %s".formatted(model.modelId(), e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(folder);
        }
    }

    private static void delete(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Kept once it is complete, because the facts that it was counted from are not kept.
    private Optional<Profile> live(Handle transaction, String tenant, InUse model, Instant now) {
        var kept = transaction
                .createQuery("select profile from live_baseline where tenant = :tenant and model_id = :model")
                .bind("tenant", tenant)
                .bind("model", model.modelId())
                .mapTo(String.class)
                .findOne();
        if (kept.isPresent()) {
            return kept.map(Baselines::read);
        }
        var since = model.servingSince();
        if (since == null) {
            return Optional.empty();
        }
        var start = Instant.ofEpochSecond(window.bucketOf(since)).plus(window.bucket());
        var end = Instant.ofEpochSecond(window.bucketOf(start.plus(window.liveBaselineLength())));
        if (now.isBefore(end) || start.isBefore(window.factsSince(now))) {
            // Not over yet, or so long ago that its first facts are deleted.
            return Optional.empty();
        }
        var profile = windows.profile(transaction, tenant, start, end);
        if (profile.interactions() < config.minimumInteractions()) {
            return Optional.empty();
        }
        transaction
                .createUpdate("""
                    insert into live_baseline (tenant, model_id, profile)
                    values (:tenant, :model, cast(:profile as jsonb)) on conflict do nothing\
                    """)
                .bind("tenant", tenant)
                .bind("model", model.modelId())
                .bind("profile", write(profile))
                .execute();
        return Optional.of(profile);
    }

    private static Profile read(String json) {
        try {
            return EventCodec.JSON.readValue(json, Profile.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String write(Profile profile) {
        try {
            return EventCodec.JSON.writeValueAsString(profile);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
