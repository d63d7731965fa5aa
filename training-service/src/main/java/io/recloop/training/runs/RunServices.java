package io.recloop.training.runs;

import io.recloop.training.dataset.DatasetRefresh;
import io.recloop.training.embeddings.EmbeddingsConfig;
import io.recloop.training.embeddings.ItemEmbeddings;
import io.recloop.training.interactions.LakeConfig;
import io.recloop.training.interactions.LakeIngest;
import io.recloop.training.publication.Publication;
import io.recloop.training.registry.Datasets;
import io.recloop.training.registry.Evaluations;
import io.recloop.training.registry.Models;
import io.recloop.training.registry.Trials;
import io.recloop.training.registry.Tuned;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What all runs share.
///
/// @param codeVersion of this service, for manifests and lineage
record RunServices(
        Data data, Registry registry, Publication publication, Configs configs, Clock clock, String codeVersion) {
    /// From the topics to datasets.
    record Data(LakeIngest ingest, LakeConfig lake, DatasetRefresh datasets, ItemEmbeddings embeddings) {}

    /// What PostgreSQL remembers of what runs make.
    record Registry(Models models, Datasets datasets, Evaluations evaluations, Tuned tuned, Trials trials) {}

    /// @param folder where the service keeps what is not in the store
    record Configs(
            TrainingConfig training, GateConfig gate, RunsConfig runs, EmbeddingsConfig embeddings, Path folder) {}

    /// To what PostgreSQL keeps.
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
