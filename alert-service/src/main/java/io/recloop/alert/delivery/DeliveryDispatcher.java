package io.recloop.alert.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.recloop.alert.notifications.DeliverySignal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// A pump for each channel, so that a slow receiver delays nobody else. Each is woken by the signal of a new
/// notification, and by the clock for what is to be tried again.
@Singleton
class DeliveryDispatcher {
    private static final Logger LOG = Logger.getLogger(DeliveryDispatcher.class);
    private static final long GRACE_SECONDS = 5;

    private final DeliveryWorker worker;
    private final DeliveryTargets targets;
    private final DeliveryMeters meters;
    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("deliver-", 0).factory());
    private volatile Map<String, ChannelPump> pumps = Map.of();

    DeliveryDispatcher(DeliveryWorker worker, DeliveryTargets targets, DeliveryMeters meters, DeliverySignal signal) {
        this.worker = worker;
        this.targets = targets;
        this.meters = meters;
        // The fallback of one channel is work for another.
        signal.onWake(this::wakeAll);
    }

    void start(@Observes StartupEvent event) {
        worker.abandonAllBut(targets.byName().keySet());
        var started = new TreeMap<String, ChannelPump>();
        targets.byName().forEach((name, target) -> {
            var pump = new ChannelPump(target, worker, executor);
            meters.register(name, pump::breakerState);
            started.put(name, pump);
        });
        pumps = started;
    }

    /// Empty before the start.
    Map<String, ChannelPump> pumps() {
        return pumps;
    }

    void wakeAll() {
        pumps.values().forEach(ChannelPump::wake);
    }

    @Scheduled(
            identity = "deliver-what-is-due",
            every = "${recloop.alert.delivery.poll:1s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void tick() {
        pumps.values().forEach(ChannelPump::tick);
    }

    @Scheduled(identity = "measure-delivery-backlog", every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void measureBacklog() {
        try {
            worker.measureBacklog();
            boolean moved = false;
            for (var pump : pumps.values()) {
                moved |= worker.fallBackOverdue(pump.target());
            }
            if (moved) {
                wakeAll();
            }
        } catch (RuntimeException e) {
            LOG.warnf("the backlog cannot be measured: %s", e.getMessage());
        }
    }

    /// Lets attempts end, for a few seconds; what is unfinished then is found by its lease.
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        pumps.values().forEach(ChannelPump::close);
        executor.shutdown();
        if (!executor.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
            executor.shutdownNow();
        }
    }
}
