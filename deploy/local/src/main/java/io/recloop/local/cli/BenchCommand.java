package io.recloop.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "bench",
        preprocessor = OfflineMode.TakeOver.class,
        description =
                "Measures training and ranking: bench als, bench bpr, bench topk on a file, bench kernel without.")
public final class BenchCommand implements Callable<Integer> {

    @Mixin(name = OfflineMode.MIXIN)
    private OfflineMode offline;

    @Override
    public Integer call() {
        return offline.run();
    }
}
