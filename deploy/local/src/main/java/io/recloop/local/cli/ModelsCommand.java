package io.recloop.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.client.RunningStack;
import io.recloop.local.client.Training;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists the registry's newest models; `models show ID` tells everything about one.")
public final class ModelsCommand implements Callable<Integer> {

    @Mixin
    private StackOptions stack;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--tenant",
            defaultValue = "default",
            paramLabel = "TENANT",
            description = "Whose models; ${DEFAULT-VALUE} unless told otherwise.")
    private String tenant;

    @Option(
            names = {"-n", "--limit"},
            defaultValue = "20",
            paramLabel = "N",
            description = "How many; ${DEFAULT-VALUE} unless told otherwise.")
    private int limit;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var found = Training.of(RunningStack.on(stack.dataDir()), tenant).models(limit);
        if (json) {
            out.println(EventCodec.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(found));
        } else {
            print(out, found.path("models"));
        }
        out.flush();
        return 0;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Everything about one model.")
    int show(
            @Parameters(paramLabel = "ID", description = "As `models` lists it.") String modelId,
            @Option(names = "--json", description = "Print one JSON document; so it does without.") boolean unused,
            @Mixin StackOptions ofShow,
            @Option(names = "--tenant", defaultValue = "default", paramLabel = "TENANT", description = "Whose model.")
                    String ofTenant)
            throws IOException {
        var out = spec.commandLine().getOut();
        var model = Training.of(RunningStack.on(ofShow.dataDir()), ofTenant).model(modelId);
        out.println(EventCodec.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(model));
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, JsonNode models) {
        if (models.isEmpty()) {
            out.println("no model yet; `recloop train` makes one");
            return;
        }
        out.printf(
                "%-30s %-11s %-6s %9s %10s %5s %-20s%n",
                "model", "status", "kind", "ndcg@10", "popularity", "gen", "created");
        for (var model : models) {
            var metrics = model.path("metrics");
            out.printf(
                    "%-30s %-11s %-6s %9s %10s %5s %-20s%n",
                    model.path("modelId").asText(),
                    model.path("status").asText(),
                    model.path("algorithm").asText(),
                    figure(metrics.path("candidate").path("ndcg@10")),
                    figure(metrics.path("popularity").path("ndcg@10")),
                    generation(model),
                    model.path("createdAt").asText());
        }
    }

    private static String generation(JsonNode model) {
        var newest = model.path("generations").path(0);
        return newest.isMissingNode() ? model.path("generation").asText("-") : newest.asText();
    }

    private static String figure(JsonNode value) {
        return value.isNumber() ? "%.4f".formatted(value.doubleValue()) : "-";
    }
}
