package io.recloop.training.runs;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.learning.text.HashedNgrams;
import io.recloop.learning.text.LexiconClassifier;
import io.recloop.training.Configured;
import io.recloop.training.dataset.DatasetConfig;
import io.recloop.training.dataset.DatasetRefresh;
import io.recloop.training.embeddings.EmbeddingsConfig;
import io.recloop.training.embeddings.ItemEmbeddings;
import io.recloop.training.interactions.Lake;
import io.recloop.training.interactions.LakeConfig;
import io.recloop.training.interactions.LakeIngest;
import io.recloop.training.interactions.LakeMerge;
import io.recloop.training.publication.Publication;
import io.recloop.training.registry.Models;
import io.recloop.training.registry.runs.Runs;
import io.recloop.training.registry.tuning.Tuned;
import io.recloop.training.runs.context.GateConfig;
import io.recloop.training.runs.context.RunServices;
import io.recloop.training.runs.context.RunsConfig;
import io.recloop.training.runs.context.TrainingConfig;
import io.recloop.training.wire.EventLog;
import io.recloop.training.wire.PostgresLease;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/// An executor of runs with all that is behind it, put together by a test.
final class Workshop {
    private final Registry registry;
    private final Path folder;
    private final Clock clock = Clock.systemUTC();

    /// @param folder holds the lake and everything else
    Workshop(Registry registry, Path folder) {
        this.registry = registry;
        this.folder = folder;
    }

    /// What the service remembers in PostgreSQL.
    @Singleton
    static final class Registry {
        @Inject
        DataSource source;

        @Inject
        Runs runs;

        @Inject
        RunAlerts alerts;

        @Inject
        RunEndRecorder ends;

        @Inject
        RunServices.Registry registry;
    }

    Runs runs() {
        return registry.runs;
    }

    Models models() {
        return registry.registry.models();
    }

    Tuned tuned() {
        return registry.registry.tuned();
    }

    Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /// @param settings of `recloop.training.*`, above the test's own
    RunServices services(LakeIngest ingest, ArtifactStore store, EventLog log, Map<String, String> settings) {
        var all = new HashMap<>(Map.of(
                "recloop.training.als.factors",
                "16",
                "recloop.training.als.threads",
                "2",
                "recloop.training.runs.checkpoint-dir",
                checkpoints().toString(),
                "recloop.training.runs.work-dir",
                folder.resolve("work").toString()));
        all.putAll(settings);
        var models = models();
        return new RunServices(
                new RunServices.Data(
                        ingest,
                        Configured.of(LakeConfig.class),
                        new DatasetRefresh(
                                new Lake(folder.resolve("lake")),
                                Configured.of(DatasetConfig.class, all),
                                LexiconClassifier.standard(),
                                store,
                                LakeMerge.NONE,
                                clock),
                        new ItemEmbeddings(store, new HashedNgrams(64), clock)),
                registry.registry,
                new Publication(store, models, log, tenant -> 0, clock),
                new RunServices.Configs(
                        Configured.of(TrainingConfig.class, all),
                        Configured.of(GateConfig.class, all),
                        Configured.of(RunsConfig.class, all),
                        Configured.of(EmbeddingsConfig.class, all),
                        folder.resolve("training")),
                clock,
                "test");
    }

    RunExecutor executor(RunServices services, EventLog log, PostgresLease lease) {
        return new RunExecutor(
                services,
                runs(),
                registry.ends,
                new RunEventPublisher(runs(), log, registry.alerts, clock),
                new ExecutorIdentity("test", lease, new WorkFolders(folder.resolve("work"))));
    }

    PostgresLease lease() {
        return new PostgresLease(registry.source, () -> "training-runs", clock);
    }
}
