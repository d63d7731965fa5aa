package io.recloop.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.bench.SwapRun.Alternating;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongToIntFunction;

/// Judges each answer by the model that it names. Thread-safe.
final class CheckedAnswers implements OpenLoop.Heard {
    private final Alternating models;
    private final LongToIntFunction userOfRequest;
    private final ConcurrentLinkedQueue<Timed> timed = new ConcurrentLinkedQueue<>();
    private final ConcurrentMap<Long, Long> firstHeard = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LongAdder> strategies = new ConcurrentHashMap<>();
    private final Failures failures = new Failures();
    private final LongAdder mixed = new LongAdder();

    /// Of [System#nanoTime], and nanoseconds.
    record Timed(long due, long took) {}

    CheckedAnswers(Alternating models, LongToIntFunction userOfRequest) {
        this.models = models;
        this.userOfRequest = userOfRequest;
    }

    @Override
    public void answer(OpenLoop.Answer answer) {
        timed.add(new Timed(answer.dueNanos(), answer.tookNanos()));
        if (answer.status() != 200) {
            failures.add(answer);
            return;
        }
        try {
            var json = EventCodec.JSON.readTree(answer.body());
            long generation = json.path("generation").asLong();
            firstHeard.merge(generation, answer.dueNanos() + answer.tookNanos(), Math::min);
            var strategy = json.path("strategy").asText("none");
            strategies.computeIfAbsent(strategy, s -> new LongAdder()).increment();
            if (!isOfOneModel(json, generation, strategy, userOfRequest.applyAsInt(answer.request()))) {
                mixed.increment();
            }
        } catch (IOException e) {
            failures.add(answer);
        }
    }

    private boolean isOfOneModel(JsonNode answer, long generation, String strategy, int user) {
        if (!answer.has("modelId") && !answer.has("generation")) {
            // Made without a model, as its strategy says.
            return true;
        }
        if (!models.stored(generation).modelId().equals(answer.path("modelId").asText())) {
            return false;
        }
        var model = models.model(generation);
        for (var line : answer.path("items")) {
            int item = Integer.parseInt(line.path("item").asText().substring(1));
            double score = line.path("score").asDouble();
            boolean right =
                    switch (line.path("source").asText()) {
                        case "collaborative" ->
                            !strategy.equals("personalized")
                                    || model.score(user, item).agreesWith(score);
                        case "popular" -> model.content().itemPopularity()[item] == score;
                        // Trending and recent items are no model's.
                        default -> true;
                    };
            if (!right) {
                return false;
            }
        }
        return true;
    }

    /// When the first answer of a generation was heard; absent before.
    boolean hasHeard(long generation) {
        return firstHeard.containsKey(generation);
    }

    /// @return of [System#nanoTime]; -1 where none was heard
    long firstHeard(long generation) {
        return firstHeard.getOrDefault(generation, -1L);
    }

    Iterable<Timed> timed() {
        return timed;
    }

    Failures failures() {
        return failures;
    }

    long mixed() {
        return mixed.sum();
    }

    Map<String, Long> strategies() {
        var counts = new TreeMap<String, Long>();
        strategies.forEach((strategy, count) -> counts.put(strategy, count.sum()));
        return counts;
    }
}
