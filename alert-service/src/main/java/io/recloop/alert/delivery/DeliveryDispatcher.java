package io.recloop.alert.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.recloop.alert.notifications.DeliverySignal;
import io.recloop.alert.routing.Routes;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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
    private final Routes routes;
    private final Clock clock;
    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("deliver-", 0).factory());
    private volatile List<ChannelQueue> queues = List.of();

    DeliveryDispatcher(
            DeliveryWorker worker, Routes routes, DeliverySignal signal, DeliveryConfig config, Clock clock) {
        this.worker = worker;
        this.routes = routes;
        this.clock = clock;
        // The fallback of one channel is work for another.
        signal.onWake(this::wakeAll);
        routes.webhooks().forEach((name, webhook) -> {
            if (webhook.timeout().compareTo(config.lease()) >= 0) {
                throw new IllegalArgumentException(
                        "alert.webhooks.%s.timeout must be shorter than alert.delivery.lease".formatted(name));
            }
        });
    }

    void start(@Observes StartupEvent event) {
        worker.abandonAllBut(routes.channels());
        var http = WebhookChannel.client();
        var channels = new ArrayList<Channel>();
        channels.add(new LogChannel());
        routes.webhooks().forEach((name, webhook) -> channels.add(new WebhookChannel(name, webhook, http, clock)));
        queues = channels.stream()
                .map(channel -> new ChannelQueue(channel.name(), () -> worker.deliverNext(channel), executor))
                .toList();
    }

    @Scheduled(
            identity = "deliver-what-is-due",
            every = "${alert.delivery.poll:1s}",
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
