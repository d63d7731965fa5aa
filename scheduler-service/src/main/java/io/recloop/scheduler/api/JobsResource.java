package io.recloop.scheduler.api;

import io.recloop.kit.http.Caller;
import io.recloop.kit.http.Role;
import io.recloop.scheduler.jobs.Job;
import io.recloop.scheduler.slots.Ledger;
import io.recloop.scheduler.slots.Origin;
import io.recloop.scheduler.slots.RunTrigger;
import io.recloop.scheduler.slots.TriggerResult;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

@Path("/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
public final class JobsResource {
    private final JobService jobs;
    private final Ledger ledger;
    private final Caller caller;

    JobsResource(JobService jobs, Ledger ledger, Caller caller) {
        this.jobs = jobs;
        this.ledger = ledger;
        this.caller = caller;
    }

    /// @param reason     for the readers of the history
    /// @param parameters before those of the job; the executor says which it knows
    public record RunOrder(
            @NotBlank @Size(max = 500) @Pattern(regexp = "\\P{Cntrl}*", message = "must not have control characters")
            String reason,

            @Size(max = 50) @Nullable
            Map<
                            @NotBlank @Size(max = 100) @Pattern(regexp = "[A-Za-z0-9._-]+") String,
                            @NotNull @Size(max = 500) String>
                    parameters) {}

    /// @param slot the time that the run is filed under
    public record RunAccepted(String runId, Instant slot) {}

    @GET
    @Operation(summary = "Jobs of the caller's tenant, when they run next and how their last run went")
    public JobView.Page list() {
        return jobs.list(caller.tenant());
    }

    @GET
    @Path("/{job}")
    @Operation(summary = "One job")
    public JobView one(@PathParam("job") String name) {
        return jobs.view(job(name));
    }

    @POST
    @Path("/{job}/run")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    @Operation(summary = "Run a job now; refused with 409 while a run of it is open")
    public RunAccepted run(@PathParam("job") String name, @NotNull @Valid RunOrder order) {
        var parameters = order.parameters() == null ? Map.<String, String>of() : order.parameters();
        var trigger = new RunTrigger(Origin.REQUEST, order.reason(), caller.name(), parameters);
        return switch (ledger.request(job(name), trigger)) {
            case TriggerResult.Dispatched(String runId, Instant slot) -> new RunAccepted(runId, slot);
            case TriggerResult.Busy(String runId) -> throw JobProblems.busy(runId);
        };
    }

    @POST
    @Path("/{job}/pause")
    @Operation(summary = "Skip the slots of a job from now on; a run that is open goes on")
    public JobView pause(@PathParam("job") String name) {
        var job = job(name);
        ledger.pause(job, caller.name());
        return jobs.view(job);
    }

    @POST
    @Path("/{job}/resume")
    @Operation(summary = "Let a job's slots run again; what fell due in between stays skipped")
    public JobView resume(@PathParam("job") String name) {
        var job = job(name);
        jobs.resume(job);
        return jobs.view(job);
    }

    private Job job(String name) {
        return jobs.job(caller.tenant(), name);
    }
}
