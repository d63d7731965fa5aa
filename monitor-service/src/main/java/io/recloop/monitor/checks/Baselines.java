package io.recloop.monitor.checks;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.BundleRefusedException;
import io.recloop.contracts.bundle.Profile;
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
import org.jspecify.annotations.Nullable;

/// What windows are compared with: the profile in the model's bundle, and what was seen live when the model began to
/// serve.
@Singleton
final class Baselines {
    private final ArtifactStore store;
    private final WindowBook windows;
    private final LiveBaselineRepository live;
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

    Baselines(
            ArtifactStore store,
            WindowBook windows,
            LiveBaselineRepository live,
            DriftConfig config,
            WindowConfig window) {
        this.store = store;
        this.windows = windows;
        this.live = live;
        this.config = config;
        this.window = window;
    }

    /// @throws NoBaselineException saying what is missing or wrong
    Baseline.Known of(String tenant, InUse model, Instant now) throws NoBaselineException {
        var live = live(tenant, model, now);
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
    private Optional<Profile> live(String tenant, InUse model, Instant now) {
        var kept = live.of(tenant, model.modelId());
        if (kept.isPresent()) {
            return kept;
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
        var profile = windows.profile(tenant, start, end);
        if (profile.interactions() < config.minimumInteractions()) {
            return Optional.empty();
        }
        live.add(tenant, model.modelId(), profile);
        return Optional.of(profile);
    }
}
