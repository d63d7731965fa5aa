package io.recloop.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "maintenance",
        mixinStandardHelpOptions = true,
        description = {
            "Shows, begins or ends the maintenance of a tenant.",
            "",
            "Meanwhile incidents are recorded and nobody is notified; what still fires at the end is sent then."
        },
        footer = {"", "Example: recloop alerts maintenance --for 2h --reason 'new database'"})
final class AlertsMaintenanceCommand implements Callable<Integer> {
    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @ArgGroup
    private @Nullable Change change;

    private static final class Change {
        @ArgGroup(exclusive = false)
        private @Nullable Beginning beginning;

        @Option(names = "--end", required = true, description = "End it now")
        private boolean end;
    }

    private static final class Beginning {
        @Option(
                names = "--for",
                required = true,
                converter = TimeSpan.class,
                paramLabel = "SPAN",
                description = "Begin it, for so long: 30m, 8h or 7d")
        private Duration span;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "For the person who looks next")
        private String reason;
    }

    @Override
    public Integer call() throws IOException {
        var state = state();
        var out = spec.commandLine().getOut();
        options.print(out, state, () -> print(out, state));
        return 0;
    }

    private JsonNode state() throws IOException {
        var service = options.service();
        if (change == null) {
            return service.get("/v1/maintenance");
        }
        var beginning = change.beginning;
        if (change.end || beginning == null) {
            return service.delete("/v1/maintenance");
        }
        var until = Clock.systemUTC().instant().plus(beginning.span).toString();
        return service.put("/v1/maintenance", Map.of("until", until, "reason", beginning.reason));
    }

    private static void print(PrintWriter out, JsonNode state) {
        if (!state.path("on").asBoolean()) {
            out.println("no maintenance");
            return;
        }
        var window = state.path("window");
        out.printf(
                "in maintenance until %s by %s: %s%n",
                window.path("until").asText(),
                window.path("author").asText(),
                window.path("reason").asText().replaceAll("\\p{Cntrl}+", " "));
    }
}
