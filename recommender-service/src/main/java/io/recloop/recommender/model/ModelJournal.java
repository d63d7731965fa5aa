package io.recloop.recommender.model;

import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.ModelRefused;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Says what became of a model: on `model-status` and `alerts`, in the metrics, in the log, and in [Models], of which
/// `GET /v1/model` tells. Of the loading thread.
@Singleton
final class ModelJournal {
    private static final Logger LOG = Logger.getLogger(ModelJournal.class);

    private final Models models;
    private final StatusReporter reporter;
    private final ModelMetrics metrics;
    private final Clock clock;
    private final Set<String> alerting = new HashSet<>();

    ModelJournal(Models models, StatusReporter reporter, ModelMetrics metrics, Clock clock) {
        this.models = models;
        this.reporter = reporter;
        this.metrics = metrics;
        this.clock = clock;
    }

    void waits(ModelPublished announced, String because, int attempts, Duration backOff) {
        metrics.unreachable();
        LOG.warnf(
                "tenant=%s modelId=%s error=%s: tried again in %s",
                announced.tenant(), announced.modelId(), because, backOff);
        models.waits(
                announced.tenant(),
                new LoadRetry(
                        announced.generation(),
                        announced.modelId(),
                        because,
                        attempts,
                        clock.instant().plus(backOff)));
    }

    /// A model that had made room.
    void returned(ServingModel model, Duration took) {
        metrics.returned();
        LOG.infof("tenant=%s modelId=%s took=%s is back", model.manifest().tenant(), model.modelId(), took);
    }

    void serves(ServingModel next, ServingState before, Duration took) {
        var tenant = next.manifest().tenant();
        metrics.swapped(next, took);
        reporter.serving(next, took);
        // Also after a start: an alert of the life before this one may still be open.
        if (alerting.remove(tenant) || before instanceof ServingState.NoModelYet) {
            reporter.resolveAlert(next);
        }
        LOG.infof(
                "tenant=%s modelId=%s generation=%d users=%d items=%d took=%s serves",
                tenant,
                next.modelId(),
                next.generation(),
                next.ranking().users(),
                next.ranking().items(),
                took);
    }

    void refused(ModelPublished announced, ModelRefused.Step step, String because) {
        var tenant = announced.tenant();
        var serving = servingModelId(tenant);
        alerting.add(tenant);
        models.refused(
                tenant, new Refusal(announced.generation(), announced.modelId(), step, because, clock.instant()));
        metrics.refused(step);
        reporter.refused(announced, step, because, serving);
        reporter.raiseAlert(announced, step, because, serving);
        LOG.warnf(
                "tenant=%s modelId=%s generation=%d step=%s refused: %s",
                tenant, announced.modelId(), announced.generation(), step.code(), because);
    }

    private @Nullable String servingModelId(String tenant) {
        return models.current(tenant) instanceof ServingState.Ready(var model) ? model.modelId() : null;
    }
}
