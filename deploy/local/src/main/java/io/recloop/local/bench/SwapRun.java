package io.recloop.local.bench;

import io.recloop.local.client.Role;
import io.recloop.local.layout.LocalFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongToIntFunction;

/// One run: warm-up, load without swaps, with swaps, without swaps.
final class SwapRun {
    private static final long LOOK_MILLIS = 5;
    private static final long SWAP_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long AFTER_A_SWAP_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// Prime, so that the users come in an order that is no order of theirs.
    private static final long STEP = 7_919;

    private final BenchStack stack;
    private final ModelPublisher publisher;
    private final Alternating models;
    private final Settings settings;
    private final Progress progress;

    SwapRun(BenchStack stack, ModelPublisher publisher, Alternating models, Settings settings, Progress progress) {
        this.stack = stack;
        this.publisher = publisher;
        this.models = models;
        this.settings = settings;
        this.progress = progress;
    }

    @FunctionalInterface
    interface Progress {
        void say(String format, Object... values);
    }

    /// @param interval least time between two announcements
    /// @param quiet    how long the load runs without a swap, before and after
    /// @param warmUp      at most so long is the load sent before anything counts
    /// @param warmUpSwaps swaps of that time, because loading a model warms up, too
    record Settings(int swaps, Duration interval, int rate, Duration quiet, Duration warmUp, int warmUpSwaps) {}

    /// Which model each generation is.
    record Alternating(
            PlantedModel odd, ModelPublisher.Stored storedOdd, PlantedModel even, ModelPublisher.Stored storedEven) {
        ModelPublisher.Stored stored(long generation) {
            return generation % 2 == 0 ? storedEven : storedOdd;
        }

        PlantedModel model(long generation) {
            return generation % 2 == 0 ? even : odd;
        }
    }

    /// @param swapsSeen     announcements whose model answered within 30 seconds
    /// @param failed        not answered with 200
    /// @param failures      how often each of the reasons for that was seen
    /// @param mixed         whose model and generation do not belong together, or with a score that the named
    ///     model does not give
    /// @param inSwapSeconds of requests that were due within a second after an announcement; milliseconds
    /// @param outside       of all others
    /// @param ratioOfP99    of the two
    /// @param swap          from an announcement's acknowledgement to the first answer of its model
    /// @param mappedBundles before the swaps, the largest when the next announcement was due, and after all
    record Outcome(
            WarmUp.Outcome warmUp,
            int swaps,
            int swapsSeen,
            long answers,
            long failed,
            Map<String, Long> failures,
            long mixed,
            Map<String, Long> strategies,
            Latencies.Summary inSwapSeconds,
            Latencies.Summary outside,
            double ratioOfP99,
            Latencies.Summary swap,
            Memory mappedBundles,
            Memory mappedBytes,
            Memory residentBytes) {}

    record Memory(long before, long largest, long after) {
        static Memory of(List<Long> seen) {
            return new Memory(
                    seen.getFirst(),
                    seen.stream().mapToLong(Long::longValue).max().orElse(0),
                    seen.getLast());
        }
    }

    Outcome run() {
        int users = models.odd().content().users().size();
        LongToIntFunction userOfRequest = number -> (int) (number * STEP % users);
        var requests = new Requests(stack.recommender(), stack.token(Role.CLIENT, publisher.tenant()));
        var answers = new CheckedAnswers(models, userOfRequest);
        var memory = new Memories();
        var announced = new TreeMap<Long, Long>();
        var on = new AtomicBoolean(true);
        WarmUp.Outcome warmUp;
        try (var load = new OpenLoop();
                var gauges = new Gauges(stack.recommender());
                var sending = Executors.newSingleThreadExecutor()) {
            progress.say("warming up");
            for (int swap = 0; swap < settings.warmUpSwaps; swap++) {
                publisher.serveNext(models::stored);
            }
            warmUp = WarmUp.run(
                    load,
                    settings.rate,
                    settings.warmUp,
                    number -> requests.recommend(userOfRequest.applyAsInt(number)));
            progress.say("warm after %d s: p99 %.1f ms", warmUp.seconds(), warmUp.p99());
            var sent = sending.submit(() -> load.run(
                    settings.rate, on::get, number -> requests.recommend(userOfRequest.applyAsInt(number)), answers));
            try {
                progress.say("%d s without a swap", settings.quiet.toSeconds());
                LoadBench.pause(settings.quiet.toMillis());
                memory.look(gauges);
                swap(answers, announced, gauges, memory);
                progress.say("%d s without a swap", settings.quiet.toSeconds());
                LoadBench.pause(settings.quiet.toMillis());
                memory.look(gauges);
            } finally {
                on.set(false);
            }
            sent.get();
        } catch (ExecutionException e) {
            throw new LocalFailure("the load ended: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted");
        }
        return outcome(warmUp, answers, announced, memory);
    }

    private void swap(CheckedAnswers answers, Map<Long, Long> announced, Gauges gauges, Memories memory) {
        for (int swap = 1; swap <= settings.swaps; swap++) {
            long begin = System.nanoTime();
            long generation = publisher.announceNext(models::stored);
            announced.put(generation, System.nanoTime());
            while (!answers.hasHeard(generation) && System.nanoTime() - begin < SWAP_LIMIT_NANOS) {
                LoadBench.pause(LOOK_MILLIS);
            }
            long left = settings.interval.toNanos() - (System.nanoTime() - begin);
            if (left > 0) {
                LoadBench.pause(TimeUnit.NANOSECONDS.toMillis(left));
            }
            memory.look(gauges);
            if (swap % 10 == 0) {
                progress.say(
                        "%d swaps, %d failed, %d mixed",
                        swap, answers.failures().count(), answers.mixed());
            }
        }
    }

    private Outcome outcome(
            WarmUp.Outcome warmUp, CheckedAnswers answers, TreeMap<Long, Long> announced, Memories memory) {
        var inside = new Latencies();
        var outside = new Latencies();
        var times = new TreeSet<>(announced.values());
        for (var one : answers.timed()) {
            var before = times.floor(one.due());
            boolean afterOne = before != null && one.due() - before < AFTER_A_SWAP_NANOS;
            (afterOne ? inside : outside).add(one.took());
        }
        var took = new Latencies();
        announced.forEach((generation, at) -> {
            if (answers.hasHeard(generation)) {
                took.add(Math.max(0, answers.firstHeard(generation) - at));
            }
        });
        return new Outcome(
                warmUp,
                settings.swaps,
                took.count(),
                (long) inside.count() + outside.count(),
                answers.failures().count(),
                answers.failures().byReason(),
                answers.mixed(),
                answers.strategies(),
                inside.summary(),
                outside.summary(),
                LoadBench.rounded(inside.percentile(0.99) / outside.percentile(0.99), 3),
                took.summary(),
                Memory.of(memory.bundles),
                Memory.of(memory.bytes),
                Memory.of(memory.resident));
    }

    private final class Memories {
        final List<Long> bundles = new ArrayList<>();
        final List<Long> bytes = new ArrayList<>();
        final List<Long> resident = new ArrayList<>();

        void look(Gauges gauges) {
            var scraped = gauges.scrape();
            bundles.add((long) Gauges.sum(scraped, "recloop_model_mapped_bundles"));
            bytes.add((long) Gauges.sum(scraped, "recloop_model_mapped_bytes"));
            resident.add(stack.residentBytes());
        }
    }
}
