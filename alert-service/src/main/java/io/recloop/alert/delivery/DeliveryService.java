package io.recloop.alert.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.alert.notifications.DeliverySignal;
import io.recloop.alert.routing.Routes;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One loop for each channel, so that a slow receiver delays nobody else.
@Singleton
final class DeliveryService {
    private static final Duration GAUGE_PACE = Duration.ofSeconds(5);

    private final DeliveryWorker worker;
    private final Routes routes;
    private final DeliverySignal signal;
    private final DeliveryConfig config;
    private final Clock clock;
    private final List<PacedLoop> loops = new ArrayList<>();

    DeliveryService(DeliveryWorker worker, Routes routes, DeliverySignal signal, DeliveryConfig config, Clock clock) {
        this.worker = worker;
        this.routes = routes;
        this.signal = signal;
        this.config = config;
        this.clock = clock;
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
        channels.forEach(channel -> loops.add(
                new PacedLoop("deliver-" + channel.name(), config.poll(), () -> worker.deliverNext(channel))));
        // The fallback of one channel is work for another.
        var working = List.copyOf(loops);
        signal.onWake(() -> working.forEach(PacedLoop::wake));
        loops.add(new PacedLoop("delivery-gauge", GAUGE_PACE, () -> {
            worker.measureBacklog();
            return false;
        }));
    }

    void stop(@Observes ShutdownEvent event) {
        loops.forEach(PacedLoop::close);
    }
}
