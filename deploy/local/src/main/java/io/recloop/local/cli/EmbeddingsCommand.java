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
        name = "embeddings",
        mixinStandardHelpOptions = true,
        description = {
            "Encodes the items' texts, so that items without interactions can be recommended.",
            "",
            "Only items whose text has changed are encoded. Near-duplicates are reported."
        },
        footer = {"", "Exit code 0 done or still fresh, 1 there are no texts, 2 failed."})
public final class EmbeddingsCommand implements Callable<Integer> {

    @Mixin
    private RunOptions run;

    @Spec
    private CommandSpec spec;

    @Option(names = "--force", description = "Encode all items again")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        var parameters = new TreeMap<String, String>();
        Flags.put(parameters, "force", force);
        return run.run(spec, "item-embeddings", parameters);
    }
}
