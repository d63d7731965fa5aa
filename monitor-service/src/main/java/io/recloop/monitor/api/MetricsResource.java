package io.recloop.monitor.api;

import io.recloop.kit.http.Caller;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.recloop.monitor.metrics.Measure;
import io.recloop.monitor.metrics.MetricCatalogue;
import io.recloop.monitor.metrics.MetricDescription;
import io.recloop.monitor.metrics.MetricQuery;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/v1/metrics")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@Blocking
public final class MetricsResource {
    private static final Duration USUAL = Duration.ofMinutes(5);

    private final MetricCatalogue catalogue;
    private final Caller caller;
    private final Clock clock;

    MetricsResource(MetricCatalogue catalogue, Caller caller, Clock clock) {
        this.catalogue = catalogue;
        this.caller = caller;
        this.clock = clock;
    }

    record Metrics(Collection<MetricDescription> metrics) {}

    /// @param value   absent where nothing was measured
    /// @param because why it was not
    record Measured(
            String metric,
            Instant from,
            Instant to,
            @Nullable Double value,
            @Nullable Long count,
            @Nullable String because) {}

    @GET
    @Operation(summary = "Every metric that alert rules can name: unit, meaning and what it counts")
    public Metrics all() {
        return new Metrics(catalogue.all());
    }

    @GET
    @Path("/{name}")
    @Operation(
            summary = "A metric over a window of time",
            description = "Times are ISO 8601; the default is the last five minutes.")
    public Measured one(
            @PathParam("name") String name,
            @RestQuery Optional<String> from,
            @RestQuery Optional<String> to,
            @RestQuery Optional<String> segment) {
        if (catalogue.metric(name).isEmpty()) {
            throw ProblemException.notFound("there is no metric %s; GET /v1/metrics lists them".formatted(name));
        }
        var range = Range.of(from, to, USUAL, clock.instant());
        var window = Duration.between(range.from(), range.to());
        var query = new MetricQuery(caller.tenant(), name, segment.orElse(""), window, range.to());
        return switch (catalogue.measure(query)) {
            case Measure.Value(double value, long count) ->
                new Measured(name, range.from(), range.to(), value, count, null);
            case Measure.Unknown(String because) -> new Measured(name, range.from(), range.to(), null, null, because);
        };
    }
}
