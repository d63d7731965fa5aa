package io.recloop.local.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Sends a test message to a channel and says what became of it.",
        footer = {"", "Exit codes: 0 delivered, 2 not delivered or refused."})
public final class AlertsTestCommand implements Callable<Integer> {
    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CHANNEL", description = "Channel, see `recloop alerts channels`")
    private String channel;

    @Override
    public Integer call() throws IOException {
        var result = options.service().post("/v1/channels/" + AlertsPaths.segment(channel) + "/test", Map.of());
        var out = spec.commandLine().getOut();
        boolean delivered = result.path("outcome").asText().equals("delivered");
        options.print(
                out,
                result,
                () -> out.printf(
                        "%s: %s in %d ms%s%n",
                        channel,
                        result.path("outcome").asText(),
                        result.path("durationMillis").asLong(),
                        delivered ? "" : ": " + result.path("error").asText()));
        return delivered ? 0 : 2;
    }
}
