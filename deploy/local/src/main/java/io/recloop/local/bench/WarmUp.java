package io.recloop.local.bench;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/// Sends the load that is to be measured until its answers get no quicker: while the compiler is at work on the
/// service, figures are of the compiler.
final class WarmUp {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int COMPARED = 10;

    /// Slower than this in the median second, a service is not warm, whatever the second before was like.
    private static final double WARM_P99_MILLIS = 100;

    /// What counts as quicker; a machine that others use varies by more.
    private static final double QUICKER = 0.9;

    private final ConcurrentSkipListMap<Long, Latencies> windows = new ConcurrentSkipListMap<>();
    private final long begin = System.nanoTime();
    private final long limitNanos;
    private final Failures failures = new Failures();
    private long looked = -1;
    private boolean steady;

    /// @param p99      of the last ten seconds, the median, in milliseconds
    /// @param steady   whether it got no quicker, rather than took too long
    /// @param failures not answered with 200, by reason
    record Outcome(long seconds, double p99, boolean steady, Map<String, Long> failures) {}

    private WarmUp(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /// Returns when ten seconds in a row were no quicker than the ten before them, and quick enough, or
    /// after the limit.
    static Outcome run(OpenLoop load, double perSecond, Duration limit, LongFunction<HttpRequest.Builder> requests) {
        var warmUp = new WarmUp(limit);
        load.run(perSecond, warmUp::goesOn, requests, warmUp::heard);
        var p99s = warmUp.p99s(Long.MAX_VALUE);
        return new Outcome(
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - warmUp.begin),
                median(p99s.subList(Math.max(0, p99s.size() - COMPARED), p99s.size())),
                warmUp.steady,
                warmUp.failures.byReason());
    }

    private boolean goesOn() {
        long passed = System.nanoTime() - begin;
        // The window before the open one still waits for answers.
        long whole = passed / WINDOW_NANOS - 1;
        if (whole > looked) {
            looked = whole;
            steady = isSteady(p99s(whole));
        }
        return passed < limitNanos && !steady;
    }

    private void heard(OpenLoop.Answer answer) {
        windows.computeIfAbsent((answer.dueNanos() - begin) / WINDOW_NANOS, number -> new Latencies())
                .add(answer.tookNanos());
        if (answer.status() != 200) {
            failures.add(answer);
        }
    }

    private List<Double> p99s(long before) {
        return windows.headMap(before).values().stream()
                .map(window -> window.percentile(0.99))
                .toList();
    }

    /// @param p99s of windows, in order
    static boolean isSteady(List<Double> p99s) {
        int count = p99s.size();
        if (count < 2 * COMPARED) {
            return false;
        }
        double last = median(p99s.subList(count - COMPARED, count));
        double before = median(p99s.subList(count - 2 * COMPARED, count - COMPARED));
        return last <= WARM_P99_MILLIS && last >= QUICKER * before;
    }

    private static double median(List<Double> values) {
        return values.isEmpty() ? 0 : values.stream().sorted().toList().get(values.size() / 2);
    }
}
