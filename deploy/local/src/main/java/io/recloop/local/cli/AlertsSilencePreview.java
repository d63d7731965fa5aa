package io.recloop.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = "Shows the alerts that a silence with these matchers would hit now. Makes nothing.")
final class AlertsSilencePreview implements Callable<Integer> {
    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "MATCHER", description = "What would be silenced, such as team=a")
    private List<String> matchers;

    @Override
    public Integer call() throws IOException {
        var body = EventCodec.JSON.createObjectNode();
        matchers.forEach(body.putArray("matchers")::add);
        var found = options.service().post("/v1/silences/preview", body);
        var out = spec.commandLine().getOut();
        options.print(out, found, () -> {
            out.printf("%d alerts would be silenced%n", found.path("total").asInt());
            found.path("alerts").forEach(alert -> out.println(line(alert)));
        });
        return 0;
    }

    private static String line(JsonNode alert) {
        var labels = new ArrayList<String>();
        alert.path("labels")
                .properties()
                .forEach(label -> labels.add(
                        label.getKey() + "=" + label.getValue().asText().replaceAll("\\p{Cntrl}+", " ")));
        return alert.path("startsAt").asText() + "  " + String.join(" ", labels);
    }
}
