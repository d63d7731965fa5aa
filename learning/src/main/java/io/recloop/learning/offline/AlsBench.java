package io.recloop.learning.offline;

import io.recloop.learning.engine.Algorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "als",
        mixinStandardHelpOptions = true,
        description =
                "Seconds of an iteration of ALS, both sides: the mean of a run's iterations. Every run starts from scratch.")
final class AlsBench implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private BenchOptions options;

    @Override
    public Integer call() throws Exception {
        var dataset = options.dataset();
        var data = dataset.trainingData();
        var settings = options.settings(Algorithm.ALS, data, Map.of());
        var trainer = Algorithm.ALS.trainer(settings);
        var seconds = options.measured(() -> BenchOptions.iterationSeconds(trainer, data).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow());
        var figures = new LinkedHashMap<String, Object>();
        figures.put("secondsPerIteration", Spread.of(seconds));
        options.print(spec.commandLine().getOut(), "als", dataset, settings, figures);
        return 0;
    }
}
