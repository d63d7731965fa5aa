package io.recloop.local.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.cli.StackOptions;
import io.recloop.local.cli.TimeSpan;
import io.recloop.local.client.Role;
import io.recloop.local.client.RunningStack;
import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.Service;
import io.recloop.local.simulate.SimulationReport.Stretch;
import io.recloop.simulator.ShopSimulation;
import io.recloop.simulator.history.Past;
import io.recloop.simulator.live.LivePlan;
import io.recloop.simulator.live.Scenario;
import io.recloop.simulator.outlets.HttpRecommender;
import io.recloop.simulator.outlets.KafkaSink;
import io.recloop.simulator.shop.ShopPlan;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Sends visitors of a simulated shop to the running stack, and reports what they clicked.",
            "",
            "Only the simulator knows the visitors' tastes, so the report compares the click-through rate with that of perfect recommendations. The same seed gives the same shop. Without --history, the shop's history is assumed to be on the topics already."
        },
        footer = {"", "Exit codes: 0 done, 1 some requests failed, 2 all failed or events were lost."})
public final class SimulateCommand implements Callable<Integer> {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    @Mixin
    private StackOptions stack;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--scenario",
            defaultValue = "steady",
            paramLabel = "NAME",
            description = "Scenario: steady, taste-shift or new-catalogue (default: ${DEFAULT-VALUE})")
    private String scenario;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "When taste or catalogue change (default: after half of the duration)")
    private @Nullable Duration at;

    @Option(
            names = "--users",
            defaultValue = "2000",
            paramLabel = "NUMBER",
            description = "Users of the shop (default: ${DEFAULT-VALUE})")
    private int users;

    @Option(
            names = "--items",
            defaultValue = "800",
            paramLabel = "NUMBER",
            description = "Items of the shop (default: ${DEFAULT-VALUE})")
    private int items;

    @Option(
            names = "--history",
            defaultValue = "0",
            paramLabel = "NUMBER",
            description = "Number of past interactions to write first (default: ${DEFAULT-VALUE})")
    private long history;

    @Option(
            names = "--span",
            defaultValue = "30d",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "How far back the history goes, e.g. 12h, 30d (default: ${DEFAULT-VALUE})")
    private Duration span;

    @Option(
            names = "--rate",
            defaultValue = "20",
            paramLabel = "NUMBER",
            description = "Recommendation requests per second (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(
            names = "--organic",
            defaultValue = "3",
            paramLabel = "NUMBER",
            description = "Visits without recommendations for each visit with them (default: ${DEFAULT-VALUE})")
    private double organic;

    @Option(
            names = "--duration",
            defaultValue = "60s",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "Duration of the simulation, e.g. 60s, 10m (default: ${DEFAULT-VALUE})")
    private Duration duration;

    @Option(
            names = "--interval",
            defaultValue = "5s",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "Approximate time that a line of the report covers (default: ${DEFAULT-VALUE})")
    private Duration interval;

    @Option(
            names = "--seed",
            defaultValue = "42",
            paramLabel = "NUMBER",
            description = "Random seed of the shop (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--tenant",
            defaultValue = "default",
            paramLabel = "TENANT",
            description = "Tenant (default: ${DEFAULT-VALUE})")
    private String tenant;

    @Option(names = "--json", description = "Print one JSON document and nothing else")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        var plan = checked(() -> ShopPlan.of(seed, users, items).forTenant(tenant));
        var traffic = checked(() -> LivePlan.atRate(rate).withOrganicPerVisit(organic));
        var story = checked(() -> Scenario.named(scenario, at == null ? duration.dividedBy(2) : at));
        var running = RunningStack.on(stack.dataDir());
        var token = running.token(Role.CLIENT, tenant);
        try (var sink = new KafkaSink(running.bootstrapServers(), "");
                var recommender = new HttpRecommender(running.url(Service.RECOMMENDER), () -> token, ANSWER)) {
            var shop = new ShopSimulation(plan, sink, Clock.systemUTC());
            var past = past(shop);
            var intervals = new ArrayList<Stretch>();
            try (var live = shop.live(traffic, recommender).playing(story)) {
                var total = live.run(duration, interval, figures -> {
                    var stretch = Stretch.of(figures);
                    intervals.add(stretch);
                    say(stretch.line());
                });
                var report = new SimulationReport(story.name(), seed, past, intervals, Stretch.of(total), sink.lost());
                print(report);
                return total.failures() == 0 ? 0 : total.lists() > 0 ? 1 : 2;
            }
        } catch (IOException e) {
            throw new LocalFailure(String.valueOf(e.getMessage()));
        }
    }

    private Past.Written past(ShopSimulation shop) throws IOException {
        if (history == 0) {
            return shop.withoutHistory();
        }
        var written = shop.history(span, history, n -> {});
        say("%d interactions of %d users with %d items are on the topics"
                .formatted(written.interactions(), written.users(), written.items()));
        return written;
    }

    private void print(SimulationReport report) {
        var out = spec.commandLine().getOut();
        if (json) {
            try {
                out.println(EventCodec.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report));
            } catch (JsonProcessingException e) {
                throw new LocalFailure("cannot print the report: " + e.getOriginalMessage());
            }
        } else {
            out.println("in all:");
            out.println(report.total().line());
        }
        out.flush();
    }

    private void say(String line) {
        if (!json) {
            spec.commandLine().getOut().println(line);
            spec.commandLine().getOut().flush();
        }
    }

    private interface Part<T> {
        T make();
    }

    /// What the plans refuse is the caller's mistake, told like any other wrong option.
    private <T> T checked(Part<T> part) {
        try {
            return part.make();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
