package io.recloop.local.bench;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// How soon a modest constant load is answered as it was before.
final class Recovery implements AutoCloseable {
    private static final double RATE = 400;
    private static final Duration NORMAL = Duration.ofSeconds(8);
    private static final Duration AFTERWARDS = Duration.ofSeconds(15);
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final double AS_BEFORE = 2;

    private final OpenLoop load = new OpenLoop();
    private final Requests requests;
    private final int users;
    private List<Double> normal = List.of();

    Recovery(Requests requests, int users) {
        this.requests = requests;
        this.users = users;
    }

    /// @param normalP99  before, in milliseconds: the median over half seconds
    /// @param allowedP99 twice that, or the largest of before where that was more
    /// @param millis     from the end of the overload to the end of the last half second with a failure or a
    ///     p99 above that; 0 where there was none
    /// @param failed      of the load afterwards, not answered with 200
    /// @param afterwards  the whole load afterwards
    record Outcome(double normalP99, double allowedP99, long millis, long failed, Latencies.Summary afterwards) {}

    /// Before the overload.
    void measureNormal() {
        var slices = new ConcurrentSkipListMap<Long, Slice>();
        run(NORMAL, slices);
        normal = slices.values().stream()
                .map(slice -> slice.times.percentile(0.99))
                .sorted()
                .toList();
    }

    /// At once after the overload.
    Outcome measure() {
        var slices = new ConcurrentSkipListMap<Long, Slice>();
        var all = run(AFTERWARDS, slices);
        double median = normal.isEmpty() ? 0 : normal.get(normal.size() / 2);
        double allowed = allowed(normal);
        return new Outcome(
                median,
                allowed,
                TimeUnit.NANOSECONDS.toMillis(recoveredAfter(new TreeMap<>(slices), allowed)),
                slices.values().stream().mapToLong(slice -> slice.failed.sum()).sum(),
                all.summary());
    }

    /// What was due within half a second.
    static final class Slice {
        final Latencies times = new Latencies();
        final LongAdder failed = new LongAdder();

        boolean isAsBefore(double allowedP99) {
            return failed.sum() == 0 && times.percentile(0.99) <= allowedP99;
        }
    }

    /// @param sorted p99 of half seconds
    static double allowed(List<Double> sorted) {
        return sorted.isEmpty() ? 0 : Math.max(AS_BEFORE * sorted.get(sorted.size() / 2), sorted.getLast());
    }

    /// @param slices by their number from 0
    /// @return nanoseconds
    static long recoveredAfter(TreeMap<Long, Slice> slices, double allowedP99) {
        return slices.descendingMap().entrySet().stream()
                .filter(slice -> !slice.getValue().isAsBefore(allowedP99))
                .findFirst()
                .map(last -> (last.getKey() + 1) * SLICE_NANOS)
                .orElse(0L);
    }

    private Latencies run(Duration time, ConcurrentSkipListMap<Long, Slice> slices) {
        var all = new Latencies();
        long begin = System.nanoTime();
        load.run(RATE, OpenLoop.during(time), number -> requests.recommend((int) (number * 7 % users)), answer -> {
            var slice = slices.computeIfAbsent((answer.dueNanos() - begin) / SLICE_NANOS, n -> new Slice());
            slice.times.add(answer.tookNanos());
            slice.failed.add(answer.status() == 200 ? 0 : 1);
            all.add(answer.tookNanos());
        });
        return all;
    }

    @Override
    public void close() {
        load.close();
    }
}
