package io.recloop.learning.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.learning.engine.Ages;
import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.engine.PlantedTaste;
import io.recloop.learning.engine.TrainingData;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SearchSpaceTest {
    private static final CsrMatrix POSITIVES =
            PlantedTaste.split(60, 48, 4, 6, 11).seen();
    private static final TrainingData ORDERED = TrainingData.of(POSITIVES).withAges(Ages.of(order()));

    private static CsrMatrix order() {
        var values = new float[POSITIVES.entries()];
        IntStream.range(0, values.length).forEach(entry -> values[entry] = entry);
        return new CsrMatrix(POSITIVES.rows(), POSITIVES.cols(), POSITIVES.indptr(), POSITIVES.indices(), values);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "EASE")
    void recencyIsSearchedWhereTheOrderIsKnown(Algorithm algorithm) {
        var space = SearchSpace.of(algorithm, ORDERED, 1);

        assertThat(space.dimensions()).extracting(Dimension::name).contains("recency");
        assertThat(space.starts()).anyMatch(start -> start.getOrDefault("recency", 0.0) > 0);
    }

    @ParameterizedTest
    @EnumSource
    void recencyIsNotSearchedWhereThereIsNoOrder(Algorithm algorithm) {
        var space = SearchSpace.of(algorithm, TrainingData.of(POSITIVES), 1);

        assertThat(space.dimensions()).extracting(Dimension::name).doesNotContain("recency");
        assertThat(space.starts()).noneMatch(start -> start.containsKey("recency"));
        assertThat(new HashSet<>(space.starts())).hasSameSizeAs(space.starts());
    }

    @ParameterizedTest
    @EnumSource
    void theFirstStartIsTheDefaults(Algorithm algorithm) {
        var space = SearchSpace.of(algorithm, ORDERED, 1);

        assertThat(space.starts().getFirst()).isEmpty();
        var defaults = algorithm.defaultsFor(POSITIVES).toMap();
        for (var dimension : space.dimensions()) {
            assertThat(space.base().toMap()).containsEntry(dimension.name(), defaults.get(dimension.name()));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "EASE")
    void whatIsHeldIsNeitherSearchedNorVaried(Algorithm algorithm) {
        var space = SearchSpace.of(algorithm, ORDERED, 1).with("recency", 0.5);

        assertThat(space.base().toMap()).containsEntry("recency", 0.5);
        assertThat(space.dimensions()).extracting(Dimension::name).doesNotContain("recency");
        assertThat(space.starts()).noneMatch(start -> start.containsKey("recency"));
    }
}
