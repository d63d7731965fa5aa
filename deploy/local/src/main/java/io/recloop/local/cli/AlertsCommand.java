package io.recloop.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The parent of what people do about alerts.
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Sends alerts, and shows and handles what came of them.",
        subcommands = {
            AlertsAckCommand.class,
            AlertsChannelsCommand.class,
            AlertsListCommand.class,
            AlertsMaintenanceCommand.class,
            AlertsMarkCommand.class,
            AlertsNoteCommand.class,
            AlertsOncallCommand.class,
            AlertsPreviewCommand.class,
            AlertsResolveCommand.class,
            AlertsSendCommand.class,
            AlertsShowCommand.class,
            AlertsSilenceCommand.class,
            AlertsSnoozeCommand.class,
            AlertsStatsCommand.class,
            AlertsTestCommand.class
        },
        footer = {"", "Exit codes: 0 done, 2 failed or refused."})
public final class AlertsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /// Without a command there is nothing to do: the help is shown, as for a wrong one.
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }
}
