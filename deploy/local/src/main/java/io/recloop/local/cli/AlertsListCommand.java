package io.recloop.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists incidents, the newest first.")
final class AlertsListCommand implements Callable<Integer> {
    private enum Status {
        OPEN,
        RESOLVED,
        ALL
    }

    private enum Severity {
        INFO,
        WARNING,
        ERROR,
        CRITICAL
    }

    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--status",
            defaultValue = "OPEN",
            paramLabel = "STATUS",
            description = "open, resolved or all (default: open)")
    private Status status;

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            description = "info, warning, error or critical (default: all)")
    private Severity severity;

    @Option(
            names = "--limit",
            defaultValue = "50",
            paramLabel = "N",
            description = "Most incidents to list, 1 to 500 (default: ${DEFAULT-VALUE})")
    private int limit;

    @Override
    public Integer call() throws IOException {
        var path = "/v1/incidents?status=" + code(status) + "&limit=" + limit
                + (severity == null ? "" : "&severity=" + code(severity));
        var found = options.service().get(path);
        var out = spec.commandLine().getOut();
        options.print(out, found, () -> {
            found.path("incidents").forEach(incident -> print(out, incident));
            long left = found.path("total").asLong() - found.path("incidents").size();
            if (found.path("incidents").isEmpty()) {
                out.println("no incidents");
            } else if (left > 0) {
                out.printf("and %d more%n", left);
            }
        });
        return 0;
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static void print(PrintWriter out, JsonNode incident) {
        out.printf(
                "%s  %-8s  %-8s  since %s  %s: %s%s%n",
                incident.path("id").asText(),
                incident.path("severity").asText(),
                incident.path("status").asText(),
                incident.path("openedAt").asText(),
                oneLine(incident.path("rule")),
                oneLine(incident.path("summary")),
                incident.hasNonNull("acknowledgement")
                        ? "  (acknowledged by "
                                + oneLine(incident.path("acknowledgement").path("by")) + ")"
                        : "");
    }

    /// What others wrote must not move the reader's terminal.
    static String oneLine(JsonNode text) {
        return text.asText().replaceAll("\\p{Cntrl}+", " ");
    }
}
