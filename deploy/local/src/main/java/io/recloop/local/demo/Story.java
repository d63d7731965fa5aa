package io.recloop.local.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// Tells what happens as it happens, and once more at the end. Thread-safe.
final class Story {
    private record Seen(Duration at, String figure) {}

    private final LongSupplier nanos;
    private final Consumer<String> console;
    private final long began;
    private final Map<Step, Seen> seen = new EnumMap<>(Step.class);
    private Optional<String> trouble = Optional.empty();

    /// @param nanos such as `System::nanoTime`
    Story(LongSupplier nanos, Consumer<String> console) {
        this.nanos = nanos;
        this.console = console;
        this.began = nanos.getAsLong();
    }

    void say(String line) {
        console.accept("%s  %s".formatted(stamp(elapsed()), line));
    }

    /// The step happened, and this is its figure.
    synchronized void seen(Step step, String figure) {
        var at = elapsed();
        seen.put(step, new Seen(at, figure));
        console.accept("%s  %-29s %s".formatted(stamp(at), step.title(), figure));
    }

    /// The story ends here: the first step that was not seen did not happen, and why.
    synchronized void ended(String because) {
        trouble = Optional.of(because);
        say(firstMissing().map(Step::title).orElse("the end") + " - NOT SEEN: " + because);
    }

    synchronized boolean complete() {
        return trouble.isEmpty() && firstMissing().isEmpty();
    }

    Duration elapsed() {
        return Duration.ofNanos(nanos.getAsLong() - began);
    }

    /// One line for each step; what did not happen is said.
    synchronized List<String> summary() {
        var lines = new ArrayList<String>();
        lines.add("  %-30s %8s  %-4s %s".formatted("step", "at", "ok", "figure"));
        var first = firstMissing();
        for (var step : Step.values()) {
            var what = seen.get(step);
            if (what != null) {
                lines.add("  %-30s %8s  %-4s %s"
                        .formatted(step.title(), stamp(what.at()).strip(), "yes", what.figure()));
            } else if (first.filter(step::equals).isPresent()) {
                lines.add("  %-30s %8s  %-4s %s".formatted(step.title(), "", "NO", trouble.orElse("not reached")));
            } else {
                lines.add("  %-30s %8s  %-4s %s".formatted(step.title(), "", "NO", "not reached"));
            }
        }
        return List.copyOf(lines);
    }

    private Optional<Step> firstMissing() {
        return Stream.of(Step.values()).filter(step -> !seen.containsKey(step)).findFirst();
    }

    private static String stamp(Duration at) {
        return "%6.1f s".formatted(at.toMillis() / 1000.0);
    }
}
