package io.recloop.training.registry;

import io.recloop.contracts.events.ModelPublished;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Models and their deployments. Thread-safe.
@Singleton
public final class Models {
    private final Jdbi database;
    private final Clock clock;
    private final Audit audit;

    @Inject
    public Models(Jdbi database, Clock clock, Audit audit) {
        this.database = database;
        this.clock = clock;
        this.audit = audit;
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
        database.useTransaction(handle -> {
            handle.createUpdate("""
                            insert into training.models (model_id, tenant, status, algorithm, run_id, dataset_version,
                                data_through, parent_model_id, code_version, tuning_trial, parameters, metrics, gate,
                                uri, manifest_sha256, created_at, created_by, reason, changed_at)
                            values (:id, :tenant, :status, :algorithm, :run, :dataset, :through, :parent, :code,
                                :trial, cast(:parameters as jsonb), cast(:metrics as jsonb), cast(:gate as jsonb),
                                :uri, :sha, :created, :by, :reason, :created)
                            """)
                    .bind("id", model.modelId())
                    .bind("tenant", model.tenant())
                    .bind("status", model.status().name())
                    .bind("algorithm", model.algorithm())
                    .bind("run", model.runId())
                    .bind("dataset", model.datasetVersion())
                    .bind("through", Document.utc(model.dataThrough()))
                    .bind("parent", model.parentModelId())
                    .bind("code", model.codeVersion())
                    .bind("trial", model.tuningTrial())
                    .bind("parameters", Document.write(model.parameters()))
                    .bind("metrics", Document.write(model.metrics()))
                    .bind("gate", Document.write(model.gate()))
                    .bind("uri", model.uri())
                    .bind("sha", model.manifestSha256())
                    .bind("created", Document.utc(model.createdAt()))
                    .bind("by", model.createdBy())
                    .bind("reason", model.reason())
                    .execute();
            audit.note(
                    handle, model.tenant(), model.modelId(), model.createdBy(), what, model.status(), model.reason());
        });
    }

    /// Whether the registry knows it, of whatever tenant.
    public boolean isKnown(String modelId) {
        return database.withHandle(
                handle -> handle.createQuery("select count(*) from training.models where model_id = :id")
                                .bind("id", modelId)
                                .mapTo(Long.class)
                                .one()
                        > 0);
    }

    public Optional<Model> find(String tenant, String modelId) {
        return database.withHandle(
                handle -> handle.createQuery("select * from training.models where tenant = :tenant and model_id = :id")
                        .bind("tenant", tenant)
                        .bind("id", modelId)
                        .map((row, context) -> model(row))
                        .findOne());
    }

    /// Newest first.
    public List<Model> newest(String tenant, int limit) {
        return database.withHandle(handle -> handle.createQuery(
                        "select * from training.models where tenant = :tenant order by created_at desc, model_id limit :n")
                .bind("tenant", tenant)
                .bind("n", limit)
                .map((row, context) -> model(row))
                .list());
    }

    /// The model that should serve.
    public Optional<Model> incumbent(String tenant) {
        return database.withHandle(handle -> handle.createQuery("""
                        select m.* from training.deployments d join training.models m using (model_id)
                        where d.tenant = :tenant and d.status = 'PUBLISHED' order by d.generation desc limit 1
                        """)
                .bind("tenant", tenant)
                .map((row, context) -> model(row))
                .findOne());
    }

    public Optional<Deployment> newestDeployment(String tenant) {
        return database.withHandle(handle -> handle.createQuery(
                        "select * from training.deployments where tenant = :tenant order by generation desc limit 1")
                .bind("tenant", tenant)
                .map((row, context) -> deployment(row))
                .findOne());
    }

    /// Generations under which a model was announced, newest first.
    public List<Long> generations(String modelId) {
        return database.withHandle(handle -> handle.createQuery(
                        "select generation from training.deployments where model_id = :id order by generation desc")
                .bind("id", modelId)
                .mapTo(Long.class)
                .list());
    }

    /// Takes the next generation and notes the announcement that is about to be made.
    ///
    /// @param floor the highest generation that the topic is known to hold; the new one is above it
    public Deployment beginDeployment(
            String tenant, String modelId, long floor, Cause cause, Announcement announcement) {
        return database.inTransaction(handle -> {
            // One at a time for a tenant: the next generation is computed from the rows that are there.
            handle.execute("select pg_advisory_xact_lock(hashtext(?))", "training.deployments/" + tenant);
            long generation = Math.max(
                            floor,
                            handle.createQuery(
                                            "select coalesce(max(generation), 0) from training.deployments where tenant = :tenant")
                                    .bind("tenant", tenant)
                                    .mapTo(Long.class)
                                    .one())
                    + 1;
            var event = announcement.of(generation);
            handle.createUpdate("""
                            insert into training.deployments
                                (tenant, generation, model_id, status, event, deployed_by, reason, deployed_at)
                            values (:tenant, :generation, :model, 'PUBLISHING', cast(:event as jsonb), :by, :reason, :at)
                            """)
                    .bind("tenant", tenant)
                    .bind("generation", generation)
                    .bind("model", modelId)
                    .bind("event", Document.write(event))
                    .bind("by", cause.by())
                    .bind("reason", cause.reason())
                    .bind("at", Document.utc(clock.instant()))
                    .execute();
            become(handle, modelId, Model.Status.PUBLISHING, cause.reason());
            audit.note(
                    handle,
                    tenant,
                    modelId,
                    cause.by(),
                    "announcement begun as generation " + generation,
                    Model.Status.PUBLISHING,
                    cause.reason());
            return new Deployment(tenant, generation, modelId, event, cause.by(), clock.instant());
        });
    }

    /// Stored, verified and judged good, and not announced: the newest of each tenant, where nothing newer was
    /// announced.
    public List<Model> neverAnnounced() {
        return database.withHandle(handle ->
                handle.createQuery("""
                        select distinct on (tenant) * from training.models m
                        where status = 'CANDIDATE' and manifest_sha256 is not null
                            and not exists (select 1 from training.deployments d
                                where d.tenant = m.tenant and d.deployed_at > m.created_at)
                        order by tenant, created_at desc
                        """).map((row, context) -> model(row)).list());
    }

    /// The model that a run made.
    public Optional<Model> ofRun(String runId) {
        return database.withHandle(handle -> handle.createQuery("select * from training.models where run_id = :run")
                .bind("run", runId)
                .map((row, context) -> model(row))
                .findFirst());
    }

    /// Announcements that were begun and not seen to the end, oldest first.
    public List<Deployment> unfinishedDeployments() {
        return database.withHandle(handle -> handle.createQuery(
                        "select * from training.deployments where status = 'PUBLISHING' order by tenant, generation")
                .map((row, context) -> deployment(row))
                .list());
    }

    /// The broker has it: this model should serve, and no other.
    public void finishDeployment(Deployment deployment) {
        database.useTransaction(handle -> {
            int changed = handle.createUpdate("""
                            update training.deployments set status = 'PUBLISHED'
                            where tenant = :tenant and generation = :generation and status = 'PUBLISHING'
                            """)
                    .bind("tenant", deployment.tenant())
                    .bind("generation", deployment.generation())
                    .execute();
            if (changed == 1) {
                supersede(handle, deployment);
                var reason = deployment.event().reason();
                become(handle, deployment.modelId(), Model.Status.PUBLISHED, reason);
                audit.note(
                        handle,
                        deployment.tenant(),
                        deployment.modelId(),
                        deployment.deployedBy(),
                        "announced as generation " + deployment.generation(),
                        Model.Status.PUBLISHED,
                        reason);
            }
        });
    }

    private void supersede(Handle handle, Deployment deployment) {
        var replaced = handle.createQuery("""
                        update training.models set status = 'SUPERSEDED', changed_at = :at
                        where tenant = :tenant and status in ('PUBLISHED', 'PUBLISHING') and model_id <> :model
                        returning model_id
                        """)
                .bind("tenant", deployment.tenant())
                .bind("model", deployment.modelId())
                .bind("at", Document.utc(clock.instant()))
                .mapTo(String.class)
                .list();
        for (var model : replaced) {
            audit.note(
                    handle,
                    deployment.tenant(),
                    model,
                    deployment.deployedBy(),
                    "superseded by " + deployment.modelId(),
                    Model.Status.SUPERSEDED,
                    deployment.event().reason());
        }
    }

    private void become(Handle handle, String modelId, Model.Status status, String reason) {
        handle.createUpdate("""
                        update training.models set status = :status, reason = :reason, changed_at = :at
                        where model_id = :id
                        """)
                .bind("status", status.name())
                .bind("reason", reason)
                .bind("at", Document.utc(clock.instant()))
                .bind("id", modelId)
                .execute();
    }

    private static Deployment deployment(ResultSet row) throws SQLException {
        return new Deployment(
                row.getString("tenant"),
                row.getLong("generation"),
                row.getString("model_id"),
                Objects.requireNonNull(Document.orNull(row.getString("event"), ModelPublished.class)),
                row.getString("deployed_by"),
                Document.time(row, "deployed_at"));
    }

    private static Model model(ResultSet row) throws SQLException {
        return new Model(
                row.getString("model_id"),
                row.getString("tenant"),
                Model.Status.valueOf(row.getString("status")),
                row.getString("algorithm"),
                row.getString("run_id"),
                row.getString("dataset_version"),
                Document.time(row, "data_through"),
                row.getString("parent_model_id"),
                row.getString("code_version"),
                row.getString("tuning_trial"),
                Document.read(row.getString("parameters"), Document.NUMBERS),
                Objects.requireNonNull(Document.orNull(row.getString("metrics"), Quality.class)),
                Objects.requireNonNull(Document.orNull(row.getString("gate"), Judgement.class)),
                row.getString("uri"),
                row.getString("manifest_sha256"),
                Document.time(row, "created_at"),
                row.getString("created_by"),
                row.getString("reason"));
    }
}
