package io.recloop.benchmarks.events;

import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.RecommendationEvent;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.contracts.events.ShownItem;
import io.recloop.contracts.events.Strategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What is done for the record of one answer of ten items beside sending it: the event with its checks, its JSON, its
/// headers.
///
/// Run: `java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' org.openjdk.jmh.Main RecordAnswer`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3) // forks, not iterations, expose JIT luck
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordAnswerBenchmark {
    private static final int ITEMS = 10;

    private final String id = UUID.randomUUID().toString();
    private final Instant now = Instant.parse("2026-11-21T06:00:00.123456Z");
    private final String[] items = new String[ITEMS];
    private final double[] scores = new double[ITEMS];
    private RecommendationsServed answer = event();

    @Setup
    public void fill() throws Exception {
        var random = new SplittableRandom(7);
        for (int i = 0; i < ITEMS; i++) {
            items[i] = "sku-" + random.nextInt(100_000);
            scores[i] = random.nextDouble();
        }
        answer = event();
        var read = EventCodec.read(RecommendationEvent.class, EventCodec.write(answer), now);
        if (!read.equals(answer)) {
            throw new AssertionError("written as " + read);
        }
    }

    @Benchmark
    public RecommendationsServed event() {
        var shown = new ArrayList<ShownItem>(ITEMS);
        for (int i = 0; i < ITEMS; i++) {
            shown.add(new ShownItem(items[i] == null ? "sku" : items[i], i + 1, scores[i], "collaborative"));
        }
        return new RecommendationsServed(
                id, "default", now, id, "u-17", "als-20261121t060000z-1a2b3c4d", Strategy.PERSONALIZED, shown, 137);
    }

    @Benchmark
    public byte[] json() {
        return EventCodec.write(answer);
    }

    @Benchmark
    public Map<String, byte[]> headers() {
        return CloudEventHeaders.of(answer, "/recloop/recommender-service");
    }
}
