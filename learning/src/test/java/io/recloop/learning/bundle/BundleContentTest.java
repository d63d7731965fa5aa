package io.recloop.learning.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.BundleWriter;
import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.contracts.bundle.ModelContent;
import io.recloop.learning.dataset.CsvInteractions;
import io.recloop.learning.dataset.CsvOptions;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.dataset.ItemText;
import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.engine.FactorModel;
import io.recloop.learning.engine.ItemContent;
import io.recloop.learning.engine.ItemWeightModel;
import io.recloop.learning.engine.PlantedTaste;
import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.Trained;
import io.recloop.learning.engine.TrainingContext;
import io.recloop.learning.engine.TrainingData;
import io.recloop.numerics.sparse.CsrMatrix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Users of four tastes, each with eight items, and a last item that nobody had.
class BundleContentTest {
    private static final int USERS = 80;
    private static final int ITEMS = 41;

    @TempDir
    Path folder;

    private Dataset dataset;

    @BeforeEach
    void readInteractions() throws Exception {
        var split = PlantedTaste.split(USERS, ITEMS - 1, 4, 8, 3);
        var rows = new StringBuilder("user,item,timestamp\n");
        for (int user = 0; user < USERS; user++) {
            for (int entry = split.seen().rowStart(user); entry < split.seen().rowEnd(user); entry++) {
                rows.append("u%02d,i%02d,%d%n".formatted(user, split.seen().indices()[entry], 1_700_000_000 + entry));
            }
        }
        var file = Files.writeString(folder.resolve("train.csv"), rows);
        var text = new ItemText("New", null, null, List.of(), Map.of());
        var work = Files.createDirectories(folder.resolve("work"));
        dataset = CsvInteractions.read(file, CsvOptions.defaults(), Map.of("new", text), work);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void whatIsReadBackIsWhatWasTrained(Algorithm algorithm) throws Exception {
        var data = dataset.trainingData();
        var settings = small(algorithm, data);
        var trained = train(settings, data);

        var read = readBack(settings, BundleContent.of(dataset, data, trained, settings));

        assertThat(read.settings().withThreads(settings.threads())).isEqualTo(settings);
        assertThat(read.content()).isNull();
        assertThat(read.history().indptr()).isEqualTo(data.positives().indptr());
        assertThat(read.history().indices()).isEqualTo(data.positives().indices());
        switch (read.model()) {
            case FactorModel factors -> {
                var original = (FactorModel) trained.model();
                assertThat(factors.userFactors()).isEqualTo(original.userFactors());
                assertThat(factors.itemFactors()).isEqualTo(original.itemFactors());
                assertThat(factors.itemBiases()).isEqualTo(original.itemBiases());
            }
            case ItemWeightModel weights -> {
                var original = (ItemWeightModel) trained.model();
                assertThat(weights.weights().indices())
                        .isEqualTo(original.weights().indices());
                assertThat(weights.weights().values())
                        .isEqualTo(original.weights().values());
            }
        }
    }

    @Test
    void contentAndItsMapAreWritten() throws Exception {
        var embeddings = new float[ITEMS * 4];
        for (int item = 0; item < ITEMS; item++) {
            embeddings[item * 4 + item % 4] = 1;
        }
        var data = dataset.trainingData().withContent(new ItemContent(ITEMS, 4, embeddings));
        var settings = small(Algorithm.ALS, data);
        var trained = train(settings, data);

        var written = write(settings, BundleContent.of(dataset, data, trained, settings));

        var prior = written.content().contentPrior();
        assertThat(prior).isNotNull();
        assertThat(prior.itemEmbeddings()).isEqualTo(embeddings);
        assertThat(prior.map()).isEqualTo(trained.contentMap().map());
        assertThat(BundledModel.of(written).content().embeddings()).isEqualTo(embeddings);
        assertThat(written.content().itemPopularity()[ITEMS - 1]).isZero();
        assertThat(written.content().itemFactors())
                .hasSize(ITEMS * settings.toMap().get("factors").intValue());
    }

    /// Eight positives of ages 0..7, exponent 1: weights 8·(1+age)⁻¹ / H₈, H₈ = Σ 1/n; in single precision.
    @Test
    void weightsAreThoseThatWereTrainedWith() {
        var positives = dataset.positives();
        var ages = new float[positives.entries()];
        for (int user = 0; user < USERS; user++) {
            int newest = positives.rowLength(user) - 1;
            for (int entry = positives.rowStart(user); entry < positives.rowEnd(user); entry++) {
                ages[entry] = newest--;
            }
        }
        var order = new CsrMatrix(USERS, ITEMS, positives.indptr(), positives.indices(), ages);
        var data = dataset.trainingData().withAges(order);
        var settings = small(Algorithm.ALS, data).with("recency", 1);

        var content = BundleContent.of(dataset, data, train(settings, data), settings);

        var weights = content.seen().weights();
        assertThat(weights).isEqualTo(data.recencyWeighted(1).values());
        int user = 0;
        int likes = positives.rowLength(user);
        double harmonic = 0;
        for (int n = 1; n <= likes; n++) {
            harmonic += 1.0 / n;
        }
        for (int entry = 0; entry < likes; entry++) {
            double expected = likes / harmonic / (likes - entry);
            assertThat((double) weights[entry]).isCloseTo(expected, within(expected * 4 * Math.ulp(1f)));
        }
        var counts = positives.columnCounts();
        for (int item = 0; item < ITEMS; item++) {
            assertThat(content.itemPopularity()[item]).isEqualTo(counts[item]);
        }
    }

    @Test
    void anAlgorithmThatTheArraysAreNotOfIsRefused() throws Exception {
        var data = dataset.trainingData();
        var settings = small(Algorithm.ALS, data);
        var content = BundleContent.of(dataset, data, train(settings, data), settings);
        var target = folder.resolve("bundle");
        BundleWriter.write(target, description("svd", Map.of()), content);

        assertThatThrownBy(() -> BundledModel.of(BundleReader.read(target, null)))
                .isInstanceOf(CorruptBundleException.class)
                .hasMessageContaining("the bundle is no model");
    }

    private BundledModel readBack(Settings settings, ModelContent content) throws Exception {
        return BundledModel.of(write(settings, content));
    }

    private BundleReader.Bundle write(Settings settings, ModelContent content) throws Exception {
        var target = folder.resolve("bundle");
        var description = description(settings.algorithm().code(), settings.toMap());
        return BundleReader.read(target, BundleWriter.write(target, description, content));
    }

    private BundleWriter.Description description(String algorithm, Map<String, Double> parameters) {
        var now = Instant.parse("2026-01-02T03:04:05Z");
        return new BundleWriter.Description(
                "%s-20260102-030405-0123".formatted(algorithm),
                "default",
                algorithm,
                now,
                parameters,
                Map.of(),
                Map.of(),
                dataset.version(),
                null,
                Map.of(),
                now,
                "test");
    }

    private static Trained train(Settings settings, TrainingData data) {
        return settings.algorithm().trainer(settings).train(data, TrainingContext.ALONE);
    }

    private static Settings small(Algorithm algorithm, TrainingData data) {
        var settings = algorithm.defaultsFor(data.positives()).withThreads(2);
        for (var parameter : List.of("factors", "iterations")) {
            if (settings.toMap().containsKey(parameter)) {
                settings = settings.with(parameter, 6);
            }
        }
        return settings;
    }
}
