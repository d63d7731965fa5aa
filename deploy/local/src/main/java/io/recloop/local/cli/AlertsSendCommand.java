package io.recloop.local.cli;

import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = "Sends an alert, or says that it is over, and prints the incident that came of it.",
        footer = {"", "Example: recloop alerts send DiskFull -l host=db1 --severity critical --summary 'no space left'"
        })
final class AlertsSendCommand implements Callable<Integer> {
    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Name of the alert, which becomes the incident's rule")
    private String name;

    @Option(
            names = {"-l", "--label"},
            paramLabel = "NAME=VALUE",
            description = "Label; labels and name tell one alert from another. May be given several times")
    private Map<String, String> labels = new TreeMap<>();

    @Option(
            names = {"-a", "--annotation"},
            paramLabel = "NAME=VALUE",
            description = "Text for people, shown with the incident. May be given several times")
    private Map<String, String> annotations = new TreeMap<>();

    @Option(
            names = "--severity",
            defaultValue = "warning",
            paramLabel = "SEVERITY",
            description = "info, warning, error or critical (default: ${DEFAULT-VALUE})")
    private String severity;

    @Option(names = "--summary", paramLabel = "TEXT", description = "One line for people (default: the name)")
    private @Nullable String summary;

    @Option(names = "--resolve", description = "Say that the alert with this name, labels and severity is over")
    private boolean resolve;

    @Override
    public Integer call() throws IOException {
        var alert = EventCodec.JSON.createObjectNode().put("name", name).put("severity", severity);
        if (summary != null) {
            alert.put("summary", summary);
        }
        labels.forEach(alert.putObject("labels")::put);
        annotations.forEach(alert.putObject("annotations")::put);
        if (resolve) {
            alert.put("endsAt", Clock.systemUTC().instant().toString());
        }
        var body = EventCodec.JSON.createObjectNode();
        body.putArray("alerts").add(alert);
        var receipt = options.service().post("/v1/alerts", body);
        var out = spec.commandLine().getOut();
        options.print(out, receipt, () -> {
            var taken = receipt.path("alerts").path(0);
            var incident = taken.path("incident").asText("");
            out.printf(
                    "%s: %s%n",
                    taken.path("effect").asText(), incident.isEmpty() ? "no incident" : "incident " + incident);
        });
        return 0;
    }
}
