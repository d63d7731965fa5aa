package io.recloop.training.api;

import io.recloop.kit.http.Caller;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.recloop.training.registry.datasets.Datasets;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/// Datasets in the store. `POST /v1/runs` with pipeline `data-refresh` makes a new one.
@Path("/v1/datasets")
@Tag(name = "datasets")
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class DatasetResource {
    private final Datasets datasets;
    private final Caller caller;

    @Inject
    DatasetResource(Datasets datasets, Caller caller) {
        this.datasets = datasets;
        this.caller = caller;
    }

    @Schema(name = "Datasets")
    record Listing(List<Datasets.Snapshot> datasets) {}

    @GET
    @Operation(summary = "The newest datasets")
    public Listing list(@RestQuery @DefaultValue("20") @Min(1) @Max(500) int limit) {
        return new Listing(datasets.newest(caller.tenant(), limit));
    }

    @GET
    @Path("/current")
    @Operation(summary = "The newest dataset")
    public Datasets.Snapshot current() {
        return datasets.newest(caller.tenant(), 1).stream()
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("There is no dataset yet"));
    }

    @GET
    @Path("/{version}")
    @Operation(summary = "One dataset: what went in, what came out, what is held out")
    public Datasets.Snapshot find(@RestPath @Size(max = 80) String version) {
        return datasets.find(caller.tenant(), version)
                .orElseThrow(() -> ProblemException.notFound("There is no such dataset"));
    }
}
