package io.recloop.learning.offline;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.BundleReader.Bundle;
import io.recloop.contracts.bundle.BundleRefusedException;
import io.recloop.contracts.events.EventCodec;
import io.recloop.learning.bundle.BundledModel;
import io.recloop.learning.evaluation.EvaluationSuite;
import io.recloop.learning.evaluation.EvaluationTable;
import io.recloop.learning.evaluation.Ranker;
import io.recloop.learning.evaluation.Rankers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how well a bundle ranks the pairs of a CSV file, without a stack.",
            "",
            "All items of the bundle are ranked for each user of the file, except those that the user has seen according to the bundle. Users are ranked by their trained factors unless --fold-in is given. Popularity in the bundle's data is the baseline.",
            "",
            "An item that the bundle does not have counts as a miss; a user that it does not have is left out, and counted."
        },
        footer = {"", "Exit codes: 0 measured, 2 failed."})
final class EvaluateCommand implements Callable<Integer> {
    private static final String POPULARITY = "popularity";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--bundle",
            required = true,
            paramLabel = "DIR",
            description = "Bundle to evaluate, written by `train --out`")
    private Path folder;

    @Option(names = "--test", required = true, paramLabel = "FILE", description = "CSV file of the test pairs")
    private Path file;

    @Option(
            names = "--k",
            split = ",",
            defaultValue = "5,10,20",
            paramLabel = "NUMBER",
            description = "Cut-offs of the metrics, separated by commas (default: ${DEFAULT-VALUE})")
    private int[] cutoffs;

    @Option(
            names = "--fold-in",
            description =
                    "Solve the user vectors again from their histories, as serving does for users with new interactions")
    private boolean foldIn;

    @Option(names = "--threads", paramLabel = "NUMBER", description = "Threads (default: one per core)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--min-rating",
            paramLabel = "RATING",
            description = "Rows with a lower rating are not test pairs (default: all rows are)")
    private @Nullable Double minimumRating;

    @Option(names = "--json", description = "Print one JSON document")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        var lengths = Arrays.stream(cutoffs).sorted().distinct().toArray();
        if (lengths.length == 0 || lengths[0] < 1 || threads < 1) {
            throw new OfflineException("--k and --threads must be at least 1");
        }
        var bundle = read(folder);
        var model = BundledModel.of(bundle);
        var task = EvaluationTask.of(model, bundle.content(), ReadOptions.judging(file, minimumRating));
        var suite = new EvaluationSuite(task.judgedOn(), lengths, threads);
        var name = bundle.manifest().algorithm() + (foldIn ? " (folded in)" : "");
        var table = new EvaluationTable(
                List.of(suite.evaluate(name, ranker(model, task)), suite.evaluate(POPULARITY, suite.popularity())));
        print(bundle, task, table);
        return 0;
    }

    private Ranker ranker(BundledModel model, EvaluationTask task) {
        var history = task.judgedOn().history();
        return foldIn
                ? Rankers.of(model.model(), model.settings(), history, task.ownRow(), threads)
                : Rankers.asTrained(model.model(), history, task.ownRow());
    }

    private static Bundle read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new OfflineException("there is no folder " + folder);
        }
        try {
            return BundleReader.read(folder, null);
        } catch (BundleRefusedException e) {
            throw new OfflineException("%s is no bundle that can be used: %s".formatted(folder, e.getMessage()));
        }
    }

    private String basis(Bundle bundle) {
        if (bundle.content().itemWeights() != null) {
            return "what they had";
        }
        return foldIn ? "what they had, folded in" : "their trained factors";
    }

    private void print(Bundle bundle, EvaluationTask task, EvaluationTable table) throws IOException {
        var to = spec.commandLine().getOut();
        if (json) {
            var document = new LinkedHashMap<String, Object>();
            document.put("modelId", bundle.manifest().modelId());
            document.put("algorithm", bundle.manifest().algorithm());
            document.put("foldIn", foldIn);
            document.put("testPairs", task.pairs());
            document.put("unknownUsers", task.unknownUsers());
            document.put("unknownItems", task.unknownItems());
            document.put("pairsOfUnknownItems", task.pairsOfUnknownItems());
            document.put("pairsSeenInTraining", task.pairsSeen());
            document.putAll(table.toMap());
            to.println(EventCodec.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
        } else {
            to.printf(
                    Locale.ROOT,
                    "bundle    %s (%s), users ranked by %s%n",
                    folder,
                    bundle.manifest().modelId(),
                    basis(bundle));
            to.printf("test      %s%n%n", task.line());
            to.print(table.text());
        }
        to.flush();
    }
}
