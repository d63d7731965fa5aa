package io.recloop.training.runs;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.learning.text.HashedNgrams;
import io.recloop.learning.text.LexiconClassifier;
import io.recloop.training.Configured;
import io.recloop.training.dataset.DatasetConfig;
import io.recloop.training.dataset.DatasetRefresh;
import io.recloop.training.dataset.LakeBuild;
import io.recloop.training.embeddings.ItemEmbeddings;
import io.recloop.training.interactions.Lake;
import io.recloop.training.interactions.LakeIngest;
import io.recloop.training.interactions.LakeMerge;
import io.recloop.training.publication.Publication;
import io.recloop.training.registry.Models;
import io.recloop.training.registry.runs.Runs;
import io.recloop.training.registry.tuning.Tuned;
import io.recloop.training.runs.pipelines.TestPipelines;
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
        TestPipelines.Registry registry;
    }

    Runs runs() {
        return registry.runs;
    }

    Models models() {
        return registry.registry.models;
    }

    Tuned tuned() {
        return registry.registry.tuned;
    }

    Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /// @param settings of `recloop.training.*`, above the test's own
    RunExecutor executor(
            LakeIngest ingest, ArtifactStore store, EventLog log, Map<String, String> settings, PostgresLease lease) {
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
        var publication = new Publication(store, models(), log, tenant -> 0, clock);
        var pipelines = TestPipelines.of(
                registry.registry,
                new TestPipelines.Data(
                        ingest,
                        new DatasetRefresh(
                                new LakeBuild(
                                        new Lake(folder.resolve("lake")),
                                        Configured.of(DatasetConfig.class, all),
                                        LexiconClassifier.standard(),
                                        clock),
                                store,
                                LakeMerge.NONE),
                        new ItemEmbeddings(store, new HashedNgrams(64), clock),
                        publication),
                all,
                clock);
        var publisher = new RunEventPublisher(runs(), log, registry.alerts, clock);
        var identity = new ExecutorIdentity("test", lease, new WorkFolders(folder.resolve("work")));
        return new RunExecutor(
                runs(),
                new InterruptedRuns(runs(), models(), publication, identity),
                new RunExecution(pipelines, registry.ends, publisher, identity),
                publisher,
                identity);
    }

    PostgresLease lease() {
        return new PostgresLease(registry.source, () -> "training-runs", clock);
    }
}
