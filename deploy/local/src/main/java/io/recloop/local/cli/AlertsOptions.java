package io.recloop.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.client.AlertService;
import io.recloop.local.client.RunningStack;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What every command of `recloop alerts` takes: whose alerts, of which stack, and how they are printed.
final class AlertsOptions {
    @Mixin
    private StackOptions stack;

    @Option(
            names = "--tenant",
            defaultValue = "default",
            paramLabel = "TENANT",
            description = "Tenant (default: ${DEFAULT-VALUE})")
    private String tenant;

    @Option(names = "--json", description = "Print one JSON document")
    private boolean json;

    AlertService service() throws IOException {
        return AlertService.of(RunningStack.on(stack.dataDir()), tenant);
    }

    boolean json() {
        return json;
    }

    /// The document, or what a person reads of it.
    void print(PrintWriter out, JsonNode document, Runnable plain) throws IOException {
        if (json) {
            out.println(EventCodec.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
        } else {
            plain.run();
        }
        out.flush();
    }
}
