package io.recloop.kit.http;

import io.recloop.kit.topics.NotAcknowledgedException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;

/// Answers and fails in every way that a service does.
@Path("/ping")
@RolesAllowed(Role.OPERATOR)
public class PingResource {
    private final Caller caller;

    PingResource(Caller caller) {
        this.caller = caller;
    }

    public record Ping(int times) {}

    @GET
    @Path("/who")
    public Map<String, String> who() {
        return Map.of("tenant", caller.tenant(), "name", caller.name());
    }

    @GET
    @Path("/bounded")
    public String bounded(@RestQuery @Max(10) int limit) {
        return "ok";
    }

    @POST
    public Ping ping(@NotNull Ping ping) {
        return ping;
    }

    @GET
    @Path("/fails")
    public String fails() {
        throw new IllegalStateException("a secret");
    }

    @GET
    @Path("/fails-wrapped")
    public String failsWrapped() {
        throw new WebApplicationException("a secret", 500);
    }

    @GET
    @Path("/unacknowledged")
    public String unacknowledged() {
        throw new NotAcknowledgedException("a secret", new IllegalStateException("the broker is away"));
    }

    @GET
    @Path("/overloaded")
    public String overloaded() {
        throw new ProblemException(Problem.of("overloaded", "The service is overloaded", 503, "Too much")
                .with(Map.of("queue", 7)));
    }
}
