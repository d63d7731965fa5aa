package io.recloop.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "silence",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Silences alerts for a while: what matches opens incidents, and nobody is notified.",
        subcommands = {
            AlertsSilenceList.class,
            AlertsSilenceAdd.class,
            AlertsSilenceExpire.class,
            AlertsSilencePreview.class
        },
        footer = {"", "A matcher is NAME=VALUE, NAME!=VALUE, NAME=~EXPRESSION or NAME!~EXPRESSION; all must match."})
final class AlertsSilenceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /// Without a command there is nothing to do: the help is shown, as for a wrong one.
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }
}
