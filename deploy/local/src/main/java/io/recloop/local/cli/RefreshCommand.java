package io.recloop.local.cli;

import java.io.IOException;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "refresh",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a new dataset from the lake: validated, deduplicated, weighted and split.",
            "",
            "If there are few new interactions, only these are processed; otherwise all are, and the reason is printed."
        },
        footer = {"", "Exit code 0 done, 1 nothing to do or too little data, 2 failed."})
public final class RefreshCommand implements Callable<Integer> {

    @Mixin
    private RunOptions run;

    @Spec
    private CommandSpec spec;

    @Option(names = "--force", description = "Refresh even if nothing has arrived since the last refresh")
    private boolean force;

    @Option(names = "--force-full", description = "Read all interactions, even if the new ones would do")
    private boolean forceFull;

    @Option(names = "--dry-run", description = "Print the plan and its reason, and change nothing")
    private boolean dryRun;

    @Option(names = "--skip-merge", description = "Do not merge the lake's data files")
    private boolean skipMerge;

    @Override
    public Integer call() throws IOException {
        var parameters = new TreeMap<String, String>();
        Flags.put(parameters, "force", force);
        Flags.put(parameters, "forceFull", forceFull);
        Flags.put(parameters, "dryRun", dryRun);
        Flags.put(parameters, "skipMerge", skipMerge);
        return run.run(spec, "data-refresh", parameters);
    }
}
