package io.recloop.training.runs.snapshots;

import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.learning.engine.ItemContent;
import io.recloop.learning.text.EncodingProgress;
import io.recloop.training.dataset.DatasetBuilder;
import io.recloop.training.dataset.DatasetRefresh;
import io.recloop.training.dataset.RefreshOption;
import io.recloop.training.dataset.RefreshReport;
import io.recloop.training.embeddings.ItemEmbeddings;
import io.recloop.training.runs.context.GateConfig;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunRecords;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// From the topics to a dataset that is kept.
@Singleton
public final class Snapshots {
    private static final Logger LOG = Logger.getLogger(Snapshots.class);

    private final LakeCatchUp lake;
    private final DatasetRefresh datasets;
    private final ItemEmbeddings embeddings;
    private final GateConfig gate;
    private final RunRecords records;

    @Inject
    public Snapshots(
            LakeCatchUp lake, DatasetRefresh datasets, ItemEmbeddings embeddings, GateConfig gate, RunRecords records) {
        this.lake = lake;
        this.datasets = datasets;
        this.embeddings = embeddings;
        this.gate = gate;
        this.records = records;
    }

    public void ingest(RunContext context) throws IOException, InterruptedException {
        lake.run(context);
    }

    /// @param through the newest interaction that the model to be compared with has seen
    public Snapshot take(RunContext context, Optional<Instant> through)
            throws IOException, InterruptedException, TooLittleDataException {
        context.reporter().stage("dataset", "bringing the dataset up to date with the lake");
        var dataset = datasets.take(DatasetRefresh.Request.of(slice(context, through)), context.subfolder("dataset"));
        note(context, dataset.description());
        return new Snapshot(dataset, content(context, dataset));
    }

    private @Nullable ItemContent content(RunContext context, Dataset dataset)
            throws IOException, InterruptedException {
        var texts = dataset.itemTexts();
        if (texts.stream().allMatch(Optional::isEmpty)) {
            return null;
        }
        context.reporter().stage("dataset", "reading the vectors of the items' texts");
        return embeddings.content(
                context.run().tenant(),
                dataset.items(),
                texts,
                EncodingProgress.SILENT,
                context.subfolder("embeddings"));
    }

    /// As an operator asks for it.
    public RefreshReport refresh(RunContext context, Optional<Instant> through, Set<RefreshOption> options)
            throws IOException, InterruptedException, TooLittleDataException {
        context.reporter().stage("dataset", "bringing the dataset up to date with the lake");
        var report = datasets.refresh(
                new DatasetRefresh.Request(slice(context, through), options), context.subfolder("dataset"));
        report.description().ifPresent(description -> note(context, description));
        return report;
    }

    private DatasetBuilder.Request slice(RunContext context, Optional<Instant> through) {
        return new DatasetBuilder.Request(context.run().tenant(), through, gate.minimumUsers());
    }

    private void note(RunContext context, Dataset.Description description) {
        records.dataset(context.run(), description);
        LOG.infof("run %s: dataset %s: %s", context.run().runId(), description.version(), description.counts());
    }
}
