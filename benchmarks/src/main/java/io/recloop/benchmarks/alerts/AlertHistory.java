package io.recloop.benchmarks.alerts;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What each receiver accepted, and when it did so first. Thread-safe.
final class AlertHistory {
    private static final Pattern ALERT = Pattern.compile("alert-no-(\\d+)-");

    private final Map<String, Map<Integer, AtomicInteger>> accepted = new ConcurrentHashMap<>();
    private final Map<Integer, Long> firstAcceptNanos = new ConcurrentHashMap<>();

    /// The text that finds an alert again in whatever a channel makes of it.
    static String mark(int number) {
        return "alert-no-%d-".formatted(number);
    }

    void accept(String channel, String message) {
        var found = ALERT.matcher(message);
        if (found.find()) {
            int number = Integer.parseInt(found.group(1));
            accepted.computeIfAbsent(channel, key -> new ConcurrentHashMap<>())
                    .computeIfAbsent(number, key -> new AtomicInteger())
                    .incrementAndGet();
            firstAcceptNanos.putIfAbsent(number, System.nanoTime());
        }
    }

    int distinct(String channel) {
        return accepted.getOrDefault(channel, Map.of()).size();
    }

    int duplicates(String channel) {
        return accepted.getOrDefault(channel, Map.of()).values().stream()
                .mapToInt(times -> times.get() - 1)
                .sum();
    }

    /// @return when the alert was first accepted, or null
    @Nullable
    Long firstAccept(int number) {
        return firstAcceptNanos.get(number);
    }
}
