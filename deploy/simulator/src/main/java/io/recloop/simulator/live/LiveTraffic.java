package io.recloop.simulator.live;

import io.recloop.simulator.outlets.EventSink;
import io.recloop.simulator.outlets.Recommender;
import io.recloop.simulator.shop.Shop;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Visitors who come at a rate until it is stopped.
///
/// Threads: one thread paces and owns the shop; each visitor who waits for a list has a virtual thread. Every
/// method may be called from any thread.
public final class LiveTraffic implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(5);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);

    private final LivePlan plan;
    private final EventSink sink;
    private final Visits visits;
    private final Semaphore waiting;
    private final ScheduledExecutorService pacer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("visitors").daemon().factory());
    private final ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletableFuture<Void> broken = new CompletableFuture<>();
    private final Deque<Planned> planned = new ArrayDeque<>();

    private volatile long began;
    private volatile boolean closed;
    private double organicDue;

    private record Planned(long atVisit, Consumer<Visits> change) {}

    /// @param clock says when things happen in the shop; the rate is kept by the machine's own timer
    public LiveTraffic(Shop shop, LivePlan plan, Recommender recommender, EventSink sink, Clock clock) {
        this.plan = plan;
        this.sink = sink;
        this.visits = new Visits(shop, plan, recommender, sink, clock);
        this.waiting = new Semaphore(plan.maxInFlight());
    }

    /// Plans what the scenario says, counted in visits so that every run of it is the same.
    public LiveTraffic playing(Scenario scenario) {
        switch (scenario) {
            case Scenario.Steady() -> {}
            case Scenario.TasteShift(var at, var share) ->
                planned.add(new Planned(visitsIn(at), visits -> visits.shiftTaste(share)));
            case Scenario.NewCatalogue(var at, var share) ->
                planned.add(new Planned(visitsIn(at), visits -> visits.renew(share)));
        }
        return this;
    }

    /// Opens the doors; returns at once.
    public LiveTraffic start() {
        began = System.nanoTime();
        var unused = pacer.scheduleAtFixedRate(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /// Simulates this number of visits, one after the other and as fast as the answers come, on the calling
    /// thread. With the same seed and the same answers everything is the same.
    public Figures play(long count) {
        began = System.nanoTime();
        for (long n = 0; n < count; n++) {
            onPacer(() -> {
                organicVisits();
                applyPlanned();
                visits.next().run();
                return null;
            });
        }
        return figures();
    }

    /// Keeps the doors open for a while and tells the figures of each interval.
    ///
    /// @throws IOException if events were lost, or the shop itself failed
    public Figures run(Duration duration, Duration interval, Consumer<Figures> each)
            throws IOException, InterruptedException {
        start();
        var before = Figures.NONE;
        long end = began + duration.toNanos();
        long next = began;
        while (next < end && !broken.isDone()) {
            next = Math.min(next + interval.toNanos(), end);
            awaitTrouble(next - System.nanoTime());
            var now = figures();
            each.accept(now.minus(before));
            before = now;
        }
        return stop();
    }

    private void awaitTrouble(long nanos) throws InterruptedException {
        try {
            broken.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // None came: the usual end of an interval.
        } catch (ExecutionException e) {
            // stop() tells.
        }
    }

    /// What was seen since the doors opened.
    public Figures figures() {
        return visits.figures(Duration.ofNanos(System.nanoTime() - began));
    }

    /// Changes taste now, between two visits; returns when it is done. See [Shop#shiftTaste].
    public void shiftTaste(double share) {
        onPacer(() -> {
            visits.shiftTaste(share);
            return null;
        });
    }

    /// Closes the doors, lets those who wait for a list have it, and sees every event to the broker.
    ///
    /// @throws IOException if events were lost, or the shop itself failed
    public Figures stop() throws IOException, InterruptedException {
        close();
        var figures = figures();
        sink.flush();
        if (broken.isCompletedExceptionally()) {
            throw new IOException("the shop failed: " + broken.exceptionNow(), broken.exceptionNow());
        }
        return figures;
    }

    /// Closes the doors without asking what became of the events.
    @Override
    public void close() {
        closed = true;
        // Not interrupted: an event that is on its way to the broker is to arrive.
        pacer.shutdown();
        try {
            // Only when nobody comes any more may the doors be closed to those who come.
            var unused = pacer.awaitTermination(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
            visitors.shutdown();
            if (visitors.awaitTermination(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        visitors.shutdownNow();
    }

    private void tick() {
        try {
            long due = visitsIn(Duration.ofNanos(System.nanoTime() - began));
            while (!closed && visits.recommended() < due) {
                organicVisits();
                applyPlanned();
                admit(visits.next());
            }
        } catch (RuntimeException | Error e) {
            broken.completeExceptionally(e);
            throw e;
        }
    }

    private void admit(Runnable visit) {
        if (!waiting.tryAcquire()) {
            visits.turnAway();
            return;
        }
        visitors.execute(() -> {
            try {
                visit.run();
            } catch (RuntimeException | Error e) {
                broken.completeExceptionally(e);
                throw e;
            } finally {
                waiting.release();
            }
        });
    }

    private void organicVisits() {
        for (organicDue += plan.organicPerVisit(); organicDue >= 1; organicDue--) {
            visits.organic();
        }
    }

    private void applyPlanned() {
        for (var next = planned.peek(); next != null && next.atVisit() <= visits.recommended(); next = planned.peek()) {
            planned.remove().change().accept(visits);
        }
    }

    private <T> void onPacer(Supplier<T> task) {
        try {
            pacer.submit(task::get).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the shop failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the shop was busy", e);
        }
    }

    private long visitsIn(Duration time) {
        return (long) (time.toNanos() / 1e9 * plan.rate());
    }
}
