package io.recloop.local.cli;

import static io.recloop.local.cli.AlertsListCommand.oneLine;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows an incident: what happened, who was notified, and how often it was tried.")
final class AlertsShowCommand implements Callable<Integer> {
    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "Id of an incident, see `alerts list`")
    private UUID id;

    @Override
    public Integer call() throws IOException {
        var story = options.service().get("/v1/incidents/" + id);
        var out = spec.commandLine().getOut();
        options.print(out, story, () -> print(out, story));
        return 0;
    }

    private static void print(PrintWriter out, JsonNode story) {
        var incident = story.path("incident");
        AlertsListCommand.print(out, incident);
        out.printf(
                "  source %s, seen %d times%n",
                oneLine(incident.path("source")), incident.path("occurrences").asLong());
        incident.path("labels")
                .properties()
                .forEach(label -> out.printf(
                        "  %s = %s%n", label.getKey().replaceAll("\\p{Cntrl}+", " "), oneLine(label.getValue())));
        out.println("events");
        story.path("events")
                .forEach(event -> out.printf(
                        "  %s  %-12s  %s: %s%n",
                        event.path("occurredAt").asText(),
                        event.path("kind").asText(),
                        oneLine(event.path("actor")),
                        oneLine(event.path("message"))));
        out.println("notifications");
        story.path("notifications")
                .forEach(notification -> out.printf(
                        "  %s  %-10s  %s, attempts: %d%s%n",
                        oneLine(notification.path("channel")),
                        notification.path("reason").asText(),
                        notification.path("state").asText(),
                        notification.path("attempts").size(),
                        notification.hasNonNull("lastError") ? ": " + oneLine(notification.path("lastError")) : ""));
    }
}
