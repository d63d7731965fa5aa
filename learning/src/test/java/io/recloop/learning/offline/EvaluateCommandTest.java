package io.recloop.learning.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateCommandTest {
    @TempDir
    Path folder;

    private Path train;
    private Path test;
    private Path bundle;

    @BeforeEach
    void writeInteractions() throws IOException {
        OfflineRun.planted(folder, 120, 40);
        train = folder.resolve("train.csv");
        test = folder.resolve("test.csv");
        bundle = folder.resolve("bundle");
    }

    @ParameterizedTest
    @ValueSource(strings = {"als", "bpr", "ease"})
    void aModelOfPlantedTasteBeatsPopularity(String model) {
        train(model);

        for (var how : new String[] {"--threads=2", "--fold-in"}) {
            var run = OfflineRun.of("evaluate", "--bundle", bundle, "--test", test, "--json", "--k", "10", how);

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.json().at("/users").asInt()).isEqualTo(120);
            assertThat(metric(run, 0, "recall@10")).isGreaterThan(1.3 * metric(run, 1, "recall@10"));
        }
    }

    @Test
    void theTableNamesTheBundleAndItsBaseline() {
        train("als");

        var run = OfflineRun.of("evaluate", "--bundle", bundle, "--test", test);

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("users ranked by their trained factors", "120 pairs", "popularity", "ndcg@5", "ndcg@20");
    }

    /// 119 users as before and one whose only wish is an item that the bundle cannot know: recall falls to 119/120.
    @Test
    void anItemThatTheBundleDoesNotHaveIsAMiss() throws Exception {
        train("als");
        var lines = Files.readAllLines(test);
        var known = recall();
        double lost = recallOf(lines.getLast());
        lines.set(lines.size() - 1, "u119,unheard-of");
        Files.write(test, lines);

        var run = OfflineRun.of("evaluate", "--bundle", bundle, "--test", test, "--k", "10", "--json");

        assertThat(run.json().at("/unknownItems").asInt()).isEqualTo(1);
        assertThat(run.json().at("/pairsOfUnknownItems").asInt()).isEqualTo(1);
        assertThat(run.json().at("/users").asInt()).isEqualTo(120);
        // A mean of 120 numbers 0 or 1, in double precision.
        assertThat(metric(run, 0, "recall@10")).isCloseTo((120 * known - lost) / 120, within(1e-12));
    }

    @Test
    void strangersAndPairsOfTheTrainingAreLeftOutAndCounted() throws Exception {
        train("als");
        var lines = Files.readAllLines(test);
        lines.add("stranger,i1");
        var seen = Files.readAllLines(train).get(1).split(",");
        lines.add(seen[0] + "," + seen[1]);
        Files.write(test, lines);

        var run = OfflineRun.of("evaluate", "--bundle", bundle, "--test", test, "--json");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.json().at("/unknownUsers").asInt()).isEqualTo(1);
        assertThat(run.json().at("/pairsSeenInTraining").asInt()).isEqualTo(1);
        assertThat(run.json().at("/testPairs").asInt()).isEqualTo(120);
    }

    @Test
    void saysWhyNothingCanBeJudged() throws Exception {
        train("als");
        Files.writeString(test, "user,item\nstranger,i1\n");

        refused(OfflineRun.of("evaluate", "--bundle", bundle, "--test", test), "nothing can be judged");
    }

    @Test
    void aBundleThatIsMissingOrDamagedIsOneLineAndExitCode2() throws Exception {
        refused(OfflineRun.of("evaluate", "--bundle", bundle, "--test", test), "there is no folder");
        Files.createDirectories(bundle);
        refused(OfflineRun.of("evaluate", "--bundle", bundle, "--test", test), "has no manifest.json");
        Files.delete(bundle);
        train("als");
        Files.writeString(bundle.resolve("items.txt"), "swapped");
        refused(OfflineRun.of("evaluate", "--bundle", bundle, "--test", test), "items.txt has");
    }

    @Test
    void listsOfNoLengthAreRefused() {
        train("als");

        refused(
                OfflineRun.of("evaluate", "--bundle", bundle, "--test", test, "--k", "0,10"),
                "--k and --threads must be at least 1");
    }

    private void train(String model) {
        var run = OfflineRun.of("train", "--offline", train, "--out", bundle, "--model", model);
        assertThat(run.exit()).as(run.err()).isZero();
    }

    private double recall() {
        return metric(
                OfflineRun.of("evaluate", "--bundle", bundle, "--test", test, "--k", "10", "--json"), 0, "recall@10");
    }

    private double recallOf(String pair) throws IOException {
        var alone = folder.resolve("alone.csv");
        Files.writeString(alone, "user,item\n" + pair + "\n");
        return metric(
                OfflineRun.of("evaluate", "--bundle", bundle, "--test", alone, "--k", "10", "--json"), 0, "recall@10");
    }

    private static double metric(OfflineRun run, int model, String name) {
        JsonNode value = run.json().at("/models/%d/metrics/%s".formatted(model, name));
        assertThat(value.isNumber()).as(name + " in " + run.out()).isTrue();
        return value.asDouble();
    }

    private static void refused(OfflineRun run, String said) {
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("recloop: ").contains(said).hasLineCount(1);
    }
}
