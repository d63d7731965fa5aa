package io.recloop.local.cli;

import io.recloop.local.layout.LocalFailure;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// How every command behaves: errors are one line, libraries keep silent.
public final class CommandLines {

    private CommandLines() {}

    public static CommandLine configured(CommandLine commandLine) {
        // Kafka's clients log to the console otherwise, into the middle of a JSON document or a progress bar.
        LogManager.getLogManager().reset();
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, arguments) -> {
                    var failing = e.getCommandLine();
                    failing.getErr().println("recloop: " + firstLine(e.getMessage()));
                    failing.getErr().println("Try `" + failing.getCommandSpec().qualifiedName() + " --help`.");
                    return 2;
                })
                .setExecutionExceptionHandler((e, failing, parsed) -> {
                    failing.getErr().println("recloop: " + described(e));
                    return e instanceof LocalFailure failure ? failure.exitCode() : 2;
                });
    }

    private static String described(Throwable e) {
        if (System.getenv("RECLOOP_DEBUG") != null) {
            e.printStackTrace(System.err);
        }
        var message = e.getMessage();
        if (e instanceof LocalFailure && message != null) {
            return message;
        }
        var cause = e.getCause();
        return firstLine(message == null ? e.getClass().getSimpleName() : message)
                + (cause == null
                                || cause.getMessage() == null
                                || (message != null && message.contains(cause.getMessage()))
                        ? ""
                        : ": " + firstLine(cause.getMessage()))
                + " (RECLOOP_DEBUG=1 shows where)";
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }
}
