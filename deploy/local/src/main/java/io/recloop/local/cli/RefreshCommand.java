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
            "Makes a new dataset from what has arrived: checked, deduplicated, weighted, split.",
            "",
            "With few new interactions only these are looked at; where that cannot be done, all are, and it is said why."
        },
        footer = {"", "Exit code 0 done, 1 nothing to do or too little data, 2 failed."})
public final class RefreshCommand implements Callable<Integer> {

    @Mixin
    private RunOptions run;

    @Spec
    private CommandSpec spec;

    @Option(names = "--force", description = "Also where nothing has arrived since the last one.")
    private boolean force;

    @Option(names = "--force-full", description = "From everything, also where the new interactions would do.")
    private boolean forceFull;

    @Option(names = "--dry-run", description = "Print what would be done and why, and do nothing.")
    private boolean dryRun;

    @Option(names = "--skip-merge", description = "Leave the lake's segments as they are.")
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
