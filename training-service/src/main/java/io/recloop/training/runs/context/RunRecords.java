package io.recloop.training.runs.context;

import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.dataset.DatasetCounts;
import io.recloop.training.registry.Quality;
import io.recloop.training.registry.datasets.Datasets;
import io.recloop.training.registry.datasets.Evaluations;
import io.recloop.training.registry.runs.Run;
import io.recloop.training.registry.tuning.Tuned;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/// What runs leave in the registry beside models. Thread-safe.
@Singleton
public final class RunRecords {
    private final Datasets datasets;
    private final Evaluations evaluations;
    private final Tuned tuned;
    private final Stamp stamp;

    @Inject
    public RunRecords(Datasets datasets, Evaluations evaluations, Tuned tuned, Stamp stamp) {
        this.datasets = datasets;
        this.evaluations = evaluations;
        this.tuned = tuned;
        this.stamp = stamp;
    }

    /// Once for a version, however many runs use it.
    public void dataset(Run run, Dataset.Description description) {
        datasets.kept(
                run.tenant(),
                new Datasets.Snapshot(
                        description.version(),
                        run.runId(),
                        description.dataThrough(),
                        description.slice().explanation(),
                        counts(description.counts()),
                        stamp.now()));
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

    /// @param judgedOn one sentence: what it was measured on
    public void evaluation(Run run, String modelId, String datasetVersion, String judgedOn, Quality quality) {
        evaluations.add(
                run.tenant(),
                new Evaluations.Evaluated(run.runId(), modelId, datasetVersion, judgedOn, quality, stamp.now()));
    }

    /// Later trainings of the algorithm begin with these settings.
    ///
    /// @param trial its name within the run
    /// @param ndcg  on the tuning's validation part
    public void best(Run run, String algorithm, String trial, Map<String, Double> settings, double ndcg) {
        tuned.keep(run.tenant(), new Tuned.Best(algorithm, run.runId(), trial, settings, ndcg, stamp.now()));
    }
}
