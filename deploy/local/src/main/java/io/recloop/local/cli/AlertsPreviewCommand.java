package io.recloop.local.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = "Prints a message as the templates of a channel write it. Nothing is sent.",
        footer = {"", "Exit codes: 0 printed, 2 failed or refused."})
public final class AlertsPreviewCommand implements Callable<Integer> {
    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CHANNEL", description = "Channel, see `recloop alerts channels`")
    private String channel;

    @Option(
            names = "--event",
            defaultValue = "fired",
            paramLabel = "EVENT",
            description = "fired, escalated, resolved or test (default: ${DEFAULT-VALUE})")
    private String event;

    @Option(
            names = "--severity",
            defaultValue = "warning",
            paramLabel = "SEVERITY",
            description = "info, warning, error or critical (default: ${DEFAULT-VALUE})")
    private String severity;

    @Option(
            names = "--language",
            defaultValue = "en",
            paramLabel = "LANGUAGE",
            description = "en or vi (default: ${DEFAULT-VALUE})")
    private String language;

    @Option(
            names = "--zone",
            defaultValue = "UTC",
            paramLabel = "ZONE",
            description = "Time zone of the reader, e.g. Asia/Ho_Chi_Minh (default: ${DEFAULT-VALUE})")
    private String zone;

    @Option(names = "--html", description = "Print the HTML of a mail instead of title and text")
    private boolean html;

    @Override
    public Integer call() throws IOException {
        var message = options.service()
                .get("/v1/channels/%s/preview?event=%s&severity=%s&language=%s&zone=%s"
                        .formatted(
                                AlertsPaths.segment(channel),
                                AlertsPaths.segment(event),
                                AlertsPaths.segment(severity),
                                AlertsPaths.segment(language),
                                AlertsPaths.segment(zone)));
        var out = spec.commandLine().getOut();
        options.print(out, message, () -> {
            if (html) {
                out.println(message.path("html").asText());
            } else {
                out.println(message.path("title").asText());
                out.println();
                out.println(message.path("text").asText());
            }
        });
        return 0;
    }
}
