package io.recloop.kit.topics;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Waits at the start until the name of a broker resolves, in a service that reads topics by incoming channels.
///
/// The connector makes a consumer and an admin client for each of them during the start, and a client cannot be made
/// without an address: the service would end. Where the broker's container comes a moment later, that is no reason.
@Singleton
public final class BrokerName {
    private static final Logger LOG = Logger.getLogger(BrokerName.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Config config;
    private final List<String> servers;
    private final Duration patience;

    @Inject
    BrokerName(
            Config config,
            @ConfigProperty(name = "recloop.broker-name-awaited-for", defaultValue = "2m") Duration patience) {
        this.config = config;
        this.servers = config.getOptionalValues("kafka.bootstrap.servers", String.class)
                .orElse(List.of());
        this.patience = patience;
    }

    /// Before the connector's own observer.
    void await(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent started) {
        if (servers.isEmpty() || !hasIncomingChannels()) {
            return;
        }
        long deadline = System.nanoTime() + patience.toNanos();
        boolean waited = false;
        while (!resolves()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                LOG.errorf("servers=%s: no name resolves after %s", servers, patience);
                return;
            }
            if (!waited) {
                LOG.warnf("servers=%s: no name resolves yet; the start waits for up to %s", servers, patience);
                waited = true;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        if (waited) {
            LOG.infof("servers=%s: a name resolves, the start goes on", servers);
        }
    }

    private boolean hasIncomingChannels() {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .anyMatch(name -> name.startsWith("mp.messaging.incoming.") && name.endsWith(".connector"));
    }

    private boolean resolves() {
        return servers.stream().map(String::strip).anyMatch(BrokerName::resolves);
    }

    private static boolean resolves(String server) {
        int port = server.lastIndexOf(':');
        var host = port < 0 ? server : server.substring(0, port);
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).findAny().isPresent();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
