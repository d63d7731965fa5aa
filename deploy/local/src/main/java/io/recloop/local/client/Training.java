package io.recloop.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.Service;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The training service, as a person at the terminal uses it.
public final class Training {

    /// A supervised service is back within this, also after a slow start.
    private static final Duration RESTART_LIMIT = Duration.ofSeconds(120);

    private final ServiceClient client;
    private final Duration look;
    private final Clock clock;

    Training(ServiceClient client, Duration look, Clock clock) {
        this.client = client;
        this.look = look;
        this.clock = clock;
    }

    public static Training of(RunningStack stack, String tenant) {
        var client = new ServiceClient(
                Service.TRAINING.label(), stack.url(Service.TRAINING), stack.token(Role.OPERATOR, tenant));
        return new Training(client, Duration.ofMillis(200), Clock.systemUTC());
    }

    /// Metrics by name, for each ranker that was judged on the same users.
    public record Quality(
            @Nullable Map<String, Double> candidate,
            @Nullable Map<String, Double> popularity,
            @Nullable Map<String, Double> incumbent) {}

    public record Check(
            String gate,
            String verdict,
            double measured,
            double allowed,
            @Nullable String explanation) {}

    public record Gate(
            String verdict,
            @Nullable String summary,
            @Nullable String slice,
            @Nullable List<Check> results) {}

    /// What a tuning tried.
    public record Trial(
            int number,
            boolean full,
            @Nullable Map<String, Double> settings,
            @Nullable String status,
            double ndcg,
            double standardError,
            double seconds) {}

    public record Run(
            String runId,
            @Nullable String pipeline,
            String status,
            @Nullable String stage,
            @Nullable Double fraction,
            @Nullable Double remainingSeconds,
            @Nullable String message,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String modelId,
            @Nullable Quality metrics,
            @Nullable Gate gate,
            @Nullable String reason,
            @Nullable Map<String, String> result,
            @Nullable List<Trial> trials) {

        public boolean isOver() {
            return switch (status) {
                case "SUCCEEDED", "FAILED", "REFUSED" -> true;
                default -> false;
            };
        }
    }

    /// A run as the service told it last, for people and, whole, for programs.
    public record Told(Run run, JsonNode document) {}

    /// @param pipeline   such as `model-training`
    /// @param parameters of the run, by name
    /// @return the run's id
    /// @throws LocalFailure when the service refuses, with its reason
    public String request(String pipeline, Map<String, String> parameters) {
        var body = new LinkedHashMap<String, Object>();
        body.put("pipeline", pipeline);
        body.put("parameters", parameters);
        body.put("reason", "asked for on the command line");
        return posted("/v1/runs", body).path("runId").asText();
    }

    /// Asks until the run is over, and goes on asking while the service is being started again.
    ///
    /// @param heard each answer
    /// @throws LocalFailure when the service stays away for two minutes
    public Told follow(String runId, Consumer<Run> heard) {
        var lastAnswer = clock.instant();
        while (true) {
            try {
                var told = run(runId);
                lastAnswer = clock.instant();
                heard.accept(told.run());
                if (told.run().isOver()) {
                    return told;
                }
            } catch (ServiceClient.NotReachable e) {
                if (lastAnswer.plus(RESTART_LIMIT).isBefore(clock.instant())) {
                    throw unreachable(e);
                }
            }
            LockSupport.parkNanos(look.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new LocalFailure("interrupted; run " + runId + " goes on");
            }
        }
    }

    /// The registry's newest models, as the service tells them.
    public JsonNode models(int limit) {
        return asked("/v1/models?limit=" + limit);
    }

    /// @throws LocalFailure when there is no such model
    public JsonNode model(String modelId) {
        return asked("/v1/models/" + checked(modelId));
    }

    /// Two models side by side.
    ///
    /// @throws LocalFailure when there is no such model
    public JsonNode compare(String a, String b) {
        return asked("/v1/models/compare?a=" + checked(a) + "&b=" + checked(b));
    }

    /// Has a stored model serve under a new generation.
    ///
    /// @return with `generation`
    /// @throws LocalFailure when the service refuses, with its reason
    public JsonNode publish(String modelId, String reason) {
        return posted("/v1/models/" + checked(modelId) + "/publish", Map.of("reason", reason));
    }

    /// Has a stored model answer without being shown.
    ///
    /// @param share of the requests, 0 to 1; 0 ends the trial
    /// @throws LocalFailure when the service refuses, with its reason
    public JsonNode tryInShadow(String modelId, double share, String reason) {
        return posted("/v1/models/" + checked(modelId) + "/shadow", Map.of("share", share, "reason", reason));
    }

    private static String checked(String modelId) {
        if (!modelId.matches("[A-Za-z0-9._-]{1,80}")) {
            throw new LocalFailure("'" + modelId + "' is not a model's id");
        }
        return modelId;
    }

    private Told run(String runId) {
        var document = client.get("/v1/runs/" + runId);
        try {
            return new Told(EventCodec.JSON.treeToValue(document, Run.class), document);
        } catch (JsonProcessingException e) {
            throw new LocalFailure("the training service tells of run " + runId + " in a form that is not understood");
        }
    }

    private JsonNode asked(String path) {
        try {
            return client.get(path);
        } catch (ServiceClient.NotReachable e) {
            throw unreachable(e);
        }
    }

    private JsonNode posted(String path, Object body) {
        try {
            return client.post(path, body);
        } catch (ServiceClient.NotReachable e) {
            throw unreachable(e);
        }
    }

    private static LocalFailure unreachable(ServiceClient.NotReachable e) {
        return new LocalFailure(e.getMessage() + "; see `recloop status` and `recloop logs training`");
    }
}
