package io.recloop.training.offline;

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
