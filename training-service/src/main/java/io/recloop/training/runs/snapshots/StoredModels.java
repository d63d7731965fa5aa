package io.recloop.training.runs.snapshots;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.publication.Publication;
import io.recloop.training.registry.Model;
import io.recloop.training.registry.Models;
import io.recloop.training.runs.context.RunContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The models of the registry, with their bundles. Thread-safe.
@Singleton
public final class StoredModels {
    private static final Logger LOG = Logger.getLogger(StoredModels.class);

    private final Models models;
    private final Publication publication;

    @Inject
    public StoredModels(Models models, Publication publication) {
        this.models = models;
        this.publication = publication;
    }

    public Optional<Model> find(String tenant, String modelId) {
        return models.find(tenant, modelId);
    }

    /// @param folder for its files; must not exist yet
    /// @throws NotVerifiedException where the store holds something else
    public BundleReader.Bundle readBack(String modelId, String sha256, Path folder)
            throws NotVerifiedException, IOException {
        return publication.readBack(modelId, sha256, folder);
    }

    /// The model that serves the run's tenant, as far as it can be read.
    public Incumbent incumbent(RunContext context) {
        var model = models.incumbent(context.run().tenant());
        var sha256 = model.map(Model::manifestSha256).orElse(null);
        if (model.isEmpty() || sha256 == null) {
            return Incumbent.NONE;
        }
        var id = model.get().modelId();
        try {
            var bundle = readBack(id, sha256, context.folder().resolve("incumbent"));
            return new Incumbent(model, Optional.of(bundle), null);
        } catch (NotVerifiedException | IOException e) {
            LOG.warnf(
                    "run %s: the incumbent %s cannot be read: %s", context.run().runId(), id, e.getMessage());
            return new Incumbent(
                    model,
                    Optional.empty(),
                    "the incumbent %s could not be compared with, its bundle cannot be read: %s"
                            .formatted(id, e.getMessage()));
        }
    }
}
