package io.recloop.local.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = "Says how often a rule would have fired over stored history.",
        footer = {
            "",
            "With options of `set` it tries the changed rule, or a new one, without saving it:",
            "recloop alert-rules backtest high_latency --threshold 150 --for 1m"
        })
final class AlertRulesBacktestCommand implements Callable<Integer> {
    @Mixin
    private MonitorOptions options;

    @Mixin
    private AlertRuleOptions rule;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Name of the rule")
    private String name;

    @Option(names = "--from", paramLabel = "TIME", description = "ISO 8601 (default: seven days before the end)")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "ISO 8601 (default: now)")
    private @Nullable String to;

    @Option(names = "--step", paramLabel = "TIME", description = "Between looks, e.g. PT5M (default: for 500 looks)")
    private @Nullable String step;

    @Override
    public Integer call() throws IOException {
        var service = options.service();
        var draft = rule.over(AlertRulePages.find(service, name));
        var tested = service.post(AlertRulePages.path(name) + "/backtest" + query(), draft);
        var out = spec.commandLine().getOut();
        options.print(out, tested, () -> {
            tested.path("episodes")
                    .forEach(episode -> out.printf(
                            "%s  to  %s%n",
                            episode.path("from").asText(), episode.path("to").asText("now")));
            out.println(tested.path("summary").asText());
        });
        return 0;
    }

    private String query() {
        var parts = new ArrayList<String>();
        add(parts, "from", from);
        add(parts, "to", to);
        add(parts, "step", step);
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private static void add(List<String> parts, String field, @Nullable String value) {
        if (value != null) {
            parts.add(field + "=" + AlertsPaths.segment(value));
        }
    }
}
