package io.recloop.monitor.rules;

import io.recloop.kit.http.Caller;
import io.recloop.kit.http.Role;
import io.recloop.monitor.rules.AlertRules.Kept;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/alert-rules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@Blocking
@Transactional
class AlertRuleResource {
    private static final String FIELDS = "metric (of GET /v1/metrics) and threshold are needed; window (5m), comparison"
            + " (>), resolveThreshold (threshold), for (0s), minimum (the metric's), severity (warning), segment,"
            + " labels and runbook are not. Every replica follows within a look.";

    private final AlertRules rules;
    private final AlertRuleTable table;
    private final Caller caller;

    AlertRuleResource(AlertRules rules, AlertRuleTable table, Caller caller) {
        this.rules = rules;
        this.table = table;
        this.caller = caller;
    }

    /// @param rules by name
    record Listed(List<AlertRuleView> rules) {}

    @GET
    @Operation(summary = "All alert rules with their state, by name")
    public Listed all() {
        var states = table.states(caller.tenant());
        return new Listed(rules.all(caller.tenant()).stream()
                .map(kept -> {
                    var state = states.get(kept.rule().name());
                    return AlertRuleView.of(kept, state == null ? null : state.progress());
                })
                .toList());
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "One alert rule with its state; its version is the ETag")
    public RestResponse<AlertRuleView> one(@PathParam("name") String name) {
        return answer(RestResponse.Status.OK, rules.one(caller.tenant(), name));
    }

    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Add an alert rule, or replace it, whole; to replace it If-Match must have its ETag",
            description = FIELDS)
    public RestResponse<AlertRuleView> put(
            @PathParam("name") String name, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, byte[] body) {
        var saved = rules.save(caller.tenant(), name, ifMatch, AlertRuleReader.object(body), caller.name());
        return answer(saved.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, saved.kept());
    }

    @DELETE
    @Path("/{name}")
    @ResponseStatus(204)
    @Operation(summary = "Delete an alert rule; If-Match must have its ETag. What it has raised is resolved")
    public void delete(@PathParam("name") String name, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        rules.delete(caller.tenant(), name, ifMatch, caller.name());
    }

    private RestResponse<AlertRuleView> answer(RestResponse.Status status, Kept kept) {
        var state = table.states(caller.tenant()).get(kept.rule().name());
        return RestResponse.ResponseBuilder.create(
                        status, AlertRuleView.of(kept, state == null ? null : state.progress()))
                .header(HttpHeaders.ETAG, "\"" + kept.version() + "\"")
                .build();
    }
}
