package io.recloop.local.bench;

import io.recloop.contracts.Topic;
import io.recloop.local.client.Role;
import io.recloop.local.layout.LocalFailure;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// One run: load with the broker, without it, and with it again.
final class OutageRun {
    private static final int ACKNOWLEDGED = 202;
    private static final Duration RETURN_LIMIT = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 50;

    private final BenchStack stack;
    private final Requests requests;
    private final String tenant;
    private final int users;
    private final int items;
    private final Settings settings;
    private final SwapRun.Progress progress;
    private final NavigableMap<Long, Phase> phases = new ConcurrentSkipListMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastAcknowledgedAt = new AtomicLong(Long.MIN_VALUE);

    /// Whose users ask.
    record Shop(String tenant, int users, int items) {}

    OutageRun(BenchStack stack, Shop shop, Settings settings, SwapRun.Progress progress) {
        this.stack = stack;
        this.requests = new Requests(stack.recommender(), stack.token(Role.CLIENT, shop.tenant()));
        this.tenant = shop.tenant();
        this.users = shop.users();
        this.items = shop.items();
        this.settings = settings;
        this.progress = progress;
    }

    /// @param outage  how long the broker is away
    /// @param beside  how long the load runs before, and after it has come back
    /// @param clicks  interactions per second
    record Settings(Duration outage, Duration beside, int rate, int clicks) {}

    /// Of requests that were due while the broker was there, away, or there again.
    private static final class Phase {
        final Latencies lists = new Latencies();
        final Failures failures = new Failures();
        final Latencies clicks = new Latencies();
        final ConcurrentSkipListMap<Integer, LongAdder> clicksByStatus = new ConcurrentSkipListMap<>();

        Seen seen() {
            var statuses = new TreeMap<Integer, Long>();
            clicksByStatus.forEach((status, count) -> statuses.put(status, count.sum()));
            return new Seen(lists.summary(), failures.count(), failures.byReason(), clicks.summary(), statuses);
        }
    }

    /// @param lists          answers to users, and how long they took; milliseconds
    /// @param failed         of them, not answered with 200
    /// @param clicksByStatus interactions that were answered with each status; 0 for no answer
    record Seen(
            Latencies.Summary lists,
            long failed,
            Map<String, Long> failures,
            Latencies.Summary clicks,
            Map<Integer, Long> clicksByStatus) {}

    /// @param kills        how often the broker was killed to keep it away
    /// @param backAfter    milliseconds from the end of the outage to the next acknowledgement
    /// @param acknowledged interactions, in all
    /// @param written      interactions that the topic holds; more than were acknowledged where an answer was "not
    ///     known"
    /// @param lost         acknowledged and not there
    /// @param doubled      ids that are there more than once
    record Outcome(
            WarmUp.Outcome warmUp,
            int kills,
            Seen before,
            Seen during,
            long backAfter,
            Seen after,
            long acknowledged,
            long written,
            long lost,
            long doubled) {}

    Outcome run(Duration warmUpLimit) throws InterruptedException {
        var on = new AtomicBoolean(true);
        var before = new Phase();
        var during = new Phase();
        var after = new Phase();
        WarmUp.Outcome warmUp;
        int kills;
        long backAfter;
        try (var load = new OpenLoop();
                var sending = Executors.newFixedThreadPool(2);
                var outage = new BrokerOutage(stack::brokerProcess)) {
            progress.say("warming up");
            warmUp = WarmUp.run(load, settings.rate, warmUpLimit, number -> requests.recommend(user(number)));
            begin(before);
            var lists = sending.submit(
                    () -> load.run(settings.rate, on::get, n -> requests.recommend(user(n)), this::listed));
            var clicks = sending.submit(() -> load.run(settings.clicks, on::get, this::click, this::clicked));
            try {
                LoadBench.pause(settings.beside.toMillis());
                progress.say("%d s without the broker", settings.outage.toSeconds());
                begin(during);
                outage.begin();
                LoadBench.pause(settings.outage.toMillis());
                kills = outage.end();
                progress.say("it may come back");
                backAfter = awaitAcknowledgement();
                progress.say("interactions are acknowledged again after %d ms", backAfter);
                begin(after);
                LoadBench.pause(settings.beside.toMillis());
            } finally {
                on.set(false);
            }
            lists.get();
            clicks.get();
        } catch (ExecutionException e) {
            throw new LocalFailure("the load ended: " + e.getCause());
        }
        progress.say("reading the topic");
        var written = WrittenInteractions.read(stack.bootstrapServers(), Topic.INTERACTIONS.topicName(), tenant);
        var compared = written.compare(acknowledged);
        return new Outcome(
                warmUp,
                kills,
                before.seen(),
                during.seen(),
                backAfter,
                after.seen(),
                acknowledged.size(),
                written.times().size(),
                compared.lost(),
                compared.doubled());
    }

    private void begin(Phase phase) {
        phases.put(System.nanoTime(), phase);
    }

    /// The first phase begins before the first request is due.
    private Phase phaseOf(OpenLoop.Answer answer) {
        return Objects.requireNonNull(phases.floorEntry(answer.dueNanos())).getValue();
    }

    private int user(long number) {
        return (int) (number * 7_919 % users);
    }

    private HttpRequest.Builder click(long number) {
        return requests.click(user(number), "i" + number * 31 % items, eventId(number));
    }

    private String eventId(long number) {
        return tenant + "-" + number;
    }

    private void listed(OpenLoop.Answer answer) {
        var phase = phaseOf(answer);
        phase.lists.add(answer.tookNanos());
        if (answer.status() != 200) {
            phase.failures.add(answer);
        }
    }

    private void clicked(OpenLoop.Answer answer) {
        var phase = phaseOf(answer);
        phase.clicks.add(answer.tookNanos());
        phase.clicksByStatus
                .computeIfAbsent(answer.status(), status -> new LongAdder())
                .increment();
        if (answer.status() == ACKNOWLEDGED) {
            acknowledged.add(eventId(answer.request()));
            lastAcknowledgedAt.accumulateAndGet(answer.dueNanos(), Math::max);
        }
    }

    /// @return milliseconds from now to the first acknowledgement of an interaction that was due later
    private long awaitAcknowledgement() {
        long begin = System.nanoTime();
        while (lastAcknowledgedAt.get() < begin) {
            if (System.nanoTime() - begin > RETURN_LIMIT.toNanos()) {
                throw new LocalFailure("no interaction was acknowledged within %d s after the outage"
                        .formatted(RETURN_LIMIT.toSeconds()));
            }
            LoadBench.pause(LOOK_MILLIS);
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }
}
