package io.recloop.learning.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.bundle.BundleReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneCommandTest {
    @TempDir
    Path folder;

    private Path train;
    private Path out;
    private Path state;

    @BeforeEach
    void writeInteractions() throws IOException {
        OfflineRun.planted(folder, 120, 40);
        train = folder.resolve("train.csv");
        out = folder.resolve("bundle");
        state = folder.resolve("state");
    }

    @Test
    void theBestOneIsTrainedOnEverything() throws Exception {
        var run = OfflineRun.of("tune", "--offline", train, "--trials", 8, "--out", out, "--json");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.json().at("/searches/0/trials")).hasSize(8);
        var bundle = BundleReader.read(out, null);
        assertThat(bundle.manifest().modelId())
                .isEqualTo(run.json().at("/modelId").asText());
        for (var parameter : bundle.manifest().parameters().entrySet()) {
            assertThat(run.json().at("/best/settings/" + parameter.getKey()).asDouble())
                    .isEqualTo(parameter.getValue());
        }
        assertThat(bundle.manifest().metrics()).containsKey("ndcg@10");
        assertThat(bundle.content().seen().indices())
                .hasSize(run.json().at("/dataset/interactions").asInt());
        assertThat(run.json().at("/best/metrics/ndcg@10/value").asDouble())
                .isGreaterThan(bundle.manifest().baseline().get("ndcg@10").value());
    }

    @Test
    void aSearchThatWasEndedGoesOnWhereItWas() throws Exception {
        assertThat(tune(4).exit()).isZero();
        var first = trials();
        assertThat(first).hasSize(4);

        var run = tune(7);

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(trials()).hasSize(7).startsWith(first.toArray(String[]::new));
        assertThat(run.err()).contains("trial 7").doesNotContain("trial 4 ");
    }

    @Test
    void aParameterThatWasSetIsNotSearched() {
        var run = OfflineRun.of("tune", "--offline", train, "--trials", 6, "--set", "regularization=0.02", "--json");

        assertThat(run.exit()).as(run.err()).isZero();
        for (var trial : run.json().at("/searches/0/trials")) {
            assertThat(trial.at("/settings/regularization").asDouble()).isEqualTo(0.02);
        }
    }

    @Test
    void choosesByTheRowsThatTheSecondFileNames() throws Exception {
        var valid = folder.resolve("valid.csv");
        var lines = Files.readAllLines(train);
        Files.write(valid, List.of(lines.getFirst(), lines.get(1), lines.get(20), lines.get(40), "stranger,i1,1"));

        var run = OfflineRun.of("tune", "--offline", train, "--valid", valid, "--trials", 3);

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("3 pairs of the second file are held out", "1 users that the first file does not have")
                .contains("found     als: ");
    }

    @Test
    void aBudgetTooSmallForOneTrainingFindsNothing() {
        var run = OfflineRun.of("tune", "--offline", train, "--budget", "PT0.000001S", "--out", out);

        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).contains("found     nothing");
        assertThat(out).doesNotExist();
    }

    @Test
    void aMistakeIsOneLineAndExitCode2() throws Exception {
        refused(OfflineRun.of("tune", "--offline", train, "--trials", 0), "--trials must be at least 1");
        refused(OfflineRun.of("tune", "--offline", train, "--model", "all"), "the model must be one of");
        refused(OfflineRun.of("tune", "--offline", train, "--set", "flavour=1"), "unknown parameter flavour");
        refused(OfflineRun.of("tune", "--offline", train, "--state", train), "is not a folder");
        Files.writeString(train, "user,item\na,x\nb,y\n");
        refused(OfflineRun.of("tune", "--offline", train), "too little data");
    }

    private OfflineRun tune(int trials) {
        return OfflineRun.of("tune", "--offline", train, "--trials", trials, "--state", state);
    }

    private List<String> trials() throws IOException {
        try (var files = Files.list(state)) {
            return Files.readAllLines(files.findFirst().orElseThrow());
        }
    }

    private static void refused(OfflineRun run, String said) {
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("recloop: ").contains(said).hasLineCount(1);
    }
}
