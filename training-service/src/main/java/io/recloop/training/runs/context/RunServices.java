package io.recloop.training.runs.context;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.training.dataset.DatasetRefresh;
import io.recloop.training.embeddings.EmbeddingsConfig;
import io.recloop.training.embeddings.Encoders;
import io.recloop.training.embeddings.ItemEmbeddings;
import io.recloop.training.interactions.LakeConfig;
import io.recloop.training.interactions.LakeIngest;
import io.recloop.training.publication.Publication;
import io.recloop.training.registry.Models;
import io.recloop.training.registry.datasets.Datasets;
import io.recloop.training.registry.datasets.Evaluations;
import io.recloop.training.registry.tuning.Trials;
import io.recloop.training.registry.tuning.Tuned;
import io.recloop.training.wire.InstanceConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What all runs share.
///
/// @param codeVersion of this service, for manifests and lineage
public record RunServices(
        Data data, Registry registry, Publication publication, Configs configs, Clock clock, String codeVersion) {
    /// From the topics to datasets.
    public record Data(LakeIngest ingest, LakeConfig lake, DatasetRefresh datasets, ItemEmbeddings embeddings) {}

    /// What PostgreSQL remembers of what runs make.
    public record Registry(Models models, Datasets datasets, Evaluations evaluations, Tuned tuned, Trials trials) {}

    /// @param folder where the service keeps what is not in the store
    public record Configs(
            TrainingConfig training, GateConfig gate, RunsConfig runs, EmbeddingsConfig embeddings, Path folder) {}

    /// To what PostgreSQL keeps.
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /// Assembles what has too many parts for one constructor.
    @Singleton
    static final class Beans {
        @Produces
        @Singleton
        Data data(LakeIngest ingest, LakeConfig lake, DatasetRefresh datasets, ItemEmbeddings embeddings) {
            return new Data(ingest, lake, datasets, embeddings);
        }

        @Produces
        @Singleton
        ItemEmbeddings embeddings(ArtifactStore store, EmbeddingsConfig config, Clock clock) {
            return new ItemEmbeddings(store, Encoders.of(config), clock);
        }

        @Produces
        @Singleton
        Registry registry(Models models, Datasets datasets, Evaluations evaluations, Tuned tuned, Trials trials) {
            return new Registry(models, datasets, evaluations, tuned, trials);
        }

        @Produces
        @Singleton
        Configs configs(
                TrainingConfig training,
                GateConfig gate,
                RunsConfig runs,
                EmbeddingsConfig embeddings,
                InstanceConfig instance) {
            return new Configs(
                    training,
                    gate,
                    runs,
                    embeddings,
                    instance.storeDir().toAbsolutePath().resolveSibling("training"));
        }

        @Produces
        @Singleton
        RunServices services(
                Data data,
                Registry registry,
                Publication publication,
                Configs configs,
                Clock clock,
                @ConfigProperty(name = "quarkus.application.version") String version) {
            return new RunServices(data, registry, publication, configs, clock, version);
        }
    }
}
