package io.recloop.monitor.rules;

import io.recloop.kit.http.Caller;
import io.recloop.kit.http.Role;
import io.recloop.monitor.api.Range;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/// What rules would do: on given numbers, and on stored history.
@Path("/v1/alert-rules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ADMIN})
@Blocking
@Transactional
class AlertRuleTrials {
    private static final Duration USUAL = Duration.ofDays(7);

    private final AlertRules rules;
    private final AlertRuleReader reader;
    private final Backtest backtest;
    private final Caller caller;

    AlertRuleTrials(AlertRules rules, AlertRuleReader reader, Backtest backtest, Caller caller) {
        this.rules = rules;
        this.reader = reader;
        this.backtest = backtest;
        this.caller = caller;
    }

    /// @param after how long the value must stay so
    record Triggered(String rule, String severity, String metric, double value, String condition, String after) {}

    /// @param quiet    rules that the numbers do not trigger
    /// @param notGiven rules whose metric was not given
    record Checked(List<Triggered> triggered, List<String> quiet, List<String> notGiven) {}

    @POST
    @Path("/check")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Which rules given metrics would trigger; nothing is raised",
            description = "{\"metrics\": {\"latency_p95\": 250, \"error_rate\": 0.1}}")
    public Checked check(byte[] body) {
        var given = reader.numbers(AlertRuleReader.object(body));
        var checked = new Checked(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (var kept : rules.all(caller.tenant())) {
            var rule = kept.rule();
            var value = given.get(rule.selection().metric());
            if (value == null) {
                checked.notGiven.add(rule.name());
            } else if (rule.trigger().isBeyond(value)) {
                checked.triggered.add(new Triggered(
                        rule.name(),
                        rule.severity().code(),
                        rule.selection().metric(),
                        value,
                        rule.condition(),
                        rule.trigger().hold().toString()));
            } else {
                checked.quiet.add(rule.name());
            }
        }
        return checked;
    }

    @GET
    @Path("/{name}/backtest")
    @Operation(
            summary = "How often a rule would have fired over stored history",
            description = "Times are ISO 8601; the default is the last seven days in 500 looks.")
    public Backtest.Result backtest(
            @PathParam("name") String name,
            @RestQuery Optional<String> from,
            @RestQuery Optional<String> to,
            @RestQuery Optional<String> step) {
        return run(rules.one(caller.tenant(), name).rule(), Range.of(from, to, USUAL, backtest.now()), step);
    }

    @POST
    @Path("/{name}/backtest")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "How often a rule that is not saved would have fired; the body is the rule")
    public Backtest.Result backtestDraft(
            @PathParam("name") String name,
            @RestQuery Optional<String> from,
            @RestQuery Optional<String> to,
            @RestQuery Optional<String> step,
            byte[] body) {
        return run(reader.read(name, AlertRuleReader.object(body)), Range.of(from, to, USUAL, backtest.now()), step);
    }

    private Backtest.Result run(AlertRule rule, Range range, Optional<String> step) {
        return backtest.run(caller.tenant(), rule, range, step.map(text -> Range.duration("step", text)));
    }
}
