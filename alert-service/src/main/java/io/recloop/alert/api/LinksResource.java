package io.recloop.alert.api;

import io.quarkus.qute.Qute;
import io.recloop.alert.incidents.IncidentActions;
import io.recloop.alert.incidents.IncidentArchive;
import io.recloop.alert.incidents.IncidentView;
import io.recloop.alert.links.AckLinks;
import io.recloop.kit.http.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Acknowledgement by the link in a message. Looking at it changes nothing, since programs that read mail follow links;
/// the button on the page acts.
@Path("/v1/links/acknowledge/{token}")
@Produces(MediaType.TEXT_HTML)
@PermitAll
@RunOnVirtualThread
public final class LinksResource {
    private static final String BY = "link";
    private static final String PAGE = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>{rule}</title></head>
            <body><h1>{severity}: {rule}</h1><p>{summary}</p><p>{said}</p>
            {#if open}<form method="post"><button>Acknowledge</button></form>{/if}
            </body></html>
            """;

    private final AckLinks links;
    private final IncidentArchive archive;
    private final IncidentActions actions;

    LinksResource(AckLinks links, IncidentArchive archive, IncidentActions actions) {
        this.links = links;
        this.archive = archive;
        this.actions = actions;
    }

    @GET
    @Operation(summary = "The page behind a message's link: what fires, and a button to acknowledge it")
    public Response look(@PathParam("token") String token) {
        var id = incident(token);
        var story = archive.story(tenant(id), id).orElseThrow(LinksResource::gone);
        return page(story.incident(), said(story.incident()));
    }

    @POST
    @Operation(summary = "Acknowledge the one incident that the link is for")
    public Response acknowledge(@PathParam("token") String token) {
        var id = incident(token);
        var changed = actions.acknowledge(tenant(id), id, BY, "by the link in a message")
                .orElseThrow(LinksResource::gone);
        return page(changed, said(changed));
    }

    private UUID incident(String token) {
        return switch (links.read(token)) {
            case AckLinks.Reading.Valid(var incident) -> incident;
            case AckLinks.Reading.Expired() ->
                throw ProblemException.notFound(
                        "This link has expired: acknowledge with the command line or over HTTP");
            case AckLinks.Reading.Forged() -> throw gone();
        };
    }

    private String tenant(UUID id) {
        return archive.tenantOf(id).orElseThrow(LinksResource::gone);
    }

    private static ProblemException gone() {
        return ProblemException.notFound("There is no incident behind this link");
    }

    private static String said(IncidentView incident) {
        var by = incident.acknowledgement();
        return by == null
                ? "Status: " + incident.status()
                : "Status: %s, acknowledged by %s at %s".formatted(incident.status(), by.by(), by.at());
    }

    private static Response page(IncidentView incident, String said) {
        var html = Qute.fmt(PAGE)
                .contentType(MediaType.TEXT_HTML)
                .dataMap(Map.of(
                        "rule", incident.rule(),
                        "severity", incident.severity().code(),
                        "summary", incident.summary(),
                        "said", said,
                        "open", incident.status().equals("firing")))
                .render();
        return Response.ok(html)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
