package io.recloop.learning.bundle;

import io.recloop.contracts.bundle.BundleWriter;
import io.recloop.contracts.bundle.Manifest.Metric;
import io.recloop.contracts.bundle.ModelContent;
import io.recloop.contracts.bundle.ModelId;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.Trained;
import io.recloop.learning.engine.TrainingData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/// What a model that was trained on a file is described by: as one of the service, but for the Kafka offsets, which a
/// file does not have.
///
/// @param fitted what the model was trained on
public record BundleDraft(Dataset dataset, TrainingData fitted, Settings settings) {
    private static final String TENANT = "default";
    private static final String VERSION = "/io/recloop/learning/version.properties";

    /// What was measured on interactions that were held out.
    ///
    /// @param metrics  of the model, by name; empty where nothing was held out
    /// @param baseline the same of popularity
    public record Quality(Map<String, Metric> metrics, Map<String, Metric> baseline) {
        public static final Quality UNKNOWN = new Quality(Map.of(), Map.of());
    }

    /// Writes the bundle into a folder that does not exist yet or is empty.
    ///
    /// @return the model's id
    /// @throws IllegalArgumentException where the training diverged
    /// @throws IOException              where it cannot be written
    public String write(Path folder, Trained trained) throws IOException {
        if (!trained.model().isFinite()) {
            throw new IllegalArgumentException("the training diverged: the model has %,d numbers that are not finite"
                    .formatted(trained.model().nonFinite()));
        }
        var description = describe(Quality.UNKNOWN, Clock.systemUTC());
        BundleWriter.write(folder, description, content(trained));
        return description.modelId();
    }

    public BundleWriter.Description describe(Quality quality, Clock clock) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var algorithm = settings.algorithm().code();
        return new BundleWriter.Description(
                ModelId.of(
                        algorithm,
                        now,
                        Objects.hash(dataset.version(), settings.toMap().toString())),
                TENANT,
                algorithm,
                now,
                settings.toMap(),
                quality.metrics(),
                quality.baseline(),
                dataset.version(),
                null,
                Map.of(),
                dataset.description().dataThrough(),
                codeVersion());
    }

    public ModelContent content(Trained trained) {
        return BundleContent.of(dataset, fitted, trained, settings);
    }

    /// That of this library.
    public static String codeVersion() {
        var version = new Properties();
        try (InputStream in = BundleDraft.class.getResourceAsStream(VERSION)) {
            version.load(Objects.requireNonNull(in, VERSION));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return version.getProperty("version");
    }
}
