package io.recloop.local.cli;

import io.recloop.contracts.events.EventCodec;
import io.recloop.local.layout.ComponentState;
import io.recloop.local.layout.DataDir;
import io.recloop.local.layout.Phase;
import io.recloop.local.layout.RunState;
import io.recloop.local.layout.Service;
import io.recloop.local.supervision.Readiness;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Asks every component for its state. Exit code 0 all ready, 1 some not ready, 2 nothing runs.")
public final class StatusCommand implements Callable<Integer> {

    @Mixin
    private StackOptions stack;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON document")
    private boolean json;

    /// @param residentBytes of its processes together; pages that they share count for each
    record Row(
            String name,
            String phase,
            boolean ready,
            @Nullable Long pid,
            int port,
            @Nullable String url,
            int restarts,
            @Nullable String lastProblem,
            @Nullable Long readyAfterMillis,
            long upSeconds,
            long residentBytes,
            String log) {}

    record Report(
            boolean running,
            String phase,
            String dataDir,
            @Nullable Long supervisorPid,
            @Nullable String startedAt,
            @Nullable String bootstrapServers,
            @Nullable String problem,
            long residentBytes,
            List<Row> components) {}

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var dataDir = stack.dataDir();
        var report = RunState.in(dataDir).map(state -> report(dataDir, state)).orElseGet(() -> nothing(dataDir));
        if (json) {
            out.println(EventCodec.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report));
        } else {
            print(out, report);
        }
        out.flush();
        boolean allReady = report.components().stream().allMatch(Row::ready);
        return !report.running() ? 2 : allReady && report.phase().equals("ready") ? 0 : 1;
    }

    private static Report nothing(DataDir dataDir) {
        return new Report(false, "stopped", dataDir.path().toString(), null, null, null, null, 0, List.of());
    }

    private static Report report(DataDir dataDir, RunState state) {
        boolean supervised = state.isSupervised();
        var rows = state.components().parallelStream()
                .map(component -> row(dataDir, state, component))
                .toList();
        var orphaned = !supervised && rows.stream().anyMatch(row -> row.pid() != null);
        return new Report(
                supervised,
                supervised ? lower(state.phase()) : orphaned ? "orphaned" : lower(Phase.STOPPED),
                dataDir.path().toString(),
                supervised ? state.supervisor().pid() : null,
                supervised ? state.startedAt().toString() : null,
                supervised ? state.ports().bootstrapServers() : null,
                orphaned
                        ? "the supervisor was killed; `recloop up` or `recloop down` stops what it left"
                        : state.problem(),
                rows.stream().mapToLong(Row::residentBytes).sum(),
                rows);
    }

    private static Row row(DataDir dataDir, RunState state, ComponentState component) {
        var process = component.process();
        var alive = process == null ? java.util.Optional.<ProcessHandle>empty() : process.alive();
        var service = Arrays.stream(Service.values())
                .filter(candidate -> candidate.label().equals(component.name()))
                .findFirst();
        boolean ready = alive.isPresent()
                && service.map(s -> Readiness.answersOk(s.url(state.ports()).resolve("/q/health/ready")))
                        .orElse(component.phase() == Phase.READY);
        return new Row(
                component.name(),
                lower(component.phase()),
                ready,
                alive.map(ProcessHandle::pid).orElse(null),
                component.port(),
                service.map(s -> s.url(state.ports()).toString()).orElse(null),
                component.restarts(),
                component.lastProblem(),
                component.readyAfterMillis(),
                alive.isPresent()
                        ? Duration.between(component.since(), Clock.systemUTC().instant())
                                .toSeconds()
                        : 0,
                alive.map(ResidentMemory::bytes).orElse(0L),
                dataDir.log(component.name()).toString());
    }

    private static void print(PrintWriter out, Report report) {
        if (!report.running()) {
            out.println(report.phase() + " on " + report.dataDir());
            if (report.problem() != null) {
                out.println("last problem: " + report.problem());
            }
        } else {
            out.println(report.phase() + " on " + report.dataDir() + ", supervisor " + report.supervisorPid());
        }
        if (report.components().isEmpty()) {
            return;
        }
        out.printf(
                "%-12s %-12s %7s %6s %8s %9s %8s%n",
                "component", "phase", "pid", "port", "restarts", "memory", "since");
        for (var row : report.components()) {
            var phase = row.phase().equals("ready") && !row.ready() ? "not ready" : row.phase();
            out.printf(
                    "%-12s %-12s %7s %6d %8d %6d MB %7s%s%n",
                    row.name(),
                    phase,
                    row.pid() == null ? "-" : row.pid(),
                    row.port(),
                    row.restarts(),
                    row.residentBytes() >> 20,
                    row.upSeconds() + "s",
                    row.lastProblem() == null ? "" : "  last restart: " + row.lastProblem());
        }
        out.printf("memory of all: %d MB%n", report.residentBytes() >> 20);
    }

    private static String lower(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
