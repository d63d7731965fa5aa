package io.recloop.training.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.identity.SecurityIdentity;
import io.recloop.contracts.Topic;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.Problem;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.recloop.training.interactions.BrokenLakeException;
import io.recloop.training.interactions.LakeCounter;
import io.recloop.training.interactions.LakeIngest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What the lake holds: an operator sees what their own tenant sent, an admin what all did.
@Path("/v1/lake")
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class LakeResource {
    private static final Logger LOG = Logger.getLogger(LakeResource.class);
    private static final Problem BROKEN =
            Problem.of("lake-broken", "The lake's files contradict each other", 500, "See the service's log");

    private final LakeCounter counter;
    private final LakeIngest ingest;
    private final Caller caller;
    private final SecurityIdentity identity;

    @Inject
    LakeResource(LakeCounter counter, LakeIngest ingest, Caller caller, SecurityIdentity identity) {
        this.counter = counter;
        this.ingest = ingest;
        this.caller = caller;
        this.identity = identity;
    }

    /// @param rows        events in all segments, an event that arrived twice counted twice; of the caller's tenant,
    ///     for an admin of all
    /// @param events      distinct event ids, of the same
    /// @param nextOffsets partition to the first offset that is not in the lake, of all tenants; for an admin
    /// @param refused     code to records put on the dead-letter topic since this process began, of all tenants
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TopicView(
            String condition,
            String message,
            @Nullable String epoch,
            int segments,
            long rows,
            long events,
            @Nullable Map<Integer, Long> nextOffsets,
            long lag,
            Map<String, Long> refused) {}

    record View(TopicView interactions, TopicView items) {}

    @GET
    @Operation(summary = "Segments, rows, offsets and refusals of the lake")
    public View view() throws IOException {
        try {
            return new View(topic(Topic.INTERACTIONS), topic(Topic.ITEMS));
        } catch (BrokenLakeException e) {
            LOG.error(e.getMessage());
            throw new ProblemException(BROKEN);
        }
    }

    private TopicView topic(Topic topic) throws IOException {
        boolean all = identity.hasRole(Role.ADMIN);
        var counted = counter.count(topic, all ? Optional.empty() : Optional.of(caller.tenant()));
        var coverage = counted.snapshot().coverage();
        var health = ingest.health(topic);
        return new TopicView(
                health.condition(),
                health.message(),
                coverage.epoch().orElse(null),
                coverage.segments(),
                counted.count().rows(),
                counted.count().events(),
                all ? new TreeMap<>(coverage.nextOffsets()) : null,
                health.lag(),
                health.refused());
    }
}
