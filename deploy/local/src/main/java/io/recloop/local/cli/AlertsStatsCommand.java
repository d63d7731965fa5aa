package io.recloop.local.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        description =
                "Shows how useful the incidents of each rule were, the noisiest first. `alerts mark` is what counts.")
final class AlertsStatsCommand implements Callable<Integer> {
    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--days",
            defaultValue = "30",
            paramLabel = "NUMBER",
            description = "Of incidents that began within these days (default: ${DEFAULT-VALUE})")
    private int days;

    @Override
    public Integer call() throws IOException {
        var found = options.service().get("/v1/alert-statistics?days=" + days);
        var out = spec.commandLine().getOut();
        options.print(out, found, () -> {
            if (found.path("rules").isEmpty()) {
                out.println("no incidents");
            }
            found.path("rules")
                    .forEach(rule -> out.printf(
                            "%-30s  %5d incidents  %5d acknowledged  %4d useful  %4d noise%n",
                            rule.path("rule").asText(),
                            rule.path("incidents").asLong(),
                            rule.path("acknowledged").asLong(),
                            rule.path("useful").asLong(),
                            rule.path("noise").asLong()));
        });
        return 0;
    }
}
