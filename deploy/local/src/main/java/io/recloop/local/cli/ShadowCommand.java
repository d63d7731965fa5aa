package io.recloop.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.client.Recommender;
import io.recloop.local.client.RunningStack;
import io.recloop.local.client.Training;
import io.recloop.local.layout.LocalFailure;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "shadow",
        mixinStandardHelpOptions = true,
        description =
                "Shows the shadow model and whether it is compared. `shadow stop` ends the shadow deployment, `deploy --shadow MODEL` starts one.",
        footer = {"", "Exit codes: 0 it answers or none is on trial, 1 it cannot answer, 2 failed."})
public final class ShadowCommand implements Callable<Integer> {

    @Mixin
    private StackOptions stack;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--tenant",
            defaultValue = "default",
            paramLabel = "TENANT",
            description = "Tenant (default: ${DEFAULT-VALUE})")
    private String tenant;

    @Option(names = "--json", description = "Print one JSON document")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        var state = Recommender.of(RunningStack.on(stack.dataDir()), tenant).model();
        var shadow = state.path("shadow");
        if (json) {
            print(standing(state));
        } else {
            spec.commandLine().getOut().println(line(state, shadow));
        }
        return shadow.isMissingNode() || shadow.path("state").asText().equals("comparing") ? 0 : 1;
    }

    @Command(name = "stop", mixinStandardHelpOptions = true, description = "Ends the shadow deployment.")
    int stop(
            @Option(
                            names = "--reason",
                            defaultValue = "asked for on the command line",
                            paramLabel = "TEXT",
                            description = "Reason, kept in the event (default: ${DEFAULT-VALUE})")
                    String reason,
            @Option(names = "--json", description = "Print one JSON document") boolean asJson,
            @Mixin StackOptions ofStop,
            @Option(
                            names = "--tenant",
                            defaultValue = "default",
                            paramLabel = "TENANT",
                            description = "Tenant (default: ${DEFAULT-VALUE})")
                    String ofTenant)
            throws IOException {
        var running = RunningStack.on(ofStop.dataDir());
        var modelId = Recommender.of(running, ofTenant)
                .model()
                .path("shadow")
                .path("modelId")
                .asText("");
        if (modelId.isEmpty()) {
            throw new LocalFailure("no model is on trial");
        }
        var stopped = Training.of(running, ofTenant).tryInShadow(modelId, 0, reason);
        if (asJson || json) {
            print(stopped);
        } else {
            spec.commandLine().getOut().println(modelId + " is no longer on trial");
        }
        return 0;
    }

    private static ObjectNode standing(JsonNode state) {
        var document = EventCodec.JSON
                .createObjectNode()
                .put("tenant", state.path("tenant").asText());
        document.set(
                "serving",
                state.path("model").path("modelId").isMissingNode()
                        ? document.nullNode()
                        : state.path("model").path("modelId"));
        document.set("shadow", state.path("shadow").isMissingNode() ? document.nullNode() : state.path("shadow"));
        return document;
    }

    private static String line(JsonNode state, JsonNode shadow) {
        if (shadow.isMissingNode()) {
            return "no model is on trial; `recloop deploy --shadow MODEL` has one answer without being shown";
        }
        var because = shadow.path("because").asText("");
        return "%s: %s, %.4g %% of the requests, beside %s%s"
                .formatted(
                        shadow.path("modelId").asText(),
                        shadow.path("state").asText(),
                        100 * shadow.path("share").asDouble(),
                        state.path("model").path("modelId").asText("no model"),
                        because.isEmpty() ? "" : "; " + because);
    }

    private void print(JsonNode document) throws IOException {
        spec.commandLine()
                .getOut()
                .println(EventCodec.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    }
}
