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
                "Deploys a stored model under a new generation; with --shadow it is scored in the background and never shown.")
public final class DeployCommand implements Callable<Integer> {

    @Mixin
    private StackOptions stack;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "Model id, see `recloop models`")
    private String modelId;

    @Option(
            names = "--shadow",
            description = "Deploy as a shadow: its results are compared and never shown; see `recloop shadow`")
    private boolean shadow;

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            description = "Share of the requests that the shadow scores, above 0 and at most 1 (default: 1)")
    private @Nullable Double share;

    @Option(
            names = "--reason",
            defaultValue = "asked for on the command line",
            paramLabel = "TEXT",
            description = "Reason, kept in the audit log (default: ${DEFAULT-VALUE})")
    private String reason;

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
