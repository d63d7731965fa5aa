package io.recloop.training.api;

import io.recloop.contracts.Topic;
import io.recloop.kit.http.Problem;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.recloop.training.interactions.BrokenLakeException;
import io.recloop.training.interactions.Lake;
import io.recloop.training.interactions.LakeCount;
import io.recloop.training.interactions.LakeIngest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What the lake holds. For operators: all tenants are counted together.
@Path("/v1/lake")
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class LakeResource {
    private static final Logger LOG = Logger.getLogger(LakeResource.class);
    private static final Problem BROKEN =
            Problem.of("lake-broken", "The lake's files contradict each other", 500, "See the service's log");

    private final Lake lake;
    private final LakeIngest ingest;

    @Inject
    LakeResource(Lake lake, LakeIngest ingest) {
        this.lake = lake;
        this.ingest = ingest;
    }

    /// @param rows        events in all segments, an event that arrived twice counted twice
    /// @param events      distinct event ids
    /// @param nextOffsets partition to the first offset that is not in the lake
    /// @param refused     code to records put on the dead-letter topic since this process began
    record TopicView(
            String condition,
            String message,
            @Nullable String epoch,
            int segments,
            long rows,
            long events,
            Map<Integer, Long> nextOffsets,
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
        var snapshot = lake.snapshot(topic);
        var count = LakeCount.of(snapshot);
        var health = ingest.health(topic);
        return new TopicView(
                health.condition(),
                health.message(),
                snapshot.coverage().epoch().orElse(null),
                snapshot.coverage().segments(),
                count.rows(),
                count.events(),
                new TreeMap<>(snapshot.coverage().nextOffsets()),
                health.lag(),
                health.refused());
    }
}
