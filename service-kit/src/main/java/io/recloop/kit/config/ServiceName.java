package io.recloop.kit.config;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What this service is called: in logs, as the source of events, as a consumer of topics, in names of metrics.
@Singleton
public final class ServiceName {
    private final String name;

    ServiceName(@ConfigProperty(name = "quarkus.application.name") String name) {
        this.name = name;
    }

    /// For example `alert-service`.
    public String name() {
        return name;
    }

    /// The CloudEvents source, for example `/recloop/alert-service`.
    public String source() {
        return "/recloop/" + name;
    }

    /// The name of a metric of this service, for example `recloop.alert.events`.
    public String metric(String suffix) {
        var service = name.endsWith("-service") ? name.substring(0, name.length() - "-service".length()) : name;
        return "recloop." + service + "." + suffix;
    }
}
