package io.recloop.training.runs.pipelines;

import io.recloop.training.Configured;
import io.recloop.training.dataset.DatasetRefresh;
import io.recloop.training.embeddings.EmbeddingsConfig;
import io.recloop.training.embeddings.ItemEmbeddings;
import io.recloop.training.interactions.LakeConfig;
import io.recloop.training.interactions.LakeIngest;
import io.recloop.training.publication.Publication;
import io.recloop.training.registry.Models;
import io.recloop.training.registry.datasets.Datasets;
import io.recloop.training.registry.datasets.Evaluations;
import io.recloop.training.registry.tuning.Trials;
import io.recloop.training.registry.tuning.Tuned;
import io.recloop.training.runs.context.GateConfig;
import io.recloop.training.runs.context.RunRecords;
import io.recloop.training.runs.context.RunsConfig;
import io.recloop.training.runs.context.Stamp;
import io.recloop.training.runs.context.TrainingConfig;
import io.recloop.training.runs.fitting.FittingFactory;
import io.recloop.training.runs.fitting.Recipes;
import io.recloop.training.runs.promotion.Promotions;
import io.recloop.training.runs.promotion.Publishing;
import io.recloop.training.runs.snapshots.Challenges;
import io.recloop.training.runs.snapshots.LakeCatchUp;
import io.recloop.training.runs.snapshots.Snapshots;
import io.recloop.training.runs.snapshots.StoredModels;
import io.recloop.training.wire.InstanceConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/// All pipelines, put together by a test.
public final class TestPipelines {
    private TestPipelines() {}

    /// What PostgreSQL remembers of what runs make.
    @Singleton
    public static final class Registry {
        @Inject
        public Models models;

        @Inject
        public Tuned tuned;

        @Inject
        Datasets datasets;

        @Inject
        Evaluations evaluations;

        @Inject
        Trials trials;
    }

    /// From the topics to datasets and models.
    public record Data(
            LakeIngest ingest, DatasetRefresh datasets, ItemEmbeddings embeddings, Publication publication) {}

    /// @param settings of `recloop.training.*`
    public static PipelineRuns of(Registry registry, Data data, Map<String, String> settings, Clock clock) {
        var training = Configured.of(TrainingConfig.class, settings);
        var gate = Configured.of(GateConfig.class, settings);
        var runs = Configured.of(RunsConfig.class, settings);
        var stamp = new Stamp(clock, "test");
        var records = new RunRecords(registry.datasets, registry.evaluations, registry.tuned, stamp);
        var snapshots = new Snapshots(
                new LakeCatchUp(data.ingest(), Configured.of(LakeConfig.class)),
                data.datasets(),
                data.embeddings(),
                gate,
                records);
        var models = new StoredModels(registry.models, data.publication());
        var challenges = new Challenges(snapshots, models);
        var fittings = new FittingFactory(runs, Configured.of(InstanceConfig.class), stamp);
        var promotions = new Promotions(
                fittings, new Publishing(registry.models, data.publication(), stamp), training, gate, runs);
        return new PipelineRuns(
                new TrainingRun(challenges, new Recipes(training, registry.tuned), promotions),
                new TuningRun(
                        challenges,
                        new SettingsSearch(registry.trials, records, training, runs, stamp),
                        promotions,
                        runs),
                new RefreshRun(snapshots, models),
                new EvaluationRun(models, snapshots, fittings, records, training),
                new EmbeddingRun(
                        snapshots,
                        data.datasets(),
                        data.embeddings(),
                        Configured.of(EmbeddingsConfig.class, settings),
                        clock));
    }
}
