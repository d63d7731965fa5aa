package io.recloop.training.runs;

import io.recloop.training.registry.runs.Runs;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Executes waiting runs, one at a time among all instances. It wants a thread of its own: a run takes hours of all
/// cores, and an interrupt ends it when the service stops.
@Singleton
final class RunExecutor implements Runnable {
    private static final Logger LOG = Logger.getLogger(RunExecutor.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Runs runs;
    private final InterruptedRuns interrupted;
    private final RunExecution execution;
    private final RunEventPublisher publisher;
    private final ExecutorIdentity identity;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Semaphore waiting = new Semaphore(0);
    private boolean healed;

    @Inject
    RunExecutor(
            Runs runs,
            InterruptedRuns interrupted,
            RunExecution execution,
            RunEventPublisher publisher,
            ExecutorIdentity identity) {
        this.runs = runs;
        this.interrupted = interrupted;
        this.execution = execution;
        this.publisher = publisher;
        this.identity = identity;
    }

    /// There may be something to do.
    void wake() {
        waiting.release();
    }

    void stop() {
        stopped.countDown();
        wake();
    }

    @Override
    public void run() {
        while (stopped.getCount() > 0) {
            try {
                if (!identity.lease().held()) {
                    healed = false;
                } else {
                    step();
                }
                waiting.drainPermits();
                if (waiting.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    waiting.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                LOG.warnf("the executor of runs begins again: %s", e.getMessage());
                if (pauseWasInterrupted()) {
                    return;
                }
            }
        }
    }

    /// Everything there is to do now.
    private void step() throws InterruptedException {
        if (!healed) {
            interrupted.end();
            healed = true;
        }
        publisher.publishEnds();
        for (var next = runs.startNext(identity.instance());
                next.isPresent();
                next = stopped.getCount() > 0 ? runs.startNext(identity.instance()) : Optional.empty()) {
            // An exception from here leaves a run that is marked as running: it is ended in the next round.
            healed = false;
            execution.execute(next.get());
            healed = true;
            publisher.publishEnds();
        }
    }

    private boolean pauseWasInterrupted() {
        try {
            return stopped.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
