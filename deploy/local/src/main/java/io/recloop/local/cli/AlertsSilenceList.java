package io.recloop.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists silences that hold or will hold, by their end.")
final class AlertsSilenceList implements Callable<Integer> {
    private enum State {
        CURRENT,
        ACTIVE,
        PENDING,
        EXPIRED,
        ALL
    }

    @Mixin
    private AlertsOptions options;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--state",
            defaultValue = "CURRENT",
            paramLabel = "STATE",
            description = "current, active, pending, expired or all (default: current)")
    private State state;

    @Override
    public Integer call() throws IOException {
        var found = options.service().get("/v1/silences?state=" + state.name().toLowerCase(Locale.ROOT));
        var out = spec.commandLine().getOut();
        options.print(out, found, () -> {
            if (found.path("silences").isEmpty()) {
                out.println("no silences");
            }
            found.path("silences").forEach(silence -> print(out, silence));
        });
        return 0;
    }

    static void print(PrintWriter out, JsonNode silence) {
        var matchers = new ArrayList<String>();
        silence.path("matchers").forEach(matcher -> matchers.add(matcher.asText()));
        out.printf(
                "%s  %-7s  until %s  %s  by %s: %s%n",
                silence.path("id").asText(),
                silence.path("state").asText(),
                silence.path("endsAt").asText(),
                String.join(" ", matchers),
                silence.path("createdBy").asText(),
                silence.path("comment").asText().replaceAll("\\p{Cntrl}+", " "));
    }
}
