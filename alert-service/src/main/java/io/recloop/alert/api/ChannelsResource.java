package io.recloop.alert.api;

import io.recloop.alert.delivery.ChannelService;
import io.recloop.alert.delivery.ChannelService.Reader;
import io.recloop.alert.delivery.ChannelStatus;
import io.recloop.alert.delivery.TestResult;
import io.recloop.alert.messages.Message;
import io.recloop.contracts.events.Severity;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/// Channels belong to the installation, not to a tenant: every operator sees how they fare.
@Path("/v1/channels")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
public final class ChannelsResource {
    private static final Set<String> EVENTS = Set.of("fired", "escalated", "resolved", "test");

    private final ChannelService channels;
    private final Caller caller;

    ChannelsResource(ChannelService channels, Caller caller) {
        this.channels = channels;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Every channel: whether it is written to, what waits for it, when it last delivered")
    public ChannelStatus.All list() {
        return channels.list();
    }

    @POST
    @Path("/{name}/test")
    @Operation(summary = "Send a test message to a channel, at once, and say what became of it")
    public TestResult test(@PathParam("name") String name) {
        return channels.send(name, "incident.test", "A test by " + caller.name())
                .orElseThrow(() -> unknown(name));
    }

    @GET
    @Path("/{name}/preview")
    @Operation(summary = "A message as the templates of a channel write it; nothing is sent")
    public Message preview(
            @PathParam("name") String name,
            @RestQuery @DefaultValue("fired") String event,
            @RestQuery @DefaultValue("warning") String severity,
            @RestQuery @DefaultValue("en") String language,
            @RestQuery @DefaultValue("UTC") String zone) {
        if (!EVENTS.contains(event)) {
            throw ProblemException.invalid("event must be one of escalated, fired, resolved, test");
        }
        if (!language.equals("en") && !language.equals("vi")) {
            throw ProblemException.invalid("language must be one of en, vi");
        }
        return channels.preview(name, "incident." + event, severityOf(severity), new Reader(language, zoneOf(zone)))
                .orElseThrow(() -> unknown(name));
    }

    private static Severity severityOf(String code) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.code().equals(code))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("there is no such severity"));
    }

    private static ZoneId zoneOf(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw ProblemException.invalid("zone must be a time zone such as Asia/Ho_Chi_Minh");
        }
    }

    private ProblemException unknown(String name) {
        return ProblemException.notFound("there is no channel %s; there are %s"
                .formatted(name.length() > 40 ? "of this name" : name, String.join(", ", channels.names())));
    }
}
