package io.recloop.local.cli;

import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "expire",
        mixinStandardHelpOptions = true,
        description = "Ends silences now. One that is over stays as it is.")
final class AlertsSilenceExpire implements Callable<Integer> {
    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Id of a silence, see `silence list`")
    private List<UUID> ids;

    @Override
    public Integer call() throws IOException {
        var service = options.service();
        var ended = EventCodec.JSON.createObjectNode();
        var silences = ended.putArray("silences");
        for (var id : ids) {
            silences.add(service.delete("/v1/silences/" + id));
        }
        var out = spec.commandLine().getOut();
        options.print(out, ended, () -> silences.forEach(silence -> AlertsSilenceList.print(out, silence)));
        return 0;
    }
}
