package io.recloop.recommender.rules;

import io.recloop.kit.http.Caller;
import io.recloop.kit.http.Role;
import io.recloop.recommender.problems.Problems;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/rules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class RuleResource {
    private static final String HOLDS = "Answers when the broker has acknowledged it and it holds here; "
            + "other replicas follow within a second.";

    private final Rules rules;
    private final RuleEditor editing;
    private final RuleRequestReader reading;
    private final Caller caller;
    private final Clock clock;

    RuleResource(Rules rules, RuleEditor editing, RuleRequestReader reading, Caller caller, Clock clock) {
        this.rules = rules;
        this.editing = editing;
        this.reading = reading;
        this.caller = caller;
        this.clock = clock;
    }

    /// @param rules the highest priority first
    record Listed(List<Rule> rules) {}

    @GET
    @Operation(summary = "All rules, the highest priority first")
    public Listed all() {
        var now = clock.instant();
        return new Listed(rules.all(caller.tenant()).stream()
                .map(saved -> Rule.of(saved, now))
                .toList());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One rule; its version is the ETag")
    public RestResponse<Rule> one(@PathParam("id") String id) {
        return rules.rule(caller.tenant(), RuleRequestReader.id(id))
                .map(saved -> answer(RestResponse.Status.OK, Rule.of(saved, clock.instant())))
                .orElseThrow(() -> Problems.unknownRule("There is no rule with this id"));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Add a rule", description = HOLDS)
    public RestResponse<Rule> create(
            @RequestBody(content = @Content(schema = @Schema(implementation = RuleDraft.class))) byte[] body) {
        var saved = editing.create(caller.tenant(), reading.body(body, RuleDraft.class), caller.name());
        return RestResponse.ResponseBuilder.<Rule>created(URI.create("/v1/rules/" + saved.rule()))
                .entity(Rule.of(saved, clock.instant()))
                .header(HttpHeaders.ETAG, Rule.of(saved, clock.instant()).entityTag())
                .build();
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Replace a rule, whole; If-Match must have its ETag", description = HOLDS)
    public RestResponse<Rule> replace(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RequestBody(content = @Content(schema = @Schema(implementation = RuleDraft.class))) byte[] body) {
        var draft = reading.body(body, RuleDraft.class);
        var saved = editing.replace(caller.tenant(), RuleRequestReader.id(id), ifMatch, draft, caller.name());
        return answer(RestResponse.Status.OK, Rule.of(saved, clock.instant()));
    }

    @DELETE
    @Path("/{id}")
    @ResponseStatus(204)
    @Operation(summary = "Remove a rule; If-Match must have its ETag", description = HOLDS)
    public void remove(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        editing.remove(caller.tenant(), RuleRequestReader.id(id), ifMatch, caller.name());
    }

    private static RestResponse<Rule> answer(RestResponse.Status status, Rule rule) {
        return RestResponse.ResponseBuilder.<Rule>create(status, rule)
                .header(HttpHeaders.ETAG, rule.entityTag())
                .build();
    }
}
