package io.recloop.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "oncall",
        mixinStandardHelpOptions = true,
        description = "Shows who is on call in each rotation, the overrides, and the gaps of the days ahead.",
        subcommands = {AlertsOncallOverride.class, AlertsOncallRemove.class})
final class AlertsOncallCommand implements Callable<Integer> {
    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--days",
            defaultValue = "14",
            paramLabel = "NUMBER",
            description = "How far ahead gaps are looked for (default: ${DEFAULT-VALUE})")
    private int days;

    @Override
    public Integer call() throws IOException {
        var found = options.service().get("/v1/on-call?days=" + days);
        var out = spec.commandLine().getOut();
        options.print(out, found, () -> {
            if (found.path("rotations").isEmpty()) {
                out.println("no rotations");
            }
            found.path("rotations").forEach(rotation -> print(out, rotation));
        });
        return 0;
    }

    private static void print(PrintWriter out, JsonNode rotation) {
        var now = rotation.path("now");
        out.printf(
                "%s  %s (%s)%n",
                now.path("rotation").asText(),
                now.path("person").asText("nobody"),
                now.path("because").asText());
        rotation.path("overrides").forEach(override -> printOverride(out, override));
        rotation.path("gaps")
                .forEach(gap -> out.printf(
                        "  nobody from %s until %s: %s%n",
                        gap.path("from").asText(),
                        gap.path("until").asText(),
                        gap.path("because").asText()));
    }

    static void printOverride(PrintWriter out, JsonNode override) {
        out.printf(
                "  %s  %s from %s until %s%n",
                override.path("id").asText(),
                override.path("person").asText(),
                override.path("startsAt").asText(),
                override.path("endsAt").asText());
    }
}
