package io.recloop.recommender.model;

import io.quarkus.runtime.ShutdownEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.Fingerprint;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.ModelRefused;
import io.recloop.contracts.events.ModelServing;
import io.recloop.contracts.events.Severity;
import io.recloop.recommender.topics.TopicsConfig;
import io.recloop.recommender.topics.UnhurriedSender;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Says on `model-status` and `alerts` what became of a model. In order, and again until the broker has it: the
/// status is what the rest of the loop believes of this replica.
@Singleton
final class StatusReporter {
    private static final Logger LOG = Logger.getLogger(StatusReporter.class);
    private static final String RULE = "model-refused";
    private static final String SOURCE = "recommender-service";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(3);

    private final UnhurriedSender sender;
    private final Clock clock;
    private final String instance;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ExecutorService queue = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("model-status").daemon().factory());

    StatusReporter(UnhurriedSender sender, Clock clock, TopicsConfig config) {
        this.sender = sender;
        this.clock = clock;
        this.instance = config.instance();
    }

    void stop(@Observes ShutdownEvent ended) {
        queue.shutdown();
        stopping.countDown();
        try {
            if (!queue.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                queue.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void serving(ServingModel model, Duration took) {
        var manifest = model.manifest();
        enqueue(
                Topic.MODEL_STATUS,
                new ModelServing(
                        newId(),
                        manifest.tenant(),
                        clock.instant(),
                        instance,
                        model.generation(),
                        model.modelId(),
                        manifest.users(),
                        manifest.items(),
                        took.toMillis()));
    }

    void refused(ModelPublished announced, ModelRefused.Step step, String because, @Nullable String servingModelId) {
        enqueue(
                Topic.MODEL_STATUS,
                new ModelRefused(
                        newId(),
                        announced.tenant(),
                        clock.instant(),
                        instance,
                        announced.generation(),
                        announced.modelId(),
                        step,
                        because,
                        servingModelId));
    }

    void raiseAlert(ModelPublished announced, ModelRefused.Step step, String because, @Nullable String servingModelId) {
        var labels = Map.of("instance", instance);
        enqueue(
                Topic.ALERTS,
                new AlertRaised(
                        newId(),
                        announced.tenant(),
                        clock.instant(),
                        Fingerprint.of(announced.tenant(), RULE, labels),
                        RULE,
                        servingModelId == null ? Severity.CRITICAL : Severity.WARNING,
                        SOURCE,
                        "Model %s was refused: %s".formatted(announced.modelId(), because),
                        labels,
                        Map.of(
                                "modelId",
                                announced.modelId(),
                                "generation",
                                Long.toString(announced.generation()),
                                "step",
                                step.code(),
                                "servingModelId",
                                servingModelId == null ? "none" : servingModelId)));
    }

    void resolveAlert(ServingModel model) {
        var tenant = model.manifest().tenant();
        enqueue(
                Topic.ALERTS,
                new AlertResolved(
                        newId(),
                        tenant,
                        clock.instant(),
                        Fingerprint.of(tenant, RULE, Map.of("instance", instance)),
                        RULE,
                        SOURCE,
                        "Model %s was loaded and serves".formatted(model.modelId())));
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private void enqueue(Topic topic, Event event) {
        queue.execute(() -> {
            while (!acknowledged(topic, event)) {
                LOG.warnf("topic=%s eventId=%s not acknowledged: sent again", topic.topicName(), event.eventId());
                if (isStopping()) {
                    return;
                }
            }
        });
    }

    /// Waits a little: a send may fail at once, such as when the broker's name does not resolve.
    private boolean isStopping() {
        try {
            return stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private boolean acknowledged(Topic topic, Event event) {
        try {
            sender.send(topic, event).get();
            return true;
        } catch (ExecutionException | RuntimeException | Error e) {
            // Whatever it was, the event is still to be sent: a task that ended here would lose it.
            LOG.debugf("topic=%s error=%s", topic.topicName(), e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
