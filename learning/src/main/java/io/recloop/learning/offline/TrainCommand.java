package io.recloop.learning.offline;

import io.recloop.contracts.events.EventCodec;
import io.recloop.learning.bundle.BundleDraft;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.engine.ItemContent;
import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.Trained;
import io.recloop.learning.engine.TrainingContext;
import io.recloop.learning.engine.TrainingData;
import io.recloop.learning.engine.Validation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Trains a model on a CSV file and writes a bundle, without a stack.",
            "",
            "The file has a header: user,item and, if there are any, rating and timestamp. Every row is positive unless --min-rating is given."
        },
        footer = {"", "Exit codes: 0 the bundle is written, 2 it is not, and nothing of it is left behind."})
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--offline", required = true, paramLabel = "FILE", description = "CSV file to train on")
    private Path file;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write the bundle to")
    private Path out;

    @Option(names = "--overwrite", description = "Replace the bundle in DIR")
    private boolean overwrite;

    @Option(
            names = "--model",
            defaultValue = "als",
            paramLabel = "NAME",
            description = "Algorithm: als, bpr or ease (default: ${DEFAULT-VALUE})")
    private String model;

    @Option(
            names = "--valid",
            paramLabel = "FILE",
            description =
                    "CSV file of rows to hold out for validation and early stopping; the model is then refitted on all rows for the best number of iterations")
    private @Nullable Path valid;

    @Mixin
    private ReadOptions reading;

    @Mixin
    private TrainOptions options;

    @Mixin
    private ItemsOptions items;

    @Mixin
    private StateOptions state;

    @Option(names = "--json", description = "Print one JSON document; progress goes to the error stream")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        var algorithm = TrainOptions.algorithm(model);
        options.check(algorithm);
        items.check(algorithm);
        state.check();
        try (var folder = BundleFolder.reserve(out, overwrite)) {
            var dataset = reading.training(file, items.catalogue());
            var data = items.describe(dataset, spec.commandLine().getErr());
            var settings = options.settings(algorithm, data.positives());
            TrainOptions.requireMemory(algorithm.trainer(settings), data);
            var choice = valid == null ? new Choice(settings, null) : choose(settings, dataset, data, valid);
            var fitted = fit(choice.settings(), dataset.version(), data);
            var quality = choice.quality();
            var id = folder.write(
                    new BundleDraft(dataset, data, choice.settings()),
                    fitted.trained(),
                    quality == null ? BundleDraft.Quality.UNKNOWN : quality.forBundle());
            state.done();
            print(new Report(out.toString(), id, dataset, data.content(), choice, fitted));
        }
        return 0;
    }

    /// What is trained on everything, and how well it did where something was held out.
    private record Choice(Settings settings, @Nullable HeldOutQuality quality) {}

    /// @param loss after the last iteration; absent where the algorithm has none
    private record Fitted(
            Trained trained, double seconds, @Nullable Double loss) {}

    private Fitted fit(Settings settings, String version, TrainingData data) {
        long began = System.nanoTime();
        try (var display = new IterationDisplay(spec.commandLine().getErr(), "train")) {
            var trained = train(settings, version, data, null, display);
            return new Fitted(trained, (System.nanoTime() - began) / 1e9, display.lastLoss());
        }
    }

    private Choice choose(Settings settings, Dataset dataset, TrainingData data, Path named) throws Exception {
        var rows = reading.judging(named);
        var holdout = Holdout.named(dataset, data, rows);
        var version = dataset.version() + " without " + rows.version();
        try (var display = new IterationDisplay(spec.commandLine().getErr(), "choose")) {
            var trained = train(settings, version, holdout.training(), holdout.validation(settings.threads()), display);
            var quality = HeldOutQuality.of(holdout, trained.model(), settings.threads());
            return new Choice(TrainOptions.asLongAs(settings, trained.iterations()), quality);
        }
    }

    private Trained train(
            Settings settings,
            String version,
            TrainingData data,
            @Nullable Validation validation,
            IterationDisplay display) {
        var checkpoints =
                state.of(display.task(), version, settings, spec.commandLine().getErr());
        var context = TrainingContext.ALONE
                .withListener(display)
                .withValidation(validation)
                .withCheckpoints(checkpoints);
        return settings.algorithm().trainer(settings).train(data, context);
    }

    private void print(Report report) throws IOException {
        var to = spec.commandLine().getOut();
        to.println(
                json
                        ? EventCodec.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report.toMap())
                        : report.text());
        to.flush();
    }

    private record Report(
            String bundle,
            String modelId,
            Dataset dataset,
            @Nullable ItemContent content,
            Choice choice,
            Fitted fitted) {
        Map<String, Object> toMap() {
            var facts = new LinkedHashMap<String, Object>();
            facts.put("bundle", bundle);
            facts.put("modelId", modelId);
            facts.put("algorithm", choice.settings().algorithm().code());
            facts.put("dataset", DataFacts.of(dataset));
            if (content != null) {
                facts.put("content", Map.of("items", described(), "dimensions", content.dimensions()));
            }
            facts.put("settings", choice.settings().toMap());
            facts.put("threads", choice.settings().threads());
            facts.put("iterations", fitted.trained().iterations());
            facts.put("seconds", fitted.seconds());
            if (fitted.loss() != null) {
                facts.put("loss", fitted.loss());
            }
            if (choice.quality() != null) {
                facts.put("heldOut", choice.quality().toMap());
            }
            return facts;
        }

        private long described() {
            return dataset.itemTexts().stream().filter(Optional::isPresent).count();
        }

        String text() {
            var lines = new StringBuilder();
            lines.append("data      %s%n".formatted(DataFacts.of(dataset).line()));
            if (content != null) {
                lines.append(String.format(
                        Locale.ROOT,
                        "content   of %,d of the %,d items, %d dimensions%n",
                        described(),
                        dataset.items().size(),
                        content.dimensions()));
            }
            lines.append("model     %s%n".formatted(Wording.settings(choice.settings())));
            if (choice.quality() != null) {
                lines.append("held out  %s%n".formatted(choice.quality().line()));
            }
            lines.append("trained   %s%s%n"
                    .formatted(
                            Wording.seconds(fitted.seconds()),
                            fitted.loss() == null
                                    ? ""
                                    : ", %,d iterations, loss %s"
                                            .formatted(fitted.trained().iterations(), Wording.number(fitted.loss()))));
            lines.append("bundle    %s (%s)".formatted(bundle, modelId));
            return lines.toString();
        }
    }
}
