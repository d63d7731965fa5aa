package io.recloop.monitor.rules;

import io.recloop.kit.http.ProblemException;
import io.recloop.monitor.api.Range;
import io.recloop.monitor.metrics.MetricCatalogue;
import io.recloop.monitor.rules.RuleProgress.State;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a rule would have done over stored history, by the same steps as the live look. Thread-safe.
@Singleton
final class Backtest {
    private static final int MOST_LOOKS = 2_000;
    private static final int USUAL_LOOKS = 500;
    private static final Duration FINEST = Duration.ofSeconds(15);

    private final MetricCatalogue metrics;
    private final Clock clock;

    Backtest(MetricCatalogue metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /// @param from when it would have fired
    /// @param to   when it would have resolved; null where it still would be on
    record Episode(Instant from, @Nullable Instant to) {}

    /// @param step    between looks, ISO 8601
    /// @param open    how long it would have been on, ISO 8601
    /// @param looks   at how many times the rule was asked
    /// @param unknown at how many of them nothing was measured
    record Result(
            String rule, String step, long looks, long unknown, String open, List<Episode> episodes, String summary) {}

    /// @param step between looks; empty: as fine as 500 looks allow
    Result run(String tenant, AlertRule rule, Range range, Optional<Duration> step) {
        var from = range.from();
        var to = range.to();
        var length = Duration.between(from, to);
        var width = step.orElseGet(() -> usual(length));
        if (width.compareTo(FINEST) < 0 || length.dividedBy(width) > MOST_LOOKS) {
            throw ProblemException.invalid(
                    "step must be at least %s and give at most %d looks".formatted(FINEST, MOST_LOOKS));
        }
        var patience = width.plusSeconds(1);
        var episodes = new ArrayList<Episode>();
        var progress = RuleProgress.start(from);
        long looks = 0;
        long unknown = 0;
        for (var at = from; !at.isAfter(to); at = at.plus(width)) {
            var before = progress.state();
            progress = progress.next(
                    rule,
                    rule.selection().enough(metrics.measure(rule.selection().query(tenant, at))),
                    at,
                    patience);
            looks++;
            unknown += progress.value() == null ? 1 : 0;
            if (progress.state() == State.FIRING && before != State.FIRING) {
                episodes.add(new Episode(at, null));
            } else if (before == State.FIRING && progress.state() != State.FIRING) {
                episodes.add(new Episode(episodes.removeLast().from(), at));
            }
        }
        var open = episodes.stream()
                .map(episode -> Duration.between(episode.from(), end(episode, to)))
                .reduce(Duration.ZERO, Duration::plus);
        return new Result(
                rule.name(),
                width.toString(),
                looks,
                unknown,
                open.toString(),
                episodes,
                summary(episodes.size(), open, looks, unknown));
    }

    private static Instant end(Episode episode, Instant to) {
        var end = episode.to();
        return end == null ? to : end;
    }

    private static Duration usual(Duration range) {
        var fine = Duration.ofSeconds(Math.ceilDiv(range.toSeconds(), USUAL_LOOKS));
        return fine.compareTo(FINEST) < 0 ? FINEST : fine;
    }

    private static String summary(int fired, Duration open, long looks, long unknown) {
        if (unknown == looks) {
            return "nothing was measured at any of %d looks".formatted(looks);
        }
        var times = fired == 0
                ? "would not have fired"
                : "would have fired %s, open %s".formatted(fired == 1 ? "once" : fired + " times", text(open));
        return unknown == 0 ? times : times + "; nothing was measured at %d of %d looks".formatted(unknown, looks);
    }

    private static String text(Duration open) {
        if (open.toHours() >= 1) {
            long minutes = open.toMinutesPart();
            return open.toHours() + " h" + (minutes == 0 ? "" : " " + minutes + " min");
        }
        return open.toMinutes() >= 1 ? open.toMinutes() + " min" : open.toSeconds() + " s";
    }
}
