package io.recloop.recommender.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.recloop.contracts.events.RuleAction;
import io.recloop.contracts.events.RuleCondition;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A rule as an operator writes it.
///
/// @param id        made up where absent; of a rule that exists, only in its own path
/// @param enabled   absent means true
/// @param priority  absent means 0
/// @param from      inclusive; absent means since ever
/// @param to        exclusive; absent means for ever
/// @param condition absent means all items and users
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "What is empty or absent in the condition does not matter; of a list one entry has to match.",
        examples = """
                {"name": "Spring sale of hand creams", "priority": 10,
                 "from": "2027-03-01T00:00:00Z", "to": "2027-04-01T00:00:00Z",
                 "condition": {"categories": ["hands"], "maxPrice": 20, "attributes": {"vegan": "yes"},
                               "segments": ["new", "light"]},
                 "action": {"kind": "boost", "factor": 1.5}}""")
public record RuleDraft(
        @Nullable String id,
        @Nullable String name,
        @Nullable Boolean enabled,
        @Nullable Integer priority,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable RuleCondition condition,
        @Nullable RuleAction action) {}
