package io.recloop.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.learning.dataset.Dataset;
import io.recloop.training.dataset.DatasetBuilder;
import io.recloop.training.interactions.Lake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedLakeTest {
    private static final SimulatedLake LAKE = new SimulatedLake(20_000, 400, 40);

    @TempDir
    Path folder;

    @Test
    void holdsWhatALakeHolds() throws Exception {
        var dataset = written("lake");

        var counts = dataset.description().counts();
        assertThat(counts.records()).isEqualTo(20_000);
        assertThat(counts.refused()).isZero();
        // One in a hundred is sent twice; the bounds are five standard deviations.
        assertThat(counts.duplicates()).isBetween(130L, 270L);
        assertThat(counts.users()).isBetween(390L, 400L);
        assertThat(counts.items()).isEqualTo(40);
        assertThat(counts.heldOut()).isPositive();
        assertThat(dataset.trainingData().ages()).isNotNull();
    }

    @Test
    void isTheSameWheneverItIsWritten() throws Exception {
        assertThat(written("one").version()).isEqualTo(written("two").version());
    }

    private Dataset written(String name) throws Exception {
        var lake = folder.resolve(name);
        LAKE.write(lake);
        var work = Files.createDirectories(folder.resolve(name + "-work"));
        return new DatasetBuilder(new Lake(lake), ScaleRun.config())
                .build(new DatasetBuilder.Request("default", Optional.empty(), 1), work);
    }
}
