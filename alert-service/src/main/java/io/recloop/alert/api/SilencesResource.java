package io.recloop.alert.api;

import io.recloop.alert.alertmanager.SilencePreview;
import io.recloop.alert.labels.InvalidMatcherException;
import io.recloop.alert.labels.Matcher;
import io.recloop.alert.labels.MatcherParser;
import io.recloop.alert.silences.InvalidSilenceException;
import io.recloop.alert.silences.Silence;
import io.recloop.alert.silences.Silence.Author;
import io.recloop.alert.silences.Silence.Span;
import io.recloop.alert.silences.SilenceDraft;
import io.recloop.alert.silences.SilenceDraft.Condition;
import io.recloop.alert.silences.SilenceState;
import io.recloop.alert.silences.Silences;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/v1/silences")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
public final class SilencesResource {
    private final Silences silences;
    private final SilencePreview preview;
    private final Caller caller;
    private final Clock clock;

    SilencesResource(Silences silences, SilencePreview preview, Caller caller, Clock clock) {
        this.silences = silences;
        this.preview = preview;
        this.caller = caller;
        this.clock = clock;
    }

    /// @param matchers such as `team="a"` or `alertname=~"Disk.*"`; all must match
    /// @param startsAt now where it is absent
    /// @param comment  why; for the person who looks next
    public record NewSilence(
            @NotEmpty List<@NotBlank String> matchers,
            @Nullable Instant startsAt,
            @NotNull Instant endsAt,
            @NotBlank @Size(max = 10_000) String comment) {}

    public record Matchers(@NotEmpty List<@NotBlank String> matchers) {}

    /// @param state `active`, `pending` or `expired`
    public record SilenceView(
            UUID id,
            String state,
            List<String> matchers,
            Instant startsAt,
            Instant endsAt,
            String createdBy,
            String comment) {}

    public record SilenceList(List<SilenceView> silences) {}

    public record Preview(int total, List<SilencePreview.Hit> alerts) {}

    @GET
    @Operation(summary = "Silences of the caller's tenant, by their end; without a state those that are not over")
    public SilenceList list(@RestQuery @DefaultValue("current") String state) {
        var now = clock.instant();
        return new SilenceList(silences.all(caller.tenant()).stream()
                .filter(silence -> isWanted(silence.state(now), state))
                .map(silence -> view(silence, now))
                .toList());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One silence")
    public SilenceView show(@PathParam("id") String id) {
        return view(silences.byId(caller.tenant(), idOf(id)).orElseThrow(SilencesResource::unknown), clock.instant());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Silence alerts for a while; the caller is its author")
    public SilenceView add(@NotNull @Valid NewSilence body) {
        var starts = body.startsAt() == null ? clock.instant() : body.startsAt();
        var author = new Author(caller.name(), body.comment());
        try {
            var draft = new SilenceDraft(
                    SilenceDraft.matchersOf(conditions(body.matchers())), new Span(starts, body.endsAt()), author);
            var made = silences.set(caller.tenant(), Optional.empty(), draft).orElseThrow();
            return view(made, clock.instant());
        } catch (InvalidSilenceException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "End a silence now; one that is over stays as it is")
    public SilenceView expire(@PathParam("id") String id) {
        return view(silences.expire(caller.tenant(), idOf(id)).orElseThrow(SilencesResource::unknown), clock.instant());
    }

    @POST
    @Path("/preview")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "The alerts that a silence with these matchers would hit now; nothing is made")
    public Preview preview(@NotNull @Valid Matchers body) {
        var hits = preview.of(caller.tenant(), matchers(body.matchers()));
        return new Preview(hits.size(), hits);
    }

    private static boolean isWanted(SilenceState state, String wanted) {
        return switch (wanted) {
            case "all" -> true;
            case "current" -> state != SilenceState.EXPIRED;
            case "active", "pending", "expired" -> state.code().equals(wanted);
            default -> throw ProblemException.invalid("state must be one of current, active, pending, expired, all");
        };
    }

    private static List<Matcher> matchers(List<String> texts) {
        var matchers = new ArrayList<Matcher>();
        for (var text : texts) {
            try {
                matchers.addAll(MatcherParser.parseAll(text));
            } catch (InvalidMatcherException e) {
                throw ProblemException.invalid("matchers: " + e.getMessage());
            }
        }
        return matchers;
    }

    private static List<Condition> conditions(List<String> texts) {
        return matchers(texts).stream()
                .map(matcher -> new Condition(matcher.name(), matcher.operator(), matcher.value()))
                .toList();
    }

    private static SilenceView view(Silence silence, Instant now) {
        return new SilenceView(
                silence.id(),
                silence.state(now).code(),
                silence.matchers().stream().map(Matcher::toString).toList(),
                silence.span().startsAt(),
                silence.span().endsAt(),
                silence.author().createdBy(),
                silence.author().comment());
    }

    /// What is not an id names no silence.
    private static UUID idOf(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("There is no silence with this id");
    }
}
