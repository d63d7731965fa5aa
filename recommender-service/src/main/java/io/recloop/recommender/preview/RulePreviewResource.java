package io.recloop.recommender.preview;

import io.recloop.contracts.events.RuleSaved;
import io.recloop.kit.http.Caller;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.http.Role;
import io.recloop.recommender.requests.ParsedQuery;
import io.recloop.recommender.requests.QueryReader;
import io.recloop.recommender.rules.RuleDraft;
import io.recloop.recommender.rules.RuleRequestReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

@Path("/v1/rules/preview")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@RunOnVirtualThread
class RulePreviewResource {
    private static final int MOST_DRAFTS = 20;

    private final RulePreview preview;
    private final RuleRequestReader rules;
    private final QueryReader queries;
    private final Caller caller;
    private final Clock clock;

    RulePreviewResource(RulePreview preview, RuleRequestReader rules, QueryReader queries, Caller caller, Clock clock) {
        this.preview = preview;
        this.rules = rules;
        this.queries = queries;
        this.caller = caller;
        this.clock = clock;
    }

    /// Beside the fields of a request for recommendations.
    ///
    /// @param rules drafts; one with the id of a saved rule stands in for it
    /// @param at    as if it were then; now where absent
    @Schema(examples = """
                    {"user": "42", "limit": 10,
                     "rules": [{"name": "No tobacco", "condition": {"categories": ["tobacco"]},
                                "action": {"kind": "hide"}}]}""")
    record Previewed(
            @Nullable List<@Nullable RuleDraft> rules,
            @Nullable Instant at) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "What draft rules would do to the list of a user or basket; nothing is saved",
            description = "The body is that of POST /v1/recommendations with rules, an array of drafts, and at.")
    public RulePreview.Preview preview(
            @RequestBody(content = @Content(schema = @Schema(implementation = Previewed.class))) byte[] body) {
        var asked = queries.ofBody(body);
        if (asked.many() || !(asked.questions().getFirst() instanceof ParsedQuery.Valid(var query))) {
            throw ProblemException.invalid("users cannot be given here; give one user");
        }
        var given = rules.body(body, Previewed.class);
        return preview.of(
                query,
                drafts(given.rules() == null ? List.of() : given.rules()),
                given.at() == null ? clock.instant() : given.at());
    }

    private List<RuleSaved> drafts(List<@Nullable RuleDraft> given) {
        if (given.isEmpty() || given.size() > MOST_DRAFTS) {
            throw ProblemException.invalid("rules must have 1 to %d drafts".formatted(MOST_DRAFTS));
        }
        var drafts = new ArrayList<RuleSaved>();
        for (var draft : given) {
            if (draft == null) {
                throw ProblemException.invalid("an entry of rules is null");
            }
            var id = draft.id() == null ? "draft-" + (drafts.size() + 1) : draft.id();
            drafts.add(rules.rule(caller.tenant(), id, 1, draft, caller.name()));
        }
        return drafts;
    }
}
