package io.recloop.recommender.feedback;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.ItemEvent;
import io.recloop.contracts.events.ItemRemoved;
import io.recloop.contracts.events.ItemUpserted;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.Role;
import io.recloop.recommender.access.Identifier;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.topics.EventIds;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/v1/items/{item}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CLIENT, Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class ItemFeedResource {
    private static final String TYPE = "item-upserted";

    private final EventReader reading;
    private final AcknowledgedSender sending;
    private final Caller caller;
    private final Catalog catalog;
    private final Clock clock;

    ItemFeedResource(EventReader reading, AcknowledgedSender sending, Caller caller, Catalog catalog, Clock clock) {
        this.reading = reading;
        this.sending = sending;
        this.caller = caller;
        this.catalog = catalog;
        this.clock = clock;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    @Operation(
            summary = "Put an item into the catalogue, whole: what is left out is no longer known of it",
            description = "Answers when the broker has acknowledged it.")
    public Acknowledgement put(@PathParam("item") String item, byte[] body) {
        var id = Identifier.check("item", item);
        var event = reading.one(ItemEvent.class, TYPE, caller.tenant(), body, Map.of("item", id));
        return sending.send(Topic.ITEMS, List.of(dated(event)));
    }

    /// The topic keeps the item's newest version alone, so that it has to say itself when the item came.
    private ItemEvent dated(ItemEvent event) {
        if (!(event instanceof ItemUpserted upserted) || upserted.addedAt() != null) {
            return event;
        }
        var known = catalog.item(event.tenant(), event.item());
        return upserted.addedAt(known == null || known.addedAt() == null ? event.occurredAt() : known.addedAt());
    }

    @DELETE
    @ResponseStatus(202)
    @Operation(summary = "Take an item out of the catalogue; it is recommended no more")
    public Acknowledgement remove(@PathParam("item") String item) {
        var id = Identifier.check("item", item);
        return sending.send(
                Topic.ITEMS, List.of(new ItemRemoved(EventIds.next(), caller.tenant(), clock.instant(), id)));
    }
}
