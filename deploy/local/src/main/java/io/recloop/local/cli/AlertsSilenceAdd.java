package io.recloop.local.cli;

import io.recloop.contracts.events.EventCodec;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = "Makes a silence. `silence preview` shows first what it would hit.",
        footer = {
            "",
            "Example: recloop alerts silence add alertname=DiskFull host=~'db.*' --for 2h --comment 'moving db1'"
        })
final class AlertsSilenceAdd implements Callable<Integer> {
    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "MATCHER", description = "What is silenced, such as team=a")
    private List<String> matchers;

    @Option(
            names = "--for",
            defaultValue = "1h",
            converter = TimeSpan.class,
            paramLabel = "SPAN",
            description = "How long, such as 30m, 8h or 7d (default: ${DEFAULT-VALUE})")
    private Duration span;

    @Option(
            names = {"-c", "--comment"},
            required = true,
            paramLabel = "TEXT",
            description = "Reason, shown with the silence")
    private String comment;

    @Override
    public Integer call() throws IOException {
        var body = EventCodec.JSON
                .createObjectNode()
                .put("endsAt", Clock.systemUTC().instant().plus(span).toString())
                .put("comment", comment);
        matchers.forEach(body.putArray("matchers")::add);
        var made = options.service().post("/v1/silences", body);
        var out = spec.commandLine().getOut();
        options.print(out, made, () -> AlertsSilenceList.print(out, made));
        return 0;
    }
}
