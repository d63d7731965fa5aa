package io.recloop.learning.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeInteractions() throws IOException {
        OfflineRun.planted(folder, 60, 40);
    }

    @Test
    void alsIsOneLineOfJson() {
        var run = bench("als", "--json");

        assertThat(run.out()).hasLineCount(1);
        assertThat(run.json().at("/bench").asText()).isEqualTo("als");
        assertThat(run.json().at("/factors").asInt()).isEqualTo(8);
        assertThat(run.json().at("/machine/cores").asInt()).isPositive();
        assertThat(run.json().at("/data/users").asInt()).isEqualTo(60);
        ascends(run.json().at("/secondsPerIteration"));
    }

    @Test
    void topkTellsBatchesAndOneUserAlone() {
        var run = bench("topk", "--json");

        ascends(run.json().at("/usersPerSecond"));
        ascends(run.json().at("/microsecondsPerUser"));
    }

    @Test
    void kernelMeasuresRandomCataloguesAndABundlesOwn() {
        var model = folder.resolve("model");
        assertThat(OfflineRun.of("train", "--offline", folder.resolve("train.csv"), "--out", model)
                        .exit())
                .isZero();

        var run = kernel("--sizes", "300x8,1000000x50,2000000000x64", "--bundle", model, "--json");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).hasLineCount(1);
        var own = run.json().at("/catalogues/0");
        assertThat(own.at("/source").asText()).isEqualTo(model.toString());
        assertThat(own.at("/items").asInt()).isEqualTo(40);
        assertThat(own.at("/method").asText()).contains("exact");
        ascends(own.at("/microsecondsPerUser"));
        var random = run.json().at("/catalogues/1");
        assertThat(random.at("/factors").asInt()).isEqualTo(8);
        assertThat(random.at("/usersPerSecondInBatches/16").asDouble()).isPositive();
        assertThat(random.has("timesOryx")).isFalse();
        assertThat(random.at("/readGigabytesPerSecond").asDouble()).isPositive();
        assertThat(run.json().at("/catalogues/2/timesOryx").asDouble()).isPositive();
        assertThat(run.json().at("/catalogues/2/oryxUsersPerSecondOfOneCore").asDouble())
                .isEqualTo(70 / 32.0);
        assertThat(run.json().at("/tooLargeForTheHeap/0").asText()).isEqualTo("2000000000x64");
    }

    @Test
    void kernelWithoutJsonIsATable() {
        assertThat(kernel("--sizes", "300x8,2000000000x64").out())
                .contains("top 10 on one thread", "times reading", "too large for the heap: 2000000000x64");
    }

    @Test
    void kernelTakesSizesOnly() {
        var run = kernel("--sizes", "300");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("'300' is not a size such as 10000x64");
    }

    @Test
    void withoutJsonItIsATable() {
        assertThat(bench("als").out())
                .contains("als, 8 factors", "60 users, 40 items", "secondsPerIteration", "median");
    }

    @Test
    void aTargetNeedsATest() {
        var run = OfflineRun.of("bench", "bpr", "--data", folder.resolve("train.csv"), "--ndcg-target", "0.1");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("--ndcg-target and --test belong together")
                .hasLineCount(1);
    }

    @Test
    void aMistakeIsOneLineAndExitCode2() {
        var run = OfflineRun.of("bench", "als", "--data", folder.resolve("train.csv"), "--runs", "0");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--runs must be at least 1").hasLineCount(1);
    }

    private static OfflineRun kernel(Object... what) {
        var line = new ArrayList<Object>(List.of("bench", "kernel", "--time", "PT0.001S"));
        line.addAll(List.of(what));
        return OfflineRun.of(line.toArray());
    }

    private OfflineRun bench(Object... what) {
        var line = new ArrayList<Object>(List.of("bench"));
        line.addAll(List.of(what));
        line.addAll(List.of("--data", folder.resolve("train.csv"), "--factors", 8, "--iterations", 2));
        line.addAll(List.of("--runs", 3, "--warm-up", "PT0.001S"));
        var run = OfflineRun.of(line.toArray());
        assertThat(run.exit()).as(run.err()).isZero();
        return run;
    }

    private static void ascends(JsonNode spread) {
        assertThat(spread.at("/min").asDouble())
                .isPositive()
                .isLessThanOrEqualTo(spread.at("/median").asDouble());
        assertThat(spread.at("/median").asDouble())
                .isLessThanOrEqualTo(spread.at("/max").asDouble());
    }
}
