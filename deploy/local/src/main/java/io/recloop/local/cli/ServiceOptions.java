package io.recloop.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.client.OperatorService;
import io.recloop.local.client.RunningStack;
import io.recloop.local.layout.Service;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What every command that asks one service takes: whose data, of which stack, and how they are printed.
abstract class ServiceOptions {
    private final Service asked;

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

    ServiceOptions(Service asked) {
        this.asked = asked;
    }

    OperatorService service() throws IOException {
        return OperatorService.of(RunningStack.on(stack.dataDir()), asked, tenant);
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
