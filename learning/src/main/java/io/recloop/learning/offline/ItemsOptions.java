package io.recloop.learning.offline;

import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.dataset.ItemText;
import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.engine.TrainingData;
import io.recloop.learning.text.HashedNgrams;
import io.recloop.learning.text.ItemContents;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What is said of the items in words, for those that few or nobody had.
final class ItemsOptions {
    @Option(
            names = "--items",
            paramLabel = "FILE",
            description =
                    "CSV file of the items: item,name[,description][,brand][,categories] with a header, or item::title::genres. Items without interactions can then be recommended as well.")
    private @Nullable Path file;

    /// @throws OfflineException where the algorithm has no use for it
    void check(Algorithm algorithm) {
        if (file != null && algorithm == Algorithm.EASE) {
            throw new OfflineException("ease learns nothing from what is said of items: --items is for als and bpr");
        }
    }

    /// By item id; empty where nothing was given.
    Map<String, ItemText> catalogue() throws IOException {
        return file == null ? Map.of() : ItemsFile.read(file);
    }

    /// What is trained on, with content where there is any.
    TrainingData describe(Dataset dataset, PrintWriter progress) throws InterruptedException {
        var data = dataset.trainingData();
        if (file == null) {
            return data;
        }
        try (var display = new EncodingDisplay(progress)) {
            var encoder = new HashedNgrams(HashedNgrams.DEFAULT_DIMENSIONS);
            return data.withContent(ItemContents.of(dataset.itemTexts(), encoder, display));
        }
    }
}
