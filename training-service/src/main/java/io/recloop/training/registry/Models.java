package io.recloop.training.registry;

import io.recloop.contracts.events.ModelPublished;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Models and their deployments. Thread-safe.
@Singleton
@Transactional
public class Models {
    private final ModelRepository rows;
    private final DeploymentRepository deployments;
    private final Audit audit;
    private final Clock clock;

    @Inject
    Models(ModelRepository rows, DeploymentRepository deployments, Audit audit, Clock clock) {
        this.rows = rows;
        this.deployments = deployments;
        this.audit = audit;
        this.clock = clock;
    }

    /// Where a deployment comes from.
    ///
    /// @param by     who asked
    /// @param reason why
    public record Cause(String by, String reason) {}

    @FunctionalInterface
    public interface Announcement {
        ModelPublished of(long generation);
    }

    /// @param what how it came to be, for the trail: `trained`, `trained and refused`, …
    public void add(Model model, String what) {
        rows.persist(ModelEntity.of(model));
        audit.note(model.tenant(), model.modelId(), model.createdBy(), what, model.status(), model.reason());
    }

    /// Whether the registry knows it, of whatever tenant.
    public boolean isKnown(String modelId) {
        return rows.count("modelId", modelId) > 0;
    }

    public Optional<Model> find(String tenant, String modelId) {
        return rows.of(tenant, modelId).map(ModelEntity::model);
    }

    /// Newest first.
    public List<Model> newest(String tenant, int limit) {
        return rows.newest(tenant, limit).stream().map(ModelEntity::model).toList();
    }

    /// The model that should serve.
    public Optional<Model> incumbent(String tenant) {
        return rows.incumbent(tenant).map(ModelEntity::model);
    }

    public Optional<Deployment> newestDeployment(String tenant) {
        return deployments.newest(tenant).map(DeploymentEntity::deployment);
    }

    /// Generations under which a model was announced, newest first.
    public List<Long> generations(String modelId) {
        return deployments.generations(modelId);
    }

    /// Takes the next generation and notes the announcement that is about to be made.
    ///
    /// @param floor the highest generation that the topic is known to hold; the new one is above it
    public Deployment beginDeployment(
            String tenant, String modelId, long floor, Cause cause, Announcement announcement) {
        var row = new DeploymentEntity();
        row.tenant = tenant;
        row.generation = Math.max(floor, deployments.lockHighest(tenant)) + 1;
        row.modelId = modelId;
        row.status = DeploymentEntity.Status.PUBLISHING;
        row.event = announcement.of(row.generation);
        row.deployedBy = cause.by();
        row.reason = cause.reason();
        row.deployedAt = clock.instant();
        deployments.persist(row);
        rows.become(modelId, Model.Status.PUBLISHING, cause.reason(), clock.instant());
        audit.note(
                tenant,
                modelId,
                cause.by(),
                "announcement begun as generation " + row.generation,
                Model.Status.PUBLISHING,
                cause.reason());
        return row.deployment();
    }

    /// Stored, verified and judged good, and not announced: the newest of each tenant, where nothing newer was
    /// announced.
    public List<Model> neverAnnounced() {
        return rows.neverAnnounced().stream().map(ModelEntity::model).toList();
    }

    /// The model that a run made.
    public Optional<Model> ofRun(String runId) {
        return rows.ofRun(runId).map(ModelEntity::model);
    }

    /// Announcements that were begun and not seen to the end, oldest first.
    public List<Deployment> unfinishedDeployments() {
        return deployments.unfinished().stream()
                .map(DeploymentEntity::deployment)
                .toList();
    }

    /// The broker has it: this model should serve, and no other.
    public void finishDeployment(Deployment deployment) {
        if (!deployments.finish(deployment)) {
            return;
        }
        var reason = deployment.event().reason();
        for (var model : rows.supersede(deployment, clock.instant())) {
            audit.note(
                    deployment.tenant(),
                    model,
                    deployment.deployedBy(),
                    "superseded by " + deployment.modelId(),
                    Model.Status.SUPERSEDED,
                    reason);
        }
        rows.become(deployment.modelId(), Model.Status.PUBLISHED, reason, clock.instant());
        audit.note(
                deployment.tenant(),
                deployment.modelId(),
                deployment.deployedBy(),
                "announced as generation " + deployment.generation(),
                Model.Status.PUBLISHED,
                reason);
    }
}
