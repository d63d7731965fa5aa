package io.recloop.training.runs.pipelines;

import io.recloop.learning.text.EncodingProgress;
import io.recloop.training.dataset.DatasetRefresh;
import io.recloop.training.embeddings.EmbeddingReport;
import io.recloop.training.embeddings.EmbeddingsConfig;
import io.recloop.training.embeddings.Encoders;
import io.recloop.training.embeddings.ItemEmbeddings;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunOutcome;
import io.recloop.training.runs.parameters.EmbeddingParameters;
import io.recloop.training.runs.snapshots.Snapshots;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Encodes the texts of the catalogue's items, as far as they have changed, and tells which are nearly the same.
@Singleton
final class EmbeddingRun {
    /// Groups of near-duplicates that the result names; the log of pairs is in the store.
    private static final int TOLD = 20;

    private final Snapshots snapshots;
    private final DatasetRefresh datasets;
    private final ItemEmbeddings embeddings;
    private final EmbeddingsConfig config;
    private final Clock clock;

    @Inject
    EmbeddingRun(
            Snapshots snapshots,
            DatasetRefresh datasets,
            ItemEmbeddings embeddings,
            EmbeddingsConfig config,
            Clock clock) {
        this.snapshots = snapshots;
        this.datasets = datasets;
        this.embeddings = embeddings;
        this.config = config;
        this.clock = clock;
    }

    RunOutcome execute(RunContext context, EmbeddingParameters parameters) throws IOException, InterruptedException {
        snapshots.ingest(context);
        var tenant = context.run().tenant();
        context.reporter().stage("encode", "reading the catalogue");
        var texts = datasets.catalogue(tenant, context.subfolder("catalogue"));
        if (texts.isEmpty()) {
            return RunOutcome.Refused.because("there are no item texts: no item has arrived on the topic items");
        }
        return done(embeddings.refresh(
                tenant,
                texts,
                Encoders.options(config, parameters.force()),
                progress(context),
                context.subfolder("embeddings")));
    }

    private EncodingProgress progress(RunContext context) {
        var start = clock.instant();
        return (done, total) -> {
            double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
            context.reporter()
                    .progress(
                            "encode",
                            total == 0 ? 1 : (double) done / total,
                            done == 0 ? null : seconds * (total - done) / done,
                            "%d of %d items encoded".formatted(done, total));
        };
    }

    private static RunOutcome done(EmbeddingReport report) {
        var duplicates = report.duplicates();
        var result = new TreeMap<String, String>();
        result.put("encoder", report.encoder());
        result.put("dimensions", Integer.toString(report.dimensions()));
        result.put("items", Integer.toString(report.items()));
        result.put("encoded", Integer.toString(report.encoded()));
        result.put("reused", Integer.toString(report.reused()));
        result.put("removed", Integer.toString(report.removed()));
        result.put("nearDuplicatePairs", Integer.toString(duplicates.pairsFound()));
        result.put("nearDuplicateGroups", Integer.toString(duplicates.groupsFound()));
        if (!duplicates.groups().isEmpty()) {
            result.put(
                    "nearDuplicates",
                    duplicates.groups().stream()
                            .limit(TOLD)
                            .map(group -> String.join(" ", group))
                            .collect(Collectors.joining("; ")));
        }
        var skipped = report.skippedBecause();
        var said = skipped == null
                ? String.format(
                        Locale.ROOT,
                        "%d of %d items encoded by %s in %.1f s, %d pairs are nearly the same",
                        report.encoded(),
                        report.items(),
                        report.encoder(),
                        report.seconds(),
                        duplicates.pairsFound())
                : "nothing to do: " + skipped;
        return new RunOutcome.Done(said, null, null, result);
    }
}
