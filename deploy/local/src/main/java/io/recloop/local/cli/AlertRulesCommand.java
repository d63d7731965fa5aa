package io.recloop.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The parent of what people do with alert rules.
@Command(
        name = "alert-rules",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows, changes and tries the rules that raise alerts.",
        subcommands = {
            AlertRulesListCommand.class,
            AlertRulesShowCommand.class,
            AlertRulesSetCommand.class,
            AlertRulesDeleteCommand.class,
            AlertRulesCheckCommand.class,
            AlertRulesBacktestCommand.class
        },
        footer = {"", "Exit codes: 0 done, 2 failed or refused; of `check`: 1 warning, 2 error or critical."})
public final class AlertRulesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /// Without a command there is nothing to do: the help is shown, as for a wrong one.
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }
}
