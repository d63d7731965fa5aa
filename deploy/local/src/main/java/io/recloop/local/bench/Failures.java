package io.recloop.local.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.contracts.events.EventCodec;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/// What went wrong, and how often. Thread-safe.
final class Failures {
    /// A service that fails in ever new ways does not fill the report.
    private static final int MOST_REASONS = 50;

    private static final String OTHERS = "others";

    private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<>();

    void add(OpenLoop.Answer answer) {
        var reason = reason(answer);
        var counted = counts.size() < MOST_REASONS || counts.containsKey(reason) ? reason : OTHERS;
        counts.computeIfAbsent(counted, r -> new LongAdder()).increment();
    }

    long count() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /// From the reason to how often: the status with a problem's type and detail, or what happened instead of
    /// an answer.
    Map<String, Long> byReason() {
        var sums = new TreeMap<String, Long>();
        counts.forEach((reason, count) -> sums.put(reason, count.sum()));
        return sums;
    }

    private static String reason(OpenLoop.Answer answer) {
        if (answer.status() == 0) {
            return answer.body();
        }
        try {
            var problem = EventCodec.JSON.readTree(answer.body());
            if (problem.has("type")) {
                return "%d %s: %s"
                        .formatted(
                                answer.status(),
                                problem.path("type").asText(),
                                problem.path("detail").asText());
            }
        } catch (JsonProcessingException e) {
            return answer.status() + ", no JSON";
        }
        return answer.status() + ", no problem document";
    }
}
