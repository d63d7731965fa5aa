package io.recloop.alert.api;

import io.recloop.alert.incidents.RuleStatistics;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/v1/alert-statistics")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
public final class AlertStatisticsResource {
    private final RuleStatistics statistics;
    private final Caller caller;
    private final Clock clock;

    AlertStatisticsResource(RuleStatistics statistics, Caller caller, Clock clock) {
        this.statistics = statistics;
        this.caller = caller;
        this.clock = clock;
    }

    public record Rules(Instant since, List<RuleStatistics.OfRule> rules) {}

    @GET
    @Operation(summary = "How useful the incidents of each rule were to those who responded, the noisiest first")
    public Rules list(@RestQuery @DefaultValue("30") @Min(1) @Max(366) int days) {
        var since = clock.instant().minus(Duration.ofDays(days));
        return new Rules(since, statistics.since(caller.tenant(), since));
    }
}
