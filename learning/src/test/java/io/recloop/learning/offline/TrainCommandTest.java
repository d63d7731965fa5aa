package io.recloop.learning.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.learning.bundle.BundleDraft;
import io.recloop.learning.checkpoints.CheckpointFolder;
import io.recloop.learning.checkpoints.CheckpointKey;
import io.recloop.learning.dataset.CsvInteractions;
import io.recloop.learning.dataset.CsvOptions;
import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.engine.TrainingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {
    @TempDir
    Path folder;

    private Path train;
    private Path out;

    @BeforeEach
    void writeInteractions() throws IOException {
        OfflineRun.planted(folder, 120, 40);
        train = folder.resolve("train.csv");
        out = folder.resolve("bundle");
    }

    @Test
    void writesAnOrdinaryBundle() throws Exception {
        var run = OfflineRun.of("train", "--offline", train, "--out", out, "--set", "factors=8", "--seed", 5);

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("120 users, 40 items", "als: ", "factors=8", "seed=5", "bundle    " + out);
        var bundle = BundleReader.read(out, null);
        assertThat(bundle.manifest().algorithm()).isEqualTo("als");
        assertThat(bundle.manifest().parameters()).containsEntry("factors", 8.0).containsEntry("seed", 5.0);
        assertThat(bundle.manifest().codeVersion()).isNotBlank().doesNotContain("$");
        assertThat(bundle.content().users()).hasSize(120);
        assertThat(bundle.content().items()).hasSize(40);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void theSameFileGivesTheSameBytes() throws Exception {
        var second = folder.resolve("second");
        assertThat(OfflineRun.of("train", "--offline", train, "--out", out, "--threads", 1)
                        .exit())
                .isZero();
        assertThat(OfflineRun.of("train", "--offline", train, "--out", second, "--threads", 2)
                        .exit())
                .isZero();

        var first = BundleReader.readManifest(out, null);
        var again = BundleReader.readManifest(second, null);
        assertThat(new TreeMap<>(again.files())).isEqualTo(new TreeMap<>(first.files()));
        assertThat(again.parameters()).isEqualTo(first.parameters());
        assertThat(again.datasetVersion()).isEqualTo(first.datasetVersion());
    }

    @Test
    void holdsTheSecondFileOutToMeasureByAndThenTrainsOnEverything() throws Exception {
        var valid = folder.resolve("valid.csv");
        var some = Files.readAllLines(train).stream().skip(1).limit(300).filter(line -> line.hashCode() % 5 == 0);
        Files.write(valid, List.of("user,item,timestamp"));
        Files.write(valid, some.toList(), StandardOpenOption.APPEND);

        var run = OfflineRun.of(
                "train", "--offline", train, "--valid", valid, "--out", out, "--set", "factors=8", "--json");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.json().at("/heldOut/model/ndcg@10/value").asDouble())
                .isGreaterThan(
                        run.json().at("/heldOut/popularity/ndcg@10/value").asDouble());
        var bundle = BundleReader.read(out, null);
        assertThat(bundle.manifest().metrics()).containsKeys("ndcg@10", "recall@10");
        assertThat(bundle.content().seen().indices())
                .hasSize(run.json().at("/dataset/interactions").asInt());
    }

    @Test
    void easeIsABundleToo() throws Exception {
        assertThat(OfflineRun.of("train", "--offline", train, "--model", "ease", "--out", out)
                        .exit())
                .isZero();

        assertThat(BundleReader.read(out, null).content().itemWeights()).isNotNull();
    }

    @Test
    void rowsRatedLowerAreSeenAndNotLiked() throws Exception {
        Files.writeString(train, """
                user,item,rating
                a,x,5
                a,y,2
                b,x,4
                b,z,5
                """);

        var run = OfflineRun.of("train", "--offline", train, "--min-rating", 4, "--out", out, "--json");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.json().at("/dataset/interactions").asInt()).isEqualTo(4);
        assertThat(run.json().at("/dataset/positives").asInt()).isEqualTo(3);
    }

    @Test
    void oneUserIsEnoughForABundle() throws Exception {
        Files.writeString(train, "user,item\na,x\na,y\n");

        assertThat(OfflineRun.of("train", "--offline", train, "--out", out, "--set", "factors=2")
                        .exit())
                .isZero();
        assertThat(BundleReader.read(out, null).content().users()).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    user,item;a,x;b,          | line 3: no item
                    user,item,rating;a,x,good | line 2: rating "good" is no number
                    person,item;a,x           | header has no column user
                    ''                        | is empty
                    user,item                 | too little data
                    user,item,timestamp;a,x,soon | line 2: time "soon" is neither
                    user,item;a,x;b;c,"y      | line
                    """)
    void aFileThatCannotBeReadIsOneLineAndExitCode2(String content, String said) throws Exception {
        Files.writeString(train, content.replace(';', '\n'));

        var run = OfflineRun.of("train", "--offline", train, "--out", out);

        refused(run, said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    --set flavour=3       | unknown parameter flavour; known are
                    --set factors=0       | factors must be in 1..1024, was 0
                    --set factors         | NAME=VALUE
                    --half-life 30d --min-rating 3 | no column rating
                    --set factors=many    | 'many' is not a double
                    --model svd           | the model must be one of als, bpr, ease
                    --threads 0           | --threads must be in 1..1024, was 0
                    --half-life soon      | 'soon' is not a time span
                    --min-rating 3        | no column rating
                    --offline nowhere.csv | there is no file nowhere.csv
                    --valid nowhere.csv   | there is no file nowhere.csv
                    """)
    void aWrongOptionIsOneLineAndExitCode2(String options, String said) throws Exception {
        var line = new ArrayList<Object>(List.of("train", "--out", out));
        line.addAll(List.of(options.split(" ")));
        if (!options.contains("--offline")) {
            line.addAll(List.of("--offline", train));
        }

        refused(OfflineRun.of(line.toArray()), said);
    }

    @Test
    void whatDoesNotFitTheHeapIsRefusedBeforeItIsTried() throws Exception {
        refused(
                OfflineRun.of("train", "--offline", train, "--out", out, "--set", "factors=1024", "--threads", 1024),
                "of the heap's");
    }

    @Test
    void aFolderThatIsNotEmptyIsLeftAloneUnlessItsBundleMayBeReplaced() throws Exception {
        assertThat(OfflineRun.of("train", "--offline", train, "--out", out).exit())
                .isZero();
        var before = BundleReader.readManifest(out, null).modelId();

        var refused = OfflineRun.of("train", "--offline", train, "--out", out);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("is not empty; --overwrite replaces the bundle in it");
        assertThat(BundleReader.readManifest(out, null).modelId()).isEqualTo(before);

        var replaced = OfflineRun.of("train", "--offline", train, "--out", out, "--overwrite", "--seed", 9);
        assertThat(replaced.exit()).as(replaced.err()).isZero();
        assertThat(BundleReader.read(out, null).manifest().parameters()).containsEntry("seed", 9.0);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aFolderOfSomethingElseIsNeverReplaced() throws Exception {
        Files.createDirectories(out);
        Files.writeString(out.resolve("thesis.txt"), "years of work");

        var run = OfflineRun.of("train", "--offline", train, "--out", out, "--overwrite");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("holds something else than a bundle");
        assertThat(out.resolve("thesis.txt")).hasContent("years of work");
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsRefusedBeforeTraining() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "");

        refused(OfflineRun.of("train", "--offline", train, "--out", file), "is not a folder");
        refused(OfflineRun.of("train", "--offline", train, "--out", file.resolve("below")), "cannot write to");
    }

    /// The checkpoint is what a process that was killed after its fourth iteration left.
    @ParameterizedTest
    @ValueSource(strings = {"als", "bpr"})
    void goesOnWhereAKilledTrainingWas(String model) throws Exception {
        var state = folder.resolve("state");
        var whole = folder.resolve("whole");
        assertThat(train(model, whole).exit()).isZero();
        leaveCheckpoint(Algorithm.of(model), state, 4);

        var run = train(model, out, "--state", state, "--state-every", "1h");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.err()).contains("train: goes on after iteration 4, which " + state + " holds");
        assertThat(new TreeMap<>(BundleReader.readManifest(out, null).files()))
                .isEqualTo(new TreeMap<>(BundleReader.readManifest(whole, null).files()));
        assertThat(state).doesNotExist();
    }

    @Test
    void theStateOfAnotherTrainingIsNotItsOwn() throws Exception {
        var state = folder.resolve("state");
        leaveCheckpoint(Algorithm.ALS, state, 4);

        var run = train("als", out, "--state", state, "--seed", 11);

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.err()).doesNotContain("goes on");
        assertThat(state).isNotEmptyDirectory();
    }

    @Test
    void keepsTheStateFromTimeToTimeUntilTheBundleIsWritten() throws Exception {
        var state = folder.resolve("state");

        var run = train("als", out, "--state", state, "--state-every", "PT0.000000001S");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(state).doesNotExist();
        refused(
                OfflineRun.of("train", "--offline", train, "--out", folder.resolve("other"), "--state", train),
                "train.csv is not a folder",
                folder.resolve("other"));
    }

    private OfflineRun train(String model, Path to, Object... more) {
        var line = new ArrayList<Object>(List.of("train", "--offline", train, "--out", to));
        line.addAll(List.of("--model", model, "--set", "factors=8", "--set", "iterations=9", "--threads", 2));
        line.addAll(List.of(more));
        return OfflineRun.of(line.toArray());
    }

    private void leaveCheckpoint(Algorithm algorithm, Path state, int iteration) throws Exception {
        var work = Files.createDirectories(folder.resolve("work-" + algorithm.code()));
        var dataset = CsvInteractions.read(train, CsvOptions.defaults(), work);
        var data = dataset.trainingData();
        var settings = algorithm
                .defaultsFor(data.positives())
                .with("factors", 8)
                .with("iterations", 9)
                .withThreads(2);
        var key = CheckpointKey.of(dataset.version(), settings, BundleDraft.codeVersion());
        var context = TrainingContext.ALONE
                .withCheckpoints(new CheckpointFolder(state, key, 1))
                .withListener(done -> {
                    if (done.number() == iteration) {
                        throw new KilledException();
                    }
                });
        assertThatThrownBy(() -> algorithm.trainer(settings).train(data, context))
                .isInstanceOf(KilledException.class);
    }

    private static final class KilledException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// Items of the four groups are named by them, and `i40` to `i43`, one of each group, nobody had: the items that
    /// each user ranks first among these four is of the user's own group for most.
    @ParameterizedTest
    @ValueSource(strings = {"als", "bpr"})
    void whatIsSaidOfItemsPlacesThoseThatNobodyHad(String model) throws Exception {
        var items = new StringBuilder("item,name\n");
        var groups = List.of("crimson lipstick", "winter jacket", "espresso machine", "bicycle tyre");
        for (int item = 0; item < 44; item++) {
            items.append("i%d,%s %d%n".formatted(item, groups.get(item % 4), item));
        }
        var file = Files.writeString(folder.resolve("items.csv"), items);

        var run = train(model, out, "--items", file, "--json");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.json().at("/content/items").asInt()).isEqualTo(44);
        var content = BundleReader.read(out, null).content();
        assertThat(content.items()).hasSize(44);
        assertThat(content.contentPrior()).isNotNull();
        int own = 0;
        for (int user = 0; user < 120; user++) {
            int row = content.users().indexOf("u" + user);
            int best = -1;
            float bestScore = Float.NEGATIVE_INFINITY;
            for (int fresh = 40; fresh < 44; fresh++) {
                float score = 0;
                int item = content.items().indexOf("i" + fresh);
                for (int f = 0; f < 8; f++) {
                    score += content.userFactors()[row * 8 + f] * content.itemFactors()[item * 8 + f];
                }
                best = score > bestScore ? fresh : best;
                bestScore = Math.max(score, bestScore);
            }
            own += best % 4 == user % 4 ? 1 : 0;
        }
        // By chance 30 of 120, standard deviation 4.7.
        assertThat(own).isGreaterThan(60);
    }

    @Test
    void easeRefusesWhatItWouldNotLookAt() throws Exception {
        var file = Files.writeString(folder.resolve("items.csv"), "item,name\ni1,One\n");

        refused(
                OfflineRun.of("train", "--offline", train, "--out", out, "--model", "ease", "--items", file),
                "--items is for als and bpr");
        refused(
                OfflineRun.of("train", "--offline", train, "--out", out, "--items", folder.resolve("nowhere")),
                "there is no file");
    }

    private void refused(OfflineRun run, String said) throws IOException {
        refused(run, said, out);
    }

    private void refused(OfflineRun run, String said, Path notThere) throws IOException {
        assertThat(run.exit()).as(run.out()).isEqualTo(2);
        assertThat(run.err()).startsWith("recloop: ").contains(said).doesNotContain("\tat ", "Exception");
        assertThat(run.err().lines().filter(line -> !line.startsWith("Try "))).hasSize(1);
        assertThat(run.out()).isEmpty();
        assertThat(notThere).doesNotExist();
        assertThat(leftovers()).isEmpty();
    }

    private List<String> leftovers() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("."))
                    .toList();
        }
    }
}
