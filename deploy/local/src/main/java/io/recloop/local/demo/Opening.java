package io.recloop.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.simulator.ShopSimulation;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// From an empty stack to personal answers: history, training, gate, publication, hot load.
final class Opening {
    private static final Duration TRAINING = Duration.ofSeconds(90);
    private static final Duration LOADING = Duration.ofSeconds(30);
    private static final int SHOWN = 5;

    private final Loop loop;
    private final Patience patience;
    private final Story story;

    Opening(Loop loop, Patience patience, Story story) {
        this.loop = loop;
        this.patience = patience;
        this.story = story;
    }

    void loadShop(ShopSimulation shop, Duration span, long interactions) throws IOException {
        long before = System.nanoTime();
        var written = shop.history(span, interactions, n -> {});
        double seconds = (System.nanoTime() - before) / 1e9;
        story.seen(
                Step.SHOP,
                String.format(
                        Locale.ROOT,
                        "%d users, %d items, %d interactions of the last %d s, sent at %.0f a second",
                        written.users(),
                        written.items(),
                        written.interactions(),
                        span.toSeconds(),
                        written.interactions() / seconds));
    }

    void train() throws NotSeenException, InterruptedException {
        var runId = patience.await(
                "training-service to take a run", LOADING, () -> Optional.of(loop.requestTraining("demo")));
        var run = ended(runId);
        if (!run.path("status").asText().equalsIgnoreCase("SUCCEEDED")) {
            throw new NotSeenException("training run %s ended as %s: %s"
                    .formatted(
                            runId,
                            run.path("status").asText(),
                            run.path("reason").asText()));
        }
        story.seen(Step.TRAINED, trained(run));
        story.seen(Step.JUDGED, gate(run));
        var modelId = run.path("modelId").asText();
        long generation = published(modelId);
        story.seen(Step.PUBLISHED, "generation %d, %s".formatted(generation, modelId));
        story.seen(Step.LOADED, served(generation));
    }

    /// Waits until the registry has announced the model.
    ///
    /// @return its generation
    long published(String modelId) throws NotSeenException, InterruptedException {
        return patience.await("the registry to announce " + modelId, LOADING, () -> loop.generation(modelId));
    }

    /// Follows a run to its end and tells each stage.
    JsonNode ended(String runId) throws NotSeenException, InterruptedException {
        var stage = new AtomicReference<>("");
        return patience.await("training run " + runId + " to end", TRAINING, () -> {
            var run = loop.trainingRun(runId);
            var now = run.path("stage").asText("");
            if (!now.isEmpty() && !now.equals(stage.getAndSet(now))) {
                story.say("   training: " + now);
            }
            return switch (run.path("status").asText().toUpperCase(Locale.ROOT)) {
                case "SUCCEEDED", "REFUSED", "FAILED" -> Optional.of(run);
                default -> Optional.empty();
            };
        });
    }

    /// Waits until the recommender serves at least this generation.
    ///
    /// @return what it says of itself
    String served(long generation) throws NotSeenException, InterruptedException {
        var model = patience.await("the recommender to serve generation " + generation, LOADING, () -> loop.serving()
                .filter(serving -> serving.path("generation").asLong() >= generation));
        return "the recommender serves generation %d: %d users, %d items, %d factors"
                .formatted(
                        model.path("generation").asLong(),
                        model.path("users").asInt(),
                        model.path("items").asInt(),
                        model.path("factors").asInt());
    }

    void recommend(String user) throws NotSeenException, InterruptedException {
        var answer = patience.await("a personal answer for " + user, LOADING, () -> {
            var list = loop.recommend(user, SHOWN);
            var strategy = list.path("strategy").asText();
            boolean personal = strategy.equals("personalized") || strategy.equals("folded-in");
            return personal && list.path("items").size() == SHOWN ? Optional.of(list) : Optional.empty();
        });
        for (var line : answer.path("items")) {
            story.say("   %d. %-34s score %.3f%s"
                    .formatted(
                            line.path("position").asInt(),
                            line.path("name").asText(line.path("item").asText()),
                            line.path("score").asDouble(),
                            because(line.path("because"))));
        }
        story.seen(
                Step.RECOMMENDED,
                "%s (%s): %s"
                        .formatted(
                                user,
                                answer.path("strategy").asText(),
                                answer.path("items").path(0).path("name").asText()));
    }

    static String trained(JsonNode run) {
        var metrics = run.path("metrics");
        return String.format(
                Locale.ROOT,
                "NDCG@10 %.4f, by popularity %.4f",
                metrics.path("candidate").path("ndcg@10").asDouble(),
                metrics.path("popularity").path("ndcg@10").asDouble());
    }

    /// The verdict and what it rests on; the checks of sanity are left out where the quality was looked at.
    static String gate(JsonNode run) {
        var gate = run.path("gate");
        return gate.path("verdict").asText() + ": "
                + Loop.list(gate.path("results")).stream()
                        .filter(result -> result.path("gate").asText().startsWith("quality"))
                        .map(result -> String.format(
                                Locale.ROOT,
                                "%s %+.4f (allowed %+.4f)",
                                result.path("gate").asText(),
                                result.path("measured").asDouble(),
                                result.path("allowed").asDouble()))
                        .collect(Collectors.joining(", "));
    }

    private static String because(JsonNode reasons) {
        var names = Loop.list(reasons).stream()
                .limit(2)
                .map(reason -> reason.path("name").asText(reason.path("item").asText()))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ", because of " + names;
    }
}
