package io.recloop.learning.offline;

import io.recloop.contracts.bundle.BundleWriter;
import io.recloop.contracts.bundle.Manifest;
import io.recloop.contracts.bundle.ModelId;
import io.recloop.learning.bundle.BundleContent;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.Trained;
import io.recloop.learning.engine.TrainingData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/// The bundle of a model that was trained on a file: as those of the service, but for the Kafka offsets, which a file
/// does not have.
///
/// @param fitted what the model was trained on
record OfflineBundle(Dataset dataset, TrainingData fitted, Settings settings) {
    private static final String TENANT = "default";
    private static final String VERSION = "/io/recloop/learning/version.properties";

    /// @param metrics  of what was held out while settings were chosen; empty where nothing was
    /// @param baseline the same of popularity
    /// @return the model's id
    String write(
            BundleFolder folder,
            Trained trained,
            Map<String, Manifest.Metric> metrics,
            Map<String, Manifest.Metric> baseline,
            Clock clock) {
        if (!trained.model().isFinite()) {
            throw new OfflineException(
                    "the training diverged: the model has %,d numbers that are not finite; nothing is written"
                            .formatted(trained.model().nonFinite()));
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var algorithm = settings.algorithm().code();
        var id = ModelId.of(
                algorithm, now, Objects.hash(dataset.version(), settings.toMap().toString()));
        var description = new BundleWriter.Description(
                id,
                TENANT,
                algorithm,
                now,
                settings.toMap(),
                metrics,
                baseline,
                dataset.version(),
                null,
                Map.of(),
                dataset.description().dataThrough(),
                codeVersion());
        folder.write(description, BundleContent.of(dataset, fitted, trained, settings));
        return id;
    }

    /// That of this library.
    static String codeVersion() {
        var version = new Properties();
        try (var in = OfflineBundle.class.getResourceAsStream(VERSION)) {
            version.load(Objects.requireNonNull(in, VERSION));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return version.getProperty("version");
    }
}
