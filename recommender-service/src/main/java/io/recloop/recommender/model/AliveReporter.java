package io.recloop.recommender.model;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.ReplicaAlive;
import io.recloop.kit.topics.EventSender;
import io.recloop.recommender.topics.TopicsConfig;
import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Says on `model-status` that this replica is there, for each tenant of whom it knows a model; and, when it
/// stops, that it need not be waited for.
@Singleton
final class AliveReporter {
    private static final Logger LOG = Logger.getLogger(AliveReporter.class);
    private static final Duration STOP = Duration.ofSeconds(3);
    private static final Instant STARTED =
            Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());

    private final Models models;
    private final SmallRyeHealthReporter health;
    private final EventSender sender;
    private final Clock clock;
    private final String instance;
    private boolean stopping;

    AliveReporter(Models models, SmallRyeHealthReporter health, EventSender sender, Clock clock, TopicsConfig config) {
        this.models = models;
        this.health = health;
        this.sender = sender;
        this.clock = clock;
        this.instance = config.instance();
    }

    /// Not waited for, and not sent again: the next one says more.
    @Scheduled(
            every = "${recloop.recommender.model.alive-every:15s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    synchronized void report() {
        if (stopping) {
            return;
        }
        boolean ready = !health.getReadiness().isDown();
        for (var tenant : models.tenants()) {
            sender.offer(Topic.MODEL_STATUS, alive(tenant, ready));
        }
    }

    synchronized void stop(@Observes ShutdownEvent ended) {
        stopping = true;
        var said = models.tenants().stream()
                .map(tenant -> sender.send(Topic.MODEL_STATUS, alive(tenant, false)))
                .toList();
        if (said.isEmpty()) {
            return;
        }
        try {
            Uni.join().all(said).andCollectFailures().await().atMost(STOP);
        } catch (RuntimeException e) {
            LOG.warnf("error=%s: it could not be said that this replica stops", e.getMessage());
        }
    }

    private ReplicaAlive alive(String tenant, boolean ready) {
        return switch (models.current(tenant)) {
            case ServingState.NoModelYet none -> alive(tenant, 0, null, ready);
            case ServingState.Evicted(var generation, var modelId) -> alive(tenant, generation, modelId, ready);
            case ServingState.Ready(var model) -> alive(tenant, model.generation(), model.modelId(), ready);
        };
    }

    private ReplicaAlive alive(String tenant, long generation, @Nullable String modelId, boolean ready) {
        return new ReplicaAlive(
                UUID.randomUUID().toString(),
                tenant,
                clock.instant(),
                instance,
                generation,
                modelId,
                ready,
                STARTED,
                stopping);
    }
}
