package io.recloop.learning.offline;

import io.recloop.learning.dataset.InvalidCsvException;
import io.recloop.learning.dataset.TooLittleDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line for files; `./recloop` starts it. Its options are listed by `--help` of each command.
@Command(
        name = "recloop",
        synopsisSubcommandLabel = "COMMAND",
        description = "Trains, tunes, evaluates and measures on files, without a stack.",
        subcommands = {TrainCommand.class, EvaluateCommand.class, TuneCommand.class, BenchCommand.class})
public final class Offline {
    private Offline() {}

    public static void main(String[] args) {
        // Nothing below a warning belongs between a bar and a table.
        LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Offline())
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, arguments) -> {
                    var failing = e.getCommandLine();
                    failing.getErr().println("recloop: " + firstLine(e.getMessage()));
                    failing.getErr().println("Try `" + failing.getCommandSpec().qualifiedName() + " --help`.");
                    return 2;
                })
                .setExecutionExceptionHandler((e, failing, parsed) -> {
                    failing.getErr().println("recloop: " + described(e));
                    return 2;
                });
    }

    private static String described(Exception e) {
        if (System.getenv("RECLOOP_DEBUG") != null) {
            e.printStackTrace(System.err);
        }
        return switch (e) {
            case OfflineException told -> String.valueOf(told.getMessage());
            case InvalidCsvException told -> String.valueOf(told.getMessage());
            case TooLittleDataException told -> "too little data: " + told.getMessage();
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case UncheckedIOException failed ->
                failed.getMessage() + ": " + firstLine(String.valueOf(failed.getCause()));
            case IOException failed -> "cannot read or write: " + firstLine(failed.getMessage());
            default ->
                firstLine(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
                        + " (RECLOOP_DEBUG=1 shows where)";
        };
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }
}
