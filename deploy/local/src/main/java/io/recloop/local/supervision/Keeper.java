package io.recloop.local.supervision;

import io.recloop.local.layout.LocalFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Keeps one component alive on a thread of its own, from [#begin()] to [#stop(Duration)].
///
/// A component that does not become ready the first time is given up; one that was ready once is started again
/// for as long as the stack is up.
final class Keeper {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private final Component component;
    private final Backoff backoff;
    private final Journal journal;
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private final CompletableFuture<Void> stopAsked = new CompletableFuture<>();
    private final Thread thread;
    private volatile @Nullable ProcessHandle process;

    Keeper(Component component, Backoff backoff, Journal journal) {
        this.component = component;
        this.backoff = backoff;
        this.journal = journal;
        this.thread =
                Thread.ofPlatform().daemon().name("keep-" + component.name()).unstarted(this::keep);
        journal.announce(component);
    }

    Component component() {
        return component;
    }

    void begin() {
        thread.start();
    }

    /// @throws LocalFailure when the component ended, or took too long, before it was ready for the first time
    void awaitFirstReady() {
        try {
            firstReady.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LocalFailure failure
                    ? failure
                    : new LocalFailure(component.name() + " did not start: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted while " + component.name() + " was starting");
        }
    }

    /// Returns when the process is gone.
    void stop(Duration limit) {
        stopAsked.complete(null);
        firstReady.completeExceptionally(new LocalFailure("stopped while starting"));
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var running = process;
        if (running != null && running.isAlive()) {
            journal.stopping(component.name());
            component.stop(running, limit);
        }
        journal.stopped(component.name());
    }

    private void keep() {
        int failures = 0;
        while (!stopAsked.isDone()) {
            var life = watchedLife();
            if (stopAsked.isDone()) {
                return;
            }
            if (!firstReady.isDone()) {
                journal.failed(component.name(), life.problem());
                firstReady.completeExceptionally(
                        new LocalFailure(component.name() + " " + life.problem() + "; its log is " + component.log()));
                return;
            }
            failures = backoff.failuresInARow(failures, life.readyFor());
            var delay = backoff.delay(failures);
            journal.backingOff(component.name(), life.problem(), delay.toMillis() / 1000.0 + " s");
            pause(delay);
        }
    }

    /// @param readyFor null where the component was never ready
    private record Life(String problem, @Nullable Duration readyFor) {}

    /// A failure of this program counts as one of the component: a thread that ended with it would let `up` wait for
    /// ever, or never start again what dies later.
    private Life watchedLife() {
        try {
            return life();
        } catch (RuntimeException | Error e) {
            var running = process;
            if (running != null && running.isAlive()) {
                Ending.of(running, KILL_LIMIT);
            }
            return new Life("could not be kept alive: " + e, null);
        }
    }

    private Life life() {
        long began = System.nanoTime();
        var problem = start(began);
        if (problem != null) {
            return new Life(problem, null);
        }
        long ready = System.nanoTime();
        journal.ready(component.name(), TimeUnit.NANOSECONDS.toMillis(ready - began));
        firstReady.complete(null);
        awaitEnd();
        return new Life(component.lastWords(), Duration.ofNanos(System.nanoTime() - ready));
    }

    /// @return what went wrong, or null when the component is ready
    private @Nullable String start(long began) {
        journal.starting(component.name());
        ProcessHandle started;
        try {
            started = component.start();
        } catch (IOException e) {
            return "did not start: " + e.getMessage();
        }
        process = started;
        journal.started(component.name(), started);
        long limit = component.startLimit().toNanos();
        while (!component.isReady(started)) {
            if (!started.isAlive()) {
                return component.lastWords() + " while it was starting";
            }
            if (System.nanoTime() - began > limit) {
                Ending.of(started, KILL_LIMIT);
                return "was not ready after " + component.startLimit().toSeconds() + " s";
            }
            if (pause(POLL)) {
                return "was stopped while it was starting";
            }
        }
        return null;
    }

    private void awaitEnd() {
        var running = process;
        if (running != null) {
            CompletableFuture.anyOf(running.onExit(), stopAsked).join();
        }
    }

    /// @return true when the pause ended because the component shall stop
    private boolean pause(Duration length) {
        try {
            stopAsked.get(length.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
