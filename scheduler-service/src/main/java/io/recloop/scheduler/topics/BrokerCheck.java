package io.recloop.scheduler.topics;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/// Not ready while no broker answers. The client is made when first asked for, so that a name that does not
/// resolve yet is a failed check and not a failed start.
@Readiness
@Singleton
final class BrokerCheck implements HealthCheck {
    private static final long SECONDS = 2;

    private final KafkaClients clients;
    private @Nullable Admin admin;

    BrokerCheck(KafkaClients clients) {
        this.clients = clients;
    }

    @Override
    public synchronized HealthCheckResponse call() {
        var response = HealthCheckResponse.named("kafka");
        try {
            if (admin == null) {
                admin = clients.admin();
            }
            admin.describeCluster().clusterId().get(SECONDS, TimeUnit.SECONDS);
            return response.up().build();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return response.down().withData("why", "no broker answers").build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return response.down().withData("why", "interrupted").build();
        }
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(java.time.Duration.ZERO);
        }
    }
}
