package io.recloop.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.client.RunningStack;
import io.recloop.local.client.Training;
import java.io.IOException;
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
        description =
                "Lists the newest models of the registry. `models show ID` shows the details of one, `models compare A B` compares two.")
public final class ModelsCommand implements Callable<Integer> {

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

    @Option(
            names = {"-n", "--limit"},
            defaultValue = "20",
            paramLabel = "N",
            description = "Number of models (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(names = "--json", description = "Print one JSON document")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        var found = Training.of(RunningStack.on(stack.dataDir()), tenant).models(limit);
        if (json) {
            print(found);
        } else {
            ModelPages.list(spec.commandLine().getOut(), found.path("models"));
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one model: its lineage, evaluation and audit log.")
    int show(
            @Parameters(paramLabel = "ID", description = "Model id, see `recloop models`") String modelId,
            @Option(names = "--json", description = "Print one JSON document") boolean asJson,
            @Mixin StackOptions ofShow,
            @Option(
                            names = "--tenant",
                            defaultValue = "default",
                            paramLabel = "TENANT",
                            description = "Tenant (default: ${DEFAULT-VALUE})")
                    String ofTenant)
            throws IOException {
        var model = Training.of(RunningStack.on(ofShow.dataDir()), ofTenant).model(modelId);
        if (asJson || json) {
            print(model);
        } else {
            ModelPages.one(spec.commandLine().getOut(), model);
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    @Command(
            name = "compare",
            mixinStandardHelpOptions = true,
            description = "Compares two models: their metrics, and the settings in which they differ.")
    int compare(
            @Parameters(paramLabel = "A", description = "Model id, see `recloop models`") String a,
            @Parameters(paramLabel = "B", description = "Model id to compare with") String b,
            @Option(names = "--json", description = "Print one JSON document") boolean asJson,
            @Mixin StackOptions ofCompare,
            @Option(
                            names = "--tenant",
                            defaultValue = "default",
                            paramLabel = "TENANT",
                            description = "Tenant (default: ${DEFAULT-VALUE})")
                    String ofTenant)
            throws IOException {
        var compared =
                Training.of(RunningStack.on(ofCompare.dataDir()), ofTenant).compare(a, b);
        if (asJson || json) {
            print(compared);
        } else {
            ModelPages.compared(spec.commandLine().getOut(), compared);
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    private void print(JsonNode document) throws IOException {
        spec.commandLine()
                .getOut()
                .println(EventCodec.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    }
}
