package io.recloop.alert.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.recloop.alert.notifications.DeliverySignal;
import io.recloop.alert.routing.ConfiguredChannels;
import io.recloop.alert.routing.Routes;
import io.recloop.alert.routing.RoutingConfig;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// A queue for each channel, so that a slow receiver delays nobody else. Each is woken by the signal of a new
/// notification, and by the clock for what is to be tried again.
@Singleton
class DeliveryDispatcher {
    private static final Logger LOG = Logger.getLogger(DeliveryDispatcher.class);
    private static final long GRACE_SECONDS = 5;

    private final DeliveryWorker worker;
    private final Map<String, Channel> channels = new TreeMap<>();
    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("deliver-", 0).factory());
    private volatile List<ChannelQueue> queues = List.of();

    DeliveryDispatcher(
            DeliveryWorker worker, RoutingConfig routing, DeliverySignal signal, DeliveryConfig config, Clock clock) {
        this.worker = worker;
        // The fallback of one channel is work for another.
        signal.onWake(this::wakeAll);
        channels.put(Routes.LOG, new LogChannel(Routes.LOG));
        ConfiguredChannels.of(routing).forEach((name, channel) -> {
            if (channel.timeout().compareTo(config.lease()) >= 0) {
                throw new IllegalArgumentException(
                        "recloop.alert.channels.%s.timeout must be shorter than recloop.alert.delivery.lease"
                                .formatted(name));
            }
            channels.put(name, Channel.of(name, channel, clock));
        });
    }

    void start(@Observes StartupEvent event) {
        worker.abandonAllBut(channels.keySet());
        queues = channels.values().stream()
                .map(channel -> new ChannelQueue(channel.name(), () -> worker.deliverNext(channel), executor))
                .toList();
    }

    @Scheduled(
            identity = "deliver-what-is-due",
            every = "${recloop.alert.delivery.poll:1s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void wakeAll() {
        queues.forEach(ChannelQueue::wake);
    }

    @Scheduled(identity = "measure-delivery-backlog", every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void measureBacklog() {
        try {
            worker.measureBacklog();
        } catch (RuntimeException e) {
            LOG.warnf("the backlog cannot be measured: %s", e.getMessage());
        }
    }

    /// Lets attempts end, for a few seconds; what is unfinished then is found by its lease.
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        queues.forEach(ChannelQueue::close);
        executor.shutdown();
        if (!executor.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
            executor.shutdownNow();
        }
    }
}
