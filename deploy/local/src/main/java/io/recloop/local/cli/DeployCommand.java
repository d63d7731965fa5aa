package io.recloop.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.client.RunningStack;
import io.recloop.local.client.Training;
import io.recloop.local.layout.LocalFailure;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        description =
                "Has a stored model serve, under a new generation; with --shadow it answers behind the answers' backs.")
public final class DeployCommand implements Callable<Integer> {

    @Mixin
    private StackOptions stack;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "As `models` lists it.")
    private String modelId;

    @Option(names = "--shadow", description = "Show nobody what it says; `recloop shadow` tells how it stands.")
    private boolean shadow;

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            description = "Of the requests that the shadow answers, above 0 to 1; 1 unless told otherwise.")
    private @Nullable Double share;

    @Option(
            names = "--reason",
            defaultValue = "asked for on the command line",
            paramLabel = "TEXT",
            description = "For the model's trail.")
    private String reason;

    @Option(
            names = "--tenant",
            defaultValue = "default",
            paramLabel = "TENANT",
            description = "Whose model; ${DEFAULT-VALUE} unless told otherwise.")
    private String tenant;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        var wanted = share();
        var training = Training.of(RunningStack.on(stack.dataDir()), tenant);
        if (shadow) {
            say(
                    training.tryInShadow(modelId, wanted, reason),
                    "%s is to answer %.4g %% of the requests in the shadow; `recloop shadow` tells how it stands"
                            .formatted(modelId, 100 * wanted));
        } else {
            var published = training.publish(modelId, reason);
            say(
                    published,
                    "%s is announced as generation %d"
                            .formatted(modelId, published.path("generation").asLong()));
        }
        return 0;
    }

    private double share() {
        if (share == null) {
            return 1;
        }
        if (!shadow) {
            throw new LocalFailure("--share is for --shadow: a model that serves answers all requests");
        }
        if (!(share > 0 && share <= 1)) {
            throw new LocalFailure("--share must be above 0 and at most 1; `recloop shadow stop` ends a trial");
        }
        return share;
    }

    private void say(JsonNode document, String line) throws IOException {
        spec.commandLine()
                .getOut()
                .println(json ? EventCodec.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) : line);
    }
}
