package io.recloop.training.runs.snapshots;

import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.dataset.DatasetCounts;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.learning.engine.ItemContent;
import io.recloop.learning.text.EncodingProgress;
import io.recloop.training.dataset.DatasetBuilder;
import io.recloop.training.dataset.DatasetRefresh;
import io.recloop.training.dataset.RefreshOption;
import io.recloop.training.dataset.RefreshReport;
import io.recloop.training.registry.datasets.Datasets;
import io.recloop.training.runs.context.RunContext;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// From the topics to a dataset that is kept, within one run.
public final class Snapshots {
    private static final Logger LOG = Logger.getLogger(Snapshots.class);

    private final RunContext context;

    public Snapshots(RunContext context) {
        this.context = context;
    }

    public void ingest() throws IOException, InterruptedException {
        context.reporter().stage("ingest", "reading what is on the topics into the lake");
        var data = context.services().data();
        data.ingest().catchUp(data.lake().catchUp());
    }

    /// @param through the newest interaction that the model to be compared with has seen
    public Snapshot take(Optional<Instant> through) throws IOException, InterruptedException, TooLittleDataException {
        context.reporter().stage("dataset", "bringing the dataset up to date with the lake");
        var dataset = context.services()
                .data()
                .datasets()
                .take(DatasetRefresh.Request.of(slice(through)), context.subfolder("dataset"));
        note(dataset.description());
        return new Snapshot(dataset, content(dataset));
    }

    private @Nullable ItemContent content(Dataset dataset) throws IOException, InterruptedException {
        var texts = dataset.itemTexts();
        if (texts.stream().allMatch(Optional::isEmpty)) {
            return null;
        }
        context.reporter().stage("dataset", "reading the vectors of the items' texts");
        return context.services()
                .data()
                .embeddings()
                .content(
                        context.run().tenant(),
                        dataset.items(),
                        texts,
                        EncodingProgress.SILENT,
                        context.subfolder("embeddings"));
    }

    /// As an operator asks for it.
    public RefreshReport refresh(Optional<Instant> through, Set<RefreshOption> options)
            throws IOException, InterruptedException, TooLittleDataException {
        context.reporter().stage("dataset", "bringing the dataset up to date with the lake");
        var report = context.services()
                .data()
                .datasets()
                .refresh(new DatasetRefresh.Request(slice(through), options), context.subfolder("dataset"));
        report.description().ifPresent(this::note);
        return report;
    }

    private DatasetBuilder.Request slice(Optional<Instant> through) {
        return new DatasetBuilder.Request(
                context.run().tenant(),
                through,
                context.services().configs().gate().minimumUsers());
    }

    private void note(Dataset.Description description) {
        var run = context.run();
        context.services()
                .registry()
                .datasets()
                .kept(
                        run.tenant(),
                        new Datasets.Snapshot(
                                description.version(),
                                run.runId(),
                                description.dataThrough(),
                                description.slice().explanation(),
                                counts(description.counts()),
                                context.services().now()));
        LOG.infof("run %s: dataset %s: %s", run.runId(), description.version(), description.counts());
    }

    public static Map<String, Double> counts(DatasetCounts counts) {
        var byName = new TreeMap<String, Double>();
        byName.put("records", (double) counts.records());
        byName.put("duplicates", (double) counts.duplicates());
        byName.put("events", (double) counts.events());
        byName.put("pairs", (double) counts.pairs());
        byName.put("positives", (double) counts.positives());
        byName.put("users", (double) counts.users());
        byName.put("trainableUsers", (double) counts.trainableUsers());
        byName.put("items", (double) counts.items());
        byName.put("heldOut", (double) counts.heldOut());
        return byName;
    }
}
