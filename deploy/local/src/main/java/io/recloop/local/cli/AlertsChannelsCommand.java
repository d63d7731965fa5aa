package io.recloop.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "channels",
        mixinStandardHelpOptions = true,
        description = "Lists the channels: whether each is written to, what waits for it, when it last delivered.",
        footer = {"", "Exit codes: 0 all are written to, 1 one is spared after failures, 2 failed."})
public final class AlertsChannelsCommand implements Callable<Integer> {
    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var found = options.service().get("/v1/channels");
        var out = spec.commandLine().getOut();
        options.print(out, found, () -> table(out, found.path("channels")));
        for (var channel : found.path("channels")) {
            if (!channel.path("state").asText().equals("closed")) {
                return 1;
            }
        }
        return 0;
    }

    private static void table(PrintWriter out, JsonNode channels) {
        out.printf(
                "%-20s %-13s %-10s %8s  %-24s %s%n", "NAME", "TYPE", "STATE", "PENDING", "LAST DELIVERED", "FALLBACK");
        for (var channel : channels) {
            out.printf(
                    "%-20s %-13s %-10s %8d  %-24s %s%n",
                    channel.path("name").asText(),
                    channel.path("type").asText(),
                    channel.path("state").asText(),
                    channel.at("/waiting/pending").asLong(),
                    channel.path("lastDelivered").asText("never"),
                    channel.path("fallback").asText());
        }
    }
}
